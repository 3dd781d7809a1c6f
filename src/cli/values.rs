//! Values of arguments: how they are read, and what is said of those that cannot be.

use std::convert::Infallible;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use clap::ValueEnum;
use clap::builder::{PathBufValueParser, TypedValueParser};

use crate::model::{Turnus, Zeitraum, datum};
use crate::source::composed;
use crate::tabular::{self, Stelle};
use crate::workspace::find;

/// The form of what is told to people or programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PlainFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// The arguments as people mean them: `help build` is `build --help`, and a negative number behind `explain` is no option.
pub(super) fn as_meant(mut line: Vec<OsString>) -> Vec<OsString> {
    match line.get(1).and_then(|command| command.to_str()) {
        Some("help") => {
            line.remove(1);
            line.push("--help".into());
        }
        Some("explain") => {
            for word in &mut line {
                let text = word.to_str().filter(|text| text.starts_with('-'));
                let digits = text.map(|text| text.trim_start_matches('-').trim_start());
                if let Some(digits) = digits.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
                    *word = format!("−{digits}").into();
                }
            }
        }
        _ => {}
    }
    line
}

/// A name as texts and files have it.
pub(super) fn parse_name(text: &str) -> Result<String, Infallible> {
    Ok(composed(text).into_owned())
}

/// A file or folder; its name may be stored in another form than it was typed.
pub(super) fn place() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(|path| find(&path))
}

/// A day, as files or as people write it.
pub(super) fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let parts: Vec<&str> = text.split('.').collect();
    let written = match parts.as_slice() {
        [day, month, year] => datum(&format!("{year}-{month:0>2}-{day:0>2}")),
        _ => datum(text),
    };
    written.ok_or_else(|| "erwartet wird ein Tag JJJJ-MM-TT oder TT.MM.JJJJ von 1900 bis 2199".into())
}

/// A text that says something.
pub(super) fn parse_text(text: &str) -> Result<String, String> {
    let text = composed(text.trim()).into_owned();
    if text.is_empty() { Err("erwartet wird ein Text".into()) } else { Ok(text) }
}

/// A span of time.
pub(super) fn parse_seconds(text: &str) -> Result<Duration, String> {
    text.parse().map(Duration::from_secs).map_err(|_| "erwartet wird eine Zahl von Sekunden".into())
}

/// A span of time in which something is to be done.
pub(super) fn parse_limit(text: &str) -> Result<Duration, String> {
    let limit = parse_seconds(text).ok().filter(|limit| !limit.is_zero());
    limit.ok_or_else(|| "erwartet wird eine Zahl von Sekunden ab 1".into())
}

/// A period of reports, by its Kennung or as people write it: `Q4 2020`, `4. Quartal 2020`.
pub(super) fn parse_period(text: &str) -> Result<Zeitraum, String> {
    let text = text.to_uppercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let kennung = match words.as_slice() {
        [part, year] => format!("{year}-{part}"),
        [part, "QUARTAL", year] => format!("{year}-Q{}", part.trim_end_matches('.')),
        [part, "HALBJAHR", year] => format!("{year}-H{}", part.trim_end_matches('.')),
        _ => text,
    };
    Zeitraum::parse(&kennung).ok_or_else(|| "erwartet wird ein Zeitraum wie 2020, 2020-H1 oder 2020-Q4".into())
}

/// How often a report appears, in whichever letters.
pub(super) fn parse_turnus(text: &str) -> Result<Turnus, String> {
    let mut known = Turnus::ALL.iter().copied();
    let own = known.find(|turnus| turnus.text().to_lowercase() == text.trim().to_lowercase());
    own.ok_or_else(|| "erwartet wird quartal, halbjahr oder jahr".into())
}

/// The name of a municipality or a department.
pub(super) fn parse_own_name(text: &str) -> Result<String, String> {
    let text = parse_text(text)?;
    let fault = "erwartet wird ein Name aus Buchstaben, Ziffern und den Zeichen . , ( ) / -";
    if tabular::is_name(&text) { Ok(text) } else { Err(fault.into()) }
}

/// A Dezernat, or a Fachbereich without its Dezernat.
pub(super) fn parse_stelle(text: &str) -> Result<Stelle, String> {
    tabular::stelle(&composed(text), None).ok_or_else(|| {
        "erwartet werden Kennung und Name wie „FB 20: Kämmerei“, ohne Schrägstrich in der Kennung".into()
    })
}

/// A Fachbereich behind its Dezernat.
pub(super) fn parse_fachbereich(text: &str) -> Result<Stelle, String> {
    let parts = text.split_once('/');
    let read = parts.and_then(|(above, own)| tabular::stelle(&composed(own), Some(composed(above.trim()).as_ref())));
    read.ok_or_else(|| "erwartet werden Dezernat, Kennung und Name wie „Dez. 1 / FB 20: Kämmerei“".into())
}

/// A format of tables.
pub(super) fn parse_format(text: &str) -> Result<tabular::Format, String> {
    let known = tabular::Format::ALL.iter().copied();
    known.into_iter().find(|format| format.name() == text).ok_or_else(|| "erwartet wird xlsx, json oder csv".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_periods_are_read_as_people_write_them() {
        for text in ["2026-11-02", "02.11.2026", "2.11.2026"] {
            assert_eq!(parse_date(text).map(|day| day.to_string()).as_deref(), Ok("2026-11-02"), "{text}");
        }
        for text in ["02.11.26", "31.02.2026", "2.11.2026.", "11/02/2026", "..", "2026.11.02"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
        for (text, kennung) in [
            ("2026-q3", "2026-Q3"),
            ("Q3 2026", "2026-Q3"),
            ("3. Quartal 2026", "2026-Q3"),
            ("3.\u{a0}Quartal\u{a0}2026", "2026-Q3"),
            ("1. Halbjahr 2026", "2026-H1"),
            ("2026", "2026"),
        ] {
            assert_eq!(parse_period(text).map(|period| period.kennung()).as_deref(), Ok(kennung), "{text}");
        }
        for text in ["5. Quartal 2026", "Q3 26", "Quartal 2026", "2026 2026", "Jahr 2026", ""] {
            assert!(parse_period(text).is_err(), "{text}");
        }
    }
}
