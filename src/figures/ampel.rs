//! The Ampel of a project: a configured rule, never a feeling.

use std::collections::BTreeMap;

use super::{
    Beleg, Bezug, Figure, Glied, Kennzahl, Lage, Parameter, Portfolio, Projektstatus, Rechenart, Rechnung, TermSign,
    Wert,
};
use crate::model::{Ampelregel, Kennung};

/// How a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ampelstufe {
    /// As planned.
    Gruen,
    /// Overdue, paused, or without a recent entry.
    Gelb,
    /// Overdue for long.
    Rot,
}

impl Ampelstufe {
    /// Every step, the best first.
    pub const ALL: [Self; 3] = [Self::Gruen, Self::Gelb, Self::Rot];

    /// The word.
    pub fn text(self) -> &'static str {
        match self {
            Self::Gruen => "grün",
            Self::Gelb => "gelb",
            Self::Rot => "rot",
        }
    }

    /// A sign that differs in its shape, for print without colour.
    pub fn zeichen(self) -> char {
        match self {
            Self::Gruen => '●',
            Self::Gelb => '▲',
            Self::Rot => '■',
        }
    }

    fn slug(self) -> &'static str {
        match self {
            Self::Gruen => "gruen",
            Self::Gelb => "gelb",
            Self::Rot => "rot",
        }
    }
}

/// The Ampel of the projects that are under way or paused on the Stichtag.
#[derive(Debug, Clone)]
pub struct Ampel<'a> {
    /// The rule.
    pub regel: &'a Ampelregel,
    /// The step of each project, with the reason in a few words; green has none.
    pub projekte: BTreeMap<&'a Kennung, (Ampelstufe, String)>,
    /// How many projects stand on each step, in the order of [`Ampelstufe::ALL`].
    pub anzahl: [Figure; 3],
    /// From how many days after the planned end on a project is red.
    pub rot_tage: Figure,
}

impl Ampel<'_> {
    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.anzahl.iter().chain([&self.rot_tage])
    }
}

/// Applies the rule to a selection.
pub fn ampel<'a>(portfolio: &Portfolio<'a>, regel: &'a Ampelregel) -> Ampel<'a> {
    let open = || portfolio.lagen.iter().filter(|lage| lage.status.is_open());
    let projekte: BTreeMap<&'a Kennung, (Ampelstufe, String)> =
        open().map(|lage| (&lage.projekt.kennung, stufe(portfolio, lage, regel))).collect();
    let anzahl = Ampelstufe::ALL.map(|stufe| {
        let counted = open().filter_map(|lage| {
            let (own, why) = projekte.get(&lage.projekt.kennung)?;
            (*own == stufe).then(|| (lage, why.clone()))
        });
        tally(portfolio, stufe, regel, counted)
    });
    Ampel { regel, anzahl, rot_tage: rot_tage(portfolio, regel), projekte }
}

/// The step of one project, with the reason.
fn stufe(portfolio: &Portfolio<'_>, lage: &Lage<'_>, regel: &Ampelregel) -> (Ampelstufe, String) {
    let bezug = &portfolio.bezug;
    let late = lage.projekt.ende_geplant.map(|end| (bezug.stichtag - end).num_days()).filter(|days| *days > 0);
    match late {
        Some(days) if days >= i64::from(regel.rot_tage) => return (Ampelstufe::Rot, "lange überfällig".into()),
        Some(_) => return (Ampelstufe::Gelb, "überfällig".into()),
        None => {}
    }
    if lage.status == Projektstatus::Pausiert {
        (Ampelstufe::Gelb, "pausiert".into())
    } else if lage.fortschritt.is_none() {
        (Ampelstufe::Gelb, "ohne Angabe".into())
    } else if Kennzahl::Veraltet.counts(lage, bezug) {
        (Ampelstufe::Gelb, "Angabe veraltet".into())
    } else {
        (Ampelstufe::Gruen, String::new())
    }
}

fn tally<'l, 'a: 'l>(
    portfolio: &Portfolio<'_>,
    stufe: Ampelstufe,
    regel: &Ampelregel,
    counted: impl Iterator<Item = (&'l Lage<'a>, String)>,
) -> Figure {
    let terms = counted.map(|(lage, why)| {
        let term = Glied::projekt(lage.projekt, vec![lage.beleg.clone()]);
        if why.is_empty() { term } else { term.because(why) }
    });
    let terms: Vec<Glied> = terms.collect();
    let belege = terms.iter().flat_map(|term| term.belege().iter().cloned()).collect();
    let number = terms.len();
    let parameter =
        Glied::figur(TermSign::Plus, "rot ab Tagen", regel.rot_tage.to_string(), rot_tage(portfolio, regel).id);
    Figure {
        id: format!("{}.ampel.{}", portfolio.bezug.name, stufe.slug()),
        regel: "Ampel",
        titel: format!("Ampel {}", stufe.text()),
        definition: match stufe {
            Ampelstufe::Gruen => "Laufende Projekte, die nicht überfällig sind und eine aktuelle Angabe haben.".into(),
            Ampelstufe::Gelb => {
                "Laufende und pausierte Projekte, die überfällig, pausiert oder ohne aktuelle Angabe und nicht rot sind.".into()
            }
            Ampelstufe::Rot => "Laufende und pausierte Projekte, deren geplantes Ende lange vor dem Stichtag liegt.".into(),
        },
        bezug: Bezug::Stichtag(portfolio.bezug.stichtag),
        wert: Wert::Anzahl(number),
        belege,
        rechnung: Rechnung::new(Rechenart::Anzahl, terms.into_iter().chain([parameter]).collect()),
    }
}

fn rot_tage(portfolio: &Portfolio<'_>, regel: &Ampelregel) -> Figure {
    let beleg = Beleg::new("ratsbericht.toml", "ampel/rot_tage");
    let parameter = Parameter { beleg: beleg.clone(), quelle: regel.quelle.clone(), gueltig_ab: regel.gueltig_ab };
    let days = regel.rot_tage.to_string();
    Figure {
        id: portfolio.bezug.id("ampel.rot_tage"),
        regel: "Ampel",
        titel: "Ampel: rot ab Tagen nach dem geplanten Ende".into(),
        definition: "Ab so vielen Tagen nach dem geplanten Ende ist ein Projekt rot.".into(),
        bezug: Bezug::GueltigAb(regel.gueltig_ab),
        wert: Wert::Anzahl(usize::try_from(regel.rot_tage).unwrap_or_default()),
        belege: [beleg].into(),
        rechnung: Rechnung::new(
            Rechenart::Eingabe,
            vec![Glied::parameter(TermSign::Plus, "Schwelle", days, parameter)],
        ),
    }
}
