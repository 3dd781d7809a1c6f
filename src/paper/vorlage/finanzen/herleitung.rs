//! Herleitung: for each row of a finance table, which projects and years its amounts come from.

use std::collections::{BTreeMap, BTreeSet};

use crate::figures::anlagen::Anlageposten;
use crate::figures::energiekosten::Energiekosten;
use crate::figures::finanzen::Deckungsfiguren;
use crate::figures::vordruck::{Beitrag, Deckungskonto, Deckungsstand, Formtabelle, Formzeile, Herkunft};
use crate::figures::{Figure, Vorlagenlage};
use crate::model::{Haushaltszeile, Jahr, Kennung, Zelle, day};
use crate::paper::view::Herleitungszeile;
use crate::text::with_typography;
use crate::text::zahl::{marked, zahl};

/// A line for each row, one for costs of energy that nobody has entered, and one for what covers the table; none where
/// nothing follows from projects.
pub(super) fn zeilen(
    lage: &Vorlagenlage<'_>,
    tabelle: &Formtabelle<'_>,
    figuren: &Deckungsfiguren,
) -> Vec<Herleitungszeile> {
    if tabelle.zeilen.iter().all(|zeile| zeile.berechnet.is_none()) {
        return Vec::new();
    }
    let jahr = lage.form.haushaltsjahr;
    let rows = tabelle.zeilen.iter().flat_map(|zeile| {
        let costs = energiekosten(lage).filter(|_| zeile.zeile() == Haushaltszeile::PersonalSachaufwand);
        let costs = costs.map(|text| line("Energiekosten, nicht eingerechnet", &text));
        [line(zeile.zeile().text(), &herkunft(lage, zeile))].into_iter().chain(costs)
    });
    rows.chain(deckung(&tabelle.deckung, figuren, jahr).map(|text| line("Deckung", &text))).collect()
}

fn line(titel: &str, text: &str) -> Herleitungszeile {
    Herleitungszeile { titel: titel.into(), text: with_typography(text) }
}

/// Where the amounts of a row come from: project by project, then what was typed.
fn herkunft(lage: &Vorlagenlage<'_>, zeile: &Formzeile<'_>) -> String {
    let projekte = projekte(lage, zeile).into_iter();
    let mut parts: Vec<String> = projekte.map(|(projekt, of)| format!("{}: {of}", titled(lage, &projekt))).collect();
    parts.extend(folgekosten(zeile));
    let typed: Vec<&str> = zeile.eingetragen.zellen().map(|(zelle, _)| spalte(zelle)).collect();
    if !typed.is_empty() {
        parts.push(format!("In der Vorlage eingetragen: {}", typed.join(", ")));
    }
    if parts.is_empty() { "keine Beträge".into() } else { format!("{}.", parts.join(". ")) }
}

/// What the energy of the projects costs in a year, project by project; `None` where there is nothing to offer.
fn energiekosten(lage: &Vorlagenlage<'_>) -> Option<String> {
    let mut parts: Vec<(&Kennung, Vec<String>)> = Vec::new();
    for kosten in &lage.energiekosten {
        let projekt = &kosten.zeile.projekt;
        match parts.last_mut().filter(|(known, _)| *known == projekt) {
            Some((_, costs)) => costs.push(energie(kosten)),
            None => parts.push((projekt, vec![energie(kosten)])),
        }
    }
    let part = |(projekt, costs): &(&Kennung, Vec<String>)| format!("{}: {}", titled(lage, projekt), costs.join("; "));
    let parts: Vec<String> = parts.iter().map(part).collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join(". ")))
}

/// One quantity with its price: `Strom, eingespart: 96 000 kWh × 0,285 € je kWh (ab 01.01.2024, Quelle: Stadtwerke) = …`.
fn energie(kosten: &Energiekosten<'_>) -> String {
    let Energiekosten { zeile, preis, figure } = kosten;
    // Quantity and price are terms of the figure of the amount.
    let [menge, price] = [zeile.menge, preis.preis].map(|number| marked(&figure.id, &number.to_string()));
    format!(
        "{}, {}: {menge}\u{a0}{} × {price}\u{a0}€ je {} (Preis ab {}, Quelle: {}) = {}\u{a0}€ im Jahr",
        zeile.traeger,
        zeile.wirkung.text(),
        zeile.einheit.text().replace(' ', "\u{a0}"),
        preis.einheit.text().replace(' ', "\u{a0}"),
        day(preis.gueltig_ab),
        preis.quelle.trim_end_matches('.'),
        zahl(figure)
    )
}

/// What a project brings from one kind of source: records with the years that each counts in.
///
/// A record is its Kennung, by which it is sorted, and how it is printed.
type SourceRecords = (String, BTreeMap<(String, String), BTreeSet<i32>>);

/// A project by its title, with the Kennung in brackets.
pub(super) fn titled(lage: &Vorlagenlage<'_>, kennung: &Kennung) -> String {
    match lage.sicht.projekt(kennung) {
        Some(projekt) => named(&projekt.titel, kennung),
        None => kennung.to_string(),
    }
}

fn named(name: &str, kennung: &Kennung) -> String {
    format!("{name} ({kennung})")
}

/// A grant by its programme, with the Kennung in brackets.
fn grant(lage: &Vorlagenlage<'_>, projekt: &Kennung, kennung: &Kennung) -> String {
    let bewilligung = lage.sicht.bewilligungen(projekt).iter().find(|bewilligung| bewilligung.kennung == *kennung);
    let programm = bewilligung.and_then(|bewilligung| lage.bestand.programm(&bewilligung.programm));
    programm.map_or_else(|| kennung.to_string(), |programm| named(&programm.name, kennung))
}

/// The sources of each project, in the order in which the paper names them.
fn projekte(lage: &Vorlagenlage<'_>, zeile: &Formzeile<'_>) -> Vec<(Kennung, String)> {
    let jahr = lage.form.haushaltsjahr;
    let mut projekte: Vec<(Kennung, Vec<SourceRecords>)> = Vec::new();
    for beitrag in zeile.beitraege.iter().filter(|b| b.has_amount() && b.has_column(jahr)) {
        if projekte.last().is_none_or(|(kennung, _)| kennung != beitrag.projekt) {
            projekte.push((beitrag.projekt.clone(), Vec::new()));
        }
        let Some((_, quellen)) = projekte.last_mut() else { continue };
        let (kind, record) = quelle(lage, beitrag);
        // What is released and what is earned take turns from year to year.
        let position = quellen.iter().position(|(name, _)| *name == kind).unwrap_or_else(|| {
            quellen.push((kind, BTreeMap::new()));
            quellen.len() - 1
        });
        let Some((_, records)) = quellen.get_mut(position) else { continue };
        records.entry(record).or_default().insert(beitrag.jahr);
    }
    let text = |quellen: &[SourceRecords]| quellen.iter().map(quelle_text).collect::<Vec<_>>().join("; ");
    projekte.into_iter().map(|(kennung, quellen)| (kennung, text(&quellen))).collect()
}

/// The kind of a source, and the record; the rows of the budget have no name of their own.
fn quelle(lage: &Vorlagenlage<'_>, beitrag: &Beitrag<'_>) -> (String, (String, String)) {
    let by_grant = |kennung: &Kennung| grant(lage, beitrag.projekt, kennung);
    match &beitrag.herkunft {
        Herkunft::Haushalt(_) => ("Haushalt".into(), (String::new(), String::new())),
        Herkunft::Tranche(tranche) => {
            ("Zuwendung".into(), (tranche.bewilligung.to_string(), by_grant(&tranche.bewilligung)))
        }
        Herkunft::Anlage(rechnung, posten) => {
            let falls = beitrag.fortgeschrieben.is_negative();
            let kind = match (posten, &rechnung.sonderposten) {
                (Anlageposten::Aufloesung, Some(part)) => {
                    format!("Sonderposten aus {} für", by_grant(part.bewilligung))
                }
                (Anlageposten::LaufenderErtrag, _) if falls => "wegfallender Ertrag durch".to_owned(),
                (Anlageposten::LaufendeKosten, _) if falls => "Einsparung durch".to_owned(),
                _ => "Anlage".to_owned(),
            };
            let kennung = &rechnung.gut.kennung;
            let terms = rechnung.jahresrechnung(*posten, &|betrag| shown(lage, beitrag.zeile, &betrag.to_string()));
            let behind = terms.map_or_else(|| kennung.to_string(), |terms| format!("{kennung}: {terms}"));
            (kind, (kennung.to_string(), format!("{} ({behind})", rechnung.gut.bezeichnung)))
        }
    }
}

/// An amount of each year: a term of the Folgekosten of its row.
fn shown(lage: &Vorlagenlage<'_>, zeile: Haushaltszeile, betrag: &str) -> String {
    let mut rows = lage.finanzen.tabellen().flat_map(|tabelle| &tabelle.posten);
    let folgekosten = rows.find(|posten| posten.zeile == Some(zeile)).and_then(|posten| posten.zellen.last());
    folgekosten.map_or_else(|| betrag.to_owned(), |figure| marked(&figure.id, betrag))
}

/// How many records a line names; where there are more, it counts them, and the attached data name each.
const MOST_NAMED: usize = 8;

/// A source with its records: `Anlage Netz (AN-01), Tor (AN-03), 2021–2024; Zaun (AN-02), 2023–2024`, or `12 Anlagen, 2021–2024`.
fn quelle_text((kind, records): &SourceRecords) -> String {
    if records.len() > MOST_NAMED {
        let years: BTreeSet<i32> = records.values().flatten().copied().collect();
        let several = match kind.as_str() {
            "Anlage" => format!("{} Anlagen", records.len()),
            "Zuwendung" => format!("{} Zuwendungen", records.len()),
            other => format!("{other} {} Anlagen", records.len()),
        };
        return format!("{several}, {}", jahre(&years));
    }
    let mut by_years: Vec<(&BTreeSet<i32>, Vec<&str>)> = Vec::new();
    for ((_, record), years) in records {
        match by_years.iter_mut().find(|(known, _)| *known == years) {
            Some((_, names)) => names.push(record),
            None => by_years.push((years, vec![record])),
        }
    }
    let group = |(years, names): &(&BTreeSet<i32>, Vec<&str>)| format!("{}, {}", names.join(", "), jahre(years));
    let groups = by_years.iter().map(group).collect::<Vec<_>>().join("; ");
    format!("{kind} {groups}").replace(" , ", " ")
}

/// The assets whose first full year is in the columns of the Folgekosten.
fn folgekosten(zeile: &Formzeile<'_>) -> Option<String> {
    let names: Vec<String> =
        zeile.folgekosten.iter().map(|rechnung| named(&rechnung.gut.bezeichnung, &rechnung.gut.kennung)).collect();
    let of_row = zeile.beitraege.iter().filter_map(|beitrag| match &beitrag.herkunft {
        Herkunft::Anlage(rechnung, _) if beitrag.has_amount() => Some(&rechnung.gut.kennung),
        _ => None,
    });
    let of_row: BTreeSet<&Kennung> = of_row.collect();
    let same = zeile.folgekosten.iter().map(|rechnung| &rechnung.gut.kennung).collect::<BTreeSet<_>>() == of_row;
    let text = match names.len() {
        0 => return None,
        2.. if same => "aus denselben Anlagen".into(),
        1..=MOST_NAMED => format!("aus {}", names.join(", ")),
        more => format!("aus {more} Anlagen"),
    };
    Some(format!("Folgekosten {text}"))
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

/// What covers the table: decisions of the council, and accounts; and what nothing covers.
fn deckung(deckung: &Deckungsstand, figuren: &Deckungsfiguren, jahr: Jahr) -> Option<String> {
    let names: Vec<&str> = deckung.beschluesse.iter().copied().collect();
    let decided = figuren.beschlossen.as_ref();
    let decided = decided.map(|figure| format!("{} € durch {} bereits beschlossen", zahl(figure), names.join(" und ")));
    let konten = deckung.summen().into_iter().zip(&figuren.konten);
    let konten = konten.map(|((konto, _, _), figure)| konto_text(deckung, konto, figure));
    let years = [jahr.to_string(), format!("{} ff.", jahr.folgejahr())];
    let open = figuren.luecke.iter().zip(years);
    let open = open.filter_map(|(figure, when)| Some(format!("{when}: {} € ohne Deckung", zahl(figure.as_ref()?))));
    let parts: Vec<String> = decided.into_iter().chain(konten).chain(open).collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
}

/// An account with all that it covers, and whether the paper names it or the budget of which years.
fn konto_text(deckung: &Deckungsstand, konto: &Deckungskonto, figure: &Figure) -> String {
    let same = |other: &&Deckungskonto| other.psp == konto.psp && other.kostenart == konto.kostenart;
    let years: BTreeSet<i32> = deckung.konten.iter().filter(same).filter_map(|other| other.jahr).collect();
    let kostenart = konto.kostenart.as_ref().map(|nummer| format!(", Kostenart {nummer}")).unwrap_or_default();
    let named = if konto.jahr.is_none() { "in der Vorlage eingetragen".to_owned() } else { jahre(&years) };
    format!("{} € aus {}{kostenart} ({named})", zahl(figure), konto.psp)
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
    fn many_records_are_counted() {
        let records = |n: i32| {
            (1..=n).map(|i| ((format!("AN-{i:02}"), format!("Netz {i} (AN-{i:02})")), BTreeSet::from([2021, 2022])))
        };
        let text = |kind: &str, n| quelle_text(&(kind.to_owned(), records(n).collect()));
        assert_eq!(text("Anlage", 2), "Anlage Netz 1 (AN-01), Netz 2 (AN-02), 2021–2022");
        assert_eq!(text("Anlage", 9), "9 Anlagen, 2021–2022");
        assert_eq!(text("Einsparung durch", 9), "Einsparung durch 9 Anlagen, 2021–2022");
        assert_eq!(text("Sonderposten aus BW-1 für", 9), "Sonderposten aus BW-1 für 9 Anlagen, 2021–2022");
    }

    #[test]
    fn years_are_printed_with_their_gaps() {
        let text = |years: &[i32]| jahre(&years.iter().copied().collect());
        assert_eq!(text(&[2021, 2022, 2023, 2025]), "2021–2023, 2025");
        assert_eq!(text(&[2021]), "2021");
        assert_eq!(text(&[]), "");
    }
}
