//! Rules.

use super::{Concept, Maker, Scope, VALID};

const VERBS: [&str; 11] = [
    "stoppa",
    "avskriv",
    "avvisa",
    "avvisa",
    "hänvisa till a",
    "hänvisa till b",
    "avslå",
    "avslå",
    "avslå",
    "komplettera",
    "anmärk",
];

impl Maker<'_> {
    /// A rule; it reads only rules after it, and is an exception only to rules before it.
    pub(super) fn rule(&mut self, at: usize, count: usize) -> String {
        let in_block = self.in_block[at];
        let scope = Scope {
            item: in_block,
            ..Scope::top(at + 1)
        };
        let before: Vec<usize> = self
            .excepted
            .iter()
            .copied()
            .filter(|r| self.in_block[*r] == in_block)
            .collect();
        let first_grant = at + 1 == count || (in_block && self.once_in(5));
        let body = match self.dice.below(if first_grant { 6 } else { 24 }) {
            0..=2 => {
                let asked = self.sum(scope, 0);
                let given = self.sum(scope, 1);
                let given = match self.dice.below(3) {
                    0 => format!("minsta av ({given}, {asked})"),
                    1 => asked.clone(),
                    _ => given,
                };
                let guard = self.guard(scope);
                (
                    if self.once_in(2) { "bevilja" } else { "tillåtelse" },
                    guard,
                    given,
                    asked,
                )
            }
            3 => {
                let guard = self.guard(scope);
                return self.written(
                    at,
                    "tillåtelse",
                    &format!("{guard}\n  får bifalla efter bedömningen j0"),
                );
            }
            4 | 5 => {
                let guard = self.guard(scope);
                return self.written(at, "bifall", &guard);
            }
            6..=8 if !before.is_empty() => {
                let mut to = vec![self.dice.pick(&before)];
                if self.once_in(4) {
                    to.push(self.dice.pick(&before));
                    to.sort_unstable();
                    to.dedup();
                }
                let names: Vec<String> = to.iter().map(|r| format!("r{r}")).collect();
                let own = self.test(scope, 1);
                return self.written(
                    at,
                    "undantag",
                    &format!("\n  från {}\n  när {own}", names.join(", ")),
                );
            }
            9 if !in_block && self.concepts.contains(&Concept::Sum) => return self.of_concept(at),
            10 => {
                let (own, way) = (self.test(scope, 2), self.word(&["för", "emot"]));
                return self.written(at, "omständighet", &format!("\n  när {own}\n  talar {way} \"T\""));
            }
            11 => {
                let (guard, own) = (self.guard(scope), self.test(scope, 2));
                return self.written(at, "mål", &format!("{guard}\n  att {own}"));
            }
            12 => {
                let (guard, own) = (self.guard(scope), self.test(scope, 2));
                let text = format!("{guard}\n  att {own}\n  annars anmärk \"T\"");
                return self.written(at, "rekommendation", &text);
            }
            13 if !in_block => {
                let guard = self.guard(scope);
                return self.written(at, "villkor", &guard);
            }
            14 if !in_block => return self.duty(at, scope),
            15..=18 => {
                let (guard, own, verb) = (self.guard(scope), self.test(scope, 2), self.word(&VERBS));
                let text = format!("{guard}\n  att {own}\n  annars {verb} \"T\"");
                return self.written(at, "krav", &text);
            }
            _ => {
                let (own, verb) = (self.test(scope, 2), self.word(&VERBS));
                return self.written(at, "hinder", &format!("\n  när {own}\n  {verb} \"T\""));
            }
        };
        let (kind, guard, given, asked) = body;
        let text = match kind {
            "bevilja" => format!("{guard}\n  beloppet {given} av {asked}"),
            _ => format!("{guard}\n  får bevilja {given} av {asked} efter bedömningen j0"),
        };
        self.written(at, kind, &text)
    }

    fn guard(&mut self, scope: Scope) -> String {
        if self.once_in(2) {
            return String::new();
        }
        format!("\n  när {}", self.test(scope, 1))
    }

    /// A rule with its clause; one in eight has a validity of its own.
    fn written(&mut self, at: usize, kind: &str, body: &str) -> String {
        self.excepted.push(at);
        let valid = if self.once_in(8) { VALID } else { "" };
        format!("{kind} r{at} \"R{at}\"\n  enligt lag \"{at} §\"{valid}{body}\n")
    }

    /// An exception to a concept's value, which rests on no concept.
    fn of_concept(&mut self, at: usize) -> String {
        let sums: Vec<usize> = (0..self.concepts.len())
            .filter(|c| self.concepts[*c] == Concept::Sum)
            .collect();
        let to = self.dice.pick(&sums);
        let scope = Scope {
            concepts: usize::MAX,
            loops: 1,
            ..Scope::top(usize::MAX)
        };
        let (own, value) = (self.test(scope, 1), self.sum(scope, 1));
        self.written(
            at,
            "undantag",
            &format!("\n  från begrepp c{to}\n  när {own}\n  då {value}"),
        )
    }

    fn duty(&mut self, at: usize, scope: Scope) -> String {
        let guard = self.guard(scope);
        let what = if self.once_in(3) {
            "lämna \"En rapport\"".to_owned()
        } else {
            format!("betala {}", self.sum(scope, 1))
        };
        let last = match self.dice.below(4) {
            0 => String::new(),
            _ => format!("\n  senast {}", self.day(scope, 1)),
        };
        let performed = if self.once_in(3) {
            ""
        } else {
            "\n  fullgjord den od"
        };
        self.written(
            at,
            "skyldighet",
            &format!("{guard}\n  {what} till a{last}{performed}"),
        )
    }
}
