//! Milestones and the Reifegrad of services: which row counts, and what is counted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ratsbericht::figures::datenstand::{Datenbereich, data_day};
use ratsbericht::figures::record_places::RecordPlaces;
use ratsbericht::figures::reifegrad::Reifegrade;
use ratsbericht::figures::{self, Figure, PortfolioBezug, Quelle, Rechenart, Wert};
use ratsbericht::load;
use ratsbericht::model::{Bestand, Kennung, Reifegradmodell, Sicht, Zeitraum};
use ratsbericht::source::Alphabet;

use crate::support::Workspace;
use crate::support::workspace::fixture;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn kennung(text: &str) -> Kennung {
    Kennung::parse(text).expect("a Kennung")
}

fn bestand(workspace: &std::path::Path) -> Bestand {
    let loaded = load::workspace(workspace, Alphabet::all()).expect("a workspace");
    loaded.bestand.expect("a valid configuration")
}

/// The main example with its Auswahl, its Stichtag, and what was known on a day.
fn portfolio<'a>(bestand: &'a Bestand, auswahl: &str, stichtag: &str, datenstand: &str) -> figures::Portfolio<'a> {
    let stammdaten = &bestand.stammdaten;
    let bezug = PortfolioBezug {
        name: "kennzahlen".into(),
        auswahl: stammdaten.auswahl.iter().find(|a| a.kennung.as_str() == auswahl).expect("an Auswahl"),
        zeitraum: Zeitraum::parse("2020").expect("a year"),
        stichtag: day(stichtag),
        datenstand: day(datenstand),
        plan_datenstand: day(datenstand),
        schwelle: &stammdaten.erledigung,
    };
    figures::portfolio(bestand, bezug)
}

/// The counts by id without what all have in common; the grades of single services are left out.
fn counts(reifegrade: &Reifegrade<'_>) -> BTreeMap<String, usize> {
    let number = |figure: &Figure| match figure.wert {
        Wert::Anzahl(number) => number,
        other => panic!("{}: {other:?}", figure.id),
    };
    let counted = reifegrade.figures().filter(|figure| figure.rechnung.art == Rechenart::Anzahl);
    let short = |figure: &Figure| figure.id.strip_prefix("kennzahlen.reifegrad.").expect("the prefix").to_owned();
    counted.map(|figure| (short(figure), number(figure))).filter(|(_, number)| *number > 0).collect()
}

fn expected(counts: &[(&str, usize)]) -> BTreeMap<String, usize> {
    counts.iter().map(|(id, number)| ((*id).to_owned(), *number)).collect()
}

#[test]
fn services_count_by_their_newest_entry_in_each_model() {
    let bestand = bestand(&fixture("aachen"));
    let on = |stichtag, datenstand| {
        counts(&figures::reifegrad::reifegrade(&portfolio(&bestand, "egov", stichtag, datenstand)))
    };
    // Before the first grade there is no model.
    assert_eq!(on("2019-12-12", "2021-03-31"), expected(&[]));
    let newest = [
        ("1-1.stufe-0", 1),
        ("1-1.stufe-1", 4),
        ("1-1.stufe-2", 2),
        ("1-1.stufe-3", 5),
        ("1-1.stufe-4", 1),
        ("1-1.gesamt", 13),
        ("1-1.erfuellt", 6),
        ("2-0.stufe-4", 1),
        ("2-0.stufe-5", 1),
        ("2-0.gesamt", 2),
    ];
    assert_eq!(on("2021-03-31", "2021-03-31"), expected(&newest));
    // „Hund anmelden“ was graded anew on 18.01.2021; who knows less counts the grade that it had.
    let of_year = |datenstand| on("2020-12-31", datenstand);
    assert_eq!(of_year("2021-01-17").get("1-1.erfuellt"), Some(&3));
    assert_eq!(of_year("2021-01-18").get("1-1.erfuellt"), Some(&4));
}

#[test]
fn a_service_belongs_to_the_selection_of_its_project_or_to_all() {
    let bestand = bestand(&fixture("aachen"));
    let portfolio = portfolio(&bestand, "fb02_weitere", "2021-03-31", "2021-03-31");
    let reifegrade = figures::reifegrad::reifegrade(&portfolio);
    let titles = |modell: Reifegradmodell| {
        let stand = reifegrade.modelle.iter().find(|stand| stand.modell == modell).expect("a model");
        stand.leistungen.iter().map(|leistung| leistung.eintrag.leistung.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(titles(Reifegradmodell::Modell1), ["Führerschein umtauschen", "Hund anmelden"]);
    assert_eq!(titles(Reifegradmodell::Modell2), ["Hund anmelden"]);
    let projekte = portfolio.lagen.iter().map(|lage| &lage.projekt.kennung);
    let stand = |bis| data_day(portfolio.sicht(), Datenbereich::Reifegrade, projekte.clone(), day(bis));
    assert_eq!(stand("2021-03-31"), Some(day("2021-03-26")));
    assert_eq!(stand("2021-01-31"), Some(day("2021-01-18")));
    assert_eq!(stand("2019-12-12"), None);
}

#[test]
fn only_the_model_whose_duty_the_rules_name_has_a_count_of_it() {
    let bestand = bestand(&fixture("klein"));
    let portfolio = portfolio(&bestand, "alle", "2020-12-31", "2021-01-20");
    let reifegrade = figures::reifegrad::reifegrade(&portfolio);
    let duty: Vec<_> = reifegrade.modelle.iter().map(|stand| (stand.stufen.len(), stand.erfuellt.is_some())).collect();
    assert_eq!(duty, [(5, true), (8, false)]);
}

#[test]
fn each_count_names_its_records_and_each_record_has_its_place() {
    for (name, auswahl) in [("aachen", "egov"), ("klein", "alle")] {
        let bestand = bestand(&fixture(name));
        let portfolio = portfolio(&bestand, auswahl, "2021-03-31", "2021-03-31");
        let reifegrade = figures::reifegrad::reifegrade(&portfolio);
        let places = RecordPlaces::new(&bestand, "2021-03-31".parse().unwrap(), None);
        let mut ids: Vec<&str> = reifegrade.figures().map(|figure| figure.id.as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}");
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        assert!(ids.iter().all(|id| id.chars().all(fits)), "{ids:?}");
        for figure in reifegrade.figures() {
            let terms = figure.rechnung.glieder.iter().filter_map(|glied| match &glied.quelle {
                Quelle::Datensatz(belege) => Some(belege.as_slice()),
                _ => None,
            });
            let terms: Vec<_> = terms.flatten().cloned().collect();
            assert_eq!(terms, *figure.belege, "{}", figure.id);
            if figure.rechnung.art == Rechenart::Anzahl {
                assert_eq!(Wert::Anzahl(terms.len()), figure.wert, "{}", figure.id);
            }
            assert!(terms.iter().all(|beleg| places.span(beleg).is_some()), "{}", figure.id);
        }
        for stand in &reifegrade.modelle {
            let sum: usize = stand.stufen.iter().map(|figure| figure.belege.len()).sum();
            assert_eq!(sum, stand.gesamt.belege.len(), "{name}");
            assert_eq!(sum, stand.leistungen.len(), "{name}");
        }
    }
}

#[test]
fn a_milestone_recorded_again_is_one_and_comes_by_its_planned_day() {
    let bestand = bestand(&fixture("aachen"));
    let of = |projekt: &str, datenstand: &str| {
        let sicht = Sicht::on(&bestand, day(datenstand));
        let rows = sicht.meilensteine(&kennung(projekt)).iter();
        rows.map(|m| (m.titel.clone(), m.geplant.to_string())).collect::<Vec<_>>()
    };
    let row = |titel: &str, geplant: &str| (titel.to_owned(), geplant.to_owned());
    let (vergabe, altdaten) = (row("Vergabe abgeschlossen", "2020-02-28"), row("Altdaten übernommen", "2020-12-18"));
    let probe = |geplant| row("Probebetrieb in den Ausschüssen", geplant);
    assert_eq!(of("P-044", "2020-10-18"), [vergabe.clone(), probe("2020-10-30"), altdaten.clone()]);
    assert_eq!(of("P-044", "2020-10-19"), [vergabe, altdaten, probe("2021-05-14")]);
    assert_eq!(of("P-001", "2021-03-31"), []);
    // What was recorded after the Datenstand is not known yet.
    let sicht = |datenstand| Sicht::on(&bestand, day(datenstand)).meilensteine(&kennung("P-037")).len();
    assert_eq!((sicht("2021-04-05"), sicht("2021-04-06")), (2, 3));
}

#[test]
fn a_milestone_is_late_from_the_day_after_its_plan_until_it_is_reached() {
    let bestand = bestand(&fixture("klein"));
    let sicht = Sicht::all_known(&bestand);
    let meilenstein = sicht.meilensteine(&kennung("K-001"))[0];
    let late: Vec<_> = ["2020-09-30", "2020-10-01", "2020-10-15", "2020-10-16"]
        .map(|tag| (meilenstein.is_overdue(day(tag)), meilenstein.is_reached(day(tag))))
        .into();
    assert_eq!(late, [(false, false), (true, false), (true, false), (false, true)]);
}

#[test]
fn a_correction_ends_the_finding() {
    let mistakes = [
        (
            "daten/meilensteine.json",
            "\"erreicht\": \"2020-11-24\"}",
            "\"erreicht\": \"2020-01-24\"}",
            "{\"projekt\": \"K-005\", \"titel\": \"Standorte der Sensoren genehmigt\", \"geplant\": \"2020-12-01\", \
             \"erreicht\": \"2020-11-24\", \"erfasst\": \"2020-12-14\"}",
            "RB121",
        ),
        (
            "daten/reifegrade.json",
            "\"reifegrad\": 1,",
            "\"reifegrad\": 5,",
            "{\"leistung\": \"Musikschule: Kind anmelden\", \"projekt\": \"K-003\", \"modell\": \"1.1\", \
             \"reifegrad\": 1, \"datum\": \"2020-06-30\", \"erfasst\": \"2020-12-14\"}",
            "RB123",
        ),
    ];
    for (path, sound, faulty, corrected, code) in mistakes {
        let workspace = Workspace::copy_of("klein");
        workspace.edit(path, sound, faulty);
        let outcome = workspace.run("check", &[]);
        assert!(outcome.stderr.contains(&format!("[{code}]")), "{code}: {}", outcome.stderr);
        workspace.edit(path, "\n]", &format!(",\n  {corrected}\n]"));
        assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n", "{code}");
    }
}

#[test]
fn a_hint_on_a_service_is_waived_by_its_title() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("daten/reifegrade.json", "\"reifegrad\": 1,", "\"reifegrad\": 4,");
    assert!(workspace.run("check", &[]).stderr.contains("Hinweis[RB124]"));
    let config = std::fs::read_to_string(workspace.root().join("ratsbericht.toml")).expect("the configuration");
    let ausnahme = "\n[[ausnahme]]\ncode = \"RB124\"\ngilt_fuer = \"Musikschule: Kind anmelden\"\n\
                    grund = \"Die Bezahlung ist abgeschaltet.\"\nname = \"FB 10\"\nbis = 2021-12-31\n";
    workspace.write("ratsbericht.toml", &format!("{config}{ausnahme}"));
    let stderr = workspace.run("check", &[]).stderr;
    assert!(
        !stderr.contains("[RB124]") && stderr.contains("Ausnahme: RB124 für Musikschule: Kind anmelden"),
        "{stderr}"
    );
}
