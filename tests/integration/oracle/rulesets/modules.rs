//! The same rule set in two files: a module with the declarations and some of the rules, and what uses it.

use super::{Concept, HEAD, Item, Written, shuffle};
use crate::dice::Dice;
use std::collections::BTreeSet;

/// Fields that the module may leave to the rule set: declared open there.
const LEFT: [&str; 6] = [
    "b0: ja/nej",
    "b1: ja/nej",
    "k0: kronor",
    "s0: kronor med tecken",
    "d0: datum",
    "t0: tal",
];

/// A rule set that uses a module.
#[derive(Clone, Debug)]
pub(in super::super) struct InModules {
    pub(in super::super) module: String,
    pub(in super::super) ruleset: String,
    /// How many rules stand in the module.
    pub(in super::super) rules: usize,
}

impl Item {
    /// The item with the rules in it.
    fn text(&self) -> String {
        let whole = Written {
            header: String::new(),
            items: vec![self.clone()],
            concepts: Vec::new(),
        };
        whole.text().replacen(HEAD, "", 1)
    }
}

/// The rules and concepts that a text names.
fn names(text: &str) -> BTreeSet<String> {
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        matches!(letters.next(), Some('r' | 'c')) && word.len() > 1 && letters.all(|c| c.is_ascii_digit())
    };
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(is_name).map(str::to_owned).collect()
}

/// What a text defines: rules and concepts.
fn defined(text: &str) -> BTreeSet<String> {
    const KINDS: [&str; 12] = [
        "krav",
        "hinder",
        "rekommendation",
        "mål",
        "omständighet",
        "undantag",
        "tillåtelse",
        "bevilja",
        "bifall",
        "skyldighet",
        "villkor",
        "begrepp",
    ];
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if words.next().is_some_and(|kind| KINDS.contains(&kind))
            && let Some(name) = words.next()
        {
            let name = name.split('(').next().unwrap();
            found.extend(names(name));
        }
    }
    found
}

impl Written {
    /// The rule set with some of its items in a module; `None` where nothing can stand there.
    pub(in super::super) fn in_modules(&self, dice: &mut Dice) -> Option<InModules> {
        let texts: Vec<String> = self.items.iter().map(Item::text).collect();
        let mut inside: BTreeSet<usize> = (0..texts.len())
            .filter(|at| !texts[*at].starts_with("resultat") && !dice.once_in(3))
            .collect();
        let mut open: Vec<(String, &str)> = Vec::new();
        for (at, concept) in self.concepts.iter().enumerate().filter(|_| dice.once_in(2)) {
            let ty = match concept {
                Concept::Sum => "kronor med tecken",
                Concept::Test => "ja/nej",
                Concept::WithParameter => continue,
            };
            open.push((format!("c{at}"), ty));
        }
        // What names something that stands outside, and isn't left open, stands outside too.
        loop {
            let known: BTreeSet<String> = inside.iter().flat_map(|at| defined(&texts[*at])).collect();
            let left = |name: &String| open.iter().any(|(open, _)| open == name);
            let before = inside.len();
            inside.retain(|at| {
                let excepts_from = texts[*at].split("från begrepp ").skip(1);
                let excepted: BTreeSet<String> = excepts_from
                    .flat_map(|rest| names(rest.lines().next().unwrap()))
                    .collect();
                let outside = names(&texts[*at])
                    .into_iter()
                    .filter(|name| !known.contains(name));
                outside
                    .into_iter()
                    .all(|name| left(&name) && !excepted.contains(&name))
            });
            if inside.len() == before {
                break;
            }
        }
        if inside.is_empty() {
            return None;
        }
        let of = |here: bool| -> Vec<&String> {
            let chosen = (0..texts.len()).filter(|at| inside.contains(at) == here);
            chosen.map(|at| &texts[at]).collect()
        };
        let known: BTreeSet<String> = inside.iter().flat_map(|at| defined(&texts[*at])).collect();
        let mut left = LEFT.to_vec();
        shuffle(dice, &mut left);
        left.truncate(dice.below(4));
        let mut module = "modul gemensamt.m \"Modulen\"\n".to_owned();
        for field in &left {
            module.push_str(&format!("öppet {field}\n"));
        }
        for (name, ty) in open.iter().filter(|(name, _)| !known.contains(name)) {
            module.push_str(&format!("öppet {name}: {ty}\n"));
        }
        let declared = left.iter().fold(HEAD.to_owned(), |head, field| {
            head.replacen(&format!("  {field}\n"), "", 1)
        });
        module.push_str(&declared);
        of(true).into_iter().for_each(|text| module.push_str(text));
        let mut ruleset = format!("{}använd gemensamt.m\n", self.header);
        if !left.is_empty() {
            let fields: Vec<String> = left.iter().map(|field| format!("  {field}\n")).collect();
            ruleset.push_str(&format!("ansökan {{\n{}}}\n", fields.concat()));
        }
        let rules = known.iter().filter(|name| name.starts_with('r'));
        let rules: BTreeSet<&String> = rules.collect();
        of(false)
            .into_iter()
            .for_each(|text| ruleset.push_str(&with_prefix(text, &rules)));
        Some(InModules {
            module,
            ruleset,
            rules: rules.len(),
        })
    }
}

/// The text with the module's rules called by the module's name.
fn with_prefix(text: &str, rules: &BTreeSet<&String>) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        if rules.contains(&word) {
            out.push_str("m.");
        }
        out.push_str(&word);
        word.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}
