//! What the language can say.

use super::accept;
use crate::check::ruleset::{ExprKind, Literal, RuleKind, Type};
use crate::value::{Number, Unit, UnitId};

#[test]
fn amounts_are_counted_in_ore_and_percentages_are_numbers() {
    let set = accept(
        "parameter a: kronor { 2023-01-01..: 143,5 mkr }\nparameter b: procent { 2023-01-01..: 50 % }\n\
         parameter c: kronor per år { 2023-01-01..: 2 kr per år }\n",
    );
    let values: Vec<_> = set.parameters.iter().map(|p| p.values[0].value.clone()).collect();
    assert_eq!(
        values,
        [
            Literal::Number(Number::whole(14_350_000_000)),
            Literal::Number(Number::fraction(1, 2).unwrap()),
            Literal::Number(Number::whole(200)),
        ]
    );
    let per_year = Unit::of(UnitId::ORE).per(&Unit::of(UnitId::YEAR));
    assert_eq!(set.parameters[2].ty.unit(), Some(&per_year));
}

#[test]
fn expressions_of_all_kinds() {
    let set = accept(
        r#"
typ Huvudman = kommun | region | annan
organ hvon "Nämnden"
post Insats {
  nyckel id: text
  huvudman: Huvudman
  kostnad:  kronor
  dag:      datum
}
ansökan {
  kommun:    text
  insatser:  [Insats]
  orter:     [text]
  vald:      nyckel i insatser
  per_år:    kronor per år
  antal_år:  år
  inkom:     datum
  skickad:   tidpunkt
  tid:       period
  huvudman:  bedömning Huvudman av hvon eller handläggaren
  stadgar:   handling?
  ålder:     år
}
parameter ram: kronor { 2023-01-01..2023-12-31: 10 kr   2024-01-01..: 20 kr }
begrepp sökt = per_år × antal_år
begrepp dubbelt(x: kronor) = x × 2
begrepp avgift efter ålder { under 18 år: 0 kr   minst 18 år: 250 kr }
begrepp nivå efter huvudman, ålder { kommun, *: 1   något av (region, annan), minst 10 år: 2   annars: 3 }
begrepp b01 = huvudman är kommun eller kommun är "kommun"
begrepp b02 = vald.huvudman är inte något av (region, Huvudman.annan)
begrepp b03 = någon i insatser där (huvudman är kommun och kostnad är över 0 kr)
begrepp b04 = alla i insatser som e där e.kostnad är över 1 kr uppfyller dag är inom tid
begrepp b05 = minst 2 i insatser
begrepp b06 = orter innehåller "Lund"
begrepp b07 = dagen för skickad är senast inkom + 3 veckor
begrepp b08 = (inkom + 1 månad) avrundat nedåt är före tid.till
begrepp b09 = inkom + 1 år avrundat uppåt är efter tid.från
begrepp b10 = frist 1 år från inkom flyttad till vardag
begrepp b11 = löptid 2 år från inkom
begrepp b12 = tid är inom 2023-01-01..2024-12-31
begrepp b13 = (antalet dagar i tid) är minst 30 dagar
begrepp b14 = andelen av kostnad i insatser där huvudman är kommun
begrepp b15 = minsta av (sökt, dubbelt(ram), ram den inkom)
begrepp b16 = största av dag i insatser
begrepp b17 = 50 % av sökt avrundat nedåt till 1 kr
begrepp b18 = stadgar finns eller huvudman saknas
begrepp b19 = (antalet i insatser där kostnad är över 1 kr) är minst 2
begrepp b20 = prövningsdagen är tidigast inkom - 2 dagar
begrepp b21 = giltigt_organisationsnummer(kommun)
"#,
    );
    assert_eq!(set.concepts.len(), 25);
    assert!(set.concepts.iter().all(|c| !matches!(c.ty, Type::List(_))));
}

#[test]
fn a_guard_is_a_guard_and_a_condition_a_condition() {
    let set = accept(
        r#"
källa k "K"
organ o "O"
ansökan {
  a: ja/nej
  b: ja/nej
  s: kronor
  d: datum?
  j: bedömning ja/nej av o
}
begrepp belagt = 3 kr
avsnitt kapitel "Kapitlet" när b {
  krav k1 "K1"
    enligt k "1"
    när a
    att b
    annars hänvisa till o "dit {s}"
  hinder h1 "H1"
    när a
    stoppa "vänta"
}
omständighet om "Om"
  när a
  talar emot "ja"
undantag u "U"
  från k1, h1
  när a
undantag v "V"
  från begrepp belagt
  när a
  då 4 kr
tillåtelse t "T"
  när a
  får bevilja s av s efter bedömningen j
skyldighet sk "Sk"
  när h1 hindrar och k1 är inte uppfyllt
  betala s till "staten"
  senast 2024-06-30
  fullgjord den d
  annars "kravet lämnas vidare"
villkor vi "Vi"
  när b
ord bifall "tillstyrks" en "recommended"
resultat r "R" = s - belagt
"#,
    );
    let rule = |id: &str| set.rules.iter().find(|r| r.id == id).unwrap();
    assert_eq!(
        (rule("k1").guard.len(), rule("k1").condition.is_some()),
        (2, true)
    );
    assert_eq!(
        (rule("h1").guard.len(), rule("h1").condition.is_some()),
        (1, true)
    );
    assert_eq!((rule("t").guard.len(), rule("t").condition.is_some()), (1, false));
    assert_eq!(rule("vi").guard.len(), 1);
    assert_eq!(rule("k1").sections[0].sv, "Kapitlet");
    assert_eq!(rule("u").exception_to.len(), 2);
    assert_eq!(rule("h1").exceptions.len(), 1);
    let belagt = set.concepts.iter().find(|c| c.name == "belagt").unwrap();
    assert_eq!(belagt.overrides.len(), 1);
    assert!(rule("sk").duty.as_ref().unwrap().performed.is_some());
    assert_eq!(set.rule_order.len(), set.rules.len());
}

#[test]
fn each_item_is_judged_by_itself() {
    let set = accept(
        r#"
post Rad {
  utförd: datum
  kostnad: kronor
}
ansökan {
  rader: [Rad]
}
för varje rad i rader {
  krav i_tid "I tid"
    att rad.utförd är inom 2023-02-01..2023-12-31
    annars avslå "{rad.utförd}"
  bevilja b "B"
    beloppet rad.kostnad av rad.kostnad
}
resultat godkänt = summan av kostnad i rader där i_tid är uppfyllt
"#,
    );
    assert!(set.blocks[0].grants);
    assert_eq!(set.blocks[0].rules.len(), 2);
    let rule = set
        .rules
        .iter()
        .find(|r| r.kind == RuleKind::Requirement)
        .unwrap();
    let Some(ExprKind::Within(date, _)) = rule.condition.as_ref().map(|c| &c.kind) else {
        panic!("a period");
    };
    assert!(
        matches!(&date.kind, ExprKind::Field(base, 0) if matches!(base.kind, ExprKind::Element(v) if v == set.blocks[0].var))
    );
}

#[test]
fn the_order_of_lines_means_nothing() {
    let a = "begrepp a = b × 2\n";
    let b = "begrepp b = s + 3 kr\n";
    let s = "ansökan {\n  s: kronor\n}\n";
    for items in [format!("{a}{b}{s}"), format!("{s}{b}{a}"), format!("{b}{s}{a}")] {
        assert_eq!(accept(&items).concepts.len(), 2);
    }
}

#[test]
fn every_expression_has_a_number_of_its_own() {
    let set = accept("ansökan {\n  a: tal\n}\nbegrepp n efter a { under 3: 1   minst 3: 2 }\n");
    let mut seen = std::collections::BTreeSet::new();
    for (_, root) in crate::check::visit::roots(&set) {
        crate::check::visit::walk(root, |e| {
            assert!(seen.insert(e.id));
            assert!(e.id.0 < set.expressions);
        });
    }
}

#[test]
fn long_chains_need_no_deep_recursion() {
    let mut items = String::from("ansökan {\n  s: kronor\n}\n");
    for n in 0..3000 {
        items.push_str(&format!("begrepp k{n} = k{} + 1 kr\n", n + 1));
    }
    items.push_str("begrepp k3000 = s\n");
    let checked = super::check(&items);
    assert!(
        super::said(&checked).is_empty(),
        "{:?}",
        super::said(&checked).first()
    );
}
