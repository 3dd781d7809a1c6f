//! „Auf einen Blick“: the main counts with their change, the money, the days, and what introduces the report.

use super::changes::{richtung, with_unit};
use crate::figures::{Berichtslage, Figure, Kennzahl, Wert};
use crate::model::day;
use crate::paper::datenstand;
use crate::paper::view::{Element, Gruppenbalken, GruppenbalkenView, Kachel, Kapitel, Reihe};
use crate::text::zahl::{n_of_m, short, unmarked, zahl};
use crate::text::{Block, paragraph};

/// The counts that the page shows large.
const KACHELN: [Kennzahl; 4] =
    [Kennzahl::ImZeitraum, Kennzahl::Abgeschlossen, Kennzahl::Begonnen, Kennzahl::FastFertig];

pub(super) fn kapitel(report: &Berichtslage<'_>, einleitung: Vec<Block>) -> Kapitel {
    let werte = KACHELN.iter().filter_map(|k| report.figure(*k)).map(|figure| kachel(report, figure));
    let mut elemente = vec![Element::Kennzahlen { titel: String::new(), werte: werte.collect() }];
    elemente.push(Element::Text { blocks: vec![paragraph(days(report))] });
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
fn days(report: &Berichtslage<'_>) -> String {
    let (ausgabe, stichtag) = (report.ausgabe, report.portfolio.bezug.stichtag);
    let counted = format!(
        "Gezählt wird im Zeitraum {} und am Stichtag {}; Fristen und Meilensteine sind am {} beurteilt.",
        report.zeitraum(),
        day(stichtag),
        day(ausgabe.datum)
    );
    let later = (stichtag > ausgabe.zeitraum.ende)
        .then(|| "Zahlen zum Stichtag zählen auch Projekte, die nach dem Zeitraum begonnen haben.".to_owned());
    let newest = datenstand::neueste(&report.datenstaende(), &report.sections());
    let all = [Some(counted), later, Some(newest), comparison(report)].into_iter().flatten();
    all.chain(datenstand::left_out(&report.figures)).collect::<Vec<_>>().join(" ")
}

/// With what the report is compared, or why it is not.
fn comparison(report: &Berichtslage<'_>) -> Option<String> {
    let name = report.ausgabe.zeitraum.previous_name();
    match report.vergleich.vorperiode() {
        Some(periode) => {
            let corrected = report.vergleich.zeilen.iter().any(|zeile| zeile.abgeschlossen.is_some());
            let note = match corrected && report.ordner.bericht.has_anlage() {
                true => " Nachträglich korrigierte Werte sind in der Anlage gekennzeichnet.",
                false => "",
            };
            Some(format!(
                "Verglichen wird mit dem {name} ({}); Projekte, die darin endeten, zählen nicht mehr.{note}",
                periode.zeitraum.name()
            ))
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
    let bars = [
        ("bewilligt", &summe.bewilligt),
        ("angefordert", &summe.angefordert),
        ("ausgezahlt", &summe.ausgezahlt),
        ("verausgabt", &summe.verausgabt),
        ("verfallen", &summe.verfallen),
    ];
    let titel = "Zuwendungen an die geförderten Projekte";
    let spoken: Vec<String> =
        bars.iter().map(|(titel, figure)| format!("{titel} {}", unmarked(&short(figure)))).collect();
    let longest = bars.iter().map(|(_, figure)| figure.wert).max_by_key(|wert| wert.millionths());
    (!report.foerderung.staende.is_empty()).then(|| {
        Element::Gruppenbalken(GruppenbalkenView {
            titel: titel.into(),
            alternativtext: format!("Balkendiagramm. {titel}: {}.", spoken.join(", ")),
            reihen: vec![Reihe { titel: "Betrag".into() }],
            balken: bars.iter().map(|(titel, figure)| bar(titel, figure)).collect(),
            skala: longest.and_then(Wert::decimal).unwrap_or_default(),
            einheit: "Euro".into(),
            hinweise: notes(report, &bars),
        })
    })
}

/// A bar with its short amount.
fn bar(titel: &str, figure: &Figure) -> Gruppenbalken {
    Gruppenbalken {
        titel: titel.into(),
        werte: vec![figure.wert.decimal()],
        kennzahlen: vec![figure.id.clone()],
        beschriftungen: vec![short(figure)],
    }
}

/// What the bars do not show: what is left, the own share with the part of the projects that it covers, and the changes.
fn notes(report: &Berichtslage<'_>, bars: &[(&str, &Figure)]) -> Vec<String> {
    let foerderung = &report.foerderung;
    let left = with_unit(&foerderung.summe.noch_abrufbar);
    let mut all = vec![
        "Verausgabt sind zuwendungsfähige Ausgaben mit dem Eigenanteil daran.".to_owned(),
        format!("Noch abrufbar: {left}."),
    ];
    let own = &foerderung.kosten.eigenanteil;
    if own.wert != Wert::OhneAngabe {
        let share = n_of_m([&foerderung.mit_gesamtkosten, &foerderung.projekte]);
        let why = match foerderung.ohne_gesamtkosten.wert {
            Wert::Anzahl(0) => "",
            _ => "; von den übrigen sind die Gesamtkosten nicht bekannt",
        };
        all.push(format!("Eigenanteil: {} ({share} Projekten{why}).", with_unit(own)));
    }
    if let [only] = foerderung.programme.as_slice() {
        all.push(format!("Alle Zuwendungen kommen aus dem Programm „{}“.", only.programm.name));
    }
    let change = |(titel, figure): &(&str, &Figure)| Some(format!("{titel} {}", richtung(report, figure)?));
    let changed = bars.iter().filter_map(change).filter(|words| !words.contains("= unverändert"));
    let changed = changed.collect::<Vec<_>>().join(", ");
    let before = report.ausgabe.zeitraum.previous_name();
    let changed = (!changed.is_empty()).then(|| format!("Gegenüber dem {before}: {changed}."));
    std::iter::once(all.join(" ")).chain(changed).collect()
}
