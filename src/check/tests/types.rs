//! Types and units.

use super::{check, helped, reject, said};

const FACTS: &str = "
enhet besök \"besök\"
typ Läge = sent | i_tid
post Del {
  antal: personer
  dag: datum
}
ansökan {
  delar: [Del]
  belopp: kronor
  inkom: datum
  skickad: tidpunkt
  tid: period
  läge: Läge
  namn: text
  svar: ja/nej
  år_sökt: år
  träffar: besök
  kvitto: handling?
}
";

fn condition(text: &str, mistakes: &[&str]) {
    reject(
        &format!("{FACTS}hinder h \"H\"\n  när {text}\n  avslå \"nej\"\n"),
        mistakes,
    );
}

#[test]
fn units_do_not_mix() {
    condition("belopp är över 3 år", &["E0302 [3 år]"]);
    condition("träffar är minst 3 personer", &["E0302 [3 personer]"]);
    condition("belopp + år_sökt är över 0 kr", &["E0302 [år_sökt]"]);
    condition("belopp är över 10", &["E0302 [10]"]);
    let checked = check(&format!("{FACTS}begrepp b = belopp är över 10\n"));
    assert_eq!(
        said(&checked),
        ["E0302 [10] `belopp` är kronor, men `10` är ett tal utan enhet"]
    );
    assert_eq!(helped(&checked), ["skriv enheten: `10 kronor`"]);
    condition("belopp är över 3 bessök", &["E0210 [bessök]"]);
}

#[test]
fn a_comparison_fits_its_type() {
    condition("inkom är minst 2023-01-01", &["E0308 [inkom]"]);
    condition("belopp är senast 3 kr", &["E0308 [belopp]"]);
    condition("delar är delar", &["E0308 [delar]"]);
    condition("skickad är före 2023-01-01", &["E0308 [skickad]"]);
    condition("namn är inom tid", &["E0308 [namn]"]);
    condition("namn är 3", &["E0301 [3]"]);
    condition("läge är \"sent\"", &["E0301 [\"sent\"]"]);
    condition("delar innehåller 3", &["E0308 [delar]"]);
}

#[test]
fn a_condition_is_yes_or_no() {
    condition("belopp", &["E0304 [belopp]"]);
    condition("svar och namn", &["E0304 [namn]"]);
    condition("inte inkom", &["E0304 [inkom]"]);
    condition("någon i delar där antal", &["E0304 [antal]"]);
}

#[test]
fn only_what_may_be_absent_is_asked_for() {
    condition("namn finns", &["E0310 [namn]"]);
    condition("namn saknas", &["E0310 [namn]"]);
}

#[test]
fn months_say_what_happens_at_a_months_end() {
    condition("inkom + 1 månad är före 2023-01-01", &["E0305 [inkom + 1 månad]"]);
    condition(
        "inkom + 1 månad avrundat närmast är före 2023-01-01",
        &["E0305 [inkom + 1 månad avrundat närmast]"],
    );
    condition("inkom + 3 kr är före 2023-01-01", &["E0302 [3 kr]"]);
    condition("3 veckor + inkom är före 2023-01-01", &["E0301 [inkom]"]);
}

#[test]
fn lists_are_lists() {
    condition("någon i namn där svar", &["E0301 [namn]"]);
    condition("(summan av dag i delar) är 3", &["E0301 [dag]"]);
    condition("delar.antal är minst 3 personer", &["E0209 [antal]"]);
}

#[test]
fn arguments_are_counted() {
    let concept = "begrepp dubbelt(x: kronor) = x × 2\n";
    for (text, mistake) in [
        ("dubbelt är 3 kr", "E0309 [dubbelt]"),
        (
            "dubbelt(belopp, belopp) är 3 kr",
            "E0309 [dubbelt(belopp, belopp)]",
        ),
        ("dubbelt(år_sökt) är 3 kr", "E0302 [år_sökt]"),
        ("belopp(3) är 3 kr", "E0309 [belopp]"),
        ("(belopp den inkom) är 3 kr", "E0309 [belopp]"),
        ("giltigt_organisationsnummer(belopp)", "E0301 [belopp]"),
    ] {
        reject(
            &format!("{FACTS}{concept}hinder h \"H\"\n  när {text}\n  avslå \"nej\"\n"),
            &[mistake],
        );
    }
}

#[test]
fn rounding_says_to_what() {
    condition(
        "(belopp / 3 avrundat nedåt) är 3 kr",
        &["E0302 [belopp / 3 avrundat nedåt]"],
    );
}

#[test]
fn long_sums_are_read() {
    let sum = vec!["s"; 3000].join(" + ");
    let checked = check(&format!("ansökan {{\n  s: kronor\n}}\nbegrepp b = {sum}\n"));
    assert!(said(&checked).len() <= 1, "{:?}", said(&checked).first());
}
