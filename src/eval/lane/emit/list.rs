//! The columns of lists, and loops over their elements.

use super::Emitter;
use crate::eval::lane::node::{Column, Lit, Loop, NumId, Told};
use crate::eval::lane::run::{ABOVE_ALL, BELOW_ALL};
use crate::eval::lane::step::{Each, Gather, Reg, Spec, Step};

impl Emitter<'_> {
    /// The register of what is told of a column. All columns of a list are told in one step.
    pub(super) fn column(&mut self, column: Column, told: Told, depth: u8) -> Option<Reg> {
        let to = match self.columns.get(&column) {
            Some(to) => *to,
            None => {
                let list = self.num(column.list)?;
                let to = self.reg(4)?;
                let spec = Spec {
                    value: column.value.unwrap_or(u16::MAX),
                    filter: column.filter.map_or(u16::MAX, |(offset, _)| offset),
                    bits: column.filter.map_or(0, |(_, bits)| bits),
                    to,
                };
                self.add_spec(column, list, spec, depth)?;
                self.columns.insert(column, to);
                to
            }
        };
        let told_at = match told {
            Told::Sum => to,
            Told::Low | Told::Smallest => to.checked_add(1)?,
            Told::High | Told::Largest => to.checked_add(2)?,
            Told::Count => to.checked_add(3)?,
        };
        let empty = match told {
            Told::Smallest => ABOVE_ALL,
            Told::Largest => BELOW_ALL,
            _ => return Some(told_at),
        };
        let some = self.reg(1)?;
        self.push(
            depth,
            Step::SomeOf {
                value: told_at,
                empty,
                to: some,
            },
        )?;
        Some(some)
    }

    pub(super) fn add_spec(&mut self, column: Column, list: Reg, spec: Spec, depth: u8) -> Option<()> {
        let key = (column.list, column.stride);
        let steps = self.open.get_mut(usize::from(depth))?;
        if let Some((at_depth, index)) = self.lists.get(&key)
            && *at_depth == usize::from(depth)
            && let Some(Step::Columns { specs, .. }) = steps.get_mut(*index)
        {
            specs.push(spec);
            return Some(());
        }
        self.lists.insert(key, (usize::from(depth), steps.len()));
        steps.push(Step::Columns {
            list,
            stride: column.stride,
            specs: vec![spec],
        });
        Some(())
    }

    /// What was computed inside a loop that ends: another loop over the same elements computes it anew.
    pub(super) fn forget(&mut self, depth: usize) {
        let nodes = self.nodes;
        let outside = |id: NumId| usize::from(nodes.depth(id)) < depth;
        self.regs.retain(|id, _| outside(*id));
        self.columns.retain(|column, _| outside(column.list));
        self.lists.retain(|_, (at, _)| *at < depth);
        self.bits.retain(|cond, _| {
            let lit = Lit {
                cond: *cond,
                not: false,
            };
            usize::from(nodes.depth_of(lit)) < depth
        });
    }

    /// A loop that runs steps for each element.
    pub(super) fn each(
        &mut self,
        body: &Loop,
        gather: impl FnOnce(&mut Self) -> Option<(Gather, Reg)>,
    ) -> Option<Step> {
        let list = self.num(body.list)?;
        let depth = usize::from(body.depth);
        let window = self.reg(body.stride)?;
        self.windows.insert(body.at, window);
        let (around, bits_around) = (
            self.open.split_off(depth.min(self.open.len())),
            self.next_bits.split_off(depth.min(self.next_bits.len())),
        );
        let taken = self.words.len();
        self.open.push(Vec::new());
        let word = self.take_word(depth)?;
        self.next_bits.push((word, 0));
        let passes = match self.nodes.truth_of(body.passes) {
            Some(true) => Vec::new(),
            _ => vec![self.mask(body.passes)?],
        };
        let (gather, to) = gather(self)?;
        let steps = self.open.pop()?;
        self.next_bits.pop();
        self.forget(depth);
        self.open.extend(around);
        self.next_bits.extend(bits_around);
        let words = self.words.get(taken..)?.iter();
        let words = words.filter(|(at, _)| *at >= depth).map(|(_, word)| *word);
        Some(Step::Each(Box::new(Each {
            list,
            stride: body.stride,
            window,
            steps: steps.into(),
            words: words.collect(),
            passes: passes.into(),
            gather,
            to,
        })))
    }
}
