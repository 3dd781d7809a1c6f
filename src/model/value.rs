//! How the plain values are decoded: texts, dates, truth values, whole numbers.

use chrono::{Datelike, NaiveDate};

use super::record::{Decode, Kind, Shape, wrong_kind};
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node, composed, is_safe, quoted};

/// Years that a paper can speak of; what lies outside is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The longest text of a field, in bytes; the longest real title has a hundredth of it.
const LONGEST: usize = 20_000;

/// Stands in for a text that is not valid; rules that compare texts leave it out.
pub(crate) const STAND_IN: &str = "ungueltig";

impl Decode for String {
    fn shape() -> Shape {
        Shape::single(Kind::Text, "ein einzeiliger Text in Anführungszeichen")
    }

    fn stand_in() -> Option<Self> {
        Some(STAND_IN.into())
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::Text(text) = &node.data else {
            return log.reject(wrong_kind(node, &Self::shape()));
        };
        if text.len() > LONGEST {
            let message = format!("Der Text hat {} Zeichen.", text.chars().count());
            let mend = "Kürzen Sie den Text; Ausführliches gehört in die Texte des Papiers.";
            let finding = Finding::at(Code::RB010, node.span, message, mend);
            return log.reject(finding.expected("ein Text, der in ein Feld passt"));
        }
        let text = composed(text.trim()).into_owned();
        if text.is_empty() {
            let mend = "Tragen Sie einen Text ein, oder löschen Sie ein freiwilliges Feld ganz.";
            return log.reject(Finding::at(Code::RB014, node.span, "Der Text ist leer.", mend));
        }
        if let Some((at, c)) = log.alphabet().first_unprintable(&text) {
            return log.reject(unprintable(node.span, c, Some(&text[..at])));
        }
        Some(text)
    }
}

/// The finding for a character that no paper can show; `before` is what stands before it, where the mark is wider.
pub(crate) fn unprintable(span: crate::source::Span, c: char, before: Option<&str>) -> Finding {
    let place = before.map_or_else(String::new, |before| match before.char_indices().rev().nth(14) {
        _ if before.is_empty() => ", am Anfang".to_owned(),
        Some((start, _)) => format!(", hinter {}", quoted(&format!("…{}", &before[start..]))),
        None => format!(", hinter {}", quoted(before)),
    });
    let message = format!("Der Text enthält ein Zeichen, das sich nicht drucken lässt: {}{place}.", describe(c));
    let mend = if is_safe(c) {
        "Ersetzen Sie das Zeichen. Emojis und Zeichen fremder Schriften sind nicht vorgesehen."
    } else {
        "Löschen Sie das Zeichen. Es ist unsichtbar: Schreiben Sie die Stelle neu, wenn Sie es nicht finden."
    };
    Finding::at(Code::RB013, span, message, mend)
}

/// A character by its German name and its number.
fn describe(c: char) -> String {
    let name = match c {
        '\n' | '\r' => "Zeilenumbruch".to_owned(),
        '\t' => "Tabulator".to_owned(),
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => "Zeichen ohne Breite".to_owned(),
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "Wechsel der Schreibrichtung".to_owned()
        }
        _ if is_safe(c) => format!("„{c}“"),
        _ => "Steuerzeichen".to_owned(),
    };
    format!("{name} (U+{:04X})", u32::from(c))
}

impl Decode for bool {
    fn shape() -> Shape {
        Shape::single(Kind::Flag, "true oder false")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        match node.data {
            Data::Bool(value) => Some(value),
            _ => log.reject(wrong_kind(node, &Self::shape())),
        }
    }
}

impl Decode for i32 {
    fn shape() -> Shape {
        Shape::single(Kind::Whole, "eine ganze Zahl")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        match &node.data {
            Data::Number(digits) => digits.parse().ok().or_else(|| log.reject(wrong_kind(node, &Self::shape()))),
            _ => log.reject(wrong_kind(node, &Self::shape())),
        }
    }
}

impl Decode for NaiveDate {
    fn shape() -> Shape {
        Shape::single(Kind::Date, "ein Datum JJJJ-MM-TT wie 2020-12-31")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let (Data::Text(text) | Data::Date(text)) = &node.data else {
            let mut finding = wrong_kind(node, &Self::shape());
            if matches!(node.data, Data::Number(_)) {
                finding.mend = "Setzen Sie den Tag in Anführungszeichen: \"2020-12-31\".".into();
            }
            return log.reject(finding);
        };
        datum(text).or_else(|| {
            let german = NaiveDate::parse_from_str(text.trim(), "%d.%m.%Y").ok();
            let mend = german.and_then(|tag| datum(&tag.to_string())).map_or_else(
                || "Prüfen Sie Tag, Monat und Jahr; das Jahr liegt zwischen 1900 und 2199, und eine Uhrzeit gehört nicht dazu.".to_owned(),
                |tag| format!("Schreiben Sie {tag}."),
            );
            let finding = Finding::at(Code::RB008, node.span, "Das Datum ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

/// Reads a date written `JJJJ-MM-TT` in the years 1900 to 2199.
pub fn datum(text: &str) -> Option<NaiveDate> {
    let digits_only = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = digits_only.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())??;
    YEARS.contains(&date.year()).then_some(date)
}
