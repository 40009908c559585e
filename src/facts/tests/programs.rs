//! Applications of a rule set that is read from its rule file.

use crate::check;
use crate::facts::{Facts, Limits, decode, pointer, pointers, value_json};
use crate::program::Place;
use crate::program::schema::Schema;
use crate::source::{FileId, MemoryLibrary};
use crate::value::Number;

const RULES: &str = r#"regelverk bidrag "Bidrag"
  gäller 2018-01-01..

källa kl "Kommunallagen (2017:725)"
organ hvon "Hälsa-, vård- och omsorgsnämnden" även "Hälsa- vård och omsorgsnämnden"
organ region_skåne "Region Skåne"

typ Huvudman = kommun | region

post Insats {
  nyckel id: text
  huvudman: Huvudman
  kostnad: kronor
}

ansökan {
  inkom: datum "Vilken dag kom ansökan in?"
  stadgar: handling?
  insatser: [Insats]
  viktigast: nyckel i insatser
  belopp_per_år: kronor per år
  antal_år: år
  ansvarig_huvudman: bedömning Huvudman av hvon eller region_skåne
}

begrepp sökt = belopp_per_år × antal_år

hinder annan_huvudman "Regionen är ansvarig huvudman"
  enligt kl "2 kap. 2 §"
  när ansvarig_huvudman är region
  avslå "Projektet ligger inom regionens ansvar."

bevilja bidrag "Bidrag"
  enligt kl "2 kap. 1 §"
  beloppet sökt av sökt
"#;

#[test]
fn an_application_of_a_rule_file_is_read() {
    let library = MemoryLibrary::default().with("bidrag/bidrag.regel", RULES);
    let checked = check::load(&library, "bidrag");
    let ruleset = checked
        .ruleset
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let schema = Schema::new(&ruleset);
    let json = r#"{"regelverk": "bidrag", "viktigast": "b", "belopp_per_år": 2249327, "antal_år": 2,
        "insatser": [{"id": "a", "huvudman": "region", "kostnad": 1.5}, {"id": "b"}],
        "ansvarig_huvudman": {"värde": "region", "av": "Hälsa- vård och omsorgsnämnden", "den": "2021-08-26"}}"#;
    let facts = decode(&schema, &ruleset, FileId(0), json.as_bytes(), &Limits::default())
        .unwrap_or_else(|errors| panic!("{errors:#?}"));
    let cells = u32::try_from(facts.arena.cells.len()).unwrap();
    let one_by_one: Vec<String> = (0..cells)
        .map(|cell| pointer(&schema, &facts, Place(cell)))
        .collect();
    let together: Vec<String> = pointers(&schema, &facts, (0..cells).map(Place)).collect();
    assert_eq!(together, one_by_one);
    let places: Vec<String> = (0..cells)
        .map(|cell| {
            format!(
                "{} {:?}",
                pointer(&schema, &facts, Place(cell)),
                facts.arena.cell(Place(cell))
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            "/inkom Unknown",
            "/stadgar Unknown",
            "/insatser List(0)",
            "/viktigast Key(1)",
            "/belopp_per_år Int(224932700)",
            "/antal_år Int(2)",
            "/ansvarig_huvudman Symbol(1)",
            "/insatser/0/id Text(0)",
            "/insatser/0/huvudman Symbol(1)",
            "/insatser/0/kostnad Int(150)",
            "/insatser/1/id Text(1)",
            "/insatser/1/huvudman Unknown",
            "/insatser/1/kostnad Unknown",
        ]
    );
    assert_eq!(facts.aliases.len(), 1);
}

#[test]
fn a_percentage_is_written_as_its_percent_and_held_as_its_part() {
    let rules = RULES.replace("  antal_år: år\n", "  antal_år: år\n  andel: procent\n");
    let library = MemoryLibrary::default().with("bidrag/bidrag.regel", rules);
    let ruleset = check::load(&library, "bidrag").ruleset.unwrap();
    let schema = Schema::new(&ruleset);
    let read = |json: &str| -> Facts {
        decode(&schema, &ruleset, FileId(0), json.as_bytes(), &Limits::default())
            .unwrap_or_else(|errors| panic!("{errors:#?}"))
    };
    for (json, part) in [
        ("20", Number::fraction(1, 5)),
        ("12.5", Number::fraction(1, 8)),
        ("0", Number::fraction(0, 1)),
        ("150", Number::fraction(3, 2)),
    ] {
        let facts = read(&format!("{{\"andel\": {json}}}"));
        let cells = u32::try_from(facts.arena.cells.len()).unwrap();
        let place = (0..cells)
            .map(Place)
            .find(|place| pointer(&schema, &facts, *place) == "/andel")
            .unwrap();
        assert_eq!(facts.arena.number(facts.arena.cell(place)), part, "{json}");
        assert_eq!(value_json(&schema, &facts, place).to_string(), json);
    }
}
