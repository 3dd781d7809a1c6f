//! Figures of closed periods, as they were published.

use std::collections::BTreeSet;

use super::behind_name;
use crate::figures::figure::{Beleg, Bezug, Figure, Wert};
use crate::figures::rechnung::{Glied, Rechenart, Rechnung, Zeichen};
use crate::model::{Abschluss, Abschlussbericht, Abschlusszahl, Euro, Zeitraum};

/// The id of a published figure.
pub(super) fn id(zeitraum: Zeitraum, name: &str) -> String {
    format!("abschluss.{}.{name}", zeitraum.kennung().to_lowercase())
}

/// The published figures that the data now give otherwise.
pub(super) fn korrigiert(abschluss: &Abschluss, bericht: &Abschlussbericht, now: &[&Figure]) -> Vec<Figure> {
    let corrected = now.iter().filter_map(|figure| {
        let closed = zahl(bericht, figure).filter(|closed| closed.titel == figure.titel)?;
        differs(closed, figure).then(|| published(abschluss, bericht, closed, figure)).flatten()
    });
    corrected.collect()
}

/// Whether a figure was published otherwise: with another value, or as a count of other projects.
fn differs(closed: &Abschlusszahl, now: &Figure) -> bool {
    let records = || now.belege.iter().map(Beleg::name).collect::<BTreeSet<_>>();
    let counted = || closed.belege.iter().cloned().collect::<BTreeSet<_>>();
    closed.wert != now.wert.decimal() || (matches!(now.wert, Wert::Anzahl(_)) && records() != counted())
}

/// The figures that were published under another name: by a rule that has changed since, such as another threshold.
pub(super) fn nach_anderer_regel(bericht: &Abschlussbericht, now: &[&Figure]) -> Vec<String> {
    let other = now.iter().filter_map(|figure| zahl(bericht, figure).filter(|closed| closed.titel != figure.titel));
    other.map(|closed| closed.titel.clone()).collect()
}

/// The records that a figure counts now and did not when it was closed, and those that it no longer counts.
pub(super) fn bewegt(bericht: &Abschlussbericht, figure: &Figure) -> (Vec<String>, Vec<String>) {
    let then: BTreeSet<&str> =
        zahl(bericht, figure).iter().flat_map(|zahl| zahl.belege.iter().map(String::as_str)).collect();
    let now: BTreeSet<String> = figure.belege.iter().map(Beleg::name).collect();
    let added = now.iter().filter(|name| !then.contains(name.as_str())).cloned();
    let gone = then.iter().filter(|name| !now.contains(**name)).map(|name| (*name).to_owned());
    (added.collect(), gone.collect())
}

/// The published figure of the same definition.
fn zahl<'a>(bericht: &'a Abschlussbericht, figure: &Figure) -> Option<&'a Abschlusszahl> {
    let name = behind_name(&figure.id, 2);
    bericht.kennzahlen.iter().find(|zahl| behind_name(&zahl.id, 1) == name)
}

/// A published figure with its place in what was closed; `None` where its value cannot be read.
fn published(
    abschluss: &Abschluss,
    bericht: &Abschlussbericht,
    closed: &Abschlusszahl,
    now: &Figure,
) -> Option<Figure> {
    let wert = wert(closed, now.wert)?;
    let beleg = Beleg::new("abschluesse", format!("{}/{}/{}", abschluss.zeitraum.kennung(), bericht.name, closed.id));
    let tag = abschluss.abgeschlossen_am.format("%d.%m.%Y");
    let term = Glied::datensatz(Zeichen::Plus, format!("Abschluss vom {tag}"), wert.text(), vec![beleg.clone()]);
    Some(Figure {
        id: id(abschluss.zeitraum, behind_name(&closed.id, 1)),
        regel: "Abschluss",
        titel: format!("{}, wie veröffentlicht", now.titel),
        definition: format!("Wert, wie er am {tag} abgeschlossen wurde."),
        bezug: match now.bezug {
            Bezug::Stichtag(_) => Bezug::Stichtag(bericht.stichtag),
            other => other,
        },
        wert,
        belege: vec![beleg],
        rechnung: Rechnung::new(Rechenart::Eingabe, vec![term]),
    })
}

/// A published value, of the kind that the figure has today.
fn wert(closed: &Abschlusszahl, now: Wert) -> Option<Wert> {
    let Some(text) = &closed.wert else {
        return Some(match now {
            Wert::Betrag(_) | Wert::OhneAngabe => Wert::OhneAngabe,
            _ => Wert::Mittel { summe: 0, anzahl: 0 },
        });
    };
    match now {
        Wert::Anzahl(_) => text.parse().ok().map(Wert::Anzahl),
        Wert::Betrag(_) | Wert::OhneAngabe => Euro::parse(text).map(Wert::Betrag),
        // One decimal of a percent is a tenth; a mean is made of hundredths.
        Wert::Mittel { .. } => {
            let tenths: u64 = text.replace('.', "").parse().ok()?;
            Some(Wert::Mittel { summe: tenths.checked_mul(10)?, anzahl: 1 })
        }
        Wert::Quote { .. } => {
            let tenths: i128 = text.replace('.', "").parse().ok()?;
            Some(Wert::Quote { teil: Euro::cents(tenths), ganzes: Euro::cents(1_000) })
        }
        _ => None,
    }
}
