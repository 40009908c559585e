//! The library as a service uses it.

use rekvisit::check::ruleset::Outcome;
use rekvisit::explain::DayFrom;
use rekvisit::facts::Limits;
use rekvisit::render;
use rekvisit::service::{Decision, Refused, RuleSet, Scratch};
use rekvisit::source::EmbeddedLibrary;
use rekvisit::value::{Date, Language};

use crate::cases;
use crate::cli::fixture::RULES;
use crate::readme::{block, words};

#[path = "../../examples/ndjson_stream.rs"]
#[allow(dead_code, reason = "an example has its own `main`")]
mod ndjson_stream;
#[path = "../../examples/one_request.rs"]
#[allow(dead_code, reason = "an example has its own `main`")]
mod one_request;

/// The README's example: this file and the page say the same.
// Loaded once: RuleSet::load(&EmbeddedLibrary, "finsam")? or RuleSet::from_text("lokalt", text)?; shared by all threads.
fn respond(rules: &RuleSet, application: &[u8]) -> Result<(Decision, Option<serde_json::Value>), Refused> {
    let decision = rules.evaluate(application)?; // outcome, amount, grounds, what is missing; evaluate_many for many
    let asked_why = !decision.is_granted(); // the explanation is made where it is asked for
    let why = asked_why.then(|| rules.explain(application)).transpose()?;
    Ok((decision, why.map(|explanation| render::json(&explanation))))
}

#[test]
fn the_readmes_service_is_this_files() {
    let readme = words(&block(include_str!("../../README.md"), "fn respond"));
    let here = words(include_str!("service.rs"));
    assert!(here.windows(readme.len()).any(|window| window == readme));
    let rules = RuleSet::from_text("lokalt", RULES).unwrap();
    let (decision, why) = respond(&rules, application("2023-06-02").as_bytes()).unwrap();
    assert_eq!(decision.outcome, Outcome::Dismissed);
    assert_eq!(why.unwrap()["decisive"], serde_json::json!(["i_tid"]));
    let (decision, why) = respond(&rules, application("2023-05-01").as_bytes()).unwrap();
    assert!(decision.is_granted() && why.is_none());
}

fn application(received: &str) -> String {
    format!(
        r#"{{"id": "L-1", "prövningsdag": "2023-07-01", "inkom": "{received}", "beslutad": null, "sökt": 800, "skäl": true}}"#
    )
}

/// The shipped cases of each rule set, by the rule set.
fn shipped() -> Vec<(RuleSet, Vec<Vec<u8>>)> {
    let mut sets: Vec<(RuleSet, Vec<Vec<u8>>)> = Vec::new();
    for (name, path, _) in cases::all() {
        if sets.last().is_none_or(|(rules, _)| rules.name() != name) {
            sets.push((RuleSet::load(&EmbeddedLibrary, &name).unwrap(), Vec::new()));
        }
        sets.last_mut().unwrap().1.push(std::fs::read(path).unwrap());
    }
    sets
}

/// Holds a decision to its explanation.
fn told(rules: &RuleSet, scratch: &mut Scratch, application: &[u8]) -> Decision {
    let text = || String::from_utf8_lossy(application).into_owned();
    let decision = rules.evaluate_in(scratch, application).unwrap();
    let explanation = rules.explain(application).unwrap();
    assert_eq!(decision.id, explanation.application_id);
    assert_eq!(decision.outcome, explanation.outcome.outcome, "{}", text());
    assert_eq!(decision.amount, explanation.amount, "{}", text());
    assert_eq!(decision.assessed_on, explanation.assessed_on);
    assert_eq!(Some(decision.day_from), explanation.day_from);
    assert_eq!(decision.next_step, explanation.next_step, "{}", text());
    let possible: Vec<Outcome> = explanation.possible.iter().map(|p| p.outcome).collect();
    assert_eq!(decision.possible, possible, "{}", text());
    let body = decision.referred_to.and_then(|body| rules.body(body));
    assert_eq!(
        body,
        explanation.referred_to.as_ref().map(|body| body.name.as_str())
    );
    let missing: Vec<&str> = decision.missing.iter().map(|m| m.pointer.as_str()).collect();
    let named: Vec<&str> = explanation.missing.iter().map(|m| m.pointer.as_str()).collect();
    assert_eq!(missing, named, "{}", text());
    let decisive = decision.decisive.iter().map(|id| rules.ground(*id).unwrap().id());
    assert_eq!(decisive.collect::<Vec<_>>(), explanation.decisive, "{}", text());
    for id in decision.grounds() {
        let ground = rules.ground(id).unwrap();
        let parts = explanation.parts.iter().flat_map(|part| &part.rules);
        let mut all = explanation.rules.iter().chain(parts);
        let rule = all.find(|rule| rule.id == ground.id()).unwrap();
        let clauses: Vec<(&str, &str)> = ground.clauses().map(|(d, at)| (d.sv.as_str(), at)).collect();
        let sources = rule
            .sources
            .iter()
            .map(|s| (s.document.sv.as_str(), s.locator.as_str()));
        assert_eq!(clauses, sources.collect::<Vec<_>>(), "{}", ground.id());
    }
    decision
}

#[test]
fn a_decision_is_what_its_explanation_says() {
    let mut granted = 0;
    for (rules, applications) in shipped() {
        let mut scratch = Scratch::default();
        for application in &applications {
            granted += usize::from(told(&rules, &mut scratch, application).is_granted());
        }
    }
    assert!(granted > 10, "{granted}");
}

/// What a case expects is left out, so that it is read as an application is; then each of its facts, one at a time.
#[test]
fn a_fact_that_is_left_out_is_missed_alike_by_all_ways_to_decide() {
    let mut open = 0;
    for (rules, applications) in shipped() {
        let mut scratch = Scratch::default();
        for application in applications.iter().step_by(3) {
            let mut case: serde_json::Value = serde_json::from_slice(application).unwrap();
            let whole = case.as_object_mut().unwrap();
            whole.remove("väntar");
            for key in whole.keys().filter(|key| *key != "prövningsdag") {
                let mut less = whole.clone();
                less.remove(key);
                let text = serde_json::to_vec(&less).unwrap();
                if rules.evaluate(&text).is_ok() {
                    open += usize::from(!told(&rules, &mut scratch, &text).missing.is_empty());
                }
            }
        }
    }
    assert!(open > 100, "{open}");
}

#[test]
fn many_come_to_the_same_as_one_by_one_in_their_order() {
    for (rules, mut applications) in shipped() {
        applications.push(b"{".to_vec());
        applications.insert(0, b"[]".to_vec());
        let alone: Vec<Result<Decision, Refused>> = applications
            .iter()
            .map(|application| rules.evaluate(application))
            .collect();
        assert_eq!(rules.evaluate_many(&applications), alone);
        assert!(alone.first().unwrap().is_err() && alone.last().unwrap().is_err());
    }
}

#[test]
fn the_day_that_is_given_goes_first() {
    let rules = RuleSet::from_text("lokalt", RULES).unwrap();
    let application = application("2023-05-01");
    let decision = rules.evaluate(application.as_bytes()).unwrap();
    assert_eq!(
        (decision.assessed_on.to_string().as_str(), decision.day_from),
        ("2023-07-01", DayFrom::Application)
    );
    let later = rules.clone().on(Date::new(2023, 8, 2).unwrap());
    let decision = later.evaluate(application.as_bytes()).unwrap();
    assert_eq!(
        (decision.assessed_on.to_string().as_str(), decision.day_from),
        ("2023-08-02", DayFrom::Caller)
    );
    let refused = rules.evaluate(b"{}").unwrap_err();
    assert!(refused.to_string().contains("F0116"), "{refused}");
    let early = rules.on(Date::new(2019, 1, 1).unwrap());
    let refused = early.evaluate(application.as_bytes()).unwrap_err();
    assert!(refused.to_string().contains("F0117"), "{refused}");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let rules = RuleSet::from_text("lokalt", RULES).unwrap();
    let text = r#"{"inkom": "2023-05-01", "skal": true}"#;
    let refused = rules.evaluate(text.as_bytes()).unwrap_err();
    assert_eq!(refused.byte(), 24);
    assert!(refused.text(Language::English).contains("F0102"), "{refused}");
    assert!(
        refused
            .report("a.json", text.as_bytes(), Language::Swedish)
            .contains("a.json:1:25")
    );
    // The other rule set's keys are not what is wrong.
    let refused = rules
        .evaluate(r#"{"belopp": 3, "regelverk": "annat"}"#.as_bytes())
        .unwrap_err();
    assert!(refused.to_string().contains("F0115"), "{refused}");
    let wrong = RuleSet::from_text("lokalt", "regelverk annat").unwrap_err();
    assert!(wrong.to_string().contains("lokalt/lokalt.regel:1:"), "{wrong}");
}

#[test]
fn unknown_keys_are_passed_over_only_when_asked() {
    let rules = RuleSet::from_text("lokalt", RULES).unwrap();
    let known = application("2023-05-01");
    let more = known.replace("\"id\"", "\"kommentar\": {\"inkom\": [1]}, \"id\"");
    assert!(rules.evaluate(more.as_bytes()).is_err());
    let lenient = rules.clone().within(Limits {
        unknown_keys: true,
        ..Limits::default()
    });
    assert_eq!(
        lenient.evaluate(more.as_bytes()),
        rules.evaluate(known.as_bytes())
    );
    let explanation = lenient.explain(more.as_bytes()).unwrap();
    assert_eq!(
        explanation.application_hash,
        rules.explain(known.as_bytes()).unwrap().application_hash
    );
    // What is no JSON stays wrong.
    assert!(lenient.evaluate(more.replace("[1]", "[1,]").as_bytes()).is_err());
}

#[test]
fn the_examples_answer() {
    let rules = RuleSet::from_text("lokalt", RULES).unwrap();
    let (status, body) = one_request::answer(&rules, application("2023-06-02").as_bytes());
    assert_eq!((status, body["outcome"].as_str()), (200, Some("dismissed")));
    assert!(body["text"].as_str().unwrap().contains("i_tid"));
    assert_eq!(one_request::answer(&rules, b"x").0, 422);
    let mut written = Vec::new();
    let input = format!("{}\n{{\n{}", application("2023-05-01"), application("2023-06-02"));
    ndjson_stream::decide(&rules, input.as_bytes(), &mut written).unwrap();
    let lines: Vec<serde_json::Value> = String::from_utf8(written)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["outcome"], "granted");
    assert!(lines[1]["error"].is_string());
    assert_eq!(lines[2]["grounds"], serde_json::json!(["i_tid"]));
}
