//! How far online services have come: their OZG-Reifegrad.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::Kennung;

choice! {
    /// The model that a Reifegrad is stated in; no figure converts one into the other.
    pub enum Reifegradmodell {
        Modell1 = "1.1",
        Modell2 = "2.0",
    }
}

impl Reifegradmodell {
    /// The grades that the model knows (rules of the Sachstandsbericht).
    pub fn stufen(self) -> RangeInclusive<i32> {
        match self {
            Reifegradmodell::Modell1 => 0..=4,
            Reifegradmodell::Modell2 => 0..=7,
        }
    }

    /// From which grade on the duty is met (rules of the Sachstandsbericht); `None` where the rules name none.
    pub fn duty_from(self) -> Option<i32> {
        match self {
            Reifegradmodell::Modell1 => Some(3),
            Reifegradmodell::Modell2 => None,
        }
    }
}

record! {
    /// The Reifegrad of an online service on one day; the row recorded last of service, model and day holds.
    pub struct Reifegrad = "Reifegrad", again(leistung, modell, datum) joined by ", Modell ", ", " of projekt on (datum) {
        leistung: String = "Leistung" / "Titel der Online-Leistung",
        projekt: Option<Kennung> => Table(Projekte) = "Projekt" / "Kennung des Projekts; leer, wenn die Leistung zu keinem gehört",
        modell: Reifegradmodell = "Modell" / "Reifegradmodell, nach dem eingestuft wurde",
        reifegrad: i32 = "Reifegrad" / "Stufe: 0 bis 4 im Modell 1.1, 0 bis 7 im Modell 2.0",
        datum: NaiveDate = "Datum" / "Tag, an dem die Einstufung galt",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

impl Reifegrad {
    /// Whether its model knows the grade.
    pub fn is_possible(&self) -> bool {
        self.modell.stufen().contains(&self.reifegrad)
    }
}
