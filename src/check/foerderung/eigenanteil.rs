//! The municipality's own share: whether there is one, and whether it is as large as the funder wants it.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::betraege::{anteil, euro};
use crate::figures::foerderung::{eigenanteil, gesamtkosten, haushaltskosten};
use crate::finding::{Code, Finding};
use crate::model::{
    Bescheidstand, Bewilligung, Euro, Finanzierungsart, Haushaltsansatz, Haushaltszeile, Located, Projekt, Sicht,
};

/// Costs of a project held against its grants, after all notices that are known.
pub(super) fn check(sicht: &Sicht<'_>, projekt: &Located<Projekt>, own: &[&Located<Bewilligung>]) -> Option<Finding> {
    let [first, ..] = own else { return None };
    let staende: Vec<Bescheidstand> = own.iter().map(|b| sicht.bescheid(b, NaiveDate::MAX)).collect();
    let faehig = staende.iter().filter_map(|stand| stand.zuwendungsfaehig).max();
    let costs = gesamtkosten(sicht, projekt, faehig)?.summe();
    if let Some(faehig) = faehig.filter(|faehig| costs < *faehig) {
        return Some(zu_wenig(projekt, costs, faehig));
    }
    let grants = staende.iter().map(|stand| stand.betrag).sum();
    let others = own.iter().filter_map(|bewilligung| bewilligung.drittmittel).sum();
    let share = eigenanteil(costs, grants, others);
    let needed = rest(own, &staende);
    (share < needed).then(|| {
        let place = if projekt.gesamtkosten.is_some() { projekt.span("gesamtkosten") } else { first.span("betrag") };
        let parts = format!("{} minus {} Zuwendungen minus {} Drittmittel", euro(costs), euro(grants), euro(others));
        let message = format!("Der Eigenanteil des Projekts {} ist zu niedrig.", projekt.bezeichnung());
        let mend =
            "Prüfen Sie Gesamtkosten, Zuwendungen und Drittmittel. Was die Förderquote übrig lässt, trägt die Kommune.";
        let finding = Finding::at(Code::RB718, place, message, mend);
        finding.expected(format!("mindestens {}", euro(needed))).found(format!("{}, das sind {parts}", euro(share)))
    })
}

/// Stated costs below what a funder takes to be eligible; the budget may not show all years, and then says nothing.
fn zu_wenig(projekt: &Located<Projekt>, costs: Euro, faehig: Euro) -> Finding {
    let name = projekt.bezeichnung();
    let message = format!("Die Gesamtkosten des Projekts {name} sind niedriger als seine zuwendungsfähigen Ausgaben.");
    let mend =
        "Vergleichen Sie beide Beträge mit dem Finanzierungsplan: Zuwendungsfähig ist ein Teil der Gesamtkosten.";
    let finding = Finding::at(Code::RB719, projekt.span("gesamtkosten"), message, mend);
    finding.expected(format!("mindestens {}", euro(faehig))).found(euro(costs))
}

/// Stated costs that are not what the budget provides; only for a project with one grant, whose costs those are.
///
/// Personal-/Sachaufwand beside Auszahlungen may be what the use costs later, so that only costs beyond both sums say
/// something; a budget below them does where it shows each year of the project.
pub(super) fn haushalt(
    sicht: &Sicht<'_>,
    projekt: &Located<Projekt>,
    own: &[&Located<Bewilligung>],
) -> Option<Finding> {
    let ([_], Some(stated)) = (own, projekt.gesamtkosten) else { return None };
    let all = haushaltskosten(sicht, &projekt.kennung)?.summe();
    // Rows below zero have their finding, and sums of them say nothing.
    let below_zero = |row: &Haushaltsansatz| row.ansatz.is_negative() || row.updated_ansatz().is_negative();
    if sicht.haushalt(&projekt.kennung).iter().any(|row| below_zero(row)) {
        return None;
    }
    let rows = sicht.haushalt(&projekt.kennung).iter().filter(|row| row.zeile == Haushaltszeile::Auszahlungen);
    let investments: Vec<Euro> = rows.map(|row| row.updated_ansatz()).collect();
    let least = if investments.is_empty() { all } else { investments.into_iter().sum() };
    let expected = if stated < least {
        format!("mindestens {}", euro(least))
    } else if all < stated && vollstaendig(sicht, projekt) {
        format!("höchstens {}", euro(all))
    } else {
        return None;
    };
    let name = projekt.bezeichnung();
    let message =
        format!("Die Gesamtkosten des Projekts {name} sind nicht das, was sein Haushalt über alle Jahre vorsieht.");
    let mend = "Vergleichen Sie die Gesamtkosten der Projektliste mit den Auszahlungen und dem Personal-/Sachaufwand in der Tabelle \
                Haushalt. Der Eigenanteil wird aus den Gesamtkosten der Projektliste gerechnet.";
    Some(Finding::at(Code::RB729, projekt.span("gesamtkosten"), message, mend).expected(expected).found(euro(stated)))
}

/// Whether the budget of a project shows each year from its beginning to its end.
fn vollstaendig(sicht: &Sicht<'_>, projekt: &Projekt) -> bool {
    let Some((von, bis)) = projekt.beginn.zip(projekt.ende.or(projekt.ende_geplant)) else { return false };
    let shown: BTreeSet<i32> = sicht.haushalt(&projekt.kennung).iter().map(|row| row.jahr.zahl()).collect();
    (von.year()..=bis.year()).all(|jahr| shown.contains(&jahr))
}

/// What the share of a single grant leaves to the municipality; of several nobody can say, but it is not below zero.
fn rest(own: &[&Located<Bewilligung>], staende: &[Bescheidstand]) -> Euro {
    let ([bewilligung], [stand]) = (own, staende) else { return Euro::ZERO };
    let quote = stand.foerderquote.filter(|_| bewilligung.finanzierungsart == Finanzierungsart::Anteil);
    let left = quote.zip(stand.zuwendungsfaehig).map(|(quote, faehig)| faehig.minus(anteil(faehig, quote)));
    left.unwrap_or_default()
}
