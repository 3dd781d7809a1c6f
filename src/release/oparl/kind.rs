//! The kinds of objects that OParl knows, and where those of a kind lie in the tree.

/// A kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    System,
    Body,
    LegislativeTerm,
    Organization,
    Person,
    Membership,
    Meeting,
    AgendaItem,
    Paper,
    Consultation,
    File,
    Location,
}

impl Kind {
    /// Every kind.
    pub(super) const ALL: [Self; 12] = [
        Self::System,
        Self::Body,
        Self::LegislativeTerm,
        Self::Organization,
        Self::Person,
        Self::Membership,
        Self::Meeting,
        Self::AgendaItem,
        Self::Paper,
        Self::Consultation,
        Self::File,
        Self::Location,
    ];

    /// Its name, as OParl has it: `AgendaItem`.
    pub(super) fn name(self) -> &'static str {
        self.names().0
    }

    /// The folder of its objects: `agenda-item`.
    pub(super) fn folder(self) -> &'static str {
        self.names().1
    }

    /// The folder of the pages that list its objects: `agenda-items`.
    pub(super) fn list(self) -> &'static str {
        self.names().2
    }

    /// The field of Body that leads to the list of its objects; none for a System and a Body.
    pub(super) fn field_of_body(self) -> Option<&'static str> {
        Some(match self {
            Self::System | Self::Body => return None,
            Self::LegislativeTerm => "legislativeTermList",
            Self::Organization => "organization",
            Self::Person => "person",
            Self::Membership => "membership",
            Self::Meeting => "meeting",
            Self::AgendaItem => "agendaItem",
            Self::Paper => "paper",
            Self::Consultation => "consultation",
            Self::File => "file",
            Self::Location => "locationList",
        })
    }

    /// Its type, as objects name it: `https://schema.oparl.org/1.1/Paper`.
    pub(super) fn type_url(self) -> String {
        format!("{VERSION}{}", self.name())
    }

    /// Its name, the folder of its objects, and that of its lists.
    fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::System => ("System", "system", "systems"),
            Self::Body => ("Body", "body", "bodies"),
            Self::LegislativeTerm => ("LegislativeTerm", "legislative-term", "legislative-terms"),
            Self::Organization => ("Organization", "organization", "organizations"),
            Self::Person => ("Person", "person", "persons"),
            Self::Membership => ("Membership", "membership", "memberships"),
            Self::Meeting => ("Meeting", "meeting", "meetings"),
            Self::AgendaItem => ("AgendaItem", "agenda-item", "agenda-items"),
            Self::Paper => ("Paper", "paper", "papers"),
            Self::Consultation => ("Consultation", "consultation", "consultations"),
            Self::File => ("File", "file", "files"),
            Self::Location => ("Location", "location", "locations"),
        }
    }
}

/// The version of OParl that is written; the types begin with it.
pub(super) const VERSION: &str = "https://schema.oparl.org/1.1/";
