//! What decides makes no difference: how many threads, how many at a time.

use serde_json::Value;

use super::{Test, folder};
use crate::cases;
use crate::shipped;

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for format in ["--explain none", "--format csv", "--explain rejected"] {
        let run = |threads: usize| {
            let test = folder(2500, 11)
                .run(&format!(
                    "batch alla.ndjson --rules regler {format} --threads {threads} --out ut --rejects fel --summary alla.json"
                ))
                .then(1);
            ["ut", "fel", "alla.json"].map(|file| test.contents(file).unwrap())
        };
        let one = run(1);
        assert!(one.iter().all(|text| !text.is_empty()));
        for threads in [2, 7] {
            assert!(run(threads) == one, "{format} by {threads} threads");
        }
    }
}

/// Every shipped case, by its rule set, as one line.
#[test]
fn many_at_once_are_what_each_is_alone() {
    let mut count = 0;
    for ruleset in shipped::rulesets() {
        let own: Vec<_> = cases::all()
            .into_iter()
            .filter(|(name, ..)| *name == ruleset)
            .collect();
        let lines: String = own.iter().map(|(_, _, case)| format!("{case}\n")).collect();
        let many = Test::new()
            .run("batch - --explain full")
            .stdin(lines.clone())
            .exit(0)
            .stdout;
        let light = Test::new()
            .run("batch - --explain none")
            .stdin(lines)
            .exit(0)
            .stdout;
        let paths: Vec<&str> = own.iter().map(|(_, path, _)| path.to_str().unwrap()).collect();
        let alone = Test::new()
            .run(&format!("evaluate {} --format json", paths.join(" ")))
            .exit(0)
            .stdout;
        let alone: Value = serde_json::from_str(&alone).unwrap();
        let alone = alone.as_array().cloned().unwrap_or_else(|| vec![alone]);
        assert_eq!(many.lines().count(), own.len());
        for (((many, light), alone), (_, path, _)) in many.lines().zip(light.lines()).zip(&alone).zip(&own) {
            let many: Value = serde_json::from_str(many).unwrap();
            let light: Value = serde_json::from_str(light).unwrap();
            let path = path.display();
            assert_eq!(&many["decision"], alone, "{path}");
            assert_eq!(light["id"], alone["application"]["id"], "{path}");
            assert_eq!(light["outcome"], alone["outcome"], "{path}");
            assert_eq!(light["amount"], alone["amount"]["value"], "{path}");
            assert_eq!(light["assessed_on"], alone["assessed_on"], "{path}");
            assert_eq!(light["referred_to"], alone["referred_to"]["name"], "{path}");
            let missing: Vec<&Value> = alone["missing"]
                .as_array()
                .unwrap()
                .iter()
                .map(|m| &m["path"])
                .collect();
            assert_eq!(
                light["missing"].as_array().unwrap().iter().collect::<Vec<_>>(),
                missing,
                "{path}"
            );
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}
