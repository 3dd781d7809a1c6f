//! The texts of one paper, built once for its rules and its view.

use super::{Block, TextBuilder};
use crate::figures::{Berichtslage, Figure, KENNZAHLEN, Vorlagenlage};
use crate::model::Bestand;
use crate::source::Alphabet;

/// The texts of a Vorlage; one with mistakes is empty.
#[derive(Debug)]
pub struct Vorlagentexte {
    pub(crate) beschlussvorschlag: Vec<Block>,
    pub(crate) weitere_erlaeuterungen: Vec<Block>,
    pub(crate) erlaeuterungen: Vec<Block>,
    /// What is to be said of them.
    pub(crate) texts: TextBuilder,
}

impl Vorlagentexte {
    /// Builds the texts of a paper whose figures they can name.
    pub fn new(lage: &Vorlagenlage<'_>, alphabet: &Alphabet) -> Self {
        let (ordner, vorlage) = (lage.ordner, lage.vorlage());
        let mut texts = builder(lage.bestand, &lage.figures, alphabet);
        texts.add_day("vorlage.datum", vorlage.datum);
        texts.add_text("vorlage.nummer", vorlage.nummer.to_string());
        let written = [&ordner.beschlussvorschlag, &ordner.weitere_erlaeuterungen, &ordner.erlaeuterungen];
        let [beschlussvorschlag, weitere_erlaeuterungen, erlaeuterungen] =
            written.map(|text| texts.build(text.as_ref()));
        texts.compare(written.into_iter().flatten(), &lage.figures);
        Self { beschlussvorschlag, weitere_erlaeuterungen, erlaeuterungen, texts }
    }
}

/// The texts of a report; one with mistakes is empty.
#[derive(Debug)]
pub struct Berichtstexte {
    pub(crate) einleitung: Vec<Block>,
    pub(crate) ausblick: Vec<Block>,
    /// What is to be said of them.
    pub(crate) texts: TextBuilder,
}

impl Berichtstexte {
    /// Builds the texts of a report whose figures they can name.
    pub fn new(report: &Berichtslage<'_>, alphabet: &Alphabet) -> Self {
        let ordner = report.ordner;
        let mut texts = builder(report.bestand, &report.figures, alphabet);
        let bezug = &report.portfolio.bezug;
        texts.add_text(&format!("{KENNZAHLEN}.zeitraum"), report.zeitraum());
        for (name, day) in [
            ("stichtag", bezug.stichtag),
            ("datenstand", bezug.datenstand),
            ("beginn", bezug.zeitraum.beginn),
            ("ende", bezug.zeitraum.ende),
        ] {
            texts.add_day(&format!("{KENNZAHLEN}.{name}"), day);
        }
        let einleitung = texts.build(ordner.einleitung.as_ref());
        let ausblick = texts.build(ordner.ausblick.as_ref());
        texts.compare(ordner.einleitung.iter().chain(&ordner.ausblick), &report.figures);
        Self { einleitung, ausblick, texts }
    }
}

fn builder(bestand: &Bestand, figures: &[Figure], alphabet: &Alphabet) -> TextBuilder {
    let mut texts = TextBuilder::new(alphabet).with_saetze(bestand.saetze.as_ref());
    texts.add(figures);
    texts
}
