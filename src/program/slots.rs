//! Facts as machine words: what the fast lane of the evaluation reads.
//!
//! The words stand as the cells of an [`Arena`](super::Arena) do (see [`layout`](super::layout)): the application's own slots first,
//! then the elements of its lists, and word `i` says what cell `i` says. A word can say less than a cell: what is known within bounds,
//! contradicted, or a number that is too fine or too large makes the whole application one for the full evaluator
//! ([`Slots::beyond`]).
//!
//! | what | its word |
//! |---|---|
//! | yes or no | 1 or 0 |
//! | a number | how many of its smallest parts ([`parts_of`]): öre, ten-thousandths |
//! | a date; an instant | days; seconds |
//! | a period | its last day above its first, 32 bits each ([`period`]) |
//! | a value of an enum, a table's key, a record's key | its index |
//! | a text | which of the texts that the rules compare with it is ([`Texts::word`]) |
//! | a record that is there | [`PRESENT`] |
//! | a list | its first word's index above the number of its elements, 32 bits each ([`list`]) |
//! | unknown; stated absent | [`UNKNOWN`]; [`ABSENT`] |

use super::op::Op;
use super::schema::{Kind, Scale};
use crate::check::ruleset::Literal;
use crate::value::is_organisation_number;

/// Nothing is known of the fact but its type.
pub const UNKNOWN: i64 = i64::MIN;

/// The fact is stated absent.
pub const ABSENT: i64 = i64::MIN + 1;

/// Words up to this one are no values. A number that would be is beyond the words.
pub const LAST_SPECIAL: i64 = i64::MIN + 15;

/// A record is there; its fields follow it.
pub const PRESENT: i64 = 1;

/// An application's facts in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots {
    /// The application's slots, then the elements of its lists.
    pub words: Vec<i64>,
    /// Whether something is stated that no word can say. Then the words say nothing.
    pub beyond: bool,
    /// The last day of an answer to a judgement (`i32::MIN` when none is dated): assessed before it, the application is one for the
    /// full evaluator, which takes the answer away.
    pub latest_answer: i32,
    /// Whether somebody answered a judgement with no position, which decides whom what is missing is asked of.
    pub declined: bool,
}

impl Default for Slots {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            beyond: false,
            latest_answer: i32::MIN,
            declined: false,
        }
    }
}

impl Slots {
    /// Makes it an application of which nothing is known, and keeps its memory.
    pub fn clear(&mut self, slots: u32) {
        self.words.clear();
        self.words.resize(slots as usize, UNKNOWN);
        self.beyond = false;
        self.latest_answer = i32::MIN;
        self.declined = false;
    }
}

/// The word of a period: an open end is `i32::MIN` or `i32::MAX`.
#[must_use]
pub fn period(from: i32, to: i32) -> i64 {
    (i64::from(to) << 32) | i64::from(from.cast_unsigned())
}

/// The first and the last day of a period's word.
#[must_use]
pub fn period_ends(word: i64) -> (i32, i32) {
    (low(word).cast_signed(), high(word).cast_signed())
}

/// The word of a list: the index of its first element's first word, and how many elements it has.
#[must_use]
pub fn list(first: u32, len: u32) -> i64 {
    (i64::from(first & 0x7FFF_FFFF) << 32) | i64::from(len)
}

/// The first word and the length of a list's word.
#[must_use]
pub fn list_of(word: i64) -> (u32, u32) {
    (high(word), low(word))
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
fn low(word: i64) -> u32 {
    word.cast_unsigned() as u32
}

fn high(word: i64) -> u32 {
    (word.cast_unsigned() >> 32) as u32
}

/// How many parts a number of the kind is counted in: a word of `w` is `w / parts`. One for what is no number.
#[must_use]
pub fn parts_of(kind: Kind) -> i64 {
    match kind {
        Kind::Number {
            scale: Scale::Percent,
            ..
        } => 1_000_000,
        Kind::Number {
            scale: Scale::Plain,
            whole: false,
            ..
        } => 10_000,
        _ => 1,
    }
}

/// The texts that the rules compare facts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Sorted; a text's word is its index here and one.
    sorted: Vec<String>,
    /// The first bytes and the lengths of those that there are.
    shapes: Shapes,
    /// Whether the rules ask of a text whether it is an organisation number.
    numbers: bool,
}

/// Which lengths the texts have (bit `n`; 63 for more): most others are seen to be none of them by that alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shapes(u64);

impl Shapes {
    fn bit(text: &str) -> u64 {
        1_u64
            .checked_shl(u32::try_from(text.len().min(63)).unwrap_or(63))
            .unwrap_or(0)
    }
}

impl Texts {
    /// The text is none of those that the rules compare with.
    pub const OTHER: i64 = 0;

    /// Set in the word of a text that is an organisation number with the right check digit.
    pub const ORGANISATION_NUMBER: i64 = 1 << 32;

    /// The texts of a program.
    #[must_use]
    pub fn new(code: &[Op], texts: &[String], constants: &[Literal]) -> Self {
        let mut sorted = texts.to_vec();
        sorted.extend(constants.iter().filter_map(|literal| match literal {
            Literal::Text(text) => Some(text.clone()),
            _ => None,
        }));
        sorted.sort();
        sorted.dedup();
        Self {
            shapes: Shapes(sorted.iter().fold(0, |bits, text| bits | Shapes::bit(text))),
            numbers: code.iter().any(|op| matches!(op, Op::OrganisationNumber(_))),
            sorted,
        }
    }

    /// The word of a text, in normal form NFC.
    #[must_use]
    pub fn word(&self, text: &str) -> i64 {
        let number = if self.numbers && is_organisation_number(text) {
            Self::ORGANISATION_NUMBER
        } else {
            0
        };
        if self.shapes.0 & Shapes::bit(text) == 0 {
            return Self::OTHER | number;
        }
        self.id(text).unwrap_or(Self::OTHER) | number
    }

    /// The word of a text that the rules compare with.
    #[must_use]
    pub fn id(&self, text: &str) -> Option<i64> {
        let index = self
            .sorted
            .binary_search_by(|known| known.as_str().cmp(text))
            .ok()?;
        i64::try_from(index.checked_add(1)?).ok()
    }

    /// The texts with their words.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        self.sorted.iter().map(String::as_str).zip(1_i64..)
    }

    /// Whether the rules ask of a text whether it is an organisation number.
    #[must_use]
    pub fn ask_numbers(&self) -> bool {
        self.numbers
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }
}
