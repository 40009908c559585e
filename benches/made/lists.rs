//! A rule set whose application has lists, and applications with lists of any length.

use std::fmt::Write as _;

use rekvisit::source::MemoryLibrary;

use super::DAY;

/// The name of the rule set that asks of lists as wholes.
pub(crate) const WHOLE: &str = "lista";
/// The name of the rule set that asks of each item by itself.
pub(crate) const EACH: &str = "delar";

/// What both declare. Each activity is paid by somebody, and who pays names it by its key.
const FACTS: &str = r#"
typ Sort = kurs | träff | annan

post Aktivitet {
  nyckel id: text
  sort: Sort
    "Vilken sort?"
  kostnad: kronor
    "Vad kostar den?"
}

post Betalning {
  aktivitet: nyckel i aktiviteter
    "Vilken aktivitet?"
  belopp: kronor
    "Hur mycket?"
}

ansökan {
  aktiviteter: [Aktivitet]
    "Vilka aktiviteter?"
  betalningar: [Betalning]
    "Vem betalar?"
}
"#;

const OF_ALL: &str = r#"
begrepp kostnad "Kostnaden"
  antagande "Påhittat"
  = summan av kostnad i aktiviteter där sort är något av (kurs, träff)

krav betalt "Det som betalas räcker"
  antagande "Påhittat"
  att summan av belopp i betalningar är minst kostnad
  annars avslå "Det som betalas räcker inte till {kostnad}."

krav ingen_dyr "Ingen aktivitet är dyr"
  antagande "Påhittat"
  att alla i aktiviteter uppfyller kostnad är högst 1 000 kr
  annars avslå "Någon aktivitet är dyr."

krav rätt "Ingen betalar mer än aktiviteten kostar"
  antagande "Påhittat"
  att alla i betalningar uppfyller belopp är högst aktivitet.kostnad
  annars avslå "Någon betalar mer än aktiviteten kostar."

hinder inget "Det är minst en kurs"
  antagande "Påhittat"
  när antalet i aktiviteter där sort är kurs är under 1
  avslå "Det är ingen kurs."

bevilja bidrag "Kostnaden"
  antagande "Påhittat"
  beloppet kostnad av kostnad
"#;

const OF_EACH: &str = r#"
för varje a i aktiviteter {
  krav inte_dyr "Aktiviteten är inte dyr"
    antagande "Påhittat"
    att a.kostnad är högst 1 000 kr
    annars avslå "Aktiviteten kostar {a.kostnad}."

  bevilja bidrag "Kostnaden"
    antagande "Påhittat"
    när a.sort är något av (kurs, träff)
    beloppet a.kostnad av a.kostnad
}

krav betalt "Något betalas"
  antagande "Påhittat"
  att någon i betalningar där belopp är minst 1 kr
  annars avslå "Inget betalas."
"#;

/// Both rule sets.
pub(crate) fn library() -> MemoryLibrary {
    let file = |name: &str, rules: &str| {
        format!(
            "regelverk {name} \"Listor\"\n  gäller 2020-01-01..\n  antagande \"Påhittat\"\n{FACTS}{rules}"
        )
    };
    MemoryLibrary::default()
        .with(format!("{WHOLE}/{WHOLE}.regel"), file(WHOLE, OF_ALL))
        .with(format!("{EACH}/{EACH}.regel"), file(EACH, OF_EACH))
}

/// What an application states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stated {
    All,
    /// One in ten costs is not stated.
    MostCosts,
    /// No payment says of which activity it is.
    NoKeys,
}

/// An application with so many activities, and a payment for each.
pub(crate) fn application(ruleset: &str, items: usize, stated: Stated) -> String {
    let mut text = format!("{{\"regelverk\": \"{ruleset}\", \"prövningsdag\": \"{DAY}\", \"aktiviteter\": [");
    for item in 0..items {
        let sort = ["kurs", "träff", "annan"][item % 3];
        let _ = write!(
            text,
            "{}{{\"id\": \"a{item}\", \"sort\": \"{sort}\"",
            if item == 0 { "" } else { ", " }
        );
        if stated != Stated::MostCosts || item % 10 != 9 {
            let _ = write!(text, ", \"kostnad\": {}", 100 + item % 900);
        }
        text.push('}');
    }
    text.push_str("], \"betalningar\": [");
    for item in (0..items).rev() {
        let between = if item + 1 == items { "" } else { ", " };
        let _ = write!(text, "{between}{{");
        if stated != Stated::NoKeys {
            let _ = write!(text, "\"aktivitet\": \"a{item}\", ");
        }
        let _ = write!(text, "\"belopp\": {}}}", 100 + item % 900);
    }
    text.push_str("]}");
    text
}
