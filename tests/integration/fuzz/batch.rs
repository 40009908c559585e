//! Any bytes as a file of many applications to a shipped rule set: the first that they name, or one that their length chooses. What is
//! found is the same however the bytes come, and each application is decided as if it were alone.

use std::sync::LazyLock;

use rekvisit::batch::{
    CSV_HEADER, Columns, Counter, Form, Grounds, Place, Row, Scribe, Splitter, Summary, Tally, delimiter_of,
};
use rekvisit::batch::{html, json, text};
use rekvisit::service::{Decision, Refused, RuleSet, Scratch};
use rekvisit::source::Library as _;
use rekvisit::value::{Bilingual, Language};

use super::split::{Found, found, found_within};
use super::stages::SHIPPED;

const LANGUAGES: [Language; 2] = [Language::Swedish, Language::English];

/// How many applications of an input are decided: as many small ones again would tell nothing more, and take long.
const DECIDED: usize = 100;

/// How many of them are explained too.
const EXPLAINED: usize = 4;

static RULES: LazyLock<Vec<(RuleSet, Grounds)>> = LazyLock::new(|| {
    let names = SHIPPED.rulesets().into_iter();
    names
        .map(|name| {
            let rules = RuleSet::load(&*SHIPPED, &name).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
            let grounds = Grounds::new(&rules);
            (rules, grounds)
        })
        .collect()
});

pub(super) fn run(bytes: &[u8]) {
    let named = |rules: &RuleSet| {
        let name = rules.name().as_bytes();
        bytes.windows(name.len()).position(|window| window == name)
    };
    let first = RULES
        .iter()
        .filter_map(|rules| Some((named(&rules.0)?, rules)))
        .min_by_key(|(at, _)| *at);
    let (rules, grounds) = first.map_or(&RULES[bytes.len() % RULES.len()], |(_, rules)| rules);
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
    let delimiter = delimiter_of(&String::from_utf8_lossy(line));

    let lines = however(&Splitter::lines(), bytes);
    let list = however(&Splitter::json(), bytes);
    let table = however(&Splitter::csv(delimiter), bytes);
    match bytes.trim_ascii_start().first() {
        Some(b'[') => decided((rules, grounds), &list, None),
        Some(b'{') => {
            decided((rules, grounds), &list, None);
            decided((rules, grounds), &lines, None);
        }
        _ => rows((rules, grounds), &table, delimiter),
    }
}

/// What a splitter finds: the same in small pieces as in one, and the same when it is gone on with after any of them; also when hardly anything is
/// as small as is allowed.
fn however(splitter: &Splitter, bytes: &[u8]) -> Vec<Found> {
    let limit = 1 + bytes.len() % 40;
    let limited = found_within(splitter.clone(), bytes, bytes.len(), limit);
    is_found_however(splitter, bytes, limit, &limited);
    let whole = found(splitter.clone(), bytes, bytes.len());
    is_found_however(splitter, bytes, usize::MAX, &whole);
    whole
}

fn is_found_however(splitter: &Splitter, bytes: &[u8], limit: usize, whole: &[Found]) {
    let pace = [1, 2, 3, 64][bytes.len() % 4];
    // A byte at a time each is looked at again, so long inputs come in larger pieces.
    let pace = pace.max(bytes.len() / 64);
    let slow = found_within(splitter.clone(), bytes, pace, limit);
    assert_eq!(slow, whole, "{pace} at a time, at most {limit}");
    if let Some(one) = whole.get(bytes.len() % whole.len().max(1)) {
        let mut again = splitter.clone();
        again.resume(one.between);
        let rest = found_within(again, &bytes[one.next..], bytes.len(), limit);
        let after = whole.iter().filter(|other| other.next > one.next);
        let told = |found: &Found| (found.text.clone(), found.broken);
        let same = rest.iter().map(told).eq(after.map(told));
        assert!(same, "gone on with, at most {limit}");
    }
}

/// The rows of a table, by its header, as applications.
fn rows(rules: (&RuleSet, &Grounds), found: &[Found], delimiter: u8) {
    let Some((header, found)) = found.split_first() else {
        return;
    };
    let Ok(header) = std::str::from_utf8(&header.text) else {
        return;
    };
    let schema = &rules.0.program().schema;
    for lenient in [false, true] {
        match Columns::new(schema, header, delimiter, lenient) {
            Ok(columns) => return decided(rules, found, Some(&columns)),
            Err(wrong) => {
                for words in [Some(wrong.message), wrong.help].into_iter().flatten() {
                    said(&words.sv, words.get(Language::English));
                }
            }
        }
    }
}

/// What came of an application.
type Came = Result<Decision, Refused>;

/// Decides what was found, in order; writes, counts and sums it up.
fn decided((rules, grounds): (&RuleSet, &Grounds), found: &[Found], columns: Option<&Columns>) {
    let mut applications: Vec<(Place, Vec<u8>)> = Vec::new();
    let mut counter = Counter::default();
    for (found, item) in found.iter().zip(1..).take(DECIDED) {
        let place = Place {
            line: found.line,
            item,
            byte: u64::try_from(found.byte).unwrap(),
        };
        match application(found, columns) {
            Ok(application) => applications.push((place, application)),
            Err(sv_en) => {
                said(&sv_en.0, &sv_en.1);
                counter.refusal(None);
            }
        }
    }
    let before = counter.take(rules);
    let mut scratch = Scratch::default();
    let came: Vec<Came> = applications
        .iter()
        .map(|(_, application)| rules.evaluate_in(&mut scratch, application))
        .collect();
    let (mut ndjson, mut csv) = (Vec::new(), Form::Csv(b',').head());
    let [mut objects, mut rows] =
        [Form::Ndjson, Form::Csv(b',')].map(|form| Scribe::new(rules, form, Some(grounds)));
    for ((place, application), came) in applications.iter().zip(&came) {
        let alone = rules.evaluate(application);
        assert_eq!(*came, alone, "with others, and alone");
        match came {
            Ok(decision) => {
                counter.decision(rules, decision);
                objects.line(*place, decision, None, &mut ndjson);
                rows.line(*place, decision, None, &mut csv);
            }
            Err(refused) => {
                counter.refusal(refused.diagnostics.first().map(|first| first.code));
                told(refused, application);
            }
        }
    }
    let mut tally = before.clone();
    tally.join(&counter.take(rules));
    explained_alike(rules, &applications, &came);
    if applications.len() > 1 {
        let many = rules.evaluate_many(applications.iter().map(|(_, application)| application));
        assert_eq!(many, came, "on all cores");
    }
    let decisions = came.iter().filter(|came| came.is_ok()).count();
    written_in_order(&ndjson, &csv, decisions);
    in_pieces(rules, &came, before, &tally);
    let summary = Summary {
        rules,
        tally: &tally,
        input: "fil",
        as_of: None,
    };
    for language in LANGUAGES {
        assert!(!text(&summary, language, 23).is_empty());
        drop(html(&summary, language));
    }
    drop(json(&summary).to_string());
}

/// The JSON of an application; else what is wrong, in both languages.
fn application(found: &Found, columns: Option<&Columns>) -> Result<Vec<u8>, (String, String)> {
    let both = |words: Bilingual| {
        let english = words.get(Language::English).to_owned();
        (words.sv, english)
    };
    if let Some(broken) = found.broken {
        return Err(both(broken.words()));
    }
    let Some(columns) = columns else {
        return Ok(found.text.clone());
    };
    let Ok(row) = std::str::from_utf8(&found.text) else {
        return Err(both(Bilingual::new(
            "raden är inte UTF-8",
            "the row is not UTF-8",
        )));
    };
    let mut application = Vec::new();
    columns.application(row, &mut application).map_err(both)?;
    // What a cell has as JSON may be deeper, and its numbers larger, than this reader's; the application's own tells that.
    if let Err(wrong) = serde_json::from_slice::<serde_json::Value>(&application) {
        let wrong = wrong.to_string();
        let beyond = ["recursion limit", "out of range"]
            .iter()
            .any(|limit| wrong.contains(limit));
        assert!(beyond, "{wrong}: {}", String::from_utf8_lossy(&application));
    }
    Ok(application)
}

/// Explained, the first come to what they were decided to be.
fn explained_alike(rules: &RuleSet, applications: &[(Place, Vec<u8>)], came: &[Came]) {
    for ((_, application), came) in applications.iter().zip(came).take(EXPLAINED) {
        match (rules.explain(application), came) {
            (Ok(explained), Ok(decision)) => {
                assert_eq!(explained.outcome.outcome, decision.outcome);
                assert_eq!(explained.amount, decision.amount);
                assert_eq!(explained.application_id, decision.id);
                assert_eq!(explained.missing.len(), decision.missing.len());
                let decisive = decision
                    .decisive
                    .iter()
                    .map(|rule| rules.ground(*rule).unwrap().id());
                assert!(explained.decisive.iter().map(String::as_str).eq(decisive));
            }
            (Err(refused), Err(other)) => assert_eq!(refused, *other),
            (explained, came) => panic!("explained {explained:?}, decided {came:?}"),
        }
    }
}

/// A line for each decision, in the order of the file, which other readers read.
fn written_in_order(ndjson: &[u8], csv: &[u8], decisions: usize) {
    let mut last = 0;
    let mut lines = 0;
    for line in std::str::from_utf8(ndjson).unwrap().lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let item = value["item"].as_u64().unwrap();
        assert!(item > last, "{line}");
        (last, lines) = (item, lines + 1);
    }
    assert_eq!(lines, decisions);
    let rows = found(Splitter::csv(b','), csv, csv.len());
    assert_eq!(rows.len(), decisions + 1);
    for row in rows {
        assert_eq!(row.broken, None);
        let row = std::str::from_utf8(&row.text).unwrap();
        assert_eq!(Row::new(row, b',').count(), CSV_HEADER.len(), "{row}");
    }
}

/// Counted in pieces, and kept between them, it comes to the same.
fn in_pieces(rules: &RuleSet, came: &[Came], before: Tally, whole: &Tally) {
    let mut joined = before;
    for piece in came.chunks(1 + came.len() % 7) {
        let mut counter = Counter::default();
        for came in piece {
            match came {
                Ok(decision) => counter.decision(rules, decision),
                Err(refused) => counter.refusal(refused.diagnostics.first().map(|first| first.code)),
            }
        }
        joined = Tally::restored(&joined.stored()).unwrap();
        joined.join(&counter.take(rules));
    }
    assert_eq!(joined, *whole);
}

/// What is wrong with an application, in every way that it is told.
fn told(refused: &Refused, application: &[u8]) {
    assert!(!refused.diagnostics.is_empty());
    assert!(usize::try_from(refused.byte()).unwrap() <= application.len());
    let [sv, en] = LANGUAGES.map(|language| {
        drop(refused.report("ansökan", application, language));
        refused.text(language)
    });
    said(&sv, &en);
}

fn said(sv: &str, en: &str) {
    assert!(!sv.is_empty() && !en.is_empty());
}
