//! Types as they are written to types as they are checked.

use super::builtin;
use super::checker::Checker;
use super::names::{Space, Symbol};
use super::pending::PendingField;
use super::ruleset::Type;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Name, TypeRef, TypeRefKind};
use crate::value::{Unit, UnitId};

impl Checker<'_> {
    /// The type of a field, a column, an element or a parameter, without `?` and `bedömning`.
    pub(crate) fn type_of(&mut self, ty: &TypeRef) -> Option<Type> {
        match &ty.kind {
            TypeRefKind::YesNo => Some(Type::Bool),
            TypeRefKind::List(element) => {
                if element.optional || element.judgement {
                    self.report(
                        Diagnostic::error(
                            Code::TypeMismatch,
                            element.span,
                            "delarna i en lista kan inte vara valfria eller bedömningar",
                            "the elements of a list can't be optional or judgements",
                        )
                        .help(
                            "låt listans delar vara poster, och gör ett fält i posten valfritt eller till en bedömning",
                            "let the elements be records, and make a field of the record optional or a judgement",
                        ),
                    );
                    return None;
                }
                Some(Type::List(Box::new(self.type_of(element)?)))
            }
            TypeRefKind::Key(name) => self.key_type(name),
            TypeRefKind::Named { name, per, signed } => self.named_type(name, per, *signed, ty.span),
        }
    }

    /// A type where neither `?` nor `bedömning` is allowed.
    pub(crate) fn plain_type_of(&mut self, ty: &TypeRef) -> Option<Type> {
        if ty.optional || ty.judgement {
            self.report(
                Diagnostic::error(
                    Code::TypeMismatch,
                    ty.span,
                    "här kan typen inte vara valfri eller en bedömning",
                    "the type can't be optional or a judgement here",
                )
                .help(
                    "bara ansökans och posternas fält kan vara det",
                    "only fields of the application and of records can",
                ),
            );
            return None;
        }
        self.type_of(ty)
    }

    fn named_type(&mut self, name: &Name, per: &[Name], signed: bool, span: Span) -> Option<Type> {
        let declared = self.find(Space::Type, &name.text);
        let ty = match (builtin::scalar(&name.text), builtin::unit(&name.text), declared) {
            (Some(scalar), ..) => scalar,
            (None, Some((UnitId::ORE, 1 | 100)), _) => Type::Number {
                unit: Unit::of(UnitId::ORE),
                signed,
                whole: false,
            },
            (None, Some((UnitId::ORE, _)), _) => {
                self.report(
                    Diagnostic::error(
                        Code::UnknownType,
                        name.span,
                        format!("`{}` är inte en typ", name.text),
                        format!("`{}` is not a type", name.text),
                    )
                    .help("skriv `kronor`", "write `kronor`"),
                );
                return None;
            }
            (None, Some((unit, _)), _) | (None, None, Some(Symbol::Unit(unit))) => Type::Number {
                unit: Unit::of(unit),
                signed,
                whole: per.is_empty(),
            },
            (None, None, Some(Symbol::Enum(id))) => Type::Enum(id),
            (None, None, Some(Symbol::Record(id))) => Type::Record(id),
            _ => {
                let known = self.all(Space::Type);
                let names = known.into_iter().chain(builtin::type_names());
                let diagnostic = Diagnostic::error(
                    Code::UnknownType,
                    name.span,
                    format!("typen `{}` finns inte", name.text),
                    format!("the type `{}` does not exist", name.text),
                )
                .suggest(&name.text, names, &self.effort);
                let diagnostic = match builtin::type_meant(&name.text) {
                    Some((sv, en)) => diagnostic.help(format!("skriv `{sv}`"), format!("write `{en}`")),
                    None => diagnostic,
                };
                self.unknown(&name.text, diagnostic);
                return None;
            }
        };
        let Type::Number { unit, signed, whole } = ty else {
            if !per.is_empty() || signed {
                self.error(
                    Code::TypeMismatch,
                    span,
                    format!(
                        "`{}` är inte ett tal och tar varken `per` eller `med tecken`",
                        name.text
                    ),
                    format!(
                        "`{}` is not a number and takes neither `per` nor `signed`",
                        name.text
                    ),
                );
                return None;
            }
            return Some(ty);
        };
        let mut unit = unit;
        for below in per {
            unit = unit.per(&Unit::of(self.unit_named(below)?.0));
        }
        Some(Type::Number {
            unit,
            signed,
            whole: whole && per.is_empty(),
        })
    }

    /// The unit that is written so, and how many of it one of the spelling is.
    pub(crate) fn unit_named(&mut self, name: &Name) -> Option<(UnitId, i64)> {
        if let Some(found) = builtin::unit(&name.text) {
            return Some(found);
        }
        if let Some(Symbol::Unit(unit)) = self.find(Space::Type, &name.text) {
            return Some((unit, 1));
        }
        if matches!(name.text.as_str(), "procent" | "percent") {
            let diagnostic = Diagnostic::error(
                Code::UnknownUnit,
                name.span,
                format!("`{}` är ingen enhet", name.text),
                format!("`{}` is not a unit", name.text),
            )
            .help("skriv `%`: `50 %`", "write `%`: `50%`");
            self.unknown(&name.text, diagnostic);
            return None;
        }
        let declared: Vec<String> = self.set.units.iter().map(|u| u.name.clone()).collect();
        let names = builtin::unit_names().chain(declared.iter().map(String::as_str));
        let diagnostic = Diagnostic::error(
            Code::UnknownUnit,
            name.span,
            format!("enheten `{}` finns inte", name.text),
            format!("the unit `{}` does not exist", name.text),
        )
        .suggest(&name.text, names, &self.effort)
        .help(
            format!("en egen enhet anges med `enhet {} \"…\"`", name.text),
            format!("a unit of your own is declared by `enhet {} \"…\"`", name.text),
        );
        self.unknown(&name.text, diagnostic);
        None
    }

    /// `nyckel i X`: X is a table, or a list of records with a key in the application.
    fn key_type(&mut self, name: &Name) -> Option<Type> {
        match self.find(Space::Value, &name.text) {
            Some(Symbol::Table(table)) => Some(Type::TableKey(table)),
            Some(Symbol::Field(field)) => self.record_key(name, field),
            _ => {
                let known = self.all(Space::Value);
                let diagnostic = Diagnostic::error(
                    Code::UnknownType,
                    name.span,
                    format!("`{}` är varken en tabell eller en lista i ansökan", name.text),
                    format!("`{}` is neither a table nor a list of the application", name.text),
                )
                .suggest(&name.text, known, &self.effort);
                self.unknown(&name.text, diagnostic);
                None
            }
        }
    }

    fn record_key(&mut self, name: &Name, field: u16) -> Option<Type> {
        let pending = self.pending.fields.get(usize::from(field))?.1;
        let ty = match pending {
            PendingField::Declared(field) => &field.ty,
            PendingField::Open(open) => open.ty,
        };
        let record = match &ty.kind {
            TypeRefKind::List(element) => match &element.kind {
                TypeRefKind::Named { name, .. } => match self.find(Space::Type, &name.text) {
                    Some(Symbol::Record(record)) => Some(record),
                    Some(_) => None,
                    None => return None,
                },
                _ => None,
            },
            _ => None,
        };
        let Some(record) = record else {
            self.error(
                Code::UnknownType,
                name.span,
                format!("`{}` är inte en lista av poster", name.text),
                format!("`{}` is not a list of records", name.text),
            );
            return None;
        };
        let (_, record_name, _, fields) = self.pending.records.get(usize::from(record.0)).copied()?;
        if !fields.iter().any(|f| f.key) {
            self.report(
                Diagnostic::error(
                    Code::UnknownField,
                    name.span,
                    format!("posten `{}` har ingen nyckel", record_name.text),
                    format!("the record `{}` has no key", record_name.text),
                )
                .also(record_name.span, "posten", "the record")
                .help(
                    "skriv `nyckel` före det fält som skiljer posterna åt",
                    "write `nyckel` before the field that tells the records apart",
                ),
            );
            return None;
        }
        Some(Type::RecordKey(field, record))
    }
}
