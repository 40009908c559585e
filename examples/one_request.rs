//! A service that answers one request at a time: the rules are loaded when it starts, and shared by its threads.
//!
//! ```text
//! cargo run --example one_request < rules/finsam/cases/avslag-antal-parter.json
//! ```

use std::io::{Read as _, Write as _};

use rekvisit::render::{self, TextStyle};
use rekvisit::service::RuleSet;
use rekvisit::source::EmbeddedLibrary;
use rekvisit::value::Language;
use serde_json::{Value, json};

/// The answer to a request: the status and the body.
pub(crate) fn answer(rules: &RuleSet, application: &[u8]) -> (u16, Value) {
    let decision = match rules.evaluate(application) {
        Ok(decision) => decision,
        Err(refused) => return (422, json!({"error": refused.text(Language::Swedish)})),
    };
    let missing: Vec<&str> = decision.missing.iter().map(|m| m.pointer.as_str()).collect();
    // A person reads why where something is refused; the others need no explanation.
    let explanation = match decision.is_granted() {
        true => None,
        false => rules.explain(application).ok(),
    };
    let text =
        explanation.map(|explanation| render::text(&explanation, Language::Swedish, &TextStyle::default()));
    let body = json!({
        "id": decision.id,
        "outcome": decision.outcome.as_str(),
        "missing": missing,
        "text": text,
    });
    (200, body)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = RuleSet::load(&EmbeddedLibrary, "finsam")?;
    let mut application = Vec::new();
    std::io::stdin().read_to_end(&mut application)?;
    let (status, body) = answer(&rules, &application);
    writeln!(std::io::stdout(), "{status} {body:#}")?;
    Ok(())
}
