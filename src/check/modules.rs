//! Reading a rule set's files: the graph of what uses what.

use std::collections::{BTreeMap, BTreeSet};

use super::checker::SUGGESTED;
use super::hash::Inputs;
use crate::diagnostic::{Code, Diagnostic, Effort};
use crate::source::{FileId, Library, ReadFailure, SourceFile, Sources, Span};
use crate::syntax;
use crate::syntax::tree::{self, ItemKind};

/// A file that was read: a rule set or a module.
#[derive(Debug)]
pub(crate) struct Module {
    /// Its name: `gemensamt.sokande`.
    pub(crate) slug: String,
    /// Whether it is a module, whose rules have its last part before their names.
    pub(crate) is_module: bool,
    /// The folder that it is in, from the rules' root.
    pub(crate) folder: String,
    /// The file.
    pub(crate) file: FileId,
    /// What it says.
    pub(crate) tree: tree::File,
    /// The files that it uses, as indices.
    pub(crate) uses: Vec<usize>,
    /// Where it was first used.
    pub(crate) used_at: Option<Span>,
}

impl Module {
    /// What stands before its rules' names: the last part of a module's name.
    pub(crate) fn prefix(&self) -> Option<&str> {
        self.is_module
            .then(|| self.slug.rsplit('.').next().unwrap_or(&self.slug))
    }
}

/// What was read, those that are used before those that use them.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// The files; the last is the one that was asked for.
    pub(crate) modules: Vec<Module>,
    /// All text.
    pub(crate) sources: Sources,
    /// What went wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What the hash is made of.
    pub(crate) inputs: Inputs,
    /// Whether a file is missing, so that names may be unknown for no fault of their own.
    pub(crate) incomplete: bool,
}

impl Loaded {
    /// For each file, itself and all that it uses, directly or not.
    pub(crate) fn visible(&self) -> Vec<BTreeSet<usize>> {
        let mut all: Vec<BTreeSet<usize>> = Vec::new();
        for (index, module) in self.modules.iter().enumerate() {
            let mut seen = BTreeSet::from([index]);
            for used in &module.uses {
                seen.extend(all.get(*used).into_iter().flatten().copied());
            }
            all.push(seen);
        }
        all
    }
}

/// Reads the rule set of that name and all that it uses.
pub(crate) fn load_ruleset(library: &dyn Library, name: &str) -> Loaded {
    let mut loader = Loader::new(library);
    loader.read(name, &format!("{name}/{name}.regel"), false, None);
    loader.loaded
}

/// Reads the module of that name and all that it uses.
pub(crate) fn load_module(library: &dyn Library, name: &str) -> Loaded {
    let mut loader = Loader::new(library);
    loader.read(name, &module_path(name), true, None);
    loader.loaded
}

/// Where a module of that name stands, from the rules' root.
pub(crate) fn module_path(slug: &str) -> String {
    format!("{}.regel", slug.replace('.', "/"))
}

/// Whether it is the name of a rule set or a module: ASCII words with hyphens, between dots.
fn is_slug(name: &str) -> bool {
    name.split('.').all(|part| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
    })
}

/// How many files may use each other in a chain: reading goes as deep.
const MAX_CHAIN: usize = 64;

/// How many files a rule set may use.
const MAX_FILES: usize = 10_000;

struct Loader<'a> {
    library: &'a dyn Library,
    loaded: Loaded,
    /// How many files have been asked for.
    read: usize,
    done: BTreeMap<String, Option<usize>>,
    /// The files that are being read, from the first to the one that is read now, with where each is used.
    ring: Vec<(String, Option<Span>)>,
    /// What suggestions may still take.
    effort: Effort,
}

impl<'a> Loader<'a> {
    fn new(library: &'a dyn Library) -> Self {
        Self {
            library,
            loaded: Loaded::default(),
            read: 0,
            done: BTreeMap::new(),
            ring: Vec::new(),
            effort: Effort::default(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.loaded.diagnostics.push(diagnostic);
    }

    /// Reads a file and, before it takes its place in the list, all that it uses.
    fn read(&mut self, slug: &str, path: &str, is_module: bool, used_at: Option<Span>) -> Option<usize> {
        if let Some(done) = self.done.get(slug) {
            return *done;
        }
        if let Some(start) = self.ring.iter().position(|(name, _)| name == slug) {
            self.report_ring(start, slug, used_at);
            return None;
        }
        if self.ring.len() >= MAX_CHAIN || self.read >= MAX_FILES {
            self.report_too_many(slug, used_at);
            self.done.insert(slug.to_owned(), None);
            return None;
        }
        self.read = self.read.saturating_add(1);
        let index = self.read_new(slug, path, is_module, used_at);
        self.done.insert(slug.to_owned(), index);
        index
    }

    fn read_new(&mut self, slug: &str, path: &str, is_module: bool, used_at: Option<Span>) -> Option<usize> {
        let bytes = if is_slug(slug) {
            self.library.read(path)
        } else {
            Err(ReadFailure::Outside)
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(failure) => {
                self.report_unread(slug, path, is_module, used_at, failure);
                return None;
            }
        };
        let name = self.library.display(path);
        let file = self
            .loaded
            .sources
            .add(SourceFile::new(name.clone(), String::from_utf8_lossy(&bytes)));
        let text = match syntax::decode(file, &bytes) {
            Ok(text) => text,
            Err(diagnostic) => {
                self.loaded.incomplete = true;
                self.report(diagnostic);
                return None;
            }
        };
        self.loaded.inputs.rules(path, text);
        let (tree, diagnostics) = syntax::parse(file, text);
        self.loaded.diagnostics.extend(diagnostics);
        self.check_header(&tree, file, slug, is_module, used_at);
        self.ring.push((slug.to_owned(), used_at));
        let mut uses = Vec::new();
        for item in &tree.items {
            let ItemKind::Use(names) = &item.kind else {
                continue;
            };
            for used in names {
                uses.extend(self.read(&used.text, &module_path(&used.text), true, Some(used.span)));
            }
        }
        self.ring.pop();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let index = self.loaded.modules.len();
        self.loaded.modules.push(Module {
            slug: slug.to_owned(),
            is_module,
            folder: folder.to_owned(),
            file,
            tree,
            uses,
            used_at,
        });
        Some(index)
    }

    /// The chain of uses is too long, or the files too many.
    fn report_too_many(&mut self, slug: &str, used_at: Option<Span>) {
        let at = used_at.unwrap_or_default();
        let diagnostic = if self.ring.len() >= MAX_CHAIN {
            Diagnostic::error(
                Code::TooDeep,
                at,
                format!("modulen `{slug}` används i för många led; det får vara högst {MAX_CHAIN}"),
                format!(
                    "the module `{slug}` is used through too many others; there may be at most {MAX_CHAIN}"
                ),
            )
            .help(
                "låt regelverket självt använda modulen",
                "let the rule set itself use the module",
            )
        } else {
            Diagnostic::error(
                Code::TooLarge,
                at,
                format!("`{slug}` är en modul för mycket; ett regelverk använder högst {MAX_FILES}"),
                format!("`{slug}` is one module too many; a rule set uses at most {MAX_FILES}"),
            )
        };
        self.loaded.incomplete = true;
        self.report(diagnostic);
    }

    /// The names that a missing module may be a misspelling of; none where so much is wrong that nobody reads them.
    fn known(&self, names: impl FnOnce(&Self) -> Vec<String>) -> Vec<String> {
        if self.loaded.diagnostics.len() > SUGGESTED {
            return Vec::new();
        }
        names(self)
    }

    fn report_ring(&mut self, start: usize, slug: &str, used_at: Option<Span>) {
        let ring: Vec<_> = self.ring.iter().skip(start).cloned().collect();
        let names: Vec<_> = ring
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .chain([format!("`{slug}`")])
            .collect();
        let shown = names.join(" → ");
        let mut diagnostic = Diagnostic::error(
            Code::ModuleCycle,
            used_at.unwrap_or_default(),
            format!("modulerna använder varandra i ring: {shown}"),
            format!("the modules use each other in a ring: {shown}"),
        )
        .label("här sluts ringen", "the ring closes here");
        for (name, at) in ring.iter().skip(1) {
            if let Some(at) = at {
                diagnostic = diagnostic.also(
                    *at,
                    format!("här används `{name}`"),
                    format!("`{name}` is used here"),
                );
            }
        }
        let diagnostic = diagnostic.help(
            "flytta det som båda behöver till en modul som ingen av dem används av",
            "move what both need to a module that uses neither of them",
        );
        self.loaded.incomplete = true;
        self.report(diagnostic);
    }

    fn report_unread(
        &mut self,
        slug: &str,
        path: &str,
        is_module: bool,
        used_at: Option<Span>,
        failure: ReadFailure,
    ) {
        self.loaded.incomplete = true;
        let name = self.library.display(path);
        let span = used_at.unwrap_or_else(|| {
            let file = self.loaded.sources.add(SourceFile::new(name.clone(), ""));
            Span::new(file, 0, 0)
        });
        let diagnostic = match failure {
            ReadFailure::NotFound if is_module => {
                let known = self.known(|loader| loader.done.keys().cloned().collect());
                Diagnostic::error(
                    Code::ModuleMissing,
                    span,
                    format!("modulen `{slug}` finns inte"),
                    format!("the module `{slug}` does not exist"),
                )
                .label(
                    format!("filen `{name}` saknas"),
                    format!("the file `{name}` is missing"),
                )
                .suggest(slug, known.iter().map(String::as_str), &self.effort)
            }
            ReadFailure::NotFound => {
                let known = self.known(|loader| loader.library.rulesets());
                Diagnostic::error(
                    Code::UnknownRuleset,
                    span,
                    format!("regelverket `{slug}` finns inte"),
                    format!("the rule set `{slug}` does not exist"),
                )
                .label(
                    format!("filen `{name}` saknas"),
                    format!("the file `{name}` is missing"),
                )
                .suggest(slug, known.iter().map(String::as_str), &self.effort)
            }
            ReadFailure::Outside => Diagnostic::error(
                Code::OutsideRoot,
                span,
                format!("`{slug}` leder utanför reglernas mapp"),
                format!("`{slug}` leads outside the folder of rules"),
            )
            .help(
                "skriv namnet med små bokstäver a–z, siffror och bindestreck, med punkt mellan mapp och fil",
                "write the name with small letters a–z, digits and hyphens, with a dot between folder and file",
            ),
            ReadFailure::Other(words) => Diagnostic::error(
                Code::Unreadable,
                span,
                format!("`{name}` kunde inte läsas: {words}"),
                format!("`{name}` could not be read: {words}"),
            ),
        };
        self.report(diagnostic);
    }

    fn check_header(
        &mut self,
        tree: &tree::File,
        file: FileId,
        slug: &str,
        is_module: bool,
        used_at: Option<Span>,
    ) {
        let mut headers = tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Ruleset(header) => Some((&header.name, false)),
            ItemKind::Module { name, .. } => Some((name, true)),
            _ => None,
        });
        let word = |module: bool| {
            if module {
                ("en modul", "a module")
            } else {
                ("ett regelverk", "a rule set")
            }
        };
        let Some((name, found_module)) = headers.next() else {
            // A header that could not be read has its own diagnostic already.
            let broken = self
                .loaded
                .diagnostics
                .iter()
                .any(|d| d.span().file == file && d.is_error());
            if !broken {
                let keyword = if is_module { "modul" } else { "regelverk" };
                self.report(
                    Diagnostic::error(
                        Code::HeaderMissing,
                        Span::new(file, 0, 0),
                        format!("filen säger inte att den är {}", word(is_module).0),
                        format!("the file does not say that it is {}", word(is_module).1),
                    )
                    .help(
                        format!("börja filen med `{keyword} {slug} \"…\"`"),
                        format!("begin the file with `{keyword} {slug} \"…\"`"),
                    ),
                );
            }
            return;
        };
        if let Some((second, _)) = headers.next() {
            self.report(
                Diagnostic::error(
                    Code::HeaderMissing,
                    second.span,
                    "filen har två huvuden",
                    "the file has two headers",
                )
                .label("det andra", "the second one")
                .also(name.span, "det första", "the first one"),
            );
        }
        if found_module != is_module {
            let mut diagnostic = Diagnostic::error(
                Code::HeaderMissing,
                name.span,
                format!(
                    "`{}` är {}, inte {}",
                    name.text,
                    word(found_module).0,
                    word(is_module).0
                ),
                format!(
                    "`{}` is {}, not {}",
                    name.text,
                    word(found_module).1,
                    word(is_module).1
                ),
            );
            if let Some(at) = used_at {
                diagnostic = diagnostic.also(at, "den används här som modul", "it is used as a module here");
            }
            self.report(diagnostic);
        } else if name.text != slug {
            let (sv, en) = if is_module {
                (
                    format!("modulen heter `{}` men filen är `{slug}`", name.text),
                    format!("the module is named `{}` but the file is `{slug}`", name.text),
                )
            } else {
                (
                    format!("regelverket heter `{}` men mappen `{slug}`", name.text),
                    format!("the rule set is named `{}` but the folder `{slug}`", name.text),
                )
            };
            self.report(
                Diagnostic::error(Code::RulesetName, name.span, sv, en)
                    .help(format!("skriv `{slug}`"), format!("write `{slug}`")),
            );
        }
    }
}
