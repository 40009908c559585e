//! A stream of applications, one a line, decided as they come: a piece at a time, on all cores, in their order.
//!
//! ```text
//! cargo run --example ndjson_stream < applications.ndjson > decisions.ndjson
//! ```

use std::io::{self, BufRead, Write};

use rekvisit::service::RuleSet;
use rekvisit::source::EmbeddedLibrary;
use rekvisit::value::Language;
use serde_json::json;

/// How many applications are held at a time.
const PIECE: usize = 1000;

/// Decides each line of the input, and writes a line for each.
pub(crate) fn decide(rules: &RuleSet, mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        while piece.len() < PIECE {
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            piece.push(line);
        }
        if piece.is_empty() {
            return output.flush();
        }
        for decision in rules.evaluate_many(&piece) {
            let line = match decision {
                Ok(decision) => json!({
                    "id": decision.id,
                    "outcome": decision.outcome.as_str(),
                    "grounds": decision.grounds().filter_map(|id| Some(rules.ground(id)?.id())).collect::<Vec<_>>(),
                }),
                Err(refused) => json!({"error": refused.text(Language::Swedish)}),
            };
            writeln!(output, "{line}")?;
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = RuleSet::load(&EmbeddedLibrary, "finsam")?;
    decide(&rules, io::stdin().lock(), io::stdout().lock())?;
    Ok(())
}
