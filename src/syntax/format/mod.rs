//! A file's text, written anew: the same tree and the same comments in the layout of the language.
//!
//! The printer writes the tree and marks which place of the file each line is of; [`weave`] puts the comments and the empty
//! lines back where they stood. What comes out is read again and compared, so that nothing is ever lost in silence.

mod comments;
mod same;
mod weave;

use unicode_normalization::UnicodeNormalization;

use super::parse::{Reading, parse, read};
use super::printer::{Layout, print_in};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;
use comments::comments;
use weave::weave;

/// How a file is to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// English keywords (`true`), Swedish ones (`false`), or those that the file has (`None`).
    pub english: Option<bool>,
}

/// Why a file was not formatted.
#[derive(Clone, Debug)]
pub enum Unformatted {
    /// Something is wrong with it; never empty.
    Wrong(Vec<Diagnostic>),
    /// What came out was not what went in: a mistake of the formatter, not of the file's author.
    Unfaithful,
}

/// The text in the layout of the language: the same items, clauses and comments in the same order. What the language
/// does not allow and no reader sees is mended: line ends, a byte order mark, characters that are not in NFC.
///
/// # Errors
/// When the text has mistakes, or would not have kept its meaning or its comments.
pub fn format(file: FileId, text: &str, options: FormatOptions) -> Result<String, Unformatted> {
    let mended = mended(text);
    let mut before = read(file, &mended, true);
    if options.english.is_some() {
        // All keywords will be of one language.
        before.diagnostics.retain(|d| d.code != Code::MixedLanguages);
    }
    if !before.diagnostics.is_empty() {
        // Told of the text as it stands, where the places are the author's.
        let (_, told) = parse(file, text);
        let told = if told.is_empty() { before.diagnostics } else { told };
        return Err(Unformatted::Wrong(told));
    }
    let english = options.english.unwrap_or(before.file.english);
    // Where a line is broken is decided in Swedish, so that a file is laid out alike in both languages.
    let mut written = laid_out(&mended, &before, false);
    if english {
        let swedish = read(file, &written, true);
        written = laid_out(&written, &swedish, true);
    }
    let after = read(file, &written, false);
    let faithful = after.diagnostics.is_empty()
        && same::trees(&before.file, &after.file)
        && same::comments(&comments(&mended), &comments(&written));
    if faithful {
        Ok(written)
    } else {
        Err(Unformatted::Unfaithful)
    }
}

fn laid_out(text: &str, reading: &Reading, english: bool) -> String {
    let layout = Layout::new(text, &reading.words);
    let written = print_in(&reading.file, english, &layout);
    weave(&written, &comments(text), &layout)
}

/// The text without a byte order mark, with lines that end in a line feed, in NFC.
fn mended(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.replace("\r\n", "\n").nfc().collect()
}
