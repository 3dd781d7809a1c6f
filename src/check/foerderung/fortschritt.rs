//! Progress of a project beside the money of its grants: one far ahead of the other.

use chrono::NaiveDate;

use super::betraege::euro;
use crate::figures::foerderung::Bewilligungsstand;
use crate::figures::idle::FAR_BESIDE_NOTHING;
use crate::finding::{Code, Finding};
use crate::model::{Bewilligung, Euro, Fortschritt, Located, Projekt, Sicht, Zahlungsart, day};

/// So many hundredths of a percent are far [ours].
const FAR: i128 = 5_000;

/// So many are far where the one behind is at most a third of the other [ours].
const FAR_BESIDE_LITTLE: i128 = FAR_BESIDE_NOTHING.as_hundredths() as i128;

/// A project under way whose progress and money do not fit together. Of several grants all must say so: one may pay for what
/// comes first, another for what comes last.
pub(super) fn check(
    sicht: &Sicht<'_>,
    projekt: &Located<Projekt>,
    own: &[&Located<Bewilligung>],
    heute: NaiveDate,
) -> Option<Finding> {
    let stand = sicht.stand(&projekt.kennung, heute).filter(|_| projekt.ended_on().is_none())?;
    let grants = own.iter().copied().filter(|b| b.bescheid <= heute);
    let grants: Vec<Bewilligungsstand<'_>> = grants.map(|b| Bewilligungsstand::new(sicht, b, heute)).collect();
    let shares: Option<Vec<i128>> = grants.iter().map(money).collect();
    let shares = shares?;
    let done = i128::from(stand.erledigungsstand.as_hundredths());
    let (least, most) = (shares.iter().copied().min()?, shares.iter().copied().max()?);
    let (name, erledigt) = (projekt.bezeichnung(), stand.erledigungsstand);
    if far(done, most) {
        let moved = whole_percent(most);
        let message = format!(
            "Das Projekt {name} steht bei {erledigt}, von seiner Zuwendung sind aber erst {moved} abgerufen oder ausgegeben."
        );
        let mend = "Tragen Sie fehlende Abrufe und Ausgaben nach. Fehlt keine, rufen Sie das Geld ab, bevor es verfällt, oder \
                    prüfen Sie den Erledigungsstand.";
        return Some(finding(stand, &grants, message, mend));
    }
    far(least, done).then(|| {
        let moved = whole_percent(least);
        let message =
            format!("Von der Zuwendung des Projekts {name} sind {moved} abgerufen oder ausgegeben, es steht aber erst bei {erledigt}.");
        let mend = "Prüfen Sie den Erledigungsstand, die Abrufe und die Ausgaben. Stimmen sie, reicht das Geld vielleicht nicht.";
        finding(stand, &grants, message, mend)
    })
}

/// A share in whole percent, as messages write it.
fn whole_percent(hundredths: i128) -> String {
    format!("{}\u{a0}%", hundredths / 100)
}

/// Whether one share, in hundredths of a percent, is far ahead of another.
fn far(ahead: i128, behind: i128) -> bool {
    ahead - behind >= FAR || (ahead - behind >= FAR_BESIDE_LITTLE && 3 * behind <= ahead)
}

/// How much of a grant's money has moved, in hundredths of a percent: called and not paid back of what is granted, or spent of
/// what is eligible, whichever is more. `None` where nothing is granted. A cut makes no share of it larger: it says nothing of
/// what was done.
fn money(stand: &Bewilligungsstand<'_>) -> Option<i128> {
    let share = |part: Euro, whole: Euro| (whole > Euro::ZERO).then(|| part.as_cents() * 10_000 / whole.as_cents());
    let repaid = stand.zahlungen.iter().filter(|zahlung| zahlung.art == Zahlungsart::Rueckzahlung);
    let called = stand.angefordert.minus(repaid.map(|zahlung| zahlung.betrag).sum()).max(stand.ausgezahlt);
    let called = share(called, stand.bescheid.betrag.max(stand.bewilligung.betrag))?;
    let faehig = stand.bescheid.zuwendungsfaehig.max(stand.bewilligung.zuwendungsfaehig);
    let spent = faehig.and_then(|faehig| share(stand.verausgabt, faehig));
    Some(spent.map_or(called, |spent| spent.max(called)))
}

fn finding(stand: &Located<Fortschritt>, grants: &[Bewilligungsstand<'_>], message: String, mend: &str) -> Finding {
    let one = |grant: &Bewilligungsstand<'_>| {
        let (called, spent) = (euro(grant.angefordert), euro(grant.verausgabt));
        format!(
            "{}: {called} abgerufen und {spent} ausgegeben, {} bewilligt",
            grant.bewilligung.kennung,
            euro(grant.bescheid.betrag)
        )
    };
    let grants: Vec<String> = grants.iter().map(one).collect();
    let finding = Finding::at(Code::RB732, stand.span("erledigungsstand"), message, mend);
    finding.found(format!("{} am {}; {}", stand.erledigungsstand, day(stand.datum), grants.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::far;

    #[test]
    fn far_is_half_of_all_or_three_times_as_much() {
        for (ahead, behind, is_far) in [
            (3_500, 0, true),
            (3_000, 0, true),
            (2_999, 0, false),
            (4_500, 1_500, true),
            (4_500, 1_501, false),
            (7_000, 3_333, false),
            (9_000, 4_000, true),
            (8_999, 4_000, false),
            (2_000, 1_250, false),
            (0, 10_000, false),
        ] {
            assert_eq!(far(ahead, behind), is_far, "{ahead} {behind}");
        }
    }
}
