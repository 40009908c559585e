//! A text in both languages, and the macro that writes one.

use crate::value::{Bilingual, Language};
use serde::Serialize;

/// A text in Swedish and in English. Where the rules have no English, the Swedish stands in for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Words {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The two texts.
    #[must_use]
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            sv: sv.into(),
            en: en.into(),
        }
    }

    /// The same text in both languages: a name, a number of a paragraph, what the application says.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            sv: text.clone(),
            en: text,
        }
    }

    /// The text in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Swedish => &self.sv,
            Language::English => &self.en,
        }
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sv.is_empty()
    }

    /// `a, b och c`.
    #[must_use]
    pub fn all_of(items: &[Words]) -> Words {
        Self::listed(items, " och ", " and ")
    }

    /// `a, b eller c`.
    #[must_use]
    pub fn any_of(items: &[Words]) -> Words {
        Self::listed(items, " eller ", " or ")
    }

    /// `inte a`; `varken a, b eller c`.
    #[must_use]
    pub fn none_of(items: &[Words]) -> Words {
        let (sv, en) = if items.len() > 1 {
            ("varken", "neither")
        } else {
            ("inte", "not")
        };
        let list = Self::listed(items, " eller ", " nor ");
        Words {
            sv: format!("{sv} {}", list.sv),
            en: format!("{en} {}", list.en),
        }
    }

    /// The texts with a separator between them.
    #[must_use]
    pub fn joined(items: &[Words], separator: &str) -> Words {
        let join = |texts: Vec<&str>| texts.join(separator);
        Words {
            sv: join(items.iter().map(|w| w.sv.as_str()).collect()),
            en: join(items.iter().map(|w| w.en.as_str()).collect()),
        }
    }

    /// The texts with commas, and the word before the last.
    fn listed(items: &[Words], sv: &str, en: &str) -> Words {
        let list = |texts: Vec<&str>, word: &str| match texts.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{}{word}{last}", first.join(", ")),
        };
        Words {
            sv: list(items.iter().map(|w| w.sv.as_str()).collect(), sv),
            en: list(items.iter().map(|w| w.en.as_str()).collect(), en),
        }
    }

    /// The texts with a capital first letter.
    #[must_use]
    pub fn capitalised(&self) -> Words {
        Words {
            sv: capitalised(&self.sv),
            en: capitalised(&self.en),
        }
    }
}

/// The text with a capital first letter.
fn capitalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(chars.as_str());
    out
}

impl From<&Bilingual> for Words {
    fn from(text: &Bilingual) -> Self {
        Self::new(
            text.get(Language::Swedish).to_owned(),
            text.get(Language::English).to_owned(),
        )
    }
}

impl From<Words> for Bilingual {
    fn from(words: Words) -> Self {
        Self::new(words.sv, words.en)
    }
}

/// Writes a text in both languages; `{name}` is filled with each language's own words.
macro_rules! say {
    ($sv:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name: &$crate::explain::Words = &$value;)*
        $crate::explain::Words {
            sv: { $(let $name = &$name.sv; let _ = $name;)* format!($sv) },
            en: { $(let $name = &$name.en; let _ = $name;)* format!($en) },
        }
    }};
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_a_person_writes_them() {
        let items = [Words::same("a"), Words::same("b"), Words::same("c")];
        assert_eq!(Words::all_of(&items), Words::new("a, b och c", "a, b and c"));
        assert_eq!(Words::any_of(&items[..1]), Words::same("a"));
        assert_eq!(
            say!("minst {n}", "at least {n}", n = items[0]),
            Words::new("minst a", "at least a")
        );
    }
}
