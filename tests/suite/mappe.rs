//! Papers and configuration that are kept as tables: what is wrong in a sheet is told at its cell, in the words of its heads.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;

use ratsbericht::cli::Exit;
use ratsbericht::model::{Blatt, Decode, Field, RecordShape, Shape, Stammdaten, Table, Vorlage};

use crate::findings::faulty;
use crate::perioden::command;
use crate::support::Workspace;
use crate::support::archive::edit;
use crate::support::workspace::{Outcome, copy, fixture};

/// The second example with everything in tables.
fn in_tables() -> Workspace {
    static TABLES: LazyLock<Workspace> = LazyLock::new(|| {
        let workspace = Workspace::copy_of("klein");
        let outcome = workspace.convert("csv");
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        workspace
    });
    let workspace = Workspace::copy_of("klein");
    fs::remove_dir_all(workspace.root()).expect("the copy");
    copy(&TABLES.out(), &workspace.root());
    workspace
}

/// A sheet, what stands in it, and what somebody makes of it. Where nothing stands in it, a row is added.
const MISTAKES: &[(Blatt, &str, &str)] = &[
    // A column that is missing, and one that is misspelt.
    (Blatt::Vorlagen, "Name;Nummer;", "Name;Numer;"),
    // A name that no file can have.
    (Blatt::Vorlagen, "pegelsensoren;FB", "Pegel Sensoren;FB"),
    (Blatt::Vorlagen, "pegelsensoren;FB", ";FB"),
    (Blatt::Vorlagen, "FB 66/0012/WP09", "FB 66/12"),
    (Blatt::Vorlagen, "Entscheidungsvorlage", "Entscheidung"),
    (Blatt::Vorlagen, ";FB 66;FB 10;", ";FB 67;FB 10;"),
    (Blatt::Vorlagen, ";öffentlich;;20.01.2021;", ";öffentlich;;20.13.2021;"),
    (Blatt::Vorlagen, ";öffentlich;", ";;"),
    // What is required only because something else is there.
    (Blatt::Vorlagen, ";2021;positiv;", ";;;"),
    (Blatt::Vorlagen, "JA;gegeben", "ja, leider;gegeben"),
    // Columns whose fields have names that others have, too.
    (Blatt::Vorlagen, "gegeben;gegeben;gegeben;nicht ausreichend;", "gegeben;gegeben;gegeben;;"),
    (
        Blatt::Vorlagen,
        "gegeben;gegeben;gegeben;nicht ausreichend;",
        "gegeben;gegeben;nicht ausreichend;nicht ausreichend;",
    ),
    (Blatt::Vorlagen, "nicht ausreichend;positiv;", "nicht ausreichend;;"),
    (Blatt::Vorlagen, ";freigegeben;20.01.2021;FB 66;", ";zurückgezogen;20.01.2021;FB 66;"),
    (Blatt::Vorlagen, ";freigegeben;20.01.2021;FB 66;", ";freigegeben;;FB 66;"),
    (Blatt::Vorlagen, ";Freigegeben am;", ";Notiz;"),
    (Blatt::Vorlagen, ";Daten für alle;", ";Z3, Z4;"),
    (Blatt::Beratungsfolge, "pegelsensoren;04.02.2021;ABU", "pegelsensor;04.02.2021;ABU"),
    (Blatt::Beratungsfolge, "04.02.2021;ABU", "04.02.2021;AUB"),
    (Blatt::Beratungsfolge, "04.02.2021;", ";"),
    (Blatt::Beratungsfolge, "ABU;Anhörung/Empfehlung", "ABU;Empfehlung"),
    (Blatt::Vorlagenanlagen, "standorte.csv", "standort.csv"),
    (Blatt::Kennzahlen, "2020-Q4", "4. Quartal 2020"),
    (Blatt::Konten, "5-660101-000-00100-300-1", "5-66"),
    (Blatt::Vordruck, "Auszahlungen;60000,00", "Auszahlung;60000,00"),
    (Blatt::Vordruck, "Auszahlungen;60000,00", "Auszahlungen;60 T€"),
    (Blatt::Vordruck, "Einzahlungen;36000,00", "Auszahlungen;36000,00"),
    (Blatt::Vordruck, "3000,00;;\r\n", "3000,00;1,00;\r\n"),
    (Blatt::Deckung, "investiv;5-66", "invest;5-66"),
    (Blatt::Berichte, ";alle;2020-Q4;", ";allle;2020-Q4;"),
    (Blatt::Berichte, ";alle;2020-Q4;", ";alle;;"),
    (Blatt::Berichtsausgaben, "", "digital-2020-q3;2020-Q3;;;;;;"),
    (Blatt::Berichtsausgaben, "", "digital-2020-q4;2020-Q4;;freigegeben;;FB 10;;"),
    (Blatt::Einstellungen, "koerperschaft.genitiv;der Stadt Musterstadt", "koerperschaft.genitiv;"),
    (Blatt::Einstellungen, "klima.einsparziel", "klima.einsparziehl"),
    (Blatt::Einstellungen, "erledigung.schwelle;90", "erledigung.schwelle;neunzig"),
    (Blatt::Gremien, "HFA;Haupt", "ABU;Haupt"),
    (Blatt::Gremien, ";Ausschuss;", ";Auschuss;"),
    (Blatt::Dezernate, "Dez. 1;", ";"),
    (Blatt::Fachbereiche, ";Dez. 2", ";Dez. 3"),
    (Blatt::Handlungsfelder, "verwaltung;", ";"),
    (Blatt::Ziele, ";stadt;", ";land;"),
    (Blatt::Wahlperioden, "WP09;01.11.2020", "WP09;1.11.20"),
    (Blatt::Auswahlen, "gefoerdert;Gef", "alle;Gef"),
    (Blatt::Bedingungen, "gefoerdert;", "gefördert;"),
    (Blatt::Vorlagearten, "", "Beschlussvorlage;Beschluss;;"),
    (Blatt::Zustaendigkeiten, "", "Vorberatung;Anhörung;"),
    (Blatt::Basiszinssaetze, "-0,88;01.07.2019", "minus;01.07.2019"),
    (Blatt::Zinspunkte, "Bund;5", "Bundd;5"),
    (Blatt::Termine, "", "digital-2020-q4;2020;;;;;"),
    (Blatt::Meldungen, "", "digital;jemand;gebaut"),
    (Blatt::Ausnahmen, "", "RB999;pegelsensoren;weil;FB 10;30.06.2021"),
];

/// The file of a sheet.
fn file(blatt: Blatt) -> String {
    format!("daten/{}.csv", blatt.form().name)
}

/// The example with a mistake.
fn mistaken(blatt: Blatt, from: &str, to: &str) -> Workspace {
    let workspace = in_tables();
    let path = file(blatt);
    let text = workspace.read(&path);
    let text = if from.is_empty() {
        format!("{text}{to}\r\n")
    } else {
        assert!(text.contains(from), "{path}: {from}\n{text}");
        text.replacen(from, to, 1)
    };
    workspace.write(&path, &text);
    workspace
}

/// Each finding with its place and what is to be done.
fn told(outcome: &Outcome) -> String {
    let of_finding = |line: &&str| line.contains("[RB") || line.contains("--> ") || line.contains(" = ");
    outcome.stderr.lines().filter(of_finding).map(|line| format!("{}\n", line.trim())).collect()
}

/// What is told of each mistake.
fn all_told() -> impl Iterator<Item = (&'static (Blatt, &'static str, &'static str), &'static String)> {
    static TOLD: LazyLock<Vec<String>> = LazyLock::new(|| {
        MISTAKES.iter().map(|(blatt, from, to)| told(&mistaken(*blatt, from, to).run("check", &[]))).collect()
    });
    MISTAKES.iter().zip(TOLD.iter())
}

#[test]
fn a_mistake_in_each_sheet_is_told_at_its_cell() {
    let mut all = String::new();
    let elsewhere: Vec<_> = all_told().filter(|((blatt, ..), told)| !told.contains(&file(*blatt))).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:#?}");
    for ((blatt, from, to), told) in all_told() {
        let name = blatt.form().title;
        writeln!(all, "{name}: {} → {}\n{told}", from.escape_debug(), to.escape_debug()).expect("a text");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn every_command_tells_a_mistake_in_the_same_words() {
    let mut seen = 0;
    for ((blatt, from, to), checked) in all_told() {
        let workspace = mistaken(*blatt, from, to);
        let root = workspace.root().display().to_string();
        for outcome in [workspace.convert("xlsx"), command(&["refresh", &root])] {
            let said = told(&outcome);
            let other: Vec<&str> = said.lines().filter(|line| !checked.contains(*line)).collect();
            assert!(other.is_empty(), "{from} → {to}: {other:#?}\n{checked}");
            seen += said.lines().count();
        }
    }
    assert!(seen > 100, "only {seen} lines were told");
}

#[test]
fn a_gap_of_the_konsumtive_table_is_told_of_its_own_column() {
    let workspace = faulty("RB230");
    assert_eq!(workspace.convert("xlsx").exit, Exit::Done);
    fs::remove_dir_all(workspace.root()).expect("the copy");
    copy(&workspace.out(), &workspace.root());
    let outcome = workspace.run("check", &[]);
    insta::assert_snapshot!(told(&outcome));
}

#[test]
fn a_column_of_ones_own_that_einstellungen_names_is_no_finding_in_any_sheet() {
    let workspace = in_tables();
    for sheet in ["vorlagen", "gremien", "projekte"] {
        let file = format!("daten/{sheet}.csv");
        workspace.write(&file, &workspace.read(&file).replacen("\r\n", ";Zuständig im Haus\r\n", 1));
    }
    let told = workspace.run("check", &[]).stderr;
    assert_eq!(told.matches("[RB055]").count(), 3, "{told}");
    assert!(told.contains("nennen Sie sie im Blatt Einstellungen bei „tabellen.eigene_spalten“"), "{told}");
    let file = "daten/einstellungen.csv";
    let (empty, named) = ("tabellen.eigene_spalten;;", "tabellen.eigene_spalten;\"Notiz; zuständig im Haus\";");
    let settings = workspace.read(file).replacen(empty, named, 1);
    workspace.write(file, &settings);
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
}

#[test]
fn what_a_field_is_called_is_no_column_of_ones_own() {
    let workspace = in_tables();
    let heads = Blatt::ALL.iter().flat_map(|blatt| blatt.fields()).map(|field| field.title);
    let heads = heads.chain(Table::ALL.iter().flat_map(|table| (table.record().fields)()).map(|field| field.title));
    let all = heads.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ");
    let file = "daten/einstellungen.csv";
    let named = format!("tabellen.eigene_spalten;\"{all}\";");
    workspace.write(file, &workspace.read(file).replacen("tabellen.eigene_spalten;;", &named, 1));
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
    let figures = |workspace: &Workspace| workspace.run("figures", &["--format", "csv"]).stdout;
    assert_eq!(figures(&workspace), figures(&in_tables()));
}

#[test]
fn a_table_of_another_name_is_one_error_and_read_all_the_same() {
    let all = in_tables();
    let files: Vec<String> = fs::read_dir(all.root().join("daten"))
        .expect("tables")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    let renamed = |name: &str| format!("{}-alt.csv", name.trim_end_matches(".csv"));
    for name in &files {
        let path = |name: &str| all.root().join("daten").join(name);
        fs::rename(path(name), path(&renamed(name))).expect("another name");
        let told = all.run("check", &[]).stderr;
        assert!(
            told.starts_with("Fehler[RB061]: Die Datei") && told.ends_with("Prüfung: 1 Fehler.\n"),
            "{name}: {told}"
        );
        fs::rename(path(&renamed(name)), path(name)).expect("its name");
    }
}

#[test]
fn a_title_that_is_spelt_like_a_field_stays_as_it_is() {
    let workspace = Workspace::copy_of("klein");
    let projekte = "daten/projekte.json";
    let called = workspace.read(projekte).replace("\"Online-Anmeldung der Musikschule\"", "\"ende_geplant\"");
    workspace.write(projekte, &called.replace("\"2021-03-31\"", "\"2020-12-01\""));
    assert_eq!(workspace.convert("xlsx").exit, Exit::Done);
    fs::remove_dir_all(workspace.root()).expect("the copy");
    copy(&workspace.out(), &workspace.root());
    let told = workspace.run("check", &[]).stderr;
    assert!(told.contains("„ende_geplant“ (K-003)") && !told.contains("„Ende geplant“ (K-003)"), "{told}");
}

#[test]
fn a_copy_beside_its_table_is_no_table() {
    let workspace = in_tables();
    for sheet in ["einstellungen", "vorlagen", "projekte"] {
        let copy = format!("daten/{sheet}-alt.csv");
        workspace.write(&copy, &workspace.read(&format!("daten/{sheet}.csv")));
        let told = workspace.run("check", &[]).stderr;
        assert!(told.starts_with("Warnung[RB018]") && told.ends_with("Prüfung: 1 Warnung.\n"), "{sheet}: {told}");
        fs::remove_file(workspace.root().join(copy)).expect("the copy");
    }
}

#[test]
fn a_sheet_of_ones_own_that_einstellungen_names_is_no_finding() {
    let workspace = Workspace::copy_of("klein");
    assert_eq!(workspace.convert("xlsx").exit, Exit::Done);
    fs::remove_dir_all(workspace.root()).expect("the copy");
    copy(&workspace.out(), &workspace.root());
    let part = |name: &str, with: &dyn Fn(&str) -> String| {
        let path = "daten/projektboard.xlsx";
        let bytes = fs::read(workspace.root().join(path)).expect("a workbook");
        workspace.write_bytes(path, &edit(&bytes, name, with));
    };
    part("xl/workbook.xml", &|text| text.replace("name=\"Meldungen\"", "name=\"Notizen\""));
    let told = workspace.run("check", &[]).stderr;
    assert!(told.contains("[RB061]: Das Blatt „Notizen“ hat die Spalten von „Meldungen“"), "{told}");
    assert!(told.contains("nennen Sie es im Blatt Einstellungen bei „tabellen.eigene_blaetter“"), "{told}");
    let config = workspace.read("ratsbericht.toml");
    workspace.write("ratsbericht.toml", &format!("{config}\n[tabellen]\neigene_blaetter = [\"notizen\"]\n"));
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
}

#[test]
fn each_sheet_has_a_mistake() {
    let seen: BTreeSet<Blatt> = MISTAKES.iter().map(|(blatt, ..)| *blatt).collect();
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), Blatt::ALL);
}

#[test]
fn everything_in_tables_has_no_finding() {
    let outcome = in_tables().run("check", &[]);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Exit::Done, "Prüfung ohne Befund.\n"));
}

#[test]
fn findings_name_heads_and_no_fields() {
    fn names(fields: Vec<Field>, found: &mut BTreeSet<&'static str>) {
        for field in fields {
            found.insert(field.name);
            match field.shape {
                Shape::Record(RecordShape { fields, .. }) => names(fields(), found),
                Shape::List(of) => {
                    if let Shape::Record(RecordShape { fields, .. }) = *of {
                        names(fields(), found);
                    }
                }
                Shape::Single { .. } | Shape::Choice(_) => {}
            }
        }
    }
    let mut fields = BTreeSet::new();
    for shape in [Vorlage::shape(), Stammdaten::shape()] {
        if let Shape::Record(RecordShape { fields: own, .. }) = shape {
            names(own(), &mut fields);
        }
    }
    for ((blatt, _, to), told) in all_told() {
        for name in fields.iter().filter(|name| name.contains('_')) {
            assert!(!told.contains(&format!("„{name}“")), "{}: {to}: {name}: {told}", blatt.form().name);
        }
        for json in ["vorlage.json", "bericht.json", "ratsbericht.toml"] {
            assert!(!told.contains(json), "{}: {to}: {json}: {told}", blatt.form().name);
        }
    }
}

#[test]
fn a_paper_and_a_section_that_stand_twice_are_told_with_both_places() {
    let workspace = in_tables();
    let klein = fixture("klein");
    for paper in ["vorlagen/pegelsensoren/vorlage.json", "berichte/digital-2020-q4/bericht.json"] {
        fs::copy(klein.join(paper), workspace.root().join(paper)).expect("a copy");
    }
    let gremium = "[[gremium]]\nkennung = \"Rat\"\nname = \"Rat\"\n\n[klima]\neinsparziel = 1\n";
    workspace.write("ratsbericht.toml", gremium);
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.exit, Exit::Findings);
    insta::assert_snapshot!(told(&outcome));
}

#[test]
fn a_mistake_in_the_rows_of_a_paper_stops_that_paper_alone() {
    for (blatt, from, to) in [
        (Blatt::Vorlagen, "Entscheidungsvorlage", "Entscheidung"),
        (Blatt::Vordruck, "Auszahlungen;60000,00", "Auszahlungen;viel"),
        (Blatt::Beratungsfolge, "04.02.2021;ABU", "04.02.2021;AUB"),
    ] {
        let workspace = mistaken(blatt, from, to);
        let outcome = workspace.run("build", &["--keep-going"]);
        assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
        let is_there = |name: &str| workspace.out().join(name).exists();
        assert!(is_there("digital-2020-q4.pdf") && !is_there("vorlage-fb-66-0012-wp09.pdf"), "{}", outcome.stderr);
    }
}

#[test]
fn a_row_without_a_folder_is_a_paper_without_texts_and_a_folder_without_a_row_is_none() {
    let workspace = in_tables();
    let path = file(Blatt::Vorlagen);
    let text = workspace.read(&path);
    let row = text.lines().nth(1).expect("a row").replace("pegelsensoren;FB 66/0012/WP09", "neu;FB 66/0013/WP09");
    workspace.write(&path, &format!("{text}{row}\r\n"));
    let outcome = workspace.run("check", &["--only", "neu"]);
    assert!(outcome.stderr.contains("Beschlussvorschlag"), "{}", outcome.stderr);
    fs::create_dir(workspace.root().join("vorlagen/vergessen")).expect("a folder");
    let outcome = workspace.run("check", &["--only", "vergessen"]);
    insta::assert_snapshot!(told(&outcome));
}

#[test]
fn the_place_of_a_record_is_its_row() {
    let workspace = in_tables();
    workspace.build();
    let path = file(Blatt::Vorlagen);
    let text = workspace.read(&path);
    workspace.write(&path, &text.replacen("zweiter Bauabschnitt", "dritter Bauabschnitt", 1));
    let root = workspace.root().display().to_string();
    let pdf = workspace.out().join("vorlage-fb-66-0012-wp09.pdf").display().to_string();
    let args = ["ratsbericht", "verify", &pdf, "--workspace", &root].map(Into::into);
    let outcome = crate::support::workspace::run_args(args);
    let expected = "vorlagen/pegelsensoren: geändert (daten/vorlagen.csv:2:1 oder eine andere seiner Zeilen)";
    assert!(outcome.stdout.contains(expected), "{}{}", outcome.stdout, outcome.stderr);
}
