//! What `--update` accepted: each decision that changed, what it was and became, and why.

use super::super::super::terminal::STRONG;
use super::super::snapshot::{SnapState, Snapshot};
use super::change::Change;
use super::decisions::place;
use super::text::Look;
use crate::render::visible;

/// A decision whose text was accepted; nothing when it was accepted already.
pub(super) fn accepted(snapshot: &Snapshot<'_>, look: Look) -> String {
    let what = match snapshot.state {
        SnapState::Same => return String::new(),
        SnapState::Changed => look.pick("ändrad", "changed"),
        SnapState::New => look.pick("ny", "new"),
        SnapState::Gone => look.pick("borttagen", "removed"),
    };
    let mut out = format!("{what} {STRONG}{}{STRONG:#}\n", visible(place(snapshot)));
    for line in Change::of(snapshot).lines(look.language) {
        out.push_str(&format!("  {}\n", visible(&line)));
    }
    out
}
