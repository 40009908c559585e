//! Texts of decisions that differ from those that were accepted: what came of the decision, and the text.

use similar::{ChangeTag, TextDiff};

use super::super::snapshot::{Shot, SnapState, Snapshot};
use super::super::{Order, Writes};
use super::change::Change;
use super::text::Look;
use crate::render::visible;
use crate::value::Language;
use anstyle::{AnsiColor, Style};

/// How many lines around a change are shown.
const CONTEXT: usize = 2;

/// What differs; nothing when nothing does.
pub(super) fn differing(snapshot: &Snapshot<'_>, order: &Order, look: Look) -> String {
    if snapshot.state == SnapState::Same {
        return String::new();
    }
    let mut out = look.heading(&heading(snapshot, look.language));
    for line in Change::of(snapshot).lines(look.language) {
        out.push_str(&format!("  {}\n", visible(&line)));
    }
    let mut differing: Vec<&Shot> = snapshot.files.iter().filter(|shot| !shot.is_same()).collect();
    differing.sort_by_key(|shot| !is_in(&shot.shown, look.language));
    let mut differing = differing.into_iter();
    if let Some(first) = differing.next() {
        match (&first.old, &first.new) {
            (Some(_), Some(_)) => out.push_str(&diff(first)),
            _ => out.push_str(&format!("  {}\n", visible(&first.shown))),
        }
    }
    for other in differing {
        let also = look.pick("också", "also");
        out.push_str(&format!("  {also} {}\n", visible(&other.shown)));
    }
    if order.writes == Writes::Nothing {
        out.push_str(&look.help(match snapshot.state {
            SnapState::New => look.pick(
                "`rekvisit test --update` skriver den; läs den sedan",
                "`rekvisit test --update` writes it; read it then",
            ),
            SnapState::Gone => look.pick(
                "`rekvisit test --update` tar bort den",
                "`rekvisit test --update` removes it",
            ),
            _ => look.pick(
                "läs skillnaden, och godta den med `rekvisit test --update`",
                "read the difference, and accept it with `rekvisit test --update`",
            ),
        }));
    }
    out.push('\n');
    out
}

/// Whether a file is the one that a reader of the language reads.
fn is_in(file: &str, language: Language) -> bool {
    let english = file.ends_with(".en.snap");
    match language {
        Language::English => english,
        Language::Swedish => !english && !file.ends_with(".md.snap"),
    }
}

/// What happened to it, with the case.
pub(super) fn heading(snapshot: &Snapshot<'_>, language: Language) -> String {
    let case = place(snapshot);
    match (snapshot.state, language) {
        (SnapState::New, Language::Swedish) => format!("fallet `{case}` saknar sin beslutstext"),
        (SnapState::New, Language::English) => format!("the case `{case}` lacks its text"),
        (SnapState::Gone, Language::Swedish) => format!("beslutstexten `{case}` har inget fall längre"),
        (SnapState::Gone, Language::English) => format!("the text `{case}` has no case any more"),
        (_, Language::Swedish) => format!("beslutstexten i fallet `{case}` har ändrats"),
        (_, Language::English) => format!("the text of the case `{case}` has changed"),
    }
}

/// The case's file; the snapshot's when the case is gone.
pub(super) fn place<'a>(snapshot: &'a Snapshot<'_>) -> &'a str {
    match snapshot.attempt {
        Some(attempt) => &attempt.trial.place,
        None => snapshot.files.first().map_or("", |shot| &shot.shown),
    }
}

/// The difference as lines: those that are gone, and those that have come.
fn diff(shot: &Shot) -> String {
    let mut out = String::new();
    let (old, new) = bodies(shot);
    let diff = TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    unified.context_radius(CONTEXT);
    out.push_str(&format!("  --- {}\n", visible(&shot.shown)));
    for hunk in unified.iter_hunks() {
        out.push_str(&format!("  {}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', AnsiColor::Red.on_default()),
                ChangeTag::Insert => ('+', AnsiColor::Green.on_default()),
            };
            let line = visible(change.value().trim_end_matches('\n'));
            out.push_str(&format!("  {style}{sign}{line}{style:#}\n"));
        }
    }
    out
}

/// The difference as a unified diff.
pub(super) fn unified(shot: &Shot) -> String {
    let (old, new) = bodies(shot);
    TextDiff::from_lines(old, new).unified_diff().to_string()
}

fn bodies(shot: &Shot) -> (&str, &str) {
    (
        shot.old.as_ref().map_or("", |file| file.body.as_str()),
        shot.new.as_ref().map_or("", |file| file.body.as_str()),
    )
}
