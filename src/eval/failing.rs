//! Whether what is not settled may turn out not to be computable.
//!
//! A number that surely can be computed is told within bounds, and one that may fail is [`Cell::Unknown`]. A condition that is
//! open is the same cell either way, so what makes an amount of it (which elements are counted, which row holds) asks here.

use super::machine::{Events, Machine};
use crate::check::collisions::Proof;
use crate::program::Cell;
use crate::program::op::{Op, Reg};
use crate::syntax::tree::Aggregate;
use std::collections::BTreeSet;

impl<E: Events> Machine<'_, E> {
    /// Whether some completion of the facts may make the register fail. Registers of loops that ran hold their last element's
    /// values, so of a loop the instructions are asked, not the values. (Overflow is left out: no bounds could be told.)
    pub(super) fn may_fail(&self, reg: Reg) -> bool {
        self.register_may_fail(reg, &mut BTreeSet::new())
    }

    /// Whether an element of a loop may fail: the body stands right after the instruction.
    pub(super) fn body_may_fail(&self, at: u32, end: u32) -> bool {
        self.loop_may_fail(at, end, &mut BTreeSet::new())
    }

    fn register_may_fail(&self, reg: Reg, seen: &mut BTreeSet<Reg>) -> bool {
        match self.get(reg) {
            Cell::Failed(_) => return true,
            Cell::Unknown => {}
            _ => return false,
        }
        let Some(op) = self.program.code.get(reg.0 as usize) else {
            return false;
        };
        if !seen.insert(reg) {
            return false;
        }
        match op {
            Op::Quantified(_, list, end, ..) | Op::Aggregated(_, list, end, ..) => {
                fails_by_itself(op)
                    || self.register_may_fail(*list, seen)
                    || self.loop_may_fail(reg.0, *end, seen)
            }
            _ => fails_by_itself(op) || self.lacks_a_day(op) || self.an_operand_may_fail(op, seen),
        }
    }

    fn an_operand_may_fail(&self, op: &Op, seen: &mut BTreeSet<Reg>) -> bool {
        let mut operands = Vec::new();
        op.reads(|operand| operands.push(operand));
        operands
            .into_iter()
            .any(|operand| self.register_may_fail(operand, seen))
    }

    fn loop_may_fail(&self, at: u32, end: u32, seen: &mut BTreeSet<Reg>) -> bool {
        let first = at.saturating_add(1);
        let code = |from: u32, to: u32| self.program.code.get(from as usize..to as usize).unwrap_or(&[]);
        let own = code(first, end)
            .iter()
            .any(|op| fails_by_itself(op) || self.lacks_a_day(op));
        // What is the same for all elements stands before the loop: its body reads it, or the loop itself does.
        own || code(at, end).iter().any(|op| {
            let mut around = Vec::new();
            op.reads(|operand| {
                if !(first..end).contains(&operand.0) {
                    around.push(operand);
                }
            });
            around.into_iter().any(|reg| self.register_may_fail(reg, seen))
        })
    }

    /// Whether an instruction computes with a day that may be the end of a period without one.
    fn lacks_a_day(&self, op: &Op) -> bool {
        match op {
            Op::AddTime(day, ..) | Op::TimeLimit(_, day, ..) => self.may_be_open_end(*day),
            _ => false,
        }
    }

    fn may_be_open_end(&self, day: Reg) -> bool {
        match self.program.code.get(day.0 as usize) {
            Some(Op::PeriodEnd(period, _)) => {
                let loaded = matches!(self.program.code.get(period.0 as usize), Some(Op::Load(..)));
                let ends = matches!(self.get(day), Cell::Date(day) if day != i32::MIN && day != i32::MAX);
                !(loaded && ends)
            }
            Some(op @ (Op::Extreme(..) | Op::Cases(..) | Op::Override(..))) => {
                let mut open = false;
                op.reads(|operand| open |= self.may_be_open_end(operand));
                open
            }
            _ => false,
        }
    }
}

/// Whether an instruction may fail though everything that it reads can be computed.
fn fails_by_itself(op: &Op) -> bool {
    let proved = |proof: &Proof| proof.covering && proof.agreeing;
    match op {
        Op::Div(..) | Op::Cell(..) | Op::Parameter(..) | Op::DaysIn(_) | Op::Fail(_) => true,
        Op::Aggregated(aggregate, ..) => !matches!(aggregate, Aggregate::Sum | Aggregate::Count),
        Op::Cases(_, _, proof) => !proved(proof),
        Op::Override(_, _, agreeing) => !agreeing,
        _ => false,
    }
}
