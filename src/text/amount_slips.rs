//! Amounts that are not written as German amounts are, and so say nothing for sure: `850.00 €`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::betrag::{EURO, is_price, stufe};
use crate::source::pattern;

/// Digits with any signs between them, beside a currency.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    let number = r"(?:[0-9]{1,3}(?:[\u{20}\u{a0}\u{202f}][0-9]{3})+|[0-9]+)(?:[.,'][0-9]+)*(?:/[0-9]+)?";
    let behind = format!(r"\b(?P<a>{number})(?:,?[-–—]{{1,2}})?\s*(?P<stufe>{stufe}-?)?\s*{EURO}");
    let before = format!(r"{EURO}\s*(?P<b>{number})(?:\s*(?P<stufe2>{stufe}))?");
    pattern(&format!("{behind}|{before}"))
});

/// A number as a German amount is written.
static GERMAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[0-9]{1,3}(?:[.'\u{20}\u{a0}\u{202f}][0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]+))?$")
});

/// A number whose last point is that of the decimals: `850.00`, `1,234.56`, `2.5`.
static DECIMAL_POINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<whole>[0-9]{1,3}(?:[.,'\u{20}\u{a0}\u{202f}][0-9]{3})+|[0-9]+)\.(?P<decimals>[0-9]{1,2}|[0-9]{4,})$")
});

/// A number whose commas part the thousands.
static COMMA_GROUPS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{1,3}(?:,[0-9]{3}){2,}$"));

/// A day, which an amount may follow.
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})$"));

/// A number beside a currency that cannot be read as an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AmountSlip {
    /// The number.
    pub(crate) range: Range<usize>,
    /// The numbers that it can stand for, as they are written; none where nobody can tell.
    pub(crate) meant: Vec<String>,
}

/// The numbers of a text that stand beside a currency and are no German amounts.
pub(crate) fn amount_slips(text: &str) -> Vec<AmountSlip> {
    let slips = NUMBER.captures_iter(text).filter_map(|found| {
        let (whole, number) = (found.get(0)?, found.name("a").or_else(|| found.name("b"))?);
        let is_multiple = found.name("stufe").or_else(|| found.name("stufe2")).is_some();
        let goes_on = text[..number.start()].ends_with(['.', ',', '\'', '/']);
        // Prices and rates of one piece have fractions of a cent.
        let may_have_more = is_multiple || is_price(&text[whole.end()..]) || number.as_str().starts_with("0,");
        let meant = meant(number.as_str(), may_have_more).filter(|_| !goes_on)?;
        Some(AmountSlip { range: number.range(), meant })
    });
    slips.collect()
}

/// What a number can stand for that is no German amount; `None` where it is one, or a day.
fn meant(number: &str, may_have_more: bool) -> Option<Vec<String>> {
    if let Some(german) = GERMAN.captures(number) {
        let decimals = german.name("decimals").map_or("", |decimals| decimals.as_str());
        let (whole, _) = number.split_once(',').unwrap_or((number, ""));
        return match decimals.len() {
            _ if may_have_more => None,
            0..=2 => None,
            // "1,234 €" is an English 1.234 €, or has a digit too many.
            3 if whole.len() <= 3 => Some(vec![format!("{whole}.{decimals}"), format!("{whole},{}", &decimals[..2])]),
            _ => Some(vec![format!("{whole},{}", &decimals[..2])]),
        };
    }
    if DAY.is_match(number) {
        return None;
    }
    let dots = |digits: &str| digits.replace([',', '\'', ' ', '\u{a0}', '\u{202f}'], ".");
    if COMMA_GROUPS.is_match(number) {
        return Some(vec![dots(number)]);
    }
    let Some(found) = DECIMAL_POINT.captures(number) else { return Some(Vec::new()) };
    let (whole, decimals) = (dots(&found["whole"]), &found["decimals"]);
    Some(match decimals.len() {
        _ if may_have_more => vec![format!("{whole},{decimals}")],
        1..=2 => vec![format!("{whole},{decimals:0<2}")],
        _ => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::betraege;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        amount_slips(text).into_iter().map(|slip| (&text[slip.range], slip.meant.join(" "))).collect()
    }

    #[test]
    fn a_number_that_is_no_german_amount_is_told_with_what_is_meant() {
        for (text, number, meant) in [
            ("Es kostet 850.00 €.", "850.00", "850,00"),
            ("Es kostet 850.5 Euro.", "850.5", "850,50"),
            ("Es kostet 1234.56 €.", "1234.56", "1234,56"),
            ("Es kostet 1,234.56 €.", "1,234.56", "1.234,56"),
            ("Es kostet 1.234.56 €.", "1.234.56", "1.234,56"),
            ("Es kostet 1'234.50 €.", "1'234.50", "1.234,50"),
            ("Es kostet 1 234.50 €.", "1 234.50", "1.234,50"),
            ("Im Jahr 2021 850.00 €.", "850.00", "850,00"),
            ("Es kostet EUR 850.00.", "850.00", "850,00"),
            ("Es kostet 2.4 Mio. €.", "2.4", "2,4"),
            ("Es kostet 1,234,567 €.", "1,234,567", "1.234.567"),
            ("Es kostet 1,234 €.", "1,234", "1.234 1,23"),
            ("Es kostet 1234,567 €.", "1234,567", "1234,56"),
            ("Es kostet 1/2 Mio. Euro.", "1/2", ""),
            ("Es kostet 12.345.6789.1 €.", "12.345.6789.1", ""),
            ("0.25 €/kWh", "0.25", "0,25"),
        ] {
            assert_eq!(found(text), [(number, meant.to_owned())], "{text}");
        }
    }

    #[test]
    fn german_amounts_days_and_prices_are_none() {
        for text in [
            "850,00 €, 1.234,56 €, 91 200 €, 12'345 €, 288.000,- €, 27.000,-- EUR, 4.550,– Euro",
            "2,425 Mio. €, 1.850,5 TEUR, 0,125 €/kWh, 1,2345 € je kWh, 0,0375 €",
            "bis zum 31.12.2021 € 500 und EUR 500. 3 Stück",
            "Version 2.4, 850.00 und 3.5 %",
            "60.000/70.000",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn what_stands_beside_a_currency_is_read_or_told(number in "[1-9][0-9]{0,3}([.,'][0-9]{1,4}){0,3}") {
            let text = format!("Es kostet {number} € im Jahr.");
            prop_assert!(DAY.is_match(&number) || !betraege(&text).is_empty() || !amount_slips(&text).is_empty());
        }
    }
}
