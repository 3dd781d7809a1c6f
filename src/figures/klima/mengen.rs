//! Single quantities of energy and the factors that they are reckoned with, as figures.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Klimabilanz, Klimaposten, Mittel};
use crate::figures::{Beleg, Bezug, Figure, Glied, Parameter, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Energiemenge, Faktor, Kennung, Klimaparameter, Located, Table, slug};

/// The factors that balances were reckoned with as figures, each once, in the order of first use.
pub(super) fn faktoren<'a>(bilanzen: &[&Klimabilanz<'a>]) -> Vec<(&'a Located<Faktor>, Figure)> {
    let mut seen: BTreeSet<&Kennung> = BTreeSet::new();
    let used = bilanzen.iter().flat_map(|bilanz| &bilanz.posten).filter_map(|posten| posten.faktor);
    used.filter(|f| seen.insert(&f.kennung)).map(|f| (f, faktor(f))).collect()
}

impl<'a> Klimabilanz<'a> {
    /// The factors that the quantities were reckoned with as figures, each once, in the order of first use.
    pub fn faktoren(&self) -> Vec<(&'a Located<Faktor>, Figure)> {
        faktoren(&[self])
    }
}

/// The parameters that the limits are kept in.
pub(super) fn parameter(klima: &Klimaparameter) -> Parameter {
    Parameter {
        beleg: Beleg::new("ratsbericht.toml", "klima"),
        quelle: klima.quelle.clone(),
        gueltig_ab: klima.gueltig_ab,
    }
}

pub(super) fn menge_id(name: &str, zeile: &Energiemenge) -> String {
    format!("{name}.menge.{}", slug(zeile.kennung.as_str()))
}

/// A quantity by its Kennung, since several projects may save or need the same: `E-097-2: Strom, zusätzlich`.
pub(super) fn benennung(zeile: &Energiemenge) -> String {
    format!("{}: {}, {}", zeile.kennung, zeile.traeger, zeile.wirkung.text())
}

/// A quantity times its factor, in tonnes; where both are in units of different size, with what makes them one.
fn conversion(posten: &Klimaposten<'_>) -> Rechnung {
    let zeile = posten.zeile;
    let record = |wert: String| {
        let titel = format!("{}: {} je Jahr", zeile.kennung, zeile.traeger);
        Glied::datensatz(TermSign::Mal, titel, wert, vec![Beleg::row(Table::Energie, &zeile.kennung)])
    };
    let quantity = record(format!("{} {}", zeile.menge, zeile.einheit.text()));
    let Some(faktor) = posten.faktor else { return Rechnung::new(Rechenart::Produkt, vec![quantity]) };
    let wert = format!("{} kg je {}", faktor.wert, faktor.einheit.text());
    let mut glieder = vec![quantity, Glied::figur(TermSign::Mal, "Emissionsfaktor", wert, faktor_id(faktor))];
    glieder.extend(Glied::unit(zeile.einheit, faktor.einheit));
    glieder.push(Glied::conversion(TermSign::Durch, "kg je t", "1000".into()));
    Rechnung::new(Rechenart::Produkt, glieder)
}

/// The id of the figure of a factor.
pub fn faktor_id(faktor: &Faktor) -> String {
    format!("klima.faktor.{}", slug(faktor.kennung.as_str()))
}

/// Over how many years a quantity is used, as a term.
pub(super) fn jahre(posten: &Klimaposten<'_>) -> Glied {
    let zeile = posten.zeile;
    let beleg = vec![Beleg::row(Table::Energie, &zeile.kennung)];
    Glied::datensatz(
        TermSign::Plus,
        format!("{}: Nutzungsjahre", zeile.kennung),
        zeile.nutzungsjahre.to_string(),
        beleg,
    )
}

/// Over how many years a quantity is used.
pub(super) fn nutzung(name: &str, posten: &Klimaposten<'_>) -> Figure {
    let zeile = posten.zeile;
    Figure {
        id: format!("{name}.nutzung.{}", slug(zeile.kennung.as_str())),
        regel: "Klimarelevanz",
        titel: format!("{}: Nutzungsjahre", benennung(zeile)),
        definition: "Über so viele Jahre wirkt die Menge.".into(),
        bezug: Bezug::Nutzung,
        wert: Wert::Anzahl(usize::try_from(zeile.nutzungsjahre).unwrap_or_default()),
        belege: [Beleg::row(Table::Energie, &zeile.kennung)].into(),
        rechnung: Rechnung::new(Rechenart::Eingabe, vec![jahre(posten)]),
    }
}

/// What one quantity comes to in one year.
pub(super) fn menge(name: &str, posten: &Klimaposten<'_>) -> Figure {
    let zeile = posten.zeile;
    Figure {
        id: menge_id(name, zeile),
        regel: "Klimarelevanz",
        titel: benennung(zeile),
        definition: "Menge je Jahr mal Emissionsfaktor; eine Menge in t CO2 zählt, wie sie ist.".into(),
        bezug: Bezug::JeJahr,
        wert: Mittel { summe: posten.masse, jahre: 1 }.wert(),
        belege: belege([posten].into_iter()),
        rechnung: conversion(posten),
    }
}

/// The rows and then the factors, each once.
pub(super) fn belege<'p>(posten: impl Iterator<Item = &'p Klimaposten<'p>>) -> Arc<[Beleg]> {
    let (mut rows, mut factors) = (Vec::new(), Vec::new());
    for posten in posten {
        rows.push(Beleg::row(Table::Energie, &posten.zeile.kennung));
        factors.extend(posten.faktor.map(|faktor| Beleg::row(Table::Faktoren, &faktor.kennung)));
    }
    factors.sort();
    factors.dedup();
    rows.extend(factors);
    rows.into()
}

/// A factor as the parameter that it is.
fn fixed_value(faktor: &Faktor) -> Glied {
    let parameter = Parameter {
        beleg: Beleg::row(Table::Faktoren, &faktor.kennung),
        quelle: faktor.quelle.clone(),
        gueltig_ab: faktor.gueltig_ab,
    };
    Glied::parameter(TermSign::Plus, "Emissionsfaktor", faktor.wert.to_string(), parameter)
}

/// A factor with all that it rests on.
fn faktor(faktor: &Faktor) -> Figure {
    let jahr = faktor.jahr.map_or_else(|| "ohne Jahr".into(), |jahr| format!("Jahr {jahr}"));
    let quelle = faktor.quelle.trim_end_matches('.');
    // Many write the word with the year, as the column is called.
    let ausgabe = faktor.ausgabe.strip_prefix("Ausgabe ").unwrap_or(&faktor.ausgabe);
    let (stand, grenze) = (faktor.stand.text(), faktor.systemgrenze.text());
    Figure {
        id: faktor_id(faktor),
        regel: "Klimarelevanz",
        titel: format!("Emissionsfaktor {}", faktor.traeger),
        definition: format!(
            "Kilogramm CO2 je {} {}: {jahr}, Ausgabe {ausgabe}, Stand {stand}, Systemgrenze {grenze}. Quelle: {quelle}.",
            faktor.einheit.text(),
            faktor.traeger
        ),
        bezug: Bezug::GueltigAb(faktor.gueltig_ab),
        wert: Wert::Faktor { wert: faktor.wert, je: faktor.einheit },
        belege: [Beleg::row(Table::Faktoren, &faktor.kennung)].into(),
        rechnung: Rechnung::new(Rechenart::Eingabe, vec![fixed_value(faktor)]),
    }
}
