//! Conditions as sentences, without a capital or a full stop.

use super::format;
use super::value::{quoted, yes_no};
use super::wording::Wording;
use super::words::{Words, say};
use crate::check::ruleset::{Expr, ExprKind, Literal, Quantifier, Relation, RuleId, Type};

/// The relation that holds exactly when this one doesn't.
fn opposite(relation: Relation) -> Relation {
    match relation {
        Relation::Equal => Relation::NotEqual,
        Relation::NotEqual => Relation::Equal,
        Relation::Less => Relation::AtLeast,
        Relation::AtLeast => Relation::Less,
        Relation::AtMost => Relation::Greater,
        Relation::Greater => Relation::AtMost,
    }
}

/// `är minst`, `är senast`.
fn relation_words(relation: Relation, day: bool) -> Words {
    let (sv, en) = match (relation, day) {
        (Relation::Equal, _) => ("är", "is"),
        (Relation::NotEqual, _) => ("är inte", "is not"),
        (Relation::Less, false) => ("är under", "is below"),
        (Relation::AtMost, false) => ("är högst", "is at most"),
        (Relation::Greater, false) => ("är över", "is over"),
        (Relation::AtLeast, false) => ("är minst", "is at least"),
        (Relation::Less, true) => ("är före", "is before"),
        (Relation::AtMost, true) => ("är senast", "is no later than"),
        (Relation::Greater, true) => ("är efter", "is after"),
        (Relation::AtLeast, true) => ("är tidigast", "is no earlier than"),
    };
    Words::new(sv, en)
}

/// Sets what is said after what it is said of; in English a question in quotation marks stands for its answer.
fn said_of(subject: &Words, said: &Words) -> Words {
    let question = subject.en.starts_with('“') && subject.en.ends_with("?”");
    let answer = if question { "the answer to " } else { "" };
    Words::new(
        format!("{} {}", subject.sv, said.sv),
        format!("{answer}{} {}", subject.en, said.en),
    )
}

impl Wording<'_> {
    /// A condition as a sentence without a capital or a full stop; the opposite when `holds` is false.
    pub(crate) fn clause(&self, expr: &Expr, holds: bool) -> Words {
        match &expr.kind {
            ExprKind::Not(inner) => self.clause(inner, !holds),
            ExprKind::Literal(Literal::Bool(value)) => {
                if *value == holds {
                    Words::new("alltid", "always")
                } else {
                    Words::new("aldrig", "never")
                }
            }
            ExprKind::Compare(relation, a, b) => self.comparison(*relation, a, b, holds),
            ExprKind::And(all) => self.connected(all, holds, true),
            ExprKind::Or(all) => self.connected(all, holds, false),
            ExprKind::OneOf(a, all) => {
                let names: Vec<Words> = all.iter().map(|e| self.noun(e)).collect();
                let said = if holds {
                    Words::any_of(&names)
                } else {
                    Words::none_of(&names)
                };
                said_of(&self.noun(a), &say!("är {said}", "is {said}", said = said))
            }
            ExprKind::Within(a, b) => {
                let (a, b) = (self.noun(a), self.noun(b));
                let said = if holds {
                    say!("är inom {b}", "is within {b}", b = b)
                } else {
                    say!("är inte inom {b}", "is not within {b}", b = b)
                };
                said_of(&a, &said)
            }
            ExprKind::Contains(a, b) => {
                let (a, b) = (self.noun(a), self.noun(b));
                if holds {
                    say!("{a} innehåller {b}", "{a} contains {b}", a = a, b = b)
                } else {
                    say!(
                        "{a} innehåller inte {b}",
                        "{a} does not contain {b}",
                        a = a,
                        b = b
                    )
                }
            }
            ExprKind::Exists(a) => {
                let a = self.noun(a);
                let asked = a.en.ends_with("?”");
                match (holds, asked) {
                    (true, false) => say!("{a} finns", "{a} is stated", a = a),
                    (false, false) => say!("{a} saknas", "{a} is missing", a = a),
                    (true, true) => say!("{a} finns", "{a} has an answer", a = a),
                    (false, true) => say!("{a} saknas", "{a} has no answer", a = a),
                }
            }
            ExprKind::RuleMet(id) => {
                let rule = self.rule_in_words(*id);
                if holds {
                    say!("{rule} är uppfylld", "{rule} is met", rule = rule)
                } else {
                    say!("{rule} är inte uppfylld", "{rule} is not met", rule = rule)
                }
            }
            ExprKind::RuleBites(id) => {
                let rule = self.rule_in_words(*id);
                if holds {
                    say!("{rule} hindrar", "{rule} bars", rule = rule)
                } else {
                    say!("{rule} hindrar inte", "{rule} does not bar", rule = rule)
                }
            }
            ExprKind::ValidOrganisationNumber(a) => {
                let a = self.noun(a);
                if holds {
                    say!(
                        "{a} har rätt kontrollsiffra",
                        "{a} has the right check digit",
                        a = a
                    )
                } else {
                    say!(
                        "{a} har fel kontrollsiffra",
                        "{a} has the wrong check digit",
                        a = a
                    )
                }
            }
            ExprKind::Quantified { .. } => self.quantified(expr, holds),
            ExprKind::Concept(id, args) => {
                let title = quoted(&self.concept_in_words(*id, args, true));
                if holds {
                    say!("{title} stämmer", "{title} holds", title = title)
                } else {
                    say!("{title} stämmer inte", "{title} does not hold", title = title)
                }
            }
            _ => {
                let (a, answer) = (self.asked(expr), yes_no(holds));
                say!("{a} är {answer}", "{a} is {answer}", a = a, answer = answer)
            }
        }
    }

    /// `regeln ”…”`.
    fn rule_in_words(&self, id: RuleId) -> Words {
        let title = self
            .rule(id)
            .map(|r| quoted(&Words::from(&r.title)))
            .unwrap_or_default();
        say!("regeln {title}", "the rule {title}", title = title)
    }

    /// Several conditions in one sentence.
    fn connected(&self, all: &[Expr], holds: bool, and: bool) -> Words {
        let clauses: Vec<Words> = all
            .iter()
            .map(|e| {
                let clause = self.clause(e, true);
                if matches!(e.kind, ExprKind::And(_) | ExprKind::Or(_)) {
                    say!("({clause})", "({clause})", clause = clause)
                } else {
                    clause
                }
            })
            .collect();
        let text = if and {
            Words::joined(&clauses, "\u{1}")
        } else {
            Words::joined(&clauses, "\u{2}")
        };
        let text = Words::new(
            text.sv.replace('\u{1}', " och ").replace('\u{2}', " eller "),
            text.en.replace('\u{1}', " and ").replace('\u{2}', " or "),
        );
        if holds {
            text
        } else {
            say!("inte så att {text}", "it is not so that {text}", text = text)
        }
    }

    /// A comparison.
    fn comparison(&self, relation: Relation, a: &Expr, b: &Expr, holds: bool) -> Words {
        if let (Relation::Equal | Relation::NotEqual, ExprKind::Literal(Literal::Bool(value))) =
            (relation, &b.kind)
        {
            return self.clause(a, (*value == (relation == Relation::Equal)) == holds);
        }
        let relation = if holds { relation } else { opposite(relation) };
        let day = matches!(a.ty, Type::Date | Type::Timestamp);
        let share = self.is_share(a) || self.is_share(b);
        let side = |e: &Expr| match &e.kind {
            ExprKind::Literal(Literal::Number(n)) if share => format::percent(*n),
            _ => self.noun(e),
        };
        let said = say!(
            "{word} {b}",
            "{word} {b}",
            word = relation_words(relation, day),
            b = side(b)
        );
        said_of(&side(a), &said)
    }

    /// A quantifier with its filter and its test.
    fn quantified(&self, expr: &Expr, holds: bool) -> Words {
        let ExprKind::Quantified {
            quantifier,
            list,
            filter,
            body,
            ..
        } = &expr.kind
        else {
            return Words::default();
        };
        let (list, test) = (self.noun(list), self.clause(body, true));
        let among = match filter {
            Some(filter) => say!(
                "{list} där {test}",
                "{list} where {test}",
                list = list,
                test = self.clause(filter, true)
            ),
            None => list,
        };
        let text = match quantifier {
            Quantifier::All => say!(
                "för alla i {among} gäller att {test}",
                "for all in {among}, {test}",
                among = among,
                test = test
            ),
            Quantifier::Some => say!(
                "för någon i {among} gäller att {test}",
                "for at least one in {among}, {test}",
                among = among,
                test = test
            ),
            Quantifier::None => say!(
                "för ingen i {among} gäller att {test}",
                "for none in {among}, {test}",
                among = among,
                test = test
            ),
            Quantifier::AtLeast(n) => say!(
                "för minst {n} i {among} gäller att {test}",
                "for at least {n} in {among}, {test}",
                n = Words::same(n.to_string()),
                among = among,
                test = test
            ),
        };
        if holds {
            text
        } else {
            say!("inte så att {text}", "it is not so that {text}", text = text)
        }
    }

    /// A yes-or-no fact by its question, `svaret på ”…?”`; anything else as a noun.
    fn asked(&self, expr: &Expr) -> Words {
        let Some(field) = self.field_of(expr) else {
            return self.noun(expr);
        };
        let question = Words::from(&field.question);
        if !question.sv.ends_with('?') {
            return self.noun(expr);
        }
        let question = quoted(&question);
        if field.judgement {
            say!(
                "bedömningen av {question}",
                "the judgement of {question}",
                question = question
            )
        } else {
            say!(
                "svaret på {question}",
                "the answer to {question}",
                question = question
            )
        }
    }
}
