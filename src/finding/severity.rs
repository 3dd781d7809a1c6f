//! How much a finding weighs.

/// How much a finding weighs; only errors stop a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops the papers that it concerns.
    Error,
    /// The paper is made, but somebody should look.
    Warning,
    /// Worth knowing.
    Hint,
}

impl Severity {
    /// The German name, as it stands before a message.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "Fehler",
            Severity::Warning => "Warnung",
            Severity::Hint => "Hinweis",
        }
    }
}
