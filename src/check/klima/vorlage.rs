//! The Klimarelevanz form of a Vorlage, held against itself and against the quantities of the projects.

use super::{deckblatt, kreuze, luecken, vordruck};
use crate::check::projekte::names_unknown;
use crate::figures::Vorlagenlage;
use crate::figures::klima::Klimastand;
use crate::finding::{Code, Finding};
use crate::model::{Decode, Klimarelevanz, Located, Relevanz, Vorlage};
use crate::source::quoted;

pub(in crate::check) fn check(lage: &Vorlagenlage<'_>) -> Vec<Finding> {
    let (bestand, ordner, klima) = (lage.bestand, lage.ordner, &lage.klima);
    let (vorlage, parameter) = (&ordner.vorlage, &bestand.stammdaten.klima);
    let mut findings = deckblatt::check(klima.form.as_ref(), vorlage);
    let (Some(typed), Some(form)) = (&vorlage.klimarelevanz, &klima.form) else {
        // Where no paper of its kind has the form, none is missing.
        let has_form = bestand.stammdaten.has_klimarelevanz(vorlage.vorlageart.text());
        findings.extend(without_form(vorlage, klima).filter(|_| has_form));
        return findings;
    };
    findings.extend(luecken::grenzen(parameter, "die Vorlage", vorlage.datum, vorlage.span("datum")));
    if let Some(faktoren) = &klima.faktoren {
        findings.extend(luecken::missing([&klima.bilanz], faktoren, &luecken::PaperName::vorlage(ordner)));
    }
    findings.extend(not_counted(vorlage, klima));
    if !names_unknown(bestand, vorlage) {
        findings.extend(pflicht(typed, vorlage, klima));
    }
    findings.extend(vordruck::check(form, vorlage));
    if let Some(figuren) = &klima.figuren {
        findings.extend(kreuze::check(typed, form, figuren, vorlage));
    }
    findings
}

/// Row 1 is required where it does not follow from quantities of energy.
fn pflicht(typed: &Klimarelevanz, vorlage: &Located<Vorlage>, klima: &Klimastand<'_>) -> Option<Finding> {
    (typed.klimaschutz.is_none() && !klima.computes()).then(|| {
        let message = "Das Pflichtfeld „klimaschutz“ fehlt.";
        let mend = "Ergänzen Sie das Feld „klimaschutz“ (Relevanz für den Klimaschutz). Entfallen darf es nur, wenn die \
                    Vorlage unter „projekte“ Projekte nennt, die Energie einsparen oder zusätzlich brauchen.";
        let finding = Finding::at(Code::RB006, vorlage.span("klimarelevanz/klimaschutz"), message, mend);
        finding.expected(Relevanz::shape().describe())
    })
}

/// What is computed from some of the named projects looks as if it were of all of them.
fn not_counted(vorlage: &Located<Vorlage>, klima: &Klimastand<'_>) -> Option<Finding> {
    let names: Vec<String> =
        klima.not_counted().iter().map(|p| format!("{} {}", p.kennung, quoted(&p.titel))).collect();
    (!names.is_empty()).then(|| {
        let message = format!(
            "Die Klimarelevanz folgt nur aus einem Teil der genannten Projekte; ohne Energiemengen und daher nicht \
             mitgerechnet: {}.",
            names.join(", ")
        );
        let mend = "Ergänzen Sie in der Tabelle energie, was diese Projekte einsparen oder zusätzlich brauchen. Haben sie \
                    keine Wirkung, ist nichts zu tun; die Herleitung nennt sie.";
        Finding::at(Code::RB319, vorlage.span("projekte"), message, mend)
    })
}

/// Projects with quantities of energy have something to say to the council.
fn without_form(vorlage: &Located<Vorlage>, klima: &Klimastand<'_>) -> Option<Finding> {
    klima.computes().then(|| {
        let message = "Die genannten Projekte haben Energiemengen, die Vorlage hat aber keinen Vordruck Klimarelevanz.";
        let mend = "Ergänzen Sie zur Klimarelevanz „klimafolgenanpassung“; die übrigen Kreuze werden berechnet.";
        let cell = "klimarelevanz/klimafolgenanpassung";
        let path = if vorlage.cells().any(|(_, path)| path == cell) { cell } else { "projekte" };
        Finding::at(Code::RB318, vorlage.span(path), message, mend)
    })
}
