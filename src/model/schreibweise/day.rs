//! Which day is meant by a text that is none: a slip in the year, a time behind it, another order or other signs.

use chrono::NaiveDate;

use crate::model::value::datum;

/// The beginnings of the months' names, German and English.
const MONTHS: [(&str, u32); 16] = [
    ("jan", 1),
    ("feb", 2),
    ("mär", 3),
    ("mae", 3),
    ("mar", 3),
    ("apr", 4),
    ("mai", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("de", 12),
];

/// The day that a text names in another way than tables do; `None` where it is none, or could be several.
pub(super) fn meant(text: &str) -> Option<NaiveDate> {
    let (text, rest) = text.split_once(['T', ' ']).filter(|(_, rest)| rest.contains(':')).unwrap_or((text, ""));
    // Midnight of another time zone is another day here.
    if rest.ends_with('Z') || rest.contains(['+', '-']) {
        return None;
    }
    let parts: Vec<&str> = text.split(|c: char| " ./-,".contains(c)).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => of(day, month, year),
        [day, month, year] if year.len() == 4 => of(day, month, year),
        [digits] if digits.len() == 8 && digits.is_ascii() => of(&digits[6..], &digits[4..6], &digits[..4]),
        _ => None,
    }
}

fn of(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    let month = month.parse().ok().or_else(|| named(month))?;
    datum(&format!("{year}-{month:02}-{day:0>2}"))
}

/// The number of a month by its name.
fn named(month: &str) -> Option<u32> {
    let month = month.to_lowercase();
    MONTHS.iter().find(|(name, _)| month.chars().count() > 2 && month.starts_with(name)).map(|(_, number)| *number)
}

/// The year that one with two or three digits probably is; `None` where it has four.
///
/// Of two digits, those from 70 on are of the last century. Of three, mostly the last is missing; where that would lead far
/// from the present, the third.
pub(super) fn likely_year(year: &str) -> Option<String> {
    match year.len() {
        1 | 2 if year >= "70" && year.len() == 2 => Some(format!("19{year}")),
        1 | 2 => Some(format!("20{year:0>2}")),
        3 if matches!(year, "200" | "201" | "202" | "203") || year.starts_with('1') => Some(format!("{year}0")),
        3 => Some(format!("{}0{}", &year[..2], &year[2..])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_other_spellings_are_named() {
        let cases = ["2020/12/31", "31/12/2020", "31-12-2020", "20201231", "31. Dez. 2020", "2020-12-31T00:00:00"];
        for text in cases {
            assert_eq!(meant(text).map(|day| day.to_string()).as_deref(), Some("2020-12-31"), "{text}");
        }
        assert_eq!(meant("1. März 2021").map(|day| day.to_string()).as_deref(), Some("2021-03-01"));
        for text in ["12/2020", "31.12.", "2020-12-30T23:00:00Z", "gestern", "12/31/20", ""] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn years_lack_the_digit_that_leads_nearest() {
        for (year, likely) in
            [("202", "2020"), ("205", "2005"), ("98", "1998"), ("21", "2021"), ("5", "2005"), ("199", "1990")]
        {
            assert_eq!(likely_year(year).as_deref(), Some(likely), "{year}");
        }
        assert_eq!(likely_year("2020"), None);
    }
}
