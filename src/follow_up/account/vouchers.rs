//! A voucher that stands on several lines: it is told, and decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::folded;
use super::{Line, Told};
use crate::explain::Words;

/// What the field of a line with the number of its voucher is called.
const NAMES: [&str; 5] = [
    "verifikat",
    "verifikatnummer",
    "verifikation",
    "verifikationsnummer",
    "voucher",
];
/// How many other lines are named.
const NAMED: usize = 8;

/// Remarks on each line that has the voucher of another line of its list.
pub(super) fn remark(lines: &mut [Line]) {
    // A line that two blocks judge is one line still: its number is its name.
    let mut found: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
    for line in lines.iter() {
        if let Some(voucher) = voucher(line) {
            let place = (list(line).to_owned(), voucher.to_owned());
            found.entry(place).or_default().insert(line.number);
        }
    }
    for line in lines {
        let Some(voucher) = voucher(line).map(str::to_owned) else {
            continue;
        };
        let Some(numbers) = found.get(&(list(line).to_owned(), voucher.clone())) else {
            continue;
        };
        let others = numbers.iter().copied().filter(|number| *number != line.number);
        let others: Vec<usize> = others.take(NAMED.saturating_add(1)).collect();
        if others.is_empty() {
            continue;
        }
        line.told.push(Told {
            rule: None,
            remark: true,
            text: told(&voucher, &others),
            sources: Vec::new(),
            assumption: None,
        });
    }
}

/// The number of the line's voucher.
fn voucher(line: &Line) -> Option<&str> {
    let mut fields = line.fields.iter();
    let (_, value) = fields.find(|(name, _)| NAMES.contains(&folded(name).as_str()))?;
    Some(value.trim()).filter(|value| !value.is_empty())
}

/// The list that the line stands in.
fn list(line: &Line) -> &str {
    line.pointer.rsplit_once('/').map_or("", |(list, _)| list)
}

fn told(voucher: &str, others: &[usize]) -> Words {
    let named: Vec<String> = others.iter().take(NAMED).map(usize::to_string).collect();
    let mut named = named.join(", ");
    if others.len() > NAMED {
        named.push_str(" …");
    }
    let (sv, en) = match others {
        [_] => ("rad", "line"),
        _ => ("raderna", "lines"),
    };
    Words::new(
        format!("Verifikat {voucher} står också på {sv} {named}."),
        format!("Voucher {voucher} also stands on {en} {named}."),
    )
}
