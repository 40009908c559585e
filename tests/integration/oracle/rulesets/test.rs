//! Conditions.

use super::sum::{DAYS, KRONOR};
use super::{Concept, Maker, Scope};

const RELATIONS: [&str; 6] = ["är", "är inte", "är minst", "är högst", "är över", "är under"];

impl Scope {
    /// Inside a loop over the rows.
    pub(super) fn element(self) -> Self {
        Self {
            element: true,
            loops: self.loops - 1,
            ..self
        }
    }
}

impl Maker<'_> {
    pub(super) fn test(&mut self, scope: Scope, depth: usize) -> String {
        if depth > 0 && !self.once_in(3) {
            let mut few = |word: &str| {
                let count = 2 + self.dice.below(2);
                let all: Vec<String> = (0..count).map(|_| self.test(scope, depth - 1)).collect();
                format!("({})", all.join(word))
            };
            return match few(" och ") {
                both if self.once_in(2) => both,
                _ if self.once_in(4) => format!("(inte {})", self.test(scope, depth - 1)),
                _ => {
                    let count = 2 + self.dice.below(2);
                    let all: Vec<String> = (0..count).map(|_| self.test(scope, depth - 1)).collect();
                    format!("({})", all.join(" eller "))
                }
            };
        }
        self.atom(scope)
    }

    fn atom(&mut self, scope: Scope) -> String {
        if (scope.element || scope.item) && self.once_in(2) {
            return self.of_item(scope);
        }
        let relation = self.word(&RELATIONS);
        match self.dice.below(22) {
            0..=2 => self.word(&["b0", "b1", "b2", "j0", "org.aktiv"]),
            3 => self.word(&["(e0 är två)", "(e0 är inte ett)", "(j1 är tre)", "(e1 är hög)"]),
            4 => self.word(&[
                "(e0 är något av (ett, två))",
                "(j1 är inte något av (ett, tre))",
                "(taxa[kommun].klass är ett)",
                "(taxa[ort].klass är inte e0)",
                "(e0 är j1)",
            ]),
            5..=7 => format!("({} {relation} {})", self.sum(scope, 1), self.sum(scope, 1)),
            8 => format!(
                "({} {relation} {})",
                self.number(scope),
                self.word(&["0", "1", "2", "t0"])
            ),
            9 => format!(
                "({} {relation} {})",
                self.share(scope),
                self.word(&["0 %", "40 %", "50 %", "100 %"])
            ),
            10 | 11 => {
                let relation = self.word(&["är senast", "är tidigast", "är före", "är efter", "är"]);
                let other = self.word(&DAYS);
                let other = if self.once_in(3) {
                    self.day(scope, 0)
                } else {
                    other
                };
                format!("({} {relation} {other})", self.day(scope, 1))
            }
            12 => {
                let period = self.word(&["2024-01-31..2024-02-29", "2024-03-01..", "..2024-01-31"]);
                let what = self.word(&["d0", "pe", "inkom", "(d1 + 1 vecka)"]);
                format!("({what} är inom {period})")
            }
            13 => self.word(&[
                "(o0 finns)",
                "(o0 saknas)",
                "(o0 finns och o0)",
                "(ok finns och ok är över 2 kr)",
                "(od finns och od är senast 2024-02-29)",
                "(vald finns och vald.x är över 1 kr)",
                "(vald finns och vald.f)",
            ]),
            14 => format!("(mynt innehåller {})", self.word(&KRONOR)),
            15 => self.word(&[
                "(txt är \"ja\")",
                "(txt är inte \"nej\")",
                "(txt är något av (\"ja\", \"kanske\"))",
                "giltigt_organisationsnummer(nr)",
                "((antalet dagar i pe) är över 30 dagar)",
                "(å0 är minst 1 år)",
                "(v0 är över 2 besök)",
            ]),
            16 | 17 if scope.loops > 0 => self.quantified(scope),
            18 => {
                let from = scope.concepts.min(self.concepts.len());
                let tests: Vec<usize> = (from..self.concepts.len())
                    .filter(|at| self.concepts[*at] == Concept::Test)
                    .collect();
                if tests.is_empty() {
                    "b0".to_owned()
                } else {
                    format!("c{}", self.dice.pick(&tests))
                }
            }
            _ => self.of_rule(scope),
        }
    }

    fn of_item(&mut self, scope: Scope) -> String {
        let at = if scope.element { "" } else { "rad." };
        let limit = self.word(&KRONOR);
        let relation = self.word(&RELATIONS);
        let day = self.word(&DAYS);
        match self.dice.below(8) {
            0..=2 => format!("{at}f"),
            3 | 4 => format!("({at}x {relation} {limit})"),
            5 => format!("({at}slag är något av (ett, tre))"),
            6 => format!("({at}dag är senast {day})"),
            _ if self.once_in(2) => format!("({at}delar innehåller {limit})"),
            _ => format!("({at}n finns och {at}n {relation} {limit})"),
        }
    }

    fn quantified(&mut self, scope: Scope) -> String {
        let test = self.test(scope.element(), 1);
        match self.dice.below(6) {
            0 | 1 => {
                let filter = self.test(scope.element(), 0);
                let passing = if self.once_in(2) {
                    format!(" där ({filter})")
                } else {
                    String::new()
                };
                format!("(alla i rader{passing} uppfyller ({test}))")
            }
            2 => format!("(någon i rader där ({test}))"),
            3 => format!("(ingen i rader där ({test}))"),
            4 => "(någon i tillägg där (g och rad.f))".to_owned(),
            _ => format!("(minst 2 i rader där ({test}))"),
        }
    }

    /// Another rule's condition, or that its consequence applies. A rule of the block is read where an item is at hand.
    fn of_rule(&mut self, scope: Scope) -> String {
        let at_hand = scope.item || scope.element;
        let from = scope.rules.min(self.in_block.len());
        let readable: Vec<usize> = (from..self.in_block.len())
            .filter(|r| !self.in_block[*r] || at_hand)
            .collect();
        if readable.is_empty() {
            return "b2".to_owned();
        }
        let rule = self.dice.pick(&readable);
        format!(
            "(r{rule} {})",
            self.word(&["är uppfyllt", "är inte uppfyllt", "hindrar"])
        )
    }
}
