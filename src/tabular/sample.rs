//! A workspace to start from: the sound example, with its tables in the wanted format.

use include_dir::{Dir, DirEntry, include_dir};

use super::pretty::Json;
use super::{Beside, Format, Lists, NewFile, SchemaSubject, Unwritable, Verwaltung, WORKBOOK, files};
use crate::finding::Log;
use crate::load::{PaperTree, json_text, toml_text};
use crate::model::{Blatt, Decode, Stammdaten, Table};
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
    let (config, papers) = (config(verwaltung), papers(verwaltung));
    let beside = Beside::of(format, papers.iter(), &config, (&config, ""));
    let mut all = files(format, &rows, &beside.rows, &Lists::of(&stammdaten(&config)))?;
    let is_other = |path: &str| !path.starts_with("daten/") && path != ABOUT;
    let is_written = |path: &str| {
        beside.replaced.iter().any(|replaced| replaced == path)
            || beside.files.iter().any(|(written, _)| written == path)
    };
    for (path, bytes) in example().filter(|(path, _)| is_other(path) && !is_written(path)) {
        let bytes = if path.ends_with(VORLAGE) { COMPUTED } else { bytes };
        let bytes = std::str::from_utf8(bytes).map_or(bytes.to_vec(), |text| verwaltung.adapted(text).into_bytes());
        all.push((path.to_owned(), with_schema(path, &bytes)));
    }
    all.extend(beside.files);
    if format == Format::Json {
        for subject in SchemaSubject::all() {
            all.push((format!("{SCHEMAS}/{}", subject.file()), subject.schema(None).into_bytes()));
        }
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

/// What the papers of the example say.
fn papers(verwaltung: &Verwaltung) -> Vec<PaperTree> {
    let paper = |(path, bytes): (&str, &[u8])| {
        let (folder, file) = path.rsplit_once('/')?;
        let (blatt, bytes) = match file {
            "vorlage.json" => (Blatt::Vorlagen, COMPUTED),
            "bericht.json" => (Blatt::Berichte, bytes),
            _ => return None,
        };
        let node = json_text(&verwaltung.adapted(std::str::from_utf8(bytes).ok()?))?;
        let name = folder.rsplit('/').next().unwrap_or_default().to_owned();
        Some(PaperTree { blatt, name, node, file: Some(path.to_owned()) })
    };
    example().filter_map(paper).collect()
}

#[expect(clippy::expect_used, reason = "the example is part of the program, and a test builds it in every format")]
fn config(verwaltung: &Verwaltung) -> Node {
    let text = EXAMPLE.get_file(Layout::CONFIG).and_then(|file| file.contents_utf8());
    text.and_then(|text| toml_text(&verwaltung.adapted(text))).expect("the example has a configuration")
}

#[expect(clippy::expect_used, reason = "the example is part of the program, and a test builds it in every format")]
fn stammdaten(config: &Node) -> Stammdaten {
    Stammdaten::decode(config, &mut Log::new(Alphabet::all())).expect("the example's configuration is valid")
}

/// The file with a line that tells editors where its schema is.
pub fn with_schema(path: &str, bytes: &[u8]) -> Vec<u8> {
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
    let titles = |titles: Vec<&str>| titles.join(", ");
    let list = titles(Table::ALL.iter().map(|table| table.title()).collect());
    let beside = titles(Blatt::ALL.iter().map(|blatt| blatt.form().title).collect());
    let (place, what, sheets) = match format {
        Format::Xlsx => (
            format!("daten/{WORKBOOK}.xlsx"),
            format!("die Tabellen, je ein Blatt: {list}"),
            format!("Papiere und Stammdaten, je ein Blatt: {beside}"),
        ),
        Format::Json | Format::Csv => (
            format!("daten/*.{}", format.name()),
            format!("die Tabellen: {list}"),
            format!("Papiere und Stammdaten: {beside}"),
        ),
    };
    let hint = match format {
        Format::Xlsx => include_str!("sample/xlsx.md"),
        Format::Json => include_str!("sample/json.md"),
        Format::Csv => include_str!("sample/csv.md"),
    };
    let told = if format == Format::Json { IN_FILES } else { IN_TABLES };
    let guide = concat!(include_str!("sample/liesmich.md"), include_str!("sample/weiter.md")).to_owned();
    TOLD.iter()
        .zip(told)
        .fold(guide, |guide, (place, text)| guide.replace(place, text))
        .replace("{ort}", &place)
        .replace("{tabellen}", &what)
        .replace("{blaetter}", &sheets)
        .replace("{hinweis}\n", hint)
}

/// The places in the guide for what it says of papers and configuration: where they are, what forms need, where figures get their names,
/// where the master data stand, how a paper is added, and where a series, a logo and columns of one's own are named.
const TOLD: [&str; 8] =
    ["{orte}\n", "{vordrucke}\n", "{kennzahlen}", "{stammdaten}", "{neu}", "{turnus}", "{logo}", "{spalten}"];

/// What it says where they are files of their own.
const IN_FILES: [&str; 8] = [
    include_str!("sample/json-orte.md"),
    include_str!("sample/json-vordrucke.md"),
    "`vorlage.json` unter „kennzahlen“",
    "In `ratsbericht.toml`",
    "`ratsbericht new vorlage meine-vorlage --projekt K-001` legt den Ordner einer Vorlage an, `ratsbericht new bericht quartal --auswahl alle` den eines \
     Berichts. Ausgefüllt ist, was die Daten wissen; das Übrige nennt `ratsbericht check`.",
    "in `bericht.json` ein „turnus“",
    "in `ratsbericht.toml` unter `[gestaltung]` als „logo“ und „logo_text“",
    "in `ratsbericht.toml`: `[tabellen]`, darunter `eigene_spalten = [\"Notizen\"]`",
];

/// The same in tables.
const IN_TABLES: [&str; 8] = [
    include_str!("sample/tabellen-orte.md"),
    include_str!("sample/tabellen-vordrucke.md"),
    "die Tabelle Kennzahlen",
    "In den Tabellen von Einstellungen bis Ausnahmen",
    "`ratsbericht new vorlage meine-vorlage --projekt K-001` ergänzt die Zeilen einer Vorlage und legt den Ordner für ihre Texte an, `ratsbericht new \
     bericht quartal --auswahl alle` ebenso die eines Berichts. Ausgefüllt ist, was die Daten wissen; das Übrige nennt `ratsbericht check`.",
    "in der Tabelle Berichte ein „Turnus“",
    "in der Tabelle Einstellungen bei `gestaltung.logo` und `gestaltung.logo_text`",
    "in der Tabelle Einstellungen bei `tabellen.eigene_spalten`",
];

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
                ["{ort", "{tabellen}", "{hinweis}", "{neu}", "{blaetter}"].iter().all(|gap| !guide.contains(gap)),
                "{guide}"
            );
        }
    }
}
