//! Diagnostics to the terminal.

use std::collections::BTreeSet;

use super::pipeline;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
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

/// Writes those of the diagnostics that are errors.
pub(super) fn errors(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    let errors: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.is_error()).cloned().collect();
    write(&errors, sources, terminal)
}

/// What has been told: a module's diagnostics come with each rule set that uses it.
#[derive(Default)]
pub(super) struct Seen(BTreeSet<(String, u32, u32, &'static str, String)>);

impl Seen {
    /// Whether it has not been told; from now on it has.
    pub(super) fn is_new(&mut self, diagnostic: &Diagnostic, sources: &Sources) -> bool {
        let span = diagnostic.span();
        let file = sources.get(span.file).map_or("", |file| &file.name).to_owned();
        self.0.insert((
            file,
            span.start,
            span.end,
            diagnostic.code.as_str(),
            diagnostic.message.sv.clone(),
        ))
    }
}
