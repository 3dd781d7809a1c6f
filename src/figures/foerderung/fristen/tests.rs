//! Dates of one grant with made-up rules and records.

use super::*;
use crate::model::{
    Aenderungsbescheid, Bestand, Euro, Jahrestag, Kennung, Monatszaehlung, Nachweis, Nachweisart, Tables, Zahlungsart,
};
use crate::testing::{self, bewilligung, located};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kennung(text: &str) -> Kennung {
    Kennung::parse(text).unwrap()
}

/// A rule that demands nothing.
fn regel() -> Programmregel {
    Programmregel {
        programm: kennung("PR"),
        gueltig_ab: day("2015-01-01"),
        foerderquote: None,
        verbrauch_monate: None,
        verbrauch_tage: None,
        abruf_monate: None,
        zwischennachweis: None,
        nachweis_monate: None,
        nachweis_zaehlung: None,
        quelle: "erfunden".into(),
    }
}

/// An otherwise empty workspace with one grant.
fn bestand(bewilligung: Bewilligung) -> Bestand {
    let tables = Tables { bewilligungen: vec![located(bewilligung)], ..Tables::default() };
    Bestand { tables, ..testing::bestand() }
}

fn abruf(name: &str, faellig: Option<&str>, datum: Option<&str>, cents: i128) -> Located<Mittelabruf> {
    located(Mittelabruf {
        kennung: kennung(name),
        bewilligung: kennung("BW-1"),
        betrag: Euro::cents(cents),
        faellig: faellig.map(day),
        datum: datum.map(day),
        bemerkung: None,
        erfasst: None,
    })
}

fn zahlung(name: &str, datum: &str, art: Zahlungsart, cents: i128) -> Located<Zahlung> {
    located(Zahlung {
        kennung: kennung(name),
        bewilligung: kennung("BW-1"),
        datum: day(datum),
        art,
        betrag: Euro::cents(cents),
        beleg: None,
        erfasst: None,
    })
}

fn nachweis(art: Nachweisart, jahr: Option<i32>, eingereicht: &str) -> Located<Nachweis> {
    let (bewilligung, jahr) = (kennung("BW-1"), jahr.map(testing::jahr));
    located(Nachweis { bewilligung, art, jahr, eingereicht: day(eingereicht), einheiten: None, erfasst: None })
}

/// The dates of the grant on a day, one per line: day, what, kind, state.
fn dates(bestand: &Bestand, regel: &Programmregel, stichtag: &str) -> Vec<String> {
    let stichtag = day(stichtag);
    let sicht = Sicht::all_known(bestand);
    let stand = Bewilligungsstand::new(&sicht, &bestand.bewilligungen[0], stichtag);
    let uhr = Clock { stichtag, parameter: Fristparameter { faellig_tage: 90, verfall_monate: 6 } };
    let all = fristen(&sicht, &stand, Some(regel), &uhr);
    all.iter().map(|f| format!("{} {} {} {}", f.tag, f.anlass.text(), f.art.text(), f.stand.text())).collect()
}

/// The one date whose line holds a text.
fn one(bestand: &Bestand, regel: &Programmregel, stichtag: &str, what: &str) -> String {
    let found: Vec<String> = dates(bestand, regel, stichtag).into_iter().filter(|line| line.contains(what)).collect();
    assert_eq!(found.len(), 1, "{what}: {found:?}");
    found[0].clone()
}

#[test]
fn six_months_after_february_end_on_one_of_two_days() {
    let six = Programmregel { nachweis_monate: Some(6), ..regel() };
    let end = Programmregel { nachweis_zaehlung: Some(Monatszaehlung::Monatsende), ..six.clone() };
    let until = |bis: &str| bestand(Bewilligung { durchfuehrung_bis: Some(day(bis)), ..bewilligung() });
    // 28 August 2021 is a Saturday, 28 August 2023 and 31 August 2023 are working days.
    let cases = [
        ("2023-02-28", &six, "2023-08-28"),
        ("2023-02-28", &end, "2023-08-31"),
        ("2021-02-28", &six, "2021-08-30"),
        // Fronleichnam 2020 is 11 June, a Thursday; Christmas 2021 is a Saturday, and its second day a Sunday.
        ("2019-12-11", &six, "2020-06-12"),
        ("2021-06-25", &six, "2021-12-27"),
    ];
    for (bis, regel, tag) in cases {
        let expected = format!("{tag} Verwendungsnachweis Frist künftig");
        assert_eq!(one(&until(bis), regel, "2019-01-01", "Verwendungsnachweis"), expected, "{bis}");
    }
}

#[test]
fn a_termin_on_a_sunday_stays() {
    // 29 August 2021 is a Sunday, and the notice overrides the rule of the programme.
    let fixed = bestand(Bewilligung { verwendungsnachweis: Some(day("2021-08-29")), ..bewilligung() });
    let six = Programmregel { nachweis_monate: Some(6), ..regel() };
    let expected = "2021-08-29 Verwendungsnachweis Termin künftig";
    assert_eq!(one(&fixed, &six, "2021-01-01", "Verwendungsnachweis"), expected);
}

#[test]
fn a_date_is_far_then_near_then_late_and_done_when_it_was_met() {
    let mut bestand = bestand(Bewilligung { verwendungsnachweis: Some(day("2021-08-29")), ..bewilligung() });
    let on = |bestand: &Bestand, stichtag| one(bestand, &regel(), stichtag, "Verwendungsnachweis");
    for (stichtag, state) in
        [("2021-05-30", "künftig"), ("2021-05-31", "fällig"), ("2021-08-29", "fällig"), ("2021-08-30", "überfällig")]
    {
        assert!(on(&bestand, stichtag).ends_with(state), "{stichtag}: {}", on(&bestand, stichtag));
    }
    bestand.nachweise = vec![nachweis(Nachweisart::Verwendungsnachweis, None, "2021-09-02")];
    assert!(on(&bestand, "2021-09-01").ends_with("überfällig"));
    assert!(on(&bestand, "2021-09-02").ends_with("erledigt"));
}

#[test]
fn yearly_proofs_come_in_each_year_and_the_year_after() {
    let yearly = Programmregel { zwischennachweis: Jahrestag::parse("30.04."), ..regel() };
    let mut bestand = bestand(bewilligung());
    bestand.nachweise = vec![nachweis(Nachweisart::Zwischennachweis, Some(2020), "2021-04-12")];
    let proofs = |bestand: &Bestand, stichtag| -> Vec<String> {
        dates(bestand, &yearly, stichtag).into_iter().filter(|line| line.contains("nachweis")).collect()
    };
    let expected =
        ["2021-04-30 Zwischennachweis 2020 Termin erledigt", "2022-04-30 Zwischennachweis 2021 Termin künftig"];
    assert_eq!(proofs(&bestand, "2021-05-03"), expected);
    assert!(proofs(&bestand, "2021-04-01")[0].ends_with("fällig"), "not handed in yet");
    bestand.nachweise = vec![nachweis(Nachweisart::Verwendungsnachweis, None, "2021-05-03")];
    assert!(proofs(&bestand, "2022-06-01").iter().all(|line| line.ends_with("erledigt")));
}

#[test]
fn quarterly_calls_end_with_the_quarters_of_the_durchfuehrung() {
    let quarterly = Programmregel { abruf_monate: Some(3), ..regel() };
    let calls = |bestand: &Bestand, stichtag| -> Vec<String> {
        dates(bestand, &quarterly, stichtag).into_iter().filter(|line| line.contains("regelmäßig")).collect()
    };
    let mut bestand = bestand(bewilligung());
    let missed = [
        "2020-03-31 regelmäßiger Mittelabruf Frist überfällig",
        // Of several missed in a row the first is overdue.
        "2020-06-30 regelmäßiger Mittelabruf Frist erledigt",
        "2020-09-30 regelmäßiger Mittelabruf Frist fällig",
        "2020-12-31 regelmäßiger Mittelabruf Frist künftig",
    ];
    assert_eq!(calls(&bestand, "2020-07-02"), missed);
    bestand.mittelabrufe = vec![abruf("MA-1", None, Some("2020-05-04"), 1_000_000)];
    assert!(calls(&bestand, "2020-07-02")[..2].iter().all(|line| line.ends_with("erledigt")));
    bestand.mittelabrufe.push(abruf("MA-2", None, Some("2020-07-01"), 4_000_000));
    assert!(calls(&bestand, "2020-07-02").iter().all(|line| line.ends_with("erledigt")), "nothing is left to call");
}

#[test]
fn what_was_received_is_spent_when_own_money_went_along() {
    let two = Programmregel { verbrauch_monate: Some(2), ..regel() };
    let mut bestand = bestand(bewilligung());
    bestand.zahlungen = vec![
        zahlung("Z-1", "2020-07-24", Zahlungsart::Eingang, 1_000_000),
        zahlung("Z-2", "2020-10-26", Zahlungsart::Eingang, 500_000),
        zahlung("Z-3", "2020-08-03", Zahlungsart::Ausgabe, 2_000_000),
    ];
    let spent = |bestand: &Bestand| -> Vec<String> {
        dates(bestand, &two, "2021-01-11")
            .into_iter()
            .filter(|line| line.contains("fristgerechte Verwendung"))
            .collect()
    };
    // 24 September is a Thursday; 26 December is a holiday and a Saturday.
    let expected = [
        "2020-09-24 fristgerechte Verwendung der Auszahlung vom 24.07.2020 Frist erledigt",
        "2020-12-28 fristgerechte Verwendung der Auszahlung vom 26.10.2020 Frist überfällig",
    ];
    assert_eq!(spent(&bestand), expected);
    bestand.zahlungen.push(zahlung("Z-4", "2021-01-11", Zahlungsart::Rueckzahlung, 500_000));
    assert!(spent(&bestand)[1].ends_with("erledigt"), "what was paid back need not be spent");
}

#[test]
fn a_planned_call_is_met_by_its_day_of_call() {
    let mut bestand = bestand(bewilligung());
    bestand.mittelabrufe = vec![
        abruf("MA-1", Some("2020-05-15"), Some("2020-05-18"), 1_000_000),
        abruf("MA-2", Some("2020-11-15"), None, 1_000_000),
    ];
    // 15 November 2020 is a Sunday.
    let planned = |stichtag, what| one(&bestand, &regel(), stichtag, what);
    assert_eq!(planned("2020-05-17", "MA-1"), "2020-05-15 Mittelabruf MA-1 Termin überfällig");
    assert_eq!(planned("2020-05-18", "MA-1"), "2020-05-15 Mittelabruf MA-1 Termin erledigt");
    assert_eq!(planned("2020-10-01", "MA-2"), "2020-11-15 Mittelabruf MA-2 Termin fällig");
}

#[test]
fn a_planned_call_is_not_late_when_nothing_can_be_called() {
    let planned = |bestand: &Bestand, stichtag| one(bestand, &regel(), stichtag, "MA-2");
    let mut ended = bestand(Bewilligung { bewilligungszeitraum_bis: Some(day("2020-12-31")), ..bewilligung() });
    ended.mittelabrufe = vec![abruf("MA-2", Some("2020-11-16"), None, 1_000_000)];
    assert!(planned(&ended, "2020-12-31").ends_with("überfällig"));
    assert!(planned(&ended, "2021-01-01").ends_with("erledigt"), "the money is lost");
    let mut called = bestand(bewilligung());
    called.mittelabrufe =
        vec![abruf("MA-1", None, Some("2020-05-04"), 5_000_000), abruf("MA-2", Some("2020-11-16"), None, 1_000_000)];
    assert!(planned(&called, "2020-12-31").ends_with("erledigt"), "nothing is left");
}

/// A notice of 18.01.2021 that changes nothing yet.
fn aenderung() -> Aenderungsbescheid {
    Aenderungsbescheid {
        bewilligung: kennung("BW-1"),
        datum: day("2021-01-18"),
        betrag: None,
        zuwendungsfaehig: None,
        foerderquote: None,
        hoechstbetrag: None,
        festgesetzt: None,
        durchfuehrung_bis: None,
        bewilligungszeitraum_bis: None,
        verwendungsnachweis: None,
        grund: None,
        erfasst: None,
    }
}

#[test]
fn a_notice_moves_the_termin_of_the_verwendungsnachweis() {
    let six = Programmregel { nachweis_monate: Some(6), ..regel() };
    let fixed = Bewilligung { verwendungsnachweis: Some(day("2021-08-29")), ..bewilligung() };
    let durchfuehrung_bis = Some(day("2021-12-31"));
    let on = |aenderung: Aenderungsbescheid, regel: &Programmregel| -> Vec<String> {
        let aenderungsbescheide = vec![located(aenderung)];
        let all = dates(
            &Bestand {
                tables: Tables { aenderungsbescheide, ..bestand(fixed.clone()).tables },
                ..bestand(fixed.clone())
            },
            regel,
            "2021-11-02",
        );
        all.into_iter().filter(|line| line.contains("Verwendungsnachweis")).collect()
    };
    let moved = Aenderungsbescheid { verwendungsnachweis: Some(day("2022-03-31")), durchfuehrung_bis, ..aenderung() };
    assert_eq!(on(moved, &six), ["2022-03-31 Verwendungsnachweis Termin künftig"]);
    // What was prolonged beyond the Termin follows the rule of the programme; 30 June 2022 is a Thursday.
    let prolonged = Aenderungsbescheid { durchfuehrung_bis, ..aenderung() };
    assert_eq!(on(prolonged.clone(), &six), ["2022-06-30 Verwendungsnachweis Frist künftig"]);
    assert!(on(prolonged, &regel()).is_empty(), "no rule says when");
    assert_eq!(on(aenderung(), &six), ["2021-08-29 Verwendungsnachweis Termin überfällig"]);
}

#[test]
fn a_later_notice_moves_what_follows_from_it() {
    let six = Programmregel { nachweis_monate: Some(6), ..regel() };
    let mut bestand = bestand(Bewilligung { zweckbindung_bis: Some(day("2026-02-28")), ..bewilligung() });
    bestand.tables.aenderungsbescheide = vec![located(Aenderungsbescheid {
        durchfuehrung_bis: Some(day("2021-06-30")),
        bewilligungszeitraum_bis: Some(day("2021-09-30")),
        ..aenderung()
    })];
    let before = [
        "2021-08-30 Verwendungsnachweis Frist künftig",
        "2021-06-30 Ende des Bewilligungszeitraums Termin künftig",
        "2026-02-28 Ende der Zweckbindung Termin künftig",
    ];
    assert_eq!(dates(&bestand, &six, "2021-01-17"), before);
    let after =
        ["2021-12-30 Verwendungsnachweis Frist künftig", "2021-09-30 Ende des Bewilligungszeitraums Termin künftig"];
    assert_eq!(dates(&bestand, &six, "2021-01-18")[..2], after);
    // What is over is no date any more: what was not called by then is a figure of its own.
    assert!(dates(&bestand, &six, "2021-10-01")[1].ends_with("erledigt"));
}
