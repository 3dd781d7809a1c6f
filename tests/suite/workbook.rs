//! A workbook as a clerk keeps it: fifty mistakes on six sheets are fifty findings at their cells.

use std::collections::BTreeSet;

use ratsbericht::cli::Exit;
use ratsbericht::model::{Field, Kind, Shape, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::Value;

use crate::support::Workspace;

const FILE: &str = "daten/projektboard.xlsx";

/// What a clerk has put into a cell.
#[derive(Clone, Copy)]
enum Slip {
    Nothing,
    Text(&'static str),
    Number(f64),
    Percent(f64),
    /// A number behind which the format writes the sign.
    Signed(f64),
    Flag(bool),
    Day(u16, u8, u8),
    Moment,
    Error,
}

use Slip::{Day, Error, Flag, Moment, Nothing, Number, Percent, Signed, Text};

/// Sheet, cell, what stands there, and the code of its finding.
const SLIPS: [(&str, &str, Slip, &str); 50] = [
    ("Projekte", "V1", Text("Titel"), "RB004"),
    ("Projekte", "B5", Nothing, "RB006"),
    ("Projekte", "C6", Text("egow"), "RB016"),
    ("Projekte", "D7", Text("FB 99"), "RB016"),
    ("Projekte", "E8", Text("EG9"), "RB016"),
    ("Projekte", "K9", Text("08.01.18"), "RB008"),
    ("Projekte", "L4", Day(2015, 12, 31), "RB101"),
    ("Projekte", "O12", Text("P-999"), "RB016"),
    ("Projekte", "L13", Text("31.02.2019"), "RB008"),
    ("Projekte", "K14", Moment, "RB008"),
    ("Projekte", "U16", Text("gestern"), "RB008"),
    ("Projekte", "P17", Text("P-998"), "RB016"),
    ("Projekte", "B18", Text("Schule 🏫"), "RB013"),
    ("Projekte", "G19", Number(-5.0), "RB008"),
    ("Projekte", "C20", Number(7.5), "RB007"),
    ("Projekte", "F21", Error, "RB027"),
    ("Projekte", "K22", Error, "RB027"),
    ("Projekte", "D23", Nothing, "RB006"),
    ("Projekte", "E24", Day(2020, 5, 1), "RB007"),
    ("Fortschritt", "A2", Text("P-999"), "RB016"),
    ("Fortschritt", "B4", Nothing, "RB006"),
    ("Fortschritt", "C7", Number(150.0), "RB010"),
    ("Fortschritt", "C9", Text("fast fertig"), "RB007"),
    ("Fortschritt", "C11", Number(33.333), "RB010"),
    ("Fortschritt", "B13", Text("2019-13-01"), "RB008"),
    ("Fortschritt", "A15", Nothing, "RB006"),
    ("Fortschritt", "C17", Flag(true), "RB007"),
    ("Fortschritt", "C19", Percent(1.5), "RB010"),
    ("Fortschritt", "B21", Number(1e9), "RB008"),
    ("Fortschritt", "K23", Text("x"), "RB008"),
    ("Pausen", "A2", Text("P-9"), "RB016"),
    ("Pausen", "B3", Nothing, "RB006"),
    ("Pausen", "C4", Day(2020, 1, 1), "RB101"),
    ("Pausen", "B5", Text("Februar"), "RB008"),
    ("Pausen", "D6", Text("a\u{202e}b"), "RB013"),
    ("Pausen", "E7", Number(3.7), "RB008"),
    ("Fördergeber", "B2", Nothing, "RB006"),
    ("Fördergeber", "C3", Text("Bundd"), "RB011"),
    ("Fördergeber", "C4", Nothing, "RB006"),
    ("Fördergeber", "B5", Flag(true), "RB007"),
    ("Programme", "C2", Text("XYZ"), "RB016"),
    ("Programme", "B3", Nothing, "RB006"),
    ("Programme", "C4", Number(12.5), "RB007"),
    ("Programme", "B5", Error, "RB027"),
    ("Bewilligungen", "B2", Text("P-777"), "RB016"),
    ("Bewilligungen", "C3", Text("Wifi"), "RB016"),
    ("Bewilligungen", "D4", Text("18.13.2018"), "RB008"),
    ("Bewilligungen", "E5", Text("?"), "RB007"),
    ("Bewilligungen", "E6", Number(489_920.405), "RB009"),
    ("Bewilligungen", "F7", Text("Anteil"), "RB011"),
];

#[test]
fn fifty_mistakes_on_six_sheets_are_fifty_findings_at_their_cells() {
    let sheets: BTreeSet<&str> = SLIPS.iter().map(|(sheet, ..)| *sheet).collect();
    assert_eq!(sheets.len(), 6);
    let sound = findings(&workspace(&[]));
    let all = findings(&workspace(&SLIPS));
    let mut expected: Vec<String> =
        SLIPS.iter().map(|(sheet, cell, _, code)| format!("{code} {FILE}, Blatt {sheet}, {cell}")).collect();
    let mut found: Vec<String> =
        all.into_iter().filter(|finding| !sound.contains(finding) && finding.contains(FILE)).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_share_is_told_though_the_format_of_the_column_writes_the_sign() {
    let told = |slip| {
        let workspace = workspace(&[("Fortschritt", "C7", slip, "RB047")]);
        let outcome = workspace.run("check", &[]);
        outcome.stderr.split("\n\n").filter(|finding| finding.contains("RB047")).collect::<Vec<_>>().join("\n\n")
    };
    insta::assert_snapshot!(told(Signed(0.35)));
    for silent in [Signed(35.0), Signed(0.0), Signed(1.0), Percent(0.35), Percent(0.0035), Text("0,35 %")] {
        assert_eq!(told(silent), "");
    }
}

/// The main example with its tables in one workbook, in which the slips were made.
fn workspace(slips: &[(&str, &str, Slip, &str)]) -> Workspace {
    let workspace = Workspace::copy_of("aachen");
    let mut book = Workbook::new();
    for table in Table::ALL {
        let json = workspace.root().join(format!("daten/{}.json", table.name()));
        let Ok(bytes) = std::fs::read(&json) else { continue };
        let rows: Vec<Value> = serde_json::from_slice(&bytes).expect("rows");
        std::fs::remove_file(json).expect("a table");
        let sheet = book.add_worksheet().set_name(table.title()).expect("a name");
        let fields = (table.record().fields)();
        for (column, field) in (0..).zip(&fields) {
            sheet.write_string(0, column, field.title).expect("a head");
            for (row, record) in (1..).zip(&rows) {
                write(sheet, row, column, field, &record[field.name]);
            }
        }
        for (_, cell, slip, _) in slips.iter().filter(|(name, ..)| *name == table.title()) {
            let (row, column) = position(cell);
            make(sheet, row, column, *slip);
        }
    }
    book.save(workspace.root().join(FILE)).expect("a workbook");
    workspace
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, field: &Field, value: &Value) {
    let kind = match &field.shape {
        Shape::Single { kind, .. } => *kind,
        Shape::Choice(_) | Shape::List(_) | Shape::Record(_) => Kind::Text,
    };
    match value {
        Value::Null => {}
        Value::Number(number) => {
            sheet.write_number(row, column, number.as_f64().expect("a number")).expect("a cell");
        }
        Value::Bool(flag) => {
            sheet.write_boolean(row, column, *flag).expect("a cell");
        }
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            sheet.write_string(row, column, items.join("; ")).expect("a cell");
        }
        other if kind == Kind::Date => {
            let day = ExcelDateTime::parse_from_str(other.as_str().expect("a day")).expect("a day");
            sheet.write_datetime_with_format(row, column, day, &date()).expect("a cell");
        }
        other => {
            sheet.write_string(row, column, other.as_str().expect("a text")).expect("a cell");
        }
    }
}

fn make(sheet: &mut Worksheet, row: u32, column: u16, slip: Slip) {
    let day = |y, m, d| ExcelDateTime::from_ymd(y, m, d).expect("a day");
    let done = match slip {
        Nothing => sheet.write_blank(row, column, &Format::new()),
        Text(text) => sheet.write_string(row, column, text),
        Number(number) => sheet.write_number_with_format(row, column, number, &Format::new()),
        Percent(number) => sheet.write_number_with_format(row, column, number, &Format::new().set_num_format("0%")),
        Signed(number) => {
            sheet.write_number_with_format(row, column, number, &Format::new().set_num_format("General\" %\""))
        }
        Flag(flag) => sheet.write_boolean(row, column, flag),
        Day(y, m, d) => sheet.write_datetime_with_format(row, column, day(y, m, d), &date()),
        Moment => {
            let moment = day(2018, 4, 3).and_hms(10, 30, 0).expect("a moment");
            sheet.write_datetime_with_format(row, column, moment, &Format::new().set_num_format("dd.mm.yyyy hh:mm"))
        }
        Error => sheet.write_formula(row, column, Formula::new("=1/0").set_result("#DIV/0!")),
    };
    done.expect("a cell");
}

fn date() -> Format {
    Format::new().set_num_format("dd.mm.yyyy")
}

/// Row and column of a cell such as `C14`, from 0; columns up to Z.
fn position(cell: &str) -> (u32, u16) {
    let (letter, row) = cell.split_at(1);
    (row.parse::<u32>().expect("a row") - 1, u16::from(letter.as_bytes()[0] - b'A'))
}

/// Code and place of each finding of one run.
fn findings(workspace: &Workspace) -> Vec<String> {
    let outcome = workspace.run("check", &["--format", "json"]);
    assert!(matches!(outcome.exit, Exit::Done | Exit::Findings), "{}", outcome.stderr);
    let findings: Vec<Value> = serde_json::from_str(&outcome.stdout).expect("JSON");
    let place = |finding: &Value| match (finding["blatt"].as_str(), finding["zelle"].as_str()) {
        (Some(sheet), Some(cell)) => {
            format!("{}, Blatt {sheet}, {cell}", finding["datei"].as_str().unwrap_or_default())
        }
        _ => finding["datei"].as_str().unwrap_or_default().to_owned(),
    };
    findings
        .iter()
        .map(|finding| format!("{} {}", finding["code"].as_str().unwrap_or_default(), place(finding)))
        .collect()
}
