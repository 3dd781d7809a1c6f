//! What can go wrong while a paper is typeset.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Why a paper could not be typeset: a fault of a template or of the engine, never of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypesetError {
    /// The engine's messages, each with its place in a template where there is one.
    pub messages: Vec<String>,
    /// The same with their places, for who knows where the templates come from.
    pub faults: Vec<Fault>,
    /// Whether a bound on time, memory or depth ended it.
    pub exceeds: bool,
}

/// One message of the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The template and the range of bytes in it; `None` where there is no place.
    pub place: Option<(String, Range<usize>)>,
    /// What is wrong, in the engine's words.
    pub message: String,
}

impl TypesetError {
    /// An error with one message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { messages: vec![message.into()], faults: Vec::new(), exceeds: false }
    }

    /// The error of what was ended at a bound.
    pub(super) fn exceeding(message: impl Into<String>) -> Self {
        Self { exceeds: true, ..Self::new(message) }
    }

    /// The error of what was begun and gave no result.
    pub fn unfinished() -> Self {
        Self::new("Der Satz wurde nicht fertig.")
    }
}

impl fmt::Display for TypesetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.messages.join("\n"))
    }
}

impl std::error::Error for TypesetError {}
