//! Which rule sets are meant.

use std::path::Path;
use std::rc::Rc;

use crate::cli::files;
use crate::cli::library::EmbeddedLibrary;
use crate::cli::notice::Notice;
use crate::cli::source::{FOLDER, Rules};
use crate::source::Library;
use crate::value::Language;

/// A rule set, and where it is read from.
pub(super) struct Subject {
    /// Its name.
    pub(super) name: String,
    rules: Rc<Rules>,
}

impl Subject {
    /// Where it is read from.
    pub(super) fn library(&self) -> &dyn Library {
        self.rules.library()
    }
}

/// The rule sets of the paths and names, in the order given; those in `rules` when nothing is given.
pub(super) fn subjects(given: &[&String], language: Language) -> Result<Vec<Subject>, Notice> {
    let mut found: Vec<Subject> = Vec::new();
    if given.is_empty() {
        if !files::is_folder(Path::new(FOLDER)) {
            return Err(Notice::new(
                "här finns ingen mapp `rules` att skriva en bok om",
                "there is no folder `rules` here to write a book of",
            )
            .help(
                "ange var reglerna finns, eller ett regelverk som följer med: rekvisit doc SÖKVÄG|NAMN",
                "say where the rules are, or a shipped rule set: rekvisit doc PATH|NAME",
            )
            .help(
                "`rekvisit rulesets` listar dem som följer med",
                "`rekvisit rulesets` lists those that are shipped",
            ));
        }
        found.extend(below(Path::new(FOLDER), language)?);
    }
    for text in given {
        if files::exists(Path::new(text)) {
            found.extend(below(Path::new(text), language)?);
        } else {
            found.push(shipped(text)?);
        }
    }
    for (subject, number) in found.iter().zip(1..) {
        if found.iter().skip(number).any(|other| other.name == subject.name) {
            let name = &subject.name;
            return Err(Notice::new(
                format!("regelverket `{name}` är angivet två gånger"),
                format!("the rule set `{name}` is given twice"),
            ));
        }
    }
    Ok(found)
}

/// The rule sets at a path.
fn below(path: &Path, language: Language) -> Result<Vec<Subject>, Notice> {
    let rules = Rc::new(Rules::at(path, language)?);
    let names = rules.library().rulesets();
    let subject = |name| Subject {
        name,
        rules: Rc::clone(&rules),
    };
    Ok(names.into_iter().map(subject).collect())
}

/// A shipped rule set.
fn shipped(name: &str) -> Result<Subject, Notice> {
    let rules = Rc::new(Rules::Shipped(EmbeddedLibrary));
    if rules.library().rulesets().iter().any(|known| known == name) {
        let name = name.to_owned();
        return Ok(Subject { name, rules });
    }
    if name.contains(['/', '\\']) || name.ends_with(".regel") {
        return Err(Notice::new(
            format!("`{name}` finns inte"),
            format!("`{name}` does not exist"),
        ));
    }
    Err(rules.absent(name, None))
}
