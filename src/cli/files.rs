//! The one place where files are read and written.

mod lines;

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use super::notice::Notice;
use crate::value::{Bilingual, Language};

pub(super) use lines::Lines;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is larger than what was allowed.
    TooLarge,
    /// It is a folder.
    Folder,
    /// There is nothing there.
    NotFound,
    /// Something else; what, in the user's language.
    Other(Bilingual),
}

impl Unread {
    /// Why, in both languages.
    pub(super) fn reason(&self) -> Bilingual {
        match self {
            Self::NotFound => Bilingual::new("den finns inte", "it does not exist"),
            Self::Folder => Bilingual::new("det är en mapp", "it is a folder"),
            Self::TooLarge => Bilingual::new("den är för stor", "it is too large"),
            Self::Other(words) => words.clone(),
        }
    }

    /// That the file, as the user wrote it, was not read, and why.
    pub(super) fn notice(&self, given: &str) -> Notice {
        let reason = self.reason();
        Notice::new(
            format!("`{given}` kunde inte läsas: {}", reason.get(Language::Swedish)),
            format!("`{given}` could not be read: {}", reason.get(Language::English)),
        )
    }
}

/// The bytes of a file, when they are at most `limit`.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    let file = File::open(path).map_err(unread)?;
    if file.metadata().map_err(unread)?.is_dir() {
        return Err(Unread::Folder);
    }
    bounded(file, limit)
}

/// The bytes of standard input, when they are at most `limit`.
pub(super) fn read_stdin(limit: u64) -> Result<Vec<u8>, Unread> {
    bounded(io::stdin().lock(), limit)
}

/// Puts new contents in the place of a file's, or of none: written beside it and renamed, so that whoever reads it sees the
/// old ones or the new ones whole. A link stays a link, and the permissions are the old file's.
///
/// # Errors
/// Why it was not written; the old contents then stand.
pub(super) fn replace(path: &Path, contents: &[u8]) -> Result<(), Bilingual> {
    beside_and_renamed(path, contents).map_err(|error| unwritten(&error))
}

/// Makes a folder and those above it, where they are not there.
///
/// # Errors
/// Why it was not made.
pub(super) fn make_folder(path: &Path) -> Result<(), Bilingual> {
    fs::create_dir_all(path).map_err(|error| unwritten(&error))
}

/// Takes a file away; that it is not there is no error.
///
/// # Errors
/// Why it still stands.
pub(super) fn remove(path: &Path) -> Result<(), Bilingual> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritten(&error)),
        _ => Ok(()),
    }
}

/// That a file, as the user wrote it, was not written, and why.
pub(super) fn not_written(given: &str, why: &Bilingual) -> Notice {
    let (sv, en) = (why.get(Language::Swedish), why.get(Language::English));
    Notice::new(
        format!("`{given}` kunde inte skrivas: {sv}"),
        format!("`{given}` could not be written: {en}"),
    )
}

/// Why something was not written.
fn unwritten(error: &io::Error) -> Bilingual {
    match error.kind() {
        io::ErrorKind::PermissionDenied => Bilingual::new(
            "den får inte ändras (behörighet saknas)",
            "it may not be changed (permission denied)",
        ),
        io::ErrorKind::NotFound => Bilingual::new("mappen finns inte", "the folder does not exist"),
        _ => Bilingual::new(error.to_string(), error.to_string()),
    }
}

fn beside_and_renamed(path: &Path, contents: &[u8]) -> io::Result<()> {
    let real = fs::canonicalize(path).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(path.to_path_buf()),
        _ => Err(error),
    })?;
    let permissions = fs::metadata(&real).ok().map(|old| old.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let beside = real.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = File::create_new(&beside)
        .and_then(|mut file| {
            file.write_all(contents)?;
            file.sync_all()
        })
        .and_then(|()| permissions.map_or(Ok(()), |old| fs::set_permissions(&beside, old)))
        .and_then(|()| fs::rename(&beside, &real));
    if written.is_err() {
        // The first failure is the one to tell of.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Where a path really leads, every link followed.
pub(super) fn canonical(path: &Path) -> Result<PathBuf, Unread> {
    fs::canonicalize(path).map_err(unread)
}

/// Writes a file that is not there yet; `false` when there is one already, which stays as it is. What can't be written whole is
/// taken away again.
///
/// # Errors
/// Why it was not written.
pub(super) fn create(path: &Path, contents: &[u8]) -> Result<bool, Bilingual> {
    let mut file = match File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(unwritten(&error)),
    };
    let written = file.write_all(contents).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // The first failure is the one to tell of.
        let _ = fs::remove_file(path);
        return Err(unwritten(&error));
    }
    Ok(true)
}

/// Whether there is anything at the path.
pub(super) fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether it is a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether it is a file.
pub(super) fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Where the program was started.
pub(super) fn here() -> Result<PathBuf, Unread> {
    canonical(Path::new("."))
}

/// The names in a folder, sorted, hidden ones left out; a name that is not UTF-8 can't be a rule set's.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    names
}

fn bounded(reader: impl Read, limit: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let read = reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(unread)?;
    if u64::try_from(read).is_ok_and(|read| read <= limit) {
        Ok(bytes)
    } else {
        Err(Unread::TooLarge)
    }
}

fn unread(error: io::Error) -> Unread {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unread::NotFound,
        io::ErrorKind::IsADirectory => Unread::Folder,
        io::ErrorKind::PermissionDenied => Unread::Other(Bilingual::new(
            "den får inte läsas (behörighet saknas)",
            "it may not be read (permission denied)",
        )),
        _ => Unread::Other(Bilingual::new(error.to_string(), error.to_string())),
    }
}
