//! The same records in another format, and everything else as it was.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use ratsbericht::cli::Exit;
use ratsbericht::model::{Blatt, Table};

use crate::support::Workspace;
use crate::support::workspace::{Outcome, run_args};

/// Runs `convert` from one folder to another.
fn convert(from: &Path, format: &str, to: &Path) -> Outcome {
    let args = ["ratsbericht".into(), "convert".into(), from.into(), "--to".into(), format.into()];
    run_args(args.into_iter().chain([OsString::from("--out"), to.into()]))
}

/// The folder beside the workspace that a test writes.
fn beside(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.root().with_file_name(name)
}

/// Every file below a folder with its content.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(root).expect("below").to_owned(), fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

#[test]
fn everything_but_the_tables_is_copied_byte_for_byte() {
    let workspace = Workspace::copy_of("klein");
    fs::create_dir_all(workspace.root().join("notizen/leer")).expect("a folder");
    workspace.write("notizen/.merkzettel", "nicht verlieren\r\n");
    workspace.write("daten/hinweise.txt", "zu keiner Tabelle");
    for format in ["csv", "xlsx", "json"] {
        let out = beside(&workspace, format);
        let outcome = convert(&workspace.root(), format, &out);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let is_record = |path: &Path| {
            format != "json"
                && ["vorlage.json", "bericht.json", "ratsbericht.toml"].iter().any(|name| path.ends_with(name))
        };
        let is_other = |path: &Path| (!path.starts_with("daten") || path.ends_with("hinweise.txt")) && !is_record(path);
        let others =
            |root: &Path| -> BTreeMap<_, _> { files(root).into_iter().filter(|(path, _)| is_other(path)).collect() };
        assert_eq!(others(&out), others(&workspace.root()));
        assert!(out.join("notizen/leer").is_dir());
        let tables: Vec<_> = files(&out).into_keys().filter(|path| !is_other(path) && !is_record(path)).collect();
        assert!(tables.iter().all(|path| path.extension().is_some_and(|ending| ending == format)), "{tables:?}");
    }
}

#[test]
fn json_to_json_settles_and_keeps_the_figures() {
    let workspace = Workspace::copy_of("aachen");
    let (once, twice) = (beside(&workspace, "once"), beside(&workspace, "twice"));
    assert_eq!(convert(&workspace.root(), "json", &once).exit, Exit::Done);
    assert_eq!(convert(&once, "json", &twice).exit, Exit::Done);
    assert_eq!(files(&once), files(&twice));
    let figures = |root: &Path| {
        let args = ["ratsbericht".into(), "figures".into(), root.into(), "--format".into(), "json".into()];
        run_args(args.into_iter().chain(["--today".into(), "2021-04-01".into()])).stdout
    };
    assert_eq!(figures(&once), figures(&workspace.root()));
}

#[test]
fn a_workspace_goes_through_every_format_and_comes_back() {
    let workspace = Workspace::copy_of("aachen");
    let mut from = workspace.root();
    for (at, format) in ["xlsx", "json", "csv", "xlsx", "json", "xlsx", "csv", "json"].iter().enumerate() {
        let to = beside(&workspace, &format!("{at}"));
        let outcome = convert(&from, format, &to);
        assert_eq!(outcome.exit, Exit::Done, "{format}: {}", outcome.stderr);
        assert!(!outcome.stdout.contains("Bleibt, wo es war"), "{}", outcome.stdout);
        from = to;
    }
    // In between, papers and configuration were files, and then rows again.
    assert_eq!(files(&beside(&workspace, "1")), files(&from));
    assert_eq!(files(&beside(&workspace, "2")), files(&beside(&workspace, "6")));
    let records = |root: &Path| files(root).into_keys().filter(|path| path.ends_with("vorlage.json")).count();
    assert_eq!((records(&workspace.root()), records(&beside(&workspace, "6")), records(&from)), (3, 0, 3));
}

#[test]
fn a_workbook_holds_real_days_and_numbers() {
    let workspace = Workspace::copy_of("klein");
    let out = beside(&workspace, "neu");
    assert_eq!(convert(&workspace.root(), "xlsx", &out).exit, Exit::Done);
    let bytes = fs::read(out.join("daten/projektboard.xlsx")).expect("a workbook");
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let names: Vec<&str> =
        Table::ALL.iter().map(|table| table.title()).chain(Blatt::ALL.iter().map(|blatt| blatt.form().title)).collect();
    assert_eq!(workbook.sheet_names(), names);
    let sheet = workbook.worksheet_range("Bewilligungen").expect("a sheet");
    let cell = |title: &str| {
        let column = sheet.rows().next().expect("a head").iter().position(|cell| *cell == title).expect(title);
        sheet[(1, column)].clone()
    };
    assert_eq!(cell("Betrag"), Data::Float(60_000.0));
    assert_eq!(cell("Förderquote"), Data::Float(60.0));
    assert_eq!(cell("Kennung"), Data::String("BW-1".into()));
    assert!(matches!(cell("Bescheid vom"), Data::DateTime(day) if day.is_datetime() && day.as_f64() == 44_095.0));
    assert_eq!(cell("Erfasst am"), Data::Empty);
}

#[test]
fn tables_with_mistakes_are_not_converted() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("daten/pausen.json", "2020-11-02", "2020-11-31");
    let out = beside(&workspace, "neu");
    let outcome = convert(&workspace.root(), "csv", &out);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stderr.contains("Fehler[RB008]") && outcome.stderr.contains("Es wurde nichts geschrieben."));
    assert!(!out.exists());
}

#[test]
fn a_mistake_in_a_paper_does_not_keep_the_tables() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "\"öffentlich\"", "\"geheim\"");
    let out = beside(&workspace, "neu");
    let outcome = convert(&workspace.root(), "csv", &out);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Exit::Done, ""));
    // It stays where its mistake was found.
    let file = "vorlagen/pegelsensoren/vorlage.json";
    assert_eq!(fs::read(out.join(file)).expect("the paper"), fs::read(workspace.root().join(file)).expect("a paper"));
    assert!(!out.join("berichte/digital-2020-q4/bericht.json").exists());
}

#[test]
fn what_no_cell_can_hold_stays_in_its_file_and_is_named() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "\"Daten für alle\"", "\"Daten für alle; überall\"");
    workspace.edit("ratsbericht.toml", "auch = [\"Rat der Stadt\", \"Rat\"]", "auch = [\"Rat; Stadtrat\"]");
    let out = beside(&workspace, "neu");
    let outcome = convert(&workspace.root(), "xlsx", &out);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    for kept in ["vorlagen/pegelsensoren/vorlage.json", "[gremium] in ratsbericht.toml"] {
        assert!(
            outcome.stdout.contains(&format!("Bleibt, wo es war, weil Zellen es nicht fassen: {kept}")),
            "{}",
            outcome.stdout
        );
    }
    let check = ["ratsbericht".into(), "check".into(), out.into(), "--today".into(), "2021-04-01".into()];
    let outcome = run_args(check);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Exit::Done, "Prüfung ohne Befund.\n"));
}

#[test]
fn sections_of_sheets_stand_behind_those_of_the_file() {
    let workspace = Workspace::copy_of("klein");
    let toml = workspace.read("ratsbericht.toml");
    let out = beside(&workspace, "csv");
    assert_eq!(convert(&workspace.root(), "csv", &out).exit, Exit::Done);
    for sheet in ["gremien", "einstellungen"] {
        let name = format!("daten/{sheet}.csv");
        fs::copy(out.join(&name), workspace.root().join(&name)).expect("a sheet");
    }
    // All lists but the bodies stay in the file.
    let is_kept = |part: &&str| part.lines().any(|line| line.starts_with("[[") && line != "[[gremium]]");
    let lists: String = toml.split_inclusive("\n\n").filter(is_kept).collect();
    workspace.write("ratsbericht.toml", &lists);
    let to = beside(&workspace, "json");
    let outcome = convert(&workspace.root(), "json", &to);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let written = fs::read_to_string(to.join("ratsbericht.toml")).expect("a file");
    assert!(written.starts_with(lists.trim_end()), "{written}");
    assert!(written.contains("\n[koerperschaft]\n") && written.contains("\n[[gremium]]\n"), "{written}");
}

#[test]
fn a_target_in_the_workspace_or_with_something_in_it_is_refused() {
    let workspace = Workspace::copy_of("klein");
    let before = files(&workspace.root());
    let inside = workspace.root().join("neu");
    for target in [workspace.root(), inside.clone(), workspace.root().join("daten")] {
        let outcome = convert(&workspace.root(), "csv", &target);
        assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
    }
    assert!(convert(&workspace.root(), "csv", &inside).stderr.contains("gehört zum Arbeitsordner"));
    let parent = workspace.root().parent().expect("a parent").to_owned();
    assert_eq!(convert(&workspace.root(), "csv", &parent).exit, Exit::Environment);
    assert_eq!(files(&workspace.root()), before);
    assert_eq!(fs::read_dir(parent).expect("a folder").count(), 1);
}

#[test]
fn a_file_that_would_be_lost_stops_the_run() {
    let workspace = Workspace::copy_of("klein");
    workspace.write("daten/projekte.csv", "steht schon da");
    let out = beside(&workspace, "neu");
    assert_ne!(convert(&workspace.root(), "csv", &out).exit, Exit::Done);
    assert!(!out.exists());
}

#[test]
fn format_and_target_must_be_named() {
    let workspace = Workspace::copy_of("klein");
    let root = OsString::from(workspace.root());
    let outcome = run_args(["ratsbericht".into(), "convert".into(), root.clone(), "--to".into(), "csv".into()]);
    assert_eq!(outcome.exit, Exit::Usage);
    assert!(outcome.stderr.contains("Es fehlt: --out <NEUER_ORDNER>"), "{}", outcome.stderr);
    let outcome = run_args(["ratsbericht".into(), "convert".into(), root, "--to".into(), "yaml".into()]);
    assert!(outcome.stderr.contains("erwartet wird xlsx, json oder csv"), "{}", outcome.stderr);
}
