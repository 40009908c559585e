//! Diagnostics to the terminal, and as JSON.

use serde_json::{Value, json};

use super::pipeline;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// Writes diagnostics as messages.
pub(super) fn write(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let text = pipeline::diagnostics(
        diagnostics,
        sources,
        terminal.language,
        terminal.width,
        terminal.colours_messages(),
    );
    terminal.message(&text)
}

/// A diagnostic as JSON: lines and columns count from 1, columns in characters; the end is after the last character.
pub(super) fn json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .filter_map(|label| {
            let file = sources.get(label.span.file)?;
            let (start, end) = (file.position(label.span.start), file.position(label.span.end));
            Some(json!({
                "file": file.name,
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
                "text": label.text,
            }))
        })
        .collect();
    json!({
        "code": diagnostic.code.as_str(),
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": diagnostic.message,
        "labels": labels,
        "pointer": diagnostic.pointer,
        "help": diagnostic.help,
    })
}
