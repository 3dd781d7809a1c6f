//! How the plain values are decoded: texts, dates, truth values, whole numbers.

use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::record::{Decode, Shape, wrong_kind};
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// Years that a paper can speak of; what lies outside is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl Decode for String {
    fn shape() -> Shape {
        Shape::Single("ein einzeiliger Text in Anführungszeichen")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::Text(text) = &node.data else {
            return log.reject(wrong_kind(node, &Self::shape()));
        };
        let text: String = text.trim().nfc().collect();
        if text.is_empty() {
            let mend = "Tragen Sie einen Text ein, oder löschen Sie das Feld, wenn es freiwillig ist.";
            return log.reject(Finding::at(Code::RB014, node.span, "Der Text ist leer.", mend));
        }
        if let Some((_, c)) = log.alphabet().first_unprintable(&text) {
            return log.reject(unprintable(node.span, c));
        }
        Some(text)
    }
}

/// The finding for a character that no paper can show.
pub(crate) fn unprintable(span: crate::source::Span, c: char) -> Finding {
    let message = format!("Der Text enthält das Zeichen U+{:04X}, das sich nicht drucken lässt.", c as u32);
    let mend = "Ersetzen Sie das Zeichen. Steuerzeichen, Emojis und Zeichen fremder Schriften sind nicht vorgesehen.";
    Finding::at(Code::RB013, span, message, mend)
}

impl Decode for bool {
    fn shape() -> Shape {
        Shape::Single("true oder false")
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
        Shape::Single("eine ganze Zahl")
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
        Shape::Single("ein Datum JJJJ-MM-TT wie 2020-12-31")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let (Data::Text(text) | Data::Date(text)) = &node.data else {
            return log.reject(wrong_kind(node, &Self::shape()));
        };
        datum(text).or_else(|| {
            let mend = "Prüfen Sie Tag, Monat und Jahr; Jahre reichen von 1900 bis 2199.";
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
