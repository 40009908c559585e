//! Rule sets of one's own with the shipped modules behind them.

use super::{DiskLibrary, EmbeddedLibrary};
use crate::source::{Library, ReadFailure};

/// Rules in a folder; a shared module that is not there is the shipped one. The shipped rule sets are not seen.
#[derive(Clone, Debug)]
pub(in super::super) struct Overlay<L = DiskLibrary>(pub(in super::super) L);

impl<L: Library> Overlay<L> {
    /// Whether the path is read from the shipped modules.
    fn is_shipped(&self, path: &str) -> bool {
        path.split_once('/')
            .is_some_and(|(folder, _)| EmbeddedLibrary.is_shared(folder))
            && matches!(self.0.read(path), Err(ReadFailure::NotFound))
            && EmbeddedLibrary.read(path).is_ok()
    }
}

impl<L: Library> Library for Overlay<L> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFailure> {
        if self.is_shipped(path) {
            EmbeddedLibrary.read(path)
        } else {
            self.0.read(path)
        }
    }

    fn rulesets(&self) -> Vec<String> {
        self.0.rulesets()
    }

    fn modules(&self) -> Vec<String> {
        let mut names = self.0.modules();
        names.extend(EmbeddedLibrary.modules());
        names.sort_unstable();
        names.dedup();
        names
    }

    fn cases(&self, ruleset: &str) -> Vec<String> {
        self.0.cases(ruleset)
    }

    fn display(&self, path: &str) -> String {
        if self.is_shipped(path) {
            EmbeddedLibrary.display(path)
        } else {
            self.0.display(path)
        }
    }
}
