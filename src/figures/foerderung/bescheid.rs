//! What a notice says, number by number, as figures.

use chrono::NaiveDate;

use super::stand::Bewilligungsstand;
use super::summe::{GrantCircle, Scope, Wording};
use super::terms;
use crate::figures::{Beleg, Bezug, Figure, Rechenart, Rechnung, Wert};
use crate::model::{Aenderungsbescheid, Located, day};

/// The numbers of one grant on a Stichtag.
#[derive(Debug, Clone)]
pub struct Bescheidfiguren {
    /// What is granted.
    pub bewilligt: Figure,
    /// The eligible expenditure; `None` where the notice does not say it.
    pub zuwendungsfaehig: Option<Figure>,
    /// The share of the eligible expenditure; `None` where the notice does not say it.
    pub quote: Option<Figure>,
    /// What each notice changed, by day, as far as it did.
    pub aenderungen: Vec<Aenderungsfiguren>,
}

impl Bescheidfiguren {
    pub(super) fn new(scope: &Scope<'_>, stand: &Bewilligungsstand<'_>) -> Self {
        let source = NoticeSource { scope, stand };
        let setzt_betrag = stand.beleg(stand.set_by(|aenderung| aenderung.betrag.is_some()));
        let setzt_faehig = stand.beleg(stand.set_by(|aenderung| aenderung.zuwendungsfaehig.is_some()));
        let bewilligt = source.figure(&GRANTED, Wert::Betrag(stand.bescheid.betrag), setzt_betrag);
        let formel = Rechnung::new(Rechenart::Summe, vec![terms::bescheid(stand)]);
        let faehig = stand.bescheid.zuwendungsfaehig;
        let setzt_quote = stand.beleg(stand.set_by(|aenderung| aenderung.foerderquote.is_some()));
        let quote = stand.bescheid.foerderquote;
        Self {
            bewilligt: bewilligt.with(formel),
            zuwendungsfaehig: faehig.map(|betrag| source.figure(&ELIGIBLE, Wert::Betrag(betrag), setzt_faehig)),
            quote: quote.map(|quote| source.figure(&QUOTE, Wert::Anteil(quote), setzt_quote)),
            aenderungen: stand.aenderungen.iter().map(|aenderung| source.aenderung(aenderung)).collect(),
        }
    }

    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let own = [&self.bewilligt].into_iter().chain(&self.zuwendungsfaehig).chain(&self.quote);
        own.chain(self.aenderungen.iter().flat_map(Aenderungsfiguren::each))
    }
}

/// The numbers that one notice changed.
#[derive(Debug, Clone)]
pub struct Aenderungsfiguren {
    /// What is granted from then on.
    pub bewilligt: Option<Figure>,
    /// The eligible expenditure.
    pub zuwendungsfaehig: Option<Figure>,
    /// The share of it.
    pub quote: Option<Figure>,
    /// The cap.
    pub hoechstbetrag: Option<Figure>,
}

impl Aenderungsfiguren {
    fn each(&self) -> impl Iterator<Item = &Figure> {
        [&self.bewilligt, &self.zuwendungsfaehig, &self.quote, &self.hoechstbetrag].into_iter().flatten()
    }
}

struct NoticeSource<'s, 'a> {
    scope: &'s Scope<'s>,
    stand: &'s Bewilligungsstand<'a>,
}

impl NoticeSource<'_, '_> {
    /// A number as the record says it that sets it.
    fn figure(&self, wording: &Wording, wert: Wert, beleg: Beleg) -> Figure {
        let kennung = &self.stand.bewilligung.kennung;
        let figure = self.scope.figure(GrantCircle::Alle, wording, wert, vec![beleg]);
        Figure {
            id: format!("{}.bewilligung.{}.{}", self.scope.name, kennung.slug(), wording.slug),
            titel: format!("{}: {kennung}", wording.titel),
            rechnung: Rechnung::typed(),
            ..figure
        }
    }

    fn aenderung(&self, aenderung: &Located<Aenderungsbescheid>) -> Aenderungsfiguren {
        let one = |wording: &Wording, wert: Option<Wert>| {
            let figure = self.figure(wording, wert?, self.stand.beleg(Some(aenderung)));
            Some(self.changed(figure, wording, aenderung.datum))
        };
        Aenderungsfiguren {
            bewilligt: one(&GRANTED, aenderung.betrag.map(Wert::Betrag)),
            zuwendungsfaehig: one(&ELIGIBLE, aenderung.zuwendungsfaehig.map(Wert::Betrag)),
            quote: one(&QUOTE, aenderung.foerderquote.map(Wert::Anteil)),
            hoechstbetrag: one(&CAP, aenderung.hoechstbetrag.map(Wert::Betrag)),
        }
    }

    fn changed(&self, figure: Figure, wording: &Wording, tag: NaiveDate) -> Figure {
        let kennung = &self.stand.bewilligung.kennung;
        Figure {
            id: format!("{}.bewilligung.{}.aenderung.{tag}.{}", self.scope.name, kennung.slug(), wording.slug),
            titel: format!("{}, geändert am {}", figure.titel, day(tag)),
            bezug: Bezug::GueltigAb(tag),
            ..figure
        }
    }
}

const GRANTED: Wording = Wording {
    slug: "bewilligt",
    titel: "bewilligt",
    definition: "Betrag des Bescheids nach den Änderungsbescheiden bis zum Stichtag.",
};

const ELIGIBLE: Wording = Wording {
    slug: "zuwendungsfaehig",
    titel: "zuwendungsfähig",
    definition: "Zuwendungsfähige Ausgaben nach dem Bescheid und den Änderungsbescheiden bis zum Stichtag.",
};

const CAP: Wording = Wording {
    slug: "hoechstbetrag",
    titel: "Höchstbetrag",
    definition: "Höchstbetrag der Zuwendung nach dem Änderungsbescheid.",
};

const QUOTE: Wording = Wording {
    slug: "quote",
    titel: "Förderquote",
    definition: "Anteil an den zuwendungsfähigen Ausgaben nach dem Bescheid und den Änderungsbescheiden bis zum Stichtag.",
};
