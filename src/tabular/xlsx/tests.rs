//! What a spreadsheet program finds in the workbook.

use std::io::{Cursor, Read};

use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};

use super::*;
use crate::finding::Log;
use crate::load::{json_text, toml_text};
use crate::model::{Blatt, Decode, Stammdaten};
use crate::source::Alphabet;

/// The lists of the small example.
fn lists() -> Lists {
    let node = toml_text(include_str!("../../../fixtures/klein/ratsbericht.toml")).unwrap();
    Lists::of(&Stammdaten::decode(&node, &mut Log::new(Alphabet::all())).unwrap())
}

/// The workbook with these rows in one table.
fn workbook(table: Table, rows: &Value) -> Vec<u8> {
    let node = json_text(&rows.to_string()).unwrap();
    let rows = |other: Table| if other == table { node.items() } else { &[] };
    write(&rows, &Blattzeilen::new(), &lists()).unwrap()
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The number in the names of the parts that belong to the sheet of a table.
fn number(table: Table) -> usize {
    Table::ALL.iter().position(|other| *other == table).unwrap() + 1
}

fn sheet(workbook: &[u8], table: Table) -> String {
    part(workbook, &format!("xl/worksheets/sheet{}.xml", number(table)))
}

fn notes(workbook: &[u8], table: Table) -> String {
    part(workbook, &format!("xl/comments{}.xml", number(table)))
}

/// An element of a sheet, one child a line.
fn element(xml: &str, name: &str) -> String {
    let (_, rest) = xml.split_once(&format!("<{name} ")).unwrap();
    let (inner, _) = rest.split_once(&format!("</{name}>")).unwrap();
    inner.replace("><", ">\n<")
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let rows = json!([{"kennung": "K-1", "titel": "Bauakte", "beginn": "2019-09-02", "ziele": ["Z1", "Z2"]}]);
    let (one, other) = (workbook(Table::Projekte, &rows), workbook(Table::Projekte, &rows));
    assert!(one == other);
    assert!(part(&one, "docProps/core.xml").contains("2000-01-01T00:00:00Z</dcterms:created>"));
}

#[test]
fn every_column_says_what_it_accepts() {
    let book = workbook(Table::Projekte, &json!([]));
    let rules = |table| element(&sheet(&book, table), "dataValidations");
    insta::assert_snapshot!("rules_projekte", rules(Table::Projekte));
    insta::assert_snapshot!("rules_bewilligungen", rules(Table::Bewilligungen));
}

#[test]
fn every_head_has_a_note() {
    let book = workbook(Table::Projekte, &json!([]));
    for table in Table::ALL {
        let notes = notes(&book, *table);
        let fields = (table.record().fields)();
        assert_eq!(notes.matches("<comment ").count(), fields.len(), "{}", table.title());
        for field in fields {
            let known = field.note == field.title || notes.contains(field.note);
            assert!(known, "{}: {}", table.title(), field.name);
        }
    }
    let notes = notes(&book, Table::Foerdergeber);
    assert!(notes.contains("Form: einer der Werte „EU“, „Bund“, „Land“, „Sonstige“\nPflichtfeld"), "{notes}");
}

#[test]
fn rules_hold_for_more_rows_than_there_are() {
    let row = json!({"kennung": "F", "name": "n", "ebene": "EU"});
    let book = workbook(Table::Foerdergeber, &Value::from(vec![row; 1500]));
    assert!(sheet(&book, Table::Foerdergeber).contains("sqref=\"C2:C2500\""));
    let programme = sheet(&book, Table::Programme);
    let filled = "'Fördergeber'!$A$2:INDEX('Fördergeber'!$A$2:$A$2500,MAX(1,COUNTA('Fördergeber'!$A$2:$A$2500)))";
    assert!(programme.contains(filled) && programme.contains("sqref=\"C2:C2000\""), "{programme}");
}

#[test]
fn texts_days_and_numbers_come_back_as_they_were() {
    let hostile = ["=1+1", "+49", "-", "@A1", "0100", "<&>\"", "_x0041_", "'x", "2020-01-01", "ja", "7"];
    let days = ["1900-01-01", "1900-02-28", "1900-03-01", "2020-02-29", "2199-12-31"];
    let amounts = ["-0.05", "9999999999999.99", "58499.50", "0.10", "1112538.88"];
    let rows: Vec<Value> = hostile.iter().map(|text| json!({"kennung": text, "name": text})).collect();
    let book = workbook(Table::Foerdergeber, &Value::from(rows));
    assert_eq!(column(&book, "Fördergeber", 0), hostile.map(|text| Data::String(text.into())));
    assert_eq!(column(&book, "Fördergeber", 1), hostile.map(|text| Data::String(text.into())));

    let rows: Vec<Value> =
        days.iter().map(|day| json!({"projekt": "P", "datum": day, "erledigungsstand": 12.5})).collect();
    let book = workbook(Table::Fortschritt, &Value::from(rows));
    let read = column(&book, "Fortschritt", 1);
    let read: Vec<String> = read.iter().map(|cell| cell.as_date().unwrap().to_string()).collect();
    assert_eq!(read, days);
    assert_eq!(column(&book, "Fortschritt", 2), vec![Data::Float(12.5); days.len()]);

    let rows = format!("[{}]", amounts.map(|amount| format!("{{\"betrag\": {amount}}}")).join(","));
    let node = json_text(&rows).unwrap();
    let book =
        write(&|table| if table == Table::Bewilligungen { node.items() } else { &[] }, &Blattzeilen::new(), &lists())
            .unwrap();
    let read = column(&book, "Bewilligungen", 4);
    let read: Vec<String> = read.iter().map(|cell| format!("{:.2}", cell.as_f64().unwrap())).collect();
    assert_eq!(read, amounts);
}

/// The cells of a column below its head.
fn column(book: &[u8], sheet: &str, at: usize) -> Vec<Data> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    range.rows().skip(1).map(|row| row[at].clone()).collect()
}

#[test]
fn what_no_cell_can_hold_is_named_with_its_place() {
    let node = json_text(&json!([{"kennung": "F"}, {"kennung": "G", "name": "x".repeat(40_000)}]).to_string()).unwrap();
    let rows = |table: Table| if table == Table::Foerdergeber { node.items() } else { &[] };
    let error = write(&rows, &Blattzeilen::new(), &lists()).map_err(|error| error.to_string());
    let message = "Die Tabelle „Fördergeber“ passt nicht in eine Arbeitsmappe: „Name“ hat im 2. Datensatz mehr als \
                   32.767 Zeichen.";
    assert_eq!(error, Err(message.to_owned()));
}

#[test]
fn formats_show_what_is_meant() {
    let styles = part(&workbook(Table::Projekte, &json!([])), "xl/styles.xml");
    for format in ["dd.mm.yyyy", "#,##0.00 [$€-407]", "General&quot; %&quot;"] {
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{styles}");
    }
}

#[test]
fn sheets_beside_the_tables_choose_from_each_other() {
    let row = |text: &str| vec![json_text(text).unwrap()];
    let beside = Blattzeilen::from([
        (Blatt::Vorlagen, row(r#"{"name": "neu"}"#)),
        (Blatt::Beratungsfolge, Vec::new()),
        (Blatt::Gremien, row(r#"{"kennung": "Rat"}"#)),
        (Blatt::Vorlagearten, row(r#"{"name": "Beschlussvorlage"}"#)),
    ]);
    let book = write(&|_| &[], &beside, &Lists::default()).unwrap();
    let sheet = |at: usize| part(&book, &format!("xl/worksheets/sheet{}.xml", Table::ALL.len() + at));
    let (vorlagen, folge) = (sheet(1), sheet(2));
    assert!(vorlagen.contains("'Vorlagearten'!$A$2") && vorlagen.contains("öffentlich,nichtöffentlich"), "{vorlagen}");
    for choice in ["'Vorlagen'!$A$2", "'Gremien'!$A$2", "Kenntnisnahme,Anhörung/Empfehlung,Entscheidung"] {
        assert!(folge.contains(choice), "{choice}: {folge}");
    }
    let names = open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(book)).unwrap().sheet_names();
    assert_eq!(names[Table::ALL.len()..], ["Vorlagen", "Beratungsfolge", "Gremien", "Vorlagearten"]);
}
