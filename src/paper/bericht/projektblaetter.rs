//! A block for each project, and the register that finds them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ampel::zelle as ampel;
use super::cut;
use super::gliederungen::without_word;
use super::listen::date;
use super::stand;
use crate::figures::decisions::Decision;
use crate::figures::gliederung::Attribute;
use crate::figures::{Berichtslage, Lage, Projektstatus, Wert};
use crate::model::{Kennung, Located, Meilenstein, Sheets, day};
use crate::paper::view::{Blatt, Element, Feld, Kapitel, Registereintrag};
use crate::text::zahl::zahl;

/// The chapter, department by department; `None` where no project has a sheet.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let lagen: BTreeMap<&Kennung, &Lage<'_>> =
        sheets(report).into_iter().map(|lage| (&lage.projekt.kennung, lage)).collect();
    let mut groups: BTreeMap<String, Vec<Blatt>> = BTreeMap::new();
    for lage in lagen.values() {
        let titel =
            dezernat(report, lage).unwrap_or_else(|| format!("Ohne {}", report.bestand.stammdaten.word_for_dezernat()));
        groups.entry(titel).or_default().push(blatt(report, lage));
    }
    let elemente = groups.into_iter().map(|(titel, blaetter)| Element::Blaetter { titel, blaetter });
    let elemente: Vec<Element> = elemente.collect();
    (!elemente.is_empty())
        .then(|| Kapitel::new("Projektblätter", cut::left_out(report).into_iter().chain(elemente).collect()))
}

/// The projects that have a sheet.
pub(super) fn sheets<'s, 'a>(report: &'s Berichtslage<'a>) -> Vec<&'s Lage<'a>> {
    let sheets = report.ordner.bericht.sheets();
    let important = cut::important(report);
    let has_sheet = |lage: &&Lage<'_>| match sheets {
        Sheets::No => false,
        Sheets::All | Sheets::Yes => true,
        Sheets::Important => important.contains(&lage.projekt.kennung),
    };
    cut::listed(report).into_iter().filter(has_sheet).collect()
}

/// The projects of the report by title, with the places where they stand.
pub(super) fn register(report: &Berichtslage<'_>) -> Kapitel {
    let mut lagen = cut::listed(report);
    // Umlauts stand with their vowels, as in a directory.
    lagen.sort_by_cached_key(|lage| (sort_key(&lage.projekt.titel), lage.projekt.kennung.clone()));
    let eintraege = lagen.into_iter().map(|lage| Registereintrag {
        titel: lage.projekt.titel.clone(),
        kennung: lage.projekt.kennung.to_string(),
        anker: anchor(&lage.projekt.kennung),
    });
    let register = Element::Register { eintraege: eintraege.collect() };
    Kapitel::new("Register der Projekte", cut::left_out(report).into_iter().chain([register]).collect())
}

/// The name of a project's places in the paper.
pub(super) fn anchor(kennung: &Kennung) -> String {
    kennung.slug()
}

/// A title as a directory sorts it: without case, umlauts as their vowels, and signs left out.
fn sort_key(titel: &str) -> String {
    let plain = |c: char| match c {
        'ä' => "a".to_owned(),
        'ö' => "o".to_owned(),
        'ü' => "u".to_owned(),
        'ß' => "ss".to_owned(),
        c if c.is_alphanumeric() || c == ' ' => c.to_string(),
        _ => String::new(),
    };
    titel.to_lowercase().chars().map(plain).collect::<String>().trim().to_owned()
}

/// The department of a project, by the break-down that the report prints.
fn dezernat(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Option<String> {
    let division = report.bestand.fachbereich(&lage.projekt.fachbereich)?;
    let gliederung = report.gliederung(Attribute::Dezernat)?;
    let group = gliederung.gruppen.iter().find(|group| group.kennung.as_ref() == Some(&division.dezernat))?;
    Some(format!("{}: {}", division.dezernat, without_word(&gliederung.titel, &group.name)))
}

fn blatt(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Blatt {
    let projekt = lage.projekt;
    let grants = report.foerderung.vorhaben.iter().find(|vorhaben| vorhaben.projekt.kennung == projekt.kennung);
    let costs = grants.map(|vorhaben| &vorhaben.kosten.gesamtkosten).filter(|figure| figure.wert != Wert::OhneAngabe);
    let euro = |figure| format!("{}\u{a0}€", zahl(figure));
    let field = |titel: &str, wert: Option<String>| wert.map(|wert| Feld::new(titel, wert));
    let listed = |titel: &str, werte: Vec<String>| (!werte.is_empty()).then(|| Feld { titel: titel.into(), werte });
    let entry = lage.fortschritt;
    // Each field keeps its column, whatever others a project has.
    let left = [
        Some(Feld::new("Dienststelle", report.bestand.dienststelle(&projekt.fachbereich))),
        field("Ansprechstelle", projekt.ansprechstelle.clone()),
        Some(Feld::new("Status", lage.status.text())),
        field("Ampel", report.ampel.as_ref().and_then(|all| ampel(all, lage))),
        Some(Feld::new("Erledigungsstand", erledigungsstand(report, lage))),
        Some(Feld::new("Laufzeit", laufzeit(report, lage))),
        field(reason_title(lage), projekt.grund.clone()),
        field("Ergebnis", projekt.ergebnis.clone().filter(|_| lage.status.is_over())),
        field("Zum Stand", entry.and_then(|entry| entry.bemerkung.clone())),
    ];
    let right = [
        listed("Ziele", ziele(report, lage)),
        listed("Programm", programme(report, lage)),
        field("Gesamtkosten", costs.map(euro)),
        field("Bewilligte Zuwendungen", grants.map(|vorhaben| euro(&vorhaben.summe.bewilligt))),
        listed("Meilensteine", meilensteine(report, lage)),
        field("Nächster Schritt", entry.and_then(|entry| entry.naechster_schritt.clone())),
        field("Risiko", entry.and_then(|entry| entry.risiko.clone())),
        field("Maßnahme", entry.and_then(|entry| entry.massnahme.clone())),
        listed("Entscheidung", report.decision(lage).map(|of| decision(report, of)).unwrap_or_default()),
    ];
    Blatt {
        anker: anchor(&projekt.kennung),
        kennung: projekt.kennung.to_string(),
        titel: projekt.titel.clone(),
        text: projekt.beschreibung.clone(),
        felder: [left, right].map(|fields| fields.into_iter().flatten().collect()),
    }
}

/// Who decides until when, and what.
fn decision(report: &Berichtslage<'_>, decision: Decision<'_>) -> Vec<String> {
    std::iter::once(report.decision_text(&decision)).chain(decision.frage.map(str::to_owned)).collect()
}

/// What the reason of a project is one of.
fn reason_title(lage: &Lage<'_>) -> &'static str {
    match lage.status {
        Projektstatus::Abgebrochen | Projektstatus::Ueberfuehrt => "Grund des Abbruchs",
        _ => "Grund der Verzögerung",
    }
}

fn ziele(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Vec<String> {
    let goals = &report.bestand.stammdaten.ziel;
    let name = |kennung: &Kennung| goals.iter().find(|ziel| ziel.kennung == *kennung).map(|ziel| ziel.name.clone());
    lage.projekt.ziele.iter().map(|kennung| name(kennung).unwrap_or_else(|| kennung.to_string())).collect()
}

/// The milestones by planned day, with what has become of each by the Stichtag.
fn meilensteine(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Vec<String> {
    let stichtag = report.portfolio.bezug.stichtag;
    let line = |meilenstein: &&Located<Meilenstein>| format!("{}: {}", meilenstein.titel, state(meilenstein, stichtag));
    report.portfolio.sicht().meilensteine(&lage.projekt.kennung).iter().map(line).collect()
}

/// The first milestone that is not reached by the Stichtag, and when it is or was to be.
pub(super) fn next_milestone(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Option<(String, String)> {
    let stichtag = report.portfolio.bezug.stichtag;
    let all = report.portfolio.sicht().meilensteine(&lage.projekt.kennung);
    let next = all.iter().find(|meilenstein| !meilenstein.is_reached(stichtag))?;
    Some((next.titel.clone(), state(next, stichtag)))
}

/// What has become of a milestone.
fn state(meilenstein: &Meilenstein, stichtag: NaiveDate) -> String {
    let planned = day(meilenstein.geplant);
    match meilenstein.erreicht.filter(|_| meilenstein.is_reached(stichtag)) {
        Some(tag) => format!("erreicht am {}", day(tag)),
        None if meilenstein.is_overdue(stichtag) => format!("überfällig seit {planned}"),
        None => format!("geplant für {planned}"),
    }
}

fn programme(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Vec<String> {
    let name =
        |kennung: &&Kennung| report.bestand.programm(kennung).map_or_else(|| kennung.to_string(), |p| p.name.clone());
    lage.programme.iter().map(name).collect()
}

fn erledigungsstand(report: &Berichtslage<'_>, lage: &Lage<'_>) -> String {
    match lage.fortschritt {
        Some(fortschritt) if lage.status.is_open() => {
            format!("{} am {}", stand(report, lage), day(fortschritt.datum))
        }
        _ => stand(report, lage),
    }
}

/// From the first to the last day; what is planned says so.
fn laufzeit(report: &Berichtslage<'_>, lage: &Lage<'_>) -> String {
    let projekt = lage.projekt;
    let ended = projekt.ended_on().filter(|tag| *tag <= report.portfolio.bezug.stichtag);
    let beginn = projekt.beginn.map_or_else(|| "Beginn offen".to_owned(), |tag| format!("ab {}", day(tag)));
    match (ended, projekt.ende_geplant) {
        (Some(tag), _) => format!("{beginn} bis {}", day(tag)),
        (None, Some(_)) => format!("{beginn}, geplant bis {}", date(projekt.ende_geplant)),
        (None, None) => format!("{beginn}, Ende offen"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_sorts_umlauts_with_their_vowels() {
        let mut titles = ["Zeit", "„Übersicht“", "Unfall", "Ämter", "E-Akte", "eAntrag", "Straße", "Strand"];
        titles.sort_by_cached_key(|titel| sort_key(titel));
        assert_eq!(titles, ["Ämter", "E-Akte", "eAntrag", "Strand", "Straße", "„Übersicht“", "Unfall", "Zeit"]);
    }
}
