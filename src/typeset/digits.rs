//! Whether a glyph draws the digit that it stands for.
//!
//! A font can put another glyph in the place of a digit: tabular or old-style ones, but also that of another digit. What is
//! drawn is told by its filled area: brought to one size, it must be nearest to that of its own digit.

use rustybuzz::ttf_parser::{Face, GlyphId, OutlineBuilder};
use rustybuzz::{Feature, UnicodeBuffer, shape};

use super::assets;

/// Squares of the grid in each direction; a row is the bits of a number.
const GRID: usize = 24;

/// The features that print digits otherwise; the engine turns them on where a template asks for it.
const FEATURES: [&[u8; 4]; 5] = [b"tnum", b"pnum", b"onum", b"lnum", b"zero"];

/// The embedded font whose digits are those that are meant.
const MEANT: &str = "SourceSans3-Regular.ttf";

/// The filled area of a glyph; one row after the other.
type Area = [u32; GRID];

/// The digits of a font as it maps them itself.
pub(super) struct Digits {
    areas: Vec<(GlyphId, Area)>,
}

impl Digits {
    /// The digits of a font; `None` where it has not all of them.
    pub(super) fn of(face: &Face<'_>) -> Option<Self> {
        let digit = |c: char| {
            let glyph = face.glyph_index(c)?;
            Some((glyph, area(face, glyph)?))
        };
        ('0'..='9').map(digit).collect::<Option<_>>().map(|areas| Self { areas })
    }

    /// Whether a glyph draws a digit.
    pub(super) fn draw(&self, face: &Face<'_>, digit: char, glyph: GlyphId) -> bool {
        let Some(at) = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) else { return true };
        let is_own = |(place, _): &(usize, &(GlyphId, Area))| *place == at;
        if self.areas.get(at).is_some_and(|(own, _)| *own == glyph) {
            return true;
        }
        let Some(drawn) = area(face, glyph) else { return false };
        let nearest = self.areas.iter().enumerate().min_by_key(|(_, (_, area))| distance(area, &drawn));
        nearest.is_some_and(|nearest| is_own(&nearest))
    }

    /// The digit that this font draws as another font draws a different one.
    fn swapped(&self, other: &Self) -> Option<char> {
        let mut digits = ('0'..='9').zip(self.areas.iter().zip(&other.areas));
        digits.find_map(|(digit, ((_, drawn), (_, meant)))| {
            let nearest = other.areas.iter().map(|(_, area)| distance(area, drawn)).min()?;
            (distance(meant, drawn) > 2 * nearest).then_some(digit)
        })
    }
}

/// A digit for which a font draws another one, by itself or in a number; what is meant the embedded font shows.
pub(super) fn fault(font: &[u8], index: u32) -> Option<char> {
    let face = rustybuzz::Face::from_slice(font, index)?;
    let digits = Digits::of(&face)?;
    let embedded = assets::with_ending(MEANT);
    let meant = embedded.first().and_then(|asset| Digits::of(&Face::parse(&asset.bytes, 0).ok()?));
    if let Some(digit) = meant.and_then(|meant| digits.swapped(&meant)) {
        return Some(digit);
    }
    let texts: Vec<String> = (0..100).map(|number| format!("{number:02}.{number:02},{number:02}")).collect();
    let on = |tag: &[u8; 4]| Feature::new(rustybuzz::ttf_parser::Tag::from_bytes(tag), 1, ..);
    let sets = std::iter::once(Vec::new()).chain(FEATURES.into_iter().map(|tag| vec![on(tag)]));
    sets.into_iter().find_map(|features| texts.iter().find_map(|text| shaped(&face, &digits, text, &features)))
}

/// The first digit of a text for which another is drawn, or none.
fn shaped(face: &rustybuzz::Face<'_>, digits: &Digits, text: &str, features: &[Feature]) -> Option<char> {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    let shaped = shape(face, features, buffer);
    let glyphs: Vec<(usize, GlyphId)> = shaped
        .glyph_infos()
        .iter()
        .map(|glyph| (glyph.cluster as usize, GlyphId(u16::try_from(glyph.glyph_id).unwrap_or_default())))
        .collect();
    text.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, digit)| {
        let mut drawn = glyphs.iter().filter(|(cluster, _)| *cluster == at);
        let is_drawn =
            drawn.next().is_some_and(|(_, glyph)| digits.draw(face, digit, *glyph)) && drawn.next().is_none();
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
