//! What one grant brings into a sum, as terms of its formula.

use super::stand::Bewilligungsstand;
use crate::figures::{Beleg, Glied, TermSign};
use crate::model::{Euro, Finanzierungsart, Table, Zahlungsart, day};

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
    let belege = stand.bescheide().chain(stand.zahlungsbelege(&[Zahlungsart::Ausgabe])).collect();
    let glied = Glied::datensatz(TermSign::Plus, name(stand), betrag.to_string(), belege);
    Some(glied.because(formula(stand)))
}

/// The formula of the kind of financing, with its values.
fn formula(stand: &Bewilligungsstand<'_>) -> String {
    let bewilligung = stand.bewilligung;
    let eligible = stand.bescheid.zuwendungsfaehig.map_or(stand.verausgabt, |most| most.min(stand.verausgabt));
    let part = match bewilligung.finanzierungsart {
        Finanzierungsart::Anteil => {
            let quote = bewilligung.foerderquote.map(|quote| quote.to_string()).unwrap_or_default();
            format!("{quote} von {eligible}")
        }
        Finanzierungsart::Fehlbedarf => {
            let [own, others] = [bewilligung.eigenmittel, bewilligung.drittmittel].map(Option::unwrap_or_default);
            format!("{eligible} − Eigenmittel {own} − Drittmittel {others}")
        }
        Finanzierungsart::Festbetrag => eligible.to_string(),
        Finanzierungsart::Voll => {
            format!("{eligible} − Einnahmen {}", bewilligung.einnahmen.unwrap_or_default())
        }
    };
    format!("{}: {part}, höchstens {}", bewilligung.finanzierungsart.text(), stand.bescheid.betrag)
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
