//! Projects of the Projektboard, their progress and their pauses.

use chrono::NaiveDate;

use super::{Items, Kennung, Prozent};

record! {
    /// One project as it was recorded on one day; the same Kennung can be recorded again later (rules of the
    /// Sachstandsbericht: records are only added, never changed).
    pub struct Projekt = "Projekt" {
        kennung: Kennung = "eindeutige Kennung des Projekts",
        titel: String = "Titel",
        handlungsfeld: Kennung = "Kennung des Handlungsfelds",
        fachbereich: Kennung = "Kennung des federführenden Fachbereichs",
        ziele: Items<Kennung> = "Kennungen der Strategieziele",
        beschreibung: Option<String> = "Beschreibung in einem Satz",
        beantragt: Option<NaiveDate> = "Tag des Projektantrags",
        freigegeben: Option<NaiveDate> = "Tag der Freigabe",
        abgelehnt: Option<NaiveDate> = "Tag der Ablehnung",
        beginn: Option<NaiveDate> = "Tag des Beginns",
        ende_geplant: Option<NaiveDate> = "geplanter Tag des Endes",
        ende: Option<NaiveDate> = "Tag des Endes",
        abbruch: Option<NaiveDate> = "Tag des Abbruchs",
        ueberfuehrt_in: Option<Kennung> = "Kennung des Projekts, in dem dieses aufgeht",
        vorgaenger: Option<Kennung> = "Kennung des Projekts, das hiermit wieder aufgenommen wird",
        grund: Option<String> = "Grund für Verzug oder Abbruch",
        erfasst: Option<NaiveDate> = "Tag, an dem diese Zeile erfasst wurde",
    }
}

impl Projekt {
    /// The day on which work on the project ended for whatever reason.
    pub fn schluss(&self) -> Option<NaiveDate> {
        self.ende.or(self.abbruch)
    }
}

record! {
    /// An entry of a project's Erledigungsstand.
    pub struct Fortschritt = "Fortschritt" {
        projekt: Kennung = "Kennung des Projekts",
        datum: NaiveDate = "Tag, an dem der Stand galt",
        erledigungsstand: Prozent = "Erledigungsstand in Prozent",
        bemerkung: Option<String> = "Bemerkung",
        erfasst: Option<NaiveDate> = "Tag, an dem der Eintrag erfasst wurde",
    }
}

record! {
    /// A pause of a project.
    pub struct Pause = "Pause" {
        projekt: Kennung = "Kennung des Projekts",
        von: NaiveDate = "erster Tag",
        bis: Option<NaiveDate> = "letzter Tag; leer, solange die Pause dauert",
        grund: Option<String> = "Grund",
        erfasst: Option<NaiveDate> = "Tag, an dem die Pause erfasst wurde",
    }
}

impl Pause {
    /// Whether the pause covers a day.
    pub fn deckt(&self, tag: NaiveDate) -> bool {
        self.von <= tag && self.bis.is_none_or(|bis| tag <= bis)
    }
}
