//! The overview of grants: sums, dates, money at risk, notices.

mod bescheide;
mod fristen;
mod summen;
mod verspaetungen;

use std::collections::BTreeMap;

use super::pictures;
use crate::figures::Berichtslage;
use crate::figures::datenstand::Datenbereich;
use crate::model::Kennung;
use crate::paper::view::{Kapitel, Tabellenzelle};

/// The chapter lies across: its tables have up to seven columns of amounts.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Kapitel {
    let summed = !report.foerderung.staende.is_empty();
    let mut elemente = pictures::mittelabfluss(report);
    elemente.push(summen::programme(report));
    // Without a grant one empty table says so; the others would only repeat it.
    if summed {
        elemente.push(summen::projekte(report));
    }
    if summed || !report.foerderung.uebrige.is_empty() {
        elemente.push(fristen::fristen(report));
        elemente.extend(verspaetungen::late_use(report));
        elemente.push(fristen::verfallsrisiken(report));
    }
    if summed {
        elemente.push(bescheide::bewilligungen(report));
    }
    Kapitel::across(Datenbereich::Foerderung.kapitel(), elemente)
}

/// The titles of the projects, by Kennung.
struct Titel<'a>(BTreeMap<&'a Kennung, &'a str>);

impl<'a> Titel<'a> {
    fn of(report: &Berichtslage<'a>) -> Self {
        let lagen = report.portfolio.lagen.iter();
        Self(lagen.map(|lage| (&lage.projekt.kennung, lage.projekt.titel.as_str())).collect())
    }

    /// A project by its title, with lines below it.
    fn zelle(&self, projekt: &Kennung, zusatz: impl IntoIterator<Item = Option<String>>) -> Tabellenzelle {
        Tabellenzelle::new(self.0.get(projekt).copied().unwrap_or(projekt.as_str()), zusatz)
    }
}
