//! `rekvisit new`: what it makes runs and passes, and nothing is written over.

use std::path::Path;

use tempfile::TempDir;

use super::Test;

/// The files below a folder, hidden ones too, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in std::fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_made_runs_and_passes_at_once() {
    for (name, option) in [
        ("bidrag-malmo", ""),
        ("x", "--keywords sv"),
        ("krav_2", "--keywords en"),
        ("ett-mycket-langt-namn-for-ett-bidrag-som-ingen-har-sett-annu", ""),
    ] {
        let folder = TempDir::new().unwrap();
        let run = |words: &str| Test::new().at(folder.path()).run(words);
        run(&format!("new {name} {option}"))
            .stdout_has(&format!("Regelverket `{name}` finns nu:"))
            .stderr("")
            .exit(0);
        let mut made = ["SOURCES.md", "cases/sista-dagen.json", &format!("{name}.regel")]
            .map(|path| format!("{name}/{path}"));
        made.sort();
        assert_eq!(files(folder.path()), made);
        run(&format!("check {name} --deny-warnings"))
            .stdout("1 regelverk, 1 fall, 4 exempel: inga fel\n")
            .stderr("")
            .exit(0);
        run(&format!("fmt --check {name}")).stderr("").exit(0);
        run(&format!("test {name}")).stderr("").exit(0);
        run(&format!("evaluate {name}/cases/sista-dagen.json --rules {name}"))
            .stdout_has("Ansökan beviljas med 15\u{a0}000\u{a0}kr.")
            .stderr("")
            .exit(0);
    }
}

#[test]
fn what_it_says_to_type_can_be_typed() {
    for (option, parent) in [("", ""), ("--in bidrag", "bidrag"), ("--lang en", "")] {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join(parent)).unwrap();
        let run = |words: &str| Test::new().at(folder.path()).run(words);
        let said = run(&format!("new prov {option}")).exit(0).stdout;
        let commands: Vec<&str> = said
            .lines()
            .filter_map(|line| line.split("rekvisit ").nth(1))
            .collect();
        assert!(commands.len() >= 2, "{said}");
        for command in commands {
            run(command).stderr("").exit(0);
        }
    }
}

#[test]
fn keywords_are_those_that_are_asked_for() {
    let folder = TempDir::new().unwrap();
    let run = |words: &str| Test::new().at(folder.path()).run(words);
    run("new a").exit(0);
    run("new b --keywords en").exit(0);
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    assert!(read("a/a.regel").contains("\nkrav i_tid "));
    assert!(read("b/b.regel").contains("\nrequirement i_tid "));
}

#[test]
fn it_stands_in_rules_or_in_the_folder_given_or_here() {
    let folder = TempDir::new().unwrap();
    let run = |words: &str| Test::new().at(folder.path()).run(words);
    run("new a").exit(0);
    std::fs::create_dir(folder.path().join("rules")).unwrap();
    std::fs::create_dir(folder.path().join("regler")).unwrap();
    run("new b").exit(0);
    run("new c --in regler").exit(0);
    run("new d --in .").exit(0);
    for rules in ["a/a.regel", "rules/b/b.regel", "regler/c/c.regel", "d/d.regel"] {
        assert!(folder.path().join(rules).is_file(), "{rules}");
    }
    run("check").stdout_has("1 regelverk").exit(0);
}

#[test]
fn a_name_that_will_not_do_is_told_with_one_that_will() {
    let folder = TempDir::new().unwrap();
    for (words, told) in [
        ("new Bidrag Malmö", "rekvisit new bidrag-malmo"),
        ("new 2027", "rekvisit new bidrag-2027"),
        ("new ../upp", "rekvisit new upp"),
        ("new !", "ett namn skrivs med små bokstäver"),
        ("new gemensamt", "välj ett annat namn"),
        ("new", "det saknas något"),
        ("new a --keywords fr", "möjliga värden: sv, en"),
        ("new a --in borta", "mappen `borta` finns inte"),
    ] {
        Test::new()
            .at(folder.path())
            .run(words)
            .stdout("")
            .stderr_has(told)
            .exit(2);
    }
    Test::new()
        .at(folder.path())
        .run("new Bidrag Malmö --lang en")
        .stderr_has("can't be a rule set's name")
        .exit(2);
    assert_eq!(files(folder.path()), [""; 0]);
}

#[test]
fn nothing_is_written_over() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("a")).unwrap();
    std::fs::create_dir(path("tom")).unwrap();
    std::fs::write(path("a/mitt.txt"), "mitt").unwrap();
    std::fs::write(path("fil"), "min").unwrap();
    let run = |words: &str| Test::new().at(folder.path()).run(words);
    run("new a")
        .stderr_has("`a` finns redan, och ingenting har ändrats")
        .stderr_has("a/mitt.txt")
        .exit(2);
    run("new tom").stderr_has("`tom` finns redan").exit(2);
    run("new fil").stderr_has("`fil` finns redan").exit(2);
    run("new a --in fil").stderr_has("`fil` är ingen mapp").exit(2);
    assert_eq!(files(folder.path()), ["a/mitt.txt", "fil"]);
    run("new b").exit(0);
    run("new c --in b")
        .stderr_has("mappen för regelverket `b`")
        .exit(2);
    assert_eq!(files(&path("b")).len(), 3);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_in_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let locked = folder.path().join("regler");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    // Who may write everywhere is not stopped by it.
    if std::fs::write(locked.join("prov"), "").is_err() {
        Test::new()
            .at(folder.path())
            .run("new a --in regler")
            .stderr_has("det går inte att skriva där")
            .exit(2);
    }
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o755)).unwrap();
}
