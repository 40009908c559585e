//! The first sentences: the outcome, and the rule that decided it.

use crate::check::ruleset::{Outcome, Verb};
use crate::eval::{Effect, NextStep, Status};
use crate::explain::{Explanation, RuleExplained, Words, format, say};

/// The outcome and what decided it; while nothing can be decided, what stands in the way and who has to act.
pub(crate) fn lead(explanation: &Explanation) -> Words {
    if explanation.outcome.outcome == Outcome::Undetermined {
        return undetermined(explanation);
    }
    let outcome = outcome_sentence(explanation);
    match ground(explanation) {
        Some(ground) => say!(
            "{outcome} {ground}",
            "{outcome} {ground}",
            outcome = outcome,
            ground = ground
        ),
        None => outcome,
    }
}

/// `Förslag till beslut: Ansökan avslås.`, or the rule set's own word: `Förslag: tillstyrks.`
fn outcome_sentence(explanation: &Explanation) -> Words {
    let outcome = &explanation.outcome;
    let amount = explanation.amount.map(format::money);
    if outcome.renamed {
        return match amount {
            Some(amount) => say!(
                "Förslag: {word}, {amount}.",
                "Proposal: {word}, {amount}.",
                word = outcome.label,
                amount = amount
            ),
            None => say!("Förslag: {word}.", "Proposal: {word}.", word = outcome.label),
        };
    }
    let sentence = match (outcome.outcome, amount) {
        (Outcome::Granted, Some(amount)) => say!(
            "Ansökan beviljas med {amount}.",
            "The application is granted, {amount}.",
            amount = amount
        ),
        (Outcome::Granted, None) => Words::new("Ansökan beviljas.", "The application is granted."),
        (Outcome::PartlyGranted, Some(amount)) => match explanation.asked {
            Some(asked) => say!(
                "Ansökan beviljas delvis, med {amount} av sökta {asked}.",
                "The application is granted in part, {amount} of the {asked} applied for.",
                amount = amount,
                asked = format::money(asked)
            ),
            None => say!(
                "Ansökan beviljas delvis, med {amount}.",
                "The application is granted in part, {amount}.",
                amount = amount
            ),
        },
        (Outcome::PartlyGranted, None) => {
            Words::new("Ansökan beviljas delvis.", "The application is granted in part.")
        }
        (Outcome::Rejected, _) => Words::new("Ansökan avslås.", "The application is rejected."),
        (Outcome::Referred, _) => match &explanation.referred_to {
            Some(body) => say!(
                "Sökanden hänvisas till {body}.",
                "The applicant is referred to {body}.",
                body = body.title
            ),
            None => Words::new(
                "Sökanden hänvisas vidare.",
                "The applicant is referred elsewhere.",
            ),
        },
        (Outcome::Dismissed, _) => Words::new(
            "Ansökan avvisas.",
            "The application is dismissed without being examined.",
        ),
        (Outcome::Discontinued, _) => Words::new("Ärendet avskrivs.", "The case is struck off."),
        (Outcome::Undetermined, _) => Words::default(),
    };
    say!(
        "Förslag till beslut: {sentence}",
        "Proposed decision: {sentence}",
        sentence = sentence
    )
}

/// The rules that decided, those of parts among them.
pub(crate) fn decisive(explanation: &Explanation) -> impl Iterator<Item = &RuleExplained> {
    let in_parts = explanation.parts.iter().flat_map(|part| &part.rules);
    let mut seen: Vec<&str> = Vec::new();
    explanation
        .rules
        .iter()
        .chain(in_parts)
        .filter(|rule| rule.decisive && explanation.decisive.contains(&rule.id))
        .filter(move |rule| {
            let first = !seen.contains(&rule.id.as_str());
            seen.push(&rule.id);
            first
        })
}

/// The first decisive rule, in its own words, and how many more there are.
fn ground(explanation: &Explanation) -> Option<Words> {
    let mut rules = decisive(explanation);
    let first = rules.next()?;
    let sentence = rule_sentence(first);
    let more = rules.count();
    Some(match more {
        0 => sentence,
        1 => say!(
            "{sentence} Ett skäl till avgör.",
            "{sentence} One more ground decides.",
            sentence = sentence
        ),
        n => say!(
            "{sentence} Ytterligare {n} skäl avgör.",
            "{sentence} Another {n} grounds decide.",
            sentence = sentence,
            n = Words::same(n.to_string())
        ),
    })
}

/// What a rule says and where it comes from, with a full stop: `Projektet ligger … (annan_huvudman, …).`
fn rule_sentence(rule: &RuleExplained) -> Words {
    let unmet = rule.verb.is_none() && rule.effect != Effect::Applies;
    let body = match &rule.text {
        Some(text) => text.clone(),
        None if unmet => say!(
            "Det går inte att bevilja enligt ”{title}”",
            "It is not possible to grant under “{title}”",
            title = rule.title
        ),
        None => rule.title.clone(),
    };
    let end = |text: &str, place: &str| {
        let text = text.trim_end_matches('.');
        format!("{text} ({place}).")
    };
    let place = origin(rule);
    Words::new(end(&body.sv, &place.sv), end(&body.en, &place.en))
}

/// The rule's name and its first clause, or that it is assumed.
fn origin(rule: &RuleExplained) -> Words {
    let id = Words::same(rule.id.clone());
    match rule.sources.first() {
        Some(source) => say!(
            "{id}, {document}, {locator}",
            "{id}, {document}, {locator}",
            id = id,
            document = source.document,
            locator = Words::same(source.locator.clone())
        ),
        None => say!("{id}, antagande", "{id}, assumption", id = id),
    }
}

/// While nothing can be decided: a stop first, then what is to be supplemented, then what is missing.
fn undetermined(explanation: &Explanation) -> Words {
    let opening = if explanation.outcome.renamed {
        say!(
            "Förslag: {word}.",
            "Proposal: {word}.",
            word = explanation.outcome.label
        )
    } else {
        Words::new("Ärendet kan inte avgöras ännu.", "The case can't be decided yet.")
    };
    let applies =
        |verb: Verb| decisive(explanation).find(move |r| r.verb == Some(verb) && r.effect == Effect::Applies);
    if let Some(rule) = applies(Verb::Stop) {
        return say!(
            "Stopp: {ground} En människa måste ta ställning innan ärendet kan avgöras.",
            "Stop: {ground} A person must act before the case can be decided.",
            ground = rule_sentence(rule)
        );
    }
    let mut steps = vec![opening];
    if let Some(rule) = applies(Verb::Supplement) {
        steps.push(rule_sentence(rule));
    }
    steps.extend(obstacle(explanation));
    steps.extend(possible(explanation));
    Words::joined(&steps, " ")
}

/// What stands in the way: contradictions, failures, what is missing and whom to ask.
fn obstacle(explanation: &Explanation) -> Vec<Words> {
    let mut out = Vec::new();
    let contradicted: Vec<Words> = explanation
        .contradictions
        .iter()
        .filter(|c| c.matters)
        .map(|c| c.label.clone())
        .collect();
    if !contradicted.is_empty() {
        out.push(say!(
            "Uppgifterna om {labels} går emot varandra, och det kan ändra utfallet.",
            "The statements about {labels} contradict each other, and this can change the outcome.",
            labels = Words::all_of(&contradicted)
        ));
    }
    if explanation.rules.is_empty() && explanation.parts.is_empty() {
        out.push(Words::new(
            "Det går inte att säga vilken version av reglerna som gäller.",
            "It can't be told which version of the rules applies.",
        ));
    }
    match explanation.missing.len() {
        0 => {}
        1 => out.push(Words::new(
            "En uppgift som kan ändra utfallet saknas.",
            "One fact that can change the outcome is missing.",
        )),
        n => out.push(say!(
            "{n} uppgifter som kan ändra utfallet saknas.",
            "{n} facts that can change the outcome are missing.",
            n = counted(n)
        )),
    }
    let whom = whom(explanation);
    if !whom.is_empty() && explanation.next_step != NextStep::AssessManually {
        out.push(say!("Fråga {whom}.", "Ask {whom}.", whom = Words::all_of(&whom)));
    }
    if explanation.next_step == NextStep::AssessManually {
        out.push(match whom.as_slice() {
            [] => Words::new(
                "En människa måste ta ställning.",
                "A person must take a position.",
            ),
            _ => say!(
                "Det krävs ett ställningstagande av {whom}.",
                "A position must be taken by {whom}.",
                whom = Words::all_of(&whom)
            ),
        });
    }
    out
}

/// The bodies and persons to ask, each once.
fn whom(explanation: &Explanation) -> Vec<Words> {
    let mut whom: Vec<Words> = Vec::new();
    for asked in explanation.missing.iter().flat_map(|m| &m.ask) {
        if !whom.contains(&asked.title) {
            whom.push(asked.title.clone());
        }
    }
    whom
}

/// Who has to take a position, when all that is missing is asked of persons who judge.
pub(crate) fn judged_by(explanation: &Explanation) -> Option<Words> {
    let whom = whom(explanation);
    (!whom.is_empty()).then(|| Words::all_of(&whom))
}

/// Small numbers as words, at the beginning of a sentence.
fn counted(n: usize) -> Words {
    let (sv, en) = match n {
        2 => ("Två", "Two"),
        3 => ("Tre", "Three"),
        4 => ("Fyra", "Four"),
        5 => ("Fem", "Five"),
        6 => ("Sex", "Six"),
        7 => ("Sju", "Seven"),
        8 => ("Åtta", "Eight"),
        9 => ("Nio", "Nine"),
        10 => ("Tio", "Ten"),
        n => return Words::same(n.to_string()),
    };
    Words::new(sv, en)
}

/// The outcomes that are still possible, with the amounts where they are few.
pub(crate) fn possible(explanation: &Explanation) -> Option<Words> {
    let words: Vec<Words> = explanation
        .possible
        .iter()
        .filter(|o| o.outcome != Outcome::Undetermined)
        .map(|o| o.label.clone())
        .collect();
    if words.is_empty() {
        return None;
    }
    let amounts: Vec<Words> = explanation
        .possible_amounts
        .iter()
        .map(|n| format::money(*n))
        .collect();
    let which = Words::any_of(&words);
    let which = if amounts.is_empty() || amounts.len() > 4 {
        which
    } else {
        say!(
            "{which} ({amounts})",
            "{which} ({amounts})",
            which = which,
            amounts = Words::any_of(&amounts)
        )
    };
    Some(if explanation.exact {
        say!(
            "Möjligt utfall: {which}.",
            "Possible outcome: {which}.",
            which = which
        )
    } else {
        say!(
            "Möjligt utfall: {which}, kanske bara något av dem.",
            "Possible outcome: {which}, perhaps only some of them.",
            which = which
        )
    })
}

/// Whether a rule is among those that the reader of the grounds should see.
pub(crate) fn bites(rule: &RuleExplained) -> bool {
    rule.effect == Effect::Applies
        && rule.verb.is_some_and(|v| v != Verb::Remark)
        && rule.status != Status::SetAside
}
