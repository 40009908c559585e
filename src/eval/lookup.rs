//! Values that are written in the rule set: literals, parameters, tables; and records that a key points to.

use super::machine::{Events, Machine};
use crate::check::ruleset::{Literal, ParameterId, TableId};
use crate::program::{Cell, Failure, Place};
use crate::value::{Date, Period};

impl<E: Events> Machine<'_, E> {
    pub(super) fn literal(&mut self, literal: &Literal) -> Cell {
        match literal {
            Literal::Bool(value) => Cell::Bool(*value),
            Literal::Number(number) => self.arena.store(*number),
            Literal::Date(date) => Cell::date(*date),
            Literal::Period(period) => Cell::period(*period),
            Literal::Text(text) => self.arena.store_text(text),
            Literal::Symbol(_, symbol) => Cell::Symbol(*symbol),
            Literal::Key(_, row) => Cell::Key(*row),
        }
    }

    /// A parameter's value on the day; no value on it is a failure.
    pub(super) fn parameter(&mut self, id: ParameterId, day: Cell) -> Cell {
        let program = self.program;
        let Some(parameter) = program.ruleset.parameters.get(usize::from(id.0)) else {
            return Cell::Failed(Failure::NoParameterValue);
        };
        if let Cell::Date(days) = day {
            let found = Date::from_days(days)
                .and_then(|day| parameter.values.iter().find(|value| value.period.contains(day)));
            return match found {
                Some(dated) => self.literal(&dated.value),
                None => Cell::Failed(Failure::NoParameterValue),
            };
        }
        let mut possible: Vec<(Period, &Literal)> = Vec::new();
        for dated in &parameter.values {
            if self.within(day, Cell::period(dated.period)) != Cell::Bool(false) {
                possible.push((dated.period, &dated.value));
            }
        }
        if possible.is_empty() {
            return Cell::Failed(Failure::NoParameterValue);
        }
        possible.sort_by_key(|(period, _)| period.from);
        // The value is one of these only where no day is left without one.
        let apart = possible.windows(2).any(|pair| match pair {
            [(before, _), (after, _)] => before.to.and_then(|to| to.add_days(1)) != after.from,
            _ => false,
        });
        let whole = Period {
            from: possible.first().and_then(|(period, _)| period.from),
            to: possible.last().and_then(|(period, _)| period.to),
        };
        if apart || self.within(day, Cell::period(whole)) != Cell::Bool(true) {
            return Cell::Unknown;
        }
        let values = possible
            .into_iter()
            .map(|(_, value)| self.literal(value))
            .collect();
        self.union(values)
    }

    pub(super) fn table_cell(&mut self, id: TableId, key: Cell, column: u16) -> Cell {
        let program = self.program;
        let Some(table) = program.ruleset.tables.get(usize::from(id.0)) else {
            return Cell::Failed(Failure::NoRow);
        };
        let row = match key {
            Cell::Key(row) => Some(row),
            Cell::Text(_) => {
                let text = self.arena.text(key).unwrap_or("");
                let named = table
                    .keys
                    .iter()
                    .position(|k| k == text)
                    .and_then(|row| u32::try_from(row).ok());
                named.or_else(|| {
                    table
                        .aliases
                        .iter()
                        .find(|(alias, _)| alias == text)
                        .map(|(_, row)| *row)
                })
            }
            _ => return Cell::Unknown,
        };
        let columns = table.columns.len();
        let literal = row
            .and_then(|row| {
                (row as usize)
                    .checked_mul(columns)?
                    .checked_add(usize::from(column))
            })
            .and_then(|index| table.cells.get(index));
        match literal {
            Some(literal) => self.literal(literal),
            None => Cell::Failed(Failure::NoRow),
        }
    }

    /// A cell of the record that a key points to.
    pub(super) fn follow(&mut self, key: Cell, list: Cell, offset: u32) -> Cell {
        let (Cell::Key(index), Some(list)) = (key, self.arena.list(list)) else {
            return Cell::Unknown;
        };
        if index >= list.len {
            return Cell::Failed(Failure::NoRow);
        }
        let first = list.first.saturating_add(list.stride.saturating_mul(index));
        self.arena.cell(Place(first.saturating_add(offset)))
    }
}
