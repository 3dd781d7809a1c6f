//! How people write amounts, percentages and days by hand, and what is meant by it.
//!
//! Only what has one reading is read; whatever would be a guess is an error that says so.

mod day;

use chrono::NaiveDate;

use super::unit::{Measure, Unit};
use super::value::datum;

/// Why a text could not be read; the German sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Illegible {
    /// What is wrong with it.
    pub(crate) message: &'static str,
    /// What to do.
    pub(crate) mend: String,
}

fn unreadable(message: &'static str, mend: impl Into<String>) -> Illegible {
    Illegible { message, mend: mend.into() }
}

/// Reads an amount such as `1.234,56 €`, `€ 1.234,56`, `-49.000`, `288.000,- €` or `1234.56`; gives a decimal number with a
/// point.
///
/// # Errors
/// With what to write instead: for thousands and millions (`12 T€`), other currencies, a minus behind the amount, English
/// separators, and for anything that is no number.
pub(crate) fn betrag(text: &str) -> Result<String, Illegible> {
    let text = visible(text);
    let Around { before, digits, behind } = Around::of(&text);
    let behind = [",--", ",-", ",–", ",—"].iter().find_map(|cents| behind.strip_prefix(cents)).unwrap_or(behind);
    let unit = Unit::of(&format!("{before} {behind}")).filter(|_| !digits.is_empty());
    let sign = if before.contains(MINUS) { "-" } else { "" };
    let number = dezimal(digits).map(|number| format!("{sign}{number}"));
    let anyhow = || number.clone().or_else(|| Some(format!("{sign}{}", english(digits)?)));
    match unit {
        Some(Unit { measure: Some(Measure::Percent | Measure::PerMille), .. }) | None => Err(no_amount(&text)),
        Some(Unit { measure: Some(Measure::Foreign(currency)), zeros }) => {
            let full = anyhow().and_then(|number| written_out(&number, zeros));
            let found = full.map_or_else(String::new, |full| format!(" Eingetragen sind {full} {currency}."));
            Err(unreadable("Der Betrag ist nicht in Euro.", format!("Rechnen Sie den Betrag in Euro um.{found}")))
        }
        Some(Unit { zeros, .. }) if zeros != 0 => {
            let full = anyhow().and_then(|number| written_out(&number, zeros));
            let mend = full.map_or_else(
                || "Schreiben Sie den vollen Betrag mit Ziffern.".to_owned(),
                |full| format!("Schreiben Sie den vollen Betrag: {full}."),
            );
            Err(unreadable("Der Betrag ist abgekürzt.", mend))
        }
        Some(_) => match number.filter(|_| is_signed_once(before, behind)) {
            Some(number) if !behind.contains(MINUS) && !before.contains('(') => Ok(number),
            Some(number) => {
                let mend = format!("Schreiben Sie das Minus davor: -{}.", german(number.trim_start_matches('-')));
                Err(unreadable("Das Minus steht nicht vor dem Betrag.", mend))
            }
            None => Err(english(digits).map_or_else(
                || no_amount(&text),
                |number| {
                    unreadable("Komma und Punkt sind vertauscht.", format!("Schreiben Sie {sign}{}.", german(&number)))
                },
            )),
        },
    }
}

/// The signs that people and programs write for a minus.
const MINUS: [char; 3] = ['-', '−', '–'];

/// What stands before the digits of a text, the digits, and what stands behind them.
struct Around<'a> {
    before: &'a str,
    digits: &'a str,
    behind: &'a str,
}

impl<'a> Around<'a> {
    fn of(text: &'a str) -> Self {
        let is_digit = |c: char| c.is_ascii_digit();
        let start = text.find(is_digit).unwrap_or(text.len());
        let end = text.rfind(is_digit).map_or(start, |last| last + 1);
        Self { before: text[..start].trim(), digits: &text[start..end], behind: text[end..].trim() }
    }
}

/// Whether an amount has at most one sign: before it, behind it, or as parentheses.
fn is_signed_once(before: &str, behind: &str) -> bool {
    let signs = |text: &str| text.matches(MINUS).count() + text.matches('+').count();
    let brackets = (before.matches('(').count(), behind.matches(')').count());
    matches!((signs(before) + signs(behind), brackets), (0 | 1, (0, 0)) | (0, (1, 1)))
}

fn no_amount(text: &str) -> Illegible {
    let mend = match text.trim_end_matches(['€', ' ']) {
        "?" | "??" | "???" => "Ermitteln Sie den Betrag, oder lassen Sie das Feld leer, wenn es freiwillig ist.",
        _ => "Schreiben Sie den Betrag mit Ziffern und die Cent hinter ein Komma, zum Beispiel 1.234,56.",
    };
    unreadable("Der Betrag ist keine Zahl.", mend)
}

/// The number of a text with separators as English and Swiss programs write them: `1,234.56`, `1'234.56`; `None` for others.
fn english(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let grouped = whole.replace([',', '\'', '’'], ".");
    let whole = ungrouped(&grouped).filter(|_| grouped != whole)?;
    match decimals {
        Some(decimals) => (!decimals.is_empty() && number(decimals)).then(|| format!("{whole}.{decimals}")),
        None => Some(whole),
    }
}

/// A decimal number with a point as Germans write an amount: `1234.5` is `1.234,50`.
pub(crate) fn german(decimal: &str) -> String {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| super::grouped(whole, "."));
    format!("{sign}{whole},{decimals:0<2}")
}

/// A text without characters that have no width: they come along when text is copied from web pages and PDFs.
fn visible(text: &str) -> String {
    let is_invisible =
        |c: char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}');
    text.chars().filter(|c| !is_invisible(*c)).collect::<String>().trim().to_owned()
}

/// Reads a percentage such as `75 %`, `12,5` or `12.5`; gives a decimal number with a point.
///
/// # Errors
/// For anything that is no number.
pub(crate) fn prozent(text: &str) -> Result<String, Illegible> {
    let text = visible(text);
    dezimal(without_unit(&text, &["%", "Prozent", "v. H.", "v.H."])).ok_or_else(|| {
        unreadable("Die Prozentzahl ist keine Zahl.", "Schreiben Sie sie mit Ziffern, zum Beispiel 75 oder 12,5.")
    })
}

/// Reads a day such as `31.12.2020`, `1.2.2020` or `2020-12-31`.
///
/// # Errors
/// For a year with two digits, a day that the calendar does not have, and anything that is no day; with the day that is
/// probably meant where the slip shows it.
pub(crate) fn tag(text: &str) -> Result<NaiveDate, Illegible> {
    let text = visible(text);
    if let Some(day) = datum(&text) {
        return Ok(day);
    }
    let no_day = || {
        let near = day::meant(&text).map(|day| day.format("%d.%m.%Y").to_string());
        let mend = near.map_or_else(
            || "Schreiben Sie Tag, Monat und Jahr, zum Beispiel 31.12.2020.".to_owned(),
            |near| format!("Schreiben Sie nur den Tag, mit Punkten: {near}."),
        );
        unreadable("Das ist kein Datum.", mend)
    };
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    let digits = |part: &str, most: usize| !part.is_empty() && part.len() <= most && number(part);
    let [day, month, year] = parts.as_slice() else { return Err(no_day()) };
    if !digits(day, 2) || !digits(month, 2) || !digits(year, 4) {
        return Err(no_day());
    }
    if let Some(likely) = day::likely_year(year) {
        let mend = format!("Schreiben Sie das Jahr mit vier Ziffern: {day}.{month}.{likely}.");
        return Err(unreadable("Das Jahr hat keine vier Ziffern.", mend));
    }
    datum(&format!("{year}-{month:0>2}-{day:0>2}")).ok_or_else(|| match *year {
        "9999" => unreadable(NO_YEAR, LEAVE_EMPTY),
        _ => unreadable(
            "Diesen Tag gibt es nicht.",
            "Prüfen Sie Tag, Monat und Jahr; das Jahr liegt zwischen 1900 und 2199.",
        ),
    })
}

/// What is wrong with a day that no paper can speak of.
pub(crate) const NO_YEAR: &str = "Das Jahr liegt nicht zwischen 1900 und 2199.";
/// What to do about a day that stands for "never": other programs fill in the last one that they know.
pub(crate) const LEAVE_EMPTY: &str = "Lassen Sie die Zelle leer, wenn der Tag noch offen ist.";

/// Reads `ja`, `nein`, `x`, `wahr`, `falsch`; `None` for anything else.
pub(crate) fn yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "x" | "wahr" | "true" | "1" => Some(true),
        "nein" | "n" | "-" | "falsch" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// The text without a unit behind it, and without blanks around it.
fn without_unit<'a>(text: &'a str, units: &[&str]) -> &'a str {
    let text = text.trim();
    let bare = units.iter().find_map(|unit| {
        let cut = text.len().checked_sub(unit.len()).filter(|cut| text.is_char_boundary(*cut))?;
        text[cut..].eq_ignore_ascii_case(unit).then(|| text[..cut].trim_end())
    });
    bare.unwrap_or(text)
}

/// Reads a quantity such as `0,2016` or `12.345,5`; gives a decimal number with a point.
///
/// # Errors
/// For anything that is no number, and for a point before exactly three digits without a comma, which can separate
/// thousands or decimals: `2.676` litres are a slip for 2,676 as often as for 2676.
pub(crate) fn menge(text: &str) -> Result<String, Illegible> {
    let text = visible(text);
    if let Some((whole, decimals)) = text.split_once('.').filter(|(_, decimals)| decimals.len() == 3)
        && number(whole)
        && number(decimals)
    {
        let mend = format!("Schreiben Sie {whole},{decimals} oder {whole}{decimals}.");
        return Err(unreadable("Der Punkt kann Tausender oder Nachkommastellen trennen.", mend));
    }
    dezimal(&text)
        .ok_or_else(|| unreadable("Das ist keine Zahl.", "Schreiben Sie die Zahl mit Ziffern, zum Beispiel 0,2016."))
}

/// A decimal number with a point from the German or the technical spelling; `None` where there is no single reading.
///
/// With a comma, dots stand between groups of three digits. Without one, a point before exactly three digits is such a
/// dot too, since an amount has no three decimals.
pub(crate) fn dezimal(text: &str) -> Option<String> {
    let (negative, digits) = match text.strip_prefix(MINUS) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').map_or(text, str::trim_start)),
    };
    let sign = if negative { "-" } else { "" };
    if let Some((whole, decimals)) = digits.split_once(',') {
        let whole = ungrouped(whole)?;
        return (!decimals.is_empty() && number(decimals)).then(|| format!("{sign}{whole}.{decimals}"));
    }
    if let Some(whole) = ungrouped(digits) {
        return Some(format!("{sign}{whole}"));
    }
    let (whole, decimals) = digits.split_once('.')?;
    let plain = !whole.is_empty() && number(whole) && !decimals.is_empty() && number(decimals);
    plain.then(|| format!("{sign}{whole}.{decimals}"))
}

/// The digits of a whole number, with or without dots (or blanks of any width) between groups of three.
fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text
        .split(|c: char| c == '.' || c == ' ' || matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}'))
        .collect();
    match groups.as_slice() {
        [single] => (!single.is_empty() && number(single)).then(|| (*single).to_owned()),
        [first, rest @ ..] => {
            let grouped =
                (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3);
            (grouped && groups.iter().all(|group| number(group))).then(|| groups.concat())
        }
        [] => None,
    }
}

fn number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// A shortened number in full German digits: `1.84` with six zeros is `1.840.000,00`; `None` where that is not exact.
pub(crate) fn written_out(decimal: &str, zeros: i32) -> Option<String> {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals = decimals.trim_end_matches('0');
    // Hundredths, so that cents become euro without a fraction.
    let places = usize::try_from(zeros + 2).ok()?;
    (decimals.len() <= places).then_some(())?;
    let hundredths: u128 = format!("{whole}{decimals:0<places$}").parse().ok()?;
    Some(format!("{sign}{},{:02}", super::grouped(hundredths / 100, "."), hundredths % 100))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_clerks_write_them() {
        let cases = [
            ("1.234,56 €", "1234.56"),
            ("288.000,- €", "288000"),
            ("-49.000", "-49000"),
            ("− 49.000", "-49000"),
            ("1234.56", "1234.56"),
            ("1.234", "1234"),
            ("0,5 Euro", "0.5"),
            ("12 345,00 EUR", "12345.00"),
            ("€ 20.000,00", "20000.00"),
            ("EUR 12.000,00", "12000.00"),
            ("-€ 5", "-5"),
            ("€ -5,00", "-5.00"),
            ("20\u{2009}000,00", "20000.00"),
            ("12.000,00\u{200b}", "12000.00"),
            ("\u{feff}7 €", "7"),
        ];
        for (text, expected) in cases {
            assert_eq!(betrag(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_has_two_readings_is_not_read() {
        for text in ["1,234.56", "12.34.56", "1.23,4,5", "", "€", "viel", "1e3", "0x10", "12..345"] {
            assert!(betrag(text).is_err(), "{text}");
        }
        assert_eq!(
            betrag("1,84 Mio. €").map_err(|e| e.mend).unwrap_err(),
            "Schreiben Sie den vollen Betrag: 1.840.000,00."
        );
        let mends = [
            ("1.500,50-", "Schreiben Sie das Minus davor: -1.500,50."),
            ("(49.000)", "Schreiben Sie das Minus davor: -49.000,00."),
            ("1,234.56", "Schreiben Sie 1.234,56."),
            ("CHF 12’000.00", "Rechnen Sie den Betrag in Euro um. Eingetragen sind 12.000,00 Schweizer Franken."),
            ("1’234.5", "Schreiben Sie 1.234,50."),
            ("12 T€", "Schreiben Sie den vollen Betrag: 12.000,00."),
            ("12.000 USD", "Rechnen Sie den Betrag in Euro um. Eingetragen sind 12.000,00 US-Dollar."),
            ("1250 ct", "Schreiben Sie den vollen Betrag: 12,50."),
        ];
        for (text, mend) in mends {
            assert_eq!(betrag(text).map_err(|e| e.mend), Err(mend.into()), "{text}");
        }
        assert!(betrag("?").is_err_and(|e| e.mend.starts_with("Ermitteln")));
    }

    #[test]
    fn quantities_are_exact_or_refused() {
        assert_eq!(menge("0,2016").as_deref(), Ok("0.2016"));
        assert_eq!(menge("0.2016").as_deref(), Ok("0.2016"));
        assert_eq!(menge("12.345,5").as_deref(), Ok("12345.5"));
        assert_eq!(menge("2.676").map_err(|e| e.mend).unwrap_err(), "Schreiben Sie 2,676 oder 2676.");
        assert!(menge("viel").is_err());
    }

    #[test]
    fn days_as_clerks_write_them() {
        assert_eq!(tag("1.2.2020").map(|d| d.to_string()), Ok("2020-02-01".into()));
        assert_eq!(tag("2020-12-31").map(|d| d.to_string()), Ok("2020-12-31".into()));
        assert_eq!(
            tag("31.12.20").map_err(|e| e.mend),
            Err("Schreiben Sie das Jahr mit vier Ziffern: 31.12.2020.".into())
        );
        let mends = [
            ("12.11.202", "Schreiben Sie das Jahr mit vier Ziffern: 12.11.2020."),
            ("07.12.98", "Schreiben Sie das Jahr mit vier Ziffern: 07.12.1998."),
            ("31.12.9999", LEAVE_EMPTY),
            ("2020-12-31 00:00:00", "Schreiben Sie nur den Tag, mit Punkten: 31.12.2020."),
            ("31.12.2020 10:00", "Schreiben Sie nur den Tag, mit Punkten: 31.12.2020."),
            ("31. Dezember 2020", "Schreiben Sie nur den Tag, mit Punkten: 31.12.2020."),
        ];
        for (text, mend) in mends {
            assert_eq!(tag(text).map_err(|e| e.mend), Err(mend.into()), "{text}");
        }
        for text in ["31.02.2020", "12/2020", "Dezember 2020", "31.12.", "1.1.0200", "", "31.12.2020 10:00"] {
            assert!(tag(text).is_err(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn printed_amounts_are_read_back(cents in -1_000_000_000_000_000i128..=1_000_000_000_000_000) {
            let euro = super::super::Euro::cents(cents);
            let read = betrag(&format!("{euro} €")).ok().and_then(|decimal| super::super::Euro::parse(&decimal));
            prop_assert_eq!(read, Some(euro));
        }

        #[test]
        fn a_mend_for_a_minus_is_read_as_the_amount(cents in 1i128..=1_000_000_000_000) {
            let euro = super::super::Euro::cents(cents);
            let mend = betrag(&format!("{euro}-")).map_err(|e| e.mend).unwrap_err();
            let named = mend.trim_start_matches("Schreiben Sie das Minus davor: ").trim_end_matches('.');
            let read = betrag(named).ok().and_then(|decimal| super::super::Euro::parse(&decimal));
            prop_assert_eq!(read, Some(super::super::Euro::cents(-cents)));
        }

        #[test]
        fn thousands_written_out_are_a_thousandfold(cents in 0i128..=1_000_000_000_000) {
            let shortened = super::super::Euro::cents(cents);
            let full = written_out(&format!("{}.{:02}", cents / 100, cents % 100), 3);
            let read = full.as_deref().and_then(|full| betrag(full).ok());
            let read = read.and_then(|decimal| super::super::Euro::parse(&decimal));
            prop_assert_eq!(read, Some(super::super::Euro::cents(shortened.as_cents() * 1000)));
        }

        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC{0,40}") {
            let _ = (betrag(&text), prozent(&text), tag(&text), yes_no(&text));
        }
    }
}
