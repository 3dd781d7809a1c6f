//! How each report stands and what is to be done, for whoever tells it to people and to programs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::ablage::{Found, renamed};
use super::due::Due;
use super::entry::{Decision, Event};
use super::journal::Fault;
use super::state::{ANOTHER, InAblage, Zustand};
use super::world::{Item, World};
use crate::model::{Blatt, Zeitraum, day};
use crate::publish::ABLAGE;
use crate::source::quoted;
use crate::workspace::Layout;

/// The exit codes that follow from how things stand; the graver one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is to be done by people.
    Fine,
    /// A report is late, gone or changed.
    Late,
    /// Findings stop a report that is due.
    Stopped,
    /// The journal wants a decision.
    Broken,
}

/// The graver of all that is to be said.
pub fn verdict(world: &World<'_>, items: &[Item]) -> Verdict {
    let is = |wanted: Zustand| items.iter().any(|item| item.stand.zustand == wanted);
    if !world.journal.faults.is_empty() {
        return Verdict::Broken;
    }
    if is(Zustand::Gesperrt) || !world.reading.errors().is_empty() {
        return Verdict::Stopped;
    }
    let is_late = items.iter().any(|item| item.stand.overdue);
    let needs_somebody = [Zustand::Gescheitert, Zustand::Fehlt, Zustand::Veraendert].into_iter().any(is);
    if is_late || needs_somebody { Verdict::Late } else { Verdict::Fine }
}

/// What is to be done next, where somebody has to do it.
pub fn next_step(item: &Item) -> Option<String> {
    let (due, kennung) = (&item.due, item.due.zeitraum.kennung());
    let step = match item.stand.zustand {
        Zustand::Faellig => "ratsbericht run".to_owned(),
        Zustand::WartetDaten if item.facts.unsteady.is_some() => return None,
        Zustand::WartetDaten => format!(
            "Erfassen Sie die Daten. Was nach dem {} erfasst wird, zählt, wenn die Ausgabe ein späteres Datum trägt; in \
             berichte/{}/bericht.json: \"ausgaben\": [{{ \"zeitraum\": \"{kennung}\", \"datum\": \"JJJJ-MM-TT\" }}], in Tabellen eine Zeile im Blatt {}. Ohne weitere \
             Daten: ratsbericht decide {due} --release",
            day(item.ausgabe.datenstand),
            due.bericht,
            Blatt::Berichtsausgaben.form().title
        ),
        Zustand::WartetVorperiode => {
            let before = item.due.zeitraum.previous().map(|previous| previous.kennung()).unwrap_or_default();
            format!("ratsbericht close {before}, oder ratsbericht decide {}/{before} --skip", due.bericht)
        }
        Zustand::Gesperrt => format!("ratsbericht check --period {kennung}"),
        Zustand::Gebaut if item.stand.overdue => format!("ratsbericht close {kennung}"),
        Zustand::Fehlt | Zustand::Veraendert => back_again(item),
        Zustand::Gescheitert => format!(
            "Der nächste Versuch folgt, sobald sich Daten oder Programm ändern. Ist die Ursache behoben: ratsbericht decide {due} \
             --release"
        ),
        _ => return None,
    };
    Some(step)
}

/// How that comes back which is gone or another; what still lies at its place is never replaced.
fn back_again(item: &Item) -> String {
    let (due, kennung) = (&item.due, item.due.zeitraum.kennung());
    let is_of_ablage = match (&item.facts.ablage, &item.facts.entered) {
        (InAblage::Changed(_), None) => {
            return format!("Nehmen Sie {} aus der Ablage; der nächste Lauf baut den Bericht.", quoted(&due.folder()));
        }
        (InAblage::Changed(_), _) | (InAblage::Nothing, Some(_)) => true,
        (InAblage::Whole(now), Some(entered)) => now != entered,
        _ => false,
    };
    let (what, place) = match is_of_ablage {
        true => (due.to_string(), format!("{} aus der Ablage", quoted(&due.folder()))),
        false => (kennung.clone(), format!("{} weg", quoted(&format!("{}/{kennung}.json", Layout::ABSCHLUESSE)))),
    };
    let first = match item.stand.zustand {
        Zustand::Veraendert => format!("Nehmen Sie zuerst {place}. Holen Sie dann"),
        _ => "Holen Sie".to_owned(),
    };
    format!("{first} zurück, was dort war, aus der Datensicherung oder mit: ratsbericht decide {what} --restore")
}

/// What is wrong with the journal, and what to do.
pub fn told(fault: &Fault) -> String {
    match fault {
        Fault::Broken(nr, sha256) => {
            let what = if sha256.is_empty() { "fehlt" } else { "ist nicht, wie er geschrieben wurde" };
            format!(
                "Laufbuch: Eintrag {nr} {what}. Holen Sie ihn aus der Datensicherung zurück. Ist das nicht möglich: ratsbericht \
                 decide --accept-break {nr}"
            )
        }
        Fault::Lost(nr) => format!(
            "Laufbuch: Die Einträge bis {nr} sind nicht alle da. Holen Sie den Ordner laufbuch aus der Datensicherung zurück. Ist \
             das nicht möglich: ratsbericht decide --restart"
        ),
        Fault::Foreign(koerperschaft) => {
            let mend = renamed(koerperschaft);
            format!(
                "Laufbuch: Der Ordner laufbuch gehört „{koerperschaft}“. Nehmen Sie ihn aus diesem Arbeitsordner; hieß Ihre \
                 Körperschaft so: {mend}"
            )
        }
    }
}

/// Where the journal, the Ablage and the closed periods do not say the same, each in a line; whatever the plan asks for today.
pub fn contradictions(world: &World<'_>) -> Vec<String> {
    let (mut filed, mut closed) = (BTreeMap::new(), BTreeSet::new());
    for (entry, _) in &world.journal.entries {
        let folder = || entry.bericht().and_then(Due::parse).map(|due| due.folder()).unwrap_or_default();
        match &entry.event {
            Event::Abgelegt(report) | Event::Nachgetragen(report) => drop(filed.insert(folder(), &*report.manifest)),
            Event::Entschieden { was: Decision::Zurueckziehen { .. }, .. } => drop(filed.remove(&folder())),
            Event::Abgeschlossen { zeitraum, .. } => closed.extend(Zeitraum::parse(zeitraum)),
            _ => {}
        }
    }
    let folders: BTreeSet<&String> = filed.keys().chain(world.ablage.keys()).collect();
    let of_folder = |folder: &&String| match (filed.get(*folder), world.ablage.get(*folder)) {
        (Some(_), None) => Some("fehlt, und das Laufbuch nennt ihn".to_owned()),
        (_, Some(Found::Changed(why))) => Some(why.clone()),
        (Some(entered), Some(Found::Whole(_, now))) if now.manifest != **entered => Some(ANOTHER.into()),
        (None, Some(_)) => Some("liegt da, und das Laufbuch nennt ihn nicht; der nächste Lauf trägt ihn nach".into()),
        _ => None,
    };
    let of_period = |zeitraum: &Zeitraum| match (world.closing(*zeitraum), world.closed.get(zeitraum)) {
        (Some(_), None) => Some("fehlt, und das Laufbuch nennt ihn".to_owned()),
        (Some((sha256, ..)), Some(now)) if now.sha256 != sha256 => Some("ist verändert".into()),
        _ => None,
    };
    let folders = folders.iter().filter_map(|folder| Some(format!("{ABLAGE}/{folder}: {}", of_folder(folder)?)));
    let periods =
        closed.iter().filter_map(|period| Some(format!("Abschluss {}: {}", period.kennung(), of_period(period)?)));
    folders.chain(periods).collect()
}

/// How a workspace stands, as far as monitors want to know it; `open` is the number of messages that are still to be told.
pub fn stand(world: &World<'_>, items: &[Item], open: usize) -> Value {
    let of_item = |item: &Item| {
        json!({
            "bericht": item.due.bericht,
            "zustand": item.stand.zustand.id(),
            "ueberfaellig_tage": days_late(world, item),
        })
    };
    json!({
        "koerperschaft": world.reading.plan().koerperschaft,
        "laufbuch": world.journal.head.nr,
        "meldungen_offen": open,
        "berichte": items.iter().map(of_item).collect::<Vec<_>>(),
    })
}

/// How many days a report is late.
fn days_late(world: &World<'_>, item: &Item) -> i64 {
    if item.stand.overdue { (world.today - item.stand.deadline).num_days() } else { 0 }
}

/// A report as programs read it.
pub fn report(world: &World<'_>, item: &Item) -> Value {
    let pdf = world.pdf(&item.due).map(|(pfad, sha256)| json!({ "pfad": pfad, "sha256": sha256 }));
    json!({
        "bericht": item.due.bericht,
        "zeitraum": item.due.zeitraum.kennung(),
        "zustand": item.stand.zustand.id(),
        "ueberfaellig": item.stand.overdue,
        "ueberfaellig_tage": days_late(world, item),
        "datum": item.ausgabe.datum.to_string(),
        "frist": item.stand.deadline.to_string(),
        "grund": item.stand.grund.iter().map(|text| reason(item, text)).collect::<Vec<_>>(),
        "pdf": pdf,
        "naechster_schritt": next_step(item),
    })
}

/// A reason with its code: that of a rule, or the state.
fn reason(item: &Item, text: &str) -> Value {
    let rule = text.split(' ').next().filter(|word| word.len() == 5 && word.starts_with("RB"));
    json!({ "code": rule.unwrap_or_else(|| item.stand.zustand.id()), "text": text })
}
