//! What other programs leave in texts: words for "no value", formulas, HTML, wrongly decoded letters.
//!
//! Pure functions: whoever goes through the texts of records asks [`residue`] about each.

mod decoding;

use std::sync::LazyLock;

use regex::Regex;

use super::fault::is_fault;
use crate::finding::Code;
use crate::source::{pattern, quoted, shorten};

/// Something that another program has left in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Residue {
    /// The rule.
    pub(crate) code: Code,
    /// What it is.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) mend: String,
}

/// What another program has left in a text; `None` in a sound one.
pub(crate) fn residue(text: &str) -> Option<Residue> {
    let text = text.trim();
    error(text).or_else(|| null(text)).or_else(|| formula(text)).or_else(|| markup(text)).or_else(|| decoded(text))
}

/// Words that stand for "no value" in exports: of databases, of languages, of spreadsheet programs.
const NULL_WORDS: [&str; 20] = [
    "null",
    "nil",
    "nan",
    "-nan",
    "nat",
    "none",
    "n/a",
    "n.a.",
    "undefined",
    "(null)",
    "<null>",
    "[null]",
    "<na>",
    "\\n",
    "(leer)",
    "(blank)",
    "(empty)",
    "<none>",
    "dbnull",
    "system.dbnull",
];

/// Whether a text says that there is no value.
pub(super) fn is_null_word(text: &str) -> bool {
    text.len() < 14 && (NULL_WORDS.contains(&text.to_lowercase().as_str()) || text == "NA")
}

fn error(text: &str) -> Option<Residue> {
    let message = || format!("Im Text steht der Fehlerwert {}.", quoted(&shorten(text)));
    let mend = "Tragen Sie ein, was gemeint ist, oder lassen Sie ein freiwilliges Feld leer.";
    is_fault(text).then(|| Residue { code: Code::RB027, message: message(), mend: mend.to_owned() })
}

fn null(text: &str) -> Option<Residue> {
    let message = || format!("Im Text steht {}, wo kein Wert ist.", quoted(text));
    let mend = "Lassen Sie ein freiwilliges Feld leer, oder tragen Sie den Wert ein.";
    is_null_word(text).then(|| Residue { code: Code::RB041, message: message(), mend: mend.to_owned() })
}

fn left(what: &str, text: &str, right: Option<&str>) -> Residue {
    let message = format!("Im Text ist {what} stehen geblieben: {}.", quoted(&shorten(text)));
    let mend = match right {
        Some(right) if !right.is_empty() => format!("Schreiben Sie {}.", quoted(&shorten(right))),
        _ => "Schreiben Sie den Text selbst.".to_owned(),
    };
    Residue { code: Code::RB042, message, mend }
}

/// Formulas that wrap a value, a quote that marks a text, and a long number that was shortened.
fn formula(text: &str) -> Option<Residue> {
    if let Some(formula) = text.strip_prefix('=') {
        let inner = formula.strip_prefix("T(").and_then(|inner| inner.strip_suffix(')')).unwrap_or(formula);
        let value =
            inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).map(|inner| inner.replace("\"\"", "\""));
        let is_formula =
            value.is_some() || formula.starts_with(|c: char| c.is_ascii_alphabetic() || "+-(@".contains(c));
        return is_formula.then(|| left("eine Formel", text, value.as_deref()));
    }
    if let Some(rest) = text.strip_prefix('\'') {
        let marks = rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@".contains(c)) && !rest.contains('\'');
        return marks.then(|| left("ein Hochkomma vor der Zahl", text, Some(rest)));
    }
    let (number, exponent) = text.split_once("E+")?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_power =
        digits(exponent) && number.split_once([',', '.']).is_some_and(|(whole, rest)| digits(whole) && digits(rest));
    is_power.then(|| left("eine gekürzte Zahl", text, None))
}

/// Elements and characters as HTML writes them.
static MARKUP: LazyLock<(Regex, Regex)> = LazyLock::new(|| {
    let names = "amp|lt|gt|quot|apos|nbsp|shy|euro|sect|szlig|[aouAOU]uml|[aeiouAEIOU](?:acute|grave|circ)|ndash|mdash|hellip|[lrb]dquo|[lrs]squo|bull|deg|sup[23]|copy|reg";
    let elements = "a|b|i|u|p|br|hr|em|strong|span|div|font|ul|ol|li|table|tr|td|th|sup|sub|h[1-6]|small|img|o:p";
    let entity = pattern(&format!("&(?:{names}|#[0-9]{{1,6}}|#[xX][0-9a-fA-F]{{1,6}});"));
    (entity, pattern(&format!("(?i)</?(?:{elements})(?:\\s[^<>]*)?/?>")))
});

fn markup(text: &str) -> Option<Residue> {
    let (entity, element) = &*MARKUP;
    let found = entity.find(text).or_else(|| element.find(text))?;
    let plain = element.replace_all(text, " ");
    let plain = entity.replace_all(&plain, |captures: &regex::Captures<'_>| character(&captures[0]).to_string());
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Residue {
        message: format!("Im Text ist HTML stehen geblieben: {}.", quoted(found.as_str())),
        ..left("", "", Some(&plain))
    })
}

/// The character that an entity stands for; a blank where it has none that is printed.
fn character(entity: &str) -> char {
    let name = entity.trim_start_matches('&').trim_end_matches(';');
    if let Some(number) = name.strip_prefix('#') {
        let code = number
            .strip_prefix(['x', 'X'])
            .map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        return code.and_then(char::from_u32).filter(|c| !c.is_control()).unwrap_or(' ');
    }
    const NAMES: [(&str, char); 22] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("euro", '€'),
        ("sect", '§'),
        ("szlig", 'ß'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("bdquo", '„'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("bull", '•'),
        ("deg", '°'),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map_or(' ', |(_, c)| *c)
}

/// Letters that came out of another encoding.
fn decoded(text: &str) -> Option<Residue> {
    let (wrong, right) = decoding::wrong_word(text)?;
    let message = format!("{} ist falsch entschlüsselt.", quoted(&shorten(wrong)));
    let mend = match right {
        Some(right) => format!(
            "Gemeint ist wohl {}. Speichern Sie die Quelle in UTF-8, und übernehmen Sie sie neu; sonst berichtigen Sie alle Umlaute.",
            quoted(&shorten(&right))
        ),
        None => "Die Buchstaben sind verloren: Schreiben Sie das Wort neu.".to_owned(),
    };
    Some(Residue { code: Code::RB043, message, mend })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> Option<&'static str> {
        residue(text).map(|residue| residue.code.id())
    }

    #[test]
    fn leftovers_of_exports_are_found() {
        let cases = [
            ("NULL", "RB041"),
            ("nan", "RB041"),
            ("\\N", "RB041"),
            ("N/A", "RB041"),
            ("#NV", "RB027"),
            ("#REF!", "RB027"),
            ("=\"0020118\"", "RB042"),
            ("=SUMME(A1:A3)", "RB042"),
            ("'0042", "RB042"),
            ("1,23457E+11", "RB042"),
            ("Offene Daten &amp; <b>Haushalt</b>", "RB042"),
            ("Stra&szlig;e", "RB042"),
            ("erste Zeile<br/>zweite", "RB042"),
            ("PrÃ¼fung", "RB043"),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), Some(expected), "{text}");
        }
        let mend = |text| residue(text).map(|residue| residue.mend);
        assert_eq!(mend("=\"0020118\"").as_deref(), Some("Schreiben Sie „0020118“."));
        assert_eq!(
            mend("Offene Daten &amp; <b>Haushalt</b>").as_deref(),
            Some("Schreiben Sie „Offene Daten & Haushalt“.")
        );
        assert_eq!(mend("M&uuml;ll &#228;").as_deref(), Some("Schreiben Sie „Müll ä“."));
    }

    #[test]
    fn ordinary_texts_have_none() {
        let cases = [
            "Planung & Bau",
            "R&D; Entwicklung",
            "a < b und c > d",
            "<Platzhalter>",
            "'s-Hertogenbosch",
            "= gleich",
            "Null Fehler",
            "Nina",
            "#1",
            "E+E-Planung",
            "########",
            "Größe 5",
            "„Übung“ – groß",
            "Ärzte…",
            "São Paulo",
            "Ö“ und Ä“",
            "naïve Façade",
            "1E+",
        ];
        for text in cases {
            assert_eq!(code(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn german_words_have_none(text in "[A-ZÄÖÜ][a-zäöüß]{3,12}( [a-zäöüß]{4,12}){0,4}[.!]") {
            prop_assert_eq!(code(&text), None);
        }

        #[test]
        fn no_text_makes_the_recognisers_fail(text in "\\PC{0,40}") {
            let _ = residue(&text);
        }
    }
}
