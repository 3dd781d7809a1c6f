//! New papers: what the data know is filled in, what people know is named, and once that is written they can be built.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx};
use ratsbericht::cli::Exit;
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipArchive;

use crate::perioden::command;
use crate::support::Workspace;
use crate::support::archive::{edit, with_part};
use crate::support::workspace::{Outcome, TODAY, copy, files, fixture};

/// A workspace in a folder of its own.
struct Copy(TempDir);

impl Copy {
    /// A fixture, with its tables in a format.
    fn of(name: &str, format: &str) -> Self {
        let own = Self(tempfile::tempdir().expect("a folder"));
        if format == "json" {
            copy(&fixture(name), &own.root());
        } else {
            let workspace = Workspace::copy_of(name);
            assert_eq!(workspace.convert(format).exit, Exit::Done);
            copy(&workspace.out(), &own.root());
        }
        own
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("stadt")
    }

    fn run(&self, args: &[&str], more: &[&str]) -> Outcome {
        let root = self.root().display().to_string();
        command(&[args, &[root.as_str(), "--today", TODAY], more].concat())
    }

    fn done(&self, args: &[&str], more: &[&str]) -> Outcome {
        let outcome = self.run(args, more);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        outcome
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect(path)
    }

    #[expect(clippy::disallowed_methods, reason = "a test writes into its own copy")]
    fn write(&self, path: &str, bytes: &[u8]) {
        fs::write(self.root().join(path), bytes).expect(path);
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.root(), "").into_iter().collect()
    }

    /// The codes of the errors of a paper, with how often each is found.
    fn errors(&self, paper: &str) -> String {
        let outcome = self.run(&["check"], &["--only", paper]);
        let mut codes: BTreeMap<String, usize> = BTreeMap::new();
        for line in outcome.stderr.lines() {
            if let Some((code, _)) = line.strip_prefix("Fehler[").and_then(|rest| rest.split_once(']')) {
                *codes.entry(code.to_owned()).or_default() += 1;
            }
        }
        codes.iter().map(|(code, count)| format!("{count} {code}")).collect::<Vec<_>>().join(", ")
    }

    /// Writes what is marked in the texts of a paper.
    fn write_texts(&self, folder: &str) {
        for (path, bytes) in files(&self.root().join(folder), "").into_iter().filter(|(path, _)| path.ends_with(".md"))
        {
            let text = String::from_utf8(bytes).expect("a text");
            self.write(&format!("{folder}/{path}"), text.replace("XXX", "Text").as_bytes());
        }
    }

    /// Fills in the day of the only meeting of a Vorlage.
    fn fill_in_day(&self, vorlage: &str, format: &str) {
        match format {
            "json" => {
                let path = format!("vorlagen/{vorlage}/vorlage.json");
                let text = self
                    .read(&path)
                    .replace("\"zustaendigkeit\"", "\"datum\": \"2021-05-06\",\n      \"zustaendigkeit\"");
                self.write(&path, text.as_bytes());
            }
            "csv" => {
                let text = self.read("daten/beratungsfolge.csv");
                let filled = text.replace(&format!("{vorlage};;"), &format!("{vorlage};06.05.2021;"));
                self.write("daten/beratungsfolge.csv", filled.as_bytes());
            }
            _ => {
                let workbook = fs::read(self.root().join("daten/projektboard.xlsx")).expect("a workbook");
                let part = sheet_part(&workbook, "Beratungsfolge");
                let filled = edit(&workbook, &part, |text| {
                    let style = text.split("<c r=\"B3\" s=\"").nth(1).and_then(|rest| rest.split('"').next());
                    let cell = format!("<c r=\"B4\" s=\"{}\"><v>44322</v></c>", style.expect("a day above"));
                    let filled = text.replace("<c r=\"C4\"", &format!("{cell}<c r=\"C4\""));
                    assert_ne!(filled, text);
                    filled
                });
                self.write("daten/projektboard.xlsx", &filled);
            }
        }
    }

    /// What a Vorlage says of itself, whatever it is kept in.
    fn said(&self, vorlage: &str) -> String {
        let out = self.0.path().join("json").display().to_string();
        let root = self.root().display().to_string();
        let outcome = command(&["convert", &root, "--to", "json", "--out", &out]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let text = fs::read_to_string(Path::new(&out).join(format!("vorlagen/{vorlage}/vorlage.json")));
        let value: Value = serde_json::from_str(&text.expect("the record")).expect("JSON");
        serde_json::to_string_pretty(&value).expect("JSON")
    }
}

/// The part of a workbook that holds a sheet.
fn sheet_part(workbook: &[u8], sheet: &str) -> String {
    let book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let at = book.sheet_names().iter().position(|name| name == sheet).expect("the sheet");
    format!("xl/worksheets/sheet{}.xml", at + 1)
}

/// The parts of a workbook by name.
fn parts(workbook: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let all = (0..archive.len()).map(|at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        (part.name().expect("a name").into_owned(), bytes)
    });
    all.collect()
}

/// Which of the files that were there are other than before.
fn changed(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    before.iter().filter(|(path, bytes)| after.get(*path) != Some(*bytes)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_vorlage_knows_what_its_projects_tell_and_can_be_built_once_people_have_written_the_rest() {
    let mut said = Vec::new();
    for (format, touched) in [
        ("json", &[][..]),
        ("csv", &["daten/beratungsfolge.csv", "daten/vorlagen.csv"][..]),
        ("xlsx", &["daten/projektboard.xlsx"][..]),
    ] {
        let workspace = Copy::of("klein", format);
        let before = workspace.files();
        let outcome = workspace.done(&["new", "vorlage", "pegel"], &["--projekt", "K-005"]);
        assert!(
            outcome.stdout.contains("Nummer: FB 66/0013/WP09, die nächste nach FB 66/0012/WP09"),
            "{}",
            outcome.stdout
        );
        let after = workspace.files();
        assert_eq!(changed(&before, &after), touched, "{format}");
        let open = "; die Klimafolgenanpassung zur Klimarelevanz; was in den Texten";
        assert!(outcome.stdout.contains(open), "{}", outcome.stdout);
        if let [workbook] = touched {
            let [old, new] = [&before, &after].map(|files| parts(&files[*workbook]));
            let own = ["Vorlagen", "Beratungsfolge"].map(|sheet| sheet_part(&before[*workbook], sheet));
            assert_eq!(changed(&old, &new).into_iter().collect::<std::collections::BTreeSet<_>>(), own.into());
        }
        assert_eq!(workspace.errors("pegel"), "1 RB006, 4 RB506", "{format}");
        assert_eq!(workspace.errors("pegelsensoren"), "", "{format}");
        workspace.fill_in_day("pegel", format);
        workspace.write_texts("vorlagen/pegel");
        assert_eq!(workspace.errors("pegel"), "", "{format}");
        let out = workspace.0.path().join("out");
        workspace.done(&["build"], &["--only", "pegel", "--out", &out.display().to_string()]);
        assert!(out.join("entwurf-vorlage-fb-66-0013-wp09.pdf").is_file(), "{format}");
        said.push(workspace.said("pegel"));
    }
    assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{said:#?}");
    insta::assert_snapshot!(said[0]);
}

#[test]
fn a_vorlage_of_the_large_example_names_only_what_people_know() {
    for (name, projects, errors, stated) in [
        (
            "licht",
            &["--projekt", "P-097", "--projekt", "P-098", "--projekt", "P-097"][..],
            "1 RB006, 4 RB506",
            "Nummer: FB 61/0035/WP18, die nächste nach FB 61/0034/WP18",
        ),
        // No other paper is of its department, no budget is known, and its newest entry names who decides.
        (
            "netz",
            &["--projekt", "P-019"],
            "2 RB006, 1 RB017, 5 RB506",
            "Ausschuss für Wissenschaft und Digitalisierung",
        ),
        (
            "eigen",
            &["--projekt", "P-019", "--nummer", "FB 11/0001/WP18"],
            "2 RB006, 5 RB506",
            "Nummer: FB 11/0001/WP18.",
        ),
        ("leer", &[], "2 RB006, 1 RB017, 5 RB506", "Nummer: noch offen (XXX/XXXX/WP18)"),
    ] {
        let workspace = Copy(tempfile::tempdir().expect("a folder"));
        copy(&Workspace::copy_of("aachen").root(), &workspace.root());
        let outcome = workspace.done(&["new", "vorlage", name], projects);
        assert!(outcome.stdout.contains(stated), "{}", outcome.stdout);
        assert_eq!(workspace.errors(name), errors, "{name}");
        if name == "licht" {
            workspace.fill_in_day(name, "json");
            workspace.write_texts("vorlagen/licht");
            let out = workspace.0.path().join("out").display().to_string();
            workspace.done(&["build"], &["--only", name, "--out", &out]);
        }
    }
}

#[test]
fn what_no_project_brings_is_named_and_once_it_is_written_nothing_is_missing() {
    let workspace = Copy::of("klein", "json");
    let outcome = workspace.done(&["new", "vorlage", "offen"], &["--projekt", "K-004", "--nummer", "FB 10/0001/WP09"]);
    for open in [
        "der Tag der Sitzung (Rat der Stadt Musterstadt)",
        "ob es finanzielle Auswirkungen gibt, und welche",
        "Klimaschutz und Effekt, weil kein Projekt Energiemengen hat, und die Klimafolgenanpassung zur Klimarelevanz",
    ] {
        assert!(outcome.stdout.contains(open), "{}", outcome.stdout);
    }
    workspace.fill_in_day("offen", "json");
    workspace.write_texts("vorlagen/offen");
    let path = "vorlagen/offen/vorlage.json";
    let year = "\"haushaltsjahr\": 2021";
    let text = workspace.read(path);
    assert!(text.contains(year), "{text}");
    let filled = text.replace(year, &format!("{year}, \"auswirkungen\": \"NEIN\"")).replacen(
        '{',
        "{ \"klimarelevanz\": { \"klimaschutz\": \"negativ\", \"effekt\": \"nicht ermittelbar\", \"klimafolgenanpassung\": \"keine\" },",
        1,
    );
    workspace.write(path, filled.as_bytes());
    assert_eq!(workspace.errors("offen"), "");
}

#[test]
fn what_falls_away_is_no_cost_in_the_skeleton() {
    for (from, to, expected) in [
        ("", "", &["Im Betrieb kosten Personal und Sachmittel {{", "Die Erträge steigen um {{"][..]),
        (
            "\"wartung\": 2400",
            "\"einsparung\": 27600, \"wegfallender_ertrag\": 9000, \"wartung\": 2400",
            &["sinken die Kosten für Personal und Sachmittel um {{ ", "Die Erträge sinken um {{ "],
        ),
    ] {
        let workspace = Copy::of("klein", "json");
        let text = workspace.read("daten/anlagen.json");
        assert!(text.contains(from));
        workspace.write("daten/anlagen.json", text.replacen(from, to, usize::from(!from.is_empty())).as_bytes());
        workspace.done(&["new", "vorlage", "pegel"], &["--projekt", "K-005"]);
        let text = workspace.read("vorlagen/pegel/erlaeuterungen.md");
        assert!(expected.iter().all(|sentence| text.contains(sentence)), "{text}");
        workspace.fill_in_day("pegel", "json");
        workspace.write_texts("vorlagen/pegel");
        let out = workspace.0.path().join("out").display().to_string();
        workspace.done(&["build"], &["--only", "pegel", "--out", &out]);
    }
}

#[test]
fn no_sentence_on_money_speaks_of_one_that_is_not_there() {
    let starts = ["Die Auszahlungen betragen ", "Die Einzahlungen betragen ", "Im Betrieb ", "Die Erträge "];
    let mut seen = std::collections::BTreeSet::new();
    for cases in 0..8 {
        let workspace = Copy::of("klein", "json");
        let tables = ["haushalt", "anlagen", "tranchen"].into_iter().enumerate();
        for (_, table) in tables.filter(|(at, _)| cases & (1 << at) != 0) {
            workspace.write(&format!("daten/{table}.json"), b"[]");
        }
        workspace.done(&["new", "vorlage", "pegel"], &["--projekt", "K-005"]);
        let text = workspace.read("vorlagen/pegel/erlaeuterungen.md");
        let (_, behind) = text.split_once("## Kosten und Finanzierung\n\n").expect("the section");
        let money = behind.split("\n\n").next().unwrap_or_default();
        let begins = money.split(". ").map(|sentence| starts.iter().position(|start| sentence.starts_with(start)));
        assert!(money.starts_with("XXX") || begins.clone().all(|begin| begin.is_some()), "{money}");
        assert!(begins.is_sorted(), "{money}");
        seen.insert(
            money
                .split(". ")
                .map(|sentence| sentence.split(' ').take(2).collect::<Vec<_>>().join(" "))
                .collect::<Vec<_>>(),
        );
    }
    insta::assert_debug_snapshot!(seen);
}

#[test]
fn a_municipality_with_words_and_numbers_of_its_own_gets_them() {
    let workspace = Copy::of("auenfurt", "json");
    let outcome = workspace.done(&["new", "vorlage", "ost"], &["--projekt", "S-01"]);
    assert!(outcome.stdout.contains("Nummer: noch offen"), "all units share their numbers: {}", outcome.stdout);
    insta::assert_snapshot!(workspace.read("vorlagen/ost/vorlage.json"));
}

#[test]
fn a_report_has_all_that_it_needs_but_for_its_texts() {
    for format in ["json", "csv", "xlsx"] {
        let workspace = Copy::of("klein", format);
        workspace.done(&["new", "bericht", "reihe"], &["--auswahl", "alle", "--turnus", "Quartal"]);
        let single = workspace.done(&["new", "bericht", "einzel"], &["--auswahl", "gefoerdert"]);
        assert!(single.stdout.contains("Zeitraum: 1. Quartal 2021."), "{}", single.stdout);
        workspace.done(&["new", "bericht", "jahr"], &["--auswahl", "gefoerdert", "--period", "2020"]);
        let texts = ["reihe", "einzel", "jahr"];
        for name in texts {
            assert_eq!(workspace.errors(name), "2 RB506", "{format} {name}");
            workspace.write_texts(&format!("berichte/{name}"));
            assert_eq!(workspace.errors(name), "", "{format} {name}");
        }
        let out = workspace.0.path().join("out").display().to_string();
        let built = workspace.done(&["build"], &["--only", "jahr", "--only", "reihe", "--out", &out]);
        assert!(
            built.stdout.contains("entwurf-jahr.pdf") && built.stdout.contains("reihe-2020-q4.pdf"),
            "{}",
            built.stdout
        );
    }
}

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

/// Whoever writes the texts of a new paper looks up the names of its figures, while the number and the day are still open.
#[test]
fn the_figures_of_a_new_paper_are_there_before_all_of_it_is_filled_in() {
    let own = Copy::of("aachen", "json");
    for name in ["neues-papier", "noch-eines"] {
        own.done(&["new", "vorlage", name], &["--projekt", "P-097"]);
        let path = format!("vorlagen/{name}/vorlage.json");
        let open = own.read(&path).replace("FB 61/0035/WP18", "FB 61/XXXX/WP18");
        assert!(open.contains("FB 61/XXXX/WP18"), "{open}");
        own.write(&path, open.as_bytes());
    }
    let figures = own.run(&["figures"], &["--only", "neues-papier", "--list"]);
    assert_eq!(figures.exit, Exit::Findings, "{}", figures.stderr);
    assert!(figures.stdout.contains("finanzen.konsumtiv.ergebnis.ansatz\n"), "{}", figures.stdout);
    assert!(figures.stderr.contains("Fehler[RB017]") && !figures.stderr.contains("Ohne Zahlen"), "{}", figures.stderr);
    let explained = own.run(&["explain", "finanzen.konsumtiv.ergebnis.ansatz"], &["--only", "neues-papier"]);
    assert!(explained.stdout.contains("FB 61/XXXX/WP18 (neues-papier)"), "{}", explained.stdout);
    // The finding stops the paper; that neither has a number makes them no doubles.
    let build = own.run(&["build"], &["--only", "neues-papier"]);
    assert_eq!(build.exit, Exit::Findings, "{}", build.stderr);
    let check = own.run(&["check"], &[]);
    assert!(!check.stdout.contains("RB015") && !check.stderr.contains("RB015"), "{}{}", check.stdout, check.stderr);
}

#[test]
fn a_paper_without_figures_is_named_with_what_is_wrong() {
    let own = Copy::of("klein", "json");
    let path = "vorlagen/pegelsensoren/vorlage.json";
    let text = own.read(path);
    let without = text.lines().filter(|line| !line.trim_start().starts_with("\"datum\": \"2021-")).collect::<Vec<_>>();
    own.write(path, without.join("\n").as_bytes());
    for command in [["figures", ""], ["explain", "987.654.321"]] {
        let words: Vec<&str> = command.into_iter().filter(|word| !word.is_empty()).collect();
        let said = own.run(&words, &["--only", "pegelsensoren"]).stderr;
        assert!(said.contains("Ohne Zahlen bleibt „pegelsensoren“, denn seine Angaben haben Fehler (RB006)"), "{said}");
    }
}
