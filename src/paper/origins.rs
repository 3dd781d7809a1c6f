//! What the figures of a page come from: as the annex says it, but for each figure whole, so that it can be reckoned again from the
//! page alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::herkunft::{MOST_TERMS, Zusammenhang, belege, formula, titel};
use crate::figures::{Einheit, Figure, Glied, Parameter, Quelle, Rechenart};
use crate::model::day;
use crate::text::with_typography;

/// What stands above the entries of a page.
const INTRODUCTION: &str = "Jede berechnete Zahl mit ihrer Definition, ihrer Rechnung und den Datensätzen, aus denen sie folgt; von \
                            Hand eingegebene Zahlen gehören nicht dazu. Jede Zahl im Papier führt zu ihrem Eintrag, und jeder Eintrag \
                            zurück.";

/// What the figures of a page come from.
#[derive(Debug, Serialize)]
pub(super) struct Origins {
    einleitung: &'static str,
    eintraege: Vec<OriginEntry>,
}

/// A figure.
#[derive(Debug, Serialize)]
struct OriginEntry {
    id: String,
    titel: String,
    wert: String,
    definition: String,
    /// The rule, and the day or period.
    bezug: String,
    /// The formula with its values, or how many terms there are.
    formel: Option<String>,
    /// The terms, where there are more than records to count.
    glieder: Vec<TermLine>,
    /// How many records, and which.
    belege: String,
}

/// A term of a formula.
#[derive(Debug, Serialize)]
struct TermLine {
    zeichen: &'static str,
    titel: String,
    wert: String,
    /// How the value follows from the record.
    erlaeuterung: Option<String>,
    /// The figure that it is, by its id.
    figur: Option<String>,
    /// The records or the parameter that it is.
    woher: Option<String>,
}

/// The entries of figures with these ids, and of all that their formulas name.
pub(super) fn of(figures: &[Figure], zusammenhang: &Zusammenhang, printed: Vec<String>) -> Origins {
    let by_id: BTreeMap<&str, &Figure> = figures.iter().map(|figure| (figure.id.as_str(), figure)).collect();
    let (mut wanted, mut open) = (BTreeSet::new(), printed);
    while let Some(id) = open.pop() {
        let figure = by_id.get(id.as_str());
        let terms = figure.into_iter().flat_map(|figure| figure.rechnung.glieder.iter());
        let inner: Vec<String> = terms.filter_map(|term| figur(term)).collect();
        if wanted.insert(id) {
            open.extend(inner);
        }
    }
    let all: Vec<&Figure> = figures.iter().filter(|figure| wanted.contains(&figure.id)).collect();
    let titles = titel(&all, zusammenhang);
    let eintraege = all.into_iter().zip(titles).map(|(figure, titel)| entry(figure, &titel, &by_id)).collect();
    Origins { einleitung: INTRODUCTION, eintraege }
}

fn entry(figure: &Figure, titel: &str, known: &BTreeMap<&str, &Figure>) -> OriginEntry {
    let rechnung = &figure.rechnung;
    let terms = if rechnung.art == Rechenart::Anzahl { &[] } else { &*rechnung.glieder };
    // Terms that all are figures name their records there.
    let from_others = !terms.is_empty() && terms.iter().all(|term| figur(term).is_some());
    OriginEntry {
        id: figure.id.clone(),
        titel: with_typography(titel),
        wert: with_typography(&figure.wert.with(Einheit::short)),
        definition: with_typography(&figure.definition),
        bezug: with_typography(&format!("{}, {}", figure.regel, figure.bezug.text())),
        formel: formula(figure).map(|text| with_typography(&in_words(text, terms.len()))),
        glieder: terms.iter().map(|term| line(term, known)).collect(),
        belege: if from_others { String::new() } else { with_typography(&belege(&figure.belege, usize::MAX)) },
    }
}

/// The formula, where it is not said elsewhere: the terms of a long one follow.
fn in_words(formula: String, terms: usize) -> String {
    match formula.strip_suffix(", die in figures.json stehen").filter(|_| terms > MOST_TERMS) {
        Some(shorter) => format!("{shorter}:"),
        None => formula,
    }
}

fn figur(term: &Glied) -> Option<String> {
    match &term.quelle {
        Quelle::Figur(id) => Some(id.clone()),
        _ => None,
    }
}

fn line(term: &Glied, known: &BTreeMap<&str, &Figure>) -> TermLine {
    let woher = match &term.quelle {
        Quelle::Figur(_) | Quelle::Umrechnung => None,
        Quelle::Datensatz(records) => Some(belege(records, usize::MAX)),
        Quelle::Parameter(Parameter { beleg, quelle, gueltig_ab }) => {
            let place = belege(std::slice::from_ref(beleg), usize::MAX);
            Some(format!("Parameter, gültig ab {}; Quelle: {quelle}; {place}", day(*gueltig_ab)))
        }
    };
    TermLine {
        zeichen: term.zeichen.text(),
        titel: with_typography(&term.titel),
        wert: with_typography(&term.wert),
        erlaeuterung: term.erlaeuterung.as_deref().map(with_typography),
        figur: figur(term).filter(|id| known.contains_key(id.as_str())),
        woher: woher.map(|text| with_typography(&text)),
    }
}
