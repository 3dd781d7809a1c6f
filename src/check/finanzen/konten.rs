//! Account numbers of form and texts: built as the municipality builds them, and each written in one way.

use std::collections::{BTreeMap, BTreeSet};

use super::muster::{abweichung, passt};
use crate::check::text::Lesetexte;
use crate::finding::{Code, Finding};
use crate::model::{
    Bestand, DeckungJePaar, Haushaltsart, Haushaltsmuster, Items, Located, Sicht, Vorlage, VorlageOrdner,
};
use crate::source::{Span, quoted, shorten};
use crate::text::Kontoart;

/// A number of the budget that the paper names.
struct Konto {
    art: Kontoart,
    nummer: String,
    span: Span,
    source: Source,
}

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// In the budget of a project that the paper names.
    Budget,
    /// Typed in the form.
    Form,
    /// In a text.
    Text,
}

pub(super) fn check(bestand: &Bestand, ordner: &VorlageOrdner) -> Vec<Finding> {
    let (vorlage, haushalt) = (&ordner.vorlage, bestand.stammdaten.haushalt.as_ref());
    let mut konten = form(vorlage);
    let texts = Lesetexte::new(ordner).konten().into_iter();
    konten.extend(texts.map(|(art, nummer, span)| Konto { art, nummer, span, source: Source::Text }));
    konten.extend(budget(&Sicht::of(bestand, vorlage), vorlage));
    let haushalt = haushalt.filter(|haushalt| haushalt.gueltig_ab <= vorlage.datum);
    let pairs = schreibweisen(&konten, haushalt);
    // Where the same digits stand elsewhere in another grouping, that says more than the pattern would.
    let twice = pairs.iter().filter(|p| p.likeness != Likeness::OneDigit).map(|p| p.konto.nummer.as_str());
    let twice: BTreeSet<&str> = twice.collect();
    // The budget has a rule of its own, and of a number in a text nobody knows whether it is one of this budget.
    let unclear = konten.iter().filter(|konto| konto.source == Source::Form && !twice.contains(konto.nummer.as_str()));
    let mut findings: Vec<Finding> = unclear
        .filter_map(|konto| {
            let haushalt = haushalt?;
            let patterns = muster(haushalt, konto.art);
            unpassend(&haushalt.quelle, &patterns, konto.art, &konto.nummer, konto.span)
        })
        .collect();
    findings.extend(pairs.iter().map(Verwechslung::finding));
    findings
}

/// The account numbers that the budget of the paper's projects brings into its form.
fn budget(sicht: &Sicht<'_>, vorlage: &Vorlage) -> Vec<Konto> {
    let rows = vorlage.projekte.iter().flat_map(|projekt| sicht.haushalt(projekt));
    let numbers = rows.flat_map(|row| {
        let fields = [
            (Kontoart::Psp, "psp", &row.psp),
            (Kontoart::Kostenart, "kostenart", &row.kostenart),
            (Kontoart::Psp, "deckung_psp", &row.deckung_psp),
            (Kontoart::Kostenart, "deckung_kostenart", &row.deckung_kostenart),
        ];
        fields.map(|(art, field, nummer)| {
            let nummer = nummer.clone()?;
            Some(Konto { art, nummer, span: row.span(field), source: Source::Budget })
        })
    });
    numbers.flatten().collect()
}

/// The account numbers of the form, in its order.
fn form(vorlage: &Located<Vorlage>) -> Vec<Konto> {
    let finanzen = &vorlage.finanzen;
    let mut konten = Vec::new();
    for (i, element) in finanzen.psp_elemente.indexed() {
        let kostenart = element.kostenart.as_deref();
        konten.extend(account(vorlage, &format!("finanzen/psp_elemente/{i}"), &element.psp, kostenart));
    }
    for art in Haushaltsart::ALL {
        let tabelle = art.text();
        let nachweise = finanzen.deckung(*art).map(|DeckungJePaar { nachweis, .. }| nachweis);
        for (i, nachweis) in nachweise.into_iter().flat_map(Items::indexed) {
            let pfad = format!("finanzen/{tabelle}/deckung/nachweis/{i}");
            konten.extend(account(vorlage, &pfad, &nachweis.psp, Some(&nachweis.kostenart)));
        }
    }
    konten
}

fn account(vorlage: &Located<Vorlage>, pfad: &str, psp: &str, kostenart: Option<&str>) -> impl Iterator<Item = Konto> {
    let numbers = [(Kontoart::Psp, "psp", Some(psp)), (Kontoart::Kostenart, "kostenart", kostenart)];
    let konto = |(art, field, nummer): (Kontoart, &str, Option<&str>)| {
        let span = vorlage.span(&format!("{pfad}/{field}"));
        Some(Konto { art, nummer: nummer?.to_owned(), span, source: Source::Form })
    };
    numbers.map(konto).into_iter().flatten()
}

/// The patterns that a number can follow.
pub(super) fn muster(haushalt: &Haushaltsmuster, art: Kontoart) -> Vec<&str> {
    let lists: &[&Items<String>] = match art {
        Kontoart::Psp => &[&haushalt.psp_investiv, &haushalt.psp_konsumtiv],
        Kontoart::Kostenart => &[&haushalt.kostenart],
        Kontoart::Produkt => &[],
    };
    lists.iter().flat_map(|list| list.iter()).map(String::as_str).collect()
}

/// The finding for a number that follows none of its patterns.
pub(in crate::check) fn unpassend(
    quelle: &str,
    muster: &[&str],
    art: Kontoart,
    nummer: &str,
    span: Span,
) -> Option<Finding> {
    if muster.is_empty() || muster.iter().any(|m| passt(nummer, m)) {
        return None;
    }
    let what = match art {
        Kontoart::Psp => "Das PSP-Element",
        Kontoart::Kostenart => "Die Kostenart",
        Kontoart::Produkt => "Das Produkt",
    };
    let slip = abweichung(nummer, muster.iter().copied());
    let (reason, expected) = match slip {
        Some((reason, meant)) => (reason, meant.to_owned()),
        None => (String::new(), muster.join(" oder ")),
    };
    let message = format!("{what} {} passt zu keinem Muster. {reason}", quoted(&shorten(nummer)));
    let mend = "Schlagen Sie die Nummer im Haushaltsplan nach. Stimmt sie, ergänzen Sie in ratsbericht.toml unter \
                [haushalt] ihr Muster.";
    let finding = Finding::at(Code::RB213, span, message.trim_end(), mend);
    Some(finding.expected(format!("{expected}, # steht für eine Ziffer; Quelle: {quelle}")))
}

/// What makes two numbers look like one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The same digits in other groups.
    Digits,
    /// The same groups but for zeros before them.
    Zeros,
    /// One digit differs.
    OneDigit,
}

/// A number that is easily taken for another one of the paper.
struct Verwechslung<'a> {
    /// The number of which the finding speaks.
    konto: &'a Konto,
    /// The other one.
    andere: &'a str,
    likeness: Likeness,
}

/// Numbers with the same digits in other groups or with other zeros before them, and PSP-Elemente one digit apart.
///
/// Kostenarten that differ in one digit are neighbours in every budget, a text may name a neighbour, and a number that
/// fits no pattern is a finding of its own, so these are not compared that way.
fn schreibweisen<'a>(konten: &'a [Konto], haushalt: Option<&Haushaltsmuster>) -> Vec<Verwechslung<'a>> {
    let fits = |konto: &Konto| {
        let patterns = haushalt.map(|h| muster(h, konto.art)).unwrap_or_default();
        patterns.is_empty() || patterns.iter().any(|m| passt(&konto.nummer, m))
    };
    let mut numbers: Vec<&Konto> = distinct(konten).collect();
    // Of the budget, nobody has to hear once more: the paper's own numbers are held against it.
    numbers.sort_by_key(|konto| konto.source != Source::Budget);
    let (sound, odd): (Vec<&Konto>, Vec<&Konto>) = numbers.into_iter().partition(|konto| fits(konto));
    let mut known: BTreeMap<Key, &str> = BTreeMap::new();
    let mut pairs = Vec::new();
    // Those that fit come first, so that the finding speaks of the one that does not.
    for (konto, is_sound) in sound.into_iter().map(|k| (k, true)).chain(odd.into_iter().map(|k| (k, false))) {
        let keys = keys(konto, is_sound && konto.source == Source::Form && konto.art == Kontoart::Psp);
        let pair = keys.iter().find_map(|key| Some((key.1, *known.get(key)?)));
        let pair = pair.filter(|_| konto.source != Source::Budget);
        pairs.extend(pair.map(|(likeness, andere)| Verwechslung { konto, andere, likeness }));
        keys.into_iter().for_each(|key| {
            known.entry(key).or_insert(&konto.nummer);
        });
    }
    pairs
}

/// What two numbers share that look like one account.
type Key = (Kontoart, Likeness, String);

/// The keys of a number: its digits, its groups without zeros before them, and on demand all but one digit.
fn keys(konto: &Konto, with_neighbours: bool) -> Vec<Key> {
    let digits: String = konto.nummer.chars().filter(char::is_ascii_digit).collect();
    let groups = konto.nummer.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let groups: Vec<&str> = groups.map(|group| group.trim_start_matches('0')).collect();
    let neighbours = if with_neighbours { neighbours(&digits) } else { Vec::new() };
    let alike = [(Likeness::Digits, digits), (Likeness::Zeros, groups.join("-"))];
    let all = alike.into_iter().chain(neighbours.into_iter().map(|key| (Likeness::OneDigit, key)));
    all.map(|(likeness, key)| (konto.art, likeness, key)).collect()
}

/// Each number once, where it first stands; a text without digits is no number.
fn distinct(konten: &[Konto]) -> impl Iterator<Item = &Konto> {
    let mut seen = BTreeSet::new();
    let numbers = konten.iter().filter(|konto| konto.nummer.contains(|c: char| c.is_ascii_digit()));
    numbers.filter(move |konto| seen.insert((konto.art, konto.nummer.as_str())))
}

/// A key for each digit left open; numbers one digit apart share one.
fn neighbours(digits: &str) -> Vec<String> {
    let open = |i: usize| digits.chars().enumerate().map(|(k, c)| if k == i { '*' } else { c }).collect();
    (0..digits.len()).map(open).collect()
}

impl Verwechslung<'_> {
    fn finding(&self) -> Finding {
        let likeness = match self.likeness {
            Likeness::Digits => "bestehen aus denselben Ziffern",
            Likeness::Zeros => "unterscheiden sich nur in führenden Nullen",
            Likeness::OneDigit => "unterscheiden sich in einer Ziffer",
        };
        let message = format!("Die Nummern {} und {} {likeness}.", quoted(&self.konto.nummer), quoted(self.andere));
        let mend = "Ist dasselbe Konto gemeint, schreiben Sie es überall gleich; sonst prüfen Sie beide Nummern im \
                    Haushaltsplan.";
        Finding::at(Code::RB214, self.konto.span, message, mend).expected(format!("vielleicht {}", quoted(self.andere)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// What a number is said to be, beside another one of the paper.
    fn likeness(art: Kontoart, one: &str, other: &str) -> Option<Likeness> {
        let span = Span::new(testing::file(), 0, 0);
        let konto = |nummer: &str, source| Konto { art, nummer: nummer.to_owned(), span, source };
        let konten = [konto(one, Source::Form), konto(other, Source::Text)];
        schreibweisen(&konten, None).first().map(|pair| pair.likeness)
    }

    #[test]
    fn one_number_in_two_ways_is_seen_whatever_parts_its_groups() {
        use Kontoart::{Kostenart, Produkt, Psp};
        let cases = [
            (Kostenart, "53180000", "5318 0000", Some(Likeness::Digits)),
            (Psp, "4-120102-923-9", "4.120102.923.9", Some(Likeness::Digits)),
            (Psp, "4-120102-923-9", "4–120102–923–9", Some(Likeness::Digits)),
            (Psp, "4-060201-908-9", "4-60201-908-9", Some(Likeness::Zeros)),
            (Produkt, "060201", "06.02.01", Some(Likeness::Digits)),
            (Produkt, "060201", "60201", Some(Likeness::Zeros)),
            (Psp, "4-120102-923-9", "4-120102-923-9", None),
            (Psp, "4-120102-923-9", "4-120102-924-9", None),
            (Kostenart, "53180000", "53180001", None),
            (Kostenart, "53180000", "5318000", None),
        ];
        for (art, one, other, expected) in cases {
            assert_eq!(likeness(art, one, other), expected, "{one} {other}");
        }
    }
}
