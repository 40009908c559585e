#![allow(
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "a test that meets something unexpected is to fail where it stands"
)]

use std::io::{self, Cursor, Read};

use super::{BLOCK, Feed, PIECE, Piece, Position};
use crate::batch::{Broken, Place, Splitter};
use proptest::prelude::*;

/// Gives so many bytes at a time.
struct Slow(Cursor<Vec<u8>>, usize);

impl Read for Slow {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(self.1);
        self.0.read(&mut into[..most])
    }
}

type Seen = (Place, String, Option<Broken>);

/// A feed of the text from a place on.
fn feed(text: &[u8], splitter: &Splitter, pace: usize, at: Position, limit: u64) -> Feed {
    let rest = text[usize::try_from(at.byte).unwrap()..].to_vec();
    let mut feed = Feed::new(Box::new(Slow(Cursor::new(rest), pace)), at, limit);
    if at == Position::START {
        feed.beginning().unwrap();
    }
    feed.splits(splitter.clone());
    feed
}

/// All that is found, and where each piece ended.
fn found(mut feed: Feed) -> (Vec<Seen>, Vec<(usize, Position)>) {
    let (mut all, mut ends) = (Vec::new(), Vec::new());
    // The same memory again, as in a run.
    let mut pieces = [Piece::default(), Piece::default()];
    loop {
        let piece = &mut pieces[ends.len() % 2];
        if !feed.piece(piece).unwrap() {
            return (all, ends);
        }
        assert!(!piece.records.is_empty() && piece.records.len() <= PIECE);
        for record in &piece.records {
            let text = String::from_utf8_lossy(piece.bytes(record)).into_owned();
            all.push((record.place, text, record.broken));
        }
        ends.push((all.len(), piece.next));
    }
}

/// What is found is the same however the bytes come, and from wherever a piece ended.
#[track_caller]
fn is_found(text: &[u8], splitter: &Splitter, limit: u64) -> Vec<Seen> {
    let (whole, ends) = found(feed(text, splitter, usize::MAX, Position::START, limit));
    for pace in [1013, 65_536, BLOCK - 1, BLOCK + 1] {
        let (slow, _) = found(feed(text, splitter, pace, Position::START, limit));
        assert!(slow == whole, "{pace} bytes at a time");
    }
    let few = feed(text, splitter, usize::MAX, Position::START, limit).in_pieces_of(3);
    let (in_threes, more_ends) = found(few);
    assert!(in_threes == whole, "in pieces of three");
    assert!(more_ends.len() >= whole.len().div_ceil(3));
    for (before, next) in ends.into_iter().chain(more_ends.into_iter().step_by(50)) {
        let (rest, _) = found(feed(text, splitter, usize::MAX, next, limit));
        assert!(rest == whole[before..], "from {next:?}");
    }
    whole
}

/// The applications of lines, by hand.
fn lines(text: &str) -> Vec<Seen> {
    let (mut all, mut byte) = (Vec::new(), 0);
    for (line, whole) in (1..).zip(text.split_inclusive('\n')) {
        let line_text = whole.strip_suffix('\n').unwrap_or(whole);
        let line_text = line_text.strip_suffix('\r').unwrap_or(line_text);
        let mark = usize::from(byte == 0 && line_text.starts_with('\u{feff}')) * 3;
        let line_text = &line_text[mark..];
        if !line_text.trim().is_empty() && !line_text.trim_start().starts_with('#') {
            let item = all.len() as u64 + 1;
            let place = Place {
                line,
                item,
                byte: (byte + mark) as u64,
            };
            all.push((place, line_text.to_owned(), None));
        }
        byte += whole.len();
    }
    all
}

#[test]
fn a_line_may_end_anywhere_near_the_end_of_a_block() {
    for around in [-2_isize, -1, 0, 1, 2] {
        for end in ["\n", "\r\n"] {
            let first = BLOCK.saturating_add_signed(around) - end.len();
            let text = format!("{}{end}bb{end}{end}# c{end}dd", "a".repeat(first));
            assert_eq!(
                is_found(text.as_bytes(), &Splitter::lines(), 1 << 24),
                lines(&text)
            );
            let two = format!("x{end}{text}");
            assert_eq!(is_found(two.as_bytes(), &Splitter::lines(), 1 << 24), lines(&two));
        }
    }
}

#[test]
fn lines_longer_than_blocks_and_a_mark_and_blank_ones() {
    let mut text = "\u{feff}first\r\n".to_owned();
    for n in 0..40 {
        let length = [3, BLOCK * 5 / 2, 70_000, 0, 1][n % 5];
        text.push_str(&"å".repeat(length / 2));
        text.push_str(["\n", "\r\n", "\n\n \t\r\n#remark\n"][n % 3]);
    }
    // Nothing but blank lines, more than a block of them; and no line break at the end.
    text.push_str(&"\n".repeat(BLOCK * 2));
    text.push_str("last");
    let expected = lines(&text);
    assert!(expected.len() > 20);
    assert!(is_found(text.as_bytes(), &Splitter::lines(), 1 << 24) == expected);
}

#[test]
fn very_short_lines_are_many_pieces() {
    let text: String = (0..PIECE * 7 + 3).map(|n| format!("{n}\n")).collect();
    assert!(is_found(text.as_bytes(), &Splitter::lines(), 1 << 24) == lines(&text));
}

#[test]
fn what_is_too_large_is_passed_over_wherever_it_stands() {
    let large = "x".repeat(BLOCK + BLOCK / 2);
    let text = format!("{large}\na\n{large}\n{}b\n{large}", "c\n".repeat(3000));
    let seen = is_found(text.as_bytes(), &Splitter::lines(), 1000);
    let mut expected = lines(&text);
    for (_, text, broken) in &mut expected {
        if text.len() > 1000 {
            text.clear();
            *broken = Some(Broken::TooLarge);
        }
    }
    assert!(seen == expected);
}

/// What is just as large as is allowed, or a byte larger, is told as what it is wherever a read ends, and from wherever it is gone on with.
#[test]
fn what_is_just_too_large_is_so_however_the_bytes_come() {
    let blank = " \n".repeat(40);
    let line = |length| "x".repeat(length);
    let lines: String = (38..44)
        .map(|n| format!("{}\r\n\n{}\n{}\n# {}\n", line(n), line(n), " ".repeat(n), line(n)))
        .collect();
    let list: Vec<String> = (38..44)
        .map(|n| format!("{blank}\"{}\"{}", line(n - 2), &blank[..n % 4]))
        .collect();
    let rows: String = (36..46)
        .map(|n| format!("\"{}\n{}\",1\r\n{}\n\"\n", line(n / 2), line(n / 2 - 6), line(n)))
        .collect();
    for (text, splitter) in [
        (lines, Splitter::lines()),
        (format!("[{}]", list.join(",")), Splitter::json()),
        (list.join("\n"), Splitter::json()),
        (rows, Splitter::csv(b',')),
    ] {
        let (whole, _) = found(feed(text.as_bytes(), &splitter, usize::MAX, Position::START, 40));
        let large = whole
            .iter()
            .filter(|(.., broken)| *broken == Some(Broken::TooLarge))
            .count();
        assert!(
            large > 2 && large < whole.len() - 1,
            "{large} of {} are too large",
            whole.len()
        );
        for pace in [1, 2, 3, 7, 40, 41, 42, 43] {
            let (slow, _) = found(feed(text.as_bytes(), &splitter, pace, Position::START, 40));
            assert_eq!(slow, whole, "{pace} bytes at a time");
        }
    }
}

#[test]
fn rows_with_quoted_line_breaks_cross_blocks() {
    let mut text = String::new();
    let mut expected = Vec::new();
    let mut line = 1;
    for n in 0..90 {
        let quoted = format!("a\n\"\"{}\r\n;", "b\n".repeat(n * 97 % 5000));
        let row = format!("{n};\"{quoted}\";x");
        let place = Place {
            line,
            item: n as u64 + 1,
            byte: text.len() as u64,
        };
        line += row.matches('\n').count() as u64 + 1;
        text.push_str(&row);
        text.push_str(if n % 2 == 0 { "\r\n" } else { "\n" });
        expected.push((place, row, None));
    }
    assert!(text.len() > BLOCK * 3 / 2);
    assert!(is_found(text.as_bytes(), &Splitter::csv(b';'), 1 << 24) == expected);
}

#[test]
fn a_list_crosses_blocks() {
    let (mut text, mut expected, mut line) = ("[".to_owned(), Vec::new(), 1);
    for n in 0..3000 {
        let element = match n {
            // Larger than a block.
            1500 => format!("[{}1]", "1,".repeat(BLOCK)),
            _ => format!(
                "{{\n \"a\": \"{},]}}\\\"\", \"b\": [{n}]\n}}",
                "c".repeat(n % 300)
            ),
        };
        let place = Place {
            line,
            item: n as u64 + 1,
            byte: text.len() as u64,
        };
        let after = if n < 2999 { ",\n\n " } else { "\n]\n" };
        line += (element.matches('\n').count() + after.matches('\n').count()) as u64;
        text.push_str(&element);
        text.push_str(after);
        expected.push((place, element, None));
    }
    assert!(text.len() > BLOCK * 4);
    assert!(is_found(text.as_bytes(), &Splitter::json(), 1 << 24) == expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Lines of any lengths, some of them near a block's.
    #[test]
    fn lines_of_any_length(lengths in prop::collection::vec(
        prop_oneof![4 => 0_usize..200, 1 => 1000_usize..90_000, 1 => BLOCK - 40..BLOCK + 40],
        1..40,
    ), returns in any::<bool>(), pace in prop_oneof![1_usize..5000, Just(usize::MAX)]) {
        let end = if returns { "\r\n" } else { "\n" };
        let text: Vec<String> = lengths.iter().map(|length| "z".repeat(*length)).collect();
        let text = text.join(end);
        let (seen, _) = found(feed(text.as_bytes(), &Splitter::lines(), pace, Position::START, 1 << 24));
        prop_assert!(seen == lines(&text));
    }
}
