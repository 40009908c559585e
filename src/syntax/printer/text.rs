//! Names, texts, and what a thing rests on.

use super::super::keywords::{is_hard, is_operand_word};
use super::super::parser::Rule;
use super::super::tree::{Cite, Grounds, Name, Path, Text, TextLine, TextPart};
use super::Printer;
use crate::value::Period;

impl Printer {
    /// A name, in backticks where it would be read as a word of the language.
    pub(super) fn name(&mut self, name: &Name) {
        let text = name.text.as_str();
        self.ticked(text, is_hard(text) || (self.tick_soft && is_operand_word(text)));
    }

    pub(super) fn ticked(&mut self, text: &str, ticks: bool) {
        let tick = if ticks { "`" } else { "" };
        self.put(tick);
        self.put(text);
        self.put(tick);
    }

    pub(super) fn path(&mut self, path: &Path) {
        for (index, name) in path.names.iter().enumerate() {
            if index > 0 {
                self.put(".");
                self.put(&name.text);
            } else {
                self.name(name);
            }
        }
    }

    pub(super) fn paths(&mut self, paths: &[Path]) {
        self.list(paths, ", ", Self::path);
    }

    /// A string.
    pub(super) fn string(&mut self, line: &TextLine) {
        self.put("\"");
        for part in &line.parts {
            match part {
                TextPart::Chars(chars) => self.escaped(chars),
                TextPart::Hole(path) => {
                    self.put("{");
                    self.path(path);
                    self.put("}");
                }
            }
        }
        self.put("\"");
    }

    pub(super) fn escaped(&mut self, chars: &str) {
        for c in chars.chars() {
            match c {
                '{' | '}' => self.out.extend([c, c]),
                '"' | '\\' => self.out.extend(['\\', c]),
                _ => self.out.push(c),
            }
        }
    }

    /// A text; the English one beside it, or on the next line where it doesn't fit.
    pub(super) fn text(&mut self, text: &Text, more: usize) {
        self.string(&text.sv);
        if let Some(en) = &text.en {
            let english = self.aside(|p| {
                p.lead(Rule::kw_translation);
                p.string(en);
            });
            self.on_line(&english, more);
        }
    }

    /// A title after a name, if there is one.
    pub(super) fn title(&mut self, title: Option<&Text>) {
        if let Some(title) = title {
            self.put(" ");
            self.text(title, 2);
        }
    }

    pub(super) fn period(&mut self, period: Period) {
        if let Some(from) = period.from {
            self.put(&from.to_string());
        }
        self.put("..");
        if let Some(to) = period.to {
            self.put(&to.to_string());
        }
    }

    /// `enligt` and `antagande`, each on its line.
    pub(super) fn grounds(&mut self, grounds: &Grounds, more: usize) {
        if !grounds.cites.is_empty() {
            self.line(more);
            self.cites(&grounds.cites, more);
        }
        if let Some(assumed) = &grounds.assumed {
            self.line(more);
            self.lead(Rule::kw_assumed);
            self.text(assumed, more.saturating_add(2));
        }
    }

    fn cites(&mut self, cites: &[Cite], more: usize) {
        self.word(Rule::kw_citing);
        for (index, cite) in cites.iter().enumerate() {
            if index > 0 {
                self.put(",");
            }
            let text = self.aside(|p| {
                p.name(&cite.source);
                p.put(" ");
                p.string(&cite.locator);
            });
            if index == 0 {
                self.put(" ");
                self.put(&text);
            } else {
                self.on_line(&text, more.saturating_add(2));
            }
        }
    }
}
