//! Text from an application that would like to be something else.

use super::*;
use crate::render::markdown;

const RULES: &str = r#"
ansökan {
  namn: text
  stadgar: handling?
}
krav stadgar "Stadgarna ska finnas" en "The statutes must be there"
  enligt regler "1 §"
  att stadgar finns och stadgar är inte "x"
  annars avslå "{namn} har inga stadgar." en "{namn} has no statutes."
bifall bifall "Annars bifall" en "Otherwise approval"
  enligt regler "2 §"
"#;

const APPLICATION: &str = r##"{"regelverk": "prov", "id": "\u001b]0;x\u0007", "prövningsdag": "2024-02-01",
    "namn": "# <script>\u001b[31m\u202e*[a](http://b)*", "stadgar": null}"##;

#[test]
fn a_terminal_gets_no_control_characters() {
    let explanation = decide(&format!("{HEAD}{RULES}"), APPLICATION);
    for width in [0, 40, 80, 500] {
        let style = TextStyle { width, colour: false };
        let text = text(&explanation, Language::Swedish, &style);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'));
        assert!(text.contains("\\u{1b}"));
    }
}

#[test]
fn markdown_has_no_markup_from_data() {
    let text = markdown(&decide(&format!("{HEAD}{RULES}"), APPLICATION), Language::Swedish);
    assert!(!text.contains("<script>"));
    assert!(text.contains("\\<script\\>"));
    assert!(!text.contains("[a](http://b)"));
    assert!(text.starts_with("# Provbidrag"));
    says(&text, &["\n## Skäl\n", "\n## Hur man överklagar\n"]);
}

#[test]
fn lines_are_no_wider_than_asked() {
    let explanation = decide(&format!("{HEAD}{RULES}"), APPLICATION);
    let style = TextStyle {
        width: 60,
        colour: false,
    };
    let text = text(&explanation, Language::English, &style);
    for line in text.lines() {
        assert!(line.chars().count() <= 60, "{line}");
    }
}

#[test]
fn colours_are_only_drawn_when_asked_for() {
    let explanation = decide(&format!("{HEAD}{RULES}"), APPLICATION);
    let style = TextStyle {
        width: 80,
        colour: true,
    };
    let drawn = text(&explanation, Language::Swedish, &style);
    assert!(drawn.contains("\u{1b}[1m"));
    assert!(!drawn.contains("\u{1b}]0;"));
}
