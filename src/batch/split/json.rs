//! The elements of a JSON array, or objects after each other.

use super::{Broken, Step, rest_of_remark, trimmed};

/// Brackets within each other that are kept track of; an application may have far fewer.
const DEPTH: usize = 1024;

/// Where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// Before anything: an array or the first object.
    #[default]
    Start,
    /// In an array, before its first element.
    First,
    /// In an array, after a comma.
    Element,
    /// Among objects after each other.
    Stream,
    /// After the array's end.
    After,
    /// The array's end has been found to be missing, or what follows it to be too much.
    Told,
}

/// How far the element at hand has been looked through.
#[derive(Clone, Debug, Default)]
pub struct Json {
    at: At,
    seen: usize,
    open: Vec<u8>,
    /// Brackets deeper than are kept track of.
    deeper: u64,
    in_text: bool,
    escaped: bool,
    /// Whether something of the element has been let go.
    cut: bool,
    /// Whether it is in a remark.
    remark: bool,
}

/// What is added to where it is, in a remark.
const IN_REMARK: u64 = 8;

impl Json {
    pub(super) fn give_up(&mut self, bytes: &[u8]) -> Step {
        self.cut = true;
        self.seen = 0;
        Step::LetGo { next: bytes.len() }
    }

    pub(super) fn between(&self) -> u64 {
        let remark = if self.remark { IN_REMARK } else { 0 };
        remark
            | match self.at {
                At::Start => 0,
                At::First => 1,
                At::Element => 2,
                At::Stream => 3,
                At::After => 4,
                At::Told => 5,
            }
    }

    pub(super) fn resume(&mut self, between: u64) {
        self.remark = between & IN_REMARK != 0;
        self.at = match between & !IN_REMARK {
            1 => At::First,
            2 => At::Element,
            3 => At::Stream,
            4 => At::After,
            5 => At::Told,
            _ => At::Start,
        };
    }

    pub(super) fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        if self.remark {
            let (step, done) = rest_of_remark(bytes, ended);
            self.remark = !done;
            return step;
        }
        // White space before an element or an object counts as nothing, so it doesn't make it too large.
        if self.seen == 0 && !self.cut && self.at != At::Told {
            let start = skip(bytes, 0);
            if start > 0 {
                return Step::Passed { next: start };
            }
        }
        if self.seen == 0 && !self.cut && matches!(self.at, At::Start | At::Stream) {
            match bytes.first() {
                None if ended => return Step::End,
                None => return Step::More,
                Some(b'#') => {
                    self.remark = true;
                    return Step::Passed { next: 1 };
                }
                Some(b'[') if self.at == At::Start => {
                    self.at = At::First;
                    return Step::Passed { next: 1 };
                }
                Some(_) => self.at = At::Stream,
            }
        }
        match self.at {
            At::After | At::Told => self.after(bytes, ended),
            At::Stream => self.object(bytes, ended),
            _ => self.element(bytes, ended),
        }
    }

    /// What follows the array.
    fn after(&mut self, bytes: &[u8], ended: bool) -> Step {
        if self.at == At::Told && !bytes.is_empty() {
            return Step::Passed { next: bytes.len() };
        }
        let end = match line_end(bytes) {
            Some(end) => end,
            None if !ended => return Step::More,
            None if bytes.is_empty() && !self.cut => return Step::End,
            None => bytes.len(),
        };
        self.at = At::Told;
        self.cut = false;
        Step::Found {
            at: trimmed(bytes, 0..end),
            next: end,
            broken: Some(Broken::AfterList),
        }
    }

    /// An element of the array.
    fn element(&mut self, bytes: &[u8], ended: bool) -> Step {
        while let Some(byte) = self.notable(bytes) {
            let here = self.seen;
            self.seen = here.saturating_add(1);
            if self.look(byte) || !matches!(byte, b',' | b']') || !self.open.is_empty() {
                continue;
            }
            let at = trimmed(bytes, 0..here);
            let nothing = self.at == At::First && byte == b']' && at.is_empty() && !self.cut;
            self.at = if byte == b',' { At::Element } else { At::After };
            let next = self.seen;
            self.clear();
            if nothing {
                return Step::Passed { next };
            }
            return Step::Found {
                at,
                next,
                broken: None,
            };
        }
        if !ended {
            return Step::More;
        }
        let at = trimmed(bytes, 0..bytes.len());
        self.clear();
        self.at = At::Told;
        Step::Found {
            at,
            next: bytes.len(),
            broken: Some(Broken::Unclosed),
        }
    }

    /// An object among others. What is none ends with its line.
    fn object(&mut self, bytes: &[u8], ended: bool) -> Step {
        while let Some(byte) = self.notable(bytes) {
            let here = self.seen;
            self.seen = here.saturating_add(1);
            let depth = self.open.len();
            let inside = self.look(byte);
            let closed = depth > 0 && self.open.is_empty();
            if closed || (!inside && depth == 0 && self.open.is_empty() && byte == b'\n') {
                let next = self.seen;
                self.clear();
                return Step::Found {
                    at: trimmed(bytes, 0..next),
                    next,
                    broken: None,
                };
            }
        }
        if !ended {
            return Step::More;
        }
        let cut = self.cut;
        self.clear();
        let at = trimmed(bytes, 0..bytes.len());
        // Of what has been let go, nothing may be left.
        if at.is_empty() && !cut {
            return Step::End;
        }
        Step::Found {
            at,
            next: bytes.len(),
            broken: None,
        }
    }

    /// The next byte that says something of where it is; those before it are passed over.
    fn notable(&mut self, bytes: &[u8]) -> Option<u8> {
        let rest = bytes.get(self.seen..)?;
        let ahead = match (self.in_text, self.escaped) {
            (true, true) => Some(0),
            (true, false) => memchr::memchr3(b'"', b'\\', b'\n', rest),
            _ => rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']' | b',' | b'\n')),
        };
        self.seen = self.seen.saturating_add(ahead.unwrap_or(rest.len()));
        bytes.get(self.seen).copied()
    }

    /// Takes a byte into account; whether it stands in a text.
    fn look(&mut self, byte: u8) -> bool {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                // No text of JSON has a line break: its quotation mark is missing, and what follows is not in it.
                b'\n' => {
                    self.in_text = false;
                    self.escaped = false;
                }
                _ => {}
            }
            return true;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' if self.open.len() < DEPTH => self.open.push(byte),
            b'{' | b'[' => self.deeper = self.deeper.saturating_add(1),
            b'}' | b']' if self.deeper > 0 => self.deeper = self.deeper.saturating_sub(1),
            b'}' | b']' => {
                let opens = if byte == b'}' { b'{' } else { b'[' };
                // One that was left open inside is closed with it; one too many closes nothing.
                if let Some(at) = self.open.iter().rposition(|open| *open == opens) {
                    self.open.truncate(at);
                    return true;
                }
                return false;
            }
            _ => {}
        }
        !matches!(byte, b',' | b'\n')
    }

    fn clear(&mut self) {
        *self = Self {
            at: self.at,
            ..Self::default()
        };
    }
}

/// Where the white space ends.
fn skip(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    from.saturating_add(blank)
}

/// Where the next line begins.
fn line_end(bytes: &[u8]) -> Option<usize> {
    Some(memchr::memchr(b'\n', bytes)?.saturating_add(1))
}
