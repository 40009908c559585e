//! Concepts and named results.

use super::sum::KRONOR;
use super::{Concept, Maker, Scope};

impl Maker<'_> {
    pub(super) fn concept(&mut self, at: usize) -> String {
        let scope = Scope {
            concepts: at + 1,
            loops: 1,
            parameter: self.concepts[at] == Concept::WithParameter,
            ..Scope::top(usize::MAX)
        };
        match self.concepts[at] {
            Concept::Test => format!("begrepp c{at} = {}\n", self.test(scope, 1)),
            Concept::WithParameter => format!("begrepp c{at}(y: kronor) = {}\n", self.sum(scope, 2)),
            Concept::Sum => match self.dice.below(5) {
                0 | 1 => format!("begrepp c{at} = {}\n", self.sum(scope, 2)),
                2 => self.table(at, scope),
                _ => {
                    let count = 1 + self.dice.below(2);
                    let rows: String = (0..count)
                        .map(|_| format!("  när {}: {}\n", self.test(scope, 1), self.sum(scope, 0)))
                        .collect();
                    format!("begrepp c{at} {{\n{rows}{}}}\n", self.otherwise(scope))
                }
            },
        }
    }

    fn otherwise(&mut self, scope: Scope) -> String {
        if self.once_in(4) {
            return String::new();
        }
        format!("  annars: {}\n", self.sum(scope, 0))
    }

    /// A decision table, whose rows don't overlap.
    fn table(&mut self, at: usize, scope: Scope) -> String {
        let mut value = || self.sum(scope, 0);
        let values = [value(), value(), value(), value()];
        let limit = self.word(&KRONOR[1..]);
        let rows = match self.dice.below(3) {
            0 => format!(
                "efter e0, k0 {{\n  ett, under {limit}: {}\n  ett, minst {limit}: {}\n  två, *: {}\n",
                values[0], values[1], values[2]
            ),
            1 => format!(
                "efter s0, s0 {{\n  under 0 kr, *: {}\n  minst 0 kr, under {limit}: {}\n  minst {limit}, *: {}\n",
                values[0], values[1], values[2]
            ),
            _ => format!(
                "efter j1, b1 {{\n  något av (ett, två), ja: {}\n  något av (ett, två), nej: {}\n",
                values[0], values[1]
            ),
        };
        format!("begrepp c{at} {rows}{}}}\n", self.otherwise(scope))
    }

    pub(super) fn result(&mut self, at: usize) -> String {
        let scope = Scope::top(0);
        let value = match self.dice.below(3) {
            0 => self.day(scope, 1),
            _ => self.sum(scope, 1),
        };
        format!("resultat u{at} \"U{at}\" = {value}\n")
    }
}
