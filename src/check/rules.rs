//! Rules: which clause is a guard and which the condition, and what follows.

use super::checker::{Checker, Frame, Looping, index};
use super::expr::path_text;
use super::grounds;
use super::pending::{PendingResult, PendingRule};
use super::ruleset::{
    Block, BlockId, Consequence, Expr, Grant, Grounds, NamedResult, Rule, RuleId, RuleKind, Type,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree;
use crate::value::Period;

impl<'a> Checker<'a> {
    /// Makes the blocks, without their rules.
    pub(crate) fn declare_blocks(&mut self) {
        for number in 0..self.pending.blocks.len() {
            let Some(block) = self.pending.blocks.get(number) else {
                continue;
            };
            let (module, name, list) = (block.module, block.name, block.list);
            self.module = module;
            let made = match self.list(list) {
                Some(list) => list,
                // The block keeps its number; its rules are not checked.
                None => self.bool(false, list.span),
            };
            let var = self.fresh_loop(&made);
            self.set.blocks.push(Block {
                name: name.text.clone(),
                list: made,
                var,
                rules: Vec::new(),
                grants: false,
            });
        }
    }

    /// Makes the rules and puts them into their blocks.
    pub(crate) fn declare_rules(&mut self, header: &Grounds) {
        let pending = std::mem::take(&mut self.pending.rules);
        // Rules are found by name while they are checked, in what is put back here.
        self.pending.rules = pending.iter().map(PendingRule::outline).collect();
        for (number, rule) in pending.iter().enumerate() {
            self.module = rule.module;
            let id = RuleId(index(number));
            let frame = rule.block.map(|block| self.block_frame(block));
            let made = match frame {
                Some(None) => self.rule_outline(rule),
                Some(Some(frame)) => {
                    self.frames.push(frame);
                    let made = self.rule(rule, header);
                    self.frames.pop();
                    made
                }
                None => self.rule(rule, header),
            };
            if let Some(block) = rule
                .block
                .and_then(|block| self.set.blocks.get_mut(usize::from(block.0)))
            {
                block.rules.push(id);
                block.grants |= matches!(
                    rule.rule.kind,
                    RuleKind::Grant | RuleKind::Approval | RuleKind::Permission
                );
            }
            self.set.rules.push(made);
        }
        for (number, rule) in pending.iter().enumerate() {
            self.module = rule.module;
            self.exception(RuleId(index(number)), rule);
        }
    }

    /// Where the names of a block's item are found; `None` when its list has a mistake.
    fn block_frame(&self, id: BlockId) -> Option<Frame> {
        let block = self.set.blocks.get(usize::from(id.0))?;
        let pending = self.pending.blocks.get(usize::from(id.0))?;
        let Type::List(element) = &block.list.ty else {
            return None;
        };
        Some(Frame::Block(Looping {
            var: block.var,
            binder: Some(block.name.clone()),
            element: (**element).clone(),
            list: path_text(pending.list).unwrap_or_default(),
        }))
    }

    /// What a rule says apart from its clauses.
    fn rule_outline(&mut self, pending: &PendingRule<'_>) -> Rule {
        let tree = pending.rule;
        let title = self.title(tree.title.as_ref(), &tree.name.text);
        let chapters = if self.is_repeated_too_much() {
            &[][..]
        } else {
            &pending.chapters
        };
        let sections = chapters
            .iter()
            .map(|chapter| self.title(chapter.title, &chapter.name.text))
            .collect();
        Rule {
            id: pending.id.clone(),
            kind: tree.kind,
            title,
            sections,
            grounds: Grounds::default(),
            valid: None,
            block: pending.block,
            guard: Vec::new(),
            condition: None,
            exceptions: Vec::new(),
            exception_to: Vec::new(),
            consequence: None,
            speaks: None,
            grant: None,
            duty: None,
            span: pending.span,
            name_span: tree.name.span,
        }
    }

    fn rule(&mut self, pending: &PendingRule<'a>, header: &Grounds) -> Rule {
        let tree = pending.rule;
        let may_inherit = self.may_inherit(pending);
        let mut rule = self.rule_outline(pending);
        if !may_inherit {
            return rule;
        }
        rule.grounds = self.rule_grounds(pending, header);
        rule.valid = self.validity(pending);
        for chapter in &pending.chapters {
            rule.guard
                .extend(chapter.guard.and_then(|guard| self.chapter_guard(guard)));
        }
        let when = tree.when.as_ref().and_then(|when| self.condition(when));
        let that = tree.that.as_ref().and_then(|that| self.condition(that));
        match tree.kind {
            RuleKind::Obstacle | RuleKind::Circumstance | RuleKind::Exception => rule.condition = when,
            _ => {
                rule.guard.extend(when);
                rule.condition = that;
            }
        }
        rule.consequence = tree.consequence.as_ref().map(|c| self.consequence(c));
        rule.speaks = tree
            .speaks
            .as_ref()
            .map(|s| (s.in_favour, s.text.as_ref().map(|text| self.template(text))));
        if matches!(
            tree.kind,
            RuleKind::Grant | RuleKind::Approval | RuleKind::Permission
        ) {
            rule.grant = Some(self.grant(tree));
        }
        if tree.kind == RuleKind::Obligation {
            rule.duty = Some(self.duty(tree));
        }
        rule
    }

    /// A rule's own grounds and its chapters'; the rule set's where there are none.
    fn rule_grounds(&mut self, pending: &PendingRule<'_>, header: &Grounds) -> Grounds {
        let tree = pending.rule;
        let mut made = self.grounds(&tree.grounds);
        for chapter in pending.chapters.iter().rev() {
            let wider = self.grounds(chapter.grounds);
            grounds::append(&mut made, wider);
        }
        let written = |g: &tree::Grounds| !g.cites.is_empty() || g.assumed.is_some();
        if written(&tree.grounds) || pending.chapters.iter().any(|c| written(c.grounds)) {
            return made;
        }
        if !header.cites.is_empty() || header.assumed.is_some() {
            return header.clone();
        }
        self.ungrounded(&tree.name);
        made
    }

    /// E0404: nothing is said of what it rests on.
    pub(crate) fn ungrounded(&mut self, name: &tree::Name) {
        self.report(
            Diagnostic::warning(
                Code::Ungrounded,
                name.span,
                format!("`{}` vilar varken på en källa eller på ett antagande", name.text),
                format!("`{}` rests neither on a source nor on an assumption", name.text),
            )
            .help(
                "skriv `enligt KÄLLA \"…\"`, eller `antagande \"…\"` om dokumentet lämnar frågan öppen",
                "write `enligt SOURCE \"…\"`, or `antagande \"…\"` when the document leaves it open",
            ),
        );
    }

    /// When a rule is in force: as it and its chapters all say.
    fn validity(&mut self, pending: &PendingRule<'_>) -> Option<Period> {
        let periods = pending
            .chapters
            .iter()
            .map(|chapter| chapter.valid)
            .chain([pending.rule.valid])
            .flatten();
        let mut valid: Option<Period> = None;
        for period in periods {
            let Some(before) = valid else {
                valid = Some(period);
                continue;
            };
            let from = before.from.max(period.from);
            let to = match (before.to, period.to) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            let both = Period::new(from, to);
            if both.is_none() {
                let name = &pending.rule.name;
                self.error(
                    Code::NeverValid,
                    name.span,
                    format!("`{}` gäller aldrig: dess tid och avsnittets möts inte", name.text),
                    format!(
                        "`{}` is never in force: its period and its chapter's do not meet",
                        name.text
                    ),
                );
                return valid;
            }
            valid = both;
        }
        valid
    }

    fn consequence(&mut self, tree: &tree::Consequence) -> Consequence {
        Consequence {
            verb: tree.verb,
            refer_to: tree.refer_to.as_ref().and_then(|name| self.body(name)),
            text: tree.text.as_ref().map(|text| self.template(text)),
        }
    }

    fn grant(&mut self, tree: &tree::Rule) -> Grant {
        let amount = tree.amount.as_ref().and_then(|(granted, asked)| {
            let granted = self.expr_of(granted, &Type::money());
            let asked = self.expr_of(asked, &Type::money());
            Some((granted?, asked?))
        });
        let judged = tree.judged.as_ref().and_then(|judged| self.judgement(judged));
        Grant { amount, judged }
    }

    /// What a permission is judged by: a judgement that is yes or no.
    fn judgement(&mut self, tree: &tree::Expr) -> Option<Expr> {
        let checked = self.expr(tree, None)?;
        let is_judgement = self.field_read(&checked).is_some_and(|field| field.judgement);
        if is_judgement && checked.ty == Type::Bool {
            return Some(checked);
        }
        let text = self.words(tree.span);
        let (sv, en) = if is_judgement {
            (
                format!("bedömningen `{text}` svarar inte ja eller nej"),
                format!("the judgement `{text}` does not answer yes or no"),
            )
        } else {
            (
                format!("`{text}` är ingen bedömning"),
                format!("`{text}` is no judgement"),
            )
        };
        self.report(Diagnostic::error(Code::NotAJudgement, tree.span, sv, en).help(
            "ange fältet som `bedömning ja/nej av …`",
            "declare the field as `bedömning ja/nej av …`",
        ));
        None
    }

    /// Makes the named results.
    pub(crate) fn declare_results(&mut self) {
        for result in self.pending.results.clone() {
            let PendingResult {
                module,
                name,
                title,
                grounds,
                value,
            } = result;
            self.module = module;
            let title = self.title(title, &name.text);
            let grounds = self.grounds(grounds);
            let Some(value) = self.expr(value, None) else {
                continue;
            };
            if matches!(value.ty, Type::Record(_) | Type::List(_)) {
                self.report_no_scalar(&value);
                continue;
            }
            self.set.results.push(NamedResult {
                name: name.text.clone(),
                title,
                grounds,
                value,
            });
        }
    }

    fn report_no_scalar(&mut self, value: &Expr) {
        let found = super::words::of_type(&self.set, &value.ty);
        self.error(
            Code::TypeMismatch,
            value.span,
            format!("ett resultat är ett enda värde, inte {}", found.0),
            format!("a result is a single value, not {}", found.1),
        );
    }
}

impl<'a> PendingRule<'a> {
    /// The rule as it is found by others.
    fn outline(&self) -> PendingRule<'a> {
        PendingRule {
            module: self.module,
            id: self.id.clone(),
            rule: self.rule,
            span: Span::default(),
            chapters: Vec::new(),
            block: self.block,
        }
    }
}
