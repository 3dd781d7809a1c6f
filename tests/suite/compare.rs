//! A published page is held against the paper: every loss is told at its place, and nothing else.

use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use ratsbericht::cli::Exit;
use ratsbericht::plain::{self, Form, Part, lines};
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::verify::published::{Loss, LossKind, Losses, Unreadable, losses};
use serde_json::Value;

use crate::support::workspace::{TODAY, fixture, run_args};
use crate::support::{Outcome, Workspace, pdf};

/// The page of a real paper, as its council information system shows it.
const PAGE: &str = "seiten/fb-02-0022-wp18.html";

/// The view data of the papers of an example, from the PDFs that were built for all tests.
fn views(name: &str) -> Vec<(String, Value)> {
    let workspace = Workspace::built(name);
    let manifest = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    let view =
        |file: &str| serde_json::from_slice(&pdf::attachment(&workspace.output(file), "data.json")).expect("JSON");
    let papers = manifest.files().filter(|file| file.pfad.ends_with(".pdf"));
    papers.map(|file| (file.pfad.clone(), view(&file.pfad))).collect()
}

fn view_of(name: &str, paper: &str) -> Value {
    let found = views(name).into_iter().find(|(file, _)| file == paper);
    found.unwrap_or_else(|| panic!("{paper} is not built")).1
}

fn compared(page: &[u8], view: &Value) -> Losses {
    losses(page, view).unwrap_or_else(|why| panic!("{why}"))
}

/// Runs `compare` on a file, with the main example.
fn compare(file: impl Into<std::ffi::OsString>, options: &[&str]) -> Outcome {
    let args = ["compare".into(), file.into(), fixture("aachen").into(), "--today".into(), TODAY.into()];
    run_args(std::iter::once("ratsbericht".into()).chain(args).chain(options.iter().map(Into::into)))
}

/// A whole page as a program writes it: heads of tables once, a menu, the list of contents, and a footer.
fn as_page(view: &Value) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut html = String::from("<!DOCTYPE html><title>Papier</title><nav><ul>");
    let sections = plain::sections(view);
    for section in &sections {
        write!(html, "<li><a href='#x'>{}</a>", escaped(&section.title)).expect("a string takes everything");
    }
    html.push_str("</ul></nav><main><p>Für Sie im Netz");
    for part in sections.iter().flat_map(|section| &section.parts) {
        let (begin, end) = if matches!(part, Part::Table(_)) { ("<td>", "</td>") } else { ("<p>", "</p>") };
        html.push_str(if begin == "<td>" { "<table><caption>Eine Tabelle mit Zahlen</caption><tr>" } else { "<div>" });
        for line in lines(part, Form::Page).iter().filter(|line| !line.own) {
            write!(html, "{begin}{}{end}", escaped(&line.text)).expect("a string takes everything");
        }
        html.push_str(if begin == "<td>" { "</table>" } else { "</div>" });
    }
    html.push_str("</main><details><summary>Herkunft</summary>57 = 50 + 7</details><footer>Seite 1 von 1</footer>");
    html
}

#[test]
fn what_a_council_information_system_lost_is_found_whole() {
    let outcome = compare(fixture(PAGE), &["--only", "FB 02/0022/WP18"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    let (_, told) = outcome.stdout.split_once(": verglichen").expect("a head");
    insta::assert_snapshot!(told);
    let json = compare(fixture(PAGE), &["--only", "fb-02-0022-wp18", "--format", "json"]);
    assert_eq!(json.exit, Exit::Findings);
    let report: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(report["ergebnis"], "abweichend");
    let found = |kind: &str| -> Vec<(String, String)> {
        let all = report["abweichungen"].as_array().expect("a list").iter().filter(|one| one["art"] == kind);
        let text = |one: &Value, side: &str| one[side].as_str().unwrap_or_default().to_owned();
        all.map(|one| (text(one, "veroeffentlicht"), text(one, "papier"))).collect()
    };
    let letters = [
        ("der Maßnahme r den Klimaschutz", "der Maßnahme für den Klimaschutz"),
        ("der Maßnahme r die Klimafolgenanpassung", "der Maßnahme für die Klimafolgenanpassung"),
        ("t / Jahr ber 1%", "t / Jahr (über 1 %"),
        ("r den Bereich", "Für den Bereich"),
        ("r diesen Schwerpunktbereich", "Für diesen Schwerpunktbereich"),
        ("4) rgerstark: Open Innovation", "Bürgerstark: Open Innovation"),
    ];
    assert_eq!(found("buchstaben"), letters.map(|(published, paper)| (published.to_owned(), paper.to_owned())));
    assert_eq!(found("haekchen").len(), 5);
    assert!(found("haekchen").contains(&("JA NEIN x".into(), "NEIN: angekreuzt".into())));
}

#[test]
fn what_is_as_it_was_gives_no_difference() {
    let mut wrong: Vec<(String, &str, Loss)> = Vec::new();
    for name in ["aachen", "klein", "kreis", "auenfurt"] {
        for (file, view) in views(name) {
            let text = plain::text(&view);
            let windows: Vec<u8> = text.replace('\n', "\r\n").into_bytes();
            for (kind, page) in [("text", text.into_bytes()), ("lines", windows), ("page", as_page(&view).into_bytes())]
            {
                let found = compared(&page, &view);
                wrong.extend(found.losses.into_iter().map(|loss| (file.clone(), kind, loss)));
                assert!(found.words[0] * 100 >= found.words[1] * 98, "{file}: {:?}", found.words);
            }
            let files = plain::files("v", &view);
            if files.len() > 1 {
                let all = |ending: &str| -> Vec<u8> {
                    let parts = files.iter().skip(1).filter(|(path, _)| path.ends_with(ending));
                    parts.flat_map(|(_, content)| content.clone()).collect()
                };
                for ending in [".html", ".txt"] {
                    let found = compared(&all(ending), &view).losses;
                    wrong.extend(found.into_iter().map(|loss| (file.clone(), ending, loss)));
                }
            }
        }
    }
    assert_eq!(wrong, []);
}

/// What somebody does to a text.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Letter,
    Word,
    Digit,
    Tick,
}

/// A text with a damage in a line of its own number, counted among those where it can be done; the line, from 1, and the word.
fn damaged(text: &str, damage: Damage, number: usize) -> Option<(String, usize, String)> {
    let is_box = |word: &str| matches!(word, "nicht" | "angekreuzt");
    let is_part = |word: &str| match damage {
        Damage::Letter | Damage::Word if is_box(word) => false,
        Damage::Letter => word.chars().count() > 3 && word.chars().all(char::is_alphabetic),
        Damage::Word => word.len() > 2 && word.chars().all(char::is_alphanumeric),
        Damage::Digit => {
            word.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
                && word.starts_with(|c: char| c.is_ascii_digit())
                && !word.ends_with('.')
        }
        Damage::Tick => word == "angekreuzt",
    };
    let mut places = Vec::new();
    // Annexes are named on the cover, too; the list of their titles alone is no section that a page must have.
    let end = text.rfind("\nAnlage/n\n").unwrap_or(text.len());
    for (at, line) in text[..end].lines().enumerate() {
        // Pictures and the places of boxes are words of this text alone, and short lines have no neighbours that tell their place.
        if line.starts_with("Bild:") || line.starts_with("Deckung, ") || line.split_whitespace().count() < 3 {
            continue;
        }
        let words = line.split(' ').enumerate().filter(|(_, word)| is_part(word));
        places.extend(words.filter(|(word, _)| *word > 0).map(|(word, _)| (at, word)));
    }
    let (at, word) = *places.get(number.checked_rem(places.len())?)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut words: Vec<String> = lines[at].split(' ').map(str::to_owned).collect();
    let whole = words[word].clone();
    match damage {
        Damage::Letter => drop(words[word].remove(0)),
        Damage::Word => drop(words.remove(word)),
        Damage::Digit => {
            let other = if whole.starts_with('7') { "8" } else { "7" };
            words[word].replace_range(0..1, other);
        }
        Damage::Tick if words.get(word - 1).is_some_and(|before| before == "nicht") => drop(words.remove(word - 1)),
        Damage::Tick => words.insert(word, "nicht".into()),
    }
    lines[at] = words.join(" ");
    Some((lines.join("\n"), at + 1, whole))
}

/// What is wrong with what is told of a damage; `None` where it is told once, at its place, as what it is.
fn mistold(view: &Value, text: &str, damage: Damage, number: usize) -> Option<String> {
    let (page, line, word) = damaged(text, damage, number)?;
    let found = compared(page.as_bytes(), view).losses;
    let kinds: &[LossKind] = match damage {
        // What is left may be another word of the paper.
        Damage::Letter => &[LossKind::Letters, LossKind::Words],
        Damage::Word => &[LossKind::Missing, LossKind::Figure, LossKind::Words],
        Damage::Digit => &[LossKind::Figure],
        Damage::Tick => &[LossKind::Tick],
    };
    // Boxes are told by question, at the first of them.
    let far = if matches!(damage, Damage::Tick) { 4 } else { 1 };
    let is_it = |loss: &Loss| {
        let near = loss.line.and_then(|at| usize::try_from(at).ok()).is_some_and(|at| at.abs_diff(line) <= far);
        near && kinds.contains(&loss.kind)
    };
    let is_told = found.iter().any(is_it) && found.len() <= 2;
    (!is_told).then(|| format!("{damage:?} of „{word}“ in line {line}: {found:#?}"))
}

proptest! {
    #![proptest_config(Config { cases: 8, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_loss_is_told_at_its_place(number in 0_usize..10_000) {
        static PAPERS: LazyLock<Vec<(Value, String)>> = LazyLock::new(|| {
            let papers = ["vorlage-fb-66-0012-wp09.pdf", "digital-2020-q4.pdf"].map(|paper| view_of("klein", paper));
            papers.into_iter().map(|view| (view.clone(), plain::text(&view))).collect()
        });
        for (view, text) in PAPERS.iter() {
            for damage in [Damage::Letter, Damage::Word, Damage::Digit, Damage::Tick] {
                prop_assert_eq!(mistold(view, text, damage, number), None);
            }
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 24, rng_seed: RngSeed::Fixed(11), failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_page_in_any_disorder_is_compared(lines in proptest::collection::vec(0_usize..2_000, 0..400), cut in 0_usize..40) {
        static PAPER: LazyLock<(Value, String)> = LazyLock::new(|| {
            let view = view_of("klein", "vorlage-fb-66-0012-wp09.pdf");
            (view.clone(), as_page(&view).replace("</", "\n</"))
        });
        let (view, page) = &*PAPER;
        let all: Vec<&str> = page.lines().collect();
        let picked = lines.iter().filter_map(|at| all.get(at % all.len())).map(|line| line.get(cut % 5..).unwrap_or(line));
        let mixed = picked.collect::<Vec<_>>().join("\n");
        // What says little is missing whole, or told word by word; that it ends is what counts.
        if let Ok(found) = losses(mixed.as_bytes(), view) {
            prop_assert!(found.words[0] <= found.words[1]);
            prop_assert!(!found.losses.is_empty());
        }
    }
}

#[test]
fn sections_and_sentences_that_are_gone_or_new_are_told() {
    let view = view_of("aachen", "vorlage-fb-02-0022-wp18.pdf");
    let text = plain::text(&view);
    let (before, rest) = text.split_once("\n\nKlimarelevanz\n").expect("the section");
    let (_, after) = rest.split_once("\n\nErläuterungen\n").expect("the next");
    let found = compared(format!("{before}\n\nErläuterungen\n{after}").as_bytes(), &view).losses;
    assert_eq!(
        found.iter().map(|loss| (loss.kind, loss.section.as_str())).collect::<Vec<_>>(),
        [(LossKind::Section, "Klimarelevanz")]
    );
    let gone = "In kurzer Zeit wurde die VDI-Technik massiv ausgeweitet und so die Möglichkeit der mobilen Arbeit geschaffen. ";
    let found = compared(text.replace(gone, "").as_bytes(), &view).losses;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].kind == LossKind::Missing && found[0].paper.contains("mobilen Arbeit geschaffen"), "{found:?}");
    let new = "Der Rat hat alles schon beschlossen.";
    for place in ["Darin ist die Vielzahl", "\nKlimarelevanz\n"] {
        let found = compared(text.replacen(place, &format!("{new}\n\n{place}"), 1).as_bytes(), &view).losses;
        assert_eq!(found.len(), 1, "{place}: {found:?}");
        assert!(
            found[0].kind == LossKind::Added && found[0].published.contains("alles schon beschlossen"),
            "{found:?}"
        );
    }
}

#[test]
fn boxes_are_read_however_they_are_shown() {
    let view = view_of("aachen", "vorlage-fb-02-0022-wp18.pdf");
    let text = plain::text(&view);
    let boxes = |ticked: &str, empty: &str| {
        let line = |line: &str| match line.strip_prefix("- ").and_then(|line| line.split_once(": ")) {
            Some((label, state)) if state.starts_with("angekreuzt") => format!("<p>{ticked} {label}{}", &state[10..]),
            Some((label, state)) if state.starts_with("nicht angekreuzt") => {
                format!("<p>{empty} {label}{}", &state[16..])
            }
            _ => format!("<p>{}", line.replace('<', "&lt;")),
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    };
    for (ticked, empty) in [("☒", "☐"), ("<input type=checkbox checked>", "<input type=checkbox>"), ("&#9745;", "")]
    {
        assert_eq!(compared(boxes(ticked, empty).as_bytes(), &view).losses, [], "{ticked}");
    }
    let kinds = |page: String| compared(page.as_bytes(), &view).losses.iter().map(|loss| loss.kind).collect::<Vec<_>>();
    assert_eq!(kinds(boxes("☐", "☐")), [LossKind::Tick; 5]);
    assert_eq!(kinds(boxes("", "")), [LossKind::Tick; 5]);
}

#[test]
fn pages_that_are_none_are_refused() {
    let view = view_of("klein", "vorlage-fb-66-0012-wp09.pdf");
    assert_eq!(losses(b"%PDF-1.7", &view), Err(Unreadable::Pdf));
    assert_eq!(losses(b"<html><body><script>x</script>", &view), Err(Unreadable::Empty));
    let many = "a ".repeat(2_000_001);
    assert_eq!(losses(many.as_bytes(), &view), Err(Unreadable::Words));
    let other = compared("Ein ganz anderes Papier über etwas anderes.".as_bytes(), &view).losses;
    assert!(other.iter().all(|loss| loss.kind == LossKind::Section) && other.len() == 4, "{other:?}");
    let usage = compare(fixture(PAGE), &[]);
    assert_eq!(usage.exit, Exit::Usage, "{}", usage.stderr);
    let missing = compare("gibt-es-nicht.html", &["--only", "fb-02-0022-wp18"]);
    assert_eq!(missing.exit, Exit::Environment, "{}", missing.stderr);
    let json = compare(
        Workspace::built("aachen").out().join("sachstand-2020.pdf"),
        &["--only", "sachstand-2020", "--format", "json"],
    );
    assert_eq!(json.exit, Exit::Findings);
    assert!(json.stdout.contains("\"ergebnis\": \"nicht_lesbar\""), "{}", json.stdout);
}

#[test]
fn a_word_that_turns_a_sentence_round_is_told() {
    let (_, view) = views("klein").into_iter().find(|(pdf, _)| pdf.starts_with("vorlage-")).expect("a Vorlage");
    let text = plain::text(&view);
    let changed = text.replacen(" beschließt ", " beschließt nicht ", 1);
    assert_ne!(changed, text);
    let losses = compared(changed.as_bytes(), &view).losses;
    assert!(losses.iter().any(|loss| loss.published.contains("beschließt nicht")), "{losses:?}");
}
