//! A text that takes no room of its own where it is short.

use std::ops::Deref;
use std::sync::Arc;

/// The longest text, in bytes, that stands in the value itself: a day, an amount, most Kennungen.
const SHORT: usize = 14;

/// A text that is never changed: a short one in itself, a longer one shared by its copies.
///
/// A large table has millions of them.
#[derive(Clone)]
pub struct Compact(Form);

#[derive(Clone)]
enum Form {
    /// How many of the bytes are the text.
    Short(u8, [u8; SHORT]),
    /// A single pointer; one to letters alone would be as wide as the value.
    Long(Arc<String>),
}

impl Deref for Compact {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            // They were copied from a text.
            Form::Short(length, bytes) => {
                bytes.get(..usize::from(*length)).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
            }
            Form::Long(text) => text,
        }
    }
}

impl Default for Compact {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for Compact {
    fn from(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        Self(match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(own), Ok(length)) => {
                own.copy_from_slice(text.as_bytes());
                Form::Short(length, bytes)
            }
            _ => Form::Long(Arc::new(text.to_owned())),
        })
    }
}

impl From<String> for Compact {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl PartialEq for Compact {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Compact {}

impl std::fmt::Debug for Compact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl std::fmt::Display for Compact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_value_of_a_large_table_stays_small() {
        assert_eq!(size_of::<Compact>(), 16);
        assert_eq!(size_of::<crate::source::Node>(), 40);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn it_is_the_text_that_it_was_made_of(text in "[aä€\u{1F600}]{0,20}") {
            prop_assert_eq!(&*Compact::from(text.as_str()), text.as_str());
        }
    }
}
