//! Rules on texts.

mod vorlage;

use crate::figures::Vorlagenlage;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Text};
use crate::source::Alphabet;
use crate::text::{self, Vorlagentexte, ungenannt};

pub(super) use vorlage::Lesetexte;

/// What is wrong with texts whatever their placeholders stand for, also with those of papers that cannot be prepared;
/// the bodies' names are known from `bestand`, whose own texts are looked at too.
pub fn check_texts(texts: &[Text], bestand: Option<&Bestand>, alphabet: &Alphabet) -> Vec<Finding> {
    let namen = text::Gremienliste::new(bestand.into_iter().flat_map(|bestand| bestand.stammdaten.gremium.iter()));
    let saetze = bestand.and_then(|bestand| bestand.saetze.as_deref());
    let mut findings = text::check_texts(texts, &namen, alphabet, saetze);
    findings.extend(bestand.into_iter().flat_map(text::check_records));
    findings
}

/// What is wrong with the texts of a Vorlage, by themselves and beside its forms.
pub(super) fn of_vorlage(lage: &Vorlagenlage<'_>, texts: &Vorlagentexte, read: &Lesetexte<'_>) -> Vec<Finding> {
    let vorlage = lage.vorlage();
    let mut findings = vorlage::check(lage, read);
    let groups = vorlage.kennzahlen.indexed();
    let groups = groups.map(|(i, bezug)| (bezug.name.as_str(), vorlage.span(&format!("kennzahlen/{i}/name"))));
    // What a text names that cannot be filled in, nobody knows.
    if texts.texts.is_sound() {
        findings.extend(ungenannt(groups, texts.texts.named()));
    }
    // Names of an entry that is not valid are unknown for that reason alone.
    let all_read = vorlage.kennzahlen.len() == vorlage.count("kennzahlen");
    let faults = texts.texts.findings().iter().filter(|finding| all_read || finding.code != Code::RB502);
    findings.extend(faults.cloned());
    findings
}
