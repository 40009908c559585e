//! For a terminal.

use std::collections::BTreeMap;

use anstyle::Style;

use super::super::Line;
use super::Impact;
use super::table::Table;
use super::wording::{count, difference, lead, notes, readers, shown, sum, version};
use crate::check::ruleset::Outcome;
use crate::explain::Words;
use crate::render::{TextStyle, visible};
use crate::value::Language;

/// The comparison as text; the excerpts are texts already.
#[must_use]
pub fn text(impact: &Impact<String>, language: Language, style: &TextStyle) -> String {
    let mut page = Page {
        out: String::new(),
        language,
        style: *style,
    };
    page.header(impact);
    page.sums(impact);
    page.causes(impact);
    page.unread(impact);
    page.shown(impact);
    page.out
}

/// How many digits of a hash a line has room for.
const DIGITS: usize = 12;

struct Page {
    out: String,
    language: Language,
    style: TextStyle,
}

impl Page {
    fn pick<'a>(&self, sv: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    fn heading(&mut self, text: &str) {
        let bold = Style::new().bold();
        let text = visible(text);
        self.out.push_str(&if self.style.colour {
            format!("{bold}{text}{bold:#}\n")
        } else {
            format!("{text}\n")
        });
    }

    fn paragraph(&mut self, first: &str, rest: &str, text: &str) {
        let text = visible(text);
        let width = match self.style.width {
            0 => usize::MAX,
            width => width.min(100),
        };
        let options = textwrap::Options::new(width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&text, options) {
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    fn header(&mut self, impact: &Impact<String>) {
        let language = self.language;
        self.heading(&format!("{} ({})", impact.title.get(language), impact.ruleset));
        let (old, new) = (self.pick("Gammal", "Old"), self.pick("Ny", "New"));
        let width = old.len().max(new.len()).saturating_add(1);
        let lines = [(old, &impact.old), (new, &impact.new)].map(|(name, is)| {
            let label = format!("{name}:");
            format!("{label:width$} {}\n", visible(&version(is, DIGITS, language)))
        });
        self.out.push_str(&lines.concat());
        self.out.push('\n');
        self.paragraph("", "", lead(impact).get(language));
    }

    fn sums(&mut self, impact: &Impact<String>) {
        let language = self.language;
        if impact.summary.both.count > 0 {
            self.out.push('\n');
            let all = &impact.summary.both;
            let rows = [
                (
                    self.pick("Beviljat före", "Granted before"),
                    sum(all.old, language),
                ),
                (
                    self.pick("Beviljat efter", "Granted after"),
                    sum(all.new, language),
                ),
                (self.pick("Skillnad", "Difference"), difference(all, language)),
            ];
            let mut rows = rows.map(|(name, sum)| vec![name.to_owned(), sum]).into_iter();
            let table = Table {
                texts: 1,
                head: rows.next().unwrap_or_default(),
                rows: rows.collect(),
            };
            self.out.push_str(&table.plain());
        }
        if !impact.summary.transitions.is_empty() {
            self.out.push('\n');
            let table = transitions(impact, &impact.summary.transitions, language);
            self.out.push_str(&table.plain());
        }
        let notes = notes(&impact.summary);
        if !notes.is_empty() {
            self.out.push('\n');
        }
        for note in &notes {
            self.paragraph("", "  ", note.get(language));
        }
    }

    fn causes(&mut self, impact: &Impact<String>) {
        if impact.summary.causes.is_empty() {
            return;
        }
        let language = self.language;
        self.out.push('\n');
        self.heading(self.pick("Vad ändringarna beror på", "What causes the changes"));
        for (rules, group) in by_size(impact) {
            let text = cause(impact, rules, &group.total, language);
            self.paragraph("– ", "  ", &text);
            for (transition, line) in &group.transitions {
                let text = format!(
                    "{}: {}, {}",
                    impact.transition(*transition, language),
                    count(line.count).get(language),
                    difference(line, language)
                );
                self.paragraph("  ", "    ", &text);
            }
        }
    }

    fn unread(&mut self, impact: &Impact<String>) {
        if impact.unread.is_empty() {
            return;
        }
        let language = self.language;
        let summary = &impact.summary;
        let all = summary
            .only_old
            .saturating_add(summary.only_new)
            .saturating_add(summary.neither);
        self.out.push('\n');
        let heading = self.pick(
            "Ansökningar som inte jämförs",
            "Applications that are not compared",
        );
        let heading = partly(heading, impact.unread.len(), all, language);
        self.heading(&heading);
        for unread in &impact.unread {
            let text = format!("{}: {}", unread.place, readers(unread).get(language));
            self.paragraph("– ", "  ", &text);
            for why in &unread.why {
                self.paragraph("  ", "    ", why.get(language));
            }
        }
    }

    fn shown(&mut self, impact: &Impact<String>) {
        if impact.shown.is_empty() {
            return;
        }
        let language = self.language;
        self.out.push('\n');
        let heading = self.pick("Ändrade beslut", "Changed decisions");
        let all = impact.summary.changed.count;
        let mut heading = partly(heading, impact.shown.len(), all, language);
        if impact.shown.len() < all {
            heading = format!(
                "{}{})",
                heading.trim_end_matches(')'),
                self.pick("; `--limit` visar fler", "; `--limit` shows more")
            );
        }
        self.heading(&heading);
        for shown in &impact.shown {
            self.out.push('\n');
            self.heading(&title(shown));
            self.paragraph("", "  ", &what(impact, shown, language));
            for (name, excerpt) in [
                (self.pick("Före", "Before"), &shown.old),
                (self.pick("Efter", "After"), &shown.new),
            ] {
                self.out.push_str(&format!("{name}\n"));
                for line in excerpt.lines() {
                    self.out.push_str(&format!("  {line}\n"));
                }
            }
        }
    }
}

/// What a changed decision is headed by: where it stands, and its id.
pub(super) fn title<E>(shown: &super::Shown<E>) -> String {
    match &shown.both.id {
        Some(id) => format!("{}, {id}", shown.place),
        None => shown.place.clone(),
    }
}

/// From what to what, and why: `avvisning → bifall, +3 419 977 kr (i_rätt_tid)`.
pub(super) fn what<E>(impact: &Impact<E>, shown: &super::Shown<E>, language: Language) -> String {
    let both = &shown.both;
    let mut line = Line::default();
    line.old.0 = both.old.amount.or(line.old.0);
    line.new.0 = both.new.amount.or(line.new.0);
    let causes: Vec<&str> = both.causes.iter().map(String::as_str).collect();
    format!(
        "{}, {} ({})",
        impact.transition((both.old.outcome, both.new.outcome), language),
        difference(&line, language),
        causes.join(", ")
    )
}

/// The heading, with how many of all are shown when they aren't all.
pub(super) fn partly(heading: &str, n: usize, all: usize, language: Language) -> String {
    if n < all {
        format!("{heading} ({})", shown(n, all).get(language))
    } else {
        heading.to_owned()
    }
}

/// The causes, those of most decisions first.
pub(super) fn by_size<E>(
    impact: &Impact<E>,
) -> Vec<(&std::collections::BTreeSet<String>, &super::super::Group)> {
    let mut groups: Vec<_> = impact.summary.causes.iter().collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.total.count));
    groups
}

/// `Ansökan ska ha kommit in i tid (i_tid): 34 beslut, +765 433 kr`.
pub(super) fn cause<E>(
    impact: &Impact<E>,
    rules: &std::collections::BTreeSet<String>,
    total: &Line,
    language: Language,
) -> String {
    let n = count(total.count);
    let one = total.count == 1;
    let decisions = Words::new(
        format!("{} beslut", n.get(Language::Swedish)),
        format!(
            "{} decision{}",
            n.get(Language::English),
            if one { "" } else { "s" }
        ),
    );
    format!(
        "{}: {}, {}",
        impact.rules(rules, language),
        decisions.get(language),
        difference(total, language)
    )
}

/// The table of transitions.
pub(super) fn transitions<E>(
    impact: &Impact<E>,
    transitions: &BTreeMap<(Outcome, Outcome), Line>,
    language: Language,
) -> Table {
    let head = match language {
        Language::Swedish => [
            "Från",
            "Till",
            "Antal",
            "Beviljat före",
            "Beviljat efter",
            "Skillnad",
        ],
        Language::English => [
            "From",
            "To",
            "Count",
            "Granted before",
            "Granted after",
            "Difference",
        ],
    };
    let rows = transitions.iter().map(|((old, new), line)| {
        vec![
            impact.outcome(*old, language).to_owned(),
            impact.outcome(*new, language).to_owned(),
            count(line.count).get(language).to_owned(),
            sum(line.old, language),
            sum(line.new, language),
            difference(line, language),
        ]
    });
    Table {
        texts: 2,
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
