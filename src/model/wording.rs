//! What the municipality's own words and numbers mean to rules: those of the form, unless it has its own.

use super::vorlagenregel::EigeneVorlageart;
use super::{Amtswort, Nummernmuster, Nummernteile, Stammdaten, VorlageNr, Vorlageart, Zustaendigkeit};
use crate::source::quoted;

impl Stammdaten {
    /// The patterns of its Vorlage-Nr: its own, or that of the form.
    pub fn nummernmuster(&self) -> Vec<&Nummernmuster> {
        let own: Vec<_> = self.vorlage.iter().flat_map(|regel| regel.nummer.iter()).collect();
        if own.is_empty() { vec![Nummernmuster::of_the_form()] } else { own }
    }

    /// A number for each of its own patterns, with the pattern, for messages; empty where it has none.
    pub fn number_samples(&self) -> String {
        let own = self.vorlage.iter().flat_map(|regel| regel.nummer.iter());
        let term = self.wahlperiode.iter().last().map_or(Nummernmuster::TERM, |term| term.kennung.as_str());
        let own = own.map(|muster| {
            format!("{} (Muster {})", muster.beispiel().replace(Nummernmuster::TERM, term), muster.as_str())
        });
        own.collect::<Vec<_>>().join(" oder ")
    }

    /// What the parts of a number say; `None` where it fits no pattern, which reading reports.
    pub fn nummernteile<'a>(&self, nummer: &'a VorlageNr) -> Option<Nummernteile<'a>> {
        self.nummernmuster().into_iter().find_map(|muster| muster.parts(nummer))
    }

    /// The words for kinds of paper, each with the kind of the form that it stands for.
    pub fn vorlagearten(&self) -> Vec<(&str, Vorlageart)> {
        let own: Vec<_> = self.vorlageart.iter().map(|art| (art.name.as_str(), art.gilt_als)).collect();
        if own.is_empty() { Vorlageart::ALL.iter().map(|art| (art.text(), *art)).collect() } else { own }
    }

    /// The words for what bodies do, each with the Zuständigkeit of the form that it stands for.
    pub fn zustaendigkeiten(&self) -> Vec<(&str, Zustaendigkeit)> {
        let own: Vec<_> = self.zustaendigkeit.iter().map(|own| (own.name.as_str(), own.gilt_als)).collect();
        if own.is_empty() { Zustaendigkeit::ALL.iter().map(|all| (all.text(), *all)).collect() } else { own }
    }

    /// What a kind of paper stands for; `None` for an unknown one, which reading reports.
    pub fn sinn_der_art(&self, art: &Amtswort<Vorlageart>) -> Option<Vorlageart> {
        meaning(self.vorlagearten(), art.text())
    }

    /// What a Zuständigkeit stands for; `None` for an unknown one, which reading reports.
    pub fn sinn_der_rolle(&self, rolle: &Amtswort<Zustaendigkeit>) -> Option<Zustaendigkeit> {
        meaning(self.zustaendigkeiten(), rolle.text())
    }

    /// The words that stand for a Zuständigkeit, for messages: „Vorberatung“ oder „Anhörung“.
    pub fn words_for(&self, rolle: Zustaendigkeit) -> String {
        quoted_words(self.zustaendigkeiten(), &rolle, rolle.text())
    }

    /// The words that stand for a kind of paper, for messages.
    pub fn words_for_art(&self, art: Vorlageart) -> String {
        quoted_words(self.vorlagearten(), &art, art.text())
    }

    /// Whether papers of a kind have the form Finanzielle Auswirkungen.
    pub fn has_finanzen(&self, art: &str) -> bool {
        let of_kind = self.eigene_art(art).and_then(|own| own.finanzen);
        of_kind.or(self.vorlage.as_ref().and_then(|regel| regel.finanzen)).unwrap_or(true)
    }

    /// Whether papers of a kind have the form Klimarelevanz.
    pub fn has_klimarelevanz(&self, art: &str) -> bool {
        let of_kind = self.eigene_art(art).and_then(|own| own.klimarelevanz);
        of_kind.or(self.vorlage.as_ref().and_then(|regel| regel.klimarelevanz)).unwrap_or(true)
    }

    fn eigene_art(&self, art: &str) -> Option<&EigeneVorlageart> {
        self.vorlageart.iter().find(|own| own.name == art)
    }
}

fn meaning<T>(words: Vec<(&str, T)>, word: &str) -> Option<T> {
    words.into_iter().find(|(own, _)| *own == word).map(|(_, meaning)| meaning)
}

/// The words of a meaning; that of the form where the municipality has none.
fn quoted_words<T: PartialEq>(words: Vec<(&str, T)>, wanted: &T, of_the_form: &str) -> String {
    let own: Vec<String> =
        words.into_iter().filter(|(_, meaning)| meaning == wanted).map(|(word, _)| quoted(word)).collect();
    if own.is_empty() { quoted(of_the_form) } else { own.join(" oder ") }
}
