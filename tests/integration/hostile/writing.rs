//! Files that are written: whole, or not at all.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use super::systems::workplace;
use super::{folder, rekvisit, shell, words};

const MESSY: &str =
    "regelverk a \"A\"\n  gäller 2020-01-01..\n  antagande \"p\"\nbifall g    \"G\" antagande \"p\"\n";
const OLD: &str = "det som stod här";

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Commands that write a file, and the file.
const WRITERS: &[(&str, &str)] = &[
    ("doc --out ut/bok.html", "ut/bok.html"),
    ("doc rules --out ut/bok.md", "ut/bok.md"),
    ("test --format junit --output ut/prov.xml", "ut/prov.xml"),
    ("test --coverage-lcov ut/prov.lcov", "ut/prov.lcov"),
];

#[test]
fn what_is_written_leaves_nothing_beside_it() {
    for (line, file) in WRITERS {
        let test = workplace();
        std::fs::create_dir(test.path().join("ut")).unwrap();
        std::fs::write(test.path().join(file), OLD).unwrap();
        words(test.path(), line).exit(&[0, 1]);
        assert_ne!(
            std::fs::read_to_string(test.path().join(file)).unwrap(),
            OLD,
            "{line}"
        );
        assert_eq!(names(&test.path().join("ut")).len(), 1, "{line}");
    }
}

/// A line of the shell that runs the program where no file may have contents; what it says goes through a pipe.
fn without_room(line: &str) -> String {
    format!("(trap '' XFSZ; ulimit -f 0; \"$R\" {line}; echo kod $?) 2>&1 | cat")
}

/// As root a folder's permissions forbid nothing; a limit on the size of files stands for the full disk then too.
#[test]
fn a_file_that_has_no_room_leaves_the_old_one_whole() {
    for (line, file) in WRITERS {
        let test = workplace();
        std::fs::create_dir(test.path().join("ut")).unwrap();
        std::fs::write(test.path().join(file), OLD).unwrap();
        // The signal is ignored, so that the write fails as it does on a full disk.
        let seen = shell(test.path(), &without_room(line)).stdout;
        assert!(
            seen.contains("den blir större än en fil får vara här\n"),
            "{line}: {seen}"
        );
        assert!(seen.ends_with("kod 2\n"), "{line}: {seen}");
        assert_eq!(
            std::fs::read_to_string(test.path().join(file)).unwrap(),
            OLD,
            "{line}"
        );
        assert_eq!(names(&test.path().join("ut")).len(), 1, "{line}");
        // Killed by the signal, it leaves at most a hidden file.
        shell(
            test.path(),
            &format!("(ulimit -f 0; exec \"$R\" {line}) 2>&1 | cat"),
        )
        .exit(&[0]);
        assert_eq!(
            std::fs::read_to_string(test.path().join(file)).unwrap(),
            OLD,
            "{line}"
        );
        assert!(
            names(&test.path().join("ut"))
                .iter()
                .filter(|n| !n.starts_with('.'))
                .count()
                == 1
        );
    }
    let test = folder(&[("rules/a/a.regel", MESSY.as_bytes())]);
    let seen = shell(test.path(), &without_room("fmt")).stdout;
    assert!(seen.contains("kunde inte skrivas"), "{seen}");
    shell(test.path(), "(ulimit -f 0; exec \"$R\" fmt) 2>&1 | cat").exit(&[0]);
    assert_eq!(
        std::fs::read_to_string(test.path().join("rules/a/a.regel")).unwrap(),
        MESSY
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_where_one_can_be_made() {
    let test = workplace();
    let line = "mkdir full && unshare -rm sh -c 'mount -t tmpfs -o size=4k tmpfs full && head -c 4096 /dev/zero > full/bok.html; \
        \"$R\" doc --out full/bok.html; echo kod $?; wc -c < full/bok.html; ls -A full | wc -l'";
    let seen = shell(test.path(), line);
    if !seen.stdout.contains("kod") {
        // Without user namespaces there is no small disk to make; the limit above stands for it.
        return;
    }
    assert_eq!(
        seen.stdout.split_whitespace().collect::<Vec<_>>(),
        ["kod", "2", "4096", "1"],
        "{}",
        seen.stderr
    );
    assert!(seen.stderr.contains("disken är full"), "{}", seen.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_can_only_be_read_is_named_where_one_can_be_made() {
    let test = workplace();
    let line = "mkdir ut && unshare -rm sh -c 'mount --bind ut ut && mount -o remount,bind,ro ut && \"$R\" doc --out ut/bok.html; echo kod $?'";
    let seen = shell(test.path(), line);
    if !seen.stderr.contains("ut/bok.html") {
        return;
    }
    assert_eq!(seen.stdout, "kod 2\n", "{}", seen.stderr);
    assert!(seen.stderr.contains("skrivskyddad"), "{}", seen.stderr);
}

#[test]
fn a_file_without_write_permission_is_left_alone_whoever_asks() {
    let test = folder(&[("rules/a/a.regel", MESSY.as_bytes())]);
    let file = test.path().join("rules/a/a.regel");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).unwrap();
    words(test.path(), "fmt").exit(&[2]).says("behörighet saknas");
    words(test.path(), "fmt --lang en")
        .exit(&[2])
        .says("permission denied");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), MESSY);
}

#[test]
fn what_is_no_ordinary_file_is_not_replaced_by_one() {
    let test = workplace();
    shell(test.path(), "mkdir ut mapp && mkfifo ut/bok.html").exit(&[0]);
    words(test.path(), "doc --out ut/bok.html")
        .exit(&[2])
        .says("det är ingen vanlig fil");
    shell(test.path(), "test -p ut/bok.html").exit(&[0]);
    words(test.path(), "doc --out /dev/null --format html")
        .exit(&[2])
        .says("ingen vanlig fil");
    shell(test.path(), "test -c /dev/null").exit(&[0]);
    words(test.path(), "doc --out finns/inte/bok.html")
        .exit(&[2])
        .says("mappen finns inte");
    words(test.path(), &format!("doc --out ut/{}.html", "b".repeat(300)))
        .exit(&[2])
        .says("namnet är för långt");
    // The longest name that there can be, so that what is written beside it must have a shorter one.
    words(test.path(), &format!("doc --out ut/{}.html", "b".repeat(250))).exit(&[0]);
}

#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    let test = folder(&[("rules/a/riktig", MESSY.as_bytes())]);
    let at = |path: &str| test.path().join(path);
    std::fs::set_permissions(at("rules/a/riktig"), std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("riktig", at("rules/a/a.regel")).unwrap();
    words(test.path(), "fmt").exit(&[0]);
    assert!(at("rules/a/a.regel").is_symlink());
    assert!(
        std::fs::read_to_string(at("rules/a/riktig"))
            .unwrap()
            .contains("bifall g \"G\"")
    );
    let mode = std::fs::metadata(at("rules/a/riktig"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// What is made anew is made whole: a rule set's folder, and a snapshot.
#[test]
fn what_has_no_room_is_not_begun() {
    let test = workplace();
    let seen = shell(test.path(), &without_room("new nytt"));
    assert!(
        seen.stdout.contains("kunde inte skapas") && seen.stdout.ends_with("kod 2\n"),
        "{}",
        seen.stdout
    );
    assert!(!test.path().join("rules/nytt").exists());
    assert_eq!(names(&test.path().join("rules")), ["a"]);
    words(test.path(), "test --update --snapshots all").exit(&[0]);
    let kept = |folder: &Path| -> Vec<(String, Vec<u8>)> {
        let snapshots = folder.join("snapshots/a");
        let read = |name: &String| std::fs::read(snapshots.join(name)).unwrap();
        names(&snapshots)
            .into_iter()
            .map(|name| (name.clone(), read(&name)))
            .collect()
    };
    let before = kept(test.path());
    assert!(!before.is_empty());
    let rules = std::fs::read_to_string(test.path().join("rules/a/a.regel")).unwrap();
    super::put(
        test.path(),
        "rules/a/a.regel",
        rules.replace("\"G\"", "\"Något annat\"").as_bytes(),
    );
    let seen = shell(test.path(), &without_room("test --update --snapshots all"));
    assert!(
        seen.stdout.contains("kunde inte skrivas") && seen.stdout.ends_with("kod 2\n"),
        "{}",
        seen.stdout
    );
    assert!(kept(test.path()) == before, "the snapshots are the old ones");
}

/// Stopped at any moment, each file is the old one or the new one.
#[test]
fn a_signal_leaves_whole_files() {
    let long: String = (0..400)
        .map(|n| format!("begrepp   k{n}   =   sökt är {n} kr\n"))
        .collect();
    let old = format!("{MESSY}ansökan {{\n  sökt: kronor \"S?\"\n}}\n{long}");
    let paths: Vec<String> = (0..12).map(|n| format!("rules/a{n}/a{n}.regel")).collect();
    let text = |n: usize| old.replace("verk a", &format!("verk a{n}"));
    let test = folder(&[]);
    let write = || {
        for (n, path) in paths.iter().enumerate() {
            super::put(test.path(), path, text(n).as_bytes());
        }
    };
    write();
    words(test.path(), "fmt").exit(&[0]);
    let new: Vec<String> = paths
        .iter()
        .map(|path| std::fs::read_to_string(test.path().join(path)).unwrap())
        .collect();
    for (round, signal) in ["TERM", "INT", "KILL", "TERM", "INT", "KILL"].iter().enumerate() {
        write();
        let mut child = rekvisit(test.path())
            .arg("fmt")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(30 * (round as u64 + 1)));
        let _ = std::process::Command::new("kill")
            .args(["-s", signal, &child.id().to_string()])
            .stderr(Stdio::null())
            .status();
        let _ = child.wait().unwrap();
        for (n, path) in paths.iter().enumerate() {
            let seen = std::fs::read_to_string(test.path().join(path)).unwrap();
            assert!(
                seen == text(n) || seen == new[n],
                "{path} is neither after {signal}"
            );
        }
    }
    // What was left beside them is hidden and in nobody's way.
    words(test.path(), "fmt").exit(&[0]);
    words(test.path(), "fmt --check").exit(&[0]);
}
