//! Cost grows as applications, lists, rules and rows of tables do. `cargo bench --bench growth` prints what each takes over three orders of
//! magnitude.

use made::clock::taken;
use made::work::{LINES, Line};

use crate::slope;

#[path = "../../benches/made/mod.rs"]
mod made;

/// How many times as much is compared with so much.
const TIMES: u32 = 16;
/// How many times the time each may take then; the square would be sixteen.
const MOST: f64 = 1.7;

/// How many times the time each takes where there are sixteen times as many.
fn growth(line: &Line, times: usize) -> f64 {
    let small = line.smallest * times;
    let (mut few, mut many) = ((line.work)(small), (line.work)(small * TIMES as usize));
    slope::least(5, MOST, || {
        let apart = taken(&mut few) * TIMES;
        let together = taken(&mut many);
        together.div_duration_f64(apart)
    })
}

/// `times` is what the smallest size is multiplied by, so that there is enough to measure.
#[track_caller]
fn grows_as(what: &str, times: usize) {
    let lines: Vec<&Line> = LINES.iter().filter(|line| line.name.starts_with(what)).collect();
    assert!(!lines.is_empty(), "{what}");
    slope::none_above(
        MOST,
        lines.into_iter().map(|line| (line.name, growth(line, times))),
    );
}

#[test]
fn applications_take_time_as_their_number() {
    grows_as("applications", 1);
}

#[test]
fn lists_take_time_as_their_length() {
    grows_as("items", 10);
}

#[test]
fn rule_sets_take_time_as_their_rules() {
    grows_as("rules", 5);
}

#[test]
fn tables_take_time_as_their_rows() {
    grows_as("rows of a table, loaded", 10);
}
