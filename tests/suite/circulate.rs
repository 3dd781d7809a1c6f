//! What goes round before a report, and what becomes of it when it comes back.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use ratsbericht::cli::Exit;
use ratsbericht::model::CircularSheet;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::pdf::Pdf;
use crate::support::workspace::{Outcome, run_args};
use crate::support::{Workspace, pdf};

/// The day on which the Meldebogen of the small example go round, and that on which they come back.
const WRITTEN: &str = "2021-01-05";
const BACK: &str = "2021-01-12";

/// Sheet, project, how many rows of it stand above, head, and what is filled in.
type Entry = (&'static str, &'static str, usize, &'static str, &'static str);

/// What the divisions of the small example have to say.
const ENTRIES: [Entry; 13] = [
    ("Fortschritt", "K-001", 0, "Datum", "44211"),
    ("Fortschritt", "K-001", 0, "Erledigungsstand", "80.5"),
    ("Fortschritt", "K-001", 0, "Maßnahme", "=Prüfung & <Abnahme>"),
    ("Fortschritt", "K-001", 0, "Entscheidung bis", "44270"),
    ("Meilensteine", "K-005", 0, "Geplant", "44286"),
    ("Meilensteine", "", 0, "Projekt", "K-001"),
    ("Meilensteine", "", 0, "Titel", "Schulung beendet"),
    ("Meilensteine", "", 0, "Geplant", "44377"),
    ("Kosten", "K-005", 1, "Datum", "44211"),
    ("Kosten", "K-005", 1, "Plan", "80000"),
    ("Kosten", "K-005", 1, "Ist", "1234.5"),
    ("Kosten", "K-005", 1, "Prognose", "82000"),
    ("Projekte", "K-001", 0, "Ende geplant", "44439"),
];

/// Runs `circulate` on a copy, beside it.
fn circulate(workspace: &Workspace, today: &str, options: &[&str]) -> (Outcome, PathBuf) {
    let out = workspace.root().with_file_name(format!("umlauf-{today}"));
    let args = ["ratsbericht".into(), "circulate".into(), workspace.root().into(), "--out".into(), out.clone().into()];
    let options = ["--today", today].into_iter().chain(options.iter().copied()).map(OsString::from);
    (run_args(args.into_iter().chain(options)), out)
}

fn collect(root: &Path, today: &str, files: &[PathBuf]) -> Outcome {
    let args = ["ratsbericht".into(), "collect".into(), root.into()].into_iter();
    let files = files.iter().map(OsString::from);
    run_args(args.chain(files).chain(["--today".into(), today.into()]))
}

/// The workbook of a division of the small example, filled in and kept beside the workspace.
fn filled(workspace: &Workspace, division: &str, entries: &[Entry]) -> PathBuf {
    let out = workspace.root().with_file_name(format!("umlauf-{WRITTEN}"));
    if !out.exists() {
        let (outcome, _) = circulate(workspace, WRITTEN, &[]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    }
    let mut workbook = fs::read(out.join(format!("meldebogen-2020-q4-{division}.xlsx"))).expect("a workbook");
    for entry in entries {
        workbook = fill(&workbook, *entry);
    }
    workspace.write_bytes("../zurueck.xlsx", &workbook);
    workspace.root().with_file_name("zurueck.xlsx")
}

/// The cell of an entry: `F3`.
fn cell(workbook: &[u8], (sheet, project, above, head, _): Entry) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect(sheet);
    let text = |data: &Data| data.to_string();
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(text).collect()).collect();
    let column = rows[1].iter().position(|own| own == head).unwrap_or_else(|| panic!("{sheet} has no {head}"));
    let mut of_project = (2..rows.len()).filter(|row| rows[*row][0] == project);
    // Behind the last project there are empty rows.
    let row = of_project.nth(above).or_else(|| project.is_empty().then_some(rows.len()));
    let row = row.unwrap_or_else(|| panic!("{sheet} has no row {above} of {project}"));
    format!("{}{}", char::from(b'A' + u8::try_from(column).expect("few columns")), row + 1)
}

/// The workbook with one cell filled in as a spreadsheet program does: a number where the text is one, in the look of the cell.
fn fill(workbook: &[u8], entry: Entry) -> Vec<u8> {
    let (sheet, value) = (entry.0, entry.4);
    let number = CircularSheet::ALL.iter().position(|own| own.table.title() == sheet).expect("a sheet") + 1;
    // In a row of no project the first column is filled in last, so that the others still find it.
    let cell = format!("<c r=\"{}\" ", cell(workbook, entry));
    let content = match value.parse::<f64>() {
        Ok(_) => format!("><v>{value}</v></c>"),
        Err(_) => {
            let text = value.replace('&', "&amp;").replace('<', "&lt;");
            format!(" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
    };
    edit(workbook, &format!("xl/worksheets/sheet{number}.xml"), |text| {
        let start = text.find(&cell).expect("an empty cell");
        let end = start + text[start..].find("/>").expect("an end");
        assert!(!text[start..end].contains('>'), "{cell} is filled");
        format!("{}{content}{}", &text[..end], &text[end + 2..])
    })
}

/// The workbook with another text in one part.
fn edit(workbook: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        let own = part.name().expect("a name").into_owned();
        if own == name {
            bytes = change(std::str::from_utf8(&bytes).expect("text")).into_bytes();
        }
        writer.start_file(own, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&bytes).expect("a part");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The files of a folder with their content.
fn contents(folder: &Path) -> BTreeMap<OsString, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries.map(|entry| (entry.file_name(), fs::read(entry.path()).expect("a file"))).collect()
}

/// The rows that a table has behind those of the example, in JSON.
fn new_rows(root: &Path, table: &str) -> Vec<Value> {
    let rows = |text: String| -> Vec<Value> { serde_json::from_str(&text).expect("rows") };
    let count = rows(fs::read_to_string(format!("fixtures/klein/daten/{table}.json")).expect("a table")).len();
    let now = rows(fs::read_to_string(root.join(format!("daten/{table}.json"))).expect("a table"));
    now.into_iter().skip(count).collect()
}

/// The entries in an order in which those of a row without a project are found: its project last.
fn ordered() -> Vec<Entry> {
    let (mut own, others): (Vec<Entry>, Vec<Entry>) = ENTRIES.into_iter().partition(|entry| entry.3 == "Projekt");
    let mut all = others;
    all.append(&mut own);
    all
}

#[test]
fn what_comes_back_is_appended_in_every_format_and_counts() {
    let example = Workspace::copy_of("klein");
    let file = filled(&example, "fb-66", &ordered());
    for format in ["json", "csv", "xlsx"] {
        let workspace = Workspace::copy_of("klein");
        let outcome = workspace.convert(format);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let root = workspace.out();
        let outcome = collect(&root, BACK, std::slice::from_ref(&file));
        assert_eq!(outcome.exit, Exit::Done, "{format}: {}", outcome.stderr);
        assert!(outcome.stdout.contains("Fortschritt: 1 neue Zeile\n"), "{}", outcome.stdout);
        let in_json = root.with_file_name("json");
        let back = ["ratsbericht", "convert", "--to", "json", "--out"].map(OsString::from).into_iter();
        assert_eq!(run_args(back.chain([in_json.clone().into(), root.into()])).exit, Exit::Done);
        let row = |table: &str| new_rows(&in_json, table);
        let expected = |text: &str| serde_json::from_str::<Vec<Value>>(text).expect("JSON");
        assert_eq!(
            row("fortschritt"),
            expected(
                r#"[{"projekt": "K-001", "datum": "2021-01-15", "erledigungsstand": 80.5, "massnahme": "=Prüfung & <Abnahme>",
                    "entscheidung_bis": "2021-03-15", "erfasst": "2021-01-12"}]"#
            ),
            "{format}"
        );
        assert_eq!(
            row("kosten"),
            expected(
                r#"[{"projekt": "K-005", "datum": "2021-01-15", "jahr": 2021, "plan": 80000.00, "ist": 1234.50,
                    "prognose": 82000.00, "erfasst": "2021-01-12"}]"#
            ),
            "{format}"
        );
        let milestones = row("meilensteine");
        assert_eq!(milestones.len(), 2, "{format}");
        assert_eq!(
            (&milestones[0]["titel"], &milestones[0]["geplant"]),
            (&"Erste Pegelstände veröffentlicht".into(), &"2021-03-31".into())
        );
        assert_eq!((&milestones[1]["titel"], &milestones[1]["projekt"]), (&"Schulung beendet".into(), &"K-001".into()));
        // What was left empty stays as it was.
        let project = &row("projekte")[0];
        assert_eq!(
            (&project["titel"], &project["ende_geplant"]),
            (&"Elektronische Bauakte".into(), &"2021-08-31".into())
        );
    }
}
