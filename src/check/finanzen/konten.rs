//! Account numbers: built as the municipality builds them, and each written in one way.

use std::collections::{BTreeMap, BTreeSet};

use super::muster::{abweichung, passt};
use crate::finding::{Code, Finding};
use crate::model::{DeckungJePaar, Haushaltsart, Haushaltsmuster, Items, Located, Vorlage};
use crate::source::{Span, quoted, shorten};

/// What an account number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Art {
    /// A PSP-Element.
    Psp,
    /// A Kostenart.
    Kostenart,
}

/// An account number that the paper names, with the path of its field.
struct Konto<'a> {
    art: Art,
    nummer: &'a str,
    pfad: String,
}

pub(super) fn check(haushalt: Option<&Haushaltsmuster>, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let konten = konten(vorlage);
    let haushalt = haushalt.filter(|haushalt| haushalt.gueltig_ab <= vorlage.datum);
    let pairs = schreibweisen(&konten, haushalt);
    // Where the same digits stand elsewhere in another grouping, that says more than the pattern would.
    let twice: BTreeSet<&str> = pairs.iter().filter(|p| p.gleich).map(|p| p.konto.nummer).collect();
    let unclear = konten.iter().filter(|konto| !twice.contains(konto.nummer));
    let mut findings: Vec<Finding> = unclear
        .filter_map(|konto| {
            let haushalt = haushalt?;
            let patterns = muster(haushalt, konto.art);
            unpassend(&haushalt.quelle, &patterns, konto.art, konto.nummer, vorlage.span(&konto.pfad))
        })
        .collect();
    findings.extend(pairs.iter().map(|pair| pair.finding(vorlage)));
    findings
}

/// The account numbers of a paper, in the order of the form.
fn konten(vorlage: &Vorlage) -> Vec<Konto<'_>> {
    let finanzen = &vorlage.finanzen;
    let mut konten = Vec::new();
    for (i, element) in finanzen.psp_elemente.indexed() {
        let kostenart = element.kostenart.as_deref();
        push(&mut konten, &format!("finanzen/psp_elemente/{i}"), &element.psp, kostenart);
    }
    for art in Haushaltsart::ALL {
        let tabelle = art.text();
        let nachweise = finanzen.deckung(*art).map(|DeckungJePaar { nachweis, .. }| nachweis);
        for (i, nachweis) in nachweise.into_iter().flat_map(Items::indexed) {
            let pfad = format!("finanzen/{tabelle}/deckung/nachweis/{i}");
            push(&mut konten, &pfad, &nachweis.psp, Some(&nachweis.kostenart));
        }
    }
    konten
}

fn push<'a>(konten: &mut Vec<Konto<'a>>, pfad: &str, psp: &'a str, kostenart: Option<&'a str>) {
    konten.push(Konto { art: Art::Psp, nummer: psp, pfad: format!("{pfad}/psp") });
    let kostenart = kostenart.map(|nummer| Konto { art: Art::Kostenart, nummer, pfad: format!("{pfad}/kostenart") });
    konten.extend(kostenart);
}

/// The patterns that a number can follow.
pub(super) fn muster(haushalt: &Haushaltsmuster, art: Art) -> Vec<&str> {
    let lists: &[&Items<String>] = match art {
        Art::Psp => &[&haushalt.psp_investiv, &haushalt.psp_konsumtiv],
        Art::Kostenart => &[&haushalt.kostenart],
    };
    lists.iter().flat_map(|list| list.iter()).map(String::as_str).collect()
}

/// The finding for a number that follows none of its patterns.
pub(in crate::check) fn unpassend(
    quelle: &str,
    muster: &[&str],
    art: Art,
    nummer: &str,
    span: Span,
) -> Option<Finding> {
    if muster.is_empty() || muster.iter().any(|m| passt(nummer, m)) {
        return None;
    }
    let what = match art {
        Art::Psp => "Das PSP-Element",
        Art::Kostenart => "Die Kostenart",
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

/// A number that is easily taken for another one of the paper.
struct Verwechslung<'a> {
    /// The number of which the finding speaks.
    konto: &'a Konto<'a>,
    /// The other one.
    andere: &'a str,
    /// Whether both have the same digits; else they differ in one.
    gleich: bool,
}

/// Numbers with the same digits in other groups, and PSP-Elemente one digit apart.
///
/// Kostenarten that differ in one digit are neighbours in every budget, and a number that fits no pattern is a finding
/// of its own, so these are not compared that way.
fn schreibweisen<'a>(konten: &'a [Konto<'a>], haushalt: Option<&Haushaltsmuster>) -> Vec<Verwechslung<'a>> {
    let fits = |konto: &Konto<'_>| haushalt.is_none_or(|h| muster(h, konto.art).iter().any(|m| passt(konto.nummer, m)));
    let (sound, odd): (Vec<&Konto<'_>>, Vec<&Konto<'_>>) = distinct(konten).partition(|konto| fits(konto));
    let mut by_digits: BTreeMap<(Art, String), &str> = BTreeMap::new();
    let mut by_neighbour: BTreeMap<String, &str> = BTreeMap::new();
    let mut pairs = Vec::new();
    // Those that fit come first, so that the finding speaks of the one that does not.
    for (konto, is_sound) in sound.into_iter().map(|k| (k, true)).chain(odd.into_iter().map(|k| (k, false))) {
        let digits: String = konto.nummer.chars().filter(char::is_ascii_digit).collect();
        let keys = if is_sound && konto.art == Art::Psp { neighbours(&digits) } else { Vec::new() };
        let same = by_digits.get(&(konto.art, digits.clone()));
        let near = keys.iter().find_map(|key| by_neighbour.get(key));
        if let Some(andere) = same.or(near).copied() {
            pairs.push(Verwechslung { konto, andere, gleich: same.is_some() });
        }
        for key in keys {
            by_neighbour.entry(key).or_insert(konto.nummer);
        }
        by_digits.entry((konto.art, digits)).or_insert(konto.nummer);
    }
    pairs
}

/// Each number once, where it first stands; a text without digits is no number.
fn distinct<'a>(konten: &'a [Konto<'a>]) -> impl Iterator<Item = &'a Konto<'a>> {
    let mut seen = BTreeSet::new();
    let numbers = konten.iter().filter(|konto| konto.nummer.contains(|c: char| c.is_ascii_digit()));
    numbers.filter(move |konto| seen.insert((konto.art, konto.nummer)))
}

/// A key for each digit left open; numbers one digit apart share one.
fn neighbours(digits: &str) -> Vec<String> {
    let open = |i: usize| digits.chars().enumerate().map(|(k, c)| if k == i { '*' } else { c }).collect();
    (0..digits.len()).map(open).collect()
}

impl Verwechslung<'_> {
    fn finding(&self, vorlage: &Located<Vorlage>) -> Finding {
        let likeness =
            if self.gleich { "bestehen aus denselben Ziffern" } else { "unterscheiden sich in einer Ziffer" };
        let message = format!("Die Nummern {} und {} {likeness}.", quoted(self.konto.nummer), quoted(self.andere));
        let mend = "Ist dasselbe Konto gemeint, schreiben Sie es überall gleich; sonst prüfen Sie beide Nummern im \
                    Haushaltsplan.";
        let finding = Finding::at(Code::RB214, vorlage.span(&self.konto.pfad), message, mend);
        finding.expected(format!("vielleicht {}", quoted(self.andere)))
    }
}
