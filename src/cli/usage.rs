//! Wrong usage, told in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Stop;
use super::exit::Exit;
use super::notice::Notice;
use super::terminal::Terminal;

/// Prints the help that was asked for, or says what is wrong with the arguments.
pub(super) fn report(error: &clap::Error, terminal: &mut Terminal) -> Result<Exit, Stop> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal.result(&error.render().ansi().to_string())?;
            Ok(Exit::Done)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal.message(&error.render().ansi().to_string())?;
            Ok(Exit::Usage)
        }
        _ => Err(notice(error)
            .help(
                "`rekvisit --help` visar hur kommandot skrivs",
                "`rekvisit --help` shows how the command is written",
            )
            .into()),
    }
}

/// What is wrong with the arguments.
fn notice(error: &clap::Error) -> Notice {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand);
            suggested(
                error,
                ContextKind::SuggestedSubcommand,
                Notice::new(
                    format!("kommandot `{name}` finns inte"),
                    format!("there is no command `{name}`"),
                ),
            )
        }
        ErrorKind::UnknownArgument => suggested(
            error,
            ContextKind::SuggestedArg,
            Notice::new(
                format!("`{argument}` finns inte här"),
                format!("there is no `{argument}` here"),
            ),
        ),
        ErrorKind::InvalidValue if value.is_empty() => Notice::new(
            format!("`{argument}` saknar sitt värde"),
            format!("`{argument}` lacks its value"),
        ),
        ErrorKind::InvalidValue => {
            let valid = text(error, ContextKind::ValidValue);
            suggested(
                error,
                ContextKind::SuggestedValue,
                Notice::new(
                    format!("`{value}` är inget värde för `{argument}`"),
                    format!("`{value}` is no value of `{argument}`"),
                )
                .help(
                    format!("möjliga värden: {valid}"),
                    format!("possible values: {valid}"),
                ),
            )
        }
        ErrorKind::ValueValidation => Notice::new(
            format!("`{value}` duger inte som värde för `{argument}`"),
            format!("`{value}` will not do as a value of `{argument}`"),
        ),
        ErrorKind::MissingRequiredArgument => Notice::new(
            format!("det saknas något: {argument}"),
            format!("something is missing: {argument}"),
        ),
        ErrorKind::MissingSubcommand => Notice::new("det saknas ett kommando", "a command is missing"),
        ErrorKind::ArgumentConflict => {
            let prior = text(error, ContextKind::PriorArg);
            if prior.is_empty() || prior == argument {
                Notice::new(
                    format!("`{argument}` får stå bara en gång"),
                    format!("`{argument}` may stand only once"),
                )
            } else {
                Notice::new(
                    format!("`{argument}` kan inte stå tillsammans med `{prior}`"),
                    format!("`{argument}` can't stand together with `{prior}`"),
                )
            }
        }
        ErrorKind::InvalidUtf8 => Notice::new("ett argument är inte UTF-8", "an argument is not UTF-8"),
        ErrorKind::TooManyValues => Notice::new(
            format!("`{value}` är ett värde för mycket för `{argument}`"),
            format!("`{value}` is one value too many for `{argument}`"),
        ),
        _ => Notice::new(
            format!("`{argument}` är inte rätt använt"),
            format!("`{argument}` is not used correctly"),
        ),
    }
}

/// A word of the error's context; several are joined by commas.
fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The notice with clap's suggestion, when it has one; of several the closest, which clap puts last.
fn suggested(error: &clap::Error, kind: ContextKind, notice: Notice) -> Notice {
    let suggestion = match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
        _ => text(error, kind),
    };
    if suggestion.is_empty() {
        return notice;
    }
    notice.help(
        format!("menade du `{suggestion}`?"),
        format!("did you mean `{suggestion}`?"),
    )
}
