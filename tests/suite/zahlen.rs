//! Every number that the example papers print and that comes from data is one of their figures.
//!
//! Two looks, each shown to see what it looks for: the view data, in which a number must carry the id of a figure unless
//! it stands so in the files of the workspace or in the fixed words of a form; and the typeset paper, whose numbers must
//! all stand in the view data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use ratsbericht::figures::{Figure, Wert};
use ratsbericht::load;
use ratsbericht::paper::Paper;
use ratsbericht::pipeline::{self, Wanted};
use ratsbericht::source::Alphabet;
use ratsbericht::typeset::{Asset, Engine, Job};
use ratsbericht::verify::Contents;
use regex::Regex;
use serde_json::Value;

use crate::support::Workspace;
use crate::support::pdf::Pdf;
use crate::support::workspace::fixture;

/// Numbers in the fixed words of the forms and of the report; each is no figure.
const FIXED: [&str; 12] = [
    "CO2",
    "(50 % – 99 %)",
    "(1 % – 49 %)",
    "KomHVO",
    "Digitale Modellregion",
    "je Bescheid mindestens 0",
    "Bewilligungszeitraums 0",
    "mindestens 0",
    "ab Reifegrad 3",
    "Ab Reifegrad 3",
    "Modell 1.1",
    "Modell 2.0",
];

/// How texts write the numbers up to twelve; beyond, they are digits.
const ZAHLWOERTER: [&[&str]; 13] = [
    &["null", "kein", "keine", "keines", "keinem"],
    &["ein", "eine", "eins", "eines", "einem"],
    &["zwei"],
    &["drei"],
    &["vier"],
    &["fünf"],
    &["sechs"],
    &["sieben"],
    &["acht"],
    &["neun"],
    &["zehn"],
    &["elf"],
    &["zwölf"],
];

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\s(„“);]*\d[^\s(„“);]*").expect("a pattern"));
static DAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\d{2}\.\d{2}\.\d{4}|(19|20)\d{2}([–-](19|20)\d{2})?)$").expect("a pattern"));
static THRESHOLD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"≥ \d+(,\d+)? %").expect("a pattern"));
static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#""bezeichnung": "([^"]+)""#).expect("a pattern"));
static PERIOD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d\. (Quartal|Halbjahr) \d{4}|\b\d{4}-[QH]\d\b").expect("a pattern"));
/// How many rows of a cut list are left out, which the test `anlage` counts.
static LEFT_OUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bund [\d.]+ weitere\b").expect("a pattern"));
static RULE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^K\d{1,2}b?$").expect("a pattern"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d[\d.,\u{202f}]*").expect("a pattern"));

/// The papers of the example, with all text of its files.
struct Example {
    papers: Vec<Paper>,
    inputs: String,
}

static EXAMPLE: LazyLock<Example> = LazyLock::new(|| {
    let root = fixture("aachen");
    let loaded = load::workspace(&root, Alphabet::all()).expect("the fixture");
    let today = "2021-04-01".parse().expect("a day");
    let papers = pipeline::prepare(&loaded, &Alphabet::all(), &Wanted::all(&loaded), today).papers;
    let mut inputs = String::new();
    collect(&root, &mut inputs);
    Example { papers, inputs: plain(&inputs) }
});

fn collect(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, text);
        } else if let Ok(content) = fs::read_to_string(&path) {
            text.push_str(&content);
            text.push('\n');
        }
    }
}

/// A text with plain blanks.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Numbers in view data that are no figure and stand in no file, with where they are.
fn untraced(data: &Value, figures: &[Figure], inputs: &str) -> Vec<String> {
    let distinct = |text: fn(&Figure) -> &str| figures.iter().map(text).collect::<BTreeSet<_>>();
    let titles: Vec<String> = distinct(|figure| &figure.titel).into_iter().map(plain).collect();
    let known = Known {
        figures: figures.iter().map(|figure| (figure.id.as_str(), figure)).collect(),
        titles: titles.join("\n"),
        definitions: distinct(|figure| &figure.definition).into_iter().map(plain).collect(),
        inputs,
        names: NAME.captures_iter(inputs).map(|found| found[1].to_owned()).collect(),
    };
    let mut found = Vec::new();
    walk(data, "", &known, &mut found);
    found
}

/// Where a number of a paper may come from.
struct Known<'a> {
    figures: BTreeMap<&'a str, &'a Figure>,
    /// The titles of the figures, one in a line.
    titles: String,
    definitions: Vec<String>,
    /// All text of the workspace.
    inputs: &'a str,
    /// The names of its assets.
    names: Vec<String>,
}

fn walk(value: &Value, path: &str, known: &Known<'_>, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if let Some(id) = map.get("kennzahl").and_then(Value::as_str) {
                return traced(id, map.get("text").and_then(Value::as_str).unwrap_or_default(), path, known, found);
            }
            if let Some(ids) = map.get("kennzahlen").filter(|_| map.contains_key("werte")) {
                bars(map.get("werte"), ids, path, known, found);
            }
            // The annex is made of the figures themselves, an alternative text of the bars beside it, which another test compares;
            // the day of a paper, the levels of headings, the days of an axis, the ends of a scale, how many panels
            // stand beside each other and the names of places are no figures.
            let skipped = |key: &str| {
                let skipped = ["herkunft", "dokument", "gestaltung", "werte", "kennzahlen", "level", "start"];
                skipped.contains(&key) || ["alternativtext", "tage", "skala", "nebeneinander", "anker"].contains(&key)
            };
            let bars = map.contains_key("werte") && map.contains_key("kennzahlen");
            for (key, value) in map {
                if !skipped(key) || (!bars && key == "werte") {
                    walk(value, &format!("{path}/{key}"), known, found);
                }
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                walk(item, &format!("{path}/{i}"), known, found);
            }
        }
        Value::String(text) => words(text, path, known, found),
        Value::Number(number) => found.push(format!("{path}: {number}")),
        Value::Bool(_) | Value::Null => {}
    }
}

/// A printed figure has its id among the figures, with the value that is printed, or with it as a term of its formula.
fn traced(id: &str, text: &str, path: &str, known: &Known<'_>, found: &mut Vec<String>) {
    let Some(figure) = known.figures.get(id) else { return found.push(format!("{path}: no figure {id}")) };
    let printed = figure.wert.text();
    let behind_number = |text: &str, number: &str| text == number || text.starts_with(&format!("{number} "));
    // A change in words says its direction in words, too.
    let change = matches!(figure.wert, Wert::Differenz(_) | Wert::Punkte(_) | Wert::Betrag(_))
        && id.starts_with("veraenderung.")
        && printed.trim_start_matches(['+', '−']) == text;
    // So do the sentences and the box of a first page.
    let amount_in_words = matches!(figure.wert, Wert::Betrag(_))
        && path.starts_with("/deckblatt/")
        && printed.trim_start_matches('−') == text;
    let term = figure.rechnung.glieder.iter().any(|glied| behind_number(&glied.wert, text));
    let in_words = match figure.wert {
        Wert::Anzahl(number) => ZAHLWOERTER.get(number).is_some_and(|words| words.iter().any(|word| says(text, word))),
        _ => false,
    };
    let rounded = match figure.wert {
        Wert::Betrag(betrag) => is_millions(text, betrag.as_cents()),
        _ => false,
    };
    // The form has noughts without cents, and a sign before what gets better.
    let as_the_form_has_it = matches!(figure.wert, Wert::Betrag(betrag) if if betrag.is_zero() { text == "0" } else { text == format!("+{printed}") });
    if !(in_words
        || as_the_form_has_it
        || behind_number(text, &printed)
        || term
        || change
        || amount_in_words
        || rounded)
    {
        found.push(format!("{path}: {id} is {printed}, not {text}"));
    }
}

/// Whether a text is an amount in millions with two decimals, rounded once.
fn is_millions(text: &str, cents: i128) -> bool {
    let digits = text.strip_suffix("\u{a0}Mio.\u{a0}€").map(|digits| digits.replace(',', ""));
    let hundredths = digits.filter(|_| text.contains(',')).and_then(|digits| digits.parse::<i128>().ok());
    hundredths.is_some_and(|parts| (parts * 1_000_000 - cents).abs() <= 500_000)
}

/// Whether a sentence has a word as one of its first two.
fn says(text: &str, word: &str) -> bool {
    text.split_whitespace().take(2).any(|first| first.to_lowercase() == word)
}

/// What is drawn are figures with the values that are drawn; a gap has neither.
fn bars(values: Option<&Value>, ids: &Value, path: &str, known: &Known<'_>, found: &mut Vec<String>) {
    let values: Vec<&Value> = values.and_then(Value::as_array).into_iter().flatten().collect();
    let ids: Vec<&Value> = ids.as_array().into_iter().flatten().collect();
    if values.len() != ids.len() {
        found.push(format!("{path}: {} values and {} figures", values.len(), ids.len()));
    }
    for (value, id) in values.into_iter().zip(ids).filter(|pair| *pair != (&Value::Null, &Value::Null)) {
        let decimal = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let figure = id.as_str().and_then(|id| known.figures.get(id));
        if figure.is_none_or(|figure| figure.wert.decimal() != Some(decimal)) {
            found.push(format!("{path}: {value} of {id:?}"));
        }
    }
}

/// Numbers in plain text: a day or a year, or word for word in a file of the workspace, or fixed.
fn words(text: &str, path: &str, known: &Known<'_>, found: &mut Vec<String>) {
    let text = plain(text);
    // The title and the definition of a figure are its own; they stand in the attached data as they are printed.
    let own = || known.titles.contains(&text) || known.definitions.iter().any(|definition| text.contains(definition));
    // A mere number stands somewhere in any file; words around it make it a text of its own.
    let has_words = text.contains(char::is_alphabetic);
    if text.is_empty() || (has_words && (own() || known.inputs.contains(&text))) {
        return;
    }
    // A number in the name of an asset is part of the name: „1. Abschnitt“.
    let text = known.names.iter().fold(text, |text, name| text.replace(name.as_str(), ""));
    let fixed = FIXED.iter().fold(text.clone(), |text, fixed| text.replace(fixed, ""));
    let fixed = PERIOD.replace_all(&fixed, "");
    let fixed = LEFT_OUT.replace_all(&fixed, "");
    // A threshold that titles of figures name may stand in the title of a list.
    let fixed = THRESHOLD.replace_all(&fixed, |found: &regex::Captures<'_>| {
        if known.titles.contains(&found[0]) { String::new() } else { found[0].to_owned() }
    });
    for found_word in WORD.find_iter(&fixed) {
        let word = found_word.as_str().trim_matches([',', '.', ':', ';', '–', '“', '„']);
        // A name, such as P-097 or an account number, is known from the files.
        let is_file = word.ends_with(".pdf");
        let is_name = word.contains(|c: char| c.is_alphabetic() || c == '-' || c == '/')
            || (word.len() >= 8 && word.chars().all(|c| c.is_ascii_digit()));
        // So is one of two words: "FB 02".
        let before = fixed[..found_word.start()].split_whitespace().next_back().unwrap_or_default();
        let is_named = known.inputs.contains(&format!("\"{before} {word}\""));
        if !(word.is_empty()
            || DAY.is_match(word)
            || RULE.is_match(word)
            || is_file
            || is_named
            || (is_name && known.inputs.contains(word)))
        {
            found.push(format!("{path}: {word} in {text:?}"));
        }
    }
}

/// The numbers of view data, whether they stand in texts or are drawn.
fn numbers(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.values().for_each(|value| numbers(value, found)),
        Value::Array(items) => items.iter().for_each(|value| numbers(value, found)),
        Value::String(text) => found.extend(NUMBER.find_iter(text).map(|number| bare(number.as_str()))),
        Value::Number(number) => drop(found.insert(number.to_string())),
        Value::Bool(_) | Value::Null => {}
    }
}

fn bare(number: &str) -> String {
    number.trim_end_matches(['.', ',', '\u{202f}']).to_owned()
}

/// The numbers that a typeset paper shows and that its view data do not hold. Page numbers stand in the contents and in
/// the annex, which are left out.
fn strange(pdf: &[u8], data: &Value) -> BTreeSet<String> {
    let pdf = Pdf::open(pdf);
    let mut known = BTreeSet::new();
    numbers(data, &mut known);
    // What is drawn in a chart runs together; its bars are looked at in the view data.
    let left_out = ["TOC", "Figure"].into_iter().flat_map(|role| pdf.root().of_role(role));
    let mut text = pdf.root().text();
    for tag in left_out.filter(|tag| !tag.text().is_empty()) {
        text = text.replacen(&tag.text(), "", 1);
    }
    // The register names pages, too; behind it stand the definitions, or what closes the report.
    if let Some((before, register)) = text.clone().rsplit_once("Register der Projekte") {
        let behind = ["Ausblick", "Definitionen"].iter().filter_map(|heading| register.find(heading)).min();
        text = format!("{before}{}", behind.and_then(|at| register.get(at..)).unwrap_or_default());
    }
    // The heading of the annex stands last, and once more in the contents, which are gone.
    let body = text.rsplit_once("Herkunft der Zahlen").map_or(text.as_str(), |(body, _)| body);
    let shown = NUMBER.find_iter(body).map(|number| bare(number.as_str()));
    shown.filter(|number| !known.contains(number)).collect()
}

fn typeset(engine: &Engine, paper: &Paper) -> Vec<u8> {
    let contents = Contents::of(paper);
    let attachments = contents.attachments(b"{}".to_vec());
    let job = Job {
        template: paper.view.template(),
        ident: &paper.ident,
        view: contents.view(),
        attachments: &attachments,
        pictures: false,
    };
    engine.typeset(job).unwrap_or_else(|error| panic!("{:?}", error.messages)).pdf
}

#[test]
fn every_number_of_the_view_data_is_a_figure_or_stands_in_a_file() {
    for paper in &EXAMPLE.papers {
        let found = untraced(&paper.view_data(), &paper.figures, &EXAMPLE.inputs);
        assert!(found.is_empty(), "{}: {found:#?}", paper.name);
        assert!(paper.printed().len() > 15, "{}", paper.name);
    }
}

#[test]
fn a_number_that_lost_its_figure_is_seen() {
    for (name, path, number) in [
        ("sachstand-2020", "/kapitel/0/elemente/0/werte/0/wert", "57"),
        ("fb-61-0034-wp18", "/finanzen/tabellen/0/zeilen/1/zellen/5", "1.205.000,00"),
    ] {
        let paper = EXAMPLE.papers.iter().find(|paper| paper.name == name).expect("the paper");
        // The piece around it; another test shows that the whole has no such number.
        let (around, key) = path.rsplit_once('/').expect("a path");
        let mut piece = paper.view_data().pointer(around).cloned().unwrap_or_else(|| panic!("{around}"));
        let path = &format!("/{key}");
        let place = piece.pointer_mut(path).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(place.pointer("/0/text").and_then(Value::as_str), Some(number), "{place}");
        let id = place.pointer("/0/kennzahl").cloned().expect("an id");
        // As a template or a chapter would print it that forgot the figure, and as one that prints
        // another number, the beginning of the right one, or another in words.
        for wrong in [
            Value::from(number),
            Value::from(format!("rund {number}")),
            serde_json::json!([{ "kennzahl": "kennzahlen.bestand", "text": number }]),
            serde_json::json!([{ "kennzahl": id, "text": number[..1] }]),
            serde_json::json!([{ "kennzahl": id, "text": "drei Projekte" }]),
        ] {
            *piece.pointer_mut(path).expect("the place") = wrong;
            assert_eq!(untraced(&piece, &paper.figures, &EXAMPLE.inputs).len(), 1, "{name}");
        }
    }
}

/// The places of all values of a picture in view data that have the id of a figure beside them.
fn drawn(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            let count = map.get("kennzahlen").and_then(Value::as_array).map_or(0, Vec::len);
            found.extend((0..count).map(|i| format!("{path}/werte/{i}")));
            map.iter().for_each(|(key, value)| drawn(value, &format!("{path}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| drawn(item, &format!("{path}/{i}"), found));
        }
        _ => {}
    }
}

#[test]
fn a_drawn_value_that_is_not_its_figure_is_seen() {
    let report = EXAMPLE.papers.iter().find(|paper| paper.name == "sachstand-2020").expect("the report");
    let data = report.view_data();
    let by_kind = |kind: &str| {
        let elements = data["kapitel"].as_array().into_iter().flatten().flat_map(|k| k["elemente"].as_array());
        let elements: Vec<&Value> = elements.flatten().filter(|element| element["kind"] == kind).collect();
        assert!(!elements.is_empty(), "no {kind}");
        elements[0].clone()
    };
    for kind in ["diagramm", "gruppenbalken", "stufen"] {
        let picture = by_kind(kind);
        assert_eq!(untraced(&picture, &report.figures, &EXAMPLE.inputs), Vec::<String>::new());
        let mut places = Vec::new();
        drawn(&picture, "", &mut places);
        assert!(places.len() >= 5, "{kind}: {places:?}");
        for place in places {
            for wrong in [serde_json::json!("4711.5"), Value::Null] {
                let mut picture = picture.clone();
                *picture.pointer_mut(&place).expect("a value") = wrong;
                assert_eq!(untraced(&picture, &report.figures, &EXAMPLE.inputs).len(), 1, "{kind}: {place}");
            }
        }
    }
}

#[test]
fn a_typeset_paper_shows_no_number_that_its_view_data_do_not_hold() {
    let workspace = Workspace::whole_built();
    for paper in &EXAMPLE.papers {
        let report = format!("{}.pdf", paper.name);
        let vorlage = format!("vorlage-{report}");
        let file = if workspace.out().join(&report).exists() { report } else { vorlage };
        let strange = strange(&workspace.output(&file), &paper.view_data());
        assert_eq!(strange, BTreeSet::new(), "{}", paper.name);
    }
}

#[test]
fn a_template_that_prints_a_number_of_its_own_is_seen() {
    let engine = Engine::new().expect("embedded templates");
    let mut templates: Vec<Asset> = engine.templates().to_vec();
    let main = templates.iter_mut().find(|asset| asset.path == "vorlage.typ").expect("the template");
    let source = String::from_utf8(main.bytes.to_vec()).expect("a text");
    let own = "#par(\"Felder zusammen: \" + str(daten.deckblatt.felder.len() * 1237))\n#deckblatt(daten)";
    main.bytes = source.replacen("#deckblatt(daten)", own, 1).into_bytes().into();
    let engine = Engine::with(templates, engine.fonts().to_vec()).expect("templates");
    let paper = EXAMPLE.papers.iter().find(|paper| paper.name == "fb-61-0034-wp18").expect("the paper");
    let strange = strange(&typeset(&engine, paper), &paper.view_data());
    assert_eq!(strange, BTreeSet::from(["3711".to_owned()]));
}
