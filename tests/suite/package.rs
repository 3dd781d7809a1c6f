//! The package of a paper, made from the real papers of the examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use ratsbericht::load;
use ratsbericht::model::{Edition, Stammdaten, Veroeffentlichung};
use ratsbericht::plain;
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::release::names::{Names, name};
use ratsbericht::release::package::{Package, Packed, bag, data_files, schema, zip};
use ratsbericht::release::{Facts, FileFacts, PaperState, Role, Step, Version};
use ratsbericht::source::{Alphabet, digest, digest512};
use serde_json::Value;

use crate::support::page;
use crate::support::schema::breaches;
use crate::support::workspace::fixture;
use crate::support::{Workspace, pdf};

/// A paper of an example as it would be published.
struct Example {
    view: Value,
    figures: Value,
    paper: PaperState,
    files: Vec<(FileFacts, Vec<u8>)>,
}

/// What an example says of itself; the main one is published somewhere, the others are not.
fn stammdaten(name: &str) -> Stammdaten {
    let loaded = load::workspace(&fixture(name), Alphabet::all()).expect("a workspace");
    let own = (*loaded.bestand.expect("a valid workspace").stammdaten).clone();
    let known = |text: &str| (name == "aachen").then(|| text.to_owned());
    let veroeffentlichung = Veroeffentlichung {
        basis_url: known("https://ratsinfo.musterstadt.example/"),
        webseite: known("https://musterstadt.example/"),
        lizenz: None,
        ags: known("05334002"),
        kontakt: known("daten@musterstadt.example"),
        katalog: known("musterstadt"),
    };
    Stammdaten { veroeffentlichung: Some(veroeffentlichung), ..own }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn file(role: Role, name: String, titel: &str, media_type: &str, bytes: Vec<u8>) -> (FileFacts, Vec<u8>) {
    let facts = FileFacts {
        role,
        name,
        titel: titel.into(),
        media_type: media_type.into(),
        bytes: bytes.len() as u64,
        sha256: digest(&bytes),
        sha512: digest512(&bytes),
    };
    (facts, bytes)
}

/// What is said of a paper, read off its cover.
fn facts(path: &str, view: &Value) -> Facts {
    let cover = &view["deckblatt"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let is_report = view.get("kapitel").is_some();
    let date = &view["dokument"]["datum"];
    let part = |name: &str| u32::try_from(date[name].as_u64().expect("a number")).expect("small");
    let step = |step: &Value| Step {
        gremium: text(&step["gremium"]).expect("a body"),
        datum: NaiveDate::parse_from_str(step["datum"].as_str().expect("a day"), "%d.%m.%Y").expect("a day"),
        zustaendigkeit: text(&step["zustaendigkeit"]).expect("a word"),
        entscheidet: step["zustaendigkeit"] == "Entscheidung",
        nichtoeffentlich: false,
    };
    Facts {
        nummer: text(&cover["nummer"]),
        titel: text(&cover["betreff"]).or(text(&cover["titel"])).expect("a title"),
        art: text(&cover["vorlageart"]).unwrap_or("Kenntnisnahme".into()),
        datum: NaiveDate::from_ymd_opt(part("jahr").cast_signed(), part("monat"), part("tag")).expect("a day"),
        zeitraum: is_report.then(|| (day("2020-01-01"), day("2020-12-31"))),
        reihe: is_report.then(|| path.to_owned()),
        federfuehrend: (!is_report).then(|| "FB 02".into()),
        beteiligt: Vec::new(),
        verfasser: Some("FB 11".into()),
        schlagworte: view["dokument"]["schlagworte"].as_array().into_iter().flatten().filter_map(text).collect(),
        beratungsfolge: cover["beratungsfolge"].as_array().into_iter().flatten().map(step).collect(),
        ersetzt: None,
        finanzen: Value::Null,
        klimarelevanz: Value::Null,
    }
}

/// The papers of an example, those of all parts together, by name.
fn examples(workspace: &str) -> BTreeMap<String, Example> {
    let built = Workspace::built(workspace);
    let stammdaten = stammdaten(workspace);
    let manifest = Manifest::from_bytes(&built.output(MANIFEST)).expect("a manifest");
    let papers = manifest.files().filter(|file| file.pfad.ends_with(".pdf"));
    let pdfs: BTreeMap<String, Vec<u8>> = papers.map(|file| (file.pfad.clone(), built.output(&file.pfad))).collect();
    let json = |pdf: &[u8], name: &str| serde_json::from_slice(&pdf::attachment(pdf, name)).expect("JSON");
    let mains = pdfs.iter().filter(|(path, _)| !path.ends_with("-anlage.pdf"));
    let example = |(path, bytes): (&String, &Vec<u8>)| {
        let stem = path.strip_suffix(".pdf").expect("a PDF").to_owned();
        let (view, figures): (Value, Value) = (json(bytes, "data.json"), json(bytes, "figures.json"));
        let angaben = facts(&stem, &view);
        let mut names = Names::default();
        let of = angaben.nummer.clone().unwrap_or(stem.clone());
        let text = plain::text(&view).into_bytes();
        let titel = angaben.titel.clone();
        let mut files = vec![
            file(Role::Main, names.give(&of, "pdf"), &titel, "application/pdf", bytes.clone()),
            file(Role::Derived, names.give(&of, "txt"), &titel, "text/plain; charset=utf-8", text),
        ];
        let annex = pdfs.get(&format!("{stem}-anlage.pdf"));
        let annex_view: Option<Value> = annex.map(|annex| json(annex, "data.json"));
        if let Some(annex) = annex {
            let name = names.give(&format!("{of} Anlage"), "pdf");
            files.push(file(Role::Annex, name, &format!("Anlage: {titel}"), "application/pdf", annex.clone()));
        }
        if angaben.reihe.is_some() {
            let views: Vec<&Value> = std::iter::once(&view).chain(&annex_view).collect();
            let data = data_files(&stammdaten, &angaben, &views, &figures).expect("tables");
            files.extend(data.into_iter().map(|d| file(Role::Data, d.name, &d.titel, d.media_type, d.bytes)));
        }
        let version = Version {
            am: day("2021-04-02"),
            freigegeben_am: day("2021-04-01"),
            freigegeben_durch: "FB 02".into(),
            grund: None,
            inhalt: String::new(),
            pdf: [(Edition::Public, digest(bytes))].into(),
        };
        let paper = PaperState {
            uuid: uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, stem.as_bytes()).to_string(),
            name: stem.clone(),
            angaben,
            dateien: files.iter().map(|(facts, _)| facts.clone()).collect(),
            dateien_nichtoeffentlich: Vec::new(),
            paket: stem.clone(),
            versionen: vec![version],
            zurueckgezogen: None,
            ersetzt_durch: None,
        };
        (stem, Example { view, figures, paper, files })
    };
    mains.map(example).collect()
}

impl Example {
    fn bag(&self, stammdaten: &Stammdaten) -> Vec<Packed> {
        let files: Vec<(&FileFacts, &[u8])> =
            self.files.iter().map(|(facts, bytes)| (facts, bytes.as_slice())).collect();
        let oparl = [("paper-1.json".to_owned(), b"{}\n".to_vec())];
        let Self { view, figures, paper, .. } = self;
        let edition = Edition::Public;
        bag(&Package { stammdaten, paper, edition, view, figures, files: &files, oparl: &oparl, withheld: &[] })
            .expect("a package")
    }
}

/// The bags of all examples with their master data.
fn bags() -> Vec<(String, Stammdaten, Example, Vec<Packed>)> {
    let of = |workspace: &str| {
        let own = stammdaten(workspace);
        let bagged = move |(name, example): (String, Example)| {
            let bag = example.bag(&own);
            (name, own.clone(), example, bag)
        };
        examples(workspace).into_iter().map(bagged).collect::<Vec<_>>()
    };
    ["aachen", "klein", "kreis", "auenfurt"].into_iter().flat_map(of).collect()
}

fn content<'b>(bag: &'b [Packed], path: &str) -> &'b [u8] {
    &bag.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("{path}: {:?}", paths(bag))).1
}

fn paths(bag: &[Packed]) -> Vec<&str> {
    bag.iter().map(|(path, _)| path.as_str()).collect()
}

fn text<'b>(bag: &'b [Packed], path: &str) -> &'b str {
    std::str::from_utf8(content(bag, path)).expect("UTF-8")
}

#[test]
fn a_bag_names_each_of_its_files_with_its_checksum() {
    for (name, _, _, bag) in bags() {
        let payload: Vec<&Packed> = bag.iter().filter(|(path, _)| path.starts_with("data/")).collect();
        let manifest: BTreeMap<&str, &str> = text(&bag, "manifest-sha512.txt")
            .lines()
            .map(|line| line.split_once("  ").map(|(sum, path)| (path, sum)).expect("a line"))
            .collect();
        let sums: BTreeMap<&str, String> = payload.iter().map(|(path, b)| (path.as_str(), digest512(b))).collect();
        assert_eq!(manifest, sums.iter().map(|(path, sum)| (*path, sum.as_str())).collect(), "{name}");
        for line in text(&bag, "tagmanifest-sha512.txt").lines() {
            let (sum, path) = line.split_once("  ").expect("a line");
            assert_eq!(sum, digest512(content(&bag, path)), "{name}: {path}");
        }
        let octets: usize = payload.iter().map(|(_, bytes)| bytes.len()).sum();
        let info = text(&bag, "bag-info.txt");
        assert!(info.contains(&format!("\nPayload-Oxum: {octets}.{}\n", payload.len())), "{info}");
        assert!(info.contains("\nBagging-Date: 2021-04-02\n"), "{info}");
        for path in paths(&bag) {
            let last = path.rsplit('/').next().expect("a name");
            let is_message = path.starts_with("data/xdomea/");
            assert!(is_message || name_is_ours(last), "{path}");
        }
    }
}

fn name_is_ours(own: &str) -> bool {
    own.len() <= 60 && own.rsplit_once('.').is_some_and(|(stem, ending)| name(stem, ending) == own)
}

#[test]
fn a_vorlage_and_a_report_have_what_each_needs() {
    let all = bags();
    let listing = |wanted: &str| {
        let (_, _, _, bag) = all.iter().find(|(name, ..)| name == wanted).expect(wanted);
        paths(bag).join("\n")
    };
    insta::assert_snapshot!("package_of_a_vorlage", listing("vorlage-fb-02-0022-wp18"));
    insta::assert_snapshot!("package_of_a_report", listing("sachstand-2020"));
}

#[test]
fn the_same_paper_is_the_same_archive() {
    let own = stammdaten("klein");
    for (name, example) in examples("klein") {
        let (once, again) = (example.bag(&own), example.bag(&own));
        assert_eq!(once, again);
        let packed = zip(&name, &once).expect("an archive");
        assert_eq!(packed, zip(&name, &again).expect("an archive"));
        let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(packed)).expect("an archive");
        let names: Vec<String> = archive.file_names().map(|name| name.expect("UTF-8").to_string()).collect();
        assert_eq!(names, paths(&once).iter().map(|path| format!("{name}/{path}")).collect::<Vec<_>>());
        let mut manifest = Vec::new();
        let mut entry = archive.by_name(&format!("{name}/manifest-sha512.txt")).expect("the manifest");
        std::io::Read::read_to_end(&mut entry, &mut manifest).expect("its content");
        assert_eq!(manifest, content(&once, "manifest-sha512.txt"));
    }
}

#[test]
fn the_paper_as_data_fits_its_schema() {
    let schema = schema();
    for (name, _, example, bag) in bags() {
        let data: Value = serde_json::from_slice(content(&bag, "data/vorlage.json")).expect("JSON");
        assert_eq!(breaches(&schema, &data), Vec::<String>::new(), "{name}");
        assert_eq!(data["kennzahlen"], example.figures);
        let mut wrong = data.clone();
        wrong["datum"] = "02.04.2021".into();
        wrong["abschnitte"][0]["art"] = "x".into();
        assert_eq!(breaches(&schema, &wrong).len(), 3, "{:?}", breaches(&schema, &wrong));
        assert_eq!(text(&bag, "data/vorlage.schema.json"), format!("{schema:#}\n"));
    }
}

#[test]
fn the_page_shows_each_field_section_and_file() {
    for (name, _, example, bag) in bags() {
        let html = text(&bag, "data/uebergabe.html");
        let page = page::parse(html);
        let shown: BTreeMap<&str, String> = page
            .all()
            .into_iter()
            .filter(|node| node.is("kopie"))
            .map(|node| (node.attribute("data-kopie"), node.text()))
            .collect();
        let facts = &example.paper.angaben;
        assert_eq!(shown.get("Betreff"), Some(&facts.titel), "{name}");
        assert_eq!(shown.get("Vorlage-Nr"), facts.nummer.as_ref(), "{name}");
        for section in plain::fields(&plain::sections(&example.view)) {
            let own = shown.get(format!("{}, Text", section.title).as_str());
            assert_eq!(own.map(String::as_str), Some(section.text.trim_end()), "{name}");
            assert!(html.contains(&section.html), "{name}: {}", section.title);
        }
        for (facts, _) in example.files.iter().filter(|(facts, _)| facts.role != Role::Data) {
            assert_eq!(shown.get(format!("Prüfsumme von {}", facts.name).as_str()), Some(&facts.sha512), "{name}");
        }
        assert_eq!(page.named("h1").len(), 1);
        assert!(page.named("button").is_empty(), "the script makes them");
    }
}

#[test]
fn the_tables_of_a_report_say_what_it_prints() {
    let own = stammdaten("aachen");
    let examples = examples("aachen");
    let bag = examples["sachstand-2020"].bag(&own);
    let read = |path: &str| -> (Vec<String>, Vec<BTreeMap<String, String>>) {
        let mut reader = csv::Reader::from_reader(content(&bag, path));
        let heads: Vec<String> = reader.headers().expect("heads").iter().map(str::to_owned).collect();
        let row = |row: csv::Result<csv::StringRecord>| {
            heads.iter().cloned().zip(row.expect("a row").iter().map(str::to_owned)).collect()
        };
        let rows = reader.records().map(row).collect();
        (heads, rows)
    };
    let (_, zahlen) = read("data/daten/zahlen.csv");
    let figures = examples["sachstand-2020"].figures.as_array().expect("figures");
    assert_eq!(zahlen.len(), figures.len());
    let ids: BTreeSet<&str> = zahlen.iter().map(|row| row["id"].as_str()).collect();
    let (heads, projects) = read("data/daten/projekte_im_zeitraum.csv");
    assert_eq!(heads[..3], ["kennung", "projekt", "projekt_zusatz"]);
    assert_eq!(projects.len(), 57);
    assert_eq!(projects[0]["kennung"], "P-005");
    assert_eq!(projects[0]["beginn"], "2017-04-03");
    assert_eq!(projects[0]["stand_prozent"], "60");
    let metadata: Value = serde_json::from_slice(content(&bag, "data/daten/csv-metadata.json")).expect("JSON");
    for table in metadata["tables"].as_array().expect("tables") {
        let (heads, rows) = read(&format!("data/daten/{}", table["url"].as_str().expect("a file")));
        let columns = table["tableSchema"]["columns"].as_array().expect("columns");
        assert_eq!(columns.iter().map(|column| column["name"].as_str().expect("a name")).collect::<Vec<_>>(), heads);
        for row in rows {
            let unknown = row
                .iter()
                .find(|(head, id)| head.ends_with("_kennzahl") && !id.is_empty() && !ids.contains(id.as_str()));
            assert_eq!(unknown, None, "{}", table["url"]);
        }
    }
}

/// Writes the bags of all examples below the folder that `PAKETE` names, for the judges of `.ci/release/run`.
#[test]
#[ignore = "writes a folder for judges outside"]
#[expect(clippy::disallowed_methods, reason = "a test writes into a folder of its own")]
fn bags_for_judges() {
    let folder = std::env::var("PAKETE").expect("a folder");
    for (name, _, _, bag) in bags() {
        for (path, bytes) in bag {
            let path = Path::new(&folder).join(&name).join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
    }
}
