//! The figures of a balance.

use std::collections::BTreeSet;

use super::klasse::{klasse, printed};
use super::{Klimabilanz, Klimaposten, Mittel, Richtung};
use crate::figures::figure::{Beleg, Bezug, Figure, Wert};
use crate::model::{Faktor, Kennung, Klimaparameter, Located, Wirkung, slug};

/// What the quantities of a paper or of a project come to, as figures.
#[derive(Debug, Clone)]
pub struct Klimafiguren {
    /// What is saved.
    pub einsparung: Figure,
    /// What is added.
    pub erhoehung: Figure,
    /// What is left of both against each other, with as many decimals as its class needs; its id and title say of which.
    pub netto: Figure,
    /// The class of what is left; `None` where nothing is.
    pub klasse: Option<Figure>,
    /// What is compensated, and which share of the increase; `None` without an increase or a compensation.
    pub kompensation: Option<[Figure; 2]>,
    /// What each quantity comes to, in the order of the data.
    pub mengen: Vec<Figure>,
}

impl Klimafiguren {
    /// The figures of a balance, with ids below `name`.
    pub fn new(name: &str, bilanz: &Klimabilanz<'_>, parameter: &Klimaparameter) -> Self {
        let source = Source { name, bilanz, parameter };
        Self {
            einsparung: source.summe("einsparung", "Eingesparte Emissionen", bilanz.einsparung(), Wirkung::Eingespart),
            erhoehung: source.summe("erhoehung", "Zusätzliche Emissionen", bilanz.erhoehung(), Wirkung::Zusaetzlich),
            netto: source.netto(),
            klasse: source.klasse(),
            kompensation: source.kompensation(),
            mengen: bilanz.posten.iter().map(|posten| menge(name, posten)).collect(),
        }
    }

    /// What all quantities come to together, in the order of the form.
    pub fn summen(&self) -> impl Iterator<Item = &Figure> {
        let sums = [&self.einsparung, &self.erhoehung, &self.netto].into_iter().chain(&self.klasse);
        sums.chain(self.kompensation.iter().flatten())
    }

    /// All of them, in the order of the form.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.summen().chain(&self.mengen)
    }
}

/// The factors that balances were reckoned with as figures, each once, in the order of first use.
pub(super) fn faktoren<'a>(bilanzen: &[&Klimabilanz<'a>]) -> Vec<(&'a Located<Faktor>, Figure)> {
    let mut seen: BTreeSet<&Kennung> = BTreeSet::new();
    let used = bilanzen.iter().flat_map(|bilanz| &bilanz.posten).filter_map(|posten| posten.faktor);
    used.filter(|f| seen.insert(&f.kennung)).map(|f| (f, faktor(f))).collect()
}

impl<'a> Klimabilanz<'a> {
    /// The factors that the quantities were reckoned with as figures, each once, in the order of first use.
    pub fn faktoren(&self) -> Vec<(&'a Located<Faktor>, Figure)> {
        faktoren(&[self])
    }
}

/// What the figures of a balance have in common.
struct Source<'s, 'a> {
    name: &'s str,
    bilanz: &'s Klimabilanz<'a>,
    parameter: &'s Klimaparameter,
}

impl Source<'_, '_> {
    fn summe(&self, slug: &str, titel: &str, mittel: Mittel, wirkung: Wirkung) -> Figure {
        let definition = "Summe aus Menge je Jahr mal Emissionsfaktor mal Nutzungsjahre, geteilt durch die längste \
                          Nutzung in Jahren.";
        self.figure(slug, titel, definition, mittel.wert(), self.bilanz.with(wirkung))
    }

    fn netto(&self) -> Figure {
        let (slug, titel, definition) = match self.bilanz.richtung() {
            Richtung::Erhoehung => {
                ("nettoerhoehung", "Nettoerhöhung", "Zusätzliche Emissionen minus eingesparte Emissionen.")
            }
            Richtung::Einsparung | Richtung::Ausgeglichen => {
                ("nettoeinsparung", "Nettoeinsparung", "Eingesparte Emissionen minus zusätzliche Emissionen.")
            }
        };
        self.figure(slug, titel, definition, printed(self.bilanz.netto(), self.parameter), self.counted())
    }

    fn klasse(&self) -> Option<Figure> {
        let class = klasse(self.bilanz.netto(), self.parameter)?;
        let (mittel, gross) = (self.parameter.grenze_mittel, self.parameter.grenze_gross);
        let definition = format!(
            "Klasse des ungerundeten Ergebnisses: unter {mittel} t CO2 je Jahr gering, bis einschließlich {gross} t \
             mittel, darüber groß."
        );
        let titel = match self.bilanz.richtung() {
            Richtung::Erhoehung => "Klasse der Erhöhung",
            Richtung::Einsparung | Richtung::Ausgeglichen => "Klasse der Einsparung",
        };
        Some(self.figure("klasse", titel, &definition, Wert::Klasse(class), self.counted()))
    }

    fn kompensation(&self) -> Option<[Figure; 2]> {
        let percent = self.bilanz.kompensationsanteil()?;
        let made_up = || self.bilanz.with(Wirkung::Kompensiert);
        let mass = "Summe aus kompensierter Menge je Jahr mal Emissionsfaktor mal Nutzungsjahre, geteilt durch die \
                    längste Nutzung des Eingesparten und Zusätzlichen in Jahren.";
        let share = "Kompensierte Emissionen geteilt durch die Nettoerhöhung, auf ganze Prozent abgerundet.";
        let value = self.bilanz.kompensation().wert();
        Some([
            self.figure("kompensation", "Kompensierte Emissionen", mass, value, made_up()),
            self.figure(
                "kompensation_anteil",
                "Anteil der Kompensation",
                share,
                Wert::Kompensiert(percent),
                made_up().chain(self.counted()),
            ),
        ])
    }

    /// What the net is reckoned from.
    fn counted(&self) -> impl Iterator<Item = &Klimaposten<'_>> {
        self.bilanz.with(Wirkung::Eingespart).chain(self.bilanz.with(Wirkung::Zusaetzlich))
    }

    fn figure<'p>(
        &self,
        slug: &str,
        titel: &str,
        definition: &str,
        wert: Wert,
        posten: impl Iterator<Item = &'p Klimaposten<'p>>,
    ) -> Figure {
        Figure {
            id: format!("{}.{slug}", self.name),
            regel: "Klimarelevanz",
            titel: titel.into(),
            definition: definition.into(),
            bezug: Bezug::Nutzungsjahre(self.bilanz.jahre()),
            wert,
            belege: belege(posten),
        }
    }
}

/// What one quantity comes to in one year.
fn menge(name: &str, posten: &Klimaposten<'_>) -> Figure {
    let zeile = posten.zeile;
    Figure {
        id: format!("{name}.menge.{}", slug(zeile.kennung.as_str())),
        regel: "Klimarelevanz",
        titel: format!("{}, {}", zeile.traeger, zeile.wirkung.text()),
        definition: "Menge je Jahr mal Emissionsfaktor; eine Menge in t CO2 zählt, wie sie ist.".into(),
        bezug: Bezug::Nutzungsjahre(zeile.nutzungsjahre),
        wert: Mittel { summe: posten.masse, jahre: 1 }.wert(),
        belege: belege([posten].into_iter()),
    }
}

/// The rows and then the factors, each once.
fn belege<'p>(posten: impl Iterator<Item = &'p Klimaposten<'p>>) -> Vec<Beleg> {
    let (mut rows, mut factors) = (Vec::new(), Vec::new());
    for posten in posten {
        rows.push(Beleg::new("energie", &posten.zeile.kennung));
        factors.extend(posten.faktor.map(|faktor| Beleg::new("faktoren", &faktor.kennung)));
    }
    factors.sort();
    factors.dedup();
    rows.extend(factors);
    rows
}

/// A factor with all that it rests on.
fn faktor(faktor: &Faktor) -> Figure {
    let jahr = faktor.jahr.map_or_else(|| "ohne Jahr".into(), |jahr| format!("Jahr {jahr}"));
    let quelle = faktor.quelle.trim_end_matches('.');
    let (ausgabe, stand, grenze) = (&faktor.ausgabe, faktor.stand.text(), faktor.systemgrenze.text());
    Figure {
        id: format!("klima.faktor.{}", slug(faktor.kennung.as_str())),
        regel: "Klimarelevanz",
        titel: format!("Emissionsfaktor {}", faktor.traeger),
        definition: format!(
            "Kilogramm CO2 je {} {}: {jahr}, Ausgabe {ausgabe}, Stand {stand}, Systemgrenze {grenze}. Quelle: {quelle}.",
            faktor.einheit.text(),
            faktor.traeger
        ),
        bezug: Bezug::GueltigAb(faktor.gueltig_ab),
        wert: Wert::Faktor { wert: faktor.wert, je: faktor.einheit },
        belege: vec![Beleg::new("faktoren", &faktor.kennung)],
    }
}
