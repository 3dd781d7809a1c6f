//! What has become of the projects since the period before.

use chrono::NaiveDate;

use super::Vorperiode;
use crate::figures::figure::{Beleg, Bezug, Figure, Wert};
use crate::figures::rechnung::{Glied, Rechenart, Rechnung, Zeichen};
use crate::figures::{Lage, Portfolio, Projektstatus};
use crate::model::Abschlussprojekt;

/// How a project has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wechselart {
    /// It was not in the report before.
    Neu,
    /// It has ended, was broken off or merged into another.
    Beendet,
    /// Its planned end is another.
    Verschoben,
    /// It is no longer in the report, although it has not ended.
    Entfallen,
}

/// The projects that have changed since the period before, each list by Kennung.
#[derive(Debug, Clone)]
pub struct Wechsel<'a> {
    /// Projects that were not in the report before.
    pub neu: Vec<Lage<'a>>,
    /// Projects that were under way or ahead, and have ended since.
    pub beendet: Vec<Lage<'a>>,
    /// Projects with another planned end, and the one before.
    pub verschoben: Vec<(Lage<'a>, Option<NaiveDate>)>,
    /// Projects that are gone, as they were closed.
    pub entfallen: Vec<&'a Abschlussprojekt>,
    /// How many each list has, in the order of the lists.
    pub anzahl: [Figure; 4],
}

impl Wechselart {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Neu, Self::Beendet, Self::Verschoben, Self::Entfallen];

    /// The name in ids.
    fn slug(self) -> &'static str {
        match self {
            Self::Neu => "neu",
            Self::Beendet => "beendet",
            Self::Verschoben => "verschoben",
            Self::Entfallen => "entfallen",
        }
    }

    /// What a list of such projects is called.
    pub fn titel(self) -> &'static str {
        match self {
            Self::Neu => "neu im Bericht",
            Self::Beendet => "seit dem Vorzeitraum beendet",
            Self::Verschoben => "mit anderem geplanten Ende",
            Self::Entfallen => "nicht mehr im Bericht",
        }
    }

    /// The sentence that stands in place of an empty list.
    pub fn keines(self) -> &'static str {
        match self {
            Self::Neu => "Kein Projekt ist neu im Bericht.",
            Self::Beendet => "Kein Projekt wurde seit dem Vorzeitraum beendet.",
            Self::Verschoben => "Bei keinem Projekt hat sich das geplante Ende geändert.",
            Self::Entfallen => "Kein Projekt ist aus dem Bericht entfallen.",
        }
    }

    fn definition(self) -> &'static str {
        match self {
            Self::Neu => "Projekte dieses Berichts, die im Abschluss des Vorzeitraums nicht stehen.",
            Self::Beendet => {
                "Projekte, die nach dem Abschluss des Vorzeitraums noch nicht beendet waren und es am Stichtag sind, auch \
                 abgebrochene und überführte."
            }
            Self::Verschoben => {
                "Nicht beendete Projekte, deren geplantes Ende ein anderes ist als im Abschluss des Vorzeitraums."
            }
            Self::Entfallen => {
                "Projekte aus dem Abschluss des Vorzeitraums, die nicht beendet sind und nicht mehr zu diesem Bericht gehören."
            }
        }
    }
}

impl<'a> Wechsel<'a> {
    pub(super) fn new(vorher: &Vorperiode<'a>, jetzt: &Portfolio<'a>) -> Self {
        let mut lagen: Vec<&Lage<'a>> = jetzt.lagen.iter().collect();
        lagen.sort_by(|a, b| a.projekt.kennung.cmp(&b.projekt.kennung));
        let closed = |lage: &Lage<'_>| {
            let same = |(_, projekt): &&(usize, &'a Abschlussprojekt)| projekt.kennung == lage.projekt.kennung;
            vorher.projekte.iter().find(same).map(|(_, projekt)| *projekt)
        };
        let mut wechsel = Self {
            neu: Vec::new(),
            beendet: Vec::new(),
            verschoben: Vec::new(),
            entfallen: Vec::new(),
            anzahl: Wechselart::ALL.map(|art| leer(art, jetzt)),
        };
        for lage in lagen {
            match closed(lage) {
                None if jetzt.ist_gelistet(lage) => wechsel.neu.push(lage.clone()),
                Some(then) if !ist_beendet(&then.status) && lage.status.is_over() => wechsel.beendet.push(lage.clone()),
                Some(then)
                    if jetzt.ist_gelistet(lage)
                        && then.ende_geplant != lage.projekt.ende_geplant
                        && !lage.status.is_over() =>
                {
                    wechsel.verschoben.push((lage.clone(), then.ende_geplant));
                }
                _ => {}
            }
        }
        let is_gone = |then: &Abschlussprojekt| {
            let now = jetzt.lagen.iter().find(|lage| lage.projekt.kennung == then.kennung);
            !ist_beendet(&then.status) && now.is_none_or(|lage| !jetzt.ist_gelistet(lage) && !lage.status.is_over())
        };
        wechsel.entfallen = vorher.projekte.iter().map(|(_, projekt)| *projekt).filter(|then| is_gone(then)).collect();
        wechsel.entfallen.sort_by(|a, b| a.kennung.cmp(&b.kennung));
        wechsel.anzahl = wechsel.gezaehlt(vorher, jetzt);
        wechsel
    }

    /// The figure of a list.
    pub fn figure(&self, art: Wechselart) -> &Figure {
        let [neu, beendet, verschoben, entfallen] = &self.anzahl;
        match art {
            Wechselart::Neu => neu,
            Wechselart::Beendet => beendet,
            Wechselart::Verschoben => verschoben,
            Wechselart::Entfallen => entfallen,
        }
    }

    /// How many projects each list has.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.anzahl.iter()
    }

    fn gezaehlt(&self, vorher: &Vorperiode<'_>, jetzt: &Portfolio<'_>) -> [Figure; 4] {
        let project = |lage: &Lage<'_>| {
            let beleg = Beleg::new("projekte", &lage.projekt.kennung);
            (format!("{} {}", lage.projekt.kennung, lage.projekt.titel), beleg)
        };
        let closed = |then: &&Abschlussprojekt| {
            let (period, bericht) = (vorher.zeitraum.kennung(), &vorher.bericht.name);
            let beleg = Beleg::new("abschluesse", format!("{period}/{bericht}/projekte/{}", then.kennung));
            (format!("{} {}", then.kennung, then.titel), beleg)
        };
        Wechselart::ALL.map(|art| {
            let counted: Vec<(String, Beleg)> = match art {
                Wechselart::Neu => self.neu.iter().map(project).collect(),
                Wechselart::Beendet => self.beendet.iter().map(project).collect(),
                Wechselart::Verschoben => self.verschoben.iter().map(|(lage, _)| project(lage)).collect(),
                Wechselart::Entfallen => self.entfallen.iter().map(closed).collect(),
            };
            let belege = counted.iter().map(|(_, beleg)| beleg.clone()).collect();
            let terms = counted.into_iter();
            let terms = terms.map(|(titel, beleg)| Glied::datensatz(Zeichen::Plus, titel, "1".into(), vec![beleg]));
            let rechnung = Rechnung::new(Rechenart::Anzahl, terms.collect());
            let empty = leer(art, jetzt);
            Figure { wert: Wert::Anzahl(rechnung.glieder.len()), belege, rechnung, ..empty }
        })
    }
}

/// Whether a closed status says that the project is over.
fn ist_beendet(status: &str) -> bool {
    Projektstatus::ALL.iter().any(|known| known.is_over() && known.text() == status)
}

fn leer(art: Wechselart, jetzt: &Portfolio<'_>) -> Figure {
    Figure {
        id: format!("veraenderung.{}", art.slug()),
        regel: "Vergleich",
        titel: format!("Projekte {}", art.titel()),
        definition: art.definition().into(),
        bezug: Bezug::Stichtag(jetzt.bezug.stichtag),
        wert: Wert::Anzahl(0),
        belege: Vec::new(),
        rechnung: Rechnung::new(Rechenart::Anzahl, Vec::new()),
    }
}
