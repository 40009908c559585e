//! Values as nouns.

use super::format;
use super::value::quoted;
use super::wording::Wording;
use super::words::{Words, say};
use crate::check::ruleset::{
    Aggregate, ArithOp, ConceptId, ConceptValue, Expr, ExprKind, Field, Literal, TableId,
};
use crate::check::visit;
use crate::value::{Number, RoundMode};

/// A name in words.
pub(crate) fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// A title as it stands inside a sentence: an English article loses its capital, nothing else does.
fn inside(title: &str) -> String {
    for article in ["The ", "A ", "An "] {
        if let Some(rest) = title.strip_prefix(article) {
            return format!("{}{rest}", article.to_lowercase());
        }
    }
    title.to_owned()
}

impl Wording<'_> {
    /// A concept's title, or its name in words inside a Swedish sentence, with its arguments.
    pub(crate) fn concept_in_words(&self, id: ConceptId, args: &[Expr], title: bool) -> Words {
        let Some(concept) = self.concept(id) else {
            return Words::default();
        };
        let full = Words::from(&concept.title);
        let name = if title || full.is_empty() {
            full
        } else if concept.title.en.is_some() {
            Words::new(spaced(&concept.name), inside(&full.en))
        } else {
            Words::same(spaced(&concept.name))
        };
        if args.is_empty() {
            return name;
        }
        let args: Vec<Words> = args.iter().map(|a| self.noun(a)).collect();
        say!(
            "{name} för {args}",
            "{name} for {args}",
            name = name,
            args = Words::all_of(&args)
        )
    }

    /// The field that an expression reads.
    pub(crate) fn field_of(&self, expr: &Expr) -> Option<&Field> {
        visit::field(self.ruleset, expr)
    }

    /// A value as a noun.
    pub(crate) fn noun(&self, expr: &Expr) -> Words {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, &expr.ty),
            ExprKind::Fact(_) | ExprKind::Field(..) => self.field_noun(expr),
            ExprKind::Element(_) => Words::new("värdet", "the value"),
            ExprKind::Concept(id, args) => self.concept_in_words(*id, args, false),
            ExprKind::Argument(_) => Words::new("värdet", "the value"),
            ExprKind::Parameter(id, day) => {
                let name = self
                    .ruleset
                    .parameters
                    .get(usize::from(id.0))
                    .map(|p| Words::new(spaced(&p.name), inside(&Words::from(&p.title).en)))
                    .unwrap_or_default();
                match day {
                    Some(day) => {
                        let day = self.noun(day);
                        say!("{name} ({day})", "{name} ({day})", name = name, day = day)
                    }
                    None => name,
                }
            }
            // The row at hand has no name of its own: its column is what is written.
            ExprKind::Cell(table, key, column) if key.span == expr.span => self.row_cell(*table, *column),
            ExprKind::Cell(table, key, column) => self.table_cell(*table, *column, &self.noun(key)),
            ExprKind::AssessmentDay => Words::new("prövningsdagen", "the assessment date"),
            ExprKind::Arith(op, a, b) => self.operation(*op, a, b),
            ExprKind::Neg(a) => say!("\u{2212}{a}", "\u{2212}{a}", a = self.noun(a)),
            ExprKind::Round(a, mode, step) => {
                let (a, step) = (self.noun(a), self.noun(step));
                rounded(&a, *mode, &step)
            }
            ExprKind::AddTime {
                date,
                length,
                subtract,
                ..
            } => {
                let (date, length) = (self.noun(date), self.noun(length));
                if *subtract {
                    say!(
                        "{length} före {date}",
                        "{length} before {date}",
                        length = length,
                        date = date
                    )
                } else {
                    say!(
                        "{length} efter {date}",
                        "{length} after {date}",
                        length = length,
                        date = date
                    )
                }
            }
            ExprKind::TimeLimit {
                term,
                length,
                from,
                moved,
            } => self.time_limit(*term, length, from, *moved),
            ExprKind::Extreme(smallest, all) => {
                let names: Vec<Words> = all.iter().map(|e| self.noun(e)).collect();
                let all = Words::all_of(&names);
                if *smallest {
                    say!("det minsta av {all}", "the smallest of {all}", all = all)
                } else {
                    say!("det största av {all}", "the largest of {all}", all = all)
                }
            }
            ExprKind::PeriodStart(a) => {
                say!("första dagen i {a}", "the first day of {a}", a = self.noun(a))
            }
            ExprKind::PeriodEnd(a) => say!("sista dagen i {a}", "the last day of {a}", a = self.noun(a)),
            ExprKind::DaysIn(a) => {
                say!(
                    "antalet dagar i {a}",
                    "the number of days in {a}",
                    a = self.noun(a)
                )
            }
            ExprKind::DayOf(a) => say!("dagen för {a}", "the day of {a}", a = self.noun(a)),
            ExprKind::Aggregated { .. } => self.aggregated(expr),
            _ => self.clause(expr, true),
        }
    }

    /// `antal 80 plus`.
    fn row_cell(&self, table: TableId, column: u16) -> Words {
        let table = self.ruleset.tables.get(usize::from(table.0));
        let column = table.and_then(|t| t.columns.get(usize::from(column)));
        column.map(|c| Words::same(spaced(&c.name))).unwrap_or_default()
    }

    /// `belopp i ”Fördelningen” för Malmö`.
    pub(crate) fn table_cell(&self, table: TableId, column: u16, key: &Words) -> Words {
        let table = self.ruleset.tables.get(usize::from(table.0));
        let column = table
            .and_then(|t| t.columns.get(usize::from(column)))
            .map(|c| Words::same(spaced(&c.name)))
            .unwrap_or_default();
        let title = table.map(|t| quoted(&Words::from(&t.title))).unwrap_or_default();
        say!(
            "{column} i {title} för {key}",
            "{column} in {title} for {key}",
            column = column,
            title = title,
            key = key
        )
    }

    /// A field; one in a record that is no element says which: `typ (sökande)`.
    fn field_noun(&self, expr: &Expr) -> Words {
        let label = self.field_of(expr).map(|f| self.label(f)).unwrap_or_default();
        match &expr.kind {
            ExprKind::Field(base, _) if !matches!(base.kind, ExprKind::Element(_)) => {
                let english = label.en.clone();
                let mut noun = say!(
                    "{label} ({base})",
                    "{label} ({base})",
                    label = label,
                    base = self.noun(base)
                );
                // A question says by itself what it is about.
                if english.ends_with("?”") {
                    noun.en = english;
                }
                noun
            }
            _ => label,
        }
    }

    /// `a × b`, with parentheses around what is itself an operation.
    fn operation(&self, op: ArithOp, a: &Expr, b: &Expr) -> Words {
        let side = |e: &Expr| match &e.kind {
            ExprKind::Arith(..) => say!("({e})", "({e})", e = self.noun(e)),
            ExprKind::Literal(Literal::Number(n)) if op == ArithOp::Mul && is_share(*n, e) => {
                format::percent(*n)
            }
            _ => self.noun(e),
        };
        let (a, b) = (side(a), side(b));
        join_operation(op, &a, &b)
    }

    /// `sista dagen i fristen …`.
    fn time_limit(&self, term: bool, length: &Expr, from: &Expr, moved: bool) -> Words {
        let (length, from) = (self.noun(length), self.noun(from));
        let text = if term {
            say!(
                "sista dagen i löptiden {length} från {from}",
                "the last day of the term of {length} from {from}",
                length = length,
                from = from
            )
        } else {
            say!(
                "sista dagen i fristen {length} från {from}",
                "the last day of the time limit of {length} from {from}",
                length = length,
                from = from
            )
        };
        if moved {
            say!(
                "{text}, flyttad till vardag",
                "{text}, moved to a working day",
                text = text
            )
        } else {
            text
        }
    }

    /// `summan av kostnad i insatser där huvudman är kommunen`.
    fn aggregated(&self, expr: &Expr) -> Words {
        let ExprKind::Aggregated {
            aggregate,
            list,
            filter,
            of,
            ..
        } = &expr.kind
        else {
            return Words::default();
        };
        let (sv, en) = match aggregate {
            Aggregate::Sum => ("summan av", "the sum of"),
            Aggregate::Count => ("antalet", "the number"),
            Aggregate::Share => ("andelen", "the share"),
            Aggregate::Smallest => ("det minsta av", "the smallest"),
            Aggregate::Largest => ("det största av", "the largest"),
        };
        let mut text = Words::new(sv, en);
        if let Some(of) = of {
            let of = self.noun(of);
            text = if *aggregate == Aggregate::Share {
                say!("{text} av {of}", "{text} of {of}", text = text, of = of)
            } else {
                say!("{text} {of}", "{text} {of}", text = text, of = of)
            };
        }
        text = say!(
            "{text} i {list}",
            "{text} in {list}",
            text = text,
            list = self.noun(list)
        );
        match filter {
            Some(filter) => {
                let test = self.clause(filter, true);
                say!(
                    "{text} där {test}",
                    "{text} where {test}",
                    text = text,
                    test = test
                )
            }
            None => text,
        }
    }
}

impl Wording<'_> {
    /// Whether a number is a share, which is written as a percentage: a field declared as `procent`, a share of a list,
    /// and what is added, compared or chosen among such.
    pub(crate) fn is_share(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::Field(..) | ExprKind::Element(_) => {
                visit::is_percentage(self.ruleset, expr)
            }
            ExprKind::Aggregated {
                aggregate: Aggregate::Share,
                ..
            } => true,
            ExprKind::Aggregated {
                aggregate: Aggregate::Sum | Aggregate::Smallest | Aggregate::Largest,
                of: Some(of),
                ..
            } => self.is_share(of),
            ExprKind::Neg(a) | ExprKind::Round(a, ..) => self.is_share(a),
            ExprKind::Arith(ArithOp::Add | ArithOp::Sub, a, b) => self.is_share(a) || self.is_share(b),
            ExprKind::Extreme(_, all) => all.iter().any(|e| self.is_share(e)),
            ExprKind::Concept(id, _) => self.concept(*id).is_some_and(|concept| match &concept.value {
                ConceptValue::Formula(formula) => self.is_share(formula),
                ConceptValue::Cases(_) => false,
            }),
            _ => false,
        }
    }
}

/// Whether a literal reads better as a percentage: a plain number between nothing and one.
fn is_share(number: Number, expr: &Expr) -> bool {
    expr.ty.unit().is_some_and(crate::value::Unit::is_none)
        && !number.is_whole()
        && !number.is_negative()
        && number < Number::whole(1)
}

/// `a × b`.
pub(crate) fn join_operation(op: ArithOp, a: &Words, b: &Words) -> Words {
    let sign = Words::same(match op {
        ArithOp::Add => "+",
        ArithOp::Sub => "\u{2212}",
        ArithOp::Mul => "×",
        ArithOp::Div => "/",
    });
    say!("{a} {sign} {b}", "{a} {sign} {b}", a = a, sign = sign, b = b)
}

/// `x avrundat nedåt till 1 kr`.
pub(crate) fn rounded(value: &Words, mode: RoundMode, step: &Words) -> Words {
    let (sv, en) = match mode {
        RoundMode::Up => ("avrundat uppåt till", "rounded up to"),
        RoundMode::Down => ("avrundat nedåt till", "rounded down to"),
        RoundMode::Nearest => ("avrundat till närmaste", "rounded to the nearest"),
    };
    let how = Words::new(sv, en);
    say!(
        "{value} {how} {step}",
        "{value} {how} {step}",
        value = value,
        how = how,
        step = step
    )
}
