//! Whom to ask for what is missing, and what to do next: read from the rules' text and the application's own answers.

use super::decide::Decision;
use rekvisit::check::ruleset::{Answerer, BodyId, Outcome, RuleSet, Verb};
use rekvisit::eval::{NextStep, RuleState, Verdict};
use serde_json::Value;

/// The bodies `a` and `b`, in the order in which they are declared.
const A: Answerer = Answerer::Body(BodyId(0));
const B: Answerer = Answerer::Body(BodyId(1));

/// Who judges `j0`, and hasn't declined to; nobody where all have.
fn left_to_judge(answers: Option<&Value>, today: &str) -> Vec<Answerer> {
    let answers = match answers {
        Some(Value::Null) => return Vec::new(),
        Some(Value::Array(answers)) => answers.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    let declined = |by: &str| {
        answers.iter().any(|answer| {
            answer["av"] == by
                && answer["värde"].is_null()
                && answer.get("värde").is_some()
                && answer["den"].as_str().is_none_or(|day| day <= today)
        })
    };
    [("a", A), ("b", B)]
        .into_iter()
        .filter(|(name, _)| !declined(name))
        .map(|(_, body)| body)
        .collect()
}

/// Whether the case officer has said that it can't be judged.
fn officer_declined(answer: Option<&Value>, today: &str) -> bool {
    match answer {
        Some(Value::Null) => true,
        Some(answer @ Value::Object(_)) => {
            answer.get("värde").is_some_and(Value::is_null)
                && answer["den"].as_str().is_none_or(|day| day <= today)
        }
        _ => false,
    }
}

/// What the engine says of whom to ask, for what is missing (its pointers come first in `pointers`), and of the next step.
pub(super) fn of(
    set: &RuleSet,
    meant: &Decision,
    application: &Value,
    pointers: &[String],
    verdict: &Verdict,
    a_person_is_needed: impl Fn() -> bool,
) -> Result<(), String> {
    let today = application["prövningsdag"].as_str().unwrap();
    let mut declined = false;
    for (missing, pointer) in verdict.missing.iter().zip(pointers) {
        let expected = match pointer.as_str() {
            "/inkom" => vec![Answerer::Officer],
            "/j0" => {
                let left = left_to_judge(application.get("j0"), today);
                declined |= left.is_empty();
                if left.is_empty() {
                    vec![Answerer::Officer]
                } else {
                    left
                }
            }
            "/j1" => {
                declined |= officer_declined(application.get("j1"), today);
                vec![Answerer::Officer]
            }
            _ => vec![Answerer::Applicant],
        };
        if missing.ask != expected {
            return Err(format!(
                "{pointer} is asked of {expected:?}, was said {:?}",
                missing.ask
            ));
        }
    }
    let (next, may_be_by_hand) = next_step(set, meant, verdict, declined);
    let by_hand = verdict.next_step == NextStep::AssessManually;
    if verdict.next_step == next || (by_hand && may_be_by_hand && a_person_is_needed()) {
        return Ok(());
    }
    Err(format!("next is {next:?}, was said {:?}", verdict.next_step))
}

/// What comes next, and whether it may be a person all the same, where something collides or fails that can matter.
fn next_step(set: &RuleSet, meant: &Decision, verdict: &Verdict, declined: bool) -> (NextStep, bool) {
    if verdict.outcome != Outcome::Undetermined {
        return (NextStep::Decide, false);
    }
    let states = || {
        verdict
            .rules
            .iter()
            .chain(verdict.parts.iter().flat_map(|part| &part.rules))
    };
    let verb = |state: &&RuleState| {
        let rule = &set.rules[usize::from(state.rule.0)];
        rule.consequence.as_ref().map(|c| c.verb)
    };
    let decides = |state: &&RuleState| verdict.decisive.contains(&state.rule);
    let stopped = states()
        .filter(decides)
        .any(|state| verb(&state) == Some(Verb::Stop));
    if stopped || declined || !verdict.contradicted.is_empty() {
        return (NextStep::AssessManually, false);
    }
    let asks = |who: fn(&Answerer) -> bool| verdict.missing.iter().any(|m| m.ask.iter().any(who));
    let by_asking = if asks(|a| *a == Answerer::Applicant) {
        NextStep::AskApplicant
    } else if asks(|a| matches!(a, Answerer::Body(_))) {
        NextStep::AskBody
    } else {
        NextStep::AssessManually
    };
    let of_blocks = set.blocks.iter().any(|block| block.grants);
    if !of_blocks && !meant.ways.is_empty() && meant.ways.iter().all(|way| way.collision) {
        return (NextStep::AssessManually, false);
    }
    (by_asking, true)
}
