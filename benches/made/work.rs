//! What grows, and the work on so much of it.

use std::hint::black_box;

use rekvisit::batch::{Counter, Form, Grounds, Place, Scribe, Splitter, Step};
use rekvisit::facts::{self, Limits};
use rekvisit::service::{Refused, RuleSet, Scratch};
use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::value::Date;
use rekvisit::{eval, render};

use super::lists::{self, Stated};
use super::{DAY, rules};

/// A thing that grows.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    /// The size that the others are multiples of.
    pub(crate) smallest: usize,
    /// Makes what is worked on, which isn't measured, and gives the work.
    pub(crate) work: fn(usize) -> Box<dyn FnMut()>,
}

/// All of them.
pub(crate) const LINES: &[Line] = &[
    Line {
        name: "applications, found, decided, written and counted",
        smallest: 100,
        work: applications,
    },
    Line {
        name: "items of a list, decided",
        smallest: 10,
        work: |n| decided(lists::WHOLE, n, Stated::All),
    },
    Line {
        name: "items of a list, some unknown, decided",
        smallest: 10,
        work: |n| decided(lists::WHOLE, n, Stated::MostCosts),
    },
    Line {
        name: "items of a list, keys between them unknown, decided",
        smallest: 10,
        work: |n| decided(lists::WHOLE, n, Stated::NoKeys),
    },
    Line {
        name: "items of a list, read plainly",
        smallest: 10,
        work: read,
    },
    Line {
        name: "items of a list, full evaluator",
        smallest: 10,
        work: |n| full(lists::WHOLE, n),
    },
    Line {
        name: "items of a list, explained and written",
        smallest: 10,
        work: |n| explained(lists::WHOLE, n, Stated::All),
    },
    Line {
        name: "items of a list, keys between them unknown, explained and written",
        smallest: 10,
        work: |n| explained(lists::WHOLE, n, Stated::NoKeys),
    },
    Line {
        name: "items each granted, decided",
        smallest: 10,
        work: |n| decided(lists::EACH, n, Stated::All),
    },
    Line {
        name: "items each granted, some unknown, decided",
        smallest: 10,
        work: |n| decided(lists::EACH, n, Stated::MostCosts),
    },
    Line {
        name: "items each granted, explained and written",
        smallest: 10,
        work: |n| explained(lists::EACH, n, Stated::All),
    },
    Line {
        name: "rules, loaded",
        smallest: 5,
        work: |n| loaded(n, 50),
    },
    Line {
        name: "rules, decided",
        smallest: 5,
        work: |n| large_decided(n, 50),
    },
    Line {
        name: "rules, full evaluator",
        smallest: 5,
        work: large_full,
    },
    Line {
        name: "rules, explained and written",
        smallest: 5,
        work: large_explained,
    },
    Line {
        name: "rows of a table, loaded",
        smallest: 50,
        work: |n| loaded(50, n),
    },
    Line {
        name: "rows of a table, decided",
        smallest: 50,
        work: |n| large_decided(50, n),
    },
];

fn load(library: &MemoryLibrary, name: &str) -> RuleSet {
    RuleSet::load(library, name).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn large(rules: usize, rows: usize) -> RuleSet {
    load(&rules::library(rules, rows), rules::NAME)
}

fn with_lists(name: &str) -> RuleSet {
    load(&lists::library(), name)
}

/// An application that is right.
fn right<T>(came_to: Result<T, Refused>) -> T {
    came_to.unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn applications(count: usize) -> Box<dyn FnMut()> {
    let rules = large(50, 50);
    let mut text = String::new();
    for which in 0..count {
        text.push_str(&rules::application(50, 50, which));
        text.push('\n');
    }
    let grounds = Grounds::new(&rules);
    Box::new(move || {
        let (mut splitter, mut scratch, mut counter) =
            (Splitter::lines(), Scratch::default(), Counter::default());
        let mut scribe = Scribe::new(&rules, Form::Ndjson, Some(&grounds));
        let (mut rest, mut out) = (text.as_bytes(), Vec::new());
        loop {
            let (at, next) = match splitter.step(rest, true, usize::MAX) {
                Step::Found { at, next, .. } => (Some(at), next),
                Step::Passed { next } | Step::LetGo { next } => (None, next),
                Step::More | Step::End => break,
            };
            if let Some(at) = at {
                let decision = right(rules.evaluate_in(&mut scratch, &rest[at]));
                counter.decision(&rules, &decision);
                out.clear();
                scribe.line(Place::default(), &decision, None, &mut out);
                black_box(&out);
            }
            rest = &rest[next..];
        }
        assert_eq!(counter.take(&rules).decided(), count as u64);
    })
}

fn decided(name: &'static str, items: usize, stated: Stated) -> Box<dyn FnMut()> {
    let rules = with_lists(name);
    let (application, mut scratch) = (lists::application(name, items, stated), Scratch::default());
    Box::new(move || {
        black_box(right(rules.evaluate_in(&mut scratch, application.as_bytes())));
    })
}

fn read(items: usize) -> Box<dyn FnMut()> {
    let rules = with_lists(lists::WHOLE);
    let application = lists::application(lists::WHOLE, items, Stated::All);
    Box::new(move || {
        let program = rules.program();
        let limits = Limits::default();
        black_box(
            facts::decode(
                &program.schema,
                &program.ruleset,
                FileId(0),
                application.as_bytes(),
                &limits,
            )
            .unwrap(),
        );
    })
}

fn evaluated(rules: RuleSet, application: String) -> Box<dyn FnMut()> {
    let program = rules.program();
    let limits = Limits::default();
    let day = Date::parse(DAY).unwrap();
    let mut facts = facts::read(
        &program.schema,
        &program.ruleset,
        FileId(0),
        application.as_bytes(),
        &limits,
    )
    .unwrap();
    facts::settle(&mut facts, day);
    Box::new(move || {
        black_box(eval::decide(rules.program(), &mut facts, day).unwrap());
    })
}

fn full(name: &'static str, items: usize) -> Box<dyn FnMut()> {
    evaluated(with_lists(name), lists::application(name, items, Stated::All))
}

fn told(rules: RuleSet, application: String) -> Box<dyn FnMut()> {
    Box::new(move || {
        let explanation = right(rules.explain(application.as_bytes()));
        black_box(render::json(&explanation).to_string());
    })
}

fn explained(name: &'static str, items: usize, stated: Stated) -> Box<dyn FnMut()> {
    told(with_lists(name), lists::application(name, items, stated))
}

/// Loads a rule set of so many rules, with a table of so many rows.
pub(crate) fn loaded(count: usize, rows: usize) -> Box<dyn FnMut()> {
    let library = rules::library(count, rows);
    Box::new(move || {
        black_box(load(&library, rules::NAME));
    })
}

fn large_decided(count: usize, rows: usize) -> Box<dyn FnMut()> {
    let rules = large(count, rows);
    let (application, mut scratch) = (rules::application(count, rows, 1), Scratch::default());
    Box::new(move || {
        black_box(right(rules.evaluate_in(&mut scratch, application.as_bytes())));
    })
}

fn large_full(count: usize) -> Box<dyn FnMut()> {
    evaluated(large(count, 50), rules::application(count, 50, 1))
}

fn large_explained(count: usize) -> Box<dyn FnMut()> {
    told(large(count, 50), rules::application(count, 50, 1))
}
