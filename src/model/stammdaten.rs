//! What a municipality says about itself: `ratsbericht.toml`.

use chrono::NaiveDate;

use super::{
    Auswahl, Basiszinssatz, Bezeichnungen, Decode, EigeneVorlageart, EigeneZustaendigkeit, Euro, Faktorstand, Items,
    Kennung, Kind, NameList, Plan, Prozent, Shape, Systemgrenze, Termin, Veroeffentlichung, Vorlagenregel, Zinspunkte,
};
use crate::finding::{Code, Finding, Log};
use crate::source::Node;

record! {
    /// The whole of `ratsbericht.toml`.
    pub struct Stammdaten = "Stammdaten" {
        koerperschaft: Koerperschaft = "die Körperschaft mit ihren Namen",
        gestaltung: Gestaltung = "die Gestaltung der Papiere",
        ausgabe: Option<OutputRule> = "was zu jedem Papier geschrieben wird",
        veroeffentlichung: Option<Veroeffentlichung> = "wo veröffentlichte Papiere zu finden sind, und unter welcher Lizenz",
        bezeichnungen: Option<Bezeichnungen> = "wie Dezernate und Fachbereiche in den Papieren heißen",
        wahlperiode: Items<Wahlperiode> = "die Wahlperioden des Rates",
        gremium: Items<Gremium> = "die Gremien mit ihren vollen Namen",
        dezernat: Items<Dezernat> = "die Dezernate",
        fachbereich: Items<Fachbereich> = "die Fachbereiche",
        handlungsfeld: Items<Handlungsfeld> = "die Handlungsfelder der Strategie",
        ziel: Items<Ziel> = "die Strategieziele",
        auswahl: Items<Auswahl> = "die benannten Auswahlen von Projekten",
        klima: Klimaparameter = "die Grenzen der CO2-Klassen",
        erledigung: Erledigung = "die Schwelle des Erledigungsstands",
        ampel: Option<Ampelregel> = "ab wann die Ampel eines Projekts rot ist",
        meldelage: Option<Meldelageregel> = "ab welchem Anteil gemeldeter Projekte der Erledigungsstand aussagekräftig ist",
        haushalt: Option<Haushaltsmuster> = "der Aufbau von PSP-Elementen und Kostenarten",
        vorlage: Option<Vorlagenregel> = "wie Vorlagen nummeriert sind und welche Vordrucke sie haben",
        vorlageart: Items<EigeneVorlageart> = "die Arten von Vorlagen; sonst die des Vordrucks",
        zustaendigkeit: Items<EigeneZustaendigkeit> = "die Zuständigkeiten der Beratungsfolge; sonst die des Vordrucks",
        vorlagenfrist: Option<Vorlagenfrist> = "die Frist zwischen Vorlage und erster Sitzung",
        erheblichkeit: Option<Erheblichkeit> = "die Grenze, ab der der Rat entscheidet",
        wesentlich: Option<Wesentlichkeit> = "ab welchem Betrag der Bericht eine Abweichung der Kosten nennt",
        geringwertig: Option<Geringwertig> = "die Grenze der geringwertigen Wirtschaftsgüter",
        datenalter: Option<Datenalter> = "wie alt die Daten eines Papiers höchstens sein dürfen",
        datenstand: Option<Datenstandsregel> = "wie viel der Datenstand eines Papiers weglassen darf",
        fristen: Option<Fristenregel> = "ab wann Fristen der Förderung als fällig und Mittel als gefährdet gelten",
        basiszinssatz: Items<Basiszinssatz> = "der Basiszinssatz, von jedem Tag an, an dem er sich ändert",
        zinspunkte: Items<Zinspunkte> = "wie viele Prozentpunkte über dem Basiszinssatz Fördergeber fordern",
        plan: Option<Plan> = "wo abgelegte Berichte bleiben",
        termin: Items<Termin> = "welche Berichte wann verlangt sind",
        tabellen: Option<Tabellenregel> = "was in den Tabellen steht, ohne dass es gelesen wird",
        ausnahme: Items<Ausnahme> = "Ausnahmen von Regeln der Prüfung",
    }
}

/// A section of `ratsbericht.toml` that is a list: its name, which list it is, and the Kennungen with their positions in it.
type Section<'a> = (&'static str, NameList, Vec<(usize, &'a Kennung)>);

impl Stammdaten {
    /// Where a reader finds what the printed figures come from.
    pub fn origins(&self) -> Origins {
        self.ausgabe.as_ref().and_then(|rule| rule.herkunft).unwrap_or(Origins::Data)
    }

    /// Whether each paper is a web page, too.
    pub fn has_html(&self) -> bool {
        self.ausgabe.as_ref().and_then(|rule| rule.html).unwrap_or_default()
    }

    /// Whether the text of each paper is written beside it.
    pub fn has_text(&self) -> bool {
        self.ausgabe.as_ref().and_then(|rule| rule.text).unwrap_or_default()
    }

    /// Whether each paper is a Word document, too.
    pub fn has_docx(&self) -> bool {
        self.ausgabe.as_ref().and_then(|rule| rule.docx).unwrap_or_default()
    }

    /// The sections that are lists.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let kennungen = |list| match list {
            NameList::Wahlperioden => self.wahlperiode.indexed().map(|(i, x)| (i, &x.kennung)).collect(),
            NameList::Gremien => self.gremium.indexed().map(|(i, x)| (i, &x.kennung)).collect(),
            NameList::Dezernate => self.dezernat.indexed().map(|(i, x)| (i, &x.kennung)).collect(),
            NameList::Fachbereiche => self.fachbereich.indexed().map(|(i, x)| (i, &x.kennung)).collect(),
            NameList::Handlungsfelder => self.handlungsfeld.indexed().map(|(i, x)| (i, &x.kennung)).collect(),
            NameList::Ziele => self.ziel.indexed().map(|(i, x)| (i, &x.kennung)).collect(),
            NameList::Auswahlen => self.auswahl.indexed().map(|(i, x)| (i, &x.kennung)).collect(),
            NameList::Dienststellen | NameList::Table(_) => Vec::new(),
        };
        NameList::SECTIONS.into_iter().map(|(section, list)| (section, list, kennungen(list))).collect()
    }
}

record! {
    /// What tables hold beside what is read.
    pub struct Tabellenregel = "Tabellen" {
        eigene_spalten: Items<String> = "Überschriften eigener Spalten in Arbeitsmappen und CSV-Dateien, die nicht gelesen werden; wo ein Feld so heißt, gilt es weiter",
        eigene_blaetter: Items<String> = "Namen eigener Blätter in Arbeitsmappen, die nicht gelesen werden",
    }
}

record! {
    /// The limits of the Ampel, which rates the time, the costs and the grants of a project apart; the worst counts.
    pub struct Ampelregel = "Ampel" {
        rot_tage: i32 = "ab so vielen Tagen nach dem geplanten Ende oder der Frist eines Nachweises ist ein Projekt rot",
        rueckstand_gelb: Option<Prozent> = "um so viele Prozentpunkte liegt der Erledigungsstand eines gelben Projekts hinter der Laufzeit; sonst 25",
        rueckstand_rot: Option<Prozent> = "um so viele der eines roten; sonst 50",
        mehrkosten_rot: Option<Prozent> = "ab so viel Prozent über dem Plan ist die Prognose rot, darunter gelb; sonst 10",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Regel gilt",
        quelle: String = "worauf sie beruht",
    }
}

impl Ampelregel {
    /// From how many percentage points behind the elapsed time on a project is yellow.
    pub fn lag_for_yellow(&self) -> Prozent {
        self.rueckstand_gelb.unwrap_or(Prozent::hundredths(2_500))
    }

    /// From how many on it is red.
    pub fn lag_for_red(&self) -> Prozent {
        self.rueckstand_rot.unwrap_or(Prozent::hundredths(5_000))
    }

    /// From how many percent above the plan on expected costs are red.
    pub fn overrun_for_red(&self) -> Prozent {
        self.mehrkosten_rot.unwrap_or(Prozent::hundredths(1_000))
    }
}

record! {
    /// From which share of reports on a report takes the Erledigungsstand as it is; below, it marks what rests on it [ours].
    pub struct Meldelageregel = "Meldelage" {
        mindestens: Prozent = "so viel Prozent der Projekte müssen für den Zeitraum gemeldet haben",
    }
}

impl Meldelageregel {
    /// The share where the municipality names none: half of the projects.
    pub const DEFAULT: Prozent = Prozent::hundredths(5_000);
}

record! {
    /// The municipality.
    pub struct Koerperschaft = "Körperschaft" or Koerperschaft::unknown {
        name: String = "Name wie auf dem Deckblatt",
        genitiv: String = "Name im Genitiv wie in der Fußzeile: der Stadt Musterstadt",
        absender: String = "Absender wie auf dem Deckblatt",
    }
}

record! {
    /// How the papers look.
    pub struct Gestaltung = "Gestaltung" or Gestaltung::plain {
        akzentfarbe: Farbe = "Akzentfarbe als #rrggbb",
        logo: Option<String> = "Dateiname des Logos im Ordner gestaltung: wappen.svg",
        logo_text: Option<String> = "was das Logo zeigt, für alle, die es nicht sehen",
        schrift: Option<String> = "Name der Schriftfamilie; sonst Source Sans 3",
    }
}

record! {
    /// What is written beside each paper.
    pub struct OutputRule = "Ausgabe" {
        herkunft: Option<Origins> = "wo steht, woraus jede gedruckte Zahl folgt; sonst in den angehängten Daten",
        html: Option<bool> = "ob es zu jedem Papier eine Webseite gibt, wie mit --html; sonst nicht",
        text: Option<bool> = "ob neben jedem Papier sein Text steht, bei Vorlagen auch die Abschnitte für das Ratsinformationssystem, wie mit --text; sonst nicht",
        docx: Option<bool> = "ob es zu jedem Papier eine Word-Datei gibt, in der sich weiterarbeiten lässt, wie mit --docx; sonst nicht",
    }
}

choice! {
    /// Where a reader finds what the printed figures come from.
    pub enum Origins {
        /// In the attached data alone.
        Data = "daten",
        /// In a paper of its own.
        Anlage = "anlage",
        /// In an annex of the paper itself.
        Paper = "papier",
    }
}

/// A colour `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Farbe(String);

impl Farbe {
    /// The colour as it was written: `#00549f`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Red, green and blue.
    pub fn rgb(&self) -> [u8; 3] {
        let part = |from: usize| self.0.get(from..from + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        [1, 3, 5].map(|from| part(from).unwrap_or_default())
    }
}

impl Decode for Farbe {
    fn shape() -> Shape {
        Shape::single(Kind::Pattern("^#[0-9a-fA-F]{6}$"), "eine Farbe wie #00549f")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::decode(node, log)?;
        let hex = text.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()));
        hex.map(|_| Self(text.to_lowercase())).or_else(|| {
            let mend = "Schreiben Sie # und sechs Stellen aus 0–9 und a–f.";
            let finding = Finding::at(Code::RB010, node.span, "Die Farbe ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

record! {
    /// A term of the council.
    pub struct Wahlperiode = "Wahlperiode" {
        kennung: Kennung = "Kennung wie in der Vorlage-Nr: WP18",
        beginn: NaiveDate = "erster Tag",
        ende: Option<NaiveDate> = "letzter Tag; leer bei der laufenden",
    }
}

record! {
    /// A body of the council; the master list that every paper's names come from.
    pub struct Gremium = "Gremium" {
        kennung: Kennung = "kurzer Schlüssel",
        name: String = "voller Name",
        art: Option<Gremienart> = "Art des Gremiums",
        auch: Items<String> = "andere Namen, unter denen Texte es nennen dürfen",
        von: Option<NaiveDate> = "erster Tag, an dem es besteht",
        bis: Option<NaiveDate> = "letzter Tag, an dem es besteht",
    }
}

impl Gremium {
    /// Whether the body exists on a day.
    pub fn exists(&self, tag: NaiveDate) -> bool {
        self.von.is_none_or(|von| von <= tag) && self.bis.is_none_or(|bis| tag <= bis)
    }
}

choice! {
    /// The kind of a body, as far as rules depend on it.
    pub enum Gremienart {
        Rat = "Rat",
        Ausschuss = "Ausschuss",
        Bezirksvertretung = "Bezirksvertretung",
        Sonstiges = "sonstiges",
    }
}

record! {
    /// A department under a member of the administration's board.
    pub struct Dezernat = "Dezernat" {
        kennung: Kennung = "Kennung wie Dez. I",
        name: String = "voller Name",
    }
}

record! {
    /// A division.
    pub struct Fachbereich = "Fachbereich" {
        kennung: Kennung = "Kennung wie FB 02",
        name: String = "voller Name",
        dezernat: Kennung => Dezernate = "Kennung des Dezernats",
    }
}

record! {
    /// A field of action of the strategy.
    pub struct Handlungsfeld = "Handlungsfeld" {
        kennung: Kennung = "kurzer Schlüssel",
        name: String = "voller Name",
    }
}

record! {
    /// A goal of the strategy.
    pub struct Ziel = "Strategieziel" {
        kennung: Kennung = "kurzer Schlüssel",
        handlungsfeld: Kennung => Handlungsfelder = "Kennung des Handlungsfelds",
        name: String = "das Ziel in einer Zeile",
        text: Option<String> = "Erläuterung in einem Satz",
    }
}

record! {
    /// The limits of the CO2 classes and what they rest on [param].
    pub struct Klimaparameter = "Klimaparameter" or Klimaparameter::unknown {
        einsparziel: i32 = "jährliches Einsparziel in t CO2",
        grenze_mittel: i32 = "ab so vielen t CO2 je Jahr ist die Klasse „mittel“",
        grenze_gross: i32 = "über so vielen t CO2 je Jahr ist die Klasse „groß“",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Grenzen gelten",
        quelle: String = "Quelle der Grenzen",
        systemgrenze: Option<Systemgrenze> = "welche Emissionsfaktoren gelten: direkt oder mit Vorkette; sonst direkt",
        faktorstand: Option<Faktorstand> = "wie sicher ein Faktor mindestens sein muss; sonst vorläufig",
    }
}

record! {
    /// How old the data of a paper may be on its day [param].
    pub struct Datenalter = "Datenalter" {
        hoechstens_tage: i32 = "so viele Tage dürfen die Daten am Tag des Papiers alt sein",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Grenze gilt",
        quelle: String = "Quelle",
    }
}

record! {
    /// How much of its data the Datenstand of a paper may leave out [ours].
    pub struct Datenstandsregel = "Datenstand" {
        hoechstens_nicht_gezaehlt: Prozent = "so viel Prozent der Angaben dürfen nach dem Datenstand erfasst sein",
    }
}

impl Datenstandsregel {
    /// The limit where the municipality names none: what has lost more than half of its data is another paper.
    pub const DEFAULT: Prozent = Prozent::hundredths(5_000);
}

record! {
    /// From which Erledigungsstand on a running project is nearly done (K7) [param].
    pub struct Erledigung = "Erledigung" or Erledigung::unknown {
        schwelle: Prozent = "Schwelle in Prozent",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Schwelle gilt",
        quelle: String = "Quelle",
    }
}

record! {
    /// How account numbers are built; each pattern has # for a digit [practice, param].
    pub struct Haushaltsmuster = "Haushaltsmuster" {
        psp_investiv: Items<String> = "Muster investiver PSP-Elemente, # steht für eine Ziffer",
        psp_konsumtiv: Items<String> = "Muster konsumtiver PSP-Elemente, # steht für eine Ziffer",
        kostenart: Items<String> = "Muster von Kostenarten, # steht für eine Ziffer",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Muster gelten",
        quelle: String = "Quelle der Muster",
    }
}

record! {
    /// How long before the first meeting a paper must be ready [param].
    pub struct Vorlagenfrist = "Vorlagenfrist" {
        tage: i32 = "volle Tage zwischen Datum der Vorlage und erster Sitzung",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Frist gilt",
        quelle: String = "Quelle der Frist",
    }
}

record! {
    /// Above which Verschlechterung the council decides [param].
    pub struct Erheblichkeit = "Erheblichkeitsgrenze" {
        betrag: Euro = "Verschlechterung in Euro, über der der Rat entscheidet",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Grenze gilt",
        quelle: String = "Quelle der Grenze",
    }
}

record! {
    /// From which deviation of the expected costs from the plan on a report names a project [param].
    pub struct Wesentlichkeit = "Wesentlichkeit" {
        betrag: Euro = "Abweichung in Euro, ab der der Bericht ein Projekt nennt",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Grenze gilt",
        quelle: String = "Quelle der Grenze",
    }
}

record! {
    /// Up to which price an asset may be booked as expense at once [law: KomHVO § 36, param].
    pub struct Geringwertig = "Geringwertige Wirtschaftsgüter" {
        bis: Euro = "Anschaffungskosten in Euro, bis zu denen ein Gut sofort Aufwand sein darf",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Grenze gilt",
        quelle: String = "Quelle der Grenze",
    }
}

record! {
    /// From when on a report calls dates of grants due and money at risk [param].
    pub struct Fristenregel = "Fristenregel" {
        faellig_tage: i32 = "so viele Tage vor ihrem Tag gilt eine Frist als fällig",
        verfall_monate: i32 = "endet der Bewilligungszeitraum in so vielen Monaten und ist Geld übrig, droht Verfall",
        gueltig_ab: NaiveDate = "erster Tag, an dem die Regel gilt",
        quelle: String = "Quelle",
    }
}

record! {
    /// A waiver: one record is excepted from one rule, for a reason, by somebody, until a day.
    pub struct Ausnahme = "Ausnahme" {
        code: String = "Code der Regel: RB204",
        gilt_fuer: String = "Kennung des Datensatzes, Name des Papiers oder Vorlage-Nr",
        grund: String = "warum die Regel hier nicht gilt",
        name: String = "wer dafür einsteht: Name oder Dienststelle",
        bis: NaiveDate = "letzter Tag, an dem die Ausnahme gilt",
    }
}

// Stand-ins for sections that are not valid; the finding that says so stops every paper.

impl Koerperschaft {
    fn unknown() -> Self {
        Self { name: String::new(), genitiv: String::new(), absender: String::new() }
    }
}

impl Gestaltung {
    fn plain() -> Self {
        Self { akzentfarbe: Farbe("#000000".into()), logo: None, logo_text: None, schrift: None }
    }
}

impl Klimaparameter {
    fn unknown() -> Self {
        Self {
            einsparziel: 3,
            grenze_mittel: 1,
            grenze_gross: 2,
            gueltig_ab: NaiveDate::MIN,
            quelle: String::new(),
            systemgrenze: None,
            faktorstand: None,
        }
    }
}

impl Erledigung {
    fn unknown() -> Self {
        Self { schwelle: Prozent::FULL, gueltig_ab: NaiveDate::MIN, quelle: String::new() }
    }
}

impl Stammdaten {
    /// What a Dezernat is called here.
    pub fn word_for_dezernat(&self) -> &str {
        self.bezeichnungen.as_ref().and_then(Bezeichnungen::word_for_dezernat).unwrap_or("Dezernat")
    }

    /// What a Fachbereich is called here.
    pub fn word_for_fachbereich(&self) -> &str {
        self.bezeichnungen.as_ref().and_then(Bezeichnungen::word_for_fachbereich).unwrap_or("Fachbereich")
    }
}
