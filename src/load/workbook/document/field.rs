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
    let (mut address, mut place) = (None, None);
    let mut words = words(rest).into_iter();
    while let Some((word, is_quoted)) = words.next() {
        match word.as_str() {
            // What a link shows when it is pointed at, and in which window it opens.
            "\\o" | "\\t" if !is_quoted => drop(words.next()),
            "\\l" if !is_quoted => place = words.next().map(|(place, _)| place),
            switch if !is_quoted && switch.starts_with('\\') => {}
            _ => address = address.or(Some(word)),
        }
    }
    let address = address.filter(|address| !address.is_empty());
    Some(address.map_or(FieldKind::Inner, |address| FieldKind::Link(at_place(address.into(), place.as_deref()))))
}

/// The words of an instruction, and which of them stood in quotes; in quotes, a backslash takes the sign behind it as it is.
fn words(instruction: &str) -> Vec<(String, bool)> {
    let mut words = Vec::new();
    let mut chars = instruction.chars().peekable();
    while let Some(first) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let is_quoted = first == '"';
        let mut word = if is_quoted { String::new() } else { first.to_string() };
        while let Some(c) = chars.next_if(|c| is_quoted && *c != '"' || !is_quoted && !c.is_whitespace()) {
            let escaped = chars.next_if(|next| is_quoted && c == '\\' && matches!(next, '\\' | '"'));
            word.push(escaped.unwrap_or(c));
        }
        if is_quoted {
            chars.next();
        }
        words.push((word, is_quoted));
    }
    words
}

/// An address with the place on its page, unless it names one already.
pub(super) fn at_place(address: Rc<str>, place: Option<&str>) -> Rc<str> {
    match place.filter(|place| !place.is_empty() && !address.contains('#')) {
        Some(place) => format!("{address}#{place}").into(),
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_told_from_what_word_computes() {
        assert_eq!(kind(" HYPERLINK \"https://a.de/\" \\h "), Some(FieldKind::Link("https://a.de/".into())));
        for (instruction, address) in [
            ("HYPERLINK https://a.de/x", "https://a.de/x"),
            ("HYPERLINK \\o \"Ein Tipp\" \"https://a.de/x\" \\t \"_blank\" \\h", "https://a.de/x"),
            ("HYPERLINK \"https://a.de/x\" \\l \"Ziel\"", "https://a.de/x#Ziel"),
            ("HYPERLINK \\l Ziel \"https://a.de/x\"", "https://a.de/x#Ziel"),
            ("HYPERLINK \"https://a.de/x#eins\" \\l \"zwei\"", "https://a.de/x#eins"),
            ("HYPERLINK \"https://a.de/\\\"x\\\\y\"", "https://a.de/\"x\\y"),
        ] {
            assert_eq!(kind(instruction), Some(FieldKind::Link(address.into())), "{instruction}");
        }
        for inner in ["hyperlink \\l \"Ziel\"", "HYPERLINK \"\" \\l \"Ziel\"", "HYPERLINK", "HYPERLINK \""] {
            assert_eq!(kind(inner), Some(FieldKind::Inner), "{inner}");
        }
        assert_eq!(kind(" PAGE "), Some(FieldKind::Computed("PAGE".into())));
        assert_eq!(kind("  "), None);
    }
}
