//! Apportionments (`fördelning`): what is shared, among whom, by which key, and how parts become whole.

use super::checker::{Checker, Frame};
use super::names::{Space, Symbol};
use super::ruleset::{
    Apportionment, ApportionmentId, Expr, ExprKind, Grounds, Literal, Pot, Residual, RuleSet, TableId, Type,
};
use super::visit;
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Name};
use crate::value::{Number, RoundMode};
use std::collections::BTreeSet;

impl<'a> Checker<'a> {
    /// Makes the apportionments.
    pub(crate) fn declare_apportionments(&mut self, header: &Grounds) {
        for (module, tree, span) in self.pending.apportionments.clone() {
            self.module = module;
            // One with a mistake keeps no place: a mistake is an error, and then there is no rule set.
            if let Some(made) = self.apportionment(tree, span, header) {
                self.set.apportionments.push(made);
            }
        }
    }

    fn apportionment(
        &mut self,
        tree: &'a tree::Apportionment,
        span: Span,
        header: &Grounds,
    ) -> Option<Apportionment> {
        let title = self.title(tree.title.as_ref(), &tree.name.text);
        let grounds = self.apportionment_grounds(tree, header);
        let step = self.step(tree);
        self.residual(tree);
        let (table, pot) = match &tree.pot {
            tree::Pot::Amount { amount, table } => {
                let amount = self.expr_of(amount, &Type::money());
                (self.table_named(table), amount.map(Pot::Amount))
            }
            tree::Pot::Left { of, field } => match self.what_is_left(of) {
                Some((id, table)) => {
                    let field = self.row_field(field, table);
                    (Some(table), field.map(|field| Pot::Left(id, field)))
                }
                None => (None, None),
            },
        };
        let table = table.filter(|table| !self.bad_tables.contains(table))?;
        let key = self.key_column(table, &tree.key);
        let of_row = matches!(tree.pot, tree::Pot::Amount { .. });
        if of_row {
            self.frames.push(Frame::Row(table));
        }
        let filter = tree.filter.as_ref().map(|filter| self.condition(filter));
        let floor = tree
            .floor
            .as_ref()
            .map(|floor| self.expr_of(floor, &Type::money()));
        let cap = tree.cap.as_ref().map(|cap| self.expr_of(cap, &Type::money()));
        if of_row {
            self.frames.pop();
        }
        let published = tree
            .published
            .as_ref()
            .map(|column| self.published_column(table, column, of_row));
        // An optional clause that has a mistake is no clause that is not there.
        let (filter, floor, cap) = (filter.map_or(Some(None), |e| e.map(Some))?, floor, cap);
        Some(Apportionment {
            name: tree.name.text.clone(),
            title,
            grounds,
            table,
            key: key?,
            pot: pot?,
            mode: tree.mode,
            step: step?,
            residual: tree.residual,
            filter,
            floor: floor.map_or(Some(None), |e| e.map(Some))?,
            cap: cap.map_or(Some(None), |e| e.map(Some))?,
            published: published.map_or(Some(None), |e| e.map(Some))?,
            span,
            name_span: tree.name.span,
        })
    }

    fn apportionment_grounds(&mut self, tree: &tree::Apportionment, header: &Grounds) -> Grounds {
        let made = self.grounds(&tree.grounds);
        if !tree.grounds.cites.is_empty() || tree.grounds.assumed.is_some() {
            return made;
        }
        if !header.cites.is_empty() || header.assumed.is_some() {
            return header.clone();
        }
        self.ungrounded(&tree.name);
        made
    }

    /// What parts are rounded to: whole öre, above zero.
    fn step(&mut self, tree: &tree::Apportionment) -> Option<Number> {
        let Some(Literal::Number(step)) = self.literal(&tree.step, &Type::money()) else {
            return None;
        };
        if step.is_zero() || step.is_negative() {
            self.error(
                Code::TypeMismatch,
                tree.step.span,
                "avrundningen ska vara till ett tal över noll",
                "the rounding must be to a number above zero",
            );
            return None;
        }
        if !step.is_whole() {
            self.report(
                Diagnostic::error(
                    Code::FinerThanOre,
                    tree.step.span,
                    "delarna kan bli finare än öre",
                    "the parts may be finer than öre",
                )
                .help("avrunda till minst 1 öre", "round to 1 öre at least"),
            );
            return None;
        }
        Some(step)
    }

    /// E0407: parts that are rounded to the nearest or upwards may come to more than there is.
    fn residual(&mut self, tree: &tree::Apportionment) {
        if tree.residual == Residual::Kept && tree.mode != RoundMode::Down {
            self.report(
                Diagnostic::error(
                    Code::ResidualKept,
                    tree.residual_span,
                    "resten kan bli mindre än noll, och då har givaren inget att behålla",
                    "the remainder may be below zero, and then the giver has nothing to keep",
                )
                .also(
                    tree.rounding,
                    "så avrundat kan delarna bli mer än helheten",
                    "rounded so, the parts may be more than the whole",
                )
                .help(
                    "avrunda nedåt, eller lägg resten på den största eller efter störst bråkdel",
                    "round down, or put the remainder on the largest or by largest fraction",
                ),
            );
        }
    }

    /// The apportionment of an amount that the name is of, and its table.
    fn what_is_left(&mut self, name: &Name) -> Option<(ApportionmentId, TableId)> {
        let kind = ("fördelningen", "apportionment");
        let id = self.named(Space::Result, name, kind, |symbol| match symbol {
            Symbol::Apportionment(id) => Some(id),
            _ => None,
        })?;
        let (module, first, _) = self.pending.apportionments.get(usize::from(id.0)).copied()?;
        match &first.pot {
            tree::Pot::Amount { table, .. } => {
                let table = self.in_module(module, |checker| checker.table_named(table))?;
                Some((id, table))
            }
            tree::Pot::Left { .. } => {
                self.report(
                    Diagnostic::error(
                        Code::TypeMismatch,
                        name.span,
                        format!(
                            "`{}` delar själv det som är kvar av en annan fördelning",
                            name.text
                        ),
                        format!(
                            "`{}` itself shares what is left of another apportionment",
                            name.text
                        ),
                    )
                    .also(first.name.span, "här", "here")
                    .help(
                        "nämn fördelningen av hela beloppet",
                        "name the apportionment of the whole amount",
                    ),
                );
                None
            }
        }
    }

    /// The application's field that says which row of the table a requisition is of.
    fn row_field(&mut self, name: &Name, table: TableId) -> Option<u16> {
        let field = self.named(Space::Value, name, ("uppgiften", "fact"), |symbol| match symbol {
            Symbol::Field(field) => Some(field),
            _ => None,
        })?;
        if self.bad_fields.contains(&field) {
            return None;
        }
        let declared = self.set.application.get(usize::from(field))?;
        if declared.ty == Type::TableKey(table) && !declared.optional {
            return Some(field);
        }
        let found = words::of_type(&self.set, &declared.ty);
        let wanted = self.set.tables.get(usize::from(table.0)).map_or("", |t| &t.name);
        self.report(
            Diagnostic::error(
                Code::TypeMismatch,
                name.span,
                format!(
                    "`{}` är {}, men ska säga vilken rad i `{wanted}` det gäller",
                    name.text, found.0
                ),
                format!(
                    "`{}` is {}, but is to say which row of `{wanted}` it is",
                    name.text, found.1
                ),
            )
            .help(
                format!("ange fältet som `nyckel i {wanted}`"),
                format!("declare the field as `nyckel i {wanted}`"),
            ),
        );
        None
    }

    /// The column that it is shared by.
    fn key_column(&mut self, table: TableId, name: &Name) -> Option<u16> {
        let (column, ty) = self.column(table, name)?;
        match &ty {
            Type::Number { signed: false, .. } => {}
            Type::Number { .. } => {
                self.report(
                    Diagnostic::error(
                        Code::NoKey,
                        name.span,
                        format!(
                            "talen i `{}` kan vara under noll, och efter dem kan inget delas",
                            name.text
                        ),
                        format!(
                            "the numbers of `{}` may be below zero, and nothing can be shared by them",
                            name.text
                        ),
                    )
                    .help(
                        "ange kolumnen utan `med tecken`, eller dela efter en annan",
                        "declare the column without `med tecken`, or share by another",
                    ),
                );
                return None;
            }
            other => {
                let found = words::of_type(&self.set, other);
                self.report(
                    Diagnostic::error(
                        Code::NoKey,
                        name.span,
                        format!("`{}` är {}, och efter det kan inget delas", name.text, found.0),
                        format!(
                            "`{}` is {}, and nothing can be shared by that",
                            name.text, found.1
                        ),
                    )
                    .help("dela efter en kolumn med tal", "share by a column of numbers"),
                );
                return None;
            }
        }
        let cells = self.set.tables.get(usize::from(table.0))?;
        let width = cells.columns.len().max(1);
        let mut keys = cells.cells.iter().skip(usize::from(column)).step_by(width);
        let some = keys.any(|cell| matches!(cell, Literal::Number(n) if !n.is_zero()));
        if !some {
            self.error(
                Code::NoKey,
                name.span,
                format!(
                    "alla tal i `{}` är noll, och efter dem kan inget delas",
                    name.text
                ),
                format!(
                    "all numbers of `{}` are zero, and nothing can be shared by them",
                    name.text
                ),
            );
            return None;
        }
        Some(column)
    }

    /// The column with the published parts.
    fn published_column(&mut self, table: TableId, name: &Name, of_row: bool) -> Option<u16> {
        if !of_row {
            self.report(
                Diagnostic::error(
                    Code::ClauseNotAllowed,
                    name.span,
                    "det som är kvar vet ingen förrän rekvisitionerna har kommit in",
                    "what is left is not known before the requisitions are in",
                )
                .help(
                    "kontrollera med `rekvisit redistribute … --check FIL`",
                    "control it by `rekvisit redistribute … --check FILE`",
                ),
            );
            return None;
        }
        let (column, ty) = self.column(table, name)?;
        if words::same(&ty, &Type::money()) {
            return Some(column);
        }
        let found = words::of_type(&self.set, &ty);
        self.error(
            Code::TypeMismatch,
            name.span,
            format!("kolumnen `{}` är {}, inte belopp", name.text, found.0),
            format!("the column `{}` is {}, not amounts", name.text, found.1),
        );
        None
    }
}

/// E0312 for each apportionment of an amount that reads an application, also through a concept: it is made before there is any.
#[must_use]
pub fn check_facts(set: &RuleSet) -> Vec<Diagnostic> {
    let of_rows = set
        .apportionments
        .iter()
        .filter(|a| matches!(a.pot, Pot::Amount(_)));
    of_rows
        .flat_map(Apportionment::expressions)
        .filter_map(|expr| {
            let span = read_in(set, expr, &mut BTreeSet::new())?;
            let told = Diagnostic::error(
                Code::FactShared,
                expr.span,
                "en fördelning görs innan det finns någon ansökan, men det här läser en",
                "an apportionment is made before there is any application, but this reads one",
            );
            let inner = !(expr.span.start <= span.start && span.end <= expr.span.end);
            let told = match inner {
                true => told.also(span, "läses här", "read here"),
                false => told,
            };
            Some(told.help(
                "läs parametrar, tabellens kolumner och belopp som är utskrivna",
                "read parameters, the table's columns and amounts that are written out",
            ))
        })
        .collect()
}

/// Where a fact or a rule is read.
fn read_in(set: &RuleSet, expr: &Expr, seen: &mut BTreeSet<u16>) -> Option<Span> {
    match &expr.kind {
        ExprKind::Fact(_) | ExprKind::RuleMet(_) | ExprKind::RuleBites(_) => return Some(expr.span),
        ExprKind::Concept(id, _) if seen.insert(id.0) => {
            let concept = visit::concept(set, *id)?;
            // An exception to its value is a rule, which reads an application.
            if !concept.overrides.is_empty() {
                return Some(expr.span);
            }
            let inside = visit::concept_expressions(concept);
            let found = inside.into_iter().find_map(|inner| read_in(set, inner, seen));
            if found.is_some() {
                return found;
            }
        }
        _ => {}
    }
    visit::children(expr)
        .into_iter()
        .find_map(|child| read_in(set, child, seen))
}
