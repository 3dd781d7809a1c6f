//! Which ticks follow from quantities.

use super::{bilanz, brennstoffe, dezimal, menge, parameter};
use crate::figures::klima::{Klimabilanz, Klimafiguren};
use crate::figures::klima::{effective, near};
use crate::model::{Co2Klasse, Effekt, Klimarelevanz, Kompensation, Mengeneinheit, Relevanz, Wirkung};
use crate::testing::emission;

/// A form in which only row 3 is typed.
fn typed() -> Klimarelevanz {
    Klimarelevanz {
        klimaschutz: None,
        effekt: None,
        klimafolgenanpassung: Relevanz::NichtEindeutig,
        einsparung: None,
        erhoehung: None,
        kompensation: None,
    }
}

fn form(bilanz: &Klimabilanz<'_>) -> Klimarelevanz {
    effective(&typed(), bilanz, &parameter())
}

#[test]
fn a_mean_is_over_the_longest_use() {
    let saved = [emission("100", Wirkung::Eingespart, 20), emission("30", Wirkung::Zusaetzlich, 5)];
    let bilanz = bilanz(&saved, &[]);
    assert_eq!(bilanz.netto().rounded(6), 92_500_000, "100 · 20 less 30 · 5, over 20 years");
    let expected = Klimarelevanz {
        klimaschutz: Some(Relevanz::Positiv),
        effekt: Some(Effekt::Mittel),
        einsparung: Some(Co2Klasse::Mittel),
        ..typed()
    };
    assert_eq!(form(&bilanz), expected);
}

#[test]
fn more_added_than_saved_is_negative_and_asks_for_compensation() {
    let added = [emission("900", Wirkung::Zusaetzlich, 10), emission("20", Wirkung::Eingespart, 10)];
    let expected = Klimarelevanz {
        klimaschutz: Some(Relevanz::Negativ),
        effekt: Some(Effekt::Gross),
        erhoehung: Some(Co2Klasse::Gross),
        kompensation: Some(Kompensation::NichtBekannt),
        ..typed()
    };
    assert_eq!(form(&bilanz(&added, &[])), expected);
}

#[test]
fn as_much_saved_as_added_has_no_relevance() {
    let both = [emission("10", Wirkung::Eingespart, 4), emission("20", Wirkung::Zusaetzlich, 2)];
    let bilanz = bilanz(&both, &[]);
    assert_eq!(form(&bilanz), Klimarelevanz { klimaschutz: Some(Relevanz::Keine), ..typed() });
    let figuren = Klimafiguren::new("klima", &bilanz, &parameter());
    assert_eq!((figuren.netto.wert.text().as_str(), figuren.klasse), ("0,0", None));
}

#[test]
fn without_quantities_or_without_a_factor_the_typed_form_stands() {
    let typed = Klimarelevanz { klimaschutz: Some(Relevanz::Positiv), effekt: Some(Effekt::Gross), ..typed() };
    assert_eq!(effective(&typed, &Klimabilanz::default(), &parameter()), typed);
    let tabelle = brennstoffe();
    let rows = [
        menge("Diesel", dezimal("1"), Mengeneinheit::Liter, Wirkung::Zusaetzlich, 1),
        menge("Kerosin", dezimal("1"), Mengeneinheit::Liter, Wirkung::Zusaetzlich, 1),
    ];
    assert_eq!(effective(&typed, &bilanz(&rows, &tabelle), &parameter()), typed);
}

#[test]
fn a_compensation_alone_leaves_the_typed_form() {
    let typed = Klimarelevanz { klimaschutz: Some(Relevanz::Negativ), effekt: Some(Effekt::Gering), ..typed() };
    let rows = [emission("30", Wirkung::Kompensiert, 10)];
    assert_eq!(effective(&typed, &bilanz(&rows, &[]), &parameter()), typed);
}

#[test]
fn the_share_of_compensation_is_rounded_down() {
    use Kompensation as K;
    let cases = [
        ("0", 0, K::Nicht),
        ("0.999999", 0, K::Nicht),
        ("1", 1, K::Teilweise),
        ("49.999999", 49, K::Teilweise),
        ("50", 50, K::Ueberwiegend),
        ("99.999999", 99, K::Ueberwiegend),
        ("100", 100, K::Vollstaendig),
        ("1234.5", 1234, K::Vollstaendig),
    ];
    for (number, percent, tick) in cases {
        let rows = [
            emission("120", Wirkung::Zusaetzlich, 10),
            emission("20", Wirkung::Eingespart, 10),
            emission(number, Wirkung::Kompensiert, 10),
        ];
        let bilanz = bilanz(&rows, &[]);
        assert_eq!((bilanz.kompensationsanteil(), bilanz.compensated()), (Some(percent), Some(tick)), "{number}");
    }
}

#[test]
fn compensation_counts_as_a_whole_mass_and_only_against_an_increase() {
    let long = [emission("100", Wirkung::Zusaetzlich, 10), emission("30", Wirkung::Kompensiert, 20)];
    let of = bilanz(&long, &[]);
    assert_eq!((of.jahre(), of.kompensationsanteil()), (10, Some(60)), "600 t of 1 000 t");
    let saving = [emission("100", Wirkung::Eingespart, 10), emission("30", Wirkung::Kompensiert, 10)];
    let of = bilanz(&saving, &[]);
    assert_eq!((of.compensated(), of.netto().rounded(6)), (None, 100_000_000));
}

#[test]
fn within_five_percent_of_a_limit_the_paper_says_so() {
    let near = |number: &str| {
        let rows = [emission(number, Wirkung::Eingespart, 3)];
        near(bilanz(&rows, &[]).netto(), &parameter())
    };
    let cases = [
        ("75.999999", None),
        ("76", Some(80)),
        ("84", Some(80)),
        ("84.000001", None),
        ("731.499999", None),
        ("731.5", Some(770)),
        ("808.5", Some(770)),
        ("808.500001", None),
    ];
    for (number, limit) in cases {
        assert_eq!(near(number), limit, "{number}");
    }
}
