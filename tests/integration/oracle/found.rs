//! What random trials have found and the engine has been mended for: each is tried again.

use super::compared;
use super::eval::Case;
use super::replay;
use super::rulesets;
use super::trial::{assessed_on, program};
use crate::properties::order_free;
use crate::shipped;
use serde_json::Value;

/// What was wrong, the rules (`…` is what every rule set begins with) and the application.
const FOUND: [(&str, &str, &str); 8] = [
    (
        "a block whose items are referred to one body each was said by the second evaluator to be open, and not to collide",
        "regelverk prov \"Prov\"\n  gäller 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nbevilja r3 \"R3\"\n  beloppet k1 av k1\nför varje rad i rader {\n  hinder r0 \"R0\"\n    när rad.f\n    hänvisa till a \"T\"\n  hinder r1 \"R1\"\n    när (inte rad.f)\n    hänvisa till b \"T\"\n  bevilja r2 \"R2\"\n    beloppet rad.x av rad.x\n}\n",
        r#"{"k1": 6, "rader": [{"f": false, "x": 6}, {"f": true, "x": 2}], "prövningsdag": "2024-03-28"}"#,
    ),
    (
        "a block that is rejected whatever its open item comes to didn't collide with the grant beside it",
        "regelverk prov \"Prov\"\n  gäller 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nbevilja r0 \"R0\"\n  beloppet 6 kr av 5 kr\nför varje rad i rader {\n  hinder r1 \"R1\"\n    när rad.x är över 1 kr\n    hänvisa till b \"T\"\n  bifall r2 \"R2\"\n    när rad.f\n  hinder r3 \"R3\"\n    när rad.x är över 2 kr\n    hänvisa till a \"T\"\n}\n",
        r#"{"rader": [{"f": false, "x": 0}, {"f": false, "x": 5}], "prövningsdag": "2024-03-01"}"#,
    ),
    (
        "a quantifier in a rule that is read from two places told its only element twice",
        "regelverk prov \"Prov\"\n  gäller 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nhinder r1 \"R1\"\n  när (ingen i rader där (inte (r3 är uppfyllt)))\n  anmärk \"T\"\nbifall r2 \"R2\"\nför varje rad i rader {\n  hinder r3 \"R3\"\n    när (minst 2 i rader där (b0)) eller rad.f\n    anmärk \"T\"\n}\n",
        r#"{"b0": true, "rader": [{"f": false}], "prövningsdag": "2024-03-01"}"#,
    ),
    (
        "it was decided though the period may turn out to have no first day, from which no week can be counted",
        "regelverk prov \"Prov\"\n  gäller 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nkrav r1 \"R1\"\n  att (summan av x i rader där ((pe.från - 1 vecka) är tidigast 2024-01-31)) är minst 0 kr\n  annars avslå \"T\"\nbifall r2 \"R2\"\n",
        r#"{"rader": [{"x": 1}], "prövningsdag": "2024-03-01"}"#,
    ),
    (
        "a rule was undetermined since the day that selects the version is open, and no step of its reason said so",
        "regelverk prov \"Prov\"\n  gäller ansökningar som inkom 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nbifall r5 \"R5\"\n  enligt lag \"5 §\"\n  gäller 2024-01-01..2024-02-15\n",
        r#"{"inkom": {"minst": "2024-02-01"}, "prövningsdag": "2024-03-01"}"#,
    ),
    (
        "the same of an item's rule, the day contradicted",
        "regelverk prov \"Prov\"\n  gäller ansökningar som inkom 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nbifall r1 \"R1\"\nför varje rad i rader {\n  hinder r2 \"R2\"\n    gäller 2024-01-01..2024-02-15\n    när rad.f\n    avslå \"T\"\n}\n",
        r#"{"inkom": {"motstridigt": [{"värde": "2024-02-01", "källa": "a"}, {"värde": "2024-03-01", "källa": "b"}]}, "rader": [{"f": true}, {"f": false}], "prövningsdag": "2024-03-01"}"#,
    ),
    (
        "an exception whose guard is open was told among the reasons as one that may set aside, though its condition doesn't hold",
        "regelverk prov \"Prov\"\n  gäller 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nbevilja r4 \"R4\"\n  beloppet ram av ram\navsnitt kap \"Kapitlet\" när b0 {\n  villkor r0 \"R0\"\n    när b1\n  undantag r1 \"R1\"\n    från r0\n    när b2\n}\n",
        r#"{"b2": false, "b1": true, "prövningsdag": "2024-03-01"}"#,
    ),
    (
        "an obligation that isn't triggered had an amount",
        "regelverk prov \"Prov\"\n  gäller 2023-01-01..\n  antagande \"Påhittat\"\n\n…\nbifall r1 \"R1\"\nskyldighet r2 \"R2\"\n  när b0\n  betala k0 till a\n  senast d0\n",
        r#"{"b0": false, "k0": 5, "d0": "2024-03-01", "prövningsdag": "2024-03-01"}"#,
    ),
];

/// Rules in one order and in another, an application, and what may not differ.
const MOVED: [(&str, &str, &str); 1] = [(
    "begrepp c1 {\n  när ((andelen i rader där (b0)) är 0 %): k1\n  annars: k0\n}\nhinder r1 \"R1\"\n  när ((c1 + glapp) är över 1 kr)\n  avslå \"T\"\nbifall r2 \"R2\"\n",
    "hinder r3 \"R3\"\n  när (glapp är över 1 kr)\n  anmärk \"T\"\n",
    r#"{"k0": 1, "k1": 2, "b0": true, "rader": [], "prövningsdag": "2024-02-15"}"#,
)];

/// Which failure a rule tells doesn't rest on where another rule stands.
fn in_either_order() -> Result<(), String> {
    const HEADER: &str = "regelverk prov \"Prov\"\n  gäller 2023-01-01..\n  antagande \"Påhittat\"\n\n…\n";
    for (first, second, application) in MOVED {
        let application: Value = serde_json::from_str(application).unwrap();
        let said = |rules: String| {
            let program = program(&rulesets::whole(&rules))?;
            let (facts, verdict, _) = shipped::evaluated(&program, &application).unwrap();
            Ok::<_, String>(order_free(&program, &facts, &verdict))
        };
        let (before, after) = (
            said(format!("{HEADER}{first}{second}"))?,
            said(format!("{HEADER}{second}{first}"))?,
        );
        if before != after {
            return Err(format!("{first}{second}\n{before:?}\n{after:?}"));
        }
    }
    Ok(())
}

pub(super) fn tried_again() -> Result<(), String> {
    for (what, rules, application) in FOUND {
        let wrong = |e: String| format!("{what}\n{rules}\n{application}\n{e}");
        let program = program(&rulesets::whole(rules)).map_err(wrong)?;
        let application: Value = serde_json::from_str(application).unwrap();
        let said = shipped::evaluated(&program, &application).unwrap();
        let meant = Case::new(&program.ruleset, &application, assessed_on(&application)).decision();
        compared::at_least(&meant, &said.1)
            .and_then(|()| compared::completion(&said.1, &meant))
            .and_then(|()| replay::followed(&program, &said, &mut replay::Counts::default()))
            .map_err(wrong)?;
    }
    in_either_order()
}
