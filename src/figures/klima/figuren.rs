//! The figures of a balance.

use super::bilanz::MOST_YEARS;
use super::klasse::{klasse, printed};
use super::mengen::{belege, benennung, jahre, menge, menge_id, nutzung, parameter};
use super::{Direction, Klimabilanz, Klimaposten, Mittel};
use crate::figures::{Beleg, Bezug, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Kennung, Klimaparameter, Table, Wirkung, slug};

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
    /// What each comes to in the mean over all years; `None` where it lasts as long.
    pub im_mittel: Vec<Option<Figure>>,
    /// Over how many years each is used.
    pub nutzung: Vec<Figure>,
    /// The longest of them, over which the means are.
    pub laengste_nutzung: Figure,
}

impl Klimafiguren {
    /// The figures of a balance, with ids below `name`.
    pub fn new(name: &str, bilanz: &Klimabilanz<'_>, parameter: &Klimaparameter) -> Self {
        Self::of(&BalanceSource::new(name, bilanz, parameter, Nettoart::Richtung, None))
    }

    /// The same for a project, with a net that has a sign, so that the column of a table adds up.
    pub(super) fn signed(
        (name, projekt): (&str, &Kennung),
        bilanz: &Klimabilanz<'_>,
        parameter: &Klimaparameter,
    ) -> Self {
        Self::of(&BalanceSource::new(name, bilanz, parameter, Nettoart::Vorzeichen, Some(projekt)))
    }

    fn of(source: &BalanceSource<'_, '_>) -> Self {
        let BalanceSource { name, bilanz, .. } = source;
        Self {
            einsparung: source.summe("einsparung", "Eingesparte Emissionen", bilanz.einsparung(), Wirkung::Eingespart),
            erhoehung: source.summe("erhoehung", "Zusätzliche Emissionen", bilanz.erhoehung(), Wirkung::Zusaetzlich),
            netto: source.netto(),
            klasse: source.klasse(),
            kompensation: source.kompensation(),
            mengen: bilanz.posten.iter().map(|posten| menge(name, posten)).collect(),
            nutzung: bilanz.posten.iter().map(|posten| nutzung(name, posten)).collect(),
            laengste_nutzung: source.longest_use(),
            im_mittel: bilanz.posten.iter().map(|posten| source.on_average(posten)).collect(),
        }
    }

    /// What all quantities come to together, in the order of the form.
    pub fn summen(&self) -> impl Iterator<Item = &Figure> {
        let sums = [&self.einsparung, &self.erhoehung, &self.netto].into_iter().chain(&self.klasse);
        sums.chain(self.kompensation.iter().flatten())
    }

    /// All of them, in the order of the form.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.summen()
            .chain(&self.mengen)
            .chain(self.im_mittel.iter().flatten())
            .chain(&self.nutzung)
            .chain([&self.laengste_nutzung])
    }
}

/// What the figures of a balance have in common.
struct BalanceSource<'s, 'a> {
    name: &'s str,
    bilanz: &'s Klimabilanz<'a>,
    parameter: &'s Klimaparameter,
    netto: Nettoart,
    /// The project where the balance is of one.
    projekt: Option<&'s Kennung>,
    /// The first of the quantities that are used longest; looked up once, since each of them asks for it.
    laengste: Option<&'s Klimaposten<'a>>,
}

impl<'s, 'a> BalanceSource<'s, 'a> {
    fn new(
        name: &'s str,
        bilanz: &'s Klimabilanz<'a>,
        parameter: &'s Klimaparameter,
        netto: Nettoart,
        projekt: Option<&'s Kennung>,
    ) -> Self {
        let counted = bilanz.posten.iter().filter(|posten| posten.zeile.wirkung != Wirkung::Kompensiert);
        let longest = |posten: &&Klimaposten<'a>| posten.zeile.nutzungsjahre.clamp(1, MOST_YEARS) == bilanz.jahre();
        Self { name, bilanz, parameter, netto, projekt, laengste: counted.into_iter().find(longest) }
    }
}

/// How the net is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nettoart {
    /// As a saving or as an increase, never negative.
    Richtung,
    /// As a saving that is negative where more is added.
    Vorzeichen,
}

const NETTO_ADDED: &str = "Zusätzliche Emissionen minus eingesparte Emissionen.";
const NETTO_SAVED: &str = "Eingesparte Emissionen minus zusätzliche Emissionen.";
/// The definition of a net with a sign.
pub(super) const NETTO_SIGNED: &str =
    "Eingesparte Emissionen minus zusätzliche Emissionen; negativ, wenn mehr entsteht, als gespart wird.";

/// An emission with the other sign.
fn negated(wert: Wert) -> Wert {
    match wert {
        Wert::Emission { millionths, decimals } => Wert::Emission { millionths: -millionths, decimals },
        other => other,
    }
}

impl BalanceSource<'_, '_> {
    fn summe(&self, slug: &str, titel: &str, mittel: Mittel, wirkung: Wirkung) -> Figure {
        let definition = "Summe aus Menge je Jahr mal Emissionsfaktor mal Nutzungsjahre, geteilt durch die längste \
                          Nutzung in Jahren.";
        let rechnung = self.over_years(self.bilanz.with(wirkung));
        self.figure(slug, titel, definition, (mittel.wert(), rechnung), self.bilanz.with(wirkung))
    }

    /// Over how many years the means are.
    fn longest_use(&self) -> Figure {
        let years = usize::try_from(self.bilanz.jahre()).unwrap_or_default();
        let rechnung = Rechnung::new(Rechenart::Eingabe, self.laengste.map(jahre).into_iter().collect());
        let titel = "längste Nutzung in Jahren";
        let definition =
            "Die längste Nutzung dessen, was eingespart wird oder zusätzlich entsteht; über sie ist gemittelt.";
        let figure =
            self.figure("nutzung", titel, definition, (Wert::Anzahl(years), rechnung), self.laengste.into_iter());
        Figure { bezug: Bezug::Nutzung, ..figure }
    }

    /// What one quantity comes to in the mean over the years of all; `None` where it lasts as long.
    fn on_average(&self, posten: &Klimaposten<'_>) -> Option<Figure> {
        let (zeile, jahre) = (posten.zeile, self.bilanz.jahre());
        let definition =
            "Menge je Jahr mal Emissionsfaktor mal Nutzungsjahre, geteilt durch die längste Nutzung in Jahren.";
        let wert = (posten.mittel(jahre).wert(), self.over_years([posten].into_iter()));
        (zeile.nutzungsjahre < jahre).then(|| {
            let titel = format!("{}, im Mittel", benennung(zeile));
            let figure = self.figure("mittel", "", definition, wert, [posten].into_iter());
            Figure { id: format!("{}.mittel.{}", self.name, slug(zeile.kennung.as_str())), titel, ..figure }
        })
    }

    /// What quantities come to over their years of use, divided by the longest use.
    fn over_years<'p>(&self, posten: impl Iterator<Item = &'p Klimaposten<'p>>) -> Rechnung {
        let mut glieder: Vec<Glied> = posten
            .map(|posten| {
                let Klimaposten { zeile, .. } = posten;
                let jahre = zeile.nutzungsjahre.clamp(1, MOST_YEARS);
                let wert = format!("{} t × {jahre}", Mittel { summe: posten.masse, jahre: 1 }.exact());
                let titel = format!("{} {}, {} über {jahre} Jahre", zeile.kennung, zeile.traeger, zeile.wirkung.text());
                Glied::figur(TermSign::Plus, titel, wert, menge_id(self.name, zeile))
            })
            .collect();
        if glieder.is_empty() {
            return Rechnung::new(Rechenart::Summe, glieder);
        }
        let longest = self.laengste.map(|p| Beleg::row(Table::Energie, &p.zeile.kennung)).into_iter().collect();
        let jahre = self.bilanz.jahre().to_string();
        glieder.push(Glied::datensatz(TermSign::Durch, "längste Nutzung in Jahren", jahre, longest));
        Rechnung::new(Rechenart::GewichtetesMittel, glieder)
    }

    fn netto(&self) -> Figure {
        let increase = self.bilanz.richtung() == Direction::Erhoehung;
        let wert = printed(self.bilanz.netto(), self.parameter);
        let (slug, titel, definition) = match self.netto {
            Nettoart::Vorzeichen => ("netto", "Nettoeinsparung", NETTO_SIGNED),
            Nettoart::Richtung if increase => ("nettoerhoehung", "Nettoerhöhung", NETTO_ADDED),
            Nettoart::Richtung => ("nettoeinsparung", "Nettoeinsparung", NETTO_SAVED),
        };
        let turned = increase && self.netto == Nettoart::Vorzeichen;
        let wert = if turned { negated(wert) } else { wert };
        let (einsparung, erhoehung) = (self.glied_einsparung(), self.glied_erhoehung());
        let (first, second) = if increase && !turned { (erhoehung, einsparung) } else { (einsparung, erhoehung) };
        let rechnung = Rechnung::new(Rechenart::Summe, vec![first, Glied { zeichen: TermSign::Minus, ..second }]);
        self.figure(slug, titel, definition, (wert, rechnung), self.counted())
    }

    fn glied_einsparung(&self) -> Glied {
        let wert = self.bilanz.einsparung().exact();
        Glied::figur(TermSign::Plus, "eingesparte Emissionen", wert, format!("{}.einsparung", self.name))
    }

    fn glied_erhoehung(&self) -> Glied {
        let wert = self.bilanz.erhoehung().exact();
        Glied::figur(TermSign::Plus, "zusätzliche Emissionen", wert, format!("{}.erhoehung", self.name))
    }

    /// The net as a term of another figure.
    fn glied_netto(&self) -> Glied {
        let netto = self.netto();
        // Its size, without the sign: a class and a share are of the size.
        Glied::figur(TermSign::Plus, netto.titel, format!("{} t", self.bilanz.netto().exact()), netto.id)
    }

    fn klasse(&self) -> Option<Figure> {
        let class = klasse(self.bilanz.netto(), self.parameter)?;
        let (mittel, gross) = (self.parameter.grenze_mittel, self.parameter.grenze_gross);
        let definition = format!(
            "Klasse des ungerundeten Ergebnisses: unter {mittel} t CO₂ je Jahr gering, bis einschließlich {gross} t \
             mittel, darüber groß."
        );
        let titel = match self.bilanz.richtung() {
            Direction::Erhoehung => "Klasse der Erhöhung",
            Direction::Einsparung | Direction::Ausgeglichen => "Klasse der Einsparung",
        };
        let glieder = vec![self.glied_netto(), self.grenze("mittel ab", mittel), self.grenze("groß über", gross)];
        let rechnung = Rechnung::new(Rechenart::Klasse, glieder);
        Some(self.figure("klasse", titel, &definition, (Wert::Klasse(class), rechnung), self.counted()))
    }

    fn grenze(&self, titel: &str, tonnen: i32) -> Glied {
        Glied::parameter(TermSign::Plus, titel, format!("{} t", Wert::Tonnen(tonnen).text()), parameter(self.parameter))
    }

    fn kompensation(&self) -> Option<[Figure; 2]> {
        let percent = self.bilanz.kompensationsanteil()?;
        let made_up = || self.bilanz.with(Wirkung::Kompensiert);
        let mass = "Summe aus kompensierter Menge je Jahr mal Emissionsfaktor mal Nutzungsjahre, geteilt durch die \
                    längste Nutzung des Eingesparten und Zusätzlichen in Jahren.";
        let share = "Kompensierte Emissionen geteilt durch die Nettoerhöhung, auf ganze Prozent abgerundet.";
        let value = (self.bilanz.kompensation().wert(), self.over_years(made_up()));
        let compensated = Glied::figur(
            TermSign::Plus,
            "kompensierte Emissionen",
            format!("{} t", self.bilanz.kompensation().exact()),
            format!("{}.kompensation", self.name),
        );
        let part = Rechnung::new(Rechenart::Anteil, vec![compensated, self.glied_netto()]);
        Some([
            self.figure("kompensation", "Kompensierte Emissionen", mass, value, made_up()),
            self.figure(
                "kompensation_anteil",
                "Anteil der Kompensation",
                share,
                (Wert::Kompensiert(percent), part),
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
        (wert, rechnung): (Wert, Rechnung),
        posten: impl Iterator<Item = &'p Klimaposten<'p>>,
    ) -> Figure {
        Figure {
            id: format!("{}.{slug}", self.name),
            regel: "Klimarelevanz",
            titel: self.projekt.map_or_else(|| titel.to_owned(), |projekt| format!("{titel}, {projekt}")),
            definition: definition.into(),
            bezug: Bezug::Nutzungsjahre(self.bilanz.jahre()),
            wert,
            belege: belege(posten),
            rechnung,
        }
    }
}
