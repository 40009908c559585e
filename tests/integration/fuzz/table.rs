//! Any bytes as the table of a rule set that has columns of every type, controls, aliases and keys of another table.

use super::page::Page;
use super::stages::{MODULES, decided, loaded};

const RULES: &str = r#"regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "påhittat"
källa lag "Lagen"
typ Slag = ett | två "två slag" | tre
enhet besök "besök"
ansökan {
  inkom: datum
  ort: nyckel i orter "Ort?"
}
tabell klasser "klasser.csv" enligt lag "1" {
  nyckel namn: text
  värde: tal
}
tabell orter "prov.csv" enligt lag "2" {
  nyckel namn: text json "Ort" även "Stad" = "Alby"
  slag: Slag
  avgift: kronor
  plus_minus: kronor med tecken
  andel: procent
  år: år
  besök: besök
  dag: datum
  svar: ja/nej
  klass: nyckel i klasser
  ibland: kronor?
  kontroll antal rader är 2
  kontroll summan av avgift är 3 kr
}
krav ort "Ort" antagande "påhittat"
  att orter[ort].svar och orter[ort].slag är två och klasser[orter[ort].klass].värde är minst 2
  annars avslå "{ort} {orter[ort].avgift}"
bevilja bidrag "Bidrag" antagande "påhittat"
  beloppet orter[ort].avgift av 5 kr
"#;

pub(super) fn run(bytes: &[u8]) {
    let page = Page::read(bytes);
    let tables: Vec<_> = page
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".csv"))
        .collect();
    if tables.is_empty() {
        one(bytes);
    }
    for (_, body) in tables {
        one(body);
    }
}

fn one(bytes: &[u8]) {
    let library = MODULES
        .clone()
        .with("prov/prov.regel", RULES)
        .with("prov/klasser.csv", "namn,värde\nA,1\nB,2\n")
        .with("prov/prov.csv", bytes);
    if let Some((program, sources)) = loaded(&library) {
        for ort in ["Alby", "Stad", "ALBY", "Okänd"] {
            let application = format!(r#"{{"inkom": "2023-05-01", "ort": "{ort}"}}"#);
            decided(&program, &sources, application.as_bytes());
        }
    }
}
