//! Pages of the example papers against stored pictures.
//!
//! `BILDER_UPDATE=1 cargo test --locked --test suite -- bilder::seiten` stores them anew; look at them before you commit.

use std::fs;
use std::path::{Path, PathBuf};

use ratsbericht::typeset::{Engine, Job};

use crate::papers::{ANLAGE, LIGHTS, REPORT, ROAD, SEED, bytes, paper};
use crate::support::pdf;
use crate::support::raster::{Raster, pages};

/// The pages that stand for all: of a paper, each with the heading that stands on it and the name of its picture.
const SEITEN: [(&str, &[(&str, &str)]); 5] = [
    (SEED, &[("Beschlussvorschlag", "deckblatt")]),
    (ROAD, &[("Finanzielle Auswirkungen", "finanzen")]),
    (LIGHTS, &[("Klimarelevanz", "klima")]),
    (
        REPORT,
        &[
            ("Auf einen Blick", "blick"),
            ("Stand nach Dezernat und Ziel", "stand"),
            ("Mittelabfluss nach Förderprogramm", "mittelabfluss"),
        ],
    ),
    (ANLAGE, &[("Zeitleiste der Projekte", "zeitleiste")]),
];

const DPI: u32 = 40;
/// How many pixels in ten thousand may differ.
const TOLERANZ: usize = 10;
/// A stored picture takes no more bytes.
const GROESSE: usize = 40_000;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/bilder").join(format!("{name}.png"))
}

/// The pages of a paper that headings stand on, laid out anew from what the paper carries, with a change where one is wanted;
/// as they come back from a stored picture.
fn pages_of(name: &str, headings: &[(&str, &str)], change: impl Fn(&str) -> String) -> Vec<Raster> {
    let attached = |file: &'static str| (file, pdf::attachment(bytes(name), file.trim_start_matches('/')));
    let attachments = ["/figures.json", "/figures.csv", "/nachweis.json"].map(attached);
    let view = String::from_utf8(pdf::attachment(bytes(name), "data.json")).expect("a text");
    let template = if [REPORT, ANLAGE].contains(&name) { "sachstandsbericht.typ" } else { "vorlage.typ" };
    let engine = Engine::new().expect("embedded templates");
    let view = change(&view);
    let job = Job { template, ident: name, view: view.as_bytes(), attachments: &attachments, pictures: false };
    let place = |heading: &str| paper(name).page_of(heading).unwrap_or_else(|| panic!("no {heading} in {name}"));
    let wanted: Vec<usize> = headings.iter().map(|(heading, _)| place(heading)).collect();
    assert!(wanted.is_sorted(), "the pages of {name} in their order");
    pages(&engine, job, DPI, |i| wanted.contains(&i))
}

/// A stored picture.
fn stored(name: &str) -> Raster {
    let bytes = fs::read(file(name)).unwrap_or_else(|error| panic!("{name}: {error}; see the head of this file"));
    Raster::from_png(&bytes)
}

#[test]
fn the_pages_look_as_they_did() {
    let renew = std::env::var_os("BILDER_UPDATE").is_some();
    let mut changed = Vec::new();
    for (paper, headings) in SEITEN {
        for (now, (_, name)) in pages_of(paper, headings, str::to_owned).iter().zip(headings) {
            let png = now.to_png();
            assert!(png.len() < GROESSE, "{name}: {} bytes", png.len());
            if renew {
                #[expect(clippy::disallowed_methods, reason = "renews the stored picture, when asked to")]
                fs::write(file(name), &png).expect("a picture");
            }
            let differing = Raster::from_png(&png).differing(&stored(name));
            if differing > TOLERANZ {
                changed.push(format!("{name}: {differing} of 10000 pixels"));
            }
        }
    }
    assert!(changed.is_empty(), "{changed:?}; if that is meant, see the head of this file");
}

#[test]
fn a_page_that_changed_is_seen() {
    let (paper, headings) = (REPORT, [("Stand nach Dezernat und Ziel", "stand")]);
    let before = stored("stand");
    for (from, to) in [("\"werte\":[21,", "\"werte\":[12,"), ("\"titel\":\"pausiert\"", "\"titel\":\"ruht\"")] {
        let change = |view: &str| {
            assert!(view.contains(from), "{from}");
            view.replace(from, to)
        };
        let now = pages_of(paper, &headings, change).pop().expect("the page");
        let differing = Raster::from_png(&now.to_png()).differing(&before);
        assert!(differing > TOLERANZ, "{from}: {differing}");
    }
    assert_eq!(stored("zeitleiste").differing(&before), 10_000, "another size");
}
