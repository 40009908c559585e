//! A rule set in a service, and what it is asked.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Decision, InvalidRules, Refused, fast};
use crate::check::ruleset::{BodyId, Grounds, Rule, RuleId};
use crate::check::{self, Checked};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval;
use crate::eval::lane::Lane;
use crate::explain::{DayFrom, Explanation};
use crate::facts::{self, Facts, Limits, Quick};
use crate::program::schema::Schema;
use crate::program::{self, Program};
use crate::source::{FileId, Library, MemoryLibrary, Span};
use crate::trial::{self, ask_for_the_day, assessment_day, outside_validity};
use crate::value::{Bilingual, Date};

/// A rule set that is loaded, with the day and the limits that applications are decided by. A copy is cheap: it shares the rules. It is
/// `Send` and `Sync`, and nothing in it changes.
///
/// ```
/// use rekvisit::service::RuleSet;
/// fn shared<T: Clone + Send + Sync + 'static>() {}
/// shared::<RuleSet>();
/// ```
#[derive(Clone, Debug)]
pub struct RuleSet {
    program: Arc<Program>,
    /// The quick reader by these limits; each thread reads by a copy.
    quick: Arc<Quick>,
    /// The fast lane, when the program has one.
    lane: Option<Arc<Lane>>,
    pub(super) as_of: Option<Date>,
    limits: Limits,
}

/// What threads share must be of the kind that they may; a field that isn't stops the build here.
const _: () = {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<RuleSet>();
    shared::<Arc<Program>>();
};

/// Memory that one thread reuses from application to application. It holds nothing between them that a decision depends on.
///
/// ```
/// use rekvisit::service::{RuleSet, Scratch};
/// use rekvisit::source::EmbeddedLibrary;
///
/// let rules = RuleSet::load(&EmbeddedLibrary, "slutrapport")?;
/// let mut scratch = Scratch::default();
/// for line in r#"{"prövningsdag": "2022-03-01"}"#.lines() {
///     let decision = rules.evaluate_in(&mut scratch, line.as_bytes())?;
///     assert!(!decision.missing.is_empty());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Scratch {
    /// The rule set's quick reader, and the copy of it that is used here.
    quick: Option<(Arc<Quick>, Quick)>,
    /// The facts of the last application.
    facts: Facts,
    fast: fast::Memory,
}

impl Scratch {
    /// The quick reader of the rule set, as it is used here.
    fn quick(&mut self, rules: &RuleSet) -> (&mut Quick, &mut Facts, &mut fast::Memory) {
        let own = |(of, _): &(Arc<Quick>, Quick)| Arc::ptr_eq(of, &rules.quick);
        if !self.quick.as_ref().is_some_and(own) {
            self.quick = None;
        }
        let (_, quick) = self
            .quick
            .get_or_insert_with(|| (Arc::clone(&rules.quick), Quick::clone(&rules.quick)));
        (quick, &mut self.facts, &mut self.fast)
    }
}

/// What a rule is called and what it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    rule: &'a Rule,
    program: &'a Program,
}

/// The application's file: it is read by itself.
const FILE: FileId = FileId(0);

/// A plain reading of an application: with its hash, or without.
type Reading = fn(&Schema, &check::RuleSet, FileId, &[u8], &Limits) -> Result<Facts, Vec<Diagnostic>>;

impl RuleSet {
    /// Loads the rule set of that name with all that it uses. It takes milliseconds: do it once.
    ///
    /// The rules come from a [`Library`]: [`EmbeddedLibrary`](crate::source::EmbeddedLibrary) has those that are shipped,
    /// [`MemoryLibrary`] texts that the service holds; implement the trait for others.
    ///
    /// ```
    /// use rekvisit::service::RuleSet;
    /// use rekvisit::source::EmbeddedLibrary;
    /// let rules = RuleSet::load(&EmbeddedLibrary, "finsam")?;
    /// assert_eq!((rules.name(), rules.hash().len()), ("finsam", 64));
    /// assert!(RuleSet::load(&EmbeddedLibrary, "finns-inte").is_err());
    /// # Ok::<(), rekvisit::service::InvalidRules>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidRules`] with all that is wrong in them, or that there is no such rule set. Warnings are no error.
    #[allow(
        clippy::result_large_err,
        reason = "rules are loaded once, and what is wrong with them has their files"
    )]
    pub fn load(library: &dyn Library, name: &str) -> Result<Self, InvalidRules> {
        let Checked {
            ruleset,
            sources,
            diagnostics,
        } = check::load(library, name);
        match ruleset {
            Some(ruleset) => Ok(Self::from(program::compile(ruleset))),
            None => Err(InvalidRules { diagnostics, sources }),
        }
    }

    /// Loads a rule set of one file from its text, without tables and modules.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    #[allow(clippy::result_large_err, reason = "as above")]
    pub fn from_text(name: &str, text: &str) -> Result<Self, InvalidRules> {
        let library = MemoryLibrary::default().with(format!("{name}/{name}.regel"), text);
        Self::load(&library, name)
    }

    /// The same rules, with the day on which every application is assessed. It goes before the application's own `prövningsdag`, which goes
    /// before the day that the rule set names.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.as_of = Some(day);
        self
    }

    /// The same rules, with other limits for applications.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.quick = quick(&self.program, &limits);
        self.limits = limits;
        self
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.program.ruleset.name
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &Bilingual {
        &self.program.ruleset.title
    }

    /// Its version as it is written; empty when none is.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.program.ruleset.version
    }

    /// SHA-256 of the rules and their tables, 64 hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.program.ruleset.hash
    }

    /// The compiled program, for those who call the stages themselves.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Decides an application: the bytes of a JSON object. A thread that decides many keeps a [`Scratch`] and uses
    /// [`evaluate_in`](Self::evaluate_in).
    ///
    /// # Errors
    /// [`Refused`] with all that is wrong with it. That a fact is missing is no error: the outcome is then undetermined and
    /// [`Decision::missing`] says what could still change it.
    pub fn evaluate(&self, application: &[u8]) -> Result<Decision, Refused> {
        self.evaluate_in(&mut Scratch::default(), application)
    }

    /// [`evaluate`](Self::evaluate) in memory that is used again.
    ///
    /// # Errors
    /// As [`evaluate`](Self::evaluate).
    pub fn evaluate_in(&self, scratch: &mut Scratch, application: &[u8]) -> Result<Decision, Refused> {
        let (quick, facts, fast) = scratch.quick(self);
        if let Some(lane) = &self.lane
            && let Some(decision) = fast::decide(self, lane, quick, fast, application)
        {
            return Ok(decision);
        }
        if !quick.read(application, facts) {
            // What is wrong with it, if something is, is told by the plain reading.
            *facts = self.read(application, facts::read)?;
        }
        let (day, from) = self.day(facts)?;
        facts::settle(facts, day);
        let verdict = eval::decide(&self.program, facts, day)
            .map_err(|outside| outside_validity(&self.program.ruleset, outside.day, FILE))?;
        Ok(Decision::of(&self.program, facts, verdict, from))
    }

    /// Decides many applications, on all cores: the decisions are in the order of the applications, and the same as one by one. All of
    /// them are held in memory; where they are too many for that, give a piece at a time.
    pub fn evaluate_many<I>(&self, applications: I) -> Vec<Result<Decision, Refused>>
    where
        I: IntoIterator,
        I::Item: AsRef<[u8]> + Send,
    {
        let applications: Vec<I::Item> = applications.into_iter().collect();
        applications
            .into_par_iter()
            .map_init(Scratch::default, |scratch, application| {
                self.evaluate_in(scratch, application.as_ref())
            })
            .collect()
    }

    /// Decides an application and explains it: the rules with their sources and conditions, the facts that they read, what is missing and whom
    /// to ask. [`render`](crate::render) writes it as text, Markdown and JSON. It takes many times as long as [`evaluate`](Self::evaluate),
    /// and comes to the same.
    ///
    /// # Errors
    /// As [`evaluate`](Self::evaluate).
    pub fn explain(&self, application: &[u8]) -> Result<Explanation, Refused> {
        let facts = self.read(application, facts::decode)?;
        let day = self.day(&facts)?;
        let tried =
            trial::decide(&self.program, facts, day, FILE).map_err(|diagnostics| Refused { diagnostics })?;
        Ok(tried.explanation(&self.program.ruleset))
    }

    /// What a rule that decided is called and rests on.
    #[must_use]
    pub fn ground(&self, rule: RuleId) -> Option<Ground<'_>> {
        let program = &*self.program;
        let rule = program.ruleset.rules.get(usize::from(rule.0))?;
        Some(Ground { rule, program })
    }

    /// What a body is named in the rules and in applications.
    #[must_use]
    pub fn body(&self, body: BodyId) -> Option<&str> {
        let body = self.program.ruleset.bodies.get(usize::from(body.0))?;
        Some(&body.name)
    }

    /// The facts, by one of the plain readings.
    fn read(&self, application: &[u8], reading: Reading) -> Result<Facts, Refused> {
        let Program { schema, ruleset, .. } = &*self.program;
        reading(schema, ruleset, FILE, application, &self.limits).map_err(|diagnostics| {
            // What is another rule set's has other keys; that they are unknown here is not what is wrong.
            let named = facts::peek_in(FILE, application, &self.limits).ok();
            match named.and_then(|peek| self.elsewhere(peek.regelverk.as_deref())) {
                Some(elsewhere) => elsewhere.into(),
                None => Refused { diagnostics },
            }
        })
    }

    /// The day on which the facts are assessed, when they are for this rule set.
    fn day(&self, facts: &Facts) -> Result<(Date, DayFrom), Refused> {
        if let Some(elsewhere) = self.elsewhere(facts.ruleset.as_deref()) {
            return Err(elsewhere.into());
        }
        let day = assessment_day(&self.program, facts, self.as_of);
        day.ok_or_else(|| ask_for_the_day(FILE).into())
    }

    /// F0115: the application names another rule set.
    fn elsewhere(&self, named: Option<&str>) -> Option<Diagnostic> {
        let named = named.filter(|named| *named != self.name())?;
        let own = self.name();
        let diagnostic = Diagnostic::error(
            Code::RulesetContradicts,
            Span::new(FILE, 0, 0),
            format!("ansökan nämner `{named}`, och prövas enligt `{own}`"),
            format!("the application names `{named}`, and is decided by `{own}`"),
        );
        Some(diagnostic.at("/regelverk"))
    }
}

impl From<Program> for RuleSet {
    fn from(program: Program) -> Self {
        let limits = Limits::default();
        Self {
            quick: quick(&program, &limits),
            lane: fast::lane(&program),
            program: Arc::new(program),
            as_of: None,
            limits,
        }
    }
}

fn quick(program: &Program, limits: &Limits) -> Arc<Quick> {
    Arc::new(Quick::new(&program.schema, &program.known_texts, limits))
}

impl<'a> Ground<'a> {
    /// Its name.
    #[must_use]
    pub fn id(self) -> &'a str {
        &self.rule.id
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'a Bilingual {
        &self.rule.title
    }

    /// The clauses that it cites: the document's title, and where in it.
    pub fn clauses(self) -> impl Iterator<Item = (&'a Bilingual, &'a str)> {
        let Grounds { cites, .. } = &self.rule.grounds;
        let sources = &self.program.ruleset.sources;
        cites.iter().filter_map(move |cite| {
            let source = sources.get(usize::from(cite.source.0))?;
            Some((&source.title, cite.locator.as_str()))
        })
    }

    /// That, and why, it is assumed, when the documents leave it open.
    #[must_use]
    pub fn assumption(self) -> Option<&'a Bilingual> {
        self.rule.grounds.assumed.as_ref()
    }
}
