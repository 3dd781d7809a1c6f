//! Papers as web pages: what they say, how they are built, and what they keep away.

mod design;
mod hostile;
mod projektboard;
mod structure;
mod uebersicht;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ratsbericht::cli::Exit;

use crate::support::Workspace;
use crate::support::page::{self, Node};
use crate::support::workspace::outputs;

/// A paper in both forms.
struct Both {
    pdf: Vec<u8>,
    html: String,
    page: Node,
}

/// The files of every example, built once for all tests: `klein/vorlage-fb-66-0012-wp09`, …
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let build = |name: &str| {
        let workspace = Workspace::copy_of(name);
        let outcome = workspace.run("build", &["--html", "--jobs", "2"]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        outputs(&workspace).into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)).collect::<Vec<_>>()
    };
    ["aachen", "klein", "kreis", "auenfurt"].into_iter().flat_map(build).collect()
});

/// The papers of every example.
static PAPERS: LazyLock<BTreeMap<&'static str, Both>> = LazyLock::new(|| {
    let paper = |(file, pdf): (&'static String, &'static Vec<u8>)| {
        let name = file.strip_suffix(".pdf")?;
        let html = FILES.get(&format!("{name}.html")).unwrap_or_else(|| panic!("{name} has no page"));
        let html = String::from_utf8(html.clone()).expect("UTF-8");
        Some((name, Both { pdf: pdf.clone(), page: page::parse(&html), html }))
    };
    FILES.iter().filter_map(paper).collect()
});

/// The pages that are no paper's: those over all papers, and the Projektboards.
static OTHERS: LazyLock<BTreeMap<&'static str, Node>> = LazyLock::new(|| {
    let page = |(file, html): (&'static String, &'static Vec<u8>)| {
        let name = file.strip_suffix(".html").filter(|name| !PAPERS.contains_key(name))?;
        Some((name, page::parse(std::str::from_utf8(html).expect("UTF-8"))))
    };
    FILES.iter().filter_map(page).collect()
});

/// Every page of every example.
fn pages() -> impl Iterator<Item = (&'static str, &'static Node)> {
    PAPERS.iter().map(|(name, both)| (*name, &both.page)).chain(OTHERS.iter().map(|(name, page)| (*name, page)))
}

#[test]
fn every_paper_has_a_page() {
    let names: Vec<&str> = PAPERS.keys().copied().collect();
    assert!(names.len() >= 14, "{names:?}");
}
