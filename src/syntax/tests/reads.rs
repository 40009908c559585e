//! What is read, item by item.

use crate::source::FileId;
use crate::syntax::parse;

#[test]
fn an_item_that_is_broken_is_reported_once_and_the_others_are_read() {
    let (file, diagnostics) = parse(FileId(0), "typ A = a\nkrav b att (c\nenhet d\n");
    assert_eq!(file.items.len(), 2);
    assert_eq!(diagnostics.len(), 1);
}
