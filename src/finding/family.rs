//! What rules look at.

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Files and fields.
    Reading,
    /// Projects, their progress and their pauses.
    Projects,
    /// Finanzielle Auswirkungen.
    Money,
    /// Klimarelevanz.
    Climate,
    /// Cover and Beratungsfolge.
    Cover,
    /// Texts with placeholders.
    Text,
    /// Identities of the figures.
    Figures,
    /// Grants.
    Grants,
    /// Waivers.
    Waivers,
}

impl Family {
    /// The German name, as it heads a list of rules.
    pub fn name(self) -> &'static str {
        match self {
            Family::Reading => "Dateien und Felder",
            Family::Projects => "Projekte",
            Family::Money => "Finanzielle Auswirkungen",
            Family::Climate => "Klimarelevanz",
            Family::Cover => "Deckblatt und Beratungsfolge",
            Family::Text => "Texte",
            Family::Figures => "Kennzahlen",
            Family::Grants => "Zuwendungen",
            Family::Waivers => "Ausnahmen",
        }
    }
}
