//! The account for a person.

use super::{Account, Line, Told};
use crate::check::ruleset::Outcome;
use crate::eval::ObligationStatus;
use crate::explain::{Truth, Words, format, say};
use crate::follow_up::calendar::{Duty, duty_item};
use crate::render::{
    Item, Piece, Report, Section, TextStyle, assumption_line, full_stop, goals, report_markdown, report_text,
    sources_line,
};
use crate::value::{Language, Number};

/// The account as text; the lines that count without a remark are listed only when `all` is said.
#[must_use]
pub fn text(account: &Account, all: bool, language: Language, style: &TextStyle) -> String {
    report_text(&report(account, all, language), style)
}

/// The account as Markdown.
#[must_use]
pub fn markdown(account: &Account, all: bool, language: Language) -> String {
    report_markdown(&report(account, all, language))
}

fn report(account: &Account, all: bool, language: Language) -> Report {
    let e = &account.explanation;
    let title = if e.ruleset.title.is_empty() {
        e.ruleset.name.as_str()
    } else {
        e.ruleset.title.get(language)
    };
    let lines = |fits: &dyn Fn(&Line) -> bool| -> Vec<Item> {
        let fitting = account.lines.iter().filter(|line| fits(line));
        fitting.map(|line| item(line, language)).collect()
    };
    let counts = |line: &Line| grants(line.outcome.outcome);
    let open = |line: &Line| line.outcome.outcome == Outcome::Undetermined;
    let remarked = |line: &Line| counts(line) && !line.told.is_empty();
    let drafts: Vec<(&str, &str, Vec<Item>)> = vec![
        ("Summor", "Sums", results(account, language)),
        ("Att göra", "To do", duties(account, language)),
        (
            "Rader som inte räknas",
            "Lines that do not count",
            lines(&|l| !counts(l) && !open(l)),
        ),
        (
            "Rader som inte går att avgöra ännu",
            "Lines that can't be settled yet",
            lines(&open),
        ),
        ("Rader med anmärkning", "Lines with a remark", lines(&remarked)),
        ("Mål", "Criteria", goals(e, language)),
        ("Skäl", "Reasons", grounds(account, language)),
        ("Anmärkningar", "Remarks", remarks(account, language)),
        (
            "Det som saknas",
            "What is missing",
            Piece::Missing(e).items(language),
        ),
        (
            "Rader som räknas",
            "Lines that count",
            if all {
                lines(&|l| counts(l) && !remarked(l))
            } else {
                Vec::new()
            },
        ),
    ];
    let closing = say!(
        "Prövningsdag: {day}. Detta är ett förslag, framtaget med beslutsstöd (regelverk {ruleset}, kontrollsumma {hash}). \
         En människa prövar och beslutar.",
        "Assessed on {day}. This is a proposal, made with decision support (rule set {ruleset}, checksum {hash}). \
         A person examines the case and decides.",
        day = format::date(e.assessed_on),
        ruleset = Words::same(e.ruleset.name.clone()),
        hash = Words::same(e.ruleset.hash.chars().take(12).collect::<String>())
    );
    Report {
        heading: format!("{title}, {}", account.key),
        lead: lead(account).get(language).to_owned(),
        sections: drafts
            .into_iter()
            .filter(|(_, _, items)| !items.is_empty())
            .map(|(sv, en, items)| Section {
                heading: Words::new(sv, en).get(language).to_owned(),
                items,
            })
            .collect(),
        closing: closing.get(language).to_owned(),
    }
}

fn grants(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Granted | Outcome::PartlyGranted)
}

/// `Redovisningen är delvis godkänd. Av 3 rader på 3 919 977 kr räknas 2 på 3 000 000 kr.`
fn lead(account: &Account) -> Words {
    let label = &account.explanation.outcome.label;
    let outcome = say!(
        "Förslag till beslut: {label}.",
        "Proposed decision: {label}.",
        label = label
    );
    let count = account.lines.len();
    if count == 0 {
        return outcome;
    }
    let counting: Vec<&Line> = account.judged(grants).collect();
    let lines = |count: usize| match count {
        1 => Words::new("1 rad", "1 line"),
        _ => Words::new(format!("{count} rader"), format!("{count} lines")),
    };
    let asked = sum(account.lines.iter().map(|line| line.asked));
    // A line that is approved without an amount adds nothing.
    let counted = sum(counting.iter().map(|line| line.counted).filter(Option::is_some));
    let amount = |sum: Option<Number>| match sum {
        Some(sum) => say!(" på {sum}", " of {sum}", sum = format::money(sum)),
        None => Words::default(),
    };
    let open = account.judged(|outcome| outcome == Outcome::Undetermined).count();
    let open = match open {
        0 => Words::default(),
        1 => Words::new("; 1 går inte att avgöra ännu", "; 1 can't be settled yet"),
        _ => Words::new(
            format!("; {open} går inte att avgöra ännu"),
            format!("; {open} can't be settled yet"),
        ),
    };
    say!(
        "{outcome} Av {all}{asked} räknas {some}{counted}{open}.",
        "{outcome} Of {all}{asked}, {some}{counted} count{open}.",
        open = open,
        outcome = outcome,
        all = lines(count),
        asked = amount(asked),
        some = Words::same(counting.len().to_string()),
        counted = amount(counted)
    )
}

/// The sum, when every amount is known and there is any.
fn sum(mut amounts: impl Iterator<Item = Option<Number>>) -> Option<Number> {
    let first = amounts.next()??;
    amounts.try_fold(first, |sum, amount| sum.add(amount?))
}

fn results(account: &Account, language: Language) -> Vec<Item> {
    let results = account.explanation.results.iter().map(|result| {
        let title = result.title.get(language);
        let title = if title.is_empty() { &result.name } else { title };
        let mut item = Item::entry(full_stop(&format!("{title}: {}", result.text.get(language))));
        item.details
            .extend(assumption_line(result.assumption.as_ref(), language));
        item
    });
    results.collect()
}

fn duties(account: &Account, language: Language) -> Vec<Item> {
    let today = account.explanation.assessed_on;
    account
        .explanation
        .obligations
        .iter()
        .map(|now| {
            let mut item = duty_item(&Duty::on(now, today), today, language);
            if now.state == ObligationStatus::NotTriggered {
                let none = Words::new("Har inte uppkommit.", "Has not arisen.");
                item.details.insert(0, none.get(language).to_owned());
            }
            item
        })
        .collect()
}

/// Why the account as a whole isn't approved: the decisive rules outside the lines.
fn grounds(account: &Account, language: Language) -> Vec<Item> {
    let e = &account.explanation;
    e.rules
        .iter()
        .filter(|rule| e.decisive.contains(&rule.id) && !grants(e.outcome.outcome))
        .flat_map(|rule| Piece::Rule(rule).items(language))
        .collect()
}

fn remarks(account: &Account, language: Language) -> Vec<Item> {
    let of_a_line = |pointer: &String| account.lines.iter().any(|line| line.pointer == *pointer);
    let all = account.explanation.remarks.iter();
    let others = all.filter(|remark| !remark.pointer.as_ref().is_some_and(of_a_line));
    let remarks = others.map(|remark| {
        let rule = remark.rule.as_deref().map(|rule| format!(" ({rule})"));
        let text = remark.text.get(language).trim_end_matches('.');
        Item::entry(format!("{text}{}.", rule.unwrap_or_default()))
    });
    remarks.collect()
}

fn item(line: &Line, language: Language) -> Item {
    let mark = match line.outcome.outcome {
        Outcome::Granted | Outcome::PartlyGranted => Truth::Holds,
        Outcome::Undetermined => Truth::Undetermined,
        _ => Truth::Fails,
    };
    let asked = match line.asked {
        Some(asked) => say!(", {asked}", ", {asked}", asked = format::money(asked)),
        None => Words::default(),
    };
    let text = say!(
        "Rad {number}, {label}{asked}: {outcome}.",
        "Line {number}, {label}{asked}: {outcome}.",
        number = Words::same(line.number.to_string()),
        label = line.label,
        asked = asked,
        outcome = line.outcome.label
    );
    let mut item = Item::marked(mark, text.get(language));
    for told in &line.told {
        item.details.push(said(told, language));
        item.details.extend(sources_line(&told.sources, language));
        item.details
            .extend(assumption_line(told.assumption.as_ref(), language));
    }
    item
}

fn said(told: &Told, language: Language) -> String {
    let text = told.text.get(language).trim_end_matches('.');
    let text = match &told.rule {
        Some(rule) => format!("{text} ({rule})."),
        None => format!("{text}."),
    };
    if told.remark {
        let label = Words::new("Anmärkning:", "Remark:");
        format!("{} {text}", label.get(language))
    } else {
        text
    }
}
