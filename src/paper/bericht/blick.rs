//! The first page, which stands alone: the main figures with their change, three sentences, what needs a decision.

use super::Stoff;
use super::listen::date;
use super::wechsel::richtung;
use crate::figures::{Figure, Kennzahl, Lage, Wert};
use crate::paper::text::{Block, Inline, satz};
use crate::paper::view::{Element, Kachel, Kapitel, Spalte, TabelleView, Zelle};
use crate::paper::zahl::zahl;

/// The title of the page.
pub(super) const TITEL: &str = "Auf einen Blick";

/// The figures that the page shows large.
const KACHELN: [Kennzahl; 4] =
    [Kennzahl::ImZeitraum, Kennzahl::Abgeschlossen, Kennzahl::Begonnen, Kennzahl::FastFertig];

/// The figures of its sentences, with the sentence.
const SAETZE: [(Kennzahl, &str); 3] = [
    (Kennzahl::Abgeschlossen, "abgeschlossen"),
    (Kennzahl::Laufend, "laufend"),
    (Kennzahl::Ueberfaellig, "ueberfaellig"),
];

/// How many projects a line of what needs a decision names.
const MOST: usize = 4;

pub(super) fn kapitel(stoff: &Stoff<'_>) -> Kapitel {
    Kapitel::new(TITEL, vec![kacheln(stoff), saetze(stoff), entscheidungen(stoff)])
}

fn kacheln(stoff: &Stoff<'_>) -> Element {
    let werte = KACHELN.iter().filter_map(|k| stoff.figure(*k)).map(|figure| Kachel {
        wert: zahl(figure),
        titel: figure.titel.clone(),
        zusatz: figure.bezug.text(),
        veraenderung: richtung(stoff, figure),
    });
    Element::Kennzahlen { titel: String::new(), werte: werte.collect() }
}

/// Three sentences, and what the changes are held against.
fn saetze(stoff: &Stoff<'_>) -> Element {
    let sentence = |(kennzahl, name): &(Kennzahl, &str)| {
        Some(satz(stoff.bestand.saetze.as_deref(), name, stoff.figure(*kennzahl)?))
    };
    let sentences: Vec<String> = SAETZE.iter().filter_map(sentence).collect();
    let zeitraum = format!("Zeitraum {}, Stichtag {}.", stoff.zeitraum(), stoff.stichtag());
    let vorher = match stoff.vergleich.vorperiode() {
        Some(periode) => {
            let corrected = stoff.vergleich.zeilen.iter().any(|zeile| zeile.abgeschlossen.is_some());
            let note = match corrected {
                true => {
                    " Einige seiner Werte waren anders veröffentlicht und sind hier korrigiert; beides steht unter „Vorperiode \
                     (korrigiert)“."
                }
                false => "",
            };
            Some(format!("Verglichen wird mit dem Vorzeitraum ({}).{note}", periode.zeitraum.name()))
        }
        None if stoff.in_reihe => {
            Some("Für den Vorzeitraum liegt kein Abschluss vor; verglichen wird daher nicht.".into())
        }
        None => None,
    };
    let period = [Some(zeitraum), vorher].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let absatz = |text: String| Block::Paragraph { inlines: vec![Inline::Text { text }] };
    Element::Text { blocks: vec![absatz(sentences.join(" ")), absatz(period)] }
}

/// What the council or its committee has to decide or to ask, with whom it concerns.
fn entscheidungen(stoff: &Stoff<'_>) -> Element {
    let rows = [ueberfaellig(stoff), antraege(stoff), verfall(stoff), veraltet(stoff)];
    let zeilen: Vec<Vec<Zelle>> = rows.into_iter().flatten().collect();
    let hinweise = match zeilen.is_empty() {
        true => vec!["Nach diesen Daten braucht nichts eine Entscheidung.".to_owned()],
        false => Vec::new(),
    };
    let spalten = match zeilen.is_empty() {
        true => Vec::new(),
        false => {
            vec![Spalte::new("Anlass", "mittel"), Spalte::new("Umfang", "betrag"), Spalte::new("Betrifft", "text")]
        }
    };
    Element::Tabelle(TabelleView {
        titel: Some("Was Aufmerksamkeit oder eine Entscheidung braucht".into()),
        spalten,
        zeilen,
        summe: None,
        hinweise,
    })
}

/// A line of the table; `None` where there is nothing to say.
fn zeile(anlass: &str, figure: &Figure, umfang: String, betrifft: Vec<String>, more: bool) -> Option<Vec<Zelle>> {
    let nothing = match figure.wert {
        Wert::Anzahl(number) => number == 0,
        Wert::Betrag(betrag) => betrag.is_zero(),
        _ => true,
    };
    let further = more.then(|| "und weitere, siehe das Kapitel dazu".to_owned());
    let mut lines = betrifft.into_iter().chain(further);
    let first = lines.next().unwrap_or_else(|| "–".into());
    (!nothing).then(|| vec![anlass.into(), umfang.into(), Zelle::new(first, lines.map(Some))])
}

/// The projects of a figure, those that come first in `order` before the others.
fn projekte<'s, 'a>(stoff: &'s Stoff<'a>, kennzahl: Kennzahl) -> Vec<&'s Lage<'a>> {
    let mut members: Vec<&Lage<'a>> = stoff.portfolio.members(kennzahl).collect();
    members.sort_by(|a, b| {
        (a.projekt.ende_geplant, &a.projekt.kennung).cmp(&(b.projekt.ende_geplant, &b.projekt.kennung))
    });
    members
}

fn ueberfaellig(stoff: &Stoff<'_>) -> Option<Vec<Zelle>> {
    let members = projekte(stoff, Kennzahl::Ueberfaellig);
    let line = |lage: &&Lage<'_>| {
        let grund = lage.projekt.grund.as_deref().unwrap_or("Grund nicht angegeben");
        let (titel, end) = (&lage.projekt.titel, date(lage.projekt.ende_geplant));
        format!("{titel} (geplant bis {end}): {grund}")
    };
    let figure = stoff.figure(Kennzahl::Ueberfaellig)?;
    let named = members.iter().take(MOST).map(line).collect();
    zeile("überfällige Projekte", figure, zahl(figure), named, members.len() > MOST)
}

fn antraege(stoff: &Stoff<'_>) -> Option<Vec<Zelle>> {
    let members = projekte(stoff, Kennzahl::AntraegeOffen);
    let figure = stoff.figure(Kennzahl::AntraegeOffen)?;
    let named = members.iter().take(MOST).map(|lage| lage.projekt.titel.clone()).collect();
    zeile("offene Projektanträge", figure, zahl(figure), named, members.len() > MOST)
}

fn verfall(stoff: &Stoff<'_>) -> Option<Vec<Zelle>> {
    let risiken = &stoff.foerderung.verfallsrisiken;
    let line = |risiko: &crate::figures::Verfallsrisiko<'_>| {
        let grant = risiko.bewilligung;
        let project = stoff.portfolio.lagen.iter().find(|lage| lage.projekt.kennung == grant.projekt);
        let titel = project.map_or_else(|| grant.projekt.to_string(), |lage| lage.projekt.titel.clone());
        format!("{titel} ({}): {}\u{a0}€, abrufbar bis {}", grant.kennung, zahl(&risiko.rest), super::tag(risiko.bis))
    };
    let umfang = format!("{}\u{a0}€", zahl(&risiken.summe));
    let named = risiken.bewilligungen.iter().take(MOST).map(line).collect();
    zeile("Fördermittel, die zu verfallen drohen", &risiken.summe, umfang, named, risiken.bewilligungen.len() > MOST)
}

fn veraltet(stoff: &Stoff<'_>) -> Option<Vec<Zelle>> {
    let members = projekte(stoff, Kennzahl::Veraltet);
    let figure = stoff.figure(Kennzahl::Veraltet)?;
    let named = members.iter().take(MOST).map(|lage| lage.projekt.titel.clone()).collect();
    zeile("Projekte mit veralteten Angaben", figure, zahl(figure), named, members.len() > MOST)
}
