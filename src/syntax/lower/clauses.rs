//! Which clauses a kind of rule takes.

use super::{Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::{spell, spellings};
use crate::syntax::tree::{self, RuleKind};

/// The clauses that a kind of rule must have (one of each group), and those that it may have. Every kind may say
/// when it is valid and what it rests on.
pub(super) struct Shape {
    pub(super) must: &'static [&'static [Rule]],
    pub(super) may: &'static [Rule],
}

pub(super) fn shape(kind: RuleKind) -> Shape {
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
    /// Whether the kind of rule takes the clause.
    pub(super) fn allowed(&mut self, word: &Node<'_>, shape: &Shape, clause: &Node<'_>) -> Option<()> {
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

    /// An exception from a concept says the other value; an exception from a rule has none.
    pub(super) fn exception_is_whole(&mut self, rule: &tree::Rule) -> Option<()> {
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
pub(super) fn missing(span: Span, kind: RuleKind, name: &str, clauses: &[Rule]) -> Diagnostic {
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
