//! Cuts a file into items: one pass that knows strings, comments and brackets, and no grammar. It never fails; an
//! item that is broken is marked so, and the next one begins where it begins.
//!
//! An item begins in column 0. Inside a chapter or a `för varje` it begins on a line whose first word is an item word
//! and whose second could be its name.

use super::characters::{Place, Scan, span};
use super::keywords::item_word;
use super::lower::too_deep;
use super::parser::Rule;
use super::words::{first_word, is_blank, item_begins};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;

/// How deep brackets may stand in each other.
const MAX_NESTING: usize = 64;

/// So many mistakes are told of one file.
pub(super) const MAX_DIAGNOSTICS: usize = 100;

/// The text of one item.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The first byte.
    pub(super) start: usize,
    /// The byte after the last mark; of a chapter, after its `{`.
    pub(super) end: usize,
    /// The `##` lines before it.
    pub(super) doc: Option<String>,
    /// Whether something in it has been reported already, so that it is not to be parsed.
    pub(super) broken: bool,
    /// What is inside, when it is a chapter or a `för varje`.
    pub(super) body: Option<Body>,
}

/// What is inside a chapter or a `för varje`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Body {
    /// The items.
    pub(super) items: Vec<Chunk>,
    /// The byte after the closing bracket.
    pub(super) end: usize,
}

/// Cuts `text` into items.
pub(super) fn outline(file: FileId, text: &str) -> (Vec<Chunk>, Vec<Diagnostic>) {
    let mut outline = Outline {
        file,
        text,
        done: Vec::new(),
        containers: Vec::new(),
        item: None,
        doc: None,
        last: 0,
        after_close: false,
        told_depth: false,
        diagnostics: Vec::new(),
    };
    outline.scan();
    outline.close_all();
    (outline.done, outline.diagnostics)
}

/// An item that is being read.
struct Open {
    start: usize,
    doc: Option<String>,
    broken: bool,
    container: bool,
    brackets: Vec<(char, usize)>,
}

/// A chapter that is being read.
struct Container {
    header: Chunk,
    items: Vec<Chunk>,
    /// Its `{`; none where it was forgotten.
    brace: Option<usize>,
}

struct Outline<'a> {
    file: FileId,
    text: &'a str,
    done: Vec<Chunk>,
    containers: Vec<Container>,
    item: Option<Open>,
    doc: Option<String>,
    /// The byte after the last mark.
    last: usize,
    /// Whether the outermost container was just closed, and nothing but column 0 may follow.
    after_close: bool,
    /// Whether it has been said that what is read now is nested too deeply.
    told_depth: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Outline<'_> {
    fn scan(&mut self) {
        let mut offset = 0_usize;
        for line in self.text.split_inclusive('\n') {
            self.line(offset, line);
            offset = offset.saturating_add(line.len());
        }
    }

    fn line(&mut self, offset: usize, line: &str) {
        let content = line.trim_end_matches(['\n', '\r']);
        let indented = content.trim_start_matches(is_blank);
        if let Some(doc) = indented.strip_prefix("##") {
            let doc = doc.strip_prefix(' ').unwrap_or(doc).trim_end();
            match &mut self.doc {
                Some(lines) => {
                    lines.push('\n');
                    lines.push_str(doc);
                }
                None => self.doc = Some(doc.to_owned()),
            }
            return;
        }
        let mut scan = Scan::new();
        let mut first = true;
        let mut opened = None;
        for (index, c) in content.char_indices() {
            let at = offset.saturating_add(index);
            let place = scan.step(c);
            if place == Place::Comment {
                break;
            }
            if place == Place::Code && is_blank(c) {
                continue;
            }
            if place == Place::Code && matches!(c, ')' | ']' | '}') {
                self.close(c, at, index == 0);
            } else {
                self.begin(at, index == 0, first);
                if place == Place::Code && matches!(c, '(' | '[' | '{') {
                    self.open(c, at);
                }
            }
            if place == Place::String && !scan.in_string() {
                opened = None;
            } else if place == Place::String && opened.is_none() {
                opened = Some(at);
            }
            first = false;
            self.last = at.saturating_add(c.len_utf8());
        }
        if let (true, Some(at)) = (scan.in_string(), opened) {
            self.broken(
                Diagnostic::error(
                    Code::Unclosed,
                    span(self.file, at, self.last),
                    "texten har inget slutande citattecken på raden",
                    "the text has no closing quotation mark on its line",
                )
                .help(
                    "en text står på en rad; inuti den skrivs citattecken `\\\"`",
                    "a text stands on one line; inside it a quotation mark is written `\\\"`",
                ),
            );
        }
    }

    /// A mark that closes nothing: does an item begin with it?
    fn begin(&mut self, at: usize, column_0: bool, first_of_line: bool) {
        let rest = self.text.get(at..).unwrap_or("");
        if column_0 {
            self.close_all();
            self.told_depth = false;
            self.start(at);
        } else if first_of_line && self.inside() && item_begins(rest) {
            self.finish();
            if self.after_close {
                self.reopen(at);
            }
            self.start(at);
        } else if self.item.is_none() {
            if self.after_close {
                self.reopen(at);
            }
            self.start(at);
        }
    }

    /// Whether what is read now stands in a chapter, or after one that closed too early.
    fn inside(&self) -> bool {
        !self.containers.is_empty()
            || self.after_close
            || self
                .item
                .as_ref()
                .is_some_and(|item| item.container && item.brackets.is_empty())
    }

    fn start(&mut self, at: usize) {
        let rest = self.text.get(at..).unwrap_or("");
        // One more would be a bracket too many; `open` says so.
        let container = self.containers.len() < MAX_NESTING
            && matches!(
                item_word(first_word(rest)),
                Some(Rule::kw_section | Rule::kw_for_each)
            );
        self.item = Some(Open {
            start: at,
            doc: self.doc.take(),
            broken: false,
            container,
            brackets: Vec::new(),
        });
    }

    fn open(&mut self, bracket: char, at: usize) {
        let outer = self.containers.len();
        let Some(item) = &mut self.item else { return };
        if item.container && bracket == '{' && item.brackets.is_empty() {
            let end = at.saturating_add(1);
            return self.enter(end, Some(at));
        }
        item.brackets.push((bracket, at));
        if outer.saturating_add(item.brackets.len()) > MAX_NESTING && !item.broken {
            item.broken = true;
            // Once for what begins in column 0: the items inside would only say it again.
            if !std::mem::replace(&mut self.told_depth, true) {
                self.report(too_deep(span(self.file, at, at.saturating_add(1))));
            }
        }
    }

    /// The item being read is a chapter's header and ends here; its body begins.
    fn enter(&mut self, end: usize, brace: Option<usize>) {
        let Some(item) = self.item.take() else { return };
        self.containers.push(Container {
            header: item.chunk(end),
            items: Vec::new(),
            brace,
        });
    }

    fn close(&mut self, bracket: char, at: usize, column_0: bool) {
        let opening = match bracket {
            ')' => '(',
            ']' => '[',
            _ => '{',
        };
        if let Some(item) = &mut self.item {
            if item.brackets.last().is_some_and(|(c, _)| *c == opening) {
                item.brackets.pop();
                return;
            }
            let matching = item.brackets.iter().rposition(|(c, _)| *c == opening);
            match (bracket, matching) {
                // A `}` closes what it closes, whatever was forgotten inside.
                ('}', Some(index)) => {
                    let forgotten = item.brackets.get(index.saturating_add(1)).copied();
                    item.brackets.truncate(index);
                    if let Some((c, at)) = forgotten {
                        self.unclosed(c, at);
                    }
                    return;
                }
                ('}', None) if !self.containers.is_empty() => {}
                // In column 0 it is nobody's; the item before it is whole.
                (_, None) if column_0 && item.brackets.is_empty() && !item.container => {
                    self.finish();
                }
                // The grammar says what it expected instead.
                _ => return,
            }
        }
        if bracket != '}' || self.containers.is_empty() {
            if self.item.is_none() {
                self.stray(bracket, at);
            }
            return;
        }
        self.finish();
        self.leave(at.saturating_add(1));
    }

    /// A closing bracket where no item is being read.
    fn stray(&mut self, bracket: char, at: usize) {
        self.report(Diagnostic::error(
            Code::Unclosed,
            span(self.file, at, at.saturating_add(1)),
            format!("`{bracket}` stänger inget som är öppet"),
            format!("`{bracket}` closes nothing that is open"),
        ));
    }

    /// The innermost chapter is closed.
    fn leave(&mut self, end: usize) {
        let Some(Container {
            mut header, items, ..
        }) = self.containers.pop()
        else {
            return;
        };
        header.body = Some(Body { items, end });
        self.add(header);
        self.after_close = self.containers.is_empty();
    }

    /// Something follows a chapter on indented lines: say so once, and read it as if it stood in the chapter.
    fn reopen(&mut self, at: usize) {
        self.after_close = false;
        let Some(mut header) = self.done.pop() else { return };
        let Some(body) = header.body.take() else {
            self.done.push(header);
            return;
        };
        let brace = span(self.file, body.end.saturating_sub(1), body.end);
        let word = self.text.get(at..).map_or("", first_word);
        let here = span(self.file, at, at.saturating_add(word.len().max(1)));
        self.report(
            Diagnostic::error(
                Code::Misplaced,
                here,
                "det här står indraget, men avsnittet är redan stängt",
                "this is indented, but the chapter is already closed",
            )
            .also(brace, "stängt här", "closed here")
            .help(
                "flytta `}` till slutet, eller börja i första kolumnen",
                "move the `}` to the end, or begin in the first column",
            ),
        );
        self.containers.push(Container {
            header,
            items: body.items,
            brace: None,
        });
    }

    /// The item being read ends with the last mark.
    fn finish(&mut self) {
        let forgotten = self.item.as_ref().and_then(|item| {
            let first = item.brackets.first().copied();
            first.filter(|_| !item.broken)
        });
        if let Some((bracket, at)) = forgotten {
            self.unclosed(bracket, at);
        }
        let last = self.last;
        if self.item.as_ref().is_some_and(|item| item.container) {
            // A header without `{`: the grammar will say so, and what follows is read as its body.
            self.enter(last, None);
        } else if let Some(item) = self.item.take() {
            self.add(item.chunk(last));
        }
    }

    fn close_all(&mut self) {
        self.finish();
        while let Some(container) = self.containers.last() {
            if let (Some(brace), false) = (container.brace, container.header.broken) {
                self.report(unclosed(self.file, '{', brace));
            }
            self.leave(self.last);
        }
        self.after_close = false;
    }

    fn unclosed(&mut self, bracket: char, at: usize) {
        // A file of nothing but brackets would have half a million messages made for nobody.
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            self.broken(unclosed(self.file, bracket, at));
        } else if let Some(item) = &mut self.item {
            item.broken = true;
        }
    }

    /// Reports something in the item being read, which is then not parsed. One report an item is enough.
    fn broken(&mut self, diagnostic: Diagnostic) {
        match &mut self.item {
            Some(item) if item.broken => {}
            Some(item) => {
                item.broken = true;
                self.report(diagnostic);
            }
            None => self.report(diagnostic),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }

    fn add(&mut self, chunk: Chunk) {
        match self.containers.last_mut() {
            Some(container) => container.items.push(chunk),
            None => self.done.push(chunk),
        }
    }
}

impl Open {
    fn chunk(self, end: usize) -> Chunk {
        Chunk {
            start: self.start,
            end,
            doc: self.doc,
            broken: self.broken,
            body: None,
        }
    }
}

/// E0112.
fn unclosed(file: FileId, bracket: char, at: usize) -> Diagnostic {
    Diagnostic::error(
        Code::Unclosed,
        span(file, at, at.saturating_add(1)),
        format!("`{bracket}` stängs aldrig"),
        format!("`{bracket}` is never closed"),
    )
}
