//! Names of bodies in a text that the master list does not hold.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::prose::{is_one_of, prose};
use crate::model::{Gremium, Text};
use crate::source::pattern;

/// The names that texts may use for bodies.
#[derive(Debug)]
pub(crate) struct Gremienliste {
    /// The full names, which papers print.
    names: Vec<String>,
    /// The names and the other names.
    known: Vec<String>,
    /// The length of the longest.
    longest: usize,
}

/// "Ausschuss für Umwelt und Klimaschutz", "Hauptausschusses für …": the part before "für", and the subjects.
const AUSSCHUSS: &str =
    r"\b[A-ZÄÖÜ]\w*?usschuss(?:es)?\s+für\s+[A-ZÄÖÜ][\w-]*(?:,\s+[A-ZÄÖÜ][\w-]*)*(?:\s+und\s+[A-ZÄÖÜ][\w-]*)?";

/// "Finanzausschuss", also with a letter too few: "Finanzauschuss".
const KOMPOSITUM: &str = r"\b[A-ZÄÖÜ]\w*aus{1,2}chu(?:ss|ß)(?:es)?\b";

/// "Bezirksvertretung Musterstadt-Nord".
const BEZIRK: &str = r"\bBezirksvertretung\s+[A-ZÄÖÜ]\w*(?:[-/][A-ZÄÖÜ]\w*)*";

/// "Rat der Stadt Musterstadt", also in the genitive: "Rates der Stadt …".
const RAT: &str = r"\bRat(?:e?s)?\s+de[rs]\s+[A-ZÄÖÜ][\w-]*(?:\s+[A-ZÄÖÜ][\w-]*)?";

/// How a rule judges a name that the master list does not hold: whether it is one that nobody knows.
type Judgement = fn(&Gremienliste, &str, &str) -> bool;

/// The patterns of names, and the rule for each.
static MUSTER: LazyLock<Vec<(Regex, Judgement)>> = LazyLock::new(|| {
    let rules: [(&str, Judgement); 4] = [
        (AUSSCHUSS, |_, _, _| true),
        (KOMPOSITUM, Gremienliste::is_misspelt_compound),
        (BEZIRK, Gremienliste::is_unknown_district),
        (RAT, Gremienliste::is_misspelt_council),
    ];
    rules.into_iter().map(|(source, rule)| (pattern(source), rule)).collect()
});

impl Gremienliste {
    /// The names of these bodies.
    pub(crate) fn new<'a>(gremien: impl Iterator<Item = &'a Gremium>) -> Self {
        let (mut names, mut known) = (Vec::new(), Vec::new());
        for gremium in gremien {
            names.push(gremium.name.clone());
            known.push(gremium.name.clone());
            known.extend(gremium.auch.iter().cloned());
        }
        let longest = known.iter().map(String::len).max().unwrap_or_default();
        Self { names, known, longest }
    }

    /// The full names, which papers print.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The bodies of a text that the master list does not know, each with its place.
    pub(crate) fn unknown_names(&self, text: &Text) -> Vec<(Range<usize>, String)> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let prose = prose(&text.markdown);
        let mut unknown = Vec::new();
        for (regex, is_unknown) in MUSTER.iter() {
            unknown.extend(regex.find_iter(&prose).filter_map(|place| {
                let name = plain(place.as_str(), usize::MAX);
                let behind = &prose[place.end()..];
                let wrong = !self.holds(&prose, &place, &name) && is_unknown(self, &name, behind);
                wrong.then(|| (place.range(), name))
            }));
        }
        unknown
    }

    /// Whether a known name that is at least as long as the one found stands there.
    fn holds(&self, prose: &str, place: &Match<'_>, name: &str) -> bool {
        let standing = plain(&prose[place.start()..], self.longest);
        self.known.iter().any(|known| {
            let rest = standing.strip_prefix(known.as_str());
            known.len() >= name.len() && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }

    /// A compound that is all but a word of a known name.
    fn is_misspelt_compound(&self, name: &str, behind: &str) -> bool {
        let named_by_subjects = behind.trim_start().starts_with("für ");
        let mut words =
            self.known.iter().flat_map(|known| known.split_whitespace()).filter(|word| word.ends_with("usschuss"));
        // A word of the list is right, wherever it stands: "Jugendausschuss" of "Kinder- und Jugendausschuss".
        let is_known = words.clone().any(|word| word == name);
        !named_by_subjects && !is_known && words.any(|word| is_slip(name, word))
    }

    /// A district's body that the list does not hold, as far as what follows "Bezirksvertretung" is a name at all.
    fn is_unknown_district(&self, name: &str, behind: &str) -> bool {
        let is_compound = name.contains(['-', '/']);
        let decides = behind.split_whitespace().next().is_some_and(|word| is_one_of(word, VERBEN));
        // "Bezirksvertretung Musterstadt - ……" is a blank, which another rule reports.
        let is_blank = behind.trim_start().starts_with(['-', '–']);
        let is_near = || self.known.iter().any(|known| known.starts_with("Bezirksvertretung ") && is_slip(name, known));
        !is_blank && (is_compound || decides || is_near())
    }

    /// A council that lacks a word of its name, or has a slip in one: "Rat der Musterstadt", "Rat der Stadt Mustrstadt".
    fn is_misspelt_council(&self, name: &str, _: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let councils = self.known.iter().filter(|known| known.starts_with("Rat "));
        councils.map(|known| known.split_whitespace().collect::<Vec<_>>()).any(|known| {
            // The pattern takes one word more than the name may have.
            let three = words.get(..3).unwrap_or(&words);
            if known.starts_with(three) {
                return words.len() == known.len() && words != known && is_slip(name, &known.join(" "));
            }
            three.last() == known.last() && lacks_words(three, &known)
        })
    }
}

/// Verbs of a body that decides.
pub(crate) const VERBEN: &str = "nimmt beschließt empfiehlt beauftragt stimmt begrüßt bittet lehnt ermächtigt genehmigt \
    fasst erteilt bestätigt";

/// Whether a name is another with a slip of the pen: one sign, or two in a long name.
fn is_slip(name: &str, known: &str) -> bool {
    let most = if known.chars().count() >= 16 { 2 } else { 1 };
    known.chars().count() >= 12 && (1..=most).contains(&strsim::damerau_levenshtein(name, known))
}

/// Whether all words stand in the other name in their order, and not all of it.
fn lacks_words(words: &[&str], known: &[&str]) -> bool {
    let mut rest = known.iter();
    words.len() < known.len() && words.iter().all(|word| rest.any(|other| other == word))
}

/// Text as the master list writes it: no genitive, single blanks; enough of it for a name of `longest` bytes.
fn plain(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.len() > longest {
            break;
        }
        let word = match word {
            "Rates" | "Rats" => "Rat",
            _ => word.strip_suffix("es").filter(|word| word.ends_with("schuss")).unwrap_or(word),
        };
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Log;
    use crate::model::Decode;
    use crate::source::{Alphabet, Data, Key, Node, Span};
    use crate::testing;

    fn gremium(name: &str, auch: &[&str]) -> Gremium {
        let span = Span::new(testing::file(), 0, 0);
        let node = |data| Node { span, data };
        let text = |text: &str| node(Data::Text(text.into()));
        let entry = |name: &str, value| (Key { name: name.to_owned().into(), span: Some(span) }, value);
        let auch = node(Data::List(auch.iter().map(|name| text(name)).collect()));
        let entries = vec![entry("kennung", text("G")), entry("name", text(name)), entry("auch", auch)];
        Gremium::decode(&node(entries.into_iter().collect()), &mut Log::new(Alphabet::all())).expect("a body")
    }

    fn found(markdown: &str) -> Vec<&str> {
        let gremien = [
            gremium("Rat der Stadt Musterstadt", &[]),
            gremium("Ausschuss für Bauen und Umwelt", &["Umweltausschuss"]),
            gremium("Betriebsausschuss", &[]),
            gremium("Kinder- und Jugendausschuss", &[]),
            gremium("Bezirksvertretung Musterstadt-Mitte", &["Bezirksvertretung Mitte"]),
        ];
        let unknown = Gremienliste::new(gremien.iter()).unknown_names(&testing::text(markdown));
        unknown.into_iter().map(|(place, _)| &markdown[place]).collect()
    }

    #[test]
    fn genitive_and_line_breaks_do_not_hide_a_name() {
        assert_eq!(plain("Ausschusses für\n  Bauen und", usize::MAX), "Ausschuss für Bauen und");
        assert_eq!(plain("Rates der  Stadt", usize::MAX), "Rat der Stadt");
    }

    #[test]
    fn unknown_names_are_found() {
        let cases = [
            ("Der Ausschuss für Umwelt und Bauen nimmt", "Ausschuss für Umwelt und Bauen"),
            ("in der Sitzung des Betiebsausschusses", "Betiebsausschusses"),
            ("der Betriebsauschuss", "Betriebsauschuss"),
            ("die Bezirksvertretung Musterstadt-Nord", "Bezirksvertretung Musterstadt-Nord"),
            ("Die Bezirksvertretung Nord nimmt", "Bezirksvertretung Nord"),
            ("Der Rat der Musterstadt erteilt", "Rat der Musterstadt"),
            ("Beschluss des Rates der Stadt Mustrstadt", "Rates der Stadt Mustrstadt"),
        ];
        for (text, name) in cases {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn known_names_and_other_councils_are_none() {
        let cases = [
            "Der Ausschuss für Bauen und Umwelt und der Rat der Stadt Musterstadt",
            "des Rates der Stadt Musterstadt, der Rat der Stadt beschließt",
            "der Rat der Stadt Köln und der Rat der Europäischen Union",
            "der Umweltausschuss, der Jugendausschuss, der Bauausschuss, der Hauptausschuss",
            "die Bezirksvertretung Mitte nimmt, die Bezirksvertretung Musterstadt-Mitte auch",
            "wurde der Bezirksvertretung Anfang März vorgestellt",
            "Die Bezirksvertretung Musterstadt - …………. nimmt",
            "Die Bezirksvertretung nimmt zur Kenntnis",
        ];
        for text in cases {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
