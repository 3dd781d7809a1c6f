//! Stored doubles as decimal numbers, and decimal numbers as text: exact or not at all.

use chrono::NaiveDate;

use super::grid::Epoch;

/// A stored double as a decimal number with six decimals; `None` where it is off by a billionth or more.
///
/// The shortest spelling counts first: a large quantity has no nine decimals that could be trusted.
pub(super) fn millionths(stored: f64) -> Option<String> {
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
pub(super) fn decimal(stored: f64) -> Option<String> {
    let digits = stored.is_finite().then(|| format!("{stored:.6}"))?;
    let exact = digits.strip_suffix("0000")?;
    Some(exact.to_owned())
}

/// A share as a percentage with two decimals: 0.755 is 75.50; `None` where that is not exact.
pub(super) fn hundredfold(share: f64) -> Option<String> {
    let digits = share.is_finite().then(|| format!("{share:.8}"))?;
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let (whole, decimals) = digits.strip_suffix("0000")?.split_once('.')?;
    let (hundreds, rest) = decimals.split_at_checked(2)?;
    let shifted = format!("{whole}{hundreds}");
    let whole = shifted.trim_start_matches('0');
    Some(format!("{sign}{}.{rest}", if whole.is_empty() { "0" } else { whole }))
}

/// The digits of a stored double that is a whole number.
pub(super) fn integral(stored: f64) -> Option<String> {
    decimal(stored)?.strip_suffix(".00").map(str::to_owned)
}

/// The day of a number, in the calendar of its workbook.
pub(super) fn serial(stored: f64, epoch: Epoch) -> Option<NaiveDate> {
    let days: i64 = integral(stored)?.parse().ok()?;
    (days > 0).then(|| epoch.day(days))?
}

/// A decimal number with two decimals where those behind them are noughts, `12000,000`; German, since a point can separate
/// thousands.
pub(super) fn shortened(number: &str, text: &str) -> String {
    let cents =
        |decimals: &str| decimals.get(..2).filter(|_| decimals.trim_end_matches('0').len() <= 2).map(str::to_owned);
    match number.split_once('.').filter(|_| text.contains(',')) {
        Some((whole, decimals)) => {
            cents(decimals).map_or_else(|| number.to_owned(), |cents| format!("{whole}.{cents}"))
        }
        None => number.to_owned(),
    }
}

/// A decimal number rounded to two decimals, half away from zero; `None` where it is none.
pub(super) fn rounded(number: &str) -> Option<String> {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let thousandths: u128 = format!("{whole}{}", format!("{decimals:0<3}").get(..3)?).parse().ok()?;
    let hundredths = (thousandths + 5) / 10;
    Some(format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100))
}

/// A hundred times a number in digits: the point moves, so that 0.07 is 7 and nothing else.
pub(super) fn moved(digits: &str) -> String {
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
        assert_eq!(hundredfold(0.75).as_deref(), Some("75.00"));
        assert_eq!(hundredfold(1.0).as_deref(), Some("100.00"));
        assert_eq!(hundredfold(0.005).as_deref(), Some("0.50"));
        assert_eq!(hundredfold(0.333_333_333), None);
    }

    #[test]
    fn serial_numbers_are_the_days_that_a_workbook_shows() {
        let day = |n| serial(n, Epoch::Y1900).map(|day| day.to_string());
        assert_eq!(day(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(day(44196.0).as_deref(), Some("2020-12-31"));
        assert_eq!(day(0.0), None);
        assert_eq!(day(44196.5), None);
        assert_eq!(day(1e300), None);
    }

    #[test]
    fn noughts_behind_cents_say_nothing() {
        assert_eq!(shortened("12000.000", "12000,000"), "12000.00");
        assert_eq!(shortened("12000.005", "12000,005"), "12000.005");
        assert_eq!(shortened("12000.000", "12000.000"), "12000.000");
        assert_eq!(shortened("12.5", "12,5"), "12.5");
        assert_eq!(rounded("33.333").as_deref(), Some("33.33"));
        assert_eq!(rounded("66.665").as_deref(), Some("66.67"));
        assert_eq!(rounded("-0.005").as_deref(), Some("-0.01"));
        assert_eq!(rounded("NaN"), None);
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
            let _ = (decimal(stored), hundredfold(stored), integral(stored), serial(stored, Epoch::Y1900), millionths(stored));
        }
    }
}
