//! Rekvisit is a rule engine for grant eligibility: an application's JSON in, an explained proposal for a decision out.
//!
//! Data flows one way, a type for each stage:
//!
//! ```text
//! bytes ─ syntax::parse ─▶ syntax tree ─ check::load ─▶ checked rule set ─ program::compile ─▶ program
//!
//! application JSON ─ facts::decode, by the program's schema ─▶ facts
//!
//! (program, facts, day) ─ eval::evaluate ─▶ verdict and trace ─ explain::explain ─▶ explanation ─ render ─▶ text
//! ```
//!
//! - [`source`] and [`value`] are the ground: places in files; exact numbers, units, dates, periods.
//! - [`diagnostic`]: what is wrong, where, and what to do; data only.
//! - [`syntax::parse`] reads one file into a tree; it is the only user of pest.
//! - [`check::load`] reads a rule set with its modules and tables through a [`source::Library`] and resolves and
//!   types everything: what comes out can't be wrong any more.
//! - [`program::compile`] makes a flat list of instructions over registers, and the schema that applications are read by.
//! - [`facts::decode`] reads an application's JSON straight into typed slots.
//! - [`eval::evaluate`] runs the program: every value is the set of what it can still be, so an outcome is decided only
//!   when it holds whatever the missing facts are. [`eval::decide`] is the same without keeping what happened.
//! - [`explain::explain`] turns what happened into an explanation; [`render`] writes it as text, Markdown or JSON.
//! - [`book::book`] makes a book of a rule set: its rules in words, what they rest on, and the cases that show them;
//!   [`render`] writes it as Markdown or as one HTML page.
//! - [`trial`] tries a rule set on its own cases and examples, and says what came out otherwise than expected.
//! - [`apportion`](mod@apportion) shares amounts by a key as a rule says, and what the requisitions of a grant leave of them.
//! - [`cover`] says what the cases and examples show of the rules and conditions, read from their traces.
//! - [`boundary`] derives the cases around each threshold from those that there are.
//! - [`impact`] compares two versions of a rule set on the same applications: which decisions change, and why.
//! - [`follow_up`] is what comes after: obligations over time, accounts line by line, and the sums of a programme.
//! - [`service`] keeps a rule set and decides applications, one or many at a time, and explains those that somebody asks about.
//! - [`batch`] finds applications in files of any size, writes a decision a line, and counts what they came to.
//! - [`mutate`] alters a rule set one thing at a time, and says which alterations its cases don't notice.
//! - [`cli`] is the command line, and the only part that reads files, the environment or the terminal.
//!
//! ```
//! use rekvisit::source::{FileId, MemoryLibrary};
//! use rekvisit::value::Date;
//! use rekvisit::{check, eval, facts, program};
//!
//! let rules = "
//! regelverk lokalt \"Lokalt bidrag\"
//!   gäller 2020-01-01..
//!   antagande \"Ett exempel\"
//! ansökan {
//!   inkom: datum
//!   sökt:  kronor
//! }
//! krav i_tid \"I tid\"
//!   att inkom är senast 2023-06-01
//!   annars avvisa \"Ansökan kom in {inkom}.\"
//! bevilja bidrag \"Högst 10 000 kr\"
//!   beloppet minsta av (sökt, 10 000 kr) av sökt
//! ";
//! let library = MemoryLibrary::default().with("lokalt/lokalt.regel", rules);
//! let program = program::compile(check::load(&library, "lokalt").ruleset.expect("the rules are right"));
//! let day = Date::new(2023, 7, 1).expect("a day of the calendar");
//! let decide = |application: &str| {
//!     let (schema, ruleset) = (&program.schema, &program.ruleset);
//!     let limits = facts::Limits::default();
//!     let mut facts = facts::decode(schema, ruleset, FileId(0), application.as_bytes(), &limits)
//!         .expect("the application is right");
//!     eval::decide(&program, &mut facts, day).expect("the rules are in force")
//! };
//!
//! let partly = decide(r#"{"inkom": "2023-05-31", "sökt": 12000}"#);
//! assert_eq!(partly.outcome.as_str(), "partly_granted");
//! // What is not known is never guessed: without the day, the outcome is open and the day is missing.
//! let open = decide(r#"{"sökt": 12000}"#);
//! assert_eq!(open.outcome.as_str(), "undetermined");
//! assert_eq!(open.missing.len(), 1);
//! ```
//!
//! Nothing below `cli` reads a clock, a file or the environment, and nothing iterates in hash order: the same rules,
//! application and day give the same bytes everywhere.

pub mod apportion;
pub mod batch;
pub mod book;
pub mod boundary;
pub mod check;
pub mod cli;
pub mod cover;
pub mod diagnostic;
pub mod eval;
pub mod explain;
pub mod facts;
pub mod follow_up;
pub mod impact;
pub mod mutate;
pub mod program;
pub mod render;
pub mod service;
pub mod source;
pub mod syntax;
pub mod trial;
pub mod value;
