//! What an expression comes to: one value, or nothing that can be said.

use num_bigint::BigInt;
use num_rational::Ratio;
use std::cmp::Ordering;
use std::rc::Rc;

/// An exact number without a limit; money is counted in öre.
pub(super) type Exact = Ratio<BigInt>;

pub(super) fn whole(value: i64) -> Exact {
    Exact::from_integer(BigInt::from(value))
}

/// Before every day, where a period has no first day.
pub(super) const NO_FIRST: i64 = i64::MIN;
/// After every day, where a period has no last day.
pub(super) const NO_LAST: i64 = i64::MAX;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Unknown, or it could not be computed: either way nothing can be said.
    Open,
    /// Stated absent.
    Absent,
    Bool(bool),
    Number(Exact),
    /// Days since 1970-01-01.
    Day(i64),
    /// Seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// First and last day.
    Period(i64, i64),
    Symbol(u16),
    /// A table's row, or which record of a list.
    Key(usize),
    Text(String),
    List(Rc<Vec<Value>>),
    Record(Rc<Vec<Value>>),
}

/// Yes, no, or nothing that can be said.
pub(super) type Tri = Option<bool>;

impl Value {
    pub(super) fn tri(&self) -> Tri {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn number(self) -> Option<Exact> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn day(&self) -> Option<i64> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// A value, when it is one that can be computed with.
    pub(super) fn known(&self) -> bool {
        !matches!(self, Self::Open | Self::Absent)
    }

    /// The order of two values of one type; values without an order are only equal or not.
    pub(super) fn compared(&self, other: &Self) -> Option<Ordering> {
        if !self.known() || !other.known() {
            return None;
        }
        Some(match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Day(a), Self::Day(b)) | (Self::Instant(a), Self::Instant(b)) => a.cmp(b),
            (a, b) if a == b => Ordering::Equal,
            _ => Ordering::Less,
        })
    }
}

impl From<Tri> for Value {
    fn from(tri: Tri) -> Self {
        tri.map_or(Self::Open, Self::Bool)
    }
}

pub(super) fn not(tri: Tri) -> Tri {
    tri.map(|holds| !holds)
}

/// Strong Kleene disjunction.
pub(super) fn any(all: impl IntoIterator<Item = Tri>) -> Tri {
    let mut open = false;
    for one in all {
        match one {
            Some(true) => return Some(true),
            Some(false) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(false) }
}

/// Strong Kleene conjunction.
pub(super) fn all(all: impl IntoIterator<Item = Tri>) -> Tri {
    not(any(all.into_iter().map(not)))
}

/// The value that all agree on, when something can be said of each.
pub(super) fn agreed(values: &[Value]) -> Value {
    match values.split_first() {
        Some((first, rest)) if first.known() && rest.iter().all(|v| v == first) => first.clone(),
        _ => Value::Open,
    }
}
