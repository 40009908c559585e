//! Diagnostics to the terminal.

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
