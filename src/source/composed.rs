//! One spelling of each letter: `ü` is one character, whether it was stored as one or as `u` with two dots behind it.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text in composed form (NFC), as keyboards write it; systems and programs store some decomposed.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::Maybe | IsNormalized::No => Cow::Owned(text.nfc().collect()),
    }
}

/// As [`composed`], of a text that is no longer needed.
pub(crate) fn compose(text: String) -> String {
    match composed(&text) {
        Cow::Owned(composed) => composed,
        Cow::Borrowed(_) => text,
    }
}
