//! Periods that are not closed, though earlier ones are.

use crate::figures::{Berichtslage, closed_path};
use crate::finding::{Code, Finding};
use crate::model::Zeitraum;

/// How many missing periods a message names one by one.
const MOST: usize = 4;

/// A gap in the closed periods before the report: its changes or its trend would leave out what nobody sees is missing.
pub(super) fn check(report: &Berichtslage<'_>) -> Option<Finding> {
    let field = if report.ordner.bericht.turnus.is_some() { "turnus" } else { "zeitraum" };
    let (message, mend) = foreign(report).or_else(|| luecke(report))?;
    Some(Finding::at(Code::RB612, report.ordner.bericht.span(field), message, mend))
}

/// The period directly before is closed, but what was closed holds no such report.
fn foreign(report: &Berichtslage<'_>) -> Option<(String, String)> {
    let vorher = report.closed_without_report()?.kennung();
    let message =
        format!("Der Abschluss von {vorher} enthält diesen Bericht nicht; er wird daher nicht damit verglichen.");
    let mend = "Verglichen wird mit dem Bericht desselben Ordners, sonst mit dem einzigen zu derselben Auswahl. Heißt der Ordner \
                heute anders, geben Sie ihm den Namen von damals. Ist der Bericht neu, wird ab dem nächsten Zeitraum verglichen.";
    Some((message, mend.into()))
}

/// A period that is not closed, though one before it is.
fn luecke(report: &Berichtslage<'_>) -> Option<(String, String)> {
    let jetzt = report.portfolio.bezug.zeitraum;
    let auswahl = &report.portfolio.bezug.auswahl.kennung;
    let earlier = report.bestand.abschluesse.iter().filter(|abschluss| {
        let same = abschluss.zeitraum < jetzt && abschluss.zeitraum.turnus() == jetzt.turnus();
        same && abschluss.bericht(&report.ordner.name, auswahl).is_some()
    });
    let all: Vec<Zeitraum> = earlier.map(|abschluss| abschluss.zeitraum).collect();
    let (oldest, last) = (all.iter().min()?, all.iter().max()?);
    let back = std::iter::successors(jetzt.previous(), Zeitraum::previous).take_while(|zeitraum| zeitraum >= oldest);
    let mut missing: Vec<Zeitraum> = back.filter(|zeitraum| !report.is_closed(*zeitraum)).collect();
    missing.reverse();
    let (first, newest) = (missing.first()?, missing.last()?);
    let effect = match newest > last {
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
        closed_path(*first),
    );
    Some((message, mend))
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
