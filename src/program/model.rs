//! A compiled rule set.

use super::op::{Op, Reg};
use super::schema::Schema;
use crate::check::ruleset::{Literal, LoopId, RuleSet};
use crate::value::Period;
use std::sync::Arc;

/// A compiled rule set. It can be kept for a service's life and shared between threads.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it was compiled from.
    pub ruleset: Arc<RuleSet>,
    /// How its applications are read.
    pub schema: Schema,
    /// The instructions.
    pub code: Vec<Op>,
    /// The variable and the depth of each loop instruction, in parallel with `code`; `None` for others.
    pub loops: Vec<Option<(LoopId, u8)>>,
    /// The constants.
    pub constants: Vec<Literal>,
    /// The texts that facts are compared with.
    pub texts: Vec<String>,
    /// The periods in which rules are in force.
    pub periods: Vec<Period>,
    /// The registers of each rule.
    pub rules: Vec<RuleRegs>,
    /// The register of each expression; `u32::MAX` for one that has none.
    pub registers: Arc<Vec<u32>>,
    /// All registers of each expression, in the order in which it was compiled: one for each call of a concept with arguments
    /// that it stands in, and for each loop that reads its block's rule. What an expression is made of has as many, in the
    /// same order.
    pub everywhere: Vec<Vec<u32>>,
    /// The same texts and those among the constants, as the words of facts name them.
    pub known_texts: super::slots::Texts,
    /// How many cells an application's own slots take.
    pub slots: u32,
}

/// Where a rule's parts are computed.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleRegs {
    /// Its validity and guards together; none when nothing guards it.
    pub guard: Option<Reg>,
    /// Its own condition; none when it always holds.
    pub own: Option<Reg>,
    /// Whether an exception to it holds; none when there is no exception.
    pub set_aside: Option<Reg>,
    /// Whether its consequence takes place; none when it always does.
    pub applies: Option<Reg>,
    /// The amount granted and the amount asked for.
    pub amount: Option<(Reg, Reg)>,
    /// An obligation's amount.
    pub due: Option<Reg>,
    /// An obligation's last day.
    pub last_day: Option<Reg>,
    /// The day an obligation was performed.
    pub performed: Option<Reg>,
}
