//! For a terminal: a small table for each threshold.

use super::super::super::terminal::{STRONG, Terminal};
use super::Derived;
use super::write::Written;
use crate::boundary::{Compared, Row, Side};
use crate::check::ruleset::Type;
use crate::check::visit::Owner;
use crate::explain::{Words, format, usual_word};
use crate::render::visible;
use crate::value::{Date, Language, Number};

pub(super) fn text(derived: &[Derived<'_>], written: Option<&Written>, terminal: &Terminal) -> String {
    let language = terminal.language;
    let mut out = String::new();
    for derived in derived {
        out.push_str(&one(derived, language));
        out.push('\n');
    }
    let count = |test: fn(&&Derived<'_>) -> bool| derived.iter().filter(test).count();
    let (all, covered) = (derived.len(), count(|d| d.boundary.is_covered()));
    let unreached = count(|d| d.boundary.rows.is_empty());
    let same = count(|d| !d.boundary.rows.is_empty() && !d.boundary.decides);
    let summary = Words::new(
        format!(
            "{all} gränser: {covered} har redan fall på båda sidor, {unreached} nåddes inte, över {same} ändras inte utfallet\n"
        ),
        format!(
            "{all} thresholds: {covered} have cases on both sides already, {unreached} were not reached, over {same} the outcome does not change\n"
        ),
    );
    out.push_str(summary.get(language));
    if let Some(written) = written {
        out.push_str(&told(written, language));
    }
    out
}

/// What was written, and that it must be read.
fn told(written: &Written, language: Language) -> String {
    let (new, kept) = (written.files.len(), written.kept.len());
    let mut lines = vec![if new == 0 {
        Words::new("Inget nytt fall skrevs.", "No new case was written.")
    } else {
        Words::new(
            format!(
                "{new} fall skrevs. `väntar` i dem är vad reglerna ger i dag, inte vad som är rätt: läs varje fall mot källan innan du flyttar det till regelverkets `cases`."
            ),
            format!(
                "{new} cases were written. Their `väntar` is what the rules give today, not what is right: read each case against the source before you move it to the rule set's `cases`."
            ),
        )
    }];
    if kept > 0 {
        lines.push(Words::new(
            format!("{kept} fall fanns redan i mappen och lämnades som de är."),
            format!("{kept} cases were in the folder already and were left as they are."),
        ));
    }
    lines
        .iter()
        .map(|line| format!("{}\n", line.get(language)))
        .collect()
}

fn one(derived: &Derived<'_>, language: Language) -> String {
    let (threshold, boundary) = (&derived.threshold, &derived.boundary);
    let place = derived
        .place()
        .map(|place| format!("  {}", visible(&place)))
        .unwrap_or_default();
    let mut out = format!(
        "{STRONG}{}{STRONG:#}{place}\n  {}\n",
        visible(threshold.name),
        visible(what(derived).get(language))
    );
    if let Some(base) = &boundary.base {
        let (base, pointer) = (short(base), &boundary.pointer);
        let (moved_sv, moved_en) = boundary.moved_to.map_or_else(Default::default, |day| {
            (format!(" prövat {day}"), format!(" assessed on {day}"))
        });
        let line = Words::new(
            format!("ur {base}{moved_sv}, med ett annat värde i {pointer}"),
            format!("from {base}{moved_en}, with another value of {pointer}"),
        );
        out.push_str(&format!("  {}\n", visible(line.get(language))));
    }
    out.push_str(&rows(derived, language));
    let mut notes: Vec<Words> = boundary.why.iter().cloned().collect();
    if !boundary.rows.is_empty() {
        match (boundary.decides, boundary.turns) {
            (true, _) => {}
            (false, true) => notes.push(Words::new(
                "utfallet ändras inte över gränsen, bara regelns eget läge",
                "the outcome does not change over the threshold, only the rule's own state",
            )),
            (false, false) => notes.push(Words::new(
                "ingenting ändras över gränsen i det här fallet",
                "nothing changes over the threshold in this case",
            )),
        }
    }
    if boundary.is_covered() {
        notes.push(Words::new(
            "båda sidor har redan fall",
            "both sides have cases already",
        ));
    }
    for note in notes {
        out.push_str(&format!("  – {}\n", visible(note.get(language))));
    }
    out
}

/// What the threshold is, in a line: the words of the rule file, or what begins or ends.
pub(super) fn what(derived: &Derived<'_>) -> Words {
    let words = derived.words();
    match derived.threshold.compared {
        Compared::Values(..) | Compared::Count(..) => Words::same(words),
        Compared::End(_, _, true, _) => Words::new(
            format!("{words} (periodens första dag)"),
            format!("{words} (the period's first day)"),
        ),
        Compared::End(_, _, false, _) => Words::new(
            format!("{words} (periodens sista dag)"),
            format!("{words} (the period's last day)"),
        ),
        Compared::InForce(_, day, true) => {
            Words::new(format!("börjar gälla {day}"), format!("in force from {day}"))
        }
        Compared::InForce(_, day, false) => Words::new(
            format!("slutar gälla efter {day}"),
            format!("in force until {day}"),
        ),
        Compared::Performed(..) => Words::new(
            format!("senast {words}, mot dagen då det är fullgjort"),
            format!("last day {words}, against the day on which it is performed"),
        ),
        Compared::Assessed(_) => Words::new(
            format!("senast {words}, mot prövningsdagen"),
            format!("last day {words}, against the assessment date"),
        ),
    }
}

/// The quantity's value as a person writes it; as a percentage where the condition does.
pub(super) fn shown(derived: &Derived<'_>, value: Number) -> Words {
    let (set, threshold) = (&derived.program.ruleset, &derived.threshold);
    let ty = match threshold.compared {
        Compared::Values(left, ..) => Some(&left.ty),
        Compared::Count(..) => None,
        _ => Some(&Type::Date),
    };
    match ty {
        Some(Type::Number { unit, .. }) if unit.is_none() && derived.words().contains('%') => {
            format::percent(value)
        }
        Some(Type::Number { unit, .. }) => format::quantity(value, unit, &|id, _| {
            set.units
                .get(usize::from(id.0))
                .map_or_else(Words::default, |unit| Words::from(&unit.title))
        }),
        Some(_) => {
            let day = value
                .as_i64()
                .and_then(|days| i32::try_from(days).ok())
                .and_then(Date::from_days);
            day.map_or_else(|| format::number(value), |day| Words::same(day.to_string()))
        }
        None => format::number(value),
    }
}

fn rows(derived: &Derived<'_>, language: Language) -> String {
    let lines: Vec<[String; 5]> = derived
        .boundary
        .rows
        .iter()
        .map(|row| {
            [
                side(row.side).get(language).to_owned(),
                shown(derived, row.value).get(language).to_owned(),
                holds(row).get(language).to_owned(),
                came_to(derived, row, language),
                row.existing
                    .first()
                    .map(|name| format!("= {}", short(name)))
                    .unwrap_or_default(),
            ]
        })
        .collect();
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.get(at));
        cells
            .map(|cell| textwrap::core::display_width(cell))
            .max()
            .unwrap_or(0)
    };
    let mut out = String::new();
    for line in &lines {
        let cells: Vec<String> = line
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let pad = width(at).saturating_sub(textwrap::core::display_width(cell));
                format!("{}{}", visible(cell), " ".repeat(pad))
            })
            .collect();
        out.push_str(&format!("    {}\n", cells.join("  ").trim_end()));
    }
    out
}

/// A case's file name without its end.
fn short(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".json").unwrap_or(file)
}

fn side(side: Side) -> Words {
    match side {
        Side::Below => Words::new("under", "below"),
        Side::At => Words::new("på", "at"),
        Side::Above => Words::new("över", "above"),
    }
}

fn holds(row: &Row) -> Words {
    match row.holds {
        Some(true) => Words::same("✓"),
        Some(false) => Words::same("✗"),
        None => Words::same(" "),
    }
}

/// The outcome, the amount and what decided; of an obligation its state too; or why nothing was decided.
fn came_to(derived: &Derived<'_>, row: &Row, language: Language) -> String {
    let set = &derived.program.ruleset;
    let tried = match &row.tried {
        Ok(tried) => tried,
        Err(diagnostics) => {
            let message = diagnostics.first().map(|d| d.message.get(language).to_owned());
            return message.unwrap_or_default();
        }
    };
    let verdict = &tried.verdict;
    let mut text = usual_word(verdict.outcome).get(language).to_owned();
    if let Some(amount) = verdict.amount {
        text.push_str(&format!(" {}", format::money(amount).get(language)));
    }
    let decisive: Vec<&str> = verdict
        .decisive
        .iter()
        .filter_map(|id| set.rules.get(usize::from(id.0)))
        .map(|rule| rule.id.as_str())
        .collect();
    if !decisive.is_empty() {
        text.push_str(&format!(" ({})", decisive.join(", ")));
    }
    if let Owner::Rule(id) = derived.threshold.owner
        && let Some(duty) = verdict.obligations.iter().find(|duty| duty.rule == id)
    {
        let state = match duty.status.as_str() {
            "not_triggered" => Words::new("inte aktuell", "not triggered"),
            "upcoming" => Words::new("kommande", "upcoming"),
            "due" => Words::new("ska fullgöras nu", "due"),
            "fulfilled" => Words::new("fullgjord", "fulfilled"),
            "late" => Words::new("försenad", "late"),
            _ => Words::new("inte avgjord", "undetermined"),
        };
        text.push_str(&format!("; {}", state.get(language)));
    }
    text
}
