//! `rekvisit overview`.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use super::Test;

const RULES: &str = r#"regelverk stöd "Stöd" en "Support"
  version "1"
  gäller 2020-01-01..
  antagande "Exemplet är påhittat"

ansökan {
  ort: text "Vilken ort?"
  sökt: kronor "Vilket belopp?"
  skuld: kronor "Vad ska betalas tillbaka?"
  betalt: datum? "Vilken dag betalades det?"
}

bevilja stöd_ges "Stöd ges"
  beloppet minsta av (sökt, 1 000 kr) av sökt

skyldighet återbetala "Skulden ska betalas"
  när skuld är över 0 kr
  betala skuld till "Staten"
  senast 2024-06-28
  fullgjord den betalt

resultat orten "Ort" en "Place" = ort
resultat sökt_belopp "Sökt" en "Applied for" = sökt
resultat skulden "Skuld" en "Debt" = skuld

godta E0805 "Bara namnet visas på engelska."
"#;

fn cases() -> Test {
    let mut lines = String::new();
    for (id, place, asked, debt, paid) in [
        ("1", "Lund", "800", "0", "null"),
        ("2", "Lund", "1200.50", "10", "null"),
        ("3", "Ystad", "300", "20", "\"2024-06-28\""),
        ("4", "=Eslöv", "1", "30", "\"2024-06-29\""),
    ] {
        lines.push_str(&format!(
            "{{\"regelverk\": \"stöd\", \"id\": \"{id}\", \"prövningsdag\": \"2024-07-01\", \"ort\": \"{place}\", \"sökt\": {asked}, \
             \"skuld\": {debt}, \"betalt\": {paid}}}\n"
        ));
    }
    let rules = RULES.replacen("regelverk stöd", "regelverk stod", 1);
    Test::new()
        .file("regler/stod/stod.regel", rules)
        .file("alla.ndjson", lines.replace("\"stöd\"", "\"stod\""))
}

#[test]
fn the_groups_and_the_total_are_the_sums_of_their_cases() {
    let shown = cases()
        .run("overview alla.ndjson --rules regler --by orten --format csv")
        .stderr("")
        .exit(0)
        .stdout;
    let expected = "\
Ort,Ärenden,Oavgjorda,Sökt,Skuld,Försenade,Försenat belopp
'=Eslöv,1,0,1,30,1,30
Lund,2,0,2000.50,10,1,10
Ystad,1,0,300,20,0,0
Totalt,4,0,2301.50,60,2,40
";
    assert_eq!(shown, expected);
}

#[test]
fn columns_are_chosen_and_ordered() {
    cases()
        .run("overview alla.ndjson --rules regler --columns skulden,sökt_belopp --format csv --delimiter ; --lang en")
        .stdout(";Cases;Open;Debt;Applied for;Late;Amount late\nTotal;4;0;60;2301.50;2;40\n")
        .stderr("")
        .exit(0);
    cases()
        .run("overview alla.ndjson --rules regler --by orte")
        .stderr_has("resultatet `orte` finns inte")
        .stderr_has("menade du `orten`?")
        .exit(2);
    cases()
        .run("overview alla.ndjson --rules regler --columns orten")
        .stderr_has("resultatet `orten` finns inte, eller är inget belopp")
        .exit(2);
}

#[test]
fn what_is_not_known_is_not_taken_for_nothing() {
    let unknown = r#"{"regelverk": "stod", "id": "5", "prövningsdag": "2024-07-01", "ort": "Lund", "skuld": 0, "betalt": null}"#;
    let test = || cases().file("fem.json", unknown);
    test()
        .run("overview alla.ndjson fem.json --rules regler")
        .stdout_has("2\u{a0}301,50\u{a0}kr ?")
        .stdout_has("? Sökt: beloppet är inte känt i 1 av ärendena och ingår inte i summan.")
        .exit(0);
    test()
        .run("overview alla.ndjson fem.json --rules regler --format csv")
        .stdout_has("Totalt,5,1,,60,2,40\n")
        .exit(0);
}

#[test]
fn a_column_that_comes_with_a_later_rule_set_moves_no_other() {
    let first = r#"{"regelverk": "stod", "prövningsdag": "2024-07-01", "ort": "Lund", "sökt": 1, "skuld": 2, "betalt": null}"#;
    let second = r#"{"regelverk": "annat", "prövningsdag": "2024-07-01", "ort": "Ystad", "sökt": 4, "skuld": 0, "betalt": null}"#;
    let other = RULES.replacen("regelverk stöd", "regelverk annat", 1)
        + "\nresultat extra \"Extra\" en \"Extra\" = sökt\n";
    // So many that the first are summed before the second rule set is read.
    let lines = format!("{}{second}\n", format!("{first}\n").repeat(1100));
    cases()
        .file("regler/annat/annat.regel", other)
        .file("alla.ndjson", lines)
        .run("overview alla.ndjson --rules regler --by orten --format csv")
        .stdout(
            "Ort,Ärenden,Oavgjorda,Sökt,Skuld,Extra,Försenade,Försenat belopp\n\
             Lund,1100,0,1100,2200,0,1100,2200\n\
             Ystad,1,0,4,0,4,0,0\n\
             Totalt,1101,0,1104,2200,4,1100,2200\n",
        )
        .stderr("")
        .exit(0);
}

#[test]
fn a_workbook_has_the_groups_and_each_case() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("översikt.xlsx");
    let write = || {
        let run = format!(
            "overview alla.ndjson --rules regler --by orten --format xlsx --out {}",
            path.display()
        );
        cases().run(&run).stdout("").stderr("").exit(0);
        std::fs::read(&path).unwrap()
    };
    let bytes = write();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let sheet = book.worksheet_range("Översikt").unwrap();
    let cell = |row: u32, column: u32| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 3), Data::String("Sökt".to_owned()));
    assert_eq!(cell(2, 0), Data::String("Lund".to_owned()));
    assert_eq!(cell(2, 3), Data::Float(2000.5));
    assert_eq!(cell(4, 0), Data::String("Totalt".to_owned()));
    assert_eq!(cell(4, 3), Data::Float(2301.5));
    assert_eq!(cell(4, 6), Data::Float(40.0));
    // A name that looks like a formula is a text.
    assert_eq!(cell(1, 0), Data::String("=Eslöv".to_owned()));
    let cases_sheet = book.worksheet_range("Ärenden").unwrap();
    assert_eq!(cases_sheet.height(), 5);
    assert_eq!(write(), bytes, "the same cases give the same bytes");
    cases()
        .run("overview alla.ndjson --rules regler --format xlsx")
        .stderr_has("--out")
        .exit(2);
}

#[test]
fn a_case_that_cannot_be_read_does_not_stop_the_others() {
    let seen = cases()
        .file(
            "fel.json",
            r#"{"regelverk": "stod", "prövningsdag": "2024-07-01", "sökt": "mycket"}"#,
        )
        .file("okänt.json", r#"{"regelverk": "inget"}"#)
        .run("overview alla.ndjson fel.json okänt.json --rules regler --format json")
        .stderr_has("/sökt")
        .stderr_has("inget")
        .exit(2)
        .stdout;
    let seen: Value = serde_json::from_str(&seen).unwrap();
    assert_eq!(seen["total"]["cases"], 4);
    assert_eq!(seen["total"]["sums"]["sökt_belopp"]["known"]["value"], "2301.50");
    assert_eq!(seen["cases"][1]["late"], 1);
}
