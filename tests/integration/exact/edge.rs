//! At the edge of 128 bits and of the year 9999 each operation of the language is refused, and the case is for a person to assess;
//! a step inside the edge it is exact.

use rekvisit::check;
use rekvisit::source::MemoryLibrary;

use super::big::Big;
use super::{Rules, result};

/// The largest number of 127 bits.
const MAX: &str = "170141183460469231731687303715884105727";
/// The same in kronor and öre.
const MAX_KRONOR: &str = "1701411834604692317316873037158841057.27";

/// An operation, facts that are beyond the edge for it, facts inside, and what it comes to there: a row of `edges.md`.
struct Edge {
    expression: String,
    of: String,
    beyond: String,
    inside: String,
    comes_to: String,
}

fn edges() -> Vec<Edge> {
    let rows = include_str!("edges.md")
        .lines()
        .filter(|line| line.starts_with("| `"));
    let edges: Vec<Edge> = rows
        .map(|row| {
            let mut cells = row.trim_matches('|').split('|');
            let mut cell = || filled(cells.next().unwrap().trim().trim_matches('`'));
            Edge {
                expression: cell(),
                of: cell(),
                beyond: cell(),
                inside: cell(),
                comes_to: cell(),
            }
        })
        .collect();
    assert!(edges.len() >= 38, "the table has lost its rows");
    edges
}

fn rules(edge: &Edge) -> Rules {
    let holds = match edge.of.as_str() {
        "tal" => "över 1 000",
        "belopp" => "över 1 000 kr",
        "dag" => "efter 2000-01-01",
        other => panic!("{other}"),
    };
    let Edge { expression, .. } = edge;
    Rules::new(&format!(
        "post Rad {{ tal: tal   med: ja/nej }}
ansökan {{
  n: tal   m: tal   k: kronor med tecken   d: datum   t: tidpunkt   rader: [Rad]
  dagar_till: dagar   veckor_till: veckor   månader_till: månader   år_till: år
}}
begrepp dubbelt(x: tal) = x × 2
begrepp värdet = {expression}
krav stort \"Stort\"
  att värdet är {holds}
  annars avslå \"För litet\"
bifall ja_tack \"Ja\"
resultat ut \"Ut\" = värdet
"
    ))
}

fn filled(values: &str) -> String {
    values
        .replace("MAX", MAX)
        .replace("MIN", &format!("-{MAX}"))
        .replace("HALF", "85070591730234615865843651857942052863")
        .replace("KR", MAX_KRONOR)
}

#[test]
fn what_is_too_large_is_for_a_person_to_assess() {
    for edge in edges() {
        let rules = rules(&edge);
        let beyond = format!("{{{}}}", edge.beyond);
        let decision = rules
            .decide(&beyond)
            .unwrap_or_else(|| panic!("{} {beyond}", edge.expression));
        let told = format!("{} {beyond}: {decision:#}", edge.expression);
        assert_eq!(result(&decision, "ut"), None, "{told}");
        assert_eq!(decision["outcome"], "undetermined", "{told}");
        assert_eq!(decision["next_step"], "assess_manually", "{told}");
        let remarks = decision["remarks"].to_string();
        assert!(
            remarks.contains("talet eller dagen blir för stor för att räknas ut"),
            "{told}"
        );
        let inside = format!("{{{}}}", edge.inside);
        let decision = rules
            .decide(&inside)
            .unwrap_or_else(|| panic!("{} {inside}", edge.expression));
        let seen =
            result(&decision, "ut").unwrap_or_else(|| panic!("{} {inside}: {decision:#}", edge.expression));
        match edge.of.as_str() {
            "dag" => assert_eq!(seen, edge.comes_to, "{inside}"),
            _ => assert_eq!(
                Big::read(&seen),
                Big::read(&edge.comes_to),
                "{} {inside}",
                edge.expression
            ),
        }
        assert_ne!(
            decision["next_step"], "assess_manually",
            "{} {inside}",
            edge.expression
        );
    }
}

/// The codes of the errors of a rule set, with a table.
fn errors(text: &str, table: &str) -> Vec<&'static str> {
    let text = format!(
        "regelverk prov \"Prov\"\n  gäller 2020-01-01..\n  antagande \"Påhittat\"\nansökan {{ n: tal }}\n{text}"
    );
    let library = MemoryLibrary::default()
        .with("prov/prov.regel", text.into_bytes())
        .with("prov/t.csv", table.as_bytes().to_vec());
    let found = check::load(&library, "prov").diagnostics;
    found
        .iter()
        .filter(|found| found.is_error())
        .map(|found| found.code.as_str())
        .collect()
}

#[test]
fn what_is_too_large_in_rules_and_tables_is_an_error() {
    let result = |value: &str| {
        errors(
            &format!("bifall ja_tack \"Ja\"\nresultat ut \"Ut\" = {value}\n"),
            "",
        )
    };
    let spaced = "170 141 183 460 469 231 731 687 303 715 884 105";
    assert!(result(&format!("{spaced} 727")).is_empty());
    assert_eq!(result(&format!("{spaced} 728")), ["E0108"]);
    assert_eq!(result(&format!("{spaced} 727 kr")), ["E0108"]);
    assert_eq!(result(&format!("{spaced} mkr")), ["E0108"]);
    assert_eq!(result(&format!("{spaced} 727 %")), [""; 0]);
    assert_eq!(result("0,000000000000000000000000000000000000000001"), ["E0108"]);
    let table = |rows: &str, control: &str| {
        errors(
            &format!(
                "tabell t \"t.csv\" \"T\"\n  antagande \"Påhittat\" {{\n  nyckel namn: text\n  belopp: kronor med tecken\n  {control}\n}}\nbifall ja_tack \"Ja\"\n"
            ),
            &format!("namn,belopp\n{rows}"),
        )
    };
    let max = MAX_KRONOR;
    assert!(table(&format!("a,{max}\n"), "kontroll antal rader är 1").is_empty());
    assert_eq!(
        table(
            "a,1701411834604692317316873037158841057.28\n",
            "kontroll antal rader är 1"
        ),
        ["E0603"]
    );
    // A sum that is too large, and one whose difference from what it must be is.
    assert_eq!(
        table(&format!("a,{max}\nb,0.01\n"), "kontroll summan av belopp är 1 kr"),
        ["E0606"]
    );
    assert_eq!(
        table(&format!("a,-{max}\n"), "kontroll summan av belopp är 1 kr"),
        ["E0606"]
    );
}
