//! What whoever begins has stumbled over, where no other module holds it.

use std::fs;
use std::path::Path;

use ratsbericht::cli::Exit;

use crate::perioden::command;
use crate::support::Workspace;
use crate::support::workspace::{TODAY, fixture, run_args};

#[test]
fn the_order_of_the_guide_leads_to_papers_under_the_own_name() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let place = |name: &str| parent.path().join(name).display().to_string();
    let (root, out) = (place("stadt"), place("ausgabe"));
    assert_eq!(command(&["init", &root, "--format", "json"]).exit, Exit::Done);
    let build = || command(&["build", &root, "--today", TODAY, "--only", "pegelsensoren", "--out", &out]);
    assert_eq!(build().exit, Exit::Done);
    let config = parent.path().join("stadt/ratsbericht.toml");
    let text = fs::read_to_string(&config).expect("the configuration").replace("Stadt Musterstadt", "Stadt Neuhof");
    fs::remove_file(&config).expect("the old one");
    let workspace = Workspace::copy_of("klein");
    workspace.write("ratsbericht.toml", &text);
    fs::rename(workspace.root().join("ratsbericht.toml"), &config).expect("the new one");
    let refused = build();
    assert_eq!(refused.exit, Exit::Environment);
    for said in ["enthält die Papiere von „Stadt Musterstadt“", "Hieß Ihre Körperschaft bisher so, löschen Sie ihn"]
    {
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
    let guide = fs::read_to_string(parent.path().join("stadt/LIESMICH.md")).expect("the guide");
    assert!(guide.contains("darf jederzeit gelöscht werden"), "{guide}");
    fs::remove_dir_all(&out).expect("the old papers");
    assert_eq!(build().exit, Exit::Done);
}

#[test]
fn an_amount_in_thousands_is_one_finding_and_none_at_the_placeholders_that_print_it() {
    for (table, amount, placeholder) in [
        ("haushalt", "60000,00", "finanzen.investiv.auszahlungen.ansatz"),
        ("bewilligungen", "60000,00", "finanzen.investiv.einzahlungen.gesamt_neu"),
        ("vordruck", "60000,00", "finanzen.investiv.auszahlungen.gesamt_neu"),
    ] {
        let workspace = Workspace::copy_of("klein");
        let text = workspace.read("vorlagen/pegelsensoren/erlaeuterungen.md");
        workspace.write(
            "vorlagen/pegelsensoren/erlaeuterungen.md",
            &format!("{text}\nEs kostet {{{{ {placeholder}|betrag|euro }}}}.\n"),
        );
        let root = workspace.out();
        assert_eq!(workspace.convert("csv").exit, Exit::Done);
        let check = || command(&["check", &root.display().to_string(), "--today", TODAY]).stderr;
        assert_eq!(check(), "Prüfung ohne Befund.\n", "{placeholder} is one");
        let file = root.join(format!("daten/{table}.csv"));
        let rows = fs::read_to_string(&file).expect("a table");
        assert!(rows.contains(amount), "{rows}");
        fs::remove_file(&file).expect("the old one");
        workspace.write("neu.csv", &rows.replacen(amount, "60 T€", 1));
        fs::rename(workspace.root().join("neu.csv"), &file).expect("the new one");
        let said = check();
        assert!(said.contains("Fehler[RB007]: Der Betrag ist abgekürzt."), "{said}");
        assert!(said.contains("Schreiben Sie den vollen Betrag: 60.000,00."), "{said}");
        assert!(said.ends_with("Prüfung: 1 Fehler.\n"), "{table}: {said}");
    }
}

#[test]
fn a_text_can_name_the_day_of_its_figures() {
    let workspace = Workspace::copy_of("klein");
    let text = workspace.read("vorlagen/pegelsensoren/erlaeuterungen.md");
    let text = text.replacen("Am Stichtag", "Am {{ digital.stichtag }}", 1);
    assert!(text.contains("digital.stichtag"));
    workspace.write("vorlagen/pegelsensoren/erlaeuterungen.md", &text);
    let outcome = workspace.run("build", &["--only", "pegelsensoren", "--text"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let printed = String::from_utf8(workspace.output("vorlage-fb-66-0012-wp09.txt")).expect("a text");
    assert!(printed.contains("Am 31.12.2020 liefen"), "{printed}");
}

#[test]
fn in_a_wrong_folder_only_that_is_said_and_where_the_right_one_is() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(parent.path().join("stadt")).expect("a folder");
    fs::copy(fixture("klein/ratsbericht.toml"), parent.path().join("stadt/ratsbericht.toml")).expect("a copy");
    for command in ["check", "build"] {
        let words = ["ratsbericht", command, parent.path().to_str().expect("a path of letters")];
        let outcome = run_args(words.map(Into::into));
        assert_eq!(outcome.exit, Exit::Findings);
        assert_eq!(outcome.stderr.matches("Fehler").count(), 2, "one, and its number: {}", outcome.stderr);
        assert!(!outcome.stderr.contains("Hinweis"), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("Meinten Sie den Ordner „stadt“ darin?"), "{}", outcome.stderr);
    }
}

#[test]
fn beside_or_within_workspaces_those_that_can_be_meant_are_named() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let stderr = |folder: &Path| {
        let words = ["ratsbericht", "check", folder.to_str().expect("a path of letters")];
        run_args(words.map(Into::into)).stderr
    };
    for name in ["amt", "stadt"] {
        fs::create_dir_all(parent.path().join(name).join("vorlagen/eine/anlagen")).expect("a folder");
        fs::copy(fixture("klein/ratsbericht.toml"), parent.path().join(name).join("ratsbericht.toml")).expect("a copy");
    }
    let said = stderr(parent.path());
    assert!(said.contains("Meinten Sie einen der Ordner „amt“, „stadt“ darin?"), "{said}");
    for within in ["vorlagen", "vorlagen/eine", "vorlagen/eine/anlagen"] {
        let said = stderr(&parent.path().join("stadt").join(within));
        assert!(
            said.contains("Meinten Sie den Arbeitsordner „stadt“, in dem dieser Ordner liegt?"),
            "{within}: {said}"
        );
    }
}

#[test]
fn a_workspace_whose_name_was_misspelt_is_named() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("lindenau");
    fs::create_dir(&folder).expect("a folder");
    fs::copy(fixture("klein/ratsbericht.toml"), folder.join("ratsbericht.toml")).expect("a copy");
    let stderr = |path: &Path| command(&["check", &path.display().to_string()]).stderr;
    let said = stderr(&parent.path().join("lindnau"));
    assert!(said.contains("gibt es nicht. Meinten Sie „lindenau“?"), "{said}");
    let closed = command(&["close", "2020-Q3", &parent.path().join("lindnau").display().to_string()]);
    assert_eq!(closed.stderr, said);
    let said = stderr(&folder.join("lindenau"));
    assert!(said.contains("ist selbst ein Arbeitsordner"), "{said}");
}
