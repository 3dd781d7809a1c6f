//! Periods that are not closed, though earlier ones are.

use super::{Stoff, abschlusspfad};
use crate::finding::{Code, Finding};
use crate::model::{BerichtOrdner, Zeitraum};

/// How many missing periods a message names one by one.
const MOST: usize = 4;

/// A gap in the closed periods before the report: its changes or its trend would leave out what nobody sees is missing.
pub(super) fn check(stoff: &Stoff<'_>, ordner: &BerichtOrdner) -> Option<Finding> {
    let vergleich = &stoff.vergleich;
    let jetzt = stoff.portfolio.bezug.zeitraum;
    let last = vergleich.perioden.last()?.zeitraum;
    let closed =
        |zeitraum: &Zeitraum| stoff.bestand.abschluesse.iter().any(|abschluss| abschluss.zeitraum == *zeitraum);
    let missing: Vec<Zeitraum> =
        vergleich.zeitraeume(jetzt).into_iter().filter(|zeitraum| *zeitraum < jetzt && !closed(zeitraum)).collect();
    let (first, newest) = (missing.first()?, missing.last()?);
    let effect = match *newest > last {
        true => format!("Der Bericht {} wird daher nicht mit dem Zeitraum davor verglichen.", jetzt.kennung()),
        false => format!("Die Entwicklung im Bericht {} hat dort eine Lücke.", jetzt.kennung()),
    };
    let message = match missing.len() {
        1 => format!("Der Zeitraum {} ist nicht abgeschlossen, frühere aber schon. {effect}", first.kennung()),
        _ => format!("Die Zeiträume {} sind nicht abgeschlossen, frühere aber schon. {effect}", names(&missing)),
    };
    let mend = format!(
        "Holen Sie den Abschluss nach, etwa „ratsbericht close {}“. Gab es {} schon, stellen Sie die Datei aus einer Sicherung \
         wieder her.",
        first.kennung(),
        abschlusspfad(*first),
    );
    let field = if stoff.in_reihe { "turnus" } else { "zeitraum" };
    Some(Finding::at(Code::RB612, ordner.bericht.span(field), message, mend))
}

/// The periods one by one, or the first and the last of many.
fn names(zeitraeume: &[Zeitraum]) -> String {
    let all: Vec<String> = zeitraeume.iter().map(Zeitraum::kennung).collect();
    match all.as_slice() {
        [first, .., last] if all.len() > MOST => format!("{first} bis {last} ({} Zeiträume)", all.len()),
        [head @ .., last] if !head.is_empty() => format!("{} und {last}", head.join(", ")),
        _ => all.concat(),
    }
}
