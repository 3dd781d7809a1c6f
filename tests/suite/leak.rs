//! The public edition: nothing that is nichtöffentlich occurs in any of its bytes, wherever it was written.

mod placements;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};

use ratsbericht::cli::Exit;
use ratsbericht::figures::export::to_json;
use ratsbericht::html::Pages;
use ratsbericht::load::{self, Loaded};
use ratsbericht::pipeline::{self, Wanted};
use ratsbericht::plain;
use ratsbericht::source::Alphabet;
use ratsbericht::typeset::Engine;
use ratsbericht::verify::{Contents, Design, Papiernachweis};
use ratsbericht::workspace::Layout;
use serde_json::{Value, json};

use self::placements::{Case, Files, KINDS, case, example};
use crate::support::pdf::Pdf;
use crate::support::workspace::{TODAY, outputs};
use crate::support::{Workspace, pdf};

/// How many workspaces are looked at; each has several placements.
const CASES: u64 = 45;

/// How many of them are set as real PDFs.
const SET: u64 = 3;

/// What of bytes could be read, whatever stands between its letters: ASCII letters and digits in lower case. UTF-16 loses its
/// zeros, words their hyphens, amounts their points.
fn letters(bytes: &[u8]) -> String {
    bytes.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

fn loaded(files: &Files) -> Loaded {
    load::layout(&Layout::of_files(files.clone()).expect("a layout"), Alphabet::all())
}

/// Everything that becomes bytes of the papers of a workspace, by what it is.
fn told(loaded: &Loaded, design: &Design) -> Vec<(String, String)> {
    let (today, alphabet) = (TODAY.parse().expect("a day"), Alphabet::all());
    let prepared = pipeline::prepare(loaded, &alphabet, &Wanted::all(loaded), today);
    let mut told = Vec::new();
    for paper in &prepared.papers {
        let mut put = |what: &str, text: &[u8]| told.push((format!("{}: {what}", paper.name), letters(text)));
        let (contents, view) = (Contents::of(paper), paper.view_data());
        let nachweis = Papiernachweis::of(paper, &contents, design, loaded, today).expect("a Nachweis");
        let figures: Vec<_> = paper.figures.iter().collect();
        put("Nachweis", &nachweis.to_bytes());
        put("Kopf", format!("{:?}", paper.head).as_bytes());
        put("Zahlen", to_json(&figures).to_string().as_bytes());
        put("Herkunft", paper.origins().to_string().as_bytes());
        put("Projektboard", paper.projektboard().unwrap_or_default().to_string().as_bytes());
        let page = Pages::default().alone(view.to_string().as_bytes(), None).expect("a page");
        put("Webseite", page.as_bytes());
        for (name, text) in plain::files(&paper.datei, &view) {
            put(&name, name.as_bytes());
            put(&name, &text);
        }
        put("Ansicht", view.to_string().as_bytes());
    }
    told.extend(
        loaded
            .told()
            .filter(|file| prepared.papers.iter().any(|paper| paper.reads(file)))
            .map(|file| ("Verzeichnis".to_owned(), letters(file.path.as_bytes()))),
    );
    told
}

/// Where a marker occurs.
fn places<'t>(told: &'t [(String, String)], marker: &str) -> Vec<&'t str> {
    told.iter().filter(|(_, text)| text.contains(marker)).map(|(what, _)| what.as_str()).collect()
}

#[test]
fn nothing_hidden_is_told_in_the_public_edition_and_all_of_it_in_the_whole_one() {
    let engine = Engine::new().expect("an engine");
    // Hashing the fonts takes longer than all papers.
    let design = Design::of(&engine, &loaded(&example()));
    let (mut placements, mut kinds) = (0, BTreeMap::<&str, usize>::new());
    for seed in 0..CASES {
        let Case { files, markers } = case(seed);
        let mut loaded = loaded(&files);
        let whole = told(&loaded, &design);
        loaded.cut();
        let public = told(&loaded, &design);
        assert!(public.iter().any(|(_, text)| text.contains("pegel")), "{seed}: no public paper");
        for (kind, marker) in markers {
            assert_ne!(places(&whole, &marker), [""; 0], "{seed}: the whole edition does not tell the {kind} {marker}");
            assert_eq!(places(&public, &marker), [""; 0], "{seed}: the public edition tells the {kind} {marker}");
            *kinds.entry(kind).or_default() += 1;
            placements += 1;
        }
    }
    assert!(placements >= 200, "{placements} placements");
    assert!(kinds.len() == KINDS.len(), "{kinds:?}");
}

/// Every stream of a PDF unpacked, its strings and names, and its text.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    // An annex may only be called a PDF.
    let Ok(mut document) = lopdf::Document::load_mem(bytes) else { return Vec::new() };
    document.decompress();
    let mut all = Vec::new();
    for object in document.objects.values() {
        match object {
            lopdf::Object::Stream(stream) => {
                all.extend(format!("{:?}", stream.dict).bytes());
                all.extend(strings(&lopdf::Object::Dictionary(stream.dict.clone())));
                all.extend(&stream.content);
            }
            other => all.extend(strings(other)),
        }
    }
    let opened = Pdf::open(bytes);
    all.extend(pdf::text(bytes).bytes().chain(opened.artifacts().concat().bytes()).chain(opened.untagged().bytes()));
    all.extend(opened.attachments().iter().flat_map(|file| file.data.clone()));
    all
}

/// The strings and names in an object.
fn strings(object: &lopdf::Object) -> Vec<u8> {
    match object {
        lopdf::Object::String(text, _) => text.clone(),
        lopdf::Object::Name(name) => name.clone(),
        lopdf::Object::Array(items) => items.iter().flat_map(strings).collect(),
        lopdf::Object::Dictionary(entries) => {
            entries.iter().flat_map(|(name, value)| [name.clone(), strings(value)].concat()).collect()
        }
        _ => Vec::new(),
    }
}

/// What lies in an archive, in the archives in it, too.
fn archived(name: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut all = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let path = format!("{name}/{}", file.name().expect("a name in UTF-8"));
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its content");
        all.push((path.clone(), letters(path.as_bytes())));
        all.push((path.clone(), letters(&content)));
        if path.ends_with(".pdf") {
            all.push((path, letters(&unpacked(&content))));
        } else if path.ends_with(".zip") {
            all.extend(archived(&path, &content));
        }
    }
    all
}

/// Every file of a run with its path, its bytes and what they unpack to, as letters.
fn written(workspace: &Workspace) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open = vec![workspace.out()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = entry.display().to_string();
            all.push((name.clone(), letters(entry.file_name().expect("a name").as_encoded_bytes())));
            if entry.is_dir() {
                open.push(entry);
                continue;
            }
            let bytes = fs::read(&entry).expect("a file");
            all.push((name.clone(), letters(&bytes)));
            if name.ends_with(".pdf") {
                all.push((name.clone(), letters(&unpacked(&bytes))));
            }
            if name.ends_with(".zip") {
                all.extend(archived(&name, &bytes));
            }
        }
    }
    all
}

/// A workspace with these files.
fn on_disk(files: &Files) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    for (path, bytes) in files {
        let folder = workspace.root().join(path).parent().expect("a folder").to_owned();
        fs::create_dir_all(folder).expect("a folder");
        workspace.write_bytes(path, bytes);
    }
    workspace
}

#[test]
fn nothing_hidden_is_in_any_file_of_a_public_run() {
    let mut papers = 0;
    for seed in 0..SET {
        let Case { files, markers } = case(seed);
        let workspace = on_disk(&files);
        let outcome = workspace.run("build", &["--oeffentlich", "--html", "--text", "--jobs", "2"]);
        assert_eq!(outcome.exit, Exit::Done, "{seed}: {}", outcome.stderr);
        let public = written(&workspace);
        papers += public.iter().filter(|(name, _)| name.ends_with(".pdf")).count() / 3;
        for (kind, marker) in &markers {
            assert_eq!(places(&public, marker), [""; 0], "{seed}: the public edition tells the {kind} {marker}");
        }
        // What was built before as a whole does not stay beside it.
        if seed == 0 {
            let outcome = workspace.run("build", &["--html", "--text", "--jobs", "2"]);
            assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
            let whole = written(&workspace);
            for (kind, marker) in &markers {
                assert_ne!(places(&whole, marker), [""; 0], "the whole edition does not tell the {kind} {marker}");
            }
            let outcome = workspace.run("build", &["--oeffentlich", "--only", "digital-2020-q4"]);
            assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
            let public = written(&workspace);
            for (kind, marker) in &markers {
                assert_eq!(places(&public, marker), [""; 0], "the {kind} {marker} of an earlier run stays");
            }
        }
    }
    assert!(papers >= 6, "{papers} papers");
}

/// The same files, in which each paper is released and the tree has an address.
fn released(mut files: Files) -> Files {
    for (path, bytes) in &mut files {
        if path.ends_with("/vorlage.json") || path.ends_with("/bericht.json") {
            let mut paper: Value = serde_json::from_slice(bytes).expect("JSON");
            paper["stand"] = "freigegeben".into();
            paper["freigabe"] = json!({ "am": "2021-03-31", "durch": "FB 10" });
            *bytes = paper.to_string().into_bytes();
        }
    }
    let toml = files.get_mut("ratsbericht.toml").expect("the configuration");
    toml.extend(b"\n[veroeffentlichung]\nbasis_url = \"https://rat.example/\"\n");
    files
}

#[test]
fn nothing_hidden_is_in_any_public_file_of_what_is_published() {
    let mut files_seen = 0;
    for seed in 0..SET {
        let Case { files, markers } = case(seed);
        let workspace = on_disk(&released(files));
        let out = workspace.out();
        let outcome = workspace.run("publish", &["--zip", "--out", out.to_str().expect("a path in UTF-8")]);
        assert_eq!(outcome.exit, Exit::Done, "{seed}: {}", outcome.stderr);
        let all = written(&workspace);
        // What stays in the administration: packages of the whole edition, and what was published when.
        let below =
            |name: &str| name.strip_prefix(out.to_str().expect("a path in UTF-8")).unwrap_or_default().to_owned();
        let (kept, public): (Vec<_>, Vec<_>) = all.into_iter().partition(|(name, _)| {
            let name = below(name);
            name.starts_with("/pakete-nichtoeffentlich") || name.matches('/').count() == 1 && name.ends_with(".json")
        });
        files_seen += public.len();
        for (kind, marker) in &markers {
            assert_eq!(places(&public, marker), [""; 0], "{seed}: what is published tells the {kind} {marker}");
        }
        let told = markers.iter().filter(|(_, marker)| !places(&kept, marker).is_empty()).count();
        assert!(told * 2 > markers.len(), "{seed}: the whole edition tells {told} of {} markers", markers.len());
    }
    assert!(files_seen > 500, "{files_seen} files");
}

#[test]
fn a_paper_without_hidden_parts_has_one_edition() {
    let workspace = Workspace::built("klein");
    let whole = outputs(&workspace);
    let outcome = workspace.run("build", &["--oeffentlich"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let public = outputs(&workspace);
    let pdfs = |all: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        all.iter().filter(|(name, _)| name.ends_with(".pdf")).map(|(name, pdf)| (name.clone(), pdf.clone())).collect()
    };
    assert_eq!(pdfs(&whole), pdfs(&public));
}

#[test]
fn a_paper_that_is_nichtoeffentlich_has_no_public_edition() {
    let workspace = on_disk(&example());
    let outcome = workspace.run("build", &["--oeffentlich", "--only", "personal"]);
    assert_eq!(outcome.exit, Exit::Usage, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Das Papier „personal“ ist nichtöffentlich"), "{}", outcome.stderr);
    assert!(!workspace.out().exists());
}

#[test]
fn both_editions_stand_up_to_the_workspace() {
    let workspace = on_disk(&example());
    for (option, file) in
        [(None, "vorlage-fb-66-0012-wp09.pdf"), (Some("--oeffentlich"), "vorlage-fb-66-0012-wp09-oeffentlich.pdf")]
    {
        let options: Vec<&str> = option.into_iter().chain(["--only", "pegelsensoren"]).collect();
        let outcome = workspace.run("build", &options);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let path = workspace.out().join(file);
        let root = workspace.root();
        let args = ["ratsbericht".into(), "verify".into(), path.into_os_string(), "--workspace".into(), root.into()];
        let outcome = crate::support::workspace::run_args(args);
        assert_eq!(outcome.exit, Exit::Done, "{file}: {}{}", outcome.stdout, outcome.stderr);
        workspace.edit("vorlagen/pegelsensoren/beschlussvorschlag.md", "zweiten Bauabschnitt.", "Bauabschnitt.");
        let outcome = crate::support::workspace::run_args([
            "ratsbericht".into(),
            "verify".into(),
            workspace.out().join(file).into(),
            "--workspace".into(),
            workspace.root().into(),
        ]);
        assert_eq!(outcome.exit, Exit::Findings, "{file}: {}{}", outcome.stdout, outcome.stderr);
        workspace.edit("vorlagen/pegelsensoren/beschlussvorschlag.md", "Bauabschnitt.", "zweiten Bauabschnitt.");
    }
}

#[test]
fn each_edition_says_which_it_is_and_what_is_left_out() {
    let mut loaded = loaded(&example());
    let text = |loaded: &Loaded| {
        let today = TODAY.parse().expect("a day");
        let papers = pipeline::prepare(loaded, &Alphabet::all(), &Wanted::all(loaded), today).papers;
        let paper = papers.into_iter().find(|paper| paper.name == "pegelsensoren").expect("the paper");
        plain::text(&paper.view_data())
    };
    let whole = text(&loaded);
    loaded.cut();
    let public = text(&loaded);
    insta::assert_snapshot!("whole_edition", whole);
    insta::assert_snapshot!("public_edition", public);
}
