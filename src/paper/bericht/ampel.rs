//! The Ampel: word and sign, with its rule as a legend.

use chrono::NaiveDate;

use super::Stoff;
use crate::figures::Lage;
use crate::figures::ampel::{Ampel, Ampelstufe};
use crate::finding::{Code, Finding};
use crate::paper::view::{Element, Spalte, TabelleView, Zelle};
use crate::text::zahl::{tage, zahl};

/// The sign and the word for a project, and why; `None` where it is neither under way nor paused.
pub(super) fn zelle(ampel: &Ampel<'_>, lage: &Lage<'_>) -> Option<String> {
    let (stufe, why) = ampel.projekte.get(&lage.projekt.kennung)?;
    let shown = wort(*stufe);
    Some(if why.is_empty() { shown } else { format!("{shown}: {why}") })
}

/// The sign and the word alone.
pub(super) fn kurz(ampel: &Ampel<'_>, lage: &Lage<'_>) -> String {
    ampel.projekte.get(&lage.projekt.kennung).map_or_else(|| "–".into(), |(stufe, _)| wort(*stufe))
}

fn wort(stufe: Ampelstufe) -> String {
    format!("{}\u{a0}{}", stufe.zeichen(), stufe.text())
}

/// How many projects stand on each step, with the rule; `None` where the municipality has no rule.
pub(super) fn tabelle(stoff: &Stoff<'_>) -> Option<Element> {
    let ampel = stoff.ampel.as_ref()?;
    let row =
        |(stufe, figure): (&Ampelstufe, _)| vec![wort(*stufe).into(), regel(ampel, *stufe).into(), zahl(figure).into()];
    let rule = ampel.regel;
    Some(Element::Tabelle(TabelleView {
        titel: Some(format!("Ampel der laufenden und pausierten Projekte am {}", stoff.stichtag())),
        spalten: vec![Spalte::new("Ampel", "kurz"), Spalte::new("Regel", "text"), Spalte::new("Projekte", "zahl")],
        zeilen: Ampelstufe::ALL.iter().zip(&ampel.anzahl).map(row).collect::<Vec<Vec<Zelle>>>(),
        summe: None,
        hinweise: vec![format!(
            "Die Ampel folgt allein aus dieser Regel, gültig ab {} ({}).",
            super::tag(rule.gueltig_ab),
            rule.quelle
        )],
    }))
}

/// Rules that are applied to a Stichtag on which they did not hold yet; an Ampel is then not printed.
pub(super) fn check(stoff: &Stoff<'_>) -> Vec<Finding> {
    let stammdaten = &stoff.bestand.stammdaten;
    let stichtag = stoff.portfolio.bezug.stichtag;
    let ampel = stammdaten.ampel.as_ref().map(|regel| {
        let message = "Die Regel der Ampel galt am Stichtag noch nicht; der Bericht hat daher keine Ampel.";
        (regel.gueltig_ab, "ampel", message)
    });
    let message = "Die Schwelle des Erledigungsstands galt am Stichtag noch nicht; gezählt ist trotzdem nach ihr.";
    let schwelle = Some((stammdaten.erledigung.gueltig_ab, "erledigung", message));
    let late = [ampel, schwelle].into_iter().flatten().filter(|(day, ..)| *day > stichtag);
    let finding = |(day, section, message): (NaiveDate, &str, &str)| {
        let mend = "Prüfen Sie „gueltig_ab“, oder tragen Sie die Regel ein, die am Stichtag galt.";
        let span = stammdaten.span(&format!("{section}/gueltig_ab"));
        let expected = format!("ein Tag bis zum Stichtag {}", stoff.stichtag());
        Finding::at(Code::RB613, span, message, mend).expected(expected).found(super::tag(day))
    };
    late.map(finding).collect()
}

/// The rule of one step.
fn regel(ampel: &Ampel<'_>, stufe: Ampelstufe) -> String {
    let days = tage(&ampel.rot_tage);
    match stufe {
        Ampelstufe::Gruen => "nicht überfällig, nicht pausiert, mit aktueller Angabe".into(),
        Ampelstufe::Gelb => {
            format!("weniger als {days} überfällig, oder pausiert, ohne Angabe oder mit veralteter Angabe")
        }
        Ampelstufe::Rot => format!("mindestens {days} überfällig"),
    }
}
