use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{AHEAD, Ended, flow};
use crate::cli::batch::feed::{Feed, Piece, Position};
use crate::cli::notice::Notice;

/// So many applications, several hundreds of pieces.
fn applications(count: usize) -> Feed {
    let text: String = (0..count).map(|n| format!("{n}\n")).collect();
    Feed::new(Box::new(Cursor::new(text.into_bytes())), Position::START, 1000)
}

/// Puts the numbers of a piece where what it came to stands.
fn numbers(piece: &Piece, into: &mut Vec<u64>) {
    into.clear();
    for record in &piece.records {
        into.push(String::from_utf8_lossy(piece.bytes(record)).parse().unwrap());
    }
}

#[test]
fn what_is_written_stands_in_the_order_of_what_is_read() {
    const COUNT: usize = 100_000;
    for threads in [1, 2, 3, 16] {
        let mut written = Vec::new();
        let (working, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let worker = || {
            |piece: &Piece, into: &mut Vec<u64>| {
                let now = working.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                numbers(piece, into);
                // Some take long, so that others are done before them.
                if into[0].is_multiple_of(5) {
                    std::thread::sleep(Duration::from_millis(3));
                }
                working.fetch_sub(1, Ordering::SeqCst);
            }
        };
        let feed = applications(COUNT);
        let ended = flow(
            // Of a file, of which a thread may read more than it works on, and of what comes.
            if threads % 2 == 0 { feed.at_hand() } else { feed },
            None,
            (threads, worker),
            |numbers: &Vec<u64>| {
                written.extend_from_slice(numbers);
                Ok::<_, Notice>(ControlFlow::Continue(()))
            },
        );
        assert!(matches!(ended, Ok(Ended::All)));
        assert!(written.iter().copied().eq(0..COUNT as u64), "{threads} threads");
        let most = most.into_inner();
        assert!(most <= threads, "{most} of {threads} threads");
    }
}

#[test]
fn a_piece_that_takes_long_does_not_let_the_others_pile_up() {
    const THREADS: usize = 3;
    let begun = AtomicUsize::new(0);
    let worker = || {
        |piece: &Piece, into: &mut Vec<u64>| {
            numbers(piece, into);
            begun.fetch_add(1, Ordering::SeqCst);
            if into[0] == 0 {
                std::thread::sleep(Duration::from_millis(200));
                assert!(begun.load(Ordering::SeqCst) <= THREADS * AHEAD);
            }
        }
    };
    let feed = applications(100_000).at_hand();
    let ended = flow(feed, None, (THREADS, worker), |_: &Vec<u64>| {
        Ok::<_, Notice>(ControlFlow::Continue(()))
    });
    assert!(matches!(ended, Ok(Ended::All)));
    assert!(begun.into_inner() > THREADS * AHEAD);
}

#[test]
fn it_ends_when_no_more_is_wanted_or_writing_fails() {
    for threads in [1, 4] {
        let mut count = 0;
        let ended = flow(
            applications(100_000),
            None,
            (threads, || numbers),
            |_: &Vec<u64>| {
                count += 1;
                Ok::<_, Notice>(match count {
                    7 => ControlFlow::Break(()),
                    _ => ControlFlow::Continue(()),
                })
            },
        );
        assert!(matches!(ended, Ok(Ended::Stopped)));
        assert_eq!(count, 7);
        let ended = flow(
            applications(100_000),
            None,
            (threads, || numbers),
            |_: &Vec<u64>| Err::<ControlFlow<()>, _>(Notice::new("fullt", "full")),
        );
        assert!(ended.is_err());
    }
}

#[test]
#[should_panic(expected = "a scoped thread panicked")]
fn a_thread_that_fails_leaves_no_other_waiting() {
    let main = std::thread::current().id();
    let worker = || {
        move |piece: &Piece, into: &mut Vec<u64>| {
            numbers(piece, into);
            std::thread::sleep(Duration::from_millis(1));
            assert!(std::thread::current().id() == main, "fails as it is meant to");
        }
    };
    let _ = flow(applications(100_000), None, (3, worker), |_: &Vec<u64>| {
        Ok::<_, Notice>(ControlFlow::Continue(()))
    });
}
