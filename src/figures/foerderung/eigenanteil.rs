//! What a funded project costs, and what the municipality bears of it (F11).

use super::stand::Bewilligungsstand;
use super::summe::{Angaben, Kreis, Rahmen};
use super::zuwendung::eigenanteil;
use crate::figures::figure::{Beleg, Figure, Wert};
use crate::model::{Euro, Haushaltszeile, Kennung, Located, Projekt, Sicht};

/// What a project costs, and the municipality's share; both without a value where nobody knows the costs.
#[derive(Debug, Clone)]
pub struct Kosten {
    /// Everything that the project costs.
    pub gesamtkosten: Figure,
    /// What third parties give; none where the notices name none.
    pub drittmittel: Option<Figure>,
    /// What the municipality bears.
    pub eigenanteil: Figure,
}

impl Kosten {
    /// The figures, in the order in which papers explain them.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        [&self.gesamtkosten].into_iter().chain(&self.drittmittel).chain([&self.eigenanteil])
    }

    /// The costs of one project with its grants.
    pub(super) fn new(
        rahmen: &Rahmen<'_>,
        sicht: &Sicht<'_>,
        projekt: &Located<Projekt>,
        staende: &[&Bewilligungsstand<'_>],
    ) -> Self {
        let kreis = Kreis::Projekt(projekt);
        let faehig = staende.iter().filter_map(|stand| stand.bescheid.zuwendungsfaehig).max();
        let (costs, records) = gesamtkosten(sicht, projekt, faehig).unzip();
        let records = records.unwrap_or_default();
        let others = drittmittel(staende);
        let own = costs.map(|costs| {
            let grants = staende.iter().map(|stand| stand.bescheid.betrag).sum();
            eigenanteil(costs, grants, others)
        });
        let grants = staende.iter().flat_map(|stand| stand.bescheide());
        let behind_own: Vec<Beleg> = records.iter().cloned().chain(grants).collect();
        Self {
            gesamtkosten: rahmen.figure(kreis, &GESAMTKOSTEN, amount(costs), records),
            drittmittel: dritte(rahmen, kreis, staende, others),
            eigenanteil: rahmen.figure(kreis, &EIGENANTEIL, amount(own), behind_own),
        }
    }

    /// The costs and own shares of all projects whose costs are known.
    pub(super) fn insgesamt(rahmen: &Rahmen<'_>, of: &[&Kosten]) -> Self {
        let sum = |angaben: &Angaben, figures: Vec<&Figure>| {
            let known: Vec<Euro> = figures.iter().filter_map(|figure| betrag(figure)).collect();
            let total = (!known.is_empty()).then(|| known.into_iter().sum());
            let belege = figures.into_iter().flat_map(|figure| figure.belege.iter().cloned()).collect();
            rahmen.figure(Kreis::Alle, angaben, amount(total), belege)
        };
        let others: Vec<&Figure> = of.iter().filter_map(|kosten| kosten.drittmittel.as_ref()).collect();
        let known: Vec<&&Kosten> = of.iter().filter(|kosten| betrag(&kosten.gesamtkosten).is_some()).collect();
        Self {
            gesamtkosten: sum(&GESAMTKOSTEN_ALLE, known.iter().map(|kosten| &kosten.gesamtkosten).collect()),
            drittmittel: (!others.is_empty()).then(|| sum(&DRITTMITTEL, others)),
            eigenanteil: sum(&EIGENANTEIL_ALLE, known.iter().map(|kosten| &kosten.eigenanteil).collect()),
        }
    }
}

/// The figure of what third parties give, where they give anything.
fn dritte(rahmen: &Rahmen<'_>, kreis: Kreis<'_>, staende: &[&Bewilligungsstand<'_>], others: Euro) -> Option<Figure> {
    let named = staende.iter().filter(|stand| stand.bewilligung.drittmittel.is_some());
    let belege = || named.map(|stand| Beleg::new("bewilligungen", &stand.bewilligung.kennung)).collect();
    (!others.is_zero()).then(|| rahmen.figure(kreis, &DRITTMITTEL, Wert::Betrag(others), belege()))
}

/// The amount of a figure; `None` where nobody stated it.
fn betrag(figure: &Figure) -> Option<Euro> {
    match figure.wert {
        Wert::Betrag(betrag) => Some(betrag),
        _ => None,
    }
}

/// What a project costs, and the records that say so; `None` where none does.
///
/// The project says it itself; otherwise the budget does, unless its sum is below what a funder takes to be eligible:
/// then years are missing in it, and nobody knows the costs [ours].
pub fn gesamtkosten(sicht: &Sicht<'_>, projekt: &Projekt, faehig: Option<Euro>) -> Option<(Euro, Vec<Beleg>)> {
    if let Some(costs) = projekt.gesamtkosten {
        return Some((costs, vec![Beleg::new("projekte", &projekt.kennung)]));
    }
    haushaltskosten(sicht, &projekt.kennung).filter(|(costs, _)| faehig.is_none_or(|faehig| faehig <= *costs))
}

/// What a project costs by its budget: the fortgeschriebene Auszahlungen and Personal-/Sachaufwand of all years [ours].
pub fn haushaltskosten(sicht: &Sicht<'_>, projekt: &Kennung) -> Option<(Euro, Vec<Beleg>)> {
    let (amounts, records): (Vec<Euro>, Vec<Beleg>) = haushalt(sicht, projekt).unzip();
    (!amounts.is_empty()).then(|| (amounts.into_iter().sum(), records))
}

/// The rows of the budget that cost money in the year.
fn haushalt<'a>(sicht: &Sicht<'a>, projekt: &Kennung) -> impl Iterator<Item = (Euro, Beleg)> + use<'a> {
    let costs = |zeile| matches!(zeile, Haushaltszeile::Auszahlungen | Haushaltszeile::PersonalSachaufwand);
    let rows: Vec<_> = sicht.haushalt(projekt).iter().copied().filter(|row| costs(row.zeile)).collect();
    rows.into_iter().map(|row| (row.fortgeschrieben(), Beleg::new("haushalt", row.bezeichnung())))
}

/// Money of third parties for one project.
fn drittmittel(staende: &[&Bewilligungsstand<'_>]) -> Euro {
    staende.iter().filter_map(|stand| stand.bewilligung.drittmittel).sum()
}

fn amount(betrag: Option<Euro>) -> Wert {
    betrag.map_or(Wert::OhneAngabe, Wert::Betrag)
}

const GESAMTKOSTEN: Angaben = Angaben {
    slug: "gesamtkosten",
    titel: "Gesamtkosten",
    definition: "Gesamtkosten nach der Projektliste, sonst fortgeschriebene Auszahlungen und Personal-/Sachaufwand aller \
                 Haushaltsjahre; ohne Angabe, wenn diese unter den zuwendungsfähigen Ausgaben liegen, denn dann fehlen \
                 Jahre im Haushalt.",
};

const DRITTMITTEL: Angaben = Angaben {
    slug: "drittmittel",
    titel: "Drittmittel",
    definition: "Mittel Dritter nach den Bescheiden, ohne andere Bewilligungen.",
};

const EIGENANTEIL: Angaben = Angaben {
    slug: "eigenanteil",
    titel: "Eigenanteil",
    definition: "Gesamtkosten minus bewilligte Zuwendungen minus Drittmittel; was nicht zuwendungsfähig ist, trägt die \
                 Kommune selbst.",
};

const GESAMTKOSTEN_ALLE: Angaben = Angaben {
    slug: "gesamtkosten",
    titel: "Gesamtkosten der Projekte",
    definition: "Gesamtkosten nach der Projektliste, sonst fortgeschriebene Auszahlungen und Personal-/Sachaufwand aller \
                 Haushaltsjahre; Projekte, von denen beides fehlt oder deren Haushalt unter den zuwendungsfähigen \
                 Ausgaben liegt, zählen nicht.",
};

const EIGENANTEIL_ALLE: Angaben = Angaben {
    slug: "eigenanteil",
    titel: "Eigenanteil",
    definition: "Gesamtkosten minus bewilligte Zuwendungen minus Drittmittel, über alle Projekte mit bekannten \
                 Gesamtkosten; was nicht zuwendungsfähig ist, trägt die Kommune selbst.",
};
