//! The outcome for programs.

use std::path::Path;

use serde_json::{Value, json};

use super::Beside;
use crate::pipeline::Comparison;
use crate::source::{FileId, Place, Sources, Span};
use crate::typeset::{ENGINE, PROGRAM};
use crate::verify::{Change, Deviation, Difference, Drift, How, Incomparable, Verdict};

pub(super) fn report(file: &Path, verdict: &Verdict, beside: Option<&Beside<'_>>) -> Value {
    let nachweis = &verdict.nachweis;
    let outcome = match (verdict.is_genuine(), verdict.is_altered()) {
        (true, _) => "unveraendert",
        (false, true) => "veraendert",
        (false, false) => "nicht_vergleichbar",
    };
    // The whole is unchanged only where the workspace is too, if there is one; the PDF's own outcome stands beside it.
    let differs = |beside: &Beside<'_>| !beside.comparison.is_same();
    let whole = if verdict.is_genuine() && beside.is_some_and(differs) { "arbeitsordner_anders" } else { outcome };
    json!({
        "datei": file.display().to_string(),
        "ergebnis": whole,
        "pdf": outcome,
        "papier": {
            "bezeichnung": nachweis.bezeichnung,
            "neue_fassung": nachweis.neue_fassung,
            "name": nachweis.name,
            "koerperschaft": nachweis.koerperschaft,
            "ausdruck": nachweis.ausdruck.to_string(),
            "datenstand": nachweis.datenstand.to_string(),
            "programm": nachweis.programm,
            "satz": nachweis.satz,
        },
        "geprueft_mit": { "programm": PROGRAM, "satz": ENGINE },
        "abweichungen": verdict.differences.iter().map(difference).collect::<Vec<_>>(),
        "eigene_gestaltung": beside.map(|beside| &beside.own),
        "arbeitsordner": beside.map(workspace),
    })
}

pub(super) fn incomparable(file: &Path, why: &Incomparable) -> Value {
    json!({ "datei": file.display().to_string(), "ergebnis": "nicht_lesbar", "meldung": why.to_string() })
}

fn difference(difference: &Difference) -> Value {
    let place = match difference {
        Difference::Pdf(change) => json!({
            "byte": change.at + 1,
            "objekt": change.object,
            "laenge": change.length,
            "laenge_neu_gebaut": change.expected,
            "ergaenzt": change.is_appended(),
            "seiten": change.pages,
            "anhaenge": change.files,
        }),
        _ => Value::Null,
    };
    json!({
        "art": difference.kind(),
        "datei": difference.file(),
        "meldung": difference.to_string(),
        "stelle": place,
    })
}

fn workspace(Beside { root, loaded, comparison, .. }: &Beside<'_>) -> Value {
    let root = root.display().to_string();
    match comparison {
        Comparison::Drift(drift) => compared(&root, drift, &loaded.sources),
        Comparison::Other(koerperschaft) => {
            json!({ "ordner": root, "ergebnis": "andere_koerperschaft", "koerperschaft": koerperschaft })
        }
        Comparison::Broken | Comparison::NoContents => json!({ "ordner": root, "ergebnis": "nicht_vergleichbar" }),
    }
}

fn compared(root: &str, drift: &Drift, sources: &Sources) -> Value {
    json!({
        "ordner": root,
        "ergebnis": if drift.is_none() { "unveraendert" } else { "veraendert" },
        "datensaetze": drift.records,
        "gleicher_inhalt": drift.same,
        "abweichungen": drift.deviations.iter().map(|one| deviation(one, sources)).collect::<Vec<_>>(),
    })
}

fn deviation(Deviation { kind, name, how, span, sheets }: &Deviation, sources: &Sources) -> Value {
    let place = span.map(|span| sources.place(span));
    let (recorded, paper, today) = match how {
        How::Changed(_) => (None, None, None),
        How::Replaced(day) => (day.as_ref(), None, None),
        How::Printed { paper, today } => (None, paper.as_ref(), today.as_ref()),
    };
    json!({
        "art": kind.name(),
        "name": name,
        "aenderung": match how {
            How::Changed(Change::Other) | How::Printed { .. } => "geaendert",
            How::Changed(Change::Gone) => "geloescht",
            How::Changed(Change::New) => "hinzugekommen",
            How::Replaced(_) => "ersetzt",
        },
        "erfasst": recorded.map(ToString::to_string),
        "papier": paper,
        "heute": today,
        "datei": place.as_ref().map(|p| p.path.clone()),
        "blatt": place.as_ref().and_then(|p| p.sheet.clone()),
        "zelle": place.as_ref().and_then(Place::cell),
        "zeile": place.as_ref().map(|p| p.line),
        "spalte": place.as_ref().map(|p| p.column),
        "blaetter": sheets.iter().map(|id| home(*id, sources)).collect::<Vec<_>>(),
    })
}

/// A sheet as a place without a row.
fn home(id: FileId, sources: &Sources) -> Value {
    let place = sources.place(Span::new(id, 0, 0));
    json!({ "datei": place.path, "blatt": place.sheet })
}
