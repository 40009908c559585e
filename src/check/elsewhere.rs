//! Names that modules declare which a file does not use.

use std::collections::BTreeMap;

use super::checker::Checker;
use super::modules::module_path;
use super::names::Space;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;
use crate::syntax;
use crate::syntax::tree::{Item, ItemKind};

/// For each name of each space the module that gives it; of several the first in alphabetical order.
pub(crate) type Elsewhere = BTreeMap<(Space, String), String>;

/// How many modules are looked through.
const LOOKED_THROUGH: usize = 200;

impl Checker<'_> {
    /// The diagnostic, with the module that would give the name when there is one. The modules are read when the first name is
    /// unknown, and once.
    pub(crate) fn with_module(&mut self, name: &str, mut diagnostic: Diagnostic) -> Diagnostic {
        let space = match diagnostic.code {
            Code::UnknownName => Space::Value,
            Code::UnknownType | Code::UnknownUnit => Space::Type,
            Code::UnknownSource => Space::Source,
            Code::UnknownBody => Space::Body,
            Code::UnknownRule => Space::Rule,
            _ => return diagnostic,
        };
        if self.elsewhere.is_none() {
            self.elsewhere = Some(self.read_elsewhere());
        }
        let modules = self.elsewhere.as_ref();
        let Some(slug) = modules.and_then(|modules| modules.get(&(space, name.to_owned()))) else {
            return diagnostic;
        };
        let with = Diagnostic::error(diagnostic.code, diagnostic.span(), "", "").help(
            format!("modulen `{slug}` ger `{name}`: skriv `använd {slug}`"),
            format!("the module `{slug}` gives `{name}`: write `använd {slug}`"),
        );
        diagnostic.help.splice(0..0, with.help);
        diagnostic
    }

    fn read_elsewhere(&self) -> Elsewhere {
        let mut found = Elsewhere::new();
        for slug in self.library.modules().into_iter().take(LOOKED_THROUGH) {
            let used = self.modules.iter().any(|module| module.slug == slug);
            let Ok(bytes) = self.library.read(&module_path(&slug)) else {
                continue;
            };
            // A broken file gives what could be read of it, and is told of where it is checked.
            let file = FileId(u16::MAX);
            if !used && let Ok(text) = syntax::decode(file, &bytes) {
                declared(&syntax::parse(file, text).0.items, &slug, &mut found);
            }
        }
        found
    }
}

fn declared(items: &[Item], slug: &str, found: &mut Elsewhere) {
    let prefix = slug.rsplit('.').next().unwrap_or(slug);
    for item in items {
        let mut add = |space: Space, name: &str| {
            let module = found.entry((space, name.to_owned()));
            module.or_insert_with(|| slug.to_owned());
        };
        match &item.kind {
            ItemKind::Source { name, .. } => add(Space::Source, &name.text),
            ItemKind::Body { name, .. } => add(Space::Body, &name.text),
            ItemKind::Enum { name, .. } | ItemKind::Record { name, .. } | ItemKind::Unit { name, .. } => {
                add(Space::Type, &name.text);
            }
            ItemKind::Application(fields) => {
                fields
                    .iter()
                    .for_each(|field| add(Space::Value, &field.name.text));
            }
            ItemKind::Concept(concept) => add(Space::Value, &concept.name.text),
            ItemKind::Parameter { name, .. } => add(Space::Value, &name.text),
            ItemKind::Table(table) => add(Space::Value, &table.name.text),
            ItemKind::Rule(rule) => add(Space::Rule, &format!("{prefix}.{}", rule.name.text)),
            ItemKind::Section { items, .. } | ItemKind::ForEach { items, .. } => declared(items, slug, found),
            _ => {}
        }
    }
}
