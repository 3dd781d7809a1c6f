//! Money that was used late, as figures: how much, for how many days, and the estimated interest.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::regeln::Programmregeln;
use super::stand::Bewilligungsstand;
use super::summe::{GrantCircle, Scope, Wording};
use super::verwendung::{Verspaetung, Verwendung, verwendungen};
use super::zinsen::{Zinsabschnitt, zinsen};
use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::Table;
use crate::model::{Bestand, Bewilligung, Euro, Located, Zahlung, Zahlungsart, day};

/// How many payments of the day of use a figure names, so that what is named grows with the table and not with its square.
const MOST_USES: usize = 30;

/// A part of a payment that was late on the Stichtag.
#[derive(Debug, Clone)]
pub struct Verspaetungsfiguren<'a> {
    /// The grant.
    pub bewilligung: &'a Located<Bewilligung>,
    /// The payment.
    pub zahlung: &'a Located<Zahlung>,
    /// The last day on which it was to be used.
    pub bis: NaiveDate,
    /// The day of use; `None` where there is none yet.
    pub am: Option<NaiveDate>,
    /// How much.
    pub betrag: Figure,
    /// For how many days.
    pub tage: Figure,
    /// What the funder can ask for; without a value where the parameters name no rate.
    pub zinsen: Figure,
}

/// All parts of payments that were late on the Stichtag; there is none of these where nothing was.
#[derive(Debug, Clone)]
pub struct Verspaetungen<'a> {
    /// The parts, grant by grant and by day.
    pub teile: Vec<Verspaetungsfiguren<'a>>,
    /// What was late.
    pub summe: Figure,
    /// The interest on all of it; without a value where that of some part has none.
    pub zinsen: Figure,
    /// Whether somebody still has to compare a rate with its official source.
    pub ungeprueft: bool,
}

impl<'a> Verspaetungen<'a> {
    /// The late parts of the payments to some grants.
    pub(super) fn new(scope: &Scope<'_>, bestand: &Bestand, staende: &[&Bewilligungsstand<'a>]) -> Option<Self> {
        let regeln = Programmregeln::new(&bestand.programmregeln);
        let (mut teile, mut ungeprueft) = (Vec::new(), false);
        for stand in staende {
            let regel = regeln.rule_for(stand.bewilligung).map(|regel| &**regel);
            let all = verwendungen(stand, regel);
            let late = all.iter().flat_map(|of| of.late_parts(stand.stichtag).map(move |part| (of, part)));
            let late: Vec<_> = late.collect();
            if late.is_empty() {
                continue;
            }
            let source = Source { scope, bestand, stand, payments: payments(stand) };
            for (n, (verwendung, part)) in late.into_iter().enumerate() {
                let sections = source.sections(&part);
                ungeprueft |= sections.iter().flatten().any(Zinsabschnitt::ungeprueft);
                teile.extend(source.figures(n + 1, verwendung, &part, sections));
            }
        }
        if teile.is_empty() {
            return None;
        }
        let summe = total(scope, &LATE, teile.iter().map(|teil| &teil.betrag));
        let zinsen = total(scope, &INTEREST, teile.iter().map(|teil| &teil.zinsen));
        Some(Self { teile, summe, zinsen, ungeprueft })
    }

    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let parts = self.teile.iter().flat_map(|teil| [&teil.betrag, &teil.tage, &teil.zinsen]);
        parts.chain([&self.summe, &self.zinsen])
    }
}

/// Expenditure and repayments of a grant by day.
fn payments(stand: &Bewilligungsstand<'_>) -> BTreeMap<NaiveDate, Vec<Beleg>> {
    let uses = stand.zahlungen.iter().filter(|z| matches!(z.art, Zahlungsart::Ausgabe | Zahlungsart::Rueckzahlung));
    let mut by_day: BTreeMap<NaiveDate, Vec<Beleg>> = BTreeMap::new();
    for zahlung in uses {
        by_day.entry(zahlung.datum).or_default().push(Beleg::row(Table::Zahlungen, &zahlung.kennung));
    }
    by_day
}

/// The sum of figures; without a value where one of them has none.
fn total<'f>(scope: &Scope<'_>, wording: &Wording, figures: impl Iterator<Item = &'f Figure> + Clone) -> Figure {
    let known = figures.clone().map(|figure| match figure.wert {
        Wert::Betrag(betrag) => Some(betrag),
        _ => None,
    });
    let sum: Option<Euro> = known.sum();
    let rechnung = sum.map(|_| {
        let glied = |f: &Figure| Glied::figur(TermSign::Plus, f.titel.clone(), f.wert.text(), f.id.clone());
        Rechnung::new(Rechenart::Summe, figures.clone().map(glied).collect())
    });
    let belege: Vec<Beleg> = figures.flat_map(|figure| figure.belege.iter().cloned()).collect();
    let figure = scope.figure(GrantCircle::Alle, wording, sum.map_or(Wert::OhneAngabe, Wert::Betrag), belege);
    figure.with(rechnung.unwrap_or_else(unknown))
}

fn unknown() -> Rechnung {
    Rechnung::new(Rechenart::OhneAngabe, Vec::new())
}

/// One grant, and what figures of it are for.
struct Source<'s, 'a> {
    scope: &'s Scope<'s>,
    bestand: &'s Bestand,
    stand: &'s Bewilligungsstand<'a>,
    payments: BTreeMap<NaiveDate, Vec<Beleg>>,
}

impl<'a> Source<'_, 'a> {
    /// The times of a part by their rates; `None` where some rate is not known.
    fn sections(&self, part: &Verspaetung) -> Option<Vec<Zinsabschnitt<'_>>> {
        let ebene = self.bestand.ebene(self.stand.bewilligung)?;
        zinsen(&self.bestand.stammdaten, ebene, part.teil.betrag, (part.von, part.bis))
    }

    fn figures(
        &self,
        n: usize,
        verwendung: &Verwendung<'a>,
        part: &Verspaetung,
        sections: Option<Vec<Zinsabschnitt<'_>>>,
    ) -> Option<Verspaetungsfiguren<'a>> {
        let (zahlung, betrag) = (verwendung.zahlung, part.teil.betrag);
        let what = format!("{} vom {}", zahlung.kennung, day(zahlung.datum));
        let uses = part.teil.am.and_then(|am| self.payments.get(&am)).into_iter().flatten();
        let own = Beleg::row(Table::Zahlungen, &zahlung.kennung);
        let belege: Vec<Beleg> = std::iter::once(own).chain(uses.take(MOST_USES).cloned()).collect();
        let figure = |wording: &Wording, wert: Wert| {
            let figure = self.scope.figure(GrantCircle::Alle, wording, wert, belege.clone());
            let grant = self.stand.bewilligung.kennung.slug();
            let id = format!("{}.bewilligung.{grant}.{}.{n}", self.scope.name, wording.slug);
            Figure { id, titel: format!("{}: {what}", wording.titel), ..figure }
        };
        let sum = sections.as_ref().map(|all| all.iter().map(|section| section.zinsen).sum());
        let terms = sections.map(|all| all.iter().map(|section| term(section, betrag)).collect());
        let rechnung = terms.map_or_else(unknown, |terms| Rechnung::new(Rechenart::Summe, terms));
        let late = Glied::datensatz(TermSign::Plus, what.clone(), betrag.to_string(), belege.clone());
        Some(Verspaetungsfiguren {
            bewilligung: self.stand.bewilligung,
            zahlung,
            bis: verwendung.bis?,
            am: part.teil.am,
            betrag: figure(&LATE, Wert::Betrag(betrag)).with(Rechnung::new(Rechenart::Summe, vec![late])),
            tage: figure(&DAYS, Wert::Anzahl(part.tage())).with(Rechnung::typed()),
            zinsen: figure(&INTEREST, sum.map_or(Wert::OhneAngabe, Wert::Betrag)).with(rechnung),
        })
    }
}

/// The interest of a time in which one rate holds.
fn term(section: &Zinsabschnitt<'_>, betrag: Euro) -> Glied {
    let titel = format!("vom {} bis zum {}, {}", day(section.von), day(section.bis), section.satz_text());
    let belege = section.paths().map(|path| Beleg::new("ratsbericht.toml", path)).to_vec();
    let glied = Glied::datensatz(TermSign::Plus, titel, section.zinsen.to_string(), belege);
    glied.because(format!("{betrag} € × {} Tage × {} ÷ 365", section.tage(), section.satz))
}

const LATE: Wording = Wording {
    slug: "verspaetet",
    titel: "zu spät verwendet",
    definition: "Teil eines Zahlungseingangs, der nach der Frist des Programms verwendet oder zurückgezahlt wurde oder am \
                 Stichtag noch da war. Verwendet ist ein Eingang, sobald für die Ausgaben so viel zusteht, wie bis zu ihm \
                 eingegangen ist.",
};

const DAYS: Wording = Wording {
    slug: "verspaetet_tage",
    titel: "Tage von der Auszahlung bis zur Verwendung",
    definition: "Tage vom Zahlungseingang bis zur Verwendung, sonst bis zum Stichtag; der Tag des Eingangs zählt nicht mit.",
};

const INTEREST: Wording = Wording {
    slug: "zinsen",
    titel: "voraussichtliche Zinsen",
    definition: "Schätzung, ohne Festsetzung durch die Behörde: Betrag mal Tage mal Zinssatz, geteilt durch 365; der Zinssatz ist \
                 der Basiszinssatz mit den Prozentpunkten der Ebene des Fördergebers.",
};
