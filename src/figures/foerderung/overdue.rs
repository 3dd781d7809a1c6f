//! Dates of grants that are overdue, with the money that each puts at risk.

use std::cmp::Reverse;

use super::fristen::{Anlass, Frist, Friststand};
use super::summe::{GrantCircle, Scope, Wording};
use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Euro, Table, day};

/// A date that is overdue.
#[derive(Debug, Clone)]
pub struct OverdueDate<'a> {
    /// The date.
    pub frist: Frist<'a>,
    /// What was not used or not called in time; `None` where the date is about no amount of its own, as that of a proof.
    pub betrag: Option<Figure>,
}

/// The overdue ones of some dates, proofs first.
pub(super) fn dates<'a>(scope: &Scope<'_>, fristen: &[Frist<'a>]) -> Vec<OverdueDate<'a>> {
    let overdue = fristen.iter().filter(|frist| frist.stand == Friststand::Ueberfaellig);
    let mut all: Vec<OverdueDate<'a>> =
        overdue.map(|frist| OverdueDate { frist: frist.clone(), betrag: amount(scope, frist) }).collect();
    all.sort_by_key(|date| Reverse(date.frist.anlass.is_proof()));
    all
}

fn amount(scope: &Scope<'_>, frist: &Frist<'_>) -> Option<Figure> {
    let (wording, kennung, betrag, glieder) = match frist.anlass {
        Anlass::Verbrauch(zahlung, unused) => {
            let belege = || vec![Beleg::row(Table::Zahlungen, &zahlung.kennung)];
            let received = format!("{} vom {}", zahlung.kennung, day(zahlung.datum));
            let term = |sign, titel, betrag: Euro| Glied::datensatz(sign, titel, betrag.to_string(), belege());
            let used = zahlung.betrag.minus(unused);
            let why = format!("nach dem Zuwendungsanspruch bis zum {}", day(scope.stichtag));
            let used = (!used.is_zero()).then(|| term(TermSign::Minus, "davon verwendet".into(), used).because(why));
            let glieder = std::iter::once(term(TermSign::Plus, received, zahlung.betrag)).chain(used);
            (&UNUSED, &zahlung.kennung, unused, glieder.collect())
        }
        Anlass::Mittelabruf(abruf) => {
            let beleg = Beleg::row(Table::Mittelabrufe, &abruf.kennung);
            let call =
                Glied::datensatz(TermSign::Plus, abruf.kennung.to_string(), abruf.betrag.to_string(), vec![beleg]);
            (&NOT_CALLED, &abruf.kennung, abruf.betrag, vec![call])
        }
        _ => return None,
    };
    let rechnung = Rechnung::new(Rechenart::Summe, glieder);
    let all = scope.figure(GrantCircle::Alle, wording, Wert::Betrag(betrag), rechnung.belege().to_vec());
    let (id, titel) = (format!("{}.{}", all.id, kennung.slug()), format!("{}: {kennung}", all.titel));
    Some(Figure { id, titel, ..all.with(rechnung) })
}

const UNUSED: Wording = Wording {
    slug: "nicht_verwendet",
    titel: "nach der Frist nicht verwendet",
    definition: "Teil eines Zahlungseingangs, dessen Frist am Datum des Berichts vorüber war und der bis dahin weder verwendet \
                 noch zurückgezahlt war.",
};

const NOT_CALLED: Wording = Wording {
    slug: "nicht_abgerufen",
    titel: "nach dem Termin nicht abgerufen",
    definition: "Betrag eines geplanten Mittelabrufs, dessen Termin am Datum des Berichts vorüber war.",
};
