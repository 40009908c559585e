//! The calendar as a file that a calendar program imports: RFC 5545.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::report::{lines, short};
use super::{Calendar, Duty};
use crate::eval::ObligationStatus;
use crate::render::{full_stop, sources_line, visible};
use crate::value::{Date, Language};

/// How many octets a line has at most, its end not counted (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// The obligations that have arisen and have a last day, an event each; and how many have arisen without one. `alarms` are how
/// many days before the last day a reminder comes, at nine in the morning. What is done, or late, has none.
///
/// Nothing but the calendars decides a byte of it: an event keeps its `UID` from day to day, and is stamped with the assessment date.
#[must_use]
pub fn ics(calendars: &[Calendar], alarms: &[u16], language: Language) -> (String, usize) {
    let mut file = File(String::new());
    let mut dayless: usize = 0;
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line(&format!(
        "PRODID:-//Rekvisit//Rekvisit {}//{}",
        env!("CARGO_PKG_VERSION"),
        match language {
            Language::Swedish => "SV",
            Language::English => "EN",
        }
    ));
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    for calendar in calendars {
        for duty in &calendar.duties {
            match (duty.now.state, duty.now.last_day) {
                (ObligationStatus::NotTriggered | ObligationStatus::Undetermined, _) => {}
                (_, None) => dayless = dayless.saturating_add(1),
                (_, Some(day)) => file.event(calendar, duty, day, alarms, language),
            }
        }
    }
    file.line("END:VCALENDAR");
    (file.0, dayless)
}

struct File(String);

impl File {
    fn event(&mut self, calendar: &Calendar, duty: &Duty, day: Date, alarms: &[u16], language: Language) {
        let now = &duty.now;
        let today = calendar.explanation.assessed_on;
        let title = now.title.get(language).trim_end_matches('.');
        let summary = match now.state {
            ObligationStatus::Late | ObligationStatus::Fulfilled => {
                format!("{title} ({}), {}", short(now.state).get(language), calendar.key)
            }
            _ => format!("{title}, {}", calendar.key),
        };
        let mut description: Vec<String> = lines(duty, today)
            .iter()
            .map(|line| full_stop(line.get(language)))
            .collect();
        description.extend(sources_line(&now.sources, language));
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", uid(calendar, &now.rule)));
        self.line(&format!("DTSTAMP:{}T000000Z", compact(today)));
        // A later assessment takes the place of an earlier one.
        self.line(&format!("SEQUENCE:{}", today.days().max(0)));
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(day)));
        if let Some(next) = day.add_days(1) {
            self.line(&format!("DTEND;VALUE=DATE:{}", compact(next)));
        }
        self.text("SUMMARY", &summary);
        self.text("DESCRIPTION", &description.join("\n"));
        self.text("CATEGORIES", short(now.state).get(language));
        self.line("STATUS:CONFIRMED");
        self.line("TRANSP:TRANSPARENT");
        if matches!(now.state, ObligationStatus::Upcoming | ObligationStatus::Due) {
            for days in alarms {
                self.line("BEGIN:VALARM");
                self.line("ACTION:DISPLAY");
                self.line(&format!("TRIGGER:{}", before(*days)));
                self.text("DESCRIPTION", &summary);
                self.line("END:VALARM");
            }
        }
        self.line("END:VEVENT");
    }

    /// A property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    /// A line, folded where it is too long; a character is never split.
    fn line(&mut self, line: &str) {
        let mut octets: usize = 0;
        for c in line.chars() {
            if octets.saturating_add(c.len_utf8()) > OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets = octets.saturating_add(c.len_utf8());
        }
        self.0.push_str("\r\n");
    }
}

/// A text's backslashes, semicolons, commas and line breaks escaped (RFC 5545, 3.3.11), and nothing unseen left in it.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let mut out = String::new();
            for c in visible(line).chars() {
                if matches!(c, '\\' | ';' | ',') {
                    out.push('\\');
                }
                out.push(c);
            }
            out
        })
        .collect();
    lines.join("\\n")
}

/// What names an event: the rule set, the case and the rule, whatever the day and the language.
fn uid(calendar: &Calendar, rule: &str) -> String {
    let mut digest = Sha256::new();
    for part in [&calendar.explanation.ruleset.name, &calendar.key, rule] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let mut text = String::new();
    for byte in digest.finalize().iter().take(16) {
        let _ = write!(text, "{byte:02x}");
    }
    text.push_str("@rekvisit");
    text
}

/// `20240630`.
fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// So many days before the day, at nine in the morning: the event begins at midnight.
fn before(days: u16) -> String {
    match days.checked_sub(1) {
        None => "PT9H".to_owned(),
        Some(0) => "-PT15H".to_owned(),
        Some(whole) => format!("-P{whole}DT15H"),
    }
}
