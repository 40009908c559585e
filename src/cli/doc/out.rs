//! Where books are written, and as what.

use std::path::Path;

use crate::cli::files;
use crate::cli::notice::Notice;
use crate::value::Bilingual;

/// What a book is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    Html,
}

impl Format {
    /// What its files end in.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// What a file's name says that it is.
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()) {
            Some("html" | "htm") => Self::Html,
            _ => Self::Markdown,
        }
    }
}

/// Where books are written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Out<'a> {
    /// One book, on standard output.
    Print(Format),
    /// One book, in a file.
    File(&'a Path, Format),
    /// A file for each book.
    Folder(&'a Path, Format),
}

impl<'a> Out<'a> {
    /// What `--out` means for so many books: a folder when it is one, ends in a slash or is to hold several.
    pub(super) fn of(out: Option<&'a Path>, format: Option<Format>, books: usize) -> Result<Self, Notice> {
        let Some(path) = out else {
            return match books {
                1 => Ok(Self::Print(format.unwrap_or(Format::Markdown))),
                _ => Err(Notice::new(
                    format!("{books} böcker får inte plats på standard ut"),
                    format!("{books} books can't be printed at once"),
                )
                .help(
                    "ange en mapp: --out MAPP, eller ett av regelverken",
                    "give a folder: --out DIR, or one of the rule sets",
                )),
            };
        };
        let slash = path.to_string_lossy().ends_with(['/', '\\']);
        if books == 1 && !slash && !files::is_folder(path) {
            return Ok(Self::File(path, format.unwrap_or_else(|| Format::of(path))));
        }
        if files::is_file(path) {
            let given = path.display();
            return Err(Notice::new(
                format!("`{given}` är en fil, och böckerna behöver en mapp"),
                format!("`{given}` is a file, and the books need a folder"),
            ));
        }
        Ok(Self::Folder(path, format.unwrap_or(Format::Html)))
    }
}

/// Makes a folder, when it is not there.
pub(super) fn folder(path: &Path) -> Result<(), Notice> {
    files::make_folder(path).map_err(|why| unwritten(path, &why))
}

/// Writes a file whole: what stood there before stays until all of the new is written.
pub(super) fn put(path: &Path, text: &str) -> Result<(), Notice> {
    files::replace(path, text.as_bytes()).map_err(|why| unwritten(path, &why))
}

/// That a file was not written, and why.
fn unwritten(path: &Path, why: &Bilingual) -> Notice {
    files::not_written(&path.display().to_string(), why)
}
