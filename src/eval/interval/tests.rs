//! Bounds against what numbers within them give.

use super::*;
use crate::check::ruleset::Relation;
use crate::eval::compare::compare_bounds;

fn whole(n: i64) -> Number {
    Number::whole(n)
}

/// Every interval with ends among some whole numbers, or open ones.
fn intervals() -> Vec<Interval> {
    let ends: Vec<Option<Number>> = (-2..=2).map(|n| Some(whole(n))).chain([None]).collect();
    let pairs = ends
        .iter()
        .flat_map(|low| ends.iter().map(move |high| (*low, *high)));
    pairs
        .filter(|(low, high)| !matches!((low, high), (Some(low), Some(high)) if high < low))
        .map(|(low, high)| Interval { low, high })
        .collect()
}

fn holds(interval: Interval, n: Number) -> bool {
    interval.low.is_none_or(|low| low <= n) && interval.high.is_none_or(|high| n <= high)
}

/// Halves within an interval, to well beyond the ends of all of them.
fn inside(interval: Interval) -> Vec<Number> {
    let halves = (-8..=8).map(|n| Number::fraction(n, 2).unwrap());
    halves.filter(|n| holds(interval, *n)).collect()
}

fn pairs(a: Interval, b: Interval) -> Vec<(Number, Number)> {
    let others = inside(b);
    let all = inside(a).into_iter();
    all.flat_map(|x| others.iter().map(move |y| (x, *y))).collect()
}

#[test]
fn a_relation_is_settled_when_it_is_the_same_for_all_numbers() {
    let related = |relation, x: Number, y: Number| match relation {
        Relation::Equal => x == y,
        Relation::NotEqual => x != y,
        Relation::Less => x < y,
        Relation::AtMost => x <= y,
        Relation::Greater => x > y,
        Relation::AtLeast => x >= y,
    };
    for relation in [
        Relation::Equal,
        Relation::NotEqual,
        Relation::Less,
        Relation::AtMost,
        Relation::Greater,
        Relation::AtLeast,
    ] {
        for a in intervals() {
            for b in intervals() {
                let answers: Vec<bool> = pairs(a, b)
                    .iter()
                    .map(|(x, y)| related(relation, *x, *y))
                    .collect();
                let settled = answers
                    .iter()
                    .all(|answer| *answer == answers[0])
                    .then_some(answers[0]);
                assert_eq!(
                    compare_bounds(relation, a, b),
                    settled,
                    "{a:?} {relation:?} {b:?}"
                );
            }
        }
    }
}

#[test]
fn a_product_is_within_its_bounds_and_reaches_them() {
    for a in intervals() {
        for b in intervals() {
            let bounds = product(a, b).unwrap();
            let products: Vec<Number> = pairs(a, b).iter().map(|(x, y)| x.mul(*y).unwrap()).collect();
            assert!(products.iter().all(|n| holds(bounds, *n)), "{a:?} × {b:?}");
            for end in bounds.low.iter().chain(&bounds.high) {
                assert!(products.contains(end), "{a:?} × {b:?}: {bounds:?}");
            }
            let closed = |i: Interval| i.low.is_some() && i.high.is_some();
            if closed(a) && closed(b) {
                assert!(closed(bounds), "{a:?} × {b:?}");
            }
            let counts = |i: Interval| i.low.is_some_and(|low| !low.is_negative());
            if counts(a) && counts(b) {
                assert!(bounds.low.is_some(), "{a:?} × {b:?}");
                let nothing = |i: Interval| i == Interval::point(Number::ZERO);
                let ends = closed(a) && closed(b) || nothing(a) || nothing(b);
                assert_eq!(bounds.high.is_some(), ends, "{a:?} × {b:?}");
            }
        }
    }
}

#[test]
fn what_holds_both_is_as_small_as_can_be() {
    for a in intervals() {
        for b in intervals() {
            let hull = a.hull(b);
            assert_eq!(hull, b.hull(a));
            assert!(inside(a).into_iter().chain(inside(b)).all(|n| holds(hull, n)));
            assert_eq!(hull.low, a.low.zip(b.low).map(|(a, b)| if a < b { a } else { b }));
            assert_eq!(
                hull.high,
                a.high.zip(b.high).map(|(a, b)| if a > b { a } else { b })
            );
        }
    }
}

#[test]
fn one_number_is_left_where_the_bounds_meet() {
    for interval in intervals() {
        let one = matches!((interval.low, interval.high), (Some(low), Some(high)) if low == high);
        assert_eq!(interval.single(), interval.low.filter(|_| one));
    }
}

#[test]
fn an_open_end_is_no_number() {
    let (one, two) = (Some(whole(1)), Some(whole(2)));
    assert_eq!(
        [
            least(one, two),
            least(two, one),
            least(one, None),
            least(None, two),
            least(None, None)
        ],
        [one, one, one, two, None]
    );
    assert_eq!(
        [
            greatest(one, two),
            greatest(two, one),
            greatest(one, None),
            greatest(None, two),
            greatest(None, None)
        ],
        [two, two, one, two, None]
    );
    assert_eq!(ends(one, two, Number::add), Some(Some(whole(3))));
    assert_eq!(ends(None, two, Number::add), Some(None));
    assert_eq!(ends(one, None, Number::add), Some(None));
    let most = Number::fraction(i128::MAX, 1);
    assert_eq!(ends(most, one, Number::add), None);
}
