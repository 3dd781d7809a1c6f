//! A closed period: what the reports on it said, kept for good.

use chrono::NaiveDate;

use super::{Items, Kennung, Prozent, Zeitraum};

record! {
    /// What was closed for a period: `abschluesse/<period>.json`, written once and never again.
    pub struct Abschluss = "Abschluss" {
        fassung: i32 = "Fassung dieses Formats",
        koerperschaft: String = "Name der Körperschaft",
        zeitraum: Zeitraum = "abgeschlossener Zeitraum",
        abgeschlossen_am: NaiveDate = "Tag des Abschlusses",
        programm: String = "Programm, das ihn geschrieben hat",
        eingaben: Items<Abschlusseingabe> = "Dateien, aus denen er folgt",
        berichte: Items<Abschlussbericht> = "Berichte zu diesem Zeitraum",
        pruefsumme: String = "Prüfsumme über alles andere in dieser Datei",
    }
}

record! {
    /// A file that a closed period was computed from.
    pub struct Abschlusseingabe = "Eingabe" {
        pfad: String = "Pfad im Arbeitsordner",
        sha256: String = "Prüfsumme des Inhalts",
    }
}

record! {
    /// A report of a closed period.
    pub struct Abschlussbericht = "Bericht eines Abschlusses" {
        name: String = "Name des Ordners in berichte",
        titel: String = "Titel",
        auswahl: Kennung = "Kennung der Auswahl von Projekten",
        auswahl_regel: String = "Bedingungen, nach denen sie damals auswählte",
        stichtag: NaiveDate = "Stichtag der Bestandszahlen",
        datum: NaiveDate = "Datum des Berichts",
        datenstand: NaiveDate = "bis zu diesem Tag erfasste Angaben zählten",
        kennzahlen: Items<Abschlusszahl> = "Zahlen des Berichts, außer denen einzelner Projekte",
        projekte: Items<Abschlussprojekt> = "Projekte des Berichts",
    }
}

record! {
    /// A figure of a closed period.
    pub struct Abschlusszahl = "Zahl eines Abschlusses" {
        id: String = "ID",
        titel: String = "Titel",
        einheit: String = "Einheit",
        wert: Option<String> = "Wert als Dezimalzahl; fehlt, wo es keinen gibt",
        anzeige: String = "Wert, wie er gedruckt wurde",
        belege: Items<String> = "Datensätze, aus denen sie folgt",
    }
}

record! {
    /// A project of a closed period.
    pub struct Abschlussprojekt = "Projekt eines Abschlusses" {
        kennung: Kennung = "Kennung",
        titel: String = "Titel",
        fachbereich: String = "Dienststelle",
        status: String = "Status am Stichtag",
        beginn: Option<NaiveDate> = "Beginn",
        ende_geplant: Option<NaiveDate> = "geplantes Ende",
        ende: Option<NaiveDate> = "Ende oder Abbruch",
        erledigungsstand: Option<Prozent> = "Erledigungsstand in Prozent",
    }
}

impl Abschluss {
    /// The version that this program writes.
    pub const FASSUNG: i32 = 1;

    /// What was closed for a report: the one of the same folder, otherwise the only one of the same selection.
    pub fn bericht(&self, ordner: &str, auswahl: &Kennung) -> Option<(usize, &Abschlussbericht)> {
        let mut alike = self.berichte.indexed().filter(|(_, bericht)| bericht.auswahl == *auswahl);
        let same = self.berichte.indexed().find(|(_, bericht)| bericht.name == ordner && bericht.auswahl == *auswahl);
        same.or_else(|| alike.next().filter(|_| alike.next().is_none()))
    }
}
