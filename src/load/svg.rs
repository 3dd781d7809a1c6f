//! What an SVG must be to stand in a paper: shapes and nothing that looks outside.
//!
//! An allow-list: the file is attached to the papers, and other programs than the typesetter will open it.

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesStart, Event};

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

/// The namespace that drawing programs mean by a prefix. One of another meaning could hold what runs: `cc:script` is a
/// script where `cc` is HTML.
const NAMESPACES: [(&str, &str); 26] = [
    ("svg", NAMESPACE),
    ("xlink", "http://www.w3.org/1999/xlink"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    // Inkscape and its forerunner.
    ("inkscape", "http://www.inkscape.org/namespaces/inkscape"),
    ("sodipodi", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"),
    ("sodipodi", "http://inkscape.sourceforge.net/DTD/sodipodi-0.dtd"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("cc", "http://creativecommons.org/ns#"),
    ("cc", "http://web.resource.org/cc/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("osb", "http://www.openswatchbook.org/uri/2009/osb"),
    // LibreOffice.
    ("svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("ooo", "http://xml.openoffice.org/svg/export"),
    ("presentation", "http://sun.com/xmlns/staroffice/presentation"),
    ("smil", "http://www.w3.org/2001/SMIL20/"),
    ("anim", "urn:oasis:names:tc:opendocument:xmlns:animation:1.0"),
    // Illustrator, CorelDRAW, Affinity, Sketch, Boxy, Vectornator, Krita.
    ("x", "http://ns.adobe.com/Extensibility/1.0/"),
    ("i", "http://ns.adobe.com/AdobeIllustrator/10.0/"),
    ("graph", "http://ns.adobe.com/Graphs/1.0/"),
    ("xodm", "http://www.corel.com/coreldraw/odm/2003"),
    ("serif", "http://www.serif.com/"),
    ("sketch", "http://www.bohemiancoding.com/sketch/ns"),
    ("sketch", "http://www.bohemiancoding.com/sketch/ns/"),
    ("bx", "https://boxy-svg.com"),
    ("vectornator", "http://vectornator.io"),
    ("krita", "http://krita.org/namespaces/svg/krita"),
];

/// The document types of the W3C that drawing programs name; they agree on nothing of their own.
const DOCTYPES: [&str; 6] = [
    "svg",
    "svg PUBLIC \"-//W3C//DTD SVG 1.0//EN\" \"http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd\"",
    "svg PUBLIC \"-//W3C//DTD SVG 20010904//EN\" \"http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd\"",
    "svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"",
    "svg PUBLIC \"-//W3C//DTD SVG 1.1 Basic//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11-basic.dtd\"",
    "svg PUBLIC \"-//W3C//DTD SVG 1.1 Tiny//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11-tiny.dtd\"",
];

/// Functions of CSS that load what a plain string in their brackets names.
const LOADING: [&str; 3] = ["image-set(", "image(", "src("];

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
    let mut look = Look::default();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Eof if look.closed => return Ok(()),
            Event::Eof => return Err(broken()),
            event => look.event(&event)?,
        }
    }
}

/// An element whose end has not come yet.
struct Open {
    is_style: bool,
    /// What it says so far, in one piece: comments, CDATA and references could cut the words looked for.
    text: String,
}

/// How far a file has been looked at.
#[derive(Default)]
struct Look {
    open: Vec<Open>,
    count: usize,
    closed: bool,
}

impl Look {
    fn event(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => self.begin(start),
            Event::Empty(start) => {
                self.begin(start)?;
                self.end()
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(text),
            Event::CData(text) => self.text(text),
            Event::GeneralRef(name) => self.reference(name),
            Event::DocType(_) | Event::Decl(_) if self.count > 0 => Err(broken()),
            Event::DocType(text) => doctype(text),
            Event::Decl(decl) => declaration(decl),
            Event::PI(_) => Err("Das SVG enthält eine Anweisung für andere Programme (<? … ?>).".into()),
            Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        // CSS knows no elements, and what stands around one would be read as one text by some and as two by others.
        if self.closed || self.open.last().is_some_and(|open| open.is_style) {
            return Err(broken());
        }
        element(start, self.open.is_empty())?;
        self.open.push(Open { is_style: start.name().as_ref() == "style", text: String::new() });
        self.count += 1;
        if self.count > MOST_ELEMENTS || self.open.len() > DEEPEST {
            return Err(format!(
                "Das SVG hat mehr als {MOST_ELEMENTS} Elemente oder ist tiefer als {DEEPEST} verschachtelt."
            ));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        let open = self.open.pop().ok_or_else(broken)?;
        self.closed = self.open.is_empty();
        harmless(&open.text)
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        match self.open.last_mut() {
            Some(open) => open.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(broken()),
        }
        Ok(())
    }

    fn reference(&mut self, name: &str) -> Result<(), String> {
        let open = self.open.last_mut().ok_or_else(broken)?;
        if open.is_style {
            return Err(written_as_reference(name));
        }
        open.text.push(character(name)?);
        Ok(())
    }
}

/// The encoding that a file names must be the one that it was read in: others would read other words.
fn declaration(decl: &BytesDecl<'_>) -> Result<(), String> {
    let Some(encoding) = decl.encoding() else { return Ok(()) };
    match encoding.map_err(|_| broken())?.to_lowercase().as_str() {
        "utf-8" | "utf8" | "us-ascii" => Ok(()),
        _ => Err("Das SVG ist nicht in UTF-8 gespeichert.".into()),
    }
}

fn doctype(text: &str) -> Result<(), String> {
    if text.contains('[') {
        return Err("Das SVG vereinbart eigene Zeichen (ENTITY), was in einem Logo nicht vorgesehen ist.".into());
    }
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "\"");
    if DOCTYPES.contains(&plain.as_str()) {
        return Ok(());
    }
    Err("Das SVG nennt einen anderen Dokumenttyp (DOCTYPE) als die des W3C für SVG.".into())
}

fn element(start: &BytesStart<'_>, is_root: bool) -> Result<(), String> {
    let name = start.name().as_ref().to_owned();
    if is_root && name != "svg" {
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
    for found in start.attributes() {
        let found = found.map_err(|_| broken())?;
        attribute(found.key.as_ref(), &resolved(found.value.as_ref())?)?;
    }
    Ok(())
}

fn attribute(key: &str, text: &str) -> Result<(), String> {
    let (prefix, name) = match key.split_once(':') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    match (prefix, name) {
        (None, "xmlns") => return namespace("", text),
        (Some("xmlns"), prefix) => return namespace(prefix, text),
        _ => {}
    }
    let known = prefix.is_none_or(|prefix| NAMESPACES.iter().any(|(known, _)| *known == prefix));
    let name = name.to_lowercase();
    let outside = name.ends_with("href") && !text.trim().starts_with('#');
    let base = prefix == Some("xml") && name == "base";
    if !known || outside || base || name == "src" || name.starts_with("on") {
        let key = crate::source::shorten(key);
        return Err(format!("Das SVG verweist nach außen oder enthält ein Programm (Attribut {key})."));
    }
    // What drawing programs note for themselves is no CSS, and paths of files have backslashes.
    match prefix {
        Some(prefix) if FOREIGN.contains(&prefix) => harmless(&text.replace('\\', "/")),
        _ => harmless(text),
    }
}

/// A prefix, or none, must mean what drawing programs mean by it.
fn namespace(prefix: &str, uri: &str) -> Result<(), String> {
    let known = match prefix {
        "" => uri == NAMESPACE,
        _ => NAMESPACES.contains(&(prefix, uri)),
    };
    if known {
        return Ok(());
    }
    let uri = crate::source::quoted(uri);
    let prefix = crate::source::shorten(prefix);
    let attribute = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    Err(format!("Das SVG verwendet den Namensraum {uri} ({attribute}), der in einem Logo nicht vorgesehen ist."))
}

/// The value of an attribute as other programs read it.
fn resolved(text: &str) -> Result<String, String> {
    let mut pieces = text.split('&');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(';').ok_or_else(broken)?;
        plain.push(character(name)?);
        plain.push_str(rest);
    }
    Ok(plain)
}

/// The character that a reference stands for: one of those that XML could not write otherwise.
fn character(name: &str) -> Result<char, String> {
    match name {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(written_as_reference(name)),
    }
}

fn written_as_reference(name: &str) -> String {
    let name = crate::source::shorten(name);
    format!("Das SVG schreibt ein Zeichen als „&{name};“, was in einem Logo nicht vorgesehen ist.")
}

/// The whole text of an element or the value of an attribute: it must not load anything.
fn harmless(text: &str) -> Result<(), String> {
    let lower = text.to_lowercase();
    let plain: String = lower.chars().filter(|c| !c.is_whitespace() && !"'\"".contains(*c)).collect();
    let is_outside = |rest: &str| !rest.starts_with('#');
    let loads = plain.split("url(").skip(1).any(is_outside) || LOADING.iter().any(|function| lower.contains(function));
    // CSS could write the words looked for with backslashes.
    let hides = plain.contains('\\');
    if loads || hides || ["@import", "javascript:", "data:"].iter().any(|word| plain.contains(word)) {
        return Err("Das SVG verweist nach außen oder enthält ein Programm.".into());
    }
    Ok(())
}

fn broken() -> String {
    "Das SVG ist beschädigt oder nicht vollständig.".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of an SVG with these attributes and this content.
    fn said(attributes: &str, content: &str) -> Result<(), String> {
        check(format!("<svg xmlns=\"{NAMESPACE}\" {attributes}>{content}</svg>").as_bytes())
    }

    fn refused(part: &str, cases: &[(&str, &str)]) {
        for (attributes, content) in cases {
            let said = said(attributes, content);
            assert!(said.as_ref().is_err_and(|why| why.contains(part)), "{attributes} {content}: {said:?}");
        }
    }

    #[test]
    fn what_drawing_programs_write_can_stand_in_a_paper() {
        for file in [
            include_str!("../../fixtures/logos/inkscape.svg"),
            include_str!("../../fixtures/logos/coreldraw.svg"),
            include_str!("../../fixtures/logos/illustrator.svg"),
        ] {
            assert_eq!(check(file.as_bytes()), Ok(()), "{file}");
        }
        assert_eq!(said("", "<title>Image (1) &amp; R&lt;S</title><g fill=\"url(&quot;#a&quot;)\"/>"), Ok(()));
        assert_eq!(said("", "<style>@media print { .a{fill:url( '#b' )} }</style>"), Ok(()));
    }

    #[test]
    fn a_prefix_means_what_drawing_programs_mean() {
        refused(
            "Namensraum",
            &[
                ("xmlns:cc=\"http://www.w3.org/1999/xhtml\"", "<cc:script/>"),
                ("", "<g xmlns:rdf=\"http://www.w3.org/2000/svg\"><rdf:script/></g>"),
                ("xmlns:dc=\" http://purl.org/dc/elements/1.1/\"", ""),
                ("xmlns:h=\"http://www.w3.org/1999/xhtml\"", ""),
                ("", "<g xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
                ("", "<g xmlns=\"\"/>"),
            ],
        );
        refused("Attribut", &[("h:style=\"a\"", ""), ("xml:base=\"a\"", ""), ("", "<g inkscape:href=\"a\"/>")]);
        refused("Element", &[("", "<svg:script/>"), ("", "<x:g/>")]);
    }

    #[test]
    fn words_are_looked_for_in_whole_texts() {
        refused(
            "nach außen",
            &[
                ("", "<style>@im<!-- -->port \"a.css\";</style>"),
                ("", "<style>@im<![CDATA[port]]> \"a.css\";</style>"),
                ("", "<style>.a{fill:u<!-- -->rl(http://a/)}</style>"),
                ("", "<style>.a{fill:u\\72l(http://a/)}</style>"),
                ("style=\"fill:url(&quot;http://a/&quot;)\"", ""),
                ("style=\"background:-webkit-image-set('http://a/' 1x)\"", ""),
                ("", "<style>.a{background:Image('http://a/')}</style>"),
                ("src=\"a\"", ""),
                ("xlink:href=\"a\"", ""),
            ],
        );
        refused("als „&#111;“", &[("", "<style>@imp&#111;rt</style>"), ("", "<g id=\"&#111;\"/>"), ("", "&#111;")]);
        refused("als „&gt;“", &[("", "<style>.a &gt; .b {}</style>")]);
        refused("beschädigt", &[("", "<style>@im<g/>port</style>"), ("", "a & b"), ("", "<!DOCTYPE svg>")]);
    }

    #[test]
    fn only_the_w3c_says_what_an_svg_is() {
        let file = |head: &str| check(format!("{head}<svg xmlns=\"{NAMESPACE}\"/>").as_bytes());
        for known in DOCTYPES {
            assert_eq!(file(&format!("<!DOCTYPE {}>", known.replace(' ', "\n "))), Ok(()), "{known}");
        }
        for other in
            ["svg SYSTEM \"http://a/b.dtd\"", "svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://a/b.dtd\"", "html"]
        {
            assert!(file(&format!("<!DOCTYPE {other}>")).is_err_and(|why| why.contains("DOCTYPE")), "{other}");
        }
        assert_eq!(file("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"), Ok(()));
        assert!(file("<?xml version=\"1.0\" encoding=\"UTF-7\"?>").is_err_and(|why| why.contains("UTF-8")));
        assert!(file("<?xml-stylesheet href=\"a.css\"?>").is_err_and(|why| why.contains("Anweisung")));
    }
}
