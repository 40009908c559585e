//! As JSON.

use serde_json::{Value, json};

use crate::apportion::{Redistributed, Sums};
use crate::cli::allocate::{Subject, amount, head, written};
use crate::explain::format;
use crate::value::Number;

/// All rows, all requisitions and the sums.
pub(super) fn all(
    subject: &Subject<'_>,
    found: &Redistributed,
    sums: &Sums,
) -> Result<String, std::io::Error> {
    let mut all = head(subject, &found.first);
    let label = |at: usize| found.requisitions.get(at).map(|drawn| &drawn.label);
    let exact = |row: usize| {
        let part = found.second.as_ref()?.part(row)?;
        let kronor = part.exact.div(Number::whole(100)).unwrap_or(part.exact);
        Some((format::exact_value(kronor), format::money_value(part.residual)))
    };
    let rows: Vec<Value> = found
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let (exact, residual) = exact(at).unzip();
            json!({
                "row": subject.table.keys.get(at),
                "apportioned": amount(row.allocated),
                "granted": amount(row.granted),
                "left": amount(row.left),
                "requisition": row.requisition.and_then(label),
                "wants_more": row.wants,
                "exact": exact,
                "residual": residual,
                "redistributed": amount(row.second),
            })
        })
        .collect();
    let requisitions: Vec<Value> = found
        .requisitions
        .iter()
        .map(|drawn| {
            let key = drawn
                .row
                .and_then(|row| subject.table.keys.get(usize::try_from(row).ok()?));
            json!({
                "place": drawn.label,
                "id": drawn.id,
                "row": key,
                "outcome": drawn.outcome.as_str(),
                "granted": amount(drawn.granted),
                "wants_more": drawn.wants,
            })
        })
        .collect();
    all.insert(
        "sums".to_owned(),
        json!({
            "apportioned": amount(sums.allocated),
            "granted": amount(sums.granted),
            "left": amount(sums.left),
            "redistributed": amount(sums.second),
            "stays": amount(sums.stays),
        }),
    );
    all.insert("rows".to_owned(), rows.into());
    all.insert("requisitions".to_owned(), requisitions.into());
    written(all)
}
