//! An application's JSON to typed facts, in one pass from the first byte to the last.

use super::fault;
use super::limits::Limits;
use super::model::{AliasUse, Facts};
use super::references::References;
use super::scalar::possible;
use super::scan::{Scanned, Scanner, Shape};
use super::string::{self, Str};
use super::{bytes, hash, place, words};
use crate::check::ruleset::RuleSet;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::Cell;
use crate::program::schema::{Kind, Object, Schema, Slot};
use crate::source::{FileId, Span};

/// Reads an application.
///
/// A missing key is unknown, `null` is absent where the field allows it, and nothing is filled in. A percentage is written in
/// per cent: `20` is one fifth. The facts are as they are written; [`settle`](super::settle) takes away what is dated too late.
///
/// # Errors
/// Everything that is wrong, in the order of the file; a mistake in the JSON itself ends the reading.
pub fn decode(
    schema: &Schema,
    ruleset: &RuleSet,
    source: FileId,
    application: &[u8],
    limits: &Limits,
) -> Result<Facts, Vec<Diagnostic>> {
    let mut facts = read(schema, ruleset, source, application, limits)?;
    facts.hash = hash::of(schema, &facts);
    Ok(facts)
}

/// Reads an application as [`decode`] does, and leaves its hash empty: where no decision is to be written whole, nobody asks for it.
///
/// # Errors
/// As [`decode`].
pub fn read(
    schema: &Schema,
    ruleset: &RuleSet,
    source: FileId,
    application: &[u8],
    limits: &Limits,
) -> Result<Facts, Vec<Diagnostic>> {
    let text = bytes::text(source, application, limits.max_bytes).map_err(|fault| vec![*fault])?;
    let mut reader = Reader::new(schema, ruleset, source, text, limits);
    if let Err(fault) = reader.application() {
        reader.diagnostics.push(*fault);
    }
    let mut diagnostics = reader.diagnostics;
    if !diagnostics.is_empty() {
        diagnostics.sort_by_key(|d| d.span().start);
        return Err(diagnostics);
    }
    let mut facts = reader.facts;
    place::point(schema, &mut facts);
    Ok(facts)
}

/// Reads one application.
pub(super) struct Reader<'a, 's> {
    pub(super) schema: &'s Schema,
    pub(super) ruleset: &'s RuleSet,
    pub(super) scan: Scanner<'a>,
    pub(super) facts: Facts,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) references: References,
    pub(super) limits: &'s Limits,
    /// For each field of each open object, the key that gave it: a stack.
    seen: Vec<Option<Str<'a>>>,
}

impl<'a, 's> Reader<'a, 's> {
    fn new(
        schema: &'s Schema,
        ruleset: &'s RuleSet,
        source: FileId,
        text: &'a str,
        limits: &'s Limits,
    ) -> Self {
        let scan = Scanner::new(source, text, limits.max_depth);
        let mut facts = Facts {
            slots: schema.slots,
            ..Facts::default()
        };
        facts.arena.cells.resize(schema.slots as usize, Cell::Unknown);
        Self {
            schema,
            ruleset,
            references: References::collect(schema, scan.clone()),
            scan,
            facts,
            diagnostics: Vec::new(),
            limits,
            seen: Vec::new(),
        }
    }

    fn application(&mut self) -> Scanned<()> {
        let shape = self.scan.shape()?;
        let start = self.scan.at();
        if shape != Shape::Object {
            self.pass()?;
            let (sv, en) = words::shape(shape);
            self.report(
                Diagnostic::error(
                    Code::NotAnApplication,
                    self.scan.span_from(start),
                    format!("en ansökan är ett objekt (`{{…}}`), och det här är {sv}"),
                    format!("an application is an object (`{{…}}`), and this is {en}"),
                )
                .at(""),
            );
            return self.scan.end();
        }
        if let Some(object) = self.schema.application() {
            self.fields(object, 0, true)?;
        }
        self.scan.end()
    }

    /// Notes something that is wrong and doesn't end the reading.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// An error about the value that begins at `start` and ends here.
    pub(super) fn error(&self, code: Code, start: usize, sv: String, en: String) -> Diagnostic {
        self.error_at(code, self.scan.span_from(start), sv, en)
    }

    /// An error about a place in the value at hand.
    pub(super) fn error_at(&self, code: Code, span: Span, sv: String, en: String) -> Diagnostic {
        Diagnostic::error(code, span, sv, en).at(self.scan.pointer())
    }

    /// Notes that an alias was used.
    pub(super) fn alias(&mut self, written: &str, meant: &str) {
        self.facts.aliases.push(AliasUse {
            pointer: self.scan.pointer(),
            written: written.to_owned(),
            meant: meant.to_owned(),
        });
    }

    /// Sets a cell.
    pub(super) fn set(&mut self, place: u32, cell: Cell) {
        if let Some(slot) = self.facts.arena.cells.get_mut(place as usize) {
            *slot = cell;
        }
    }

    /// Reads past a value; a key that stands twice in it is still an error.
    pub(super) fn pass(&mut self) -> Scanned<()> {
        let mut found = Vec::new();
        let result = self.scan.skip(&mut |scan, first, second| {
            found.push(repeated_key(scan.pointer(), first, second));
        });
        self.diagnostics.append(&mut found);
        result
    }

    /// Goes to the next key of an object, unless there are too many errors already.
    pub(super) fn next_key(&mut self) -> Scanned<Option<Str<'a>>> {
        self.stop_when_full()?;
        self.scan.next_key()
    }

    /// Goes to the next element of an array, unless there are too many errors already.
    pub(super) fn next_item(&mut self) -> Scanned<bool> {
        self.stop_when_full()?;
        self.scan.next_item()
    }

    fn stop_when_full(&self) -> Scanned<()> {
        let most = self.limits.max_diagnostics;
        if self.diagnostics.len() < most {
            return Ok(());
        }
        Err(Box::new(self.error(
            Code::NotAnApplication,
            self.scan.at(),
            format!("läsningen avbröts här efter {most} fel"),
            format!("reading stopped here after {most} errors"),
        )))
    }

    /// There may not be more answers and contradictions than are taken.
    pub(super) fn not_too_many(&self) -> Scanned<()> {
        let most = self.limits.max_statements;
        let count = self.facts.answers.len().max(self.facts.contradictions.len());
        if count <= most {
            return Ok(());
        }
        Err(Box::new(self.error(
            Code::InputTooLarge,
            self.scan.at(),
            format!("ansökan har fler än {most} svar eller motstridiga uppgifter"),
            format!("the application has more than {most} answers or contradictory statements"),
        )))
    }

    /// An unknown key of an object that takes only these; its value is read past.
    pub(super) fn stranger<'n>(
        &mut self,
        key: Str<'a>,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Scanned<()> {
        let name = key.text();
        let shown = words::clip(&name);
        let diagnostic = self.error_at(
            Code::UnknownKey,
            key.span,
            format!("nyckeln `{shown}` finns inte här"),
            format!("there is no key `{shown}` here"),
        );
        self.report(words::suggest(diagnostic, &name, known));
        self.pass()
    }

    /// Notes keys that stand twice in the object that was just read.
    pub(super) fn repeated(&mut self, keys: Vec<Str<'a>>) {
        for (first, second) in string::repeated(keys) {
            let mut pointer = self.scan.pointer();
            fault::add_key(&mut pointer, &second.text());
            self.report(repeated_key(pointer, first, second));
        }
    }

    /// Reads the fields of an object, whose first cell is `base`; gives the place of its key's value.
    pub(super) fn fields(&mut self, object: &'s Object, base: u32, top: bool) -> Scanned<Option<Span>> {
        self.scan.enter_object()?;
        let floor = self.seen.len();
        self.seen.resize(floor.saturating_add(object.fields.len()), None);
        let (mut predicted, mut key_span, mut others) = (0_usize, None, Vec::new());
        while let Some(key) = self.next_key()? {
            let Some((index, slot)) = self.field_of(object, key, predicted) else {
                others.push(key);
                self.other_key(object, key, top)?;
                continue;
            };
            predicted = index.saturating_add(1);
            let earlier = self
                .seen
                .get_mut(floor.saturating_add(index))
                .and_then(|seen| seen.replace(key));
            if let Some(first) = earlier {
                self.report(repeated_key(self.scan.pointer(), first, key));
                self.pass()?;
                continue;
            }
            self.scan.shape()?;
            let start = self.scan.at();
            self.field(slot, base.saturating_add(slot.offset))?;
            if object.key.map(usize::from) == Some(index) {
                key_span = Some(self.scan.span_from(start));
            }
        }
        self.seen.truncate(floor);
        self.repeated(others);
        Ok(key_span)
    }

    /// The field of the key: the one that follows the last one, most often.
    fn field_of(&mut self, object: &'s Object, key: Str<'a>, predicted: usize) -> Option<(usize, &'s Slot)> {
        if let Some(slot) = object.fields.get(predicted)
            && !key.escaped
            && key.raw == slot.json
        {
            return Some((predicted, slot));
        }
        let name = key.text();
        let (index, alias) = object.keys.find(&name)?;
        let slot = object.fields.get(index as usize)?;
        if alias {
            self.alias(&name, &slot.json);
        }
        Some((index as usize, slot))
    }

    /// A key that is no field's.
    fn other_key(&mut self, object: &'s Object, key: Str<'a>, top: bool) -> Scanned<()> {
        if top && self.reserved(key)? {
            return Ok(());
        }
        if self.limits.unknown_keys {
            return self.pass();
        }
        let name = key.text();
        let shown = words::clip(&name);
        let mut diagnostic = self.error_at(
            Code::UnknownKey,
            key.span,
            format!(
                "regelverket `{}` känner inte nyckeln `{shown}`",
                self.ruleset.name
            ),
            format!(
                "the rule set `{}` does not know the key `{shown}`",
                self.ruleset.name
            ),
        );
        let known = object.fields.iter().map(|f| f.json.as_str());
        let reserved = super::reserved::KEYS.iter().copied().filter(|_| top);
        diagnostic = match object.fields.iter().find(|f| f.name == *name) {
            Some(field) => diagnostic.help(
                format!("fältet `{name}` heter `{}` i JSON", field.json),
                format!("the field `{name}` is called `{}` in JSON", field.json),
            ),
            None => words::suggest(diagnostic, &name, known.chain(reserved)),
        };
        self.report(diagnostic);
        self.pass()
    }

    fn field(&mut self, slot: &'s Slot, place: u32) -> Scanned<()> {
        if let Some(asked) = &slot.judgement {
            self.judgement(slot, asked, place)?;
            return self.not_too_many();
        }
        if self.scan.shape()? != Shape::Null {
            return self.value(slot.kind, place);
        }
        let (_, start) = self.scan.scalar()?;
        if slot.optional {
            for offset in 0..slot.size {
                self.set(place.saturating_add(offset), Cell::Absent);
            }
        } else {
            self.not_absent(start, false);
        }
        Ok(())
    }

    /// An error: `null`, where a value must stand; `object` says that it is one.
    pub(super) fn not_absent(&mut self, start: usize, object: bool) {
        let (sv, en) = words::subject(self.scan.path());
        let diagnostic = self.error(
            Code::NotAbsent,
            start,
            format!("{sv} får inte vara `null`"),
            format!("{en} may not be `null`"),
        );
        let (sv, en) = words::instead_of_null(self.scan.path(), object);
        self.report(diagnostic.help(sv, en));
    }

    /// Reads a value of any kind but `null`.
    pub(super) fn value(&mut self, kind: Kind, place: u32) -> Scanned<()> {
        if let Some(object) = self.schema.object_of(kind) {
            if self.scan.shape()? != Shape::Object {
                return self.wrong_type(kind);
            }
            self.set(place, Cell::Present);
            return self.fields(object, place.saturating_add(1), false).map(|_| ());
        }
        if let Some(element) = self.schema.element_of(kind) {
            if self.scan.shape()? != Shape::Array {
                return self.wrong_type(kind);
            }
            return self.list(element, place);
        }
        if let Some(cell) = self.fact(kind, place)? {
            self.set(place, cell);
        }
        self.not_too_many()
    }

    /// An error: a value of another type; it is read past.
    pub(super) fn wrong_type(&mut self, kind: Kind) -> Scanned<()> {
        let shape = self.scan.shape()?;
        let start = self.scan.at();
        self.pass()?;
        let (subject_sv, subject_en) = words::subject(self.scan.path());
        let ((sv, en), (is_sv, is_en)) = (words::kind(kind), words::shape(shape));
        let written = self.scan.written(start);
        let diagnostic = self.error(
            Code::WrongType,
            start,
            format!("{subject_sv} ska vara {sv}, men är {is_sv}"),
            format!("{subject_en} must be {en}, but is {is_en}"),
        );
        let names = match kind {
            Kind::Enum(index) => self.schema.enums.get(usize::from(index)),
            Kind::TableKey(index) => self.schema.tables.get(usize::from(index)),
            _ => None,
        };
        self.report(match names {
            Some(names) => possible(diagnostic, names.iter().collect()),
            None => words::how_to_write(diagnostic, kind, shape, written),
        });
        Ok(())
    }
}

/// An error: the same key, or two keys of one field, twice in an object.
fn repeated_key(pointer: String, first: Str<'_>, second: Str<'_>) -> Diagnostic {
    let (one, other) = (first.text(), second.text());
    let (sv, en) = if one == other {
        (
            format!("nyckeln `{other}` står två gånger i samma objekt"),
            format!("the key `{other}` stands twice in the same object"),
        )
    } else {
        (
            format!("`{one}` och `{other}` är samma fält"),
            format!("`{one}` and `{other}` are the same field"),
        )
    };
    Diagnostic::error(Code::RepeatedKey, second.span, sv, en)
        .at(pointer)
        .also(first.span, "den första står här", "the first one stands here")
}
