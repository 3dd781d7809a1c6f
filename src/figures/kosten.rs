//! What the projects of a selection cost: planned, spent, expected, and by how much they leave the plan.

use std::collections::BTreeMap;

use super::terms::Facts;
use super::{Beleg, Bezug, Figure, Glied, Kennzahl, Lage, Portfolio, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Bestand, Euro, Kennung, Keyed, Kostenstand, Located, Projekt, Table};

/// Amounts in euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Costs {
    /// Planned.
    pub plan: Euro,
    /// Spent so far.
    pub ist: Euro,
    /// Expected by the end.
    pub prognose: Euro,
}

/// The same as figures, with the deviation.
#[derive(Debug, Clone)]
pub struct Kostenfiguren {
    /// Planned.
    pub plan: Figure,
    /// Spent so far.
    pub ist: Figure,
    /// Expected by the end.
    pub prognose: Figure,
    /// Expected minus planned.
    pub abweichung: Figure,
}

impl Kostenfiguren {
    /// Every figure, in the order in which papers print them.
    pub fn figures(&self) -> [&Figure; 4] {
        [&self.plan, &self.ist, &self.prognose, &self.abweichung]
    }
}

/// The costs of one project.
#[derive(Debug, Clone)]
pub struct Projektkosten<'a> {
    /// The project.
    pub projekt: &'a Located<Projekt>,
    /// The entries that say what it costs: one for the whole project, or one for each year.
    pub eintraege: Vec<&'a Located<Kostenstand>>,
    /// What they come to.
    pub costs: Costs,
    /// As figures.
    pub figuren: Kostenfiguren,
}

/// The costs of a department.
#[derive(Debug, Clone)]
pub struct Kostengruppe {
    /// Its Kennung; `None` for projects without one.
    pub kennung: Option<Kennung>,
    /// Its name.
    pub name: String,
    /// What its projects come to.
    pub figuren: Kostenfiguren,
}

/// The costs of the projects that have a grant, or of those that have none.
#[derive(Debug, Clone)]
pub struct Kostenteil {
    /// Which: `mit Zuwendung`.
    pub name: &'static str,
    /// What those come to whose costs are known.
    pub figuren: Kostenfiguren,
    /// How many have costs.
    pub erfasst: Figure,
    /// How many were in the period or are open on the Stichtag.
    pub betrachtet: Figure,
}

/// The costs of a selection on the Stichtag.
#[derive(Debug, Clone)]
pub struct Kostenlage<'a> {
    /// The projects whose costs are known, in the order of the table.
    pub projekte: Vec<Projektkosten<'a>>,
    by_kennung: BTreeMap<&'a Kennung, usize>,
    /// By department, in the order of the master data.
    pub dezernate: Vec<Kostengruppe>,
    /// Projects with a grant, and those without.
    pub teile: [Kostenteil; 2],
    /// All of them.
    pub summe: Kostenfiguren,
    /// How many projects were in the period or are open on the Stichtag.
    pub betrachtet: Figure,
    /// How many of them have no costs.
    pub nicht_erfasst: Figure,
    /// From which deviation on a project is named; `None` where the municipality has no limit on the Stichtag.
    pub wesentlich: Option<Figure>,
}

impl<'a> Kostenlage<'a> {
    /// Looks for the costs of a selection.
    pub fn new(bestand: &Bestand, portfolio: &Portfolio<'a>) -> Self {
        let counts = |lage: &&Lage<'a>| Kennzahl::ImZeitraum.counts(lage, &portfolio.bezug) || lage.status.is_open();
        let lagen: Vec<&Lage<'a>> = portfolio.lagen.iter().filter(counts).collect();
        let projekte: Vec<Projektkosten<'a>> =
            lagen.iter().filter_map(|lage| Projektkosten::new(portfolio, lage.projekt)).collect();
        let by_kennung: BTreeMap<&Kennung, usize> =
            projekte.iter().enumerate().map(|(i, of)| (&of.projekt.kennung, i)).collect();
        let without = lagen.iter().copied().filter(|lage| !by_kennung.contains_key(&lage.projekt.kennung));
        let all: Vec<&Projektkosten<'a>> = projekte.iter().collect();
        Self {
            dezernate: departments(bestand, portfolio, &projekte),
            teile: [true, false].map(|granted| part(portfolio, granted, &lagen, &projekte)),
            summe: total(portfolio, "", "alle Projekte", &all),
            betrachtet: count(portfolio, &BETRACHTET, lagen.iter().copied()),
            nicht_erfasst: count(portfolio, &NICHT_ERFASST, without),
            wesentlich: materiality(bestand, portfolio),
            by_kennung,
            projekte,
        }
    }

    /// What a project costs; `None` where nobody said.
    pub fn of(&self, kennung: &Kennung) -> Option<&Costs> {
        self.by_kennung.get(kennung).and_then(|position| self.projekte.get(*position)).map(|projekt| &projekt.costs)
    }

    /// Whether no project has costs, so that the municipality does not keep them.
    pub fn is_empty(&self) -> bool {
        self.projekte.is_empty()
    }

    /// The projects that are expected to leave their plan by the limit or more, the largest amount first.
    pub fn deviations(&self) -> Vec<&Projektkosten<'a>> {
        let least = match self.wesentlich.as_ref().map(|limit| limit.wert) {
            Some(Wert::Betrag(least)) => least,
            _ => Euro::ZERO,
        };
        let size = |of: &Projektkosten<'_>| of.costs.prognose.minus(of.costs.plan).as_cents().unsigned_abs();
        let mut all: Vec<&Projektkosten<'a>> = self.projekte.iter().collect();
        all.retain(|of| size(of) > 0 && size(of) >= least.as_cents().unsigned_abs());
        all.sort_by_key(|of| (std::cmp::Reverse(size(of)), &of.projekt.kennung));
        all
    }

    /// What all projects come to, and how many have no costs; none where no project has costs.
    pub fn overall(&self) -> Vec<&Figure> {
        match self.is_empty() {
            true => Vec::new(),
            false => self.summe.figures().into_iter().chain([&self.nicht_erfasst]).collect(),
        }
    }

    /// The same with the figures that they follow from.
    pub fn overall_with_terms(&self) -> Vec<&Figure> {
        let terms = self.projekte.iter().flat_map(|projekt| projekt.figuren.figures());
        self.overall().into_iter().chain(terms).collect()
    }

    /// Every figure; none where no project has costs.
    pub fn figures(&self) -> Vec<&Figure> {
        if self.is_empty() {
            return Vec::new();
        }
        let groups = self.dezernate.iter().map(|gruppe| &gruppe.figuren);
        let projects = self.projekte.iter().map(|projekt| &projekt.figuren);
        let parts = self.teile.iter().map(|teil| &teil.figuren);
        let amounts =
            std::iter::once(&self.summe).chain(parts).chain(groups).chain(projects).flat_map(Kostenfiguren::figures);
        let counts = self.teile.iter().flat_map(|teil| [&teil.erfasst, &teil.betrachtet]);
        amounts.chain([&self.betrachtet, &self.nicht_erfasst]).chain(counts).chain(&self.wesentlich).collect()
    }
}

/// An amount: its name in ids, its title, its definition, and where it stands in a record.
struct Amount {
    slug: &'static str,
    titel: &'static str,
    definition: &'static str,
    of: fn(&Kostenstand) -> Euro,
    figure: fn(&Kostenfiguren) -> &Figure,
}

const AMOUNTS: [Amount; 3] = [
    Amount {
        slug: "plan",
        titel: "Plankosten",
        definition: "Geplante Kosten.",
        of: |row| row.plan,
        figure: |figuren| &figuren.plan,
    },
    Amount {
        slug: "ist",
        titel: "Istkosten",
        definition: "Bisher angefallene Kosten.",
        of: |row| row.ist,
        figure: |figuren| &figuren.ist,
    },
    Amount {
        slug: "prognose",
        titel: "Kostenprognose",
        definition: "Erwartete Kosten bis zum Ende des Projekts.",
        of: |row| row.prognose,
        figure: |figuren| &figuren.prognose,
    },
];

impl<'a> Projektkosten<'a> {
    fn new(portfolio: &Portfolio<'a>, projekt: &'a Located<Projekt>) -> Option<Self> {
        let kennung = &projekt.kennung;
        let eintraege = portfolio.sicht().kostenstand(kennung, portfolio.bezug.stichtag);
        if eintraege.is_empty() {
            return None;
        }
        let name = format!("{kennung} {}", projekt.titel);
        let amounts = AMOUNTS.map(|amount| {
            let terms = eintraege.iter().map(|row| {
                let beleg = Beleg::row(Table::Kosten, row.name());
                Glied::datensatz(TermSign::Plus, row.name(), Wert::Betrag((amount.of)(row)).text(), vec![beleg])
            });
            let sum = eintraege.iter().map(|row| (amount.of)(row)).sum();
            figure(portfolio, &amount, &format!(".projekt.{}", kennung.slug()), &name, sum, terms.collect())
        });
        let sum = |of: fn(&Kostenstand) -> Euro| eintraege.iter().map(|row| of(row)).sum();
        let costs = Costs { plan: sum(|row| row.plan), ist: sum(|row| row.ist), prognose: sum(|row| row.prognose) };
        Some(Self { projekt, eintraege, costs, figuren: with_deviation(amounts) })
    }
}

/// The costs by department.
fn departments<'a>(bestand: &Bestand, portfolio: &Portfolio<'a>, all: &[Projektkosten<'a>]) -> Vec<Kostengruppe> {
    let mut members: BTreeMap<Option<&Kennung>, Vec<&Projektkosten<'a>>> = BTreeMap::new();
    for projekt in all {
        members.entry(portfolio.sicht().dezernat(&projekt.projekt.fachbereich)).or_default().push(projekt);
    }
    let stammdaten = &bestand.stammdaten;
    let known = stammdaten.dezernat.iter().map(|dezernat| (Some(&dezernat.kennung), dezernat.name.clone()));
    let without = (None, format!("ohne {}", stammdaten.word_for_dezernat()));
    let groups = known.chain([without]).filter_map(|(kennung, name)| {
        let slug = kennung.map_or_else(|| "_ohne".to_owned(), Kennung::slug);
        let figuren = total(portfolio, &format!(".dezernat.{slug}"), &name, members.get(&kennung)?);
        Some(Kostengruppe { kennung: kennung.cloned(), name, figuren })
    });
    groups.collect()
}

/// The costs of the projects with a grant, or of those without.
fn part<'a>(portfolio: &Portfolio<'a>, granted: bool, lagen: &[&Lage<'a>], all: &[Projektkosten<'a>]) -> Kostenteil {
    let own: BTreeMap<&Kennung, &Lage<'a>> = lagen
        .iter()
        .filter(|lage| lage.programme.is_empty() != granted)
        .map(|lage| (&lage.projekt.kennung, *lage))
        .collect();
    let known: Vec<&Projektkosten<'a>> = all.iter().filter(|of| own.contains_key(&of.projekt.kennung)).collect();
    let with_costs = known.iter().filter_map(|of| own.get(&of.projekt.kennung).copied());
    let (slug, name) = if granted { ("mit", "mit Zuwendung") } else { ("ohne", "ohne Zuwendung") };
    let named = |figure: Figure| Figure {
        id: format!("{}.{slug}_zuwendung", figure.id),
        titel: format!("{}: {name}", figure.titel),
        ..figure
    };
    Kostenteil {
        name,
        figuren: total(portfolio, &format!(".{slug}_zuwendung"), &format!("Projekte {name}"), &known),
        erfasst: named(count(portfolio, &ERFASST, with_costs)),
        betrachtet: named(count(portfolio, &BETRACHTET, own.values().copied())),
    }
}

/// What some projects come to.
fn total(portfolio: &Portfolio<'_>, behind: &str, name: &str, projekte: &[&Projektkosten<'_>]) -> Kostenfiguren {
    let amounts = AMOUNTS.map(|amount| {
        let parts = projekte.iter().map(|of| (of, (amount.figure)(&of.figuren)));
        let terms = parts.map(|(of, figure)| {
            Glied::figur(TermSign::Plus, of.projekt.kennung.to_string(), figure.wert.text(), figure.id.clone())
        });
        let values = projekte.iter().flat_map(|of| of.eintraege.iter().map(|row| (amount.of)(row)));
        figure(portfolio, &amount, behind, name, values.sum(), terms.collect())
    });
    let belege = projekte.iter().flat_map(|of| &of.eintraege).map(|row| Beleg::row(Table::Kosten, row.name()));
    let belege: Vec<Beleg> = belege.collect();
    with_deviation(amounts.map(|figure| Figure { belege: belege.clone().into(), ..figure }))
}

fn figure(
    portfolio: &Portfolio<'_>,
    amount: &Amount,
    behind: &str,
    name: &str,
    betrag: Euro,
    terms: Vec<Glied>,
) -> Figure {
    let rechnung = Rechnung::new(Rechenart::Summe, terms);
    Figure {
        id: portfolio.bezug.id(format_args!("kosten.{}{behind}", amount.slug)),
        regel: "Kosten",
        titel: format!("{}: {name}", amount.titel),
        definition: format!("{} Stand der neuesten Einträge bis zum Stichtag.", amount.definition),
        bezug: Bezug::Stichtag(portfolio.bezug.stichtag),
        wert: Wert::Betrag(betrag),
        belege: rechnung.belege(),
        rechnung,
    }
}

fn with_deviation([plan, ist, prognose]: [Figure; 3]) -> Kostenfiguren {
    let betrag = |figure: &Figure| match figure.wert {
        Wert::Betrag(betrag) => betrag,
        _ => Euro::ZERO,
    };
    let terms = [(TermSign::Plus, &prognose), (TermSign::Minus, &plan)];
    let terms = terms.map(|(sign, of)| Glied::figur(sign, of.titel.clone(), of.wert.text(), of.id.clone()));
    let abweichung = Figure {
        id: plan.id.replacen("kosten.plan", "kosten.abweichung", 1),
        titel: plan.titel.replacen("Plankosten", "Kostenabweichung", 1),
        definition: "Kostenprognose minus Plankosten; ohne Vorzeichen wird es teurer.".into(),
        wert: Wert::Betrag(betrag(&prognose).minus(betrag(&plan))),
        rechnung: Rechnung::new(Rechenart::Summe, terms.into()),
        ..plan.clone()
    };
    Kostenfiguren { plan, ist, prognose, abweichung }
}

/// The limit of materiality as the parameter that it is.
fn materiality(bestand: &Bestand, portfolio: &Portfolio<'_>) -> Option<Figure> {
    let limit = bestand.stammdaten.wesentlich.as_ref();
    let limit = limit.filter(|limit| limit.gueltig_ab <= portfolio.bezug.stichtag)?;
    Some(Figure {
        id: portfolio.bezug.id("kosten.wesentlich"),
        regel: "Kosten",
        titel: "Abweichung der Kosten, ab der ein Projekt genannt wird".into(),
        definition: format!("Örtliche Festlegung. Quelle: {}.", limit.quelle.trim_end_matches('.')),
        bezug: Bezug::GueltigAb(limit.gueltig_ab),
        wert: Wert::Betrag(limit.betrag),
        belege: [Beleg::new("ratsbericht.toml", "wesentlich/betrag")].into(),
        rechnung: Rechnung::typed(),
    })
}

/// A count of projects: its name in ids, its title, its definition.
struct CountWording {
    slug: &'static str,
    titel: &'static str,
    definition: &'static str,
}

const BETRACHTET: CountWording = CountWording {
    slug: "projekte",
    titel: "Projekte, deren Kosten zu erfassen sind",
    definition: "Projekte, die im Zeitraum liefen oder am Stichtag laufen oder pausieren.",
};

const ERFASST: CountWording = CountWording {
    slug: "erfasst",
    titel: "Projekte, deren Kosten erfasst sind",
    definition: "Projekte, die im Zeitraum liefen oder am Stichtag laufen oder pausieren und bis zum Stichtag einen Eintrag in der \
                 Tabelle Kosten haben.",
};

const NICHT_ERFASST: CountWording = CountWording {
    slug: "nicht_erfasst",
    titel: "Projekte, deren Kosten nicht erfasst sind",
    definition: "Projekte, die im Zeitraum liefen oder am Stichtag laufen oder pausieren und bis zum Stichtag keinen Eintrag in der \
                 Tabelle Kosten haben.",
};

fn count<'l, 'a: 'l>(
    portfolio: &Portfolio<'_>,
    wording: &CountWording,
    lagen: impl Iterator<Item = &'l Lage<'a>>,
) -> Figure {
    let rechnung = Rechnung::count(lagen.map(|lage| lage.term(Facts::Project)));
    let belege = rechnung.belege();
    Figure {
        id: portfolio.bezug.id(format_args!("kosten.{}", wording.slug)),
        regel: "Kosten",
        titel: wording.titel.into(),
        definition: wording.definition.into(),
        bezug: Bezug::Stichtag(portfolio.bezug.stichtag),
        wert: Wert::Anzahl(belege.len()),
        belege,
        rechnung,
    }
}
