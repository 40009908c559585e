//! The requisitions, decided by the rule set.

use crate::apportion::{Drawn, Round};
use crate::cli::Stop;
use crate::cli::applications::{Applications, Entry};
use crate::cli::notice::Notice;
use crate::cli::pipeline::{self, Paper};
use crate::cli::terminal::Terminal;
use crate::cli::told;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile, Sources};
use crate::trial;
use crate::value::Date;

/// All of them, the rows of tables first; nothing when one can't be read or decided, once all that is wrong has been told.
pub(super) fn all(
    round: &Round,
    first: Vec<Entry>,
    applications: &mut Applications,
    sources: &Sources,
    (given, limit): (Option<Date>, u64),
    terminal: &mut Terminal,
) -> Result<Option<Vec<Drawn>>, Stop> {
    let mut drawn = Vec::new();
    let mut whole = true;
    // A requisition's file stands after the files of the rules.
    let file = FileId(u16::try_from(sources.iter().count()).unwrap_or(u16::MAX));
    let mut piece = first;
    loop {
        if piece.is_empty() {
            piece = applications.piece();
        }
        if piece.is_empty() {
            break;
        }
        for entry in std::mem::take(&mut piece) {
            let bytes = match entry.bytes {
                Ok(bytes) => bytes,
                Err(unread) => {
                    whole = false;
                    terminal.notice(&unread.notice(&entry.place))?;
                    continue;
                }
            };
            let paper = Paper {
                file,
                bytes: &bytes,
                max_bytes: limit,
            };
            match one(round, paper, &entry.place, given) {
                Ok(found) => drawn.push(found),
                Err(wrong) => {
                    whole = false;
                    match wrong {
                        Wrong::Notice(notice) => terminal.notice(&notice)?,
                        Wrong::Diagnostics(list) => {
                            let mut sources = sources.clone();
                            let text = String::from_utf8_lossy(&bytes);
                            sources.add(SourceFile::new(entry.place.clone(), text));
                            told::write(&list, &sources, terminal)?;
                        }
                    }
                }
            }
        }
    }
    Ok(whole.then_some(drawn))
}

/// What is wrong with a requisition.
enum Wrong {
    Notice(Notice),
    Diagnostics(Vec<Diagnostic>),
}

fn one(round: &Round, paper: Paper<'_>, place: &str, given: Option<Date>) -> Result<Drawn, Wrong> {
    let program = &round.program;
    let named = pipeline::named_ruleset(paper).map_err(Wrong::Diagnostics)?;
    let own = &program.ruleset.name;
    if let Some(other) = named.filter(|named| named != own) {
        return Err(Wrong::Notice(Notice::new(
            format!("`{place}` är en ansökan till `{other}`, inte en rekvisition enligt `{own}`"),
            format!("`{place}` is an application to `{other}`, not a requisition by `{own}`"),
        )));
    }
    let facts = pipeline::decode(program, paper).map_err(Wrong::Diagnostics)?;
    let day = pipeline::assessment_day(program, &facts, given)
        .ok_or_else(|| Wrong::Diagnostics(vec![pipeline::ask_for_the_day(paper.file)]))?;
    let tried = trial::decide(program, facts, day, paper.file).map_err(Wrong::Diagnostics)?;
    Ok(round.drawn(place.to_owned(), &tried))
}
