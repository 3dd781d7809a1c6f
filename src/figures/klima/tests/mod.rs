//! What the tests of the reckoning share: rows, factors, and the parameters of the form.

mod properties;
mod faktoren;
mod vordruck;

use chrono::NaiveDate;

use super::{Faktoren, Klimabilanz};
use crate::model::{
    Dezimal, Energiemenge, Faktor, Faktorstand, Kennung, Located, Mengeneinheit, Systemgrenze, Wirkung,
};
use crate::testing::{emission, jahr, klimaparameter as parameter, located};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn dezimal(text: &str) -> Dezimal {
    Dezimal::parse(text).unwrap()
}

/// A quantity per year over so many years.
fn menge(traeger: &str, menge: Dezimal, einheit: Mengeneinheit, wirkung: Wirkung, jahre: i32) -> Located<Energiemenge> {
    let row = (*emission("0", wirkung, jahre)).clone();
    located(Energiemenge { traeger: traeger.into(), menge, einheit, ..row })
}

/// A factor of the set without upstream, without a year.
fn faktor(kennung: &str, traeger: &str, einheit: Mengeneinheit, wert: &str) -> Faktor {
    Faktor {
        kennung: Kennung::parse(kennung).unwrap(),
        traeger: traeger.into(),
        einheit,
        wert: dezimal(wert),
        jahr: None,
        ausgabe: "2026".into(),
        stand: Faktorstand::Endgueltig,
        systemgrenze: Systemgrenze::Direkt,
        gueltig_ab: day("2015-01-01"),
        quelle: "Quelle".into(),
    }
}

/// The fuels of the example.
fn brennstoffe() -> Vec<Located<Faktor>> {
    let rows = [
        ("Diesel", Mengeneinheit::Liter, "2.676"),
        ("Benzin", Mengeneinheit::Liter, "2.401"),
        ("Erdgas", Mengeneinheit::KwhHi, "0.2016"),
        ("Erdgas", Mengeneinheit::KwhHs, "0.1820"),
        ("Heizöl EL", Mengeneinheit::KwhHi, "0.266"),
        ("Fernwärme", Mengeneinheit::Kwh, "0.280"),
    ];
    rows.iter().map(|(traeger, einheit, wert)| located(faktor("F", traeger, *einheit, wert))).collect()
}

/// The electricity mix by year, each known from the next year on.
fn strommix() -> Vec<Located<Faktor>> {
    let rows = [
        (2018, "0.473", Faktorstand::Endgueltig),
        (2019, "0.409", Faktorstand::Endgueltig),
        (2020, "0.365", Faktorstand::Endgueltig),
        (2021, "0.406", Faktorstand::Endgueltig),
        (2022, "0.433", Faktorstand::Endgueltig),
        (2023, "0.379", Faktorstand::Endgueltig),
        (2024, "0.353", Faktorstand::Vorlaeufig),
        (2025, "0.344", Faktorstand::Geschaetzt),
    ];
    let strom = |(of, wert, stand): &(i32, &str, Faktorstand)| {
        let gueltig_ab = NaiveDate::from_ymd_opt(of + 1, 1, 1).unwrap();
        let strom = faktor(&format!("Strom-{of}"), "Strom", Mengeneinheit::Kwh, wert);
        located(Faktor { jahr: Some(jahr(*of)), stand: *stand, gueltig_ab, ..strom })
    };
    rows.iter().map(strom).collect()
}

/// Rows reckoned with a table of factors on a day of 2021.
fn bilanz<'a>(rows: &'a [Located<Energiemenge>], tabelle: &'a [Located<Faktor>]) -> Klimabilanz<'a> {
    Klimabilanz::new(rows, &Faktoren::new(tabelle, &parameter(), day("2021-03-08")))
}
