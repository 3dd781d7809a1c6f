//! What can go wrong while a paper is typeset.

use std::fmt;

/// Why a paper could not be typeset: a fault of a template or of the engine, never of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypesetError {
    /// The engine's messages, each with its place in a template where there is one.
    pub messages: Vec<String>,
}

impl TypesetError {
    /// An error with one message.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { messages: vec![message.into()] }
    }
}

impl fmt::Display for TypesetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.messages.join("\n"))
    }
}

impl std::error::Error for TypesetError {}
