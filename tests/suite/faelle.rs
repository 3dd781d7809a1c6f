//! Real papers: the program sees the mistakes that their facts show, and asks for no change where they have none.
//!
//! `fixtures/faelle/faelle.json` holds the facts and what is expected of each mistake; `transcription` makes a workspace
//! of them. The README beside the facts says where they come from.

mod tabelle;
mod transcription;

use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;

use ratsbericht::finding::Code;
use serde::Deserialize;
use serde_json::Value;

use crate::support::Workspace;
use crate::support::workspace::fixture;
use transcription::{Fall, Fassung, Stadt};

/// The workspace in which the papers are checked, without any paper.
const ARBEITSORDNER: &str = "faelle/arbeitsordner";

/// Whether something holds for a paper.
type Applies = fn(&Fall) -> bool;

/// Codes that speak of what the source does not show, and the papers in which they do not speak of the paper.
const AUSGENOMMEN: [(&str, Applies); 6] = [
    // The facts keep no texts.
    ("RB406", |_| true),
    // The source shows no Beratungsfolge.
    ("RB401", |fall| fall.beratungsfolge.is_empty()),
    // JA is ticked, and the source is cut off before the tables.
    ("RB202", Fall::ohne_tabelle),
    // The text names amounts, and the source is cut off before the tables that would hold them.
    ("RB508", Fall::ohne_tabelle),
    // The decision names amounts, and the source does not show the form, whose tick is then NEIN.
    ("RB509", Fall::ohne_tabelle),
    // The text names amounts, and the source does not show the tables.
    ("RB521", Fall::ohne_tabelle),
];

#[test]
fn the_workspace_of_the_papers_is_sound() {
    let outcome = Workspace::copy_of(ARBEITSORDNER).run("check", &[]);
    assert!(!outcome.stderr.contains("Fehler") && !outcome.stderr.contains("Warnung"), "{}", outcome.stderr);
}

#[test]
fn each_mistake_names_codes_or_says_why_it_cannot_be_seen() {
    for Ergebnis { fall, fehler, .. } in ERGEBNISSE.iter() {
        for Fehler { text, sieht, unsichtbar } in fehler {
            let name = format!("{}: {text}", fall.vorlage_nr);
            assert!(sieht.is_some() != unsichtbar.is_some(), "{name}: either codes or a reason");
            assert!(unsichtbar.as_ref().is_none_or(|grund| grund.ends_with('.')), "{name}: a reason is a sentence");
            assert!(sieht.as_ref().is_none_or(|codes| !codes.is_empty()), "{name}: no code");
            for code in fehler_codes(sieht.as_deref()) {
                assert!(Code::ALL.iter().any(|known| known.id() == code), "{name}: {code} is no code");
            }
        }
    }
}

#[test]
fn each_mistake_that_the_facts_show_is_found() {
    let mut missing = String::new();
    for ergebnis in ERGEBNISSE.iter() {
        for fehler in &ergebnis.fehler {
            for erwartet in fehler.sieht.iter().flatten().filter(|erwartet| !ergebnis.sieht(erwartet)) {
                writeln!(missing, "{}: {erwartet} ({})", ergebnis.fall.vorlage_nr, fehler.text).expect("a line");
            }
        }
    }
    assert!(missing.is_empty(), "not found:\n{missing}");
}

#[test]
fn papers_without_a_mistake_have_no_finding_that_asks_for_a_change() {
    let mut wrong = String::new();
    for Ergebnis { fall, befunde, .. } in ERGEBNISSE.iter().filter(|ergebnis| ergebnis.fehler.is_empty()) {
        let excused = |code: &str| AUSGENOMMEN.iter().any(|(known, applies)| *known == code && applies(fall));
        for befund in befunde.iter().filter(|befund| befund.schwere != "Hinweis" && !excused(&befund.code)) {
            writeln!(wrong, "{}: {} {}", fall.vorlage_nr, befund.code, befund.worte).expect("a line");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
#[expect(clippy::print_stdout, reason = "the ratio, and what is found beyond it, is worth reading with --nocapture")]
fn the_table_of_mistakes_is_as_it_was() {
    let (mut table, mut seen, mut invisible, mut all) = (String::new(), 0, 0, 0);
    for ergebnis in ERGEBNISSE.iter().filter(|ergebnis| !ergebnis.fehler.is_empty()) {
        writeln!(table, "{}", ergebnis.fall.vorlage_nr).expect("a line");
        for fehler in &ergebnis.fehler {
            let found = fehler.sieht.as_ref().is_some_and(|codes| codes.iter().all(|code| ergebnis.sieht(code)));
            let says = match (&fehler.sieht, &fehler.unsichtbar) {
                (Some(codes), _) if found => codes.join(", "),
                (Some(codes), _) => format!("not found: {}", codes.join(", ")),
                (None, grund) => format!("unsichtbar: {}", grund.as_deref().unwrap_or_default()),
            };
            (seen, all) = (seen + usize::from(found), all + 1);
            invisible += usize::from(fehler.unsichtbar.is_some());
            writeln!(table, "  {}\n    {says}", fehler.text).expect("a line");
        }
    }
    let ratio = format!("{seen} of {all} mistakes are seen, {invisible} cannot be seen from the facts");
    println!("{}{ratio}", beyond());
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(format!("{table}\n{ratio}\n")) });
    assert_eq!(seen + invisible, all, "{ratio}");
}

/// What the program says of the papers beyond the expected codes, one line per paper.
fn beyond() -> String {
    let mut out = String::new();
    for ergebnis in ERGEBNISSE.iter() {
        let expected: Vec<&str> = ergebnis.fehler.iter().flat_map(|f| fehler_codes(f.sieht.as_deref())).collect();
        let mut codes: Vec<&str> = ergebnis.befunde.iter().map(|befund| befund.code.as_str()).collect();
        codes.retain(|code| !expected.contains(code));
        codes.sort_unstable();
        codes.dedup();
        if !codes.is_empty() {
            writeln!(out, "{} beyond that: {}", ergebnis.fall.vorlage_nr, codes.join(", ")).expect("a line");
        }
    }
    out
}

/// All papers, each checked once for all tests.
static ERGEBNISSE: LazyLock<Vec<Ergebnis>> = LazyLock::new(|| {
    let stadt = Stadt::read(&fixture(ARBEITSORDNER));
    let text = fs::read_to_string(fixture("faelle/faelle.json")).expect("the facts");
    let papers: Vec<Value> = serde_json::from_str(&text).expect("a list of papers");
    papers.into_iter().map(|paper| ergebnis(&stadt, paper)).collect()
});

/// A paper with what was expected of it and what the program says.
struct Ergebnis {
    fall: Fall,
    fehler: Vec<Fehler>,
    befunde: Vec<Befund>,
}

impl Ergebnis {
    /// Whether there is a finding as `"RB206"` or, with words that it must show, `"RB007: „20xx“"` asks for.
    fn sieht(&self, erwartet: &str) -> bool {
        let (code, worte) = erwartet.split_once(": ").unwrap_or((erwartet, ""));
        self.befunde.iter().any(|befund| befund.code == code && befund.worte.contains(worte))
    }
}

/// A mistake that people found in a paper.
#[derive(Debug, Deserialize)]
struct Fehler {
    text: String,
    /// What must be found; see [`Ergebnis::sieht`].
    sieht: Option<Vec<String>>,
    /// Why the facts do not show it.
    unsichtbar: Option<String>,
}

/// The codes of what must be found.
fn fehler_codes(sieht: Option<&[String]>) -> impl Iterator<Item = &str> {
    sieht.unwrap_or_default().iter().filter_map(|erwartet| erwartet.split(':').next())
}

/// What the program says of one paper.
struct Befund {
    code: String,
    schwere: String,
    /// The message and what was found.
    worte: String,
}

fn ergebnis(stadt: &Stadt, paper: Value) -> Ergebnis {
    let fehler = Vec::<Fehler>::deserialize(&paper["fehler"]).expect("a list of mistakes");
    let fall = Fall::deserialize(paper).expect("a paper");
    let befunde = check(stadt, &fall);
    Ergebnis { fall, fehler, befunde }
}

/// Checks a paper as it was written and, where it holds what cannot be read, once more without that.
///
/// A Haushaltsjahr, an amount or a tick that cannot be read takes the whole record with it, and a step of the
/// Beratungsfolge without its Zuständigkeit is left out: no rule looks at them. Whoever wrote the paper would mend that
/// first and see the rest in the next run, which is the second one here. Where nothing is hidden there is one run.
fn check(stadt: &Stadt, fall: &Fall) -> Vec<Befund> {
    let written = stadt.vorlage(fall, Fassung::WieGeschrieben);
    let readable = stadt.vorlage(fall, Fassung::Lesbar);
    let mut befunde = run(stadt, fall, &written);
    if readable != written {
        befunde.extend(run(stadt, fall, &readable));
    }
    befunde
}

/// Runs `check` on a workspace that holds this paper alone, and keeps what concerns the paper.
fn run(stadt: &Stadt, fall: &Fall, vorlage: &Value) -> Vec<Befund> {
    let workspace = Workspace::copy_of(ARBEITSORDNER);
    let slug = fall.nummer().slug();
    let folder = format!("vorlagen/{slug}");
    fs::create_dir_all(workspace.root().join(&folder)).expect("the folder of the paper");
    workspace.write(&format!("{folder}/vorlage.json"), &format!("{vorlage:#}\n"));
    let texts = [("beschlussvorschlag", stadt.beschlussvorschlag(fall)), ("erlaeuterungen", fall.erlaeuterungen())];
    for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        workspace.write(&format!("{folder}/{name}.md"), text);
    }
    let outcome = workspace.run("check", &["--format", "json"]);
    let findings: Vec<Value> = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{}", outcome.stderr));
    findings.iter().filter(|finding| finding["papier"] == slug.as_str()).map(befund).collect()
}

fn befund(finding: &Value) -> Befund {
    let word = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let worte = format!("{} {}", word("meldung"), word("gefunden"));
    Befund { code: word("code"), schwere: word("schwere"), worte }
}
