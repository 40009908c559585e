//! Rekvisit on the peers' workload. `--variant full` is the full evaluator on facts that were read for it.
//!
//! A rule has fired when its consequence takes place, or may: of an organisation number that isn't stated Rekvisit doesn't say
//! that there is none, but that it is missing.

use peers_common::harness::{self, Engine, bit_of};
use rekvisit::eval::lane::{Lane, Scratch};
use rekvisit::eval::{self, Effect};
use rekvisit::facts::{self, Facts, Limits, Quick};
use rekvisit::program::slots::Slots;
use rekvisit::program::{self, Program};
use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::value::Date;
use std::cell::RefCell;
use std::rc::Rc;

struct Rules { program: Program, day: Date, limits: Limits, bits: Vec<u32> }
impl Rules {
    fn load() -> Self {
        let library = MemoryLibrary::default().with("bidrag/bidrag.regel", include_str!("../bidrag/bidrag.regel"));
        let program = program::compile(rekvisit::check::load(&library, "bidrag").ruleset.expect("the rules are right"));
        let bits = program.ruleset.rules.iter().map(|r| if r.grant.is_some() { 0 } else { bit_of(&r.id) }).collect();
        Self { program, bits, day: Date::new(2023, 7, 1).expect("a day"), limits: Limits { unknown_keys: true, ..Limits::default() } }
    }
    fn read(&self, line: &[u8]) -> Facts {
        let p = &self.program;
        facts::read(&p.schema, &p.ruleset, FileId(0), line, &self.limits).expect("the application is right")
    }
    /// The effects of the rules by the full evaluator.
    fn full(&self, facts: &mut Facts) -> u32 {
        let verdict = eval::decide(&self.program, facts, self.day).expect("the rules are in force");
        verdict.rules.iter().filter(|r| r.effect != Effect::None).map(|r| self.bits[usize::from(r.rule.0)]).sum()
    }
}

struct Full(Rules);
impl Engine for Full {
    type Input<'l> = RefCell<Facts>;
    fn parse<'l>(&self, line: &'l [u8]) -> RefCell<Facts> { RefCell::new(self.0.read(line)) }
    fn eval(&mut self, facts: &RefCell<Facts>) -> u32 { self.0.full(&mut facts.borrow_mut()) }
}

/// Words that are used again.
type Pool = Rc<RefCell<Vec<Slots>>>;

/// An application as words, which go back where they came from; and its bytes, for the full evaluator.
struct Application<'l> { slots: Slots, line: &'l [u8], pool: Pool }
impl Drop for Application<'_> {
    fn drop(&mut self) { self.pool.borrow_mut().push(std::mem::take(&mut self.slots)); }
}

/// The quick reading and the fast lane; what they hand over is read plainly and goes to the full evaluator.
struct Fast { rules: Rules, quick: RefCell<Quick>, pool: Pool, lane: Lane, scratch: Scratch, order: Vec<u32>, straight: bool }
impl Fast {
    fn load() -> Self {
        let rules = Rules::load();
        let lane = Lane::new(&rules.program).expect("the lane knows all of it");
        // Rule i is bit i where the rules stand in the order of their names.
        let order = rules.bits.clone();
        let straight = order.iter().enumerate().all(|(i, bit)| *bit == 0 || *bit == 1 << i);
        let quick = RefCell::new(Quick::new(&rules.program.schema, &rules.program.known_texts, &rules.limits));
        Self { rules, quick, pool: Pool::default(), lane, scratch: Scratch::default(), order, straight }
    }
}
impl Engine for Fast {
    type Input<'l> = Application<'l>;
    fn parse<'l>(&self, line: &'l [u8]) -> Application<'l> {
        let mut slots = self.pool.borrow_mut().pop().unwrap_or_default();
        if !self.quick.borrow_mut().words(line, &mut slots) {
            facts::slots(&self.rules.program, &self.rules.read(line), &mut slots);
        }
        Application { slots, line, pool: Rc::clone(&self.pool) }
    }
    #[inline(never)]
    fn eval(&mut self, Application { slots, line, .. }: &Application<'_>) -> u32 {
        let Some(effects) = self.lane.effects(slots, self.rules.day, &mut self.scratch) else { return self.rules.full(&mut self.rules.read(line)) };
        let (_, no) = effects.word(0);
        let fired = (!no & 0xFFFF) as u32;
        if self.straight { return fired; }
        self.order.iter().enumerate().filter(|(i, _)| fired >> i & 1 == 1).map(|(_, bit)| bit).sum()
    }
}

fn main() {
    match harness::variant().as_str() {
        "full" => harness::drive("rekvisit (full evaluator)", || Full(Rules::load())),
        _ => harness::drive("rekvisit", Fast::load),
    }
}
