//! The stage itself: characters, outline, grammar, lowering.

use pest::Token;
use pest::iterators::Pairs;

use super::characters::{forbidden, not_normal, span};
use super::errors;
use super::keywords::{item_word, item_words, language, may_be_word, spellings};
use super::lower::{Lowered, lower};
use super::outline::{Chunk, MAX_DIAGNOSTICS, outline};
use super::parser::{Rule, parse_item};
use super::tree::{File, Item, ItemKind};
use super::words::first_word;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// Reads a rule file. The tree has every item in which nothing is wrong; the diagnostics say the rest, in the order of
/// the file, at most a hundred of them.
#[must_use]
pub fn parse(file: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    let reading = read(file, text, false);
    (reading.file, reading.diagnostics)
}

/// What was read.
pub(super) struct Reading {
    /// The tree.
    pub(super) file: File,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Keywords and brackets and where they begin, in order, when they were asked for.
    pub(super) words: Vec<(Rule, u32)>,
}

/// Reads a rule file as [`parse`] does, and notes where its keywords stand when `note` says so.
pub(super) fn read(file: FileId, text: &str, note: bool) -> Reading {
    let mut diagnostics: Vec<_> = not_normal(file, text).into_iter().collect();
    let characters = forbidden(file, text);
    let (chunks, problems) = outline(file, text);
    let mut parse = Parse {
        file,
        text,
        spoiled: characters.iter().map(|d| d.span().start).collect(),
        swedish: None,
        english: None,
        noted: note.then(Vec::new),
        diagnostics: problems,
    };
    let items = chunks.into_iter().filter_map(|c| parse.item(c, None)).collect();
    let english = parse.one_language();
    diagnostics.extend(characters);
    diagnostics.append(&mut parse.diagnostics);
    diagnostics.sort_by_key(|d| d.span().start);
    diagnostics.truncate(MAX_DIAGNOSTICS);
    let mut words = parse.noted.unwrap_or_default();
    words.sort_by_key(|(_, at)| *at);
    Reading {
        file: File { items, english },
        diagnostics,
        words,
    }
}

struct Parse<'a> {
    file: FileId,
    text: &'a str,
    /// Where characters stand that are not allowed, in order.
    spoiled: Vec<u32>,
    /// The first keyword that is Swedish alone.
    swedish: Option<Span>,
    /// The first keyword that is English alone.
    english: Option<Span>,
    /// All keywords and brackets, and where they begin.
    noted: Option<Vec<(Rule, u32)>>,
    diagnostics: Vec<Diagnostic>,
}

impl Parse<'_> {
    /// Reads one item, and those inside it.
    fn item(&mut self, chunk: Chunk, container: Option<Span>) -> Option<Item> {
        let Chunk {
            start,
            end,
            doc,
            broken,
            body,
        } = chunk;
        // Past so many mistakes nobody reads on.
        let enough = self.diagnostics.len() >= MAX_DIAGNOSTICS;
        let mut item = if broken || enough || self.is_spoiled(start, end) {
            None
        } else {
            self.header(start, end, container)
        };
        if let Some(body) = body {
            let place = span(self.file, start, end);
            let inner: Vec<_> = body
                .items
                .into_iter()
                .filter_map(|c| self.item(c, Some(place)))
                .collect();
            if let Some(item) = &mut item {
                item.span.end = span(self.file, start, body.end).end;
                if let ItemKind::Section { items, .. } | ItemKind::ForEach { items, .. } = &mut item.kind {
                    *items = inner;
                }
            }
        }
        if let Some(item) = &mut item {
            item.doc = doc;
        }
        item
    }

    fn is_spoiled(&self, start: usize, end: usize) -> bool {
        self.spoiled
            .iter()
            .any(|at| (start..end).contains(&(*at as usize)))
    }

    /// Parses the text of one item; of a chapter, its header.
    fn header(&mut self, start: usize, end: usize, container: Option<Span>) -> Option<Item> {
        let text = self.text.get(start..end)?;
        let word = first_word(text);
        let Some(rule) = item_word(word) else {
            let diagnostic = self.unknown_item(start, text, word);
            self.diagnostics.push(diagnostic);
            return None;
        };
        let pairs = match parse_item(text) {
            Ok(pairs) => pairs,
            Err(error) => {
                let diagnostic = errors::explain(self.file, start, text, &error, container.is_some());
                self.diagnostics.push(diagnostic);
                return None;
            }
        };
        self.words_of(start, text, &pairs);
        let Lowered { item, diagnostics } = lower(self.file, start, text, pairs);
        self.diagnostics.extend(diagnostics);
        if let (Some(_), Some(container), false) = (&item, container, may_stand_inside(rule)) {
            let here = span(self.file, start, start.saturating_add(word.len()));
            self.diagnostics.push(
                Diagnostic::error(
                    Code::Misplaced,
                    here,
                    format!("`{word}` kan inte stå inuti ett avsnitt eller `för varje`"),
                    format!("`{word}` can't stand inside a chapter or `for each`"),
                )
                .also(container, "inuti det här", "inside this")
                .help(
                    "flytta ut det till första kolumnen",
                    "move it out to the first column",
                ),
            );
            return None;
        }
        item
    }

    /// Takes note of the keywords and brackets of an item. They are leaves: each begins where the last one that began did.
    fn words_of(&mut self, start: usize, text: &str, pairs: &Pairs<'_, Rule>) {
        let mut begun = 0;
        for token in pairs.clone().tokens() {
            let (rule, end) = match token {
                Token::Start { pos, .. } => {
                    begun = pos.pos();
                    continue;
                }
                Token::End { rule, pos } => (rule, pos.pos()),
            };
            let is_mark = matches!(rule, Rule::lbrace | Rule::rbrace | Rule::equals);
            if !is_mark && !may_be_word(rule) {
                continue;
            }
            let place = span(self.file, start.saturating_add(begun), start.saturating_add(end));
            if let Some(noted) = &mut self.noted
                && (is_mark || spellings(rule).is_some())
            {
                noted.push((rule, place.start));
            }
            let earliest = match language(rule, text.get(begun..end).unwrap_or("")) {
                Some(true) => &mut self.english,
                Some(false) => &mut self.swedish,
                None => continue,
            };
            if earliest.is_none_or(|earlier| place.start < earlier.start) {
                *earliest = Some(place);
            }
        }
    }

    /// E0107, or what is closer to the mistake.
    fn unknown_item(&self, start: usize, text: &str, word: &str) -> Diagnostic {
        let shown = if word.is_empty() {
            text.chars().next().map(String::from).unwrap_or_default()
        } else {
            word.to_owned()
        };
        let here = span(self.file, start, start.saturating_add(shown.len()));
        let diagnostic = Diagnostic::error(
            Code::UnknownItem,
            here,
            format!("ingenting i språket börjar med `{shown}`"),
            format!("nothing in the language begins with `{shown}`"),
        );
        if ["//", "/*", "--", "%", ";"]
            .iter()
            .any(|sign| text.starts_with(sign))
        {
            return diagnostic.help("en kommentar börjar med `#`", "a comment begins with `#`");
        }
        let words: Vec<_> = item_words(false).chain(item_words(true)).collect();
        match crate::diagnostic::closest(word, words.iter().copied()) {
            Some(_) => diagnostic.did_you_mean(word, words),
            None => diagnostic.help(
                "det som fortsätter något på raden ovanför dras in",
                "what continues something on the line above is indented",
            ),
        }
    }

    /// The language of the file is that of its first keyword; E0117 at the first keyword of the other one.
    fn one_language(&mut self) -> bool {
        let english = match (self.swedish, self.english) {
            (Some(swedish), Some(english)) => english.start < swedish.start,
            (_, english) => english.is_some(),
        };
        let (first, foreign) = if english {
            (self.english, self.swedish)
        } else {
            (self.swedish, self.english)
        };
        if let (Some(first), Some(foreign)) = (first, foreign) {
            let word = |place: Span| {
                self.text
                    .get(place.start as usize..place.end as usize)
                    .unwrap_or("")
            };
            let (sv, en) = if english {
                (
                    "svenskt, och filen är på engelska",
                    "Swedish, and the file is in English",
                )
            } else {
                (
                    "engelskt, och filen är på svenska",
                    "English, and the file is in Swedish",
                )
            };
            let diagnostic = Diagnostic::error(
                Code::MixedLanguages,
                foreign,
                format!("`{}` är {sv}", word(foreign)),
                format!("`{}` is {en}", word(foreign)),
            )
            .also(
                first,
                format!("`{}` bestämmer språket", word(first)),
                format!("`{}` decides the language", word(first)),
            );
            let diagnostic = match super::keywords::translation(word(foreign), !english) {
                Some(right) => diagnostic.help(format!("skriv `{right}`"), format!("write `{right}`")),
                None => diagnostic,
            };
            self.diagnostics.push(diagnostic);
        }
        english
    }
}

/// What a chapter or a `för varje` can hold.
fn may_stand_inside(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_requirement
            | Rule::kw_obstacle
            | Rule::kw_permission
            | Rule::kw_recommendation
            | Rule::kw_goal
            | Rule::kw_circumstance
            | Rule::kw_exception
            | Rule::kw_grant
            | Rule::kw_approval
            | Rule::kw_obligation
            | Rule::kw_condition
            | Rule::kw_section
            | Rule::kw_for_each
    )
}
