//! Where rule files and tables come from. The command line implements [`Library`] on a folder and on the embedded rules.

use std::collections::BTreeMap;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// There is no such file.
    NotFound,
    /// The path leads outside the folder of rules.
    Outside,
    /// The system's own words.
    Other(String),
}

/// Gives the bytes of a file by its path relative to the rules' root, with `/` (`gemensamt/sokande.regel`).
pub trait Library {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`ReadFailure`] when there is no such file, it is outside the root, or reading fails.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFailure>;

    /// The names of the rule sets (folders with a rule file of the same name), sorted.
    fn rulesets(&self) -> Vec<String>;

    /// The paths of a rule set's cases, `<ruleset>/cases/*.json`, sorted; none where the library has no cases.
    fn cases(&self, ruleset: &str) -> Vec<String> {
        let _ = ruleset;
        Vec::new()
    }

    /// The names of the modules (`gemensamt.sokande`), sorted; none where the library doesn't know them all.
    fn modules(&self) -> Vec<String> {
        Vec::new()
    }

    /// How a person would write the path: with the root before it where there is one.
    fn display(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// Files in memory, for tests and for services that hold their rules themselves.
#[derive(Clone, Debug, Default)]
pub struct MemoryLibrary {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLibrary {
    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Library for MemoryLibrary {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFailure> {
        self.files.get(path).cloned().ok_or(ReadFailure::NotFound)
    }

    fn rulesets(&self) -> Vec<String> {
        self.files
            .keys()
            .filter_map(|path| {
                let (folder, file) = path.rsplit_once('/')?;
                (file.strip_suffix(".regel") == Some(folder)).then(|| folder.to_owned())
            })
            .collect()
    }

    fn modules(&self) -> Vec<String> {
        let stems = self.files.keys().filter_map(|path| path.strip_suffix(".regel"));
        stems
            .filter(|stem| stem.split_once('/').is_none_or(|(folder, file)| folder != file))
            .map(|stem| stem.replace('/', "."))
            .collect()
    }

    fn cases(&self, ruleset: &str) -> Vec<String> {
        let folder = format!("{ruleset}/cases/");
        let is_case = |path: &&String| {
            path.strip_prefix(&folder)
                .is_some_and(|file| file.ends_with(".json") && !file.contains('/'))
        };
        self.files.keys().filter(is_case).cloned().collect()
    }
}
