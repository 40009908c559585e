//! What pest says it expected, as one sentence that a person can act on.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::characters::span;
use super::keywords::{all, is_hard, item_word, item_words, spellings};
use super::lower::minus_without_space;
use super::parser::Rule;
use super::slips;
use super::words::first_word;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::source::{FileId, Span};

/// So many things that were expected are named.
const MAX_NAMED: usize = 5;

/// The diagnostic of pest's error in the item that begins at `base`.
pub(super) fn explain(
    file: FileId,
    base: usize,
    text: &str,
    error: &Error<Rule>,
    nested: bool,
) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let place = |start: usize, end: usize| span(file, base.saturating_add(start), base.saturating_add(end));
    let positives = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => spelled_out(positives),
        ErrorVariant::CustomError { .. } => {
            return too_involved(place(0, first_word(text).len()));
        }
    };
    let positives = positives.as_slice();
    let rest = text.get(at..).unwrap_or("");
    let (sv, en) = (expected(positives, false), expected(positives, true));
    if rest.is_empty() {
        let last = text.char_indices().next_back().map_or(0, |(i, _)| i);
        return Diagnostic::error(
            Code::Syntax,
            place(last, text.len()),
            format!("här tar det slut, och {sv} väntades"),
            format!("this ends here, and {en} was expected"),
        );
    }
    let word = first_word(rest);
    let shown = if word.is_empty() {
        rest.chars().next().map(String::from).unwrap_or_default()
    } else {
        word.to_owned()
    };
    let here = place(at, at.saturating_add(shown.len()));
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    if matches!(shown.as_str(), "-" | "−") && before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return minus_without_space(here);
    }
    let diagnostic = Diagnostic::error(
        Code::Syntax,
        here,
        format!("{sv} väntades, inte `{shown}`"),
        format!("{en} was expected, not `{shown}`"),
    );
    help(diagnostic, text, at, positives, nested)
}

/// Rules that look at the next letters before they try anything, and what they would have tried.
const SPELLED_OUT: &[(Rule, &[Rule])] = &[
    (Rule::computed, &[Rule::kw_rounded, Rule::operator]),
    (Rule::trail, &[Rule::kw_on, Rule::access]),
];

/// What was expected, with the rules that a rule stands for in its place.
fn spelled_out(expected: &[Rule]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for rule in expected {
        match SPELLED_OUT.iter().find(|(short, _)| short == rule) {
            Some((_, long)) => rules.extend(*long),
            None => rules.push(*rule),
        }
    }
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// E0105, for an item that the parser gave up: the limit on what it may do was reached.
fn too_involved(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        span,
        "det här är för invecklat för att kunna läsas",
        "this is too involved to be read",
    )
    .help(
        "dela upp det: ge delarna namn med `begrepp`, eller lägg data i en tabell",
        "take it apart: name its parts with `begrepp` (`concept`), or put data in a table",
    )
}

fn help(diagnostic: Diagnostic, text: &str, at: usize, positives: &[Rule], nested: bool) -> Diagnostic {
    let (written, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let (before, word) = (written.chars().next_back(), first_word(rest));
    let names = positives.iter().any(|r| {
        matches!(
            r,
            Rule::name | Rule::bare | Rule::expr | Rule::sum | Rule::path | Rule::operand_path
        ) || NAME_STARTS.contains(r)
    });
    if is_hard(word) && names {
        return diagnostic.help(
            format!("`{word}` är ett ord i språket; som namn skrivs det med grava accenter: `` `{word}` ``"),
            format!(
                "`{word}` is a word of the language; as a name it is written in backticks: `` `{word}` ``"
            ),
        );
    }
    if let Some((sv, en)) = slips::remedy(written, rest) {
        return diagnostic.help(sv, en);
    }
    if positives
        .iter()
        .any(|r| matches!(r, Rule::chars | Rule::hole | Rule::string_part))
        && rest.starts_with(['{', '}'])
    {
        return diagnostic.help(
            "i en text skrivs klamrar `{{` och `}}`; `{namn}` fyller i ett värde",
            "in a text braces are written `{{` and `}}`; `{name}` fills in a value",
        );
    }
    let goes_on = before.is_some_and(|c| c.is_alphanumeric()) && !word.is_empty();
    if goes_on
        && matches!(
            item_word(first_word(text)),
            Some(Rule::kw_ruleset | Rule::kw_module | Rule::kw_use)
        )
    {
        return diagnostic.help(
            "namnet på ett regelverk eller en modul har bara små bokstäver a–z, siffror, `-` och `_`",
            "the name of a rule set or a module has only lower case letters a–z, digits, `-` and `_`",
        );
    }
    if rest.starts_with("==") {
        return diagnostic.help("likhet skrivs `är`", "equality is written `is`");
    }
    if !nested && item_word(word).is_some() && begins_line(written) {
        return diagnostic.help(
            format!("`{word}` börjar något nytt: skriv det i första kolumnen"),
            format!("`{word}` begins something new: write it in the first column"),
        );
    }
    if word.is_empty() || is_hard(word) {
        return diagnostic;
    }
    if nested && item_word(word).is_none() {
        let words: Vec<_> = item_words(false).chain(item_words(true)).collect();
        if closest(word, words.iter().copied()).is_some() {
            return diagnostic.did_you_mean(word, words);
        }
    }
    // Those that could stand here before the rest, and the item's own language before the other one.
    let english = item_words(true).any(|w| w == first_word(text));
    let of = |english: bool| positives.iter().flat_map(move |r| keywords_of(*r, english));
    let long = |english: bool| all(english).filter(|k| k.chars().count() > 3);
    let outcome = || {
        positives
            .contains(&Rule::outcome)
            .then(|| outcome_like(word, english))
            .flatten()
    };
    let suggested = closest(word, of(english))
        .or_else(|| closest(word, of(!english)))
        .or_else(outcome)
        .or_else(|| closest(word, long(english)))
        .or_else(|| closest(word, long(!english)));
    match suggested {
        // The word may be far from what is meant: `avvisad`, `avvisning`.
        Some(name) => diagnostic.help(format!("menade du `{name}`?"), format!("did you mean `{name}`?")),
        None => diagnostic,
    }
}

/// The outcome that a word means which begins as one that is decided so: `avvisad`, `beviljas`.
fn outcome_like(word: &str, english: bool) -> Option<&'static str> {
    let folded = word.to_lowercase();
    let (_, outcome) = OUTCOME_STEMS.iter().find(|(stem, _)| folded.starts_with(stem))?;
    spellings(*outcome).map(|(sv, en)| if english { en } else { sv })
}

/// How words begin that say an outcome, in both languages.
const OUTCOME_STEMS: &[(&str, Rule)] = &[
    ("bevilj", Rule::kw_granted),
    ("bifall", Rule::kw_granted),
    ("grant", Rule::kw_granted),
    ("approv", Rule::kw_granted),
    ("avsl", Rule::kw_rejected),
    ("reject", Rule::kw_rejected),
    ("avvis", Rule::kw_dismissed),
    ("dismiss", Rule::kw_dismissed),
    ("avskr", Rule::kw_discontinued),
    ("discontinu", Rule::kw_discontinued),
    ("hänvis", Rule::kw_referred),
    ("refer", Rule::kw_referred),
    ("oavgjor", Rule::kw_undetermined),
    ("undetermin", Rule::kw_undetermined),
];

/// Whether only blanks stand between the end of `text` and the beginning of its last line.
fn begins_line(text: &str) -> bool {
    text.rsplit('\n')
        .next()
        .is_some_and(|line| line.trim().is_empty())
}

/// Rules of which pest says that they were expected when a name was.
const NAME_STARTS: &[Rule] = &[
    Rule::operand,
    Rule::factor,
    Rule::test,
    Rule::variant,
    Rule::field,
    Rule::column,
    Rule::target,
    Rule::cite,
    Rule::type_ref,
    Rule::type_core,
    Rule::several,
];

/// The keywords with which a rule begins, in one language.
fn keywords_of(rule: Rule, english: bool) -> Vec<&'static str> {
    let starts: &[Rule] = match rule {
        Rule::when => &[Rule::kw_when],
        Rule::that => &[Rule::kw_that],
        Rule::citing => &[Rule::kw_citing],
        Rule::assumed => &[Rule::kw_assumed],
        Rule::valid_clause | Rule::validity => &[Rule::kw_valid],
        Rule::consequence => &[Rule::kw_otherwise, Rule::kw_refer],
        Rule::verb => &[
            Rule::kw_stop,
            Rule::kw_discontinue,
            Rule::kw_dismiss,
            Rule::kw_reject,
            Rule::kw_supplement,
            Rule::kw_remark,
        ],
        Rule::logic => &[Rule::kw_and, Rule::kw_or],
        Rule::from => &[Rule::kw_from],
        Rule::speaks => &[Rule::kw_speaks],
        Rule::may => &[Rule::kw_may_grant, Rule::kw_may_approve],
        Rule::granting => &[Rule::kw_granting],
        Rule::pay => &[Rule::kw_pay],
        Rule::submit => &[Rule::kw_submit],
        Rule::last_day => &[Rule::kw_by],
        Rule::performed => &[Rule::kw_fulfilled],
        Rule::instead => &[Rule::kw_instead],
        Rule::track => &[Rule::kw_track],
        Rule::version => &[Rule::kw_version],
        Rule::assessed => &[Rule::kw_assessed],
        Rule::alias => &[Rule::kw_also],
        Rule::rounding => &[Rule::kw_rounded],
        Rule::filter => &[Rule::kw_where],
        Rule::start_from => &[Rule::kw_start_from],
        Rule::change_fact => &[Rule::kw_set],
        Rule::expectation => &[Rule::kw_expect],
        Rule::control => &[Rule::kw_control],
        Rule::outcome => &[
            Rule::kw_partly,
            Rule::kw_granted,
            Rule::kw_rejected,
            Rule::kw_referred,
            Rule::kw_dismissed,
            Rule::kw_discontinued,
            Rule::kw_undetermined,
        ],
        other => {
            return spellings(other).map_or_else(Vec::new, |(sv, en)| vec![if english { en } else { sv }]);
        }
    };
    starts
        .iter()
        .filter_map(|r| spellings(*r))
        .map(|(sv, en)| if english { en } else { sv })
        .collect()
}

/// The clauses of a rule, and the words with which they begin: named together where there are many.
const CLAUSES: &[Rule] = &[
    Rule::valid_clause,
    Rule::citing,
    Rule::assumed,
    Rule::from,
    Rule::when,
    Rule::that,
    Rule::consequence,
    Rule::verb,
    Rule::refer,
    Rule::breach,
    Rule::speaks,
    Rule::may,
    Rule::granting,
    Rule::pay,
    Rule::submit,
    Rule::last_day,
    Rule::performed,
    Rule::instead,
    Rule::kw_valid,
    Rule::kw_citing,
    Rule::kw_assumed,
    Rule::kw_from,
    Rule::kw_when,
    Rule::kw_that,
    Rule::kw_otherwise,
    Rule::kw_refer,
    Rule::kw_speaks,
    Rule::kw_may_grant,
    Rule::kw_may_approve,
    Rule::kw_granting,
    Rule::kw_pay,
    Rule::kw_submit,
    Rule::kw_by,
    Rule::kw_fulfilled,
    Rule::kw_instead,
];

/// What was expected, in words.
fn expected(rules: &[Rule], english: bool) -> String {
    let mut phrases: Vec<String> = Vec::new();
    let clauses = rules.iter().filter(|r| CLAUSES.contains(r)).count();
    let many = clauses > 3;
    if many {
        phrases.push(phrase(Rule::rule_clause, english));
    }
    for rule in rules.iter().filter(|r| !many || !CLAUSES.contains(r)) {
        let phrase = phrase(*rule, english);
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    // The end of the item says nothing where something else could follow.
    let end = phrase(Rule::EOI, english);
    if phrases.len() > 1 {
        phrases.retain(|p| *p != end);
    }
    let rest = phrases.len() > MAX_NAMED;
    phrases.truncate(MAX_NAMED);
    let (or, more) = if english {
        (" or ", "something else")
    } else {
        (" eller ", "något annat")
    };
    if rest {
        phrases.pop();
        phrases.push(more.to_owned());
    }
    match phrases.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{or}{last}", others.join(", ")),
        None => more.to_owned(),
    }
}

fn phrase(rule: Rule, english: bool) -> String {
    if let Some((sv, en)) = spellings(rule) {
        return format!("`{}`", if english { en } else { sv });
    }
    let (sv, en) = match rule {
        Rule::colon => ("`:`", "`:`"),
        Rule::comma => ("`,`", "`,`"),
        Rule::equals => ("`=`", "`=`"),
        Rule::lparen | Rule::params => ("`(`", "`(`"),
        Rule::rparen => ("`)`", "`)`"),
        Rule::lbrace | Rule::fields | Rule::cases => ("`{`", "`{`"),
        Rule::rbrace => ("`}`", "`}`"),
        Rule::lbrack => ("`[`", "`[`"),
        Rule::rbrack => ("`]`", "`]`"),
        Rule::dot => ("`.`", "`.`"),
        Rule::bar => ("`|`", "`|`"),
        Rule::quote => ("ett slutande citattecken", "a closing quotation mark"),
        Rule::question_mark => ("`?`", "`?`"),
        Rule::several => ("en lista inom parentes", "a list in parentheses"),
        Rule::slug => (
            "ett namn med små bokstäver a–z",
            "a name in lower case letters a–z",
        ),
        Rule::name
        | Rule::bare
        | Rule::member
        | Rule::path
        | Rule::operand_path
        | Rule::quoted
        | Rule::target => ("ett namn", "a name"),
        Rule::text | Rule::string => ("en text", "a text"),
        Rule::chars | Rule::hole => ("resten av texten", "the rest of the text"),
        Rule::type_ref | Rule::type_core | Rule::named_type => ("en typ", "a type"),
        Rule::period => ("en period", "a period"),
        Rule::date | Rule::dots => ("ett datum", "a date"),
        Rule::number | Rule::quantity => ("ett tal", "a number"),
        Rule::unit | Rule::percent => ("en enhet", "a unit"),
        Rule::expr | Rule::test | Rule::sum | Rule::factor | Rule::operand | Rule::group => {
            ("ett uttryck", "an expression")
        }
        Rule::logic => ("`och`, `eller`", "`and`, `or`"),
        Rule::comparison | Rule::relation_word | Rule::symbol => ("en jämförelse", "a comparison"),
        Rule::operator | Rule::minus | Rule::rounding => ("ett räknetecken", "an arithmetic sign"),
        Rule::access | Rule::on_day => ("ett fält", "a field"),
        Rule::among => ("`i` och en lista", "`among` and a list"),
        Rule::binder => ("`som`", "`as`"),
        Rule::filter => ("`där`", "`where`"),
        Rule::field | Rule::column => ("ett fält (`namn: typ`)", "a field (`name: type`)"),
        Rule::field_part | Rule::of_whom | Rule::change | Rule::json_key => {
            ("mer om fältet", "more about the field")
        }
        Rule::variant => ("ett värde", "a value"),
        Rule::row => ("en rad (`villkor: värde`)", "a row (`condition: value`)"),
        Rule::cell | Rule::any_cell => ("ett villkor", "a condition"),
        Rule::cite => ("en källa och en plats i den", "a source and a place in it"),
        Rule::rule_clause => (
            "ett led (som `när`, `att` eller `annars`)",
            "a clause (such as `when`, `that` or `otherwise`)",
        ),
        Rule::outcome => ("ett utfall", "an outcome"),
        Rule::EOI | Rule::end => ("slutet", "the end"),
        _ => {
            let word = keywords_of(rule, english).first().copied();
            return word.map_or_else(
                || if english { "something else" } else { "något annat" }.to_owned(),
                |w| format!("`{w}`"),
            );
        }
    };
    if english { en } else { sv }.to_owned()
}
