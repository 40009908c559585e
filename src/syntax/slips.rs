//! What is often written instead of the language's own words, and what to write.

/// The months as Swedes and others write them, in the order of the year.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "jan"],
    &["februari", "february", "feb"],
    &["mars", "march", "mar"],
    &["april", "apr"],
    &["maj", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["augusti", "august", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// What to do about a text that stops being understood at `rest`, after `before`: in Swedish and in English.
pub(super) fn remedy(before: &str, rest: &str) -> Option<(String, String)> {
    number(before, rest).or_else(|| word(before, rest))
}

/// A number or a date that is written in another way.
fn number(before: &str, rest: &str) -> Option<(String, String)> {
    let digits = trailing_digits(before);
    if !digits.is_empty() {
        if rest.starts_with("..") {
            return Some(both(
                "från och till är två villkor: `minst 20` och `högst 99`",
                "from and to are two conditions: `at least 20` and `at most 99`",
            ));
        }
        if let Some(after) = rest.strip_prefix('.') {
            let decimals = leading_digits(after);
            return Some(if decimals.len() == 3 && digits.len() <= 3 {
                (
                    format!("tusental skiljs åt med mellanslag: `{digits} {decimals}`"),
                    format!("thousands are separated by a space: `{digits} {decimals}`"),
                )
            } else {
                both(
                    "decimaler skrivs med komma: `1,5`",
                    "decimals are written with a comma: `1,5`",
                )
            });
        }
        if rest.starts_with(":-") {
            return Some(both(
                "kronor skrivs `kr`: `500 kr`",
                "kronor are written `kr`: `500 kr`",
            ));
        }
    }
    let year = leading_digits(rest);
    if year.len() != 4 {
        return None;
    }
    let mut words = before.split_whitespace().rev();
    let (last, earlier) = (words.next()?.to_lowercase(), words.next()?);
    match last.as_str() {
        "innan" => return Some(both("skriv `före`", "write `before`")),
        "den" => return Some(both("stryk `den`", "leave out `den`")),
        _ => {}
    }
    let month = (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.contains(&last.as_str()))?
        .0;
    let day: u8 = earlier.parse().ok()?;
    Some((
        format!("ett datum skrivs `{year}-{month:02}-{day:02}`"),
        format!("a date is written `{year}-{month:02}-{day:02}`"),
    ))
}

/// A word or a sign of ordinary language or of programming.
fn word(before: &str, rest: &str) -> Option<(String, String)> {
    if rest.starts_with('=') && before.ends_with('=') {
        return Some(both("likhet skrivs `är`", "equality is written `is`"));
    }
    match super::words::first_word(rest) {
        "än" | "than" => match before.split_whitespace().next_back()? {
            "större" | "mer" | "fler" | "högre" | "greater" | "more" | "larger" => {
                Some(both("skriv `över`", "write `above`"))
            }
            "mindre" | "färre" | "lägre" | "less" | "fewer" | "smaller" => {
                Some(both("skriv `under`", "write `below`"))
            }
            _ => None,
        },
        "om" | "if" => Some(both(
            "ett villkor börjar med `när`",
            "a condition begins with `when`",
        )),
        _ => None,
    }
}

fn both(sv: &str, en: &str) -> (String, String) {
    (sv.to_owned(), en.to_owned())
}

fn trailing_digits(text: &str) -> &str {
    let kept = text.trim_end_matches(|c: char| c.is_ascii_digit());
    text.get(kept.len()..).unwrap_or("")
}

fn leading_digits(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.get(..text.len().saturating_sub(rest.len())).unwrap_or("")
}
