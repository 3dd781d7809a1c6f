//! What a cell holds, from what its file stores.

use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime, Timelike as _};

use crate::load::grid::{Epoch, Value};
use crate::source::{Compact, shorten};

/// As what a cell's number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    #[default]
    Number,
    Percent,
    Date,
    Time,
    Duration,
}

/// What a formula's cell holds that no program has computed.
pub(super) fn uncomputed() -> Value {
    Value::Fault("Formel ohne Wert".into())
}

/// A text without the blanks around it; no-break spaces are blanks too.
pub(super) fn text(text: &str) -> Value {
    match text.trim() {
        "" => Value::Empty,
        text => Value::Text(text.into()),
    }
}

/// As [`text`], of one that other cells have too.
pub(super) fn shared(whole: &Compact) -> Value {
    if whole.is_empty() || whole.trim().len() < whole.len() { text(whole) } else { Value::Text(whole.clone()) }
}

/// A stored number, shown as its cell's format says; `None` where it is none.
pub(super) fn number(stored: &str, shown: Shown, epoch: Epoch) -> Option<Value> {
    let number: f64 = stored.trim().parse().ok()?;
    Some(match shown {
        _ if !number.is_finite() => Value::Fault(shorten(stored.trim()).into()),
        Shown::Number | Shown::Percent => Value::Number { stored: number, percent: shown == Shown::Percent, epoch },
        Shown::Date | Shown::Time | Shown::Duration => moment(number, shown, epoch),
    })
}

/// A day, or a day with a time, as ISO 8601 writes it.
pub(super) fn iso_moment(text: &str) -> Value {
    let text = text.trim().trim_end_matches('Z');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let with_time = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok();
    match day.map(NaiveDateTime::from).or_else(with_time) {
        Some(moment) => day_and_time(moment.date(), i64::from(moment.time().num_seconds_from_midnight()), Shown::Date),
        None => Value::Moment(shorten(text).into()),
    }
}

/// A duration as ISO 8601 writes it, such as `PT14H30M00S`.
pub(super) fn iso_duration(text: &str) -> Value {
    let text = text.trim();
    let mut digits = String::new();
    let mut seconds: i64 = 0;
    for c in text.strip_prefix("PT").unwrap_or("?").chars() {
        let unit = match c {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            c => {
                digits.push(c);
                continue;
            }
        };
        let whole = digits.split(['.', ',']).next().unwrap_or_default().parse::<u16>();
        let Ok(whole) = whole else { return Value::Moment(shorten(text).into()) };
        seconds += i64::from(whole) * unit;
        digits.clear();
    }
    if digits.is_empty() { Value::Moment(clock(seconds).into()) } else { Value::Moment(shorten(text).into()) }
}

/// A time of day or a duration: `14:30`, and `14:30:05` where it has seconds.
fn clock(seconds: i64) -> String {
    let mut text = format!("{}:{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 != 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, ":{:02}", seconds % 60);
    }
    text
}

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// The day, the time or the duration that a number stands for.
fn moment(stored: f64, shown: Shown, epoch: Epoch) -> Value {
    // Before the first day and after the year 9999, programs show no day either.
    if !(0.0..2_958_466.0).contains(&stored) {
        return Value::Fault("########".into());
    }
    #[expect(clippy::float_arithmetic, reason = "days with a fraction for the time, as workbooks store them")]
    #[expect(clippy::cast_possible_truncation, reason = "below the bound above")]
    let seconds = (stored * 86_400.0).round() as i64;
    let (days, rest) = (seconds / DAY, seconds % DAY);
    match (shown, epoch, days) {
        (Shown::Duration, ..) => Value::Moment(clock(seconds).into()),
        (Shown::Time, _, 0) => Value::Moment(clock(rest).into()),
        (_, Epoch::Y1900, 0) if rest > 0 => Value::Moment(clock(rest).into()),
        (_, Epoch::Y1900, 0) => Value::Moment("00.01.1900".into()),
        (_, Epoch::Y1900, 60) => Value::Moment("29.02.1900".into()),
        _ => match epoch.day(days) {
            Some(day) => day_and_time(day, rest, shown),
            None => Value::Fault("########".into()),
        },
    }
}

/// A day alone where its time is midnight and is not shown.
fn day_and_time(day: NaiveDate, seconds: i64, shown: Shown) -> Value {
    if seconds == 0 && shown == Shown::Date {
        return Value::Date(day);
    }
    Value::Moment(format!("{} {}", crate::model::day(day), clock(seconds)).into())
}
