//! What a page is looked at by.

use scraper::{ElementRef, Html, Selector};

/// A page that was parsed.
pub(super) struct Page(Html);

impl Page {
    /// Parses a page as a browser does; what a browser would have to mend is an error.
    #[track_caller]
    pub(super) fn parse(text: &str) -> Self {
        let page = Html::parse_document(text);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        Self(page)
    }

    /// The elements that a selector finds, in order.
    pub(super) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The one element that a selector finds.
    #[track_caller]
    pub(super) fn one(&self, selector: &str) -> ElementRef<'_> {
        let all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector}");
        all[0]
    }
}

/// The text of an element.
pub(super) fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The elements in an element that a selector finds.
pub(super) fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).unwrap()).collect()
}

/// An attribute that must be there and say something.
#[track_caller]
pub(super) fn attribute<'a>(element: ElementRef<'a>, name: &str) -> &'a str {
    let value = element.value().attr(name).unwrap_or_default();
    assert!(!value.is_empty(), "<{}> has no {name}", element.value().name());
    value
}
