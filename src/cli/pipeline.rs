//! The stages, called in order. The only file of the command line that knows their functions.

use serde_json::Value;

use crate::check::ruleset::{Expr, ExprKind, Field, Outcome, RecordId, Type};
use crate::check::{self, Checked, RuleSet};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval;
use crate::explain::{self, DayFrom, Explanation};
use crate::facts::{self, Facts, Limits};
pub(super) use crate::program::Program;
use crate::program::{self, Cell, Place, layout};
use crate::render::{self, TextStyle};
use crate::source::{FileId, Library, Sources, Span};
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

impl From<Checked> for Loaded {
    fn from(checked: Checked) -> Self {
        Self {
            program: checked.ruleset.map(program::compile),
            sources: checked.sources,
            diagnostics: checked.diagnostics,
        }
    }
}

/// Loads a rule set.
pub(super) fn load(library: &dyn Library, name: &str) -> Loaded {
    check::load(library, name).into()
}

/// Checks a module by itself.
pub(super) fn load_module(library: &dyn Library, name: &str) -> Loaded {
    check::load_module(library, name).into()
}

/// What a file of applications is read by: which file it is, and how large it may be.
#[derive(Clone, Copy)]
pub(super) struct Paper<'a> {
    /// The number that diagnostics name the file by.
    pub(super) file: FileId,
    /// What stands in it.
    pub(super) bytes: &'a [u8],
    /// How large it may be.
    pub(super) max_bytes: u64,
}

impl Paper<'_> {
    fn limits(self) -> Limits {
        Limits {
            max_bytes: usize::try_from(self.max_bytes).unwrap_or(usize::MAX),
            ..Limits::default()
        }
    }
}

/// The rule set that an application names, read before its rule set is known.
pub(super) fn named_ruleset(paper: Paper<'_>) -> Result<Option<String>, Vec<Diagnostic>> {
    facts::peek_in(paper.file, paper.bytes, &paper.limits())
        .map(|peek| peek.regelverk)
        .map_err(|diagnostic| vec![diagnostic])
}

/// The facts of an application.
pub(super) fn decode(program: &Program, paper: Paper<'_>) -> Result<Facts, Vec<Diagnostic>> {
    facts::decode(
        &program.schema,
        &program.ruleset,
        paper.file,
        paper.bytes,
        &paper.limits(),
    )
}

/// An application, decided.
pub(super) struct Decided {
    /// The outcome.
    pub(super) outcome: Outcome,
    explanation: Explanation,
}

/// Decides.
pub(super) fn decide(
    program: &Program,
    mut facts: Facts,
    (day, from): (Date, DayFrom),
    file: FileId,
) -> Result<Decided, Vec<Diagnostic>> {
    facts::settle(&mut facts, day);
    let (verdict, trace) = eval::evaluate(program, &mut facts, day)
        .map_err(|outside| vec![outside_validity(&program.ruleset, outside.day, file)])?;
    let mut explanation = explain::explain(&program.ruleset, &facts, &verdict, &trace);
    explanation.day_from = Some(from);
    Ok(Decided {
        outcome: verdict.outcome,
        explanation,
    })
}

fn outside_validity(ruleset: &RuleSet, day: Option<Date>, file: FileId) -> Diagnostic {
    let period = written(ruleset.valid.period);
    let diagnostic = Diagnostic::error(
        Code::OutsideValidity,
        Span::new(file, 0, 0),
        format!("regelverket `{}` gäller inte ansökan", ruleset.name),
        format!(
            "the rule set `{}` does not apply to the application",
            ruleset.name
        ),
    );
    match day {
        Some(day) => diagnostic.help(
            format!("det gäller {period}, och dagen som avgör är {day}"),
            format!("it is in force {period}, and the day that decides is {day}"),
        ),
        None => diagnostic.help(format!("det gäller {period}"), format!("it is in force {period}")),
    }
}

/// A period as the rule file writes it: `2018-01-01..`.
pub(super) fn written(period: crate::value::Period) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(period.from), day(period.to))
}

impl Decided {
    /// As text for a terminal.
    pub(super) fn text(&self, language: Language, width: usize, colour: bool) -> String {
        render::text(&self.explanation, language, &TextStyle { width, colour })
    }

    /// As Markdown.
    pub(super) fn markdown(&self, language: Language) -> String {
        render::markdown(&self.explanation, language)
    }

    /// As JSON.
    pub(super) fn json(&self) -> Value {
        render::json(&self.explanation)
    }
}

/// Diagnostics as text.
pub(super) fn diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
    width: usize,
    colour: bool,
) -> String {
    render::diagnostics(diagnostics, sources, language, colour, width)
}

/// Diagnostics as a JSON array.
pub(super) fn diagnostics_json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    render::diagnostics_json(diagnostics, sources)
}

/// The assessment date: the one that the command gives, else the application's, else the day that the rule set names.
pub(super) fn assessment_day(
    program: &Program,
    facts: &Facts,
    given: Option<Date>,
) -> Option<(Date, DayFrom)> {
    let given = given.map(|day| (day, DayFrom::Caller));
    let stated = facts.assessed_on.map(|day| (day, DayFrom::Application));
    let named = || named_day(program, facts).map(|day| (day, DayFrom::Ruleset));
    given.or(stated).or_else(named)
}

/// That the assessment date is missing.
pub(super) fn ask_for_the_day(file: FileId) -> Diagnostic {
    Diagnostic::error(
        Code::NoAssessmentDate,
        Span::new(file, 0, 0),
        "vilken dag prövas ansökan?",
        "on which day is the application assessed?",
    )
    .help(
        "ange `--as-of ÅÅÅÅ-MM-DD`, eller skriv `\"prövningsdag\"` i ansökan",
        "give `--as-of YYYY-MM-DD`, or write `\"prövningsdag\"` in the application",
    )
}

/// The day that the rule set takes as the assessment date when none is given, when the application states it.
fn named_day(program: &Program, facts: &Facts) -> Option<Date> {
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
