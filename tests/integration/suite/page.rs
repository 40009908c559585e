//! A Markdown page with fenced blocks.

use std::path::Path;

/// A test of its own: what stands before the first heading of the second level, and what stands under one of them.
pub(crate) struct Page {
    /// The file, and the heading.
    pub(crate) place: String,
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The heading of the second level that it stands under; empty before the first.
    pub(crate) heading: String,
    /// The first word after the fence: `regel`, `json`, …
    pub(crate) kind: String,
    /// The second word: a path; empty when there is none.
    pub(crate) path: String,
    /// The line of the fence.
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Block {
    /// Where the file stands in the library: a path without `/` stands in the rule set's own folder.
    pub(crate) fn file(&self) -> String {
        let ruleset = super::RULESET;
        match (self.path.as_str(), self.path.contains('/')) {
            ("", _) => format!("{ruleset}/{ruleset}.regel"),
            (path, true) => path.to_owned(),
            (path, false) => format!("{ruleset}/{path}"),
        }
    }
}

/// The blocks of a page, in order.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut heading = String::new();
    let mut open = false;
    for (line, number) in text.lines().zip(1..) {
        if let Some(info) = line.strip_prefix("```") {
            open = !open;
            if open {
                let mut words = info.split_whitespace();
                blocks.push(Block {
                    heading: heading.clone(),
                    kind: words.next().unwrap_or_default().to_owned(),
                    path: words.next().unwrap_or_default().to_owned(),
                    line: number,
                    text: String::new(),
                });
            }
        } else if open {
            let block = blocks.last_mut().unwrap();
            block.text.push_str(line);
            block.text.push('\n');
        } else if let Some(title) = line.strip_prefix("## ") {
            title.trim().clone_into(&mut heading);
        }
    }
    assert!(!open, "a fence is not closed");
    blocks
}

/// The tests of a document: one for each heading of the second level, or one when there is none.
pub(crate) fn pages(path: &Path) -> Vec<Page> {
    let text = std::fs::read_to_string(path).unwrap();
    let place = path
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .display()
        .to_string();
    let blocks = blocks(&text);
    let (shared, own): (Vec<Block>, Vec<Block>) =
        blocks.into_iter().partition(|block| block.heading.is_empty());
    let mut headings: Vec<String> = own.iter().map(|block| block.heading.clone()).collect();
    headings.dedup();
    if headings.is_empty() {
        return vec![Page {
            place,
            blocks: shared,
        }];
    }
    headings
        .into_iter()
        .map(|heading| Page {
            place: format!("{place} “{heading}”"),
            blocks: shared
                .iter()
                .chain(own.iter().filter(|block| block.heading == heading))
                .cloned()
                .collect(),
        })
        .collect()
}
