//! How cost grows with applications, with the length of lists, with rules and with rows of tables: one, ten, a hundred and a thousand times as much.
//!
//! `cargo bench --bench growth [-- WORD]` prints a table: the size, the median of the time that was computed for it, the time for each, and that in multiples of what
//! each takes at a tenth of the size. `WORD` picks the lines that have it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that meets something unexpected is to stop there; it measures time and prints"
)]

mod made;

use std::time::Duration;

use made::clock::taken;
use made::work::{LINES, Line, loaded};

/// The median of what the work takes, after it has been done once.
fn median(mut work: Box<dyn FnMut()>) -> Duration {
    work();
    let mut times = [(); 5].map(|()| taken(&mut work));
    times.sort_unstable();
    times[2]
}

fn main() {
    // `cargo bench` says `--bench`; a word that isn't an option picks lines.
    let word = std::env::args().skip(1).find(|word| !word.starts_with("--"));
    for Line { name, smallest, work } in LINES {
        if word.as_ref().is_some_and(|word| !name.contains(word.as_str())) {
            continue;
        }
        println!("{name}");
        let mut before: Option<f64> = None;
        for size in [1, 10, 100, 1_000].map(|times| smallest * times) {
            let time = median(work(size)).as_secs_f64();
            let each = time / size as f64;
            let ratio = before.map_or_else(|| "–".to_owned(), |before| format!("{:.2}", each / before));
            println!(
                "  {size:>8}  {:>12.4} ms  {:>12.1} ns each  {ratio:>6}",
                time * 1e3,
                each * 1e9
            );
            before = Some(each);
        }
    }
    let name = "5,000 rules and 50,000 rows of a table, loaded";
    if word.is_none_or(|word| name.contains(&word)) {
        println!(
            "{name}\n  {:>21.3} ms",
            median(loaded(5_000, 50_000)).as_secs_f64() * 1e3
        );
    }
}
