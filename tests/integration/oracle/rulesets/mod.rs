//! Rule sets made at random, with every construct of the language.

mod concept;
mod modules;
mod rule;
mod sum;
mod test;

use crate::dice::Dice;

/// What every rule set begins with.
const HEAD: &str = r#"
källa lag "Lagen"
organ a "A"
organ b "B"
typ Slag = ett | två | tre
typ Nivå = låg | hög
enhet besök "besök"
post Rad {
  nyckel id: text
  f: ja/nej
  x: kronor
  slag: Slag
  dag: datum
  n: kronor?
  delar: [kronor]
}
post Del {
  rad: nyckel i rader
  g: ja/nej
}
post Org {
  aktiv: ja/nej
  kassa: kronor med tecken
}
ansökan {
  inkom: datum  av handläggaren
  b0: ja/nej
  b1: ja/nej
  b2: ja/nej
  e0: Slag
  e1: Nivå
  k0: kronor
  k1: kronor
  s0: kronor med tecken
  t0: tal
  p0: procent
  å0: år
  v0: besök
  hyra: kronor per år
  d0: datum
  d1: datum
  pe: period
  ts: tidpunkt
  o0: ja/nej?
  ok: kronor?
  od: datum?
  j0: bedömning ja/nej av a eller b
  j1: bedömning Slag av handläggaren
  txt: text
  nr: text
  kommun: nyckel i taxa
  ort: text
  org: Org
  mynt: [kronor]
  rader: [Rad]
  tillägg: [Del]
  vald: nyckel i rader?
}
tabell taxa "taxa.csv" "Taxan"
  enligt lag "bilagan" {
  nyckel namn: text
  avgift: kronor
  klass: Slag
}
parameter ram "Ramen": kronor {
  2022-01-01..2023-12-31: 2 kr enligt lag "1"
  2024-01-01..: 3 kr enligt lag "2"
}
parameter glapp "Glappet": kronor {
  2023-07-01..2024-01-31: 1 kr enligt lag "3"
  2024-03-01..: 5 kr enligt lag "4"
}
"#;

pub(crate) const TABLE: &str = "namn,avgift,klass\nAlby,1,ett\nBerg,2,två\nCeder,5,tre\n";

/// An item of the file: a rule or a concept alone, or a chapter or a block with rules in it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    head: String,
    pub(super) inside: Vec<String>,
}

/// A rule set as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    header: String,
    pub(super) items: Vec<Item>,
    /// What the concepts are that were made, by their numbers.
    concepts: Vec<Concept>,
}

impl Item {
    pub(super) fn alone(text: String) -> Self {
        Self {
            head: text,
            inside: Vec::new(),
        }
    }
}

impl Written {
    pub(crate) fn text(&self) -> String {
        let mut out = format!("{}{HEAD}", self.header);
        for item in &self.items {
            out.push_str(&item.head);
            for rule in &item.inside {
                out.push_str(&rule.replace('\n', "\n  ").replacen("", "  ", 1));
                out.truncate(out.trim_end().len());
                out.push('\n');
            }
            if !item.inside.is_empty() {
                out.push_str("}\n");
            }
        }
        out
    }

    /// What is made at random, without what every rule set begins with.
    pub(super) fn own_text(&self) -> String {
        self.text().replacen(HEAD, "\n…\n", 1)
    }

    /// The rule set without one of its items, or without one of the rules inside one.
    pub(super) fn smaller(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for at in 0..self.items.len() {
            let mut without = self.clone();
            without.items.remove(at);
            all.push(without);
            for inside in 0..self.items[at].inside.len() {
                let mut without = self.clone();
                without.items[at].inside.remove(inside);
                if !without.items[at].inside.is_empty() {
                    all.push(without);
                }
            }
        }
        all
    }

    /// The rule set without the rule of that number.
    pub(super) fn without_rule(&self, name: &str) -> Option<Self> {
        let is_rule = |text: &str| is_rule(text, name);
        let mut left = self.clone();
        left.items
            .retain(|item| !item.inside.is_empty() || !is_rule(&item.head));
        for item in left.items.iter_mut().filter(|item| !item.inside.is_empty()) {
            item.inside.retain(|rule| !is_rule(rule));
        }
        let emptied = |(item, before): (&Item, &Item)| item.inside.is_empty() && !before.inside.is_empty();
        let kept = left.items.len() != self.items.len() || !left.items.iter().zip(&self.items).any(emptied);
        kept.then_some(left)
    }

    /// The rule set with a rule out of force on all days.
    pub(super) fn out_of_force(&self, name: &str) -> Option<Self> {
        let mut altered = self.clone();
        let texts = altered
            .items
            .iter_mut()
            .flat_map(|item| std::iter::once(&mut item.head).chain(&mut item.inside));
        let text = texts.into_iter().find(|text| is_rule(text, name))?;
        if text.contains(VALID) {
            *text = text.replacen(VALID, OVER, 1);
        } else {
            let clause = text.find(" §\"")? + " §\"".len();
            text.insert_str(clause, OVER);
        }
        Some(altered)
    }

    /// Whether another rule names it.
    pub(super) fn is_read(&self, name: &str) -> bool {
        let text = self.text();
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| *word == name).count() > 1
    }

    /// The rule set with its items, and the rules in them, in another order.
    pub(super) fn shuffled(&self, dice: &mut Dice) -> Self {
        let mut moved = self.clone();
        shuffle(dice, &mut moved.items);
        for item in &mut moved.items {
            shuffle(dice, &mut item.inside);
        }
        moved
    }
}

/// The rules with what every rule set begins with in the place of `…`.
pub(super) fn whole(own: &str) -> String {
    own.replacen("\n…\n", HEAD, 1)
}

/// A validity that some rules have of their own.
pub(super) const VALID: &str = "\n  gäller 2024-01-01..2024-02-15";
/// One that is over before any application comes in.
const OVER: &str = "\n  gäller 2023-01-01..2023-01-02";

/// Whether a text is that of the rule of that name.
fn is_rule(text: &str, name: &str) -> bool {
    text.split_whitespace().nth(1) == Some(name)
}

pub(super) fn shuffle<T>(dice: &mut Dice, list: &mut [T]) {
    for at in (1..list.len()).rev() {
        list.swap(at, dice.below(at + 1));
    }
}

/// What may be read where an expression stands.
#[derive(Clone, Copy)]
struct Scope {
    /// Rules from this one on.
    rules: usize,
    /// Concepts from this one on.
    concepts: usize,
    /// Whether the block's item is at hand.
    item: bool,
    /// Whether a loop's element is at hand.
    element: bool,
    /// Whether a concept's parameter is at hand.
    parameter: bool,
    /// How deep loops may still stand.
    loops: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Concept {
    Sum,
    WithParameter,
    Test,
}

struct Maker<'d> {
    dice: &'d mut Dice,
    concepts: Vec<Concept>,
    /// Which rules stand inside the block.
    in_block: Vec<bool>,
    /// Which can be read with `R är uppfyllt` or be excepted from.
    excepted: Vec<usize>,
    /// Whether numbers are multiplied until 128 bits have no place for them.
    large: bool,
}

pub(crate) fn ruleset(dice: &mut Dice) -> Written {
    made(dice, false)
}

/// A rule set that computes with large numbers.
pub(super) fn large(dice: &mut Dice) -> Written {
    made(dice, true)
}

fn made(dice: &mut Dice, large: bool) -> Written {
    let by_fact = dice.once_in(2);
    let header = format!(
        "regelverk prov \"Prov\"\n  gäller {}\n  antagande \"Påhittat\"\n",
        if by_fact {
            "ansökningar som inkom 2023-01-01.."
        } else {
            "2023-01-01.."
        }
    );
    let concepts: Vec<Concept> = (0..dice.below(4))
        .map(|_| dice.pick(&[Concept::Sum, Concept::Sum, Concept::WithParameter, Concept::Test]))
        .collect();
    let count = 3 + dice.below(8);
    let block = dice.once_in(2);
    let in_block: Vec<bool> = (0..count).map(|_| block && dice.once_in(2)).collect();
    let mut maker = Maker {
        dice,
        concepts,
        in_block,
        excepted: Vec::new(),
        large,
    };
    let mut items: Vec<Item> = (0..maker.concepts.len())
        .map(|at| Item::alone(maker.concept(at)))
        .collect();
    let rules: Vec<String> = (0..count).map(|at| maker.rule(at, count)).collect();
    maker.gather(rules, &mut items);
    for at in 0..maker.dice.below(3) {
        items.push(Item::alone(maker.result(at)));
    }
    let concepts = maker.concepts;
    Written {
        header,
        items,
        concepts,
    }
}

impl Maker<'_> {
    fn once_in(&mut self, count: usize) -> bool {
        self.dice.once_in(count)
    }

    fn word(&mut self, words: &[&str]) -> String {
        self.dice.pick(words).to_owned()
    }

    /// The rules, those of the block in it, and some others in a chapter.
    fn gather(&mut self, rules: Vec<String>, items: &mut Vec<Item>) {
        let mut block = Vec::new();
        let mut chapter = Vec::new();
        let chaptered = self.once_in(3);
        let count = rules.len();
        for (at, rule) in rules.into_iter().enumerate() {
            if self.in_block[at] {
                block.push(rule);
            } else if chaptered && at + 1 < count && self.once_in(3) {
                chapter.push(rule);
            } else {
                items.push(Item::alone(rule));
            }
        }
        if !chapter.is_empty() {
            let guard = self.test(Scope::top(usize::MAX), 1);
            items.push(Item {
                head: format!("avsnitt kap \"Kapitlet\" när {guard} {{\n"),
                inside: chapter,
            });
        }
        if !block.is_empty() {
            items.push(Item {
                head: "för varje rad i rader {\n".to_owned(),
                inside: block,
            });
        }
    }
}

impl Scope {
    fn top(rules: usize) -> Self {
        Self {
            rules,
            concepts: 0,
            item: false,
            element: false,
            parameter: false,
            loops: 2,
        }
    }
}
