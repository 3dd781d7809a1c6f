//! The annex „Herkunft der Zahlen“: each printed figure with its definition, its formula and its records.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::{typografisch, zahl};
use crate::figures::{Beleg, Figure, Rechenart};

/// How many terms a printed formula has at most; longer ones are in the attached data.
const MOST_TERMS: usize = 8;

/// How many records of a sum are named at most; what counts records names all of them.
const MOST_NAMED: usize = 12;

/// View data of the annex.
#[derive(Debug, Clone, Serialize)]
pub(super) struct HerkunftView {
    /// What stands above.
    einleitung: String,
    /// Figures with the same definition, in the order in which they are first printed.
    gruppen: Vec<Gruppe>,
}

/// Figures that are reckoned alike.
#[derive(Debug, Clone, Serialize)]
struct Gruppe {
    /// The definition, which all share.
    definition: String,
    /// The rule, and the day or period.
    bezug: String,
    eintraege: Vec<Eintrag>,
}

/// One figure.
#[derive(Debug, Clone, Serialize)]
struct Eintrag {
    id: String,
    titel: String,
    wert: String,
    /// The formula with its values, where it is short.
    formel: Option<String>,
    /// How many records, and which.
    belege: String,
}

/// The ids of the figures that view data print, each once.
pub(super) fn printed(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    zahl::ids(data, &mut found);
    let mut seen = BTreeSet::new();
    found.into_iter().filter(|id| seen.insert(*id)).map(str::to_owned).collect()
}

/// The annex to view data.
pub(super) fn view(figures: &[Figure], data: &Value) -> HerkunftView {
    let by_id: BTreeMap<&str, &Figure> = figures.iter().map(|figure| (figure.id.as_str(), figure)).collect();
    let mut gruppen: Vec<Gruppe> = Vec::new();
    let mut positions: BTreeMap<(String, String), usize> = BTreeMap::new();
    for figure in printed(data).iter().filter_map(|id| by_id.get(id.as_str())) {
        let bezug = format!("{}, {}", figure.regel, figure.bezug.text());
        let position = *positions.entry((figure.definition.clone(), bezug.clone())).or_insert(gruppen.len());
        if position == gruppen.len() {
            let definition = typografisch(&figure.definition);
            gruppen.push(Gruppe { definition, bezug: typografisch(&bezug), eintraege: Vec::new() });
        }
        if let Some(gruppe) = gruppen.get_mut(position) {
            gruppe.eintraege.push(eintrag(figure));
        }
    }
    let einleitung = "Jede Zahl dieses Papiers mit ihrer Definition, ihrer Rechnung und den Datensätzen, aus denen sie folgt. \
                      Dasselbe mit allen Zwischenschritten steht in den angehängten Dateien figures.json und figures.csv; \
                      den Befehl „ratsbericht explain“ mit dem Namen der Zahl zeigt auch die Stelle jedes Datensatzes.";
    HerkunftView { einleitung: einleitung.into(), gruppen }
}

fn eintrag(figure: &Figure) -> Eintrag {
    let rechnung = &figure.rechnung;
    let formel = rechnung.formel().filter(|_| (2..=MOST_TERMS).contains(&rechnung.glieder.len()));
    let most = if rechnung.art == Rechenart::Anzahl { usize::MAX } else { MOST_NAMED };
    Eintrag {
        id: figure.id.clone(),
        titel: typografisch(&figure.titel),
        wert: figure.wert.text(),
        formel: formel.map(|text| format!("= {}", typografisch(&text))),
        belege: typografisch(&belege(&figure.belege, most)),
    }
}

/// Records by table, with their number: `3 in projekte: P-001 bis P-003`.
fn belege(belege: &[Beleg], most: usize) -> String {
    let mut tables: Vec<(&str, Vec<&str>)> = Vec::new();
    for Beleg { tabelle, kennung } in belege {
        match tables.iter_mut().find(|(name, _)| name == tabelle) {
            Some((_, records)) => records.push(kennung),
            None => tables.push((tabelle, vec![kennung])),
        }
    }
    let text = |(name, records): &(&str, Vec<&str>)| {
        let runs = runs(records);
        let left = runs.len().saturating_sub(most);
        let mut named = runs.into_iter().take(most).collect::<Vec<_>>().join("; ");
        if left > 0 {
            named.push_str(" und weitere");
        }
        format!("{} in {name}: {named}", records.len())
    };
    if tables.is_empty() { "keine Datensätze".into() } else { tables.iter().map(text).collect::<Vec<_>>().join(". ") }
}

/// Kennungen with their runs drawn together: `P-001 bis P-003`.
fn runs(records: &[&str]) -> Vec<String> {
    let mut sorted: Vec<&str> = records.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut runs: Vec<(&str, &str, usize)> = Vec::new();
    for record in sorted {
        match runs.last_mut() {
            Some((_, last, count)) if follows(last, record) => {
                *last = record;
                *count += 1;
            }
            _ => runs.push((record, record, 1)),
        }
    }
    let text = |(first, last, count): (&str, &str, usize)| match count {
        1 => vec![first.to_owned()],
        2 => vec![first.to_owned(), last.to_owned()],
        _ => vec![format!("{first} bis {last}")],
    };
    runs.into_iter().flat_map(text).collect()
}

/// Whether two Kennungen differ only in a number at their end, of as many digits, and the second is one more.
fn follows(before: &str, after: &str) -> bool {
    let split = |text: &str| {
        let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
        let (name, number) = text.split_at(text.len() - digits);
        Some((name.to_owned(), digits, number.parse::<u64>().ok()?))
    };
    match (split(before), split(after)) {
        (Some((a, wide, n)), Some((b, width, m))) => a == b && wide == width && Some(m) == n.checked_add(1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_drawn_together() {
        let all = |names: &[&'static str], most| {
            belege(&names.iter().map(|name| Beleg::new("projekte", *name)).collect::<Vec<_>>(), most)
        };
        assert_eq!(all(&["P-003", "P-001", "P-002", "P-009"], 9), "4 in projekte: P-001 bis P-003; P-009");
        assert_eq!(all(&["P-1", "P-2", "P-10"], 9), "3 in projekte: P-1; P-10; P-2");
        assert_eq!(all(&["a", "b", "c"], 2), "3 in projekte: a; b und weitere");
        assert_eq!(all(&["P-099", "P-100", "P-101"], 9), "3 in projekte: P-099 bis P-101");
        assert_eq!(all(&[], 9), "keine Datensätze");
    }
}
