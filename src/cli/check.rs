//! `rekvisit check`: are the rules right?

mod trial;

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use super::command::{choice, paths};
use super::exit::Exit;
use super::library::{DiskLibrary, Overlay, Unit};
use super::notice::Notice;
use super::pipeline;
use super::source;
use super::terminal::{Terminal, counted, listed, pick};
use super::{Stop, told};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::value::Language;
use trial::Trials;

pub(super) const NAME: &str = "check";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Kontrollerar regler, och prövar deras fall och exempel",
            "Checks rules, and tries their cases and examples",
        ))
        .override_usage(t(
            "rekvisit check [SÖKVÄG]... [VAL]",
            "rekvisit check [PATH]... [OPTIONS]",
        ))
        .arg(
            paths(t(
                    "En mapp med regelverk, ett regelverks mapp eller en regelfil; annars ./rules",
                    "A folder of rule sets, a rule set's folder or a rule file; ./rules when none is given",
                ), language),
        )
        .arg(
            choice("format", &["text", "json"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt) eller json",
                    "Output: text (the default) or json",
                )),
        )
        .arg(
            Arg::new("deny-warnings")
                .long("deny-warnings")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Slutkod 1 om det finns en varning som inte är godtagen i filen",
                    "Exit code 1 when there is a warning that is not accepted in the file",
                ))
                .help_heading(t("Val", "Options")),
        )
        .after_help(t(
            "En varning som ska stå kvar godtas i regelfilen: godta KOD för NAMN \"skälet\".\n\n\
             Slutkoder: 0 inga fel; 1 ett fall eller exempel blev annat än väntat, eller en varning med --deny-warnings; \
             2 fel användning; 3 ogiltiga regler.",
            "A warning that is to stay is accepted in the rule file: godta CODE för NAME \"the reason\".\n\n\
             Exit codes: 0 no errors; 1 a case or example came out otherwise, or a warning with --deny-warnings; \
             2 wrong usage; 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let paths = source::paths(matches, || {
        Notice::new(
            "här finns ingen mapp `rules` att kontrollera",
            "there is no folder `rules` here to check",
        )
        .help(
            "ange var reglerna finns: rekvisit check SÖKVÄG",
            "say where the rules are: rekvisit check PATH",
        )
    })?;
    let as_json = matches.get_one::<String>("format").is_some_and(|f| f == "json");
    let mut report = Report {
        deny_warnings: matches.get_flag("deny-warnings"),
        ..Report::default()
    };
    for path in &paths {
        report.check(path, terminal, as_json)?;
    }
    let exit = report.exit();
    report.close(terminal, as_json)?;
    Ok(exit)
}

/// What has been checked so far.
#[derive(Default)]
struct Report {
    /// Whether a warning fails the check.
    deny_warnings: bool,
    rulesets: usize,
    modules: usize,
    errors: usize,
    warnings: usize,
    /// What has been told: a module's diagnostics come with each rule set that uses it.
    seen: told::Seen,
    json: Vec<Value>,
    trials: Trials,
}

impl Report {
    fn exit(&self) -> Exit {
        let denied = self.deny_warnings && self.warnings > 0;
        match (self.errors, self.trials.failures.len()) {
            (0, 0) if !denied => Exit::Done,
            (0, _) => Exit::Failed,
            _ => Exit::Rules,
        }
    }

    fn check(&mut self, path: &Path, terminal: &mut Terminal, as_json: bool) -> Result<(), Stop> {
        let disk = DiskLibrary::open(path, terminal.language)?;
        let units = disk.units();
        if units.is_empty() {
            return Err(source::no_rule_files(&path.display().to_string()).into());
        }
        let library = Overlay(disk);
        for unit in &units {
            let loaded = match unit {
                Unit::Ruleset(name) => {
                    self.rulesets = self.rulesets.saturating_add(1);
                    pipeline::load(&library, name)
                }
                Unit::Module(name) => {
                    self.modules = self.modules.saturating_add(1);
                    pipeline::load_module(&library, name)
                }
            };
            self.tell(&loaded.diagnostics, &loaded.sources, terminal, as_json)?;
            let untried = self.trials.run(&library, &loaded, terminal, as_json)?;
            self.tell(&untried, &loaded.sources, terminal, as_json)?;
        }
        Ok(())
    }

    fn tell(
        &mut self,
        diagnostics: &[Diagnostic],
        sources: &Sources,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<(), Stop> {
        let mut new = Vec::new();
        for diagnostic in diagnostics {
            if !self.seen.is_new(diagnostic, sources) {
                continue;
            }
            let count = if diagnostic.is_error() {
                &mut self.errors
            } else {
                &mut self.warnings
            };
            *count = count.saturating_add(1);
            if as_json {
                let json = pipeline::diagnostics_json(std::slice::from_ref(diagnostic), sources);
                self.json.extend(json.as_array().cloned().unwrap_or_default());
            } else {
                new.push(diagnostic.clone());
            }
        }
        Ok(told::write(&new, sources, terminal)?)
    }

    /// The summary.
    fn close(&mut self, terminal: &mut Terminal, as_json: bool) -> Result<(), Stop> {
        if as_json {
            let report = json!({
                "rulesets": self.rulesets,
                "modules": self.modules,
                "cases": self.trials.cases,
                "examples": self.trials.examples,
                "errors": self.errors,
                "warnings": self.warnings,
                "diagnostics": std::mem::take(&mut self.json),
                "failures": std::mem::take(&mut self.trials.failures),
            });
            let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
            return Ok(terminal.result(&format!("{text}\n"))?);
        }
        let language = terminal.language;
        let count = |n, sv, en| counted(n, sv, en, language);
        let checked = [
            count(
                self.rulesets,
                ["regelverk", "regelverk"],
                ["rule set", "rule sets"],
            ),
            count(self.modules, ["modul", "moduler"], ["module", "modules"]),
            count(self.trials.cases, ["fall", "fall"], ["case", "cases"]),
            count(
                self.trials.examples,
                ["exempel", "exempel"],
                ["example", "examples"],
            ),
        ];
        let found = [
            count(self.errors, ["fel", "fel"], ["error", "errors"]),
            count(self.warnings, ["varning", "varningar"], ["warning", "warnings"]),
            count(
                self.trials.failures.len().saturating_sub(self.trials.registers),
                ["fall blev annat än väntat", "fall blev annat än väntat"],
                ["case came out otherwise", "cases came out otherwise"],
            ),
            count(
                self.trials.registers,
                ["källförteckning stämmer inte", "källförteckningar stämmer inte"],
                ["list of sources differs", "lists of sources differ"],
            ),
        ];
        let (checked, mut found) = (listed(&checked), listed(&found));
        if found.is_empty() {
            terminal.pick("inga fel", "no errors").clone_into(&mut found);
        }
        if self.deny_warnings && self.warnings > 0 {
            found.push_str(terminal.pick("; varningar tillåts inte", "; warnings are not allowed"));
        }
        Ok(terminal.result(&format!("{checked}: {found}\n"))?)
    }
}
