//! What the texts of a Vorlage say of money, held against its form and the grants.

mod aussagen;
mod known_amounts;
mod betraege;

use std::collections::BTreeSet;

use crate::figures::Vorlagenlage;
use crate::finding::Finding;
use crate::model::{Euro, Text, VorlageOrdner};
use crate::text::{Paragraph, paragraphs};

/// The texts of a paper as a reader sees them.
pub(in crate::check) struct Lesetexte<'a> {
    /// The Beschlussvorschlag.
    beschluss: Option<PlainText<'a>>,
    /// Those behind it.
    others: Vec<PlainText<'a>>,
}

/// A text of the paper as a reader sees it, and how messages name it.
struct PlainText<'a> {
    titel: &'static str,
    text: &'a Text,
    absaetze: Vec<Paragraph>,
}

impl<'a> Lesetexte<'a> {
    pub(in crate::check) fn new(ordner: &'a VorlageOrdner) -> Self {
        let read = |titel, text: &'a Option<Text>| {
            text.as_ref().map(|text| PlainText { titel, text, absaetze: paragraphs(text) })
        };
        let others = [
            read("Weitere Erläuterungen", &ordner.weitere_erlaeuterungen),
            read("Erläuterungen", &ordner.erlaeuterungen),
        ];
        Self {
            beschluss: read("Beschlussvorschlag", &ordner.beschlussvorschlag),
            others: others.into_iter().flatten().collect(),
        }
    }

    /// All of them, the Beschlussvorschlag first.
    fn all(&self) -> impl Iterator<Item = &PlainText<'a>> {
        self.beschluss.iter().chain(&self.others)
    }

    /// The amounts that the Beschlussvorschlag names.
    pub(in crate::check) fn decided(&self) -> BTreeSet<Euro> {
        self.beschluss.iter().flat_map(betraege::fundstellen).map(|fund| fund.betrag.betrag).collect()
    }
}

pub(super) fn check(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Vec<Finding> {
    let mut findings = aussagen::check(lage, texts);
    // What follows from a cell that is missing is wrong for that reason alone.
    if lage.has_finanzen() && lage.form.is_complete() {
        findings.extend(betraege::check(lage, texts));
    }
    findings
}
