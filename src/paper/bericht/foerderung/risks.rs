//! Breaches and risks of grants, with what they cost.

use super::super::cut::tabelle;
use super::Titel;
use crate::figures::foerderung::{Anlass, OverdueDate, Verfallsrisiko};
use crate::figures::{Berichtslage, Figure};
use crate::model::{Bewilligung, Mittelabruf, day};
use crate::paper::view::{Element, Spalte, Tabellenzelle};
use crate::text::zahl::zahl;

/// The title of the list where it stands alone.
pub(in crate::paper::bericht) const RISK_TITLE: &str = "Förderung: Verstöße und Risiken";

/// A breach or a risk of a grant: what, until when or since when, and how much.
struct Risk<'r> {
    grant: &'r Bewilligung,
    what: String,
    tag: String,
    betrag: Option<&'r Figure>,
}

/// Proofs and dates that are overdue, money above the claim, money that was used late, money that may lapse, and money that lies
/// where the project goes on; breaches first.
pub(in crate::paper::bericht) fn risks(report: &Berichtslage<'_>, titel: &str, most: usize) -> Option<Element> {
    let titles = Titel::of(report);
    let row = |risk: Risk<'_>| {
        let betrag = risk.betrag.map_or_else(|| "–".into(), |figure| format!("{}\u{a0}€", zahl(figure)));
        vec![Tabellenzelle::from(risk.what), titles.zelle(risk.grant, []), risk.tag.into(), betrag.into()]
    };
    let spalten = vec![
        Spalte::new("Anlass", "text"),
        Spalte::new("Projekt und Bescheid", "text"),
        Spalte::new("Tag", "kurz"),
        Spalte::new("Betrag", "betrag"),
    ];
    tabelle(report, titel.to_owned(), spalten, all(report).into_iter().map(row).collect(), most)
}

fn all<'r>(report: &'r Berichtslage<'_>) -> Vec<Risk<'r>> {
    let foerderung = &report.foerderung;
    let late = foerderung.verspaetungen.iter().flat_map(|all| &all.teile);
    // What is late on the Stichtag already has its row with its amount.
    let told = |date: &&OverdueDate<'_>| match date.frist.anlass {
        Anlass::Verbrauch(zahlung, _) => {
            late.clone().any(|part| part.am.is_none() && part.zahlung.kennung == zahlung.kennung)
        }
        _ => false,
    };
    let overdue = foerderung.overdue.iter().filter(|date| !told(date)).map(|date| Risk {
        grant: date.frist.bewilligung,
        what: format!("überfällig: {}", date.frist.anlass.text()),
        tag: format!("seit {}", day(date.frist.tag)),
        betrag: date.betrag.as_ref(),
    });
    let above = foerderung.overpaid.bewilligungen.iter().map(|grant| Risk {
        grant: grant.bewilligung,
        what: "über den bisher entstandenen Zuwendungsanspruch hinaus ausgezahlt".into(),
        tag: "–".into(),
        betrag: Some(&grant.betrag),
    });
    let late = late.clone().map(|part| Risk {
        grant: part.bewilligung,
        what: format!("zu spät verwendete Auszahlung vom {}", day(part.zahlung.datum)),
        tag: format!("Frist {}", day(part.bis)),
        betrag: Some(&part.betrag),
    });
    let lapsing = foerderung.verfallsrisiken.bewilligungen.iter().map(|risk| Risk {
        grant: risk.bewilligung,
        what: format!("droht zu verfallen{}", planned(report, risk)),
        tag: format!("abrufbar bis {}", day(risk.bis)),
        betrag: Some(&risk.rest),
    });
    let idle = report.idle_grants().into_iter().map(|idle| Risk {
        grant: idle.bewilligung,
        what: format!("Stand {}, aber nichts abgerufen oder verausgabt", zahl(idle.stand)),
        tag: "–".into(),
        betrag: Some(idle.betrag),
    });
    overdue.chain(above).chain(late).chain(lapsing).chain(idle).collect()
}

/// Whether calls are planned by the day on which the money lapses, in words where none is; the day on which the programme expects one is
/// no plan yet.
fn planned(report: &Berichtslage<'_>, risk: &Verfallsrisiko<'_>) -> String {
    let calls = report.portfolio.sicht().mittelabrufe(&risk.bewilligung.kennung);
    // A call of a day after that of the report was not known, unless it was planned.
    let since = report.portfolio.bezug.stichtag..=report.ausgabe.datum;
    let made = |call: &Mittelabruf| call.datum.is_some_and(|tag| since.contains(&tag));
    let planned = |call: &Mittelabruf| {
        call.datum.is_none_or(|tag| tag > *since.end()) && call.faellig.is_some_and(|tag| tag <= risk.bis)
    };
    if calls.iter().any(|call| made(call) || planned(call)) {
        return String::new();
    }
    let regular = report.foerderung.fristen.iter().filter(|frist| {
        frist.anlass == Anlass::Regelabruf
            && frist.bewilligung.kennung == risk.bewilligung.kennung
            && frist.tag <= risk.bis
    });
    match regular.map(|frist| frist.tag).min() {
        Some(tag) => format!("; regelmäßiger Abruf am {}, aber kein Betrag geplant", day(tag)),
        None => "; kein Abruf geplant".into(),
    }
}
