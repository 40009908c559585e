//! Amounts, numbers and days.

use super::{Concept, Maker, Scope};

/// Numbers of kronor at which something happens.
pub(super) const KRONOR: [&str; 6] = ["0 kr", "1 kr", "2 kr", "3 kr", "5 kr", "1,50 kr"];
/// Days at which something happens.
pub(super) const DAYS: [&str; 6] = [
    "2023-12-31",
    "2024-01-31",
    "2024-02-29",
    "2024-03-01",
    "2024-03-29",
    "2024-06-21",
];

impl Maker<'_> {
    /// An amount of kronor.
    pub(super) fn sum(&mut self, scope: Scope, depth: usize) -> String {
        if depth == 0 || self.once_in(3) {
            return self.plain_sum(scope);
        }
        let depth = depth - 1;
        let a = self.sum(scope, depth);
        if self.large && self.once_in(2) {
            return match self.dice.below(4) {
                0 => format!("({a} × t0)"),
                1 => format!("({a} / 999 999 999 989 avrundat nedåt till 1 kr)"),
                2 => format!("({a} × 999 999 999 989 × 3 037 000 499)"),
                _ => format!("({a} × 1 000 000 007)"),
            };
        }
        match self.dice.below(14) {
            0 | 1 => format!("({a} + {})", self.sum(scope, depth)),
            2 => format!("({a} - {})", self.sum(scope, depth)),
            3 => format!("({a} × {})", self.word(&["0", "2", "3", "-1"])),
            4 => format!("({} av {a})", self.word(&["50 %", "100 %", "25 %"])),
            5 => {
                let (by, way) = (
                    self.word(&["/ 3", "× t0", "× p0", "/ t0"]),
                    self.word(&["nedåt", "uppåt", "närmast"]),
                );
                format!(
                    "({a} {by} avrundat {way} till {})",
                    self.word(&["1 kr", "2 kr", "0,50 kr"])
                )
            }
            6 | 7 => {
                let way = self.word(&["minsta", "största"]);
                format!("{way} av ({a}, {})", self.sum(scope, depth))
            }
            8..=11 if scope.loops > 0 => self.over_rows(scope),
            12 if scope.loops > 0 => {
                let limit = self.word(&KRONOR);
                self.word(&[
                    "(summan av e i mynt som e)",
                    "(största av e i mynt som e)",
                    &format!("(summan av e i mynt som e där (e är över {limit}))"),
                ])
            }
            _ => a,
        }
    }

    /// `summan av x i rader där …` and the like.
    fn over_rows(&mut self, scope: Scope) -> String {
        let aggregate = self.word(&["summan", "summan", "minsta", "största"]);
        let inside = scope.element();
        match self.dice.below(4) {
            0 => format!("({aggregate} av x i rader)"),
            1 => format!("({aggregate} av rad.x i tillägg där g)"),
            2 => {
                let limit = self.word(&KRONOR);
                format!("({aggregate} av n i rader där (n finns och n är över {limit}))")
            }
            _ => {
                let filter = self.test(inside, 1);
                format!("({aggregate} av x i rader där ({filter}))")
            }
        }
    }

    fn plain_sum(&mut self, scope: Scope) -> String {
        if scope.parameter && self.once_in(2) {
            return "y".to_owned();
        }
        if (scope.element || scope.item) && self.once_in(2) {
            return if scope.element { "x" } else { "rad.x" }.to_owned();
        }
        match self.dice.below(15) {
            0 => self.word(&KRONOR),
            1..=3 => {
                let from = scope.concepts;
                let sums: Vec<usize> = (from.min(self.concepts.len())..self.concepts.len())
                    .filter(|at| self.concepts[*at] != Concept::Test)
                    .collect();
                if sums.is_empty() {
                    return "k1".to_owned();
                }
                let at = self.dice.pick(&sums);
                if self.concepts[at] == Concept::WithParameter {
                    let argument = self.plain_sum(Scope {
                        concepts: at + 1,
                        ..scope
                    });
                    format!("c{at}({argument})")
                } else {
                    format!("c{at}")
                }
            }
            4 => "ram".to_owned(),
            5 => self.word(&["ram den d0", "glapp den d1", "glapp"]),
            6 => "taxa[kommun].avgift".to_owned(),
            7 => "taxa[ort].avgift".to_owned(),
            8 => "(hyra × å0)".to_owned(),
            9 => "org.kassa".to_owned(),
            10 => "s0".to_owned(),
            11 | 12 => "k1".to_owned(),
            _ => "k0".to_owned(),
        }
    }

    /// A number without a unit.
    pub(super) fn number(&mut self, scope: Scope) -> String {
        let divisor = self.plain_sum(scope);
        match self.dice.below(5) {
            0 | 1 => format!("({} / {divisor})", self.plain_sum(scope)),
            2 if scope.loops > 0 => {
                let filter = self.test(scope.element(), 1);
                format!("(antalet i rader där ({filter}))")
            }
            3 if scope.loops > 0 => "(antalet i rader)".to_owned(),
            _ => self.word(&["t0", "t0 × t0", "(t0 + 1) / 2"]),
        }
    }

    /// A share, in per cent.
    pub(super) fn share(&mut self, scope: Scope) -> String {
        if scope.loops == 0 {
            return "p0".to_owned();
        }
        let filter = self.test(scope.element(), 1);
        let of = self.word(&["", "av x "]);
        format!("(andelen {of}i rader där ({filter}))")
    }

    /// A day.
    pub(super) fn day(&mut self, scope: Scope, depth: usize) -> String {
        if depth == 0 || self.once_in(2) {
            if (scope.element || scope.item) && self.once_in(2) {
                return if scope.element { "dag" } else { "rad.dag" }.to_owned();
            }
            return self.word(&[
                "d0",
                "d0",
                "d1",
                "inkom",
                "pe.från",
                "pe.till",
                "prövningsdagen",
                "dagen för ts",
            ]);
        }
        let day = self.day(scope, 0);
        match self.dice.below(6) {
            0 => {
                let way = self.word(&["nedåt", "uppåt"]);
                let length = self.word(&["1 månad", "3 månader", "1 år", "å0"]);
                format!("({day} + {length} avrundat {way})")
            }
            1 => format!("({day} - {})", self.word(&["2 dagar", "1 vecka"])),
            2 => format!("({day} + {})", self.word(&["3 veckor", "1 dag"])),
            3 => {
                let length = self.word(&["3 veckor", "1 månad", "1 år", "2 dagar"]);
                let moved = self.word(&["", " flyttad till vardag"]);
                format!("(frist {length} från {day}{moved})")
            }
            4 => format!(
                "(löptid {} från {day})",
                self.word(&["1 månad", "1 år", "2 veckor"])
            ),
            _ => {
                let way = self.word(&["minsta", "största"]);
                format!("{way} av ({day}, {})", self.day(scope, 0))
            }
        }
    }
}
