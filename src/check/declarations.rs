//! Sources, bodies, units, types, records and the application's fields.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::checker::{Checker, in_words, index};
use super::names::{Space, Symbol};
use super::pending::PendingField;
use super::ruleset::{
    Answerer, Body, BodyId, EnumDefinition, Field, Record, RecordId, Source, SourceId, Type, UnitDefinition,
    Variant,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Name, TextLine};
use crate::value::{Bilingual, Unit};

/// JSON keys that an application has besides its facts.
const RESERVED_IN_APPLICATION: [&str; 4] = ["regelverk", "id", "prövningsdag", "väntar"];
/// JSON keys that tell a qualified fact from a record.
const RESERVED_IN_RECORD: [&str; 4] = ["värde", "minst", "högst", "motstridigt"];

impl<'a> Checker<'a> {
    /// Makes sources, bodies, units and enums, which need nothing else.
    pub(crate) fn declare_simple(&mut self) {
        for (position, (module, name, title)) in self.pending.sources.clone().into_iter().enumerate() {
            self.module = module;
            let title = self.plain(title);
            self.source_spans.push((SourceId(index(position)), name.span));
            self.set.sources.push(Source {
                name: name.text.clone(),
                title,
            });
        }
        for (module, name, title, aliases) in self.pending.bodies.clone() {
            self.module = module;
            let title = self.plain(title);
            let aliases = self.aliases(aliases);
            self.set.bodies.push(Body {
                name: name.text.clone(),
                title,
                aliases,
            });
        }
        for (module, name, title) in self.pending.units.clone() {
            self.module = module;
            let title = self.title(title, &name.text);
            self.set.units.push(UnitDefinition {
                name: name.text.clone(),
                title,
            });
        }
        for (module, name, variants) in self.pending.enums.clone() {
            self.module = module;
            let variants = self.variants(variants);
            self.set.enums.push(EnumDefinition {
                name: name.text.clone(),
                variants,
            });
        }
    }

    fn variants(&mut self, variants: &[tree::Variant]) -> Vec<Variant> {
        let mut spellings: BTreeMap<String, Span> = BTreeMap::new();
        let mut made = Vec::new();
        for variant in variants {
            self.spelling(&mut spellings, &variant.name.text, variant.name.span);
            for alias in &variant.aliases {
                self.spelling(&mut spellings, &alias.alias.plain(), alias.alias.span);
            }
            let title = self.title(variant.title.as_ref(), &variant.name.text);
            let aliases = self.aliases(&variant.aliases);
            made.push(Variant {
                name: variant.name.text.clone(),
                title,
                aliases,
            });
        }
        made
    }

    /// Takes a spelling into use; says so when it is taken.
    fn spelling(&mut self, spellings: &mut BTreeMap<String, Span>, name: &str, span: Span) {
        if let Some(first) = spellings.insert(name.nfc().collect(), span)
            && !self.is_past_telling(span)
        {
            self.report(
                Diagnostic::error(
                    Code::DuplicateName,
                    span,
                    format!("`{name}` står två gånger"),
                    format!("`{name}` stands twice"),
                )
                .label("här igen", "here again")
                .also(first, "först här", "first here"),
            );
        }
    }

    fn aliases(&mut self, aliases: &[tree::Alias]) -> Vec<String> {
        aliases
            .iter()
            .map(|alias| {
                if let Some(target) = &alias.target {
                    self.report(
                        Diagnostic::error(
                            Code::AliasTarget,
                            target.span,
                            "bara en tabells nycklar har alias för en annan nyckel",
                            "only a table's keys have aliases for another key",
                        )
                        .help("skriv `även \"…\"` utan `=`", "write `även \"…\"` without `=`"),
                    );
                }
                alias.alias.plain().nfc().collect()
            })
            .collect()
    }

    /// Makes the records.
    pub(crate) fn declare_records(&mut self) {
        for (number, (module, name, title, fields)) in self.pending.records.clone().into_iter().enumerate() {
            self.module = module;
            let record = RecordId(index(number));
            let title = self.title(title, &name.text);
            let mut names: BTreeMap<String, Span> = BTreeMap::new();
            let mut keys: BTreeMap<String, Span> = BTreeMap::new();
            let mut made = Vec::new();
            for (position, field) in fields.iter().enumerate() {
                self.spelling(&mut names, &field.name.text, field.name.span);
                self.json_keys(&mut keys, field, &RESERVED_IN_RECORD);
                let (field, good) = self.field(field);
                if !good {
                    self.bad_record_fields.insert((record, index(position)));
                }
                made.push(field);
            }
            let key = self.record_key_position(fields);
            self.set.records.push(Record {
                name: name.text.clone(),
                title,
                fields: made,
                key,
            });
        }
    }

    fn record_key_position(&mut self, fields: &[tree::Field]) -> Option<u16> {
        let mut keys = fields.iter().enumerate().filter(|(_, f)| f.key);
        let (position, first) = keys.next()?;
        if let Some((_, second)) = keys.next() {
            self.report(
                Diagnostic::error(
                    Code::DuplicateName,
                    second.name.span,
                    "posten har två nycklar",
                    "the record has two keys",
                )
                .also(first.name.span, "den första", "the first one"),
            );
        }
        if first.ty.optional || first.ty.judgement {
            self.error(
                Code::TypeMismatch,
                first.ty.span,
                "en nyckel kan inte vara valfri eller en bedömning",
                "a key can't be optional or a judgement",
            );
        }
        Some(index(position))
    }

    /// Makes the application's fields.
    pub(crate) fn declare_application(&mut self) {
        let mut keys: BTreeMap<String, Span> = BTreeMap::new();
        for (number, (module, pending)) in self.pending.fields.clone().into_iter().enumerate() {
            self.module = module;
            let (field, good) = match pending {
                PendingField::Declared(field) => {
                    self.json_keys(&mut keys, field, &RESERVED_IN_APPLICATION);
                    if field.key {
                        self.report(
                            Diagnostic::error(
                                Code::Misplaced,
                                field.name.span,
                                "ansökan har ingen nyckel",
                                "the application has no key",
                            )
                            .help(
                                "`nyckel` står i en post eller en tabell",
                                "`nyckel` stands in a record or a table",
                            ),
                        );
                    }
                    self.field(field)
                }
                PendingField::Open(open) => {
                    let question = open.title.map(|title| self.plain(title));
                    self.field_of(open.name, open.ty, question)
                }
            };
            if !good {
                self.bad_fields.insert(index(number));
            }
            self.set.application.push(field);
        }
    }

    /// Takes a field's JSON keys into use.
    fn json_keys(&mut self, keys: &mut BTreeMap<String, Span>, field: &tree::Field, reserved: &[&str]) {
        let own = match &field.json {
            Some(json) => (json.plain(), json.span),
            None => (field.name.text.clone(), field.name.span),
        };
        let aliases = field.aliases.iter().map(|a| (a.alias.plain(), a.alias.span));
        for (key, span) in std::iter::once(own).chain(aliases) {
            if reserved.contains(&key.nfc().collect::<String>().as_str()) {
                self.report(
                    Diagnostic::error(
                        Code::ReservedName,
                        span,
                        format!("`{key}` betyder något annat i ansökans JSON"),
                        format!("`{key}` means something else in the application's JSON"),
                    )
                    .help(
                        "välj ett annat namn, eller en annan nyckel med `json \"…\"`",
                        "choose another name, or another key by `json \"…\"`",
                    ),
                );
            }
            self.spelling(keys, &key, span);
        }
    }

    /// A field as it is declared, and whether it could be made.
    fn field(&mut self, field: &'a tree::Field) -> (Field, bool) {
        let question = field.question.as_ref().map(|text| self.plain(text));
        let (mut made, mut good) = self.field_of(&field.name, &field.ty, question);
        let mut asked_of = Vec::new();
        for answerer in &field.asked_of {
            let answerer = match answerer {
                tree::Answerer::Applicant => Answerer::Applicant,
                tree::Answerer::Officer => Answerer::Officer,
                tree::Answerer::Body(name) => match self.body(name) {
                    Some(body) => Answerer::Body(body),
                    None => {
                        good = good && self.incomplete;
                        continue;
                    }
                },
            };
            if !asked_of.contains(&answerer) {
                asked_of.push(answerer);
            }
        }
        if !asked_of.is_empty() {
            made.asked_of = asked_of;
        }
        made.applicant_may_change = field.applicant_may_change;
        if let Some(json) = &field.json {
            made.json = normal(json);
        }
        made.aliases = self.aliases(&field.aliases);
        (made, good)
    }

    fn field_of(&mut self, name: &Name, ty: &tree::TypeRef, question: Option<Bilingual>) -> (Field, bool) {
        let found = self.type_of(ty);
        let good = found.is_some();
        let field = Field {
            name: name.text.clone(),
            json: name.text.nfc().collect(),
            aliases: Vec::new(),
            ty: found.unwrap_or(Type::Text),
            optional: ty.optional,
            judgement: ty.judgement,
            asked_of: vec![if ty.judgement {
                Answerer::Officer
            } else {
                Answerer::Applicant
            }],
            applicant_may_change: false,
            percent: is_percent(ty),
            question: question.unwrap_or_else(|| Bilingual {
                sv: in_words(&name.text),
                en: None,
            }),
            label: in_words(&name.text),
            span: name.span,
        };
        (field, good)
    }

    /// The body of that name.
    pub(crate) fn body(&mut self, name: &Name) -> Option<BodyId> {
        if let Some(Symbol::Body(body)) = self.find(Space::Body, &name.text) {
            return Some(body);
        }
        let known = self.all(Space::Body);
        let diagnostic = Diagnostic::error(
            Code::UnknownBody,
            name.span,
            format!("organet `{}` finns inte", name.text),
            format!("the body `{}` does not exist", name.text),
        )
        .suggest(&name.text, known, &self.effort)
        .help(
            format!("ett organ anges med `organ {} \"…\"`", name.text),
            format!("a body is declared by `organ {} \"…\"`", name.text),
        );
        self.unknown(&name.text, diagnostic);
        None
    }

    /// The plain number type, signed.
    pub(crate) fn plain_number() -> Type {
        Type::Number {
            unit: Unit::none(),
            signed: true,
            whole: false,
        }
    }
}

/// A text's characters in normal form.
fn normal(line: &TextLine) -> String {
    line.plain().nfc().collect()
}

/// Whether a type, or a list's elements' type, is written as a percentage.
fn is_percent(ty: &tree::TypeRef) -> bool {
    match &ty.kind {
        tree::TypeRefKind::List(element) => is_percent(element),
        tree::TypeRefKind::Named { name, .. } => matches!(name.text.as_str(), "procent" | "percent"),
        _ => false,
    }
}
