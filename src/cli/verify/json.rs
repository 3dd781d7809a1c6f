//! The outcome for programs.

use std::path::Path;

use serde_json::{Value, json};

use super::Beside;
use crate::pipeline::Comparison;
use crate::source::{Place, Sources};
use crate::typeset::{ENGINE, PROGRAM};
use crate::verify::{Change, Difference, Drift, FileChange, Incomparable, RecordChange, Verdict};

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
            "name": nachweis.name,
            "koerperschaft": nachweis.koerperschaft,
            "ausdruck": nachweis.ausdruck.to_string(),
            "datenstand": nachweis.datenstand.to_string(),
            "programm": nachweis.programm,
            "satz": nachweis.satz,
        },
        "geprueft_mit": { "programm": PROGRAM, "satz": ENGINE },
        "abweichungen": verdict.differences.iter().map(difference).collect::<Vec<_>>(),
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

fn workspace(Beside { root, loaded, comparison }: &Beside<'_>) -> Value {
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
    let files = drift.files.iter().map(|(path, change)| json!({ "datei": path, "art": of_file(*change) }));
    let figures = drift.rebuilt.as_ref().map(|rebuilt| {
        let each = rebuilt.figures.iter();
        each.map(|f| json!({ "id": f.id, "papier": f.paper, "heute": f.today })).collect::<Vec<_>>()
    });
    let places = drift.rebuilt.as_ref().map(|rebuilt| {
        let each = rebuilt.view.iter();
        each.map(|v| json!({ "stelle": v.place, "papier": v.paper, "heute": v.today })).collect::<Vec<_>>()
    });
    json!({
        "ordner": root,
        "ergebnis": if drift.is_none() { "unveraendert" } else { "veraendert" },
        "datensaetze": drift.records,
        "geaenderte_datensaetze": drift.changed.iter().map(|change| record(change, sources)).collect::<Vec<_>>(),
        "geaenderte_dateien": files.collect::<Vec<_>>(),
        "geaenderte_einstellungen": drift.settings,
        "geaenderte_zahlen": figures,
        "geaenderte_stellen": places,
        "gleicher_inhalt": drift.rebuilt.as_ref().map(|rebuilt| rebuilt.same),
    })
}

fn record(RecordChange { name, how, span }: &RecordChange, sources: &Sources) -> Value {
    let place = span.map(|span| sources.place(span));
    let (kind, day) = match how {
        Change::Other => ("geaendert", None),
        Change::Gone => ("geloescht", None),
        Change::Replaced(day) => ("ersetzt", day.as_ref()),
    };
    json!({
        "datensatz": name,
        "art": kind,
        "erfasst": day.map(ToString::to_string),
        "datei": place.as_ref().map(|p| p.path.clone()),
        "blatt": place.as_ref().and_then(|p| p.sheet.clone()),
        "zelle": place.as_ref().and_then(Place::cell),
        "zeile": place.as_ref().map(|p| p.line),
        "spalte": place.as_ref().map(|p| p.column),
    })
}

fn of_file(change: FileChange) -> &'static str {
    match change {
        FileChange::Other => "geaendert",
        FileChange::Gone => "geloescht",
        FileChange::New => "hinzugekommen",
    }
}
