//! As a page, with what it needs in it: charts are SVG, there are no scripts, and every text is escaped by the template.

use askama::Template;

use super::{Part, Row, Summary, whole};
use crate::render::visible;
use crate::value::Language;

/// How wide the longest bar is.
const BAR: u64 = 480;
/// How high a row of a chart is: its label, and its bar.
const ROW: usize = 48;
/// How many characters of a label a chart has room for.
const LABEL: usize = 76;

/// The page.
#[derive(Template)]
#[template(path = "batch/summary.html")]
struct Page {
    title: String,
    input: String,
    lead: Vec<String>,
    charts: Vec<Chart>,
    name: String,
    hash: String,
    language: Language,
}

/// A part of the page: a chart, and the same figures as a table.
struct Chart {
    title: String,
    about: String,
    none: String,
    height: usize,
    /// Whether a row has amounts.
    amounts: bool,
    bars: Vec<Bar>,
}

/// A row of both.
struct Bar {
    label: String,
    /// As much of the label as the chart has room for.
    short: String,
    name: String,
    count: String,
    percent: String,
    note: String,
    length: u64,
    /// Where the figures stand after the bar.
    after: u64,
    /// How far down its label is.
    label_y: usize,
    /// How far down its bar is.
    bar_y: usize,
    /// How far down its figures are.
    figures_y: usize,
}

impl Page {
    fn lang(&self) -> &'static str {
        self.pick("sv", "en")
    }

    fn pick(&self, sv: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    fn engine(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// The summary as one page, without anything outside it.
#[must_use]
pub fn html(summary: &Summary<'_>, language: Language) -> String {
    let rules = summary.rules;
    let page = Page {
        title: visible(rules.title().get(language)),
        input: visible(summary.input),
        lead: summary
            .lead()
            .iter()
            .map(|words| words.get(language).to_owned())
            .collect(),
        charts: summary.parts().iter().map(|part| chart(part, language)).collect(),
        name: visible(rules.name()),
        hash: rules.hash().to_owned(),
        language,
    };
    // Writing to a string does not fail.
    page.render().unwrap_or_default()
}

fn chart(part: &Part, language: Language) -> Chart {
    let most = part.rows.iter().map(|row| row.count).max().unwrap_or(0);
    let bars: Vec<Bar> = part
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| bar(row, index, most, language))
        .collect();
    Chart {
        title: visible(part.title.get(language)),
        about: visible(part.about.get(language)),
        none: visible(part.none.get(language)),
        height: bars.len().saturating_mul(ROW),
        amounts: bars.iter().any(|bar| !bar.note.is_empty()),
        bars,
    }
}

fn bar(row: &Row, index: usize, most: u64, language: Language) -> Bar {
    let label = visible(row.label.get(language));
    let short = match label.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", label.get(..end).unwrap_or(&label).trim_end()),
        None => label.clone(),
    };
    let length = u128::from(row.count).saturating_mul(u128::from(BAR));
    let length = length.checked_div(u128::from(most)).unwrap_or(0);
    let length = u64::try_from(length).unwrap_or(BAR).max(1);
    let top = index.saturating_mul(ROW);
    Bar {
        short,
        label,
        name: visible(&row.name),
        count: whole(row.count).get(language).to_owned(),
        percent: row.percent(),
        note: visible(row.note.get(language)),
        length,
        after: length.saturating_add(8),
        label_y: top.saturating_add(14),
        bar_y: top.saturating_add(21),
        figures_y: top.saturating_add(34),
    }
}
