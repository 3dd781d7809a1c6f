//! Reports on no project, on one, on eight, and on more than fit on a page of each list; titles of 200 characters; projects of which nothing else is known.

use std::fs;

use ratsbericht::cli::Exit;
use serde_json::{Value, json};

use crate::support::Workspace;
use crate::support::pdf::{self, Pdf, Tag};

/// A title as long as a table lets nobody write it, of words that break and one that does not.
fn langer_titel(i: usize) -> String {
    let words = "Einführung einer medienbruchfreien Vorgangsbearbeitung für Bauordnungsverfahren mit Beteiligung der \
                 Öffentlichkeit und der Träger öffentlicher Belange einschließlich Gebäudeenergieausweisdatenbankanbindung";
    let titel: String = format!("{i} {words} {words}").chars().take(200).collect();
    titel.trim_end().to_owned()
}

/// A text without what setting it adds: hyphens, and places where a word may break.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The second example with `n` projects instead of its own: each seventh is not begun, and of half
/// of those nothing but the title is known; each tenth title is a long one.
fn workspace(n: usize) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    let first: Vec<Value> = serde_json::from_str(&workspace.read("daten/projekte.json")).expect("rows");
    for entry in fs::read_dir(workspace.root().join("daten")).expect("the tables") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if !["faktoren.json", "foerdergeber.json", "programme.json", "programmregeln.json"].contains(&name.as_str()) {
            workspace.write(&format!("daten/{name}"), "[]\n");
        }
    }
    fs::remove_dir_all(workspace.root().join("vorlagen")).expect("the Vorlagen");
    let projekt = |i: usize| {
        let mut row = json!({
            "kennung": format!("M-{i:04}"),
            "titel": if i.is_multiple_of(10) { langer_titel(i) } else { format!("Vorhaben {i}") },
            "handlungsfeld": first[0]["handlungsfeld"],
            "fachbereich": first[i % first.len()]["fachbereich"],
        });
        if !i.is_multiple_of(7) {
            row["beginn"] = json!(format!("{}-{:02}-{:02}", 2014 + i % 5, i % 12 + 1, i % 28 + 1));
            row["ende_geplant"] = json!(format!("{}-06-30", 2020 + i % 4));
            row["grund"] = json!("Die Abstimmung mit den Beteiligten dauert an.");
        } else if !i.is_multiple_of(14) {
            row["freigegeben"] = json!("2020-06-01");
        }
        row
    };
    let rows: Vec<Value> = (0..n).map(projekt).collect();
    workspace.write("daten/projekte.json", &serde_json::to_string(&rows).expect("JSON"));
    let entry =
        |i: &usize| json!({ "projekt": format!("M-{i:04}"), "datum": "2020-12-15", "erledigungsstand": i % 100 });
    let entries: Vec<Value> = (0..n).filter(|i| i % 14 == 1).map(|i| entry(&i)).collect();
    workspace.write("daten/fortschritt.json", &serde_json::to_string(&entries).expect("JSON"));
    workspace
}

#[test]
fn reports_of_every_size_are_built() {
    for n in [0, 1, 8, 120] {
        let workspace = workspace(n);
        let bericht = "berichte/digital-2020-q4/bericht.json";
        workspace.edit(bericht, "\"zeitraum\"", "\"projektblaetter\": \"alle\",\n  \"zeitraum\"");
        let outcome = workspace.run("build", &[]);
        assert_eq!(outcome.exit, Exit::Done, "{n}: {}", outcome.stderr);
        let report =
            pdf::text(&workspace.output("digital-2020-q4.pdf")).split_whitespace().collect::<Vec<_>>().join(" ");
        let none = "Nach diesen Daten besteht kein Handlungs- oder Entscheidungsbedarf.";
        assert_eq!(report.contains(none), n < 8, "{n}: {report}");
        let bytes = workspace.output("digital-2020-q4-anlage.pdf");
        let pdf = Pdf::open(&bytes);
        let headings: Vec<String> = pdf.root().of_role("H3").into_iter().map(Tag::text).collect();
        // Each project has its sheet, whatever is known of it.
        assert_eq!(headings.len(), n, "{n}");
        let text = pdf::text(&bytes).split_whitespace().collect::<Vec<_>>().join(" ");
        let headings: Vec<String> = headings.iter().map(|heading| letters(heading)).collect();
        for i in (0..n).filter(|i| i % 30 == 0) {
            assert!(headings.contains(&letters(&langer_titel(i))), "{n}: {i}");
        }
        // The register names each project with the pages on which it stands: its sheet, and the list.
        let register = text.rsplit_once("Register der Projekte").map(|(_, rest)| rest.to_owned()).expect("a register");
        for i in (0..n).filter(|i| i % 17 == 5 && !i.is_multiple_of(10)) {
            let line = register.split(&format!("Vorhaben {i} M-{i:04} ")).nth(1).unwrap_or_else(|| panic!("{n}: {i}"));
            assert!(line.starts_with(|c: char| c.is_ascii_digit()), "{n}: {i}: {line:.20}");
        }
    }
}
