//! A decision as JSON: `docs/decision.schema.json` describes it.
//!
//! An object is written member by member, so that one that only becomes a line is never held as a tree, with each of its keys.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::report;
use super::text::{TextStyle, text};
use crate::check::ruleset::{Answerer, RuleKind, Track};
use crate::explain::{
    Asked, BodyNamed, Circumstance, ConditionExplained, ContradictionExplained, DayFrom, Explanation,
    FactRead, Given, MissingFact, ObligationExplained, OutcomeNamed, PartExplained, Reason, Remark,
    ResultExplained, RuleExplained, RuleNamed, Source, StatedWords, Truth, UnknownFact, format,
};
use crate::value::{Language, Number};

/// The part of a decision that decided: the outcome, the lead, and the decisive rules as the decision has them.
#[must_use]
pub fn json_excerpt(explanation: &Explanation) -> Value {
    let e = explanation;
    let all = e.rules.iter().chain(e.parts.iter().flat_map(|part| &part.rules));
    json!({
        "outcome": e.outcome.outcome.as_str(),
        "label": e.outcome.label,
        "possible": Each(&e.possible, outcome),
        "amount": e.amount.map(Money),
        "referred_to": e.referred_to.as_ref().map(BodyObject),
        "decisive": e.decisive,
        "lead": {
            "sv": report::excerpt(e, Language::Swedish).0,
            "en": report::excerpt(e, Language::English).0,
        },
        "rules": all.filter(|r| e.decisive.contains(&r.id)).map(RuleObject).collect::<Vec<_>>(),
    })
}

/// The decision.
#[must_use]
pub fn json(explanation: &Explanation) -> Value {
    tree(DecisionObject(explanation))
}

/// The decision without its `text`, for whoever only compares.
#[must_use]
pub fn json_without_text(explanation: &Explanation) -> Value {
    tree(WithoutText(explanation))
}

/// An amount in öre.
#[must_use]
pub fn money(amount: Number) -> Value {
    tree(Money(amount))
}

/// Clauses.
#[must_use]
pub fn sources(sources: &[Source]) -> Value {
    tree(Each(sources, SourceObject))
}

/// A rule.
#[must_use]
pub fn rule(rule: &RuleExplained) -> Value {
    tree(RuleObject(rule))
}

/// A named result.
#[must_use]
pub fn result(result: &ResultExplained) -> Value {
    tree(ResultObject(result))
}

/// What is written, as a tree. All keys are texts, so it does not fail.
fn tree(of: impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

/// A decision that is written as [`json()`] gives it.
#[derive(Clone, Copy, Debug)]
pub struct DecisionObject<'a>(pub &'a Explanation);

impl Serialize for DecisionObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        members(self.0, &mut object)?;
        object.serialize_entry("text", &Texts(self.0))?;
        object.end()
    }
}

/// The same without its `text`.
struct WithoutText<'a>(&'a Explanation);

impl Serialize for WithoutText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        members(self.0, &mut object)?;
        object.end()
    }
}

/// Writes members of an object.
macro_rules! write_members {
    ($object:expr, $($key:literal: $value:expr,)*) => {
        $($object.serialize_entry($key, &$value)?;)*
    };
}

/// Objects of what an explanation has.
macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident($of:ident: $type:ty) { $($members:tt)* })*) => {$(
        $(#[$doc])*
        struct $name<'a>(&'a $type);

        impl Serialize for $name<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $of = self.0;
                let mut object = serializer.serialize_map(None)?;
                write_members!(object, $($members)*);
                object.end()
            }
        }
    )*};
}

/// A list, of whose elements each is written as something.
struct Each<'a, T, F>(&'a [T], F);

impl<'a, T, R: Serialize, F: Fn(&'a T) -> R> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

fn members<M: SerializeMap>(e: &Explanation, object: &mut M) -> Result<(), M::Error> {
    write_members!(object,
        "format": 1,
        "ruleset": RulesetObject(e),
        "application": ApplicationObject(e),
        "engine": e.engine,
        "assessed_on": e.assessed_on.to_string(),
        "assessed_on_from": e.day_from.map(day_from),
        "track": track(e.track),
        "outcome": e.outcome.outcome.as_str(),
        "label": e.outcome.label,
        "possible": Each(&e.possible, outcome),
        "exact": e.exact,
        "amount": e.amount.map(Money),
        "referred_to": e.referred_to.as_ref().map(BodyObject),
        "decisive": e.decisive,
        "parts": Each(&e.parts, PartObject),
        "results": Results(&e.results),
        "rules": Each(&e.rules, RuleObject),
        "missing": Each(&e.missing, MissingObject),
        "not_needed": Each(&e.not_needed, NotNeededObject),
        "remarks": Each(&e.remarks, RemarkObject),
        "circumstances": Circumstances(e),
        "contradictions": Each(&e.contradictions, ContradictionObject),
        "conditions": Each(&e.conditions, ConditionObject),
        "obligations": Each(&e.obligations, ObligationObject),
        "next_step": e.next_step.as_str(),
    );
    Ok(())
}

objects! {
    /// The rule set.
    RulesetObject(e: Explanation) {
        "name": e.ruleset.name,
        "version": e.ruleset.version,
        "hash": e.ruleset.hash,
    }
    /// The application.
    ApplicationObject(e: Explanation) {
        "id": e.application_id,
        "hash": e.application_hash,
    }
    /// The decision as a text, in both languages.
    Texts(e: Explanation) {
        "sv": text(e, Language::Swedish, &PLAIN),
        "en": text(e, Language::English, &PLAIN),
    }
    /// What speaks for and against.
    Circumstances(e: Explanation) {
        "for": Each(&e.circumstances_for, CircumstanceObject),
        "against": Each(&e.circumstances_against, CircumstanceObject),
    }
    /// A body.
    BodyObject(body: BodyNamed) {
        "name": body.name,
        "title": body.title,
    }
    /// A clause.
    SourceObject(source: Source) {
        "document": source.document,
        "locator": source.locator,
    }
    /// A rule.
    RuleObject(rule: RuleExplained) {
        "id": rule.id,
        "kind": kind(rule.kind),
        "status": rule.status.as_str(),
        "effect": rule.effect.as_str(),
        "title": rule.title,
        "sources": Each(&rule.sources, SourceObject),
        "assumption": rule.assumption,
        "because": ReasonObject(&rule.because),
        "text": rule.text,
    }
    /// A fact that a step reads.
    FactObject(fact: FactRead) {
        "path": fact.pointer,
        "label": fact.label,
        "value": fact.value,
        "given": Each(&fact.given, GivenObject),
        "stated": Each(&fact.stated, StatedObject),
    }
    /// An answer to a judgement.
    GivenObject(given: Given) {
        "by": given.by,
        "on": given.on,
        "document": given.document,
        "value": given.value,
        "too_late": given.too_late,
    }
    /// A value and its source.
    StatedObject(stated: StatedWords) {
        "value": stated.value,
        "text": stated.text,
        "source": stated.source,
    }
    /// An item of a `för varje`.
    PartObject(part: PartExplained) {
        "path": part.pointer,
        "outcome": part.outcome.outcome.as_str(),
        "amount": part.amount.map(Money),
        "decisive": part.decisive,
        "rules": Each(&part.rules, RuleObject),
    }
    /// A named result.
    ResultObject(result: ResultExplained) {
        "title": result.title,
        "value": result.value,
        "text": result.text,
        "sources": Each(&result.sources, SourceObject),
        "assumption": result.assumption,
        "because": ReasonObject(&result.because),
    }
    /// Someone to ask.
    AskedObject(asked: Asked) {
        "who": who(asked.who),
        "body": asked.body,
        "title": asked.title,
    }
    /// A fact that can still change the outcome.
    MissingObject(missing: MissingFact) {
        "path": missing.pointer,
        "kind": if missing.judgement { "judgement" } else { "fact" },
        "label": missing.label,
        "ask": Each(&missing.ask, AskedObject),
        "question": missing.question,
        "needed_by": Each(&missing.needed_by, needed_by),
    }
    /// A fact that is not asked for.
    NotNeededObject(unasked: UnknownFact) {
        "path": unasked.pointer,
        "label": unasked.label,
        "question": unasked.question,
    }
    /// A remark.
    RemarkObject(remark: Remark) {
        "kind": remark.kind.as_str(),
        "id": remark.rule,
        "path": remark.pointer,
        "text": remark.text,
    }
    /// A circumstance.
    CircumstanceObject(circumstance: Circumstance) {
        "id": circumstance.rule,
        "text": circumstance.text,
        "sources": Each(&circumstance.sources, SourceObject),
    }
    /// What sources state differently.
    ContradictionObject(contradiction: ContradictionExplained) {
        "path": contradiction.pointer,
        "label": contradiction.label,
        "values": Each(&contradiction.values, StatedObject),
        "matters": contradiction.matters,
    }
    /// A condition of a grant.
    ConditionObject(condition: ConditionExplained) {
        "id": condition.rule,
        "applies": condition.applies,
        "text": condition.text,
        "sources": Each(&condition.sources, SourceObject),
    }
    /// An obligation.
    ObligationObject(obligation: ObligationExplained) {
        "id": obligation.rule,
        "state": obligation.state.as_str(),
        "last_day": obligation.last_day.map(|d| d.to_string()),
        "amount": obligation.amount.map(Money),
        "party": obligation.party,
        "sources": Each(&obligation.sources, SourceObject),
    }
}

/// How the text of a decision stands in it.
const PLAIN: TextStyle = TextStyle {
    width: 0,
    colour: false,
};

/// An amount in öre.
struct Money(Number);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        write_members!(object, "value": format::money_value(self.0), "currency": "SEK",);
        object.end()
    }
}

/// Named results by their names.
struct Results<'a>(&'a [ResultExplained]);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|result| (&result.name, ResultObject(result))))
    }
}

/// A step of a reason; a computation has no `value`, an undetermined condition the value `null`.
struct ReasonObject<'a>(&'a Reason);

impl Serialize for ReasonObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let step = self.0;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("text", &step.text)?;
        match step.value {
            Truth::Holds => object.serialize_entry("value", &true)?,
            Truth::Fails => object.serialize_entry("value", &false)?,
            Truth::Undetermined => object.serialize_entry("value", &())?,
            Truth::Note => {}
        }
        write_members!(object,
            "facts": Each(&step.facts, FactObject),
            "children": Each(&step.children, ReasonObject),
        );
        object.end()
    }
}

fn outcome(named: &OutcomeNamed) -> &'static str {
    named.outcome.as_str()
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

/// Who is asked.
fn who(who: Answerer) -> &'static str {
    match who {
        Answerer::Applicant => "applicant",
        Answerer::Officer => "case_officer",
        Answerer::Body(_) => "body",
    }
}

/// Where the assessment date comes from.
fn day_from(from: DayFrom) -> &'static str {
    match from {
        DayFrom::Caller => "caller",
        DayFrom::Application => "application",
        DayFrom::Ruleset => "ruleset",
    }
}

fn needed_by(rule: &RuleNamed) -> &str {
    &rule.id
}
