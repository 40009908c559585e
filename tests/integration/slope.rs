//! How many times the time more of something takes, and that it is no more than it may be.

/// The least of so many tries, or the first that is enough: others on the machine only make a time longer.
pub(crate) fn least(tries: usize, enough: f64, mut tried: impl FnMut() -> f64) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..tries {
        least = least.min(tried());
        if least <= enough {
            break;
        }
    }
    least
}

/// Fails with all that take more than `most` times the time.
#[track_caller]
pub(crate) fn none_above<'n>(most: f64, each: impl IntoIterator<Item = (&'n str, f64)>) {
    let steep: Vec<String> = each
        .into_iter()
        .filter(|(_, times)| *times > most)
        .map(|(name, times)| format!("{name}: {times:.1} times the time, at most {most:.1}"))
        .collect();
    assert!(steep.is_empty(), "{}", steep.join("\n"));
}
