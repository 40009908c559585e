//! The applications, compared in pieces: only a piece is held at a time, and each is shared between the threads.

use rayon::prelude::*;

use crate::cli::applications::{Applications, Entry};
use crate::cli::progress::Progress;
use crate::cli::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::explain::{Explanation, Words};
use crate::facts::Limits;
use crate::impact::{self, Application, Both, Change, Comparison, Impact, Pair, Shown, Unread};
use crate::program::Program;
use crate::render;
use crate::source::Sources;
use crate::value::{Date, Language};

/// How many of an application's mistakes are told.
const MISTAKES: usize = 3;

/// What is to be compared.
pub(super) struct Order<'a> {
    /// The old version, and where it is.
    pub(super) old: (&'a Program, &'a str),
    /// The new version, and where it is.
    pub(super) new: (&'a Program, &'a str),
    /// The assessment date, when it is given.
    pub(super) as_of: Option<Date>,
    /// How large an application may be.
    pub(super) max_bytes: u64,
    /// Whether a key that a version doesn't know is passed over.
    pub(super) unknown_keys: bool,
    /// How many changed decisions, and how many unread applications, are shown.
    pub(super) limit: usize,
}

/// What was decided of an entry: a comparison, unless its bytes were not there.
type Compared = Result<Comparison, Words>;

/// Compares the first piece and all the others; `draw` makes the part of a decision that decided.
pub(super) fn compare<E: Send>(
    order: Order<'_>,
    first: Vec<Entry>,
    mut applications: Applications,
    terminal: &Terminal,
    draw: impl Fn(&Explanation) -> E + Sync,
) -> Impact<E> {
    let pair = Pair {
        old: order.old.0,
        new: order.new.0,
        as_of: order.as_of,
    };
    let limits = Limits {
        max_bytes: usize::try_from(order.max_bytes).unwrap_or(usize::MAX),
        unknown_keys: order.unknown_keys,
        ..Limits::default()
    };
    let what = ("ansökningar", "applications");
    let progress = match applications.known() {
        Some(more) => Progress::new(terminal, first.len().saturating_add(more), what),
        None => Progress::counting(terminal, what),
    };
    let mut impact = Impact::new(
        (order.old.0, order.old.1.to_owned()),
        (order.new.0, order.new.1.to_owned()),
        order.as_of,
    );
    let mut piece = first;
    while !piece.is_empty() {
        let compared: Vec<Compared> = piece
            .par_iter()
            .map(|entry| {
                let compared = match &entry.bytes {
                    Ok(bytes) => Ok(impact::compare(pair, Application { bytes, limits })),
                    Err(unread) => {
                        let reason = unread.reason();
                        Err(Words::from(&reason))
                    }
                };
                progress.step();
                compared
            })
            .collect();
        let mut changed: Vec<(&Entry, Box<Both>)> = Vec::new();
        for (entry, compared) in piece.iter().zip(compared) {
            match compared {
                Ok(comparison) => {
                    impact.summary.add(&comparison);
                    match comparison {
                        Comparison::Both(both) if both.change == Change::Decision => {
                            changed.push((entry, both))
                        }
                        other => impact
                            .unread
                            .extend(unread(entry, &other).filter(|_| impact.unread.len() < order.limit)),
                    }
                }
                Err(why) => {
                    impact.summary.add(&Comparison::Neither(Vec::new()));
                    if impact.unread.len() < order.limit {
                        impact.unread.push(Unread {
                            place: entry.place.clone(),
                            decided: (false, false),
                            why: vec![why],
                        });
                    }
                }
            }
        }
        changed.truncate(order.limit.saturating_sub(impact.shown.len()));
        let shown: Vec<Option<Shown<E>>> = changed
            .into_par_iter()
            .map(|(entry, both)| {
                let bytes = entry.bytes.as_ref().ok()?;
                let (old, new) = impact::explained(pair, Application { bytes, limits })?;
                Some(Shown {
                    place: entry.place.clone(),
                    both: *both,
                    old: draw(&old),
                    new: draw(&new),
                })
            })
            .collect();
        impact.shown.extend(shown.into_iter().flatten());
        piece = applications.piece();
    }
    impact
}

/// What is told of an application that isn't compared.
fn unread(entry: &Entry, comparison: &Comparison) -> Option<Unread> {
    let (decided, why) = match comparison {
        Comparison::OnlyOld(why) => ((true, false), why),
        Comparison::OnlyNew(why) => ((false, true), why),
        Comparison::Neither(why) => ((false, false), why),
        Comparison::Both(_) | Comparison::Elsewhere(_) => return None,
    };
    Some(Unread {
        place: entry.place.clone(),
        decided,
        why: why.iter().take(MISTAKES).map(mistake).collect(),
    })
}

/// A mistake on one line, by its pointer: a place within the application's text helps no one among thousands.
fn mistake(diagnostic: &Diagnostic) -> Words {
    let mut diagnostic = diagnostic.clone();
    diagnostic.labels.clear();
    diagnostic.pointer = diagnostic.pointer.filter(|pointer| !pointer.is_empty());
    let line = |language| render::diagnostic_line(&diagnostic, &Sources::default(), language);
    Words::new(line(Language::Swedish), line(Language::English))
}
