//! What follows a name: fields of records, ends of periods, cells of tables.

use super::ungrouped;
use crate::check::checker::{Checker, index};
use crate::check::names::{Space, Symbol};
use crate::check::ruleset::{Expr, ExprKind, RecordId, TableId, Type};
use crate::check::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Name};

impl Checker<'_> {
    /// `a.b`: a field of a record, an end of a period, a cell of a table, or a value of a named enum.
    pub(crate) fn field_access(&mut self, base: &tree::Expr, member: &Name, span: Span) -> Option<Expr> {
        if let tree::ExprKind::Index(table, key) = &ungrouped(base).kind {
            return self.cell(table, key, member, span);
        }
        if let tree::ExprKind::Name(name) = &base.kind
            && let Some(Symbol::Enum(id)) = self.find(Space::Type, &name.text)
            && self.find(Space::Value, &name.text).is_none()
            && self.name_in_frames(&name.text).is_none()
        {
            let found = self.variant(id, member);
            if found.is_none() {
                self.report_unknown_variant(id, member);
            }
            return found;
        }
        let base = self.expr(base, None)?;
        match base.ty.clone() {
            Type::Record(record) | Type::RecordKey(_, record) => {
                let Some((field, ty)) = self.record_field(record, &member.text) else {
                    self.report_unknown_field(record, member);
                    return None;
                };
                if self.bad_record_fields.contains(&(record, field)) {
                    return None;
                }
                Some(self.make(span, ty, ExprKind::Field(Box::new(base), field)))
            }
            Type::Period => match member.text.as_str() {
                "från" | "from" => Some(self.make(span, Type::Date, ExprKind::PeriodStart(Box::new(base)))),
                "till" | "to" => Some(self.make(span, Type::Date, ExprKind::PeriodEnd(Box::new(base)))),
                _ => {
                    self.report(
                        Diagnostic::error(
                            Code::UnknownField,
                            member.span,
                            format!("en period har inget `{}`", member.text),
                            format!("a period has no `{}`", member.text),
                        )
                        .help(
                            "en period har `från` och `till`",
                            "a period has `från` and `till`",
                        ),
                    );
                    None
                }
            },
            other => {
                let found = words::of_type(&self.set, &other);
                let text = self.words(base.span);
                let mut diagnostic = Diagnostic::error(
                    Code::UnknownField,
                    member.span,
                    format!("`{text}` är {} och har inget fält `{}`", found.0, member.text),
                    format!("`{text}` is {} and has no field `{}`", found.1, member.text),
                );
                if matches!(other, Type::List(_)) {
                    diagnostic = diagnostic.help(
                        format!("gå igenom listan: `summan av {} i {text}`", member.text),
                        format!("go through the list: `summan av {} i {text}`", member.text),
                    );
                } else if let Type::TableKey(table) = other {
                    let table = self
                        .set
                        .tables
                        .get(usize::from(table.0))
                        .map_or(String::new(), |t| t.name.clone());
                    diagnostic = diagnostic.help(
                        format!("skriv `{table}[{text}].{}`", member.text),
                        format!("write `{table}[{text}].{}`", member.text),
                    );
                }
                self.report(diagnostic);
                None
            }
        }
    }

    fn report_unknown_field(&mut self, record: RecordId, member: &Name) {
        let Some(record) = self.set.records.get(usize::from(record.0)) else {
            return;
        };
        let named = if self.still_suggests() {
            &record.fields[..]
        } else {
            &[]
        };
        let known = named.iter().map(|f| f.name.as_str());
        let diagnostic = Diagnostic::error(
            Code::UnknownField,
            member.span,
            format!("posten `{}` har inget fält `{}`", record.name, member.text),
            format!("the record `{}` has no field `{}`", record.name, member.text),
        )
        .suggest(&member.text, known, &self.effort);
        self.unknown(&member.text, diagnostic);
    }

    /// `fördelning[kommun].belopp_kr`.
    fn cell(&mut self, table: &tree::Expr, key: &tree::Expr, column: &Name, span: Span) -> Option<Expr> {
        let tree::ExprKind::Name(name) = &ungrouped(table).kind else {
            self.error(
                Code::TypeMismatch,
                table.span,
                "bara en tabell har rader i hakparentes",
                "only a table has rows in brackets",
            );
            return None;
        };
        let id = self.table_named(name)?;
        let key = self.expr(key, Some(&Type::TableKey(id)));
        if self.bad_tables.contains(&id) {
            return None;
        }
        let column = self.column(id, column);
        let key = key?;
        if key.ty != Type::Text && key.ty != Type::TableKey(id) {
            self.expect(key, &Type::TableKey(id))?;
            return None;
        }
        let (column, ty) = column?;
        Some(self.make(span, ty, ExprKind::Cell(id, Box::new(key), column)))
    }

    /// The table of that name.
    pub(crate) fn table_named(&mut self, name: &Name) -> Option<TableId> {
        self.named(Space::Value, name, ("tabellen", "table"), |symbol| match symbol {
            Symbol::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The column of that name and its type.
    pub(crate) fn column(&mut self, id: TableId, name: &Name) -> Option<(u16, Type)> {
        let table = self.set.tables.get(usize::from(id.0))?;
        if let Some(position) = table.columns.iter().position(|c| c.name == name.text) {
            return Some((index(position), table.columns.get(position)?.ty.clone()));
        }
        let diagnostic = Diagnostic::error(
            Code::UnknownField,
            name.span,
            format!("tabellen `{}` har ingen kolumn `{}`", table.name, name.text),
            format!("the table `{}` has no column `{}`", table.name, name.text),
        )
        .suggest(
            &name.text,
            table.columns.iter().map(|c| c.name.as_str()),
            &self.effort,
        );
        self.report(diagnostic);
        None
    }
}
