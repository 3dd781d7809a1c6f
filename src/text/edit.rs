//! A change to a text before Markdown reads it.

use std::borrow::Cow;
use std::ops::Range;

/// Something to put in the place of some bytes, or in between.
#[derive(Debug)]
pub(super) struct Edit {
    /// The bytes.
    pub(super) range: Range<usize>,
    /// What to put there.
    pub(super) put: Cow<'static, str>,
}

impl Edit {
    pub(super) fn put(range: Range<usize>, put: impl Into<Cow<'static, str>>) -> Self {
        Self { range, put: put.into() }
    }
}
