//! Trees made at random are printed and read again, in both languages; and random text never does harm.

#![allow(clippy::arithmetic_side_effects, reason = "a test; small numbers")]

use proptest::prelude::*;

use super::*;
use crate::source::Span;
use crate::syntax::keywords;
use crate::syntax::tree::*;
use crate::syntax::{FormatOptions, print};
use crate::value::{Date, Number, Period, RoundMode};

fn expr(kind: ExprKind) -> Expr {
    Expr {
        span: Span::default(),
        kind,
    }
}

fn boxed(kind: ExprKind) -> Box<Expr> {
    Box::new(expr(kind))
}

fn of(text: &str) -> Name {
    Name {
        text: text.to_owned(),
        span: Span::default(),
    }
}

/// Makes trees of bytes; when there are no more, each choice is the first and smallest.
struct Dice(std::vec::IntoIter<u8>);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |b| usize::from(b) % sides)
    }

    fn coin(&mut self) -> bool {
        self.roll(2) == 1
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    fn maybe<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.coin().then(|| f(self))
    }

    /// A name, often a word of the language.
    fn name(&mut self) -> Name {
        match self.roll(3) {
            0 => of(self.pick(&["a", "belopp_per_år", "x1", "å", "y_"])),
            which => {
                let words: Vec<_> = keywords::all(which == 1).collect();
                of(self.pick(&words).split(' ').next().unwrap())
            }
        }
    }

    fn quantity(&mut self) -> Expr {
        let value = i128::try_from(self.roll(256) * self.roll(256) * 40).unwrap();
        let value = Number::fraction(value, self.pick(&[1, 10, 100, 8])).unwrap();
        let (unit, per) = match self.roll(4) {
            0 => (None, vec![]),
            1 => (Some(of("%")), vec![]),
            2 => (Some(self.name()), vec![]),
            _ => (Some(self.name()), vec![self.name()]),
        };
        expr(ExprKind::Quantity { value, unit, per })
    }

    fn date(&mut self) -> Date {
        Date::from_days(i32::try_from(self.roll(256) * 60).unwrap()).unwrap()
    }

    fn period(&mut self) -> Period {
        let from = self.date();
        let to = from.add_days(i32::try_from(self.roll(200)).unwrap());
        match self.roll(3) {
            0 => Period { from: Some(from), to },
            1 => Period {
                from: Some(from),
                to: None,
            },
            _ => Period { from: None, to },
        }
    }

    /// Elements of a list: a decimal without a unit stands in parentheses there.
    fn list(&mut self, depth: u32) -> Vec<Expr> {
        (0..=self.roll(3))
            .map(|_| {
                let element = self.sum(depth);
                match &element.kind {
                    ExprKind::Quantity {
                        value, unit: None, ..
                    } if !value.is_whole() => expr(ExprKind::Group(Box::new(element))),
                    _ => element,
                }
            })
            .collect()
    }

    fn path(&mut self, depth: u32) -> Expr {
        let mut path = expr(ExprKind::Name(self.name()));
        for _ in 0..self.roll(3) {
            path = expr(if depth > 0 && self.coin() {
                ExprKind::Index(Box::new(path), Box::new(self.sum(depth - 1)))
            } else {
                ExprKind::Field(Box::new(path), self.name())
            });
        }
        path
    }

    /// A day: what itself takes one along stands in parentheses.
    fn day(&mut self, depth: u32) -> Expr {
        match self.roll(3) {
            0 => self.path(depth),
            1 => expr(ExprKind::Date(self.date())),
            _ => self.group(depth),
        }
    }

    fn group(&mut self, depth: u32) -> Expr {
        expr(ExprKind::Group(Box::new(self.condition(depth))))
    }

    /// A parenthesis: a bare test would take along all that follows it.
    fn predicate(&mut self, depth: u32) -> Box<Expr> {
        Box::new(self.group(depth))
    }

    fn among(&mut self, depth: u32) -> Among {
        Among {
            list: Box::new(self.path(depth)),
            binder: self.maybe(Self::name),
            filter: self.maybe(|d| d.predicate(depth)),
        }
    }

    fn operand(&mut self, depth: u32) -> Expr {
        let sides = if depth == 0 { 9 } else { 19 };
        let d = depth.saturating_sub(1);
        expr(match self.roll(sides) {
            0 => ExprKind::Name(self.name()),
            1 => return self.quantity(),
            2 => ExprKind::Date(self.date()),
            3 => ExprKind::Period(self.period()),
            4 => ExprKind::Text(self.pick(&["", "a", "{", "}}", "\"\\", "å–ä"]).to_owned()),
            5 => ExprKind::Bool(self.coin()),
            6 => ExprKind::AssessmentDay,
            7 => ExprKind::DaysIn(Box::new(self.path(0))),
            8 => ExprKind::DayOf(Box::new(self.path(0))),
            9 | 10 => return self.path(depth),
            11 => return self.group(d),
            12 => ExprKind::Call(self.name(), self.list(d)),
            13 => ExprKind::OnDay(Box::new(self.path(d)), Box::new(self.day(d))),
            14 => ExprKind::Extreme(self.coin(), self.list(d)),
            15 => {
                let what = self.pick(&[Aggregate::Sum, Aggregate::Share]);
                // `största av (a)` there would take the list for its own.
                let of = if self.coin() { self.group(d) } else { self.sum(0) };
                ExprKind::Aggregate(what, Some(Box::new(of)), self.among(d))
            }
            // Of the smallest and the largest, what begins with a parenthesis is one.
            16 => {
                let what = self.pick(&[Aggregate::Smallest, Aggregate::Largest]);
                let of = ExprKind::Name(self.name());
                let of = if self.coin() {
                    ExprKind::Group(boxed(of))
                } else {
                    of
                };
                ExprKind::Aggregate(what, Some(boxed(of)), self.among(d))
            }
            17 => ExprKind::TimeLimit {
                term: self.coin(),
                length: Box::new(self.quantity()),
                from: Box::new(self.day(d)),
                moved: self.coin(),
            },
            _ => ExprKind::Aggregate(Aggregate::Count, None, self.among(d)),
        })
    }

    fn factor(&mut self, depth: u32) -> Expr {
        let operand = self.operand(depth);
        if self.roll(5) == 4 {
            expr(ExprKind::Neg(Box::new(operand)))
        } else {
            operand
        }
    }

    fn product(&mut self, depth: u32) -> Expr {
        let mut product = self.factor(depth);
        for _ in 0..self.roll(3) {
            let op = self.pick(&[ArithOp::Mul, ArithOp::Div]);
            product = expr(ExprKind::Arith(
                op,
                Box::new(product),
                Box::new(self.factor(depth)),
            ));
        }
        product
    }

    fn sum(&mut self, depth: u32) -> Expr {
        let mut sum = self.product(depth);
        for _ in 0..self.roll(3) {
            let op = self.pick(&[ArithOp::Add, ArithOp::Sub]);
            sum = expr(ExprKind::Arith(op, Box::new(sum), Box::new(self.product(depth))));
        }
        if self.roll(5) == 4 {
            let mode = self.pick(&[RoundMode::Up, RoundMode::Down, RoundMode::Nearest]);
            let step = self.maybe(|d| Box::new(d.quantity()));
            sum = expr(ExprKind::Round(Box::new(sum), mode, step));
        }
        sum
    }

    fn test(&mut self, depth: u32) -> Expr {
        use CompareOp::*;
        let d = depth.saturating_sub(1);
        expr(match self.roll(if depth == 0 { 5 } else { 8 }) {
            0 => return self.sum(depth),
            1 => {
                let op = self.pick(&[
                    Is, IsNot, AtLeast, AtMost, Over, Below, By, FromDay, Before, After, Within, Contains,
                ]);
                ExprKind::Compare(op, Box::new(self.sum(depth)), vec![self.sum(depth)])
            }
            2 => {
                let op = self.pick(&[OneOf, NotOneOf]);
                ExprKind::Compare(op, Box::new(self.sum(depth)), self.list(depth))
            }
            3 => ExprKind::Exists(Box::new(self.sum(depth)), self.coin()),
            4 => {
                let test = self.pick(&[RuleTest::Met, RuleTest::NotMet, RuleTest::Bites]);
                ExprKind::Rule(Box::new(self.sum(depth)), test)
            }
            5 => ExprKind::Not(Box::new(self.test(d))),
            6 => {
                let least = Quantifier::AtLeast(u32::try_from(self.roll(256) * 9).unwrap());
                let which = self.pick(&[Quantifier::Some, Quantifier::None, least]);
                ExprKind::Quantified(which, self.among(d), None)
            }
            _ => ExprKind::Quantified(Quantifier::All, self.among(d), Some(self.predicate(d))),
        })
    }

    fn condition(&mut self, depth: u32) -> Expr {
        let first = self.test(depth);
        let more = self.roll(3);
        if more == 0 {
            return first;
        }
        let logic = self.pick(&[Logic::And, Logic::Or]);
        let mut tests = vec![first];
        tests.extend((0..more).map(|_| self.test(depth)));
        expr(ExprKind::Logic(logic, tests))
    }
}

fn concept(value: Expr) -> File {
    let kind = ItemKind::Concept(Concept {
        name: of("a"),
        params: Vec::new(),
        title: None,
        grounds: Grounds::default(),
        value: ConceptValue::Formula(value),
    });
    File {
        items: vec![Item {
            span: Span::default(),
            doc: None,
            kind,
        }],
        english: false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn what_is_printed_is_read(seed in prop::collection::vec(any::<u8>(), 0..200), english in any::<bool>()) {
        let tree = concept(Dice(seed.into_iter()).condition(3));
        let printed = print(&tree, english);
        let (mut again, diagnostics) = parse(FileId(0), &printed);
        prop_assert!(diagnostics.is_empty(), "{printed}\n{diagnostics:#?}");
        again.english = false;
        prop_assert_eq!(without_places(&again), without_places(&tree), "{}", printed);
    }

    #[test]
    fn what_is_printed_is_formatted_in_both_languages(seed in prop::collection::vec(any::<u8>(), 0..200), english in any::<bool>()) {
        let tree = concept(Dice(seed.into_iter()).condition(3));
        let format = |text: &str, english| {
            crate::syntax::format(FileId(0), text, FormatOptions { english }).map_err(|e| TestCaseError::fail(format!("{e:?}\n{text}")))
        };
        let once = format(&print(&tree, english), None)?;
        prop_assert_eq!(&format(&once, None)?, &once);
        let other = format(&once, Some(!english))?;
        prop_assert_eq!(&format(&other, Some(english))?, &once);
    }

    #[test]
    fn any_text_is_read_without_harm(text in "[ -~åäö\n]{0,200}|\\PC{0,80}") {
        let (file, diagnostics) = parse(FileId(0), &text);
        for diagnostic in &diagnostics {
            let span = diagnostic.span();
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
        }
        let blank = text.lines().map(str::trim).all(|l| l.is_empty() || l.starts_with('#'));
        let heard = blank || !file.items.is_empty() || !diagnostics.is_empty();
        prop_assert!(heard, "{text}");
    }

    #[test]
    fn a_damaged_file_is_read_without_harm(at in 0_usize..10_000, cut in 0_usize..40, put in "[(){}\\[\\]\"#a ,.\n-]{0,4}") {
        let mut text: Vec<char> = EVERYTHING.chars().collect();
        let at = at.min(text.len());
        let end = at.saturating_add(cut).min(text.len());
        text.splice(at..end, put.chars());
        let text: String = text.into_iter().collect();
        let (_, diagnostics) = parse(FileId(0), &text);
        for diagnostic in &diagnostics {
            let span = diagnostic.span();
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
        }
        // One mistake in one place damages what is there, not the file.
        prop_assert!(diagnostics.len() <= 8, "{text}\n{diagnostics:#?}");
    }
}
