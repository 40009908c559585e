//! Readers that leave and disks that are full: of the two streams.

use std::process::{Command, Stdio};

use super::{ended, folder, rekvisit, shell, subcommands};

/// A folder with rules, a case, an application, wrong rules.
pub(super) fn workplace() -> tempfile::TempDir {
    let rules = "regelverk a \"A\"\n  gäller 2020-01-01..\n  antagande \"p\"\nansökan {\n  b: ja/nej \"B?\"\n}\nbifall g \"G\" antagande \"p\"\n";
    let case =
        r#"{"regelverk": "a", "prövningsdag": "2023-01-01", "b": true, "väntar": {"utfall": "granted"}}"#;
    let wrong = format!("{rules}{}", "begrepp k = finns_inte\n".repeat(50));
    folder(&[
        ("rules/a/a.regel", rules.as_bytes()),
        ("rules/a/cases/c.json", case.as_bytes()),
        ("wrong/a/a.regel", wrong.as_bytes()),
        ("a.json", case.as_bytes()),
    ])
}

/// Some arguments for each, so that there is something to write; those that aren't listed are run without.
pub(super) fn arguments(subcommand: &str) -> Vec<&'static str> {
    match subcommand {
        "evaluate" => vec!["a.json --rules rules", "a.json --rules wrong", "saknas.json"],
        "check" | "test" | "fmt" | "lint" => vec!["", "wrong", "saknas"],
        "doc" => vec!["", "wrong"],
        "schema" => vec!["a --rules rules", "a --rules wrong", "saknas"],
        "verify" => vec!["a.json a.json", "saknas.json saknas.json"],
        "explain" => vec!["", "E0201", "saknas"],
        "completions" => vec!["bash", "saknas"],
        "rulesets" => vec!["", "--rules wrong"],
        _ => vec!["", "saknas"],
    }
}

/// Runs a command with a stream whose reader has left.
fn left(test: &std::path::Path, line: &str, which: &str) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let kept = tempfile::NamedTempFile::new().unwrap();
    let mut command: Command = rekvisit(test);
    command.args(line.split_whitespace()).stdin(Stdio::null());
    if which == "stdout" {
        command.stdout(writer).stderr(kept.reopen().unwrap());
    } else {
        command.stderr(writer).stdout(kept.reopen().unwrap());
    }
    let code = ended(&mut command.spawn().unwrap(), line);
    (
        code,
        String::from_utf8_lossy(&std::fs::read(kept.path()).unwrap()).into_owned(),
    )
}

#[test]
fn a_reader_that_has_left_is_no_failure_of_any_subcommand() {
    let names = subcommands();
    assert!(
        names.contains(&"evaluate".to_owned()) && names.contains(&"help".to_owned()),
        "{names:?}"
    );
    for name in names {
        for words in arguments(&name) {
            let test = workplace();
            let line = format!("{name} {words}");
            let (code, message) = left(test.path(), &line, "stdout");
            assert!(
                code.is_some_and(|code| code <= 3)
                    && !message.contains("panicked")
                    && !message.contains("skriva"),
                "{line}: {code:?} {message}"
            );
            // What is wrong is wrong though nobody reads it.
            let whole = super::words(test.path(), &line).code;
            let (code, result) = left(test.path(), &line, "stderr");
            assert_eq!(code, whole, "{line} with nobody at stderr: {result}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_results_is_told() {
    let mut tried = 0;
    for name in subcommands() {
        for words in arguments(&name) {
            let test = workplace();
            let line = format!("{name} {words}");
            if super::words(test.path(), &line).stdout.is_empty() {
                continue;
            }
            tried += 1;
            let test = workplace();
            shell(test.path(), &format!("\"$R\" {line} > /dev/full"))
                .exit(&[2])
                .says("det gick inte att skriva");
            let test = workplace();
            shell(test.path(), &format!("\"$R\" {line} --lang en > /dev/full"))
                .exit(&[2])
                .says("writing failed");
        }
    }
    assert!(tried > 8, "{tried}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_messages_is_an_exit_code() {
    let test = workplace();
    shell(test.path(), "\"$R\" check wrong 2> /dev/full").exit(&[2, 3]);
    shell(test.path(), "\"$R\" evaluate saknas.json 2> /dev/full").exit(&[2]);
}

#[test]
fn a_reader_of_one_line_does_not_stop_what_is_being_written() {
    let messy =
        "regelverk a \"A\"\n  gäller 2020-01-01..\n  antagande \"p\"\nbifall g    \"G\" antagande \"p\"\n";
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for number in 0..40 {
        let text = messy.replace("verk a", &format!("verk a{number}"));
        files.push((format!("rules/a{number}/a{number}.regel"), text.into_bytes()));
    }
    let listed: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    let test = folder(&listed);
    let (code, _) = left(test.path(), "fmt", "stdout");
    assert_eq!(code, Some(0));
    for (path, _) in &files {
        let text = std::fs::read_to_string(test.path().join(path)).unwrap();
        assert!(text.contains("bifall g \"G\""), "{path} was left as it was");
    }
}
