//! Grants that the investive table does not show.

use crate::finding::{Code, Finding};
use crate::model::{Bestand, Bewilligung, Located, Vorlage};

/// A funded project spends money, and none comes in [form].
pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Option<Finding> {
    let tabelle = vorlage.finanzen.investiv.as_ref()?;
    let (ein, aus) = (&tabelle.einzahlungen, &tabelle.auszahlungen);
    let einzahlungen = [ein.ansatz, ein.fortgeschrieben, ein.ansatz_ff, ein.fortgeschrieben_ff];
    let auszahlungen = [aus.ansatz, aus.fortgeschrieben, aus.ansatz_ff, aus.fortgeschrieben_ff];
    if einzahlungen.iter().any(|betrag| !betrag.is_zero()) || auszahlungen.iter().all(|betrag| betrag.is_zero()) {
        return None;
    }
    let Bewilligung { kennung, projekt, betrag, .. } = &**bestand.bewilligungen_zu(vorlage).next()?;
    let message = format!("Das Projekt „{projekt}“ ist gefördert, aber alle Einzahlungen sind 0.");
    let mend = "Tragen Sie die Zuwendung in den Jahren ein, in denen sie eingeht.";
    let span = vorlage.span("finanzen/investiv/einzahlungen");
    let finding = Finding::at(Code::RB215, span, message, mend);
    Some(finding.expected(format!("eine Einzahlung aus der Bewilligung „{kennung}“ über {betrag} €")))
}
