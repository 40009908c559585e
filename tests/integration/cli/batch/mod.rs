//! `rekvisit batch`.

mod edges;
mod forms;
#[cfg(target_os = "linux")]
mod memory;
mod rejects;
mod resume;
mod same;
mod scaling;
mod summary;

use super::{Test, fixture};

/// Applications to the small rule set: granted, partly granted, rejected, dismissed and open, in turn. Of `bad` ones, each `bad`th can't be decided.
fn applications(count: usize, bad: usize) -> String {
    (1..=count)
        .map(|n| {
            if bad > 0 && n % bad == 0 {
                return match n % 3 {
                    0 => format!("{{\"id\": \"L-{n}\", \"belopp\": 3}}\n"),
                    1 => "{\"inkom\": \n".to_owned(),
                    _ => "inte JSON\n".to_owned(),
                };
            }
            let received = if n % 7 == 0 { "2023-06-02" } else { "2023-05-01" };
            let judged = match n % 5 {
                0 => "null",
                1 => "false",
                _ => "true",
            };
            let asked = 100 + n * 37 % 1500;
            format!(
                "{{\"regelverk\": \"lokalt\", \"id\": \"L-{n}\", \"prövningsdag\": \"2023-07-01\", \"inkom\": \"{received}\", \
                 \"beslutad\": null, \"sökt\": {asked}, \"skäl\": {judged}}}\n"
            )
        })
        .collect()
}

/// A folder with the rules and a file of applications.
fn folder(count: usize, bad: usize) -> Test {
    Test::new()
        .file("regler/lokalt/lokalt.regel", fixture::RULES)
        .file("alla.ndjson", applications(count, bad))
}
