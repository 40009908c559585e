//! Where boxes and lines stand: a layered drawing (Sugiyama, Tagawa and Toda 1981) in whole pixels.
//!
//! What is asked stands in the first column and outcomes in the last; a concept as far to the left as what it reads allows, a rule
//! as far to the right as what reads it allows. A line that crosses a column has a way through it, which all lines from the same
//! box share. The order in a column is by the mean place of the neighbours, swept back and forth; ties keep the order of the rules, so that the same
//! rules give the same picture.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::{Edge, Figure, Node, NodeKind};
use crate::value::Bilingual;

/// The height of a box.
const HEIGHT: i32 = 28;
/// Between boxes above each other.
const GAP: i32 = 8;
/// The height of a way through a column.
const WAY: i32 = 4;
/// Between columns.
const BETWEEN: i32 = 64;
/// Around the whole.
const MARGIN: i32 = 16;
/// How wide four characters are.
const FOUR_CHARACTERS: i32 = 29;
/// How many characters of a name stand in a box.
const LONGEST: usize = 26;
/// How often the columns are swept.
const SWEEPS: usize = 12;

/// What stands in a column: a box, or the way of the lines from a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Node(usize),
    Way(usize, usize),
}

/// Draws boxes and the edges between them. Edges make no ring.
pub(super) fn layout(
    (title, description): (Bilingual, Bilingual),
    boxes: Vec<(NodeKind, Bilingual, Bilingual)>,
    edges: &BTreeSet<(usize, usize)>,
) -> Figure {
    let kinds: Vec<NodeKind> = boxes.iter().map(|(kind, ..)| *kind).collect();
    let ranks = ranks(&kinds, edges);
    let (mut columns, links) = columns(&ranks, edges);
    order(&mut columns, &links);
    let mut drawing = Drawing::new(&columns, &boxes);
    drawing.place(&columns);
    let edges = edges
        .iter()
        .filter_map(|(from, to)| drawing.line(*from, *to, &ranks))
        .collect();
    let nodes = boxes.into_iter().zip(0..).map(|((kind, label, title), number)| {
        let (x, y) = drawing.at(Slot::Node(number)).unwrap_or_default();
        let rank = ranks.get(number).copied().unwrap_or_default();
        Node {
            kind,
            label: shortened(label),
            title,
            x,
            y,
            width: drawing.widths.get(rank).copied().unwrap_or_default(),
            height: HEIGHT,
        }
    });
    Figure {
        title,
        description,
        nodes: nodes.collect(),
        edges,
        width: drawing.width,
        height: drawing.height,
    }
}

/// At most as many characters as a box holds.
fn shortened(label: Bilingual) -> Bilingual {
    let short = |text: String| {
        if text.chars().count() <= LONGEST {
            return text;
        }
        let mut out: String = text.chars().take(LONGEST.saturating_sub(1)).collect();
        out.push('…');
        out
    };
    Bilingual {
        sv: short(label.sv),
        en: label.en.map(short),
    }
}

/// The column of each box.
fn ranks(kinds: &[NodeKind], edges: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    let mut ranks: Vec<usize> = kinds
        .iter()
        .map(|kind| usize::from(*kind != NodeKind::Input))
        .collect();
    let of = |ranks: &[usize], node: usize| ranks.get(node).copied().unwrap_or_default();
    // As far to the left as can be. Without rings, as many rounds are enough as there are boxes.
    for _ in kinds {
        let mut moved = false;
        for (from, to) in edges {
            let least = of(&ranks, *from).saturating_add(1);
            if of(&ranks, *to) < least
                && let Some(rank) = ranks.get_mut(*to)
            {
                *rank = least;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let inner = ranks
        .iter()
        .zip(kinds)
        .filter(|(_, kind)| **kind != NodeKind::Outcome);
    let last = inner
        .map(|(rank, _)| *rank)
        .max()
        .unwrap_or_default()
        .saturating_add(1);
    for (rank, kind) in ranks.iter_mut().zip(kinds) {
        match kind {
            NodeKind::Outcome => *rank = last,
            NodeKind::Rule => *rank = last.saturating_sub(1),
            _ => {}
        }
    }
    // Rules as far to the right as what reads them allows.
    for _ in kinds {
        let mut moved = false;
        for (from, to) in edges {
            let most = of(&ranks, *to).saturating_sub(1);
            if kinds.get(*from) == Some(&NodeKind::Rule)
                && of(&ranks, *from) > most
                && let Some(rank) = ranks.get_mut(*from)
            {
                *rank = most;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    ranks
}

/// The neighbours of each slot in the columns before and after it.
#[derive(Default)]
struct Links {
    before: BTreeMap<Slot, BTreeSet<Slot>>,
    after: BTreeMap<Slot, BTreeSet<Slot>>,
}

/// The columns, and what is joined between neighbouring ones.
fn columns(ranks: &[usize], edges: &BTreeSet<(usize, usize)>) -> (Vec<Vec<Slot>>, Links) {
    let width = ranks.iter().max().map_or(0, |last| last.saturating_add(1));
    let mut columns: Vec<BTreeSet<Slot>> = vec![BTreeSet::new(); width];
    let mut links = Links::default();
    for (node, rank) in ranks.iter().enumerate() {
        if let Some(column) = columns.get_mut(*rank) {
            column.insert(Slot::Node(node));
        }
    }
    for (from, to) in edges {
        let mut last = Slot::Node(*from);
        for slot in way(*from, *to, ranks) {
            if let Slot::Way(_, rank) = slot
                && let Some(column) = columns.get_mut(rank)
            {
                column.insert(slot);
            }
            links.after.entry(last).or_default().insert(slot);
            links.before.entry(slot).or_default().insert(last);
            last = slot;
        }
    }
    let columns = columns.into_iter().map(|column| column.into_iter().collect());
    (columns.collect(), links)
}

/// The slots that a line goes through after the one that it begins in.
fn way(from: usize, to: usize, ranks: &[usize]) -> Vec<Slot> {
    let rank = |node: usize| ranks.get(node).copied().unwrap_or_default();
    let between = rank(from).saturating_add(1)..rank(to);
    between
        .map(|column| Slot::Way(from, column))
        .chain([Slot::Node(to)])
        .collect()
}

/// Orders the columns so that lines cross less.
fn order(columns: &mut [Vec<Slot>], links: &Links) {
    for sweep in 0..SWEEPS {
        let forward = sweep.is_multiple_of(2);
        let numbers: Vec<usize> = if forward {
            (1..columns.len()).collect()
        } else {
            (0..columns.len().saturating_sub(1)).rev().collect()
        };
        for number in numbers {
            let (beside, neighbours) = if forward {
                (number.checked_sub(1), &links.before)
            } else {
                (number.checked_add(1), &links.after)
            };
            let fixed = beside.and_then(|b| columns.get(b)).cloned().unwrap_or_default();
            if let Some(column) = columns.get_mut(number) {
                sort(column, &fixed, neighbours);
            }
        }
    }
}

/// Sorts a column by the mean place of each slot's neighbours in the column beside it; one without neighbours keeps its place.
fn sort(column: &mut Vec<Slot>, fixed: &[Slot], neighbours: &BTreeMap<Slot, BTreeSet<Slot>>) {
    let share = |at: usize, of: usize| -> usize {
        let scaled = at.saturating_mul(2).saturating_add(1).saturating_mul(500_000);
        scaled.checked_div(of.max(1)).unwrap_or_default()
    };
    let places: BTreeMap<Slot, usize> = fixed
        .iter()
        .enumerate()
        .map(|(at, slot)| (*slot, share(at, fixed.len())))
        .collect();
    let count = column.len();
    let mut keyed: Vec<(usize, usize, Slot)> = column
        .iter()
        .enumerate()
        .map(|(at, slot)| {
            let found: Vec<usize> = neighbours
                .get(slot)
                .into_iter()
                .flatten()
                .filter_map(|other| places.get(other).copied())
                .collect();
            let sum: usize = found.iter().fold(0, |sum, place| sum.saturating_add(*place));
            let mean = sum.checked_div(found.len()).unwrap_or_else(|| share(at, count));
            (mean, at, *slot)
        })
        .collect();
    keyed.sort_unstable();
    *column = keyed.into_iter().map(|(.., slot)| slot).collect();
}

/// The places of all slots.
struct Drawing {
    /// The upper left corner of each.
    places: BTreeMap<Slot, (i32, i32)>,
    /// The left side of each column.
    lefts: Vec<i32>,
    /// How wide each column's boxes are.
    widths: Vec<i32>,
    width: i32,
    height: i32,
}

/// How high a slot is.
fn height(slot: Slot) -> i32 {
    match slot {
        Slot::Node(_) => HEIGHT,
        Slot::Way(..) => WAY,
    }
}

impl Drawing {
    /// The columns, as wide as their longest labels.
    fn new(columns: &[Vec<Slot>], boxes: &[(NodeKind, Bilingual, Bilingual)]) -> Self {
        let label = |slot: &Slot| match slot {
            Slot::Node(number) => boxes.get(*number).map_or(0, |(_, label, _)| {
                let longest = label
                    .sv
                    .chars()
                    .count()
                    .max(label.en.as_deref().unwrap_or("").chars().count());
                longest.min(LONGEST)
            }),
            Slot::Way(..) => 0,
        };
        let widths = columns.iter().map(|column| {
            let longest = column.iter().map(label).max().unwrap_or_default();
            let characters = i32::try_from(longest).unwrap_or_default();
            let inner = characters.saturating_mul(FOUR_CHARACTERS).saturating_add(3);
            inner
                .checked_div(4)
                .unwrap_or_default()
                .saturating_add(GAP.saturating_mul(2))
        });
        let widths: Vec<i32> = widths.collect();
        let mut lefts = Vec::new();
        let mut x = MARGIN;
        for width in &widths {
            lefts.push(x);
            x = x.saturating_add(*width).saturating_add(BETWEEN);
        }
        let tallest = columns.iter().map(|column| {
            column.iter().fold(0_i32, |sum, slot| {
                sum.saturating_add(height(*slot)).saturating_add(GAP)
            })
        });
        Self {
            places: BTreeMap::new(),
            lefts,
            widths,
            width: x.saturating_sub(BETWEEN).saturating_add(MARGIN),
            height: tallest
                .max()
                .unwrap_or_default()
                .saturating_add(MARGIN.saturating_mul(2)),
        }
    }

    /// Spreads each column over the whole height.
    fn place(&mut self, columns: &[Vec<Slot>]) {
        let inner = self.height.saturating_sub(MARGIN.saturating_mul(2));
        for (column, left) in columns.iter().zip(self.lefts.clone()) {
            let filled = column
                .iter()
                .fold(0_i32, |sum, slot| sum.saturating_add(height(*slot)));
            let count = i32::try_from(column.len()).unwrap_or(i32::MAX).max(1);
            let room = inner.saturating_sub(filled);
            let mut above = 0_i32;
            for (slot, number) in column.iter().zip(0_i32..) {
                // Half a gap above the first and below the last.
                let gaps = number.saturating_mul(2).saturating_add(1);
                let spread = room.saturating_mul(gaps).checked_div(count.saturating_mul(2));
                let y = MARGIN
                    .saturating_add(above)
                    .saturating_add(spread.unwrap_or_default());
                self.places.insert(*slot, (left, y));
                above = above.saturating_add(height(*slot));
            }
        }
    }

    /// The upper left corner of a slot.
    fn at(&self, slot: Slot) -> Option<(i32, i32)> {
        self.places.get(&slot).copied()
    }

    /// The points of a line: out of a box, in and out of the columns between, into a box.
    fn line(&self, from: usize, to: usize, ranks: &[usize]) -> Option<Edge> {
        let middle = |slot: Slot| {
            let (x, y) = self.at(slot)?;
            Some((
                x,
                y.saturating_add(height(slot).checked_div(2).unwrap_or_default()),
            ))
        };
        let right =
            |rank: usize, x: i32| x.saturating_add(self.widths.get(rank).copied().unwrap_or_default());
        let (x, y) = middle(Slot::Node(from))?;
        let mut points = vec![(right(ranks.get(from).copied()?, x), y)];
        for slot in way(from, to, ranks) {
            let (x, y) = middle(slot)?;
            points.push((x, y));
            if let Slot::Way(_, rank) = slot {
                points.push((right(rank, x), y));
            }
        }
        Some(Edge { points })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(kinds: &[NodeKind], edges: &[(usize, usize)]) -> Figure {
        let text = Bilingual::default();
        let boxes = kinds.iter().zip(0..).map(|(kind, n)| {
            (
                *kind,
                Bilingual::new(format!("n{n}"), format!("n{n}")),
                text.clone(),
            )
        });
        layout(
            (text.clone(), text.clone()),
            boxes.collect(),
            &edges.iter().copied().collect(),
        )
    }

    #[test]
    fn no_two_boxes_overlap_and_every_line_goes_to_the_right() {
        use NodeKind::{Concept, Input, Outcome, Rule};
        let kinds = [
            Input, Input, Input, Concept, Concept, Rule, Rule, Rule, Outcome, Outcome,
        ];
        let edges = [
            (0, 3),
            (1, 3),
            (3, 4),
            (2, 6),
            (4, 5),
            (5, 6),
            (6, 8),
            (7, 9),
            (0, 7),
        ];
        let figure = figure(&kinds, &edges);
        for (a, n) in figure.nodes.iter().zip(0..) {
            assert!(a.x >= 0 && a.y >= 0 && a.x + a.width <= figure.width && a.y + a.height <= figure.height);
            for b in figure.nodes.iter().skip(n + 1) {
                let apart = a.x + a.width <= b.x
                    || b.x + b.width <= a.x
                    || a.y + a.height <= b.y
                    || b.y + b.height <= a.y;
                assert!(apart, "{a:?} {b:?}");
            }
        }
        assert_eq!(figure.edges.len(), edges.len());
        for edge in &figure.edges {
            assert!(edge.points.len().is_multiple_of(2));
            assert!(
                edge.points.windows(2).all(|pair| pair[0].0 < pair[1].0),
                "{edge:?}"
            );
        }
        let column = |n: usize| figure.nodes[n].x;
        assert!(column(0) == column(1) && column(8) == column(9) && column(8) > column(6));
        assert!(
            column(5) < column(6),
            "an exception stands before what it excepts"
        );
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        use NodeKind::{Input, Outcome, Rule};
        let figure = figure(
            &[Input, Input, Rule, Rule, Outcome, Outcome],
            &[(0, 3), (1, 2), (2, 5), (3, 4)],
        );
        let below = |a: usize, b: usize| figure.nodes[a].y < figure.nodes[b].y;
        assert_eq!(below(0, 1), below(3, 2));
        assert_eq!(below(3, 2), below(4, 5));
    }
}
