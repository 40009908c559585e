//! Reading alone: a thousand of the generated applications, from JSON's bytes to what is decided on.
//!
//! `cargo bench`; the numbers that count are the ratios to `typed`, which is what a program written for these sixteen rules does.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use peers_common::{model, r#gen};
use rekvisit::facts::{self, Facts, Limits, Quick};
use rekvisit::program;
use rekvisit::program::slots::Slots;
use rekvisit::source::{FileId, MemoryLibrary};
use std::hint::black_box;

fn reading(criterion: &mut Criterion) {
    let library = MemoryLibrary::default().with("bidrag/bidrag.regel", include_str!("../bidrag/bidrag.regel"));
    let program = program::compile(rekvisit::check::load(&library, "bidrag").ruleset.expect("the rules are right"));
    let limits = Limits { unknown_keys: true, ..Limits::default() };
    let lines: Vec<String> = (1..=1000)
        .map(|number| { let mut line = String::new(); r#gen::one(number, 42, &mut line); line })
        .collect();
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(lines.iter().map(|line| line.len() as u64).sum()));
    group.bench_function("typed", |b| b.iter(|| for line in &lines { black_box(model::parse(line.as_bytes())); }));
    group.bench_function("value", |b| {
        b.iter(|| for line in &lines { black_box(serde_json::from_str::<serde_json::Value>(line).expect("JSON")); });
    });
    group.bench_function("decode", |b| {
        b.iter(|| for line in &lines { black_box(facts::decode(&program.schema, &program.ruleset, FileId(0), line.as_bytes(), &limits).expect("right")); });
    });
    group.bench_function("decode without the hash", |b| {
        b.iter(|| for line in &lines { black_box(facts::read(&program.schema, &program.ruleset, FileId(0), line.as_bytes(), &limits).expect("right")); });
    });
    let mut quick = Quick::new(&program.schema, &program.known_texts, &limits);
    let (mut read, mut slots) = (Facts::default(), Slots::default());
    group.bench_function("quick, facts", |b| b.iter(|| for line in &lines { assert!(quick.read(line.as_bytes(), &mut read)); }));
    group.bench_function("quick, words", |b| b.iter(|| for line in &lines { assert!(quick.words(line.as_bytes(), &mut slots)); }));
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
