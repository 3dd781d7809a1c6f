//! What can be said of a workspace's own files before any paper is set.

use std::ops::Range;

use typst::foundations::Bytes;
use typst::syntax::{self, DiagSpanKind};
use typst::text::Font;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage, SvgImage};

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
