//! The amounts that a text can name, because the form or a grant explains them.

use std::collections::BTreeSet;

use crate::figures::{Figure, Finanzfiguren, Tabelle, Wert};
use crate::model::{Bestand, Euro, Finanzzeile, Vorlage};

/// Every amount of the form, what follows from its rows, and the grants of the named projects; none with a sign.
pub(super) fn bekannte(bestand: &Bestand, vorlage: &Vorlage, figures: &Finanzfiguren) -> BTreeSet<Euro> {
    let mut known: Vec<Euro> = figures.figures().map(betrag).collect();
    for zeile in vorlage.finanzen.zeilen() {
        known.extend(zeile.zellen().map(|(_, betrag)| betrag));
        known.extend(aus_der_zeile(&zeile));
    }
    known.extend(beide_tabellen(figures));
    let deckungen = vorlage.finanzen.deckungen().filter_map(|(_, deckung)| deckung);
    known.extend(deckungen.flat_map(|deckung| deckung.nachweis.iter()).map(|nachweis| nachweis.betrag));
    known.extend(zuwendungen(bestand, vorlage));
    let positive = known.into_iter().map(|betrag| if betrag.is_negative() { Euro::ZERO.minus(betrag) } else { betrag });
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
fn aus_der_zeile(zeile: &Finanzzeile) -> Vec<Euro> {
    let Finanzzeile { ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, .. } = zeile;
    let (alt, neu) = (ansatz.plus(*ansatz_ff), fortgeschrieben.plus(*fortgeschrieben_ff));
    let changes = [fortgeschrieben.minus(*ansatz), fortgeschrieben_ff.minus(*ansatz_ff), neu.minus(alt)];
    let shares = [ansatz_ff, fortgeschrieben_ff].map(|years| Euro::cents(years.as_cents() / 3));
    [alt, neu].into_iter().chain(changes).chain(shares).collect()
}

/// What both tables come to together, column by column: all that is spent, and both results.
fn beide_tabellen(figures: &Finanzfiguren) -> Vec<Euro> {
    let tables: Vec<&Tabelle> = figures.investiv.iter().chain(&figures.konsumtiv).collect();
    let mut sums = Vec::new();
    for column in 0..6 {
        let cells = tables.iter().flat_map(|t| &t.posten).filter_map(|p| Some((p, betrag(p.zellen.get(column)?))));
        let cells: Vec<_> = cells.collect();
        sums.push(cells.iter().filter(|(p, _)| p.ergebnis).map(|(_, betrag)| *betrag).sum());
        let income = ["Einzahlungen", "Ertrag"];
        sums.push(cells.iter().filter(|(p, _)| !p.ergebnis && !income.contains(&p.titel)).map(|(_, b)| *b).sum());
    }
    for pair in 0..2 {
        sums.push(tables.iter().filter_map(|t| t.verbesserung.get(pair)).map(betrag).sum());
    }
    sums
}

/// The grants of the named projects, what they are reckoned from, the city's own share, and the sums of each.
fn zuwendungen(bestand: &Bestand, vorlage: &Vorlage) -> Vec<Euro> {
    let mut sums = [Euro::ZERO; 3];
    let mut known = Vec::new();
    for bewilligung in bestand.bewilligungen_zu(vorlage) {
        let ausgaben = bewilligung.zuwendungsfaehig.unwrap_or(bewilligung.betrag);
        let own = [bewilligung.betrag, ausgaben, ausgaben.minus(bewilligung.betrag)];
        sums = std::array::from_fn(|i| sums[i].plus(own[i]));
        known.extend(own);
    }
    known.extend(sums);
    known
}
