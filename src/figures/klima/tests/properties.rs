//! Properties of the reckoning for any quantities.

use proptest::prelude::*;

use super::{bilanz, faktor, menge, parameter};
use crate::figures::Wert;
use crate::figures::klima::Klimafiguren;
use crate::figures::klima::klasse::klasse_of;
use crate::figures::klima::{Direction, Klimabilanz, klasse};
use crate::model::{Co2Klasse, Dezimal, Energiemenge, Faktor, Klimaparameter, Located, Mengeneinheit, Wirkung};
use crate::testing::{located, seeded};

/// Factors with which a millionth of a litre of "Tropfen" is a billionth of a tonne.
fn tabelle() -> Vec<Located<Faktor>> {
    let strom = faktor("S", "Strom", Mengeneinheit::Kwh, "0.365");
    let gas = faktor("G", "Gas", Mengeneinheit::Mwh, "201.612345");
    [faktor("T", "Tropfen", Mengeneinheit::Liter, "1"), strom, gas].map(located).into()
}

/// So many billionths of a tonne per year.
fn drop(billionths: i128, wirkung: Wirkung, jahre: i32) -> Located<Energiemenge> {
    menge("Tropfen", Dezimal::millionths(billionths), Mengeneinheit::Liter, wirkung, jahre)
}

fn tonnen(tonnen: i32, wirkung: Wirkung, jahre: i32) -> Located<Energiemenge> {
    let number = Dezimal::millionths(i128::from(tonnen) * Dezimal::ONE);
    menge("CO2", number, Mengeneinheit::TonneCo2, wirkung, jahre)
}

fn class(rows: &[Located<Energiemenge>], parameter: &Klimaparameter) -> Option<Co2Klasse> {
    klasse(bilanz(rows, &tabelle()).netto(), parameter)
}

/// The printed net and its class.
fn printed(rows: &[Located<Energiemenge>], parameter: &Klimaparameter) -> (i128, u32, Option<Co2Klasse>) {
    let tabelle = tabelle();
    let figuren = Klimafiguren::new("klima", &bilanz(rows, &tabelle), parameter);
    match figuren.netto.wert {
        Wert::Emission { millionths, decimals } => (millionths, decimals, klasse_of(millionths, parameter)),
        other => panic!("{other:?}"),
    }
}

/// Any quantity that an input may hold.
fn any_row() -> impl Strategy<Value = Located<Energiemenge>> {
    let einheit = prop_oneof![
        Just(("Strom", Mengeneinheit::Kwh)),
        Just(("Strom", Mengeneinheit::Mwh)),
        Just(("Gas", Mengeneinheit::Kwh)),
        Just(("Gas", Mengeneinheit::Mwh)),
        Just(("Tropfen", Mengeneinheit::Liter)),
        Just(("CO2", Mengeneinheit::TonneCo2)),
    ];
    let wirkung = proptest::sample::select(Wirkung::ALL);
    let number = prop_oneof![0..=1_000_000_000i128, 0..=Dezimal::MAX_INPUT.as_millionths()];
    (einheit, wirkung, number, 1..=100i32).prop_map(|((traeger, einheit), wirkung, number, jahre)| {
        menge(traeger, Dezimal::millionths(number), einheit, wirkung, jahre)
    })
}

/// What a balance says.
fn said(bilanz: &Klimabilanz<'_>) -> impl PartialEq + std::fmt::Debug + use<> {
    let sums = [bilanz.einsparung(), bilanz.erhoehung(), bilanz.kompensation(), bilanz.netto()];
    (sums, bilanz.richtung(), bilanz.kompensationsanteil(), bilanz.jahre())
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn classes_change_exactly_at_the_limits(lower in 1..1_000_000i32, more in 1..1_000_000i32, jahre in 1..=100i32) {
        let parameter = Klimaparameter { grenze_mittel: lower, grenze_gross: lower + more, ..parameter() };
        let saved = Wirkung::Eingespart;
        let at = |limit, by: Option<Wirkung>| {
            let mut rows = vec![tonnen(limit, saved, jahre)];
            rows.extend(by.map(|wirkung| drop(1, wirkung, jahre)));
            class(&rows, &parameter)
        };
        let (less, more) = (Some(Wirkung::Zusaetzlich), Some(saved));
        use Co2Klasse as K;
        prop_assert_eq!([less, None, more].map(|by| at(lower, by)), [K::Gering, K::Mittel, K::Mittel].map(Some));
        let upper = parameter.grenze_gross;
        prop_assert_eq!([less, None, more].map(|by| at(upper, by)), [K::Mittel, K::Mittel, K::Gross].map(Some));
        prop_assert_eq!(class(&[drop(1, saved, jahre)], &parameter), Some(K::Gering));
        prop_assert_eq!(class(&[drop(0, saved, jahre)], &parameter), None);
    }

    #[test]
    fn what_is_printed_near_a_limit_falls_in_its_class(
        limit in proptest::sample::select(vec![0, 80, 770]), by in 0..60_000_000i128, more: bool, jahre in 1..=100i32,
    ) {
        let (plus, minus) = (Wirkung::Eingespart, Wirkung::Zusaetzlich);
        // A millionth part of a tonne and less beside the limit, in one year of several.
        let beside = drop(by / jahre as i128, if more { plus } else { minus }, 1);
        let rows = [tonnen(limit, plus, jahre), beside];
        let (millionths, decimals, of_printed) = printed(&rows, &parameter());
        let exact = bilanz(&rows, &tabelle()).netto().summe;
        prop_assert_eq!(of_printed, class(&rows, &parameter()));
        prop_assert!((1..=6).contains(&decimals));
        // Printed times years is within one unit of the last decimal, over the years.
        let printed = crate::figures::klima::Masse::millionths(millionths * i128::from(jahre));
        let unit = crate::figures::klima::Masse::millionths(10_i128.pow(6 - decimals) * i128::from(jahre));
        prop_assert!(exact.distance(printed) <= unit);
    }

    #[test]
    fn any_quantity_is_printed_in_its_class(rows in proptest::collection::vec(any_row(), 0..12)) {
        prop_assert_eq!(printed(&rows, &parameter()).2, class(&rows, &parameter()));
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        rows in proptest::collection::vec(any_row(), 0..12), turn in 0..12usize,
    ) {
        let tabelle = tabelle();
        let mut turned = rows.clone();
        turned.rotate_left(turn.min(rows.len()));
        prop_assert_eq!(said(&bilanz(&rows, &tabelle)), said(&bilanz(&turned, &tabelle)));
        turned.reverse();
        prop_assert_eq!(said(&bilanz(&rows, &tabelle)), said(&bilanz(&turned, &tabelle)));
    }

    #[test]
    fn small_quantities_give_what_one_whole_number_gives(
        rows in proptest::collection::vec((0..1_000_000i128, any::<bool>(), 1..=100i32), 1..12),
    ) {
        let wirkung = |saved: bool| if saved { Wirkung::Eingespart } else { Wirkung::Zusaetzlich };
        let reckoned = rows.iter().map(|(by, saved, jahre)| drop(*by, wirkung(*saved), *jahre)).collect::<Vec<_>>();
        let sum: i128 = rows.iter().map(|(by, saved, n)| by * i128::from(*n) * if *saved { 1 } else { -1 }).sum();
        let years = rows.iter().map(|(.., jahre)| i128::from(*jahre)).max().unwrap_or(1);
        let tabelle = tabelle();
        let bilanz = bilanz(&reckoned, &tabelle);
        // Billionths of a tonne, over the years, in millionths, rounded half up.
        prop_assert_eq!(bilanz.netto().rounded(6), (2 * sum.abs() + 1000 * years) / (2000 * years));
        let direction = match sum.signum() {
            1 => Direction::Einsparung,
            -1 => Direction::Erhoehung,
            _ => Direction::Ausgeglichen,
        };
        prop_assert_eq!(bilanz.richtung(), direction);
    }
}

#[test]
fn the_largest_inputs_do_not_overflow() {
    let largest = |wirkung| menge("Strom", Dezimal::MAX_INPUT, Mengeneinheit::Mwh, wirkung, 100);
    let tabelle = [located(Faktor { wert: Dezimal::MAX_INPUT, ..faktor("S", "Strom", Mengeneinheit::Kwh, "1") })];
    let rows: Vec<_> =
        (0..20_000).map(|i| largest(if i < 10_000 { Wirkung::Zusaetzlich } else { Wirkung::Kompensiert })).collect();
    let bilanz = bilanz(&rows, &tabelle);
    // 10¹² MWh at 10¹² kg for a kWh are 10²⁴ t.
    let figuren = Klimafiguren::new("klima", &bilanz, &parameter());
    let decimal = |wert: Wert| wert.decimal().unwrap_or_default();
    assert_eq!(decimal(figuren.netto.wert), "10000000000000000000000000000.0");
    assert_eq!(figuren.klasse.map(|figure| figure.wert), Some(Wert::Klasse(Co2Klasse::Gross)));
    assert_eq!(bilanz.kompensationsanteil(), Some(100));
    let saved: Vec<_> = (0..20_000).map(|_| largest(Wirkung::Eingespart)).collect();
    let bilanz = super::bilanz(&saved, &tabelle);
    assert_eq!(decimal(bilanz.netto().wert()), "20000000000000000000000000000.0");
    assert_eq!(super::super::near(bilanz.netto(), &parameter()), None);
}

#[test]
fn a_share_beyond_all_bounds_is_the_highest() {
    let rows = [drop(1, Wirkung::Zusaetzlich, 1), tonnen(1_000_000, Wirkung::Kompensiert, 100)];
    assert_eq!(bilanz(&rows, &tabelle()).kompensationsanteil(), Some(1_000_000));
}
