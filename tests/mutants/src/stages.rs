//! The tests in stages: which of them are tried first on an alteration, and which on those that the first miss.

/// Some tests of one of the two programs.
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// Whether they are tests of the library itself, and not those in `tests/integration`.
    pub unit: bool,
    /// What a test's name has one of; all tests when there is none.
    pub filters: &'static [&'static str],
    /// What a test's name has none of, either; what is apart is never tried.
    pub without: &'static [&'static str],
    pub when: When,
}

/// When a stage is tried.
pub enum When {
    /// On every alteration.
    First,
    /// First of all on the alterations of these folders, which it is about; on others when nothing else has noticed them.
    About(&'static [&'static str]),
    /// When nothing else has noticed the alteration.
    Last,
}

/// Those that only compare sets of numbers, for ten seconds.
const SETS: &str = "domain::tests::sets_hold_what_each_value_says";

/// What says nothing about an alteration: how long or how much something takes on a busy machine, how the sources look (they aren't as
/// they are written), how the program is built, and how it bears wrong arguments, files and signals.
const APART: &[&str] = &[
    "growth::",
    "linear::",
    "large::a_",
    "large::an_",
    "tidy::",
    "supply::",
    "reproducible::",
    "misuse::",
    "systems::",
    "writing::",
    "depth::",
    "batch::resume",
    "batch::memory",
    "batch::scaling",
    "impact::revision",
    "fuzz::replay::what_panics",
    "bounds::",
    "cli::files::",
    "an_effort_comes_to_an_end",
    SETS,
];

/// Those of `tests/integration` that are no part of `rest`: they stand in another stage.
const ELSEWHERE: &[&str] = &[
    "lane::",
    "quick::",
    "suite::",
    "shipped::",
    "cases::",
    "oracle::",
    "soundness::",
    "properties::",
    "cli::",
    "fuzz::",
    "docs::",
    "readme::",
    "snapshots::",
    "holidays::",
    "exact::almanac",
];

/// All of them. Each is one run of a program, so the quickest and the sharpest stand first.
pub static STAGES: [Stage; 14] = [
    of("told", &["lane::told"], When::About(&["src/eval/"])),
    of("quick", &["quick::"], When::About(&["src/facts/"])),
    Stage {
        unit: true,
        ..of("sets", &[SETS], When::About(&["src/check/collisions/"]))
    },
    of(
        "days",
        &["holidays::", "exact::almanac"],
        When::About(&["src/value/"]),
    ),
    of("suite", &["suite::", "shipped::", "cases::"], When::First),
    Stage {
        unit: true,
        without: &[SETS],
        ..of("unit", &["eval::", "check::", "facts::", "value::"], When::First)
    },
    Stage {
        without: &["lane::told"],
        ..of("lane", &["lane::"], When::About(&["src/eval/lane/"]))
    },
    of("documents", &["docs::", "readme::", "snapshots::"], When::Last),
    of("oracle", &["oracle::"], When::Last),
    of("properties", &["properties::", "soundness::"], When::Last),
    Stage {
        without: ELSEWHERE,
        ..of("rest", &[], When::Last)
    },
    of("program", &["cli::"], When::Last),
    Stage {
        unit: true,
        ..of("lib", &[], When::Last)
    },
    of("replay", &["fuzz::"], When::Last),
];

const fn of(name: &'static str, filters: &'static [&'static str], when: When) -> Stage {
    Stage {
        name,
        unit: false,
        filters,
        without: &[],
        when,
    }
}

impl Stage {
    /// The arguments of its program: which tests are run.
    pub fn arguments(&self) -> impl Iterator<Item = &'static str> {
        let apart: &[&str] = if self.filters == [SETS] { &[] } else { APART };
        let skipped = self
            .without
            .iter()
            .chain(apart)
            .flat_map(|name| ["--skip", *name]);
        self.filters.iter().copied().chain(skipped)
    }

    /// Whether it is about the file.
    fn is_about(&self, file: &str) -> bool {
        matches!(self.when, When::About(folders) if folders.iter().any(|folder| file.starts_with(folder)))
    }
}

/// The stages that are tried first on an alteration in the file: those that are about it before those that are about everything.
pub fn first(file: &str) -> Vec<usize> {
    let about = |(_, stage): &(usize, &Stage)| stage.is_about(file);
    let always = |(_, stage): &(usize, &Stage)| matches!(stage.when, When::First);
    let stages = || STAGES.iter().enumerate();
    let chosen = stages().filter(about).chain(stages().filter(always));
    chosen.map(|(number, _)| number).collect()
}

/// The stages that are tried on it when the first have missed it.
pub fn last(file: &str) -> Vec<usize> {
    let tried = first(file);
    (0..STAGES.len())
        .filter(|number| !tried.contains(number))
        .collect()
}
