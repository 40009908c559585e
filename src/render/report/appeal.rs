//! How a decision is appealed, by track. Each text cites the statute, so that it can be checked, and says no more.

use crate::check::ruleset::{Outcome, Track};
use crate::explain::{Explanation, Words};

/// The text on appeal; none for an opinion or a report, and none while nothing is decided.
pub(crate) fn appeal(explanation: &Explanation) -> Option<Words> {
    if explanation.outcome.outcome == Outcome::Undetermined {
        return None;
    }
    let (sv, en) = match explanation.track {
        Track::LegalityReview => (
            "Beslutet kan laglighetsprövas (13 kap. kommunallagen (2017:725)). Den som är medlem av kommunen får \
             överklaga det hos förvaltningsrätten. Har ett samordningsförbund beslutat, får den göra det som är medlem av \
             en kommun eller region i förbundet. Överklagandet ska ha kommit in till förvaltningsrätten inom tre veckor \
             från den dag då det tillkännagavs på kommunens eller förbundets anslagstavla att protokollet har justerats.",
            "The decision is subject to legality review (Chapter 13 of the Local Government Act (2017:725)). A member of \
             the municipality may appeal it to the administrative court. Where a coordination association made the \
             decision, a member of a municipality or region in the association may do so. The appeal must have reached \
             the administrative court within three weeks from the day on which it was announced on the notice board of \
             the municipality or the association that the minutes had been approved.",
        ),
        Track::AdministrativeAppeal => (
            "Beslutet kan överklagas (40–47 §§ förvaltningslagen (2017:900)). Överklagandet ska vara skriftligt, ställas \
             till förvaltningsrätten och lämnas till den myndighet som har fattat beslutet. Det ska ha kommit in till \
             myndigheten inom tre veckor från den dag då den som överklagar fick del av beslutet.",
            "The decision can be appealed (sections 40–47 of the Administrative Procedure Act (2017:900)). The appeal is to be \
             in writing, addressed to the administrative court and handed in to the authority that made the decision. \
             It must have reached the authority within three weeks from the day on which the person appealing received \
             the decision.",
        ),
        Track::NoAppeal => (
            "Beslutet kan enligt regelverket inte överklagas.",
            "According to the rule set the decision cannot be appealed.",
        ),
        Track::None => return None,
    };
    Some(Words::new(sv, en))
}
