//! Grants: what they come to and what is due next in the report; sums, dates, money at risk and notices in the Anlage.

mod bescheide;
mod fristen;
mod risks;
mod summen;
mod verspaetungen;

use std::collections::BTreeMap;

use super::{cut, pictures};
use crate::figures::Berichtslage;
use crate::figures::datenstand::Datenbereich;
use crate::model::{Bewilligung, Kennung, Located, Projekt};
use crate::paper::view::{Kapitel, Tabellenzelle};
pub(super) use risks::{RISK_TITLE, risks};

/// The chapter of the report; `None` where there is no grant.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let mut elemente = pictures::mittelabfluss(report);
    elemente.extend(fristen::next(report));
    (!elemente.is_empty()).then(|| Kapitel::new(Datenbereich::Foerderung.kapitel(), elemente))
}

/// The chapter of the Anlage lies across: its tables have up to seven columns of amounts.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Kapitel {
    let summed = !report.foerderung.staende.is_empty();
    let mut elemente = vec![summen::programme(report)];
    // Without a grant one empty table says so; the others would only repeat it.
    if summed {
        elemente.push(summen::projekte(report));
    }
    if summed || !report.foerderung.uebrige.is_empty() {
        elemente.extend(risks(report, "Verstöße und Risiken", usize::MAX));
        elemente.push(fristen::fristen(report));
        elemente.extend(verspaetungen::late_use(report));
        elemente.push(fristen::verfallsrisiken(report));
    }
    if summed {
        elemente.push(bescheide::bewilligungen(report));
    }
    Kapitel::across(Datenbereich::Foerderung.kapitel(), elemente)
}

/// The projects, by Kennung.
struct Titel<'a>(BTreeMap<&'a Kennung, &'a Located<Projekt>>);

impl<'a> Titel<'a> {
    fn of(report: &Berichtslage<'a>) -> Self {
        let lagen = report.portfolio.lagen.iter();
        Self(lagen.map(|lage| (&lage.projekt.kennung, lage.projekt)).collect())
    }

    /// The title of a project, or its Kennung where there is none.
    fn of_project<'p>(&'p self, projekt: &'p Kennung) -> &'p str {
        self.0.get(projekt).map_or(projekt.as_str(), |projekt| projekt.titel.as_str())
    }

    /// Kennung and department of a project: `P-053 · FB 11`.
    fn who(&self, projekt: &Kennung) -> String {
        self.0.get(projekt).map_or_else(|| projekt.to_string(), |projekt| cut::who(projekt))
    }

    /// A grant by the title of its project, with Kennung and department, notice and programme, and lines below them.
    fn zelle(&self, grant: &Bewilligung, zusatz: impl IntoIterator<Item = Option<String>>) -> Tabellenzelle {
        let what = format!("{} · {}, {}", self.who(&grant.projekt), grant.kennung, grant.programm);
        Tabellenzelle::new(self.of_project(&grant.projekt), std::iter::once(Some(what)).chain(zusatz))
    }
}
