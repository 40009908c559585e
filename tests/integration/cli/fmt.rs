//! `rekvisit fmt`.

use super::Test;

const WRITTEN: &str = "krav a  \"A\"   # varför\n att b≤3 kr annars avslå \"Nej\"\n";
const FORMATTED: &str = "krav a \"A\"  # varför\n  att b är högst 3 kr\n  annars avslå \"Nej\"\n";
const ENGLISH: &str = "requirement a \"A\"  # varför\n  that b is at most 3 kr\n  otherwise reject \"Nej\"\n";
const WRONG: &str = "krav a att\n";

#[test]
fn files_are_formatted_and_named() {
    Test::new()
        .file("regler/a/a.regel", WRITTEN)
        .file("regler/b/b.regel", FORMATTED)
        .file("regler/b/läs.md", WRITTEN)
        .run("fmt regler")
        .stdout("regler/a/a.regel\n2 regelfiler: 1 ändrad, 1 redan formaterad\n")
        .stderr("")
        .file_is("regler/a/a.regel", FORMATTED)
        .file_is("regler/b/b.regel", FORMATTED)
        .file_is("regler/b/läs.md", WRITTEN)
        .exit(0);
}

#[test]
fn without_a_path_it_is_the_folder_rules() {
    Test::new()
        .file("rules/a/a.regel", WRITTEN)
        .run("fmt --lang en")
        .stdout("rules/a/a.regel\n1 rule file: 1 changed\n")
        .file_is("rules/a/a.regel", FORMATTED)
        .exit(0);
    Test::new()
        .run("fmt")
        .stderr("fel: här finns ingen mapp `rules` att formatera\n  hjälp: ange vilka filer: rekvisit fmt SÖKVÄG\n")
        .exit(2);
}

#[test]
fn check_shows_what_would_change_and_writes_nothing() {
    Test::new()
        .file("a.regel", WRITTEN)
        .file("b.regel", FORMATTED)
        .run("fmt --check a.regel b.regel")
        .stdout(
            "--- a.regel\n+++ a.regel\n@@ -1,2 +1,3 @@\n-krav a  \"A\"   # varför\n- att b≤3 kr annars avslå \"Nej\"\n\
             +krav a \"A\"  # varför\n+  att b är högst 3 kr\n+  annars avslå \"Nej\"\n\
             2 regelfiler: 1 skulle ändras, 1 redan formaterad\n",
        )
        .file_is("a.regel", WRITTEN)
        .exit(1);
    Test::new()
        .file("b.regel", FORMATTED)
        .run("fmt --check b.regel")
        .stdout("1 regelfil: 1 redan formaterad\n")
        .exit(0);
}

#[test]
fn the_keywords_of_a_file_are_translated_there_and_back() {
    Test::new()
        .file("a.regel", WRITTEN)
        .run("fmt --keywords en a.regel")
        .file_is("a.regel", ENGLISH)
        .exit(0);
    Test::new()
        .file("a.regel", ENGLISH)
        .run("fmt --keywords sv a.regel")
        .file_is("a.regel", FORMATTED)
        .exit(0);
}

#[test]
fn a_file_with_mistakes_is_left_alone_and_the_others_are_formatted() {
    Test::new()
        .file("r/a.regel", WRONG)
        .file("r/b.regel", WRITTEN)
        .run("fmt r")
        .stdout("r/b.regel\n2 regelfiler: 1 ändrad, 1 lämnad som den var\n")
        .stderr_has("fel[E0106]: här tar det slut, och ett uttryck väntades")
        .stderr_has("r/a.regel:1:10")
        .file_is("r/a.regel", WRONG)
        .file_is("r/b.regel", FORMATTED)
        .exit(3);
}

#[test]
fn what_check_refuses_and_no_reader_sees_is_mended() {
    Test::new()
        .file(
            "a.regel",
            "\u{FEFF}källa k \"Bra\u{30A}\"  \r\nkälla l \"L\"\t".as_bytes(),
        )
        .run("fmt a.regel")
        .file_is("a.regel", "källa k \"Brå\"\nkälla l \"L\"\n")
        .exit(0);
}

#[test]
fn standard_input_goes_to_standard_output() {
    Test::new()
        .run("fmt -")
        .stdin(WRITTEN)
        .stdout(FORMATTED)
        .stderr("")
        .exit(0);
    Test::new()
        .run("fmt - --check")
        .stdin(FORMATTED)
        .stdout("")
        .exit(0);
    Test::new()
        .run("fmt - --check")
        .stdin(WRITTEN)
        .stdout_has("--- <standard in>\n")
        .exit(1);
    Test::new()
        .run("fmt -")
        .stdin(WRONG)
        .stdout("")
        .stderr_has("<standard in>:1:10")
        .exit(3);
    Test::new()
        .file("a.regel", WRITTEN)
        .run("fmt - a.regel")
        .stderr("fel: `-` står ensamt: det som läses från standard in skrivs till standard ut\n")
        .file_is("a.regel", WRITTEN)
        .exit(2);
}

#[test]
fn what_can_not_be_formatted_is_said() {
    Test::new()
        .run("fmt nix")
        .stderr("fel: `nix` finns inte\n")
        .exit(2);
    Test::new()
        .file("a.txt", "")
        .run("fmt a.txt")
        .stderr_has("fel: `a.txt` är ingen regelfil\n")
        .exit(2);
    Test::new()
        .file("tom/läs.md", "")
        .run("fmt tom")
        .stderr_has("fel: i `tom` finns inga regelfiler\n")
        .exit(2);
    Test::new()
        .file("a.regel", b"\xff")
        .run("fmt a.regel")
        .stderr_has("fel[E0101]: byte 0 (0xFF, rad 1, kolumn 1) är inte UTF-8")
        .exit(3);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_formatted_is_not_touched_and_a_link_stays_one() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("a.regel");
    let link = folder.path().join("länk.regel");
    std::fs::write(&path, FORMATTED).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let modified = || std::fs::metadata(&path).unwrap().modified().unwrap();
    let run = |arguments: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_rekvisit"))
            .arg("fmt")
            .args(arguments)
            .arg(&link)
            .output()
            .unwrap()
    };
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    std::fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    assert!(run(&[]).status.success());
    assert_eq!(modified(), long_ago);
    assert!(run(&["--keywords", "en"]).status.success());
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), ENGLISH);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn the_shipped_rules_are_formatted() {
    Test::new().at_root().run("fmt --check").stderr("").exit(0);
}
