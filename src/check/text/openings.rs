//! Letters lost at the beginning of a paragraph, as copying out of a council information system loses them.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::finding::{Code, Finding};
use crate::model::Text;
use crate::source::quoted;
use crate::text::markdown::events;

/// Reports paragraphs, headings and list items that begin in the middle of a word.
pub(super) fn check(text: &Text) -> Vec<Finding> {
    let mut state = State::default();
    let mut findings = Vec::new();
    for (event, range) in events(&text.markdown) {
        let Some((ort, shown)) = state.event(&event) else { continue };
        let indent = shown.len() - shown.trim_start().len();
        let word = shown.split_whitespace().next().unwrap_or_default();
        if let Some(loss) = loss(word, ort) {
            let start = range.start + indent;
            findings.push(finding(text, start, start + word.len(), loss, ort));
        }
    }
    findings
}

/// What begins.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Opening {
    /// A paragraph behind a finished sentence, or at the start.
    Absatz,
    /// A paragraph that goes on with a sentence, such as one behind a list.
    Fortsetzung,
    Ueberschrift,
    Punkt,
}

impl Opening {
    fn name(self) -> &'static str {
        match self {
            Opening::Absatz | Opening::Fortsetzung => "Der Absatz",
            Opening::Ueberschrift => "Die Überschrift",
            Opening::Punkt => "Der Listenpunkt",
        }
    }
}

/// Where in a text the events are.
#[derive(Debug, Default)]
struct State {
    /// What has begun and has shown no text yet.
    open: Option<Opening>,
    /// How deep in list items.
    items: usize,
    /// Whether the sentence before is unfinished.
    unfinished: bool,
}

impl State {
    /// The text that an element begins with, when an event brings it.
    fn event<'a>(&mut self, event: &'a Event<'_>) -> Option<(Opening, &'a str)> {
        match event {
            Event::Start(Tag::Item) => {
                self.items += 1;
                self.open = Some(Opening::Punkt);
            }
            Event::End(TagEnd::Item) => self.items = self.items.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => self.open = Some(Opening::Ueberschrift),
            Event::End(TagEnd::Heading(_)) => self.unfinished = false,
            Event::Start(Tag::Paragraph) if self.items > 0 => self.open = Some(Opening::Punkt),
            Event::Start(Tag::Paragraph) => {
                self.open = Some(if self.unfinished { Opening::Fortsetzung } else { Opening::Absatz });
            }
            Event::Text(text) if !text.trim().is_empty() => {
                self.unfinished = !ends_sentence(text);
                return self.open.take().map(|ort| (ort, &**text));
            }
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => self.open = None,
            _ => {}
        }
        None
    }
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "“”\"‘’'»«)]*_".contains(c));
    bare.ends_with(['.', '!', '?', '…'])
}

/// What a beginning tells.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Loss {
    /// No German word begins like this.
    Bruchstueck,
    /// A word in small letters where a sentence begins.
    Klein,
}

/// What the first word of an element lacks, if anything.
fn loss(word: &str, ort: Opening) -> Option<Loss> {
    if !word.starts_with(char::is_lowercase) || is_name(word) || is_abbreviation(word) {
        return None;
    }
    let letters: String = word.chars().take_while(|c| c.is_alphabetic()).collect();
    if is_fragment(&letters) {
        return Some(Loss::Bruchstueck);
    }
    match ort {
        Opening::Absatz | Opening::Ueberschrift => Some(Loss::Klein),
        Opening::Fortsetzung | Opening::Punkt => None,
    }
}

/// Names that begin small on purpose (eGovernment, it4Kids, e-Akte in "e-Akte"), and addresses.
fn is_name(word: &str) -> bool {
    let odd = |c: char| c.is_uppercase() || c.is_numeric() || "@/_<>{}".contains(c);
    let dot_inside = word.trim_end_matches('.').contains('.');
    word.chars().any(odd) || dot_inside
}

/// "z.", "ca.", "bzw.", and marks of an enumeration: "a)", "ii)", "b.".
fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = word.chars().skip(letters).collect();
    (rest.starts_with('.') && letters <= 5) || (rest.starts_with(')') && letters <= 4)
}

/// Whether letters can only be the rest of a word.
fn is_fragment(letters: &str) -> bool {
    let length = letters.chars().count();
    let onset: String = letters.chars().take_while(|c| !"aeiouyäöüàâéèê".contains(*c)).collect();
    let vowel = onset.len() < letters.len();
    match length {
        0 => false,
        1..=3 => !SHORT.contains(&letters),
        // Without a vowel it is an abbreviation: "zzgl", "lfd".
        _ => vowel && !ONSETS.contains(&onset.as_str()),
    }
}

/// Words, abbreviations and units of up to three letters.
const SHORT: &[&str] = &[
    "ab", "ach", "alt", "am", "an", "arm", "auf", "aus", "bar", "bei", "bis", "bot", "bzw", "ca", "cm", "da", "das",
    "dem", "den", "der", "des", "die", "dir", "du", "eh", "ein", "elf", "er", "es", "eng", "ehe", "fad", "fix", "fit",
    "für", "gab", "gar", "ggf", "gut", "ha", "hat", "her", "hin", "ich", "ihm", "ihn", "ihr", "im", "in", "ins", "ist",
    "ja", "je", "kam", "kg", "km", "lag", "las", "lfd", "lt", "m", "mal", "man", "mit", "mm", "nah", "neu", "nie",
    "nun", "nur", "ob", "oft", "per", "pro", "qm", "rar", "rat", "rot", "roh", "sah", "sei", "sie", "so", "sog", "süd",
    "t", "tat", "tun", "tut", "um", "und", "uns", "usw", "vgl", "via", "vom", "von", "vor", "war", "was", "weg", "wem",
    "wen", "wer", "wie", "wir", "wo", "zog", "zu", "zum", "zur", "zäh", "öko", "übt",
];

/// The consonants that words of German texts begin with.
const ONSETS: &[&str] = &[
    "", "b", "bl", "br", "c", "ch", "chl", "chr", "cl", "cr", "d", "dr", "dsch", "f", "fl", "fr", "g", "gl", "gm",
    "gn", "gr", "h", "j", "k", "kl", "kn", "kr", "kw", "l", "m", "n", "p", "pf", "pfl", "pfr", "ph", "phl", "phr",
    "pl", "pn", "pr", "ps", "q", "r", "rh", "s", "sb", "sc", "sch", "schl", "schm", "schn", "schr", "schw", "sf", "sh",
    "sk", "skl", "skr", "sl", "sm", "sn", "sp", "sph", "spl", "spr", "sq", "st", "str", "sw", "sz", "t", "th", "tr",
    "ts", "tsch", "tw", "v", "w", "wr", "x", "z", "zw",
];

fn finding(text: &Text, start: usize, end: usize, loss: Loss, ort: Opening) -> Finding {
    let length = text.markdown.get(start..).unwrap_or_default().lines().next().unwrap_or_default().len();
    let line = text.typed(start..start + length);
    let words: Vec<&str> = line.split_whitespace().take(4).collect();
    let (ort_name, words) = (ort.name(), quoted(&format!("{} …", words.join(" "))));
    let (message, mend) = match loss {
        Loss::Bruchstueck => (
            format!("{ort_name} beginnt mitten im Wort: {words}"),
            "Ergänzen Sie die Buchstaben, die beim Kopieren verloren gingen.",
        ),
        Loss::Klein => (
            format!("{ort_name} beginnt mit einem kleinen Buchstaben: {words}"),
            "Ergänzen Sie, was am Anfang verloren ging, oder beginnen Sie groß.",
        ),
    };
    Finding::at(Code::RB507, text.span(start, end), message, mend)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use proptest::prelude::*;

    /// The first words that are findings.
    fn found(markdown: &str) -> Vec<String> {
        let findings = check(&testing::text(markdown));
        findings.iter().filter_map(|f| f.span).map(|span| markdown[span.range()].to_owned()).collect()
    }

    #[test]
    fn lost_letters_of_the_real_paper_are_found() {
        let cases = [
            ("r den Bereich E-Government werden", "r"),
            ("## r diesen Schwerpunktbereich", "r"),
            ("4) rgerstark: Open Innovation", "rgerstark:"),
            ("4) **rgerstark: Open Innovation**", "rgerstark:"),
            ("- ffentlichkeit und Presse", "ffentlichkeit"),
            ("Ein Satz.\n\nichtigung der Ziele ist nötig.", "ichtigung"),
            ("Ein Satz.\n\n  hrend der Bauzeit", "hrend"),
        ];
        for (text, word) in cases {
            assert_eq!(found(text), [word], "{text}");
        }
    }

    #[test]
    fn ordinary_beginnings_are_none() {
        let cases = [
            "e. V. und andere",
            "z. B. die Schulen",
            "a) Die Schulen",
            "- ca. 5 Tage\n- d. h. sofort\n- bzw. später",
            "- die Schulen\n- für alle\n- und mehr\n- schnelle Wege\n- öffentliche Plätze",
            "eGovernment ist wichtig.",
            "it4Kids und mFUND",
            "www.example.org ist die Adresse.",
            "<https://example.org/> ist die Adresse.",
            "{{ egov.begonnen }} neue Projekte",
            "Die Verwaltung wird beauftragt,\n\n1. zu prüfen\n2. zu berichten\n\nund das Ergebnis vorzulegen.",
            "Der Rat beschließt:\n\ndie Satzung in der Fassung der Anlage.",
            "1) **Zukunftsstark**\\\n   der Rest der Zeile",
            "| a | b |\n|---|---|\n| r den | x |",
            "- zzgl. der Steuer\n- zdi-Netzwerk Aachen/Heinsberg\n- e-Akte",
        ];
        for text in cases {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn lists_of_words_are_sorted_out() {
        assert!(SHORT.iter().all(|word| (1..=3).contains(&word.chars().count())));
        assert!(ONSETS.iter().all(|onset| !onset.contains(['a', 'e', 'i', 'o', 'u'])));
    }

    proptest! {
        #![proptest_config(testing::seeded())]

        #[test]
        fn a_capital_begins_well(text in "[A-ZÄÖÜ][a-zäöüß]{0,8}( [a-z]{1,8}){0,6}") {
            prop_assert_eq!(found(&text), [""; 0]);
        }

        #[test]
        fn no_text_makes_the_check_fail(text in "[a-zäß*_#>|\\-\\n 0-9.)(\\[\\]`<&;!~^+:]{0,120}") {
            for word in found(&text) {
                prop_assert!(text.contains(&word));
            }
        }
    }
}
