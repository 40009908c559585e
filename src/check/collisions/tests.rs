use super::*;
use crate::check::fixture::*;
use crate::check::ruleset::*;

fn rows(set: &mut RuleSet, rows: Vec<(Option<Expr>, i64)>) -> Vec<Diagnostic> {
    let rows = rows
        .into_iter()
        .map(|(test, value)| (test, lit(money(), value)))
        .collect();
    set.concepts = vec![concept("avgift", money(), ConceptValue::Cases(rows))];
    check_rows(set)
}

fn age(set: &RuleSet, relation: Relation, years_old: i64) -> Expr {
    compare(relation, fact(set, 2), lit(years(), years_old))
}

#[test]
fn rows_that_divide_the_number_line_are_right() {
    let mut set = set();
    let (below, from) = (age(&set, Relation::Less, 18), age(&set, Relation::AtLeast, 18));
    assert_eq!(rows(&mut set, vec![(Some(below), 0), (Some(from), 25_000)]), []);
}

#[test]
fn rows_that_overlap_show_a_case() {
    let mut set = set();
    let (to, from) = (age(&set, Relation::AtMost, 18), age(&set, Relation::AtLeast, 18));
    let found = rows(
        &mut set,
        vec![(Some(to.clone()), 0), (Some(from.clone()), 25_000)],
    );
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message.sv,
        "två rader i `avgift` gäller båda när `ålder` är 18 år, men ger olika värden"
    );
    assert_eq!(found[0].labels[0].text.sv, "ger 250 kr");
    assert_eq!(rows(&mut set, vec![(Some(to), 7), (Some(from), 7)]), []);
}

#[test]
fn a_gap_shows_a_case_and_annars_closes_it() {
    let mut set = set();
    let (below, over) = (age(&set, Relation::Less, 18), age(&set, Relation::Greater, 18));
    let both = vec![(Some(below.clone()), 0), (Some(over.clone()), 1)];
    let found = rows(&mut set, both);
    assert_eq!(found.len(), 1);
    assert!(!found[0].is_error());
    assert_eq!(
        found[0].message.sv,
        "ingen rad i `avgift` gäller när `ålder` är 18 år"
    );
    assert_eq!(
        rows(&mut set, vec![(Some(below), 0), (Some(over), 1), (None, 2)]),
        []
    );
}

#[test]
fn every_value_of_a_type_needs_a_row() {
    let mut set = set();
    let is = |set: &RuleSet, n| compare(Relation::Equal, fact(set, 3), symbol(n));
    let two = vec![(Some(is(&set, 0)), 0), (Some(is(&set, 1)), 1)];
    let found = rows(&mut set, two);
    assert_eq!(
        found[0].message.sv,
        "ingen rad i `avgift` gäller när `slag` är förening"
    );
    let others = boolean(ExprKind::OneOf(
        Box::new(fact(&set, 3)),
        vec![symbol(1), symbol(2)],
    ));
    let all = vec![(Some(is(&set, 0)), 0), (Some(others), 1)];
    assert_eq!(rows(&mut set, all), []);
}

#[test]
fn several_subjects_are_seen_together() {
    let mut set = set();
    let is = |set: &RuleSet, n| compare(Relation::Equal, fact(set, 3), symbol(n));
    let a = and(vec![is(&set, 0), age(&set, Relation::Less, 18)]);
    let b = age(&set, Relation::AtLeast, 18);
    let found = rows(&mut set, vec![(Some(a.clone()), 0), (Some(b), 1)]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message.sv,
        "ingen rad i `avgift` gäller när `ålder` är 0 år och `slag` är region"
    );
    let c = is(&set, 0);
    let found = rows(&mut set, vec![(Some(a), 0), (Some(c), 1), (None, 2)]);
    assert_eq!(found[0].code, Code::DefinitionsCollide);
}

#[test]
fn what_cannot_be_decided_is_left_alone() {
    let mut set = set();
    let a = compare(Relation::Less, fact(&set, 0), fact(&set, 1));
    let b = compare(Relation::Greater, fact(&set, 0), lit(money(), 1));
    let c = compare(
        Relation::Less,
        sum(&set, 0, of_konto(element(0), 0), None),
        lit(money(), 1),
    );
    let d = compare(
        Relation::AtLeast,
        sum(&set, 1, of_konto(element(1), 0), None),
        lit(money(), 1),
    );
    assert_eq!(
        rows(
            &mut set,
            vec![(Some(a), 0), (Some(b), 1), (Some(c), 2), (Some(d), 3)]
        ),
        []
    );
}

#[test]
fn a_field_that_is_absent_has_no_value() {
    let mut set = set();
    let absent = not(exists(fact(&set, 1)));
    let present = and(vec![
        exists(fact(&set, 1)),
        compare(Relation::AtLeast, fact(&set, 1), lit(money(), 0)),
    ]);
    assert_eq!(
        rows(&mut set, vec![(Some(absent.clone()), 0), (Some(present), 1)]),
        []
    );
    let found = rows(&mut set, vec![(Some(absent), 0)]);
    assert_eq!(
        found[0].message.sv,
        "ingen rad i `avgift` gäller när `bilaga` finns"
    );
}

#[test]
fn two_exceptions_agree_or_are_never_in_force_together() {
    let mut set = set();
    let young = age(&set, Relation::Less, 18);
    set.rules = vec![
        rule("ung", RuleKind::Exception, vec![], Some(young)),
        rule("bifogat", RuleKind::Exception, vec![], Some(fact(&set, 9))),
    ];
    let mut avgift = concept("avgift", money(), ConceptValue::Formula(fact(&set, 0)));
    avgift.overrides = vec![(RuleId(0), lit(money(), 0)), (RuleId(1), lit(money(), 1))];
    set.concepts = vec![avgift];
    let found = check_rows(&set);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message.sv,
        "två undantag från `avgift` gäller båda när `ålder` är 0 år och `bifogat` är ja, men ger olika värden"
    );
    set.rules[0].valid = Some(period("2020-01-01", "2020-12-31"));
    set.rules[1].valid = Some(period("2020-12-31", ""));
    assert_eq!(check_rows(&set).len(), 1);
    set.rules[1].valid = Some(period("2021-01-01", ""));
    assert_eq!(check_rows(&set), []);
}

#[test]
fn periods_overlap_on_a_day() {
    let place = Span::default();
    let found = check_periods(
        "ram",
        &[
            (period("2023-01-01", "2023-12-31"), place),
            (period("2023-12-31", ""), place),
            (period("", "2022-12-31"), place),
        ],
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].labels[0].text.sv, "gäller 2023-12-31");
}

#[test]
fn a_rule_is_valid_on_some_day_of_the_rule_set() {
    let mut set = set();
    let mut late = rule("sen", RuleKind::Goal, vec![], None);
    late.valid = Some(period("2019-01-01", "2019-12-31"));
    set.rules = vec![late];
    let found = check_validity(&set);
    assert_eq!(
        found[0].labels[0].text.sv,
        "gäller 2019-01-01..2019-12-31, men regelverket gäller 2020-01-01.."
    );
    set.rules[0].valid = Some(period("2019-01-01", "2020-01-01"));
    assert_eq!(check_validity(&set), []);
}
