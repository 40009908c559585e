//! A rule set's application as JSON Schema 2020-12: questions are titles, what kind of answer they take is the description.

use serde_json::{Map, Value, json};

use super::kind::{answerers, kind_of};
use crate::check::RuleSet;
use crate::check::ruleset::{EnumDefinition, EnumId, Field, Record, RecordId, TableId, Type};
use crate::cli::terminal::pick;
use crate::value::Language;

/// The schema. A key is never required: what is missing is unknown, and is asked for when it matters.
pub(super) fn schema(ruleset: &RuleSet, language: Language) -> Value {
    let t = |sv, en| pick(language, sv, en);
    let writer = Writer { ruleset, language };
    let mut properties = Map::new();
    properties.insert(
        "regelverk".to_owned(),
        json!({"const": ruleset.name, "title": t("Regelverket", "The rule set")}),
    );
    properties.insert(
        "id".to_owned(),
        json!({"type": "string", "title": t("Ärendets beteckning", "The case's own id")}),
    );
    properties.insert("prövningsdag".to_owned(), {
        let mut day = date();
        day.insert(
            "title".to_owned(),
            t(
                "Vilken dag prövas ansökan?",
                "On which day is the application assessed?",
            )
            .into(),
        );
        day.into()
    });
    properties.insert(
        "väntar".to_owned(),
        json!({"type": "object", "title": t("Vad ett fall väntas ge", "What a case is expected to give")}),
    );
    properties.extend(writer.properties(&ruleset.application));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": ruleset.title.get(language),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": writer.definitions(),
    })
}

struct Writer<'a> {
    ruleset: &'a RuleSet,
    language: Language,
}

impl Writer<'_> {
    /// The enums, records and tables that fields refer to.
    fn definitions(&self) -> Map<String, Value> {
        let mut definitions = Map::new();
        for definition in &self.ruleset.enums {
            definitions.insert(definition.name.clone(), self.enumeration(definition));
        }
        for table in &self.ruleset.tables {
            let aliases = table.aliases.iter().map(|(alias, _)| alias);
            let keys: Vec<&String> = table.keys.iter().chain(aliases).collect();
            definitions.insert(
                format!("{}[]", table.name),
                json!({"title": table.title.get(self.language), "enum": keys}),
            );
        }
        for record in &self.ruleset.records {
            definitions.insert(record.name.clone(), self.record(record));
        }
        definitions
    }

    fn enumeration(&self, definition: &EnumDefinition) -> Value {
        let mut values = Vec::new();
        for variant in &definition.variants {
            let title = variant.title.get(self.language);
            values.push(json!({"const": variant.name, "title": title}));
            for alias in &variant.aliases {
                values.push(json!({"const": alias, "title": title, "deprecated": true}));
            }
        }
        json!({ "oneOf": values })
    }

    fn record(&self, record: &Record) -> Value {
        json!({
            "title": record.title.get(self.language),
            "type": "object",
            "properties": self.properties(&record.fields),
            "additionalProperties": false,
        })
    }

    /// The fields, each followed by its other keys.
    fn properties(&self, fields: &[Field]) -> Map<String, Value> {
        let mut properties = Map::new();
        for field in fields {
            let schema = self.field(field);
            for alias in &field.aliases {
                let mut old = schema.clone();
                old.insert("deprecated".to_owned(), true.into());
                properties.insert(alias.clone(), old.into());
            }
            properties.insert(field.json.clone(), schema.into());
        }
        properties
    }

    fn field(&self, field: &Field) -> Map<String, Value> {
        let value = self.value(&field.ty);
        let mut forms = vec![value.clone()];
        forms.extend(self.bounds(&field.ty));
        // A record and a list are given by themselves: what sources state differently stands at their fields.
        let plain = !matches!(field.ty, Type::Record(_) | Type::List(_));
        if plain {
            forms.push(contradicted(&value));
        }
        if field.judgement && !matches!(field.ty, Type::Record(_)) {
            let answer = answer(&value);
            if plain {
                forms.push(json!({"type": "array", "items": answer, "minItems": 1}));
            }
            forms.push(answer);
        }
        if field.optional || field.judgement {
            forms.push(json!({"type": "null"}));
        }
        let mut schema = Map::new();
        schema.insert("title".to_owned(), field.question.get(self.language).into());
        schema.insert("description".to_owned(), self.description(field).into());
        schema.insert("anyOf".to_owned(), forms.into());
        schema
    }

    /// What kind of answer it takes, who gives it, and whether `null` says that there is none.
    fn description(&self, field: &Field) -> String {
        let t = |sv, en| pick(self.language, sv, en);
        let mut text = kind_of(self.ruleset, field, &field.ty, self.language);
        text.push_str(t(". Besvaras av ", ". Answered by "));
        text.push_str(&answerers(self.ruleset, field, self.language));
        text.push('.');
        if field.judgement {
            text.push_str(t(
                " Null: tillfrågad, tar inte ställning.",
                " Null: asked, takes no position.",
            ));
        } else if field.optional {
            text.push_str(t(" Null: finns inte.", " Null: there is none."));
        }
        if field.applicant_may_change {
            text.push_str(t(" Sökanden kan ändra det.", " The applicant can change it."));
        }
        text
    }

    /// A single value of the type.
    fn value(&self, ty: &Type) -> Value {
        match ty {
            Type::Bool => json!({"type": "boolean"}),
            Type::Number { signed, whole, .. } => {
                let mut schema = Map::new();
                schema.insert(
                    "type".to_owned(),
                    if *whole { "integer" } else { "number" }.into(),
                );
                if !*signed {
                    schema.insert("minimum".to_owned(), 0.into());
                }
                schema.into()
            }
            Type::Date => date().into(),
            Type::Timestamp => json!({"type": "string", "format": "date-time"}),
            Type::Period => json!({
                "type": "object",
                "properties": {"från": end_of_period(), "till": end_of_period()},
                "additionalProperties": false,
                "minProperties": 1,
            }),
            Type::Text | Type::Document => json!({"type": "string"}),
            Type::Enum(EnumId(id)) => {
                self.reference(self.ruleset.enums.get(usize::from(*id)).map(|e| e.name.as_str()))
            }
            Type::Record(RecordId(id)) => self.reference(
                self.ruleset
                    .records
                    .get(usize::from(*id))
                    .map(|r| r.name.as_str()),
            ),
            Type::TableKey(TableId(id)) => {
                let name = self
                    .ruleset
                    .tables
                    .get(usize::from(*id))
                    .map(|t| format!("{}[]", t.name));
                self.reference(name.as_deref())
            }
            Type::RecordKey(_, RecordId(id)) => self
                .ruleset
                .records
                .get(usize::from(*id))
                .and_then(|record| record.fields.get(usize::from(record.key?)))
                .map_or(Value::Bool(true), |key| self.value(&key.ty)),
            Type::List(element) => json!({"type": "array", "items": self.value(element)}),
        }
    }

    /// A value that is known within bounds, for the types that have an order.
    fn bounds(&self, ty: &Type) -> Option<Value> {
        if !matches!(ty, Type::Number { .. } | Type::Date | Type::Timestamp) {
            return None;
        }
        let value = self.value(ty);
        Some(json!({
            "type": "object",
            "properties": {"minst": value, "högst": value},
            "additionalProperties": false,
            "minProperties": 1,
        }))
    }

    fn reference(&self, name: Option<&str>) -> Value {
        name.map_or(
            Value::Bool(true),
            |name| json!({"$ref": format!("#/$defs/{}", pointer(name))}),
        )
    }
}

/// A name as part of a JSON pointer in a URI fragment.
fn pointer(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn date() -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "string".into());
    schema.insert("format".to_owned(), "date".into());
    schema.insert("pattern".to_owned(), "^[0-9]{4}-[0-9]{2}-[0-9]{2}$".into());
    schema
}

/// An end that is open is `null` or left out.
fn end_of_period() -> Value {
    json!({"anyOf": [date(), {"type": "null"}]})
}

/// What sources state differently.
fn contradicted(value: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {"motstridigt": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"värde": value, "källa": {"type": "string"}},
                "required": ["värde"],
                "additionalProperties": false,
            },
        }},
        "required": ["motstridigt"],
        "additionalProperties": false,
    })
}

/// A judgement with who, when and in which document.
fn answer(value: &Value) -> Value {
    let day: Value = date().into();
    let text = json!({"type": "string"});
    json!({
        "type": "object",
        "properties": {
            "värde": {"anyOf": [value, contradicted(value), {"type": "null"}]},
            "av": text,
            "den": {"anyOf": [day, contradicted(&day)]},
            "handling": {"anyOf": [text, contradicted(&text)]},
        },
        "required": ["värde"],
        "additionalProperties": false,
    })
}
