//! The time that a thread has been computing, which others on the machine don't lengthen.

use std::time::{Duration, Instant};

/// Below this the system's clock tells little.
const ENOUGH: Duration = Duration::from_millis(60);

/// What has been computed so far; where the system doesn't say, the time that has passed.
fn computed(begun: Instant) -> Duration {
    // The system counts when a thread gives way.
    std::thread::sleep(Duration::from_nanos(1));
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split_whitespace().next()?.parse().ok())
        .map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// What the work takes once, done as often as the clock needs.
pub(crate) fn taken(work: &mut dyn FnMut()) -> Duration {
    let begun = Instant::now();
    let before = computed(begun);
    let mut times: u32 = 1;
    let mut next: u32 = 1;
    loop {
        for _ in 0..next {
            work();
        }
        let all = computed(begun).saturating_sub(before);
        if all >= ENOUGH {
            return all / times;
        }
        next = times;
        times = times.saturating_mul(2);
    }
}
