//! The calendar for a person.

use super::{Calendar, Duty, Stretch};
use crate::eval::ObligationStatus;
use crate::explain::{Truth, Words, format, say};
use crate::render::{
    Item, Report, Section, TextStyle, assumption_line, content, full_stop, named, report_markdown,
    report_text, sources_line,
};
use crate::value::{Date, Language};

/// The states in the order in which they are told: what presses comes first.
const ORDER: [ObligationStatus; 6] = [
    ObligationStatus::Late,
    ObligationStatus::Due,
    ObligationStatus::Upcoming,
    ObligationStatus::Undetermined,
    ObligationStatus::Fulfilled,
    ObligationStatus::NotTriggered,
];

/// The calendar as text.
#[must_use]
pub fn text(calendar: &Calendar, language: Language, style: &TextStyle) -> String {
    report_text(&report(calendar, language), style)
}

/// The calendar as Markdown.
#[must_use]
pub fn markdown(calendar: &Calendar, language: Language) -> String {
    report_markdown(&report(calendar, language))
}

fn report(calendar: &Calendar, language: Language) -> Report {
    let explanation = &calendar.explanation;
    let title = &explanation.ruleset.title;
    let title = if title.is_empty() {
        explanation.ruleset.name.as_str()
    } else {
        title.get(language)
    };
    let sections = ORDER
        .into_iter()
        .filter_map(|state| {
            let duties: Vec<&Duty> = of(calendar, state);
            (!duties.is_empty()).then(|| Section {
                heading: heading(state).get(language).to_owned(),
                items: duties
                    .into_iter()
                    .map(|duty| item(duty, explanation.assessed_on, language))
                    .collect(),
            })
        })
        .collect();
    let closing = say!(
        "Läget {day}, enligt de uppgifter som finns då. Regelverk {ruleset}, kontrollsumma {hash}.",
        "The state on {day}, by what is known then. Rule set {ruleset}, checksum {hash}.",
        day = format::date(explanation.assessed_on),
        ruleset = Words::same(explanation.ruleset.name.clone()),
        hash = Words::same(explanation.ruleset.hash.chars().take(12).collect::<String>())
    );
    Report {
        heading: format!("{title}, {}", calendar.key),
        lead: lead(calendar).get(language).to_owned(),
        sections,
        closing: closing.get(language).to_owned(),
    }
}

fn of(calendar: &Calendar, state: ObligationStatus) -> Vec<&Duty> {
    let mut duties: Vec<&Duty> = calendar.duties.iter().filter(|d| d.now.state == state).collect();
    duties.sort_by_key(|duty| duty.now.last_day);
    duties
}

/// `1 skyldighet är försenad, 2 är kommande.`
fn lead(calendar: &Calendar) -> Words {
    let told: Vec<Words> = ORDER
        .into_iter()
        .filter_map(|state| {
            let count = of(calendar, state).len();
            let number = Words::same(count.to_string());
            (count > 0).then(|| {
                say!(
                    "{number} {state}",
                    "{number} {state}",
                    number = number,
                    state = if count > 1 { several(state) } else { short(state) }
                )
            })
        })
        .collect();
    if told.is_empty() {
        return Words::new(
            "Regelverket har inga skyldigheter.",
            "The rule set has no obligations.",
        );
    }
    say!(
        "Skyldigheter: {told}.",
        "Obligations: {told}.",
        told = Words::all_of(&told)
    )
}

fn heading(state: ObligationStatus) -> Words {
    let (sv, en) = match state {
        ObligationStatus::Late => ("Inte gjort i tid", "Not done in time"),
        ObligationStatus::Due => ("Att göra nu", "To do now"),
        ObligationStatus::Upcoming => ("Att göra framöver", "To do later"),
        ObligationStatus::Undetermined => ("Går inte att avgöra ännu", "Can't be settled yet"),
        ObligationStatus::Fulfilled => ("Gjort i tid", "Done in time"),
        ObligationStatus::NotTriggered => ("Har inte uppkommit", "Has not arisen"),
    };
    Words::new(sv, en)
}

/// A state in a word.
pub(super) fn short(state: ObligationStatus) -> Words {
    let (sv, en) = match state {
        ObligationStatus::Late => ("försenad", "late"),
        ObligationStatus::Due => ("att göra nu", "to do now"),
        ObligationStatus::Upcoming => ("kommande", "upcoming"),
        ObligationStatus::Undetermined => ("oavgjord", "undetermined"),
        ObligationStatus::Fulfilled => ("fullgjord", "fulfilled"),
        ObligationStatus::NotTriggered => ("inte uppkommen", "not arisen"),
    };
    Words::new(sv, en)
}

/// The state of several.
fn several(state: ObligationStatus) -> Words {
    let one = short(state);
    let sv = match state {
        ObligationStatus::Late => "försenade",
        ObligationStatus::Undetermined => "oavgjorda",
        ObligationStatus::Fulfilled => "fullgjorda",
        ObligationStatus::NotTriggered => "inte uppkomna",
        ObligationStatus::Due | ObligationStatus::Upcoming => &one.sv,
    };
    Words::new(sv, one.en.clone())
}

/// An obligation with what is to be done, when, and what follows otherwise.
pub(in super::super) fn item(duty: &Duty, today: Date, language: Language) -> Item {
    let now = &duty.now;
    let mark = match now.state {
        ObligationStatus::Late => Truth::Fails,
        ObligationStatus::Fulfilled => Truth::Holds,
        ObligationStatus::Undetermined => Truth::Undetermined,
        _ => Truth::Note,
    };
    let mut item = Item::marked(mark, named(now.title.get(language), &now.rule, "."));
    if now.state != ObligationStatus::NotTriggered {
        let lines = lines(duty, today);
        let lines = lines.iter().map(|line| full_stop(line.get(language)));
        item.details.extend(lines);
    }
    item.details.extend(sources_line(&now.sources, language));
    item.details
        .extend(assumption_line(now.assumption.as_ref(), language));
    item
}

/// What is to be done, when, and what follows otherwise.
pub(super) fn lines(duty: &Duty, today: Date) -> Vec<Words> {
    let now = &duty.now;
    let mut lines = vec![content(now).capitalised()];
    lines.extend(when(duty, today));
    if let Some(off) = duty.off {
        let day = Words::from(&off.words());
        lines.push(say!(
            "Sista dagen är {day}; regelverket flyttar den inte till vardagen efter.",
            "The last day is {day}; the rule set does not move it to the weekday after.",
            day = day
        ));
    } else if now.moved && now.last_day.is_some() {
        lines.push(Words::new(
            "En sista dag som infaller på en helg flyttas till närmaste vardag efter (lag 1930:173)",
            "A last day that falls on a day off is moved to the next weekday (act 1930:173)",
        ));
    }
    if now.state != ObligationStatus::Fulfilled {
        lines.push(match &now.breach {
            Some(breach) => say!("Följd: {breach}", "What follows: {breach}", breach = breach),
            None => Words::new(
                "Regelverket säger inte vad som följer om det inte görs i tid",
                "The rule set does not say what follows when it is not done in time",
            ),
        });
    }
    if duty.stretches.len() > 1 {
        let told: Vec<Words> = duty.stretches.iter().map(stretch).collect();
        let told = Words::joined(&told, "; ");
        lines.push(say!("Över tid: {told}", "Over time: {told}", told = told));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// How the day of performance, or the assessment date, stands to the last day.
fn when(duty: &Duty, today: Date) -> Option<Words> {
    let performed = duty.now.performed.filter(|on| *on <= today);
    let Some(last) = duty.now.last_day else {
        return Some(match performed {
            Some(on) => say!("Gjort {on}", "Done on {on}", on = format::date(on)),
            None => Words::new("Ingen sista dag är satt", "No last day is set"),
        });
    };
    let between = |from: Date, to: Date| i64::from(to.days()).saturating_sub(i64::from(from.days()));
    let on = performed.unwrap_or(today);
    let early = between(on, last);
    let days = days(early.saturating_abs());
    let day = format::date(on);
    Some(match (performed, early) {
        (Some(_), 0) => say!(
            "Gjort {day}, på sista dagen",
            "Done on {day}, the last day",
            day = day
        ),
        (Some(_), 1..) => say!(
            "Gjort {day}, {days} före sista dagen",
            "Done on {day}, {days} before the last day",
            day = day,
            days = days
        ),
        (Some(_), _) => say!(
            "Gjort {day}, {days} för sent",
            "Done on {day}, {days} too late",
            day = day,
            days = days
        ),
        (None, 0) => Words::new("Det är sista dagen", "It is the last day"),
        (None, 1..) => say!("{days} kvar", "{days} left", days = days),
        (None, _) => say!(
            "Sista dagen var för {days} sedan",
            "The last day was {days} ago",
            days = days
        ),
    })
}

fn days(count: i64) -> Words {
    match count {
        1 => Words::new("1 dag", "1 day"),
        _ => Words::new(format!("{count} dagar"), format!("{count} days")),
    }
}

/// `kommande till och med den 29 juni 2024`.
fn stretch(stretch: &Stretch) -> Words {
    let state = short(stretch.state);
    match (stretch.from, stretch.to) {
        (None, None) => state,
        (Some(from), Some(to)) if from == to => {
            say!(
                "{state} {on}",
                "{state} on {on}",
                state = state,
                on = format::date(from)
            )
        }
        (None, Some(to)) => say!(
            "{state} till och med {to}",
            "{state} until {to}",
            state = state,
            to = format::date(to)
        ),
        (Some(from), None) => say!(
            "{state} från och med {from}",
            "{state} from {from}",
            state = state,
            from = format::date(from)
        ),
        (Some(from), Some(to)) => say!(
            "{state} {from}–{to}",
            "{state} {from}–{to}",
            state = state,
            from = format::date(from),
            to = format::date(to)
        ),
    }
}
