//! What a project costs: planned, spent so far, and expected by its end.

use chrono::NaiveDate;

use super::{Euro, Jahr, Kennung};

record! {
    /// The costs of a project as they stood on a day, in euro; for the whole project, or for one budget year of it. The row
    /// recorded last of a day holds.
    pub struct Kostenstand = "Kostenstand", again(projekt, datum, jahr) of projekt on (datum) {
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        datum: NaiveDate = "Datum" / "Tag, an dem der Stand galt",
        jahr: Option<Jahr> = "Jahr" / "Haushaltsjahr, wenn die Beträge nur dafür gelten (leer: für das ganze Projekt)",
        plan: Euro = "Plan" / "geplante Kosten in Euro",
        ist: Euro = "Ist" / "bisher angefallene Kosten in Euro",
        prognose: Euro = "Prognose" / "erwartete Kosten bis zum Ende in Euro",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}
