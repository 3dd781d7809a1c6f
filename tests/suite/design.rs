//! Logo, fonts and templates that a municipality brings along.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use ratsbericht::cli::Exit;
use ratsbericht::typeset::{Engine, families};

use crate::support::pdf::{self, Pdf};
use crate::support::workspace::{fixture, run_args};
use crate::support::{Outcome, Workspace};

/// The Vorlage of `fixtures/klein`.
const PAPER: &str = "vorlage-fb-66-0012-wp09.pdf";

/// The folder of that Vorlage.
const VORLAGE: &str = "pegelsensoren";

/// A line of the cover's template that a changed copy replaces.
const SENDER: &str = "text(size: 15pt, weight: 700, daten.koerperschaft)";

fn template(workspace: &Workspace, options: &[&str]) -> Outcome {
    let args = ["ratsbericht", "template"].iter().chain(options).map(OsString::from);
    run_args(args.chain(["--workspace".into(), workspace.root().into()]))
}

fn verify(workspace: &Workspace, beside: bool) -> Outcome {
    let mut args: Vec<OsString> = vec!["ratsbericht".into(), "verify".into(), workspace.out().join(PAPER).into()];
    if beside {
        args.extend(["--workspace".into(), workspace.root().into()]);
    }
    run_args(args)
}

fn with_logo(svg: &str) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    fs::create_dir_all(workspace.root().join("gestaltung")).expect("a folder");
    workspace.write("gestaltung/wappen.svg", svg);
    let colour = "akzentfarbe = \"#7a1f3d\"\n";
    let logo = "logo = \"wappen.svg\"\nlogo_text = \"Ein rotes Feld\"\n";
    workspace.edit("ratsbericht.toml", colour, &format!("{colour}{logo}"));
    workspace
}

fn svg(width: u32, height: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#7a1f3d\"/></svg>\n"
    )
}

#[test]
fn a_logo_of_any_shape_is_told_in_words_and_carried_by_the_paper() {
    for (width, height) in [(1200, 60), (60, 1200), (40, 40)] {
        let workspace = with_logo(&svg(width, height));
        workspace.build_only(VORLAGE);
        let (bytes, manifest) = (workspace.output(PAPER), workspace.output("manifest.json"));
        let pdf = Pdf::open(&bytes);
        let words: Vec<_> = pdf.root().of_role("Figure").into_iter().filter_map(|tag| tag.alt.clone()).collect();
        assert!(words.iter().any(|alt| alt == "Ein rotes Feld"), "{width} × {height}: {words:?}");
        let drawn = String::from_utf8(pdf::attachment(&bytes, "logo.svg")).expect("an SVG");
        assert!(drawn.starts_with(&format!("<svg width=\"{width}\" height=\"{height}\"")), "{drawn}");
        assert!(drawn.contains("fill=\"#7a1f3d\"") && !drawn.contains("rect"), "its shapes, written anew: {drawn}");
        assert!(String::from_utf8_lossy(&manifest).contains("gestaltung/wappen.svg"));
        let alone = verify(&workspace, false);
        assert_eq!(alone.exit, Exit::Done, "{}", alone.stdout);
        workspace.write("gestaltung/wappen.svg", &svg(width + 1, height));
        let beside = verify(&workspace, true);
        assert_eq!(beside.exit, Exit::Findings, "{}", beside.stdout);
        assert!(beside.stdout.contains("andere Angaben des Papiers aber nicht"), "{}", beside.stdout);
    }
}

#[test]
fn logos_as_drawing_programs_write_them_are_drawn() {
    let entries = fs::read_dir(fixture("logos")).expect("the folder of the logos");
    let paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    assert!(!paths.is_empty());
    for path in paths {
        let workspace = with_logo(&fs::read_to_string(&path).expect("a logo"));
        let outcome = workspace.run("check", &[]);
        assert_eq!(outcome.exit, Exit::Done, "{}: {}", path.display(), outcome.stderr);
        assert_eq!(outcome.stderr, "Prüfung ohne Befund.\n", "{}", path.display());
    }
}

#[test]
fn a_changed_template_prints_and_is_named_by_verify() {
    let workspace = Workspace::copy_of("klein");
    let exported = template(&workspace, &["export", "lib/deckblatt.typ"]);
    assert_eq!(exported.exit, Exit::Done, "{}", exported.stderr);
    workspace.build_only(VORLAGE);
    assert_eq!(verify(&workspace, false).exit, Exit::Done, "an unchanged copy changes nothing");

    workspace.edit("druckvorlagen/lib/deckblatt.typ", SENDER, &SENDER.replace("daten.koerperschaft", "\"Hausmarke\""));
    workspace.build_only(VORLAGE);
    assert!(pdf::text(&workspace.output(PAPER)).contains("Hausmarke"));
    let alone = verify(&workspace, false);
    assert_eq!(alone.exit, Exit::Findings);
    let cause = "Die Druckvorlage „lib/deckblatt.typ“ hat einen anderen Inhalt als beim Bau des Papiers.";
    assert!(alone.stdout.contains(cause) && alone.stdout.contains("--workspace"), "{}", alone.stdout);
    let beside = verify(&workspace, true);
    assert_eq!(beside.exit, Exit::Done, "{}", beside.stdout);

    let listed = template(&workspace, &["list"]).stdout;
    assert!(listed.contains("ersetzt durch druckvorlagen/lib/deckblatt.typ"), "{listed}");
    assert_eq!(
        listed.lines().count(),
        Engine::new().expect("the engine").templates().len() + ratsbericht::html::templates().len() + 2,
        "pages, sentences and report"
    );
}

#[test]
fn a_template_that_fails_is_a_finding_in_the_workspace() {
    let workspace = Workspace::copy_of("klein");
    template(&workspace, &["export", "lib/deckblatt.typ"]);
    workspace.edit("druckvorlagen/lib/deckblatt.typ", SENDER, "text(size: 15pt, daten.gibtesnicht)");
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Template, "{}", outcome.stderr);
    for part in ["Fehler[RB037]", "druckvorlagen/lib/deckblatt.typ:", "gibtesnicht", "gilt wieder die eingebaute"] {
        assert!(outcome.stderr.contains(part), "{part} in:\n{}", outcome.stderr);
    }
    assert!(!outcome.stderr.contains("ohne Befund"), "{}", outcome.stderr);
    assert!(outcome.stderr.ends_with("\nPrüfung: 1 Fehler.\nEs wurde nichts geschrieben.\n"), "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("Fehler[RB037]").count(), 1, "once for all papers: {}", outcome.stderr);
    assert!(!workspace.out().exists());
}

#[test]
fn a_template_in_a_forgotten_folder_is_told_where_it_belongs() {
    let workspace = Workspace::copy_of("klein");
    fs::create_dir_all(workspace.root().join("druckvorlagen/lib")).expect("a folder");
    for (name, meant) in [
        ("deckblatt.typ", "lib/deckblatt.typ"),
        ("lib/sachstandsbericht.typ", "sachstandsbericht.typ"),
        ("lib/saetze.jinja", "saetze.jinja"),
        ("pruefberich.html", "pruefbericht.html"),
    ] {
        workspace.write(&format!("druckvorlagen/{name}"), "x");
        let listed = template(&workspace, &["list"]);
        let meant = format!("druckvorlagen/{name}\n  Meinten Sie „{meant}“?");
        assert!(listed.stderr.contains(&meant), "{meant}: {}", listed.stderr);
    }
}

#[test]
fn a_template_reads_nothing_but_what_embedded_ones_may() {
    for reach in
        ["read(\"/etc/passwd\")", "read(\"../ratsbericht.toml\")", "{ import \"@preview/cetz:0.3.4\": canvas }"]
    {
        let workspace = Workspace::copy_of("klein");
        template(&workspace, &["export", "lib/deckblatt.typ"]);
        workspace.edit("druckvorlagen/lib/deckblatt.typ", SENDER, &format!("{SENDER} + {reach}"));
        let outcome = workspace.run("build", &[]);
        assert_eq!(outcome.exit, Exit::Template, "{reach}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("Fehler[RB037]"), "{reach}: {}", outcome.stderr);
    }
}

#[test]
fn exporting_overwrites_nothing() {
    let workspace = Workspace::copy_of("klein");
    assert_eq!(template(&workspace, &["export", "lib/farben.typ"]).exit, Exit::Done);
    workspace.write("druckvorlagen/lib/farben.typ", "// unsere\n");
    let again = template(&workspace, &["export", "--all"]);
    assert_eq!(again.exit, Exit::Environment);
    assert!(again.stderr.contains("gibt es schon"), "{}", again.stderr);
    assert_eq!(workspace.read("druckvorlagen/lib/farben.typ"), "// unsere\n");
    assert!(!workspace.root().join("druckvorlagen/vorlage.typ").exists());
    let wrong = template(&workspace, &["export", "lib/farbe.typ"]);
    assert_eq!(wrong.exit, Exit::Usage);
    assert!(wrong.stderr.contains("Meinten Sie „lib/farben.typ“?"), "{}", wrong.stderr);
    for usage in [&["export"][..], &["list", "--all"], &["export", "lib/farben.typ", "--all"]] {
        assert_eq!(template(&workspace, usage).exit, Exit::Usage, "{usage:?}");
    }
}

#[test]
fn texts_are_set_in_the_family_of_the_workspace() {
    let workspace = Workspace::copy_of("klein");
    fs::create_dir_all(workspace.root().join("gestaltung/schriften")).expect("a folder");
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates/fonts/DejaVuSansMono.ttf");
    let bytes = fs::read(font).expect("a font");
    assert_eq!(families(&bytes), ["DejaVu Sans Mono"]);
    workspace.write_bytes("gestaltung/schriften/Hausschrift.ttf", &bytes);
    let colour = "akzentfarbe = \"#7a1f3d\"\n";
    workspace.edit("ratsbericht.toml", colour, &format!("{colour}schrift = \"DejaVu Sans Mono\"\n"));
    workspace.build_only(VORLAGE);
    let pdf = String::from_utf8_lossy(&workspace.output(PAPER)).into_owned();
    assert!(pdf.contains("DejaVuSansMono") && !pdf.contains("SourceSans3"));
    let alone = verify(&workspace, false);
    assert!(alone.stdout.contains("Die Schrift „gestaltung/schriften/Hausschrift.ttf“"), "{}", alone.stdout);
    assert_eq!(verify(&workspace, true).exit, Exit::Done);
}

/// What only one municipality has.
const FOREIGN: [&str; 6] = ["Aachen", "Aachener", "Musterstadt", "FB 02", "FB 61", "Dez. I"];

#[test]
fn the_papers_of_one_municipality_hold_nothing_of_another() {
    let workspace = Workspace::built("kreis");
    let outcome = workspace.run("check", &[]);
    assert!(outcome.stderr.contains("Prüfung ohne Befund."), "{}", outcome.stderr);
    for name in ["vorlage-amt-60-0003-wp06.pdf", "kreisprogramm-2020-q4.pdf"] {
        let text = pdf::text(&workspace.output(name));
        assert!(text.contains("Kreis Wiesengrund"), "{name}");
        for foreign in FOREIGN {
            assert!(!text.contains(foreign), "{name}: {foreign}");
        }
    }
}

#[test]
fn a_report_calls_departments_as_its_municipality_does() {
    let workspace = Workspace::built("kreis");
    let papers = ["kreisprogramm-2020-q4.pdf", "kreisprogramm-2020-q4-anlage.pdf"];
    let report = || papers.map(|name| pdf::text(&workspace.output(name))).join(" ");
    let own = report();
    let heads = [
        "Stand nach Geschäftsbereich",
        "nach Geschäftsbereich und Status am Ende des Zeitraums",
        "Nach Geschäftsbereich",
        "Nach Amt",
    ];
    for head in heads {
        assert!(own.contains(head), "{head} in {own}");
    }
    assert!(!own.contains("Dezernat") && !own.contains("Fachbereich"), "{own}");
    let words = "[bezeichnungen]\ndezernat = \"Geschäftsbereich\"\nfachbereich = \"Amt\"\n";
    workspace.edit("ratsbericht.toml", words, "");
    workspace.build_only("kreisprogramm-2020-q4");
    let usual = report();
    for head in
        ["Stand nach Dezernat", "nach Dezernat und Status am Ende des Zeitraums", "Nach Dezernat", "Nach Fachbereich"]
    {
        assert!(usual.contains(head), "{head} in {usual}");
    }
    assert!(!heads.iter().any(|head| usual.contains(head)), "{usual}");
    // So do the definitions of the figures.
    let figures = |word: &str| {
        let outcome = workspace.run("figures", &["--format", "csv"]);
        assert!(outcome.stdout.contains(&format!("Nur {word} „")), "{word}: {}", outcome.stdout);
    };
    figures("Dezernat");
    let colour = "[gestaltung]\n";
    workspace.edit("ratsbericht.toml", colour, &format!("{words}\n{colour}"));
    figures("Geschäftsbereich");
}

#[test]
fn no_template_names_a_municipality() {
    let folder = fixture("..").join("report-templates");
    let engine = Engine::new().expect("the engine");
    assert!(engine.templates().len() > 10);
    let own = engine.templates().iter().map(|t| (t.path.to_string(), String::from_utf8_lossy(&t.bytes).into_owned()));
    let others = ["saetze.jinja", "pruefbericht.html"]
        .map(|name| (name.to_owned(), fs::read_to_string(folder.join(name)).expect(name)));
    for (name, text) in own.chain(others) {
        for foreign in FOREIGN {
            assert!(!text.contains(foreign), "{name}: {foreign}");
        }
    }
}

#[test]
fn no_code_names_the_main_example() {
    let mut looked = 0;
    let mut folders = vec![fixture("..").join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" && name != "snapshots" {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let text = fs::read_to_string(&path).expect(&name);
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                assert!(!code.contains("Aachen"), "{}", path.display());
                looked += 1;
            }
        }
    }
    assert!(looked > 100, "{looked}");
}

#[test]
fn the_standard_sentences_can_be_replaced() {
    let workspace = Workspace::copy_of("klein");
    let own = ratsbericht::text::STANDARDSAETZE
        .replace("\"ist in Arbeit\", \"sind in Arbeit\"", "\"wird bearbeitet\", \"werden bearbeitet\"");
    fs::create_dir_all(workspace.root().join("druckvorlagen")).expect("a folder");
    workspace.write("druckvorlagen/saetze.jinja", &own);
    workspace.write("berichte/digital-2020-q4/ausblick.md", "{{ satz.laufend(kennzahlen.laufend) }}\n");
    let outcome = workspace.run("build", &["--only", "digital-2020-q4"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let text = pdf::text(&workspace.output("digital-2020-q4.pdf"));
    // Where the text asks for it.
    assert_eq!(text.matches("werden bearbeitet").count(), 1, "{text}");
    assert!(!text.contains("sind in Arbeit"), "{text}");
    // A paper carries what it prints, so that it can be verified without the sentences.
    fs::remove_dir_all(workspace.root().join("druckvorlagen")).expect("the sentences");
    let file = workspace.out().join("digital-2020-q4.pdf");
    let args = ["ratsbericht", "verify"].map(OsString::from).into_iter().chain([file.into()]);
    let outcome = run_args(args);
    assert_eq!(outcome.exit, Exit::Done, "{}{}", outcome.stdout, outcome.stderr);
}

/// Runs `check` with a report; what was printed, and the report's path.
fn with_report(workspace: &Workspace) -> (Outcome, std::path::PathBuf) {
    let path = workspace.out().with_file_name("pruefbericht.html");
    (workspace.run("check", &["--report", path.to_str().expect("a path")]), path)
}

#[test]
fn the_report_of_the_check_can_be_replaced() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("ratsbericht.toml", "name = \"Stadt Musterstadt\"", "name = \"Stadt <x>Musterstadt</x>\"");
    assert_eq!(template(&workspace, &["export", "pruefbericht.html"]).exit, Exit::Done);
    let (unchanged, path) = with_report(&workspace);
    assert_eq!(unchanged.exit, Exit::Done, "{}", unchanged.stderr);
    let before = fs::read_to_string(&path).expect("the report");
    assert!(before.starts_with("<!DOCTYPE html>\n<html"), "what explains the template stays in it");
    workspace.edit(
        "druckvorlagen/pruefbericht.html",
        "<h1>Prüfbericht</h1>",
        "<h1>Unser Prüfbericht</h1>{% autoescape false %}{{ koerperschaft }}{% endautoescape %}",
    );
    let (changed, path) = with_report(&workspace);
    assert_eq!(changed.exit, Exit::Done, "{}", changed.stderr);
    let html = fs::read_to_string(path).expect("the report");
    assert!(html.contains("<h1>Unser Prüfbericht</h1>Stadt &lt;x&gt;Musterstadt"), "{html}");
    assert!(!html.contains("<x>"), "data are never markup");
    let listed = template(&workspace, &["list"]).stdout;
    assert!(listed.contains("ersetzt durch druckvorlagen/pruefbericht.html"), "{listed}");
}

#[test]
fn a_report_that_fails_is_a_finding_and_the_embedded_one_is_written() {
    let workspace = Workspace::copy_of("klein");
    template(&workspace, &["export", "pruefbericht.html"]);
    workspace.edit("druckvorlagen/pruefbericht.html", "{{ satz }}", "{{ saz }}");
    let (outcome, path) = with_report(&workspace);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Fehler[RB037]") && outcome.stderr.contains("„saz“"), "{}", outcome.stderr);
    let html = fs::read_to_string(path).expect("the report");
    assert!(html.contains("RB037") && html.ends_with("</html>\n"), "{html}");
}

#[test]
fn a_report_that_fails_on_its_data_is_not_written() {
    let workspace = Workspace::copy_of("klein");
    template(&workspace, &["export", "pruefbericht.html"]);
    let strict = "{% if koerperschaft == \"Stadt Musterstadt\" %}{{ gibtesnicht }}{% endif %}{{ satz }}";
    workspace.edit("druckvorlagen/pruefbericht.html", "{{ satz }}", strict);
    let (outcome, path) = with_report(&workspace);
    assert_eq!(outcome.exit, Exit::Template, "{}", outcome.stderr);
    for part in ["Fehler[RB037]", "druckvorlagen/pruefbericht.html:", "„gibtesnicht“", "kein Prüfbericht geschrieben"]
    {
        assert!(outcome.stderr.contains(part), "{part} in:\n{}", outcome.stderr);
    }
    assert!(!outcome.stderr.contains("ohne Befund"), "{}", outcome.stderr);
    assert!(!path.exists());
}
