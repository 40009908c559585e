//! A rule set of so many rules, with a table of so many rows.
//!
//! The rules are like those that are shipped: they cite a source, have texts that fill in facts, and every fifth is an exception. A module holds
//! 250 of them with the facts that they read, one a rule.

use std::fmt::Write as _;

use rekvisit::source::MemoryLibrary;

use super::DAY;

/// The name of the rule set.
pub(crate) const NAME: &str = "stort";

/// Five rules and what they read.
const FIVE: &str = r#"
begrepp kostnad_@ "Kostnaden för del @"
  enligt beslut_£ "punkt @"
  = pris_@ × antal_@

krav i_tid_@ "Uppgiften om del @ ska ha kommit in senast den 1 juni 2023"
  enligt beslut_£ "punkt @ första stycket"
  att inkom_@ är senast 2023-06-01
  annars avvisa "Uppgiften om del @ kom in {inkom_@}."

krav rätt_slag_@ "Del @ ska vara liten eller stor"
  enligt beslut_£ "punkt @ andra stycket"
  när egen_@
  att slag_@ är något av (liten_£, stor_£)
  annars avslå "Del @ är varken liten eller stor."

hinder för_dyrt_@ "Del @ får kosta högst en miljon kronor"
  enligt beslut_£ "punkt @ tredje stycket"
  när kostnad_@ är över priser["§"].gräns och kostnad_@ är över ¤ kr
  avslå "Del @ kostar {kostnad_@}."

undantag få_@ "Del @ får kosta mer när den är kommunens egen och de är få"
  enligt beslut_£ "punkt @ fjärde stycket"
  från för_dyrt_@
  när antal_@ är högst 3 och egen_@

rekommendation fler_@ "Det bör vara minst två i del @"
  enligt beslut_£ "punkt @ femte stycket"
  att antal_@ är minst 2
  annars anmärk "Det är {antal_@} i del @."
"#;

/// The facts that the five read.
const FACTS: &str = r#"  inkom_@: datum
    "När kom uppgiften om del @ in?"
  antal_@: tal
    "Hur många är det i del @?"
  pris_@: kronor
    "Vad kostar var och en i del @?"
  slag_@: Slag_£
    "Vad är del @?"
  egen_@: ja/nej
    "Är del @ kommunens egen?"
"#;

/// The module with the table.
const TABLE: &str = r#"modul del.priser "Priser"

tabell priser "priser.csv" "Priserna"
  antagande "Påhittat" {
  nyckel kod: text
  gräns:      kronor
}
"#;

/// Rules in a module.
const MODULE: usize = 250;

/// The rule set: `rules` is a multiple of five, and one grant is added.
pub(crate) fn library(rules: usize, rows: usize) -> MemoryLibrary {
    let fives: Vec<usize> = (0..rules / 5).collect();
    let mut library = MemoryLibrary::default();
    let mut uses = "använd del.priser".to_owned();
    for (module, fives) in fives.chunks(MODULE / 5).enumerate() {
        let _ = write!(uses, ", del.d{module}");
        library = library.with(
            format!("del/d{module}.regel"),
            text_of_module(module, fives, rows),
        );
    }
    let top = format!(
        r#"regelverk {NAME} "Ett stort regelverk"
  gäller 2020-01-01..
  antagande "Påhittat"
{uses}

ansökan {{
  kod: nyckel i priser
    "Vilken kod?"
  sökt: kronor
    "Hur mycket?"
}}

bevilja bidrag "Det som söks, och högst priset"
  antagande "Påhittat"
  beloppet minsta av (sökt, priser[kod].gräns) av sökt
"#
    );
    library
        .with(format!("{NAME}/{NAME}.regel"), top)
        .with("del/priser.regel", TABLE)
        .with("del/priser.csv", table(rows))
}

fn text_of_module(module: usize, fives: &[usize], rows: usize) -> String {
    // The five's number, its module's, a key and an amount that few others have.
    let fill = |part: &str, five: usize| {
        part.replace('@', &five.to_string())
            .replace('£', &module.to_string())
            .replace('§', &format!("k{}", five % rows))
            .replace('¤', &format!("1 {:03} {:03}", five / 1_000, five % 1_000))
    };
    let mut text = fill(
        "modul del.d£ \"Del £\"\nanvänd del.priser\n\nkälla beslut_£ \"Beslut £\"\n\n\
         typ Slag_£ = liten_£ \"liten\" | stor_£ \"stor\" | annan_£ \"annan\"\n\nansökan {\n",
        0,
    );
    for five in fives {
        text.push_str(&fill(FACTS, *five));
    }
    text.push_str("}\n");
    for five in fives {
        text.push_str(&fill(FIVE, *five));
    }
    text
}

fn table(rows: usize) -> String {
    let mut text = "kod,gräns\n".to_owned();
    for row in 0..rows {
        let _ = writeln!(text, "k{row},{}", 1_000 + row % 1_000);
    }
    text
}

/// An application to the rule set. `which` says how it differs from others; one in eight is granted where the rules are few.
pub(crate) fn application(rules: usize, rows: usize, which: usize) -> String {
    let mut text = format!(
        "{{\"regelverk\": \"{NAME}\", \"id\": \"{which}\", \"prövningsdag\": \"{DAY}\", \"kod\": \"k{}\", \"sökt\": {}",
        which % rows,
        500 + which % 1_000,
    );
    for five in 0..rules / 5 {
        let turn = which + five;
        let module = five / (MODULE / 5);
        let _ = write!(
            text,
            ", \"inkom_{five}\": \"2023-0{}-01\", \"antal_{five}\": {}, \"pris_{five}\": {}, \"slag_{five}\": \"{}_{module}\", \"egen_{five}\": {}",
            5 + usize::from(turn % 997 == 3),
            turn % 7,
            turn % 1_000 * 170,
            ["liten", "stor"][turn % 2],
            turn.is_multiple_of(3),
        );
    }
    text.push('}');
    text
}
