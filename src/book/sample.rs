//! Cases and examples, decided, as the book shows them.

use super::draft::Draft;
use super::line::{both, same, text};
use super::model::{Block, Inline, Item, Line, Row, Section, Table};
use crate::check::ruleset::RuleId;
use crate::eval::{Effect, RuleState, Verdict};
use crate::explain::{Words, format, outcome_words, say};
use crate::value::Bilingual;

/// A case or an example that was decided by the engine.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What it is called: a case's file without its ending, an example's title.
    pub name: String,
    /// Whether it is an example.
    pub example: bool,
    /// Whether a document records its outcome.
    pub real: bool,
    /// Where the outcome that is expected comes from.
    pub according_to: Option<String>,
    /// Whether it came out otherwise than was expected.
    pub otherwise: bool,
    /// What it came to; none when it could not be decided.
    pub verdict: Option<Verdict>,
}

impl Sample {
    /// What became of a rule: its states, more than one inside a `för varje`.
    fn states(&self, rule: RuleId) -> impl Iterator<Item = &RuleState> {
        let verdict = self.verdict.iter();
        verdict
            .flat_map(|v| v.rules.iter().chain(v.parts.iter().flat_map(|part| &part.rules)))
            .filter(move |state| state.rule == rule)
    }

    /// Whether a rule takes effect.
    fn shows(&self, rule: RuleId) -> bool {
        self.states(rule).any(|state| state.effect == Effect::Applies)
    }

    /// Whether a rule decided, the case or an item of it.
    fn decided_by(&self, rule: RuleId) -> bool {
        self.verdict.iter().any(|v| {
            let items = v.parts.iter().flat_map(|part| &part.decisive);
            v.decisive.iter().chain(items).any(|id| *id == rule)
        })
    }
}

/// How many cases a rule shows before the rest is folded.
const SHOWN: usize = 5;

impl Draft<'_> {
    /// The outcome of a sample in words, with the amount.
    fn outcome(&self, sample: &Sample) -> Bilingual {
        let Some(verdict) = &sample.verdict else {
            return Bilingual::new("kunde inte prövas", "could not be decided");
        };
        let label = outcome_words(self.set, verdict.outcome);
        match verdict.amount {
            Some(amount) => say!(
                "{label}, {amount}",
                "{label}, {amount}",
                label = label,
                amount = format::money(amount)
            ),
            None => label,
        }
        .into()
    }

    /// What a sample is called.
    fn sample_name(sample: &Sample) -> Bilingual {
        let name = &sample.name;
        if sample.example {
            Bilingual::new(format!("exemplet ”{name}”"), format!("the example “{name}”"))
        } else {
            same(name.clone())
        }
    }

    /// Whether a case shows a rule.
    pub(super) fn is_shown(&self, rule: RuleId) -> bool {
        let mut samples = self.samples.iter();
        samples.any(|sample| sample.decided_by(rule) || sample.shows(rule))
    }

    /// The cases in which a rule decides or takes effect, those that it decides first.
    pub(super) fn shown_by(&self, rule: RuleId) -> Vec<Block> {
        let all = || self.samples.iter().zip(&self.anchors);
        let decided = all().filter(|(sample, _)| sample.decided_by(rule));
        let others = all().filter(|(sample, _)| !sample.decided_by(rule) && sample.shows(rule));
        let mut items: Vec<Item> = decided
            .map(|(sample, anchor)| self.shown_item(sample, anchor, true))
            .collect();
        items.extend(others.map(|(sample, anchor)| self.shown_item(sample, anchor, false)));
        if items.is_empty() {
            return vec![Block::Paragraph(text(Words::new(
                "Inget fall visar regeln.",
                "No case shows the rule.",
            )))];
        }
        let rest = items.split_off(items.len().min(SHOWN));
        let mut blocks = vec![Block::List(items)];
        if !rest.is_empty() {
            let n = Words::same(rest.len().to_string());
            let summary = say!("{n} fall till", "{n} more cases", n = n);
            blocks.push(Block::Folded(summary.into(), vec![Block::List(rest)]));
        }
        blocks
    }

    /// A case in a rule's section.
    fn shown_item(&self, sample: &Sample, anchor: &str, decides: bool) -> Item {
        let mut line = vec![
            Inline::Link(anchor.to_owned(), Self::sample_name(sample)),
            Inline::Text(same(": ")),
            Inline::Text(self.outcome(sample)),
        ];
        if decides {
            line.push(Inline::Text(Bilingual::new(
                " (regeln avgör)",
                " (the rule decides)",
            )));
        }
        super::line::item(line)
    }

    /// The chapter of cases.
    pub(super) fn cases(&self) -> Option<Section> {
        if self.samples.is_empty() {
            return None;
        }
        let rows = self.samples.iter().zip(&self.anchors);
        let rows = rows.map(|(sample, anchor)| self.row(sample, anchor)).collect();
        Some(Section {
            id: "fall".to_owned(),
            title: Bilingual::new("Fall och exempel", "Cases and examples"),
            blocks: vec![
                Block::Paragraph(text(Words::new(
                    "Varje fall är prövat av samma motor som prövar ansökningar.",
                    "Each case is decided by the same engine that decides applications.",
                ))),
                Block::Table(Table {
                    caption: Bilingual::new("Fallen och deras utfall", "The cases and their outcomes"),
                    columns: vec![
                        Bilingual::new("Fall", "Case"),
                        Bilingual::new("Prövas den", "Assessed on"),
                        Bilingual::new("Utfall", "Outcome"),
                        Bilingual::new("Avgörs av", "Decided by"),
                        Bilingual::new("Om fallet", "About the case"),
                    ],
                    rows,
                }),
            ],
            ..Section::default()
        })
    }

    fn row(&self, sample: &Sample, anchor: &str) -> Row {
        let day = sample.verdict.as_ref().map(|v| v.assessed_on.to_string());
        let decisive = sample.verdict.iter().flat_map(|v| &v.decisive);
        let mut about: Vec<Line> = Vec::new();
        if sample.real {
            about.push(vec![Inline::Mark(Bilingual::new("verkligt ärende", "real case"))]);
        }
        if sample.otherwise {
            about.push(vec![Inline::Mark(both(
                "blev annat än väntat",
                "came out otherwise than expected",
            ))]);
        }
        about.extend(sample.according_to.iter().map(|from| {
            vec![Inline::Text(Bilingual {
                sv: from.clone(),
                en: None,
            })]
        }));
        Row {
            id: Some(anchor.to_owned()),
            cells: vec![
                vec![Inline::Text(Self::sample_name(sample))],
                text(same(day.unwrap_or_default())),
                vec![Inline::Text(self.outcome(sample))],
                super::line::commas(decisive.map(|id| self.rule(*id)).collect()),
                super::line::commas(about),
            ],
        }
    }
}
