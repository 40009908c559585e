//! Runs steps over registers.

use super::columns;
use super::emit::WORDS;
use super::step::{At, Code, Each, Gather, Mask, Reg, Step};
use crate::eval::time;
use crate::program::op::RoundStep;
use crate::program::slots::{ABSENT, LAST_SPECIAL, Texts, UNKNOWN, list_of, period_ends};
use crate::value::Date;

/// A value that the lane can't tell.
pub(super) const OPAQUE: i64 = i64::MIN + 2;

/// No value is below it, and none above the other.
pub(super) const BELOW_ALL: i64 = LAST_SPECIAL + 1;
pub(super) const ABOVE_ALL: i64 = i64::MAX;

/// The first and the last day that can be counted with: 0001-01-01 and 9999-12-31.
const FIRST_DAY: i64 = -719_162;
const LAST_DAY: i64 = 2_932_896;

/// As many as a register's number can name, so that none is out of bounds.
pub(super) const REGISTERS: usize = 1 << 16;

/// Conditions: those that are true, and those that are false.
#[derive(Clone, Debug)]
pub(super) struct Bits {
    pub(super) yes: [u64; WORDS as usize],
    pub(super) no: [u64; WORDS as usize],
}

impl Bits {
    pub(super) const fn new() -> Self {
        Self {
            yes: [0; WORDS as usize],
            no: [0; WORDS as usize],
        }
    }

    /// The word of those that are true, and that of those that are false.
    #[inline]
    pub(super) fn word(&self, word: u8) -> (u64, u64) {
        let at = usize::from(word & (WORDS - 1));
        (
            self.yes.get(at).copied().unwrap_or(0),
            self.no.get(at).copied().unwrap_or(0),
        )
    }

    #[inline]
    fn set(&mut self, at: At, yes: bool, no: bool) {
        let (yes, no) = if at.not { (no, yes) } else { (yes, no) };
        let (word, bit) = (usize::from(at.word & (WORDS - 1)), u32::from(at.bit & 63));
        if let Some(all) = self.yes.get_mut(word) {
            *all |= u64::from(yes).wrapping_shl(bit);
        }
        if let Some(all) = self.no.get_mut(word) {
            *all |= u64::from(no).wrapping_shl(bit);
        }
    }

    #[inline]
    pub(super) fn write(&mut self, word: u8, (yes, no): (u64, u64)) {
        let at = usize::from(word & (WORDS - 1));
        if let Some(all) = self.yes.get_mut(at) {
            *all = yes;
        }
        if let Some(all) = self.no.get_mut(at) {
            *all = no;
        }
    }

    /// Whether all of a mask hold, and whether some of it doesn't.
    #[inline]
    pub(super) fn all(&self, mask: &Mask) -> (bool, bool) {
        let (yes, no) = self.word(mask.word);
        (
            (yes & mask.yes == mask.yes) & (no & mask.no == mask.no),
            (no & mask.yes) | (yes & mask.no) != 0,
        )
    }
}

/// What runs.
pub(super) struct Runner<'a> {
    pub(super) code: &'a Code,
    pub(super) words: &'a [i64],
    pub(super) regs: &'a mut [i64; REGISTERS],
    pub(super) bits: &'a mut Bits,
    /// Whether a condition is open because the lane couldn't tell a value.
    pub(super) doubt: bool,
}

impl Runner<'_> {
    #[inline]
    pub(super) fn get(&self, reg: Reg) -> i64 {
        self.regs.get(usize::from(reg)).copied().unwrap_or(OPAQUE)
    }

    #[inline]
    fn put(&mut self, reg: Reg, value: i64) {
        if let Some(register) = self.regs.get_mut(usize::from(reg)) {
            *register = value;
        }
    }

    /// Writes what was computed of two words, where both are values and it is one.
    #[inline]
    fn put_of(&mut self, (a, b): (i64, i64), to: Reg, value: Option<i64>) {
        let value = match value {
            Some(value) if a > LAST_SPECIAL && b > LAST_SPECIAL && value > LAST_SPECIAL => value,
            _ => OPAQUE,
        };
        self.put(to, value);
    }

    pub(super) fn run(&mut self, steps: &[Step]) {
        for step in steps {
            self.step(step);
        }
    }

    #[inline]
    fn step(&mut self, step: &Step) {
        match step {
            Step::Member { word, bits, at } => {
                let word = self.get(*word);
                self.member(word, *bits, *at);
            }
            Step::TextMember { word, bits, at } => {
                let word = self.get(*word);
                let id = if word > LAST_SPECIAL {
                    word & 0xFFFF_FFFF
                } else {
                    word
                };
                self.member(id, *bits, *at);
            }
            Step::ClosedMember { word, bits, at } => match self.get(*word) {
                UNKNOWN => self.bits.set(*at, true, false),
                word => self.member(word, *bits, *at),
            },
            Step::Less { a, b, at } => {
                let (x, y) = (self.get(*a), self.get(*b));
                if x > LAST_SPECIAL && y > LAST_SPECIAL {
                    self.bits.set(*at, x < y, x >= y);
                } else {
                    self.open_less((x, *a), (y, *b), *at);
                }
            }
            Step::Equal { a, b, at } => {
                let (x, y) = (self.get(*a), self.get(*b));
                if x > LAST_SPECIAL && y > LAST_SPECIAL {
                    self.bits.set(*at, x == y, x != y);
                } else {
                    self.open_equal((x, *a), (y, *b), *at);
                }
            }
            Step::All { mask, at } => {
                let (yes, no) = self.bits.all(mask);
                self.bits.set(*at, yes, no);
            }
            Step::AllOf { masks, at } => {
                let (yes, no) = self.all_of(masks);
                self.bits.set(*at, yes, no);
            }
            Step::Add { a, b, to } => {
                let (x, y) = (self.get(*a), self.get(*b));
                self.put_of((x, y), *to, x.checked_add(y));
            }
            Step::Sub { a, b, to } => {
                let (x, y) = (self.get(*a), self.get(*b));
                self.put_of((x, y), *to, x.checked_sub(y));
            }
            Step::Mul { a, b, to } => {
                let (x, y) = (self.get(*a), self.get(*b));
                self.put_of((x, y), *to, x.checked_mul(y));
            }
            Step::Min { a, b, to } => {
                let (x, y) = (self.get(*a), self.get(*b));
                self.put_of((x, y), *to, Some(x.min(y)));
            }
            Step::Max { a, b, to } => {
                let (x, y) = (self.get(*a), self.get(*b));
                self.put_of((x, y), *to, Some(x.max(y)));
            }
            Step::Positive { a, to } => {
                let a = self.get(*a);
                self.put(*to, if a > 0 { a } else { OPAQUE });
            }
            Step::Quotient { a, b, mode, to } => {
                let (x, y) = (self.get(*a), self.get(*b));
                self.put_of((x, y), *to, quotient(x, y, *mode));
            }
            Step::AddDays { day, days, to } => {
                let (day, days) = (self.get(*day), self.get(*days));
                let sum = day.checked_add(days).filter(|sum| is_day(*sum) && is_day(day));
                self.put_of((day, days), *to, sum);
            }
            Step::Columns { list, stride, specs } => {
                let list = self.get(*list);
                for spec in specs {
                    let told = columns::told(self.words, list, *stride, spec);
                    let to = usize::from(spec.to);
                    if let Some(regs) = self.regs.get_mut(to..to.saturating_add(4)) {
                        regs.copy_from_slice(&told);
                    }
                }
            }
            Step::SomeOf { value, empty, to } => {
                let value = self.get(*value);
                let told = value > LAST_SPECIAL && value != *empty;
                self.put(*to, if told { value } else { OPAQUE });
            }
            _ => self.seldom(step),
        }
    }

    /// Steps that stand in few rules, or that take their time.
    #[inline(never)]
    fn seldom(&mut self, step: &Step) {
        match step {
            Step::Exists { word, at } => match self.get(*word) {
                ABSENT => self.bits.set(*at, false, true),
                UNKNOWN => {}
                OPAQUE => self.doubt = true,
                _ => self.bits.set(*at, true, false),
            },
            Step::OrganisationNumber { word, at } => match self.get(*word) {
                OPAQUE => self.doubt = true,
                word if word <= LAST_SPECIAL => {}
                word => {
                    let is = word & Texts::ORGANISATION_NUMBER != 0;
                    self.bits.set(*at, is, !is);
                }
            },
            Step::Inside { inner, outer, at } => {
                let (inner, outer) = (self.get(*inner), self.get(*outer));
                if inner > LAST_SPECIAL && outer > LAST_SPECIAL {
                    let ((start, end), (from, to)) = (period_ends(inner), period_ends(outer));
                    let is = from <= start && end <= to;
                    self.bits.set(*at, is, !is);
                } else {
                    self.doubt |= inner == OPAQUE || outer == OPAQUE;
                }
            }
            Step::Choose {
                rows,
                last,
                agreeing,
                at,
            } => {
                let tests = rows.iter().map(|(test, value)| (test, self.bits.all(value)));
                let last = last.as_ref().map(|last| self.bits.all(last));
                match self.chosen(tests, last, *agreeing, |a, b| a == b && *a != (false, false)) {
                    Some((yes, no)) => self.bits.set(*at, yes, no),
                    None => self.doubt = true,
                }
            }
            Step::Select {
                rows,
                last,
                agreeing,
                to,
            } => {
                let tests = rows.iter().map(|(test, value)| (test, self.get(*value)));
                let last = Some(self.get(*last));
                let value = self.chosen(tests, last, *agreeing, |a, b| a == b && *a > LAST_SPECIAL);
                self.put(*to, value.unwrap_or(OPAQUE));
            }
            Step::Calendar {
                day,
                length,
                unit,
                end,
                to,
            } => {
                let (day, length) = (self.get(*day), self.get(*length));
                let found = date(day).and_then(|date| time::add(date, length, *unit, *end));
                let found = found.map(|(date, _)| i64::from(date.days()));
                self.put_of((day, length), *to, found);
            }
            Step::Limit {
                from,
                length,
                unit,
                term,
                moved,
                to,
            } => {
                let (from, length) = (self.get(*from), self.get(*length));
                let found = date(from).and_then(|date| time::last_day(date, length, *unit, *term, *moved));
                self.put_of((from, length), *to, found.map(|date| i64::from(date.days())));
            }
            Step::PeriodEnd { period, first, to } => {
                let period = self.get(*period);
                let (start, end) = period_ends(period);
                let day = i64::from(if *first { start } else { end });
                self.put(*to, unless_open(period, day));
            }
            Step::DaysIn { period, to } => {
                let period = self.get(*period);
                let (start, end) = period_ends(period);
                let days = i64::from(end).saturating_sub(i64::from(start)).saturating_add(1);
                let open = start == i32::MIN || end == i32::MAX;
                self.put(*to, unless_open(period, if open { OPAQUE } else { days }));
            }
            Step::DayOf { instant, to } => {
                let instant = self.get(*instant);
                let day = time::civil_day(instant).map_or(OPAQUE, |date| i64::from(date.days()));
                self.put(*to, unless_open(instant, day));
            }
            Step::Table { table, key, to } => {
                let key = self.get(*key);
                let column = self.code.tables.get(*table as usize);
                let found = usize::try_from(key)
                    .ok()
                    .and_then(|key| column.and_then(|column| column.get(key)));
                self.put(*to, unless_open(key, found.copied().unwrap_or(OPAQUE)));
            }
            Step::Dated { values, day, to } => {
                let day = self.get(*day);
                let values = self
                    .code
                    .dated
                    .get(*values as usize)
                    .map_or(&[][..], Vec::as_slice);
                let found = values
                    .iter()
                    .find(|dated| day > LAST_SPECIAL && dated.from <= day && day <= dated.to);
                let found = found.map_or(OPAQUE, |dated| dated.word);
                self.put(*to, found);
            }
            Step::Follow {
                key,
                list,
                stride,
                offset,
                to,
            } => {
                let (key, list) = (self.get(*key), self.get(*list));
                self.put(*to, self.followed(key, list, *stride, *offset));
            }
            Step::Each(each) => self.each(each),
            _ => {}
        }
    }

    fn followed(&self, key: i64, list: i64, stride: u16, offset: u16) -> i64 {
        if key == OPAQUE {
            return OPAQUE;
        }
        if key <= LAST_SPECIAL || list <= LAST_SPECIAL {
            return UNKNOWN;
        }
        let (first, len) = list_of(list);
        let Some(key) = u32::try_from(key).ok().filter(|key| *key < len) else {
            return OPAQUE;
        };
        let at = u64::from(first)
            .saturating_add(u64::from(key).saturating_mul(u64::from(stride)))
            .saturating_add(u64::from(offset));
        let word = usize::try_from(at).ok().and_then(|at| self.words.get(at));
        word.copied().unwrap_or(OPAQUE)
    }

    #[inline]
    fn member(&mut self, word: i64, bits: u64, at: At) {
        if word > LAST_SPECIAL {
            let bit = word.cast_unsigned();
            let shift = u32::try_from(bit & 63).unwrap_or(0);
            let is = (bits.wrapping_shr(shift) & 1 == 1) & (bit < 64);
            self.bits.set(at, is, !is);
        } else {
            self.doubt |= word == OPAQUE;
        }
    }

    fn all_of(&self, masks: &[Mask]) -> (bool, bool) {
        let (mut yes, mut no) = (true, false);
        for mask in masks {
            let (all, some_not) = self.bits.all(mask);
            yes &= all;
            no |= some_not;
        }
        (yes, no)
    }

    /// What a fact can be at least: nothing bounds one that is absent. `None` for a value.
    fn floor(&self, reg: Reg) -> Option<i64> {
        self.code.not_below_zero.binary_search(&reg).ok().map(|_| 0)
    }

    /// A comparison of words of which one is no value: a fact that is unknown is bounded by its type.
    #[cold]
    fn open_less(&mut self, (x, a): (i64, Reg), (y, b): (i64, Reg), at: At) {
        if x == OPAQUE || y == OPAQUE {
            self.doubt = true;
        } else if x == UNKNOWN && y > LAST_SPECIAL {
            let no = self.floor(a).is_some_and(|floor| y <= floor);
            self.bits.set(at, false, no);
        } else if y == UNKNOWN && x > LAST_SPECIAL {
            let yes = self.floor(b).is_some_and(|floor| x < floor);
            self.bits.set(at, yes, false);
        }
    }

    #[cold]
    fn open_equal(&mut self, (x, a): (i64, Reg), (y, b): (i64, Reg), at: At) {
        if x == OPAQUE || y == OPAQUE {
            self.doubt = true;
        } else if x == UNKNOWN && y > LAST_SPECIAL {
            let no = self.floor(a).is_some_and(|floor| y < floor);
            self.bits.set(at, false, no);
        } else if y == UNKNOWN && x > LAST_SPECIAL {
            let no = self.floor(b).is_some_and(|floor| x < floor);
            self.bits.set(at, false, no);
        }
    }

    /// The value of the test that holds; `None` when it can't be told.
    fn chosen<'m, T>(
        &self,
        rows: impl Iterator<Item = (&'m Mask, T)>,
        last: Option<T>,
        agreeing: bool,
        same: impl Fn(&T, &T) -> bool,
    ) -> Option<T> {
        let (mut held, mut open) = (None, false);
        for (test, value) in rows {
            match self.bits.all(test) {
                (true, _) if agreeing => return Some(value),
                (true, _) => match &held {
                    Some(held) if !same(held, &value) => return None,
                    _ => held = Some(value),
                },
                (_, true) => {}
                _ => open = true,
            }
        }
        if open { None } else { held.or(last) }
    }

    fn each(&mut self, each: &Each) {
        let list = self.get(each.list);
        if list <= LAST_SPECIAL {
            if !matches!(each.gather, Gather::AtLeast(..)) {
                self.put(each.to, OPAQUE);
            }
            return;
        }
        let (first, len) = list_of(list);
        let stride = usize::from(each.stride);
        let (mut sure, mut maybe) = (0_u32, 0_u32);
        let mut gathered: Option<i64> = None;
        for index in 0..len as usize {
            let at = (first as usize).saturating_add(index.saturating_mul(stride));
            let row = self.words.get(at..at.saturating_add(stride));
            let window = usize::from(each.window);
            let registers = self.regs.get_mut(window..window.saturating_add(stride));
            if let (Some(row), Some(registers)) = (row, registers) {
                registers.copy_from_slice(row);
            }
            for word in &each.words {
                let known = self.code.known.get(usize::from(*word)).copied();
                self.bits.write(*word, known.unwrap_or((0, 0)));
            }
            self.run(&each.steps);
            let (passes, fails) = self.all_of(&each.passes);
            sure = sure.saturating_add(u32::from(passes));
            maybe = maybe.saturating_add(u32::from(!passes && !fails));
            if passes {
                gathered = self.gather(each.gather, gathered);
            }
        }
        match each.gather {
            Gather::AtLeast(needed, at) => {
                let enough = sure >= needed;
                self.bits.set(at, enough, sure.saturating_add(maybe) < needed);
            }
            Gather::Sum(_) if maybe == 0 => self.put(each.to, gathered.unwrap_or(0)),
            _ if maybe == 0 => self.put(each.to, gathered.unwrap_or(OPAQUE)),
            _ => self.put(each.to, OPAQUE),
        }
    }

    /// What is gathered so far, with one more that passes.
    fn gather(&self, gather: Gather, so_far: Option<i64>) -> Option<i64> {
        let (Gather::Sum(reg) | Gather::Smallest(reg) | Gather::Largest(reg)) = gather else {
            return so_far;
        };
        let value = self.get(reg);
        if value <= LAST_SPECIAL {
            return Some(OPAQUE);
        }
        Some(match so_far {
            None => value,
            Some(so_far) if so_far <= LAST_SPECIAL => OPAQUE,
            Some(so_far) => match gather {
                Gather::Smallest(_) => so_far.min(value),
                Gather::Largest(_) => so_far.max(value),
                _ => so_far
                    .checked_add(value)
                    .filter(|sum| *sum > LAST_SPECIAL)
                    .unwrap_or(OPAQUE),
            },
        })
    }
}

/// What is made of an unknown word: unknown too, and nothing bounds it.
fn unless_open(word: i64, value: i64) -> i64 {
    match word {
        OPAQUE => OPAQUE,
        _ if word <= LAST_SPECIAL => ABSENT,
        _ => value,
    }
}

fn is_day(day: i64) -> bool {
    (FIRST_DAY..=LAST_DAY).contains(&day)
}

fn date(day: i64) -> Option<Date> {
    i32::try_from(day).ok().and_then(Date::from_days)
}

/// A quotient rounded to a whole number; the divisor is above zero.
fn quotient(a: i64, b: i64, mode: RoundStep) -> Option<i64> {
    if b <= 0 || a <= LAST_SPECIAL {
        return None;
    }
    let floor = a.checked_div_euclid(b)?;
    let rest = a.checked_rem_euclid(b)?;
    let up = match mode {
        RoundStep::Down => false,
        RoundStep::Up => rest != 0,
        RoundStep::Nearest => {
            let left = b.checked_sub(rest)?;
            rest > left || (rest == left && a > 0)
        }
    };
    floor.checked_add(i64::from(up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_that_can_be_counted_with_are_those_of_the_calendar() {
        let day = |text: &str| i64::from(Date::parse(text).unwrap().days());
        assert_eq!((FIRST_DAY, LAST_DAY), (day("0001-01-01"), day("9999-12-31")));
    }

    #[test]
    fn a_quotient_is_rounded_as_a_number_is() {
        use crate::value::{Number, RoundMode};
        for (a, b) in [(7, 2), (-7, 2), (5, 2), (-5, 2), (6, 3), (0, 9), (-1, 9), (8, 9)] {
            for mode in [RoundStep::Up, RoundStep::Down, RoundStep::Nearest] {
                let exact = Number::fraction(i128::from(a), i128::from(b)).unwrap();
                let rounded = exact.round(RoundMode::from(mode), Number::whole(1)).unwrap();
                assert_eq!(quotient(a, b, mode), rounded.as_i64(), "{a} / {b} {mode:?}");
            }
        }
    }
}
