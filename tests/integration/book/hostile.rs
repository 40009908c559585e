//! Texts of rules and of cases are text, whatever stands in them.

use pulldown_cmark::{Event, Options, Parser, Tag};
use tempfile::TempDir;

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

/// The tags that a book in Markdown has of its own: anchors, and what is folded.
const OWN: [&str; 6] = [
    "<a id=\"",
    "</a>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
];

#[test]
fn no_text_becomes_markup_of_markdown() {
    let markdown = folder().run("doc --format markdown").output();
    assert!(markdown.matches("alert").count() > 10, "{markdown}");
    let mut links = 0;
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                for tag in html.split_inclusive('>').map(str::trim) {
                    let own = tag.is_empty() || OWN.iter().any(|own| tag.starts_with(own));
                    // What is folded has its summary on the line of its tag.
                    assert!(own || html.starts_with("<summary>"), "{html}");
                }
                assert!(
                    !html.contains("<script") && !html.contains("<b ") && !html.contains("<i>"),
                    "{html}"
                );
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links += 1;
                assert!(dest_url.starts_with('#'), "{dest_url}");
            }
            _ => {}
        }
    }
    assert!(links > 10);
}

#[test]
fn every_link_of_a_book_in_markdown_leads_to_an_anchor() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().display();
    Test::new()
        .at_root()
        .run(&format!("doc rules --format markdown --out {out}/"))
        .exit(0);
    let mut links = 0;
    for name in crate::shipped::rulesets() {
        let markdown = std::fs::read_to_string(folder.path().join(format!("{name}.md"))).unwrap();
        for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else {
                continue;
            };
            links += 1;
            let id = dest_url.strip_prefix('#').unwrap();
            assert!(
                markdown.contains(&format!("<a id=\"{id}\"></a>")),
                "{name}: {dest_url}"
            );
        }
    }
    assert!(links > 500, "{links}");
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
