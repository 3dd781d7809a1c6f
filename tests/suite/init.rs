//! A new workspace is sound, and works at once.

use std::fs;
use std::path::{Path, PathBuf};

use ratsbericht::cli::Exit;
use ratsbericht::model::{Decode, Field, Shape, Stammdaten, Table};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::schema::breaches;
use crate::support::workspace::{Outcome, TODAY, fixture, run_answering, run_args};

/// Runs a command with options.
fn run(command: &str, path: &Path, options: &[&str]) -> Outcome {
    let path = path.to_str().expect("a path of letters");
    run_args(["ratsbericht", command, path].iter().chain(options).map(Into::into))
}

/// A new workspace in a format.
fn new(format: &str) -> (TempDir, PathBuf) {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let root = parent.path().join("stadt");
    let outcome = run("init", &root, &["--format", format]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    (parent, root)
}

/// The new workspace has no finding, and its papers can be built.
fn assert_sound(format: &str) {
    let (parent, root) = new(format);
    let outcome = run("check", &root, &["--today", TODAY]);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Exit::Done, "Prüfung ohne Befund.\n"));
    let out = parent.path().join("out").display().to_string();
    let outcome = run("build", &root, &["--today", TODAY, "--out", &out]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    // Three papers, and the annexes of one.
    assert_eq!(outcome.stdout.lines().count(), 4, "{}", outcome.stdout);
}

#[test]
fn a_new_workspace_with_json_is_sound() {
    assert_sound("json");
}

#[test]
fn a_new_workspace_with_csv_is_sound() {
    assert_sound("csv");
}

#[test]
fn a_new_workspace_with_a_workbook_is_sound() {
    assert_sound("xlsx");
}

/// The options for an administration whose Kennungen change places with those of the example.
const OWN: [&str; 12] = [
    "--name",
    "Stadt Neuhof (Aue)",
    "--dezernat",
    "Dez. 2: Verwaltung",
    "--dezernat",
    "Dez. 1: Bauen",
    "--fachbereich",
    "Dez. 2 / FB 66: Fachbereich Kämmerei",
    "--fachbereich",
    "Dez. 1 / Amt 61: Stadtplanung",
    "--fachbereich",
    "Dez. 1 / FB 10: Tiefbau",
];

#[test]
fn a_workspace_for_an_administration_is_its_own_and_sound() {
    for format in ["xlsx", "csv", "json"] {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let root = parent.path().join("neuhof");
        let outcome = run("init", &root, &[&["--format", format], OWN.as_slice()].concat());
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        assert!(outcome.stdout.contains("steht „der Stadt Neuhof (Aue)“. Prüfen Sie beides"), "{}", outcome.stdout);
        let outcome = run("check", &root, &["--today", TODAY]);
        assert_eq!((outcome.exit, outcome.stderr.as_str()), (Exit::Done, "Prüfung ohne Befund.\n"));
        let out = parent.path().join("out");
        let outcome = run("build", &root, &["--today", TODAY, "--text", "--out", &out.display().to_string()]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let texts: String = files_below(&out, "txt").map(|path| fs::read_to_string(path).expect("a text")).collect();
        for named in
            ["Amt 61/0012/WP09", "Rat der Stadt Neuhof (Aue)", "FB 66, Sachgebiet Netze", "Fachbereich Kämmerei"]
        {
            assert!(texts.contains(named), "{named} in:\n{texts}");
        }
        // Only what the example calls made up keeps its name.
        let old = texts.lines().find(|line| line.contains("Musterstadt") && !line.contains("erfunden"));
        assert_eq!(old, None);
    }
}

#[test]
fn what_the_options_say_is_what_the_answers_say() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let (told, asked) = (parent.path().join("told"), parent.path().join("asked"));
    assert_eq!(run("init", &told, &OWN).exit, Exit::Done);
    // What cannot be used is asked for again.
    let answers = [
        "{{ x }}",
        "Stadt Neuhof (Aue)",
        "",
        "Dez. 2: Verwaltung",
        "FB 66",
        "FB 66: Fachbereich Kämmerei",
        "FB 66: noch einer",
        "",
        "Dez. 1: Bauen",
        "Amt 61: Stadtplanung",
        "FB 10: Tiefbau",
    ];
    let args = ["ratsbericht", "init", asked.to_str().expect("a path of letters")].map(Into::into);
    let outcome = run_answering(args, &answers);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Diese Kennung gibt es schon."), "{}", outcome.stderr);
    for file in ["ratsbericht.toml", "daten/projektboard.xlsx"] {
        let read = |root: &Path| fs::read(root.join(file)).expect("a file");
        assert!(read(&told) == read(&asked), "{file}");
    }
}

#[test]
fn whoever_answers_nothing_gets_the_example() {
    let (_kept, example) = new("xlsx");
    for answers in [&["", ""][..], &[][..]] {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let root = parent.path().join("stadt");
        let args = ["ratsbericht", "init", root.to_str().expect("a path of letters")].map(Into::into);
        assert_eq!(run_answering(args, answers).exit, Exit::Done);
        let config = |root: &Path| fs::read_to_string(root.join("ratsbericht.toml")).expect("a file");
        assert_eq!(config(&root), config(&example));
    }
}

#[test]
fn an_administration_that_contradicts_itself_is_refused() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let root = parent.path().join("stadt");
    for (options, said) in [
        (&["--name", "{{ x }}"][..], "erwartet wird ein Name"),
        (&["--genitiv", "der Stadt Neuhof"][..], "Es fehlt"),
        (&["--dezernat", "Dez. 1: Bauen"][..], "Es fehlt"),
        (&["--dezernat", "Dez. 1: Bauen", "--fachbereich", "Dez. 9 / FB 1: Amt"][..], "Das Dezernat „Dez. 9“"),
        (&["--dezernat", "A: Bauen", "--fachbereich", "A / A: Amt"][..], "Die Kennung „A“ steht doppelt."),
    ] {
        let outcome = run("init", &root, options);
        assert_eq!(outcome.exit, Exit::Usage, "{options:?}");
        assert!(outcome.stderr.contains(said), "{said} in: {}", outcome.stderr);
        assert!(!root.exists());
    }
}

/// The files with an ending in a folder.
fn files_below(folder: &Path, ending: &str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.filter(move |path| path.extension().is_some_and(|own| own == ending))
}

#[test]
fn the_workbook_is_what_one_gets_unless_one_asks() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let root = parent.path().join("Stadt am Fluss");
    let outcome = run("init", &root, &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(root.join("daten/projektboard.xlsx").exists() && !root.join(".vscode").exists());
    let shown = outcome.stdout.replace(parent.path().to_str().expect("a path of letters"), "ORT");
    insta::assert_snapshot!(shown, @r#"
    Angelegt: „ORT/Stadt am Fluss“ mit einem Beispiel (Tabellen als Arbeitsmappe in „daten“, eine Vorlage, ein Bericht).
    Was wo steht, erklärt die Datei LIESMICH.md darin.

    Weiter geht es mit:
      ratsbericht check "ORT/Stadt am Fluss"
      ratsbericht build "ORT/Stadt am Fluss"
    "#);
}

#[test]
fn the_tables_are_those_of_the_example() {
    let (_parent, root) = new("json");
    for entry in fs::read_dir(fixture("klein").join("daten")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let read = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON") };
        let written = root.join("daten").join(path.file_name().expect("a name"));
        assert_eq!(read(&written), read(&path), "{}", path.display());
    }
}

#[test]
fn every_schema_that_a_file_or_the_settings_name_is_there_and_fits() {
    let (_parent, root) = new("json");
    let json = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON") };
    let settings = json(&root.join(".vscode/settings.json"));
    let mut pairs: Vec<(PathBuf, PathBuf)> = settings["json.schemas"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| {
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            (root.join(text(&entry["fileMatch"][0]).trim_start_matches('/')), root.join(text(&entry["url"])))
        })
        .collect();
    for paper in ["vorlagen/pegelsensoren/vorlage.json", "berichte/digital-2020-q4/bericht.json"] {
        let path = root.join(paper);
        let schema = json(&path)["$schema"].as_str().expect("a schema").to_owned();
        pairs.push((path.clone(), path.parent().expect("a folder").join(schema)));
    }
    assert_eq!(pairs.len(), Table::ALL.len() + 2);
    for (file, schema) in pairs {
        assert_eq!(breaches(&json(&schema), &json(&file)), Vec::<String>::new(), "{}", file.display());
    }
    let config = fs::read_to_string(root.join("ratsbericht.toml")).expect("a file");
    let named = config.lines().next().and_then(|line| line.strip_prefix("#:schema ")).expect("a schema");
    assert!(root.join(named).exists());
}

#[test]
fn a_folder_with_anything_in_it_is_refused_and_an_empty_one_is_filled() {
    let (_parent, root) = new("json");
    let before = fs::read(root.join("ratsbericht.toml")).expect("a file");
    let outcome = run("init", &root, &[]);
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("ist nicht leer"), "{}", outcome.stderr);
    assert_eq!(fs::read(root.join("ratsbericht.toml")).expect("a file"), before);
    assert!(!root.join("daten/projektboard.xlsx").exists());

    let empty = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(run("init", empty.path(), &[]).exit, Exit::Done);
    assert!(empty.path().join("ratsbericht.toml").exists());
}

#[test]
fn an_unknown_format_is_wrong_usage() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let outcome = run("init", &parent.path().join("neu"), &["--format", "ods"]);
    assert_eq!(outcome.exit, Exit::Usage);
    assert!(outcome.stderr.contains("erwartet wird xlsx, json oder csv"), "{}", outcome.stderr);
    assert!(!parent.path().join("neu").exists());
}

/// A line of the configuration that shows a setting behind a #, without the #.
fn setting(line: &str) -> Option<&str> {
    let bare = line.strip_prefix("# ")?;
    let name = bare.split_once(" = ").map_or(bare, |(name, _)| name);
    let name = name.trim_start_matches('[').trim_end_matches(']');
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).then_some(bare)
}

/// The fields of a record, or of the records of a list.
fn fields(shape: &Shape) -> Vec<Field> {
    match shape {
        Shape::Record(record) => (record.fields)(),
        Shape::List(of) => fields(of),
        Shape::Single { .. } | Shape::Choice(_) => Vec::new(),
    }
}

#[test]
fn every_setting_is_explained_and_the_examples_behind_a_sign_can_be_taken_over() {
    let (_parent, root) = new("json");
    let config = fs::read_to_string(root.join("ratsbericht.toml")).expect("a file");
    for section in fields(&Stammdaten::shape()) {
        assert!(config.contains(&format!("[{}]", section.name)), "[{}]", section.name);
        for field in fields(&section.shape) {
            assert!(config.contains(field.name), "{}: {}", section.name, field.name);
        }
    }
    let shown = config.lines().filter_map(setting).count();
    assert!(shown > 15, "{shown}");
    let taken: Vec<&str> = config.lines().map(|line| setting(line).unwrap_or(line)).collect();
    write(&root.join("ratsbericht.toml"), &taken.join("\n"));
    fs::create_dir(root.join("gestaltung")).expect("a folder");
    write(
        &root.join("gestaltung/wappen.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><rect width=\"4\" height=\"4\"/></svg>\n",
    );
    let outcome = run("check", &root, &["--today", TODAY, "--format", "json"]);
    let findings: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let codes: Vec<&str> = findings.as_array().expect("a list").iter().filter_map(|f| f["code"].as_str()).collect();
    // The font is not there, and there is nothing to except.
    assert_eq!(codes, ["RB035", "RB802"], "{findings:#}");
}

#[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
fn write(path: &Path, content: &str) {
    fs::write(path, content).expect("a file");
}
