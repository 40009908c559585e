//! Rules, as the checker leaves them.

use super::{BodyId, Expr, LoopId, SourceId};
use crate::source::Span;
pub use crate::syntax::tree::{RuleKind, Verb};
use crate::value::{Bilingual, Period};

/// Index into `RuleSet::rules`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u16);
/// Index into `RuleSet::blocks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockId(pub u16);

/// What something rests on.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// The clauses cited.
    pub cites: Vec<Citation>,
    /// That, and why, it is assumed.
    pub assumed: Option<Bilingual>,
}

/// A clause.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The document.
    pub source: SourceId,
    /// Where in it.
    pub locator: String,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, a module's rule with the module's last part before it: `kommunalratt.jäv`.
    pub id: String,
    /// Its kind.
    pub kind: RuleKind,
    /// Its title; the name in words when none is written.
    pub title: Bilingual,
    /// The titles of the chapters that it stands in, outermost first.
    pub sections: Vec<Bilingual>,
    /// What it rests on; a chapter's grounds too.
    pub grounds: Grounds,
    /// When it is in force, read on the day that selects the rule set's version.
    pub valid: Option<Period>,
    /// The `för varje` that it stands in.
    pub block: Option<BlockId>,
    /// What must hold for it to apply at all: chapters' guards, and its own `när` where that is a guard.
    pub guard: Vec<Expr>,
    /// Its own condition: `att`, or `när` where that is the condition; none for grants, obligations and conditions of a
    /// decision, whose own condition always holds.
    pub condition: Option<Expr>,
    /// The exceptions to it.
    pub exceptions: Vec<RuleId>,
    /// What it is an exception to, in the order written: rules. (Concepts hold their own overrides.)
    pub exception_to: Vec<RuleId>,
    /// What follows when it bites.
    pub consequence: Option<Consequence>,
    /// A circumstance: whether it speaks for, and its text.
    pub speaks: Option<(bool, Option<Template>)>,
    /// A grant's, an approval's or a permission's content.
    pub grant: Option<Grant>,
    /// An obligation's content.
    pub duty: Option<Duty>,
    /// Where it stands.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
}

impl Rule {
    /// Whether it bites when its condition is *not* met: requirements and recommendations.
    #[must_use]
    pub fn bites_when_unmet(&self) -> bool {
        matches!(self.kind, RuleKind::Requirement | RuleKind::Recommendation)
    }
}

/// What follows when a rule bites.
#[derive(Clone, Debug)]
pub struct Consequence {
    /// What.
    pub verb: Verb,
    /// To whom, of a referral.
    pub refer_to: Option<BodyId>,
    /// Its text.
    pub text: Option<Template>,
}

/// What a grant gives.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The amount granted and the amount asked for; none for a plain approval.
    pub amount: Option<(Expr, Expr)>,
    /// The judgement that a permission rests on.
    pub judged: Option<Expr>,
}

/// What an obligation is about.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The amount to pay.
    pub amount: Option<Expr>,
    /// What else is to be done.
    pub what: Option<Template>,
    /// To whom.
    pub party: Option<Party>,
    /// The last day, included.
    pub last_day: Option<Expr>,
    /// An optional date field: the day on which it was performed.
    pub performed: Option<Expr>,
    /// What follows when it isn't performed.
    pub breach: Option<Template>,
}

/// To whom something is owed.
#[derive(Clone, Debug)]
pub enum Party {
    /// A declared body.
    Body(BodyId),
    /// Someone else.
    Text(Bilingual),
}

/// A text with holes, in Swedish and, where given, in English.
#[derive(Clone, Debug)]
pub struct Template {
    /// Swedish.
    pub sv: Vec<TemplatePart>,
    /// English.
    pub en: Option<Vec<TemplatePart>>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum TemplatePart {
    /// Characters.
    Chars(String),
    /// A value.
    Value(Expr),
}

/// A `för varje`.
#[derive(Clone, Debug)]
pub struct Block {
    /// The name of an item.
    pub name: String,
    /// The list.
    pub list: Expr,
    /// The loop variable.
    pub var: LoopId,
    /// Its rules.
    pub rules: Vec<RuleId>,
    /// Whether a rule in it grants.
    pub grants: bool,
}
