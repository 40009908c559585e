//! Pages that are followed as a reader would: what they say to write is written, what they say to type is typed.
//!
//! | fence | what is done |
//! |---|---|
//! | `console` | each line that begins with `$` is run, and prints what follows it; a line `…` stands for any lines, `…` in a line for anything in it |
//! | `regel PATH`, `json PATH`, `csv PATH`, `markdown PATH` | the file is written |
//! | `regel PATH sist` | the text is added at the end of the file |
//! | `regel PATH byt`, then `regel PATH mot` | the first text, which stands once in the file, gives way to the second |
//!
//! The info string is not seen by the reader, so the paragraph before the fence must say the same: it names the file and what
//! to do with it. Other fences are only read.

use std::path::Path;

use crate::cli::Test;
use crate::suite::{Fence, fences};

/// Tutorials, each with the pages that go on where it ends. They begin in an empty folder; all other pages are followed at
/// the root of the repository, and write no files.
pub(crate) const TUTORIALS: &[&[&str]] = &[&["docs/tutorial.md", "docs/guide.md"], &["docs/tutorial.en.md"]];

/// What is done with a file, and the words that say so, in Swedish and English; one of them is in the paragraph before.
const DEEDS: &[(&str, &[&str])] = &[
    ("", &["kapa ", "kriv om hela `", "reate", "ewrite all"]),
    ("sist", &["ägg till sist", "dd at the end"]),
    ("byt", &["yt ", "eplace"]),
    ("mot", &["mot", "with"]),
];

/// Follows the page in the folder, or at the root of the repository, and tells where that does not go as it says. With
/// `REKVISIT_UPDATE` what the program printed is written into the page.
pub(crate) fn follow(page: &str, folder: Option<&Path>) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut found = Vec::new();
    let mut printed: Vec<(usize, Vec<String>)> = Vec::new();
    let mut given_way: Option<Fence> = None;
    for fence in &fences(&text).unwrap() {
        let told = match (fence.kind.as_str(), fence.path.as_str()) {
            ("console", _) => run(fence, folder.unwrap_or(root)).map_err(|(told, lines)| {
                printed.push((fence.line, lines));
                told
            }),
            ("regel" | "json" | "csv" | "markdown", _) => match folder {
                Some(folder) => write(fence, &mut given_way, folder),
                None => continue,
            },
            _ => continue,
        };
        found.extend(told.err().map(|told| format!("{page}:{}: {told}", fence.line)));
    }
    found.extend(given_way.map(|fence| format!("{page}:{}: by what?", fence.line)));
    if std::env::var_os("REKVISIT_UPDATE").is_some() {
        let mut lines: Vec<&str> = text.lines().collect();
        for (line, new) in printed.iter().rev() {
            let length = lines[*line..].iter().position(|l| *l == "```").unwrap();
            lines.splice(*line..*line + length, new.iter().map(String::as_str));
        }
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
    }
    found
}

/// Runs the commands of a block. When they print something else: what, and how the block would be right.
fn run(fence: &Fence, folder: &Path) -> Result<(), (String, Vec<String>)> {
    let mut told = Vec::new();
    let mut right = Vec::new();
    for lines in fence.lines.chunk_by(|_, next| !next.starts_with("$ ")) {
        let command = lines[0].strip_prefix("$ ").unwrap_or_default();
        let expected: String = lines[1..].iter().map(|line| format!("{line}\n")).collect();
        let seen = printed_by(command, folder);
        right.push(lines[0].clone());
        if agrees(&expected, &seen) {
            right.extend(lines[1..].iter().cloned());
        } else {
            right.extend(seen.lines().map(str::to_owned));
            told.push(format!("$ {command}\n{seen}"));
        }
    }
    if told.is_empty() && !right.is_empty() {
        Ok(())
    } else {
        Err((told.join("\n"), right))
    }
}

/// What a command prints: one of rekvisit, or one of the few others that a page has the reader type.
fn printed_by(command: &str, folder: &Path) -> String {
    let words: Vec<&str> = command.split_whitespace().collect();
    match words.as_slice() {
        ["rekvisit", ..] => {
            let arguments = command.trim_start().strip_prefix("rekvisit").unwrap();
            Test::new().at(folder).run(arguments).transcript()
        }
        ["mkdir", new] => {
            std::fs::create_dir(folder.join(new)).unwrap();
            String::new()
        }
        ["cp", "-r", from, into] => {
            copy(&folder.join(from), &folder.join(into).join(from));
            String::new()
        }
        _ => format!("`{command}` is no command that is run here\n"),
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Whether the output is what was expected; a line `…` stands for any lines, and `…` in a line for anything in it.
fn agrees(expected: &str, seen: &str) -> bool {
    let expected: Vec<&str> = expected.lines().collect();
    let mut rest: Vec<&str> = seen.lines().collect();
    let alike = |piece: &[&str], lines: &[&str]| {
        piece.len() <= lines.len()
            && piece
                .iter()
                .zip(lines)
                .all(|(piece, line)| line_agrees(piece, line))
    };
    for (index, piece) in expected.split(|line| *line == "…").enumerate() {
        let places = if index == 0 { 0..1 } else { 0..rest.len() + 1 };
        let Some(at) = places.into_iter().find(|at| alike(piece, &rest[*at..])) else {
            return false;
        };
        rest.drain(..at + piece.len());
    }
    expected.last() == Some(&"…") || rest.is_empty()
}

fn line_agrees(expected: &str, seen: &str) -> bool {
    match expected.split_once('…') {
        None => expected == seen,
        Some((before, after)) => seen
            .strip_prefix(before)
            .is_some_and(|rest| rest.ends_with(after)),
    }
}

/// Writes what a block says to write.
fn write(fence: &Fence, given_way: &mut Option<Fence>, folder: &Path) -> Result<(), String> {
    let (path, deed) = fence.path.split_once(' ').unwrap_or((&fence.path, ""));
    let words = DEEDS
        .iter()
        .find_map(|(name, words)| (*name == deed).then_some(*words))
        .ok_or(format!("`{deed}` is nothing that is done with a file"))?;
    if !words.iter().any(|word| fence.before.contains(word)) {
        return Err(format!(
            "the paragraph before does not say what to do ({words:?}): {}",
            fence.before
        ));
    }
    if deed != "mot" && !fence.before.contains(&format!("`{path}`")) {
        return Err(format!(
            "the paragraph before does not name `{path}`: {}",
            fence.before
        ));
    }
    let file = folder.join(path);
    let now = std::fs::read_to_string(&file);
    let out = match (deed, given_way.take()) {
        ("", None) => fence.body(),
        ("sist", None) => {
            let now = now.map_err(|_| format!("there is no {path} to add to"))?;
            format!("{}\n\n{}", now.trim_end(), fence.body())
        }
        ("byt", None) => {
            let now = now.map_err(|_| format!("there is no {path} to change"))?;
            let times = now.matches(&fence.body()).count();
            if times != 1 {
                return Err(format!(
                    "what is to give way stands {times} times in {path}\n{now}"
                ));
            }
            *given_way = Some(fence.clone());
            return Ok(());
        }
        ("mot", Some(old)) if old.path == format!("{path} byt") => {
            now.unwrap().replacen(&old.body(), &fence.body(), 1)
        }
        _ => return Err("`byt` and `mot` follow each other".to_owned()),
    };
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, out).unwrap();
    Ok(())
}

#[test]
fn the_tutorials_make_the_same_files() {
    let [swedish, english] = ["docs/tutorial.md", "docs/tutorial.en.md"].map(|page| {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let written = fences(&text)
            .unwrap()
            .into_iter()
            .filter(|fence| fence.kind != "console");
        written
            .map(|fence| (fence.path.clone(), fence.body()))
            .collect::<Vec<_>>()
    });
    assert_eq!(swedish, english);
}

#[test]
fn output_is_compared_line_by_line() {
    assert!(agrees("a\nb\n", "a\nb\n"));
    assert!(agrees("a\n…\nd\n", "a\nb\nc\nd\n"));
    assert!(agrees("a\n…\n", "a\nb\n"));
    assert!(!agrees("a\n", "a\nb\n"));
    assert!(!agrees("b\n…\n", "a\nb\n"));
    assert!(!agrees("a\n…\nx\n", "a\nb\n"));
    assert!(agrees("a (… s)\n", "a (0,1 s)\n"));
    assert!(!agrees("a (… s)\n", "b (0,1 s)\n"));
}
