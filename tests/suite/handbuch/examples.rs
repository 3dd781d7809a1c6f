//! Every command line of the handbook runs, and every example in it is read as it stands there.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use tempfile::TempDir;

use super::{HANDBOOK, calls, commands, pages, read, root};
use crate::support::workspace::{TODAY, copy};

/// What only a real machine has, and what stands in its place here.
const STAND_INS: [(&str, &str); 6] = [
    ("/srv/stadt", "stadt"),
    ("/srv/papiere", "papiere"),
    ("/srv/ratsbericht", "viele"),
    ("/usr/sbin/sendmail", "/bin/true"),
    ("/etc/ratsbericht/puls.sh", "/bin/true"),
    ("/var/lib/node_exporter/", ""),
];

/// Calls that end otherwise than with 0, by their beginning: with what, and why.
const ENDS: [(&str, i32, &str); 2] = [
    ("inspect oparl https:", 3, "the server of a city that does not exist"),
    ("close 2021-Q1", 1, "the day of that report has not come on the day of the tests"),
];

/// A series of reports of each quarter with a date by which it is wanted, as the pages on reports have it.
const SERIES: &str = "\n[[termin]]\nbericht = \"quartal\"\nseit = \"2021-Q1\"\n";

/// Where the tree of OParl lies.
const ADDRESS: &str = "\n[veroeffentlichung]\nbasis_url = \"https://ratsinformation.musterstadt.example/\"\n";

/// The papers of the example as they are built.
const VORLAGE: &str = "vorlage-fb-66-0012-wp09";

/// What a reader has who has come as far as any page: the example with a series of reports, its papers, pages and Word documents, what is
/// published, and other workspaces beside it.
fn stage() -> &'static Path {
    static STAGE: LazyLock<TempDir> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |args: &[&str]| {
            let output = call(folder.path(), args.iter().map(|arg| (*arg).to_owned()));
            assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        };
        let path = |name: &str| folder.path().join(name);
        at(&["init", "stadt", "--format", "json"]);
        for name in ["aachen", "kreis", "viele/aachen", "viele/kreis"] {
            copy(&path("stadt"), &path(name));
        }
        let bericht = json!({
            "titel": "Digitalbericht", "auswahl": "alle", "turnus": "Quartal", "datum_tage": 20, "herausgeber": "FB 10"
        });
        fs::rename(path("stadt/berichte/digital-2020-q4"), path("stadt/berichte/quartal")).expect("a folder");
        put(&path("stadt/berichte/quartal/bericht.json"), bericht.to_string().as_bytes());
        let toml = read(&path("stadt/ratsbericht.toml"));
        put(&path("stadt/ratsbericht.toml"), format!("{toml}{SERIES}{ADDRESS}").as_bytes());
        at(&["build", "stadt", "--today", TODAY, "--html", "--docx"]);
        at(&["publish", "stadt", "--today", TODAY, "--out", "veroeffentlicht"]);
        for (from, to) in
            [(".pdf", format!("{VORLAGE}.pdf")), (".docx", format!("{VORLAGE}.docx")), (".html", "seite.html".into())]
        {
            fs::copy(path(&format!("ausgabe/{VORLAGE}{from}")), path(&to)).expect("a paper");
        }
        folder
    });
    STAGE.path()
}

/// A copy of what a reader has.
fn place() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(stage(), folder.path());
    folder
}

#[expect(clippy::disallowed_methods, reason = "a reader writes")]
fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file");
}

/// What a reader has before there is a report.
fn without_reports() -> TempDir {
    let folder = place();
    fs::remove_dir_all(folder.path().join("stadt/berichte")).expect("the reports");
    folder
}

/// The example as `init` writes it where nobody names a format.
fn with_workbook() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = call(folder.path(), ["init", "stadt"].map(str::to_owned).into_iter());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// Runs the program in a folder.
fn call(folder: &Path, args: impl Iterator<Item = String>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
    command.args(args.map(OsString::from)).current_dir(folder).stdin(Stdio::null());
    command.output().expect("the program runs")
}

/// The words of a call as a command line takes them apart; what follows for other programs is left out.
fn words(call: &str) -> Vec<String> {
    let call = call.split(" || ").next().unwrap_or_default();
    let pieces = call.split('"').enumerate().flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect(),
        _ => vec![piece.to_owned()],
    });
    pieces.collect()
}

/// Whether a call shows a form and no example, with words in capitals, brackets or dots in place of what somebody types.
fn is_form(call: &str) -> bool {
    let is_capital = |c: char| c.is_uppercase() || matches!(c, '_' | '-' | '/');
    let stands_for_one =
        |word: &str| word.chars().take_while(|c| is_capital(*c)).filter(|c| c.is_uppercase()).count() > 2;
    let unquoted = call.split('"').step_by(2).flat_map(str::split_whitespace);
    call.contains(['[', '…']) || unquoted.into_iter().any(stands_for_one)
}

/// Runs a call of a page where its reader would; says what is wrong with how it ends.
fn run_call(folder: &Path, shown: &str, takes_day: impl Fn(&str) -> bool) -> Option<String> {
    let mut call_words = words(&STAND_INS.iter().fold(shown.to_owned(), |call, (from, to)| call.replace(from, to)));
    let command = call_words.first().cloned().unwrap_or_default();
    if takes_day(&command) && !shown.contains("--today") {
        call_words.extend(["--today".to_owned(), TODAY.to_owned()]);
    }
    let names_place = call_words.iter().skip(1).any(|word| folder.join(word).exists());
    let beside = names_place || call_words.iter().any(|word| word == "--workspace") || command == "init";
    let output = call(&folder.join(if beside { "." } else { "stadt" }), call_words.into_iter());
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    // What a text only names in passing lacks what must be said with it.
    if output.status.code() == Some(2) && errors.starts_with("Fehler: Es fehlt: ") {
        return None;
    }
    let expected = ENDS.iter().find(|(begins, ..)| shown.starts_with(begins)).map_or(0, |(_, code, _)| *code);
    let first = errors.lines().take(6).collect::<Vec<_>>().join("\n  ");
    (output.status.code() != Some(expected)).then(|| format!("{shown} ends with {:?}\n  {first}", output.status.code()))
}

#[test]
fn every_call_runs_where_it_stands() {
    let known = commands();
    let takes_day = |command: &str| known.get(command).is_some_and(|options| options.contains("--today"));
    let (mut ran, mut wrong) = (0, Vec::new());
    for page in pages(&root().join(HANDBOOK)) {
        let text = read(&page);
        let calls: Vec<&str> = calls(&text).into_iter().filter(|call| !is_form(call)).collect();
        if calls.is_empty() {
            continue;
        }
        let folder = place();
        if calls.contains(&"init stadt") {
            fs::remove_dir_all(folder.path().join("stadt")).expect("the example");
        }
        for shown in calls {
            let apart = match shown.split(' ').next() {
                // A new paper has marks that `check` finds until somebody has filled it in.
                Some("new") => Some(without_reports()),
                Some("refresh") => Some(with_workbook()),
                _ => None,
            };
            let at = apart.as_ref().unwrap_or(&folder);
            wrong.extend(run_call(at.path(), shown, takes_day).map(|what| format!("{}: {what}", page.display())));
            ran += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(ran > 60, "{ran} calls");
}

/// The examples of a page: in what language, and what stands there.
fn examples(text: &str) -> Vec<(&str, &str)> {
    let blocks = text.split("\n```").skip(1).step_by(2);
    blocks.filter_map(|block| block.split_once('\n')).collect()
}

/// The settings with an example in place of the sections that it names.
fn with_sections(toml: &str, example: &str) -> String {
    let names = |line: &str| line.starts_with('[').then(|| line.split(']').next().unwrap_or_default().to_owned());
    let named: Vec<String> = example.lines().filter_map(names).collect();
    let mut is_kept = true;
    let kept = toml.lines().filter(|line| {
        is_kept = names(line).map_or(is_kept, |section| !named.contains(&section));
        is_kept
    });
    kept.chain(example.lines()).fold(String::new(), |all, line| all + line + "\n")
}

/// A record with the fields of an example, which may be some fields alone.
fn with_fields(record: &str, example: &str) -> String {
    let fields = if example.starts_with('{') { example.to_owned() } else { format!("{{{example}}}") };
    let fields: Map<String, Value> = serde_json::from_str(&fields).expect(example);
    let mut record: Map<String, Value> = serde_json::from_str(record).expect("a record");
    if fields.contains_key("zeitraum") {
        record.retain(|name, _| !["turnus", "datum_tage"].contains(&name.as_str()));
    }
    record.extend(fields);
    Value::from(record).to_string()
}

/// Lays an example over the workspace; gives the file that it is in, `None` where it is no data.
fn lay(workspace: &Path, page: &str, language: &str, example: &str) -> Option<String> {
    let (file, text) = match language {
        "toml" => ("ratsbericht.toml", with_sections(&read(&workspace.join("ratsbericht.toml")), example)),
        "json" => {
            let of_report = page == "berichte.md";
            let file = if of_report { "berichte/quartal/bericht.json" } else { "vorlagen/pegelsensoren/vorlage.json" };
            (file, with_fields(&read(&workspace.join(file)), example))
        }
        _ if example.contains("finanzen.") => ("vorlagen/pegelsensoren/erlaeuterungen.md", example.to_owned()),
        _ if example.contains("{{") || example.contains("{%") => ("berichte/quartal/einleitung.md", example.to_owned()),
        _ => return None,
    };
    put(&workspace.join(file), text.as_bytes());
    Some(file.to_owned())
}

#[test]
fn every_example_is_read_as_it_stands() {
    let (mut read_examples, mut wrong) = (0, Vec::new());
    for page in pages(&root().join(HANDBOOK)) {
        let name = page.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let text = read(&page);
        for (language, example) in examples(&text) {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let workspace: PathBuf = folder.path().join("stadt");
            copy(&stage().join("stadt"), &workspace);
            let Some(file) = lay(&workspace, &name, language, example) else { continue };
            // The page on design names a logo.
            copy(&root().join("fixtures/kreis/gestaltung"), &workspace.join("gestaltung"));
            let args = ["check", "stadt", "--today", TODAY, "--format", "json"].map(str::to_owned);
            let output = call(folder.path(), args.into_iter());
            let findings: Vec<Value> = serde_json::from_slice(&output.stdout).expect("findings");
            let faults = findings.iter().filter(|f| f["datei"] == file.as_str() && f["schwere"] == "Fehler");
            wrong.extend(faults.map(|f| format!("{name}: {example}\n{} {}", f["code"], f["meldung"])));
            read_examples += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read_examples > 20, "{read_examples} examples");
}
