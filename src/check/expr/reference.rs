//! Names and what follows them: fields, table cells, calls, parameters on a day.

use super::ungrouped;
use crate::check::builtin;
use crate::check::checker::{Checker, Frame, index};
use crate::check::names::{Space, Symbol};
use crate::check::ruleset::{
    ConceptId, EnumId, Expr, ExprKind, Literal, ParameterId, RecordId, TableId, Type,
};
use crate::check::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Name};

/// What a name was found to be.
pub(crate) enum Found {
    /// A value.
    Value(Type, ExprKind),
    /// An element's field: the element, and the field.
    ElementField(Type, crate::check::ruleset::LoopId, RecordId, u16),
    /// Something whose declaration has a mistake, or a concept that needs arguments: it is said elsewhere or now.
    Nothing,
    /// A table.
    Table,
    /// Nothing has that name.
    Unknown,
}

impl Checker<'_> {
    /// A bare name. A value of an enum is found by the type that is expected; a field of that type wins over it.
    pub(crate) fn name(&mut self, name: &Name, expected: Option<&Type>) -> Option<Expr> {
        let found = self.value_named(name);
        if let Some(Type::Enum(id)) = expected {
            let fits =
                matches!(&found, Found::Value(ty, _) | Found::ElementField(ty, ..) if ty == &Type::Enum(*id));
            if !fits && let Some(literal) = self.variant(*id, name) {
                return Some(literal);
            }
        }
        match found {
            Found::Value(ty, kind) => Some(self.make(name.span, ty, kind)),
            Found::ElementField(ty, var, record, field) => {
                let element = self.make(name.span, Type::Record(record), ExprKind::Element(var));
                Some(self.make(name.span, ty, ExprKind::Field(Box::new(element), field)))
            }
            Found::Nothing => None,
            Found::Table => {
                self.report(
                    Diagnostic::error(
                        Code::TypeMismatch,
                        name.span,
                        format!("`{}` är en tabell, inte ett värde", name.text),
                        format!("`{}` is a table, not a value", name.text),
                    )
                    .help(
                        format!("välj rad och kolumn: `{}[nyckel].kolumn`", name.text),
                        format!("choose a row and a column: `{}[key].column`", name.text),
                    ),
                );
                None
            }
            Found::Unknown => self.lone_variant(name, expected),
        }
    }

    /// What a bare name stands for, innermost first. It reports only what a concept's own value has wrong.
    pub(crate) fn value_named(&mut self, name: &Name) -> Found {
        let text = name.text.as_str();
        if let Some(found) = self.name_in_frames(text) {
            return found;
        }
        match self.find(Space::Value, text) {
            Some(Symbol::Field(field)) => {
                if self.bad_fields.contains(&field) {
                    return Found::Nothing;
                }
                match self.set.application.get(usize::from(field)) {
                    Some(declared) => Found::Value(declared.ty.clone(), ExprKind::Fact(field)),
                    None => Found::Nothing,
                }
            }
            Some(Symbol::Concept(concept)) => self.concept_named(name, concept),
            Some(Symbol::Parameter(parameter)) => match self.parameter_type(parameter) {
                Some(ty) => Found::Value(ty, ExprKind::Parameter(parameter, None)),
                None => Found::Nothing,
            },
            Some(Symbol::Table(_)) => Found::Table,
            _ => Found::Unknown,
        }
    }

    fn name_in_frames(&self, text: &str) -> Option<Found> {
        for frame in &self.frames {
            if let Frame::Parameters(parameters) = frame
                && let Some(position) = parameters.iter().position(|(name, _)| name == text)
            {
                let ty = parameters.get(position)?.1.clone();
                return Some(Found::Value(ty, ExprKind::Argument(index(position))));
            }
        }
        for frame in self.frames.iter().rev() {
            let (looping, fields) = match frame {
                Frame::Parameters(_) => continue,
                Frame::Loop(looping) => (looping, true),
                Frame::Block(looping) => (looping, false),
            };
            if looping.binder.as_deref() == Some(text) {
                return Some(Found::Value(
                    looping.element.clone(),
                    ExprKind::Element(looping.var),
                ));
            }
            let Type::Record(record) = looping.element else {
                continue;
            };
            if fields && let Some((field, ty)) = self.record_field(record, text) {
                return Some(if self.bad_record_fields.contains(&(record, field)) {
                    Found::Nothing
                } else {
                    Found::ElementField(ty, looping.var, record, field)
                });
            }
        }
        None
    }

    fn record_field(&self, record: RecordId, name: &str) -> Option<(u16, Type)> {
        let fields = &self.set.records.get(usize::from(record.0))?.fields;
        let position = fields.iter().position(|field| field.name == name)?;
        Some((index(position), fields.get(position)?.ty.clone()))
    }

    fn concept_named(&mut self, name: &Name, concept: ConceptId) -> Found {
        let parameters = self
            .pending
            .concepts
            .get(usize::from(concept.0))
            .map_or(0, |(_, tree)| tree.params.len());
        if parameters > 0 {
            self.report(
                Diagnostic::error(
                    Code::WrongArguments,
                    name.span,
                    format!(
                        "begreppet `{}` ska ha {parameters} värden inom parentes",
                        name.text
                    ),
                    format!(
                        "the concept `{}` takes {parameters} values in parentheses",
                        name.text
                    ),
                )
                .help(
                    format!("skriv `{}(…)`", name.text),
                    format!("write `{}(…)`", name.text),
                ),
            );
            return Found::Nothing;
        }
        match self.concept_type(concept, name.span) {
            Some(ty) => Found::Value(ty, ExprKind::Concept(concept, Vec::new())),
            None => Found::Nothing,
        }
    }

    fn parameter_type(&self, parameter: ParameterId) -> Option<Type> {
        if self.bad_parameters.contains(&parameter) {
            return None;
        }
        self.set
            .parameters
            .get(usize::from(parameter.0))
            .map(|p| p.ty.clone())
    }

    /// The value of that name of an enum.
    fn variant(&mut self, id: EnumId, name: &Name) -> Option<Expr> {
        let position = self
            .set
            .enums
            .get(usize::from(id.0))?
            .variants
            .iter()
            .position(|v| v.name == name.text)?;
        let literal = ExprKind::Literal(Literal::Symbol(id, index(position)));
        Some(self.make(name.span, Type::Enum(id), literal))
    }

    /// The enums that have a value of that name.
    pub(crate) fn enums_with(&self, name: &str) -> Vec<EnumId> {
        (0_u16..)
            .map(EnumId)
            .zip(&self.set.enums)
            .filter(|(_, e)| e.variants.iter().any(|v| v.name == name))
            .filter(|(_, e)| self.find(Space::Type, &e.name).is_some())
            .map(|(id, _)| id)
            .collect()
    }

    /// A name that is no value: a value of an enum when only one has it, otherwise unknown.
    fn lone_variant(&mut self, name: &Name, expected: Option<&Type>) -> Option<Expr> {
        if let Some(Type::Enum(id)) = expected {
            self.report_unknown_variant(*id, name);
            return None;
        }
        let text = name.text.as_str();
        match self.enums_with(text).as_slice() {
            [id] => self.variant(*id, name),
            [first, ..] => {
                let first = self
                    .set
                    .enums
                    .get(usize::from(first.0))
                    .map_or(String::new(), |e| e.name.clone());
                self.report(
                    Diagnostic::error(
                        Code::UnknownName,
                        name.span,
                        format!("flera typer har värdet `{text}`"),
                        format!("several types have the value `{text}`"),
                    )
                    .help(
                        format!("skriv vilken: `{first}.{text}`"),
                        format!("write which: `{first}.{text}`"),
                    ),
                );
                None
            }
            [] => {
                self.report_unknown_name(name);
                None
            }
        }
    }

    fn report_unknown_variant(&mut self, id: EnumId, name: &Name) {
        let Some(definition) = self.set.enums.get(usize::from(id.0)) else {
            return;
        };
        let variants: Vec<String> = definition.variants.iter().map(|v| v.name.clone()).collect();
        let shown = variants
            .iter()
            .map(|v| format!("`{v}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let mut known = self.known_values();
        known.extend(variants.iter().cloned());
        let mut diagnostic = Diagnostic::error(
            Code::UnknownName,
            name.span,
            format!("`{}` är inget värde i typen `{}`", name.text, definition.name),
            format!("`{}` is no value of the type `{}`", name.text, definition.name),
        )
        .did_you_mean(&name.text, variants.iter().map(String::as_str));
        if diagnostic.help.is_empty() {
            diagnostic = diagnostic
                .did_you_mean(&name.text, known.iter().map(String::as_str))
                .help(
                    format!("typens värden är {shown}"),
                    format!("the type's values are {shown}"),
                );
        }
        self.unknown(&name.text, diagnostic);
    }

    fn report_unknown_name(&mut self, name: &Name) {
        let text = name.text.as_str();
        let known = self.known_values();
        let mut diagnostic = Diagnostic::error(
            Code::UnknownName,
            name.span,
            format!("namnet `{text}` finns inte"),
            format!("the name `{text}` does not exist"),
        );
        if self.find(Space::Rule, &self.rule_id(text)).is_some() {
            diagnostic = diagnostic.help(
                format!("`{text}` är en regel: skriv `{text} är uppfyllt` eller `{text} hindrar`"),
                format!("`{text}` is a rule: write `{text} är uppfyllt` or `{text} hindrar`"),
            );
        } else {
            diagnostic = diagnostic.did_you_mean(text, known.iter().map(String::as_str));
        }
        self.unknown(text, diagnostic);
    }

    /// The values that can be named here, for suggestions.
    fn known_values(&self) -> Vec<String> {
        let mut known = self.all(Space::Value);
        for frame in &self.frames {
            match frame {
                Frame::Parameters(parameters) => {
                    known.extend(parameters.iter().map(|(name, _)| name.clone()));
                }
                Frame::Loop(looping) => {
                    known.extend(looping.binder.clone());
                    if let Type::Record(record) = looping.element
                        && let Some(record) = self.set.records.get(usize::from(record.0))
                    {
                        known.extend(record.fields.iter().map(|f| f.name.clone()));
                    }
                }
                Frame::Block(looping) => known.extend(looping.binder.clone()),
            }
        }
        for definition in &self.set.enums {
            if self.find(Space::Type, &definition.name).is_some() {
                known.extend(definition.variants.iter().map(|v| v.name.clone()));
            }
        }
        known.sort();
        known.dedup();
        known
    }

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
        let known: Vec<String> = record.fields.iter().map(|f| f.name.clone()).collect();
        let diagnostic = Diagnostic::error(
            Code::UnknownField,
            member.span,
            format!("posten `{}` har inget fält `{}`", record.name, member.text),
            format!("the record `{}` has no field `{}`", record.name, member.text),
        )
        .did_you_mean(&member.text, known.iter().map(String::as_str));
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
        let Some(Symbol::Table(id)) = self.find(Space::Value, &name.text) else {
            let known = self.all(Space::Value);
            let tables = known
                .iter()
                .filter(|n| matches!(self.find(Space::Value, n), Some(Symbol::Table(_))))
                .map(String::as_str);
            let diagnostic = Diagnostic::error(
                Code::UnknownName,
                name.span,
                format!("tabellen `{}` finns inte", name.text),
                format!("the table `{}` does not exist", name.text),
            )
            .did_you_mean(&name.text, tables);
            self.unknown(&name.text, diagnostic);
            return None;
        };
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

    fn column(&mut self, id: TableId, name: &Name) -> Option<(u16, Type)> {
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
        .did_you_mean(&name.text, table.columns.iter().map(|c| c.name.as_str()));
        self.report(diagnostic);
        None
    }

    /// `f(a, b)`: a concept with its arguments, or the check of an organisation number.
    pub(crate) fn call(&mut self, name: &Name, arguments: &[tree::Expr], span: Span) -> Option<Expr> {
        if let Some(Symbol::Concept(concept)) = self.find(Space::Value, &name.text) {
            return self.concept_call(name, concept, arguments, span);
        }
        if builtin::is_organisation_number(&name.text) {
            let [argument] = arguments else {
                self.error(
                    Code::WrongArguments,
                    span,
                    format!("`{}` ska ha ett värde, men har {}", name.text, arguments.len()),
                    format!("`{}` takes one value, but has {}", name.text, arguments.len()),
                );
                return None;
            };
            let argument = self.expr_of(argument, &Type::Text)?;
            return Some(self.make(
                span,
                Type::Bool,
                ExprKind::ValidOrganisationNumber(Box::new(argument)),
            ));
        }
        let known: Vec<String> = self
            .all(Space::Value)
            .into_iter()
            .filter(|n| matches!(self.find(Space::Value, n), Some(Symbol::Concept(_))))
            .collect();
        let diagnostic = if self.find(Space::Value, &name.text).is_some() {
            Diagnostic::error(
                Code::WrongArguments,
                name.span,
                format!(
                    "`{}` är inget begrepp och tar inga värden inom parentes",
                    name.text
                ),
                format!("`{}` is no concept and takes no values in parentheses", name.text),
            )
        } else {
            Diagnostic::error(
                Code::UnknownName,
                name.span,
                format!("begreppet `{}` finns inte", name.text),
                format!("the concept `{}` does not exist", name.text),
            )
            .did_you_mean(
                &name.text,
                known.iter().map(String::as_str).chain(builtin::FUNCTIONS),
            )
        };
        self.unknown(&name.text, diagnostic);
        None
    }

    fn concept_call(
        &mut self,
        name: &Name,
        concept: ConceptId,
        arguments: &[tree::Expr],
        span: Span,
    ) -> Option<Expr> {
        let (module, declared) = self.pending.concepts.get(usize::from(concept.0)).copied()?;
        if declared.params.len() != arguments.len() {
            self.report(
                Diagnostic::error(
                    Code::WrongArguments,
                    span,
                    format!(
                        "begreppet `{}` ska ha {} värden, men har {}",
                        name.text,
                        declared.params.len(),
                        arguments.len()
                    ),
                    format!(
                        "the concept `{}` takes {} values, but has {}",
                        name.text,
                        declared.params.len(),
                        arguments.len()
                    ),
                )
                .also(declared.name.span, "begreppet", "the concept"),
            );
            return None;
        }
        let types = self.in_module(module, |checker| {
            declared
                .params
                .iter()
                .map(|(_, ty)| checker.plain_type_of(ty))
                .collect::<Vec<_>>()
        });
        let mut checked = Vec::new();
        for (argument, ty) in arguments.iter().zip(&types) {
            checked.push(match ty {
                Some(ty) => self.expr_of(argument, ty),
                None => None,
            });
        }
        let ty = self.concept_type(concept, name.span);
        let checked: Vec<_> = checked.into_iter().collect::<Option<_>>()?;
        Some(self.make(span, ty?, ExprKind::Concept(concept, checked)))
    }

    /// `p den D`.
    pub(crate) fn on_day(&mut self, base: &tree::Expr, day: &tree::Expr, span: Span) -> Option<Expr> {
        let day = self.expr_of(day, &Type::Date);
        let parameter = match &ungrouped(base).kind {
            tree::ExprKind::Name(name) => match self.find(Space::Value, &name.text) {
                Some(Symbol::Parameter(parameter)) => Some(parameter),
                None => {
                    self.report_unknown_name(name);
                    return None;
                }
                _ => None,
            },
            _ => None,
        };
        let Some(parameter) = parameter else {
            let text = self.words(base.span);
            self.report(
                Diagnostic::error(
                    Code::WrongArguments,
                    base.span,
                    format!("`{text}` är ingen parameter och har samma värde alla dagar"),
                    format!("`{text}` is no parameter and has the same value on all days"),
                )
                .help(
                    "bara en `parameter` läses `den` en dag",
                    "only a `parameter` is read `den` a day",
                ),
            );
            return None;
        };
        let ty = self.parameter_type(parameter)?;
        Some(self.make(span, ty, ExprKind::Parameter(parameter, Some(Box::new(day?)))))
    }
}
