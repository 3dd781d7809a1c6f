//! Few bytes that ask for much: each ends with a finding or a message, and none with the end of the process.

use std::fs;
use std::path::Path;

use ratsbericht::cli::Exit;
use ratsbericht::publish::FileEntry;
use ratsbericht::verify::Papiernachweis;
use serde_json::{Value, json};

use crate::support::workspace::run_args;
use crate::support::{Outcome, Workspace, pdf};

/// The Vorlage of `fixtures/klein`, and its PDF.
const VORLAGE: &str = "pegelsensoren";
const PAPER: &str = "vorlage-fb-66-0012-wp09.pdf";

/// A line of the cover's template, which a hostile one puts something before.
const SENDER: &str = "text(size: 15pt, weight: 700, daten.koerperschaft)";

/// A copy of the small example with a folder for what it brings along.
fn workspace() -> Workspace {
    let workspace = Workspace::copy_of("klein");
    for folder in ["druckvorlagen/lib", "gestaltung/schriften"] {
        fs::create_dir_all(workspace.root().join(folder)).expect("a folder");
    }
    workspace
}

/// An embedded template, changed.
fn with_template(name: &str, change: impl Fn(&str) -> String) -> Workspace {
    let workspace = workspace();
    let embedded = Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates").join(name);
    workspace.write(&format!("druckvorlagen/{name}"), &change(&fs::read_to_string(embedded).expect("a template")));
    workspace
}

fn found(outcome: &Outcome, exit: Exit, parts: &[&str]) {
    assert_eq!(outcome.exit, exit, "{}", outcome.stderr);
    for part in parts {
        assert!(outcome.stderr.contains(part), "{part} in:\n{:.2000}", outcome.stderr);
    }
}

#[test]
fn an_expression_that_never_ends_is_a_finding_at_its_place() {
    for terms in ["1+".repeat(200_000) + "1", "-".repeat(400_000) + "1", "a.b".to_owned() + &".b".repeat(200_000)] {
        let workspace = workspace();
        workspace.write(&format!("vorlagen/{VORLAGE}/erlaeuterungen.md"), &format!("Es sind {{{{ {terms} }}}}.\n"));
        found(
            &workspace.run("check", &[]),
            Exit::Findings,
            &["[RB501]", "länger als 1.000 Zeichen", "erlaeuterungen.md:1:"],
        );
        for name in ["saetze.jinja", "pruefbericht.html"] {
            let workspace =
                with_template(name, |template| format!("{template}{{% if 0 %}}{{{{ {terms} }}}}{{% endif %}}"));
            found(&workspace.run("check", &[]), Exit::Findings, &["[RB037]", "mehr als 500 Wörter", name]);
        }
    }
}

#[test]
fn a_template_that_cannot_be_read_within_bounds_is_a_finding() {
    for much in ["1+".repeat(200_000) + "1", "()".to_owned() + &".a()".repeat(100_000)] {
        let workspace = with_template("lib/deckblatt.typ", |template| format!("{template}\n#let y = {much}\n"));
        for command in ["check", "build"] {
            let parts = ["[RB037]", "druckvorlagen/lib/deckblatt.typ", "tiefer verschachtelt"];
            found(&workspace.run(command, &[]), Exit::Findings, &parts);
        }
        assert!(!workspace.out().exists());
    }
}

#[test]
fn a_template_that_asks_for_all_memory_ends_with_a_message() {
    for much in ["let _ = \"x\" * 8000000000", "let _ = range(1000000000)", "let f(n) = f(n + 1) + (n,)\n  f(0)"] {
        let workspace = with_template("lib/deckblatt.typ", |template| {
            template.replacen(SENDER, &format!("{{ {much}\n  {SENDER} }}"), 1)
        });
        let outcome = workspace.run("build", &["--only", VORLAGE]);
        found(&outcome, Exit::Template, &["lässt sich nicht setzen", "Es wurde nichts geschrieben."]);
        assert!(!workspace.out().exists(), "{much}");
    }
}

#[test]
fn what_changes_the_look_is_named_in_every_run_and_in_the_paper() {
    let workspace = with_template("lib/deckblatt.typ", |template| template.replacen("15pt", "16pt", 1));
    let line = "Eigene Druckvorlage: druckvorlagen/lib/deckblatt.typ";
    let saetze = include_str!("../../report-templates/saetze.jinja").replacen("ruhen", "pausieren", 1);
    workspace.write("druckvorlagen/saetze.jinja", &saetze);
    workspace.write("druckvorlagen/lib/farben.typ", include_str!("../../report-templates/lib/farben.typ"));
    let lines = format!("{line}\nEigene Standardsätze: druckvorlagen/saetze.jinja\n");
    found(&workspace.run("check", &[]), Exit::Done, &[&lines]);
    found(&workspace.run("build", &["--only", VORLAGE]), Exit::Done, &[&lines]);
    let bytes = workspace.output(PAPER);
    let nachweis: Value = serde_json::from_slice(&pdf::attachment(&bytes, "nachweis.json")).expect("a Nachweis");
    let manifest: Value = serde_json::from_slice(&workspace.output("manifest.json")).expect("a manifest");
    let own = manifest["grundlagen"].as_object().and_then(|all| all.values().next()).expect("what papers share");
    for entries in [&nachweis["eigene_gestaltung"], &own["eigene_gestaltung"]] {
        let paths: Vec<&str> = entries.as_array().expect("a list").iter().filter_map(|e| e["pfad"].as_str()).collect();
        assert_eq!(
            paths,
            ["druckvorlagen/lib/deckblatt.typ", "druckvorlagen/saetze.jinja"],
            "unchanged copies are none"
        );
    }
    let args = ["ratsbericht".into(), "verify".into(), workspace.out().join(PAPER).into_os_string()];
    let beside = ["--workspace".into(), workspace.root().into_os_string()];
    let outcome = run_args(args.into_iter().chain(beside));
    assert_eq!(outcome.exit, Exit::Done, "{}{}", outcome.stdout, outcome.stderr);
    assert!(outcome.stdout.contains(&lines), "{}", outcome.stdout);
}

#[test]
fn a_template_that_prints_another_figure_makes_no_paper() {
    let cases: [(&str, &str, &str); 4] = [
        ("lib/zahl.typ", "[#text(piece.text)#", "[#text(piece.text.replace(\"1\", \"9\"))#"),
        ("lib/zahl.typ", "[#text(piece.text)#", "[#text({ show \"0\": \"8\"; piece.text })#"),
        ("lib/zahl.typ", "[#text(piece.text)#", "[#text(hide(piece.text))#"),
        ("lib/zahl.typ", "[#text(piece.text)#", "[#text(piece.text + \"0\")#"),
    ];
    for (name, from, to) in cases {
        let workspace = with_template(name, |template| template.replacen(from, to, 1));
        let outcome = workspace.run("build", &["--only", VORLAGE]);
        found(&outcome, Exit::Template, &["Die Druckvorlage druckt die Kennzahl „", "berechnet ist „"]);
        assert!(!workspace.out().exists(), "{to}");
    }
}

/// A PDF with nothing but attached files.
fn carrier(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n1 0 obj\n<</Names<</EmbeddedFiles 2 0 R>>>>\nendobj\n".to_vec();
    let names: String = files.iter().enumerate().map(|(i, (name, _))| format!("({name}) {} 0 R ", 3 + 2 * i)).collect();
    out.extend(format!("2 0 obj\n<</Names[{names}]>>\nendobj\n").bytes());
    for (i, (_, content)) in files.iter().enumerate() {
        let (file, stream) = (3 + 2 * i, 4 + 2 * i);
        out.extend(
            format!(
                "{file} 0 obj\n<</EF<</F {stream} 0 R>>>>\nendobj\n{stream} 0 obj\n<</Length {}>>\nstream\n",
                content.len()
            )
            .bytes(),
        );
        out.extend(content);
        out.extend(b"\nendstream\nendobj\n");
    }
    out.extend(b"trailer\n<</Root 1 0 R>>\n");
    out
}

/// Verifies a PDF that carries a paper of the small example with other view data, and a Nachweis that fits them.
fn verify_with(change: impl Fn(&mut Value)) -> Outcome {
    let built = Workspace::built("klein");
    let bytes = built.output(PAPER);
    let attached = |name: &str| pdf::attachment(&bytes, name);
    let mut view: Value = serde_json::from_slice(&attached("data.json")).expect("view data");
    change(&mut view);
    let mut nachweis: Papiernachweis = serde_json::from_slice(&attached("nachweis.json")).expect("a Nachweis");
    let mut files = vec![("data.json", view.to_string().into_bytes())];
    files.extend(["figures.json", "figures.csv"].map(|name| (name, attached(name))));
    nachweis.anhaenge = files.iter().map(|(name, content)| FileEntry::new(*name, content)).collect();
    files.push(("nachweis.json", nachweis.to_bytes()));
    built.write_bytes("papier.pdf", &carrier(&files));
    run_args(["ratsbericht".into(), "verify".into(), built.root().join("papier.pdf").into_os_string()])
}

#[test]
fn a_paper_that_cannot_be_made_anew_within_bounds_is_not_comparable() {
    let sound = verify_with(|_| {});
    assert_eq!(sound.exit, Exit::Findings, "{}{}", sound.stdout, sound.stderr);
    assert!(sound.stdout.contains("Das Papier ist nicht mehr, wie es gebaut wurde"), "{}", sound.stdout);
    let paragraph = |depth: usize| {
        let text = json!({ "kind": "text", "text": "x".repeat(100) });
        let inlines = (0..depth).fold(text, |inner, _| json!({ "kind": "strong", "inlines": [inner] }));
        json!({ "kind": "paragraph", "inlines": [inlines] })
    };
    let much = verify_with(|view| view["beschlussvorschlag"] = Value::Array(vec![paragraph(0); 40_000]));
    assert_eq!(much.exit, Exit::Template, "{}{}", much.stdout, much.stderr);
    for part in ["lässt sich nicht Byte für Byte vergleichen", "wurde kein Papier", "4 MiB"] {
        assert!(much.stdout.contains(part), "{part} in {}", much.stdout);
    }
    let deep = verify_with(|view| view["beschlussvorschlag"] = Value::Array(vec![paragraph(50)]));
    assert!([Exit::Template, Exit::Findings].contains(&deep.exit), "{}{}", deep.stdout, deep.stderr);
    assert!(!deep.stdout.contains("unverändert"), "{}", deep.stdout);
}

#[test]
fn a_text_is_no_longer_and_no_wider_than_anybody_reads() {
    let workspace = workspace();
    let path = format!("vorlagen/{VORLAGE}/erlaeuterungen.md");
    workspace.write(&path, &"Ein Absatz.\n\n".repeat(50_000));
    found(&workspace.run("build", &[]), Exit::Findings, &["[RB028]", "länger als 512 KiB", "erlaeuterungen.md"]);
    let row = |cell: &str, columns: usize| format!("|{}\n", format!("{cell}|").repeat(columns));
    let table =
        |columns: usize| format!("Vorher.\n\n{}{}{}", row("a", columns), row("---", columns), row("b", columns));
    workspace.write(&path, &table(21));
    found(&workspace.run("check", &[]), Exit::Findings, &["[RB503]", "mehr als 20 Spalten", "erlaeuterungen.md:3:1"]);
    workspace.write(&path, &table(20));
    assert!(!workspace.run("check", &[]).stderr.contains("RB503"));
}
