//! Account numbers of the budget: built as the municipality builds those of their table.

use chrono::Datelike;

use crate::check::finanzen::konten::{muster as patterns_of, unpassend};
use crate::finding::Finding;
use crate::model::{Haushaltsansatz, Haushaltsart, Haushaltsmuster, Located};
use crate::text::Kontoart;

pub(super) fn check(muster: Option<&Haushaltsmuster>, row: &Located<Haushaltsansatz>) -> Vec<Finding> {
    let Some(muster) = muster.filter(|muster| muster.gueltig_ab.year() <= row.jahr.zahl()) else { return Vec::new() };
    // The account that covers may be one of the other table.
    let numbers = [
        ("psp", &row.psp, Kontoart::Psp, psp(muster, row.art)),
        ("kostenart", &row.kostenart, Kontoart::Kostenart, patterns_of(muster, Kontoart::Kostenart)),
        ("deckung_psp", &row.deckung_psp, Kontoart::Psp, patterns_of(muster, Kontoart::Psp)),
        ("deckung_kostenart", &row.deckung_kostenart, Kontoart::Kostenart, patterns_of(muster, Kontoart::Kostenart)),
    ];
    let wrong = numbers.into_iter().filter_map(|(field, nummer, art, patterns)| {
        unpassend(&muster.quelle, &patterns, art, nummer.as_deref()?, row.span(field))
    });
    wrong.collect()
}

fn psp(muster: &Haushaltsmuster, art: Haushaltsart) -> Vec<&str> {
    let list = match art {
        Haushaltsart::Investiv => &muster.psp_investiv,
        Haushaltsart::Konsumtiv => &muster.psp_konsumtiv,
    };
    list.iter().map(String::as_str).collect()
}
