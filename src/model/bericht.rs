//! The Sachstandsbericht as a workspace orders it.

use chrono::{Days, NaiveDate};

use super::{
    Fassung, Freigabe, Items, Kennung, Located, Papierstand, Standangabe, Status, Text, Turnus, Zeitraum,
    Zurueckziehung, slug,
};
use crate::source::is_device;

record! {
    /// One report, or a series of reports that appears again and again: `berichte/<name>/bericht.json`.
    pub struct Bericht = "Bericht" {
        titel: String = "Titel",
        untertitel: Option<String> = "Untertitel",
        status: Option<Status> = "ob ihn die Öffentlichkeit lesen darf; sonst öffentlich",
        stand: Option<Papierstand> = "ob ein einzelner Bericht ein Entwurf, freigegeben oder zurückgezogen ist",
        freigabe: Option<Freigabe> = "wer ihn wann freigegeben hat",
        zurueckziehung: Option<Zurueckziehung> = "wann und warum er zurückgezogen ist",
        auswahl: Kennung => Auswahlen = "Kennung der Auswahl von Projekten",
        zeitraum: Option<Zeitraum> = "Berichtszeitraum eines einzelnen Berichts",
        stichtag: Option<NaiveDate> = "Stichtag der Bestandszahlen; sonst der letzte Tag des Zeitraums",
        datum: Option<NaiveDate> = "Datum eines einzelnen Berichts",
        datenstand: Option<NaiveDate> = "bis zu diesem Tag erfasste Angaben zählen; sonst das Datum des Berichts",
        turnus: Option<Turnus> = "statt „zeitraum“: wie oft der Bericht erscheint",
        datum_tage: Option<i32> = "so viele Tage nach dem Ende des Zeitraums liegt das Datum eines Berichts mit Turnus; sonst 20",
        ausgaben: Items<Sondertag> = "bei einem Bericht mit Turnus: Ausgaben, die ein anderes Datum tragen oder freigegeben sind",
        anlage: Option<bool> = "ob der Bericht eine Anlage mit Projektliste, Projektblättern und Tabellen hat; sonst ja",
        projektblaetter: Option<Sheets> = "welche Projekte in der Anlage ein eigenes Blatt bekommen: wichtige (verändert, gelb oder rot, gefördert), alle oder keines (false); sonst wichtige",
        listen_hoechstens: Option<i32> = "so viele Zeilen hat jede Liste von Projekten, Fristen und Meilensteinen im Bericht selbst höchstens; sonst je nach Liste 5 bis 12",
        anlage_hoechstens: Option<i32> = "so viele Projekte führt die Anlage einzeln auf, und so viele Zeilen hat jede ihrer Listen höchstens; sonst 1000",
        herausgeber: Option<Kennung> => Dienststellen = "Kennung der Dienststelle",
        schlagworte: Items<String> = "Schlagworte für die Suche",
        hinweis: Option<String> = "Hinweis auf dem Deckblatt",
    }
}

record! {
    /// What holds of one report of a series alone: its day, where it is not the usual one, and its state.
    pub struct Sondertag = "Ausgabe" {
        zeitraum: Zeitraum = "Berichtszeitraum der Ausgabe",
        datum: Option<NaiveDate> = "ihr Datum, wenn es ein anderes ist; was bis dahin erfasst ist, zählt",
        stand: Option<Papierstand> = "ob sie ein Entwurf, freigegeben oder zurückgezogen ist",
        freigabe: Option<Freigabe> = "wer sie wann freigegeben hat",
        zurueckziehung: Option<Zurueckziehung> = "wann und warum sie zurückgezogen ist",
    }
}

choice! {
    /// Which projects have a sheet of their own.
    pub enum Sheets {
        /// Those that have changed since the report before, are yellow or red, or have a grant.
        Important = "wichtige",
        /// Every one.
        All = "alle",
        /// Every one, as older workspaces write it.
        Yes = "true",
        /// None.
        No = "false",
    }
}

/// The papers that one folder gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The Vorlage or the Bericht itself.
    Main,
    /// What a Bericht leaves to be looked up.
    Anlage,
    /// Where the printed figures come from.
    Origins,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Main, Self::Anlage, Self::Origins];

    /// What stands behind the name of the paper itself.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Main => "",
            Self::Anlage => "-anlage",
            Self::Origins => "-herkunft",
        }
    }

    /// The name of the paper itself by that of any of its parts; a name without a suffix is its own.
    pub fn base_of(name: &str) -> &str {
        Self::ALL.into_iter().skip(1).find_map(|part| name.strip_suffix(part.suffix())).unwrap_or(name)
    }
}

/// The name of a paper that is nearest to a text: of small letters, digits and hyphens, not that of a part of another paper, and none
/// that Windows keeps for a device; empty where the text has no letter and no digit.
pub(crate) fn paper_name(text: &str) -> String {
    let plain = slug(text);
    let base = Part::base_of(&plain);
    if base != plain || is_device(&plain) { format!("{base}-neu") } else { plain }
}

/// How many projects an Anlage names where its report does not say: some hundred pages, which nobody reads but many look something up in.
const MOST_ROWS: usize = 1_000;

/// How many days after its period a report of a series is dated, where it does not say.
const DATUM_TAGE: u64 = 20;

/// One report of a folder: the only one, or the one of a series for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ausgabe {
    /// The period of the events.
    pub zeitraum: Zeitraum,
    /// The day of the states.
    pub stichtag: NaiveDate,
    /// The day that the report bears.
    pub datum: NaiveDate,
    /// What was recorded after this day does not count.
    pub datenstand: NaiveDate,
}

impl Bericht {
    /// Whether it leaves to an Anlage what is to be looked up.
    pub fn has_anlage(&self) -> bool {
        self.anlage.unwrap_or(true)
    }

    /// How many rows a list of the report itself has at most, which has `usual` ones where nobody says it. A list of the Anlage, to
    /// which this does not apply, is asked for whole: `usize::MAX`.
    pub fn most_listed(&self, usual: usize) -> usize {
        let ordered = self.listen_hoechstens.and_then(|rows| usize::try_from(rows).ok());
        ordered.filter(|_| usual < usize::MAX).unwrap_or(usual)
    }

    /// How many projects its Anlage names one by one, and how many rows a list in it has at most.
    pub fn most_rows(&self) -> usize {
        self.anlage_hoechstens.and_then(|rows| usize::try_from(rows).ok()).unwrap_or(MOST_ROWS)
    }

    /// Which projects have a sheet of their own in it.
    pub fn sheets(&self) -> Sheets {
        self.projektblaetter.unwrap_or(Sheets::Important)
    }

    /// The report for a period; `None` where the folder has none for it.
    pub fn ausgabe(&self, zeitraum: Zeitraum) -> Option<Ausgabe> {
        match self.turnus {
            Some(turnus) => (turnus == zeitraum.turnus()).then(|| self.of_series(zeitraum))?,
            None => self.single().filter(|ausgabe| ausgabe.zeitraum == zeitraum),
        }
    }

    /// The report that is to be built where nobody names a period: the only one, or the last of a series whose day has
    /// come.
    pub fn newest(&self, heute: NaiveDate) -> Option<Ausgabe> {
        let Some(turnus) = self.turnus else { return self.single() };
        let mut zeitraum = turnus.zeitraum(heute)?;
        loop {
            let ausgabe = self.of_series(zeitraum)?;
            if ausgabe.datum <= heute {
                return Some(ausgabe);
            }
            zeitraum = zeitraum.previous()?;
        }
    }

    /// What it says of its state for a period: of a series, what stands with the Ausgabe.
    pub fn standangabe(&self, zeitraum: Zeitraum) -> Standangabe {
        let (stand, freigabe, zurueckziehung) = match self.turnus {
            None => (self.stand, &self.freigabe, &self.zurueckziehung),
            Some(_) => match self.own(zeitraum) {
                Some(own) => (own.stand, &own.freigabe, &own.zurueckziehung),
                None => (None, &None, &None),
            },
        };
        Standangabe { stand, freigabe: freigabe.clone(), zurueckziehung: zurueckziehung.clone() }
    }

    fn own(&self, zeitraum: Zeitraum) -> Option<&Sondertag> {
        self.ausgaben.iter().find(|own| own.zeitraum == zeitraum)
    }

    fn single(&self) -> Option<Ausgabe> {
        let (zeitraum, datum) = (self.zeitraum?, self.datum?);
        let stichtag = self.stichtag.unwrap_or(zeitraum.ende);
        Some(Ausgabe { zeitraum, stichtag, datum, datenstand: self.datenstand.unwrap_or(datum) })
    }

    fn of_series(&self, zeitraum: Zeitraum) -> Option<Ausgabe> {
        let tage = self.datum_tage.and_then(|tage| u64::try_from(tage).ok()).unwrap_or(DATUM_TAGE);
        let own = self.own(zeitraum).and_then(|own| own.datum);
        let datum = own.or_else(|| zeitraum.ende.checked_add_days(Days::new(tage)))?;
        Some(Ausgabe { zeitraum, stichtag: zeitraum.ende, datum, datenstand: datum })
    }
}

/// A report with its texts.
#[derive(Debug, Clone)]
pub struct BerichtOrdner {
    /// The folder's name.
    pub name: String,
    /// The record.
    pub bericht: Located<Bericht>,
    /// Text that stands on the cover instead of the embedded sentences.
    pub lagebild: Option<Text>,
    /// Text that introduces the report.
    pub einleitung: Option<Text>,
    /// Text that closes the report.
    pub ausblick: Option<Text>,
    /// Which edition of it this is.
    pub fassung: Fassung,
}

impl BerichtOrdner {
    /// Its texts.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        [&self.lagebild, &self.einleitung, &self.ausblick].into_iter().flatten()
    }

    /// Whether the public may read it.
    pub fn is_public(&self) -> bool {
        self.bericht.status != Some(Status::Nichtoeffentlich)
    }

    /// The name of a paper, which is that of its output file without the ending: the folder's, and behind it the period
    /// where the folder is that of a series.
    pub fn papier(&self, zeitraum: Zeitraum) -> String {
        match self.bericht.turnus {
            Some(_) => format!("{}-{}", self.name, zeitraum.kennung().to_lowercase()),
            None => self.name.clone(),
        }
    }

    /// The name of a paper's output file without the ending.
    pub fn datei(&self, zeitraum: Zeitraum) -> String {
        self.fassung.datei(&self.papier(zeitraum), self.bericht.standangabe(zeitraum).is_draft())
    }

    /// The title, with the period behind it in a series.
    pub fn titel(&self, zeitraum: Zeitraum) -> String {
        match self.bericht.turnus {
            Some(_) => format!("{}, {}", self.bericht.titel, zeitraum.name()),
            None => self.bericht.titel.clone(),
        }
    }
}

/// The folder and the period of a paper of a series: `quartal-2020-q4` is the report of `quartal` for `2020-Q4`.
pub fn series_and_period(papier: &str) -> impl Iterator<Item = (&str, Zeitraum)> {
    papier.match_indices('-').filter_map(|(at, _)| {
        let (ordner, zeitraum) = (papier.get(..at)?, papier.get(at + 1..)?);
        Some((ordner, Zeitraum::parse(&zeitraum.to_uppercase())?))
    })
}
