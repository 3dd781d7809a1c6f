//! What was known on a day: rows that were recorded again, in rules and in figures.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratsbericht::load;
use ratsbericht::model::{Bestand, Fortschritt, Kennung, Located, Pause, Projekt, Prozent, Sicht};
use ratsbericht::source::{Alphabet, Data, Node, SourceFile, Sources, Span};

use crate::support::Workspace;
use crate::support::workspace::fixture;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn klein() -> Bestand {
    let loaded = load::workspace(&fixture("klein"), Alphabet::all()).expect("the fixture");
    loaded.bestand.expect("a valid configuration")
}

/// A record without a place in any file.
fn unplaced<T>(record: T) -> Located<T> {
    let file = Sources::default().add(SourceFile::new("t", vec![], String::new(), None));
    Located::new(record, Node { span: Span::new(file, 0, 0), data: Data::Null })
}

const PAUSEN: &str = "daten/pausen.json";
const FORTSCHRITT: &str = "daten/fortschritt.json";
const PROJEKTE: &str = "daten/projekte.json";

#[test]
fn a_row_recorded_again_ends_its_finding() {
    let mistakes = [
        // An entry with two digits turned round.
        (
            FORTSCHRITT,
            "\"datum\": \"2020-12-10\", \"erledigungsstand\": 75}",
            "\"datum\": \"2020-12-10\", \"erledigungsstand\": 57}",
            ",\n  {\"projekt\": \"K-001\", \"datum\": \"2020-12-10\", \"erledigungsstand\": 75, \"erfasst\": \"2020-12-14\"}",
            "RB110",
        ),
        // A pause whose end was recorded when it was over, and the next one.
        (
            PAUSEN,
            "\"grund\": \"Die Musikschule ist geschlossen.\"}",
            "\"grund\": \"Die Musikschule ist geschlossen.\"},\n  {\"projekt\": \"K-003\", \"von\": \"2021-02-01\"}",
            ",\n  {\"projekt\": \"K-003\", \"von\": \"2020-11-02\", \"bis\": \"2021-01-15\", \"erfasst\": \"2021-01-18\"}",
            "RB112",
        ),
        // An Abbruch whose reason was recorded later.
        (
            PROJEKTE,
            "\"grund\": \"Der Hersteller liefert ein Bauteil später.\"\n  }",
            "\"abbruch\": \"2020-12-14\"\n  }",
            ",\n  {\"kennung\": \"K-006\", \"titel\": \"Ausgabeautomat für Ausweise\", \"handlungsfeld\": \"verwaltung\", \
             \"fachbereich\": \"FB 10\", \"beginn\": \"2020-02-03\", \"abbruch\": \"2020-12-14\", \
             \"grund\": \"Das Gerät ist nicht mehr lieferbar.\", \"erfasst\": \"2020-12-17\"}",
            "RB119",
        ),
    ];
    for (path, sound, faulty, corrected, code) in mistakes {
        let workspace = Workspace::copy_of("klein");
        workspace.edit(path, sound, faulty);
        let outcome = workspace.run("check", &[]);
        assert!(outcome.stderr.contains(&format!("[{code}]")), "{code}: {}", outcome.stderr);
        workspace.edit(path, faulty, &format!("{faulty}{corrected}"));
        let outcome = workspace.run("check", &[]);
        assert_eq!(outcome.stderr, "Prüfung ohne Befund.\n", "{code}");
    }
}

#[test]
fn a_circle_is_reported_once_at_its_first_member() {
    let workspace = Workspace::copy_of("klein");
    // K-001 leads into the circle of K-002 and K-003, and belongs to none.
    for (kennung, vorgaenger) in [("K-001", "K-003"), ("K-002", "K-003"), ("K-003", "K-002")] {
        let from = format!("\"kennung\": \"{kennung}\",");
        workspace.edit(PROJEKTE, &from, &format!("{from}\n    \"vorgaenger\": \"{vorgaenger}\","));
    }
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.stderr.matches("[RB113]").count(), 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("(K-002) ist am Ende sein eigener Vorgänger: K-002 → K-003 → K-002."));
}

#[test]
fn the_end_of_a_pause_counts_from_the_day_of_its_recording() {
    let mut bestand = klein();
    let open = (*bestand.pausen[0]).clone();
    let closed = Pause { bis: Some(day("2020-12-04")), erfasst: Some(day("2020-12-07")), ..open };
    bestand.pausen.push(unplaced(closed));
    let kennung = Kennung::parse("K-003").expect("a Kennung");
    let paused = |datenstand: &str| Sicht::on(&bestand, day(datenstand)).pause(&kennung, day("2020-12-31")).is_some();
    assert!(paused("2020-12-06"));
    assert!(!paused("2020-12-07"));
}

/// A day within some weeks of 2020.
fn in_2020() -> impl Strategy<Value = NaiveDate> {
    (0u64..40).prop_map(|n| day("2020-01-01") + Days::new(n))
}

/// Project, day, last day or percentage, day of recording.
type Row = (usize, NaiveDate, u64, Option<NaiveDate>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec((0usize..4, in_2020(), 0u64..30, proptest::option::of(in_2020())), 0..40)
}

fn kennung(number: usize) -> Kennung {
    Kennung::parse(&format!("P-{number}")).expect("a Kennung")
}

/// The sound example with other rows.
fn with_rows(rows: &[Row]) -> Bestand {
    let mut bestand = klein();
    let pattern = (*bestand.projekte[0]).clone();
    let projekt = |(number, beginn, _, erfasst): &Row| {
        unplaced(Projekt { kennung: kennung(*number), beginn: Some(*beginn), erfasst: *erfasst, ..pattern.clone() })
    };
    let eintrag = |(number, datum, stand, erfasst): &Row| {
        let erledigungsstand = Prozent::hundredths(u32::try_from(*stand).expect("small"));
        let (projekt, datum, erfasst) = (kennung(*number), *datum, *erfasst);
        let (bemerkung, naechster_schritt, risiko, massnahme) = (None, None, None, None);
        unplaced(Fortschritt {
            projekt,
            datum,
            erledigungsstand,
            bemerkung,
            naechster_schritt,
            risiko,
            massnahme,
            entscheidung: None,
            gremium: None,
            entscheidung_bis: None,
            erfasst,
        })
    };
    let pause = |(number, von, days, erfasst): &Row| {
        let bis = (*days < 25).then(|| *von + Days::new(*days));
        unplaced(Pause { projekt: kennung(*number), von: *von, bis, grund: None, erfasst: *erfasst })
    };
    bestand.projekte = rows.iter().map(projekt).collect();
    bestand.fortschritt = rows.iter().map(eintrag).collect();
    bestand.pausen = rows.iter().map(pause).collect();
    bestand
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, rng_seed: RngSeed::Fixed(20_201_231), ..ProptestConfig::default() })]

    #[test]
    fn each_look_up_gives_what_a_walk_over_the_table_gives(rows in rows(), datenstand in in_2020(), tag in in_2020()) {
        let bestand = with_rows(&rows);
        let sicht = Sicht::on(&bestand, datenstand);
        let known = |erfasst: Option<NaiveDate>| erfasst.is_none_or(|erfasst| erfasst <= datenstand);
        for kennung in (0..4).map(kennung) {
            let newest = bestand.projekte.iter().filter(|p| p.kennung == kennung && known(p.erfasst));
            prop_assert_eq!(sicht.projekt(&kennung), newest.max_by_key(|p| p.erfasst));

            let entries = bestand.fortschritt.iter().filter(|f| f.projekt == kennung && known(f.erfasst));
            let stand = entries.filter(|f| f.datum <= tag).max_by_key(|f| (f.datum, f.erfasst));
            prop_assert_eq!(sicht.stand(&kennung, tag), stand);

            let pausen = bestand.pausen.iter().filter(|p| p.projekt == kennung && known(p.erfasst));
            // Of two of one day that were recorded on one day, the last counts; that there are two is a finding.
            let pausen: Vec<_> = pausen.enumerate().collect();
            let replaced = |at: usize, p: &Pause| {
                pausen.iter().any(|(i, other)| other.von == p.von && (other.erfasst, *i) > (p.erfasst, at))
            };
            let pause = pausen.iter().filter(|(at, p)| !replaced(*at, p) && p.covers(tag)).max_by_key(|(_, p)| p.von);
            prop_assert_eq!(sicht.pause(&kennung, tag), pause.map(|(_, p)| *p));
        }
    }

    #[test]
    fn projects_come_in_the_order_of_first_appearance(rows in rows(), datenstand in in_2020()) {
        let bestand = with_rows(&rows);
        let mut order: Vec<&Kennung> = Vec::new();
        for projekt in bestand.projekte.iter().filter(|p| p.erfasst.is_none_or(|erfasst| erfasst <= datenstand)) {
            if !order.contains(&&projekt.kennung) {
                order.push(&projekt.kennung);
            }
        }
        let sicht = Sicht::on(&bestand, datenstand);
        prop_assert_eq!(sicht.projekte().iter().map(|p| &p.kennung).collect::<Vec<_>>(), order);
    }
}
