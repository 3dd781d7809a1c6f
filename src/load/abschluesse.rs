//! The closed periods.

use super::read::{LARGEST, Reader};
use super::{json, located};
use crate::finding::{Code, Finding, Log, Severity};
use crate::model::{Abschluss, Decode, Located};
use crate::source::{Alphabet, Node, digest, quoted, shorten};
use crate::workspace::Layout;

/// The field that holds the hash of all others.
const PRUEFSUMME: &str = "pruefsumme";

/// The most closed periods: years, halves and quarters of a century.
const MOST_CLOSED: usize = 700;

/// Reads `abschluesse/*.json`, by name; one that is not as it was written, or that another municipality closed, is left out, and
/// a finding says so. `koerperschaft` is the name of the municipality, where it is known.
pub(super) fn read(reader: &mut Reader<'_>, layout: &Layout, koerperschaft: Option<&str>) -> Vec<Located<Abschluss>> {
    let (closed, strays): (Vec<&String>, Vec<&String>) =
        layout.abschluesse.iter().partition(|name| name.ends_with(".json"));
    reader.strays(Layout::ABSCHLUESSE, strays.into_iter(), |name| {
        let message = "Die Datei ist kein Abschluss und wird nicht gelesen.";
        let path = shorten(&format!("{}/{name}", Layout::ABSCHLUESSE));
        Finding::of_path(Code::RB018, path, message, "Legen Sie sie an einem anderen Ort ab.")
    });
    if closed.len() > MOST_CLOSED {
        let message = format!("In dem Ordner liegen mehr als {MOST_CLOSED} Abschlüsse; keiner davon wird gelesen.");
        let mend = "Nehmen Sie heraus, was nicht „ratsbericht close“ geschrieben hat.";
        reader.log.push(Finding::of_path(Code::RB028, Layout::ABSCHLUESSE, message, mend));
        return Vec::new();
    }
    closed.into_iter().filter_map(|name| one(reader, name, koerperschaft)).collect()
}

/// Whether the text of a closed period can be read again: it keeps within the bounds of every file.
pub fn is_readable(text: &str, alphabet: Alphabet) -> bool {
    let mut log = Log::new(alphabet);
    let node = super::json_text(text).filter(|_| text.len() as u64 <= LARGEST);
    let read = node.and_then(|node| located::<Abschluss>(&node, &mut log));
    read.is_some() && !log.into_findings().iter().any(|finding| finding.severity == Severity::Error)
}

/// The hash that a closed period must name.
pub fn checksum(abschluss: &Node) -> String {
    digest(abschluss.canonical_without(PRUEFSUMME).as_bytes())
}

fn one(reader: &mut Reader<'_>, name: &str, koerperschaft: Option<&str>) -> Option<Located<Abschluss>> {
    let path = format!("{}/{name}", Layout::ABSCHLUESSE);
    let file = reader.required(&path, None)?;
    let node = reader.parse(file, json::parse)?;
    if let Some(finding) = newer(&node) {
        return reader.log.reject(finding);
    }
    let abschluss: Located<Abschluss> = located(&node, &mut reader.log)?;
    let kennung = abschluss.zeitraum.kennung();
    let wrong = [
        (name != format!("{kennung}.json"), "zeitraum", "Der Abschluss trägt den Namen eines anderen Zeitraums."),
        (
            abschluss.pruefsumme != checksum(&node),
            PRUEFSUMME,
            "Der Abschluss ist nicht mehr, wie er geschrieben wurde.",
        ),
    ];
    match wrong.into_iter().find(|(is_wrong, ..)| *is_wrong) {
        Some((_, field, message)) => {
            let mend = "Ein Abschluss wird nie von Hand geändert: Holen Sie die Datei aus der Datensicherung zurück.";
            let finding = Finding::at(Code::RB611, abschluss.span(field), message, mend);
            let expected = match field {
                "zeitraum" => format!("eine Datei namens {kennung}.json"),
                _ => "die Prüfsumme des unveränderten Inhalts".into(),
            };
            reader.log.reject(finding.expected(expected))
        }
        None => own(abschluss, koerperschaft, &mut reader.log),
    }
}

/// The finding for a file of a newer version, which may have fields that this one does not know.
fn newer(node: &Node) -> Option<Finding> {
    let fassung = node.get("fassung")?;
    let number = i32::decode(fassung, &mut Log::new(Alphabet::all())).filter(|number| *number > Abschluss::FASSUNG)?;
    let message = "Der Abschluss ist von einer neueren Fassung dieses Programms.";
    let mend = "Verwenden Sie die neueste Fassung des Programms.";
    let finding = Finding::at(Code::RB611, fassung.span, message, mend);
    Some(finding.expected(format!("höchstens Fassung {}", Abschluss::FASSUNG)).found(number.to_string()))
}

/// A closed period of this municipality; `None` for one of another, which is not compared with.
fn own(abschluss: Located<Abschluss>, koerperschaft: Option<&str>, log: &mut Log) -> Option<Located<Abschluss>> {
    let Some(own) = koerperschaft.filter(|own| abschluss.koerperschaft != *own) else { return Some(abschluss) };
    let message = "Der Abschluss ist von einer anderen Körperschaft; es wird nicht damit verglichen.";
    let mend = "Nehmen Sie die Datei aus diesem Arbeitsordner. Hat sich nur der Name der Körperschaft geändert, lassen Sie sie; \
                verglichen wird ab dem nächsten Abschluss.";
    let finding = Finding::at(Code::RB614, abschluss.span("koerperschaft"), message, mend);
    log.reject(finding.expected(quoted(own)).found(quoted(&abschluss.koerperschaft)))
}
