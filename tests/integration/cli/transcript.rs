//! A test of the command line that reads like a transcript.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Files in a folder of their own, a command that is run there, and what is expected of it.
#[must_use = "nothing runs before `.exit(…)`"]
pub(crate) struct Test {
    folder: TempDir,
    arguments: Vec<String>,
    stdin: Option<Vec<u8>>,
    place: Option<PathBuf>,
    below: String,
    environment: Vec<(&'static str, &'static str)>,
    expectations: Vec<Expectation>,
}

enum Expectation {
    Stdout(String),
    StdoutHas(String),
    Stderr(String),
    StderrHas(String),
    File(String, String),
}

/// What a command wrote.
pub(crate) struct Transcript {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Test {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            arguments: Vec::new(),
            stdin: None,
            place: None,
            below: String::new(),
            environment: Vec::new(),
            expectations: Vec::new(),
        }
    }

    /// A file in the folder.
    pub(crate) fn file(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
        self
    }

    /// A symbolic link in the folder.
    #[cfg(unix)]
    pub(crate) fn link(self, path: &str, target: impl AsRef<Path>) -> Self {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, path).unwrap();
        self
    }

    /// Does something in the folder before the command is run.
    pub(crate) fn prepared(self, prepare: impl FnOnce(&Path)) -> Self {
        prepare(self.folder.path());
        self
    }

    /// Runs in a folder below.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.below = folder.to_owned();
        self
    }

    /// Runs at the root of the repository.
    pub(crate) fn at_root(self) -> Self {
        self.at(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    /// Runs in a folder that is there already.
    pub(crate) fn at(mut self, folder: &Path) -> Self {
        self.place = Some(folder.to_owned());
        self
    }

    /// Runs the command, and gives what a terminal would show: results and messages in the order that they were written.
    pub(crate) fn transcript(self) -> String {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let mut command = self.command();
        command
            .stdin(Stdio::null())
            .stdout(writer.try_clone().unwrap())
            .stderr(writer);
        let mut child = command.spawn().unwrap();
        // It holds the ends that are written to; the reader would wait for them.
        drop(command);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        child.wait().unwrap();
        text
    }

    /// The command, with words separated by spaces.
    pub(crate) fn run(mut self, words: &str) -> Self {
        self.arguments = words.split_whitespace().map(str::to_owned).collect();
        self
    }

    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = Some(bytes.into());
        self
    }

    pub(crate) fn environment(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }

    /// The whole of standard output.
    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.expectations.push(Expectation::Stdout(text.to_owned()));
        self
    }

    /// A part of standard output.
    pub(crate) fn stdout_has(mut self, text: &str) -> Self {
        self.expectations.push(Expectation::StdoutHas(text.to_owned()));
        self
    }

    /// The whole of standard error.
    pub(crate) fn stderr(mut self, text: &str) -> Self {
        self.expectations.push(Expectation::Stderr(text.to_owned()));
        self
    }

    /// A part of standard error.
    pub(crate) fn stderr_has(mut self, text: &str) -> Self {
        self.expectations.push(Expectation::StderrHas(text.to_owned()));
        self
    }

    /// The whole of a file, once the command has run.
    pub(crate) fn file_is(mut self, path: &str, text: &str) -> Self {
        self.expectations
            .push(Expectation::File(path.to_owned(), text.to_owned()));
        self
    }

    /// Runs the command, whatever its exit code, and gives standard output.
    pub(crate) fn output(self) -> String {
        String::from_utf8(self.start().stdout).unwrap()
    }

    /// Runs the command, and holds it to the exit code and to what was expected.
    #[track_caller]
    pub(crate) fn exit(self, code: i32) -> Transcript {
        self.held(code)
    }

    /// Runs the command as `exit` does, and goes on in the same folder.
    #[track_caller]
    pub(crate) fn then(mut self, code: i32) -> Self {
        self.held(code);
        self.expectations.clear();
        self
    }

    /// What stands in a file of the folder; none when it is not there.
    pub(crate) fn contents(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.path(path)).ok()
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs the command, and gives its exit code and standard output.
    pub(crate) fn shown(&self) -> (Option<i32>, String) {
        let output = self.start();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    }

    #[track_caller]
    fn held(&self, code: i32) -> Transcript {
        let output = self.start();
        let seen = Transcript {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        let told = format!(
            "$ rekvisit {}\n--- stdout\n{}--- stderr\n{}---",
            self.arguments.join(" "),
            seen.stdout,
            seen.stderr
        );
        assert_eq!(output.status.code(), Some(code), "exit code of\n{told}");
        for expectation in &self.expectations {
            match expectation {
                Expectation::Stdout(text) => assert_eq!(&seen.stdout, text, "{told}"),
                Expectation::Stderr(text) => assert_eq!(&seen.stderr, text, "{told}"),
                Expectation::File(path, text) => {
                    let seen = std::fs::read_to_string(self.folder.path().join(path)).unwrap();
                    assert_eq!(&seen, text, "{path} after\n{told}");
                }
                Expectation::StdoutHas(text) => {
                    assert!(
                        seen.stdout.contains(text.as_str()),
                        "no `{text}` on stdout of\n{told}"
                    );
                }
                Expectation::StderrHas(text) => {
                    assert!(
                        seen.stderr.contains(text.as_str()),
                        "no `{text}` on stderr of\n{told}"
                    );
                }
            }
        }
        seen
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rekvisit"));
        command
            .args(&self.arguments)
            .current_dir(match &self.place {
                Some(place) => place.clone(),
                None => self.folder.path().join(&self.below),
            })
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(self.environment.iter().copied());
        command
    }

    fn start(&self) -> Output {
        let mut command = self.command();
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let bytes = self.stdin.clone().unwrap_or_default();
        let writer = std::thread::spawn(move || {
            // A command that does not read its input closes it, which is no failure.
            let _ = input.write_all(&bytes);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }
}
