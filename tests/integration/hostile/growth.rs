//! The time that a rule file takes grows as the file does.

use std::time::Duration;

use rekvisit::check;
use rekvisit::source::{FileId, MemoryLibrary, Sources};
use rekvisit::value::Language;
use rekvisit::{render, syntax};

use super::shapes::{DECLARATIONS, EXPRESSIONS, MARKS, Shape};
use super::{folder, taken, words};
use crate::slope;

/// The texts that are compared: the second is four times the first.
const SMALL: usize = 12 * 1024;
/// Twice the text in 2.6 times the time, twice over; the square would be sixteen.
const MOST: f64 = 2.6 * 2.6;
/// Below this a clock tells nothing.
const TOO_SHORT: Duration = Duration::from_millis(60);

/// Reads and checks a text, and writes what is wrong with it.
fn checked(text: &str) -> String {
    let library = MemoryLibrary::default().with("a/a.regel", text);
    let checked = check::load(&library, "a");
    render::diagnostics(
        &checked.diagnostics,
        &checked.sources,
        Language::Swedish,
        false,
        80,
    )
}

/// Reads a text and lays it out.
fn formatted(text: &str) -> String {
    match syntax::format(FileId(0), text, syntax::FormatOptions::default()) {
        Ok(text) => text,
        Err(syntax::Unformatted::Wrong(found)) => {
            render::diagnostics(&found, &Sources::default(), Language::English, false, 80)
        }
        Err(syntax::Unformatted::Unfaithful) => panic!("formatted otherwise: {text}"),
    }
}

/// How many times the time four times the text takes.
fn growth(shape: &Shape, work: fn(&str) -> String) -> f64 {
    let (small, large) = ((shape.make)(SMALL), (shape.make)(4 * SMALL));
    slope::least(3, MOST, || {
        let (_, long) = taken(|| work(&large));
        if long < TOO_SHORT {
            return 1.0;
        }
        let (_, short) = taken(|| work(&small));
        long.div_duration_f64(short.max(Duration::from_micros(100)))
    })
}

#[track_caller]
fn grows_as_the_text(shapes: &[Shape], work: fn(&str) -> String) {
    slope::none_above(MOST, shapes.iter().map(|shape| (shape.name, growth(shape, work))));
}

#[test]
fn expressions_take_time_as_their_length() {
    grows_as_the_text(EXPRESSIONS, checked);
}

#[test]
fn texts_and_marks_take_time_as_their_length() {
    grows_as_the_text(MARKS, checked);
}

#[test]
fn declarations_take_time_as_their_number() {
    grows_as_the_text(DECLARATIONS, checked);
}

#[test]
fn formatting_takes_time_as_the_text() {
    grows_as_the_text(EXPRESSIONS.split_at(8).0, formatted);
    grows_as_the_text(DECLARATIONS.split_at(8).0, formatted);
}

/// What any text may take of the time that as much of ordinary rules takes.
const TIMES: f64 = 5.0;

/// `REKVISIT_FIGURES` prints what each shape takes.
#[test]
fn no_text_takes_many_times_what_ordinary_rules_do() {
    let size = if cfg!(debug_assertions) {
        48 << 10
    } else {
        (1 << 20) - 4096
    };
    let all = || EXPRESSIONS.iter().chain(MARKS).chain(DECLARATIONS);
    let least = |shape: &Shape| {
        let text = (shape.make)(size);
        let times = (0..3).map(|_| taken(|| checked(&text)).1);
        times.min().unwrap_or_default()
    };
    let ordinary = least(all().find(|shape| shape.name == "rules").unwrap());
    let mut figures: Vec<(Duration, &str)> = all().map(|shape| (least(shape), shape.name)).collect();
    figures.sort();
    if std::env::var_os("REKVISIT_FIGURES").is_some() {
        for (time, name) in figures.iter().rev() {
            println!(
                "{:.2} s, {:.1} times: {name}",
                time.as_secs_f64(),
                time.div_duration_f64(ordinary)
            );
        }
    }
    let slow: Vec<_> = figures
        .iter()
        .filter(|(time, _)| time.div_duration_f64(ordinary) > TIMES)
        .collect();
    assert!(
        slow.is_empty(),
        "ordinary rules take {ordinary:?}; these {slow:?}"
    );
}

/// Through the binary, and as large as a rule file may be where the build is fast enough for it. `words` fails what hangs.
#[test]
fn the_worst_texts_come_to_an_end() {
    let size = if cfg!(debug_assertions) {
        96 << 10
    } else {
        (1 << 20) - 4096
    };
    for name in [
        "parentheses around a sum",
        "quantifiers in each other",
        "smallest of the smallest",
        "arguments",
        "commas",
        "the same unit",
        "modules that are missing",
        "names that are unknown",
        "long names that are almost the same",
    ] {
        let all = EXPRESSIONS.iter().chain(MARKS).chain(DECLARATIONS);
        let shape = all.into_iter().find(|shape| shape.name == name).unwrap();
        let folder = folder(&[("a/a.regel", (shape.make)(size).as_bytes())]);
        words(folder.path(), "check a").exit(&[0, 3]);
    }
}
