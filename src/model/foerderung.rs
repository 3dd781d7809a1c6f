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
        kennung: Kennung = "eindeutige Kennung",
        name: String = "voller Name",
        ebene: Ebene = "Ebene",
    }
}

record! {
    /// A funding programme.
    pub struct Programm = "Programm" {
        kennung: Kennung = "eindeutige Kennung",
        name: String = "voller Name",
        foerdergeber: Kennung = "Kennung des Fördergebers",
    }
}

record! {
    /// A grant to one project; money that was only applied for is none.
    pub struct Bewilligung = "Bewilligung" {
        kennung: Kennung = "eindeutige Kennung",
        projekt: Kennung = "Kennung des Projekts",
        programm: Kennung = "Kennung des Programms",
        bescheid: NaiveDate = "Tag des Bescheids",
        betrag: Euro = "bewilligte Zuwendung in Euro",
        finanzierungsart: Finanzierungsart = "Finanzierungsart",
        aktenzeichen: Option<String> = "Aktenzeichen des Bescheids",
        zuwendungsfaehig: Option<Euro> = "zuwendungsfähige Ausgaben in Euro",
        foerderquote: Option<Prozent> = "Förderquote in Prozent",
        durchfuehrung_von: Option<NaiveDate> = "erster Tag des Durchführungszeitraums",
        durchfuehrung_bis: Option<NaiveDate> = "letzter Tag des Durchführungszeitraums",
        bewilligungszeitraum_bis: Option<NaiveDate> = "letzter Tag des Bewilligungszeitraums",
        erfasst: Option<NaiveDate> = "Tag, an dem der Bescheid erfasst wurde",
    }
}
