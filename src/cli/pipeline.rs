//! The stages, called in order. The only file of the command line that knows their functions.

use crate::check::RuleSet;
use crate::check::ruleset::{Expr, ExprKind, Field, Outcome, RecordId, Type};
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::program::{Cell, Place, layout};
use crate::source::{FileId, Library, Sources};
use crate::value::{Date, Language};

/// A rule set that was loaded, as far as it could be.
pub(super) struct Loaded {
    /// The program, when the rules have no error.
    pub(super) program: Option<Program>,
    /// The files that were read.
    pub(super) sources: Sources,
    /// What is wrong with them.
    pub(super) diagnostics: Vec<Diagnostic>,
}

pub(super) struct Program {
    pub(super) ruleset: RuleSet,
}

/// Loads a rule set.
pub(super) fn load(_library: &dyn Library, _name: &str) -> Loaded {
    Loaded {
        program: None,
        sources: Sources::default(),
        diagnostics: Vec::new(),
    }
}

/// Checks a module by itself.
pub(super) fn load_module(_library: &dyn Library, _name: &str) -> Loaded {
    Loaded {
        program: None,
        sources: Sources::default(),
        diagnostics: Vec::new(),
    }
}

/// What an application says of itself before its rule set is known: the rule set's name.
pub(super) fn peek(_file: FileId, _bytes: &[u8]) -> Result<Option<String>, Vec<Diagnostic>> {
    Ok(None)
}

/// The facts of an application.
pub(super) fn decode(_program: &Program, _file: FileId, _bytes: &[u8]) -> Result<Facts, Vec<Diagnostic>> {
    Ok(Facts::default())
}

/// An application, decided.
pub(super) struct Decided {
    pub(super) outcome: Outcome,
}

/// Decides.
pub(super) fn decide(_program: &Program, _facts: Facts, _day: Date) -> Result<Decided, Vec<Diagnostic>> {
    Err(Vec::new())
}

impl Decided {
    /// As text for a terminal.
    pub(super) fn text(
        &self,
        _program: &Program,
        _language: Language,
        _width: usize,
        _colour: bool,
    ) -> String {
        String::new()
    }

    /// As Markdown.
    pub(super) fn markdown(&self, _program: &Program, _language: Language) -> String {
        String::new()
    }

    /// As JSON.
    pub(super) fn json(&self, _program: &Program) -> serde_json::Value {
        serde_json::Value::Null
    }
}

/// Diagnostics as text.
pub(super) fn diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
    _width: usize,
    _colour: bool,
) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let place = sources.get(diagnostic.span().file).map(|file| {
            let at = file.position(diagnostic.span().start);
            format!("{}:{}:{}", file.name, at.line, at.column)
        });
        text.push_str(&format!(
            "[{}] {} {}\n",
            diagnostic.code.as_str(),
            diagnostic.message.get(language),
            place.unwrap_or_default()
        ));
    }
    text
}

/// The day that the rule set takes as the assessment date when none is given, when the application states it.
pub(super) fn named_day(program: &Program, facts: &Facts) -> Option<Date> {
    let expr = program.ruleset.assessed_on.as_ref()?;
    match facts.arena.cell(Place(slot(&program.ruleset, expr)?)) {
        Cell::Date(days) => Date::from_days(days),
        _ => None,
    }
}

/// The cell of a field of the application, or of a record in it.
fn slot(ruleset: &RuleSet, expr: &Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Fact(field) => Some(layout::offset(ruleset, &ruleset.application, *field)),
        ExprKind::Field(base, field) => {
            let Type::Record(record) = &base.ty else {
                return None;
            };
            slot(ruleset, base)?.checked_add(1)?.checked_add(layout::offset(
                ruleset,
                fields(ruleset, *record),
                *field,
            ))
        }
        _ => None,
    }
}

/// A record's fields.
pub(super) fn fields(ruleset: &RuleSet, record: RecordId) -> &[Field] {
    ruleset
        .records
        .get(usize::from(record.0))
        .map_or(&[], |record| &record.fields)
}
