//! What the budget provides for a project, and the assets that it buys.

use chrono::{Datelike, NaiveDate};

use super::{Euro, Jahr, Kennung};

choice! {
    /// Which of the two finance tables of the form [form].
    pub enum Haushaltsart {
        Investiv = "investiv",
        Konsumtiv = "konsumtiv",
    }
}

choice! {
    /// A row of the finance tables that is not computed from the others [form].
    pub enum Haushaltszeile {
        Einzahlungen = "Einzahlungen",
        Auszahlungen = "Auszahlungen",
        Ertrag = "Ertrag",
        PersonalSachaufwand = "Personal-/Sachaufwand",
        Abschreibungen = "Abschreibungen",
    }
}

impl Haushaltszeile {
    /// The table that the row belongs to.
    pub fn art(self) -> Haushaltsart {
        match self {
            Haushaltszeile::Einzahlungen | Haushaltszeile::Auszahlungen => Haushaltsart::Investiv,
            Haushaltszeile::Ertrag | Haushaltszeile::PersonalSachaufwand | Haushaltszeile::Abschreibungen => {
                Haushaltsart::Konsumtiv
            }
        }
    }

    /// Whether it brings money in; the other rows cost.
    pub fn is_income(self) -> bool {
        matches!(self, Haushaltszeile::Einzahlungen | Haushaltszeile::Ertrag)
    }
}

record! {
    /// What the budget provides for a project in one year and one row of the form, in euro.
    ///
    /// The components of the fortgeschriebene Ansatz are kept, their sum is computed (F6) [law: KomHVO § 22]. The Ansatz is
    /// positive; the components carry a sign.
    pub struct Haushaltsansatz = "Haushaltsansatz", again(projekt, jahr, zeile, psp, kostenart) of projekt {
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        jahr: Jahr = "Jahr" / "Haushaltsjahr",
        art: Haushaltsart = "Art" / "investiv oder konsumtiv",
        zeile: Haushaltszeile = "Zeile" / "Zeile des Vordrucks",
        ansatz: Euro = "Ansatz" / "Ansatz des Haushaltsplans in Euro, positiv",
        ermaechtigungsuebertragung: Option<Euro> = "Ermächtigungsübertragung" / "aus dem Vorjahr (+) oder in das Folgejahr (−) übertragen, in Euro",
        nachtrag: Option<Euro> = "Nachtrag" / "Änderung durch einen Nachtragshaushalt, in Euro, mit Vorzeichen",
        ueber_ausserplanmaessig: Option<Euro> = "Über-/außerplanmäßig" / "über- oder außerplanmäßig bereitgestellt, in Euro, mit Vorzeichen",
        umschichtung: Option<Euro> = "Umschichtung" / "von anderen Konten (+) oder an andere Konten (−), in Euro",
        psp: Option<String> = "PSP-Element" / "Nummer des PSP-Elements",
        kostenart: Option<String> = "Kostenart" / "Nummer der Kostenart",
        deckung_psp: Option<String> = "Deckung: PSP-Element" / "PSP-Element, das Über-/Außerplanmäßiges und Umschichtung deckt",
        deckung_kostenart: Option<String> = "Deckung: Kostenart" / "Kostenart, die Über-/Außerplanmäßiges und Umschichtung deckt",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

impl Haushaltsansatz {
    /// The components that make the fortgeschriebene Ansatz of the Ansatz, in the order of the law.
    pub fn komponenten(&self) -> [(&'static str, Option<Euro>); 4] {
        [
            ("ermaechtigungsuebertragung", self.ermaechtigungsuebertragung),
            ("nachtrag", self.nachtrag),
            ("ueber_ausserplanmaessig", self.ueber_ausserplanmaessig),
            ("umschichtung", self.umschichtung),
        ]
    }

    /// F6: the Ansatz with all that changed it.
    pub fn updated_ansatz(&self) -> Euro {
        self.komponenten().into_iter().filter_map(|(_, betrag)| betrag).fold(self.ansatz, Euro::plus)
    }
}

record! {
    /// An asset of a project, and what its use costs and brings per year.
    ///
    /// Something that costs, saves or brings money every year and is no asset, such as a licence by the year, has
    /// Anschaffungskosten of 0.
    pub struct Anlagegut = "Anlagegut", again(kennung) of projekt and bewilligung {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        bezeichnung: String = "Bezeichnung",
        anschaffungskosten: Euro = "Anschaffungskosten" / "Anschaffungs- oder Herstellungskosten in Euro",
        betriebsbereit: NaiveDate = "Betriebsbereit" / "Tag der Betriebsbereitschaft; abgeschrieben wird ab diesem Monat",
        nutzungsdauer: i32 = "Nutzungsdauer" / "Nutzungsdauer in Jahren",
        bewilligung: Option<Kennung> => Table(Bewilligungen) = "Bewilligung" / "Kennung der Bewilligung, aus der das Gut gefördert ist",
        zuwendung: Option<Euro> = "Zuwendung" / "Teil der Zuwendung für dieses Gut in Euro; leer: anteilig nach Anschaffungskosten",
        wartung: Option<Euro> = "Wartung" / "Wartung je Jahr in Euro",
        betrieb: Option<Euro> = "Betrieb" / "Betrieb je Jahr in Euro",
        personal: Option<Euro> = "Personal" / "Personal je Jahr in Euro",
        einsparung: Option<Euro> = "Einsparung" / "laufende Kosten, die durch das Gut je Jahr wegfallen, in Euro, positiv",
        ertrag: Option<Euro> = "Ertrag" / "laufender Ertrag je Jahr in Euro, ohne die Auflösung von Sonderposten",
        wegfallender_ertrag: Option<Euro> = "Wegfallender Ertrag" / "Ertrag, der durch das Gut je Jahr wegfällt, in Euro, positiv",
        veranschlagt: bool = "Veranschlagt" / "ob Abschreibung, Auflösung, laufende Kosten und Erträge schon im Haushaltsplan stehen",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

impl Anlagegut {
    /// What it costs, saves and brings in each year, by field; every amount is entered positive.
    pub fn jahresbetraege(&self) -> [(&'static str, Option<Euro>); 6] {
        [
            ("wartung", self.wartung),
            ("betrieb", self.betrieb),
            ("personal", self.personal),
            ("einsparung", self.einsparung),
            ("ertrag", self.ertrag),
            ("wegfallender_ertrag", self.wegfallender_ertrag),
        ]
    }

    /// Whether any of its amounts is below zero, which none may be.
    pub fn has_negative_amount(&self) -> bool {
        let per_year = self.jahresbetraege().into_iter().filter_map(|(_, betrag)| betrag);
        per_year.chain([self.anschaffungskosten]).chain(self.zuwendung).any(Euro::is_negative)
    }

    /// The first and the last calendar year in which it is used.
    pub fn nutzung(&self) -> (i32, i32) {
        let first = self.betriebsbereit.year();
        let began_in_january = self.betriebsbereit.month() == 1;
        (first, first + self.nutzungsdauer.clamp(0, 1000) - i32::from(began_in_january))
    }
}
