//! Items, one after the other.

use super::super::parser::Rule;
use super::super::tree::{
    Acceptance, Accepted, Change, Example, Expectation, Expr, Grounds, Item, ItemKind, Name, OutcomeWord,
    Ruleset, Text,
};
use super::Printer;
use crate::value::Period;

impl Printer {
    /// Items on the lines of the present indentation, each ending its line.
    pub(super) fn items(&mut self, items: &[Item]) {
        let mut before: Option<&Item> = None;
        for item in items {
            if before.is_some_and(|b| item.doc.is_some() || !stand_together(b, item)) {
                self.put("\n");
            }
            self.margin();
            for line in item.doc.iter().flat_map(|doc| doc.split('\n')) {
                self.put(if line.is_empty() { "##" } else { "## " });
                self.put(line);
                self.put("\n");
                self.margin();
            }
            self.item(&item.kind);
            self.put("\n");
            before = Some(item);
        }
    }

    fn margin(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
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
                self.list(names, ", ", |p, name| p.put(&name.text));
            }
            ItemKind::Source { name, title } => self.named(Rule::kw_source, name, Some(title)),
            ItemKind::Body { name, title, aliases } => {
                self.named(Rule::kw_body, name, Some(title));
                self.aliases(aliases);
            }
            ItemKind::Enum { name, variants } => self.enumeration(name, variants),
            ItemKind::Record { name, title, fields } => {
                self.named(Rule::kw_record, name, title.as_ref());
                self.fields(fields);
            }
            ItemKind::Unit { name, title } => self.named(Rule::kw_unit, name, title.as_ref()),
            ItemKind::Application(fields) => {
                self.word(Rule::kw_application);
                self.fields(fields);
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
                self.grounds(grounds, 2);
                self.formula(value);
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
        }
    }

    /// An item's word, its name and its title.
    pub(super) fn named(&mut self, keyword: Rule, name: &Name, title: Option<&Text>) {
        self.lead(keyword);
        self.name(name);
        self.title(title);
    }

    fn ruleset(&mut self, ruleset: &Ruleset) {
        self.lead(Rule::kw_ruleset);
        self.put(&ruleset.name.text);
        self.title(ruleset.title.as_ref());
        if let Some(version) = &ruleset.version {
            self.line(2);
            self.lead(Rule::kw_version);
            self.string(version);
        }
        if let Some(valid) = &ruleset.valid {
            self.line(2);
            self.lead(Rule::kw_valid);
            if let Some(by) = &valid.by {
                self.lead(Rule::kw_applications);
                self.expr(by);
                self.put(" ");
            }
            self.period(valid.period);
        }
        if let Some(fact) = &ruleset.assessed_on {
            self.line(2);
            self.lead(Rule::kw_assessed);
            self.lead(Rule::kw_on);
            self.expr(fact);
        }
        if let Some(track) = &ruleset.track {
            self.line(2);
            self.lead(Rule::kw_track);
            self.name(track);
        }
        self.grounds(&ruleset.grounds, 2);
    }

    fn section_clauses(&mut self, valid: Option<Period>, grounds: &Grounds, guard: Option<&Expr>) {
        if let Some(period) = valid {
            self.line(2);
            self.lead(Rule::kw_valid);
            self.period(period);
        }
        self.grounds(grounds, 2);
        if let Some(guard) = guard {
            let clause = self.aside(|p| {
                p.lead(Rule::kw_when);
                p.expr(guard);
            });
            if valid.is_some() || *grounds != Grounds::default() {
                self.line(2);
                self.put(&clause);
            } else {
                self.on_line(&clause, 2);
            }
        }
    }

    /// The items inside a chapter.
    fn body(&mut self, items: &[Item]) {
        self.put(" {\n");
        self.indent = self.indent.saturating_add(2);
        self.items(items);
        self.indent = self.indent.saturating_sub(2);
        self.margin();
        self.put("}");
    }

    fn example(&mut self, example: &Example) {
        self.lead(Rule::kw_example);
        self.string(&example.title);
        self.put(" {");
        self.line(2);
        self.lead(Rule::kw_start_from);
        self.string(&example.case);
        for (fact, change) in &example.changes {
            self.line(2);
            self.lead(Rule::kw_set);
            self.expr(fact);
            self.put(" = ");
            match change {
                Change::Unknown => self.word(Rule::kw_unknown),
                Change::Absent => self.word(Rule::kw_absent),
                Change::Value(value) => self.changed(value),
            }
        }
        for expectation in &example.expectations {
            self.line(2);
            self.lead(Rule::kw_expect);
            self.expectation(expectation);
        }
        self.line(0);
        self.put("}");
    }

    fn acceptance(&mut self, acceptance: &Acceptance) {
        self.lead(Rule::kw_accept);
        match &acceptance.what {
            Accepted::Warning(code) => self.put(&code.text),
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
        self.line(2);
        self.text(&acceptance.reason, 2);
    }

    /// A value that could be read as `okänd` when it begins with that name.
    fn changed(&mut self, value: &Expr) {
        let before = std::mem::replace(&mut self.tick_soft, true);
        self.expr(value);
        self.tick_soft = before;
    }

    fn expectation(&mut self, expectation: &Expectation) {
        match expectation {
            Expectation::Remarks(paths) => {
                self.lead(Rule::kw_remark_word);
                self.paths(paths);
            }
            Expectation::Missing(paths) => {
                self.lead(Rule::kw_missing);
                self.paths(paths);
            }
            Expectation::Outcome {
                outcome,
                amount,
                decisive,
            } => {
                self.word(outcome_word(*outcome));
                if let Some(amount) = amount {
                    self.put(" ");
                    self.expr(amount);
                }
                if !decisive.is_empty() {
                    self.infix(Rule::kw_because_of);
                    self.paths(decisive);
                }
            }
        }
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

fn outcome_word(outcome: OutcomeWord) -> Rule {
    match outcome {
        OutcomeWord::Granted => Rule::kw_granted,
        OutcomeWord::PartlyGranted => Rule::kw_partly,
        OutcomeWord::Rejected => Rule::kw_rejected,
        OutcomeWord::Referred => Rule::kw_referred,
        OutcomeWord::Dismissed => Rule::kw_dismissed,
        OutcomeWord::Discontinued => Rule::kw_discontinued,
        OutcomeWord::Undetermined => Rule::kw_undetermined,
    }
}
