//! Walks over expressions. The only place that knows what an expression is made of; every other pass asks here.

use super::ruleset::{
    ApportionmentId, BlockId, Concept, ConceptId, ConceptValue, Expr, ExprKind, Field, Rule, RuleId, RuleSet,
    Template, TemplatePart, Type,
};

/// What an expression belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The header: the fact that selects the version, the fact that is the assessment date.
    Header,
    /// A concept: its formula, its rows, what it is instead where an exception holds.
    Concept(ConceptId),
    /// A rule: guard, condition, amounts, days and texts.
    Rule(RuleId),
    /// The list of a `för varje`.
    Block(BlockId),
    /// A named result, by its place in `RuleSet::results`.
    Result(u16),
    /// An apportionment: what is shared, who takes part, floor and cap. None of it is computed when an application is decided.
    Apportionment(ApportionmentId),
}

/// What an expression is directly made of, in the order in which it is written.
#[must_use]
pub fn children(expr: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    add_children(expr, &mut found);
    found
}

fn add_children<'a>(expr: &'a Expr, found: &mut Vec<&'a Expr>) {
    each_child(expr, |child| found.push(child));
}

/// Calls `visit` with what an expression is directly made of, in the order in which it is written.
pub fn each_child<'a>(expr: &'a Expr, mut visit: impl FnMut(&'a Expr)) {
    match &expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Fact(_)
        | ExprKind::Element(_)
        | ExprKind::Argument(_)
        | ExprKind::AssessmentDay
        | ExprKind::RuleMet(_)
        | ExprKind::RuleBites(_) => {}
        ExprKind::Field(base, _) => visit(base),
        ExprKind::Concept(_, parts)
        | ExprKind::And(parts)
        | ExprKind::Or(parts)
        | ExprKind::Extreme(_, parts) => parts.iter().for_each(visit),
        ExprKind::Parameter(_, day) => day.iter().for_each(|day| visit(day)),
        ExprKind::Cell(_, inner, _)
        | ExprKind::Not(inner)
        | ExprKind::Exists(inner)
        | ExprKind::Neg(inner)
        | ExprKind::PeriodStart(inner)
        | ExprKind::PeriodEnd(inner)
        | ExprKind::DaysIn(inner)
        | ExprKind::DayOf(inner)
        | ExprKind::ValidOrganisationNumber(inner) => visit(inner),
        ExprKind::Compare(_, left, right)
        | ExprKind::Within(left, right)
        | ExprKind::Contains(left, right)
        | ExprKind::Arith(_, left, right) => [left, right].into_iter().for_each(|part| visit(part)),
        ExprKind::Round(value, _, step) => [value, step].into_iter().for_each(|part| visit(part)),
        ExprKind::OneOf(value, options) => {
            visit(value);
            options.iter().for_each(visit);
        }
        ExprKind::AddTime { date, length, .. } => [date, length].into_iter().for_each(|part| visit(part)),
        ExprKind::TimeLimit { length, from, .. } => [length, from].into_iter().for_each(|part| visit(part)),
        ExprKind::Quantified {
            list, filter, body, ..
        } => {
            visit(list);
            filter.iter().for_each(|filter| visit(filter));
            visit(body);
        }
        ExprKind::Aggregated { list, filter, of, .. } => {
            visit(list);
            filter.iter().for_each(|filter| visit(filter));
            of.iter().for_each(|of| visit(of));
        }
    }
}

/// Calls `visit` with the expression and everything in it, from the outside in and from left to right.
pub fn walk<'a>(expr: &'a Expr, mut visit: impl FnMut(&'a Expr)) {
    let mut waiting = vec![expr];
    while let Some(next) = waiting.pop() {
        visit(next);
        let before = waiting.len();
        add_children(next, &mut waiting);
        if let Some(added) = waiting.get_mut(before..) {
            added.reverse();
        }
    }
}

/// The values that a text fills in, in both languages.
#[must_use]
pub fn holes(template: &Template) -> Vec<&Expr> {
    template
        .sv
        .iter()
        .chain(template.en.iter().flatten())
        .filter_map(|part| match part {
            TemplatePart::Value(expr) => Some(expr),
            TemplatePart::Chars(_) => None,
        })
        .collect()
}

/// The values that a rule's texts fill in.
#[must_use]
pub fn rule_holes(rule: &Rule) -> Vec<&Expr> {
    let consequence = rule.consequence.iter().filter_map(|c| c.text.as_ref());
    let speaks = rule.speaks.iter().filter_map(|(_, text)| text.as_ref());
    let duty = rule.duty.iter().flat_map(|d| d.what.iter().chain(&d.breach));
    consequence.chain(speaks).chain(duty).flat_map(holes).collect()
}

/// All expressions of a rule but those in its texts.
#[must_use]
pub fn rule_expressions(rule: &Rule) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = rule.guard.iter().chain(&rule.condition).collect();
    if let Some(grant) = &rule.grant {
        if let Some((granted, asked)) = &grant.amount {
            found.extend([granted, asked]);
        }
        found.extend(&grant.judged);
    }
    if let Some(duty) = &rule.duty {
        found.extend(duty.amount.iter().chain(&duty.last_day).chain(&duty.performed));
    }
    found
}

/// The expressions that a concept's value is made of: formula or rows, and what it is instead.
#[must_use]
pub fn concept_expressions(concept: &Concept) -> Vec<&Expr> {
    let mut found = Vec::new();
    match &concept.value {
        ConceptValue::Formula(expr) => found.push(expr),
        ConceptValue::Cases(rows) => {
            for (test, value) in rows {
                found.extend(test);
                found.push(value);
            }
        }
    }
    found.extend(concept.overrides.iter().map(|(_, value)| value));
    found
}

/// The outermost expressions of a rule set with what they belong to: header, concepts, rules, blocks, results,
/// apportionments.
#[must_use]
pub fn roots(set: &RuleSet) -> Vec<(Owner, &Expr)> {
    let header = set.valid.by.iter().chain(&set.assessed_on);
    let mut found: Vec<_> = header.map(|expr| (Owner::Header, expr)).collect();
    for (id, concept) in (0..).map(ConceptId).zip(&set.concepts) {
        found.extend(
            concept_expressions(concept)
                .into_iter()
                .map(|e| (Owner::Concept(id), e)),
        );
    }
    for (id, rule) in (0..).map(RuleId).zip(&set.rules) {
        let all = rule_expressions(rule).into_iter().chain(rule_holes(rule));
        found.extend(all.map(|expr| (Owner::Rule(id), expr)));
    }
    for (id, block) in (0..).map(BlockId).zip(&set.blocks) {
        found.push((Owner::Block(id), &block.list));
    }
    for (id, result) in (0..).zip(&set.results) {
        found.push((Owner::Result(id), &result.value));
    }
    for (id, item) in (0..).map(ApportionmentId).zip(&set.apportionments) {
        let all = item.expressions().into_iter();
        found.extend(all.map(|expr| (Owner::Apportionment(id), expr)));
    }
    found
}

/// Calls `visit` with every expression of a rule set.
pub fn walk_all<'a>(set: &'a RuleSet, mut visit: impl FnMut(Owner, &'a Expr)) {
    for (owner, expr) in roots(set) {
        walk(expr, |e| visit(owner, e));
    }
}

/// The rule, when there is one.
#[must_use]
pub fn rule(set: &RuleSet, id: RuleId) -> Option<&Rule> {
    set.rules.get(usize::from(id.0))
}

/// The concept, when there is one.
#[must_use]
pub fn concept(set: &RuleSet, id: ConceptId) -> Option<&Concept> {
    set.concepts.get(usize::from(id.0))
}

/// What a field, an item of a `för varje` or a concept is called where it is read; empty for what has no name. The fields
/// of an element of a quantifier are names by themselves.
#[must_use]
pub fn name(set: &RuleSet, expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Fact(_) => field(set, expr).map_or_else(String::new, |field| field.name.clone()),
        ExprKind::Element(id) => {
            let block = set.blocks.iter().find(|block| block.var == *id);
            block.map_or_else(String::new, |block| block.name.clone())
        }
        ExprKind::Field(base, _) => {
            let own = field(set, expr).map_or("", |field| field.name.as_str());
            match name(set, base).as_str() {
                "" => own.to_owned(),
                base => format!("{base}.{own}"),
            }
        }
        ExprKind::Concept(id, _) => concept(set, *id).map_or_else(String::new, |c| c.name.clone()),
        _ => String::new(),
    }
}

/// Whether an expression reads a fact that is a percentage, or an element of a list of them.
#[must_use]
pub fn is_percentage(set: &RuleSet, expr: &Expr) -> bool {
    match expr.kind {
        ExprKind::Element(var) => set.percentages.contains(&var),
        _ => field(set, expr).is_some_and(|field| field.percent),
    }
}

/// The field that an expression reads, when it is a fact or a record's field.
#[must_use]
pub fn field<'a>(set: &'a RuleSet, expr: &Expr) -> Option<&'a Field> {
    match &expr.kind {
        ExprKind::Fact(index) => set.application.get(usize::from(*index)),
        ExprKind::Field(base, index) => {
            let (Type::Record(record) | Type::RecordKey(_, record)) = &base.ty else {
                return None;
            };
            let record = set.records.get(usize::from(record.0))?;
            record.fields.get(usize::from(*index))
        }
        _ => None,
    }
}
