//! Types, fields and tables.

use super::super::keywords::spellings;
use super::super::parser::Rule;
use super::super::tree::{Alias, Answerer, Control, Field, Name, Table, TypeRef, TypeRefKind, Variant};
use super::Printer;

impl Printer {
    pub(super) fn aliases(&mut self, aliases: &[Alias]) {
        for alias in aliases {
            let text = self.aside(|p| p.alias(alias));
            self.on_line(&text, 2);
        }
    }

    fn alias(&mut self, alias: &Alias) {
        self.lead(Rule::kw_also);
        self.string(&alias.alias);
        if let Some(target) = &alias.target {
            self.put(" = ");
            self.string(target);
        }
    }

    /// On one line where all of it fits, else a line for each value.
    pub(super) fn enumeration(&mut self, name: &Name, variants: &[Variant]) {
        self.named(Rule::kw_type, name, None);
        self.put(" =");
        let each: Vec<_> = variants.iter().map(|v| self.aside(|p| p.variant(v))).collect();
        let one_line = each.join(" | ");
        if self.fits(&one_line) {
            self.put(" ");
            return self.put(&one_line);
        }
        for (index, variant) in each.iter().enumerate() {
            self.line(2);
            self.put(if index == 0 { "  " } else { "| " });
            self.put(variant);
        }
    }

    fn variant(&mut self, variant: &Variant) {
        self.name(&variant.name);
        self.title(variant.title.as_ref());
        self.aliases(&variant.aliases);
    }

    pub(super) fn fields(&mut self, fields: &[Field]) {
        self.put(" {");
        for field in fields {
            self.line(2);
            self.field(field);
        }
        self.line(0);
        self.put("}");
    }

    /// A field on one line where it fits, else each part of it on a line.
    fn field(&mut self, field: &Field) {
        if field.key {
            self.lead(Rule::kw_key);
        }
        self.name(&field.name);
        self.put(": ");
        self.type_ref(&field.ty);
        let parts = self.field_parts(field);
        let one_line = parts.iter().fold(String::new(), |line, part| line + "  " + part);
        if self.fits(&one_line) {
            return self.put(&one_line);
        }
        for part in parts {
            self.line(4);
            self.put(&part);
        }
    }

    fn field_parts(&mut self, field: &Field) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(question) = &field.question {
            parts.push(self.aside(|p| p.text(question, 4)));
        }
        if !field.asked_of.is_empty() {
            parts.push(self.aside(|p| {
                p.word(Rule::kw_of);
                for (index, answerer) in field.asked_of.iter().enumerate() {
                    if index > 0 {
                        p.put(" ");
                        p.word(Rule::kw_or);
                    }
                    p.put(" ");
                    p.answerer(answerer);
                }
            }));
        }
        if field.applicant_may_change {
            parts.push(self.aside(|p| {
                p.lead(Rule::kw_applicant);
                p.word(Rule::kw_can_change);
            }));
        }
        if let Some(json) = &field.json {
            parts.push(self.aside(|p| {
                p.lead(Rule::kw_json);
                p.string(json);
            }));
        }
        for alias in &field.aliases {
            parts.push(self.aside(|p| p.alias(alias)));
        }
        parts
    }

    fn answerer(&mut self, answerer: &Answerer) {
        match answerer {
            Answerer::Applicant => self.word(Rule::kw_applicant),
            Answerer::Officer => self.word(Rule::kw_officer),
            Answerer::Body(name) if is(name, &[Rule::kw_applicant, Rule::kw_officer]) => {
                self.ticked(&name.text, true);
            }
            Answerer::Body(name) => self.name(name),
        }
    }

    pub(super) fn type_ref(&mut self, ty: &TypeRef) {
        if ty.judgement {
            self.lead(Rule::kw_judgement);
        }
        match &ty.kind {
            TypeRefKind::YesNo => {
                self.word(Rule::kw_yes);
                self.put("/");
                self.word(Rule::kw_no);
            }
            TypeRefKind::List(of) => {
                self.put("[");
                self.type_ref(of);
                self.put("]");
            }
            TypeRefKind::Key(of) => {
                self.lead(Rule::kw_key);
                self.lead(Rule::kw_in);
                self.name(of);
            }
            TypeRefKind::Named { name, per, signed } => {
                if is(name, &[Rule::kw_judgement, Rule::kw_key]) {
                    self.ticked(&name.text, true);
                } else {
                    self.name(name);
                }
                for unit in per {
                    self.infix(Rule::kw_per);
                    self.name(unit);
                }
                if *signed {
                    self.put(" ");
                    self.word(Rule::kw_signed);
                }
            }
        }
        if ty.optional {
            self.put("?");
        }
    }

    pub(super) fn table(&mut self, table: &Table) {
        self.named(Rule::kw_table, &table.name, None);
        self.put(" ");
        self.string(&table.file);
        self.title(table.title.as_ref());
        self.grounds(&table.grounds, 2);
        self.put(" {");
        for column in &table.columns {
            self.line(2);
            self.field(column);
        }
        for control in &table.controls {
            self.line(2);
            self.control(control);
        }
        self.line(0);
        self.put("}");
    }

    fn control(&mut self, control: &Control) {
        self.lead(Rule::kw_control);
        match &control.column {
            Some(column) => {
                self.lead(Rule::kw_sum);
                self.lead(Rule::kw_of);
                self.name(column);
            }
            None => self.word(Rule::kw_row_count),
        }
        self.infix(Rule::kw_is);
        self.expr(&control.value);
    }
}

/// Whether the name is one of these keywords, in either language.
fn is(name: &Name, words: &[Rule]) -> bool {
    words
        .iter()
        .filter_map(|w| spellings(*w))
        .any(|(sv, en)| name.text == sv || name.text == en)
}
