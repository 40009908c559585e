//! Rules and their clauses.

use super::clauses::{kind_word, missing, shape};
use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{
    self, Consequence, Duty, Grounds, ItemKind, Party, RuleKind, Speaks, Target, Verb,
};

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
        sound.then(|| ItemKind::Rule(Box::new(rule)))
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
