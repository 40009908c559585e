//! Coverage as an lcov tracefile, for editors and `genhtml`.
//!
//! A rule is a function (`FN`, `FNDA`: how often it took effect) and a line; a condition's decision is a line with how often it was
//! settled. Each condition has two branches, as no and as yes, with how often it decided alone; one that is accepted is left
//! out. A module that several rule sets use stands once, with the counts of all of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::model::{Coverage, Place};

/// What a file's section holds.
#[derive(Default)]
struct Section {
    /// Rules by place: name, and how often each took effect.
    functions: BTreeMap<Place, (String, usize)>,
    /// How often each line was reached.
    lines: BTreeMap<usize, usize>,
    /// Decisions by place.
    decisions: BTreeMap<Place, Branches>,
}

/// What a decision's conditions show.
#[derive(Default)]
struct Branches {
    /// Whether it was ever settled.
    settled: bool,
    /// Its conditions by place and words: how often each decided alone as no and as yes; none where that is accepted.
    taken: BTreeMap<(Place, String), [Option<usize>; 2]>,
}

/// The reports as one tracefile.
#[must_use]
pub fn lcov(reports: &[Coverage]) -> String {
    let mut sections: BTreeMap<&str, Section> = BTreeMap::new();
    for report in reports {
        for rule in &report.rules {
            let section = sections.entry(&rule.place.file).or_default();
            let function = section
                .functions
                .entry(rule.place.clone())
                .or_insert_with(|| (rule.id.clone(), 0));
            function.1 = function.1.saturating_add(rule.took_effect);
            let line = section.lines.entry(rule.place.line).or_default();
            *line = line.saturating_add(rule.took_effect);
        }
        for condition in &report.conditions {
            let section = sections.entry(&condition.place.file).or_default();
            let line = section.lines.entry(condition.place.line).or_default();
            *line = line.saturating_add(condition.settled);
            let decision = section
                .decisions
                .entry(condition.decision_place.clone())
                .or_default();
            decision.settled |= condition.settled > 0;
            let key = (condition.place.clone(), condition.words.clone());
            let branches = decision.taken.entry(key).or_default();
            for (branch, (_, way)) in branches.iter_mut().zip(condition.ways()) {
                if way.shown > 0 || way.accepted.is_none() {
                    *branch = Some(branch.unwrap_or(0).saturating_add(way.shown));
                }
            }
        }
    }
    let mut text = String::new();
    for (file, section) in &sections {
        // Writing to a string can't fail.
        let _ = section.write(file, &mut text);
    }
    text
}

impl Section {
    fn write(&self, file: &str, text: &mut String) -> std::fmt::Result {
        writeln!(text, "TN:\nSF:{file}")?;
        for (place, (name, _)) in &self.functions {
            writeln!(text, "FN:{},{name}", place.line)?;
        }
        for (name, times) in self.functions.values() {
            writeln!(text, "FNDA:{times},{name}")?;
        }
        let hit = self.functions.values().filter(|(_, times)| *times > 0).count();
        writeln!(text, "FNF:{}\nFNH:{hit}", self.functions.len())?;
        let (mut found, mut hit) = (0_usize, 0_usize);
        for (block, decision) in self.decisions.values().enumerate() {
            let branches = decision
                .taken
                .iter()
                .flat_map(|((place, _), ways)| ways.iter().map(move |way| (place.line, *way)))
                .enumerate();
            for (branch, (line, taken)) in branches {
                let Some(taken) = taken else { continue };
                found = found.saturating_add(1);
                hit = hit.saturating_add(usize::from(taken > 0));
                let taken = if decision.settled {
                    taken.to_string()
                } else {
                    "-".to_owned()
                };
                writeln!(text, "BRDA:{line},{block},{branch},{taken}")?;
            }
        }
        writeln!(text, "BRF:{found}\nBRH:{hit}")?;
        for (line, times) in &self.lines {
            writeln!(text, "DA:{line},{times}")?;
        }
        let hit = self.lines.values().filter(|times| **times > 0).count();
        writeln!(text, "LF:{}\nLH:{hit}\nend_of_record", self.lines.len())
    }
}
