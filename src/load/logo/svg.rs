//! What an SVG must not hold to stand in a paper: what would be missed where only its shapes are drawn, and too much of them.

use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::references::References;

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

/// The namespace of SVG.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The namespace in which `cc:script` is a script.
const HTML: &str = "http://www.w3.org/1999/xhtml";

/// Where the document types of SVG are kept.
const W3C: &str = "http://www.w3.org/";

/// Functions of CSS that load what a plain string in their brackets names.
const LOADING: [&str; 3] = ["image-set(", "image(", "src("];

/// The most elements; an elaborate coat of arms has a tenth of it.
const MOST_ELEMENTS: usize = 20_000;

/// The most elements inside each other.
const DEEPEST: usize = 64;

/// The text of an SVG that can stand in a paper.
///
/// # Errors
/// Says in German why it cannot.
pub(super) fn text(bytes: &[u8]) -> Result<&str, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| foreign_encoding())?.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let mut survey = Survey::default();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Eof if survey.count == 0 || survey.depth > 0 => return Err(broken()),
            Event::Eof if survey.references.can_be_drawn(&survey.css) => return Ok(text),
            Event::Eof => {
                return Err("Die Masken, Beschneidungen und Verläufe des SVG ergeben zusammen zu viele Formen.".into());
            }
            event => survey.event(&event)?,
        }
    }
}

/// How far a file has been looked at.
#[derive(Default)]
struct Survey {
    depth: usize,
    count: usize,
    /// Whether a style sheet is open.
    in_style: bool,
    /// All style sheets, each in one piece: comments and CDATA could cut the words looked for.
    css: String,
    references: References,
}

impl Survey {
    fn event(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => self.begin(start),
            Event::Empty(start) => {
                self.begin(start)?;
                self.end()
            }
            Event::End(_) => self.end(),
            Event::Text(text) if self.in_style => self.style(text),
            Event::CData(text) if self.in_style => self.style(text),
            Event::GeneralRef(name) if self.in_style => Err(written_as_reference(name)),
            Event::DocType(text) => doctype(text),
            Event::Decl(decl) => declaration(decl),
            Event::PI(_) => Err("Das SVG enthält eine Anweisung für andere Programme (<? … ?>).".into()),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let name = start.name().as_ref().to_owned();
        // CSS knows no elements, and what stands around one would be read as one text by some and as two by others.
        if self.in_style {
            return Err(broken());
        }
        element(&name, self.count == 0)?;
        let mut attributes = Vec::new();
        for found in start.attributes() {
            let found = found.map_err(|_| broken())?;
            let text = found.normalized_value(XmlVersion::default()).map_err(|_| broken())?;
            attribute(found.key.as_ref(), &text)?;
            attributes.push((found.key.as_ref().to_owned(), text.into_owned()));
        }
        self.count += 1;
        self.depth += 1;
        self.in_style = name == "style";
        self.references.begin(&attributes);
        if self.count > MOST_ELEMENTS || self.depth > DEEPEST {
            return Err(format!(
                "Das SVG hat mehr als {MOST_ELEMENTS} Elemente oder ist tiefer als {DEEPEST} verschachtelt."
            ));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        self.references.end();
        self.depth = self.depth.checked_sub(1).ok_or_else(broken)?;
        if std::mem::take(&mut self.in_style) { harmless(&self.css) } else { Ok(()) }
    }

    fn style(&mut self, text: &str) -> Result<(), String> {
        self.css.push_str(text);
        Ok(())
    }
}

/// The encoding that a file names must be the one that it was read in: others would read other words.
fn declaration(decl: &BytesDecl<'_>) -> Result<(), String> {
    let Some(encoding) = decl.encoding() else { return Ok(()) };
    match encoding.map_err(|_| broken())?.to_lowercase().as_str() {
        "utf-8" | "utf8" | "us-ascii" => Ok(()),
        _ => Err(foreign_encoding()),
    }
}

fn doctype(text: &str) -> Result<(), String> {
    if text.contains('[') {
        return Err("Das SVG vereinbart eigene Zeichen (ENTITY), was in einem Logo nicht vorgesehen ist.".into());
    }
    let mut words = text.split_whitespace();
    let is_svg = words.next() == Some("svg");
    let is_known = words.next_back().is_none_or(|address| address.trim_start_matches(['"', '\'']).starts_with(W3C));
    if is_svg && is_known {
        return Ok(());
    }
    Err("Das SVG nennt einen anderen Dokumenttyp (DOCTYPE) als die des W3C für SVG.".into())
}

/// Elements of other namespaces are not drawn; drawing programs leave theirs behind.
fn element(name: &str, is_root: bool) -> Result<(), String> {
    if is_root && name != "svg" {
        return Err("Die Datei ist kein SVG: Sie beginnt nicht mit dem Element <svg>.".into());
    }
    let known = name.split_once(':').map_or(ELEMENTS.contains(&name), |(prefix, _)| prefix != "svg");
    if known {
        return Ok(());
    }
    let name = crate::source::shorten(name);
    Err(format!("Das SVG enthält das Element <{name}>, das in einem Logo nicht vorgesehen ist."))
}

fn attribute(key: &str, text: &str) -> Result<(), String> {
    let name = match key.split_once(':') {
        Some(("xmlns", prefix)) => return namespace(prefix, text),
        Some(("xlink" | "svg", name)) => name.to_lowercase(),
        Some(_) => return Ok(()),
        None if key == "xmlns" => return namespace("", text),
        None => key.to_lowercase(),
    };
    let outside = name.ends_with("href") && !text.trim().starts_with('#');
    if outside || name == "src" || name.starts_with("on") {
        let key = crate::source::shorten(key);
        return Err(format!("Das SVG verweist nach außen oder enthält ein Programm (Attribut {key})."));
    }
    harmless(text)
}

/// What has no prefix must be SVG, and nothing else may be called so that it is one; nothing may be HTML.
fn namespace(prefix: &str, uri: &str) -> Result<(), String> {
    let known = if matches!(prefix, "" | "svg") { uri == NAMESPACE } else { ![NAMESPACE, HTML].contains(&uri) };
    // LibreOffice calls properties so that look like those of SVG.
    if known || (prefix == "svg" && uri.starts_with("urn:oasis:names:tc:opendocument:")) {
        return Ok(());
    }
    let uri = crate::source::quoted(uri);
    let prefix = crate::source::shorten(prefix);
    let attribute = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    Err(format!("Das SVG verwendet den Namensraum {uri} ({attribute}), der in einem Logo nicht vorgesehen ist."))
}

fn written_as_reference(name: &str) -> String {
    let name = crate::source::shorten(name);
    format!("Das SVG schreibt ein Zeichen als „&{name};“, was in einem Logo nicht vorgesehen ist.")
}

/// All style sheets so far or the value of an attribute: it must not load anything.
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

fn foreign_encoding() -> String {
    "Das SVG ist nicht in UTF-8 gespeichert.".into()
}

fn broken() -> String {
    "Das SVG ist beschädigt oder nicht vollständig.".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of an SVG with these attributes and this content.
    fn said(attributes: &str, content: &str) -> Result<(), String> {
        text(format!("<svg xmlns=\"{NAMESPACE}\" {attributes}>{content}</svg>").as_bytes()).map(|_| ())
    }

    fn refused(part: &str, cases: &[(&str, &str)]) {
        for (attributes, content) in cases {
            let said = said(attributes, content);
            assert!(said.as_ref().is_err_and(|why| why.contains(part)), "{attributes} {content}: {said:?}");
        }
    }

    #[test]
    fn what_drawing_programs_write_can_stand_in_a_paper() {
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
                ("xmlns:h=\"http://www.w3.org/1999/xhtml\"", ""),
                ("", "<g xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
                ("", "<g xmlns=\"\"/>"),
            ],
        );
        refused("Attribut", &[("svg:onload=\"a\"", ""), ("xlink:href=\"a\"", "")]);
        refused("Element", &[("", "<svg:script/>"), ("", "<text>a</text>"), ("", "<use href=\"#a\"/>")]);
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
        refused("nach außen", &[("style=\"fill:&#117;rl(http://a/)\"", "")]);
        refused("als „&#111;“", &[("", "<style>@imp&#111;rt</style>")]);
        refused("als „&gt;“", &[("", "<style>.a &gt; .b {}</style>")]);
        refused("beschädigt", &[("", "<style>@im<g/>port</style>"), ("", "<g>")]);
    }

    #[test]
    fn only_the_w3c_says_what_an_svg_is() {
        let file = |head: &str| text(format!("{head}<svg xmlns=\"{NAMESPACE}\"/>").as_bytes()).map(|_| ());
        let address = "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd";
        for known in ["svg".into(), format!("svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n '{address}'")] {
            assert_eq!(file(&format!("<!DOCTYPE {known}>")), Ok(()), "{known}");
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

    #[test]
    fn references_that_multiply_are_refused_whatever_they_refer_to() {
        let mask = |k: usize, content: &str| format!("<mask id=\"m{k}\"><g>{content}</g></mask>");
        let shape = |mask: usize| format!("<rect width=\"9\" height=\"9\" mask=\"url(#m{mask})\"/>");
        let fan: String = (0..10).map(|k| mask(k, &shape(k + 1).repeat(10))).collect();
        let chain: String = (0..6_000).map(|k| mask(k, &shape(k + 1))).collect();
        let backwards: String = (0..6_000).rev().map(|k| mask(k, &shape(k + 1))).collect();
        let circle = mask(0, &shape(1)) + &mask(1, &shape(0));
        let styled: String = (0..10).map(|k| mask(k, &format!("<g class=\"c{}\"/>", k + 1).repeat(10))).collect();
        let css: String = (0..11).map(|k| format!(".c{k} {{ clip-path: url(#m{k}) }}\n")).collect();
        let many = mask(0, &"<path/>".repeat(5_000)) + &shape(0).repeat(5_000);
        let styled = format!("<style>{css}</style>{styled}<g class=\"c0\"/>");
        for content in [fan + &shape(0), chain + &shape(0), backwards + &shape(0), circle + &shape(0), styled, many] {
            refused("zu viele Formen", &[("", &content)]);
        }
        let gradient = |k: usize| format!("<linearGradient id=\"m{k}\" xlink:href=\"#m{}\"/>", k + 1);
        let chain: String = (0..19_000).map(gradient).collect();
        let stops = format!("<linearGradient id=\"m0\">{}</linearGradient>", "<stop/>".repeat(5_000));
        let filled = "<path fill=\"url(#m0)\"/>".repeat(500);
        let inherited = format!("<g style=\"stroke: URL( '#m0' )\">{}</g>", "<path/>".repeat(500));
        for content in [chain + "<path fill=\"url(#m0)\"/>", stops.clone() + &filled, stops + &inherited] {
            refused("zu viele Formen", &[("", &content)]);
        }
        for every in ["* { mask: url(#m0) }", "g{/*}*/ mask:url(#m0)}", ".a\ng{mask:url(#m0)}"] {
            let inside = mask(0, &"<g/>".repeat(100));
            refused("zu viele Formen", &[("", &format!("<style>{every}</style>{inside}"))]);
        }
    }

    #[test]
    fn references_as_drawing_programs_write_them_are_let_through() {
        let mask = |k: usize, content: &str| format!("<mask id=\"m{k}\"><g>{content}</g></mask>");
        let usual = mask(0, &"<path/>".repeat(50))
            + &mask(1, "<rect mask=\"url(#m0)\"/>")
            + &"<rect mask=\"url(#m1)\" fill=\"url(#none)\"/>".repeat(50);
        assert_eq!(said("", &usual), Ok(()));
        let stops = "<stop/>".repeat(8);
        let gradients: String = (0..500)
            .map(|k| {
                format!("<linearGradient id=\"a{k}\">{stops}</linearGradient><radialGradient id=\"b{k}\" xlink:href=\"#a{k}\"/>\
                         <clipPath id=\"c{k}\"><path/></clipPath><g clip-path=\"url(#c{k})\"><path fill=\"url(#b{k})\"/></g>")
            })
            .collect();
        assert_eq!(said("", &gradients), Ok(()));
    }
}
