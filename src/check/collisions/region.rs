//! A test as a region: for each subject that it speaks of, the values with which it holds.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::domain::Domain;
use crate::check::ruleset::{Expr, ExprKind, Literal, Relation, RuleSet, Type};
use crate::check::visit;
use crate::value::Number;

/// What a test compares with literals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// What tells it from others: the expression without places.
    signature: String,
    /// Whether it is whether an optional field is stated.
    existence: bool,
    /// What it is called.
    pub(super) name: String,
    /// Whether it is a fact, which can have any value whatever other facts have.
    free: bool,
}

impl Subject {
    /// Whether it can have any value whatever others have.
    pub(super) fn is_free(&self) -> bool {
        self.free
    }

    /// Whether it is whether an optional field is stated.
    pub(super) fn is_existence(&self) -> bool {
        self.existence
    }

    /// The field's value, of whether it is stated.
    pub(super) fn value(&self) -> Self {
        Self {
            existence: false,
            ..self.clone()
        }
    }
}

/// For each subject the values with which a test holds; a subject that isn't there may have any.
pub(super) type Region = BTreeMap<Subject, Domain>;

/// The region of a test, when it does nothing but compare subjects with literals.
pub(super) fn of(set: &RuleSet, test: &Expr) -> Option<Region> {
    match &test.kind {
        ExprKind::Literal(Literal::Bool(true)) => Some(Region::new()),
        ExprKind::And(parts) => of_all(set, parts),
        ExprKind::Or(parts) => {
            let mut all = Vec::with_capacity(parts.len());
            let mut subject = None;
            for part in parts {
                let (own, domain) = single(of(set, part)?)?;
                if subject.get_or_insert_with(|| own.clone()) != &own {
                    return None;
                }
                all.push(domain);
            }
            Some(Region::from([(subject?, Domain::union(&all)?)]))
        }
        ExprKind::Not(inner) => {
            let (subject, domain) = single(of(set, inner)?)?;
            Some(Region::from([(subject, domain.complement())]))
        }
        ExprKind::Exists(inner) => {
            let subject = Subject {
                existence: true,
                ..subject(set, inner)?
            };
            Some(Region::from([(subject, Domain::bool(true))]))
        }
        ExprKind::Compare(relation, left, right) => {
            let (subject_expr, relation, literal) = match (&left.kind, &right.kind) {
                (_, ExprKind::Literal(literal)) => (left, *relation, literal),
                (ExprKind::Literal(literal), _) => (right, mirrored(*relation), literal),
                _ => return None,
            };
            let domain = Domain::compared(set, &subject_expr.ty, relation, literal)?;
            Some(Region::from([(subject(set, subject_expr)?, domain)]))
        }
        ExprKind::OneOf(left, options) => {
            let mut all = vec![Domain::nothing(set, &left.ty)?];
            for option in options {
                let ExprKind::Literal(literal) = &option.kind else {
                    return None;
                };
                all.push(Domain::compared(set, &left.ty, Relation::Equal, literal)?);
            }
            Some(Region::from([(subject(set, left)?, Domain::union(&all)?)]))
        }
        ExprKind::Within(left, right) => match (&left.ty, &right.kind) {
            (Type::Date, ExprKind::Literal(Literal::Period(period))) => {
                Some(Region::from([(subject(set, left)?, Domain::within(*period))]))
            }
            _ => None,
        },
        // What is tested is `ja/nej`.
        _ => Some(Region::from([(subject(set, test)?, Domain::bool(true))])),
    }
}

/// The region in which all tests hold.
pub(super) fn of_all<'a>(set: &RuleSet, tests: impl IntoIterator<Item = &'a Expr>) -> Option<Region> {
    let mut all: BTreeMap<Subject, Vec<Domain>> = BTreeMap::new();
    for test in tests {
        for (subject, domain) in of(set, test)? {
            all.entry(subject).or_default().push(domain);
        }
    }
    all.into_iter()
        .map(|(subject, domains)| Some((subject, shared(domains)?)))
        .collect()
}

/// The values in all of them. Two by two: one after the other, a set of many stretches would be gone through for each of them.
fn shared(mut domains: Vec<Domain>) -> Option<Domain> {
    while domains.len() > 1 {
        domains = domains
            .chunks(2)
            .map(|pair| match pair {
                [one, other] => one.intersection(other),
                _ => pair.first().cloned(),
            })
            .collect::<Option<_>>()?;
    }
    domains.pop()
}

/// A case in which both hold, when there certainly is one.
pub(super) fn both(a: &Region, b: &Region) -> Option<Region> {
    let mut all = a.clone();
    for (subject, domain) in b {
        let domain = match all.remove(subject) {
            Some(other) => other.intersection(domain)?,
            None => domain.clone(),
        };
        all.insert(subject.clone(), domain);
    }
    let independent = all.len() <= 1 || all.keys().all(Subject::is_free);
    if !independent || !is_possible(&all) {
        return None;
    }
    all.into_iter()
        .map(|(subject, domain)| Some((subject, domain.example()?)))
        .collect()
}

/// Whether there may be a case in which both hold: no subject's values keep them apart.
pub(super) fn may_share(a: &Region, b: &Region) -> bool {
    let mut all = a.clone();
    for (subject, domain) in b {
        let Some(other) = all.remove(subject) else {
            all.insert(subject.clone(), domain.clone());
            continue;
        };
        match other.intersection(domain) {
            Some(shared) => all.insert(subject.clone(), shared),
            None => return true,
        };
    }
    is_possible(&all)
}

/// Whether the region holds in the case, which has one point for each subject.
pub(super) fn covers(region: &Region, case: &Region) -> bool {
    region.iter().all(|(subject, domain)| {
        let point = case.get(subject).and_then(|point| point.intersection(domain));
        point.is_some_and(|point| !point.is_empty())
    })
}

/// Whether every subject has a value left, and none has one where its field is stated absent.
pub(super) fn is_possible(region: &Region) -> bool {
    let has_existence = region.keys().any(Subject::is_existence);
    region.iter().all(|(subject, domain)| {
        !domain.is_empty() && (!has_existence || subject.existence || !is_absent(region, subject))
    })
}

fn is_absent(region: &Region, subject: &Subject) -> bool {
    let asked = Subject {
        existence: true,
        ..subject.clone()
    };
    region
        .get(&asked)
        .is_some_and(|exists| *exists == Domain::bool(false))
}

fn single(region: Region) -> Option<(Subject, Domain)> {
    let mut parts = region.into_iter();
    match (parts.next(), parts.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::AtMost => Relation::AtLeast,
        Relation::Greater => Relation::Less,
        Relation::AtLeast => Relation::AtMost,
        Relation::Equal | Relation::NotEqual => relation,
    }
}

fn subject(set: &RuleSet, expr: &Expr) -> Option<Subject> {
    let mut free = true;
    let mut decidable = true;
    visit::walk(expr, |e| match &e.kind {
        ExprKind::Fact(_) | ExprKind::Field(..) | ExprKind::Element(_) | ExprKind::Argument(_) => {}
        ExprKind::Concept(..)
        | ExprKind::Arith(..)
        | ExprKind::Neg(_)
        | ExprKind::Literal(_)
        | ExprKind::AssessmentDay
        | ExprKind::DaysIn(_)
        | ExprKind::PeriodStart(_)
        | ExprKind::PeriodEnd(_)
        | ExprKind::RuleMet(_)
        | ExprKind::RuleBites(_) => free = false,
        _ => decidable = false,
    });
    // A literal alone is compared with nothing that varies.
    if !decidable || matches!(expr.kind, ExprKind::Literal(_)) {
        return None;
    }
    Some(Subject {
        signature: signature(expr),
        existence: false,
        name: name(set, expr),
        free,
    })
}

/// The expression without numbers and places.
fn signature(expr: &Expr) -> String {
    let mut text = String::new();
    // A string takes all that is written to it.
    let _ = write_signature(expr, &mut text);
    text
}

fn write_signature(expr: &Expr, text: &mut String) -> fmt::Result {
    match &expr.kind {
        ExprKind::Literal(literal) => write!(text, "{literal:?}"),
        ExprKind::Fact(index) => write!(text, "fact {index}"),
        ExprKind::Field(_, index) => write!(text, "field {index}"),
        ExprKind::Element(id) => write!(text, "element {}", id.0),
        ExprKind::Argument(index) => write!(text, "argument {index}"),
        ExprKind::Concept(id, _) => write!(text, "concept {}", id.0),
        ExprKind::RuleMet(id) => write!(text, "met {}", id.0),
        ExprKind::RuleBites(id) => write!(text, "bites {}", id.0),
        ExprKind::Arith(op, ..) => write!(text, "{op:?}"),
        ExprKind::Neg(_) => text.write_str("neg"),
        ExprKind::DaysIn(_) => text.write_str("days"),
        ExprKind::PeriodStart(_) => text.write_str("start"),
        ExprKind::PeriodEnd(_) => text.write_str("end"),
        ExprKind::AssessmentDay => text.write_str("today"),
        // No subject has any other part.
        _ => Ok(()),
    }?;
    text.write_char('(')?;
    for (index, part) in visit::children(expr).into_iter().enumerate() {
        if index > 0 {
            text.write_char(',')?;
        }
        write_signature(part, text)?;
    }
    text.write_char(')')
}

fn name(set: &RuleSet, expr: &Expr) -> String {
    let status =
        |id, word| visit::rule(set, id).map_or_else(String::new, |rule| format!("{} {word}", rule.id));
    match &expr.kind {
        ExprKind::RuleMet(id) => status(*id, "är uppfyllt"),
        ExprKind::RuleBites(id) => status(*id, "hindrar"),
        ExprKind::AssessmentDay => "prövningsdagen".to_owned(),
        _ => visit::name(set, expr),
    }
}

/// The first number of a unit's type: counts and plain money are never below zero.
pub(super) fn lowest(ty: &Type) -> Option<Number> {
    match ty {
        Type::Number { signed: false, .. } => Some(Number::ZERO),
        _ => None,
    }
}
