//! What else is to be said: what is missing, what differs, what is remarked, what is owed.

use super::case::Case;
use super::place::Located;
use super::value::{self, quoted, quoted_label, shortened};
use super::words::{Words, say};
use super::{
    Asked, ContradictionExplained, MissingFact, ObligationExplained, PartExplained, Remark, RemarkKind,
    ResultExplained, RuleExplained, RuleNamed, UnknownFact,
};
use crate::check::ruleset::{Answerer, Expr, ExprKind, Rule, RuleKind, Type};
use crate::check::visit;
use crate::eval::{Effect, FrameId, Missing, ObligationState};
use crate::facts::AnsweredBy;
use crate::program::{Cell, Place};

impl<'a> Case<'a> {
    /// What a fact is called, with the item of a list that it belongs to.
    pub(crate) fn full_label(&self, located: &Located<'a>) -> Words {
        let label = self.label(located.field);
        match located.inside.and_then(|(first, ty)| self.record_name(first, ty)) {
            Some(item) if !located.element => {
                say!(
                    "{label} för {item}",
                    "{label} for {item}",
                    label = label,
                    item = item
                )
            }
            _ => label,
        }
    }

    /// Whom to ask.
    fn asked_one(&self, who: Answerer) -> Asked {
        let body = match who {
            Answerer::Body(id) => super::outcome::body(self.ruleset, id).map(|b| b.name),
            _ => None,
        };
        Asked {
            who,
            body,
            title: self.answerer(who),
        }
    }

    /// A fact that can still change the outcome.
    pub(crate) fn missing(&self, missing: &Missing) -> Option<MissingFact> {
        let located = self.find(missing.place)?;
        let known = match located.cell {
            Cell::Range(_) | Cell::OneOf(_) | Cell::Absent => {
                Some(self.field_cell(located.cell, located.ty, located.field))
            }
            _ => None,
        };
        let selects = self.ruleset.valid.by.as_ref();
        let selects = selects.filter(|by| {
            let found = self.locate(by, FrameId::TOP);
            found.is_some_and(|found| found.place == missing.place)
        });
        let mut rules: Vec<&Rule> = missing.needed_by.iter().filter_map(|id| self.rule(*id)).collect();
        let reads = |rule: &&Rule| selects.is_none_or(|by| self.rule_reads(rule, &by.kind));
        let readers = rules.iter().filter(|rule| reads(rule)).count();
        rules.sort_by_key(|rule| !reads(rule));
        Some(MissingFact {
            pointer: located.pointer.clone(),
            judgement: located.field.judgement,
            label: self.full_label(&located),
            known,
            ask: missing.ask.iter().map(|who| self.asked_one(*who)).collect(),
            question: Words::from(&located.field.question),
            needed_by: rules
                .into_iter()
                .map(|rule| RuleNamed {
                    id: rule.id.clone(),
                    title: Words::from(&rule.title),
                })
                .collect(),
            selects_version: selects.is_some(),
            readers,
        })
    }

    /// A fact that is unknown and can't change the outcome.
    pub(crate) fn not_needed(&self, place: Place) -> Option<UnknownFact> {
        let located = self.find(place)?;
        Some(UnknownFact {
            pointer: located.pointer.clone(),
            label: self.full_label(&located),
            question: Words::from(&located.field.question),
        })
    }

    /// What sources state differently.
    pub(crate) fn contradictions(&self) -> Vec<ContradictionExplained> {
        self.facts
            .contradictions
            .iter()
            .map(|c| {
                let located = c.place.and_then(|place| self.find(place));
                let label = match &located {
                    Some(located) => self.full_label(located),
                    None => self.answer_label(&c.pointer),
                };
                ContradictionExplained {
                    pointer: c.pointer.clone(),
                    label,
                    values: self.stated_values(&c.values, &c.cells, located.as_ref()),
                    matters: c.place.is_some_and(|p| self.verdict.contradicted.contains(&p)),
                }
            })
            .collect()
    }

    /// What is contradicted of an answer: its day or its document.
    fn answer_label(&self, pointer: &str) -> Words {
        let (judgement, what) = match pointer.rsplit_once('/') {
            Some((rest, "den")) => (rest, Words::new("dagen för", "the day of")),
            Some((rest, "handling")) => (rest, Words::new("handlingen för", "the document of")),
            _ => return Words::same(pointer),
        };
        let field = self.facts.answers.iter().find_map(|answer| {
            let located = self.find(answer.place)?;
            let own = judgement == located.pointer
                || judgement.strip_prefix(located.pointer.as_str())?.starts_with('/');
            own.then(|| self.label(located.field))
        });
        let field = field.unwrap_or_else(|| Words::same(judgement));
        say!("{what} {field}", "{what} {field}", what = what, field = field)
    }

    /// The remarks: of rules first, then of the items of `för varje`, then of facts, in the order of the application.
    pub(crate) fn remarks(&self, rules: &[RuleExplained], parts: &[PartExplained]) -> Vec<Remark> {
        let mut remarks: Vec<Remark> = rules.iter().filter_map(rule_remark).collect();
        for part in parts {
            remarks.extend(part.rules.iter().filter_map(rule_remark).map(|remark| Remark {
                pointer: Some(part.pointer.clone()),
                text: say!(
                    "{label}: {text}",
                    "{label}: {text}",
                    label = part.label,
                    text = remark.text
                ),
                ..remark
            }));
        }
        for state in &self.verdict.rules {
            if let (Some(failure), Some(rule)) = (state.failure, self.rule(state.rule)) {
                remarks.push(Remark {
                    kind: RemarkKind::Failure,
                    rule: Some(rule.id.clone()),
                    pointer: None,
                    text: say!(
                        "{title} kunde inte räknas ut: {why}.",
                        "{title} could not be computed: {why}.",
                        title = quoted(&Words::from(&rule.title)),
                        why = value::failure(failure)
                    ),
                });
            }
        }
        remarks.extend(self.estimates());
        remarks.extend(self.answer_remarks());
        for alias in &self.facts.aliases {
            remarks.push(Remark {
                kind: RemarkKind::Alias,
                rule: None,
                pointer: Some(alias.pointer.clone()),
                text: say!(
                    "{written} har lästs som {meant}.",
                    "{written} has been read as {meant}.",
                    written = quoted(&Words::same(shortened(&alias.written))),
                    meant = quoted(&Words::same(shortened(&alias.meant)))
                ),
            });
        }
        remarks
    }

    /// The full label; in English introduced as a fact, or as the answer to a question.
    fn fact_or_answer(&self, located: &Located<'a>) -> Words {
        let label = self.full_label(located);
        let word = if label.en.starts_with('“') {
            "The answer to"
        } else {
            "The fact"
        };
        Words::new(label.sv, format!("{word} {}", label.en))
    }

    /// Values that are known within bounds only.
    fn estimates(&self) -> Vec<Remark> {
        (0..)
            .zip(&self.facts.arena.cells)
            .filter(|(_, cell)| matches!(cell, Cell::Range(_)))
            .filter_map(|(at, _)| self.find(Place(at)))
            .map(|located| Remark {
                kind: RemarkKind::Estimate,
                rule: None,
                pointer: Some(located.pointer.clone()),
                text: say!(
                    "Uppgiften {label} är inte exakt känd: {value}.",
                    "{label} is not known exactly: {value}.",
                    label = self.fact_or_answer(&located),
                    value = self.field_cell(located.cell, located.ty, located.field)
                ),
            })
            .collect()
    }

    /// Judgements that came too late, and bodies that take no position.
    fn answer_remarks(&self) -> Vec<Remark> {
        self.facts
            .answers
            .iter()
            .filter_map(|answer| {
                let located = self.find(answer.place)?;
                let given = self.given_answer(answer, &located);
                let asked = given.by.or(match located.field.asked_of.as_slice() {
                    [only] => Some(self.answerer(*only)),
                    _ => None,
                });
                let officer = answer.by == AnsweredBy::Officer || located.field.asked_of == [Answerer::Officer];
                let by = asked.unwrap_or(Words::new("den som har tillfrågats", "the one asked"));
                let label = quoted_label(&self.full_label(&located));
                let (kind, text) = if answer.too_late {
                    let text = say!(
                        "Bedömningen {label} av {by} är daterad efter prövningsdagen och räknas inte.",
                        "The judgement {label} by {by} is dated after the assessment date and does not count.",
                        label = label,
                        by = by
                    );
                    (RemarkKind::LateJudgement, text)
                } else if answer.value == Cell::Unknown {
                    let (who, by_nobody) = (by.capitalised(), answer.by == AnsweredBy::Unstated);
                    let text = if officer || by_nobody {
                        say!(
                            "{who} tar inte ställning till {label}.",
                            "{who} takes no position on {label}.",
                            who = who,
                            label = label
                        )
                    } else {
                        say!(
                            "{who} har tillfrågats om {label} och tar inte ställning.",
                            "{who} has been asked about {label} and takes no position.",
                            who = who,
                            label = label
                        )
                    };
                    (RemarkKind::NoPosition, text)
                } else {
                    return None;
                };
                Some(Remark {
                    kind,
                    rule: None,
                    pointer: Some(located.pointer),
                    text,
                })
            })
            .collect()
    }

    /// An obligation.
    pub(crate) fn obligation(&self, state: &ObligationState) -> Option<ObligationExplained> {
        let rule = self.rule(state.rule)?;
        let duty = rule.duty.as_ref();
        let top = FrameId::TOP;
        Some(ObligationExplained {
            rule: rule.id.clone(),
            title: Words::from(&rule.title),
            state: state.status,
            last_day: state.last_day,
            moved: duty.and_then(|d| d.last_day.as_ref()).is_some_and(moves),
            performed: state.performed,
            amount: state.amount,
            what: duty.and_then(|d| d.what.as_ref()).map(|t| self.fill(t, top)),
            party: duty
                .and_then(|d| d.party.as_ref())
                .map(|p| Words::from(&self.party(p))),
            breach: duty.and_then(|d| d.breach.as_ref()).map(|t| self.fill(t, top)),
            sources: self.sources(&rule.grounds),
            assumption: rule.grounds.assumed.as_ref().map(Words::from),
        })
    }

    /// The named results.
    pub(crate) fn results(&self) -> Vec<ResultExplained> {
        let top = FrameId::TOP;
        self.ruleset
            .results
            .iter()
            .map(|result| {
                let cell = self.value(&result.value, top);
                let text = self.value_words(&result.value, top);
                let mut because = super::Reason::note(text.clone());
                if result.value.ty == Type::Bool {
                    because = super::because::Because::new(self).condition(&result.value, top);
                } else {
                    because.facts = self.facts_read(&result.value, top);
                    because.children = super::because::Because::new(self).computations(&result.value, top);
                }
                ResultExplained {
                    name: result.name.clone(),
                    title: Words::from(&result.title),
                    value: cell.map_or(serde_json::Value::Null, |c| self.json(c, &result.value.ty)),
                    text,
                    because,
                    sources: self.sources(&result.grounds),
                    assumption: result.grounds.assumed.as_ref().map(Words::from),
                }
            })
            .collect()
    }
}

/// Whether a last day that is a day off is moved to the next weekday.
fn moves(last_day: &Expr) -> bool {
    let mut moves = false;
    visit::walk(last_day, |expr| {
        moves |= matches!(expr.kind, ExprKind::TimeLimit { moved: true, .. });
    });
    moves
}

/// The remark that a rule leaves, when it leaves one.
fn rule_remark(rule: &RuleExplained) -> Option<Remark> {
    use crate::check::ruleset::Verb;
    let remarks = rule.kind == RuleKind::Recommendation || rule.verb == Some(Verb::Remark);
    if rule.effect != Effect::Applies || !remarks {
        return None;
    }
    Some(Remark {
        kind: RemarkKind::Rule,
        rule: Some(rule.id.clone()),
        pointer: None,
        text: rule.text.clone().unwrap_or_else(|| rule.title.clone()),
    })
}
