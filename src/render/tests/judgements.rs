//! Judgements, contradictions, exceptions and stops.

use super::*;

const RULES: &str = r#"
typ Huvudman = kommun "kommunen" en "the municipality" | region "regionen" en "the region"
post Ledamot {
  namn: text
  jävig: ja/nej "Är ledamoten jävig?" en "Has the member a conflict of interest?"
}
ansökan {
  ansvarig_huvudman: bedömning Huvudman av nämnden eller regionen
    "Vem har ansvaret?" en "Who is responsible?"
  betalar_resten: ja/nej "Betalar regionen resten?" en "Does the region pay the rest?"
  skäl: bedömning ja/nej av handläggaren "Finns det skäl för bifall?" en "Are there reasons to approve?"
  ledamöter: [Ledamot]
}
hinder jäv "Den som är jävig får inte delta" en "No one with a conflict of interest may take part"
  enligt regler "1 §"
  när någon i ledamöter där jävig
  stoppa "Någon är jävig." en "Someone has a conflict of interest."
hinder annan_huvudman "Regionen är ansvarig" en "The region is responsible"
  enligt regler "2 §"
  när ansvarig_huvudman är region
  avslå "Projektet ligger inom regionens ansvar." en "The project is the region's responsibility."
undantag egen_del "Kommunen får betala sin del" en "The municipality may pay its part"
  enligt regler "3 §"
  från annan_huvudman
  när betalar_resten
tillåtelse bidrag "Kommunen får bifalla" en "The municipality may approve"
  enligt regler "4 §"
  får bifalla efter bedömningen skäl
omständighet lovvärt "Projektet är lovvärt" en "The project is commendable"
  enligt regler "5 §"
  när skäl
  talar för "Projektet är lovvärt." en "The project is commendable."
"#;

fn application(facts: &str) -> String {
    format!(r#"{{"regelverk": "prov", "id": "B-1", "prövningsdag": "2021-10-12", {facts}}}"#)
}

#[test]
fn a_judgement_says_who_when_and_where() {
    let facts = r#""ansvarig_huvudman": [
        {"värde": "region", "av": "nämnden", "den": "2021-08-26", "handling": "§ 106"},
        {"värde": null, "av": "regionen"}], "betalar_resten": false, "ledamöter": []"#;
    let explanation = decide(&format!("{HEAD}{RULES}"), &application(facts));
    says(
        &swedish(&explanation),
        &[
            "Förslag till beslut: Ansökan avslås. Projektet ligger inom regionens ansvar (Reglerna, 2 §).",
            "✓ ansvarig huvudman är regionen",
            "/ansvarig_huvudman: regionen (Nämnden, den 26 augusti 2021, § 106; Regionen, tar inte ställning)",
            "– Regionen har tillfrågats om ”ansvarig huvudman” och tar inte ställning (/ansvarig_huvudman).",
            "– Skäl (/skäl) är inte besvarat och kan inte ändra utfallet.",
        ],
    );
}

#[test]
fn contradicting_answers_are_shown_with_their_sources() {
    let facts = r#""ansvarig_huvudman": [{"värde": "region", "av": "nämnden"}, {"värde": "kommun", "av": "regionen"}],
        "betalar_resten": false, "skäl": true, "ledamöter": []"#;
    let explanation = decide(&format!("{HEAD}{RULES}"), &application(facts));
    says(
        &swedish(&explanation),
        &[
            "Uppgifterna om ansvarig huvudman går emot varandra, och det kan ändra utfallet.",
            "En människa måste ta ställning innan ärendet kan avgöras.",
            "Motstridiga uppgifter",
            "regionen enligt Nämnden.",
            "kommunen enligt Regionen.",
            "? ansvarig huvudman är regionen",
        ]
        .iter()
        .copied()
        .filter(|l| !l.starts_with('?'))
        .collect::<Vec<_>>(),
    );
}

#[test]
fn an_exception_is_named_where_it_sets_a_rule_aside() {
    let facts = r#""ansvarig_huvudman": "region", "betalar_resten": true, "skäl": true, "ledamöter": []"#;
    let explanation = decide(&format!("{HEAD}{RULES}"), &application(facts));
    says(
        &swedish(&explanation),
        &[
            "Förslag till beslut: Ansökan beviljas. Kommunen får bifalla (Reglerna, 4 §).",
            "✓ bedömningen av ”Finns det skäl för bifall?” är ja",
            "– Regionen är ansvarig (annan_huvudman): hindret är åsidosatt av ett undantag",
            "Undantag: ”Kommunen får betala sin del”.",
            "Omständigheter för\n– Projektet är lovvärt (lovvärt).",
        ],
    );
}

#[test]
fn a_stop_is_said_first_and_names_the_person() {
    let facts = r#""ansvarig_huvudman": "kommun", "betalar_resten": false, "skäl": true,
        "ledamöter": [{"namn": "Anna", "jävig": false}, {"namn": "Bo", "jävig": true}]"#;
    let explanation = decide(&format!("{HEAD}{RULES}"), &application(facts));
    let text = swedish(&explanation);
    says(
        &text,
        &[
            "Stopp: Någon är jävig (Reglerna, 1 §). En människa måste ta ställning innan ärendet kan avgöras.",
            "✓ ”Bo”",
            "/ledamöter/1/jävig: ja",
        ],
    );
    assert!(
        !text.contains("Anna"),
        "an element that doesn't matter is not named"
    );
}

#[test]
fn when_the_case_officer_says_no_the_permission_is_the_ground() {
    let facts = r#""ansvarig_huvudman": "kommun", "betalar_resten": false, "skäl": false, "ledamöter": []"#;
    let explanation = decide(&format!("{HEAD}{RULES}"), &application(facts));
    says(
        &swedish(&explanation),
        &[
            "Förslag till beslut: Ansökan avslås. Svaret på ”Finns det skäl för bifall?” är nej (Reglerna, 4 §).",
            "✗ bedömningen av ”Finns det skäl för bifall?” är ja",
        ],
    );
}

#[test]
fn what_is_missing_says_whom_to_ask() {
    let explanation = decide(
        &format!("{HEAD}{RULES}"),
        &application(r#""betalar_resten": false, "ledamöter": []"#),
    );
    says(
        &english(&explanation),
        &[
            "The case can't be decided yet. Two facts that can change the outcome are missing.",
            "– “Who is responsible?” (/ansvarig_huvudman)\n  Ask the committee and the region.",
        ],
    );
}
