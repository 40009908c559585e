//! One case: everything that an explanation may look at.

use super::place::{self, Ground, Located};
use super::wording::Wording;
use crate::check::ruleset::{Concept, ConceptId, ConceptValue, Expr, ExprKind, LoopId, Rule, RuleSet};
use crate::eval::{FrameId, Trace, Verdict};
use crate::facts::Facts;
use crate::program::layout::Offsets;
use crate::program::{Cell, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// The rule set, the facts, the verdict and the trace of one evaluation.
pub(crate) struct Case<'a> {
    /// The words of the rules.
    pub(crate) wording: Wording<'a>,
    /// What the application says.
    pub(crate) facts: &'a Facts,
    /// What it came to.
    pub(crate) verdict: &'a Verdict,
    /// What happened on the way.
    pub(crate) trace: &'a Trace,
    /// Where the fields stand.
    offsets: Offsets,
    /// The list that each loop runs through.
    lists: BTreeMap<LoopId, &'a Expr>,
    /// The frames of each loop's elements, by the frame that the loop ran in, in the order of the list.
    elements: BTreeMap<(FrameId, LoopId), Vec<(FrameId, u32)>>,
    /// The facts that the explanation speaks of by their places.
    found: BTreeMap<Place, Located<'a>>,
}

/// What needs no values of a case to be said is said by its [`Wording`].
impl<'a> Deref for Case<'a> {
    type Target = Wording<'a>;

    fn deref(&self) -> &Wording<'a> {
        &self.wording
    }
}

impl<'a> Case<'a> {
    /// Finds the list of each loop.
    pub(crate) fn new(
        ruleset: &'a RuleSet,
        facts: &'a Facts,
        verdict: &'a Verdict,
        trace: &'a Trace,
    ) -> Self {
        let mut lists = BTreeMap::new();
        let mut bodies = BTreeMap::new();
        for block in &ruleset.blocks {
            lists.insert(block.var, &block.list);
        }
        visit(ruleset, &mut |expr| match &expr.kind {
            ExprKind::Quantified { var, list, .. } | ExprKind::Aggregated { var, list, .. } => {
                lists.insert(*var, list);
                let register = trace.registers.get(expr.id.0 as usize).copied();
                let body = register.filter(|r| *r != u32::MAX).map(|r| r.saturating_add(1));
                bodies.extend(body.map(|first| (*var, first)));
            }
            _ => {}
        });
        let mut elements: BTreeMap<(FrameId, LoopId), Vec<(FrameId, u32)>> = BTreeMap::new();
        for (id, frame) in (0_u32..).map(FrameId).zip(&trace.frames) {
            if let Some(var) = frame.var {
                let beside = elements.entry((frame.parent, var)).or_default();
                beside.push((id, frame.index));
            }
        }
        // A rule that is read from several places has its loops there too: of these, the one whose values are asked for.
        for ((_, var), beside) in &mut elements {
            let own = |(id, _): &(FrameId, u32)| {
                let frame = trace.frame(*id);
                frame.is_some_and(|frame| bodies.get(var) == Some(&frame.first))
            };
            if beside.iter().any(own) {
                beside.retain(own);
            }
        }
        let offsets = Offsets::of(ruleset);
        let ground = Ground {
            ruleset,
            offsets: &offsets,
            facts,
        };
        let found = place::find_all(ground, &spoken_of(facts, verdict));
        Self {
            wording: Wording::new(ruleset),
            facts,
            verdict,
            trace,
            lists,
            elements,
            offsets,
            found,
        }
    }

    /// What the facts are, and where.
    pub(crate) fn ground(&self) -> Ground<'_, 'a> {
        Ground {
            ruleset: self.ruleset,
            offsets: &self.offsets,
            facts: self.facts,
        }
    }

    /// The fact at a place that the explanation speaks of.
    pub(crate) fn find(&self, place: Place) -> Option<Located<'a>> {
        self.found.get(&place).cloned()
    }

    /// The list that a loop runs through.
    pub(crate) fn list_of(&self, var: LoopId) -> Option<&'a Expr> {
        self.lists.get(&var).copied()
    }

    /// Whether a rule reads a fact in its own expressions, or through the concepts that they use.
    pub(crate) fn rule_reads(&self, rule: &Rule, fact: &ExprKind) -> bool {
        let ExprKind::Fact(fact) = fact else { return false };
        let mut opened: BTreeSet<ConceptId> = BTreeSet::new();
        let mut waiting: Vec<&Expr> = expressions(rule).collect();
        let mut found = false;
        while let (Some(expr), false) = (waiting.pop(), found) {
            let mut concepts = Vec::new();
            walk(expr, &mut |part| match &part.kind {
                ExprKind::Fact(read) => found |= read == fact,
                ExprKind::Concept(id, _) => concepts.push(*id),
                _ => {}
            });
            for id in concepts {
                if let (true, Some(concept)) = (opened.insert(id), self.concept(id)) {
                    waiting.extend(concept_expressions(concept));
                }
            }
        }
        found
    }

    /// The value that an expression had; a literal's own, or the fact's where the trace has none.
    pub(crate) fn value(&self, expr: &Expr, frame: FrameId) -> Option<Cell> {
        if let ExprKind::Literal(crate::check::ruleset::Literal::Bool(value)) = &expr.kind {
            return Some(Cell::Bool(*value));
        }
        self.trace
            .value(expr.id, frame)
            .or_else(|| self.locate(expr, frame).map(|found| found.cell))
    }

    /// The frames of a loop's elements, seen from `frame`: the loop may have run in one of the frames around it.
    pub(crate) fn elements(&self, var: LoopId, frame: FrameId) -> &[(FrameId, u32)] {
        let mut at = frame;
        loop {
            if let Some(found) = self.elements.get(&(at, var)) {
                return found;
            }
            match self.trace.frame(at) {
                Some(here) if at != FrameId::TOP => at = here.parent,
                _ => return &[],
            }
        }
    }
}

/// The places that an explanation speaks of: what is missing or not needed, contradicted, answered or estimated.
fn spoken_of(facts: &Facts, verdict: &Verdict) -> BTreeSet<Place> {
    let estimates = (0..)
        .map(Place)
        .zip(&facts.arena.cells)
        .filter(|(_, cell)| matches!(cell, Cell::Range(_)))
        .map(|(place, _)| place);
    verdict
        .missing
        .iter()
        .map(|m| m.place)
        .chain(verdict.not_needed.iter().copied())
        .chain(facts.contradictions.iter().filter_map(|c| c.place))
        .chain(facts.answers.iter().map(|a| a.place))
        .chain(estimates)
        .collect()
}

/// Visits every expression of the rules, the results and the concepts.
fn visit<'a>(ruleset: &'a RuleSet, act: &mut dyn FnMut(&'a Expr)) {
    for rule in &ruleset.rules {
        expressions(rule).for_each(|expr| walk(expr, act));
    }
    for result in &ruleset.results {
        walk(&result.value, act);
    }
    for concept in &ruleset.concepts {
        concept_expressions(concept).for_each(|expr| walk(expr, act));
    }
}

/// The expressions of a concept: its formula or rows, and what exceptions give instead.
fn concept_expressions(concept: &Concept) -> impl Iterator<Item = &Expr> {
    let own: Vec<&Expr> = match &concept.value {
        ConceptValue::Formula(expr) => vec![expr],
        ConceptValue::Cases(rows) => rows
            .iter()
            .flat_map(|(condition, value)| condition.iter().chain([value]))
            .collect(),
    };
    own.into_iter()
        .chain(concept.overrides.iter().map(|(_, value)| value))
}

/// The expressions of a rule: its guard and condition, what it grants and what is owed.
fn expressions(rule: &Rule) -> impl Iterator<Item = &Expr> {
    let grant = rule.grant.iter().flat_map(|grant| {
        grant
            .amount
            .iter()
            .flat_map(|(granted, asked)| [granted, asked])
            .chain(&grant.judged)
    });
    let duty = rule
        .duty
        .iter()
        .flat_map(|duty| duty.amount.iter().chain(&duty.last_day).chain(&duty.performed));
    rule.guard.iter().chain(&rule.condition).chain(grant).chain(duty)
}

/// Visits an expression and all that it is made of.
pub(crate) fn walk<'a>(expr: &'a Expr, act: &mut dyn FnMut(&'a Expr)) {
    act(expr);
    for part in parts(expr) {
        walk(part, act);
    }
}

/// What an expression is made of.
pub(crate) fn parts(expr: &Expr) -> Vec<&Expr> {
    use ExprKind as K;
    match &expr.kind {
        K::Literal(_)
        | K::Fact(_)
        | K::Element(_)
        | K::Argument(_)
        | K::AssessmentDay
        | K::RuleMet(_)
        | K::RuleBites(_) => vec![],
        K::Field(a, _)
        | K::Cell(_, a, _)
        | K::Not(a)
        | K::Exists(a)
        | K::Neg(a)
        | K::PeriodStart(a)
        | K::PeriodEnd(a)
        | K::DaysIn(a)
        | K::DayOf(a)
        | K::ValidOrganisationNumber(a) => vec![a],
        K::Parameter(_, day) => day.iter().map(|d| &**d).collect(),
        K::Concept(_, all) | K::And(all) | K::Or(all) | K::Extreme(_, all) => all.iter().collect(),
        K::Compare(_, a, b) | K::Within(a, b) | K::Contains(a, b) | K::Arith(_, a, b) | K::Round(a, _, b) => {
            vec![a, b]
        }
        K::OneOf(a, all) => std::iter::once(&**a).chain(all).collect(),
        K::AddTime { date, length, .. } => vec![date, length],
        K::TimeLimit { length, from, .. } => vec![length, from],
        K::Quantified {
            list, filter, body, ..
        } => std::iter::once(&**list)
            .chain(filter.iter().map(|f| &**f))
            .chain([&**body])
            .collect(),
        K::Aggregated { list, filter, of, .. } => std::iter::once(&**list)
            .chain(filter.iter().map(|f| &**f))
            .chain(of.iter().map(|o| &**o))
            .collect(),
    }
}
