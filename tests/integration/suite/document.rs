//! A document of the suite, read into examples.

use super::run::{Failure, RULESET};

/// A document.
pub(super) struct Document {
    /// Its examples, in order.
    pub(super) examples: Vec<Example>,
}

/// Rule files and tables with what is tried on them.
pub(super) struct Example {
    /// The line that it begins on.
    pub(super) line: usize,
    /// Rule files and tables, those that hold for the whole document first.
    pub(super) files: Vec<Fence>,
    /// What is tried.
    pub(super) steps: Vec<Step>,
}

/// Something that is tried.
pub(super) enum Step {
    /// The diagnostics of the rules.
    Rules(Fence),
    /// The diagnostics of an application.
    Unreadable(String, Fence),
    /// The decision of an application.
    Decision(String, Fence),
}

impl Step {
    /// Whether it expects a decision.
    pub(super) fn is_decision(&self) -> bool {
        matches!(self, Self::Decision(..))
    }

    /// Whether it expects diagnostics.
    pub(super) fn is_diagnostics(&self) -> bool {
        !self.is_decision()
    }
}

/// A fenced block.
#[derive(Clone, Debug)]
pub(crate) struct Fence {
    /// The heading of the second level that it stands under; empty before the first.
    pub(crate) heading: String,
    /// The first word after the fence: `regel`, `json`, …
    pub(crate) kind: String,
    /// What follows it: a path; empty when there is none.
    pub(crate) path: String,
    /// The lines in it.
    pub(crate) lines: Vec<String>,
    /// The paragraph before it; empty when another block stands between.
    pub(crate) before: String,
    /// The number of the opening line, from 1.
    pub(crate) line: usize,
}

impl Fence {
    /// What stands in it.
    pub(crate) fn body(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Where it stands below the rules' root: a path without `/` stands in the rule set's own folder.
    pub(crate) fn file(&self, ruleset: &str) -> String {
        match self.path.as_str() {
            "" => format!("{ruleset}/{ruleset}.regel"),
            path if path.contains('/') => path.to_owned(),
            path => format!("{ruleset}/{path}"),
        }
    }
}

impl Document {
    /// Reads a document; an error begins with its line.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let fences = fences(text)?;
        let (shared, own): (Vec<Fence>, Vec<Fence>) =
            fences.into_iter().partition(|fence| fence.heading.is_empty());
        let mut examples = Vec::new();
        let whole = example(&[], &shared)?;
        let files = whole.files.clone();
        if !whole.steps.is_empty() || own.is_empty() {
            examples.push(whole);
        }
        for section in own.chunk_by(|a, b| a.heading == b.heading) {
            examples.push(example(&files, section)?);
        }
        match examples.iter().find(|example| example.steps.is_empty()) {
            Some(example) => Err(format!("{}: no expectation follows", example.line)),
            None => Ok(Self { examples }),
        }
    }
}

/// The example that fences make, with files that hold for the whole document.
fn example(shared: &[Fence], fences: &[Fence]) -> Result<Example, String> {
    let mut example = Example {
        line: fences.first().map_or(1, |fence| fence.line),
        files: shared.to_vec(),
        steps: Vec::new(),
    };
    let mut application: Option<&Fence> = None;
    for fence in fences {
        let line = fence.line;
        let expectation = matches!(fence.kind.as_str(), "beslut" | "diagnostik");
        if let Some(json) = application.filter(|_| !expectation) {
            return Err(unanswered(json));
        }
        match fence.kind.as_str() {
            "regel" | "csv" if example.steps.is_empty() => example.file(fence)?,
            "regel" | "csv" => {
                return Err(format!(
                    "{line}: rules after what is expected of them; make a heading"
                ));
            }
            "json" if !fence.path.is_empty() => example.file(fence)?,
            "json" => application = Some(fence),
            "beslut" | "diagnostik" if example.files.is_empty() => {
                return Err(format!("{line}: no rules before what is expected"));
            }
            "beslut" => {
                let json = application
                    .take()
                    .ok_or(format!("{line}: no application before the decision"))?;
                example.steps.push(Step::Decision(json.body(), fence.clone()));
            }
            "diagnostik" => example.steps.push(match application.take() {
                Some(json) => Step::Unreadable(json.body(), fence.clone()),
                None => Step::Rules(fence.clone()),
            }),
            other => return Err(format!("{line}: a fence can't be `{other}`")),
        }
    }
    application.map_or(Ok(example), |json| Err(unanswered(json)))
}

impl Example {
    /// Adds a file, or puts it in the place of the document's own.
    fn file(&mut self, fence: &Fence) -> Result<(), String> {
        if fence.kind == "csv" && fence.path.is_empty() {
            return Err(format!("{}: a table has a name", fence.line));
        }
        let path = fence.file(RULESET);
        match self.files.iter_mut().find(|file| file.file(RULESET) == path) {
            Some(file) if file.heading == fence.heading => {
                Err(format!("{}: the file stands twice", fence.line))
            }
            Some(file) => {
                fence.clone_into(file);
                Ok(())
            }
            None => {
                self.files.push(fence.clone());
                Ok(())
            }
        }
    }
}

fn unanswered(json: &Fence) -> String {
    format!(
        "{}: an application is followed by `beslut` or `diagnostik`",
        json.line
    )
}

/// The fenced blocks of a page.
pub(crate) fn fences(text: &str) -> Result<Vec<Fence>, String> {
    let mut found = Vec::new();
    let mut open: Option<Fence> = None;
    let mut heading = String::new();
    let mut before = String::new();
    let mut ended = false;
    for (line, number) in text.lines().zip(1..) {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => found.extend(open.take()),
            (Some(fence), _) => fence.lines.push(line.to_owned()),
            (None, Some(info)) => {
                let (kind, path) = info.split_once(' ').unwrap_or((info, ""));
                open = Some(Fence {
                    heading: heading.clone(),
                    kind: kind.to_owned(),
                    path: path.trim().to_owned(),
                    lines: Vec::new(),
                    before: std::mem::take(&mut before),
                    line: number,
                });
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    title.trim().clone_into(&mut heading);
                }
                if line.trim().is_empty() {
                    ended = true;
                } else {
                    if std::mem::take(&mut ended) {
                        before.clear();
                    }
                    before.push_str(line);
                    before.push(' ');
                }
            }
        }
    }
    match open {
        Some(fence) => Err(format!("{}: the fence is not closed", fence.line)),
        None => Ok(found),
    }
}

/// The text with what came out in place of what was expected.
pub(super) fn rewritten(text: &str, failures: &[Failure]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut failures: Vec<&Failure> = failures.iter().collect();
    failures.sort_by_key(|failure| std::cmp::Reverse(failure.line));
    for failure in failures {
        if let Some(actual) = &failure.actual {
            let range = failure.line..failure.line + failure.expected.len();
            lines.splice(range, actual.iter().map(String::as_str));
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
