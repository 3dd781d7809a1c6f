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
mod vordruck;

use super::klima::Klimastand;
use crate::figures::finanzen::Finanzfiguren;
use crate::figures::vordruck::Vordruck;
use crate::finding::Finding;
use crate::model::{Bestand, Located, Text, Vorlage, VorlageOrdner};
use crate::text::{Absatz, absaetze};

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
    (form, figures): (&Vordruck<'_>, &Finanzfiguren),
    klima: &Klimastand<'_>,
) -> Vec<Finding> {
    let vorlage = &ordner.vorlage;
    let texte = texte(ordner);
    let mut findings = Vec::new();
    // What follows from a cell that is missing is wrong for that reason alone.
    if form.ist_vollstaendig() {
        findings.extend(vordruck::check(bestand, vorlage, form));
        findings.extend(betraege::check(bestand, vorlage, form, figures, &texte));
        findings.extend(ergebnisse(bestand, vorlage, form, figures));
    }
    findings.extend(ordner.beschlussvorschlag.iter().flat_map(|text| beschluss::check(bestand, vorlage, text)));
    findings.extend(aussagen::check(bestand, vorlage, form, &texte));
    findings.extend(klima::check(bestand, ordner, klima));
    findings
}

/// Results that were typed, and what covers a Verschlechterung.
fn ergebnisse(
    bestand: &Bestand,
    vorlage: &Located<Vorlage>,
    form: &Vordruck<'_>,
    figures: &Finanzfiguren,
) -> Vec<Finding> {
    let mut cells = form.zeilen().flat_map(|zeile| zeile.wirksam.zellen());
    // What is computed from a negative cell is wrong for that reason alone, which is a finding of its own.
    if cells.any(|(_, betrag)| betrag.is_negative()) {
        return Vec::new();
    }
    let mut findings = angegeben::check(vorlage, figures);
    findings.extend(verschlechterung::check(bestand, vorlage, form, figures));
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
