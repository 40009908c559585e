//! Rule texts that look as if they took for ever, of any size.

/// A text of about so many bytes.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) make: fn(usize) -> String,
}

const HEAD: &str = "regelverk a \"A\"\n  gäller 2020-01-01..\n  antagande \"p\"\nansökan {\n  b: ja/nej \"B?\"\n  x: tal \"X?\"\n  l: [p] \"L?\"\n}\n\
    post p {\n  t: tal\n}\nbevilja bidrag \"B\" antagande \"a\"\n  beloppet 1 kr av 2 kr\n";

/// The part as often as it has room.
fn fill(part: &str, size: usize) -> String {
    part.repeat(size / part.len() + 1)
}

/// A line for each number, as many as there is room for.
fn each(size: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&line(number));
        number += 1;
    }
    text
}

/// A condition that goes on with the part.
fn condition(part: &str, size: usize) -> String {
    format!("{HEAD}begrepp k = b{}\n", fill(part, size))
}

/// Sixty brackets, one inside the other.
fn deep(open: &str, core: &str, close: &str) -> String {
    format!("{}{core}{}", open.repeat(60), close.repeat(60))
}

macro_rules! shapes {
    ($($name:literal: $size:ident => $text:expr,)*) => {
        &[$(Shape { name: $name, make: |$size| $text },)*]
    };
}

/// Expressions.
pub(super) const EXPRESSIONS: &[Shape] = shapes! {
    "och": n => condition(" och b", n),
    "eller": n => condition(" eller x är 3", n),
    "parentheses": n => condition(&format!(" och {}", deep("(", "b", ")")), n),
    "parentheses around a sum": n => condition(&format!(" och {} är 3", deep("(", "x", ")")), n),
    "parentheses with a mistake inside": n => format!("{HEAD}{}", fill(&format!("begrepp k = {}\n", deep("(", "b b", ")")), n)),
    "quantifiers": n => condition(" och (någon i l där t är 3)", n),
    "quantifiers with two tests": n => condition(" och (alla i l där t är 3 uppfyller t är 4)", n),
    "quantifiers in each other": n => condition(&format!(" och {}", deep("(någon i l där ", "b", ")")), n),
    "sums": n => condition(" och summan av t i l är 3", n),
    "sums in each other": n => condition(&format!(" och {} är 3", deep("summan av (", "x", ")")), n),
    "smallest of the smallest": n => condition(&format!(" och {} är 3", deep("minsta av (x, ", "x", ")")), n),
    "calls in each other": n => condition(&format!(" och {}", deep("f(", "b", ")")), n),
    "indices in each other": n => condition(&format!(" och {}", deep("b[", "b", "]")), n),
    "time limits in each other": n => condition(&format!(" och {} finns", deep("frist 1 år från (", "b", ")")), n),
    "plus": n => condition(" + 1", n),
    "not not": n => format!("{HEAD}begrepp k = {}b\n", fill("inte ", n)),
    "fields of fields": n => condition(".b", n),
    "indices": n => condition("[x]", n),
    "on days": n => condition(" den b", n),
    "percents of percents": n => condition(&format!(" och x är {}x", "5 % av ".repeat(90)), n),
    "units per units": n => format!("{HEAD}begrepp k = x är 1 kr{}\n", fill(" per år", n)),
    "a list": n => format!("{HEAD}begrepp k = x är något av (1{})\n", fill(", 2", n)),
    "commas": n => format!("{HEAD}begrepp k = x är något av (1{})\n", ",".repeat(n)),
    "arguments": n => format!("{HEAD}begrepp k = f(x{}) är 3\n", fill(", x", n)),
    "digits": n => format!("{HEAD}begrepp k = x är {}\n", "1".repeat(n)),
    "digits in groups": n => format!("{HEAD}begrepp k = x är 1{}\n", fill(" 111", n)),
    "dates": n => format!("{HEAD}begrepp k = x är {}\n", fill("2020-01-01", n)),
    "periods": n => format!("{HEAD}begrepp k = x är {}\n", fill("..2020-01-01", n)),
    "rows": n => format!("{HEAD}begrepp k efter x {{\n{}  annars: 3\n}}\n", fill("  1: 2\n", n)),
    "rows with conditions": n => format!("{HEAD}begrepp k {{\n{}  annars: 3\n}}\n", fill("  när x är 1: 2\n", n)),
    "rows of letters": n => format!("{HEAD}begrepp k efter x {{\n {}\n  annars: 3\n}}\n", fill("x:x ", n)),
    "rows of eight": n => format!(
        "{HEAD}begrepp k efter x, x, x, x, x, x, x, x {{\n{}  annars: 3\n}}\n",
        fill(" 1, 1, 1, 1, 1, 1, 1, 1:2\n", n)
    ),
    "sums of two hundred terms": n => condition(&format!(" och x{}=1", "+x".repeat(200)), n),
    "sums of products": n => condition(" och x+x*x=1", n),
    "conditions in conditions": n => condition(" och(x=1 och b)", n),
    "arguments close together": n => format!("{HEAD}begrepp k = f(x{}) är 3\n", fill(",x", n)),
    "minus minus": n => condition(&format!(" och {} = 1", deep("-(", "x", ")")), n),
    "subjects of rows": n => format!("{HEAD}begrepp k efter x{} {{\n  annars: 3\n}}\n", fill(", x", n)),
};

/// Texts, names and marks.
pub(super) const MARKS: &[Shape] = shapes! {
    "texts never closed": n => format!("{HEAD}{}", fill("begrepp k = \"abc\n", n)),
    "one text never closed": n => format!("{HEAD}begrepp k = \"{}", "a".repeat(n)),
    "holes": n => format!("{HEAD}hinder h \"H\"\n  när b\n  avslå \"{}\"\n", fill("{x}", n)),
    "holes never closed": n => format!("{HEAD}hinder h \"H\"\n  när b\n  avslå \"{}\"\n", fill("{a.", n)),
    "braces": n => format!("{HEAD}hinder h \"H\"\n  när b\n  avslå \"{}\"\n", fill("{{", n)),
    "lines of commas": n => format!("{HEAD}{}", fill(",\n", n)),
    "a long name": n => format!("{HEAD}begrepp {} = b\n", "a".repeat(n)),
    "long names that are almost the same": n => {
        let name = "a".repeat(n / 2);
        format!("{HEAD}begrepp {name} = b\nbegrepp k = {name}b\n")
    },
    "accents": n => format!("{HEAD}begrepp k = {}b\n", fill("`a`.", n)),
    "combining marks": n => format!("{HEAD}begrepp a{} = b\n", fill("\u{301}\u{302}", n)),
    "invisible": n => format!("{HEAD}{}", fill("\u{200b}", n)),
    "typographic quotation marks": n => format!("{HEAD}begrepp k = {}\n", fill("“", n)),
    "pictures": n => format!("{HEAD}{}", fill("🙂\n", n)),
    "comments": n => format!("{HEAD}begrepp k =\n{}  b\n", fill("  # hej\n", n)),
    "documentation": n => format!("{HEAD}{}begrepp k = b\n", fill("## hej\n", n)),
    "blanks": n => format!("{HEAD}begrepp k = {}b\n", " ".repeat(n)),
    "empty lines": n => format!("{HEAD}{}begrepp k = b\n", "\n".repeat(n)),
    "blanks and comments": n => condition(" \u{a0}#x\n\t", n),
    "brackets never closed": n => format!("{HEAD}begrepp k = {}", "[".repeat(n)),
    "brackets that cross": n => format!("{HEAD}begrepp k = {}\n", fill("([)]", n)),
    "braces that cross": n => format!("{HEAD}begrepp k {{{}\n", fill("{(}", n)),
    "stray brackets": n => format!("{HEAD}{}", fill("}\n", n)),
    "chapters": n => format!("{HEAD}{}", fill("avsnitt s \"S\" {\n}\n", n)),
    "chapters never closed": n => format!("{HEAD}{}", fill("avsnitt s \"S\" {\n", n)),
    "chapters closed too early": n => format!("{HEAD}avsnitt s \"S\" {{\n}}\n{}", fill("  krav r\n }\n", n)),
    "for each": n => format!("{HEAD}{}", fill("för varje e i l {\n}\n", n)),
    "items that are wrong": n => format!("{HEAD}{}", fill("krav b att c d\n", n)),
    "words of the other language": n => format!("{HEAD}{}", fill("begrepp k = b and b\n", n)),
    "list types": n => format!("{HEAD}{}", fill(&format!("post q {{ a: {} }}\n", deep("[", "tal", "]")), n)),
};

/// Declarations, right and wrong.
pub(super) const DECLARATIONS: &[Shape] = shapes! {
    "the same unit": n => format!("{HEAD}{}", fill("enhet u\n", n)),
    "units": n => format!("{HEAD}{}", each(n, |i| format!("enhet u{i}\n"))),
    "the same alias": n => format!("{HEAD}organ o \"O\"{}\n", fill(" även \"x\"", n)),
    "aliases": n => format!("{HEAD}organ o \"O\"{}\n", each(n, |i| format!(" även \"x{i}\""))),
    "values": n => format!("{HEAD}typ t = v{}\n", each(n, |i| format!(" | v{i}"))),
    "values close together": n => format!("{HEAD}typ t = v{}\n", fill("|v", n)),
    "the same value": n => format!("{HEAD}typ t = v{}\n", fill(" | v", n)),
    "fields": n => format!("{HEAD}post q {{\n{}}}\n", each(n, |i| format!("  f{i}: tal\n"))),
    "records in records": n => format!("{HEAD}{}", each(n, |i| format!("post q{i} {{\n a: q{}\n}}\n", i + 1))),
    "sources": n => format!("{HEAD}{}", each(n, |i| format!("källa s{i} \"S\"\n"))),
    "modules that are missing": n => format!("{HEAD}{}", each(n, |i| format!("använd m{i}\n"))),
    "the same module": n => format!("{HEAD}använd m{}\n", fill(", m", n)),
    "citations": n => format!("{HEAD}källa s \"S\"\nhinder h \"H\"\n  enligt s \"1\"{}\n  när b\n  avslå \"a\"\n", fill(", s \"1\"", n)),
    "clauses": n => format!("{HEAD}krav h \"H\"\n{}  att b\n  annars avslå \"a\"\n", fill("  när b\n", n)),
    "concepts": n => format!("{HEAD}{}", each(n, |i| format!("begrepp k{i} = b\n"))),
    "concepts of concepts": n => format!("{HEAD}{}", each(n, |i| format!("begrepp k{i} = k{}\n", i + 1))),
    "the same concept": n => format!("{HEAD}{}", fill("begrepp k = b\n", n)),
    "names that are unknown": n => format!("{HEAD}{}", each(n, |i| format!("begrepp k{i} = namnet{i}\n"))),
    "rules": n => format!("{HEAD}{}", each(n, |i| format!("krav r{i} \"R\" antagande \"a\"\n  att x är {i}\n  annars avslå \"nej\"\n"))),
    "the same rule": n => format!("{HEAD}{}", fill("krav r \"R\" antagande \"a\"\n  att x är 1\n  annars avslå \"nej\"\n", n)),
    "exceptions": n => format!(
        "{HEAD}hinder h \"H\" antagande \"a\"\n  när b\n  avslå \"a\"\n{}",
        each(n, |i| format!("undantag e{i} \"E\" antagande \"a\"\n  från h\n  när x är {i}\n"))
    ),
    "values of a parameter": n => format!(
        "{HEAD}parameter p \"P\": tal {{\n{}}}\n",
        each(n, |i| format!("  {:04}-01-01..{:04}-12-31: 1\n", i + 1, i + 1))
    ),
    "values on the same day": n => format!("{HEAD}parameter p \"P\": tal {{\n{}}}\n", fill("  2020-01-01..2020-12-31: 1\n", n)),
    "concepts of 900 rows": n => format!("{HEAD}{}", each(n, |i| format!(
        "begrepp k{i} efter x {{\n{}  annars: 3\n}}\n",
        (0..900).map(|row| format!("  {row}: {}\n", row % 7)).collect::<String>()
    ))),
    "concepts of 900 rows that all hold": n => format!("{HEAD}{}", each(n, |i| format!(
        "begrepp k{i} efter x {{\n{}  annars: 3\n}}\n",
        (0..900).map(|row| format!("  minst {row}: 2\n")).collect::<String>()
    ))),
    "concepts of 900 rows for two": n => format!("{HEAD}{}", each(n, |i| format!(
        "begrepp k{i} efter x, x + 1 {{\n{}  annars: 3\n}}\n",
        (0..900).map(|row| format!("  minst 1, {row}: {row}\n")).collect::<String>()
    ))),
    "a row for many values": n => format!(
        "{HEAD}begrepp k {{\n  när x är något av (1{}): 1\n  annars: 2\n}}\n",
        each(n, |i| format!(", {i}"))
    ),
    "a row for many values one by one": n => format!(
        "{HEAD}begrepp k {{\n  när x är 1{}: 1\n  annars: 2\n}}\n",
        each(n, |i| format!(" eller x är {i}"))
    ),
    "exceptions to concepts": n => format!("{HEAD}{}", each(n, |i| if i % 900 == 0 {
        format!("begrepp k{} = 0\n", i / 900)
    } else {
        format!("undantag e{i} \"E\" antagande \"a\"\n  från begrepp k{}\n  när x är {i}\n  då {i}\n", i / 900)
    })),
    "exceptions to rules that are missing": n => format!(
        "{HEAD}{}",
        each(n, |i| format!("undantag u{i} från m\n när b\n"))
    ),
    "calls of concepts that are missing": n => format!(
        "{HEAD}{}begrepp s = b{}\n",
        each(n / 2, |i| format!("begrepp k{i}(a:tal)=a\n")),
        each(n / 2, |i| format!(" och m{i}(x)=1"))
    ),
    "exceptions to a concept of many parameters": n => format!(
        "{HEAD}begrepp k(a: tal{}) = 0\n{}",
        each(n / 2, |i| format!(",a{i}:tal")),
        each(n / 2, |i| format!("undantag e{i} \"E\" antagande \"a\"\n från begrepp k\n när x är {i}\n då a{}\n", i % 9))
    ),
    "parameters that are read": n => format!(
        "{HEAD}begrepp f(a: tal{}) = b{}\n",
        each(n / 2, |i| format!(",a{i}:tal")),
        each(n / 2, |i| format!(" och a{}=1", (n / 20).saturating_sub(i % 20)))
    ),
    "fields that are read": n => format!(
        "{HEAD}post q {{\n{}}}\nbegrepp f(m: [q]) = b{}\n",
        each(n / 2, |i| format!(" f{i}:tal")),
        each(n / 2, |i| format!(" och någon i m där f{}=1", (n / 24).saturating_sub(i % 20)))
    ),
    "values that are read": n => format!(
        "{HEAD}typ t = v{}\nbegrepp f(y: t) = y är något av (v{})\n",
        each(n / 2, |i| format!("|v{i}")),
        each(n / 2, |i| format!(",v{i}"))
    ),
    "values that are left out": n => condition(&each(n, |i| format!(" och x är inte {i}")), 0),
    "parameters": n => format!("{HEAD}begrepp f(a: tal{}) = b\n", each(n, |i| format!(", a{i}: tal"))),
    "words for an outcome": n => format!("{HEAD}{}", fill("ord avslag \"x\"\n", n)),
    "examples": n => format!("{HEAD}{}", each(n, |i| format!("exempel \"e{i}\" {{\n  utgå från \"a\"\n  sätt x = {i}\n  väntar avslag\n}}\n"))),
    "parameters with a gap": n => format!("{HEAD}{}", each(n, |i| format!("parameter p{i}: tal {{ 2021-01-01..: 1 }}\n"))),
    "accepted of concepts": n => format!(
        "{HEAD}{}{}",
        each(n / 2, |i| format!("begrepp k{i} = b\n")),
        each(n / 2, |i| format!("godta E0802 för k{i} \"x\"\n"))
    ),
    "accepted": n => format!("{HEAD}{}", fill("godta E0404 för b \"x\"\n", n)),
};
