//! The texts of one paper, built once for its rules and its view.

use super::{Block, Names, Texts};
use crate::figures::{Berichtslage, Figure, KENNZAHLEN, Kennzahl, Vorlagenlage};
use crate::model::{Bestand, day};
use crate::source::Alphabet;

/// The Lagebild of a report that has none of its own.
const LAGEBILD: &str = include_str!("../../report-templates/lagebild.md");

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
        names.add_text("lagebild.verzug", worst_delay(report).unwrap_or_default());
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

/// The project that is longest overdue, with the reason, in a sentence.
fn worst_delay(report: &Berichtslage<'_>) -> Option<String> {
    let overdue: Vec<_> = report.portfolio.members(Kennzahl::Ueberfaellig).map(|lage| lage.projekt).collect();
    let which = if overdue.len() == 1 { "Es ist" } else { "Am längsten in Verzug ist" };
    let worst = overdue.into_iter().min_by_key(|projekt| (projekt.ende_geplant, &projekt.kennung))?;
    let reason = match &worst.grund {
        Some(grund) => format!(": {}.", grund.trim_end_matches('.')),
        None => "; ein Grund ist nicht angegeben.".into(),
    };
    Some(format!("{which} „{}“, geplant bis {}{reason}", worst.titel, day(worst.ende_geplant?)))
}

/// What every text of a paper can name: its figures, and the standard sentences.
fn names(bestand: &Bestand, figures: &[Figure]) -> Names {
    let mut names = Names::new(bestand.saetze.as_deref());
    names.add(figures);
    names
}
