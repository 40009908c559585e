//! What must be said with an apportionment: what it rests on, what is assumed, whether the parts are the whole.

use super::Subject;
use crate::apportion::{Apportioned, Unlike, cell};
use crate::check::ruleset::{Grounds, Residual};
use crate::cli::notice::Notice;
use crate::explain::format;
use crate::value::{Bilingual, Language, Number};

/// What it rests on and what is assumed, the table's too.
pub(in crate::cli) fn notes(subject: &Subject<'_>) -> Vec<Bilingual> {
    let mut notes = grounds(subject, &subject.item.grounds);
    for note in grounds(subject, &subject.table.grounds) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

fn grounds(subject: &Subject<'_>, grounds: &Grounds) -> Vec<Bilingual> {
    let mut notes: Vec<Bilingual> = grounds
        .cites
        .iter()
        .filter_map(|cite| {
            let source = subject.set.sources.get(usize::from(cite.source.0))?;
            let (sv, en) = (
                source.title.get(Language::Swedish),
                source.title.get(Language::English),
            );
            Some(Bilingual::new(
                format!("Enligt: {sv}, {}", cite.locator),
                format!("According to: {en}, {}", cite.locator),
            ))
        })
        .collect();
    notes.extend(grounds.assumed.as_ref().map(|assumed| {
        Bilingual::new(
            format!("Antagande: {}", assumed.get(Language::Swedish)),
            format!("Assumption: {}", assumed.get(Language::English)),
        )
    }));
    notes
}

/// How the rest came about and where it went, and that the parts with what the giver keeps are the whole.
pub(in crate::cli) fn whole(subject: &Subject<'_>, made: &Apportioned) -> Vec<Bilingual> {
    let sharing = &made.sharing;
    let mut said = Vec::new();
    if !sharing.residual.is_zero() {
        let over = sharing.residual.is_negative();
        let amount = format::money(
            sharing
                .residual
                .neg()
                .filter(|_| over)
                .unwrap_or(sharing.residual),
        );
        let moved: Vec<String> = made
            .rows
            .iter()
            .zip(&subject.table.keys)
            .filter_map(|(row, key)| {
                let part = sharing.parts.get(row.as_ref()?.0)?;
                (!part.residual.is_zero()).then(|| key.clone())
            })
            .collect();
        let rest = match (subject.item.residual, moved.as_slice()) {
            (Residual::Kept, _) | (_, []) => (
                "stannar hos givaren".to_owned(),
                "stays with the giver".to_owned(),
            ),
            (_, [one]) if over => (format!("tas från {one}"), format!("is taken from {one}")),
            (_, [one]) => (format!("läggs på {one}"), format!("is put on {one}")),
            (_, several) if over => {
                let count = several.len();
                (
                    format!("tas från {count} rader"),
                    format!("is taken from {count} rows"),
                )
            }
            (_, several) => {
                let count = several.len();
                (
                    format!("läggs på {count} rader"),
                    format!("is put on {count} rows"),
                )
            }
        };
        said.push(if over {
            Bilingual::new(
                format!("Avrundningen ger {} för mycket, som {}.", amount.sv, rest.0),
                format!("Rounding gives {} too much, which {}.", amount.en, rest.1),
            )
        } else {
            Bilingual::new(
                format!("Avrundningen lämnar {} över, som {}.", amount.sv, rest.0),
                format!("Rounding leaves {} over, which {}.", amount.en, rest.1),
            )
        });
    }
    let parts = sharing.whole.sub(sharing.kept).unwrap_or(sharing.whole);
    let (whole, parts, kept) = (
        format::money(sharing.whole),
        format::money(parts),
        format::money(sharing.kept),
    );
    said.push(if sharing.kept.is_zero() {
        Bilingual::new(
            format!("Delarna är tillsammans {}: hela beloppet.", parts.sv),
            format!("The parts together are {}: the whole amount.", parts.en),
        )
    } else {
        Bilingual::new(
            format!(
                "Delarna är tillsammans {}, och {} stannar hos givaren: tillsammans hela beloppet, {}.",
                parts.sv, kept.sv, whole.sv
            ),
            format!(
                "The parts together are {}, and {} stays with the giver: together the whole amount, {}.",
                parts.en, kept.en, whole.en
            ),
        )
    });
    said
}

/// The published parts that are not the computed ones.
pub(super) fn unlike(subject: &Subject<'_>, made: &Apportioned) -> Vec<Unlike> {
    let Some(column) = subject.item.published else {
        return Vec::new();
    };
    let differs = |row: usize| {
        let (published, computed) = (cell(subject.table, row, column), made.amount(row));
        (published != Some(computed)).then_some(Unlike {
            row,
            published,
            computed,
        })
    };
    (0..subject.table.keys.len()).filter_map(differs).collect()
}

/// That published parts differ, and which.
pub(super) fn differs(subject: &Subject<'_>, unlike: &[Unlike]) -> Notice {
    let (name, count) = (&subject.item.name, unlike.len());
    let mut notice = Notice::new(
        format!("{count} delar av `{name}` är inte de publicerade"),
        format!("{count} parts of `{name}` are not the published ones"),
    );
    notice.details = unlike.iter().map(|part| difference(subject, part)).collect();
    notice
}

/// `Malmö: publicerat 1 kr, beräknat 2 kr`.
pub(in crate::cli) fn difference(subject: &Subject<'_>, part: &Unlike) -> Bilingual {
    let key = subject.table.keys.get(part.row).map_or("", String::as_str);
    let computed = format::money(part.computed);
    match part.published.map(format::money) {
        Some(published) => Bilingual::new(
            format!("{key}: publicerat {}, beräknat {}", published.sv, computed.sv),
            format!("{key}: published {}, computed {}", published.en, computed.en),
        ),
        None => Bilingual::new(
            format!("{key}: saknas i listan, beräknat {}", computed.sv),
            format!("{key}: not in the list, computed {}", computed.en),
        ),
    }
}

/// Paragraphs of a text for a terminal.
pub(in crate::cli) fn paragraphs(texts: &[Bilingual], language: Language, width: usize) -> String {
    let options = textwrap::Options::new(width.clamp(40, 100))
        .subsequent_indent("  ")
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut text = String::new();
    for paragraph in texts {
        for line in textwrap::wrap(&crate::render::visible(paragraph.get(language)), &options) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// The sum of the keys of those that take part.
pub(super) fn keys(made: &Apportioned) -> Number {
    let keys = made.rows.iter().flatten().map(|(_, claim)| claim.key);
    keys.fold(Number::ZERO, |sum, key| sum.add(key).unwrap_or(sum))
}
