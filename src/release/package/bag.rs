//! A bag as RFC 8493 wants it: the payload below `data/`, its checksums, and what is said of it.

use std::fmt::Write as _;

use super::{Package, Packed, ids};
use crate::source::digest512;

/// What every bag begins with.
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The bag of a payload, sorted by path.
pub(super) fn bagged(package: &Package<'_>, payload: Vec<Packed>) -> Vec<Packed> {
    let mut payload: Vec<Packed> = payload.into_iter().map(|(path, bytes)| (format!("data/{path}"), bytes)).collect();
    payload.sort();
    let tags = [
        ("bag-info.txt", info(package, &payload)),
        ("bagit.txt", DECLARATION.to_owned()),
        ("manifest-sha512.txt", manifest(&payload)),
    ];
    let mut tags: Vec<Packed> = tags.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
    let of_tags = manifest(&tags);
    tags.push(("tagmanifest-sha512.txt".to_owned(), of_tags.into_bytes()));
    tags.extend(payload);
    tags.sort();
    tags
}

/// A line for each file: its checksum and its path, which is a name of ours and needs no escape.
fn manifest(files: &[Packed]) -> String {
    let mut lines = String::new();
    for (path, bytes) in files {
        // Writing into memory does not fail.
        let _ = writeln!(lines, "{}  {path}", digest512(bytes));
    }
    lines
}

/// What is said of the bag; what is not known is left out.
fn info(package: &Package<'_>, payload: &[Packed]) -> String {
    let facts = &package.paper.angaben;
    let publication = package.stammdaten.veroeffentlichung.as_ref();
    let bytes: usize = payload.iter().map(|(_, bytes)| bytes.len()).sum();
    let version = package.paper.versionen.len().max(1);
    let entries = [
        ("Source-Organization", Some(package.stammdaten.koerperschaft.name.clone())),
        ("Contact-Email", publication.and_then(|own| own.kontakt.clone())),
        ("External-Description", Some(format!("{} {}", facts.art, facts.titel))),
        ("External-Identifier", Some(package.number().to_owned())),
        ("External-Identifier", Some(ids::urn(package.paper))),
        ("Bagging-Date", Some(package.day().to_string())),
        ("Payload-Oxum", Some(format!("{bytes}.{}", payload.len()))),
        ("Bag-Group-Identifier", facts.reihe.clone()),
        ("Internal-Sender-Description", Some(format!("Fassung {version}, {}", package.edition_word()))),
        ("Bag-Software-Agent", Some(format!("ratsbericht {}", env!("CARGO_PKG_VERSION")))),
    ];
    let line = |(label, value): (&str, Option<String>)| Some(format!("{label}: {}\n", one_line(&value?)));
    entries.into_iter().filter_map(line).collect()
}

/// A text on one line, since a line break would begin another entry.
fn one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    text.chars().map(visible).collect::<String>().trim().to_owned()
}
