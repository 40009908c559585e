//! Nothing takes long, nothing goes too deep.

use super::*;

/// So many levels of brackets, one inside the other, closed or not.
fn nested(open: &str, core: &str, close: &str, levels: usize) -> String {
    format!(
        "begrepp a = {}{core}{}\n",
        open.repeat(levels),
        close.repeat(levels)
    )
}

#[test]
fn every_bracketed_construct_at_depth_60_fails_fast() {
    for open in [
        "(",
        "minsta av (",
        "minsta av (a, ",
        "f(",
        "f(a, ",
        "a[",
        "x är något av (",
        "någon i L där (",
        "alla i L där (",
        "alla i L där a uppfyller (",
        "minst 3 i L där (",
        "summan av x i L där (",
        "summan av (",
        "andelen av (",
        "andelen i L där (",
        "50 % av (",
        "frist 1 år från (",
        "inte (",
        "a och (",
        "a × (",
        "-(",
        "a den (",
        "a + b[",
        "a är (",
        "a är minst (",
    ] {
        let close = if open.ends_with('[') { "]" } else { ")" };
        for core in ["b", "när", "b b", ""] {
            // Brackets balance, so that the grammar sees them.
            let (_, diagnostics) = parse(FileId(0), &nested(open, core, close, 60));
            assert!(diagnostics.len() <= 1 && !is_given_up(&diagnostics), "{open}");
        }
    }
    for (head, open, close) in [
        ("öppet a: ", "[", "]"),
        ("öppet a: ", "bedömning [", "]"),
        ("ansökan ", "{ a: [", "] }"),
        ("begrepp a ", "{ när b: (", ") }"),
        ("begrepp a efter b ", "{ c: (", ") }"),
    ] {
        for core in ["b", "när", ""] {
            let text = format!("{head}{}{core}{}\n", open.repeat(30), close.repeat(30));
            let (_, diagnostics) = parse(FileId(0), &text);
            assert!(diagnostics.len() <= 1 && !is_given_up(&diagnostics), "{text}");
        }
    }
}

/// Whether the parser gave up: what takes so many steps takes twice as many one bracket deeper.
fn is_given_up(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.code == Code::TooDeep)
}

#[test]
fn the_65th_bracket_is_one_too_many() {
    read(&nested("(", "b", ")", 64));
    let text = nested("(", "b", ")", 65);
    let (_, diagnostics) = parse(FileId(0), &text);
    assert_eq!(told(&text, &diagnostics), ["1:77 E0105"]);
    for levels in [100, 100_000] {
        let text = nested("(", "b", ")", levels);
        let (_, diagnostics) = parse(FileId(0), &text);
        assert_eq!(told(&text, &diagnostics), ["1:77 E0105"]);
    }
}

#[test]
fn containers_are_capped_too() {
    let text = format!("{}{}", "avsnitt a {\n ".repeat(5_000), "}\n".repeat(5_000));
    let (_, diagnostics) = parse(FileId(0), &text);
    assert!(diagnostics.iter().any(|d| d.code == Code::TooDeep));
}

#[test]
fn chains_without_brackets_are_capped() {
    for link in [
        "inte ",
        "a + ",
        "a - ",
        "a × ",
        "a.",
        "summan av ",
        "50 % av ",
        "frist 1 år från ",
        "a den ",
        "någon i L där ",
        "alla i L där a uppfyller ",
        "andelen av ",
        "minsta av ",
    ] {
        for count in [1_000, 20_000] {
            let text = format!("begrepp a = {}b\n", link.repeat(count));
            let (_, diagnostics) = parse(FileId(0), &text);
            assert_eq!(diagnostics.len(), 1, "{link}");
        }
    }
    read(&format!("begrepp a = {}b\n", "b + ".repeat(150)));
    // Flat in the tree, so as long as it likes.
    read(&format!("begrepp a = {}b\n", "b och ".repeat(10_000)));
}

/// `part` again and again, to a mebibyte.
fn filled(part: &str) -> String {
    part.repeat((1024 * 1024_usize).div_euclid(part.len()))
}

#[test]
fn a_mebibyte_of_rules_is_read() {
    let text = filled("krav k att (a är minst 3 kr) och b är något av (c, d, 1) annars avslå \"{a} hej\"\n");
    assert_eq!(read(&text).items.len(), text.lines().count());
}

#[test]
fn a_mebibyte_of_rows_is_read() {
    read(&format!(
        "begrepp a efter x {{\n{}}}\n",
        filled(" under 18 år: 1 000 kr\n")
    ));
}

#[test]
fn a_mebibyte_of_short_items_is_read() {
    read(&filled("enhet a\n\n\n\n"));
}

#[test]
fn a_mebibyte_of_brackets_is_told_a_hundred_times() {
    assert_eq!(parse(FileId(0), &filled("(\n")).1.len(), 100);
    assert_eq!(parse(FileId(0), &filled("(")).1.len(), 1);
    assert_eq!(parse(FileId(0), &filled("avsnitt a {\n")).1.len(), 100);
}

#[test]
fn a_mebibyte_of_mistakes_is_read() {
    assert_eq!(
        parse(
            FileId(0),
            &format!("avsnitt a {{\n{}}}\n", filled("  mål b att c d\n"))
        )
        .1
        .len(),
        100
    );
    assert_eq!(parse(FileId(0), &format!("enhet a\n{}", filled(" b"))).1.len(), 1);
    assert_eq!(
        parse(FileId(0), &format!("enhet a \"{}\"", filled("{{b}} ")))
            .1
            .len(),
        0
    );
}

/// The limit is not reached by anything that is as large as a file may be (see above): what is said of it is made here.
#[test]
fn a_parser_that_gives_up_is_told_at_the_item() {
    let text = "begrepp a = b";
    let gave_up = pest::error::Error::new_from_pos(
        pest::error::ErrorVariant::CustomError {
            message: "call limit reached".to_owned(),
        },
        pest::Position::from_start(text),
    );
    let diagnostic = crate::syntax::errors::explain(FileId(0), 0, text, &gave_up, false);
    assert_eq!(diagnostic.code, Code::TooDeep);
    assert_eq!(
        diagnostic.message.sv,
        "det här är för invecklat för att kunna läsas"
    );
    assert_eq!((diagnostic.span().start, diagnostic.span().end), (0, 7));
}
