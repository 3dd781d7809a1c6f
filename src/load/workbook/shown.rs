//! What a cell of an OpenDocument workbook shows, held against what it stores.

use chrono::{Datelike as _, NaiveDate};

use crate::load::grid::Look;

/// The longest text, in bytes, that is held against a number: each repeated cell keeps what it shows.
const LONGEST: usize = 100;

/// The look of a number whose cell shows a text; `currency` is the one that the cell is said to have.
pub(super) fn number(text: &str, stored: f64, percent: bool, currency: Option<&str>) -> Look {
    let text = if text.len() > LONGEST { "" } else { text };
    let letters =
        |text: &str| text.split(|c: char| c.is_ascii_digit() || ".,'’+-−".contains(c)).collect::<Vec<_>>().join(" ");
    let around = letters(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let around = if percent { String::new() } else { around };
    // The currency may be a code beside the sign of the same one.
    let around = if around.is_empty() {
        currency.filter(|currency| currency.len() < LONGEST).unwrap_or_default().to_owned()
    } else {
        around
    };
    Look {
        hidden_zeros: if percent { 0 } else { hidden_zeros(text, stored) },
        text: with_letters(text, stored),
        around,
        ..Look::default()
    }
}

/// How many zeros a text hides of a stored number: 3 for `12` where 12000 is stored.
fn hidden_zeros(text: &str, stored: f64) -> i32 {
    let shown = digits(text);
    // What has letters between its digits, powers of ten, or nothing to compare hides nothing that could be told.
    if shown.is_empty() || stored == 0.0 || text.contains(['E', 'e', '/', ':']) {
        return 0;
    }
    let same = |zeros: i32| (0..=6).any(|decimals| rounded(stored, decimals - zeros) == shown);
    [3, 6, 9].into_iter().find(|zeros| !same(0) && same(*zeros)).unwrap_or_default()
}

/// The digits of a number with so many decimals, which can be negative, without zeros before them.
#[expect(clippy::float_arithmetic, reason = "only the digits of what a program shows are compared")]
fn rounded(stored: f64, decimals: i32) -> String {
    let places = usize::try_from(decimals).unwrap_or_default();
    let shifted = if decimals < 0 { stored.abs() / 10_f64.powi(-decimals) } else { stored.abs() };
    digits(&format!("{shifted:.places$}"))
}

/// The digits of a text, without zeros before them.
fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

/// The text of a whole number that shows letters or zeros before its digits; `None` where it shows the digits alone.
fn with_letters(text: &str, stored: f64) -> Option<String> {
    let whole = stored.abs() < 1e15 && !stored.to_string().contains('.');
    let plain = stored.to_string();
    let ends_in_it = text.ends_with(&plain) && text != plain;
    let is_number = text.chars().all(|c| c.is_ascii_digit() || ".,'’ \u{a0}\u{202f}".contains(c));
    let padded = text.bytes().all(|b| b.is_ascii_digit());
    (whole && ends_in_it && (padded || !is_number)).then(|| text.to_owned())
}

/// Whether a text shows the month or the year of a day, but not which day of the month.
pub(super) fn is_dayless(text: &str, day: NaiveDate) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let names = text.split(|c: char| !c.is_alphabetic()).filter(|name| name.chars().count() > 2).count();
    let shows_day = numbers.iter().any(|number| number.parse() == Ok(day.day()));
    !numbers.is_empty() && (numbers.len() + names) < 3 && !shows_day
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thousands_and_letters_are_seen() {
        let look = |text: &str, stored: f64| number(text, stored, false, None);
        assert_eq!((look("12 T€", 12_000.0).hidden_zeros, look("12 T€", 12_000.0).around.as_str()), (3, "T€"));
        assert_eq!((look("12 T€", 12.0).hidden_zeros, look("12 T€", 12.0).around.as_str()), (0, "T€"));
        assert_eq!(look("1,8 Mio. €", 1_840_000.0).hidden_zeros, 6);
        assert_eq!(look("CHF 12’000.00", 12_000.0), Look { around: "CHF".into(), ..Look::default() });
        assert_eq!(look("20.000,00 €", 20_000.0), Look { around: "€".into(), ..Look::default() });
        assert_eq!(look("R-2020-118", 118.0).text.as_deref(), Some("R-2020-118"));
        assert_eq!(look("00118", 118.0).text.as_deref(), Some("00118"));
        assert_eq!(look("-5,5", -5.5), Look::default());
        assert_eq!(number("75 %", 0.75, true, None), Look::default());
        assert_eq!(number("", 7.0, false, Some("CHF")).around, "CHF");
    }

    #[test]
    fn a_day_without_its_number_is_told() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for text in ["Dez 21", "12/2021", "Dezember 2021", "2021"] {
            assert!(is_dayless(text, day("2021-12-01")), "{text}");
        }
        for text in ["01.12.21", "1. Dez 2021", "2021-12-01", "1. Dez", "01.12.", ""] {
            assert!(!is_dayless(text, day("2021-12-01")), "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn an_amount_shown_in_full_hides_nothing(cents in 1i128..=1_000_000_000_000) {
            let euro = crate::model::Euro::cents(cents);
            let stored: f64 = format!("{}.{:02}", cents / 100, cents % 100).parse().map_err(|_| TestCaseError::fail("no double"))?;
            prop_assert_eq!(number(&format!("{euro} €"), stored, false, None).hidden_zeros, 0);
        }
    }
}
