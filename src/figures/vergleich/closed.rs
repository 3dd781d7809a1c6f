//! Figures of closed periods, as they were published.

use std::collections::BTreeSet;

use crate::figures::{Beleg, Bezug, Figure, Glied, PortfolioBezug, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Abschluss, Abschlussbericht, Abschlusszahl, Euro, Fixed, day};

/// What was closed of a report, and the names that its figures have today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closed<'c, 'a> {
    pub(super) abschluss: &'a Abschluss,
    pub(super) bericht: &'a Abschlussbericht,
    pub(super) bezug: &'c PortfolioBezug<'a>,
}

/// Titles that were worded anew, of the same rule as before.
const REWORDED: [(&str, &str); 1] =
    [("für die bisherigen Ausgaben zustehend", "bisher entstandener Zuwendungsanspruch")];

/// Whether a figure was published under its title of today, or under the one that it had before.
fn is_by_same_rule(closed: &Abschlusszahl, figure: &Figure) -> bool {
    closed.titel == figure.titel || REWORDED.contains(&(closed.titel.as_str(), figure.titel.as_str()))
}

impl<'a> Closed<'_, 'a> {
    /// The published figures that the data now give otherwise.
    pub(super) fn corrected(self, now: &[&Figure]) -> Vec<Figure> {
        let corrected = now.iter().filter_map(|figure| {
            let closed = self.zahl(figure).filter(|closed| is_by_same_rule(closed, figure))?;
            differs(closed, figure).then(|| self.published(closed, figure)).flatten()
        });
        corrected.collect()
    }

    /// The figures that were published under another name: by a rule that has changed since, such as another threshold.
    pub(super) fn by_other_rule(self, now: &[&Figure]) -> Vec<String> {
        let other = now.iter().filter_map(|figure| self.zahl(figure).filter(|closed| !is_by_same_rule(closed, figure)));
        other.map(|closed| closed.titel.clone()).collect()
    }

    /// The titles of figures that were not closed: an older program did not keep them, or there was nothing to count.
    pub(super) fn missing(self, now: &[&Figure]) -> Vec<String> {
        now.iter().filter(|figure| self.zahl(figure).is_none()).map(|figure| figure.titel.clone()).collect()
    }

    /// The records that a figure counts now and did not when it was closed, and those that it no longer counts.
    pub(super) fn moved(self, figure: &Figure) -> (Vec<String>, Vec<String>) {
        let then: BTreeSet<&str> =
            self.zahl(figure).iter().flat_map(|zahl| zahl.belege.iter().map(String::as_str)).collect();
        let now: BTreeSet<String> = figure.belege.iter().map(Beleg::name).collect();
        let added = now.iter().filter(|name| !then.contains(name.as_str())).cloned();
        let gone = then.iter().filter(|name| !now.contains(**name)).map(|name| (*name).to_owned());
        (added.collect(), gone.collect())
    }

    /// The id that a figure of today has as a published one.
    pub(super) fn id(self, figure: &Figure) -> String {
        format!("abschluss.{}.{}", self.abschluss.zeitraum.kennung().to_lowercase(), self.bezug.behind(&figure.id))
    }

    /// The published figure of the same definition.
    fn zahl(self, figure: &Figure) -> Option<&'a Abschlusszahl> {
        let name = self.bezug.behind(&figure.id);
        self.bericht.kennzahlen.iter().find(|zahl| zahl.id.split_once('.').is_some_and(|(_, own)| own == name))
    }

    /// A published figure with its place in what was closed; `None` where its value cannot be read.
    fn published(self, closed: &Abschlusszahl, now: &Figure) -> Option<Figure> {
        let wert = wert(closed, now.wert)?;
        let path = format!("{}/{}/{}", self.abschluss.zeitraum.kennung(), self.bericht.name, closed.id);
        let beleg = Beleg::new("abschluesse", path);
        let tag = day(self.abschluss.abgeschlossen_am);
        let term = Glied::datensatz(TermSign::Plus, format!("Abschluss vom {tag}"), wert.text(), vec![beleg.clone()]);
        Some(Figure {
            id: self.id(now),
            regel: "Abschluss",
            titel: format!("{}, wie veröffentlicht", now.titel),
            definition: format!("Wert, wie er am {tag} abgeschlossen wurde."),
            bezug: match now.bezug {
                Bezug::Stichtag(_) => Bezug::Stichtag(self.bericht.stichtag),
                other => other,
            },
            wert,
            belege: [beleg].into(),
            rechnung: Rechnung::new(Rechenart::Eingabe, vec![term]),
        })
    }
}

/// Whether a figure was published otherwise: with another value, or as a count of other projects.
fn differs(closed: &Abschlusszahl, now: &Figure) -> bool {
    let records = || now.belege.iter().map(Beleg::name).collect::<BTreeSet<_>>();
    let counted = || closed.belege.iter().cloned().collect::<BTreeSet<_>>();
    closed.wert != now.wert.decimal() || (matches!(now.wert, Wert::Anzahl(_)) && records() != counted())
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
            let tenths = u64::try_from(Fixed::<1>::parse(text)?.parts()).ok()?;
            Some(Wert::Mittel { summe: tenths.checked_mul(10)?, anzahl: 1 })
        }
        Wert::Quote { .. } => {
            let teil = Euro::cents(Fixed::<1>::parse(text)?.parts());
            Some(Wert::Quote { teil, ganzes: Euro::cents(1_000) })
        }
        _ => None,
    }
}
