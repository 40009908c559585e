//! Pieces in their order, by threads that all do the same: each reads a piece, works on it and, when it is that piece's turn, writes it.
//!
//! There is no thread that only reads or only writes: reading and writing take little, and whoever needs it done does it. So one thread is one thread,
//! and two have twice the time for what takes long. What is held does not grow with what is read: what pieces came to is kept in only so many places,
//! and a thread that has none left waits until one has been written.
//!
//! A thread does not wait for another that reads while it has something to do: it has a piece in stock, where what is read is a file.
//!
//! A thread reads into its own memory, and what it makes comes back to it once it is written: memory that one thread fills and another fills next is far
//! from both, and what one allocates and another frees or makes larger makes them wait for each other within the allocator.

use std::collections::VecDeque;
use std::hint::spin_loop;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, TryLockError};
use std::thread::{Builder, Scope, yield_now};

use super::feed::{Feed, Piece};
use crate::cli::files::Unread;
use crate::cli::notice::Notice;

/// In how many places each thread keeps what pieces came to: the one that it works on, and those that wait for their turn. So many that a thread
/// goes on while another, whose turn it is, has lost its core to some other program for a while.
const AHEAD: usize = 16;

/// How many pieces a thread has read at most. With more than one it goes on with what it has while another thread reads.
const STOCK: usize = 2;

/// How many times a lock is tried before a thread sleeps until it is free. What is done under one is soon done; to be woken takes longer, and a
/// thread that is woken goes on where the one that woke it runs, on the same core.
const TRIES: u32 = 100_000;
/// How many times between those after which a thread lets others on its core go first: the one that has the lock may be one of them.
const TURN: u32 = 100;

/// How it ended.
pub(super) enum Ended {
    /// All was read.
    All,
    /// The writer wanted no more.
    Stopped,
    /// Reading failed; what came before is written.
    Unread(Unread),
}

/// What came of reading.
enum Read {
    /// The piece of this number.
    Piece(u64),
    /// Nothing for now; there is no more, when it was to be waited for.
    Nothing,
    /// The piece of this number can't be read.
    Failed(u64, Unread),
}

/// What a piece came to, and which thread's memory it is in.
struct Made<T> {
    thread: usize,
    done: T,
}

/// Where pieces come from.
struct Source {
    feed: Feed,
    /// One that has been read already.
    first: Option<Piece>,
    /// How many have been read.
    pieces: u64,
    /// Whether there are no more.
    over: bool,
}

/// What has been done, and whose turn it is.
struct Order<T, F, E> {
    /// The piece whose turn it is.
    next: u64,
    /// What that piece and those after it came to, of those that are done.
    early: VecDeque<Option<Result<Made<T>, Unread>>>,
    /// What each thread has that nobody uses.
    spare: Vec<Vec<T>>,
    /// How many threads wait for it.
    waiting: usize,
    /// What writes; none while a thread does it.
    write: Option<F>,
    /// How it ended, once it has before all was read.
    ended: Option<Result<Ended, E>>,
}

/// What the threads share.
struct Flow<T, F, E> {
    source: Mutex<Source>,
    order: Mutex<Order<T, F, E>>,
    /// That there is something spare again, or that it has ended.
    turn: Condvar,
}

/// Reads `first` and all other pieces of the feed, works on them in `threads` threads, this one among them, each with a worker of its own, and gives what
/// they come to to `write`, in the order of the pieces.
pub(super) fn flow<T, W, F, E>(
    feed: Feed,
    first: Option<Piece>,
    (threads, worker): (usize, impl Fn() -> W + Sync),
    write: F,
) -> Result<Ended, E>
where
    T: Default + Send,
    W: FnMut(&Piece, &mut T),
    F: FnMut(&T) -> Result<ControlFlow<()>, E> + Send,
    E: From<Notice> + Send,
{
    let flow = Flow {
        source: Mutex::new(Source {
            feed,
            first,
            pieces: 0,
            over: false,
        }),
        order: Mutex::new(Order {
            next: 0,
            early: VecDeque::new(),
            spare: (0..threads.max(1)).map(|_| places()).collect(),
            waiting: 0,
            write: Some(write),
            ended: None,
        }),
        turn: Condvar::new(),
    };
    std::thread::scope(|scope| {
        for thread in 1..threads {
            // What a worker remembers is allocated by its own thread.
            let (flow, worker) = (&flow, &worker);
            if let Err(notice) = start(scope, move || flow.work(thread, worker())) {
                flow.end(Err(notice.into()));
                return;
            }
        }
        flow.work(0, worker());
    });
    let ended = flow.order.into_inner().ok().and_then(|order| order.ended);
    ended.unwrap_or(Ok(Ended::All))
}

impl<T, F, E> Flow<T, F, E>
where
    F: FnMut(&T) -> Result<ControlFlow<()>, E>,
{
    /// What each thread does.
    fn work(&self, thread: usize, mut work: impl FnMut(&Piece, &mut T)) {
        let _leaving = Leaving(self);
        let mut stock: VecDeque<(u64, Piece)> = VecDeque::new();
        let mut unused: Vec<Piece> = Vec::from([(); STOCK].map(|()| Piece::default()));
        loop {
            while let Some(mut piece) = unused.pop() {
                let number = match self.read(&mut piece, stock.is_empty()) {
                    Read::Piece(number) => number,
                    other => {
                        if let Read::Failed(number, unread) = other {
                            self.deliver(number, Err(unread));
                        }
                        unused.push(piece);
                        break;
                    }
                };
                stock.push_back((number, piece));
            }
            let Some((number, piece)) = stock.pop_front() else {
                return;
            };
            let Some(mut done) = self.spare(thread) else {
                return;
            };
            work(&piece, &mut done);
            self.deliver(number, Ok(Made { thread, done }));
            unused.push(piece);
        }
    }

    /// Where the thread can keep what the next piece comes to; none when it has ended.
    fn spare(&self, thread: usize) -> Option<T> {
        let mut order = lock(&self.order)?;
        loop {
            if order.ended.is_some() {
                return None;
            }
            if let Some(spare) = order.spare.get_mut(thread)?.pop() {
                return Some(spare);
            }
            // All that it has done waits for its turn. The thread that has the piece whose turn it is waits for nobody.
            order.waiting = order.waiting.saturating_add(1);
            order = self.turn.wait(order).ok()?;
            order.waiting = order.waiting.saturating_sub(1);
        }
    }

    /// Reads the next piece. What another thread reads now, or what has not come yet, is waited for only when it `must` be.
    fn read(&self, piece: &mut Piece, must: bool) -> Read {
        let source = if must {
            lock(&self.source)
        } else {
            self.source
                .try_lock()
                .ok()
                .filter(|source| source.feed.is_at_hand())
        };
        let Some(mut source) = source else {
            return Read::Nothing;
        };
        if source.over {
            return Read::Nothing;
        }
        let read = match source.first.take() {
            Some(first) => {
                *piece = first;
                Ok(true)
            }
            None => source.feed.piece(piece),
        };
        let number = source.pieces;
        source.pieces = number.saturating_add(1);
        source.over = !matches!(read, Ok(true));
        match read {
            Ok(true) => Read::Piece(number),
            Ok(false) => Read::Nothing,
            Err(unread) => Read::Failed(number, unread),
        }
    }

    /// Takes what a piece came to. Unless another thread is writing, this one writes all whose turn it is; other threads need not wait for that.
    fn deliver(&self, number: u64, done: Result<Made<T>, Unread>) {
        let Some(mut order) = lock(&self.order) else {
            return;
        };
        order.keep(number, done);
        let Some(mut write) = order.write.take() else {
            return;
        };
        while order.ended.is_none() {
            let Some(done) = order.take() else {
                break;
            };
            drop(order);
            let ended = match &done {
                Err(_) => None,
                Ok(made) => match write(&made.done) {
                    Ok(ControlFlow::Continue(())) => None,
                    Ok(ControlFlow::Break(())) => Some(Ok(Ended::Stopped)),
                    Err(error) => Some(Err(error)),
                },
            };
            order = match lock(&self.order) {
                Some(order) => order,
                None => return,
            };
            match done {
                Ok(Made { thread, done }) => {
                    if let Some(spare) = order.spare.get_mut(thread) {
                        spare.push(done);
                    }
                }
                Err(unread) => order.ended = Some(Ok(Ended::Unread(unread))),
            }
            if ended.is_some() {
                order.ended = ended;
            }
            if order.waiting > 0 {
                self.turn.notify_all();
            }
        }
        order.write = Some(write);
    }
}

impl<T, F, E> Order<T, F, E> {
    /// Keeps what a piece came to until its turn.
    fn keep(&mut self, number: u64, done: Result<Made<T>, Unread>) {
        // Less than the number of places of all threads.
        let ahead = usize::try_from(number.saturating_sub(self.next)).unwrap_or(usize::MAX);
        while self.early.len() <= ahead {
            self.early.push_back(None);
        }
        if let Some(place) = self.early.get_mut(ahead) {
            *place = Some(done);
        }
    }

    /// What the piece came to whose turn it is, once it is done; then it is the next one's turn.
    fn take(&mut self) -> Option<Result<Made<T>, Unread>> {
        let done = self.early.front_mut()?.take()?;
        self.early.pop_front();
        self.next = self.next.saturating_add(1);
        Some(done)
    }
}

/// What a thread keeps what pieces come to in.
fn places<T: Default>() -> Vec<T> {
    (0..AHEAD).map(|_| T::default()).collect()
}

impl<T, F, E> Flow<T, F, E> {
    /// Ends it, unless it has ended.
    fn end(&self, ended: Result<Ended, E>) {
        if let Ok(mut order) = self.order.lock() {
            order.ended.get_or_insert(ended);
        }
        self.turn.notify_all();
    }
}

/// Takes a lock; none when a thread failed while it had it.
fn lock<T>(of: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    for tried in 1..=TRIES {
        match of.try_lock() {
            Ok(taken) => return Some(taken),
            Err(TryLockError::Poisoned(_)) => return None,
            Err(TryLockError::WouldBlock) if tried.is_multiple_of(TURN) => yield_now(),
            Err(TryLockError::WouldBlock) => spin_loop(),
        }
    }
    of.lock().ok()
}

/// A thread that fails takes no others with it into waiting for what it held.
struct Leaving<'a, T, F, E>(&'a Flow<T, F, E>);

impl<T, F, E> Drop for Leaving<'_, T, F, E> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end(Ok(Ended::Stopped));
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

#[cfg(test)]
mod tests;
