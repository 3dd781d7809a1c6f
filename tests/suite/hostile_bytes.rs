//! Any bytes in any file of a workspace give findings or success, and each finding has a place and a way to mend it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use ratsbericht::load;
use ratsbericht::pipeline::{Wanted, prepare};
use ratsbericht::source::Alphabet;
use ratsbericht::workspace::Layout;

use crate::support::workspace::fixture;

/// The files of the small example, by their paths.
static SOUND: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let root = fixture("klein");
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    files
});

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("a path below").to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// Loads, checks and prepares the example with other bytes at a path; gives the number of findings.
fn findings_with(replaced: &str, path: &str, bytes: Vec<u8>) -> usize {
    let mut files = SOUND.clone();
    assert!(files.remove(replaced).is_some(), "{replaced}");
    files.insert(path.to_owned(), bytes);
    let today = NaiveDate::from_ymd_opt(2021, 4, 1).expect("a day");
    let loaded = load::layout(&Layout::of_files(files).expect("memory"), Alphabet::all());
    let findings = prepare(&loaded, &Alphabet::all(), &Wanted::all(&loaded), today).findings;
    for finding in findings.iter() {
        assert!(finding.span.is_some() || finding.path.is_some(), "without a place: {finding:?}");
        assert!(!finding.message.is_empty() && !finding.mend.is_empty(), "{finding:?}");
        finding.span.map(|span| loaded.sources.place(span).to_string());
    }
    findings.iter().count()
}

/// What is replaced, and by what: a sample of the format is at the last path.
const TARGETS: [(&str, &str, &str); 7] = [
    ("daten/projekte.json", "daten/projekte.json", "klein/daten/projekte.json"),
    ("daten/projekte.json", "daten/projekte.csv", "formate/csv/projekte.csv"),
    ("ratsbericht.toml", "ratsbericht.toml", "klein/ratsbericht.toml"),
    ("daten/projekte.json", "daten/projektboard.xlsx", "formate/xlsx/projektboard.xlsx"),
    ("daten/projekte.json", "daten/projektboard.ods", "formate/ods/projektboard.ods"),
    (
        "vorlagen/pegelsensoren/beschlussvorschlag.md",
        "vorlagen/pegelsensoren/beschlussvorschlag.docx",
        "word/libreoffice.docx",
    ),
    (
        "vorlagen/pegelsensoren/vorlage.json",
        "vorlagen/pegelsensoren/vorlage.json",
        "klein/vorlagen/pegelsensoren/vorlage.json",
    ),
];

#[test]
fn the_sound_example_in_memory_has_no_finding() {
    let same = SOUND["daten/projekte.json"].clone();
    assert_eq!(findings_with("daten/projekte.json", "daten/projekte.json", same), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: proptest::test_runner::RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_is_a_finding(target in 0..TARGETS.len(), bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let (replaced, path, _) = TARGETS[target];
        prop_assert!(findings_with(replaced, path, bytes) > 0);
    }

    #[test]
    fn a_damaged_file_never_fails(
        target in 0..TARGETS.len(),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..12usize), 1..6),
    ) {
        let (replaced, path, sample) = TARGETS[target];
        let mut bytes = fs::read(fixture(sample)).expect(sample);
        for (at, byte, width) in cuts {
            let at = at.index(bytes.len());
            let end = (at + width).min(bytes.len());
            bytes.splice(at..end, [byte]);
        }
        findings_with(replaced, path, bytes);
    }

    #[test]
    fn a_truncated_file_never_fails(target in 0..TARGETS.len(), length in any::<prop::sample::Index>()) {
        let (replaced, path, sample) = TARGETS[target];
        let mut bytes = fs::read(fixture(sample)).expect(sample);
        bytes.truncate(length.index(bytes.len()));
        findings_with(replaced, path, bytes);
    }
}
