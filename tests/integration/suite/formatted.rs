//! Every rule file of the suite can be formatted, translated and translated back.

use rekvisit::source::FileId;
use rekvisit::syntax::{FormatOptions, format};

use super::{documents, fences};

fn formatted(text: &str, english: Option<bool>) -> Result<String, String> {
    format(FileId(0), text, FormatOptions { english }).map_err(|error| format!("{error:?}"))
}

/// What holds of every rule file in which nothing is wrong.
fn holds(text: &str) -> Result<(), String> {
    let once = formatted(text, None)?;
    if formatted(&once, None)? != once {
        return Err("formatting it once more changes it".into());
    }
    let (english, swedish) = (formatted(&once, Some(true))?, formatted(&once, Some(false))?);
    if formatted(&english, Some(false))? != swedish || formatted(&swedish, Some(true))? != english {
        return Err("translated and translated back it is another".into());
    }
    if once != swedish && once != english {
        return Err("it is in neither language".into());
    }
    Ok(())
}

#[test]
fn every_good_rule_file_can_be_formatted_in_both_languages() {
    let mut failures = Vec::new();
    let mut tried = 0;
    for (name, path) in documents("good") {
        let text = std::fs::read_to_string(path).unwrap();
        for fence in fences(&text)
            .unwrap()
            .iter()
            .filter(|fence| fence.kind == "regel")
        {
            tried += 1;
            if let Err(error) = holds(&fence.body()) {
                failures.push(format!("{name}:{}: {error}", fence.line));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(tried > 30, "only {tried} rule files");
}

#[test]
fn the_pages_show_rules_as_they_are_formatted() {
    let pages = [
        include_str!("../../../README.md"),
        include_str!("../../../grammar/REFERENCE.md"),
    ];
    let mut tried = 0;
    for fence in pages.iter().flat_map(|page| fences(page).unwrap()) {
        // What is shown with an ellipsis is no rule file, and neither are commands and applications.
        if let (true, Ok(formatted)) = (fence.kind.is_empty(), formatted(&fence.body(), None)) {
            tried += 1;
            assert_eq!(fence.body(), formatted);
        }
    }
    assert!(tried >= 5, "only {tried} blocks");
}
