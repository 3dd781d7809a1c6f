//! What has become of the projects since the period before.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Vorperiode;
use crate::figures::{
    Beleg, Bezug, Figure, Glied, Lage, Portfolio, Projektstatus, Rechenart, Rechnung, TermSign, Wert,
};
use crate::model::{Abschlussprojekt, Table};

/// How a project has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It was not in the report before, whether it is in this one or would have been in that one.
    Neu,
    /// It has ended, was broken off or merged into another.
    Beendet,
    /// It had ended, and has not any more.
    Wiederaufgenommen,
    /// Its planned end is another.
    Verschoben,
    /// It is no longer in the report, although it has not ended.
    Entfallen,
}

/// The projects that have changed since the period before, each list by Kennung.
#[derive(Debug, Clone)]
pub struct Changes<'a> {
    /// Projects that were not in the report before, also those that were only recorded after it.
    pub neu: Vec<Lage<'a>>,
    /// Projects that have ended since, also new ones.
    pub beendet: Vec<Lage<'a>>,
    /// Projects that had ended and are under way or ahead again.
    pub wiederaufgenommen: Vec<Lage<'a>>,
    /// Projects with another planned end, and the one before.
    pub verschoben: Vec<(Lage<'a>, Option<NaiveDate>)>,
    /// Projects that are gone, as they were closed.
    pub entfallen: Vec<&'a Abschlussprojekt>,
    /// How many each list has, in the order of the lists.
    pub anzahl: [Figure; 5],
}

impl ChangeKind {
    /// Every way.
    pub const ALL: [Self; 5] = [Self::Neu, Self::Beendet, Self::Wiederaufgenommen, Self::Verschoben, Self::Entfallen];

    /// The name in ids.
    fn slug(self) -> &'static str {
        match self {
            Self::Neu => "neu",
            Self::Beendet => "beendet",
            Self::Wiederaufgenommen => "wiederaufgenommen",
            Self::Verschoben => "verschoben",
            Self::Entfallen => "entfallen",
        }
    }

    /// What a list of such projects is called.
    pub fn titel(self) -> &'static str {
        match self {
            Self::Neu => "neu im Bericht",
            Self::Beendet => "seit dem Vorzeitraum beendet",
            Self::Wiederaufgenommen => "wieder aufgenommen",
            Self::Verschoben => "mit geändertem Endtermin",
            Self::Entfallen => "nicht mehr im Bericht",
        }
    }

    /// The sentence that stands in place of an empty list.
    pub fn empty_sentence(self) -> &'static str {
        match self {
            Self::Neu => "Kein Projekt ist neu im Bericht.",
            Self::Beendet => "Kein Projekt wurde seit dem Vorzeitraum beendet.",
            Self::Wiederaufgenommen => "Kein Projekt wurde wieder aufgenommen.",
            Self::Verschoben => "Bei keinem Projekt hat sich das geplante Ende geändert.",
            Self::Entfallen => "Kein Projekt fehlt, ohne beendet zu sein.",
        }
    }

    fn definition(self) -> &'static str {
        match self {
            Self::Neu => {
                "Projekte dieses Berichts, die im Abschluss des Vorzeitraums nicht stehen, und solche, die dort gestanden \
                 hätten, aber erst danach erfasst wurden."
            }
            Self::Beendet => {
                "Projekte, die am Stichtag beendet sind und es nach dem Abschluss des Vorzeitraums nicht waren, auch neue, \
                 abgebrochene und überführte."
            }
            Self::Wiederaufgenommen => {
                "Projekte, die im Abschluss des Vorzeitraums als beendet stehen und es am Stichtag nicht sind."
            }
            Self::Verschoben => {
                "Nicht beendete Projekte, deren geplantes Ende ein anderes ist als das im Abschluss des Vorzeitraums."
            }
            Self::Entfallen => {
                "Projekte aus dem Abschluss des Vorzeitraums, die nicht beendet sind und nicht mehr zu diesem Bericht gehören."
            }
        }
    }
}

impl<'a> Changes<'a> {
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
            wiederaufgenommen: Vec::new(),
            verschoben: Vec::new(),
            entfallen: Vec::new(),
            anzahl: ChangeKind::ALL.map(|art| empty(art, jetzt)),
        };
        for lage in lagen {
            match closed(lage) {
                None => wechsel.add_new(lage, vorher, jetzt),
                Some(then) => wechsel.add_known(lage, then, jetzt),
            }
        }
        let is_gone = |then: &Abschlussprojekt| {
            let now = jetzt.lagen.iter().find(|lage| lage.projekt.kennung == then.kennung);
            !has_ended(&then.status) && now.is_none_or(|lage| !jetzt.is_listed(lage) && !lage.status.is_over())
        };
        wechsel.entfallen = vorher.projekte.iter().map(|(_, projekt)| *projekt).filter(|then| is_gone(then)).collect();
        wechsel.entfallen.sort_by(|a, b| a.kennung.cmp(&b.kennung));
        wechsel.anzahl = wechsel.tally(vorher, jetzt);
        wechsel
    }

    /// Puts a project that was not closed with the period before where it belongs: one that both began and ended since then
    /// stands in two lists.
    fn add_new(&mut self, lage: &Lage<'a>, vorher: &Vorperiode<'a>, jetzt: &Portfolio<'a>) {
        let same = |other: &&Lage<'_>| other.projekt.kennung == lage.projekt.kennung;
        let before = vorher.portfolio.lagen.iter().find(same);
        if jetzt.is_listed(lage) || before.is_some_and(|before| vorher.portfolio.is_listed(before)) {
            self.neu.push(lage.clone());
            if lage.status.is_over() {
                self.beendet.push(lage.clone());
            }
        }
    }

    /// Puts a project that was closed with the period before where it belongs.
    fn add_known(&mut self, lage: &Lage<'a>, then: &Abschlussprojekt, jetzt: &Portfolio<'a>) {
        match (has_ended(&then.status), lage.status.is_over()) {
            (false, true) => self.beendet.push(lage.clone()),
            (true, false) => self.wiederaufgenommen.push(lage.clone()),
            // A first planned end moves none.
            (false, false)
                if jetzt.is_listed(lage)
                    && then.ende_geplant.is_some_and(|end| Some(end) != lage.projekt.ende_geplant) =>
            {
                self.verschoben.push((lage.clone(), then.ende_geplant));
            }
            _ => {}
        }
    }

    /// The figure of a list.
    pub fn figure(&self, art: ChangeKind) -> &Figure {
        let [neu, beendet, wiederaufgenommen, verschoben, entfallen] = &self.anzahl;
        match art {
            ChangeKind::Neu => neu,
            ChangeKind::Beendet => beendet,
            ChangeKind::Wiederaufgenommen => wiederaufgenommen,
            ChangeKind::Verschoben => verschoben,
            ChangeKind::Entfallen => entfallen,
        }
    }

    /// How many projects each list has.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.anzahl.iter()
    }

    fn tally(&self, vorher: &Vorperiode<'_>, jetzt: &Portfolio<'_>) -> [Figure; 5] {
        let project = |lage: &Lage<'_>| {
            let beleg = Beleg::row(Table::Projekte, &lage.projekt.kennung);
            (format!("{} {}", lage.projekt.kennung, lage.projekt.titel), beleg)
        };
        let closed = |then: &&Abschlussprojekt| {
            let (period, bericht) = (vorher.zeitraum.kennung(), &vorher.bericht.name);
            let beleg = Beleg::new("abschluesse", format!("{period}/{bericht}/projekte/{}", then.kennung));
            (format!("{} {}", then.kennung, then.titel), beleg)
        };
        ChangeKind::ALL.map(|art| {
            let counted: Vec<(String, Beleg)> = match art {
                ChangeKind::Neu => self.neu.iter().map(project).collect(),
                ChangeKind::Beendet => self.beendet.iter().map(project).collect(),
                ChangeKind::Wiederaufgenommen => self.wiederaufgenommen.iter().map(project).collect(),
                ChangeKind::Verschoben => self.verschoben.iter().map(|(lage, _)| project(lage)).collect(),
                ChangeKind::Entfallen => self.entfallen.iter().map(closed).collect(),
            };
            let belege = counted.iter().map(|(_, beleg)| beleg.clone()).collect();
            let terms = counted.into_iter();
            let terms = terms.map(|(titel, beleg)| Glied::datensatz(TermSign::Plus, titel, "1".into(), vec![beleg]));
            let rechnung = Rechnung::new(Rechenart::Anzahl, terms.collect());
            let empty = empty(art, jetzt);
            Figure { wert: Wert::Anzahl(rechnung.glieder.len()), belege, rechnung, ..empty }
        })
    }
}

/// Whether a closed status says that the project is over.
fn has_ended(status: &str) -> bool {
    Projektstatus::ALL.iter().any(|known| known.is_over() && known.text() == status)
}

fn empty(art: ChangeKind, jetzt: &Portfolio<'_>) -> Figure {
    Figure {
        id: format!("veraenderung.{}", art.slug()),
        regel: "Vergleich",
        titel: format!("Projekte {}", art.titel()),
        definition: art.definition().into(),
        bezug: Bezug::Stichtag(jetzt.bezug.stichtag),
        wert: Wert::Anzahl(0),
        belege: Arc::default(),
        rechnung: Rechnung::new(Rechenart::Anzahl, Vec::new()),
    }
}
