//! Whether what is printed in the municipality's colour can be read.
#![expect(clippy::float_arithmetic, reason = "the standard defines contrast by powers; no figure comes of it")]

use crate::finding::{Code, Finding};
use crate::model::{Located, Stammdaten};

/// The contrast that text needs against its ground [WCAG 2.1, 1.4.3].
const ENOUGH: f64 = 4.5;

pub(super) fn check(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let farbe = &stammdaten.gestaltung.akzentfarbe;
    let ratio = contrast(farbe.rgb());
    if ratio >= ENOUGH {
        return Vec::new();
    }
    let shown = |ratio: f64| format!("{:.1}", (ratio * 10.0).floor() / 10.0).replace('.', ",");
    let [r, g, b] = dark_enough(farbe.rgb());
    let message = "Die Akzentfarbe hebt sich zu wenig von weißem Papier ab; die Papiere dunkeln sie ab.";
    let mend = format!("Dunkel genug ist zum Beispiel #{r:02x}{g:02x}{b:02x} mit {} : 1.", shown(contrast([r, g, b])));
    let finding = Finding::at(Code::RB033, stammdaten.span("gestaltung/akzentfarbe"), message, mend);
    vec![finding.expected("ein Kontrast von mindestens 4,5 : 1").found(format!(
        "{} mit {} : 1",
        farbe.as_str(),
        shown(ratio)
    ))]
}

/// The contrast of a colour against white, from 1 to 21.
fn contrast(rgb: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb.map(linear);
    1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}

/// The lightest colour of the same hue that is dark enough.
fn dark_enough(rgb: [u8; 3]) -> [u8; 3] {
    let darker = |percent: u32| rgb.map(|part| u8::try_from(u32::from(part) * percent / 100).unwrap_or_default());
    (0..=100).rev().map(darker).find(|rgb| contrast(*rgb) >= ENOUGH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contrasts_are_those_of_the_standard() {
        let cases = [([0, 0, 0], 21.0), ([255, 255, 255], 1.0), ([118, 118, 118], 4.54), ([255, 0, 0], 3.998)];
        for (rgb, expected) in cases {
            assert!((contrast(rgb) - expected).abs() < 0.005, "{rgb:?}: {}", contrast(rgb));
        }
    }

    #[test]
    fn every_hue_has_a_colour_that_is_dark_enough() {
        for rgb in [[255, 255, 0], [0, 255, 255], [255, 255, 255], [255, 0, 0], [250, 120, 30]] {
            let dark = dark_enough(rgb);
            assert!(contrast(dark) >= ENOUGH && contrast(dark) < 5.0, "{rgb:?} → {dark:?}");
        }
    }
}
