//! The form Finanzielle Auswirkungen as it holds: typed cells, and what the paper's projects bring into the others.
//!
//! A typed cell stands; a cell that nobody typed follows from budget, assets and grants of the projects that the paper
//! names. Where the tables keep nothing for them, the form is what was typed.

mod beitrag;
mod deckung;
mod zeile;

use std::collections::BTreeSet;

use self::beitrag::Projektdaten;
use crate::model::{
    Auswirkungen, Bestand, Finanzen, Haushaltsart, Haushaltszeile, Items, Jahr, PspElement, Sicht, Vorlage, Zelle,
};

pub use beitrag::{Beitrag, Herkunft};
pub use deckung::{Deckungskonto, Deckungsposten, Deckungsstand, Kontosumme};
pub use zeile::Formzeile;

/// The form of one paper.
#[derive(Debug, Clone)]
pub struct Vordruck<'a> {
    /// JA or NEIN: as typed, otherwise JA where any amount is not nought.
    pub auswirkungen: Auswirkungen,
    /// The budget year J.
    pub haushaltsjahr: Jahr,
    /// The accounts: those typed, then those of the projects' budget.
    pub psp_elemente: Vec<PspElement>,
    /// The tables that the paper has, investiv first.
    pub tabellen: Vec<Formtabelle<'a>>,
}

/// One of the two tables.
#[derive(Debug, Clone)]
pub struct Formtabelle<'a> {
    /// Which of the two.
    pub art: Haushaltsart,
    /// Its rows in the order of the form, without results.
    pub zeilen: Vec<Formzeile<'a>>,
    /// What covers it.
    pub deckung: Deckungsstand,
}

impl Vordruck<'_> {
    /// The form as it was typed.
    pub fn entered(finanzen: &Finanzen) -> Vordruck<'static> {
        form(finanzen, None)
    }

    /// The table of a kind; `None` where the paper makes no statement.
    pub fn tabelle(&self, art: Haushaltsart) -> Option<&Formtabelle<'_>> {
        self.tabellen.iter().find(|tabelle| tabelle.art == art)
    }

    /// The rows of both tables, in the order of the form.
    pub fn zeilen(&self) -> impl Iterator<Item = &Formzeile<'_>> {
        self.tabellen.iter().flat_map(|tabelle| &tabelle.zeilen)
    }

    /// Whether results follow from it: a cell that is missing or typed negative is wrong itself, and so is all behind it.
    ///
    /// What an asset saves, or the income that falls away because of it, may make a cell negative.
    pub fn is_sound(&self) -> bool {
        let typed = |zeile: &Formzeile<'_>| zeile.eingetragen.zellen().any(|(_, betrag)| betrag.is_negative());
        let mistaken = |zeile: &Formzeile<'_>| typed(zeile) || zeile.beitraege.iter().any(Beitrag::is_mistaken);
        self.is_complete() && !self.zeilen().any(mistaken)
    }

    /// Whether any cell of either table holds an amount.
    pub fn has_amounts(&self) -> bool {
        has_amounts(&self.tabellen)
    }

    /// Whether every row is computed or has all cells of its pairs of columns; what is missing is a finding.
    pub fn is_complete(&self) -> bool {
        let filled = |zeile: &Formzeile<'_>| {
            Zelle::PAARE.iter().all(|zelle| zeile.wirksam.angabe(*zelle).is_some())
                && (zeile.berechnet.is_none() || zeile.incomplete().is_empty())
        };
        self.zeilen().all(filled)
    }

    /// Whether anything in it follows from projects.
    pub fn is_computed(&self) -> bool {
        self.zeilen().any(|zeile| zeile.berechnet.is_some())
    }
}

/// The form of a paper, by what was recorded up to its Datenstand and decided up to its date.
pub fn vordruck<'a>(bestand: &'a Bestand, vorlage: &'a Vorlage) -> Vordruck<'a> {
    if !bestand.stammdaten.has_finanzen(vorlage.vorlageart.text()) {
        return Vordruck::entered(&vorlage.finanzen);
    }
    let sicht = Sicht::of(bestand, vorlage);
    form(&vorlage.finanzen, Projektdaten::new(&sicht, vorlage, vorlage.datum).as_ref())
}

fn form<'a>(finanzen: &Finanzen, projekte: Option<&Projektdaten<'a>>) -> Vordruck<'a> {
    let jahr = finanzen.haushaltsjahr;
    let psp_elemente = psp_elemente(&finanzen.psp_elemente, projekte);
    let present = Haushaltsart::ALL.iter().filter(|art| projekte.is_some() || finanzen.has_table(**art));
    let tabellen: Vec<Formtabelle<'a>> = present.map(|art| tabelle(finanzen, *art, jahr, projekte)).collect();
    let auswirkungen = finanzen.auswirkungen.unwrap_or_else(|| match has_amounts(&tabellen) {
        true => Auswirkungen::Ja,
        false => Auswirkungen::Nein,
    });
    Vordruck { auswirkungen, haushaltsjahr: jahr, psp_elemente, tabellen }
}

fn has_amounts(tabellen: &[Formtabelle<'_>]) -> bool {
    let zeilen = tabellen.iter().flat_map(|tabelle| &tabelle.zeilen);
    zeilen.flat_map(|zeile| zeile.wirksam.zellen()).any(|(_, betrag)| !betrag.is_zero())
}

fn tabelle<'a>(
    finanzen: &Finanzen,
    art: Haushaltsart,
    jahr: Jahr,
    projekte: Option<&Projektdaten<'a>>,
) -> Formtabelle<'a> {
    let zeilen: Vec<Formzeile<'a>> =
        Haushaltszeile::of(art).map(|zeile| Formzeile::new(finanzen, zeile, jahr, projekte)).collect();
    let deckung = Deckungsstand::new(finanzen.deckung(art), art, &zeilen, jahr, projekte.is_some());
    Formtabelle { art, zeilen, deckung }
}

/// The typed accounts, then those of the projects' budget that are not among them, each once.
fn psp_elemente(typed: &Items<PspElement>, projekte: Option<&Projektdaten<'_>>) -> Vec<PspElement> {
    let mut elemente: Vec<PspElement> = typed.iter().cloned().collect();
    let mut known: BTreeSet<String> = elemente.iter().map(|element| element.psp.clone()).collect();
    for beitrag in projekte.into_iter().flat_map(|daten| &daten.beitraege) {
        let Herkunft::Haushalt(ansatz) = &beitrag.herkunft else { continue };
        let Some(psp) = &ansatz.psp else { continue };
        if known.insert(psp.clone()) {
            elemente.push(PspElement { psp: psp.clone(), text: None, kostenart: ansatz.kostenart.clone() });
        }
    }
    elemente
}
