//! Hostile files and failing systems: what they do to the program, and what they are told. `docs/assurance.md` lists it.

mod depth;
mod growth;
mod large;
mod misuse;
#[cfg(unix)]
mod places;
mod shapes;
#[cfg(unix)]
mod systems;
#[cfg(unix)]
mod writing;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::cli::Test;

/// Far above what anything here takes, in a debug build on a slow machine too. Who is not done by then hangs.
const HANGS: Duration = Duration::from_secs(120);

/// What a command came to.
pub(crate) struct Seen {
    /// Its exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// What was run, for a failure's message.
    pub(crate) told: String,
}

impl Seen {
    /// Holds it to an exit code, and to there being no panic.
    #[track_caller]
    pub(crate) fn exit(self, codes: &[i32]) -> Self {
        assert!(
            self.code.is_some_and(|code| codes.contains(&code)) && !self.stderr.contains("panicked"),
            "{:?} instead of {codes:?}:\n{}\n--- stdout\n{}\n--- stderr\n{}",
            self.code,
            self.told,
            beginning(&self.stdout),
            beginning(&self.stderr)
        );
        self
    }

    /// Holds its messages to a part.
    #[track_caller]
    pub(crate) fn says(self, part: &str) -> Self {
        assert!(
            self.stderr.contains(part),
            "no `{part}` from {}:\n{}",
            self.told,
            beginning(&self.stderr)
        );
        self
    }
}

/// The first two thousand characters.
fn beginning(text: &str) -> String {
    text.chars().take(2_000).collect()
}

/// The program, in a folder.
pub(crate) fn rekvisit(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rekvisit"));
    command.current_dir(folder).env_remove("NO_COLOR");
    command
}

/// Runs a command whose streams end in files, so that it never waits for who reads them.
#[track_caller]
pub(crate) fn run(mut command: Command) -> Seen {
    let (out, err) = (
        tempfile::NamedTempFile::new().unwrap(),
        tempfile::NamedTempFile::new().unwrap(),
    );
    command
        .stdin(Stdio::null())
        .stdout(out.reopen().unwrap())
        .stderr(err.reopen().unwrap());
    let told = format!("{command:?}");
    let code = ended(&mut command.spawn().unwrap(), &told);
    let text = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    Seen {
        code,
        stdout: text(out.path()),
        stderr: text(err.path()),
        told,
    }
}

/// Runs the program with words separated by spaces.
#[track_caller]
pub(crate) fn words(folder: &Path, words: &str) -> Seen {
    let mut command = rekvisit(folder);
    command.args(words.split_whitespace());
    run(command)
}

/// Runs a line of the shell, in which `$R` is the program.
#[cfg(unix)]
#[track_caller]
pub(crate) fn shell(folder: &Path, line: &str) -> Seen {
    let mut command = Command::new("sh");
    command
        .args(["-c", line])
        .current_dir(folder)
        .env("R", env!("CARGO_BIN_EXE_rekvisit"));
    run(command)
}

/// The exit code of a child that is waited for, but not for ever.
#[track_caller]
pub(crate) fn ended(child: &mut Child, told: &str) -> Option<i32> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if begun.elapsed() > HANGS {
            child.kill().unwrap();
            panic!("this hangs: {told}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Files in a folder of their own.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    for (path, bytes) in files {
        put(folder.path(), path, bytes);
    }
    folder
}

/// A file, and the folders above it.
pub(crate) fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// The time that this thread has been computing, which others on the machine don't lengthen; where the system doesn't
/// say, the time that has passed.
pub(crate) fn computing(begun: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split_whitespace().next()?.parse().ok())
        .map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// What a function takes.
pub(crate) fn taken<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let before = computing(begun);
    let made = work();
    (made, computing(begun).saturating_sub(before))
}

/// The subcommands, as the program itself names them.
pub(crate) fn subcommands() -> Vec<String> {
    let help = Test::new().run("--help").output();
    let commands = help.split("Kommandon:\n").nth(1).unwrap();
    let names: Vec<String> = commands
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("    "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(names.len() >= 10, "{help}");
    names
}
