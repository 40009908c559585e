//! An apportionment in words.

use super::format;
use super::value::quoted;
use super::wording::Wording;
use super::words::{Words, say};
use crate::check::ruleset::{Apportionment, Pot, Residual};
use crate::value::RoundMode;

impl Wording<'_> {
    /// What an apportionment says, a term and what is said of it at a time.
    #[must_use]
    pub fn apportionment(&self, item: &Apportionment) -> Vec<(Words, Words)> {
        let mut said = vec![
            (Words::new("Delas", "Shared"), self.pot(item)),
            (Words::new("Efter", "By"), self.column(item, item.key)),
            (
                Words::new("Delarna avrundas", "Parts are rounded"),
                self.rounding(item),
            ),
            (Words::new("Resten", "The remainder"), residual(item.residual)),
        ];
        if let Some(filter) = &item.filter {
            said.push((
                Words::new("Deltar", "Take part"),
                say!(
                    "de för vilka det gäller att {clause}",
                    "those for whom {clause}",
                    clause = self.clause(filter, true)
                ),
            ));
        }
        if let Some(floor) = &item.floor {
            said.push((Words::new("Minst", "At least"), self.noun(floor)));
        }
        if let Some(cap) = &item.cap {
            said.push((Words::new("Högst", "At most"), self.noun(cap)));
        }
        if item.floor.is_some() || item.cap.is_some() {
            said.push((
                Words::new("Gränserna", "The bounds"),
                Words::new(
                    "det som en gräns frigör eller tar delas efter samma tal mellan dem som inte är vid någon gräns",
                    "what a bound frees or takes is shared by the same numbers among those that are at no bound",
                ),
            ));
        }
        if let Some(column) = item.published {
            said.push((
                Words::new("Kontroll", "Control"),
                say!(
                    "varje del är den som är publicerad i {column}",
                    "each part is the one published in {column}",
                    column = self.column(item, column)
                ),
            ));
        }
        said
    }

    fn pot(&self, item: &Apportionment) -> Words {
        let table = self.ruleset.tables.get(usize::from(item.table.0));
        let rows = table.map(|t| quoted(&Words::from(&t.title))).unwrap_or_default();
        match &item.pot {
            Pot::Amount(amount) => say!(
                "{amount}, mellan raderna i {rows}",
                "{amount}, among the rows of {rows}",
                amount = self.noun(amount),
                rows = rows
            ),
            Pot::Left(of, _) => {
                let of = self.ruleset.apportionments.get(usize::from(of.0));
                let of = of.map(|of| quoted(&Words::from(&of.title))).unwrap_or_default();
                say!(
                    "det som rekvisitionerna lämnar kvar av {of}, mellan dem som har beviljats och deltar",
                    "what the requisitions leave of {of}, among those that are granted and take part",
                    of = of
                )
            }
        }
    }

    /// What a column of an apportionment's table is called.
    #[must_use]
    pub fn column(&self, item: &Apportionment, column: u16) -> Words {
        let table = self.ruleset.tables.get(usize::from(item.table.0));
        let column = table.and_then(|t| t.columns.get(usize::from(column)));
        column
            .map(|c| Words::same(c.name.replace('_', " ")))
            .unwrap_or_default()
    }

    /// How its parts are rounded: `till närmaste 1 kr`.
    #[must_use]
    pub fn rounding(&self, item: &Apportionment) -> Words {
        let step = format::money(item.step);
        match item.mode {
            RoundMode::Up => say!("uppåt till {step}", "up to {step}", step = step),
            RoundMode::Down => say!("nedåt till {step}", "down to {step}", step = step),
            RoundMode::Nearest => say!(
                "till närmaste {step}, en halv uppåt",
                "to the nearest {step}, a half upwards",
                step = step
            ),
        }
    }
}

/// What becomes of the rest.
fn residual(residual: Residual) -> Words {
    match residual {
        Residual::Largest => Words::new("läggs på den största delen", "is put on the largest part"),
        Residual::Fraction => Words::new(
            "ges ett steg i taget till dem som avrundningen tog mest från, eller tas från dem som den gav mest",
            "is given a step at a time to those from whom rounding took most, or taken from those to whom it gave most",
        ),
        Residual::Kept => Words::new("stannar hos givaren", "stays with the giver"),
    }
}
