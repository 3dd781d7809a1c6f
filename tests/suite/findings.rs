//! Findings: each rule has a faulty example, and one run reports every mistake at its place.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ratsbericht::cli::Exit;
use ratsbericht::finding::{Code, Severity};
use ratsbericht::model::{Field, Kind, Shape, Table};
use serde_json::Value;

use crate::support::workspace::fixture;
use crate::support::{Outcome, Workspace};

/// The folder of the overlays below `fixtures/`.
const OVERLAYS: &str = "findings";

/// The file of an overlay that lists what to delete, one path per line.
const REMOVED: &str = "entfernt.txt";

/// The overlay that keeps the real paper's third name for one committee; it lies over the main example.
const REAL_PAPER: &str = "gremium-drei-namen";

#[test]
fn each_faulty_example_has_the_finding_of_its_folder() {
    for name in overlays() {
        let code = code_of(&name);
        let workspace = faulty(&name);
        let outcome = workspace.run("check", &[]);
        let expected = if code.rule().severity == Severity::Error { Exit::Findings } else { Exit::Done };
        assert_eq!(outcome.exit, expected, "{name}: {}", outcome.stderr);
        let head = format!("{}[{}]: ", code.rule().severity.name(), code.id());
        assert!(outcome.stderr.lines().any(|line| line.starts_with(&head)), "{name}: no {head}\n{}", outcome.stderr);
        assert!(outcome.stdout.is_empty(), "{name}: {}", outcome.stdout);
        let path = workspace.root().display().to_string();
        assert!(!outcome.stderr.contains(&path), "{name} shows a path of this machine");
        insta::with_settings!({
            snapshot_path => "../../fixtures/meldungen",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, outcome.stderr) });
    }
}

#[test]
fn each_code_has_a_faulty_example() {
    let shown: Vec<Code> = overlays().iter().map(|name| code_of(name)).collect();
    // Only a fault of the program causes RB601, RB031 needs hundreds of findings, and RB624 an option: other tests show them.
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !matches!(code, Code::RB601 | Code::RB031 | Code::RB624) && !shown.contains(code))
        .map(|code| code.id())
        .collect();
    assert!(missing.is_empty(), "no folder in fixtures/{OVERLAYS}: {missing:?}");
}

#[test]
fn a_column_of_ones_own_that_is_named_is_no_finding() {
    let workspace = faulty("RB055");
    let config = workspace.read("ratsbericht.toml");
    workspace.write("ratsbericht.toml", &format!("{config}\n[tabellen]\neigene_spalten = [\"notizen\"]\n"));
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
}

#[test]
fn a_draft_may_lack_its_beschlussvorschlag() {
    let workspace = faulty("RB406");
    let file = "vorlagen/pegelsensoren/vorlage.json";
    let draft =
        workspace.read(file).lines().filter(|line| !line.contains("\"freigabe\"")).collect::<Vec<_>>().join("\n");
    workspace.write(file, &draft.replace("\"stand\": \"freigegeben\"", "\"stand\": \"Entwurf\""));
    assert!(!workspace.run("check", &[]).stderr.contains("RB406"));
}

#[test]
fn the_sound_example_has_no_finding() {
    let outcome = Workspace::copy_of("klein").run("check", &[]);
    assert_eq!(outcome.exit, Exit::Done);
    assert_eq!(outcome.stderr, "Prüfung ohne Befund.\n");
    assert!(outcome.stdout.is_empty(), "{}", outcome.stdout);
}

#[test]
fn the_real_papers_three_names_are_a_finding() {
    let outcome = faulty(REAL_PAPER).run("check", &["--only", "fb-02-0022-wp18"]);
    let name = "Ausschuss für Wirtschaft und Digitalisierung";
    assert_eq!(outcome.exit, Exit::Done);
    assert!(outcome.stderr.contains("Warnung[RB505]") && outcome.stderr.contains(name), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Meinten Sie „Ausschuss für Wissenschaft und Digitalisierung“?"));
}

#[test]
fn one_run_reports_all_mistakes_and_writes_nothing() {
    let workspace = Workspace::copy_of("aachen");
    let expected = make_mistakes(&workspace);
    assert!(expected.len() >= 10);
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert_eq!(outcome.exit.code(), 1);
    assert_eq!(errors(&outcome), expected, "{}", outcome.stderr);
    let findings = outcome.stderr.lines().filter(|line| line.contains("[RB")).count();
    let mends = outcome.stderr.lines().filter(|line| line.contains("= Abhilfe: ")).count();
    assert_eq!(findings, mends, "each finding says what to do");
    for german in ["Meinten Sie „WiFi4EU“?", "Meinten Sie „kennzahlen.bestand“?", "gefunden: die Zahl 17"] {
        assert!(outcome.stderr.contains(german), "{german} in:\n{}", outcome.stderr);
    }
    assert!(outcome.stderr.ends_with("Es wurde nichts geschrieben.\n"), "{}", outcome.stderr);
    assert!(outcome.stdout.is_empty(), "{}", outcome.stdout);
    assert!(!workspace.out().exists());
}

#[test]
fn mistakes_leave_earlier_outputs_untouched() {
    let workspace = Workspace::built("aachen");
    let before = files(&workspace.out());
    make_mistakes(&workspace);
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert_eq!(names_of_changed(&before, &files(&workspace.out())), [""; 0]);
}

#[test]
fn keep_going_builds_the_sound_papers_and_keeps_the_faulty_one() {
    let workspace = Workspace::built("aachen");
    let before = files(&workspace.out());
    change_all_papers(&workspace);
    workspace.edit("vorlagen/fb-61-0251-wp17/vorlage.json", "\"2015-08-20\"", "\"20.08.2015\"");

    let stopped = workspace.run("build", &[]);
    assert_eq!(stopped.exit, Exit::Findings, "{}", stopped.stderr);
    assert_eq!(names_of_changed(&before, &files(&workspace.out())), [""; 0]);

    let outcome = workspace.run("build", &["--keep-going"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert_eq!(errors(&outcome), ["RB008 vorlagen/fb-61-0251-wp17/vorlage.json:9:12"]);
    let changed = names_of_changed(&before, &files(&workspace.out()));
    assert_eq!(
        changed,
        [
            "manifest.json",
            "sachstand-2020-anlage.pdf",
            "sachstand-2020.pdf",
            "vorlage-fb-02-0022-wp18.pdf",
            "vorlage-fb-61-0034-wp18.pdf",
        ]
    );
    assert!(outcome.stderr.contains("Unverändert aus einem früheren Lauf: FB 61/0251/WP17"), "{}", outcome.stderr);
}

#[test]
fn keep_going_without_an_earlier_run_leaves_the_faulty_paper_out() {
    let workspace = Workspace::copy_of("aachen");
    workspace.edit("vorlagen/fb-61-0251-wp17/vorlage.json", "\"2015-08-20\"", "\"20.08.2015\"");
    let outcome = workspace.run("build", &["--keep-going"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    let written: Vec<String> = files(&workspace.out()).into_keys().collect();
    assert_eq!(
        written,
        [
            "manifest.json",
            "sachstand-2020-anlage.pdf",
            "sachstand-2020.pdf",
            "vorlage-fb-02-0022-wp18.pdf",
            "vorlage-fb-61-0034-wp18.pdf",
        ]
    );
}

#[test]
fn keep_going_does_not_help_where_every_paper_is_concerned() {
    let workspace = Workspace::copy_of("aachen");
    workspace.edit("daten/bewilligungen.json", "489920.40", "489920.405");
    let outcome = workspace.run("build", &["--keep-going"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(!workspace.out().exists());
}

#[test]
fn only_builds_one_paper_and_carries_the_others_over() {
    let workspace = Workspace::built("aachen");
    let before = files(&workspace.out());
    change_all_papers(&workspace);
    for name in ["fb-61-0251-wp17", "FB 61/0251/WP17"] {
        let outcome = workspace.run("build", &["--only", name]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        assert_eq!(outcome.stdout.lines().count(), 1, "{}", outcome.stdout);
        let changed = names_of_changed(&before, &files(&workspace.out()));
        assert_eq!(changed, ["manifest.json", "vorlage-fb-61-0251-wp17.pdf"]);
        assert_eq!(outcome.stderr.matches("Unverändert aus einem früheren Lauf").count(), 4, "{}", outcome.stderr);
    }
}

#[test]
fn only_with_an_unknown_name_is_wrong_usage() {
    let workspace = Workspace::copy_of("aachen");
    let outcome = workspace.run("build", &["--only", "fb-61-0251-wp71"]);
    assert_eq!(outcome.exit, Exit::Usage);
    assert_eq!(outcome.exit.code(), 2);
    assert!(outcome.stderr.contains("Meinten Sie „fb-61-0251-wp17“?"), "{}", outcome.stderr);
    assert!(!workspace.out().exists());
}

/// The names of all overlays, sorted.
pub(crate) fn overlays() -> Vec<String> {
    let entries = fs::read_dir(fixture(OVERLAYS)).expect("the folder of the overlays");
    let folders = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let mut names: Vec<String> =
        folders.filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())).collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

/// The code that an overlay is named after: `RB003-toml` has RB003.
pub(crate) fn code_of(overlay: &str) -> Code {
    if overlay == REAL_PAPER {
        return Code::RB505;
    }
    let id = overlay.split('-').next().unwrap_or_default();
    *Code::ALL.iter().find(|code| code.id() == id).unwrap_or_else(|| panic!("{overlay}: no such code"))
}

/// A copy of the sound example with an overlay laid over it.
pub(crate) fn faulty(overlay: &str) -> Workspace {
    let name = format!("{OVERLAYS}/{overlay}");
    if overlay == REAL_PAPER {
        return Workspace::with_overlay(&name);
    }
    overlaid(&name)
}

/// A copy of the sound example with a folder of `fixtures/` laid over it, and without what the folder lists.
pub(crate) fn overlaid(overlay: &str) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    let root = workspace.root();
    lay_over(&fixture(overlay), &root);
    let list = root.join(REMOVED);
    if list.exists() {
        for path in fs::read_to_string(&list).expect(REMOVED).lines().map(|path| root.join(path)) {
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.unwrap_or_else(|error| panic!("{overlay}: {}: {error}", path.display()));
        }
        fs::remove_file(&list).expect(REMOVED);
    }
    workspace
}

fn lay_over(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("an overlay") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            lay_over(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Stands before the place of a mistake in [`MISTAKES`].
const HERE: char = '▸';

/// Mistakes in a copy of the main example: path, code, what stands there, and what stands there instead.
///
/// None of them hides another: records of papers stay readable, so that rules and texts are still looked at.
const MISTAKES: [(&str, &str, &str, &str); 14] = [
    (
        "ratsbericht.toml",
        "RB005",
        "absender = \"Die Oberbürgermeisterin\"\n",
        "absender = \"Die Oberbürgermeisterin\"\n▸land = \"NRW\"\n",
    ),
    (
        "daten/projekte.json",
        "RB006",
        "{\n    \"kennung\": \"P-003\",\n    \"titel\": \"Einführung eines Content-Management-Systems\",\n",
        "▸{\n    \"kennung\": \"P-003\",\n",
    ),
    ("daten/projekte.json", "RB007", "\"titel\": \"Elektronisches Gewerberegister\"", "\"titel\": ▸17"),
    ("daten/projekte.json", "RB101", "\"ende\": \"2020-08-14\"", "\"ende\": ▸\"2010-08-14\""),
    (
        "daten/fortschritt.json",
        "RB008",
        "{\"projekt\": \"P-002\", \"datum\": \"2017-12-15\"",
        "{\"projekt\": \"P-002\", \"datum\": ▸\"15.12.2017\"",
    ),
    (
        "daten/fortschritt.json",
        "RB107",
        "{\"projekt\": \"P-012\", \"datum\": \"2019-12-13\", \"erledigungsstand\": 90}",
        "{\"projekt\": \"P-012\", \"datum\": ▸\"2019-06-28\", \"erledigungsstand\": 90}",
    ),
    ("daten/bewilligungen.json", "RB009", "489920.40", "▸489920.405"),
    ("daten/bewilligungen.json", "RB016", "\"programm\": \"WiFi4EU\"", "\"programm\": ▸\"Wifi4EU\""),
    (
        "vorlagen/fb-02-0022-wp18/vorlage.json",
        "RB201",
        "\"einzahlungen\": { \"ansatz\": 0,",
        "\"deckung\": { \"ansatz\": \"gegeben\" }, \"einzahlungen\": { \"ansatz\": ▸5000,",
    ),
    ("vorlagen/fb-02-0022-wp18/beschlussvorschlag.md", "RB503", "nimmt die", "nimmt▸<br>die"),
    ("vorlagen/fb-02-0022-wp18/erlaeuterungen.md", "RB504", "<http://www.aachen.de/", "▸<ftp://www.aachen.de/"),
    (
        "vorlagen/fb-61-0251-wp17/vorlage.json",
        "RB011",
        "\"vorlageart\": \"Entscheidungsvorlage\"",
        "\"vorlageart\": ▸\"Entscheidung\"",
    ),
    (
        "berichte/sachstand-2020/bericht.json",
        "RB004",
        "\"datum\": \"2021-03-31\",",
        "\"datum\": \"2021-03-31\",\n  ▸\"datum\": \"2021-03-31\",",
    ),
    ("berichte/sachstand-2020/einleitung.md", "RB502", "{{ kennzahlen.bestand }}", "{{ ▸kennzahlen.bestant }}"),
];

/// Makes all mistakes; returns code and place of each, in the order in which they are reported.
fn make_mistakes(workspace: &Workspace) -> Vec<String> {
    for (path, _, from, to) in MISTAKES {
        workspace.edit(path, from, &to.replace(HERE, ""));
    }
    let mut places: Vec<(&str, usize, usize, &str)> = Vec::new();
    for (path, code, _, to) in MISTAKES {
        let (before, _) = to.split_once(HERE).expect("a place");
        let text = workspace.read(path);
        let mistake = to.replace(HERE, "");
        assert_eq!(text.matches(&mistake).count(), 1, "{path}: {mistake}");
        let start = text.find(&mistake).expect("the mistake") + before.len();
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[..start].matches('\n').count() + 1;
        places.push((path, line, text[line_start..start].chars().count() + 1, code));
    }
    places.sort_unstable();
    places.into_iter().map(|(path, line, column, code)| format!("{code} {path}:{line}:{column}")).collect()
}

/// Code and place of each error, in the order of the report.
fn errors(outcome: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = outcome.stderr.lines();
    while let Some(line) = lines.next() {
        let Some((code, _)) = line.strip_prefix("Fehler[").and_then(|rest| rest.split_once("]: ")) else { continue };
        let place = lines.next().and_then(|next| next.trim_start().strip_prefix("--> ")).unwrap_or("without a place");
        found.push(format!("{code} {place}"));
    }
    found
}

/// Changes what every paper prints.
fn change_all_papers(workspace: &Workspace) {
    workspace.edit("ratsbericht.toml", "absender = \"Die Oberbürgermeisterin\"", "absender = \"Der Rat\"");
}

/// The files of a folder with their content.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let read = entries.map(|entry| {
        let entry = entry.expect("an entry");
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))
    });
    read.collect()
}

/// The names of files that differ, or that only one side has.
fn names_of_changed(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

#[test]
fn a_faulty_item_does_not_shift_the_places_of_the_others() {
    let workspace = Workspace::copy_of("klein");
    let vorlage = "vorlagen/pegelsensoren/vorlage.json";
    workspace.edit(vorlage, "\"zustaendigkeit\": \"Anhörung/Empfehlung\"", "\"zustaendigkeit\": \"Anhörung\"");
    workspace.edit(vorlage, "\"gremium\": \"Rat\"", "\"gremium\": \"Raat\"");
    let outcome = workspace.run("check", &[]);
    let places: Vec<&str> = outcome.stderr.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
    assert_eq!(places, [format!("{vorlage}:15:43"), format!("{vorlage}:16:18")], "{}", outcome.stderr);
}

#[test]
fn a_faulty_section_of_the_configuration_hides_nothing() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("ratsbericht.toml", "#7a1f3d", "rot");
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "\"status\": \"öffentlich\"", "\"status\": \"offen\"");
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "\"auswirkungen\": \"JA\"", "\"auswirkungen\": \"NEIN\"");
    let outcome = workspace.run("check", &[]);
    for code in ["RB010", "RB011", "RB201"] {
        assert!(outcome.stderr.contains(&format!("Fehler[{code}]")), "{code}: {}", outcome.stderr);
    }
}

#[test]
fn a_faulty_paper_is_still_found_by_its_number() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "\"datum\": \"2021-01-20\"", "\"datum\": \"20.01.2021\"");
    let outcome = workspace.run("check", &["--only", "FB 66/0012/WP09"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Fehler[RB008]"), "{}", outcome.stderr);
}

#[test]
fn what_was_left_standing_is_found_in_the_texts_of_every_table() {
    // Of the sound examples it alone has every table.
    let workspace = overlaid("parkplatz");
    let mut edited = Vec::new();
    for table in Table::ALL {
        let is_text = |field: &Field| matches!(field.shape, Shape::Single { kind: Kind::Text, .. });
        let Some(field) = (table.record().fields)().into_iter().find(is_text) else { continue };
        let path = format!("daten/{}.json", table.name());
        let mut rows: Vec<Value> = serde_json::from_str(&workspace.read(&path)).expect("rows");
        rows[0][field.name] = format!("TODO {}", table.name()).into();
        workspace.write(&path, &serde_json::to_string_pretty(&rows).expect("rows"));
        edited.push(path);
    }
    let stderr = workspace.run("check", &[]).stderr;
    let lines: Vec<&str> = stderr.lines().collect();
    let found = lines.windows(2).filter(|pair| pair[0].contains("[RB506]")).map(|pair| pair[1]).collect::<String>();
    let missing: Vec<&String> = edited.iter().filter(|path| !found.contains(path.as_str())).collect();
    assert!(edited.len() > 10 && missing.is_empty(), "not found in {missing:?}\n{stderr}");
}
