//! How a decision is appealed.

use crate::check::ruleset::Outcome;
use crate::explain::{Explanation, Words, appeal_words};

/// The text on appeal; none for an opinion or a report, and none while nothing is decided.
pub(crate) fn appeal(explanation: &Explanation) -> Option<Words> {
    if explanation.outcome.outcome == Outcome::Undetermined {
        return None;
    }
    appeal_words(explanation.track)
}
