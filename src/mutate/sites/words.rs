//! The words of the language that an alteration writes, in the file's language.

use crate::syntax::tree::{CompareOp, Verb};

/// The word of a comparison after `är`; nothing for equality itself.
pub(super) fn comparison(op: CompareOp, english: bool) -> &'static str {
    let (sv, en) = match op {
        CompareOp::Is => ("", ""),
        CompareOp::IsNot => ("inte", "not"),
        CompareOp::OneOf => ("något av", "one of"),
        CompareOp::NotOneOf => ("inte något av", "not one of"),
        CompareOp::AtLeast => ("minst", "at least"),
        CompareOp::AtMost => ("högst", "at most"),
        CompareOp::Over => ("över", "above"),
        CompareOp::Below => ("under", "below"),
        CompareOp::By => ("senast", "no later than"),
        CompareOp::FromDay => ("tidigast", "no earlier than"),
        CompareOp::Before => ("före", "before"),
        CompareOp::After => ("efter", "after"),
        CompareOp::Within => ("inom", "within"),
        CompareOp::Contains => ("innehåller", "contains"),
    };
    pick(english, sv, en)
}

/// The word of a consequence.
pub(super) fn verb(verb: Verb, english: bool) -> &'static str {
    let (sv, en) = match verb {
        Verb::Stop => ("stoppa", "stop"),
        Verb::Discontinue => ("avskriv", "discontinue"),
        Verb::Dismiss => ("avvisa", "dismiss"),
        Verb::Refer => ("hänvisa", "refer"),
        Verb::Reject => ("avslå", "reject"),
        Verb::Supplement => ("komplettera", "supplement"),
        Verb::Remark => ("anmärk", "remark"),
    };
    pick(english, sv, en)
}

/// What a comparison becomes: at its boundary, and turned over.
pub(super) fn others(op: CompareOp) -> &'static [CompareOp] {
    match op {
        CompareOp::Is => &[CompareOp::IsNot],
        CompareOp::IsNot => &[CompareOp::Is],
        CompareOp::AtLeast => &[CompareOp::Over, CompareOp::Below],
        CompareOp::AtMost => &[CompareOp::Below, CompareOp::Over],
        CompareOp::Over => &[CompareOp::AtLeast, CompareOp::AtMost],
        CompareOp::Below => &[CompareOp::AtMost, CompareOp::AtLeast],
        CompareOp::By => &[CompareOp::Before, CompareOp::After],
        CompareOp::FromDay => &[CompareOp::After, CompareOp::Before],
        CompareOp::Before => &[CompareOp::By, CompareOp::FromDay],
        CompareOp::After => &[CompareOp::FromDay, CompareOp::By],
        CompareOp::OneOf | CompareOp::NotOneOf | CompareOp::Within | CompareOp::Contains => &[],
    }
}

/// What a consequence becomes: another one, and none that decides.
pub(super) fn other_verbs(verb: Verb) -> &'static [Verb] {
    match verb {
        Verb::Stop => &[Verb::Supplement, Verb::Remark],
        Verb::Discontinue => &[Verb::Dismiss, Verb::Remark],
        Verb::Dismiss => &[Verb::Reject, Verb::Remark],
        Verb::Refer => &[Verb::Reject, Verb::Remark],
        Verb::Reject => &[Verb::Dismiss, Verb::Remark],
        Verb::Supplement => &[Verb::Stop, Verb::Remark],
        Verb::Remark => &[],
    }
}

/// One of two spellings.
pub(super) fn pick(english: bool, sv: &'static str, en: &'static str) -> &'static str {
    if english { en } else { sv }
}
