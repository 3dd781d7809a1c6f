//! Projects of the Projektboard, their progress, their pauses and their milestones.

use chrono::NaiveDate;

use super::{Euro, Items, Kennung, Prozent};
use crate::source::quoted;

record! {
    /// One project as it was recorded on one day; the same Kennung can be recorded again later (rules of the
    /// Sachstandsbericht: records are only added, never changed).
    pub struct Projekt = "Projekt", again(kennung) of kennung on (beantragt, freigegeben, abgelehnt, beginn, ende, abbruch) {
        kennung: Kennung = "Kennung" / "eindeutige Kennung des Projekts",
        titel: String = "Titel",
        handlungsfeld: Kennung => Handlungsfelder = "Handlungsfeld" / "Kennung des Handlungsfelds",
        fachbereich: Kennung => Fachbereiche = "Fachbereich" / "Kennung des federführenden Fachbereichs",
        ziele: Items<Kennung> => Ziele = "Ziele" / "Kennungen der Strategieziele, getrennt durch Semikolon",
        beschreibung: Option<String> = "Beschreibung" / "Beschreibung in einem Satz",
        beantragt: Option<NaiveDate> = "Beantragt" / "Tag des Projektantrags",
        freigegeben: Option<NaiveDate> = "Freigegeben" / "Tag der Freigabe",
        abgelehnt: Option<NaiveDate> = "Abgelehnt" / "Tag der Ablehnung",
        entscheidung_bis: Option<NaiveDate> = "Entscheidung bis" / "Tag, bis zu dem über den Antrag zu entscheiden ist",
        beginn: Option<NaiveDate> = "Beginn" / "Tag des Beginns",
        ende_geplant: Option<NaiveDate> = "Ende geplant" / "geplanter Tag des Endes",
        ende: Option<NaiveDate> = "Ende" / "Tag des Endes",
        abbruch: Option<NaiveDate> = "Abbruch" / "Tag des Abbruchs oder der Überführung",
        ueberfuehrt_in: Option<Kennung> => Table(Projekte) = "Überführt in" / "Kennung des Projekts, in dem dieses aufgeht",
        vorgaenger: Option<Kennung> => Table(Projekte) = "Vorgänger" / "Kennung des Projekts, das hiermit wieder aufgenommen wird",
        grund: Option<String> = "Grund" / "Grund für Verzug oder Abbruch",
        ergebnis: Option<String> = "Ergebnis" / "was das Projekt erreicht hat, in einem Satz",
        ansprechstelle: Option<String> = "Ansprechstelle" / "wer Auskunft gibt: Stelle, Telefon oder Adresse",
        gesamtkosten: Option<Euro> = "Gesamtkosten" / "Gesamtkosten in Euro, auch was nicht zuwendungsfähig ist",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

impl Projekt {
    /// How messages name it: `„Bürgerportal“ (P-001)`.
    pub fn bezeichnung(&self) -> String {
        format!("{} ({})", quoted(&self.titel), self.kennung)
    }

    /// The day on which work on the project ended for whatever reason.
    pub fn ended_on(&self) -> Option<NaiveDate> {
        self.ende.or(self.abbruch)
    }

    /// Whether no day of its course is known: neither application nor decision, beginning or end.
    pub fn has_no_day(&self) -> bool {
        let days = [self.beantragt, self.freigegeben, self.abgelehnt, self.beginn, self.ende, self.abbruch];
        days.iter().all(Option::is_none)
    }
}

record! {
    /// An entry of a project's Erledigungsstand.
    pub struct Fortschritt = "Fortschritt", again(projekt, datum) of projekt on (datum) {
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        datum: NaiveDate = "Datum" / "Tag, an dem der Stand galt",
        erledigungsstand: Prozent = "Erledigungsstand" / "Erledigungsstand in Prozent",
        bemerkung: Option<String> = "Bemerkung",
        naechster_schritt: Option<String> = "Nächster Schritt" / "was als Nächstes ansteht, in einem Satz",
        risiko: Option<String> = "Risiko" / "was den Verlauf gefährdet, in einem Satz",
        massnahme: Option<String> = "Maßnahme" / "was dagegen getan wird, in einem Satz",
        entscheidung: Option<String> = "Entscheidung" / "was zu entscheiden ist, in einem Satz",
        gremium: Option<Kennung> => Gremien = "Gremium" / "Kennung des Gremiums, das entscheidet",
        entscheidung_bis: Option<NaiveDate> = "Entscheidung bis" / "Tag, bis zu dem eine Entscheidung gebraucht wird",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem der Eintrag erfasst wurde (leer: von Anfang an bekannt)",
    }
}

record! {
    /// A pause of a project.
    pub struct Pause = "Pause", again(projekt, von) of projekt on (von) {
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        von: NaiveDate = "Von" / "erster Tag",
        bis: Option<NaiveDate> = "Bis" / "letzter Tag; leer, solange die Pause dauert",
        grund: Option<String> = "Grund",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem die Pause erfasst wurde (leer: von Anfang an bekannt)",
    }
}

record! {
    /// A milestone of a project; the row recorded last of a title holds.
    pub struct Meilenstein = "Meilenstein", again(projekt, titel) of projekt on (erreicht) {
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        titel: String = "Titel" / "was erreicht werden soll",
        geplant: NaiveDate = "Geplant" / "Tag, an dem er erreicht sein soll",
        erreicht: Option<NaiveDate> = "Erreicht" / "Tag, an dem er erreicht wurde; leer, solange er aussteht",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

impl Pause {
    /// Whether the pause covers a day.
    pub fn covers(&self, tag: NaiveDate) -> bool {
        self.von <= tag && self.bis.is_none_or(|bis| tag <= bis)
    }
}

impl Meilenstein {
    /// Whether it was reached up to a day.
    pub fn is_reached(&self, tag: NaiveDate) -> bool {
        self.erreicht.is_some_and(|erreicht| erreicht <= tag)
    }

    /// Whether it should have been reached before a day and was not.
    pub fn is_overdue(&self, tag: NaiveDate) -> bool {
        self.geplant < tag && !self.is_reached(tag)
    }
}
