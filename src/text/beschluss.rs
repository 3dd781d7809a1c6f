//! The Beschlussvorschlag by its bodies: whom each part addresses, and what that body is to do.

use super::mention::{Gremiennamen, Nennung, words};
use super::plain_text::{paragraphs, saetze};
use super::prose::is_one_of;
use super::verb::{Verb, verbs};
use crate::model::{Gremium, Text, Zustaendigkeit};
use crate::source::Span;

/// A part of the Beschlussvorschlag: from a sentence that addresses bodies to the next that addresses others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section<'a> {
    /// The bodies that it addresses; none before the first address.
    pub(crate) anreden: Vec<Anrede<'a>>,
    /// The verbs that say what they are to do, by the role that each suits.
    pub(crate) verben: Vec<(Zustaendigkeit, Span)>,
}

/// A body that a part addresses.
#[derive(Debug, Clone)]
pub(crate) struct Anrede<'a> {
    /// The bodies of the name; more than one where the master list has it for several terms of the council.
    pub(crate) gremien: Vec<&'a Gremium>,
    /// The place of the name.
    pub(crate) span: Span,
    /// Whether a known verb or a heading says so; else a sentence only begins with the body.
    pub(crate) ist_sicher: bool,
}

/// The parts of a Beschlussvorschlag, in the order of reading.
pub(crate) fn sections<'a>(text: &Text, namen: &Gremiennamen<'a>) -> Vec<Section<'a>> {
    let mut parts = Vec::new();
    let mut open = Section::default();
    for absatz in paragraphs(text) {
        for range in saetze(&absatz.text) {
            let satz = Sentence::new(&absatz.text[range.clone()], absatz.ist_ueberschrift);
            let place = |start, end| absatz.span(text, &(range.start + start..range.start + end));
            let subjects = satz.subjects(namen);
            if !subjects.is_empty() {
                parts.push(std::mem::take(&mut open));
            }
            let ist_sicher = !satz.verben.is_empty() || satz.ist_titel;
            open.anreden.extend(subjects.into_iter().map(|n| Anrede {
                gremien: n.gremien,
                span: place(n.range.start, n.range.end),
                ist_sicher,
            }));
            open.verben.extend(satz.verben.iter().map(|v| (v.art, place(v.range.start, v.range.end))));
        }
    }
    parts.push(open);
    parts
}

/// A sentence with its verbs.
struct Sentence<'t> {
    text: &'t str,
    verben: Vec<Verb>,
    /// Whether it announces what follows: a heading, or a line with a colon at its end.
    ist_titel: bool,
}

/// How many bodies one sentence can name at most; what has more is no sentence.
const MOST_NAMES: usize = 100;

impl<'t> Sentence<'t> {
    fn new(text: &'t str, ist_ueberschrift: bool) -> Self {
        Self { text, verben: verbs(text), ist_titel: ist_ueberschrift || text.trim_end().ends_with(':') }
    }

    /// The bodies that the sentence has as its subject.
    fn subjects<'a>(&self, namen: &Gremiennamen<'a>) -> Vec<Nennung<'a>> {
        let mut named = namen.find(self.text);
        named.truncate(MOST_NAMES);
        let Some(verb) = self.verben.first() else { return self.without_verb(named) };
        named.retain(|n| n.nominativ && !in_subordinate_clause(self.text, n.start));
        let before = named.iter().filter(|n| n.range.end <= verb.range.start);
        let before: Vec<Nennung<'a>> = before.cloned().collect();
        if before.is_empty() { behind_the_verb(self.text, verb, named) } else { before }
    }

    /// Without a verb that is known here: the body of a heading ("Beschlussvorschlag für den Rat:"), or the one that the
    /// sentence begins with.
    fn without_verb<'a>(&self, named: Vec<Nennung<'a>>) -> Vec<Nennung<'a>> {
        let starts = |n: &Nennung<'_>| self.text.get(..n.start).is_some_and(|before| words(before).is_empty());
        named.into_iter().filter(|n| self.ist_titel || (n.nominativ && starts(n))).take(1).collect()
    }
}

/// "Auf Empfehlung des Finanzausschusses beschließt der Rat": something else stands before the verb, the body behind.
fn behind_the_verb<'a>(satz: &str, verb: &Verb, named: Vec<Nennung<'a>>) -> Vec<Nennung<'a>> {
    let before = satz[..verb.range.start].trim();
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    // In a list the subject stands above the items; a pronoun is the subject itself.
    if before.is_empty() || is_one_of(&last, "er sie es dieser diese dieses und wird werden") {
        return Vec::new();
    }
    let same_clause = |n: &Nennung<'_>| {
        satz.get(verb.range.end..n.start).is_some_and(|between| !between.contains([',', ';', ':', '.']))
    };
    named.into_iter().filter(same_clause).take(1).collect()
}

/// Words that begin a subordinate clause.
const EINLEITUNGEN: &str = "dass wenn falls sofern soweit sobald nachdem bevor ehe weil da damit ob wie";

/// Whether a word of a sentence stands in a subordinate clause.
fn in_subordinate_clause(satz: &str, at: usize) -> bool {
    let before = satz.get(..at).unwrap_or_default();
    let clause = before.rsplit([',', ';', ':', '(', '–']).next().unwrap_or_default();
    clause.split_whitespace().any(|word| is_one_of(&word.to_lowercase(), EINLEITUNGEN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decode, Items};
    use crate::source::{Alphabet, Data, Key, Node};
    use crate::testing;

    const NAMEN: [(&str, &str); 6] = [
        ("Rat", "Rat der Stadt Musterstadt"),
        ("FA", "Finanzausschuss"),
        ("AU", "Ausschuss für Umwelt"),
        ("AUK", "Ausschuss für Umwelt und Klimaschutz"),
        ("KJA", "Kinder- und Jugendausschuss"),
        ("B0", "Bezirksvertretung Mitte"),
    ];

    fn node(data: Data) -> Node {
        Node { span: Span::new(testing::file(), 0, 0), data }
    }

    fn object(fields: &[(&str, Data)]) -> Node {
        let span = Span::new(testing::file(), 0, 0);
        let key = |name: &str| Key { name: name.to_owned().into(), span: Some(span) };
        node(fields.iter().map(|(name, data)| (key(name), node(data.clone()))).collect())
    }

    /// The bodies of [`NAMEN`]; the council is also called by its short name.
    fn gremien() -> Items<Gremium> {
        let text = |text: &str| Data::Text(text.into());
        let row = |(kennung, name): &(&str, &str)| {
            let auch = if *kennung == "Rat" { vec![node(text("Rat"))] } else { Vec::new() };
            object(&[("kennung", text(kennung)), ("name", text(name)), ("auch", Data::List(auch.into()))])
        };
        let list = node(Data::List(NAMEN.iter().map(row).collect()));
        Items::decode(&list, &mut crate::finding::Log::new(Alphabet::all())).unwrap()
    }

    /// Whom each part of a Beschlussvorschlag addresses, and the roles that its verbs suit: `FA: Anhörung/Empfehlung`.
    fn parts(markdown: &str) -> Vec<String> {
        let gremien = gremien();
        let text = Text { file: testing::file(), markdown: markdown.into(), is_word: false };
        let parts = sections(&text, &Gremiennamen::of(gremien.iter()));
        let addressed = parts.iter().filter(|part| !part.anreden.is_empty());
        let shown = addressed.map(|part| {
            let bodies: Vec<&str> = part.anreden.iter().map(|a| a.gremien[0].kennung.as_str()).collect();
            let roles: Vec<&str> = part.verben.iter().map(|(role, _)| role.text()).collect();
            format!("{}: {}", bodies.join(" "), roles.join(" "))
        });
        shown.collect()
    }

    #[test]
    fn a_part_belongs_to_its_subject() {
        let cases: [(&str, &[&str]); 17] = [
            (
                "Der Finanzausschuss empfiehlt dem Rat der Stadt Musterstadt, den Plan zu beschließen.",
                &["FA: Anhörung/Empfehlung"],
            ),
            (
                "Auf Empfehlung des Finanzausschusses beschließt der Rat der Stadt\nMusterstadt den Plan.",
                &["Rat: Entscheidung"],
            ),
            (
                "Die Bezirksvertretung Mitte empfiehlt dem Ausschuss für Umwelt und Klimaschutz ihn.",
                &["B0: Anhörung/Empfehlung"],
            ),
            ("Der Ausschuss für Umwelt empfiehlt der Bezirksvertretung Mitte den Plan.", &["AU: Anhörung/Empfehlung"]),
            (
                "Der **Ausschuss für Umwelt und\nKlimaschutz** nimmt den Bericht zur Kenntnis und beauftragt die Verwaltung.",
                &["AUK: Kenntnisnahme Entscheidung"],
            ),
            ("Die Kinder-und Jugendausschuss beschließt.", &["KJA: Entscheidung"]),
            ("Der Finanzausschuss und der Rat beschließen den Plan.", &["FA Rat: Entscheidung"]),
            (
                "Der Rat der Stadt Musterstadt\n\n1. nimmt den Bericht zur Kenntnis,\n2. beauftragt die Bezirksvertretung Mitte.",
                &["Rat: Kenntnisnahme Entscheidung"],
            ),
            (
                "## Finanzausschuss\n\nEmpfiehlt den Plan.\n\n## Rat\n\nBeschließt ihn.",
                &["FA: Anhörung/Empfehlung", "Rat: Entscheidung"],
            ),
            (
                "Der Finanzausschuss empfiehlt den Plan. Der Rat beschließt ihn.",
                &["FA: Anhörung/Empfehlung", "Rat: Entscheidung"],
            ),
            (
                "Vorbehaltlich der Zustimmung des Rates stimmt die Bezirksvertretung Mitte dem Plan zu.",
                &["B0: Entscheidung"],
            ),
            (
                "Unter der Voraussetzung, dass der Rat die Mittel bereitstellt, empfiehlt der Finanzausschuss den Plan.",
                &["FA: Anhörung/Empfehlung"],
            ),
            ("Der Rat beschließt, dass der Finanzausschuss berichtet wird.", &["Rat: Entscheidung"]),
            ("Die Verwaltung berichtet dem Rat.", &[]),
            ("Der Rat wird unterrichtet.", &["Rat: "]),
            (
                "**Beschlussvorschlag für den Finanzausschuss:**\n\nDie Verwaltung wird beauftragt.",
                &["FA: Entscheidung"],
            ),
            (
                "Die Bezirksvertretung Mitte nimmt den Bericht zur Kenntnis. Sie empfiehlt dem Rat den Plan.",
                &["B0: Kenntnisnahme Anhörung/Empfehlung"],
            ),
        ];
        for (markdown, expected) in cases {
            assert_eq!(parts(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn placeholders_do_not_hide_a_subject() {
        let markdown = "Der Rat nimmt die {{ egov.laufend | zahlwort }} Projekte zur Kenntnis.";
        assert_eq!(parts(markdown), ["Rat: Kenntnisnahme"]);
    }
}
