//! Drafts: each page, the title, the cover, the page, the text and the names of files say so, and nothing files or closes one.

use ratsbericht::cli::Exit;
use ratsbericht::publish::{MANIFEST, Manifest};

use crate::findings::faulty;
use crate::perioden::close;
use crate::support::pdf::{self, Pdf};
use crate::support::workspace::{TODAY, outputs};
use crate::support::{Workspace, page};

/// The papers of the small example, with what says that they are released, or stands where they would say it.
const RELEASED: [(&str, &str); 2] = [
    (
        "vorlagen/pegelsensoren/vorlage.json",
        "\"stand\": \"freigegeben\",\n  \"freigabe\": { \"am\": \"2021-01-20\", \"durch\": \"FB 66\" },\n",
    ),
    ("berichte/digital-2020-q4/bericht.json", "\"auswahl\": \"alle\",\n"),
];

/// What says that they are drafts.
const DRAFT: &str = "\"stand\": \"Entwurf\",\n";

/// The small example, whose papers are drafts.
fn drafts() -> Workspace {
    let workspace = Workspace::copy_of("klein");
    for (path, released) in RELEASED {
        let others = if released.contains("auswahl") { released } else { "" };
        workspace.edit(path, released, &format!("{others}{DRAFT}"));
    }
    workspace
}

#[test]
fn a_draft_says_so_on_each_page_in_its_title_and_in_its_names() {
    let workspace = drafts();
    let outcome = workspace.run("build", &["--html", "--text", "--jobs", "2"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let manifest = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    let papers: Vec<String> = manifest.papiere.iter().map(|paper| paper.ausgaben[0].pfad.clone()).collect();
    let named =
        ["entwurf-digital-2020-q4.pdf", "entwurf-digital-2020-q4-anlage.pdf", "entwurf-vorlage-fb-66-0012-wp09.pdf"];
    assert_eq!(papers, named);
    let written = |name: &str| String::from_utf8(workspace.output(name)).expect("UTF-8");
    for name in papers {
        let bytes = workspace.output(&name);
        let opened = Pdf::open(&bytes);
        let bands = opened.artifacts().iter().filter(|artifact| artifact.contains("ENTWURF")).count();
        assert_eq!(bands, opened.page_count(), "{name}");
        let title = opened.properties().title.unwrap_or_default();
        assert!(title.starts_with("Entwurf: "), "{name}: {title}");
        let text = pdf::text(&bytes);
        assert!(text.contains("Stand") && text.contains("Entwurf"), "{name}");
        let stem = name.trim_end_matches(".pdf");
        let page = page::parse(&written(&format!("{stem}.html")));
        let bands: Vec<String> =
            page.all().into_iter().filter(|node| node.is("vermerk")).map(page::Node::text).collect();
        assert_eq!(bands, ["ENTWURF"], "{name}");
        let plain = written(&format!("{stem}.txt"));
        assert!(plain.starts_with("ENTWURF\n"), "{name}: {plain}");
    }
    let report = pdf::text(&workspace.output("entwurf-digital-2020-q4.pdf"));
    assert!(report.contains("entwurf-digital-2020-q4-anlage.pdf"), "{report}");
}

#[test]
fn a_draft_that_is_released_leaves_nothing_behind() {
    let workspace = drafts();
    workspace.build_only("pegelsensoren");
    let [(path, released), _] = RELEASED;
    workspace.edit(path, DRAFT, released);
    workspace.build_only("pegelsensoren");
    let names: Vec<String> = outputs(&workspace).into_keys().filter(|name| !name.contains('/')).collect();
    assert_eq!(names, ["manifest.json", "vorlage-fb-66-0012-wp09.pdf"]);
    let view = || pdf::attachment(&workspace.output(&names[1]), "data.json");
    let with_state = view();
    workspace.edit(path, released, "");
    workspace.build_only("pegelsensoren");
    assert!(view() == with_state, "a paper that is no draft is printed as if it had no state");
}

#[test]
fn no_run_files_a_draft_and_nobody_closes_one() {
    let workspace = faulty("RB625");
    let outcome = workspace.run("due", &[]);
    assert!(outcome.stdout.contains("ist ein Entwurf"), "{}{}", outcome.stdout, outcome.stderr);
    let outcome = workspace.run("run", &[]);
    assert_ne!(outcome.exit, Exit::Done, "{}{}", outcome.stdout, outcome.stderr);
    assert!(!workspace.root().join("ablage").join("digital-2020-q4").exists());
    let outcome = close(&workspace, "2020-Q4", TODAY);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("ist ein Entwurf; abgeschlossen wird kein Entwurf."), "{}", outcome.stderr);
}

#[test]
fn each_hidden_section_says_so_where_it_is_printed_and_a_new_version_says_why_there_is_one() {
    let workspace = Workspace::copy_of("klein");
    let [(path, released), _] = RELEASED;
    let fields = "\"nichtoeffentlich\": [\"beschlussvorschlag\", \"finanzen\", \"klimarelevanz\", \"erlaeuterungen\"],\n  \
                  \"ersetzt\": { \"nummer\": \"FB 66/0011/WP09\", \"grund\": \"Der Bieter hat sich zurückgezogen\" },\n";
    workspace.edit(path, released, &format!("{released}{fields}"));
    let outcome = workspace.run("build", &["--only", "pegelsensoren", "--text"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let plain = String::from_utf8(workspace.output("vorlage-fb-66-0012-wp09.txt")).expect("UTF-8");
    // The forms, and what stands in them.
    assert_eq!(plain.matches("Dieser Abschnitt ist nichtöffentlich.").count(), 2, "{plain}");
    // Beschlussvorschlag, Weitere Erläuterungen and Erläuterungen.
    assert_eq!(plain.matches("Ende des nichtöffentlichen Teils.").count(), 3, "{plain}");
    for text in [plain, pdf::text(&workspace.output("vorlage-fb-66-0012-wp09.pdf"))] {
        assert!(text.contains("FB 66/0011/WP09: Der Bieter hat sich zurückgezogen"), "{text}");
        assert!(text.contains("Dieser Abschnitt ist nichtöffentlich."), "{text}");
    }
}
