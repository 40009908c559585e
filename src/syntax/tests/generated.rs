//! Trees made at random are printed and read again, in both languages; and random text never does harm.

use proptest::prelude::*;
use proptest::strategy::Union;

use super::*;
use crate::source::Span;
use crate::syntax::print;
use crate::syntax::tree::*;
use crate::value::{Date, Number, Period, RoundMode};

type Made<T> = BoxedStrategy<T>;

fn expr(kind: ExprKind) -> Expr {
    Expr {
        span: Span::default(),
        kind,
    }
}

fn kind(strategy: impl Strategy<Value = ExprKind> + 'static) -> Made<Expr> {
    strategy.prop_map(expr).boxed()
}

fn of(text: &str) -> Name {
    Name {
        text: text.to_owned(),
        span: Span::default(),
    }
}

/// Names, many of them words of the language.
fn name() -> Made<Name> {
    prop_oneof![
        "[a-zåäö][a-zåäö0-9_]{0,6}",
        prop::sample::select(
            crate::syntax::keywords::all(false)
                .chain(crate::syntax::keywords::all(true))
                .collect::<Vec<_>>()
        )
        .prop_map(|k| k.split(' ').next().unwrap_or("a").to_owned()),
    ]
    .prop_map(|text| of(&text))
    .boxed()
}

fn quantity() -> Made<Expr> {
    let number = (0_i128..2_000_000, prop::sample::select(vec![1_i128, 10, 100, 8]));
    let unit = prop_oneof![
        Just((None, vec![])),
        Just((Some(of("%")), vec![])),
        (name(), prop::collection::vec(name(), 0..2)).prop_map(|(unit, per)| (Some(unit), per)),
    ];
    kind(
        (number, unit).prop_map(|((n, d), (unit, per))| ExprKind::Quantity {
            value: Number::fraction(n, d).unwrap(),
            unit,
            per,
        }),
    )
}

fn date() -> Made<Date> {
    (0_i32..40_000).prop_map(|d| Date::from_days(d).unwrap()).boxed()
}

fn period() -> Made<Period> {
    (date(), 0_i32..500, 0..3)
        .prop_map(|(from, days, open)| {
            let to = from.add_days(days);
            match open {
                0 => Period { from: Some(from), to },
                1 => Period {
                    from: Some(from),
                    to: None,
                },
                _ => Period { from: None, to },
            }
        })
        .boxed()
}

/// An element of a list: a decimal without a unit stands in parentheses there.
fn element(of: Expr) -> Expr {
    match &of.kind {
        ExprKind::Quantity {
            value, unit: None, ..
        } if !value.is_whole() => expr(ExprKind::Group(Box::new(of))),
        _ => of,
    }
}

fn list(depth: u32) -> Made<Vec<Expr>> {
    prop::collection::vec(sum(depth).prop_map(element), 1..3).boxed()
}

fn path(depth: u32) -> Made<Expr> {
    let start = kind(name().prop_map(ExprKind::Name));
    if depth == 0 {
        return start;
    }
    let field = (path(0), name()).prop_map(|(e, n)| ExprKind::Field(Box::new(e), n));
    let index = (path(0), sum(depth - 1)).prop_map(|(e, k)| ExprKind::Index(Box::new(e), Box::new(k)));
    prop_oneof![2 => start, 1 => kind(field), 1 => kind(index)].boxed()
}

fn group(depth: u32) -> Made<Expr> {
    kind(condition(depth).prop_map(|e| ExprKind::Group(Box::new(e))))
}

/// One test that does not begin with a parenthesis, or a parenthesis.
fn predicate(depth: u32) -> Made<Expr> {
    let not = kind(test(depth).prop_map(|e| ExprKind::Not(Box::new(e))));
    let exists = kind((path(0), any::<bool>()).prop_map(|(e, yes)| ExprKind::Exists(Box::new(e), yes)));
    prop_oneof![group(depth), not, exists].boxed()
}

fn among(depth: u32) -> Made<Among> {
    (
        path(depth),
        prop::option::of(name()),
        prop::option::of(predicate(depth)),
    )
        .prop_map(|(list, binder, filter)| Among {
            list: Box::new(list),
            binder,
            filter: filter.map(Box::new),
        })
        .boxed()
}

fn operand(depth: u32) -> Made<Expr> {
    let leaves = vec![
        kind(name().prop_map(ExprKind::Name)),
        quantity(),
        kind(date().prop_map(ExprKind::Date)),
        kind(period().prop_map(ExprKind::Period)),
        kind("[a-z{}\"\\\\ ]{0,5}".prop_map(ExprKind::Text)),
        kind(any::<bool>().prop_map(ExprKind::Bool)),
        kind(Just(ExprKind::AssessmentDay)),
        kind(path(0).prop_map(|e| ExprKind::DaysIn(Box::new(e)))),
        kind(path(0).prop_map(|e| ExprKind::DayOf(Box::new(e)))),
    ];
    if depth == 0 {
        return Union::new(leaves).boxed();
    }
    let d = depth - 1;
    let smaller = || operand(d).prop_map(Box::new);
    let what = prop::sample::select(vec![Aggregate::Sum, Aggregate::Share]);
    let extreme = prop::sample::select(vec![Aggregate::Smallest, Aggregate::Largest]);
    let mut all = leaves;
    all.extend([
        path(depth),
        group(d),
        kind((name(), list(d)).prop_map(|(n, a)| ExprKind::Call(n, a))),
        kind((path(d), smaller()).prop_map(|(e, day)| ExprKind::OnDay(Box::new(e), day))),
        kind((any::<bool>(), list(d)).prop_map(|(s, v)| ExprKind::Extreme(s, v))),
        kind((what, sum(d), among(d)).prop_map(|(w, e, a)| ExprKind::Aggregate(w, Some(Box::new(e)), a))),
        // What these take begins with no parenthesis of its own, or is one.
        kind((extreme, group(d), among(d)).prop_map(|(w, e, a)| {
            let ExprKind::Group(inner) = e.kind else {
                unreachable!()
            };
            let inner = match inner.kind {
                ExprKind::Name(_) => inner,
                _ => Box::new(expr(ExprKind::Name(of("a")))),
            };
            ExprKind::Aggregate(w, Some(Box::new(expr(ExprKind::Group(inner)))), a)
        })),
        kind(among(d).prop_map(|a| ExprKind::Aggregate(Aggregate::Count, None, a))),
        kind((any::<bool>(), quantity(), smaller(), any::<bool>()).prop_map(
            |(term, length, from, moved)| ExprKind::TimeLimit {
                term,
                length: Box::new(length),
                from,
                moved,
            },
        )),
        kind(smaller().prop_map(|e| {
            let share = ExprKind::Quantity {
                value: Number::whole(50),
                unit: Some(of("%")),
                per: vec![],
            };
            ExprKind::Arith(ArithOp::Mul, Box::new(expr(share)), e)
        })),
    ]);
    Union::new(all).boxed()
}

fn factor(depth: u32) -> Made<Expr> {
    let plain = operand(depth);
    let negative = kind(operand(depth).prop_map(|e| ExprKind::Neg(Box::new(e))));
    prop_oneof![4 => plain, 1 => negative].boxed()
}

fn chain(of: Made<Expr>, ops: Vec<ArithOp>) -> Made<Expr> {
    let more = prop::collection::vec((prop::sample::select(ops), of.clone()), 0..2);
    (of, more)
        .prop_map(|(first, more)| {
            more.into_iter().fold(first, |l, (op, r)| {
                expr(ExprKind::Arith(op, Box::new(l), Box::new(r)))
            })
        })
        .boxed()
}

fn sum(depth: u32) -> Made<Expr> {
    let product = chain(factor(depth), vec![ArithOp::Mul, ArithOp::Div]);
    let sum = chain(product, vec![ArithOp::Add, ArithOp::Sub]);
    let mode = prop::sample::select(vec![RoundMode::Up, RoundMode::Down, RoundMode::Nearest]);
    let rounded = (sum.clone(), mode, prop::option::of(quantity()))
        .prop_map(|(e, mode, step)| ExprKind::Round(Box::new(e), mode, step.map(Box::new)));
    prop_oneof![5 => sum, 1 => kind(rounded)].boxed()
}

fn test(depth: u32) -> Made<Expr> {
    use CompareOp::*;
    let left = || sum(depth).prop_map(Box::new);
    let ops = vec![
        Is, IsNot, AtLeast, AtMost, Over, Below, By, FromDay, Before, After, Within, Contains,
    ];
    let several = vec![OneOf, NotOneOf];
    let tests = vec![RuleTest::Met, RuleTest::NotMet, RuleTest::Bites];
    let mut all = vec![
        sum(depth),
        kind(
            (prop::sample::select(ops), left(), sum(depth))
                .prop_map(|(op, l, r)| ExprKind::Compare(op, l, vec![r])),
        ),
        kind(
            (prop::sample::select(several), left(), list(depth))
                .prop_map(|(op, l, r)| ExprKind::Compare(op, l, r)),
        ),
        kind((left(), any::<bool>()).prop_map(|(e, yes)| ExprKind::Exists(e, yes))),
        kind((left(), prop::sample::select(tests)).prop_map(|(e, t)| ExprKind::Rule(e, t))),
    ];
    if depth > 0 {
        let d = depth - 1;
        let quantifier = prop_oneof![
            Just(Quantifier::Some),
            Just(Quantifier::None),
            (0_u32..5_000).prop_map(Quantifier::AtLeast)
        ];
        all.extend([
            kind(test(d).prop_map(|e| ExprKind::Not(Box::new(e)))),
            kind((quantifier, among(d)).prop_map(|(q, a)| ExprKind::Quantified(q, a, None))),
            kind(
                (among(d), predicate(d))
                    .prop_map(|(a, t)| ExprKind::Quantified(Quantifier::All, a, Some(Box::new(t)))),
            ),
        ]);
    }
    Union::new(all).boxed()
}

fn condition(depth: u32) -> Made<Expr> {
    let logic = prop::sample::select(vec![Logic::And, Logic::Or]);
    let many = (logic, prop::collection::vec(test(depth), 2..4)).prop_map(|(l, e)| ExprKind::Logic(l, e));
    prop_oneof![2 => test(depth), 1 => kind(many)].boxed()
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn what_is_printed_is_read(value in condition(2), english in any::<bool>()) {
        let tree = concept(value);
        let printed = print(&tree, english);
        let (mut again, diagnostics) = parse(FileId(0), &printed);
        prop_assert!(diagnostics.is_empty(), "{printed}\n{diagnostics:#?}");
        again.english = false;
        prop_assert_eq!(without_places(&again), without_places(&tree), "{}", printed);
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
