//! The same tables in every format give the same papers, to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use ratsbericht::cli::Exit;
use ratsbericht::load;
use ratsbericht::paper::Paper;
use ratsbericht::pipeline::{self, Wanted};
use ratsbericht::typeset::Engine;
use ratsbericht::verify::{Contents, Design, Papiernachweis};

use crate::support::Workspace;
use crate::support::workspace::fixture;

/// The day of printing.
const TODAY: &str = "2021-04-01";

/// The files that go into a PDF, with their content.
type Files = Vec<(&'static str, Vec<u8>)>;

/// What each paper of a workspace is set from: view data and attachments, the Nachweis included. Nothing else goes into a PDF
/// but templates and fonts, which are the same here.
fn contents(workspace: &Workspace) -> BTreeMap<String, Files> {
    let engine = Engine::new().expect("embedded templates");
    let today = TODAY.parse().expect("a day");
    let loaded = load::workspace(&workspace.root(), engine.alphabet()).expect("a workspace");
    let papers = pipeline::prepare(&loaded, &engine.alphabet(), &Wanted::all(&loaded), today).papers;
    let design = Design::of(&engine, &loaded);
    let content = |paper: &Paper| {
        let contents = Contents::of(paper);
        let nachweis = Papiernachweis::of(paper, &contents, &design, &loaded, today).expect("a Nachweis").to_bytes();
        let mut all = contents.attachments(nachweis);
        all.push(("/data.json", contents.into_view()));
        (paper.name.clone(), all)
    };
    papers.iter().map(content).collect()
}

/// Looks whether a workspace gives the papers of the main example to the byte: all of them before they are set, and the
/// smallest as PDF.
fn same_papers(workspace: &Workspace, form: &str) {
    static JSON: LazyLock<BTreeMap<String, Files>> = LazyLock::new(|| contents(&Workspace::copy_of("aachen")));
    let other = contents(workspace);
    assert_eq!(other.keys().collect::<Vec<_>>(), JSON.keys().collect::<Vec<_>>(), "{form}");
    assert_eq!(other.len(), 5);
    for (name, content) in JSON.iter() {
        assert!(other[name] == *content, "{name} differs: {form}");
    }
    workspace.build_only("fb-61-0251-wp17");
    let smallest = "vorlage-fb-61-0251-wp17.pdf";
    assert!(workspace.output(smallest) == Workspace::built("aachen").output(smallest), "{smallest} differs: {form}");
}

/// An example with its tables as `fixtures/formate/<folder>` keeps them.
fn with_tables_of(example: &str, folder: &str) -> Workspace {
    let workspace = Workspace::copy_of(example);
    let daten = workspace.root().join("daten");
    fs::remove_dir_all(&daten).expect("the tables");
    fs::create_dir(&daten).expect("a folder");
    for entry in fs::read_dir(fixture("formate").join(folder)).expect("a format") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), daten.join(entry.file_name())).expect("a copy");
    }
    workspace
}

#[test]
fn the_main_example_is_the_same_to_the_byte_in_every_format() {
    same_papers(&with_tables_of("aachen", "ods"), "tables as ods, papers as JSON");
    for format in ["csv", "xlsx"] {
        let workspace = with_tables_of("aachen", format);
        workspace.without_papers();
        same_papers(&workspace, format);
    }
}

#[test]
fn the_second_example_is_the_same_when_an_office_program_has_saved_all_of_it() {
    let workspace = with_tables_of("klein", "ods-klein");
    workspace.without_papers();
    let (expected, found) = (contents(&Workspace::copy_of("klein")), contents(&workspace));
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, content) in &expected {
        assert!(found[name] == *content, "{name} differs");
    }
}

#[test]
fn the_kept_formats_are_what_convert_writes() {
    for format in ["csv", "xlsx"] {
        let workspace = Workspace::copy_of("aachen");
        let outcome = workspace.convert(format);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        for entry in fs::read_dir(fixture("formate").join(format)).expect("a format") {
            let entry = entry.expect("an entry");
            let written = fs::read(workspace.out().join("daten").join(entry.file_name())).expect("a table");
            assert!(written == fs::read(entry.path()).expect("a table"), "{}", entry.path().display());
        }
    }
}

#[test]
fn formats_can_be_mixed() {
    let workspace = Workspace::copy_of("aachen");
    let csv = fixture("formate").join("csv");
    for table in ["projekte", "pausen"] {
        fs::remove_file(workspace.root().join(format!("daten/{table}.json"))).expect("a table");
        let name = format!("{table}.csv");
        fs::copy(csv.join(&name), workspace.root().join("daten").join(&name)).expect("a copy");
    }
    same_papers(&workspace, "mixed");
}

#[test]
fn a_comma_a_byte_order_mark_and_windows_1252_change_nothing() {
    let text = fs::read_to_string(fixture("formate").join("csv/foerdergeber.csv")).expect("a table");
    let text = text.trim_start_matches('\u{feff}');
    assert!(text.contains('ä'), "umlauts to lose");
    let (windows, _, lossy) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!lossy);
    let forms: [(&str, Vec<u8>); 3] = [
        ("a comma", with_commas(text)),
        ("a byte order mark", format!("\u{feff}{text}").into_bytes()),
        ("Windows-1252", windows.into_owned()),
    ];
    for (form, bytes) in forms {
        let workspace = Workspace::copy_of("aachen");
        fs::remove_file(workspace.root().join("daten/foerdergeber.json")).expect("a table");
        workspace.write_bytes("daten/foerdergeber.csv", &bytes);
        same_papers(&workspace, form);
    }
}

/// A CSV text with commas between the cells.
fn with_commas(text: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in reader.records() {
        writer.write_record(&record.expect("a record")).expect("a record");
    }
    writer.into_inner().expect("a table")
}
