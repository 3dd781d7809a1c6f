//! What goes round before a report, and what becomes of it when it comes back.

mod wrong;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use ratsbericht::cli::Exit;
use ratsbericht::model::CircularSheet;
use serde_json::Value;

use crate::support::archive::edit;
use crate::support::pdf::Pdf;
use crate::support::workspace::{Outcome, run_args};
use crate::support::{Workspace, pdf};

/// The day on which the Meldebogen of the small example go round, and that on which they come back.
const WRITTEN: &str = "2021-01-05";
const BACK: &str = "2021-01-12";

/// Sheet, project, how many rows of it stand above, head, and what is filled in.
type Entry = (&'static str, &'static str, usize, &'static str, &'static str);

/// What the divisions of the small example have to say.
const ENTRIES: [Entry; 15] = [
    ("Fortschritt", "K-001", 0, "Datum", "44207"),
    ("Fortschritt", "K-001", 0, "Erledigungsstand", "80.5"),
    ("Fortschritt", "K-001", 0, "Maßnahme", "Prüfung & Abnahme < 3"),
    ("Fortschritt", "K-001", 0, "Entscheidung", "Wird der Altbestand gescannt?"),
    ("Fortschritt", "K-001", 0, "Gremium", "HFA"),
    ("Fortschritt", "K-001", 0, "Entscheidung bis", "44270"),
    ("Meilensteine", "K-005", 0, "Geplant", "44286"),
    ("Meilensteine", "", 0, "Projekt", "K-001"),
    ("Meilensteine", "", 0, "Titel", "Schulung beendet"),
    ("Meilensteine", "", 0, "Geplant", "44377"),
    ("Kosten", "K-005", 1, "Datum", "44207"),
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

/// The files of a folder with their content.
fn contents(folder: &Path) -> BTreeMap<OsString, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries.map(|entry| (entry.file_name(), fs::read(entry.path()).expect("a file"))).collect()
}

/// What lies in a folder under a hidden name.
fn hidden(folder: &Path) -> Vec<OsString> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    names.filter(|name| name.to_string_lossy().starts_with('.')).collect()
}

#[test]
fn a_day_before_that_of_a_meldebogen_is_told_once_for_its_file() {
    let workspace = Workspace::copy_of("klein");
    let file = filled(&workspace, "fb-66", &ordered());
    let told = collect(&workspace.root(), "2021-01-04", &[file]).stderr;
    assert_eq!(told.matches("[RB030]").count(), 1, "{told}");
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
    // The same workbook as LibreOffice saves it.
    let saved_as_ods = PathBuf::from("tests/suite/circulate/zurueck.ods");
    for (format, file) in [("json", &file), ("csv", &file), ("xlsx", &file), ("json", &saved_as_ods)] {
        let workspace = Workspace::copy_of("klein");
        let outcome = workspace.convert(format);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let root = workspace.out();
        let outcome = collect(&root, BACK, std::slice::from_ref(file));
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
                r#"[{"projekt": "K-001", "datum": "2021-01-11", "erledigungsstand": 80.5, "massnahme": "Prüfung & Abnahme < 3",
                    "entscheidung": "Wird der Altbestand gescannt?", "gremium": "HFA", "entscheidung_bis": "2021-03-15",
                    "erfasst": "2021-01-12"}]"#
            ),
            "{format}"
        );
        assert_eq!(
            row("kosten"),
            expected(
                r#"[{"projekt": "K-005", "datum": "2021-01-11", "jahr": 2021, "plan": 80000.00, "ist": 1234.50,
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

#[test]
fn figures_change_as_reported_and_the_same_file_adds_nothing_twice() {
    let workspace = Workspace::copy_of("klein");
    let file = filled(&workspace, "fb-66", &ordered());
    let files = std::slice::from_ref(&file);
    let outcome = collect(&workspace.root(), BACK, files);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("Nicht gemeldet"), "{}", outcome.stderr);
    let check = workspace.run("check", &[]);
    assert_eq!((check.exit, check.stderr.contains("Fehler")), (Exit::Done, false), "{}", check.stderr);
    workspace.edit("berichte/digital-2020-q4/bericht.json", "\"2020-12-31\"", "\"2021-01-31\"");
    let figures = workspace.run("figures", &["--format", "csv"]).stdout;
    let stand = figures.lines().find(|line| line.contains("erledigungsstand.projekt.k-001")).expect("the figure");
    assert!(stand.contains("80,5"), "{stand}");

    let tables = contents(&workspace.root().join("daten"));
    for today in [BACK, "2021-02-01"] {
        let outcome = collect(&workspace.root(), today, files);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        assert!(outcome.stdout.contains("Keine neue Zeile"), "{}", outcome.stdout);
        assert!(outcome.stderr.contains("Schon erfasst sind: 5\n"), "{}", outcome.stderr);
        assert_eq!(contents(&workspace.root().join("daten")), tables);
    }
    // Twice in one call is once, and a later correction is not taken back by the old file.
    let again = Workspace::copy_of("klein");
    assert_eq!(collect(&again.root(), BACK, &[file.clone(), file.clone()]).exit, Exit::Done);
    assert_eq!(contents(&again.root().join("daten")), tables);
    let corrected = again.read("daten/fortschritt.json").replace("80.5", "70");
    let rows: Vec<Value> = serde_json::from_str(&corrected).expect("rows");
    let mut row = rows.last().expect("a row").clone();
    row["erfasst"] = "2021-01-20".into();
    again.edit("daten/fortschritt.json", "\n  }\n]", &format!("\n  }},\n  {row}\n]"));
    // So is one of a project of which something else was changed, too.
    let rows: Vec<Value> = serde_json::from_str(&again.read("daten/projekte.json")).expect("rows");
    let mut row = rows.last().expect("a row").clone();
    (row["erfasst"], row["ende_geplant"], row["titel"]) = ("2021-01-20".into(), "2021-09-30".into(), "Bauakte".into());
    again.edit("daten/projekte.json", "\n  }\n]", &format!("\n  }},\n  {row}\n]"));
    let outcome = collect(&again.root(), "2021-02-01", files);
    assert!(outcome.stdout.contains("Keine neue Zeile"), "{} {}", outcome.stdout, outcome.stderr);
}

#[test]
fn what_is_left_empty_is_named() {
    let workspace = Workspace::copy_of("klein");
    let entries = ordered();
    let first: Vec<Entry> = entries.into_iter().filter(|entry| entry.0 == "Fortschritt").collect();
    let outcome = collect(&workspace.root(), BACK, &[filled(&workspace, "fb-66", &first)]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Nicht gemeldet: K-005\n"), "{}", outcome.stderr);
    let tables = contents(&workspace.root().join("daten"));
    let outcome = collect(&workspace.root(), BACK, &[filled(&workspace, "fb-10", &[])]);
    assert!(outcome.stderr.contains("Nicht gemeldet: K-003, K-004, K-006\n"), "{}", outcome.stderr);
    assert_eq!(contents(&workspace.root().join("daten")), tables);
}

/// A sound entry.
const DAY: Entry = ("Fortschritt", "K-001", 0, "Datum", "44207");
const STATE: Entry = ("Fortschritt", "K-001", 0, "Erledigungsstand", "80");

#[test]
fn a_sheet_comes_back_as_csv() {
    let workspace = Workspace::copy_of("klein");
    let text = "Meldebogen vom 05.01.2021 für FB 66;;;;\r\nProjekt;Projekttitel;Datum bisher;Datum;Erledigungsstand;Risiko\r\n\
                K-001;Elektronische Bauakte;10.12.2020;15.01.2021;80,5;keines\r\nK-005;Sensoren;15.12.2020;;;\r\n";
    workspace.write("../FB 66-Fortschritt.csv", text);
    let outcome = collect(&workspace.root(), BACK, &[workspace.root().with_file_name("FB 66-Fortschritt.csv")]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Nicht gemeldet: K-005\n"), "{}", outcome.stderr);
    assert_eq!(new_rows(&workspace.root(), "fortschritt")[0]["risiko"], "keines");
}

#[test]
fn what_is_no_meldebogen_is_refused() {
    let workspace = Workspace::copy_of("klein");
    assert_eq!(workspace.convert("xlsx").exit, Exit::Done);
    let other = workspace.out().join("daten/projektboard.xlsx");
    let outcome = collect(&workspace.root(), BACK, &[other]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("nicht, von wann der Meldebogen ist"), "{}", outcome.stderr);
    let file = filled(&workspace, "fb-66", &[DAY, STATE]);
    let outcome = collect(&workspace.root(), "2020-12-31", std::slice::from_ref(&file));
    assert!(outcome.stderr.contains("vom 05.01.2021, heute ist der 31.12.2020"), "{}", outcome.stderr);
    for args in [vec![], vec![PathBuf::from("brief.pdf")], vec![file, PathBuf::from("brief.pdf")]] {
        assert_eq!(collect(&workspace.root(), BACK, &args).exit, Exit::Usage);
    }
}

#[test]
fn a_table_without_a_column_says_what_to_do() {
    let workspace = Workspace::copy_of("klein");
    let file = filled(&workspace, "fb-66", &ordered());
    assert_eq!(workspace.convert("csv").exit, Exit::Done);
    let root = workspace.out();
    let table = root.join("daten/fortschritt.csv");
    let text = fs::read_to_string(&table)
        .expect("a table")
        .replace(";Maßnahme", ";")
        .replace("Der Automat geht zunächst ohne das Bauteil in Betrieb.", "");
    workspace.write("../out/daten/fortschritt.csv", &text.replace(";;Entscheidung bis", ";Entscheidung bis"));
    let outcome = collect(&root, BACK, &[file]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("In daten/fortschritt.csv fehlt die Spalte „Maßnahme“."), "{}", outcome.stderr);
}

#[test]
fn a_table_that_is_open_elsewhere_is_not_written_over() {
    let workspace = Workspace::copy_of("klein");
    let file = filled(&workspace, "fb-66", &[DAY, STATE]);
    let before = contents(&workspace.root().join("daten"));
    for lock in ["daten/~$projektboard.xlsx", "daten/.~lock.projekte.csv#"] {
        workspace.write(lock, "");
        let outcome = collect(&workspace.root(), BACK, std::slice::from_ref(&file));
        assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("in einem anderen Programm geöffnet"), "{}", outcome.stderr);
        fs::remove_file(workspace.root().join(lock)).expect("the lock");
    }
    assert_eq!(contents(&workspace.root().join("daten")), before);
    assert!(hidden(&workspace.root()).is_empty());
}

/// How many times the kill test kills.
const KILLS: u32 = 8;

#[test]
fn a_killed_run_leaves_the_old_tables_or_the_new_ones() {
    let example = Workspace::copy_of("klein");
    let file = filled(&example, "fb-66", &ordered());
    let command = |workspace: &Workspace| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
        command.arg("collect").arg(workspace.root()).arg(&file).args(["--today", BACK]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        command
    };
    let old = contents(&example.root().join("daten"));
    let started = std::time::Instant::now();
    assert!(command(&example).status().expect("a run").success());
    let (whole, new) = (started.elapsed(), contents(&example.root().join("daten")));
    assert_ne!(old, new);
    for kill in 0..KILLS {
        let workspace = Workspace::copy_of("klein");
        let mut child = command(&workspace).spawn().expect("a run");
        std::thread::sleep(whole * (60 + 6 * kill) / 100);
        child.kill().expect("a kill");
        child.wait().expect("an end");
        let now = contents(&workspace.root().join("daten"));
        assert!(now == old || now == new, "kill {kill}");
        assert!(command(&workspace).status().expect("a run").success());
        assert_eq!(contents(&workspace.root().join("daten")), new, "kill {kill}");
        let left = hidden(&workspace.root());
        assert!(left.is_empty() || now == new, "kill {kill}: {left:?}");
    }
}

#[test]
fn every_division_with_open_projects_gets_a_page_and_a_workbook() {
    let workspace = Workspace::copy_of("klein");
    let (outcome, out) = circulate(&workspace, WRITTEN, &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let names: Vec<OsString> = contents(&out).into_keys().collect();
    let name = |division: &str, ending: &str| OsString::from(format!("meldebogen-2020-q4-{division}.{ending}"));
    assert_eq!(names, [name("fb-10", "pdf"), name("fb-10", "xlsx"), name("fb-66", "pdf"), name("fb-66", "xlsx")]);
    let page = fs::read(out.join(name("fb-10", "pdf"))).expect("a page");
    let text = pdf::text(&page).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Meldebogen FB 10",
        "Zurück bis 20.01.2021",
        "K-006 · laufend",
        "95 %",
        "geplant 15.12.2020",
        "K-004 · beantragt",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // What has ended is not asked about.
    assert!(!text.contains("K-002"), "{text}");
    let properties = Pdf::open(&page).properties();
    assert_eq!(properties.title.as_deref(), Some("Meldebogen FB 10, 4.\u{a0}Quartal\u{a0}2020"));
    for declaration in
        ["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>"]
    {
        assert!(properties.xmp.contains(declaration), "{}", properties.xmp);
    }
    let path = out.join(name("fb-10", "pdf"));
    let verify = ["ratsbericht".into(), "verify".into(), path.into(), "--workspace".into(), workspace.root().into()];
    let verified = run_args(verify.into_iter().map(|arg: OsString| arg));
    assert_eq!(verified.exit, Exit::Done, "{} {}", verified.stdout, verified.stderr);
    // A folder with filled-in workbooks is never written over.
    assert_eq!(circulate(&workspace, WRITTEN, &[]).0.exit, Exit::Environment);
}

#[test]
fn the_report_and_the_period_are_those_that_are_due() {
    let workspace = Workspace::whole_copy_of("aachen");
    for (today, options, expected) in [
        ("2021-01-20", &[][..], "2020-q4-fb-11"),
        ("2021-01-21", &[], "2021-q1-fb-11"),
        ("2021-01-22", &["--period", "2020-Q4"], "2020-q4-fb-11"),
        ("2021-01-23", &["--only", "sachstand-2020"], "2020-fb-11"),
    ] {
        let (outcome, _) = circulate(&workspace, today, options);
        assert!(
            outcome.stdout.contains(&format!("meldebogen-{expected}.pdf")),
            "{today}: {} {}",
            outcome.stdout,
            outcome.stderr
        );
        assert!(outcome.stderr.contains("Ohne Projekt, zu dem etwas zu melden ist: "), "{}", outcome.stderr);
    }
    // A city that writes no reports has nothing to ask for.
    assert_eq!(circulate(&Workspace::copy_of("auenfurt"), WRITTEN, &[]).0.exit, Exit::Usage);
    for (today, options) in [("2021-01-24", ["--only", "quartl"]), ("2021-01-25", ["--period", "2020-H1"])] {
        let (outcome, out) = circulate(&workspace, today, &options);
        assert_eq!((outcome.exit, out.exists()), (Exit::Usage, false), "{}", outcome.stderr);
    }
}

#[test]
fn without_open_projects_nothing_is_written() {
    let workspace = Workspace::copy_of("klein");
    let rows: Vec<Value> = serde_json::from_str(&workspace.read("daten/projekte.json")).expect("rows");
    let over = rows.into_iter().map(|mut row| {
        row["beginn"] = "2019-01-01".into();
        row["ende"] = "2020-12-01".into();
        row
    });
    workspace.write("daten/projekte.json", &Value::from(over.collect::<Vec<_>>()).to_string());
    for table in ["fortschritt", "meilensteine", "kosten", "pausen"] {
        workspace.write(&format!("daten/{table}.json"), "[]");
    }
    let (outcome, out) = circulate(&workspace, WRITTEN, &[]);
    assert_eq!((outcome.exit, out.exists()), (Exit::Findings, false), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("kein Projekt, zu dem etwas zu melden ist"), "{}", outcome.stderr);
}
