//! Finance tables that follow from projects: the third paper's form, reckoned apart from this program.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratsbericht::cli::Exit;
use ratsbericht::figures::anlagen::anlagen;
use ratsbericht::figures::datenstand::{Datenbereich, data_day};
use ratsbericht::figures::finanzen::finanzen;
use ratsbericht::figures::vordruck::{Vordruck, vordruck};
use ratsbericht::figures::{Beleg, Figure, Glied, Quelle, Wert};
use ratsbericht::load;
use ratsbericht::model::{
    Auswirkungen, Bestand, Deckung, Euro, Haushaltsansatz, Haushaltsart, Haushaltszeile, Jahr, Kennung, Located, Sicht,
    Vorlage,
};
use ratsbericht::source::{Alphabet, Data, Node};

use crate::support::workspace::fixture;
use crate::support::{Workspace, pdf};

/// The paper whose whole form follows from projects.
const PAPER: &str = "fb-61-0034-wp18";

fn aachen() -> &'static Bestand {
    static BESTAND: OnceLock<Bestand> = OnceLock::new();
    BESTAND.get_or_init(|| {
        let loaded = load::workspace(&fixture("aachen"), Alphabet::all()).expect("the fixture");
        loaded.bestand.expect("a valid configuration")
    })
}

fn paper(bestand: &Bestand) -> &Vorlage {
    let ordner = bestand.vorlagen.iter().find(|ordner| ordner.name == PAPER);
    &ordner.expect("the paper").vorlage
}

fn figures(bestand: &Bestand) -> Vec<Figure> {
    finanzen(&vordruck(bestand, paper(bestand))).figures().cloned().collect()
}

fn values(bestand: &Bestand) -> BTreeMap<String, String> {
    figures(bestand).into_iter().map(|figure| (figure.id, figure.wert.text())).collect()
}

/// Every row of both tables, in the order of the form, as a spreadsheet gives it.
const FORM: [(&str, [&str; 6]); 7] = [
    ("investiv.einzahlungen", ["0,00", "75.000,00", "255.000,00", "255.000,00", "255.000,00", "330.000,00"]),
    ("investiv.auszahlungen", ["300.000,00", "365.000,00", "760.000,00", "760.000,00", "1.180.000,00", "1.205.000,00"]),
    ("investiv.ergebnis", ["−300.000,00", "−290.000,00", "−505.000,00", "−505.000,00", "−925.000,00", "−875.000,00"]),
    ("konsumtiv.ertrag", ["1.681,22", "1.681,22", "30.262,01", "39.881,01", "10.087,34", "16.500,01"]),
    ("konsumtiv.personal_sachaufwand", ["23.900,00", "46.900,00", "34.200,00", "131.700,00", "11.400,00", "46.400,00"]),
    ("konsumtiv.abschreibungen", ["7.083,33", "7.083,33", "127.500,00", "160.875,00", "42.500,00", "64.750,00"]),
    ("konsumtiv.ergebnis", ["−29.302,11", "−52.302,11", "−131.437,99", "−252.693,99", "−43.812,66", "−94.649,99"]),
];

#[test]
fn the_day_of_a_notice_is_none_of_the_budget() {
    let (bestand, paper) = (aachen(), paper(aachen()));
    let sicht = Sicht::of(bestand, paper);
    let newest = |bereich| data_day(&sicht, bereich, paper.projekte.iter(), paper.datum).map(|day| day.to_string());
    assert_eq!(newest(Datenbereich::Haushalt), None, "no row of the budget says when it was recorded");
    assert_eq!(newest(Datenbereich::Foerderung).as_deref(), Some("2021-03-01"));
}

#[test]
fn the_whole_form_follows_from_projects() {
    let values = values(aachen());
    let columns = ["ansatz", "fortgeschrieben", "ansatz_ff", "fortgeschrieben_ff", "gesamt_alt", "gesamt_neu"];
    for (row, cells) in FORM {
        let printed = columns.map(|column| values[&format!("finanzen.{row}.{column}")].as_str());
        assert_eq!(printed, cells, "{row}");
    }
    for (pair, betrag) in [
        ("investiv.verbesserung.ansatz", "10.000,00"),
        ("investiv.verbesserung.ff", "0,00"),
        ("konsumtiv.verbesserung.ansatz", "−23.000,00"),
        ("konsumtiv.verbesserung.ff", "−121.256,00"),
    ] {
        assert_eq!(values[&format!("finanzen.{pair}")], betrag, "{pair}");
    }
}

#[test]
fn boxes_and_accounts_follow_too() {
    let form = vordruck(aachen(), paper(aachen()));
    assert_eq!(form.auswirkungen, Auswirkungen::Ja);
    let deckung = |art| form.tabelle(art).expect("a table").deckung.angabe;
    assert_eq!(deckung(Haushaltsart::Investiv), [Some(Deckung::Gegeben); 2]);
    assert_eq!(deckung(Haushaltsart::Konsumtiv), [Some(Deckung::Gegeben), Some(Deckung::NichtAusreichend)]);
    let accounts: Vec<&str> = form.psp_elemente.iter().map(|element| element.psp.as_str()).collect();
    assert_eq!(accounts, ["5-120102-000-01200-300-1", "4-120102-930-9"]);
}

#[test]
fn without_the_typed_account_nothing_covers_the_year() {
    let workspace = Workspace::copy_of("aachen");
    let path = format!("vorlagen/{PAPER}/vorlage.json");
    workspace.edit(
        &path,
        "\"kostenart\": \"52910000\", \"betrag\": 15000",
        "\"kostenart\": \"52910000\", \"betrag\": 14999.99",
    );
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
    let bestand = loaded.bestand.expect("a valid configuration");
    let form = vordruck(&bestand, paper(&bestand));
    let konsumtiv = form.tabelle(Haushaltsart::Konsumtiv).expect("a table");
    assert_eq!(konsumtiv.deckung.angabe[0], Some(Deckung::NichtAusreichend), "a cent is missing");
}

#[test]
fn an_account_covers_its_amount_once() {
    let workspace = Workspace::copy_of("aachen");
    let path = format!("vorlagen/{PAPER}/vorlage.json");
    workspace.edit(&path, "\"deckung\": { \"nachweis\"", "\"deckung\": { \"ansatz\": \"gegeben\", \"nachweis\"");
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
    let bestand = loaded.bestand.expect("a valid configuration");
    let form = vordruck(&bestand, paper(&bestand));
    let konsumtiv = form.tabelle(Haushaltsart::Konsumtiv).expect("a table");
    let open = konsumtiv.deckung.luecke.map(|luecke| luecke.to_string());
    assert_eq!(open, ["0,00", "121.256,00"], "what the typed statement leans on does not cover the years after");
}

/// The third paper's figures with an edited file of the example.
fn edited(path: &str, from: &str, to: &str) -> Vec<Figure> {
    let workspace = Workspace::copy_of("aachen");
    workspace.edit(path, from, to);
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
    figures(&loaded.bestand.expect("a valid configuration"))
}

#[test]
fn what_nothing_covers_names_the_records_of_each_term() {
    let account = "\"kostenart\": \"52910000\", \"betrag\": 15000";
    let figures =
        edited(&format!("vorlagen/{PAPER}/vorlage.json"), account, "\"kostenart\": \"52910000\", \"betrag\": 9000");
    let gap = figures.iter().find(|figure| figure.id == "finanzen.konsumtiv.deckung.luecke.ansatz").expect("a gap");
    let records = |glied: &Glied| match &glied.quelle {
        Quelle::Datensatz(belege) => belege.iter().map(Beleg::name).collect::<Vec<_>>(),
        Quelle::Figur(id) => vec![id.clone()],
        other => panic!("{other:?}"),
    };
    let terms: Vec<_> = gap.rechnung.glieder.iter().map(|glied| (glied.titel.as_str(), records(glied))).collect();
    assert_eq!(
        terms,
        [
            ("Verschlechterung", vec!["finanzen.konsumtiv.verbesserung.ansatz".to_owned()]),
            (
                "Konten nach dem Haushalt",
                vec!["haushalt/P-098, 2021, Personal-/Sachaufwand, 4-120102-930-9, 52910000".to_owned()],
            ),
            ("Konten nach der Vorlage", vec!["vorlage/finanzen/konsumtiv/deckung/nachweis/0/betrag".to_owned()]),
        ]
    );
    assert!(gap.belege.iter().any(|beleg| beleg.tabelle == "haushalt"), "{:?}", gap.belege);
}

#[test]
fn a_decision_that_relieves_the_year_is_not_named_as_cover() {
    let row = "{\"projekt\": \"P-097\", \"jahr\": 2022, \"art\": \"investiv\", \"zeile\": \"Auszahlungen\", \"ansatz\": 480000.00";
    let named = |more: &str| {
        let workspace = Workspace::copy_of("aachen");
        workspace.edit("daten/haushalt.json", row, &format!("{row}{more}"));
        let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
        let bestand = loaded.bestand.expect("a valid configuration");
        let form = vordruck(&bestand, paper(&bestand));
        let deckung = &form.tabelle(Haushaltsart::Investiv).expect("a table").deckung;
        (deckung.beschlossen[1].to_string(), deckung.beschluesse.contains("Nachtrag"))
    };
    assert_eq!(named(", \"nachtrag\": 50000"), ("50.000,00".to_owned(), true));
    assert_eq!(named(", \"nachtrag\": -50000"), ("0,00".to_owned(), false));
}

#[test]
fn konsumtive_years_without_a_column_are_named() {
    let workspace = Workspace::copy_of("aachen");
    workspace.edit(
        "daten/haushalt.json",
        "[",
        "[{ \"projekt\": \"P-098\", \"jahr\": 2026, \"art\": \"konsumtiv\", \"zeile\": \"Personal-/Sachaufwand\", \"ansatz\": 900 },",
    );
    let outcome = workspace.run("build", &["--only", PAPER]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let text = pdf::text(&workspace.output(&format!("vorlage-{PAPER}.pdf")));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let note =
        "P-098 hat auch konsumtive Beträge für 2026; die Tabelle reicht von 2021 bis 2024 und enthält sie nicht.";
    assert!(text.contains(note), "{text}");
    assert!(
        text.contains(
            "Betriebsplattform der Straßenbeleuchtung (P-098): Haushalt 2021; Anlage Nutzung der Betriebsplattform je Jahr (AN-04),"
        ),
        "{text}"
    );
}

#[test]
fn every_computed_cell_names_its_records() {
    for figure in figures(aachen()) {
        let Wert::Betrag(betrag) = figure.wert else { panic!("{} has no amount", figure.id) };
        assert!(betrag.is_zero() || !figure.belege.is_empty(), "{}", figure.id);
    }
    let auszahlungen = figures(aachen()).into_iter().find(|f| f.id == "finanzen.investiv.auszahlungen.gesamt_neu");
    let belege = auszahlungen.expect("the figure").belege;
    assert_eq!(belege.len(), 6, "one for each year: {belege:?}");
    for jahr in 2020..=2025 {
        let named = belege.iter().filter(|b| b.kennung.starts_with(&format!("P-097, {jahr}, Auszahlungen"))).count();
        assert_eq!(named, 1, "{jahr}");
    }
}

#[test]
fn the_paper_says_where_its_tables_come_from() {
    let workspace = Workspace::copy_of("aachen");
    let outcome = workspace.run("build", &["--only", PAPER]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let text = pdf::text(&workspace.output(&format!("vorlage-{PAPER}.pdf")));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in [
        "Zuwendung Kommunalrichtlinie der Nationalen Klimaschutzinitiative (BW-026), 2021–2024.",
        "Auszahlungen: Adaptive Straßenbeleuchtung in Aachen-Nord (P-097): Haushalt 2020–2025.",
        "Abschreibungen: Adaptive Straßenbeleuchtung in Aachen-Nord (P-097): Anlage LED-Leuchten mit Sensoren, 1. Abschnitt (AN-01), Funknetz der Leuchten (AN-03), 2021–2024; LED-Leuchten mit Sensoren, 2. Abschnitt (AN-02), 2023–2024. Folgekosten aus denselben Anlagen.",
        "P-097 reicht über die Planung bis 2024 hinaus: Der Gesamtbedarf enthält auch 2025.",
        "Für P-097 sind bereits vor 2021 Mittel veranschlagt: Der Gesamtbedarf enthält auch 2020.",
        "8.000,00 € aus 4-120102-923-9, Kostenart 52910000 (2021); 2022 ff.: 121.256,00 € ohne Deckung.",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_changed_budget_changes_the_form_and_a_typed_cell_stands() {
    let workspace = Workspace::copy_of("aachen");
    workspace.edit("daten/haushalt.json", "\"ansatz\": 480000.00", "\"ansatz\": 480000.01");
    let path = format!("vorlagen/{PAPER}/vorlage.json");
    workspace.edit(
        &path,
        "\"haushaltsjahr\": 2021,\n    \"konsumtiv\": {",
        "\"haushaltsjahr\": 2021,\n    \"investiv\": { \"einzahlungen\": { \"fortgeschrieben\": 80000 } },\n    \"konsumtiv\": {",
    );
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
    let bestand = loaded.bestand.expect("a valid configuration");
    let values = values(&bestand);
    assert_eq!(values["finanzen.investiv.auszahlungen.gesamt_neu"], "1.205.000,01");
    assert_eq!(values["finanzen.investiv.einzahlungen.fortgeschrieben"], "80.000,00");
    assert_eq!(values["finanzen.investiv.einzahlungen.gesamt_neu"], "335.000,00");
    let outcome = workspace.run("check", &["--only", PAPER]);
    assert!(
        outcome.stderr.contains("Warnung[RB216]: Einzahlungen, fortgeschriebener Ansatz 2021"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_form_of_an_earlier_day_knows_what_was_recorded_by_then() {
    let workspace = Workspace::copy_of("aachen");
    workspace.edit(
        "daten/haushalt.json",
        "\"jahr\": 2025, \"art\": \"investiv\", \"zeile\": \"Auszahlungen\", \"ansatz\": 60000.00",
        "\"jahr\": 2025, \"erfasst\": \"2021-03-09\", \"art\": \"investiv\", \"zeile\": \"Auszahlungen\", \"ansatz\": 60000.00",
    );
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("the copy");
    let bestand = loaded.bestand.expect("a valid configuration");
    assert_eq!(values(&bestand)["finanzen.investiv.auszahlungen.gesamt_neu"], "1.145.000,00");
}

#[test]
fn what_was_recorded_later_leaves_a_typed_form_incomplete() {
    let workspace = Workspace::copy_of("klein");
    let haushalt = workspace.read("daten/haushalt.json").replace("\"jahr\"", "\"erfasst\": \"2021-03-01\", \"jahr\"");
    workspace.write("daten/haushalt.json", &haushalt);
    for table in ["anlagen", "tranchen"] {
        workspace.write(&format!("daten/{table}.json"), "[]\n");
    }
    let path = "vorlagen/pegelsensoren/vorlage.json";
    workspace.edit(path, "\"kennzahlen\": [", "\"projekte\": [\"K-005\"],\n  \"kennzahlen\": [");
    workspace.edit(path, "\"ansatz\": 60000, ", "");
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stderr.contains("Fehler[RB006]: Das Pflichtfeld „ansatz“ fehlt."), "{}", outcome.stderr);
}

#[test]
fn all_sonderposten_are_the_grant() {
    let sicht = Sicht::all_known(aachen());
    let day = NaiveDate::from_ymd_opt(2021, 3, 8).expect("a day");
    let projekt = paper(aachen()).projekte.iter().next().expect("a project");
    let parts: Vec<Euro> = anlagen(&sicht, projekt, day)
        .iter()
        .map(|rechnung| rechnung.sonderposten.as_ref().map_or(Euro::ZERO, |part| part.betrag))
        .collect();
    assert_eq!(parts.iter().map(Euro::to_string).collect::<Vec<_>>(), ["201.746,72", "128.253,28", "0,00"]);
    assert_eq!(parts.into_iter().sum::<Euro>(), Euro::cents(33_000_000));
}

#[test]
fn a_form_that_was_typed_stays_what_it_was() {
    let bestand = aachen();
    let ordner = bestand.vorlagen.iter().find(|ordner| ordner.name == "fb-61-0251-wp17").expect("the paper");
    let form = vordruck(bestand, &ordner.vorlage);
    assert!(!form.is_computed());
    let typed = finanzen(&Vordruck::entered(&ordner.vorlage.finanzen));
    let both = finanzen(&form).figures().zip(typed.figures()).all(|(a, b)| a == b);
    assert!(both && typed.figures().count() > 0);
}

/// Puts the tables behind the form into another order.
fn shuffled(bestand: &Bestand, seed: usize) -> Bestand {
    let mut other = bestand.clone();
    turn(&mut other.haushalt, seed);
    turn(&mut other.anlagen, seed / 7);
    turn(&mut other.tranchen, seed / 3);
    turn(&mut other.bewilligungen, seed / 5);
    other
}

/// Rotates a table, and turns it round for every other seed.
fn turn<T>(rows: &mut [T], seed: usize) {
    let len = rows.len();
    rows.rotate_left(seed % len);
    if seed % 2 == 1 {
        rows.reverse();
    }
}

/// Cents of any amount that a table can hold.
fn budget() -> impl Strategy<Value = i128> {
    0..=Euro::MAX_INPUT.as_cents()
}

/// A row of the budget of P-097: year, Ansatz, Nachtrag, and whether it is income.
fn haushalt(i: usize, row: &(i32, i128, i128, bool)) -> Located<Haushaltsansatz> {
    let (jahr, ansatz, nachtrag, income) = *row;
    let record = Haushaltsansatz {
        projekt: Kennung::parse("P-097").expect("a Kennung"),
        jahr: Jahr::new(jahr).expect("a year"),
        art: Haushaltsart::Investiv,
        zeile: if income { Haushaltszeile::Einzahlungen } else { Haushaltszeile::Auszahlungen },
        ansatz: Euro::cents(ansatz),
        ermaechtigungsuebertragung: None,
        nachtrag: Some(Euro::cents(nachtrag)),
        ueber_ausserplanmaessig: None,
        umschichtung: None,
        psp: None,
        // Each row has an account of its own, so that none replaces another.
        kostenart: Some(i.to_string()),
        deckung_psp: None,
        deckung_kostenart: None,
        erfasst: None,
    };
    let node = Node { span: aachen().haushalt[0].span(""), data: Data::Null };
    Located::new(record, node)
}

fn amount(wert: Wert) -> Option<Euro> {
    match wert {
        Wert::Betrag(betrag) => Some(betrag),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(20_210_308), cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_total_is_all_years_of_all_rows_up_to_the_largest_amounts(
        rows in proptest::collection::vec((2000i32..2060, budget(), budget(), any::<bool>()), 1..80),
    ) {
        let mut bestand = aachen().clone();
        bestand.tranchen.clear();
        bestand.haushalt = rows.iter().enumerate().map(|(i, row)| haushalt(i, row)).collect();
        let values: BTreeMap<String, Euro> = figures(&bestand).into_iter().filter_map(|f| Some((f.id, amount(f.wert)?))).collect();
        let value = |id: &str| values[&format!("finanzen.investiv.{id}")].as_cents();
        for (zeile, income) in [("einzahlungen", true), ("auszahlungen", false)] {
            let own = || rows.iter().filter(move |row| row.3 == income);
            prop_assert_eq!(value(&format!("{zeile}.gesamt_alt")), own().map(|row| row.1).sum::<i128>());
            prop_assert_eq!(value(&format!("{zeile}.gesamt_neu")), own().map(|row| row.1 + row.2).sum::<i128>());
            let year = own().filter(|row| row.0 == 2021).map(|row| row.1).sum::<i128>();
            prop_assert_eq!(value(&format!("{zeile}.ansatz")), year);
            let years = own().filter(|row| (2022..=2024).contains(&row.0)).map(|row| row.1 + row.2).sum::<i128>();
            prop_assert_eq!(value(&format!("{zeile}.fortgeschrieben_ff")), years);
        }
        let ergebnis = value("einzahlungen.gesamt_neu") - value("auszahlungen.gesamt_neu");
        prop_assert_eq!(value("ergebnis.gesamt_neu"), ergebnis);
    }

    #[test]
    fn the_order_of_the_tables_changes_no_figure(seed in 0usize..10_000) {
        let other = shuffled(aachen(), seed);
        prop_assert_eq!(figures(&other), figures(aachen()));
    }
}
