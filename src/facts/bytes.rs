//! The bytes of an application, before they are JSON.

use super::fault;
use super::scan::Scanned;
use crate::diagnostic::Code;
use crate::source::FileId;

/// The text of an application's bytes: UTF-8 without a byte order mark, no larger than is allowed, not empty.
pub(super) fn text(file: FileId, bytes: &[u8], max_bytes: usize) -> Scanned<&str> {
    if bytes.len() > max_bytes {
        return Err(fault::too_large(file, bytes.len(), max_bytes));
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Err(fault::byte_order_mark(file));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| fault::not_utf8(file, bytes, error.valid_up_to()))?;
    if text.bytes().all(|b| b.is_ascii_whitespace()) {
        let span = fault::span(file, 0, text.len());
        return Err(fault::plain(
            Code::NotAnApplication,
            span,
            "filen är tom",
            "the file is empty",
        ));
    }
    Ok(text)
}
