//! One application, decided by both versions.

use std::collections::BTreeSet;

use super::cause::causes;
use super::decision::{Decision, can_decide, obligations, open, states};
use crate::diagnostic::Diagnostic;
use crate::eval::{self, Verdict};
use crate::explain::{DayFrom, Explanation};
use crate::facts::{self, Facts, Limits};
use crate::program::Program;
use crate::source::FileId;
use crate::trial;
use crate::value::Date;

/// Two versions of a rule set.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// The one that is compared with.
    pub old: &'a Program,
    /// The one that is compared.
    pub new: &'a Program,
    /// The assessment date, when it is given for all applications.
    pub as_of: Option<Date>,
}

impl Pair<'_> {
    /// Whether it is what one of the two is called: two rule sets may be compared, a year's with another's.
    fn is_of(&self, name: &str) -> bool {
        [self.old, self.new]
            .iter()
            .any(|program| program.ruleset.name == name)
    }
}

/// An application's bytes, and how many there may be.
#[derive(Clone, Copy)]
pub struct Application<'a> {
    /// The JSON.
    pub bytes: &'a [u8],
    /// How large it may be.
    pub limits: Limits,
}

/// What one application came to.
#[derive(Clone, Debug)]
pub enum Comparison {
    /// Both versions decide it.
    Both(Box<Both>),
    /// Only the old version does; what the new one says.
    OnlyOld(Vec<Diagnostic>),
    /// Only the new version does; what the old one says.
    OnlyNew(Vec<Diagnostic>),
    /// Neither does; what the new one says.
    Neither(Vec<Diagnostic>),
    /// It is for another rule set.
    Elsewhere(String),
}

/// An application that both versions decide.
#[derive(Clone, Debug)]
pub struct Both {
    /// Its own id.
    pub id: Option<String>,
    /// By the old version.
    pub old: Decision,
    /// By the new version.
    pub new: Decision,
    /// What differs.
    pub change: Change,
    /// The rules that cause it, when the decision changes: those that decide by one version and not by the other, and whose own
    /// status or effect is another in the two (or that stand in one only); where there are none, all that decide by one version
    /// only; where the same rules decide by both, those. While an outcome is open, the rules that may still come to decide
    /// count as deciding.
    pub causes: BTreeSet<String>,
}

/// What differs between two decisions: the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The outcome, the amount, or to whom it is referred.
    Decision,
    /// The rules that decided, or what is possible and missing while it is open.
    Grounds,
    /// What another rule or an obligation came to.
    Aside,
    /// Nothing.
    Nothing,
}

/// Decides an application by both versions.
#[must_use]
pub fn compare(pair: Pair<'_>, application: Application<'_>) -> Comparison {
    let old = decide(pair.old, application, pair.as_of);
    let new = decide(pair.new, application, pair.as_of);
    match (old, new) {
        (Ok(old), Ok(new)) => {
            let named = old.0.ruleset.as_deref().filter(|name| !pair.is_of(name));
            match named {
                Some(name) => Comparison::Elsewhere(name.to_owned()),
                None => Comparison::Both(Box::new(both(pair, &old, &new))),
            }
        }
        (old, new) => match (elsewhere(pair, application), old, new) {
            (Some(name), ..) => Comparison::Elsewhere(name),
            (None, Ok(_), Err(why)) => Comparison::OnlyOld(why),
            (None, Err(why), Ok(_)) => Comparison::OnlyNew(why),
            (None, _, why) => Comparison::Neither(why.err().unwrap_or_default()),
        },
    }
}

/// The other rule set that an application names which isn't read by this one.
fn elsewhere(pair: Pair<'_>, application: Application<'_>) -> Option<String> {
    facts::peek_in(FILE, application.bytes, &application.limits)
        .ok()?
        .regelverk
        .filter(|name| !pair.is_of(name))
}

/// The application's file: it is read by itself.
const FILE: FileId = FileId(0);

type Decided = (Facts, Verdict);

/// Reads an application, and the day on which it is assessed.
fn read(
    program: &Program,
    application: Application<'_>,
    as_of: Option<Date>,
) -> Result<(Facts, (Date, DayFrom)), Vec<Diagnostic>> {
    let facts = facts::decode(
        &program.schema,
        &program.ruleset,
        FILE,
        application.bytes,
        &application.limits,
    )?;
    let day =
        trial::assessment_day(program, &facts, as_of).ok_or_else(|| vec![trial::ask_for_the_day(FILE)])?;
    Ok((facts, day))
}

/// Decides it without events.
fn decide(
    program: &Program,
    application: Application<'_>,
    as_of: Option<Date>,
) -> Result<Decided, Vec<Diagnostic>> {
    let (mut facts, (day, _)) = read(program, application, as_of)?;
    facts::settle(&mut facts, day);
    let verdict = eval::decide(program, &mut facts, day)
        .map_err(|outside| vec![trial::outside_validity(&program.ruleset, outside.day, FILE)])?;
    Ok((facts, verdict))
}

fn both(pair: Pair<'_>, (old_facts, old): &Decided, (new_facts, new): &Decided) -> Both {
    let decisions = (Decision::of(pair.old, old), Decision::of(pair.new, new));
    let states = (states(pair.old, old), states(pair.new, new));
    let result = |decision: &Decision| (decision.outcome, decision.amount, decision.referred_to.clone());
    let change = if result(&decisions.0) != result(&decisions.1) {
        Change::Decision
    } else if decisions.0.decisive != decisions.1.decisive
        || open(pair.old, old_facts, old) != open(pair.new, new_facts, new)
    {
        Change::Grounds
    } else if states.0 != states.1 || obligations(pair.old, old) != obligations(pair.new, new) {
        Change::Aside
    } else {
        Change::Nothing
    };
    let causes = if change == Change::Decision {
        let both = can_decide(&pair.old.ruleset).chain(can_decide(&pair.new.ruleset));
        causes(
            &both.collect(),
            (&decisions.0, &states.0),
            (&decisions.1, &states.1),
        )
    } else {
        BTreeSet::new()
    };
    Both {
        id: new_facts.id.clone(),
        old: decisions.0,
        new: decisions.1,
        change,
        causes,
    }
}

/// Decides an application that both versions decide once more, with the explanations: old and new.
#[must_use]
pub fn explained(pair: Pair<'_>, application: Application<'_>) -> Option<(Explanation, Explanation)> {
    let explain = |program: &Program| {
        let (facts, day) = read(program, application, pair.as_of).ok()?;
        let tried = trial::decide(program, facts, day, FILE).ok()?;
        Some(tried.explanation(&program.ruleset))
    };
    Some((explain(pair.old)?, explain(pair.new)?))
}
