//! How many shapes masks and clip paths come to: those that refer to one another could ask for more than anybody draws.

use std::collections::BTreeMap;

/// The most shapes that they come to together; an elaborate coat of arms has a hundredth of it.
const MOST_SHAPES: usize = 100_000;

/// The masks and clip paths of an SVG, and who refers to them.
#[derive(Debug, Default)]
pub(super) struct Clips {
    /// How deep the outermost one lies that is open.
    outermost: Option<usize>,
    /// How many elements stand in the one that is open, in the largest, and in all.
    current: usize,
    largest: usize,
    all: usize,
    /// How many elements there are, how many of each class, and how many that refer; each outside of them and inside.
    elements: Counts,
    classes: BTreeMap<String, Counts>,
    referring: Counts,
}

/// How many there are outside of masks and clip paths, and inside.
type Counts = [usize; 2];

impl Clips {
    /// Looks at an element that begins so deep.
    pub(super) fn begin(&mut self, depth: usize, name: &str, attributes: &[(String, String)]) {
        if self.outermost.is_none() && matches!(name, "mask" | "clipPath") {
            (self.outermost, self.current) = (Some(depth), 0);
        }
        let inside = usize::from(self.outermost.is_some());
        self.current += inside;
        self.all += inside;
        self.largest = self.largest.max(self.current);
        add(&mut self.elements, inside, 1);
        let refers = |(key, text): &(String, String)| match key.as_str() {
            "mask" | "clip-path" => true,
            "style" => clips(text),
            _ => false,
        };
        add(&mut self.referring, inside, usize::from(attributes.iter().any(refers)));
        for (_, names) in attributes.iter().filter(|(key, _)| key == "class") {
            names.split_whitespace().for_each(|class| add(self.classes.entry(class.into()).or_default(), inside, 1));
        }
    }

    /// Leaves the element that began so deep.
    pub(super) fn end(&mut self, depth: usize) {
        if self.outermost == Some(depth) {
            self.outermost = None;
        }
    }

    /// Whether all of it together can be drawn, with a style sheet; a rule for more than classes could be one for any element.
    ///
    /// Each reference inside can lead to one more level, and the most that n of them multiply to is 3^(n/3).
    pub(super) fn can_be_drawn(&self, css: &str) -> bool {
        let [mut outside, mut inside] = self.referring;
        for (selectors, _) in css.split('}').filter_map(|rule| rule.rsplit_once('{')).filter(|(_, body)| clips(body)) {
            for selector in selectors.split(',').map(str::trim) {
                let class =
                    selector.strip_prefix('.').filter(|class| !class.contains(|c: char| " .:#>+~[*/".contains(c)));
                let [more_outside, more_inside] =
                    class.map_or(self.elements, |class| self.classes.get(class).copied().unwrap_or_default());
                (outside, inside) = (outside + more_outside, inside + more_inside);
            }
        }
        let levels = u32::try_from(inside.div_ceil(3)).unwrap_or(u32::MAX);
        let each = if inside == 0 { self.largest } else { self.all.saturating_mul(3_usize.saturating_pow(levels)) };
        outside.max(1).saturating_mul(each) <= MOST_SHAPES
    }
}

fn add(counts: &mut Counts, inside: usize, more: usize) {
    let [outside, within] = counts;
    *(if inside > 0 { within } else { outside }) += more;
}

/// Whether a declaration of CSS can refer to a mask or a clip path.
fn clips(css: &str) -> bool {
    css.contains("mask") || css.contains("clip-path")
}
