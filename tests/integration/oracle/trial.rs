//! One rule set with some applications, each tried and, where something differs, made smaller.

use super::applications::{Application, Choice, Sort, application};
use super::asked;
use super::by_hand;
use super::calendar;
use super::compared::{self, Agreement};
use super::decide::Decision;
use super::document;
use super::eval::Case;
use super::moved;
use super::rulesets::{self, TABLE, Written};
use crate::dice::Dice;
use crate::shipped;
use rekvisit::check::ruleset::Outcome;
use rekvisit::eval::Verdict;
use rekvisit::facts::Facts;
use rekvisit::program::{Program, compile};
use rekvisit::source::MemoryLibrary;
use rekvisit::{check, render};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) rulesets: u64,
    /// Rule sets that the checker refuses.
    pub(super) refused: u64,
    /// Applications in which everything is known, compared in everything.
    pub(super) compared: u64,
    /// Those in which something that matters could not be computed.
    pub(super) failing: u64,
    /// Those left open though every way settles the same.
    pub(super) wider: u64,
    /// Applications with open facts that were left open.
    pub(super) open: u64,
    /// And those that were decided all the same.
    pub(super) decided: u64,
    /// Left open though every completion that was tried comes to the same.
    pub(super) open_needlessly: u64,
    /// How each completion came out.
    pub(super) outcomes: BTreeMap<String, u64>,
}

/// Diagnostics that a rule set made at random may meet.
const REFUSED: [&str; 6] = ["E0402", "E0213", "E0306", "E0307", "E0404", "E0303"];

/// Fields that matter though the rules don't name them.
const READ_BY_OTHERS: [&str; 2] = ["prövningsdag", "inkom"];

/// How many completions of an application are tried.
const COMPLETIONS: usize = 8;

pub(super) fn program(text: &str) -> Result<Program, String> {
    let library = MemoryLibrary::default()
        .with("prov/prov.regel", text.as_bytes().to_vec())
        .with("prov/taxa.csv", TABLE.as_bytes().to_vec());
    checked(&library)
}

/// The rule set of a library, or what is wrong with it.
pub(super) fn checked(library: &MemoryLibrary) -> Result<Program, String> {
    let checked = check::load(library, "prov");
    match checked.ruleset {
        Some(ruleset) => Ok(compile(ruleset)),
        None => Err(render::diagnostics_json(&checked.diagnostics, &checked.sources).to_string()),
    }
}

/// A rule set that was made at random; none, and it is counted, where it has one of the mistakes that such a rule set may have.
pub(super) fn compiled(written: &Written, refused: &mut u64) -> Result<Option<Program>, String> {
    match program(&written.text()) {
        Ok(program) => Ok(Some(program)),
        Err(said) if REFUSED.iter().any(|code| said.contains(code)) => {
            *refused += 1;
            Ok(None)
        }
        Err(said) => Err(format!("{}\n{said}", written.own_text())),
    }
}

/// One rule set, with some applications.
pub(super) fn tried(seed: u64, counts: &mut Counts) -> Result<(), String> {
    let mut dice = Dice::of(seed);
    let written = rulesets::ruleset(&mut dice);
    counts.rulesets += 1;
    let Some(program) = compiled(&written, &mut counts.refused)? else {
        return Ok(());
    };
    for number in 0..6 {
        let application = application(&mut dice, Sort::open(if number < 2 { 0 } else { 4 }));
        let choices = application.choices(&mut dice, COMPLETIONS);
        if let Err(what) = one(&program, &application, &choices, counts) {
            return Err(smallest(seed, &written, &application, what));
        }
        if number == 0 {
            let whole = application.written();
            moved::elements(&program, &whole)
                .and_then(|()| documented(&program, &whole))
                .map_err(|what| format!("rule set {seed}\n{}\n{what}", written.own_text()))?;
        }
        if number == 1 && seed.is_multiple_of(4) {
            let whole = application.written();
            moved::rules(&written, &program, std::slice::from_ref(&whole), &mut dice)
                .and_then(|()| moved::without(&written, &program, &whole))
                .map_err(|what| format!("rule set {seed}\n{}\n{what}", written.own_text()))?;
        }
    }
    Ok(())
}

/// The document that is made of the decision.
fn documented(program: &Program, application: &Value) -> Result<(), String> {
    let Some(said) = shipped::evaluated(program, application) else {
        return Ok(());
    };
    let meant = Case::new(&program.ruleset, application, assessed_on(application)).decision();
    document::complete(&meant, program, &said).map_err(|what| format!("{application}\n{what}"))
}

pub(super) fn assessed_on(application: &Value) -> i64 {
    calendar::parse(application["prövningsdag"].as_str().unwrap())
}

/// One application, with its completions.
fn one(
    program: &Program,
    application: &Application,
    choices: &[Choice],
    counts: &mut Counts,
) -> Result<(), String> {
    let partial = application.written();
    let Some((facts, verdict, _)) = shipped::evaluated(program, &partial) else {
        // The day that selects the version is outside the validity.
        return Ok(());
    };
    let meant = Case::new(&program.ruleset, &partial, assessed_on(&partial)).decision();
    let needed = |json: &Value| by_hand::needed(&program.ruleset, json, assessed_on(json));
    let may_be_needed = |json: &Value| by_hand::may_be_needed(&program.ruleset, json, assessed_on(json));
    compared::at_least(&meant, &verdict)
        .and_then(|()| {
            asked::of(
                &program.ruleset,
                &meant,
                &partial,
                &asked(program, &facts, &verdict),
                &verdict,
                || needed(&partial) || choices.iter().any(|c| may_be_needed(&application.completed(c))),
            )
        })
        .map_err(|e| format!("{partial}\n{e}"))?;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut groups: BTreeMap<Choice, (String, Value)> = BTreeMap::new();
    let asked = asked(program, &facts, &verdict);
    for choice in choices {
        let json = application.completed(choice);
        let wrong = |e: String| format!("{partial}\n{json}\n{e}");
        let Some(said) = shipped::evaluated(program, &json) else {
            continue;
        };
        let meant = Case::new(&program.ruleset, &json, assessed_on(&json)).decision();
        counts.compared += 1;
        *counts
            .outcomes
            .entry(format!("{:?}", said.1.outcome))
            .or_default() += 1;
        match compared::complete(&meant, program, &said).map_err(&wrong)? {
            Agreement::Whole => {}
            Agreement::Failing => counts.failing += 1,
            Agreement::Wider => counts.wider += 1,
        }
        compared::completion(&verdict, &meant).map_err(&wrong)?;
        let now = settled(&meant);
        seen.insert(now.clone());
        let known = known_by_asking(application, &asked, choice);
        let (before, other) = groups.entry(known).or_insert_with(|| (now.clone(), json.clone()));
        if *before != now && verdict.outcome == Outcome::Undetermined {
            return Err(wrong(format!(
                "not asked for, but {before} with\n{other}\nand {now}; asked {asked:?}"
            )));
        }
    }
    moved::keys(program, &partial)?;
    if !application.open.is_empty() {
        if verdict.outcome == Outcome::Undetermined {
            counts.open += 1;
            counts.open_needlessly +=
                u64::from(seen.len() == 1 && !seen.iter().any(|s| s.contains("Undetermined")));
        } else {
            counts.decided += 1;
        }
    }
    Ok(())
}

pub(super) fn settled(meant: &Decision) -> String {
    let ways = meant.ways.iter();
    let settled: BTreeSet<String> = ways
        .map(|way| {
            format!(
                "{:?} {:?} {:?} {:?}",
                way.outcome(),
                way.amount(),
                way.body(),
                way.results
            )
        })
        .collect();
    format!("{settled:?}")
}

/// Pointers of what is missing or contradicted.
pub(super) fn asked(program: &Program, facts: &Facts, verdict: &Verdict) -> Vec<String> {
    let missing = verdict.missing.iter().map(|m| m.place);
    missing
        .chain(verdict.contradicted.iter().copied())
        .map(|place| rekvisit::facts::pointer(&program.schema, facts, place))
        .collect()
}

pub(super) fn known_by_asking(application: &Application, asked: &[String], choice: &Choice) -> Choice {
    let open = application.open.iter().zip(choice);
    open.filter(|(open, _)| is_asked(asked, &open.pointer))
        .map(|(_, at)| *at)
        .collect()
}

/// Whether a fact is asked for, or something in it, or what it stands in.
pub(super) fn is_asked(asked: &[String], pointer: &str) -> bool {
    let below = |a: &str, b: &str| {
        a.strip_prefix(b)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    asked.iter().any(|a| below(pointer, a) || below(a, pointer))
}

/// The smallest that still differ.
fn smallest(seed: u64, written: &Written, application: &Application, what: String) -> String {
    smallest_by(seed, written, application, what, |program, application| {
        let choices = application.choices(&mut Dice::of(seed), 64);
        one(program, application, &choices, &mut Counts::default())
    })
}

/// The smallest rule set and application, found by leaving out one thing at a time, that still fail a trial.
pub(super) fn smallest_by(
    seed: u64,
    written: &Written,
    application: &Application,
    what: String,
    trial: impl Fn(&Program, &Application) -> Result<(), String>,
) -> String {
    let (mut written, mut application, mut what) = (written.clone(), application.clone(), what);
    let fails = |written: &Written, application: &Application| {
        let program = program(&written.text()).ok()?;
        trial(&program, application).err()
    };
    while let Some((smaller, still)) = written
        .smaller()
        .into_iter()
        .find_map(|w| fails(&w, &application).map(|e| (w, e)))
    {
        (written, what) = (smaller, still);
    }
    while let Some((smaller, still)) = application
        .smaller()
        .into_iter()
        .find_map(|a| fails(&written, &a).map(|e| (a, e)))
    {
        (application, what) = (smaller, still);
    }
    let text = written.own_text();
    let mut lines: Vec<String> = what.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().filter(|line| line.starts_with('{')) {
        if let Ok(Value::Object(mut facts)) = serde_json::from_str(line) {
            facts.retain(|key, _| READ_BY_OTHERS.contains(&key.as_str()) || text.contains(key.as_str()));
            *line = Value::Object(facts).to_string();
        }
    }
    format!("rule set {seed}\n{text}\n{}", lines.join("\n"))
}
