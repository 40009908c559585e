//! Text can be told from what is behind it, in light and in dark: computed from the colours of the page.
#![allow(clippy::float_arithmetic, reason = "contrast is defined on real numbers")]

use std::collections::BTreeMap;

use super::page::{Page, text};
use super::shipped;

/// The colours of one scheme, by the names of their variables.
type Colours = BTreeMap<String, [f64; 3]>;

/// The colours in a text of CSS: `--name: #rrggbb`.
fn colours(css: &str) -> Colours {
    css.split(['{', ';', '}'])
        .filter_map(|declaration| {
            let (name, value) = declaration.trim().strip_prefix("--")?.split_once(':')?;
            let digits = value.trim().strip_prefix('#')?;
            assert_eq!(digits.len(), 6, "--{name}: #{digits}");
            let channel = |at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
            Some((name.to_owned(), [channel(0), channel(2), channel(4)]))
        })
        .collect()
}

/// The light scheme and the dark one, which is the light one with what it changes.
fn schemes(css: &str) -> [(&'static str, Colours); 2] {
    let (mut light, mut dark) = (String::new(), String::new());
    for (number, part) in css.split("@media (prefers-color-scheme: dark)").enumerate() {
        if number == 0 {
            light.push_str(part);
            continue;
        }
        // The block ends where its braces do.
        let mut depth = 0;
        let end = part
            .char_indices()
            .find(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0 && *c == '}'
            })
            .unwrap()
            .0;
        dark.push_str(&part[..=end]);
        light.push_str(&part[end + 1..]);
    }
    let light = colours(&light);
    let changed = colours(&dark);
    assert_eq!(
        light.keys().collect::<Vec<_>>(),
        changed.keys().collect::<Vec<_>>(),
        "each colour has a dark one"
    );
    [("light", light), ("dark", changed)]
}

/// The contrast of two colours (WCAG 2.2).
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [r, g, b] = colour.map(|c| {
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn the_contrast_of_black_and_white_is_21() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0.0; 3], [0.0; 3]) - 1.0).abs() < 1e-9);
}

#[test]
fn every_text_colour_can_be_read_on_every_ground() {
    let css = text(Page::parse(&shipped()[0].2).one("style"));
    for (scheme, colours) in schemes(&css) {
        let those = |prefix: &str| -> Vec<(&String, [f64; 3])> {
            let found = colours.iter().filter(|(name, _)| name.starts_with(prefix));
            found.map(|(name, colour)| (name, *colour)).collect()
        };
        let (texts, grounds) = (those("on-"), those("bg-"));
        assert!(texts.len() >= 4 && grounds.len() >= 7);
        for (on, colour) in &texts {
            for (ground, behind) in &grounds {
                let ratio = contrast(*colour, *behind);
                assert!(ratio >= 4.5, "{scheme}: --{on} on --{ground} is {ratio:.2}");
            }
        }
        // Lines and frames need less.
        for (ground, behind) in &grounds {
            let ratio = contrast(colours["line-edge"], *behind);
            assert!(ratio >= 3.0, "{scheme}: --line-edge on --{ground} is {ratio:.2}");
        }
    }
}

#[test]
fn text_and_grounds_have_no_other_colours() {
    let css = text(Page::parse(&shipped()[0].2).one("style"));
    let screen = css.split("@media print").next().unwrap();
    for declaration in screen.split(['{', ';', '}']) {
        let Some((property, value)) = declaration.trim().split_once(':') else {
            continue;
        };
        let allowed: &[&str] = match property.trim() {
            "color" => &["var(--on-"],
            "background" => &["var(--bg-"],
            "fill" => &["var(--on-", "var(--bg-", "none"],
            _ => continue,
        };
        let value = value.trim();
        assert!(
            allowed.iter().any(|a| value.starts_with(a)),
            "{property}: {value}"
        );
    }
}
