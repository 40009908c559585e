//! Numbers, dates and periods: the grammar is permissive, so that the message here can be about the number.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Expr, ExprKind, Name};
use crate::value::{Date, Number, Period};

const BLANKS: [char; 3] = [' ', '\u{A0}', '\u{202F}'];

impl Lower<'_> {
    /// `3 419 977`, `143,5`.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<Number> {
        let written = node.as_str();
        let is_plain = written.bytes().all(|byte| byte.is_ascii_digit());
        if is_plain
            && (written.len() == 1 || !written.starts_with('0'))
            && let Some(number) = Number::parse_decimal(written)
        {
            return Some(number);
        }
        let span = self.span(node);
        let (whole, decimals) = written
            .split_once(',')
            .map_or((written, None), |(w, d)| (w, Some(d)));
        let groups: Vec<&str> = whole.split(BLANKS).collect();
        let grouped = match groups.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => first.len() <= 3 && rest.iter().all(|g| g.len() == 3),
            _ => true,
        };
        let digits = groups.concat();
        let suggestion = {
            let kept = digits.trim_start_matches('0');
            let kept = group(if kept.is_empty() { "0" } else { kept });
            decimals.map_or_else(|| kept.clone(), |d| format!("{kept},{d}"))
        };
        if !grouped {
            return self.fail(
                Diagnostic::error(
                    Code::MalformedLiteral,
                    span,
                    "ett tal delas i grupper om tre siffror",
                    "a number is divided into groups of three digits",
                )
                .help(format!("skriv `{suggestion}`"), format!("write `{suggestion}`")),
            );
        }
        if digits.len() > 1 && digits.starts_with('0') {
            return self.fail(
                Diagnostic::error(
                    Code::MalformedLiteral,
                    span,
                    "ett tal börjar inte med en nolla",
                    "a number does not begin with a zero",
                )
                .help(format!("skriv `{suggestion}`"), format!("write `{suggestion}`")),
            );
        }
        let plain = decimals.map_or_else(|| digits.clone(), |d| format!("{digits},{d}"));
        let number = Number::parse_decimal(&plain);
        if number.is_none() {
            self.diagnostics.push(Diagnostic::error(
                Code::MalformedLiteral,
                span,
                "talet är för stort eller har för många decimaler",
                "the number is too large or has too many decimals",
            ));
        }
        number
    }

    /// A number with its unit.
    pub(super) fn quantity(&mut self, node: Node<'_>) -> Option<Expr> {
        let mut children = Children::of(node);
        let number = children.take(Rule::number)?;
        self.number_with(&number, children.next())
    }

    /// A number and the percent sign or the unit after it.
    pub(super) fn number_with(&mut self, number: &Node<'_>, mark: Option<Node<'_>>) -> Option<Expr> {
        let written = self.span(number);
        let span = mark.as_ref().map_or(written, |mark| written.to(self.span(mark)));
        let value = self.number(number)?;
        let mut per = Vec::new();
        let unit = match mark {
            Some(sign) if sign.as_rule() == Rule::percent => Some(self.percent(&sign)),
            Some(unit) => {
                let mut names = unit.into_inner().filter(|n| n.as_rule() == Rule::name);
                let first = names.next().map(|n| self.name(&n));
                per = names.map(|n| self.name(&n)).collect();
                first
            }
            None => None,
        };
        let kronor = unit
            .as_ref()
            .is_some_and(|u| matches!(u.text.as_str(), "kr" | "krona" | "kronor" | "sek" | "SEK"));
        if let (true, [], Some((whole, decimals))) = (kronor, per.as_slice(), number.as_str().split_once(','))
            && decimals.len() == 3
            && decimals.ends_with('0')
        {
            // Nobody writes a third decimal that is a zero: it is forty thousand kronor as another country writes it.
            return self.fail(
                Diagnostic::error(
                    Code::MalformedLiteral,
                    span,
                    format!("`{}` är ett belopp med tre decimaler", number.as_str()),
                    format!("`{}` is an amount with three decimals", number.as_str()),
                )
                .help(
                    format!("tusental skiljs åt med mellanslag: `{whole} {decimals}`"),
                    format!("thousands are separated by a space: `{whole} {decimals}`"),
                ),
            );
        }
        Some(Expr {
            span,
            kind: ExprKind::Quantity { value, unit, per },
        })
    }

    /// The unit `%`.
    pub(super) fn percent(&self, node: &Node<'_>) -> Name {
        Name {
            text: "%".to_owned(),
            span: self.span(node),
        }
    }

    /// A date that exists.
    pub(super) fn date(&mut self, node: &Node<'_>) -> Option<Date> {
        let written = node.as_str();
        let date = Date::parse(written);
        if date.is_none() {
            let span = self.span(node);
            let padded = padded(written);
            let mut diagnostic = match &padded {
                Some(_) => Diagnostic::error(
                    Code::InvalidDate,
                    span,
                    format!("`{written}` är inte ett datum: månad och dag har två siffror"),
                    format!("`{written}` is not a date: month and day have two digits"),
                ),
                None => Diagnostic::error(
                    Code::InvalidDate,
                    span,
                    format!("datumet `{written}` finns inte"),
                    format!("the date `{written}` does not exist"),
                ),
            };
            if let Some(right) = padded {
                diagnostic = diagnostic.help(format!("skriv `{right}`"), format!("write `{right}`"));
            }
            self.diagnostics.push(diagnostic);
        }
        date
    }

    /// A period; either end may be open.
    pub(super) fn period(&mut self, node: Node<'_>) -> Option<Period> {
        let span = self.span(&node);
        let (mut from, mut to, mut dots) = (None, None, false);
        for part in node.into_inner() {
            match (part.as_rule(), dots) {
                (Rule::dots, _) => dots = true,
                (_, false) => from = Some(self.date(&part)?),
                (_, true) => to = Some(self.date(&part)?),
            }
        }
        let period = Period::new(from, to);
        if let (None, Some(from), Some(to)) = (period, from, to) {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::InvalidPeriod,
                    span,
                    format!("perioden slutar {to}, före sin början {from}"),
                    format!("the period ends {to}, before its beginning {from}"),
                )
                .help(format!("skriv `{to}..{from}`"), format!("write `{to}..{from}`")),
            );
        }
        period
    }

    /// An element of a list. `{1,2}` is one decimal to the grammar and two numbers to a reader.
    pub(super) fn element(&mut self, node: Node<'_>) -> Option<Expr> {
        let written = node.as_str().trim_end();
        let with_comma = written.contains(',').then(|| self.span(&node));
        let expr = self.sum(node)?;
        if let (ExprKind::Quantity { unit: None, .. }, Some(span)) = (&expr.kind, with_comma) {
            let apart = written.replace(',', ", ");
            return self.fail(
                Diagnostic::error(
                    Code::MalformedLiteral,
                    span,
                    format!("`{written}` är ett decimaltal, och kan läsas som två tal i en lista"),
                    format!("`{written}` is a decimal, and can be read as two numbers in a list"),
                )
                .help(
                    format!("skriv `{apart}` för två tal, `({written})` för ett"),
                    format!("write `{apart}` for two numbers, `({written})` for one"),
                ),
            );
        }
        Some(expr)
    }
}

/// Digits in groups of three.
pub(in crate::syntax) fn group(digits: &str) -> String {
    let count = digits.chars().count();
    let mut text = String::with_capacity(count.saturating_mul(2));
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && count.saturating_sub(index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// `2023-06-01` of `2023-6-1`, when it is a date.
fn padded(written: &str) -> Option<Date> {
    let mut parts = written.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"))
}
