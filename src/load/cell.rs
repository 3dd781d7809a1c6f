//! One cell becomes a value of its field: German spellings are understood, whatever would be a guess is a finding.

use chrono::{Datelike, Days, NaiveDate};

use super::grid::{Cell, Value};
use crate::finding::{Code, Finding, Log};
use crate::model::schreibweise::{self, Unlesbar};
use crate::model::{Field, Kind, Shape, datum};
use crate::source::{Data, Node, Span, quoted, shorten};

/// What cells of a kind hold, for the "expected" part of a finding.
const TEXT: &str = "ein Text";
const DAY: &str = "ein Datum wie 31.12.2020";
const AMOUNT: &str = "ein Betrag in Euro wie 1.234,56";
const PERCENT: &str = "eine Prozentzahl von 0 bis 100 wie 75 oder 12,5";
const DECIMAL: &str = "eine Zahl wie 0,2016";
const WHOLE: &str = "eine ganze Zahl wie 2021";
const FLAG: &str = "ja oder nein";

/// What a cell of a field holds, as somebody would type it.
pub(super) fn expectation(shape: &Shape) -> String {
    let Shape::Single { kind, text } = shape else { return shape.describe() };
    match kind {
        Kind::Text => TEXT,
        Kind::Pattern(_) => text,
        Kind::Flag => FLAG,
        Kind::Whole | Kind::Year => WHOLE,
        Kind::Date => DAY,
        Kind::Money => AMOUNT,
        Kind::Percent => PERCENT,
        Kind::Decimal => DECIMAL,
    }
    .to_owned()
}

/// The value of a cell that is not empty; a finding where the field cannot hold it.
pub(super) fn node(cell: &Cell, field: &Field, log: &mut Log) -> Node {
    let data = read(&cell.value, &field.shape, cell.span).unwrap_or_else(|finding| {
        let found = finding.found.is_none().then(|| describe(&cell.value));
        log.push(Finding { found: finding.found.clone().or(found), ..*finding });
        Data::Faulty
    });
    Node { span: cell.span, data }
}

/// A finding is large beside a value, so it travels in a box.
type Read = Result<Data, Box<Finding>>;

fn read(value: &Value, shape: &Shape, span: Span) -> Read {
    if let Value::Fault(error) = value {
        let message = format!("Die Zelle hat keinen gültigen Wert: {error}.");
        let mend = "Berichtigen Sie die Formel, oder tragen Sie den Wert selbst ein; speichern Sie danach die Datei.";
        return Err(Box::new(Finding::at(Code::RB027, span, message, mend).found(error.clone())));
    }
    match shape {
        Shape::Single { kind, .. } => single(value, *kind, span),
        Shape::Choice(_) => text(value, span),
        Shape::List(of) => list(value, of, span),
        // Tables hold single values and lists of them; a test looks at each.
        Shape::Record(_) => Ok(Data::Faulty),
    }
}

fn single(value: &Value, kind: Kind, span: Span) -> Read {
    match kind {
        Kind::Text | Kind::Pattern(_) => text(value, span),
        Kind::Flag => flag(value, span),
        Kind::Whole | Kind::Year => whole(value, span),
        Kind::Date => day(value, span),
        Kind::Money => amount(value, span),
        Kind::Percent => percent(value, span),
        Kind::Decimal => quantity(value, span),
    }
}

/// Several values in one cell, separated by semicolons, commas or line breaks.
fn list(value: &Value, of: &Shape, span: Span) -> Read {
    let Value::Text(text) = value else {
        return Ok(Data::List(vec![Node { span, data: read(value, of, span)? }]));
    };
    let separators: &[char] = if text.contains([';', '\n']) { &[';', '\n'] } else { &[','] };
    let parts = text.split(separators).map(str::trim).filter(|part| !part.is_empty());
    let nodes = parts.map(|part| Ok(Node { span, data: read(&Value::Text(part.to_owned()), of, span)? }));
    nodes.collect::<Result<Vec<_>, _>>().map(Data::List)
}

/// A text, also where a spreadsheet program has stored a whole number for it.
fn text(value: &Value, span: Span) -> Read {
    match value {
        Value::Text(text) => Ok(Data::Text(text.clone())),
        Value::Number { stored, percent: false } => match integral(*stored) {
            Some(digits) => Ok(Data::Text(digits)),
            None => Err(wrong(span, TEXT, "Formatieren Sie die Spalte als Text, und geben Sie den Wert neu ein.")),
        },
        Value::Date(_) | Value::Moment(_) => {
            let mend = "Das Tabellenprogramm hat die Eingabe als Datum gedeutet: Formatieren Sie die Spalte als Text, und \
                        geben Sie den Wert neu ein.";
            Err(wrong(span, TEXT, mend))
        }
        _ => Err(wrong(span, TEXT, "Formatieren Sie die Spalte als Text, und geben Sie den Wert neu ein.")),
    }
}

fn flag(value: &Value, span: Span) -> Read {
    let read = match value {
        Value::Flag(flag) => Some(*flag),
        Value::Text(text) => schreibweise::ja_nein(text),
        Value::Number { stored, .. } => integral(*stored).and_then(|digits| schreibweise::ja_nein(&digits)),
        _ => None,
    };
    read.map(Data::Bool).ok_or_else(|| wrong(span, FLAG, "Tragen Sie „ja“, „nein“ oder „x“ ein."))
}

fn whole(value: &Value, span: Span) -> Read {
    let digits = match value {
        Value::Number { stored, percent: false } => integral(*stored),
        Value::Text(text) => schreibweise::betrag(text).ok().filter(|decimal| !decimal.contains('.')),
        _ => None,
    };
    digits.map(Data::Number).ok_or_else(|| wrong(span, WHOLE, "Tragen Sie eine ganze Zahl ein."))
}

fn day(value: &Value, span: Span) -> Read {
    let read = match value {
        Value::Date(day) => Ok(*day),
        Value::Text(text) => schreibweise::tag(text),
        Value::Number { stored, percent: false } => serial(*stored).filter(is_likely).ok_or_else(|| Unlesbar {
            message: "Die Zahl ist kein Datum.",
            mend: "Tragen Sie den Tag ein, zum Beispiel 31.12.2020.".into(),
        }),
        Value::Moment(_) => Err(Unlesbar {
            message: "Die Zelle enthält eine Uhrzeit.",
            mend: "Tragen Sie nur den Tag ein, zum Beispiel 31.12.2020.".into(),
        }),
        Value::Number { percent: true, .. } | Value::Flag(_) | Value::Empty | Value::Fault(_) => Err(Unlesbar {
            message: "Das ist kein Datum.",
            mend: "Tragen Sie den Tag ein, zum Beispiel 31.12.2020.".into(),
        }),
    };
    let read = read.and_then(|day| match datum(&day.to_string()) {
        Some(day) => Ok(day),
        None => Err(Unlesbar {
            message: "Das Jahr liegt nicht zwischen 1900 und 2199.",
            mend: "Prüfen Sie das Jahr.".into(),
        }),
    });
    read.map(|day| Data::Text(day.to_string())).map_err(|reason| refused(Code::RB008, reason, DAY, span))
}

fn amount(value: &Value, span: Span) -> Read {
    match value {
        Value::Text(text) => match schreibweise::betrag(text) {
            Ok(number) if number.split_once('.').is_some_and(|(_, decimals)| decimals.len() > 2) => {
                Err(inexact(span, "Runden Sie auf volle Cent: höchstens zwei Stellen hinter dem Komma."))
            }
            Ok(number) => Ok(Data::Number(number)),
            Err(reason) => Err(refused(Code::RB007, reason, AMOUNT, span)),
        },
        Value::Number { stored, percent: false } => decimal(*stored).map(Data::Number).ok_or_else(|| {
            inexact(span, "Runden Sie den Betrag in der Zelle auf volle Cent, zum Beispiel mit RUNDEN(…;2).")
        }),
        _ => Err(wrong(span, AMOUNT, "Tragen Sie den Betrag mit Ziffern ein.")),
    }
}

fn inexact(span: Span, mend: &str) -> Box<Finding> {
    Box::new(Finding::at(Code::RB009, span, "Der Betrag ist nicht auf den Cent genau.", mend).expected(AMOUNT))
}

fn percent(value: &Value, span: Span) -> Read {
    match value {
        Value::Text(text) => {
            schreibweise::prozent(text).map(Data::Number).map_err(|reason| refused(Code::RB007, reason, PERCENT, span))
        }
        Value::Number { stored, percent } => {
            let digits = if *percent { percentage(*stored) } else { decimal(*stored) };
            digits.map(Data::Number).ok_or_else(|| {
                let mend = "Runden Sie auf höchstens zwei Nachkommastellen.";
                let message = "Die Prozentzahl hat zu viele Nachkommastellen.";
                Box::new(Finding::at(Code::RB010, span, message, mend).expected(PERCENT))
            })
        }
        _ => Err(wrong(span, PERCENT, "Tragen Sie die Prozentzahl mit Ziffern ein.")),
    }
}

/// A number with up to six decimals.
fn quantity(value: &Value, span: Span) -> Read {
    match value {
        Value::Text(text) => {
            schreibweise::menge(text).map(Data::Number).map_err(|reason| refused(Code::RB007, reason, DECIMAL, span))
        }
        Value::Number { stored, percent: false } => millionths(*stored).map(Data::Number).ok_or_else(|| {
            let mend = "Runden Sie auf höchstens sechs Nachkommastellen.";
            Box::new(Finding::at(Code::RB010, span, "Die Zahl hat zu viele Nachkommastellen.", mend).expected(DECIMAL))
        }),
        _ => Err(wrong(span, DECIMAL, "Tragen Sie die Zahl mit Ziffern ein.")),
    }
}

fn wrong(span: Span, expected: &str, mend: &str) -> Box<Finding> {
    Box::new(Finding::at(Code::RB007, span, "Der Wert hat die falsche Art.", mend).expected(expected))
}

fn refused(code: Code, reason: Unlesbar, expected: &str, span: Span) -> Box<Finding> {
    Box::new(Finding::at(code, span, reason.message, reason.mend).expected(expected))
}

/// A stored double as a decimal number with six decimals; `None` where it is off by a billionth or more.
///
/// The shortest spelling counts first: a large quantity has no nine decimals that could be trusted.
fn millionths(stored: f64) -> Option<String> {
    let shortest = stored.is_finite().then(|| stored.to_string())?;
    if shortest.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 6) {
        return Some(shortest);
    }
    format!("{stored:.9}").strip_suffix("000").map(str::to_owned)
}

/// A stored double as a decimal number with two decimals; `None` where it is off by a millionth or more.
///
/// Spreadsheet programs store 7.0000000000000009 for 7: what lies below the millionth is theirs, what lies above is
/// somebody's.
fn decimal(stored: f64) -> Option<String> {
    let digits = stored.is_finite().then(|| format!("{stored:.6}"))?;
    let exact = digits.strip_suffix("0000")?;
    Some(exact.to_owned())
}

/// A share as a percentage with two decimals: 0.755 is 75.50; `None` where that is not exact.
fn percentage(share: f64) -> Option<String> {
    let digits = share.is_finite().then(|| format!("{share:.8}"))?;
    digits.strip_suffix("0000").map(hundredfold)
}

/// A hundred times a number in digits: the point moves, so that 0.07 is 7 and nothing else.
pub(super) fn hundredfold(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = format!("{fraction:0<2}");
    let (moved, rest) = fraction.split_at(2);
    let whole = format!("{whole}{moved}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// The digits of a stored double that is a whole number.
fn integral(stored: f64) -> Option<String> {
    decimal(stored)?.strip_suffix(".00").map(str::to_owned)
}

/// The day of a serial number, as workbooks count: 1 is the first of January 1900, and 1900 counts as a leap year.
fn serial(stored: f64) -> Option<NaiveDate> {
    let days: u64 = integral(stored)?.parse().ok()?;
    let before = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let first_after_leap_day = 61;
    let shift = if days < first_after_leap_day { 1 } else { 0 };
    (days > 0).then(|| before.checked_add_days(Days::new(days.checked_add(shift)?)))?
}

/// Whether a number without a date format is a day at all: 2019 would be one of 1905, and is a year.
fn is_likely(day: &NaiveDate) -> bool {
    day.year() >= 1950
}

/// What a cell holds, in German, for the "found" part of a finding.
fn describe(value: &Value) -> String {
    match value {
        Value::Empty => "nichts".into(),
        Value::Text(text) => format!("der Text {}", quoted(&shorten(text))),
        Value::Number { stored, percent: false } => format!("die Zahl {}", german(*stored)),
        Value::Number { stored, percent: true } => {
            format!("der Anteil {}, als Prozentwert formatiert", german(*stored))
        }
        Value::Date(day) => format!("das Datum {}", day.format("%d.%m.%Y")),
        Value::Moment(text) => format!("der Zeitpunkt {}", shorten(text)),
        Value::Flag(true) => "der Wahrheitswert WAHR".into(),
        Value::Flag(false) => "der Wahrheitswert FALSCH".into(),
        Value::Fault(error) => shorten(error),
    }
}

fn german(stored: f64) -> String {
    shorten(&stored.to_string().replace('.', ","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn doubles_become_exact_cents_or_nothing() {
        assert_eq!(decimal(7.000_000_000_000_001).as_deref(), Some("7.00"));
        assert_eq!(decimal(489_920.4).as_deref(), Some("489920.40"));
        assert_eq!(decimal(0.1 + 0.2).as_deref(), Some("0.30"));
        assert_eq!(decimal(1.005), None);
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(integral(2020.0).as_deref(), Some("2020"));
        assert_eq!(integral(2020.5), None);
    }

    #[test]
    fn quantities_keep_six_decimals() {
        assert_eq!(millionths(0.2016).as_deref(), Some("0.2016"));
        assert_eq!(millionths(2.676).as_deref(), Some("2.676"));
        assert_eq!(millionths(123_456_789.123).as_deref(), Some("123456789.123"));
        assert_eq!(millionths(0.1 + 0.2).as_deref(), Some("0.300000"));
        assert_eq!(millionths(1.0 / 3.0), None);
        assert_eq!(millionths(f64::INFINITY), None);
    }

    #[test]
    fn percentages_are_read_as_they_are_shown() {
        assert_eq!(percentage(0.75).as_deref(), Some("75.00"));
        assert_eq!(percentage(1.0).as_deref(), Some("100.00"));
        assert_eq!(percentage(0.005).as_deref(), Some("0.50"));
        assert_eq!(percentage(0.333_333_333), None);
    }

    #[test]
    fn serial_numbers_are_the_days_that_a_workbook_shows() {
        let day = |n| serial(n).map(|day| day.to_string());
        assert_eq!(day(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(day(44196.0).as_deref(), Some("2020-12-31"));
        assert_eq!(day(0.0), None);
        assert_eq!(day(44196.5), None);
        assert_eq!(day(1e300), None);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn a_stored_amount_is_read_to_the_cent(cents in -99_999_999_999i128..=99_999_999_999) {
            let written = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
            let stored: f64 = written.parse().map_err(|_| TestCaseError::fail("no double"))?;
            let read = decimal(stored).and_then(|digits| crate::model::Euro::parse(&digits));
            prop_assert_eq!(read, Some(crate::model::Euro::cents(cents)));
        }

        #[test]
        fn no_double_makes_the_reader_fail(stored in proptest::num::f64::ANY) {
            let _ = (decimal(stored), percentage(stored), integral(stored), serial(stored), millionths(stored));
        }
    }
}
