//! Tables and dated parameters: values that stand beside the rules.

use std::collections::BTreeMap;

use super::checker::{Checker, index};
use super::collisions::check_periods;
use super::expr::ungrouped;
use super::pending::PendingParameter;
use super::ruleset::{
    Column, DatedValue, Expr, ExprKind, Literal, Parameter, ParameterId, Table, TableId, Type,
};
use super::table::{AliasInput, ColumnInput, ControlInput, TableInput, read_table};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{ReadFailure, SourceFile, Span};
use crate::syntax::tree;
use crate::value::{Number, Unit};

impl<'a> Checker<'a> {
    /// Reads the tables.
    pub(crate) fn declare_tables(&mut self) {
        for (number, (module, tree)) in self.pending.tables.clone().into_iter().enumerate() {
            self.module = module;
            let id = TableId(index(number));
            let (table, good) = self.table(tree, id);
            if !good {
                self.bad_tables.insert(id);
            }
            self.set.tables.push(table);
        }
    }

    /// A table, and whether all of it could be read.
    fn table(&mut self, tree: &'a tree::Table, id: TableId) -> (Table, bool) {
        let title = self.title(tree.title.as_ref(), &tree.name.text);
        let grounds = self.grounds(&tree.grounds);
        let (columns, mut good) = self.columns(tree);
        let mut table = Table {
            name: tree.name.text.clone(),
            title,
            grounds,
            key: 0,
            columns: columns
                .iter()
                .map(|column| Column {
                    name: column.name.clone(),
                    ty: column.ty.clone(),
                })
                .collect(),
            keys: Vec::new(),
            cells: Vec::new(),
            aliases: Vec::new(),
            controls: Vec::new(),
        };
        let Some(key) = self.table_key_position(tree) else {
            return (table, false);
        };
        table.key = index(key);
        let aliases = self.table_aliases(tree);
        let controls = self.controls(tree, &columns);
        good &= controls.is_some();
        let controls = controls.unwrap_or_default();
        table.controls = controls
            .iter()
            .map(|control| (control.column.map(index), control.expected))
            .collect();
        let Some((path, bytes)) = self.table_bytes(&tree.file) else {
            return (table, false);
        };
        self.inputs.table(&path, &bytes);
        if !good {
            return (table, false);
        }
        let name = self.library.display(&path);
        let file = self
            .sources
            .add(SourceFile::new(name, String::from_utf8_lossy(&bytes)));
        let (rows, diagnostics) = read_table(&TableInput {
            declared: tree.name.span,
            file,
            bytes: &bytes,
            columns: &columns,
            key,
            aliases: &aliases,
            controls: &controls,
            enums: &self.set.enums,
            units: &self.set.units,
            tables: &self.set.tables,
        });
        let good = !diagnostics.iter().any(Diagnostic::is_error);
        self.diagnostics.extend(diagnostics);
        table.keys = rows.keys;
        table.cells = rows.cells;
        table.aliases = rows.aliases;
        self.table_rows.insert(id, rows.places);
        (table, good)
    }

    fn columns(&mut self, tree: &tree::Table) -> (Vec<ColumnInput>, bool) {
        let mut good = true;
        let mut names: BTreeMap<&str, Span> = BTreeMap::new();
        let mut columns = Vec::new();
        for column in &tree.columns {
            if let Some(first) = names.insert(&column.name.text, column.name.span) {
                good = false;
                self.report(
                    Diagnostic::error(
                        Code::DuplicateName,
                        column.name.span,
                        format!("`{}` står två gånger", column.name.text),
                        format!("`{}` stands twice", column.name.text),
                    )
                    .label("här igen", "here again")
                    .also(first, "först här", "first here"),
                );
            }
            let ty = self.plain_type_of(&column.ty);
            if let Some(Type::List(_) | Type::Record(_) | Type::RecordKey(..)) = ty {
                good = false;
                self.error(
                    Code::CellType,
                    column.ty.span,
                    "en cell i en tabell är ett enda värde",
                    "a cell of a table is a single value",
                );
            }
            good &= ty.is_some();
            columns.push(ColumnInput {
                name: column.name.text.clone(),
                header: column
                    .json
                    .as_ref()
                    .map_or_else(|| column.name.text.clone(), tree::TextLine::plain),
                ty: ty.unwrap_or(Type::Text),
                span: column.name.span,
            });
        }
        (columns, good)
    }

    fn table_key_position(&mut self, tree: &tree::Table) -> Option<usize> {
        let mut keys = tree.columns.iter().enumerate().filter(|(_, c)| c.key);
        let Some((position, _)) = keys.next() else {
            self.report(
                Diagnostic::error(
                    Code::ClauseMissing,
                    tree.name.span,
                    format!("tabellen `{}` har ingen nyckel", tree.name.text),
                    format!("the table `{}` has no key", tree.name.text),
                )
                .help(
                    "skriv `nyckel` före den kolumn som skiljer raderna åt",
                    "write `nyckel` before the column that tells the rows apart",
                ),
            );
            return None;
        };
        if let Some((_, second)) = keys.next() {
            self.error(
                Code::ClauseRepeated,
                second.name.span,
                "tabellen har två nycklar",
                "the table has two keys",
            );
            return None;
        }
        Some(position)
    }

    fn table_aliases(&mut self, tree: &tree::Table) -> Vec<AliasInput> {
        let mut inputs = Vec::new();
        for column in &tree.columns {
            for alias in &column.aliases {
                match &alias.target {
                    Some(target) if column.key => inputs.push(AliasInput {
                        alias: alias.alias.plain(),
                        target: target.plain(),
                        span: target.span,
                    }),
                    _ => self.report(
                        Diagnostic::error(
                            Code::AliasTarget,
                            alias.alias.span,
                            "i en tabell står `även` vid nyckeln, med den nyckel som menas",
                            "in a table `även` stands at the key, with the key that is meant",
                        )
                        .help(
                            "skriv `även \"annan stavning\" = \"nyckeln\"`",
                            "write `även \"other spelling\" = \"the key\"`",
                        ),
                    ),
                }
            }
        }
        inputs
    }

    fn controls(&mut self, tree: &tree::Table, columns: &[ColumnInput]) -> Option<Vec<ControlInput>> {
        let mut good = true;
        let mut inputs = Vec::new();
        for control in &tree.controls {
            let (column, ty) = match &control.column {
                None => (None, Self::plain_number()),
                Some(name) => match columns.iter().position(|c| c.name == name.text) {
                    Some(position) => {
                        let ty = columns.get(position).map_or(Type::Text, |c| c.ty.clone());
                        if ty.unit().is_none() {
                            good = false;
                            self.error(
                                Code::TypeMismatch,
                                name.span,
                                format!("kolumnen `{}` är inte tal och kan inte summeras", name.text),
                                format!("the column `{}` is not numbers and can't be summed", name.text),
                            );
                            continue;
                        }
                        (Some(position), ty)
                    }
                    None => {
                        good = false;
                        self.report(
                            Diagnostic::error(
                                Code::UnknownField,
                                name.span,
                                format!("tabellen `{}` har ingen kolumn `{}`", tree.name.text, name.text),
                                format!("the table `{}` has no column `{}`", tree.name.text, name.text),
                            )
                            .suggest(
                                &name.text,
                                columns.iter().map(|c| c.name.as_str()),
                                &self.effort,
                            ),
                        );
                        continue;
                    }
                },
            };
            match self.literal(&control.value, &ty) {
                Some(Literal::Number(expected)) => inputs.push(ControlInput {
                    column,
                    expected,
                    span: control.span,
                }),
                _ => good = false,
            }
        }
        good.then_some(inputs)
    }

    fn table_bytes(&mut self, file: &tree::TextLine) -> Option<(String, Vec<u8>)> {
        let written = file.plain();
        let Some(path) = self.beside(&written) else {
            self.report_outside(&written, file.span);
            return None;
        };
        let name = self.library.display(&path);
        let diagnostic = match self.library.read(&path) {
            Ok(bytes) => return Some((path, bytes)),
            Err(ReadFailure::Outside) => {
                self.report_outside(&written, file.span);
                return None;
            }
            Err(ReadFailure::NotFound) => Diagnostic::error(
                Code::TableMissing,
                file.span,
                format!("tabellen `{written}` finns inte"),
                format!("the table `{written}` does not exist"),
            )
            .label(
                format!("filen `{name}` saknas"),
                format!("the file `{name}` is missing"),
            ),
            Err(ReadFailure::Other(words)) => Diagnostic::error(
                Code::Unreadable,
                file.span,
                format!("`{name}` kunde inte läsas: {words}"),
                format!("`{name}` could not be read: {words}"),
            ),
        };
        self.report(diagnostic);
        None
    }

    /// The path of a file beside the rule file, from the rules' root; `None` when it would leave the folder.
    pub(crate) fn beside(&self, written: &str) -> Option<String> {
        let outside = written.is_empty()
            || written.contains(['\\', ':', '\0'])
            || written
                .split('/')
                .any(|part| part.is_empty() || part == "." || part == "..");
        if outside {
            return None;
        }
        let folder = self.modules.get(self.module).map_or("", |m| m.folder.as_str());
        Some(if folder.is_empty() {
            written.to_owned()
        } else {
            format!("{folder}/{written}")
        })
    }

    /// Says that a path leaves the folder of rules.
    pub(crate) fn report_outside(&mut self, written: &str, span: Span) {
        self.report(
            Diagnostic::error(
                Code::OutsideRoot,
                span,
                format!("`{written}` leder utanför regelfilens mapp"),
                format!("`{written}` leads outside the rule file's folder"),
            )
            .help(
                "lägg filen bredvid regelfilen eller i en mapp under den",
                "put the file beside the rule file or in a folder below it",
            ),
        );
    }

    /// Makes the parameters.
    pub(crate) fn declare_parameters(&mut self) {
        for (number, parameter) in self.pending.parameters.clone().into_iter().enumerate() {
            let PendingParameter {
                module,
                name,
                title,
                ty,
                values,
            } = parameter;
            self.module = module;
            let title = self.title(title, &name.text);
            let found = self.plain_type_of(ty);
            let typed = found.is_some();
            let mut good = typed;
            let found = found.unwrap_or(Type::Text);
            let periods: Vec<_> = values.iter().map(|d| (d.period, d.span)).collect();
            self.diagnostics.extend(check_periods(&name.text, &periods));
            let mut made: Vec<DatedValue> = Vec::new();
            for dated in values {
                let grounds = self.grounds(&dated.grounds);
                if !typed {
                    continue;
                }
                match self.literal(&dated.value, &found) {
                    Some(value) => made.push(DatedValue {
                        period: dated.period,
                        value,
                        grounds,
                    }),
                    None => good = false,
                }
            }
            if !good {
                self.bad_parameters.insert(ParameterId(index(number)));
            }
            self.set.parameters.push(Parameter {
                name: name.text.clone(),
                title,
                ty: found,
                values: made,
            });
        }
    }

    /// An expression that must be a value of a type that is written out.
    pub(crate) fn literal(&mut self, tree: &tree::Expr, ty: &Type) -> Option<Literal> {
        let checked = self.expr_of(ungrouped(tree), ty)?;
        if let Some(value) = constant(&checked) {
            return Some(value);
        }
        self.error(
            Code::TypeMismatch,
            checked.span,
            "här väntas ett värde som är utskrivet, inte något som räknas ut",
            "a value that is written out is expected here, not something calculated",
        );
        None
    }
}

/// The value of an expression that reads nothing.
fn constant(expr: &Expr) -> Option<Literal> {
    match &expr.kind {
        ExprKind::Literal(literal) => Some(literal.clone()),
        _ => None,
    }
}

/// How a number with a unit is written in JSON: money in kronor with at most two decimals.
pub(crate) fn json_number(value: Number, unit: &Unit) -> Option<serde_json::Value> {
    let value = if unit.money_power() == 1 {
        value.div(Number::whole(100))?
    } else {
        value
    };
    if let Some(whole) = value.as_i64() {
        return Some(whole.into());
    }
    let mut decimals = String::new();
    let (mut rest, denominator) = (
        value.numerator().unsigned_abs(),
        value.denominator().unsigned_abs(),
    );
    let whole = rest.checked_div(denominator)?;
    rest = rest.checked_rem(denominator)?;
    while rest != 0 && decimals.len() < 15 {
        rest = rest.checked_mul(10)?;
        decimals.push_str(&rest.checked_div(denominator)?.to_string());
        rest = rest.checked_rem(denominator)?;
    }
    let sign = if value.is_negative() { "-" } else { "" };
    serde_json::from_str(&format!("{sign}{whole}.{decimals}")).ok()
}
