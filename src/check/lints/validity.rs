//! E0808: rules and chapters that are valid on days when the rule set isn't.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{ItemKind, Name};
use crate::value::{Date, Period};

/// A rule or a chapter whose written first day is before the rule set's, or whose written last day is after it. (One that shares
/// no day with the rule set is an error.)
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.is_module() {
        return Vec::new();
    }
    let whole = subject.set.valid.period;
    let periods = subject.items().into_iter().filter_map(|item| match &item.kind {
        ItemKind::Rule(rule) => Some((&rule.name, rule.valid?, ("regeln", "rule"))),
        ItemKind::Section { name, valid, .. } => Some((name, (*valid)?, ("avsnittet", "chapter"))),
        _ => None,
    });
    periods
        .filter_map(|(name, own, words)| told(name, own, whole, words))
        .collect()
}

fn told(name: &Name, own: Period, whole: Period, (sv, en): (&str, &str)) -> Option<Diagnostic> {
    let outside = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
    let early = outside(own.from, whole.from);
    let late = outside(whole.to, own.to);
    if !early && !late {
        return None;
    }
    let text = &name.text;
    let shown = |period: Period| {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        format!("{}..{}", day(period.from), day(period.to))
    };
    let (own, whole) = (shown(own), shown(whole));
    Some(
        Diagnostic::warning(
            Code::ValidityOutside,
            name.span,
            format!("{sv} `{text}` gäller delvis när regelverket inte gör det"),
            format!("the {en} `{text}` is valid in part when the rule set isn't"),
        )
        .label(
            format!("gäller {own}, men regelverket gäller {whole}"),
            format!("valid {own}, but the rule set is valid {whole}"),
        )
        .help(
            "låt `gäller` stanna inom regelverkets tid, eller lämna den änden öppen",
            "let `gäller` stay within the rule set's time, or leave that end open",
        ),
    )
}
