//! The folder of a new rule set, made whole or not at all.

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
    if files::stands(&target) {
        return Err(occupied(&target));
    }
    files::new_folder(parent, name, files).map_err(|reason| {
        let given = target.display();
        Notice::new(
            format!("`{given}` kunde inte skapas: {}", reason.get(Language::Swedish)),
            format!("`{given}` could not be made: {}", reason.get(Language::English)),
        )
    })
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
