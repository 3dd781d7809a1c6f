//! The sums of some grants on a Stichtag, each with its trace.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::stand::Bewilligungsstand;
use super::terms;
use crate::figures::{Beleg, Bezug, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Bewilligung, Euro, Kennung, Located, Programm, Projekt, Table, Zahlungsart};

/// The name of the rules of grants in the trace of a figure.
const REGEL: &str = "Förderung";

/// Which grants a figure sums.
#[derive(Debug, Clone, Copy)]
pub(super) enum GrantCircle<'a> {
    /// All grants of the selection.
    Alle,
    /// Those of one programme.
    Programm(&'a Programm),
    /// Those of one project.
    Projekt(&'a Projekt),
}

impl GrantCircle<'_> {
    fn suffix(self) -> String {
        match self {
            GrantCircle::Alle => String::new(),
            GrantCircle::Programm(programm) => format!(".programm.{}", programm.kennung.slug()),
            GrantCircle::Projekt(projekt) => format!(".projekt.{}", projekt.kennung.slug()),
        }
    }

    fn titel(self, text: &str) -> String {
        match self {
            GrantCircle::Alle => text.to_owned(),
            GrantCircle::Programm(programm) => format!("{text}: {}", programm.name),
            GrantCircle::Projekt(projekt) => format!("{text}: {}", projekt.titel),
        }
    }
}

/// What the figures of grants have in common: the name before the dot in ids, and the Stichtag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) name: &'a str,
    pub(super) stichtag: NaiveDate,
}

/// What a figure says, apart from its number.
pub(super) struct Wording {
    pub(super) slug: &'static str,
    pub(super) titel: &'static str,
    pub(super) definition: &'static str,
}

impl Scope<'_> {
    /// The id of a figure.
    pub(super) fn id(&self, kreis: GrantCircle<'_>, wording: &Wording) -> String {
        format!("{}.{}{}", self.name, wording.slug, kreis.suffix())
    }

    /// The id of a figure of one project.
    pub(super) fn id_of_project(&self, wording: &Wording, projekt: &Kennung) -> String {
        format!("{}.{}.projekt.{}", self.name, wording.slug, projekt.slug())
    }

    /// How many grants these are.
    pub(super) fn grants<'b>(
        &self,
        wording: &Wording,
        bewilligungen: impl Iterator<Item = &'b Located<Bewilligung>>,
    ) -> Figure {
        let belege: Vec<Beleg> = bewilligungen.map(|b| Beleg::row(Table::Bewilligungen, &b.kennung)).collect();
        let rechnung = Rechnung::new(Rechenart::Anzahl, belege.iter().map(terms::tally).collect());
        self.figure(GrantCircle::Alle, wording, Wert::Anzahl(belege.len()), belege).with(rechnung)
    }

    /// A figure of some grants.
    pub(super) fn figure(
        &self,
        kreis: GrantCircle<'_>,
        wording: &Wording,
        wert: Wert,
        belege: impl Into<Arc<[Beleg]>>,
    ) -> Figure {
        Figure {
            id: self.id(kreis, wording),
            regel: REGEL,
            titel: kreis.titel(wording.titel),
            definition: wording.definition.into(),
            bezug: Bezug::Stichtag(self.stichtag),
            wert,
            belege: belege.into(),
            rechnung: Rechnung::default(),
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
    pub(super) fn new(scope: &Scope<'_>, kreis: GrantCircle<'_>, staende: &[&Bewilligungsstand<'_>]) -> Self {
        let of = Summanden { scope, kreis, staende };
        let rest = |s: &Bewilligungsstand<'_>, betrag, counts: bool| {
            if counts { vec![terms::rest(s, betrag)] } else { Vec::new() }
        };
        Self {
            bewilligt: of.betrag(&GRANTED, |s| s.bescheid.betrag, |s| vec![terms::bescheid(s)]),
            angefordert: of.betrag(&ANGEFORDERT, |s| s.angefordert, terms::abrufe),
            ausgezahlt: of.betrag(&PAID_OUT, |s| s.ausgezahlt, |s| terms::zahlungen(s, &FROM_FOERDERGEBER)),
            verausgabt: of.betrag(&SPENT, |s| s.verausgabt, |s| terms::zahlungen(s, &AUSGABEN)),
            noch_abrufbar: of.betrag(&STILL_CALLABLE, Bewilligungsstand::still_callable, |s| {
                rest(s, s.still_callable(), !s.abgelaufen)
            }),
            verfallen: of.betrag(&LAPSED, Bewilligungsstand::lapsed, |s| rest(s, s.lapsed(), s.abgelaufen)),
            zustehend: of.due(),
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
pub(super) const FROM_FOERDERGEBER: [Zahlungsart; 2] = [Zahlungsart::Eingang, Zahlungsart::Rueckzahlung];

/// Payments for the project.
const AUSGABEN: [Zahlungsart; 1] = [Zahlungsart::Ausgabe];

/// Some grants, and what figures of them are for.
struct Summanden<'r, 'a> {
    scope: &'r Scope<'r>,
    kreis: GrantCircle<'r>,
    staende: &'r [&'r Bewilligungsstand<'a>],
}

impl<'a> Summanden<'_, 'a> {
    /// The sum of one amount of each grant, whose terms `glieder` says.
    fn betrag(
        &self,
        wording: &Wording,
        amount: impl Fn(&Bewilligungsstand<'a>) -> Euro,
        glieder: impl Fn(&Bewilligungsstand<'a>) -> Vec<Glied>,
    ) -> Figure {
        let wert = Wert::Betrag(self.summe(&amount));
        let belege = self.belege(|stand| glieder(stand).iter().flat_map(Glied::belege).cloned().collect());
        let glieder = match self.kreis {
            GrantCircle::Alle => self.projekte(wording, amount),
            GrantCircle::Programm(_) => {
                self.staende.iter().map(|s| terms::as_one_term(s, amount(s), &glieder(s))).collect()
            }
            GrantCircle::Projekt(_) => self.staende.iter().flat_map(|stand| glieder(stand)).collect(),
        };
        let rechnung = Rechnung::new(Rechenart::Summe, glieder);
        self.scope.figure(self.kreis, wording, wert, belege).with(rechnung)
    }

    /// The same figure of each project, whose sum is the one of all.
    fn projekte(&self, wording: &Wording, amount: impl Fn(&Bewilligungsstand<'a>) -> Euro) -> Vec<Glied> {
        let mut sums: BTreeMap<&Kennung, Euro> = BTreeMap::new();
        for stand in self.staende {
            let sum = sums.entry(&stand.bewilligung.projekt).or_default();
            *sum = sum.plus(amount(stand));
        }
        let glied = |(projekt, sum): (&Kennung, Euro)| {
            let id = self.scope.id_of_project(wording, projekt);
            Glied::figur(TermSign::Plus, projekt.to_string(), sum.to_string(), id)
        };
        sums.into_iter().map(glied).collect()
    }

    fn due(&self) -> Figure {
        // One share that nobody knows leaves the sum unknown.
        let due: Option<Vec<Euro>> = self.staende.iter().map(|stand| stand.due()).collect();
        let wert = due.map_or(Wert::OhneAngabe, |due| Wert::Betrag(due.into_iter().sum()));
        let belege = self.belege(terms::due_belege);
        let rechnung = match wert {
            Wert::OhneAngabe => Rechnung::new(Rechenart::OhneAngabe, Vec::new()),
            _ => Rechnung::new(Rechenart::Summe, self.staende.iter().filter_map(|s| terms::due(s)).collect()),
        };
        self.scope.figure(self.kreis, &DUE, wert, belege).with(rechnung)
    }

    fn abflussquote(&self) -> Figure {
        let [teil, ganzes] = [self.summe(|s| s.ausgezahlt), self.summe(|s| s.bescheid.betrag)];
        let belege = self.belege(|s| s.bescheide().chain(s.zahlungsbelege(&FROM_FOERDERGEBER)).collect());
        let glied = |wording: &Wording, betrag: Euro| {
            Glied::figur(TermSign::Plus, wording.titel, betrag.to_string(), self.scope.id(self.kreis, wording))
        };
        let rechnung = Rechnung::new(Rechenart::Anteil, vec![glied(&PAID_OUT, teil), glied(&GRANTED, ganzes)]);
        self.scope.figure(self.kreis, &ABFLUSSQUOTE, Wert::Quote { teil, ganzes }, belege).with(rechnung)
    }

    fn summe(&self, amount: impl Fn(&Bewilligungsstand<'a>) -> Euro) -> Euro {
        self.staende.iter().map(|stand| amount(stand)).sum()
    }

    /// The records behind each grant, one after the other.
    fn belege(&self, belege: impl Fn(&Bewilligungsstand<'a>) -> Vec<Beleg>) -> Vec<Beleg> {
        self.staende.iter().flat_map(|stand| belege(stand)).collect()
    }
}

pub(super) const GRANTED: Wording = Wording {
    slug: "bewilligt",
    titel: "bewilligte Zuwendungen",
    definition: "Summe der Beträge aller Bescheide bis zum Stichtag für diese Projekte, nach den Änderungsbescheiden bis \
                 dahin; beantragtes Geld zählt nicht.",
};

const ANGEFORDERT: Wording = Wording {
    slug: "angefordert",
    titel: "angeforderte Zuwendungen",
    definition: "Summe der Mittelabrufe bis zum Stichtag; geplante Abrufe zählen nicht.",
};

const PAID_OUT: Wording = Wording {
    slug: "ausgezahlt",
    titel: "ausgezahlte Zuwendungen",
    definition: "Zahlungseingänge vom Fördergeber bis zum Stichtag abzüglich der Rückzahlungen.",
};

const SPENT: Wording = Wording {
    slug: "verausgabt",
    titel: "zuwendungsfähig verausgabt",
    definition: "Summe der zuwendungsfähigen Ausgaben bis zum Stichtag, den Eigenanteil daran eingeschlossen.",
};

const STILL_CALLABLE: Wording = Wording {
    slug: "noch_abrufbar",
    titel: "noch abrufbar",
    definition: "Bewilligt minus angefordert, je Bescheid mindestens 0; nach dem Ende des Bewilligungszeitraums 0.",
};

const LAPSED: Wording = Wording {
    slug: "verfallen",
    titel: "verfallen",
    definition: "Bewilligt minus angefordert bei Bescheiden, deren Bewilligungszeitraum vor dem Stichtag endete.",
};

const DUE: Wording = Wording {
    slug: "zustehend",
    titel: "bisher entstandener Zuwendungsanspruch",
    definition: "Zuwendung, die nach Finanzierungsart und Höchstbetrag auf die bisherigen zuwendungsfähigen Ausgaben \
                 entfällt, mit den Mitteln Dritter und den Einnahmen; je Bescheid voraussichtlich, bis die Behörde sie festsetzt.",
};

const ABFLUSSQUOTE: Wording = Wording {
    slug: "abflussquote",
    titel: "Abflussquote",
    definition: "Ausgezahlt geteilt durch bewilligt, in Prozent mit einer Nachkommastelle.",
};
