//! Files written anew: what changes, and what never does.

use proptest::prelude::*;

use super::reads::shipped;
use super::*;
use crate::syntax::{FormatOptions, Unformatted, format};

fn keywords(english: Option<bool>) -> FormatOptions {
    FormatOptions { english }
}

#[track_caller]
fn formatted(text: &str) -> String {
    match format(FileId(0), text, FormatOptions::default()) {
        Ok(text) => text,
        Err(error) => panic!("{error:?}\n{text}"),
    }
}

#[track_caller]
fn in_language(text: &str, english: bool) -> String {
    match format(FileId(0), text, keywords(Some(english))) {
        Ok(text) => text,
        Err(error) => panic!("{error:?}\n{text}"),
    }
}

/// What holds of every file.
#[track_caller]
fn holds(text: &str) -> String {
    let once = formatted(text);
    assert_eq!(formatted(&once), once, "once more\n{text}");
    let english = in_language(&once, true);
    assert_eq!(
        in_language(&english, true),
        english,
        "once more in English\n{once}"
    );
    if !read(text).english {
        assert_eq!(in_language(&english, false), once, "there and back\n{english}");
    }
    once
}

#[test]
fn the_shipped_rules_are_formatted() {
    for (name, text) in shipped() {
        let once = holds(&text);
        if once != text {
            let lines = once.lines().zip(text.lines());
            let different = lines.filter(|(a, b)| a != b).take(3).collect::<Vec<_>>();
            panic!("{name} is not formatted: {different:#?}");
        }
    }
}

#[test]
fn everything_that_the_language_has() {
    holds(EVERYTHING);
}

/// Each pair is what is written and what comes out.
#[test]
fn layout() {
    for (written, expected) in [
        ("", ""),
        ("# bara en kommentar", "# bara en kommentar\n"),
        (
            "krav a   \"T\" enligt k \"1\" att  b≤3 kr\n annars avslå \"nej\"",
            "krav a \"T\"\n  enligt k \"1\"\n  att b är högst 3 kr\n  annars avslå \"nej\"\n",
        ),
        // Titles and translations stay where their author put them.
        (
            "källa k \"a\"\n    en \"b\"\nkälla l \"a\"   en \"b\"",
            "källa k \"a\"\n  en \"b\"\nkälla l \"a\" en \"b\"\n",
        ),
        // One empty line at most, none where a bracket opens or closes.
        (
            "enhet a\n\n\n\nenhet b\npost P {\n\n  a: text\n\n\n  b: text\n\n}\n\n\n",
            "enhet a\n\nenhet b\npost P {\n  a: text\n\n  b: text\n}\n",
        ),
        // Fields of one line have their types below each other.
        (
            "ansökan { a: text\n lång: kronor \"F\"  av handläggaren\n b: tal\n  \"G\"\n  c: tal }",
            "ansökan {\n  a:    text\n  lång: kronor  \"F\"  av handläggaren\n  b: tal\n    \"G\"\n  c: tal\n}\n",
        ),
        (
            "begrepp a = 1234567 kr + 1\u{a0}000,50 kr",
            "begrepp a = 1 234 567 kr + 1 000,50 kr\n",
        ),
        (
            "begrepp a efter b { under 3: 1   annars: 2 }\nbegrepp c efter b {\n under 3: 1\n\n annars: 2 }",
            "begrepp a efter b { under 3: 1   annars: 2 }\nbegrepp c efter b {\n  under 3: 1\n\n  annars: 2\n}\n",
        ),
        (
            "mål a att b\n och (c\n eller d)\n och e",
            "mål a\n  att b\n    och (c\n      eller d)\n    och e\n",
        ),
        (
            "avsnitt a \"A\" när b {\n krav c att d annars avslå\n\n\n krav e att f annars avslå }",
            "avsnitt a \"A\" när b {\n  krav c\n    att d\n    annars avslå\n\n  krav e\n    att f\n    annars avslå\n}\n",
        ),
        // A row's number takes no word of the next row for its unit, in any language.
        (
            "begrepp a efter b, c { något av (d, e), *: 1   minst 2, *: 3   högst 1, *: 0   annars: 2 }",
            "begrepp a efter b, c { något av (d, e), *: 1   minst 2, *: 3   högst 1, *: 0   annars: 2 }\n",
        ),
        // The order of the clauses is the author's.
        (
            "bevilja a när b beloppet c av d enligt k \"1\" enligt l \"2\"",
            "bevilja a\n  när b\n  beloppet c av d\n  enligt k \"1\"\n  enligt l \"2\"\n",
        ),
        ("begrepp `när` = `and` och `a`", "begrepp `när` = `and` och a\n"),
    ] {
        assert_eq!(formatted(written), expected, "{written}");
        holds(written);
    }
}

#[test]
fn what_no_reader_sees_is_mended() {
    let text = "\u{FEFF}enhet a \"a\u{30A}\"  \r\n\r\nenhet b\t\r\n# o\u{308}  ";
    assert_eq!(formatted(text), "enhet a \"å\"\n\nenhet b\n# ö\n");
}

#[test]
fn comments_stand_where_they_stood() {
    let text = "\
# först

## dokumentation
regelverk r \"R\"   # titeln
  # före
  gäller 2020-01-01..   # perioden
  spår laglighetsprövning# spåret

# --- Fakta ---

typ T =   # värden
    # före a
    a \"A\"   # a
  # före b
  | b
ansökan { # öppnar
  # före fältet
  a: text # typen
    \"Fråga?\" # frågan
    av handläggaren # vem
    # json \"b\"

  # sist
} # stänger
krav k att a är \"x\" # villkor
      # före och
      och (b # b
        eller c) # c
  # annars avslå \"nej\"
  annars avslå # följden
  # annars anmärk \"ja\"

begrepp l efter a { # rader
  \"x\": 1 # x
  # annars
  annars: 2
}
avsnitt s {
  # i avsnittet
  mål m att a är något av ( # lista
    \"x\", # första
    \"y\")

  # efter målet
}
godta E0404 # koden
  # skälet
  \"s\"
exempel \"e\" {
  utgå från \"a.json\" # fallet
  sätt a = okänd # okänd
  # och
  väntar ej avgörbart # utfall
  # slut
}

# allra sist
";
    let expected = "\
# först

## dokumentation
regelverk r \"R\"  # titeln
  # före
  gäller 2020-01-01..      # perioden
  spår laglighetsprövning  # spåret

# --- Fakta ---

typ T =  # värden
    # före a
    a \"A\"  # a
  # före b
  | b
ansökan {  # öppnar
  # före fältet
  a: text            # typen
    \"Fråga?\"         # frågan
    av handläggaren  # vem
  # json \"b\"

  # sist
}  # stänger
krav k
  att a är \"x\"  # villkor
    # före och
    och (b      # b
      eller c)  # c
  # annars avslå \"nej\"
  annars avslå  # följden
  # annars anmärk \"ja\"

begrepp l efter a {  # rader
  \"x\": 1             # x
  # annars
  annars: 2
}
avsnitt s {
  # i avsnittet
  mål m
    att a                # lista
      är något av (\"x\",  # första
        \"y\")

  # efter målet
}
godta E0404  # koden
  # skälet
  \"s\"
exempel \"e\" {
  utgå från \"a.json\"  # fallet
  sätt a = okänd      # okänd
  # och
  väntar ej avgörbart  # utfall
  # slut
}

# allra sist
";
    assert_eq!(formatted(text), expected);
    holds(text);
}

#[test]
fn documentation_inside_an_item_still_documents_the_next_one() {
    for text in [
        "krav a\n  ## d\n  att b\n  annars avslå\nenhet c",
        "krav a ## d\n  \"t\" ## e\n  att b annars avslå ## f\nenhet c",
        "enhet a\n  ## d\n  \"t\"\nenhet b",
        "enhet a\n  ## d\n  \"t\"",
        "ansökan {\n  a: text  av  # b\n\n      # c\n    handläggaren\n  lång: text\n}",
        "avsnitt a {\n  krav b att c annars avslå\n  ## d\n}\nenhet e",
    ] {
        holds(text);
    }
}

#[test]
fn a_file_with_mistakes_is_refused_with_them() {
    let wrong = format(FileId(0), "enhet a\u{30A}\nkrav", FormatOptions::default());
    let Err(Unformatted::Wrong(told)) = wrong else {
        panic!("{wrong:?}")
    };
    let codes: Vec<_> = told.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes[0], "E0102", "{codes:?}");
    assert!(codes.len() > 1, "{codes:?}");
}

#[test]
fn keywords_of_both_languages_become_those_of_one_when_it_is_named() {
    let mixed = "krav a\n  that b\n  annars reject \"c\"\n";
    assert!(format(FileId(0), mixed, FormatOptions::default()).is_err());
    assert_eq!(
        in_language(mixed, false),
        "krav a\n  att b\n  annars avslå \"c\"\n"
    );
    assert_eq!(
        in_language(mixed, true),
        "requirement a\n  that b\n  otherwise reject \"c\"\n"
    );
}

#[test]
fn a_line_that_is_too_long_is_broken_where_it_can_be() {
    let name = "ett_namn_som_tar_plats".repeat(2);
    let text = std::format!(
        "krav a \"{0}\"\n  att {0} och {0} och {0} och {0}\n  annars avslå \"{0}{0}{0}\" en \"{0}\"",
        name
    );
    let expected = std::format!(
        "krav a \"{0}\"\n  att {0}\n    och {0}\n    och {0}\n    och {0}\n  annars avslå \"{0}{0}{0}\"\n    en \"{0}\"\n",
        name
    );
    assert_eq!(formatted(&text), expected);
    holds(&text);
}

/// The items of the file that has everything, each by itself.
fn items() -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in EVERYTHING.split_inclusive('\n') {
        match items.last_mut() {
            Some(item) if !line.starts_with(char::is_alphabetic) => item.push_str(line),
            _ => items.push(line.to_owned()),
        }
    }
    items
}

/// Puts a comment at one of the places between the words, where that changes nothing else.
fn with_comment(text: &str, place: usize, kind: u8, name: usize) -> String {
    let blanks: Vec<usize> = text.match_indices([' ', '\n']).map(|(at, _)| at).collect();
    let Some(at) = place.checked_rem(blanks.len()).and_then(|at| blanks.get(at)) else {
        return text.to_owned();
    };
    let comment = match kind % 6 {
        0 => std::format!("  # c{name}\n    "),
        1 => std::format!("\n      # c{name}  \n    "),
        2 => std::format!("\n\n# c{name}\n\n  "),
        3 => std::format!(" ## c{name}\n      "),
        4 => std::format!("\n  ## c{name}\n   "),
        _ => "\n    ".to_owned(),
    };
    let (before, after) = text.split_at(*at);
    let more = match after.strip_prefix('\n') {
        Some(next_line) => std::format!("{before}{comment}\n{next_line}"),
        None => std::format!("{before}{comment}{}", after.trim_start_matches(' ')),
    };
    let undocumented = |file: &tree::File| {
        let mut file = file.clone();
        file.items.iter_mut().for_each(|item| item.doc = None);
        without_places(&file)
    };
    let (tree, diagnostics) = parse(FileId(0), &more);
    let (old, _) = parse(FileId(0), text);
    if diagnostics.is_empty() && undocumented(&tree) == undocumented(&old) {
        more
    } else {
        text.to_owned()
    }
}

fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<_> = text
        .lines()
        .filter_map(|line| line.rsplit_once("# c"))
        .map(|(_, name)| name.trim())
        .collect();
    found.sort_unstable();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn nothing_is_lost_wherever_comments_stand(
        chosen in prop::sample::subsequence(items(), 2),
        put in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6),
    ) {
        let mut text = chosen.concat();
        for (name, (place, kind)) in put.into_iter().enumerate() {
            text = with_comment(&text, place, kind, name);
        }
        let once = holds(&text);
        prop_assert_eq!(comments(&once), comments(&text), "{}\n{}", text, once);
    }
}
