//! Rules in a folder.

use std::path::{Component, Path, PathBuf};

use super::super::files::{self, Unread};
use super::super::notice::Notice;
use super::super::source;
use super::{RULE_FILE, Unit, is_inside, module_names};
use crate::source::{Library, ReadFailure};
use crate::value::Language;

/// How large a rule file, a table or a case may be, at most. (The checker has narrower limits of its own.)
const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// How deep folders are looked through for modules.
const DEPTH: usize = 8;

/// Rules in a folder. *Invariant `inside`*: `root` is canonical, and nothing is read whose canonical path does not begin
/// with it.
#[derive(Clone, Debug)]
pub(in super::super) struct DiskLibrary {
    root: PathBuf,
    /// The root as the user wrote it, to put before paths; empty for the current folder.
    shown: String,
    /// What the user pointed at.
    scope: Scope,
    language: Language,
}

/// Which of the rules in the root are meant.
#[derive(Clone, Debug)]
enum Scope {
    /// All of them.
    All,
    /// Those in a folder of modules.
    Folder(String),
    /// One rule set or module.
    Unit(Unit),
}

impl DiskLibrary {
    /// Opens a folder of rule sets, a folder of modules, a rule set's folder, or a rule file.
    pub(in super::super) fn open(path: &Path, language: Language) -> Result<Self, Notice> {
        let given = path.display().to_string();
        let real = files::canonical(path).map_err(|unread| match unread {
            Unread::NotFound => source::not_there(&given),
            other => other.notice(&given),
        })?;
        let name = real
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default()
            .to_owned();
        if files::is_folder(&real) {
            let holds_rules = |file: &String| file.ends_with(RULE_FILE);
            let scope = if files::is_file(&real.join(format!("{name}{RULE_FILE}"))) {
                Scope::Unit(Unit::Ruleset(name))
            } else if files::names(&real).iter().any(holds_rules) {
                Scope::Folder(name)
            } else {
                return Ok(Self::below(&real, path, 0, Scope::All, language));
            };
            return Ok(Self::below(&real, path, 1, scope, language));
        }
        let folder = real.parent().and_then(Path::file_name).and_then(|n| n.to_str());
        match (folder, name.ends_with(RULE_FILE)) {
            (Some(folder), true) => {
                let scope = Unit::at(&format!("{folder}/{name}")).map_or(Scope::All, Scope::Unit);
                Ok(Self::below(&real, path, 2, scope, language))
            }
            _ => Err(source::not_a_rule_file(&given)),
        }
    }

    /// The root is `up` folders above the canonical path `real`, which the user wrote as `given`.
    fn below(real: &Path, given: &Path, up: usize, scope: Scope, language: Language) -> Self {
        let root = real.ancestors().nth(up).unwrap_or(real).to_path_buf();
        // `rules/finsam` shows `rules`; what does not name the folders above (`.`, `finsam.regel`) shows the real path.
        let named = given
            .components()
            .rev()
            .take(up)
            .filter(|c| matches!(c, Component::Normal(_)));
        let shown = match given.ancestors().nth(up) {
            Some(above) if named.count() == up => above.display().to_string(),
            _ => root.display().to_string(),
        };
        Self {
            root,
            shown,
            scope,
            language,
        }
    }

    /// The folder of rule sets, every link followed.
    pub(in super::super) fn root(&self) -> &Path {
        &self.root
    }

    /// The root as the user wrote it.
    pub(in super::super) fn shown(&self) -> &str {
        if self.shown.is_empty() { "." } else { &self.shown }
    }

    /// The rule sets and modules, sorted.
    pub(in super::super) fn units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        match &self.scope {
            Scope::Unit(unit) => units.push(unit.clone()),
            Scope::Folder(folder) => self.collect(folder, 0, &mut units),
            Scope::All => self.collect("", DEPTH, &mut units),
        }
        units.sort_unstable();
        units
    }

    fn collect(&self, folder: &str, depth: usize, units: &mut Vec<Unit>) {
        for name in files::names(&self.root.join(folder)) {
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if files::is_folder(&self.root.join(&path)) {
                if let Some(depth) = depth.checked_sub(1)
                    && self.resolve(&path).is_ok()
                {
                    self.collect(&path, depth, units);
                }
            } else {
                units.extend(Unit::at(&path));
            }
        }
    }

    /// The canonical path, when it is inside the root.
    fn resolve(&self, path: &str) -> Result<PathBuf, ReadFailure> {
        if !is_inside(path) {
            return Err(ReadFailure::Outside);
        }
        let real = files::canonical(&self.root.join(path)).map_err(|unread| self.failure(unread))?;
        if real.starts_with(&self.root) {
            Ok(real)
        } else {
            Err(ReadFailure::Outside)
        }
    }

    fn failure(&self, unread: Unread) -> ReadFailure {
        match unread {
            Unread::NotFound => ReadFailure::NotFound,
            other => ReadFailure::Other(other.reason().get(self.language).to_owned()),
        }
    }
}

impl Library for DiskLibrary {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFailure> {
        let real = self.resolve(path)?;
        files::read(&real, FILE_LIMIT).map_err(|unread| self.failure(unread))
    }

    fn rulesets(&self) -> Vec<String> {
        match &self.scope {
            Scope::Unit(Unit::Ruleset(name)) => vec![name.clone()],
            Scope::Unit(Unit::Module(_)) | Scope::Folder(_) => Vec::new(),
            Scope::All => files::names(&self.root)
                .into_iter()
                .filter(|name| files::is_file(&self.root.join(name).join(format!("{name}{RULE_FILE}"))))
                .collect(),
        }
    }

    fn modules(&self) -> Vec<String> {
        // Only in the folders of the root, which may be any folder when a single file is checked.
        let mut units = Vec::new();
        self.collect("", 1, &mut units);
        module_names(units)
    }

    fn cases(&self, ruleset: &str) -> Vec<String> {
        let folder = format!("{ruleset}/cases");
        files::names(&self.root.join(&folder))
            .into_iter()
            .filter(|name| name.ends_with(".json"))
            .map(|name| format!("{folder}/{name}"))
            .collect()
    }

    fn display(&self, path: &str) -> String {
        match self.shown.as_str() {
            "" | "." => path.to_owned(),
            shown => format!("{}/{path}", shown.trim_end_matches('/')),
        }
    }
}
