//! Rules, and which clauses a kind of rule takes.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::{spell, spellings};
use crate::syntax::tree::{
    self, Consequence, Duty, Grounds, ItemKind, Party, RuleKind, Speaks, Target, Verb,
};

/// The clauses that a kind of rule must have (one of each group), and those that it may have. Every kind may say
/// when it is valid and what it rests on.
struct Shape {
    must: &'static [&'static [Rule]],
    may: &'static [Rule],
}

fn shape(kind: RuleKind) -> Shape {
    let (must, may): (&[&[Rule]], &[Rule]) = match kind {
        RuleKind::Requirement | RuleKind::Recommendation => {
            (&[&[Rule::that], &[Rule::consequence]], &[Rule::when])
        }
        RuleKind::Obstacle => (&[&[Rule::when], &[Rule::consequence]], &[]),
        RuleKind::Goal => (&[&[Rule::that]], &[Rule::when]),
        RuleKind::Circumstance => (&[&[Rule::when], &[Rule::speaks]], &[]),
        RuleKind::Exception => (&[&[Rule::from], &[Rule::when]], &[Rule::instead]),
        RuleKind::Permission => (&[&[Rule::may]], &[Rule::when]),
        RuleKind::Grant => (&[&[Rule::granting]], &[Rule::when]),
        RuleKind::Approval | RuleKind::Condition => (&[], &[Rule::when]),
        RuleKind::Obligation => (
            &[&[Rule::pay, Rule::submit]],
            &[Rule::when, Rule::last_day, Rule::performed, Rule::breach],
        ),
    };
    Shape { must, may }
}

/// The keyword that begins a clause.
fn first_word(clause: Rule) -> Rule {
    match clause {
        Rule::when => Rule::kw_when,
        Rule::that => Rule::kw_that,
        Rule::consequence | Rule::breach => Rule::kw_otherwise,
        Rule::speaks => Rule::kw_speaks,
        Rule::from => Rule::kw_from,
        Rule::may => Rule::kw_may_grant,
        Rule::granting => Rule::kw_granting,
        Rule::pay => Rule::kw_pay,
        Rule::submit => Rule::kw_submit,
        Rule::last_day => Rule::kw_by,
        Rule::performed => Rule::kw_fulfilled,
        Rule::instead => Rule::kw_instead,
        other => other,
    }
}

/// What a missing clause is called: its first word, or for the consequence of a bar, what it is.
fn clause_name(kind: RuleKind, clauses: &[Rule], english: bool) -> String {
    if let (RuleKind::Obstacle, [Rule::consequence]) = (kind, clauses) {
        return if english {
            "what follows (`reject`, `dismiss`, …)".to_owned()
        } else {
            "vad som följer (`avslå`, `avvisa`, …)".to_owned()
        };
    }
    let words: Vec<_> = clauses
        .iter()
        .map(|c| format!("`{}`", spell(first_word(*c), english)))
        .collect();
    words.join(if english { " or " } else { " eller " })
}

impl Lower<'_> {
    pub(super) fn rule(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let word = children.next()?;
        let kind = kind(&word)?;
        let name = self.name(&children.take(Rule::name)?);
        let mut rule = tree::Rule {
            kind,
            name,
            title: self.text_next(&mut children),
            valid: None,
            grounds: Grounds::default(),
            when: None,
            that: None,
            consequence: None,
            breach: None,
            speaks: None,
            amount: None,
            judged: None,
            from: Vec::new(),
            instead: None,
            duty: None,
            last_day: None,
            performed: None,
        };
        let shape = shape(kind);
        let mut seen: Vec<(Rule, Span)> = Vec::new();
        let mut sound = true;
        while let Some(clause) = children.next() {
            // The other clauses are still looked at: each mistake in a rule is told at once.
            sound &= self.allowed(&word, &shape, &clause).is_some()
                && self.once(&mut seen, &clause).is_some()
                && self.clause(&mut rule, clause).is_some();
        }
        for clauses in shape.must {
            if sound && !seen.iter().any(|(r, _)| clauses.contains(r)) {
                let diagnostic = missing(
                    self.span(&word).to(rule.name.span),
                    kind,
                    &rule.name.text,
                    clauses,
                );
                self.diagnostics.push(diagnostic);
                sound = false;
            }
        }
        let sound = sound && self.exception_is_whole(&rule).is_some();
        sound.then_some(ItemKind::Rule(rule))
    }

    /// Whether the kind of rule takes the clause.
    fn allowed(&mut self, word: &Node<'_>, shape: &Shape, clause: &Node<'_>) -> Option<()> {
        let rule = clause.as_rule();
        let always = matches!(rule, Rule::valid_clause | Rule::citing | Rule::assumed);
        if always || shape.may.contains(&rule) || shape.must.iter().any(|group| group.contains(&rule)) {
            return Some(());
        }
        let written = clause.as_str().split_whitespace().next().unwrap_or("");
        let kind = word.as_str().trim_end();
        let takes = |english: bool| {
            let groups = shape.must.iter().copied().flatten().chain(shape.may);
            let words: Vec<_> = groups
                .map(|c| format!("`{}`", spell(first_word(*c), english)))
                .collect();
            words.join(", ")
        };
        let mut diagnostic = Diagnostic::error(
            Code::ClauseNotAllowed,
            self.span(clause),
            format!("`{kind}` tar inte `{written}`"),
            format!("`{kind}` does not take `{written}`"),
        );
        diagnostic = match (
            rule,
            shape.must.iter().any(|group| group.contains(&Rule::consequence)),
        ) {
            (Rule::breach, true) => diagnostic.help(
                "säg vad som följer före texten: `annars avslå \"…\"`",
                "say what follows before the text: `otherwise reject \"…\"`",
            ),
            _ => diagnostic.help(
                format!("det tar {}", takes(false)),
                format!("it takes {}", takes(true)),
            ),
        };
        self.fail(diagnostic)
    }

    fn clause(&mut self, rule: &mut tree::Rule, node: Node<'_>) -> Option<()> {
        let kind = node.as_rule();
        let mut children = Children::of(node.clone());
        match kind {
            Rule::valid_clause => rule.valid = Some(self.period(children.find(Rule::period)?)?),
            Rule::citing | Rule::assumed => self.ground(&mut rule.grounds, node)?,
            Rule::when => {
                if rule.kind == RuleKind::Obligation {
                    self.last_day_is_apart(&node)?;
                }
                rule.when = Some(self.expr(children.find(Rule::expr)?)?);
            }
            Rule::that => rule.that = Some(self.expr(children.find(Rule::expr)?)?),
            Rule::consequence => rule.consequence = Some(self.consequence(rule.kind, node)?),
            Rule::breach => rule.breach = Some(self.text(children.find(Rule::text)?)?),
            Rule::speaks => {
                children.next()?;
                let in_favour = children.next()?.as_rule() == Rule::kw_for;
                let text = self.text_next(&mut children);
                rule.speaks = Some(Speaks { in_favour, text });
            }
            Rule::may => self.may(rule, node)?,
            Rule::granting => rule.amount = Some(self.amount(&mut children)?),
            Rule::from => {
                rule.from = children
                    .0
                    .filter(|n| n.as_rule() == Rule::target)
                    .map(|target| {
                        let mut parts = Children::of(target);
                        let concept = parts.take(Rule::kw_concept).is_some();
                        let path = self.path(parts.take(Rule::path)?);
                        Some(Target { concept, path })
                    })
                    .collect::<Option<_>>()?;
            }
            Rule::pay | Rule::submit => self.duty(rule, node)?,
            Rule::last_day => rule.last_day = Some(self.sum(children.find(Rule::sum)?)?),
            Rule::performed => {
                rule.performed = Some(self.operand_path(children.find(Rule::operand_path)?)?);
            }
            Rule::instead => rule.instead = Some(self.sum(children.find(Rule::sum)?)?),
            _ => return None,
        }
        Some(())
    }

    /// `senast D` right after `när x` is read as a comparison of `x`; first on its line it is hardly meant so.
    fn last_day_is_apart(&mut self, when: &Node<'_>) -> Option<()> {
        let swallowed = when.clone().into_inner().flatten().find(|node| {
            let line = self
                .text
                .get(..node.as_span().start())
                .map_or("", |before| before.rsplit('\n').next().unwrap_or(""));
            node.as_rule() == Rule::kw_by && line.trim().is_empty()
        });
        let Some(word) = swallowed else { return Some(()) };
        let diagnostic = Diagnostic::error(
            Code::Misplaced,
            self.span(&word),
            "`senast` läses här som en jämförelse i `när`, inte som skyldighetens sista dag",
            "`no later than` is read here as a comparison in `when`, not as the last day of the obligation",
        )
        .help(
            "skriv det efter `betala` eller `lämna`; i en jämförelse på samma rad som det som jämförs",
            "write it after `pay` or `submit`; in a comparison, on the line of what is compared",
        );
        self.fail(diagnostic)
    }

    /// `B av S`.
    fn amount(&mut self, children: &mut Children<'_>) -> Option<(tree::Expr, tree::Expr)> {
        let amount = self.sum(children.find(Rule::sum)?)?;
        let of = self.sum(children.find(Rule::sum)?)?;
        Some((amount, of))
    }

    fn may(&mut self, rule: &mut tree::Rule, node: Node<'_>) -> Option<()> {
        let span = self.span(&node);
        let mut children = Children::of(node);
        if children.next()?.as_rule() == Rule::kw_may_grant {
            rule.amount = Some(self.amount(&mut children)?);
        }
        let Some(judged) = children.find(Rule::judged) else {
            return self.fail(
                Diagnostic::error(
                    Code::ClauseMissing,
                    span,
                    "det står inte vems bedömning det hänger på",
                    "it does not say on whose judgement it depends",
                )
                .help("lägg till `efter bedömningen J`", "add `by judgement J`"),
            );
        };
        let of = Children::of(judged).find(Rule::operand_path)?;
        rule.judged = Some(self.operand_path(of)?);
        Some(())
    }

    fn duty(&mut self, rule: &mut tree::Rule, node: Node<'_>) -> Option<()> {
        if rule.duty.is_some() {
            let diagnostic = Diagnostic::error(
                Code::ClauseRepeated,
                self.span(&node),
                "en skyldighet gäller en sak",
                "an obligation is about one thing",
            )
            .help("skriv två skyldigheter", "write two obligations");
            return self.fail(diagnostic);
        }
        let mut children = Children::of(node);
        let pay = children.next()?.as_rule() == Rule::kw_pay;
        let what = children.next()?;
        let duty = if pay {
            let amount = self.sum(what)?;
            let party = self.party(children)?;
            Duty::Pay { amount, party }
        } else {
            let what = self.text(what)?;
            let party = self.party(children)?;
            Duty::Submit { what, party }
        };
        rule.duty = Some(duty);
        Some(())
    }

    /// `till O`: no party is `Some(None)`.
    #[allow(
        clippy::option_option,
        reason = "the outer one is failure, the inner one absence"
    )]
    fn party(&mut self, mut children: Children<'_>) -> Option<Option<Party>> {
        let Some(party) = children.find(Rule::party) else {
            return Some(None);
        };
        let to = party.into_inner().next()?;
        Some(Some(if to.as_rule() == Rule::name {
            Party::Body(self.name(&to))
        } else {
            Party::Text(self.text(to)?)
        }))
    }

    fn consequence(&mut self, kind: RuleKind, node: Node<'_>) -> Option<Consequence> {
        let span = self.span(&node);
        let mut children = Children::of(node);
        let otherwise = children.take(Rule::kw_otherwise).map(|n| self.span(&n));
        let what = children.next()?;
        let mut refer_to = None;
        let verb = if what.as_rule() == Rule::refer {
            refer_to = Some(self.name(&Children::of(what).find(Rule::name)?));
            Verb::Refer
        } else {
            verb(what)?
        };
        let text = self.text_next(&mut children);
        let problem = match (kind, otherwise) {
            (RuleKind::Obstacle, Some(place)) => Some(
                Diagnostic::error(
                    Code::ClauseNotAllowed,
                    place,
                    "ett hinder slår till när villkoret gäller, inte annars",
                    "an obstacle applies when its condition holds, not otherwise",
                )
                .help("ta bort `annars`", "take `otherwise` away"),
            ),
            (RuleKind::Requirement | RuleKind::Recommendation, None) => Some(
                Diagnostic::error(
                    Code::ClauseNotAllowed,
                    span,
                    "följden gäller när kravet inte är uppfyllt, och det ska stå",
                    "what follows applies when the demand is not met, and it must say so",
                )
                .help("skriv `annars` före", "write `otherwise` before it"),
            ),
            (RuleKind::Recommendation, Some(_)) if verb != Verb::Remark => Some(
                Diagnostic::error(
                    Code::ClauseNotAllowed,
                    span,
                    "en rekommendation lämnar bara en anmärkning",
                    "a recommendation only leaves a remark",
                )
                .help(
                    "skriv `annars anmärk`, eller gör den till ett `krav`",
                    "write `otherwise remark`, or make it a `requirement`",
                ),
            ),
            _ => None,
        };
        if let Some(problem) = problem {
            return self.fail(problem);
        }
        Some(Consequence {
            verb,
            refer_to,
            text,
            span,
        })
    }

    /// An exception from a concept says the other value; an exception from a rule has none.
    fn exception_is_whole(&mut self, rule: &tree::Rule) -> Option<()> {
        if rule.kind != RuleKind::Exception {
            return Some(());
        }
        let concepts = rule.from.iter().filter(|t| t.concept).count();
        if concepts > 0 && concepts < rule.from.len() {
            return self.fail(
                Diagnostic::error(
                    Code::ClauseNotAllowed,
                    rule.name.span,
                    "ett undantag är från regler eller från begrepp, inte från båda",
                    "an exception is from rules or from concepts, not from both",
                )
                .help("skriv två undantag", "write two exceptions"),
            );
        }
        match (concepts > 0, &rule.instead) {
            (true, None) => self.fail(
                Diagnostic::error(
                    Code::ClauseMissing,
                    rule.name.span,
                    "det står inte vilket värde begreppet får i stället",
                    "it does not say which value the concept has instead",
                )
                .help("lägg till `då värde`", "add `instead value`"),
            ),
            (false, Some(value)) => self.fail(
                Diagnostic::error(
                    Code::ClauseNotAllowed,
                    value.span,
                    "en regel har inget värde som kan bytas ut",
                    "a rule has no value that can be replaced",
                )
                .help(
                    "skriv `från begrepp K` om undantaget gäller ett begrepp",
                    "write `from concept K` if the exception is from a concept",
                ),
            ),
            _ => Some(()),
        }
    }
}

/// E0114.
fn missing(span: Span, kind: RuleKind, name: &str, clauses: &[Rule]) -> Diagnostic {
    let (sv, en) = (
        clause_name(kind, clauses, false),
        clause_name(kind, clauses, true),
    );
    let (kind_sv, kind_en) = spellings(kind_word(kind)).unwrap_or_default();
    let diagnostic = Diagnostic::error(
        Code::ClauseMissing,
        span,
        format!("`{kind_sv} {name}` saknar {sv}"),
        format!("`{kind_en} {name}` lacks {en}"),
    );
    match (kind, clauses) {
        (RuleKind::Requirement, [Rule::consequence]) => diagnostic.help(
            "säg vad som följer när kravet inte är uppfyllt: `annars avslå \"…\"`, `annars avvisa \"…\"` eller `annars komplettera \"…\"`",
            "say what follows when the requirement is not met: `otherwise reject \"…\"`, `otherwise dismiss \"…\"` or `otherwise supplement \"…\"`",
        ),
        _ => diagnostic,
    }
}

/// The word of a kind of rule.
pub(in crate::syntax) fn kind_word(kind: RuleKind) -> Rule {
    match kind {
        RuleKind::Requirement => Rule::kw_requirement,
        RuleKind::Obstacle => Rule::kw_obstacle,
        RuleKind::Permission => Rule::kw_permission,
        RuleKind::Recommendation => Rule::kw_recommendation,
        RuleKind::Goal => Rule::kw_goal,
        RuleKind::Circumstance => Rule::kw_circumstance,
        RuleKind::Exception => Rule::kw_exception,
        RuleKind::Grant => Rule::kw_grant,
        RuleKind::Approval => Rule::kw_approval,
        RuleKind::Obligation => Rule::kw_obligation,
        RuleKind::Condition => Rule::kw_condition,
    }
}

fn kind(word: &Node<'_>) -> Option<RuleKind> {
    const KINDS: [RuleKind; 11] = [
        RuleKind::Requirement,
        RuleKind::Obstacle,
        RuleKind::Permission,
        RuleKind::Recommendation,
        RuleKind::Goal,
        RuleKind::Circumstance,
        RuleKind::Exception,
        RuleKind::Grant,
        RuleKind::Approval,
        RuleKind::Obligation,
        RuleKind::Condition,
    ];
    let rule = word.clone().into_inner().next()?.as_rule();
    KINDS.into_iter().find(|kind| kind_word(*kind) == rule)
}

fn verb(node: Node<'_>) -> Option<Verb> {
    Some(match node.into_inner().next()?.as_rule() {
        Rule::kw_stop => Verb::Stop,
        Rule::kw_discontinue => Verb::Discontinue,
        Rule::kw_dismiss => Verb::Dismiss,
        Rule::kw_reject => Verb::Reject,
        Rule::kw_supplement => Verb::Supplement,
        Rule::kw_remark => Verb::Remark,
        _ => return None,
    })
}
