//! How a decision is appealed, by track. Each text cites the statute, so that it can be checked, and says no more.

use super::words::Words;
use crate::check::ruleset::Track;

/// How a decision on the track is appealed; none for an opinion or a report.
#[must_use]
pub fn appeal_words(track: Track) -> Option<Words> {
    let (sv, en) = match track {
        Track::LegalityReview => (
            "Beslutet kan laglighetsprövas (13 kap. kommunallagen (2017:725)). När en kommun har beslutat får den som är \
             medlem av kommunen överklaga det hos förvaltningsrätten. Överklagandet ska ha kommit in dit inom tre veckor från \
             den dag då det tillkännagavs på anslagstavlan att protokollet har justerats.",
            "The decision is subject to legality review (Chapter 13 of the Local Government Act (2017:725)). When a \
             municipality has decided, a member of the municipality may appeal to the administrative court. The appeal must \
             have reached the court within three weeks from the day on which it was announced on the notice board that the \
             minutes had been approved.",
        ),
        Track::AdministrativeAppeal => (
            "Beslutet kan överklagas enligt 40–47 §§ förvaltningslagen (2017:900), om inget annat är föreskrivet. \
             Överklagandet ska ha kommit in inom tre veckor från den dag då den som överklagar fick del av beslutet.",
            "The decision can be appealed under sections 40–47 of the Administrative Procedure Act (2017:900), unless \
             otherwise prescribed. The appeal must have been received within three weeks from the day on which the person \
             appealing was notified of the decision.",
        ),
        Track::NoAppeal => (
            "Beslutet kan enligt regelverket inte överklagas.",
            "According to the rule set the decision cannot be appealed.",
        ),
        Track::None => return None,
    };
    Some(Words::new(sv, en))
}
