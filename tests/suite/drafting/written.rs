//! How what `new` makes is written: whole or not at all, and into sheets that can grow.

use std::fs;

use ratsbericht::cli::Exit;

use super::{Copy, parts, sheet_part};
use crate::support::archive::{edit, with_part};
use crate::support::workspace::{copy, fixture};

#[test]
fn what_cannot_be_made_is_said_and_nothing_is_written() {
    let workspace = Copy::of("klein", "csv");
    let before = workspace.files();
    for (args, said) in [
        (&["vorlage", "neu", "--projekt", "K-05"][..], "Das Projekt „K-05“ gibt es nicht. Meinten Sie „K-005“?"),
        (&["vorlage", "pegelsensoren"], "Ein Papier mit dem Namen „pegelsensoren“ gibt es schon."),
        (&["bericht", "pegelsensoren", "--auswahl", "alle"], "Ein Papier mit dem Namen „pegelsensoren“ gibt es schon."),
        (&["vorlage", "Über uns"], "Möglich wäre „ueber-uns“."),
        (&["vorlage", "../neu"], "Möglich wäre „neu“."),
        (&["vorlage", "neu-anlage"], "nicht auf -anlage oder -herkunft enden"),
        (&["vorlage", "§"], "geht nicht als Name"),
        (&["vorlage", "Neu-Anlage"], "Möglich wäre „neu-neu“."),
        (&["vorlage", "con"], "Möglich wäre „con-neu“."),
        (&["vorlage", "NUL"], "Möglich wäre „nul-neu“."),
        (&["bericht", "lpt1", "--auswahl", "alle"], "was Windows Geräten vorbehält"),
        (&["vorlage", "neu", "--nummer", "12"], "Die Vorlage-Nr „12“ passt zu keinem Muster"),
        (&["vorlage", "neu", "--nummer", "FB 66/0012/WP09"], "hat schon das Papier „pegelsensoren“"),
        (&["bericht", "neu", "--auswahl", "ale"], "Die Auswahl „ale“ gibt es nicht. Meinten Sie „alle“?"),
        (&["bericht", "neu"], "Es fehlt: --auswahl"),
        (&["bericht", "neu", "--auswahl", "alle", "--turnus", "Monat"], "erwartet wird quartal, halbjahr oder jahr"),
        (&["vorlag", "neu"], "Meinten Sie „vorlage“?"),
    ] {
        let (names, options) = args.split_at(2);
        let outcome = workspace.run(&[&["new"], names].concat(), options);
        assert_eq!(outcome.exit, Exit::Usage, "{args:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(said), "{args:?}: {}", outcome.stderr);
    }
    assert!(workspace.files() == before);
}

#[test]
fn a_table_that_is_open_or_cannot_grow_leaves_no_folder_behind() {
    for (path, from, to, exit, said) in [
        ("daten/.~lock.vorlagen.csv#", "", "offen", Exit::Environment, "in einem anderen Programm geöffnet"),
        ("daten/vorlagen.csv", ";Stand;", ";;", Exit::Findings, "fehlt die Spalte „Stand“"),
        ("daten/projekte.csv", "K-001", "", Exit::Findings, "Es wurde nichts geschrieben."),
    ] {
        let workspace = Copy::of("klein", "csv");
        let text = if from.is_empty() { String::new() } else { workspace.read(path) };
        workspace.write(path, if from.is_empty() { to.into() } else { text.replacen(from, to, 1) }.as_bytes());
        let before = workspace.files();
        let outcome = workspace.run(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
        assert_eq!(outcome.exit, exit, "{}", outcome.stderr);
        assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
        assert!(workspace.files() == before, "{path}");
        assert!(!workspace.root().join("vorlagen/neu").exists());
    }
}

/// A moment in which a run can be killed: which files of the finished workspace are there by then, and what lies beside them.
type Moment = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

#[test]
fn a_run_that_was_killed_between_its_writes_is_completed_by_the_next() {
    const JOURNAL: &str = "Hier schreibt ratsbericht, Prozess 4711 auf rathaus\n";
    let moments: [Moment; 4] = [
        (
            "while the folder is made",
            &[],
            &[
                ("vorlagen/.neu.neu/lauf.txt", "beschlussvorschlag.md\n"),
                ("vorlagen/.neu.neu/neu/beschlussvorschlag.md", "Der"),
            ],
        ),
        ("when the folder is there", &["vorlagen/neu/"], &[("vorlagen/.neu.neu/lauf.txt", "beschlussvorschlag.md\n")]),
        ("before the tables are made", &["vorlagen/neu/"], &[]),
        (
            "while the tables are made",
            &["vorlagen/neu/"],
            &[(".daten.neu/lauf.txt", "vorlagen.csv\n"), (".daten.neu/neu/vorlagen.csv", "Name")],
        ),
    ];
    for format in ["csv", "xlsx"] {
        let new = |workspace: &Copy| workspace.run(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
        let whole = Copy::of("klein", format);
        let before = whole.files();
        assert_eq!(new(&whole).exit, Exit::Done);
        let after = whole.files();
        for (moment, there, beside) in &moments {
            let killed = Copy::of("klein", format);
            assert!(killed.files() == before, "a copy is a copy");
            let put = |path: &str, bytes: &[u8]| {
                fs::create_dir_all(killed.root().join(path).parent().expect("a folder")).expect("a folder");
                killed.write(path, bytes);
            };
            let written = after.iter().filter(|(path, _)| there.iter().any(|folder| path.starts_with(folder)));
            written.for_each(|(path, bytes)| put(path, bytes));
            for (path, text) in *beside {
                let journal = if path.ends_with("lauf.txt") { JOURNAL } else { "" };
                put(path, format!("{journal}{text}").as_bytes());
            }
            let again = new(&killed);
            assert_eq!(again.exit, Exit::Done, "{format}, {moment}: {}", again.stderr);
            assert!(killed.files() == after, "{format}, {moment}");
            // What is whole stays.
            assert!(new(&killed).stderr.contains("gibt es schon"), "{format}, {moment}");
            assert!(killed.files() == after, "{format}, {moment}");
        }
    }
}

#[test]
fn a_folder_without_a_row_is_not_taken_for_a_run_that_was_killed_where_somebody_wrote_in_it() {
    let done = Copy::of("klein", "csv");
    done.done(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
    let text = done.read("vorlagen/neu/beschlussvorschlag.md");
    let erlaeuterungen = done.read("vorlagen/neu/erlaeuterungen.md");
    let own = text.replace("XXX", "den Ausbau");
    for (files, more) in [
        (&[("beschlussvorschlag.md", &own), ("erlaeuterungen.md", &erlaeuterungen)][..], ""),
        (&[("beschlussvorschlag.md", &text)], ""),
        (&[("beschlussvorschlag.md", &text), ("erlaeuterungen.md", &erlaeuterungen)], "weitere-erlaeuterungen.md"),
        (&[("beschlussvorschlag.md", &text), ("erlaeuterungen.md", &erlaeuterungen)], "notizen.pages"),
    ] {
        let workspace = Copy::of("klein", "csv");
        fs::create_dir(workspace.root().join("vorlagen/neu")).expect("a folder");
        files.iter().for_each(|(name, text)| workspace.write(&format!("vorlagen/neu/{name}"), text.as_bytes()));
        if !more.is_empty() {
            workspace.write(&format!("vorlagen/neu/{more}"), b"Notiz");
        }
        let before = workspace.files();
        let outcome = workspace.run(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
        assert_ne!(outcome.exit, Exit::Done, "{more}");
        assert!(workspace.files() == before, "{more}: {}", outcome.stderr);
    }
}

#[test]
fn a_protected_table_is_not_replaced() {
    let workspace = Copy::of("klein", "csv");
    let path = workspace.root().join("daten/vorlagen.csv");
    let mut rights = fs::metadata(&path).expect("a table").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).expect("rights");
    let before = workspace.files();
    let outcome = workspace.run(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
    assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("vorlagen.csv“ lässt sich nicht schreiben: "), "{}", outcome.stderr);
    assert!(workspace.files() == before);
    // A table that gets no row may be protected.
    workspace.done(&["new", "bericht", "neu"], &["--auswahl", "alle"]);
}

#[test]
fn a_range_that_is_formatted_as_a_table_takes_new_rows_in() {
    let workspace = Copy::of("klein", "xlsx");
    let path = "daten/projektboard.xlsx";
    let book = fs::read(workspace.root().join(path)).expect("a workbook");
    let part = sheet_part(&book, "Vorlagen");
    let relations = format!("xl/worksheets/_rels/{}.rels", part.rsplit('/').next().unwrap_or_default());
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation =
        format!("<Relationship Id=\"rIdT\" Type=\"{kind}/table\" Target=\"../tables/table1.xml\"/></Relationships>");
    let content = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";
    let named = format!("<Override PartName=\"/xl/tables/table1.xml\" ContentType=\"{content}\"/></Types>");
    let reference = "<tableParts count=\"1\"><tablePart r:id=\"rIdT\"/></tableParts></worksheet>";
    let table = |range: &str| {
        format!(
            "<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" id=\"1\" name=\"T\" displayName=\"T\" \
             ref=\"{range}\"><autoFilter ref=\"{range}\"/><tableColumns count=\"2\"><tableColumn id=\"1\" name=\"Name\"/><tableColumn \
             id=\"2\" name=\"Nummer\"/></tableColumns></table>"
        )
    };
    let book = edit(&book, &relations, |text| text.replace("</Relationships>", &relation));
    let book = edit(&book, "[Content_Types].xml", |text| text.replace("</Types>", &named));
    let book = edit(&book, &part, |text| text.replace("</worksheet>", reference));
    workspace.write(path, &with_part(&book, "xl/tables/table1.xml", &table("A1:B2")));
    workspace.done(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
    workspace.done(&["new", "vorlage", "zwei"], &["--projekt", "K-005"]);
    let found = parts(&fs::read(workspace.root().join(path)).expect("a workbook"));
    assert_eq!(String::from_utf8_lossy(&found["xl/tables/table1.xml"]), table("A1:B4"));
}

#[test]
fn sheets_of_another_program_do_not_grow_and_it_is_said_what_does() {
    let workspace = Copy(tempfile::tempdir().expect("a folder"));
    copy(&fixture("klein"), &workspace.root());
    copy(&fixture("formate/ods-klein"), &workspace.root().join("daten"));
    workspace.write("ratsbericht.toml", b"");
    for folder in ["vorlagen/pegelsensoren/vorlage.json", "berichte/digital-2020-q4/bericht.json"] {
        fs::remove_file(workspace.root().join(folder)).expect("a record");
    }
    for entry in fs::read_dir(workspace.root().join("daten")).expect("the tables") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "json") {
            fs::remove_file(path).expect("a table");
        }
    }
    let before = workspace.files();
    let outcome = workspace.run(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Speichern Sie die Arbeitsmappe als .xlsx"), "{}", outcome.stderr);
    assert!(workspace.files() == before);
}

#[test]
fn where_papers_are_kept_in_both_ways_or_none_it_is_said_which_is_taken() {
    // In tables, without any paper and even without its sheet.
    let tables = Copy::of("klein", "csv");
    fs::remove_dir_all(tables.root().join("vorlagen")).expect("the papers");
    for sheet in ["vorlagen", "beratungsfolge", "konten", "kennzahlen", "vorlagenanlagen", "vordruck", "deckung"] {
        fs::remove_file(tables.root().join(format!("daten/{sheet}.csv"))).expect(sheet);
    }
    let outcome = tables.done(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
    assert!(outcome.stdout.contains("Die Angaben stehen in der Tabelle „Vorlagen“."), "{}", outcome.stdout);
    assert!(tables.read("daten/vorlagen.csv").contains("\nneu;FB 66/XXXX/WP09;"));
    assert_eq!(tables.errors("neu"), "1 RB006, 1 RB017, 4 RB506");
    // In files, without any paper.
    let in_files = Copy::of("klein", "json");
    fs::remove_dir_all(in_files.root().join("vorlagen")).expect("the papers");
    let outcome = in_files.done(&["new", "vorlage", "neu"], &[]);
    assert!(outcome.stdout.contains("in einer JSON-Datei"), "{}", outcome.stdout);
    assert!(in_files.root().join("vorlagen/neu/vorlage.json").is_file());
    // In both ways, and the tables are a workbook.
    let both = Copy::of("klein", "xlsx");
    let record = in_files.read("vorlagen/neu/vorlage.json");
    fs::create_dir(both.root().join("vorlagen/datei")).expect("a folder");
    both.write("vorlagen/datei/vorlage.json", record.as_bytes());
    let outcome = both.done(&["new", "vorlage", "neu"], &["--projekt", "K-005"]);
    assert!(outcome.stdout.contains("Die Angaben stehen in der Tabelle „Vorlagen“."), "{}", outcome.stdout);
    assert!(!both.root().join("vorlagen/neu/vorlage.json").exists());
}
