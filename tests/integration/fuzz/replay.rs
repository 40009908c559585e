//! Everything that the fuzzer kept, once more: `tests/fuzz/TARGET/*`. Each target runs in a process of its own, where nothing may
//! panic, take as long as what hangs, or take more than 256 MB.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{TARGETS, Target};
use crate::hostile::taken;

/// The most that a target's process may take, its code and the shipped rules included.
const MEMORY: u64 = 256 << 20;

/// What hangs: a second, as while fuzzing; a debug build is some ten times slower.
const HANGS: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// Which target a child runs.
const CHILD: &str = "REKVISIT_REPLAY";

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz")
        .join(target)
}

fn inputs(target: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder(target))
        .unwrap_or_else(|_| panic!("no folder tests/fuzz/{target}"))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

/// The most memory that this process has had; nothing where the system doesn't say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// Runs a target on inputs, and says which took too long, and whether all of it took too much.
fn ran(target: Target, inputs: &[PathBuf]) -> Vec<String> {
    let mut wrong = Vec::new();
    for path in inputs {
        let bytes = std::fs::read(path).unwrap();
        // A panic comes after this line.
        eprintln!("{}", path.display());
        let ((), time) = taken(|| target(&bytes));
        if time > HANGS {
            wrong.push(format!("{} takes {time:?}", path.display()));
        }
    }
    if let Some(peak) = peak().filter(|peak| *peak > MEMORY) {
        wrong.push(format!("{} MiB in all", peak >> 20));
    }
    wrong
}

/// Takes what no target may.
fn large(_: &[u8]) {
    assert_eq!(
        vec![1_u8; 300 << 20].iter().filter(|byte| **byte == 1).count(),
        300 << 20
    );
}

/// Takes as long as no target may, however little of the machine it gets.
fn slow(_: &[u8]) {
    let begun = std::time::Instant::now();
    let before = crate::hostile::computing(begun);
    let much = HANGS.mul_f64(1.1);
    while crate::hostile::computing(begun).saturating_sub(before) < much && begun.elapsed() < HANGS * 20 {
        std::hint::black_box(0);
    }
}

fn panics(_: &[u8]) {
    panic!("as it should");
}

/// What a child says of a target: nothing when it is well.
fn told_by_a_child(target: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "fuzz::replay::a_child_runs_one_target",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(CHILD, target)
        .env("RUST_BACKTRACE", "0")
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => String::new(),
        code => {
            let lines: Vec<&str> = error.lines().rev().take(12).collect();
            let lines: Vec<&str> = lines.into_iter().rev().collect();
            format!("{target}: {code:?}\n{}", lines.join("\n"))
        }
    }
}

/// Only when it is told to: the others start it.
#[test]
fn a_child_runs_one_target() {
    let Ok(asked) = std::env::var(CHILD) else { return };
    let harmful: [(&str, Target); 3] = [("large", large), ("slow", slow), ("panics", panics)];
    let (wrong, inputs) = match harmful.iter().find(|(name, _)| *name == asked) {
        Some((_, target)) => (ran(*target, &inputs("table")[..1]), 1),
        None => {
            let (_, target) = TARGETS.iter().find(|(name, _)| *name == asked).unwrap();
            let inputs = inputs(&asked);
            (ran(*target, &inputs), inputs.len())
        }
    };
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(inputs > 0, "nothing in tests/fuzz/{asked}");
}

#[test]
fn what_was_kept_neither_panics_nor_hangs_nor_takes_256_mb() {
    let wrong: Vec<String> = TARGETS.iter().map(|(name, _)| told_by_a_child(name)).collect();
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_panics_hangs_or_takes_too_much_is_told() {
    assert!(told_by_a_child("panics").contains("as it should"));
    if peak().is_some() {
        let told = told_by_a_child("large");
        assert!(told.contains("MiB in all"), "{told}");
    }
    if Path::new("/proc/thread-self/schedstat").exists() {
        let told = told_by_a_child("slow");
        assert!(told.contains("takes"), "{told}");
    }
}

#[test]
fn every_target_has_its_program_and_its_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<String> = std::fs::read_dir(root.join("tests/fuzz"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, folders, "in order");
    // The fuzzer's package is no part of the packed crate.
    if let Ok(manifest) = std::fs::read_to_string(root.join("fuzz/Cargo.toml")) {
        let programs = manifest.lines().skip_while(|line| *line != "[[bin]]");
        let mut programs: Vec<&str> = programs
            .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
            .collect();
        programs.sort_unstable();
        assert_eq!(names, programs);
    }
}
