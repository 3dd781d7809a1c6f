//! Payments: on which days they can be, and what they come to.

use super::betraege::euro;
use super::{GrantCase, beyond};
use crate::figures::foerderung::{Finanzierung, zuwendung};
use crate::finding::{Code, Finding};
use crate::model::{Euro, Finanzierungsart, Located, Zahlung, Zahlungsart, day};

/// Payments before the notice: money that nobody had granted, and expenditure that is not eligible. Third parties may have
/// paid before.
pub(super) fn tage(fall: &GrantCase<'_, '_>) -> Vec<Finding> {
    let bescheid = fall.bewilligung.bescheid;
    let rows = fall.sicht.zahlungen(&fall.bewilligung.kennung).iter().filter(|zahlung| zahlung.datum < bescheid);
    let beside = |zahlung: &Zahlung| matches!(zahlung.art, Zahlungsart::Drittmittel | Zahlungsart::Einnahme);
    rows.filter(|zahlung| !beside(zahlung))
        .map(|zahlung| {
            let (kennung, name) = (&zahlung.kennung, &zahlung.bewilligung);
            let message = format!("Die Zahlung {kennung} liegt vor dem Bescheid der Bewilligung {name}.");
            let mend = match zahlung.art {
                Zahlungsart::Ausgabe => {
                    "Prüfen Sie den Tag. Ausgaben vor dem Bescheid zählen nur, wenn ein vorzeitiger Beginn erlaubt war."
                }
                _ => "Prüfen Sie den Tag und die Kennung der Bewilligung.",
            };
            let finding = Finding::at(Code::RB713, zahlung.span("datum"), message, mend);
            finding.expected(format!("ein Tag ab dem {}", day(bescheid))).found(day(zahlung.datum))
        })
        .collect()
}

/// What payments come to: more received than called, more spent than is eligible, more received than is due.
pub(super) fn summen(fall: &GrantCase<'_, '_>) -> Vec<Finding> {
    let received = mehr_als_abgerufen(fall);
    // Money that was never called is not due either, and one finding says so.
    let due = if received.is_none() { mehr_als_zusteht(fall) } else { None };
    [received, due, mehr_als_faehig(fall), mehr_zurueck(fall)].into_iter().flatten().collect()
}

/// The payments of one kind up to the day of the run, by day.
fn of<'a>(fall: &GrantCase<'_, 'a>, art: Zahlungsart) -> Vec<&'a Located<Zahlung>> {
    let mut rows: Vec<_> = fall.stand.zahlungen.iter().copied().filter(|zahlung| zahlung.art == art).collect();
    rows.sort_by_key(|zahlung| zahlung.datum);
    rows
}

fn mehr_als_abgerufen(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let (called, received) = (fall.stand.angefordert, fall.stand.ausgezahlt);
    if received <= called {
        return None;
    }
    let eingaenge = of(fall, Zahlungsart::Eingang);
    let row = beyond(eingaenge.into_iter().map(|zahlung| (zahlung, zahlung.betrag)), called)?;
    let message = format!("Zur Bewilligung {} ist mehr eingegangen, als abgerufen ist.", row.bewilligung);
    let mend = "Tragen Sie den fehlenden Abruf in der Tabelle Mittelabrufe ein, oder prüfen Sie die Beträge.";
    let finding = Finding::at(Code::RB710, row.span("betrag"), message, mend);
    Some(finding.expected(format!("zusammen höchstens {}", euro(called))).found(format!("zusammen {}", euro(received))))
}

/// Spent beyond the eligible expenditure: the municipality bears the rest alone.
fn mehr_als_faehig(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let faehig = fall.stand.bescheid.zuwendungsfaehig?;
    // A credit note may have mended what an invoice went beyond.
    if fall.stand.verausgabt <= faehig {
        return None;
    }
    let ausgaben = of(fall, Zahlungsart::Ausgabe);
    let row = beyond(ausgaben.into_iter().map(|zahlung| (zahlung, zahlung.betrag)), faehig)?;
    let message = format!("Zur Bewilligung {} ist mehr ausgegeben, als zuwendungsfähig ist.", row.bewilligung);
    let mend =
        "Prüfen Sie die Beträge. Stimmen sie, trägt die Kommune den Rest selbst, oder sie beantragt eine Erhöhung.";
    let finding = Finding::at(Code::RB711, row.span("betrag"), message, mend);
    let found = format!("zusammen {}{}", euro(fall.stand.verausgabt), ungekappt(fall));
    Some(finding.expected(format!("zusammen höchstens {}", euro(faehig))).found(found))
}

/// What would be due of a Fehlbedarfsfinanzierung if all that was spent counted, where that is more: a court saw no
/// reduction where costs rose together with the money of third parties [law: VG Hannover 6 A 3946/01].
fn ungekappt(fall: &GrantCase<'_, '_>) -> String {
    let plan = fall.stand.finanzierung();
    if plan.art != Finanzierungsart::Fehlbedarf || fall.stand.bescheid.festgesetzt {
        return String::new();
    }
    let whole = Finanzierung { zuwendungsfaehig: None, ..plan };
    let [due, uncapped] = [plan, whole].map(|plan| zuwendung(&plan, fall.stand.verausgabt));
    let differ = due.zip(uncapped).filter(|(due, uncapped)| due < uncapped);
    differ.map_or_else(String::new, |(due, uncapped)| {
        let (due, uncapped) = (euro(due), euro(uncapped));
        format!("; voraussichtlich stehen {due} zu, und {uncapped}, wenn die Behörde alle Ausgaben anerkennt")
    })
}

/// Paid back more than was ever received.
fn mehr_zurueck(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let sum = |art| of(fall, art).iter().map(|zahlung| zahlung.betrag).sum::<Euro>();
    let (received, repaid) = (sum(Zahlungsart::Eingang), sum(Zahlungsart::Rueckzahlung));
    let rows = of(fall, Zahlungsart::Rueckzahlung);
    let row = beyond(rows.into_iter().map(|zahlung| (zahlung, zahlung.betrag)), received)?;
    let message = format!("Zur Bewilligung {} ist mehr zurückgezahlt, als eingegangen ist.", row.bewilligung);
    let mend = "Prüfen Sie die Beträge, und tragen Sie fehlende Zahlungseingänge nach. Zinsen gehören nicht in die Tabelle Zahlungen.";
    let finding = Finding::at(Code::RB730, row.span("betrag"), message, mend);
    Some(finding.expected(format!("zusammen höchstens {}", euro(received))).found(format!("zusammen {}", euro(repaid))))
}

/// Received beyond the amount due, once no expenditure can be added: it is to be paid back.
///
/// Before the end of the Durchführung money may be ahead of expenditure, and who keeps no expenditure says nothing; but
/// nobody keeps more than is granted, or than the authority has set.
fn mehr_als_zusteht(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let stand = &fall.stand;
    let bescheid = &stand.bescheid;
    let over = bescheid.durchfuehrung_bis.is_some_and(|bis| bis < fall.heute) && !stand.verausgabt.is_zero();
    let by_expenditure = stand.due().filter(|_| over && !bescheid.festgesetzt);
    let due = by_expenditure.map_or(bescheid.betrag, |due| due.min(bescheid.betrag));
    let row = *of(fall, Zahlungsart::Eingang).last()?;
    (stand.ausgezahlt > due).then(|| {
        let repay = euro(stand.ausgezahlt.minus(due));
        let (what, why, mend) = match by_expenditure {
            Some(_) => (
                "für die Ausgaben voraussichtlich zusteht",
                format!(", bei Ausgaben von {}{}", euro(stand.verausgabt), beside(fall)),
                format!("Tragen Sie fehlende Ausgaben nach. Fehlt keine, sind voraussichtlich {repay} zurückzuzahlen."),
            ),
            None => (
                "nach dem letzten Bescheid zusteht",
                String::new(),
                format!("Zahlen Sie {repay} zurück, und tragen Sie es als Rückzahlung in der Tabelle Zahlungen ein."),
            ),
        };
        let message = format!("Zur Bewilligung {} ist mehr eingegangen, als {what}.", row.bewilligung);
        let finding = Finding::at(Code::RB712, row.span("betrag"), message, mend);
        let expected = format!("zusammen höchstens {}{why}", euro(due));
        finding.expected(expected).found(format!("zusammen {}", euro(stand.ausgezahlt)))
    })
}

/// What others paid, where it is recorded.
fn beside(fall: &GrantCase<'_, '_>) -> String {
    let came_in = fall.stand.finanzierung().eingegangen;
    came_in.map(|betrag| format!(" und Drittmitteln und Einnahmen von {}", euro(betrag))).unwrap_or_default()
}
