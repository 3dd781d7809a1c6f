//! The texts of one paper, built once for its rules and its view.

use super::{Block, Names, Texts, lagebild};
use crate::figures::{Berichtslage, Figure, KENNZAHLEN, Vorlagenlage};
use crate::model::Bestand;
use crate::source::Alphabet;

/// The Lagebild of a report that has none of its own.
pub(crate) const LAGEBILD: &str = include_str!("../../report-templates/lagebild.md");

/// The texts of a Vorlage; one with mistakes is empty.
#[derive(Debug)]
pub struct Vorlagentexte<'a> {
    pub(crate) beschlussvorschlag: Vec<Block>,
    pub(crate) weitere_erlaeuterungen: Vec<Block>,
    pub(crate) erlaeuterungen: Vec<Block>,
    /// What is to be said of them.
    pub(crate) texts: Texts<'a>,
}

impl<'a> Vorlagentexte<'a> {
    /// Builds the texts of a paper whose figures they can name.
    pub fn new(lage: &Vorlagenlage<'a>, alphabet: &'a Alphabet) -> Self {
        let (ordner, vorlage) = (lage.ordner, lage.vorlage());
        let mut names = names(lage.bestand, &lage.figures);
        names.add_day("vorlage.datum", vorlage.datum);
        names.add_text("vorlage.nummer", vorlage.nummer.to_string());
        for own in vorlage.kennzahlen.iter() {
            names.add_day(&format!("{}.stichtag", own.name), own.stichtag());
        }
        names.withhold(lage.hidden_groups());
        let mut texts = Texts::new(names, alphabet);
        let written = [&ordner.beschlussvorschlag, &ordner.weitere_erlaeuterungen, &ordner.erlaeuterungen];
        let [beschlussvorschlag, weitere_erlaeuterungen, erlaeuterungen] =
            written.map(|text| texts.build(text.as_ref()));
        Self { beschlussvorschlag, weitere_erlaeuterungen, erlaeuterungen, texts }
    }
}

/// The texts of a report; one with mistakes is empty.
#[derive(Debug)]
pub struct Berichtstexte<'a> {
    pub(crate) lagebild: Vec<Block>,
    pub(crate) einleitung: Vec<Block>,
    pub(crate) ausblick: Vec<Block>,
    /// What is to be said of them.
    pub(crate) texts: Texts<'a>,
}

impl<'a> Berichtstexte<'a> {
    /// Builds the texts of a report whose figures they can name.
    pub fn new(report: &Berichtslage<'a>, alphabet: &'a Alphabet) -> Self {
        let ordner = report.ordner;
        let mut names = names(report.bestand, &report.figures);
        let bezug = &report.portfolio.bezug;
        names.add_text(&format!("{KENNZAHLEN}.zeitraum"), report.zeitraum());
        for (name, day) in [
            ("stichtag", bezug.stichtag),
            ("datenstand", bezug.datenstand),
            ("beginn", bezug.zeitraum.beginn),
            ("ende", bezug.zeitraum.ende),
        ] {
            names.add_day(&format!("{KENNZAHLEN}.{name}"), day);
        }
        for (name, sentence) in lagebild::sentences(report) {
            names.add_text(&format!("lagebild.{name}"), sentence);
        }
        let mut texts = Texts::new(names, alphabet);
        let lagebild = match &ordner.lagebild {
            Some(own) => texts.build(Some(own)),
            None => texts.build_embedded(LAGEBILD),
        };
        let einleitung = texts.build(ordner.einleitung.as_ref());
        let ausblick = texts.build(ordner.ausblick.as_ref());
        Self { lagebild, einleitung, ausblick, texts }
    }
}

/// What every text of a paper can name: its figures, and the standard sentences.
fn names(bestand: &Bestand, figures: &[Figure]) -> Names {
    let mut names = Names::new(bestand.saetze.as_deref());
    names.add(figures);
    names
}
