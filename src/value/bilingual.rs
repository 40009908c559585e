//! A text in Swedish, with English beside it where there is one.

use serde::Serialize;

/// The language of what a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Swedish, the default.
    #[default]
    Swedish,
    /// English.
    English,
}

/// A text in Swedish, and in English where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bilingual {
    /// The Swedish text.
    pub sv: String,
    /// The English text; the Swedish one stands in for it where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Bilingual {
    /// A text in both languages.
    #[must_use]
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            sv: sv.into(),
            en: Some(en.into()),
        }
    }

    /// The text in `language`, in Swedish where there is no other.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match (language, &self.en) {
            (Language::English, Some(en)) => en,
            _ => &self.sv,
        }
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sv.is_empty()
    }
}
