//! Checked rule set to program.
//!
//! Scopes: the top, and one for each loop that is open. An instruction is emitted into the innermost scope that one of
//! its operands belongs to, so what does not depend on an element stands outside the loop; equal instructions
//! of a scope are one. When a loop closes, its body is put behind its instruction, and at the end all
//! registers get their final numbers ([`layout`]).

mod builder;
mod expr;
mod link;
mod rule;

use super::schema::Schema;
use super::slots::Texts;
use super::{Program, RuleRegs};
use crate::check::ruleset::{ExprId, RuleId, RuleSet};
use builder::Builder;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Compiles a rule set.
#[must_use]
pub fn compile(ruleset: RuleSet) -> Program {
    compile_closed(ruleset, &BTreeSet::new())
}

/// Compiles a rule set so that of some conditions, what is not settled is read as no.
///
/// No case is decided so: a fact that is missing is not a no. It is for seeing whether the cases notice.
#[must_use]
pub fn compile_closed(ruleset: RuleSet, closed: &BTreeSet<ExprId>) -> Program {
    let schema = Schema::new(&ruleset);
    let slots = super::layout::fields_size(&ruleset, &ruleset.application);
    let mut builder = Builder::new(&ruleset, closed);
    for rule in &ruleset.rule_order {
        if ruleset
            .rules
            .get(usize::from(rule.0))
            .is_some_and(|r| r.block.is_none())
        {
            builder.rule(*rule);
        }
    }
    for result in &ruleset.results {
        builder.expr(&result.value);
    }
    for fact in ruleset.valid.by.iter().chain(ruleset.assessed_on.iter()) {
        builder.expr(fact);
    }
    for (index, block) in ruleset.blocks.iter().enumerate() {
        builder.block(index, block);
    }
    builder.texts_of_rules();
    let linked = link::link(builder);
    let rules = (0..ruleset.rules.len())
        .map(|index| {
            let id = RuleId(u16::try_from(index).unwrap_or(u16::MAX));
            linked.rules.get(&id).copied().unwrap_or(RuleRegs::default())
        })
        .collect();
    Program {
        known_texts: Texts::new(&linked.code, &linked.texts, &linked.constants),
        schema,
        code: linked.code,
        loops: linked.loops,
        constants: linked.constants,
        texts: linked.texts,
        periods: linked.periods,
        rules,
        registers: Arc::new(linked.registers),
        everywhere: linked.everywhere,
        slots,
        ruleset: Arc::new(ruleset),
    }
}
