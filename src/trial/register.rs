//! Which clause each rule rests on, as `SOURCES.md` beside the rules says: compared with what the rules cite.
//!
//! A row of a table in it names rules, concepts, tables or results in its first column and their clauses in its second:
//! ``| `annan_huvudman` | `tjut` Stadskontorets bedömning; `kl` 2 kap. 2 § | … |``. A row whose second column names no source says
//! something to a person and is not compared; `–` says that nothing is cited.

use std::collections::{BTreeMap, BTreeSet};

use super::Difference;
use crate::check::RuleSet;
use crate::check::ruleset::Grounds;
use crate::source::Library;

/// The name of the file.
const FILE: &str = "SOURCES.md";

/// What a `SOURCES.md` says.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// The place that a person looks at.
    pub place: String,
    /// Whether it is the rule set's own: then every name in it is one of the rule set's.
    own: bool,
    /// The clauses of each name.
    rows: BTreeMap<String, BTreeSet<String>>,
}

/// What is said beside the rule set and beside the modules that it uses; none where there is no such file.
#[must_use]
pub fn registers(library: &dyn Library, ruleset: &RuleSet) -> Vec<Register> {
    let modules = ruleset.modules.iter().filter_map(|slug| slug.rsplit_once('.'));
    let mut folders: Vec<String> = modules.map(|(folder, _)| folder.replace('.', "/")).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.insert(0, ruleset.name.clone());
    folders
        .into_iter()
        .filter_map(|folder| {
            let path = format!("{folder}/{FILE}");
            let text = String::from_utf8(library.read(&path).ok()?).ok()?;
            Some(Register {
                place: library.display(&path),
                own: folder == ruleset.name,
                rows: rows(&text),
            })
        })
        .collect()
}

impl Register {
    /// Where the rules cite something else than it says.
    #[must_use]
    pub fn differences(&self, ruleset: &RuleSet) -> Vec<Difference> {
        let cited = cited(ruleset);
        let joined = |clauses: &BTreeSet<String>| match clauses.is_empty() {
            true => "–".to_owned(),
            false => clauses.iter().map(String::as_str).collect::<Vec<_>>().join("; "),
        };
        self.rows
            .iter()
            .filter_map(|(name, said)| {
                let found = match cited.get(name) {
                    Some(found) if found == said => return None,
                    Some(found) => joined(found),
                    None if self.own => "∅".to_owned(),
                    None => return None,
                };
                Some(Difference {
                    key: name.clone(),
                    expected: joined(said),
                    found,
                })
            })
            .collect()
    }
}

/// The clauses of each name, as the text says.
fn rows(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (Some(names), Some(clauses)) = (cells.next(), cells.next()) else {
            continue;
        };
        let said: BTreeSet<String> = clauses.split(';').filter_map(clause).collect();
        if said.is_empty() && clauses != "–" {
            continue;
        }
        for name in names.split('`').skip(1).step_by(2) {
            rows.entry(name.to_owned())
                .or_default()
                .extend(said.iter().cloned());
        }
    }
    rows
}

/// `` `tjut` Ärendet `` as `tjut Ärendet`.
fn clause(text: &str) -> Option<String> {
    let (source, locator) = text.trim().strip_prefix('`')?.split_once('`')?;
    Some(format!("{source} {}", locator.trim()))
}

/// What everything in the rule set cites; the header by the rule set's name.
fn cited(ruleset: &RuleSet) -> BTreeMap<String, BTreeSet<String>> {
    let rules = ruleset.rules.iter().map(|r| (&r.id, &r.grounds));
    let concepts = ruleset.concepts.iter().map(|c| (&c.name, &c.grounds));
    let tables = ruleset.tables.iter().map(|t| (&t.name, &t.grounds));
    let results = ruleset.results.iter().map(|r| (&r.name, &r.grounds));
    let shared = ruleset.apportionments.iter().map(|a| (&a.name, &a.grounds));
    let values = ruleset
        .parameters
        .iter()
        .flat_map(|p| p.values.iter().map(|v| (&p.name, &v.grounds)));
    let header = std::iter::once((&ruleset.name, &ruleset.grounds));
    let mut cited: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, grounds) in rules
        .chain(concepts)
        .chain(tables)
        .chain(results)
        .chain(shared)
        .chain(values)
        .chain(header)
    {
        cited
            .entry(name.clone())
            .or_default()
            .extend(clauses(ruleset, grounds));
    }
    cited
}

fn clauses<'a>(ruleset: &'a RuleSet, grounds: &'a Grounds) -> impl Iterator<Item = String> + 'a {
    grounds.cites.iter().filter_map(|cite| {
        let source = ruleset.sources.get(usize::from(cite.source.0))?;
        Some(format!("{} {}", source.name, cite.locator))
    })
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_row_names_rules_and_their_clauses() {
        let rows = rows(
            "| Rule | Clause | Basis |\n|---|---|---|\n\
             | `a`, `b` | `kl` 1 §; `fl` 2 kap. 3 § | Document: `x`. |\n\
             | `c` | – | Assumption. |\n| `d` | see elsewhere | |\nA line with `e` | and a bar.\n",
        );
        let seen: Vec<String> = rows
            .iter()
            .map(|(name, clauses)| format!("{name}: {clauses:?}"))
            .collect();
        assert_eq!(
            seen,
            [
                r#"a: {"fl 2 kap. 3 §", "kl 1 §"}"#,
                r#"b: {"fl 2 kap. 3 §", "kl 1 §"}"#,
                "c: {}",
            ]
        );
    }
}
