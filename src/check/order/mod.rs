//! In which order rules are evaluated, and rings of rules and of concepts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::ruleset::{ConceptId, ExprKind, RuleId, RuleSet};
use super::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Why one rule comes after another.
#[derive(Clone, Debug)]
enum Why {
    /// It reads the other at this place.
    Reads(Span),
    /// At this place it reads a concept that rests on the other.
    Through(ConceptId, Span),
    /// The other is an exception to it.
    Exception,
}

/// From each node to those that it rests on, with the first reason found.
type Graph<Node, Reason> = BTreeMap<Node, BTreeMap<Node, Reason>>;

/// An order of all rules in which each comes after those that it reads, in its texts too, and after its exceptions;
/// among those that could come next, the first listed does.
///
/// # Errors
/// E0213 for each ring of rules.
pub fn rule_order(set: &RuleSet) -> Result<Vec<RuleId>, Vec<Diagnostic>> {
    let graph = rule_graph(set);
    let mut order = Vec::with_capacity(graph.len());
    let mut waits_for: BTreeMap<RuleId, usize> = graph.iter().map(|(id, on)| (*id, on.len())).collect();
    let mut waited_on: BTreeMap<RuleId, Vec<RuleId>> = BTreeMap::new();
    for (id, on) in &graph {
        for other in on.keys() {
            waited_on.entry(*other).or_default().push(*id);
        }
    }
    let mut ready: BTreeSet<RuleId> = waits_for
        .iter()
        .filter(|(_, n)| **n == 0)
        .map(|(id, _)| *id)
        .collect();
    while let Some(id) = ready.pop_first() {
        order.push(id);
        for other in waited_on.get(&id).into_iter().flatten() {
            if let Some(left) = waits_for.get_mut(other) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.insert(*other);
                }
            }
        }
    }
    if order.len() == graph.len() {
        return Ok(order);
    }
    Err(rings(&graph)
        .iter()
        .map(|ring| rule_ring(set, &graph, ring))
        .collect())
}

/// E0212 for each ring of concepts. A concept whose exception's condition reads it is a ring of rules, E0213.
#[must_use]
pub fn check_concepts(set: &RuleSet) -> Vec<Diagnostic> {
    let mut graph: Graph<ConceptId, Span> = BTreeMap::new();
    for (id, concept) in (0..).map(ConceptId).zip(&set.concepts) {
        let on = graph.entry(id).or_default();
        for expr in visit::concept_expressions(concept) {
            visit::walk(expr, |e| {
                if let ExprKind::Concept(other, _) = e.kind {
                    on.entry(other).or_insert(e.span);
                }
            });
        }
    }
    rings(&graph)
        .iter()
        .map(|ring| concept_ring(set, &graph, ring))
        .collect()
}

/// What each rule rests on.
fn rule_graph(set: &RuleSet) -> Graph<RuleId, Why> {
    let through: Vec<BTreeSet<RuleId>> = concept_rules(set);
    let mut graph = Graph::new();
    for (id, rule) in (0..).map(RuleId).zip(&set.rules) {
        let mut on = BTreeMap::new();
        let expressions = visit::rule_expressions(rule)
            .into_iter()
            .chain(visit::rule_holes(rule));
        for expr in expressions {
            visit::walk(expr, |e| match &e.kind {
                ExprKind::RuleMet(other) | ExprKind::RuleBites(other) => {
                    on.entry(*other).or_insert(Why::Reads(e.span));
                }
                ExprKind::Concept(concept, _) => {
                    for other in through.get(usize::from(concept.0)).into_iter().flatten() {
                        on.entry(*other).or_insert(Why::Through(*concept, e.span));
                    }
                }
                _ => {}
            });
        }
        for other in &rule.exceptions {
            on.entry(*other).or_insert(Why::Exception);
        }
        graph.insert(id, on);
    }
    graph
}

/// The rules that each concept rests on, also through other concepts: those that it reads, and its exceptions.
fn concept_rules(set: &RuleSet) -> Vec<BTreeSet<RuleId>> {
    let mut rests_on: Vec<BTreeSet<RuleId>> = Vec::new();
    let mut read_by: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (index, concept) in set.concepts.iter().enumerate() {
        let mut rules: BTreeSet<RuleId> = concept.overrides.iter().map(|(rule, _)| *rule).collect();
        for expr in visit::concept_expressions(concept) {
            visit::walk(expr, |e| match &e.kind {
                ExprKind::RuleMet(rule) | ExprKind::RuleBites(rule) => {
                    rules.insert(*rule);
                }
                ExprKind::Concept(other, _) => {
                    read_by.entry(usize::from(other.0)).or_default().insert(index);
                }
                _ => {}
            });
        }
        rests_on.push(rules);
    }
    let mut waiting: Vec<usize> = (0..rests_on.len()).collect();
    while let Some(next) = waiting.pop() {
        let rules = rests_on.get(next).cloned().unwrap_or_default();
        for reader in read_by.get(&next).into_iter().flatten() {
            if let Some(known) = rests_on.get_mut(*reader)
                && !rules.is_subset(known)
            {
                known.extend(&rules);
                waiting.push(*reader);
            }
        }
    }
    rests_on
}

/// One shortest ring for each group of nodes that rest on each other, from its first node on, groups in order.
fn rings<Node: Copy + Ord, Reason>(graph: &Graph<Node, Reason>) -> Vec<Vec<Node>> {
    let forward: Steps<Node> = graph
        .iter()
        .map(|(node, on)| (*node, on.keys().copied().collect()))
        .collect();
    let mut backward: Steps<Node> = BTreeMap::new();
    for (node, on) in &forward {
        for other in on {
            backward.entry(*other).or_default().push(*node);
        }
    }
    let mut found = Vec::new();
    // Nodes that rest on nothing but what is outside every ring, or that no ring rests on, are in no ring.
    let mut left = with_some(
        &with_some(&forward.keys().copied().collect(), &forward, &backward),
        &backward,
        &forward,
    );
    while let Some(start) = left.pop_first() {
        let Some(ring) = ring_from(graph, start) else {
            continue;
        };
        let before = reachable(&backward, start);
        for node in reachable(&forward, start).intersection(&before) {
            left.remove(node);
        }
        found.push(ring);
    }
    found
}

/// From each node to others.
type Steps<Node> = BTreeMap<Node, Vec<Node>>;

/// The nodes from which one can step for ever; `back` are the same steps backwards.
fn with_some<Node: Copy + Ord>(
    nodes: &BTreeSet<Node>,
    steps: &Steps<Node>,
    back: &Steps<Node>,
) -> BTreeSet<Node> {
    let count = |node: &Node| {
        steps
            .get(node)
            .into_iter()
            .flatten()
            .filter(|n| nodes.contains(n))
            .count()
    };
    let mut ways: BTreeMap<Node, usize> = nodes.iter().map(|node| (*node, count(node))).collect();
    let mut ended: Vec<Node> = ways
        .iter()
        .filter(|(_, n)| **n == 0)
        .map(|(node, _)| *node)
        .collect();
    let mut left = nodes.clone();
    while let Some(end) = ended.pop() {
        left.remove(&end);
        for node in back.get(&end).into_iter().flatten() {
            if let Some(n) = ways.get_mut(node) {
                *n = n.saturating_sub(1);
                if *n == 0 {
                    ended.push(*node);
                }
            }
        }
    }
    left
}

/// The nodes that steps lead to from `start`.
fn reachable<Node: Copy + Ord>(steps: &Steps<Node>, start: Node) -> BTreeSet<Node> {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![start]);
    while let Some(next) = waiting.pop() {
        for other in steps.get(&next).into_iter().flatten() {
            if seen.insert(*other) {
                waiting.push(*other);
            }
        }
    }
    seen
}

/// The shortest way from `start` back to itself, without its repetition at the end.
fn ring_from<Node: Copy + Ord, Reason>(graph: &Graph<Node, Reason>, start: Node) -> Option<Vec<Node>> {
    let mut came_from: BTreeMap<Node, Node> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(next) = waiting.pop_front() {
        for other in graph.get(&next).into_iter().flat_map(BTreeMap::keys) {
            if *other == start {
                let mut ring = vec![next];
                let mut at = next;
                while at != start {
                    at = *came_from.get(&at)?;
                    ring.push(at);
                }
                ring.reverse();
                return Some(ring);
            }
            if !came_from.contains_key(other) {
                came_from.insert(*other, next);
                waiting.push_back(*other);
            }
        }
    }
    None
}

/// Each node of a ring with the one after it.
fn steps<Node: Copy>(ring: &[Node]) -> impl Iterator<Item = (Node, Node)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// How many steps of a ring are shown.
const SHOWN: usize = 8;

/// `a → b → a`; of a long ring the beginning.
fn arrows<Node: Copy>(ring: &[Node], name: impl Fn(Node) -> String) -> String {
    let shown = |node: &Node| format!("`{}`", name(*node));
    let mut names: Vec<_> = ring.iter().take(SHOWN).map(shown).collect();
    if ring.len() > SHOWN {
        names.push("…".to_owned());
    }
    names.extend(ring.first().map(shown));
    names.join(" → ")
}

fn rule_ring(set: &RuleSet, graph: &Graph<RuleId, Why>, ring: &[RuleId]) -> Diagnostic {
    let name = |id: RuleId| visit::rule(set, id).map_or_else(String::new, |rule| rule.id.clone());
    let concept = |id: ConceptId| visit::concept(set, id).map_or("", |c| c.name.as_str());
    let place = |id: RuleId| visit::rule(set, id).map_or_else(Span::default, |rule| rule.name_span);
    let mut labels = steps(ring).take(SHOWN).map(|(from, to)| {
        let (a, b) = (name(from), name(to));
        match graph.get(&from).and_then(|on| on.get(&to)) {
            Some(Why::Reads(span)) => (*span, format!("`{a}` läser `{b}`"), format!("`{a}` reads `{b}`")),
            Some(Why::Through(id, span)) => {
                let k = concept(*id);
                (
                    *span,
                    format!("`{a}` läser `{k}`, som bygger på `{b}`"),
                    format!("`{a}` reads `{k}`, which rests on `{b}`"),
                )
            }
            _ => (
                place(to),
                format!("`{b}` är undantag från `{a}`"),
                format!("`{b}` is an exception to `{a}`"),
            ),
        }
    });
    let shown = arrows(ring, name);
    let (sv, en) = match ring {
        [only] => (
            format!("regeln `{}` beror på sig själv", name(*only)),
            format!("the rule `{}` depends on itself", name(*only)),
        ),
        _ => (
            format!("regler beror på varandra i ring: {shown}"),
            format!("rules depend on each other in a ring: {shown}"),
        ),
    };
    let (span, label_sv, label_en) = labels.next().unwrap_or_default();
    let first = Diagnostic::error(Code::RuleCycle, span, sv, en).label(label_sv, label_en);
    labels.fold(first, |d, (span, sv, en)| d.also(span, sv, en)).help(
        "bryt ringen: låt en av reglerna läsa fakta i stället för den andra regeln",
        "break the ring: let one of the rules read facts instead of the other rule",
    )
}

fn concept_ring(set: &RuleSet, graph: &Graph<ConceptId, Span>, ring: &[ConceptId]) -> Diagnostic {
    let name = |id: ConceptId| visit::concept(set, id).map_or_else(String::new, |c| c.name.clone());
    let mut labels = steps(ring).take(SHOWN).map(|(from, to)| {
        let span = graph
            .get(&from)
            .and_then(|on| on.get(&to))
            .copied()
            .unwrap_or_default();
        let (a, b) = (name(from), name(to));
        (
            span,
            format!("`{a}` bygger på `{b}`"),
            format!("`{a}` rests on `{b}`"),
        )
    });
    let shown = arrows(ring, name);
    let (sv, en) = match ring {
        [only] => (
            format!("begreppet `{}` bygger på sig självt", name(*only)),
            format!("the concept `{}` rests on itself", name(*only)),
        ),
        _ => (
            format!("begrepp bygger på varandra i ring: {shown}"),
            format!("concepts rest on each other in a ring: {shown}"),
        ),
    };
    let (span, label_sv, label_en) = labels.next().unwrap_or_default();
    let first = Diagnostic::error(Code::ConceptCycle, span, sv, en).label(label_sv, label_en);
    labels.fold(first, |d, (span, sv, en)| d.also(span, sv, en)).help(
        "ett begrepp kan bara bygga på andra begrepp, aldrig på sig självt",
        "a concept can only rest on other concepts, never on itself",
    )
}

#[cfg(test)]
mod tests;
