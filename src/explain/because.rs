//! Why: the tree of conditions, with what each was and the facts that made it so.

use super::case::Case;
use super::value;
use super::words::{Words, say};
use super::{Reason, Truth};
use crate::check::ruleset::{
    Aggregate, ConceptId, ConceptValue, Expr, ExprKind, LoopId, Quantifier, RuleId, Type,
};
use crate::eval::FrameId;
use crate::program::{Cell, Place};
use std::collections::BTreeSet;

/// How many elements of a list a reason names.
const MOST_ELEMENTS: usize = 10;

/// Builds reasons; a concept is opened once.
pub(crate) struct Because<'c, 'a> {
    case: &'c Case<'a>,
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
            ExprKind::And(all) => {
                let text = Words::new("allt detta ska gälla", "all of this must hold");
                self.connected(text, all, holds, frame)
            }
            ExprKind::Or(all) => {
                let text = Words::new("något av detta ska gälla", "one of these must hold");
                self.connected(text, all, holds, frame)
            }
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Concept(..) => Reason::new(
                    Words::new("detta ska inte gälla", "this must not hold"),
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
        let telling = |test: Truth| match (quantifier, holds) {
            (Quantifier::All, Truth::Fails) => test == Truth::Fails,
            (Quantifier::All, Truth::Holds) => false,
            (Quantifier::None, Truth::Fails) => test == Truth::Holds,
            (Quantifier::None, Truth::Holds) => false,
            (Quantifier::Some | Quantifier::AtLeast(_), Truth::Holds) => test == Truth::Holds,
            (Quantifier::Some, Truth::Fails) => false,
            (Quantifier::AtLeast(_), Truth::Fails) => test == Truth::Holds,
            (_, Truth::Undetermined | Truth::Note) => test == Truth::Undetermined,
        };
        let mut reason = Reason::new(self.case.clause(expr, true), holds, Vec::new());
        reason.facts = self.case.facts_read(expr, frame);
        let mut left_out = 0_usize;
        for (element, index) in self.case.elements(*var, frame) {
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
    fn concept(&mut self, id: ConceptId) -> Vec<Reason> {
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

    /// The concepts, aggregates and operations in an expression, each with its value and how it came about.
    pub(crate) fn computations(&mut self, expr: &'a Expr, frame: FrameId) -> Vec<Reason> {
        match &expr.kind {
            ExprKind::Concept(id, args) => vec![self.concept_value(*id, args, expr, frame)],
            ExprKind::Aggregated { .. } => vec![self.aggregated(expr, frame)],
            ExprKind::Arith(..)
            | ExprKind::Round(..)
            | ExprKind::Extreme(..)
            | ExprKind::TimeLimit { .. }
            | ExprKind::AddTime { .. } => {
                let children = self.inner_computations(expr, frame);
                let mut reason = Reason::note(self.equation(expr, frame));
                reason.facts = self.case.facts_read(expr, frame);
                reason.children = children;
                vec![reason]
            }
            ExprKind::Cell(..) | ExprKind::Parameter(..) => {
                vec![Reason::note(self.equation(expr, frame))]
            }
            ExprKind::AssessmentDay => {
                let day = super::format::date(self.case.verdict.assessed_on);
                vec![Reason::note(say!(
                    "prövningsdagen = {day}",
                    "the assessment date = {day}",
                    day = day
                ))]
            }
            ExprKind::RuleMet(_) | ExprKind::RuleBites(_) => vec![],
            _ => self.inner_computations(expr, frame),
        }
    }

    /// The computations of what an expression is made of.
    fn inner_computations(&mut self, expr: &'a Expr, frame: FrameId) -> Vec<Reason> {
        super::case::parts(expr)
            .into_iter()
            .flat_map(|part| self.computations(part, frame))
            .collect()
    }

    /// `a × b = 2 × 3 = 6`: the expression in words, with its numbers, and its value.
    fn equation(&self, expr: &Expr, frame: FrameId) -> Words {
        let words = match &expr.kind {
            ExprKind::Cell(table, key, column) => {
                self.case
                    .table_cell(*table, *column, &self.case.value_words(key, frame))
            }
            _ => self.case.noun(expr),
        };
        let numbers = self.case.filled_in(expr, frame);
        let value = self.case.value_words(expr, frame);
        chain(&[words, numbers, value])
    }

    /// A concept's value: its title, its formula with numbers, and what it came to.
    fn concept_value(&mut self, id: ConceptId, args: &'a [Expr], expr: &'a Expr, frame: FrameId) -> Reason {
        let title = self.case.concept_in_words(id, args, true);
        let value = self.case.value_words(expr, frame);
        let Some(concept) = self.case.concept(id) else {
            return Reason::note(chain(&[title, value]));
        };
        let mut children = self.concept(id);
        let mut facts = Vec::new();
        let overridden = children.iter().any(|c| c.value == Truth::Holds);
        let text = match &concept.value {
            ConceptValue::Formula(formula)
                if concept.params.is_empty() && concept.overrides.is_empty() && !overridden =>
            {
                facts = self.case.facts_read(formula, FrameId::TOP);
                let numbers = self.case.filled_in(formula, FrameId::TOP);
                let text = chain(&[title, numbers, value]);
                // The formula's own line would say the same again.
                if let [only] = children.as_mut_slice()
                    && only.value == Truth::Note
                    && is_operation(formula)
                {
                    children = std::mem::take(&mut only.children);
                }
                text
            }
            _ => chain(&[title, value]),
        };
        Reason {
            facts,
            children,
            ..Reason::note(text)
        }
    }

    /// An aggregate, with what each element adds when they are few.
    fn aggregated(&mut self, expr: &'a Expr, frame: FrameId) -> Reason {
        let text = self.equation(expr, frame);
        let mut reason = Reason::note(text);
        reason.facts = self.case.facts_read(expr, frame);
        let ExprKind::Aggregated {
            aggregate,
            var,
            filter,
            of,
            ..
        } = &expr.kind
        else {
            return reason;
        };
        let elements = self.case.elements(*var, frame);
        let mut left_out = 0_usize;
        for (element, index) in elements {
            let passed = filter
                .as_ref()
                .map_or(Truth::Holds, |f| truth(self.case.value(f, element)));
            let plain_count = of.is_none() && filter.is_none();
            if passed == Truth::Fails || plain_count || matches!(aggregate, Aggregate::Share) {
                continue;
            }
            if reason.children.len() >= MOST_ELEMENTS {
                left_out = left_out.saturating_add(1);
                continue;
            }
            let name = self.case.element_name(*var, element, index);
            let mut child = match of {
                Some(of) => Reason::note(say!(
                    "{name}: {value}",
                    "{name}: {value}",
                    name = name,
                    value = self.case.value_words(of, element)
                )),
                None => Reason::note(name),
            };
            if passed == Truth::Undetermined {
                child.value = Truth::Undetermined;
            }
            reason.children.push(child);
        }
        reason.children.extend(more(left_out));
        reason
    }
}

/// Whether the numbers of an expression can be filled in: its own line shows them.
fn is_operation(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Arith(..) | ExprKind::Extreme(..) | ExprKind::Round(..)
    )
}

/// `a = b = c`, each once.
fn chain(steps: &[Words]) -> Words {
    let mut out: Vec<Words> = Vec::new();
    for step in steps {
        if out.last() != Some(step) && !step.is_empty() {
            out.push(step.clone());
        }
    }
    Words::joined(&out, " = ")
}

/// `och 12 till`.
fn more(count: usize) -> Option<Reason> {
    (count > 0).then(|| {
        let n = Words::same(count.to_string());
        Reason::note(say!("och {n} till", "and {n} more", n = n))
    })
}

impl<'a> Case<'a> {
    /// An expression's value in words.
    pub(crate) fn value_words(&self, expr: &Expr, frame: FrameId) -> Words {
        match (&expr.kind, self.value(expr, frame)) {
            (ExprKind::Literal(literal), _) => self.literal(literal, &expr.ty),
            (
                ExprKind::Aggregated {
                    aggregate: Aggregate::Share,
                    ..
                },
                Some(cell),
            ) => match self.facts.arena.number(cell) {
                Some(share) => super::format::percent(share),
                None => self.cell(cell, &expr.ty),
            },
            (_, Some(cell)) => self.cell(cell, &expr.ty),
            (_, None) => value::unknown(),
        }
    }

    /// An expression with numbers instead of names.
    pub(crate) fn filled_in(&self, expr: &Expr, frame: FrameId) -> Words {
        match &expr.kind {
            ExprKind::Arith(op, a, b) => {
                let side = |e: &Expr| match &e.kind {
                    ExprKind::Arith(..) => say!("({e})", "({e})", e = self.filled_in(e, frame)),
                    _ => self.filled_in(e, frame),
                };
                super::noun::join_operation(*op, &side(a), &side(b))
            }
            ExprKind::Round(a, mode, step) => {
                super::noun::rounded(&self.filled_in(a, frame), *mode, &self.filled_in(step, frame))
            }
            ExprKind::Extreme(smallest, all) => {
                let all: Vec<Words> = all.iter().map(|e| self.filled_in(e, frame)).collect();
                let all = Words::all_of(&all);
                if *smallest {
                    say!("det minsta av {all}", "the smallest of {all}", all = all)
                } else {
                    say!("det största av {all}", "the largest of {all}", all = all)
                }
            }
            _ => self.value_words(expr, frame),
        }
    }

    /// Whether a rule, an exception, holds.
    pub(crate) fn holds(&self, rule: RuleId) -> Truth {
        use crate::eval::{Effect, Status};
        let state = self.verdict.rules.iter().find(|s| s.rule == rule);
        match state.map(|s| (s.status, s.effect)) {
            Some((Status::Met, Effect::Applies | Effect::None)) => Truth::Holds,
            Some((Status::Met | Status::Undetermined, _)) => Truth::Undetermined,
            _ => Truth::Fails,
        }
    }

    /// What an element is called: its key, its name, its first text, or its number.
    pub(crate) fn element_name(&self, var: LoopId, frame: FrameId, index: u32) -> Words {
        let number = Words::same(index.saturating_add(1).to_string());
        let list = self.list_of(var);
        let label = list.map(|l| self.noun(l)).unwrap_or_default();
        let fallback = say!("{label} nr {n}", "{label} no. {n}", label = label, n = number);
        let Some(located) = list
            .and_then(|l| self.trace.frame(frame).and_then(|f| self.locate(l, f.parent)))
            .and_then(|l| self.element_of(&l, index))
        else {
            return fallback;
        };
        self.record_name(located.0, located.1).unwrap_or(fallback)
    }

    /// The name of the record whose fields begin at `first`, or of the scalar that stands there.
    pub(crate) fn record_name(&self, first: Place, ty: &'a Type) -> Option<Words> {
        let Type::Record(id) = ty else {
            return Some(self.cell(self.facts.arena.cell(first), ty));
        };
        let key = self.ruleset.records.get(usize::from(id.0))?.key;
        let fields = self.fields_from(ty, first);
        let by_key = key.and_then(|k| fields.get(usize::from(k)));
        let named = fields
            .iter()
            .find(|f| matches!(f.field.name.as_str(), "namn" | "name"));
        let text = fields.iter().find(|f| matches!(f.ty, Type::Text));
        let field = by_key.or(named).or(text)?;
        let words = self.cell(field.cell, field.ty);
        field.cell.is_known().then_some(words)
    }
}

/// The names of the fields of an expression, without repeats.
pub(crate) fn reads<'e>(expr: &'e Expr) -> Vec<&'e Expr> {
    let mut found: Vec<&'e Expr> = Vec::new();
    walk_outside(expr, &mut |e| found.push(e));
    found
}

/// Visits the facts that an expression reads outside its own loops; a field chain is visited once, whole.
fn walk_outside<'e>(expr: &'e Expr, act: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::Fact(_) | ExprKind::Field(..) => act(expr),
        ExprKind::Quantified { list, .. } | ExprKind::Aggregated { list, .. } => walk_outside(list, act),
        _ => {
            for part in super::case::parts(expr) {
                walk_outside(part, act);
            }
        }
    }
}
