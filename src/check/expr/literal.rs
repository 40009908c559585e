//! Literals: quantities in their units, money in öre, texts that are keys.

use crate::check::checker::Checker;
use crate::check::ruleset::{Expr, ExprKind, Literal, TableId, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::Name;
use crate::value::{Date, Number, Period, Unit};

impl Checker<'_> {
    /// A number with its unit: `143,5 mkr` is 14 350 000 000 öre, `50 %` is a half.
    pub(crate) fn quantity(
        &mut self,
        value: Number,
        unit: Option<&Name>,
        per: &[Name],
        span: Span,
    ) -> Option<Expr> {
        let mut amount = Some(value);
        let mut whole_unit = Unit::none();
        match unit {
            Some(name) if name.text == "%" => {
                amount = amount.and_then(|v| v.div(Number::whole(100)));
            }
            Some(name) => {
                let (id, scale) = self.unit_named(name)?;
                whole_unit = Unit::of(id);
                amount = amount.and_then(|v| v.mul(Number::whole(scale)));
            }
            None => {}
        }
        for name in per {
            let (id, scale) = self.unit_named(name)?;
            whole_unit = whole_unit.per(&Unit::of(id));
            amount = amount.and_then(|v| v.div(Number::whole(scale)));
        }
        let Some(amount) = amount else {
            self.error(
                Code::MalformedLiteral,
                span,
                "talet är för stort",
                "the number is too large",
            );
            return None;
        };
        Some(self.number(amount, whole_unit, span))
    }

    /// A number that is written in a rule file.
    pub(crate) fn number(&mut self, value: Number, unit: Unit, span: Span) -> Expr {
        let ty = Type::Number {
            unit,
            signed: value.is_negative(),
            whole: value.is_whole(),
        };
        self.make(span, ty, ExprKind::Literal(Literal::Number(value)))
    }

    /// `ja` or `nej`.
    pub(crate) fn bool(&mut self, value: bool, span: Span) -> Expr {
        self.make(span, Type::Bool, ExprKind::Literal(Literal::Bool(value)))
    }

    /// A date.
    pub(crate) fn date(&mut self, value: Date, span: Span) -> Expr {
        self.make(span, Type::Date, ExprKind::Literal(Literal::Date(value)))
    }

    /// A period.
    pub(crate) fn period(&mut self, value: Period, span: Span) -> Expr {
        self.make(span, Type::Period, ExprKind::Literal(Literal::Period(value)))
    }

    /// A text; where a key of a table is wanted, the row of that key.
    pub(crate) fn text(&mut self, text: &str, expected: Option<&Type>, span: Span) -> Option<Expr> {
        match expected {
            Some(Type::TableKey(table)) => self.table_key(*table, text, span),
            Some(Type::Document) => {
                let literal = ExprKind::Literal(Literal::Text(text.to_owned()));
                Some(self.make(span, Type::Document, literal))
            }
            Some(Type::Enum(id)) => {
                let variants = self
                    .set
                    .enums
                    .get(usize::from(id.0))
                    .map_or(&[][..], |e| &e.variants);
                let variant = variants
                    .iter()
                    .find(|v| v.name == text || v.title.sv == text)
                    .map(|v| v.name.clone());
                let mut diagnostic = Diagnostic::error(
                    Code::TypeMismatch,
                    span,
                    format!("`\"{text}\"` är en text, inte ett av typens värden"),
                    format!("`\"{text}\"` is a text, not one of the type's values"),
                );
                if let Some(variant) = variant {
                    diagnostic = diagnostic.help(format!("skriv `{variant}`"), format!("write `{variant}`"));
                }
                self.report(diagnostic);
                None
            }
            _ => {
                let literal = ExprKind::Literal(Literal::Text(text.to_owned()));
                Some(self.make(span, Type::Text, literal))
            }
        }
    }

    fn table_key(&mut self, id: TableId, text: &str, span: Span) -> Option<Expr> {
        if self.bad_tables.contains(&id) {
            return None;
        }
        let table = self.set.tables.get(usize::from(id.0))?;
        let row = self.table_rows.get(&id).and_then(|rows| rows.get(text));
        if let Some((row, _)) = row.copied() {
            let literal = ExprKind::Literal(Literal::Key(id, row));
            return Some(self.make(span, Type::TableKey(id), literal));
        }
        let mut diagnostic = Diagnostic::error(
            Code::UnknownName,
            span,
            format!("`{text}` är ingen nyckel i tabellen `{}`", table.name),
            format!("`{text}` is no key of the table `{}`", table.name),
        );
        let alias = table
            .aliases
            .iter()
            .find(|(alias, _)| alias == text)
            .and_then(|(_, row)| table.keys.get(usize::try_from(*row).ok()?));
        diagnostic = match alias {
            Some(key) => diagnostic.help(format!("skriv `\"{key}\"`"), format!("write `\"{key}\"`")),
            None => diagnostic.suggest(text, table.keys.iter().map(String::as_str), &self.effort),
        };
        self.report(diagnostic);
        None
    }
}
