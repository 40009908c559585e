//! The overview as a workbook: the groups, and each case.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};

use super::table::head;
use super::{Overview, Row, Sum};
use crate::explain::{Words, format};
use crate::value::Language;

/// The overview as the bytes of a workbook. It is stamped with the latest assessment date, so that the same cases give the same
/// bytes.
///
/// # Errors
/// What the workbook can't hold.
pub fn xlsx(overview: &Overview, language: Language) -> Result<Vec<u8>, String> {
    written(overview, language).map_err(|error| error.to_string())
}

fn written(overview: &Overview, language: Language) -> Result<Vec<u8>, XlsxError> {
    let pick = |sv: &'static str, en: &'static str| Words::new(sv, en).get(language).to_owned();
    let mut book = Workbook::new();
    let (year, month, day) = overview.day.map_or((2000, 1, 1), crate::value::Date::parts);
    let created = ExcelDateTime::from_ymd(
        u16::try_from(year).unwrap_or(2000),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut head = head(overview, language);
    let total = pick("Totalt", "Total");
    let mut rows: Vec<(Vec<&str>, &Row)> = Vec::new();
    if overview.by.is_some() {
        rows.extend(
            overview
                .groups
                .iter()
                .map(|(name, row)| (vec![name.as_str()], row)),
        );
    }
    rows.push((vec![&total], &overview.total));
    let sheet = book.add_worksheet().set_name(pick("Översikt", "Overview"))?;
    fill(sheet, &head, &rows, true)?;
    let cases: Vec<(Vec<&str>, &Row)> = overview
        .cases
        .iter()
        .map(|(id, group, row)| (vec![id.as_str(), group.as_str()], row))
        .collect();
    head.insert(0, pick("Ärende", "Case"));
    let sheet = book.add_worksheet().set_name(pick("Ärenden", "Cases"))?;
    fill(sheet, &head, &cases, false)?;
    book.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    head: &[String],
    rows: &[(Vec<&str>, &Row)],
    total: bool,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let money = Format::new().set_num_format("#,##0.00");
    for (at, title) in head.iter().enumerate() {
        sheet.write_with_format(0, column(at), title.as_str(), &bold)?;
    }
    for (at, (names, row)) in rows.iter().enumerate() {
        let line = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        let last = total && at.saturating_add(1) == rows.len();
        let (plain, money) = if last {
            let above = |format: Format| format.set_bold().set_border_top(FormatBorder::Thin);
            (above(Format::new()), above(money.clone()))
        } else {
            (Format::new(), money.clone())
        };
        for (at, name) in names.iter().enumerate() {
            sheet.write_string_with_format(line, column(at), *name, &plain)?;
        }
        let mut next = names.len();
        for count in [row.cases, row.open] {
            sheet.write_number_with_format(line, column(next), whole(count), &plain)?;
            next = next.saturating_add(1);
        }
        for sum in &row.sums {
            amount(sheet, line, column(next), *sum, &money)?;
            next = next.saturating_add(1);
        }
        sheet.write_number_with_format(line, column(next), whole(row.late.0), &plain)?;
        amount(sheet, line, column(next.saturating_add(1)), row.late.1, &money)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofit();
    Ok(())
}

/// An amount in kronor; one that isn't wholly known is left empty, so that no one takes a part for the whole.
fn amount(sheet: &mut Worksheet, line: u32, column: u16, sum: Sum, format: &Format) -> Result<(), XlsxError> {
    if sum.unknown > 0 || sum.too_large {
        sheet.write_blank(line, column, format)?;
        return Ok(());
    }
    // Whole öre below 2^53 are exact.
    let kronor: f64 = format::money_value(sum.known).parse().unwrap_or_default();
    sheet.write_number_with_format(line, column, kronor, format)?;
    Ok(())
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn whole(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
