//! Every decision is as the schema says.

use super::*;
use crate::render::{DECISION_SCHEMA, json};

#[track_caller]
fn holds(explanation: &Explanation) {
    let schema: serde_json::Value = serde_json::from_str(DECISION_SCHEMA).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let decision = json(explanation);
    let errors: Vec<String> = validator
        .iter_errors(&decision)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{decision:#}");
}

const RULES: &str = r#"
typ Slag = stor "stort" en "large" | liten "litet" en "small"
enhet besök "besök" en "visits"
post Rad { text: text  antal: besök }
ansökan {
  slag: bedömning Slag av nämnden
  period: period
  belopp: kronor
  rader: [Rad]
  betald: datum?
}
krav slaget "Slaget ska vara stort" en "The kind must be large"
  enligt regler "1 §"
  att slag är stor
  annars hänvisa till regionen "Regionen prövar det." en "The region examines it."
bevilja bidrag "Bidraget" en "The grant"
  antagande "Vårt." en "Ours."
  beloppet belopp av belopp
skyldighet åter "Återbetalning" en "Repayment"
  enligt regler "2 §"
  betala belopp till nämnden
  senast 2024-01-01
  fullgjord den betald
  annars "Ränta." en "Interest."
resultat besöken "Besök" en "Visits" = summan av antal i rader
  enligt regler "3 §"
resultat slaget "Slag" en "Kind" = slag
  enligt regler "3 §"
resultat tiden "Tid" en "Time" = period
  enligt regler "3 §"
resultat andel "Andel" en "Share" = andelen i rader där (antal är minst 2 besök)
  enligt regler "3 §"
"#;

#[test]
fn decided_referred_and_undetermined() {
    for facts in [
        r#""slag": {"värde": "stor", "av": "nämnden", "den": "2023-01-01"}, "period": {"från": "2023-01-01", "till": "2023-12-31"}, "belopp": 12.5, "rader": [{"text": "a", "antal": 3}, {"text": "b", "antal": 1}, {"text": "c", "antal": 1}], "betald": null"#,
        r#""slag": "liten", "belopp": {"minst": 5}"#,
        r#""slag": [{"värde": "stor", "av": "nämnden", "den": {"motstridigt": [{"värde": "2023-01-01", "källa": "a"}, {"värde": "2023-01-02", "källa": "b"}]}}], "belopp": {"motstridigt": [{"värde": 1, "källa": "x"}, {"värde": 2, "källa": "y"}]}"#,
        r#""slag": null, "rader": []"#,
    ] {
        let application = format!(r#"{{"regelverk": "prov", "prövningsdag": "2023-06-01", {facts}}}"#);
        holds(&decide(&format!("{HEAD}{RULES}"), &application));
    }
}

#[test]
fn an_amount_has_two_decimals_and_a_currency() {
    let application =
        r#"{"regelverk": "prov", "id": "C", "prövningsdag": "2023-06-01", "slag": "stor", "belopp": 12.5}"#;
    let decision = json(&decide(&format!("{HEAD}{RULES}"), application));
    assert_eq!(
        decision["amount"],
        serde_json::json!({"value": "12.50", "currency": "SEK"})
    );
    assert_eq!(decision["application"]["id"], "C");
    assert_eq!(decision["engine"], env!("CARGO_PKG_VERSION"));
    assert_eq!(decision["track"], "legality_review");
}
