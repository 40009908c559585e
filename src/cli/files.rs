//! The one place where files are read and written.

mod digest;
mod grown;
mod lines;

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use super::notice::Notice;
use crate::value::{Bilingual, Language};

pub(super) use digest::digest;
pub(super) use grown::{Grown, Reader, length, more, open_at, stdin};
pub(super) use lines::Lines;

/// How large a file may be that is read whole and looked at: a rule file, a table, a case. (What reads it may have narrower
/// limits of its own.)
pub(super) const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is larger than what was allowed.
    TooLarge,
    /// It is a folder.
    Folder,
    /// It is a pipe, a device or the like, which need not come to an end.
    Special,
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
            Self::Special => Bilingual::new("det är ingen vanlig fil", "it is not an ordinary file"),
            Self::TooLarge => Bilingual::new("den är för stor", "it is too large"),
            Self::Other(words) => words.clone(),
        }
    }

    /// The same, with the limit named where it was [`FILE_LIMIT`].
    pub(super) fn within_limit(self) -> Self {
        match self {
            Self::TooLarge => Self::Other(Bilingual::new(
                "den är större än 64 MiB",
                "it is larger than 64 MiB",
            )),
            other => other,
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

/// The bytes of a file, when they are at most `limit`. Nothing but an ordinary file is opened: to open a pipe is to wait for
/// who writes it.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    bounded(open_ordinary(path)?, limit)
}

fn open_ordinary(path: &Path) -> Result<File, Unread> {
    ordinary(&fs::metadata(path).map_err(unread)?)?;
    let file = File::open(path).map_err(unread)?;
    // What was there may be another by now.
    ordinary(&file.metadata().map_err(unread)?)?;
    Ok(file)
}

fn ordinary(found: &fs::Metadata) -> Result<(), Unread> {
    match (found.is_dir(), found.is_file()) {
        (true, _) => Err(Unread::Folder),
        (_, true) => Ok(()),
        _ => Err(Unread::Special),
    }
}

/// The bytes of standard input, when they are at most `limit`.
pub(super) fn read_stdin(limit: u64) -> Result<Vec<u8>, Unread> {
    bounded(io::stdin().lock(), limit)
}

/// Puts new contents in the place of a file's, or of none: written beside it, synced and renamed, so that whoever reads it
/// sees the old ones or the new ones whole, also after a full disk, a signal or a power cut. A link stays a link, and the
/// permissions are the old file's. What is there and is no ordinary file stays.
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

/// Makes a new folder with files in it, by their paths and texts: written beside its place and renamed, so that nobody sees it
/// half made.
///
/// # Errors
/// Why it was not made; nothing of it is then left.
pub(super) fn new_folder(parent: &Path, name: &str, files: &[(String, String)]) -> Result<(), Bilingual> {
    let write = || {
        let parent = above(&parent.join(name)).to_path_buf();
        // A hidden name: no command takes it for a rule set. It is removed when it goes out of scope, whatever happens.
        let beside = tempfile::Builder::new()
            .prefix(".rekvisit-")
            .tempdir_in(&parent)?;
        let folder = beside.path().join(name);
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(above(&path))?;
            let mut file = File::create_new(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            sync_folder(&path);
        }
        let target = parent.join(name);
        fs::rename(&folder, &target)?;
        sync_folder(&target);
        Ok(())
    };
    write().map_err(|error: io::Error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Bilingual::new(
            "det går inte att skriva där (behörighet saknas)",
            "it is not possible to write there (permission denied)",
        ),
        _ => unwritten(&error),
    })
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
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::PermissionDenied => Bilingual::new(
            "den får inte ändras (behörighet saknas)",
            "it may not be changed (permission denied)",
        ),
        Kind::ReadOnlyFilesystem => Bilingual::new(
            "den står på en skrivskyddad disk",
            "it is on a disk that can only be read",
        ),
        Kind::StorageFull | Kind::QuotaExceeded => Bilingual::new("disken är full", "the disk is full"),
        Kind::FileTooLarge => Bilingual::new(
            "den blir större än en fil får vara här",
            "it becomes larger than a file may be here",
        ),
        Kind::InvalidFilename => Bilingual::new("namnet är för långt", "the name is too long"),
        Kind::NotFound | Kind::NotADirectory => {
            Bilingual::new("mappen finns inte", "the folder does not exist")
        }
        Kind::IsADirectory => Bilingual::new("det är en mapp", "it is a folder"),
        Kind::Unsupported => Bilingual::new("det är ingen vanlig fil", "it is not an ordinary file"),
        Kind::AlreadyExists => Bilingual::new("det finns redan en fil där", "there is a file already"),
        _ => Bilingual::new(error.to_string(), error.to_string()),
    }
}

fn beside_and_renamed(path: &Path, contents: &[u8]) -> io::Result<()> {
    let real = fs::canonicalize(path).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(path.to_path_buf()),
        _ => Err(error),
    })?;
    let old = fs::metadata(&real).ok();
    match &old {
        Some(old) if old.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A rename would put a file in the place of a device.
        Some(old) if !old.is_file() => return Err(io::ErrorKind::Unsupported.into()),
        Some(old) if old.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        _ => {}
    }
    let (beside, mut file) = create_beside(&real)?;
    let written = file
        .write_all(contents)
        .and_then(|()| old.map_or(Ok(()), |old| file.set_permissions(old.permissions())))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &real));
    match written {
        Ok(()) => sync_folder(&real),
        Err(_) => {
            // The first failure is the one to tell of.
            let _ = fs::remove_file(&beside);
        }
    }
    written
}

/// A new hidden file in the same folder; its name is short, however long the other's is.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    /// What was left by a program that was stopped may have the name.
    const TRIES: u32 = 100;
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..TRIES {
        let beside = path.with_file_name(format!(".rekvisit-{}-{number}", std::process::id()));
        match File::create_new(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Makes the new name last through a power cut. Where a folder can't be synced (some network disks, Windows) the file is
/// whole all the same.
fn sync_folder(path: &Path) {
    let _ = File::open(above(path)).and_then(|folder| folder.sync_all());
}

/// The folder that something is in.
fn above(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
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

/// Whether something stands at the path, be it a link that leads nowhere.
pub(super) fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
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
