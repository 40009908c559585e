//! The derived cases as files. Nothing that is there is touched.

use std::path::{Path, PathBuf};

use super::super::super::files;
use super::super::super::notice::Notice;
use super::Derived;
use crate::boundary;
use crate::value::Bilingual;

/// What was written.
pub(super) struct Written {
    /// The files.
    pub(super) files: Vec<PathBuf>,
    /// Files that were there already.
    pub(super) kept: Vec<PathBuf>,
}

/// Writes the cases of each threshold that no case shows yet; in a folder for each rule set when there are several.
pub(super) fn write(folder: &Path, derived: &[Derived<'_>], several: bool) -> Result<Written, Notice> {
    let mut written = Written {
        files: Vec::new(),
        kept: Vec::new(),
    };
    for derived in derived {
        for row in &derived.boundary.rows {
            if !row.existing.is_empty() {
                continue;
            }
            let name = boundary::file_name(&derived.threshold, derived.number, row.side);
            let Some(case) = boundary::adopted(derived.program, &derived.threshold, row, &name) else {
                continue;
            };
            let folder = if several {
                folder.join(&derived.suite.name)
            } else {
                folder.to_path_buf()
            };
            let path = folder.join(format!("{name}.json"));
            let unwritten = |why: Bilingual| files::not_written(&path.display().to_string(), &why);
            files::make_folder(&folder).map_err(unwritten)?;
            let text = format!("{case:#}\n");
            if files::create(&path, text.as_bytes()).map_err(unwritten)? {
                written.files.push(path);
            } else {
                written.kept.push(path);
            }
        }
    }
    Ok(written)
}
