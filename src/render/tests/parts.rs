//! `för varje`.

use super::*;

const RULES: &str = r#"
post Kostnad {
  avser: text
  utförd: datum
  belopp: kronor
}
ansökan {
  kostnader: [Kostnad]
}
för varje rad i kostnader {
  krav i_tid "Arbetet ska vara utfört under 2023" en "The work must be done in 2023"
    enligt regler "1 §"
    att rad.utförd är inom 2023-01-01..2023-12-31
    annars avslå "Arbetet utfördes {rad.utförd}." en "The work was done on {rad.utförd}."
  bevilja ersättning "Kostnaden ersätts" en "The cost is reimbursed"
    enligt regler "2 §"
    beloppet rad.belopp av rad.belopp
}
"#;

#[test]
fn each_item_has_its_outcome_and_its_reason() {
    let application = r#"{"regelverk": "prov", "prövningsdag": "2024-02-01", "kostnader": [
        {"avser": "Lokal", "utförd": "2023-03-01", "belopp": 1000}, {"avser": "Kaffe", "utförd": "2024-01-05", "belopp": 250}]}"#;
    let explanation = decide(&format!("{HEAD}{RULES}"), application);
    says(
        &swedish(&explanation),
        &[
            "Förslag till beslut: Ansökan beviljas delvis, med 1 000 kr",
            "✓ ”Lokal”: bifall, 1 000 kr (/kostnader/0)",
            "✗ ”Kaffe”: avslag (/kostnader/1)",
            "Arbetet utfördes den 5 januari 2024 (i_tid).",
            "/kostnader/1/utförd: den 5 januari 2024",
        ],
    );
}
