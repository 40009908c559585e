//! Coverage as text: a table for each rule set, then each thing that no case shows, with its place and what is needed.

use super::model::{ConditionCover, Coverage, Place, RuleCover, Way};
use super::share::Share;
use crate::check::ruleset::{Outcome, RuleKind};
use crate::eval::ObligationStatus;
use crate::render::visible;
use crate::value::{Bilingual, Language};

/// A heading and what stands below it: a place and a name, and what is needed.
struct Chapter {
    heading: Bilingual,
    entries: Vec<(String, Vec<Bilingual>)>,
}

/// The report as text, with lines of at most so many characters where words allow it.
#[must_use]
pub fn text(coverage: &Coverage, language: Language, width: usize) -> String {
    let t = |sv: &str, en: &str| Bilingual::new(sv, en).get(language).to_owned();
    let mut text = format!(
        "{} {} ({} {})\n",
        t("Täckning av", "Coverage of"),
        coverage.ruleset,
        coverage.trials,
        match coverage.trials {
            1 => t("fall eller exempel", "case or example"),
            _ => t("fall och exempel", "cases and examples"),
        },
    );
    let shares = [
        (t("regler", "rules"), coverage.rule_share()),
        (t("villkor", "conditions"), coverage.condition_share()),
        (t("utfall", "outcomes"), coverage.outcome_share()),
    ];
    for (name, share) in shares {
        text.push_str(&format!("  {name:<10} {}\n", counted(share, language)));
    }
    for chapter in [
        rules(coverage),
        conditions(coverage),
        outcomes(coverage),
        rows(coverage),
        values(coverage),
        obligations(coverage),
        accepted(coverage),
        mistakes(coverage),
    ] {
        if chapter.entries.is_empty() {
            continue;
        }
        text.push_str(&format!("{}\n", chapter.heading.get(language)));
        for (head, lines) in chapter.entries {
            text.push_str(&format!("  {}\n", visible(&head)));
            for line in lines {
                text.push_str(&wrapped(&visible(line.get(language)), width));
            }
        }
    }
    text
}

/// `37 av 38 (97,3 %), varav 1 godtas utan att prövas`.
fn counted(share: Share, language: Language) -> String {
    let t = |sv: &str, en: &str| Bilingual::new(sv, en).get(language).to_owned();
    let Some(percent) = share.percent() else {
        return t("inga", "none");
    };
    let percent = match language {
        Language::Swedish => format!("{percent} %"),
        Language::English => format!("{}%", percent.replace(',', ".")),
    };
    let mut text = format!("{} {} {} ({percent})", share.covered, t("av", "of"), share.of);
    if share.accepted > 0 {
        text.push_str(&format!(
            ", {} {} {}",
            t("varav", "of which"),
            share.accepted,
            t("godtas utan att prövas", "accepted without being tested")
        ));
    }
    text
}

fn wrapped(line: &str, width: usize) -> String {
    let options = textwrap::Options::new(width.max(40))
        .initial_indent("    ")
        .subsequent_indent("    ")
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    format!("{}\n", textwrap::fill(line, options))
}

fn at(place: &Place) -> String {
    format!("{}:{}:{}", place.file, place.line, place.column)
}

fn chapter(sv: &str, en: &str, entries: impl Iterator<Item = (String, Vec<Bilingual>)>) -> Chapter {
    Chapter {
        heading: Bilingual::new(sv, en),
        entries: entries.collect(),
    }
}

fn rules(coverage: &Coverage) -> Chapter {
    let open = coverage.rules.iter().filter(|rule| !rule.is_covered());
    chapter(
        "Regler som fallen inte visar",
        "Rules that the cases do not show",
        open.map(|rule| (format!("{} {}", at(&rule.place), rule.id), rule_needs(rule))),
    )
}

fn rule_needs(rule: &RuleCover) -> Vec<Bilingual> {
    let mut needs = Vec::new();
    for (effect, lacks) in [true, false].into_iter().zip(rule.lacks()) {
        if !lacks {
            continue;
        }
        let (sv, en) = match (rule.kind, effect) {
            (RuleKind::Goal, true) => (
                "inget fall där målet är uppfyllt",
                "no case in which the goal is met",
            ),
            (RuleKind::Goal, false) => (
                "inget fall där målet inte är uppfyllt",
                "no case in which the goal is not met",
            ),
            (RuleKind::Requirement | RuleKind::Recommendation, true) => (
                "inget fall där den gäller och inte är uppfylld",
                "no case in which it applies and is not met",
            ),
            (RuleKind::Requirement | RuleKind::Recommendation, false) => (
                "inget fall där den är uppfylld eller inte gäller",
                "no case in which it is met or does not apply",
            ),
            (_, true) => (
                "inget fall där den har verkan",
                "no case in which it takes effect",
            ),
            (_, false) => (
                "inget fall där den är utan verkan",
                "no case in which it has no effect",
            ),
        };
        needs.push(Bilingual::new(sv, en));
    }
    needs
}

fn conditions(coverage: &Coverage) -> Chapter {
    let open = coverage
        .conditions
        .iter()
        .filter(|condition| !condition.is_covered());
    chapter(
        "Villkor som fallen inte visar",
        "Conditions that the cases do not show",
        open.map(|condition| {
            let missing = condition.ways().into_iter().filter(|(_, way)| !way.is_covered());
            let lines = missing.map(|(value, way)| condition_needs(condition, value, way));
            (
                format!("{} {}", at(&condition.place), condition.owner),
                lines.collect(),
            )
        }),
    )
}

/// "ingen prövning där `x` är falskt och avgör ensamt, med `y` sant".
fn condition_needs(condition: &ConditionCover, value: bool, way: &Way) -> Bilingual {
    let words = &condition.words;
    let (sv, en) = truth(value);
    let list = |and: &str, pick: fn(bool) -> &'static str| {
        let parts: Vec<String> = way
            .needs
            .iter()
            .map(|(words, value)| format!("`{words}` {}", pick(*value)))
            .collect();
        match parts.split_last() {
            Some((last, first)) if !first.is_empty() => format!("{} {and} {last}", first.join(", ")),
            _ => parts.join(""),
        }
    };
    if way.needs.is_empty() {
        return Bilingual::new(
            format!("ingen prövning där `{words}` är {sv}"),
            format!("no evaluation in which `{words}` is {en}"),
        );
    }
    Bilingual::new(
        format!(
            "ingen prövning där `{words}` är {sv} och avgör ensamt; det gör det med {}",
            list("och", |value| truth(value).0)
        ),
        format!(
            "no evaluation in which `{words}` is {en} and decides alone; it does with {}",
            list("and", |value| truth(value).1)
        ),
    )
}

fn truth(value: bool) -> (&'static str, &'static str) {
    if value {
        ("sant", "true")
    } else {
        ("falskt", "false")
    }
}

fn outcomes(coverage: &Coverage) -> Chapter {
    let open = coverage.outcomes.iter().filter(|outcome| outcome.reached == 0);
    let names: Vec<Bilingual> = open
        .map(|outcome| {
            let (sv, en) = outcome_name(outcome.outcome);
            Bilingual::new(sv, en)
        })
        .collect();
    let entry = (coverage.ruleset.clone(), names);
    chapter(
        "Utfall som inget fall når",
        "Outcomes that no case reaches",
        (!entry.1.is_empty()).then_some(entry).into_iter(),
    )
}

fn outcome_name(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Granted => ("bifall", "granted"),
        Outcome::PartlyGranted => ("delvis bifall", "partly granted"),
        Outcome::Rejected => ("avslag", "rejected"),
        Outcome::Referred => ("hänvisning", "referred"),
        Outcome::Dismissed => ("avvisning", "dismissed"),
        Outcome::Discontinued => ("avskrivning", "discontinued"),
        Outcome::Undetermined => ("ej avgörbart", "undetermined"),
    }
}

fn rows(coverage: &Coverage) -> Chapter {
    let open = coverage.rows.iter().filter(|row| row.used == 0);
    chapter(
        "Rader som aldrig används",
        "Rows that are never used",
        open.map(|row| {
            let words = match &row.words {
                Some(words) => Bilingual::new(format!("raden `{words}`"), format!("the row `{words}`")),
                None => Bilingual::new("raden `annars`", "the row `otherwise`"),
            };
            (format!("{} {}", at(&row.place), row.concept), vec![words])
        }),
    )
}

fn values(coverage: &Coverage) -> Chapter {
    let open = coverage.values.iter().filter(|value| value.used == 0);
    chapter(
        "Parametervärden som aldrig används",
        "Parameter values that are never used",
        open.map(|value| (format!("{} {}", value.parameter, value.period), Vec::new())),
    )
}

fn obligations(coverage: &Coverage) -> Chapter {
    let open = coverage.obligations.iter().filter_map(|obligation| {
        let unseen: Vec<_> = obligation
            .states
            .iter()
            .filter(|(_, times)| *times == 0)
            .map(|(state, _)| state_name(*state))
            .collect();
        let of = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
            unseen.iter().map(pick).collect::<Vec<_>>().join(", ")
        };
        let line = Bilingual::new(
            format!("ingen prövning där den är {}", of(|name| name.0)),
            format!("no evaluation in which it is {}", of(|name| name.1)),
        );
        (!unseen.is_empty()).then(|| (format!("{} {}", at(&obligation.place), obligation.id), vec![line]))
    });
    chapter(
        "Skyldigheters lägen som fallen inte visar",
        "States of obligations that the cases do not show",
        open,
    )
}

fn state_name(state: ObligationStatus) -> (&'static str, &'static str) {
    match state {
        ObligationStatus::NotTriggered => ("inte utlöst", "not triggered"),
        ObligationStatus::Upcoming => ("kommande", "upcoming"),
        ObligationStatus::Due => ("förfallen i dag", "due today"),
        ObligationStatus::Fulfilled => ("fullgjord", "fulfilled"),
        ObligationStatus::Late => ("försenad", "late"),
        ObligationStatus::Undetermined => ("oavgjord", "undetermined"),
    }
}

fn accepted(coverage: &Coverage) -> Chapter {
    let found = coverage
        .conditions
        .iter()
        .filter(|condition| condition.is_accepted());
    chapter(
        "Godtas oprövat",
        "Accepted as untested",
        found.map(|condition| {
            let ways = condition.ways().into_iter().filter(|(_, way)| way.shown == 0);
            let lines = ways.filter_map(|(value, way)| {
                let (reason, words) = (way.accepted.as_ref()?, &condition.words);
                let (sv, en) = truth(value);
                Some(Bilingual::new(
                    format!("`{words}` {sv}: {}", reason.sv),
                    format!("`{words}` {en}: {}", reason.get(Language::English)),
                ))
            });
            (
                format!("{} {}", at(&condition.place), condition.owner),
                lines.collect(),
            )
        }),
    )
}

fn mistakes(coverage: &Coverage) -> Chapter {
    chapter(
        "Fel i vad som godtas",
        "Mistakes in what is accepted",
        coverage
            .mistakes
            .iter()
            .map(|mistake| (at(&mistake.place), vec![mistake.text.clone()])),
    )
}
