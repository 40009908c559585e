//! Any bytes as a rule file: decoded, parsed, checked as a rule set and as a module, and what is wrong told.

use rekvisit::source::{FileId, SourceFile, Sources};
use rekvisit::{check, syntax};

use super::page::rule_texts;
use super::stages::{MODULES, compiled, told, written};

pub(super) fn run(bytes: &[u8]) {
    for text in rule_texts(bytes) {
        one(&text);
    }
}

fn one(bytes: &[u8]) {
    match syntax::decode(FileId(0), bytes) {
        Ok(text) => {
            let (tree, found) = syntax::parse(FileId(0), text);
            let mut sources = Sources::default();
            sources.add(SourceFile::new("prov.regel", text));
            told(&found, &sources);
            for english in [false, true] {
                drop(syntax::print(&tree, english));
            }
        }
        Err(diagnostic) => told(&[diagnostic], &Sources::default()),
    }
    let library = MODULES.clone().with("prov/prov.regel", bytes);
    let library = library.with("gemensamt/prov.regel", bytes);
    if let Some((program, _)) = compiled(check::load(&library, "prov")) {
        written(&program);
    }
    let module = check::load_module(&library, "gemensamt.prov");
    told(&module.diagnostics, &module.sources);
}
