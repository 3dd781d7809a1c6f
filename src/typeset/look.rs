//! What can be said of a workspace's own files before any paper is set.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::syntax::{self, DiagSpanKind};
use typst::text::Font;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage, SvgImage};

use super::assets::Asset;
use super::digits;

/// What can be said of templates and fonts; each in the order in which they were given.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Look {
    /// Where each template breaks the rules of the syntax, with the engine's messages.
    pub templates: Vec<Vec<(Range<usize>, String)>>,
    /// The fonts.
    pub fonts: Vec<FontLook>,
}

/// What can be said of a file with fonts.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FontLook {
    /// The families; none where it is no font.
    pub families: Vec<String>,
    /// A digit that it draws as another one.
    pub wrong_digit: Option<char>,
}

impl Look {
    pub(super) fn at(templates: &[Asset], fonts: &[Asset]) -> Self {
        let text = |asset: &Asset| syntax_errors(&String::from_utf8_lossy(&asset.bytes));
        Self { templates: templates.iter().map(text).collect(), fonts: fonts.iter().map(font).collect() }
    }
}

fn font(asset: &Asset) -> FontLook {
    let fonts: Vec<Font> = Font::iter(Bytes::new(asset.bytes.to_vec())).collect();
    let wrong = |font: &Font| digits::fault(font.data(), font.index());
    let families = fonts.iter().map(|font| font.info().family.clone()).collect();
    FontLook { families, wrong_digit: fonts.iter().find_map(wrong) }
}

/// The families of the fonts in a file; none where it is no font.
pub fn families(bytes: &[u8]) -> Vec<String> {
    Font::iter(Bytes::new(bytes.to_vec())).map(|font| font.info().family.clone()).collect()
}

/// Whether an image can be drawn; the engine's message where not.
///
/// # Errors
/// When it cannot.
pub fn image(bytes: &[u8], scalable: bool) -> Result<(), String> {
    let bytes = Bytes::new(bytes.to_vec());
    let size = if scalable {
        let image = SvgImage::new(bytes).map_err(|error| format!("{error:?}"))?;
        image.width().min(image.height())
    } else {
        let format = RasterFormat::Exchange(ExchangeFormat::Png);
        RasterImage::plain(bytes, format).map_err(|error| error.to_string())?;
        1.0
    };
    if size > 0.0 { Ok(()) } else { Err("Das Bild hat keine Ausdehnung.".into()) }
}

/// Where a template breaks the rules of Typst's syntax, with the engine's messages.
pub fn syntax_errors(text: &str) -> Vec<(Range<usize>, String)> {
    let source = syntax::Source::detached(text);
    let (errors, _) = source.root().errors_and_warnings();
    let place = |error: &syntax::SyntaxDiagnostic| match error.span.get() {
        DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range).unwrap_or_default(),
        DiagSpanKind::Range { range, .. } => range,
        DiagSpanKind::Detached => 0..0,
    };
    errors.iter().map(|error| (place(error), error.message.to_string())).collect()
}
