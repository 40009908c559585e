use super::*;
use crate::check::fixture::*;
use crate::check::ruleset::*;

fn over_zero(expr: Expr) -> Expr {
    compare(Relation::Greater, expr, lit(money(), 0))
}

fn names(set: &RuleSet) -> Vec<String> {
    let found = check_guards(set);
    found
        .iter()
        .map(|d| d.message.sv.split('`').nth(1).unwrap().to_owned())
        .collect()
}

fn condition(condition: impl Fn(&RuleSet) -> Expr) -> Vec<String> {
    let mut set = set();
    set.rules = vec![rule("r", RuleKind::Requirement, vec![], Some(condition(&set)))];
    names(&set)
}

#[test]
fn an_optional_fact_is_read_under_finns() {
    assert_eq!(condition(|s| over_zero(fact(s, 1))), ["bilaga"]);
    assert_eq!(condition(|s| over_zero(fact(s, 0))), [""; 0]);
    assert_eq!(condition(|s| exists(fact(s, 1))), [""; 0]);
    assert_eq!(condition(|s| fact(s, 8)), [""; 0], "a judgement");
}

#[test]
fn conjuncts_guard_each_other_in_any_order() {
    assert_eq!(
        condition(|s| and(vec![exists(fact(s, 1)), over_zero(fact(s, 1))])),
        [""; 0]
    );
    assert_eq!(
        condition(|s| and(vec![over_zero(fact(s, 1)), exists(fact(s, 1))])),
        [""; 0]
    );
    assert_eq!(
        condition(|s| or(vec![exists(fact(s, 1)), over_zero(fact(s, 1))])),
        ["bilaga"]
    );
}

#[test]
fn missing_or_read_is_guarded() {
    let guarded = |s: &RuleSet| or(vec![not(exists(fact(s, 1))), over_zero(fact(s, 1))]);
    assert_eq!(condition(guarded), [""; 0]);
    let inside_out = |s: &RuleSet| not(and(vec![exists(fact(s, 1)), not(over_zero(fact(s, 1)))]));
    assert_eq!(condition(inside_out), [""; 0]);
}

#[test]
fn an_optional_record_guards_its_fields() {
    assert_eq!(condition(|s| over_zero(of_konto(fact(s, 4), 0))), ["konto"]);
    assert_eq!(condition(|s| exists(of_konto(fact(s, 4), 1))), ["konto"]);
    let both = |s: &RuleSet| {
        let konto = exists(fact(s, 4));
        and(vec![
            konto,
            over_zero(of_konto(fact(s, 4), 0)),
            over_zero(of_konto(fact(s, 4), 1)),
        ])
    };
    assert_eq!(condition(both), ["konto.ränta"]);
}

#[test]
fn a_filter_guards_what_is_summed() {
    assert_eq!(
        condition(|s| over_zero(sum(s, 0, of_konto(element(0), 1), None))),
        ["ränta"]
    );
    let filtered = |s: &RuleSet| {
        over_zero(sum(
            s,
            0,
            of_konto(element(0), 1),
            Some(exists(of_konto(element(0), 1))),
        ))
    };
    assert_eq!(condition(filtered), [""; 0]);
}

#[test]
fn a_rules_guard_guards_all_of_it() {
    let mut set = set();
    let mut grant = rule("g", RuleKind::Grant, vec![exists(fact(&set, 1))], None);
    grant.grant = Some(Grant {
        amount: Some((fact(&set, 1), fact(&set, 1))),
        judged: None,
    });
    set.rules = vec![grant];
    assert_eq!(names(&set), [""; 0]);
    set.rules[0].guard.clear();
    assert_eq!(names(&set), ["bilaga"]);
}

#[test]
fn a_row_guards_its_value_and_a_concept_its_readers() {
    let mut set = set();
    let rows = vec![
        (Some(not(exists(fact(&set, 1)))), lit(money(), 0)),
        (None, fact(&set, 1)),
    ];
    set.concepts = vec![
        concept("k", money(), ConceptValue::Cases(rows)),
        concept(
            "har_bilaga",
            Type::Bool,
            ConceptValue::Formula(exists(fact(&set, 1))),
        ),
    ];
    assert_eq!(names(&set), [""; 0]);
    let has = boolean(ExprKind::Concept(ConceptId(1), vec![]));
    set.rules = vec![rule(
        "r",
        RuleKind::Obstacle,
        vec![],
        Some(and(vec![has, over_zero(fact(&set, 1))])),
    )];
    assert_eq!(names(&set), [""; 0]);
    set.concepts[0].value = ConceptValue::Formula(fact(&set, 1));
    assert_eq!(names(&set), ["bilaga"]);
}

#[test]
fn a_rule_that_is_met_guards_what_it_asks_for() {
    let mut set = set();
    set.rules = vec![
        rule(
            "bilaga",
            RuleKind::Requirement,
            vec![],
            Some(exists(fact(&set, 1))),
        ),
        rule(
            "r",
            RuleKind::Requirement,
            vec![boolean(ExprKind::RuleMet(RuleId(0)))],
            Some(over_zero(fact(&set, 1))),
        ),
    ];
    assert_eq!(names(&set), [""; 0]);
    set.rules[1].guard = vec![boolean(ExprKind::RuleBites(RuleId(0)))];
    assert_eq!(names(&set), ["bilaga"]);
}
