//! Which list a paragraph belongs to.

use super::super::xml::StartTag;

/// The longest id of a list or a style, in bytes; Word allows 253 characters.
pub(super) const LONGEST_ID: usize = 1_000;

/// The list and the level that a paragraph or a style names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    /// The style that named the list, which can be that of a level.
    pub(super) style: Option<String>,
}

impl Listed {
    /// Takes an element in; whether it is one that says something of lists.
    pub(super) fn set(&mut self, tag: &StartTag<'_>) -> bool {
        // What is longer names nothing that a list or a style is called.
        let Some(value) = tag.value().filter(|value| value.len() <= LONGEST_ID) else { return false };
        match tag.local() {
            "numId" => self.list = Some(value.into_owned()),
            "ilvl" => self.level = value.parse().ok(),
            _ => return false,
        }
        true
    }

    /// This, and behind it what a style of this id says.
    pub(super) fn over(self, below: &Self, id: &str) -> Self {
        let style = self.style.or_else(|| (self.list.is_none() && below.list.is_some()).then(|| id.to_owned()));
        Self { list: self.list.or_else(|| below.list.clone()), level: self.level.or(below.level), style }
    }

    /// What a paragraph says itself, and behind it what its style says.
    pub(super) fn or(self, styled: Self) -> Self {
        let style = if self.list.is_some() { None } else { styled.style };
        Self { list: self.list.or(styled.list), level: self.level.or(styled.level), style }
    }
}
