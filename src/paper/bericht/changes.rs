//! What has changed since the period before: projects in the report; figures and corrections in the Anlage.

use chrono::NaiveDate;

use super::listen::date;
use super::meldelage::noted;
use super::{cut, listen};
use crate::figures::vergleich::{Cause, ChangeKind, Changes, Vergleichszeile, Vorperiode};
use crate::figures::{Berichtslage, Figure, Lage, Wert};
use crate::model::{Abschlussprojekt, day};
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};
use crate::source::quoted;
use crate::text::paragraph;
use crate::text::zahl::{marked, zahl};

/// How many projects or grants a cause names.
const MOST_NAMED: usize = 4;

/// How many records a correction names in each cell.
const MOST_RECORDS: usize = 24;

/// How many projects each list of the report names.
const MOST: usize = 8;

/// What has begun in the period and what has changed since the one before, with the picture of the trend. What has ended has a chapter of its
/// own.
pub(super) fn kapitel(report: &Berichtslage<'_>, trend: Option<Element>) -> Kapitel {
    let mut elemente: Vec<Element> = listen::begonnen(report, MOST).into_iter().collect();
    let mut titel = "Veränderungen im Zeitraum".to_owned();
    if let Some((periode, wechsel)) = report.vergleich.vorperiode().zip(report.vergleich.wechsel.as_ref()) {
        titel = format!("Veränderungen seit dem {}", report.ausgabe.zeitraum.previous_name());
        let kinds = ChangeKind::ALL.into_iter().filter(|kind| *kind != ChangeKind::Beendet);
        elemente.extend(lists(report, wechsel, periode, kinds, MOST));
    }
    elemente.extend(trend);
    if elemente.is_empty() {
        elemente.push(Element::Text { blocks: vec![paragraph("Im Zeitraum hat kein Projekt begonnen.".into())] });
    }
    Kapitel::new(&titel, elemente)
}

/// Every figure beside that of the period before, what was corrected, and all projects that have changed; `None` where the
/// period before was not closed.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let periode = report.vergleich.vorperiode()?;
    let wechsel = report.vergleich.wechsel.as_ref()?;
    let mut elemente = vec![vergleich(report, periode), corrections(report, periode)];
    elemente.extend(lists(report, wechsel, periode, ChangeKind::ALL.into_iter(), usize::MAX));
    Some(Kapitel::new(&format!("Veränderungen seit dem {}", report.ausgabe.zeitraum.previous_name()), elemente))
}

/// A text with the name of the period before in place of the general word.
fn named(report: &Berichtslage<'_>, text: &str) -> String {
    text.replace("Vorzeitraum", report.ausgabe.zeitraum.previous_name())
}

/// How a figure has changed, in words; `None` where it is not compared.
pub(super) fn richtung(report: &Berichtslage<'_>, figure: &Figure) -> Option<String> {
    let zeile = report.vergleich.zeilen.iter().find(|zeile| zeile.jetzt.id == figure.id)?;
    let mut words: Vec<String> = zeile.ursachen.iter().map(|cause| named(report, cause.kind.text())).collect();
    words.dedup();
    let why = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
    let change = zeile.veraenderung.as_ref().map(|change| format!("{}{why}", in_words(change)))?;
    Some(noted(report, figure, change))
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
                zeile
                    .veraenderung
                    .as_ref()
                    .map_or_else(|| "–".to_owned(), |change| noted(report, &zeile.jetzt, in_words(change))),
                zeile.ursachen.iter().map(|ursache| Some(named(report, &cause(ursache)))),
            ),
        ]
    };
    let vorher = periode.zeitraum.name();
    let bericht = periode.bericht;
    let money = "Förderung und Kosten zählen je Zeitraum nur die Projekte, die darin liefen oder am Stichtag nicht beendet waren; \
                 endet ein Projekt, fallen seine Beträge heraus.";
    let known = if report.kosten.is_empty() { "" } else { " Kosten zählen, soweit sie erfasst sind." };
    let open = report.foerderung.staende.iter().any(|stand| !stand.bescheid.festgesetzt);
    let due = open.then(|| "Der Zuwendungsanspruch ist voraussichtlich, bis die Behörde ihn festsetzt.".to_owned());
    let hinweise = vec![
        format!("{money}{known}"),
        format!(
            "{}: {vorher}, Stichtag {}, abgeschlossen am {}. Seine Werte folgen hier aus denselben Daten wie die \
             dieses Berichts; nachträglich korrigierte sind gekennzeichnet.",
            report.ausgabe.zeitraum.previous_name(),
            day(bericht.stichtag),
            day(periode.abschluss.abgeschlossen_am),
        ),
    ];
    let hinweise = hinweise.into_iter().chain(due).collect();
    Element::Tabelle(TabelleView {
        titel: Some("Kennzahlen im Vergleich".into()),
        spalten: vec![
            Spalte::new("Kennzahl", "text"),
            Spalte::new(vorher, "mittel").right(),
            Spalte::new("dieser Zeitraum", "betrag"),
            Spalte::new("Veränderung", "mittel"),
        ],
        zeilen: report.vergleich.zeilen.iter().filter(|zeile| !report.is_repeated(&zeile.jetzt)).map(row).collect(),
        hinweise,
        ..TabelleView::default()
    })
}

/// The figures of the period before that the data now give otherwise, and the records that moved.
fn corrections(report: &Berichtslage<'_>, periode: &Vorperiode<'_>) -> Element {
    let rows = report.vergleich.zeilen.iter().filter(|zeile| !report.is_repeated(&zeile.jetzt));
    let corrected = rows.filter_map(|zeile| Some((zeile, zeile.abgeschlossen.as_ref()?)));
    let row = |(zeile, published): (&Vergleichszeile, &Figure)| {
        let replaced = (!zeile.ersetzt.is_empty()).then(|| format!("ersetzt: {}", datensaetze(&zeile.ersetzt)));
        vec![
            Tabellenzelle::new(zeile.vorher.titel.as_str(), [replaced]),
            with_unit(published).into(),
            with_unit(&zeile.vorher).into(),
            datensaetze(&zeile.hinzu).into(),
            datensaetze(&zeile.entfallen).into(),
        ]
    };
    let zeilen: Vec<Vec<Tabellenzelle>> = corrected.map(row).collect();
    let vorher = periode.zeitraum.name();
    let (spalten, hinweise) = if zeilen.is_empty() {
        let same = named(
            report,
            &format!("Die Daten geben für das Vorzeitraum ({vorher}) dieselben Werte, die veröffentlicht wurden."),
        );
        let none = not_compared(periode);
        (Vec::new(), if none.is_empty() { vec![same] } else { none })
    } else {
        let spalten = vec![
            Spalte::new("Kennzahl", "text"),
            Spalte::new("veröffentlicht", "betrag"),
            Spalte::new("korrigiert", "betrag"),
            Spalte::new("hinzugekommen", "mittel"),
            Spalte::new("entfallen", "mittel"),
        ];
        let moved = "Datensätze, die seit dem Abschluss erfasst oder ersetzt wurden, ändern Werte des Vorzeitraums. Aufgeführt \
                     sind auch gleichbleibende Werte, denen andere Projekte zugrunde liegen.";
        (spalten, std::iter::once(named(report, moved)).chain(not_compared(periode)).collect())
    };
    Element::Tabelle(TabelleView {
        titel: Some(format!("Korrigierte Werte des {}s", report.ausgabe.zeitraum.previous_name())),
        spalten,
        zeilen,
        hinweise,
        ..TabelleView::default()
    })
}

/// What is not held against what was published, by another rule or not at all, and is therefore no correction: one sentence each.
pub(super) fn not_compared(periode: &Vorperiode<'_>) -> Vec<String> {
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
    let titles = &periode.nicht_abgeschlossen;
    let missing = (!titles.is_empty()).then(|| {
        let names: Vec<String> = titles.iter().map(|titel| quoted(titel)).collect();
        format!(
            "Der Abschluss des Zeitraums {zeitraum} enthält keinen Wert zu {}; Korrekturen daran sind daher nicht zu erkennen.",
            names.join(", ")
        )
    });
    periode.nach_anderer_regel.iter().map(sentence).chain(missing).collect()
}

/// The Kennungen of records; a dash where none moved, which is so where a record holds another value.
fn datensaetze(names: &[String]) -> String {
    let kennungen: Vec<&str> = names.iter().filter_map(|name| Some(name.split_once('/')?.1)).collect();
    let more = if kennungen.len() > MOST_RECORDS { " und weitere" } else { "" };
    let kennungen = kennungen.get(..MOST_RECORDS).unwrap_or(&kennungen);
    // A name such as „K-002, 30.06.2020“ has a comma of its own.
    let between = if kennungen.iter().any(|kennung| kennung.contains(',')) { "; " } else { ", " };
    if kennungen.is_empty() { "–".into() } else { format!("{}{more}", kennungen.join(between)) }
}

/// The lists of projects that have changed, each with so many rows at most, and a sentence for each list that is empty.
fn lists(
    report: &Berichtslage<'_>,
    wechsel: &Changes<'_>,
    periode: &Vorperiode<'_>,
    kinds: impl Iterator<Item = ChangeKind>,
    most: usize,
) -> Vec<Element> {
    let (some, none): (Vec<ChangeKind>, Vec<ChangeKind>) =
        kinds.partition(|kind| wechsel.figure(*kind).wert != Wert::Anzahl(0));
    let list = |kind| {
        let (spalten, zeilen) = projekte(wechsel, kind, periode);
        let titel = format!("Projekte {}: {}", named(report, kind.titel()), zahl(wechsel.figure(kind)));
        cut::tabelle(report, titel, spalten, zeilen, most)
    };
    let mut elemente: Vec<Element> = some.into_iter().filter_map(list).collect();
    let none: Vec<String> = none.into_iter().map(|kind| named(report, kind.empty_sentence())).collect();
    if !none.is_empty() {
        elemente.push(Element::Text { blocks: vec![paragraph(none.join(" "))] });
    }
    elemente
}

/// The projects that have changed in one way, as columns and rows.
fn projekte(
    wechsel: &Changes<'_>,
    art: ChangeKind,
    periode: &Vorperiode<'_>,
) -> (Vec<Spalte>, Vec<Vec<Tabellenzelle>>) {
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
                let overdue = periode.was_overdue(&lage.projekt.kennung);
                let overdue = overdue.then(|| format!("war am {} überfällig", day(periode.bericht.stichtag)));
                zeile(lage, overdue, [date(*before), date(lage.projekt.ende_geplant)])
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
    (first.into_iter().chain(last).collect(), zeilen)
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
