//! What the files declare, collected before anything is resolved, so that the order of lines means nothing.

use super::checker::{Checker, index};
use super::names::{Entry, Space, Symbol};
use super::ruleset::{
    ApportionmentId, BlockId, BodyId, ConceptId, EnumId, ParameterId, RecordId, RuleId, SourceId, TableId,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Expr, Grounds, Item, ItemKind, Name, Text, TypeRef};
use crate::value::{Period, UnitId};

/// A chapter that a rule stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chapter<'a> {
    pub(crate) name: &'a Name,
    pub(crate) title: Option<&'a Text>,
    pub(crate) valid: Option<Period>,
    pub(crate) grounds: &'a Grounds,
    pub(crate) guard: Option<&'a Expr>,
}

/// A rule, with where it stands.
#[derive(Debug)]
pub(crate) struct PendingRule<'a> {
    pub(crate) module: usize,
    pub(crate) id: String,
    pub(crate) rule: &'a tree::Rule,
    pub(crate) span: Span,
    pub(crate) chapters: Vec<Chapter<'a>>,
    pub(crate) block: Option<BlockId>,
}

/// A `för varje`.
#[derive(Debug)]
pub(crate) struct PendingBlock<'a> {
    pub(crate) module: usize,
    pub(crate) name: &'a Name,
    pub(crate) list: &'a Expr,
}

/// An open name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PendingOpen<'a> {
    pub(crate) module: usize,
    pub(crate) name: &'a Name,
    pub(crate) ty: &'a TypeRef,
    pub(crate) title: Option<&'a Text>,
}

/// A field of the application.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PendingField<'a> {
    /// As it is declared.
    Declared(&'a tree::Field),
    /// An open name that nobody defines: a field, so that the rest can be checked.
    Open(PendingOpen<'a>),
}

/// A dated parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PendingParameter<'a> {
    pub(crate) module: usize,
    pub(crate) name: &'a Name,
    pub(crate) title: Option<&'a Text>,
    pub(crate) ty: &'a TypeRef,
    pub(crate) values: &'a [tree::Dated],
}

/// A named result.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PendingResult<'a> {
    pub(crate) module: usize,
    pub(crate) name: &'a Name,
    pub(crate) title: Option<&'a Text>,
    pub(crate) grounds: &'a Grounds,
    pub(crate) value: &'a Expr,
}

/// What the files declare; each with the file that declares it, in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Pending<'a> {
    pub(crate) sources: Vec<(usize, &'a Name, &'a Text)>,
    pub(crate) bodies: Vec<(usize, &'a Name, &'a Text, &'a [tree::Alias])>,
    pub(crate) units: Vec<(usize, &'a Name, Option<&'a Text>)>,
    pub(crate) enums: Vec<(usize, &'a Name, &'a [tree::Variant])>,
    pub(crate) records: Vec<(usize, &'a Name, Option<&'a Text>, &'a [tree::Field])>,
    pub(crate) tables: Vec<(usize, &'a tree::Table)>,
    pub(crate) parameters: Vec<PendingParameter<'a>>,
    pub(crate) concepts: Vec<(usize, &'a tree::Concept)>,
    pub(crate) fields: Vec<(usize, PendingField<'a>)>,
    pub(crate) opens: Vec<PendingOpen<'a>>,
    pub(crate) rules: Vec<PendingRule<'a>>,
    pub(crate) blocks: Vec<PendingBlock<'a>>,
    pub(crate) results: Vec<PendingResult<'a>>,
    pub(crate) apportionments: Vec<(usize, &'a tree::Apportionment, Span)>,
    pub(crate) words: Vec<(usize, tree::OutcomeWord, &'a Text, Span)>,
    pub(crate) examples: Vec<(usize, &'a tree::Example, Span)>,
    pub(crate) acceptances: Vec<(usize, &'a tree::Acceptance, Span)>,
    pub(crate) header: Option<(usize, &'a tree::Ruleset)>,
}

/// Where an item stands.
#[derive(Clone, Default)]
struct Place<'a> {
    chapters: Vec<Chapter<'a>>,
    block: Option<BlockId>,
}

impl<'a> Checker<'a> {
    /// Collects all declarations of all files.
    pub(crate) fn collect(&mut self) {
        for (module, file) in self.modules.iter().enumerate() {
            self.module = module;
            for item in &file.tree.items {
                self.collect_item(item, &Place::default());
            }
        }
    }

    /// Declares a name; says so and gives `false` when it is taken.
    pub(crate) fn declare(&mut self, space: Space, name: &str, span: Span, symbol: Symbol) -> bool {
        let entry = Entry {
            symbol,
            span,
            module: self.module,
        };
        let Some(first) = self.names.declare(space, name, entry) else {
            return true;
        };
        if self.is_past_telling(span) {
            return false;
        }
        let is_module = |index: usize| self.modules.get(index).is_some_and(|m| m.is_module);
        let clash = first.module != self.module && is_module(first.module) && is_module(self.module);
        let diagnostic = if clash {
            Diagnostic::error(
                Code::ImportClash,
                span,
                format!("två moduler ger namnet `{name}`"),
                format!("two modules give the name `{name}`"),
            )
        } else {
            Diagnostic::error(
                Code::DuplicateName,
                span,
                format!("namnet `{name}` är redan taget"),
                format!("the name `{name}` is taken already"),
            )
        };
        let diagnostic = diagnostic
            .label("här igen", "here again")
            .also(first.span, "först här", "first here")
            .help("ge den ena ett annat namn", "give one of them another name");
        self.report(diagnostic);
        false
    }

    fn collect_item(&mut self, item: &'a Item, place: &Place<'a>) {
        let module = self.module;
        match &item.kind {
            ItemKind::Ruleset(header) => {
                self.pending.header.get_or_insert((module, header));
            }
            ItemKind::Module { .. } | ItemKind::Use(_) => {}
            ItemKind::Source { name, title } => {
                let symbol = Symbol::Source(SourceId(index(self.pending.sources.len())));
                if self.declare(Space::Source, &name.text, name.span, symbol) {
                    self.pending.sources.push((module, name, title));
                }
            }
            ItemKind::Body { name, title, aliases } => {
                let symbol = Symbol::Body(BodyId(index(self.pending.bodies.len())));
                if self.declare(Space::Body, &name.text, name.span, symbol) {
                    self.pending.bodies.push((module, name, title, aliases));
                }
            }
            ItemKind::Enum { name, variants } => {
                let symbol = Symbol::Enum(EnumId(index(self.pending.enums.len())));
                if self.declare_type(name, symbol) {
                    self.pending.enums.push((module, name, variants));
                }
            }
            ItemKind::Record { name, title, fields } => {
                let symbol = Symbol::Record(RecordId(index(self.pending.records.len())));
                if self.declare_type(name, symbol) {
                    self.pending.records.push((module, name, title.as_ref(), fields));
                }
            }
            ItemKind::Unit { name, title } => {
                let number = UnitId::FIRST_DECLARED
                    .0
                    .saturating_add(index(self.pending.units.len()));
                if self.declare_type(name, Symbol::Unit(UnitId(number))) {
                    self.pending.units.push((module, name, title.as_ref()));
                }
            }
            ItemKind::Application(fields) => {
                for field in fields {
                    let symbol = Symbol::Field(index(self.pending.fields.len()));
                    if self.declare(Space::Value, &field.name.text, field.name.span, symbol) {
                        self.pending.fields.push((module, PendingField::Declared(field)));
                    }
                }
            }
            ItemKind::Open { name, ty, title } => self.pending.opens.push(PendingOpen {
                module,
                name,
                ty,
                title: title.as_ref(),
            }),
            ItemKind::Concept(concept) => {
                let symbol = Symbol::Concept(ConceptId(index(self.pending.concepts.len())));
                if self.declare(Space::Value, &concept.name.text, concept.name.span, symbol) {
                    self.pending.concepts.push((module, concept));
                }
            }
            ItemKind::Parameter {
                name,
                title,
                ty,
                values,
            } => {
                let symbol = Symbol::Parameter(ParameterId(index(self.pending.parameters.len())));
                if self.declare(Space::Value, &name.text, name.span, symbol) {
                    self.pending.parameters.push(PendingParameter {
                        module,
                        name,
                        title: title.as_ref(),
                        ty,
                        values,
                    });
                }
            }
            ItemKind::Table(table) => {
                let symbol = Symbol::Table(TableId(index(self.pending.tables.len())));
                if self.declare(Space::Value, &table.name.text, table.name.span, symbol) {
                    self.pending.tables.push((module, table));
                }
            }
            ItemKind::Result {
                name,
                title,
                grounds,
                value,
            } => {
                if self.declare(Space::Result, &name.text, name.span, Symbol::Result) {
                    self.pending.results.push(PendingResult {
                        module,
                        name,
                        title: title.as_ref(),
                        grounds,
                        value,
                    });
                }
            }
            ItemKind::Apportionment(made) => {
                let symbol = Symbol::Apportionment(ApportionmentId(index(self.pending.apportionments.len())));
                if self.declare(Space::Result, &made.name.text, made.name.span, symbol) {
                    self.pending.apportionments.push((module, made, item.span));
                }
            }
            ItemKind::Word { outcome, text } => {
                self.pending.words.push((module, *outcome, text, item.span));
            }
            ItemKind::Example(example) => self.pending.examples.push((module, example, item.span)),
            ItemKind::Acceptance(acceptance) => {
                self.pending.acceptances.push((module, acceptance, item.span));
            }
            ItemKind::Rule(_) | ItemKind::Section { .. } | ItemKind::ForEach { .. } => {
                self.collect_nested(item, place);
            }
        }
    }

    fn collect_nested(&mut self, item: &'a Item, place: &Place<'a>) {
        let module = self.module;
        match &item.kind {
            ItemKind::Rule(rule) => {
                let id = self.rule_id(&rule.name.text);
                let symbol = Symbol::Rule(RuleId(index(self.pending.rules.len())));
                if self.declare(Space::Rule, &id, rule.name.span, symbol) {
                    self.pending.rules.push(PendingRule {
                        module,
                        id,
                        rule,
                        span: item.span,
                        chapters: place.chapters.clone(),
                        block: place.block,
                    });
                }
            }
            ItemKind::Section {
                name,
                title,
                valid,
                grounds,
                guard,
                items,
            } => {
                let mut inner = place.clone();
                inner.chapters.push(Chapter {
                    name,
                    title: title.as_ref(),
                    valid: *valid,
                    grounds,
                    guard: guard.as_ref(),
                });
                for item in items {
                    self.collect_item(item, &inner);
                }
            }
            ItemKind::ForEach { name, list, items } => {
                if place.block.is_some() {
                    self.report(
                        Diagnostic::error(
                            Code::Misplaced,
                            item.span,
                            "ett `för varje` kan inte stå i ett annat",
                            "a `för varje` can't stand inside another",
                        )
                        .help(
                            "använd `alla i …` eller `någon i …` för den inre listan",
                            "use `alla i …` or `någon i …` for the inner list",
                        ),
                    );
                    return;
                }
                let mut inner = place.clone();
                inner.block = Some(BlockId(index(self.pending.blocks.len())));
                self.pending.blocks.push(PendingBlock { module, name, list });
                for item in items {
                    self.collect_item(item, &inner);
                }
            }
            _ => {}
        }
    }

    /// A rule's full id in the file that is being checked: a module's last part before the name.
    pub(crate) fn rule_id(&self, name: &str) -> String {
        match self.modules.get(self.module).and_then(|m| m.prefix()) {
            Some(prefix) => format!("{prefix}.{name}"),
            None => name.to_owned(),
        }
    }

    fn declare_type(&mut self, name: &Name, symbol: Symbol) -> bool {
        let built_in =
            super::builtin::scalar(&name.text).is_some() || super::builtin::unit(&name.text).is_some();
        if built_in {
            self.report(
                Diagnostic::error(
                    Code::ReservedName,
                    name.span,
                    format!("`{}` finns redan i språket", name.text),
                    format!("`{}` is part of the language already", name.text),
                )
                .help("välj ett annat namn", "choose another name"),
            );
            return false;
        }
        self.declare(Space::Type, &name.text, name.span, symbol)
    }
}
