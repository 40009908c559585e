//! Tests of reading an application, against a rule set that is built by hand.

mod judgements;
mod mistakes;
mod programs;
mod values;

use super::{Facts, Limits, decode, pointer, value_json};
use crate::check::ruleset::*;
use crate::diagnostic::Diagnostic;
use crate::program::schema::Schema;
use crate::program::{Cell, Place};
use crate::source::{FileId, Span};
use crate::value::{Bilingual, Period, Unit, UnitId};

fn text(sv: &str) -> Bilingual {
    Bilingual::new(sv, sv)
}

fn field(name: &str, ty: Type) -> Field {
    Field {
        name: name.into(),
        json: name.into(),
        aliases: vec![],
        ty,
        optional: false,
        judgement: false,
        asked_of: vec![Answerer::Applicant],
        applicant_may_change: false,
        percent: false,
        question: text(name),
        label: name.replace('_', " "),
        span: Span::default(),
    }
}

fn optional(name: &str, ty: Type) -> Field {
    Field {
        optional: true,
        ..field(name, ty)
    }
}

fn judged(name: &str, ty: Type, bodies: &[u16]) -> Field {
    let asked = bodies.iter().map(|b| Answerer::Body(BodyId(*b))).collect();
    Field {
        judgement: true,
        asked_of: asked,
        ..field(name, ty)
    }
}

fn number(unit: Unit, signed: bool, whole: bool) -> Type {
    Type::Number { unit, signed, whole }
}

fn kronor() -> Type {
    number(Unit::of(UnitId::ORE), false, false)
}

fn body(name: &str, title: &str, aliases: &[&str]) -> Body {
    Body {
        name: name.into(),
        title: text(title),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
    }
}

fn variant(name: &str, aliases: &[&str]) -> Variant {
    Variant {
        name: name.into(),
        title: text(name),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
    }
}

fn record(name: &str, fields: Vec<Field>, key: Option<u16>) -> Record {
    Record {
        name: name.into(),
        title: text(name),
        fields,
        key,
    }
}

/// The rule set that all tests use.
fn ruleset() -> RuleSet {
    let huvudman = Type::Enum(EnumId(0));
    let sökande = record(
        "Sökande",
        vec![field("namn", Type::Text), optional("orgnr", Type::Text)],
        None,
    );
    let insats = record(
        "Insats",
        vec![
            field("id", Type::Text),
            field("kostnad", kronor()),
            field("ansvarig", Type::Record(RecordId(0))),
            field("dagar", Type::List(Box::new(Type::Date))),
        ],
        Some(0),
    );
    let table = Table {
        name: "fördelning".into(),
        title: text("Fördelningen"),
        grounds: Grounds::default(),
        key: 0,
        columns: vec![],
        keys: vec!["Bengtsfors".into(), "Habo".into()],
        cells: vec![],
        aliases: vec![("Bengtstors".into(), 0)],
        controls: vec![],
    };
    let application = vec![
        field("sökande", Type::Record(RecordId(0))),
        field("inkom", Type::Date),
        optional("stadgar", Type::Document),
        field("insatser", Type::List(Box::new(Type::Record(RecordId(1))))),
        Field {
            json: "beloppPerÅr".into(),
            aliases: vec!["belopp_per_ar".into()],
            ..field("belopp_per_år", kronor())
        },
        field("antal", number(Unit::of(UnitId::PERSON), false, true)),
        field("andel", number(Unit::none(), true, false)),
        field("period", Type::Period),
        field("kommun", Type::TableKey(TableId(0))),
        field("viktigast", Type::RecordKey(3, RecordId(1))),
        field("huvudman", huvudman.clone()),
        judged("ansvarig_huvudman", huvudman, &[0, 1]),
        judged("målstöd", Type::Bool, &[2]),
        judged("nivå", kronor(), &[0, 1]),
        field("klockan", Type::Timestamp),
        field("ja", Type::Bool),
        field("orter", Type::List(Box::new(Type::Text))),
        optional("ombud", Type::Record(RecordId(0))),
    ];
    RuleSet {
        name: "prov".into(),
        version: String::new(),
        hash: String::new(),
        place: Span::default(),
        title: text("Prov"),
        grounds: Grounds::default(),
        track: Track::None,
        modules: vec![],
        valid: Validity {
            by: None,
            period: Period::default(),
        },
        assessed_on: None,
        sources: vec![],
        bodies: vec![
            body("hvon", "Hälsa-, vård- och omsorgsnämnden", &["Hälsa- vård"]),
            body("region", "Region Skåne", &[]),
            body("finsam", "Finsam i Malmö", &[]),
        ],
        units: vec![],
        enums: vec![EnumDefinition {
            name: "Huvudman".into(),
            variants: vec![variant("kommun", &["kommunen"]), variant("region", &[])],
        }],
        records: vec![sökande, insats],
        tables: vec![table],
        parameters: vec![],
        concepts: vec![],
        application,
        rules: vec![],
        percentages: std::collections::BTreeSet::new(),
        rule_order: vec![],
        blocks: vec![],
        results: vec![],
        words: vec![],
        examples: vec![],
        apportionments: Vec::new(),
        acceptances: Vec::new(),
        expressions: 0,
        loops: 0,
    }
}

fn read(json: &str) -> Result<Facts, Vec<Diagnostic>> {
    let ruleset = ruleset();
    let schema = Schema::new(&ruleset);
    decode(
        &schema,
        &ruleset,
        FileId::default(),
        json.as_bytes(),
        &Limits::default(),
    )
}

/// The facts of an application that is right.
fn facts(json: &str) -> Facts {
    read(json).unwrap_or_else(|errors| panic!("{json}: {errors:#?}"))
}

/// The place of a cell by its JSON pointer.
fn place(facts: &Facts, at: &str) -> Place {
    let schema = Schema::new(&ruleset());
    let cells = u32::try_from(facts.arena.cells.len()).unwrap();
    (0..cells)
        .map(Place)
        .find(|place| pointer(&schema, facts, *place) == at)
        .unwrap_or_else(|| panic!("nothing stands at {at}"))
}

fn cell(facts: &Facts, at: &str) -> Cell {
    facts.arena.cell(place(facts, at))
}

/// What stands at a JSON pointer, as JSON.
fn json(facts: &Facts, at: &str) -> String {
    value_json(&Schema::new(&ruleset()), facts, place(facts, at)).to_string()
}

/// The one thing that is wrong: its code, its pointer and its message in Swedish.
fn wrong(json: &str) -> (String, String, String) {
    let errors = read(json).expect_err(json);
    assert_eq!(errors.len(), 1, "{json}: {errors:#?}");
    let error = &errors[0];
    (
        error.code.as_str().to_owned(),
        error.pointer.clone().unwrap_or_default(),
        error.message.sv.clone(),
    )
}

/// What is suggested about the one thing that is wrong.
fn helped(json: &str) -> String {
    let errors = read(json).expect_err(json);
    let help: Vec<String> = errors[0].help.iter().map(|h| h.sv.clone()).collect();
    help.join("; ")
}
