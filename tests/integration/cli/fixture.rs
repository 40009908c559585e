//! A small rule set and its applications.

use super::Test;

/// A rule set with a requirement, a judgement and a grant.
pub(crate) const RULES: &str = r#"regelverk lokalt "Lokalt bidrag" en "Local grant"
  version "1"
  gäller 2020-01-01..
  prövas den beslutad
  antagande "Exemplet är påhittat"

ansökan {
  inkom: datum "Vilken dag kom ansökan in?"
  beslutad: datum? "Vilken dag beslutades det?"
  sökt: kronor "Vilket belopp söks?"
  skäl: bedömning ja/nej av handläggaren "Finns det skäl?"
}

krav i_tid "Ansökan ska komma in i tid"
  att inkom är senast 2023-06-01
  annars avvisa "Ansökan kom in {inkom}."

tillåtelse bidrag "Bidrag får ges"
  får bevilja minsta av (sökt, 1 000 kr) av sökt efter bedömningen skäl

godta E0805 "Bara namnet visas på engelska."
"#;

/// A folder with the rules and applications of each outcome.
pub(crate) fn local() -> Test {
    Test::new()
        .file("regler/lokalt/lokalt.regel", RULES)
        .file("bifall.json", application("2023-05-01", "800", "true"))
        .file("delvis.json", application("2023-05-01", "1200", "true"))
        .file("avslag.json", application("2023-05-01", "800", "false"))
        .file("avvisning.json", application("2023-06-02", "800", "true"))
        .file("obestämt.json", application("2023-05-01", "800", "null"))
        .file("trasig.json", "{\"regelverk\": \"lokalt\", \"belopp\": 3,}")
        .file(
            "utan-dag.json",
            r#"{"regelverk": "lokalt", "inkom": "2023-05-01", "sökt": 800, "skäl": true}"#,
        )
}

fn application(received: &str, asked: &str, judged: &str) -> String {
    format!(
        r#"{{"regelverk": "lokalt", "id": "L-1", "prövningsdag": "2023-07-01",
 "inkom": "{received}", "beslutad": null, "sökt": {asked}, "skäl": {judged}}}"#
    )
}
