//! Files: modules, open names, tables, the hash.

use super::{program, said};
use crate::check::{load, load_module};
use crate::source::MemoryLibrary;

#[test]
fn modules_that_use_each_other_are_shown_as_a_ring() {
    let library = program("använd a.x\n")
        .with("a/x.regel", "modul a.x\nanvänd a.y\n")
        .with("a/y.regel", "modul a.y\nanvänd a.x\n");
    let checked = load(&library, "prov");
    assert_eq!(
        said(&checked),
        ["E0502 [a.x] modulerna använder varandra i ring: `a.x` → `a.y` → `a.x`"]
    );
}

#[test]
fn what_a_missing_module_would_give_is_not_unknown() {
    let checked = load(
        &program("använd a.saknad\nansökan {\n  x: Typ\n}\nbegrepp b = y är 3\n"),
        "prov",
    );
    assert_eq!(said(&checked), ["E0501 [a.saknad] modulen `a.saknad` finns inte"]);
}

#[test]
fn a_file_says_what_it_is() {
    for (text, said_of_it) in [
        (
            "modul prov\n",
            "E0217 [prov] `prov` är en modul, inte ett regelverk",
        ),
        (
            "regelverk annat \"A\"\n",
            "E0216 [annat] regelverket heter `annat` men mappen `prov`",
        ),
        (
            "ansökan { }\n",
            "E0217 [] filen säger inte att den är ett regelverk",
        ),
    ] {
        let library = MemoryLibrary::default().with("prov/prov.regel", text);
        let checked = load(&library, "prov");
        assert!(
            said(&checked).contains(&said_of_it.to_owned()),
            "{:?}",
            said(&checked)
        );
        assert!(checked.ruleset.is_none());
    }
}

#[test]
fn names_lead_nowhere_else() {
    let checked = load(&program(""), "../prov");
    assert_eq!(
        said(&checked),
        ["E0504 [] `../prov` leder utanför reglernas mapp"]
    );
    let checked = load(&program(""), "prow");
    assert_eq!(said(&checked), ["F0114 [] regelverket `prow` finns inte"]);
    let checked = load(
        &program("tabell t \"../t.csv\" {\n  nyckel a: text\n}\ntabell u \"u.csv\" {\n  nyckel a: text\n}\n"),
        "prov",
    );
    assert_eq!(
        said(&checked),
        [
            "E0504 [\"../t.csv\"] `../t.csv` leder utanför regelfilens mapp",
            "E0601 [\"u.csv\"] tabellen `u.csv` finns inte"
        ]
    );
}

const OPEN: &str = "modul a.x\nöppet grund: kronor\nbegrepp dubbelt = grund × 2\n\
                    krav r \"R\"\n  antagande \"x\"\n  att grund är över 0 kr\n  annars avslå \"nej\"\n";

#[test]
fn an_open_name_is_defined_by_the_importer() {
    let with = |items: &str| load(&program(items).with("a/x.regel", OPEN), "prov");
    let checked = with("använd a.x\nansökan {\n  grund: kronor\n}\nresultat d = dubbelt\n");
    assert_eq!(said(&checked), Vec::<String>::new());
    let ids: Vec<_> = checked
        .ruleset
        .unwrap()
        .rules
        .iter()
        .map(|r| r.id.clone())
        .collect();
    assert_eq!(ids, ["x.r", "ja_tack"]);
    let checked = with("använd a.x\nansökan {\n  g: kronor\n}\nbegrepp grund = g + 3 kr\n");
    assert_eq!(said(&checked), Vec::<String>::new());
    let checked = with("använd a.x\n");
    assert_eq!(
        said(&checked),
        ["E0503 [a.x] modulen `a.x` behöver `grund`, som ingen bestämmer"]
    );
    let checked = with("använd a.x\nansökan {\n  grund: år\n}\n");
    assert!(
        said(&checked)[0].starts_with("E0505 [grund]"),
        "{:?}",
        said(&checked)
    );
    let alone = load_module(&program("").with("a/x.regel", OPEN), "a.x");
    assert_eq!(said(&alone), Vec::<String>::new());
    assert!(alone.ruleset.is_none());
}

#[test]
fn a_module_sees_only_what_it_uses() {
    let library = program("använd a.x\nansökan {\n  egen: kronor\n}\n")
        .with("a/x.regel", "modul a.x\nbegrepp b = egen × 2\n");
    assert_eq!(
        said(&load(&library, "prov")),
        ["E0201 [egen] namnet `egen` finns inte"]
    );
}

#[test]
fn two_modules_do_not_give_one_name() {
    let library = program("använd a.x, a.y\n")
        .with("a/x.regel", "modul a.x\ntyp T = a | b\n")
        .with("a/y.regel", "modul a.y\ntyp T = c | d\n");
    assert_eq!(
        said(&load(&library, "prov")),
        ["E0215 [T] två moduler ger namnet `T`"]
    );
}

#[test]
fn a_tables_keys_are_known() {
    let items = "tabell t \"t.csv\" {\n  nyckel ort: text   även \"Håbo stad\" = \"Håbo\"\n  kr: kronor\n  kontroll antal rader är 2\n}\n\
                 ansökan {\n  ort: nyckel i t\n  fritt: text\n}\n";
    let with = |more: &str| {
        let library = program(&format!("{items}{more}")).with("prov/t.csv", "ort,kr\nHabo,10\nHåbo,20\n");
        said(&load(&library, "prov"))
    };
    assert_eq!(
        with(
            "begrepp a = t[ort].kr + t[fritt].kr + t[\"Habo\"].kr\nbegrepp b = ort är något av (\"Habo\", \"Håbo\")\n"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        with("begrepp a = t[\"Hobo\"].kr\nbegrepp b = t[ort].kl\nbegrepp c = ort.kr\nbegrepp d = t[ort]\n"),
        [
            "E0201 [\"Hobo\"] `Hobo` är ingen nyckel i tabellen `t`",
            "E0209 [kl] tabellen `t` har ingen kolumn `kl`",
            "E0209 [kr] `ort` är en nyckel i tabellen `t` och har inget fält `kr`",
            "E0301 [t[ort]] en rad i en tabell är inte ett värde",
        ]
    );
}

#[test]
fn the_hash_is_of_the_text_and_not_of_its_line_ends() {
    let hash = |text: &str| {
        let library = MemoryLibrary::default().with("prov/prov.regel", text);
        load(&library, "prov").ruleset.unwrap().hash
    };
    let text = "regelverk prov \"Prov\"\nbifall b \"B\"\n  antagande \"x\"\n";
    assert_eq!(hash(text), hash(&text.replace('\n', "\r\n")));
    assert_ne!(hash(text), hash(&text.replace("\"x\"", "\"y\"")));
    assert_eq!(hash(text).len(), 64);
}
