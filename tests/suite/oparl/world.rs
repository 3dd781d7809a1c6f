//! A municipality with made-up papers that are published, changed and withdrawn.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use ratsbericht::finding::Log;
use ratsbericht::load;
use ratsbericht::model::{Decode, Edition, Stammdaten};
use ratsbericht::release::oparl::inspect::{Inspection, inspect};
use ratsbericht::release::oparl::{Texts, Tree};
use ratsbericht::release::{Facts, FileFacts, PaperState, Role, State, Step, Version, Withdrawal, paper_uuid};
use ratsbericht::source::{Alphabet, digest};
use serde_json::{Value, json};
use sha2::{Digest, Sha512};

use crate::support::workspace::fixture;

pub(super) const BASIS: &str = "https://ratsinfo.musterstadt.example/";

/// What lies where something was taken away.
pub(super) const GONE: &[u8] = b"gone";

pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// What was published, and what lies on the server.
pub(super) struct World {
    pub(super) stammdaten: Stammdaten,
    pub(super) state: State,
    /// The tree of the last run.
    pub(super) tree: Files,
    /// The day of the next run.
    pub(super) tag: NaiveDate,
    /// How often a text was asked for.
    pub(super) asked: Cell<usize>,
    pub(super) has_texts: bool,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            stammdaten: stammdaten(""),
            state: State { fassung: State::FASSUNG, basis_url: Some(BASIS.into()), ..State::default() },
            tree: Files::new(),
            tag: day("2021-03-01"),
            asked: Cell::new(0),
            has_texts: true,
        }
    }

    /// A world with so many papers, published.
    pub(super) fn with(papers: usize) -> Self {
        let mut world = Self::new();
        for _ in 0..papers {
            world.add();
        }
        world.publish();
        world
    }

    /// Adds a paper that was never published.
    pub(super) fn add(&mut self) {
        let paper = paper(self.state.papiere.len());
        self.state.papiere.push(paper);
    }

    pub(super) fn paper(&mut self, at: usize) -> &mut PaperState {
        self.state.papiere.get_mut(at).expect("a paper")
    }

    /// Writes the tree anew, and gives the one before.
    pub(super) fn publish(&mut self) -> Files {
        let texts = |_: &PaperState, file: &FileFacts| {
            self.asked.set(self.asked.get() + 1);
            (self.has_texts && file.media_type == "application/pdf").then(|| format!("Text von {}", file.sha256))
        };
        let mut tree = Files::new();
        let (papers, objects) = (&self.state.papiere, &mut self.state.objekte);
        let made = Tree::new(&self.stammdaten, BASIS, papers, objects, self.tag, &texts);
        write(&made, &texts, &mut tree);
        std::mem::replace(&mut self.tree, tree)
    }

    /// The objects of a paper, as its package has them.
    pub(super) fn of_paper(&mut self, at: usize) -> Vec<(String, Vec<u8>)> {
        let texts = |_: &PaperState, file: &FileFacts| {
            (file.media_type == "application/pdf").then(|| format!("Text von {}", file.sha256))
        };
        let objects = &mut self.state.objekte.clone();
        let tree = Tree::new(&self.stammdaten, BASIS, &self.state.papiere, objects, self.tag, &texts);
        assert_eq!(*objects, self.state.objekte, "nothing has changed");
        let paper = self.state.papiere.get(at).expect("a paper");
        tree.of_paper(&paper.uuid, &texts)
    }

    /// What lies at a path below the address.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        let of_paper = |paper: &PaperState| {
            let name = path.strip_prefix(&format!("dateien/{}/", paper.uuid))?;
            paper
                .dateien
                .iter()
                .any(|file| file.name == name)
                .then(|| content(&paper.uuid, name, paper.versionen.len()))
        };
        self.tree.get(path).cloned().or_else(|| self.state.papiere.iter().find_map(of_paper))
    }

    /// Writes all that lies on the server to a folder; gives how many files that are.
    #[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
    pub(super) fn write_to(&self, folder: &Path) -> usize {
        let of_paper = |paper: &PaperState| {
            let path = |file: &FileFacts| format!("dateien/{}/{}", paper.uuid, file.name);
            paper.dateien.iter().map(path).collect::<Vec<_>>()
        };
        let files: Vec<String> = self.state.papiere.iter().flat_map(of_paper).collect();
        for path in self.tree.keys().chain(&files) {
            let target = folder.join(path);
            fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            fs::write(&target, self.read(path).expect("there")).expect("written");
        }
        self.tree.len() + files.len()
    }

    pub(super) fn value(&self, path: &str) -> Value {
        value(&self.tree[path])
    }

    /// The path of a paper's object.
    pub(super) fn path(&self, at: usize) -> String {
        format!("oparl/paper/{}.json", self.state.papiere[at].uuid)
    }

    /// What is found in the tree, some of it being something else.
    pub(super) fn inspect(&self, other: &Files) -> Inspection {
        let read = |url: &str| {
            let path = url.strip_prefix(BASIS)?;
            let media = if path.ends_with(".json") { "application/json; charset=utf-8" } else { "application/pdf" };
            let media = if path.ends_with(".txt") { "text/plain; charset=utf-8" } else { media };
            let content = other.get(path).cloned().or_else(|| self.read(path)).filter(|content| content != GONE)?;
            Some((content, Some(media.to_owned())))
        };
        inspect(&format!("{BASIS}oparl/system.json"), BASIS, 100_000, &read)
    }
}

fn write(made: &Tree<'_>, texts: Texts<'_>, tree: &mut Files) {
    let mut sink = |path: String, content: Vec<u8>| match tree.insert(path.clone(), content) {
        None => Ok(()),
        Some(_) => Err(format!("twice: {path}")),
    };
    made.write(texts, &mut sink).expect("every path once");
}

pub(super) fn value(content: &[u8]) -> Value {
    serde_json::from_slice(content).expect("JSON")
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The master data of a small municipality without the body of a Kennung.
pub(super) fn stammdaten(without: &str) -> Stammdaten {
    let toml = fs::read_to_string(fixture("klein").join("ratsbericht.toml")).expect("the fixture");
    let sections = toml.split("\n[[").filter(|section| !section.contains(&format!("kennung = \"{without}\"\n")));
    let own = "\n[veroeffentlichung]\nags = \"05123000\"\nkontakt = \"daten@musterstadt.example\"\n";
    let toml = sections.collect::<Vec<_>>().join("\n[[") + own;
    let node = load::toml_text(&toml).expect("TOML");
    Stammdaten::decode(&node, &mut Log::new(Alphabet::all())).expect("valid master data")
}

/// The bytes of a file of a version.
fn content(uuid: &str, name: &str, version: usize) -> Vec<u8> {
    format!("{uuid} {name} {version}").into_bytes()
}

/// A file of a version of a paper.
pub(super) fn file(uuid: &str, role: Role, name: &str, version: usize) -> FileFacts {
    let bytes = content(uuid, name, version);
    let media_type = if name.ends_with(".pdf") { "application/pdf" } else { "text/plain" };
    FileFacts {
        role,
        name: name.into(),
        titel: format!("Titel von {}", name.split('.').next().unwrap_or_default()),
        media_type: media_type.into(),
        bytes: bytes.len() as u64,
        sha256: digest(&bytes),
        sha512: Sha512::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// The files of a paper by its number.
pub(super) fn files(uuid: &str, stem: &str, version: usize) -> Vec<FileFacts> {
    let all = [
        (Role::Main, ".pdf"),
        (Role::Derived, ".txt"),
        (Role::Annex, "_Anlage.pdf"),
        (Role::DerivedAnnex, "_Anlage.txt"),
    ];
    all.map(|(role, end)| file(uuid, role, &format!("{stem}{end}"), version)).into()
}

pub(super) fn version(public: bool) -> Version {
    let edition = if public { Edition::Public } else { Edition::Whole };
    Version {
        am: day("2021-03-01"),
        freigegeben_am: day("2021-02-26"),
        freigegeben_durch: "FB 10".into(),
        grund: None,
        inhalt: String::new(),
        pdf: [(edition, String::new())].into(),
    }
}

pub(super) fn withdrawal() -> Option<Withdrawal> {
    Some(Withdrawal { am: day("2021-03-01"), grund: "Der Antrag hat sich erledigt.".into() })
}

/// The step of a Beratungsfolge.
pub(super) fn step(gremium: &str, tag: &str, entscheidet: bool) -> Step {
    let zustaendigkeit = if entscheidet { "Entscheidung" } else { "Vorberatung" };
    Step {
        gremium: gremium.into(),
        datum: day(tag),
        zustaendigkeit: zustaendigkeit.into(),
        entscheidet,
        nichtoeffentlich: false,
    }
}

/// A paper by its place; four papers come to the same meetings.
fn paper(at: usize) -> PaperState {
    let uuid = paper_uuid(BASIS, &format!("vorlage-{at}"));
    let (month, tag) = (1 + at / 4 / 28 % 12, 1 + at / 4 % 28);
    let year = 2021 + at / 4 / 28 / 12;
    let meeting = format!("{year}-{month:02}-{tag:02}");
    let facts = Facts {
        nummer: Some(format!("FB 10/{at:04}/WP09")),
        titel: format!("Pegel „{at}“ & Umgebung"),
        art: "Entscheidungsvorlage".into(),
        datum: day("2021-02-01"),
        zeitraum: None,
        reihe: None,
        federfuehrend: Some("FB 10".into()),
        beteiligt: vec!["FB 66".into(), "Dez. 2".into()],
        verfasser: None,
        schlagworte: vec!["Pegel".into()],
        beratungsfolge: vec![step("HFA", &meeting, false), step("Rat", &meeting, true)],
        ersetzt: None,
        finanzen: json!({ "gesamtbetrag": "120000.00", "leer": null }),
        klimarelevanz: json!({ "wirkung": "positiv" }),
    };
    let dateien = files(&uuid, &format!("FB_10_{at:04}_WP09"), 1);
    let name = format!("vorlage-{at}");
    PaperState {
        uuid,
        name,
        angaben: facts,
        paket: String::new(),
        dateien_nichtoeffentlich: Vec::new(),
        dateien,
        versionen: vec![version(true)],
        zurueckgezogen: None,
        ersetzt_durch: None,
    }
}
