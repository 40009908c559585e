//! The keywords: what each means, in Swedish and in English. A test holds the table equal to `grammar/keywords.pest`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::parser::Rule;

/// Every keyword by its rule in the grammar, in the grammar's order: the Swedish spelling, the English one.
const TABLE: &[(Rule, &str, &str)] = &[
    (Rule::kw_ruleset, "regelverk", "ruleset"),
    (Rule::kw_module, "modul", "module"),
    (Rule::kw_use, "använd", "use"),
    (Rule::kw_source, "källa", "source"),
    (Rule::kw_body, "organ", "body"),
    (Rule::kw_type, "typ", "type"),
    (Rule::kw_record, "post", "record"),
    (Rule::kw_unit, "enhet", "unit"),
    (Rule::kw_application, "ansökan", "application"),
    (Rule::kw_open, "öppet", "open"),
    (Rule::kw_concept, "begrepp", "concept"),
    (Rule::kw_parameter, "parameter", "constant"),
    (Rule::kw_table, "tabell", "table"),
    (Rule::kw_requirement, "krav", "requirement"),
    (Rule::kw_obstacle, "hinder", "obstacle"),
    (Rule::kw_permission, "tillåtelse", "permission"),
    (Rule::kw_recommendation, "rekommendation", "recommendation"),
    (Rule::kw_goal, "mål", "goal"),
    (Rule::kw_circumstance, "omständighet", "circumstance"),
    (Rule::kw_exception, "undantag", "exception"),
    (Rule::kw_grant, "bevilja", "grant"),
    (Rule::kw_approval, "bifall", "approval"),
    (Rule::kw_obligation, "skyldighet", "obligation"),
    (Rule::kw_condition, "villkor", "condition"),
    (Rule::kw_result, "resultat", "result"),
    (Rule::kw_section, "avsnitt", "section"),
    (Rule::kw_for_each, "för varje", "for each"),
    (Rule::kw_example, "exempel", "example"),
    (Rule::kw_word, "ord", "word"),
    (Rule::kw_accept, "godta", "accept"),
    (Rule::kw_apportionment, "fördelning", "apportionment"),
    (Rule::kw_and, "och", "and"),
    (Rule::kw_or, "eller", "or"),
    (Rule::kw_not, "inte", "not"),
    (Rule::kw_is, "är", "is"),
    (Rule::kw_one_of, "något av", "one of"),
    (Rule::kw_at_least, "minst", "at least"),
    (Rule::kw_at_most, "högst", "at most"),
    (Rule::kw_over, "över", "above"),
    (Rule::kw_below, "under", "below"),
    (Rule::kw_by, "senast", "no later than"),
    (Rule::kw_from_day, "tidigast", "no earlier than"),
    (Rule::kw_before, "före", "before"),
    (Rule::kw_after, "efter", "after"),
    (Rule::kw_within, "inom", "within"),
    (Rule::kw_contains, "innehåller", "contains"),
    (Rule::kw_exists, "finns", "exists"),
    (Rule::kw_missing, "saknas", "missing"),
    (Rule::kw_met, "uppfyllt", "met"),
    (Rule::kw_bites, "hindrar", "bites"),
    (Rule::kw_yes, "ja", "yes"),
    (Rule::kw_no, "nej", "no"),
    (Rule::kw_when, "när", "when"),
    (Rule::kw_that, "att", "that"),
    (Rule::kw_otherwise, "annars", "otherwise"),
    (Rule::kw_where, "där", "where"),
    (Rule::kw_in, "i", "among"),
    (Rule::kw_of, "av", "of"),
    (Rule::kw_per, "per", "per"),
    (Rule::kw_citing, "enligt", "citing"),
    (Rule::kw_assumed, "antagande", "assumed"),
    (Rule::kw_valid, "gäller", "valid"),
    (Rule::kw_from, "från", "from"),
    (Rule::kw_to, "till", "to"),
    (Rule::kw_instead, "då", "instead"),
    (Rule::kw_stop, "stoppa", "stop"),
    (Rule::kw_discontinue, "avskriv", "discontinue"),
    (Rule::kw_dismiss, "avvisa", "dismiss"),
    (Rule::kw_refer, "hänvisa", "refer"),
    (Rule::kw_reject, "avslå", "reject"),
    (Rule::kw_supplement, "komplettera", "supplement"),
    (Rule::kw_remark, "anmärk", "remark"),
    (Rule::kw_speaks, "talar", "speaks"),
    (Rule::kw_may_grant, "får bevilja", "may grant"),
    (Rule::kw_may_approve, "får bifalla", "may approve"),
    (Rule::kw_granting, "beloppet", "granting"),
    (Rule::kw_pay, "betala", "pay"),
    (Rule::kw_submit, "lämna", "submit"),
    (Rule::kw_fulfilled, "fullgjord", "fulfilled"),
    (Rule::kw_as, "som", "as"),
    (Rule::kw_on, "den", "on"),
    (Rule::kw_judged, "efter bedömningen", "by judgement"),
    (Rule::kw_judgement, "bedömning", "judgement"),
    (Rule::kw_applicant, "sökanden", "applicant"),
    (Rule::kw_officer, "handläggaren", "officer"),
    (Rule::kw_can_change, "kan ändra", "can change"),
    (Rule::kw_also, "även", "also"),
    (Rule::kw_json, "json", "json"),
    (Rule::kw_key, "nyckel", "key"),
    (Rule::kw_control, "kontroll", "control"),
    (Rule::kw_row_count, "antal rader", "row count"),
    (Rule::kw_signed, "med tecken", "signed"),
    (Rule::kw_version, "version", "version"),
    (Rule::kw_applications, "ansökningar som", "applications by"),
    (Rule::kw_assessed, "prövas", "assessed"),
    (Rule::kw_track, "spår", "track"),
    (Rule::kw_translation, "en", "en"),
    (Rule::kw_for, "för", "for"),
    (Rule::kw_against, "emot", "against"),
    (Rule::kw_sum, "summan", "sum"),
    (Rule::kw_count, "antalet", "count"),
    (Rule::kw_days, "dagar", "days"),
    (Rule::kw_share, "andelen", "share"),
    (Rule::kw_smallest, "minsta", "smallest"),
    (Rule::kw_largest, "största", "largest"),
    (Rule::kw_all, "alla", "all"),
    (Rule::kw_some, "någon", "some"),
    (Rule::kw_none, "ingen", "none"),
    (Rule::kw_satisfy, "uppfyller", "satisfy"),
    (Rule::kw_deadline, "frist", "deadline"),
    (Rule::kw_term, "löptid", "term"),
    (Rule::kw_moved, "flyttad till vardag", "moved to weekday"),
    (Rule::kw_rounded, "avrundat", "rounded"),
    (Rule::kw_up, "uppåt", "up"),
    (Rule::kw_down, "nedåt", "down"),
    (Rule::kw_nearest, "närmast", "nearest"),
    (Rule::kw_day_of, "dagen för", "day of"),
    (Rule::kw_assessment_day, "prövningsdagen", "assessment_day"),
    (Rule::kw_start_from, "utgå från", "start from"),
    (Rule::kw_set, "sätt", "set"),
    (Rule::kw_unknown, "okänd", "unknown"),
    (Rule::kw_absent, "ingen_uppgift", "absent"),
    (Rule::kw_expect, "väntar", "expect"),
    (Rule::kw_because_of, "på", "due to"),
    (Rule::kw_remark_word, "anmärkning", "remarks"),
    (Rule::kw_untested, "oprövat", "untested"),
    (Rule::kw_distribute, "fördela", "distribute"),
    (Rule::kw_left_of, "det som är kvar av", "what is left of"),
    (Rule::kw_across_rows, "på raderna i", "across the rows of"),
    (Rule::kw_across_each, "på varje", "across each"),
    (Rule::kw_residual, "resten", "remainder"),
    (Rule::kw_on_largest, "på den största", "on the largest"),
    (
        Rule::kw_by_fraction,
        "efter störst bråkdel",
        "by largest fraction",
    ),
    (Rule::kw_kept, "stannar hos givaren", "kept by the giver"),
    (Rule::kw_cap, "tak", "cap"),
    (Rule::kw_floor, "golv", "floor"),
    (Rule::kw_each_part, "varje del", "each part"),
    (Rule::kw_alteration, "ändring", "alteration"),
    (Rule::kw_granted, "bifall", "granted"),
    (Rule::kw_partly, "delvis bifall", "partly granted"),
    (Rule::kw_rejected, "avslag", "rejected"),
    (Rule::kw_referred, "hänvisning", "referred"),
    (Rule::kw_dismissed, "avvisning", "dismissed"),
    (Rule::kw_discontinued, "avskrivning", "discontinued"),
    (Rule::kw_undetermined, "ej avgörbart", "undetermined"),
];

/// The last of them.
const LAST_KEYWORD: Rule = Rule::kw_undetermined;

/// The words that begin a declaration of names that others use.
const DECLARING_WORDS: &[Rule] = &[
    Rule::kw_ruleset,
    Rule::kw_module,
    Rule::kw_use,
    Rule::kw_source,
    Rule::kw_body,
    Rule::kw_type,
    Rule::kw_record,
    Rule::kw_unit,
    Rule::kw_application,
    Rule::kw_open,
    Rule::kw_concept,
    Rule::kw_parameter,
    Rule::kw_table,
];

/// The words that begin another item. All but `för varje` are one word.
const RULE_WORDS: &[Rule] = &[
    Rule::kw_requirement,
    Rule::kw_obstacle,
    Rule::kw_permission,
    Rule::kw_recommendation,
    Rule::kw_goal,
    Rule::kw_circumstance,
    Rule::kw_exception,
    Rule::kw_grant,
    Rule::kw_approval,
    Rule::kw_obligation,
    Rule::kw_condition,
    Rule::kw_result,
    Rule::kw_section,
    Rule::kw_for_each,
    Rule::kw_example,
    Rule::kw_word,
    Rule::kw_accept,
    Rule::kw_apportionment,
];

/// The words that no name may be written as without backticks. A test holds them equal to the grammar's.
const HARD_WORDS: &[&str] = &[
    "discontinue",
    "komplettera",
    "innehåller",
    "supplement",
    "antagande",
    "fulfilled",
    "fullgjord",
    "otherwise",
    "beloppet",
    "contains",
    "granting",
    "tidigast",
    "uppfyllt",
    "assumed",
    "avskriv",
    "dismiss",
    "hindrar",
    "hänvisa",
    "instead",
    "missing",
    "anmärk",
    "annars",
    "avvisa",
    "before",
    "betala",
    "citing",
    "enligt",
    "exists",
    "gäller",
    "reject",
    "remark",
    "saknas",
    "senast",
    "speaks",
    "stoppa",
    "submit",
    "within",
    "above",
    "after",
    "among",
    "avslå",
    "below",
    "bites",
    "efter",
    "eller",
    "finns",
    "högst",
    "lämna",
    "minst",
    "något",
    "refer",
    "talar",
    "under",
    "valid",
    "where",
    "from",
    "från",
    "före",
    "inom",
    "inte",
    "stop",
    "that",
    "till",
    "when",
    "över",
    "and",
    "att",
    "där",
    "får",
    "may",
    "met",
    "nej",
    "not",
    "när",
    "och",
    "pay",
    "per",
    "som",
    "yes",
    "as",
    "av",
    "då",
    "is",
    "ja",
    "no",
    "of",
    "or",
    "to",
    "är",
    "i",
];

/// The Swedish and the English spelling, when `rule` is a keyword.
pub(super) fn spellings(keyword: Rule) -> Option<(&'static str, &'static str)> {
    let index = TABLE.binary_search_by_key(&keyword, |(rule, _, _)| *rule).ok()?;
    TABLE.get(index).map(|(_, sv, en)| (*sv, *en))
}

/// The spelling in one language.
pub(super) fn spell(rule: Rule, english: bool) -> &'static str {
    match (spellings(rule), english) {
        (Some((sv, _)), false) => sv,
        (Some((_, en)), true) => en,
        (None, _) => "",
    }
}

/// Whether the rule is a keyword's: most that stands in a file is none, and the grammar's keywords come before all else.
pub(super) fn may_be_word(rule: Rule) -> bool {
    rule == Rule::yes_no || rule <= LAST_KEYWORD
}

/// Whether a keyword as written is English (`true`), Swedish (`false`), or the same in both (`None`).
pub(super) fn language(rule: Rule, written: &str) -> Option<bool> {
    if rule == Rule::yes_no {
        return Some(written == "yes/no");
    }
    if !may_be_word(rule) {
        return None;
    }
    let (sv, en) = spellings(rule)?;
    let is = |spelling: &str| written == spelling || written.split_whitespace().eq(spelling.split(' '));
    // `parameter` is a word of both languages, whatever its English spelling here.
    if sv == en || (rule == Rule::kw_parameter && is(sv)) {
        None
    } else {
        Some(is(en))
    }
}

/// The keyword that begins an item, by its first word.
pub(super) fn item_word(word: &str) -> Option<Rule> {
    static FIRST_WORDS: LazyLock<BTreeMap<&str, Rule>> = LazyLock::new(|| {
        let mut words = BTreeMap::new();
        for rule in DECLARING_WORDS.iter().chain(RULE_WORDS).copied() {
            let (sv, en) = spellings(rule).unwrap_or_default();
            for first in [sv, en].into_iter().filter_map(|s| s.split(' ').next()) {
                words.entry(first).or_insert(rule);
            }
        }
        words
    });
    FIRST_WORDS.get(word).copied()
}

/// Whether a line that begins with the word begins an item.
#[must_use]
pub fn begins_item(word: &str) -> bool {
    item_word(word).is_some()
}

/// Whether a line that begins with the word begins an item that declares nothing but its own name: a rule, a result,
/// an example, an acceptance, an apportionment.
#[must_use]
pub fn begins_rule(word: &str) -> bool {
    item_word(word).is_some_and(|rule| RULE_WORDS.contains(&rule))
}

/// The words that begin items, in one language.
pub(super) fn item_words(english: bool) -> impl Iterator<Item = &'static str> {
    DECLARING_WORDS
        .iter()
        .chain(RULE_WORDS)
        .map(move |rule| spell(*rule, english))
}

/// All keywords of one language.
pub(super) fn all(english: bool) -> impl Iterator<Item = &'static str> {
    TABLE
        .iter()
        .map(move |(_, sv, en)| if english { *en } else { *sv })
}

/// The spelling in the other language than `english` of a keyword written in it.
pub(super) fn translation(written: &str, english: bool) -> Option<&'static str> {
    TABLE.iter().find_map(|(_, sv, en)| {
        let (from, to) = if english { (en, sv) } else { (sv, en) };
        written.split_whitespace().eq(from.split(' ')).then_some(*to)
    })
}

/// Whether no name may be written so without backticks.
pub(super) fn is_hard(word: &str) -> bool {
    HARD_WORDS.contains(&word)
}

/// Whether the word begins an operand when `av` or `i` follows, or stands for something by itself.
pub(super) fn is_operand_word(word: &str) -> bool {
    const WORDS: &[Rule] = &[
        Rule::kw_sum,
        Rule::kw_count,
        Rule::kw_share,
        Rule::kw_smallest,
        Rule::kw_largest,
        Rule::kw_unknown,
        Rule::kw_absent,
    ];
    begins_with(WORDS, word)
}

/// Whether the word, after a number, is not read as its unit: the grammar's `no_unit`.
pub(super) fn is_no_unit(word: &str) -> bool {
    const WORDS: &[Rule] = &[
        Rule::kw_rounded,
        Rule::kw_moved,
        Rule::kw_judged,
        Rule::kw_because_of,
        Rule::kw_satisfy,
        Rule::kw_one_of,
        Rule::kw_at_least,
        Rule::kw_at_most,
        Rule::kw_on,
        Rule::kw_across_rows,
        Rule::kw_control,
    ];
    begins_with(WORDS, word)
}

/// Whether one of the keywords is, or begins with, the word.
fn begins_with(keywords: &[Rule], word: &str) -> bool {
    keywords
        .iter()
        .filter_map(|k| spellings(*k))
        .any(|(sv, en)| [sv, en].into_iter().any(|s| s.split(' ').next() == Some(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    const GRAMMAR: &str = include_str!("../../grammar/keywords.pest");

    /// The quoted strings of a line.
    fn quoted(text: &str) -> Vec<String> {
        text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_table_says_what_the_grammar_says() {
        let mut grammar = BTreeMap::new();
        for line in GRAMMAR.lines().filter(|l| l.starts_with("kw_")) {
            let (name, body) = line.split_once('=').unwrap();
            let spellings: BTreeSet<_> = body.split(" | ").map(|a| quoted(a).join(" ")).collect();
            grammar.insert(name.trim().to_owned(), spellings);
        }
        let table: BTreeMap<_, BTreeSet<_>> = TABLE
            .iter()
            .map(|(rule, sv, en)| {
                (
                    format!("{rule:?}"),
                    [sv, en].into_iter().map(|s| (*s).to_owned()).collect(),
                )
            })
            .collect();
        assert_eq!(table, grammar);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(TABLE.is_sorted_by_key(|(rule, _, _)| *rule));
    }

    #[test]
    fn the_hard_words_are_the_grammars() {
        let (_, list) = GRAMMAR.split_once("hard_word = ").unwrap();
        let grammar: BTreeSet<_> = list
            .lines()
            .filter_map(|line| {
                quoted(line)
                    .split_first()
                    .map(|(l, rests)| (l.clone(), rests.to_vec()))
            })
            .flat_map(|(letter, rests)| rests.into_iter().map(move |rest| format!("{letter}{rest}")))
            .collect();
        let table: BTreeSet<_> = HARD_WORDS.iter().map(|w| (*w).to_owned()).collect();
        assert_eq!(table, grammar);
    }

    #[test]
    fn no_spelling_hides_a_longer_one() {
        for line in GRAMMAR.lines().filter(|l| l.starts_with("kw_")) {
            let words: Vec<_> = line.split(" | ").map(|a| quoted(a).join(" ")).collect();
            if let [first, second] = words.as_slice() {
                assert!(!second.starts_with(first.as_str()), "{line}");
            }
        }
    }

    #[test]
    fn a_keyword_has_a_language_unless_it_is_the_same_in_both() {
        assert_eq!(language(Rule::kw_when, "när"), Some(false));
        assert_eq!(language(Rule::kw_at_least, "at  least"), Some(true));
        assert_eq!(language(Rule::kw_parameter, "parameter"), None);
        assert_eq!(language(Rule::kw_parameter, "constant"), Some(true));
        assert_eq!(language(Rule::kw_translation, "en"), None);
    }
}
