//! The folder of a new rule set, made whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::cli::files;
use crate::cli::notice::Notice;
use crate::value::{Bilingual, Language};

/// How many of the files that stand in the way are named.
const NAMED: usize = 10;

/// Makes the folder `name` in `parent` with the files, by their paths and texts; what is already there is left as it is.
pub(super) fn make(parent: &Path, name: &str, files: &[(String, String)]) -> Result<(), Notice> {
    let target = parent.join(name);
    // A link that leads nowhere stands in the way too.
    if fs::symlink_metadata(&target).is_ok() {
        return Err(occupied(&target));
    }
    write(parent, name, files).map_err(|error| {
        let given = target.display();
        let reason = reason(&error);
        Notice::new(
            format!("`{given}` kunde inte skapas: {}", reason.get(Language::Swedish)),
            format!("`{given}` could not be made: {}", reason.get(Language::English)),
        )
    })
}

/// Writes the folder beside its place and then renames it, so that nobody sees it half made.
fn write(parent: &Path, name: &str, files: &[(String, String)]) -> io::Result<()> {
    let parent = if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    };
    // A hidden name: no command takes it for a rule set. It is removed when it goes out of scope, whatever happens.
    let beside = tempfile::Builder::new().prefix(".rekvisit-").tempdir_in(parent)?;
    let folder = beside.path().join(name);
    for (path, text) in files {
        let path = folder.join(path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)?;
        }
        let mut file = File::create_new(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    fs::rename(&folder, parent.join(name))
}

/// Why it was not made.
fn reason(error: &io::Error) -> Bilingual {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Bilingual::new(
            "det går inte att skriva där (behörighet saknas)",
            "it is not possible to write there (permission denied)",
        ),
        io::ErrorKind::StorageFull => Bilingual::new("disken är full", "the disk is full"),
        _ => Bilingual::new(error.to_string(), error.to_string()),
    }
}

/// That there is something already, and what.
fn occupied(target: &Path) -> Notice {
    let given = target.display();
    let mut notice = Notice::new(
        format!("`{given}` finns redan, och ingenting har ändrats"),
        format!("`{given}` is already there, and nothing has been changed"),
    );
    if files::is_folder(target) {
        let names = files::names(target);
        let more = names.len().saturating_sub(NAMED);
        notice.details = names
            .iter()
            .take(NAMED)
            .map(|name| {
                let path = target.join(name).display().to_string();
                Bilingual::new(path.clone(), path)
            })
            .collect();
        if more > 0 {
            notice.details.push(Bilingual::new(
                format!("och {more} till"),
                format!("and {more} more"),
            ));
        }
    }
    notice.help(
        "välj ett annat namn eller en annan mapp (`--in`), eller flytta undan det som finns",
        "choose another name or another folder (`--in`), or move away what is there",
    )
}
