//! Rules, exceptions, texts and examples.

use super::{check, helped, program, reject, said};
use crate::check::load;
use crate::source::{FileId, MemoryLibrary};

#[test]
fn exceptions_name_rules() {
    let checked = check(
        "ansökan {\n  a: ja/nej\n}\nbegrepp k = a\nhinder annan \"A\"\n  när a\n  avslå \"nej\"\n\
         undantag u \"U\"\n  från anan\n  när a\nundantag v \"V\"\n  från k\n  när a\nundantag w \"W\"\n  från w\n  när a\n",
    );
    assert_eq!(
        said(&checked),
        [
            "E0204 [anan] regeln `anan` finns inte",
            "E0214 [k] `k` är ett begrepp, inte en regel",
            "E0214 [w] `w` kan inte vara ett undantag från sig självt",
        ]
    );
    assert!(helped(&checked).contains(&"menade du `annan`?".to_owned()));
}

#[test]
fn an_exception_to_a_concept_has_its_type() {
    reject(
        "ansökan {\n  a: ja/nej\n}\nbegrepp k = 3 kr\nundantag u \"U\"\n  från begrepp k\n  när a\n  då 3 år\n",
        &["E0302 [3 år]"],
    );
}

#[test]
fn what_is_judged_for_each_item_is_read_there() {
    reject(
        "post D {\n  a: ja/nej\n}\nansökan {\n  ds: [D]\n}\nhinder utanför \"U\"\n  när inre är uppfyllt\n  avslå \"nej\"\n\
         för varje d i ds {\n  krav inre \"I\"\n    att d.a\n    annars avslå \"nej\"\n  undantag ut \"Ut\"\n    från utanför\n    när d.a\n}\n",
        &["E0204 [inre]", "E0214 [utanför]"],
    );
}

#[test]
fn holes_are_filled() {
    reject(
        "post D {\n  a: ja/nej\n}\nansökan {\n  ds: [D]\n}\nbegrepp b(x: tal) = x\nhinder h \"H {x}\"\n  när ja\n  avslå \"{dz} {ds} {b}\"\n",
        &["E0211 [\"H {x}\"]", "E0211 [dz]", "E0211 [ds]", "E0211 [b]"],
    );
}

#[test]
fn permissions_rest_on_judgements() {
    reject(
        "ansökan {\n  s: kronor\n  a: ja/nej\n  b: bedömning tal av handläggaren\n}\n\
         tillåtelse t \"T\"\n  får bevilja s av s efter bedömningen a\n\
         tillåtelse u \"U\"\n  får bifalla efter bedömningen b\n",
        &["E0311 [a]", "E0311 [b]"],
    );
}

#[test]
fn amounts_are_money_and_last_days_dates() {
    reject(
        "ansökan {\n  s: kronor\n  n: år\n  d: datum\n}\nbevilja b \"B\"\n  beloppet n av s\n\
         skyldighet k \"K\"\n  betala s\n  senast n\n  fullgjord den d\n",
        &["E0302 [n]", "E0301 [n]", "E0310 [d]"],
    );
}

#[test]
fn a_rule_without_grounds_is_warned_of() {
    let library = MemoryLibrary::default().with(
        "prov/prov.regel",
        "regelverk prov \"Prov\"\nbifall ja_tack \"Ja\"\n",
    );
    let checked = load(&library, "prov");
    assert_eq!(
        said(&checked),
        ["E0404 [ja_tack] `ja_tack` vilar varken på en källa eller på ett antagande"]
    );
    assert!(checked.ruleset.is_some());
}

#[test]
fn examples_become_json() {
    let library = program(
        "typ T = a | b\npost P {\n  t: T\n  k: kronor json \"krö/n\"\n}\nansökan {\n  p: P\n  q: kronor?\n  z: datum\n}\n\
         exempel \"x\" {\n  utgå från \"cases/x.json\"\n  sätt p.t = b\n  sätt p.k = 12,50 kr\n  sätt q = ingen_uppgift\n  sätt z = okänd\n\
         \u{20} väntar bifall 3 kr på ja_tack\n  väntar saknas p.k\n}\n",
    )
    .with("prov/cases/x.json", "{}");
    let checked = load(&library, "prov");
    assert_eq!(said(&checked), Vec::<String>::new());
    let set = checked.ruleset.unwrap();
    let example = &set.examples[0];
    assert_eq!(example.case, "prov/cases/x.json");
    assert_eq!(
        format!("{:?}", example.changes),
        r#"[("/p/t", Some(String("b"))), ("/p/krö~1n", Some(Number(12.5))), ("/q", Some(Null)), ("/z", None)]"#
    );
    assert_eq!(
        serde_json::Value::Object(example.expected.clone()).to_string(),
        r#"{"utfall":"granted","belopp":3,"avgörande":["ja_tack"],"saknas":["/p/krö~1n"]}"#
    );
}

#[test]
fn examples_are_checked() {
    reject(
        "ansökan {\n  a: ja/nej\n}\nexempel \"x\" {\n  utgå från \"../x.json\"\n  sätt a = 3\n  sätt b = ja\n  sätt a = ingen_uppgift\n  väntar avslag på h\n}\n\
         exempel \"y\" {\n  utgå från \"y.json\"\n  väntar bifall\n}\n",
        &[
            "E0504 [\"../x.json\"]",
            "E0301 [3]",
            "E0209 [b]",
            "E0310 [a]",
            "E0204 [h]",
            "E0701 [\"y.json\"]",
        ],
    );
}

#[test]
fn what_an_apportionment_reads_elsewhere_is_shown_there() {
    let shown = |amount: &str| {
        let text = format!(
            "regelverk prov \"Prov\"\n  antagande \"p\"\ntabell t \"t.csv\" \"T\" {{\n  nyckel ort: text\n  antal: personer\n}}\n\
             ansökan {{\n  sökt: kronor\n}}\nbegrepp dubbelt = sökt × 2\nfördelning f \"F\"\n  fördela {amount} på raderna i t \
             efter antal, avrundat nedåt till 1 kr, resten på den största\nbifall ja_tack \"Ja\"\n"
        );
        let library = MemoryLibrary::default()
            .with("prov/prov.regel", text)
            .with("prov/t.csv", "ort,antal\nHabo,1\n");
        let checked = load(&library, "prov");
        let found = checked.diagnostics.iter().find(|d| d.code.as_str() == "E0312");
        let words = |span| {
            checked
                .sources
                .get(FileId::default())
                .map_or("", |f| f.slice(span))
        };
        let labels = found.iter().flat_map(|d| &d.labels);
        labels
            .map(|l| (words(l.span).to_owned(), l.text.sv.clone()))
            .collect::<Vec<_>>()
    };
    let label = |words: &str, text: &str| (words.to_owned(), text.to_owned());
    assert_eq!(
        shown("dubbelt"),
        [label("dubbelt", ""), label("sökt", "läses här")]
    );
    assert_eq!(shown("(sökt + 1 kr)"), [label("sökt + 1 kr", "")]);
}
