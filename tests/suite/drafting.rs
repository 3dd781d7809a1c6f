//! New papers: what the data know is filled in, what people know is named, and once that is written they can be built.

mod written;

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
use crate::support::archive::edit;
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
