//! Where decisions, rejects and the side file are written.

use std::path::PathBuf;

use super::journal::{Journal, Reached};
use super::reject::RejectForm;
use super::work::{Done, Told};
use crate::batch::{Form, Tally};
use crate::cli::files::{self, Grown};
use crate::cli::notice::Notice;
use crate::cli::progress::Progress;
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, batch::feed::Position};
use crate::value::Language;

/// How many applications that can't be decided are told of on the terminal.
pub(super) const TOLD: usize = 20;

/// A file that is written, with its name as the user wrote it.
pub(super) struct Target {
    pub(super) path: PathBuf,
    pub(super) file: Grown,
}

impl Target {
    /// Begins a file.
    pub(super) fn begin(path: PathBuf) -> Result<Self, Notice> {
        match Grown::begin(&path) {
            Ok(file) => Ok(Self { path, file }),
            Err(why) => Err(files::not_written(&path.display().to_string(), &why)),
        }
    }

    /// Goes on with one.
    pub(super) fn resume(path: PathBuf, length: u64) -> Result<Self, Notice> {
        match Grown::resume(&path, length) {
            Ok(file) => Ok(Self { path, file }),
            Err(why) => Err(files::not_written(&path.display().to_string(), &why)),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Notice> {
        self.file
            .write(bytes)
            .map_err(|why| files::not_written(&self.path.display().to_string(), &why))
    }

    fn sync(&self) -> Result<(), Notice> {
        self.file
            .sync()
            .map_err(|why| files::not_written(&self.path.display().to_string(), &why))
    }
}

/// What is written, and how far it has come.
pub(super) struct Sink<'a> {
    pub(super) out: Option<Target>,
    pub(super) rejects: Option<Target>,
    pub(super) journal: Option<Journal>,
    /// What was counted.
    pub(super) tally: Tally,
    /// What comes after what is written.
    pub(super) next: Position,
    /// How many applications were done in earlier runs.
    pub(super) before: u64,
    pub(super) given: &'a str,
    pub(super) progress: Progress,
    pub(super) fail_fast: bool,
    /// How many that could not be decided have been told of.
    told: usize,
}

impl<'a> Sink<'a> {
    /// One that has written nothing yet.
    pub(super) fn new(given: &'a str, progress: Progress, fail_fast: bool) -> Self {
        Self {
            out: None,
            rejects: None,
            journal: None,
            tally: Tally::default(),
            next: Position::START,
            before: 0,
            given,
            progress,
            fail_fast,
            told: 0,
        }
    }

    /// Writes what stands before the first line of each file.
    pub(super) fn heads(
        &mut self,
        (form, reject_form): (Option<Form>, &RejectForm),
        terminal: &mut Terminal,
    ) -> Result<(), Stop> {
        let head = form.map(Form::head).unwrap_or_default();
        self.lines(&head, terminal)?;
        if let Some(rejects) = &mut self.rejects {
            rejects.write(&reject_form.head())?;
        }
        self.reached(false)
    }

    /// Writes what a piece came to; whether no more is wanted.
    pub(super) fn piece(&mut self, done: &Done, terminal: &mut Terminal) -> Result<bool, Stop> {
        for told in &done.told {
            self.tell(told, terminal)?;
        }
        // The rejects first: those that come before a line that is there are then there too.
        if let (Some(rejects), false) = (&mut self.rejects, done.rejects.is_empty()) {
            rejects.write(&done.rejects)?;
        }
        self.lines(&done.lines, terminal)?;
        self.tally.join(&done.tally);
        let stop = self.fail_fast && !done.told.is_empty();
        if !stop {
            self.next = done.next;
            if self
                .journal
                .as_ref()
                .is_some_and(|journal| journal.is_due(done.next.items))
            {
                self.reached(false)?;
            }
        }
        let what = terminal.pick("ansökningar", "applications");
        let done = self.next.items.saturating_sub(self.before);
        self.progress.reached(self.next.byte, done, what);
        Ok(stop)
    }

    /// Notes in the side file that all is done, once what is written lasts.
    pub(super) fn finish(&mut self) -> Result<(), Stop> {
        for target in self.out.iter().chain(&self.rejects) {
            target.sync()?;
        }
        self.reached(true)
    }

    fn reached(&mut self, done: bool) -> Result<(), Stop> {
        let length = |target: &Option<Target>| target.as_ref().map_or(0, |target| target.file.length());
        let reached = Reached {
            next: self.next,
            out: length(&self.out),
            rejects: length(&self.rejects),
            tally: self.tally.clone(),
            done,
        };
        if let Some(journal) = &mut self.journal {
            journal.reached(&reached)?;
        }
        Ok(())
    }

    fn lines(&mut self, lines: &[u8], terminal: &mut Terminal) -> Result<(), Stop> {
        match &mut self.out {
            Some(out) => Ok(out.write(lines)?),
            None => Ok(terminal.bytes(lines)?),
        }
    }

    /// Tells of one that could not be decided; of the first ones, that is.
    fn tell(&mut self, told: &Told, terminal: &mut Terminal) -> Result<(), Stop> {
        self.told = self.told.saturating_add(1);
        let given = crate::render::visible(self.given);
        let text = match self.told {
            0..=TOLD => format!("{given}:{} (byte {}): {}\n", told.line, told.byte, told.reason),
            more if more == TOLD.saturating_add(1) => match terminal.language {
                Language::Swedish => {
                    "… fler som inte kan prövas räknas, och skrivs i filen som `--rejects` anger\n".to_owned()
                }
                Language::English => {
                    "… more that can't be decided are counted, and written to the file that `--rejects` names\n"
                        .to_owned()
                }
            },
            _ => return Ok(()),
        };
        Ok(self.progress.aside(|| terminal.message(&text))?)
    }
}
