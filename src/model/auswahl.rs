//! Named selections of projects.

use std::collections::BTreeSet;

use super::{Items, Kennung};

record! {
    /// A named selection: the projects that fit at least one of its conditions.
    pub struct Auswahl = "Auswahl" {
        kennung: Kennung = "kurzer Schlüssel",
        name: String = "Name, wie ihn ein Papier nennt",
        beschreibung: Option<String> = "wer dazugehört, in einem Satz",
        eine_von: Items<Bedingung> = "Bedingungen; eine davon muss zutreffen",
    }
}

record! {
    #[derive(Default)]
    /// A condition: everything that it names must hold.
    pub struct Bedingung = "Bedingung" {
        handlungsfeld: Option<Kennung> => Handlungsfelder = "Kennung des Handlungsfelds",
        fachbereich: Option<Kennung> => Fachbereiche = "Kennung des Fachbereichs",
        dezernat: Option<Kennung> => Dezernate = "Kennung des Dezernats",
        programm: Option<Kennung> => Table(Programme) = "Kennung eines Programms, aus dem das Projekt gefördert wird",
        ohne_programm: Option<Kennung> => Table(Programme) = "Kennung eines Programms, aus dem es nicht gefördert wird",
        gefoerdert: Option<bool> = "ob das Projekt eine Bewilligung hat",
    }
}

impl Auswahl {
    /// Its conditions in one line, by which one sees whether it still selects the same: `handlungsfeld egov; programm DMR`.
    ///
    /// Each condition stands there once, in the order of the alphabet, however the configuration writes them down.
    pub fn regel(&self) -> String {
        let conditions: BTreeSet<String> = self.eine_von.iter().map(Bedingung::text).collect();
        conditions.into_iter().collect::<Vec<_>>().join("; ")
    }
}

impl Bedingung {
    /// What it names, `handlungsfeld egov und gefoerdert ja`.
    fn text(&self) -> String {
        let yes_no = self.gefoerdert.map(|value| if value { "ja" } else { "nein" });
        let parts = [
            ("handlungsfeld", self.handlungsfeld.as_ref().map(Kennung::as_str)),
            ("fachbereich", self.fachbereich.as_ref().map(Kennung::as_str)),
            ("dezernat", self.dezernat.as_ref().map(Kennung::as_str)),
            ("programm", self.programm.as_ref().map(Kennung::as_str)),
            ("ohne_programm", self.ohne_programm.as_ref().map(Kennung::as_str)),
            ("gefoerdert", yes_no),
        ];
        let named = parts.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value?)));
        named.collect::<Vec<_>>().join(" und ")
    }
}
