//! The rules that are shipped, inside the program.

use include_dir::{Dir, include_dir};

use super::unit::{Unit, is_inside, module_names};
use super::{Library, ReadFailure};

/// The folder `rules` as it was when the program was built.
static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The rules that are shipped. They are part of the program: nothing is read when it runs.
///
/// ```
/// use rekvisit::source::{EmbeddedLibrary, Library};
/// assert!(EmbeddedLibrary.rulesets().contains(&"finsam".to_owned()));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct EmbeddedLibrary;

impl EmbeddedLibrary {
    /// Whether the folder is one of modules only, which any rule set may use.
    #[must_use]
    pub fn is_shared(self, folder: &str) -> bool {
        RULES.get_dir(folder).is_some_and(|dir| {
            dir.files()
                .filter_map(|file| Unit::at(file.path().to_str()?))
                .all(|unit| matches!(unit, Unit::Module(_)))
        })
    }
}

impl Library for EmbeddedLibrary {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFailure> {
        if !is_inside(path) {
            return Err(ReadFailure::Outside);
        }
        RULES
            .get_file(path)
            .map(|file| file.contents().to_vec())
            .ok_or(ReadFailure::NotFound)
    }

    fn rulesets(&self) -> Vec<String> {
        let mut names: Vec<String> = RULES
            .dirs()
            .flat_map(Dir::files)
            .filter_map(|file| match Unit::at(file.path().to_str()?) {
                Some(Unit::Ruleset(name)) => Some(name),
                _ => None,
            })
            .collect();
        names.sort_unstable();
        names
    }

    fn modules(&self) -> Vec<String> {
        let files = RULES.dirs().flat_map(Dir::files);
        module_names(files.filter_map(|file| Unit::at(file.path().to_str()?)))
    }

    fn cases(&self, ruleset: &str) -> Vec<String> {
        let folder = RULES.get_dir(format!("{ruleset}/cases"));
        let mut paths: Vec<String> = folder
            .into_iter()
            .flat_map(Dir::files)
            .filter_map(|file| file.path().to_str().map(str::to_owned))
            .filter(|path| path.ends_with(".json"))
            .collect();
        paths.sort_unstable();
        paths
    }

    fn display(&self, path: &str) -> String {
        format!("<rekvisit>/{path}")
    }
}
