//! The logo: looked at, and written anew as what reaches papers.
//!
//! It travels in every paper and other programs will open it there, so that nothing may be in it that runs or loads. An SVG is
//! parsed by the library that the typesetter draws it with, and only the shapes that it found are written. What a person
//! would miss then, or what would be too much to draw, is refused before.

mod png;
mod references;
mod svg;

use usvg::{ImageHrefResolver, Indent, Options, Tree, WriteOptions};

use crate::model::Logoart;

/// What is wrong with a logo, and what to do.
pub(super) type Objection = (String, &'static str);

/// The kind of a logo by the ending of its name, and its content as papers carry it.
///
/// # Errors
/// Says in German why it cannot stand in a paper.
pub(super) fn redrawn(ending: &str, bytes: &[u8]) -> Result<(Logoart, Vec<u8>), Objection> {
    const SVG: &str =
        "Speichern Sie das Logo als einfaches SVG, Texte in Pfade umgewandelt, ohne Bilder und Verweise, oder als PNG.";
    const PNG: &str =
        "Exportieren Sie das Bild neu als PNG, ohne Farbprofil und ohne Metadaten, oder als einfaches SVG.";
    match ending {
        "svg" => svg::text(bytes).map(|text| (Logoart::Svg, shapes(text))).map_err(|message| (message, SVG)),
        "png" => png::check(bytes).map(|()| (Logoart::Png, bytes.to_vec())).map_err(|message| (message, PNG)),
        other => Err((format!("Die Endung „.{other}“ ist für ein Logo nicht vorgesehen."), SVG)),
    }
}

/// The shapes of an SVG alone. One that has none, or no size, stays as it is: it cannot be drawn, as the typesetter will say.
fn shapes(text: &str) -> Vec<u8> {
    let nothing_else =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: nothing_else, ..Options::default() };
    let written = WriteOptions { indent: Indent::Spaces(1), ..WriteOptions::default() };
    Tree::from_str(text, &options).map_or_else(|_| text.into(), |tree| tree.to_string(&written).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(svg: &str) -> String {
        let (_, bytes) = redrawn("svg", svg.as_bytes()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn only_shapes_are_left_of_a_logo() {
        for file in [
            include_str!("../../../fixtures/logos/inkscape.svg"),
            include_str!("../../../fixtures/logos/coreldraw.svg"),
            include_str!("../../../fixtures/logos/illustrator.svg"),
        ] {
            let drawn = drawn(file);
            for part in ["<?", "<!", "style", "class", "title", "metadata", ":"] {
                assert!(!drawn.replace("http://", "").replace("xmlns:xlink", "").contains(part), "{part} in {drawn}");
            }
            assert!(drawn.contains("<path "), "{drawn}");
            assert_eq!(self::drawn(&drawn), drawn, "written anew it stays the same");
        }
        let foreign = "xml:base=\"a\" xmlns:h=\"http://h\" h:src=\"a\"";
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {foreign}><h:script>1</h:script><path d=\"M0 0h9v9z\"/></svg>"
        );
        let drawn = drawn(&svg);
        assert!(!drawn.contains("script") && !drawn.contains("base") && !drawn.contains("h:"), "{drawn}");
    }

    #[test]
    fn what_the_typesetter_cannot_read_is_left_to_it() {
        for svg in ["<svg width=\"0\" height=\"0\" xmlns=\"http://www.w3.org/2000/svg\"/>", "<svg h:a=\"1\"/>"] {
            assert_eq!(drawn(svg), svg);
        }
    }
}
