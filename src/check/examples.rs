//! Examples: what is changed, as JSON to be laid over the case, and what is expected.

use serde_json::{Map, Value};

use super::checker::Checker;
use super::clauses::dotted;
use super::data::json_number;
use super::expr::path_of;
use super::names::{Space, Symbol};
use super::ruleset::{Example, Field, Literal, Outcome, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{ReadFailure, Span};
use crate::syntax::tree::{self, Change, Expectation, Name, OutcomeWord, Path};
use crate::value::Number;

/// The outcome that a word names.
pub(crate) fn outcome(word: OutcomeWord) -> Outcome {
    match word {
        OutcomeWord::Granted => Outcome::Granted,
        OutcomeWord::PartlyGranted => Outcome::PartlyGranted,
        OutcomeWord::Rejected => Outcome::Rejected,
        OutcomeWord::Referred => Outcome::Referred,
        OutcomeWord::Dismissed => Outcome::Dismissed,
        OutcomeWord::Discontinued => Outcome::Discontinued,
        OutcomeWord::Undetermined => Outcome::Undetermined,
    }
}

impl<'a> Checker<'a> {
    /// Makes the examples.
    pub(crate) fn declare_examples(&mut self) {
        for (module, tree, span) in self.pending.examples.clone() {
            self.module = module;
            let case = self.case(tree);
            let mut changes = Vec::new();
            for (path, change) in &tree.changes {
                changes.extend(self.change(path, change));
            }
            let expected = self.expectations(tree);
            let Some(case) = case else { continue };
            self.set.examples.push(Example {
                title: tree.title.plain(),
                case,
                changes,
                expected,
                span,
            });
        }
    }

    fn case(&mut self, tree: &tree::Example) -> Option<String> {
        let written = tree.case.plain();
        let Some(path) = self.beside(&written) else {
            self.report_outside(&written, tree.case.span);
            return None;
        };
        let name = self.library.display(&path);
        match self.library.read(&path) {
            Ok(_) => Some(path),
            Err(ReadFailure::Outside) => {
                self.report_outside(&written, tree.case.span);
                None
            }
            Err(ReadFailure::NotFound) => {
                self.report(
                    Diagnostic::error(
                        Code::CaseMissing,
                        tree.case.span,
                        format!("fallet `{written}` finns inte"),
                        format!("the case `{written}` does not exist"),
                    )
                    .label(
                        format!("filen `{name}` saknas"),
                        format!("the file `{name}` is missing"),
                    ),
                );
                None
            }
            Err(ReadFailure::Other(words)) => {
                self.error(
                    Code::Unreadable,
                    tree.case.span,
                    format!("`{name}` kunde inte läsas: {words}"),
                    format!("`{name}` could not be read: {words}"),
                );
                None
            }
        }
    }

    fn change(&mut self, path: &tree::Expr, change: &Change) -> Option<(String, Option<Value>)> {
        let Some(names) = path_of(path) else {
            self.report(
                Diagnostic::error(
                    Code::UnknownField,
                    path.span,
                    "här väntas ett fält i ansökan",
                    "a field of the application is expected here",
                )
                .help(
                    "skriv fältets namn, till exempel `sökande.typ`",
                    "write the field's name, for instance `sökande.typ`",
                ),
            );
            return None;
        };
        let (pointer, field) = self.fact_path(&names)?;
        match change {
            Change::Unknown => Some((pointer, None)),
            Change::Absent if field.optional || field.judgement => Some((pointer, Some(Value::Null))),
            Change::Absent => {
                let text = self.words(path.span);
                self.report(
                    Diagnostic::error(
                        Code::NotOptional,
                        path.span,
                        format!("`{text}` kan inte saknas"),
                        format!("`{text}` can't be absent"),
                    )
                    .help(
                        "skriv `okänd` om uppgiften inte är känd",
                        "write `okänd` when the fact is not known",
                    ),
                );
                None
            }
            Change::Value(value) => {
                let mut literal = self.literal(value, &field.ty)?;
                if let (Literal::Number(share), true) = (&literal, field.percent) {
                    literal = Literal::Number(share.mul(Number::whole(100))?);
                }
                Some((pointer, Some(self.json(&literal, &field.ty)?)))
            }
        }
    }

    /// The JSON pointer of a fact, and its field.
    fn fact_path(&mut self, names: &[&Name]) -> Option<(String, Field)> {
        let (first, rest) = names.split_first()?;
        let Some(Symbol::Field(number)) = self.find(Space::Value, &first.text) else {
            let known: Vec<String> = self.set.application.iter().map(|f| f.name.clone()).collect();
            let diagnostic = Diagnostic::error(
                Code::UnknownField,
                first.span,
                format!("ansökan har inget fält `{}`", first.text),
                format!("the application has no field `{}`", first.text),
            )
            .suggest(&first.text, known.iter().map(String::as_str), &self.effort);
            self.unknown(&first.text, diagnostic);
            return None;
        };
        if self.bad_fields.contains(&number) {
            return None;
        }
        let mut field = self.set.application.get(usize::from(number))?.clone();
        let mut pointer = format!("/{}", escaped(&field.json));
        for name in rest {
            let Type::Record(record) = field.ty else {
                let found = super::words::of_type(&self.set, &field.ty);
                self.error(
                    Code::UnknownField,
                    name.span,
                    format!(
                        "`{}` är {} och har inget fält `{}`",
                        field.name, found.0, name.text
                    ),
                    format!("`{}` is {} and has no field `{}`", field.name, found.1, name.text),
                );
                return None;
            };
            let record = self.set.records.get(usize::from(record.0))?;
            let Some(inner) = record.fields.iter().find(|f| f.name == name.text).cloned() else {
                let diagnostic = Diagnostic::error(
                    Code::UnknownField,
                    name.span,
                    format!("posten `{}` har inget fält `{}`", record.name, name.text),
                    format!("the record `{}` has no field `{}`", record.name, name.text),
                )
                .suggest(
                    &name.text,
                    record.fields.iter().map(|f| f.name.as_str()),
                    &self.effort,
                );
                self.unknown(&name.text, diagnostic);
                return None;
            };
            pointer.push('/');
            pointer.push_str(&escaped(&inner.json));
            field = inner;
        }
        Some((pointer, field))
    }

    /// A value as an application would state it.
    fn json(&self, literal: &Literal, ty: &Type) -> Option<Value> {
        Some(match literal {
            Literal::Bool(value) => Value::Bool(*value),
            Literal::Number(value) => json_number(*value, ty.unit()?)?,
            Literal::Date(date) => Value::String(date.to_string()),
            Literal::Period(period) => {
                let mut ends = Map::new();
                for (key, day) in [("från", period.from), ("till", period.to)] {
                    if let Some(day) = day {
                        ends.insert(key.to_owned(), Value::String(day.to_string()));
                    }
                }
                Value::Object(ends)
            }
            Literal::Text(text) => Value::String(text.clone()),
            Literal::Symbol(id, symbol) => {
                let variant = self
                    .set
                    .enums
                    .get(usize::from(id.0))?
                    .variants
                    .get(usize::from(*symbol))?;
                Value::String(variant.name.clone())
            }
            Literal::Key(id, row) => {
                let key = self
                    .set
                    .tables
                    .get(usize::from(id.0))?
                    .keys
                    .get(usize::try_from(*row).ok()?)?;
                Value::String(key.clone())
            }
        })
    }

    fn expectations(&mut self, tree: &tree::Example) -> Map<String, Value> {
        let mut expected = Map::new();
        let mut first_outcome: Option<Span> = None;
        for expectation in &tree.expectations {
            match expectation {
                Expectation::Outcome {
                    outcome: word,
                    amount,
                    decisive,
                } => {
                    if first_outcome.is_some() {
                        self.error(
                            Code::ClauseRepeated,
                            tree.title.span,
                            "exemplet väntar två utfall",
                            "the example expects two outcomes",
                        );
                        continue;
                    }
                    first_outcome = Some(tree.title.span);
                    let code = outcome(*word).as_str();
                    expected.insert("utfall".to_owned(), Value::String(code.to_owned()));
                    if let Some(amount) = amount
                        && let Some(Literal::Number(value)) = self.literal(amount, &Type::money())
                        && let Some(unit) = Type::money().unit()
                        && let Some(value) = json_number(value, unit)
                    {
                        expected.insert("belopp".to_owned(), value);
                    }
                    if !decisive.is_empty() {
                        let rules = self.rule_ids(decisive);
                        add(&mut expected, "avgörande", rules);
                    }
                }
                Expectation::Remarks(rules) => {
                    let rules = self.rule_ids(rules);
                    add(&mut expected, "anmärkningar", rules);
                }
                Expectation::Missing(paths) => {
                    let mut pointers = Vec::new();
                    for path in paths {
                        let names: Vec<&Name> = path.names.iter().collect();
                        pointers.extend(self.fact_path(&names).map(|(pointer, _)| pointer));
                    }
                    add(&mut expected, "saknas", pointers);
                }
            }
        }
        expected
    }

    fn rule_ids(&mut self, paths: &[Path]) -> Vec<String> {
        let mut ids = Vec::new();
        for path in paths {
            let (Some(first), Some(last)) = (path.names.first(), path.names.last()) else {
                continue;
            };
            if let Some(rule) = self.rule_named(&dotted(path), first.span.to(last.span)) {
                ids.extend(self.set.rules.get(usize::from(rule.0)).map(|r| r.id.clone()));
            }
        }
        ids
    }
}

/// Adds to a list of what is expected.
fn add(expected: &mut Map<String, Value>, key: &str, values: Vec<String>) {
    let list = expected.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(list) = list {
        list.extend(values.into_iter().map(Value::String));
    }
}

/// A key as a JSON pointer writes it.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
