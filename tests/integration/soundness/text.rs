//! The rule set as a rule file.

use super::model::{Concept, Kind, RELATIONS, Rule, Rules, Sum, Test, VERBS};
use std::fmt::Write as _;

const HEAD: &str = r#"regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "Påhittat"

organ a "A"
organ b "B"
typ Slag = ett | två | tre
post Rad {
  f: ja/nej
  x: kronor
}
ansökan {
  b0: ja/nej
  b1: ja/nej
  b2: ja/nej
  e0: Slag
  k0: kronor
  k1: kronor
  s0: kronor med tecken
  d0: datum
  o0: ja/nej?
  tal: [kronor]
  j0: bedömning ja/nej av a eller b
  rader: [Rad]
}
"#;

pub(super) const KINDS: [&str; 3] = ["ett", "två", "tre"];
pub(super) const DAYS: [&str; 4] = ["2024-01-31", "2024-02-29", "2024-03-01", "2024-03-31"];

pub(super) fn text(rules: &Rules) -> String {
    let mut out = HEAD.to_owned();
    for (at, concept) in rules.concepts.iter().enumerate() {
        match concept {
            Concept::Formula(value) => writeln!(out, "begrepp c{at} = {}", sum(value, "")).unwrap(),
            Concept::Rows(rows, otherwise) => {
                writeln!(out, "begrepp c{at} {{").unwrap();
                for (when, value) in rows {
                    writeln!(out, "  när {}: {}", test(when, ""), sum(value, "")).unwrap();
                }
                if let Some(value) = otherwise {
                    writeln!(out, "  annars: {}", sum(value, "")).unwrap();
                }
                out.push_str("}\n");
            }
        }
    }
    let numbered = || rules.rules.iter().enumerate();
    for (at, rule) in numbered().filter(|(_, r)| !r.inside) {
        one(&mut out, at, rule, "");
    }
    if rules.rules.iter().any(|r| r.inside) {
        out.push_str("för varje rad i rader {\n");
        for (at, rule) in numbered().filter(|(_, r)| r.inside) {
            one(&mut out, at, rule, "  ");
        }
        out.push_str("}\n");
    }
    out
}

fn one(out: &mut String, at: usize, rule: &Rule, indent: &str) {
    let names = |to: &[usize]| to.iter().map(|r| format!("r{r}")).collect::<Vec<_>>().join(", ");
    let item = if rule.inside { "rad." } else { "" };
    let own = rule.own.as_ref().map(|own| test(own, item)).unwrap_or_default();
    let (head, body) = match &rule.kind {
        Kind::Requirement(verb) => (
            "krav",
            format!("att {own}\n{indent}  annars {} \"T\"", VERBS[*verb]),
        ),
        Kind::Bar(verb) => ("hinder", format!("när {own}\n{indent}  {} \"T\"", VERBS[*verb])),
        Kind::Exception(to) => ("undantag", format!("från {}\n{indent}  när {own}", names(to))),
        Kind::Override(concept, value) => (
            "undantag",
            format!(
                "från begrepp c{concept}\n{indent}  när {own}\n{indent}  då {}",
                sum(value, item)
            ),
        ),
        Kind::Grant(given, asked) => (
            "bevilja",
            format!("beloppet {} av {}", sum(given, item), sum(asked, item)),
        ),
        Kind::Approval => ("bifall", String::new()),
        Kind::Permission(given, asked) => (
            "tillåtelse",
            format!(
                "får bevilja {} av {} efter bedömningen j0",
                sum(given, item),
                sum(asked, item)
            ),
        ),
    };
    write!(out, "{indent}{head} r{at} \"R{at}\"\n{indent}  ").unwrap();
    if let Some(guard) = &rule.guard {
        write!(out, "när {}\n{indent}  ", test(guard, item)).unwrap();
    }
    writeln!(out, "{body}").unwrap();
}

/// An amount; what comes before a field of the item.
fn sum(sum: &Sum, item: &str) -> String {
    let of = |s: &Sum| self::sum(s, item);
    match sum {
        Sum::Field("x") => format!("{item}x"),
        Sum::Field(name) => (*name).to_owned(),
        Sum::Kronor(value) => format!("{value} kr"),
        Sum::Concept(at) => format!("c{at}"),
        Sum::Add(a, b) => format!("({} + {})", of(a), of(b)),
        Sum::Sub(a, b) => format!("({} - {})", of(a), of(b)),
        Sum::Times(a, by) => format!("({} × {by})", of(a)),
        Sum::Extreme(smallest, a, b) => {
            format!(
                "{} av ({}, {})",
                if *smallest { "minsta" } else { "största" },
                of(a),
                of(b)
            )
        }
        Sum::Over(aggregate, filter) => format!("({aggregate} av x i rader{})", filtered(filter.as_deref())),
    }
}

fn filtered(filter: Option<&Test>) -> String {
    filter
        .map(|f| format!(" där {}", test(f, "")))
        .unwrap_or_default()
}

fn test(test: &Test, item: &str) -> String {
    let joined = |list: &[Test], word: &str| {
        let all: Vec<String> = list.iter().map(|one| self::test(one, item)).collect();
        format!("({})", all.join(word))
    };
    match test {
        Test::Flag("f") => format!("{item}f"),
        Test::Flag(name) => (*name).to_owned(),
        Test::Stated(false) => "(o0 finns)".to_owned(),
        Test::Stated(true) => "(o0 finns och o0)".to_owned(),
        Test::Kind(kind, not) => format!("(e0 är {}{})", if *not { "inte " } else { "" }, KINDS[*kind]),
        Test::KindAmong(list) => {
            let names: Vec<&str> = list.iter().map(|k| KINDS[*k]).collect();
            format!("(e0 är något av ({}))", names.join(", "))
        }
        Test::Compare(a, relation, b) => {
            format!("({} {} {})", sum(a, item), RELATIONS[*relation], sum(b, item))
        }
        Test::Ratio(a, b, relation, to) => format!(
            "({} / {} {} {to})",
            sum(a, item),
            sum(b, item),
            RELATIONS[*relation]
        ),
        Test::Count(filter, relation, to) => {
            format!(
                "((antalet i rader{}) {} {to})",
                filtered(filter.as_deref()),
                RELATIONS[*relation]
            )
        }
        Test::Share(of, filter, relation, to) => {
            let of = if *of { "av x " } else { "" };
            format!(
                "((andelen {of}i rader där {}) {} {to} %)",
                self::test(filter, ""),
                RELATIONS[*relation]
            )
        }
        Test::Quantified(0, filter, body) => {
            format!(
                "(alla i rader{} uppfyller {})",
                filtered(filter.as_deref()),
                self::test(body, "")
            )
        }
        Test::Quantified(quantifier, _, body) => {
            let word = ["", "någon", "ingen", "minst 2"][*quantifier];
            format!("({word} i rader där {})", self::test(body, ""))
        }
        Test::Day(months, up, to) => {
            let way = if *up { "uppåt" } else { "nedåt" };
            format!("((d0 + {months} månader avrundat {way}) är senast {})", DAYS[*to])
        }
        Test::Among(value) => format!("(tal innehåller {value} kr)"),
        Test::Met(rule) => format!("(r{rule} är uppfyllt)"),
        Test::Bites(rule) => format!("(r{rule} hindrar)"),
        Test::Not(inner) => format!("(inte {})", self::test(inner, item)),
        Test::All(list) => joined(list, " och "),
        Test::Any(list) => joined(list, " eller "),
    }
}
