//! From rules' effects to a decision. What could not be computed counts as both ways, each way settled by itself.

use super::eval::{Case, Scope};
use super::rules::Owed;
use super::value::{Exact, Value};
use num_traits::{Signed as _, Zero as _};
use rekvisit::check::ruleset::{BodyId, Outcome, RuleId, RuleKind, Verb};
use rekvisit::eval::{Effect, Status};
use std::collections::{BTreeMap, BTreeSet};

/// As many ways are settled one by one.
const WAYS: usize = 512;

/// What nothing that holds it back would make of it: an outcome, its amount and to whom it is referred.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Result {
    pub(super) outcome: Outcome,
    pub(super) amount: Option<Exact>,
    pub(super) body: Option<BodyId>,
}

impl Result {
    fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            amount: None,
            body: None,
        }
    }

    fn is_granted(&self) -> bool {
        matches!(self.outcome, Outcome::Granted | Outcome::PartlyGranted)
    }
}

/// One way that it may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// More than one when two bodies or two grants differ.
    pub(super) results: BTreeSet<Result>,
    /// A stop or a supplement that applies.
    pub(super) held: Option<Verb>,
    pub(super) collision: bool,
    /// Whether each item of a block is decided by itself.
    each: bool,
    /// Whether an amount could not be computed.
    pub(super) failing: bool,
    /// Whether a supplement asks for something, also where a stop stands before it.
    pub(super) asks: bool,
    pub(super) decisive: BTreeSet<RuleId>,
}

impl Way {
    pub(super) fn outcome(&self) -> Outcome {
        match self.results.first() {
            Some(only) if self.results.len() == 1 && self.held.is_none() && !self.collision => only.outcome,
            _ => Outcome::Undetermined,
        }
    }

    pub(super) fn amount(&self) -> Option<Exact> {
        match self.outcome() {
            Outcome::Granted | Outcome::PartlyGranted => self.results.first()?.amount.clone(),
            _ => None,
        }
    }

    pub(super) fn body(&self) -> Option<BodyId> {
        match self.outcome() {
            Outcome::Referred => self.results.first()?.body,
            _ => None,
        }
    }

    fn settled(result: Result, decisive: BTreeSet<RuleId>) -> Self {
        Self {
            results: BTreeSet::from([result]),
            held: None,
            collision: false,
            each: true,
            asks: false,
            failing: false,
            decisive,
        }
    }
}

pub(super) type States = BTreeMap<RuleId, (Status, Effect)>;

/// An item of a `för varje`.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) block: usize,
    pub(super) index: usize,
    pub(super) ways: Vec<Way>,
    pub(super) states: States,
}

/// What an application comes to.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// Empty when they are too many.
    pub(super) ways: Vec<Way>,
    pub(super) states: States,
    pub(super) items: Vec<Item>,
    pub(super) owed: BTreeMap<RuleId, Owed>,
    pub(super) results: Vec<Value>,
}

/// What is settled together: rules, what they do, and where they stand.
struct Bench<'a> {
    rules: Vec<RuleId>,
    states: &'a States,
    scope: &'a Scope,
    otherwise: Outcome,
}

impl Case<'_> {
    pub(super) fn decision(&self) -> Decision {
        let top = Scope::default();
        let ids = (0_u16..).map(RuleId).zip(&self.set.rules);
        let rules: Vec<RuleId> = ids.filter(|(_, r)| r.block.is_none()).map(|(id, _)| id).collect();
        let states = self.states(&rules, &top);
        let mut items = Vec::new();
        let mut blocks: Vec<Vec<Way>> = Vec::new();
        for (at, block) in self.set.blocks.iter().enumerate() {
            let list = self.eval(&block.list, &top);
            let elements = match &list {
                Value::List(elements) => elements.as_slice(),
                Value::Absent => &[],
                _ if block.grants => {
                    blocks.push(Vec::new());
                    continue;
                }
                _ => continue,
            };
            let first = items.len();
            for (index, element) in elements.iter().enumerate() {
                let scope = top.with(block.var, &block.list, element);
                let states = self.states(&block.rules, &scope);
                let otherwise = if block.grants {
                    Outcome::Rejected
                } else {
                    Outcome::Granted
                };
                let bench = Bench {
                    rules: block.rules.clone(),
                    states: &states,
                    scope: &scope,
                    otherwise,
                };
                let ways = self.ways(&bench, &[]);
                items.push(Item {
                    block: at,
                    index,
                    ways,
                    states,
                });
            }
            if block.grants {
                let own: Vec<&[Way]> = items[first..].iter().map(|item| item.ways.as_slice()).collect();
                blocks.push(product(&own).iter().map(|parts| together(parts)).collect());
            }
        }
        let bench = Bench {
            rules: rules.clone(),
            states: &states,
            scope: &top,
            otherwise: Outcome::Rejected,
        };
        let listed: Vec<&[Way]> = blocks.iter().map(Vec::as_slice).collect();
        let mut ways = Vec::new();
        for parts in product(&listed) {
            let each = self.ways(&bench, &parts);
            if each.is_empty() || ways.len() > WAYS {
                ways.clear();
                break;
            }
            ways.extend(each);
        }
        let owed = rules
            .iter()
            .filter(|id| self.rule(**id).kind == RuleKind::Obligation);
        Decision {
            ways,
            owed: owed.map(|id| (*id, self.owed(*id))).collect(),
            results: self
                .set
                .results
                .iter()
                .map(|r| self.eval(&r.value, &top))
                .collect(),
            states,
            items,
        }
    }

    fn states(&self, rules: &[RuleId], scope: &Scope) -> States {
        rules.iter().map(|id| (*id, self.state(*id, scope))).collect()
    }

    /// Each way that the open rules may go.
    fn ways(&self, bench: &Bench<'_>, blocks: &[&Way]) -> Vec<Way> {
        let matters = |id: &&RuleId| {
            let rule = self.rule(**id);
            rule.grant.is_some() || rule.consequence.as_ref().is_some_and(|c| c.verb != Verb::Remark)
        };
        let effect = |id: &RuleId| bench.states[id].1;
        let open: Vec<RuleId> = bench
            .rules
            .iter()
            .filter(matters)
            .filter(|id| effect(id) == Effect::Possible)
            .copied()
            .collect();
        if open.len() > 8 {
            return Vec::new();
        }
        let mut ways: Vec<Way> = Vec::new();
        for choice in 0..1_usize << open.len() {
            let applies = |id: RuleId| match open.iter().position(|o| *o == id) {
                Some(bit) => choice >> bit & 1 == 1,
                None => effect(&id) == Effect::Applies,
            };
            let way = self.settle(bench, blocks, &applies);
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// The first consequence that applies decides; a stop or a supplement holds it back.
    fn settle(&self, bench: &Bench<'_>, blocks: &[&Way], applies: &dyn Fn(RuleId) -> bool) -> Way {
        let of = |verb: Verb| -> BTreeSet<RuleId> {
            let here = |id: &&RuleId| {
                let consequence = self.rule(**id).consequence.as_ref();
                consequence.is_some_and(|c| c.verb == verb) && applies(**id)
            };
            bench.rules.iter().filter(here).copied().collect()
        };
        let stops = of(Verb::Stop);
        let mut way = self.unstopped(bench, blocks, applies, &of);
        if !stops.is_empty() {
            way.held = Some(Verb::Stop);
            way.decisive = stops;
        }
        way
    }

    fn unstopped(
        &self,
        bench: &Bench<'_>,
        blocks: &[&Way],
        applies: &dyn Fn(RuleId) -> bool,
        of: &dyn Fn(Verb) -> BTreeSet<RuleId>,
    ) -> Way {
        let above = [
            (Verb::Discontinue, Outcome::Discontinued),
            (Verb::Dismiss, Outcome::Dismissed),
            (Verb::Refer, Outcome::Referred),
            (Verb::Reject, Outcome::Rejected),
        ];
        for (verb, outcome) in above.into_iter().filter(|_| !self.grants_alone) {
            let rules = of(verb);
            if rules.is_empty() {
                continue;
            }
            let to = |id: &RuleId| Result {
                body: self.rule(*id).consequence.as_ref().unwrap().refer_to,
                ..Result::of(outcome)
            };
            return Way {
                results: rules.iter().map(to).collect(),
                held: None,
                collision: false,
                each: true,
                asks: false,
                failing: false,
                decisive: rules,
            };
        }
        let mut way = self.granted(bench, blocks, applies);
        let supplements = of(Verb::Supplement);
        if !supplements.is_empty() {
            // A block takes the grant's place in the order, and what holds its items comes after.
            way.held = Some(Verb::Supplement);
            way.asks = true;
            way.decisive = supplements;
        }
        way
    }

    /// What the grants and the blocks that grant give: all the same, or they collide.
    fn granted(&self, bench: &Bench<'_>, blocks: &[&Way], applies: &dyn Fn(RuleId) -> bool) -> Way {
        let grants: Vec<RuleId> = bench
            .rules
            .iter()
            .filter(|id| self.rule(**id).grant.is_some())
            .copied()
            .collect();
        let applying: Vec<RuleId> = grants.iter().filter(|id| applies(**id)).copied().collect();
        if applying.is_empty() && blocks.is_empty() {
            let no = |id: &&RuleId| {
                self.rule(**id).kind == RuleKind::Permission && bench.states[*id].0 == Status::NotMet
            };
            let judged_no: BTreeSet<RuleId> = grants.iter().filter(no).copied().collect();
            let decisive = if judged_no.is_empty() {
                grants.into_iter().collect()
            } else {
                judged_no
            };
            return Way::settled(Result::of(bench.otherwise), decisive);
        }
        let amounts: Vec<Option<(Value, Value)>> =
            applying.iter().map(|id| self.amounts(*id, bench.scope)).collect();
        let mut way = Way {
            results: BTreeSet::new(),
            held: None,
            collision: amounts.windows(2).any(|pair| surely_differ(&pair[0], &pair[1])),
            each: true,
            failing: amounts.iter().flatten().any(|(b, s)| !b.known() || !s.known())
                || blocks.iter().any(|block| block.failing),
            asks: blocks.iter().any(|block| block.asks),
            decisive: applying.iter().copied().collect(),
        };
        for given in &amounts {
            way.results.extend(gives(given.as_ref()));
        }
        for block in blocks {
            way.results.extend(block.results.iter().cloned());
            way.collision |= block.collision;
            way.decisive.extend(&block.decisive);
        }
        let sources = applying.len() + blocks.len();
        // A block that an open item may change collides with nothing yet.
        let closed = blocks.iter().all(|block| block.each || block.results.len() == 1);
        way.collision |= !blocks.is_empty() && sources > 1 && closed && way.results.len() > 1;
        let held = blocks.iter().filter(|block| block.held.is_some());
        // A stop comes before a supplement.
        if let Some(verb) = held.clone().filter_map(|block| block.held).min() {
            way.held = Some(verb);
            way.decisive = held
                .filter(|block| block.held == Some(verb))
                .flat_map(|block| block.decisive.iter().copied())
                .collect();
        }
        way
    }

    /// Computes the results, and what each rule gives or demands, also where it isn't asked for: only for what that takes.
    pub(super) fn amounts_of_all(&self) {
        let top = Scope::default();
        let each = |id: RuleId, scope: &Scope| {
            let rule = self.rule(id);
            let given = rule.grant.as_ref().and_then(|grant| grant.amount.as_ref());
            let duty = rule.duty.as_ref();
            let due = duty.into_iter().flat_map(|duty| [&duty.amount, &duty.last_day]);
            let due = due.flatten();
            for expr in given.iter().flat_map(|(given, asked)| [given, asked]).chain(due) {
                self.eval(expr, scope);
            }
            for expr in rule.guard.iter().chain(&rule.condition) {
                self.eval(expr, scope);
            }
        };
        for result in &self.set.results {
            self.eval(&result.value, &top);
        }
        for (id, rule) in (0_u16..).map(RuleId).zip(&self.set.rules) {
            let Some(block) = rule.block else {
                each(id, &top);
                continue;
            };
            let block = &self.set.blocks[usize::from(block.0)];
            if let Value::List(elements) = self.eval(&block.list, &top) {
                for element in elements.iter() {
                    each(id, &top.with(block.var, &block.list, element));
                }
            }
        }
    }

    fn amounts(&self, id: RuleId, scope: &Scope) -> Option<(Value, Value)> {
        let (given, asked) = self.rule(id).grant.as_ref().unwrap().amount.as_ref()?;
        Some((self.eval(given, scope), self.eval(asked, scope)))
    }
}

fn surely_differ(one: &Option<(Value, Value)>, other: &Option<(Value, Value)>) -> bool {
    match (one, other) {
        (None, None) => false,
        (Some((b, s)), Some((c, t))) => {
            let differ = |x: &Value, y: &Value| x.known() && y.known() && x != y;
            differ(b, c) || differ(s, t)
        }
        _ => true,
    }
}

/// B of S: rejected when B ≤ 0, granted when B ≥ S, else partly granted. Without an amount: granted.
fn gives(amounts: Option<&(Value, Value)>) -> Vec<Result> {
    let Some((given, asked)) = amounts else {
        return vec![Result::of(Outcome::Granted)];
    };
    let of = |outcome, amount: Option<&Exact>| Result {
        amount: amount.cloned(),
        ..Result::of(outcome)
    };
    match (given, asked) {
        (Value::Number(given), _) if given.is_negative() || given.is_zero() => {
            vec![Result::of(Outcome::Rejected)]
        }
        (Value::Number(given), Value::Number(asked)) if given >= asked => {
            vec![of(Outcome::Granted, Some(given))]
        }
        (Value::Number(given), Value::Number(_)) => vec![of(Outcome::PartlyGranted, Some(given))],
        (Value::Number(given), _) => vec![
            of(Outcome::Granted, Some(given)),
            of(Outcome::PartlyGranted, Some(given)),
        ],
        (_, Value::Number(_)) => [Outcome::Rejected, Outcome::Granted, Outcome::PartlyGranted]
            .map(Result::of)
            .into(),
        // What is given may be all that is asked for whatever it is.
        _ => [Outcome::Rejected, Outcome::Granted].map(Result::of).into(),
    }
}

/// A way of each, in every combination; none when there are too many.
fn product<'w>(each: &[&'w [Way]]) -> Vec<Vec<&'w Way>> {
    let mut all: Vec<Vec<&Way>> = vec![Vec::new()];
    for ways in each {
        let mut next = Vec::new();
        for begun in &all {
            for way in *ways {
                let mut longer = begun.clone();
                longer.push(way);
                next.push(longer);
            }
        }
        all = next;
        if all.len() > WAYS {
            return Vec::new();
        }
    }
    all
}

/// A block's items: all alike gives that, any granted among others gives a part of the sum, else nothing.
fn together(items: &[&Way]) -> Way {
    let mut combined: BTreeSet<Vec<Result>> = BTreeSet::from([Vec::new()]);
    for item in items {
        let longer = combined.iter().flat_map(|begun| {
            item.results
                .iter()
                .map(|one| [begun.as_slice(), std::slice::from_ref(one)].concat())
        });
        combined = longer.collect();
    }
    let held = items.iter().filter_map(|item| item.held).min();
    // An item that nothing decides, as when two bodies are referred to, has no decisive rules.
    let decides =
        |item: &&&Way| item.held.is_some() || item.collision || item.outcome() != Outcome::Undetermined;
    let decisive = items
        .iter()
        .filter(|item| held.is_none() || item.held == held)
        .filter(decides);
    Way {
        results: combined.iter().flat_map(|all| one_result(all)).collect(),
        held,
        collision: items.iter().any(|item| item.collision),
        each: items.iter().all(|item| item.outcome() != Outcome::Undetermined),
        failing: items.iter().any(|item| item.failing),
        asks: items.iter().any(|item| item.asks),
        decisive: decisive.flat_map(|item| item.decisive.iter().copied()).collect(),
    }
}

fn one_result(items: &[Result]) -> Vec<Result> {
    let Some(first) = items.first() else {
        return vec![Result::of(Outcome::Rejected)];
    };
    let amounts: Vec<&Exact> = items.iter().filter_map(|item| item.amount.as_ref()).collect();
    let sum = (!amounts.is_empty()).then(|| amounts.into_iter().sum());
    let outcome = if items.iter().all(|item| item.outcome == first.outcome) {
        first.outcome
    } else if items.iter().any(Result::is_granted) {
        Outcome::PartlyGranted
    } else {
        Outcome::Rejected
    };
    match outcome {
        Outcome::Referred => {
            let bodies: BTreeSet<Option<BodyId>> = items.iter().map(|item| item.body).collect();
            let to = |body| Result {
                body,
                ..Result::of(outcome)
            };
            bodies.into_iter().map(to).collect()
        }
        _ => vec![Result {
            amount: sum,
            ..Result::of(outcome)
        }],
    }
}
