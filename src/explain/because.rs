//! Why: the tree of conditions, with what each was and the facts that made it so.

use super::case::Case;
use super::condition;
use super::value;
use super::words::{Words, say};
use super::{Reason, Truth};
use crate::check::ruleset::{ConceptId, ConceptValue, Expr, ExprKind, Quantifier, RuleId, Type};
use crate::eval::{Effect, FrameId};
use crate::program::Cell;
use std::collections::BTreeSet;

/// A list that is no longer than this is told whole where none of its elements will do.
const FEW_ELEMENTS: usize = 3;
/// How many elements of a list a reason names.
pub(crate) const MOST_ELEMENTS: usize = 10;

/// Builds reasons; a concept is opened once.
pub(crate) struct Because<'c, 'a> {
    pub(super) case: &'c Case<'a>,
    opened: BTreeSet<ConceptId>,
}

/// What a cell says of a condition.
pub(crate) fn truth(cell: Option<Cell>) -> Truth {
    match cell {
        Some(Cell::Bool(true)) => Truth::Holds,
        Some(Cell::Bool(false)) => Truth::Fails,
        _ => Truth::Undetermined,
    }
}

impl Reason {
    /// A step without facts.
    pub(crate) fn new(text: Words, value: Truth, children: Vec<Reason>) -> Self {
        Self {
            text,
            denied: None,
            value,
            facts: Vec::new(),
            children,
        }
    }

    /// A note or a computation.
    pub(crate) fn note(text: Words) -> Self {
        Self::new(text, Truth::Note, Vec::new())
    }
}

impl<'c, 'a> Because<'c, 'a> {
    /// Nothing is opened yet.
    pub(crate) fn new(case: &'c Case<'a>) -> Self {
        Self {
            case,
            opened: BTreeSet::new(),
        }
    }

    /// Why a condition holds, or doesn't.
    pub(crate) fn condition(&mut self, expr: &'a Expr, frame: FrameId) -> Reason {
        let holds = truth(self.case.value(expr, frame));
        match &expr.kind {
            ExprKind::And(all) => self.connected(condition::all_of_these(), all, holds, frame),
            ExprKind::Or(all) => self.connected(condition::one_of_these(), all, holds, frame),
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Concept(..) => Reason::new(
                    condition::none_of_these(),
                    holds,
                    vec![self.condition(inner, frame)],
                ),
                _ => {
                    let mut reason = self.condition(inner, frame);
                    reason.text = self.case.clause(expr, true);
                    reason.denied = Some(self.case.clause(expr, false));
                    reason.value = holds;
                    reason
                }
            },
            ExprKind::Quantified { .. } => self.quantified(expr, holds, frame),
            ExprKind::Concept(id, args) => {
                let text = self.case.concept_in_words(*id, args, true);
                let children = self.concept(*id);
                Reason::new(text, holds, children)
            }
            _ => {
                let mut reason = Reason::new(self.case.clause(expr, true), holds, Vec::new());
                reason.denied = Some(self.case.clause(expr, false));
                reason.facts = self.case.facts_read(expr, frame);
                reason.children = self.computations(expr, frame);
                reason
            }
        }
    }

    /// A conjunction or a disjunction.
    fn connected(&mut self, text: Words, all: &'a [Expr], holds: Truth, frame: FrameId) -> Reason {
        let children = all.iter().map(|e| self.condition(e, frame)).collect();
        Reason::new(text, holds, children)
    }

    /// A quantifier, with the elements that made it what it is.
    fn quantified(&mut self, expr: &'a Expr, holds: Truth, frame: FrameId) -> Reason {
        let ExprKind::Quantified {
            quantifier,
            var,
            filter,
            body,
            ..
        } = &expr.kind
        else {
            return Reason::new(self.case.clause(expr, true), holds, Vec::new());
        };
        let few = self.case.elements(*var, frame).len() <= FEW_ELEMENTS;
        let telling = |test: Truth| match (quantifier, holds) {
            (Quantifier::All, Truth::Fails) => test == Truth::Fails,
            (Quantifier::All, Truth::Holds) => false,
            (Quantifier::None, Truth::Fails) => test == Truth::Holds,
            (Quantifier::None, Truth::Holds) => false,
            (Quantifier::Some | Quantifier::AtLeast(_), Truth::Holds) => test == Truth::Holds,
            (Quantifier::Some, Truth::Fails) => few,
            (Quantifier::AtLeast(_), Truth::Fails) => test == Truth::Holds,
            (_, Truth::Undetermined | Truth::Note) => test == Truth::Undetermined,
        };
        let mut reason = Reason::new(self.case.clause(expr, true), holds, Vec::new());
        reason.facts = self.case.facts_read(expr, frame);
        let mut left_out = 0_usize;
        for &(element, index) in self.case.elements(*var, frame) {
            let passed = filter
                .as_ref()
                .map_or(Truth::Holds, |f| truth(self.case.value(f, element)));
            let own = truth(self.case.value(body, element));
            let test = match passed {
                Truth::Fails => continue,
                Truth::Holds => own,
                _ if own == Truth::Holds && *quantifier == Quantifier::All => continue,
                _ => Truth::Undetermined,
            };
            if !telling(test) {
                continue;
            }
            if reason.children.len() >= MOST_ELEMENTS {
                left_out = left_out.saturating_add(1);
                continue;
            }
            let mut inner = Because::new(self.case);
            inner.opened.clone_from(&self.opened);
            let mut children = Vec::new();
            if passed == Truth::Undetermined {
                children.extend(filter.as_ref().map(|f| inner.condition(f, element)));
            }
            children.push(inner.condition(body, element));
            let name = self.case.element_name(*var, element, index);
            reason.children.push(Reason::new(name, test, children));
        }
        reason.children.extend(more(left_out));
        reason
    }

    /// What a concept rests on, when it has not been opened before.
    pub(super) fn concept(&mut self, id: ConceptId) -> Vec<Reason> {
        let Some(concept) = self.case.concept(id) else {
            return vec![];
        };
        if !concept.params.is_empty() || !self.opened.insert(id) {
            return vec![];
        }
        let top = FrameId::TOP;
        let mut children = Vec::new();
        for (rule, instead) in &concept.overrides {
            if self.case.holds(*rule) != Truth::Fails {
                children.push(self.instead(*rule, instead));
            }
        }
        if children.iter().any(|c| c.value == Truth::Holds) {
            return children;
        }
        match &concept.value {
            ConceptValue::Formula(expr) if expr.ty == Type::Bool => children.push(self.condition(expr, top)),
            ConceptValue::Formula(expr) => children.extend(self.computations(expr, top)),
            ConceptValue::Cases(rows) => {
                for (condition, value) in rows {
                    let Some(condition) = condition else {
                        if children.iter().all(|c| c.value != Truth::Holds) {
                            children.push(Reason::note(say!(
                                "annars: {value}",
                                "otherwise: {value}",
                                value = self.case.filled_in(value, top)
                            )));
                        }
                        continue;
                    };
                    if truth(self.case.value(condition, top)) != Truth::Fails {
                        children.push(self.condition(condition, top));
                    }
                }
            }
        }
        children
    }

    /// An exception that gives a concept another value.
    fn instead(&mut self, rule: RuleId, value: &'a Expr) -> Reason {
        let title = self
            .case
            .rule(rule)
            .map(|r| value::quoted(&Words::from(&r.title)))
            .unwrap_or_default();
        let text = say!(
            "enligt undantaget {title}: {value}",
            "by the exception {title}: {value}",
            title = title,
            value = self.case.filled_in(value, FrameId::TOP)
        );
        let mut reason = Reason::new(text, self.case.holds(rule), Vec::new());
        reason.facts = self.case.facts_read(value, FrameId::TOP);
        reason
    }
}

/// `och 12 till`.
pub(crate) fn more(count: usize) -> Option<Reason> {
    (count > 0).then(|| {
        let n = Words::same(count.to_string());
        Reason::note(say!("och {n} till", "and {n} more", n = n))
    })
}

impl<'a> Case<'a> {
    /// Whether a rule, an exception, holds.
    pub(crate) fn holds(&self, rule: RuleId) -> Truth {
        let state = self.verdict.rules.iter().find(|s| s.rule == rule);
        state.map_or(Truth::Fails, |state| excepts(state.effect))
    }
}

/// Whether an exception with that effect sets aside. (Its condition may be open though something else keeps it from that.)
pub(super) fn excepts(effect: Effect) -> Truth {
    match effect {
        Effect::Applies => Truth::Holds,
        Effect::Possible => Truth::Undetermined,
        Effect::None => Truth::Fails,
    }
}
