//! Small rule sets and applications, made at random.

use crate::dice::Dice;

/// Relations, as they are written.
pub(super) const RELATIONS: [&str; 6] = ["är", "är inte", "är minst", "är högst", "är över", "är under"];

/// An amount of kronor.
#[derive(Clone, Debug)]
pub(super) enum Sum {
    /// A field of the application, or of the item when it is `x`.
    Field(&'static str),
    Kronor(i64),
    Concept(usize),
    Add(Box<Sum>, Box<Sum>),
    Sub(Box<Sum>, Box<Sum>),
    Times(Box<Sum>, i64),
    Extreme(bool, Box<Sum>, Box<Sum>),
    /// The sum, smallest or largest of `x` over the items that pass.
    Over(&'static str, Option<Box<Test>>),
}

/// A condition.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// A yes/no field of the application, or of the item when it is `f`.
    Flag(&'static str),
    /// `o0 finns`, with `och o0` when its value is read too.
    Stated(bool),
    Kind(usize, bool),
    KindAmong(Vec<usize>),
    Compare(Sum, usize, Sum),
    /// The quotient of two amounts against a number.
    Ratio(Sum, Sum, usize, i64),
    /// `antalet i rader där …` against a number.
    Count(Option<Box<Test>>, usize, i64),
    /// `andelen i rader där …`, or of `x`, against percents.
    Share(bool, Box<Test>, usize, i64),
    /// `alla`, `någon`, `ingen`, `minst 2`.
    Quantified(usize, Option<Box<Test>>, Box<Test>),
    /// The day, moved by months, against the first of a month.
    Day(usize, bool, usize),
    Among(i64),
    Met(usize),
    Bites(usize),
    Not(Box<Test>),
    All(Vec<Test>),
    Any(Vec<Test>),
}

pub(super) const VERBS: [&str; 8] = [
    "stoppa",
    "avskriv",
    "avvisa",
    "hänvisa till a",
    "hänvisa till b",
    "avslå",
    "komplettera",
    "anmärk",
];

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Requirement(usize),
    Bar(usize),
    /// An exception to rules, or to a concept with another value.
    Exception(Vec<usize>),
    Override(usize, Sum),
    Grant(Sum, Sum),
    Approval,
    Permission(Sum, Sum),
}

#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) kind: Kind,
    pub(super) guard: Option<Test>,
    pub(super) own: Option<Test>,
    /// Whether it stands in the `för varje`.
    pub(super) inside: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Concept {
    Formula(Sum),
    Rows(Vec<(Test, Sum)>, Option<Sum>),
}

/// A rule reads only rules after it, and a concept concepts after it, so nothing rests on itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    pub(super) concepts: Vec<Concept>,
}

/// Where a test stands: what it may read.
#[derive(Clone, Copy)]
struct Scope {
    /// Rules from this one on.
    rules: usize,
    /// Concepts from this one on.
    concepts: usize,
    /// Whether an item is at hand, and so `f` and `x`.
    item: bool,
    /// How deep loops may still stand.
    loops: usize,
}

struct Maker<'d> {
    dice: &'d mut Dice,
    /// Which rules stand inside the block.
    inside: Vec<bool>,
    /// Which are exceptions to a concept: what they rest on may not fail, so they have no exceptions.
    of_concepts: Vec<usize>,
    concepts: usize,
}

pub(super) fn rules(dice: &mut Dice) -> Rules {
    let count = 2 + dice.below(6);
    let block = dice.once_in(3);
    let mut inside: Vec<bool> = (0..count).map(|_| block && dice.once_in(2)).collect();
    inside.push(false);
    let concepts = dice.below(3);
    let mut maker = Maker {
        dice,
        inside,
        of_concepts: Vec::new(),
        concepts,
    };
    let concepts = (0..concepts).map(|at| maker.concept(at)).collect();
    let rules = (0..=count).map(|at| maker.rule(at, at == count)).collect();
    Rules { rules, concepts }
}

impl Maker<'_> {
    fn concept(&mut self, at: usize) -> Concept {
        let scope = Scope {
            rules: usize::MAX,
            concepts: at + 1,
            item: false,
            loops: 1,
        };
        if self.dice.once_in(2) {
            return Concept::Formula(self.sum(scope, 2));
        }
        let rows = (0..1 + self.dice.below(3))
            .map(|_| (self.test(scope, 1), self.sum(scope, 1)))
            .collect();
        let otherwise = (!self.dice.once_in(3)).then(|| self.sum(scope, 1));
        Concept::Rows(rows, otherwise)
    }

    fn rule(&mut self, at: usize, last: bool) -> Rule {
        let inside = self.inside[at];
        let scope = Scope {
            rules: at + 1,
            concepts: 0,
            item: inside,
            loops: 2,
        };
        let before: Vec<usize> = (0..at)
            .filter(|r| self.inside[*r] == inside && !self.of_concepts.contains(r))
            .collect();
        let kind = match self.dice.below(if last { 3 } else { 12 }) {
            0 | 1 => {
                let (given, asked) = (self.sum(scope, 1), self.sum(scope, 0));
                let given = if self.dice.once_in(2) {
                    Sum::Extreme(true, Box::new(given), Box::new(asked.clone()))
                } else {
                    given
                };
                if self.dice.once_in(3) {
                    Kind::Permission(given, asked)
                } else {
                    Kind::Grant(given, asked)
                }
            }
            2 => Kind::Approval,
            3 | 4 if !before.is_empty() => {
                let mut to = vec![self.dice.pick(&before)];
                to.push(self.dice.pick(&before));
                to.dedup();
                to.truncate(if self.dice.once_in(3) { 2 } else { 1 });
                Kind::Exception(to)
            }
            5 if self.concepts > 0 && !inside => {
                // What the exception rests on may not rest on the concept.
                self.of_concepts.push(at);
                let plain = Scope {
                    rules: usize::MAX,
                    concepts: usize::MAX,
                    item: false,
                    loops: 1,
                };
                let (of, value, own) = (
                    self.dice.below(self.concepts),
                    self.sum(plain, 1),
                    self.test(plain, 1),
                );
                return Rule {
                    kind: Kind::Override(of, value),
                    guard: None,
                    own: Some(own),
                    inside,
                };
            }
            6..=8 => Kind::Requirement(self.dice.below(VERBS.len())),
            _ => Kind::Bar(self.dice.below(VERBS.len())),
        };
        let guarded = matches!(
            kind,
            Kind::Requirement(_) | Kind::Grant(..) | Kind::Approval | Kind::Permission(..)
        );
        let own = matches!(kind, Kind::Requirement(_) | Kind::Bar(_) | Kind::Exception(_));
        Rule {
            guard: (guarded && self.dice.once_in(2)).then(|| self.test(scope, 1)),
            own: own.then(|| self.test(scope, 2)),
            kind,
            inside,
        }
    }

    fn sum(&mut self, scope: Scope, depth: usize) -> Sum {
        if depth == 0 || self.dice.once_in(3) {
            return match self.dice.below(8) {
                0 => Sum::Kronor([0, 1, 2, 5][self.dice.below(4)]),
                1 | 2 if scope.concepts < self.concepts => {
                    Sum::Concept(scope.concepts + self.dice.below(self.concepts - scope.concepts))
                }
                3..=5 if scope.item => Sum::Field("x"),
                6 => Sum::Field("s0"),
                7 => Sum::Field("k1"),
                _ => Sum::Field("k0"),
            };
        }
        let depth = depth - 1;
        match self.dice.below(8) {
            0 | 1 => Sum::Add(self.boxed(scope, depth), self.boxed(scope, depth)),
            2 => Sum::Sub(self.boxed(scope, depth), self.boxed(scope, depth)),
            3 => Sum::Times(self.boxed(scope, depth), self.dice.pick(&[0, 2, 3])),
            4 | 5 => Sum::Extreme(
                self.dice.once_in(2),
                self.boxed(scope, depth),
                self.boxed(scope, depth),
            ),
            _ if scope.loops > 0 => {
                let aggregates = ["summan", "summan", "minsta", "största"];
                let aggregate = self.dice.pick(&aggregates);
                Sum::Over(aggregate, self.filter(scope))
            }
            _ => Sum::Field("k0"),
        }
    }

    fn boxed(&mut self, scope: Scope, depth: usize) -> Box<Sum> {
        Box::new(self.sum(scope, depth))
    }

    /// What the items of a loop must pass; none half the time.
    fn filter(&mut self, scope: Scope) -> Option<Box<Test>> {
        self.dice.once_in(2).then(|| self.of_item(scope))
    }

    fn of_item(&mut self, scope: Scope) -> Box<Test> {
        Box::new(self.test(
            Scope {
                item: true,
                loops: scope.loops - 1,
                ..scope
            },
            1,
        ))
    }

    fn test(&mut self, scope: Scope, depth: usize) -> Test {
        if depth > 0 && !self.dice.once_in(3) {
            let few = |maker: &mut Self| -> Vec<Test> {
                (0..2 + maker.dice.below(2))
                    .map(|_| maker.test(scope, depth - 1))
                    .collect()
            };
            return match self.dice.below(5) {
                0 => Test::Not(Box::new(self.test(scope, depth - 1))),
                1 | 2 => Test::All(few(self)),
                _ => Test::Any(few(self)),
            };
        }
        let relation = self.dice.below(RELATIONS.len());
        match self.dice.below(16) {
            0 | 1 => Test::Flag(self.dice.pick(&["b0", "b1"])),
            2 | 3 if scope.item => Test::Flag("f"),
            4 if scope.item => Test::Compare(
                Sum::Field("x"),
                relation,
                Sum::Kronor(self.dice.pick(&[0, 1, 2, 5])),
            ),
            2 => Test::Kind(self.dice.below(3), self.dice.once_in(2)),
            3 => Test::KindAmong((0..3).filter(|_| !self.dice.once_in(3)).collect()).more(self.dice.below(3)),
            4..=6 => Test::Compare(self.sum(scope, 1), relation, self.sum(scope, 1)),
            7 => Test::Ratio(
                self.sum(scope, 0),
                self.sum(scope, 0),
                relation,
                self.dice.pick(&[0, 1, 2]),
            ),
            8 => Test::Day(self.dice.below(4), self.dice.once_in(2), self.dice.below(4)),
            9 => Test::Stated(self.dice.once_in(2)),
            10 => Test::Among(self.dice.pick(&[0, 1, 2])),
            11 if scope.loops > 0 => Test::Count(self.filter(scope), relation, self.dice.pick(&[0, 1, 2])),
            12 if scope.loops > 0 => Test::Share(
                self.dice.once_in(2),
                self.of_item(scope),
                relation,
                self.dice.pick(&[0, 40, 50, 100]),
            ),
            13 if scope.loops > 0 => {
                let quantifier = self.dice.below(4);
                let filter = if quantifier == 0 { self.filter(scope) } else { None };
                Test::Quantified(quantifier, filter, self.of_item(scope))
            }
            _ => {
                let readable: Vec<usize> = (scope.rules.min(self.inside.len())..self.inside.len())
                    .filter(|r| !self.inside[*r] || scope.item)
                    .collect();
                if readable.is_empty() {
                    return Test::Flag("b2");
                }
                let rule = self.dice.pick(&readable);
                if self.dice.once_in(2) {
                    Test::Met(rule)
                } else {
                    Test::Bites(rule)
                }
            }
        }
    }
}

impl Test {
    /// Some kind is among them.
    fn more(self, kind: usize) -> Self {
        match self {
            Self::KindAmong(list) if list.is_empty() => Self::KindAmong(vec![kind]),
            other => other,
        }
    }
}
