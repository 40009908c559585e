//! Names of rule files and paths to them, as every library has them.

/// The end of a rule file's name.
pub const RULE_FILE: &str = ".regel";

/// A rule file's name as a rule set or a module: `gemensamt/sokande.regel` is the module `gemensamt.sokande`,
/// `finsam/finsam.regel` the rule set `finsam`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A rule set, by its name.
    Ruleset(String),
    /// A module, by its name.
    Module(String),
}

impl Unit {
    /// What the file at the path holds, by its place.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let stem = path.strip_suffix(RULE_FILE)?;
        Some(match stem.split_once('/') {
            Some((folder, file)) if folder == file => Self::Ruleset(file.to_owned()),
            _ => Self::Module(stem.replace('/', ".")),
        })
    }
}

/// The names of the modules among them, sorted.
#[must_use]
pub fn module_names(units: impl IntoIterator<Item = Unit>) -> Vec<String> {
    let modules = units.into_iter().filter_map(|unit| match unit {
        Unit::Module(name) => Some(name),
        Unit::Ruleset(_) => None,
    });
    let mut names: Vec<String> = modules.collect();
    names.sort_unstable();
    names
}

/// A path inside the rules: not empty, relative, with `/`, and never upwards.
#[must_use]
pub fn is_inside(path: &str) -> bool {
    !path.contains(['\\', '\0', ':']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::{Unit, is_inside};

    #[test]
    fn a_file_is_a_rule_set_when_it_is_named_as_its_folder() {
        assert_eq!(
            Unit::at("finsam/finsam.regel"),
            Some(Unit::Ruleset("finsam".into()))
        );
        assert_eq!(
            Unit::at("gemensamt/sokande.regel"),
            Some(Unit::Module("gemensamt.sokande".into()))
        );
        assert_eq!(Unit::at("finsam/SOURCES.md"), None);
    }

    #[test]
    fn a_path_never_leads_out() {
        assert!(is_inside("finsam/cases/a.json"));
        for outside in ["../x", "/etc/passwd", "a/../../b", "", "a//b", "C:\\x", "./a"] {
            assert!(!is_inside(outside), "{outside}");
        }
    }
}
