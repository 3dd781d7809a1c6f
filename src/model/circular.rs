//! The Meldebogen: what goes round among the departments before a report, and comes back filled in.

use super::{Field, RecordShape, Table};

/// A sheet of the workbook of a Meldebogen; each of its rows becomes a row of a table once it is filled in.
#[derive(Debug)]
pub struct CircularSheet {
    /// The table, whose title is the name of the sheet.
    pub table: Table,
    /// The fields that are filled in before it goes round, as far as they are known; the first names the project.
    pub given: &'static [&'static str],
    /// The fields whose newest values stand beside, for comparison.
    pub known: &'static [&'static str],
    /// The fields that are asked for.
    pub asked: &'static [&'static str],
    /// Whether what is left empty stays as it was; otherwise the new row holds what is filled in, and nothing else.
    pub carries: bool,
}

impl CircularSheet {
    /// Every sheet, the most important first.
    pub const ALL: [Self; 5] = [
        Self {
            table: Table::Fortschritt,
            given: &["projekt"],
            known: &["datum", "erledigungsstand", "naechster_schritt"],
            asked: &[
                "datum",
                "erledigungsstand",
                "bemerkung",
                "naechster_schritt",
                "risiko",
                "massnahme",
                "entscheidung",
                "gremium",
                "entscheidung_bis",
            ],
            carries: false,
        },
        Self {
            table: Table::Meilensteine,
            given: &["projekt", "titel"],
            known: &["geplant"],
            asked: &["geplant", "erreicht"],
            carries: true,
        },
        Self {
            table: Table::Kosten,
            given: &["projekt", "jahr"],
            known: &["datum", "plan", "ist", "prognose"],
            asked: &["datum", "plan", "ist", "prognose"],
            carries: false,
        },
        Self {
            table: Table::Projekte,
            given: &["kennung"],
            known: &["beginn", "ende_geplant"],
            asked: &["beginn", "ende_geplant", "ende", "abbruch", "grund", "ergebnis"],
            carries: true,
        },
        Self { table: Table::Pausen, given: &["projekt", "von"], known: &[], asked: &["bis", "grund"], carries: true },
    ];

    /// The sheet of a table.
    pub fn of(table: Table) -> Option<&'static Self> {
        const ALL: &[CircularSheet] = &CircularSheet::ALL;
        ALL.iter().find(|sheet| sheet.table == table)
    }

    /// The fields that come back; none is required on a sheet where the rest stays as it was.
    pub fn fields(&self) -> Vec<Field> {
        let comes_back = |field: &Field| self.given.contains(&field.name) || self.asked.contains(&field.name);
        let fields = all_fields(self.table).into_iter().filter(comes_back);
        fields.map(|field| Field { required: field.required && !self.carries, ..field }).collect()
    }

    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<Field> {
        all_fields(self.table).into_iter().find(|field| field.name == name)
    }
}

fn all_fields(table: Table) -> Vec<Field> {
    let RecordShape { fields, .. } = table.record();
    fields()
}

/// What stands in the first row before the day on which a Meldebogen was written.
pub const CIRCULAR_FROM: &str = "Meldebogen vom ";

/// The head of the column that shows the title of a project.
pub const PROJECT_TITLE: &str = "Projekttitel";

/// What ends the head of a column that shows what is known.
const UP_TO_NOW: &str = " bisher";

/// The head of the column that shows what is known of a field.
pub fn known_head(field: &Field) -> String {
    format!("{}{UP_TO_NOW}", field.title)
}

/// Whether a head is that of a column which only shows something.
pub fn is_known_head(head: &str) -> bool {
    head == PROJECT_TITLE || head.ends_with(UP_TO_NOW)
}
