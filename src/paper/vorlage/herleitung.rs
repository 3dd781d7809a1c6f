//! Herleitung: for each row of a finance table, which projects and years its amounts come from.

use std::collections::{BTreeMap, BTreeSet};

use crate::figures::{Beitrag, Deckungsstand, Formtabelle, Formzeile, Herkunft};
use crate::model::{Euro, Haushaltszeile, Kennung, Zelle};
use crate::paper::typografisch;
use crate::paper::view::HerleitungView;

/// A line for each row, and one for what covers the table; none where nothing follows from projects.
pub(super) fn zeilen(tabelle: &Formtabelle<'_>) -> Vec<HerleitungView> {
    if tabelle.zeilen.iter().all(|zeile| zeile.berechnet.is_none()) {
        return Vec::new();
    }
    let rows = tabelle.zeilen.iter().map(|zeile| line(zeile.zeile().text(), &herkunft(zeile)));
    rows.chain(deckung(&tabelle.deckung).map(|text| line("Deckung", &text))).collect()
}

fn line(titel: &str, text: &str) -> HerleitungView {
    HerleitungView { titel: titel.into(), text: typografisch(text) }
}

/// Where the amounts of a row come from: project by project, then what was typed.
fn herkunft(zeile: &Formzeile<'_>) -> String {
    let mut parts: Vec<String> = projekte(zeile).into_iter().map(|(projekt, of)| format!("{projekt}: {of}")).collect();
    parts.extend(folgekosten(zeile));
    let typed: Vec<&str> = zeile.eingetragen.zellen().map(|(zelle, _)| spalte(zelle)).collect();
    if !typed.is_empty() {
        parts.push(format!("in der Vorlage eingetragen: {}", typed.join(", ")));
    }
    if parts.is_empty() { "keine Beträge".into() } else { format!("{}.", parts.join(". ")) }
}

/// The sources of each project, in the order in which the paper names them.
fn projekte(zeile: &Formzeile<'_>) -> Vec<(Kennung, String)> {
    let mut order: Vec<&Kennung> = Vec::new();
    let mut sources: BTreeMap<&Kennung, Vec<(String, BTreeSet<i32>)>> = BTreeMap::new();
    for beitrag in zeile.beitraege.iter().filter(|b| !b.ansatz.is_zero() || !b.fortgeschrieben.is_zero()) {
        let own = sources.entry(beitrag.projekt).or_insert_with(|| {
            order.push(beitrag.projekt);
            Vec::new()
        });
        let name = quelle(beitrag);
        match own.iter_mut().find(|(known, _)| *known == name) {
            Some((_, years)) => drop(years.insert(beitrag.jahr)),
            None => own.push((name, BTreeSet::from([beitrag.jahr]))),
        }
    }
    let text = |own: &[(String, BTreeSet<i32>)]| {
        let each = own.iter().map(|(name, years)| format!("{name} {}", jahre(years)));
        each.collect::<Vec<_>>().join("; ")
    };
    order.into_iter().filter_map(|kennung| Some((kennung.clone(), text(sources.get(kennung)?)))).collect()
}

fn quelle(beitrag: &Beitrag<'_>) -> String {
    match &beitrag.herkunft {
        Herkunft::Haushalt(_) => "Haushalt".into(),
        Herkunft::Tranche(tranche) => format!("Zuwendung {}", tranche.bewilligung),
        Herkunft::Anlage(rechnung) => {
            let gut = &rechnung.gut.kennung;
            match (beitrag.zeile, rechnung.bewilligung) {
                (Haushaltszeile::Ertrag, Some(grant)) => format!("Sonderposten der Anlage {gut} aus {grant}"),
                (Haushaltszeile::Abschreibungen, _) => format!("Abschreibung der Anlage {gut}"),
                _ => format!("laufende Kosten der Anlage {gut}"),
            }
        }
    }
}

/// The assets whose first full year is in the columns of the Folgekosten.
fn folgekosten(zeile: &Formzeile<'_>) -> Option<String> {
    let named: Vec<&str> = zeile.folgekosten.iter().map(|rechnung| rechnung.gut.kennung.as_str()).collect();
    (!named.is_empty()).then(|| format!("Folgekosten: {}", named.join(", ")))
}

fn spalte(zelle: Zelle) -> &'static str {
    match zelle {
        Zelle::Ansatz => "Ansatz des Haushaltsjahres",
        Zelle::Fortgeschrieben => "fortgeschriebener Ansatz des Haushaltsjahres",
        Zelle::AnsatzFf => "Ansatz der Folgejahre",
        Zelle::FortgeschriebenFf => "fortgeschriebener Ansatz der Folgejahre",
        Zelle::Vorjahre | Zelle::VorjahreFortgeschrieben => "Vorjahre",
        Zelle::SpaetereJahre | Zelle::SpaetereJahreFortgeschrieben => "spätere Jahre",
        Zelle::FolgekostenAlt => "Folgekosten (alt)",
        Zelle::FolgekostenNeu => "Folgekosten (neu)",
    }
}

/// What covers the table: decisions of the council, and accounts.
fn deckung(deckung: &Deckungsstand) -> Option<String> {
    let decided: Euro = deckung.beschlossen.into_iter().sum();
    let decided = (!decided.is_zero())
        .then(|| format!("{decided} € durch Ermächtigungsübertragung und Nachtrag bereits beschlossen"));
    let konten = deckung.konten.iter().map(|konto| {
        let kostenart = konto.kostenart.as_ref().map(|nummer| format!(", Kostenart {nummer}")).unwrap_or_default();
        let jahr = konto.jahr.map(|jahr| format!(" ({jahr})")).unwrap_or_default();
        format!("{} € aus {}{kostenart}{jahr}", konto.betrag, konto.psp)
    });
    let parts: Vec<String> = decided.into_iter().chain(konten).collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
}

/// Years with their gaps: `2021–2023, 2025`.
pub(super) fn jahre(years: &BTreeSet<i32>) -> String {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => runs.push((*year, *year)),
        }
    }
    let run = |(first, last): &(i32, i32)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_printed_with_their_gaps() {
        let text = |years: &[i32]| jahre(&years.iter().copied().collect());
        assert_eq!(text(&[2021, 2022, 2023, 2025]), "2021–2023, 2025");
        assert_eq!(text(&[2021]), "2021");
        assert_eq!(text(&[]), "");
    }
}
