//! E0803: modules that are used and give nothing.

use std::collections::BTreeSet;

use super::Subject;
use crate::check::modules::Module;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{ItemKind, Name};

/// A module that has no rules, alone or by what it uses, and none of whose names stands in the file.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let modules = subject.checker.modules;
    let text = subject
        .checker
        .sources
        .get(subject.file())
        .map_or("", |f| f.text.as_str());
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let used = subject.items().into_iter().flat_map(|item| match &item.kind {
        ItemKind::Use(names) => names.as_slice(),
        _ => &[],
    });
    used.filter(|used| {
        let brought = brought(modules, &used.text);
        !brought.iter().any(|module| gives(module, &words))
    })
    .map(idle)
    .collect()
}

/// The module of the name and all that it uses.
fn brought<'a>(modules: &'a [Module], slug: &str) -> Vec<&'a Module> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<usize> = modules.iter().position(|m| m.slug == slug).into_iter().collect();
    let mut found = Vec::new();
    while let Some(at) = open.pop() {
        if seen.insert(at)
            && let Some(module) = modules.get(at)
        {
            found.push(module);
            open.extend(&module.uses);
        }
    }
    found
}

/// Whether a module has rules, results or words of its own, or a name that is among the words of who uses it.
fn gives(module: &Module, words: &BTreeSet<&str>) -> bool {
    let named = |name: &Name| words.contains(name.text.as_str());
    module.tree.items.iter().any(|item| match &item.kind {
        ItemKind::Rule(_)
        | ItemKind::Section { .. }
        | ItemKind::ForEach { .. }
        | ItemKind::Result { .. }
        | ItemKind::Apportionment(_)
        | ItemKind::Word { .. } => true,
        ItemKind::Source { name, .. }
        | ItemKind::Body { name, .. }
        | ItemKind::Record { name, .. }
        | ItemKind::Unit { name, .. }
        | ItemKind::Parameter { name, .. } => named(name),
        ItemKind::Enum { name, variants } => named(name) || variants.iter().any(|v| named(&v.name)),
        ItemKind::Concept(concept) => named(&concept.name),
        ItemKind::Table(table) => named(&table.name),
        ItemKind::Application(fields) => fields.iter().any(|field| named(&field.name)),
        _ => false,
    })
}

fn idle(used: &Name) -> Diagnostic {
    let name = &used.text;
    Diagnostic::warning(
        Code::UnusedModule,
        used.span,
        format!("modulen `{name}` ger inget hit"),
        format!("the module `{name}` gives nothing here"),
    )
    .label(
        "har inga regler, och inget av dess namn används",
        "has no rules, and none of its names is used",
    )
    .help(
        format!("ta bort `{name}` efter `använd`"),
        format!("remove `{name}` after `använd`"),
    )
}
