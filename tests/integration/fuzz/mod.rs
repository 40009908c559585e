//! The bodies of the fuzz targets: what is done with bytes that nobody has chosen. None of it may panic, take a second, or
//! take 256 MB. `fuzz/` makes programs of them; `replay` runs them here, on all that was found.

mod account;
mod application;
mod batch;
#[cfg(test)]
mod dictionary;
mod evaluate;
mod format;
mod made;
mod page;
#[cfg(test)]
mod replay;
mod rules;
mod split;
mod stages;
mod table;

/// What a target does with bytes.
pub(crate) type Target = fn(&[u8]);

/// Each target by its name, which is that of its folder in `tests/fuzz` and of its program in `fuzz/Cargo.toml`.
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("account", account::run),
    ("application", application::run),
    ("batch", batch::run),
    ("evaluate", evaluate::run),
    ("format", format::run),
    ("made", made::run),
    ("rules", rules::run),
    ("table", table::run),
];
