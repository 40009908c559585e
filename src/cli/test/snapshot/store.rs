//! Snapshots written: in place of the old ones, or beside them for someone to review.

use std::path::{Path, PathBuf};

use super::super::super::files;
use super::super::super::notice::Notice;
use super::super::{Order, Writes};
use super::{Shot, Snapshot};
use crate::value::Bilingual;

/// Writes what was asked for.
pub(super) fn write(snapshots: &[Snapshot<'_>], order: &Order) -> Result<(), Notice> {
    for shot in snapshots.iter().flat_map(|snapshot| &snapshot.files) {
        let written = match order.writes {
            Writes::Nothing => return Ok(()),
            Writes::Accepted => accept(shot),
            Writes::Pending => suspend(shot),
        };
        written.map_err(|why| files::not_written(&shot.shown, &why))?;
    }
    Ok(())
}

/// The file becomes what it should be, and waits for nobody.
fn accept(shot: &Shot) -> Result<(), Bilingual> {
    match &shot.new {
        Some(new) => {
            let text = new.written();
            if shot.bytes != text.as_bytes() {
                replace(&shot.path, &text)?;
            }
        }
        None => files::remove(&shot.path)?,
    }
    files::remove(&pending(&shot.path))
}

/// What the file should become is written beside it, as insta does; what already is as it should be waits no longer.
fn suspend(shot: &Shot) -> Result<(), Bilingual> {
    match &shot.new {
        Some(new) if !shot.is_same() => replace(&pending(&shot.path), &new.written()),
        _ => files::remove(&pending(&shot.path)),
    }
}

fn replace(path: &Path, text: &str) -> Result<(), Bilingual> {
    if let Some(folder) = path.parent() {
        files::make_folder(folder)?;
    }
    files::replace(path, text.as_bytes())
}

/// `a.snap.new`
fn pending(path: &Path) -> PathBuf {
    path.with_extension("snap.new")
}
