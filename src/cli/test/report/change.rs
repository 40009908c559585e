//! What became of a decision whose text differs: its outcome before and after, and why.

use super::super::snapshot::{SnapFile, SnapState, Snapshot};
use crate::check::ruleset::{Outcome, RuleSet};
use crate::eval::Effect;
use crate::explain::{Words, format, outcome_words, status_words};
use crate::trial::{Digest, Shift, State};
use crate::value::{Language, Number};

/// How many rules are named before the rest are counted.
const MOST_RULES: usize = 12;

/// What became of a decision.
pub(super) struct Change<'a> {
    snapshot: &'a Snapshot<'a>,
    ruleset: Option<&'a RuleSet>,
}

impl<'a> Change<'a> {
    /// Of the decision whose text differs.
    pub(super) fn of(snapshot: &'a Snapshot<'a>) -> Self {
        Self {
            snapshot,
            ruleset: snapshot
                .suite
                .loaded
                .program
                .as_ref()
                .map(|program| &*program.ruleset),
        }
    }

    /// What is to be said, a line each.
    pub(super) fn lines(&self, language: Language) -> Vec<String> {
        let t = |sv: &str, en: &str| Words::new(sv, en).get(language).to_owned();
        let outcome = t("utfall", "outcome");
        match (&self.snapshot.before, &self.snapshot.after) {
            _ if self.snapshot.state == SnapState::Same => Vec::new(),
            (None, None) => Vec::new(),
            (Some(before), None) => {
                let was = t("utfallet var", "the outcome was");
                vec![format!("{was} {}", self.outcome(before, language))]
            }
            (None, Some(after)) => {
                let mut lines = vec![format!("{outcome}: {}", self.outcome(after, language))];
                lines.extend(self.leads(language));
                lines
            }
            (Some(before), Some(after)) => self.compared(before, after, language),
        }
    }

    /// What differs between two decisions.
    fn compared(&self, before: &Digest, after: &Digest, language: Language) -> Vec<String> {
        let t = |sv: &str, en: &str| Words::new(sv, en).get(language).to_owned();
        let (was, is) = (self.outcome(before, language), self.outcome(after, language));
        let label = t("utfall", "outcome");
        let mut lines = vec![if was == is {
            format!("{label}: {is} {}", t("(som förut)", "(as before)"))
        } else {
            format!("{label}: {was} → {is}")
        }];
        if before.decisive != after.decisive {
            let names = |names: &[String]| match names {
                [] => t("ingen regel", "no rule"),
                names => names.join(", "),
            };
            let label = t("avgörande", "decisive");
            lines.push(format!(
                "{label}: {} → {}",
                names(&before.decisive),
                names(&after.decisive)
            ));
        }
        let shifts = before.shifts(after);
        lines.extend(
            shifts
                .iter()
                .take(MOST_RULES)
                .map(|shift| self.shift(shift, language)),
        );
        let more = shifts.len().saturating_sub(MOST_RULES);
        if more > 0 {
            lines.push(format!("{more} {}", t("regler till", "more rules")));
        }
        if was == is && before.decisive == after.decisive && shifts.is_empty() {
            lines.push(t(
                "ingen regel har ändrat läge; det är orden som är andra",
                "no rule's state has changed; the wording is another",
            ));
        }
        lines
    }

    /// `avslag`, `bifall, 1 000 kr`.
    fn outcome(&self, digest: &Digest, language: Language) -> String {
        let word = self.word(digest.outcome);
        let amount = digest
            .amount
            .as_deref()
            .and_then(|amount| Number::parse_decimal(amount)?.mul(Number::whole(100)))
            .map(format::money);
        match amount {
            Some(amount) => format!("{}, {}", word.get(language), amount.get(language)),
            None => word.get(language).to_owned(),
        }
    }

    fn word(&self, outcome: Outcome) -> Words {
        match self.ruleset {
            Some(ruleset) => outcome_words(ruleset, outcome),
            None => Words::same(outcome.as_str()),
        }
    }

    /// `i_tid: kravet är uppfyllt → kravet är inte uppfyllt, får verkan`.
    fn shift(&self, shift: &Shift, language: Language) -> String {
        let id = shift.rule.split('/').next().unwrap_or(&shift.rule);
        let state = |state: Option<State>| match state {
            Some(state) => self.state(id, state, language),
            None => Words::new("fanns inte", "was not there").get(language).to_owned(),
        };
        let after = match shift.after {
            None => Words::new("finns inte längre", "is no longer there")
                .get(language)
                .to_owned(),
            after => state(after),
        };
        format!("{}: {} → {after}", shift.rule, state(shift.before))
    }

    /// A rule's status, and whether its consequence takes place.
    fn state(&self, id: &str, state: State, language: Language) -> String {
        let rule = self
            .ruleset
            .and_then(|ruleset| ruleset.rules.iter().find(|rule| rule.id == id));
        let status = match rule {
            Some(rule) => status_words(rule.kind, state.status).get(language).to_owned(),
            None => state.status.as_str().to_owned(),
        };
        let effect = match state.effect {
            Effect::None => Words::default(),
            Effect::Possible => Words::new(", kan få verkan", ", may take effect"),
            Effect::Applies => Words::new(", får verkan", ", takes effect"),
        };
        format!("{status}{}", effect.get(language))
    }

    /// The leads of the texts, where the accepted one does not say what the decision came to.
    fn leads(&self, language: Language) -> Vec<String> {
        let Some(shot) = self
            .snapshot
            .files
            .iter()
            .find(|shot| shot.old.is_some() && !shot.is_same())
        else {
            return Vec::new();
        };
        let lead = |file: &Option<SnapFile>| {
            let body = file.as_ref().map_or("", |file| file.body.as_str());
            body.split("\n\n").nth(2).unwrap_or_default().replace('\n', " ")
        };
        let (old, new) = (lead(&shot.old), lead(&shot.new));
        if old == new {
            return Vec::new();
        }
        let t = |sv: &str, en: &str| Words::new(sv, en).get(language).to_owned();
        vec![
            format!("{}: {old}", t("förut", "before")),
            format!("{}: {new}", t("nu", "now")),
        ]
    }
}
