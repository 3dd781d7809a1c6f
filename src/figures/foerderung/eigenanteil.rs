//! What a funded project costs, and what the municipality bears of it (F11).

use super::stand::Bewilligungsstand;
use super::summe::{GRANTED, GrantCircle, Scope, Wording};
use super::zuwendung::eigenanteil;
use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Euro, Haushaltszeile, Kennung, Keyed, Located, Projekt, Sicht, Table};

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
        scope: &Scope<'_>,
        sicht: &Sicht<'_>,
        projekt: &Located<Projekt>,
        staende: &[&Bewilligungsstand<'_>],
    ) -> Self {
        let kreis = GrantCircle::Projekt(projekt);
        let faehig = staende.iter().filter_map(|stand| stand.bescheid.zuwendungsfaehig).max();
        let costs = gesamtkosten(sicht, projekt, faehig);
        let records: Vec<Beleg> = costs.iter().flat_map(Kostenplan::belege).collect();
        let others = drittmittel(staende);
        let granted = staende.iter().map(|stand| stand.bescheid.betrag).sum();
        let own = costs.as_ref().map(|costs| eigenanteil(costs.summe(), granted, others));
        let grants = staende.iter().flat_map(|stand| stand.bescheide());
        let behind_own: Vec<Beleg> = records.iter().cloned().chain(grants).collect();
        let sum = costs.as_ref().map(Kostenplan::summe);
        let formula = costs.as_ref().map(Kostenplan::rechnung);
        let of_own = sum.map(|costs| anteilsrechnung(scope, kreis, costs, granted, others));
        Self {
            gesamtkosten: scope.figure(kreis, &GESAMTKOSTEN, amount(sum), records).with(if_known(formula)),
            drittmittel: third_parties(scope, kreis, staende, others),
            eigenanteil: scope.figure(kreis, &EIGENANTEIL, amount(own), behind_own).with(if_known(of_own)),
        }
    }

    /// The costs and own shares of all projects whose costs are known.
    pub(super) fn overall(scope: &Scope<'_>, of: &[&Kosten]) -> Self {
        let sum = |wording: &Wording, figures: Vec<&Figure>| {
            let known: Vec<Euro> = figures.iter().filter_map(|figure| betrag(figure)).collect();
            let total = (!known.is_empty()).then(|| known.into_iter().sum());
            let glieder = figures.iter().filter_map(|figure| {
                let wert = betrag(figure)?.to_string();
                Some(Glied::figur(TermSign::Plus, figure.titel.clone(), wert, figure.id.clone()))
            });
            let rechnung = total.map(|_: Euro| Rechnung::new(Rechenart::Summe, glieder.collect()));
            let belege: Vec<Beleg> = figures.into_iter().flat_map(|figure| figure.belege.iter().cloned()).collect();
            scope.figure(GrantCircle::Alle, wording, amount(total), belege).with(if_known(rechnung))
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
fn third_parties(
    scope: &Scope<'_>,
    kreis: GrantCircle<'_>,
    staende: &[&Bewilligungsstand<'_>],
    others: Euro,
) -> Option<Figure> {
    let named = staende.iter().filter(|stand| stand.bewilligung.drittmittel.is_some());
    let glieder: Vec<Glied> = named
        .map(|stand| {
            let kennung = &stand.bewilligung.kennung;
            let betrag = stand.bewilligung.drittmittel.unwrap_or_default().to_string();
            Glied::datensatz(
                TermSign::Plus,
                kennung.to_string(),
                betrag,
                vec![Beleg::row(Table::Bewilligungen, kennung)],
            )
        })
        .collect();
    let rechnung = Rechnung::new(Rechenart::Summe, glieder);
    (!others.is_zero())
        .then(|| scope.figure(kreis, &DRITTMITTEL, Wert::Betrag(others), rechnung.belege()).with(rechnung))
}

/// A formula, or the statement that nobody knows the value.
fn if_known(rechnung: Option<Rechnung>) -> Rechnung {
    rechnung.unwrap_or_else(|| Rechnung::new(Rechenart::OhneAngabe, Vec::new()))
}

/// F11 with its values.
fn anteilsrechnung(scope: &Scope<'_>, kreis: GrantCircle<'_>, costs: Euro, granted: Euro, others: Euro) -> Rechnung {
    let glied = |zeichen, wording: &Wording, betrag: Euro| {
        Glied::figur(zeichen, wording.titel, betrag.to_string(), scope.id(kreis, wording))
    };
    let mut glieder = vec![glied(TermSign::Plus, &GESAMTKOSTEN, costs), glied(TermSign::Minus, &GRANTED, granted)];
    if !others.is_zero() {
        glieder.push(glied(TermSign::Minus, &DRITTMITTEL, others));
    }
    Rechnung::new(Rechenart::Summe, glieder)
}

/// The amount of a figure; `None` where nobody stated it.
fn betrag(figure: &Figure) -> Option<Euro> {
    match figure.wert {
        Wert::Betrag(betrag) => Some(betrag),
        _ => None,
    }
}

/// What a project costs by records that say so: amounts with their records.
#[derive(Debug, Clone)]
pub struct Kostenplan(Vec<(Euro, Beleg)>);

impl Kostenplan {
    /// All costs.
    pub fn summe(&self) -> Euro {
        self.0.iter().map(|(betrag, _)| *betrag).sum()
    }

    /// The records.
    pub fn belege(&self) -> impl Iterator<Item = Beleg> {
        self.0.iter().map(|(_, beleg)| beleg.clone())
    }

    fn rechnung(&self) -> Rechnung {
        let glied = |(betrag, beleg): &(Euro, Beleg)| {
            Glied::datensatz(TermSign::Plus, beleg.kennung.to_string(), betrag.to_string(), vec![beleg.clone()])
        };
        Rechnung::new(Rechenart::Summe, self.0.iter().map(glied).collect())
    }
}

/// What a project costs, and the records that say so; `None` where none does.
///
/// The project says it itself; otherwise the budget does, unless its sum is below what a funder takes to be eligible:
/// then years are missing in it, and nobody knows the costs [ours].
pub fn gesamtkosten(sicht: &Sicht<'_>, projekt: &Projekt, faehig: Option<Euro>) -> Option<Kostenplan> {
    if let Some(costs) = projekt.gesamtkosten {
        return Some(Kostenplan(vec![(costs, Beleg::row(Table::Projekte, &projekt.kennung))]));
    }
    haushaltskosten(sicht, &projekt.kennung).filter(|costs| faehig.is_none_or(|faehig| faehig <= costs.summe()))
}

/// What a project costs by its budget: the fortgeschriebene Auszahlungen and Personal-/Sachaufwand of all years [ours].
pub fn haushaltskosten(sicht: &Sicht<'_>, projekt: &Kennung) -> Option<Kostenplan> {
    let costs = |zeile| matches!(zeile, Haushaltszeile::Auszahlungen | Haushaltszeile::PersonalSachaufwand);
    let rows = sicht.haushalt(projekt).iter().filter(|row| costs(row.zeile));
    let rows: Vec<(Euro, Beleg)> =
        rows.map(|row| (row.updated_ansatz(), Beleg::row(Table::Haushalt, row.name()))).collect();
    (!rows.is_empty()).then_some(Kostenplan(rows))
}

/// Money of third parties for one project.
fn drittmittel(staende: &[&Bewilligungsstand<'_>]) -> Euro {
    staende.iter().filter_map(|stand| stand.bewilligung.drittmittel).sum()
}

fn amount(betrag: Option<Euro>) -> Wert {
    betrag.map_or(Wert::OhneAngabe, Wert::Betrag)
}

const GESAMTKOSTEN: Wording = Wording {
    slug: "gesamtkosten",
    titel: "Gesamtkosten",
    definition: "Gesamtkosten nach der Projektliste, sonst fortgeschriebene Auszahlungen und Personal-/Sachaufwand aller \
                 Haushaltsjahre; ohne Angabe, wenn diese unter den zuwendungsfähigen Ausgaben liegen, denn dann fehlen \
                 Jahre im Haushalt.",
};

const DRITTMITTEL: Wording = Wording {
    slug: "drittmittel",
    titel: "Drittmittel",
    definition: "Mittel Dritter nach den Bescheiden, ohne andere Bewilligungen.",
};

const EIGENANTEIL: Wording = Wording {
    slug: "eigenanteil",
    titel: "Eigenanteil",
    definition: "Gesamtkosten minus bewilligte Zuwendungen minus Drittmittel; was nicht zuwendungsfähig ist, trägt die \
                 Kommune selbst.",
};

const GESAMTKOSTEN_ALLE: Wording = Wording {
    slug: "gesamtkosten",
    titel: "Gesamtkosten der Projekte",
    definition: "Gesamtkosten nach der Projektliste, sonst fortgeschriebene Auszahlungen und Personal-/Sachaufwand aller \
                 Haushaltsjahre; Projekte, von denen beides fehlt oder deren Haushalt unter den zuwendungsfähigen \
                 Ausgaben liegt, zählen nicht.",
};

const EIGENANTEIL_ALLE: Wording = Wording {
    slug: "eigenanteil",
    titel: "Eigenanteil",
    definition: "Gesamtkosten minus bewilligte Zuwendungen minus Drittmittel, über alle Projekte mit bekannten \
                 Gesamtkosten; was nicht zuwendungsfähig ist, trägt die Kommune selbst.",
};
