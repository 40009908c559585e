//! Rules kept in a service: loaded once, shared between threads, asked again and again.
//!
//! ```
//! use rekvisit::service::RuleSet;
//! use rekvisit::value::Date;
//!
//! let rules = RuleSet::from_text("lokalt", "
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
//! ")?;
//! let rules = rules.on(Date::new(2023, 7, 1).expect("a day of the calendar"));
//!
//! // One application.
//! let decision = rules.evaluate(r#"{"inkom": "2023-05-31", "sökt": 12000}"#.as_bytes())?;
//! assert_eq!(decision.outcome.as_str(), "partly_granted");
//!
//! // Many: in their order, on all cores; what is wrong with one stops no other.
//! let many = [r#"{"inkom": "2023-06-02", "sökt": 1}"#, r#"{"sökt": 1}"#, "{"];
//! let decisions = rules.evaluate_many(&many);
//! assert_eq!(decisions[0].as_ref().unwrap().outcome.as_str(), "dismissed");
//! assert_eq!(decisions[1].as_ref().unwrap().missing[0].pointer, "/inkom");
//! assert!(decisions[2].is_err());
//!
//! // Why: only for those that somebody asks about.
//! let explanation = rules.explain(many[0].as_bytes())?;
//! assert_eq!(explanation.decisive, ["i_tid"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A decision is made without keeping what happened; [`RuleSet::explain`] decides the same application again and keeps it, so the explanation is
//! of the very same decision. Nothing here reads a file, a clock or the environment: the same rules, application and day give the same
//! decision on any machine and by any number of threads.

mod decision;
mod fast;
mod ruleset;
mod wrong;

pub use decision::{Decision, Missing};
pub use ruleset::{Ground, RuleSet, Scratch};
pub use wrong::{InvalidRules, Refused};
