//! What people see of a saved page: its text with a line for each block, and ticks as signs. Nothing is run.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::words::{Standing, Visible};

/// Elements whose content nobody reads there: what is no text, drawings, and lists of links to elsewhere.
const UNSEEN: [&str; 14] = [
    "script", "style", "template", "noscript", "svg", "nav", "title", "textarea", "select", "iframe", "object",
    "video", "audio", "math",
];

/// Elements that stand beside the text: folded, hidden from the eye, or on every page.
const ASIDE: [&str; 3] = ["details", "caption", "footer"];

/// Elements within a line.
const INLINE: [&str; 33] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// Elements without content.
const VOID: [&str; 8] = ["input", "img", "br", "hr", "wbr", "meta", "link", "col"];

/// Whether a text has tags.
pub(super) fn is_html(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let name: String =
            rest.trim_start_matches(['/', '!']).chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        let name = name.to_ascii_lowercase();
        if ["html", "doctype", "body", "div", "p", "table", "ul", "ol", "h1", "h2", "h3", "br"].contains(&name.as_str())
        {
            return true;
        }
    }
    false
}

/// What people see of a page.
pub(super) fn visible(html: &str) -> Visible {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page { visible: Visible::default(), unseen: Vec::new(), aside: Vec::new(), in_link: false };
    let (mut line, mut counted) = (1, 0);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let at = match &token {
            Token::StartTag(tag) => tag.span.start,
            Token::String(text) => text.span.start,
            _ => counted,
        };
        let passed = html.as_bytes().get(counted..at).unwrap_or_default();
        line += u32::try_from(passed.iter().filter(|byte| **byte == b'\n').count()).unwrap_or_default();
        counted = counted.max(at);
        page.visible.line = line;
        match token {
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => page.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if page.unseen.is_empty() => {
                page.visible.push(&String::from_utf8_lossy(&text).replace(['\n', '\r'], " "), page.standing());
            }
            _ => {}
        }
    }
    page.visible
}

/// A page while it is read.
struct Page {
    visible: Visible,
    /// Elements that are open and not seen, and those within them of the same name.
    unseen: Vec<String>,
    /// The same of what stands beside the text.
    aside: Vec<String>,
    /// Whether a link to another place of the page is open.
    in_link: bool,
}

impl Page {
    /// How text stands there.
    fn standing(&self) -> Standing {
        match (self.aside.is_empty(), self.in_link) {
            (false, _) => Standing::Aside,
            (true, true) => Standing::Spare,
            (true, false) => Standing::Text,
        }
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value));
        if let Some(within) = self.unseen.first() {
            if *within == name && !tag.self_closing {
                self.unseen.push(name);
            }
            return;
        }
        let is_sign = INLINE.contains(&name.as_str()) && attribute("aria-hidden").is_some_and(|value| value == "true");
        if (UNSEEN.contains(&name.as_str()) || is_sign) && !tag.self_closing && !VOID.contains(&name.as_str()) {
            self.unseen.push(name);
            return;
        }
        if name == "a" {
            self.in_link = attribute("href").is_some_and(|href| href.starts_with('#'));
        }
        if self.aside.first() == Some(&name) || (self.aside.is_empty() && ASIDE.contains(&name.as_str())) {
            self.aside.push(name.clone());
        }
        let is_box = |kind: &str| kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio");
        if name == "input" {
            if attribute("type").is_some_and(|kind| is_box(&kind)) {
                let sign = if attribute("checked").is_some() { "☒" } else { "☐" };
                self.visible.push(sign, self.standing());
            }
        } else if !INLINE.contains(&name.as_str()) {
            self.visible.end_line();
        }
    }

    fn close(&mut self, name: &str) {
        if !self.unseen.is_empty() {
            if self.unseen.first().is_some_and(|open| open == name) {
                self.unseen.pop();
            }
            return;
        }
        self.in_link &= name != "a";
        if self.aside.first().is_some_and(|open| open == name) {
            self.aside.pop();
        }
        if !INLINE.contains(&name) {
            self.visible.end_line();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_letters_stay_together() {
        let html = "<nav><p>Start</p></nav><p>F<b>ü</b>r CO<sub>2</sub>&nbsp;&uuml;ber<br>neu<script>x()</script></p><ul><li>a\nb</ul>";
        assert_eq!(visible(html).text.trim(), "Für CO2\u{a0}über\nneu\na b");
    }

    #[test]
    fn boxes_become_signs_and_hidden_signs_do_not_count() {
        let html =
            "<p><input type=checkbox checked> Ja <input type='checkbox'>Nein <span aria-hidden=\"true\">☒</span> x";
        assert_eq!(visible(html).text.trim(), "☒ Ja ☐Nein  x");
    }

    #[test]
    fn what_is_left_open_hides_nothing_more_than_itself() {
        assert_eq!(visible("<p>a<p>b<td>c</table></div>d").text.trim(), "a\nb\nc\nd");
        assert!(is_html("x <p class=a>") && !is_html("1 < 2 und a<b"));
    }
}
