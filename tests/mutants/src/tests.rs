//! The tests' programs: built once, run with an alteration on.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::stages::{STAGES, Stage};
use crate::work::Work;

/// As many random cases as `cargo test` has: what only the millionth case notices is as good as missed.
const ENVIRONMENT: [(&str, &str); 3] = [("INSTA_UPDATE", "no"), ("CI", "true"), ("RUST_BACKTRACE", "0")];

/// So many times as long as with no alteration on, and a while more, may a stage take.
const TIMES: u32 = 8;
const WHILE: Duration = Duration::from_secs(20);

/// The programs.
pub struct Tests<'w> {
    work: &'w Work,
    unit: PathBuf,
    integration: PathBuf,
    /// How long each stage may take, known when it has been run with no alteration on.
    limits: Vec<Option<Duration>>,
}

#[derive(Deserialize)]
struct Built {
    executable: Option<PathBuf>,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

impl<'w> Tests<'w> {
    /// Builds them.
    pub fn build(work: &'w Work) -> Result<Self> {
        let output = work
            .cargo()
            .args(["test", "--locked", "--no-run", "--message-format", "json"])
            .args(["--lib", "--test", "integration"])
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            bail!("the tests of the tree don't build");
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let lines = text.lines();
        let built: Vec<Built> = lines.filter_map(|line| serde_json::from_str(line).ok()).collect();
        let find = |kind: &str, name: &str| {
            let fits = |target: &Target| target.name == name && target.kind.iter().any(|k| k == kind);
            let mut found = built.iter().filter(|b| b.target.as_ref().is_some_and(fits));
            found
                .find_map(|b| b.executable.clone())
                .with_context(|| format!("no tests of {name}"))
        };
        Ok(Self {
            work,
            unit: find("lib", "rekvisit")?,
            integration: find("test", "integration")?,
            limits: vec![None; STAGES.len()],
        })
    }

    /// What of a stage notices an alteration: the first test that fails, or the time that ran out.
    pub fn notice(&mut self, stage: usize, number: usize) -> Result<Option<String>> {
        let limit = match self.limits[stage] {
            Some(limit) => limit,
            None => {
                let begun = Instant::now();
                let name = STAGES[stage].name;
                if let Some(by) = self.run(&STAGES[stage], 0, Duration::from_secs(3600))? {
                    bail!("with no alteration on, {by} of {name} fails");
                }
                println!("{name}: {} s with no alteration on", begun.elapsed().as_secs());
                *self.limits[stage].insert(begun.elapsed() * TIMES + WHILE)
            }
        };
        self.run(&STAGES[stage], number, limit)
    }

    fn run(&self, stage: &Stage, number: usize, limit: Duration) -> Result<Option<String>> {
        let binary = if stage.unit { &self.unit } else { &self.integration };
        // An alteration may ask for more and more memory: it gets a few gigabytes.
        let mut child = Command::new("sh")
            .args(["-c", "ulimit -v 6000000; exec \"$@\"", "tests"])
            .arg(binary)
            .args(stage.arguments())
            .current_dir(self.work.tree())
            .env("REKVISIT_MUTANT", number.to_string())
            .env("CARGO_MANIFEST_DIR", self.work.tree())
            .env_remove("REKVISIT_UPDATE")
            .envs(ENVIRONMENT)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let (told, failed) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || {
                let lines = BufReader::new(output).lines().map_while(Result::ok);
                let mut failures = lines.filter_map(|line| failure(&line));
                // Nobody listens when the time has run out.
                let _ = told.send(failures.next());
            });
        }
        let first = failed.recv_timeout(limit);
        if matches!(first, Ok(None)) {
            let status = child.wait()?;
            return Ok((!status.success()).then(|| format!("ends with {status}")));
        }
        Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", child.id())])
            .stderr(Stdio::null())
            .status()?;
        child.wait()?;
        Ok(Some(match first {
            Ok(Some(test)) => test,
            _ => "runs out of time".to_owned(),
        }))
    }
}

/// The test that a line says has failed.
fn failure(line: &str) -> Option<String> {
    let test = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
    Some(test.to_owned())
}
