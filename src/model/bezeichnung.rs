//! What a municipality calls the parts of its administration.

use super::record::{Decode, Kind, Shape};
use crate::finding::{Code, Finding, Log};
use crate::source::Node;

/// The most characters of a word that heads a column.
const LONGEST: usize = 30;

record! {
    /// The words that papers print for what the tables call Dezernat and Fachbereich.
    pub struct Bezeichnungen = "Bezeichnungen" {
        dezernat: Option<Bezeichnung> = "wie ein Dezernat hier heißt: Geschäftsbereich; sonst Dezernat",
        fachbereich: Option<Bezeichnung> = "wie ein Fachbereich hier heißt: Amt; sonst Fachbereich",
    }
}

/// A word for headings: 1 to 30 characters, letters, digits, blanks and `. / -`, starting with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bezeichnung(String);

impl Decode for Bezeichnung {
    fn shape() -> Shape {
        Shape::single(Kind::Pattern(r"^\p{L}[\p{L}\p{N} ./-]{0,29}$"), "ein kurzes Wort wie Geschäftsbereich oder Amt")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::decode(node, log)?;
        let starts_well = text.chars().next().is_some_and(char::is_alphabetic);
        let allowed = |c: char| c.is_alphanumeric() || " ./-".contains(c);
        if starts_well && text.chars().count() <= LONGEST && text.chars().all(allowed) {
            return Some(Self(text));
        }
        let mend = format!(
            "Verwenden Sie 1 bis {LONGEST} Zeichen in der Einzahl: Buchstaben, Ziffern, Leerzeichen und . / - (zuerst ein \
             Buchstabe)."
        );
        let finding = Finding::at(Code::RB010, node.span, "Die Bezeichnung ist ungültig.", mend);
        log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
    }
}

impl Bezeichnungen {
    /// What a Dezernat is called here.
    pub fn word_for_dezernat(&self) -> Option<&str> {
        self.dezernat.as_ref().map(|word| word.0.as_str())
    }

    /// What a Fachbereich is called here.
    pub fn word_for_fachbereich(&self) -> Option<&str> {
        self.fachbereich.as_ref().map(|word| word.0.as_str())
    }
}
