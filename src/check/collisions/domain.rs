//! Sets of values: unions of intervals for numbers and dates, and ranges of the values of a closed type.

use std::collections::BTreeSet;

use super::ranges::Ranges;
use super::region::{Region, lowest};
use crate::check::ruleset::{Literal, Relation, RuleSet, Type};
use crate::check::table::grouped;
use crate::value::{Date, Number, Period, Unit, UnitId};

/// A set of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Domain {
    /// Numbers, or dates as days since 1970-01-01; in order, none of the intervals empty, no two sharing a value.
    Ordered(Scale, Vec<Interval>),
    /// Values of a closed type: how many there are, and which of them are in the set.
    Closed(Kind, u32, Ranges),
}

/// What ordered values are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    date: bool,
    /// Whether only whole numbers occur.
    whole: bool,
    /// The smallest value that occurs.
    lowest: Option<Number>,
    unit: Unit,
}

/// What the values of a closed type are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Enum(crate::check::ruleset::EnumId),
    Key(crate::check::ruleset::TableId),
}

/// Numbers from one end to the other; an end that is missing is open, `true` marks an end that is included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    from: Option<(Number, bool)>,
    to: Option<(Number, bool)>,
}

/// The first or the last of some values: beside a number, where it is not itself among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// There is no first.
    Lowest,
    /// The number, what comes next before it (-1) or after it (1).
    At(Number, i8),
    /// There is no last.
    Highest,
}

/// The same values in intervals that stand in order, none of them empty, no two sharing a value.
fn joined(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|interval| !interval.is_empty());
    intervals.sort_by_key(|interval| interval.first());
    let mut joined: Vec<Interval> = Vec::with_capacity(intervals.len());
    for interval in intervals {
        match joined.last_mut() {
            Some(before) if interval.first() <= before.last() => {
                if before.last() < interval.last() {
                    before.to = interval.to;
                }
            }
            _ => joined.push(interval),
        }
    }
    joined
}

impl Interval {
    const ALL: Interval = Interval { from: None, to: None };

    fn point(n: Number) -> Self {
        Self {
            from: Some((n, true)),
            to: Some((n, true)),
        }
    }

    fn intersection(self, other: Self) -> Self {
        let from = match (self.from, other.from) {
            (Some((a, a_in)), Some((b, b_in))) if a == b => Some((a, a_in && b_in)),
            (Some(a), Some(b)) => Some(if a.0 > b.0 { a } else { b }),
            (a, b) => a.or(b),
        };
        let to = match (self.to, other.to) {
            (Some((a, a_in)), Some((b, b_in))) if a == b => Some((a, a_in && b_in)),
            (Some(a), Some(b)) => Some(if a.0 < b.0 { a } else { b }),
            (a, b) => a.or(b),
        };
        Self { from, to }
    }

    fn first(self) -> End {
        let place = |(n, included): (Number, bool)| End::At(n, i8::from(!included));
        self.from.map_or(End::Lowest, place)
    }

    fn last(self) -> End {
        let place = |(n, included): (Number, bool)| End::At(n, i8::from(included).saturating_sub(1));
        self.to.map_or(End::Highest, place)
    }

    fn is_empty(self) -> bool {
        match (self.from, self.to) {
            (Some((a, a_in)), Some((b, b_in))) => a > b || (a == b && !(a_in && b_in)),
            _ => false,
        }
    }
}

impl Scale {
    fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Number { unit, whole, .. } => Some(Self {
                date: false,
                whole: *whole,
                lowest: lowest(ty),
                unit: unit.clone(),
            }),
            Type::Date => Some(Self {
                date: true,
                whole: true,
                lowest: None,
                unit: Unit::none(),
            }),
            _ => None,
        }
    }

    fn interval(&self) -> Interval {
        Interval {
            from: self.lowest.map(|n| (n, true)),
            to: None,
        }
    }

    /// The interval with ends that occur: whole and included where only whole numbers do.
    fn tightened(&self, interval: Interval) -> Interval {
        let interval = interval.intersection(self.interval());
        if !self.whole {
            return interval;
        }
        let one = Number::whole(1);
        let end = |end: Option<(Number, bool)>, up: bool| {
            let (n, included) = end?;
            let mode = if up {
                crate::value::RoundMode::Up
            } else {
                crate::value::RoundMode::Down
            };
            let rounded = n.round(mode, one)?;
            let moved = match (rounded == n && !included, up) {
                (true, true) => rounded.add(one)?,
                (true, false) => rounded.sub(one)?,
                (false, _) => rounded,
            };
            Some((moved, true))
        };
        Interval {
            from: end(interval.from, true),
            to: end(interval.to, false),
        }
    }
}

impl Domain {
    /// One answer.
    pub(super) fn bool(value: bool) -> Self {
        Self::Closed(Kind::Bool, 2, Ranges::of([u32::from(value)]))
    }

    /// No value of a type, when its sets can be told.
    pub(super) fn nothing(set: &RuleSet, ty: &Type) -> Option<Self> {
        if let Some(scale) = Scale::of(ty) {
            return Some(Self::Ordered(scale, Vec::new()));
        }
        let size = |n: usize| u32::try_from(n).ok();
        let (kind, count) = match ty {
            Type::Bool => (Kind::Bool, 2),
            Type::Enum(id) => (
                Kind::Enum(*id),
                size(set.enums.get(usize::from(id.0))?.variants.len())?,
            ),
            Type::TableKey(id) => (
                Kind::Key(*id),
                size(set.tables.get(usize::from(id.0))?.keys.len())?,
            ),
            _ => return None,
        };
        Some(Self::Closed(kind, count, Ranges::default()))
    }

    /// The days of a period.
    pub(super) fn within(period: Period) -> Self {
        let end = |day: Option<Date>| day.map(|day| (Number::whole(i64::from(day.days())), true));
        let interval = Interval {
            from: end(period.from),
            to: end(period.to),
        };
        let scale = Scale {
            date: true,
            whole: true,
            lowest: None,
            unit: Unit::none(),
        };
        Self::ordered(scale, vec![interval])
    }

    fn ordered(scale: Scale, intervals: Vec<Interval>) -> Self {
        Self::Ordered(scale, joined(intervals))
    }

    /// The values that have the relation to a literal.
    pub(super) fn compared(set: &RuleSet, ty: &Type, relation: Relation, literal: &Literal) -> Option<Self> {
        let point = match literal {
            Literal::Number(number) => *number,
            Literal::Date(date) => Number::whole(i64::from(date.days())),
            Literal::Bool(value) => Number::whole(i64::from(*value)),
            Literal::Symbol(_, symbol) => Number::whole(i64::from(*symbol)),
            Literal::Key(_, row) => Number::whole(i64::from(*row)),
            Literal::Text(_) | Literal::Period(_) => return None,
        };
        match Self::nothing(set, ty)? {
            Self::Ordered(scale, _) => {
                let (mut from, mut to) = (None, None);
                match relation {
                    Relation::Equal | Relation::NotEqual => {
                        (from, to) = (Some((point, true)), Some((point, true)))
                    }
                    Relation::Less => to = Some((point, false)),
                    Relation::AtMost => to = Some((point, true)),
                    Relation::Greater => from = Some((point, false)),
                    Relation::AtLeast => from = Some((point, true)),
                }
                let interval = scale.tightened(Interval { from, to });
                let domain = Self::ordered(scale, vec![interval]);
                Some(if relation == Relation::NotEqual {
                    domain.complement()
                } else {
                    domain
                })
            }
            Self::Closed(kind, all, _) => {
                let one = Ranges::of([u32::try_from(point.as_i64()?).ok()?]);
                let domain = Self::Closed(kind, all, one);
                match relation {
                    Relation::Equal => Some(domain),
                    Relation::NotEqual => Some(domain.complement()),
                    _ => None,
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Ordered(_, intervals) => intervals.is_empty(),
            Self::Closed(_, _, values) => values.is_empty(),
        }
    }

    /// The values in any of them; there is at least one of them.
    pub(super) fn union(all: &[Self]) -> Option<Self> {
        match all.first()? {
            Self::Ordered(scale, _) => {
                let mut intervals = Vec::new();
                for domain in all {
                    let Self::Ordered(_, own) = domain else {
                        return None;
                    };
                    intervals.extend_from_slice(own);
                }
                Some(Self::ordered(scale.clone(), intervals))
            }
            Self::Closed(kind, count, _) => {
                let values = |domain| match domain {
                    &Self::Closed(other, _, ref values) if other == *kind => Some(values),
                    _ => None,
                };
                let values: Option<Vec<&Ranges>> = all.iter().map(values).collect();
                Some(Self::Closed(*kind, *count, Ranges::union(values?)))
            }
        }
    }

    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Ordered(scale, a), Self::Ordered(_, b)) => {
                let mut shared = Vec::new();
                let (mut ours, mut theirs) = (a.iter().peekable(), b.iter().peekable());
                while let (Some(one), Some(another)) = (ours.peek(), theirs.peek()) {
                    let both = scale.tightened(one.intersection(**another));
                    if !both.is_empty() {
                        shared.push(both);
                    }
                    if one.last() < another.last() {
                        ours.next();
                    } else {
                        theirs.next();
                    }
                }
                Some(Self::Ordered(scale.clone(), shared))
            }
            (Self::Closed(kind, count, a), Self::Closed(other, _, b)) if kind == other => {
                Some(Self::Closed(*kind, *count, a.intersection(b)))
            }
            _ => None,
        }
    }

    /// Whether they certainly have no value in common.
    pub(super) fn is_apart_from(&self, other: &Self) -> bool {
        match (self, other) {
            // Most sets are one stretch.
            (Self::Ordered(_, a), Self::Ordered(_, b)) if a.len() == 1 && b.len() == 1 => {
                let mut pairs = a.iter().zip(b);
                pairs.all(|(a, b)| a.first() > b.last() || b.first() > a.last())
            }
            _ => self.intersection(other).is_some_and(|shared| shared.is_empty()),
        }
    }

    /// Its values from the first to the last: where each unbroken stretch of them begins and ends.
    pub(super) fn stretches(&self) -> Box<dyn Iterator<Item = (End, End)> + '_> {
        match self {
            Self::Ordered(_, intervals) => Box::new(intervals.iter().map(|i| (i.first(), i.last()))),
            Self::Closed(_, _, values) => {
                let end = |n: u32| End::At(Number::whole(i64::from(n)), 0);
                Box::new(values.iter().map(move |(from, to)| (end(from), end(to))))
            }
        }
    }

    pub(super) fn complement(&self) -> Self {
        match self {
            Self::Closed(kind, count, values) => Self::Closed(*kind, *count, values.complement(*count)),
            Self::Ordered(scale, intervals) => {
                let mut left = Vec::new();
                let mut rest = Some(Interval::ALL);
                for hole in intervals {
                    let Some(Interval { from, .. }) = rest else { break };
                    if let Some((n, included)) = hole.from {
                        left.push(Interval {
                            from,
                            to: Some((n, !included)),
                        });
                    }
                    rest = hole.to.map(|(n, included)| Interval {
                        from: Some((n, !included)),
                        to: None,
                    });
                }
                let left = left.into_iter().chain(rest).map(|i| scale.tightened(i));
                Self::ordered(scale.clone(), left.collect())
            }
        }
    }

    /// The set with one of its values: the smallest where there is one, else one near its end.
    pub(super) fn example(&self) -> Option<Self> {
        match self {
            Self::Closed(kind, count, values) => {
                Some(Self::Closed(*kind, *count, Ranges::of([values.first()?])))
            }
            Self::Ordered(scale, intervals) => {
                let interval = *intervals.first()?;
                Some(Self::Ordered(
                    scale.clone(),
                    vec![Interval::point(inside(scale, interval)?)],
                ))
            }
        }
    }
}

/// A number in an interval that isn't empty.
fn inside(scale: &Scale, interval: Interval) -> Option<Number> {
    let one = step(scale);
    match (interval.from, interval.to) {
        (Some((n, true)), _) => Some(n),
        (_, Some((n, true))) => Some(n),
        (Some((a, _)), Some((b, _))) => between(a, b),
        (Some((a, _)), None) => a.add(one),
        (None, Some((b, _))) => b.sub(one),
        (None, None) => Some(Number::ZERO),
    }
}

/// What stands beside a number on the scale: a krona for money, else one.
fn step(scale: &Scale) -> Number {
    Number::whole(if scale.unit.money_power() == 1 { 100 } else { 1 })
}

fn between(a: Number, b: Number) -> Option<Number> {
    a.add(b)?.div(Number::whole(2))
}

/// Single values that stand for all: two values between which no set of `domains` begins or ends are alike.
pub(super) fn points(domains: &[&Domain]) -> Vec<Domain> {
    match domains.first() {
        None => Vec::new(),
        Some(Domain::Closed(kind, count, _)) => {
            let mut first = BTreeSet::from([0]);
            for domain in domains {
                if let Domain::Closed(_, _, values) = domain {
                    first.extend(values.iter().flat_map(|(from, to)| [from, to.saturating_add(1)]));
                }
            }
            let one = |value: u32| Domain::Closed(*kind, *count, Ranges::of([value]));
            first.into_iter().filter(|n| n < count).map(one).collect()
        }
        Some(Domain::Ordered(scale, _)) => {
            let mut ends: BTreeSet<Number> = scale.lowest.into_iter().collect();
            for domain in domains {
                if let Domain::Ordered(_, intervals) = domain {
                    let both = intervals.iter().flat_map(|i| i.from.into_iter().chain(i.to));
                    ends.extend(both.map(|(n, _)| n));
                }
            }
            let mut numbers = ends.clone();
            if scale.whole {
                let one = Number::whole(1);
                numbers.extend(ends.iter().filter_map(|n| n.add(one)));
                numbers.extend(ends.iter().filter_map(|n| n.sub(one)));
            } else {
                numbers.extend(
                    ends.iter()
                        .zip(ends.iter().skip(1))
                        .filter_map(|(a, b)| between(*a, *b)),
                );
                numbers.extend(ends.first().and_then(|n| n.sub(step(scale))));
                numbers.extend(ends.last().and_then(|n| n.add(step(scale))));
            }
            numbers
                .into_iter()
                .filter(|n| scale.lowest.is_none_or(|lowest| lowest <= *n))
                .map(|n| Domain::Ordered(scale.clone(), vec![Interval::point(n)]))
                .collect()
        }
    }
}

/// `ålder är 18 år och typ är förening`, in Swedish and English; every subject has one value.
pub(super) fn shown_case(set: &RuleSet, case: &Region) -> (String, String) {
    let mut sv = Vec::new();
    let mut en = Vec::new();
    for (subject, domain) in case {
        let (value_sv, value_en) = shown_value(set, domain);
        if subject.is_existence() {
            let exists = *domain == Domain::bool(true);
            // A field with a value is stated.
            if exists && case.contains_key(&subject.value()) {
                continue;
            }
            sv.push(format!(
                "`{}` {}",
                subject.name,
                if exists { "finns" } else { "saknas" }
            ));
            en.push(format!(
                "`{}` {}",
                subject.name,
                if exists { "exists" } else { "is missing" }
            ));
        } else if subject.name.is_empty() {
            sv.push(format!("värdet är {value_sv}"));
            en.push(format!("the value is {value_en}"));
        } else {
            sv.push(format!("`{}` är {value_sv}", subject.name));
            en.push(format!("`{}` is {value_en}", subject.name));
        }
    }
    if sv.is_empty() {
        return ("som helst".to_owned(), "anything holds".to_owned());
    }
    (sv.join(" och "), en.join(" and "))
}

fn shown_value(set: &RuleSet, domain: &Domain) -> (String, String) {
    let same = |text: String| (text.clone(), text);
    match domain {
        Domain::Ordered(scale, intervals) => {
            let number = intervals
                .first()
                .and_then(|i| i.from)
                .map_or(Number::ZERO, |(n, _)| n);
            if scale.date {
                let date = number
                    .as_i64()
                    .and_then(|n| i32::try_from(n).ok())
                    .and_then(Date::from_days);
                return same(date.map_or_else(String::new, |d| d.to_string()));
            }
            shown_number(set, number, &scale.unit)
        }
        Domain::Closed(kind, _, values) => {
            let value = values.first().unwrap_or(0);
            match kind {
                Kind::Bool if value == 1 => ("ja".to_owned(), "yes".to_owned()),
                Kind::Bool => ("nej".to_owned(), "no".to_owned()),
                Kind::Enum(id) => {
                    let symbol = u16::try_from(value).unwrap_or(u16::MAX);
                    shown_literal(set, &Literal::Symbol(*id, symbol))
                }
                Kind::Key(id) => shown_literal(set, &Literal::Key(*id, value)),
            }
        }
    }
}

fn shown_number(set: &RuleSet, number: Number, unit: &Unit) -> (String, String) {
    let kronor = match unit.money_power() {
        1 => number.div(Number::whole(100)).unwrap_or(number),
        _ => number,
    };
    let digits = grouped(kronor);
    let name = |english: bool| {
        let parts = unit.factors().iter().filter_map(|(id, power)| {
            let name = match *id {
                UnitId::ORE => "kr".to_owned(),
                id => {
                    let title = &set.units.get(usize::from(id.0))?.title;
                    let language = if english {
                        crate::value::Language::English
                    } else {
                        crate::value::Language::Swedish
                    };
                    title.get(language).to_owned()
                }
            };
            Some(if *power < 0 {
                format!(" per {name}")
            } else {
                format!(" {name}")
            })
        });
        parts.collect::<String>()
    };
    (
        format!("{digits}{}", name(false)),
        format!("{digits}{}", name(true)),
    )
}

/// A literal as it is written in a rule file; a number without its unit.
pub(super) fn shown_literal(set: &RuleSet, literal: &Literal) -> (String, String) {
    let same = |text: String| (text.clone(), text);
    match literal {
        Literal::Bool(true) => ("ja".to_owned(), "yes".to_owned()),
        Literal::Bool(false) => ("nej".to_owned(), "no".to_owned()),
        Literal::Number(number) => same(grouped(*number)),
        Literal::Date(date) => same(date.to_string()),
        Literal::Period(period) => same(super::shown(*period)),
        Literal::Text(text) => same(format!("\"{text}\"")),
        Literal::Symbol(id, symbol) => {
            let variants = set.enums.get(usize::from(id.0)).map(|e| e.variants.as_slice());
            let variant = variants.unwrap_or_default().get(usize::from(*symbol));
            same(variant.map_or_else(String::new, |v| v.name.clone()))
        }
        Literal::Key(id, row) => {
            let keys = set.tables.get(usize::from(id.0)).map(|t| t.keys.as_slice());
            let key = keys
                .unwrap_or_default()
                .get(usize::try_from(*row).unwrap_or(usize::MAX));
            same(key.map_or_else(String::new, |k| format!("\"{k}\"")))
        }
    }
}

/// A literal as it is written in a rule file, with the unit of its type.
pub(super) fn shown_typed(set: &RuleSet, literal: &Literal, ty: &Type) -> (String, String) {
    match (literal, ty.unit()) {
        (Literal::Number(number), Some(unit)) => shown_number(set, *number, unit),
        _ => shown_literal(set, literal),
    }
}

#[cfg(test)]
mod tests;
