//! Versions that are revisions in git.

use std::path::Path;
use std::process::Command;

use super::{folders, json, later};
use crate::cli::Test;
use crate::cli::fixture::RULES;

/// Runs git in a folder, apart from what the user has set.
fn git(folder: &Path, words: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=Prov",
            "-c",
            "user.email=prov@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(words)
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_SYSTEM", "")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_WORK_TREE")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {words:?}: {told}");
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A repository with the old rules in the first revision (`v1`) and the new ones in the second, below `regler`.
fn repository() -> Test {
    folders().prepared(|folder| {
        git(folder, &["init", "-q", "-b", "main"]);
        write(folder, "regler/lokalt/lokalt.regel", RULES);
        git(folder, &["add", "regler"]);
        git(folder, &["commit", "-q", "-m", "gamla"]);
        git(folder, &["tag", "v1"]);
        write(folder, "regler/lokalt/lokalt.regel", &later("2023-06-02"));
        git(folder, &["commit", "-q", "-a", "-m", "nya"]);
    })
}

/// The same comparison, however the versions are named.
fn changes_one(test: Test, versions: &str) {
    let report = json(test.run(&format!("impact {versions} fall --format json")), 0);
    assert_eq!(report["compared"]["count"], 3, "{versions}");
    assert_eq!(report["changed"]["count"], 1, "{versions}");
    assert_eq!(report["decisions"][0]["id"], "b", "{versions}");
}

#[test]
fn a_revision_is_named_as_git_names_it() {
    for old in ["HEAD~1", "v1", "main^"] {
        changes_one(repository(), &format!("--from {old} --to regler"));
    }
    for old in [
        "v1:regler",
        "v1:regler/lokalt",
        "v1:regler/lokalt/lokalt.regel",
        "v1:./regler/",
    ] {
        changes_one(repository(), &format!("--from {old} --to ny"));
    }
    changes_one(repository(), "--from v1:regler --to main:regler");
    changes_one(repository(), "--from gammal --to HEAD:regler");
}

#[test]
fn a_hash_is_a_revision_and_the_heading_names_it() {
    let mut hash = String::new();
    let test = repository().prepared(|folder| {
        let output = Command::new("git")
            .current_dir(folder)
            .args(["rev-parse", "v1"])
            .output()
            .unwrap();
        hash = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    });
    let short = &hash[..12];
    test.run(&format!("impact --from {} --to regler fall", &hash[..10]))
        .stdout_has(&format!(
            "Gammal: {}:regler ({short}), version 1, regler ",
            &hash[..10]
        ))
        .stdout_has("Ny:     regler, version 2, regler ")
        .exit(0);
}

#[test]
fn without_a_path_the_rules_are_beside_the_others_or_in_rules() {
    // The work tree's folder is another than `rules`, and nothing else says where they are in the revision.
    repository()
        .run("impact --from v1 --to HEAD fall")
        .stdout("")
        .stderr_has(
            "fel: i revisionen `v1` hittades inget regelverk\n  hjälp: ange var reglerna finns: `v1:SÖKVÄG`",
        )
        .exit(2);
    let moved = || {
        folders().prepared(|folder| {
            git(folder, &["init", "-q", "-b", "main"]);
            write(folder, "kommun/rules/lokalt/lokalt.regel", RULES);
            git(folder, &["add", "kommun"]);
            git(folder, &["commit", "-q", "-m", "gamla"]);
            write(folder, "kommun/rules/lokalt/lokalt.regel", &later("2023-06-02"));
            git(folder, &["commit", "-q", "-a", "-m", "nya"]);
        })
    };
    for old in [
        "HEAD~1",
        "HEAD~1:./rules",
        "HEAD~1:kommun/rules",
        "HEAD~1:../kommun/rules/lokalt",
    ] {
        moved()
            .within("kommun")
            .run(&format!("impact --from {old} --to HEAD ../fall"))
            .stdout_has("Båda versionerna prövar 3 ansökningar. Ett beslut ändras.")
            .exit(0);
    }
}

#[test]
fn a_rule_set_may_use_the_modules_of_its_own_revision() {
    let with = |day: &str| {
        RULES
            .replace(
                "antagande \"Exemplet är påhittat\"",
                "antagande \"Exemplet är påhittat\"\nanvänd gemensamt.dagar",
            )
            .replace("senast 2023-06-01", &format!("senast {day}"))
    };
    let module = |day: &str| format!("modul gemensamt.dagar \"Dagar\"\nbegrepp sista_dagen = {day}\n");
    folders()
        .prepared(|folder| {
            git(folder, &["init", "-q", "-b", "main"]);
            write(folder, "regler/lokalt/lokalt.regel", &with("sista_dagen"));
            write(folder, "regler/gemensamt/dagar.regel", &module("2023-06-01"));
            git(folder, &["add", "regler"]);
            git(folder, &["commit", "-q", "-m", "gamla"]);
            write(folder, "regler/gemensamt/dagar.regel", &module("2023-06-02"));
        })
        .run("impact --from HEAD --to regler fall")
        .stdout_has("Ett beslut ändras.")
        .exit(0);
}

#[test]
fn what_is_no_revision_is_told_with_what_to_do() {
    let test = |words: &str| repository().run(&format!("impact {words} fall")).stdout("");
    test("--from v2 --to regler")
        .stderr_has(
            "fel: `v2` finns inte, varken som mapp, fil eller revision i git\n  hjälp: menade du `v1`?\n",
        )
        .exit(2);
    test("--from HEAD~7 --to regler")
        .stderr_has("`HEAD~7` finns inte, varken som mapp, fil eller revision i git")
        .exit(2);
    test("--from HEAD:reglr --to regler")
        .stderr_has("i revisionen `HEAD` finns inte `reglr`\n  hjälp: menade du `regler`?")
        .exit(2);
    test("--from :regler --to regler")
        .stderr_has("i `:regler` saknas revisionen")
        .exit(2);
    test("--from v1:regler --to regler --lang en --ruleset lokal")
        .stderr_has("error[F0114]: the rule set `lokal` does not exist in v1:regler (")
        .stderr_has("did you mean `lokalt`?")
        .exit(2);
}

#[test]
fn outside_a_repository_only_paths_can_be_read() {
    folders()
        .prepared(|folder| write(folder, ".git", "här finns inget"))
        .run("impact --from HEAD --to ny fall")
        .stdout("")
        .stderr_has("`HEAD` är ingen mapp och ingen fil, och ingen revision i git kan läsas här")
        .exit(2);
}

#[test]
fn a_history_that_is_cut_off_is_named() {
    repository()
        .prepared(|folder| {
            let address = format!("file://{}", folder.display());
            git(folder, &["clone", "-q", "--depth", "1", &address, "grunt"]);
        })
        .within("grunt")
        .run("impact --from HEAD~1 --to regler ../fall")
        .stderr_has("`HEAD~1` finns inte")
        .stderr_has("hjälp: arkivets historik är avklippt; `git fetch --unshallow` hämtar resten")
        .exit(2);
}

#[test]
fn rules_that_are_wrong_in_a_revision_are_told_with_the_revision() {
    repository()
        .prepared(|folder| {
            write(
                folder,
                "regler/lokalt/lokalt.regel",
                &RULES.replace("att inkom är", "att inkomm är"),
            );
            git(folder, &["commit", "-q", "-a", "-m", "fel"]);
        })
        .run("impact --from v1:regler --to HEAD:regler fall")
        .stdout("")
        .stderr_has("fel[E0201]")
        .stderr_has("HEAD:regler/lokalt/lokalt.regel:15:7")
        .exit(3);
}
