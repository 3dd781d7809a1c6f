//! Schemas accept what is right and find what is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use ratsbericht::cli::Exit;
use ratsbericht::model::Table;
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use crate::support::schema::breaches;
use crate::support::workspace::{fixture, run_args};

/// The schema of this name, as the command prints it.
fn schema(name: &str) -> Value {
    printed(&["ratsbericht", "schema", name])
}

/// The schema of this name for the papers of a fixture.
fn schema_of(name: &str, root: &Path) -> Value {
    printed(&["ratsbericht", "schema", name, "--workspace", &root.to_string_lossy()])
}

fn printed(args: &[&str]) -> Value {
    let outcome = run_args(args.iter().map(Into::into));
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).expect("a schema is JSON")
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file");
    if path.extension().is_some_and(|ending| ending == "toml") {
        return table(DeTable::parse(&text).expect("TOML").get_ref());
    }
    serde_json::from_str(&text).expect("JSON")
}

/// TOML as editors hand it to a schema: days are texts.
fn table(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), toml_value(value.get_ref()))).collect())
}

fn toml_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => serde_json::from_str(number.as_str()).expect("a number"),
        DeValue::Float(number) => serde_json::from_str(number.as_str()).expect("a number"),
        DeValue::Boolean(flag) => json!(flag),
        DeValue::Datetime(day) => json!(day.to_string()),
        DeValue::Array(items) => items.iter().map(|item| toml_value(item.get_ref())).collect(),
        DeValue::Table(inner) => table(inner),
    }
}

/// The files of a fixture that have a schema, with its name.
fn described(root: &Path) -> Vec<(PathBuf, String)> {
    let mut found = vec![(root.join("ratsbericht.toml"), "ratsbericht".to_owned())];
    let folders = [root.join("daten"), root.join("vorlagen"), root.join("berichte")];
    for folder in folders.iter().filter(|folder| folder.exists()) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let files =
                if path.is_dir() { vec![path.join("vorlage.json"), path.join("bericht.json")] } else { vec![path] };
            for file in files.into_iter().filter(|file| file.exists()) {
                let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
                found.push((file, name));
            }
        }
    }
    found
}

#[test]
fn every_file_of_the_examples_fits_its_schema() {
    for root in ["aachen", "klein", "kreis", "auenfurt"].map(fixture) {
        let files = described(&root);
        assert!(files.len() >= 9, "{files:?}");
        let own = schema_of("vorlage", &root).to_string().contains("Informationsvorlage");
        assert_eq!(own, root.ends_with("auenfurt"));
        for (path, name) in files {
            assert_eq!(breaches(&schema_of(&name, &root), &read(&path)), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn a_single_mistake_breaks_the_schema() {
    let klein = fixture("klein");
    let mistakes: &[(&str, &str, &str, Value, &str)] = &[
        ("daten/projekte.json", "projekte", "/0/titel", json!(7), "/0/titel: type"),
        ("daten/projekte.json", "projekte", "/0/titel", json!(" "), "/0/titel: pattern"),
        ("daten/projekte.json", "projekte", "/0/titel", json!("a\nb"), "/0/titel: pattern"),
        ("daten/projekte.json", "projekte", "/0/titel", Value::Null, "/0/titel: type"),
        ("daten/projekte.json", "projekte", "/0/kennung", json!("P#1"), "/0/kennung: pattern"),
        ("daten/projekte.json", "projekte", "/0/beginn", json!("02.09.2019"), "/0/beginn: format"),
        ("daten/projekte.json", "projekte", "/0/beginn", json!("2019-02-30"), "/0/beginn: format"),
        ("daten/projekte.json", "projekte", "/0/beginn", json!("2219-02-01"), "/0/beginn: pattern"),
        ("daten/projekte.json", "projekte", "/0/begin", json!("2019-02-01"), "/0: additionalProperties"),
        ("daten/projekte.json", "projekte", "/0/ziele", json!("Z1"), "/0/ziele: type"),
        ("daten/projekte.json", "projekte", "/0/ziele", Value::Null, "/0/ziele: type"),
        ("daten/projekte.json", "projekte", "/0/ziele/1", json!(""), "/0/ziele/1: pattern"),
        ("daten/bewilligungen.json", "bewilligungen", "/0/betrag", json!("60.000"), "/0/betrag: type"),
        ("daten/bewilligungen.json", "bewilligungen", "/0/betrag", json!(1e14), "/0/betrag: maximum"),
        ("daten/bewilligungen.json", "bewilligungen", "/0/foerderquote", json!(100.5), "/0/foerderquote: maximum"),
        ("daten/foerdergeber.json", "foerdergeber", "/0/ebene", json!("Kreis"), "/0/ebene: enum"),
        ("vorlagen/pegelsensoren/vorlage.json", "vorlage", "/status", json!("geheim"), "/status: enum"),
        (
            "vorlagen/pegelsensoren/vorlage.json",
            "vorlage",
            "/finanzen/haushaltsjahr",
            json!(21),
            "/finanzen/haushaltsjahr: minimum",
        ),
        (
            "vorlagen/pegelsensoren/vorlage.json",
            "vorlage",
            "/finanzen/investiv/einzahlungen/ansatz",
            json!("viel"),
            "/finanzen/investiv: anyOf",
        ),
        ("vorlagen/pegelsensoren/vorlage.json", "vorlage", "/nummer", json!("FB 66/12/WP09"), "/nummer: pattern"),
        ("berichte/digital-2020-q4/bericht.json", "bericht", "/zeitraum", json!("2020-Q5"), "/zeitraum: pattern"),
        ("ratsbericht.toml", "ratsbericht", "/klima/einsparziel", json!(9000.5), "/klima/einsparziel: type"),
    ];
    for (path, name, pointer, wrong, expected) in mistakes {
        let mut value = read(&klein.join(path));
        set(&mut value, pointer, wrong.clone());
        assert_eq!(breaches(&schema(name), &value).first().map(String::as_str), Some(*expected), "{path}{pointer}");
    }
}

/// Puts a value at a place, which need not be there yet.
fn set(value: &mut Value, pointer: &str, new: Value) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match value.pointer_mut(parent).expect("the place") {
        Value::Array(items) => items[name.parse::<usize>().expect("an index")] = new,
        other => other[name] = new,
    }
}

#[test]
fn a_required_field_must_be_there_and_others_can_be_null() {
    let (schema, path) = (schema("projekte"), fixture("klein").join("daten/projekte.json"));
    for field in ["kennung", "titel", "handlungsfeld", "fachbereich"] {
        let mut value = read(&path);
        value[0].as_object_mut().expect("a record").remove(field);
        assert_eq!(breaches(&schema, &value), ["/0: required"], "{field}");
    }
    let mut value = read(&path);
    set(&mut value, "/0/ende", Value::Null);
    set(&mut value, "/0/grund", Value::Null);
    assert_eq!(breaches(&schema, &value), Vec::<String>::new());
}

#[test]
fn papers_can_name_their_schema_and_rows_of_tables_cannot() {
    for (name, path) in
        [("vorlage", "vorlagen/pegelsensoren/vorlage.json"), ("bericht", "berichte/digital-2020-q4/bericht.json")]
    {
        let mut value = read(&fixture("klein").join(path));
        set(&mut value, "/$schema", json!("../../schema/vorlage.schema.json"));
        assert_eq!(breaches(&schema(name), &value), Vec::<String>::new());
    }
    let mut value = read(&fixture("klein").join("daten/pausen.json"));
    set(&mut value, "/0/$schema", json!("x"));
    assert_eq!(breaches(&schema("pausen"), &value), ["/0: additionalProperties"]);
}

#[test]
fn the_attached_figures_fit_their_schema() {
    let outcome = run_args(
        ["ratsbericht", "figures", "--format", "json"]
            .map(Into::into)
            .into_iter()
            .chain([fixture("aachen").into_os_string()]),
    );
    let papers: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let schema = schema("figures");
    let papers = papers.as_object().expect("papers");
    assert_eq!(papers.len(), 5);
    for (name, figures) in papers {
        assert_eq!(breaches(&schema, figures), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn without_a_name_the_names_are_listed_and_a_wrong_one_is_wrong_usage() {
    let outcome = run_args(["ratsbericht", "schema"].map(Into::into));
    let names: Vec<&str> = outcome.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let tables = Table::ALL.iter().map(|table| table.name());
    assert_eq!(names, tables.chain(["vorlage", "bericht", "ratsbericht", "figures", "papier"]).collect::<Vec<_>>());
    let outcome = run_args(["ratsbericht", "schema", "projekt"].map(Into::into));
    assert_eq!(outcome.exit, Exit::Usage);
    assert!(outcome.stderr.contains("Meinten Sie „projekte“?") && outcome.stdout.is_empty(), "{}", outcome.stderr);
}
