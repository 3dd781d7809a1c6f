//! Grants of a selection: what was granted, called, received and spent, and what is due when.

mod bescheid;
mod eigenanteil;
mod terms;
mod fristen;
mod overdue;
mod overpaid;
mod regeln;
mod stand;
mod summe;
mod verfall;
mod verspaetung;
mod verwendung;
mod zinsen;
mod zuwendung;

use std::borrow::Borrow;
use std::collections::BTreeMap;

pub use bescheid::{Aenderungsfiguren, Bescheidfiguren};
pub use eigenanteil::{Kosten, gesamtkosten, haushaltskosten};
pub use fristen::{Anlass, Clock, Frist, Friststand, Tagesart, abruffristen, fristen, nachweisfristen};
pub use overdue::OverdueDate;
pub use overpaid::{Overpaid, OverpaidGrant};
pub use regeln::{Fristparameter, Programmregeln, SPANNE};
pub use stand::Bewilligungsstand;
pub use summe::Summe;
pub use verfall::{Verfallsrisiken, Verfallsrisiko};
pub use verspaetung::{Verspaetungen, Verspaetungsfiguren};
pub use verwendung::{Teil, Verspaetung, Verwendung, verwendungen};
pub use zinsen::{Zinsabschnitt, zinsen};
pub use zuwendung::{Finanzierung, eigenanteil, zuwendung};

use self::summe::{GrantCircle, Scope, Wording};
use super::{Kennzahl, Lage, Portfolio, auswahl};
use chrono::NaiveDate;

use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Bestand, Bewilligung, Kennung, Located, Programm, Projekt, Table, day, months_after};

/// How many months ahead a report looks for dates [ours].
pub const VORSCHAU_MONATE: u32 = 12;

/// The sums of one programme.
#[derive(Debug, Clone)]
pub struct Programmsumme<'a> {
    /// The programme.
    pub programm: &'a Programm,
    /// How many projects of the selection it funds.
    pub projekte: Figure,
    /// What its grants to them come to.
    pub summe: Summe,
}

/// The sums of one project.
#[derive(Debug, Clone)]
pub struct Projektsumme<'a> {
    /// The project.
    pub projekt: &'a Located<Projekt>,
    /// What its grants come to.
    pub summe: Summe,
    /// What it costs, and who bears that.
    pub kosten: Kosten,
}

/// The grants to the projects of a selection, decided up to the Stichtag.
#[derive(Debug, Clone)]
pub struct Foerderung<'a> {
    /// By programme, in the order of the table.
    pub programme: Vec<Programmsumme<'a>>,
    /// By project, in the order of the table.
    pub vorhaben: Vec<Projektsumme<'a>>,
    /// How many projects have a grant; a project with grants of two programmes counts once.
    pub projekte: Figure,
    /// What all grants come to.
    pub summe: Summe,
    /// Costs and own share of the projects whose costs are known.
    pub kosten: Kosten,
    /// The grants that are summed, in the order of the table.
    pub staende: Vec<Bewilligungsstand<'a>>,
    /// The grants to the projects of the selection that were over before the period: they are not summed, but what is open of
    /// them has dates.
    pub uebrige: Vec<Bewilligungsstand<'a>>,
    /// The dates of all grants that are open on the day on which they are judged, up to [`VORSCHAU_MONATE`] ahead, by day.
    pub fristen: Vec<Frist<'a>>,
    /// Those that are overdue, proofs first, with the amount that each puts at risk.
    pub overdue: Vec<OverdueDate<'a>>,
    /// How many of them are proofs that are overdue.
    pub nachweise_ueberfaellig: Figure,
    /// Money of all grants that was paid out before a claim to it has arisen.
    pub overpaid: Overpaid<'a>,
    /// Money of all grants that is lost unless it is called soon.
    pub verfallsrisiken: Verfallsrisiken<'a>,
    /// Money of all grants that was used late; `None` where there is none.
    pub verspaetungen: Option<Verspaetungen<'a>>,
    /// What the notices of the summed grants say, in the order of `staende`.
    pub bescheide: Vec<Bescheidfiguren>,
    /// How many projects have costs that nobody knows.
    pub ohne_gesamtkosten: Figure,
    /// How many have costs that are known, which the own share sums.
    pub mit_gesamtkosten: Figure,
    /// So many days before its day a date counts as due.
    pub faellig_tage: Figure,
}

impl Foerderung<'_> {
    /// Every figure: of all grants, by programme, by project, and of what is at risk.
    pub fn figures(&self) -> Vec<&Figure> {
        let mut figures = self.overall();
        for programm in &self.programme {
            figures.push(&programm.projekte);
            figures.extend(programm.summe.figures());
        }
        for vorhaben in &self.vorhaben {
            figures.extend(vorhaben.summe.figures());
            figures.extend(vorhaben.kosten.figures());
        }
        figures.extend(self.verfallsrisiken.bewilligungen.iter().map(|risiko| &risiko.rest));
        figures.extend(self.verspaetungen.iter().flat_map(Verspaetungen::figures));
        figures.extend(self.bescheide.iter().flat_map(Bescheidfiguren::figures));
        figures.extend(self.overpaid.bewilligungen.iter().map(|grant| &grant.betrag));
        figures.extend([&self.overpaid.summe, &self.overpaid.anzahl]);
        figures.extend(self.overdue.iter().filter_map(|date| date.betrag.as_ref()));
        figures.extend([&self.verfallsrisiken.anzahl, &self.nachweise_ueberfaellig]);
        figures.extend([&self.ohne_gesamtkosten, &self.mit_gesamtkosten, &self.faellig_tage]);
        figures
    }

    /// The figures of all grants together.
    pub fn overall(&self) -> Vec<&Figure> {
        let mut figures = vec![&self.projekte];
        figures.extend(self.summe.figures());
        figures.extend(self.kosten.figures());
        figures.push(&self.verfallsrisiken.summe);
        figures
    }
}

/// Sums the grants of the projects that a paper speaks of: those under way in the period, and those that are not over on the
/// Stichtag, begun or not. What was granted is the municipality's before the project begins.
///
/// Dates and money at risk come from the grants to all projects of the selection: a project that ended long ago may owe
/// its proof, or leave money behind. Dates are judged on `datum`, with what had happened by then; amounts are those of the
/// Stichtag.
pub fn foerderung<'a>(bestand: &'a Bestand, portfolio: &Portfolio<'a>, datum: NaiveDate) -> Foerderung<'a> {
    let stichtag = portfolio.bezug.stichtag;
    let scope = Scope { name: &portfolio.bezug.name, stichtag };
    let (staende, uebrige) = staende(bestand, portfolio, stichtag);
    let mut by_programm: BTreeMap<&Kennung, Vec<&Bewilligungsstand<'a>>> = BTreeMap::new();
    let mut by_projekt: BTreeMap<&Kennung, Vec<&Bewilligungsstand<'a>>> = BTreeMap::new();
    for stand in &staende {
        by_programm.entry(&stand.bewilligung.programm).or_default().push(stand);
        by_projekt.entry(&stand.bewilligung.projekt).or_default().push(stand);
    }
    let programme = bestand.programme.iter().filter_map(|programm| {
        let own = by_programm.get(&programm.kennung)?;
        let kreis = GrantCircle::Programm(programm);
        let (projekte, summe) = (projekte(&scope, kreis, own), Summe::new(&scope, kreis, own));
        Some(Programmsumme { programm, projekte, summe })
    });
    let vorhaben = portfolio.lagen.iter().filter_map(|lage| {
        let (projekt, own) = (lage.projekt, by_projekt.get(&lage.projekt.kennung)?);
        let summe = Summe::new(&scope, GrantCircle::Projekt(projekt), own);
        Some(Projektsumme { projekt, summe, kosten: Kosten::new(&scope, &portfolio.sicht, projekt, own) })
    });
    let programme: Vec<Programmsumme<'_>> = programme.collect();
    let vorhaben: Vec<Projektsumme<'_>> = vorhaben.collect();
    let all: Vec<&Bewilligungsstand<'_>> = staende.iter().collect();
    let selected = in_order(bestand, staende.iter().chain(&uebrige).collect());
    let uhr = Clock { stichtag, parameter: Fristparameter::on(&bestand.stammdaten, stichtag) };
    let fristen = open_fristen(bestand, portfolio, &Clock { stichtag: datum, ..uhr });
    let judged = Scope { stichtag: datum, ..scope };
    Foerderung {
        nachweise_ueberfaellig: overdue_proofs(&judged, &fristen),
        overdue: overdue::dates(&judged, &fristen),
        fristen,
        overpaid: Overpaid::new(&scope, &selected),
        bescheide: staende.iter().map(|stand| Bescheidfiguren::new(&scope, stand)).collect(),
        ohne_gesamtkosten: gesamtkosten_known(&scope, &vorhaben, false),
        mit_gesamtkosten: gesamtkosten_known(&scope, &vorhaben, true),
        faellig_tage: uhr.parameter.figure(&scope, bestand),
        projekte: projekte(&scope, GrantCircle::Alle, &all),
        summe: Summe::new(&scope, GrantCircle::Alle, &all),
        kosten: Kosten::overall(&scope, &vorhaben.iter().map(|vorhaben| &vorhaben.kosten).collect::<Vec<_>>()),
        verfallsrisiken: Verfallsrisiken::new(&scope, &selected, &uhr),
        verspaetungen: Verspaetungen::new(&scope, bestand, &selected),
        programme,
        vorhaben,
        staende,
        uebrige,
    }
}

/// The grants to the projects of a selection: first those that were not over before the period, then the others; both in
/// the order of the table, as they stand on `tag`.
fn staende<'a>(
    bestand: &'a Bestand,
    portfolio: &Portfolio<'a>,
    tag: NaiveDate,
) -> (Vec<Bewilligungsstand<'a>>, Vec<Bewilligungsstand<'a>>) {
    let bezug = &portfolio.bezug;
    let of = |summed: bool| {
        let counts = |lage: &Lage<'_>| Kennzahl::ImZeitraum.counts(lage, bezug) || !lage.status.is_over();
        let lagen = portfolio.lagen.iter().filter(move |lage| counts(lage) == summed);
        let own = lagen.flat_map(|l| auswahl::bewilligungen(&portfolio.sicht, &l.projekt.kennung, tag));
        let staende = own.map(|b| Bewilligungsstand::new(&portfolio.sicht, b, tag));
        in_order(bestand, staende.collect())
    };
    (of(true), of(false))
}

/// Grants in the order of the table.
fn in_order<'a, S: Borrow<Bewilligungsstand<'a>>>(bestand: &Bestand, mut staende: Vec<S>) -> Vec<S> {
    let positions = positions(&bestand.bewilligungen);
    staende.sort_by_key(|stand| positions.get(&stand.borrow().bewilligung.kennung));
    staende
}

/// Where each grant stands in the table; of a Kennung that stands twice, the first place.
fn positions(bewilligungen: &[Located<Bewilligung>]) -> BTreeMap<&Kennung, usize> {
    let mut positions = BTreeMap::new();
    for (position, bewilligung) in bewilligungen.iter().enumerate() {
        positions.entry(&bewilligung.kennung).or_insert(position);
    }
    positions
}

/// The dates of all grants that are not met on the day of the clock, up to the end of what a report looks ahead.
fn open_fristen<'a>(bestand: &'a Bestand, portfolio: &Portfolio<'a>, uhr: &Clock) -> Vec<Frist<'a>> {
    let (summed, others) = staende(bestand, portfolio, uhr.stichtag);
    let staende = in_order(bestand, summed.iter().chain(&others).collect());
    let regeln = Programmregeln::new(&bestand.programmregeln);
    let last = months_after(uhr.stichtag, VORSCHAU_MONATE);
    let of = |stand: &&Bewilligungsstand<'a>| {
        let regel = regeln.rule_for(stand.bewilligung).map(|regel| &**regel);
        let all = fristen(&portfolio.sicht, stand, regel, uhr);
        all.into_iter().filter(|frist| frist.stand != Friststand::Erledigt && frist.tag <= last)
    };
    let mut open: Vec<Frist<'a>> = staende.iter().flat_map(of).collect();
    // Stable: dates of one day stay in the order of the grants.
    open.sort_by_key(|frist| frist.tag);
    open
}

fn projekte(scope: &Scope<'_>, kreis: GrantCircle<'_>, staende: &[&Bewilligungsstand<'_>]) -> Figure {
    let mut belege: Vec<Beleg> = staende.iter().map(|s| Beleg::row(Table::Projekte, &s.bewilligung.projekt)).collect();
    belege.sort();
    belege.dedup();
    let rechnung = Rechnung::new(Rechenart::Anzahl, belege.iter().map(terms::tally).collect());
    scope.figure(kreis, &FUNDED, Wert::Anzahl(belege.len()), belege).with(rechnung)
}

/// How many proofs are overdue.
fn overdue_proofs(scope: &Scope<'_>, fristen: &[Frist<'_>]) -> Figure {
    let overdue = fristen.iter().filter(|frist| frist.stand == Friststand::Ueberfaellig && frist.anlass.is_proof());
    let glied = |frist: &Frist<'_>| {
        let kennung = &frist.bewilligung.kennung;
        let beleg = Beleg::row(Table::Bewilligungen, kennung);
        let glied =
            Glied::datensatz(TermSign::Plus, format!("{kennung}: {}", frist.anlass.text()), "1".into(), vec![beleg]);
        glied.because(format!("bis {}", day(frist.tag)))
    };
    let glieder: Vec<Glied> = overdue.map(glied).collect();
    let belege: Vec<Beleg> = glieder.iter().flat_map(Glied::belege).cloned().collect();
    let wert = Wert::Anzahl(glieder.len());
    scope.figure(GrantCircle::Alle, &OVERDUE_PROOFS, wert, belege).with(Rechnung::new(Rechenart::Anzahl, glieder))
}

/// How many projects have costs that are known, or that are not.
fn gesamtkosten_known(scope: &Scope<'_>, vorhaben: &[Projektsumme<'_>], known: bool) -> Figure {
    let chosen = vorhaben.iter().filter(|v| (v.kosten.gesamtkosten.wert != Wert::OhneAngabe) == known);
    let belege: Vec<Beleg> = chosen.map(|v| Beleg::row(Table::Projekte, &v.projekt.kennung)).collect();
    let rechnung = Rechnung::new(Rechenart::Anzahl, belege.iter().map(terms::tally).collect());
    let wording = if known { WITH_GESAMTKOSTEN } else { WITHOUT_GESAMTKOSTEN };
    scope.figure(GrantCircle::Alle, &wording, Wert::Anzahl(belege.len()), belege).with(rechnung)
}

const WITHOUT_GESAMTKOSTEN: Wording = Wording {
    slug: "ohne_gesamtkosten",
    titel: "geförderte Projekte ohne bekannte Gesamtkosten",
    definition: "Geförderte Projekte, zu denen weder die Projektliste noch der Haushalt Gesamtkosten nennt.",
};

const WITH_GESAMTKOSTEN: Wording = Wording {
    slug: "mit_gesamtkosten",
    titel: "geförderte Projekte mit bekannten Gesamtkosten",
    definition: "Geförderte Projekte, zu denen die Projektliste oder der Haushalt Gesamtkosten nennt.",
};

const OVERDUE_PROOFS: Wording = Wording {
    slug: "nachweise_ueberfaellig",
    titel: "überfällige Nachweise",
    definition: "Zwischen- und Verwendungsnachweise, deren Tag vor dem Datum des Berichts liegt und die bis dahin nicht eingereicht \
                 sind.",
};

const FUNDED: Wording = Wording {
    slug: "gefoerdert",
    titel: "geförderte Projekte",
    definition: "Projekte mit mindestens einem Bescheid bis zum Stichtag, die im Zeitraum liefen oder am Stichtag nicht beendet \
                 waren, auch wenn sie noch nicht begonnen haben; jedes zählt einmal.",
};

#[cfg(test)]
mod tests;
