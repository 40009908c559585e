//! E0802: what is declared and not used.

use super::Subject;
use crate::check::checker::index;
use crate::check::ruleset::{BodyId, ConceptId, EnumId, ExprKind, ParameterId, RecordId, TableId};
use crate::check::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::Name;
use crate::value::UnitId;

/// A concept, a parameter, a table, a type, a record, a unit or a body that nothing in the rule set uses; in a module, which
/// declares them for others, an open name that the module does not read.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.is_module() {
        return open_names(subject);
    }
    let uses = subject.uses();
    let pending = &subject.checker.pending;
    let mut found = Vec::new();
    let mut tell = |module: usize, name: &Name, used: bool, words: (&str, &str)| {
        if !used && subject.is_own(module) {
            found.push(unused(name, words));
        }
    };
    for (id, (module, concept)) in pending.concepts.iter().enumerate() {
        let used = uses.concepts.contains(&ConceptId(index(id)));
        tell(*module, &concept.name, used, ("begreppet", "concept"));
    }
    for (id, parameter) in pending.parameters.iter().enumerate() {
        let used = uses.parameters.contains(&ParameterId(index(id)));
        tell(
            parameter.module,
            parameter.name,
            used,
            ("parametern", "parameter"),
        );
    }
    for (id, (module, table)) in pending.tables.iter().enumerate() {
        let used = uses.tables.contains(&TableId(index(id)));
        tell(*module, &table.name, used, ("tabellen", "table"));
    }
    for (id, (module, name, _)) in pending.enums.iter().enumerate() {
        let used = uses.enums.contains(&EnumId(index(id)));
        tell(*module, name, used, ("typen", "type"));
    }
    for (id, (module, name, ..)) in pending.records.iter().enumerate() {
        let used = uses.records.contains(&RecordId(index(id)));
        tell(*module, name, used, ("posten", "record"));
    }
    for (id, (module, name, _)) in pending.units.iter().enumerate() {
        let unit = UnitId(UnitId::FIRST_DECLARED.0.saturating_add(index(id)));
        tell(*module, name, uses.units.contains(&unit), ("enheten", "unit"));
    }
    for (id, (module, name, ..)) in pending.bodies.iter().enumerate() {
        let used = uses.bodies.contains(&BodyId(index(id)));
        tell(*module, name, used, ("organet", "body"));
    }
    found
}

/// The open names that the module does not read itself.
fn open_names(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut read = std::collections::BTreeSet::new();
    visit::walk_all(subject.set, |_, expr| {
        if let ExprKind::Fact(_) = expr.kind {
            read.insert(visit::name(subject.set, expr));
        }
    });
    let opens = subject.checker.pending.opens.iter();
    opens
        .filter(|open| subject.is_own(open.module) && !read.contains(&open.name.text))
        .map(|open| unused(open.name, ("det öppna namnet", "open name")))
        .collect()
}

fn unused(name: &Name, (sv, en): (&str, &str)) -> Diagnostic {
    let text = &name.text;
    Diagnostic::warning(
        Code::UnusedName,
        name.span,
        format!("{sv} `{text}` används inte"),
        format!("the {en} `{text}` is not used"),
    )
    .label("anges här", "declared here")
    .help(
        format!("använd `{text}` där det hör hemma, eller ta bort det"),
        format!("use `{text}` where it belongs, or remove it"),
    )
}
