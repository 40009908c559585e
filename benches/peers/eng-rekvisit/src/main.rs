//! Rekvisit on the peers' workload. `--variant full` is the full evaluator.
//!
//! A rule has fired when its consequence takes place, or may: of an organisation number that isn't stated Rekvisit doesn't say
//! that there is none, but that it is missing.

use peers_common::harness::{self, Engine, bit_of};
use rekvisit::eval::{self, Effect};
use rekvisit::facts::{self, Facts, Limits};
use rekvisit::program::{self, Program};
use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::value::Date;
use std::cell::RefCell;

fn load() -> Program {
    let library = MemoryLibrary::default().with("bidrag/bidrag.regel", include_str!("../bidrag/bidrag.regel"));
    program::compile(rekvisit::check::load(&library, "bidrag").ruleset.expect("the rules are right"))
}

struct Full { program: Program, day: Date, limits: Limits, bits: Vec<u32> }
impl Full {
    fn new() -> Self {
        let program = load();
        let bits = program.ruleset.rules.iter().map(|r| if r.grant.is_some() { 0 } else { bit_of(&r.id) }).collect();
        Self { program, bits, day: Date::new(2023, 7, 1).expect("a day"), limits: Limits { unknown_keys: true, ..Limits::default() } }
    }
}
impl Engine for Full {
    type Input<'l> = RefCell<Facts>;
    fn parse<'l>(&self, line: &'l [u8]) -> RefCell<Facts> {
        let p = &self.program;
        RefCell::new(facts::decode(&p.schema, &p.ruleset, FileId(0), line, &self.limits).expect("the application is right"))
    }
    fn eval(&mut self, facts: &RefCell<Facts>) -> u32 {
        let verdict = eval::decide(&self.program, &mut facts.borrow_mut(), self.day).expect("the rules are in force");
        verdict.rules.iter().filter(|r| r.effect != Effect::None).map(|r| self.bits[usize::from(r.rule.0)]).sum()
    }
}

fn main() { harness::drive("rekvisit (full evaluator)", Full::new) }
