//! A report beside those of earlier, closed periods.
//!
//! What was closed is kept as it was published. Beside it stands what the data give for the same period today: records
//! are only added, so a difference is a correction, and the records that moved are known.

use std::sync::Arc;

mod causes;
mod closed;
mod changes;
mod replaced;

use std::collections::BTreeSet;

use super::foerderung::{Foerderung, foerderung};
use super::kosten::Kostenlage;
use super::{Kennzahl, Portfolio, PortfolioBezug, portfolio};
use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Abschluss, Abschlussbericht, Bestand, Kennung, Located, Zeitraum};

use self::causes::Both;
use self::closed::Closed;
use self::replaced::Replaced;
pub use causes::{Cause, CauseKind};
pub use changes::{ChangeKind, Changes};

/// How many periods a trend looks back at.
const MOST: usize = 7;

/// What is compared of a report: the figures that count projects, and what all grants and all costs come to.
#[derive(Clone, Copy)]
pub struct Compared<'r, 'a> {
    /// The projects.
    pub portfolio: &'r Portfolio<'a>,
    /// The grants.
    pub foerderung: &'r Foerderung<'a>,
    /// The costs.
    pub kosten: &'r Kostenlage<'a>,
}

impl<'r> Compared<'r, '_> {
    fn figures(self) -> impl Iterator<Item = &'r Figure> {
        self.portfolio.figures.iter().chain(self.foerderung.overall()).chain(self.kosten.overall())
    }
}

/// A report held against closed periods.
#[derive(Debug, Clone)]
pub struct Vergleich<'a> {
    /// The closed ones among the seven periods of the same length before it, the oldest first.
    pub perioden: Vec<Vorperiode<'a>>,
    /// Each figure beside that of the period directly before; empty where that was not closed.
    pub zeilen: Vec<Vergleichszeile>,
    /// What has become of the projects since the period directly before; `None` where that was not closed.
    pub wechsel: Option<Changes<'a>>,
}

/// A closed period: as it was published, and as the data give it today.
#[derive(Debug, Clone)]
pub struct Vorperiode<'a> {
    /// The period.
    pub zeitraum: Zeitraum,
    /// What was closed.
    pub abschluss: &'a Located<Abschluss>,
    /// The report in it.
    pub bericht: &'a Abschlussbericht,
    /// The same report by what is known today; ids begin with `verlauf.2020-q3`.
    pub portfolio: Portfolio<'a>,
    /// Its grants.
    pub foerderung: Foerderung<'a>,
    /// Its costs.
    pub kosten: Kostenlage<'a>,
    /// The published figures that the data now give otherwise; ids begin with `abschluss.2020-q3`.
    pub korrigiert: Vec<Figure>,
    /// The titles of figures that were published by another rule, such as another threshold; they are not corrected.
    pub nach_anderer_regel: Vec<String>,
    /// The titles of figures that were not closed with it, so that no correction of them can be seen.
    pub nicht_abgeschlossen: Vec<String>,
    /// Whether the selection went by other conditions, so that no published figure is held against one of today.
    pub andere_auswahl: bool,
    /// The projects of the report as they stand in what was closed, by their position there.
    projekte: Vec<(usize, &'a crate::model::Abschlussprojekt)>,
}

/// A figure beside that of the period directly before.
#[derive(Debug, Clone)]
pub struct Vergleichszeile {
    /// The figure of the report.
    pub jetzt: Figure,
    /// The same of the period before, by what is known today.
    pub vorher: Figure,
    /// What was published, where it was something else.
    pub abgeschlossen: Option<Figure>,
    /// The change; `None` where one of both has no value.
    pub veraenderung: Option<Figure>,
    /// Why a figure of grants has changed; empty for every other figure.
    pub ursachen: Vec<Cause>,
    /// The records that the corrected figure counts and the published one did not.
    pub hinzu: Vec<String>,
    /// The records that the published figure counted and the corrected one does not.
    pub entfallen: Vec<String>,
    /// The records of a corrected amount that say something else since.
    pub ersetzt: Vec<String>,
}

impl<'a> Vergleich<'a> {
    /// The period directly before, if it was closed.
    pub fn vorperiode(&self) -> Option<&Vorperiode<'a>> {
        self.wechsel.as_ref().and_then(|_| self.perioden.last())
    }

    /// The periods of a trend that ends with `jetzt`, the oldest first: from the first closed one on without a gap.
    pub fn zeitraeume(&self, jetzt: Zeitraum) -> Vec<Zeitraum> {
        let first = self.perioden.first().map_or(jetzt, |periode| periode.zeitraum);
        let back = std::iter::successors(Some(jetzt), Zeitraum::previous).take_while(|zeitraum| *zeitraum >= first);
        let mut all: Vec<Zeitraum> = back.collect();
        all.reverse();
        all
    }

    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let newest = self.vorperiode().map(|periode| periode.zeitraum);
        let needs = move |periode: &Vorperiode<'a>, overall: Vec<&Figure>| {
            newest == Some(periode.zeitraum) || overall.into_iter().any(|figure| periode.as_published(figure).is_some())
        };
        let money = self.perioden.iter().flat_map(move |periode| {
            let (grants, costs) = (&periode.foerderung, &periode.kosten);
            let grants = needs(periode, grants.overall()).then(|| grants.figures());
            let costs = needs(periode, costs.overall()).then(|| costs.overall_with_terms());
            grants.into_iter().chain(costs).flatten()
        });
        let perioden = self.perioden.iter();
        let recomputed = perioden.clone().flat_map(|periode| &periode.portfolio.figures);
        let corrected = perioden.flat_map(|periode| &periode.korrigiert);
        let changes = self.zeilen.iter().filter_map(|zeile| zeile.veraenderung.as_ref());
        let projects = self.wechsel.iter().flat_map(Changes::figures);
        recomputed.chain(money).chain(corrected).chain(changes).chain(projects)
    }
}

/// Compares a report with the closed periods before it; `ordner` is the name of its folder.
pub fn vergleich<'a>(bestand: &'a Bestand, ordner: &str, jetzt: Compared<'_, 'a>) -> Vergleich<'a> {
    let bezug = &jetzt.portfolio.bezug;
    let earlier = bestand.abschluesse.iter().filter(|abschluss| {
        abschluss.zeitraum < bezug.zeitraum && abschluss.zeitraum.turnus() == bezug.zeitraum.turnus()
    });
    let mut perioden: Vec<Vorperiode<'a>> =
        earlier.filter_map(|abschluss| Vorperiode::new(bestand, abschluss, ordner, bezug)).collect();
    perioden.sort_by_key(|periode| periode.zeitraum);
    let first = std::iter::successors(Some(bezug.zeitraum), Zeitraum::previous).take(MOST + 1).last();
    perioden.retain(|periode| first.is_some_and(|first| periode.zeitraum >= first));
    let before = perioden.last().filter(|periode| Some(periode.zeitraum) == bezug.zeitraum.previous());
    let zeilen = before.map(|periode| zeilen(bestand, periode, jetzt)).unwrap_or_default();
    let wechsel = before.map(|periode| Changes::new(periode, jetzt.portfolio));
    Vergleich { zeilen, wechsel, perioden }
}

impl<'a> Vorperiode<'a> {
    fn new(
        bestand: &'a Bestand,
        abschluss: &'a Located<Abschluss>,
        ordner: &str,
        jetzt: &PortfolioBezug<'a>,
    ) -> Option<Self> {
        let (_, bericht) = abschluss.bericht(ordner, &jetzt.auswahl.kennung)?;
        let name = format!("verlauf.{}", abschluss.zeitraum.kennung().to_lowercase());
        let (zeitraum, stichtag) = (abschluss.zeitraum, bericht.stichtag);
        let bezug = PortfolioBezug { name, zeitraum, stichtag, plan_datenstand: bericht.datenstand, ..jetzt.clone() };
        let portfolio = portfolio(bestand, bezug);
        let foerderung = foerderung(bestand, &portfolio, stichtag);
        let kosten = Kostenlage::new(bestand, &portfolio);
        let andere_auswahl = bericht.auswahl_regel != jetzt.auswahl.regel();
        let all = Compared { portfolio: &portfolio, foerderung: &foerderung, kosten: &kosten };
        let comparable: Vec<&Figure> = all.figures().filter(|_| !andere_auswahl).collect();
        let closed = Closed { abschluss, bericht, bezug: &portfolio.bezug };
        let (korrigiert, nach_anderer_regel) = (closed.corrected(&comparable), closed.by_other_rule(&comparable));
        let nicht_abgeschlossen = closed.missing(&comparable);
        let projekte = bericht.projekte.indexed().collect();
        Some(Self {
            zeitraum,
            abschluss,
            bericht,
            portfolio,
            foerderung,
            kosten,
            korrigiert,
            nach_anderer_regel,
            nicht_abgeschlossen,
            andere_auswahl,
            projekte,
        })
    }

    /// The figure of a report's figure for this period, by what is known today.
    pub fn figure(&self, kennzahl: Kennzahl) -> Option<&Figure> {
        let id = self.portfolio.bezug.id(kennzahl.slug());
        self.portfolio.figures.iter().find(|figure| figure.id == id)
    }

    /// The figures that are compared with what was published.
    pub fn compared(&self) -> impl Iterator<Item = &Figure> {
        Compared { portfolio: &self.portfolio, foerderung: &self.foerderung, kosten: &self.kosten }.figures()
    }

    /// Whether a project was overdue on the Stichtag of this period.
    pub fn was_overdue(&self, projekt: &Kennung) -> bool {
        self.portfolio.members(Kennzahl::Ueberfaellig).any(|lage| lage.projekt.kennung == *projekt)
    }

    fn closed(&self) -> Closed<'_, 'a> {
        Closed { abschluss: self.abschluss, bericht: self.bericht, bezug: &self.portfolio.bezug }
    }

    /// What was published in place of a figure that the data now give otherwise.
    pub fn as_published(&self, figure: &Figure) -> Option<&Figure> {
        let id = self.closed().id(figure);
        self.korrigiert.iter().find(|closed| closed.id == id)
    }
}

/// Each of these figures beside that of the period before.
fn zeilen<'a>(bestand: &'a Bestand, vorher: &Vorperiode<'a>, now: Compared<'_, 'a>) -> Vec<Vergleichszeile> {
    let Compared { portfolio: jetzt, foerderung: geld, .. } = now;
    let before: Vec<&Figure> = vorher.compared().collect();
    let grants: Vec<&String> = geld.overall().into_iter().map(|figure| &figure.id).collect();
    let both = Both { vorher: &vorher.foerderung, geld, jetzt };
    let replaced = Replaced::since(bestand, vorher, jetzt.bezug.datenstand);
    let row = |figure: &Figure| {
        let name = jetzt.bezug.behind(&figure.id);
        let before = before.iter().find(|other| vorher.portfolio.bezug.behind(&other.id) == name)?;
        let mut zeile = zeile((vorher, &replaced), name, figure, before);
        if let Some(veraenderung) = zeile.veraenderung.as_ref().filter(|_| grants.contains(&&figure.id)) {
            zeile.ursachen = both.causes(name, veraenderung);
            let corrected =
                zeile.abgeschlossen.as_ref().map(|_| Cause { kind: CauseKind::Korrigiert, kennungen: Vec::new() });
            zeile.ursachen.extend(corrected);
        }
        Some(zeile)
    };
    now.figures().filter_map(row).collect()
}

fn zeile(
    (vorperiode, replaced): (&Vorperiode<'_>, &Replaced<'_>),
    name: &str,
    jetzt: &Figure,
    vorher: &Figure,
) -> Vergleichszeile {
    let abgeschlossen = vorperiode.as_published(vorher).cloned();
    let (hinzu, entfallen) = match &abgeschlossen {
        Some(_) => vorperiode.closed().moved(vorher),
        None => (Vec::new(), Vec::new()),
    };
    Vergleichszeile {
        ersetzt: abgeschlossen.as_ref().map(|_| replaced.of(vorher)).unwrap_or_default(),
        veraenderung: veraenderung(name, jetzt, vorher),
        ursachen: Vec::new(),
        jetzt: jetzt.clone(),
        vorher: vorher.clone(),
        abgeschlossen,
        hinzu,
        entfallen,
    }
}

/// By how much a figure has changed; `None` where one of both has no value.
fn veraenderung(name: &str, jetzt: &Figure, vorher: &Figure) -> Option<Figure> {
    let wert = match (jetzt.wert, vorher.wert) {
        (Wert::Anzahl(now), Wert::Anzahl(before)) => {
            Wert::Differenz(i64::try_from(now).ok()?.checked_sub(i64::try_from(before).ok()?)?)
        }
        (Wert::Betrag(now), Wert::Betrag(before)) => Wert::Betrag(now.minus(before)),
        (now @ (Wert::Mittel { .. } | Wert::Quote { .. }), before @ (Wert::Mittel { .. } | Wert::Quote { .. })) => {
            Wert::Punkte(now.share()?.minus(before.share()?).parts().try_into().ok()?)
        }
        _ => return None,
    };
    let terms = vec![
        Glied::figur(TermSign::Plus, jetzt.bezug.text(), jetzt.wert.text(), jetzt.id.clone()),
        Glied::figur(TermSign::Minus, vorher.bezug.text(), vorher.wert.text(), vorher.id.clone()),
    ];
    Some(Figure {
        id: format!("veraenderung.{name}"),
        regel: "Vergleich",
        titel: format!("Veränderung: {}", jetzt.titel),
        definition: "Wert dieses Zeitraums minus Wert des Vorzeitraums, beide nach dem Datenstand dieses Berichts."
            .into(),
        bezug: jetzt.bezug,
        wert,
        belege: union(&jetzt.belege, &vorher.belege),
        rechnung: Rechnung::new(Rechenart::Summe, terms),
    })
}

fn union(a: &[Beleg], b: &[Beleg]) -> Arc<[Beleg]> {
    let both: BTreeSet<&Beleg> = a.iter().chain(b).collect();
    both.into_iter().cloned().collect()
}
