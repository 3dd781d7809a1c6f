//! The effect on the climate of a selection of projects.

use std::sync::Arc;

use super::figuren::NETTO_SIGNED;
use super::mengen::faktoren;
use super::mittel::exact;
use super::{Faktoren, Klimabilanz, Klimafiguren, Masse, Mittel};
use crate::figures::beleg::each_once;
use crate::figures::{Beleg, Bezug, Figure, Glied, Kennzahl, Portfolio, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Faktor, Klimaparameter, Located, Projekt, Table, slug};

/// What the quantities of one project come to.
#[derive(Debug, Clone)]
pub struct Projektwirkung<'a> {
    /// The project.
    pub projekt: &'a Located<Projekt>,
    /// Its quantities.
    pub bilanz: Klimabilanz<'a>,
    /// What they come to.
    pub figuren: Klimafiguren,
}

/// What the quantities of the projects of a selection come to.
#[derive(Debug, Clone)]
pub struct Klimawirkung<'a> {
    /// The projects that have quantities, in the order of the data.
    pub projekte: Vec<Projektwirkung<'a>>,
    /// How many projects have quantities.
    pub mit_angaben: Figure,
    /// How many have none.
    pub ohne_angaben: Figure,
    /// What the projects save.
    pub einsparung: Figure,
    /// What they add.
    pub erhoehung: Figure,
    /// What they save minus what they add; negative where they add more.
    pub netto: Figure,
    /// The factors, each once, in the order of first use.
    pub faktoren: Vec<(&'a Located<Faktor>, Figure)>,
}

impl Klimawirkung<'_> {
    /// The figures of the whole selection.
    pub fn summen(&self) -> [&Figure; 5] {
        [&self.mit_angaben, &self.ohne_angaben, &self.einsparung, &self.erhoehung, &self.netto]
    }

    /// Every figure: of the whole, of each project, and the factors.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let projekte = self.projekte.iter().flat_map(|projekt| projekt.figuren.figures());
        self.summen().into_iter().chain(projekte).chain(self.faktoren.iter().map(|(_, figure)| figure))
    }
}

/// Reckons the quantities of the projects under way in the period or on the Stichtag; `None` where none has any.
pub fn klimawirkung<'a>(
    portfolio: &Portfolio<'a>,
    faktoren: &Faktoren<'a>,
    parameter: &Klimaparameter,
) -> Option<Klimawirkung<'a>> {
    let counts =
        |lage: &&crate::figures::Lage<'a>| Kennzahl::ImZeitraum.counts(lage, &portfolio.bezug) || lage.status.is_open();
    let (mut projekte, mut without) = (Vec::new(), Vec::new());
    for projekt in portfolio.lagen.iter().filter(counts).map(|lage| lage.projekt) {
        let bilanz = Klimabilanz::new(portfolio.sicht.energie(&projekt.kennung).iter().copied(), faktoren);
        if bilanz.is_empty() {
            without.push(projekt);
        } else {
            projekte.push(Projektwirkung::new(projekt, bilanz, parameter));
        }
    }
    (!projekte.is_empty()).then(|| together(portfolio, projekte, &without))
}

fn together<'a>(
    portfolio: &Portfolio<'a>,
    projekte: Vec<Projektwirkung<'a>>,
    without: &[&Located<Projekt>],
) -> Klimawirkung<'a> {
    let with: Vec<&Located<Projekt>> = projekte.iter().map(|p| p.projekt).collect();
    let saved = sum(projekte.iter().map(|p| p.bilanz.einsparung()));
    let added = sum(projekte.iter().map(|p| p.bilanz.erhoehung()));
    type Summand = (fn(&Klimafiguren) -> &Figure, fn(&Klimabilanz<'_>) -> Mittel);
    let summed = |slug, titel, definition, millionths, (of, mittel): Summand| {
        let belege = belege(projekte.iter().map(|p| of(&p.figuren)));
        let glieder = projekte.iter().filter(|p| !mittel(&p.bilanz).summe.is_zero()).map(|p| {
            let Projekt { kennung, titel, .. } = &**p.projekt;
            let wert = exact(mittel(&p.bilanz).rounded(6));
            Glied::figur(TermSign::Plus, format!("{kennung} {titel}"), wert, of(&p.figuren).id.clone())
        });
        let rechnung = Rechnung::new(Rechenart::Summe, glieder.collect());
        Figure { rechnung, ..figure(portfolio, slug, titel, definition, emission(millionths), belege) }
    };
    let netto = || {
        let belege = belege(projekte.iter().map(|p| &p.figuren.netto));
        let glied = |zeichen, titel, wert, slug| Glied::figur(zeichen, titel, exact(wert), format!("klima.{slug}"));
        let glieder = vec![
            glied(TermSign::Plus, "eingesparte Emissionen", saved, "einsparung"),
            glied(TermSign::Minus, "zusätzliche Emissionen", added, "erhoehung"),
        ];
        let rechnung = Rechnung::new(Rechenart::Summe, glieder);
        let wert = emission(saved - added);
        Figure { rechnung, ..figure(portfolio, "netto", "Nettoeinsparung", NETTO_SIGNED, wert, belege) }
    };
    Klimawirkung {
        mit_angaben: counted(portfolio, "mit_angaben", "Projekte mit Energiemengen", WITH, &with),
        ohne_angaben: counted(portfolio, "ohne_angaben", "Projekte ohne Energiemengen", WITHOUT, without),
        einsparung: summed(
            "einsparung",
            "eingesparte Emissionen",
            EINSPARUNG,
            saved,
            (|f| &f.einsparung, |b| b.einsparung()),
        ),
        erhoehung: summed(
            "erhoehung",
            "zusätzliche Emissionen",
            ERHOEHUNG,
            added,
            (|f| &f.erhoehung, |b| b.erhoehung()),
        ),
        netto: netto(),
        faktoren: faktoren(&projekte.iter().map(|p| &p.bilanz).collect::<Vec<_>>()),
        projekte,
    }
}

fn counted(portfolio: &Portfolio<'_>, slug: &str, titel: &str, definition: &str, of: &[&Located<Projekt>]) -> Figure {
    let glieder = of.iter().map(|projekt| Glied::projekt(projekt, vec![Beleg::row(Table::Projekte, &projekt.kennung)]));
    let rechnung = Rechnung::new(Rechenart::Anzahl, glieder.collect());
    let wert = Wert::Anzahl(of.len());
    figure(portfolio, slug, titel, definition, wert, rechnung.belege()).with(rechnung)
}

fn figure(
    portfolio: &Portfolio<'_>,
    slug: &str,
    titel: &str,
    definition: &str,
    wert: Wert,
    belege: Arc<[Beleg]>,
) -> Figure {
    Figure {
        id: format!("klima.{slug}"),
        regel: "Klimarelevanz",
        titel: titel.into(),
        definition: definition.into(),
        bezug: Bezug::Stichtag(portfolio.bezug.stichtag),
        wert,
        belege,
        rechnung: Rechnung::default(),
    }
}

/// The records that some figures came from, each once, in the order of first use.
fn belege<'f>(figures: impl Iterator<Item = &'f Figure>) -> Arc<[Beleg]> {
    each_once(figures.flat_map(|figure| figure.belege.iter().cloned())).into()
}

const WITH: &str =
    "Projekte, die im Zeitraum oder am Stichtag liefen oder pausierten und zu denen Energiemengen erfasst sind.";
const WITHOUT: &str =
    "Projekte, die im Zeitraum oder am Stichtag liefen oder pausierten und zu denen keine Energiemengen erfasst sind.";
const EINSPARUNG: &str = "Summe der eingesparten Emissionen der Projekte, je Projekt im Mittel über seine Nutzungsjahre \
                          und auf sechs Nachkommastellen gerundet.";
const ERHOEHUNG: &str = "Summe der zusätzlichen Emissionen der Projekte, je Projekt im Mittel über seine Nutzungsjahre \
                         und auf sechs Nachkommastellen gerundet.";
/// The sum of rounded values in millionths of a tonne: means over different years have no common denominator that would
/// be worth its size.
fn sum(values: impl Iterator<Item = Mittel>) -> i128 {
    values.map(|mittel| mittel.rounded(6)).sum()
}

/// A sum of rounded values as it is printed.
fn emission(millionths: i128) -> Wert {
    let summe = Masse::millionths(millionths.abs());
    match (Mittel { summe, jahre: 1 }).wert() {
        Wert::Emission { millionths: size, decimals } if millionths < 0 => {
            Wert::Emission { millionths: -size, decimals }
        }
        wert => wert,
    }
}

impl<'a> Projektwirkung<'a> {
    /// The figures of one project; its net is signed, so that the column of a table adds up.
    fn new(projekt: &'a Located<Projekt>, bilanz: Klimabilanz<'a>, parameter: &Klimaparameter) -> Self {
        let name = format!("klima.projekt.{}", slug(projekt.kennung.as_str()));
        let figuren = Klimafiguren::signed((&name, &projekt.kennung), &bilanz, parameter);
        Self { projekt, bilanz, figuren }
    }
}
