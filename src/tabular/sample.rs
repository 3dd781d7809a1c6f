//! A workspace to start from: the sound example, with its tables in the wanted format.

use include_dir::{Dir, DirEntry, include_dir};

use super::pretty::Json;
use super::{Format, Lists, NewFile, SchemaSubject, Unwritable, Verwaltung, WORKBOOK, files};
use crate::finding::Log;
use crate::load::{json_text, toml_text};
use crate::model::{Decode, Stammdaten, Table};
use crate::source::{Alphabet, Node};
use crate::workspace::Layout;

static EXAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/klein");

/// The record of a Vorlage in its folder.
const VORLAGE: &str = "/vorlage.json";

/// The Vorlage of a new workspace. The one of the example types every cell, to try the rules on; a clerk is to see what
/// follows from projects, and how little is left to type.
const COMPUTED: &[u8] = include_bytes!("sample/vorlage.json");

/// What stands in the example for readers of the program, not of a workspace.
const ABOUT: &str = "README.md";

/// The folder of the schemas in a new workspace.
const SCHEMAS: &str = "schema";

/// The files of a new workspace: the example as an administration would have it, a guide, and schemas for everything that is kept
/// as JSON or TOML.
///
/// # Errors
/// When the tables cannot be written, which the example's can.
pub fn sample(format: Format, verwaltung: &Verwaltung) -> Result<Vec<NewFile>, Unwritable> {
    let own = |table: &Table| Some((*table, rows(*table, verwaltung)?));
    let tables: Vec<(Table, Node)> = Table::ALL.iter().filter_map(own).collect();
    let rows = |table: Table| {
        tables.iter().find(|(other, _)| *other == table).map(|(_, rows)| rows.items()).unwrap_or_default()
    };
    let mut all = files(format, &rows, &Lists::of(&stammdaten(verwaltung)))?;
    for (path, bytes) in example().filter(|(path, _)| !path.starts_with("daten/") && *path != ABOUT) {
        let bytes = if path.ends_with(VORLAGE) { COMPUTED } else { bytes };
        let bytes = std::str::from_utf8(bytes).map_or(bytes.to_vec(), |text| verwaltung.adapted(text).into_bytes());
        all.push((path.to_owned(), with_schema(path, &bytes)));
    }
    let is_kept_so = |subject: &SchemaSubject| format == Format::Json || !matches!(subject, SchemaSubject::Table(_));
    for subject in SchemaSubject::all().filter(is_kept_so) {
        all.push((format!("{SCHEMAS}/{}", subject.file()), subject.schema(None).into_bytes()));
    }
    if format == Format::Json {
        all.push((".vscode/settings.json".into(), settings().into_bytes()));
    }
    all.push(("LIESMICH.md".into(), guide(format).into_bytes()));
    Ok(all)
}

/// Every file of the example.
fn example() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let mut found = Vec::new();
    collect(&EXAMPLE, &mut found);
    found.into_iter()
}

fn collect(folder: &'static Dir<'static>, found: &mut Vec<(&'static str, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, found),
            DirEntry::File(file) => found.extend(file.path().to_str().map(|path| (path, file.contents()))),
        }
    }
}

/// A table of the example, with the departments of an administration.
fn rows(table: Table, verwaltung: &Verwaltung) -> Option<Node> {
    let text = EXAMPLE.get_file(format!("daten/{}.json", table.name()))?.contents_utf8()?;
    json_text(&verwaltung.adapted(text))
}

#[expect(clippy::expect_used, reason = "the example is part of the program, and a test builds it in every format")]
fn stammdaten(verwaltung: &Verwaltung) -> Stammdaten {
    let text = EXAMPLE.get_file(Layout::CONFIG).and_then(|file| file.contents_utf8());
    let node = text.and_then(|text| toml_text(&verwaltung.adapted(text))).expect("the example has a configuration");
    Stammdaten::decode(&node, &mut Log::new(Alphabet::all())).expect("the example's configuration is valid")
}

/// The file with a line that tells editors where its schema is.
fn with_schema(path: &str, bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let place = |subject: SchemaSubject| format!("{SCHEMAS}/{}", subject.file());
    let key = |subject: SchemaSubject| {
        text.replacen("{\n", &format!("{{\n  \"$schema\": \"../../{}\",\n", place(subject)), 1)
    };
    let text = match path.rsplit('/').next() {
        Some("vorlage.json") => key(SchemaSubject::Vorlage),
        Some("bericht.json") => key(SchemaSubject::Bericht),
        Some(Layout::CONFIG) => format!("#:schema ./{}\n{text}", place(SchemaSubject::Stammdaten)),
        _ => text.to_owned(),
    };
    text.into_bytes()
}

/// Settings by which Visual Studio Code finds the schemas of the tables, which as lists cannot name them.
fn settings() -> String {
    let schemas = Table::ALL.iter().map(|table| {
        let subject = SchemaSubject::Table(*table);
        Json::object([
            ("fileMatch", Json::texts([format!("/{}", subject.place()).as_str()])),
            ("url", Json::text(format!("./{SCHEMAS}/{}", subject.file()))),
        ])
    });
    Json::object([("json.schemas", Json::List(schemas.collect()))]).to_file()
}

/// The guide in the workspace.
fn guide(format: Format) -> String {
    let names: Vec<&str> = Table::ALL.iter().map(|table| table.title()).collect();
    let list = names.join(", ");
    let (place, what) = match format {
        Format::Xlsx => (
            format!("daten/{WORKBOOK}.xlsx"),
            format!("die Tabellen, je ein Blatt: {list}; das Blatt Listen füllt die Auswahllisten"),
        ),
        Format::Json | Format::Csv => (format!("daten/*.{}", format.name()), format!("die Tabellen: {list}")),
    };
    let hint = match format {
        Format::Xlsx => include_str!("sample/xlsx.md"),
        Format::Json => include_str!("sample/json.md"),
        Format::Csv => include_str!("sample/csv.md"),
    };
    include_str!("sample/liesmich.md")
        .replace("{ort}", &place)
        .replace("{tabellen}", &what)
        .replace("{hinweis}\n", hint)
        + include_str!("sample/weiter.md")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_written_in_every_format() {
        for format in Format::ALL {
            let files = sample(*format, &Verwaltung::default()).unwrap();
            let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
            insta::assert_snapshot!(format!("sample_{}", format.name()), names.join("\n"));
            for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".json")) {
                assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_ok(), "{path}");
            }
        }
    }

    #[test]
    fn every_paper_and_the_configuration_name_their_schema() {
        let files = sample(Format::Json, &Verwaltung::default()).unwrap();
        let starts = |ending: &str, with: &str| {
            let (_, bytes) = files.iter().find(|(path, _)| path.ends_with(ending)).unwrap();
            assert!(bytes.starts_with(with.as_bytes()), "{ending}");
        };
        starts("/vorlage.json", "{\n  \"$schema\": \"../../schema/vorlage.schema.json\",\n  \"nummer\"");
        starts("/bericht.json", "{\n  \"$schema\": \"../../schema/bericht.schema.json\",\n  \"titel\"");
        starts("ratsbericht.toml", "#:schema ./schema/ratsbericht.schema.json\n#");
    }

    #[test]
    fn the_vorlage_types_what_the_guide_names_and_no_cell() {
        let files = sample(Format::Json, &Verwaltung::default()).unwrap();
        let (_, bytes) = files.iter().find(|(path, _)| path.ends_with(VORLAGE)).unwrap();
        let vorlage: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let keys = |at: &str| vorlage[at].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys("finanzen"), ["haushaltsjahr", "konsumtiv", "psp_elemente"]);
        // What nothing covers is said, so that the first run has no finding.
        let stated = serde_json::json!({ "deckung": { "ff": "nicht ausreichend" } });
        assert_eq!(vorlage["finanzen"]["konsumtiv"], stated);
        assert_eq!(keys("klimarelevanz"), ["klimafolgenanpassung"]);
        for named in ["projekte", "haushaltsjahr", "psp_elemente", "klimafolgenanpassung"] {
            assert!(guide(Format::Json).contains(named), "{named}");
        }
    }

    #[test]
    fn the_guide_has_no_gaps() {
        for format in Format::ALL {
            let guide = guide(*format);
            // The words in code are meant to have braces.
            let prose = guide.split('`').step_by(2).collect::<String>();
            assert!(!prose.contains(['{', '}']), "{guide}");
            assert!(
                !guide.contains("{ort}") && !guide.contains("{tabellen}") && !guide.contains("{hinweis}"),
                "{guide}"
            );
        }
    }
}
