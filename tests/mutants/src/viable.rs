//! Weaves the alterations into the tree, and leaves out those that don't compile.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::list::Mutant;
use crate::weave;
use crate::work::Work;

/// What the tree asks, at the end of its library.
const ALTERED: &str = r#"
pub(crate) mod altered {
    static ACTIVE: std::sync::LazyLock<usize> =
        std::sync::LazyLock::new(|| std::env::var("REKVISIT_MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0));
    pub(crate) fn on(id: usize) -> bool {
        *ACTIVE == id
    }
}
"#;

/// What is woven is full of brackets and of code that nothing reaches.
const UNTIDY: &str = "#![allow(warnings)]\n";

/// How an alteration is asked for in the tree.
const ASKED: &str = "altered::on(";

/// So many lines before an error the alteration that causes it is looked for.
const LINES_BEFORE: usize = 25;

/// Weaves, compiles and leaves out what the compiler refuses, until it refuses nothing.
pub fn weave(work: &Work) -> Result<()> {
    let mut unviable: BTreeMap<usize, String> = BTreeMap::new();
    for line in fs::read_to_string(work.file("unviable"))
        .unwrap_or_default()
        .lines()
    {
        if let Some((number, why)) = line.split_once(' ') {
            unviable.insert(number.parse()?, why.to_owned());
        }
    }
    loop {
        once(work, &unviable)?;
        let refused = refused(work)?;
        let known = unviable.len();
        for (number, why) in refused.blamed {
            unviable.entry(number).or_insert(why);
        }
        work.write(
            "unviable",
            unviable.iter().map(|(number, why)| format!("{number} {why}")),
        )?;
        println!(
            "{} errors, {} alterations left out",
            refused.errors,
            unviable.len()
        );
        if refused.errors == 0 {
            return work.write("woven", []);
        }
        if unviable.len() == known {
            bail!("the tree doesn't compile, and no alteration can be blamed: see `cargo check --lib` in it");
        }
    }
}

/// Writes the sources of the tree anew, with all alterations but those.
fn once(work: &Work, unviable: &BTreeMap<usize, String>) -> Result<()> {
    let tree = work.tree();
    let restored = Command::new("git")
        .args(["checkout", "--quiet", "--", "src"])
        .current_dir(&tree)
        .status()?;
    if !restored.success() {
        bail!("the tree is no checkout of git");
    }
    let mut files: BTreeMap<&str, Vec<(usize, Mutant)>> = BTreeMap::new();
    for (number, mutant) in work.all().filter(|(number, _)| !unviable.contains_key(number)) {
        files
            .entry(&mutant.file)
            .or_default()
            .push((number, mutant.clone()));
    }
    let mut left_out = Vec::new();
    for (file, mutants) in &files {
        let path = tree.join(file);
        let text = fs::read_to_string(&path).with_context(|| (*file).to_owned())?;
        let (woven, without) = weave::weave(&text, mutants).with_context(|| (*file).to_owned())?;
        fs::write(&path, woven)?;
        left_out.extend(without);
    }
    work.write("left-out", left_out.iter().map(ToString::to_string))?;
    let library = tree.join("src/lib.rs");
    let text = fs::read_to_string(&library)?;
    Ok(fs::write(&library, format!("{UNTIDY}{text}{ALTERED}"))?)
}

/// What the compiler refuses.
struct Refused {
    errors: usize,
    /// The alterations that it is about, with what the compiler says.
    blamed: Vec<(usize, String)>,
}

#[derive(Deserialize)]
struct Line {
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    rendered: String,
    code: Option<MessageCode>,
    spans: Vec<MessageSpan>,
}

#[derive(Deserialize)]
struct MessageCode {
    code: String,
}

#[derive(Deserialize)]
struct MessageSpan {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: MessageSpan,
}

fn refused(work: &Work) -> Result<Refused> {
    let output = work
        .cargo()
        .args(["check", "--locked", "--lib", "--message-format", "json"])
        .output()?;
    let mut refused = Refused {
        errors: 0,
        blamed: Vec::new(),
    };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(Line {
            message: Some(message),
        }) = serde_json::from_str::<Line>(line)
        else {
            continue;
        };
        if message.level == "error" && !message.spans.is_empty() {
            refused.errors += 1;
            refused.blamed.extend(blamed(work, &message)?);
        }
    }
    if !output.status.success() && refused.errors == 0 {
        bail!("cargo check failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(refused)
}

/// The alterations that a message is about: the last before its place; of a match that isn't exhaustive its first arms.
fn blamed(work: &Work, message: &Message) -> Result<Vec<(usize, String)>> {
    let why: String = message.message.chars().take(100).collect();
    let mut spans: Vec<&MessageSpan> = message.spans.iter().collect();
    spans.sort_by_key(|span| !span.is_primary);
    if message.code.as_ref().is_some_and(|code| code.code == "E0004") {
        let Some(span) = spans.first() else {
            return Ok(Vec::new());
        };
        let text = fs::read_to_string(work.tree().join(&span.file_name))?;
        let arms = text.lines().skip(span.line_start).take(12).flat_map(asked);
        let arms = arms.filter(|number| work.mutant(*number).is_some_and(|m| m.genre == "MatchArm"));
        return Ok(arms.take(4).map(|number| (number, why.clone())).collect());
    }
    for span in spans {
        let mut span = span;
        while let Some(expansion) = &span.expansion {
            span = &expansion.span;
        }
        let Ok(text) = fs::read_to_string(work.tree().join(&span.file_name)) else {
            continue;
        };
        let lines: Vec<&str> = text.lines().collect();
        let Some(at) = span.line_start.checked_sub(1) else {
            continue;
        };
        let line = lines.get(at).copied().unwrap_or("");
        let column = line.char_indices().nth(span.column_start - 1);
        let (until, rest) = line.split_at(column.map_or(line.len(), |(byte, _)| byte));
        let before = lines.get(at.saturating_sub(LINES_BEFORE)..at).unwrap_or(&[]);
        // Where it may not be asked, the asking itself is refused.
        let own = rest.starts_with("crate::altered").then(|| asked(rest));
        let found = own
            .and_then(|own| own.first().copied())
            .or_else(|| asked(until).pop())
            .or_else(|| before.iter().rev().find_map(|line| asked(line).pop()));
        if let Some(number) = found {
            return Ok(vec![(number, why)]);
        }
    }
    println!("nothing to blame: {}", message.rendered);
    Ok(Vec::new())
}

/// The alterations that are asked for in a line, in order.
fn asked(line: &str) -> Vec<usize> {
    let parts = line.split(ASKED).skip(1);
    parts
        .filter_map(|part| part.split(')').next()?.parse().ok())
        .collect()
}
