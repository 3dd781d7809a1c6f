//! Funders, programmes and grants.

use chrono::NaiveDate;

use super::{Euro, Kennung, Prozent};

choice! {
    /// The level of a funder.
    pub enum Ebene {
        Eu = "EU",
        Bund = "Bund",
        Land = "Land",
        Sonstige = "Sonstige",
    }
}

choice! {
    /// How a grant is reckoned [law: Zuwendungsrecht].
    pub enum Finanzierungsart {
        Anteil = "Anteilfinanzierung",
        Fehlbedarf = "Fehlbedarfsfinanzierung",
        Festbetrag = "Festbetragsfinanzierung",
        Voll = "Vollfinanzierung",
    }
}

record! {
    /// A funder.
    pub struct Foerdergeber = "Fördergeber" {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        name: String = "Name" / "voller Name",
        ebene: Ebene = "Ebene",
    }
}

record! {
    /// A funding programme.
    pub struct Programm = "Programm" {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        name: String = "Name" / "voller Name",
        foerdergeber: Kennung = "Fördergeber" / "Kennung des Fördergebers",
    }
}

record! {
    /// A grant to one project; money that was only applied for is none.
    pub struct Bewilligung = "Bewilligung" {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        projekt: Kennung = "Projekt" / "Kennung des Projekts",
        programm: Kennung = "Programm" / "Kennung des Programms",
        bescheid: NaiveDate = "Bescheid vom" / "Tag des Bescheids",
        betrag: Euro = "Betrag" / "bewilligte Zuwendung in Euro",
        finanzierungsart: Finanzierungsart = "Finanzierungsart",
        aktenzeichen: Option<String> = "Aktenzeichen" / "Aktenzeichen des Bescheids",
        zuwendungsfaehig: Option<Euro> = "Zuwendungsfähige Ausgaben" / "zuwendungsfähige Ausgaben in Euro",
        foerderquote: Option<Prozent> = "Förderquote" / "Förderquote in Prozent",
        durchfuehrung_von: Option<NaiveDate> = "Durchführung von" / "erster Tag des Durchführungszeitraums",
        durchfuehrung_bis: Option<NaiveDate> = "Durchführung bis" / "letzter Tag des Durchführungszeitraums",
        bewilligungszeitraum_bis: Option<NaiveDate> = "Bewilligungszeitraum bis" / "letzter Tag des Bewilligungszeitraums",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem der Bescheid erfasst wurde",
    }
}
