//! Records and figures become the view data of a paper.
//!
//! View data is the whole truth of a paper: everything printed is in it, formatted, as JSON. Texts become block trees
//! here, so that data can never become markup.

mod bericht;
mod datenstand;
mod herkunft;
mod klimadaten;
pub mod view;
mod vorlage;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::figures::Figure;
use crate::figures::fundstelle::Fundstellen;
use crate::finding::{Code, Finding};
use crate::model::{Ausgabe, BerichtOrdner, Bestand, Logo, Sicht, Zeitraum};
use crate::source::{Alphabet, SourceFile};
use crate::text::zahl;
use crate::workspace::Layout;

pub use bericht::bilder;
pub use view::View;

/// The folder of the closed periods.
const ABSCHLUESSE: &str = Layout::ABSCHLUESSE;

/// A paper ready to be typeset.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its name: that of its folder, and behind it the period where the folder is that of a series.
    pub name: String,
    /// The name of its folder.
    pub ordner: String,
    /// The period of a report.
    pub zeitraum: Option<Zeitraum>,
    /// The closed periods that it compares with, by the paths of their files.
    pub abschluesse: Vec<String>,
    /// Name of its output file without the ending.
    pub datei: String,
    /// What it is called in messages: the Vorlage-Nr or the title.
    pub bezeichnung: String,
    /// Identifies the document in the PDF.
    pub ident: String,
    /// What was recorded after this day does not count.
    pub datenstand: chrono::NaiveDate,
    /// What is printed.
    pub view: View,
    /// The figures behind it.
    pub figures: Vec<Figure>,
    /// The logo on its cover.
    pub logo: Option<Logo>,
    /// Whether its annex says where the printed figures come from.
    pub herkunft: bool,
}

impl Paper {
    /// What the templates are given: everything that is printed, and nothing else, with sorted keys.
    ///
    /// A text with figures is a list of pieces: texts, and `{"kennzahl": id, "text": digits}`. Under `herkunft` stands
    /// the annex, or nothing.
    pub fn view_data(&self) -> Value {
        // View data are texts, numbers and lists with texts as keys, which always serialise.
        let mut data = zahl::in_pieces(serde_json::to_value(&self.view).unwrap_or_default());
        let annex = self.herkunft.then(|| herkunft::view(&self.figures, &data));
        if let Some(map) = data.as_object_mut() {
            map.insert("herkunft".to_owned(), json!(annex));
        }
        data
    }

    /// The ids of the figures that it prints, in the order of their first appearance.
    pub fn printed(&self) -> Vec<String> {
        let data = zahl::in_pieces(serde_json::to_value(&self.view).unwrap_or_default());
        herkunft::printed(&data)
    }

    /// Whether a file of the workspace belongs to what it is made from.
    pub fn liest(&self, file: &SourceFile) -> bool {
        let closed = file.path.strip_prefix(ABSCHLUESSE).is_some_and(|rest| rest.starts_with('/'));
        match &file.paper {
            Some(ordner) => *ordner == self.ordner,
            None => !closed || self.abschluesse.contains(&file.path),
        }
    }

    /// Where the records stand that its figures name.
    pub fn fundstellen<'a>(&self, bestand: &'a Bestand) -> Fundstellen<'a> {
        let vorlage = bestand.vorlagen.iter().find(|ordner| ordner.name == self.ordner).map(|ordner| &ordner.vorlage);
        Fundstellen::new(bestand, &Sicht::am(bestand, self.datenstand), vorlage)
    }
}

/// What comes of preparing papers; one whose texts have mistakes must not be printed, and the findings say so.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The papers, Vorlagen before Berichte, each by name.
    pub papers: Vec<Paper>,
    /// What is wrong with their texts and figures.
    pub findings: Vec<Finding>,
}

/// The path of a closed period's file below the workspace.
pub fn abschlusspfad(zeitraum: Zeitraum) -> String {
    format!("{ABSCHLUESSE}/{}.json", zeitraum.kennung())
}

/// What is kept of the reports on a period when it is closed, by name: each with its figures and projects.
pub fn abgeschlossene_berichte(bestand: &Bestand, zeitraum: Zeitraum) -> Vec<Value> {
    let reports = bestand.berichte.iter().filter_map(|ordner| Some((ordner, ordner.bericht.ausgabe(zeitraum)?)));
    reports.filter_map(|(ordner, ausgabe)| bericht::abgeschlossen(bestand, ordner, ausgabe)).collect()
}

/// Which papers are to be prepared, and for which day.
#[derive(Debug, Clone, Copy)]
pub struct Auftrag<'a> {
    /// The day of printing.
    pub heute: chrono::NaiveDate,
    /// The periods that are wanted of a folder of reports; where there are none, the report that is due.
    pub zeitraeume: Option<&'a BTreeMap<String, Vec<Zeitraum>>>,
}

impl Auftrag<'_> {
    /// Every paper of a day.
    pub fn am(heute: chrono::NaiveDate) -> Self {
        Self { heute, zeitraeume: None }
    }

    /// The reports of a folder that are wanted.
    fn ausgaben(&self, ordner: &BerichtOrdner) -> Vec<Ausgabe> {
        match self.zeitraeume.and_then(|zeitraeume| zeitraeume.get(&ordner.name)) {
            None => ordner.bericht.neueste(self.heute).into_iter().collect(),
            Some(zeitraeume) => zeitraeume.iter().filter_map(|zeitraum| ordner.bericht.ausgabe(*zeitraum)).collect(),
        }
    }
}

/// Prepares the papers of a workspace whose folders `wanted` names.
///
/// A text with mistakes is empty in its paper.
pub fn prepare(
    bestand: &Bestand,
    alphabet: &Alphabet,
    auftrag: Auftrag<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Prepared {
    let mut prepared = Prepared::default();
    for ordner in bestand.vorlagen.iter().filter(|o| wanted(&o.name)) {
        prepared.add(vorlage::paper(bestand, alphabet, ordner, auftrag.heute));
    }
    for ordner in bestand.berichte.iter().filter(|o| wanted(&o.name)) {
        for ausgabe in auftrag.ausgaben(ordner) {
            prepared.add(bericht::paper(bestand, alphabet, (ordner, ausgabe), auftrag.heute));
        }
    }
    prepared
}

impl Prepared {
    fn add(&mut self, (paper, findings): (Option<Paper>, Vec<Finding>)) {
        self.papers.extend(paper);
        self.findings.extend(findings);
    }
}

/// A day as tables print it: `31.12.2020`.
fn tag(date: chrono::NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// The finding for figures that do not add up, which valid data cannot cause.
fn identity_broken(name: &str, span: crate::source::Span) -> Finding {
    let message = format!("Die Kennzahlen „{name}“ gehen nicht auf: K0 + K1 ist nicht K2 + K3 + K3b + K5 + K6.");
    let mend = "Prüfen Sie Beginn, Ende und Abbruch der Projekte. Stimmen alle Daten, melden Sie bitte den Fehler.";
    Finding::at(Code::RB601, span, message, mend)
}
