use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

use super::*;
use crate::model::Veroeffentlichung;
use crate::release::{Facts, Step};
use crate::source::{digest, digest512};

/// Texts that would be something else where they are not escaped.
const HOSTILE: [&str; 9] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus=alert(1) autofocus '",
    "]]></xdomea:Betreff><x>",
    "\"\"\" . <http://x> <http://y> <http://z>",
    "Zeile\r\nPayload-Oxum: 1.1\nzweite",
    "=1+1",
    "{{ 7 * 7 }}{% raw %}",
    "\u{202e}fdp.exe\u{2066}\u{0}\u{1b}[31m",
];

/// Everything that a package is made from.
struct Made {
    stammdaten: Stammdaten,
    paper: PaperState,
    view: Value,
    figures: Value,
    files: Vec<(FileFacts, Vec<u8>)>,
}

fn file(role: Role, name: &str, titel: &str, media_type: &str, bytes: &[u8]) -> (FileFacts, Vec<u8>) {
    let facts = FileFacts {
        role,
        name: name.into(),
        titel: titel.into(),
        media_type: media_type.into(),
        bytes: bytes.len() as u64,
        sha256: digest(bytes),
        sha512: digest512(bytes),
    };
    (facts, bytes.to_vec())
}

/// A report or a Vorlage in which every text is the same.
fn made(text: &str, is_report: bool) -> Made {
    let stammdaten = (*crate::testing::bestand().stammdaten).clone();
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let step = Step {
        gremium: text.into(),
        datum: day("2021-04-14"),
        zustaendigkeit: text.into(),
        entscheidet: true,
        nichtoeffentlich: false,
    };
    let angaben = Facts {
        nummer: (!is_report).then(|| text.into()),
        titel: text.into(),
        art: text.into(),
        datum: day("2021-03-31"),
        zeitraum: is_report.then(|| (day("2020-01-01"), day("2020-12-31"))),
        reihe: is_report.then(|| text.into()),
        federfuehrend: Some(text.into()),
        beteiligt: vec![text.into()],
        verfasser: Some(text.into()),
        schlagworte: vec![text.into()],
        beratungsfolge: vec![step],
        ersetzt: Some(text.into()),
        finanzen: json!({ "ergebnis": text }),
        klimarelevanz: Value::Null,
    };
    let paragraph = json!([{ "kind": "paragraph", "inlines": [{ "kind": "text", "text": text }] }]);
    let figure = json!([{ "kennzahl": "kennzahlen.x", "text": "60\u{a0}%" }]);
    let cells = |titel: &str| json!([titel, { "text": text, "zusatz": [text] }, "31.12.2020", figure]);
    let column = |titel: &str, breite: &str| json!({ "titel": titel, "breite": breite });
    let columns = [("Kennung", "kennung"), (text, "text"), ("Ende", "datum"), ("Stand", "zahl")];
    let table = json!({
        "kind": "tabelle", "titel": text, "weitere": null,
        "spalten": columns.map(|(titel, breite)| column(titel, breite)), "zeilen": [cells("P-1"), cells(text)],
    });
    let view = match is_report {
        true => json!({ "deckblatt": { "titel": text }, "kapitel": [{ "titel": text, "elemente": [table] }] }),
        false => json!({ "deckblatt": { "betreff": text, "status": text }, "beschlussvorschlag": paragraph }),
    };
    let figures = json!([{
        "id": "kennzahlen.x", "titel": text, "wert": "0.60", "anzeige": text, "einheit": text, "bezug": text, "regel": text,
        "definition": text, "belege": [text], "rechnung": { "formel": text },
    }]);
    let data = data_files(&stammdaten, &angaben, &[&view], &figures).unwrap();
    let mut files = vec![
        file(Role::Main, "x.pdf", text, "application/pdf", b"%PDF-1.7 pdfaid:part=\"3\" pdfaid:conformance=\"A\""),
        file(Role::Annex, "anlage.bin", text, text, b"?"),
    ];
    files.extend(data.iter().map(|data| file(Role::Data, &data.name, &data.titel, data.media_type, &data.bytes)));
    let version = Version {
        am: day("2021-04-01"),
        freigegeben_am: day("2021-04-01"),
        freigegeben_durch: text.into(),
        grund: Some(text.into()),
        inhalt: String::new(),
        pdf: [(Edition::Public, String::new())].into(),
    };
    let paper = PaperState {
        uuid: "cc3fb307-9256-52f6-bea3-61e213043f16".into(),
        name: text.into(),
        angaben,
        paket: "FB_02_0022_WP18".into(),
        dateien_nichtoeffentlich: Vec::new(),
        dateien: files.iter().map(|(facts, _)| facts.clone()).collect(),
        versionen: vec![version],
        zurueckgezogen: None,
        ersetzt_durch: None,
    };
    Made { stammdaten, paper, view, figures, files }
}

impl Made {
    fn bag_of(&self, edition: Edition, withheld: &[String]) -> BTreeMap<String, Vec<u8>> {
        let files: Vec<(&FileFacts, &[u8])> =
            self.files.iter().map(|(facts, bytes)| (facts, bytes.as_slice())).collect();
        let Self { stammdaten, paper, view, figures, .. } = self;
        let oparl = [("../paper/1.json".to_owned(), b"{}".to_vec())];
        let package = Package { stammdaten, paper, edition, view, figures, files: &files, oparl: &oparl, withheld };
        let bag = bag(&package).unwrap();
        let count = bag.len();
        let files: BTreeMap<_, _> = bag.into_iter().collect();
        assert_eq!(files.len(), count, "each path once");
        files
    }

    fn bag(&self) -> BTreeMap<String, Vec<u8>> {
        self.bag_of(Edition::Public, &[])
    }
}

fn text(bag: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(bag[path].clone()).unwrap()
}

/// The texts of the message by the names of their elements, in its order; the file must be well-formed.
fn message(bag: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let (path, packed) = bag.iter().find(|(path, _)| path.starts_with("data/xdomea/")).unwrap();
    let name = path.replace("data/xdomea/", "").replace(".zip", ".xml");
    let mut xml = String::new();
    ::zip::ZipArchive::new(Cursor::new(packed)).unwrap().by_name(&name).unwrap().read_to_string(&mut xml).unwrap();
    let (mut reader, mut found, mut open) = (Reader::from_str(&xml), Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                open.push(tag.name().0.to_owned());
                found.push((open.last().unwrap().clone(), String::new()));
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => found.iter_mut().last().into_iter().for_each(|(_, told)| told.push_str(&text)),
            Event::GeneralRef(name) => {
                let entity = quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap().into_owned();
                found.last_mut().unwrap().1.push_str(&entity);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    found.into_iter().map(|(name, text)| (name, text.trim().to_owned())).collect()
}

#[test]
fn no_text_becomes_anything_else() {
    let plain = [made("Text", false).bag(), made("Text", true).bag()];
    for hostile in HOSTILE {
        for (is_report, plain) in [false, true].into_iter().zip(&plain) {
            let bag = made(hostile, is_report).bag();
            let lines = |bag: &BTreeMap<String, Vec<u8>>, path: &str| text(bag, path).lines().count();
            assert_eq!(lines(&bag, "bag-info.txt"), lines(plain, "bag-info.txt"), "{hostile:?}");
            let page = text(&bag, "data/uebergabe.html");
            for tag in ["<script", "<img", "<svg", "<iframe", "<style"] {
                let count = |page: &str| page.matches(tag).count();
                assert_eq!(count(&page), count(&text(plain, "data/uebergabe.html")), "{hostile:?}: {tag}");
            }
            for attribute in ["onerror=", "onfocus=", "autofocus"] {
                let inside = page.split('<').filter_map(|tag| tag.split('>').next());
                let outside_quotes = |tag: &str| tag.split('"').step_by(2).any(|part| part.contains(attribute));
                assert!(!inside.into_iter().any(outside_quotes), "{hostile:?}: {attribute}");
            }
            let (found, names) = (message(&bag), message(plain));
            let only_names =
                |texts: &[(String, String)]| texts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            assert_eq!(only_names(&found), only_names(&names), "{hostile:?}");
            let data: Value = serde_json::from_slice(&bag["data/vorlage.json"]).unwrap();
            assert_eq!(data["titel"], hostile);
            if is_report {
                let ttl = text(&bag, "data/dcat-ap-de.ttl");
                assert_eq!(ttl.lines().count(), text(plain, "data/dcat-ap-de.ttl").lines().count(), "{hostile:?}");
                assert!(ttl.lines().all(|line| line.ends_with(" .")), "{ttl}");
            }
        }
    }
}

#[test]
fn no_cell_is_a_formula_and_each_row_has_its_cells() {
    for hostile in HOSTILE.into_iter().chain(["-1+2", "@SUMME(A1)", "+49 241", "a,b\"c\"", "\t=1"]) {
        let bag = made(hostile, true).bag();
        let tables: Vec<&String> = bag.keys().filter(|path| path.ends_with(".csv")).collect();
        assert_eq!(tables.len(), 2, "{tables:?}");
        for path in tables {
            let mut reader = ::csv::Reader::from_reader(bag[path].as_slice());
            let heads = reader.headers().unwrap().clone();
            assert!(
                heads
                    .iter()
                    .all(|head| head.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
            );
            for row in reader.records() {
                let row = row.unwrap();
                assert_eq!(row.len(), heads.len());
                let is_formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!row.iter().any(is_formula), "{row:?}");
            }
        }
    }
    let bag = made("Text", true).bag();
    let list = bag.keys().find(|path| path.ends_with(".csv") && !path.ends_with("zahlen.csv")).unwrap();
    assert_eq!(
        text(&bag, list),
        "kennung,text,text_zusatz,ende,stand_prozent,stand_prozent_kennzahl\r\n\
         P-1,Text,Text,2020-12-31,60,kennzahlen.x\r\nText,Text,Text,2020-12-31,60,kennzahlen.x\r\n"
    );
    let metadata: Value = serde_json::from_slice(&bag["data/daten/csv-metadata.json"]).unwrap();
    let schemas: Vec<&Value> =
        metadata["tables"].as_array().unwrap().iter().map(|table| &table["tableSchema"]).collect();
    assert_eq!(schemas.iter().map(|schema| schema["primaryKey"].clone()).collect::<Vec<_>>(), ["id", "kennung"]);
    assert_eq!(schemas[1]["columns"][3]["datatype"]["base"], "date");
    assert_eq!(schemas[1]["columns"][4]["datatype"], "decimal");
    assert_eq!(schemas[1]["foreignKeys"][0]["reference"], json!({ "resource": "zahlen.csv", "columnReference": "id" }));
}

#[test]
fn the_message_says_what_the_paper_is() {
    let mut made = made("Pegel & Sensoren", false);
    made.paper.angaben.nummer = Some("FB 02/0022/WP18".into());
    let found = message(&made.bag());
    let of = |name: &str| {
        let texts = found.iter().filter(|(known, _)| known.strip_prefix("xdomea:") == Some(name));
        texts.map(|(_, text)| text.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of("Betreff"), ["Pegel & Sensoren", "Pegel & Sensoren"]);
    assert_eq!(of("Kennzeichen"), ["FB 02/0022/WP18"]);
    assert_eq!(of("Erstellungszeitpunkt"), ["2021-04-01T00:00:00"]);
    assert_eq!(of("Version"), ["0.1.0", "", "3a", "", "unbekannt"]);
    assert_eq!(of("DateinameOriginal"), ["x.pdf", "anlage.bin"]);
    assert_eq!(of("Wert"), ["Pegel & Sensoren"]);
    // Another edition is another message about the same paper.
    let ids = |made: &Made, edition: Edition| {
        let found = message(&made.bag_of(edition, &[]));
        ["xdomea:ProzessID", "xdomea:ID"].map(|name| found.iter().find(|(known, _)| known == name).unwrap().1.clone())
    };
    let [[public, paper], [whole, same]] = [Edition::Public, Edition::Whole].map(|edition| ids(&made, edition));
    assert_ne!(public, whole);
    assert_eq!([paper.as_str(), same.as_str()], ["cc3fb307-9256-52f6-bea3-61e213043f16"; 2]);
}

#[test]
fn the_page_says_what_was_withheld_and_which_files_are_closed() {
    let mut made = made("Text", false);
    made.paper.dateien.retain(|file| file.role == Role::Main);
    let page = |edition, withheld: &[&str]| {
        let withheld: Vec<String> = withheld.iter().map(|part| (*part).to_owned()).collect();
        text(&made.bag_of(edition, &withheld), "data/uebergabe.html")
    };
    let whole = page(Edition::Whole, &["Anlage 1"]);
    assert!(whole.contains("Ausgabe: nichtöffentlich. Das ganze Papier. Die öffentliche Ausgabe ist ohne:"), "{whole}");
    assert!(whole.contains("<li>Anlage 1</li>"));
    assert!(whole.contains("<td>Anlage</td><td>nein</td>") && whole.contains("<td>Hauptdokument</td><td>ja</td>"));
    assert!(whole.contains("auf nichtöffentlich setzen"));
    assert!(page(Edition::Public, &[]).contains("Ausgabe: öffentlich. Für alle. Es wurde nichts zurückgehalten."));
    assert!(page(Edition::Public, &["Anlage 1"]).contains("Für alle. Zurückgehalten wurde:"));
}

#[test]
fn what_a_file_is_called_leads_nowhere_else() {
    let mut made = made("Text", true);
    for name in ["../../etc/passwd", "uebergabe.html", "VORLAGE.JSON", "bagit.txt", "daten/zahlen.csv", "a\nb.pdf"] {
        made.files.push(file(Role::Annex, name, "x", "application/pdf", b"x"));
    }
    let bag = made.bag();
    let expected = [
        "data/a_b.pdf",
        "data/bagit.txt",
        "data/daten_zahlen.csv",
        "data/etc_passwd",
        "data/uebergabe_2.html",
        "data/VORLAGE_2.json",
        "data/oparl/paper_1.json",
    ];
    assert_eq!(expected.map(|path| bag.contains_key(path)), [true; 7], "{:?}", bag.keys());
    assert!(text(&bag, "bagit.txt").starts_with("BagIt-Version: 1.0\n"));
    assert!(text(&bag, "data/uebergabe.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn a_series_is_one_dataset_and_addresses_follow_the_tree() {
    let dataset = |made: &Made| text(&made.bag(), "data/dcat-ap-de.ttl").split(' ').next().unwrap().to_owned();
    let mut first = made("Sachstand", true);
    let mut second = made("Sachstand", true);
    second.paper.uuid = "f9da3044-47f7-5823-89db-b69be57cf220".into();
    second.paper.angaben.titel = "Sachstand 2021".into();
    assert!(dataset(&first).starts_with("<urn:uuid:"));
    assert_eq!(dataset(&first), dataset(&second));
    second.paper.angaben.reihe = Some("andere".into());
    assert_ne!(dataset(&first), dataset(&second));
    assert!(!text(&first.bag(), "data/dcat-ap-de.ttl").contains("downloadURL"));
    first.stammdaten.veroeffentlichung = Some(Veroeffentlichung {
        basis_url: Some("https://ratsinfo.musterstadt.example".into()),
        webseite: Some("https://musterstadt.example/".into()),
        lizenz: Some("https://www.govdata.de/dl-de/by-2-0".into()),
        ags: Some("05334002".into()),
        kontakt: Some("daten@musterstadt.example".into()),
        katalog: Some("musterstadt".into()),
    });
    assert!(dataset(&first).starts_with("<https://ratsinfo.musterstadt.example/datensaetze/"));
    insta::assert_snapshot!(text(&first.bag(), "data/dcat-ap-de.ttl"));
}

#[test]
fn catalogues_are_told_of_nothing_but_open_data() {
    const RECORD: &str = "data/dcat-ap-de.ttl";
    assert!(!made("Text", false).bag().contains_key(RECORD), "a Vorlage is none");
    let mut made = made("Text", true);
    made.paper.dateien.retain(|file| file.role != Role::Annex);
    let record = text(&made.bag(), RECORD);
    assert!(record.contains("#distribution> ") && !record.contains(&made.files[1].0.sha512), "{record}");
    made.paper.dateien.retain(|file| file.role != Role::Main);
    assert!(!made.bag_of(Edition::Whole, &[]).contains_key(RECORD), "the whole report may not be read by everybody");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..crate::testing::seeded() })]

    #[test]
    fn any_text_makes_a_bag_that_holds(text in "(\\PC|[\u{0}-\u{20}\u{202a}-\u{202e}\"'<>&\\\\]){0,40}", is_report in any::<bool>()) {
        let bag = made(&text, is_report).bag();
        let manifest = String::from_utf8(bag["manifest-sha512.txt"].clone()).unwrap();
        let mut named: BTreeMap<&str, &str> = BTreeMap::new();
        for line in manifest.lines() {
            let (sum, path) = line.split_once("  ").unwrap();
            named.insert(path, sum);
        }
        let payload = bag.iter().filter(|(path, _)| path.starts_with("data/"));
        let sums: Vec<(String, String)> = payload.clone().map(|(path, bytes)| (path.clone(), digest512(bytes))).collect();
        prop_assert_eq!(named.len(), sums.len());
        for (path, sum) in &sums {
            prop_assert_eq!(named.get(path.as_str()).copied(), Some(sum.as_str()));
            prop_assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b)), "{}", path);
        }
        let octets: usize = payload.map(|(_, bytes)| bytes.len()).sum();
        let oxum = format!("\nPayload-Oxum: {octets}.{}\n", sums.len());
        let info = String::from_utf8(bag["bag-info.txt"].clone()).unwrap();
        prop_assert_eq!(info.matches(&oxum).count(), 1);
        message(&bag);
    }
}
