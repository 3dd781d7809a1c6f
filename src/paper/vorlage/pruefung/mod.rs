//! What a paper says, held against what is computed and against its own form.
//!
//! These rules need figures or the sentences of a text, so they stand here and not in `check`, which comes before both.

mod angegeben;
mod aussagen;
mod bekannt;
mod beschluss;
mod betraege;
mod klima;
mod verschlechterung;

use super::klima::Klimastand;
use crate::figures::Finanzfiguren;
use crate::finding::Finding;
use crate::model::{Bestand, Finanzzeile, Text, VorlageOrdner};
use crate::paper::text::{Absatz, absaetze};

/// A text of the paper as a reader sees it, and how messages name it.
struct Lesetext<'a> {
    titel: &'static str,
    text: &'a Text,
    absaetze: Vec<Absatz>,
}

/// What is wrong with what a Vorlage says.
pub(super) fn check(
    bestand: &Bestand,
    ordner: &VorlageOrdner,
    figures: &Finanzfiguren,
    klima: &Klimastand<'_>,
) -> Vec<Finding> {
    let vorlage = &ordner.vorlage;
    let texte = texte(ordner);
    let mut findings = Vec::new();
    // What is computed from a negative cell is wrong for that reason alone, which is a finding of its own.
    if !vorlage.finanzen.zeilen().iter().flat_map(Finanzzeile::zellen).any(|(_, betrag)| betrag.is_negative()) {
        findings.extend(angegeben::check(vorlage, figures));
        findings.extend(verschlechterung::check(bestand, vorlage, figures));
    }
    findings.extend(ordner.beschlussvorschlag.iter().flat_map(|text| beschluss::check(bestand, vorlage, text)));
    findings.extend(betraege::check(bestand, vorlage, figures, &texte));
    findings.extend(aussagen::check(bestand, vorlage, &texte));
    findings.extend(klima::check(&bestand.stammdaten.klima, ordner, klima));
    findings
}

/// The texts of a paper, the Beschlussvorschlag first.
fn texte(ordner: &VorlageOrdner) -> Vec<Lesetext<'_>> {
    let texts = [
        ("Beschlussvorschlag", &ordner.beschlussvorschlag),
        ("Weitere Erläuterungen", &ordner.weitere_erlaeuterungen),
        ("Erläuterungen", &ordner.erlaeuterungen),
    ];
    let texts = texts.into_iter().filter_map(|(titel, text)| Some((titel, text.as_ref()?)));
    texts.map(|(titel, text)| Lesetext { titel, text, absaetze: absaetze(text) }).collect()
}
