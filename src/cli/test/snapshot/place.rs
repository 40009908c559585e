//! Where the snapshots lie: in `snapshots/<rule set>`, beside the folder of rule sets, or in it where it has such a folder.

use std::path::{Path, PathBuf};

use super::super::super::files;
use super::super::super::library::DiskLibrary;

/// The name of the folder.
const FOLDER: &str = "snapshots";

/// Where the snapshots of a folder of rule sets lie.
pub(super) struct Place {
    folder: PathBuf,
    shown: String,
    /// The folder of rule sets, as one would write it beside the snapshots.
    rules: String,
}

impl Place {
    /// Of a folder of rule sets.
    pub(super) fn of(library: &DiskLibrary) -> Self {
        let root = library.root();
        let inside = root.join(FOLDER);
        let shown = Path::new(library.shown());
        match (root.parent(), root.file_name().and_then(|name| name.to_str())) {
            (Some(above), Some(name)) if !files::is_folder(&inside) => Self {
                folder: above.join(FOLDER),
                shown: match shown.file_name() {
                    Some(_) => shown.with_file_name(FOLDER),
                    None if shown == Path::new(".") => Path::new("..").join(FOLDER),
                    None => above.join(FOLDER),
                }
                .display()
                .to_string(),
                rules: name.to_owned(),
            },
            _ => Self {
                folder: inside,
                shown: if shown == Path::new(".") {
                    FOLDER.to_owned()
                } else {
                    shown.join(FOLDER).display().to_string()
                },
                rules: ".".to_owned(),
            },
        }
    }

    /// The names of the snapshots of a rule set, sorted.
    pub(super) fn names(&self, ruleset: &str) -> Vec<String> {
        let mut names = files::names(&self.folder.join(ruleset));
        names.retain(|name| name.ends_with(".snap"));
        names
    }

    /// The path of a snapshot, and how a person would write it.
    pub(super) fn file(&self, ruleset: &str, name: &str) -> (PathBuf, String) {
        (
            self.folder.join(ruleset).join(name),
            format!("{}/{ruleset}/{name}", self.shown),
        )
    }

    /// The case as one would write it beside the snapshots, on any machine.
    pub(super) fn case(&self, path: &str) -> String {
        match self.rules.as_str() {
            "." => path.to_owned(),
            rules => format!("{rules}/{path}"),
        }
    }

    /// The command that decides the case.
    pub(super) fn command(&self, path: &str) -> String {
        format!("rekvisit evaluate {} --rules {}", self.case(path), self.rules)
    }
}
