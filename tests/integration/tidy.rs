//! The repository, held to its own rules.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The stages in order: a module imports only from those above it; those on one line don't know each other.
const LAYERS: &[&[&str]] = &[
    &["source", "value"],
    &["diagnostic"],
    &["syntax"],
    &["check"],
    &["program"],
    &["facts"],
    &["eval"],
    &["explain"],
    &["book"],
    &["render"],
    &["trial"],
    &["apportion"],
    &["service"],
    &["mutate"],
    &["cover"],
    &["batch", "boundary", "impact", "follow_up"],
    &["cli"],
];

/// What only the command line may use.
const ONLY_IN_CLI: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::time",
    "std::net",
    "std::process",
];

/// Files of more than 600 lines, each with the reason.
const LARGE: &[(&str, &str)] = &[];

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder whose names end so, with their paths from the root.
fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(folder), end, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no {end} in {folder}");
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (name, text)
        })
        .collect()
}

fn collect(folder: &Path, end: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, end, found);
        } else if path.to_str().unwrap().ends_with(end) {
            found.push(path);
        }
    }
}

/// The names of the files that git keeps; `None` where there is no git, as in a packed crate.
fn tracked() -> Option<Vec<String>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root())
        .args(["ls-files", "-z"])
        .output()
        .ok()?;
    output.status.success().then(|| {
        String::from_utf8(output.stdout)
            .unwrap()
            .split('\0')
            .filter(|name| !name.is_empty() && root().join(name).is_file())
            .map(str::to_owned)
            .collect()
    })
}

/// The text that comes before the file's own tests.
fn before_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

/// Fails with all that was found, so that it is mended in one go.
#[track_caller]
fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n  {}\n", found.join("\n  "));
}

/// `src/check/…` is of the stage `check`.
fn stage(path: &str) -> &str {
    let rest = path.strip_prefix("src/").unwrap();
    rest.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn a_stage_imports_only_from_those_before_it() {
    let rank: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(rank, stages)| stages.iter().map(move |stage| (*stage, rank)))
        .collect();
    let mut found = Vec::new();
    for (path, text) in files("src", ".rs") {
        let own = stage(&path);
        let Some(own_rank) = rank.get(own) else {
            if !matches!(own, "lib" | "main") {
                found.push(format!("{path}: the stage `{own}` has no place in the order"));
            }
            continue;
        };
        for (line, number) in before_tests(&text).lines().zip(1..) {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for other in line.split("crate::").skip(1) {
                let other: String = other
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let allowed = other == own || rank.get(other.as_str()).is_none_or(|rank| rank < own_rank);
                if !allowed {
                    found.push(format!("{path}:{number}: `{own}` imports from `{other}`"));
                }
            }
        }
    }
    none(&found, "data flows one way (ARCHITECTURE.md)");
}

#[test]
fn only_the_command_line_knows_the_world() {
    let mut found = Vec::new();
    for (path, text) in files("src", ".rs") {
        // A stage's own tests may read the shipped rules.
        if matches!(stage(&path), "cli" | "main") || path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        for (line, number) in before_tests(&text).lines().zip(1..) {
            let code = line.split("//").next().unwrap();
            for module in ONLY_IN_CLI {
                if code.contains(module) {
                    found.push(format!("{path}:{number}: `{module}`"));
                }
            }
        }
    }
    none(
        &found,
        "below the command line there is no clock, file, environment or network",
    );
}

/// So that each file is written beside its place, synced and renamed, and nothing but an ordinary file is opened.
#[test]
fn only_one_file_touches_the_file_system() {
    let mut found = Vec::new();
    for (path, text) in files("src", ".rs") {
        if path.starts_with("src/cli/files") || path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        for (line, number) in before_tests(&text).lines().zip(1..) {
            let code = line.split("//").next().unwrap();
            if code.contains("std::fs") || code.contains("tempfile::") {
                found.push(format!("{path}:{number}"));
            }
        }
    }
    none(&found, "files are read and written in src/cli/files.rs");
}

#[test]
fn hash_order_is_never_walked() {
    let mut found = Vec::new();
    for (path, text) in files("src", ".rs") {
        for (line, number) in text.lines().zip(1..) {
            if line.contains("HashMap") || line.contains("HashSet") {
                found.push(format!("{path}:{number}"));
            }
        }
    }
    none(
        &found,
        "the order of a hash table differs between runs; use a BTreeMap",
    );
}

/// Files that may name or write a binary float, each with the reason.
const FLOATS: &[(&str, &str)] = &[(
    "src/render/sheet/workbook.rs",
    "a number in a spreadsheet is one: what has more than fifteen digits is written as a text",
)];

/// The code of a file: what stands outside comments and texts.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let raw = rest
            .strip_prefix('r')
            .map(|rest| rest.len() - rest.trim_start_matches('#').len());
        let marks =
            raw.filter(|marks| rest[1 + marks..].starts_with('"') && !code.ends_with(char::is_alphanumeric));
        let length = if rest.starts_with("//") {
            rest.find('\n')
        } else if let Some(marks) = marks {
            let end = format!("\"{}", "#".repeat(marks));
            rest[2 + marks..].find(&end).map(|at| 2 + marks + at + end.len())
        } else if first == '"' {
            let mut escaped = false;
            let end = rest.char_indices().skip(1).find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            end.map(|(at, _)| at + 1)
        } else if ["'\"'", "'\\''", "'\\\\'"]
            .iter()
            .any(|quoted| rest.starts_with(quoted))
        {
            rest[2..].find('\'').map(|at| 3 + at)
        } else {
            code.push(first);
            Some(first.len_utf8())
        };
        let passed = length.unwrap_or(rest.len());
        if rest[..passed].contains('\n') && first != '\n' {
            code.extend(rest[..passed].chars().filter(|c| *c == '\n'));
        }
        rest = &rest[passed..];
    }
    code
}

/// Whether a line of code names a type of binary floats, a function that makes or reads one, or writes one.
fn has_a_float(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    let named = words
        .clone()
        .any(|word| ["f32", "f64"].iter().any(|float| word.contains(float)));
    // `1.5`, but not `1..5`, `x.0.1` or a word that ends with a digit.
    let bytes = line.as_bytes();
    let written = (1..bytes.len().saturating_sub(1))
        .filter(|at| bytes[*at] == b'.')
        .any(|at| {
            let whole = line[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
            let before = whole.chars().next_back();
            whole.len() < at
                && bytes[at + 1].is_ascii_digit()
                && !before.is_some_and(|c| c == '.' || c.is_alphanumeric())
        });
    named || written
}

#[test]
fn no_number_is_a_binary_float() {
    for (line, float) in [
        ("let x: f64 = y;", true),
        ("value.as_f64()", true),
        ("text.parse::<f32>()", true),
        ("let x = 1.5 * y;", true),
        ("let x = 1e5_f64;", true),
        ("for i in 1..5 {", false),
        ("pair.0.1", false),
    ] {
        assert_eq!(has_a_float(line), float, "{line}");
    }
    assert_eq!(code("a \"1.5\" // 2.5\nr#\"3.5\"# '\"' b"), "a  \n  b");
    let mut found = Vec::new();
    for (path, text) in files("src", ".rs") {
        if FLOATS.iter().any(|(name, _)| *name == path)
            || path.contains("/tests/")
            || path.ends_with("/tests.rs")
        {
            continue;
        }
        for (line, number) in code(before_tests(&text)).lines().zip(1..) {
            if has_a_float(line) && !line.contains("json!(") {
                found.push(format!("{path}:{number}: {line}"));
            }
        }
    }
    none(
        &found,
        "a number is exact: `value::Number`, or counted in whole numbers",
    );
    for (name, reason) in FLOATS {
        assert!(
            root().join(name).is_file() && !reason.is_empty(),
            "{name} is excused and isn't there"
        );
    }
}

#[test]
fn files_are_small() {
    let mut lengths = Vec::new();
    let mut found = Vec::new();
    for (path, text) in files("src", ".rs") {
        let length = text.lines().count();
        lengths.push(length);
        if length > 600 && !LARGE.iter().any(|(name, _)| *name == path) {
            found.push(format!("{path}: {length} lines"));
        }
    }
    none(&found, "a file has at most 600 lines, or a reason in this test");
    for (name, reason) in LARGE {
        assert!(
            root().join(name).is_file() && !reason.is_empty(),
            "{name} is excused and isn't there"
        );
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(
        median <= 200,
        "half of the files have more than {median} lines; 200 is enough"
    );
}

#[test]
fn unfinished_work_is_not_kept() {
    // Put together here, so that this file does not contain them.
    let words = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["db", "g!("].concat(),
        ["todo", "!("].concat(),
        ["unimplemented", "!("].concat(),
        ["#[ign", "ore"].concat(),
    ];
    none(
        &occurrences(&words),
        "finish it, or write down why not where it belongs",
    );
}

#[test]
fn nothing_names_a_machine() {
    let words = [
        ["/wo", "rk/"].concat(),
        ["/ho", "me/"].concat(),
        ["/ro", "ot/"].concat(),
        ["/Use", "rs/"].concat(),
        ["/tm", "p/"].concat(),
        ["index.crates", ".io"].concat(),
        ["local", "host"].concat(),
        ["127.0", ".0.1"].concat(),
    ];
    none(
        &occurrences(&words),
        "what is in the repository is true on every machine",
    );
}

/// Where tracked text files contain one of the words. What cargo or others wrote is not ours to change.
fn occurrences(words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for path in tracked().unwrap_or_default() {
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else {
            continue;
        };
        if path == "Cargo.lock" || path.starts_with("tests/corpora/") {
            continue;
        }
        for (line, number) in text.lines().zip(1..) {
            for word in words {
                if line.contains(word.as_str()) {
                    found.push(format!("{path}:{number}: `{word}`"));
                }
            }
        }
    }
    found
}

#[test]
fn every_diagnostic_code_is_unique_and_has_a_page() {
    let mut found = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for code in rekvisit::diagnostic::Code::ALL {
        if !seen.insert(code.as_str()) {
            found.push(format!("{} stands twice", code.as_str()));
        }
        let page = root().join(format!("docs/diagnostics/{}.md", code.as_str()));
        if !page.is_file() {
            found.push(format!("{} has no page", code.as_str()));
        }
    }
    none(&found, "each code has a page in docs/diagnostics");
    for (path, _) in files("docs/diagnostics", ".md") {
        let name = Path::new(&path).file_stem().unwrap().to_str().unwrap();
        assert!(
            name == "README" || seen.contains(name),
            "{path} is no code's page"
        );
    }
}

#[test]
fn every_entry_at_the_top_is_explained() {
    let architecture = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut entries: Vec<String> = tracked()
        .unwrap_or_default()
        .iter()
        .map(|path| path.split('/').next().unwrap().to_owned())
        .collect();
    entries.sort();
    entries.dedup();
    let found: Vec<String> = entries
        .into_iter()
        .filter(|entry| {
            !architecture.contains(&format!("`{entry}`")) && !architecture.contains(&format!("`{entry}/"))
        })
        .collect();
    none(&found, "every entry at the top has its line in ARCHITECTURE.md");
}

#[test]
fn no_snapshot_waits_to_be_read() {
    let mut pending = Vec::new();
    for folder in ["snapshots", "tests", "src"] {
        let folder = root().join(folder);
        if folder.is_dir() {
            collect(&folder, ".snap.new", &mut pending);
        }
    }
    let pending: Vec<String> = pending.iter().map(|path| path.display().to_string()).collect();
    none(&pending, "read the new snapshots and accept them");
}

#[test]
fn every_rule_set_says_what_it_rests_on() {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join("rules")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.is_dir() && !folder.join("SOURCES.md").is_file() {
            found.push(folder.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    none(&found, "each folder of rules has a SOURCES.md");
}

#[test]
fn every_file_of_rules_is_in_the_program() {
    // The rules are embedded when the program is built; a file that was added since is not seen by cargo.
    let output = Command::new(env!("CARGO_BIN_EXE_rekvisit"))
        .args(["rulesets", "--format", "json"])
        .output()
        .unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    for entry in std::fs::read_dir(root().join("rules")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap();
        if folder.join(format!("{name}.regel")).is_file() {
            assert!(
                listed.contains(&format!("\"name\": \"{name}\"")),
                "{name} is not in the program"
            );
        }
    }
}

#[test]
fn the_grammar_explains_itself() {
    // A rule of one word or one mark says itself; every other one has a line, or stands under a heading with one.
    let mut found = Vec::new();
    for (path, text) in files("grammar", ".pest") {
        let head: String = text.lines().take(3).collect::<Vec<_>>().join("\n");
        if !head.contains("///") && !head.contains("//") {
            found.push(format!("{path}: no comment at the top"));
        }
    }
    none(&found, "the grammar is documentation");
}
