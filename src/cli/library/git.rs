//! Rules as they were in a revision in git.

use std::path::{Component, Path};

use git2::{ErrorCode, ObjectType, Oid, Repository, Tree};

use super::super::files;
use super::super::notice::Notice;
use super::super::source::FOLDER;
use super::{RULE_FILE, is_inside};
use crate::source::{Library, ReadFailure};
use crate::value::{Bilingual, Language};

/// How large a rule file or a table may be, at most.
const BLOB_LIMIT: usize = 64 * 1024 * 1024;

/// Rules in the tree of a revision. Nothing is read from the work tree.
pub(in super::super) struct GitLibrary {
    repository: Repository,
    /// The folder of rules.
    root: Oid,
    /// The rule set that was pointed at; all of them when none was.
    only: Option<String>,
    /// The revision as it was written, and the folder of rules in it: `HEAD~1:rules`.
    shown: String,
    /// The hash of the commit, cut to twelve digits.
    hash: String,
    language: Language,
}

/// A place in a tree: its path without an end slash, and what is there.
struct Found<'r> {
    path: String,
    object: git2::Object<'r>,
}

impl GitLibrary {
    /// Opens `REVISION` or `REVISION:PATH`. Without a path the rules are where the other version has them (`beside`), else in
    /// the folder `rules` below the current folder, else in the current folder.
    pub(in super::super) fn open(
        text: &str,
        beside: Option<&Path>,
        language: Language,
    ) -> Result<Self, Notice> {
        let (revision, path) = match text.split_once(':') {
            Some((revision, path)) => (revision, Some(path)),
            None => (text, None),
        };
        let repository = Repository::discover(".").map_err(|error| not_a_repository(text, &error))?;
        let here = prefix(&repository);
        let (root, only, at, hash) = {
            let object = repository
                .revparse_single(revision)
                .map_err(|error| unknown(text, revision, &repository, &error))?;
            let tree = object
                .peel_to_tree()
                .map_err(|error| unknown(text, revision, &repository, &error))?;
            let commit = object
                .peel(ObjectType::Commit)
                .map_or_else(|_| object.id(), |c| c.id());
            let found = match path {
                Some(path) => {
                    let wanted = below(&here, path);
                    find(&repository, &tree, &wanted).ok_or_else(|| missing(revision, &wanted, &tree))?
                }
                None => {
                    usual(&repository, &tree, &here, beside).ok_or_else(|| without_rules(text, revision))?
                }
            };
            let (root, only, at) = scope(&repository, &tree, &found).ok_or_else(|| {
                Notice::new(
                    format!("`{text}` är ingen regelfil"),
                    format!("`{text}` is not a rule file"),
                )
                .help(
                    "ange en mapp med regelverk, ett regelverks mapp eller en fil som slutar på `.regel`",
                    "give a folder of rule sets, a rule set's folder or a file that ends in `.regel`",
                )
            })?;
            let hash: String = commit.to_string().chars().take(12).collect();
            (root, only, at, hash)
        };
        Ok(Self {
            repository,
            root,
            only,
            shown: format!("{revision}:{at}"),
            hash,
            language,
        })
    }

    /// The revision with its hash: `HEAD~1:rules (1a2b3c4d5e6f)`.
    pub(in super::super) fn place(&self) -> String {
        format!("{} ({})", self.shown.trim_end_matches(':'), self.hash)
    }

    fn failure(&self, error: &git2::Error) -> ReadFailure {
        match error.code() {
            ErrorCode::NotFound => ReadFailure::NotFound,
            _ => ReadFailure::Other(error.message().to_owned()),
        }
    }

    fn blob(&self, path: &str) -> Result<Vec<u8>, ReadFailure> {
        let tree = self
            .repository
            .find_tree(self.root)
            .map_err(|e| self.failure(&e))?;
        let entry = tree.get_path(Path::new(path)).map_err(|e| self.failure(&e))?;
        let told = |words: Bilingual| ReadFailure::Other(words.get(self.language).to_owned());
        if entry.filemode() == i32::from(git2::FileMode::Link) {
            return Err(told(Bilingual::new(
                "den är en länk, och länkar följs inte i git",
                "it is a link, and links are not followed in git",
            )));
        }
        if entry.kind() != Some(ObjectType::Blob) {
            return Err(told(files::Unread::Folder.reason()));
        }
        let odb = self.repository.odb().map_err(|e| self.failure(&e))?;
        let (size, _) = odb.read_header(entry.id()).map_err(|e| self.failure(&e))?;
        if size > BLOB_LIMIT {
            return Err(told(files::Unread::TooLarge.reason()));
        }
        let blob = self
            .repository
            .find_blob(entry.id())
            .map_err(|e| self.failure(&e))?;
        Ok(blob.content().to_vec())
    }
}

impl Library for GitLibrary {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFailure> {
        if !is_inside(path) {
            return Err(ReadFailure::Outside);
        }
        self.blob(path)
    }

    fn rulesets(&self) -> Vec<String> {
        if let Some(name) = &self.only {
            return vec![name.clone()];
        }
        let Ok(tree) = self.repository.find_tree(self.root) else {
            return Vec::new();
        };
        rulesets(&self.repository, &tree)
    }

    fn cases(&self, ruleset: &str) -> Vec<String> {
        let folder = format!("{ruleset}/cases");
        let Ok(tree) = self.repository.find_tree(self.root) else {
            return Vec::new();
        };
        let Some(found) = find(&self.repository, &tree, &folder) else {
            return Vec::new();
        };
        let mut paths: Vec<String> = found.object.as_tree().map_or_else(Vec::new, |tree| {
            names(tree)
                .into_iter()
                .filter(|name| name.ends_with(".json"))
                .map(|name| format!("{folder}/{name}"))
                .collect()
        });
        paths.sort_unstable();
        paths
    }

    fn display(&self, path: &str) -> String {
        match self.shown.ends_with(':') {
            true => format!("{}{path}", self.shown),
            false => format!("{}/{path}", self.shown),
        }
    }
}

/// The names in a tree that are UTF-8.
fn names(tree: &Tree<'_>) -> Vec<String> {
    tree.iter()
        .filter_map(|entry| entry.name().ok().map(str::to_owned))
        .collect()
}

/// The rule sets in a folder of rules, sorted.
fn rulesets(repository: &Repository, tree: &Tree<'_>) -> Vec<String> {
    let mut found: Vec<String> = names(tree)
        .into_iter()
        .filter(|name| {
            find(repository, tree, &format!("{name}/{name}{RULE_FILE}"))
                .is_some_and(|found| found.object.kind() == Some(ObjectType::Blob))
        })
        .collect();
    found.sort_unstable();
    found
}

/// What stands at a path of a tree; the tree itself at the empty path.
fn find<'r>(repository: &'r Repository, tree: &Tree<'r>, path: &str) -> Option<Found<'r>> {
    let object = if path.is_empty() {
        tree.clone().into_object()
    } else {
        tree.get_path(Path::new(path)).ok()?.to_object(repository).ok()?
    };
    Some(Found {
        path: path.to_owned(),
        object,
    })
}

/// The folder of rules that is meant, the only rule set that is, and the folder's path: of a folder of rule sets, a rule set's
/// folder, or its file.
fn scope(
    repository: &Repository,
    tree: &Tree<'_>,
    found: &Found<'_>,
) -> Option<(Oid, Option<String>, String)> {
    let (above, name) = found.path.rsplit_once('/').unwrap_or(("", &found.path));
    if let Some(folder) = found.object.as_tree() {
        if !name.is_empty() && folder.get_name(&format!("{name}{RULE_FILE}")).is_some() {
            let root = find(repository, tree, above)?;
            return Some((root.object.id(), Some(name.to_owned()), above.to_owned()));
        }
        return Some((folder.id(), None, found.path.clone()));
    }
    let stem = name.strip_suffix(RULE_FILE)?;
    let (root, folder) = above.rsplit_once('/').unwrap_or(("", above));
    if folder != stem {
        return None;
    }
    let found = find(repository, tree, root)?;
    Some((found.object.id(), Some(stem.to_owned()), root.to_owned()))
}

/// Where the rules are when no path is given: the first of the usual places that has a rule set.
fn usual<'r>(
    repository: &'r Repository,
    tree: &Tree<'r>,
    here: &str,
    beside: Option<&Path>,
) -> Option<Found<'r>> {
    let beside = beside.and_then(|path| {
        let real = files::canonical(path).ok()?;
        let top = files::canonical(repository.workdir()?).ok()?;
        slashed(real.strip_prefix(top).ok()?)
    });
    let places = [
        beside,
        Some(below("", &format!("{here}/{FOLDER}"))),
        Some(here.to_owned()),
    ];
    places.into_iter().flatten().find_map(|place| {
        let found = find(repository, tree, &place)?;
        let (root, only, _) = scope(repository, tree, &found)?;
        let holds = only.is_some() || !rulesets(repository, &repository.find_tree(root).ok()?).is_empty();
        holds.then_some(found)
    })
}

/// The current folder's path from the top of the work tree; empty at the top and in a bare repository.
fn prefix(repository: &Repository) -> String {
    let inside = || {
        let top = files::canonical(repository.workdir()?).ok()?;
        slashed(files::here().ok()?.strip_prefix(top).ok()?)
    };
    inside().unwrap_or_default()
}

/// A relative path with `/`.
fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// A path as git reads it: from the top of the repository, and from the current folder when it begins with `./` or `../`.
fn below(here: &str, path: &str) -> String {
    let relative = path == "." || path == ".." || path.starts_with("./") || path.starts_with("../");
    let whole = if relative {
        format!("{here}/{path}")
    } else {
        path.to_owned()
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in Path::new(&whole).components() {
        match part {
            Component::Normal(part) => parts.extend(part.to_str()),
            Component::ParentDir => {
                parts.pop();
            }
            _ => {}
        }
    }
    parts.join("/")
}

fn not_a_repository(text: &str, error: &git2::Error) -> Notice {
    let notice = Notice::new(
        format!("`{text}` är ingen mapp och ingen fil, och ingen revision i git kan läsas här"),
        format!("`{text}` is no folder and no file, and no revision in git can be read here"),
    );
    match error.code() {
        ErrorCode::NotFound => notice.help(
            "här finns inget git-arkiv; ange en sökväg, eller stå i arkivet",
            "there is no git repository here; give a path, or be in the repository",
        ),
        ErrorCode::Owner => notice.help(
            "git-arkivet ägs av någon annan; `git config --global --add safe.directory SÖKVÄG` godtar det",
            "the git repository is owned by someone else; `git config --global --add safe.directory PATH` accepts it",
        ),
        _ => notice.help(error.message(), error.message()),
    }
}

fn unknown(text: &str, revision: &str, repository: &Repository, error: &git2::Error) -> Notice {
    if revision.is_empty() {
        return Notice::new(
            format!("i `{text}` saknas revisionen"),
            format!("the revision is missing in `{text}`"),
        )
        .help(
            "skriv till exempel `HEAD:rules`",
            "write `HEAD:rules`, for example",
        );
    }
    match error.code() {
        ErrorCode::Ambiguous => {
            return Notice::new(
                format!("flera revisioner börjar på `{revision}`"),
                format!("several revisions begin with `{revision}`"),
            )
            .help("skriv fler tecken", "write more of it");
        }
        ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Peel => {}
        _ => {
            return Notice::new(
                format!("revisionen `{revision}` kunde inte läsas: {}", error.message()),
                format!("the revision `{revision}` could not be read: {}", error.message()),
            );
        }
    }
    let mut names: Vec<String> = Vec::new();
    for reference in repository.references().into_iter().flatten().flatten() {
        names.extend(reference.shorthand().ok().map(str::to_owned));
    }
    let notice = Notice::new(
        format!("`{revision}` finns inte, varken som mapp, fil eller revision i git"),
        format!("`{revision}` does not exist, neither as a folder, a file nor a revision in git"),
    )
    .did_you_mean(revision, names.iter().map(String::as_str));
    if repository.is_shallow() {
        return notice.help(
            "arkivets historik är avklippt; `git fetch --unshallow` hämtar resten",
            "the history of the repository is cut off; `git fetch --unshallow` gets the rest",
        );
    }
    notice
}

fn missing(revision: &str, path: &str, tree: &Tree<'_>) -> Notice {
    Notice::new(
        format!("i revisionen `{revision}` finns inte `{path}`"),
        format!("`{path}` does not exist in the revision `{revision}`"),
    )
    .did_you_mean(path, names(tree).iter().map(String::as_str))
    .help(
        "sökvägen räknas från arkivets topp, eller från den här mappen när den börjar med `./`",
        "the path is counted from the top of the repository, or from this folder when it begins with `./`",
    )
}

fn without_rules(text: &str, revision: &str) -> Notice {
    Notice::new(
        format!("i revisionen `{text}` hittades inget regelverk"),
        format!("no rule set was found in the revision `{text}`"),
    )
    .help(
        format!("ange var reglerna finns: `{revision}:SÖKVÄG`"),
        format!("say where the rules are: `{revision}:PATH`"),
    )
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn a_path_is_from_the_top_or_from_here() {
        assert_eq!(below("a/b", "rules"), "rules");
        assert_eq!(below("a/b", "rules/"), "rules");
        assert_eq!(below("a/b", "./rules"), "a/b/rules");
        assert_eq!(below("a/b", "../rules"), "a/rules");
        assert_eq!(below("a", ""), "");
        assert_eq!(below("", "/rules"), "rules");
    }
}
