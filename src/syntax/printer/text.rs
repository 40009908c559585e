//! Names, texts, and what a thing rests on.

use super::super::keywords::{is_hard, is_operand_word};
use super::super::parser::Rule;
use super::super::tree::{Cite, Grounds, Name, Path, Text, TextLine, TextPart};
use super::{Clause, Printer};
use crate::value::Period;

impl<'p> Printer<'p> {
    /// A name, in backticks where it would be read as a word of the language.
    pub(super) fn name(&mut self, name: &Name) {
        let text = name.text.as_str();
        self.mark(name.span.start);
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

    /// Paths with commas between them, broken where the author broke them.
    pub(super) fn paths(&mut self, paths: &[Path]) {
        let mut end = None;
        for path in paths {
            let start = path.names.first().map_or(0, |name| name.span.start);
            if let Some(end) = end {
                self.put(",");
                self.gap(end, start);
            }
            self.path(path);
            end = path.names.last().map(|name| name.span.end);
        }
    }

    /// A string.
    pub(super) fn string(&mut self, line: &TextLine) {
        self.mark(line.span.start);
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
                '{' | '}' => self.out.text.extend([c, c]),
                '"' | '\\' => self.out.text.extend(['\\', c]),
                _ => self.out.text.push(c),
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
            let broken = self.broke(text.sv.span.end, en.span.start);
            self.on_line(&english, broken, more);
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
        let clauses = self.ground_clauses(grounds, self.span.start, more.saturating_add(2));
        for (_, clause) in Self::in_order(clauses) {
            self.line(more);
            clause(self);
        }
    }

    /// Each `enligt`, and `antagande`; `from` is where the thing begins that rests on them, `more` how much deeper than
    /// the item the second line of one stands.
    pub(super) fn ground_clauses<'t>(
        &self,
        grounds: &'t Grounds,
        from: u32,
        more: usize,
    ) -> Vec<Clause<'t, 'p>> {
        let mut clauses: Vec<Clause<'t, 'p>> = Vec::new();
        let word = |cite: &Cite| self.find_last(Rule::kw_citing, from, cite.source.span.start);
        for cites in grounds.cites.chunk_by(|a, b| word(a) == word(b)) {
            let at = cites.first().map_or(0, word);
            clauses.push((at, Box::new(move |p| p.cites(cites, at, more))));
        }
        if let Some(assumed) = &grounds.assumed {
            let at = self.find_last(Rule::kw_assumed, from, assumed.sv.span.start);
            clauses.push((
                at,
                Box::new(move |p| {
                    p.mark(at);
                    p.lead(Rule::kw_assumed);
                    p.text(assumed, more);
                }),
            ));
        }
        clauses
    }

    fn cites(&mut self, cites: &[Cite], at: u32, more: usize) {
        self.mark(at);
        self.word(Rule::kw_citing);
        let mut end = None;
        for cite in cites {
            let text = self.aside(|p| {
                p.name(&cite.source);
                p.put(" ");
                p.string(&cite.locator);
            });
            if let Some(end) = end {
                self.put(",");
                let broken = self.broke(end, cite.source.span.start);
                self.on_line(&text, broken, more);
            } else {
                self.put(" ");
                self.append(&text);
            }
            end = Some(cite.locator.span.end);
        }
    }
}
