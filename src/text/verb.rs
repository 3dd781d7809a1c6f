//! The verbs of a Beschlussvorschlag, by the role of the body that they suit [form].

use std::collections::BTreeMap;
use std::ops::Range;

use super::mention::words;
use super::prose::is_one_of;
use crate::model::Zustaendigkeit;

/// A verb in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verb {
    /// The role whose verb it is.
    pub(crate) art: Zustaendigkeit,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

/// Verbs of a decision, singular and plural.
const ENTSCHEIDUNG: &str = "beschließt beschließen beschliesst beauftragt beauftragen genehmigt \
    genehmigen wählt wählen erlässt erlassen erteilt erteilen bestellt bestellen beruft berufen ermächtigt \
    ermächtigen bewilligt bewilligen benennt benennen bestätigt bestätigen gewährt gewähren entlastet entlasten \
    entscheidet entscheiden verabschiedet verabschieden billigt billigen ernennt ernennen überträgt übertragen \
    verweist verweisen fasst fassen widmet";

/// Verbs of a decision whose prefix stands behind: "stimmt … zu", "stellt … fest".
const SEPARATED: [(&str, &str); 10] = [
    ("stimmt", "zu"),
    ("stimmen", "zu"),
    ("stellt", "fest"),
    ("stellen", "fest"),
    ("setzt", "fest"),
    ("setzen", "fest"),
    ("lehnt", "ab"),
    ("lehnen", "ab"),
    ("hebt", "auf"),
    ("heben", "auf"),
];

/// The verbs of a sentence that say what a body does, in the order of the sentence.
pub(crate) fn verbs(satz: &str) -> Vec<Verb> {
    let ranges = words(satz);
    let words: Vec<String> = ranges.iter().map(|range| satz[range.clone()].to_lowercase()).collect();
    let words = Words::new(&words);
    let verbs = ranges.into_iter().enumerate();
    verbs.filter_map(|(i, range)| Some(Verb { art: words.art(i)?, range })).collect()
}

/// The words of a sentence in small letters, and what holds for all of them.
struct Words<'a> {
    words: &'a [String],
    passive: bool,
    kenntnis: bool,
    /// Where each prefix last stands.
    prefixes: BTreeMap<&'a str, usize>,
}

impl<'a> Words<'a> {
    fn new(words: &'a [String]) -> Self {
        let is_prefix = |word: &str| SEPARATED.iter().any(|(_, prefix)| *prefix == word);
        let prefixes = words.iter().enumerate().filter(|(_, word)| is_prefix(word));
        Self {
            words,
            passive: words.iter().any(|word| matches!(word.as_str(), "wird" | "werden" | "wurde" | "wurden")),
            kenntnis: words.iter().any(|word| word == "kenntnis"),
            prefixes: prefixes.map(|(i, word)| (word.as_str(), i)).collect(),
        }
    }

    /// The role whose verb a word is.
    fn art(&self, i: usize) -> Option<Zustaendigkeit> {
        let word = self.words.get(i)?.as_str();
        // "zu beschließen" is what others are to do.
        if i.checked_sub(1).and_then(|before| self.words.get(before)).is_some_and(|before| before == "zu") {
            return None;
        }
        match word {
            "nimmt" | "nehmen" if self.kenntnis => Some(Zustaendigkeit::Kenntnisnahme),
            "genommen" if self.kenntnis && self.passive => Some(Zustaendigkeit::Kenntnisnahme),
            "empfiehlt" | "empfehlen" => Some(Zustaendigkeit::Anhoerung),
            "empfohlen" if self.passive => Some(Zustaendigkeit::Anhoerung),
            "beschlossen" | "gewählt" if self.passive => Some(Zustaendigkeit::Entscheidung),
            _ if is_one_of(word, ENTSCHEIDUNG) || self.is_separated(word, i) => Some(Zustaendigkeit::Entscheidung),
            _ => None,
        }
    }

    /// Whether a verb has its prefix behind it.
    fn is_separated(&self, word: &str, i: usize) -> bool {
        let mut verbs = SEPARATED.iter().filter(|(verb, _)| *verb == word);
        verbs.any(|(_, prefix)| self.prefixes.get(prefix).is_some_and(|last| *last > i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The verbs of a sentence and their roles, as the form names them.
    fn found(satz: &str) -> Vec<(&str, &'static str)> {
        verbs(satz).into_iter().map(|verb| (&satz[verb.range], verb.art.text())).collect()
    }

    #[test]
    fn each_role_has_its_verbs() {
        let cases: [(&str, &[(&str, &str)]); 9] = [
            ("Er nimmt den Bericht zur Kenntnis.", &[("nimmt", "Kenntnisnahme")]),
            ("Sie nehmen ihn zur\nKenntnis.", &[("nehmen", "Kenntnisnahme")]),
            ("Der Bericht wird zur Kenntnis genommen.", &[("genommen", "Kenntnisnahme")]),
            ("Er empfiehlt dem Rat, wie folgt zu beschließen.", &[("empfiehlt", "Anhörung/Empfehlung")]),
            ("Er stimmt dem Antrag zu.", &[("stimmt", "Entscheidung")]),
            ("Die Summe stimmt nicht.", &[]),
            ("Er nimmt den Antrag mit.", &[]),
            (
                "Beschließt den Plan und beauftragt die Verwaltung",
                &[("Beschließt", "Entscheidung"), ("beauftragt", "Entscheidung")],
            ),
            ("Er stellt den Jahresabschluss fest.", &[("stellt", "Entscheidung")]),
        ];
        for (satz, expected) in cases {
            assert_eq!(found(satz), expected, "{satz}");
        }
    }
}
