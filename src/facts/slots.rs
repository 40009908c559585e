//! Facts that were read into cells, as the words of the fast lane.

use super::model::Facts;
use crate::program::schema::{Kind, Object, Schema};
use crate::program::slots::{self, ABSENT, LAST_SPECIAL, PRESENT, Slots, UNKNOWN};
use crate::program::{Arena, Cell, Place, Program};
use crate::value::Number;

/// Writes facts as words, over what the slots held before.
///
/// What was settled for a day stays so: an answer that is too late there is unknown here.
pub fn slots(program: &Program, facts: &Facts, into: &mut Slots) {
    into.clear(0);
    into.words.resize(facts.arena.cells.len(), UNKNOWN);
    let mut writer = Writer {
        program,
        arena: &facts.arena,
        into,
    };
    if let Some(application) = program.schema.application() {
        writer.object(application, 0);
    }
    for answer in facts.answers.iter().filter(|answer| !answer.too_late) {
        into.declined |= answer.value == Cell::Unknown;
        for on in &answer.on {
            into.latest_answer = into.latest_answer.max(on.value.days());
        }
    }
}

struct Writer<'a> {
    program: &'a Program,
    arena: &'a Arena,
    into: &'a mut Slots,
}

impl Writer<'_> {
    /// The fields of an object whose first cell is `base`.
    fn object(&mut self, object: &Object, base: u32) {
        for field in &object.fields {
            self.field(field.kind, base.saturating_add(field.offset));
        }
    }

    fn field(&mut self, kind: Kind, at: u32) {
        let cell = self.arena.cell(Place(at));
        if let Some(word) = self.into.words.get_mut(at as usize) {
            match self.program.word(self.arena, kind, cell) {
                Some(said) => *word = said,
                None => self.into.beyond = true,
            }
        }
        let schema: &Schema = &self.program.schema;
        if let Some(object) = schema.object_of(kind) {
            self.object(object, at.saturating_add(1));
        }
        let (Some(list), Some(element)) = (self.arena.list(cell), schema.element_of(kind)) else {
            return;
        };
        for index in 0..list.len {
            let first = list.first.saturating_add(list.stride.saturating_mul(index));
            match schema.object_of(element.kind) {
                Some(object) => self.object(object, first),
                None => self.field(element.kind, first),
            }
        }
    }
}

impl Program {
    /// The word of a cell; `None` when no word can say it.
    fn word(&self, arena: &Arena, kind: Kind, cell: Cell) -> Option<i64> {
        let word = match cell {
            Cell::Unknown => return Some(UNKNOWN),
            Cell::Absent => return Some(ABSENT),
            Cell::Present => PRESENT,
            Cell::Bool(value) => i64::from(value),
            Cell::Int(_) | Cell::Wide(_) => {
                let parts = Number::whole(slots::parts_of(kind));
                arena.number(cell)?.mul(parts)?.as_i64()?
            }
            Cell::Date(days) => i64::from(days),
            Cell::Instant(second) => second,
            Cell::Period(from, to) => slots::period(from, to),
            Cell::Symbol(symbol) => i64::from(symbol),
            Cell::Key(row) => i64::from(row),
            Cell::Text(_) => self.known_texts.word(arena.text(cell)?),
            Cell::List(_) => {
                let list = arena.list(cell)?;
                slots::list(list.first, list.len)
            }
            Cell::Failed(_) | Cell::Range(_) | Cell::OneOf(_) => return None,
        };
        (word > LAST_SPECIAL).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Limits, decode};
    use crate::program::compile;
    use crate::program::slots::{list, period};
    use crate::source::{FileId, MemoryLibrary};
    use crate::value::Date;

    const RULES: &str = r#"
regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "Ett exempel"
typ Slag = liten | stor
post Rad {
  belopp: kronor
  andel:  procent
}
ansökan {
  slag:  Slag
  inkom: datum
  tid:   period
  namn:  text
  ort:   text?
  rad:   Rad
  rader: [Rad]
  vikt:  tal
}
krav a "A"
  att namn är "ett"
  annars avslå
bifall b "B"
"#;

    fn words(application: &str) -> (Program, Slots) {
        let library = MemoryLibrary::default().with("prov/prov.regel", RULES);
        let program = compile(crate::check::load(&library, "prov").ruleset.unwrap());
        let facts = decode(
            &program.schema,
            &program.ruleset,
            FileId(0),
            application.as_bytes(),
            &Limits::default(),
        )
        .unwrap();
        let mut slots = Slots::default();
        super::slots(&program, &facts, &mut slots);
        (program, slots)
    }

    #[test]
    fn a_word_says_what_its_cell_says() {
        let application = r#"{"slag": "stor", "inkom": "1970-01-02", "tid": {"från": "1970-01-03"}, "namn": "ett", "ort": null,
            "rad": {"belopp": 1.5}, "rader": [{"belopp": 2, "andel": 20}], "vikt": 1.25}"#;
        let (program, slots) = words(application);
        let ett = program.known_texts.id("ett").unwrap();
        let expected = [
            1,
            1,
            period(2, i32::MAX),
            ett,
            ABSENT,
            PRESENT,
            150,
            UNKNOWN,
            list(10, 1),
            12_500,
            200,
            200_000,
        ];
        assert_eq!(slots.words, expected);
        assert!(!slots.beyond);
    }

    #[test]
    fn what_no_word_can_say_is_for_the_full_evaluator() {
        for beyond in [
            r#"{"inkom": {"minst": "2023-01-01"}}"#,
            r#"{"vikt": 0.00001}"#,
            r#"{"namn": {"motstridigt": [{"värde": "a", "källa": "x"}, {"värde": "b", "källa": "y"}]}}"#,
        ] {
            let (_, slots) = words(beyond);
            assert!(slots.beyond, "{beyond}");
        }
    }

    #[test]
    fn the_ends_of_a_period_come_back() {
        let day = |text| Date::parse(text).unwrap().days();
        for (from, to) in [
            (i32::MIN, i32::MAX),
            (i32::MIN, 0),
            (day("0001-01-01"), day("9999-12-31")),
            (-1, -1),
        ] {
            let word = period(from, to);
            assert!(word > LAST_SPECIAL);
            assert_eq!(slots::period_ends(word), (from, to));
        }
        assert_eq!(slots::list_of(list(7, 3)), (7, 3));
    }
}
