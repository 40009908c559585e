//! Each stage by itself, on shipped rule sets and their cases.
//!
//! `cargo bench --bench stages [-- WORD]`; criterion keeps what it measured and tells what changed since.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a bench that meets something unexpected is to stop there"
)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use rekvisit::batch::{Form, Grounds, Place, Scribe, Splitter, Step};
use rekvisit::eval::lane::{self, Lane};
use rekvisit::facts::{self, Facts, Limits, Quick};
use rekvisit::program::slots::Slots;
use rekvisit::program::{self, Program};
use rekvisit::render::{self, TextStyle};
use rekvisit::service::{RuleSet, Scratch};
use rekvisit::source::{EmbeddedLibrary, FileId, Library as _};
use rekvisit::value::{Date, Language};
use rekvisit::{check, eval, explain, syntax, trial};

/// One with many rules, one with lists, and one whose grants are of items.
const RULE_SETS: [&str; 3] = ["projektbidrag-malmo", "halsosamtal-2023", "iop-malmo"];

/// A rule set and its cases that can be read.
struct Shipped {
    name: &'static str,
    rules: RuleSet,
    cases: Vec<Vec<u8>>,
}

impl Shipped {
    fn all() -> Vec<Self> {
        let one = |name| {
            let rules = RuleSet::load(&EmbeddedLibrary, name).unwrap();
            let rules = rules.on(day());
            let mut cases: Vec<Vec<u8>> = EmbeddedLibrary
                .cases(name)
                .iter()
                .map(|path| EmbeddedLibrary.read(path).unwrap())
                .filter(|case| rules.evaluate(case).is_ok())
                .map(|case| on_one_line(&case))
                .collect();
            cases.sort_by_key(Vec::len);
            Self { name, rules, cases }
        };
        RULE_SETS.map(one).into()
    }

    fn program(&self) -> &Program {
        self.rules.program()
    }

    fn quick(&self) -> Quick {
        Quick::new(
            &self.program().schema,
            &self.program().known_texts,
            &Limits::default(),
        )
    }

    fn facts(&self) -> Vec<Facts> {
        self.cases
            .iter()
            .map(|case| {
                let Program { schema, ruleset, .. } = self.program();
                let mut facts = facts::decode(schema, ruleset, FileId(0), case, &Limits::default()).unwrap();
                facts::settle(&mut facts, day());
                facts
            })
            .collect()
    }

    fn throughput(&self) -> Throughput {
        Throughput::Elements(self.cases.len() as u64)
    }
}

/// A case as programs write it, without what it is expected to come to.
fn on_one_line(case: &[u8]) -> Vec<u8> {
    let mut case: serde_json::Value = serde_json::from_slice(case).unwrap();
    case.as_object_mut().unwrap().shift_remove("väntar");
    serde_json::to_vec(&case).unwrap()
}

fn day() -> Date {
    Date::parse("2023-07-01").unwrap()
}

fn rules(criterion: &mut Criterion) {
    for name in RULE_SETS {
        let text = String::from_utf8(EmbeddedLibrary.read(&format!("{name}/{name}.regel")).unwrap()).unwrap();
        let mut group = criterion.benchmark_group("parse");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| syntax::parse(FileId(0), black_box(&text))));
        group.finish();
        let mut group = criterion.benchmark_group("parse and check, with modules and tables");
        group.bench_function(name, |b| b.iter(|| check::load(&EmbeddedLibrary, name)));
        group.finish();
        let checked = check::load(&EmbeddedLibrary, name).ruleset.unwrap();
        let mut group = criterion.benchmark_group("compile");
        group.bench_function(name, |b| {
            b.iter_batched(|| checked.clone(), program::compile, BatchSize::SmallInput);
        });
        group.finish();
        let mut group = criterion.benchmark_group("load");
        group.bench_function(name, |b| {
            b.iter(|| RuleSet::load(&EmbeddedLibrary, name).unwrap())
        });
        group.finish();
    }
}

fn reading(criterion: &mut Criterion) {
    for shipped in Shipped::all() {
        let Program { schema, ruleset, .. } = shipped.program();
        let limits = Limits::default();
        let mut group = criterion.benchmark_group(format!("read/{}", shipped.name));
        group.throughput(shipped.throughput());
        group.bench_function("plain, with its hash", |b| {
            b.iter(|| {
                for case in &shipped.cases {
                    black_box(facts::decode(schema, ruleset, FileId(0), case, &limits).unwrap());
                }
            });
        });
        group.bench_function("plain", |b| {
            b.iter(|| {
                for case in &shipped.cases {
                    black_box(facts::read(schema, ruleset, FileId(0), case, &limits).unwrap());
                }
            });
        });
        let (mut quick, mut facts, mut slots) = (shipped.quick(), Facts::default(), Slots::default());
        group.bench_function("quick, to facts", |b| {
            b.iter(|| {
                for case in &shipped.cases {
                    black_box(quick.read(case, &mut facts));
                }
            });
        });
        group.bench_function("quick, to words", |b| {
            b.iter(|| {
                for case in &shipped.cases {
                    black_box(quick.words(case, &mut slots));
                }
            });
        });
        group.finish();
    }
}

fn evaluating(criterion: &mut Criterion) {
    for shipped in Shipped::all() {
        let program = shipped.program();
        let mut facts = shipped.facts();
        let mut group = criterion.benchmark_group(format!("evaluate/{}", shipped.name));
        group.throughput(shipped.throughput());
        group.bench_function("full", |b| {
            b.iter(|| {
                for facts in &mut facts {
                    black_box(eval::decide(program, facts, day()).unwrap());
                }
            });
        });
        group.bench_function("full, with its trace", |b| {
            b.iter(|| {
                for facts in &mut facts {
                    black_box(eval::evaluate(program, facts, day()).unwrap());
                }
            });
        });
        if let Some(lane) = Lane::new(program) {
            let words: Vec<Slots> = facts
                .iter()
                .map(|facts| {
                    let mut slots = Slots::default();
                    facts::slots(program, facts, &mut slots);
                    slots
                })
                .collect();
            let mut scratch = lane::Scratch::default();
            group.bench_function("lane", |b| {
                b.iter(|| {
                    for words in &words {
                        black_box(lane.decide(words, day(), &mut scratch));
                    }
                });
            });
        }
        let mut scratch = Scratch::default();
        group.bench_function("from bytes, as a service does", |b| {
            b.iter(|| {
                for case in &shipped.cases {
                    black_box(shipped.rules.evaluate_in(&mut scratch, case).unwrap());
                }
            });
        });
        group.finish();
    }
}

fn explaining(criterion: &mut Criterion) {
    for shipped in Shipped::all() {
        let program = shipped.program();
        let tried: Vec<_> = shipped
            .facts()
            .into_iter()
            .map(|facts| trial::decide(program, facts, (day(), explain::DayFrom::Caller), FileId(0)).unwrap())
            .collect();
        let mut group = criterion.benchmark_group(format!("explain/{}", shipped.name));
        group.throughput(shipped.throughput());
        group.bench_function("explain", |b| {
            b.iter(|| {
                for tried in &tried {
                    black_box(tried.explanation(&program.ruleset));
                }
            });
        });
        let explained: Vec<_> = tried
            .iter()
            .map(|tried| tried.explanation(&program.ruleset))
            .collect();
        group.bench_function("render as text", |b| {
            b.iter(|| {
                for explanation in &explained {
                    black_box(render::text(
                        explanation,
                        Language::Swedish,
                        &TextStyle::default(),
                    ));
                }
            });
        });
        group.bench_function("render as Markdown", |b| {
            b.iter(|| {
                for explanation in &explained {
                    black_box(render::markdown(explanation, Language::Swedish));
                }
            });
        });
        group.bench_function("render as JSON", |b| {
            b.iter(|| {
                for explanation in &explained {
                    black_box(render::json(explanation).to_string());
                }
            });
        });
        group.finish();
    }
}

/// Finds all applications of a file.
fn split(mut splitter: Splitter, mut rest: &[u8]) -> usize {
    let mut found: usize = 0;
    loop {
        let next = match splitter.step(rest, true, usize::MAX) {
            Step::Found { next, .. } => {
                found = found.saturating_add(1);
                next
            }
            Step::Passed { next } | Step::LetGo { next } => next,
            Step::More | Step::End => return found,
        };
        rest = rest.get(next..).unwrap_or_default();
    }
}

fn batching(criterion: &mut Criterion) {
    let shipped = Shipped::all().remove(0);
    let lines: Vec<&[u8]> = shipped
        .cases
        .iter()
        .cycle()
        .take(1_000)
        .map(Vec::as_slice)
        .collect();
    let ndjson = lines.join(&b'\n');
    let array = [b"[".as_slice(), &lines.join(&b','), b"]"].concat();
    let csv = "a-1;2023-06-01;\"12 000\";förening\r\n"
        .repeat(20_000)
        .into_bytes();
    let mut group = criterion.benchmark_group("batch/split");
    for (name, splitter, file) in [
        ("a line each", Splitter::lines(), &ndjson),
        ("a JSON array", Splitter::json(), &array),
        ("rows of CSV", Splitter::csv(b';'), &csv),
    ] {
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function(name, |b| b.iter(|| split(splitter.clone(), black_box(file))));
    }
    group.finish();
    let decisions: Vec<_> = shipped
        .cases
        .iter()
        .map(|case| shipped.rules.evaluate(case).unwrap())
        .collect();
    let (grounds, mut out) = (Grounds::new(&shipped.rules), Vec::new());
    let mut group = criterion.benchmark_group("batch/write");
    group.throughput(shipped.throughput());
    for (name, form) in [("JSON", Form::Ndjson), ("CSV", Form::Csv(b';'))] {
        let mut scribe = Scribe::new(&shipped.rules, form, Some(&grounds));
        group.bench_function(name, |b| {
            b.iter(|| {
                out.clear();
                for decision in &decisions {
                    scribe.line(Place::default(), decision, None, &mut out);
                }
                black_box(out.len())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, rules, reading, evaluating, explaining, batching);
criterion_main!(benches);
