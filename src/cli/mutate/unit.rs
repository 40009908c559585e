//! A rule file, its alterations, and the rule sets that try them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::target::Target;
use crate::check::RuleSet;
use crate::cli::exit::Exit;
use crate::cli::notice::Notice;
use crate::cli::pipeline;
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, told};
use crate::diagnostic::Diagnostic;
use crate::mutate::{self, Bench, Fate, Mutant, Needless, Score};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax;

/// A rule set that tries, with its own numbering of the file and its own list of the alterations.
struct Tester<'a> {
    bench: Arc<Bench<'a>>,
    file: FileId,
    mutants: Vec<Mutant>,
}

/// A rule file with its alterations.
pub(super) struct Unit<'a> {
    /// The name of the rule set or module.
    pub(super) name: String,
    /// Its path below the rules' root.
    path: String,
    /// Its text, by the name that a person reads.
    pub(super) source: SourceFile,
    testers: Vec<Tester<'a>>,
    /// Which alterations are tried, as indices into the first tester's.
    kept: Vec<usize>,
    /// What became of them.
    fates: Vec<Fate>,
}

/// The rule files of a target. A rule set that has mistakes, or whose cases come out otherwise already, is told of
/// and left out.
pub(super) fn units<'a>(
    target: &'a Target,
    modules: bool,
    terminal: &mut Terminal,
) -> Result<(Vec<Unit<'a>>, Exit), Stop> {
    let mut units: BTreeMap<(bool, String), Unit<'a>> = BTreeMap::new();
    let mut failed = Exit::Done;
    for name in &target.rulesets {
        let loaded = pipeline::load(target.library(), name);
        let Some(program) = loaded.program else {
            let errors: Vec<Diagnostic> = loaded
                .diagnostics
                .into_iter()
                .filter(Diagnostic::is_error)
                .collect();
            told::write(&errors, &loaded.sources, terminal)?;
            failed = failed.and(Exit::Rules);
            continue;
        };
        let bench = Arc::new(Bench::new(target.library(), program));
        if let Some(by) = bench.already_noticed() {
            terminal.notice(
                &Notice::new(
                    format!("`{by}` blir redan något annat än väntat"),
                    format!("`{by}` already comes out otherwise than expected"),
                )
                .help(
                    "se vad som skiljer med `rekvisit check`, och rätta det först",
                    "see what differs with `rekvisit check`, and correct that first",
                ),
            )?;
            failed = failed.and(Exit::Failed);
            continue;
        }
        let own = std::iter::once((name.clone(), format!("{name}/{name}.regel"), true));
        let used = bench.program().ruleset.modules.clone().into_iter();
        let used = used.map(|slug| {
            let path = format!("{}.regel", slug.replace('.', "/"));
            (slug, path, false)
        });
        for (name, path, is_own) in own.chain(used.filter(|_| modules)) {
            let Some((file, source)) = find(&loaded.sources, &target.library().display(&path)) else {
                continue;
            };
            let (tree, _) = syntax::parse(file, &source.text);
            let mutants = mutate::mutants(file, &source.text, &tree, &bench.program().ruleset);
            let tester = Tester {
                bench: bench.clone(),
                file,
                mutants,
            };
            units
                .entry((!is_own, name.clone()))
                .or_insert_with(|| Unit {
                    name,
                    path,
                    source: source.clone(),
                    kept: (0..tester.mutants.len()).collect(),
                    testers: Vec::new(),
                    fates: Vec::new(),
                })
                .testers
                .push(tester);
        }
    }
    Ok((units.into_values().collect(), failed))
}

fn find<'s>(sources: &'s Sources, name: &str) -> Option<(FileId, &'s SourceFile)> {
    sources.iter().find(|(_, file)| file.name == name)
}

/// What makes an alteration the same one for two rule sets.
fn same(a: &Mutant, b: &Mutant) -> bool {
    a.name == b.name && a.subject.span.start == b.subject.span.start
}

impl<'a> Unit<'a> {
    /// Only the alterations that are wanted are tried.
    pub(super) fn keep(&mut self, wanted: impl Fn(&Mutant) -> bool) {
        let Some(first) = self.testers.first() else { return };
        self.kept
            .retain(|index| first.mutants.get(*index).is_some_and(&wanted));
    }

    /// How many are tried.
    pub(super) fn count(&self) -> usize {
        self.kept.len()
    }

    /// Those that are tried.
    pub(super) fn mutants(&self) -> impl Iterator<Item = &Mutant> {
        let all = self.testers.first().map_or(&[][..], |first| &first.mutants);
        self.kept.iter().filter_map(|index| all.get(*index))
    }

    /// What becomes of one: noticed by one rule set is noticed.
    pub(super) fn fate(&self, index: usize) -> Fate {
        let Some(mutant) = self.mutants().nth(index) else {
            return Fate::Invalid;
        };
        let mut best = Fate::Invalid;
        for tester in &self.testers {
            let Some(own) = tester.mutants.iter().find(|other| same(other, mutant)) else {
                continue;
            };
            match tester.bench.fate(&self.path, &self.source.text, own) {
                noticed @ Fate::Noticed(_) => return noticed,
                Fate::Survived => best = Fate::Survived,
                Fate::Invalid => {}
            }
        }
        best
    }

    /// What became of all.
    pub(super) fn told(&mut self, fates: Vec<Fate>) {
        self.fates = fates;
    }

    /// Those that are tried, with what became of them.
    pub(super) fn results(&self) -> impl Iterator<Item = (&Mutant, &Fate)> {
        self.mutants().zip(&self.fates)
    }

    /// The rule set that the first tester is, and the number of the file in it.
    fn first(&self) -> Option<(&RuleSet, FileId)> {
        let first = self.testers.first()?;
        Some((&first.bench.program().ruleset, first.file))
    }

    /// Why an alteration is declared to change nothing, in the file itself.
    pub(super) fn reason(&self, mutant: &Mutant) -> Option<&crate::value::Bilingual> {
        let (ruleset, _) = self.first()?;
        let declared = ruleset.acceptances.iter().find(|a| mutate::accepts(a, mutant))?;
        Some(&declared.reason)
    }

    /// The counts.
    pub(super) fn score(&self) -> Score {
        let mut score = Score::default();
        for (mutant, fate) in self.results() {
            let count = match fate {
                Fate::Noticed(_) => &mut score.noticed,
                Fate::Invalid => &mut score.invalid,
                Fate::Survived if self.reason(mutant).is_some() => &mut score.accepted,
                Fate::Survived => &mut score.survived,
            };
            *count = count.saturating_add(1);
        }
        score
    }

    /// The declarations in the file that are not needed.
    pub(super) fn needless(&self) -> Vec<Needless<'_>> {
        let (Some((ruleset, file)), Some(first)) = (self.first(), self.testers.first()) else {
            return Vec::new();
        };
        let fates: BTreeMap<usize, &Fate> = self.kept.iter().copied().zip(&self.fates).collect();
        let all: Vec<(&Mutant, Option<&Fate>)> = first
            .mutants
            .iter()
            .enumerate()
            .map(|(index, mutant)| (mutant, fates.get(&index).copied()))
            .collect();
        mutate::needless(ruleset, file, &all)
    }
}
