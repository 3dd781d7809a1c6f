//! Rules on texts: what was left standing, names, amounts, placeholders, and what this Markdown may hold.

mod allowed;
mod openings;
mod article;
mod betraege;
mod typed;
mod gremien;
mod names;
mod personen;
mod placeholder_days;
mod platzhalter;
mod leftovers;
mod lists;
mod raw_markup;
mod vorlage;

use std::collections::BTreeSet;

use crate::figures::{Berichtslage, Figure, Vorlagenlage};
use crate::finding::{Code, Finding, Severity};
use crate::model::{Bestand, Text};
use crate::source::{Alphabet, is_set_in};
use crate::text::{Berichtstexte, FaultKind, Gremienliste, Names, Texts, Vorlagentexte, fence_faults};

pub(super) use vorlage::Lesetexte;

/// What is wrong with texts whatever their placeholders stand for, also with those of papers that cannot be prepared;
/// the bodies' names are known from `bestand`, whose own texts are looked at too.
pub fn check_texts(texts: &[Text], bestand: Option<&Bestand>, alphabet: &Alphabet) -> Vec<Finding> {
    let gremien = Gremienliste::new(bestand.into_iter().flat_map(|bestand| bestand.stammdaten.gremium.iter()));
    let names = Names::new(bestand.and_then(|bestand| bestand.saetze.as_deref()));
    let mut findings = Vec::new();
    for text in texts {
        findings.extend(allowed::check(text, alphabet));
        let fences = fence_faults(&text.markdown);
        findings.extend(fences.iter().map(|fault| platzhalter::finding(text, fault, &names)));
        findings.extend(lists::check(text));
        findings.extend(raw_markup::check(text));
        findings.extend(platzhalter::misspelt(text, &names));
        findings.extend(leftovers::check(text));
        findings.extend(openings::check(text));
        findings.extend(betraege::check(text));
        findings.extend(betraege::misspelt(text));
        findings.extend(article::check(text));
        findings.extend(gremien::check(text, &gremien));
    }
    findings.extend(bestand.into_iter().flat_map(leftovers::check_records));
    findings
}

/// What is wrong with the texts of a Vorlage, by themselves and beside its forms.
pub(super) fn of_vorlage(lage: &Vorlagenlage<'_>, texts: &Vorlagentexte<'_>, read: &Lesetexte<'_>) -> Vec<Finding> {
    let vorlage = lage.vorlage();
    let mut own = of_texts(&texts.texts, &lage.figures);
    // What a text names that cannot be filled in, nobody knows.
    if own.iter().all(|finding| finding.severity != Severity::Error) {
        let built = texts.texts.built();
        let named: BTreeSet<&str> = built.iter().flat_map(|built| &built.named).map(String::as_str).collect();
        own.extend(typed::unnamed(vorlage, &named));
    }
    // Names of an entry that is not valid are unknown for that reason alone.
    let all_read = vorlage.kennzahlen.len() == vorlage.count("kennzahlen");
    own.retain(|finding| all_read || finding.code != Code::RB502);
    let mut findings = vorlage::check(lage, read);
    findings.extend(personen::of_vorlage(lage.bestand, lage.ordner));
    findings.extend(own);
    findings
}

/// What is wrong with the texts of a report.
pub(super) fn of_bericht(report: &Berichtslage<'_>, texts: &Berichtstexte<'_>) -> Vec<Finding> {
    let mut findings = of_texts(&texts.texts, &report.figures);
    findings.extend(personen::of_bericht(report.bestand, report.ordner));
    findings
}

/// What is wrong with the texts of one paper now that they are filled in; `figures` are those of the paper.
fn of_texts(texts: &Texts<'_>, figures: &[Figure]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for built in texts.built() {
        let reported = |kind: &FaultKind| {
            matches!(kind, FaultKind::Unprintable(_)) && has_unprintable(built.text, texts.alphabet())
        };
        let faults = built.faults.iter().filter(|fault| !reported(&fault.kind));
        findings.extend(faults.map(|fault| platzhalter::finding(built.text, fault, texts.names())));
        findings.extend(typed::check(built.text, figures));
    }
    findings
}

/// What keeps texts of a public edition from being printed; where they stand in a file, nobody can say of what was cut.
pub(crate) fn unfilled(texts: &Texts<'_>) -> Vec<Finding> {
    let findings = texts.built().iter().flat_map(|built| {
        let faults = built.faults.iter().map(|fault| platzhalter::finding(built.text, fault, texts.names()));
        faults.map(|finding| Finding { span: Some(built.text.span(0, 0)), ..finding })
    });
    findings.filter(|finding| finding.severity == Severity::Error).collect()
}

/// Whether a text holds a character without a glyph at a place that is known.
fn has_unprintable(text: &Text, alphabet: &Alphabet) -> bool {
    let written_out = text.markdown.replace(|c| matches!(c, '\n' | '\r' | '\t') || is_set_in(c), " ");
    let is_hidden = || allowed::check(text, alphabet).iter().any(|finding| finding.code == Code::RB013);
    alphabet.first_unprintable(&written_out).is_some() || is_hidden()
}
