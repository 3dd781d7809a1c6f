//! The command `inspect`, on a folder.

use std::ffi::OsString;
use std::fs;

use ratsbericht::cli::Exit;
use serde_json::{Value, json};

use super::world::World;
use crate::support::Outcome;
use crate::support::workspace::run_args;

fn run(args: &[&str]) -> Outcome {
    run_args(["ratsbericht"].iter().chain(args).map(OsString::from))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
fn a_tree_in_a_folder_is_inspected_and_its_faults_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let world = World::with(2);
    let written = world.write_to(folder.path());
    let place = folder.path().to_str().expect("a path");
    let whole = run(&["inspect", "oparl", place]);
    assert_eq!((whole.exit, whole.stderr.as_str()), (Exit::Done, ""));
    assert!(
        whole.stdout.ends_with(&format!("system.json: 0 Fehler, 0 Hinweise; {written} Adressen angesehen.\n")),
        "{}",
        whole.stdout
    );
    let cut = run(&["inspect", "oparl", place, "--hoechstens", "3"]);
    assert!(cut.exit == Exit::Done && cut.stdout.contains("Es gibt mehr Adressen"), "{}", cut.stdout);

    let path = folder.path().join(world.path(0));
    let text = fs::read_to_string(&path).expect("the paper");
    fs::remove_file(&path).expect("removed");
    fs::write(&path, text.replacen("application/pdf", "pdf\\u001b[31m", 1)).expect("written");
    let damaged = run(&["inspect", "oparl", place]);
    assert_eq!(damaged.exit, Exit::Findings);
    assert!(
        damaged.stdout.contains("Fehler: Das ist kein Medientyp (File.mimeType)") && !damaged.stdout.contains('\u{1b}'),
        "{}",
        damaged.stdout
    );
    let told = run(&["inspect", "oparl", place, "--format", "json"]);
    let told: Value = serde_json::from_str(&told.stdout).expect("JSON");
    assert_eq!((&told["befunde"][0]["art"], &told["vollstaendig"]), (&json!("medientyp"), &json!(true)));
    assert_eq!(told["befunde"][0]["stellen"][0]["pfad"], json!("auxiliaryFile/0/mimeType"));

    let elsewhere = run(&["inspect", "oparl", place, "--basis-url", "https://anders.example"]);
    assert_eq!(elsewhere.exit, Exit::Findings, "no id is its address");
    for (args, exit) in [
        (vec!["inspect", "oparl", "/nirgends"], Exit::Environment),
        (vec!["inspect", "oparl", place, "--basis-url", "anders.example"], Exit::Usage),
        (vec!["inspect", "ratsinfo", place], Exit::Usage),
    ] {
        assert_eq!(run(&args).exit, exit, "{args:?}");
    }
}
