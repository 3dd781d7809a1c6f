//! The sheets of the configuration.

use super::{Blatt, Blattform, Ganzes, Own, Zeilen};

/// The single values of all sections, by their keys.
pub(super) const EINSTELLUNGEN: Blattform = Blattform {
    name: "einstellungen",
    title: "Einstellungen",
    noun: "Die Einstellung",
    ganzes: Ganzes::Stammdaten,
    zeilen: Zeilen::Values,
    own: &[
        Own {
            name: "schluessel",
            title: "Schlüssel",
            note: "Abschnitt und Name der Einstellung; nicht ändern",
            words: &[],
            form: "ein Schlüssel wie koerperschaft.name",
            required: true,
        },
        Own {
            name: "wert",
            title: "Wert",
            note: "was hier gilt; leer, wo die Einstellung fehlt",
            words: &[],
            form: "ein Wert, wie ihn die Spalte Bedeutung beschreibt",
            required: false,
        },
        Own {
            name: "bedeutung",
            title: "Bedeutung",
            note: "was die Einstellung bedeutet; die Spalte wird nicht gelesen",
            words: &[],
            form: "ein Text",
            required: false,
        },
    ],
    columns: &[],
};

/// A sheet of a section that is a list.
macro_rules! section {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $title:literal, $noun:literal, $section:literal: [$(($column:literal, $head:literal)),*];)*) => {
        $($(#[$doc])*
        pub(super) const $constant: Blattform = Blattform {
            name: $name,
            title: $title,
            noun: $noun,
            ganzes: Ganzes::Stammdaten,
            zeilen: Zeilen::Records { section: $section },
            own: &[],
            columns: &[$((&[$column], $head)),*],
        };)*
    };
}

section! {
    /// The bodies.
    GREMIEN = "gremien", "Gremien", "Das Gremium", "gremium":
        [("kennung", "Kennung"), ("name", "Name"), ("art", "Art"), ("auch", "Auch genannt"), ("von", "Von"), ("bis", "Bis")];
    /// The departments.
    DEZERNATE = "dezernate", "Dezernate", "Das Dezernat", "dezernat": [("kennung", "Kennung"), ("name", "Name")];
    /// The divisions.
    FACHBEREICHE = "fachbereiche", "Fachbereiche", "Der Fachbereich", "fachbereich":
        [("kennung", "Kennung"), ("name", "Name"), ("dezernat", "Dezernat")];
    /// The fields of action.
    HANDLUNGSFELDER = "handlungsfelder", "Handlungsfelder", "Das Handlungsfeld", "handlungsfeld":
        [("kennung", "Kennung"), ("name", "Name")];
    /// The goals.
    ZIELE = "ziele", "Ziele", "Das Strategieziel", "ziel":
        [("kennung", "Kennung"), ("handlungsfeld", "Handlungsfeld"), ("name", "Name"), ("text", "Erläuterung")];
    /// The terms of the council.
    WAHLPERIODEN = "wahlperioden", "Wahlperioden", "Die Wahlperiode", "wahlperiode":
        [("kennung", "Kennung"), ("beginn", "Beginn"), ("ende", "Ende")];
    /// The selections.
    AUSWAHLEN = "auswahlen", "Auswahlen", "Die Auswahl", "auswahl":
        [("kennung", "Kennung"), ("name", "Name"), ("beschreibung", "Beschreibung")];
    /// The municipality's own kinds of paper.
    VORLAGEARTEN = "vorlagearten", "Vorlagearten", "Die Vorlageart", "vorlageart":
        [("name", "Name"), ("gilt_als", "Gilt als"), ("finanzen", "Finanzen"), ("klimarelevanz", "Klimarelevanz")];
    /// Its own words for what bodies do.
    ZUSTAENDIGKEITEN = "zustaendigkeiten", "Zuständigkeiten", "Die Zuständigkeit", "zustaendigkeit":
        [("name", "Name"), ("gilt_als", "Gilt als")];
    /// The base rates.
    BASISZINSSAETZE = "basiszinssaetze", "Basiszinssätze", "Der Basiszinssatz", "basiszinssatz":
        [("satz", "Satz"), ("gueltig_ab", "Gültig ab"), ("quelle", "Quelle"), ("ungeprueft", "Ungeprüft")];
    /// What lenders ask above it.
    ZINSPUNKTE = "zinspunkte", "Zinspunkte", "Die Zinspunkte", "zinspunkte":
        [("ebene", "Ebene"), ("punkte", "Punkte"), ("gueltig_ab", "Gültig ab"), ("quelle", "Quelle"), ("ungeprueft", "Ungeprüft")];
    /// Which reports are owed.
    TERMINE = "termine", "Termine", "Der Termin", "termin":
        [("bericht", "Bericht"), ("seit", "Seit"), ("frist_tage", "Frist in Tagen"), ("nachholen", "Nachholen"),
         ("warten_auf", "Warten auf"), ("abschluss_tage", "Abschluss nach Tagen"), ("frueher", "Früher")];
    /// The waivers.
    AUSNAHMEN = "ausnahmen", "Ausnahmen", "Die Ausnahme", "ausnahme":
        [("code", "Regel"), ("gilt_fuer", "Gilt für"), ("grund", "Grund"), ("name", "Wer dafür einsteht"), ("bis", "Bis")];
}

/// The conditions of selections, one of which must hold.
pub(super) const BEDINGUNGEN: Blattform = Blattform {
    name: "bedingungen",
    title: "Bedingungen",
    noun: "Die Bedingung",
    ganzes: Ganzes::Stammdaten,
    zeilen: Zeilen::Entries { of: Blatt::Auswahlen, ways: &[("", "eine_von")] },
    own: &[Own::paper(
        "auswahl",
        "Auswahl",
        "Kennung der Auswahl wie im Blatt Auswahlen; alle Projekte hat eine mit zwei Zeilen, bei Gefördert ja und nein",
    )],
    columns: &[
        (&["handlungsfeld"], "Handlungsfeld"),
        (&["fachbereich"], "Fachbereich"),
        (&["dezernat"], "Dezernat"),
        (&["programm"], "Programm"),
        (&["ohne_programm"], "Ohne Programm"),
        (&["gefoerdert"], "Gefördert"),
    ],
};

/// Who hears of owed reports.
pub(super) const MELDUNGEN: Blattform = Blattform {
    name: "meldungen",
    title: "Meldungen",
    noun: "Die Meldung",
    ganzes: Ganzes::Stammdaten,
    zeilen: Zeilen::Entries { of: Blatt::Termine, ways: &[("", "melden")] },
    own: &[Own::paper("termin", "Termin", "Name des Berichts wie im Blatt Termine")],
    columns: &[(&["an"], "An"), (&["bei"], "Bei")],
};
