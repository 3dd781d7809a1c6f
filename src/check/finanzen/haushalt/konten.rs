//! Account numbers of the budget: built as the municipality builds those of their table.

use chrono::Datelike;

use crate::check::finanzen::konten::{Art, unpassend};
use crate::finding::Finding;
use crate::model::{Haushaltsansatz, Haushaltsart, Haushaltsmuster, Items, Located};

pub(super) fn check(muster: Option<&Haushaltsmuster>, row: &Located<Haushaltsansatz>) -> Vec<Finding> {
    let Some(muster) = muster.filter(|muster| muster.gueltig_ab.year() <= row.jahr.zahl()) else { return Vec::new() };
    // The account that covers may be one of the other table.
    let numbers = [
        ("psp", &row.psp, Art::Psp, psp(muster, row.art)),
        ("kostenart", &row.kostenart, Art::Kostenart, all(&[&muster.kostenart])),
        ("deckung_psp", &row.deckung_psp, Art::Psp, all(&[&muster.psp_investiv, &muster.psp_konsumtiv])),
        ("deckung_kostenart", &row.deckung_kostenart, Art::Kostenart, all(&[&muster.kostenart])),
    ];
    let wrong = numbers.into_iter().filter_map(|(field, nummer, art, patterns)| {
        unpassend(&muster.quelle, &patterns, art, nummer.as_deref()?, row.span(field))
    });
    wrong.collect()
}

fn psp(muster: &Haushaltsmuster, art: Haushaltsart) -> Vec<&str> {
    match art {
        Haushaltsart::Investiv => all(&[&muster.psp_investiv]),
        Haushaltsart::Konsumtiv => all(&[&muster.psp_konsumtiv]),
    }
}

fn all<'a>(lists: &[&'a Items<String>]) -> Vec<&'a str> {
    lists.iter().flat_map(|list| list.iter()).map(String::as_str).collect()
}
