//! How one row's part is computed.

use super::Subject;
use super::said;
use crate::apportion::{Apportioned, Bound, cell};
use crate::explain::{Wording, Words, format, say};
use crate::value::{Bilingual, Language, Number};

/// The explanation of a row, for a terminal. `asked` is the name that was asked for.
pub(super) fn explained(
    subject: &Subject<'_>,
    made: &Apportioned,
    row: usize,
    asked: &str,
    language: Language,
    width: usize,
) -> String {
    let key = subject.table.keys.get(row).map_or("", String::as_str);
    let mut lines: Vec<Bilingual> = Vec::new();
    if key != asked {
        lines.push(Bilingual::new(
            format!("`{asked}` är en annan stavning av {key}."),
            format!("`{asked}` is another spelling of {key}."),
        ));
    }
    lines.extend(steps(subject, made, row).into_iter().map(Bilingual::from));
    let mut text = format!(
        "{}: {}\n\n",
        crate::render::visible(key),
        subject.item.title.get(language)
    );
    text.push_str(&said::paragraphs(&lines, language, width));
    text.push('\n');
    text.push_str(&said::paragraphs(&said::notes(subject), language, width));
    text
}

/// The steps from the count to the amount.
fn steps(subject: &Subject<'_>, made: &Apportioned, row: usize) -> Vec<Words> {
    let (item, sharing) = (subject.item, &made.sharing);
    let (Some(part), Some(Some((_, claim)))) = (made.part(row), made.rows.get(row)) else {
        return vec![Words::new(
            "Raden deltar inte i fördelningen.",
            "The row takes no part.",
        )];
    };
    let wording = Wording::new(subject.set);
    let unit = subject
        .table
        .columns
        .get(usize::from(item.key))
        .and_then(|column| column.ty.unit().cloned())
        .unwrap_or_default();
    let count = |n: Number| wording.quantity(n, &unit);
    let column = wording.column(item, item.key);
    let mut steps = vec![say!(
        "{column}: {own} av {all}",
        "{column}: {own} of {all}",
        column = column.capitalised(),
        own = count(claim.key),
        all = count(said::keys(made))
    )];
    let exact = format::money(part.exact);
    match part.bound {
        Bound::Free => {
            let free = bounded(made);
            if free {
                steps.push(say!(
                    "När golv och tak har fått sitt finns {free} att dela på {keys}",
                    "Once floors and caps have had theirs, {free} is shared by {keys}",
                    free = format::money(sharing.free),
                    keys = count(sharing.keys)
                ));
            }
            steps.push(say!(
                "Exakt del: {whole} × {own} / {all} {exact}",
                "Exact part: {whole} × {own} / {all} {exact}",
                whole = format::money(sharing.free),
                own = format::number(claim.key),
                all = format::number(sharing.keys),
                exact = equal(&exact)
            ));
            steps.push(say!(
                "Avrundat {how}: {rounded}",
                "Rounded {how}: {rounded}",
                how = wording.rounding(item),
                rounded = format::money(part.rounded)
            ));
        }
        Bound::Floor => steps.push(say!(
            "Golvet, avrundat uppåt till samma steg: {exact}",
            "The floor, rounded up to the same step: {exact}",
            exact = exact
        )),
        Bound::Cap => steps.push(say!(
            "Taket, avrundat nedåt till samma steg: {exact}",
            "The cap, rounded down to the same step: {exact}",
            exact = exact
        )),
    }
    steps.push(if part.residual.is_zero() {
        Words::new("Rest: ingen del av den", "Remainder: no part of it")
    } else {
        say!(
            "Rest: {residual} av {all}",
            "Remainder: {residual} of {all}",
            residual = format::money(part.residual),
            all = format::money(sharing.residual)
        )
    });
    steps.push(say!(
        "Belopp: {amount}",
        "Amount: {amount}",
        amount = format::money(part.amount)
    ));
    if let Some(column) = item.published
        && let Some(published) = cell(subject.table, row, column)
    {
        let same = published == part.amount;
        steps.push(say!(
            "Publicerat: {published}, {same}",
            "Published: {published}, {same}",
            published = format::money(published),
            same = if same {
                Words::new("samma", "the same")
            } else {
                Words::new("inte samma", "not the same")
            }
        ));
    }
    steps
}

/// With the sign of equality before it, unless it says itself that it is cut.
fn equal(amount: &Words) -> Words {
    match amount.sv.starts_with('≈') {
        true => amount.clone(),
        false => say!("= {amount}", "= {amount}", amount = amount),
    }
}

/// Whether a floor or a cap made any part what it is.
fn bounded(made: &Apportioned) -> bool {
    made.sharing
        .parts
        .iter()
        .any(|part| part.bound != Bound::Free && !part.exact.is_zero())
        || made.sharing.free != made.sharing.whole
}
