//! The sums of some grants on a Stichtag, each with its trace.

use chrono::NaiveDate;

use super::stand::Bewilligungsstand;
use crate::figures::figure::{Beleg, Bezug, Figure, Wert};
use crate::figures::rechnung;
use crate::model::{Euro, Programm, Projekt, Zahlungsart};

/// The name of the rules of grants in the trace of a figure.
const REGEL: &str = "Förderung";

/// Which grants a figure sums.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kreis<'a> {
    /// All grants of the selection.
    Alle,
    /// Those of one programme.
    Programm(&'a Programm),
    /// Those of one project.
    Projekt(&'a Projekt),
}

impl Kreis<'_> {
    fn suffix(self) -> String {
        match self {
            Kreis::Alle => String::new(),
            Kreis::Programm(programm) => format!(".programm.{}", programm.kennung.slug()),
            Kreis::Projekt(projekt) => format!(".projekt.{}", projekt.kennung.slug()),
        }
    }

    fn titel(self, text: &str) -> String {
        match self {
            Kreis::Alle => text.to_owned(),
            Kreis::Programm(programm) => format!("{text}: {}", programm.name),
            Kreis::Projekt(projekt) => format!("{text}: {}", projekt.titel),
        }
    }
}

/// What the figures of grants have in common: the name before the dot in ids, and the Stichtag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rahmen<'a> {
    pub(super) name: &'a str,
    pub(super) stichtag: NaiveDate,
}

/// What a figure says, apart from its number.
pub(super) struct Angaben {
    pub(super) slug: &'static str,
    pub(super) titel: &'static str,
    pub(super) definition: &'static str,
}

impl Rahmen<'_> {
    /// A figure of some grants.
    pub(super) fn figure(&self, kreis: Kreis<'_>, angaben: &Angaben, wert: Wert, belege: Vec<Beleg>) -> Figure {
        Figure {
            id: format!("{}.{}{}", self.name, angaben.slug, kreis.suffix()),
            regel: REGEL,
            titel: kreis.titel(angaben.titel),
            definition: angaben.definition.into(),
            bezug: Bezug::Stichtag(self.stichtag),
            wert,
            belege,
            rechnung: rechnung::Rechnung::default(),
        }
    }
}

/// What some grants come to on a Stichtag.
#[derive(Debug, Clone)]
pub struct Summe {
    /// What was granted; money that was only applied for is none.
    pub bewilligt: Figure,
    /// What was called.
    pub angefordert: Figure,
    /// What was received, less what was paid back.
    pub ausgezahlt: Figure,
    /// What was spent.
    pub verausgabt: Figure,
    /// What can still be called.
    pub noch_abrufbar: Figure,
    /// What was not called in time, and is lost.
    pub verfallen: Figure,
    /// What is due for what was spent so far; without a value where it is not known of some grant.
    pub zustehend: Figure,
    /// Received as a share of granted.
    pub abflussquote: Figure,
}

impl Summe {
    /// Sums some grants.
    pub(super) fn new(rahmen: &Rahmen<'_>, kreis: Kreis<'_>, staende: &[&Bewilligungsstand<'_>]) -> Self {
        let of = Rechnung { rahmen, kreis, staende };
        Self {
            bewilligt: of.betrag(&BEWILLIGT, |s| s.bescheid.betrag, |s| s.bescheide().collect()),
            angefordert: of.betrag(&ANGEFORDERT, |s| s.angefordert, |s| s.abrufbelege().collect()),
            ausgezahlt: of.betrag(&AUSGEZAHLT, |s| s.ausgezahlt, |s| s.zahlungsbelege(&VOM_GEBER).collect()),
            verausgabt: of.betrag(&VERAUSGABT, |s| s.verausgabt, |s| s.zahlungsbelege(&AUSGABEN).collect()),
            noch_abrufbar: of.betrag(&NOCH_ABRUFBAR, Bewilligungsstand::noch_abrufbar, |s| rest(s, !s.abgelaufen)),
            verfallen: of.betrag(&VERFALLEN, Bewilligungsstand::verfallen, |s| rest(s, s.abgelaufen)),
            zustehend: of.zustehend(),
            abflussquote: of.abflussquote(),
        }
    }

    /// The figures, in the order in which papers explain them.
    pub fn figures(&self) -> [&Figure; 8] {
        [
            &self.bewilligt,
            &self.angefordert,
            &self.ausgezahlt,
            &self.verausgabt,
            &self.noch_abrufbar,
            &self.verfallen,
            &self.zustehend,
            &self.abflussquote,
        ]
    }
}

/// Payments between funder and municipality.
const VOM_GEBER: [Zahlungsart; 2] = [Zahlungsart::Eingang, Zahlungsart::Rueckzahlung];

/// Payments for the project.
const AUSGABEN: [Zahlungsart; 1] = [Zahlungsart::Ausgabe];

/// What is left of a grant comes from its notices and its calls; of one that does not count, from nothing.
fn rest(stand: &Bewilligungsstand<'_>, counts: bool) -> Vec<Beleg> {
    if counts { stand.bescheide().chain(stand.abrufbelege()).collect() } else { Vec::new() }
}

/// Some grants, and what figures of them are for.
struct Rechnung<'r, 'a> {
    rahmen: &'r Rahmen<'r>,
    kreis: Kreis<'r>,
    staende: &'r [&'r Bewilligungsstand<'a>],
}

impl<'a> Rechnung<'_, 'a> {
    /// The sum of one amount of each grant.
    fn betrag(
        &self,
        angaben: &Angaben,
        amount: impl Fn(&Bewilligungsstand<'a>) -> Euro,
        belege: impl Fn(&Bewilligungsstand<'a>) -> Vec<Beleg>,
    ) -> Figure {
        let wert = Wert::Betrag(self.summe(amount));
        self.rahmen.figure(self.kreis, angaben, wert, self.belege(belege))
    }

    fn zustehend(&self) -> Figure {
        // One share that nobody knows leaves the sum unknown.
        let due: Option<Vec<Euro>> = self.staende.iter().map(|stand| stand.zustehend()).collect();
        let wert = due.map_or(Wert::OhneAngabe, |due| Wert::Betrag(due.into_iter().sum()));
        let belege = self.belege(|s| s.bescheide().chain(s.zahlungsbelege(&AUSGABEN)).collect());
        self.rahmen.figure(self.kreis, &ZUSTEHEND, wert, belege)
    }

    fn abflussquote(&self) -> Figure {
        let wert = Wert::Quote { teil: self.summe(|s| s.ausgezahlt), ganzes: self.summe(|s| s.bescheid.betrag) };
        let belege = self.belege(|s| s.bescheide().chain(s.zahlungsbelege(&VOM_GEBER)).collect());
        self.rahmen.figure(self.kreis, &ABFLUSSQUOTE, wert, belege)
    }

    fn summe(&self, amount: impl Fn(&Bewilligungsstand<'a>) -> Euro) -> Euro {
        self.staende.iter().map(|stand| amount(stand)).sum()
    }

    /// The records behind each grant, one after the other.
    fn belege(&self, belege: impl Fn(&Bewilligungsstand<'a>) -> Vec<Beleg>) -> Vec<Beleg> {
        self.staende.iter().flat_map(|stand| belege(stand)).collect()
    }
}

const BEWILLIGT: Angaben = Angaben {
    slug: "bewilligt",
    titel: "bewilligte Zuwendungen",
    definition: "Summe der Beträge aller Bescheide bis zum Stichtag für diese Projekte, nach den Änderungsbescheiden bis \
                 dahin; beantragtes Geld zählt nicht.",
};

const ANGEFORDERT: Angaben = Angaben {
    slug: "angefordert",
    titel: "angeforderte Zuwendungen",
    definition: "Summe der Mittelabrufe bis zum Stichtag; geplante Abrufe zählen nicht.",
};

const AUSGEZAHLT: Angaben = Angaben {
    slug: "ausgezahlt",
    titel: "ausgezahlte Zuwendungen",
    definition: "Zahlungseingänge vom Fördergeber bis zum Stichtag abzüglich der Rückzahlungen.",
};

const VERAUSGABT: Angaben = Angaben {
    slug: "verausgabt",
    titel: "zuwendungsfähig verausgabt",
    definition: "Summe der zuwendungsfähigen Ausgaben bis zum Stichtag, den Eigenanteil daran eingeschlossen.",
};

const NOCH_ABRUFBAR: Angaben = Angaben {
    slug: "noch_abrufbar",
    titel: "noch abrufbar",
    definition: "Bewilligt minus angefordert, je Bescheid mindestens 0; nach dem Ende des Bewilligungszeitraums 0.",
};

const VERFALLEN: Angaben = Angaben {
    slug: "verfallen",
    titel: "verfallen",
    definition: "Bewilligt minus angefordert bei Bescheiden, deren Bewilligungszeitraum vor dem Stichtag endete.",
};

const ZUSTEHEND: Angaben = Angaben {
    slug: "zustehend",
    titel: "für die bisherigen Ausgaben zustehend",
    definition: "Zuwendung, die nach Finanzierungsart und Höchstbetrag auf die bisherigen zuwendungsfähigen Ausgaben \
                 entfällt.",
};

const ABFLUSSQUOTE: Angaben = Angaben {
    slug: "abflussquote",
    titel: "Abflussquote",
    definition: "Ausgezahlt geteilt durch bewilligt, in Prozent mit einer Nachkommastelle.",
};
