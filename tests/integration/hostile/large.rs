//! Large tables and applications: memory and time grow as they do, and what is too large is refused with the limit.

use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::value::Date;
use rekvisit::{check, eval, explain, facts, program, render};

use super::{folder, put, taken, words};

const RULES: &str = r#"regelverk t "T"
  gäller 2020-01-01..
  antagande "p"

typ sort = a | b

post Aktivitet {
  nyckel id: tal
  sort: sort
  kostnad: kronor
}

tabell priser "priser.csv" "Priser"
  antagande "p" {
  nyckel k: text
  pris: kronor
}

ansökan {
  k: nyckel i priser "K?"
  aktiviteter: [Aktivitet] "Aktiviteter?"
}

begrepp summa = summan av kostnad i aktiviteter där sort är a

krav billigt "Ingen aktivitet är dyr" antagande "p"
  att alla i aktiviteter uppfyller kostnad är högst 100 kr
  annars avslå "Nej."

bevilja bidrag "Bidrag" antagande "p"
  beloppet minsta av (summa, priser[k].pris) av 1 000 000 000 kr
"#;

fn table(rows: usize) -> String {
    let mut text = "k,pris\n".to_owned();
    for row in 0..rows {
        text.push_str(&format!("k{row},{}\n", row % 1000));
    }
    text
}

fn application(activities: usize) -> String {
    let list: Vec<String> = (0..activities)
        .map(|n| {
            format!(
                "{{\"id\":{n},\"sort\":\"{}\",\"kostnad\":{}}}",
                ["a", "b"][n % 2],
                n % 100
            )
        })
        .collect();
    format!(
        "{{\"regelverk\":\"t\",\"prövningsdag\":\"2023-01-01\",\"k\":\"k5\",\"aktiviteter\":[{}]}}",
        list.join(",")
    )
}

fn library(rows: usize) -> MemoryLibrary {
    MemoryLibrary::default()
        .with("t/t.regel", RULES)
        .with("t/priser.csv", table(rows))
}

/// How many times as long for four times as much; others on the machine can only make it more, so the least of three.
fn growth(work: impl Fn(usize), small: usize) -> f64 {
    (0..3)
        .map(|_| {
            let ((), short) = taken(|| work(small));
            let ((), long) = taken(|| work(small * 4));
            long.div_duration_f64(short)
        })
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn a_table_takes_time_as_its_rows() {
    let growth = growth(
        |rows| assert!(check::load(&library(rows), "t").ruleset.is_some()),
        5_000,
    );
    assert!(growth < 2.6 * 2.6, "{growth}");
}

#[test]
fn an_application_takes_time_as_its_activities() {
    let program = program::compile(check::load(&library(10), "t").ruleset.unwrap());
    let day = Date::parse("2023-01-01").unwrap();
    let decide = |activities: usize| {
        let json = application(activities);
        let limits = facts::Limits::default();
        let mut facts = facts::decode(
            &program.schema,
            &program.ruleset,
            FileId(0),
            json.as_bytes(),
            &limits,
        )
        .unwrap();
        facts::settle(&mut facts, day);
        let (verdict, trace) = eval::evaluate(&program, &mut facts, day).unwrap();
        let explanation = explain::explain(&program.ruleset, &facts, &verdict, &trace);
        drop(render::json(&explanation).to_string());
    };
    let growth = growth(decide, 5_000);
    assert!(growth < 2.6 * 2.6, "{growth}");
}

/// A million of each where the build is fast enough for it.
#[test]
fn a_million_rows_and_a_million_activities_are_decided() {
    let count = if cfg!(debug_assertions) { 40_000 } else { 1_000_000 };
    let test = folder(&[
        ("rules/t/t.regel", RULES.as_bytes()),
        ("rules/t/priser.csv", table(count).as_bytes()),
        ("a.json", application(count).as_bytes()),
    ]);
    let seen = words(
        test.path(),
        "evaluate a.json --rules rules --max-bytes 100000000 --format json",
    )
    .exit(&[0]);
    assert!(seen.stdout.contains("\"value\": \"5.00\""), "{}", seen.stdout);
}

#[test]
fn an_application_over_16_mib_is_refused_with_the_limit_and_the_limit_can_be_raised() {
    let padded = |bytes: usize| {
        let head =
            r#"{"regelverk": "t", "prövningsdag": "2023-01-01", "k": "k5", "aktiviteter": [], "id": ""#;
        format!("{head}{}\"}}", "x".repeat(bytes - head.len() - 2))
    };
    let limit = 16 << 20;
    let test = folder(&[
        ("rules/t/t.regel", RULES.as_bytes()),
        ("rules/t/priser.csv", table(10).as_bytes()),
        ("a.json", padded(limit).as_bytes()),
        ("b.json", padded(limit + 1).as_bytes()),
    ]);
    // It is as large as it may be; that an identity of sixteen million letters is wrong is another matter.
    let seen = words(test.path(), "evaluate a.json --rules rules").exit(&[0, 2]);
    assert!(!seen.stderr.contains("F0107"), "{}", seen.stderr);
    words(test.path(), "evaluate b.json --rules rules")
        .exit(&[2])
        .says("fel[F0107]: `b.json` är större än 16777216 byte")
        .says("höj gränsen med `--max-bytes`");
    words(test.path(), "evaluate b.json --rules rules --lang en")
        .exit(&[2])
        .says("`b.json` is larger than 16777216 bytes")
        .says("raise the limit with `--max-bytes`");
    let seen = words(test.path(), "evaluate b.json --rules rules --max-bytes 16777217").exit(&[0, 2]);
    assert!(!seen.stderr.contains("F0107"), "{}", seen.stderr);
    words(test.path(), "evaluate a.json --rules rules --max-bytes 100")
        .exit(&[2])
        .says("`a.json` är större än 100 byte");
    words(test.path(), "verify b.json b.json --rules rules")
        .exit(&[2])
        .says("`b.json` är större än 16777216 byte");
    words(test.path(), "verify b.json b.json --max-bytes 99999999")
        .exit(&[2])
        .says("`b.json` är inget beslutsförslag");
}

#[test]
fn a_rule_file_a_table_and_a_case_that_are_too_large_are_refused_with_the_limit() {
    let test = folder(&[
        ("regel/t/t.regel", "#".repeat((1 << 20) + 1).as_bytes()),
        ("tabell/t/t.regel", RULES.as_bytes()),
        (
            "tabell/t/priser.csv",
            "k,pris\n".repeat(16_000_000 / 7 + 1).as_bytes(),
        ),
        ("fall/t/t.regel", RULES.as_bytes()),
        ("fall/t/priser.csv", table(10).as_bytes()),
    ]);
    words(test.path(), "check regel")
        .exit(&[3])
        .says("fel[E0104]: filen är 1048577 byte; en regelfil är högst 1 MiB (1048576 byte)");
    words(test.path(), "fmt regel").exit(&[3]).says("högst 1 MiB");
    words(test.path(), "check tabell")
        .exit(&[3])
        .says("men får vara högst 16000000");
    // A file with a hole has any size and takes no room.
    put(test.path(), "fall/t/cases/c.json", b"");
    put(test.path(), "stor/t/t.regel", b"");
    for path in ["fall/t/cases/c.json", "stor/t/t.regel"] {
        let file = std::fs::OpenOptions::new()
            .write(true)
            .open(test.path().join(path))
            .unwrap();
        file.set_len((64 << 20) + 1).unwrap();
    }
    words(test.path(), "check fall")
        .exit(&[1])
        .says("den är större än 64 MiB");
    words(test.path(), "check fall --lang en")
        .exit(&[1])
        .says("it is larger than 64 MiB");
    words(test.path(), "check stor")
        .exit(&[3])
        .says("den är större än 64 MiB");
    words(test.path(), "fmt stor")
        .exit(&[2])
        .says("den är större än 64 MiB");
}

/// The codes that are told of a rule set, without the warnings.
fn errors(text: &str) -> Vec<&'static str> {
    let checked = check::load(&MemoryLibrary::default().with("t/t.regel", text), "t");
    let errors = checked.diagnostics.iter().filter(|d| d.is_error());
    errors.map(|d| d.code.as_str()).collect()
}

#[test]
fn what_is_made_again_for_each_rule_or_row_has_a_limit() {
    let head = "regelverk t \"T\"\n  gäller 2020-01-01..\n  antagande \"p\"\nansökan {\n  b: ja/nej \"B?\"\n  x: tal \"X?\"\n}\n\
        bevilja bidrag \"B\" antagande \"a\"\n  beloppet 1 kr av 2 kr\n";
    let chapter = |title: &str, parts: usize, rules: usize| {
        let rules: String = (0..rules)
            .map(|n| format!(" mål m{n} antagande \"a\" att b\n"))
            .collect();
        format!(
            "{head}avsnitt s \"{title}\"\n när b{} {{\n{rules}}}\n",
            " och b".repeat(parts)
        )
    };
    assert_eq!(errors(&chapter("S", 300, 1_000)), [""; 0]);
    assert_eq!(errors(&chapter("S", 1_000, 1_000)), ["E0104"]);
    assert_eq!(errors(&chapter(&"S".repeat(10_000), 1, 1_000)), [""; 0]);
    assert_eq!(errors(&chapter(&"S".repeat(100_000), 1, 1_000)), ["E0104"]);
    let rows = |parts: usize, rows: usize| {
        let rows: String = (0..rows).map(|n| format!("  {n}: 1\n")).collect();
        let by = ", x".repeat(parts);
        format!("{head}begrepp k efter minsta av (x{by}) {{\n{rows}  annars: 2\n}}\n")
    };
    assert_eq!(errors(&rows(100, 2_000)), [""; 0]);
    // The last that is allowed, to the part: 400 parts for each of 999 rows and the last one.
    assert_eq!(errors(&rows(399, 999)), [""; 0]);
    assert_eq!(errors(&rows(400, 999)), ["E0104"]);
    assert_eq!(errors(&rows(1_000, 2_000)), ["E0104"]);
    assert_eq!(errors(&rows(0, 20_000)), [""; 0]);
}

#[test]
fn more_of_a_kind_than_there_is_room_for_is_an_error() {
    let values: String = (0..65_001).map(|n| format!("|v{n}")).collect();
    let text = format!("regelverk t \"T\"\n  gäller 2020-01-01..\ntyp sort = v{values}\n");
    let checked = check::load(&MemoryLibrary::default().with("t/t.regel", text), "t");
    let codes: Vec<_> = checked.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert!(codes.contains(&"E0104"), "{codes:?}");
    assert!(checked.ruleset.is_none());
}
