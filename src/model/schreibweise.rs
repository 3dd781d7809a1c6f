//! How people write amounts, percentages and days by hand, and what is meant by it.
//!
//! Only what has one reading is read; whatever would be a guess is an error that says so.

use chrono::NaiveDate;

use super::value::datum;

/// Why a text could not be read; the German sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unlesbar {
    /// What is wrong with it.
    pub(crate) message: &'static str,
    /// What to do.
    pub(crate) mend: String,
}

fn unlesbar(message: &'static str, mend: impl Into<String>) -> Unlesbar {
    Unlesbar { message, mend: mend.into() }
}

/// Reads an amount such as `1.234,56 €`, `-49.000`, `288.000,- €` or `1234.56`; gives a decimal number with a point.
///
/// # Errors
/// With what to write instead: for words (`1,84 Mio.`), for thousands in euro (`12 T€`), and for anything that is no number.
pub(crate) fn betrag(text: &str) -> Result<String, Unlesbar> {
    let bare = without_unit(text, &["€", "EUR", "Euro"]);
    let lower = text.to_lowercase();
    for (word, zeros) in [("mio", 6), ("mrd", 9), ("t€", 3), ("teur", 3), ("tsd", 3)] {
        if let Some(number) = lower.split(word).next().filter(|_| lower.contains(word)) {
            let mend = written_out(number.trim(), zeros).map_or_else(
                || "Schreiben Sie den vollen Betrag mit Ziffern.".to_owned(),
                |full| format!("Schreiben Sie den vollen Betrag: {full},00."),
            );
            return Err(unlesbar("Der Betrag ist abgekürzt.", mend));
        }
    }
    let whole = [",-", ",--", ",–", ",—"].iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(bare);
    dezimal(whole).ok_or_else(|| {
        let mend = match bare {
            "?" | "??" | "???" => "Ermitteln Sie den Betrag, oder lassen Sie das Feld leer, wenn es freiwillig ist.",
            _ => "Schreiben Sie den Betrag mit Ziffern und die Cent hinter ein Komma, zum Beispiel 1.234,56.",
        };
        unlesbar("Der Betrag ist keine Zahl.", mend)
    })
}

/// Reads a percentage such as `75 %`, `12,5` or `12.5`; gives a decimal number with a point.
///
/// # Errors
/// For anything that is no number.
pub(crate) fn prozent(text: &str) -> Result<String, Unlesbar> {
    dezimal(without_unit(text, &["%", "Prozent", "v. H.", "v.H."])).ok_or_else(|| {
        unlesbar("Die Prozentzahl ist keine Zahl.", "Schreiben Sie sie mit Ziffern, zum Beispiel 75 oder 12,5.")
    })
}

/// Reads a day such as `31.12.2020`, `1.2.2020` or `2020-12-31`.
///
/// # Errors
/// For a year with two digits, a day that the calendar does not have, and anything that is no day.
pub(crate) fn tag(text: &str) -> Result<NaiveDate, Unlesbar> {
    if let Some(day) = datum(text) {
        return Ok(day);
    }
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    let digits = |part: &str, most: usize| !part.is_empty() && part.len() <= most && number(part);
    let [day, month, year] = parts.as_slice() else {
        return Err(unlesbar("Das ist kein Datum.", "Schreiben Sie Tag, Monat und Jahr, zum Beispiel 31.12.2020."));
    };
    if !digits(day, 2) || !digits(month, 2) || !digits(year, 4) {
        return Err(unlesbar("Das ist kein Datum.", "Schreiben Sie Tag, Monat und Jahr, zum Beispiel 31.12.2020."));
    }
    if year.len() < 4 {
        let mend = format!("Schreiben Sie das Jahr mit vier Ziffern: {day}.{month}.20{year:0>2}.");
        return Err(unlesbar("Das Jahr hat keine vier Ziffern.", mend));
    }
    datum(&format!("{year}-{month:0>2}-{day:0>2}")).ok_or_else(|| {
        unlesbar("Diesen Tag gibt es nicht.", "Prüfen Sie Tag, Monat und Jahr; das Jahr liegt zwischen 1900 und 2199.")
    })
}

/// Reads `ja`, `nein`, `x`, `wahr`, `falsch`; `None` for anything else.
pub(crate) fn ja_nein(text: &str) -> Option<bool> {
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
pub(crate) fn menge(text: &str) -> Result<String, Unlesbar> {
    let text = text.trim();
    if let Some((whole, decimals)) = text.split_once('.').filter(|(_, decimals)| decimals.len() == 3)
        && number(whole)
        && number(decimals)
    {
        let mend = format!("Schreiben Sie {whole},{decimals} oder {whole}{decimals}.");
        return Err(unlesbar("Der Punkt kann Tausender oder Nachkommastellen trennen.", mend));
    }
    dezimal(text)
        .ok_or_else(|| unlesbar("Das ist keine Zahl.", "Schreiben Sie die Zahl mit Ziffern, zum Beispiel 0,2016."))
}

/// A decimal number with a point from the German or the technical spelling; `None` where there is no single reading.
///
/// With a comma, dots stand between groups of three digits. Without one, a point before exactly three digits is such a
/// dot too, since an amount has no three decimals.
pub(crate) fn dezimal(text: &str) -> Option<String> {
    let (negative, digits) = match text.strip_prefix(['-', '−', '–']) {
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

/// The digits of a whole number, with or without dots (or narrow blanks) between groups of three.
fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(['.', '\u{202f}', '\u{a0}', ' ']).collect();
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

/// An abbreviated amount in full digits: `1,84` with six zeros is `1.840.000`.
fn written_out(number: &str, zeros: usize) -> Option<String> {
    let decimal = dezimal(number)?;
    let (whole, decimals) = decimal.split_once('.').unwrap_or((&decimal, ""));
    let shifted = format!("{whole}{decimals:0<zeros$}");
    (decimals.len() <= zeros).then_some(())?;
    Some(super::grouped(shifted.trim_start_matches('-').parse().ok()?, "."))
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
        fn no_text_makes_the_reader_fail(text in "\\PC{0,40}") {
            let _ = (betrag(&text), prozent(&text), tag(&text), ja_nein(&text));
        }
    }
}
