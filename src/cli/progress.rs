//! How far long work has come: a bar on the terminal's message stream, nothing in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that counts to a total. It can be shared between threads; it is gone when it is dropped.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Whether messages go to a terminal, where somebody may look.
    watched: bool,
}

impl Progress {
    fn of(bar: ProgressBar) -> Self {
        let watched = !ProgressDrawTarget::stderr().is_hidden();
        Self { bar, watched }
    }

    /// A bar for `total` things, with what they are: `("fall", "cases")`.
    pub(super) fn new(terminal: &Terminal, total: usize, (sv, en): (&str, &str)) -> Self {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        let left = terminal.pick("kvar", "left");
        let template = format!(
            "{{bar:30}} {{pos}}/{{len}} {} ({left} {{eta}})",
            terminal.pick(sv, en)
        );
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self::of(bar)
    }

    /// A bar for things whose number is not known.
    pub(super) fn counting(terminal: &Terminal, (sv, en): (&str, &str)) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template = format!("{{spinner}} {{human_pos}} {}", terminal.pick(sv, en));
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self::of(bar)
    }

    /// A bar for a file that is read, of so many bytes when that is known.
    pub(super) fn reading(terminal: &Terminal, bytes: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::hidden());
        let left = terminal.pick("kvar", "left");
        let template = match bytes {
            Some(_) => format!("{{bar:30}} {{percent}} % {{msg}} ({left} {{eta}})"),
            None => "{spinner} {msg}".to_owned(),
        };
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self::of(bar)
    }

    /// So many bytes have been read, and so many things done in this run.
    pub(super) fn reached(&self, bytes: u64, done: u64, what: &str) {
        if !self.watched {
            return;
        }
        self.bar.set_position(bytes);
        let elapsed = self.bar.elapsed().as_millis().max(1);
        let rate = u128::from(done)
            .saturating_mul(1000)
            .checked_div(elapsed)
            .unwrap_or(0);
        self.bar.set_message(format!("{done} {what}, {rate}/s"));
        self.appear();
    }

    /// Does something while the bar is out of the way.
    pub(super) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        self.bar.suspend(act)
    }

    /// One more is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        self.appear();
    }

    fn appear(&self) {
        if self.watched && self.bar.is_hidden() && self.bar.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
