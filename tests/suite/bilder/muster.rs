//! Series can be told apart in grey, and labels can be read, whatever the accent colour.

use std::ops::Range;

use ratsbericht::typeset::{Asset, Engine, Job};
use serde_json::json;

use crate::support::raster::{Raster, pages};

/// Accent colours from dark to light, and one that a municipality has.
const AKZENTE: [&str; 7] = ["#00549f", "#000000", "#ffffff", "#c8102e", "#ffd700", "#00c853", "#7a7a7a"];

/// The swatches of the probe: what they belong to, which pages they are, and how far two of them must lie apart in the mean, in
/// tenths of a shade of 255; signs cover little of their page.
const GRUPPEN: [(&str, Range<usize>, usize); 4] =
    [("fills", 0..8, 120), ("time line", 8..12, 120), ("steps", 12..14, 120), ("Meilensteine", 14..16, 60)];
/// Where the grounds begin, each with the colour that stands on it.
const GRUENDE: usize = 16;

/// Resolution: a tile of a pattern takes nine pixels.
const DPI: u32 = 150;
const KACHEL: usize = 9;

/// The swatches, with a change of the templates where one is wanted.
fn swatches(akzent: &str, change: impl Fn(&str) -> String) -> Vec<Raster> {
    let engine = Engine::new().expect("embedded templates");
    let mut templates = engine.templates().to_vec();
    for template in &mut templates {
        let text = String::from_utf8(template.bytes.to_vec()).expect("a text");
        template.bytes = change(&text).into_bytes().into();
    }
    templates.push(Asset { path: "muster.typ".into(), bytes: include_bytes!("muster.typ").as_slice().into() });
    let engine = Engine::with(templates, engine.fonts().to_vec()).expect("templates");
    let view = json!({ "gestaltung": { "akzentfarbe": akzent }, "herkunft": null }).to_string();
    pages(
        &engine,
        Job { template: "muster.typ", ident: "m", view: view.as_bytes(), attachments: &[], pictures: false },
        DPI,
        |_| true,
    )
}

/// How far two swatches lie apart in grey, in tenths of a shade, laid over each other as they fit best: the same pattern that begins elsewhere is
/// the same pattern.
fn distance(a: &Raster, b: &Raster) -> usize {
    let size = a.width.min(a.height) - 2 * KACHEL;
    let (a_greys, b_greys) = (a.greys(), b.greys());
    let starts = (0..size).map(|y| (y + KACHEL) * a.width + KACHEL);
    let middle: Vec<&[u8]> = starts.map(|start| &a_greys[start..start + size]).collect();
    let at = |dx: usize, dy: usize| {
        let rows = middle.iter().enumerate();
        let apart = |(y, row): (usize, &&[u8])| {
            let other = &b_greys[(y + dy) * b.width + dx..];
            row.iter().zip(other).map(|(a, b)| usize::from(a.abs_diff(*b))).sum::<usize>()
        };
        rows.map(apart).sum::<usize>() * 10 / (size * size)
    };
    let shifts = (0..=2 * KACHEL).flat_map(|dy| (0..=2 * KACHEL).map(move |dx| (dx, dy)));
    shifts.map(|(dx, dy)| at(dx, dy)).min().unwrap_or_default()
}

/// Pairs of swatches of one picture that look alike in grey, and how far they lie apart.
fn alike(swatches: &[Raster]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, range, least) in GRUPPEN {
        for i in range.clone() {
            for k in i + 1..range.end {
                let apart = distance(&swatches[i], &swatches[k]);
                if apart < least {
                    found.push(format!("{name} {} and {}: {apart}", i - range.start, k - range.start));
                }
            }
        }
    }
    found
}

#[test]
fn the_series_of_every_picture_differ_in_grey() {
    for akzent in ["#00549f", "#ffd700"] {
        assert_eq!(alike(&swatches(akzent, str::to_owned)), Vec::<String>::new(), "{akzent}");
    }
}

#[test]
fn two_series_with_one_fill_are_seen() {
    let pattern = "gemustert(tint(0.85), \"punkte\")";
    let same = |text: &str| text.replace("gemustert(white, \"waagrecht\")", pattern);
    let found = alike(&swatches("#00549f", same));
    assert!(found.iter().any(|pair| pair == "fills 1 and 3: 0"), "{found:?}");
    let same = |text: &str| text.replace("verzug: streifen", "verzug: fuellung(1).farbe");
    let found = alike(&swatches("#00549f", same));
    assert!(found.iter().any(|pair| pair == "time line 1 and 3: 0"), "{found:?}");
}

/// The relative luminance of a colour, from 0 to 1.
#[expect(clippy::float_arithmetic, reason = "the definition of a contrast has a power in it")]
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = |byte: u8| {
        let part = f64::from(byte) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = rgb.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two colours, from 1 to 21.
#[expect(clippy::float_arithmetic, reason = "a contrast is a ratio")]
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// The least contrast of a label on its ground.
fn least_contrast(swatches: &[Raster]) -> f64 {
    let pairs = swatches[GRUENDE..].chunks(2).map(|pair| contrast(pair[0].middle(), pair[1].middle()));
    pairs.fold(21.0, f64::min)
}

#[test]
fn every_label_has_the_contrast_that_reading_needs() {
    assert!(contrast([255; 3], [0; 3]) > 20.99 && contrast([118; 3], [255; 3]) > 4.5);
    for akzent in AKZENTE {
        let swatches = swatches(akzent, str::to_owned);
        assert_eq!(swatches.len(), GRUENDE + 2 * 5, "two even fills, three texts");
        let least = least_contrast(&swatches);
        assert!(least >= 4.5, "{akzent}: {least}");
    }
}

#[test]
fn a_label_in_a_pale_colour_is_seen() {
    let pale = |text: &str| text.replace("#let grau = luma(36%)", "#let grau = luma(60%)");
    assert!(least_contrast(&swatches("#00549f", pale)) < 4.5);
}
