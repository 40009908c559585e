//! The command line: one file a subcommand. The only stage that knows of files, the environment and the terminal.

mod account;
mod allocate;
mod applications;
mod batch;
mod check;
mod command;
mod completions;
mod doc;
mod evaluate;
mod exit;
mod explain;
mod failure;
mod files;
mod fmt;
mod help;
mod impact;
mod library;
mod man;
mod mutate;
mod new;
mod notice;
mod obligations;
mod overview;
mod pipeline;
mod progress;
mod redistribute;
mod rulesets;
mod schema;
mod sheet;
mod source;
mod terminal;
mod test;
mod told;
mod usage;
mod verify;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::ArgMatches;

use exit::Exit;
use notice::Notice;
use terminal::Terminal;

/// Why a subcommand ended before it was done.
enum Stop {
    /// Something to tell the user, and the exit code.
    Notice(Box<Notice>, Exit),
    /// Writing failed; a reader that has left (`rekvisit … | head`) is no failure.
    Write(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Wrong usage or unreadable input, unless something else is said.
impl From<Notice> for Stop {
    fn from(notice: Notice) -> Self {
        Self::Notice(Box::new(notice), Exit::Usage)
    }
}

/// Runs the program on the arguments that it was started with.
#[must_use]
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let mut terminal = Terminal::new(&arguments);
    let exit =
        match dispatch(&arguments, &mut terminal).and_then(|exit| Ok(terminal.flush().map(|()| exit)?)) {
            Ok(exit) => exit,
            Err(Stop::Notice(notice, exit)) => match terminal.notice(&notice) {
                Ok(()) => exit,
                Err(_) => Exit::Usage,
            },
            Err(Stop::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Err(Stop::Write(error)) => {
                let notice = Notice::new(
                    format!("det gick inte att skriva: {error}"),
                    format!("writing failed: {error}"),
                );
                // Nothing is left to do when the message can't be written either.
                let _ = terminal.notice(&notice);
                Exit::Usage
            }
        };
    exit.into()
}

fn dispatch(arguments: &[OsString], terminal: &mut Terminal) -> Result<Exit, Stop> {
    let command = command::root(terminal.language, terminal.width);
    let matches = match command.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::report(&error, terminal),
    };
    let run: fn(&ArgMatches, &mut Terminal) -> Result<Exit, Stop> = match matches.subcommand_name() {
        Some(evaluate::NAME) => evaluate::run,
        Some(batch::NAME) => batch::run,
        Some(verify::NAME) => verify::run,
        Some(check::NAME) => check::run,
        Some(mutate::NAME) => mutate::run,
        Some(test::NAME) => test::run,
        Some(impact::NAME) => impact::run,
        Some(allocate::NAME) => allocate::run,
        Some(redistribute::NAME) => redistribute::run,
        Some(obligations::NAME) => obligations::run,
        Some(account::NAME) => account::run,
        Some(overview::NAME) => overview::run,
        Some(fmt::NAME) => fmt::run,
        Some(rulesets::NAME) => rulesets::run,
        Some(schema::NAME) => schema::run,
        Some(doc::NAME) => doc::run,
        Some(explain::NAME) => explain::run,
        Some(completions::NAME) => completions::run,
        Some(man::NAME) => man::run,
        Some(new::NAME) => new::run,
        _ => help::run,
    };
    match matches.subcommand() {
        Some((_, matches)) => run(matches, terminal),
        None => run(&matches, terminal),
    }
}
