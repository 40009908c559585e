//! Emits instructions into scopes, each equal one once.

use super::expr::Argument;
use crate::check::ruleset::{ConceptId, ExprId, Literal, LoopId, RuleId, RuleSet};
use crate::program::op::{Op, Operands, Reg};
use crate::program::{RuleRegs, layout};
use crate::value::Period;
use std::collections::{BTreeMap, BTreeSet};

/// The instructions of the top, or of an open loop's body.
#[derive(Default)]
pub(super) struct Scope {
    /// The loop; `None` for the top.
    pub(super) var: Option<LoopId>,
    /// The list that it goes through.
    pub(super) list: Option<Reg>,
    /// Loops of other names that stand for the same elements, while a block's rule is read by a loop over its list.
    pub(super) also: Vec<LoopId>,
    /// The instructions in order, with their provisional registers.
    pub(super) code: Vec<Emitted>,
    /// Where an equal instruction already stands.
    seen: BTreeMap<Op, Reg>,
}

/// An instruction with its provisional register and, for a loop, its body.
pub(super) struct Emitted {
    pub(super) reg: Reg,
    pub(super) op: Op,
    /// The loop's variable, its scope and its body.
    pub(super) body: Option<(LoopId, u8, Vec<Emitted>)>,
}

/// What is being compiled.
pub(super) struct Builder<'a> {
    pub(super) ruleset: &'a RuleSet,
    /// The top, then the open loops.
    pub(super) scopes: Vec<Scope>,
    /// The scope of each provisional register.
    depth: Vec<u8>,
    pub(super) constants: Distinct<Literal>,
    pub(super) texts: Distinct<String>,
    pub(super) periods: Distinct<Period>,
    /// The provisional register of each expression.
    pub(super) registers: BTreeMap<u32, Reg>,
    /// Each expression that was compiled, as often as it was.
    pub(super) everywhere: Vec<(u32, Reg)>,
    pub(super) rules: BTreeMap<RuleId, RuleRegs>,
    pub(super) concepts: BTreeMap<ConceptId, Reg>,
    /// The arguments of the concepts being compiled, innermost last.
    pub(super) arguments: Vec<Vec<Argument>>,
    /// Whether what is compiled is a second copy, which no explanation reads.
    pub(super) copies: u32,
    /// Where the application's fields stand.
    slots: Vec<u32>,
    /// The conditions of which what is not settled is read as no.
    closed: &'a BTreeSet<ExprId>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(ruleset: &'a RuleSet, closed: &'a BTreeSet<ExprId>) -> Self {
        Self {
            ruleset,
            closed,
            slots: layout::offsets(ruleset, &ruleset.application),
            scopes: vec![Scope::default()],
            depth: Vec::new(),
            constants: Distinct::default(),
            texts: Distinct::default(),
            periods: Distinct::default(),
            registers: BTreeMap::new(),
            everywhere: Vec::new(),
            rules: BTreeMap::new(),
            concepts: BTreeMap::new(),
            arguments: Vec::new(),
            copies: 0,
        }
    }

    /// The slot of a field of the application.
    pub(super) fn slot(&self, field: u16) -> u32 {
        self.slots.get(usize::from(field)).copied().unwrap_or(u32::MAX)
    }

    /// The innermost scope that the instruction depends on.
    fn scope_of(&self, op: &Op) -> usize {
        let mut scope = match op {
            Op::Element(depth, ..) => usize::from(*depth),
            _ => 0,
        };
        op.reads(|reg| scope = scope.max(self.depth_of(reg)));
        scope
    }

    /// The scope that a register belongs to.
    pub(super) fn depth_of(&self, reg: Reg) -> usize {
        self.depth.get(reg.0 as usize).map_or(0, |d| usize::from(*d))
    }

    /// Emits an instruction, or finds the equal one.
    pub(super) fn emit(&mut self, op: Op) -> Reg {
        let depth = self.scope_of(&op);
        if let Some(reg) = self.scopes.get(depth).and_then(|scope| scope.seen.get(&op)) {
            return *reg;
        }
        let reg = self.fresh(depth);
        if let Some(scope) = self.scopes.get_mut(depth) {
            scope.seen.insert(op.clone(), reg);
            scope.code.push(Emitted { reg, op, body: None });
        }
        reg
    }

    /// The value of an expression, as it is to be read.
    pub(super) fn as_read(&mut self, expr: ExprId, reg: Reg) -> Reg {
        if self.closed.contains(&expr) {
            self.emit(Op::Closed(reg))
        } else {
            reg
        }
    }

    fn fresh(&mut self, depth: usize) -> Reg {
        let reg = Reg(u32::try_from(self.depth.len()).unwrap_or(u32::MAX));
        self.depth.push(u8::try_from(depth).unwrap_or(u8::MAX));
        reg
    }

    /// Compiles what is the same wherever it is read (a concept without arguments, a rule outside blocks): outside all
    /// loops and calls.
    pub(super) fn at_the_top<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        let inner = self.scopes.split_off(1);
        let (arguments, copies) = (
            std::mem::take(&mut self.arguments),
            std::mem::take(&mut self.copies),
        );
        let compiled = compile(self);
        self.scopes.extend(inner);
        (self.arguments, self.copies) = (arguments, copies);
        compiled
    }

    /// Opens a loop's body.
    pub(super) fn open(&mut self, var: LoopId, list: Reg) {
        self.scopes.push(Scope {
            var: Some(var),
            list: Some(list),
            ..Scope::default()
        });
    }

    /// Closes the innermost loop's body and emits the loop. Unlike other instructions a loop is never shared, and it
    /// stands in the innermost scope that its list or its body depends on.
    pub(super) fn close(&mut self, op: Op) -> Reg {
        let Some(body) = self.scopes.pop() else {
            return self.emit(op);
        };
        let innermost = self.scopes.len().saturating_sub(1);
        let mut depth = 0;
        op.reads(|reg| {
            // What its own body computes doesn't keep it inside.
            let at = self.depth_of(reg);
            if at <= innermost {
                depth = depth.max(at);
            }
        });
        depth = depth.max(self.outer_reads(&body.code, innermost));
        let reg = self.fresh(depth);
        if let Some(scope) = self.scopes.get_mut(depth) {
            let var = body.var.unwrap_or(LoopId(u16::MAX));
            let own = u8::try_from(innermost.saturating_add(1)).unwrap_or(u8::MAX);
            scope.code.push(Emitted {
                reg,
                op,
                body: Some((var, own, body.code)),
            });
        }
        reg
    }

    /// The innermost scope up to `limit` that a body reads from.
    fn outer_reads(&self, code: &[Emitted], limit: usize) -> usize {
        let mut depth = 0;
        for emitted in code {
            if let Op::Element(at, ..) = emitted.op
                && usize::from(at) <= limit
            {
                depth = depth.max(usize::from(at));
            }
            emitted.op.reads(|reg| {
                let at = self.depth_of(reg);
                if at <= limit {
                    depth = depth.max(at);
                }
            });
            if let Some((_, _, body)) = &emitted.body {
                depth = depth.max(self.outer_reads(body, limit));
            }
        }
        depth
    }

    /// The scope of a loop variable.
    pub(super) fn scope_of_loop(&self, var: LoopId) -> Option<u8> {
        let found = self
            .scopes
            .iter()
            .rposition(|scope| scope.var == Some(var) || scope.also.contains(&var));
        found.and_then(|depth| u8::try_from(depth).ok())
    }

    /// A constant.
    pub(super) fn constant(&mut self, literal: &Literal) -> Reg {
        let index = self.constants.index(literal);
        self.emit(Op::Const(index))
    }

    /// A text that facts are compared with.
    pub(super) fn text(&mut self, text: &String) -> u32 {
        self.texts.index(text)
    }

    /// A period in which a rule is in force.
    pub(super) fn period(&mut self, period: &Period) -> u32 {
        self.periods.index(period)
    }

    /// All of these; `None` for none.
    pub(super) fn all(&mut self, regs: Vec<Reg>) -> Option<Reg> {
        self.join(regs, Op::And)
    }

    /// Any of these; `None` for none.
    pub(super) fn any(&mut self, regs: Vec<Reg>) -> Option<Reg> {
        self.join(regs, Op::Or)
    }

    fn join(&mut self, mut regs: Vec<Reg>, op: impl Fn(Operands) -> Op) -> Option<Reg> {
        regs.sort_unstable();
        regs.dedup();
        match regs.as_slice() {
            [] => None,
            [one] => Some(*one),
            _ => Some(self.emit(op(Operands(regs.into())))),
        }
    }
}

/// Values, each once.
pub(super) struct Distinct<T> {
    /// In the order in which they came.
    pub(super) values: Vec<T>,
    /// Where each stands.
    places: BTreeMap<T, u32>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Clone> Distinct<T> {
    /// Where the value stands, after it was added if it wasn't there.
    fn index(&mut self, value: &T) -> u32 {
        if let Some(index) = self.places.get(value) {
            return *index;
        }
        let index = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value.clone());
        self.places.insert(value.clone(), index);
        index
    }
}
