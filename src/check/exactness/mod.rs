//! Amounts that leave the rules are whole öre or rounded by the rules; quantifiers are at most three deep.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::ruleset::{
    Aggregate, ArithOp, Concept, ConceptId, ConceptValue, Expr, ExprKind, Literal, Pot, RuleSet, Type,
};
use super::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::value::Number;

/// How deep quantifiers and aggregates may stand inside each other.
pub const QUANTIFIER_DEPTH: usize = 3;

/// E0306 for each amount that leaves the rules (granted, asked for, owed, shared, or a result) and may be finer than öre.
#[must_use]
pub fn check_amounts(set: &RuleSet) -> Vec<Diagnostic> {
    let granted = set.rules.iter().flat_map(|rule| &rule.grant);
    let owed = set.rules.iter().flat_map(|rule| &rule.duty);
    let amounts = granted
        .flat_map(|grant| &grant.amount)
        .flat_map(|(amount, asked)| [amount, asked])
        .chain(owed.flat_map(|duty| &duty.amount))
        .chain(set.results.iter().map(|result| &result.value))
        .chain(set.apportionments.iter().filter_map(|a| match &a.pot {
            Pot::Amount(amount) => Some(amount),
            Pot::Left(..) => None,
        }))
        .filter(|expr| is_money(&expr.ty));
    let fineness = Fineness {
        set,
        known: RefCell::default(),
    };
    amounts
        .filter_map(|expr| {
            let cause = fineness.of(expr, &[])?;
            let told = Diagnostic::error(
                Code::FinerThanOre,
                expr.span,
                "beloppet kan bli finare än öre och avrundas inte",
                "the amount may be finer than öre and is not rounded",
            )
            .label("det här beloppet lämnar reglerna", "this amount leaves the rules");
            let (sv, en) = cause.kind.words();
            Some(told.also(cause.span, sv, en).help(
                "säg hur det avrundas: `avrundat nedåt till 1 kr`, `uppåt` eller `närmast`",
                "say how it is rounded: `avrundat nedåt till 1 kr`, `uppåt` or `närmast`",
            ))
        })
        .collect()
}

/// E0307 for each quantifier or aggregate that stands inside three others, also through a concept with parameters.
#[must_use]
pub fn check_quantifiers(set: &RuleSet) -> Vec<Diagnostic> {
    let mut depth_of: BTreeMap<ConceptId, usize> = BTreeMap::new();
    // A concept rests only on others, so that as many rounds as there are concepts would always be enough; the depth
    // stops growing one round after the longest chain.
    loop {
        let mut grew = false;
        for (id, concept) in (0..).map(ConceptId).zip(&set.concepts) {
            let depth = visit::concept_expressions(concept)
                .into_iter()
                .map(|expr| nesting(expr, &depth_of))
                .max()
                .unwrap_or(0);
            let before = depth_of.insert(id, depth).unwrap_or(0);
            grew |= depth > before && before <= QUANTIFIER_DEPTH;
        }
        if !grew {
            break;
        }
    }
    // A chapter's guard stands in each of its rules and is reported once.
    let places: BTreeSet<Span> = visit::roots(set)
        .into_iter()
        .filter_map(|(_, expr)| too_deep(expr, QUANTIFIER_DEPTH, &depth_of))
        .collect();
    places
        .into_iter()
        .map(|span| {
            Diagnostic::error(
                Code::TooManyQuantifiers,
                span,
                "fler än tre kvantorer står i varandra",
                "more than three quantifiers stand inside each other",
            )
            .label("den fjärde", "the fourth")
            .help(
                "dela upp villkoret: bryt ut det inre till ett begrepp utan parametrar, eller använd `för varje`",
                "divide the condition: make the inner part a concept without parameters, or use `för varje`",
            )
        })
        .collect()
}

/// How many loops stand inside each other in an expression.
fn nesting(expr: &Expr, concepts: &BTreeMap<ConceptId, usize>) -> usize {
    let mut inside = 0;
    visit::each_child(expr, |child| {
        let within = nesting(child, concepts).saturating_add(usize::from(is_repeated(expr, child)));
        inside = inside.max(within);
    });
    match &expr.kind {
        ExprKind::Quantified { .. } | ExprKind::Aggregated { .. } => inside.max(1),
        ExprKind::Concept(id, arguments) if !arguments.is_empty() => {
            inside.max(concepts.get(id).copied().unwrap_or(0))
        }
        _ => inside,
    }
}

/// The first place where more loops than `left` stand inside each other.
fn too_deep(expr: &Expr, left: usize, concepts: &BTreeMap<ConceptId, usize>) -> Option<Span> {
    let mut waiting = vec![(expr, left)];
    while let Some((expr, left)) = waiting.pop() {
        let is_loop = matches!(
            expr.kind,
            ExprKind::Quantified { .. } | ExprKind::Aggregated { .. }
        );
        if is_loop && left == 0 {
            return Some(expr.span);
        }
        if let ExprKind::Concept(id, arguments) = &expr.kind
            && !arguments.is_empty()
            && left < QUANTIFIER_DEPTH
            && concepts.get(id).is_some_and(|depth| *depth > left)
        {
            return Some(expr.span);
        }
        let before = waiting.len();
        visit::each_child(expr, |child| {
            let left = left.saturating_sub(usize::from(is_repeated(expr, child)));
            waiting.push((child, left));
        });
        if let Some(added) = waiting.get_mut(before..) {
            added.reverse();
        }
    }
    None
}

/// Whether `child` is evaluated once for each element of the loop `expr`: everything in it but the list.
fn is_repeated(expr: &Expr, child: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Quantified { list, .. } | ExprKind::Aggregated { list, .. } => list.id != child.id,
        _ => false,
    }
}

/// Whether a type is money, or money for something.
fn is_money(ty: &Type) -> bool {
    ty.unit().is_some_and(|unit| unit.money_power() == 1)
}

/// What may make a number other than whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CauseKind {
    Divided,
    Share,
    Percentage,
    Decimals,
    Rounding,
}

impl CauseKind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Divided => ("här delas det", "it is divided here"),
            Self::Share => (
                "en andel behöver inte gå jämnt upp",
                "a share need not come out even",
            ),
            Self::Percentage => ("ett tal som inte är helt", "a number that is not whole"),
            Self::Decimals => ("ett tal som kan ha decimaler", "a number that may have decimals"),
            Self::Rounding => (
                "avrundas till något finare än öre",
                "rounded to something finer than öre",
            ),
        }
    }
}

/// A place that may make a number other than whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cause {
    kind: CauseKind,
    span: Span,
}

/// What may make a concept's value other than whole, by the concept and which of its arguments are whole.
type Known = BTreeMap<(ConceptId, Vec<bool>), Option<Cause>>;

/// Finds what may make a number other than whole, counted in its own unit (money in öre).
struct Fineness<'a> {
    set: &'a RuleSet,
    /// What is already known of concepts.
    known: RefCell<Known>,
}

impl Fineness<'_> {
    /// The first cause; `None` when the number is whole whatever the facts are.
    fn of(&self, expr: &Expr, arguments: &[Option<Cause>]) -> Option<Cause> {
        let cause = |kind| {
            Some(Cause {
                kind,
                span: expr.span,
            })
        };
        match &expr.kind {
            ExprKind::Literal(literal) => match is_whole(literal) {
                true => None,
                false => cause(CauseKind::Percentage),
            },
            ExprKind::Fact(_) | ExprKind::Field(..) | ExprKind::Element(_) => match counts_whole(&expr.ty) {
                true => None,
                false => cause(CauseKind::Decimals),
            },
            ExprKind::Argument(index) => arguments.get(usize::from(*index)).copied().flatten(),
            ExprKind::Parameter(id, _) => {
                let values = self
                    .set
                    .parameters
                    .get(usize::from(id.0))
                    .map(|p| p.values.as_slice());
                let whole = values.unwrap_or_default().iter().all(|v| is_whole(&v.value));
                if whole { None } else { cause(CauseKind::Percentage) }
            }
            ExprKind::Cell(table, _, column) => {
                let table = self.set.tables.get(usize::from(table.0))?;
                let width = table.columns.len().max(1);
                let mut cells = table.cells.iter().skip(usize::from(*column)).step_by(width);
                if cells.all(is_whole) {
                    None
                } else {
                    cause(CauseKind::Decimals)
                }
            }
            ExprKind::Concept(id, given) => {
                let given: Vec<_> = given.iter().map(|e| self.of(e, arguments)).collect();
                self.of_concept(*id, &given)
            }
            ExprKind::Arith(ArithOp::Div, _, divisor) => match &divisor.kind {
                ExprKind::Literal(Literal::Number(n)) if *n == Number::whole(1) => visit::children(expr)
                    .into_iter()
                    .find_map(|e| self.of(e, arguments)),
                _ => cause(CauseKind::Divided),
            },
            ExprKind::Round(_, _, step) => match &step.kind {
                ExprKind::Literal(step) if !is_whole(step) => cause(CauseKind::Rounding),
                _ => None,
            },
            ExprKind::Arith(..) | ExprKind::Neg(_) | ExprKind::Extreme(..) => visit::children(expr)
                .into_iter()
                .find_map(|e| self.of(e, arguments)),
            ExprKind::Aggregated { aggregate, of, .. } => match (aggregate, of) {
                (Aggregate::Share, _) => cause(CauseKind::Share),
                (Aggregate::Count, _) | (_, None) => None,
                (_, Some(of)) => self.of(of, arguments),
            },
            _ => None,
        }
    }

    fn of_concept(&self, id: ConceptId, given: &[Option<Cause>]) -> Option<Cause> {
        let key = (id, given.iter().map(Option::is_none).collect::<Vec<_>>());
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        // A ring of concepts, which is reported elsewhere, ends here.
        self.known.borrow_mut().insert(key.clone(), None);
        let found = visit::concept(self.set, id).and_then(|concept| {
            values(concept)
                .into_iter()
                .find_map(|value| self.of(value, given))
        });
        self.known.borrow_mut().insert(key, found);
        found
    }
}

/// The values that a concept may have.
fn values(concept: &Concept) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = match &concept.value {
        ConceptValue::Formula(expr) => vec![expr],
        ConceptValue::Cases(rows) => rows.iter().map(|(_, value)| value).collect(),
    };
    found.extend(concept.overrides.iter().map(|(_, value)| value));
    found
}

fn is_whole(literal: &Literal) -> bool {
    match literal {
        Literal::Number(number) => number.is_whole(),
        _ => true,
    }
}

/// Whether a field of the type holds whole numbers: counts, and money, which has at most two decimals in kronor.
fn counts_whole(ty: &Type) -> bool {
    match ty {
        Type::Number { whole, .. } => *whole || is_money(ty),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
