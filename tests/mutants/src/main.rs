//! Which alterations of the engine no test notices. README.md beside the package says how it is used.
//!
//! Every command works in one folder: `list.json` (what cargo-mutants would alter), `tree` (a copy of the project), `left-out` and `unviable`
//! (the numbers of alterations that have no form here, or don't compile), `woven` (that nothing more is left out) and `results.txt`.

mod list;
mod results;
mod run;
mod stages;
mod tests;
mod viable;
mod weave;
mod work;

use std::path::Path;

use anyhow::{Result, bail};

use run::Wanted;
use work::Work;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["weave", folder] => viable::weave(&Work::at(Path::new(folder))?),
        ["run", folder, wanted @ ..] => run::run(&Work::at(Path::new(folder))?, &Wanted::read(wanted)?),
        ["sum", folder] => results::sum(&Work::at(Path::new(folder))?),
        _ => bail!(
            "usage: mutants weave FOLDER | mutants run FOLDER [--sample N] [--seed N] [--first | --last] [NUMBER…] | mutants sum FOLDER"
        ),
    }
}
