//! The paper for an e-Akte: a message of xdomea 3.1.0, `Information.Information.0101`, with the files that it names.

use serde_json::Value;

use super::{Named, Package, Unmade, ids, zipped};
use crate::plain::usual;
use crate::release::Role;

/// What the message is called, in its root and in the names of its files.
const MESSAGE: &str = "Information.Information.0101";

/// Formats by media type: the code of the list `dateiformat`.
const FORMATS: [(&str, &str); 9] = [
    ("application/pdf", "018"),
    ("text/html", "008"),
    ("text/plain", "045"),
    ("text/csv", "002"),
    ("image/png", "019"),
    ("image/jpeg", "011"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "035"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "036"),
    ("application/vnd.oasis.opendocument.text", "015"),
];

/// What has a code of its own: a PDF that says of itself that it is one for archives.
const PDF_A: &str = "044";

/// Anything else.
const OTHER: &str = "100";

/// The version of a format that does not say it of itself.
const UNKNOWN: &str = "unbekannt";

/// The message with its files, packed, and the name of that file.
pub(super) fn message(package: &Package<'_>, files: &[Named<'_>]) -> Result<(String, Vec<u8>), Unmade> {
    let version = package.paper.versionen.len().max(1);
    let process = ids::own(package.paper, &format!("xdomea/{version}/{}", package.edition_word())).to_string();
    let kept = |role: Role| files.iter().filter(move |file| file.facts.role == role);
    let name = format!("{process}_{MESSAGE}");
    let text = whole(package, &process, kept(Role::Main), kept(Role::Annex));
    let mut packed = vec![(format!("{name}.xml"), text.as_bytes())];
    packed.extend(kept(Role::Main).chain(kept(Role::Annex)).map(|file| (stored_as(package, file), file.bytes)));
    let archive = zipped(&name, packed)?;
    Ok((format!("{name}.zip"), archive))
}

/// The name of a file of the message, which begins with an id of its own.
fn stored_as(package: &Package<'_>, file: &Named<'_>) -> String {
    let version = package.paper.versionen.len().max(1);
    let id = ids::own(package.paper, &format!("datei/{version}/{}/{}", package.edition_word(), file.name));
    format!("{id}_{}", file.name)
}

/// XML as it is written: elements around others, and texts.
enum Xml {
    /// An element of the message.
    Element(&'static str, Vec<Xml>),
    /// A word of a list of codes: the element, the list with its version, the code.
    Code(&'static str, (&'static str, &'static str), String),
    /// An element with a text in it.
    Text(&'static str, String),
}

use Xml::{Code, Element, Text};

fn whole<'f>(
    package: &Package<'_>,
    process: &str,
    main: impl Iterator<Item = &'f Named<'f>>,
    annexes: impl Iterator<Item = &'f Named<'f>>,
) -> String {
    let formats = main.map(|file| format(package, file)).collect();
    let document = document(package, formats, (1..).zip(annexes).map(|(at, file)| annex(package, at, file)).collect());
    let all = [head(package, process), Element("Schriftgutobjekt", vec![Element("Dokument", document)])];
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    out.push_str(&format!("<xdomea:{MESSAGE} xmlns:xdomea=\"urn:xoev-de:xdomea:schema:3.1.0\">\n"));
    all.iter().for_each(|part| write(part, 1, &mut out));
    out.push_str(&format!("</xdomea:{MESSAGE}>\n"));
    out
}

/// Who sends the message, and when: at the beginning of the day of publication, so that the same paper has the same bytes.
fn head(package: &Package<'_>, process: &str) -> Xml {
    let institution = |name: &str| Element("Institution", vec![Text("Name", name.into())]);
    let koerperschaft = &package.stammdaten.koerperschaft.name;
    let division = package.paper.angaben.federfuehrend.as_ref();
    let division = division.map(|kennung| package.stammdaten.dienststelle(kennung));
    let division = division.map(|name| Element("Organisationseinheit", vec![Text("Name", name)]));
    let sender = [Some(institution(koerperschaft)), division].into_iter().flatten().collect();
    let program = vec![Text("Produktname", "ratsbericht".into()), Text("Version", env!("CARGO_PKG_VERSION").into())];
    Element(
        "Kopf",
        vec![
            Text("ProzessID", process.into()),
            Code("Nachrichtentyp", ("nachrichtentyp", "2.0"), "0101".into()),
            Text("Erstellungszeitpunkt", time(package)),
            Element("Absender", sender),
            Element("Empfaenger", vec![institution(koerperschaft)]),
            Element("SendendesSystem", program),
            Text("Empfangsbestaetigung", "false".into()),
        ],
    )
}

fn time(package: &Package<'_>) -> String {
    format!("{}T00:00:00", package.day())
}

/// The paper with its versions, its annexes and its figures.
fn document(package: &Package<'_>, formats: Vec<Xml>, annexes: Vec<Xml>) -> Vec<Xml> {
    let facts = &package.paper.angaben;
    let mut metadata = vec![Text("Betreff", facts.titel.clone()), Text("Kennzeichen", package.number().into())];
    metadata.extend(facts.federfuehrend.iter().map(|kennung| Text("Federfuehrung", kennung.clone())));
    metadata.push(Text("Bemerkung", format!("Ausgabe: {}", package.edition_word())));
    metadata.push(Code("Medium", ("medium", "1.0"), "001".into()));
    let mut document = vec![
        Element("Identifikation", vec![Text("ID", ids::uuid(package.paper).to_string())]),
        Element("AllgemeineMetadaten", metadata),
        Text("DatumDesSchreibens", facts.datum.to_string()),
    ];
    document.extend(facts.verfasser.iter().map(|name| Text("Bearbeiter", name.clone())));
    document.push(Text("Typ", facts.art.clone()));
    document.extend(version(package, formats));
    document.extend(annexes);
    document.extend(figures(package.figures));
    document
}

/// The version that the files are of; none without a file.
fn version(package: &Package<'_>, formats: Vec<Xml>) -> Option<Xml> {
    let number = Text("Nummer", package.paper.versionen.len().max(1).to_string());
    (!formats.is_empty()).then(|| Element("Version", std::iter::once(number).chain(formats).collect()))
}

fn annex(package: &Package<'_>, number: usize, file: &Named<'_>) -> Xml {
    let id = ids::own(package.paper, &format!("anlage/{}", file.name)).to_string();
    let mut annex = vec![
        Element("Identifikation", vec![Text("ID", id)]),
        Element("AllgemeineMetadaten", vec![Text("Betreff", file.facts.titel.clone())]),
    ];
    annex.extend(version(package, vec![format(package, file)]));
    annex.push(Text("Nummer", number.to_string()));
    Element("Anlage", annex)
}

/// A file with its format.
fn format(package: &Package<'_>, file: &Named<'_>) -> Xml {
    let media_type = file.facts.media_type.split(';').next().unwrap_or_default().trim();
    let known = FORMATS.iter().find(|(known, _)| *known == media_type).map(|(_, code)| *code);
    let (code, version) = match (pdf_a(file.bytes), pdf(file.bytes), known) {
        (Some(level), Some(_), _) => (PDF_A, level),
        (_, version, Some(code)) => (code, version.unwrap_or_else(|| UNKNOWN.to_owned())),
        (_, _, None) => (OTHER, UNKNOWN.to_owned()),
    };
    let mut format = vec![Code("Name", ("dateiformat", "1.0"), code.into())];
    if code == OTHER {
        format.push(Text("SonstigerName", media_type.into()));
    }
    format.push(Text("Version", version));
    let stored = vec![
        Text("Dateiname", stored_as(package, file)),
        Text("DateinameOriginal", file.name.clone()),
        Text("DatumUhrzeit", time(package)),
    ];
    format.push(Element("Primaerdokument", stored));
    Element("Format", format)
}

/// The version of PDF that a file says of itself: `1.7`; none of another file.
fn pdf(bytes: &[u8]) -> Option<String> {
    let version = bytes.strip_prefix(b"%PDF-")?.get(..3)?;
    version
        .iter()
        .all(|byte| byte.is_ascii_digit() || *byte == b'.')
        .then(|| version.iter().copied().map(char::from).collect())
}

/// The level of PDF/A that a file says of itself: `3a`.
fn pdf_a(bytes: &[u8]) -> Option<String> {
    let behind = |name: &[u8], wanted: fn(&u8) -> bool| {
        let at = bytes.windows(name.len()).position(|window| window == name)? + name.len();
        bytes.get(at..)?.iter().take(4).copied().find(wanted)
    };
    let part = behind(b"pdfaid:part", u8::is_ascii_digit)?;
    let level = behind(b"pdfaid:conformance", u8::is_ascii_uppercase).map(|level| level.to_ascii_lowercase());
    Some([Some(part), level].into_iter().flatten().map(char::from).collect())
}

/// The figures of the paper, each as a field.
fn figures(figures: &Value) -> Option<Xml> {
    let fields = figures.as_array()?.iter().map(|figure| {
        let text = |name: &str| figure[name].as_str().map(usual).unwrap_or_default();
        let said = format!("{}, {} ({})", text("titel"), text("bezug"), text("einheit"));
        Element("Feld", vec![Text("Name", text("id")), Text("Beschreibung", said), Text("Wert", text("anzeige"))])
    });
    let fields: Vec<Xml> = fields.collect();
    let head = [Text("Kennung", "ratsbericht:kennzahlen".into()), Text("Name", "Kennzahlen des Papiers".into())];
    (!fields.is_empty()).then(|| Element("AnwendungsspezifischeErweiterung", head.into_iter().chain(fields).collect()))
}

fn write(xml: &Xml, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match xml {
        Element(name, parts) => {
            out.push_str(&format!("{indent}<xdomea:{name}>\n"));
            parts.iter().for_each(|part| write(part, depth + 1, out));
            out.push_str(&format!("{indent}</xdomea:{name}>\n"));
        }
        Code(name, (list, version), code) => out.push_str(&format!(
            "{indent}<xdomea:{name} listURI=\"urn:xoev-de:xdomea:codeliste:{list}\" listVersionID=\"{version}\">\
             <code>{}</code></xdomea:{name}>\n",
            escaped(code)
        )),
        Text(name, text) => out.push_str(&format!("{indent}<xdomea:{name}>{}</xdomea:{name}>\n", escaped(text))),
    }
}

/// The one place where a text becomes XML; a character that XML does not know is left out.
fn escaped(text: &str) -> String {
    let is_known =
        |c: &char| matches!(c, '\t' | '\n' | '\r') || (!c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    quick_xml::escape::escape(text.chars().filter(is_known).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_an_element() {
        let mut out = String::new();
        write(&Text("Betreff", "</x>]]>&amp;\"' \u{0}\u{1b}\u{ffff}\u{202e}ä".into()), 0, &mut out);
        assert_eq!(out, "<xdomea:Betreff>&lt;/x&gt;]]&gt;&amp;amp;&quot;&apos; \u{202e}ä</xdomea:Betreff>\n");
    }

    #[test]
    fn a_pdf_says_itself_whether_it_is_for_archives() {
        let by_elements = b"%PDF <pdfaid:part>3</pdfaid:part> <pdfaid:conformance>A</pdfaid:conformance>";
        let by_attributes = b"%PDF pdfaid:part=\"2\" pdfaid:conformance=\"U\"";
        let found = [by_elements.as_slice(), by_attributes, b"%PDF-1.7", b"pdfaid:part"].map(pdf_a);
        assert_eq!(found, [Some("3a".into()), Some("2u".into()), None, None]);
        let found = [b"%PDF-1.7\n".as_slice(), b"%PDF-1.", b"%PDF-</a>", b"PK"].map(pdf);
        assert_eq!(found, [Some("1.7".into()), None, None, None]);
    }
}
