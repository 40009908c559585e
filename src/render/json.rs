//! A decision as JSON: `docs/decision.schema.json` describes it.

use super::report;
use super::text::{TextStyle, text};
use crate::check::ruleset::{Answerer, RuleKind, Track};
use crate::explain::{
    Asked, BodyNamed, Circumstance, ContradictionExplained, DayFrom, Explanation, FactRead, Given,
    MissingFact, ObligationExplained, PartExplained, Reason, Remark, ResultExplained, RuleExplained, Source,
    StatedWords, Truth, Words, format,
};
use crate::value::{Language, Number};
use serde_json::{Map, Value, json};

/// The part of a decision that decided: the outcome, the lead, and the decisive rules as the decision has them.
#[must_use]
pub fn json_excerpt(explanation: &Explanation) -> Value {
    let e = explanation;
    let all = e.rules.iter().chain(e.parts.iter().flat_map(|part| &part.rules));
    json!({
        "outcome": e.outcome.outcome.as_str(),
        "label": e.outcome.label,
        "possible": e.possible.iter().map(|o| o.outcome.as_str()).collect::<Vec<_>>(),
        "amount": e.amount.map(money),
        "referred_to": e.referred_to.as_ref().map(body),
        "decisive": e.decisive,
        "lead": {
            "sv": report::excerpt(e, Language::Swedish).0,
            "en": report::excerpt(e, Language::English).0,
        },
        "rules": all.filter(|r| e.decisive.contains(&r.id)).map(rule).collect::<Vec<_>>(),
    })
}

/// The decision.
#[must_use]
pub fn json(explanation: &Explanation) -> Value {
    let whole = TextStyle {
        width: 0,
        colour: false,
    };
    let mut decision = json_without_text(explanation);
    if let Some(decision) = decision.as_object_mut() {
        let text = json!({
            "sv": text(explanation, Language::Swedish, &whole),
            "en": text(explanation, Language::English, &whole),
        });
        decision.insert("text".to_owned(), text);
    }
    decision
}

/// The decision without its `text`, for whoever only compares.
#[must_use]
pub fn json_without_text(e: &Explanation) -> Value {
    json!({
        "format": 1,
        "ruleset": {"name": e.ruleset.name, "version": e.ruleset.version, "hash": e.ruleset.hash},
        "application": {"id": e.application_id, "hash": e.application_hash},
        "engine": e.engine,
        "assessed_on": e.assessed_on.to_string(),
        "assessed_on_from": e.day_from.map(day_from),
        "track": track(e.track),
        "outcome": e.outcome.outcome.as_str(),
        "label": e.outcome.label,
        "possible": e.possible.iter().map(|o| o.outcome.as_str()).collect::<Vec<_>>(),
        "exact": e.exact,
        "amount": e.amount.map(money),
        "referred_to": e.referred_to.as_ref().map(body),
        "decisive": e.decisive,
        "parts": e.parts.iter().map(part).collect::<Vec<_>>(),
        "results": e.results.iter().map(|r| (r.name.clone(), result(r))).collect::<Map<_, _>>(),
        "rules": e.rules.iter().map(rule).collect::<Vec<_>>(),
        "missing": e.missing.iter().map(missing).collect::<Vec<_>>(),
        "not_needed": e.not_needed.iter().map(|u| {
            json!({"path": u.pointer, "label": u.label, "question": u.question})
        }).collect::<Vec<_>>(),
        "remarks": e.remarks.iter().map(remark).collect::<Vec<_>>(),
        "circumstances": {
            "for": e.circumstances_for.iter().map(circumstance).collect::<Vec<_>>(),
            "against": e.circumstances_against.iter().map(circumstance).collect::<Vec<_>>(),
        },
        "contradictions": e.contradictions.iter().map(contradiction).collect::<Vec<_>>(),
        "conditions": e.conditions.iter().map(|c| {
            json!({"id": c.rule, "applies": c.applies, "text": c.text, "sources": sources(&c.sources)})
        }).collect::<Vec<_>>(),
        "obligations": e.obligations.iter().map(obligation).collect::<Vec<_>>(),
        "next_step": e.next_step.as_str(),
    })
}

/// An amount in öre.
#[must_use]
pub fn money(amount: Number) -> Value {
    json!({"value": format::money_value(amount), "currency": "SEK"})
}

/// The track's name.
fn track(track: Track) -> Option<&'static str> {
    match track {
        Track::LegalityReview => Some("legality_review"),
        Track::AdministrativeAppeal => Some("administrative_appeal"),
        Track::NoAppeal => Some("no_appeal"),
        Track::None => None,
    }
}

/// A kind's name.
fn kind(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Requirement => "requirement",
        RuleKind::Obstacle => "bar",
        RuleKind::Permission => "permission",
        RuleKind::Recommendation => "recommendation",
        RuleKind::Goal => "criterion",
        RuleKind::Circumstance => "circumstance",
        RuleKind::Exception => "exception",
        RuleKind::Grant => "grant",
        RuleKind::Approval => "approval",
        RuleKind::Obligation => "obligation",
        RuleKind::Condition => "condition",
    }
}

/// A body.
fn body(body: &BodyNamed) -> Value {
    json!({"name": body.name, "title": body.title})
}

/// Clauses.
#[must_use]
pub fn sources(sources: &[Source]) -> Value {
    sources
        .iter()
        .map(|s| json!({"document": s.document, "locator": s.locator}))
        .collect()
}

/// A rule.
#[must_use]
pub fn rule(rule: &RuleExplained) -> Value {
    json!({
        "id": rule.id,
        "kind": kind(rule.kind),
        "status": rule.status.as_str(),
        "effect": rule.effect.as_str(),
        "title": rule.title,
        "sources": sources(&rule.sources),
        "assumption": rule.assumption,
        "because": reason(&rule.because),
        "text": rule.text,
    })
}

/// A step of a reason; a computation has no `value`, an undetermined condition the value `null`.
fn reason(step: &Reason) -> Value {
    let mut out = Map::new();
    out.insert("text".to_owned(), json!(step.text));
    let value = match step.value {
        Truth::Holds => Some(Value::Bool(true)),
        Truth::Fails => Some(Value::Bool(false)),
        Truth::Undetermined => Some(Value::Null),
        Truth::Note => None,
    };
    if let Some(value) = value {
        out.insert("value".to_owned(), value);
    }
    out.insert("facts".to_owned(), step.facts.iter().map(fact).collect());
    out.insert("children".to_owned(), step.children.iter().map(reason).collect());
    Value::Object(out)
}

/// A fact that a step reads.
fn fact(fact: &FactRead) -> Value {
    json!({
        "path": fact.pointer,
        "label": fact.label,
        "value": fact.value,
        "given": fact.given.iter().map(given).collect::<Vec<_>>(),
        "stated": fact.stated.iter().map(stated).collect::<Vec<_>>(),
    })
}

/// An answer to a judgement.
fn given(given: &Given) -> Value {
    json!({
        "by": given.by,
        "on": given.on,
        "document": given.document,
        "value": given.value,
        "too_late": given.too_late,
    })
}

/// A value and its source.
fn stated(stated: &StatedWords) -> Value {
    json!({"value": stated.value, "text": stated.text, "source": stated.source})
}

/// An item of a `för varje`.
fn part(part: &PartExplained) -> Value {
    json!({
        "path": part.pointer,
        "outcome": part.outcome.outcome.as_str(),
        "amount": part.amount.map(money),
        "decisive": part.decisive,
        "rules": part.rules.iter().map(rule).collect::<Vec<_>>(),
    })
}

/// A named result.
#[must_use]
pub fn result(result: &ResultExplained) -> Value {
    json!({
        "title": result.title,
        "value": result.value,
        "text": result.text,
        "sources": sources(&result.sources),
        "assumption": result.assumption,
        "because": reason(&result.because),
    })
}

/// Someone to ask.
fn asked(asked: &Asked) -> Value {
    let who = match asked.who {
        Answerer::Applicant => "applicant",
        Answerer::Officer => "case_officer",
        Answerer::Body(_) => "body",
    };
    json!({"who": who, "body": asked.body, "title": asked.title})
}

/// A fact that can still change the outcome.
fn missing(missing: &MissingFact) -> Value {
    json!({
        "path": missing.pointer,
        "kind": if missing.judgement { "judgement" } else { "fact" },
        "label": missing.label,
        "ask": missing.ask.iter().map(asked).collect::<Vec<_>>(),
        "question": missing.question,
        "needed_by": missing.needed_by.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
    })
}

/// A remark.
fn remark(remark: &Remark) -> Value {
    json!({
        "kind": remark.kind.as_str(),
        "id": remark.rule,
        "path": remark.pointer,
        "text": remark.text,
    })
}

/// A circumstance.
fn circumstance(circumstance: &Circumstance) -> Value {
    json!({
        "id": circumstance.rule,
        "text": circumstance.text,
        "sources": sources(&circumstance.sources),
    })
}

/// What sources state differently.
fn contradiction(contradiction: &ContradictionExplained) -> Value {
    json!({
        "path": contradiction.pointer,
        "label": contradiction.label,
        "values": contradiction.values.iter().map(stated).collect::<Vec<_>>(),
        "matters": contradiction.matters,
    })
}

/// An obligation.
fn obligation(obligation: &ObligationExplained) -> Value {
    let party: Option<&Words> = obligation.party.as_ref();
    json!({
        "id": obligation.rule,
        "state": obligation.state.as_str(),
        "last_day": obligation.last_day.map(|d| d.to_string()),
        "amount": obligation.amount.map(money),
        "party": party,
        "sources": sources(&obligation.sources),
    })
}

/// Where the assessment date comes from.
fn day_from(from: DayFrom) -> &'static str {
    match from {
        DayFrom::Caller => "caller",
        DayFrom::Application => "application",
        DayFrom::Ruleset => "ruleset",
    }
}
