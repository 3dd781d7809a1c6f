//! The figures of a selection of projects.

use std::sync::Arc;

use super::{
    Beleg, Bezug, Figure, Glied, Kennzahl, Lage, Parameter, PortfolioBezug, Rechenart, Rechnung, TermSign, Wert,
    auswahl,
};
use crate::model::{Bestand, Keyed, Sicht, Table};

/// A selection of projects with its figures.
#[derive(Debug, Clone)]
pub struct Portfolio<'a> {
    /// For which projects and dates.
    pub bezug: PortfolioBezug<'a>,
    /// The projects of the selection, in the order of the data, whatever their state.
    pub lagen: Vec<Lage<'a>>,
    /// K0 to K12.
    pub figures: Vec<Figure>,
    /// The data as they were known.
    pub(super) sicht: Sicht<'a>,
}

/// Computes K0 to K12 for a selection.
pub fn portfolio<'a>(bestand: &'a Bestand, bezug: PortfolioBezug<'a>) -> Portfolio<'a> {
    let known = Sicht::on(bestand, bezug.datenstand);
    let sicht = match bezug.plan_datenstand < bezug.datenstand {
        true => known.with_plans_of(bestand, bezug.plan_datenstand),
        false => known,
    };
    let projekte = sicht.projekte().iter().copied();
    let members = projekte.filter(|p| auswahl::belongs(&sicht, bezug.auswahl, p, bezug.stichtag));
    let lagen: Vec<Lage<'a>> = members.map(|projekt| Lage::new(&sicht, projekt, &bezug)).collect();
    // K9 is no count, and stands before K10.
    let (before, behind): (Vec<Kennzahl>, Vec<Kennzahl>) =
        Kennzahl::ALL.iter().partition(|kennzahl| **kennzahl < Kennzahl::AntraegeOffen);
    let counts = |of: Vec<Kennzahl>| of.into_iter().map(|kennzahl| counted(kennzahl, &lagen, &bezug));
    let figures = counts(before).chain([mean(&lagen, &bezug)]).chain(counts(behind)).collect();
    Portfolio { bezug, lagen, figures, sicht }
}

impl<'a> Portfolio<'a> {
    /// The projects that a figure counts.
    pub fn members(&self, kennzahl: Kennzahl) -> impl Iterator<Item = &Lage<'a>> {
        self.lagen.iter().filter(move |lage| kennzahl.counts(lage, &self.bezug))
    }

    /// Whether a report lists a project: one of the period, one that has begun since, was approved or applied for, or one
    /// of which no day is known, so that nobody looks for it in vain.
    pub fn is_listed(&self, lage: &Lage<'_>) -> bool {
        let bezug = &self.bezug;
        let open = [
            Kennzahl::ImZeitraum,
            Kennzahl::Laufend,
            Kennzahl::Pausiert,
            Kennzahl::AntraegeOffen,
            Kennzahl::Freigegeben,
        ];
        let begun_later = lage.projekt.beginn.is_some_and(|tag| bezug.zeitraum.ende < tag && tag <= bezug.stichtag);
        begun_later || lage.projekt.has_no_day() || open.iter().any(|kennzahl| kennzahl.counts(lage, bezug))
    }

    /// The data as they were known on the Datenstand.
    pub fn sicht(&self) -> &Sicht<'a> {
        &self.sicht
    }

    /// How many projects a figure counts.
    pub fn count(&self, kennzahl: Kennzahl) -> usize {
        self.members(kennzahl).count()
    }

    /// Whether `K0 + K1 = K2 + K3 + K3b + K5 + K6` holds at the end of the period.
    pub fn adds_up(&self) -> bool {
        let sum = |of: &[Kennzahl]| of.iter().map(|k| self.count(*k)).sum::<usize>();
        sum(&[Kennzahl::Bestand, Kennzahl::Begonnen])
            == sum(&[
                Kennzahl::Abgeschlossen,
                Kennzahl::Abgebrochen,
                Kennzahl::Ueberfuehrt,
                Kennzahl::LaufendAmEnde,
                Kennzahl::PausiertAmEnde,
            ])
    }
}

fn counted(kennzahl: Kennzahl, lagen: &[Lage<'_>], bezug: &PortfolioBezug<'_>) -> Figure {
    let members = lagen.iter().filter(|lage| kennzahl.counts(lage, bezug));
    let belege: Arc<[Beleg]> = members.map(|lage| lage.beleg.clone()).collect();
    Figure {
        id: bezug.id(kennzahl.slug()),
        regel: kennzahl.regel(),
        titel: kennzahl.titel(bezug),
        definition: kennzahl.definition().into(),
        bezug: kennzahl.bezug(bezug),
        wert: Wert::Anzahl(belege.len()),
        belege,
        rechnung: rechnung(kennzahl, lagen, bezug),
    }
}

/// How a figure follows: K4 is the sum of two others, every other one counts projects.
fn rechnung(kennzahl: Kennzahl, lagen: &[Lage<'_>], bezug: &PortfolioBezug<'_>) -> Rechnung {
    match kennzahl {
        Kennzahl::ImZeitraum => {
            let part = |of: Kennzahl| {
                let number = lagen.iter().filter(|lage| of.counts(lage, bezug)).count();
                let id = bezug.id(of.slug());
                Glied::figur(TermSign::Plus, of.titel(bezug), Wert::Anzahl(number).text(), id)
            };
            Rechnung::new(Rechenart::Summe, vec![part(Kennzahl::Bestand), part(Kennzahl::Begonnen)])
        }
        counted => tally(counted, lagen.iter(), bezug),
    }
}

/// The number of the projects that a figure counts, each with the facts that decide; after them the threshold, where there
/// is one.
pub(super) fn tally<'l, 'a: 'l>(
    kennzahl: Kennzahl,
    lagen: impl Iterator<Item = &'l Lage<'a>>,
    bezug: &PortfolioBezug<'_>,
) -> Rechnung {
    let counted = lagen.filter(|lage| kennzahl.counts(lage, bezug)).map(|lage| lage.term(kennzahl.facts()));
    let schwelle = (kennzahl == Kennzahl::FastFertig).then(|| {
        let schwelle = bezug.schwelle.schwelle.to_string();
        let parameter = Parameter {
            beleg: Beleg::new("ratsbericht.toml", "erledigung/schwelle"),
            quelle: bezug.schwelle.quelle.clone(),
            gueltig_ab: bezug.schwelle.gueltig_ab,
        };
        Arc::new(Glied::parameter(TermSign::Plus, "Schwelle", schwelle, parameter))
    });
    Rechnung::count(counted.chain(schwelle))
}

/// K9: the mean Erledigungsstand of running projects that have one.
fn mean(lagen: &[Lage<'_>], bezug: &PortfolioBezug<'_>) -> Figure {
    let running = lagen.iter().filter(|lage| Kennzahl::Laufend.counts(lage, bezug));
    let stated: Vec<&Lage<'_>> = running.filter(|lage| lage.fortschritt.is_some()).collect();
    let values = stated.iter().filter_map(|lage| lage.erledigungsstand());
    let glieder = stated.iter().filter_map(|lage| {
        let fortschritt = lage.fortschritt?;
        let titel = format!("{} {}", lage.projekt.kennung, lage.projekt.titel);
        let wert = fortschritt.erledigungsstand.to_string();
        Some(Glied::datensatz(TermSign::Plus, titel, wert, vec![Beleg::row(Table::Fortschritt, fortschritt.name())]))
    });
    let glieder: Vec<Glied> = glieder.collect();
    let art = if glieder.is_empty() { Rechenart::OhneAngabe } else { Rechenart::Mittel };
    Figure {
        id: bezug.id("mittlerer_erledigungsstand"),
        regel: "K9",
        titel: "mittlerer Erledigungsstand".into(),
        definition: "Mittel der neuesten Einträge der laufenden Projekte, die einen Eintrag haben.".into(),
        bezug: Bezug::Stichtag(bezug.stichtag),
        wert: Wert::Mittel { summe: values.map(|p| u64::from(p.as_hundredths())).sum(), anzahl: stated.len() },
        belege: stated.iter().map(|lage| lage.beleg.clone()).collect(),
        rechnung: Rechnung::new(art, glieder),
    }
}
