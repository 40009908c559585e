//! Amounts, formulas, remarks, obligations and results.

use super::*;

const RULES: &str = r#"
typ Ort = malmö "Malmö" | lund "Lund"
post Kurs {
  ort: Ort
  antal: personer
}
ansökan {
  inkom: datum "Vilken dag kom ansökan in?" en "On which day was the application received?"
  belopp_per_år: kronor per år
  antal_år: år
  tak: kronor
  öppen: ja/nej "Är verksamheten öppen för alla?" en "Is the activity open to everyone?"
  kurser: [Kurs]
  redovisad: datum?
}
begrepp sökt "Det sökta beloppet" en "The amount applied for" = belopp_per_år × antal_år
  enligt regler "1 §"
krav i_tid "Ansökan ska ha kommit in i tid" en "The application must be in time"
  enligt regler "2 §"
  att inkom är senast 2023-06-01
  annars avvisa "Ansökan kom in {inkom}." en "The application was received on {inkom}."
rekommendation öppenhet "Verksamheten bör vara öppen" en "The activity should be open"
  antagande "Vårt." en "Ours."
  att öppen
  annars anmärk "Verksamheten är inte öppen för alla." en "The activity is not open to everyone."
mål hundra "Minst 100 personer i Malmö" en "At least 100 persons in Malmö"
  enligt regler "3 §"
  att (summan av antal i kurser där (ort är malmö)) är minst 100 personer
bevilja bidrag "Bidraget är högst taket" en "The grant is at most the ceiling"
  enligt regler "4 §"
  beloppet minsta av (sökt, tak) av sökt
villkor öppet "Lokalen ska hållas öppen." en "The premises are to be kept open."
  enligt regler "5 §"
skyldighet redovisning "Bidraget ska redovisas" en "The grant must be accounted for"
  enligt regler "6 §"
  lämna "en redovisning" en "an account" till nämnden
  senast 2024-03-01
  fullgjord den redovisad
resultat kvar "Kvar upp till taket" en "Left up to the ceiling" = tak - minsta av (sökt, tak)
  enligt regler "7 §"
"#;

const APPLICATION: &str = r#"{"regelverk": "prov", "id": "A-1", "prövningsdag": "2023-05-15",
  "inkom": "2023-05-02", "belopp_per_år": 2249327, "antal_år": 2, "tak": 3000000.5, "öppen": false,
  "kurser": [{"ort": "malmö", "antal": {"minst": 60}}, {"ort": "lund", "antal": 900}, {"ort": "malmö", "antal": 40}],
  "redovisad": null}"#;

#[test]
fn a_part_of_what_was_asked_is_told_with_its_formula() {
    let text = swedish(&decide(&format!("{HEAD}{RULES}"), APPLICATION));
    says(
        &text,
        &[
            "Provbidrag, A-1\n",
            "Förslag till beslut: Ansökan beviljas delvis, med 3 000 000,50 kr av sökta 4 498 654 kr. \
             Bidraget är högst taket (Reglerna, 4 §).",
            "Det sökta beloppet = 2 249 327 kr per år × 2 år = 4 498 654 kr",
            "/belopp_per_år: 2 249 327 kr per år",
            "✓ Ansökan ska ha kommit in i tid (i_tid)",
            "✓ Minst 100 personer i Malmö (hundra): målet är uppfyllt",
            "= minst 100 personer",
            "– Verksamheten är inte öppen för alla (öppenhet).",
            "✗ svaret på ”Är verksamheten öppen för alla?” är ja",
            "– Uppgiften antal för Malmö är inte exakt känd: minst 60 personer (/kurser/0/antal).",
            "– Lokalen ska hållas öppen (öppet).",
            "Lämna en redovisning till Nämnden, senast den 1 mars 2024.",
            "– Kvar upp till taket: 0 kr",
            "13 kap. kommunallagen",
            "Detta är ett förslag, framtaget med beslutsstöd (Rekvisit ",
            "En människa prövar och beslutar.",
        ],
    );
}

#[test]
fn the_english_text_has_english_numbers_and_names_the_rule_file_as_it_is() {
    let text = english(&decide(&format!("{HEAD}{RULES}"), APPLICATION));
    says(
        &text,
        &[
            "Proposed decision: The application is granted in part, SEK 3,000,000.50 of the SEK 4,498,654 applied for.",
            "The amount applied for = SEK 2,249,327 per year × 2 years = SEK 4,498,654",
            "– The activity is not open to everyone (öppenhet).",
            "Hand in an account to the committee, no later than 1 March 2024.",
        ],
    );
}

#[test]
fn a_late_application_is_dismissed_on_the_day_it_came_in() {
    let late = APPLICATION.replace("2023-05-02", "2023-06-02");
    let explanation = decide(&format!("{HEAD}{RULES}"), &late);
    says(
        &swedish(&explanation),
        &[
            "Förslag till beslut: Ansökan avvisas. Ansökan kom in den 2 juni 2023 (Reglerna, 2 §).",
            "✗ inkom är senast den 1 juni 2023",
            "/inkom: den 2 juni 2023",
        ],
    );
    says(
        &english(&explanation),
        &["The application was received on 2 June 2023 (The rules, 2 §)."],
    );
}

#[test]
fn what_an_outcome_is_called_is_used_in_the_lead() {
    let rules = format!("{HEAD}{RULES}ord delvis bifall \"tillstyrks i del\" en \"recommended in part\"\n");
    let text = swedish(&decide(&rules, APPLICATION));
    says(
        &text,
        &["Förslag till beslut: Det som ärendet gäller tillstyrks i del, 3 000 000,50 kr."],
    );
}

#[test]
fn a_missing_number_is_asked_for_and_never_filled_in() {
    let unknown = APPLICATION.replace("\"antal_år\": 2, ", "");
    let explanation = decide(&format!("{HEAD}{RULES}"), &unknown);
    says(
        &swedish(&explanation),
        &[
            "Ärendet kan inte avgöras ännu.",
            "Fråga sökanden.",
            "– Antal år (/antal_år)",
            "Behövs för ”Bidraget är högst taket” (bidrag).",
        ],
    );
    assert!(
        !swedish(&explanation).contains("överklag"),
        "nothing is decided yet"
    );
}
