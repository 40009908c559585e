//! Units of measure: products of powers of named units. Money's unit is öre.

/// A named unit: the built-in ones first, then those that a rule set declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u16);

impl UnitId {
    /// Öre, a hundredth of a krona: what money is counted in.
    pub const ORE: UnitId = UnitId(0);
    /// Calendar years.
    pub const YEAR: UnitId = UnitId(1);
    /// Calendar months.
    pub const MONTH: UnitId = UnitId(2);
    /// Weeks.
    pub const WEEK: UnitId = UnitId(3);
    /// Days.
    pub const DAY: UnitId = UnitId(4);
    /// Persons.
    pub const PERSON: UnitId = UnitId(5);
    /// The first unit that a rule set may declare.
    pub const FIRST_DECLARED: UnitId = UnitId(6);
}

/// A product of powers of named units, sorted by unit, no power zero; empty for a plain number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Unit(Vec<(UnitId, i8)>);

impl Unit {
    /// No unit.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One unit to the power of one.
    #[must_use]
    pub fn of(unit: UnitId) -> Self {
        Self(vec![(unit, 1)])
    }

    /// Whether it is a plain number's.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The unit alone, when it is exactly one to the power of one.
    #[must_use]
    pub fn single(&self) -> Option<UnitId> {
        match self.0.as_slice() {
            [(unit, 1)] => Some(*unit),
            _ => None,
        }
    }

    /// The power of money in it.
    #[must_use]
    pub fn money_power(&self) -> i8 {
        self.0
            .iter()
            .find(|(u, _)| *u == UnitId::ORE)
            .map_or(0, |(_, p)| *p)
    }

    /// Its factors, sorted.
    #[must_use]
    pub fn factors(&self) -> &[(UnitId, i8)] {
        &self.0
    }

    /// The unit of a product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.combine(other, 1)
    }

    /// The unit of a quotient.
    #[must_use]
    pub fn per(&self, other: &Self) -> Self {
        self.combine(other, -1)
    }

    fn combine(&self, other: &Self, sign: i8) -> Self {
        let mut factors = self.0.clone();
        for (unit, power) in &other.0 {
            let power = power.saturating_mul(sign);
            match factors.iter_mut().find(|(u, _)| u == unit) {
                Some((_, p)) => *p = p.saturating_add(power),
                None => factors.push((*unit, power)),
            }
        }
        factors.retain(|(_, p)| *p != 0);
        factors.sort_unstable();
        Self(factors)
    }
}
