//! The same grant in two years: what one requisition comes to by the rules of each.

use super::json;
use crate::cli::Test;

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");

fn requisition(received: &str, asked: u32, activities: &str) -> String {
    format!(
        r#"{{"id": "{received}", "prövningsdag": "2024-07-01", "inkom": "{received}", "kommun": "Malmö", "begärt": {asked},
 "sökande": {{"namn": "Malmö kommun", "typ": "kommun", "organisationsnummer": "212000-1124"}},
 "insats": "utöka", "utförs": ["egen_regi"], "tilldelning": 2264095, "betalar_aktiviteter": {activities}}}"#
    )
}

#[test]
fn what_changed_between_the_years_shows_in_the_decisions() {
    let report = json(
        Test::new()
            .file("fall/a.json", requisition("2023-05-15", 2_000_000, "false"))
            .file("fall/b.json", requisition("2023-05-16", 3_000_000, "false"))
            .file("fall/c.json", requisition("2023-05-17", 2_000_000, "true"))
            .run(&format!(
                "impact --from {RULES}/halsosamtal-2023 --to {RULES}/halsosamtal-2024 fall --format json"
            )),
        0,
    );
    assert_eq!(report["compared"]["count"], 3);
    let changed: Vec<_> = report["decisions"].as_array().unwrap().iter().collect();
    // Within both allocations nothing changes; above that of 2024 less is granted; activities are paid for no more.
    assert_eq!(changed.len(), 2, "{report:#}");
    assert_eq!(changed[0]["id"], "2023-05-16");
    assert_eq!(changed[0]["old"]["outcome"], "granted");
    assert_eq!(changed[0]["new"]["outcome"], "partly_granted");
    assert_eq!(changed[1]["id"], "2023-05-17");
    assert_eq!(changed[1]["new"]["outcome"], "rejected");
    assert_eq!(changed[1]["causes"], serde_json::json!(["inga_aktiviteter"]));
}

#[test]
fn a_requisition_of_another_year_is_told_apart() {
    let late = requisition("2024-01-02", 2_000_000, "false")
        .replace(", \"tilldelning\": 2264095, \"betalar_aktiviteter\": false", "");
    Test::new()
        .file("r.json", late)
        .run("evaluate r.json --ruleset halsosamtal-2023")
        .stderr_has("fel[F0117]")
        .exit(2);
}
