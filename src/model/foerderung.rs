//! Funders, programmes and grants.

use chrono::NaiveDate;

use super::{Euro, Haushaltsart, Jahr, Jahrestag, Kennung, Prozent};

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
    pub struct Foerdergeber = "Fördergeber", undated(kennung) {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        name: String = "Name" / "voller Name",
        ebene: Ebene = "Ebene",
    }
}

record! {
    /// A funding programme.
    pub struct Programm = "Programm", undated(kennung) {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        name: String = "Name" / "voller Name",
        foerdergeber: Kennung => Table(Foerdergeber) = "Fördergeber" / "Kennung des Fördergebers",
    }
}

choice! {
    /// How months are counted from a day on.
    pub enum Monatszaehlung {
        /// Six months after 28 February is 28 August [law: § 188 BGB].
        TagGenau = "auf den Tag",
        /// The end of the sixth month after February is 31 August.
        Monatsende = "zum Monatsende",
    }
}

record! {
    /// What a programme demands from a day on; a grant follows the rule that held on the day of its notice, and what
    /// the notice says itself overrides it [practice, param].
    pub struct Programmregel = "Programmregel", undated(programm, gueltig_ab) joined by " ab " of programm {
        programm: Kennung => Table(Programme) = "Programm" / "Kennung des Programms",
        gueltig_ab: NaiveDate = "Gültig ab" / "erster Tag, an dem die Regel gilt",
        foerderquote: Option<Prozent> = "Förderquote" / "höchste Förderquote in Prozent",
        verbrauch_monate: Option<i32> = "Verbrauch in Monaten" / "in so vielen Monaten muss abgerufenes Geld ausgegeben sein",
        verbrauch_tage: Option<i32> = "Verbrauch in Tagen" / "in so vielen Tagen muss abgerufenes Geld ausgegeben sein; statt der Monate",
        abruf_monate: Option<i32> = "Abruf alle … Monate" / "alle so viele Monate ist ein Mittelabruf fällig",
        zwischennachweis: Option<Jahrestag> = "Zwischennachweis" / "Termin in jedem Jahr, wie 30.04.",
        nachweis_monate: Option<i32> = "Nachweis nach Monaten" / "so viele Monate nach dem Zweck oder dem Bewilligungszeitraum ist der Verwendungsnachweis fällig; der frühere Tag gilt",
        nachweis_zaehlung: Option<Monatszaehlung> = "Zählung der Monate" / "auf den Tag oder zum Monatsende; leer: nach dem Zweck auf den Tag, nach dem Bewilligungszeitraum zum Monatsende",
        quelle: String = "Quelle",
    }
}

record! {
    /// A grant to one project; money that was only applied for is none.
    pub struct Bewilligung = "Bewilligung", once(kennung) of projekt on (bescheid) {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        projekt: Kennung => Table(Projekte) = "Projekt" / "Kennung des Projekts",
        programm: Kennung => Table(Programme) = "Programm" / "Kennung des Programms",
        bescheid: NaiveDate = "Bescheid vom" / "Tag des Bescheids",
        betrag: Euro = "Betrag" / "bewilligte Zuwendung in Euro",
        finanzierungsart: Finanzierungsart = "Finanzierungsart",
        aktenzeichen: Option<String> = "Aktenzeichen" / "Aktenzeichen des Bescheids",
        zuwendungsfaehig: Option<Euro> = "Zuwendungsfähige Ausgaben" / "zuwendungsfähige Ausgaben in Euro",
        foerderquote: Option<Prozent> = "Förderquote" / "Förderquote in Prozent",
        durchfuehrung_von: Option<NaiveDate> = "Durchführung von" / "erster Tag des Durchführungszeitraums",
        durchfuehrung_bis: Option<NaiveDate> = "Durchführung bis" / "letzter Tag des Durchführungszeitraums",
        bewilligungszeitraum_bis: Option<NaiveDate> = "Bewilligungszeitraum bis" / "letzter Tag des Bewilligungszeitraums",
        bewilligungsbehoerde: Option<String> = "Bewilligungsbehörde" / "Behörde, die den Bescheid erlassen hat",
        hoechstbetrag: Option<Euro> = "Höchstbetrag" / "Höchstbetrag der Zuwendung in Euro; leer: der bewilligte Betrag",
        eigenmittel: Option<Euro> = "Eigenmittel" / "Eigenmittel nach dem Finanzierungsplan in Euro",
        drittmittel: Option<Euro> = "Drittmittel" / "Mittel Dritter in Euro, ohne andere Bewilligungen dieser Tabelle",
        einnahmen: Option<Euro> = "Einnahmen" / "Einnahmen des Vorhabens in Euro",
        zwischennachweis: Option<Jahrestag> = "Zwischennachweis" / "Termin in jedem Jahr, wie 30.04.; leer: Regel des Programms",
        verwendungsnachweis: Option<NaiveDate> = "Verwendungsnachweis" / "Termin nach dem Bescheid; leer: Regel des Programms",
        satz: Option<Euro> = "Satz je Einheit" / "Festbetrag je Einheit in Euro, wo der Bescheid nach Einheiten fördert",
        zweck_erfuellt: Option<NaiveDate> = "Zweck erfüllt am" / "Tag, an dem der Zweck erfüllt war; leer: Ende der Durchführung",
        zweckbindung_bis: Option<NaiveDate> = "Zweckbindung bis" / "letzter Tag der Zweckbindung",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem der Bescheid erfasst wurde (leer: von Anfang an bekannt)",
    }
}

record! {
    /// A notice that changes a grant; what it leaves out stays as it was.
    pub struct Aenderungsbescheid = "Änderungsbescheid", again(bewilligung, datum) joined by " vom " of bewilligung on (datum) {
        bewilligung: Kennung => Table(Bewilligungen) = "Bewilligung" / "Kennung der Bewilligung",
        datum: NaiveDate = "Datum" / "Tag des Änderungsbescheids",
        betrag: Option<Euro> = "Betrag" / "neue bewilligte Zuwendung insgesamt, in Euro",
        zuwendungsfaehig: Option<Euro> = "Zuwendungsfähige Ausgaben" / "neue zuwendungsfähige Ausgaben in Euro",
        foerderquote: Option<Prozent> = "Förderquote" / "neue Förderquote in Prozent",
        hoechstbetrag: Option<Euro> = "Höchstbetrag" / "neuer Höchstbetrag in Euro; leer: bei einem neuen Betrag dieser",
        durchfuehrung_bis: Option<NaiveDate> = "Durchführung bis" / "neuer letzter Tag des Durchführungszeitraums",
        bewilligungszeitraum_bis: Option<NaiveDate> = "Bewilligungszeitraum bis" / "neuer letzter Tag des Bewilligungszeitraums",
        verwendungsnachweis: Option<NaiveDate> = "Verwendungsnachweis" / "neuer Termin des Verwendungsnachweises",
        festgesetzt: Option<bool> = "Endgültig festgesetzt" / "ob der Bescheid die Zuwendung endgültig festsetzt; bis dahin ist sie voraussichtlich",
        grund: Option<String> = "Grund",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem der Bescheid erfasst wurde (leer: von Anfang an bekannt)",
    }
}

/// What a grant says on a day, after the notices that changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bescheidstand {
    /// The granted amount.
    pub betrag: Euro,
    /// The eligible expenditure.
    pub zuwendungsfaehig: Option<Euro>,
    /// The share of the eligible expenditure.
    pub foerderquote: Option<Prozent>,
    /// The cap that a notice states; with a new amount and no new cap, the amount is the cap [ours].
    pub hoechstbetrag: Option<Euro>,
    /// Whether a notice has set the grant for good; until then all that is due is an estimate.
    pub festgesetzt: bool,
    /// The last day of the Durchführungszeitraum.
    pub durchfuehrung_bis: Option<NaiveDate>,
    /// The last day of the Bewilligungszeitraum; money not called by then is lost.
    pub bewilligungszeitraum_bis: Option<NaiveDate>,
    /// The day that a notice fixed for the Verwendungsnachweis.
    pub verwendungsnachweis: Option<NaiveDate>,
}

impl Bescheidstand {
    /// The end of a period before which there cannot be a Verwendungsnachweis: that of the Durchführung, otherwise that
    /// of the Bewilligungszeitraum.
    pub fn vorhabenende(&self) -> Option<NaiveDate> {
        self.durchfuehrung_bis.or(self.bewilligungszeitraum_bis)
    }

    /// What it says after one more notice.
    pub fn after(self, new: &Aenderungsbescheid) -> Self {
        Self {
            betrag: new.betrag.unwrap_or(self.betrag),
            zuwendungsfaehig: new.zuwendungsfaehig.or(self.zuwendungsfaehig),
            foerderquote: new.foerderquote.or(self.foerderquote),
            hoechstbetrag: new.hoechstbetrag.or(self.hoechstbetrag.filter(|_| new.betrag.is_none())),
            festgesetzt: new.festgesetzt.unwrap_or(self.festgesetzt),
            durchfuehrung_bis: new.durchfuehrung_bis.or(self.durchfuehrung_bis),
            bewilligungszeitraum_bis: new.bewilligungszeitraum_bis.or(self.bewilligungszeitraum_bis),
            verwendungsnachweis: new.verwendungsnachweis.or(self.verwendungsnachweis),
        }
    }
}

impl Bewilligung {
    /// What the first notice says.
    pub fn as_granted(&self) -> Bescheidstand {
        Bescheidstand {
            betrag: self.betrag,
            zuwendungsfaehig: self.zuwendungsfaehig,
            foerderquote: self.foerderquote,
            hoechstbetrag: self.hoechstbetrag,
            festgesetzt: false,
            durchfuehrung_bis: self.durchfuehrung_bis,
            bewilligungszeitraum_bis: self.bewilligungszeitraum_bis,
            verwendungsnachweis: self.verwendungsnachweis,
        }
    }

    /// What it says after notices that changed it, in the order in which they hold.
    pub fn changed<'a>(&self, aenderungen: impl Iterator<Item = &'a Aenderungsbescheid>) -> Bescheidstand {
        aenderungen.fold(self.as_granted(), Bescheidstand::after)
    }
}

record! {
    /// What a grant brings in one year, and into which finance table it goes.
    pub struct Tranche = "Tranche", again(bewilligung, jahr, art) of bewilligung {
        bewilligung: Kennung => Table(Bewilligungen) = "Bewilligung" / "Kennung der Bewilligung",
        jahr: Jahr = "Jahr" / "Haushaltsjahr, in dem das Geld eingeht",
        art: Haushaltsart = "Art" / "investiv oder konsumtiv",
        betrag: Euro = "Betrag" / "Betrag in Euro",
        veranschlagt: bool = "Veranschlagt" / "ob der Betrag schon im Haushaltsplan steht",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

record! {
    /// Money that is to be called, or was called, from a grant.
    pub struct Mittelabruf = "Mittelabruf", again(kennung) of bewilligung on (datum) {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        bewilligung: Kennung => Table(Bewilligungen) = "Bewilligung" / "Kennung der Bewilligung",
        betrag: Euro = "Betrag" / "Betrag in Euro",
        faellig: Option<NaiveDate> = "Fällig am" / "Termin, bis zu dem abgerufen werden soll",
        datum: Option<NaiveDate> = "Datum" / "Tag des Abrufs; leer, solange er geplant ist",
        bemerkung: Option<String> = "Bemerkung",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

choice! {
    /// Which way money went.
    pub enum Zahlungsart {
        /// The funder paid.
        Eingang = "Eingang",
        /// The municipality paid for the project.
        Ausgabe = "Ausgabe",
        /// The municipality paid back.
        Rueckzahlung = "Rückzahlung",
        /// A third party paid for the project.
        Drittmittel = "Drittmittel",
        /// The project earned it.
        Einnahme = "Einnahme",
    }
}

record! {
    /// A payment that belongs to a grant.
    pub struct Zahlung = "Zahlung", again(kennung) of bewilligung on (datum) {
        kennung: Kennung = "Kennung" / "eindeutige Kennung",
        bewilligung: Kennung => Table(Bewilligungen) = "Bewilligung" / "Kennung der Bewilligung",
        datum: NaiveDate = "Datum" / "Tag der Zahlung",
        art: Zahlungsart = "Art" / "Eingang vom Fördergeber, zuwendungsfähige Ausgabe, Rückzahlung, Drittmittel oder Einnahme des Vorhabens",
        betrag: Euro = "Betrag" / "Betrag in Euro; negativ nur bei der Gutschrift zu einer Ausgabe",
        beleg: Option<String> = "Beleg" / "Nummer der Rechnung oder des Buchungsbelegs",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}

choice! {
    /// A proof that the funder is owed.
    pub enum Nachweisart {
        Zwischennachweis = "Zwischennachweis",
        Verwendungsnachweis = "Verwendungsnachweis",
    }
}

record! {
    /// A proof that was handed in.
    pub struct Nachweis = "Nachweis", again(bewilligung, art, jahr) joined by ", ", " " of bewilligung on (eingereicht) {
        bewilligung: Kennung => Table(Bewilligungen) = "Bewilligung" / "Kennung der Bewilligung",
        art: Nachweisart = "Art" / "Zwischennachweis oder Verwendungsnachweis",
        jahr: Option<Jahr> = "Jahr" / "Jahr, über das ein Zwischennachweis berichtet",
        eingereicht: NaiveDate = "Eingereicht" / "Tag der Einreichung",
        einheiten: Option<i32> = "Einheiten" / "nachgewiesene Einheiten, wo der Bescheid nach Einheiten fördert",
        erfasst: Option<NaiveDate> = "Erfasst am" / "Tag, an dem diese Zeile erfasst wurde (leer: von Anfang an bekannt)",
    }
}
