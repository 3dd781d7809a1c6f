//! Workbooks get the drop-downs of what the master data hold now, and keep everything else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use ratsbericht::cli::Exit;
use ratsbericht::tabular::{Blattzeilen, Format, Lists, files};
use zip::ZipArchive;

use crate::findings::faulty;
use crate::support::Workspace;
use crate::support::archive::edit;
use crate::support::workspace::{Outcome, fixture, run_args};

/// The workbook of the small example in which a clerk has put a column, a sheet, colours and notes.
const FILE: &str = "daten/mappe.xlsx";

/// What a workbook says that is fresh.
const FRESH: &str = "Auswahllisten, Notizen und Spalten sind auf dem Stand; es wurde nichts geschrieben.\n";

fn refresh(workspace: &Workspace) -> Outcome {
    run_args(["ratsbericht".into(), "refresh".into(), workspace.root().into()])
}

/// The small example with two tables in an old workbook; as a Python library has written it, or as LibreOffice has saved it.
fn old(by_libreoffice: bool) -> Workspace {
    let workspace = faulty("RB059");
    if by_libreoffice {
        workspace.write_bytes(FILE, &fs::read(fixture("mappen/libreoffice.xlsx")).expect("a workbook"));
    }
    workspace
}

fn workbook(workspace: &Workspace) -> Vec<u8> {
    fs::read(workspace.root().join(FILE)).expect("a workbook")
}

/// The parts of a workbook by name.
fn parts(workbook: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let count = archive.len();
    let part = |at: usize| {
        let mut part = archive.by_index(at).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        (part.name().expect("a name").into_owned(), text)
    };
    (0..count).map(part).collect()
}

/// The cells of a workbook that hold something, by sheet, row and column.
fn cells(workbook: &[u8]) -> BTreeMap<(String, u32, u32), Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let sheets = book.sheet_names();
    let of_sheet = |name: String| {
        let range = book.worksheet_range(&name).expect("a sheet");
        let (row, column) = range.start().unwrap_or_default();
        let used = range.used_cells().map(|(r, c, data)| {
            let number = |at: usize| u32::try_from(at).expect("a small sheet");
            ((name.clone(), row + number(r), column + number(c)), data.clone())
        });
        used.collect::<Vec<_>>()
    };
    sheets.into_iter().flat_map(of_sheet).collect()
}

/// The elements of a name in a part, one a line.
fn elements(part: &str, name: &str) -> String {
    let start = format!("<{name} ");
    let pieces = part.split(&start).skip(1);
    pieces.map(|piece| format!("{}\n", piece.split(&format!("</{name}>")).next().unwrap_or_default())).collect()
}

#[test]
fn a_protected_workbook_is_not_replaced() {
    let workspace = old(false);
    let path = workspace.root().join(FILE);
    let mut rights = fs::metadata(&path).expect("a workbook").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).expect("rights");
    let before = workbook(&workspace);
    let outcome = refresh(&workspace);
    assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("mappe.xlsx“ lässt sich nicht schreiben: "), "{}", outcome.stderr);
    assert_eq!(workbook(&workspace), before);
}

#[test]
fn what_was_just_written_is_fresh() {
    for name in ["klein", "auenfurt"] {
        let workspace = Workspace::copy_of(name);
        assert_eq!(workspace.convert("xlsx").exit, Exit::Done);
        let file = workspace.out().join("daten/projektboard.xlsx");
        let before = fs::read(&file).expect("a workbook");
        let outcome = run_args(["ratsbericht".into(), "refresh".into(), workspace.out().into()]);
        assert_eq!((outcome.exit, outcome.stdout.as_str(), outcome.stderr.as_str()), (Exit::Done, FRESH, ""), "{name}");
        assert!(fs::read(&file).expect("a workbook") == before, "{name}");
    }
}

#[test]
fn an_old_workbook_gets_what_it_lacks_and_keeps_what_is_somebodys_own() {
    for by_libreoffice in [false, true] {
        let workspace = old(by_libreoffice);
        let figures = |workspace: &Workspace| workspace.run("figures", &["--format", "json"]).stdout;
        let (before, before_figures) = (workbook(&workspace), figures(&workspace));
        assert!(workspace.run("check", &[]).stderr.contains("[RB059]"));
        let outcome = refresh(&workspace);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let after = workbook(&workspace);
        let (old, new) = (parts(&before), parts(&after));
        let changed: Vec<&str> =
            new.iter().filter(|(name, text)| old.get(*name) != Some(*text)).map(|(name, _)| name.as_str()).collect();
        let (old_cells, new_cells) = (cells(&before), cells(&after));
        let is_kept = |(at, data): (&(String, u32, u32), &Data)| at.0 == "Listen" || new_cells.get(at) == Some(data);
        assert!(old_cells.iter().all(is_kept), "{new_cells:#?}");
        let more = new_cells.iter().filter(|(at, data)| old_cells.get(*at) != Some(*data));
        let more: String =
            more.map(|((sheet, row, column), data)| format!("{sheet} {row}/{column}: {data}\n")).collect();
        let sheet = new.get("xl/worksheets/sheet1.xml").expect("the first sheet");
        let rules = elements(sheet, "dataValidation").replace("<formula1>", "\n    ").replace("</formula1>", " ");
        let name = if by_libreoffice { "libreoffice" } else { "openpyxl" };
        let told = format!("{}{}", outcome.stdout, outcome.stderr);
        insta::assert_snapshot!(name, format!("{told}\n{changed:#?}\n\n{more}\n{rules}"));
        assert!(!workspace.run("check", &[]).stderr.contains("[RB059]"));
        assert!(figures(&workspace) == before_figures);

        let again = refresh(&workspace);
        assert_eq!((again.exit, again.stdout.as_str()), (Exit::Done, FRESH));
        assert!(workbook(&workspace) == after, "{name}");
    }
}

#[test]
fn notes_of_an_older_program_are_renewed_and_those_of_others_stay() {
    let workspace = old(true);
    refresh(&workspace);
    let parts = parts(&workbook(&workspace));
    let notes = elements(&parts["xl/comments1.xml"], "comment");
    let note =
        |cell: &str| notes.split("\nref=").find(|note| note.trim_start_matches("ref=").starts_with(cell)).expect(cell);
    assert!(
        note("\"A1\"").contains("eindeutige Kennung des Projekts") && !notes.contains("alte Erläuterung"),
        "{notes}"
    );
    assert!(note("\"B1\"").contains("Bitte kurz halten") && note("\"B3\"").contains("Mit FB 66 besprochen"), "{notes}");
    assert!(note("\"D1\"").contains("Kennung des federführenden Fachbereichs"), "{notes}");
    // Every note has its box, and no two boxes have the same number.
    let boxes = &parts["xl/drawings/vmlDrawing1.vml"];
    assert_eq!(
        boxes.matches("ObjectType=\"Note\"").count(),
        notes.lines().filter(|line| line.contains("authorId")).count()
    );
    let numbers: Vec<&str> = boxes.split("id=\"_x0000_s").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
}

#[test]
fn a_sheet_of_lists_is_renewed_or_added() {
    let workspace = Workspace::copy_of("klein");
    let loaded =
        ratsbericht::load::workspace(&workspace.root(), ratsbericht::source::Alphabet::all()).expect("a folder");
    let stammdaten = &loaded.bestand.as_ref().expect("a sound workspace").stammdaten;
    let written = files(Format::Xlsx, &|table| loaded.rows(table), &Blattzeilen::new(), &Lists::of(stammdaten));
    for (_, bytes) in written.expect("a workbook") {
        for file in fs::read_dir(workspace.root().join("daten")).expect("a folder") {
            fs::remove_file(file.expect("an entry").path()).expect("a table");
        }
        workspace.write_bytes(FILE, &bytes);
    }
    assert_eq!(refresh(&workspace).stdout, FRESH);
    let toml = workspace.read("ratsbericht.toml");
    let more = "[[fachbereich]]\nkennung = \"FB 77\"\nname = \"Klima & Umwelt\"\ndezernat = \"Dez. 2\"\n";
    workspace.write("ratsbericht.toml", &format!("{toml}\n{more}"));
    let hint = workspace.run("check", &[]).stderr;
    assert_eq!(hint.matches("Hinweis[RB059]").count(), 1, "{hint}");
    assert!(hint.contains("Die Auswahlliste der Spalte „Fachbereich“ enthält nicht: „FB 77“."), "{hint}");
    let outcome = refresh(&workspace);
    let told = "daten/mappe.xlsx, Blatt Projekte: Auswahllisten\ndaten/mappe.xlsx, Blatt Listen: Einträge\nGeschrieben: daten/mappe.xlsx\n";
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), (told, ""));
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
    let names = |workspace: &Workspace| -> Vec<String> {
        cells(&workbook(workspace))
            .iter()
            .filter(|(at, _)| at.0 == "Listen")
            .map(|(_, data)| data.to_string())
            .collect()
    };
    let listed = names(&workspace);
    assert!(listed.iter().any(|name| name == "Klima & Umwelt"), "{listed:?}");

    // A workbook that has lost the sheet gets it back.
    let lost =
        edit(&workbook(&workspace), "xl/workbook.xml", |text| text.replace("name=\"Listen\"", "name=\"Projekte_alt\""));
    workspace.write_bytes(FILE, &lost);
    let outcome = refresh(&workspace);
    assert!(outcome.stdout.contains("Blatt Listen: Einträge"), "{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(names(&workspace), listed);
    assert_eq!(refresh(&workspace).stdout, FRESH);
}

#[test]
fn what_cannot_be_renewed_is_told_and_stays() {
    let double = |text: &str| text.replace(">Fachbereich<", ">Titel<");
    for (name, damage) in [
        ("sperre", (&|workspace: &Workspace| workspace.write("daten/.~lock.mappe.xlsx#", "")) as &dyn Fn(&Workspace)),
        ("doppelt", &|workspace| {
            workspace.write_bytes(FILE, &edit(&workbook(workspace), "xl/sharedStrings.xml", double));
        }),
        ("keine-mappe", &|workspace| {
            let klein = fixture("klein/daten");
            for table in ["projekte.json", "fortschritt.json"] {
                fs::copy(klein.join(table), workspace.root().join("daten").join(table)).expect("a table");
            }
            fs::remove_file(workspace.root().join(FILE)).expect("a workbook");
        }),
        ("ods", &|workspace| {
            let from = fixture("formate/ods-klein/projektboard.ods");
            fs::remove_dir_all(workspace.root().join("daten")).expect("a folder");
            fs::create_dir(workspace.root().join("daten")).expect("a folder");
            fs::copy(from, workspace.root().join("daten/projektboard.ods")).expect("a workbook");
            workspace.without_papers();
        }),
        ("einstellungen", &|workspace| workspace.write("ratsbericht.toml", "[koerperschaft\n")),
        ("beschaedigt", &|workspace| workspace.write(FILE, "PK")),
    ] {
        let workspace = old(true);
        damage(&workspace);
        let before = fs::read(workspace.root().join(FILE)).ok();
        let outcome = refresh(&workspace);
        assert!(matches!(outcome.exit, Exit::Findings | Exit::Environment), "{name}: {outcome:?}");
        assert_eq!(outcome.stdout, "", "{name}");
        assert!(fs::read(workspace.root().join(FILE)).ok() == before, "{name}");
        let told = outcome.stderr.replace(&workspace.root().display().to_string(), "ORDNER");
        insta::assert_snapshot!(format!("nicht-{name}"), told);
    }
}
