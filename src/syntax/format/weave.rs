//! Puts comments and empty lines back between the lines that the printer wrote.
//!
//! The printer writes everything in the order of the file, so a place in the file lies between two marks. A comment on a
//! line of its own goes before the line of the mark after it; one at the end of a line goes to the end of the line of the
//! mark before it.

use super::super::printer::{Kind, Layout, Mark, Written};
use super::comments::Comment;

/// Comments at the ends of lines stand below each other, where the code is no wider than this.
const MAX_ALIGNED: usize = 60;

/// The lines with the comments between them. The last line may be one that has nothing but comments before it.
pub(super) fn weave(written: &Written, comments: &[Comment<'_>], layout: &Layout<'_>) -> String {
    let mut lines = lines(written);
    let marks = by_source(written, &lines);
    for comment in comments {
        place(comment, &marks, &mut lines, layout);
    }
    let columns = end_columns(&lines);
    let mut out = Woven {
        text: String::new(),
        opened: true,
        layout,
    };
    for (line, column) in lines.iter().zip(columns) {
        out.line(line, column);
    }
    out.text
}

/// Where the code of each line ends, as wide as that of the lines around it that have a comment at their end too.
fn end_columns(lines: &[Line<'_>]) -> Vec<usize> {
    let together = |a: &Line<'_>, b: &Line<'_>| a.end.is_some() && b.end.is_some() && b.before.is_empty();
    let mut columns = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(together) {
        let widths = run.iter().map(|line| line.code.chars().count());
        let widest = widths.filter(|width| *width <= MAX_ALIGNED).max().unwrap_or(0);
        columns.extend(run.iter().map(|_| widest));
    }
    columns
}

/// A line of the printer's.
struct Line<'a> {
    /// Where it begins in what was written.
    start: usize,
    /// What is written on it.
    code: &'a str,
    /// The first mark on it.
    first: Option<Mark>,
    /// The comments before it, and whether each stood there, so that empty lines around it may be kept.
    before: Vec<(Comment<'a>, bool)>,
    /// The comment at its end.
    end: Option<Comment<'a>>,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.code.chars().take_while(|c| *c == ' ').count()
    }

    fn is(&self, kind: Kind) -> bool {
        self.first.is_some_and(|mark| mark.kind == kind)
    }
}

/// A mark and the line that it is on.
struct Placed {
    source: u32,
    line: usize,
}

fn lines(written: &Written) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0_usize;
    for code in written.text.split('\n') {
        let end = start.saturating_add(code.len());
        // The marks are in the order of the text.
        let from = written.marks.partition_point(|mark| mark.at < start);
        let first = written.marks.get(from).copied().filter(|mark| mark.at <= end);
        lines.push(Line {
            start,
            code,
            first,
            before: Vec::new(),
            end: None,
        });
        start = end.saturating_add(1);
    }
    lines
}

fn by_source(written: &Written, lines: &[Line<'_>]) -> Vec<Placed> {
    let mut marks: Vec<_> = written
        .marks
        .iter()
        .map(|mark| Placed {
            source: mark.source,
            line: lines
                .partition_point(|line| line.start <= mark.at)
                .saturating_sub(1),
        })
        .collect();
    marks.sort_by_key(|mark| mark.source);
    marks
}

/// Gives a comment to the line that it speaks of.
fn place<'a>(comment: &Comment<'a>, marks: &[Placed], lines: &mut [Line<'a>], layout: &Layout<'_>) {
    let next = marks.partition_point(|mark| mark.source < comment.start);
    if !comment.own_line
        && let Some(line) = next.checked_sub(1).and_then(|before| marks.get(before))
        && let Some(line) = lines.get_mut(line.line)
    {
        // Where lines became one, the last comment keeps its place.
        if let Some(earlier) = line.end.replace(*comment) {
            line.before.push((earlier, false));
        }
        return;
    }
    let last = lines.len().saturating_sub(1);
    let mut at = marks.get(next).map_or(last, |mark| mark.line);
    let first = lines.get(at).and_then(|line| line.first);
    // Before the line that it stood in it would document the item itself, not the next one.
    if is_doc(comment, layout) && first.is_some_and(|mark| mark.source < comment.start) {
        at = at.saturating_add(1).min(last);
    }
    // A comment between words that now stand on one line takes no empty line along.
    let apart = first.is_none_or(|mark| layout.only_comments(comment.start, mark.source));
    if let Some(line) = lines.get_mut(at) {
        line.before.push((*comment, apart));
    }
}

/// Whether the language reads the comment as documentation.
fn is_doc(comment: &Comment<'_>, layout: &Layout<'_>) -> bool {
    comment.text.starts_with("##") && layout.begins_line(comment.start)
}

struct Woven<'a> {
    text: String,
    /// Whether nothing but an opening bracket, or nothing at all, stands before.
    opened: bool,
    layout: &'a Layout<'a>,
}

impl Woven<'_> {
    fn line(&mut self, line: &Line<'_>, end: usize) {
        // The printer writes no empty lines; there is only the one after the last.
        let after_all = line.code.is_empty();
        let loose = after_all || line.is(Kind::Loose) || line.is(Kind::Close);
        for (comment, apart) in &line.before {
            if loose && *apart && self.layout.follows_blank_line(comment.start) {
                self.blank_line();
            }
            self.indented(comment, line);
        }
        if after_all {
            return;
        }
        let apart = |mark: Mark| mark.kind == Kind::Loose && self.layout.follows_blank_line(mark.source);
        if line.first.is_some_and(apart) {
            self.blank_line();
        }
        self.text.push_str(line.code);
        if let Some(comment) = line.end {
            let blanks = end.saturating_sub(line.code.chars().count()).saturating_add(2);
            self.text.extend(std::iter::repeat_n(' ', blanks));
            self.text.push_str(comment.text);
        }
        self.text.push('\n');
        // After a head of several lines an empty one sets its contents apart.
        self.opened = line.code.ends_with('{') && line.is(Kind::Loose);
    }

    fn blank_line(&mut self) {
        if !self.opened {
            self.text.push('\n');
        }
    }

    /// A comment on a line of its own: as deep as the line after it, or deeper where it speaks of what stands before.
    fn indented(&mut self, comment: &Comment<'_>, line: &Line<'_>) {
        let column = self.layout.column(comment.start);
        let next = line.first.map_or(0, |mark| self.layout.column(mark.source));
        let deeper = comment.own_line && (line.is(Kind::Close) || column > next);
        let indent = line.indent().saturating_add(if deeper { 2 } else { 0 });
        self.text.extend(std::iter::repeat_n(' ', indent));
        if !comment.own_line && comment.text.starts_with("##") {
            // Two number signs would be documentation here.
            self.text.push_str("# ");
        }
        self.text.push_str(comment.text);
        self.text.push('\n');
        self.opened = false;
    }
}
