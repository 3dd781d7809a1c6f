//! What was left standing: blanks that nobody filled in, merge fields, errors of an office program.

use std::ops::Range;
use std::slice;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::{placeholder_days, raw_markup};
use crate::finding::{Code, Finding};
use crate::load::residue;
use crate::model::{Bestand, Decode, Located, Row, TableVisitor, Text};
use crate::source::{Span, pattern, quoted, shorten};
use crate::text::prose;

/// A kind of leftover: its pattern, and what to do. Where the pattern has groups, the one that matches is the leftover.
const MUSTER: [(&str, &str); 17] = [
    (r"\b(?:19|20)(?:xx\b|XX\b|\?\?)", JAHR),
    (r"\b(20\.\.)(?:[^.…\d]|$)", JAHR),
    (r"«[\p{L}\p{N}_.…-]*»|<<[^<>\n]{1,40}>>", "Tragen Sie ein, was das Seriendruckfeld einsetzen sollte."),
    (r"\b[xX]{3,}(?:[.,/-][xX]+)*\b", ANGABE),
    (r"\b[xX]{2}\.[xX]{2}\.(?:[xX\d]{2,4}\b)?", TAG),
    (r"\b[xX]{2}(?:[.,][xX]+)*\s?(?:€|%|Euro\b|EUR\b)", ANGABE),
    (r"\b(?:TT\.MM\.(?:JJJJ|JJ)|tt\.mm\.(?:jjjj|jj)|DD\.MM\.YYYY|dd\.mm\.yyyy|JJJJ-MM-TT)\b", TAG),
    (
        r"\b(?:Error|Fehler)!\s+(?:Bookmark|Reference|Hyperlink|No\s|Unknown|Textmarke|Verweisquelle|Formatvorlage|Es\s+wurde|Kein|Unbekannt|Ungültig)[^.\n]*\.?",
        "Stellen Sie den Verweis in Ihrem Textprogramm richtig, oder schreiben Sie aus, worauf er zeigt.",
    ),
    (r"\?{3,}", "Klären Sie die Stelle, und tragen Sie das Ergebnis ein."),
    (r"\b(?:(?i:lorem\s+ipsum)|TODO|TBD|FIXME)\b", "Ersetzen Sie den Platzhalter durch den richtigen Text."),
    (
        r"(\[(?:[^\]\n]*(?i:platzhalter|ergänzen|einfügen|einsetzen|eintragen|ausfüllen|nachtragen)[^\]\n]*|Name|Datum|Betrag|Ort|Text|Titel|Gremium|Anzahl|Summe)\])(?:[^(\[:]|$)",
        "Tragen Sie die Angabe ein, und löschen Sie die eckigen Klammern.",
    ),
    (
        r"(?:^|[^{])(\$?\{\s*[a-zA-Z_]+(?:\.[a-zA-Z0-9_-]+)+[^{}\n]*\})(?:[^}]|$)|(\[\[\s*[a-zA-Z_]+(?:\.[a-zA-Z0-9_-]+)+[^\[\]\n]*\]\])",
        KLAMMERN,
    ),
    (r"\}\}|%\}", KLAMMERN),
    // What Word shows in fields that nobody has filled in, in German and in English.
    (
        r"(?i:\b(?:Klicken|Tippen)(?:\s+oder\s+tippen)?\s+Sie(?:\s+(?:hier|auf\s+diese\s+Stelle))?,?\s+um\s+(?:(?:ein(?:en?)?|das)\s+)?(?:Text|Datum|Namen|Titel|Betreff|Wert)\s+(?:einzugeben|hinzuzufügen|auszuwählen)\b\.?)",
        FELD,
    ),
    (
        r"(?i:\bWählen\s+Sie\s+(?:(?:ein|hier\s+ein)\s+(?:Element|Datum)|einen\s+(?:Dokument)?baustein)\s+aus\b\.?|\bGeben\s+Sie\s+(?:hier\s+)?(?:(?:den|einen|Ihren)\s+)?(?:Text|beliebigen\s+Inhalt|Inhalt)(?:\s+hier)?\s+ein\b(?:,\s+der[^.\n]*)?\.?)",
        FELD,
    ),
    (
        r"(?i:\b(?:Click|Tap)(?:\s+or\s+tap)?(?:\s+here)?\s+to\s+(?:enter|add|select)\s+(?:a\s+)?(?:text|date|title|name)\b\.?|\bChoose\s+(?:an\s+item|a\s+building\s+block|a\s+date)\b\.?)",
        FELD,
    ),
    (
        r"(?i:\bHier\s+(?:bitte\s+)?(?:Text|Titel|Name|Betreff|Datum)\s+(?:eingeben|einfügen|einsetzen)\b\.?|\b(?:Text|Titel|Betreff|Datum)\s+hier\s+(?:eingeben|einfügen)\b\.?|\[(?:Dokumenttitel|Titel\s+des\s+Dokuments|Untertitel(?:\s+des\s+Dokuments)?|Autor|Firmenname|Firma|Betreff|Veröffentlichungsdatum|Zusammenfassung)\])",
        FELD,
    ),
];

const FELD: &str = "Tragen Sie ein, was in das Feld gehört, oder löschen Sie die Stelle.";

const KLAMMERN: &str = "Schreiben Sie Platzhalter mit zwei geschweiften Klammern auf jeder Seite: {{ kennzahlen.laufend }}. Soll hier \
                        keiner stehen, löschen Sie die Klammern.";

const JAHR: &str = "Tragen Sie die Jahreszahl ein.";
const TAG: &str = "Tragen Sie den Tag ein.";
const ANGABE: &str = "Tragen Sie die fehlende Angabe ein.";
const LUECKE: &str = "Füllen Sie die Lücke aus, oder löschen Sie die Punkte.";

/// One or more dots, as characters of their own or as an ellipsis.
const PUNKTE: &str = r"\.{3,}[.…]*|…[.…]*";

/// All patterns as one, since nearly every text matches none; without the ends of words, which cost more than all the rest.
static ALL: LazyLock<Regex> = LazyLock::new(|| {
    let all = MUSTER.iter().map(|(pattern, _)| *pattern).chain([PUNKTE]);
    pattern(&all.collect::<Vec<_>>().join("|").replace(r"\b", ""))
});

/// The patterns, and that of dots.
static EACH: LazyLock<(Vec<Regex>, Regex)> =
    LazyLock::new(|| (MUSTER.iter().map(|(source, _)| pattern(source)).collect(), pattern(PUNKTE)));

/// Reports what was left standing in a text.
pub(super) fn check(text: &Text) -> Vec<Finding> {
    let found = leftovers(&prose(&text.markdown)).into_iter();
    found.map(|rest| finding(text.span(rest.place.start, rest.place.end), &text.typed(rest.place), rest.mend)).collect()
}

/// Reports what was left standing in the texts of all records.
pub(super) fn check_records(bestand: &Bestand) -> Vec<Finding> {
    let mut found = InTables(in_records(slice::from_ref(&bestand.stammdaten)));
    bestand.each(&mut found);
    found.0.extend(bestand.vorlagen.iter().flat_map(|ordner| in_records(slice::from_ref(&ordner.vorlage))));
    found.0.extend(bestand.berichte.iter().flat_map(|ordner| in_records(slice::from_ref(&ordner.bericht))));
    found.0
}

/// What was found in the rows of tables.
struct InTables(Vec<Finding>);

impl TableVisitor<'_> for InTables {
    fn table<T: Row>(&mut self, rows: &[Located<T>]) {
        self.0.extend(in_records(rows));
    }
}

fn in_records<T: Decode>(records: &[Located<T>]) -> Vec<Finding> {
    let mut findings = placeholder_days::check(records);
    for (text, span) in Located::texts(records) {
        findings.extend(residue(text).map(|found| Finding::at(found.code, span, found.message, found.mend)));
        findings.extend(raw_markup::check_record(text, span));
        // What looks like a whole placeholder is printed as it is: a title may speak of one.
        let found = leftovers(&prose(text)).into_iter();
        findings.extend(found.map(|rest| finding(span, text.get(rest.place).unwrap_or_default(), rest.mend)));
    }
    findings
}

fn finding(span: Span, piece: &str, mend: &str) -> Finding {
    let message = format!("Im Text ist {} stehen geblieben.", quoted(&shorten(&piece.replace('\n', " "))));
    Finding::at(Code::RB506, span, message, mend)
}

/// A leftover in a text.
#[derive(Debug, PartialEq)]
struct Leftover {
    place: Range<usize>,
    mend: &'static str,
}

/// The leftovers of a text, by place; of two that overlap, the first.
fn leftovers(text: &str) -> Vec<Leftover> {
    if !ALL.is_match(text) {
        return Vec::new();
    }
    let (each, punkte) = &*EACH;
    let mut found: Vec<Leftover> = Vec::new();
    for (regex, (_, mend)) in each.iter().zip(&MUSTER) {
        let places =
            regex.captures_iter(text).filter_map(|captures| captures.get(1).or(captures.get(2)).or(captures.get(0)));
        found.extend(places.map(|place| Leftover { place: place.range(), mend }));
    }
    let blanks = punkte.find_iter(text).filter(|run| is_blank(text, run));
    found.extend(blanks.map(|run| Leftover { place: run.range(), mend: LUECKE }));
    found.sort_by_key(|rest| (rest.place.start, std::cmp::Reverse(rest.place.end)));
    let mut end = 0;
    found.retain(|rest| {
        let keep = end <= rest.place.start;
        end = end.max(rest.place.end);
        keep
    });
    found
}

/// Whether a run of dots stands for something that was to be filled in.
///
/// One ellipsis is ordinary, and a full stop may follow it; it is a blank where the form would have a name, a day or an
/// amount.
fn is_blank(text: &str, run: &Match<'_>) -> bool {
    let ellipses = run.as_str().matches('…').count();
    let dots = run.as_str().matches('.').count();
    if ellipses >= 2 || dots >= 4 || (ellipses == 1 && dots >= 2) {
        return true;
    }
    let before = text[..run.start()].trim_end_matches([' ', '\u{a0}']);
    let after = text[run.end()..].trim_start_matches([' ', '\u{a0}']);
    let apart = before.len() < run.start();
    let behind_dash = [" -", " –"].iter().any(|dash| before.ends_with(dash)) && after.starts_with(char::is_lowercase);
    let before_unit = ["€", "Euro", "EUR", "%", "Uhr"].iter().any(|unit| after.starts_with(unit));
    let behind_word = [" vom", " am", " Nr.", " Az.", " Höhe von"].iter().any(|word| before.ends_with(word));
    let ends_line = after.is_empty() || after.starts_with('\n');
    apart && (behind_dash || before_unit || behind_word || (before.ends_with(':') && ends_line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The leftovers as they stand in the text.
    fn found(text: &str) -> Vec<&str> {
        leftovers(text).into_iter().map(|rest| &text[rest.place]).collect()
    }

    #[test]
    fn leftovers_of_real_papers_are_found() {
        let cases = [
            ("Ansatz 20xx ff.", "20xx"),
            ("ab dem Jahr 20.. jährlich", "20.."),
            ("Frau «SINAME» legt dar", "«SINAME»"),
            ("Herr <<Nachname>> trägt vor", "<<Nachname>>"),
            ("Die Bezirksvertretung Aachen - ……………. nimmt", "……………."),
            ("Die Bezirksvertretung Aachen - … nimmt", "…"),
            ("in Höhe von ... € je Jahr", "..."),
            ("Begründung: ...", "..."),
            ("Die Kosten betragen XXX Euro.", "XXX"),
            ("Die Kosten betragen xxx.xxx,xx €.", "xxx.xxx,xx"),
            ("Die Kosten betragen xx,xx €.", "xx,xx €"),
            ("am xx.xx.20xx beschlossen", "xx.xx.20xx"),
            ("am TT.MM.JJJJ beschlossen", "TT.MM.JJJJ"),
            ("siehe Error! Bookmark not defined.", "Error! Bookmark not defined."),
            ("siehe Fehler! Textmarke nicht definiert.", "Fehler! Textmarke nicht definiert."),
            (
                "siehe Fehler! Verweisquelle konnte nicht gefunden werden.",
                "Fehler! Verweisquelle konnte nicht gefunden werden.",
            ),
            ("Frau [Platzhalter] berichtet", "[Platzhalter]"),
            ("am [Datum bitte ergänzen]", "[Datum bitte ergänzen]"),
            ("Kosten ???", "???"),
            ("Handlungsfeld: Wählen Sie ein Element aus.", "Wählen Sie ein Element aus."),
            ("Klicken oder tippen Sie hier, um Text einzugeben.", "Klicken oder tippen Sie hier, um Text einzugeben."),
            ("Klicken Sie hier, um Text einzugeben.", "Klicken Sie hier, um Text einzugeben."),
            (
                "am Klicken oder tippen Sie, um ein Datum einzugeben.",
                "Klicken oder tippen Sie, um ein Datum einzugeben.",
            ),
            ("Wählen Sie einen Baustein aus.", "Wählen Sie einen Baustein aus."),
            ("Click or tap here to enter text.", "Click or tap here to enter text."),
            ("Choose an item.", "Choose an item."),
            ("von [Autor]", "[Autor]"),
            ("Hier Text eingeben", "Hier Text eingeben"),
            ("Lorem ipsum dolor", "Lorem ipsum"),
            ("TODO Zahlen prüfen", "TODO"),
            ("Name ..............", ".............."),
            ("Es laufen { kennzahlen.laufend } Projekte", "{ kennzahlen.laufend }"),
            ("Es laufen ${kennzahlen.laufend|zahlwort} Projekte", "${kennzahlen.laufend|zahlwort}"),
            ("Es laufen [[kennzahlen.laufend]] Projekte", "[[kennzahlen.laufend]]"),
            ("Es laufen kennzahlen.laufend }} Projekte", "}}"),
        ];
        for (text, piece) in cases {
            assert_eq!(found(text), [piece], "{text}");
        }
    }

    #[test]
    fn ordinary_text_has_none() {
        let cases = [
            "Er sagte: „Das wird schon …“",
            "Und so weiter ...",
            "Das war knapp …. Danach",
            "Die Firma Maxxx GmbH und das Haus Foxxxy",
            "im Jahr 2020. Danach",
            "am 20. Mai, Stand 20.05.2020",
            "[die Satzung](https://example.org/a)",
            "[Text](https://example.org/a)",
            "»Zukunft« und „«gute Reise»“, sagte sie «auf Wiedersehen»",
            "Bürger*innen? Ja!",
            "die XX. Sitzung und Kapitel XIX",
            "Wie hoch sind die Kosten?",
            "Klicken Sie auf „Absenden“, um den Antrag einzureichen.",
            "Wählen Sie ein Verfahren aus, das passt.",
            "die Auslassung „[…] nimmt zur Kenntnis“ und [...] ebenso",
            "Fehler! Das darf nicht sein.",
            "Ein Satz ... der weitergeht.",
            "die Menge {1, 2} und die Stelle {a}",
            "Wiki [[Seite]] und (siehe [1])",
        ];
        for text in cases {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn leftovers_come_by_place_and_do_not_overlap(text in "[xX20.…?«»<>\\[\\]a-zA !-]{0,60}") {
            let mut end = 0;
            for rest in leftovers(&text) {
                prop_assert!(end <= rest.place.start && rest.place.start < rest.place.end);
                prop_assert!(text.get(rest.place.clone()).is_some());
                end = rest.place.end;
            }
        }

        #[test]
        fn plain_sentences_have_none(text in "([A-Za-wyzäöüß]{1,9} ){0,8}[a-wyz]{2,9}[.…!?]") {
            prop_assert_eq!(found(&text), [""; 0]);
        }
    }
}
