//! The verbs of a Beschlussvorschlag, by the role of the body that they suit [form].

use std::ops::Range;

use super::nennung::woerter;
use crate::model::Zustaendigkeit;

/// A verb in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verb {
    /// The role whose verb it is.
    pub(super) art: Zustaendigkeit,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

/// Verbs of a decision, singular and plural.
const ENTSCHEIDUNG: [&str; 44] = [
    "beschließt",
    "beschließen",
    "beschliesst",
    "beauftragt",
    "beauftragen",
    "genehmigt",
    "genehmigen",
    "wählt",
    "wählen",
    "erlässt",
    "erlassen",
    "erteilt",
    "erteilen",
    "bestellt",
    "bestellen",
    "beruft",
    "berufen",
    "ermächtigt",
    "ermächtigen",
    "bewilligt",
    "bewilligen",
    "benennt",
    "benennen",
    "bestätigt",
    "bestätigen",
    "gewährt",
    "gewähren",
    "entlastet",
    "entlasten",
    "entscheidet",
    "entscheiden",
    "verabschiedet",
    "verabschieden",
    "billigt",
    "billigen",
    "ernennt",
    "ernennen",
    "überträgt",
    "übertragen",
    "verweist",
    "verweisen",
    "fasst",
    "fassen",
    "widmet",
];

/// Verbs of a decision whose prefix stands behind: "stimmt … zu", "stellt … fest".
const GETRENNT: [(&str, &str); 10] = [
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
pub(super) fn verben(satz: &str) -> Vec<Verb> {
    let ranges = woerter(satz);
    let words: Vec<String> = ranges.iter().map(|range| satz[range.clone()].to_lowercase()).collect();
    let passive = words.iter().any(|word| matches!(word.as_str(), "wird" | "werden" | "wurde" | "wurden"));
    let kenntnis = words.iter().any(|word| word == "kenntnis");
    let mut behind = words.as_slice();
    let mut before = "";
    let mut found = Vec::new();
    for range in ranges {
        let Some((word, rest)) = behind.split_first() else { break };
        // "zu beschließen" is what others are to do.
        let art = if before == "zu" { None } else { art(word, rest, passive, kenntnis) };
        found.extend(art.map(|art| Verb { art, range }));
        (before, behind) = (word, rest);
    }
    found
}

/// The role whose verb a word is.
fn art(word: &str, behind: &[String], passive: bool, kenntnis: bool) -> Option<Zustaendigkeit> {
    let followed_by = |prefix: &str| behind.iter().any(|word| word == prefix);
    let separable = || GETRENNT.iter().any(|(verb, prefix)| word == *verb && followed_by(prefix));
    match word {
        "nimmt" | "nehmen" if kenntnis => Some(Zustaendigkeit::Kenntnisnahme),
        "genommen" if kenntnis && passive => Some(Zustaendigkeit::Kenntnisnahme),
        "empfiehlt" | "empfehlen" => Some(Zustaendigkeit::Anhoerung),
        "empfohlen" if passive => Some(Zustaendigkeit::Anhoerung),
        "beschlossen" | "gewählt" if passive => Some(Zustaendigkeit::Entscheidung),
        _ if ENTSCHEIDUNG.contains(&word) || separable() => Some(Zustaendigkeit::Entscheidung),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The verbs of a sentence and their roles, as the form names them.
    fn found(satz: &str) -> Vec<(&str, &'static str)> {
        verben(satz).into_iter().map(|verb| (&satz[verb.range], verb.art.text())).collect()
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
