//! Named selections of projects.

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
        handlungsfeld: Option<Kennung> = "Kennung des Handlungsfelds",
        fachbereich: Option<Kennung> = "Kennung des Fachbereichs",
        dezernat: Option<Kennung> = "Kennung des Dezernats",
        programm: Option<Kennung> = "Kennung eines Programms, aus dem das Projekt gefördert wird",
        ohne_programm: Option<Kennung> = "Kennung eines Programms, aus dem es nicht gefördert wird",
        gefoerdert: Option<bool> = "ob das Projekt eine Bewilligung hat",
    }
}
