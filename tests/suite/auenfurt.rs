//! A city that numbers its papers, names their kinds and does without forms in its own way.

use ratsbericht::cli::Exit;
use serde_json::Value;

use crate::findings::overlaid;
use crate::support::{Workspace, pdf};

/// Pattern and number as municipalities have them, and what the paper's file is called.
const NUMBERS: [(&str, &str, &str); 7] = [
    ("{Jahr:####}/{Nummer:####}", "2021/0481", "vorlage-2021-0481.pdf"),
    ("{Wahlperiode}-DS-{Nummer:#####}", "WP09-DS-01234", "vorlage-wp09-ds-01234.pdf"),
    ("VO/{Nummer:####}/{Jahr:####}", "VO/0123/2021", "vorlage-vo-0123-2021.pdf"),
    ("{Jahr:##}{Nummer:####}[-{Folge:##}]", "212775-02", "vorlage-212775-02.pdf"),
    ("{Einheit:##}/{Nummer}/{Jahr:##}", "66/7/21", "vorlage-66-7-21.pdf"),
    ("{Nummer:####}/{Jahr:####}/BV", "0123/2020/BV", "vorlage-0123-2020-bv.pdf"),
    ("{Einheit}/{Nummer:####}/{Wahlperiode:WP##}[-{Folge}]", "FB 66/0012/WP09-2", "vorlage-fb-66-0012-wp09-2.pdf"),
];

#[test]
fn numbers_of_other_municipalities_are_sound_and_name_the_file() {
    for (muster, nummer, file) in NUMBERS {
        let workspace = Workspace::copy_of("klein");
        let config = workspace.read("ratsbericht.toml");
        workspace.write("ratsbericht.toml", &format!("{config}\n[vorlage]\nnummer = [\"{muster}\"]\n"));
        workspace.edit("vorlagen/pegelsensoren/vorlage.json", "FB 66/0012/WP09", nummer);
        let outcome = workspace.run("check", &["--only", nummer]);
        assert_eq!(outcome.stderr, "Prüfung ohne Befund.\n", "{muster}");
        workspace.build_only(nummer);
        assert!(workspace.out().join(file).exists(), "{file}");
    }
}

#[test]
fn the_form_may_be_written_as_words_of_ones_own() {
    let outcome = Workspace::copy_of("auenfurt").run("check", &[]);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Exit::Done, "Prüfung ohne Befund.\n"));
}

#[test]
fn papers_print_the_words_and_forms_of_their_city() {
    let workspace = Workspace::built("auenfurt");
    let [decision, information] =
        ["vorlage-vii-ds-01234.pdf", "vorlage-vii-ifo-00871.pdf"].map(|name| view(&workspace.output(name)));
    assert_eq!(decision["deckblatt"]["vorlageart"], "Beschlussvorlage");
    let steps = decision["deckblatt"]["beratungsfolge"].as_array().expect("steps");
    let words: Vec<&str> = steps.iter().filter_map(|step| step["zustaendigkeit"].as_str()).collect();
    assert_eq!(words, ["Anhörung", "Vorberatung", "Beschlussfassung"]);
    assert!(decision["finanzen"].is_object() && decision["klimarelevanz"].is_null());
    assert_eq!(information["deckblatt"]["vorlageart"], "Informationsvorlage");
    assert!(information["finanzen"].is_null() && information["klimarelevanz"].is_null());
}

/// What a paper prints, as it is attached to it.
fn view(paper: &[u8]) -> Value {
    serde_json::from_slice(&pdf::attachment(paper, "data.json")).expect("view data")
}

/// Rules know what the city's words mean: file, what is changed in it, and the code that follows.
const MISTAKES: [(&str, &str, &str, &str); 7] = [
    ("schulwege/vorlage.json", "\"2021-02-09\"", "\"2021-02-25\"", "RB407"),
    ("schulwege/vorlage.json", "\"VII-DS-01234\"", "\"VI-DS-01234\"", "RB405"),
    ("schulwege/vorlage.json", "\"VII-DS-01234\"", "\"VII-DS-1234\"", "RB017"),
    ("schulwege/vorlage.json", "\"Vorberatung\"", "\"Anhörung/Empfehlung\"", "RB011"),
    ("schulwege/vorlage.json", "\"Beschlussfassung\"", "\"Vorberatung\"", "RB411"),
    ("schulwege/vorlage.json", "\"Beschlussvorlage\"", "\"Entscheidungsvorlage\"", "RB011"),
    ("sachstand/beschlussvorschlag.md", "nimmt den Stand", "beschließt den Stand", "RB411"),
];

#[test]
fn rules_know_what_the_words_of_a_city_mean() {
    for (file, from, to, code) in MISTAKES {
        let workspace = Workspace::copy_of("auenfurt");
        workspace.edit(&format!("vorlagen/{file}"), from, to);
        let outcome = workspace.run("check", &[]);
        assert!(outcome.stderr.contains(&format!("[{code}]: ")), "{from} {to}: {}", outcome.stderr);
    }
}

#[test]
fn a_decision_needs_its_draft_whatever_the_kind_is_called() {
    let workspace = Workspace::copy_of("auenfurt");
    for paper in ["schulwege", "sachstand"] {
        std::fs::remove_file(workspace.root().join(format!("vorlagen/{paper}/beschlussvorschlag.md")))
            .expect("a draft");
    }
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.stderr.matches("[RB406]: ").count(), 1, "{}", outcome.stderr);
}

#[test]
fn without_sections_of_its_own_a_city_has_the_words_of_the_form() {
    let outcome = overlaid("findings/RB017-fremde-nummer").run("check", &[]);
    assert!(outcome.stderr.contains("unter [vorlage] bei „nummer“ das Muster"), "{}", outcome.stderr);
}

#[test]
fn the_council_decides_by_the_word_of_its_city() {
    let workspace = Workspace::copy_of("auenfurt");
    let paper = "vorlagen/schulwege/vorlage.json";
    workspace.edit(paper, "\"ansatz\": 64000", "\"ansatz\": 0");
    assert!(!workspace.run("check", &[]).stderr.contains("[RB413]"));
    workspace.edit(paper, "\"Beschlussfassung\"", "\"Vorberatung\"");
    let outcome = workspace.run("check", &[]);
    assert!(outcome.stderr.contains("[RB413]: "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("mit der Zuständigkeit „Beschlussfassung“"), "{}", outcome.stderr);
}
