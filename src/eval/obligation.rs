//! The state of an obligation on the assessment date.

use super::machine::{Events, Machine};
use super::{ObligationState, ObligationStatus};
use crate::check::ruleset::RuleId;
use crate::program::Cell;
use crate::value::Date;

impl<E: Events> Machine<'_, E> {
    pub(super) fn obligation(&self, id: RuleId) -> ObligationState {
        let regs = self
            .program
            .rules
            .get(usize::from(id.0))
            .copied()
            .unwrap_or_default();
        let last_day = regs.last_day.map(|reg| self.get(reg));
        let performed = regs.performed.map(|reg| self.get(reg));
        let known_last = last_day.and_then(day);
        let status = match self.holds(regs.applies) {
            Cell::Bool(false) => ObligationStatus::NotTriggered,
            Cell::Bool(true) => match (last_day, known_last) {
                (Some(_), None) => ObligationStatus::Undetermined,
                (_, last) => self.performed_by(performed, last),
            },
            _ => ObligationStatus::Undetermined,
        };
        // What isn't owed has no amount.
        let due = regs.due.filter(|_| status != ObligationStatus::NotTriggered);
        let amount = due.and_then(|reg| self.arena.number(self.get(reg)));
        ObligationState {
            rule: id,
            status,
            last_day: known_last,
            performed: performed.and_then(day),
            amount,
        }
    }

    fn performed_by(&self, performed: Option<Cell>, last: Option<Date>) -> ObligationStatus {
        match performed {
            None | Some(Cell::Absent) => match last {
                None => ObligationStatus::Due,
                Some(last) if self.assessed_on < last => ObligationStatus::Upcoming,
                Some(last) if self.assessed_on == last => ObligationStatus::Due,
                Some(_) => ObligationStatus::Late,
            },
            Some(cell) => match (day(cell), last) {
                // What is dated after the assessment date has not happened yet.
                (Some(on), _) if on > self.assessed_on => self.performed_by(None, last),
                (Some(_), None) => ObligationStatus::Fulfilled,
                (Some(on), Some(last)) if on <= last => ObligationStatus::Fulfilled,
                (Some(_), Some(_)) => ObligationStatus::Late,
                (None, _) => ObligationStatus::Undetermined,
            },
        }
    }
}

fn day(cell: Cell) -> Option<Date> {
    match cell {
        Cell::Date(days) => Date::from_days(days),
        _ => None,
    }
}
