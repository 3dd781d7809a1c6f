//! How far projects have come: the entry of each, and how many running ones stand in which range.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::terms::Facts;
use super::{
    Beleg, Bezug, Figure, Glied, Kennzahl, Lage, Portfolio, PortfolioBezug, Rechenart, Rechnung, TermSign, Wert,
};
use crate::model::{Kennung, Keyed, Prozent, Table};

/// The limits of the ranges, in hundredths of a percent; those from the threshold of K7 on are left out [ours].
const GRENZEN: [u32; 4] = [0, 2_500, 5_000, 7_500];

/// Where the projects of a selection stand on the Stichtag.
#[derive(Debug, Clone)]
pub struct Erledigungsstaende {
    /// The running projects by range: its label, and how many there are.
    pub klassen: Vec<(String, Figure)>,
    /// How many running projects have an entry, which the mean rests on.
    pub mit_angabe: Figure,
    /// The threshold of K7.
    pub schwelle: Figure,
    /// The newest entry of each project that has one.
    pub projekte: BTreeMap<Kennung, Figure>,
}

impl Erledigungsstaende {
    /// Every figure, those of the whole selection first.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let klassen = self.klassen.iter().map(|(_, figure)| figure);
        [&self.schwelle, &self.mit_angabe].into_iter().chain(klassen).chain(self.projekte.values())
    }
}

/// Sorts the projects of a selection by their newest entry up to the Stichtag.
pub fn erledigungsstaende(portfolio: &Portfolio<'_>) -> Erledigungsstaende {
    let bezug = &portfolio.bezug;
    let running: Vec<&Lage<'_>> = portfolio.members(Kennzahl::Laufend).collect();
    let klassen = klassen(bezug.schwelle.schwelle.as_hundredths()).into_iter().map(|klasse| {
        let within = |lage: &&&Lage<'_>| lage.erledigungsstand().is_some_and(|p| klasse.holds(p));
        let members: Vec<&Lage<'_>> = running.iter().filter(within).copied().collect();
        (klasse.label.clone(), klasse.figure(bezug, &members))
    });
    let stated: Vec<&Lage<'_>> = running.iter().copied().filter(|lage| lage.fortschritt.is_some()).collect();
    let projekte =
        portfolio.lagen.iter().filter_map(|lage| Some((lage.projekt.kennung.clone(), eintrag(bezug, lage)?)));
    Erledigungsstaende {
        klassen: klassen.collect(),
        mit_angabe: with_statement(bezug, &stated),
        schwelle: schwelle(bezug),
        projekte: projekte.collect(),
    }
}

/// A range of the Erledigungsstand.
struct ProgressRange {
    from: u32,
    below: Option<u32>,
    label: String,
    slug: String,
}

impl ProgressRange {
    fn holds(&self, stand: Prozent) -> bool {
        let stand = stand.as_hundredths();
        self.from <= stand && self.below.is_none_or(|below| stand < below)
    }

    fn figure(&self, bezug: &PortfolioBezug<'_>, members: &[&Lage<'_>]) -> Figure {
        let definition = "Laufende Projekte, deren neuester Eintrag bis zum Stichtag in diesem Bereich liegt; es wird nicht \
                          gerundet.";
        let titel = format!("laufend mit Erledigungsstand {}", self.label);
        counted(bezug, &format!("erledigungsstand.{}", self.slug), titel, definition, members)
    }
}

/// The ranges below the threshold, and the one from it on.
fn klassen(schwelle: u32) -> Vec<ProgressRange> {
    let percent = |hundredths: u32| Prozent::hundredths(hundredths).to_string();
    let name = |hundredths: u32| match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}_{rest:02}", hundredths / 100),
    };
    let mut limits: Vec<u32> = GRENZEN.into_iter().filter(|limit| *limit < schwelle).collect();
    limits.push(schwelle);
    let mut klassen: Vec<ProgressRange> = limits
        .iter()
        .zip(limits.iter().skip(1))
        .map(|(from, below)| ProgressRange {
            from: *from,
            below: Some(*below),
            label: format!("{} bis unter {}", percent(*from), percent(*below)),
            slug: format!("unter_{}", name(*below)),
        })
        .collect();
    let label = format!("{} und mehr", percent(schwelle));
    klassen.push(ProgressRange { from: schwelle, below: None, label, slug: format!("ab_{}", name(schwelle)) });
    klassen
}

fn with_statement(bezug: &PortfolioBezug<'_>, members: &[&Lage<'_>]) -> Figure {
    let titel = "laufend mit Angabe des Erledigungsstands".to_owned();
    let definition = "Laufende Projekte, zu denen bis zum Stichtag ein Eintrag vorliegt.";
    counted(bezug, "erledigungsstand.mit_angabe", titel, definition, members)
}

fn counted(bezug: &PortfolioBezug<'_>, slug: &str, titel: String, definition: &str, members: &[&Lage<'_>]) -> Figure {
    let belege: Arc<[Beleg]> = members.iter().map(|lage| lage.beleg.clone()).collect();
    Figure {
        id: bezug.id(format_args!("{slug}")),
        regel: "K7",
        titel,
        definition: definition.into(),
        bezug: Bezug::Stichtag(bezug.stichtag),
        wert: Wert::Anzahl(belege.len()),
        belege,
        rechnung: Rechnung::count(members.iter().map(|lage| lage.term(Facts::Stand))),
    }
}

/// The threshold as the parameter that it is.
fn schwelle(bezug: &PortfolioBezug<'_>) -> Figure {
    let erledigung = bezug.schwelle;
    let quelle = erledigung.quelle.trim_end_matches('.');
    Figure {
        id: bezug.id("erledigungsstand.schwelle"),
        regel: "K7",
        titel: "Schwelle des Erledigungsstands".into(),
        definition: format!("Örtliche Festlegung. Quelle: {quelle}."),
        bezug: Bezug::GueltigAb(erledigung.gueltig_ab),
        wert: Wert::Anteil(erledigung.schwelle),
        belege: [Beleg::new("ratsbericht.toml", "erledigung/schwelle")].into(),
        rechnung: Rechnung::typed(),
    }
}

/// The newest entry of a project; `None` where it has none.
fn eintrag(bezug: &PortfolioBezug<'_>, lage: &Lage<'_>) -> Option<Figure> {
    let fortschritt = lage.fortschritt?;
    let kennung = &lage.projekt.kennung;
    let beleg = Beleg::row(Table::Fortschritt, fortschritt.name());
    let wert = Wert::Anteil(fortschritt.erledigungsstand);
    let glied = Glied::datensatz(TermSign::Plus, fortschritt.name(), wert.text(), vec![beleg.clone()]);
    Some(Figure {
        id: format!("{}.erledigungsstand.projekt.{}", bezug.name, kennung.slug()),
        regel: "K9",
        titel: format!("Erledigungsstand: {kennung} {}", lage.projekt.titel),
        definition: "Neuester Eintrag bis zum Stichtag.".into(),
        bezug: Bezug::Stichtag(bezug.stichtag),
        wert,
        belege: [beleg].into(),
        rechnung: Rechnung::new(Rechenart::Eingabe, vec![glied]),
    })
}
