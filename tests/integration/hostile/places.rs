//! Places that are not what they seem: rings, links, pipes, folders, names. Nothing hangs, and each is told.

use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::{folder, rekvisit, run, shell, words};

const MINIMAL: &str =
    "regelverk a \"A\"\n  gäller 2020-01-01..\n  antagande \"p\"\nbifall g \"G\" antagande \"p\"\n";

fn ruleset(use_: &str) -> String {
    format!("{MINIMAL}{use_}\n")
}

#[test]
fn a_rule_file_that_uses_itself_and_modules_in_a_ring() {
    let test = folder(&[("r/a/a.regel", ruleset("använd a.a").as_bytes())]);
    words(test.path(), "check r").exit(&[3]).says("E0");
    let test = folder(&[
        ("r/a/a.regel", ruleset("använd m.x").as_bytes()),
        ("r/m/x.regel", "modul m.x \"X\"\nanvänd m.y\n".as_bytes()),
        ("r/m/y.regel", "modul m.y \"Y\"\nanvänd m.x\n".as_bytes()),
    ]);
    words(test.path(), "check r")
        .exit(&[3])
        .says("modulerna använder varandra i ring: `m.x` → `m.y` → `m.x`");
    words(test.path(), "check r --lang en")
        .exit(&[3])
        .says("the modules use each other in a ring");
}

#[test]
fn a_chain_of_ten_thousand_modules_is_an_error_and_no_overflow() {
    let test = folder(&[("r/a/a.regel", ruleset("använd m.x0").as_bytes())]);
    for number in 0..3_000 {
        let text = format!("modul m.x{number} \"X\"\nanvänd m.x{}\n", number + 1);
        super::put(test.path(), &format!("r/m/x{number}.regel"), text.as_bytes());
    }
    shell(test.path(), "ulimit -s 2048; exec \"$R\" check r/a")
        .exit(&[3])
        .says("används i för många led; det får vara högst 64");
    words(test.path(), "check r/a --lang en")
        .exit(&[3])
        .says("used through too many others; there may be at most 64");
}

#[test]
fn links_that_lead_round_out_or_nowhere() {
    let test = folder(&[
        ("r/a/a.regel", ruleset("använd m.ute").as_bytes()),
        ("ute.regel", b"modul m.ute \"U\"\n"),
    ]);
    let at = |path: &str| test.path().join(path);
    std::fs::create_dir_all(at("r/m")).unwrap();
    symlink("../../ute.regel", at("r/m/ute.regel")).unwrap();
    words(test.path(), "check r/a")
        .exit(&[3])
        .says("`m.ute` leder utanför reglernas mapp");
    // A folder in itself, and a link that is its own target.
    symlink("..", at("r/a/igen")).unwrap();
    symlink("själv.regel", at("r/a/själv.regel")).unwrap();
    symlink("ingenstans", at("r/a/ingenstans.regel")).unwrap();
    words(test.path(), "check r").exit(&[3]);
    words(test.path(), "fmt --check r/m r/a").exit(&[0, 1, 2, 3]);
    words(test.path(), "fmt r/a/själv.regel")
        .exit(&[2])
        .says("`r/a/själv.regel`");
    words(test.path(), "fmt r/a/ingenstans.regel")
        .exit(&[2])
        .says("`r/a/ingenstans.regel` finns inte");
    words(test.path(), "evaluate r/a/ingenstans.regel")
        .exit(&[2])
        .says("finns inte");
}

#[test]
fn a_folder_where_a_file_was_meant() {
    let test = folder(&[
        ("r/a/x", b""),
        ("r/b/b.regel", ruleset("").replace("verk a", "verk b").as_bytes()),
    ]);
    std::fs::create_dir_all(test.path().join("r/a/a.regel")).unwrap();
    std::fs::create_dir_all(test.path().join("r/b/cases/c.json")).unwrap();
    words(test.path(), "check r")
        .exit(&[1, 2, 3])
        .says("fallet `r/b/cases/c.json` kunde inte läsas\n  det är en mapp");
    words(test.path(), "check r/a/a.regel").exit(&[2]).says("a.regel");
    words(test.path(), "evaluate r")
        .exit(&[2])
        .says("`r` är en mapp, inte en ansökan");
    words(test.path(), "doc r/b --out r/a/a.regel/..").exit(&[0]);
    words(test.path(), "fmt r/a/a.regel")
        .exit(&[2])
        .says("i `r/a/a.regel` finns inga regelfiler");
}

/// Opening a pipe that nobody writes would wait for ever.
#[test]
fn pipes_and_devices_are_refused_at_once() {
    let test = folder(&[("r/a/a.regel", ruleset("använd m.rör").as_bytes())]);
    shell(
        test.path(),
        "mkdir -p r/m r/b r/a/cases && mkfifo r/m/ror.regel r/b/b.regel pipe.json r/a/cases/c.json pipe.regel",
    )
    .exit(&[0]);
    words(test.path(), "evaluate pipe.json")
        .exit(&[2])
        .says("`pipe.json` kunde inte läsas: det är ingen vanlig fil")
        .says("ange `-` som fil");
    words(test.path(), "evaluate /dev/zero --lang en")
        .exit(&[2])
        .says("it is not an ordinary file");
    words(test.path(), "check r")
        .exit(&[3])
        .says("det är ingen vanlig fil");
    words(test.path(), "fmt pipe.regel")
        .exit(&[2])
        .says("`pipe.regel` kunde inte läsas: det är ingen vanlig fil");
    words(test.path(), "verify pipe.json pipe.json")
        .exit(&[2])
        .says("ingen vanlig fil");
    let good = folder(&[("r/a/a.regel", MINIMAL.as_bytes())]);
    shell(good.path(), "mkdir r/a/cases && mkfifo r/a/cases/c.json").exit(&[0]);
    for command in ["check r", "test r"] {
        let seen = words(good.path(), command).exit(&[1]);
        assert!(
            format!("{}{}", seen.stdout, seen.stderr).contains("det är ingen vanlig fil"),
            "{}{}",
            seen.stdout,
            seen.stderr
        );
    }
}

#[test]
fn names_that_are_not_utf_8() {
    let test = folder(&[]);
    let odd = |name: &[u8]| test.path().join(std::ffi::OsStr::from_bytes(name));
    std::fs::create_dir_all(odd(b"r\xff/a")).unwrap();
    std::fs::write(odd(b"r\xff/a/a.regel"), MINIMAL).unwrap();
    std::fs::write(odd(b"r\xff/a/\xfe.regel"), MINIMAL).unwrap();
    std::fs::write(
        odd(b"\xff.json"),
        "{\"regelverk\": \"a\", \"prövningsdag\": \"2023-01-01\"}",
    )
    .unwrap();
    for (command, exits) in [("check", [0, 3]), ("fmt", [0, 3]), ("rulesets", [0, 2])] {
        let mut command_ = rekvisit(test.path());
        if command == "rulesets" {
            command_.arg(command).arg("--rules").arg(odd(b"r\xff"));
        } else {
            command_.arg(command).arg(odd(b"r\xff"));
        }
        run(command_).exit(&exits);
    }
    let mut evaluate = rekvisit(test.path());
    evaluate
        .arg("evaluate")
        .arg(odd(b"\xff.json"))
        .arg("--rules")
        .arg(odd(b"r\xff"));
    run(evaluate).exit(&[0]);
    let mut out = rekvisit(test.path());
    out.arg("doc")
        .arg(odd(b"r\xff"))
        .arg("--out")
        .arg(odd(b"ut\xff.html"));
    // Where a name can stand as well as a path, only words can, and that is said.
    run(out).exit(&[2]).says("ett argument är inte UTF-8");
    let mut word = rekvisit(test.path());
    word.arg("schema").arg(std::ffi::OsStr::from_bytes(b"a\xff"));
    run(word).exit(&[2]).says("UTF-8");
}

#[test]
fn paths_that_lead_outside_are_refused() {
    let text = format!("{MINIMAL}tabell t \"../../ute.csv\" \"T\" {{\n  nyckel k: text\n}}\n");
    let test = folder(&[("r/a/a.regel", text.as_bytes()), ("ute.csv", b"k\nx\n")]);
    words(test.path(), "check r").exit(&[3]).says("utanför");
    words(test.path(), "check r --lang en").exit(&[3]).says("outside");
    assert!(Path::new("/dev/null").exists());
}
