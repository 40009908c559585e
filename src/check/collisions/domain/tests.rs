//! Sets of values against what each value says by itself: all sets of a few intervals, on every kind of scale.

use super::*;
use crate::check::fixture::{self, day, lit, money, symbol};
use crate::check::ruleset::{EnumId, ExprKind};
use crate::value::RoundMode;

fn half(n: i64) -> Number {
    Number::fraction(i128::from(n), 2).unwrap()
}

/// The halves that stand for all values of a scale: from -3 to 6.
fn values(ty: &Type) -> Vec<Number> {
    let occurs = |n: &Number| match ty {
        Type::Number { signed, whole, .. } => (*signed || !n.is_negative()) && (!whole || n.is_whole()),
        Type::Date => n.is_whole(),
        Type::Bool => [0, 1].map(Number::whole).contains(n),
        Type::Enum(_) => [0, 1, 2].map(Number::whole).contains(n),
        _ => false,
    };
    (-6..=12).map(half).filter(occurs).collect()
}

fn types() -> Vec<Type> {
    let number = |signed, whole| Type::Number {
        unit: Unit::none(),
        signed,
        whole,
    };
    vec![
        number(true, false),
        number(true, true),
        number(false, false),
        number(false, true),
        Type::Date,
        Type::Bool,
        Type::Enum(EnumId(0)),
    ]
}

fn holds(domain: &Domain, value: Number) -> bool {
    match domain {
        Domain::Ordered(_, intervals) => intervals.iter().any(|interval| {
            let after = interval
                .from
                .is_none_or(|(n, included)| n < value || (included && n == value));
            let before = interval
                .to
                .is_none_or(|(n, included)| value < n || (included && n == value));
            after && before
        }),
        Domain::Closed(_, _, values) => values
            .iter()
            .any(|(from, to)| (i64::from(from)..=i64::from(to)).any(|n| Number::whole(n) == value)),
    }
}

fn literal(ty: &Type, value: i64) -> Literal {
    match ty {
        Type::Bool => Literal::Bool(value == 1),
        Type::Enum(id) => Literal::Symbol(*id, u16::try_from(value).unwrap()),
        Type::Date => Literal::Date(Date::from_days(i32::try_from(value).unwrap()).unwrap()),
        _ => Literal::Number(Number::whole(value)),
    }
}

fn related(relation: Relation, value: Number, limit: Number) -> bool {
    match relation {
        Relation::Equal => value == limit,
        Relation::NotEqual => value != limit,
        Relation::Less => value < limit,
        Relation::AtMost => value <= limit,
        Relation::Greater => value > limit,
        Relation::AtLeast => value >= limit,
    }
}

const RELATIONS: [Relation; 6] = [
    Relation::Equal,
    Relation::NotEqual,
    Relation::Less,
    Relation::AtMost,
    Relation::Greater,
    Relation::AtLeast,
];

/// The sets that comparisons of a type make, with what they must hold.
fn compared(ty: &Type) -> Vec<(Domain, Vec<bool>)> {
    let set = fixture::set();
    let values = values(ty);
    let closed = matches!(ty, Type::Bool | Type::Enum(_));
    let limits = match ty {
        Type::Bool => vec![0, 1],
        Type::Enum(_) => vec![0, 1, 2],
        _ => vec![-1, 0, 1, 3],
    };
    let mut found = Vec::new();
    for relation in RELATIONS {
        for limit in &limits {
            let domain = Domain::compared(&set, ty, relation, &literal(ty, *limit));
            if closed && !matches!(relation, Relation::Equal | Relation::NotEqual) {
                assert_eq!(domain, None);
                continue;
            }
            let wanted: Vec<bool> = values
                .iter()
                .map(|v| related(relation, *v, Number::whole(*limit)))
                .collect();
            found.push((domain.unwrap(), wanted));
        }
    }
    found
}

/// A set holds what it must, in the one form that it has.
fn check(ty: &Type, domain: &Domain, wanted: &[bool], what: &str) {
    let values = values(ty);
    let found: Vec<bool> = values.iter().map(|v| holds(domain, *v)).collect();
    assert_eq!(found, wanted, "{what}: {ty:?} {domain:?}");
    assert_eq!(
        domain.is_empty(),
        wanted.iter().all(|held| !held),
        "{what}: {domain:?}"
    );
    let stretches: Vec<(End, End)> = domain.stretches().collect();
    for (from, to) in &stretches {
        assert!(from <= to, "{what}: {domain:?}");
    }
    for pair in stretches.windows(2) {
        assert!(pair[0].1 < pair[1].0, "{what}: {domain:?}");
    }
    match domain.example() {
        Some(example) => {
            let among: Vec<Number> = values.iter().copied().filter(|v| holds(&example, *v)).collect();
            assert!(
                among.iter().all(|v| holds(domain, *v)),
                "{what}: {domain:?} {example:?}"
            );
            assert!(!example.is_empty());
            assert_eq!(example.stretches().count(), 1);
            let (first, last) = example.stretches().next().unwrap();
            assert_eq!(first, last, "{what}: {domain:?} {example:?}");
        }
        None => assert!(domain.is_empty(), "{what}: {domain:?}"),
    }
}

#[test]
fn sets_hold_what_each_value_says() {
    for ty in types() {
        let single = compared(&ty);
        for (domain, wanted) in &single {
            check(&ty, domain, wanted, "compared");
            let not: Vec<bool> = wanted.iter().map(|held| !held).collect();
            check(&ty, &domain.complement(), &not, "complement");
        }
        let mut twice = Vec::new();
        for (a, in_a) in &single {
            for (b, in_b) in &single {
                let either: Vec<bool> = in_a.iter().zip(in_b).map(|(a, b)| a | b).collect();
                let both: Vec<bool> = in_a.iter().zip(in_b).map(|(a, b)| a & b).collect();
                let union = Domain::union(&[a.clone(), b.clone()]).unwrap();
                check(&ty, &union, &either, "union");
                let shared = a.intersection(b).unwrap();
                check(&ty, &shared, &both, "intersection");
                assert_eq!(a.is_apart_from(b), shared.is_empty(), "{a:?} {b:?}");
                let neither: Vec<bool> = either.iter().map(|held| !held).collect();
                check(&ty, &union.complement(), &neither, "complement of a union");
                twice.push((union, either));
                twice.push((shared, both));
            }
        }
        // Of the sets of two comparisons with each other, every seventh pair.
        for (at, (a, in_a)) in twice.iter().enumerate() {
            for (b, in_b) in twice.iter().skip(at % 7).step_by(7) {
                let both: Vec<bool> = in_a.iter().zip(in_b).map(|(a, b)| a & b).collect();
                let shared = a.intersection(b).unwrap();
                check(&ty, &shared, &both, "intersection");
                assert_eq!(a.is_apart_from(b), shared.is_empty(), "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn some_point_stands_for_every_value() {
    for ty in types() {
        let single = compared(&ty);
        let values = values(&ty);
        for (a, in_a) in &single {
            for (b, in_b) in &single {
                let points = points(&[a, b]);
                for (value, pair) in values.iter().zip(in_a.iter().zip(in_b)) {
                    let stands = points.iter().any(|point| {
                        let inside = |domain: &Domain| !point.intersection(domain).unwrap().is_empty();
                        (&inside(a), &inside(b)) == pair
                    });
                    assert!(stands, "{value:?} of {a:?} {b:?}: {points:?}");
                }
                for point in &points {
                    let one = point.stretches().map(|(from, to)| from == to).collect::<Vec<_>>();
                    assert_eq!(one, [true], "{point:?}");
                    let all = Domain::union(&[a.clone(), a.complement()]).unwrap();
                    assert_eq!(point.intersection(&all).as_ref(), Some(point), "occurs");
                }
            }
        }
    }
    assert_eq!(points(&[]), []);
}

#[test]
fn an_example_is_the_smallest_value_or_one_near_the_end() {
    let set = fixture::set();
    let example = |ty: &Type, relation, value| {
        let domain = Domain::compared(&set, ty, relation, &literal(ty, value)).unwrap();
        let example = domain.example().unwrap();
        let Domain::Ordered(_, intervals) = example else {
            panic!("{example:?}")
        };
        intervals[0].from.unwrap().0
    };
    let signed = Type::Number {
        unit: Unit::none(),
        signed: true,
        whole: false,
    };
    let kronor = money();
    assert_eq!(example(&signed, Relation::Greater, 5), Number::whole(6));
    assert_eq!(example(&signed, Relation::Less, 5), Number::whole(4));
    assert_eq!(example(&signed, Relation::AtMost, 5), Number::whole(5));
    assert_eq!(example(&signed, Relation::AtLeast, 5), Number::whole(5));
    assert_eq!(example(&signed, Relation::NotEqual, 5), Number::whole(4));
    assert_eq!(example(&kronor, Relation::Greater, 500), Number::whole(600));
    assert_eq!(example(&kronor, Relation::Less, 500), Number::ZERO);
    let above = Domain::compared(&set, &signed, Relation::Greater, &literal(&signed, 1)).unwrap();
    let below = Domain::compared(&set, &signed, Relation::Less, &literal(&signed, 2)).unwrap();
    let between = above.intersection(&below).unwrap().example().unwrap();
    assert!(holds(&between, half(3)) && !holds(&between, Number::whole(1)));
    assert_eq!(
        half(3).round(RoundMode::Nearest, Number::whole(1)),
        Some(Number::whole(2))
    );
}

#[test]
fn days_of_periods() {
    for (from, to) in [
        (None, None),
        (Some("2023-01-02"), None),
        (None, Some("2023-01-03")),
        (Some("2023-01-02"), Some("2023-01-03")),
    ] {
        let period = Period::new(from.map(day), to.map(day)).unwrap();
        let domain = Domain::within(period);
        for (written, held) in [
            ("2023-01-01", from.is_none()),
            ("2023-01-02", true),
            ("2023-01-03", true),
            ("2023-01-04", to.is_none()),
        ] {
            let value = Number::whole(i64::from(day(written).days()));
            assert_eq!(holds(&domain, value), held, "{written} in {period:?}");
        }
    }
}

#[test]
fn sets_of_different_kinds_have_nothing_to_do_with_each_other() {
    let set = fixture::set();
    let yes = Domain::bool(true);
    let first = Domain::compared(
        &set,
        &Type::Enum(EnumId(0)),
        Relation::Equal,
        &Literal::Symbol(EnumId(0), 1),
    )
    .unwrap();
    let number = Domain::compared(
        &set,
        &money(),
        Relation::Equal,
        &Literal::Number(Number::whole(1)),
    )
    .unwrap();
    let all = [yes, first, number];
    for (at, a) in all.iter().enumerate() {
        for (other, b) in all.iter().enumerate() {
            assert_eq!(a.intersection(b).is_some(), at == other);
            assert_eq!(Domain::union(&[a.clone(), b.clone()]).is_some(), at == other);
            assert!(!a.is_apart_from(b));
        }
    }
    assert_eq!(Domain::nothing(&set, &Type::Text), None);
    assert_eq!(
        Domain::compared(&set, &Type::Bool, Relation::Equal, &Literal::Text("x".into())),
        None
    );
}

#[test]
fn values_are_shown_as_they_are_written() {
    let set = fixture::set();
    let shown = |literal: &Literal, ty: &Type| shown_typed(&set, literal, ty);
    let same = |text: &str| (text.to_owned(), text.to_owned());
    assert_eq!(
        shown(&Literal::Bool(true), &Type::Bool),
        ("ja".into(), "yes".into())
    );
    assert_eq!(
        shown(&Literal::Bool(false), &Type::Bool),
        ("nej".into(), "no".into())
    );
    assert_eq!(
        shown(&Literal::Number(Number::whole(150)), &money()),
        same("1,50 kr")
    );
    let per_year = Type::Number {
        unit: Unit::of(UnitId::ORE).per(&Unit::of(UnitId::YEAR)),
        signed: false,
        whole: false,
    };
    assert_eq!(
        shown(&Literal::Number(Number::whole(500_000)), &per_year),
        same("5 000 kr per år")
    );
    let squared = Type::Number {
        unit: Unit::of(UnitId::ORE).times(&Unit::of(UnitId::ORE)),
        signed: false,
        whole: false,
    };
    assert_eq!(
        shown(&Literal::Number(Number::whole(100)), &squared),
        same("100 kr")
    );
    assert_eq!(
        shown(&Literal::Date(day("2023-06-01")), &Type::Date),
        same("2023-06-01")
    );
    assert_eq!(shown(&Literal::Text("x".into()), &Type::Text), same("\"x\""));
    let ExprKind::Literal(region) = symbol(1).kind else {
        panic!("a literal")
    };
    assert_eq!(shown(&region, &Type::Enum(EnumId(0))), same("region"));
    let ExprKind::Literal(plain) = lit(money(), 7).kind else {
        panic!("a literal")
    };
    assert_eq!(shown_literal(&set, &plain), same("7"));
}
