//! A source file and its line index.

use super::{FileId, Span};

/// A line and a column as an editor shows them: both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A file that was read: its name as a person would write it, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as given, with `/`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// The byte at which each line begins.
    lines: Vec<u32>,
}

impl SourceFile {
    /// Indexes the lines of `text`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut lines = vec![0];
        lines.extend(
            text.bytes()
                .zip(1_u32..)
                .filter(|(b, _)| *b == b'\n')
                .map(|(_, next)| next),
        );
        Self {
            name: name.into(),
            text,
            lines,
        }
    }

    /// Where the byte `offset` stands; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self
            .text
            .get(start as usize..offset as usize)
            .or_else(|| self.text.get(start as usize..));
        Position {
            line,
            column: before.map_or(0, |t| t.chars().count()).saturating_add(1),
        }
    }

    /// The line that the byte `offset` stands in, without its line break, and the byte that it begins at.
    #[must_use]
    pub fn line(&self, offset: u32) -> (&str, usize) {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let begin = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0) as usize;
        let end = self
            .lines
            .get(line)
            .map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(begin..end).unwrap_or("");
        let text = text.strip_suffix('\n').unwrap_or(text);
        (text.strip_suffix('\r').unwrap_or(text), begin)
    }

    /// The text at `span`, empty when it is outside the file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }
}

/// The files of one run; a [`FileId`] is an index into it.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and says which one it became.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        self.files.push(file);
        id
    }

    /// The file, when it is one of these.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::from(id.0))
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0_u16..).map(FileId).zip(self.files.iter())
    }
}
