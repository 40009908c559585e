//! A book as Markdown. No text of the rules is markup; what is HTML in it are anchors and what is folded.

use super::super::markdown::escaped;
use super::{Passage, pick, visible};
use crate::book::{Block, Book, Entry, Figure, Inline, Item, Line, Section, Table};
use crate::value::{Bilingual, Language};

/// A book as Markdown, with its picture as the file `picture` beside it where one is given.
#[must_use]
pub fn book_markdown(book: &Book, language: Language, picture: Option<&str>) -> String {
    let mut writer = Writer {
        language,
        picture,
        out: String::new(),
    };
    writer.heading(1, &book.title);
    for block in &book.lead {
        writer.block(block, 0);
    }
    for chapter in &book.chapters {
        writer.section(chapter, 2);
    }
    while writer.out.ends_with("\n\n") {
        writer.out.pop();
    }
    writer.out
}

/// A page that links the pages of several books, `<name>.md` beside it.
#[must_use]
pub fn index_markdown(books: &[Book], language: Language) -> String {
    let mut writer = Writer {
        language,
        picture: None,
        out: String::new(),
    };
    writer.heading(1, &Bilingual::new("Regelverk", "Rule sets"));
    for book in books {
        let title = writer.text(&book.title);
        let name = code(&book.name);
        writer
            .out
            .push_str(&format!("- [{title}]({}.md) {name}\n", book.name));
    }
    writer.out
}

/// What has been written.
struct Writer<'a> {
    language: Language,
    picture: Option<&'a str>,
    out: String,
}

impl Writer<'_> {
    fn pick(&self, sv: &'static str, en: &'static str) -> &'static str {
        pick(self.language, sv, en)
    }

    /// A text, escaped; Swedish in an English book is marked.
    fn text(&self, text: &Bilingual) -> String {
        let passage = Passage::new(text, self.language);
        let text = escaped(&passage.text);
        if passage.foreign {
            format!("{text} *(Swedish)*")
        } else {
            text
        }
    }

    fn heading(&mut self, level: usize, title: &Bilingual) {
        let title = self.text(title);
        self.out.push_str(&format!("{} {title}\n\n", "#".repeat(level)));
    }

    fn section(&mut self, section: &Section, level: usize) {
        self.out.push_str(&format!("{}\n\n", anchor(&section.id)));
        self.heading(level, &section.title);
        let mut about: Vec<String> = Vec::new();
        if !section.kind.is_empty() {
            about.push(self.text(&section.kind));
        }
        about.extend(section.name.as_deref().map(code));
        let mark = section
            .mark
            .as_ref()
            .map(|mark| format!("**{}**", self.text(mark)));
        about.extend(mark);
        if !about.is_empty() {
            self.out.push_str(&format!("{}\n\n", about.join(" ")));
        }
        for block in &section.blocks {
            self.block(block, 0);
        }
        for inner in &section.sections {
            self.section(inner, level.saturating_add(1));
        }
    }

    /// A block; one inside an entry of a list is indented.
    fn block(&mut self, block: &Block, indent: usize) {
        let space = " ".repeat(indent);
        match block {
            Block::Paragraph(line) => {
                let line = self.line(line);
                self.out.push_str(&format!("{space}{line}\n\n"));
            }
            Block::Assumption(text) => {
                let label = self.pick("Antagande", "Assumption");
                let text = self.text(text);
                self.out.push_str(&format!("{space}> **{label}:** {text}\n\n"));
            }
            Block::List(items) => {
                self.items(items, indent);
                self.out.push('\n');
            }
            Block::Entries(entries) => {
                for entry in entries {
                    self.entry(entry, indent);
                }
                self.out.push('\n');
            }
            Block::Table(table) => self.table(table, &space),
            Block::Folded(summary, blocks) => {
                // Inside a list the fold's tags would end it.
                if indent > 0 {
                    let summary = self.text(summary);
                    self.out.push_str(&format!("{space}{summary}:\n\n"));
                } else {
                    let summary = Passage::new(summary, self.language).text;
                    let summary = escaped(&summary);
                    self.out
                        .push_str(&format!("<details>\n<summary>{summary}</summary>\n\n"));
                }
                for block in blocks {
                    self.block(block, indent);
                }
                if indent == 0 {
                    self.out.push_str("</details>\n\n");
                }
            }
            Block::Picture(figure) => self.figure(figure),
        }
    }

    fn items(&mut self, items: &[Item], indent: usize) {
        for item in items {
            let id = item.id.as_deref().map(anchor).unwrap_or_default();
            let line = self.line(&item.line);
            self.out
                .push_str(&format!("{}- {id}{line}\n", " ".repeat(indent)));
            self.items(&item.items, indent.saturating_add(2));
        }
    }

    /// `- **Term:** what is said`, with what follows below it.
    fn entry(&mut self, entry: &Entry, indent: usize) {
        let id = entry.id.as_deref().map(anchor).unwrap_or_default();
        let term = self.text(&entry.term);
        let mark = if term.ends_with(['?', ':']) { "" } else { ":" };
        self.out
            .push_str(&format!("{}- {id}**{term}{mark}**", " ".repeat(indent)));
        let mut blocks = entry.blocks.iter();
        let mut rest = entry.blocks.as_slice();
        if let Some(Block::Paragraph(line)) = blocks.next() {
            let line = self.line(line);
            self.out.push_str(&format!(" {line}"));
            rest = blocks.as_slice();
        }
        self.out.push('\n');
        for block in rest {
            match block {
                Block::List(items) => self.items(items, indent.saturating_add(2)),
                Block::Paragraph(line) => {
                    let line = self.line(line);
                    let space = " ".repeat(indent.saturating_add(2));
                    self.out.push_str(&format!("{space}- {line}\n"));
                }
                Block::Folded(_, blocks) => {
                    for block in blocks {
                        if let Block::List(items) = block {
                            self.items(items, indent.saturating_add(2));
                        }
                    }
                }
                other => self.block(other, indent.saturating_add(2)),
            }
        }
    }

    fn table(&mut self, table: &Table, space: &str) {
        let caption = self.text(&table.caption);
        let columns: Vec<String> = table.columns.iter().map(|c| self.text(c)).collect();
        let rule = vec!["---"; columns.len()].join(" | ");
        self.out.push_str(&format!(
            "{space}{caption}\n\n{space}| {} |\n{space}| {rule} |\n",
            columns.join(" | ")
        ));
        for row in &table.rows {
            let id = row.id.as_deref().map(anchor).unwrap_or_default();
            let cells: Vec<String> = row.cells.iter().map(|cell| self.line(cell)).collect();
            self.out
                .push_str(&format!("{space}| {id}{} |\n", cells.join(" | ")));
        }
        self.out.push('\n');
    }

    fn figure(&mut self, figure: &Figure) {
        if let Some(picture) = self.picture {
            let title = self.text(&figure.title);
            self.out.push_str(&format!("![{title}]({picture})\n\n"));
            let description = self.text(&figure.description);
            self.out.push_str(&format!("{description}\n\n"));
        }
    }

    fn line(&self, line: &Line) -> String {
        line.iter()
            .map(|inline| match inline {
                Inline::Text(text) => self.text(text),
                Inline::Name(name) => code(name),
                Inline::Link(to, text) => format!("[{}](#{to})", self.text(text)),
                Inline::NameLink(to, name) => format!("[{}](#{to})", code(name)),
                Inline::Mark(text) => format!("**{}**", self.text(text)),
            })
            .collect()
    }
}

/// An anchor, which Markdown has no way to write itself. An anchor has only letters, digits, `_`, `-` and `.`.
fn anchor(id: &str) -> String {
    format!("<a id=\"{id}\"></a>")
}

/// A name in a fixed width. It stands in a table too, where a bar would end the cell.
fn code(name: &str) -> String {
    let name = visible(name).replace('|', "\\|");
    let longest = name.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    if longest == 0 {
        return format!("`{name}`");
    }
    let fence = "`".repeat(longest.saturating_add(1));
    format!("{fence} {name} {fence}")
}
