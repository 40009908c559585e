//! Where the rules come from: those that are shipped, a folder, or a revision in git; the last two with the shipped modules behind them.

mod disk;
mod git;
mod overlay;

pub(super) use disk::DiskLibrary;
pub(super) use git::GitLibrary;
pub(super) use overlay::Overlay;

use std::path::Path;

use super::files;
pub(super) use crate::source::{EmbeddedLibrary, RULE_FILE, Unit};
use crate::source::{is_inside, module_names};

/// The rule set whose own folder this is.
pub(super) fn ruleset_of(folder: &Path) -> Option<String> {
    let real = files::canonical(folder).ok()?;
    let name = real.file_name()?.to_str()?;
    files::is_file(&real.join(format!("{name}{RULE_FILE}"))).then(|| name.to_owned())
}
