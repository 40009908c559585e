//! `fördelning`: its sentence on one line, or broken after a comma.

use super::super::parser::Rule;
use super::super::tree::{Apportionment, Pot, Residual};
use super::{Clause, HANG, Printer};
use crate::value::RoundMode;

impl<'p> Printer<'p> {
    pub(super) fn apportionment(&mut self, item: &Apportionment) {
        self.named(Rule::kw_apportionment, &item.name, item.title.as_ref());
        let at = self.in_item(Rule::kw_distribute);
        let sentence: Clause<'_, 'p> = (at, Box::new(|p| p.sentence_and_clauses(item)));
        self.grounds_and(&item.grounds, sentence);
    }

    /// `fördela …` and what follows it but the grounds.
    fn sentence_and_clauses(&mut self, item: &Apportionment) {
        self.line(2);
        let at = self.in_item(Rule::kw_distribute);
        self.mark(at);
        self.lead(Rule::kw_distribute);
        match &item.pot {
            Pot::Amount { amount, table } => {
                self.expr(amount);
                self.infix(Rule::kw_across_rows);
                self.mark(table.span.start);
                self.name(table);
            }
            Pot::Left { of, field } => {
                self.lead(Rule::kw_left_of);
                self.mark(of.span.start);
                self.name(of);
                self.infix(Rule::kw_across_each);
                self.mark(field.span.start);
                self.name(field);
            }
        }
        self.infix(Rule::kw_after);
        self.mark(item.key.span.start);
        self.name(&item.key);
        let rounding = self.aside(|p| p.rounding(item));
        self.after_comma(&rounding, item.key.span.end, item.rounding.start);
        let residual = self.aside(|p| {
            p.mark(item.residual_span.start);
            p.lead(Rule::kw_residual);
            p.word(match item.residual {
                Residual::Largest => Rule::kw_on_largest,
                Residual::Fraction => Rule::kw_by_fraction,
                Residual::Kept => Rule::kw_kept,
            });
        });
        self.after_comma(&residual, item.rounding.end, item.residual_span.start);
        for (at, clause) in Self::in_order(self.apportionment_clauses(item)) {
            self.line(2);
            self.mark(at);
            clause(self);
        }
    }

    fn after_comma(&mut self, text: &super::Written, from: u32, to: u32) {
        self.put(",");
        let broken = self.broke(from, to);
        self.on_line(text, broken, HANG);
    }

    fn rounding(&mut self, item: &Apportionment) {
        self.mark(item.rounding.start);
        self.lead(Rule::kw_rounded);
        self.word(match item.mode {
            RoundMode::Up => Rule::kw_up,
            RoundMode::Down => Rule::kw_down,
            RoundMode::Nearest => Rule::kw_nearest,
        });
        self.infix(Rule::kw_to);
        self.expr(&item.step);
    }

    fn apportionment_clauses<'t>(&self, item: &'t Apportionment) -> Vec<Clause<'t, 'p>> {
        let mut clauses: Vec<Clause<'t, 'p>> = Vec::new();
        let values = [
            (&item.filter, Rule::kw_where),
            (&item.floor, Rule::kw_floor),
            (&item.cap, Rule::kw_cap),
        ];
        for (value, keyword) in values {
            if let Some(value) = value {
                let at = self.find_last(keyword, self.span.start, value.span.start);
                clauses.push((
                    at,
                    Box::new(move |p| {
                        p.lead(keyword);
                        p.expr(value);
                    }),
                ));
            }
        }
        if let Some(column) = &item.published {
            let at = self.find_last(Rule::kw_control, self.span.start, column.span.start);
            clauses.push((
                at,
                Box::new(|p| {
                    p.lead(Rule::kw_control);
                    p.word(Rule::kw_each_part);
                    p.infix(Rule::kw_is);
                    p.name(column);
                }),
            ));
        }
        clauses
    }
}
