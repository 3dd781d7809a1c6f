//! The Klimarelevanz form, held against itself and against the quantities of the projects.

mod deckblatt;
mod kreuze;
mod vordruck;

use crate::finding::{Code, Finding};
use crate::model::{Decode, Klimaparameter, Klimarelevanz, Located, Relevanz, Vorlage, VorlageOrdner};
use crate::paper::klimadaten;
use crate::paper::vorlage::klima::Klimastand;

pub(super) fn check(parameter: &Klimaparameter, ordner: &VorlageOrdner, klima: &Klimastand<'_>) -> Vec<Finding> {
    let vorlage = &ordner.vorlage;
    let mut findings = deckblatt::check(klima.form.as_ref(), vorlage);
    let (Some(typed), Some(form)) = (&vorlage.klimarelevanz, &klima.form) else {
        findings.extend(ohne_vordruck(vorlage, klima));
        return findings;
    };
    findings.extend(klimadaten::grenzen(parameter, "die Vorlage", vorlage.datum, vorlage.span("datum")));
    if let Some(faktoren) = &klima.faktoren {
        findings.extend(klimadaten::fehlend([&klima.bilanz], faktoren, &ordner.name));
    }
    findings.extend(pflicht(typed, vorlage, klima));
    findings.extend(vordruck::check(form, vorlage));
    if let Some(figuren) = &klima.figuren {
        findings.extend(kreuze::check(typed, form, figuren, vorlage));
    }
    findings
}

/// Row 1 is required where it does not follow from quantities of energy.
fn pflicht(typed: &Klimarelevanz, vorlage: &Located<Vorlage>, klima: &Klimastand<'_>) -> Option<Finding> {
    (typed.klimaschutz.is_none() && klima.bilanz.is_empty()).then(|| {
        let message = "Das Pflichtfeld „klimaschutz“ fehlt.";
        let mend = "Ergänzen Sie das Feld „klimaschutz“ (Relevanz für den Klimaschutz). Entfallen darf es nur, wenn die \
                    Vorlage unter „projekte“ Projekte mit Energiemengen nennt.";
        let finding = Finding::at(Code::RB006, vorlage.span("klimarelevanz"), message, mend);
        finding.expected(Relevanz::shape().describe())
    })
}

/// Projects with quantities of energy have something to say to the council.
fn ohne_vordruck(vorlage: &Located<Vorlage>, klima: &Klimastand<'_>) -> Option<Finding> {
    (!klima.bilanz.is_empty()).then(|| {
        let message = "Die genannten Projekte haben Energiemengen, die Vorlage hat aber keinen Vordruck Klimarelevanz.";
        let mend = "Ergänzen Sie „klimarelevanz“ mit „klimafolgenanpassung“; die übrigen Kreuze werden berechnet.";
        Finding::at(Code::RB318, vorlage.span("projekte"), message, mend)
    })
}
