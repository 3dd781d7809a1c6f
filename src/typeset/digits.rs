//! Whether a glyph draws the digit that it stands for.
//!
//! A font can put another glyph in the place of a digit: tabular or old-style ones, but also that of another digit. What is
//! drawn is told by its filled area, brought to one size: it must not be that of another digit.

use std::collections::BTreeMap;

use rustybuzz::ttf_parser::{Face, GlyphId, OutlineBuilder};
use rustybuzz::{Feature, UnicodeBuffer, shape};

use super::assets;

/// Squares of the grid in each direction; a row is the bits of a number.
const GRID: usize = 24;

/// The features that print digits otherwise; the engine turns them on where a template asks for it.
const FEATURES: [&[u8; 4]; 5] = [b"tnum", b"pnum", b"onum", b"lnum", b"zero"];

/// The filled area of a glyph; one row after the other.
type Area = [u32; GRID];

/// How many squares two glyphs differ in at most that draw the same.
const SAME: u32 = 24;

/// The digits of a font as it maps them itself.
pub(super) struct Digits {
    areas: Vec<(GlyphId, Area)>,
    /// What was found out of glyphs, each for a digit.
    known: BTreeMap<(char, u16), bool>,
}

impl Digits {
    /// The digits of a font; `None` where it has not all of them.
    pub(super) fn of(face: &Face<'_>) -> Option<Self> {
        let digit = |c: char| {
            let glyph = face.glyph_index(c)?;
            Some((glyph, area(face, glyph)?))
        };
        let areas = ('0'..='9').map(digit).collect::<Option<_>>()?;
        Some(Self { areas, known: BTreeMap::new() })
    }

    /// Whether a glyph draws a digit, and not nothing or another one.
    pub(super) fn draw(&mut self, face: &Face<'_>, digit: char, glyph: GlyphId) -> bool {
        if let Some(known) = self.known.get(&(digit, glyph.0)) {
            return *known;
        }
        let is_own = ('0'..='9').zip(&self.areas).any(|(own, (mapped, _))| own == digit && *mapped == glyph);
        let draws = is_own
            || area(face, glyph).is_some_and(|drawn| !is_other(digit, &drawn, self.areas.iter().map(|(_, area)| area)));
        self.known.insert((digit, glyph.0), draws);
        draws
    }
}

/// Whether an area is that of another digit than the one it stands for; `meant` are the areas of the digits, once or more often.
fn is_other<'a>(digit: char, drawn: &Area, meant: impl Iterator<Item = &'a Area>) -> bool {
    let (mut own, mut other) = (u32::MAX, u32::MAX);
    for (stands_for, area) in ('0'..='9').cycle().zip(meant) {
        let nearest = if stands_for == digit { &mut own } else { &mut other };
        *nearest = (*nearest).min(distance(area, drawn));
    }
    other <= SAME && own > 3 * other
}

/// A digit for which a font draws another one, by itself or in a number; what is meant the embedded fonts show.
pub(super) fn fault(font: &[u8], index: u32) -> Option<char> {
    let face = rustybuzz::Face::from_slice(font, index)?;
    let mut digits = Digits::of(&face)?;
    let embedded: Vec<Area> = assets::with_ending(".ttf")
        .iter()
        .filter_map(|asset| Digits::of(&Face::parse(&asset.bytes, 0).ok()?))
        .flat_map(|digits| digits.areas.into_iter().map(|(_, area)| area))
        .collect();
    let mapped = ('0'..='9').zip(&digits.areas).find(|(digit, (_, drawn))| is_other(*digit, drawn, embedded.iter()));
    if let Some((digit, _)) = mapped {
        return Some(digit);
    }
    let texts: Vec<String> = (0..100).map(|number| format!("{number:02}.{number:02},{number:02}")).collect();
    let on = |tag: &[u8; 4]| Feature::new(rustybuzz::ttf_parser::Tag::from_bytes(tag), 1, ..);
    let sets = std::iter::once(Vec::new()).chain(FEATURES.into_iter().map(|tag| vec![on(tag)]));
    sets.into_iter().find_map(|features| texts.iter().find_map(|text| shaped(&face, &mut digits, text, &features)))
}

/// The first digit of a text for which another is drawn, or none.
fn shaped(face: &rustybuzz::Face<'_>, digits: &mut Digits, text: &str, features: &[Feature]) -> Option<char> {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    let shaped = shape(face, features, buffer);
    let glyphs: Vec<(usize, GlyphId)> = shaped
        .glyph_infos()
        .iter()
        .map(|glyph| (glyph.cluster as usize, GlyphId(u16::try_from(glyph.glyph_id).unwrap_or_default())))
        .collect();
    text.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, digit)| {
        let drawn: Vec<GlyphId> =
            glyphs.iter().filter(|(cluster, _)| *cluster == at).map(|(_, glyph)| *glyph).collect();
        let is_drawn = !drawn.is_empty() && drawn.iter().all(|glyph| digits.draw(face, digit, *glyph));
        (!is_drawn).then_some(digit)
    })
}

fn distance(one: &Area, other: &Area) -> u32 {
    one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum()
}

/// The filled area of a glyph; `None` where it draws nothing.
fn area(face: &Face<'_>, glyph: GlyphId) -> Option<Area> {
    let mut outline = Outline::default();
    face.outline_glyph(glyph, &mut outline)?;
    outline.area()
}

type Point = (i64, i64);

/// A glyph as straight lines, in units of the font.
#[derive(Default)]
struct Outline {
    lines: Vec<(Point, Point)>,
    start: Point,
    at: Point,
}

impl Outline {
    fn line(&mut self, to: Point) {
        self.lines.push((self.at, to));
        self.at = to;
    }

    /// A curve in eight straight lines; one with a single control point has it twice.
    fn curve(&mut self, control: [Point; 2], to: Point) {
        let from = self.at;
        for k in 1..=8 {
            let (back, on) = (8 - k, k);
            let mix = |a: i64, b: i64, c: i64, d: i64| {
                (back * back * back * a + 3 * back * back * on * b + 3 * back * on * on * c + on * on * on * d) / 512
            };
            let [(bx, by), (cx, cy)] = control;
            self.line((mix(from.0, bx, cx, to.0), mix(from.1, by, cy, to.1)));
        }
    }

    fn area(&self) -> Option<Area> {
        let ends = || self.lines.iter().flat_map(|(from, to)| [from, to]);
        let (left, right) = (ends().map(|p| p.0).min()?, ends().map(|p| p.0).max()?);
        let (low, high) = (ends().map(|p| p.1).min()?, ends().map(|p| p.1).max()?);
        let size = (right - left).max(high - low).max(1);
        let grid = GRID as i64;
        // Twice the grid times larger, so that the middle of each square is whole; the glyph in the middle of all.
        let scaled = |(x, y): Point| (2 * grid * x, 2 * grid * y);
        let (x0, y0) = (grid * (left + right - size), grid * (low + high - size));
        let lines: Vec<(Point, Point)> = self.lines.iter().map(|(from, to)| (scaled(*from), scaled(*to))).collect();
        let mut area = Area::default();
        for (row, y) in area.iter_mut().zip((0..grid).map(|row| y0 + (2 * row + 1) * size)) {
            for column in 0..grid {
                *row = *row << 1 | u32::from(is_inside(&lines, (x0 + (2 * column + 1) * size, y)));
            }
        }
        area.iter().any(|row| *row > 0).then_some(area)
    }
}

/// Whether lines go around a point more often in one direction than in the other.
fn is_inside(lines: &[(Point, Point)], (x, y): Point) -> bool {
    let around = lines.iter().map(|((ax, ay), (bx, by))| {
        let side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
        match (*ay <= y, *by <= y) {
            (true, false) if side > 0 => 1,
            (false, true) if side < 0 => -1,
            _ => 0,
        }
    });
    around.sum::<i64>() != 0
}

#[expect(clippy::cast_possible_truncation, reason = "units of a font have a few digits, and what is more is cut off")]
fn point(x: f32, y: f32) -> Point {
    // No font is larger; so no product of two lengths leaves the range.
    let whole = |length: f32| i64::from(length as i32).clamp(-100_000, 100_000);
    (whole(x), whole(y))
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        (self.start, self.at) = (point(x, y), point(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(point(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, control, to) = (self.at, point(x1, y1), point(x, y));
        let toward = |end: Point| ((end.0 + 2 * control.0) / 3, (end.1 + 2 * control.1) / 3);
        self.curve([toward(from), toward(to)], to);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.curve([point(x1, y1), point(x2, y2)], point(x, y));
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_fonts_draw_their_digits_in_every_way() {
        for font in assets::with_ending(".ttf") {
            assert_eq!(fault(&font.bytes, 0), None, "{}", font.path);
        }
    }

    #[test]
    fn a_font_that_puts_another_digit_in_the_place_of_one_is_found() {
        let font = include_bytes!("../../fixtures/findings/RB049/gestaltung/schriften/Hausschrift.ttf");
        assert_eq!(fault(font, 0), Some('1'));
    }
}
