//! What a project saves or needs in energy, the factors that make CO2 of it, and what it costs.

use chrono::NaiveDate;

use super::{Dezimal, Jahr, Kennung};

choice! {
    /// The unit of a quantity of energy; Hi and Hs are lower and upper calorific value.
    pub enum Mengeneinheit {
        Kwh = "kWh",
        Mwh = "MWh",
        KwhHi = "kWh Hi",
        MwhHi = "MWh Hi",
        KwhHs = "kWh Hs",
        MwhHs = "MWh Hs",
        Liter = "l",
        Kilogramm = "kg",
        TonneCo2 = "t CO2",
    }
}

impl Mengeneinheit {
    /// The unit in which factors are given, and how many of it make one: 1 MWh is 1000 kWh.
    pub fn basis(self) -> (Mengeneinheit, i128) {
        match self {
            Mengeneinheit::Mwh => (Mengeneinheit::Kwh, 1000),
            Mengeneinheit::MwhHi => (Mengeneinheit::KwhHi, 1000),
            Mengeneinheit::MwhHs => (Mengeneinheit::KwhHs, 1000),
            other => (other, 1),
        }
    }
}

choice! {
    /// What a quantity does to the emissions.
    pub enum Wirkung {
        Eingespart = "eingespart",
        Zusaetzlich = "zusätzlich",
        Kompensiert = "kompensiert",
    }
}

choice! {
    /// How sure a factor is, the surest first.
    pub enum Faktorstand {
        Endgueltig = "endgültig",
        Vorlaeufig = "vorläufig",
        Geschaetzt = "geschätzt",
    }
}

choice! {
    /// What a factor takes in: factors of the two kinds are never mixed.
    pub enum Systemgrenze {
        Direkt = "direkt",
        MitVorkette = "mit Vorkette",
    }
}

record! {
    /// A quantity of energy that a project saves, needs or makes up for, per year.
    pub struct Energiemenge = "Energiemenge", again(kennung) of projekt {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        traeger: String = "Energieträger" / "Energieträger wie in der Tabelle faktoren",
        menge: Dezimal = "Menge" / "Menge je Jahr",
        einheit: Mengeneinheit = "Einheit",
        wirkung: Wirkung = "Wirkung" / "eingespart, zusätzlich oder kompensiert",
        nutzungsjahre: i32 = "Nutzungsjahre" / "Zahl der Jahre, in denen die Menge anfällt",
        quelle: Option<String> = "Quelle" / "woher die Menge stammt",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

record! {
    /// An emission factor [param]: kilograms of CO2 for one unit.
    pub struct Faktor = "Emissionsfaktor", undated(kennung) {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        traeger: String = "Energieträger",
        einheit: Mengeneinheit = "Einheit" / "Einheit der Menge",
        wert: Dezimal = "Wert" / "kg CO2 je Einheit",
        jahr: Option<Jahr> = "Jahr" / "Jahr, für das der Faktor gilt; leer, wenn er nicht vom Jahr abhängt",
        ausgabe: String = "Ausgabe" / "Ausgabe der Quelle",
        stand: Faktorstand = "Stand" / "endgültig, vorläufig oder geschätzt",
        systemgrenze: Systemgrenze = "Systemgrenze" / "direkt oder mit Vorkette",
        gueltig_ab: NaiveDate = "Gültig ab" / "erster Tag, an dem der Faktor verwendet wird",
        quelle: String = "Quelle",
    }
}

record! {
    /// What a unit of a carrier of energy costs from a day on, in euro [param].
    pub struct Energiepreis = "Energiepreis", undated(traeger, gueltig_ab) joined by " ab " {
        traeger: String = "Energieträger" / "Energieträger wie in der Tabelle energie",
        einheit: Mengeneinheit = "Einheit" / "Einheit der Menge",
        preis: Dezimal = "Preis" / "Euro je Einheit, nicht Cent",
        gueltig_ab: NaiveDate = "Gültig ab" / "erster Tag, an dem der Preis gilt",
        quelle: String = "Quelle",
    }
}
