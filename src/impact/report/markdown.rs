//! To attach to a proposal for changed rules.

use super::Impact;
use super::table::Table;
use super::text::{by_size, cause, partly, title, transitions, what};
use super::wording::{count, difference, lead, notes, readers, sum, version};
use crate::render::escaped;
use crate::value::Language;

/// The comparison as Markdown; the excerpts are Markdown already. No text of the rules or of an application is markup.
#[must_use]
pub fn markdown(impact: &Impact<String>, language: Language) -> String {
    let pick = |sv: &'static str, en: &'static str| match language {
        Language::Swedish => sv,
        Language::English => en,
    };
    let summary = &impact.summary;
    let mut out = format!(
        "# {}\n\n- {} {}\n- {} {}\n\n{}\n",
        escaped(&format!("{} ({})", impact.title.get(language), impact.ruleset)),
        pick("Gammal:", "Old:"),
        escaped(&version(&impact.old, usize::MAX, language)),
        pick("Ny:", "New:"),
        escaped(&version(&impact.new, usize::MAX, language)),
        escaped(lead(impact).get(language)),
    );
    if summary.both.count > 0 {
        let table = Table {
            texts: 0,
            head: [
                pick("Beviljat före", "Granted before"),
                pick("Beviljat efter", "Granted after"),
                pick("Skillnad", "Difference"),
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: vec![vec![
                sum(summary.both.old, language),
                sum(summary.both.new, language),
                difference(&summary.both, language),
            ]],
        };
        out.push_str(&format!("\n{}", table.markdown(escaped)));
    }
    if !summary.transitions.is_empty() {
        let table = transitions(impact, &summary.transitions, language);
        let heading = pick("Ändrade utfall", "Changed outcomes");
        out.push_str(&format!("\n## {heading}\n\n{}", table.markdown(escaped)));
    }
    let notes = notes(summary);
    if !notes.is_empty() {
        out.push('\n');
    }
    for note in notes {
        out.push_str(&format!("- {}\n", escaped(note.get(language))));
    }
    if !summary.causes.is_empty() {
        let heading = pick("Vad ändringarna beror på", "What causes the changes");
        out.push_str(&format!("\n## {heading}\n\n"));
        for (rules, group) in by_size(impact) {
            let text = cause(impact, rules, &group.total, language);
            out.push_str(&format!("- {}\n", escaped(&text)));
            for (transition, line) in &group.transitions {
                let text = format!(
                    "{}: {}, {}",
                    impact.transition(*transition, language),
                    count(line.count).get(language),
                    difference(line, language)
                );
                out.push_str(&format!("  - {}\n", escaped(&text)));
            }
        }
    }
    if !impact.unread.is_empty() {
        let heading = pick(
            "Ansökningar som inte jämförs",
            "Applications that are not compared",
        );
        out.push_str(&format!("\n## {heading}\n\n"));
        for unread in &impact.unread {
            let text = format!("{}: {}", unread.place, readers(unread).get(language));
            out.push_str(&format!("- {}\n", escaped(&text)));
            for why in &unread.why {
                out.push_str(&format!("  - {}\n", escaped(why.get(language))));
            }
        }
    }
    if !impact.shown.is_empty() {
        let heading = pick("Ändrade beslut", "Changed decisions");
        let heading = partly(heading, impact.shown.len(), summary.changed.count, language);
        out.push_str(&format!("\n## {heading}\n"));
        for shown in &impact.shown {
            out.push_str(&format!(
                "\n### {}\n\n{}\n\n{}:\n\n{}\n{}:\n\n{}",
                escaped(&title(shown)),
                escaped(&what(impact, shown, language)),
                pick("Före", "Before"),
                shown.old,
                pick("Efter", "After"),
                shown.new
            ));
        }
    }
    out
}
