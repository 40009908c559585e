//! What has been written so far, and what of the file it was written for.

/// What may be done at a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Kind {
    /// Nothing more.
    Plain,
    /// An empty line may stand before it.
    Loose,
    /// It closes what stands on the lines before.
    Close,
}

/// A place in the file and the place at which it was written.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Mark {
    /// The byte in the file.
    pub(in crate::syntax) source: u32,
    /// The byte in what was written.
    pub(in crate::syntax) at: usize,
    /// What may be done there.
    pub(in crate::syntax) kind: Kind,
}

/// Text with marks.
#[derive(Debug, Default)]
pub(in crate::syntax) struct Written {
    /// The text.
    pub(in crate::syntax) text: String,
    /// The marks, in the order of the text.
    pub(in crate::syntax) marks: Vec<Mark>,
}

impl Written {
    /// Marks that what is written next stands at `source` in the file.
    pub(super) fn mark(&mut self, source: u32, kind: Kind) {
        let at = self.text.len();
        self.marks.push(Mark { source, at, kind });
    }

    /// Adds what was written aside.
    pub(super) fn append(&mut self, other: &Written) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|mark| Mark {
            at: mark.at.saturating_add(base),
            ..*mark
        }));
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.text.chars().count()
    }
}
