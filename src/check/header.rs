//! What a rule set's head says: titles, validity, the assessment date, the appeal track; and what outcomes are called.

use super::checker::Checker;
use super::examples::outcome;
use super::ruleset::{Expr, ExprKind, Grounds, Track, Type, Validity};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Name};
use crate::value::{Bilingual, Period};

/// How decisions are appealed, in both languages.
const TRACKS: [(&str, Track); 6] = [
    ("laglighetsprövning", Track::LegalityReview),
    ("förvaltningsbesvär", Track::AdministrativeAppeal),
    ("överklagas_inte", Track::NoAppeal),
    ("legality_review", Track::LegalityReview),
    ("administrative_appeal", Track::AdministrativeAppeal),
    ("no_appeal", Track::NoAppeal),
];

impl<'a> Checker<'a> {
    /// Makes what the head says; gives what the whole rule set rests on.
    pub(crate) fn header(&mut self) -> Grounds {
        let Some((module, header)) = self.pending.header else {
            return Grounds::default();
        };
        self.module = module;
        self.set.name.clone_from(&header.name.text);
        self.set.place = header.name.span;
        self.set.title = match &header.title {
            Some(title) => self.plain(title),
            None => Bilingual {
                sv: header.name.text.clone(),
                en: None,
            },
        };
        if let Some(version) = &header.version {
            self.set.version = version.plain();
        }
        if let Some(name) = &header.track {
            self.set.track = self.track(name);
        }
        self.set.valid = Validity {
            by: header
                .valid
                .as_ref()
                .and_then(|valid| valid.by.as_ref())
                .and_then(|by| self.date_field(by)),
            period: header
                .valid
                .as_ref()
                .map_or_else(Period::default, |valid| valid.period),
        };
        self.set.assessed_on = header.assessed_on.as_ref().and_then(|day| self.date_field(day));
        self.grounds(&header.grounds)
    }

    fn track(&mut self, name: &Name) -> Track {
        if let Some((_, track)) = TRACKS.iter().find(|(word, _)| *word == name.text) {
            return *track;
        }
        self.report(
            Diagnostic::error(
                Code::UnknownName,
                name.span,
                format!("spåret `{}` finns inte", name.text),
                format!("the track `{}` does not exist", name.text),
            )
            .did_you_mean(&name.text, TRACKS.iter().map(|(word, _)| *word))
            .help(
                "spåret är `laglighetsprövning`, `förvaltningsbesvär` eller `överklagas_inte`",
                "the track is `laglighetsprövning`, `förvaltningsbesvär` or `överklagas_inte`",
            ),
        );
        Track::None
    }

    /// A date field of the application.
    fn date_field(&mut self, tree: &tree::Expr) -> Option<Expr> {
        let checked = self.expr_of(tree, &Type::Date)?;
        let is_field = match &checked.kind {
            ExprKind::Fact(_) => true,
            ExprKind::Field(base, _) => {
                matches!(base.ty, Type::Record(_)) && self.field_read(&checked).is_some()
            }
            _ => false,
        };
        if is_field {
            return Some(checked);
        }
        let text = self.words(tree.span);
        self.error(
            Code::TypeMismatch,
            tree.span,
            format!("`{text}` är inget fält i ansökan"),
            format!("`{text}` is no field of the application"),
        );
        None
    }

    /// Makes what outcomes are called.
    pub(crate) fn declare_words(&mut self) {
        let mut taken: Vec<(tree::OutcomeWord, Span)> = Vec::new();
        for (module, word, text, span) in self.pending.words.clone() {
            self.module = module;
            if let Some((_, first)) = taken.iter().find(|(w, _)| *w == word) {
                self.report(
                    Diagnostic::error(
                        Code::DuplicateName,
                        span,
                        "utfallet har redan fått ett ord",
                        "the outcome has been given a word already",
                    )
                    .label("här igen", "here again")
                    .also(*first, "först här", "first here"),
                );
                continue;
            }
            taken.push((word, span));
            let text = self.plain(text);
            self.set.words.push((outcome(word), text));
        }
    }
}
