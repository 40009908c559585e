//! What is read, and what it becomes.

use super::*;
use crate::syntax::tree::{ArithOp, CompareOp, Expr, ExprKind, ItemKind};

/// The value of `begrepp x = …`.
fn value(expression: &str) -> Expr {
    let mut file = read(&format!("begrepp x = {expression}\n"));
    match file.items.remove(0).kind {
        ItemKind::Concept(concept) => match concept.value {
            tree::ConceptValue::Formula(value) => value,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_that_the_language_has_is_read() {
    let file = read(EVERYTHING);
    assert!(!file.english);
    assert!(file.items.len() > 40);
}

#[test]
fn the_shipped_rules_are_read() {
    for (name, text) in shipped() {
        let (file, diagnostics) = parse(FileId(0), &text);
        assert_eq!(told(&text, &diagnostics), Vec::<String>::new(), "{name}");
        assert!(!file.items.is_empty(), "{name}");
    }
}

/// The rule files of the repository.
#[allow(
    clippy::disallowed_methods,
    reason = "a test reads the repository's own files"
)]
pub(super) fn shipped() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let folders = std::fs::read_dir(root).into_iter().flatten().flatten();
    let files = folders.flat_map(|f| std::fs::read_dir(f.path()).into_iter().flatten().flatten());
    files
        .map(|f| f.path())
        .filter(|p| p.extension().is_some_and(|e| e == "regel"))
        .map(|p| (p.display().to_string(), std::fs::read_to_string(&p).unwrap()))
        .collect()
}

#[test]
fn an_item_that_is_broken_is_reported_once_and_the_others_are_read() {
    let (file, diagnostics) = parse(FileId(0), "typ A = a\nkrav b att (c\nenhet d\n");
    assert_eq!(file.items.len(), 2);
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn places_end_at_the_last_mark() {
    let text = "krav a   # hej\n  att b är 3 kr   # slut\n\n  # mer\n  annars avslå  \n\nenhet c\n";
    let file = read(text);
    let source = SourceFile::new("test.regel", text);
    let whole = source.slice(file.items[0].span);
    assert!(whole.starts_with("krav a") && whole.ends_with("avslå"), "{whole}");
    let ItemKind::Rule(rule) = &file.items[0].kind else {
        panic!()
    };
    assert_eq!(source.slice(rule.that.as_ref().unwrap().span), "b är 3 kr");
}

#[test]
fn a_chapter_ends_at_its_bracket() {
    let text = "avsnitt a när b {\n  krav c att d annars avslå\n}\n";
    let source = SourceFile::new("test.regel", text);
    assert!(source.slice(read(text).items[0].span).ends_with("\n}"));
}

#[test]
fn rounding_is_of_the_whole_sum() {
    let ExprKind::Round(of, _, Some(_)) = value("a + b × c avrundat nedåt till 1 kr").kind else {
        panic!()
    };
    assert!(matches!(of.kind, ExprKind::Arith(ArithOp::Add, _, _)));
    let ExprKind::Round(of, _, None) = value("d + 1 månad avrundat nedåt").kind else {
        panic!()
    };
    assert!(matches!(of.kind, ExprKind::Arith(ArithOp::Add, _, _)));
    let ExprKind::Round(of, _, Some(_)) = value("50 % av x avrundat uppåt till 1 kr").kind else {
        panic!()
    };
    assert!(matches!(of.kind, ExprKind::Arith(ArithOp::Mul, _, _)));
}

#[test]
fn symbols_mean_what_words_do() {
    for (symbol, op) in [
        ("≤", CompareOp::AtMost),
        (">=", CompareOp::AtLeast),
        ("<", CompareOp::Below),
        (">", CompareOp::Over),
        ("=", CompareOp::Is),
        ("≠", CompareOp::IsNot),
    ] {
        let ExprKind::Compare(read, _, _) = value(&format!("a {symbol} 3")).kind else {
            panic!()
        };
        assert_eq!(read, op);
    }
}

#[test]
fn what_follows_a_parenthesis_belongs_to_the_whole() {
    let ExprKind::Compare(CompareOp::Over, left, _) = value("summan av x i L där (y är z) är över 0 kr").kind
    else {
        panic!()
    };
    assert!(matches!(left.kind, ExprKind::Aggregate(..)));
    let ExprKind::Aggregate(_, _, among) = value("summan av x i L där y är z").kind else {
        panic!()
    };
    assert!(matches!(among.filter.unwrap().kind, ExprKind::Compare(..)));
}

#[test]
fn a_sign_of_its_own_is_no_unit() {
    let ExprKind::Quantity { unit, per, .. } = value("2 kr per år").kind else {
        panic!()
    };
    assert_eq!(unit.unwrap().text, "kr");
    assert_eq!(per[0].text, "år");
    assert!(matches!(value("50 %").kind, ExprKind::Quantity { unit: Some(u), .. } if u.text == "%"));
    assert!(matches!(
        value("alla i L där x är 3 uppfyller y").kind,
        ExprKind::Quantified(..)
    ));
}

#[test]
fn soft_words_are_names_where_they_do_not_stand_as_words() {
    for name in [
        "alla", "summan", "antalet", "minsta", "frist", "krav", "mål", "typ", "den", "en", "sum",
    ] {
        assert!(matches!(value(name).kind, ExprKind::Name(n) if n.text == name));
    }
    assert!(matches!(value("`när`").kind, ExprKind::Name(n) if n.text == "när"));
    assert!(matches!(value("a.när.i").kind, ExprKind::Field(_, n) if n.text == "i"));
    read("post A {\n  nyckel: text\n  en: text  \"…\"\n  json: text\n  nyckel id: text\n}\n");
}

#[test]
fn comments_and_documentation() {
    let file = read("# en\n## två\n##\n## tre\nenhet a # fyra\n## fem\nenhet b\n");
    assert_eq!(file.items[0].doc.as_deref(), Some("två\n\ntre"));
    assert_eq!(file.items[1].doc.as_deref(), Some("fem"));
}

#[test]
fn texts_are_unescaped() {
    let file = read(r#"enhet a "{{x}} \"y\" \\ {b.c}""#);
    let ItemKind::Unit {
        title: Some(title), ..
    } = &file.items[0].kind
    else {
        panic!()
    };
    assert_eq!(
        title.sv.parts[0],
        tree::TextPart::Chars(r#"{x} "y" \ "#.to_owned())
    );
    assert!(matches!(&title.sv.parts[1], tree::TextPart::Hole(p) if p.names.len() == 2));
}

#[test]
fn a_file_can_be_english() {
    let file = read("requirement a\n  that b is at least 3\n  otherwise reject \"x\"\n");
    assert!(file.english);
}
