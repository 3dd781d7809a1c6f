//! What has changed since the period before: figures, corrections, projects.

use chrono::NaiveDate;

use super::listen::date;
use crate::figures::vergleich::{Cause, ChangeKind, Changes, Vergleichszeile, Vorperiode};
use crate::figures::{Berichtslage, Figure, Lage, Wert};
use crate::model::{Abschlussprojekt, day};
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::{marked, zahl};

/// How many projects or grants a cause names.
const MOST_NAMED: usize = 4;

/// The chapter; `None` where the period before was not closed.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let periode = report.vergleich.vorperiode()?;
    let wechsel = report.vergleich.wechsel.as_ref()?;
    let mut elemente = vec![vergleich(report, periode), corrections(report, periode)];
    elemente.extend(lists(wechsel, periode));
    Some(Kapitel::new("Veränderungen seit dem Vorzeitraum", elemente))
}

/// How a figure has changed, in words; `None` where it is not compared.
pub(super) fn richtung(report: &Berichtslage<'_>, figure: &Figure) -> Option<String> {
    let zeile = report.vergleich.zeilen.iter().find(|zeile| zeile.jetzt.id == figure.id)?;
    let mut words: Vec<&str> = zeile.ursachen.iter().map(|cause| cause.kind.text()).collect();
    words.dedup();
    let why = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
    zeile.veraenderung.as_ref().map(|change| format!("{}{why}", in_words(change)))
}

/// A cause with the projects or grants that it concerns: `Projekt beendet: P-009`.
fn cause(cause: &Cause) -> String {
    let few = cause.kennungen.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if cause.kennungen.len() > MOST_NAMED { " und weitere" } else { "" };
    if few.is_empty() { cause.kind.text().to_owned() } else { format!("{}: {few}{more}", cause.kind.text()) }
}

/// A change in words, with an arrow that says the same: `↑ 3 mehr`.
fn in_words(veraenderung: &Figure) -> String {
    let text = veraenderung.wert.text();
    let size = marked(&veraenderung.id, text.trim_start_matches(['+', '−']));
    let unit = match veraenderung.wert {
        Wert::Betrag(_) => "\u{a0}€",
        Wert::Punkte(_) => " Prozentpunkte",
        _ => "",
    };
    let nought = veraenderung.wert.decimal().is_some_and(|text| text.chars().all(|c| matches!(c, '0' | '.')));
    match (nought, text.starts_with('−')) {
        (true, _) => "= unverändert".into(),
        (false, true) => format!("↓\u{a0}{size}{unit} weniger"),
        (false, false) => format!("↑\u{a0}{size}{unit} mehr"),
    }
}

/// A value with its unit, where the title does not say it.
pub(super) fn with_unit(figure: &Figure) -> String {
    match figure.wert {
        Wert::Betrag(_) => format!("{}\u{a0}€", zahl(figure)),
        _ => zahl(figure),
    }
}

fn vergleich(report: &Berichtslage<'_>, periode: &Vorperiode<'_>) -> Element {
    let row = |zeile: &Vergleichszeile| {
        let published =
            zeile.abgeschlossen.as_ref().map(|figure| format!("korrigiert, veröffentlicht: {}", with_unit(figure)));
        vec![
            Tabellenzelle::from(zeile.jetzt.titel.as_str()),
            Tabellenzelle::new(with_unit(&zeile.vorher), [published]),
            with_unit(&zeile.jetzt).into(),
            Tabellenzelle::new(
                zeile.veraenderung.as_ref().map_or_else(|| "–".to_owned(), in_words),
                zeile.ursachen.iter().map(|ursache| Some(cause(ursache))),
            ),
        ]
    };
    let vorher = periode.zeitraum.name();
    let bericht = periode.bericht;
    let money = "Förderung und Kosten zählen je Zeitraum nur die Projekte, die darin liefen oder am Stichtag nicht beendet waren; \
                 endet ein Projekt, fallen seine Beträge heraus.";
    let open = report.foerderung.staende.iter().any(|stand| !stand.bescheid.festgesetzt);
    let due =
        open.then(|| "Was für die Ausgaben zusteht, ist voraussichtlich, bis die Behörde es festsetzt.".to_owned());
    let hinweise = vec![
        money.to_owned(),
        format!(
            "Vorzeitraum: {vorher}, Stichtag {}, abgeschlossen am {}. Seine Werte folgen hier aus denselben Daten wie die \
         dieses Berichts; was anders veröffentlicht war, steht darunter.",
            day(bericht.stichtag),
            day(periode.abschluss.abgeschlossen_am),
        ),
    ];
    let hinweise = hinweise.into_iter().chain(due).collect();
    Element::Tabelle(TabelleView {
        titel: Some("Kennzahlen im Vergleich".into()),
        spalten: vec![
            Spalte::new("Kennzahl", "text"),
            Spalte { ausrichtung: "rechts", ..Spalte::new(vorher, "mittel") },
            Spalte { ausrichtung: "rechts", ..Spalte::new("dieser Zeitraum", "betrag") },
            Spalte::new("Veränderung", "mittel"),
        ],
        zeilen: report.vergleich.zeilen.iter().filter(|zeile| !report.is_repeated(&zeile.jetzt)).map(row).collect(),
        summe: None,
        hinweise,
    })
}

/// The figures of the period before that the data now give otherwise, and the records that moved.
fn corrections(report: &Berichtslage<'_>, periode: &Vorperiode<'_>) -> Element {
    let rows = report.vergleich.zeilen.iter().filter(|zeile| !report.is_repeated(&zeile.jetzt));
    let corrected = rows.filter_map(|zeile| Some((zeile, zeile.abgeschlossen.as_ref()?)));
    let row = |(zeile, published): (&Vergleichszeile, &Figure)| {
        vec![
            Tabellenzelle::from(zeile.vorher.titel.as_str()),
            with_unit(published).into(),
            with_unit(&zeile.vorher).into(),
            datensaetze(&zeile.hinzu).into(),
            datensaetze(&zeile.entfallen).into(),
        ]
    };
    let zeilen: Vec<Vec<Tabellenzelle>> = corrected.map(row).collect();
    let vorher = periode.zeitraum.name();
    let (spalten, hinweise) = if zeilen.is_empty() {
        let same =
            format!("Die Daten geben für den Vorzeitraum ({vorher}) dieselben Werte, die veröffentlicht wurden.");
        let none = by_rule_of_today(periode);
        (Vec::new(), if none.is_empty() { vec![same] } else { none })
    } else {
        let spalten = vec![
            Spalte::new("Kennzahl", "text"),
            Spalte::new("veröffentlicht", "betrag"),
            Spalte::new("korrigiert", "betrag"),
            Spalte::new("hinzugekommen", "mittel"),
            Spalte::new("entfallen", "mittel"),
        ];
        let moved = "Datensätze, die seit dem Abschluss erfasst oder ersetzt wurden, ändern Werte des Vorzeitraums. Gleiche Werte \
                     stehen hier, wo sie andere Projekte zählen.";
        (spalten, std::iter::once(moved.to_owned()).chain(by_rule_of_today(periode)).collect())
    };
    Element::Tabelle(TabelleView {
        titel: Some(format!("Vorperiode (korrigiert): {vorher}")),
        spalten,
        zeilen,
        summe: None,
        hinweise,
    })
}

/// What was published by a rule that is another today and is therefore no correction: one sentence each.
pub(super) fn by_rule_of_today(periode: &Vorperiode<'_>) -> Vec<String> {
    let zeitraum = periode.zeitraum.name();
    if periode.andere_auswahl {
        return vec![format!(
            "Die Auswahl der Projekte hatte beim Abschluss des Zeitraums {zeitraum} andere Bedingungen; seine veröffentlichten \
             Werte werden daher nicht mit denen nach der heutigen Auswahl verglichen."
        )];
    }
    let sentence = |titel: &String| {
        format!(
            "„{titel}“ ist für den Zeitraum {zeitraum} nach einer Regel veröffentlicht, die heute eine andere ist; der Wert wird \
             daher nicht als Korrektur geführt."
        )
    };
    periode.nach_anderer_regel.iter().map(sentence).collect()
}

/// The Kennungen of records; a dash where none moved, which is so where a record holds another value.
fn datensaetze(names: &[String]) -> String {
    let kennungen: Vec<&str> = names.iter().filter_map(|name| Some(name.split_once('/')?.1)).collect();
    if kennungen.is_empty() { "–".into() } else { kennungen.join(", ") }
}

/// The lists of projects that have changed, and one line for each list that is empty.
fn lists(wechsel: &Changes<'_>, periode: &Vorperiode<'_>) -> Vec<Element> {
    let (some, none): (Vec<ChangeKind>, Vec<ChangeKind>) =
        ChangeKind::ALL.into_iter().partition(|art| wechsel.figure(*art).wert != Wert::Anzahl(0));
    let mut elemente: Vec<Element> = some.into_iter().map(|art| projekte(wechsel, art, periode)).collect();
    if !none.is_empty() {
        elemente.push(Element::Tabelle(TabelleView {
            titel: Some("Ohne Veränderung".into()),
            spalten: Vec::new(),
            zeilen: Vec::new(),
            summe: None,
            hinweise: none.into_iter().map(|art| art.empty_sentence().to_owned()).collect(),
        }));
    }
    elemente
}

/// The projects that have changed in one way.
fn projekte(wechsel: &Changes<'_>, art: ChangeKind, periode: &Vorperiode<'_>) -> Element {
    let column = |titel: &str| Spalte::new(titel, "datum");
    let (last, zeilen): (Vec<Spalte>, Vec<Vec<Tabellenzelle>>) = match art {
        ChangeKind::Neu => {
            let row = |lage: &Lage<'_>| {
                let late = recorded_late("begonnen", lage.projekt.beginn, periode);
                zeile(lage, late, [lage.status.text().to_owned(), date(lage.projekt.beginn)])
            };
            (vec![Spalte::new("Status", "kurz"), column("Beginn")], wechsel.neu.iter().map(row).collect())
        }
        ChangeKind::Beendet => {
            let row = |lage: &Lage<'_>| {
                let late = recorded_late("beendet", lage.projekt.ended_on(), periode);
                zeile(lage, late, [lage.status.text().to_owned(), date(lage.projekt.ended_on())])
            };
            (vec![Spalte::new("Status", "kurz"), column("Ende")], wechsel.beendet.iter().map(row).collect())
        }
        ChangeKind::Wiederaufgenommen => {
            let row =
                |lage: &Lage<'_>| zeile(lage, None, [lage.status.text().to_owned(), date(lage.projekt.ende_geplant)]);
            let last = vec![Spalte::new("Status", "kurz"), column("Ende (geplant)")];
            (last, wechsel.wiederaufgenommen.iter().map(row).collect())
        }
        ChangeKind::Verschoben => {
            let row = |(lage, before): &(Lage<'_>, Option<NaiveDate>)| {
                zeile(lage, None, [date(*before), date(lage.projekt.ende_geplant)])
            };
            (vec![column("bisher geplant"), column("neu geplant")], wechsel.verschoben.iter().map(row).collect())
        }
        ChangeKind::Entfallen => {
            let row = |then: &&Abschlussprojekt| {
                let cells = [then.kennung.as_str(), &then.titel, &then.fachbereich, &then.status];
                cells
                    .into_iter()
                    .map(Tabellenzelle::from)
                    .chain([Tabellenzelle::from(date(then.ende_geplant))])
                    .collect()
            };
            let last = vec![Spalte::new("Status damals", "kurz"), column("Ende (geplant)")];
            (last, wechsel.entfallen.iter().map(row).collect())
        }
    };
    let first =
        [Spalte::new("Kennung", "kennung"), Spalte::new("Projekt", "text"), Spalte::new("Dienststelle", "kurz")];
    let count = wechsel.figure(art);
    Element::Tabelle(TabelleView {
        titel: Some(format!("Projekte {}: {}", art.titel(), zahl(count))),
        spalten: first.into_iter().chain(last).collect(),
        zeilen,
        summe: None,
        hinweise: vec![format!("Gegenüber dem Abschluss des Vorzeitraums ({}).", periode.zeitraum.name())],
    })
}

/// What stands below a project whose change belongs to the period before, but was not known when that was closed.
fn recorded_late(what: &str, on: Option<NaiveDate>, periode: &Vorperiode<'_>) -> Option<String> {
    let stichtag = periode.bericht.stichtag;
    let late = on.is_some_and(|on| on <= stichtag);
    late.then(|| format!("bis zum {} {what}, aber erst nach dem Abschluss erfasst", day(stichtag)))
}

fn zeile(lage: &Lage<'_>, zusatz: Option<String>, last: [String; 2]) -> Vec<Tabellenzelle> {
    let projekt = lage.projekt;
    let first = [
        Tabellenzelle::from(projekt.kennung.as_str()),
        Tabellenzelle::new(projekt.titel.as_str(), [zusatz]),
        Tabellenzelle::from(projekt.fachbereich.as_str()),
    ];
    first.into_iter().chain(last.into_iter().map(Tabellenzelle::from)).collect()
}
