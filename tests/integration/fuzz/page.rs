//! A page as in `tests/suite`, read without ever refusing one: so the suite's pages are what the fuzzer begins with, and what it
//! finds can be read.

use rekvisit::source::MemoryLibrary;

/// What stands between the fences of a page.
#[derive(Default)]
pub(super) struct Page {
    /// Each rule file and table with its path; a later one takes an earlier one's place.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The applications.
    pub(super) applications: Vec<Vec<u8>>,
}

impl Page {
    /// Reads one; bytes that aren't UTF-8 stand where they stand.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut page = Self::default();
        let mut open: Option<(String, Vec<u8>)> = None;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match (line.strip_prefix(b"```"), &mut open) {
                (Some(_), Some(_)) => page.close(open.take()),
                (Some(kind), None) => {
                    open = Some((String::from_utf8_lossy(kind).trim().to_owned(), Vec::new()));
                }
                (None, Some((_, body))) => body.extend_from_slice(line),
                (None, None) => {}
            }
        }
        page.close(open);
        page
    }

    fn close(&mut self, fence: Option<(String, Vec<u8>)>) {
        let Some((info, body)) = fence else { return };
        match info.split_once(' ').unwrap_or((&info, "")) {
            ("regel", "") => self.files.push(("prov/prov.regel".to_owned(), body)),
            ("csv", path) => self.files.push((format!("prov/{path}"), body)),
            ("json", "") => self.applications.push(body),
            ("regel" | "json", path) => self.files.push((path.to_owned(), body)),
            _ => {}
        }
    }

    /// Its files, behind them those that are shared by the shipped rules.
    pub(super) fn library(&self, shared: &MemoryLibrary) -> MemoryLibrary {
        self.files.iter().fold(shared.clone(), |library, (path, bytes)| {
            library.with(path.clone(), bytes.clone())
        })
    }
}

/// The rule texts in the bytes: those between a page's fences, or all of it.
pub(super) fn rule_texts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let page = Page::read(bytes);
    let rules = page
        .files
        .into_iter()
        .filter(|(path, _)| path.ends_with(".regel"));
    let texts: Vec<_> = rules.map(|(_, body)| body).collect();
    if texts.is_empty() {
        vec![bytes.to_vec()]
    } else {
        texts
    }
}
