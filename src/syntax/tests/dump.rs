use crate::source::{FileId, SourceFile};
use crate::syntax::{decode, parse};

#[allow(clippy::disallowed_methods)]
#[test]
fn shipped() {
    let dir = std::env::var("REGEL").unwrap_or_default();
    for f in dir.split(':').filter(|s| !s.is_empty()) {
        let bytes = std::fs::read(f).unwrap();
        let text = decode(FileId(0), &bytes).unwrap();
        let (file, diags) = parse(FileId(0), text);
        let src = SourceFile::new(f, text);
        println!(
            "== {f}: {} items, {} diags, english {}",
            file.items.len(),
            diags.len(),
            file.english
        );
        for d in diags {
            let p = src.position(d.span().start);
            println!(
                "{} {}:{} {} [{}]",
                d.code.as_str(),
                p.line,
                p.column,
                d.message.sv,
                src.slice(d.span())
            );
            println!("      {}", d.message.en.clone().unwrap_or_default());
            for h in d.help {
                println!("   help: {} / {}", h.sv, h.en.unwrap_or_default());
            }
            for l in d.labels.iter().skip(1) {
                println!("   also: {} [{}]", l.text.sv, src.slice(l.span));
            }
        }
        if std::env::var("TREE").is_ok() {
            println!("{:#?}", file);
        }
    }
}
