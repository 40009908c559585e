//! The quick reading of applications against the plain one: either it gives up, or the facts are the same.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rekvisit::facts::{self, Facts, Limits, Quick};
use rekvisit::program::Program;
use rekvisit::program::slots::Slots;
use rekvisit::source::{FileId, MemoryLibrary};
use serde_json::Value;

use crate::corpora::{corpus, naughty_strings};
use crate::shipped;

/// Rules that ask for everything that there is.
const RULES: &str = r#"regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "Påhittat"

organ nämnden "Nämnden"

typ Slag = liten även "mycket liten" | stor | ofrivillig_ensamhet | på_väg

post Rad {
  nyckel namn: text
  belopp: kronor
  dag:    datum?
  taggar: [text]
}

post Läge {
  slag:  Slag
  andel: procent
}

ansökan {
  text:    text
  ort:     text?
  antal:   personer
  mått:    tal med tecken
  belopp:  kronor
  andel:   procent
  dag:     datum
  stund:   tidpunkt
  tid:     period
  svar:    ja/nej
  slag:    Slag
  läge:    Läge?
  rader:   [Rad]
  slagen:  [Slag]
  viktigast: nyckel i rader
  skäl:    bedömning ja/nej av nämnden
}

bifall godkänd "Godkänd"
  när ort finns
"#;

/// An application with all of it.
const WHOLE: &str = r#"{"regelverk":"prov","id":"A-1","prövningsdag":"2023-07-01","text":"En längre text om hälsa, å ä ö — och mer","ort":null,
"antal":12,"mått":1.25,"belopp":1234567.5,"andel":12.5,"dag":"2024-02-29","stund":"2023-06-01T14:30:00+02:00","tid":{"från":"2023-01-01","till":null},
"svar":true,"slag":"ofrivillig_ensamhet","läge":{"slag":"liten","andel":50},"rader":[{"namn":"första","belopp":10,"dag":"2023-01-31","taggar":[]},
{"namn":"andra","belopp":0,"taggar":["a","b"]}],"slagen":["på_väg","stor"],"viktigast":"andra","skäl":{"värde":false,"av":"nämnden","den":"2023-06-30","handling":"protokoll"}}"#;

/// Both readings of a rule set's applications.
struct Both {
    program: Program,
    limits: Limits,
    quick: Quick,
    facts: Facts,
    slots: Slots,
    plain: Slots,
    /// How many applications were read quickly, and how many as words.
    read: usize,
    words: usize,
}

impl Both {
    fn new(program: Program, unknown_keys: bool) -> Self {
        let limits = Limits {
            unknown_keys,
            ..Limits::default()
        };
        Self {
            quick: Quick::new(&program.schema, &program.known_texts, &limits),
            program,
            limits,
            facts: Facts::default(),
            slots: Slots::default(),
            plain: Slots::default(),
            read: 0,
            words: 0,
        }
    }

    fn of_all_kinds(unknown_keys: bool) -> Self {
        let library = MemoryLibrary::default().with("prov/prov.regel", RULES);
        Self::new(shipped::compiled(&library, "prov"), unknown_keys)
    }

    /// Reads it all ways, and says whether the quick way could.
    fn read(&mut self, application: &[u8]) -> bool {
        let Program { schema, ruleset, .. } = &self.program;
        let read = self.quick.read(application, &mut self.facts);
        let mut again = self.quick.clone();
        let as_words = again.words(application, &mut self.slots);
        self.words += usize::from(as_words);
        if !read && !as_words {
            return false;
        }
        let shown = String::from_utf8_lossy(application);
        let plain = facts::read(schema, ruleset, FileId(0), application, &self.limits)
            .unwrap_or_else(|found| panic!("read quickly, and wrong: {shown}\n{found:?}"));
        facts::slots(&self.program, &plain, &mut self.plain);
        if as_words {
            assert_eq!(self.slots, self.plain, "{shown}");
            let heading = again.heading();
            assert_eq!(heading.id, plain.id);
            assert_eq!(heading.ruleset, plain.ruleset);
            assert_eq!(heading.assessed_on, plain.assessed_on);
        } else {
            assert!(self.plain.beyond, "words can say it: {shown}");
        }
        if read {
            assert_eq!(format!("{:?}", self.facts), format!("{plain:?}"), "{shown}");
            self.read += 1;
        }
        read
    }

    /// As many were read quickly, and as words, as it says in `tests/quick/counts.json`: what the quick way begins to give up costs
    /// time, and nothing else shows it. `REKVISIT_UPDATE=1` writes them, with one thread.
    fn read_as_many(&self, of: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quick/counts.json");
        let mut counts: BTreeMap<String, (usize, usize)> =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let found = (self.read, self.words);
        if std::env::var_os("REKVISIT_UPDATE").is_some() {
            counts.insert(of.to_owned(), found);
            let lines = counts
                .iter()
                .map(|(of, (facts, words))| format!("  {of:?}: [{facts}, {words}]"));
            let text = lines.collect::<Vec<_>>().join(",\n");
            std::fs::write(&path, format!("{{\n{text}\n}}\n")).unwrap();
        }
        assert_eq!(Some(&found), counts.get(of), "{of}");
    }

    /// Reads it, and then the application that is right, which must be read quickly whatever came before.
    fn read_between(&mut self, application: &[u8]) -> bool {
        let read = self.read(application);
        assert!(self.read(WHOLE.as_bytes()));
        read
    }
}

#[test]
fn an_application_of_all_kinds_is_read_quickly() {
    for unknown_keys in [false, true] {
        let mut both = Both::of_all_kinds(unknown_keys);
        assert!(both.read(WHOLE.as_bytes()));
        let spread: Value = serde_json::from_str(WHOLE).unwrap();
        assert!(both.read(&serde_json::to_vec_pretty(&spread).unwrap()));
        assert!(both.read(WHOLE.as_bytes()));
        assert!(both.read(b" { } "));
    }
}

/// Rules with so many records inside each other, the innermost with a field, and an application that states it.
fn inside_each_other(records: usize, field: &str, value: &str) -> (String, String) {
    let mut rules = "regelverk prov \"Prov\"\n  gäller 2020-01-01..\n  antagande \"p\"\n".to_owned();
    for number in 1..records {
        rules += &format!("post P{number} {{\n  a: P{}\n}}\n", number + 1);
    }
    rules += &format!("post P{records} {{\n  a: {field}\n}}\nansökan {{\n  a: P1\n}}\nbifall g \"G\"\n");
    let (open, close) = ("{\"a\":".repeat(records + 1), "}".repeat(records + 1));
    (rules, format!("{open}{value}{close}"))
}

#[test]
fn what_stands_too_deep_is_left_to_the_plain_reading() {
    let period = r#"{"från":"2023-01-01","till":null}"#;
    for (records, field, value, read) in [
        (22, "tal", "1", true),
        (23, "tal", "1", true),
        (24, "tal", "1", false),
        (22, "period", period, true),
        (23, "period", period, false),
        (22, "[tal]", "[1]", true),
        (23, "[tal]", "[1]", false),
        (63, "tal", "1", false),
        (64, "tal", "1", false),
        (100, "tal", "1", false),
    ] {
        let (rules, application) = inside_each_other(records, field, value);
        let library = MemoryLibrary::default().with("prov/prov.regel", rules);
        let mut both = Both::new(shipped::compiled(&library, "prov"), false);
        assert_eq!(
            both.read(application.as_bytes()),
            read,
            "{field} in {records} records"
        );
    }
}

#[test]
fn what_is_passed_over_is_read_quickly_to_sixteen_levels() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for (levels, read) in [(1, true), (16, true), (17, false)] {
            let value = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            let mut both = Both::of_all_kinds(true);
            let application = format!("{{\"okänd\":{value}}}");
            assert_eq!(both.read(application.as_bytes()), read, "{application}");
        }
    }
}

#[test]
fn what_is_as_large_as_it_may_be_is_read_quickly() {
    for (less, read) in [(0, true), (1, false)] {
        let mut both = Both::of_all_kinds(false);
        both.limits.max_bytes = WHOLE.len() - less;
        both.quick = Quick::new(&both.program.schema, &both.program.known_texts, &both.limits);
        assert_eq!(both.read(WHOLE.as_bytes()), read);
    }
}

#[test]
fn every_case_is_read_alike() {
    let library = shipped::library();
    let (mut all, mut read) = (0, 0);
    for name in shipped::rulesets() {
        let mut both = Both::new(shipped::compiled(&library, &name), false);
        for (_, mut case) in shipped::cases(&name) {
            both.read(case.to_string().as_bytes());
            case.as_object_mut().unwrap().remove("väntar");
            both.read(case.to_string().as_bytes());
            both.read(&serde_json::to_vec_pretty(&case).unwrap());
            all += 1;
        }
        read += both.read;
    }
    // Cases show what is rare: bounds, sources that differ, answers of several bodies.
    assert!(read > all, "{read} of {} were read quickly", all * 2);
}

#[test]
fn what_others_made_to_break_readers_is_read_alike() {
    let mut strict = Both::of_all_kinds(false);
    let mut lenient = Both::of_all_kinds(true);
    let files = ["JSONTestSuite/test_parsing", "JSONTestSuite/test_transform"];
    for (name, bytes) in files.into_iter().flat_map(corpus) {
        for key in ["text", "antal", "dag", "rader", "slag", "okänd", "skäl"] {
            let application = [format!("{{\"{key}\":").as_bytes(), &bytes, b"}"].concat();
            let read = lenient.read_between(&application);
            // In an unknown key's value there may be anything that is JSON, and nothing else.
            assert!(!(read && key == "okänd" && name.starts_with("n_")), "{name}");
            strict.read(&application);
        }
        lenient.read(&bytes);
        strict.read(&bytes);
    }
    lenient.read_as_many("what breaks readers, unknown keys passed over");
    strict.read_as_many("what breaks readers");
    for string in naughty_strings() {
        for key in ["text", "ort", "okänd", "id", "viktigast"] {
            let application = serde_json::json!({ key: string }).to_string();
            lenient.read(application.as_bytes());
            strict.read(application.as_bytes());
        }
    }
    lenient.read_as_many("what breaks readers and naughty strings, unknown keys passed over");
    strict.read_as_many("what breaks readers and naughty strings");
}

/// What may stand where a value stands.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "nulll",
    "tru",
    "0",
    "-0",
    "01",
    "-1",
    "1.0",
    "1.",
    ".5",
    "1.50",
    "1.505",
    "-0.0",
    "1e2",
    "1E+2",
    "1e",
    "+1",
    "12345678",
    "123456789",
    "1234567890123456",
    "12345678901234567",
    "99999999999999999999999",
    "1234567812345678.5",
    "0.00001",
    "1.000001",
    "2.0000000",
    "-1.25",
    "NaN",
    "\"\"",
    "\"a\"",
    "\"liten\"",
    "\"mycket liten\"",
    "\"stor\"",
    "\"på_väg\"",
    "\"pa\u{30a}_väg\"",
    "\"första\"",
    "\"andra\"",
    "\"nämnden\"",
    "\"handläggaren\"",
    "\"\\u00e5\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\x\"",
    "\"a\\\"b\\n\"",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"\u{7f}\u{80}\u{2ff}\u{300}\"",
    "\"e\u{301}\"",
    "\"é\u{327}\"",
    "\"한\"",
    "\"\u{1112}\u{1161}\"",
    "\"😀\"",
    "\"\u{feff}\"",
    "\"en text som är längre än sextonde tecknet å\"",
    "\"femton tecken..å\"",
    "\"2023-02-29\"",
    "\"2024-02-29\"",
    "\"0000-01-01\"",
    "\"0001-01-01\"",
    "\"9999-12-31\"",
    "\"2023-13-01\"",
    "\"2023-00-10\"",
    "\"2023-04-31\"",
    "\"2023-6-01\"",
    "\"2023-06-01 \"",
    "\"2023-06-01T14:30:00Z\"",
    "\"2023-06-01T14:30:00.5Z\"",
    "\"2023-06-01T24:00:00Z\"",
    "\"2023-06-01T14:30:60Z\"",
    "\"2023-06-01T14:30:00+14:30\"",
    "\"2023-06-01T14:30:00-13:59\"",
    "\"2023-06-01t14:30:00z\"",
    "\"2023-06-01T14:30Z\"",
    "\"0001-01-01T00:00:00+10:00\"",
    "\"9999-12-31T23:59:59-10:00\"",
    "{}",
    "[]",
    "[null]",
    "[1,]",
    "[\"a\",\"b\"]",
    "[{}]",
    "[{\"namn\":\"a\"},{\"namn\":\"a\"}]",
    "[{\"namn\":\"a\"},{\"namn\":\"\\u0061\"}]",
    "[[]]",
    "{\"från\":\"2023-01-01\"}",
    "{\"till\":\"2023-01-01\",\"från\":\"2023-01-02\"}",
    "{\"från\":null}",
    "{\"från\":\"2023-01-01\",\"från\":\"2023-01-01\"}",
    "{\"minst\":1}",
    "{\"minst\":\"2023-01-01\",\"högst\":\"2023-01-01\"}",
    "{\"motstridigt\":[{\"värde\":1},{\"värde\":2}]}",
    "{\"värde\":1}",
    "{\"värde\":true}",
    "{\"värde\":null}",
    "{\"värde\":true,\"av\":\"handläggaren\"}",
    "{\"av\":\"nämnden\",\"värde\":false}",
    "{\"värde\":true,\"den\":\"2023-02-29\"}",
    "{\"värde\":true,\"värde\":true}",
    "{\"värde\":true,\"handling\":\"\\u0061\"}",
    "{\"av\":\"nämnden\"}",
    "[{\"värde\":true,\"av\":\"nämnden\"}]",
    "{\"slag\":\"stor\"}",
    "{\"slag\":\"stor\",\"värde\":1}",
    "{\"slag\":\"stor\",\"slag\":\"stor\"}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"b\":{\"a\":[1,2.5,{\"a\":null}]}}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"a\" : [ 1 , 2 ] }",
    "{\"a\":1,}",
];

/// The application with another value in each place, one at a time.
fn with_other_values(application: &Value, replace: &str) -> Vec<String> {
    const MARK: &str = "\"\u{1F3F7}\"";
    let mut places = Vec::new();
    pointers(application, String::new(), &mut places);
    let mut changed = Vec::with_capacity(places.len());
    for place in places {
        let mut copy = application.clone();
        *copy.pointer_mut(&place).unwrap() = Value::from(MARK.trim_matches('"'));
        changed.push(copy.to_string().replace(MARK, replace));
    }
    changed
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, inner)| pointers(inner, format!("{at}/{key}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, inner)| pointers(inner, format!("{at}/{index}"), found)),
        _ => {}
    }
    found.push(at);
}

#[test]
fn an_application_with_another_value_is_read_alike() {
    let mut whole: Value = serde_json::from_str(WHOLE).unwrap();
    whole["okänd"] = serde_json::json!({"a": 1, "b": ["x"]});
    let mut both = Both::of_all_kinds(true);
    for value in VALUES {
        for application in with_other_values(&whole, value) {
            both.read(application.as_bytes());
        }
    }
    both.read_as_many("another value");
}

#[test]
fn an_application_with_other_keys_is_read_alike() {
    let mut strict = Both::of_all_kinds(false);
    let mut lenient = Both::of_all_kinds(true);
    let keys = [
        "text",
        "te\\u0078t",
        "okänd",
        "ok\u{e4}nd",
        "oka\u{308}nd",
        "värde",
        "väntar",
        "regelverk",
        "id",
        "rader",
        "",
        "a\nb",
        "en nyckel som är längre än så",
        "namn",
        "andel",
    ];
    for first in keys {
        for second in keys {
            for (open, close) in [
                ("", ""),
                ("\"läge\":{\"slag\":\"stor\",", "}"),
                ("\"rader\":[{", "}]"),
            ] {
                let application = format!("{{{open}\"{first}\":\"a\" , \"{second}\":\"a\"{close}}}");
                lenient.read_between(application.as_bytes());
                strict.read_between(application.as_bytes());
            }
        }
    }
    lenient.read_as_many("other keys, unknown keys passed over");
    strict.read_as_many("other keys");
}

/// The plain reading refuses a key that stands twice, and so the quick one must leave it alone.
#[test]
fn an_application_with_a_key_twice_is_not_read_quickly() {
    let whole: Value = serde_json::from_str(WHOLE).unwrap();
    let mut both = Both::of_all_kinds(true);
    for (key, value) in whole.as_object().unwrap() {
        let twice = format!("{{\"{key}\":{value},{}", &WHOLE[1..]);
        assert!(!both.read_between(twice.as_bytes()), "{key}");
    }
    for (object, key) in [
        ("läge", "slag"),
        ("läge", "andel"),
        ("skäl", "värde"),
        ("skäl", "av"),
        ("skäl", "den"),
    ] {
        let value = &whole[object][key];
        let twice = WHOLE.replacen(
            &format!("\"{object}\":{{"),
            &format!("\"{object}\":{{\"{key}\":{value},"),
            1,
        );
        assert!(!both.read_between(twice.as_bytes()), "{object}.{key}");
    }
    for key in ["namn", "belopp", "dag", "taggar"] {
        let value = &whole["rader"][0][key];
        let twice = WHOLE.replacen("\"rader\":[{", &format!("\"rader\":[{{\"{key}\":{value},"), 1);
        assert!(!both.read_between(twice.as_bytes()), "rader.{key}");
    }
}

/// Bytes that mean something somewhere.
const BYTES: &[u8] = b"\"\\{}[],: \n-+.eE019antfu/\x00\x1f\x7f\x80\xbf\xc2\xc3\xcc\xe2\xff";

#[test]
fn an_application_with_a_byte_more_less_or_other_is_read_alike() {
    let mut both = Both::of_all_kinds(true);
    let whole = WHOLE.as_bytes();
    for at in 0..whole.len() {
        both.read(&whole[..at]);
        let (before, after) = whole.split_at(at);
        both.read(&[before, &after[1..]].concat());
        both.read(&[before, &after[..1], after].concat());
        // Each place has some of the bytes, all places together all of them many times.
        for step in 0..4 {
            let byte = BYTES[(at * 7 + step * 5) % BYTES.len()];
            both.read(&[before, &[byte], after].concat());
            both.read(&[before, &[byte], &after[1..]].concat());
        }
    }
    both.read_as_many("a byte more, less or other");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn applications_that_are_cut_and_pasted_are_read_alike(edits in prop::collection::vec((0_usize..1100, 0_usize..40, 0_usize..1100), 1..4)) {
        let mut both = Both::of_all_kinds(true);
        let mut bytes = WHOLE.as_bytes().to_vec();
        both.read(&bytes);
        for (from, len, to) in edits {
            let from = from.min(bytes.len());
            let end = (from + len).min(bytes.len());
            let piece: Vec<u8> = bytes.drain(from..end).collect();
            let to = to.min(bytes.len());
            bytes.splice(to..to, piece.iter().chain(&piece).copied());
            both.read(&bytes);
        }
    }
}
