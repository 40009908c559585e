//! The first sentences: the outcome, and the rule that decided it.

use crate::check::ruleset::{Answerer, Outcome, Verb};
use crate::eval::{Effect, NextStep, Status};
use crate::explain::{Explanation, RemarkKind, RuleExplained, Source, Words, format, say};

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

/// `Förslag till beslut: Ansökan avslås.`, or with the rule set's own word: `Förslag till beslut: godkänd.`
fn outcome_sentence(explanation: &Explanation) -> Words {
    let outcome = &explanation.outcome;
    let amount = explanation.amount.map(format::money);
    if outcome.renamed {
        let word = own_word(&outcome.label);
        return match amount {
            Some(amount) => say!(
                "Förslag till beslut: {word}, {amount}.",
                "Proposed decision: {word}, {amount}.",
                word = word,
                amount = amount
            ),
            None => say!(
                "Förslag till beslut: {word}.",
                "Proposed decision: {word}.",
                word = word
            ),
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

/// The rule set's own word for an outcome. A Swedish verb (`tillstyrks`, `föreslås inte`) is given a subject, since no
/// sentence consists of a verb alone; a participle or a noun stands by itself (`godkänd`).
fn own_word(label: &Words) -> Words {
    let verb = label.sv.split(' ').next().unwrap_or_default();
    if verb.ends_with('s') {
        say!(
            "Det som ärendet gäller {word}",
            "What the case concerns is {word}",
            word = label
        )
    } else {
        label.clone()
    }
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
            "{sentence} Ytterligare ett skäl avgör.",
            "{sentence} One more ground decides.",
            sentence = sentence
        ),
        n => say!(
            "{sentence} Ytterligare {n} skäl avgör.",
            "{sentence} Another {n} grounds decide.",
            sentence = sentence,
            n = counted(n)
        ),
    })
}

/// What a rule says and where it comes from, with a full stop: `Projektet ligger … (Tjänsteskrivelsen, 2 §).`
fn rule_sentence(rule: &RuleExplained) -> Words {
    let unmet = rule.verb.is_none() && rule.effect != Effect::Applies;
    let body = match (&rule.ground, &rule.text) {
        (Some(ground), _) => ground.text.clone(),
        (None, Some(text)) => text.clone(),
        (None, None) if unmet => say!(
            "Det går inte att bevilja enligt ”{title}”",
            "It is not possible to grant under “{title}”",
            title = rule.title
        ),
        (None, None) => rule.title.clone(),
    };
    let end = |text: &str, place: &str| {
        let text = text.trim_end_matches('.');
        format!("{text} ({place}).")
    };
    let sources = rule.ground.as_ref().map_or(&rule.sources, |g| &g.sources);
    let place = origin(sources);
    Words::new(end(&body.sv, &place.sv), end(&body.en, &place.en))
}

/// The first clause, or that it is assumed.
fn origin(sources: &[Source]) -> Words {
    match sources.first() {
        Some(source) if source.locator.is_empty() => source.document.clone(),
        Some(source) => say!(
            "{document}, {locator}",
            "{document}, {locator}",
            document = source.document,
            locator = Words::same(source.locator.clone())
        ),
        None => Words::new("antagande", "assumption"),
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
    steps.extend(possible(explanation).map(|which| {
        say!(
            "Möjligt utfall: {which}.",
            "Possible outcome: {which}.",
            which = which
        )
    }));
    Words::joined(&steps, " ")
}

/// What stands in the way: contradictions, versions, what is missing, and who has to act.
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
    let supplemented = decisive(explanation).any(|r| r.verb == Some(Verb::Supplement));
    match explanation.missing.len() {
        0 => {}
        1 if supplemented => {}
        1 => out.push(Words::new(
            "En uppgift som kan ändra utfallet saknas.",
            "One fact that can change the outcome is missing.",
        )),
        n => out.push(say!(
            "{n} uppgifter som kan ändra utfallet saknas.",
            "{n} facts that can change the outcome are missing.",
            n = counted(n).capitalised()
        )),
    }
    out.push(who_acts(explanation));
    out
}

/// Who has to act: whom to ask, or that a person must take a position.
pub(crate) fn who_acts(explanation: &Explanation) -> Words {
    let whom = whom(explanation);
    let ask = say!("Fråga {whom}.", "Ask {whom}.", whom = Words::all_of(&whom));
    let officer_only = explanation
        .missing
        .iter()
        .flat_map(|m| &m.ask)
        .all(|a| a.who == Answerer::Officer);
    let stuck = explanation.contradictions.iter().any(|c| c.matters)
        || explanation.remarks.iter().any(|r| r.kind == RemarkKind::Failure);
    let act = Words::new(
        "En människa måste ta ställning innan ärendet kan avgöras.",
        "A person must take a position before the case can be decided.",
    );
    match explanation.next_step {
        NextStep::Decide => Words::new(
            "Fatta beslut. Allt som kan påverka utfallet är känt.",
            "Decide. Everything that can affect the outcome is known.",
        ),
        NextStep::AskApplicant if whom.is_empty() => Words::new("Fråga sökanden.", "Ask the applicant."),
        NextStep::AskApplicant | NextStep::AskBody => ask,
        NextStep::AssessManually if whom.is_empty() || (stuck && officer_only) => act,
        NextStep::AssessManually if officer_only => officer_acts(explanation),
        NextStep::AssessManually => say!("{act} {ask}", "{act} {ask}", act = act, ask = ask),
    }
}

/// How many questions are written out for the case officer.
const MOST_QUESTIONS: usize = 3;

/// What the case officer has to do: find out facts, judge, or both.
fn officer_acts(explanation: &Explanation) -> Words {
    let questions: Vec<Words> = explanation
        .missing
        .iter()
        .filter(|m| !m.judgement)
        .map(|m| asked_in_full(&m.question))
        .collect();
    let judge = Words::new(
        "Det krävs en bedömning av handläggaren.",
        "A judgement by the case officer is needed.",
    );
    let find_out = match questions.len() {
        0 => return judge,
        1..=MOST_QUESTIONS => say!(
            "Handläggaren ska ta reda på: {questions}",
            "The case officer is to find out: {questions}",
            questions = Words::joined(&questions, " ")
        ),
        n => say!(
            "Handläggaren ska ta reda på {n} uppgifter.",
            "The case officer is to find out {n} facts.",
            n = counted(n)
        ),
    };
    if explanation.missing.iter().any(|m| m.judgement) {
        say!(
            "{judge} {find_out}",
            "{judge} {find_out}",
            judge = judge,
            find_out = find_out
        )
    } else {
        find_out
    }
}

/// A question with a capital; one that is only a name ends with a full stop.
fn asked_in_full(question: &Words) -> Words {
    let ended = |text: &str| {
        let end = if text.ends_with(['?', '.']) { "" } else { "." };
        format!("{text}{end}")
    };
    let question = question.capitalised();
    Words::new(ended(&question.sv), ended(&question.en))
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

/// Small numbers as words.
fn counted(n: usize) -> Words {
    let (sv, en) = match n {
        2 => ("två", "two"),
        3 => ("tre", "three"),
        4 => ("fyra", "four"),
        5 => ("fem", "five"),
        6 => ("sex", "six"),
        7 => ("sju", "seven"),
        8 => ("åtta", "eight"),
        9 => ("nio", "nine"),
        10 => ("tio", "ten"),
        n => return Words::same(n.to_string()),
    };
    Words::new(sv, en)
}

/// The outcomes that are still possible, with the amounts where they are few.
pub(crate) fn possible(explanation: &Explanation) -> Option<Words> {
    let amounts: Vec<Words> = explanation
        .possible_amounts
        .iter()
        .map(|n| format::money(*n))
        .collect();
    let few = !amounts.is_empty() && amounts.len() <= 4;
    let grants = |o: Outcome| matches!(o, Outcome::Granted | Outcome::PartlyGranted);
    let last_grant = explanation.possible.iter().rposition(|o| grants(o.outcome));
    let words: Vec<Words> = explanation
        .possible
        .iter()
        .enumerate()
        .filter(|(_, o)| o.outcome != Outcome::Undetermined)
        .map(|(at, o)| {
            if few && Some(at) == last_grant {
                let amounts = Words::any_of(&amounts);
                say!(
                    "{word} ({amounts})",
                    "{word} ({amounts})",
                    word = o.label,
                    amounts = amounts
                )
            } else {
                o.label.clone()
            }
        })
        .collect();
    (!words.is_empty()).then(|| Words::any_of(&words))
}

/// Whether a rule is among those that the reader of the grounds should see.
pub(crate) fn bites(rule: &RuleExplained) -> bool {
    rule.effect == Effect::Applies
        && rule.verb.is_some_and(|v| v != Verb::Remark)
        && rule.status != Status::SetAside
}
