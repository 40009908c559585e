//! What the lane tells of one construct at a time: on every combination of values at the edges, known and missing, it says what the
//! full evaluator says, and where it is to tell, it does tell. The constructs stand in `tests/lane` (README.md there).

use std::collections::BTreeSet;
use std::path::Path;

use rekvisit::eval::lane::{Lane, Scratch};
use rekvisit::program::Program;
use rekvisit::source::MemoryLibrary;
use rekvisit::{check, program, render};
use serde_json::{Map, Value};

use super::{Counts, compared};

/// What stands in the place of the validity that the rules have.
const VALIDITY: &str = "gäller 2020-01-01..2024-12-31";

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lane")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How much the lane is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tells {
    /// Everything, whatever is known.
    All,
    /// Everything when all is known.
    Known,
    /// So many of the applications in which all is known, and so many of all.
    Some(u32, u32),
    /// Nothing: there is no lane.
    None,
}

impl Tells {
    fn read(text: &str) -> Self {
        match text {
            "allt" => Self::All,
            "känt" => Self::Known,
            "inget" => Self::None,
            _ => {
                let (known, all) = text.split_once('/').unwrap_or_else(|| panic!("{text}"));
                Self::Some(known.parse().unwrap(), all.parse().unwrap())
            }
        }
    }
}

fn compiled(rules: &str, validity: &str) -> Result<Program, String> {
    let before = read("before.regel").replace(VALIDITY, validity);
    let library = MemoryLibrary::default()
        .with("prov/prov.regel", format!("{before}\n{rules}").into_bytes())
        .with("prov/t.csv", read("t.csv").into_bytes())
        .with("prov/u.csv", many_rows().into_bytes());
    let checked = check::load(&library, "prov");
    let said = render::diagnostics_json(&checked.diagnostics, &checked.sources);
    checked
        .ruleset
        .map(program::compile)
        .ok_or_else(|| format!("{said:#}"))
}

/// A table with more rows than a word has bits.
fn many_rows() -> String {
    let rows = (1..=70).map(|row| format!("R{row}\n"));
    std::iter::once("rad\n".to_owned()).chain(rows).collect()
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').collect()
}

/// The facts that the rules read, by themselves or by the concepts that they name, and the values that each is tried with.
fn facts(rules: &str) -> Vec<(String, Vec<Value>)> {
    let before = read("before.regel");
    let mut named = words(rules);
    for definition in before.split("\n\n").filter(|text| text.starts_with("begrepp ")) {
        let name = definition.split_whitespace().nth(1).unwrap();
        if named.contains(name) {
            named.extend(words(definition));
        }
    }
    let values: Map<String, Value> = serde_json::from_str(&read("values.json")).unwrap();
    let read =
        |fact: &str| named.contains(fact) || (fact == "prövningsdag" && named.contains("prövningsdagen"));
    values
        .into_iter()
        .filter(|(fact, _)| read(fact))
        .map(|(fact, values)| (fact, values.as_array().unwrap().clone()))
        .collect()
}

/// All combinations of values, each fact also left out; and whether all is known.
fn applications(facts: &[(String, Vec<Value>)]) -> Vec<(Value, bool)> {
    let mut made = vec![(Map::new(), true)];
    for (fact, values) in facts {
        let mut next = Vec::new();
        for (application, known) in made {
            for value in values {
                let mut with = application.clone();
                with.insert(fact.clone(), value.clone());
                next.push((with, known && is_whole(fact, value)));
            }
            next.push((application, false));
        }
        made = next;
    }
    made.into_iter()
        .map(|(map, known)| (Value::Object(map), known))
        .collect()
}

/// Whether nothing in the value is left out.
fn is_whole(fact: &str, value: &Value) -> bool {
    match (fact, value) {
        ("rader", Value::Array(rows)) => rows.iter().all(|row| row.as_object().unwrap().len() == 7),
        ("plats", Value::Object(fields)) => fields.len() == 2,
        ("bra", value) => value.is_boolean(),
        ("orter", Value::Array(items)) => !items.contains(&Value::Null),
        _ => true,
    }
}

/// How many applications there were and were told, of all and of those in which all is known.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    all: u32,
    told: u32,
    known: u32,
    told_known: u32,
}

/// What the lane tells; `None` when there is none.
fn told(rules: &str, validity: &str) -> Result<Option<Told>, String> {
    let program = compiled(rules, validity)?;
    let Some(lane) = Lane::new(&program) else {
        return Ok(None);
    };
    let (mut scratch, mut told) = (Scratch::default(), Told::default());
    for (application, known) in applications(&facts(&format!("{rules} {validity}"))) {
        let mut counts = Counts::default();
        compared(&program, &lane, &application, &mut scratch, &mut counts)
            .map_err(|what| format!("{application}\n{what}"))?;
        if counts.applications == 0 {
            // What a key points to isn't there.
            continue;
        }
        // Of rules that judge each item of a list the lane tells nothing by themselves.
        let rules = program.ruleset.rules.iter().filter(|rule| rule.block.is_none());
        let rules = u32::try_from(rules.count()).unwrap();
        let of_outcome = counts.decided + counts.missing == 1 && counts.decisive == counts.decided;
        let is_told = of_outcome && counts.statuses == rules;
        told.all += 1;
        told.told += u32::from(is_told);
        told.known += u32::from(known);
        told.told_known += u32::from(known && is_told);
    }
    Ok(Some(told))
}

/// What is wrong with how much the lane tells of rules.
fn wrong(name: &str, rules: &str, validity: &str, tells: &str) -> Option<String> {
    let told = match told(rules, validity) {
        Ok(told) => told,
        Err(what) => return Some(format!("{tells}: {name}\n  {what}")),
    };
    let right = match (Tells::read(tells), &told) {
        (Tells::All, Some(told)) => told.told == told.all,
        (Tells::Known, Some(told)) => told.told_known == told.known,
        (Tells::Some(known, all), Some(told)) => (told.told_known, told.told) == (known, all),
        (tells, told) => tells == Tells::None && told.is_none(),
    };
    (!right).then(|| format!("{tells}: {name}\n  {told:?}"))
}

/// The lines of a file, with what is to be told of each.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{line}")))
}

fn none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_lane_tells_what_each_condition_comes_to() {
    let text = read("conditions.txt");
    let one = |(tells, condition): (&str, &str)| {
        let rules = format!("hinder h \"H\"\n  när {condition}\n  avslå\nbifall godkänd \"Godkänd\"\n");
        wrong(condition, &rules, VALIDITY, tells)
    };
    none(lines(&text).filter_map(one).collect());
}

#[test]
fn the_lane_tells_what_rules_come_to() {
    let text = read("outcomes.txt");
    let one = |section: &str| {
        let (head, rules) = section.split_once('\n').unwrap();
        let (tells, name) = head.split_once(": ").unwrap();
        wrong(name, rules, VALIDITY, tells)
    };
    none(
        text.split("== ")
            .filter(|text| !text.is_empty())
            .filter_map(one)
            .collect(),
    );
}

#[test]
fn the_lane_tells_what_is_in_force() {
    let text = read("validities.txt");
    let rules = "hinder h \"H\"\n  när prövningsdagen är efter dag\n  avslå\nbifall godkänd \"Godkänd\"\n";
    let one = |(tells, validity): (&str, &str)| wrong(validity, rules, validity, tells);
    none(lines(&text).filter_map(one).collect());
}

#[test]
fn the_lane_tells_of_more_rules_than_a_word_has_bits() {
    let rules: String = (0..130)
        .map(|n| {
            let does = ["avslå", "avvisa", "avskriv"][n % 3];
            format!("hinder h{n} \"H\"\n  när folk är {} personer\n  {does}\n", n % 12)
        })
        .collect();
    let rules = rules + "bifall godkänd \"Godkänd\"\n";
    none(wrong("130 rules", &rules, VALIDITY, "allt").into_iter().collect());
}

/// Conditions are bits of 64 words; the first words are the rules' own. Where they don't suffice there is no lane, rather than one that
/// takes one condition for another.
#[test]
fn the_lane_has_room_for_so_many_conditions() {
    let rules = |count: u32| {
        let any: Vec<String> = (0..count).map(|n| format!("a är {n}")).collect();
        let any = any.join(" eller ");
        format!("hinder h \"H\"\n  när {any}\n  avslå\nbifall godkänd \"Godkänd\"\n")
    };
    none(
        wrong("4000", &rules(4000), VALIDITY, "allt")
            .into_iter()
            .collect(),
    );
    none(
        wrong("4100", &rules(4100), VALIDITY, "inget")
            .into_iter()
            .collect(),
    );
}

#[test]
fn the_lane_tells_what_is_refused_either_way() {
    let rules = "krav k \"K\"\n  att x\n  annars avslå\nbifall godkänd \"Godkänd\"\n  när y\n";
    let program = compiled(rules, VALIDITY).unwrap();
    let lane = Lane::new(&program).unwrap();
    let (mut scratch, mut counts) = (Scratch::default(), Counts::default());
    let application = serde_json::json!({"y": false});
    compared(&program, &lane, &application, &mut scratch, &mut counts).unwrap();
    assert_eq!((counts.decided, counts.missing), (1, 0));
}
