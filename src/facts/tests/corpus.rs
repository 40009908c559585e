use super::super::scan::{self, Scanner};
use crate::source::FileId;

#[test]
fn json_test_suite() {
    let dir = std::path::Path::new("/work/shared/corpora/JSONTestSuite/test_parsing");
    let (mut good, mut bad) = (0, 0);
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let result = (|| {
            let text = scan::text(FileId::default(), &bytes, 16 << 20)?;
            let mut scan = Scanner::new(FileId::default(), text, 64);
            scan.pass()?;
            scan.end()
        })();
        match name.as_bytes()[0] {
            b'y' => { good += 1; assert!(result.is_ok(), "{name}: {result:?}") }
            b'n' => { bad += 1; assert!(result.is_err(), "{name}");
                println!("{name}: {} | {:?}", result.as_ref().unwrap_err().message.sv, result.as_ref().unwrap_err().help.first().map(|h| &h.sv)); }
            _ => println!("{name}: {:?}", result.err().map(|e| e.message.sv)),
        }
    }
    assert_eq!((good, bad), (95, 188));
}
