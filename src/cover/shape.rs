//! The shape of a decision: what it comes to by its conditions, and when one of them decides alone.

use crate::check::ruleset::{Expr, ExprKind};

/// How a decision is put together from its conditions, which are numbered from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A condition.
    Leaf(usize),
    /// Not.
    Not(Box<Shape>),
    /// All of these.
    All(Vec<Shape>),
    /// Any of these.
    Any(Vec<Shape>),
}

/// What a part can come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Possible {
    yes: bool,
    no: bool,
    open: bool,
}

impl From<Option<bool>> for Possible {
    fn from(value: Option<bool>) -> Self {
        Self {
            yes: value == Some(true),
            no: value == Some(false),
            open: value.is_none(),
        }
    }
}

impl Possible {
    const EITHER: Self = Self {
        yes: true,
        no: true,
        open: false,
    };

    fn not(self) -> Self {
        Self {
            yes: self.no,
            no: self.yes,
            open: self.open,
        }
    }

    /// Strong Kleene conjunction of parts that don't rest on each other.
    fn and(self, other: Self) -> Self {
        Self {
            yes: self.yes && other.yes,
            no: self.no || other.no,
            open: (self.open && (other.yes || other.open)) || (other.open && self.yes),
        }
    }
}

impl Shape {
    /// The shape of an expression, and its conditions.
    pub(super) fn of(expr: &Expr) -> (Self, Vec<&Expr>) {
        let mut leaves = Vec::new();
        let shape = Self::gather(expr, &mut leaves);
        (shape, leaves)
    }

    fn gather<'e>(expr: &'e Expr, leaves: &mut Vec<&'e Expr>) -> Self {
        let mut several = |parts: &'e [Expr]| parts.iter().map(|part| Self::gather(part, leaves)).collect();
        match &expr.kind {
            ExprKind::Not(inner) => Self::Not(Box::new(Self::gather(inner, leaves))),
            ExprKind::And(parts) => Self::All(several(parts)),
            ExprKind::Or(parts) => Self::Any(several(parts)),
            _ => {
                leaves.push(expr);
                Self::Leaf(leaves.len().saturating_sub(1))
            }
        }
    }

    fn possible(&self, values: &dyn Fn(usize) -> Possible) -> Possible {
        match self {
            Self::Leaf(leaf) => values(*leaf),
            Self::Not(inner) => inner.possible(values).not(),
            Self::All(parts) => parts
                .iter()
                .map(|part| part.possible(values))
                .fold(Possible::from(Some(true)), Possible::and),
            Self::Any(parts) => parts
                .iter()
                .map(|part| part.possible(values).not())
                .fold(Possible::from(Some(true)), Possible::and)
                .not(),
        }
    }

    /// What it comes to.
    pub(super) fn value(&self, values: &[Option<bool>]) -> Option<bool> {
        let found = self.possible(&|leaf| values.get(leaf).copied().flatten().into());
        match found {
            Possible { open: true, .. } => None,
            Possible { yes, .. } => Some(yes),
        }
    }

    /// Whether it can come to the value, where each condition can be no and can be yes as told.
    pub(super) fn can_be(&self, ways: &[[bool; 2]], value: bool) -> bool {
        let found = self.possible(&|leaf| {
            let [no, yes] = ways.get(leaf).copied().unwrap_or([true; 2]);
            Possible { yes, no, open: false }
        });
        if value { found.yes } else { found.no }
    }

    /// The value of the condition, when it decides alone: the decision is settled, and would be the other way if only this
    /// condition was. `free` are the conditions that can't be read as the condition stands, and could if it was the other
    /// way: those of them that are open may then be whatever lets it decide.
    pub(super) fn decides(&self, values: &[Option<bool>], leaf: usize, free: &[usize]) -> Option<bool> {
        let own = values.get(leaf).copied().flatten()?;
        let whole = self.value(values)?;
        let flipped = self.possible(&|other| {
            let value = values.get(other).copied().flatten();
            if other == leaf {
                Some(!own).into()
            } else if value.is_none() && free.contains(&other) {
                Possible::EITHER
            } else {
                value.into()
            }
        });
        let other_way = if whole { flipped.no } else { flipped.yes };
        other_way.then_some(own)
    }

    /// What the parts beside the condition must come to for it to decide alone, outermost first.
    pub(super) fn beside(&self, leaf: usize) -> Vec<(&Shape, bool)> {
        let mut found = Vec::new();
        self.walk_to(leaf, &mut found);
        found
    }

    fn walk_to<'s>(&'s self, leaf: usize, found: &mut Vec<(&'s Shape, bool)>) {
        match self {
            Self::Leaf(_) => {}
            Self::Not(inner) => inner.walk_to(leaf, found),
            Self::All(parts) | Self::Any(parts) => {
                let all = matches!(self, Self::All(_));
                found.extend(
                    parts
                        .iter()
                        .filter(|part| !part.has(leaf))
                        .map(|part| (part, all)),
                );
                if let Some(part) = parts.iter().find(|part| part.has(leaf)) {
                    part.walk_to(leaf, found);
                }
            }
        }
    }

    fn has(&self, leaf: usize) -> bool {
        let (first, last) = self.range();
        first <= leaf && leaf <= last
    }

    /// Its first and its last condition.
    pub(super) fn range(&self) -> (usize, usize) {
        match self {
            Self::Leaf(leaf) => (*leaf, *leaf),
            Self::Not(inner) => inner.range(),
            Self::All(parts) | Self::Any(parts) => {
                let first = parts.first().map_or(0, |part| part.range().0);
                (first, parts.last().map_or(0, |part| part.range().1))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "a test; small numbers")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const YES: Option<bool> = Some(true);
    const NO: Option<bool> = Some(false);

    /// A random tree in which each condition stands once.
    fn shapes() -> impl Strategy<Value = Shape> {
        let leaf = Just(Shape::Leaf(0)).boxed();
        leaf.prop_recursive(4, 8, 3, |inner| {
            prop_oneof![
                inner.clone().prop_map(|shape| Shape::Not(Box::new(shape))),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Shape::All),
                prop::collection::vec(inner, 2..4).prop_map(Shape::Any),
            ]
        })
        .prop_map(|mut shape| {
            number(&mut shape, &mut 0);
            shape
        })
    }

    fn number(shape: &mut Shape, next: &mut usize) {
        match shape {
            Shape::Leaf(leaf) => {
                *leaf = *next;
                *next += 1;
            }
            Shape::Not(inner) => number(inner, next),
            Shape::All(parts) | Shape::Any(parts) => parts.iter_mut().for_each(|part| number(part, next)),
        }
    }

    /// All ways in which so many conditions can be.
    fn all_ways(count: usize) -> Vec<Vec<Option<bool>>> {
        (0..1_usize << count)
            .map(|bits| (0..count).map(|leaf| Some(bits >> leaf & 1 == 1)).collect())
            .collect()
    }

    /// Plain evaluation, written anew.
    fn holds(shape: &Shape, values: &[Option<bool>]) -> bool {
        match shape {
            Shape::Leaf(leaf) => values[*leaf].unwrap(),
            Shape::Not(inner) => !holds(inner, values),
            Shape::All(parts) => parts.iter().all(|part| holds(part, values)),
            Shape::Any(parts) => parts.iter().any(|part| holds(part, values)),
        }
    }

    proptest! {
        #[test]
        fn all_ways_cover_every_condition_and_less_than_a_pair_does_not(shape in shapes(), picked in any::<prop::sample::Index>()) {
            let count = shape.range().1 + 1;
            prop_assume!(count <= 9);
            let ways = all_ways(count);
            for leaf in 0..count {
                let mut seen = [false; 2];
                for values in &ways {
                    prop_assert_eq!(shape.value(values), Some(holds(&shape, values)));
                    let mut other = values.clone();
                    other[leaf] = other[leaf].map(|v| !v);
                    let flips = holds(&shape, values) != holds(&shape, &other);
                    let decides = shape.decides(values, leaf, &[]);
                    prop_assert_eq!(decides, if flips { values[leaf] } else { None });
                    if let Some(way) = decides {
                        seen[usize::from(way)] = true;
                    }
                }
                prop_assert_eq!(seen, [true; 2]);
            }
            // Without the evaluations in which it decides one way, that way isn't shown.
            let leaf = picked.index(count);
            let left = ways.iter().filter(|values| shape.decides(values, leaf, &[]) != YES);
            prop_assert!(left.clone().count() < ways.len());
            prop_assert!(left.clone().all(|values| shape.decides(values, leaf, &[]) != YES));
            prop_assert!(left.clone().any(|values| shape.decides(values, leaf, &[]) == NO));
        }

        #[test]
        fn what_is_open_shows_nothing_that_its_completions_would_not(shape in shapes(), open in prop::collection::vec(any::<bool>(), 9), bits in any::<usize>()) {
            let count = shape.range().1 + 1;
            prop_assume!(count <= 9);
            let values: Vec<Option<bool>> = (0..count)
                .map(|leaf| (!open[leaf]).then_some(bits >> leaf & 1 == 1))
                .collect();
            for leaf in 0..count {
                if let Some(way) = shape.decides(&values, leaf, &[]) {
                    for filled in all_ways(count) {
                        let completed: Vec<Option<bool>> =
                            values.iter().zip(&filled).map(|(value, fill)| value.or(*fill)).collect();
                        prop_assert_eq!(shape.decides(&completed, leaf, &[]), Some(way));
                    }
                }
            }
        }
    }

    #[test]
    fn an_open_condition_beside_keeps_both_from_deciding() {
        // a och (b eller inte c)
        let shape = Shape::All(vec![
            Shape::Leaf(0),
            Shape::Any(vec![Shape::Leaf(1), Shape::Not(Box::new(Shape::Leaf(2)))]),
        ]);
        assert_eq!(shape.decides(&[NO, None, None], 0, &[]), None);
        assert_eq!(shape.decides(&[NO, None, NO], 0, &[]), NO);
        assert_eq!(shape.decides(&[YES, None, NO], 0, &[]), YES);
        assert_eq!(shape.decides(&[YES, NO, YES], 2, &[]), YES);
        assert_eq!(shape.decides(&[YES, YES, YES], 2, &[]), None);
        let beside: Vec<bool> = shape.beside(2).into_iter().map(|(_, value)| value).collect();
        assert_eq!(beside, [true, false]);
    }

    #[test]
    fn what_cannot_be_read_is_free_when_the_guard_is_the_other_way() {
        // x finns och x är över 3; without x nothing is known of the second.
        let shape = Shape::All(vec![Shape::Leaf(0), Shape::Leaf(1)]);
        assert_eq!(shape.decides(&[NO, None], 0, &[]), None);
        assert_eq!(shape.decides(&[NO, None], 0, &[1]), NO);
        // What is known is as it is.
        assert_eq!(shape.decides(&[NO, NO], 0, &[1]), None);
    }
}
