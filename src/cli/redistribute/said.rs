//! What must be said of a redistribution: who drew down what, who wants more, that nothing is created or lost; or what stands in the way.

use crate::apportion::{Obstacle, Redistributed, Standing, Sums};
use crate::check::ruleset::Outcome;
use crate::cli::allocate::Subject;
use crate::cli::notice::Notice;
use crate::explain::{Words, format, outcome_words, say};
use crate::value::{Bilingual, Number};

/// So many names are listed.
const NAMED: usize = 10;

/// What stands in the way, with where.
pub(super) fn in_the_way(subject: &Subject<'_>, obstacles: &[Obstacle]) -> Notice {
    let name = &subject.item.name;
    let mut notice = Notice::new(
        format!("`{name}` kan inte göras än"),
        format!("`{name}` can't be made yet"),
    );
    notice.details = obstacles.iter().map(|obstacle| told(subject, obstacle)).collect();
    if obstacles
        .iter()
        .any(|obstacle| matches!(obstacle, Obstacle::Open(_) | Obstacle::Wants(_)))
    {
        notice = notice.help(
            "pröva den med `rekvisit evaluate`: där står vad som saknas och vem som ska frågas",
            "decide it with `rekvisit evaluate`: it says what is missing and whom to ask",
        );
    }
    notice
}

fn told(subject: &Subject<'_>, obstacle: &Obstacle) -> Bilingual {
    match obstacle {
        Obstacle::Open(label) => Bilingual::new(
            format!("{label}: utfallet är inte avgjort"),
            format!("{label}: the outcome is not settled"),
        ),
        Obstacle::Wants(label) => Bilingual::new(
            format!("{label}: det är inte känt om den ska ha del av det som är kvar, eller hur mycket"),
            format!("{label}: it is not known whether it is to share what is left, or how much"),
        ),
        Obstacle::NoRow(label) => Bilingual::new(
            format!("{label}: beviljad, men det är inte känt vilken rad i tabellen den gäller"),
            format!("{label}: granted, but it is not known which row of the table it is of"),
        ),
        Obstacle::Several(row, labels) => {
            let key = usize::try_from(*row)
                .ok()
                .and_then(|row| subject.table.keys.get(row));
            let labels: Vec<Words> = labels.iter().map(|label| Words::same(label.clone())).collect();
            let (key, labels) = (key.map_or("", String::as_str), few(&labels));
            Bilingual::new(
                format!("{key} har flera beviljade rekvisitioner: {}", labels.sv),
                format!("{key} has several requisitions that are granted: {}", labels.en),
            )
        }
        Obstacle::TooMuch(label, paid, allocated) => {
            let (paid, allocated) = (format::money(*paid), format::money(*allocated));
            Bilingual::new(
                format!("{label}: beviljad {}, men tilldelad {}", paid.sv, allocated.sv),
                format!("{label}: granted {}, but apportioned {}", paid.en, allocated.en),
            )
        }
        Obstacle::Refused(refusal) => {
            let (sv, en) = refusal.words();
            Bilingual::new(sv, en)
        }
    }
}

/// What became of the first apportionment, and of what is left.
pub(super) fn all(subject: &Subject<'_>, found: &Redistributed, sums: &Sums) -> Vec<Bilingual> {
    let named = |those: &dyn Fn(&Standing) -> bool| -> Vec<Words> {
        let rows = found.rows.iter().zip(&subject.table.keys);
        rows.filter(|(row, _)| those(row))
            .map(|(_, key)| Words::same(key.clone()))
            .collect()
    };
    let mut said: Vec<Words> = Vec::new();
    let none = named(&|row| row.requisition.is_none() && !row.allocated.is_zero());
    if !none.is_empty() {
        said.push(say!(
            "Har ingen beviljad rekvisition: {count}",
            "Have no requisition that is granted: {count}",
            count = few(&none)
        ));
    }
    let less = named(&|row| row.requisition.is_some() && !row.left.is_zero());
    if !less.is_empty() {
        said.push(say!(
            "Har rekvirerat mindre än sin del: {count}",
            "Have requisitioned less than their part: {count}",
            count = few(&less)
        ));
    }
    for drawn in found.requisitions.iter().filter(|drawn| !drawn.is_granted()) {
        said.push(say!(
            "Inte beviljad: {label} ({outcome})",
            "Not granted: {label} ({outcome})",
            label = Words::same(drawn.label.clone()),
            outcome = outcome_words(subject.set, drawn.outcome)
        ));
    }
    let more = named(&|row| {
        let drawn = row.requisition.and_then(|at| found.requisitions.get(at));
        drawn.is_some_and(|drawn| drawn.outcome == Outcome::PartlyGranted)
    });
    if !more.is_empty() {
        said.push(say!(
            "Begärde mer än de kunde få: {names}",
            "Asked for more than they could get: {names}",
            names = few(&more)
        ));
    }
    let wants = named(&|row| row.wants);
    said.push(match (wants.as_slice(), &found.second) {
        (_, None) if found.pool.is_zero() => {
            Words::new("Inget är kvar att dela.", "Nothing is left to share.")
        }
        ([], _) => say!(
            "Ingen vill ha mer: {pool} stannar hos givaren.",
            "Nobody wants more: {pool} stays with the giver.",
            pool = format::money(found.pool)
        ),
        (_, None) => say!(
            "De som vill ha mer har inget att dela efter: {pool} stannar hos givaren.",
            "Those that want more have nothing to share by: {pool} stays with the giver.",
            pool = format::money(found.pool)
        ),
        (_, Some(_)) => say!(
            "Vill ha mer och delar {pool}: {names}",
            "Want more and share {pool}: {names}",
            pool = format::money(found.pool),
            names = few(&wants)
        ),
    });
    said.extend(balance(sums));
    said.into_iter().map(Bilingual::from).collect()
}

/// The two sums that show that nothing is created or lost.
fn balance(sums: &Sums) -> [Words; 2] {
    let money = |ore: Number| format::money(ore);
    [
        say!(
            "Beviljat {granted} + kvar {left} = tilldelat {allocated}.",
            "Granted {granted} + left {left} = apportioned {allocated}.",
            granted = money(sums.granted),
            left = money(sums.left),
            allocated = money(sums.allocated)
        ),
        say!(
            "Omfördelat {second} + stannar hos givaren {stays} = kvar {left}.",
            "Redistributed {second} + stays with the giver {stays} = left {left}.",
            second = money(sums.second),
            stays = money(sums.stays),
            left = money(sums.left)
        ),
    ]
}

/// The first names, and how many there are.
fn few(names: &[Words]) -> Words {
    let shown: Vec<Words> = names.iter().take(NAMED).cloned().collect();
    if shown.len() == names.len() {
        return Words::all_of(&shown);
    }
    let more = Words::same(names.len().saturating_sub(shown.len()).to_string());
    say!(
        "{shown} och {more} till",
        "{shown} and {more} more",
        shown = Words::joined(&shown, ", "),
        more = more
    )
}
