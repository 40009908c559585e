//! `rekvisit test --boundaries`: the cases around each threshold.

mod json;
mod text;
mod write;

use std::path::PathBuf;

use clap::ArgMatches;
use rayon::prelude::*;

use super::super::exit::Exit;
use super::super::notice::Notice;
use super::super::progress::Progress;
use super::super::terminal::Terminal;
use super::super::{Stop, pipeline::Program};
use super::selection::{self, Suite};
use super::{Format, Order};
use crate::boundary::{self, Boundary, Threshold};
use crate::source::Span;

/// A threshold with what was derived around it.
pub(super) struct Derived<'a> {
    suite: &'a Suite,
    program: &'a Program,
    threshold: Threshold<'a>,
    /// Which of its owner's thresholds it is, from 1.
    number: usize,
    boundary: Boundary,
}

pub(super) fn run(matches: &ArgMatches, order: &Order, terminal: &mut Terminal) -> Result<Exit, Stop> {
    if order.format == Format::Junit {
        return Err(Notice::new(
            "`--boundaries` skriver text eller json, inte junit",
            "`--boundaries` writes text or json, not junit",
        )
        .into());
    }
    let selection = selection::select(order, terminal)?;
    let only_missing = matches.get_flag("missing");
    let mut derived: Vec<Derived<'_>> = selection
        .suites
        .iter()
        .flat_map(|suite| of_suite(suite, terminal))
        .collect();
    if only_missing {
        derived.retain(|derived| !derived.boundary.is_covered());
    }
    let written = match matches.get_one::<PathBuf>("write") {
        Some(folder) => Some(write::write(folder, &derived, selection.suites.len() > 1)?),
        None => None,
    };
    let output = if order.format == Format::Json {
        let json = serde_json::to_string_pretty(&json::json(&derived, written.as_ref()));
        format!("{}\n", json.map_err(std::io::Error::from)?)
    } else {
        text::text(&derived, written.as_ref(), terminal)
    };
    terminal.result(&output)?;
    Ok(if selection.errors.is_empty() {
        Exit::Done
    } else {
        Exit::Rules
    })
}

/// The thresholds of a rule set, derived beside each other.
fn of_suite<'a>(suite: &'a Suite, terminal: &Terminal) -> Vec<Derived<'a>> {
    let Some(program) = &suite.loaded.program else {
        return Vec::new();
    };
    let bases = boundary::bases(program, &suite.trials);
    let mut numbered: Vec<(Threshold<'a>, usize)> = Vec::new();
    for threshold in boundary::thresholds(&program.ruleset) {
        let before = numbered
            .iter()
            .filter(|(other, _)| other.name == threshold.name)
            .count();
        numbered.push((threshold, before.saturating_add(1)));
    }
    let progress = Progress::new(terminal, numbered.len(), ("gränser", "thresholds"));
    numbered
        .into_par_iter()
        .map(|(threshold, number)| {
            let boundary = boundary::derive(program, &threshold, &bases);
            progress.step();
            Derived {
                suite,
                program,
                threshold,
                number,
                boundary,
            }
        })
        .collect()
}

impl Derived<'_> {
    /// Where the threshold stands: `rules/x/x.regel:12:7`; nothing when it stands nowhere by itself.
    fn place(&self) -> Option<String> {
        let span = self.threshold.span;
        let file = self.suite.loaded.sources.get(span.file)?;
        let at = file.position(span.start);
        (span != Span::default()).then(|| format!("{}:{}:{}", file.name, at.line, at.column))
    }

    /// The words of the rule file there, on one line.
    fn words(&self) -> String {
        let span = self.threshold.span;
        let slice = self
            .suite
            .loaded
            .sources
            .get(span.file)
            .map_or("", |file| file.slice(span));
        slice.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
