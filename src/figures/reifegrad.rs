//! How far the online services of a selection have come: counts by model and Reifegrad.

use std::collections::{BTreeMap, BTreeSet};

use super::portfolio::Portfolio;
use super::{Beleg, Bezug, Figure, Glied, PortfolioBezug, Rechenart, Rechnung, TermSign, Wert, auswahl};
use crate::model::{Kennung, Keyed, Located, Reifegrad, Reifegradmodell, Table, day, slug};

/// The name of the definition in the rules.
const REGEL: &str = "OZG-Reifegrad";

/// The online services of a selection by model; the models are never summed, and none is converted into the other.
#[derive(Debug, Clone)]
pub struct Reifegrade<'a> {
    /// The models in which a service is graded up to the Stichtag, the older first.
    pub modelle: Vec<Modellstand<'a>>,
}

/// The services that are graded in one model.
#[derive(Debug, Clone)]
pub struct Modellstand<'a> {
    /// The model.
    pub modell: Reifegradmodell,
    /// How many services have each grade, from 0 to the highest of the model; a grade that none has counts 0.
    pub stufen: Vec<Figure>,
    /// How many services are graded.
    pub gesamt: Figure,
    /// How many meet the duty; `None` where the rules name no grade for the model.
    pub erfuellt: Option<Figure>,
    /// The services, by title.
    pub leistungen: Vec<Leistungsstand<'a>>,
}

/// One service with its grade on the Stichtag.
#[derive(Debug, Clone)]
pub struct Leistungsstand<'a> {
    /// Its newest entry in the model that is dated up to the Stichtag.
    pub eintrag: &'a Located<Reifegrad>,
    /// The grade as it is printed.
    pub figure: Figure,
}

impl Reifegrade<'_> {
    /// Whether no service is graded, so that there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.modelle.is_empty()
    }

    /// Every figure, in the order in which a paper prints them.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.modelle.iter().flat_map(Modellstand::figures)
    }
}

impl Modellstand<'_> {
    /// The counts by grade, their total, those that meet the duty, and the grade of each service.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let counts = self.stufen.iter().chain([&self.gesamt]).chain(&self.erfuellt);
        counts.chain(self.leistungen.iter().map(|leistung| &leistung.figure))
    }
}

/// Counts the services of a selection by their newest entries up to the Stichtag, as known on the Datenstand.
///
/// A service belongs to a selection by its project; one without a project belongs to every selection.
pub fn reifegrade<'a>(portfolio: &Portfolio<'a>) -> Reifegrade<'a> {
    let bezug = &portfolio.bezug;
    let mut newest: BTreeMap<(Reifegradmodell, &str), &'a Located<Reifegrad>> = BTreeMap::new();
    let stated = portfolio.sicht.reifegrade().iter().copied();
    // A grade that its model does not know has its finding, which stops the paper.
    for row in stated.filter(|row| row.datum <= bezug.stichtag && row.is_possible()) {
        // Rows of one service and model come by day.
        newest.insert((row.modell, row.leistung.as_str()), row);
    }
    let projekte: BTreeSet<&Kennung> = portfolio.lagen.iter().map(|lage| &lage.projekt.kennung).collect();
    let rows: Vec<_> = newest.into_values().filter(|row| auswahl::holds_service(row, &projekte)).collect();
    let modelle = Reifegradmodell::ALL.iter().filter_map(|modell| {
        let of_model: Vec<_> = rows.iter().copied().filter(|row| row.modell == *modell).collect();
        (!of_model.is_empty()).then(|| modellstand(bezug, *modell, &of_model))
    });
    Reifegrade { modelle: modelle.collect() }
}

fn modellstand<'a>(
    bezug: &PortfolioBezug<'_>,
    modell: Reifegradmodell,
    rows: &[&'a Located<Reifegrad>],
) -> Modellstand<'a> {
    let name = modell.text();
    let stufe = |stufe: i32| Zaehlung {
        slug: format!("stufe-{stufe}"),
        titel: format!("Reifegrad {stufe} (Modell {name})"),
        definition: format!(
            "Online-Leistungen, die nach ihrer neuesten Einstufung im Modell {name} bis zum Stichtag den Reifegrad {stufe} haben."
        ),
    };
    let gesamt = Zaehlung {
        slug: "gesamt".into(),
        titel: format!("Leistungen mit Reifegrad (Modell {name})"),
        definition: format!("Online-Leistungen mit einer Einstufung im Modell {name} bis zum Stichtag."),
    };
    let erfuellt = |ab: i32| Zaehlung {
        slug: "erfuellt".into(),
        titel: format!("Pflicht nach dem OZG erfüllt (Modell {name})"),
        definition: format!(
            "Online-Leistungen, die nach ihrer neuesten Einstufung im Modell {name} bis zum Stichtag mindestens den \
             Reifegrad {ab} haben; von ihm an ist die Pflicht erfüllt."
        ),
    };
    let stufen = modell.stufen().map(|grad| stufe(grad).figure(bezug, modell, rows, |row| row.reifegrad == grad));
    Modellstand {
        modell,
        stufen: stufen.collect(),
        gesamt: gesamt.figure(bezug, modell, rows, |_| true),
        erfuellt: modell.duty_from().map(|ab| erfuellt(ab).figure(bezug, modell, rows, |row| ab <= row.reifegrad)),
        leistungen: rows.iter().map(|row| leistungsstand(bezug, row)).collect(),
    }
}

/// What a count is called.
struct Zaehlung {
    slug: String,
    titel: String,
    definition: String,
}

impl Zaehlung {
    fn figure(
        self,
        bezug: &PortfolioBezug<'_>,
        modell: Reifegradmodell,
        rows: &[&Located<Reifegrad>],
        counts: impl Fn(&Reifegrad) -> bool,
    ) -> Figure {
        let counted: Vec<&Located<Reifegrad>> = rows.iter().copied().filter(|row| counts(row)).collect();
        let glieder = counted.iter().map(|row| {
            let grund = format!("Reifegrad {} am {}", row.reifegrad, day(row.datum));
            Glied::datensatz(TermSign::Plus, row.leistung.as_str(), "1".into(), vec![beleg(row)]).because(grund)
        });
        Figure {
            id: id(bezug, modell, &self.slug),
            regel: REGEL,
            titel: self.titel,
            definition: self.definition,
            bezug: Bezug::Stichtag(bezug.stichtag),
            wert: Wert::Anzahl(counted.len()),
            belege: counted.iter().map(|row| beleg(row)).collect(),
            rechnung: Rechnung::new(Rechenart::Anzahl, glieder.collect()),
        }
    }
}

fn leistungsstand<'a>(bezug: &PortfolioBezug<'_>, eintrag: &'a Located<Reifegrad>) -> Leistungsstand<'a> {
    let modell = eintrag.modell.text();
    // Only grades that their model knows come here, and none is below 0.
    let wert = Wert::Anzahl(usize::try_from(eintrag.reifegrad).unwrap_or_default());
    let glied = Glied::datensatz(TermSign::Plus, eintrag.name(), wert.text(), vec![beleg(eintrag)]);
    let figure = Figure {
        id: id(bezug, eintrag.modell, &format!("leistung.{}", slug(&eintrag.leistung))),
        regel: REGEL,
        titel: format!("Reifegrad (Modell {modell}): {}", eintrag.leistung),
        definition: format!("Neueste Einstufung im Modell {modell} bis zum Stichtag."),
        bezug: Bezug::Stichtag(bezug.stichtag),
        wert,
        belege: [beleg(eintrag)].into(),
        rechnung: Rechnung::new(Rechenart::Eingabe, vec![glied]),
    };
    Leistungsstand { eintrag, figure }
}

fn beleg(row: &Reifegrad) -> Beleg {
    Beleg::row(Table::Reifegrade, row.name())
}

fn id(bezug: &PortfolioBezug<'_>, modell: Reifegradmodell, name: &str) -> String {
    format!("{}.reifegrad.{}.{name}", bezug.name, slug(modell.text()))
}
