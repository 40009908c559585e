//! Diagnostics as text with their source lines, as one line, and as JSON.

use super::safe::visible;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{SourceFile, Sources};
use crate::value::{Bilingual, Language};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

/// How much of a very long line is shown on each side of the mark, in characters.
const AROUND: usize = 60;
/// A line that is longer than this, in characters, is cut around the mark.
const LONGEST_LINE: usize = 180;

/// The diagnostics with their source lines, a blank line between them.
#[must_use]
pub fn diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
    colour: bool,
    width: usize,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(if width == 0 { 140 } else { width })
    .decor_style(DecorStyle::Ascii);
    let mut blocks: Vec<String> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        blocks.push(one(diagnostic, sources, language, &renderer));
    }
    let mut out = blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// One diagnostic.
fn one(diagnostic: &Diagnostic, sources: &Sources, language: Language, renderer: &Renderer) -> String {
    let word = severity(diagnostic.severity, language);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
    .with_name(word);
    let title = level
        .primary_title(visible(diagnostic.message.get(language)))
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let excerpts = excerpts(diagnostic, sources);
    if let Some(pointer) = diagnostic.pointer.as_ref().filter(|_| excerpts.is_empty()) {
        group = group.element(Origin::path(visible(pointer)));
    }
    for excerpt in &excerpts {
        group = group.element(excerpt.snippet(language));
    }
    if let (Some(pointer), false) = (
        diagnostic.pointer.as_ref().filter(|p| !p.is_empty()),
        excerpts.is_empty(),
    ) {
        let place = match language {
            Language::Swedish => "i ansökan",
            Language::English => "in the application",
        };
        let text = format!("{place}: {}", visible(pointer));
        group = group.element(Level::NOTE.with_name(note(language)).message(text));
    }
    for help in &diagnostic.help {
        let level = Level::HELP.with_name(help_word(language));
        group = group.element(level.message(visible(help.get(language))));
    }
    let mut out = renderer.render(&[group]);
    for excerpt in &excerpts {
        out = excerpt.placed(out);
    }
    out
}

/// Some lines of a file, made safe, with the marks in them.
struct Excerpt {
    path: String,
    text: String,
    first_line: usize,
    /// The column in the file; another than in `text` where the line is cut.
    column: usize,
    marks: Vec<Mark>,
}

/// A mark in an excerpt, in bytes of its text.
struct Mark {
    start: usize,
    end: usize,
    text: Bilingual,
    primary: bool,
}

impl Excerpt {
    /// The rendered text with the place in the file, instead of the one in the excerpt that annotate-snippets counts.
    fn placed(&self, rendered: String) -> String {
        let Some(mark) = self.marks.first() else {
            return rendered;
        };
        let before = self.text.get(..mark.start).unwrap_or(&self.text);
        let counted = before.chars().count().saturating_add(1);
        if counted == self.column {
            return rendered;
        }
        let place = |column: usize| format!("{}:{}:{column}", self.path, self.first_line);
        rendered.replacen(&place(counted), &place(self.column), 1)
    }

    /// As annotate-snippets takes it.
    fn snippet(&self, language: Language) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let annotations = self.marks.iter().map(|mark| {
            let kind = if mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let label = visible(mark.text.get(language));
            kind.span(mark.start..mark.end)
                .label((!label.is_empty()).then_some(label))
        });
        Snippet::source(self.text.as_str())
            .line_start(self.first_line)
            .path(self.path.as_str())
            .fold(true)
            .annotations(annotations)
    }
}

/// The excerpts of a diagnostic: a file once for each label, so that each shows its own lines.
fn excerpts(diagnostic: &Diagnostic, sources: &Sources) -> Vec<Excerpt> {
    let mut out: Vec<Excerpt> = Vec::new();
    for (at, label) in diagnostic.labels.iter().enumerate() {
        let Some(file) = sources.get(label.span.file) else {
            continue;
        };
        out.push(excerpt(file, label, at == 0));
    }
    out
}

/// The line that a label begins on (and, when it is near, the one that it ends on), made safe and not too long.
fn excerpt(file: &SourceFile, label: &Label, primary: bool) -> Excerpt {
    let (line, begin) = file.line(label.span.start);
    let start = (label.span.start as usize).saturating_sub(begin);
    let end = (label.span.end as usize)
        .saturating_sub(begin)
        .clamp(start, line.len().max(start));
    let cut = cut(line, start);
    let mut text = String::new();
    let (mut from, mut to) = (None, None);
    if cut.start > 0 {
        text.push('…');
    }
    let mut at = cut.start;
    for c in line.get(cut.clone()).unwrap_or("").chars() {
        if at == start {
            from = Some(text.len());
        }
        if at >= end && to.is_none() {
            to = Some(text.len());
        }
        if c == '\t' {
            text.push_str("    ");
        } else {
            text.push_str(&visible(c.encode_utf8(&mut [0; 4])));
        }
        at = at.saturating_add(c.len_utf8());
    }
    let from = from.unwrap_or(text.len());
    let to = to.unwrap_or(text.len()).max(from);
    if cut.end < line.len() {
        text.push('…');
    }
    let position = file.position(label.span.start);
    Excerpt {
        path: visible(&file.name),
        column: position.column,
        text,
        first_line: position.line,
        marks: vec![Mark {
            start: from,
            end: to,
            text: label.text.clone(),
            primary,
        }],
    }
}

/// Which bytes of a line are shown: all, or what stands around `start` when the line is very long.
fn cut(line: &str, start: usize) -> std::ops::Range<usize> {
    if line.chars().nth(LONGEST_LINE).is_none() {
        return 0..line.len();
    }
    let before = line.get(..start).unwrap_or(line);
    let from = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let after = line.get(from..).unwrap_or("");
    let to = after
        .char_indices()
        .nth(AROUND.saturating_mul(2))
        .map_or(line.len(), |(at, _)| from.saturating_add(at));
    from..to
}

/// `fel`, `varning`.
fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Swedish) => "fel",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::Swedish) => "varning",
        (Severity::Warning, Language::English) => "warning",
    }
}

/// `hjälp`.
fn help_word(language: Language) -> &'static str {
    match language {
        Language::Swedish => "hjälp",
        Language::English => "help",
    }
}

/// `not`.
fn note(language: Language) -> &'static str {
    match language {
        Language::Swedish => "plats",
        Language::English => "place",
    }
}

/// A diagnostic on one line: `rules/x.regel:3:7: fel[E0201]: …`; for an application, the pointer too.
#[must_use]
pub fn diagnostic_line(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let span = diagnostic.span();
    let mut out = String::new();
    if let (Some(file), false) = (sources.get(span.file), diagnostic.labels.is_empty()) {
        let position = file.position(span.start);
        out.push_str(&format!(
            "{}:{}:{}: ",
            visible(&file.name),
            position.line,
            position.column
        ));
    }
    if let Some(pointer) = &diagnostic.pointer {
        out.push_str(&format!("{}: ", visible(pointer)));
    }
    out.push_str(&format!(
        "{}[{}]: {}",
        severity(diagnostic.severity, language),
        diagnostic.code.as_str(),
        visible(diagnostic.message.get(language))
    ));
    out
}

/// The diagnostics as a JSON array: code, severity, message, path, line, column, pointer, labels, help.
#[must_use]
pub fn diagnostics_json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    diagnostics.iter().map(|d| diagnostic_json(d, sources)).collect()
}

/// One diagnostic.
fn diagnostic_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let file = sources.get(label.span.file);
            let from = file.map(|f| f.position(label.span.start));
            let to = file.map(|f| f.position(label.span.end));
            json!({
                "path": file.map(|f| f.name.as_str()),
                "line": from.map(|p| p.line),
                "column": from.map(|p| p.column),
                "end_line": to.map(|p| p.line),
                "end_column": to.map(|p| p.column),
                "text": both(&label.text),
            })
        })
        .collect();
    json!({
        "code": diagnostic.code.as_str(),
        "severity": severity(diagnostic.severity, Language::English),
        "message": both(&diagnostic.message),
        "pointer": diagnostic.pointer,
        "labels": labels,
        "help": diagnostic.help.iter().map(both).collect::<Vec<_>>(),
    })
}

/// A text in both languages.
fn both(text: &Bilingual) -> Value {
    json!({"sv": text.get(Language::Swedish), "en": text.get(Language::English)})
}
