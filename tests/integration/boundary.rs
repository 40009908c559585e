//! `rekvisit test --boundaries`: the cases around each threshold.

use serde_json::Value;

use crate::cli::Test;

/// Thresholds of each kind, direct and computed.
const RULES: &str = r#"regelverk lokalt "Lokalt bidrag"
  gäller ansökningar som inkom 2020-01-01..
  antagande "Exemplet är påhittat"

post Del {
  namn:    text
  kostnad: kronor
}

ansökan {
  inkom:  datum
  sökt:   kronor per år
  antal:  år
  delar:  [Del]
  andel:  procent
  betalt: datum?
}

begrepp totalt = sökt × antal

krav i_tid "I tid"
  att inkom är senast 2023-06-01
  annars avvisa "För sent."

krav inte_för_stort "Högst 100 000 kr"
  att totalt är högst 100 000 kr
  annars avslå "För stort."

krav delarnas_kostnad "Delarna kostar minst 30 000 kr"
  att (summan av kostnad i delar) är minst 30 000 kr
  annars avslå "För lite."

krav minst_två "Minst två delar kostar något"
  att minst 2 i delar där (kostnad är över 0 kr)
  annars avslå "För få."

krav hälften "Minst hälften betalas av andra"
  att andel är minst 50 %
  annars avslå "För liten del."

bevilja bidrag "Det sökta"
  beloppet totalt av totalt

skyldighet betala_tillbaka "Betala tillbaka"
  betala 100 kr till "kommunen"
  senast 2023-09-30
  fullgjord den betalt
"#;

const CASE: &str = r#"{
  "regelverk": "lokalt", "id": "bas", "prövningsdag": "2023-07-01",
  "väntar": {"utfall": "granted", "belopp": 40000},
  "inkom": "2023-05-01", "sökt": 20000, "antal": 2, "andel": 60, "betalt": "2023-08-01",
  "delar": [{"namn": "a", "kostnad": 20000}, {"namn": "b", "kostnad": 15000}]
}"#;

fn local() -> Test {
    Test::new()
        .file("regler/lokalt/lokalt.regel", RULES)
        .file("regler/lokalt/cases/bas.json", CASE)
}

fn derived(test: Test) -> Vec<Value> {
    let report: Value = serde_json::from_str(&test.exit(0).stdout).unwrap();
    report["thresholds"].as_array().unwrap().clone()
}

/// The thresholds of a rule: the path that is changed, then side, value and outcome of each row.
fn rows(thresholds: &[Value], name: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").replace('\u{a0}', " ");
    thresholds
        .iter()
        .filter(|threshold| threshold["name"] == name)
        .flat_map(|threshold| {
            let rows = threshold["rows"].as_array().unwrap().iter();
            let path = std::iter::once(text(&threshold["path"]));
            path.chain(rows.map(|row| {
                let outcome = text(&row["case"]["väntar"]["utfall"]);
                format!(
                    "{} {} {} {outcome}",
                    text(&row["side"]),
                    text(&row["value"]["sv"]),
                    row["to"]
                )
            }))
            .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_fact_a_product_a_sum_a_count_and_a_share_are_reached() {
    let all = derived(local().run("test --boundaries regler --format json"));
    assert_eq!(
        rows(&all, "i_tid"),
        [
            "/inkom",
            "below 2023-05-31 \"2023-05-31\" granted",
            "at 2023-06-01 \"2023-06-01\" granted",
            "above 2023-06-02 \"2023-06-02\" dismissed",
        ]
    );
    // A krona more for each of two years.
    assert_eq!(
        rows(&all, "inte_för_stort"),
        [
            "/sökt",
            "below 99 998 kr 49999 granted",
            "at 100 000 kr 50000 granted",
            "above 100 002 kr 50001 rejected",
        ]
    );
    assert_eq!(
        rows(&all, "delarnas_kostnad"),
        [
            "/delar/0/kostnad",
            "below 29 999 kr 14999 rejected",
            "at 30 000 kr 15000 granted",
            "above 30 001 kr 15001 granted",
        ]
    );
    let counted = rows(&all, "minst_två");
    let counts: Vec<&str> = counted.iter().filter_map(|row| row.split(' ').nth(1)).collect();
    assert_eq!(counts[..3], ["1", "2", "3"], "{counted:?}");
    assert_eq!(
        rows(&all, "hälften"),
        [
            "/andel",
            "below 49 % 49 rejected",
            "at 50 % 50 granted",
            "above 51 % 51 granted"
        ]
    );
}

#[test]
fn last_days_and_what_is_in_force_are_thresholds() {
    let all = derived(local().run("test --boundaries regler --format json"));
    let states = |path: &str| -> Vec<String> {
        let duty = all
            .iter()
            .find(|t| t["name"] == "betala_tillbaka" && t["path"] == path)
            .unwrap();
        let rows = duty["rows"].as_array().unwrap().iter();
        rows.map(|row| row["case"]["väntar"]["skyldigheter"]["betala_tillbaka"].to_string())
            .collect()
    };
    assert_eq!(states("/betalt"), ["\"fulfilled\"", "\"fulfilled\"", "\"late\""]);
    let validity = all.iter().find(|t| t["name"] == "lokalt").unwrap();
    assert_eq!(validity["rows"][0]["case"], Value::Null);
    assert_eq!(validity["rows"][0]["to"], "2019-12-31");
    assert_eq!(validity["rows"][1]["case"]["väntar"]["utfall"], "granted");
}

#[test]
fn the_text_is_a_small_table_and_says_what_is_there() {
    let late = CASE
        .replace("2023-05-01", "2023-06-02")
        .replace("granted", "dismissed");
    let last = CASE.replace("2023-05-01", "2023-06-01");
    let test = || {
        local()
            .file(
                "regler/lokalt/cases/sent.json",
                late.replace(", \"belopp\": 40000", ""),
            )
            .file("regler/lokalt/cases/sista.json", &last)
    };
    let table = "i_tid  regler/lokalt/lokalt.regel:22:7\n  inkom är senast 2023-06-01\n  ur sista, med ett annat värde i /inkom\n    \
                 under  2023-05-31  ✓  bifall 40\u{a0}000\u{a0}kr (bidrag)\n    \
                 på     2023-06-01  ✓  bifall 40\u{a0}000\u{a0}kr (bidrag)  = sista\n    \
                 över   2023-06-02  ✗  avvisning (i_tid)          = sent\n  – båda sidor har redan fall\n";
    test()
        .run("test --boundaries regler")
        .stdout_has(table)
        .stdout_has(" gränser: 1 har redan fall på båda sidor, 0 nåddes inte, över ")
        .exit(0);
    let missing = derived(test().run("test --boundaries --missing regler --format json"));
    assert!(rows(&missing, "i_tid").is_empty());
    assert!(!rows(&missing, "hälften").is_empty());
    test()
        .run("test --boundaries regler --lang en")
        .stdout_has("  from sista, with another value of /inkom\n")
        .exit(0);
}

#[test]
fn the_cases_are_written_never_over_others_and_hold_when_they_are_adopted() {
    let kept = "{\"annat\": true}\n";
    let mut written: Vec<(String, String)> = Vec::new();
    let done = local()
        .file("nya/grans-i-tid-1-over.json", kept)
        .run("test --boundaries --missing --write nya regler")
        .stdout_has(" fall skrevs. `väntar` i dem är vad reglerna ger i dag, inte vad som är rätt: läs varje fall mot källan")
        .stdout_has("1 fall fanns redan i mappen och lämnades som de är.")
        .then(0);
    for entry in std::fs::read_dir(done.path("nya")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        written.push((name, std::fs::read_to_string(&path).unwrap()));
    }
    written.sort();
    let mut adopted = local();
    for (name, text) in &written {
        if name == "grans-i-tid-1-over.json" {
            assert_eq!(text, kept);
            continue;
        }
        let case: Value = serde_json::from_str(text).unwrap();
        assert_eq!(case["id"], name.trim_end_matches(".json"));
        assert!(case["väntar"]["avgörande"].is_array());
        adopted = adopted.file(&format!("regler/lokalt/cases/{name}"), text);
    }
    let has = |name: &str| written.iter().any(|(file, _)| file == name);
    assert!(has("grans-inte-for-stort-1-over.json"), "{written:?}");
    // The base itself stands at none of the thresholds.
    assert!(has("grans-halften-1-pa.json"));
    adopted.run("test --snapshots none regler").exit(0);
}

#[test]
fn what_is_not_reached_is_told_with_why() {
    let fixed = RULES.replace("att andel är minst 50 %", "att 1 är minst 2");
    let unknown = CASE.replace("\"andel\": 60, ", "");
    local()
        .file("regler/lokalt/lokalt.regel", fixed)
        .run("test --boundaries regler")
        .stdout_has("den beror inte på någon uppgift")
        .exit(0);
    local()
        .file("regler/lokalt/cases/bas.json", unknown)
        .run("test --boundaries regler")
        .stdout_has("i inget fall är det som jämförs känt (andel)")
        .exit(0);
}

#[test]
fn wrong_use_is_told() {
    let test = |words: &str| local().run(words).stdout("");
    test("test --boundaries regler --format junit")
        .stderr_has("`--boundaries` skriver text eller json, inte junit")
        .exit(2);
    test("test --missing regler").stderr_has("--boundaries").exit(2);
    test("test --boundaries --update regler")
        .stderr_has("kan inte stå tillsammans med")
        .exit(2);
}
