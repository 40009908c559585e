//! Small rule sets for the tests of passes, made by hand.

use std::cell::Cell;

use super::ruleset::*;
use crate::source::{FileId, Span};
use crate::value::{Bilingual, Date, Number, Period, Unit, UnitId};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An expression with a number and a place of its own.
pub(crate) fn e(ty: Type, kind: ExprKind) -> Expr {
    let id = NEXT.with(|next| next.replace(next.get().saturating_add(1)));
    Expr {
        id: ExprId(id),
        ty,
        span: Span::new(FileId(0), id, id.saturating_add(1)),
        kind,
    }
}

pub(crate) fn boolean(kind: ExprKind) -> Expr {
    e(Type::Bool, kind)
}

pub(crate) fn number(unit: Option<UnitId>, whole: bool) -> Type {
    Type::Number {
        unit: unit.map_or_else(Unit::none, Unit::of),
        signed: false,
        whole,
    }
}

pub(crate) fn money() -> Type {
    number(Some(UnitId::ORE), false)
}

pub(crate) fn years() -> Type {
    number(Some(UnitId::YEAR), true)
}

pub(crate) fn lit(ty: Type, n: i64) -> Expr {
    e(ty, ExprKind::Literal(Literal::Number(Number::whole(n))))
}

pub(crate) fn symbol(n: u16) -> Expr {
    e(
        Type::Enum(EnumId(0)),
        ExprKind::Literal(Literal::Symbol(EnumId(0), n)),
    )
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(crate) fn period(from: &str, to: &str) -> Period {
    Period::new(Date::parse(from), Date::parse(to)).unwrap()
}

pub(crate) fn fact(set: &RuleSet, index: u16) -> Expr {
    e(
        set.application[usize::from(index)].ty.clone(),
        ExprKind::Fact(index),
    )
}

pub(crate) fn compare(relation: Relation, left: Expr, right: Expr) -> Expr {
    boolean(ExprKind::Compare(relation, Box::new(left), Box::new(right)))
}

pub(crate) fn exists(expr: Expr) -> Expr {
    boolean(ExprKind::Exists(Box::new(expr)))
}

pub(crate) fn not(expr: Expr) -> Expr {
    boolean(ExprKind::Not(Box::new(expr)))
}

pub(crate) fn and(parts: Vec<Expr>) -> Expr {
    boolean(ExprKind::And(parts))
}

pub(crate) fn or(parts: Vec<Expr>) -> Expr {
    boolean(ExprKind::Or(parts))
}

pub(crate) fn arith(op: ArithOp, ty: Type, left: Expr, right: Expr) -> Expr {
    e(ty, ExprKind::Arith(op, Box::new(left), Box::new(right)))
}

pub(crate) fn field(name: &str, ty: Type, optional: bool) -> Field {
    Field {
        name: name.into(),
        json: name.into(),
        aliases: Vec::new(),
        ty,
        optional,
        judgement: false,
        asked_of: vec![Answerer::Applicant],
        applicant_may_change: false,
        percent: false,
        question: Bilingual::default(),
        label: name.into(),
        span: Span::default(),
    }
}

pub(crate) fn rule(name: &str, kind: RuleKind, guard: Vec<Expr>, condition: Option<Expr>) -> Rule {
    Rule {
        id: name.into(),
        kind,
        title: Bilingual::default(),
        sections: Vec::new(),
        grounds: Grounds::default(),
        valid: None,
        block: None,
        guard,
        condition,
        exceptions: Vec::new(),
        exception_to: Vec::new(),
        consequence: None,
        speaks: None,
        grant: None,
        duty: None,
        span: Span::default(),
        name_span: Span::default(),
    }
}

pub(crate) fn concept(name: &str, ty: Type, value: ConceptValue) -> Concept {
    Concept {
        name: name.into(),
        title: Bilingual::default(),
        grounds: Grounds::default(),
        params: Vec::new(),
        ty,
        value,
        overrides: Vec::new(),
    }
}

/// A rule set whose application has the facts 0 `belopp: kronor`, 1 `bilaga: kronor?`, 2 `ålder: år`, 3 `slag: Slag`,
/// 4 `konto: Konto?` (0 `kvar: kronor`, 1 `ränta: kronor?`), 5 `konton: [Konto]`, 6 `kvot: tal`, 7 `inkom: datum`,
/// 8 `svar: bedömning ja/nej`, 9 `bifogat: ja/nej`.
pub(crate) fn set() -> RuleSet {
    let variant = |name: &str| Variant {
        name: name.into(),
        title: Bilingual::default(),
        aliases: Vec::new(),
    };
    let konto = Type::Record(RecordId(0));
    let mut judged = field("svar", Type::Bool, true);
    judged.judgement = true;
    RuleSet {
        name: "exempel".into(),
        version: String::new(),
        hash: String::new(),
        place: Span::default(),
        title: Bilingual::default(),
        grounds: Grounds::default(),
        track: Track::None,
        modules: Vec::new(),
        valid: Validity {
            by: None,
            period: Period {
                from: Some(day("2020-01-01")),
                to: None,
            },
        },
        assessed_on: None,
        sources: vec![Source {
            name: "kl".into(),
            title: Bilingual::default(),
        }],
        bodies: Vec::new(),
        units: ["öre", "år", "månader", "veckor", "dagar", "personer"]
            .map(|name| UnitDefinition {
                name: name.into(),
                title: Bilingual::new(name, name),
            })
            .into(),
        enums: vec![EnumDefinition {
            name: "Slag".into(),
            variants: vec![variant("kommun"), variant("region"), variant("förening")],
        }],
        records: vec![Record {
            name: "Konto".into(),
            title: Bilingual::default(),
            fields: vec![field("kvar", money(), false), field("ränta", money(), true)],
            key: None,
        }],
        tables: Vec::new(),
        parameters: Vec::new(),
        concepts: Vec::new(),
        application: vec![
            field("belopp", money(), false),
            field("bilaga", money(), true),
            field("ålder", years(), false),
            field("slag", Type::Enum(EnumId(0)), false),
            field("konto", konto.clone(), true),
            field("konton", Type::List(Box::new(konto)), false),
            field("kvot", number(None, false), false),
            field("inkom", Type::Date, false),
            judged,
            field("bifogat", Type::Bool, false),
        ],
        rules: Vec::new(),
        percentages: std::collections::BTreeSet::new(),
        rule_order: Vec::new(),
        blocks: Vec::new(),
        results: Vec::new(),
        words: Vec::new(),
        examples: Vec::new(),
        apportionments: Vec::new(),
        acceptances: Vec::new(),
        expressions: 0,
        loops: 0,
    }
}

/// A field of an expression of the record `Konto`.
pub(crate) fn of_konto(base: Expr, index: u16) -> Expr {
    e(money(), ExprKind::Field(Box::new(base), index))
}

/// An element of `konton`.
pub(crate) fn element(var: u16) -> Expr {
    e(Type::Record(RecordId(0)), ExprKind::Element(LoopId(var)))
}

/// `summan av X i konton där T`.
pub(crate) fn sum(set: &RuleSet, var: u16, of: Expr, filter: Option<Expr>) -> Expr {
    e(
        money(),
        ExprKind::Aggregated {
            aggregate: Aggregate::Sum,
            var: LoopId(var),
            list: Box::new(fact(set, 5)),
            filter: filter.map(Box::new),
            of: Some(Box::new(of)),
        },
    )
}
