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

/// What an expression is compared with, so that a requirement rests on it.
#[derive(Clone, Copy)]
enum Of {
    Number,
    Money,
    Day,
}

/// An expression, values of the application that are beyond the edge for it, values inside, and what it comes to there.
struct Edge {
    expression: &'static str,
    of: Of,
    beyond: &'static str,
    inside: &'static str,
    comes_to: &'static str,
}

const fn edge(
    expression: &'static str,
    of: Of,
    beyond: &'static str,
    inside: &'static str,
    comes_to: &'static str,
) -> Edge {
    Edge {
        expression,
        of,
        beyond,
        inside,
        comes_to,
    }
}

/// `MAX` stands for the largest number, `KR` for the largest amount, `HALF` and `MIN` for the half of it and its negative.
const EDGES: &[Edge] = &[
    edge(
        "n + 1",
        Of::Number,
        r#""n": MAX"#,
        r#""n": 170141183460469231731687303715884105726"#,
        MAX,
    ),
    edge(
        "n + n",
        Of::Number,
        r#""n": MAX"#,
        r#""n": HALF"#,
        "170141183460469231731687303715884105726",
    ),
    edge(
        "n - m",
        Of::Number,
        r#""n": MIN, "m": 1"#,
        r#""n": MIN, "m": 0"#,
        "MIN",
    ),
    edge(
        "m - n",
        Of::Number,
        r#""n": MIN, "m": 1"#,
        r#""n": MIN, "m": 0"#,
        MAX,
    ),
    edge(
        "-n - 1",
        Of::Number,
        r#""n": MAX"#,
        r#""n": HALF"#,
        "-85070591730234615865843651857942052864",
    ),
    edge(
        "n × n",
        Of::Number,
        r#""n": 13043817825332782213"#,
        r#""n": 13043817825332782212"#,
        "170141183460469231722567801800623612944",
    ),
    edge(
        "n × m",
        Of::Number,
        r#""n": MAX, "m": -1.5"#,
        r#""n": MAX, "m": -1"#,
        "MIN",
    ),
    edge(
        "n / m",
        Of::Number,
        r#""n": MAX, "m": 0.1"#,
        r#""n": MAX, "m": -1"#,
        "MIN",
    ),
    edge(
        "n / 3 / m",
        Of::Number,
        r#""n": 1, "m": MAX"#,
        r#""n": 1, "m": 7"#,
        "1/21",
    ),
    edge("300 % av n", Of::Number, r#""n": MAX"#, r#""n": 1.5"#, "4.5"),
    edge(
        "(n + 1) avrundat uppåt till 10",
        Of::Number,
        r#""n": 170141183460469231731687303715884105721"#,
        r#""n": 170141183460469231731687303715884105711"#,
        "170141183460469231731687303715884105720",
    ),
    edge(
        "n avrundat närmast till 10",
        Of::Number,
        r#""n": MAX"#,
        r#""n": 170141183460469231731687303715884105724"#,
        "170141183460469231731687303715884105720",
    ),
    edge(
        "n avrundat nedåt till 10",
        Of::Number,
        r#""n": MIN"#,
        r#""n": MAX"#,
        "170141183460469231731687303715884105720",
    ),
    edge(
        "n avrundat nedåt till 0,001",
        Of::Number,
        r#""n": MAX"#,
        r#""n": 1.0019"#,
        "1.001",
    ),
    edge(
        "dubbelt(n)",
        Of::Number,
        r#""n": MAX"#,
        r#""n": HALF"#,
        "170141183460469231731687303715884105726",
    ),
    edge(
        "summan av tal i rader",
        Of::Number,
        r#""rader": [{"tal": MAX, "med": true}, {"tal": 1, "med": false}]"#,
        r#""rader": [{"tal": MAX, "med": true}, {"tal": -1, "med": false}]"#,
        "170141183460469231731687303715884105726",
    ),
    edge(
        "summan av (tal × tal) i rader där med",
        Of::Number,
        r#""rader": [{"tal": MAX, "med": true}]"#,
        r#""rader": [{"tal": MAX, "med": false}, {"tal": 3, "med": true}]"#,
        "9",
    ),
    edge(
        "andelen av tal i rader där med",
        Of::Number,
        r#""rader": [{"tal": MAX, "med": true}, {"tal": 1, "med": false}]"#,
        r#""rader": [{"tal": HALF, "med": true}, {"tal": HALF, "med": false}]"#,
        "0.5",
    ),
    edge(
        "minsta av (n + 1) i rader",
        Of::Number,
        r#""n": MAX, "rader": [{"tal": 1, "med": true}]"#,
        r#""n": 1, "rader": [{"tal": 1, "med": true}]"#,
        "2",
    ),
    edge(
        "största av (m, n + 1)",
        Of::Number,
        r#""n": MAX, "m": 0"#,
        r#""n": HALF, "m": MAX"#,
        MAX,
    ),
    edge(
        "k + 0,01 kr",
        Of::Money,
        r#""k": KR"#,
        r#""k": 1701411834604692317316873037158841057.26"#,
        MAX_KRONOR,
    ),
    edge(
        "(n × 1 kr) avrundat nedåt till 1 kr",
        Of::Money,
        r#""n": 1701411834604692317316873037158841058"#,
        r#""n": 1701411834604692317316873037158841057"#,
        "1701411834604692317316873037158841057",
    ),
    edge(
        "(summan av (tal × 1 mkr) i rader) avrundat nedåt till 1 kr",
        Of::Money,
        r#""rader": [{"tal": 1701411834604692317316873037158, "med": true}, {"tal": 1, "med": true}]"#,
        r#""rader": [{"tal": 1701411834604692317316873037157, "med": true}, {"tal": 1, "med": true}]"#,
        "1701411834604692317316873037158000000",
    ),
    edge(
        "k avrundat uppåt till 1 tkr",
        Of::Money,
        r#""k": KR"#,
        r#""k": -0.01"#,
        "0",
    ),
    edge(
        "d + dagar_till",
        Of::Day,
        r#""d": "9999-12-30", "dagar_till": 2"#,
        r#""d": "9999-12-30", "dagar_till": 1"#,
        "9999-12-31",
    ),
    edge(
        "d + dagar_till × 3",
        Of::Day,
        r#""d": "2024-01-01", "dagar_till": MAX"#,
        r#""d": "2024-01-01", "dagar_till": 20"#,
        "2024-03-01",
    ),
    edge(
        "d + dagar_till",
        Of::Day,
        r#""d": "2024-01-01", "dagar_till": 4294967296"#,
        r#""d": "2024-01-01", "dagar_till": 366"#,
        "2025-01-01",
    ),
    edge(
        "d - dagar_till",
        Of::Day,
        r#""d": "0001-01-02", "dagar_till": 2"#,
        r#""d": "0001-01-02", "dagar_till": 1"#,
        "0001-01-01",
    ),
    edge(
        "d + veckor_till",
        Of::Day,
        r#""d": "2024-01-01", "veckor_till": 1317624576693539402"#,
        r#""d": "9999-12-24", "veckor_till": 1"#,
        "9999-12-31",
    ),
    edge(
        "d + månader_till avrundat nedåt",
        Of::Day,
        r#""d": "9999-12-01", "månader_till": 1"#,
        r#""d": "9999-11-30", "månader_till": 1"#,
        "9999-12-30",
    ),
    edge(
        "d + månader_till avrundat nedåt",
        Of::Day,
        r#""d": "2024-01-01", "månader_till": 4294967297"#,
        r#""d": "2024-01-31", "månader_till": 1"#,
        "2024-02-29",
    ),
    edge(
        "d + år_till avrundat uppåt",
        Of::Day,
        r#""d": "2024-02-29", "år_till": 7976"#,
        r#""d": "2024-02-29", "år_till": 7975"#,
        "9999-03-01",
    ),
    edge(
        "d + år_till avrundat uppåt",
        Of::Day,
        r#""d": "2024-02-29", "år_till": 1537228672809129302"#,
        r#""d": "2024-02-29", "år_till": 4"#,
        "2028-02-29",
    ),
    edge(
        "d - år_till avrundat nedåt",
        Of::Day,
        r#""d": "2024-02-29", "år_till": 2024"#,
        r#""d": "2024-02-29", "år_till": 2023"#,
        "0001-02-28",
    ),
    edge(
        "frist 1 år från d",
        Of::Day,
        r#""d": "9999-01-01""#,
        r#""d": "9998-12-31""#,
        "9999-12-31",
    ),
    edge(
        "löptid 3 veckor från d",
        Of::Day,
        r#""d": "9999-12-11""#,
        r#""d": "9999-12-10""#,
        "9999-12-30",
    ),
    edge(
        "frist 1 dag från d flyttad till vardag",
        Of::Day,
        r#""d": "9999-12-30""#,
        r#""d": "9999-12-29""#,
        "9999-12-30",
    ),
    edge(
        "dagen för t + 2 dagar",
        Of::Day,
        r#""t": "9999-12-30T22:00:00Z""#,
        r#""t": "9999-12-29T22:00:00Z""#,
        "9999-12-31",
    ),
];

fn rules(edge: &Edge) -> Rules {
    let holds = match edge.of {
        Of::Number => "över 1 000",
        Of::Money => "över 1 000 kr",
        Of::Day => "efter 2000-01-01",
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
    for edge in EDGES {
        let rules = rules(edge);
        let beyond = format!("{{{}}}", filled(edge.beyond));
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
        let inside = format!("{{{}}}", filled(edge.inside));
        let decision = rules
            .decide(&inside)
            .unwrap_or_else(|| panic!("{} {inside}", edge.expression));
        let seen =
            result(&decision, "ut").unwrap_or_else(|| panic!("{} {inside}: {decision:#}", edge.expression));
        match edge.of {
            Of::Day => assert_eq!(seen, edge.comes_to, "{inside}"),
            _ => assert_eq!(
                Big::read(&seen),
                Big::read(&filled(edge.comes_to)),
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
