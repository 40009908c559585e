//! What the requisitions of a grant draw down, what they leave, and how that is shared among those who want more.

use std::collections::BTreeMap;

use super::compute::result;
use super::share::sum;
use super::{Apportioned, Claim, Refusal, Unshared, cell, shared};
use crate::check::ruleset::{Apportionment, ApportionmentId, Expr, Outcome, Pot, RuleSet};
use crate::eval::FrameId;
use crate::program::{self, Cell, Place, Program, layout};
use crate::trial::Tried;
use crate::value::Number;

/// The rules by which requisitions are decided, with what the second apportionment asks of each.
pub struct Round {
    /// The rule set; its last results are what is asked.
    pub program: Program,
    id: ApportionmentId,
    first: ApportionmentId,
    field: u16,
}

/// A requisition as it was decided. Amounts are in öre.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Where it stands.
    pub label: String,
    /// Its own id.
    pub id: Option<String>,
    /// The row of the table that it is of, when it is known.
    pub row: Option<u32>,
    /// How it was decided.
    pub outcome: Outcome,
    /// What is granted; zero when nothing is.
    pub granted: Number,
    /// Whether it takes part when what is left is shared; nothing when that is not known.
    pub wants: Option<bool>,
    /// What it is to get at least and at most then; nothing when that is not said. `Err` when it is not known.
    bounds: Result<(Number, Option<Number>), ()>,
}

impl Drawn {
    /// Whether it is granted, at least in part.
    #[must_use]
    pub fn is_granted(&self) -> bool {
        matches!(self.outcome, Outcome::Granted | Outcome::PartlyGranted)
    }
}

/// Why what is left can't be shared yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The outcome of a requisition is not settled.
    Open(String),
    /// Whether it wants more, or how much, is not known.
    Wants(String),
    /// A requisition is granted and it is not known of which row.
    NoRow(String),
    /// Several requisitions of one row are granted.
    Several(u32, Vec<String>),
    /// A requisition is granted more than its row was apportioned.
    TooMuch(String, Number, Number),
    /// What is left can't be shared.
    Refused(Refusal),
}

/// Where a row stands. Amounts are in öre.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What it was apportioned first.
    pub allocated: Number,
    /// What is granted to it.
    pub granted: Number,
    /// What it left.
    pub left: Number,
    /// The requisition that was granted, by its place in the list.
    pub requisition: Option<usize>,
    /// Whether it takes part when what is left is shared.
    pub wants: bool,
    /// What it gets then.
    pub second: Number,
}

/// What was left, shared. Allocated is granted and left; left is second and what stays.
#[derive(Clone, Debug)]
pub struct Redistributed {
    /// The first apportionment.
    pub first: Apportioned,
    /// The rows of the table.
    pub rows: Vec<Standing>,
    /// The requisitions.
    pub requisitions: Vec<Drawn>,
    /// What the requisitions left.
    pub pool: Number,
    /// How it was shared; nothing when nobody takes part, or nothing is left.
    pub second: Option<Apportioned>,
    /// What stays with the giver.
    pub stays: Number,
}

impl Round {
    /// The round of an apportionment of what is left; nothing when it is of an amount.
    #[must_use]
    pub fn new(set: &RuleSet, id: ApportionmentId) -> Option<Self> {
        let item = set.apportionments.get(usize::from(id.0))?;
        let Pot::Left(first, field) = item.pot else {
            return None;
        };
        let mut asking = set.clone();
        asking
            .results
            .extend(item.expressions().into_iter().cloned().map(result));
        Some(Self {
            program: program::compile(asking),
            id,
            first,
            field,
        })
    }

    /// The apportionment of which it is what is left.
    #[must_use]
    pub fn first(&self) -> ApportionmentId {
        self.first
    }

    fn item(&self) -> Option<&Apportionment> {
        self.program.ruleset.apportionments.get(usize::from(self.id.0))
    }

    /// A requisition that was decided by the round's own program.
    #[must_use]
    pub fn drawn(&self, label: String, tried: &Tried) -> Drawn {
        let set = &self.program.ruleset;
        let place = Place(layout::offset(set, &set.application, self.field));
        let row = match tried.facts.arena.cell(place) {
            Cell::Key(row) => Some(row),
            _ => None,
        };
        let value = |expr: &Expr| tried.trace.value(expr.id, FrameId::TOP);
        let item = self.item();
        let wants = match item.and_then(|item| item.filter.as_ref()) {
            None => Some(true),
            Some(filter) => match value(filter) {
                Some(Cell::Bool(wants)) => Some(wants),
                _ => None,
            },
        };
        let number = |expr: &Expr| {
            value(expr)
                .and_then(|cell| tried.facts.arena.number(cell))
                .ok_or(())
        };
        let bounds = || {
            let floor = item
                .and_then(|item| item.floor.as_ref())
                .map(number)
                .transpose()?;
            let cap = item.and_then(|item| item.cap.as_ref()).map(number).transpose()?;
            Ok((floor.unwrap_or(Number::ZERO), cap))
        };
        Drawn {
            label,
            id: tried.facts.id.clone(),
            row,
            outcome: tried.verdict.outcome,
            granted: tried.verdict.amount.unwrap_or(Number::ZERO),
            wants,
            bounds: bounds(),
        }
    }

    /// Shares what is left.
    ///
    /// # Errors
    /// All that stands in the way.
    pub fn redistribute(
        &self,
        first: Apportioned,
        requisitions: Vec<Drawn>,
    ) -> Result<Redistributed, Vec<Obstacle>> {
        let mut obstacles = unsettled(&requisitions);
        let by_row = by_row(&requisitions, &mut obstacles);
        let mut rows = Vec::with_capacity(first.rows.len());
        let mut claims = Vec::with_capacity(first.rows.len());
        for (row, number) in (0..first.rows.len()).zip(0_u32..) {
            let requisition = by_row.get(&number).copied();
            let drawn = requisition.and_then(|at| requisitions.get(at));
            let allocated = first.amount(row);
            let granted = drawn.map_or(Number::ZERO, |drawn| drawn.granted);
            if let Some(drawn) = drawn.filter(|_| granted > allocated) {
                obstacles.push(Obstacle::TooMuch(drawn.label.clone(), granted, allocated));
            }
            let wants = drawn.is_some_and(|drawn| drawn.wants == Some(true));
            let claim = drawn.filter(|_| wants).map(|drawn| self.claim(row, drawn));
            claims.push(match claim {
                Some(Err(obstacle)) => {
                    obstacles.push(obstacle);
                    None
                }
                Some(Ok(claim)) => Some(claim),
                None => None,
            });
            rows.push(Standing {
                allocated,
                granted,
                left: allocated.sub(granted).unwrap_or(Number::ZERO),
                requisition,
                wants,
                second: Number::ZERO,
            });
        }
        if !obstacles.is_empty() {
            return Err(obstacles);
        }
        let refused = |refusal| vec![Obstacle::Refused(refusal)];
        let overflow = || refused(Refusal::Unshared(Unshared::Overflow));
        let pool = sum(rows.iter().map(|row| row.left)).ok_or_else(overflow)?;
        let second = self.second(pool, claims, &first).map_err(refused)?;
        if let Some(second) = &second {
            for (at, row) in rows.iter_mut().enumerate() {
                row.second = second.amount(at);
            }
        }
        let stays = second.as_ref().map_or(pool, |second| second.sharing.kept);
        Ok(Redistributed {
            first,
            rows,
            requisitions,
            pool,
            second,
            stays,
        })
    }

    fn claim(&self, row: usize, drawn: &Drawn) -> Result<Claim, Obstacle> {
        let wants = || Obstacle::Wants(drawn.label.clone());
        let (floor, cap) = drawn.bounds.map_err(|()| wants())?;
        let item = self.item().ok_or_else(wants)?;
        let table = self.program.ruleset.tables.get(usize::from(item.table.0));
        let key = table
            .and_then(|table| cell(table, row, item.key))
            .ok_or_else(wants)?;
        Ok(Claim { key, floor, cap })
    }

    /// What is left, shared; nothing when there is nothing to share, nobody to share it among, or nothing to share it by.
    fn second(
        &self,
        pool: Number,
        claims: Vec<Option<Claim>>,
        first: &Apportioned,
    ) -> Result<Option<Apportioned>, Refusal> {
        let Some(item) = self.item() else { return Ok(None) };
        if pool.is_zero() || claims.iter().flatten().all(|claim| claim.key.is_zero()) {
            return Ok(None);
        }
        shared(self.id, item, pool, claims, first.day).map(Some)
    }
}

/// The requisitions of which something that matters is not settled.
fn unsettled(requisitions: &[Drawn]) -> Vec<Obstacle> {
    requisitions
        .iter()
        .filter_map(|drawn| match drawn.outcome {
            Outcome::Undetermined => Some(Obstacle::Open(drawn.label.clone())),
            _ if !drawn.is_granted() => None,
            _ if drawn.row.is_none() => Some(Obstacle::NoRow(drawn.label.clone())),
            _ if drawn.wants.is_none() => Some(Obstacle::Wants(drawn.label.clone())),
            _ => None,
        })
        .collect()
}

/// The granted requisition of each row.
fn by_row(requisitions: &[Drawn], obstacles: &mut Vec<Obstacle>) -> BTreeMap<u32, usize> {
    let mut found: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, drawn) in requisitions.iter().enumerate() {
        if let Some(row) = drawn.row.filter(|_| drawn.is_granted()) {
            found.entry(row).or_default().push(at);
        }
    }
    for (row, all) in found.iter().filter(|(_, all)| all.len() > 1) {
        let labels = all
            .iter()
            .filter_map(|at| Some(requisitions.get(*at)?.label.clone()));
        obstacles.push(Obstacle::Several(*row, labels.collect()));
    }
    found
        .into_iter()
        .filter_map(|(row, all)| Some((row, *all.first()?)))
        .collect()
}

/// The sums of a redistribution, in öre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// What was apportioned first.
    pub allocated: Number,
    /// What is granted.
    pub granted: Number,
    /// What is left.
    pub left: Number,
    /// What is shared again.
    pub second: Number,
    /// What stays with the giver of what was left.
    pub stays: Number,
}

/// The sums, each added up by itself; nothing when something was created or lost: apportioned is granted and left, and left is what is shared
/// again and what stays.
#[must_use]
pub fn sums(found: &Redistributed) -> Option<Sums> {
    let of = |value: fn(&Standing) -> Number| sum(found.rows.iter().map(value));
    let sums = Sums {
        allocated: of(|row| row.allocated)?,
        granted: of(|row| row.granted)?,
        left: of(|row| row.left)?,
        second: of(|row| row.second)?,
        stays: found.stays,
    };
    let whole = found.first.sharing.whole.sub(found.first.sharing.kept)?;
    let agrees = sums.allocated == whole
        && sums.granted.add(sums.left)? == sums.allocated
        && sums.second.add(sums.stays)? == sums.left
        && !sums.stays.is_negative();
    agrees.then_some(sums)
}
