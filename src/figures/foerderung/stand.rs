//! Where a grant stands on a day: granted, called, received, spent.

use chrono::NaiveDate;

use super::zuwendung::{Finanzierung, zuwendung};
use crate::figures::Beleg;
use crate::model::{
    Aenderungsbescheid, Bescheidstand, Bewilligung, Euro, Keyed, Located, Mittelabruf, Nachweis, Sicht, Table, Zahlung,
    Zahlungsart,
};

/// A grant on a Stichtag, by what was known; all amounts in euro.
#[derive(Debug, Clone)]
pub struct Bewilligungsstand<'a> {
    /// The grant.
    pub bewilligung: &'a Located<Bewilligung>,
    /// The day.
    pub stichtag: NaiveDate,
    /// What it says after the notices up to the Stichtag.
    pub bescheid: Bescheidstand,
    /// The notices up to the Stichtag that changed it, by day.
    pub aenderungen: Vec<&'a Located<Aenderungsbescheid>>,
    /// The calls up to the Stichtag.
    pub abrufe: Vec<&'a Located<Mittelabruf>>,
    /// The payments up to the Stichtag.
    pub zahlungen: Vec<&'a Located<Zahlung>>,
    /// The last proof up to the Stichtag that counts units.
    pub einheiten: Option<&'a Located<Nachweis>>,
    /// What was called.
    pub angefordert: Euro,
    /// What was received, less what was paid back.
    pub ausgezahlt: Euro,
    /// What was spent.
    pub verausgabt: Euro,
    /// Whether the Bewilligungszeitraum is over.
    pub abgelaufen: bool,
}

impl<'a> Bewilligungsstand<'a> {
    /// Looks at a grant on a day.
    pub fn new(sicht: &Sicht<'a>, bewilligung: &'a Located<Bewilligung>, stichtag: NaiveDate) -> Self {
        let kennung = &bewilligung.kennung;
        let bescheid = sicht.bescheid(bewilligung, stichtag);
        let aenderungen = sicht.aenderungen(kennung).iter().copied().filter(|a| a.datum <= stichtag);
        let called = |a: &Mittelabruf| a.datum.is_some_and(|tag| tag <= stichtag);
        let abrufe: Vec<_> = sicht.mittelabrufe(kennung).iter().copied().filter(|a| called(a)).collect();
        let zahlungen: Vec<_> = sicht.zahlungen(kennung).iter().copied().filter(|z| z.datum <= stichtag).collect();
        let counted = |n: &&&Located<Nachweis>| n.einheiten.is_some() && n.eingereicht <= stichtag;
        Self {
            bewilligung,
            stichtag,
            bescheid,
            einheiten: sicht.nachweise(kennung).iter().filter(counted).max_by_key(|n| n.eingereicht).copied(),
            aenderungen: aenderungen.collect(),
            angefordert: abrufe.iter().map(|a| a.betrag).sum(),
            ausgezahlt: paid_out(&zahlungen),
            verausgabt: summe(&zahlungen, Zahlungsart::Ausgabe),
            abgelaufen: bescheid.bewilligungszeitraum_bis.is_some_and(|bis| bis < stichtag),
            abrufe,
            zahlungen,
        }
    }

    /// What is left of the grant, whether it can still be called or not; never below zero.
    fn rest(&self) -> Euro {
        self.bescheid.betrag.minus(self.angefordert).max(Euro::ZERO)
    }

    /// What can still be called: nothing once the Bewilligungszeitraum is over.
    pub fn still_callable(&self) -> Euro {
        if self.abgelaufen { Euro::ZERO } else { self.rest() }
    }

    /// What was not called by the end of the Bewilligungszeitraum, and is lost.
    pub fn lapsed(&self) -> Euro {
        if self.abgelaufen { self.rest() } else { Euro::ZERO }
    }

    /// The amount due: what the authority has set, and until then what follows for the expenditure so far; `None` where a
    /// share is not known.
    pub fn due(&self) -> Option<Euro> {
        self.due_for(self.verausgabt)
    }

    /// The amount due for some expenditure, as [`Bewilligungsstand::due`].
    fn due_for(&self, ausgaben: Euro) -> Option<Euro> {
        if self.bescheid.festgesetzt { Some(self.bescheid.betrag) } else { zuwendung(&self.finanzierung(), ausgaben) }
    }

    /// How the grant is reckoned on the Stichtag.
    pub fn finanzierung(&self) -> Finanzierung {
        let einheiten = self.einheiten.and_then(|nachweis| nachweis.einheiten);
        Finanzierung::new(self.bewilligung, &self.bescheid, self.eingegangen(), einheiten)
    }

    /// What third parties gave and the project earned; `None` where nothing is recorded of either.
    fn eingegangen(&self) -> Option<Euro> {
        let any = self.zahlungen.iter().any(|zahlung| MITTEL.contains(&zahlung.art));
        any.then(|| MITTEL.into_iter().map(|art| summe(&self.zahlungen, art)).sum())
    }

    /// The last notice that changed what `what` looks at; `None` where the first one still holds.
    pub(super) fn set_by(&self, what: impl Fn(&Aenderungsbescheid) -> bool) -> Option<&'a Located<Aenderungsbescheid>> {
        self.aenderungen.iter().rev().copied().find(|aenderung| what(aenderung))
    }

    /// The record of a notice that changed something, or that of the grant itself.
    pub(super) fn beleg(&self, aenderung: Option<&Located<Aenderungsbescheid>>) -> Beleg {
        match aenderung {
            Some(aenderung) => Beleg::row(Table::Aenderungsbescheide, aenderung.name()),
            None => Beleg::row(Table::Bewilligungen, &self.bewilligung.kennung),
        }
    }

    /// The notice and those that changed it.
    pub(super) fn bescheide(&self) -> impl Iterator<Item = Beleg> + use<'a> {
        let kennung = &self.bewilligung.kennung;
        let aenderungen = self.aenderungen.clone().into_iter();
        let aenderungen = aenderungen.map(|a| Beleg::row(Table::Aenderungsbescheide, a.name()));
        std::iter::once(Beleg::row(Table::Bewilligungen, kennung)).chain(aenderungen)
    }

    /// The calls.
    pub(super) fn abrufbelege(&self) -> impl Iterator<Item = Beleg> {
        self.abrufe.iter().map(|a| Beleg::row(Table::Mittelabrufe, &a.kennung))
    }

    /// The payments of some kinds.
    pub(super) fn zahlungsbelege(&self, arten: &[Zahlungsart]) -> impl Iterator<Item = Beleg> {
        let chosen = self.zahlungen.iter().filter(|z| arten.contains(&z.art));
        chosen.map(|z| Beleg::row(Table::Zahlungen, &z.kennung))
    }
}

/// Payments beside the grant that are not the municipality's own.
pub(super) const MITTEL: [Zahlungsart; 2] = [Zahlungsart::Drittmittel, Zahlungsart::Einnahme];

/// What was received of payments, less what was paid back.
pub(super) fn paid_out(zahlungen: &[&Located<Zahlung>]) -> Euro {
    summe(zahlungen, Zahlungsart::Eingang).minus(summe(zahlungen, Zahlungsart::Rueckzahlung))
}

/// The sum of the payments of one kind.
fn summe(zahlungen: &[&Located<Zahlung>], art: Zahlungsart) -> Euro {
    zahlungen.iter().filter(|z| z.art == art).map(|z| z.betrag).sum()
}
