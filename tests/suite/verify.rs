//! Whoever doubts a published PDF can have it built anew from the data that it carries.

mod altered;
mod drift;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::LazyLock;

use ratsbericht::cli::Exit;
use ratsbericht::typeset::{Asset, Engine};
use ratsbericht::verify::{self, Change, Difference, Papiernachweis};
use serde_json::Value;

use crate::support::workspace::run_args;
use crate::support::{Outcome, Workspace, pdf};

const LIGHTS: &str = "vorlage-fb-61-0034-wp18.pdf";

/// The main example with its papers, built once for all tests; none changes it.
static AACHEN: LazyLock<Workspace> = LazyLock::new(|| Workspace::built("aachen"));

/// Runs `verify` on a file.
fn verify(file: impl Into<OsString>, options: &[OsString]) -> Outcome {
    let args = ["ratsbericht".into(), "verify".into(), file.into()];
    run_args(args.into_iter().chain(options.iter().cloned()))
}

/// Runs `verify` on a paper of the main example, with a workspace beside it.
fn beside(paper: &str, workspace: &Workspace) -> Outcome {
    verify(AACHEN.out().join(paper), &["--workspace".into(), workspace.root().into()])
}

/// Runs `verify` on bytes.
fn verify_bytes(bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("papier.pdf");
    write(&path, bytes);
    verify(path, &[])
}

#[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
fn write(path: &std::path::Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("a file");
}

fn nachweis(bytes: &[u8]) -> Papiernachweis {
    serde_json::from_slice(&pdf::attachment(bytes, "nachweis.json")).expect("a Nachweis")
}

/// The PDFs of an output folder.
fn papers(workspace: &Workspace) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(workspace.out()).expect("an output folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")).collect()
}

#[test]
fn fresh_papers_are_genuine_and_fit_their_workspace() {
    for (name, count) in [("aachen", 5), ("klein", 3), ("kreis", 3), ("auenfurt", 3)] {
        let workspace = Workspace::built(name);
        let papers = papers(&workspace);
        assert_eq!(papers.len(), count);
        for paper in papers {
            let outcome = verify(&paper, &["--workspace".into(), workspace.root().into()]);
            assert_eq!(outcome.exit, Exit::Done, "{}{}", outcome.stdout, outcome.stderr);
            for part in ["Das Papier ist unverändert: ", "Byte für Byte dasselbe PDF (", "entstünde dasselbe Papier."]
            {
                assert!(outcome.stdout.contains(part), "{}", outcome.stdout);
            }
            assert_eq!(outcome.stderr, "");
        }
    }
}

#[test]
fn without_a_workspace_a_genuine_paper_says_what_is_left_to_check() {
    let outcome = verify(AACHEN.out().join(LIGHTS), &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("„FB 61/0034/WP18“ (Stadt Aachen), Ausdruck vom 01.04.2021"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("zeigt --workspace ARBEITSORDNER."), "{}", outcome.stdout);
}

#[test]
fn a_nachweis_names_every_record_behind_a_figure_and_no_place() {
    for path in papers(&AACHEN) {
        let bytes = std::fs::read(&path).expect("a paper");
        let figures: Value = serde_json::from_slice(&pdf::attachment(&bytes, "figures.json")).expect("figures");
        let named = figures.as_array().expect("a list").iter().flat_map(|f| f["belege"].as_array().expect("records"));
        let mut named: Vec<&str> =
            named.filter_map(Value::as_str).filter(|name| !name.starts_with("vorlage/")).collect();
        named.sort_unstable();
        named.dedup();
        let nachweis = nachweis(&bytes);
        let is_own = |name: &&String| name.starts_with("vorlagen/") || name.starts_with("berichte/");
        let (own, behind): (Vec<_>, Vec<_>) = nachweis.datensaetze.keys().partition(is_own);
        assert_eq!(
            own,
            [&format!(
                "{}/{}",
                if path.to_string_lossy().contains("vorlage-") { "vorlagen" } else { "berichte" },
                nachweis.ordner
            )]
        );
        assert_eq!(behind, named, "{}", path.display());
        let text = String::from_utf8(pdf::attachment(&bytes, "nachweis.json")).expect("text");
        let root = AACHEN.root().display().to_string();
        assert!(!text.contains(&root) && !text.contains("daten/"), "{text}");
    }
}

#[test]
fn the_keys_of_a_nachweis_are_sorted() {
    let bytes = AACHEN.output(LIGHTS);
    let text = String::from_utf8(pdf::attachment(&bytes, "nachweis.json")).expect("text");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(format!("{value:#}\n"), text, "a value of this library sorts its keys");
}

/// Verifies a paper with other templates and fonts; nothing is built anew, since the inputs differ.
fn with(templates: Vec<Asset>, fonts: Vec<Asset>) -> Vec<Difference> {
    let engine = Engine::with(templates, fonts).expect("an engine");
    let verdict = verify::verify(&AACHEN.output(LIGHTS), &engine, |_| panic!("built anew")).expect("a verdict");
    assert!(!verdict.is_genuine() && !verdict.is_altered());
    verdict.differences
}

#[test]
fn other_templates_and_fonts_are_named() {
    let engine = Engine::new().expect("the engine");
    let (mut templates, mut fonts) = (engine.templates().to_vec(), engine.fonts().to_vec());
    let table = templates.iter_mut().find(|asset| asset.path == "lib/tabelle.typ").expect("a template");
    table.bytes.to_mut().extend(b"\n// changed\n");
    templates.retain(|asset| asset.path != "lib/klima.typ");
    templates.push(Asset { path: "lib/neu.typ".into(), bytes: b"".as_slice().into() });
    let differences = with(templates, engine.fonts().to_vec());
    let template = |name: &str, change| Difference::Template(name.into(), change);
    let expected = [
        template("lib/klima.typ", Change::Gone),
        template("lib/neu.typ", Change::New),
        template("lib/tabelle.typ", Change::Other),
    ];
    assert_eq!(differences, expected);
    let expected = "Die Druckvorlage „lib/tabelle.typ“ hat einen anderen Inhalt als beim Bau des Papiers.";
    assert_eq!(differences[2].to_string(), expected);

    fonts.retain(|asset| asset.path != "fonts/SourceSans3-Italic.ttf");
    let differences = with(engine.templates().to_vec(), fonts);
    assert_eq!(differences, [Difference::Font("fonts/SourceSans3-Italic.ttf".into(), Change::Gone)]);
}

#[test]
fn an_engine_without_fonts_is_an_error() {
    assert!(Engine::with(Vec::new(), Vec::new()).is_err());
}

#[test]
fn the_outcome_for_programs_says_the_same() {
    let outcome = verify(AACHEN.out().join(LIGHTS), &["--format".into(), "json".into()]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let value: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(value["ergebnis"], "unveraendert");
    assert_eq!(value["papier"]["datenstand"], "2021-03-08");
    assert_eq!(value["abweichungen"], Value::Array(Vec::new()));
    assert_eq!(value["arbeitsordner"], Value::Null);
}

#[test]
fn a_file_that_is_not_there_and_a_missing_argument_are_no_verdict() {
    let outcome = verify(AACHEN.out().join("fehlt.pdf"), &[]);
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("fehlt.pdf“ lässt sich nicht lesen"), "{}", outcome.stderr);
    assert_eq!(run_args(["ratsbericht", "verify"].map(OsString::from)).exit, Exit::Usage);
    let outcome = verify(AACHEN.out().join(LIGHTS), &["--workspace".into(), AACHEN.out().join("fehlt").into()]);
    assert_eq!(outcome.exit, Exit::Environment);
}
