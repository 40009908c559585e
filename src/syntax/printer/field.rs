//! The fields of records, applications and tables.

use super::super::keywords::spellings;
use super::super::parser::Rule;
use super::super::tree::{Alias, Answerer, Field, Name, Text, TypeRef, TypeRefKind};
use super::{Clause, Kind, Printer};

/// What stands between the parts of a field on one line.
const BETWEEN_PARTS: &str = "  ";

impl<'p> Printer<'p> {
    /// Fields, a line each or more; `end` is where what follows them begins.
    pub(super) fn fields(&mut self, fields: &[Field], end: u32) {
        let starts: Vec<u32> = fields.iter().map(|field| self.field_start(field)).collect();
        let ends = starts.iter().skip(1).copied().chain([end]);
        let places: Vec<(u32, u32)> = starts.iter().copied().zip(ends).collect();
        let widths = self.name_widths(fields, &places);
        for ((field, place), width) in fields.iter().zip(places).zip(widths) {
            self.line(2);
            self.mark_as(place.0, Kind::Loose);
            self.field(field, place, width);
        }
    }

    fn field_start(&self, field: &Field) -> u32 {
        let name = field.name.span.start;
        if field.key {
            self.find_last(Rule::kw_key, self.span.start, name)
        } else {
            name
        }
    }

    /// How wide the name of each field is to be: fields of one line below each other have their types below each other.
    fn name_widths(&mut self, fields: &[Field], places: &[(u32, u32)]) -> Vec<usize> {
        let own: Vec<usize> = fields
            .iter()
            .map(|field| self.aside(|p| p.key_and_name(field)).width())
            .collect();
        let Some(layout) = self.layout else {
            return vec![0; own.len()];
        };
        let mut widths = vec![0; own.len()];
        let mut run: Vec<usize> = Vec::new();
        let close = |run: &mut Vec<usize>, widths: &mut Vec<usize>| {
            let widest = run.iter().filter_map(|i| own.get(*i)).max().copied().unwrap_or(0);
            for index in run.drain(..) {
                if let Some(width) = widths.get_mut(index) {
                    *width = widest;
                }
            }
        };
        for (index, (field, place)) in fields.iter().zip(places).enumerate() {
            if layout.stands_apart(place.0) {
                close(&mut run, &mut widths);
            }
            if self.is_one_line(field, *place) {
                run.push(index);
            } else {
                close(&mut run, &mut widths);
            }
        }
        close(&mut run, &mut widths);
        widths
    }

    /// Whether the field stands, and can stand, on one line.
    fn is_one_line(&mut self, field: &Field, place: (u32, u32)) -> bool {
        let begins = self
            .parts(field, place)
            .iter()
            .any(|(at, _)| self.began_line(*at));
        let line = self.aside(|p| {
            p.key_and_name(field);
            p.put(": ");
            p.type_ref(&field.ty);
            for (_, part) in p.parts(field, place) {
                p.put(BETWEEN_PARTS);
                part(p);
            }
        });
        let width = self.indent.saturating_add(2).saturating_add(line.width());
        !begins && !line.text.contains('\n') && width <= self.max_width()
    }

    fn key_and_name(&mut self, field: &Field) {
        if field.key {
            self.lead(Rule::kw_key);
        }
        self.name(&field.name);
    }

    fn field(&mut self, field: &Field, place: (u32, u32), width: usize) {
        let one_line = self.is_one_line(field, place);
        let before = self.column();
        self.key_and_name(field);
        self.put(":");
        let own = self.column().saturating_sub(before).saturating_sub(1);
        self.blanks(width.saturating_sub(own).saturating_add(1));
        self.type_ref(&field.ty);
        let asked = self.find(Rule::kw_of, field.ty.span.end, place.1);
        let parts = self.parts(field, place);
        // A field that the author broke is broken where the author broke it.
        let everywhere = !parts.iter().any(|(at, _)| self.began_line(*at));
        for (index, (at, part)) in parts.into_iter().enumerate() {
            if !one_line && (everywhere || self.began_line(at)) {
                self.line(4);
            } else if index == 0 && field.ty.judgement && self.layout.is_some() && at == asked {
                // `bedömning T av A` is read as one.
                self.put(" ");
            } else {
                self.put(BETWEEN_PARTS);
            }
            self.mark(at);
            part(self);
        }
    }

    /// What follows the type.
    fn parts<'t>(&self, field: &'t Field, (_, end): (u32, u32)) -> Vec<Clause<'t, 'p>> {
        let start = field.ty.span.end;
        let mut parts: Vec<Clause<'t, 'p>> = Vec::new();
        if let Some(question) = &field.question {
            parts.push((question.sv.span.start, Box::new(|p| p.text(question, 4))));
        }
        if !field.asked_of.is_empty() {
            parts.push((
                self.find(Rule::kw_of, start, end),
                Box::new(|p| p.answerers(&field.asked_of)),
            ));
        }
        if field.applicant_may_change {
            let can = self.find(Rule::kw_can_change, start, end);
            parts.push((
                self.find_last(Rule::kw_applicant, start, can),
                Box::new(|p| {
                    p.lead(Rule::kw_applicant);
                    p.word(Rule::kw_can_change);
                }),
            ));
        }
        if let Some(json) = &field.json {
            parts.push((
                self.find(Rule::kw_json, start, end),
                Box::new(|p| {
                    p.lead(Rule::kw_json);
                    p.string(json);
                }),
            ));
        }
        for alias in &field.aliases {
            let at = self.find_last(Rule::kw_also, start, alias.alias.span.start);
            parts.push((at, Box::new(|p| p.alias(alias))));
        }
        Self::in_order(parts)
    }

    /// `även` after a title, each on the line on which it fits or which the author gave it.
    pub(super) fn aliases(&mut self, title: Option<&Text>, aliases: &[Alias], more: usize) {
        let mut end = title.map(|title| title.en.as_ref().unwrap_or(&title.sv).span.end);
        for alias in aliases {
            let text = self.aside(|p| p.alias(alias));
            let start = alias.alias.span.start;
            let broken = end.is_some_and(|end| self.broke(end, start));
            self.on_line(&text, broken, more);
            end = Some(alias.target.as_ref().unwrap_or(&alias.alias).span.end);
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

    fn answerers(&mut self, answerers: &[Answerer]) {
        self.word(Rule::kw_of);
        for (index, answerer) in answerers.iter().enumerate() {
            if index > 0 {
                self.put(" ");
                self.word(Rule::kw_or);
            }
            self.put(" ");
            self.answerer(answerer);
        }
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
        self.mark(ty.span.start);
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
}

/// Whether the name is one of these keywords, in either language.
fn is(name: &Name, words: &[Rule]) -> bool {
    words
        .iter()
        .filter_map(|w| spellings(*w))
        .any(|(sv, en)| name.text == sv || name.text == en)
}
