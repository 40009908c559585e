//! The stages, as the program goes through them, with all that it may be asked to write.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rekvisit::check::{self, Checked};
use rekvisit::diagnostic::Diagnostic;
use rekvisit::facts::{self, Limits};
use rekvisit::program::{self, Program};
use rekvisit::render::{self, TextStyle};
use rekvisit::source::{FileId, MemoryLibrary, SourceFile, Sources};
use rekvisit::value::{Date, Language};
use rekvisit::{book, trial};

/// The languages that everything is written in, with and without colours, and how wide.
const LOOKS: [(Language, bool, usize); 2] = [(Language::Swedish, false, 80), (Language::English, true, 23)];

/// The shipped rule sets and modules, with their tables and cases.
pub(super) static SHIPPED: LazyLock<MemoryLibrary> = LazyLock::new(|| files(&rules()));

/// The modules alone, for rules that nobody has shipped.
pub(super) static MODULES: LazyLock<MemoryLibrary> = LazyLock::new(|| {
    let folder = rules().join("gemensamt");
    add(MemoryLibrary::default(), &folder, "")
});

/// The folder of the shipped rules: the fuzzer's package stands in a folder of the program's.
fn rules() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let here = package.join("rules");
    if here.is_dir() {
        here
    } else {
        package.join("../rules")
    }
}

fn files(root: &Path) -> MemoryLibrary {
    let folders = std::fs::read_dir(root).unwrap();
    folders.fold(MemoryLibrary::default(), |library, entry| {
        add(library, &entry.unwrap().path(), "")
    })
}

/// All below a folder, with paths from the folder above it.
fn add(library: MemoryLibrary, folder: &Path, above: &str) -> MemoryLibrary {
    let below = format!("{above}{}/", folder.file_name().unwrap().to_str().unwrap());
    let entries = std::fs::read_dir(folder).unwrap();
    entries.fold(library, |library, entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return add(library, &path, &below);
        }
        let file = path.file_name().unwrap().to_str().unwrap();
        library.with(format!("{below}{file}"), std::fs::read(&path).unwrap())
    })
}

/// Tells what is wrong in every way that it can be told.
pub(super) fn told(found: &[Diagnostic], sources: &Sources) {
    for (language, colour, width) in LOOKS {
        drop(render::diagnostics(found, sources, language, colour, width));
        for diagnostic in found {
            drop(render::diagnostic_line(diagnostic, sources, language));
        }
    }
    drop(render::diagnostics_json(found, sources).to_string());
}

/// What was checked: told; and, where nothing is wrong, compiled.
pub(super) fn compiled(checked: Checked) -> Option<(Program, Sources)> {
    told(&checked.diagnostics, &checked.sources);
    let errors = checked.diagnostics.iter().any(Diagnostic::is_error);
    assert!(
        errors != checked.ruleset.is_some(),
        "a rule set has no errors, and what has none is a rule set"
    );
    Some((program::compile(checked.ruleset?), checked.sources))
}

/// Loads the library's rule set `prov`.
pub(super) fn loaded(library: &MemoryLibrary) -> Option<(Program, Sources)> {
    compiled(check::load(library, "prov"))
}

/// The rule set's book, in both languages and all formats, and the schema of its applications.
pub(super) fn written(program: &Program) {
    let book = book::book(&program.ruleset, &[]);
    for (language, ..) in LOOKS {
        drop(render::book_html(&book, language));
        drop(render::book_markdown(&book, language, None));
        drop(render::book_svg(&book, language));
    }
}

/// Decides an application as `evaluate` does, and writes the decision or what is wrong.
pub(super) fn decided(program: &Program, sources: &Sources, application: &[u8]) {
    let file = FileId(u16::try_from(sources.iter().count()).unwrap());
    let wrong = |found: &[Diagnostic]| {
        let mut sources = sources.clone();
        sources.add(SourceFile::new(
            "ansökan.json",
            String::from_utf8_lossy(application),
        ));
        told(found, &sources);
    };
    let limits = Limits::default();
    let facts = match facts::decode(&program.schema, &program.ruleset, file, application, &limits) {
        Ok(facts) => facts,
        Err(found) => return wrong(&found),
    };
    let day = trial::assessment_day(program, &facts, None)
        .or_else(|| trial::assessment_day(program, &facts, Date::parse("2023-07-01")));
    let Some(day) = day else {
        return wrong(&[trial::ask_for_the_day(file)]);
    };
    let tried = match trial::decide(program, facts, day, file) {
        Ok(tried) => tried,
        Err(found) => return wrong(&found),
    };
    let explanation = tried.explanation(&program.ruleset);
    for (language, colour, width) in LOOKS {
        let style = TextStyle { width, colour };
        drop(render::text(&explanation, language, &style));
        drop(render::markdown(&explanation, language));
        drop(render::markdown_excerpt(&explanation, language));
    }
    drop(render::json(&explanation).to_string());
    let differences = tried.differences(&program.ruleset);
    assert_eq!(tried.differs(&program.ruleset), !differences.is_empty());
}
