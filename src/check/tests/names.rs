//! Names.

use super::{check, helped, reject, said};

#[test]
fn an_unknown_name_is_told_once_with_what_was_meant() {
    let checked =
        check("ansökan {\n  belopp_per_år: kronor\n}\nbegrepp b = belopp_per_ar × 2\nbegrepp c = b + b\n");
    assert_eq!(
        said(&checked),
        ["E0201 [belopp_per_ar] namnet `belopp_per_ar` finns inte"]
    );
    assert_eq!(helped(&checked), ["menade du `belopp_per_år`?"]);
}

#[test]
fn a_mistake_in_a_declaration_is_not_repeated_where_it_is_used() {
    reject(
        "typ Läge = a | b\npost P {\n  x: Lage\n}\nansökan {\n  p: P\n  y: datumm\n}\n\
         hinder h \"H\"\n  när p.x är a eller y är före 2023-01-01\n  avslå \"nej\"\n",
        &["E0203 [Lage]", "E0203 [datumm]"],
    );
}

#[test]
fn what_could_not_be_read_is_not_unknown() {
    reject(
        "ansökan {\n  belopp kronor\n}\nbegrepp b = belopp × 2\nbegrepp c = finns_ej × 2\n",
        &["E0106 [kronor]", "E0201 [finns_ej]"],
    );
}

#[test]
fn values_of_types_are_found_by_what_they_are_compared_with() {
    reject(
        "typ Färg = röd | grön\nansökan {\n  färg: Färg\n}\nbegrepp b = färg är rod\n",
        &["E0201 [rod]"],
    );
    reject("typ A = x | y\ntyp B = x | z\nbegrepp b = x\n", &["E0201 [x]"]);
}

#[test]
fn a_name_is_declared_once() {
    reject(
        "ansökan {\n  a: text\n  a: tal\n}\nkälla k \"K\"\nkälla k \"K\"\norgan o \"O\"\norgan o \"O\"\n",
        &["E0202 [a]", "E0202 [k]", "E0202 [o]"],
    );
    reject("typ T = a | a\n", &["E0202 [a]"]);
    reject(
        "post P {\n  a: text\n  b: text json \"a\"\n}\n",
        &["E0202 [\"a\"]"],
    );
}

#[test]
fn keys_that_json_needs_are_reserved() {
    reject(
        "ansökan {\n  id: text\n  väntar: text\n}\npost P {\n  värde: text\n  m: tal json \"minst\"\n}\n",
        &[
            "E0208 [id]",
            "E0208 [väntar]",
            "E0208 [värde]",
            "E0208 [\"minst\"]",
        ],
    );
    reject("enhet år \"år\"\n", &["E0208 [år]"]);
}

#[test]
fn keys_are_of_tables_or_of_lists_with_keys() {
    reject(
        "post P {\n  a: text\n}\nansökan {\n  ps: [P]\n  t: text\n  x: nyckel i ps\n  y: nyckel i t\n  z: nyckel i q\n}\n",
        &["E0209 [ps]", "E0203 [t]", "E0203 [q]"],
    );
}

#[test]
fn fields_bodies_and_sources_are_known() {
    reject(
        "källa kl \"K\"\norgan hvon \"H\"\npost P {\n  namn: text\n}\nansökan {\n  p: P\n  b: bedömning ja/nej av hvom\n}\n\
         hinder h \"H\"\n  enligt kll \"1 §\"\n  när p.nam är \"x\"\n  hänvisa till hvno \"dit\"\n",
        &["E0207 [hvom]", "E0205 [kll]", "E0209 [nam]", "E0207 [hvno]"],
    );
}

#[test]
fn concepts_do_not_rest_on_themselves() {
    let checked = check("begrepp a = b\nbegrepp b = c\nbegrepp c = a\n");
    assert_eq!(
        said(&checked),
        ["E0212 [c] begreppen bygger på sig själva: `c` → `a` → `b` → `c`"]
    );
}

#[test]
fn a_rule_is_not_a_value_and_a_table_neither() {
    let checked =
        check("hinder h \"H\"\n  när k\n  avslå \"nej\"\nhinder k \"K\"\n  när ja\n  avslå \"nej\"\n");
    assert_eq!(said(&checked), ["E0201 [k] namnet `k` finns inte"]);
    assert_eq!(
        helped(&checked),
        ["`k` är en regel: skriv `k är uppfyllt` eller `k hindrar`"]
    );
}

#[test]
fn a_record_does_not_contain_itself() {
    let checked = check("post A {\n  b: [B]\n}\npost B {\n  a: A\n}\n");
    assert_eq!(said(&checked), ["E0301 [A] posten `A` innehåller sig själv"]);
}

#[test]
fn of_very_many_mistakes_in_a_file_a_hundred_are_told() {
    for (mistakes, told) in [(99, 99), (100, 100), (150, 100)] {
        let items: String = (0..mistakes)
            .map(|number| format!("begrepp b{number} = okänt{number}\n"))
            .collect();
        assert_eq!(said(&check(&items)).len(), told);
    }
}
