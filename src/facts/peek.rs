//! What an application says about which rule set it is for, before any schema is known.

use super::limits::Limits;
use super::scan::{Scalar, Scanned, Scanner, Shape};
use super::{bytes, fault, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;

/// What can be read without a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peek {
    /// The rule set that the application names (`regelverk`).
    pub regelverk: Option<String>,
}

/// Reads which rule set the application names. All of the JSON is checked on the way; its keys are not.
///
/// # Errors
/// The first thing that is wrong. Its places are in the first file (`FileId(0)`); see [`peek_in`].
#[allow(
    clippy::result_large_err,
    reason = "a mistake ends the reading of the application"
)]
pub fn peek(application: &[u8]) -> Result<Peek, Diagnostic> {
    peek_in(FileId::default(), application, &Limits::default())
}

/// [`peek`] in a file that has a number of its own, and within other limits.
///
/// # Errors
/// The first thing that is wrong.
#[allow(
    clippy::result_large_err,
    reason = "a mistake ends the reading of the application"
)]
pub fn peek_in(source: FileId, application: &[u8], limits: &Limits) -> Result<Peek, Diagnostic> {
    let read = || {
        let text = bytes::text(source, application, limits.max_bytes)?;
        let mut scan = Scanner::new(source, text, limits.max_depth);
        let peek = top(&mut scan)?;
        scan.end()?;
        Ok(peek)
    };
    read().map_err(|fault: fault::Fault| *fault)
}

fn top(scan: &mut Scanner<'_>) -> Scanned<Peek> {
    let mut peek = Peek::default();
    let shape = scan.shape()?;
    let start = scan.at();
    if shape != Shape::Object {
        scan.pass()?;
        let (sv, en) = words::shape(shape);
        return Err(fault::plain(
            Code::NotAnApplication,
            scan.span_from(start),
            format!("en ansökan är ett objekt (`{{…}}`), och det här är {sv}"),
            format!("an application is an object (`{{…}}`), and this is {en}"),
        ));
    }
    scan.enter_object()?;
    while let Some(key) = scan.next_key()? {
        if key.text() != "regelverk" {
            scan.pass()?;
            continue;
        }
        let shape = scan.shape()?;
        let start = scan.at();
        if shape != Shape::String {
            scan.pass()?;
            let (sv, en) = words::shape(shape);
            return Err(Box::new(
                Diagnostic::error(
                    Code::WrongType,
                    scan.span_from(start),
                    format!("`regelverk` ska vara en text, men är {sv}"),
                    format!("`regelverk` must be a text, but is {en}"),
                )
                .at(scan.pointer()),
            ));
        }
        if let (Scalar::String(name), _) = scan.scalar()? {
            peek.regelverk.get_or_insert_with(|| name.text().into_owned());
        }
    }
    Ok(peek)
}
