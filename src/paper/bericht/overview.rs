//! „Auf einen Blick“: the main counts with their change, the money, the days, and what introduces the report.

use super::changes::{richtung, with_unit};
use crate::figures::{Berichtslage, Figure, Kennzahl, Wert};
use crate::model::day;
use crate::paper::datenstand;
use crate::paper::view::{Element, Gruppenbalken, GruppenbalkenView, Kachel, Kapitel, Reihe};
use crate::text::zahl::{short, unmarked, zahl};
use crate::text::{Block, paragraph};

/// The counts that the page shows large.
const KACHELN: [Kennzahl; 4] =
    [Kennzahl::ImZeitraum, Kennzahl::Abgeschlossen, Kennzahl::Begonnen, Kennzahl::FastFertig];

pub(super) fn kapitel(report: &Berichtslage<'_>, einleitung: Vec<Block>) -> Kapitel {
    let werte = KACHELN.iter().filter_map(|k| report.figure(*k)).map(|figure| kachel(report, figure));
    let mut elemente = vec![Element::Kennzahlen { titel: String::new(), werte: werte.collect() }];
    elemente.push(Element::Text { blocks: days(report).into_iter().map(paragraph).collect() });
    elemente.extend(geld(report));
    if !einleitung.is_empty() {
        elemente.push(Element::Text { blocks: einleitung });
    }
    Kapitel::new("Auf einen Blick", elemente)
}

fn kachel(report: &Berichtslage<'_>, figure: &Figure) -> Kachel {
    Kachel { wert: zahl(figure), titel: figure.titel.clone(), zusatz: None, veraenderung: richtung(report, figure) }
}

/// The days that the whole report speaks of, once, and with what it is compared.
fn days(report: &Berichtslage<'_>) -> Vec<String> {
    let (ausgabe, stichtag) = (report.ausgabe, report.portfolio.bezug.stichtag);
    let mut all = vec![format!(
        "Gezählt wird im Zeitraum {} und am Stichtag {}; Fristen und Meilensteine sind am {} beurteilt.",
        report.zeitraum(),
        day(stichtag),
        day(ausgabe.datum)
    )];
    if stichtag > ausgabe.zeitraum.ende {
        all[0].push_str(" Zahlen zum Stichtag zählen auch Projekte, die nach dem Zeitraum begonnen haben.");
    }
    all.push(datenstand::neueste(&report.datenstaende(), &report.sections()));
    all.extend(comparison(report));
    all.extend(datenstand::left_out(&report.figures));
    vec![all.join(" ")]
}

/// With what the report is compared, or why it is not.
fn comparison(report: &Berichtslage<'_>) -> Option<String> {
    let name = report.ausgabe.zeitraum.previous_name();
    match report.vergleich.vorperiode() {
        Some(periode) => {
            let corrected = report.vergleich.zeilen.iter().any(|zeile| zeile.abgeschlossen.is_some());
            let note = if corrected { " Nachträglich korrigierte Werte sind gekennzeichnet." } else { "" };
            Some(format!("Verglichen wird mit dem {name} ({}).{note}", periode.zeitraum.name()))
        }
        None if report.closed_without_report().is_some() => {
            Some(format!("Der Abschluss für das {name} enthält diesen Bericht nicht; verglichen wird daher nicht."))
        }
        None if report.ordner.bericht.turnus.is_some() => {
            Some(format!("Für das {name} liegt kein Abschluss vor; verglichen wird daher nicht."))
        }
        None => None,
    }
}

/// Where the money is, as one picture; `None` where nothing was granted.
fn geld(report: &Berichtslage<'_>) -> Option<Element> {
    let summe = &report.foerderung.summe;
    let figures = [&summe.bewilligt, &summe.angefordert, &summe.ausgezahlt, &summe.verausgabt, &summe.verfallen];
    let balken = ["bewilligt", "angefordert", "ausgezahlt", "verausgabt", "verfallen"].into_iter().zip(figures);
    let spoken = |(titel, figure): (&str, &Figure)| format!("{titel} {}", unmarked(&short(figure)));
    let titel = "Zuwendungen an die geförderten Projekte";
    (!report.foerderung.staende.is_empty()).then(|| {
        Element::Gruppenbalken(GruppenbalkenView {
            titel: titel.into(),
            alternativtext: format!(
                "Balkendiagramm. {titel}: {}.",
                balken.clone().map(spoken).collect::<Vec<_>>().join(", ")
            ),
            reihen: vec![Reihe { titel: "Betrag".into() }],
            balken: balken.map(|(titel, figure)| bar(report, titel, figure)).collect(),
            skala: figures
                .iter()
                .max_by_key(|figure| figure.wert.millionths())
                .and_then(|f| f.wert.decimal())
                .unwrap_or_default(),
            einheit: String::new(),
            hinweise: vec![shares(report)],
        })
    })
}

/// A bar with its short amount, and how it has changed.
fn bar(report: &Berichtslage<'_>, titel: &str, figure: &Figure) -> Gruppenbalken {
    let change = richtung(report, figure).filter(|change| !change.starts_with('=')).map(|change| format!("  {change}"));
    Gruppenbalken {
        titel: titel.into(),
        werte: vec![figure.wert.decimal()],
        kennzahlen: vec![figure.id.clone()],
        beschriftungen: vec![format!("{}{}", short(figure), change.unwrap_or_default())],
    }
}

/// What the bars do not show: what is left, and the own share with the part of the projects that it covers.
fn shares(report: &Berichtslage<'_>) -> String {
    let foerderung = &report.foerderung;
    let own = &foerderung.kosten.eigenanteil;
    let own = (own.wert != Wert::OhneAngabe).then(|| {
        let (with, all) = (zahl(&foerderung.mit_gesamtkosten), zahl(&foerderung.projekte));
        format!(
            " Eigenanteil: {} ({with} von {all} Projekten; von den übrigen sind die Gesamtkosten nicht bekannt).",
            with_unit(own)
        )
    });
    let all_known = foerderung.ohne_gesamtkosten.wert == Wert::Anzahl(0);
    let own = own.map(|text| {
        if all_known { text.replace("; von den übrigen sind die Gesamtkosten nicht bekannt", "") } else { text }
    });
    format!(
        "Verausgabt ist der zuwendungsfähige Aufwand mit dem Eigenanteil. Noch abrufbar: {}.{}",
        with_unit(&foerderung.summe.noch_abrufbar),
        own.unwrap_or_default()
    )
}
