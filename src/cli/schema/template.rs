//! A blank application: the question stands where its answer is to stand.

use serde_json::{Map, Value, json};

use super::kind::{answerers, kind_of};
use crate::check::RuleSet;
use crate::check::ruleset::{Field, Type};
use crate::cli::terminal::pick;
use crate::value::Language;

/// The blank application. No value in it passes for an answer: `null` and `[]` would say that there is nothing.
pub(super) fn blank(ruleset: &RuleSet, language: Language) -> Value {
    let mut application = Map::new();
    application.insert("regelverk".to_owned(), ruleset.name.as_str().into());
    application.insert("id".to_owned(), "".into());
    application.insert(
        "prövningsdag".to_owned(),
        question(
            pick(
                language,
                "Vilken dag prövas ansökan?",
                "On which day is the application assessed?",
            ),
            pick(language, "Datum (ÅÅÅÅ-MM-DD)", "Date (YYYY-MM-DD)").to_owned(),
        ),
    );
    application.extend(blanks(ruleset, &ruleset.application, language));
    application.into()
}

fn blanks(ruleset: &RuleSet, of: &[Field], language: Language) -> Map<String, Value> {
    of.iter()
        .map(|field| (field.json.clone(), answer(ruleset, field, language)))
        .collect()
}

fn answer(ruleset: &RuleSet, field: &Field, language: Language) -> Value {
    match &field.ty {
        Type::Record(record) if !field.judgement => blanks(ruleset, ruleset.fields(*record), language).into(),
        Type::List(element) if !field.judgement => match element.as_ref() {
            Type::Record(record) => json!([blanks(ruleset, ruleset.fields(*record), language)]),
            _ => json!([asked(ruleset, field, element, language)]),
        },
        ty => asked(ruleset, field, ty, language),
    }
}

fn asked(ruleset: &RuleSet, field: &Field, ty: &Type, language: Language) -> Value {
    let mut form = kind_of(ruleset, field, ty, language);
    if field.judgement {
        form.push_str(pick(language, ", bedöms av ", ", judged by "));
        form.push_str(&answerers(ruleset, field, language));
    } else if field.optional {
        form.push_str(pick(
            language,
            "; null när det inte finns",
            "; null when there is none",
        ));
    }
    question(field.question.get(language), form)
}

fn question(text: &str, form: String) -> Value {
    json!({"?": text, "=": form})
}
