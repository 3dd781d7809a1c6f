//! Moments as OParl wants them: midnight of a day in Germany, and always later than the one before.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeDelta, Weekday};

/// How a moment is written: no fraction, no `Z`.
const FORM: &str = "%Y-%m-%dT%H:%M:%S%:z";

/// Midnight of a day in Germany: `2021-04-01T00:00:00+02:00`.
pub(super) fn midnight(tag: NaiveDate) -> String {
    format!("{tag}T00:00:00+0{}:00", if is_summer(tag) { 2 } else { 1 })
}

/// A moment, or one a second behind an older one where it is not later.
pub(super) fn later(moment: &str, older: &str) -> String {
    match (parse(moment), parse(older)) {
        (Some(moment), Some(older)) if moment <= older => (older + TimeDelta::seconds(1)).format(FORM).to_string(),
        _ => moment.to_owned(),
    }
}

/// The later one of two moments.
pub(super) fn latest<'m>(one: &'m str, other: &'m str) -> &'m str {
    if parse(one) < parse(other) { other } else { one }
}

/// Reads a moment.
fn parse(moment: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(moment).ok()
}

/// Whether a day begins in summer time, which the Union's rule has from the last Sunday of March to that of October, each at one
/// o'clock of universal time: on both of them midnight is still as it was.
fn is_summer(tag: NaiveDate) -> bool {
    let last_sunday = |month| {
        let last = NaiveDate::from_ymd_opt(tag.year(), month, 31)?;
        last.checked_sub_days(Days::new(last.weekday().days_since(Weekday::Sun).into()))
    };
    let (Some(begin), Some(end)) = (last_sunday(3), last_sunday(10)) else { return false };
    begin < tag && tag <= end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_follows_the_rule_of_summer_time() {
        let days = [
            ("2021-03-28", "2021-03-28T00:00:00+01:00"),
            ("2021-03-29", "2021-03-29T00:00:00+02:00"),
            ("2021-10-31", "2021-10-31T00:00:00+02:00"),
            ("2021-11-01", "2021-11-01T00:00:00+01:00"),
            ("2024-03-31", "2024-03-31T00:00:00+01:00"),
            ("2024-04-01", "2024-04-01T00:00:00+02:00"),
            ("2024-10-27", "2024-10-27T00:00:00+02:00"),
            ("2024-10-28", "2024-10-28T00:00:00+01:00"),
        ];
        for (day, moment) in days {
            assert_eq!(midnight(day.parse().unwrap()), moment);
        }
    }

    #[test]
    fn a_later_moment_is_later_whatever_its_offset() {
        let (winter, summer) = ("2021-03-28T00:00:00+01:00", "2021-03-29T00:00:00+02:00");
        assert_eq!(later(summer, winter), summer);
        assert_eq!(later(winter, summer), "2021-03-29T00:00:01+02:00");
        assert_eq!(later(winter, winter), "2021-03-28T00:00:01+01:00");
        assert_eq!(later("2021-04-01T00:00:00+02:00", "2021-03-31T23:59:59+02:00"), "2021-04-01T00:00:00+02:00");
        assert_eq!(latest("2021-03-28T00:30:00+01:00", "2021-03-28T01:00:00+02:00"), "2021-03-28T00:30:00+01:00");
        assert_eq!(latest(winter, summer), summer);
    }
}
