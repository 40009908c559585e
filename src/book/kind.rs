//! What a kind of rule and a consequence are called.

use crate::check::ruleset::{Consequence, Rule, RuleKind, Verb};
use crate::explain::{Wording, Words, say};
use crate::value::Bilingual;

/// A rule's kind, with the word that says how strong it is.
pub(super) fn kind(rule: &Rule) -> Bilingual {
    let in_favour = rule.speaks.as_ref().is_some_and(|(in_favour, _)| *in_favour);
    let (sv, en) = match rule.kind {
        RuleKind::Requirement => ("Krav: ska", "Requirement: must"),
        RuleKind::Obstacle => ("Hinder: får inte", "Bar: may not"),
        RuleKind::Permission => ("Tillåtelse: får", "Permission: may"),
        RuleKind::Recommendation => ("Rekommendation: bör", "Recommendation: should"),
        RuleKind::Goal => ("Mål: prövas för sig", "Criterion: examined by itself"),
        RuleKind::Circumstance if in_favour => ("Omständighet: talar för", "Circumstance: speaks for"),
        RuleKind::Circumstance => ("Omständighet: talar emot", "Circumstance: speaks against"),
        RuleKind::Exception => ("Undantag", "Exception"),
        RuleKind::Grant => ("Bidrag: ges", "Grant: is given"),
        RuleKind::Approval => ("Bifall: ges", "Approval: is given"),
        RuleKind::Obligation => ("Skyldighet: ska", "Obligation: must"),
        RuleKind::Condition => ("Villkor för beslutet", "Condition of the decision"),
    };
    Bilingual::new(sv, en)
}

/// The kinds in the order of the index, with what several of them are called.
pub(super) const KINDS: [(RuleKind, &str, &str); 11] = [
    (RuleKind::Requirement, "Krav", "Requirements"),
    (RuleKind::Obstacle, "Hinder", "Bars"),
    (RuleKind::Exception, "Undantag", "Exceptions"),
    (RuleKind::Permission, "Tillåtelser", "Permissions"),
    (RuleKind::Grant, "Bidrag", "Grants"),
    (RuleKind::Approval, "Bifall", "Approvals"),
    (RuleKind::Recommendation, "Rekommendationer", "Recommendations"),
    (RuleKind::Circumstance, "Omständigheter", "Circumstances"),
    (RuleKind::Goal, "Mål", "Criteria"),
    (RuleKind::Condition, "Villkor", "Conditions"),
    (RuleKind::Obligation, "Skyldigheter", "Obligations"),
];

/// Above the condition of a rule.
pub(super) fn condition_term(kind: RuleKind) -> Bilingual {
    let (sv, en) = match kind {
        RuleKind::Requirement => ("Det som ska gälla", "What must hold"),
        RuleKind::Recommendation => ("Det som bör gälla", "What should hold"),
        RuleKind::Goal => ("Målet är uppfyllt när", "The criterion is met when"),
        RuleKind::Obstacle => ("Hindrar när", "Bars when"),
        RuleKind::Exception => ("Undantaget gäller när", "The exception holds when"),
        _ => ("När", "When"),
    };
    Bilingual::new(sv, en)
}

/// What follows, in a clause: `ansökan avslås`.
pub(super) fn consequence(wording: &Wording<'_>, consequence: &Consequence) -> Words {
    let (sv, en) = match consequence.verb {
        Verb::Stop => ("ärendet kan inte avgöras", "the case can't be decided"),
        Verb::Discontinue => ("ärendet avskrivs", "the case is struck off"),
        Verb::Dismiss => ("ansökan avvisas", "the application is dismissed"),
        Verb::Reject => ("ansökan avslås", "the application is rejected"),
        Verb::Supplement => (
            "ansökan behöver kompletteras",
            "the application must be completed",
        ),
        Verb::Remark => ("beslutet får en anmärkning", "the decision gets a remark"),
        Verb::Refer => {
            let body = consequence
                .refer_to
                .map(|id| wording.body(id))
                .unwrap_or_default();
            return say!(
                "sökanden hänvisas till {body}",
                "the applicant is referred to {body}",
                body = body
            );
        }
    };
    Words::new(sv, en)
}
