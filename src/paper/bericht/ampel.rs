//! The Ampel: word and sign, the reasons of what is yellow or red, and the rule as a legend.

use std::cmp::Reverse;

use super::cut::{projekt, tabelle};
use crate::figures::ampel::{Ampel, Ampelstufe, Aspect, Rating};
use crate::figures::{Berichtslage, Lage};
use crate::model::day;
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::{tage, zahl};

/// How many yellow and red projects the report names.
const MOST: usize = 12;

/// The sign and the word for a project, and why; `None` where it is neither under way nor paused.
pub(super) fn zelle(ampel: &Ampel<'_>, lage: &Lage<'_>) -> Option<String> {
    let rating = ampel.projekte.get(&lage.projekt.kennung)?;
    let (shown, why) = (word(rating.step()), rating.why());
    Some(if why.is_empty() { shown } else { format!("{shown}. {why}") })
}

/// The sign and the word alone.
pub(super) fn short(ampel: &Ampel<'_>, lage: &Lage<'_>) -> String {
    ampel.projekte.get(&lage.projekt.kennung).map_or_else(|| "–".into(), |rating| word(rating.step()))
}

/// The reasons of what is yellow or red.
pub(super) fn why(ampel: &Ampel<'_>, lage: &Lage<'_>) -> Option<String> {
    ampel.projekte.get(&lage.projekt.kennung).map(Rating::why).filter(|why| !why.is_empty())
}

fn word(stufe: Ampelstufe) -> String {
    format!("{}\u{a0}{}", stufe.zeichen(), stufe.text())
}

/// How many projects stand on each step, with the rule, and below it the yellow and red ones with their reasons; nothing
/// where the municipality has no rule.
pub(super) fn tabellen(report: &Berichtslage<'_>) -> Vec<Element> {
    let legend = report.ampel.as_ref().map(legend);
    legend.into_iter().chain(rated(report, MOST)).collect()
}

/// The yellow and red projects, the red ones first, each with the step of each aspect and the reasons.
pub(super) fn rated(report: &Berichtslage<'_>, most: usize) -> Option<Element> {
    let ampel = report.ampel.as_ref()?;
    let rating =
        |lage: &Lage<'_>| ampel.projekte.get(&lage.projekt.kennung).filter(|of| of.step() != Ampelstufe::Gruen);
    let mut lagen: Vec<(&Lage<'_>, &Rating)> =
        report.portfolio.lagen.iter().filter_map(|lage| Some((lage, rating(lage)?))).collect();
    lagen.sort_by_key(|(lage, rating)| (Reverse(rating.step()), Reverse(rating.reasons.len()), &lage.projekt.kennung));
    let row = |(lage, rating): (&Lage<'_>, &Rating)| {
        let aspect = |aspect: &Aspect| rating.of(*aspect).map_or_else(|| "–".into(), |step| word(step).into());
        let first = projekt(lage.projekt, None);
        std::iter::once(first).chain(Aspect::ALL.iter().map(aspect)).chain([rating.why().into()]).collect()
    };
    let aspects = Aspect::ALL.iter().map(|aspect| Spalte::new(aspect.text(), "kurz"));
    let spalten = std::iter::once(Spalte::new("Projekt", "text")).chain(aspects).chain([Spalte::new("Gründe", "text")]);
    tabelle(report, "Gelbe und rote Projekte".into(), spalten.collect(), lagen.into_iter().map(row).collect(), most)
}

/// The rule of each step, aspect by aspect.
fn legend(ampel: &Ampel<'_>) -> Element {
    let row = |(step, figure): (&Ampelstufe, _)| {
        let rules = Aspect::ALL.iter().map(|aspect| regel(ampel, *aspect, *step).into());
        std::iter::once(word(*step).into()).chain(rules).chain([zahl(figure).into()]).collect()
    };
    let aspects = Aspect::ALL.iter().map(|aspect| Spalte::new(aspect.text(), "text"));
    let spalten = std::iter::once(Spalte::new("Ampel", "kurz")).chain(aspects).chain([Spalte::new("Projekte", "zahl")]);
    let rule = ampel.regel;
    Element::Tabelle(TabelleView {
        titel: Some("Ampel der laufenden und pausierten Projekte".into()),
        spalten: spalten.collect(),
        zeilen: Ampelstufe::ALL.iter().zip(&ampel.anzahl).map(row).collect::<Vec<Vec<Tabellenzelle>>>(),
        hinweise: vec![format!(
            "Zeit, Kosten und Förderung werden getrennt bewertet, soweit es Angaben gibt; die schlechteste Farbe zählt. Die Ampel folgt allein \
             aus dieser Regel, gültig ab {} ({}).",
            day(rule.gueltig_ab),
            rule.quelle
        )],
        ..TabelleView::default()
    })
}

/// The rule of one step of an aspect.
fn regel(ampel: &Ampel<'_>, aspect: Aspect, step: Ampelstufe) -> String {
    let limits = &ampel.limits;
    let days = tage(&limits.rot_tage);
    match (aspect, step) {
        (Aspect::Zeit, Ampelstufe::Gruen) => "im Plan, mit aktueller Angabe".into(),
        (Aspect::Zeit, Ampelstufe::Gelb) => format!(
            "noch nicht so lange überfällig, Meilenstein überfällig, mindestens {} der Laufzeit im Rückstand, pausiert, ohne oder mit veralteter Angabe",
            zahl(&limits.rueckstand_gelb)
        ),
        (Aspect::Zeit, Ampelstufe::Rot) => {
            format!("mindestens {days} überfällig oder {} der Laufzeit im Rückstand", zahl(&limits.rueckstand_rot))
        }
        (Aspect::Kosten, Ampelstufe::Gruen) => "Prognose bis zum Plan".into(),
        (Aspect::Kosten, Ampelstufe::Gelb) => "Prognose über dem Plan".into(),
        (Aspect::Kosten, Ampelstufe::Rot) => {
            format!("Prognose mindestens {} über dem Plan", zahl(&limits.mehrkosten_rot))
        }
        (Aspect::Foerderung, Ampelstufe::Gruen) => "Fristen eingehalten".into(),
        (Aspect::Foerderung, Ampelstufe::Gelb) => {
            "Frist überfällig, mehr ausgezahlt, als bisher zusteht, oder Verfall droht".into()
        }
        (Aspect::Foerderung, Ampelstufe::Rot) => {
            format!("Nachweis mindestens {days} überfällig oder Auszahlung zu spät verwendet")
        }
    }
}
