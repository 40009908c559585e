//! Any bytes as an account: lines of CSV, and from the first line that begins with `{` what else it says. It is decided by the shipped rules of
//! an account, and by rules whose lines have columns of every type.

use std::sync::LazyLock;

use rekvisit::batch::delimiter_of;
use rekvisit::explain::format::money_value;
use rekvisit::explain::{Explanation, Words};
use rekvisit::facts::{self, Limits};
use rekvisit::follow_up::{
    Account, CellFault, Line, account, account_csv, account_json, account_markdown, account_text, read_lines,
};
use rekvisit::program::Program;
use rekvisit::render::TextStyle;
use rekvisit::source::{FileId, MemoryLibrary, SourceFile, Sources};
use rekvisit::trial;
use rekvisit::value::{Date, Language, Number};
use rekvisit::{check, program};
use serde_json::{Value, json};

use super::stages::{SHIPPED, told};

const LANGUAGES: [Language; 2] = [Language::Swedish, Language::English];

const RULES: &str = r#"regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "påhittat"
källa lag "Lagen"
typ Slag = ett | två "två slag" en "two of a kind" även "par"
enhet besök "besök"
tabell orter "orter.csv" enligt lag "2" {
  nyckel namn: text  även "Stad" = "Alby"
  avgift: kronor
}
post Rad {
  vad: text "Vad?"
  belopp: kronor "Belopp?" json "Belopp" även "Summa"
  ändring: kronor med tecken
  andel: procent
  tal: tal
  år: år
  besök: besök
  dag: datum?
  stund: tidpunkt
  tid: period
  svar: ja/nej
  slag: Slag
  ort: nyckel i orter
  papper: handling?
  rimligt: bedömning ja/nej av handläggaren
}
ansökan {
  inkom: datum
  rader: [Rad]
  andra: [Rad]
}
för varje rad i rader {
  krav slaget "Slag" antagande "påhittat"
    att rad.slag är två eller (rad.svar och rad.rimligt)
    annars avslå "{rad.vad} {rad.belopp}"
  rekommendation lite "Lite" antagande "påhittat"
    att rad.besök är under 3 besök och rad.tal är under 10 och rad.andel är under 50 % och rad.år är under 2 år
    annars anmärk "{rad.besök}"
  krav i_tid "I tid" antagande "påhittat"
    att (rad.dag saknas eller rad.dag är inom 2023-01-01..2023-12-31) och rad.belopp + rad.ändring är minst orter[rad.ort].avgift
    annars avslå "{rad.ort}"
  bevilja räknas "Räknas" antagande "påhittat"
    beloppet rad.belopp av rad.belopp
}
resultat redovisat "Redovisat" antagande "påhittat"
  = summan av belopp i rader
resultat använt "Använt" antagande "påhittat"
  = summan av belopp i rader där (slaget är uppfyllt och i_tid är uppfyllt)
"#;

static PROGRAMS: LazyLock<[(Program, Sources); 2]> = LazyLock::new(|| {
    let own = MemoryLibrary::default()
        .with("prov/prov.regel", RULES)
        .with("prov/orter.csv", "namn,avgift\nAlby,10\nBro,2000000\n");
    [
        compiled(&own, "prov"),
        compiled(&SHIPPED, "redovisning-halsosamtal-2023"),
    ]
});

fn compiled(library: &MemoryLibrary, name: &str) -> (Program, Sources) {
    let checked = check::load(library, name);
    let found = checked.diagnostics;
    let ruleset = checked.ruleset.unwrap_or_else(|| panic!("{name}: {found:?}"));
    (program::compile(ruleset), checked.sources)
}

pub(super) fn run(bytes: &[u8]) {
    let begins = |at: &usize| bytes[*at] == b'{' && (*at == 0 || bytes[*at - 1] == b'\n');
    let rest = (0..bytes.len()).find(begins).unwrap_or(bytes.len());
    let (table, rest) = bytes.split_at(rest);
    for (program, sources) in &*PROGRAMS {
        if table.is_empty() {
            decided(program, sources, rest);
            continue;
        }
        let header = table.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
        let delimiter = delimiter_of(&String::from_utf8_lossy(header));
        for list in [None, Some("andra")] {
            match read_lines(table, delimiter, list, &program.ruleset) {
                Ok((list, lines)) => whole(program, sources, rest, &list, lines),
                Err(faults) => told_of(&faults, table),
            }
        }
    }
}

/// The lines, put into the rest as `rekvisit account` does; without any, into one that says what is needed to decide it.
fn whole(program: &Program, sources: &Sources, rest: &[u8], list: &str, lines: Vec<Value>) {
    let mut written: Value = serde_json::from_slice(rest)
        .unwrap_or_else(|_| json!({"inkom": "2023-05-01", "prövningsdag": "2024-07-01"}));
    let Some(object) = written.as_object_mut() else {
        return;
    };
    let count = lines.len();
    object.insert(list.to_owned(), Value::Array(lines));
    let bytes = serde_json::to_vec_pretty(&written).unwrap();
    if let Some(account) = decided(program, sources, &bytes) {
        let judged = list != "andra";
        assert!(!judged || account.lines.len() == count, "a line was lost");
    }
}

/// Each fault has its line, and words in both languages.
fn told_of(faults: &[CellFault], table: &[u8]) {
    assert!(!faults.is_empty());
    let lines = table.split(|byte| *byte == b'\n' || *byte == b'\r').count();
    for CellFault {
        line, message, help, ..
    } in faults
    {
        assert!(
            (1..=lines).contains(&usize::try_from(*line).unwrap()),
            "line {line} of {lines}"
        );
        for words in [Some(message), help.as_ref()].into_iter().flatten() {
            let Words { sv, en } = words;
            assert!(!sv.is_empty() && !en.is_empty());
        }
    }
}

/// Decides an account, tells it in every way, and adds its lines up; none when it can't be read, which is told.
fn decided(program: &Program, sources: &Sources, bytes: &[u8]) -> Option<Account> {
    let file = FileId(u16::try_from(sources.iter().count()).unwrap());
    let explained = || -> Result<Explanation, Vec<_>> {
        let (schema, ruleset) = (&program.schema, &program.ruleset);
        let facts = facts::decode(schema, ruleset, file, bytes, &Limits::default())?;
        let day = trial::assessment_day(program, &facts, None)
            .or_else(|| trial::assessment_day(program, &facts, Date::parse("2024-07-01")));
        let day = day.ok_or_else(|| vec![trial::ask_for_the_day(file)])?;
        Ok(trial::decide(program, facts, day, file)?.explanation(ruleset))
    };
    let explanation = match explained() {
        Ok(explanation) => explanation,
        Err(found) => {
            let mut sources = sources.clone();
            sources.add(SourceFile::new("konto.json", String::from_utf8_lossy(bytes)));
            told(&found, &sources);
            return None;
        }
    };
    let written: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let account = account(explanation, &written, "konto.json");
    for (language, width) in LANGUAGES.into_iter().zip([80, 23]) {
        for all in [false, true] {
            let style = TextStyle { width, colour: all };
            let text = account_text(&account, all, language, &style);
            let markdown = account_markdown(&account, all, language);
            assert!(!text.is_empty() && !markdown.is_empty());
        }
        let table = account_csv(std::slice::from_ref(&account), b';', language);
        let table = table.expect("a table can be written");
        assert!(table.lines().count() > account.lines.len());
    }
    let json = account_json(&account);
    assert_eq!(json["lines"].as_array().map(Vec::len), Some(account.lines.len()));
    adds_up(&account);
    Some(account)
}

/// The rules' own sums are those of the lines, where all are known.
fn adds_up(account: &Account) {
    let is = |name: &str, sum: Option<Number>| {
        let result = account
            .explanation
            .results
            .iter()
            .find(|result| result.name == name);
        let value = result.and_then(|result| result.value.get("value")?.as_str());
        if let (Some(sum), Some(value)) = (sum, value) {
            assert_eq!(value, money_value(sum), "{name}");
        }
    };
    let sum = |amounts: &[Option<Number>]| {
        amounts
            .iter()
            .try_fold(Number::ZERO, |sum, amount| sum.add((*amount)?))
    };
    let amounts = |of: &dyn Fn(&Line) -> Option<Number>| {
        let amounts: Vec<Option<Number>> = account.lines.iter().map(of).collect();
        sum(&amounts)
    };
    is("redovisat", amounts(&|line| line.asked));
    if account.explanation.ruleset.name == "prov" {
        let counted = |line: &Line| match line.outcome.outcome {
            check::ruleset::Outcome::Undetermined => None,
            _ => Some(line.counted.unwrap_or(Number::ZERO)),
        };
        is("använt", amounts(&counted));
    }
}
