//! From the reader over the workers to the writer: pieces in their order, and only so many on the way.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread::{Builder, Scope};

use super::feed::{Feed, Piece};
use crate::cli::files::Unread;
use crate::cli::notice::Notice;

/// How many pieces are on the way for each worker, at most.
const AHEAD: usize = 4;

/// What became of a piece, or why it was not read.
type Arrived<T> = (u64, Result<T, Unread>);

/// How it ended.
pub(super) enum Ended {
    /// All was read.
    All,
    /// The writer wanted no more.
    Stopped,
    /// Reading failed; what came before is written.
    Unread(Unread),
}

/// Reads `first` and all other pieces of the feed, works on them in `threads` threads, each with a worker of its own, and gives what they come to to
/// `write`, in the order of the pieces. Reading waits for writing, so that what is held does not grow with what is read.
pub(super) fn flow<T: Send, W: FnMut(Piece) -> T + Send, E: From<Notice>>(
    mut feed: Feed,
    first: Option<Piece>,
    (threads, worker): (usize, impl Fn() -> W),
    mut write: impl FnMut(T) -> Result<ControlFlow<()>, E>,
) -> Result<Ended, E> {
    std::thread::scope(|scope| {
        let places = threads.saturating_mul(AHEAD).max(1);
        let (free, taken) = sync_channel(places);
        for _ in 0..places {
            let _ = free.try_send(());
        }
        let (jobs, waiting) = channel();
        let (results, arrived) = channel();
        let waiting = std::sync::Arc::new(Mutex::new(waiting));
        for _ in 0..threads {
            let (waiting, results, mut work) = (waiting.clone(), results.clone(), worker());
            start(scope, move || {
                while let Some(piece) = take(&waiting) {
                    let number = piece.number;
                    if results.send((number, Ok(work(piece)))).is_err() {
                        return;
                    }
                }
            })?;
        }
        drop(waiting);
        start(scope, move || read(&mut feed, first, &taken, &jobs, &results))?;
        let mut early: BTreeMap<u64, Result<T, Unread>> = BTreeMap::new();
        let mut next: u64 = 0;
        for (number, result) in arrived {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                next = next.saturating_add(1);
                match result {
                    Err(unread) => return Ok(Ended::Unread(unread)),
                    Ok(done) => {
                        if write(done)?.is_break() {
                            return Ok(Ended::Stopped);
                        }
                    }
                }
                // There is a place for each that was taken.
                let _ = free.try_send(());
            }
        }
        Ok(Ended::All)
    })
}

fn take(waiting: &Mutex<Receiver<Piece>>) -> Option<Piece> {
    waiting.lock().ok()?.recv().ok()
}

/// Reads pieces while there are places for them and somebody waits for what they come to.
fn read<T>(
    feed: &mut Feed,
    first: Option<Piece>,
    places: &Receiver<()>,
    jobs: &Sender<Piece>,
    results: &Sender<Arrived<T>>,
) {
    let mut ready = first;
    let mut next: u64 = 0;
    while places.recv().is_ok() {
        let piece = match ready.take() {
            Some(piece) => Ok(Some(piece)),
            None => feed.piece(),
        };
        match piece {
            Ok(Some(piece)) => {
                next = piece.number.saturating_add(1);
                if jobs.send(piece).is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(unread) => {
                let _ = results.send((next, Err(unread)));
                return;
            }
        }
    }
}

/// Starts a thread.
fn start<'scope>(scope: &'scope Scope<'scope, '_>, act: impl FnOnce() + Send + 'scope) -> Result<(), Notice> {
    match Builder::new().spawn_scoped(scope, act) {
        Ok(_) => Ok(()),
        Err(error) => Err(Notice::new(
            format!("det gick inte att starta en tråd: {error}"),
            format!("a thread could not be started: {error}"),
        )
        .help(
            "ange färre trådar med `--threads`",
            "give fewer threads with `--threads`",
        )),
    }
}
