//! The texts of the decisions, compared with how they read when a person last accepted them.

mod body;
mod file;
mod place;
mod store;

use std::path::PathBuf;
use std::time::Duration;

use rayon::prelude::*;
use serde_json::Value;

use super::super::Stop;
use super::super::files::{self, Unread};
use super::super::notice::Notice;
use super::attempt::Attempt;
use super::selection::{Selection, Suite, short};
use super::{Kept, Order, now};
use crate::trial::{Digest, Shift};
use body::Writing;
pub(super) use file::SnapFile;
use place::Place;

/// How large a snapshot may be.
const LIMIT: u64 = 64 * 1024 * 1024;

/// The snapshots of a case: its decision, in one or several writings.
pub(super) struct Snapshot<'a> {
    /// Its rule set.
    pub(super) suite: &'a Suite,
    /// The case; none when it is gone.
    pub(super) attempt: Option<&'a Attempt<'a>>,
    /// The case's name.
    pub(super) case: String,
    /// What became of it.
    pub(super) state: SnapState,
    /// The files, those that are as they should be too.
    pub(super) files: Vec<Shot>,
    /// What the accepted decision came to, where its file says it.
    pub(super) before: Option<Digest>,
    /// What the decision comes to now.
    pub(super) after: Option<Digest>,
    /// How long it took.
    pub(super) time: Duration,
}

/// What became of the snapshots of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SnapState {
    /// They are as the decision reads.
    Same,
    /// The decision reads otherwise.
    Changed,
    /// There is none, or not in all writings that there should be.
    New,
    /// The case is gone.
    Gone,
}

/// A file.
pub(super) struct Shot {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Where it is, as a person would write it.
    pub(super) shown: String,
    /// What stands there; none when it is not there.
    pub(super) old: Option<SnapFile>,
    /// What should stand there; none when it should not be there.
    pub(super) new: Option<SnapFile>,
    /// The bytes that stand there.
    bytes: Vec<u8>,
}

impl Shot {
    /// Whether the text is as it should be.
    pub(super) fn is_same(&self) -> bool {
        self.old.as_ref().map(|file| &file.body) == self.new.as_ref().map(|file| &file.body)
    }
}

impl Snapshot<'_> {
    /// The rules whose state is another, where the accepted file says what it was.
    pub(super) fn shifts(&self) -> Vec<Shift> {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => before.shifts(after),
            _ => Vec::new(),
        }
    }
}

/// Compares the decisions with their snapshots. When it was asked for, the files are written.
pub(super) fn all<'a>(
    selection: &'a Selection,
    attempts: &'a [Attempt<'a>],
    order: &Order,
) -> Result<Vec<Snapshot<'a>>, Stop> {
    if order.kept == Kept::None {
        return Ok(Vec::new());
    }
    let mut found: Vec<Snapshot<'_>> = attempts
        .par_iter()
        .filter(|attempt| attempt.trial.example.is_none())
        .filter_map(|attempt| compare(attempt, order).transpose())
        .collect::<Result<_, Notice>>()?;
    for suite in &selection.suites {
        // Without a program the cases are not known; of a part of them nothing can be said to be gone.
        if suite.whole && suite.loaded.program.is_some() {
            found.extend(gone(suite)?);
        }
    }
    store::write(&found, order)?;
    Ok(found)
}

/// A case's decision and its snapshots; none when it has none and needs none.
fn compare<'a>(attempt: &'a Attempt<'a>, order: &Order) -> Result<Option<Snapshot<'a>>, Notice> {
    let started = now();
    let (Some((tried, explanation)), Some(program)) = (&attempt.decided, &attempt.suite.loaded.program)
    else {
        return Ok(None);
    };
    let place = Place::of(&attempt.suite.library.0);
    let case = short(attempt.trial);
    let required = order.kept == Kept::All || tried.expected.get("verkligt") == Some(&Value::Bool(true));
    let in_english = program.ruleset.title.en.is_some();
    let mut files = Vec::new();
    for writing in Writing::ALL {
        let (path, shown) = place.file(&attempt.suite.name, &format!("{case}{}", writing.end()));
        let bytes = read(&path, &shown)?;
        files.push((writing, path, shown, bytes));
    }
    if !required && files.iter().all(|(.., bytes)| bytes.is_none()) {
        return Ok(None);
    }
    let after = Digest::of(explanation);
    let command = place.command(&attempt.trial.path);
    let shots: Vec<Shot> = files
        .into_iter()
        .filter(|(writing, .., bytes)| {
            bytes.is_some() || *writing == Writing::Swedish || (*writing == Writing::English && in_english)
        })
        .map(|(writing, path, shown, bytes)| Shot {
            path,
            shown,
            old: bytes.as_deref().map(SnapFile::read),
            new: Some(SnapFile::new(
                place.case(&attempt.trial.path),
                (writing == Writing::Swedish).then(|| after.clone()),
                &writing.body(&command, explanation),
            )),
            bytes: bytes.unwrap_or_default(),
        })
        .collect();
    let state = if shots.iter().all(Shot::is_same) {
        SnapState::Same
    } else if shots.iter().any(|shot| shot.old.is_some() && !shot.is_same()) {
        SnapState::Changed
    } else {
        SnapState::New
    };
    Ok(Some(Snapshot {
        suite: attempt.suite,
        attempt: Some(attempt),
        case: case.to_owned(),
        state,
        before: shots
            .iter()
            .find_map(|shot| shot.old.as_ref().and_then(|old| old.digest.clone())),
        files: shots,
        after: Some(after),
        time: started.elapsed(),
    }))
}

/// Snapshots whose case is not there any more.
fn gone(suite: &Suite) -> Result<Vec<Snapshot<'_>>, Notice> {
    let started = now();
    let place = Place::of(&suite.library.0);
    let cases: Vec<&str> = suite
        .trials
        .iter()
        .filter(|trial| trial.example.is_none())
        .map(short)
        .collect();
    let mut found: Vec<Snapshot<'_>> = Vec::new();
    for name in place.names(&suite.name) {
        let of_a_case = |case: &&str| {
            Writing::ALL
                .iter()
                .any(|writing| name.strip_suffix(writing.end()) == Some(case))
        };
        if cases.iter().any(of_a_case) {
            continue;
        }
        let case = Writing::ALL
            .iter()
            .rev()
            .find_map(|writing| name.strip_suffix(writing.end()))
            .unwrap_or(&name)
            .to_owned();
        let (path, shown) = place.file(&suite.name, &name);
        let bytes = read(&path, &shown)?.unwrap_or_default();
        let old = SnapFile::read(&bytes);
        let before = old.digest.clone();
        let shot = Shot {
            path,
            shown,
            old: Some(old),
            new: None,
            bytes,
        };
        match found.iter_mut().find(|snapshot| snapshot.case == case) {
            Some(snapshot) => {
                snapshot.files.push(shot);
                snapshot.before = snapshot.before.take().or(before);
            }
            None => found.push(Snapshot {
                suite,
                attempt: None,
                case,
                state: SnapState::Gone,
                files: vec![shot],
                before,
                after: None,
                time: started.elapsed(),
            }),
        }
    }
    Ok(found)
}

/// The bytes of a snapshot, when it is there.
fn read(path: &std::path::Path, shown: &str) -> Result<Option<Vec<u8>>, Notice> {
    match files::read(path, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Unread::NotFound) => Ok(None),
        Err(unread) => Err(unread.notice(shown)),
    }
}
