//! What `rekvisit mutate` writes.

use std::io;

use serde_json::Value;

use super::unit::Unit;
use super::value;
use crate::check::ruleset::{Acceptance, Accepted};
use crate::cli::exit::Exit;
use crate::cli::notice::Notice;
use crate::cli::terminal::{STRONG, Terminal, pick};
use crate::mutate::{Fate, Needless, Score, Why};
use crate::value::Language;

/// The alterations without what becomes of them.
pub(super) fn list(units: &[Unit<'_>], terminal: &mut Terminal, as_json: bool) -> io::Result<()> {
    if as_json {
        return write_json(&value::list(units), terminal);
    }
    for unit in units {
        let mut text = String::new();
        for mutant in unit.mutants() {
            let line = unit.source.position(mutant.span.start).line;
            text.push_str(&format!(
                "{}:{line} {} [{}] {}\n",
                unit.source.name,
                mutant.subject.heading,
                mutant.operator.as_str(),
                mutant.name
            ));
        }
        terminal.result(&text)?;
    }
    Ok(())
}

/// Everything that was found; [`Exit::Failed`] when less than `require` per cent is noticed, or a declaration is needless.
pub(super) fn write(
    units: &[Unit<'_>],
    require: Option<u8>,
    terminal: &mut Terminal,
    as_json: bool,
) -> io::Result<Exit> {
    let mut exit = Exit::Done;
    let mut total = Score::default();
    let mut files = Vec::new();
    for unit in units {
        let score = unit.score();
        let needless = unit.needless();
        total.add(score);
        if !needless.is_empty() || require.is_some_and(|require| !score.reaches(usize::from(require))) {
            exit = Exit::Failed;
        }
        if as_json {
            files.push(value::unit(unit, score, &needless));
            continue;
        }
        survivors(unit, terminal)?;
        for needless in &needless {
            terminal.notice(&mistake(unit, needless))?;
        }
    }
    if as_json {
        write_json(&value::all(files, total), terminal)?;
        return Ok(exit);
    }
    let language = terminal.language;
    let mut text = String::new();
    for unit in units {
        text.push_str(&format!("{}: {}\n", unit.name, summary(unit.score(), language)));
    }
    if units.len() > 1 {
        let all = pick(language, "tillsammans", "together");
        text.push_str(&format!("{all}: {}\n", summary(total, language)));
    }
    terminal.result(&text)?;
    let below = |unit: &&Unit<'_>| require.is_some_and(|require| !unit.score().reaches(usize::from(require)));
    for unit in units.iter().filter(below) {
        let require = require.unwrap_or_default();
        let name = &unit.name;
        terminal.notice(&Notice::new(
            format!("fallen till `{name}` märker mindre än {require} % av ändringarna"),
            format!("the cases of `{name}` notice less than {require}% of the alterations"),
        ))?;
    }
    Ok(exit)
}

/// What nobody noticed, by what it alters.
fn survivors(unit: &Unit<'_>, terminal: &mut Terminal) -> io::Result<()> {
    let mut heading = None;
    for (mutant, fate) in unit.results() {
        if *fate != Fate::Survived || unit.reason(mutant).is_some() {
            continue;
        }
        if heading != Some(mutant.subject.span) {
            heading = Some(mutant.subject.span);
            let name = &mutant.subject.heading;
            terminal.result(&format!("{STRONG}{}: {name}{STRONG:#}\n\n", unit.name))?;
        }
        let diff = mutant.diff(&unit.source);
        terminal.result(&format!("{}\n{}\n", mutant.name, diff.trim_end()))?;
        terminal.result("\n")?;
    }
    Ok(())
}

/// `120 av 130 ändringar märks: 92,3 %; 3 godtagna, 10 ogiltiga`.
fn summary(score: Score, language: Language) -> String {
    let (noticed, counted) = (score.noticed, score.counted());
    let mut text = match language {
        Language::Swedish => format!("{noticed} av {counted} ändringar märks"),
        Language::English => format!("{noticed} of {counted} alterations noticed"),
    };
    if let Some(share) = share(score, language) {
        text.push_str(&format!(": {share}"));
    }
    let beside = [
        (score.accepted, ["godtagen", "godtagna"], "accepted"),
        (score.invalid, ["ogiltig", "ogiltiga"], "invalid"),
    ];
    for (count, [one, many], en) in beside {
        if count > 0 {
            let word = pick(language, if count == 1 { one } else { many }, en);
            text.push_str(&format!("; {count} {word}"));
        }
    }
    text
}

/// `92,3 %`, never rounded up.
pub(super) fn share(score: Score, language: Language) -> Option<String> {
    let tenths = score.per_mille()?;
    let (whole, tenth) = (tenths.checked_div(10)?, tenths.checked_rem(10)?);
    Some(match (language, tenth) {
        (Language::Swedish, 0) => format!("{whole}\u{a0}%"),
        (Language::Swedish, _) => format!("{whole},{tenth}\u{a0}%"),
        (Language::English, 0) => format!("{whole}%"),
        (Language::English, _) => format!("{whole}.{tenth}%"),
    })
}

/// The name of the alteration that is declared.
pub(super) fn declared(acceptance: &Acceptance) -> &str {
    match &acceptance.what {
        Accepted::Alteration(name) => name,
        Accepted::Warning(_) | Accepted::Untested(_) => "",
    }
}

/// That a declaration is not needed.
fn mistake(unit: &Unit<'_>, needless: &Needless<'_>) -> Notice {
    let acceptance = needless.acceptance;
    let name = declared(acceptance);
    let line = unit.source.position(acceptance.span.start).line;
    let place = format!("{}:{line}", unit.source.name);
    let (sv, en) = match &needless.why {
        Why::Missing => (
            format!("det finns ingen sådan ändring: {name}"),
            format!("there is no such alteration: {name}"),
        ),
        Why::Noticed(by) => (
            format!("ändringen märks av `{by}`: {name}"),
            format!("the alteration is noticed by `{by}`: {name}"),
        ),
        Why::Invalid => (
            format!("ändringen är ogiltig och behöver inte godtas: {name}"),
            format!("the alteration is invalid and need not be accepted: {name}"),
        ),
    };
    let notice = Notice::new(format!("{place}: {sv}"), format!("{place}: {en}"));
    match needless.why {
        Why::Missing => notice.help(
            "`rekvisit mutate --list` räknar upp ändringarna med deras namn",
            "`rekvisit mutate --list` lists the alterations with their names",
        ),
        _ => notice.help(
            "ta bort raden `godta ändring`",
            "remove the line `accept alteration`",
        ),
    }
}

fn write_json(value: &Value, terminal: &mut Terminal) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    terminal.result(&format!("{text}\n"))
}
