//! How a page is built: so that everybody can read it, and that it fetches and executes nothing.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ratsbericht::cli::Exit;
use sha2::{Digest, Sha256};

use super::{FILES, PAPERS, pages};
use crate::support::Workspace;
use crate::support::page::{self, Node};
use crate::support::workspace::outputs;

#[test]
fn every_id_is_there_once_and_every_way_leads_somewhere() {
    for (name, page) in pages() {
        let all = page.all();
        let ids: Vec<&str> = all.iter().map(|node| node.attribute("id")).filter(|id| !id.is_empty()).collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}");
        assert!(ids.iter().all(|id| id.is_ascii()), "{name}");
        for node in &all {
            for target in ["href", "aria-labelledby", "aria-describedby", "fill", "stroke", "clip-path"] {
                let value = node.attribute(target);
                let id = value.strip_prefix('#').filter(|_| target == "href");
                let id = id.or(value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')));
                let id = id.or(Some(value).filter(|value| target.starts_with("aria") && !value.is_empty()));
                assert!(id.is_none_or(|id| known.contains(id)), "{name}: {target} {value}");
            }
        }
    }
}

#[test]
fn a_page_fetches_and_executes_nothing() {
    for (name, both) in PAPERS.iter() {
        super::hostile::harmless(name, &both.page);
        let style = both.page.named("style");
        assert_eq!(style.len(), 1, "{name}");
        let hash = STANDARD.encode(Sha256::digest(style[0].text().as_bytes()));
        let policies = both.page.named("meta").into_iter().filter(|meta| !meta.attribute("http-equiv").is_empty());
        let policies: Vec<&str> = policies.map(|meta| meta.attribute("content")).collect();
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
        );
        assert_eq!(policies, [policy], "{name}");
    }
}

#[test]
fn a_page_can_be_heard_and_walked_through() {
    for (name, page) in pages() {
        assert_eq!(page.named("html")[0].attribute("lang"), "de", "{name}");
        let body = page.named("body").pop().expect("a body");
        for landmark in ["header", "main", "footer", "h1"] {
            assert_eq!(body.named(landmark).len(), 1, "{name}: {landmark}");
        }
        let title = page.named("head")[0].named("title");
        assert!(title.len() == 1 && !title[0].text().is_empty(), "{name}");
        let level = |node: &&Node| node.name.strip_prefix('h').and_then(|digit| digit.parse::<usize>().ok());
        let levels: Vec<usize> = page.all().iter().filter_map(level).collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        for table in page.named("table") {
            let heads = table.named("th");
            let caption = table.children().next().expect("a caption");
            assert!(caption.name == "caption" && !caption.text().is_empty(), "{name}");
            assert!(heads.iter().all(|head| ["col", "row"].contains(&head.attribute("scope"))), "{name}");
            assert!(heads.iter().all(|head| !head.text().trim().is_empty()), "{name}: {}", table.text());
        }
        for wide in page.all().into_iter().filter(|node| node.is("breit")) {
            assert_eq!(wide.attribute("tabindex"), "0", "{name}");
            assert!(
                !wide.attribute("aria-labelledby").is_empty() || !wide.attribute("aria-label").is_empty(),
                "{name}"
            );
        }
        for option in page.all().into_iter().filter(|node| node.is("kreuze")).flat_map(|list| list.named("li")) {
            let expected = if option.is("an") { ": angekreuzt" } else { ": nicht angekreuzt" };
            assert!(option.text().contains(expected), "{name}: {}", option.text());
        }
    }
}

#[test]
fn a_page_is_no_larger_than_one_waits_for() {
    for (name, both) in PAPERS.iter() {
        let most = match () {
            () if name.contains("/vorlage-") => 120,
            () if name.ends_with("-anlage") => 1_500,
            () => 800,
        };
        assert!(both.html.len() <= most * 1000, "{name}: {} bytes", both.html.len());
    }
}

#[test]
fn origins_are_on_every_page_wherever_print_has_them() {
    let entries = |workspace: &Workspace, file: &str| {
        let page = page::parse(&String::from_utf8(workspace.output(file)).expect("UTF-8"));
        let section = page.named("section").into_iter().find(|section| section.is("herkunft"));
        section.map_or(0, |section| section.named("details").len())
    };
    for herkunft in ["daten", "papier", "anlage"] {
        let workspace = Workspace::copy_of("klein");
        let toml = workspace.read("ratsbericht.toml");
        workspace.write("ratsbericht.toml", &format!("{toml}\n[ausgabe]\nherkunft = \"{herkunft}\"\n"));
        let outcome = workspace.run("build", &["--html", "--only", "pegelsensoren"]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let own = entries(&workspace, "vorlage-fb-66-0012-wp09.html");
        assert!(own > 40, "{herkunft}: {own}");
        if herkunft == "anlage" {
            assert_eq!(entries(&workspace, "vorlage-fb-66-0012-wp09-herkunft.html"), own);
        }
    }
}

#[test]
fn pages_change_no_paper_and_are_the_same_always() {
    for name in ["klein", "kreis", "auenfurt", "aachen"] {
        for (file, bytes) in outputs(&Workspace::built(name)) {
            let is_paper = file.ends_with(".pdf");
            assert!(!is_paper || FILES[&format!("{name}/{file}")] == bytes, "{name}/{file}");
        }
    }
    let again = Workspace::copy_of("klein");
    again.run("build", &["--html", "--jobs", "1"]);
    for (file, bytes) in outputs(&again) {
        assert!(FILES[&format!("klein/{file}")] == bytes, "{file}");
    }
}
