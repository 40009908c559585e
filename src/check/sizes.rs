//! How many there may be of a kind: what refers to them has room for so many.

use super::checker::Checker;
use super::pending::{PendingField, PendingRule};
use super::ruleset::Expr;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree;

/// The most of one kind. An index is a `u16`, and [`index`](super::checker::index) would give two the same one.
const MOST: usize = 65_000;

impl Checker<'_> {
    /// E0104 for each kind that there are too many of.
    pub(crate) fn check_sizes(&mut self) {
        let pending = &self.pending;
        let mut over: Vec<(Option<Span>, &str, &str)> = vec![
            (
                pending.sources.get(MOST).map(|(_, name, _)| name.span),
                "källor",
                "sources",
            ),
            (
                pending.bodies.get(MOST).map(|(_, name, ..)| name.span),
                "organ",
                "bodies",
            ),
            (
                pending.units.get(MOST).map(|(_, name, _)| name.span),
                "enheter",
                "units",
            ),
            (
                pending.enums.get(MOST).map(|(_, name, _)| name.span),
                "typer",
                "types",
            ),
            (
                pending.records.get(MOST).map(|(_, name, ..)| name.span),
                "poster",
                "records",
            ),
            (
                pending.tables.get(MOST).map(|(_, table)| table.name.span),
                "tabeller",
                "tables",
            ),
            (
                pending.parameters.get(MOST).map(|p| p.name.span),
                "parametrar",
                "parameters",
            ),
            (
                pending.concepts.get(MOST).map(|(_, c)| c.name.span),
                "begrepp",
                "concepts",
            ),
            (
                pending.fields.get(MOST).map(|(_, field)| place(field)),
                "frågor",
                "questions",
            ),
            (
                pending.rules.get(MOST).map(|r| r.rule.name.span),
                "regler",
                "rules",
            ),
            (
                pending.blocks.get(MOST).map(|b| b.name.span),
                "`för varje`",
                "`for each`",
            ),
            (
                pending.apportionments.get(MOST).map(|(_, a, _)| a.name.span),
                "fördelningar",
                "apportionments",
            ),
        ];
        for (_, _, variants) in &pending.enums {
            over.push((
                variants.get(MOST).map(|v| v.name.span),
                "värden i en typ",
                "values of a type",
            ));
        }
        for (_, _, _, fields) in &pending.records {
            over.push((
                fields.get(MOST).map(|f| f.name.span),
                "fält i en post",
                "fields of a record",
            ));
        }
        for (_, table) in &pending.tables {
            over.push((
                table.columns.get(MOST).map(|c| c.name.span),
                "kolumner",
                "columns",
            ));
        }
        for (_, concept) in &pending.concepts {
            over.push((
                concept.params.get(MOST).map(|(name, _)| name.span),
                "parametrar",
                "parameters",
            ));
        }
        let found: Vec<Diagnostic> = over
            .into_iter()
            .filter_map(|(span, sv, en)| Some(too_many(span?, sv, en)))
            .collect();
        for diagnostic in found {
            self.report(diagnostic);
        }
    }

    /// E0104 when there are too many quantifiers and sums, which are numbered as they are checked.
    pub(crate) fn check_loops(&mut self) {
        if usize::from(self.loops()) > MOST {
            let header = self.pending.header;
            let span = header.map_or_else(Span::default, |(_, header)| header.name.span);
            self.report(too_many(span, "kvantorer och summor", "quantifiers and sums"));
        }
    }
}

/// How much may be made again because what it stands in is: a chapter's condition for each of its rules, what rows are chosen by
/// for each row. Without a limit a file could ask for as much as the square of its length.
const MOST_REPEATED: usize = 400_000;

impl Checker<'_> {
    /// Whether so much more may be made again; E0104 the first time that it is too much.
    fn repeat(&mut self, more: usize, span: Span, (sv, en): (&str, &str)) -> bool {
        let before = self.repeated;
        self.repeated = before.saturating_add(more);
        if before <= MOST_REPEATED && self.is_repeated_too_much() {
            let diagnostic = Diagnostic::error(Code::TooLarge, span, sv, en).help(
                "ge det ett namn med `begrepp`, och skriv namnet här",
                "name it with `begrepp` (`concept`), and write the name here",
            );
            self.report(diagnostic);
        }
        !self.is_repeated_too_much()
    }

    /// Whether more was to be made again than may be: nothing more is.
    pub(crate) fn is_repeated_too_much(&self) -> bool {
        self.repeated > MOST_REPEATED
    }

    /// Whether what rows are chosen by, made since `before`, may be made again for each of them. A name alone costs nothing.
    pub(crate) fn may_repeat(&mut self, subjects: &[tree::Expr], before: usize, rows: usize) -> bool {
        let each = self.made().saturating_sub(before).saturating_sub(subjects.len());
        let span = subjects
            .first()
            .map_or_else(Span::default, |subject| subject.span);
        let words = (
            "det som raderna väljs efter är för långt för så många rader",
            "what the rows are chosen by is too long for so many rows",
        );
        self.repeat(each.saturating_mul(rows), span, words)
    }

    /// The condition of a chapter, for one of its rules.
    pub(crate) fn chapter_guard(&mut self, guard: &tree::Expr) -> Option<Expr> {
        if self.is_repeated_too_much() {
            return None;
        }
        let before = self.made();
        let made = self.condition(guard);
        let words = (
            "avsnittets villkor är för långt för så många regler",
            "the chapter's condition is too long for so many rules",
        );
        let more = self.made().saturating_sub(before);
        self.repeat(more, guard.span, words).then_some(made)?
    }

    /// Whether a rule may take over the titles and the grounds of its chapters, and the header's.
    pub(crate) fn may_inherit(&mut self, rule: &PendingRule<'_>) -> bool {
        /// So many bytes of text count as one.
        const BYTES: u32 = 64;
        let length = |text: Option<&tree::Text>| {
            let lines = text
                .into_iter()
                .flat_map(|text| std::iter::once(&text.sv).chain(&text.en));
            let bytes = lines.map(|line| line.span.end.saturating_sub(line.span.start));
            usize::try_from(bytes.sum::<u32>().div_euclid(BYTES)).unwrap_or(usize::MAX)
        };
        let of = |grounds: &tree::Grounds| {
            let cites = grounds.cites.iter().map(|cite| cite.locator.span);
            let bytes: u32 = cites.map(|span| span.end.saturating_sub(span.start)).sum();
            let cites = usize::try_from(bytes.div_euclid(BYTES)).unwrap_or(usize::MAX);
            let assumed = length(grounds.assumed.as_ref());
            cites.saturating_add(grounds.cites.len()).saturating_add(assumed)
        };
        let header = self.pending.header.map_or(0, |(_, header)| of(&header.grounds));
        let chapters = rule.chapters.iter();
        let inherited = chapters.map(|chapter| of(chapter.grounds).saturating_add(length(chapter.title)));
        let more = inherited.fold(header, usize::saturating_add);
        let words = (
            "avsnittens rubriker och källor är för många för så många regler",
            "the titles and the sources of the chapters are too many for so many rules",
        );
        self.repeat(more, rule.rule.name.span, words)
    }
}

/// Where a field of the application is declared.
fn place(field: &PendingField<'_>) -> Span {
    match field {
        PendingField::Declared(field) => field.name.span,
        PendingField::Open(open) => open.name.span,
    }
}

/// E0104, for one too many of a kind.
fn too_many(span: Span, sv: &str, en: &str) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        span,
        format!("det är för många {sv}; det får vara högst {MOST}"),
        format!("there are too many {en}; there may be at most {MOST}"),
    )
    .label("den första som är för mycket", "the first one too many")
    .help("lägg data i en tabell", "put data in a table")
}
