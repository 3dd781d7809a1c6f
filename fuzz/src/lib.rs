//! What every fuzz target does: one file of a sound workspace is replaced by the fuzzer's bytes.

mod as_typed;
mod design;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use ratsbericht::check;
use ratsbericht::finding::Finding;
use ratsbericht::load::{self, Loaded};
use ratsbericht::model::{NameList, Table};
use ratsbericht::pipeline::{Wanted, prepare};
use ratsbericht::source::Alphabet;
use ratsbericht::workspace::Layout;

/// What the fuzz target of this name does with an input; a panic is the failure.
pub fn target(name: &str) -> Option<fn(&[u8])> {
    Some(match name {
        "json" => |bytes| run("daten/projekte.json", "daten/projekte.json", bytes),
        "csv" => |bytes| run("daten/projekte.json", "daten/projekte.csv", bytes),
        "xlsx" => |bytes| run("daten/projekte.json", "daten/projektboard.xlsx", bytes),
        "ods" => |bytes| run("daten/projekte.json", "daten/projektboard.ods", bytes),
        "toml" => |bytes| run("ratsbericht.toml", "ratsbericht.toml", bytes),
        "text" => |bytes| run(TEXT, TEXT, bytes),
        "docx" => |bytes| run(TEXT, WORD, bytes),
        "typed" => typed,
        "svg" => |bytes| design::logo("logo.svg", bytes),
        "png" => |bytes| design::logo("logo.png", bytes),
        "font" => design::font,
        "template" => design::template,
        "pdf" => design::pdf,
        "rebuild" => design::rebuild,
        _ => return None,
    })
}

const TEXT: &str = "vorlagen/pegelsensoren/beschlussvorschlag.md";
const WORD: &str = "vorlagen/pegelsensoren/beschlussvorschlag.docx";

/// The files of the small example, by their paths.
static SOUND: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/klein");
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    files
});

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the example").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("a path below").to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// Whether the example was prepared with a file that cannot be read.
static UNREAD: AtomicBool = AtomicBool::new(false);

/// Loads, checks and prepares the example with `bytes` at `path` instead of `replaced`; a panic is the failure.
fn run(replaced: &str, path: &str, bytes: &[u8]) {
    let alone = read(BTreeMap::from([(path.to_owned(), bytes.to_vec())]));
    let is_read = match path {
        TEXT => true,
        WORD => !alone.texts.is_empty(),
        Layout::CONFIG => alone.bestand.is_some(),
        _ => alone.known.of(NameList::Table(Table::Projekte)).is_some(),
    };
    // What is left without a file is the same whatever it held, and takes a hundred times as long as reading it.
    if !is_read && UNREAD.swap(true, Ordering::Relaxed) {
        return;
    }
    if is_read && !is_one_of_many(bytes) {
        let of_texts = check::check_texts(&alone.texts, alone.bestand.as_ref(), &ALPHABET);
        return of_texts.iter().for_each(|finding| hold(finding, &alone));
    }
    let mut files = SOUND.clone();
    assert!(files.remove(replaced).is_some(), "{replaced}");
    files.insert(path.to_owned(), bytes.to_vec());
    let loaded = read(files);
    let today = NaiveDate::from_ymd_opt(2021, 4, 1).expect("a day");
    prepare(&loaded, &ALPHABET, &Wanted::all(&loaded), today)
        .findings
        .iter()
        .for_each(|finding| hold(finding, &loaded));
}

/// Checking a workspace and making its papers takes many times as long as reading one file: one readable input in 64 comes so far.
fn is_one_of_many(bytes: &[u8]) -> bool {
    bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % 64 == 0
}

static ALPHABET: LazyLock<Alphabet> = LazyLock::new(Alphabet::all);

/// Reads files of a workspace.
fn read(files: BTreeMap<String, Vec<u8>>) -> Loaded {
    let loaded = load::layout(&Layout::of_files(files).expect("memory does not fail"), ALPHABET.clone());
    loaded.findings.iter().for_each(|finding| hold(finding, &loaded));
    loaded
}

/// Holds that a finding says where it is, what is wrong, and what to do.
fn hold(finding: &Finding, loaded: &Loaded) {
    let place = finding.span.map(|span| loaded.sources.place(span).to_string());
    assert!(place.is_some() || finding.path.is_some(), "a finding without a place: {finding:?}");
    assert!(!finding.mend.is_empty() && !finding.message.is_empty());
}

/// Holds that a text is printed as it is typed; what no file may hold is passed over.
fn typed(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // An entity is printed as what it stands for.
    if !text.contains('&') && Alphabet::all().unprintable(text).next().is_none() {
        as_typed::hold(&without_signs(text));
    }
}

/// Placeholders are filled in before a text is read, so that no sign in one divides cells or is markup.
fn without_signs(text: &str) -> String {
    let mut parts = text.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, rest) = part.split_at(part.find("}}").unwrap_or_default());
        filled.push_str("{{");
        filled.push_str(&inside.replace(|c: char| !c.is_alphanumeric(), " "));
        filled.push_str(rest);
    }
    filled
}
