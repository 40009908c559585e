//! `rekvisit allocate` and `rekvisit redistribute`.

use serde_json::Value;

use super::Test;

const PUBLISHED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/rules/halsosamtal-2023/fordelning-2023.csv"
);
const MALMO: &str = include_str!("../../../rules/halsosamtal-2023/cases/malmo-hela-tilldelningen-c1.json");

const RULES: &str = r#"regelverk pott "Potten"
  gäller 2020-01-01..2021-12-31
  antagande "Påhittat"

parameter pott "Potten": kronor {
  2020-01-01..2020-12-31: 1 000 kr
  2021-01-01..2021-12-31: 500 kr
}
tabell kommuner "kommuner.csv" "Kommunerna" {
  nyckel kommun: text  även "Aa" = "A"
  antal: personer
}

ansökan {
  kommun: nyckel i kommuner
  begärt: kronor
  vill_ha: kronor?
}

fördelning delar "Potten delas"
  fördela pott på raderna i kommuner efter antal, avrundat nedåt till 10 kr, resten stannar hos givaren
  där (antal är minst 1 personer)
  golv 100 kr
  tak 600 kr

fördelning mer "Det som är kvar"
  fördela det som är kvar av delar på varje kommun efter antal, avrundat nedåt till 1 kr, resten efter störst bråkdel
  där vill_ha finns
  tak vill_ha

bevilja bidrag "Bidrag"
  beloppet begärt av begärt
"#;

const ROWS: &str = "kommun,antal\nA,7\nB,2\nC,1\nD,0\n";

fn pot() -> Test {
    Test::new()
        .file("regler/pott/pott.regel", RULES)
        .file("regler/pott/kommuner.csv", ROWS)
}

fn requisition(kommun: &str, asked: &str, wants: &str) -> String {
    format!(
        r#"{{"kommun": "{kommun}", "prövningsdag": "2020-06-01", "begärt": {asked}, "vill_ha": {wants}}}"#
    )
}

/// The shipped grant of 2023: each published amount to the krona (C-9).
#[test]
fn the_published_amounts_come_out_to_the_krona() {
    Test::new()
        .run(&format!("allocate halsosamtal-2023 --check {PUBLISHED}"))
        .stdout_has("Stämmer: alla 290 delar")
        .stderr("")
        .exit(0);
    Test::new()
        .run("allocate halsosamtal-2023")
        .stdout_has("är återskapade ur dem")
        .stdout_has("Avrundningen ger 3\u{a0}kr för mycket, som tas från Stockholm.")
        .stdout_has("Delarna är tillsammans 143\u{a0}500\u{a0}000\u{a0}kr: hela beloppet.")
        .stdout_has("Alla 290 delar är de som är publicerade i `belopp_kr`.")
        .exit(0);
}

#[test]
fn a_row_is_explained() {
    Test::new()
        .run("allocate halsosamtal-2023 --row Stockholm")
        .stdout_has("Exakt del: 143\u{a0}500\u{a0}000\u{a0}kr × 21\u{a0}481 / 341\u{a0}591 ≈ 9\u{a0}024\u{a0}018,48\u{a0}kr")
        .stdout_has("Rest: −3\u{a0}kr av −3\u{a0}kr")
        .stdout_has("Publicerat: 9\u{a0}024\u{a0}015\u{a0}kr, samma")
        .stdout_has("Antagande: Bilagan har bara beloppen.")
        .exit(0);
    Test::new()
        .run("allocate halsosamtal-2023 --row Bengtstors --lang en")
        .stdout_has("`Bengtstors` is another spelling of Bengtsfors.")
        .exit(0);
    Test::new()
        .run("allocate halsosamtal-2023 --row Bengtsfos")
        .stdout("")
        .stderr_has("menade du `Bengtsfors`?")
        .exit(2);
    let row = Test::new()
        .run("allocate halsosamtal-2023 --row Malmö --format json")
        .exit(0)
        .stdout;
    let row: Value = serde_json::from_str(&row).unwrap();
    assert_eq!(row["row"]["exact"], "1168233500000/341591");
    assert_eq!(row["row"]["amount"]["value"], "3419977.00");
}

#[test]
fn floors_caps_and_the_day_are_the_rules_own() {
    // 1 000 kr by 7, 2, 1: the cap of A frees 100 kr, which B and C share; A 600, B 266,66…, C 133,33…
    pot()
        .run("allocate pott --rules regler --format csv")
        .stdout("kommun,antal,belopp\nA,7,600\nB,2,260\nC,1,130\nD,0,0\n")
        .exit(0);
    pot()
        .run("allocate pott --rules regler")
        .stdout_has("Avrundningen lämnar 10\u{a0}kr över, som stannar hos givaren.")
        .stdout_has("Delarna är tillsammans 990\u{a0}kr, och 10\u{a0}kr stannar hos givaren")
        .exit(0);
    pot()
        .run("allocate pott --rules regler --row A")
        .stdout_has("Taket, avrundat nedåt till samma steg: 600\u{a0}kr")
        .exit(0);
    pot()
        .run("allocate pott --rules regler --row B")
        .stdout_has("När golv och tak har fått sitt finns 400\u{a0}kr att dela på 3\u{a0}personer")
        .exit(0);
    pot()
        .run("allocate pott --rules regler --row D")
        .stdout_has("Raden deltar inte i fördelningen.")
        .exit(0);
    // In 2021, by 7/10, 2/10 and the floor of C: A 311,11…, B 88,88… → the floor, 100 kr.
    pot()
        .run("allocate pott --rules regler --as-of 2021-05-01 --format csv")
        .stdout("kommun,antal,belopp\nA,7,300\nB,2,100\nC,1,100\nD,0,0\n")
        .exit(0);
    pot()
        .run("allocate pott --rules regler --as-of 2022-01-01")
        .stderr_has("regelverket `pott` gäller inte 2022-01-01")
        .exit(2);
}

#[test]
fn a_list_is_compared_and_each_difference_is_named() {
    let list = "\u{feff}kommun;belopp\nA;590\nB;260,00\nX;1\nB;260\n";
    pot()
        .file("lista.csv", list)
        .run("allocate pott --rules regler --check lista.csv --delimiter ;")
        .stdout_has("Stämmer inte: 4 skillnader mot lista.csv.")
        .stdout_has("A: publicerat 590\u{a0}kr, beräknat 600\u{a0}kr")
        .stdout_has("C: saknas i listan, beräknat 130\u{a0}kr")
        .stdout_has("rad 4: `X` finns inte i tabellen")
        .stdout_has("rad 5: B står två gånger")
        .exit(1);
    pot()
        .file("lista.csv", list)
        .run("allocate pott --rules regler --check lista.csv")
        .stderr_has("--delimiter ';'")
        .exit(2);
    pot()
        .file(
            "lista.csv",
            "namn,kommun,summa\nx,Aa,600 kr\n,B,260\n,C,\"1 30\"\n",
        )
        .run("allocate pott --rules regler --check lista.csv --column summa")
        .stdout_has("Stämmer: alla 4 delar")
        .exit(0);
    pot()
        .file("lista.csv", "kommun,belopp\nA,mycket\n")
        .run("allocate pott --rules regler --check lista.csv")
        .stderr_has("rad 2: `mycket` är inget belopp")
        .exit(2);
}

#[test]
fn a_workbook_has_the_same_bytes_each_time() {
    let made = || {
        let test = pot()
            .run("allocate pott --rules regler --out belopp.xlsx")
            .stdout_has("Skrev belopp.xlsx")
            .then(0);
        std::fs::read(test.path("belopp.xlsx")).unwrap()
    };
    let (one, two) = (made(), made());
    assert!(one.starts_with(b"PK"));
    assert_eq!(one, two);
    pot()
        .run("allocate pott --rules regler --format xlsx")
        .stderr_has("en arbetsbok kan inte visas")
        .exit(2);
}

#[test]
fn what_is_asked_for_must_be_there() {
    Test::new()
        .run("allocate iop-malmo")
        .stderr_has("regelverket `iop-malmo` har ingen fördelning")
        .exit(2);
    pot()
        .run("allocate pott --rules regler --apportionment dela")
        .stderr_has("menade du `delar`?")
        .exit(2);
    pot()
        .run("allocate pott --rules regler --apportionment mer")
        .stderr_has("har ingen fördelning `mer`")
        .exit(2);
}

/// C-10: three municipalities don't requisition; two of the others want more.
#[test]
fn what_is_left_of_the_shipped_grant_is_shared_again() {
    let all = |wants: &[&str]| {
        let mut lines = String::new();
        let mut base: Value = serde_json::from_str(MALMO).unwrap();
        base.as_object_mut().unwrap().remove("väntar");
        for record in csv::Reader::from_path(PUBLISHED).unwrap().records() {
            let record = record.unwrap();
            let name = &record[1];
            if !["Bjurholm", "Malå", "Dorotea"].contains(&name) {
                base["kommun"] = name.into();
                base["begärt"] = record[3].parse::<i64>().unwrap().into();
                base["önskar_mer"] = wants.contains(&name).into();
                lines.push_str(&format!("{base}\n"));
            }
        }
        Test::new().file("alla.ndjson", lines)
    };
    let found = all(&["Malmö", "Lund"])
        .run("redistribute halsosamtal-2023 alla.ndjson --format json")
        .exit(0)
        .stdout;
    let found: Value = serde_json::from_str(&found).unwrap();
    let more: Vec<(&str, &str)> = found["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["row"].as_str().unwrap(),
                row["redistributed"]["value"].as_str().unwrap(),
            )
        })
        .filter(|(_, amount)| *amount != "0.00")
        .collect();
    assert_eq!(more, [("Malmö", "115620.00"), ("Lund", "48216.00")]);
    let sums = &found["sums"];
    let sum = |name: &str| sums[name]["value"].as_str().unwrap().to_owned();
    assert_eq!(sum("apportioned"), "143500000.00");
    assert_eq!(sum("granted"), "143336164.00");
    assert_eq!(sum("left"), "163836.00");
    assert_eq!(sum("redistributed"), "163836.00");
    assert_eq!(sum("stays"), "0.00");
    all(&[])
        .run("redistribute halsosamtal-2023 alla.ndjson")
        .stdout_has("Har ingen beviljad rekvisition: Bjurholm, Malå och Dorotea")
        .stdout_has("Ingen vill ha mer: 163\u{a0}836\u{a0}kr stannar hos givaren.")
        .stdout_has("Beslutet säger bara att pengarna får fördelas")
        .exit(0);
}

#[test]
fn what_one_wants_at_most_is_its_cap() {
    // A leaves 600, B 60; B and C want more: 660 by 2 and 1, at most 50 for C.
    let lines = [requisition("B", "200", "1000"), requisition("C", "130", "50")];
    pot()
        .file("r.ndjson", lines.join("\n"))
        .run("redistribute pott r.ndjson --rules regler --format csv")
        .stdout(
            "kommun,tilldelat,beviljat,kvar,vill_ha_mer,belopp,totalt\n\
             A,600,0,600,nej,0,0\nB,260,200,60,ja,610,810\nC,130,130,0,ja,50,180\nD,0,0,0,nej,0,0\n",
        )
        .exit(0);
}

#[test]
fn requisitions_may_stand_in_a_table() {
    let table = "kommun;prövningsdag;begärt;vill_ha\nB;2020-06-01;200;1000\nAa;2020-06-01;600;null\n";
    pot()
        .file("r.csv", table)
        .file("mer/c.json", requisition("C", "130", "50"))
        .run("redistribute pott r.csv mer --rules regler --format csv --delimiter ;")
        .stdout(
            "kommun;tilldelat;beviljat;kvar;vill_ha_mer;belopp;totalt\n\
             A;600;600;0;nej;0;600\nB;260;200;60;ja;40;240\nC;130;130;0;ja;20;150\nD;0;0;0;nej;0;0\n",
        )
        .exit(0);
    pot()
        .file("r.csv", "kommun,begrt\nB,200\n")
        .run("redistribute pott r.csv --rules regler")
        .stderr_has("begrt")
        .exit(2);
}

#[test]
fn nothing_is_shared_while_something_stands_in_the_way() {
    let lines = [
        requisition("A", "600", "null"),
        requisition("A", "500", "null"),
        requisition("B", "261", "null"),
        r#"{"prövningsdag": "2020-06-01", "begärt": 10, "vill_ha": null}"#.to_owned(),
        r#"{"kommun": "C", "prövningsdag": "2020-06-01", "vill_ha": null}"#.to_owned(),
        r#"{"kommun": "C", "prövningsdag": "2020-06-01", "begärt": 10}"#.to_owned(),
    ];
    pot()
        .file("r.ndjson", lines.join("\n"))
        .run("redistribute pott r.ndjson --rules regler")
        .stdout("")
        .stderr_has("`mer` kan inte göras än")
        .stderr_has("A har flera beviljade rekvisitioner: r.ndjson:1 och r.ndjson:2")
        .stderr_has("r.ndjson:3: beviljad 261\u{a0}kr, men tilldelad 260\u{a0}kr")
        .stderr_has("r.ndjson:4: beviljad, men det är inte känt vilken rad i tabellen den gäller")
        .stderr_has("r.ndjson:5: utfallet är inte avgjort")
        .stderr_has("r.ndjson:6: det är inte känt om den ska ha del av det som är kvar, eller hur mycket")
        .exit(1);
    pot()
        .file("r.ndjson", "{\"kommun\": \"E\"}\n{\"regelverk\": \"annat\"}\n")
        .run("redistribute pott r.ndjson --rules regler")
        .stdout("")
        .stderr_has("kan inte vara `E`")
        .stderr_has("r.ndjson:2` är en ansökan till `annat`")
        .exit(2);
}
