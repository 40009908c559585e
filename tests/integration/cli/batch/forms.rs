//! What is read, and what is written.

use serde_json::Value;

use super::{Test, applications, folder};
use crate::cli::fixture;

/// The lines of an output without where the applications stand.
fn decisions(output: &str) -> Vec<Value> {
    output
        .lines()
        .map(|line| {
            let mut value: Value = serde_json::from_str(line).unwrap();
            value.as_object_mut().unwrap().remove("line");
            value
        })
        .collect()
}

#[test]
fn a_line_an_application_in_their_order() {
    folder(3, 0)
        .run("batch alla.ndjson --rules regler --explain none")
        .stdout(
            "{\"line\":1,\"item\":1,\"id\":\"L-1\",\"assessed_on\":\"2023-07-01\",\"outcome\":\"rejected\",\"amount\":null,\"referred_to\":null,\"missing\":[]}\n\
             {\"line\":2,\"item\":2,\"id\":\"L-2\",\"assessed_on\":\"2023-07-01\",\"outcome\":\"granted\",\"amount\":\"174.00\",\"referred_to\":null,\"missing\":[]}\n\
             {\"line\":3,\"item\":3,\"id\":\"L-3\",\"assessed_on\":\"2023-07-01\",\"outcome\":\"granted\",\"amount\":\"211.00\",\"referred_to\":null,\"missing\":[]}\n",
        )
        .stderr_has("3 ansökningar prövades.")
        .exit(0);
}

#[test]
fn grounds_are_the_rules_with_their_clauses() {
    let output = folder(7, 0).run("batch alla.ndjson --rules regler").output();
    let last: Value = serde_json::from_str(output.lines().last().unwrap()).unwrap();
    assert_eq!(last["grounds"][0]["rule"], "i_tid");
    assert_eq!(last["grounds"][0]["title"]["sv"], "Ansökan ska komma in i tid");
    assert_eq!(last["next_step"], "decide");
    let open: Value = serde_json::from_str(output.lines().nth(4).unwrap()).unwrap();
    assert_eq!(open["missing"], serde_json::json!(["/skäl"]));
}

#[test]
fn a_list_and_several_lines_of_json_and_a_pipe_are_the_same() {
    let lines = applications(12, 0);
    let expected = decisions(&folder(12, 0).run("batch alla.ndjson --rules regler").output());
    let list = format!("[{}]", lines.trim_end().replace('\n', ",\n "));
    let pretty: String = lines
        .lines()
        .map(|line| {
            serde_json::to_string_pretty(&serde_json::from_str::<Value>(line).unwrap()).unwrap() + "\n"
        })
        .collect();
    for (name, text) in [
        ("lista.json", &list),
        ("rader.json", &lines),
        ("flera.json", &pretty),
        ("utan", &list),
    ] {
        let test = Test::new()
            .file("regler/lokalt/lokalt.regel", fixture::RULES)
            .file(name, text);
        let output = test.run(&format!("batch {name} --rules regler")).output();
        assert_eq!(decisions(&output), expected, "{name}");
    }
    for arguments in ["batch - --rules regler", "batch --rules regler"] {
        for text in [&list, &lines, &pretty] {
            let output = folder(0, 0).run(arguments).stdin(text.clone()).output();
            assert_eq!(decisions(&output), expected);
        }
    }
}

#[test]
fn csv_has_a_header_of_keys() {
    let csv = "#anteckning;id;inkom;beslutad;sökt.minst;sökt.högst;skäl.värde;skäl.av;prövningsdag\r\n\
               en rad;L-1;2023-05-01;null;800;900;ja;handläggaren;2023-07-01\r\n\
               \"två\nrader\";L-2;2023-06-02;;800;;true;;2023-07-01\r\n\
               ;L-3;2023-05-01;null;\"\";;;;2023-07-01\r\n";
    let test = folder(0, 0)
        .file("alla.csv", csv)
        .run("batch alla.csv --rules regler --explain none");
    let output = test.stderr_has("3 ansökningar prövades.").exit(0).stdout;
    let lines: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let seen: Vec<(u64, &str, &str, Value)> = lines
        .iter()
        .map(|line| {
            let word = |key: &str| line[key].as_str().unwrap();
            (
                line["line"].as_u64().unwrap(),
                word("id"),
                word("outcome"),
                line["missing"].clone(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (2, "L-1", "undetermined", serde_json::json!(["/sökt"])),
            (3, "L-2", "dismissed", serde_json::json!([])),
            (5, "L-3", "undetermined", serde_json::json!(["/sökt", "/skäl"])),
        ]
    );
}

#[test]
fn a_header_that_cannot_be_used_is_told_at_once() {
    let told = |csv: &str, says: &str| {
        folder(0, 0)
            .file("alla.csv", csv)
            .run("batch alla.csv --rules regler --color never")
            .stdout("")
            .stderr_has(says)
            .exit(2);
    };
    told(
        "id,inkomm\n",
        "fel: kolumnen `inkomm` är ingen uppgift i regelverket\n  hjälp: menade du `inkom`?",
    );
    told("id,\n", "fel: kolumn 2 har inget namn i rubriken");
    told(
        "skäl,skäl.av\n",
        "fel: kolumnen `skäl.av` är samma uppgift som en kolumn före den",
    );
    told("", "fel: `alla.csv` har ingen rubrik");
    folder(0, 0)
        .file("alla.csv", "id,inkomm\nL-1,2023-05-01\n")
        .run("batch alla.csv --rules regler --lenient --as-of 2023-07-01 --explain none")
        .stdout_has("\"missing\":[\"/inkom\",")
        .exit(0);
}

#[test]
fn csv_is_written_as_rows() {
    folder(7, 6)
        .run("batch alla.ndjson --rules regler --format csv --delimiter ;")
        .stdout(
            "line;item;id;assessed_on;outcome;amount;referred_to;missing;grounds;next_step\r\n\
             1;1;L-1;2023-07-01;rejected;;;;bidrag;decide\r\n\
             2;2;L-2;2023-07-01;granted;174.00;;;bidrag;decide\r\n\
             3;3;L-3;2023-07-01;granted;211.00;;;bidrag;decide\r\n\
             4;4;L-4;2023-07-01;granted;248.00;;;bidrag;decide\r\n\
             5;5;L-5;2023-07-01;undetermined;;;/skäl;;assess_manually\r\n\
             7;7;L-7;2023-07-01;dismissed;;;;i_tid;decide\r\n",
        )
        .exit(1);
}

#[test]
fn whole_decisions_are_those_that_evaluate_gives() {
    let lines = applications(4, 0);
    let first = lines.lines().next().unwrap();
    let test = folder(4, 0).file("ett.json", first);
    let alone = test
        .run("evaluate ett.json --rules regler --format json")
        .output();
    let full = folder(4, 0)
        .run("batch alla.ndjson --rules regler --explain full")
        .output();
    let whole: Vec<Value> = full
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        whole[0]["decision"],
        serde_json::from_str::<Value>(&alone).unwrap()
    );
    assert!(
        whole
            .iter()
            .all(|line| line["decision"]["text"]["sv"].is_string())
    );
    let rejected = folder(4, 0)
        .run("batch alla.ndjson --rules regler --explain rejected")
        .output();
    let whole: Vec<bool> = rejected
        .lines()
        .map(|line| line.contains("\"decision\":"))
        .collect();
    assert_eq!(whole, [true, false, false, false]);
}

#[test]
fn what_does_not_go_together_is_told() {
    for (arguments, says) in [
        (
            "--format csv --explain full",
            "en rad CSV har inte plats för ett helt beslut",
        ),
        (
            "--format summary --out a",
            "`--format summary` skriver inga beslut till `--out`",
        ),
        ("--resume", "`--resume` går bara när"),
        (
            "--out alla.ndjson",
            "`alla.ndjson` är samma fil som `alla.ndjson`",
        ),
        ("--out a --rejects ./a", "`./a` är samma fil som `a`"),
        ("--delimiter ab", "`ab` kan inte skilja fält åt"),
        ("--threads 0", "0"),
        ("--ruleset annat", "regelverket `annat` finns inte"),
    ] {
        folder(1, 0)
            .run(&format!("batch alla.ndjson --rules regler {arguments}"))
            .stdout("")
            .stderr_has(says)
            .exit(2);
    }
    folder(1, 0)
        .run("batch saknas.ndjson --rules regler")
        .stderr_has("kunde inte läsas")
        .exit(2);
    folder(1, 0)
        .run("batch alla.ndjson")
        .stderr_has("regelverket `lokalt`, som `alla.ndjson` nämner, finns inte")
        .exit(2);
    folder(1, 0)
        .file("regler/lokalt/lokalt.regel", "regelverk lokalt")
        .run("batch alla.ndjson --rules regler")
        .stdout("")
        .exit(3);
}

#[test]
fn there_is_nothing_to_do() {
    folder(0, 0)
        .run("batch alla.ndjson --rules regler")
        .stdout("")
        .stderr_has("Ingen ansökan prövades.\n")
        .exit(0);
}

#[test]
fn a_pipe_has_no_bar_and_a_reader_that_has_left_is_no_failure() {
    let seen = folder(2000, 0).run("batch alla.ndjson --rules regler").exit(0);
    assert!(
        !seen.stderr.contains('\r') && !seen.stderr.contains('\u{1b}'),
        "{}",
        seen.stderr
    );
}
