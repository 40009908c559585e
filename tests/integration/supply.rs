//! What the program is built from: where it comes from, on which terms, with which compiler, and how much of it is unsafe. Read from
//! `Cargo.lock`, from what cargo says of it without a network, and from the sources of the crates.
//!
//! `REKVISIT_UPDATE=1` writes the table of unsafe code in `docs/supply-chain.md` anew, and fails. `REKVISIT_SBOM` names a list of
//! what the program is built from (CycloneDX, JSON) that must be complete.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

const PAGE: &str = "docs/supply-chain.md";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn toml(name: &str) -> Value {
    let text = std::fs::read_to_string(root().join(name)).unwrap();
    basic_toml::from_str(&text).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn cargo(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// What cargo says of the crates that are built on this machine.
static METADATA: LazyLock<Value> = LazyLock::new(|| {
    let version = String::from_utf8(cargo(&["-vV"])).unwrap();
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let arguments = [
        "metadata",
        "--locked",
        "--offline",
        "--format-version",
        "1",
        "--filter-platform",
        host,
    ];
    serde_json::from_slice(&cargo(&arguments)).unwrap()
});

/// A crate that is built on this machine.
struct Crate {
    name: String,
    version: String,
    licence: String,
    compiler: Option<String>,
    folder: PathBuf,
}

fn crates() -> Vec<Crate> {
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let resolved: BTreeSet<&str> = METADATA["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    METADATA["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| resolved.contains(package["id"].as_str().unwrap()))
        .map(|package| Crate {
            name: text(package, "name"),
            version: text(package, "version"),
            licence: text(package, "license"),
            compiler: package["rust_version"].as_str().map(str::to_owned),
            folder: Path::new(package["manifest_path"].as_str().unwrap())
                .parent()
                .unwrap()
                .to_owned(),
        })
        .collect()
}

/// What the program is built from, by name and version: whether it is a part of it, or only of the tools that build it. Features
/// that only tests turn on are left out.
fn in_the_program() -> BTreeMap<(String, String), bool> {
    let tree = |edges: &str| -> BTreeSet<(String, String)> {
        let arguments = [
            "tree",
            "--locked",
            "--offline",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--edges",
            edges,
        ];
        let text = String::from_utf8(cargo(&arguments)).unwrap();
        text.lines()
            .filter_map(|line| line.split_once(" v"))
            .map(|(name, rest)| (name.to_owned(), rest.split(' ').next().unwrap().to_owned()))
            .filter(|(name, _)| name != "rekvisit")
            .collect()
    };
    let parts = tree("normal,no-proc-macro");
    let all = tree("normal,build").into_iter();
    all.map(|one| (one.clone(), parts.contains(&one))).collect()
}

/// The packages of `Cargo.lock`, the program itself left out.
fn locked() -> Vec<(String, String, Value)> {
    let lock = toml("Cargo.lock");
    let packages = lock["package"].as_array().unwrap().iter();
    packages
        .map(|package| {
            let text = |key: &str| package[key].as_str().unwrap().to_owned();
            (text("name"), text("version"), package.clone())
        })
        .filter(|(name, ..)| name != "rekvisit")
        .collect()
}

#[track_caller]
fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n  {}\n", found.join("\n  "));
}

#[test]
fn each_crate_is_one_of_the_registrys_and_has_a_hash() {
    let all = locked();
    let registry = all[0].2["source"].clone();
    assert!(registry.as_str().unwrap().starts_with("registry+"), "{registry}");
    let found: Vec<String> = all
        .into_iter()
        .filter(|(.., package)| {
            package["source"] != registry || package["checksum"].as_str().is_none_or(|sum| sum.len() != 64)
        })
        .map(|(name, version, _)| format!("{name} {version}"))
        .collect();
    none(
        &found,
        "a crate comes from the registry, with the hash of what was read",
    );
}

#[test]
fn no_crate_is_one_that_is_forbidden() {
    let deny = toml("deny.toml");
    let forbidden = deny["bans"]["deny"].as_array().unwrap();
    let mut found = Vec::new();
    for (user, _, package) in locked() {
        for one in forbidden {
            let name = one["crate"].as_str().unwrap();
            let excused = one["wrappers"].as_array();
            let depends = package["dependencies"].as_array().is_some_and(|on| {
                on.iter()
                    .any(|d| d.as_str().unwrap().split(' ').next() == Some(name))
            });
            let allowed = excused.is_some_and(|users| users.iter().any(|u| *u == user));
            if depends && !allowed || user == name && excused.is_none() {
                found.push(format!("{name} of {user}: {}", one["reason"].as_str().unwrap()));
            }
        }
    }
    none(&found, "deny.toml forbids it");
}

#[test]
fn two_versions_of_a_crate_have_a_reason() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, version, _) in locked() {
        versions.entry(name).or_default().insert(version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    let deny = toml("deny.toml");
    let mut excused: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in deny["bans"]["skip"].as_array().unwrap() {
        let (name, version) = one["crate"].as_str().unwrap().split_once('@').unwrap();
        assert!(
            one["reason"].as_str().is_some_and(|reason| !reason.is_empty()),
            "{name}"
        );
        excused
            .entry(name.to_owned())
            .or_default()
            .insert(version.to_owned());
    }
    for (name, versions) in &versions {
        let excused = excused
            .get(name)
            .map_or(0, |excused| excused.intersection(versions).count());
        assert_eq!(
            excused + 1,
            versions.len(),
            "{name} {versions:?} has no reason in deny.toml"
        );
    }
    for name in excused.keys() {
        assert!(
            versions.contains_key(name),
            "{name} is excused in deny.toml, and there is one version"
        );
    }
}

/// Whether a licence (SPDX: `MIT OR (Apache-2.0 AND Zlib)`) allows what one of the list allows.
fn allows(licence: &str, list: &[&str]) -> bool {
    let spaced = licence
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let holds = either(&words, &mut at, list);
    assert_eq!(at, words.len(), "{licence}");
    holds
}

fn either(words: &[&str], at: &mut usize, list: &[&str]) -> bool {
    let mut holds = both(words, at, list);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= both(words, at, list);
    }
    holds
}

fn both(words: &[&str], at: &mut usize, list: &[&str]) -> bool {
    let mut holds = one(words, at, list);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at, list);
    }
    holds
}

fn one(words: &[&str], at: &mut usize, list: &[&str]) -> bool {
    if words[*at] == "(" {
        *at += 1;
        let holds = either(words, at, list);
        *at += 1;
        return holds;
    }
    let mut name = words[*at].to_owned();
    *at += 1;
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words[*at + 1]);
        *at += 2;
    }
    list.contains(&name.as_str())
}

#[test]
fn each_licence_is_one_of_those_allowed() {
    let deny = toml("deny.toml");
    let list = strings(&deny["licenses"]["allow"]);
    for (licence, holds) in [
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("MIT/GPL-3.0", true),
        ("(GPL-3.0 OR MIT) AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-3.0", false),
    ] {
        assert_eq!(allows(licence, &list), holds, "{licence}");
    }
    let found: Vec<String> = crates()
        .into_iter()
        .filter(|one| !allows(&one.licence, &list))
        .map(|one| format!("{} {}: {}", one.name, one.version, one.licence))
        .collect();
    none(
        &found,
        "deny.toml says which licences go together with the program's",
    );
}

#[test]
fn the_compiler_that_is_promised_is_enough() {
    let number =
        |version: &str| -> Vec<u32> { version.split('.').map(|part| part.parse().unwrap()).collect() };
    let manifest = toml("Cargo.toml");
    let promised = number(manifest["package"]["rust-version"].as_str().unwrap());
    let found: Vec<String> = crates()
        .into_iter()
        .filter_map(|one| {
            let needed = one.compiler?;
            number(&needed)
                .iter()
                .take(2)
                .gt(promised.iter().take(2))
                .then(|| format!("{} {}: {needed}", one.name, one.version))
        })
        .collect();
    none(&found, "a crate needs a later compiler than `rust-version` says");
}

#[test]
fn own_code_has_nothing_unsafe() {
    let manifest = toml("Cargo.toml");
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"], "forbid");
}

/// The lines of a crate's Rust code that have the word `unsafe`; those that are comments, and its tests and examples, left out.
fn unsafe_lines(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let skipped = ["tests", "test", "examples", "benches", "fuzz", "target"];
    let mut count = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !skipped.contains(&name.as_str()) {
                count += unsafe_lines(&path);
            }
        } else if name.ends_with(".rs") {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            count += text
                .lines()
                .filter(|line| line.contains("unsafe") && !line.trim_start().starts_with("//"))
                .filter(|line| {
                    let code = line.split("//").next().unwrap();
                    code.split(|c: char| !c.is_alphanumeric() && c != '_')
                        .any(|word| word == "unsafe")
                })
                .count();
        }
    }
    count
}

/// The crates of the program as the page lists them.
fn listed() -> String {
    let program = in_the_program();
    let mut rows: Vec<(bool, String)> = crates()
        .into_iter()
        .filter_map(|one| {
            let part = *program.get(&(one.name.clone(), one.version.clone()))?;
            let (count, role) = (unsafe_lines(&one.folder), if part { "program" } else { "build" });
            Some((
                !part,
                format!("| {} | {} | {role} | {count} |\n", one.name, one.version),
            ))
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, row)| row).collect()
}

#[test]
fn the_page_of_crates_is_true() {
    let path = root().join(PAGE);
    let page = std::fs::read_to_string(&path).unwrap();
    let head = "| crate | version | where | lines with `unsafe` |\n|---|---|---|---|\n";
    let start = page.find(head).unwrap() + head.len();
    let end = start + page[start..].find("\n\n").map_or(page.len() - start, |at| at + 1);
    let listed = listed();
    let said: BTreeSet<&str> = page[start..end].lines().collect();
    let found: Vec<String> = listed
        .lines()
        .filter(|row| !said.contains(row))
        .map(str::to_owned)
        .collect();
    // What another system is built from may stand there too, when it is in the lock.
    let known: BTreeSet<String> = locked()
        .iter()
        .map(|(name, version, _)| format!("| {name} | {version} | "))
        .collect();
    let stale: Vec<String> = said
        .iter()
        .filter(|row| !known.iter().any(|known| row.starts_with(known.as_str())))
        .map(|row| (*row).to_owned())
        .collect();
    if std::env::var_os("REKVISIT_UPDATE").is_some() && !(found.is_empty() && stale.is_empty()) {
        std::fs::write(&path, format!("{}{listed}{}", &page[..start], &page[end..])).unwrap();
    }
    none(
        &found,
        "docs/supply-chain.md lacks what is in the program (REKVISIT_UPDATE=1 writes it)",
    );
    none(
        &stale,
        "docs/supply-chain.md lists what is not in Cargo.lock (REKVISIT_UPDATE=1 writes it)",
    );
    // What the project has chosen itself has its purpose there.
    let manifest = toml("Cargo.toml");
    let chosen = manifest["dependencies"].as_object().unwrap().keys();
    let unexplained: Vec<String> = chosen
        .filter(|name| !page.contains(&format!("\n| `{name}` |")))
        .cloned()
        .collect();
    none(
        &unexplained,
        "docs/supply-chain.md says what each dependency is for",
    );
}

#[test]
fn a_list_of_what_the_program_is_built_from_is_complete() {
    let Some(path) = std::env::var_os("REKVISIT_SBOM") else {
        return;
    };
    let list: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(list["bomFormat"], "CycloneDX");
    let components = list["components"].as_array().unwrap();
    let hashes: BTreeMap<(&str, &str), &Value> = components
        .iter()
        .map(|one| {
            (
                (one["name"].as_str().unwrap(), one["version"].as_str().unwrap()),
                &one["hashes"][0]["content"],
            )
        })
        .collect();
    let program = in_the_program();
    let built: BTreeSet<(String, String)> = crates()
        .into_iter()
        .map(|one| (one.name, one.version))
        .filter(|one| program.contains_key(one))
        .collect();
    let found: Vec<String> = locked()
        .into_iter()
        .filter(|(name, version, _)| built.contains(&(name.clone(), version.clone())))
        .filter(|(name, version, package)| {
            hashes.get(&(name.as_str(), version.as_str())) != Some(&&package["checksum"])
        })
        .map(|(name, version, _)| format!("{name} {version}"))
        .collect();
    none(&found, "the list lacks crates, or has them with another hash");
}
