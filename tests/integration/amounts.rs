//! The amounts that are possible while a case is open, as a caller of the library reads them.

use rekvisit::source::MemoryLibrary;
use rekvisit::value::Number;
use serde_json::json;

use crate::shipped;

const RULES: &str = r#"regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "Påhittat"

post Rad {
  kostnad: kronor
}

ansökan {
  rader: [Rad]
}

för varje rad i rader {
  bevilja kostnaden "Kostnaden"
    beloppet rad.kostnad av rad.kostnad
}
"#;

#[test]
fn thirty_two_sums_are_told_and_no_more() {
    let library = MemoryLibrary::default().with("prov/prov.regel", RULES);
    let program = shipped::compiled(&library, "prov");
    // Row n, from nought, costs n + 1 kronor with or without 2^n öre: each choice gives a sum of its own.
    let told = |rows: u32| {
        let rows: Vec<_> = (0..rows)
            .map(|row| {
                let more = f64::from(row + 1) + f64::from(1 << row) / 100.0;
                json!({"kostnad": {"motstridigt": [{"värde": row + 1}, {"värde": more}]}})
            })
            .collect();
        let (_, verdict, _) = shipped::evaluated(&program, &json!({ "rader": rows })).unwrap();
        verdict.possible_amounts
    };
    let öre = |range: std::ops::Range<i64>| range.map(Number::whole).collect::<Vec<_>>();
    assert_eq!(told(1), öre(100..102));
    assert_eq!(told(2), öre(300..304));
    assert_eq!(told(5), öre(1500..1532));
    assert!(told(6).is_empty());
}
