//! A failure for a person: what was expected beside what came out, the rules, and what led there.

use super::super::super::failure::Failure;
use super::super::super::failure::with_application;
use super::super::super::pipeline;
use super::super::super::terminal::{ERROR, STRONG, pick};
use super::super::attempt::Attempt;
use crate::render::visible;
use crate::value::Language;

/// Why a case or an example failed; nothing when it did not.
pub(super) fn failed(attempt: &Attempt<'_>, language: Language, width: usize) -> String {
    let Some(failure) = &attempt.failure else {
        return String::new();
    };
    let label = pick(language, "fel", "error");
    let notice = failure.notice(attempt.trial);
    let heading = visible(notice.message.get(language));
    let mut out = format!("{ERROR}{label}{ERROR:#}{STRONG}: {heading}{STRONG:#}\n");
    if let Failure::Diagnostics(diagnostics) = failure {
        let sources = with_application(&attempt.suite.loaded.sources, attempt.trial);
        out.push_str(&pipeline::diagnostics(
            diagnostics,
            &sources,
            language,
            width,
            true,
        ));
    }
    for detail in &notice.details {
        out.push_str(&format!("  {}\n", visible(detail.get(language))));
    }
    out.push('\n');
    out
}
