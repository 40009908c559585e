//! A rule set's name.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::cli::library::EmbeddedLibrary;
use crate::cli::notice::Notice;

/// How long a name may be: it is a file's too, with an ending.
const LENGTH: usize = 64;

/// Says what is wrong with a name, and one that will do.
pub(super) fn check(name: &str) -> Result<(), Notice> {
    if name.chars().count() > LENGTH {
        return Err(Notice::new(
            format!("namnet är för långt: ett regelverks namn har högst {LENGTH} tecken"),
            format!("the name is too long: a rule set's name has at most {LENGTH} characters"),
        ));
    }
    if is_slug(name) {
        if EmbeddedLibrary.is_shared(name) {
            return Err(Notice::new(
                format!("namnet `{name}` har redan de gemensamma reglerna som följer med programmet"),
                format!("the name `{name}` is that of the shared rules that are shipped with the program"),
            )
            .help("välj ett annat namn", "choose another name"));
        }
        return Ok(());
    }
    let notice = Notice::new(
        format!("`{name}` kan inte vara ett regelverks namn"),
        format!("`{name}` can't be a rule set's name"),
    )
    .help(
        "ett namn skrivs med små bokstäver a–z, siffror, - och _, och börjar med en bokstav",
        "a name has small letters a–z, digits, - and _, and begins with a letter",
    );
    let suggestion = slug(name);
    Err(if is_slug(&suggestion) {
        notice.help(
            format!("skriv till exempel: rekvisit new {suggestion}"),
            format!("write for example: rekvisit new {suggestion}"),
        )
    } else {
        notice
    })
}

/// Whether it is a slug by the grammar, of one part.
fn is_slug(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

/// The words as a name: `Bidrag Malmö` is `bidrag-malmo`.
fn slug(words: &str) -> String {
    let plain: String = words
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let mut parts: Vec<&str> = plain.split_whitespace().collect();
    // `2027 års bidrag`: a name begins with a letter.
    if parts.first().is_some_and(|part| !is_slug(part)) {
        parts.insert(0, "bidrag");
    }
    parts.join("-")
}

/// A name as a title: `bidrag-malmo` is `Bidrag malmo`.
pub(super) fn title(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.trim().chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{check, is_slug, slug, title};

    #[test]
    fn words_become_a_name() {
        for (words, name) in [
            ("Bidrag Malmö", "bidrag-malmo"),
            ("ÅRETS  ÄPPLE", "arets-apple"),
            ("idé/bidrag.regel", "ide-bidrag-regel"),
            ("../upp", "upp"),
            ("2027 års bidrag", "bidrag-2027-ars-bidrag"),
            ("bidrag--2", "bidrag-2"),
            ("-x-", "x"),
        ] {
            assert_eq!(slug(words), name);
            assert!(is_slug(name));
        }
        assert_eq!(slug("!?"), "");
    }

    #[test]
    fn a_name_is_what_the_grammar_takes() {
        for name in ["a", "bidrag-malmo", "x_2", "krav"] {
            assert!(check(name).is_ok(), "{name}");
            let rules = format!("regelverk {name} \"X\"\n");
            let (_, diagnostics) = crate::syntax::parse(crate::source::FileId(0), &rules);
            assert!(diagnostics.is_empty(), "{name}");
        }
        for name in [
            "",
            "A",
            "å",
            "2",
            "-",
            "a b",
            "a.b",
            "a/b",
            "..",
            "gemensamt",
            &"a".repeat(65),
        ] {
            assert!(check(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_name_is_a_title() {
        assert_eq!(title("bidrag-malmo_2"), "Bidrag malmo 2");
    }
}
