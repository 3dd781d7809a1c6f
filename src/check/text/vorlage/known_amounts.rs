//! The amounts that a text can name, because the form or a grant explains them.

use std::collections::BTreeSet;

use crate::figures::finanzen::{Finanzfiguren, Finanztabelle, Posten};
use crate::figures::vordruck::{Beitrag, Herkunft, Vordruck};
use crate::figures::{Figure, Wert};
use crate::model::{Bescheidstand, Euro, Finanzzeile, Zelle};
use crate::text::Textbetrag;

/// Every amount that a text can name; none is nought or has a sign.
pub(super) struct KnownAmounts {
    /// What the tables print.
    gedruckt: BTreeSet<Euro>,
    /// That, what follows from the rows, and the grants of the named projects.
    alle: BTreeSet<Euro>,
}

impl KnownAmounts {
    /// The amounts of a paper and of the grants to the projects that it names, as they stand on its day.
    pub(super) fn new(
        vordruck: &Vordruck<'_>,
        figures: &Finanzfiguren,
        bewilligungen: impl Iterator<Item = Bescheidstand>,
    ) -> Self {
        let gedruckt: Vec<Euro> = figures.figures().map(betrag).collect();
        let mut alle = gedruckt.clone();
        for zeile in vordruck.zeilen() {
            alle.extend(zeile.wirksam.zellen().map(|(_, betrag)| betrag));
            alle.extend(from_row(&zeile.wirksam));
            alle.extend(zeile.beitraege.iter().flat_map(one_by_one));
        }
        alle.extend(both_tables(figures));
        alle.extend(vordruck.tabellen.iter().flat_map(|t| &t.deckung.konten).map(|konto| konto.betrag));
        alle.extend(zuwendungen(bewilligungen));
        Self { gedruckt: without_signs(gedruckt), alle: without_signs(alle) }
    }

    /// The same with figures that the Herleitung prints beside the form.
    pub(super) fn with<'f>(mut self, figures: impl Iterator<Item = &'f Figure>) -> Self {
        self.alle.extend(without_signs(figures.map(betrag).collect()));
        self
    }

    /// Whether the form or a grant holds an amount between these two, both included.
    pub(super) fn holds(&self, (least, most): (Euro, Euro)) -> bool {
        self.alle.range(least..=most).next().is_some()
    }

    /// Whether an amount of a text stands for one of them.
    pub(super) fn explain(&self, betrag: &Textbetrag) -> bool {
        self.holds(betrag.bounds())
    }

    /// The printed amount nearest to one that is not known, where a slip could lie between them: a tenth.
    pub(super) fn nearest(&self, betrag: Euro) -> Option<Euro> {
        let below = self.gedruckt.range(..betrag).next_back();
        let above = self.gedruckt.range(betrag..).next();
        let distance = |other: &Euro| betrag.minus(*other).as_cents().unsigned_abs();
        let near = below.into_iter().chain(above).min_by_key(|near| distance(near))?;
        (distance(near) <= betrag.as_cents().unsigned_abs() / 10).then_some(*near)
    }
}

fn without_signs(amounts: Vec<Euro>) -> BTreeSet<Euro> {
    let positive =
        amounts.into_iter().map(|betrag| if betrag.is_negative() { Euro::ZERO.minus(betrag) } else { betrag });
    positive.filter(|betrag| !betrag.is_zero()).collect()
}

/// The amount of a figure; nought where nobody stated one.
fn betrag(figure: &Figure) -> Euro {
    match figure.wert {
        Wert::Betrag(betrag) => betrag,
        _ => Euro::ZERO,
    }
}

/// What follows from a row: the sum of its years, the change of its Ansätze, and an equal share of the three years after.
fn from_row(zeile: &Finanzzeile) -> Vec<Euro> {
    let [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff] = Zelle::PAARE.map(|zelle| zeile.betrag(zelle));
    let (alt, neu) = (ansatz.plus(ansatz_ff), fortgeschrieben.plus(fortgeschrieben_ff));
    let changes = [fortgeschrieben.minus(ansatz), fortgeschrieben_ff.minus(ansatz_ff), neu.minus(alt)];
    let shares = [ansatz_ff, fortgeschrieben_ff].map(|years| Euro::cents(years.as_cents() / 3));
    [alt, neu].into_iter().chain(changes).chain(shares).collect()
}

/// What both tables come to together, column by column: all that is spent, and both results.
fn both_tables(figures: &Finanzfiguren) -> Vec<Euro> {
    let tables: Vec<&Finanztabelle> = figures.tabellen().collect();
    let mut sums = Vec::new();
    for column in 0..6 {
        let cells = tables.iter().flat_map(|t| &t.posten).filter_map(|p| Some((p, betrag(p.zellen.get(column)?))));
        let cells: Vec<_> = cells.collect();
        sums.push(cells.iter().filter(|(p, _)| p.zeile.is_none()).map(|(_, betrag)| *betrag).sum());
        let spent = |p: &Posten| p.zeile.is_some_and(|zeile| !zeile.is_income());
        sums.push(cells.iter().filter(|(p, _)| spent(p)).map(|(_, betrag)| *betrag).sum());
    }
    for pair in 0..2 {
        sums.push(tables.iter().filter_map(|t| t.verbesserung.get(pair)).map(betrag).sum());
    }
    sums
}

/// What a project brings into a row in one year, and what that is made of.
fn one_by_one(beitrag: &Beitrag<'_>) -> Vec<Euro> {
    let mut amounts = vec![beitrag.ansatz, beitrag.fortgeschrieben];
    match &beitrag.herkunft {
        Herkunft::Haushalt(ansatz) => amounts.extend(ansatz.komponenten().into_iter().filter_map(|(_, betrag)| betrag)),
        Herkunft::Anlage(rechnung, _) => {
            amounts.extend([
                rechnung.gut.anschaffungskosten,
                rechnung.sonderposten.as_ref().map(|part| part.betrag).unwrap_or_default(),
            ]);
            amounts.extend(rechnung.gut.jahresbetraege().into_iter().filter_map(|(_, betrag)| betrag));
        }
        Herkunft::Tranche(_) => {}
    }
    amounts
}

/// The grants, what they are reckoned from, the city's own share, and the sums of each.
fn zuwendungen(bewilligungen: impl Iterator<Item = Bescheidstand>) -> Vec<Euro> {
    let mut sums = [Euro::ZERO; 3];
    let mut known = Vec::new();
    for bewilligung in bewilligungen {
        let ausgaben = bewilligung.zuwendungsfaehig.unwrap_or(bewilligung.betrag);
        let own = [bewilligung.betrag, ausgaben, ausgaben.minus(bewilligung.betrag)];
        sums = std::array::from_fn(|i| sums[i].plus(own[i]));
        known.extend(own);
    }
    known.extend(sums);
    known
}
