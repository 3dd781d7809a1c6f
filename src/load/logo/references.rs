//! How much the references of an SVG come to: masks, clip paths and gradients that refer to one another could ask for more
//! than anybody draws.

use std::collections::BTreeMap;

/// The most elements that all references come to; an elaborate coat of arms has a hundredth of it.
const MOST: u64 = 100_000;

/// The most references that lead from one to the next.
const LONGEST: usize = 16;

/// What refers to something once, and not again for everything inside.
const ONCE: [&str; 5] = ["mask", "clip-path", "filter", "href", "xlink:href"];

/// The elements of an SVG, and which of them refer to which.
#[derive(Debug, Default)]
pub(super) struct References {
    elements: Vec<Element>,
    /// Those that are open, outermost first.
    open: Vec<usize>,
    ids: BTreeMap<String, Vec<usize>>,
    classes: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug, Default)]
struct Element {
    inside: Vec<usize>,
    /// How many elements it is, with all that is inside.
    size: u64,
    refers: Vec<Reference>,
}

/// An id, and whether all that is inside refers to it, too.
#[derive(Debug, Clone)]
struct Reference {
    id: String,
    inherited: bool,
}

/// What an element comes to: how many elements, and over how many references.
type Extent = (u64, usize);

impl References {
    /// Looks at an element that begins.
    pub(super) fn begin(&mut self, attributes: &[(String, String)]) {
        let this = self.elements.len();
        let mut element = Element { size: 1, ..Element::default() };
        for (key, text) in attributes {
            match key.as_str() {
                "id" | "xml:id" => self.ids.entry(text.clone()).or_default().push(this),
                "class" => {
                    let words = text.split_whitespace();
                    words.for_each(|class| self.classes.entry(class.to_owned()).or_default().push(this));
                }
                "style" => element.refers.extend(declared(text)),
                key => element.refers.extend(references(key, text)),
            }
        }
        if let Some(outer) = self.open.last() {
            self.elements[*outer].inside.push(this);
        }
        self.open.push(this);
        self.elements.push(element);
    }

    /// Leaves the element that began last.
    pub(super) fn end(&mut self) {
        let Some(this) = self.open.pop() else { return };
        if let Some(outer) = self.open.last() {
            self.elements[*outer].size += self.elements[this].size;
        }
    }

    /// Whether all of it together can be drawn, with a style sheet.
    pub(super) fn can_be_drawn(&mut self, css: &str) -> bool {
        self.style(css);
        let mut known = vec![None; self.elements.len()];
        self.elements.is_empty() || self.extent(0, LONGEST, &mut known).is_some_and(|(count, _)| count <= MOST)
    }

    /// What an element comes to; `None` where references lead further than `left`, as they do in a circle.
    fn extent(&self, at: usize, left: usize, known: &mut Vec<Option<Extent>>) -> Option<Extent> {
        let within = |(_, steps): &Extent| *steps <= left;
        if let Some(extent) = known[at] {
            return Some(extent).filter(within);
        }
        let element = &self.elements[at];
        let (mut count, mut steps) = (1_u64, 0);
        for inner in &element.inside {
            let (more, far) = self.extent(*inner, left, known)?;
            (count, steps) = (count.saturating_add(more), steps.max(far));
        }
        for Reference { id, inherited } in &element.refers {
            let times = if *inherited { element.size } else { 1 };
            for target in self.ids.get(id).into_iter().flatten() {
                let (more, far) = self.extent(*target, left.checked_sub(1)?, known)?;
                (count, steps) = (count.saturating_add(more.saturating_mul(times)), steps.max(far + 1));
            }
        }
        known[at] = Some((count, steps));
        known[at].filter(within)
    }

    /// Takes in a style sheet; a rule for more than classes could be one for any element.
    fn style(&mut self, css: &str) {
        for rule in css.split('}') {
            let (selectors, body) = rule.rsplit_once('{').unwrap_or(("*", rule));
            let refers = declared(body);
            if refers.is_empty() {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                let is_word = |class: &&str| class.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
                let chosen = match selector.strip_prefix('.').filter(is_word) {
                    Some(class) => self.classes.get(class).cloned().unwrap_or_default(),
                    None => (0..self.elements.len()).collect(),
                };
                chosen.into_iter().for_each(|at| self.elements[at].refers.extend(refers.iter().cloned()));
            }
        }
    }
}

/// The references of some declarations of CSS.
fn declared(css: &str) -> Vec<Reference> {
    let pairs = css.split(';').map(|declaration| declaration.split_once(':').unwrap_or(("", declaration)));
    pairs.flat_map(|(key, value)| references(key.trim(), value)).collect()
}

/// The references in the value of a property or an attribute.
fn references(key: &str, value: &str) -> Vec<Reference> {
    let inherited = !ONCE.contains(&key);
    let of = |id: &str| Reference {
        id: id.trim_matches(|c: char| c.is_whitespace() || "'\"#".contains(c)).into(),
        inherited,
    };
    if key.ends_with("href") {
        return vec![of(value)];
    }
    // What stands before each is ASCII in whatever case, so that both texts have the same bytes.
    let lower = value.to_ascii_lowercase();
    let ids = lower.match_indices("url(").filter_map(|(at, begin)| value.get(at + begin.len()..)?.split(')').next());
    ids.map(of).collect()
}
