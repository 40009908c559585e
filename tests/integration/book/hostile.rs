//! Texts of rules and of cases are text, whatever stands in them.

use super::page::{Page, text};
use crate::cli::Test;

const TITLE: &str = r#"</title><script>alert(1)</script>\"><b onclick=x> ](javascript:x) `|` *x*"#;

/// A rule set with markup in every text that a person writes.
fn rules() -> String {
    r#"regelverk lokalt "TITLE" en "TITLE"
  gäller 2020-01-01..
  antagande "TITLE"
källa k "TITLE"
organ o "TITLE" även "<i>o</i>"
typ T = a "TITLE" även "<i>a</i>" | b
post P { x: text "TITLE" }
ansökan {
  inkom: datum "TITLE" json "<img src=x onerror=alert(1)>|`" även "```|<i>"
  t: T "TITLE" av o
  p: P "TITLE"
}
begrepp c "TITLE" = inkom är efter 2023-01-01
  enligt k "TITLE"
avsnitt s "TITLE" {
  krav i_tid "TITLE"
    enligt k "TITLE"
    antagande "TITLE"
    att c och t är a
    annars avvisa "TITLE"
}
bifall b "TITLE" enligt k "1"
exempel "TITLE" {
  utgå från "cases/a.json"
  väntar ej avgörbart
}
"#
    .replace("TITLE", TITLE)
}

fn folder() -> Test {
    Test::new()
        .file("rules/lokalt/lokalt.regel", rules())
        .file(
            "rules/lokalt/cases/a.json",
            r#"{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "väntar": {"utfall": "undetermined", "enligt": "</td><script>alert(1)</script>"}}"#,
        )
        .file("rules/lokalt/cases/<b>x.json", "{}")
}

#[test]
fn no_text_becomes_an_element_or_an_attribute_of_a_page() {
    for language in ["sv", "en"] {
        let html = folder()
            .run(&format!("doc --format html --lang {language}"))
            .output();
        let page = Page::parse(&html);
        assert!(
            page.all("script, b, i, img, [onclick], [onerror], [src]")
                .is_empty()
        );
        let title = TITLE.replace("\\\"", "\"");
        assert_eq!(text(page.one("head > title")), title);
        assert_eq!(text(page.one("h1")), title);
        assert!(
            page.all("a")
                .iter()
                .all(|a| a.value().attr("href").unwrap().starts_with('#'))
        );
        for element in page.all("*") {
            assert!(element.value().attrs().all(|(name, _)| !name.starts_with("on")));
        }
    }
}

#[test]
fn no_text_becomes_markup_of_markdown() {
    let markdown = folder().run("doc --format markdown").output();
    assert!(markdown.matches("alert").count() > 10, "{markdown}");
    // Without code, in which nothing is markup, and what is escaped: what is left is the book's own.
    let mut rest = String::new();
    let mut text = markdown.as_str();
    while let Some(c) = text.chars().next() {
        let fence = text.len() - text.trim_start_matches('`').len();
        if c == '\\' {
            text = &text[1 + text[1..].chars().next().unwrap().len_utf8()..];
        } else if fence > 0 {
            let end = text[fence..].find(&"`".repeat(fence)).unwrap();
            text = &text[fence + end + fence..];
        } else {
            rest.push(c);
            text = &text[c.len_utf8()..];
        }
    }
    for tag in rest.split('<').skip(1) {
        let own = ["a id=\"", "/a>", "details>", "/details>", "summary>", "/summary>"];
        assert!(own.iter().any(|known| tag.starts_with(known)), "<{tag:.40}");
    }
    for link in rest.split("](").skip(1) {
        assert!(link.starts_with('#'), "{link:.40}");
    }
}

#[test]
fn characters_that_can_not_be_seen_are_shown() {
    let test = Test::new()
        .file("rules/lokalt/lokalt.regel", rules())
        .file("rules/lokalt/cases/a.json", "{}")
        .file("rules/lokalt/cases/a\u{202e}b.json", "{}");
    let html = test.run("doc --format html").output();
    assert!(!html.contains('\u{202e}'));
    assert!(html.contains("a\\u{202e}b"));
}
