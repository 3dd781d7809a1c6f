//! Pictures of made-up figures: what their view data hold, and how they come out of the typesetter.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use ratsbericht::figures::{Bezug, Figure, Projektstatus, Rechnung, Wert};
use ratsbericht::load;
use ratsbericht::model::{Euro, Prozent};
use ratsbericht::paper::pictures::{
    Balkengruppe, Schwelle, Vorhaben, Zeitrahmen, gruppenbalken, stufen, verlauf, zeitleiste,
};
use ratsbericht::paper::view::{Element, Kapitel};
use ratsbericht::paper::{Annex, Paper, View};
use ratsbericht::pipeline::{self, Wanted};
use ratsbericht::source::Alphabet;
use ratsbericht::typeset::{Engine, Job};
use ratsbericht::verify::Contents;
use serde_json::Value;

use crate::support::pdf::{Pdf, Tag};
use crate::support::workspace::fixture;

/// A title as long as any that a table takes in earnest.
const LANG: &str = "Einführung eines medienbruchfreien Verfahrens zur Beantragung und Bewilligung von Leistungen der \
                    Eingliederungshilfe einschließlich der Schnittstellen zu Fachverfahren und \
                    Dokumentenmanagementsystemen";

fn figure(id: &str, wert: Wert) -> Figure {
    Figure {
        id: id.into(),
        regel: "K5",
        titel: "laufende Projekte".into(),
        definition: "Eine Zahl.".into(),
        bezug: Bezug::Stichtag(day("2021-03-31")),
        wert,
        belege: Default::default(),
        rechnung: Rechnung::default(),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn anzahl(number: usize) -> Option<Figure> {
    Some(figure("kennzahlen.laufend", Wert::Anzahl(number)))
}

fn perioden(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{}. Quartal {}", i % 4 + 1, 2018 + i / 4)).collect()
}

/// A report that holds nothing but these elements, upright or across.
fn report(elemente: Vec<Element>, quer: bool) -> Paper {
    let loaded = load::workspace(&fixture("klein"), Alphabet::all()).expect("the fixture");
    let prepared = pipeline::prepare(&loaded, &Alphabet::all(), &Wanted::all(&loaded), day("2021-04-01"));
    let is_report = |paper: &Paper| matches!(paper.view, View::Bericht(_));
    let mut paper = prepared.papers.into_iter().find(is_report).expect("a report");
    if let View::Bericht(view) = &mut paper.view {
        view.kapitel = vec![if quer { Kapitel::across("Bilder", elemente) } else { Kapitel::new("Bilder", elemente) }];
    }
    Paper { annex: Annex::Elsewhere("Woanders.".into()), ..paper }
}

/// The pictures among the elements of a report as its view data hold them.
fn pictures(paper: &Paper) -> Vec<Value> {
    let data = paper.view_data();
    let elements = data["kapitel"][0]["elemente"].as_array().cloned().unwrap_or_default();
    elements.into_iter().filter(|element| element.get("alternativtext").is_some()).collect()
}

/// Typesets elements, and looks that each picture is one figure on one page with its words.
fn typeset(elemente: Vec<Element>, quer: bool) -> Pdf {
    let paper = report(elemente, quer);
    let contents = Contents::of(&paper);
    let attachments = contents.attachments(b"{}".to_vec());
    let job = Job {
        template: paper.view.template(),
        ident: &paper.ident,
        view: contents.view(),
        attachments: &attachments,
        pictures: false,
    };
    let engine = Engine::new().expect("embedded templates");
    let pdf = engine.typeset(job).unwrap_or_else(|error| panic!("{:?}", error.messages)).pdf;
    let pdf = Pdf::open(&pdf);
    let figures = pdf.root().of_role("Figure");
    let alts: Vec<Option<&str>> = figures.iter().map(|figure| figure.alt.as_deref()).collect();
    let pictures = pictures(&paper);
    let expected: Vec<Option<&str>> = pictures.iter().map(|picture| picture["alternativtext"].as_str()).collect();
    assert_eq!(alts, expected);
    for figure in figures {
        let pages: BTreeSet<_> = figure.contents().into_iter().map(|(page, _)| page).collect();
        assert_eq!(pages.len(), 1, "{:?}", figure.alt);
    }
    assert_eq!((pdf.untagged(), pdf.orphans()), (String::new(), Vec::new()));
    pdf
}

fn reihe(titel: &str, werte: &[Option<usize>]) -> (String, Vec<Option<Figure>>) {
    (titel.to_owned(), werte.iter().map(|wert| wert.and_then(anzahl)).collect())
}

#[test]
fn a_trend_tells_every_value_and_leaves_gaps() {
    let reihen = [
        reihe("laufend", &[Some(40), Some(42), Some(41)]),
        reihe("überfällig", &[Some(3), None, Some(5)]),
        reihe("nie erfasst", &[None, None, None]),
    ];
    let paper = report(verlauf("Projekte", &perioden(3), &reihen), false);
    let pictures = pictures(&paper);
    assert_eq!(pictures.len(), 1);
    insta::assert_snapshot!(serde_json::to_string_pretty(&pictures[0]).expect("JSON"));
}

#[test]
fn a_long_trend_goes_on_in_further_pictures_with_the_same_scales() {
    let series = |titel: &str, from: usize| reihe(titel, &(from..from + 24).map(Some).collect::<Vec<_>>());
    let reihen: Vec<_> = ["a", "b", "c", "d", "e"].iter().enumerate().map(|(i, titel)| series(titel, i * 9)).collect();
    let elemente = verlauf("Projekte", &perioden(24), &reihen);
    let pictures = pictures(&report(elemente.clone(), false));
    let shape = |picture: &Value| {
        let reihen = picture["reihen"].as_array().cloned().unwrap_or_default();
        let skalen = reihen.iter().map(|reihe| reihe["skala"][1].as_str().unwrap_or_default().to_owned());
        (skalen.collect::<Vec<_>>().join(" "), picture["perioden"].as_array().map_or(0, Vec::len))
    };
    let shapes: Vec<_> = pictures.iter().map(shape).collect();
    let expected = [("23 32 41 50", 11), ("23 32 41 50", 11), ("23 32 41 50", 2), ("59", 11), ("59", 11), ("59", 2)];
    assert_eq!(shapes, expected.map(|(skalen, perioden)| (skalen.to_owned(), perioden)));
    typeset(elemente, false);
}

#[test]
fn panels_stand_side_by_side_where_their_periods_have_room() {
    let spalten = |series: usize, periods: usize, value: usize| {
        let reihen: Vec<_> = (0..series).map(|_| reihe("laufend", &vec![Some(value); periods])).collect();
        pictures(&report(verlauf("Projekte", &perioden(periods), &reihen), false))[0]["nebeneinander"].as_u64()
    };
    assert_eq!([spalten(1, 3, 7), spalten(2, 5, 7), spalten(4, 6, 7)], [Some(1), Some(2), Some(1)]);
    assert_eq!(spalten(2, 4, 1_000_000_000), Some(1), "long values need room");
}

#[test]
fn trends_of_all_sizes_are_set() {
    let euro = |cents: i128| Some(figure("foerderung.bewilligt", Wert::Betrag(Euro::cents(cents))));
    let mut elemente = verlauf("Eine Periode", &perioden(1), &[reihe("laufend", &[Some(7)]), reihe(LANG, &[Some(7)])]);
    assert!(verlauf("Keine", &[], &[reihe("laufend", &[])]).is_empty());
    elemente.extend(verlauf("Nur null", &perioden(2), &[reihe("laufend", &[Some(0), Some(0)])]));
    let betraege = ("bewilligt".to_owned(), vec![euro(-5), euro(0), euro(182_590_000), euro(9_999_999_999_999_999)]);
    elemente.extend(verlauf("Beträge", &perioden(4), &[betraege, reihe("laufend", &[Some(1); 4])]));
    let text = typeset(elemente, false).root().text();
    assert!(text.contains("Beträge in Euro.") && text.contains("Beträge (Fortsetzung)"), "units stand apart: {text}");
}

fn vorhaben(i: usize) -> Vorhaben {
    let days = |from: &str, days: usize| Some(day(from) + Days::new(days as u64));
    let states =
        [Projektstatus::Laufend, Projektstatus::Pausiert, Projektstatus::Abgeschlossen, Projektstatus::Abgebrochen];
    let status = states[i % 4];
    Vorhaben {
        kennung: format!("P-{i:04}"),
        titel: if i % 5 == 2 { LANG.to_owned() } else { format!("Vorhaben {i}") },
        beginn: if i % 11 == 10 { None } else { days("2016-02-01", i * 37 % 1800) },
        ende_geplant: if i % 7 == 6 { None } else { days("2019-02-01", i * 97 % 2100) },
        schluss: if status.is_open() { None } else { days("2021-01-04", i % 60) },
        status,
        stand: (i % 6 != 5).then(|| {
            let prozent = u32::try_from(i * 1300 % 10_001).expect("a percentage");
            figure("kennzahlen.stand", Wert::Anteil(Prozent::hundredths(prozent)))
        }),
        meilensteine: vec![(day("2020-06-30"), "Abnahme".into(), true), (day("2031-01-01"), "Betrieb".into(), false)],
    }
}

fn rahmen() -> Zeitrahmen {
    Zeitrahmen {
        titel: "Laufzeiten".into(),
        zeitraum: [day("2020-01-01"), day("2020-12-31")],
        stichtag: day("2021-03-31"),
        hinweis: "Titel in voller Länge stehen in der Projektliste.".into(),
    }
}

#[test]
fn a_time_line_of_any_length_has_its_axis_on_every_page() {
    for (count, pictures) in [(0, 0), (1, 1), (3, 1), (24, 1), (57, 3), (200, 9)] {
        let projects: Vec<Vorhaben> = (0..count).map(vorhaben).collect();
        let pdf = typeset(zeitleiste(&rahmen(), &projects), true);
        let figures = pdf.root().of_role("Figure");
        assert_eq!(figures.len(), pictures, "{count}");
        for figure in &figures {
            let text = figure.text();
            assert!(text.contains("2020") && text.contains("Stichtag 31.03.2021"), "{text}");
        }
        // Cover, contents, and a page for each picture.
        assert_eq!(pdf.page_count(), 2 + pictures.max(1), "{count}");
    }
}

#[test]
fn a_long_title_is_cut_in_the_picture_and_whole_in_its_words() {
    let pdf = typeset(zeitleiste(&rahmen(), &[vorhaben(2)]), true);
    let figures: Vec<&Tag> = pdf.root().of_role("Figure");
    assert!(figures[0].text().contains("Einführung eines medienbruchfreien") && !figures[0].text().contains(LANG));
    assert!(figures[0].text().contains('…'));
    assert!(figures[0].alt.as_deref().is_some_and(|alt| alt.contains(LANG)));
}

#[test]
fn a_time_line_shows_what_is_done_planned_overdue_and_unknown() {
    let base = Vorhaben {
        beginn: Some(day("2020-01-01")),
        ende_geplant: Some(day("2020-12-31")),
        schluss: None,
        status: Projektstatus::Laufend,
        stand: Some(figure("s", Wert::Anteil(Prozent::hundredths(5_000)))),
        meilensteine: Vec::new(),
        titel: "Pegel".into(),
        kennung: "P-1".into(),
    };
    let of = |kennung: &str, change: &dyn Fn(&mut Vorhaben)| {
        let mut vorhaben = Vorhaben { kennung: kennung.into(), ..base.clone() };
        change(&mut vorhaben);
        vorhaben
    };
    let projects = [
        of("überfällig", &|_| {}),
        of("pünktlich", &|v| v.ende_geplant = Some(day("2021-12-31"))),
        of("ohne Ende", &|v| v.ende_geplant = None),
        of("ohne Beginn", &|v| v.beginn = None),
        of("ohne Termine", &|v| (v.beginn, v.ende_geplant) = (None, None)),
        of("fertig", &|v| (v.schluss, v.status) = (Some(day("2020-06-30")), Projektstatus::Abgeschlossen)),
        of("später fertig", &|v| v.schluss = Some(day("2021-06-30"))),
        of("abgebrochen", &|v| (v.schluss, v.status) = (Some(day("2020-06-30")), Projektstatus::Abgebrochen)),
        of("sehr lang", &|v| (v.beginn, v.ende_geplant) = (Some(day("1999-01-01")), Some(day("2050-01-01")))),
        of("mit Meilensteinen", &|v| v.meilensteine = vorhaben(0).meilensteine),
        of("verkehrt", &|v| v.ende_geplant = Some(day("2019-01-01"))),
    ];
    let paper = report(zeitleiste(&rahmen(), &projects), true);
    let picture = &pictures(&paper)[0];
    let words = picture["alternativtext"].as_str().unwrap_or_default().replace(". ", ".\n");
    let rows = picture["zeilen"].as_array().into_iter().flatten();
    let row = |row: &Value| {
        let marks = |key: &str| {
            let marks = row[key].as_array().into_iter().flatten();
            marks.map(|mark| format!("{} {}", mark["art"], mark["tage"])).collect::<Vec<_>>().join(", ")
        };
        let label = row["beschriftung"].to_string();
        format!("{} | {} | {} | {label}", row["titel"], marks("teile"), marks("zeichen"))
    };
    let rows: Vec<String> = rows.map(row).collect();
    insta::assert_snapshot!(format!("{words}\n\n{}", rows.join("\n")));
    typeset(zeitleiste(&rahmen(), &projects), true);
}

#[test]
fn the_axis_does_not_grow_for_one_project_in_twenty() {
    let project = |i: usize, end: &str| Vorhaben {
        beginn: Some(day("2019-01-01")),
        ende_geplant: Some(day(end)),
        meilensteine: Vec::new(),
        status: Projektstatus::Laufend,
        schluss: None,
        ..vorhaben(i)
    };
    for (others, far, labelled) in [(19, 1, 1), (18, 1, 0), (38, 2, 2), (37, 2, 0), (0, 1, 0)] {
        let near = (0..others).map(|i| project(4 * i, "2021-12-31"));
        let projects: Vec<Vorhaben> = near.chain((0..far).map(|i| project(4 * i, "2025-06-30"))).collect();
        let paper = report(zeitleiste(&rahmen(), &projects), true);
        let rows: Vec<Value> =
            pictures(&paper).iter().flat_map(|of| of["zeilen"].as_array().cloned().unwrap_or_default()).collect();
        let goes_on = |row: &&Value| row["beschriftung"].to_string().contains(", bis 2025");
        assert_eq!(rows.iter().filter(goes_on).count(), labelled, "{others} and {far}");
        let years: Vec<Value> = pictures(&paper)[0]["achse"]["marken"].as_array().cloned().unwrap_or_default();
        let last = years.last().map(|mark| mark["titel"].to_string()).unwrap_or_default();
        assert!(last.contains(if labelled == 0 { "2025" } else { "2021" }), "{others} and {far}: {last}");
    }
}

#[test]
fn groups_of_bars_of_all_sizes_are_set() {
    for (count, cents, pictures) in
        [(0, 1, 0), (1, 182_590_000, 1), (3, 182_590_000, 1), (14, 99_999_999_999_999, 3), (2, 0, 1), (1, -7, 1)]
    {
        let gruppe = |i: usize| Balkengruppe {
            titel: if i == 1 { LANG.to_owned() } else { format!("Programm {i}") },
            figures: (1..=4).map(|k| figure("foerderung.bewilligt", Wert::Betrag(Euro::cents(cents / k)))).collect(),
        };
        let gruppen: Vec<Balkengruppe> = (0..count).map(gruppe).collect();
        let reihen = ["bewilligt", "angefordert", "ausgezahlt", "verausgabt"];
        let elemente = gruppenbalken("Mittelabfluss", &reihen, "Euro", &gruppen, &["Ein Hinweis.".to_owned()]);
        assert_eq!(elemente.len(), pictures);
        let pdf = typeset(elemente, true);
        let words: String = pdf.root().of_role("Figure").iter().filter_map(|figure| figure.alt.clone()).collect();
        assert!((0..count).all(|i| words.contains(&gruppe(i).titel)), "{words}");
    }
}

#[test]
fn steps_with_and_without_a_duty_are_set() {
    let steps = |counts: &[usize]| -> Vec<(String, Figure)> {
        let step = |(i, count): (usize, &usize)| (format!("Reifegrad {i}"), figure("ozg.stufe", Wert::Anzahl(*count)));
        counts.iter().enumerate().map(step).collect()
    };
    let schwelle = Schwelle { ab: 3, text: "Pflicht erfüllt ab 3".into() };
    let heads = ["Reifegrad", "Leistungen"];
    let mut elemente = stufen("Reifegrad 1.1", heads, &steps(&[12, 30, 5, 18, 1]), Some(&schwelle));
    elemente.extend(stufen("Reifegrad 2.0", heads, &steps(&[1, 0, 0, 0, 3, 2, 0, 1]), None));
    elemente.extend(stufen("Nichts erfasst", heads, &steps(&[0; 5]), Some(&schwelle)));
    assert!(stufen("Kein Modell", heads, &[], Some(&schwelle)).is_empty());
    let pdf = typeset(elemente, false);
    let figures = pdf.root().of_role("Figure");
    let alts: Vec<&str> = figures.iter().filter_map(|figure| figure.alt.as_deref()).collect();
    assert_eq!(
        alts[0],
        "Balken nach Stufen. Reifegrad 1.1. Reifegrad 0: 12; Reifegrad 1: 30; Reifegrad 2: 5; Reifegrad 3: 18; \
         Reifegrad 4: 1. Eine Linie zeigt: Pflicht erfüllt ab 3."
    );
    let drawn: Vec<bool> = figures.iter().map(|figure| figure.text().contains("Pflicht erfüllt ab 3")).collect();
    assert_eq!(drawn, [true, false, true]);
}
