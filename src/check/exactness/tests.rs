use super::*;
use crate::check::fixture::*;
use crate::check::ruleset::{Grounds, LoopId, NamedResult, Quantifier};
use crate::value::{Bilingual, RoundMode};

fn result(value: Expr) -> NamedResult {
    NamedResult {
        name: "r".into(),
        title: Bilingual::default(),
        grounds: Grounds::default(),
        value,
    }
}

fn cause(value: impl Fn(&RuleSet) -> Expr) -> Option<String> {
    let mut set = set();
    set.results = vec![result(value(&set))];
    let found = check_amounts(&set);
    found.first().map(|d| d.labels[1].text.sv.clone())
}

fn rounded(expr: Expr, step: i64) -> Expr {
    e(
        money(),
        ExprKind::Round(Box::new(expr), RoundMode::Down, Box::new(lit(money(), step))),
    )
}

#[test]
fn whole_amounts_and_counts_stay_whole() {
    let whole = |s: &RuleSet| {
        let product = arith(ArithOp::Mul, money(), fact(s, 0), fact(s, 2));
        arith(
            ArithOp::Sub,
            money(),
            product,
            sum(s, 0, of_konto(element(0), 0), None),
        )
    };
    assert_eq!(cause(whole), None);
}

#[test]
fn a_division_is_rounded() {
    let half = |s: &RuleSet| arith(ArithOp::Div, money(), fact(s, 0), lit(number(None, false), 2));
    assert_eq!(cause(half).unwrap(), "här delas det");
    assert_eq!(cause(|s| rounded(half(s), 100)), None);
}

#[test]
fn a_quota_has_decimals_also_through_a_concept() {
    let part = |s: &RuleSet| arith(ArithOp::Mul, money(), fact(s, 0), fact(s, 6));
    assert_eq!(cause(part).unwrap(), "ett tal som kan ha decimaler");
    let mut set = set();
    set.concepts = vec![concept("k", money(), ConceptValue::Formula(part(&set)))];
    set.results = vec![result(e(money(), ExprKind::Concept(ConceptId(0), vec![])))];
    assert_eq!(check_amounts(&set).len(), 1);
}

#[test]
fn an_argument_is_as_fine_as_what_is_given() {
    let mut set = set();
    let doubled = arith(
        ArithOp::Mul,
        money(),
        e(money(), ExprKind::Argument(0)),
        lit(number(None, false), 2),
    );
    set.concepts = vec![concept("dubbelt", money(), ConceptValue::Formula(doubled))];
    let whole = fact(&set, 0);
    let half = arith(ArithOp::Div, money(), fact(&set, 0), lit(number(None, false), 2));
    let of = |given| result(e(money(), ExprKind::Concept(ConceptId(0), vec![given])));
    set.results = vec![of(whole), of(half)];
    let found = check_amounts(&set);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span(), set.results[1].value.span);
}

fn nested(set: &RuleSet, depth: u16) -> Expr {
    let body = match depth {
        1 => fact(set, 9),
        _ => nested(set, depth.saturating_sub(1)),
    };
    boolean(ExprKind::Quantified {
        quantifier: Quantifier::Some,
        var: LoopId(depth),
        list: Box::new(fact(set, 5)),
        filter: None,
        body: Box::new(body),
    })
}

#[test]
fn the_fourth_quantifier_is_one_too_many() {
    let mut set = set();
    set.results = vec![result(nested(&set, 3))];
    assert_eq!(check_quantifiers(&set).len(), 0);
    set.results = vec![result(nested(&set, 5))];
    assert_eq!(check_quantifiers(&set).len(), 1);
}

#[test]
fn a_concept_with_parameters_brings_its_quantifiers() {
    let mut set = set();
    set.concepts = vec![concept("k", Type::Bool, ConceptValue::Formula(nested(&set, 3)))];
    let given = vec![fact(&set, 0)];
    let with = |arguments| {
        boolean(ExprKind::Quantified {
            quantifier: Quantifier::Some,
            var: LoopId(9),
            list: Box::new(fact(&set, 5)),
            filter: None,
            body: Box::new(boolean(ExprKind::Concept(ConceptId(0), arguments))),
        })
    };
    let (once, repeated) = (result(with(vec![])), result(with(given)));
    set.results = vec![once];
    assert_eq!(check_quantifiers(&set).len(), 0);
    set.results = vec![repeated];
    assert_eq!(check_quantifiers(&set).len(), 1);
}
