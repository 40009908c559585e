//! Applications that are wrong: the code, the place and the words.

use super::*;

#[test]
fn the_message_names_the_place_and_what_was_expected() {
    for (json, code, pointer, message) in [
        ("", "F0120", "", "filen är tom"),
        (
            "[1]",
            "F0120",
            "",
            "en ansökan är ett objekt (`{…}`), och det här är en lista (`[…]`)",
        ),
        (
            r#"{"antal" 3}"#,
            "F0101",
            "/antal",
            "efter `antal` väntades `:`, men där står `3`",
        ),
        (
            r#"{"antal": 3"#,
            "F0101",
            "/antal",
            "efter värdet av `antal` väntades `,` eller `}`, men filen slutar där",
        ),
        (
            r#"{"ja": t"#,
            "F0101",
            "/ja",
            "filen slutar mitt i ett värde: `t`",
        ),
        (
            "{\"orter\": [nul\n",
            "F0101",
            "/orter/0",
            "filen slutar mitt i ett värde: `nul`",
        ),
        (
            r#"{"antal": 3,}"#,
            "F0101",
            "/antal",
            "ett komma för mycket före `}`",
        ),
        (
            r#"{"antal": 3} x"#,
            "F0101",
            "",
            "ansökan är slut här, och ingenting mer väntades, men där står `x`",
        ),
        (
            r#"{"antal": 03}"#,
            "F0101",
            "/antal",
            "talet `03` börjar med en nolla för mycket",
        ),
        (
            r#"{"orter": ["\ud800"]}"#,
            "F0101",
            "/orter/0",
            r"`\ud800` är ett halvt tecken (ett ensamt surrogat)",
        ),
        (
            r#"{"antl": 3}"#,
            "F0102",
            "/antl",
            "regelverket `prov` känner inte nyckeln `antl`",
        ),
        (
            r#"{"antal": "3"}"#,
            "F0103",
            "/antal",
            "`antal` ska vara ett helt tal, men är en text",
        ),
        (
            r#"{"orter": ["a", 2]}"#,
            "F0103",
            "/orter/1",
            "element 2 i `orter` ska vara en text, men är ett tal",
        ),
        (
            r#"{"antal": 3, "antal": 4}"#,
            "F0104",
            "/antal",
            "nyckeln `antal` står två gånger i samma objekt",
        ),
        (
            r#"{"beloppPerÅr": 3, "belopp_per_ar": 3}"#,
            "F0104",
            "/belopp_per_ar",
            "`beloppPerÅr` och `belopp_per_ar` är samma fält",
        ),
        (
            r#"{"insatser": [{"id": "a"}, {"id": "a"}]}"#,
            "F0104",
            "/insatser/1/id",
            "två poster i listan har nyckeln `a`",
        ),
        (
            r#"{"huvudman": "Kommun"}"#,
            "F0108",
            "/huvudman",
            "`huvudman` kan inte vara `Kommun`",
        ),
        (
            r#"{"inkom": null}"#,
            "F0109",
            "/inkom",
            "`inkom` får inte vara `null`",
        ),
        (
            r#"{"beloppPerÅr": 1.005}"#,
            "F0110",
            "/beloppPerÅr",
            "`beloppPerÅr` har fler än två decimaler: `1.005`",
        ),
        (
            r#"{"antal": -1}"#,
            "F0111",
            "/antal",
            "`antal` kan inte vara under noll, men är `-1`",
        ),
        (
            r#"{"antal": 2.0}"#,
            "F0111",
            "/antal",
            "`antal` räknas i hela tal, men är `2.0`",
        ),
        (
            r#"{"andel": 1e3}"#,
            "F0119",
            "/andel",
            "`andel` är skrivet med exponent: `1e3`",
        ),
        (
            r#"{"inkom": "2023-6-1"}"#,
            "F0112",
            "/inkom",
            "`inkom` är inget datum: `2023-6-1`",
        ),
        (
            r#"{"klockan": "2023-06-01T10:00:00"}"#,
            "F0112",
            "/klockan",
            "`klockan` är ingen tidpunkt: `2023-06-01T10:00:00`",
        ),
        (
            r#"{"insatser": [{"id": "a"}], "viktigast": "b"}"#,
            "F0113",
            "/viktigast",
            "ingen post i `insatser` har nyckeln `b`",
        ),
        (
            r#"{"period": {"från": "2023-02-01", "till": "2023-01-01"}}"#,
            "F0119",
            "/period",
            "`period` slutar före sin början",
        ),
        (
            r#"{"antal": {"minst": 5, "högst": 4}}"#,
            "F0119",
            "/antal",
            "`antal` har ett `minst` som är större än `högst`",
        ),
        (
            r#"{"antal": {"motstridigt": [{"värde": 5}]}}"#,
            "F0119",
            "/antal",
            "`motstridigt` kräver minst två uppgifter",
        ),
        (
            r#"{"väntar": {}}"#,
            "F0118",
            "/väntar",
            "`väntar` saknar `utfall`",
        ),
        (
            r#"{"väntar": {"utfall": "grant"}}"#,
            "F0118",
            "/väntar/utfall",
            "`grant` är inget utfall",
        ),
        (
            r#"{"väntar": {"utfall": "granted", "saknas": [1]}}"#,
            "F0118",
            "/väntar/saknas",
            "`saknas` i `väntar` ska vara en lista av texter",
        ),
    ] {
        assert_eq!(
            wrong(json),
            (code.into(), pointer.into(), message.into()),
            "{json}"
        );
    }
}

#[test]
fn the_help_says_what_to_write() {
    for (json, help) in [
        (r#"{"inkom": "2023-6-1"}"#, "skriv `2023-06-01`"),
        (r#"{"inkom": "20230601"}"#, "skriv `2023-06-01`"),
        (r#"{"inkom": "2023-02-30"}"#, "den dagen finns inte"),
        (
            r#"{"inkom": "2023-06-01T10:00:00Z"}"#,
            "skriv bara dagen: `2023-06-01`",
        ),
        (r#"{"antl": 3}"#, "menade du `antal`?"),
        (
            r#"{"belopp_per_år": 3}"#,
            "fältet `belopp_per_år` heter `beloppPerÅr` i JSON",
        ),
        (
            r#"{"beloppPerÅr": "143 500,50 kr"}"#,
            "skriv talet utan citattecken: `143500.50`",
        ),
        (
            r#"{"beloppPerÅr": 143.500}"#,
            "är punkten ett tusentalstecken, skriv `143500`",
        ),
        (
            r#"{"huvudman": "Kommun"}"#,
            "menade du `kommun`?; möjliga värden: `kommun`, `region`",
        ),
        (
            r#"{"kommun": "Bengtsfor"}"#,
            "menade du `Bengtsfors`?; möjliga värden: `Bengtsfors`, `Habo`",
        ),
        (r#"{"ja": True}"#, "skriv `true` för ja"),
        (r#"{"viktigast": "b"}"#, "listan `insatser` saknas i ansökan"),
        (
            r#"{"orter": [åre]}"#,
            "en text skrivs inom citattecken: `\"åre\"`",
        ),
        (r#"{"orter": [_a]}"#, "en text skrivs inom citattecken: `\"_a\"`"),
        ("{åre: 1}", "en nyckel skrivs inom citattecken"),
        (r#"{"antal": 1, _a: 1}"#, "en nyckel skrivs inom citattecken"),
    ] {
        assert_eq!(helped(json), help, "{json}");
    }
}

#[test]
fn several_mistakes_are_all_told_in_the_order_of_the_file() {
    let errors = read(r#"{"x": {"a": 1, "a": 2}, "antal": "3", "inkom": null, "ja": 1"#).unwrap_err();
    let codes: Vec<&str> = errors.iter().map(|e| e.code.as_str()).collect();
    assert_eq!(codes, ["F0102", "F0104", "F0103", "F0109", "F0103", "F0101"]);
    assert_eq!(errors[1].pointer.as_deref(), Some("/x/a"));
    assert_eq!(errors[1].labels.len(), 2);
}

#[test]
fn what_is_too_much_is_one_clear_error() {
    let deep = format!(r#"{{"x": {}"#, "[".repeat(200));
    let errors = read(&deep).unwrap_err();
    assert_eq!(errors.last().unwrap().code.as_str(), "F0106");
    let many = format!(r#"{{"orter": [{}1]}}"#, "1,".repeat(1000));
    let errors = read(&many).unwrap_err();
    assert_eq!(errors.len(), 101);
    let (ruleset, limits) = (
        ruleset(),
        Limits {
            max_bytes: 3,
            ..Limits::default()
        },
    );
    let schema = Schema::new(&ruleset);
    let errors = decode(&schema, &ruleset, FileId::default(), b"{   }", &limits).unwrap_err();
    assert_eq!(errors[0].code.as_str(), "F0107");
}

#[test]
fn as_many_cells_are_taken_as_the_limit_says_and_no_more() {
    let (ruleset, schema) = (ruleset(), Schema::new(&ruleset()));
    for json in [
        r#"{"orter": ["Habo", "Mora"]}"#,
        r#"{"insatser": [{"dagar": []}, {"dagar": ["2023-01-01"]}]}"#,
    ] {
        let cells = facts(json).arena.cells.len();
        let read = |max_cells| {
            let limits = Limits {
                max_cells,
                ..Limits::default()
            };
            decode(&schema, &ruleset, FileId::default(), json.as_bytes(), &limits)
        };
        assert_eq!(
            read(cells).unwrap().arena.cells,
            facts(json).arena.cells,
            "{json}"
        );
        let errors = read(cells - 1).unwrap_err();
        let codes: Vec<&str> = errors.iter().map(|e| e.code.as_str()).collect();
        assert_eq!(codes, ["F0107"], "{json}");
    }
}

#[test]
fn bytes_that_are_not_text_are_told_apart() {
    let (ruleset, limits) = (ruleset(), Limits::default());
    let schema = Schema::new(&ruleset);
    let read = |bytes: &[u8]| decode(&schema, &ruleset, FileId::default(), bytes, &limits).unwrap_err();
    let latin = read(b"{\"s\xF6kande\": 1}");
    assert_eq!(latin[0].code.as_str(), "F0105");
    assert_eq!(latin[0].span().start, 3);
    let bom = read(b"\xEF\xBB\xBF{}");
    assert_eq!(
        bom[0].message.sv,
        "filen börjar med en byteordningsmarkering (BOM)"
    );
}

#[test]
fn pointers_are_escaped() {
    let (_, pointer, _) = wrong(r#"{"a/b~c": 1}"#);
    assert_eq!(pointer, "/a~1b~0c");
}

#[test]
fn what_is_long_is_cut_off_in_messages() {
    let long = "x".repeat(10_000);
    let (_, _, message) = wrong(&format!(r#"{{"huvudman": "{long}"}}"#));
    assert!(message.chars().count() < 120, "{message}");
    let (_, _, message) = wrong(&format!(r#"{{"{long}": 1}}"#));
    assert!(message.chars().count() < 140, "{message}");
}

#[test]
fn an_expected_amount_that_no_number_holds_is_refused() {
    let json = r#"{"väntar": {"utfall": "granted", "belopp": 1e999}}"#;
    assert_eq!(wrong(json).0, "F0118");
}
