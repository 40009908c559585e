//! What is printed is read as what was printed, in both languages.

use super::reads::shipped;
use super::*;
use crate::syntax::print;

fn round_trip(text: &str) {
    let tree = read(text);
    for english in [false, true] {
        let printed = print(&tree, english);
        let mut again = read(&printed);
        if printed.split_whitespace().next().is_some() {
            again.english = tree.english;
        }
        assert_eq!(without_places(&again), without_places(&tree), "{printed}");
        assert_eq!(print(&again, english), printed);
        assert_eq!(print(&again, false), print(&tree, false));
    }
}

#[test]
fn everything_that_the_language_has() {
    round_trip(EVERYTHING);
}

#[test]
fn the_shipped_rules() {
    for (_, text) in shipped() {
        round_trip(&text);
    }
}

#[test]
fn names_that_are_words() {
    for text in [
        "begrepp `när` = `när`.när + `prövningsdagen`",
        "begrepp `and` = a[`is`] är `ja`",
        "begrepp a = `summan`(b) + c",
        "begrepp a = summan av `antalet` i `i`",
        "bevilja a beloppet `minsta` av (b)",
        "bevilja a beloppet `andelen` av b",
        "exempel \"a\" { utgå från \"b\" sätt c = `okänd` väntar bifall 3 `på` på d }",
        "begrepp a = 3 `uppfyller`",
        "öppet a: `bedömning`",
        "öppet a: `nyckel`",
        "ansökan { a: text av `sökanden` }",
        "ansökan { nyckel nyckel: text }",
        "hinder a när b hänvisa till `av`",
        "begrepp a = `assessment_day`",
    ] {
        round_trip(text);
    }
}

#[test]
fn details() {
    for text in [
        "begrepp a = -b × -c / (d + e) - -f",
        "begrepp a = 50 % × -b + 50 % av b × c + 50 % av 20 % av b",
        "begrepp a = inte inte b är inte minst 3",
        "begrepp a = b är inte saknas och c är saknas",
        "begrepp a = minsta av (b) i L och minsta av (b + c) i L",
        "begrepp a = b är något av ((1,5), 2)",
        "begrepp a = 1 234 567,25 kr och 0,5 och 0",
        "begrepp a = ..2023-01-01 och 2023-01-01..",
        "enhet a \"{{}} \\\" \\\\ {`när`.när}\" en \"\"",
        "avsnitt a gäller 2023-01-01.. enligt b \"c\" antagande \"d\" när e { }",
        "## a\n##\n##  b\nenhet c",
        "källa `en` \"a\" en \"b\"",
        "skyldighet a lämna \"b\" en \"c\" till \"d\" fullgjord den e.f[g] annars \"h\" en \"i\"",
        "modul a.b-c\nanvänd a.b, c",
    ] {
        round_trip(text);
    }
}
