//! Fields of Word: words that it computes, between marks in the text.

use std::rc::Rc;

/// The longest instruction that is kept, in bytes.
const LONGEST: usize = 4_000;

/// The longest name of a field that is told.
const LONGEST_NAME: usize = 20;

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Where its words lead, once its instruction is read.
    pub(super) link: Option<Rc<str>>,
}

/// What a field is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A link to an address.
    Link(Rc<str>),
    /// A link to another place of the document.
    Inner,
    /// Any other, by its name.
    Computed(String),
}

impl Field {
    /// Takes a piece of the instruction in.
    pub(super) fn instruct(&mut self, piece: &str) {
        if self.instruction.len() + piece.len() <= LONGEST {
            self.instruction.push_str(piece);
        }
    }

    /// What it is, now that its instruction is read; `None` where that was looked at before, or there is none.
    pub(super) fn settle(&mut self) -> Option<FieldKind> {
        let instruction = std::mem::take(&mut self.instruction);
        let kind = kind(&instruction)?;
        if let FieldKind::Link(address) = &kind {
            self.link = Some(Rc::clone(address));
        }
        Some(kind)
    }
}

/// What an instruction says.
pub(super) fn kind(instruction: &str) -> Option<FieldKind> {
    let instruction = instruction.trim();
    let (name, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    if name.is_empty() {
        return None;
    }
    if !name.eq_ignore_ascii_case("hyperlink") {
        return Some(FieldKind::Computed(name.chars().take(LONGEST_NAME).collect()));
    }
    let address = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
    Some(
        address
            .filter(|address| !address.is_empty())
            .map_or(FieldKind::Inner, |address| FieldKind::Link(address.into())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_told_from_what_word_computes() {
        assert_eq!(kind(" HYPERLINK \"https://a.de/\" \\h "), Some(FieldKind::Link("https://a.de/".into())));
        assert_eq!(kind("hyperlink \\l \"Ziel\""), Some(FieldKind::Inner));
        assert_eq!(kind(" PAGE "), Some(FieldKind::Computed("PAGE".into())));
        assert_eq!(kind("  "), None);
    }
}
