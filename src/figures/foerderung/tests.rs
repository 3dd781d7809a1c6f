//! Grants reckoned by hand: worked examples of the law, and figures that courts and councils published.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::model::{
    Aenderungsbescheid, Ebene, Euro, Finanzierungsart, Monatszaehlung, Nachweis, Nachweisart, Programmregel, Prozent,
    Sicht, Stammdaten, Tables, Zahlung, Zahlungsart,
};
use crate::testing::{self, located};
use Zahlungsart::{Ausgabe, Drittmittel, Eingang, Einnahme, Rueckzahlung};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn euro(text: &str) -> Euro {
    Euro::parse(text).unwrap()
}

fn kennung(text: &str) -> Kennung {
    Kennung::parse(text).unwrap()
}

/// A grant of a kind with its amount and its eligible expenditure, open for a long time.
fn grant(art: Finanzierungsart, betrag: &str, faehig: &str, quote: Option<u32>) -> Bewilligung {
    Bewilligung {
        bescheid: day("2007-01-01"),
        finanzierungsart: art,
        betrag: euro(betrag),
        zuwendungsfaehig: Some(euro(faehig)),
        foerderquote: quote.map(Prozent::hundredths),
        durchfuehrung_von: None,
        durchfuehrung_bis: None,
        bewilligungszeitraum_bis: None,
        ..testing::bewilligung()
    }
}

/// A workspace with one grant and payments: kind, day, amount.
fn with(bewilligung: Bewilligung, payments: &[(Zahlungsart, &str, &str)]) -> Bestand {
    let zahlung = |(i, (art, tag, betrag)): (usize, &(Zahlungsart, &str, &str))| {
        located(Zahlung {
            kennung: kennung(&format!("Z-{i}-{tag}")),
            bewilligung: kennung("BW-1"),
            datum: day(tag),
            art: *art,
            betrag: euro(betrag),
            beleg: None,
            erfasst: None,
        })
    };
    let zahlungen = payments.iter().enumerate().map(zahlung).collect();
    let tables = Tables { bewilligungen: vec![located(bewilligung)], zahlungen, ..Tables::default() };
    Bestand { tables, ..testing::bestand() }
}

/// What the grant comes to at the end of 2025: due, less than granted, to be paid back.
fn result(bestand: &Bestand) -> [String; 3] {
    let sicht = Sicht::all_known(bestand);
    let stand = Bewilligungsstand::new(&sicht, &bestand.bewilligungen[0], day("2025-12-31"));
    let due = stand.due().unwrap();
    let back = stand.ausgezahlt.minus(due).max(Euro::ZERO);
    [due, stand.bescheid.betrag.minus(due), back].map(|betrag| betrag.to_string())
}

fn two_months() -> Programmregel {
    Programmregel {
        programm: kennung("PR"),
        gueltig_ab: day("2001-01-01"),
        foerderquote: None,
        verbrauch_monate: Some(2),
        verbrauch_tage: None,
        abruf_monate: None,
        zwischennachweis: None,
        nachweis_monate: None,
        nachweis_zaehlung: None,
        quelle: "erfunden".into(),
    }
}

/// Each payment of the funder: amount, last day, day of use, parts that were late with their days.
fn used(bestand: &Bestand, regel: &Programmregel, stichtag: &str) -> Vec<String> {
    let sicht = Sicht::all_known(bestand);
    let stand = Bewilligungsstand::new(&sicht, &bestand.bewilligungen[0], day(stichtag));
    let all = verwendungen(&stand, Some(regel));
    all.iter()
        .map(|of| {
            let late = of.late_parts(stand.stichtag).map(|part| format!(" {} {}", part.teil.betrag, part.tage()));
            let on = of.am().map_or_else(|| "–".to_owned(), |tag| tag.to_string());
            format!("{} {} {on}{}", of.zahlung.betrag, of.bis.unwrap(), late.collect::<String>())
        })
        .collect()
}

fn interest(stammdaten: &Stammdaten, ebene: Ebene, betrag: &str, von: &str, bis: &str) -> Vec<String> {
    let sections = zinsen(stammdaten, ebene, euro(betrag), (day(von), day(bis))).unwrap_or_default();
    sections.iter().map(|s| format!("{} {} {}", s.tage(), s.satz, s.zinsen).replace('\u{a0}', "")).collect()
}

#[test]
fn w1_less_was_spent_of_a_share() {
    let payments = [
        (Eingang, "2018-12-20", "90000"),
        (Ausgabe, "2019-01-14", "118400"),
        (Eingang, "2019-05-31", "120000"),
        (Ausgabe, "2019-06-17", "148900.75"),
        (Eingang, "2019-11-29", "110000"),
        (Ausgabe, "2019-12-16", "136600"),
        (Ausgabe, "2020-06-22", "72662.25"),
        (Eingang, "2020-08-10", "61250.40"),
    ];
    let bestand = with(grant(Finanzierungsart::Anteil, "390000", "487500", Some(8_000)), &payments);
    assert_eq!(result(&bestand), ["381.250,40", "8.749,60", "0,00"]);
    let in_time = [
        "90.000,00 2019-02-20 2019-01-14",
        "120.000,00 2019-07-31 2019-06-17",
        "110.000,00 2020-01-29 2019-12-16",
        "61.250,40 2020-10-12 2020-08-10",
    ];
    assert_eq!(used(&bestand, &two_months(), "2020-12-31"), in_time);
}

#[test]
fn w2_third_parties_gave_more_than_planned() {
    let payments = [
        (Eingang, "2018-03-01", "144000"),
        (Ausgabe, "2018-04-01", "231400"),
        (Drittmittel, "2018-05-01", "12500"),
        (Einnahme, "2018-06-01", "1830"),
    ];
    let plan = |art, quote| Bewilligung { eigenmittel: Some(euro("96000")), ..grant(art, "144000", "240000", quote) };
    let fehlbedarf = with(plan(Finanzierungsart::Fehlbedarf, None), &payments);
    assert_eq!(result(&fehlbedarf), ["121.070,00", "22.930,00", "22.930,00"]);
    let anteil = with(plan(Finanzierungsart::Anteil, Some(6_000)), &payments);
    assert_eq!(result(&anteil), ["130.242,00", "13.758,00", "13.758,00"]);
    let voll = with(plan(Finanzierungsart::Voll, None), &payments);
    assert_eq!(result(&voll)[0], "144.000,00", "217.070,00 would be due, and no more than granted is paid");
}

#[test]
fn what_was_planned_reduces_no_share_and_fills_a_gap_until_something_is_booked() {
    let plan = |art| Bewilligung {
        eigenmittel: Some(euro("10000")),
        drittmittel: Some(euro("5000")),
        einnahmen: Some(euro("1000")),
        ..grant(art, "100000", "100000", Some(5_000))
    };
    let due = |art, booked: &[(Zahlungsart, &str, &str)]| {
        let spent = [(Ausgabe, "2020-03-01", "100000")];
        result(&with(plan(art), &[&spent, booked].concat()))[0].clone()
    };
    use Finanzierungsart as A;
    assert_eq!([A::Anteil, A::Fehlbedarf, A::Voll].map(|art| due(art, &[])), ["50.000,00", "84.000,00", "94.000,00"]);
    let less = [(Drittmittel, "2020-04-01", "2000")];
    assert_eq!([A::Anteil, A::Fehlbedarf, A::Voll].map(|art| due(art, &less)), ["50.000,00", "88.000,00", "98.000,00"]);
    let more = [(Drittmittel, "2020-04-01", "7000.02")];
    assert_eq!([A::Anteil, A::Fehlbedarf, A::Voll].map(|art| due(art, &more)), ["49.499,99", "82.999,98", "92.999,98"]);
}

#[test]
fn w3_a_fixed_amount_falls_only_below_its_expenditure() {
    let fixed = |payments: &[(Zahlungsart, &str, &str)]| {
        let bestand = with(grant(Finanzierungsart::Festbetrag, "50000", "65000", None), payments);
        result(&bestand)[0].clone()
    };
    assert_eq!(fixed(&[(Ausgabe, "2020-03-01", "58200")]), "50.000,00");
    assert_eq!(fixed(&[(Ausgabe, "2020-03-01", "47300")]), "47.300,00");
    assert_eq!(fixed(&[(Ausgabe, "2020-03-01", "58200"), (Drittmittel, "2020-03-02", "12000")]), "46.200,00");
    let back = with(
        grant(Finanzierungsart::Festbetrag, "50000", "65000", None),
        &[(Eingang, "2020-01-01", "50000"), (Ausgabe, "2020-03-01", "47300")],
    );
    assert_eq!(result(&back)[2], "2.700,00");
}

#[test]
fn w3_a_rate_per_unit_counts_the_units_that_were_proved() {
    let by_unit =
        Bewilligung { satz: Some(euro("2000")), ..grant(Finanzierungsart::Festbetrag, "50000", "65000", None) };
    let mut bestand = with(by_unit, &[(Ausgabe, "2020-03-01", "58200")]);
    assert_eq!(result(&bestand)[0], "50.000,00", "nothing is proved yet");
    bestand.nachweise = vec![located(Nachweis {
        bewilligung: kennung("BW-1"),
        art: Nachweisart::Verwendungsnachweis,
        jahr: None,
        eingereicht: day("2021-01-15"),
        einheiten: Some(23),
        erfasst: None,
    })];
    assert_eq!(result(&bestand)[0], "46.000,00");
}

/// 100.000 € of an 80 % share, of which 40.000 € were due in time and 60.000 € after 193 days.
fn late() -> Bestand {
    let payments =
        [(Eingang, "2021-03-01", "100000"), (Ausgabe, "2021-04-15", "50000"), (Ausgabe, "2021-09-10", "75000")];
    with(grant(Finanzierungsart::Anteil, "400000", "500000", Some(8_000)), &payments)
}

#[test]
fn w4_late_use_bears_interest_from_the_payment_on() {
    assert_eq!(used(&late(), &two_months(), "2021-12-31"), ["100.000,00 2021-05-03 2021-09-10 60.000,00 193"]);
    let stammdaten = &testing::bestand().stammdaten;
    let sections = zinsen(stammdaten, Ebene::Land, euro("60000"), (day("2021-03-01"), day("2021-09-10"))).unwrap();
    assert_eq!(sections.iter().map(|section| section.zinsen).sum::<Euro>().to_string(), "1.307,11");
    let told = interest(stammdaten, Ebene::Land, "60000", "2021-03-01", "2021-09-10");
    assert_eq!(told, ["122 4,12% 826,26", "71 4,12% 480,85"]);
    // Before the day of use the rest is still there; on the last day of the period nothing is late.
    assert_eq!(used(&late(), &two_months(), "2021-05-03"), ["100.000,00 2021-05-03 –"]);
    assert_eq!(used(&late(), &two_months(), "2021-05-04"), ["100.000,00 2021-05-03 – 60.000,00 64"]);
}

#[test]
fn six_weeks_are_days_and_not_months() {
    let six_weeks = Programmregel { verbrauch_monate: None, verbrauch_tage: Some(42), ..two_months() };
    // 12 April 2021 is a Monday.
    assert_eq!(
        used(&late(), &six_weeks, "2021-12-31"),
        ["100.000,00 2021-04-12 2021-09-10 40.000,00 45 60.000,00 193"]
    );
}

#[test]
fn what_was_paid_back_or_cut_later_is_not_used_twice() {
    let mut bestand = late();
    bestand.zahlungen.extend(with(late_grant(), &[(Rueckzahlung, "2021-06-01", "60000")]).tables.zahlungen);
    assert_eq!(used(&bestand, &two_months(), "2021-12-31"), ["100.000,00 2021-05-03 2021-06-01 60.000,00 92"]);
    // A cut after the use does not make it late.
    let mut cut = with(
        grant(Finanzierungsart::Anteil, "80000", "100000", Some(8_000)),
        &[(Eingang, "2021-03-01", "80000"), (Ausgabe, "2021-03-15", "100000")],
    );
    cut.aenderungsbescheide = vec![located(Aenderungsbescheid { betrag: Some(euro("70000")), ..notice("2021-12-01") })];
    assert_eq!(used(&cut, &two_months(), "2021-12-31"), ["80.000,00 2021-05-03 2021-03-15"]);
    assert_eq!(result(&cut), ["70.000,00", "0,00", "10.000,00"]);
}

fn late_grant() -> Bewilligung {
    (*late().bewilligungen[0]).clone()
}

/// A notice that changes nothing yet.
fn notice(tag: &str) -> Aenderungsbescheid {
    Aenderungsbescheid {
        bewilligung: kennung("BW-1"),
        datum: day(tag),
        betrag: None,
        zuwendungsfaehig: None,
        foerderquote: None,
        hoechstbetrag: None,
        durchfuehrung_bis: None,
        bewilligungszeitraum_bis: None,
        verwendungsnachweis: None,
        festgesetzt: None,
        grund: None,
        erfasst: None,
    }
}

#[test]
fn a_credit_note_does_not_undo_the_use_but_lowers_what_is_due() {
    let payments =
        [(Eingang, "2021-03-01", "80000"), (Ausgabe, "2021-03-15", "100000"), (Ausgabe, "2021-04-01", "-50000")];
    let bestand = with(late_grant(), &payments);
    assert_eq!(used(&bestand, &two_months(), "2021-12-31"), ["80.000,00 2021-05-03 2021-03-15"]);
    assert_eq!(result(&bestand), ["40.000,00", "360.000,00", "40.000,00"]);
}

#[test]
fn w5_a_rate_that_changes_gives_two_parts() {
    let stammdaten = &testing::bestand().stammdaten;
    let sections = interest(stammdaten, Ebene::Land, "22930", "2024-03-01", "2024-09-01");
    assert_eq!(sections, ["122 6,62% 507,37", "62 6,37% 248,11"]);
    assert!(interest(stammdaten, Ebene::Eu, "22930", "2024-03-01", "2024-09-01").is_empty(), "no points for the EU");
    assert!(
        interest(stammdaten, Ebene::Land, "22930", "2016-06-30", "2024-09-01").is_empty(),
        "no rate on the first day"
    );
    // The points of the Land fell on 5 May 2023.
    assert_eq!(
        interest(stammdaten, Ebene::Land, "36500", "2023-05-04", "2023-05-06"),
        ["1 6,62% 6,62", "1 4,62% 4,62"]
    );
}

#[test]
fn w6_what_can_be_called_is_what_is_due_with_the_need_less_what_came() {
    let payments = |paid| [(Eingang, "2020-01-01", "210000"), (Ausgabe, "2020-02-01", paid)];
    let open = |bewilligung: Bewilligung| {
        let bestand = with(bewilligung, &payments("345000"));
        let sicht = Sicht::all_known(&bestand);
        let stand = Bewilligungsstand::new(&sicht, &bestand.bewilligungen[0], day("2020-12-31"));
        stand.due().unwrap().minus(stand.ausgezahlt).to_string()
    };
    assert_eq!(open(grant(Finanzierungsart::Anteil, "390000", "487500", Some(8_000))), "66.000,00");
    let (eigenmittel, drittmittel) = (Some(euro("96000")), Some(euro("12500")));
    let gap = grant(Finanzierungsart::Fehlbedarf, "390000", "487500", None);
    assert_eq!(open(Bewilligung { eigenmittel, drittmittel, ..gap }), "26.500,00");
}

proptest! {
    #![proptest_config(testing::seeded())]

    #[test]
    fn the_parts_of_a_payment_are_the_payment(rows in proptest::collection::vec((0usize..5, 1u32..360, 1i128..9_000_000), 1..30)) {
        let arten = [Eingang, Ausgabe, Rueckzahlung, Drittmittel, Einnahme];
        let days: Vec<String> = rows.iter().map(|(_, days, _)| (day("2020-01-01") + Days::new(u64::from(*days))).to_string()).collect();
        let amounts: Vec<String> = rows.iter().map(|(_, _, cents)| Euro::cents(*cents).plain()).collect();
        let payments: Vec<_> =
            rows.iter().zip(&days).zip(&amounts).map(|(((art, ..), tag), betrag)| (arten[*art], tag.as_str(), betrag.as_str())).collect();
        let bestand = with(late_grant(), &payments);
        let sicht = Sicht::all_known(&bestand);
        let stand = Bewilligungsstand::new(&sicht, &bestand.bewilligungen[0], day("2020-12-31"));
        for of in verwendungen(&stand, Some(&two_months())) {
            prop_assert_eq!(of.teile.iter().map(|teil| teil.betrag).sum::<Euro>(), of.zahlung.betrag);
            prop_assert!(of.teile.iter().all(|teil| teil.betrag > Euro::ZERO && teil.am.is_none_or(|am| of.zahlung.datum <= am)));
            prop_assert!(of.teile.windows(2).all(|two| two[1].am.is_none_or(|later| two[0].am.is_some_and(|am| am < later))));
        }
    }
}

/// W7: the proof, by rules of six months.
fn proof(bewilligung: Bewilligung, zaehlung: Option<Monatszaehlung>) -> String {
    let regel = Programmregel { nachweis_monate: Some(6), nachweis_zaehlung: zaehlung, ..two_months() };
    let bestand = with(bewilligung, &[]);
    let sicht = Sicht::all_known(&bestand);
    let stichtag = day("2025-01-31");
    let stand = Bewilligungsstand::new(&sicht, &bestand.bewilligungen[0], stichtag);
    let uhr = Clock { stichtag, parameter: Fristparameter { faellig_tage: 90, verfall_monate: 6 } };
    let [frist] = nachweisfristen(&sicht, &stand, Some(&regel), &uhr).try_into().unwrap();
    format!("{}: {}", frist.tag, frist.herleitung.unwrap())
}

#[test]
fn w7_the_proof_is_due_on_the_earlier_of_two_days() {
    let open = || grant(Finanzierungsart::Anteil, "1", "2", Some(5_000));
    let both = Bewilligung {
        durchfuehrung_bis: Some(day("2025-02-28")),
        bewilligungszeitraum_bis: Some(day("2025-03-31")),
        ..open()
    };
    assert_eq!(
        proof(both.clone(), None),
        "2025-08-28: nach der Programmregel vom Ende der Durchführung am 28.02.2025 an, auf den Tag; vom Ende des \
         Bewilligungszeitraums am 31.03.2025 an, zum Monatsende, wäre es der 30.09.2025"
    );
    let earlier = Bewilligung { zweck_erfuellt: Some(day("2025-01-15")), ..both };
    assert!(
        proof(earlier.clone(), None)
            .starts_with("2025-07-15: nach der Programmregel von der Erfüllung des Zwecks am 15.01.2025 an,")
    );
    assert!(proof(earlier, Some(Monatszaehlung::Monatsende)).starts_with("2025-07-31:"));
    let zeitraum = Bewilligung { bewilligungszeitraum_bis: Some(day("2024-12-15")), ..open() };
    assert!(proof(zeitraum.clone(), None).starts_with("2025-06-30:"));
    // 15 June 2025 is a Sunday.
    assert!(proof(zeitraum, Some(Monatszaehlung::TagGenau)).starts_with("2025-06-16:"));
}

/// R1: two yearly proofs of a city (OVG Sachsen-Anhalt, 2 L 151/15); 80 % of what was left was money of the grant.
#[test]
fn r1_what_a_court_found_unused() {
    let payments = [
        (Eingang, "2008-06-30", "1964000"),
        (Ausgabe, "2008-12-31", "1446104.32"),
        (Einnahme, "2008-12-31", "9852.90"),
        (Eingang, "2009-06-30", "600000"),
        (Ausgabe, "2009-12-31", "454953.01"),
        (Einnahme, "2009-12-31", "4187.21"),
    ];
    let unused = |payments: &[(Zahlungsart, &str, &str)]| {
        let bestand = with(grant(Finanzierungsart::Anteil, "2564000", "3205000", Some(8_000)), payments);
        result(&bestand)[2].clone()
    };
    assert_eq!(unused(&payments[..3]), "814.998,86");
    assert_eq!(unused(&payments), "1.054.386,22");
}

/// R2: shares of a district (Kreis Borken), rounded half up.
#[test]
fn r2_shares_that_a_district_published() {
    for (spent, quote, due) in [("160190.81", 9_000, "144.171,73"), ("50133.08", 8_100, "40.607,79")] {
        let bestand =
            with(grant(Finanzierungsart::Anteil, "1000000", "1000000", Some(quote)), &[(Ausgabe, "2020-03-01", spent)]);
        assert_eq!(result(&bestand)[0], due);
    }
}

/// R3: all of it called as the need of two months, and 91.347,10 too much (BVerwG 8 C 30.01); the amounts are in DM there.
#[test]
fn r3_money_that_was_never_needed_is_late_and_to_be_paid_back() {
    let payments = [(Eingang, "1995-06-01", "317000"), (Ausgabe, "1995-07-03", "225652.90")];
    let voll = Bewilligung { bescheid: day("1995-01-02"), ..grant(Finanzierungsart::Voll, "317000", "317000", None) };
    let bestand = with(voll, &payments);
    assert_eq!(result(&bestand), ["225.652,90", "91.347,10", "91.347,10"]);
    assert_eq!(used(&bestand, &two_months(), "1995-08-02"), ["317.000,00 1995-08-01 – 91.347,10 62"]);
}

#[test]
fn a_notice_changes_share_and_cap_and_sets_the_grant_for_good() {
    let mut bestand = with(
        Bewilligung {
            hoechstbetrag: Some(euro("60000")),
            ..grant(Finanzierungsart::Anteil, "50000", "100000", Some(5_000))
        },
        &[(Ausgabe, "2020-03-01", "80000")],
    );
    let mut due = |aenderung: Aenderungsbescheid| {
        bestand.aenderungsbescheide = vec![located(aenderung)];
        result(&bestand)[0].clone()
    };
    assert_eq!(due(notice("2020-06-01")), "40.000,00");
    let quote = Some(Prozent::hundredths(4_000));
    assert_eq!(due(Aenderungsbescheid { foerderquote: quote, ..notice("2020-06-01") }), "32.000,00");
    assert_eq!(due(Aenderungsbescheid { hoechstbetrag: Some(euro("35000")), ..notice("2020-06-01") }), "35.000,00");
    let raised =
        Aenderungsbescheid { betrag: Some(euro("70000")), foerderquote: Some(Prozent::FULL), ..notice("2020-06-01") };
    assert_eq!(due(raised.clone()), "70.000,00", "the old cap does not hold for a new amount");
    assert_eq!(due(Aenderungsbescheid { hoechstbetrag: Some(euro("65000")), ..raised }), "65.000,00");
    let set = Aenderungsbescheid { betrag: Some(euro("39000")), festgesetzt: Some(true), ..notice("2020-06-01") };
    assert_eq!(due(set), "39.000,00");
}
