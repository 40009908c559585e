//! Help and wrong usage, in both languages.

use super::Test;

#[test]
fn without_arguments_the_help_is_a_message() {
    Test::new()
        .stdout("")
        .stderr_has("Användning: rekvisit <KOMMANDO> [VAL]")
        .exit(2);
}

#[test]
fn help_is_a_result_in_swedish_or_english() {
    Test::new()
        .run("--help")
        .stdout_has("Kommandon:\n  evaluate      Prövar ansökningar")
        .stderr("")
        .exit(0);
    Test::new()
        .run("evaluate --help --lang en")
        .stdout_has("Usage: rekvisit evaluate <APPLICATION.json>...")
        .stderr("")
        .exit(0);
    Test::new()
        .run("help check --lang=en")
        .stdout_has("Usage: rekvisit check [PATH]...")
        .exit(0);
}

#[test]
fn no_english_slips_into_the_swedish_help() {
    for command in [
        "--help",
        "evaluate --help",
        "check --help",
        "test --help",
        "impact --help",
        "rulesets --help",
        "schema --help",
        "explain --help",
        "completions --help",
        "man --help",
        "new --help",
        "help --help",
    ] {
        let seen = Test::new().run(command).exit(0);
        for word in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "possible",
            "default",
            "Print",
        ] {
            assert!(
                !seen.stdout.contains(word),
                "`{word}` in the help of `{command}`:\n{}",
                seen.stdout
            );
        }
    }
}

#[test]
fn the_version_is_the_packages() {
    Test::new()
        .run("--version")
        .stdout(concat!("rekvisit ", env!("CARGO_PKG_VERSION"), "\n"))
        .exit(0);
}

#[test]
fn a_slip_is_suggested() {
    Test::new()
        .run("evalate a.json")
        .stderr("fel: kommandot `evalate` finns inte\n  hjälp: menade du `evaluate`?\n  hjälp: `rekvisit --help` visar hur kommandot skrivs\n")
        .exit(2);
    Test::new()
        .run("evaluate a.json --fromat json")
        .stderr_has("menade du `--format`?")
        .exit(2);
    Test::new()
        .run("help evaluat --lang en")
        .stderr_has("did you mean `evaluate`?")
        .exit(2);
}

#[test]
fn a_value_that_is_not_among_the_possible_ones_is_answered_with_them() {
    Test::new()
        .run("evaluate a.json --format xml --lang en")
        .stdout("")
        .stderr_has("error: `xml` is no value of `--format <FORMAT>`\n  help: possible values: text, markdown, json\n")
        .exit(2);
    Test::new()
        .run("evaluate a.json --max-bytes x")
        .stderr_has("`x` duger inte")
        .exit(2);
    Test::new()
        .run("evaluate a.json --lang de")
        .stderr_has("`de` är inget värde")
        .exit(2);
}

#[test]
fn an_option_stands_once() {
    Test::new()
        .run("evaluate a.json --as-of 2021-10-12 --as-of 2021-10-13")
        .stderr_has("`--as-of <DATUM>` får stå bara en gång")
        .exit(2);
}

#[test]
fn completions_and_the_manual_page_are_written() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        Test::new()
            .run(&format!("completions {shell}"))
            .stdout_has("rekvisit")
            .exit(0);
    }
    Test::new()
        .run("completions tcsh")
        .stderr_has("`tcsh` är inget värde")
        .exit(2);
    Test::new().run("man").stdout_has(".SH NAMN").exit(0);
    Test::new()
        .run("man evaluate --lang en")
        .stdout_has(".SH NAME")
        .exit(0);
    Test::new()
        .run("man evalate")
        .stderr_has("menade du `evaluate`?")
        .exit(2);
}

#[test]
fn colours_are_asked_for_or_left_out() {
    let plain = Test::new().run("explain").exit(0).stdout;
    assert!(!plain.contains('\u{1b}'), "no colour in a pipe");
    let coloured = Test::new().run("explain --color always").exit(0).stdout;
    assert!(coloured.contains('\u{1b}'));
    let forced = Test::new()
        .run("explain --color never")
        .environment("CLICOLOR_FORCE", "1")
        .exit(0)
        .stdout;
    assert!(!forced.contains('\u{1b}'));
    let refused = Test::new()
        .run("explain")
        .environment("NO_COLOR", "1")
        .exit(0)
        .stdout;
    assert!(!refused.contains('\u{1b}'));
}

#[test]
#[cfg(unix)]
fn a_reader_that_leaves_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_rekvisit"))
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
