//! Types and tables.

use super::super::parser::Rule;
use super::super::tree::{Control, Name, Table, Variant};
use super::{Kind, Printer};

impl Printer<'_> {
    /// On one line where all of it fits and the author had it so, else a line for each value.
    pub(super) fn enumeration(&mut self, name: &Name, variants: &[Variant]) {
        self.named(Rule::kw_type, name, None);
        self.put(" =");
        let each: Vec<_> = variants.iter().map(|v| self.aside(|p| p.variant(v))).collect();
        let last = variants.last().map_or(0, |variant| variant.name.span.start);
        let whole = each
            .iter()
            .fold(0_usize, |sum, v| sum.saturating_add(v.width()).saturating_add(3));
        let broken = self.broke(name.span.end, last) || each.iter().any(|v| v.text.contains('\n'));
        let one_line = !broken && self.column().saturating_add(whole) <= self.max_width();
        for (index, variant) in each.iter().enumerate() {
            match (one_line, index) {
                (true, 0) => self.put(" "),
                (true, _) => self.put(" | "),
                (false, 0) => {
                    self.line(2);
                    self.put("  ");
                }
                (false, _) => {
                    self.line(2);
                    self.put("| ");
                }
            }
            self.append(variant);
        }
    }

    fn variant(&mut self, variant: &Variant) {
        self.name(&variant.name);
        if let Some(title) = &variant.title {
            self.put(" ");
            self.text(title, 6);
        }
        self.aliases(variant.title.as_ref(), &variant.aliases, 6);
    }

    pub(super) fn table(&mut self, table: &Table) {
        self.named(Rule::kw_table, &table.name, None);
        self.put(" ");
        self.string(&table.file);
        self.title(table.title.as_ref());
        self.grounds(&table.grounds, 2);
        self.put(" {");
        let end = match table.controls.first() {
            Some(control) => control.span.start,
            None => self.last_bracket(),
        };
        self.fields(&table.columns, end);
        for control in &table.controls {
            self.line(2);
            self.mark_as(control.span.start, Kind::Loose);
            self.control(control);
        }
        self.close(0);
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
