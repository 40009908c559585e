//! One broken item does not damage the next.

use super::*;
use crate::syntax::tree::ItemKind;

/// The names of the items that were read, those inside a chapter in parentheses.
fn names(items: &[tree::Item]) -> String {
    let each: Vec<_> = items
        .iter()
        .map(|item| match &item.kind {
            ItemKind::Unit { name, .. } => name.text.clone(),
            ItemKind::Rule(rule) => rule.name.text.clone(),
            ItemKind::Section { name, items, .. } | ItemKind::ForEach { name, items, .. } => {
                format!("{}({})", name.text, names(items))
            }
            other => format!("{other:?}"),
        })
        .collect();
    each.join(" ")
}

fn outlined(text: &str) -> (String, Vec<String>) {
    let (file, diagnostics) = parse(FileId(0), text);
    (names(&file.items), told(text, &diagnostics))
}

#[test]
fn column_0_begins_anew() {
    for broken in ["enhet (((", "enhet \"x", "enhet )", "}", "enhet x }", "enhet {[("] {
        let text = format!("enhet a\n{broken}\nenhet b\n");
        let (read, told) = outlined(&text);
        assert_eq!(read, "a b", "{text}");
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(told[0].starts_with("2:"), "{told:?}");
    }
}

#[test]
fn items_in_a_chapter_are_apart() {
    let (read, told) = outlined(
        "avsnitt a {\n  mål b\n    att (x\n  mål c att y\n  mål d att \"z\n  mål e att x )\n  för varje f i L {\n    \
         mål g att y\n    mål h att [\n  }\n  mål i2 att y\n}\nenhet j\n",
    );
    assert_eq!(read, "a(c f(g) i2) j");
    assert_eq!(told, ["3:9 E0112", "5:13 E0112", "6:15 E0106", "9:15 E0112"]);
}

#[test]
fn a_chapter_with_a_broken_header_still_has_its_items_read() {
    let (read, told) = outlined("avsnitt a när {\n  mål b att\n  mål c att d\n}\nenhet e\n");
    assert_eq!(read, "e");
    assert_eq!(told, ["1:15 E0106", "2:11 E0106"]);
    let (read, told) = outlined("avsnitt a\n  mål b att c\n}\nenhet e\n");
    assert_eq!(read, "e");
    assert_eq!(told, ["1:9 E0106"]);
}

#[test]
fn a_chapter_that_is_not_closed_ends_at_column_0() {
    let (read, told) = outlined("avsnitt a {\n  mål b att c\nenhet d\n");
    assert_eq!(read, "a(b) d");
    assert_eq!(told, ["1:11 E0112"]);
}

#[test]
fn a_chapter_that_is_closed_too_early_goes_on() {
    let (read, told) = outlined("avsnitt a {\n  mål b att c }\n  mål d att e\n}\nenhet f\n");
    assert_eq!(read, "a(b d) f");
    assert_eq!(told, ["3:3 E0118"]);
}

#[test]
fn an_item_word_that_is_a_name_begins_nothing() {
    let (read, told) = outlined(
        "avsnitt a {\n  mål b att x\n    och\n    mål är 3 och\n    krav finns\n  mål c att\n    typ är x\n}\n",
    );
    assert_eq!((read.as_str(), told.len()), ("a(b c)", 0));
    let file = read_case("avsnitt a {\n  skyldighet b\n    betala\n    typ\n    till O\n}\n");
    assert_eq!(names(&file.items), "a(b)");
}

fn read_case(text: &str) -> tree::File {
    read(text)
}

#[test]
fn items_may_stand_on_the_line_of_the_bracket() {
    let (read, told) = outlined("för varje a i L { mål b att c }\navsnitt d { }\n");
    assert_eq!((read.as_str(), told.len()), ("a(b) d()", 0));
}
