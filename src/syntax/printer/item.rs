//! Items, one after the other.

use super::super::parser::Rule;
use super::super::tree::{
    Acceptance, Accepted, Expr, Field, Grounds, Item, ItemKind, Name, Ruleset, Text, Validity,
};
use super::example::outcome_word;
use super::{Clause, HANG, Kind, Printer};
use crate::value::Period;

impl<'p> Printer<'p> {
    /// Items on the lines of the present indentation, each ending its line.
    pub(super) fn items(&mut self, items: &[Item]) {
        let mut before: Option<&Item> = None;
        for item in items {
            if self.layout.is_none() {
                self.apart(before, item);
            }
            self.margin();
            self.span = item.span;
            self.mark_as(item.span.start, Kind::Loose);
            self.item(&item.kind);
            self.put("\n");
            before = Some(item);
        }
    }

    /// The empty line and the documentation before an item, where there is no layout to keep.
    fn apart(&mut self, before: Option<&Item>, item: &Item) {
        if before.is_some_and(|b| item.doc.is_some() || !stand_together(b, item)) {
            self.put("\n");
        }
        for line in item.doc.iter().flat_map(|doc| doc.split('\n')) {
            self.margin();
            self.put(if line.is_empty() { "##" } else { "## " });
            self.put(line);
            self.put("\n");
        }
    }

    fn margin(&mut self) {
        self.blanks(self.indent);
    }

    fn item(&mut self, kind: &ItemKind) {
        match kind {
            ItemKind::Ruleset(ruleset) => self.ruleset(ruleset),
            ItemKind::Module { name, title } => {
                self.lead(Rule::kw_module);
                self.put(&name.text);
                self.title(title.as_ref());
            }
            ItemKind::Use(names) => {
                self.lead(Rule::kw_use);
                self.list(names, ", ", |p, name| {
                    p.mark(name.span.start);
                    p.put(&name.text);
                });
            }
            ItemKind::Source { name, title } => self.named(Rule::kw_source, name, Some(title)),
            ItemKind::Body { name, title, aliases } => {
                self.named(Rule::kw_body, name, Some(title));
                self.aliases(Some(title), aliases, 2);
            }
            ItemKind::Enum { name, variants } => self.enumeration(name, variants),
            ItemKind::Record { name, title, fields } => {
                self.named(Rule::kw_record, name, title.as_ref());
                self.bracketed_fields(fields);
            }
            ItemKind::Unit { name, title } => self.named(Rule::kw_unit, name, title.as_ref()),
            ItemKind::Application(fields) => {
                self.word(Rule::kw_application);
                self.bracketed_fields(fields);
            }
            ItemKind::Open { name, ty, title } => {
                self.named(Rule::kw_open, name, None);
                self.put(": ");
                self.type_ref(ty);
                self.title(title.as_ref());
            }
            ItemKind::Concept(concept) => self.concept(concept),
            ItemKind::Parameter {
                name,
                title,
                ty,
                values,
            } => self.parameter(name, title.as_ref(), ty, values),
            ItemKind::Table(table) => self.table(table),
            ItemKind::Rule(rule) => self.rule(rule),
            ItemKind::Result {
                name,
                title,
                grounds,
                value,
            } => {
                self.named(Rule::kw_result, name, title.as_ref());
                let at = value.span.start;
                self.grounds_and(grounds, (at, Box::new(|p| p.formula(value))));
            }
            ItemKind::Word { outcome, text } => {
                self.lead(Rule::kw_word);
                self.word(outcome_word(*outcome));
                self.put(" ");
                self.text(text, 2);
            }
            ItemKind::Section {
                name,
                title,
                valid,
                grounds,
                guard,
                items,
            } => {
                self.named(Rule::kw_section, name, title.as_ref());
                self.section_clauses(*valid, grounds, guard.as_ref());
                self.body(items);
            }
            ItemKind::ForEach { name, list, items } => {
                self.named(Rule::kw_for_each, name, None);
                self.infix(Rule::kw_in);
                self.expr(list);
                self.body(items);
            }
            ItemKind::Example(example) => self.example(example),
            ItemKind::Acceptance(acceptance) => self.acceptance(acceptance),
            ItemKind::Apportionment(apportionment) => self.apportionment(apportionment),
        }
    }

    /// An item's word, its name and its title.
    pub(super) fn named(&mut self, keyword: Rule, name: &Name, title: Option<&Text>) {
        self.lead(keyword);
        self.name(name);
        self.title(title);
    }

    fn bracketed_fields(&mut self, fields: &[Field]) {
        self.put(" {");
        self.fields(fields, self.last_bracket());
        self.close(0);
    }

    fn ruleset(&mut self, ruleset: &Ruleset) {
        self.lead(Rule::kw_ruleset);
        self.put(&ruleset.name.text);
        self.title(ruleset.title.as_ref());
        for (at, clause) in Self::in_order(self.header_clauses(ruleset)) {
            self.line(2);
            self.mark(at);
            clause(self);
        }
    }

    fn header_clauses<'t>(&self, ruleset: &'t Ruleset) -> Vec<Clause<'t, 'p>> {
        let mut clauses: Vec<Clause<'t, 'p>> = Vec::new();
        if let Some(version) = &ruleset.version {
            clauses.push((
                self.in_item(Rule::kw_version),
                Box::new(|p| {
                    p.lead(Rule::kw_version);
                    p.string(version);
                }),
            ));
        }
        if let Some(valid) = &ruleset.valid {
            clauses.push((self.in_item(Rule::kw_valid), Box::new(|p| p.validity(valid))));
        }
        if let Some(fact) = &ruleset.assessed_on {
            clauses.push((
                self.in_item(Rule::kw_assessed),
                Box::new(|p| {
                    p.lead(Rule::kw_assessed);
                    p.lead(Rule::kw_on);
                    p.expr(fact);
                }),
            ));
        }
        if let Some(track) = &ruleset.track {
            clauses.push((
                self.in_item(Rule::kw_track),
                Box::new(|p| {
                    p.lead(Rule::kw_track);
                    p.name(track);
                }),
            ));
        }
        clauses.extend(self.ground_clauses(&ruleset.grounds, self.span.start, HANG));
        clauses
    }

    fn validity(&mut self, valid: &Validity) {
        self.lead(Rule::kw_valid);
        if let Some(by) = &valid.by {
            self.lead(Rule::kw_applications);
            self.expr(by);
            self.put(" ");
        }
        self.period(valid.period);
    }

    /// The clauses of a chapter; a guard that stands alone may stand on the chapter's first line.
    fn section_clauses(&mut self, valid: Option<Period>, grounds: &Grounds, guard: Option<&Expr>) {
        let mut clauses = self.ground_clauses(grounds, self.span.start, HANG);
        if let Some(period) = valid {
            let clause: Clause<'_, 'p> = (
                self.in_item(Rule::kw_valid),
                Box::new(move |p| {
                    p.lead(Rule::kw_valid);
                    p.period(period);
                }),
            );
            clauses.insert(0, clause);
        }
        let alone = clauses.is_empty();
        if let Some(guard) = guard {
            let at = self.in_item(Rule::kw_when);
            let whole = self.aside(|p| {
                p.lead(Rule::kw_when);
                p.expr(guard);
            });
            if alone && !self.began_line(at) && self.fits(&whole) {
                self.put(" ");
                self.mark(at);
                return self.append(&whole);
            }
            clauses.push((
                at,
                Box::new(|p| {
                    p.lead(Rule::kw_when);
                    p.condition(guard, HANG);
                }),
            ));
        }
        for (at, clause) in Self::in_order(clauses) {
            self.line(2);
            self.mark(at);
            clause(self);
        }
    }

    /// The items inside a chapter.
    fn body(&mut self, items: &[Item]) {
        let span = self.span;
        self.put(" {\n");
        self.indent = self.indent.saturating_add(2);
        self.items(items);
        self.indent = self.indent.saturating_sub(2);
        self.margin();
        self.mark_as(span.end.saturating_sub(1), Kind::Close);
        self.put("}");
    }

    fn acceptance(&mut self, acceptance: &Acceptance) {
        self.lead(Rule::kw_accept);
        match &acceptance.what {
            Accepted::Warning(code) => {
                self.mark(code.span.start);
                self.put(&code.text);
            }
            Accepted::Untested(words) => {
                self.lead(Rule::kw_untested);
                self.string(words);
            }
            Accepted::Alteration(words) => {
                self.lead(Rule::kw_alteration);
                self.string(words);
            }
        }
        if let Some(target) = &acceptance.target {
            self.infix(Rule::kw_for);
            self.paths(std::slice::from_ref(target));
        }
        if self.layout.is_none() || self.began_line(acceptance.reason.sv.span.start) {
            self.line(2);
        } else {
            self.put(" ");
        }
        self.text(&acceptance.reason, 2);
    }
}

/// Whether two items stand without a blank line between them: short declarations of one kind do.
fn stand_together(a: &Item, b: &Item) -> bool {
    let short = |item: &Item| {
        matches!(
            item.kind,
            ItemKind::Use(_)
                | ItemKind::Source { .. }
                | ItemKind::Body { .. }
                | ItemKind::Unit { .. }
                | ItemKind::Open { .. }
                | ItemKind::Word { .. }
        )
    };
    short(a) && short(b) && std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
}
