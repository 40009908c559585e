//! Where rules come from: `--rules`, and the folder that nothing leaves.

use super::Test;
use super::fixture::{RULES, local};

#[test]
fn rules_are_a_folder_of_rule_sets_one_rule_sets_folder_or_its_file() {
    for rules in [
        "regler",
        "regler/",
        "./regler",
        "regler/lokalt",
        "regler/lokalt/lokalt.regel",
    ] {
        local()
            .run(&format!("evaluate bifall.json --rules {rules} --format json"))
            .stdout_has("\"outcome\": \"granted\"")
            .exit(0);
    }
}

#[test]
fn a_folder_without_rule_sets_is_an_error() {
    local()
        .run("evaluate bifall.json --rules nej")
        .stderr("fel: `nej` finns inte\n")
        .exit(2);
    local()
        .file("tom/LÄSMIG", "")
        .run("evaluate bifall.json --rules tom")
        .stderr_has("i `tom` finns inget regelverk")
        .exit(2);
    local()
        .run("evaluate bifall.json --rules bifall.json")
        .stderr_has("`bifall.json` är ingen regelfil")
        .exit(2);
}

#[test]
fn the_shipped_rule_sets_are_not_seen_behind_a_folder() {
    local()
        .run("evaluate - --rules regler")
        .stdin("{\"regelverk\": \"finsam\"}")
        .stderr_has("de som finns: lokalt")
        .exit(2);
    local()
        .run("rulesets --rules regler")
        .stdout_has("Lokalt bidrag")
        .exit(0);
}

#[test]
fn shared_modules_stay_importable() {
    let rules = RULES.replacen("\n\n", "\nanvänd gemensamt.huvudman\n\n", 1);
    Test::new()
        .file("regler/lokalt/lokalt.regel", &rules)
        .run("check regler")
        .stdout_has("1 regelverk: 2 varningar")
        .stderr_has("varning[E0803]: modulen `gemensamt.huvudman` ger inget hit")
        .exit(0);
    // The folder's own module goes before the shipped one.
    Test::new()
        .file("regler/lokalt/lokalt.regel", &rules)
        .file(
            "regler/gemensamt/huvudman.regel",
            "modul gemensamt.huvudman \"Egen\"\nfel på raden\n",
        )
        .run("check regler")
        .stderr_has("regler/gemensamt/huvudman.regel:2:1")
        .exit(3);
}

#[test]
#[cfg(unix)]
fn a_link_does_not_lead_out_of_the_folder() {
    let table = RULES.replacen(
        "ansökan {",
        "tabell t \"hemlig.csv\" \"T\" {\n  nyckel namn: text\n}\n\nansökan {",
        1,
    );
    let outside = Test::new()
        .file("hemlig.csv", "namn\nhemligheten\n")
        .file("regler/lokalt/lokalt.regel", &table)
        .link("regler/lokalt/hemlig.csv", "../../hemlig.csv")
        .run("check regler")
        .stderr_has("fel[E0504]")
        .exit(3);
    assert!(!outside.stderr.contains("hemligheten"));
    let above = RULES.replacen(
        "ansökan {",
        "tabell t \"../../hemlig.csv\" \"T\" {\n  nyckel namn: text\n}\n\nansökan {",
        1,
    );
    Test::new()
        .file("hemlig.csv", "namn\nhemligheten\n")
        .file("regler/lokalt/lokalt.regel", &above)
        .run("check regler")
        .stderr_has("fel[E0504]")
        .exit(3);
}

#[test]
fn rule_sets_are_listed_as_text_and_json() {
    Test::new()
        .run("rulesets")
        .stdout_has("projektbidrag-malmo\n    Projektbidrag från kommunstyrelsen i Malmö\n")
        .stdout_has("följer med programmet")
        .exit(0);
    let list = Test::new().run("rulesets --format json").exit(0).stdout;
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let shipped = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).unwrap();
    let shipped = shipped.filter(|entry| {
        let folder = entry.as_ref().unwrap().path();
        folder
            .join(folder.file_name().unwrap())
            .with_extension("regel")
            .is_file()
    });
    assert_eq!(list.as_array().unwrap().len(), shipped.count());
    for ruleset in list.as_array().unwrap() {
        assert_eq!(ruleset["hash"].as_str().unwrap().len(), 64);
        assert_eq!(ruleset["shipped"], true);
    }
}

#[test]
fn rules_of_ones_own_that_were_not_named_are_pointed_out() {
    let hint = "hjälp: egna regler, i mappen `rules`, anges med `--rules rules`";
    let test = || Test::new().file("rules/lokalt/lokalt.regel", RULES);
    test().run("schema lokalt").stderr_has(hint).exit(2);
    test()
        .run("evaluate -")
        .stdin("{\"regelverk\": \"lokalt\"}")
        .stderr_has(hint)
        .exit(2);
    test().run("schema lokalt --rules rules").stderr("").exit(0);
    let without = Test::new().run("schema lokalt").exit(2).stderr;
    assert!(!without.contains("--rules"), "{without}");
}
