//! As a workbook. The same tables give the same bytes: it bears the day of what it tells, not of the clock.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatBorder, Formula, Workbook as Book, Worksheet, XlsxError,
};

use super::{Entry, Sheet};
use crate::value::{Date, Language};

/// Tables on pages, and what must be said with them.
pub(crate) struct Workbook {
    /// What it is.
    pub(crate) title: String,
    /// The day that it is of.
    pub(crate) day: Option<Date>,
    /// Its pages.
    pub(crate) pages: Vec<Page>,
    /// A last page of texts, and what it is called.
    pub(crate) said: Option<(String, Vec<String>)>,
}

/// A table on a page of its own.
pub(crate) struct Page {
    /// What it is called.
    pub(crate) name: String,
    /// Its header.
    pub(crate) head: Vec<String>,
    /// Its rows.
    pub(crate) rows: Vec<Vec<Entry>>,
    /// A last row of sums.
    pub(crate) sums: Vec<Entry>,
    /// Whether the sums are formulas that add up the rows above.
    pub(crate) adds: bool,
}

impl Sheet {
    /// A workbook with the table, its sums as formulas, and a second page with what must be said.
    pub(crate) fn workbook(&self, language: Language, day: Date) -> Workbook {
        let [page, said] = match language {
            Language::Swedish => ["Fördelning", "Om fördelningen"],
            Language::English => ["Apportionment", "About"],
        };
        let head = self.columns.iter().map(|column| column.title.get(language));
        let notes = self.notes.iter().map(|note| note.get(language).to_owned());
        Workbook {
            title: self.title.get(language).to_owned(),
            day: Some(day),
            pages: vec![Page {
                name: page.to_owned(),
                head: head.map(str::to_owned).collect(),
                rows: self.rows.clone(),
                sums: self.sums.clone(),
                adds: true,
            }],
            said: Some((said.to_owned(), notes.collect())),
        }
    }
}

impl Workbook {
    /// Its bytes.
    ///
    /// # Errors
    /// What a workbook can't hold.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, String> {
        self.written().map_err(|error| error.to_string())
    }

    fn written(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Book::new();
        let (year, month, day) = self.day.map_or((2000, 1, 1), Date::parts);
        let (month, day) = (u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1));
        let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000), month, day)?;
        let properties = DocProperties::new()
            .set_title(&self.title)
            .set_author("Rekvisit")
            .set_creation_datetime(&created);
        book.set_properties(&properties);
        for page in &self.pages {
            page.fill(book.add_worksheet())?;
        }
        if let Some((name, texts)) = &self.said {
            let sheet = book.add_worksheet().set_name(name)?;
            sheet.set_column_width(0, 100)?;
            let wrapped = Format::new().set_text_wrap();
            sheet.write_with_format(0, 0, &self.title, &Format::new().set_bold())?;
            for (text, line) in texts.iter().zip(1_u32..) {
                sheet.write_with_format(line, 0, text, &wrapped)?;
            }
        }
        book.save_to_buffer()
    }
}

impl Page {
    fn fill(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let strong = Format::new().set_bold();
        sheet.set_name(&self.name)?;
        for (title, at) in self.head.iter().zip(0_u16..) {
            sheet.write_with_format(0, at, title, &strong)?;
        }
        let mut last = 0_u32;
        for (row, line) in self.rows.iter().zip(1_u32..) {
            last = line;
            for (entry, at) in row.iter().zip(0_u16..) {
                write(sheet, (line, at), entry, &form(entry, false))?;
            }
        }
        let below = last.saturating_add(1);
        for (entry, at) in self.sums.iter().zip(0_u16..) {
            let format = form(entry, true);
            if self.adds && entry.is_number() && last > 0 {
                let column = rust_xlsxwriter::utility::column_number_to_name(at);
                let formula =
                    Formula::new(format!("=SUM({column}2:{column}{below})")).set_result(entry.plain());
                sheet.write_formula_with_format(below, at, formula, &format)?;
            } else {
                write(sheet, (below, at), entry, &format)?;
            }
        }
        sheet.set_freeze_panes(1, 1)?;
        sheet.autofit();
        Ok(())
    }
}

/// How an entry is shown: whole numbers without decimals, in groups of three.
fn form(entry: &Entry, sum: bool) -> Format {
    let plain = entry.plain();
    let format = match entry {
        Entry::Money(_) | Entry::Number(_) if plain.contains(['.', '/']) => {
            Format::new().set_num_format("#,##0.00")
        }
        Entry::Money(_) | Entry::Number(_) => Format::new().set_num_format("#,##0"),
        _ => Format::new(),
    };
    if sum {
        format.set_bold().set_border_top(FormatBorder::Thin)
    } else {
        format
    }
}

/// A workbook's numbers have fifteen digits; what has more, or no end, is written as text.
fn write(
    sheet: &mut Worksheet,
    (line, at): (u32, u16),
    entry: &Entry,
    format: &Format,
) -> Result<(), XlsxError> {
    let plain = entry.plain();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    match (entry.is_number(), plain.parse::<f64>()) {
        (true, Ok(number)) if digits <= 15 => sheet.write_number_with_format(line, at, number, format)?,
        _ if plain.is_empty() => sheet.write_blank(line, at, format)?,
        _ => sheet.write_string_with_format(line, at, plain, format)?,
    };
    Ok(())
}
