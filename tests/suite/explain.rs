//! `explain` tells of every rule what it is, and shows what `check` prints for its faulty examples.

use ratsbericht::cli::Exit;
use ratsbericht::finding::{Code, Severity};

use crate::findings::{code_of, overlays};
use crate::support::workspace::run_args;
use crate::support::{Outcome, Workspace};

fn explain(begriff: &[&str]) -> Outcome {
    run_args(["ratsbericht", "explain"].iter().chain(begriff).map(Into::into))
}

/// A text without line breaks and runs of blanks, as `explain` may break it anywhere.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        let outcome = explain(&[code.id()]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let said = flat(&outcome.stdout);
        let rule = code.rule();
        for part in [code.id(), rule.title, rule.reason, rule.source, rule.severity.name()] {
            assert!(said.contains(&flat(part)), "{part} in:\n{}", outcome.stdout);
        }
        assert_eq!(said.contains("bis = JJJJ-MM-TT"), code.can_be_waived(), "{}", outcome.stdout);
        assert_eq!(said.contains(" ein Fehler Grundlage: "), rule.error_from.is_some(), "{}", outcome.stdout);
    }
}

#[test]
fn every_faulty_example_is_shown() {
    for name in overlays().iter().filter(|name| name.starts_with("RB")) {
        let code = code_of(name);
        let outcome = explain(&[code.id()]);
        let snapshot = include_snapshot(name);
        let body = snapshot.splitn(3, "---\n").nth(2).expect("a head");
        let findings = body.trim_end().rsplit_once("\n\n").expect("a line that counts").0;
        assert!(outcome.stdout.contains(findings), "{name}: {}", outcome.stdout);
        assert!(!outcome.stdout.contains("Prüfung: "), "{name}: {}", outcome.stdout);
        assert!(!outcome.stdout.contains("source: "), "{name}: {}", outcome.stdout);
    }
}

/// What `check` prints for an overlay.
fn include_snapshot(name: &str) -> String {
    let path = crate::support::workspace::fixture(&format!("meldungen/{name}.snap"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn spelling_is_forgiven() {
    let expected = explain(&["RB204"]);
    for begriff in ["rb204", " RB204 ", "Rb204"] {
        assert_eq!(explain(&[begriff]).stdout, expected.stdout, "{begriff}");
    }
}

#[test]
fn an_unknown_code_is_wrong_usage() {
    let outcome = explain(&["RB2O4"]);
    assert_eq!(outcome.exit, Exit::Usage);
    assert!(outcome.stderr.contains("Den Begriff „RB2O4“ gibt es nicht. Meinten Sie „RB204“?"), "{}", outcome.stderr);
    assert!(outcome.stdout.is_empty(), "{}", outcome.stdout);
}

#[test]
fn without_a_code_all_are_listed_by_family() {
    let outcome = explain(&[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let mut severities = 0;
    for code in Code::ALL {
        let line = outcome.stdout.lines().find(|line| line.trim_start().starts_with(code.id())).expect("each code");
        assert!(line.ends_with(code.title()) && line.contains(code.rule().severity.name()), "{line}");
        severities += usize::from(code.rule().severity == Severity::Error);
    }
    assert!(severities > 20);
    let family = outcome.stdout.lines().position(|line| line == "Zuwendungen").expect("the family of grants");
    assert!(outcome.stdout.lines().nth(family + 1).is_some_and(|line| line.trim_start().starts_with("RB701")));
}

#[test]
fn help_names_every_command() {
    let help = run_args(["ratsbericht", "--help"].map(Into::into));
    let missing = run_args(["ratsbericht"].map(Into::into));
    assert_eq!((help.exit, missing.exit), (Exit::Done, Exit::Usage));
    for command in ["build", "check", "figures", "explain"] {
        assert!(help.stdout.contains(&format!("\n  {command} ")), "{}", help.stdout);
        let own = run_args(["ratsbericht", command, "--help"].map(Into::into)).stdout;
        assert!(own.contains(&format!("Aufruf: ratsbericht {command} [")), "{own}");
    }
    assert!(missing.stderr.contains("\n  ratsbericht init stadt "), "{}", missing.stderr);
    assert_eq!(run_args(["ratsbericht", "help"].map(Into::into)).stdout, help.stdout);
}

#[test]
fn what_people_try_instead_of_options_is_understood() {
    let run = |words: &[&str]| run_args(["ratsbericht"].iter().chain(words).map(Into::into));
    assert_eq!(run(&["help", "build"]).stdout, run(&["build", "--help"]).stdout);
    assert_eq!((run(&["-v"]).exit, run(&["-v"]).stdout), (Exit::Done, run(&["--version"]).stdout));
    for (typed, meant) in [("explian", "explain"), ("chek", "check"), ("buld", "build"), ("schem", "schema")] {
        for words in [vec![typed], vec!["help", typed]] {
            let outcome = run(&words);
            assert_eq!(outcome.exit, Exit::Usage);
            assert!(outcome.stderr.contains(&format!("Meinten Sie „{meant}“?")), "{typed}: {}", outcome.stderr);
        }
    }
}

/// The trees that a reader adds up: a count, its parts, a Verschlechterung, a class.
#[test]
fn a_figure_is_explained_by_what_it_follows_from() {
    let aachen = crate::support::workspace::fixture("aachen");
    let tree = |id: &str, paper: &str| {
        let words = ["ratsbericht", "explain", id].map(std::ffi::OsString::from).into_iter();
        let more = ["--only", paper, "--today", "2021-04-01"].map(std::ffi::OsString::from);
        let outcome = run_args(words.chain([aachen.clone().into_os_string()]).chain(more));
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        outcome.stdout
    };
    insta::assert_snapshot!("explain_57", tree("kennzahlen.im_zeitraum", "sachstand-2020"));
    insta::assert_snapshot!("explain_15", tree("kennzahlen.abgeschlossen", "sachstand-2020"));
    insta::assert_snapshot!("explain_egov_57", tree("egov.im_zeitraum", "fb-02-0022-wp18"));
    insta::assert_snapshot!("explain_verbesserung", tree("finanzen.konsumtiv.verbesserung.ff", "fb-61-0034-wp18"));
    insta::assert_snapshot!("explain_klasse", tree("klima.klasse", "fb-61-0034-wp18"));
    insta::assert_snapshot!("explain_eigenanteil", tree("kennzahlen.eigenanteil", "sachstand-2020"));
}

#[test]
fn a_figure_that_is_not_there_has_a_near_one() {
    let aachen = crate::support::workspace::fixture("aachen").into_os_string();
    let words = ["ratsbericht", "explain", "kennzahlen.laufent"].map(std::ffi::OsString::from);
    let outcome = run_args(words.into_iter().chain([aachen]));
    assert_eq!(outcome.exit, Exit::Usage);
    assert!(outcome.stderr.contains("Meinten Sie „kennzahlen.laufend“?"), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
}

#[test]
fn a_printed_number_and_a_rule_of_figures_are_looked_up() {
    let aachen = crate::support::workspace::fixture("aachen").into_os_string();
    let ask = |begriff: &str| {
        let words = ["ratsbericht", "explain", begriff].map(std::ffi::OsString::from);
        let more = ["--today", "2021-04-01"].map(std::ffi::OsString::from);
        run_args(words.into_iter().chain([aachen.clone()]).chain(more))
    };
    let outcome = ask("57");
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stdout.starts_with("Diese Zahlen lauten so:\n"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("weiter mit „ratsbericht explain NAME“"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("  kennzahlen.im_zeitraum  Projekte im Zeitraum: 57\n"), "{}", outcome.stdout);
    for typed in ["−121.256,00 €", "-121.256", "121256", "121.256 €", "-121.256,00"] {
        assert!(ask(typed).stdout.contains("finanzen.konsumtiv.verbesserung.ff"), "{typed}");
    }
    let near = ask("121.256,4").stdout;
    assert!(near.starts_with("So lautet keine Zahl. Am nächsten liegen diese:") && near.contains(".verbesserung.ff"));
    for title in ["Eigenanteil", "eigenantail"] {
        assert!(ask(title).stdout.contains("  kennzahlen.eigenanteil  Eigenanteil"), "{}", ask(title).stdout);
    }
    let rule = ask("f3").stdout;
    assert!(rule.starts_with("F3: Ergebnis des fortgeschriebenen Ansatzes minus"), "{rule}");
    assert!(ask("K4").stdout.contains("K4: Projekte, die an mindestens einem Tag des Zeitraums liefen"));
    // A million is found as a text prints it, and by its number alone.
    let line = "  finanzen.investiv.auszahlungen.gesamt_alt  Auszahlungen, Gesamtbedarf (alt): 1.180.000,00 €\n";
    for millions in ["1,18 Mio. €", "1,180 Mio.", "1,2 Mio. Euro", "1,18\u{a0}Mio.\u{a0}€"] {
        assert!(ask(millions).stdout.contains(line), "{millions}: {}", ask(millions).stdout);
    }
    let bare = ask("1,18").stdout;
    assert!(
        bare.starts_with("Genau so lautet keine Zahl. In Mio. € lauten diese so:\n") && bare.contains(line),
        "{bare}"
    );
    assert!(!ask("1,19 Mio. €").stdout.contains(line), "{}", ask("1,19 Mio. €").stdout);
    for nothing in ["987.654.321", "9.876,5 Mio. €", "K99", "Kuchen"] {
        let outcome = ask(nothing);
        assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Usage, ""), "{nothing}");
        assert!(outcome.stderr.contains("gibt es nicht"), "{}", outcome.stderr);
    }
}

#[test]
fn a_number_that_is_no_figure_is_found_in_the_records() {
    let workspace = Workspace::copy_of("aachen");
    workspace.convert("xlsx");
    let ask = |begriff: &str, root: &std::path::Path| {
        let words = ["ratsbericht", "explain", begriff].map(std::ffi::OsString::from).into_iter();
        let more = ["--today", "2021-04-01"].map(std::ffi::OsString::from);
        let outcome = run_args(words.chain([root.into()]).chain(more));
        assert_eq!(outcome.exit, Exit::Done, "{begriff}: {}", outcome.stderr);
        outcome.stdout
    };
    let head = "Als Kennzahl gibt es diese Zahl nicht. Sie steht in den Daten:\n\n";
    for (numbers, held) in [
        (
            ["700.000,00", "700 000", "700000 €"],
            "  daten/projektboard.xlsx, Blatt Anlagen, D2: „Anschaffungskosten“, AN-01\n",
        ),
        (["148.000", "148 000 kWh", "148.000,0"], "  daten/projektboard.xlsx, Blatt Energie, D9: „Menge“, E-024-1\n"),
    ] {
        for number in numbers {
            let said = ask(number, &workspace.out());
            assert!(said.starts_with(head) && said.contains(held), "{number}: {said}");
        }
    }
    let of_file = ask("700.000", &workspace.root());
    assert!(of_file.contains("  daten/anlagen.json:2:"), "{of_file}");
}

#[test]
fn a_word_that_the_data_begin_with_is_printed_once() {
    let klein = crate::support::workspace::fixture("klein").into_os_string();
    let words =
        ["ratsbericht", "explain", "klima.faktor.diesel", "--today", "2021-04-01"].map(std::ffi::OsString::from);
    let said = run_args(words.into_iter().chain([klein])).stdout;
    assert!(said.contains(": ohne Jahr, Ausgabe 2020, Stand"), "{said}");
}
