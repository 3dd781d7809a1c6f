//! What one grant brings into a sum, as terms of its formula.

use super::stand::{Bewilligungsstand, MITTEL};
use crate::figures::{Beleg, Glied, TermSign};
use crate::model::{Euro, Finanzierungsart, Keyed, Table, Zahlungsart, day};

/// A record that counts as one.
pub(super) fn tally(beleg: &Beleg) -> Glied {
    Glied::datensatz(TermSign::Plus, beleg.kennung.to_string(), "1".into(), vec![beleg.clone()])
}

/// What was granted, by the notice that says the amount.
pub(super) fn bescheid(stand: &Bewilligungsstand<'_>) -> Glied {
    let betrag = stand.bescheid.betrag.to_string();
    let setzt = stand.set_by(|aenderung| aenderung.betrag.is_some());
    let glied = Glied::datensatz(TermSign::Plus, name(stand), betrag, vec![stand.beleg(setzt)]);
    match setzt {
        Some(notice) => glied.because(format!("nach dem Änderungsbescheid vom {}", day(notice.datum))),
        None => glied,
    }
}

/// Each call.
pub(super) fn abrufe(stand: &Bewilligungsstand<'_>) -> Vec<Glied> {
    let glied = |abruf: &crate::model::Mittelabruf| {
        let tag = abruf.datum.map(|tag| format!(" vom {}", day(tag))).unwrap_or_default();
        let beleg = Beleg::row(Table::Mittelabrufe, &abruf.kennung);
        Glied::datensatz(TermSign::Plus, format!("{}{tag}", abruf.kennung), abruf.betrag.to_string(), vec![beleg])
    };
    stand.abrufe.iter().map(|abruf| glied(abruf)).collect()
}

/// Each payment of some kinds; what was paid back takes away.
pub(super) fn zahlungen(stand: &Bewilligungsstand<'_>, arten: &[Zahlungsart]) -> Vec<Glied> {
    let chosen = stand.zahlungen.iter().filter(|zahlung| arten.contains(&zahlung.art));
    let glied = |zahlung: &crate::model::Zahlung| {
        let zeichen = if zahlung.art == Zahlungsart::Rueckzahlung { TermSign::Minus } else { TermSign::Plus };
        let titel = format!("{} vom {}, {}", zahlung.kennung, day(zahlung.datum), zahlung.art.text());
        let beleg = Beleg::row(Table::Zahlungen, &zahlung.kennung);
        Glied::datensatz(zeichen, titel, zahlung.betrag.to_string(), vec![beleg])
    };
    chosen.map(|zahlung| glied(zahlung)).collect()
}

/// What is left of a grant.
pub(super) fn rest(stand: &Bewilligungsstand<'_>, betrag: Euro) -> Glied {
    let belege = stand.bescheide().chain(stand.abrufbelege()).collect();
    let (granted, called) = (stand.bescheid.betrag, stand.angefordert);
    let glied = Glied::datensatz(TermSign::Plus, name(stand), betrag.to_string(), belege);
    glied.because(format!("bewilligt {granted} − angefordert {called}, mindestens 0,00"))
}

/// What is due for what was spent; `None` where a share is not known.
pub(super) fn due(stand: &Bewilligungsstand<'_>) -> Option<Glied> {
    let betrag = stand.due()?;
    let glied = Glied::datensatz(TermSign::Plus, name(stand), betrag.to_string(), due_belege(stand));
    Some(glied.because(formula(stand)))
}

/// The records that the amount due follows from.
pub(super) fn due_belege(stand: &Bewilligungsstand<'_>) -> Vec<Beleg> {
    let paid = [Zahlungsart::Ausgabe].into_iter().chain(MITTEL);
    let paid: Vec<Zahlungsart> = paid.collect();
    let counted = stand.einheiten.filter(|_| stand.bewilligung.satz.is_some());
    let counted = counted.map(|nachweis| Beleg::row(Table::Nachweise, nachweis.name()));
    stand.bescheide().chain(stand.zahlungsbelege(&paid)).chain(counted).collect()
}

/// The formula of the kind of financing, with its values; what the authority has set needs none.
fn formula(stand: &Bewilligungsstand<'_>) -> String {
    let plan = stand.finanzierung();
    if let Some(notice) = stand.set_by(|a| a.festgesetzt == Some(true)).filter(|_| stand.bescheid.festgesetzt) {
        return format!("endgültig festgesetzt mit dem Bescheid vom {}", day(notice.datum));
    }
    let eligible = plan.eligible(stand.verausgabt);
    let known = if plan.eingegangen.is_some() { "gebucht" } else { "geplant" };
    let others = format!("Drittmittel und Einnahmen {} ({known})", plan.mittel());
    let part = match plan.art {
        Finanzierungsart::Anteil => {
            let quote = plan.quote.map(|quote| quote.to_string()).unwrap_or_default();
            match plan.mehr_als_geplant() {
                Euro::ZERO => format!("{quote} von {eligible}"),
                more => format!("{quote} von ({eligible} − {more} Drittmittel und Einnahmen über dem Plan)"),
            }
        }
        Finanzierungsart::Fehlbedarf => {
            format!("{eligible} − Eigenmittel {} − {others}", plan.eigenmittel.unwrap_or_default())
        }
        Finanzierungsart::Festbetrag => match plan.eingegangen.filter(|betrag| !betrag.is_zero()) {
            Some(_) => format!("{eligible}, und nicht mehr als {} − {others}", stand.verausgabt),
            None => eligible.to_string(),
        },
        Finanzierungsart::Voll => format!("{eligible} − {others}"),
    };
    format!("voraussichtlich, {}: {part}, höchstens {}", plan.art.text(), plan.hoechstbetrag)
}

/// All terms of one grant as a single one.
pub(super) fn as_one_term(stand: &Bewilligungsstand<'_>, betrag: Euro, glieder: &[Glied]) -> Glied {
    let several = glieder.len() > 1;
    let why = match glieder {
        [one] => one.erlaeuterung.clone(),
        _ => several.then(|| format!("Summe aus {} Datensätzen", glieder.len())),
    };
    let belege = glieder.iter().flat_map(Glied::belege).cloned().collect();
    let glied = Glied::datensatz(TermSign::Plus, name(stand), betrag.to_string(), belege);
    Glied { erlaeuterung: why, ..glied }
}

fn name(stand: &Bewilligungsstand<'_>) -> String {
    format!("{}, Projekt {}", stand.bewilligung.kennung, stand.bewilligung.projekt)
}
