//! The parts that are published, compared with those that are computed.

use super::{Refusal, Unshared, apportion, cell, first_day};
use crate::check::ruleset::{Apportionment, ApportionmentId, Pot, RuleSet};
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{failure, format};
use crate::value::Number;

/// So many parts that differ are told of one by one.
const TOLD: usize = 3;

/// A part that is not the published one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// The row of the table.
    pub row: usize,
    /// What is published, in öre; nothing when it is not named there.
    pub published: Option<Number>,
    /// What is computed, in öre.
    pub computed: Number,
}

/// Where the published column differs from what is computed; nothing when there is no such column or no day to compute it on.
///
/// # Errors
/// Why it can't be computed.
pub fn differences(set: &RuleSet, id: ApportionmentId) -> Result<Vec<Unlike>, Refusal> {
    let Some(item) = set.apportionments.get(usize::from(id.0)) else {
        return Ok(Vec::new());
    };
    let (Some(column), Some(day)) = (item.published, first_day(set)) else {
        return Ok(Vec::new());
    };
    let Some(table) = set.tables.get(usize::from(item.table.0)) else {
        return Ok(Vec::new());
    };
    let made = apportion(set, id, day)?;
    let unlike = |row: usize| {
        let (published, computed) = (cell(table, row, column), made.amount(row));
        (published != Some(computed)).then_some(Unlike {
            row,
            published,
            computed,
        })
    };
    Ok((0..table.keys.len()).filter_map(unlike).collect())
}

/// E0609 for each apportionment of which a published part differs, and E0608 for each that can't be made on the first day.
#[must_use]
pub fn lints(set: &RuleSet) -> Vec<Diagnostic> {
    let items = (0..).map(ApportionmentId).zip(&set.apportionments);
    items
        .filter(|(_, item)| matches!(item.pot, Pot::Amount(_)))
        .filter_map(|(id, item)| match differences(set, id) {
            Ok(unlike) if unlike.is_empty() => None,
            Ok(unlike) => Some(differs(set, item, &unlike)),
            // Only on that day; another may do.
            Err(refusal) => item.published.is_some().then(|| refused(item, refusal)),
        })
        .collect()
}

fn differs(set: &RuleSet, item: &Apportionment, unlike: &[Unlike]) -> Diagnostic {
    let table = set.tables.get(usize::from(item.table.0));
    let (one, count) = (unlike.len() == 1, unlike.len());
    let name = &item.name;
    let mut told = Diagnostic::error(
        Code::PartDiffers,
        item.name_span,
        if one {
            format!("en del av `{name}` är inte den publicerade")
        } else {
            format!("{count} delar av `{name}` är inte de publicerade")
        },
        if one {
            format!("a part of `{name}` is not the published one")
        } else {
            format!("{count} parts of `{name}` are not the published ones")
        },
    );
    for part in unlike.iter().take(TOLD) {
        let row = table
            .and_then(|t| t.keys.get(part.row))
            .map_or("", String::as_str);
        let computed = format::money(part.computed);
        let published = part.published.map(format::money).unwrap_or_default();
        told = told.help(
            format!("{row}: publicerat {}, beräknat {}", published.sv, computed.sv),
            format!("{row}: published {}, computed {}", published.en, computed.en),
        );
    }
    told
}

fn refused(item: &Apportionment, refusal: Refusal) -> Diagnostic {
    let (sv, en) = refusal.words();
    let name = &item.name;
    Diagnostic::error(
        Code::NoKey,
        item.name_span,
        format!("`{name}` kan inte göras: {sv}"),
        format!("`{name}` can't be made: {en}"),
    )
}

impl Refusal {
    /// Why, in Swedish and in English.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        let both = |sv: &str, en: &str| (sv.to_owned(), en.to_owned());
        match self {
            Self::Failed(why) => {
                let why = failure(*why);
                (why.sv, why.en)
            }
            Self::Unknown => both("något i den är inte känt", "something in it is not known"),
            Self::Left => both(
                "den delar det som rekvisitionerna lämnar kvar",
                "it shares what the requisitions leave",
            ),
            Self::Unshared(Unshared::Negative) => both("beloppet är under noll", "the amount is below zero"),
            Self::Unshared(Unshared::NoKey) => {
                both("summan av nyckeln är noll", "the sum of the key is zero")
            }
            Self::Unshared(Unshared::Bounds(_)) => both(
                "ett golv är högre än taket, eller under noll",
                "a floor is above the cap, or below zero",
            ),
            Self::Unshared(Unshared::Floors(floors)) => {
                let floors = format::money(*floors);
                (
                    format!("golven är tillsammans {}, mer än det finns", floors.sv),
                    format!("the floors together are {}, more than there is", floors.en),
                )
            }
            Self::Unshared(Unshared::Overflow) => both("ett tal blev för stort", "a number became too large"),
        }
    }
}
