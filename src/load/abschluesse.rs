//! The closed periods.

use super::read::Reader;
use super::{json, located};
use crate::finding::{Code, Finding};
use crate::model::{Abschluss, Located};
use crate::source::{Node, digest};
use crate::workspace::Layout;

/// The field that holds the hash of all others.
const PRUEFSUMME: &str = "pruefsumme";

/// Reads `abschluesse/*.json`, by name; one that is not as it was written is left out, and a finding says so.
pub(super) fn read(reader: &mut Reader<'_>, layout: &Layout) -> Vec<Located<Abschluss>> {
    layout.abschluesse.iter().filter_map(|name| one(reader, name)).collect()
}

/// The hash that a closed period must name.
pub fn pruefsumme(abschluss: &Node) -> String {
    digest(abschluss.canonical_without(PRUEFSUMME).as_bytes())
}

fn one(reader: &mut Reader<'_>, name: &str) -> Option<Located<Abschluss>> {
    let path = format!("{}/{name}", Layout::ABSCHLUESSE);
    if !name.ends_with(".json") {
        let message = "Die Datei ist kein Abschluss und wird nicht gelesen.";
        let mend = "Legen Sie sie an einem anderen Ort ab.";
        return reader.log.reject(Finding::of_path(Code::RB018, crate::source::shorten(&path), message, mend));
    }
    let file = reader.required(&path, None)?;
    let node = reader.parse(file, json::parse)?;
    let abschluss: Located<Abschluss> = located(&node, &mut reader.log)?;
    let kennung = abschluss.zeitraum.kennung();
    let newer = abschluss.fassung > Abschluss::FASSUNG;
    let wrong = [
        (newer, "fassung", "Der Abschluss ist von einer neueren Fassung dieses Programms."),
        (name != format!("{kennung}.json"), "zeitraum", "Der Abschluss trägt den Namen eines anderen Zeitraums."),
        (
            abschluss.pruefsumme != pruefsumme(&node),
            PRUEFSUMME,
            "Der Abschluss ist nicht mehr, wie er geschrieben wurde.",
        ),
    ];
    match wrong.into_iter().find(|(is_wrong, ..)| *is_wrong) {
        Some((_, field, message)) => {
            let mend = "Ein Abschluss wird nie von Hand geändert: Holen Sie die Datei aus der Datensicherung zurück, oder \
                        verwenden Sie die neueste Fassung des Programms.";
            let finding = Finding::at(Code::RB611, abschluss.span(field), message, mend);
            let expected = match field {
                "zeitraum" => format!("eine Datei namens {kennung}.json"),
                "fassung" => format!("höchstens Fassung {}", Abschluss::FASSUNG),
                _ => "die Prüfsumme des unveränderten Inhalts".into(),
            };
            reader.log.reject(finding.expected(expected))
        }
        None => Some(abschluss),
    }
}
