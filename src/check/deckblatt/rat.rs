//! A Verschlechterung on which the council must decide.

use super::beratung::stammsatz;
use crate::figures::Vorlagenlage;
use crate::figures::finanzen::Finanztabelle;
use crate::finding::{Code, Finding};
use crate::model::{Beratung, Bestand, Erheblichkeit, Euro, Gremienart, Located, Vorlage, Zustaendigkeit};

/// Above the limit the council decides [param].
pub(super) fn check(lage: &Vorlagenlage<'_>) -> Option<Finding> {
    let (bestand, vorlage) = (lage.bestand, lage.vorlage());
    // What is computed from a cell that is missing or negative is wrong for that reason alone.
    lage.form.is_sound().then_some(())?;
    let grenze = bestand.stammdaten.erheblichkeit.as_ref().filter(|grenze| grenze.gueltig_ab <= vorlage.datum)?;
    let tables = lage.finanzen.tabellen().map(Finanztabelle::verschlechterung);
    let [year, years] = tables.fold([Euro::ZERO; 2], |[a, b], [year, years]| [a.plus(year), b.plus(years)]);
    let jahr = vorlage.finanzen.haushaltsjahr;
    let over = [(format!("{jahr}"), year), (format!("{} ff.", jahr.folgejahr()), years)];
    let (when, betrag) = over.into_iter().find(|(_, betrag)| *betrag > grenze.betrag)?;
    if !is_known(bestand, vorlage) || vorlage.beratungsfolge.iter().any(|b| council_decides(bestand, b)) {
        return None;
    }
    let message =
        format!("Die Verschlechterung von {betrag} € ({when}) ist erheblich, aber der Rat entscheidet nicht.");
    let words = bestand.stammdaten.words_for(Zustaendigkeit::Entscheidung);
    let mend =
        format!("Ergänzen Sie den Rat als letztes Gremium mit der Zuständigkeit {words}, oder prüfen Sie die Beträge.");
    let finding = Finding::at(Code::RB413, vorlage.span("beratungsfolge"), message, mend);
    let Erheblichkeit { betrag: limit, quelle, .. } = grenze;
    Some(finding.expected(format!("eine Entscheidung des Rates, weil es um mehr als {limit} € geht; Quelle: {quelle}")))
}

/// Whether the master list says which body is the council, and every step names a body of it.
fn is_known(bestand: &Bestand, vorlage: &Located<Vorlage>) -> bool {
    let folge = &vorlage.beratungsfolge;
    let council = bestand.stammdaten.gremium.iter().any(|g| g.art == Some(Gremienart::Rat));
    council && folge.len() == vorlage.count("beratungsfolge") && folge.iter().all(|b| stammsatz(bestand, b).is_some())
}

fn council_decides(bestand: &Bestand, beratung: &Beratung) -> bool {
    let council = stammsatz(bestand, beratung).is_some_and(|gremium| gremium.art == Some(Gremienart::Rat));
    council && bestand.stammdaten.sinn_der_rolle(&beratung.zustaendigkeit) == Some(Zustaendigkeit::Entscheidung)
}
