//! What the checking of one rule set carries with it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::elsewhere::Elsewhere;
use super::hash::Inputs;
use super::modules::{Loaded, Module};
use super::names::{Names, Space, Symbol};
use super::pending::Pending;
use super::ruleset::{
    Concept, ConceptId, EnumId, Expr, ExprId, ExprKind, Grounds, LoopId, ParameterId, RecordId, RuleId,
    RuleSet, SourceId, TableId, Track, Type, Validity,
};
use super::visit;
use super::{COMPARED, TOLD};
use crate::diagnostic::{Code, Diagnostic, Effort};
use crate::source::{FileId, Library, Sources, Span};
use crate::syntax::tree::{self, ItemKind, Name};
use crate::value::{Bilingual, Period};

/// How many mistakes are told of with suggestions.
pub(crate) const SUGGESTED: usize = 100;

/// How far the checking of a concept has come.
#[derive(Debug, Default)]
pub(crate) enum ConceptState {
    /// Not begun.
    #[default]
    Waiting,
    /// Begun: who needs it now needs itself.
    Begun,
    /// It has a mistake, which is reported.
    Failed,
    /// Done.
    Done(Box<Concept>),
}

/// The place of each name in a list of them; of one that stands there twice, the first.
pub(crate) type Places = BTreeMap<String, usize>;

/// The places of names in the order in which they stand.
fn places<'n>(names: impl Iterator<Item = &'n str>) -> Places {
    let mut places = Places::new();
    for (place, name) in names.enumerate() {
        places.entry(name.to_owned()).or_insert(place);
    }
    places
}

/// What has names of its own, in a list that no more are added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// A record: its fields.
    Record(RecordId),
    /// A type: its values.
    Enum(EnumId),
}

/// A concept's parameters with their types, and the place of each name.
#[derive(Debug)]
pub(crate) struct Parameters {
    /// The parameters.
    pub(crate) all: Vec<(String, Type)>,
    /// Where each stands.
    pub(crate) places: Places,
}

impl Parameters {
    pub(crate) fn of(all: Vec<(String, Type)>) -> Rc<Self> {
        let places = places(all.iter().map(|(name, _)| name.as_str()));
        Rc::new(Self { all, places })
    }
}

/// A place that names are looked up in before the file's own.
#[derive(Debug)]
pub(crate) enum Frame {
    /// A concept's parameters.
    Parameters(Rc<Parameters>),
    /// A quantifier or an aggregate: the elements' fields are names.
    Loop(Looping),
    /// A `för varje`: the item has a name.
    Block(Looping),
    /// A row of a table: its columns are names.
    Row(TableId),
}

/// Something that goes through a list.
#[derive(Clone, Debug)]
pub(crate) struct Looping {
    /// Its number.
    pub(crate) var: LoopId,
    /// What an element is called.
    pub(crate) binder: Option<String>,
    /// The type of an element.
    pub(crate) element: Type,
    /// The list as it is written.
    pub(crate) list: String,
}

/// The checking of one rule set.
pub(crate) struct Checker<'a> {
    pub(crate) library: &'a dyn Library,
    pub(crate) modules: &'a [Module],
    pub(crate) sources: Sources,
    /// What the hash is made of.
    pub(crate) inputs: Inputs,
    /// The rule set as far as it is made.
    pub(crate) set: RuleSet,
    pub(crate) names: Names,
    pub(crate) pending: Pending<'a>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The file that is being checked.
    pub(crate) module: usize,
    pub(crate) frames: Vec<Frame>,
    pub(crate) concepts: Vec<ConceptState>,
    /// The concepts that are being checked, the outermost first.
    pub(crate) concept_ring: Vec<usize>,
    /// Fields of the application, fields of records, parameters and tables whose declarations have a mistake: who
    /// reads them is not told again.
    pub(crate) bad_fields: BTreeSet<u16>,
    pub(crate) bad_record_fields: BTreeSet<(RecordId, u16)>,
    pub(crate) bad_parameters: BTreeSet<ParameterId>,
    pub(crate) bad_tables: BTreeSet<TableId>,
    /// The row and the place of each table's keys.
    pub(crate) table_rows: BTreeMap<TableId, BTreeMap<String, (u32, Span)>>,
    /// Whether a file is missing, so that an unknown name may be no mistake of its own.
    pub(crate) incomplete: bool,
    /// The words of items that could not be read: a name among them is not unknown.
    pub(crate) lost: BTreeSet<String>,
    /// The parameters of concepts that there are exceptions to.
    pub(crate) parameters: BTreeMap<ConceptId, Rc<Parameters>>,
    /// Exceptions to concepts: the rule, and the value then.
    pub(crate) overrides: Vec<(ConceptId, RuleId, Expr)>,
    /// Where each source is declared.
    pub(crate) source_spans: Vec<(SourceId, Span)>,
    /// What modules give that are not used; looked up when the first name is unknown.
    pub(crate) elsewhere: Option<Elsewhere>,
    /// What is said already, and where.
    told: BTreeSet<(Code, Span, String)>,
    /// Where the first mistakes of each file are, as many as are told.
    first: BTreeMap<FileId, BTreeSet<Span>>,
    /// Where the fields of records and the values of types stand, of those that were looked for.
    places: RefCell<BTreeMap<Owner, Places>>,
    /// The types that have a value of a name, once that was asked.
    pub(crate) by_value: RefCell<Option<BTreeMap<String, Vec<EnumId>>>>,
    /// How many expressions were made again because what they stand in is, see `sizes`.
    pub(crate) repeated: usize,
    /// The rules that a file sees, for suggestions, once a rule was not found in it.
    pub(crate) known_rules: Option<(usize, Rc<Vec<String>>)>,
    /// What suggestions may still take.
    pub(crate) effort: Effort,
    next_expr: u32,
    next_loop: u16,
}

impl<'a> Checker<'a> {
    /// Begins with what was read; its text and the hash's inputs are handed over.
    pub(crate) fn new(
        library: &'a dyn Library,
        loaded: &'a Loaded,
        sources: Sources,
        inputs: Inputs,
        found: &[Diagnostic],
    ) -> Self {
        let lost = lost_words(loaded, &sources, found);
        Self {
            library,
            modules: &loaded.modules,
            sources,
            inputs,
            set: empty_set(),
            names: Names::new(loaded.visible()),
            pending: Pending::default(),
            diagnostics: Vec::new(),
            module: loaded.modules.len().saturating_sub(1),
            frames: Vec::new(),
            concepts: Vec::new(),
            concept_ring: Vec::new(),
            bad_fields: BTreeSet::new(),
            bad_record_fields: BTreeSet::new(),
            bad_parameters: BTreeSet::new(),
            bad_tables: BTreeSet::new(),
            table_rows: BTreeMap::new(),
            incomplete: loaded.incomplete,
            lost,
            parameters: BTreeMap::new(),
            overrides: Vec::new(),
            source_spans: Vec::new(),
            elsewhere: None,
            told: BTreeSet::new(),
            first: BTreeMap::new(),
            places: RefCell::default(),
            by_value: RefCell::default(),
            repeated: 0,
            known_rules: None,
            effort: Effort::default(),
            next_expr: 0,
            next_loop: 0,
        }
    }

    /// Adds a diagnostic, unless the same is said of the same place already.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        let span = diagnostic.span();
        let key = (diagnostic.code, span, diagnostic.message.sv.clone());
        if self.told.insert(key) {
            if diagnostic.is_error() {
                let first = self.first.entry(span.file).or_default();
                first.insert(span);
                if first.len() > TOLD {
                    first.pop_last();
                }
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether so much is wrong before the place that a mistake there won't be told: it need not be said then.
    pub(crate) fn is_past_telling(&self, span: Span) -> bool {
        let is_full = |first: &&BTreeSet<Span>| first.len() == TOLD;
        let first = self.first.get(&span.file).filter(is_full);
        // The first mistakes are also what later ones are compared with.
        self.diagnostics.len() > COMPARED && first.and_then(BTreeSet::last).is_some_and(|last| *last < span)
    }

    /// Reports a name that does not exist, unless it stands in something that could not be read.
    pub(crate) fn unknown(&mut self, name: &str, diagnostic: Diagnostic) {
        if !self.incomplete && !self.lost.contains(name) {
            let diagnostic = self.with_module(name, diagnostic);
            self.report(diagnostic);
        }
    }

    /// What the name stands for, of the kind that `pick` takes; where there is no such name that is told, with the nearest of those there are.
    pub(crate) fn named<T>(
        &mut self,
        space: Space,
        name: &Name,
        kind: (&str, &str),
        pick: fn(Symbol) -> Option<T>,
    ) -> Option<T> {
        if let Some(found) = self.find(space, &name.text).and_then(pick) {
            return Some(found);
        }
        let known = self.all(space);
        let kin = known
            .iter()
            .copied()
            .filter(|other| self.find(space, other).and_then(pick).is_some());
        let diagnostic = Diagnostic::error(
            Code::UnknownName,
            name.span,
            format!("{} `{}` finns inte", kind.0, name.text),
            format!("the {} `{}` does not exist", kind.1, name.text),
        )
        .suggest(&name.text, kin, &self.effort);
        self.unknown(&name.text, diagnostic);
        None
    }

    /// Reports an error of the form that most have.
    pub(crate) fn error(&mut self, code: Code, span: Span, sv: impl Into<String>, en: impl Into<String>) {
        self.report(Diagnostic::error(code, span, sv, en));
    }

    /// A typed expression with a number of its own.
    pub(crate) fn make(&mut self, span: Span, ty: Type, kind: ExprKind) -> Expr {
        let id = ExprId(self.next_expr);
        self.next_expr = self.next_expr.saturating_add(1);
        Expr { id, ty, span, kind }
    }

    /// The place of a name among the owner's, by an index where they are many.
    pub(crate) fn place_of<'n>(
        &self,
        owner: Owner,
        name: &str,
        names: impl ExactSizeIterator<Item = &'n str>,
    ) -> Option<usize> {
        const FEW: usize = 16;
        let mut names = names;
        if names.len() <= FEW {
            return names.position(|other| other == name);
        }
        let mut known = self.places.borrow_mut();
        known
            .entry(owner)
            .or_insert_with(|| places(names))
            .get(name)
            .copied()
    }

    /// A loop over a list, with a number of its own.
    pub(crate) fn fresh_loop(&mut self, list: &Expr) -> LoopId {
        let id = LoopId(self.next_loop);
        self.next_loop = self.next_loop.saturating_add(1);
        if visit::field(&self.set, list).is_some_and(|field| field.percent) {
            self.set.percentages.insert(id);
        }
        id
    }

    /// Whether a mistake is told of with suggestions: not where there are very many.
    pub(crate) fn still_suggests(&self) -> bool {
        self.diagnostics.len() <= SUGGESTED
    }

    /// How many expressions were made.
    pub(crate) fn made(&self) -> usize {
        usize::try_from(self.next_expr).unwrap_or(usize::MAX)
    }

    /// How many loops have a number.
    pub(crate) fn loops(&self) -> u16 {
        self.next_loop
    }

    /// What the name stands for in the file that is being checked.
    pub(crate) fn find(&self, space: Space, name: &str) -> Option<Symbol> {
        self.names.find(self.module, space, name)
    }

    /// The names of a space that the file that is being checked sees, for suggestions; none any more when there have
    /// been very many mistakes, for they would take the longest time of all.
    pub(crate) fn all(&self, space: Space) -> Vec<&str> {
        if !self.still_suggests() {
            return Vec::new();
        }
        self.names.all(self.module, space).collect()
    }

    /// The names of the concepts among them.
    pub(crate) fn all_concepts(&self) -> Vec<&str> {
        let mut known = self.all(Space::Value);
        known.retain(|n| matches!(self.find(Space::Value, n), Some(Symbol::Concept(_))));
        known
    }

    /// The user's own words at a place, on one line and not too long.
    pub(crate) fn words(&self, span: Span) -> String {
        let text = self.sources.get(span.file).map_or("", |file| file.slice(span));
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > 50 {
            line.chars().take(49).chain(['…']).collect()
        } else {
            line
        }
    }

    /// A text without holes.
    pub(crate) fn plain(&mut self, text: &tree::Text) -> Bilingual {
        let mut line = |line: &tree::TextLine| {
            let hole = line
                .parts
                .iter()
                .find(|part| matches!(part, tree::TextPart::Hole(_)));
            if hole.is_some() {
                self.report(
                    Diagnostic::error(
                        Code::UnresolvedHole,
                        line.span,
                        "den här texten kan inte ha en lucka",
                        "this text can't have a hole",
                    )
                    .help(
                        "luckor fylls i texterna efter `annars`, `talar för`, `talar emot` och `lämna`; skriv `{{` för en klammer",
                        "holes are filled in the texts after `annars`, `talar för`, `talar emot` and `lämna`; write `{{` for a brace",
                    ),
                );
            }
            line.plain()
        };
        Bilingual {
            sv: line(&text.sv),
            en: text.en.as_ref().map(line),
        }
    }

    /// A title, or the name in words where none is written.
    pub(crate) fn title(&mut self, title: Option<&tree::Text>, name: &str) -> Bilingual {
        match title {
            Some(text) => self.plain(text),
            None => Bilingual {
                sv: in_words(name),
                en: None,
            },
        }
    }

    /// Takes the rule set out, with its hash.
    pub(crate) fn finish(&mut self) -> RuleSet {
        let mut set = std::mem::replace(&mut self.set, empty_set());
        set.hash = self.inputs.hash();
        set.expressions = self.next_expr;
        set.loops = self.next_loop;
        let modules = self.modules.iter().filter(|module| module.is_module);
        set.modules = modules.map(|module| module.slug.clone()).collect();
        set
    }
}

/// A name as words: spaces for `_`.
pub(crate) fn in_words(name: &str) -> String {
    name.replace('_', " ")
}

/// An index as the identifiers hold it.
pub(crate) fn index(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

fn empty_set() -> RuleSet {
    RuleSet {
        name: String::new(),
        version: String::new(),
        hash: String::new(),
        place: Span::default(),
        title: Bilingual::default(),
        grounds: Grounds::default(),
        track: Track::None,
        modules: Vec::new(),
        valid: Validity {
            by: None,
            period: Period::default(),
        },
        assessed_on: None,
        sources: Vec::new(),
        bodies: Vec::new(),
        units: super::builtin::units(),
        enums: Vec::new(),
        records: Vec::new(),
        tables: Vec::new(),
        parameters: Vec::new(),
        concepts: Vec::new(),
        application: Vec::new(),
        rules: Vec::new(),
        percentages: BTreeSet::new(),
        rule_order: Vec::new(),
        blocks: Vec::new(),
        results: Vec::new(),
        words: Vec::new(),
        examples: Vec::new(),
        apportionments: Vec::new(),
        acceptances: Vec::new(),
        expressions: 0,
        loops: 0,
    }
}

/// The words that stand outside the items that could be read, in files with errors.
fn lost_words(loaded: &Loaded, sources: &Sources, found: &[Diagnostic]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for module in &loaded.modules {
        let broken = found
            .iter()
            .any(|d| d.is_error() && d.code.as_str().starts_with("E01") && d.span().file == module.file);
        let Some(file) = sources.get(module.file).filter(|_| broken) else {
            continue;
        };
        let mut read = Vec::new();
        item_spans(&module.tree.items, &mut read);
        read.sort_unstable();
        let mut start = 0;
        let end = u32::try_from(file.text.len()).unwrap_or(u32::MAX);
        for (from, to) in read.into_iter().chain([(end, end)]) {
            if start < from {
                declared_words(file.slice(Span::new(module.file, start, from)), &mut words);
            }
            start = start.max(to);
        }
    }
    words
}

/// The words by which items that could not be read may declare something: a rule its name, other items anything.
fn declared_words(text: &str, words: &mut BTreeSet<String>) {
    let mut inside = true;
    for line in text.lines() {
        let first = line.split_whitespace().next().unwrap_or_default();
        let begins = crate::syntax::begins_item(first);
        if begins || !line.starts_with([' ', '\t', '}']) {
            inside = !crate::syntax::begins_rule(first);
        }
        if begins || inside {
            let outside_strings = line.split('"').step_by(2);
            let split =
                outside_strings.flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_'));
            words.extend(split.filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }
}

fn item_spans(items: &[tree::Item], spans: &mut Vec<(u32, u32)>) {
    for item in items {
        match &item.kind {
            ItemKind::Section { items, .. } | ItemKind::ForEach { items, .. } => item_spans(items, spans),
            _ => spans.push((item.span.start, item.span.end)),
        }
    }
}
