//! Rows that may both hold and differ, rows that leave a case out, periods that overlap or never occur.
//!
//! Only what can be decided from the rule file alone is said: tests that compare facts with literals. Rows whose tests
//! say more are left to the evaluation, which reports that they collide, or that none holds, in the case at hand.

mod domain;
mod meeting;
mod ranges;
mod region;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use self::domain::Domain;
use self::region::{Region, Subject};
use super::ruleset::{Concept, ConceptValue, Expr, ExprKind, Literal, Rule, RuleSet};
use super::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::value::{Date, Period};

/// How many combinations of values are tried in the search for a case that no row covers, times the rows.
const TRIED: usize = 1_000_000;

/// How many are tried to prove that there is none.
const PROVED: usize = 100_000;

/// How many rows are compared with each other; a longer concept is left to the evaluation.
const COMPARED: usize = 1_000;

/// How many overlaps of one parameter are told.
const TOLD: usize = 100;

/// E0402 for rows of a concept, or exceptions to it, that may both hold with different literal values; E0403, a
/// warning, for rows that leave a case out and have no `annars`.
#[must_use]
pub fn check_rows(set: &RuleSet) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for concept in &set.concepts {
        if let ConceptValue::Cases(rows) = &concept.value
            && rows.len() <= COMPARED
        {
            collisions(set, concept, rows, &mut found);
            found.extend(uncovered(set, concept, rows));
        }
        if concept.overrides.len() <= COMPARED {
            exceptions(set, concept, &mut found);
        }
    }
    found
}

/// E0405 for each rule whose validity has no day in common with the rule set's.
#[must_use]
pub fn check_validity(set: &RuleSet) -> Vec<Diagnostic> {
    let never = set
        .rules
        .iter()
        .filter(|rule| rule.valid.is_some_and(|valid| !valid.overlaps(set.valid.period)));
    never
        .map(|rule| {
            let own = rule.valid.map(shown).unwrap_or_default();
            let whole = shown(set.valid.period);
            Diagnostic::error(
                Code::NeverValid,
                rule.name_span,
                format!("regeln `{}` gäller aldrig", rule.id),
                format!("the rule `{}` is never valid", rule.id),
            )
            .label(
                format!("gäller {own}, men regelverket gäller {whole}"),
                format!("valid {own}, but the rule set is valid {whole}"),
            )
            .help(
                "ändra regelns `gäller`, eller ta bort regeln",
                "change the rule's `gäller`, or remove the rule",
            )
        })
        .collect()
}

/// E0406 for each value of a dated parameter whose period shares a day with an earlier value's, the first [`TOLD`] of them.
///
/// `values` are the periods in the order in which they are written, with their places.
#[must_use]
pub fn check_periods(parameter: &str, values: &[(Period, Span)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Periods that share no day with each other, by their first day; and those that were told of.
    let mut apart: BTreeMap<Option<Date>, Period> = BTreeMap::new();
    let mut told: Vec<Period> = Vec::new();
    for (index, (period, span)) in values.iter().enumerate() {
        let next_to = apart.range(..=period.from).next_back().into_iter().chain(
            apart
                .range((Bound::Excluded(period.from), Bound::Unbounded))
                .next(),
        );
        let shares = next_to
            .map(|(_, other)| other)
            .chain(&told)
            .any(|other| other.overlaps(*period));
        if !shares {
            apart.insert(period.from, *period);
            continue;
        }
        if found.len() >= TOLD {
            break;
        }
        told.push(*period);
        let earlier = values
            .iter()
            .take(index)
            .find(|(other, _)| other.overlaps(*period));
        if let Some((other, place)) = earlier {
            let day = shared_day(*period, *other);
            found.push(
                Diagnostic::error(
                    Code::PeriodsOverlap,
                    *span,
                    format!("parametern `{parameter}` har två värden samma dag"),
                    format!("the parameter `{parameter}` has two values on the same day"),
                )
                .label(format!("gäller {day}"), format!("valid on {day}"))
                .also(
                    *place,
                    format!("gäller också {day}"),
                    format!("also valid on {day}"),
                )
                .help(
                    "låt den ena perioden sluta dagen innan den andra börjar; båda dagarna räknas med",
                    "let one period end the day before the other begins; both days are included",
                ),
            );
        }
    }
    found
}

/// A day in both periods, which overlap.
fn shared_day(a: Period, b: Period) -> String {
    let from = a.from.max(b.from);
    let day = from.or(match (a.to, b.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (to, None) | (None, to) => to,
    });
    day.map_or_else(String::new, |day| day.to_string())
}

fn shown(period: Period) -> String {
    let day = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
    format!("{}..{}", day(period.from), day(period.to))
}

type Row = (Option<Expr>, Expr);

fn collisions(set: &RuleSet, concept: &Concept, rows: &[Row], found: &mut Vec<Diagnostic>) {
    let read: Vec<_> = rows
        .iter()
        .filter_map(|(test, value)| Some((test.as_ref()?, literal(value)?, region::of(set, test.as_ref()?)?)))
        .collect();
    let regions: Vec<&Region> = read.iter().map(|(.., region)| region).collect();
    for ((test, value, region), earlier) in read.iter().zip(meeting::earlier(&regions)) {
        let earlier = earlier.into_iter().filter_map(|at| read.get(at)).find_map(
            |(other_test, other, other_region)| {
                let witness = (value != other)
                    .then(|| region::both(region, other_region))
                    .flatten()?;
                Some((other_test, other, witness))
            },
        );
        let Some((other_test, other, witness)) = earlier else {
            continue;
        };
        let name = &concept.name;
        let (case_sv, case_en) = domain::shown_case(set, &witness);
        let (a_sv, a_en) = domain::shown_typed(set, value, &concept.ty);
        let (b_sv, b_en) = domain::shown_typed(set, other, &concept.ty);
        found.push(
            Diagnostic::error(
                Code::DefinitionsCollide,
                test.span,
                format!("två rader i `{name}` gäller båda när {case_sv}, men ger olika värden"),
                format!("two rows of `{name}` both hold when {case_en}, but give different values"),
            )
            .label(format!("ger {a_sv}"), format!("gives {a_en}"))
            .also(other_test.span, format!("ger {b_sv}"), format!("gives {b_en}"))
            .help(
                "raderna har ingen ordning: gör dem skilda från varandra, eller skriv ett undantag från begreppet",
                "rows have no order: make them exclude each other, or write an exception to the concept",
            ),
        );
    }
}

fn exceptions(set: &RuleSet, concept: &Concept, found: &mut Vec<Diagnostic>) {
    let read: Vec<_> = concept
        .overrides
        .iter()
        .filter_map(|(id, value)| {
            let rule = visit::rule(set, *id)?;
            let conditions = rule.guard.iter().chain(&rule.condition);
            Some((rule, literal(value)?, region::of_all(set, conditions)?))
        })
        .collect();
    let regions: Vec<&Region> = read.iter().map(|(.., region)| region).collect();
    for ((rule, value, region), earlier) in read.iter().zip(meeting::earlier(&regions)) {
        let earlier = earlier.into_iter().filter_map(|at| read.get(at));
        for (other, other_value, other_region) in earlier {
            if value == other_value || never_together(rule, other) {
                continue;
            }
            let Some(witness) = region::both(region, other_region) else {
                continue;
            };
            let name = &concept.name;
            let (case_sv, case_en) = domain::shown_case(set, &witness);
            let (a_sv, a_en) = domain::shown_typed(set, value, &concept.ty);
            let (b_sv, b_en) = domain::shown_typed(set, other_value, &concept.ty);
            found.push(
                Diagnostic::error(
                    Code::DefinitionsCollide,
                    rule.name_span,
                    format!("två undantag från `{name}` gäller båda när {case_sv}, men ger olika värden"),
                    format!("two exceptions to `{name}` both hold when {case_en}, but give different values"),
                )
                .label(format!("ger {a_sv}"), format!("gives {a_en}"))
                .also(other.name_span, format!("ger {b_sv}"), format!("gives {b_en}"))
                .help(
                    "skilj dem åt: skriv `och inte …` med det enas villkor i det andras `när`",
                    "tell them apart: write `och inte …` with the condition of one in the `när` of the other",
                ),
            );
            break;
        }
    }
}

/// Whether two rules are never in force on the same day. (An exception to a concept is none to a rule, so neither sets the other aside.)
fn never_together(a: &Rule, b: &Rule) -> bool {
    matches!((a.valid, b.valid), (Some(a), Some(b)) if !a.overlaps(b))
}

fn literal(value: &Expr) -> Option<&Literal> {
    match &value.kind {
        ExprKind::Literal(literal) => Some(literal),
        _ => None,
    }
}

/// What is proved of rows from the rule file alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proof {
    /// One of them always holds.
    pub covering: bool,
    /// Those that hold together have the same value.
    pub agreeing: bool,
}

/// What is proved of a concept's rows.
#[must_use]
pub fn of_rows(set: &RuleSet, rows: &[(Option<Expr>, Expr)]) -> Proof {
    let tests: Option<Vec<(Region, &Expr)>> = rows
        .iter()
        .filter_map(|(test, value)| Some((test.as_ref()?, value)))
        .map(|(test, value)| Some((region::of(set, test)?, value)))
        .collect();
    let otherwise = rows.iter().any(|(test, _)| test.is_none());
    let Some(tests) = tests.filter(|tests| tests.len() <= COMPARED) else {
        return Proof {
            covering: otherwise,
            agreeing: rows.len() < 2 || (otherwise && rows.len() == 2),
        };
    };
    let regions: Vec<&Region> = tests.iter().map(|(region, _)| region).collect();
    let agreeing = tests
        .iter()
        .zip(meeting::earlier(&regions))
        .all(|((a, x), earlier)| {
            let mut earlier = earlier.into_iter().filter_map(|at| tests.get(at));
            earlier
                .all(|(b, y)| literal(x).is_some_and(|x| literal(y) == Some(x)) || !region::may_share(a, b))
        });
    let regions: Vec<Region> = tests.into_iter().map(|(region, _)| region).collect();
    let covering = otherwise || matches!(left_out(&regions, PROVED), Some(None));
    Proof { covering, agreeing }
}

/// Whether the exceptions to a concept that hold together give the same value.
#[must_use]
pub fn exceptions_agree(set: &RuleSet, concept: &Concept) -> bool {
    let rules: Vec<_> = concept
        .overrides
        .iter()
        .map(|(id, value)| {
            let rule = visit::rule(set, *id);
            let region = rule.and_then(|r| region::of_all(set, r.guard.iter().chain(&r.condition)));
            (rule, region, value)
        })
        .collect();
    rules.len() <= COMPARED
        && pairs(&rules).all(|((first, r, x), (second, s, y))| {
            let never = matches!((first, second), (Some(f), Some(g)) if never_together(f, g));
            let apart = matches!((r, s), (Some(r), Some(s)) if !region::may_share(r, s));
            never || apart || literal(x).is_some_and(|x| literal(y) == Some(x))
        })
}

/// Whether comparisons with literals prove that the tests never hold together.
#[must_use]
pub fn exclude_each_other(set: &RuleSet, tests: &[Expr]) -> bool {
    region::of_all(set, tests).is_some_and(|region| !region::is_possible(&region))
}

/// Whether comparisons with literals prove that all of the first and all of the second never hold together; what is not such a
/// comparison proves nothing, and is left out.
#[must_use]
pub fn never_share<'a>(
    set: &RuleSet,
    first: impl IntoIterator<Item = &'a Expr>,
    second: impl IntoIterator<Item = &'a Expr>,
) -> bool {
    let read = |tests: &mut dyn Iterator<Item = &'a Expr>| -> Vec<Region> {
        tests.filter_map(|test| region::of(set, test)).collect()
    };
    let first = read(&mut first.into_iter());
    let second = read(&mut second.into_iter());
    first
        .iter()
        .any(|a| second.iter().any(|b| !region::may_share(a, b)))
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let earlier = all.iter().enumerate();
    earlier.flat_map(|(at, one)| all.iter().take(at).map(move |other| (other, one)))
}

/// The first case that no region covers, if there is one; `None` when there are too many cases to try.
fn left_out(regions: &[Region], limit: usize) -> Option<Option<Region>> {
    let mut subjects: BTreeMap<Subject, Vec<&Domain>> = BTreeMap::new();
    for (subject, domain) in regions.iter().flatten() {
        subjects.entry(subject.clone()).or_default().push(domain);
    }
    let points: Vec<(Subject, Vec<Domain>)> = subjects
        .into_iter()
        .map(|(subject, domains)| (subject, domain::points(&domains)))
        .collect();
    let combinations = points
        .iter()
        .try_fold(1_usize, |n, (_, points)| n.checked_mul(points.len()))?;
    if combinations.saturating_mul(regions.len()) > limit {
        return None;
    }
    Some((0..combinations).find_map(|number| {
        let mut rest = number;
        let mut case = Region::new();
        for (subject, points) in &points {
            let at = rest.checked_rem(points.len())?;
            rest = rest.checked_div(points.len())?;
            case.insert(subject.clone(), points.get(at)?.clone());
        }
        let possible = region::is_possible(&case);
        let covered = regions.iter().any(|region| region::covers(region, &case));
        (possible && !covered).then_some(case)
    }))
}

/// The warning about the first case that no row covers.
fn uncovered(set: &RuleSet, concept: &Concept, rows: &[Row]) -> Option<Diagnostic> {
    let tests: Option<Vec<&Expr>> = rows.iter().map(|(test, _)| test.as_ref()).collect();
    let regions: Vec<Region> = tests?
        .into_iter()
        .map(|test| region::of(set, test))
        .collect::<Option<_>>()?;
    let subjects: BTreeSet<&Subject> = regions.iter().flat_map(BTreeMap::keys).collect();
    let independent = subjects.len() == 1 || subjects.iter().all(|subject| subject.is_free());
    if !independent {
        return None;
    }
    let case = left_out(&regions, TRIED)??;
    let name = &concept.name;
    let (case_sv, case_en) = domain::shown_case(set, &case);
    let spans: BTreeSet<Span> = rows
        .iter()
        .flat_map(|(t, v)| t.iter().map(|t| t.span).chain([v.span]))
        .collect();
    let place = spans.first()?.to(*spans.last()?);
    Some(
        Diagnostic::warning(
            Code::RowsNotCovering,
            place,
            format!("ingen rad i `{name}` gäller när {case_sv}"),
            format!("no row of `{name}` holds when {case_en}"),
        )
        .label("raderna täcker inte alla fall", "the rows do not cover all cases")
        .help(
            "lägg till en rad för fallet, eller en sista rad med `annars`",
            "add a row for the case, or a last row with `annars`",
        ),
    )
}

#[cfg(test)]
mod tests;
