//! `rekvisit explain`.

use super::Test;

#[test]
fn a_code_is_explained_whatever_its_case() {
    Test::new().run("explain e0201").stdout_has("E0201").exit(0);
}

#[test]
fn all_codes_are_listed() {
    Test::new()
        .run("explain")
        .stdout_has("E0101  filen är inte UTF-8\n")
        .stdout_has("F0117  regelverket gäller inte ansökan\n")
        .exit(0);
    Test::new()
        .run("explain --lang en")
        .stdout_has("E0101  the file is not UTF-8\n")
        .exit(0);
}

#[test]
fn an_unknown_code_is_answered_with_the_closest() {
    Test::new()
        .run("explain E02O1")
        .stdout("")
        .stderr("fel: koden `E02O1` finns inte\n  hjälp: menade du `E0201`?\n  hjälp: `rekvisit explain` listar alla koder\n")
        .exit(2);
}
