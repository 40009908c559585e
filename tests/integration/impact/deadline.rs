//! The last day of the state grant moved by a day, over many requisitions; everything is counted once more without the program.

use super::generate::{Requisition, requisitions};
use super::json;
use crate::cli::Test;

const RULES: &str = include_str!("../../../rules/halsosamtal-2023/halsosamtal-2023.regel");
const ANNEX: &str = include_str!("../../../rules/halsosamtal-2023/fordelning-2023.csv");

/// The rules with another last day, in a folder.
fn rules(test: Test, folder: &str, last: &str) -> Test {
    let wanted = "att inkom är senast sista_dagen";
    assert!(RULES.contains(wanted));
    let moved = RULES.replace(wanted, &format!("att inkom är senast {last}"));
    // The examples hold for the old day, and their cases are left out here.
    let moved = moved.split("# --- Exempel ---").next().unwrap();
    test.file(
        &format!("{folder}/halsosamtal-2023/halsosamtal-2023.regel"),
        moved,
    )
    .file(&format!("{folder}/halsosamtal-2023/fordelning-2023.csv"), ANNEX)
}

fn lines(requisitions: &[Requisition]) -> String {
    requisitions.iter().map(|r| format!("{}\n", r.line)).collect()
}

fn on<'a>(requisitions: &'a [Requisition], day: &'a str) -> impl Iterator<Item = &'a Requisition> {
    requisitions
        .iter()
        .filter(move |r| r.received.as_deref() == Some(day))
}

/// Kronor as the report writes an amount.
fn kronor(amount: i128) -> String {
    format!("{amount}.00")
}

/// Moves the last day from the 1st of June, and holds the report to what was counted: `moved` is the day that changes sides,
/// `sign` whether what was received on it comes in or falls out.
fn moved(count: usize, last: &str, day: &str, sign: i128) {
    let all = requisitions(2023, count);
    let test = rules(Test::new(), "gammal", "2023-06-01").file("rekvisitioner.ndjson", lines(&all));
    let report = json(
        rules(test, "ny", last).run("impact --from gammal --to ny rekvisitioner.ndjson --format json"),
        0,
    );

    // Who isn't a municipality is dismissed on either side of the day.
    let changed: Vec<&Requisition> = on(&all, day).filter(|r| r.municipality).collect();
    assert!(changed.len() > count / 40, "{}", changed.len());
    assert_eq!(report["changed"]["count"], changed.len());
    assert_eq!(
        report["other_grounds"],
        on(&all, day).filter(|r| !r.municipality).count()
    );
    let ids: Vec<&str> = report["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["id"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = all
        .iter()
        .zip(0..)
        .filter(|(r, _)| r.municipality && r.received.as_deref() == Some(day))
        .map(|(_, at)| format!("R-{at:05}"))
        .collect();
    assert_eq!(ids, expected);
    for decision in report["decisions"].as_array().unwrap() {
        assert_eq!(decision["causes"], serde_json::json!(["i_rätt_tid"]));
    }

    // Days are written so that they compare as they stand.
    let before: i128 = all
        .iter()
        .filter(|r| r.received.as_deref().is_some_and(|day| day <= "2023-06-01"))
        .map(|r| i128::from(r.grant()))
        .sum();
    let difference: i128 = changed.iter().map(|r| i128::from(r.grant())).sum::<i128>() * sign;
    assert_ne!(difference, 0);
    let granted = &report["compared"]["granted"];
    assert_eq!(report["compared"]["count"], count);
    assert_eq!(granted["old"]["value"], kronor(before));
    assert_eq!(granted["new"]["value"], kronor(before + difference));
    assert_eq!(granted["difference"]["value"], kronor(difference));

    // The table adds up to the whole, and so do the causes.
    let counted = |rows: &serde_json::Value| -> u64 {
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["count"].as_u64().unwrap())
            .sum()
    };
    assert_eq!(counted(&report["transitions"]), changed.len() as u64);
    let full = changed.iter().filter(|r| r.fits && r.asked <= r.allotted).count();
    let (from, to) = if sign > 0 {
        ("dismissed", "granted")
    } else {
        ("granted", "dismissed")
    };
    let row = report["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["from"] == from && row["to"] == to);
    assert_eq!(row.unwrap()["count"], full);
    assert_eq!(report["causes"].as_array().unwrap().len(), 1);
    assert_eq!(report["causes"][0]["total"]["count"], changed.len());
}

#[test]
fn a_day_more_lets_in_those_of_that_day_and_no_one_else() {
    moved(10_000, "2023-06-02", "2023-06-02", 1);
}

#[test]
fn a_day_less_shuts_out_those_of_that_day_and_no_one_else() {
    moved(2_000, "2023-05-31", "2023-06-01", -1);
}

#[test]
fn the_same_rules_change_nothing_and_standard_input_is_as_good_as_a_file() {
    let all = lines(&requisitions(7, 600));
    let test = rules(Test::new(), "gammal", "2023-06-01");
    let report = json(
        test.run("impact --from gammal --to gammal - --format json")
            .stdin(all),
        0,
    );
    assert_eq!(report["applications"], 600);
    assert_eq!(report["changed"]["count"], 0);
    assert_eq!(report["other_grounds"], 0);
    assert_eq!(report["other_rules"], 0);
    assert_eq!(report["old"]["hash"], report["new"]["hash"]);
}
