//! All alterations of one file, woven into its text: each is there, and each is off until its number is asked for.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use proc_macro2::LineColumn;
use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::list::{Mutant, Place};

type Range = (usize, usize);

/// Edits by where they stand; those of a guard come before those of the operator that the guard is.
type Edits = BTreeMap<(Range, Inner), Edit>;

/// Whether an edit is inside another of the same range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Inner {
    No,
    Yes,
}

/// What is put in the place of a part of the text. Ranges are bytes.
#[derive(Clone, Debug)]
enum Edit {
    /// Before the first statement of a function: leaves at once with another value.
    Return { values: Vec<(usize, String)> },
    /// `!x`, of which the sign goes.
    Not { id: usize, operand: Range },
    /// `left op right`, with other operators.
    Operator {
        left: Range,
        op: String,
        right: Range,
        others: Vec<(usize, String)>,
    },
    /// An arm that goes: a guard that fails.
    Arm {
        ids: Vec<usize>,
        guard: Option<Range>,
        constant: Vec<(usize, String)>,
    },
}

/// The shapes of a file that alterations are about, by where they begin.
#[derive(Default)]
struct Shapes {
    lines: Vec<usize>,
    text: String,
    binary: BTreeMap<Place, (Range, Range, Range, bool)>,
    unary: BTreeMap<Place, (Range, Range)>,
    arms: BTreeMap<Place, (Range, Option<Range>)>,
    guards: BTreeMap<Place, Place>,
}

impl Shapes {
    fn of(text: &str) -> Result<Self> {
        let mut lines = vec![0];
        lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        let mut shapes = Self {
            lines,
            text: text.to_owned(),
            ..Self::default()
        };
        let file = syn::parse_file(text)?;
        shapes.visit_file(&file);
        Ok(shapes)
    }

    /// The byte of a place, whose column counts characters from `zero`.
    fn byte(&self, line: usize, column: usize) -> usize {
        let start = self.lines[line - 1];
        start
            + self.text[start..]
                .chars()
                .take(column)
                .map(char::len_utf8)
                .sum::<usize>()
    }

    fn at(&self, place: LineColumn) -> usize {
        self.byte(place.line, place.column)
    }

    fn range(&self, of: &impl Spanned) -> Range {
        (self.at(of.span().start()), self.at(of.span().end()))
    }
}

fn place(at: LineColumn) -> Place {
    Place {
        line: at.line,
        column: at.column + 1,
    }
}

/// Whether a chain of conditions binds names, so that it can't stand in brackets.
fn binds(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(b) => binds(&b.left) || binds(&b.right),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Shapes {
    fn visit_expr_binary(&mut self, node: &'ast syn::ExprBinary) {
        let free = !(binds(&node.left) || binds(&node.right));
        let found = (
            self.range(&node.left),
            self.range(&node.op),
            self.range(&node.right),
            free,
        );
        self.binary.insert(place(node.op.span().start()), found);
        syn::visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'ast syn::ExprUnary) {
        if matches!(node.op, syn::UnOp::Not(_)) {
            let found = (self.range(node), self.range(&node.expr));
            self.unary.insert(place(node.span().start()), found);
        }
        syn::visit::visit_expr_unary(self, node);
    }

    fn visit_arm(&mut self, node: &'ast syn::Arm) {
        let guard = node.guard.as_ref().map(|(_, g)| self.range(g));
        let start = node.pat.span().start();
        if let Some((_, g)) = &node.guard {
            self.guards.insert(place(g.span().start()), place(start));
        }
        self.arms.insert(place(start), (self.range(&node.pat), guard));
        self.arms
            .insert(place(node.span().start()), (self.range(&node.pat), guard));
        syn::visit::visit_arm(self, node);
    }
}

/// The text with the alterations in it, and the numbers of those that it has no form for.
pub fn weave(text: &str, mutants: &[(usize, Mutant)]) -> Result<(String, Vec<usize>)> {
    let shapes = Shapes::of(text).context("not Rust")?;
    let mut edits = Edits::new();
    let mut left_out = Vec::new();
    for (id, mutant) in mutants {
        if !add(&shapes, &mut edits, *id, mutant) {
            left_out.push(*id);
        }
    }
    let list: Vec<(Range, Edit)> = edits
        .into_iter()
        .map(|((range, _), edit)| (range, edit))
        .collect();
    Ok((render(text, &list, (0, text.len())), left_out))
}

fn add(shapes: &Shapes, edits: &mut Edits, id: usize, mutant: &Mutant) -> bool {
    let start = mutant.span.start;
    let at = shapes.byte(start.line, start.column - 1);
    match mutant.genre.as_str() {
        "FnValue" => {
            let edit = edits
                .entry(((at, at), Inner::No))
                .or_insert(Edit::Return { values: Vec::new() });
            if let Edit::Return { values } = edit {
                values.push((id, mutant.replacement.clone()));
            }
            true
        }
        "UnaryOperator" => {
            let Some((whole, operand)) = shapes.unary.get(&start) else {
                return false;
            };
            edits.insert(
                (*whole, Inner::Yes),
                Edit::Not {
                    id,
                    operand: *operand,
                },
            );
            true
        }
        "BinaryOperator" => {
            let Some((left, op, right, free)) = shapes.binary.get(&start) else {
                return false;
            };
            if !free {
                return false;
            }
            let op = shapes.text[op.0..op.1].to_owned();
            let edit = edits
                .entry(((left.0, right.1), Inner::Yes))
                .or_insert(Edit::Operator {
                    left: *left,
                    op,
                    right: *right,
                    others: Vec::new(),
                });
            if let Edit::Operator { others, .. } = edit {
                others.push((id, mutant.replacement.clone()));
                return true;
            }
            false
        }
        "MatchArm" | "MatchArmGuard" => {
            let first = shapes.guards.get(&start).copied().unwrap_or(start);
            let Some((pattern, guard)) = shapes.arms.get(&first) else {
                return false;
            };
            let range = guard.unwrap_or((pattern.1, pattern.1));
            let edit = edits.entry((range, Inner::No)).or_insert(Edit::Arm {
                ids: Vec::new(),
                guard: *guard,
                constant: Vec::new(),
            });
            let Edit::Arm { ids, constant, .. } = edit else {
                return false;
            };
            if mutant.genre == "MatchArm" {
                ids.push(id);
            } else {
                constant.push((id, mutant.replacement.clone()));
            }
            true
        }
        _ => false,
    }
}

fn on(id: usize) -> String {
    format!("crate::altered::on({id})")
}

/// The text of a range with the edits that lie in it: at one place what is put between, then the outermost.
fn render(text: &str, edits: &[(Range, Edit)], within: Range) -> String {
    let mut out = String::new();
    let mut at = within.0;
    while at <= within.1 {
        let next = edits
            .iter()
            .enumerate()
            .filter(|(_, (r, _))| r.0 >= at && r.1 <= within.1)
            .min_by_key(|(_, (r, _))| (r.0, r.0 != r.1, std::cmp::Reverse(r.1)));
        let Some((index, (range, edit))) = next else { break };
        out.push_str(&text[at..range.0]);
        let rest: Vec<(Range, Edit)> = edits
            .iter()
            .enumerate()
            .filter(|(other, (r, _))| *other != index && r.0 >= range.0 && r.1 <= within.1)
            .map(|(_, edit)| edit.clone())
            .collect();
        match edit {
            Edit::Return { values } => {
                for (id, value) in values {
                    out.push_str(&format!("if {} {{ return {value}; }} ", on(*id)));
                }
            }
            Edit::Not { id, operand } => {
                let inner = render(text, &rest, *operand);
                out.push_str(&format!("(!{} ^ ({inner}))", on(*id)));
            }
            Edit::Operator {
                left,
                op,
                right,
                others,
            } => {
                let (l, r) = (&text[left.0..left.1], &text[right.0..right.1]);
                let (inner_l, inner_r) = (render(text, &rest, *left), render(text, &rest, *right));
                let assigns = op.ends_with('=') && !["==", "!=", "<=", ">="].contains(&op.as_str());
                let mut chain = String::new();
                for (id, other) in others {
                    chain.push_str(&format!("if {} {{ {l} {other} {r} }} else ", on(*id)));
                }
                let whole = format!("{chain}{{ {inner_l} {op} {inner_r} }}");
                out.push_str(&if assigns { whole } else { format!("({whole})") });
            }
            Edit::Arm { ids, guard, constant } => {
                let mut condition = guard.map_or("true".to_owned(), |g| render(text, &rest, g));
                for (id, value) in constant {
                    condition = match value.as_str() {
                        "true" => format!("({} || ({condition}))", on(*id)),
                        _ => format!("(!{} && ({condition}))", on(*id)),
                    };
                }
                for id in ids {
                    condition = format!("(!{} && ({condition}))", on(*id));
                }
                let keyword = if guard.is_none() { " if " } else { "" };
                out.push_str(&format!("{keyword}{condition}"));
            }
        }
        at = range.1;
        if range.0 == range.1 {
            // A zero-width edit: go on after it, but not over it again.
            out.push_str(&render(text, &rest, (at, within.1)));
            return out;
        }
    }
    out.push_str(&text[at.min(within.1)..within.1]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::Span;

    #[test]
    fn alterations_that_begin_at_one_place_are_all_woven() {
        let text = "fn f(a: bool, b: bool) -> bool {\n    !a || b\n}\n";
        let mutant = |genre: &str, column, replacement: &str| Mutant {
            file: String::new(),
            genre: genre.to_owned(),
            name: String::new(),
            replacement: replacement.to_owned(),
            span: Span {
                start: Place { line: 2, column },
            },
        };
        let mutants = [
            (1, mutant("FnValue", 5, "true")),
            (2, mutant("UnaryOperator", 5, "")),
            (3, mutant("BinaryOperator", 8, "&&")),
        ];
        let (woven, left_out) = weave(text, &mutants).unwrap();
        assert!(left_out.is_empty());
        let body = "if crate::altered::on(1) { return true; } (if crate::altered::on(3) { !a && b } \
                    else { (!crate::altered::on(2) ^ (a)) || b })";
        assert_eq!(woven, text.replace("!a || b", body));
    }
}
