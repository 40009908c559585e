//! 64 levels pass on a small stack, 65 are an error at their place.

use std::process::Command;

use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::value::{Date, Language};
use rekvisit::{book, check, eval, explain, facts, program, render, syntax};

use super::{folder, run};

/// The stack of a thread that asks for nothing else.
const STACK: usize = 2 << 20;

/// The levels that are allowed.
const LEVELS: usize = 64;

const HEAD: &str = r#"regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "påhittat"

post Rad {
  antal: tal
  dag: datum
  rader: [tal]
}

ansökan {
  b: ja/nej "B?"
  x: tal "X?"
  dag: datum "Dag?"
  sökt: kronor "Sökt?"
  rader: [Rad] "Rader?"
}

begrepp f(a: tal) = a + 1
begrepp g(a: ja/nej) = inte a

"#;

const FACTS: &str = r#"{"regelverk": "prov", "prövningsdag": "2023-07-01", "b": true, "x": 1, "dag": "2023-01-01",
 "sökt": 10, "rader": [{"antal": 1, "dag": "2023-01-01", "rader": [1]}]}"#;

/// What opens a level, what closes it, what stands innermost, and what is added so that it is a condition.
const NESTED: &[(&str, &str, &str, &str)] = &[
    ("(", ")", "b", ""),
    ("(", ")", "x", " är 1"),
    ("inte (", ")", "b", ""),
    ("b och (", ")", "b", ""),
    ("b eller (b och (", "))", "b", ""),
    ("(1 + ", ")", "x", " är 1"),
    ("1 + (", ")", "x", " är 1"),
    ("-(", ")", "x", " är 1"),
    ("f(", ")", "x", " är 1"),
    ("g(", ")", "b", ""),
    ("minsta av (1, ", ")", "x", " är 1"),
    ("(5 + minsta av (x, ", "))", "x", " är 1"),
];

fn nested((open, close, core, end): (&str, &str, &str, &str), levels: usize) -> String {
    let each = open.matches('(').count();
    let times = levels / each;
    format!("{}{core}{}{end}", open.repeat(times), close.repeat(times))
}

/// A rule set with a condition in it, through every stage.
fn through_all(condition: &str) {
    let text = format!(
        "{HEAD}begrepp k = {condition}\n\nhinder h \"Hinder\" antagande \"påhittat\"\n  när k\n  avslå \"Nej.\"\n\n\
         krav r \"Krav\" antagande \"påhittat\"\n  att {condition}\n  annars avslå \"Nej.\"\n\n\
         bevilja t \"Bidrag\" antagande \"påhittat\"\n  beloppet 1 kr av sökt\n"
    );
    let (tree, diagnostics) = syntax::parse(FileId(0), &text);
    assert!(diagnostics.is_empty(), "{condition}: {diagnostics:?}");
    drop(syntax::print(&tree, false));
    syntax::format(FileId(0), &text, syntax::FormatOptions::default()).unwrap();
    let library = MemoryLibrary::default().with("prov/prov.regel", text.as_str());
    let checked = check::load(&library, "prov");
    assert!(
        checked.diagnostics.iter().all(|d| !d.is_error()),
        "{condition}: {:?}",
        checked.diagnostics
    );
    let program = program::compile(checked.ruleset.unwrap());
    let limits = facts::Limits::default();
    let mut facts = facts::decode(
        &program.schema,
        &program.ruleset,
        FileId(1),
        FACTS.as_bytes(),
        &limits,
    )
    .unwrap();
    let day = Date::parse("2023-07-01").unwrap();
    facts::settle(&mut facts, day);
    let (verdict, trace) = eval::evaluate(&program, &mut facts, day).unwrap();
    let explanation = explain::explain(&program.ruleset, &facts, &verdict, &trace);
    drop(render::text(
        &explanation,
        Language::Swedish,
        &render::TextStyle::default(),
    ));
    drop(render::json(&explanation).to_string());
    let book = book::book(&program.ruleset, &[]);
    drop(render::book_html(&book, Language::Swedish));
}

/// Runs it on a thread with the stack that a service's threads have.
#[track_caller]
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap();
    assert!(thread.join().is_ok(), "see above");
}

#[test]
fn rules_64_levels_deep_pass_through_every_stage_on_a_small_stack() {
    for shape in NESTED {
        on_a_small_stack(move || {
            // No limit of the tree's own is reached before that of the brackets.
            let deepest = (1..=LEVELS).rev().find(|levels| {
                let text = format!("{HEAD}begrepp k = {}\n", nested(*shape, *levels));
                syntax::parse(FileId(0), &text).1.is_empty()
            });
            assert_eq!(deepest, Some(LEVELS), "{}", shape.0);
            through_all(&nested(*shape, LEVELS));
        });
    }
}

#[test]
fn chains_at_their_limit_pass_on_a_small_stack() {
    on_a_small_stack(|| {
        through_all(&format!("x är {}1", "1 + ".repeat(285)));
        through_all(&format!("{}b", "inte ".repeat(285)));
        through_all(&format!("b{}", " och b".repeat(5_000)));
    });
}

#[test]
fn the_65th_level_of_rules_is_an_error_at_its_place() {
    for shape in NESTED {
        let levels = LEVELS + shape.0.matches('(').count();
        let text = format!("{HEAD}begrepp k = {}\n", nested(*shape, levels));
        on_a_small_stack(move || {
            let (_, diagnostics) = syntax::parse(FileId(0), &text);
            let codes: Vec<_> = diagnostics.iter().map(|d| d.code.as_str()).collect();
            assert_eq!(codes, ["E0105"], "{text}");
            let at = diagnostics[0].span().start as usize;
            let before = &text[text.find("begrepp k").unwrap()..at];
            assert_eq!(before.matches('(').count(), LEVELS, "at the bracket: {text}");
        });
    }
}

#[test]
fn json_64_levels_deep_is_read_and_the_65th_is_an_error_at_its_place() {
    let text = format!(
        "{HEAD}hinder h \"H\" antagande \"p\"\n  när b\n  avslå \"Nej.\"\nbevilja t \"B\" antagande \"p\"\n  beloppet 1 kr av sökt\n"
    );
    let library = MemoryLibrary::default().with("prov/prov.regel", text);
    let program = program::compile(check::load(&library, "prov").ruleset.unwrap());
    let told = |levels: usize| {
        // The application itself is a level.
        let inner = levels - 1;
        let json = format!(
            "{{\"regelverk\": \"prov\", \"x\": {}1{}}}",
            "[".repeat(inner),
            "]".repeat(inner)
        );
        facts::decode(
            &program.schema,
            &program.ruleset,
            FileId(1),
            json.as_bytes(),
            &facts::Limits::default(),
        )
        .unwrap_err()
    };
    std::thread::scope(|scope| {
        let small = std::thread::Builder::new().stack_size(STACK);
        small
            .spawn_scoped(scope, || {
                let codes = |levels| told(levels).iter().map(|d| d.code.as_str()).collect::<Vec<_>>();
                assert!(!codes(LEVELS).contains(&"F0106"), "{:?}", codes(LEVELS));
                for levels in [LEVELS + 1, 1_000, 1_000_000] {
                    assert_eq!(codes(levels), ["F0106"], "{levels}");
                    let at = told(levels)[0].span().start as usize;
                    assert_eq!(at, "{\"regelverk\": \"prov\", \"x\": ".len() + LEVELS - 1);
                }
            })
            .unwrap();
    });
}

#[cfg(unix)]
#[test]
fn the_program_itself_needs_no_more_than_2_mib_of_stack() {
    let condition = nested(NESTED[11], LEVELS);
    let rules = |condition: &str| {
        format!(
            "{HEAD}krav r \"Krav\" antagande \"p\"\n  att {condition}\n  annars avslå \"Nej.\"\n\n\
             bevilja t \"Bidrag\" antagande \"p\"\n  beloppet 1 kr av sökt\n"
        )
    };
    let chain = format!("x är {}1", "1 + ".repeat(285));
    let folder = folder(&[
        ("rules/prov/prov.regel", rules(&condition).as_bytes()),
        ("andra/prov/prov.regel", rules(&chain).as_bytes()),
        ("a.json", FACTS.as_bytes()),
    ]);
    for command in [
        "check rules andra",
        "fmt --check rules andra",
        "evaluate a.json --rules rules",
        "evaluate a.json --rules andra --format json",
        "doc rules",
        "schema prov --rules andra",
    ] {
        let mut small = Command::new("sh");
        small
            .args(["-c", &format!("ulimit -s 2048; exec \"$R\" {command}")])
            .current_dir(folder.path())
            .env("R", env!("CARGO_BIN_EXE_rekvisit"));
        run(small).exit(&[0, 1]);
    }
}
