//! What an SVG must be to stand in a paper: shapes and nothing that looks outside.
//!
//! An allow-list: the file is attached to the papers, and other programs than the typesetter will open it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The elements that a logo can be made of.
const ELEMENTS: [&str; 20] = [
    "svg",
    "g",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "title",
    "desc",
    "metadata",
    "style",
    "view",
    "mask",
];

/// Prefixes of elements that drawing programs leave behind and that nobody draws.
const FOREIGN: [&str; 5] = ["sodipodi", "inkscape", "rdf", "cc", "dc"];

/// The namespace of SVG.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The most elements; an elaborate coat of arms has a tenth of it.
const MOST_ELEMENTS: usize = 20_000;

/// The most elements inside each other.
const DEEPEST: usize = 64;

/// Looks at an SVG.
///
/// # Errors
/// Says in German why it cannot stand in a paper.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "Das SVG ist nicht in UTF-8 gespeichert.".to_owned())?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut depth, mut count, mut closed) = (0_usize, 0_usize, false);
    loop {
        let event = reader.read_event().map_err(|_| broken())?;
        match event {
            Event::Start(_) | Event::Empty(_) if closed => return Err(broken()),
            Event::Start(start) => {
                element(&start, depth)?;
                depth += 1;
                count += 1;
            }
            Event::Empty(start) => {
                element(&start, depth)?;
                closed = depth == 0;
                count += 1;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                closed = depth == 0;
            }
            Event::Text(text) => value(&text)?,
            Event::CData(text) => value(&text)?,
            Event::DocType(text) if text.contains('[') => {
                return Err(
                    "Das SVG vereinbart eigene Zeichen (ENTITY), was in einem Logo nicht vorgesehen ist.".into()
                );
            }
            Event::PI(_) => return Err("Das SVG enthält eine Anweisung für andere Programme (<? … ?>).".into()),
            Event::Eof if closed => return Ok(()),
            Event::Eof => return Err(broken()),
            Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::GeneralRef(_) => {}
        }
        if count > MOST_ELEMENTS || depth > DEEPEST {
            return Err(format!(
                "Das SVG hat mehr als {MOST_ELEMENTS} Elemente oder ist tiefer als {DEEPEST} verschachtelt."
            ));
        }
    }
}

fn element(start: &BytesStart<'_>, depth: usize) -> Result<(), String> {
    let name = start.name().as_ref().to_owned();
    if depth == 0 && name != "svg" {
        return Err("Die Datei ist kein SVG: Sie beginnt nicht mit dem Element <svg>.".into());
    }
    let known = match name.split_once(':') {
        Some((prefix, _)) => FOREIGN.contains(&prefix),
        None => ELEMENTS.contains(&name.as_str()),
    };
    if !known {
        let name = crate::source::shorten(&name);
        return Err(format!("Das SVG enthält das Element <{name}>, das in einem Logo nicht vorgesehen ist."));
    }
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| broken())?;
        let key = attribute.key.as_ref().to_lowercase();
        let text = attribute.value.as_ref();
        let outside = key.ends_with("href") && !text.trim().starts_with('#');
        if outside || key.starts_with("on") || key == "xml:base" {
            return Err(format!("Das SVG verweist nach außen oder enthält ein Programm (Attribut {key})."));
        }
        let prefix = key.strip_prefix("xmlns:");
        if text.trim() == NAMESPACE && prefix.is_some_and(|prefix| prefix != "svg") {
            return Err("Das SVG benennt seine Elemente um, was in einem Logo nicht vorgesehen ist.".into());
        }
        value(text)?;
    }
    Ok(())
}

/// A text or the value of an attribute: it must not load anything.
fn value(text: &str) -> Result<(), String> {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace() && !"'\"".contains(*c)).collect();
    let loads = plain.match_indices("url(").any(|(at, found)| !plain[at + found.len()..].starts_with('#'));
    // A backslash or a character written as a number could hide the words looked for.
    let hides = plain.contains('\\') || plain.contains("&#");
    if loads || hides || ["@import", "javascript:", "data:"].iter().any(|word| plain.contains(word)) {
        return Err("Das SVG verweist nach außen oder enthält ein Programm.".into());
    }
    Ok(())
}

fn broken() -> String {
    "Das SVG ist beschädigt oder nicht vollständig.".into()
}
