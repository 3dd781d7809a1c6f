//! Values of arguments: how they are read, and what is said of those that cannot be.

use std::convert::Infallible;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use clap::ValueEnum;
use clap::builder::{PathBufValueParser, TypedValueParser};

use crate::model::{Turnus, Zeitraum};
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

/// A day.
pub(super) fn parse_date(text: &str) -> Result<NaiveDate, String> {
    crate::model::datum(text).ok_or_else(|| "erwartet wird ein Tag JJJJ-MM-TT von 1900 bis 2199".into())
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

/// A period of reports.
pub(super) fn parse_period(text: &str) -> Result<Zeitraum, String> {
    Zeitraum::parse(&text.to_uppercase())
        .ok_or_else(|| "erwartet wird ein Zeitraum wie 2020, 2020-H1 oder 2020-Q4".into())
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
