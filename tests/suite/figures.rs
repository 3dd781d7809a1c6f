//! Figures: the documented numbers, the identities, and how a change of the data runs through everything printed.

mod list;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratsbericht::figures::export::to_json;
use ratsbericht::figures::finanzen::finanzen;
use ratsbericht::figures::gliederung::{Attribute, gliederung};
use ratsbericht::figures::vordruck::Vordruck;
use ratsbericht::figures::{Figure, Kennzahl, Portfolio, PortfolioBezug, Wert, portfolio};
use ratsbericht::load;
use ratsbericht::model::{Bestand, Euro, Kennung, Located, Projekt, Zeitraum};
use ratsbericht::source::{Alphabet, Data, Node, SourceFile, Sources, Span};
use serde_json::Value;

use crate::support::workspace::fixture;
use crate::support::{Workspace, pdf};

fn aachen() -> &'static Bestand {
    static BESTAND: OnceLock<Bestand> = OnceLock::new();
    BESTAND.get_or_init(|| {
        let loaded = load::workspace(&fixture("aachen"), Alphabet::all()).expect("the fixture");
        loaded.bestand.expect("a valid configuration")
    })
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The figures of a selection of the example in 2020, seen on a Stichtag.
fn example<'a>(bestand: &'a Bestand, auswahl: &str, stichtag: &str) -> Portfolio<'a> {
    let auswahl = bestand.stammdaten.auswahl.iter().find(|a| a.kennung.as_str() == auswahl);
    let bezug = PortfolioBezug {
        name: "test".into(),
        auswahl: auswahl.expect("a selection"),
        zeitraum: Zeitraum::parse("2020").expect("a year"),
        stichtag: day(stichtag),
        datenstand: day("2021-03-31"),
        plan_datenstand: day("2021-03-31"),
        schwelle: &bestand.stammdaten.erledigung,
    };
    portfolio(bestand, bezug)
}

/// K0 to K8 and K10 to K12 of the example, reckoned apart from this program from the same records.
#[test]
fn the_example_gives_the_documented_figures() {
    use Kennzahl as K;
    let kennzahlen = [
        K::Bestand,
        K::Begonnen,
        K::Abgeschlossen,
        K::Abgebrochen,
        K::Ueberfuehrt,
        K::ImZeitraum,
        K::Laufend,
        K::Pausiert,
        K::FastFertig,
        K::OhneAngabe,
        K::Ueberfaellig,
        K::AntraegeOffen,
        K::Freigegeben,
        K::Veraltet,
        K::Meldepflichtig,
        K::Gemeldet,
    ];
    let cases = [
        ("egov", "2020-12-31", [50, 7, 15, 2, 1, 57, 36, 3, 9, 3, 3, 6, 3, 3, 39, 33]),
        ("egov", "2021-03-31", [50, 7, 15, 2, 1, 57, 37, 3, 11, 4, 4, 5, 3, 3, 39, 33]),
        ("fb02_dmr", "2021-03-31", [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2]),
        ("fb02_weitere", "2021-03-31", [7, 4, 0, 0, 0, 11, 11, 0, 1, 0, 0, 0, 0, 0, 11, 11]),
        ("smartcity", "2020-12-31", [12, 6, 0, 0, 0, 18, 17, 1, 2, 0, 0, 4, 0, 0, 18, 18]),
    ];
    for (auswahl, stichtag, expected) in cases {
        let portfolio = example(aachen(), auswahl, stichtag);
        assert_eq!(kennzahlen.map(|k| portfolio.count(k)), expected, "{auswahl} on {stichtag}");
        assert!(portfolio.adds_up(), "{auswahl}");
    }
}

#[test]
fn what_was_recorded_later_does_not_count() {
    let bestand = aachen();
    let auswahl = bestand.stammdaten.auswahl.iter().next().expect("a selection");
    let at = |datenstand: &str| {
        let bezug = PortfolioBezug { datenstand: day(datenstand), ..example(bestand, "egov", "2021-03-31").bezug };
        let portfolio = portfolio(bestand, PortfolioBezug { auswahl, ..bezug });
        (portfolio.count(Kennzahl::Abgeschlossen), portfolio.count(Kennzahl::FastFertig))
    };
    assert_eq!(at("2020-12-31").0, 14, "an end that was recorded in February 2021");
    assert_eq!(at("2021-03-31"), (15, 11));
    assert_eq!(at("2021-04-30").1, 12, "an entry of March that was recorded in April");
}

#[test]
fn a_mean_prints_its_count_and_is_rounded_once() {
    let portfolio = example(aachen(), "egov", "2021-03-31");
    let mean = portfolio.figures.iter().find(|f| f.regel == "K9").expect("K9");
    assert_eq!(mean.wert, Wert::Mittel { summe: 222_710, anzahl: 33 });
    assert_eq!(mean.wert.text(), "67,5\u{a0}%");
}

#[test]
fn the_finance_table_of_a_real_paper_adds_up() {
    let vorlage = aachen().vorlagen.iter().find(|v| v.name == "fb-61-0251-wp17").expect("the paper");
    let figures: BTreeMap<String, String> = finanzen(&Vordruck::entered(&vorlage.vorlage.finanzen))
        .figures()
        .map(|f| (f.id.clone(), f.wert.text()))
        .collect();
    let expected = [
        ("finanzen.investiv.ergebnis.ansatz", "−812.538,88"),
        ("finanzen.investiv.ergebnis.fortgeschrieben", "−812.538,88"),
        ("finanzen.investiv.ergebnis.ansatz_ff", "−476.900,00"),
        ("finanzen.investiv.einzahlungen.gesamt_alt", "900.000,00"),
        ("finanzen.investiv.auszahlungen.gesamt_neu", "2.189.438,88"),
        ("finanzen.investiv.ergebnis.gesamt_neu", "−1.289.438,88"),
        ("finanzen.investiv.verbesserung.ansatz", "0,00"),
    ];
    for (id, value) in expected {
        assert_eq!(figures.get(id).map(String::as_str), Some(value), "{id}");
    }
}

/// The value of a figure in the JSON attached to a PDF.
fn attached(bytes: &[u8], id: &str) -> Value {
    let figures: Vec<Value> = serde_json::from_slice(&pdf::attachment(bytes, "figures.json")).expect("JSON");
    figures.into_iter().find(|f| f["id"] == id).map(|f| f["wert"].clone()).expect(id)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

#[test]
fn one_changed_end_changes_sentence_table_chart_and_data_together() {
    let workspace = Workspace::built("aachen");
    let sentence =
        |count: u32| letters(&format!("im Jahr 2020 konnten {count} Projekte erfolgreich abgeschlossen werden"));
    let vorlage = workspace.output("vorlage-fb-02-0022-wp18.pdf");
    assert!(letters(&pdf::text(&vorlage)).contains(&sentence(15)));
    assert_eq!(attached(&vorlage, "egov.abgeschlossen"), 15);
    let papers = || ["sachstand-2020.pdf", "sachstand-2020-anlage.pdf"].map(|name| workspace.output(name));
    let before = papers();

    // The Kita-Portal of FB 45 (Dez. IV) ended in 2020; without its end it is still running.
    workspace.edit(
        "daten/projekte.json",
        "\"ende_geplant\": \"2020-07-31\",\n    \"ende\": \"2020-08-14\"",
        "\"ende_geplant\": \"2021-07-31\"",
    );
    for paper in ["fb-02-0022-wp18", "sachstand-2020"] {
        workspace.build_only(paper);
    }

    let vorlage = workspace.output("vorlage-fb-02-0022-wp18.pdf");
    assert!(letters(&pdf::text(&vorlage)).contains(&sentence(14)));
    assert_eq!(attached(&vorlage, "egov.abgeschlossen"), 14);
    for ([bytes, anlage], count) in [(&before, 15), (&papers(), 14)] {
        let text = letters(&pdf::text(anlage));
        assert_eq!(attached(bytes, "kennzahlen.abgeschlossen"), count);
        assert!(text.contains(&format!("abgeschlossen01.01.2020–31.12.2020{count}")), "the table of figures: {count}");
        let open = 51 - count;
        assert!(text.contains(&format!("Summe{open}3{count}2157")), "the data table of the status chart: {count}");
        let alt = pdf::outline(pdf::Pdf::open(bytes).root(), pdf::Shown::ALL);
        let (running, finished) = (4 + 15 - count, 2 + count - 15);
        let part = format!("Dez. IV: {running} laufend, 0 pausiert, {finished} abgeschlossen");
        assert!(alt.contains(&part), "the chart in words: {part}");
    }
}

/// A day in the years around the period, or none.
fn maybe_day() -> impl Strategy<Value = Option<NaiveDate>> {
    proptest::option::of((0u64..1500).prop_map(|n| day("2018-06-01") + Days::new(n)))
}

/// Beginning, length in days, whether broken off, whether merged, planned end.
type Dates = (Option<NaiveDate>, Option<u64>, bool, bool, Option<NaiveDate>);

/// The dates of a project that a check would let pass: nothing ends before it begins, and only once.
fn dates() -> impl Strategy<Value = Dates> {
    (maybe_day(), proptest::option::of(0u64..1200), any::<bool>(), any::<bool>(), maybe_day())
}

/// A record without a place in any file.
fn unplaced<T>(record: T) -> Located<T> {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("t", vec![], String::new(), None));
    Located::new(record, Node { span: Span::new(file, 0, 0), data: Data::Null })
}

/// The example with other projects: random dates on the example's departments, goals and grants.
fn with_projects(rows: &[Dates]) -> Bestand {
    let mut bestand = aachen().clone();
    let patterns: Vec<Projekt> = bestand.projekte.iter().map(|p| (**p).clone()).collect();
    bestand.projekte = rows
        .iter()
        .enumerate()
        .map(|(i, (beginn, length, broken, merged, planned))| {
            let schluss = beginn.zip(*length).map(|(beginn, days)| beginn + Days::new(days));
            unplaced(Projekt {
                kennung: Kennung::parse(&format!("P-{i:03}")).expect("a Kennung"),
                beginn: *beginn,
                ende: schluss.filter(|_| !broken),
                abbruch: schluss.filter(|_| *broken),
                ueberfuehrt_in: Kennung::parse("P-000").filter(|_| *broken && *merged),
                ende_geplant: *planned,
                erfasst: None,
                ..patterns[i % patterns.len()].clone()
            })
        })
        .collect();
    bestand
}

fn counts(portfolio: &Portfolio<'_>) -> Vec<usize> {
    Kennzahl::ALL.iter().map(|k| portfolio.count(*k)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, rng_seed: RngSeed::Fixed(20_201_231), ..ProptestConfig::default() })]

    #[test]
    fn identities_hold_for_any_dates(rows in proptest::collection::vec(dates(), 0..60)) {
        let bestand = with_projects(&rows);
        for auswahl in ["egov", "smartcity", "fb02_weitere"] {
            let portfolio = example(&bestand, auswahl, "2021-03-31");
            prop_assert!(portfolio.adds_up());
            let sum = portfolio.count(Kennzahl::Bestand) + portfolio.count(Kennzahl::Begonnen);
            prop_assert_eq!(portfolio.count(Kennzahl::ImZeitraum), sum);
        }
    }

    #[test]
    fn on_the_last_day_of_a_period_who_is_to_report_did_or_has_an_old_entry_or_none(
        rows in proptest::collection::vec(dates(), 0..60),
    ) {
        let bestand = with_projects(&rows);
        for auswahl in ["egov", "smartcity", "fb02_weitere"] {
            let portfolio = example(&bestand, auswahl, "2020-12-31");
            let open = portfolio.members(Kennzahl::Meldepflichtig).filter(|lage| lage.fortschritt.is_none()).count();
            let sum = portfolio.count(Kennzahl::Gemeldet) + portfolio.count(Kennzahl::Veraltet) + open;
            prop_assert_eq!(portfolio.count(Kennzahl::Meldepflichtig), sum);
        }
    }

    #[test]
    fn break_downs_sum_to_their_total(rows in proptest::collection::vec(dates(), 0..60)) {
        let bestand = with_projects(&rows);
        let portfolio = example(&bestand, "egov", "2021-03-31");
        for merkmal in Attribute::ALL {
            let parts = gliederung(&bestand, &portfolio, *merkmal, Kennzahl::ALL);
            for (i, kennzahl) in Kennzahl::ALL.iter().enumerate() {
                let sum: usize = parts.gruppen.iter().map(|g| g.figures[i].belege.len()).sum();
                let total = portfolio.count(*kennzahl);
                if merkmal.is_multiple() {
                    prop_assert!(sum >= total);
                    prop_assert!(sum == total || parts.mehrfach);
                } else {
                    prop_assert_eq!(sum, total, "{:?} by {:?}", kennzahl, merkmal);
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(rows in proptest::collection::vec(dates(), 0..40), turn in 0usize..40) {
        let bestand = with_projects(&rows);
        let mut turned = bestand.clone();
        let by = turn.min(turned.projekte.len());
        turned.projekte.rotate_left(by);
        turned.fortschritt.reverse();
        turned.bewilligungen.reverse();
        let (a, b) = (example(&bestand, "egov", "2021-03-31"), example(&turned, "egov", "2021-03-31"));
        prop_assert_eq!(counts(&a), counts(&b));
    }

    #[test]
    fn results_and_totals_follow_from_the_cells(cents in proptest::collection::vec(0i128..=1_000_000_000_000_000, 8)) {
        let mut vorlage = (*aachen().vorlagen.iter().find(|v| v.name == "fb-61-0251-wp17").expect("the paper").vorlage).clone();
        let table = vorlage.finanzen.investiv.as_mut().expect("the investive table");
        for (row, cents) in [(&mut table.einzahlungen, &cents[..4]), (&mut table.auszahlungen, &cents[4..])] {
            let row = row.as_mut().expect("a row");
            let amounts: Vec<Option<Euro>> = cents.iter().map(|c| Some(Euro::cents(*c))).collect();
            (row.ansatz, row.fortgeschrieben) = (amounts[0], amounts[1]);
            (row.ansatz_ff, row.fortgeschrieben_ff) = (amounts[2], amounts[3]);
        }
        let figures = finanzen(&Vordruck::entered(&vorlage.finanzen));
        let value = |id: &str| amount(figures.figures(), id);
        for (i, column) in ["ansatz", "fortgeschrieben", "ansatz_ff", "fortgeschrieben_ff"].iter().enumerate() {
            prop_assert_eq!(value(&format!("finanzen.investiv.ergebnis.{column}")), cents[i] - cents[i + 4]);
        }
        prop_assert_eq!(value("finanzen.investiv.ergebnis.gesamt_alt"), cents[0] + cents[2] - cents[4] - cents[6]);
        prop_assert_eq!(value("finanzen.investiv.ergebnis.gesamt_neu"), cents[1] + cents[3] - cents[5] - cents[7]);
        let ergebnis = |column: &str| value(&format!("finanzen.investiv.ergebnis.{column}"));
        prop_assert_eq!(value("finanzen.investiv.verbesserung.ff"), ergebnis("fortgeschrieben_ff") - ergebnis("ansatz_ff"));
    }
}

/// The cents of a figure.
fn amount<'a>(mut figures: impl Iterator<Item = &'a Figure>, id: &str) -> i128 {
    match figures.find(|f| f.id == id).expect(id).wert {
        Wert::Betrag(betrag) => betrag.as_cents(),
        other => panic!("{id} is {other:?}"),
    }
}

#[test]
fn every_figure_names_its_records_and_its_definition() {
    let portfolio = example(aachen(), "egov", "2021-03-31");
    let figures: Vec<&Figure> = portfolio.figures.iter().collect();
    for figure in to_json(&figures).as_array().expect("a list") {
        assert!(figure["definition"].as_str().is_some_and(|text| text.ends_with('.')), "{figure}");
        let records = figure["belege"].as_array().expect("records").len();
        if let Some(count) = figure["wert"].as_u64() {
            assert_eq!(count, records as u64, "{figure}");
        }
    }
}
