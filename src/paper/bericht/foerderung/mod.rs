//! The overview of grants: sums, dates, money at risk, notices.

mod bescheide;
mod fristen;
mod summen;

use std::collections::BTreeMap;

use super::{Stoff, bilder};
use crate::model::Kennung;
use crate::paper::view::{Kapitel, Zelle};

/// The title of the chapter.
pub(super) const TITEL: &str = "Förderung";

/// The chapter lies across: its tables have up to seven columns of amounts.
pub(super) fn kapitel(stoff: &Stoff<'_>) -> Kapitel {
    let summed = !stoff.foerderung.staende.is_empty();
    let mut elemente = bilder::mittelabfluss(stoff);
    elemente.push(summen::programme(stoff));
    // Without a grant one empty table says so; the others would only repeat it.
    if summed {
        elemente.push(summen::projekte(stoff));
    }
    if summed || !stoff.foerderung.uebrige.is_empty() {
        elemente.extend([fristen::fristen(stoff), fristen::verfallsrisiken(stoff)]);
    }
    if summed {
        elemente.push(bescheide::bewilligungen(stoff));
    }
    Kapitel::quer(TITEL, elemente)
}

/// The titles of the projects, by Kennung.
struct Titel<'a>(BTreeMap<&'a Kennung, &'a str>);

impl<'a> Titel<'a> {
    fn of(stoff: &Stoff<'a>) -> Self {
        let lagen = stoff.portfolio.lagen.iter();
        Self(lagen.map(|lage| (&lage.projekt.kennung, lage.projekt.titel.as_str())).collect())
    }

    /// A project by its title, with lines below it.
    fn zelle(&self, projekt: &Kennung, zusatz: impl IntoIterator<Item = Option<String>>) -> Zelle {
        Zelle::new(self.0.get(projekt).copied().unwrap_or(projekt.as_str()), zusatz)
    }
}
