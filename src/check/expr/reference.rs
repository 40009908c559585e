//! Bare names: what they stand for where they stand.

use std::collections::BTreeMap;

use crate::check::checker::{Checker, Frame, Owner, index};
use crate::check::names::{Space, Symbol};
use crate::check::ruleset::{
    ConceptId, EnumId, Expr, ExprKind, Literal, LoopId, ParameterId, RecordId, TableId, Type,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::Name;

/// What a name was found to be.
pub(crate) enum Found {
    /// A value.
    Value(Type, ExprKind),
    /// An element's field: the element, and the field.
    ElementField(Type, LoopId, RecordId, u16),
    /// A column of the row at hand.
    Column(Type, TableId, u16),
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
            Found::Column(ty, table, column) => {
                let row = self.make(name.span, Type::TableKey(table), ExprKind::Argument(0));
                Some(self.make(name.span, ty, ExprKind::Cell(table, Box::new(row), column)))
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

    pub(super) fn name_in_frames(&self, text: &str) -> Option<Found> {
        for frame in &self.frames {
            if let Frame::Parameters(parameters) = frame
                && let Some(position) = parameters.places.get(text).copied()
            {
                let ty = parameters.all.get(position)?.1.clone();
                return Some(Found::Value(ty, ExprKind::Argument(index(position))));
            }
        }
        for frame in self.frames.iter().rev() {
            let (looping, fields) = match frame {
                Frame::Parameters(..) => continue,
                Frame::Row(table) => {
                    let columns = self.set.tables.get(usize::from(table.0)).map(|t| &t.columns);
                    let found = (0..)
                        .zip(columns.into_iter().flatten())
                        .find(|(_, c)| c.name == text);
                    match found {
                        Some((column, made)) => {
                            return Some(Found::Column(made.ty.clone(), *table, column));
                        }
                        None => continue,
                    }
                }
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

    pub(super) fn record_field(&self, record: RecordId, name: &str) -> Option<(u16, Type)> {
        let fields = &self.set.records.get(usize::from(record.0))?.fields;
        let names = fields.iter().map(|field| field.name.as_str());
        let position = self.place_of(Owner::Record(record), name, names)?;
        Some((index(position), fields.get(position)?.ty.clone()))
    }

    fn concept_named(&mut self, name: &Name, concept: ConceptId) -> Found {
        let parameters = self
            .pending
            .concepts
            .get(usize::from(concept.0))
            .map_or(0, |(_, tree)| tree.params.len());
        if parameters > 0 {
            let (sv, en) = super::call::counted(parameters);
            self.report(
                Diagnostic::error(
                    Code::WrongArguments,
                    name.span,
                    format!("begreppet `{}` ska ha {sv} inom parentes", name.text),
                    format!("the concept `{}` takes {en} in parentheses", name.text),
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

    pub(super) fn parameter_type(&self, parameter: ParameterId) -> Option<Type> {
        if self.bad_parameters.contains(&parameter) {
            return None;
        }
        self.set
            .parameters
            .get(usize::from(parameter.0))
            .map(|p| p.ty.clone())
    }

    /// The value of that name of an enum.
    pub(super) fn variant(&mut self, id: EnumId, name: &Name) -> Option<Expr> {
        let variants = &self.set.enums.get(usize::from(id.0))?.variants;
        let names = variants.iter().map(|variant| variant.name.as_str());
        let position = self.place_of(Owner::Enum(id), &name.text, names)?;
        let literal = ExprKind::Literal(Literal::Symbol(id, index(position)));
        Some(self.make(name.span, Type::Enum(id), literal))
    }

    /// The enums that have a value of that name.
    pub(crate) fn enums_with(&self, name: &str) -> Vec<EnumId> {
        let mut known = self.by_value.borrow_mut();
        let known = known.get_or_insert_with(|| self.enums_by_value());
        let seen = |id: &EnumId| {
            let definition = self.set.enums.get(usize::from(id.0));
            definition.is_some_and(|e| self.find(Space::Type, &e.name).is_some())
        };
        let ids = known.get(name).into_iter().flatten();
        ids.copied().filter(seen).collect()
    }

    fn enums_by_value(&self) -> BTreeMap<String, Vec<EnumId>> {
        let mut known: BTreeMap<String, Vec<EnumId>> = BTreeMap::new();
        for (id, definition) in (0_u16..).map(EnumId).zip(&self.set.enums) {
            for variant in &definition.variants {
                let ids = known.entry(variant.name.clone()).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
        }
        known
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

    pub(super) fn report_unknown_variant(&mut self, id: EnumId, name: &Name) {
        let Some(definition) = self.set.enums.get(usize::from(id.0)) else {
            return;
        };
        let suggests = self.still_suggests();
        let named = if suggests { &definition.variants[..] } else { &[] };
        let variants: Vec<&str> = named.iter().map(|v| v.name.as_str()).collect();
        let mut diagnostic = Diagnostic::error(
            Code::UnknownName,
            name.span,
            format!("`{}` är inget värde i typen `{}`", name.text, definition.name),
            format!("`{}` is no value of the type `{}`", name.text, definition.name),
        )
        .suggest(&name.text, variants.iter().copied(), &self.effort);
        if diagnostic.help.is_empty() && suggests {
            let mut known = self.known_values();
            known.extend(&variants);
            let shown: Vec<String> = variants.iter().map(|v| format!("`{v}`")).collect();
            let shown = shown.join(", ");
            diagnostic = diagnostic.suggest(&name.text, known, &self.effort).help(
                format!("typens värden är {shown}"),
                format!("the type's values are {shown}"),
            );
        }
        self.unknown(&name.text, diagnostic);
    }

    pub(super) fn report_unknown_name(&mut self, name: &Name) {
        let text = name.text.as_str();
        let known = if self.still_suggests() {
            self.known_values()
        } else {
            Vec::new()
        };
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
            diagnostic = diagnostic.suggest(text, known, &self.effort);
        }
        self.unknown(text, diagnostic);
    }

    /// The values that can be named here, for suggestions.
    fn known_values(&self) -> Vec<&str> {
        let mut known = self.all(Space::Value);
        for frame in &self.frames {
            match frame {
                Frame::Parameters(parameters) => {
                    known.extend(parameters.all.iter().map(|(name, _)| name.as_str()));
                }
                Frame::Loop(looping) => {
                    known.extend(looping.binder.as_deref());
                    if let Type::Record(record) = looping.element
                        && let Some(record) = self.set.records.get(usize::from(record.0))
                    {
                        known.extend(record.fields.iter().map(|f| f.name.as_str()));
                    }
                }
                Frame::Block(looping) => known.extend(looping.binder.as_deref()),
                Frame::Row(table) => {
                    let table = self.set.tables.get(usize::from(table.0));
                    known.extend(
                        table
                            .into_iter()
                            .flat_map(|t| t.columns.iter().map(|c| c.name.as_str())),
                    );
                }
            }
        }
        for definition in &self.set.enums {
            if self.find(Space::Type, &definition.name).is_some() {
                known.extend(definition.variants.iter().map(|v| v.name.as_str()));
            }
        }
        known.sort_unstable();
        known.dedup();
        known
    }
}
