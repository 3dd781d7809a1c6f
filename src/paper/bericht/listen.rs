//! The lists that councillors ask for: finished, begun, nearly done, overdue.

use super::Stoff;
use crate::figures::{Kennzahl, Lage};
use crate::finding::{Code, Finding};
use crate::paper::tag;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Zelle};

/// A list: which projects, its last columns, and how a row fills them.
struct Liste {
    kennzahl: Kennzahl,
    titel: String,
    spalten: Vec<Spalte>,
    /// What stands below the title.
    zusatz: fn(&Lage<'_>) -> Option<String>,
    zellen: fn(&Stoff<'_>, &Lage<'_>) -> Vec<String>,
}

/// The title of the chapter.
pub(super) const TITEL: &str = "Ausgewählte Projekte";

pub(super) fn kapitel(stoff: &Stoff<'_>) -> Kapitel {
    let schwelle = stoff.portfolio.bezug.schwelle.schwelle;
    let listen = [
        Liste {
            kennzahl: Kennzahl::Abgeschlossen,
            titel: format!("Abgeschlossen im Zeitraum {}", stoff.zeitraum()),
            spalten: vec![Spalte::new("Beginn", "datum"), Spalte::new("Ende", "datum")],
            zusatz: |_| None,
            zellen: |_, lage| vec![date(lage.projekt.beginn), date(lage.projekt.ende)],
        },
        Liste {
            kennzahl: Kennzahl::Begonnen,
            titel: format!("Begonnen im Zeitraum {}", stoff.zeitraum()),
            spalten: vec![Spalte::new("Beginn", "datum"), Spalte::new("Ende (geplant)", "datum")],
            zusatz: |lage| lage.projekt.beschreibung.clone(),
            zellen: |_, lage| vec![date(lage.projekt.beginn), date(lage.projekt.ende_geplant)],
        },
        Liste {
            kennzahl: Kennzahl::FastFertig,
            titel: format!("Erledigungsstand ≥\u{a0}{schwelle} am {}", stoff.stichtag()),
            spalten: vec![Spalte::new("Ende (geplant)", "datum"), Spalte::new("Stand", "zahl")],
            zusatz: |lage| lage.fortschritt.and_then(|f| f.bemerkung.clone()),
            zellen: |stoff, lage| vec![date(lage.projekt.ende_geplant), stoff.stand(lage)],
        },
        Liste {
            kennzahl: Kennzahl::Pausiert,
            titel: format!("Pausiert am {}", stoff.stichtag()),
            spalten: vec![
                Spalte::new("Pause seit", "datum"),
                Spalte::new("Pause bis", "datum"),
                Spalte::new("Grund", "text"),
            ],
            zusatz: |_| None,
            zellen: |_, lage| {
                let grund = lage.pause.and_then(|p| p.grund.clone()).unwrap_or_else(|| "ohne Angabe".into());
                vec![date(lage.pause.map(|p| p.von)), date(lage.pause.and_then(|p| p.bis)), grund]
            },
        },
        Liste {
            kennzahl: Kennzahl::Ueberfaellig,
            titel: format!("Überfällig am {}", stoff.stichtag()),
            spalten: vec![
                Spalte::new("Ende (geplant)", "datum"),
                Spalte::new("Stand", "zahl"),
                Spalte::new("Grund", "text"),
            ],
            zusatz: |_| None,
            zellen: |stoff, lage| {
                let grund = lage.projekt.grund.clone().unwrap_or_else(|| "ohne Angabe".into());
                vec![date(lage.projekt.ende_geplant), stoff.stand(lage), grund]
            },
        },
    ];
    Kapitel::new(TITEL, listen.iter().map(|l| element(stoff, l)).collect())
}

fn element(stoff: &Stoff<'_>, liste: &Liste) -> Element {
    let mut spalten =
        vec![Spalte::new("Kennung", "kennung"), Spalte::new("Projekt", "text"), Spalte::new("Dienststelle", "kurz")];
    spalten.extend(liste.spalten.iter().cloned());
    let mut members: Vec<&Lage<'_>> = stoff.portfolio.members(liste.kennzahl).collect();
    members.sort_by(|a, b| a.projekt.kennung.cmp(&b.projekt.kennung));
    let zeilen = members.into_iter().map(|lage| {
        let projekt = lage.projekt;
        let titel = Zelle::new(projekt.titel.as_str(), [(liste.zusatz)(lage)]);
        let mut cells = vec![projekt.kennung.as_str().into(), titel, projekt.fachbereich.as_str().into()];
        cells.extend((liste.zellen)(stoff, lage).into_iter().map(Zelle::from));
        cells
    });
    Element::Tabelle(TabelleView {
        titel: Some(liste.titel.clone()),
        spalten,
        zeilen: zeilen.collect(),
        summe: None,
        hinweise: Vec::new(),
    })
}

/// Overdue projects whose reason nobody has entered; councillors ask for it.
pub(super) fn ueberfaellig_ohne_grund(stoff: &Stoff<'_>) -> Vec<Finding> {
    let overdue = stoff.portfolio.members(Kennzahl::Ueberfaellig).filter(|lage| lage.projekt.grund.is_none());
    let finding = |lage: &Lage<'_>| {
        let (projekt, stichtag) = (lage.projekt.bezeichnung(), stoff.stichtag());
        let message = format!("Das Projekt {projekt} ist am {stichtag} überfällig, aber ein Grund fehlt.");
        let mend = "Tragen Sie unter „grund“ ein, woran es liegt; der Bericht druckt ihn ab.";
        Finding::at(Code::RB108, lage.projekt.span("ende_geplant"), message, mend)
    };
    overdue.map(finding).collect()
}

/// A day, or a dash where there is none.
pub(super) fn date(date: Option<chrono::NaiveDate>) -> String {
    date.map_or_else(|| "–".into(), tag)
}
