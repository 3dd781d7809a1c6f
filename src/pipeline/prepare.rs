//! From records to papers that can be typeset: figures, texts, rules and views, one after the other.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::check;
use crate::figures::{Berichtslage, Vorlagenlage};
use crate::finding::Finding;
use crate::model::{Ausgabe, BerichtOrdner, Bestand, Zeitraum};
use crate::paper::{self, Paper};
use crate::source::Alphabet;
use crate::text::{Berichtstexte, Vorlagentexte};

/// What comes of preparing papers; one whose texts have mistakes must not be printed, and the findings say so.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The papers, Vorlagen before Berichte, each by name.
    pub papers: Vec<Paper>,
    /// What is wrong with their texts, forms and figures.
    pub findings: Vec<Finding>,
}

/// Which papers are to be prepared, and for which day.
#[derive(Debug, Clone, Copy)]
pub struct Auftrag<'a> {
    /// The day of printing.
    pub heute: NaiveDate,
    /// The periods that are wanted of a folder of reports; where there are none, the report that is due.
    pub zeitraeume: Option<&'a BTreeMap<String, Vec<Zeitraum>>>,
}

impl Auftrag<'_> {
    /// Every paper of a day.
    pub fn am(heute: NaiveDate) -> Self {
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
/// What is computed for a paper is computed once, and given to its rules and its view. A text with mistakes is empty in
/// its paper; a report whose selection is unknown is left out, which is a finding on its record.
pub fn prepare(
    bestand: &Bestand,
    alphabet: &Alphabet,
    auftrag: Auftrag<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Prepared {
    let mut prepared = Prepared::default();
    for ordner in bestand.vorlagen.iter().filter(|o| wanted(&o.name)) {
        let lage = Vorlagenlage::new(bestand, ordner);
        let texts = Vorlagentexte::new(&lage, alphabet);
        prepared.findings.extend(check::vorlage(&lage, &texts));
        prepared.papers.push(paper::vorlage(lage, texts, auftrag.heute));
    }
    for ordner in bestand.berichte.iter().filter(|o| wanted(&o.name)) {
        for report in auftrag.ausgaben(ordner).into_iter().filter_map(|it| Berichtslage::new(bestand, ordner, it)) {
            let texts = Berichtstexte::new(&report, alphabet);
            prepared.findings.extend(check::bericht(&report, &texts));
            prepared.papers.push(paper::bericht(report, texts, auftrag.heute));
        }
    }
    prepared
}
