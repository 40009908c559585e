//! `rekvisit rulesets`: which rule sets there are.

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use super::Stop;
use super::command::{choice, rules};
use super::exit::Exit;
use super::pipeline;
use super::source::Rules;
use super::terminal::{STRONG, Terminal, pick};
use crate::check::RuleSet;
use crate::check::ruleset::{ExprKind, Track};
use crate::value::{Language, Period};

pub(super) const NAME: &str = "rulesets";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t("Listar regelverken", "Lists the rule sets"))
        .override_usage(t("rekvisit rulesets [VAL]", "rekvisit rulesets [OPTIONS]"))
        .arg(rules(language))
        .arg(
            choice("format", &["text", "json"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt) eller json",
                    "Output: text (the default) or json",
                )),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let rules = Rules::of(matches, terminal.language)?;
    let as_json = matches.get_one::<String>("format").is_some_and(|f| f == "json");
    let mut exit = Exit::Done;
    let mut list: Vec<Value> = Vec::new();
    for name in rules.library().rulesets() {
        let loaded = pipeline::load(rules.library(), &name);
        let Some(program) = &loaded.program else {
            super::told::write(&loaded.diagnostics, &loaded.sources, terminal)?;
            exit = Exit::Rules;
            continue;
        };
        if as_json {
            list.push(describe_json(&program.ruleset, &rules));
        } else {
            let text = describe_text(&program.ruleset, &rules, terminal);
            terminal.result(&text)?;
        }
    }
    if as_json {
        let text = serde_json::to_string_pretty(&list).map_err(std::io::Error::from)?;
        terminal.result(&format!("{text}\n"))?;
    }
    Ok(exit)
}

fn describe_text(ruleset: &RuleSet, rules: &Rules, terminal: &Terminal) -> String {
    let language = terminal.language;
    let mut lines = vec![ruleset.title.get(language).to_owned()];
    if !ruleset.version.is_empty() {
        lines.push(format!(
            "{} {}",
            terminal.pick("version", "version"),
            ruleset.version
        ));
    }
    let by = selecting(ruleset).map_or_else(
        || terminal.pick("prövningsdagen", "the assessment date").to_owned(),
        |field| format!("`{field}`"),
    );
    lines.push(format!(
        "{} {} ({} {by})",
        terminal.pick("gäller", "in force"),
        pipeline::written(ruleset.valid.period),
        terminal.pick("efter", "by"),
    ));
    if let Some(track) = track(ruleset.track, language) {
        lines.push(track.to_owned());
    }
    lines.push(rules.place(language));
    let mut text = format!("{STRONG}{}{STRONG:#}\n", ruleset.name);
    for line in lines {
        text.push_str(&format!("    {line}\n"));
    }
    text
}

fn describe_json(ruleset: &RuleSet, rules: &Rules) -> Value {
    let Period { from, to } = ruleset.valid.period;
    json!({
        "name": ruleset.name,
        "title": ruleset.title,
        "version": ruleset.version,
        "hash": ruleset.hash,
        "valid": {
            "by": selecting(ruleset),
            "from": from.map(|day| day.to_string()),
            "to": to.map(|day| day.to_string()),
        },
        "track": match ruleset.track {
            Track::LegalityReview => Some("legality_review"),
            Track::AdministrativeAppeal => Some("administrative_appeal"),
            Track::NoAppeal => Some("no_appeal"),
            Track::None => None,
        },
        "shipped": matches!(rules, Rules::Shipped(_)),
        "place": match rules {
            Rules::Shipped(_) => None,
            Rules::Folder(_) => Some(rules.library().display(&ruleset.name)),
        },
    })
}

/// The field that selects the version.
fn selecting(ruleset: &RuleSet) -> Option<&str> {
    match &ruleset.valid.by.as_ref()?.kind {
        ExprKind::Fact(field) => ruleset
            .application
            .get(usize::from(*field))
            .map(|f| f.json.as_str()),
        _ => None,
    }
}

fn track(track: Track, language: Language) -> Option<&'static str> {
    Some(match track {
        Track::LegalityReview => pick(language, "laglighetsprövning", "legality review"),
        Track::AdministrativeAppeal => pick(language, "förvaltningsbesvär", "administrative appeal"),
        Track::NoAppeal => pick(language, "överklagas inte", "no appeal"),
        Track::None => return None,
    })
}
