//! An optional field is read only where it is certain that it is stated.
//!
//! What is certain at a place comes from the conditions around it: the other conjuncts of an `och` (in any order), the
//! other disjuncts of an `eller` being false, a row's test for its value, a filter for what is summed, a rule's and its
//! chapters' `när` for the rest of the rule. Texts may fill in an optional field anywhere: one that is absent is said to
//! be absent. A concept is checked by itself, whoever reads it.

use std::collections::{BTreeMap, BTreeSet};

use super::ruleset::{
    Apportionment, Block, Concept, ConceptValue, Expr, ExprKind, LoopId, Rule, RuleId, RuleSet,
};
use super::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How many concepts and rules deep a `finns` is looked for.
const FOLLOWED: u8 = 16;

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Root {
    Fact(u16),
    Element(LoopId),
    Argument(u16),
    Concept(u16),
}

/// A field, as the way to it from a fact, an element, an argument or a concept without parameters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(Root, Vec<u16>);

/// The fields that are certainly stated.
type Stated = BTreeSet<Path>;

/// The optional fields that are certainly stated when the condition is `truth`.
#[must_use]
pub fn stated_when(set: &RuleSet, condition: &Expr, truth: bool) -> BTreeSet<Path> {
    stated(set, condition, truth, FOLLOWED)
}

/// The fields that an expression reads itself, with the records that they stand in.
#[must_use]
pub fn fields_read(expr: &Expr) -> BTreeSet<Path> {
    let mut found = Stated::new();
    visit::walk(expr, |part| found.extend(with_bases(part)));
    found
}

/// E0303 for each optional field that is read where it may be absent; once for a field in a rule or a concept.
#[must_use]
pub fn check_guards(set: &RuleSet) -> Vec<Diagnostic> {
    let mut checker = Checker {
        set,
        told: BTreeMap::new(),
    };
    let mut found = Vec::new();
    if let Some(by) = &set.valid.by {
        checker.read(by, &Stated::new());
    }
    checker.finish(&mut found);
    for concept in &set.concepts {
        checker.concept(concept);
        checker.finish(&mut found);
    }
    for rule in &set.rules {
        checker.rule(rule);
        checker.finish(&mut found);
    }
    for block in &set.blocks {
        let known = checker.block_guard(block);
        checker.read(&block.list, &known);
        checker.finish(&mut found);
    }
    for result in &set.results {
        checker.read(&result.value, &Stated::new());
        checker.finish(&mut found);
    }
    for item in &set.apportionments {
        checker.apportionment(item);
        checker.finish(&mut found);
    }
    // A chapter's guard stands in each of its rules and is reported once.
    let mut places = BTreeSet::new();
    found.retain(|diagnostic| places.insert(diagnostic.span()));
    found
}

struct Checker<'a> {
    set: &'a RuleSet,
    /// Unguarded reads of the rule or concept at hand: the field's path, what it is called, the first place.
    told: BTreeMap<Path, (String, Span)>,
}

impl Checker<'_> {
    fn finish(&mut self, found: &mut Vec<Diagnostic>) {
        let mut told: Vec<_> = std::mem::take(&mut self.told).into_values().collect();
        told.sort_by_key(|(_, span)| *span);
        found.extend(told.into_iter().map(|(name, span)| unguarded(&name, span)));
    }

    fn concept(&mut self, concept: &Concept) {
        let nothing = Stated::new();
        match &concept.value {
            ConceptValue::Formula(expr) => self.read(expr, &nothing),
            ConceptValue::Cases(rows) => {
                let mut none_holds = Stated::new();
                for (test, _) in rows {
                    if let Some(test) = test {
                        self.read(test, &nothing);
                        none_holds.extend(stated(self.set, test, false, FOLLOWED));
                    }
                }
                for (test, value) in rows {
                    match test {
                        Some(test) => self.read(value, &stated(self.set, test, true, FOLLOWED)),
                        None => self.read(value, &none_holds),
                    }
                }
            }
        }
        for (rule, value) in &concept.overrides {
            let known = visit::rule(self.set, *rule)
                .map(|rule| self.holds(rule))
                .unwrap_or_default();
            self.read(value, &known);
        }
    }

    /// Floor and cap are read of those that take part.
    fn apportionment(&mut self, item: &Apportionment) {
        let mut known = Stated::new();
        if let Some(filter) = &item.filter {
            self.read(filter, &known);
            known.extend(stated(self.set, filter, true, FOLLOWED));
        }
        for expr in item.floor.iter().chain(&item.cap) {
            self.read(expr, &known);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let known = self.guarding_each_other(&rule.guard, &Stated::new(), true);
        if let Some(condition) = &rule.condition {
            self.read(condition, &known);
        }
        let mut holds = known;
        if !rule.bites_when_unmet()
            && let Some(condition) = &rule.condition
        {
            holds.extend(stated(self.set, condition, true, FOLLOWED));
        }
        if let Some(grant) = &rule.grant {
            if let Some((amount, asked)) = &grant.amount {
                self.read(amount, &holds);
                self.read(asked, &holds);
            }
            if let Some(judged) = &grant.judged {
                self.read(judged, &holds);
            }
        }
        if let Some(duty) = &rule.duty {
            for expr in duty.amount.iter().chain(&duty.last_day) {
                self.read(expr, &holds);
            }
            // The day on which it was performed is optional by its nature; the record that it stands in is not.
            if let Some(performed) = &duty.performed {
                self.parts(performed, &holds);
            }
        }
    }

    /// What is stated where the rule's guard and condition hold.
    fn holds(&self, rule: &Rule) -> Stated {
        let all = rule.guard.iter().chain(&rule.condition);
        all.flat_map(|expr| stated(self.set, expr, true, FOLLOWED))
            .collect()
    }

    /// What is stated where any rule of the block applies: the guards of the chapters around it.
    fn block_guard(&self, block: &Block) -> Stated {
        let guards = block
            .rules
            .iter()
            .filter_map(|id| visit::rule(self.set, *id))
            .map(|rule| {
                let guard = rule.guard.iter();
                guard
                    .flat_map(|e| stated(self.set, e, true, FOLLOWED))
                    .collect::<Stated>()
            });
        guards
            .reduce(|a, b| a.intersection(&b).cloned().collect())
            .unwrap_or_default()
    }

    /// Reads tests that each matter only when all the others are `truth`, and gives what is stated where all are.
    fn guarding_each_other(&mut self, all: &[Expr], known: &Stated, truth: bool) -> Stated {
        let given: Vec<Stated> = all.iter().map(|e| stated(self.set, e, truth, FOLLOWED)).collect();
        let mut givers: BTreeMap<&Path, usize> = BTreeMap::new();
        for path in given.iter().flatten() {
            let count = givers.entry(path).or_default();
            *count = count.saturating_add(1);
        }
        let mut together: Stated = known.iter().chain(given.iter().flatten()).cloned().collect();
        for (expr, own) in all.iter().zip(&given) {
            // What only the test itself gives does not guard it.
            let alone = |path: &&Path| givers.get(path) == Some(&1) && !known.contains(*path);
            let alone: Vec<&Path> = own.iter().filter(alone).collect();
            for path in &alone {
                together.remove(*path);
            }
            self.read(expr, &together);
            together.extend(alone.into_iter().cloned());
        }
        together
    }

    /// Reads an expression where `known` is certainly stated.
    fn read(&mut self, expr: &Expr, known: &Stated) {
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::Field(..) => {
                if let Some(field) = visit::field(self.set, expr)
                    && field.optional
                    && !field.judgement
                {
                    self.optional(expr, known);
                }
                self.parts(expr, known);
            }
            // Asking whether a field is stated doesn't read it; it reads the record that the field is in.
            ExprKind::Exists(inner) => match path(inner) {
                Some(_) => self.parts(inner, known),
                None => self.read(inner, known),
            },
            ExprKind::And(parts) => {
                self.guarding_each_other(parts, known, true);
            }
            ExprKind::Or(parts) => {
                self.guarding_each_other(parts, known, false);
            }
            ExprKind::Quantified {
                list, filter, body, ..
            } => {
                self.read(list, known);
                let mut inside = known.clone();
                if let Some(filter) = filter {
                    self.read(filter, known);
                    inside.extend(stated(self.set, filter, true, FOLLOWED));
                }
                self.read(body, &inside);
            }
            ExprKind::Aggregated { list, filter, of, .. } => {
                self.read(list, known);
                let mut inside = known.clone();
                if let Some(filter) = filter {
                    self.read(filter, known);
                    inside.extend(stated(self.set, filter, true, FOLLOWED));
                }
                if let Some(of) = of {
                    self.read(of, &inside);
                }
            }
            _ => self.parts(expr, known),
        }
    }

    fn parts(&mut self, expr: &Expr, known: &Stated) {
        visit::each_child(expr, |child| self.read(child, known));
    }

    fn optional(&mut self, expr: &Expr, known: &Stated) {
        let name = visit::name(self.set, expr);
        let Some(path) = path(expr) else {
            // A field of something without a name can't be guarded; its own place tells it apart.
            let own = Path(Root::Concept(u16::MAX), vec![u16::MAX; self.told.len()]);
            self.told.insert(own, (name, expr.span));
            return;
        };
        if !known.contains(&path) {
            let entry = self.told.entry(path).or_insert((name, expr.span));
            entry.1 = entry.1.min(expr.span);
        }
    }
}

/// The paths that are certainly stated when the condition is `truth`.
fn stated(set: &RuleSet, expr: &Expr, truth: bool, depth: u8) -> Stated {
    let Some(deeper) = depth.checked_sub(1) else {
        return Stated::new();
    };
    match (&expr.kind, truth) {
        (ExprKind::Exists(inner), true) => with_bases(inner),
        (ExprKind::Not(inner), _) => stated(set, inner, !truth, depth),
        (ExprKind::And(parts), true) | (ExprKind::Or(parts), false) => parts
            .iter()
            .flat_map(|part| stated(set, part, truth, depth))
            .collect(),
        (ExprKind::And(parts), false) | (ExprKind::Or(parts), true) => parts
            .iter()
            .map(|part| stated(set, part, truth, depth))
            .reduce(|a, b| a.intersection(&b).cloned().collect())
            .unwrap_or_default(),
        (ExprKind::Concept(id, arguments), _) if arguments.is_empty() => match visit::concept(set, *id) {
            Some(Concept {
                value: ConceptValue::Formula(body),
                overrides,
                ..
            }) if overrides.is_empty() => stated(set, body, truth, deeper),
            _ => Stated::new(),
        },
        (ExprKind::RuleMet(id), true) => rule_condition(set, *id, true, deeper),
        (ExprKind::RuleBites(id), true) => {
            let guard = visit::rule(set, *id)
                .map(|rule| rule.guard.as_slice())
                .unwrap_or_default();
            let unmet = visit::rule(set, *id).is_some_and(Rule::bites_when_unmet);
            let guarded = guard.iter().flat_map(|e| stated(set, e, true, deeper));
            guarded.chain(rule_condition(set, *id, !unmet, deeper)).collect()
        }
        _ => Stated::new(),
    }
}

fn rule_condition(set: &RuleSet, id: RuleId, truth: bool, depth: u8) -> Stated {
    let condition = visit::rule(set, id).and_then(|rule| rule.condition.as_ref());
    condition
        .map(|expr| stated(set, expr, truth, depth))
        .unwrap_or_default()
}

/// The path of a field and those of the records that it stands in.
fn with_bases(expr: &Expr) -> Stated {
    let Some(Path(root, steps)) = path(expr) else {
        return Stated::new();
    };
    (0..=steps.len())
        .map(|length| Path(root, steps.iter().take(length).copied().collect()))
        .collect()
}

fn path(expr: &Expr) -> Option<Path> {
    match &expr.kind {
        ExprKind::Fact(index) => Some(Path(Root::Fact(*index), Vec::new())),
        ExprKind::Element(id) => Some(Path(Root::Element(*id), Vec::new())),
        ExprKind::Argument(index) => Some(Path(Root::Argument(*index), Vec::new())),
        ExprKind::Concept(id, arguments) if arguments.is_empty() => {
            Some(Path(Root::Concept(id.0), Vec::new()))
        }
        ExprKind::Field(base, index) => {
            let Path(root, mut steps) = path(base)?;
            steps.push(*index);
            Some(Path(root, steps))
        }
        _ => None,
    }
}

fn unguarded(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::UnguardedOptional,
        span,
        format!("`{name}` kan saknas men läses utan `finns`"),
        format!("`{name}` may be absent but is read without `finns`"),
    )
    .label(
        format!("här är det inte säkert att `{name}` finns"),
        format!("here it is not certain that `{name}` exists"),
    )
    .help(
        format!("läs det under `{name} finns`: `{name} finns och …`, eller i ett `när` omkring"),
        format!("read it under `{name} finns`: `{name} finns och …`, or in a `när` around it"),
    )
    .help(
        "gör fältet obligatoriskt (utan `?`) om det alltid ska anges",
        "make the field required (without `?`) if it must always be stated",
    )
}

#[cfg(test)]
mod tests;
