//! The same tables in every format give the same papers, to the byte.

use std::collections::BTreeMap;
use std::fs;

use ratsbericht::cli::Exit;

use crate::support::Workspace;
use crate::support::workspace::fixture;

/// The papers of a workspace with their bytes; the manifest, which lists the source files, is left out.
fn papers(workspace: &Workspace) -> BTreeMap<String, Vec<u8>> {
    let outcome = workspace.build();
    assert_eq!(outcome.exit, Exit::Done);
    let entries = fs::read_dir(workspace.out()).expect("an output folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".pdf")).map(|name| (name.clone(), workspace.output(&name))).collect()
}

/// The main example with its tables as `fixtures/formate/<format>` keeps them.
fn main_example_as(format: &str) -> Workspace {
    let workspace = Workspace::copy_of("aachen");
    let daten = workspace.root().join("daten");
    fs::remove_dir_all(&daten).expect("the tables");
    fs::create_dir(&daten).expect("a folder");
    for entry in fs::read_dir(fixture("formate").join(format)).expect("a format") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), daten.join(entry.file_name())).expect("a copy");
    }
    workspace
}

#[test]
fn the_main_example_is_the_same_to_the_byte_in_every_format() {
    let json = papers(&Workspace::copy_of("aachen"));
    assert_eq!(json.len(), 4);
    for format in ["csv", "xlsx", "ods"] {
        let other = papers(&main_example_as(format));
        assert_eq!(other.keys().collect::<Vec<_>>(), json.keys().collect::<Vec<_>>(), "{format}");
        for (name, content) in &json {
            assert!(other[name] == *content, "{name} differs as {format}");
        }
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
    let json = papers(&Workspace::copy_of("aachen"));
    let workspace = Workspace::copy_of("aachen");
    let csv = fixture("formate").join("csv");
    for table in ["projekte", "pausen"] {
        fs::remove_file(workspace.root().join(format!("daten/{table}.json"))).expect("a table");
        let name = format!("{table}.csv");
        fs::copy(csv.join(&name), workspace.root().join("daten").join(&name)).expect("a copy");
    }
    assert!(papers(&workspace) == json);
}

#[test]
fn a_comma_a_byte_order_mark_and_windows_1252_change_nothing() {
    let json = papers(&Workspace::copy_of("aachen"));
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
        assert!(papers(&workspace) == json, "{form}");
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
