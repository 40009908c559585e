//! One item, and the parts that several kinds of item have.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{
    Acceptance, Accepted, Change, Cite, Example, Expectation, Grounds, Item, ItemKind, OutcomeWord, Path,
    Ruleset, Validity,
};
use pest::iterators::Pairs;

impl Lower<'_> {
    /// The item that the pairs are of.
    pub(super) fn root(&mut self, mut pairs: Pairs<'_, Rule>) -> Option<Item> {
        let node = pairs.next()?.into_inner().next()?;
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::ruleset => self.ruleset(node)?,
            Rule::module => self.module(node)?,
            Rule::use_ => ItemKind::Use(
                node.into_inner()
                    .filter(|n| n.as_rule() == Rule::slug)
                    .map(|n| self.name(&n))
                    .collect(),
            ),
            Rule::source => self.source(node)?,
            Rule::body => self.body(node)?,
            Rule::type_ => self.enumeration(node)?,
            Rule::record => self.record(node)?,
            Rule::unit_ => self.unit(node)?,
            Rule::application => ItemKind::Application(self.fields(Children::of(node).find(Rule::fields)?)?),
            Rule::open => self.open(node)?,
            Rule::concept => self.concept(node)?,
            Rule::parameter => self.parameter(node)?,
            Rule::table => self.table(node)?,
            Rule::rule_item => self.rule(node)?,
            Rule::result => self.result(node)?,
            Rule::section => self.section(node)?,
            Rule::for_each => self.for_each(node)?,
            Rule::example => self.example(node)?,
            Rule::word => self.word(node)?,
            Rule::acceptance => self.acceptance(node)?,
            Rule::apportionment => self.apportionment(node)?,
            _ => return None,
        };
        Some(Item {
            span,
            doc: None,
            kind,
        })
    }

    fn ruleset(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::slug)?);
        let mut ruleset = Ruleset {
            name,
            title: self.text_next(&mut children),
            version: None,
            valid: None,
            assessed_on: None,
            track: None,
            grounds: Grounds::default(),
        };
        let mut seen = Vec::new();
        while let Some(part) = children.next() {
            self.once(&mut seen, &part)?;
            match part.as_rule() {
                Rule::version => {
                    ruleset.version = Some(self.plain_line(Children::of(part).find(Rule::string)?)?);
                }
                Rule::validity => {
                    let mut parts = Children::of(part);
                    parts.take(Rule::kw_valid)?;
                    let by = match parts.take(Rule::kw_applications) {
                        Some(_) => Some(self.operand_path(parts.take(Rule::operand_path)?)?),
                        None => None,
                    };
                    let period = self.period(parts.take(Rule::period)?)?;
                    ruleset.valid = Some(Validity { by, period });
                }
                Rule::assessed => {
                    let fact = Children::of(part).find(Rule::operand_path)?;
                    ruleset.assessed_on = Some(self.operand_path(fact)?);
                }
                Rule::track => {
                    ruleset.track = Some(self.name(&Children::of(part).find(Rule::name)?));
                }
                _ => self.ground(&mut ruleset.grounds, part)?,
            }
        }
        Some(ItemKind::Ruleset(Box::new(ruleset)))
    }

    fn module(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::slug)?);
        let title = self.text_next(&mut children);
        Some(ItemKind::Module { name, title })
    }

    /// Adds what `enligt` or `antagande` says.
    pub(super) fn ground(&mut self, grounds: &mut Grounds, node: Node<'_>) -> Option<()> {
        match node.as_rule() {
            Rule::citing => {
                for cite in node.into_inner().filter(|n| n.as_rule() == Rule::cite) {
                    let mut parts = Children::of(cite);
                    let source = self.name(&parts.take(Rule::name)?);
                    let locator = self.plain_line(parts.take(Rule::string)?)?;
                    grounds.cites.push(Cite { source, locator });
                }
            }
            Rule::assumed => {
                grounds.assumed = Some(self.text(Children::of(node).find(Rule::text)?)?);
            }
            _ => return None,
        }
        Some(())
    }

    /// The grounds that stand next; other clauses are left for the caller.
    pub(super) fn grounds_next(
        &mut self,
        children: &mut Children<'_>,
        grounds: &mut Grounds,
        seen: &mut Vec<(Rule, Span)>,
    ) -> Option<()> {
        while let Some(Rule::citing | Rule::assumed) = children.peek() {
            let part = children.next()?;
            self.once(seen, &part)?;
            self.ground(grounds, part)?;
        }
        Some(())
    }

    /// A clause stands once; only `enligt` may be repeated.
    pub(super) fn once(&mut self, seen: &mut Vec<(Rule, Span)>, node: &Node<'_>) -> Option<()> {
        let (rule, span) = (node.as_rule(), self.span(node));
        if rule == Rule::citing {
            return Some(());
        }
        if let Some((_, first)) = seen.iter().find(|(r, _)| *r == rule) {
            let word = node.as_str().split_whitespace().next().unwrap_or("");
            let diagnostic = Diagnostic::error(
                Code::ClauseRepeated,
                span,
                format!("`{word}` står två gånger"),
                format!("`{word}` stands twice"),
            )
            .also(*first, "den första gången", "the first time");
            return self.fail(diagnostic);
        }
        seen.push((rule, span));
        Some(())
    }

    fn section(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children);
        let (mut valid, mut grounds, mut guard) = (None, Grounds::default(), None);
        let mut seen = Vec::new();
        while let Some(part) = children.next() {
            if part.as_rule() == Rule::lbrace {
                break;
            }
            self.once(&mut seen, &part)?;
            match part.as_rule() {
                Rule::valid_clause => valid = Some(self.period(Children::of(part).find(Rule::period)?)?),
                Rule::when => guard = Some(self.expr(Children::of(part).find(Rule::expr)?)?),
                _ => self.ground(&mut grounds, part)?,
            }
        }
        Some(ItemKind::Section {
            name,
            title,
            valid,
            grounds,
            guard,
            items: Vec::new(),
        })
    }

    fn for_each(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let list = self.operand_path(children.find(Rule::operand_path)?)?;
        Some(ItemKind::ForEach {
            name,
            list,
            items: Vec::new(),
        })
    }

    fn word(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let outcome = outcome(children.find(Rule::outcome)?)?;
        let text = self.text_next(&mut children)?;
        Some(ItemKind::Word { outcome, text })
    }

    fn example(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let title = self.plain_line(children.find(Rule::string)?)?;
        let start = children.find(Rule::start_from)?;
        let case = self.plain_line(Children::of(start).find(Rule::string)?)?;
        let (mut changes, mut expectations) = (Vec::new(), Vec::new());
        while let Some(part) = children.next() {
            match part.as_rule() {
                Rule::change_fact => {
                    let mut parts = Children::of(part);
                    let fact = self.operand_path(parts.find(Rule::operand_path)?)?;
                    parts.take(Rule::equals)?;
                    let value = parts.next()?;
                    let change = match value.as_rule() {
                        Rule::kw_unknown => Change::Unknown,
                        Rule::kw_absent => Change::Absent,
                        _ => Change::Value(self.sum(value)?),
                    };
                    changes.push((fact, change));
                }
                Rule::expectation => expectations.push(self.expectation(part)?),
                _ => {}
            }
        }
        Some(ItemKind::Example(Example {
            title,
            case,
            changes,
            expectations,
        }))
    }

    fn acceptance(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        children.take(Rule::kw_accept)?;
        let first = children.next()?;
        let what = match first.as_rule() {
            Rule::lint_code => Accepted::Warning(self.name(&first)),
            kind => {
                let line = self.plain_line(children.take(Rule::string)?)?;
                if kind == Rule::kw_untested {
                    Accepted::Untested(line)
                } else {
                    Accepted::Alteration(line)
                }
            }
        };
        let target = match children.take(Rule::kw_for) {
            Some(_) => Some(self.path(children.take(Rule::path)?)),
            None => None,
        };
        let reason = self.text_next(&mut children)?;
        Some(ItemKind::Acceptance(Acceptance { what, target, reason }))
    }

    fn expectation(&mut self, node: Node<'_>) -> Option<Expectation> {
        let mut children = Children::of(node);
        children.take(Rule::kw_expect)?;
        let first = children.next()?;
        Some(match first.as_rule() {
            Rule::kw_remark_word => Expectation::Remarks(self.paths(children)),
            Rule::kw_missing => Expectation::Missing(self.paths(children)),
            _ => {
                let outcome = outcome(first)?;
                let amount = match children.take(Rule::quantity) {
                    Some(amount) => Some(self.quantity(amount)?),
                    None => None,
                };
                Expectation::Outcome {
                    outcome,
                    amount,
                    decisive: self.paths(children),
                }
            }
        })
    }

    fn paths(&self, children: Children<'_>) -> Vec<Path> {
        children
            .0
            .filter(|n| n.as_rule() == Rule::path)
            .map(|n| self.path(n))
            .collect()
    }
}

fn outcome(node: Node<'_>) -> Option<OutcomeWord> {
    Some(match node.into_inner().next()?.as_rule() {
        Rule::kw_granted => OutcomeWord::Granted,
        Rule::kw_partly => OutcomeWord::PartlyGranted,
        Rule::kw_rejected => OutcomeWord::Rejected,
        Rule::kw_referred => OutcomeWord::Referred,
        Rule::kw_dismissed => OutcomeWord::Dismissed,
        Rule::kw_discontinued => OutcomeWord::Discontinued,
        Rule::kw_undetermined => OutcomeWord::Undetermined,
        _ => return None,
    })
}
