use super::*;
use crate::check::fixture::*;
use crate::check::ruleset::*;

fn reads(other: u16) -> Expr {
    boolean(ExprKind::RuleMet(RuleId(other)))
}

fn with(conditions: Vec<Option<Expr>>) -> RuleSet {
    let mut set = set();
    let named = ["a", "b", "c", "d"].into_iter().zip(conditions);
    set.rules = named
        .map(|(name, condition)| rule(name, RuleKind::Goal, vec![], condition))
        .collect();
    set
}

#[test]
fn a_rule_comes_after_what_it_reads_and_its_exceptions() {
    let mut set = with(vec![Some(reads(2)), None, None, None]);
    set.rules[1].exceptions = vec![RuleId(3)];
    assert_eq!(
        rule_order(&set),
        Ok(vec![RuleId(2), RuleId(0), RuleId(3), RuleId(1)])
    );
}

#[test]
fn a_rule_comes_after_the_exceptions_to_concepts_that_it_reads() {
    let mut set = with(vec![Some(boolean(ExprKind::Concept(ConceptId(0), vec![]))), None]);
    let inner = boolean(ExprKind::Concept(ConceptId(1), vec![]));
    let mut own = concept("l", Type::Bool, ConceptValue::Formula(fact(&set, 9)));
    own.overrides = vec![(RuleId(1), fact(&set, 8))];
    set.concepts = vec![concept("k", Type::Bool, ConceptValue::Formula(inner)), own];
    assert_eq!(rule_order(&set), Ok(vec![RuleId(1), RuleId(0)]));
    set.rules[1].condition = Some(boolean(ExprKind::Concept(ConceptId(0), vec![])));
    let found = rule_order(&set).unwrap_err();
    assert_eq!(found[0].message.sv, "regeln `b` beror på sig själv");
    assert_eq!(found[0].labels[0].text.sv, "`b` läser `k`, som bygger på `b`");
}

#[test]
fn a_ring_of_rules_is_shown_once() {
    let mut set = with(vec![Some(reads(1)), Some(reads(2)), None, Some(reads(0))]);
    set.rules[2].exceptions = vec![RuleId(0)];
    let found = rule_order(&set).unwrap_err();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message.sv,
        "regler beror på varandra i ring: `a` → `b` → `c` → `a`"
    );
    assert_eq!(found[0].labels[2].text.sv, "`a` är undantag från `c`");
}

#[test]
fn a_ring_of_concepts_is_shown_once() {
    let mut set = set();
    let read = |n| e(money(), ExprKind::Concept(ConceptId(n), vec![]));
    set.concepts = vec![
        concept("x", money(), ConceptValue::Formula(read(1))),
        concept("k", money(), ConceptValue::Formula(read(2))),
        concept("l", money(), ConceptValue::Formula(read(1))),
        concept("m", money(), ConceptValue::Formula(read(3))),
    ];
    let words: Vec<_> = check_concepts(&set).into_iter().map(|d| d.message.sv).collect();
    assert_eq!(
        words,
        [
            "begrepp bygger på varandra i ring: `k` → `l` → `k`",
            "begreppet `m` bygger på sig självt"
        ]
    );
}
