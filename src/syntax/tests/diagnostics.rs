//! What is wrong is said once, at its place.

use super::*;
use crate::syntax::decode;

#[test]
fn each_mistake_has_its_code_and_its_place() {
    use Code::*;
    for (text, code, place) in [
        ("begrepp a = 1000 000 kr", MalformedLiteral, "1000 000"),
        ("begrepp a = 007", MalformedLiteral, "007"),
        ("begrepp a = x är något av (1,2)", MalformedLiteral, "1,2"),
        (
            "begrepp a = 99999999999999999999999999999999999999999",
            MalformedLiteral,
            "99999999999999999999999999999999999999999",
        ),
        ("begrepp a = minst 1,5 i L", MalformedLiteral, "1,5"),
        ("begrepp a = 2023-6-1 är b", InvalidDate, "2023-6-1"),
        ("begrepp a = 2023-02-29 är b", InvalidDate, "2023-02-29"),
        (
            "begrepp a = d är inom 2023-02-01..2023-01-01",
            InvalidPeriod,
            "2023-02-01..2023-01-01",
        ),
        ("begrepp a = b och c eller d", MixedConnectives, "eller"),
        ("begrepp a = b-c", MinusWithoutSpace, "-"),
        ("begrepp a = b -c", MinusWithoutSpace, "-"),
        ("begrepp a-b = c", MinusWithoutSpace, "-"),
        (
            "krav projektbidrag-malmo att b annars avslå",
            MinusWithoutSpace,
            "-",
        ),
        ("begrepp a = (b", Unclosed, "("),
        ("enhet a \"b", Unclosed, "\"b"),
        ("kraw a att b annars avslå", UnknownItem, "kraw"),
        ("+ a", UnknownItem, "+"),
        ("hinder a när b annars avslå", ClauseNotAllowed, "annars"),
        ("mål a att b annars avslå", ClauseNotAllowed, "annars avslå"),
        ("krav a att b", ClauseMissing, "krav a"),
        ("krav a annars avslå", ClauseMissing, "krav a"),
        ("hinder a avslå", ClauseMissing, "hinder a"),
        ("undantag a från begrepp b när c", ClauseMissing, "a"),
        ("undantag a från b när c då d", ClauseNotAllowed, "d"),
        ("tillåtelse a får bifalla", ClauseMissing, "får bifalla"),
        (
            "rekommendation a att b annars avslå",
            ClauseNotAllowed,
            "annars avslå",
        ),
        ("krav a att b avslå", ClauseNotAllowed, "avslå"),
        ("krav a att b annars \"c\"", ClauseNotAllowed, "annars \"c\""),
        ("mål a att b att c", ClauseRepeated, "att c"),
        (
            "skyldighet a när b\n  senast 2024-01-01\n  betala c",
            Misplaced,
            "senast",
        ),
        ("skyldighet a betala b lämna \"c\"", ClauseRepeated, "lämna \"c\""),
        (
            "krav a att b annars avslå\nconcept c = d",
            MixedLanguages,
            "concept",
        ),
        (
            "källa a \"{b}\"\nkrav c enligt a \"{b}\" att d annars avslå",
            UnresolvedHole,
            "{b}",
        ),
        ("avsnitt a {\n  ansökan { b: text }\n}", Misplaced, "ansökan"),
        ("begrepp a = b +", Syntax, "+"),
        ("begrepp a = b == c", Syntax, "="),
        ("begrepp a efter b { c, d: 1 }", Syntax, "c, d"),
        ("begrepp a { c: 1 }", Syntax, "c"),
        ("begrepp a = ”b”", ForbiddenCharacter, "”"),
    ] {
        assert_eq!(marked(text), (code, place.to_owned()), "{text}");
    }
}

#[test]
fn what_to_do_is_said() {
    for (text, help) in [
        ("begrepp a = 1000 000 kr", "skriv `1 000 000`"),
        ("begrepp a = 2023-6-1 är b", "skriv `2023-06-01`"),
        ("kraw a att b annars avslå", "menade du `krav`?"),
        ("krav a\n  atta b\n  annars avslå", "menade du `att`?"),
        (
            "avsnitt a {\n  krav b att c annars avslå\n  krv d att e annars avslå\n}",
            "menade du `krav`?",
        ),
        ("begrepp när = a", "`när` är ett ord i språket"),
        ("begrepp a = 1.5", "decimaler skrivs med komma"),
        ("enhet a \"}\"", "i en text skrivs klamrar"),
        (
            "exempel \"a\" {\n  utgå från \"b.json\"\n  väntar avvisad på c\n}",
            "menade du `avvisning`?",
        ),
        (
            "exempel \"a\" {\n  utgå från \"b.json\"\n  väntar beviljas\n}",
            "menade du `bifall`?",
        ),
        ("krav a att b annars avslå\nconcept c = d", "skriv `begrepp`"),
        ("regelverk malmö \"x\"", "små bokstäver a–z"),
    ] {
        let diagnostic = only(text);
        let found = diagnostic.help.iter().any(|h| h.sv.contains(help));
        assert!(found, "{text}: {diagnostic:#?}");
    }
}

#[test]
fn every_message_is_in_both_languages() {
    for text in ["begrepp a = (b", "krav a att", "x", "mål a att b att c"] {
        let diagnostic = only(text);
        assert!(diagnostic.message.en.is_some() && !diagnostic.message.sv.is_empty());
    }
}

#[test]
fn bytes_that_are_not_text() {
    let broken = decode(FileId(0), b"enhet a\nenhet \xFF").unwrap_err();
    assert_eq!(broken.code, Code::NotUtf8);
    assert!(
        broken.message.sv.contains("rad 2, kolumn 7"),
        "{}",
        broken.message.sv
    );
    assert_eq!(broken.span().start, 14);
    let large = vec![b' '; 1024 * 1024 + 1];
    assert_eq!(decode(FileId(0), &large).unwrap_err().code, Code::TooLarge);
    assert!(decode(FileId(0), &large[1..]).is_ok());
}

#[test]
fn characters_that_mislead() {
    for (text, place) in [
        ("\u{FEFF}enhet a", "1:1"),
        ("enhet a \"\u{202E}b\"", "1:10"),
        ("enhet a # \u{200B}", "1:11"),
        ("enhet a\u{AD}b", "1:8"),
        ("enhet a \"\u{0}\"", "1:10"),
        ("enhet\u{2009}a", "1:6"),
        ("begrepp a = b – c", "1:15"),
        ("enhet a ”b – c”", "1:9"),
        ("enhet a «b»", "1:9"),
        ("enhet a \"b\" en ”c", "1:16"),
    ] {
        let (_, diagnostics) = parse(FileId(0), text);
        assert_eq!(told(text, &diagnostics), [format!("{place} E0103")], "{text:?}");
    }
    let two = "enhet a ”b” en “c”\nenhet d ”e\nenhet f ”g”";
    let (_, diagnostics) = parse(FileId(0), two);
    assert_eq!(
        told(two, &diagnostics),
        ["1:9 E0103", "1:16 E0103", "2:9 E0103", "3:9 E0103"]
    );
    let (_, diagnostics) = parse(FileId(0), "enhet a\renhet b");
    assert_eq!(diagnostics.len(), 1);
    read("enhet a \"1–2 ”b”\" # – ”\r\n\r\nenhet b\r\n");
    read("begrepp a = 1\u{A0}000\u{202F}000 kr");
}

#[test]
fn a_text_that_is_not_normalised() {
    let diagnostic = only("enhet bana\nenhet a\u{30A}r\n");
    assert_eq!(diagnostic.code, Code::NotNfc);
    assert_eq!((diagnostic.span().start, diagnostic.span().end), (17, 20));
    assert!(
        diagnostic.message.sv.contains("U+0061 U+030A"),
        "{}",
        diagnostic.message.sv
    );
}

#[test]
fn what_people_write_instead_is_recognised() {
    for (text, help) in [
        ("begrepp a = 40.000 kr", "`40 000`"),
        ("begrepp a = 40,000 kr", "`40 000`"),
        ("begrepp a = 1.5", "`1,5`"),
        ("begrepp a = 500:-", "`kr`"),
        ("begrepp a efter b { 20..99: 1 }", "`minst 20` och `högst 99`"),
        ("begrepp a = b är senast 31 mars 2024", "`2024-03-31`"),
        ("begrepp a = b är senast den 2024-03-31", "stryk `den`"),
        ("begrepp a = b är innan 2024-03-31", "`före`"),
        ("begrepp a = b är större än 2", "`över`"),
        ("begrepp a = b är mindre än 2", "`under`"),
        ("begrepp a = b == c", "`är`"),
        ("krav a om b", "`när`"),
        ("// a", "`#`"),
        ("begrepp a = 1\n  krav b att c annars avslå", "första kolumnen"),
        ("krav a att b", "`annars avslå"),
        (
            "exempel \"a\" {\n  utgå från \"b\"\n  väntar avvisnng\n}",
            "`avvisning`",
        ),
    ] {
        let (_, all) = parse(FileId(0), text);
        let [only] = all.as_slice() else {
            panic!("{text}: {all:#?}");
        };
        assert!(
            only.help.iter().any(|h| h.sv.contains(help)),
            "{text}: {:#?}",
            only.help
        );
    }
}
