//! A decision in compact text, as the documents of the suite write it.

use serde_json::Value;

/// Outcomes.
const OUTCOMES: [(&str, &str); 7] = [
    ("granted", "bifall"),
    ("partly_granted", "delvis bifall"),
    ("rejected", "avslag"),
    ("referred", "hänvisning"),
    ("dismissed", "avvisning"),
    ("discontinued", "avskrivning"),
    ("undetermined", "ej avgörbart"),
];
/// Statuses of rules.
const STATUSES: [(&str, &str); 5] = [
    ("not_applicable", "inte tillämplig"),
    ("set_aside", "åsidosatt"),
    ("met", "uppfylld"),
    ("not_met", "inte uppfylld"),
    ("undetermined", "oavgjord"),
];
/// Effects of rules; one that has none says nothing of it.
const EFFECTS: [(&str, &str); 3] = [("applies", ", gäller"), ("possible", ", kan gälla"), ("none", "")];
/// States of obligations.
const STATES: [(&str, &str); 6] = [
    ("not_triggered", "inte utlöst"),
    ("upcoming", "kommande"),
    ("due", "nu"),
    ("fulfilled", "fullgjord"),
    ("late", "försenad"),
    ("undetermined", "oavgjord"),
];
/// What to do next.
const STEPS: [(&str, &str); 4] = [
    ("decide", "besluta"),
    ("ask_applicant", "fråga sökanden"),
    ("ask_body", "fråga organet"),
    ("assess_manually", "bedöm för hand"),
];
/// What remarks are about.
const REMARKS: [(&str, &str); 6] = [
    ("rule", "regel"),
    ("estimate", "uppskattning"),
    ("late_judgement", "sen bedömning"),
    ("no_position", "inget ställningstagande"),
    ("alias", "annan stavning"),
    ("failure", "går inte att räkna ut"),
];
/// The keys that stand alone: a line each, or one for each thing in a list.
const PLAIN: [&str; 14] = [
    "utfall",
    "benämning",
    "belopp",
    "hänvisas till",
    "avgörande",
    "möjliga",
    "saknas",
    "behövs inte",
    "anmärkning",
    "nästa steg",
    "talar för",
    "talar emot",
    "motsägelse",
    "villkor",
];
/// The keys that take a name.
const NAMED: [&str; 6] = [
    "regel ",
    "text ",
    "resultat ",
    "skyldighet ",
    "del ",
    "antagande ",
];

/// The lines that came out for the keys that stand in `expected`.
pub(super) fn lines(decision: &Value, expected: &[String]) -> Result<Vec<String>, String> {
    let all = all(decision);
    let mut keys: Vec<&str> = Vec::new();
    for line in expected {
        let key = line.split_once(':').map_or(line.as_str(), |(key, _)| key);
        let known = PLAIN.contains(&key) || NAMED.iter().any(|named| key.starts_with(named));
        if !known {
            return Err(format!("a decision has no line `{line}`"));
        }
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if expected.is_empty() {
        keys = all.iter().map(|(key, _)| key.as_str()).collect();
        keys.dedup();
    }
    if keys.first() != Some(&"utfall") {
        return Err("a decision begins with its `utfall`".to_owned());
    }
    let mut lines = Vec::new();
    for key in keys {
        let before = lines.len();
        for (_, value) in all.iter().filter(|(name, _)| name == key) {
            lines.push(format!("{key}: {value}"));
        }
        if lines.len() == before {
            let nothing = if NAMED.iter().any(|named| key.starts_with(named)) {
                "(finns inte)"
            } else {
                "inget"
            };
            lines.push(format!("{key}: {nothing}"));
        }
    }
    Ok(lines)
}

/// Everything that can be said of a decision.
fn all(decision: &Value) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut say = |key: &str, value: String| all.push((key.to_owned(), value));
    say("utfall", word(&OUTCOMES, &decision["outcome"]));
    say("benämning", plain(&decision["label"]["sv"]));
    if !decision["amount"].is_null() {
        say("belopp", money(&decision["amount"]));
    }
    if !decision["referred_to"].is_null() {
        say("hänvisas till", plain(&decision["referred_to"]["name"]));
    }
    let names = |list: &Value| items(list).iter().map(plain).collect::<Vec<_>>().join(", ");
    if !items(&decision["decisive"]).is_empty() {
        say("avgörande", names(&decision["decisive"]));
    }
    let possible: Vec<String> = items(&decision["possible"])
        .iter()
        .map(|outcome| word(&OUTCOMES, outcome))
        .collect();
    say("möjliga", possible.join(", "));
    for missing in items(&decision["missing"]) {
        let ask: Vec<String> = items(&missing["ask"]).iter().map(asked).collect();
        let rules = names(&missing["needed_by"]);
        say(
            "saknas",
            format!("{} → {} ← {rules}", plain(&missing["path"]), ask.join(", ")),
        );
    }
    for unknown in items(&decision["not_needed"]) {
        say("behövs inte", plain(&unknown["path"]));
    }
    for remark in items(&decision["remarks"]) {
        let about: Vec<String> = [&remark["id"], &remark["path"]]
            .into_iter()
            .filter(|value| !value.is_null())
            .map(plain)
            .collect();
        say(
            "anmärkning",
            format!("{} {}", word(&REMARKS, &remark["kind"]), about.join(" ")),
        );
    }
    for (key, list) in [("talar för", "for"), ("talar emot", "against")] {
        for circumstance in items(&decision["circumstances"][list]) {
            say(key, plain(&circumstance["id"]));
        }
    }
    for contradiction in items(&decision["contradictions"]) {
        let matters = if contradiction["matters"] == true {
            ""
        } else {
            ", spelar ingen roll"
        };
        say(
            "motsägelse",
            format!("{}{matters}", plain(&contradiction["path"])),
        );
    }
    for condition in items(&decision["conditions"]) {
        let possible = if condition["applies"] == true {
            ""
        } else {
            ", kan gälla"
        };
        say("villkor", format!("{}{possible}", plain(&condition["id"])));
    }
    say("nästa steg", word(&STEPS, &decision["next_step"]));
    for rule in items(&decision["rules"]) {
        rule_lines("", rule, &mut say);
    }
    for part in items(&decision["parts"]) {
        let path = plain(&part["path"]);
        let mut value = word(&OUTCOMES, &part["outcome"]);
        if !part["amount"].is_null() {
            value.push_str(&format!(", {}", money(&part["amount"])));
        }
        if !items(&part["decisive"]).is_empty() {
            value.push_str(&format!(" ← {}", names(&part["decisive"])));
        }
        say(&format!("del {path}"), value);
        for rule in items(&part["rules"]) {
            rule_lines(&format!("del {path} "), rule, &mut say);
        }
    }
    for (name, result) in decision["results"].as_object().unwrap() {
        say(&format!("resultat {name}"), plain(&result["text"]["sv"]));
    }
    for obligation in items(&decision["obligations"]) {
        let mut value = word(&STATES, &obligation["state"]);
        if !obligation["last_day"].is_null() {
            value.push_str(&format!(", senast {}", plain(&obligation["last_day"])));
        }
        if !obligation["amount"].is_null() {
            value.push_str(&format!(", {}", money(&obligation["amount"])));
        }
        if !obligation["party"].is_null() {
            value.push_str(&format!(", till {}", plain(&obligation["party"]["sv"])));
        }
        say(&format!("skyldighet {}", plain(&obligation["id"])), value);
    }
    all
}

/// A rule's status and effect, its text and its assumption.
fn rule_lines(before: &str, rule: &Value, say: &mut impl FnMut(&str, String)) {
    let id = plain(&rule["id"]);
    let status = word(&STATUSES, &rule["status"]);
    let effect = word(&EFFECTS, &rule["effect"]);
    say(&format!("{before}regel {id}"), status + &effect);
    if !rule["text"].is_null() {
        say(&format!("{before}text {id}"), plain(&rule["text"]["sv"]));
    }
    if !rule["assumption"].is_null() {
        say(
            &format!("{before}antagande {id}"),
            plain(&rule["assumption"]["sv"]),
        );
    }
}

fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

/// A text; no-break spaces are written as spaces.
fn plain(value: &Value) -> String {
    let text = value.as_str().unwrap_or("(ingen text)");
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn word(words: &[(&str, &str)], value: &Value) -> String {
    let name = value.as_str().unwrap_or_default();
    let found = words.iter().find(|(json, _)| *json == name);
    found
        .unwrap_or_else(|| panic!("no word for `{name}`"))
        .1
        .to_owned()
}

/// Whom to ask.
fn asked(asked: &Value) -> String {
    match asked["who"].as_str() {
        Some("applicant") => "sökanden".to_owned(),
        Some("case_officer") => "handläggaren".to_owned(),
        _ => plain(&asked["body"]),
    }
}

/// `{"value": "143500000.00"}` as `143 500 000 kr`.
fn money(amount: &Value) -> String {
    let text = plain(&amount["value"]);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("−", digits));
    let mut out = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    if rest != "00" {
        out.push_str(&format!(",{rest}"));
    }
    out + " kr"
}
