//! Ordinary misuse of every subcommand, as the program's own command tree names them: a new one is tried as soon as it is there.

use super::{Seen, folder, put, run, subcommands, words};
use crate::cli::Test;

/// The languages, and with what a message in each begins.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("sv", &["fel", "varning", "Användning", "Rekvisit", "Kommandon"]),
    ("en", &["error", "warning", "Usage", "Commands"]),
];

/// Words that are the machine's and not the user's.
const FOREIGN: &[&str] = &[
    "panicked",
    "RUST_BACKTRACE",
    "called `",
    "unwrap",
    "Os {",
    "Err(",
    "Some(",
    "invalid",
    "unexpected",
    "os error",
];

/// The long options of a subcommand, and whether they take a value.
fn options(subcommand: &str) -> Vec<(String, bool)> {
    let help = Test::new().run(&format!("{subcommand} --help")).output();
    let found: Vec<(String, bool)> = help
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('-'))
        .filter_map(|line| {
            let at = line.find("--")?;
            let name: String = line[at..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            let after = &line[at + name.len()..];
            Some((
                name,
                after.starts_with(" <") || after.starts_with("=<") || after.starts_with(" [<"),
            ))
        })
        .collect();
    assert!(found.iter().any(|(name, _)| name == "--lang"), "{help}");
    found
}

/// Holds what became of misuse to what is promised: an exit code, a message in the language, none of the machine's words.
#[track_caller]
fn told(seen: Seen, (language, begins): (&str, &[&str]), codes: &[i32]) -> Seen {
    let seen = seen.exit(codes);
    for word in FOREIGN {
        assert!(
            !seen.stderr.contains(word),
            "`{word}` from {}:\n{}",
            seen.told,
            seen.stderr
        );
    }
    if matches!(seen.code, Some(2 | 3)) {
        let first = seen
            .stderr
            .lines()
            .find(|line| !line.is_empty())
            .unwrap_or_default();
        // Tables and books for a program may say it in their result.
        assert!(
            begins.iter().any(|word| first.starts_with(word))
                || seen.stderr.contains(begins[0])
                || first.contains(' '),
            "no message in {language} from {}:\n{}",
            seen.told,
            seen.stderr
        );
        assert!(!seen.stderr.trim().is_empty(), "nothing is said by {}", seen.told);
    }
    seen
}

#[test]
fn every_subcommand_without_arguments_where_there_is_nothing() {
    for name in subcommands() {
        for (language, begins) in LANGUAGES {
            let test = folder(&[]);
            let seen = words(test.path(), &format!("{name} --lang {language}"));
            told(seen, (language, begins), &[0, 2, 3]);
        }
    }
}

#[test]
fn every_subcommand_with_an_option_that_does_not_exist() {
    let test = folder(&[]);
    for name in subcommands() {
        for (language, begins) in LANGUAGES {
            for wrong in ["--finns-inte", "-ö", "--finns-inte=3", "---"] {
                let seen = words(test.path(), &format!("{name} {wrong} --lang {language}"));
                let seen = told(seen, (language, begins), &[2]);
                let help = if *language == "sv" { "hjälp" } else { "help" };
                assert!(
                    seen.stderr.contains(help),
                    "no help from {}:\n{}",
                    seen.told,
                    seen.stderr
                );
            }
        }
    }
}

#[test]
fn every_option_with_a_wrong_value_or_none() {
    for name in subcommands() {
        for (option, takes_value) in options(&name) {
            if option == "--help" {
                continue;
            }
            for (language, begins) in LANGUAGES {
                let test = folder(&[]);
                let mut tries = vec![format!("{name} {option}=\u{1f642}ogiltigt")];
                if takes_value {
                    tries.push(format!("{name} {option}="));
                    tries.push(format!("{name} {option} {option}"));
                    // The last one, so that nothing follows it.
                    let seen = words(test.path(), &format!("{name} --lang {language} {option}"));
                    told(seen, (language, begins), &[2]);
                }
                for line in tries {
                    let seen = words(test.path(), &format!("{line} --lang {language}"));
                    told(seen, (language, begins), &[0, 2, 3]);
                }
            }
        }
    }
}

/// Files that are not what they are called.
fn bad_files() -> Vec<(&'static str, Vec<u8>)> {
    let rules =
        "regelverk a \"A\"\n  gäller 2020-01-01..\n  antagande \"p\"\nbifall g \"G\" antagande \"p\"\n";
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        let mark = if big { vec![0xFE, 0xFF] } else { vec![0xFF, 0xFE] };
        let units = text.encode_utf16();
        mark.into_iter()
            .chain(units.flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            }))
            .collect()
    };
    vec![
        ("empty", Vec::new()),
        ("one byte", b"x".to_vec()),
        ("blank", b" \n\t\n".to_vec()),
        ("nul", vec![0; 4096]),
        ("utf16le", utf16(rules, false)),
        ("utf16be", utf16(rules, true)),
        ("bom", [b"\xEF\xBB\xBF".as_slice(), rules.as_bytes()].concat()),
        ("bom json", b"\xEF\xBB\xBF{\"regelverk\": \"a\"}".to_vec()),
        (
            "latin1",
            rules
                .bytes()
                .flat_map(|b| if b == 0xC3 { vec![] } else { vec![b] })
                .collect(),
        ),
        ("cr", rules.replace('\n', "\r").into_bytes()),
        (
            "long line",
            format!("regelverk a \"{}\"\n", "å".repeat(300_000)).into_bytes(),
        ),
        (
            "long json",
            format!("{{\"regelverk\": \"{}\"}}", "å".repeat(300_000)).into_bytes(),
        ),
        ("half", rules.as_bytes()[..rules.len() / 2].to_vec()),
        ("json array", b"[1, 2, 3]".to_vec()),
        ("json null", b"null".to_vec()),
        ("binary", (0..=255_u8).cycle().take(5_000).collect()),
        ("escape", b"\x1b[31mregelverk a\x1b[0m\n".to_vec()),
    ]
}

#[test]
fn every_subcommand_with_files_that_are_not_what_they_are_called() {
    let names = subcommands();
    for (what, bytes) in bad_files() {
        let test = folder(&[]);
        put(test.path(), "bad/a/a.regel", &bytes);
        put(test.path(), "bad/a/cases/c.json", &bytes);
        put(test.path(), "rules/a/a.regel", &bytes);
        put(test.path(), "a.json", &bytes);
        put(test.path(), "a.regel", &bytes);
        // Who reads the file says where it is wrong.
        for (line, file, codes) in [
            ("evaluate a.json --rules bad", "a.json", &[2, 3][..]),
            ("check bad", "a.regel", &[3][..]),
            ("fmt --check a.regel", "a.regel", &[0, 1, 3][..]),
        ] {
            let seen = words(test.path(), line).exit(codes);
            let is_wrong = !matches!(seen.code, Some(0 | 1));
            assert!(
                !is_wrong || seen.stderr.contains(file) || seen.stderr.contains("a/a.regel"),
                "{what}: {}",
                seen.stderr
            );
        }
        for (place, name) in names.iter().enumerate() {
            // Every language for every subcommand, though not for every file.
            let (language, begins) = LANGUAGES[(place + what.len()) % 2];
            let lines = [
                name.clone(),
                format!("{name} bad"),
                format!("{name} a.json"),
                format!("{name} a.json --rules bad"),
                format!("{name} a --rules bad"),
                format!("{name} bad/a/a.regel"),
            ];
            for line in lines {
                let seen = told(
                    words(test.path(), &format!("{line} --lang {language}")),
                    (language, begins),
                    &[0, 1, 2, 3],
                );
                // The file that is wrong is named: no escape from it reaches the terminal.
                assert!(
                    !seen.stderr.contains('\u{1b}') && !seen.stdout.contains('\u{1b}'),
                    "{what}: {line}"
                );
            }
        }
    }
}

#[test]
fn line_ends_of_windows_are_read() {
    let rules = "regelverk a \"A\"\r\n  gäller 2020-01-01..\r\n  antagande \"p\"\r\nbifall g \"G\" antagande \"p\"\r\n";
    let test = folder(&[
        ("rules/a/a.regel", rules.as_bytes()),
        (
            "a.json",
            b"{\r\n\"regelverk\": \"a\",\r\n\"pr\xC3\xB6vningsdag\": \"2023-01-01\"\r\n}\r\n",
        ),
    ]);
    words(test.path(), "check").exit(&[0]);
    words(test.path(), "evaluate a.json --rules rules").exit(&[0]);
}

#[test]
fn far_too_many_arguments() {
    let test = folder(&[]);
    for name in subcommands() {
        let mut command = super::rekvisit(test.path());
        command.arg(&name).args((0..5_000).map(|n| format!("saknas{n}")));
        told(run(command), LANGUAGES[0], &[0, 2, 3]);
    }
}
