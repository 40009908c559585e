//! The pest parser: one item at a time.

#![allow(
    missing_docs,
    reason = "the derived `Rule` has one variant for each line of the grammar"
)]

use std::num::NonZeroUsize;
use std::sync::Once;

use pest::Parser;
use pest::error::Error;
use pest::iterators::Pairs;
use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/keywords.pest"]
#[grammar = "../grammar/rules.pest"]
struct ItemParser;

/// Calls that pest may make for one item: 250 a byte of the largest file. Ordinary rules need 13, and the densest text that is
/// known (rows of one letter each) 50.
const CALL_LIMIT: usize = 250 << 20;

/// Parses the text of one item.
pub(super) fn parse_item(text: &str) -> Result<Pairs<'_, Rule>, Box<Error<Rule>>> {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(CALL_LIMIT)));
    ItemParser::parse(Rule::item, text).map_err(Box::new)
}
