//! View data of the page over all papers of an output folder.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::view::{FrameParts, Rahmen};
use crate::model::{Bestand, day};

/// What is said of a paper where papers are listed; a later run says it of a paper that it does not make.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eintrag {
    /// The number of a Vorlage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nummer: Option<String>,
    /// The Betreff, or the title.
    pub titel: String,
    /// What kind of paper it is.
    pub art: String,
    /// The day that it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<NaiveDate>,
    /// The body that decides, and on which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entscheidung: Option<(String, NaiveDate)>,
    /// The titles of the annexes of a Vorlage, in the order of its cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anlagen: Vec<String>,
}

impl Eintrag {
    /// The same of another part of the paper.
    pub(super) fn as_part(&self, art: Option<&str>) -> Self {
        let Some(art) = art else { return self.clone() };
        Self { titel: format!("{art}: {}", self.titel), art: art.into(), anlagen: Vec::new(), ..self.clone() }
    }
}

/// A paper in the folder.
#[derive(Debug, Clone)]
pub struct Zeile {
    /// What is said of it.
    pub eintrag: Eintrag,
    /// How many pages it has; none where nobody has said it.
    pub seiten: usize,
    /// Its files.
    pub dateien: Vec<Datei>,
}

/// A file of a paper.
#[derive(Debug, Clone, Serialize)]
pub struct Datei {
    /// What it is.
    pub form: String,
    /// Its name in the folder.
    pub name: String,
}

/// A paper on the page.
#[derive(Serialize)]
struct ZeileView {
    titel: String,
    /// Kind, number, day and pages.
    angaben: Vec<String>,
    entscheidung: Option<String>,
    dateien: Vec<Datei>,
}

/// The papers of a kind.
#[derive(Serialize)]
struct Gruppe {
    titel: &'static str,
    zeilen: Vec<ZeileView>,
}

/// The page.
#[derive(Serialize)]
struct UebersichtView {
    #[serde(flatten)]
    rahmen: Rahmen,
    uebersicht: Uebersicht,
}

/// What is on it.
#[derive(Serialize)]
struct Uebersicht {
    titel: &'static str,
    gruppen: Vec<Gruppe>,
}

/// What it is called.
const TITEL: &str = "Papiere";

/// What the templates of the page over these papers are given, which is made on the day `heute`: the newest first, those of a day in
/// their order.
pub fn uebersicht(bestand: &Bestand, mut papers: Vec<Zeile>, heute: NaiveDate) -> serde_json::Value {
    let genitiv = &bestand.stammdaten.koerperschaft.genitiv;
    let angaben = FrameParts {
        titel: format!("{TITEL} {genitiv}"),
        beschreibung: format!("Alle Papiere {genitiv} in diesem Ordner"),
        schlagworte: Vec::new(),
        datum: heute,
        fuss: format!("{TITEL} {genitiv}"),
    };
    papers.sort_by_key(|paper| Reverse(paper.eintrag.datum));
    let (vorlagen, others): (Vec<_>, Vec<_>) = papers.into_iter().partition(|paper| paper.eintrag.nummer.is_some());
    let (berichte, unknown): (Vec<_>, Vec<_>) = others.into_iter().partition(|paper| paper.eintrag.datum.is_some());
    let gruppen = [("Vorlagen", vorlagen), ("Berichte", berichte), ("Aus früheren Läufen", unknown)];
    let gruppen = gruppen.into_iter().filter(|(_, papers)| !papers.is_empty());
    let gruppen = gruppen.map(|(titel, papers)| Gruppe { titel, zeilen: papers.into_iter().map(zeile).collect() });
    let view = UebersichtView {
        rahmen: Rahmen::new(bestand, angaben, heute),
        uebersicht: Uebersicht { titel: TITEL, gruppen: gruppen.collect() },
    };
    // Texts, numbers and lists always serialise.
    serde_json::to_value(view).unwrap_or_default()
}

fn zeile(Zeile { eintrag, seiten, dateien }: Zeile) -> ZeileView {
    let Eintrag { nummer, titel, art, datum, entscheidung, anlagen: _ } = eintrag;
    let kind = [Some(art), nummer].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let seiten = match seiten {
        0 => None,
        1 => Some("1 Seite".to_owned()),
        seiten => Some(format!("{seiten} Seiten")),
    };
    let angaben = [Some(kind).filter(|kind| !kind.is_empty()), datum.map(day), seiten];
    let entscheidung = entscheidung.map(|(gremium, tag)| format!("{gremium}, {}", day(tag)));
    ZeileView { titel, angaben: angaben.into_iter().flatten().collect(), entscheidung, dateien }
}
