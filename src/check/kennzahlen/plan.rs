//! Which reports are owed: Termine that name none, or one twice, and days of single reports.

use std::path::{Component, Path};

use crate::figures::Berichtslage;
use crate::finding::{Code, Finding, suggest};
use crate::model::{Bericht, BerichtOrdner, Bestand, Located, Termin, Turnus, day};
use crate::source::quoted;
use crate::workspace::Layout;

/// The most days that a Termin can grant.
const MOST_DAYS: i32 = 366;

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings: Vec<Finding> = ablage(bestand, None).into_iter().collect();
    let mut seen: Vec<&str> = Vec::new();
    for (i, termin) in bestand.stammdaten.termin.indexed() {
        let path = |field: &str| format!("termin/{i}/{field}");
        if termin.names().any(|name| seen.contains(&name)) {
            findings.push(twice(bestand, termin, &path("bericht")));
        }
        seen.extend(termin.names());
        findings.extend(days(bestand, termin, path));
        findings.extend(tellings(bestand, termin, &path("melden")));
        let folder = bestand.berichte.iter().find(|ordner| ordner.name == termin.bericht);
        match folder {
            None => findings.push(unknown(bestand, termin, &path("bericht"))),
            Some(ordner) if ordner.bericht.ausgabe(termin.seit).is_none() => {
                findings.extend(unfit(bestand, ordner, termin, &path("seit")));
            }
            Some(ordner) => findings.extend(renamed(bestand, ordner, termin, &path("bericht"))),
        }
    }
    findings
}

/// A folder for filed reports that is not one of its own, since it leads out of the workspace, or is what the program reads or
/// writes there; a full path is judged where it and the workspace really lie, as far as that is known.
pub(in crate::check) fn ablage(bestand: &Bestand, lies: Option<[&Path; 2]>) -> Option<Finding> {
    let stammdaten = &bestand.stammdaten;
    let ablage = stammdaten.plan.as_ref()?.ablage.as_deref()?;
    let path = Path::new(ablage);
    let is_own = match lies {
        _ if !path.is_absolute() => is_own(path),
        Some([path, root]) => is_beside(path, root),
        None => true,
    };
    if is_own {
        return None;
    }
    let message = "Der Ordner für abgelegte Berichte ist kein eigener Ordner im Arbeitsordner.";
    let mend = "Nennen Sie einen Ordner, in dem nichts anderes liegt, oder einen vollen Pfad wie \"/srv/berichte\".";
    let finding = Finding::at(Code::RB010, stammdaten.span("plan/ablage"), message, mend);
    Some(finding.expected("ein Ordner wie ablage").found(quoted(ablage)))
}

/// Whether a path below the workspace is that of a folder of its own.
fn is_own(path: &Path) -> bool {
    let taken = |name: &str| Layout::FOLDERS.contains(&name) || [Layout::LAUFBUCH, Layout::CONFIG].contains(&name);
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    // Some file systems do not tell small letters from capital ones.
    let first = path.iter().next().map(|first| first.to_string_lossy().to_lowercase());
    is_plain && first.is_some_and(|first| !taken(&first))
}

/// Whether a real path leads to a folder of its own in the workspace, or to one that has nothing to do with it.
fn is_beside(path: &Path, root: &Path) -> bool {
    path.strip_prefix(root).map_or_else(|_| !root.starts_with(path), is_own)
}

/// A report that two Termine ask for.
fn twice(bestand: &Bestand, termin: &Termin, path: &str) -> Finding {
    let message = format!("Der Bericht {} hat zwei Termine.", quoted(&termin.bericht));
    let mend = "Löschen Sie in ratsbericht.toml unter [[termin]] einen der beiden, oder berichtigen Sie „bericht“ oder „frueher“.";
    Finding::at(Code::RB622, bestand.stammdaten.span(path), message, mend)
}

/// A Termin of a report that is not there; one whose record has mistakes has its findings.
fn unknown(bestand: &Bestand, termin: &Termin, path: &str) -> Finding {
    let names = bestand.berichte.iter().map(|ordner| ordner.name.as_str());
    let message = format!("Den Bericht {} gibt es nicht.", quoted(&termin.bericht));
    let finding = Finding::at(Code::RB620, bestand.stammdaten.span(path), message, suggest(&termin.bericht, names));
    finding.expected("der Name eines Berichts, wie sein Ordner in berichte heißt")
}

/// A first period that the report has none for; of a single report that is over before, nothing is owed.
fn unfit(bestand: &Bestand, ordner: &BerichtOrdner, termin: &Termin, path: &str) -> Option<Finding> {
    let turnus = turnus(&ordner.bericht)?;
    if turnus == termin.seit.turnus() {
        return None;
    }
    let example = turnus.zeitraum(termin.seit.beginn).map(|zeitraum| zeitraum.kennung()).unwrap_or_default();
    let message = format!("„seit“ passt nicht zum Bericht {}.", quoted(&ordner.name));
    let mend = format!("Schreiben Sie etwa \"{example}\".");
    let finding = Finding::at(Code::RB621, bestand.stammdaten.span(path), message, mend);
    Some(finding.expected(format!("ein Zeitraum wie {example}")).found(quoted(&termin.seit.kennung())))
}

/// How long the periods of a report are.
fn turnus(bericht: &Bericht) -> Option<Turnus> {
    bericht.turnus.or_else(|| bericht.zeitraum.map(|zeitraum| zeitraum.turnus()))
}

/// A closed report of a folder that is gone, on the same projects and as often.
fn renamed(bestand: &Bestand, ordner: &BerichtOrdner, termin: &Termin, path: &str) -> Option<Finding> {
    let turnus = ordner.bericht.turnus?;
    let is_there = |name: &str| bestand.berichte.iter().any(|other| other.name == name);
    let owed = bestand.abschluesse.iter().filter(|a| a.zeitraum >= termin.seit && a.zeitraum.turnus() == turnus);
    let mut closed = owed.flat_map(|abschluss| abschluss.berichte.iter());
    let old = closed.find(|bericht| {
        let known = is_there(&bericht.name) || termin.names().any(|name| name == bericht.name);
        !known && bericht.auswahl == ordner.bericht.auswahl
    })?;
    let message = format!("Der Ordner {} hieß vielleicht {}.", quoted(&ordner.name), quoted(&old.name));
    let mend = format!("Wurde er umbenannt, ergänzen Sie im Termin: frueher = [\"{}\"].", old.name);
    Some(Finding::at(Code::RB623, bestand.stammdaten.span(path), message, mend))
}

/// Whom nothing can reach, and lists that tell nobody anything.
fn tellings(bestand: &Bestand, termin: &Termin, path: &str) -> Vec<Finding> {
    let stammdaten = &bestand.stammdaten;
    let mut findings = Vec::new();
    let mut find = |path: &str, message: &str, mend: &str| {
        findings.push(Finding::at(Code::RB010, stammdaten.span(path), message, mend));
    };
    if stammdaten.has(path) && stammdaten.count(path) == 0 {
        find(path, "Die Liste „melden“ ist leer.", "Nennen Sie, wer wovon erfährt, oder löschen Sie die Zeile.");
    }
    for (i, melden) in termin.melden.indexed() {
        let at = |field: &str| format!("{path}/{i}/{field}");
        if !melden.can_hear() {
            let mend =
                "Nennen Sie eine einzige Adresse wie \"digital@stadt.example\" oder einen Namen ohne Leerzeichen.";
            find(&at("an"), "An diesen Empfänger lässt sich nichts melden.", mend);
        }
        if stammdaten.count(&at("bei")) == 0 {
            find(&at("bei"), "Die Meldung nennt nicht, wobei.", "Schreiben Sie etwa bei = [\"gebaut\", \"fehler\"].");
        }
    }
    findings
}

/// Closing that is asked for where the program writes nothing into the workspace.
pub(in crate::check) fn closes_in_vain(bestand: &Bestand) -> Vec<Finding> {
    let closing = bestand.stammdaten.termin.indexed().filter(|(_, termin)| termin.abschluss_tage.is_some());
    let find = |(i, _): (usize, &Termin)| {
        let span = bestand.stammdaten.span(&format!("termin/{i}/abschluss_tage"));
        let mend = "Löschen Sie die Zeile, und schließen Sie dort ab, wo jemand im Arbeitsordner schreiben darf.";
        Finding::at(Code::RB624, span, "Mit --state schließt kein Lauf einen Zeitraum ab.", mend)
    };
    closing.map(find).collect()
}

/// Numbers of days that nobody means.
fn days(bestand: &Bestand, termin: &Termin, path: impl Fn(&str) -> String) -> Vec<Finding> {
    let numbers = [("frist_tage", termin.frist_tage), ("abschluss_tage", termin.abschluss_tage)];
    let wrong = numbers.into_iter().filter_map(|(field, number)| Some((field, number?)));
    let wrong = wrong.filter(|(_, number)| !(0..=MOST_DAYS).contains(number));
    wrong
        .map(|(field, number)| {
            let message = format!("„{field}“ liegt außerhalb von 0 bis {MOST_DAYS}.");
            let span = bestand.stammdaten.span(&path(field));
            Finding::at(Code::RB010, span, message, "Nennen Sie eine Zahl von Tagen.").found(number.to_string())
        })
        .collect()
}

/// A draft that is owed on a day: no run files it.
pub(super) fn draft(report: &Berichtslage<'_>) -> Option<Finding> {
    let (ordner, zeitraum) = (report.ordner, report.ausgabe.zeitraum);
    let mut termine = report.bestand.stammdaten.termin.iter();
    if !ordner.bericht.standangabe(zeitraum).is_draft() || !termine.any(|termin| *termin.bericht == *ordner.name) {
        return None;
    }
    let position = ordner.bericht.ausgaben.indexed().find(|(_, own)| own.zeitraum == zeitraum).map(|(i, _)| i);
    let path = position.map_or_else(|| "stand".to_owned(), |i| format!("ausgaben/{i}/stand"));
    let message = format!("Der verlangte Bericht {} ist ein Entwurf.", quoted(&ordner.titel(zeitraum)));
    let mend = "Er wird erst abgelegt, wenn „stand“ etwas anderes sagt: Nennen Sie „freigegeben“, oder löschen Sie die Angabe.";
    Some(Finding::at(Code::RB625, ordner.bericht.span(&path), message, mend))
}

/// Whether a finding keeps a report from being filed: a mistake does, and that it is a draft.
pub(in crate::check) fn keeps_from_filing(finding: &Finding) -> bool {
    finding.stops() || finding.code == Code::RB625
}

/// Days of single reports that do not fit the series.
pub(super) fn own_days(bericht: &Located<Bericht>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, own) in bericht.ausgaben.indexed() {
        let at = |field: &str| bericht.span(&format!("ausgaben/{i}/{field}"));
        let doubled = bericht.ausgaben.iter().filter(|other| other.zeitraum == own.zeitraum).count() > 1;
        if doubled || bericht.turnus != Some(own.zeitraum.turnus()) {
            let message = format!("Die Ausgabe {} gehört nicht hierher.", own.zeitraum.kennung());
            let mend = "„ausgaben“ nennt einzelne Ausgaben eines Berichts mit Turnus, jede einmal.";
            findings.push(Finding::at(Code::RB610, at("zeitraum"), message, mend));
        }
        if let Some(datum) = own.datum.filter(|datum| *datum < own.zeitraum.ende) {
            let message = "Das Datum der Ausgabe liegt vor dem Ende ihres Zeitraums.";
            let finding = Finding::at(Code::RB010, at("datum"), message, "Prüfen Sie Zeitraum und Datum.");
            let finding = finding.expected(format!("ein Tag ab dem {}", day(own.zeitraum.ende)));
            findings.push(finding.found(day(datum)));
        }
    }
    findings
}
