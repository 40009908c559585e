use super::*;
use crate::check::ruleset::{EnumId, Variant};
use crate::source::SourceFile;
use crate::value::{Bilingual, Unit};

fn column(name: &str, ty: Type) -> ColumnInput {
    ColumnInput {
        name: name.into(),
        header: name.into(),
        ty,
        span: Span::default(),
    }
}

fn read_with(
    bytes: &[u8],
    aliases: &[(&str, &str)],
    controls: &[(Option<usize>, i64)],
) -> (Rows, Vec<Diagnostic>) {
    let money = Type::Number {
        unit: Unit::of(crate::value::UnitId::ORE),
        signed: false,
        whole: false,
    };
    let aliases: Vec<_> = aliases
        .iter()
        .map(|(alias, target)| AliasInput {
            alias: (*alias).into(),
            target: (*target).into(),
            span: Span::default(),
        })
        .collect();
    let controls: Vec<_> = controls
        .iter()
        .map(|(column, expected)| ControlInput {
            column: *column,
            expected: Number::whole(*expected),
            span: Span::default(),
        })
        .collect();
    read_table(&TableInput {
        declared: Span::default(),
        file: FileId(7),
        bytes,
        columns: &[column("kommun", Type::Text), column("belopp_kr", money)],
        key: 0,
        aliases: &aliases,
        controls: &controls,
        enums: &[],
        units: &[],
        tables: &[],
    })
}

fn read(text: &str) -> (Rows, Vec<Diagnostic>) {
    read_with(text.as_bytes(), &[], &[])
}

fn place(text: &str, diagnostic: &Diagnostic) -> (usize, usize, String) {
    let file = SourceFile::new("tabell.csv", text);
    assert_eq!(diagnostic.span().file, FileId(7));
    let position = file.position(diagnostic.span().start);
    (
        position.line,
        position.column,
        file.slice(diagnostic.span()).to_owned(),
    )
}

fn codes(found: &[Diagnostic]) -> Vec<Code> {
    found.iter().map(|d| d.code).collect()
}

#[test]
fn money_becomes_ore_and_other_columns_are_ignored() {
    let (rows, found) = read(
        "\u{FEFF}kod,belopp_kr,kommun\r\n1460,180220.50,Bengtsfors\r\n\r\n0,\"7,5\",\"Ä, \"\"ö\"\"\"\r\n",
    );
    assert_eq!(found, []);
    assert_eq!(rows.keys, ["Bengtsfors", "Ä, \"ö\""]);
    assert_eq!(
        rows.cells,
        [
            Literal::Text("Bengtsfors".into()),
            Literal::Number(Number::whole(18_022_050)),
            Literal::Text("Ä, \"ö\"".into()),
            Literal::Number(Number::whole(750)),
        ]
    );
}

#[test]
fn a_cell_is_named_by_line_and_column() {
    let text = "\u{FEFF}kommun,x,belopp_kr\n\"Å,å\",1,12\n\nÖckerö,2,\"tolv\"\n";
    let (_, found) = read(text);
    assert_eq!(codes(&found), [Code::CellType]);
    assert_eq!(place(text, &found[0]), (4, 10, "\"tolv\"".into()));
    for wrong in ["12.345", "-1", "1e3", " 12", "", "1 000"] {
        assert_eq!(
            codes(&read(&format!("kommun,belopp_kr\nHabo,{wrong}\n")).1),
            [Code::CellType],
            "{wrong}"
        );
    }
}

#[test]
fn a_key_stands_once() {
    let text = "kommun,belopp_kr\nHabo,1\nHåbo,2\nHabo,3\n";
    let (_, found) = read(text);
    assert_eq!(codes(&found), [Code::DuplicateKey]);
    assert_eq!(place(text, &found[0]), (4, 1, "Habo".into()));
    assert_eq!(
        SourceFile::new("", text)
            .position(found[0].labels[1].span.start)
            .line,
        2
    );
}

#[test]
fn a_control_sum_tells_the_difference() {
    let text = b"kommun,belopp_kr\nHabo,143500000\nH\xC3\xA5bo,1\n";
    let (_, found) = read_with(
        text,
        &[],
        &[(Some(1), 14_350_000_000), (None, 3), (Some(1), 14_350_000_100)],
    );
    let words: Vec<_> = found.iter().map(|d| d.message.sv.as_str()).collect();
    assert_eq!(
        words,
        [
            "summan av `belopp_kr` är 143 500 001 kr, men ska vara 143 500 000 kr: 1 kr för mycket",
            "antalet rader är 2, men ska vara 3: 1 rad för lite",
        ]
    );
}

#[test]
fn an_alias_stands_for_a_key_and_is_none() {
    let text = "kommun,belopp_kr\nBengtsfors,1\nHabo,2\n".as_bytes();
    let (rows, found) = read_with(text, &[("Bengtstors", "Bengtsfors")], &[]);
    assert_eq!((rows.aliases, found), (vec![("Bengtstors".into(), 0)], vec![]));
    let (_, found) = read_with(
        text,
        &[
            ("Habo", "Bengtsfors"),
            ("B", "Bengtsfos"),
            ("x", "Habo"),
            ("x", "Habo"),
        ],
        &[],
    );
    assert_eq!(codes(&found), [Code::AliasTarget; 3]);
    assert_eq!(found[1].help[0].sv, "menade du `Bengtsfors`?");
}

#[test]
fn a_missing_header_is_suggested() {
    let (_, found) = read("kommun,belopp_k\nHabo,1\n");
    assert_eq!(codes(&found), [Code::ColumnMissing]);
    assert_eq!(found[0].help[0].sv, "menade du `belopp_k`?");
}

#[test]
fn what_is_not_a_table_is_said_to_be_none() {
    for (text, line) in [
        ("", 1),
        ("kommun,belopp_kr\nHabo,1\nHåbo,1,2\n", 3),
        ("kommun,belopp_kr\n\"Habo,1\n", 2),
        ("kommun,belopp_kr\n\"Habo\"x,1\n", 2),
        ("kommun,belopp_kr,kommun\nHabo,1,x\n", 1),
    ] {
        let (_, found) = read(text);
        assert_eq!(codes(&found), [Code::MalformedTable], "{text}");
        assert_eq!(place(text, &found[0]).0, line, "{text}");
    }
    assert_eq!(codes(&read_with(b"kommun\xE5", &[], &[]).1), [Code::NotUtf8]);
    assert_eq!(
        codes(&read("kommun,belopp_kr\nHa\u{30A}bo,1\n").1),
        [Code::NotNfc]
    );
    assert_eq!(
        codes(&read("kommun,belopp_kr\nHa\u{200B}bo,1\n").1),
        [Code::ForbiddenCharacter]
    );
    assert_eq!(
        codes(&read_with(&vec![b'a'; TABLE_LIMIT + 1], &[], &[]).1),
        [Code::TooLarge]
    );
}

#[test]
fn a_table_may_be_as_large_as_the_limit() {
    let input = |bytes| TableInput {
        declared: Span::default(),
        file: FileId(7),
        bytes,
        columns: &[],
        key: 0,
        aliases: &[],
        controls: &[],
        enums: &[],
        units: &[],
        tables: &[],
    };
    let bytes = vec![b'a'; TABLE_LIMIT + 1];
    assert!(raw::text(&input(&bytes[1..])).is_ok());
    assert!(raw::text(&input(&bytes)).is_err());
}

#[test]
fn many_bad_cells_are_not_all_shown() {
    let rows: String = (0..30).map(|n| format!("k{n},x\n")).collect();
    let (_, found) = read_with(
        format!("kommun,belopp_kr\n{rows}").as_bytes(),
        &[],
        &[(Some(1), 5)],
    );
    assert_eq!(found.len(), 20);
    assert_eq!(
        found[19].help.last().unwrap().sv,
        "10 celler till i tabellen har fel typ"
    );
}

#[test]
fn cells_have_the_types_that_literals_have() {
    let enums = [EnumDefinition {
        name: "T".into(),
        variants: vec![Variant {
            name: "kommun".into(),
            title: Bilingual::new("kommun", "municipality"),
            aliases: vec!["K".into()],
        }],
    }];
    let input = TableInput {
        declared: Span::default(),
        file: FileId(0),
        bytes: b"",
        columns: &[],
        key: 0,
        aliases: &[],
        controls: &[],
        enums: &enums,
        units: &[],
        tables: &[],
    };
    let plain = Type::Number {
        unit: Unit::none(),
        signed: true,
        whole: false,
    };
    let read = |ty: &Type, text: &str| cell::read(&input, &cell::other_keys(&input), ty, text).ok();
    assert_eq!(
        read(&Type::Enum(EnumId(0)), "K"),
        Some(Literal::Symbol(EnumId(0), 0))
    );
    assert_eq!(read(&Type::Enum(EnumId(0)), "kommunn"), None);
    assert_eq!(read(&Type::Bool, "ja"), Some(Literal::Bool(true)));
    assert_eq!(
        read(&plain, "12,5 %"),
        Some(Literal::Number(Number::fraction(1, 8).unwrap()))
    );
    assert_eq!(read(&plain, "-2"), Some(Literal::Number(Number::whole(-2))));
    assert!(read(&Type::Period, "2023-02-01..").is_some());
    assert!(read(&Type::Period, "..").is_none());
    assert!(read(&Type::Date, "2023-02-30").is_none());
}
