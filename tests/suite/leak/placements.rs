//! Workspaces with words that only the whole edition may tell, wherever somebody can write them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::workspace::fixture;

/// The files of a workspace by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// A workspace, and what only its whole edition may tell: what it is, and the letters by which it is found.
pub(super) struct Case {
    pub(super) files: Files,
    pub(super) markers: Vec<(&'static str, String)>,
}

/// Where markers are placed.
pub(super) const KINDS: [&str; 11] = [
    "block",
    "block of a report",
    "title of an annex",
    "file of an annex",
    "decision",
    "explanations",
    "account",
    "amount",
    "project",
    "paper",
    "selection",
];

const VORLAGE: &str = "vorlagen/pegelsensoren/vorlage.json";

/// The texts that a hidden block is put into.
const TEXTS: [&str; 3] = ["beschlussvorschlag", "erlaeuterungen", "weitere-erlaeuterungen"];

/// Numbers that only look random: the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    /// A word that stands nowhere else.
    fn word(&mut self) -> String {
        let letters = b"bdfgjkmpqvwxz";
        std::iter::repeat_with(|| char::from(letters[self.next(letters.len())])).take(10).collect()
    }
}

/// The files of the small example.
fn klein() -> Files {
    let (root, mut files) = (fixture("klein"), Files::new());
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).map(Path::to_owned).expect("a path below").display().to_string();
                files.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    files
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).expect("UTF-8")
}

fn json_of(files: &Files, path: &str) -> Value {
    serde_json::from_str(&text(files, path)).expect("JSON")
}

fn put(files: &mut Files, path: &str, value: &Value) {
    files.insert(path.to_owned(), format!("{value:#}\n").into_bytes());
}

/// Puts a hidden block between two paragraphs of a text.
fn hide_in(files: &mut Files, path: &str, block: &str, numbers: &mut Numbers) {
    let whole = text(files, path);
    let mut paragraphs: Vec<&str> = whole.split("\n\n").collect();
    let block = format!("::: nichtöffentlich\n{block}\n:::");
    // Between items of a list there is no such place.
    let places: Vec<usize> =
        (0..=paragraphs.len()).filter(|at| paragraphs.get(*at).is_none_or(|next| !next.starts_with(' '))).collect();
    paragraphs.insert(places[numbers.next(places.len())], &block);
    let text = paragraphs.join("\n\n");
    files.insert(path.to_owned(), text.into_bytes());
}

/// Ways to write a word in a block.
fn written(word: &str, numbers: &mut Numbers) -> String {
    match numbers.next(7) {
        0 => format!("Der Eigentümer {word} verlangt mehr."),
        1 => format!("- erstens\n- zweitens {word}\n  - drittens"),
        2 => format!("### Preis {word}\n\nEr steht noch nicht fest."),
        3 => format!("| Bieter | Rang |\n|---|--:|\n| {word} | 1 |"),
        4 => format!("Siehe [dort](https://intern.example/{word}) und **{word}**."),
        5 => format!("1. eins\n\n2. *{word}*\n\n{{% if vorlage.nummer %}}Schluss{{% endif %}}"),
        _ => format!("{{{{ vorlage.nummer }}}} betrifft\n{word}.\n\n\n\nZweiter Absatz."),
    }
}

/// The small example with a paper that is nichtöffentlich, a hidden block, a hidden annex and hidden forms.
pub(super) fn example() -> Files {
    let mut files = klein();
    let mut vorlage = json_of(&files, VORLAGE);
    let mut personal = vorlage.clone();
    vorlage["nichtoeffentlich"] = json!(["finanzen", "klimarelevanz"]);
    let annex = json!({ "titel": "Kaufvertrag", "status": "nichtöffentlich" });
    vorlage["anlagen"].as_array_mut().expect("annexes").push(annex);
    vorlage["beratungsfolge"][0]["nichtoeffentlich"] = json!(true);
    put(&mut files, VORLAGE, &vorlage);
    let erlaeuterungen = "vorlagen/pegelsensoren/erlaeuterungen.md";
    let more = "\n::: nichtöffentlich\nDas Grundstück gehört einem Anlieger.\n\n- Er verkauft nicht.\n:::\n\n\
                Der Bau kostet {{ finanzen.investiv.auszahlungen.gesamt_neu }} Euro.{% if finanzen.investiv.ergebnis.ansatz > 0 %} \
                Er bringt etwas ein.{% else %} Er bringt nichts ein.{% endif %}\n";
    files.insert(erlaeuterungen.to_owned(), format!("{}{more}", text(&files, erlaeuterungen)).into_bytes());
    personal["nummer"] = json!("FB 10/0044/WP09");
    personal["federfuehrend"] = json!("FB 10");
    personal["status"] = json!("nichtöffentlich");
    personal["anlagen"] = json!([]);
    personal["kennzahlen"] = json!([]);
    put(&mut files, "vorlagen/personal/vorlage.json", &personal);
    files.insert(
        "vorlagen/personal/beschlussvorschlag.md".into(),
        text(&files, "vorlagen/pegelsensoren/beschlussvorschlag.md").into_bytes(),
    );
    files
}

/// The workspace of a number.
pub(super) fn case(seed: u64) -> Case {
    let mut case = Case { files: klein(), markers: Vec::new() };
    let mut numbers = Numbers(seed.wrapping_mul(7_919).wrapping_add(17));
    case.selection(&mut numbers);
    for _ in 0..1 + numbers.next(2) {
        case.blocks(&mut numbers);
    }
    case.annex(&mut numbers);
    match seed % 3 {
        0 => case.forms(&mut numbers),
        1 => case.texts(&mut numbers),
        _ => case.paper(&mut numbers),
    }
    case
}

impl Case {
    fn mark(&mut self, kind: &'static str, numbers: &mut Numbers) -> String {
        let word = numbers.word();
        self.markers.push((kind, word.clone()));
        word
    }

    fn edit(&mut self, path: &str, edit: impl FnOnce(&mut Value)) {
        let mut value = json_of(&self.files, path);
        edit(&mut value);
        put(&mut self.files, path, &value);
    }

    /// A block in a text of the Vorlage and one in a text of the report.
    fn blocks(&mut self, numbers: &mut Numbers) {
        let word = self.mark("block", numbers);
        let block = written(&word, numbers);
        let path = format!("vorlagen/pegelsensoren/{}.md", TEXTS[numbers.next(TEXTS.len())]);
        hide_in(&mut self.files, &path, &block, numbers);
        let word = self.mark("block of a report", numbers);
        let path = ["einleitung", "ausblick"][numbers.next(2)];
        let block = format!("{word} ist noch nicht entschieden.");
        hide_in(&mut self.files, &format!("berichte/digital-2020-q4/{path}.md"), &block, numbers);
    }

    /// A hidden annex before or behind the public one.
    fn annex(&mut self, numbers: &mut Numbers) {
        let (titel, datei) = (self.mark("title of an annex", numbers), self.mark("file of an annex", numbers));
        let annex = json!({ "titel": titel, "datei": format!("{datei}.pdf"), "status": "nichtöffentlich" });
        self.files.insert(format!("vorlagen/pegelsensoren/anlagen/{datei}.pdf"), b"%PDF".to_vec());
        let at = numbers.next(2);
        self.edit(VORLAGE, |vorlage| vorlage["anlagen"].as_array_mut().expect("annexes").insert(at, annex));
    }

    /// A selection of projects that only a hidden block names.
    fn selection(&mut self, numbers: &mut Numbers) {
        let word = self.mark("selection", numbers);
        let own = json!({ "name": word, "auswahl": "alle", "zeitraum": "2020-Q3" });
        self.edit(VORLAGE, |vorlage| vorlage["kennzahlen"].as_array_mut().expect("a list").push(own));
        let block = format!("Es waren {{{{ {word}.laufend }}}}.");
        hide_in(&mut self.files, "vorlagen/pegelsensoren/erlaeuterungen.md", &block, numbers);
    }

    /// Both forms, of which the money follows from a project that nothing else names.
    fn forms(&mut self, numbers: &mut Numbers) {
        let (account, project) = (self.mark("account", numbers), self.mark("project", numbers));
        let amount = format!("98{:09}", numbers.next(1_000_000_000));
        self.markers.push(("amount", amount.clone()));
        let amount: u64 = amount.parse().expect("a number");
        self.secret_project(&project, amount);
        self.edit(VORLAGE, |vorlage| {
            vorlage["nichtoeffentlich"] = json!(["finanzen", "klimarelevanz"]);
            vorlage["projekte"] = json!(["K-900"]);
            vorlage["finanzen"] = json!({
                "auswirkungen": "JA", "haushaltsjahr": 2021,
                "psp_elemente": [{ "psp": "5-660101-000-00100-300-1", "text": account }],
            });
        });
        self.name_forms();
    }

    /// Public words name numbers of the forms all the same.
    fn name_forms(&mut self) {
        let path = "vorlagen/pegelsensoren/erlaeuterungen.md";
        let named = "\n\nEs sind {{ finanzen.investiv.auszahlungen.gesamt_neu|euro }}, ohne Cent \
                     {{ zahl[\"finanzen.investiv.auszahlungen.gesamt_neu\"]|glatt }}.\
                     {% if finanzen.investiv.auszahlungen.ansatz > 5 %} Viel.{% elif klima.grenze_gross > 3 %} Wenig.{% endif %}\n";
        self.files.insert(path.to_owned(), format!("{}{named}", text(&self.files, path)).into_bytes());
    }

    /// A project outside of every selection, with a budget.
    fn secret_project(&mut self, titel: &str, amount: u64) {
        let toml = text(&self.files, "ratsbericht.toml");
        let field = "[[handlungsfeld]]\nkennung = \"liegenschaften\"\nname = \"Liegenschaften\"\n\n[[handlungsfeld]]";
        self.files.insert("ratsbericht.toml".into(), toml.replacen("[[handlungsfeld]]", field, 1).into_bytes());
        let project = json!({
            "kennung": "K-900", "titel": titel, "handlungsfeld": "liegenschaften", "fachbereich": "FB 66",
            "ziele": ["Z3"], "beginn": "2020-10-12", "ende_geplant": "2021-12-31",
        });
        self.edit("daten/projekte.json", |rows| rows.as_array_mut().expect("rows").push(project));
        let row = json!({
            "projekt": "K-900", "jahr": 2021, "art": "investiv", "zeile": "Auszahlungen", "ansatz": amount,
            "psp": "5-660101-000-00100-300-1", "kostenart": "78310000",
        });
        self.edit("daten/haushalt.json", |rows| rows.as_array_mut().expect("rows").push(row));
    }

    /// Whole texts.
    fn texts(&mut self, numbers: &mut Numbers) {
        for (kind, name) in [("decision", "beschlussvorschlag"), ("explanations", "erlaeuterungen")] {
            let word = self.mark(kind, numbers);
            let path = format!("vorlagen/pegelsensoren/{name}.md");
            let more = format!("\n\nDas betrifft {word}.\n");
            self.files.insert(path.clone(), format!("{}{more}", text(&self.files, &path)).into_bytes());
        }
        self.edit(VORLAGE, |vorlage| vorlage["nichtoeffentlich"] = json!(["erlaeuterungen", "beschlussvorschlag"]));
    }

    /// A Vorlage and a report that are nichtöffentlich, and the project that only the Vorlage names.
    fn paper(&mut self, numbers: &mut Numbers) {
        let project = self.mark("project", numbers);
        self.secret_project(&project, 1_000);
        let mut vorlage = json_of(&self.files, VORLAGE);
        for key in ["anlagen", "kennzahlen", "nichtoeffentlich"] {
            vorlage[key] = json!([]);
        }
        vorlage["nummer"] = json!("FB 66/0777/WP09");
        vorlage["status"] = json!("nichtöffentlich");
        vorlage["projekte"] = json!(["K-900"]);
        vorlage["finanzen"] = json!({ "auswirkungen": "JA", "haushaltsjahr": 2021 });
        vorlage["betreff"] = json!(format!("Ankauf {}", self.mark("paper", numbers)));
        let name = self.mark("paper", numbers);
        put(&mut self.files, &format!("vorlagen/{name}/vorlage.json"), &vorlage);
        let decision = text(&klein(), "vorlagen/pegelsensoren/beschlussvorschlag.md");
        self.files.insert(format!("vorlagen/{name}/beschlussvorschlag.md"), decision.into_bytes());
        let mut bericht = json_of(&self.files, "berichte/digital-2020-q4/bericht.json");
        let name = self.mark("paper", numbers);
        bericht["titel"] = json!(self.mark("paper", numbers));
        bericht["status"] = json!("nichtöffentlich");
        put(&mut self.files, &format!("berichte/{name}/bericht.json"), &bericht);
    }
}
