//! Keys of records.

use std::sync::Arc;

use super::record::{Decode, Kind, Shape};
use crate::finding::{Code, Finding, Log};
use crate::source::{Node, composed};

/// The key of a record: 1 to 40 characters, letters, digits, blanks and `. _ / -`, starting with a letter or digit.
///
/// Its text is shared, since the figures of a report name each project dozens of times.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kennung(Arc<str>);

impl Kennung {
    /// Reads a key; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let starts_well = text.chars().next().is_some_and(char::is_alphanumeric);
        let allowed = |c: char| c.is_alphanumeric() || " ._/-".contains(c);
        (starts_well && text.chars().count() <= 40 && text.chars().all(allowed)).then(|| Self(text.into()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key in small letters, digits and hyphens, for file names: `FB 02` is `fb-02`.
    pub fn slug(&self) -> String {
        slug(&self.0)
    }
}

/// A text in small letters, digits and single hyphens; umlauts are written out.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in composed(text).to_lowercase().chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'a'..='z' | '0'..='9' => out.push(c),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}

impl From<&Kennung> for Arc<str> {
    fn from(kennung: &Kennung) -> Self {
        Arc::clone(&kennung.0)
    }
}

impl std::fmt::Display for Kennung {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for Kennung {
    fn shape() -> Shape {
        Shape::single(Kind::Pattern(r"^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,39}$"), "eine Kennung wie P-001 oder FB 02")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::decode(node, log)?;
        Self::parse(&text).or_else(|| {
            let mend = "Verwenden Sie 1 bis 40 Zeichen: Buchstaben, Ziffern, Leerzeichen und . _ / - (zuerst ein Buchstabe oder eine Ziffer).";
            let finding = Finding::at(Code::RB012, node.span, "Die Kennung ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_never_a_path() {
        assert_eq!(slug("FB 02/0022/WP18"), "fb-02-0022-wp18");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("Straßenbau Süd"), "strassenbau-sued");
    }
}
