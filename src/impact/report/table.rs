//! A table with its columns straight.

use textwrap::core::display_width;

/// A table: the first `texts` columns hold words and stand to the left, the others numbers and stand to the right.
pub(super) struct Table {
    pub(super) texts: usize,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// With spaces between the columns.
    pub(super) fn plain(&self) -> String {
        let widths: Vec<usize> = (0..self.head.len())
            .map(|at| {
                let cells = std::iter::once(&self.head).chain(&self.rows);
                cells
                    .filter_map(|row| row.get(at))
                    .map(|cell| display_width(cell))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut out = String::new();
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(at, (cell, width))| {
                    let pad = " ".repeat(width.saturating_sub(display_width(cell)));
                    if at < self.texts {
                        format!("{cell}{pad}")
                    } else {
                        format!("{pad}{cell}")
                    }
                })
                .collect();
            out.push_str(cells.join("  ").trim_end());
            out.push('\n');
        }
        out
    }

    /// As Markdown; `escaped` takes what is markup out of a cell.
    pub(super) fn markdown(&self, escaped: fn(&str) -> String) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let cells = |row: &[String]| row.iter().map(|cell| escaped(cell)).collect::<Vec<_>>();
        let marks = (0..self.head.len())
            .map(|at| if at < self.texts { "---" } else { "---:" }.to_owned())
            .collect();
        let mut out = line(cells(&self.head));
        out.push_str(&line(marks));
        for row in &self.rows {
            out.push_str(&line(cells(row)));
        }
        out
    }
}
