//! What happened: the value of every expression, at the top and for each element of each loop.

use crate::check::ruleset::{ExprId, LoopId};
use crate::program::Cell;

/// A frame of a [`Trace`]: the top, or one element of one loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u32);

impl FrameId {
    /// Outside all loops.
    pub const TOP: FrameId = FrameId(0);
}

/// One element of one loop.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The frame that the loop ran in.
    pub parent: FrameId,
    /// The loop; `None` for the top.
    pub var: Option<LoopId>,
    /// Which element, from 0.
    pub index: u32,
    /// The register of the first value.
    pub first: u32,
    /// The values of the loop's registers.
    pub values: Vec<Cell>,
}

/// The values of all expressions of one evaluation.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The frames; the first is the top.
    pub frames: Vec<Frame>,
    /// The register of each expression; `u32::MAX` for one that has none (inside a concept with parameters).
    pub registers: std::sync::Arc<Vec<u32>>,
}

impl Trace {
    /// The value of an expression in a frame (or in the frames around it); `None` when it was not evaluated there.
    #[must_use]
    pub fn value(&self, expr: ExprId, frame: FrameId) -> Option<Cell> {
        let register = self
            .registers
            .get(expr.0 as usize)
            .copied()
            .filter(|r| *r != u32::MAX)?;
        let mut at = frame;
        loop {
            let here = self.frame(at)?;
            if let Some(value) = register
                .checked_sub(here.first)
                .and_then(|i| here.values.get(i as usize))
            {
                return Some(*value);
            }
            if at == FrameId::TOP {
                return None;
            }
            at = here.parent;
        }
    }

    /// A frame.
    #[must_use]
    pub fn frame(&self, id: FrameId) -> Option<&Frame> {
        self.frames.get(id.0 as usize)
    }

    /// The frames of a loop's elements that ran in `parent`, in the order of the list.
    pub fn elements(&self, parent: FrameId, var: LoopId) -> impl Iterator<Item = (FrameId, &Frame)> {
        (0_u32..)
            .map(FrameId)
            .zip(self.frames.iter())
            .filter(move |(_, frame)| frame.parent == parent && frame.var == Some(var))
    }
}
