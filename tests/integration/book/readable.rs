//! Anyone can read a book: with eyes, ears or a keyboard, on paper, on a phone, without a network.

use std::collections::BTreeSet;

use super::page::{Page, attribute, text, within};
use super::shipped;

#[test]
fn headings_are_in_order_and_landmarks_stand_once() {
    for (language, name, html) in shipped() {
        let page = Page::parse(html);
        let told = format!("{language} {name}");
        assert_eq!(attribute(page.one("html"), "lang"), *language, "{told}");
        assert!(!text(page.one("head > title")).is_empty(), "{told}");
        assert!(attribute(page.one("meta[name=viewport]"), "content").contains("width=device-width"));
        for landmark in ["body > header", "body > main", "h1"] {
            page.one(landmark);
        }
        if name != "index.html" {
            attribute(page.one("body > nav"), "aria-label");
            page.one("body > footer");
        }
        let mut last = 0;
        for heading in page.all("h1, h2, h3, h4, h5, h6") {
            let level: usize = heading.value().name()[1..].parse().unwrap();
            assert!(
                level <= last + 1,
                "{told}: h{last} is followed by h{level} {}",
                text(heading)
            );
            assert!(!text(heading).is_empty(), "{told}: an empty h{level}");
            last = level;
        }
        let languages = page.all("[lang]");
        for element in languages {
            assert!(["sv", "en"].contains(&attribute(element, "lang")), "{told}");
        }
        // In a Swedish book everything has Swedish.
        if *language == "sv" {
            assert!(page.all("[lang=en]").is_empty(), "{told}");
        }
    }
}

#[test]
fn every_id_is_unique_and_every_link_leads_somewhere() {
    for (language, name, html) in shipped() {
        let page = Page::parse(html);
        let mut ids = BTreeSet::new();
        for element in page.all("[id]") {
            let id = attribute(element, "id");
            assert!(ids.insert(id), "{language} {name}: `{id}` stands twice");
            assert!(!id.contains(char::is_whitespace), "{language} {name}: `{id}`");
        }
        let links = page.all("a");
        assert!(!links.is_empty());
        for link in links {
            let to = attribute(link, "href");
            assert!(!text(link).is_empty(), "{language} {name}: {to} has no text");
            match to.strip_prefix('#') {
                Some(id) => assert!(ids.contains(id), "{language} {name}: nothing is at {to}"),
                None => {
                    assert_eq!(name, "index.html", "{to} leads out of the page");
                    let there = shipped().iter().any(|(l, other, _)| l == language && other == to);
                    assert!(there, "{language} {name}: there is no {to}");
                }
            }
        }
        for labelled in page.all("[aria-labelledby]") {
            for id in attribute(labelled, "aria-labelledby").split(' ') {
                assert!(ids.contains(id), "{language} {name}: no label {id}");
            }
        }
    }
}

#[test]
fn the_first_thing_that_a_keyboard_reaches_skips_to_the_content() {
    for (language, name, html) in shipped() {
        let page = Page::parse(html);
        let first = page.all("body a, body [tabindex], body summary")[0];
        assert_eq!(first.value().attr("class"), Some("skip"), "{language} {name}");
        let main = page.one("main");
        assert_eq!(
            first.value().attr("href").unwrap(),
            format!("#{}", attribute(main, "id"))
        );
        assert_eq!(main.value().attr("tabindex"), Some("-1"));
        // What scrolls sideways can be reached and says what it is.
        let mut labels = BTreeSet::new();
        for scroll in page.all(".scroll") {
            assert_eq!(scroll.value().attr("tabindex"), Some("0"));
            assert_eq!(scroll.value().attr("role"), Some("region"));
            let label = attribute(scroll, "aria-label");
            assert!(
                labels.insert(label),
                "{language} {name}: two regions are called {label}"
            );
        }
        for details in page.all("details") {
            let summary = within(details, "summary")[0];
            assert!(!text(summary).is_empty(), "{language} {name}");
        }
    }
}

#[test]
fn every_table_has_a_caption_and_headers_with_a_scope() {
    let mut tables = 0;
    for (language, name, html) in shipped() {
        for table in Page::parse(html).all("table") {
            tables += 1;
            assert_eq!(within(table, "caption").len(), 1, "{language} {name}");
            let columns = within(table, "thead th").len();
            for header in within(table, "th") {
                let scope = attribute(header, "scope");
                assert!(["row", "col"].contains(&scope));
                assert!(!text(header).is_empty(), "{language} {name}: an empty header");
            }
            for row in within(table, "tbody tr") {
                assert_eq!(within(row, "th[scope=row]").len(), 1, "{language} {name}");
                assert_eq!(within(row, "th, td").len(), columns, "{language} {name}");
            }
        }
    }
    assert!(tables > 50, "{tables}");
}

#[test]
fn the_picture_has_a_title_a_description_and_the_same_edges_as_a_list() {
    for (language, name, html) in shipped().iter().filter(|(_, name, _)| name != "index.html") {
        let page = Page::parse(html);
        let told = format!("{language} {name}");
        let picture = page.one("svg");
        assert_eq!(picture.value().attr("role"), Some("img"), "{told}");
        for part in ["title", "desc"] {
            let part = page.one(&format!("svg > {part}"));
            assert!(!text(part).is_empty(), "{told}");
            assert!(attribute(picture, "aria-labelledby").contains(attribute(part, "id")));
        }
        assert!(
            page.all("svg a, svg [tabindex]").is_empty(),
            "{told}: nothing in a picture is reached"
        );
        let drawn = page.all("svg .edges path").len();
        let listed: usize = page
            .all("#bild details li")
            .into_iter()
            .map(|item| text(item).split('→').nth(1).unwrap().split(", ").count())
            .sum();
        assert_eq!(drawn, listed, "{told}");
        assert!(drawn > 5, "{told}");
    }
}

#[test]
fn a_page_needs_nothing_outside_itself() {
    for (language, name, html) in shipped() {
        let page = Page::parse(html);
        let told = format!("{language} {name}");
        let outside = "script, link, iframe, object, embed, img, video, audio, source, base, form, [src], [srcset], [style]";
        assert!(page.all(outside).is_empty(), "{told}");
        let css = text(page.one("style"));
        assert!(!css.contains("url(") && !css.contains("@import"), "{told}");
    }
}

#[test]
fn every_rule_has_its_section_with_what_it_rests_on_and_the_cases_that_show_it() {
    for (language, name, html) in shipped() {
        let page = Page::parse(html);
        for section in page.all("section[id^=regel-]") {
            let id = attribute(section, "id");
            let terms: Vec<String> = within(section, "dt").into_iter().map(text).collect();
            let has = |sv: &str, en: &str| terms.iter().any(|t| t == if *language == "sv" { sv } else { en });
            let assumed = !within(section, ".assumed").is_empty();
            assert!(has("Enligt", "According to") || assumed, "{language} {name} {id}");
            assert!(
                has("Fall som visar regeln", "Cases that show the rule"),
                "{language} {name} {id}"
            );
            assert_eq!(
                within(section, ".kind .mark").is_empty(),
                !assumed,
                "{language} {name} {id}"
            );
        }
    }
}
