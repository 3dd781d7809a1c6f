//! Which factor is chosen, and what a quantity comes to by it.

use super::{bilanz, brennstoffe, day, dezimal, faktor, menge, parameter, strommix};
use crate::figures::klima::{Faktoren, Luecke};
use crate::model::{Faktor, Faktorstand, Klimaparameter, Mengeneinheit, Systemgrenze, Wirkung};
use crate::testing::{jahr, located};

#[test]
fn each_fuel_has_its_factor_and_its_unit() {
    use Mengeneinheit as M;
    let cases = [
        ("Diesel", "1000", M::Liter, "2,7", 2_676_000),
        ("Benzin", "12400", M::Liter, "29,8", 29_772_400),
        ("Erdgas", "10000", M::KwhHi, "2,0", 2_016_000),
        ("Erdgas", "10", M::MwhHi, "2,0", 2_016_000),
        ("Erdgas", "38", M::MwhHs, "6,9", 6_916_000),
        ("Heizöl EL", "1", M::KwhHi, "0,0003", 266),
        ("Fernwärme", "42.5", M::Mwh, "11,9", 11_900_000),
        ("Aufforstung", "3.4", M::TonneCo2, "3,4", 3_400_000),
    ];
    let tabelle = brennstoffe();
    for (traeger, number, einheit, printed, millionths) in cases {
        let rows = [menge(traeger, dezimal(number), einheit, Wirkung::Eingespart, 7)];
        let saved = bilanz(&rows, &tabelle).einsparung();
        assert_eq!(saved.rounded(6), millionths, "{traeger}, {number} {}", einheit.text());
        assert_eq!(saved.wert().text(), printed, "{traeger}, {number} {}", einheit.text());
    }
}

#[test]
fn a_factor_for_a_megawatt_hour_is_that_of_a_thousand_kilowatt_hours() {
    let of = |einheit, wert, unit| {
        let rows = [menge("Strom", dezimal("2400"), unit, Wirkung::Zusaetzlich, 1)];
        let tabelle = [located(faktor("F", "Strom", einheit, wert))];
        bilanz(&rows, &tabelle).erhoehung()
    };
    use Mengeneinheit as M;
    let expected = of(M::Kwh, "0.365", M::Kwh);
    assert_eq!(expected.rounded(6), 876_000);
    assert_eq!(of(M::Mwh, "365", M::Kwh), expected);
    assert_eq!(of(M::Mwh, "0.365", M::Mwh), expected);
}

#[test]
fn the_newest_year_before_the_paper_counts_if_it_is_sure_enough() {
    let tabelle = strommix();
    let chosen = |tag: &str, stand| {
        let klima = Klimaparameter { faktorstand: stand, ..parameter() };
        let row = menge("Strom", dezimal("1"), Mengeneinheit::Kwh, Wirkung::Eingespart, 1);
        let faktoren = Faktoren::new(&tabelle, &klima, day(tag));
        faktoren.of(&row).map(|f| f.map(|f| f.wert.plain()).unwrap_or_default())
    };
    let found = |wert: &str| Ok(wert.to_owned());
    assert_eq!(chosen("2018-12-31", None), Err(Luecke::Tag));
    assert_eq!(chosen("2019-01-01", None), found("0.473"));
    assert_eq!(chosen("2020-12-31", None), found("0.409"));
    assert_eq!(chosen("2021-03-08", None), found("0.365"));
    assert_eq!(chosen("2022-03-08", None), found("0.406"));
    assert_eq!(chosen("2025-03-08", None), found("0.353"));
    assert_eq!(chosen("2026-03-08", None), found("0.353"), "an estimate is not sure enough");
    assert_eq!(chosen("2026-03-08", Some(Faktorstand::Geschaetzt)), found("0.344"));
    assert_eq!(chosen("2026-03-08", Some(Faktorstand::Endgueltig)), found("0.379"));
}

#[test]
fn of_several_editions_the_newest_counts_and_a_year_goes_before_none() {
    let edition = |kennung, wert, ab, of: Option<i32>| {
        let strom = faktor(kennung, "Strom", Mengeneinheit::Kwh, wert);
        located(Faktor { gueltig_ab: day(ab), jahr: of.map(jahr), ..strom })
    };
    let mut tabelle = vec![
        edition("A", "0.4", "2020-01-01", Some(2019)),
        edition("B", "0.41", "2021-01-01", Some(2019)),
        edition("C", "0.42", "2021-04-01", Some(2019)),
        edition("D", "0.5", "2021-02-01", None),
    ];
    let row = menge("Strom", dezimal("1"), Mengeneinheit::Kwh, Wirkung::Eingespart, 1);
    for _ in 0..tabelle.len() {
        let faktoren = Faktoren::new(&tabelle, &parameter(), day("2021-03-08"));
        assert_eq!(faktoren.of(&row).map(|f| f.map(|f| f.kennung.to_string())), Ok(Some("B".into())));
        tabelle.rotate_left(1);
    }
}

#[test]
fn nothing_stands_in_for_a_factor_that_is_missing() {
    let upstream = faktor("V", "Strom", Mengeneinheit::Kwh, "0.42");
    let mut tabelle = brennstoffe();
    tabelle.push(located(Faktor { systemgrenze: Systemgrenze::MitVorkette, ..upstream }));
    tabelle.push(located(Faktor { jahr: Some(jahr(2021)), ..faktor("G", "Gas", Mengeneinheit::Kwh, "0.2") }));
    let faktoren = Faktoren::new(&tabelle, &parameter(), day("2021-03-08"));
    let cases = [
        ("Dieselöl", Mengeneinheit::Liter, Luecke::Traeger),
        ("diesel", Mengeneinheit::Liter, Luecke::Traeger),
        ("Diesel", Mengeneinheit::Kilogramm, Luecke::Einheit),
        ("Heizöl EL", Mengeneinheit::KwhHs, Luecke::Einheit),
        ("Erdgas", Mengeneinheit::Kwh, Luecke::Einheit),
        ("Strom", Mengeneinheit::Mwh, Luecke::Systemgrenze),
        ("Gas", Mengeneinheit::Kwh, Luecke::Tag),
    ];
    for (traeger, einheit, luecke) in cases {
        let row = menge(traeger, dezimal("1"), einheit, Wirkung::Eingespart, 1);
        assert_eq!(faktoren.of(&row), Err(luecke), "{traeger} in {}", einheit.text());
    }
    // With the other boundary it is the other set that has no factor.
    let klima = Klimaparameter { systemgrenze: Some(Systemgrenze::MitVorkette), ..parameter() };
    let faktoren = Faktoren::new(&tabelle, &klima, day("2021-03-08"));
    let of = |traeger, einheit| faktoren.of(&menge(traeger, dezimal("1"), einheit, Wirkung::Eingespart, 1)).is_ok();
    assert!(of("Strom", Mengeneinheit::Mwh) && !of("Diesel", Mengeneinheit::Liter));
}
