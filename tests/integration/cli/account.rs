//! `rekvisit account`.

use serde_json::{Value, json};

use super::Test;

/// What does not stand in the table of lines.
const CASE: &str = r#"{"regelverk": "redovisning-halsosamtal-2023", "id": "Malmö", "prövningsdag": "2024-06-20", "kommun": "Malmö",
 "tilldelat": 3419977, "rekvirerat": 3419977, "beviljat": 3419977, "omfördelat": 0, "återbetalt": null}"#;

/// Five lines: two that count, one of them with a remark, two that don't, and one that must be judged.
const LINES: &str = "\
avser,utfört,ändamål,utförare,yngsta_ålder,belopp
Samtalsledare,2023-09-15,starta,egen_regi,80,2000000
Besök,2023-10-02,att förbättra hälsosamtal,En fristående aktör,65,\"1 000 000,50 kr\"
Efter nyår,2024-01-05,starta,egen_regi,80,400000
Surfplattor,2023-05-05,annat,egen_regi,80,10000
Konsult,2023-05-05,utöka,annan,,9477
";

fn folder(lines: &str) -> Test {
    Test::new().file("malmo.csv", lines).file("malmo.json", CASE)
}

const RUN: &str = "account redovisning-halsosamtal-2023";

fn account(lines: &str, more: &str) -> Value {
    let shown = folder(lines)
        .run(&format!("{RUN} malmo.csv --format json {more}"))
        .stderr("")
        .exit(0)
        .stdout;
    serde_json::from_str(&shown).unwrap()
}

#[test]
fn each_line_is_judged_with_its_reason_and_clause() {
    let seen = account(LINES, "");
    let outcomes: Vec<&Value> = seen["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| &l["outcome"])
        .collect();
    assert_eq!(
        outcomes,
        ["granted", "granted", "rejected", "undetermined", "rejected"]
    );
    let late = &seen["lines"][2];
    assert_eq!(late["reasons"][0]["rule"], "i_tiden");
    let clause = &late["reasons"][0]["sources"][0]["locator"];
    assert_eq!(clause, "Regeringens beslut, stycke 2");
    assert_eq!(seen["lines"][4]["reasons"][0]["rule"], "rätt_utförare");
    assert_eq!(seen["lines"][3]["reasons"][0]["rule"], "för_ändamålet");
    // 65 and over is a remark: the decision says *bör*.
    assert_eq!(seen["lines"][1]["remarks"][0]["rule"], "äldst_först");
    assert_eq!(seen["lines"][1]["counted"]["value"], "1000000.50");
    assert_eq!(seen["lines"][0]["remarks"], json!([]));
    assert_eq!(seen["lines"][1]["fields"]["utförare"], "fristående_aktör");
}

#[test]
fn the_text_says_what_counts_and_what_is_to_be_repaid() {
    let three =
        "avser,utfört,ändamål,utförare,yngsta_ålder,belopp\nSamtal,2023-09-15,starta,egen_regi,80,3000000\n";
    folder(three)
        .run(&format!("{RUN} malmo.csv"))
        .stdout_has("Av 1 rad på 3\u{a0}000\u{a0}000\u{a0}kr räknas 1 på 3\u{a0}000\u{a0}000\u{a0}kr.")
        .stdout_has("Att betala tillbaka: 419\u{a0}977\u{a0}kr.")
        .stdout_has("Betala 419\u{a0}977\u{a0}kr till Socialstyrelsen, senast den 30 juni 2024.")
        .stdout_has("10 dagar kvar.")
        .stderr("")
        .exit(0);
    folder(LINES)
        .run(&format!("{RUN} malmo.csv --all"))
        .stdout_has("3\u{a0}000\u{a0}000,50\u{a0}kr; 1 går inte att avgöra ännu.")
        .stdout_has("Rader som räknas\n")
        .stdout_has("Rad 3, ”Efter nyår”, 400\u{a0}000\u{a0}kr: inte godkänd.")
        .stdout_has("Ryms kostnaden i bidragets ändamål?")
        .exit(0);
    folder(LINES)
        .run(&format!("{RUN} malmo.csv --format markdown --lang en"))
        .stdout_has("## Lines that do not count")
        .exit(0);
}

/// Vouchers that stand once, twice and three times, one with a space too many, one line without and one that does not count.
const VOUCHERS: &str = "\
avser,verifikat,utfört,ändamål,utförare,yngsta_ålder,belopp
A,A 17,2023-09-15,starta,egen_regi,80,1
B,A 18,2023-09-15,starta,egen_regi,80,1
C, A 17 ,2023-09-15,starta,egen_regi,80,1
D,,2023-09-15,starta,egen_regi,80,1
E,-,2023-09-15,starta,egen_regi,80,1
F,B 1,2023-09-15,starta,egen_regi,80,1
G,B 1,2024-01-05,starta,egen_regi,80,1
H,B 1,2023-09-15,starta,egen_regi,80,1
";

#[test]
fn a_voucher_on_several_lines_is_told_and_decides_nothing() {
    let seen = account(VOUCHERS, "");
    let lines = seen["lines"].as_array().unwrap();
    let told: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| {
            let remarks = line["remarks"].as_array().unwrap().iter();
            remarks.map(|told| told["text"]["sv"].as_str().unwrap()).collect()
        })
        .collect();
    let none: Vec<&str> = Vec::new();
    assert_eq!(
        told,
        [
            vec!["Verifikat A 17 står också på rad 3."],
            none.clone(),
            vec!["Verifikat A 17 står också på rad 1."],
            none.clone(),
            none,
            vec!["Verifikat B 1 står också på raderna 7, 8."],
            vec!["Verifikat B 1 står också på raderna 6, 8."],
            vec!["Verifikat B 1 står också på raderna 6, 7."],
        ]
    );
    assert_eq!(lines[0]["remarks"][0]["rule"], Value::Null);
    assert_eq!(lines[0]["outcome"], "granted");
    let each_its_own = VOUCHERS
        .replacen("A 17", "A 16", 1)
        .replacen("B 1", "B 2", 1)
        .replacen("B 1", "B 3", 1);
    let unlike = account(&each_its_own, "");
    assert_eq!(unlike["lines"][0]["remarks"], json!([]));
    for key in ["outcome", "amount", "results", "obligations", "remarks"] {
        assert_eq!(unlike["decision"][key], seen["decision"][key], "{key}");
    }
    folder(VOUCHERS)
        .run(&format!("{RUN} malmo.csv"))
        .stdout_has("✓ Rad 1, ”A”, 1\u{a0}kr: godkänd.\n  Anmärkning: Verifikat A 17 står också på rad 3.\n")
        .stderr("")
        .exit(0);
    folder(VOUCHERS)
        .run(&format!("{RUN} malmo.csv --lang en"))
        .stdout_has("Remark: Voucher B 1 also stands on lines 7, 8.")
        .exit(0);
    folder(VOUCHERS)
        .run(&format!("{RUN} malmo.csv --format csv"))
        .stdout_has(",Verifikat A 17 står också på rad 3.\n")
        .exit(0);
}

#[test]
fn a_line_without_an_amount_is_not_refused_for_that() {
    let zero = "avser,utfört,ändamål,utförare,yngsta_ålder,belopp\n\
                Samtal,2023-09-15,starta,egen_regi,80,3419977\nLokal,2023-09-15,starta,egen_regi,80,0\n";
    folder(zero)
        .run(&format!("{RUN} malmo.csv --all"))
        .stdout_has("Förslag till beslut: godkänd.")
        .stdout_has("räknas 2 på\n3\u{a0}419\u{a0}977\u{a0}kr.")
        .stdout_has("✓ Rad 2, ”Lokal”, 0\u{a0}kr: godkänd.")
        .exit(0);
    let late = zero.replace("Lokal,2023-09-15", "Lokal,2024-09-15");
    folder(&late)
        .run(&format!("{RUN} malmo.csv"))
        .stdout_has("✗ Rad 2, ”Lokal”, 0\u{a0}kr: inte godkänd.\n  Arbetet utfördes den 15 september 2024.")
        .exit(0);
}

#[test]
fn the_lines_come_out_as_a_table_that_a_spreadsheet_opens() {
    let formula = LINES.replace("Samtalsledare", "=1+1");
    let shown = folder(&formula)
        .run(&format!("{RUN} malmo.csv --format csv --out ut.csv"))
        .prepared(|_| {})
        .stdout("")
        .stderr("");
    shown.exit(0);
    let shown = folder(&formula)
        .run(&format!("{RUN} malmo.csv --format csv --lang en"))
        .exit(0)
        .stdout;
    let mut reader = csv::Reader::from_reader(shown.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head[..3], ["case", "line", "avser"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(&rows[0][2], "'=1+1");
    let counts = head.iter().position(|name| name == "counts").unwrap();
    let counted: Vec<&str> = rows.iter().map(|row| &row[counts]).collect();
    assert_eq!(counted, ["2000000", "1000000.50", "0", "", "0"]);
}

#[test]
fn other_ways_of_writing_the_same_table_give_the_same_account() {
    let plain = account(LINES, "");
    let windows = format!("\u{feff}{}", LINES.replace('\n', "\r\n"));
    assert_eq!(account(&windows, ""), plain);
    let semicolons = LINES
        .replace("\"1 000 000,50 kr\"", "1 000 000!50 kr")
        .replace(',', ";")
        .replace('!', ",");
    assert_eq!(account(&semicolons, "--delimiter ;"), plain);
    // Columns in another order, empty lines, and a column without a name.
    let mut turned = String::new();
    for line in csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(LINES.as_bytes())
        .records()
    {
        let line = line.unwrap();
        let cells: Vec<String> = line.iter().rev().map(|cell| format!("\"{cell}\"")).collect();
        turned.push_str(&format!("{},\n\n", cells.join(",")));
    }
    let turned = account(&turned, "");
    for (one, other) in turned["lines"]
        .as_array()
        .unwrap()
        .iter()
        .zip(plain["lines"].as_array().unwrap())
    {
        assert_eq!(
            (&one["outcome"], &one["counted"]),
            (&other["outcome"], &other["counted"])
        );
    }
}

#[test]
fn what_is_wrong_in_a_table_is_told_by_line_and_column() {
    let wrong = "\
avser,utfört,ändamål,utförare,yngsta_ålder,belopp
A,15 september,starta,egen_regi,80,1
B,2023-09-15,startta,egen_regi,80,1.234
C,2023-09-15,starta,egen_regi,80
";
    folder(wrong)
        .run(&format!("{RUN} malmo.csv"))
        .stdout("")
        .stderr_has("rad 2, kolumn 2 (utfört): `15 september` är inget datum")
        .stderr_has("rad 3, kolumn 3 (ändamål): `startta` är inget av värdena")
        .stderr_has("menade du `starta`?")
        .stderr_has("rad 3, kolumn 6 (belopp): `1.234` kan läsas på två sätt")
        .stderr_has("rad 4: raden har 5 fält, men rubriken har 6")
        .exit(2);
    folder("avsr,belopp\nA,1\n")
        .run(&format!("{RUN} malmo.csv --lang en"))
        .stderr_has("line 1, column 1 (avsr): the rule set has no column `avsr`")
        .stderr_has("did you mean `avser`?")
        .exit(2);
    folder(&LINES.replace(',', ";"))
        .run(&format!("{RUN} malmo.csv"))
        .stderr_has("ange `--delimiter ';'`")
        .exit(2);
    folder("belopp,belopp\n1,2\n")
        .run(&format!("{RUN} malmo.csv"))
        .stderr_has("kolumnen `belopp` finns två gånger")
        .exit(2);
    Test::new()
        .file("malmo.csv", b"avser\n\xe5\n")
        .file("malmo.json", CASE)
        .run(&format!("{RUN} malmo.csv"))
        .stderr_has("spara filen som CSV UTF-8")
        .exit(2);
}

#[test]
fn a_table_needs_the_rest_of_its_account() {
    Test::new()
        .file("malmo.csv", LINES)
        .run(&format!("{RUN} malmo.csv"))
        .stderr_has("`malmo.json` kunde inte läsas: den finns inte")
        .stderr_has("--with")
        .exit(2);
    Test::new()
        .file("malmo.csv", LINES)
        .file("annan.json", CASE)
        .run(&format!("{RUN} malmo.csv --with annan.json"))
        .stdout_has("Förslag till beslut")
        .exit(0);
    folder(LINES)
        .file("malmo.json", CASE.replace("\"id\"", "\"kostnader\": [], \"id\""))
        .run(&format!("{RUN} malmo.csv"))
        .stderr_has("`kostnader` står både i `malmo.json` och i `malmo.csv`")
        .exit(2);
    folder(LINES)
        .run("account halsosamtal-2023 malmo.csv --list kostnader")
        .exit(2);
    folder(LINES)
        .run("account finns-inte malmo.csv")
        .stderr_has("finns-inte")
        .exit(2);
}

#[test]
fn a_folder_holds_many_accounts() {
    let lund = CASE.replace("Malmö", "Lund").replace("3419977", "1426216");
    let whole = lund.replace("\"id\": \"Lund\"", "\"id\": \"Lund\", \"kostnader\": []");
    let test = || {
        folder(LINES)
            .file("alla/malmo.csv", LINES)
            .file("alla/malmo.json", CASE)
            .file("alla/lund.json", &whole)
    };
    let shown = test().run(&format!("{RUN} alla --format json")).exit(0).stdout;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let ids: Vec<&Value> = shown
        .as_array()
        .unwrap()
        .iter()
        .map(|account| &account["id"])
        .collect();
    assert_eq!(ids, ["Lund", "Malmö"]);
    let repay = &shown[0]["decision"]["results"]["att_återbetala"]["value"]["value"];
    assert_eq!(repay, "1426216.00");
    Test::new()
        .file("tom/x.txt", "")
        .run(&format!("{RUN} tom"))
        .stderr_has("finns inga redovisningar")
        .exit(2);
}

#[test]
fn a_final_report_is_shown_with_its_goals_and_its_finances() {
    let path = format!(
        "{}/rules/slutrapport/cases/omtanke-f1.json",
        env!("CARGO_MANIFEST_DIR")
    );
    Test::new()
        .run(&format!("account slutrapport {path}"))
        .stdout_has("Förslag till beslut: godkänd.")
        .stdout_has("Mål\n")
        .stdout_has("tvåhundra_individer")
        .stdout_has("Kvar av de beviljade pengarna: 0\u{a0}kr.")
        .stdout_has("samma_period")
        .stderr("")
        .exit(0);
}
