//! `--coverage`: what the cases and examples show of the rules.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};
use serde_json::Value;

use super::super::files;
use super::super::terminal::pick;
use super::super::{Stop, pipeline};
use super::attempt::Attempt;
use super::selection::Selection;
use crate::cover::{Coverage, Observed};
use crate::value::{Language, Number};

/// The options.
pub(super) fn arguments(language: Language) -> [Arg; 3] {
    let t = |sv, en| pick(language, sv, en);
    [
        Arg::new("coverage")
            .long("coverage")
            .action(ArgAction::SetTrue)
            .help(t(
                "Visar vilka regler, villkor och utfall som fallen och exemplen inte prövar",
                "Shows which rules, conditions and outcomes the cases and examples do not show",
            )),
        Arg::new("coverage-lcov")
            .long("coverage-lcov")
            .value_name(t("FIL", "FILE"))
            .value_parser(value_parser!(PathBuf))
            .help(t(
                "Skriver täckningen i lcov-format, för redigerare och genhtml",
                "Writes the coverage in lcov format, for editors and genhtml",
            )),
        Arg::new("require-coverage")
            .long("require-coverage")
            .value_name(t("PROCENT", "PERCENT"))
            .value_parser(percent)
            .help(t(
                "Slutkod 1 om färre procent (0–100) av något regelverks regler eller villkor är prövade, eller något godtas i onödan",
                "Exit code 1 when less than so many per cent (0–100) of a rule set's rules or conditions are shown, or something is accepted needlessly",
            )),
    ]
    .map(|argument| argument.help_heading(t("Val", "Options")))
}

/// A percentage from 0 to 100.
fn percent(text: &str) -> Result<Number, String> {
    let digits = text.trim_end_matches('%').trim_end();
    Number::parse_decimal(digits)
        .filter(|percent| !percent.is_negative() && *percent <= Number::whole(100))
        .ok_or_else(|| "0–100".to_owned())
}

/// What was asked for of coverage.
pub(super) struct Wanted {
    /// Whether it is shown.
    shown: bool,
    /// Where it is written in lcov format.
    lcov: Option<PathBuf>,
    /// How many per cent are required.
    required: Option<Number>,
}

impl Wanted {
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let required = matches.get_one("require-coverage").copied();
        Self {
            shown: matches.get_flag("coverage") || required.is_some(),
            lcov: matches.get_one("coverage-lcov").cloned(),
            required,
        }
    }

    /// The coverage of each rule set, when it was asked for.
    pub(super) fn find(&self, selection: &Selection, attempts: &[Attempt<'_>]) -> Covered {
        let mut covered = Covered {
            reports: Vec::new(),
            shown: self.shown,
            required: self.required,
        };
        if !self.shown && self.lcov.is_none() {
            return covered;
        }
        for suite in &selection.suites {
            let Some(program) = &suite.loaded.program else {
                continue;
            };
            let mut observed = Observed::new(program, &suite.loaded.sources);
            for attempt in attempts
                .iter()
                .filter(|attempt| std::ptr::eq(attempt.suite, suite))
            {
                if let Some((tried, _)) = &attempt.decided {
                    observed.add(tried);
                }
            }
            covered.reports.push(observed.coverage());
        }
        covered
    }

    /// Writes the file that was asked for.
    pub(super) fn write(&self, covered: &Covered) -> Result<(), Stop> {
        let Some(path) = &self.lcov else {
            return Ok(());
        };
        files::replace(path, pipeline::lcov(&covered.reports).as_bytes())
            .map_err(|why| files::not_written(&path.display().to_string(), &why).into())
    }
}

/// The coverage of the rule sets.
pub(super) struct Covered {
    reports: Vec<Coverage>,
    shown: bool,
    required: Option<Number>,
}

impl Covered {
    /// Whether less than what is required is covered.
    pub(super) fn falls_short(&self) -> bool {
        let Some(required) = self.required else {
            return false;
        };
        let reaches = |report: &Coverage| {
            report.rule_share().reaches(required)
                && report.condition_share().reaches(required)
                && report.mistakes.is_empty()
        };
        !self.reports.iter().all(reaches)
    }

    /// As text; nothing when it was not asked for.
    pub(super) fn text(&self, language: Language, width: usize) -> String {
        if !self.shown {
            return String::new();
        }
        let texts = self
            .reports
            .iter()
            .map(|report| format!("\n{}", pipeline::coverage_text(report, language, width)));
        texts.collect()
    }

    /// As JSON; none when it was not asked for.
    pub(super) fn json(&self) -> Option<Value> {
        self.shown
            .then(|| self.reports.iter().map(pipeline::coverage_json).collect())
    }
}
