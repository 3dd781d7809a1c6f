//! The Entscheidungsvorlage: cover, finance and climate as the form has them.

use chrono::NaiveDate;

use super::{
    Amtswort, Ersetzung, Euro, Fassung, Freigabe, Items, Jahr, Kennung, Located, Papierstand, Standangabe, Text,
    VorlageNr, Zeitraum, Zurueckziehung,
};

choice! {
    /// The kind of paper [form].
    pub enum Vorlageart or Kenntnisnahme {
        Entscheidungsvorlage = "Entscheidungsvorlage",
        Kenntnisnahme = "Kenntnisnahme",
        Anhoerung = "Anhörung",
        Tischvorlage = "Tischvorlage",
    }
}

choice! {
    /// Whether the public may read it [form].
    pub enum Status or Oeffentlich {
        Oeffentlich = "öffentlich",
        Nichtoeffentlich = "nichtöffentlich",
    }
}

choice! {
    /// A section of a paper that can be nichtöffentlich.
    pub enum Abschnitt {
        Beschlussvorschlag = "beschlussvorschlag",
        Finanzen = "finanzen",
        WeitereErlaeuterungen = "weitere_erlaeuterungen",
        Klimarelevanz = "klimarelevanz",
        Erlaeuterungen = "erlaeuterungen",
    }
}

impl Abschnitt {
    /// What it is called in print.
    pub fn titel(self) -> &'static str {
        match self {
            Self::Beschlussvorschlag => "Beschlussvorschlag",
            Self::Finanzen => "Finanzielle Auswirkungen",
            Self::WeitereErlaeuterungen => "Weitere Erläuterungen",
            Self::Klimarelevanz => "Klimarelevanz",
            Self::Erlaeuterungen => "Erläuterungen",
        }
    }
}

choice! {
    /// What a body does with the paper [form].
    pub enum Zustaendigkeit {
        Kenntnisnahme = "Kenntnisnahme",
        Anhoerung = "Anhörung/Empfehlung",
        Entscheidung = "Entscheidung",
    }
}

choice! {
    /// Whether the measure has financial consequences: exactly one of the two boxes [form].
    pub enum Auswirkungen {
        Ja = "JA",
        Nein = "NEIN",
    }
}

choice! {
    /// Whether a pair of columns is covered by the budget [form].
    pub enum Deckung {
        Gegeben = "gegeben",
        NichtAusreichend = "nicht ausreichend",
    }
}

choice! {
    /// The measure's relevance for climate protection or adaptation [form, rows 1 and 3].
    pub enum Relevanz or NichtEindeutig {
        Keine = "keine",
        Positiv = "positiv",
        Negativ = "negativ",
        NichtEindeutig = "nicht eindeutig",
    }
}

choice! {
    /// The effect on CO2 emissions [form, row 2].
    pub enum Effekt {
        Gering = "gering",
        Mittel = "mittel",
        Gross = "groß",
        NichtErmittelbar = "nicht ermittelbar",
    }
}

choice! {
    /// The class of a saving or an increase [form, rows 4 and 5].
    pub enum Co2Klasse {
        Gering = "gering",
        Mittel = "mittel",
        Gross = "groß",
    }
}

choice! {
    /// How much of an increase is compensated [form, row 6].
    pub enum Kompensation {
        Vollstaendig = "vollständig",
        Ueberwiegend = "überwiegend",
        Teilweise = "teilweise",
        Nicht = "nicht",
        NichtBekannt = "nicht bekannt",
    }
}

record! {
    /// One paper: `vorlagen/<name>/vorlage.json`.
    pub struct Vorlage = "Vorlage" {
        nummer: VorlageNr = "Vorlage-Nr",
        vorlageart: Amtswort<Vorlageart> = "Art der Vorlage",
        betreff: String = "Betreff",
        federfuehrend: Kennung => Dienststellen = "Kennung der federführenden Dienststelle",
        beteiligt: Items<Kennung> => Dienststellen = "Kennungen der beteiligten Dienststellen",
        status: Status = "Status",
        nichtoeffentlich: Items<Abschnitt> = "Abschnitte, die nur die nichtöffentliche Fassung enthält",
        stand: Option<Papierstand> = "ob die Vorlage ein Entwurf, freigegeben oder zurückgezogen ist",
        freigabe: Option<Freigabe> = "wer sie wann freigegeben hat",
        zurueckziehung: Option<Zurueckziehung> = "wann und warum sie zurückgezogen ist",
        ersetzt: Option<Ersetzung> = "welche Vorlage sie als Neufassung ersetzt",
        datum: NaiveDate = "Datum der Vorlage",
        verfasser: Option<String> = "Verfasser/in",
        unterschrift: Option<Unterschrift> = "Unterschrift",
        ziele: Items<String> = "Ziele auf dem Deckblatt",
        schlagworte: Items<String> = "Schlagworte für die Suche",
        hinweis: Option<String> = "Hinweis auf dem Deckblatt",
        beratungsfolge: Items<Beratung> = "Beratungsfolge",
        anlagen: Items<Anlage> = "Anlagen",
        projekte: Items<Kennung> => Table(Projekte) = "Kennungen der Projekte, um die es geht",
        datenstand: Option<NaiveDate> = "bis zu diesem Tag erfasste Angaben zählen; sonst das Datum der Vorlage",
        kennzahlen: Items<Kennzahlenbezug> = "Kennzahlen, die der Text nennt",
        finanzen: Finanzen = "Finanzielle Auswirkungen",
        klimarelevanz: Option<Klimarelevanz> = "Klimarelevanz",
    }
}

impl Vorlage {
    /// Whether a section is nichtöffentlich as a whole; the form Finanzielle Auswirkungen takes the text below it along.
    pub fn withholds(&self, abschnitt: Abschnitt) -> bool {
        let around = (abschnitt == Abschnitt::WeitereErlaeuterungen).then_some(Abschnitt::Finanzen);
        self.nichtoeffentlich.iter().any(|own| *own == abschnitt || Some(*own) == around)
    }

    /// Whether it says that it is a draft.
    pub fn is_draft(&self) -> bool {
        self.stand == Some(Papierstand::Entwurf)
    }

    /// What it says of its state.
    pub fn standangabe(&self) -> Standangabe {
        let Self { stand, freigabe, zurueckziehung, .. } = self;
        Standangabe { stand: *stand, freigabe: freigabe.clone(), zurueckziehung: zurueckziehung.clone() }
    }
}

record! {
    /// Who signs a paper, below its Beschlussvorschlag.
    pub struct Unterschrift = "Unterschrift" {
        name: String = "Name unter der Unterschrift",
        amt: Option<String> = "Amt oder Funktion; sonst der Absender der Körperschaft",
    }
}

record! {
    /// One step of the Beratungsfolge.
    pub struct Beratung = "Beratung" {
        datum: NaiveDate = "Tag der Sitzung",
        gremium: Kennung => Gremien = "Kennung des Gremiums",
        zustaendigkeit: Amtswort<Zustaendigkeit> = "Zuständigkeit",
        nichtoeffentlich: Option<bool> = "ob der Sitzungsteil nichtöffentlich ist",
    }
}

record! {
    /// An attachment that the cover lists.
    pub struct Anlage = "Anlage" {
        titel: String = "Titel",
        datei: Option<String> = "Dateiname im Ordner anlagen",
        status: Option<Status> = "ob die Öffentlichkeit sie lesen darf; sonst öffentlich",
    }
}

impl Anlage {
    /// Whether only the whole edition names it.
    pub fn is_hidden(&self) -> bool {
        self.status == Some(Status::Nichtoeffentlich)
    }
}

record! {
    /// Which figures the text can name, and for which projects and dates.
    pub struct Kennzahlenbezug = "Kennzahlen" {
        name: String = "Name vor dem Punkt im Platzhalter",
        auswahl: Kennung => Auswahlen = "Kennung der Auswahl von Projekten",
        zeitraum: Zeitraum = "Zeitraum",
        stichtag: Option<NaiveDate> = "Stichtag; sonst das Ende des Zeitraums",
    }
}

impl Kennzahlenbezug {
    /// The day on which the figures look.
    pub fn stichtag(&self) -> NaiveDate {
        self.stichtag.unwrap_or(self.zeitraum.ende)
    }
}

record! {
    /// The part Finanzielle Auswirkungen; amounts in euro, all entered positive.
    ///
    /// Where the paper names projects whose budget, assets or grants are kept, whatever is left out here follows from them.
    pub struct Finanzen = "Finanzielle Auswirkungen" {
        auswirkungen: Option<Auswirkungen> = "JA oder NEIN",
        haushaltsjahr: Jahr = "Haushaltsjahr J",
        psp_elemente: Items<PspElement> = "PSP-Elemente",
        investiv: Option<Investiv> = "Investive Auswirkungen",
        konsumtiv: Option<Konsumtiv> = "Konsumtive Auswirkungen",
    }
}

record! {
    /// An account of the budget.
    pub struct PspElement = "PSP-Element" {
        psp: String = "Nummer",
        text: Option<String> = "Bezeichnung",
        kostenart: Option<String> = "Kostenart",
    }
}

record! {
    /// The investive table.
    pub struct Investiv = "Investive Auswirkungen" {
        einzahlungen: Option<InvestiveZeile> = "Einzahlungen",
        auszahlungen: Option<InvestiveZeile> = "Auszahlungen",
        deckung: Option<DeckungJePaar> = "Deckung",
        angegeben: Option<Angegeben> = "Ergebnisse, wie sie ein älteres Papier nennt",
    }
}

record! {
    /// The typed cells of an investive row; Gesamtbedarf is computed (F5).
    pub struct InvestiveZeile = "investive Zeile" {
        ansatz: Option<Euro> = "Ansatz des Haushaltsjahres",
        fortgeschrieben: Option<Euro> = "fortgeschriebener Ansatz des Haushaltsjahres",
        ansatz_ff: Option<Euro> = "Ansatz der Folgejahre",
        fortgeschrieben_ff: Option<Euro> = "fortgeschriebener Ansatz der Folgejahre",
        vorjahre: Option<Euro> = "Betrag der Jahre vor dem Haushaltsjahr",
        vorjahre_fortgeschrieben: Option<Euro> = "fortgeschriebener Betrag dieser Jahre, wenn er ein anderer ist",
        spaetere_jahre: Option<Euro> = "Betrag der Jahre nach der mittelfristigen Planung",
        spaetere_jahre_fortgeschrieben: Option<Euro> = "fortgeschriebener Betrag dieser Jahre, wenn er ein anderer ist",
        angegeben: Option<AngegebenerBedarf> = "Gesamtbedarf, wie ihn ein älteres Papier nennt",
    }
}

record! {
    /// The konsumtive table.
    pub struct Konsumtiv = "Konsumtive Auswirkungen" {
        ertrag: Option<KonsumtiveZeile> = "Ertrag",
        personal_sachaufwand: Option<KonsumtiveZeile> = "Personal- und Sachaufwand",
        abschreibungen: Option<KonsumtiveZeile> = "Abschreibungen",
        deckung: Option<DeckungJePaar> = "Deckung",
        angegeben: Option<Angegeben> = "Ergebnisse, wie sie ein älteres Papier nennt",
    }
}

record! {
    /// The typed cells of a konsumtive row; Folgekosten are per year, for the first full year of operation (F7).
    pub struct KonsumtiveZeile = "konsumtive Zeile" {
        ansatz: Option<Euro> = "Ansatz des Haushaltsjahres",
        fortgeschrieben: Option<Euro> = "fortgeschriebener Ansatz des Haushaltsjahres",
        ansatz_ff: Option<Euro> = "Ansatz der Folgejahre",
        fortgeschrieben_ff: Option<Euro> = "fortgeschriebener Ansatz der Folgejahre",
        folgekosten_alt: Option<Euro> = "Folgekosten je Jahr (alt)",
        folgekosten_neu: Option<Euro> = "Folgekosten je Jahr (neu)",
    }
}

record! {
    /// The statement on coverage for each pair of columns.
    pub struct DeckungJePaar = "Deckung" {
        ansatz: Option<Deckung> = "Deckung im Haushaltsjahr",
        ff: Option<Deckung> = "Deckung in den Folgejahren",
        nachweis: Items<Deckungsnachweis> = "woher die Mittel für eine Verschlechterung kommen",
    }
}

record! {
    /// An account that covers a Verschlechterung [form].
    pub struct Deckungsnachweis = "Deckungsnachweis" {
        psp: String = "PSP-Element",
        kostenart: String = "Kostenart",
        betrag: Euro = "Betrag in Euro",
    }
}

record! {
    /// Results as an older paper or an export states them; they are compared with the computed ones, never printed.
    pub struct Angegeben = "Angegebene Ergebnisse" {
        ergebnis: Option<AngegebeneZeile> = "Ergebnis je Spalte",
        verbesserung: Option<AngegebenesPaar> = "Verbesserung (+) oder Verschlechterung (-) je Spaltenpaar",
    }
}

record! {
    /// The typed cells of a row Ergebnis; results carry a sign.
    pub struct AngegebeneZeile = "angegebene Zeile" {
        ansatz: Option<Euro> = "Ansatz des Haushaltsjahres",
        fortgeschrieben: Option<Euro> = "fortgeschriebener Ansatz des Haushaltsjahres",
        ansatz_ff: Option<Euro> = "Ansatz der Folgejahre",
        fortgeschrieben_ff: Option<Euro> = "fortgeschriebener Ansatz der Folgejahre",
        gesamt_alt: Option<Euro> = "Gesamtbedarf oder Folgekosten (alt)",
        gesamt_neu: Option<Euro> = "Gesamtbedarf oder Folgekosten (neu)",
    }
}

record! {
    /// The typed cells of the row Verbesserung; worse is negative.
    pub struct AngegebenesPaar = "angegebene Verbesserung" {
        ansatz: Option<Euro> = "im Haushaltsjahr",
        ff: Option<Euro> = "in den Folgejahren",
    }
}

record! {
    /// The typed Gesamtbedarf of an investive row.
    pub struct AngegebenerBedarf = "angegebener Gesamtbedarf" {
        gesamt_alt: Option<Euro> = "Gesamtbedarf (alt)",
        gesamt_neu: Option<Euro> = "Gesamtbedarf (neu)",
    }
}

record! {
    /// The Klimarelevanz form; where the projects of the paper have quantities of energy, all but the
    /// Klimafolgenanpassung is computed, and what is typed is compared.
    pub struct Klimarelevanz = "Klimarelevanz" {
        klimaschutz: Option<Relevanz> = "Relevanz für den Klimaschutz",
        effekt: Option<Effekt> = "Effekt auf die CO2-Emissionen",
        klimafolgenanpassung: Relevanz = "Relevanz für die Klimafolgenanpassung",
        einsparung: Option<Co2Klasse> = "CO2-Einsparung bei positiven Maßnahmen",
        erhoehung: Option<Co2Klasse> = "Erhöhung der CO2-Emissionen bei negativen Maßnahmen",
        kompensation: Option<Kompensation> = "Kompensation der zusätzlichen Emissionen",
    }
}

/// A paper with its texts.
#[derive(Debug, Clone)]
pub struct VorlageOrdner {
    /// The folder's name: the name of the paper.
    pub name: String,
    /// The record.
    pub vorlage: Located<Vorlage>,
    /// The Beschlussvorschlag.
    pub beschlussvorschlag: Option<Text>,
    /// The Erläuterungen.
    pub erlaeuterungen: Option<Text>,
    /// Weitere Erläuterungen below the finance tables.
    pub weitere_erlaeuterungen: Option<Text>,
    /// Which edition of it this is.
    pub fassung: Fassung,
}

impl VorlageOrdner {
    /// The name of the paper's output file without the ending: `vorlage-fb-02-0022-wp18`.
    pub fn datei(&self) -> String {
        self.fassung.datei(&format!("vorlage-{}", self.vorlage.nummer.slug()), self.vorlage.is_draft())
    }

    /// Its texts with the sections that they are.
    pub fn texts(&self) -> impl Iterator<Item = (Abschnitt, &Text)> {
        let texts = [
            (Abschnitt::Beschlussvorschlag, &self.beschlussvorschlag),
            (Abschnitt::WeitereErlaeuterungen, &self.weitere_erlaeuterungen),
            (Abschnitt::Erlaeuterungen, &self.erlaeuterungen),
        ];
        texts.into_iter().filter_map(|(abschnitt, text)| Some((abschnitt, text.as_ref()?)))
    }

    /// Whether a section is left out of this edition.
    pub fn hides(&self, abschnitt: Abschnitt) -> bool {
        self.fassung.is_public() && self.vorlage.withholds(abschnitt)
    }
}
