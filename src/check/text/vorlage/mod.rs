//! What the texts of a Vorlage say of money, held against its form and the grants.

mod aussagen;
mod costs;
mod currency;
mod known_amounts;
mod betraege;
mod verraten;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::figures::Vorlagenlage;
use crate::finding::Finding;
use crate::model::{Euro, Text, VorlageOrdner};
use crate::source::Span;
use crate::text::{Kontoart, Paragraph, konten, paragraphs, saetze};

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

    /// Whether any sentence of them says what a search looks for.
    pub(in crate::check) fn say(&self, search: fn(&str) -> Option<Range<usize>>) -> bool {
        self.all().any(|text| text.first(|satz, _| search(satz)).is_some())
    }

    /// The numbers of accounts and products that they name, each with its place.
    pub(in crate::check) fn konten(&self) -> Vec<(Kontoart, String, Span)> {
        let paragraphs = self.all().flat_map(|text| text.absaetze.iter().map(move |absatz| (text, absatz)));
        let named = paragraphs.flat_map(|(text, absatz)| {
            let found = konten(&absatz.text).into_iter();
            found.map(move |konto| (konto.art, konto.nummer, absatz.span(text.text, &konto.range)))
        });
        named.collect()
    }
}

impl PlainText<'_> {
    /// The first words that a search finds in a sentence, given that and the one before it; with their place.
    fn first(&self, search: impl Fn(&str, &str) -> Option<Range<usize>>) -> Option<(String, Span)> {
        self.absaetze.iter().find_map(|absatz| {
            let mut before = "";
            saetze(&absatz.text).into_iter().find_map(|satz| {
                let own = &absatz.text[satz.clone()];
                let words = search(own, std::mem::replace(&mut before, own))?;
                let range = satz.start + words.start..satz.start + words.end;
                let shown = absatz.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                Some((shown, absatz.span(self.text, &range)))
            })
        })
    }
}

pub(super) fn check(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Vec<Finding> {
    let mut findings = aussagen::check(lage, texts);
    findings.extend(texts.beschluss.iter().flat_map(currency::check));
    findings.extend(verraten::check(lage));
    // What follows from a cell that is missing is wrong for that reason alone.
    if lage.has_finanzen() && lage.form.is_complete() {
        findings.extend(betraege::check(lage, texts));
    }
    findings
}
