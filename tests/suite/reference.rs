//! The two pages of the handbook that nobody writes: the fields of all records, and the catalogue of rules.
//!
//! `HANDBUCH_UPDATE=1` writes them anew; then the difference is to be reviewed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ratsbericht::finding::Code;
use ratsbericht::model::{Bericht, Decode as _, Field, RecordShape, Shape, Stammdaten, Table, Vorlage};

#[test]
fn the_fields_are_those_of_the_records() {
    holds("felder.md", &fields());
}

#[test]
fn the_rules_are_those_of_the_catalogue() {
    holds("regeln.md", &rules());
}

#[expect(clippy::disallowed_methods, reason = "a developer asks for it, in the sources")]
fn holds(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/handbuch").join(name);
    if std::env::var_os("HANDBUCH_UPDATE").is_some() {
        fs::write(&path, page).expect("the page");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let differs = there.lines().zip(page.lines()).position(|(there, new)| there != new);
    assert!(there == page, "{name} is not what the sources say, from line {differs:?} on; HANDBUCH_UPDATE=1 writes it");
}

fn fields() -> String {
    let mut page = String::from(
        "# Felder\n\nDiese Seite entsteht aus dem Programm. Der Name eines Feldes steht in JSON und TOML und als kurzer Name einer Spalte; dahinter \
         sein Titel,\nder in der Arbeitsmappe über der Spalte steht. Was unter „Wert“ steht, gilt für diese \
         Dateien. In Zellen schreiben Sie wie gewohnt:\nein Datum wie 31.12.2020, ja oder nein, Texte ohne Anführungszeichen, mehrere Werte mit einem Semikolon dazwischen. Mehr \
         dazu steht unter [Arbeitsordner](arbeitsordner.md).\n",
    );
    let mut pending: Vec<RecordShape> = Vec::new();
    let mut known = BTreeSet::new();
    let mut section = |page: &mut String, title: &str, record: &RecordShape, pending: &mut Vec<RecordShape>| {
        if !known.insert(record.title) {
            return;
        }
        let _ = write!(page, "\n## {title}\n\n| Feld | Bedeutung | Wert | Pflicht |\n|---|---|---|---|\n");
        for field in (record.fields)() {
            let _ = writeln!(page, "{}", row(&field));
            nested(&field.shape, pending);
        }
    };
    for table in Table::ALL {
        section(&mut page, &format!("Tabelle {} ({})", table.title(), table.name()), &table.record(), &mut pending);
    }
    let papers = [
        ("vorlage.json", Vorlage::shape()),
        ("bericht.json", Bericht::shape()),
        ("ratsbericht.toml", Stammdaten::shape()),
    ];
    for (file, shape) in papers {
        let Shape::Record(record) = shape else { panic!("{file} is a record") };
        section(&mut page, &format!("Datei {file}"), &record, &mut pending);
    }
    while !pending.is_empty() {
        for record in std::mem::take(&mut pending) {
            section(&mut page, record.title, &record, &mut pending);
        }
    }
    page
}

/// A field as a line of a table.
fn row(field: &Field) -> String {
    let Field { name, title, note, required, .. } = field;
    let meaning = if title == note { (*title).to_owned() } else { format!("{title}: {note}") };
    let required = if *required { "ja" } else { "" };
    format!("| `{name}` | {} | {} | {required} |", cell(&meaning), cell(&value(&field.shape)))
}

fn value(shape: &Shape) -> String {
    match shape {
        Shape::Record(record) => format!("[{}](#{})", record.title, anchor(record.title)),
        Shape::List(of) => match &**of {
            Shape::Record(record) => format!("Liste: [{}](#{})", record.title, anchor(record.title)),
            of => format!("Liste: {}", of.describe()),
        },
        shape => shape.describe(),
    }
}

fn nested(shape: &Shape, pending: &mut Vec<RecordShape>) {
    match shape {
        Shape::Record(record) => pending.push(*record),
        Shape::List(of) => nested(of, pending),
        _ => {}
    }
}

/// The anchor of a heading, as code hosts form it.
fn anchor(title: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    title.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn rules() -> String {
    let mut page = String::from(
        "# Regeln\n\nDiese Seite entsteht aus dem Programm. Wie ein Befund aussieht und wie man eine Regel für einen Einzelfall übergeht, steht unter\n\
         [Befunde und Ausnahmen](befunde.md); `ratsbericht explain RB204` zeigt eine Regel im Terminal.\n",
    );
    let mut family = None;
    for code in Code::ALL {
        if family != Some(code.family()) {
            family = Some(code.family());
            let _ = write!(page, "\n## {}\n", code.family().name());
        }
        let rule = code.rule();
        let waivable = if code.can_be_waived() { "" } else { ", ohne Ausnahme" };
        let _ = write!(
            page,
            "\n### {}\n\n{}{waivable}: {}. {}\n\nQuelle: {}\n",
            code.id(),
            rule.severity.name(),
            rule.title,
            rule.reason,
            rule.source
        );
    }
    page
}
