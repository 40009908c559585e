//! What the rule set is: its name, its validity, its appeal track, what it rests on as a whole.

use super::draft::Draft;
use super::line::{both, entry, item, same, text};
use super::model::{Block, Entry, Inline, Section};
use crate::check::ruleset::Track;
use crate::explain::{Words, appeal_words, format, say, usual_word};

impl Draft<'_> {
    /// What stands below the title.
    pub(super) fn lead(&self) -> Vec<Block> {
        let count = |n: usize, one: (&str, &str), several: (&str, &str)| {
            let (sv, en) = if n == 1 { one } else { several };
            Words::new(format!("{n} {sv}"), format!("{n} {en}"))
        };
        let set = self.set;
        let examples = self.samples.iter().filter(|sample| sample.example).count();
        let cases = self.samples.len().saturating_sub(examples);
        let mut counts = vec![
            count(set.rules.len(), ("regel", "rule"), ("regler", "rules")),
            count(
                set.application.len(),
                ("fråga", "question"),
                ("frågor", "questions"),
            ),
        ];
        if cases > 0 {
            counts.push(count(cases, ("fall", "case"), ("fall", "cases")));
        }
        if examples > 0 {
            counts.push(count(examples, ("exempel", "example"), ("exempel", "examples")));
        }
        let holds = say!(
            "Här står {counts}.",
            "It has {counts}.",
            counts = Words::all_of(&counts)
        );
        vec![
            Block::Paragraph(text(Words::new(
                "Regelverket är beslutsstöd: av en ansökan blir ett förslag till beslut. En människa prövar och beslutar.",
                "The rule set is decision support: an application becomes a proposal for a decision. A person examines the case and decides.",
            ))),
            Block::Paragraph(text(holds)),
        ]
    }

    /// The chapter of the rule set itself.
    pub(super) fn about(&self) -> Section {
        let set = self.set;
        let mut entries = vec![entry(both("Namn", "Name"), vec![Inline::Name(set.name.clone())])];
        if !set.version.is_empty() {
            entries.push(entry(both("Version", "Version"), text(same(set.version.clone()))));
        }
        entries.push(entry(both("Gäller", "In force"), text(self.validity())));
        entries.extend(set.assessed_on.as_ref().map(|day| {
            entry(
                both(
                    "Prövningsdag när ingen anges",
                    "Assessment date when none is given",
                ),
                text(self.wording.noun(day).capitalised()),
            )
        }));
        entries.push(entry(both("Överklagande", "Appeal"), text(track(set.track))));
        entries.extend(self.outcome_words());
        let (cited, assumed) = self.grounds(&set.grounds);
        entries.extend(cited);
        entries.push(entry(
            both("Reglernas kontrollsumma", "Checksum of the rules"),
            vec![Inline::Name(set.hash.clone())],
        ));
        let mut blocks = vec![Block::Entries(entries)];
        blocks.extend(assumed);
        Section {
            id: "om".to_owned(),
            title: both("Om regelverket", "About the rule set"),
            blocks,
            ..Section::default()
        }
    }

    /// When the rule set is in force, and by which day.
    fn validity(&self) -> Words {
        let period = format::period(self.set.valid.period).capitalised();
        match &self.set.valid.by {
            Some(by) => say!(
                "{period}; dagen som avgör: {day}",
                "{period}; the day that decides: {day}",
                period = period,
                day = self.wording.noun(by)
            ),
            None => period,
        }
    }

    /// What outcomes are called here, where that is not the usual word.
    fn outcome_words(&self) -> Option<Entry> {
        let lines = self.set.words.iter().map(|(outcome, own)| {
            let mut line = vec![
                Inline::Text(usual_word(*outcome).into()),
                Inline::Text(same(": ")),
            ];
            line.push(Inline::Text(own.clone()));
            item(line)
        });
        let items: Vec<_> = lines.collect();
        (!items.is_empty()).then(|| Entry {
            id: None,
            term: both("Utfallen kallas här", "Outcomes are called here"),
            blocks: vec![Block::List(items)],
        })
    }
}

/// How a decision is appealed.
fn track(track: Track) -> Words {
    appeal_words(track).unwrap_or_else(|| {
        Words::new(
            "Inget anges. Ett yttrande eller en rapport överklagas inte.",
            "None is stated. An opinion or a report is not appealed.",
        )
    })
}
