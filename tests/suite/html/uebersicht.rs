//! The page over all papers: it names each with what there is of it, and loses none.

use std::collections::{BTreeMap, BTreeSet};

use ratsbericht::cli::Exit;
use ratsbericht::publish::Manifest;

use super::{FILES, OTHERS, pages};
use crate::support::Workspace;
use crate::support::page::{self, Node};
use crate::support::workspace::outputs;

fn manifest(bytes: &[u8]) -> Manifest {
    Manifest::from_bytes(bytes).expect("a manifest")
}

fn links(page: &Node) -> BTreeSet<&str> {
    page.named("a").into_iter().map(|link| link.attribute("href")).collect()
}

#[test]
fn every_paper_is_named_with_its_files() {
    for example in ["aachen", "klein", "kreis", "auenfurt"] {
        let page = &OTHERS[format!("{example}/index").as_str()];
        let manifest = manifest(&FILES[&format!("{example}/manifest.json")]);
        assert_eq!(manifest.dateien.iter().map(|file| file.pfad.as_str()).collect::<Vec<_>>(), ["index.html"]);
        let (links, text) = (links(page), page.text());
        for paper in &manifest.papiere {
            assert!(paper.ausgaben.iter().all(|file| links.contains(file.pfad.as_str())), "{example}: {}", paper.name);
            let entry = paper.eintrag.as_ref().expect("an entry");
            assert!(text.contains(&entry.titel) && text.contains(&entry.art), "{example}: {}", paper.name);
            assert!(entry.nummer.as_ref().is_none_or(|number| text.contains(number)), "{example}: {}", paper.name);
            assert!(entry.datum.is_some(), "{example}: {}", paper.name);
        }
        assert_eq!(page.named("ul").into_iter().flat_map(Node::children).count(), manifest.papiere.len(), "{example}");
    }
    let text = OTHERS["klein/index"].text();
    assert!(text.contains("FB 66/0012/WP09") && text.contains("Entscheidung: "), "{text}");
}

#[test]
fn every_way_to_a_file_beside_leads_somewhere() {
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages().map(|(name, page)| (name, page.all().into_iter().map(|node| node.attribute("id")).collect())).collect();
    for (name, page) in pages() {
        let example = name.split('/').next().expect("an example");
        for href in links(page).into_iter().filter(|href| !href.starts_with('#') && !href.contains(':')) {
            let (file, id) = href.split_once('#').unwrap_or((href, ""));
            let file = format!("{example}/{file}");
            assert!(FILES.contains_key(&file), "{name}: {href}");
            let known = ids.get(file.trim_end_matches(".html"));
            assert!(id.is_empty() || known.is_some_and(|known| known.contains(id)), "{name}: {href}");
        }
    }
    assert!(links(&super::PAPERS["klein/digital-2020-q4"].page).contains("digital-2020-q4-projekte.html"));
}

#[test]
fn a_run_for_one_paper_loses_no_other_and_an_unchanged_one_changes_nothing() {
    let workspace = Workspace::copy_of("klein");
    assert_eq!(workspace.run("build", &["--html"]).exit, Exit::Done);
    let first = outputs(&workspace);
    for options in [&["--html", "--only", "pegelsensoren"][..], &["--html"], &["--html", "--force"]] {
        let outcome = workspace.run("build", options);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let carried = outcome.stderr.contains("Unverändert übernommen: ");
        assert_eq!(carried, !options.contains(&"--force"), "{}", outcome.stderr);
        assert!(outcome.stdout.contains("index.html"), "{}", outcome.stdout);
        for (name, content) in outputs(&workspace) {
            assert!(first[&name] == content, "{options:?}: {name}");
        }
    }
    // Who changes one paper sees the new one beside the others.
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "\"betreff\": \"", "\"betreff\": \"Neu: ");
    assert_eq!(workspace.run("build", &["--html", "--only", "pegelsensoren"]).exit, Exit::Done);
    let page = page::parse(std::str::from_utf8(&workspace.output("index.html")).expect("UTF-8"));
    assert!(page.text().contains("Neu: ") && links(&page).contains("digital-2020-q4-anlage.html"));
    // Without pages there is none over them, and what an earlier run wrote is no stranger's.
    assert_eq!(workspace.run("build", &[]).exit, Exit::Done);
    assert!(!outputs(&workspace).keys().any(|name| name.ends_with(".html")));
}

#[test]
fn papers_of_other_runs_have_their_day_and_their_file() {
    let workspace = Workspace::copy_of("klein");
    assert_eq!(workspace.run("build", &[]).exit, Exit::Done);
    assert_eq!(workspace.run("build", &["--html", "--only", "pegelsensoren"]).exit, Exit::Done);
    let page = page::parse(std::str::from_utf8(&workspace.output("index.html")).expect("UTF-8"));
    let links = links(&page);
    assert!(links.contains("digital-2020-q4.pdf") && !links.contains("digital-2020-q4.html"), "{links:?}");
    assert!(links.contains("vorlage-fb-66-0012-wp09.html"), "{links:?}");
}
