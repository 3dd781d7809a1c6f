//! The Ampel: word and sign, with its rule as a legend.

use crate::figures::ampel::{Ampel, Ampelstufe};
use crate::figures::{Berichtslage, Lage};
use crate::model::day;
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::{tage, zahl};

/// The sign and the word for a project, and why; `None` where it is neither under way nor paused.
pub(super) fn zelle(ampel: &Ampel<'_>, lage: &Lage<'_>) -> Option<String> {
    let (stufe, why) = ampel.projekte.get(&lage.projekt.kennung)?;
    let shown = word(*stufe);
    Some(if why.is_empty() { shown } else { format!("{shown}: {why}") })
}

/// The sign and the word alone.
pub(super) fn short(ampel: &Ampel<'_>, lage: &Lage<'_>) -> String {
    ampel.projekte.get(&lage.projekt.kennung).map_or_else(|| "–".into(), |(stufe, _)| word(*stufe))
}

fn word(stufe: Ampelstufe) -> String {
    format!("{}\u{a0}{}", stufe.zeichen(), stufe.text())
}

/// How many projects stand on each step, with the rule; `None` where the municipality has no rule.
pub(super) fn tabelle(report: &Berichtslage<'_>) -> Option<Element> {
    let ampel = report.ampel.as_ref()?;
    let row =
        |(stufe, figure): (&Ampelstufe, _)| vec![word(*stufe).into(), regel(ampel, *stufe).into(), zahl(figure).into()];
    let rule = ampel.regel;
    Some(Element::Tabelle(TabelleView {
        titel: Some("Ampel der laufenden und pausierten Projekte".into()),
        spalten: vec![Spalte::new("Ampel", "kurz"), Spalte::new("Regel", "text"), Spalte::new("Projekte", "zahl")],
        zeilen: Ampelstufe::ALL.iter().zip(&ampel.anzahl).map(row).collect::<Vec<Vec<Tabellenzelle>>>(),
        hinweise: vec![format!(
            "Die Ampel folgt allein aus dieser Regel, gültig ab {} ({}).",
            day(rule.gueltig_ab),
            rule.quelle
        )],
        ..TabelleView::default()
    }))
}

/// The rule of one step.
fn regel(ampel: &Ampel<'_>, stufe: Ampelstufe) -> String {
    let days = tage(&ampel.rot_tage);
    match stufe {
        Ampelstufe::Gruen => "nicht überfällig, nicht pausiert, mit aktueller Angabe".into(),
        Ampelstufe::Gelb => {
            format!("weniger als {days} überfällig oder pausiert, ohne Angabe oder mit veralteter Angabe")
        }
        Ampelstufe::Rot => format!("mindestens {days} überfällig"),
    }
}
