//! The two streams, the language, the width and the colours.

use std::ffi::OsString;
use std::io::{self, Stderr, Stdout, Write as _};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::notice::Notice;
use crate::render::visible;
use crate::value::Language;

/// Errors.
pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Headings.
pub(super) const STRONG: Style = Style::new().bold();
/// What helps.
pub(super) const HELP: Style = AnsiColor::Cyan.on_default().bold();
/// How wide a line is when there is no terminal to ask.
const PIPE_WIDTH: usize = 80;

/// Where results and messages go, and how they are to look.
pub(super) struct Terminal {
    /// The language of everything that a person reads.
    pub(super) language: Language,
    /// Columns of a line.
    pub(super) width: usize,
    out: AutoStream<Stdout>,
    err: AutoStream<Stderr>,
}

impl Terminal {
    /// Looks for `--lang` and `--color` among the arguments before they are parsed: the help texts and the usage errors
    /// depend on them too.
    pub(super) fn new(arguments: &[OsString]) -> Self {
        let language = match option(arguments, "--lang") {
            Some("en") => Language::English,
            _ => Language::Swedish,
        };
        let color = match option(arguments, "--color") {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        let width = terminal_size::terminal_size_of(io::stdout())
            .map_or(PIPE_WIDTH, |(columns, _)| usize::from(columns.0))
            .max(40);
        Self {
            language,
            width,
            out: AutoStream::new(io::stdout(), color),
            err: AutoStream::new(io::stderr(), color),
        }
    }

    /// One of two texts.
    pub(super) fn pick<'a>(&self, sv: &'a str, en: &'a str) -> &'a str {
        pick(self.language, sv, en)
    }

    /// Whether messages are coloured.
    pub(super) fn colours_messages(&self) -> bool {
        self.err.current_choice() != ColorChoice::Never
    }

    /// Whether results are coloured.
    pub(super) fn colours_results(&self) -> bool {
        self.out.current_choice() != ColorChoice::Never
    }

    /// Writes a result.
    pub(super) fn result(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Writes a result that is for a program, as it stands.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out: &Stdout = self.out.as_inner();
        out.write_all(bytes)
    }

    /// Writes what was done elsewhere, in files: that nobody reads it stops nothing.
    pub(super) fn done(&mut self, text: &str) -> io::Result<()> {
        unread_is_no_failure(self.result(text))
    }

    /// Writes a message as it stands.
    pub(super) fn message(&mut self, text: &str) -> io::Result<()> {
        unread_is_no_failure(self.err.write_all(text.as_bytes()))
    }

    /// Writes a notice as an error.
    pub(super) fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        unread_is_no_failure(self.write_notice(notice))
    }

    fn write_notice(&mut self, notice: &Notice) -> io::Result<()> {
        let language = self.language;
        let label = self.pick("fel", "error");
        let code = notice
            .code
            .map(|code| format!("[{}]", code.as_str()))
            .unwrap_or_default();
        let message = visible(notice.message.get(language));
        writeln!(
            self.err,
            "{ERROR}{label}{code}{ERROR:#}{STRONG}: {message}{STRONG:#}"
        )?;
        for detail in &notice.details {
            writeln!(self.err, "  {}", visible(detail.get(language)))?;
        }
        let label = self.pick("hjälp", "help");
        for help in &notice.help {
            writeln!(
                self.err,
                "  {HELP}{label}{HELP:#}: {}",
                visible(help.get(language))
            )?;
        }
        self.err.flush()
    }

    /// Writes what is still held back.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// That nobody reads the messages any more (`2>&1 | head`) changes nothing of what is done, nor the exit code.
fn unread_is_no_failure(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// One of two texts.
pub(super) fn pick<'a>(language: Language, sv: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Swedish => sv,
        Language::English => en,
    }
}

/// `3 moduler`; nothing when there is none.
pub(super) fn counted(count: usize, sv: [&str; 2], en: [&str; 2], language: Language) -> Option<String> {
    let [one, many] = match language {
        Language::Swedish => sv,
        Language::English => en,
    };
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

/// Those that there are, with commas between them.
pub(super) fn listed(parts: &[Option<String>]) -> String {
    parts.iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

/// The value of a long option, the last one when it stands several times; nothing is looked at after `--`.
fn option<'a>(arguments: &'a [OsString], name: &str) -> Option<&'a str> {
    let mut found = None;
    let mut arguments = arguments.iter().filter_map(|a| a.to_str());
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            break;
        }
        if argument == name {
            found = arguments.next();
        } else if let Some(value) = argument
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('='))
        {
            found = Some(value);
        }
    }
    found
}
