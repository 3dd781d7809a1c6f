//! Annexes: they lie beside their paper as they are, and who may not read them does not learn of them.

use std::fs;

use ratsbericht::cli::Exit;
use ratsbericht::model::Edition;
use ratsbericht::pipeline::{Beside, How, PipelineError, Planned, Request, Session};
use ratsbericht::publish::{FileEntry, MANIFEST, Manifest, OutputFolder, PublishError, publish};

use crate::support::Workspace;
use crate::support::page::{self, Node};
use crate::support::workspace::{TODAY, outputs};

/// The paper with annexes.
const PAPER: &str = "vorlage-fb-66-0012-wp09";

/// Where they are kept.
const FOLDER: &str = "vorlagen/pegelsensoren/anlagen";

/// A small PDF that says that it is accessible.
const PDF: &[u8] = b"%PDF-1.7\n<pdfuaid:part>1</pdfuaid:part>\nstartxref\n0\n%%EOF\n";

/// The example with annexes of all kinds: one without a file, one of a name that no system takes, and one that not everybody may read.
fn example() -> Workspace {
    let workspace = Workspace::copy_of("klein");
    let csv = "{ \"titel\": \"Standorte der Sensoren\", \"datei\": \"standorte.csv\" }";
    let others = "{ \"titel\": \"Ortstermin\" }, { \"titel\": \"Kosten & <Plan>\", \"datei\": \"Übersicht (groß).PDF\" }, \
                  { \"titel\": \"Angebote\", \"datei\": \"angebote.pdf\", \"status\": \"nichtöffentlich\" }";
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", csv, &format!("{csv}, {others}"));
    workspace.write_bytes(&format!("{FOLDER}/Übersicht (groß).PDF"), PDF);
    workspace.write_bytes(&format!("{FOLDER}/angebote.pdf"), &[PDF, b"\n"].concat());
    workspace
}

fn build(workspace: &Workspace, options: &[&str]) -> String {
    let outcome = workspace.run("build", options);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    format!("{}{}", outcome.stdout, outcome.stderr)
}

fn manifest(workspace: &Workspace) -> Manifest {
    Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest")
}

/// The annexes in the output folder, as it names them.
fn there(workspace: &Workspace) -> Vec<String> {
    outputs(workspace).into_keys().filter(|name| name.contains("-anlagen/")).collect()
}

/// The files that the page over all papers offers, with what it calls them.
fn offered(workspace: &Workspace) -> Vec<(String, String)> {
    let page = page::parse(std::str::from_utf8(&workspace.output("index.html")).expect("UTF-8"));
    let link = |link: &&Node| (link.attribute("href").to_owned(), link.text_without(&|node| node.is("ungesehen")));
    let links: Vec<(String, String)> = page.named("a").iter().map(link).collect();
    links.into_iter().filter(|(_, name)| name.starts_with("Anlage ")).collect()
}

#[test]
fn annexes_lie_beside_their_paper_as_they_are() {
    let workspace = example();
    let told = build(&workspace, &["--html"]);
    assert!(told.contains(&format!("{PAPER}-anlagen\n")), "{told}");
    let names = ["01_standorte.csv", "03_Uebersicht_gross.pdf", "04_angebote.pdf"]
        .map(|name| format!("{PAPER}-anlagen/{name}"));
    assert_eq!(there(&workspace), names);
    assert_eq!(workspace.output(&names[1]), PDF);
    let manifest = manifest(&workspace);
    let paper = manifest.papiere.iter().find(|paper| paper.name == "pegelsensoren").expect("the paper");
    for name in &names {
        let entry = FileEntry::new(name.clone(), &workspace.output(name));
        assert!(paper.ausgaben.contains(&entry), "{name}: {:?}", paper.ausgaben);
    }
    let expected =
        [(1, &names[0], "Standorte der Sensoren"), (3, &names[1], "Kosten & <Plan>"), (4, &names[2], "Angebote")];
    let expected = expected.map(|(number, name, titel)| (name.clone(), format!("Anlage {number}: {titel}")));
    assert_eq!(offered(&workspace), expected);
}

#[test]
fn an_annex_is_carried_over_and_renewed_with_its_paper() {
    let workspace = example();
    build(&workspace, &[]);
    let first = outputs(&workspace);
    assert!(build(&workspace, &[]).contains("Unverändert übernommen: alle Papiere (3)"));
    assert!(outputs(&workspace) == first);
    let name = format!("{PAPER}-anlagen/03_Uebersicht_gross.pdf");
    fs::remove_file(workspace.out().join(&name)).expect("a file less");
    build(&workspace, &[]);
    assert!(outputs(&workspace) == first, "what was deleted comes again");
    let changed = [PDF, b"neu\n"].concat();
    workspace.write_bytes(&format!("{FOLDER}/Übersicht (groß).PDF"), &changed);
    let told = build(&workspace, &[]);
    let line = told.lines().find(|line| line.starts_with("Unverändert")).expect("a line");
    assert!(line.contains("Anlage") && !line.contains("FB 66"), "only the reports: {line}");
    assert_eq!(workspace.output(&name), changed);
    let others: Vec<_> = first.keys().filter(|name| first[*name] != workspace.output(name)).cloned().collect();
    assert_eq!(others, [MANIFEST.to_owned(), name, format!("{PAPER}.pdf")], "the paper names its inputs");
    // What the cover no longer names goes, and the folder with the last one.
    let text = workspace.read("vorlagen/pegelsensoren/vorlage.json");
    let (before, behind) = text.split_once("  \"anlagen\": [").expect("the annexes");
    let (_, behind) = behind.split_once("\n  ],\n").expect("their end");
    workspace.write("vorlagen/pegelsensoren/vorlage.json", &format!("{before}{behind}"));
    build(&workspace, &[]);
    assert!(there(&workspace).is_empty() && !workspace.out().join(format!("{PAPER}-anlagen")).exists());
}

#[test]
fn the_public_edition_knows_nothing_of_a_hidden_annex() {
    let workspace = example();
    let hidden = FileEntry::new("", &fs::read(workspace.root().join(FOLDER).join("angebote.pdf")).expect("a file"));
    build(&workspace, &["--html", "--oeffentlich"]);
    let folder = format!("{PAPER}-oeffentlich-anlagen");
    assert_eq!(
        there(&workspace),
        ["01_standorte.csv", "03_Uebersicht_gross.pdf"].map(|name| format!("{folder}/{name}"))
    );
    let manifest = String::from_utf8(workspace.output(MANIFEST)).expect("UTF-8");
    for secret in ["angebote", "Angebote", hidden.sha256.as_str()] {
        assert!(!manifest.contains(secret), "the manifest tells {secret}");
    }
    assert_eq!(offered(&workspace).len(), 2);
    assert!(!String::from_utf8(workspace.output("index.html")).expect("UTF-8").contains("Angebote"));
}

#[test]
fn an_annex_that_changes_during_the_run_stops_it() {
    let workspace = example();
    let only = ["pegelsensoren".to_owned()];
    let (root, today) = (workspace.root(), TODAY.parse().expect("a day"));
    let request = Request {
        workspace: &root,
        only: &only,
        periods: &[],
        today,
        beside: Beside::default(),
        edition: Edition::Whole,
    };
    let (session, papers) = Session::plan(&request, None).expect("a session");
    let papers: Vec<&Planned> = papers.iter().collect();
    workspace.write_bytes(&format!("{FOLDER}/angebote.pdf"), PDF);
    let make = |sink: &ratsbericht::publish::Sink<'_>| {
        let set = session.typeset(&papers, How::default(), sink, &|| ())?;
        Ok::<_, PipelineError>(session.made(papers.iter().map(|paper| &paper.head), &set))
    };
    let folder = OutputFolder::open(&workspace.out()).expect("a folder");
    let published = publish(&folder, session.koerperschaft(), make, |_| true, |_| Ok(Vec::new()));
    match published {
        Err(PipelineError::Unwritten(PublishError::Meanwhile(path))) => assert!(path.ends_with("anlagen/angebote.pdf")),
        other => panic!("{:?}", other.map(|_| ())),
    }
    assert!(!workspace.out().exists());
}
