//! Reads every object and every page of a list of OParl trees as its type, and writes it back: what comes out must be the same JSON.
//! Exit status: 0 all is the same, 1 something is not, 2 nothing to judge.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use oparl_types::{
    AgendaItem, Body, Consultation, DataListPage, File, LegislativeTerm, Location, Meeting, Membership, Organization,
    Paper, Person, System,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut files = Vec::new();
    for tree in env::args().skip(1) {
        collect(&Path::new(&tree).join("oparl"), &mut files);
    }
    files.sort();
    let faults: Vec<String> =
        files.iter().filter_map(|file| Some(format!("{}: {}", file.display(), judge(file).err()?))).collect();
    faults.iter().for_each(|fault| eprintln!("types: {fault}"));
    eprintln!("types: {} files, {} faults", files.len(), faults.len());
    match (files.len(), faults.len()) {
        (0, _) => ExitCode::from(2),
        (_, 0) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
}

fn judge(file: &Path) -> Result<(), String> {
    let content = fs::read(file).map_err(|error| error.to_string())?;
    let value: Value = serde_json::from_slice(&content).map_err(|error| error.to_string())?;
    let deleted = value.get("deleted") == Some(&Value::Bool(true));
    let Some(items) = value.get("data").and_then(Value::as_array) else {
        // A tombstone keeps none of what its type requires.
        return if deleted { tombstone(&value) } else { object(&value) };
    };
    items.iter().try_for_each(|item| if item.get("deleted").is_some() { tombstone(item) } else { object(item) })?;
    same::<DataListPage<Value>>(&value)
}

fn object(value: &Value) -> Result<(), String> {
    let kind = value.get("type").and_then(Value::as_str).and_then(|named| named.rsplit('/').next());
    match kind.ok_or("no type")? {
        "System" => same::<System>(value),
        "Body" => same::<Body>(value),
        "LegislativeTerm" => same::<LegislativeTerm>(value),
        "Organization" => same::<Organization>(value),
        "Person" => same::<Person>(value),
        "Membership" => same::<Membership>(value),
        "Meeting" => same::<Meeting>(value),
        "AgendaItem" => same::<AgendaItem>(value),
        "Paper" => same::<Paper>(value),
        "Consultation" => same::<Consultation>(value),
        "File" => same::<File>(value),
        "Location" => same::<Location>(value),
        other => Err(format!("unknown type {other}")),
    }
}

/// What is deleted says who it was, since when, and nothing else.
fn tombstone(value: &Value) -> Result<(), String> {
    let fields: Vec<&str> = value.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let expected = ["created", "deleted", "id", "modified", "type"];
    if fields == expected { Ok(()) } else { Err(format!("a deleted object says {fields:?}")) }
}

/// Whether a value is the same when it was read as a type and written back, and its own fields are ones that the type knows.
fn same<T: DeserializeOwned + Serialize>(value: &Value) -> Result<(), String> {
    let typed: T = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    let mut back = serde_json::to_value(&typed).map_err(|error| error.to_string())?;
    // The one list that the schema requires, and the type leaves out where it is empty.
    if value.get("legislativeTerm") == Some(&json!([])) {
        back["legislativeTerm"] = json!([]);
    }
    if back == *value { Ok(()) } else { Err(format!("comes back as {back}")) }
}
