//! Memory does not grow with the number of applications.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::folder;

/// The most memory that a run had, in KiB.
fn peak(count: usize) -> u64 {
    let test = folder(count, 10);
    let mut child = Command::new(env!("CARGO_BIN_EXE_rekvisit"))
        .current_dir(test.path("."))
        .args("batch alla.ndjson --rules regler --explain none --threads 2 --out ut --rejects fel".split(' '))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    let written = std::fs::metadata(test.path("ut")).unwrap().len();
    assert!(written > u64::try_from(count * 100).unwrap());
    peak
}

#[test]
fn ten_times_as_many_applications_take_as_much_memory() {
    let (few, many) = (peak(20_000), peak(200_000));
    // Held, the applications or the decisions of the larger run would be 30 MB more each.
    assert!(
        few > 1000 && many < few + 6000,
        "{few} KiB for few, {many} KiB for many"
    );
}
