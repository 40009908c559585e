//! As a workbook. The same table gives the same bytes: it bears the day of the table, not of the clock.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Formula, Workbook, XlsxError};

use super::{Entry, Sheet};
use crate::value::{Date, Language};

impl Sheet {
    /// A workbook with the table, its sums as formulas, and a second sheet with what must be said.
    pub(in crate::cli) fn workbook(&self, language: Language, day: Date) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let (year, month, date) = day.parts();
        let (month, date) = (u8::try_from(month).unwrap_or(1), u8::try_from(date).unwrap_or(1));
        let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), month, date)?;
        let properties = DocProperties::new()
            .set_title(self.title.get(language))
            .set_author("Rekvisit")
            .set_creation_datetime(&created);
        book.set_properties(&properties);
        self.table(&mut book, language)?;
        self.said(&mut book, language)?;
        book.save_to_buffer()
    }

    fn table(&self, book: &mut Workbook, language: Language) -> Result<(), XlsxError> {
        let strong = Format::new().set_bold();
        let sheet = book.add_worksheet();
        sheet.set_name(match language {
            Language::Swedish => "Fördelning",
            Language::English => "Apportionment",
        })?;
        for (column, at) in self.columns.iter().zip(0_u16..) {
            sheet.write_with_format(0, at, column.title.get(language), &strong)?;
        }
        let mut last = 0_u32;
        for (row, line) in self.rows.iter().zip(1_u32..) {
            last = line;
            for (entry, at) in row.iter().zip(0_u16..) {
                write(sheet, line, at, entry, &form(entry, false))?;
            }
        }
        let below = last.saturating_add(1);
        for (entry, at) in self.sums.iter().zip(0_u16..) {
            let format = form(entry, true);
            if entry.is_number() && last > 0 {
                let column = rust_xlsxwriter::utility::column_number_to_name(at);
                let formula =
                    Formula::new(format!("=SUM({column}2:{column}{below})")).set_result(entry.plain());
                sheet.write_formula_with_format(below, at, formula, &format)?;
            } else {
                write(sheet, below, at, entry, &format)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
        Ok(())
    }

    fn said(&self, book: &mut Workbook, language: Language) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(match language {
            Language::Swedish => "Om fördelningen",
            Language::English => "About",
        })?;
        sheet.set_column_width(0, 100)?;
        let wrapped = Format::new().set_text_wrap();
        sheet.write_with_format(0, 0, self.title.get(language), &Format::new().set_bold())?;
        for (note, line) in self.notes.iter().zip(1_u32..) {
            sheet.write_with_format(line, 0, note.get(language), &wrapped)?;
        }
        Ok(())
    }
}

/// How an entry is shown: whole amounts without decimals, in groups of three.
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
    sheet: &mut rust_xlsxwriter::Worksheet,
    line: u32,
    at: u16,
    entry: &Entry,
    format: &Format,
) -> Result<(), XlsxError> {
    let plain = entry.plain();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    match (entry.is_number(), plain.parse::<f64>()) {
        (true, Ok(number)) if digits <= 15 => sheet.write_number_with_format(line, at, number, format)?,
        _ => sheet.write_string_with_format(line, at, plain, format)?,
    };
    Ok(())
}
