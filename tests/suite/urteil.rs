//! What a report judges by: who reported, what is yellow or red and why, and what projects cost.

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratsbericht::figures::ampel::{Ampelstufe, Aspect};
use ratsbericht::figures::{Berichtslage, Figure, Kennzahl, Wert};
use ratsbericht::load;
use ratsbericht::model::{Bestand, Euro, Kostenstand, Located, Sicht, Zeitraum};
use ratsbericht::source::Alphabet;

use crate::support::workspace::fixture;
use crate::support::{Workspace, pdf};

fn aachen() -> &'static Bestand {
    static BESTAND: OnceLock<Bestand> = OnceLock::new();
    BESTAND.get_or_init(|| {
        let loaded = load::workspace(&fixture("aachen"), Alphabet::all()).expect("the fixture");
        loaded.bestand.expect("a valid configuration")
    })
}

/// The quarterly report of the example on a period.
fn quarter<'a>(bestand: &'a Bestand, period: &str) -> Berichtslage<'a> {
    let ordner = bestand.berichte.iter().find(|ordner| ordner.name == "quartal").expect("the report");
    let ausgabe = ordner.bericht.ausgabe(Zeitraum::parse(period).expect("a period")).expect("a report on it");
    Berichtslage::new(bestand, ordner, ausgabe).expect("its selection")
}

fn euro(figure: &Figure) -> Euro {
    match figure.wert {
        Wert::Betrag(betrag) => betrag,
        _ => panic!("{} is no amount", figure.id),
    }
}

#[test]
fn a_project_that_breaches_its_grant_is_not_green() {
    let report = quarter(aachen(), "2020-Q4");
    let ampel = report.ampel.as_ref().expect("a rule");
    let of = |kennung: &str| {
        ampel.projekte.iter().find(|(of, _)| of.as_str() == kennung).map(|(_, rating)| rating).expect("a rating")
    };
    let late = of("P-053");
    assert_eq!(late.step(), Ampelstufe::Rot, "{}", late.why());
    assert!(late.why().contains("Förderung: Zwischennachweis 2019 überfällig"), "{}", late.why());
    // Its costs are expected more than a tenth above the plan.
    assert_eq!(of("P-060").of(Aspect::Kosten), Some(Ampelstufe::Rot));
    // Nobody recorded costs or a grant of it.
    assert_eq!([Aspect::Kosten, Aspect::Foerderung].map(|aspect| of("P-006").of(aspect)), [None, None]);
}

#[test]
fn each_open_project_stands_on_one_step_and_whoever_is_not_green_has_a_reason() {
    for period in ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"] {
        let report = quarter(aachen(), period);
        let ampel = report.ampel.as_ref().expect("a rule");
        let open = report.portfolio.lagen.iter().filter(|lage| lage.status.is_open()).count();
        assert_eq!(ampel.projekte.len(), open, "{period}");
        assert_eq!(ampel.anzahl.iter().map(|figure| figure.belege.len()).sum::<usize>(), open, "{period}");
        for (kennung, rating) in &ampel.projekte {
            assert_eq!(rating.step() == Ampelstufe::Gruen, rating.why().is_empty(), "{kennung}: {}", rating.why());
            let worst = Aspect::ALL.iter().filter_map(|aspect| rating.of(*aspect)).max();
            assert_eq!(worst, Some(rating.step()), "{kennung}");
        }
        let overdue = report.meilensteine.meilensteine.iter().map(|(projekt, _)| &projekt.kennung);
        for kennung in overdue {
            assert_ne!(ampel.projekte[kennung].step(), Ampelstufe::Gruen, "{kennung} in {period}");
        }
    }
}

#[test]
fn costs_of_departments_sum_to_all_and_projects_without_costs_are_counted() {
    let report = quarter(aachen(), "2020-Q4");
    let kosten = &report.kosten;
    for at in 0..4 {
        let sum: Euro = kosten.dezernate.iter().map(|gruppe| euro(gruppe.figuren.figures()[at])).sum();
        let each: Euro = kosten.projekte.iter().map(|of| euro(of.figuren.figures()[at])).sum();
        let total = euro(kosten.summe.figures()[at]);
        assert_eq!((sum, each), (total, total));
    }
    for at in 0..4 {
        let parts: Euro = kosten.teile.iter().map(|teil| euro(teil.figuren.figures()[at])).sum();
        assert_eq!(parts, euro(kosten.summe.figures()[at]), "with and without a grant");
    }
    let counts = kosten.teile.each_ref().map(|teil| (teil.erfasst.wert, teil.betrachtet.wert));
    assert_eq!(counts, [(5, 9), (8, 35)].map(|(with, of)| (Wert::Anzahl(with), Wert::Anzahl(of))));
    let all = kosten.projekte.len() + kosten.nicht_erfasst.belege.len();
    assert_eq!(kosten.betrachtet.wert, Wert::Anzahl(all));
    let deviations = kosten.deviations();
    let named: Vec<&str> = deviations.iter().map(|of| of.projekt.kennung.as_str()).collect();
    assert_eq!(named, ["P-060", "P-005", "P-019"], "150.000, 135.000 and 65.000 €");
    assert!(quarter(aachen(), "2020-Q1").kosten.figures().is_empty(), "nothing was recorded by then");
}

/// The rows of a project: on a day of 2020, for the whole or for a year, its amounts in euro.
fn rows() -> impl Strategy<Value = Vec<(u32, Option<i32>, u32)>> {
    let year = prop_oneof![Just(None), Just(Some(2020)), Just(Some(2021))];
    proptest::collection::vec((1u32..=28, year, 0u32..1_000_000), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(20_201_231), ..ProptestConfig::default() })]

    #[test]
    fn the_newest_row_holds_and_years_add_up_where_none_is_for_the_whole(rows in rows(), day in 1u32..=28) {
        let json: Vec<String> = rows.iter().map(|(day, year, amount)| {
            let year = year.map(|year| format!("\"jahr\": {year}, ")).unwrap_or_default();
            format!("{{\"projekt\": \"K-001\", \"datum\": \"2020-11-{day:02}\", {year}\"plan\": {amount}, \"ist\": 0, \"prognose\": {amount}}}")
        }).collect();
        let workspace = Workspace::copy_of("klein");
        workspace.write("daten/kosten.json", &format!("[{}]", json.join(",")));
        let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
        let bestand = loaded.bestand.expect("a valid configuration");
        let on = format!("2020-11-{day:02}").parse().expect("a day");
        let kennung = bestand.projekte[0].kennung.clone();
        let sum: Euro =
            Sicht::all_known(&bestand).kostenstand(&kennung, on).iter().map(|row: &&Located<Kostenstand>| row.plan).sum();
        let newest = |year: Option<i32>| {
            let own = rows.iter().enumerate().filter(|(_, (of, own, _))| *of <= day && *own == year);
            own.max_by_key(|(at, (of, ..))| (*of, *at)).map(|(_, (_, _, amount))| *amount)
        };
        let expected = match newest(None) {
            Some(whole) => whole,
            None => newest(Some(2020)).unwrap_or(0) + newest(Some(2021)).unwrap_or(0),
        };
        prop_assert_eq!(sum, Euro::cents(i128::from(expected) * 100));
    }
}

#[test]
fn the_report_says_who_did_not_report_and_marks_what_rests_on_few() {
    let report = quarter(aachen(), "2020-Q4");
    let few: Vec<(String, usize, usize)> =
        report.few_reports().iter().map(|few| (few.zeitraum.kennung(), few.gemeldet, few.meldepflichtig)).collect();
    assert_eq!(few, [("2020-Q1".to_owned(), 1, 47), ("2020-Q3".to_owned(), 0, 42)]);
    let figure = |kennzahl| report.figure(kennzahl).expect("a figure");
    assert!(report.changed_on_few(figure(Kennzahl::FastFertig)));
    assert!(!report.changed_on_few(figure(Kennzahl::Abgeschlossen)), "it follows from days");
    let workspace = Workspace::whole_copy_of("aachen");
    let outcome = workspace.run("build", &["--only", "quartal", "--period", "2020-Q4"]);
    assert!(outcome.stderr.is_empty() || !outcome.stderr.contains("Fehler["), "{}", outcome.stderr);
    let text = |name: &str| pdf::text(&workspace.output(name)).split_whitespace().collect::<Vec<_>>().join(" ");
    let bericht = text("quartal-2020-q4.pdf");
    for expected in [
        "32 von 40",
        "Im Vorquartal waren es 0 von 42",
        "nicht vergleichbar (Vorquartal: 0 von 42 gemeldet)",
        "Gelbe und rote Projekte",
    ] {
        assert!(bericht.contains(expected), "{expected}: {bericht}");
    }
    for expected in [
        "Kosten nicht erfasst: ",
        "bis 26.02.2021 (Ausschuss für Wissenschaft und Digitalisierung)",
        "Sollen 65.000 € Mehrkosten",
        "bis 29.01.2021",
        "Risiko: Das Standesamt kann seine Gebühren erst nach",
        "95 % vom 30.06.2020",
        "Es fehlen: der Erledigungsstand bei 3 von 37 laufenden Projekten; Kosten bei 31 von 44 Projekten",
        "droht zu verfallen; kein Abruf geplant",
        "droht zu verfallen; regelmäßiger Abruf am 31.03.2021, aber kein Betrag geplant",
        "Stand 35 %, aber nichts abgerufen oder verausgabt",
        "vor dem Zeitraum beendet, nach dem Abschluss für das Vorquartal erfasst",
        "Kosten über Plan ab 50.000,00 €",
        "Prozessmanagement und Prozessmodellierung (P-006 · FB 11), noch nie gemeldet",
    ] {
        assert!(bericht.contains(expected), "{expected}: {bericht}");
    }
    let anlage = text("quartal-2020-q4-anlage.pdf");
    assert!(anlage.contains("Projekte ohne Meldung"), "{anlage}");
    assert!(anlage.contains("Wenige Meldungen (2020-Q1: 1 von 47; 2020-Q3: 0 von 42)"), "{anlage}");
}

/// The decisions of the quarterly report of a workspace, each with its project.
fn decisions(bestand: &Bestand, period: &str) -> Vec<String> {
    let report = quarter(bestand, period);
    let all = report.decisions();
    all.iter().map(|(lage, of)| format!("{}: {}", lage.projekt.kennung, report.decision_text(of))).collect()
}

#[test]
fn decisions_are_known_by_their_day_or_by_the_meeting_that_a_vorlage_names() {
    let known = |of: &String| of.starts_with("P-019") || of.starts_with("P-027") || of.starts_with("P-086");
    let all: Vec<String> = decisions(aachen(), "2020-Q4").into_iter().filter(known).collect();
    let expected = [
        "P-086: bis 29.01.2021",
        "P-019: bis 26.02.2021 (Ausschuss für Wissenschaft und Digitalisierung)",
        "P-027: bis 12.03.2021 (Ausschuss für Soziales, Integration und Demographie)",
    ];
    assert_eq!(all, expected);
    assert_eq!(decisions(aachen(), "2020-Q1"), [""; 0], "nobody had asked for one");
    // A question without a day comes last.
    let workspace = Workspace::whole_copy_of("aachen");
    workspace.edit("daten/fortschritt.json", ", \"entscheidung_bis\": \"2021-02-26\"", "");
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
    let all = decisions(&loaded.bestand.expect("a valid configuration"), "2020-Q4");
    let last = all.last().expect("a decision");
    assert_eq!(last, "P-019: ohne Frist (Ausschuss für Wissenschaft und Digitalisierung)");
    for (datum, rat, expected) in [
        ("2021-01-11", "2021-04-21", "P-087: bis 30.04.2021; Rat der Stadt Aachen am 21.04.2021"),
        // A Vorlage of a later day was not known, and a meeting that is over decides no more.
        ("2021-01-21", "2021-04-21", "P-087: bis 30.04.2021"),
        ("2021-01-11", "2021-01-19", "P-087: bis 30.04.2021"),
    ] {
        let workspace = Workspace::whole_copy_of("aachen");
        let vorlage = "vorlagen/fb-61-0034-wp18/vorlage.json";
        workspace.edit(vorlage, "\"datum\": \"2021-03-08\"", &format!("\"datum\": \"{datum}\""));
        workspace.edit(vorlage, "[\"P-097\", \"P-098\"]", "[\"P-087\"]");
        workspace.edit(vorlage, "2021-04-21", rat);
        let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
        let all = decisions(&loaded.bestand.expect("a valid configuration"), "2020-Q4");
        let own: Vec<&String> = all.iter().filter(|of| of.starts_with("P-087")).collect();
        assert_eq!(own.first().map_or("", |of| of.as_str()), expected, "{datum}, {rat}");
    }
}

#[test]
fn what_a_grant_puts_at_risk_has_its_amount() {
    let report = quarter(aachen(), "2020-Q4");
    let overdue: Vec<(String, Option<Euro>)> =
        report.foerderung.overdue.iter().map(|of| (of.frist.anlass.text(), of.betrag.as_ref().map(euro))).collect();
    let unused = Some(Euro::cents(2_040_000));
    assert_eq!(overdue[0], ("Zwischennachweis 2019".to_owned(), None));
    assert_eq!(overdue[1], ("fristgerechte Verwendung der Auszahlung vom 16.11.2020".to_owned(), unused));
    let idle = |bestand: &Bestand| -> Vec<String> {
        quarter(bestand, "2020-Q4").idle_grants().iter().map(|of| of.bewilligung.kennung.to_string()).collect()
    };
    assert_eq!(idle(aachen()), ["BW-019"], "35 % done, nothing called or spent of 2.147.806,19 €");
    let workspace = Workspace::whole_copy_of("aachen");
    let call =
        "{\"kennung\": \"MA-019-1\", \"bewilligung\": \"BW-019\", \"betrag\": 1.00, \"datum\": \"2020-12-01\"},\n  ";
    workspace.edit(
        "daten/mittelabrufe.json",
        "{\"kennung\": \"MA-005-1\"",
        &format!("{call}{{\"kennung\": \"MA-005-1\""),
    );
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
    assert_eq!(idle(&loaded.bestand.expect("a valid configuration")), [""; 0], "something was called");
}
