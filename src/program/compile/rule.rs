//! Rules and blocks.

use super::builder::Builder;
use crate::check::ruleset::{Block, BlockId, Rule, RuleId};
use crate::check::visit::rule_holes;
use crate::program::RuleRegs;
use crate::program::op::{Op, Reg};
use std::collections::BTreeSet;

impl Builder<'_> {
    /// Compiles a rule, once.
    pub(super) fn rule(&mut self, id: RuleId) -> RuleRegs {
        let Some(rule) = self.ruleset.rules.get(usize::from(id.0)) else {
            return RuleRegs::default();
        };
        if (self.copies == 0 || rule.block.is_none())
            && let Some(regs) = self.rules.get(&id)
        {
            return *regs;
        }
        if rule.block.is_none() {
            let regs = self.at_the_top(|builder| builder.rule_parts(rule));
            self.rules.insert(id, regs);
            return regs;
        }
        let arguments = std::mem::take(&mut self.arguments);
        let regs = self.rule_parts(rule);
        self.arguments = arguments;
        if self.copies == 0 {
            self.rules.insert(id, regs);
        }
        regs
    }

    fn rule_parts(&mut self, rule: &Rule) -> RuleRegs {
        let mut guards = Vec::new();
        if let Some(period) = &rule.valid {
            let period = self.period(period);
            let day = self.emit(Op::SelectionDay);
            guards.push(self.emit(Op::InForce(day, period)));
        }
        for guard in &rule.guard {
            guards.push(self.expr(guard));
        }
        let guard = self.all(guards);
        let judged = rule.grant.as_ref().and_then(|g| g.judged.as_ref());
        let own = rule.condition.as_ref().or(judged).map(|c| self.expr(c));
        let exceptions = rule.exceptions.iter().map(|e| self.holds(*e)).collect();
        let set_aside = self.any(exceptions);
        let mut conjuncts: Vec<Reg> = guard.into_iter().collect();
        if let Some(own) = own {
            conjuncts.push(if rule.bites_when_unmet() {
                self.emit(Op::Not(own))
            } else {
                own
            });
        }
        if let Some(set_aside) = set_aside {
            conjuncts.push(self.emit(Op::Not(set_aside)));
        }
        let applies = self.all(conjuncts);
        let amount = rule.grant.as_ref().and_then(|g| g.amount.as_ref());
        let amount = amount.map(|(granted, asked)| (self.expr(granted), self.expr(asked)));
        let duty = rule.duty.as_ref();
        let due = duty.and_then(|d| d.amount.as_ref()).map(|e| self.expr(e));
        let last_day = duty.and_then(|d| d.last_day.as_ref()).map(|e| self.expr(e));
        let performed = duty.and_then(|d| d.performed.as_ref()).map(|e| self.expr(e));
        RuleRegs {
            guard,
            own,
            set_aside,
            applies,
            amount,
            due,
            last_day,
            performed,
        }
    }

    /// Whether an exception holds: its guard and its condition do, and no exception to it.
    fn holds(&mut self, exception: RuleId) -> Reg {
        let regs = self.rule_in_place(exception);
        self.or_always(regs.applies)
    }

    /// `R är uppfyllt`: its guard and its own condition hold; exceptions to it don't change that.
    pub(super) fn rule_met(&mut self, rule: RuleId) -> Reg {
        let regs = self.rule_in_place(rule);
        let met = self.all(regs.guard.into_iter().chain(regs.own).collect());
        self.or_always(met)
    }

    /// `R hindrar`: its consequence applies.
    pub(super) fn rule_bites(&mut self, rule: RuleId) -> Reg {
        let regs = self.rule_in_place(rule);
        self.or_always(regs.applies)
    }

    fn or_always(&mut self, reg: Option<Reg>) -> Reg {
        match reg {
            Some(reg) => reg,
            None => self.constant(&crate::check::ruleset::Literal::Bool(true)),
        }
    }

    /// A rule that another reads. A block's rule is read for the element of the innermost loop over the block's list:
    /// the block's own, or a quantifier's or an aggregate's, for which it is compiled again.
    fn rule_in_place(&mut self, id: RuleId) -> RuleRegs {
        let ruleset = self.ruleset;
        let block = ruleset.rules.get(usize::from(id.0)).and_then(|r| r.block);
        let Some(block) = block.and_then(|b| ruleset.blocks.get(usize::from(b.0))) else {
            return self.rule(id);
        };
        let list = self.expr(&block.list);
        let innermost = self
            .scopes
            .iter_mut()
            .rev()
            .find(|scope| scope.list == Some(list));
        let Some(scope) = innermost.filter(|scope| scope.var != Some(block.var)) else {
            return self.rule(id);
        };
        let var = scope.var;
        scope.also.push(block.var);
        self.copies = self.copies.saturating_add(1);
        let regs = self.rule(id);
        self.copies = self.copies.saturating_sub(1);
        if let Some(scope) = self.scopes.iter_mut().rev().find(|scope| scope.var == var) {
            scope.also.pop();
        }
        regs
    }

    /// A `för varje`.
    pub(super) fn block(&mut self, index: usize, block: &Block) {
        let list = self.expr(&block.list);
        self.open(block.var, list);
        let own: BTreeSet<RuleId> = block.rules.iter().copied().collect();
        let order: Vec<RuleId> = self
            .ruleset
            .rule_order
            .iter()
            .copied()
            .filter(|r| own.contains(r))
            .collect();
        for rule in order {
            self.rule(rule);
            self.texts_of(rule);
        }
        let id = BlockId(u16::try_from(index).unwrap_or(u16::MAX));
        self.close(Op::Block(id, list, 0));
    }

    /// What the texts of the rules outside blocks fill in.
    pub(super) fn texts_of_rules(&mut self) {
        for index in 0..self.ruleset.rules.len() {
            let id = RuleId(u16::try_from(index).unwrap_or(u16::MAX));
            if self.ruleset.rules.get(index).is_some_and(|r| r.block.is_none()) {
                self.texts_of(id);
            }
        }
    }

    fn texts_of(&mut self, id: RuleId) {
        let Some(rule) = self.ruleset.rules.get(usize::from(id.0)) else {
            return;
        };
        for value in rule_holes(rule) {
            self.expr(value);
        }
    }
}
