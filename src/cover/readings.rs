//! Where in a trace a register was computed, and what it held there.

use std::collections::BTreeMap;

use crate::eval::{FrameId, Trace};
use crate::program::op::Op;
use crate::program::{Cell, Program};

/// The loop that each register is computed in, by its own register; none for the top.
#[derive(Clone, Debug)]
pub(super) struct Layout(Vec<Option<u32>>);

impl Layout {
    pub(super) fn new(program: &Program) -> Self {
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut loops = Vec::with_capacity(program.code.len());
        for (at, op) in (0_u32..).zip(&program.code) {
            while open.pop_if(|(_, end)| *end <= at).is_some() {}
            loops.push(open.last().map(|(register, _)| *register));
            if let Op::Quantified(_, _, end, ..) | Op::Aggregated(_, _, end, ..) | Op::Block(_, _, end) = op {
                open.push((at, *end));
            }
        }
        Self(loops)
    }

    /// The loop that the register is computed in.
    pub(super) fn of(&self, register: u32) -> Option<u32> {
        self.0.get(register as usize).copied().flatten()
    }
}

/// A trace, by loops.
pub(super) struct Readings<'t> {
    layout: &'t Layout,
    trace: &'t Trace,
    /// The frames of each loop, by the loop's register.
    frames: BTreeMap<u32, Vec<FrameId>>,
}

impl<'t> Readings<'t> {
    pub(super) fn new(layout: &'t Layout, trace: &'t Trace) -> Self {
        let mut frames: BTreeMap<u32, Vec<FrameId>> = BTreeMap::new();
        for (id, frame) in (0_u32..).map(FrameId).zip(&trace.frames).skip(1) {
            if let Some(register) = frame.first.checked_sub(1) {
                frames.entry(register).or_default().push(id);
            }
        }
        Self {
            layout,
            trace,
            frames,
        }
    }

    /// The frames in which the innermost of the registers were computed.
    pub(super) fn frames(&self, registers: &[u32]) -> &[FrameId] {
        // A loop inside another one begins after it.
        match registers.iter().filter_map(|r| self.layout.of(*r)).max() {
            None => &[FrameId::TOP],
            Some(register) => self.frames.get(&register).map_or(&[], Vec::as_slice),
        }
    }

    /// What the register held in the frame, or in the one around it in which it was computed.
    pub(super) fn value(&self, register: u32, frame: FrameId) -> Option<Cell> {
        let own = self.layout.of(register);
        let mut at = frame;
        loop {
            let here = self.trace.frame(at)?;
            let in_loop = (at != FrameId::TOP).then(|| here.first.saturating_sub(1));
            if in_loop == own {
                let index = register.checked_sub(here.first)?;
                return here.values.get(index as usize).copied();
            }
            if at == FrameId::TOP {
                return None;
            }
            at = here.parent;
        }
    }

    /// Whether the register held yes or no in the frame.
    pub(super) fn truth(&self, register: u32, frame: FrameId) -> Option<bool> {
        match self.value(register, frame) {
            Some(Cell::Bool(value)) => Some(value),
            _ => None,
        }
    }
}
