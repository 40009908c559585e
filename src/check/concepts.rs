//! Concepts: checked when they are first needed, so that the order of lines means nothing.

use std::collections::BTreeMap;

use super::checker::{Checker, ConceptState, Frame, Parameters, index};
use super::ruleset::{Concept, ConceptId, ConceptValue, Expr, ExprKind, Type};
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Cell, CompareOp, RowTest};

/// How many concepts may be begun at once. As each is checked after those that it names, only a ring comes near it.
const DEEPEST: usize = 40;

impl<'a> Checker<'a> {
    /// Gives each concept its place; none is checked yet.
    pub(crate) fn begin_concepts(&mut self) {
        self.concepts = self
            .pending
            .concepts
            .iter()
            .map(|_| ConceptState::Waiting)
            .collect();
    }

    /// Checks all concepts that nothing has needed yet.
    pub(crate) fn finish_concepts(&mut self) {
        for number in self.concept_order() {
            let span = self
                .pending
                .concepts
                .get(number)
                .map_or_else(Span::default, |(_, c)| c.name.span);
            self.concept_type(ConceptId(index(number)), span);
        }
    }

    /// Puts the concepts, with their exceptions, into the rule set, when none has a mistake.
    pub(crate) fn place_concepts(&mut self) {
        for state in std::mem::take(&mut self.concepts) {
            if let ConceptState::Done(concept) = state {
                self.set.concepts.push(*concept);
            }
        }
        for (concept, rule, value) in std::mem::take(&mut self.overrides) {
            if let Some(concept) = self.set.concepts.get_mut(usize::from(concept.0)) {
                concept.overrides.push((rule, value));
            }
        }
    }

    /// The type of a concept's value; `None` when the concept has a mistake, which is reported.
    pub(crate) fn concept_type(&mut self, id: ConceptId, used_at: Span) -> Option<Type> {
        let number = usize::from(id.0);
        match self.concepts.get(number)? {
            ConceptState::Done(concept) => return Some(concept.ty.clone()),
            ConceptState::Failed => return None,
            ConceptState::Begun => {
                self.report_ring(number, used_at);
                return None;
            }
            ConceptState::Waiting => {}
        }
        let (module, tree) = self.pending.concepts.get(number).copied()?;
        if self.concept_ring.len() >= DEEPEST {
            self.report(
                Diagnostic::error(
                    Code::ConceptCycle,
                    used_at,
                    "begreppen bygger på sig själva i en lång ring",
                    "the concepts rest on themselves in a long ring",
                )
                .also(tree.name.span, "ett av dem", "one of them"),
            );
            return None;
        }
        self.set_state(number, ConceptState::Begun);
        self.concept_ring.push(number);
        let frames = std::mem::take(&mut self.frames);
        let concept = self.in_module(module, |checker| checker.concept(tree));
        self.frames = frames;
        self.concept_ring.pop();
        let ty = concept.as_ref().map(|c| c.ty.clone());
        let state = concept.map_or(ConceptState::Failed, |c| ConceptState::Done(Box::new(c)));
        self.set_state(number, state);
        ty
    }

    fn set_state(&mut self, number: usize, state: ConceptState) {
        if let Some(slot) = self.concepts.get_mut(number) {
            *slot = state;
        }
    }

    /// Does something as the file `module` sees it.
    pub(crate) fn in_module<T>(&mut self, module: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.module, module);
        let result = act(self);
        self.module = before;
        result
    }

    fn report_ring(&mut self, number: usize, used_at: Span) {
        let ring: Vec<&tree::Name> = self
            .concept_ring
            .iter()
            .skip_while(|n| **n != number)
            .filter_map(|n| self.pending.concepts.get(*n))
            .map(|(_, concept)| &concept.name)
            .collect();
        let Some(first) = ring.first() else { return };
        let shown = ring
            .iter()
            .chain([first])
            .map(|name| format!("`{}`", name.text))
            .collect::<Vec<_>>()
            .join(" → ");
        let mut diagnostic = Diagnostic::error(
            Code::ConceptCycle,
            used_at,
            format!("begreppen bygger på sig själva: {shown}"),
            format!("the concepts rest on themselves: {shown}"),
        )
        .label("här sluts ringen", "the ring closes here");
        for name in &ring {
            diagnostic = diagnostic.also(name.span, format!("`{}`", name.text), format!("`{}`", name.text));
        }
        self.report(diagnostic);
    }

    /// A concept's parameters with their types.
    pub(crate) fn concept_parameters(&mut self, tree: &tree::Concept) -> Option<Vec<(String, Type)>> {
        let types: Vec<_> = tree
            .params
            .iter()
            .map(|(name, ty)| Some((name.text.clone(), self.plain_type_of(ty)?)))
            .collect();
        let mut seen: BTreeMap<&str, &tree::Name> = BTreeMap::new();
        for (name, _) in &tree.params {
            if let Some(first) = seen.get(name.text.as_str()) {
                self.report(
                    Diagnostic::error(
                        Code::DuplicateName,
                        name.span,
                        format!("`{}` står två gånger", name.text),
                        format!("`{}` stands twice", name.text),
                    )
                    .also(first.span, "först här", "first here"),
                );
            } else {
                seen.insert(&name.text, name);
            }
        }
        types.into_iter().collect()
    }

    fn concept(&mut self, tree: &'a tree::Concept) -> Option<Concept> {
        let title = self.title(tree.title.as_ref(), &tree.name.text);
        let grounds = self.grounds(&tree.grounds);
        let params = self.concept_parameters(tree)?;
        self.frames
            .push(Frame::Parameters(Parameters::of(params.clone())));
        let found = match &tree.value {
            tree::ConceptValue::Formula(formula) => self
                .expr(formula, None)
                .map(|value| (value.ty.clone(), ConceptValue::Formula(value))),
            tree::ConceptValue::Cases { subjects, rows } => self.cases(subjects, rows, tree.name.span),
        };
        self.frames.pop();
        let (ty, value) = found?;
        Some(Concept {
            name: tree.name.text.clone(),
            title,
            grounds,
            params,
            ty,
            value,
            overrides: Vec::new(),
        })
    }

    fn cases(
        &mut self,
        subjects: &[tree::Expr],
        rows: &[tree::Row],
        span: Span,
    ) -> Option<(Type, ConceptValue)> {
        let mut good = true;
        let before = self.made();
        for subject in subjects {
            good &= self.expr(subject, None).is_some();
        }
        if !good || !self.may_repeat(subjects, before, rows.len()) {
            return None;
        }
        let expected = self.rows_type(rows);
        let mut checked = Vec::new();
        let mut otherwise: Option<(Span, Expr)> = None;
        let mut ty: Option<(Type, Span)> = None;
        for row in rows {
            let test = self.row_test(subjects, row);
            let value = self.expr(&row.value, expected.as_ref());
            let (Some(test), Some(value)) = (test, value) else {
                good = false;
                continue;
            };
            match &ty {
                None => ty = Some((value.ty.clone(), value.span)),
                Some((first, at)) if words::same(first, &value.ty) => {
                    ty = Some((words::either(first, &value.ty), *at));
                }
                Some((first, at)) => {
                    let (first, at) = (first.clone(), *at);
                    self.report_rows_differ(&first, at, &value);
                    good = false;
                }
            }
            match test {
                Some(test) => checked.push((Some(test), value)),
                None => {
                    if let Some((first, _)) = &otherwise {
                        self.report(
                            Diagnostic::error(
                                Code::ClauseRepeated,
                                row.span,
                                "`annars` står två gånger",
                                "`annars` stands twice",
                            )
                            .also(*first, "först här", "first here"),
                        );
                    }
                    otherwise = Some((row.span, value));
                }
            }
        }
        checked.extend(otherwise.map(|(_, value)| (None, value)));
        if checked.is_empty() && good {
            self.error(
                Code::RowsNotCovering,
                span,
                "begreppet har inga rader",
                "the concept has no rows",
            );
        }
        let (ty, _) = ty?;
        good.then_some((ty, ConceptValue::Cases(checked)))
    }

    fn report_rows_differ(&mut self, first: &Type, at: Span, value: &Expr) {
        let (a, b) = (
            words::of_type_whole(&self.set, first),
            words::of_type_whole(&self.set, &value.ty),
        );
        let numbers = matches!((first, &value.ty), (Type::Number { .. }, Type::Number { .. }));
        let code = if numbers {
            Code::UnitMismatch
        } else {
            Code::TypeMismatch
        };
        self.report(
            Diagnostic::error(
                code,
                value.span,
                format!("en rad ger {}, en annan {}", a.0, b.0),
                format!("one row gives {}, another {}", a.1, b.1),
            )
            .label(b.0, b.1)
            .also(at, a.0, a.1),
        );
    }

    /// The enum that all rows' values may be values of, when they are bare names and only one enum has them all.
    fn rows_type(&mut self, rows: &[tree::Row]) -> Option<Type> {
        let mut candidates: Option<Vec<_>> = None;
        for row in rows {
            let tree::ExprKind::Name(name) = &super::expr::ungrouped(&row.value).kind else {
                continue;
            };
            let enums = self.enums_with(&name.text);
            candidates = Some(match candidates {
                None => enums,
                Some(before) => before.into_iter().filter(|id| enums.contains(id)).collect(),
            });
        }
        match candidates?.as_slice() {
            [id] => Some(Type::Enum(*id)),
            _ => None,
        }
    }

    /// When a row holds; `Some(None)` for the row that holds when no other does.
    fn row_test(&mut self, subjects: &[tree::Expr], row: &tree::Row) -> Option<Option<Expr>> {
        let cells = match &row.test {
            RowTest::Otherwise => return Some(None),
            RowTest::When(condition) => return Some(Some(self.condition(condition)?)),
            RowTest::Cells(cells) => cells,
        };
        if cells.len() != subjects.len() {
            let mut diagnostic = Diagnostic::error(
                Code::WrongArguments,
                row.span,
                format!(
                    "raden har {} villkor, men begreppet går efter {} värden",
                    cells.len(),
                    subjects.len()
                ),
                format!(
                    "the row has {} cells, but the concept goes by {} values",
                    cells.len(),
                    subjects.len()
                ),
            );
            if subjects.is_empty() {
                diagnostic = diagnostic.help(
                    "skriv `när …` i raden, eller `efter …` före raderna",
                    "write `när …` in the row, or `efter …` before the rows",
                );
            }
            self.report(diagnostic);
            return None;
        }
        let tests: Vec<Option<Expr>> = subjects
            .iter()
            .zip(cells)
            .filter_map(|(subject, cell)| match cell {
                Cell::Any => None,
                Cell::Compare(op, operands) => Some(self.row_cell(*op, subject, operands)),
            })
            .collect();
        let mut tests = tests.into_iter().collect::<Option<Vec<_>>>()?;
        let kind = match tests.len() {
            0 => ExprKind::Literal(super::ruleset::Literal::Bool(true)),
            1 => return Some(tests.pop()),
            _ => ExprKind::And(tests),
        };
        Some(Some(self.make(row.span, Type::Bool, kind)))
    }

    /// A cell as the comparison that it is short for; it stands where its operands do.
    fn row_cell(&mut self, op: CompareOp, subject: &tree::Expr, operands: &[tree::Expr]) -> Option<Expr> {
        let span = match (operands.first(), operands.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => subject.span,
        };
        self.comparison(op, subject, operands, span)
    }
}
