//! Requisitions of the state grant, made up from a seed: the same seed gives the same bytes.

use serde_json::json;

/// A requisition, and what a person who reads it would note.
pub(super) struct Requisition {
    /// The application on one line.
    pub(super) line: String,
    /// The day on which it was received; none when it isn't known.
    pub(super) received: Option<String>,
    /// What the municipality is allotted, in kronor.
    pub(super) allotted: u64,
    /// What it asks for, in kronor.
    pub(super) asked: u64,
    /// Whether a municipality asks.
    pub(super) municipality: bool,
    /// Whether it is for what the grant is for.
    pub(super) fits: bool,
}

impl Requisition {
    /// What is granted when it is in time, in kronor.
    pub(super) fn grant(&self) -> u64 {
        if self.municipality && self.fits {
            self.asked.min(self.allotted)
        } else {
            0
        }
    }
}

/// Numbers from a seed (a linear congruential generator; the upper bits are the good ones).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// The municipalities and what they are allotted, read from the annex without the program.
fn allotments() -> Vec<(String, u64)> {
    include_str!("../../../rules/halsosamtal-2023/fordelning-2023.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1].to_owned(), cells[3].parse().unwrap())
        })
        .collect()
}

/// So many requisitions: over all municipalities, received around the last day, for amounts around the allotted one.
pub(super) fn requisitions(seed: u64, count: usize) -> Vec<Requisition> {
    let allotments = allotments();
    assert_eq!(allotments.len(), 290);
    let mut dice = Dice(seed);
    (0..count)
        .map(|at| requisition(at, &allotments, &mut dice))
        .collect()
}

fn requisition(at: usize, allotments: &[(String, u64)], dice: &mut Dice) -> Requisition {
    let (name, allotted) = &allotments[at % allotments.len()];
    // From the 22nd of May to the 10th of June.
    let received = match 22 + dice.below(20) {
        day @ ..=31 => format!("2023-05-{day:02}"),
        day => format!("2023-06-{:02}", day - 31),
    };
    let received = (!dice.one_in(50)).then_some(received);
    let asked = match dice.below(4) {
        0 => *allotted,
        1 => allotted + 1 + dice.below(100_000),
        2 => allotted - 1 - dice.below(allotted / 2),
        _ => allotted + 1,
    };
    let municipality = !dice.one_in(40);
    let fits = !dice.one_in(30);
    let mut application = json!({
        "regelverk": "halsosamtal-2023",
        "id": format!("R-{at:05}"),
        "prövningsdag": "2023-06-15",
        "sökande": {
            "namn": format!("{name}s kommun"),
            "typ": if municipality { "kommun" } else { "region" },
            "organisationsnummer": "212000-1124",
        },
        "avsänd": null,
        "kommun": name,
        "begärt": asked,
        "önskar_mer": dice.one_in(3),
        "insats": if fits { "utöka" } else { "annat" },
        "inom_ändamålet": fits,
        "utförs": ["egen_regi"],
        "ytterligare_villkor": null,
        "utbetalt": null,
        "kostnader": null,
        "redovisningen_inkom": null,
        "återbetalt": null,
        "uppdraget_redovisat": null,
    });
    if let Some(day) = &received {
        application["inkom"] = day.clone().into();
    }
    Requisition {
        line: application.to_string(),
        received,
        allotted: *allotted,
        asked,
        municipality,
        fits,
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let lines = |seed| -> Vec<String> { requisitions(seed, 300).into_iter().map(|r| r.line).collect() };
    assert_eq!(lines(1), lines(1));
    assert_ne!(lines(1), lines(2));
}
