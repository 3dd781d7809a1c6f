//! The Meldebogen: a page for each division that says what was reported last and what is to be reported now.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::view::Tabellenzelle;
use super::view::{
    BerichtDeckblatt, BerichtView, Element, Feld, FrameParts, Kapitel, Rahmen, Spalte, TabelleView, View,
};
use super::{Annex, DATA, Eintrag, Head, Paper};
use crate::figures::{Berichtslage, Figure, Lage, Projektstatus};
use crate::model::{CIRCULAR_FROM, Kennung, Located, Meilenstein, Part, Projekt, Standangabe, day};
use crate::source::quoted;
use crate::text::{paragraph, zahl::zahl};

/// How many Meilensteine of a project the page names; the workbook has all of them.
const MOST_MILESTONES: usize = 3;

/// What goes to one division.
pub struct Circular<'a> {
    /// The page.
    pub paper: Paper,
    /// The line that tells what to do with the workbook beside it.
    pub line: String,
    /// The projects that have not ended, each with whether it has begun.
    pub projekte: Vec<(&'a Located<Projekt>, bool)>,
}

/// What goes round for a report, by division; a division all of whose projects have ended gets nothing.
pub fn circulars<'a>(report: &Berichtslage<'a>, heute: NaiveDate) -> Vec<Circular<'a>> {
    let mut divisions: BTreeMap<&Kennung, Vec<&Lage<'a>>> = BTreeMap::new();
    let is_over = |status: Projektstatus| status.is_over() || status == Projektstatus::Abgelehnt;
    for lage in report.portfolio.lagen.iter().filter(|lage| !is_over(lage.status)) {
        divisions.entry(&lage.projekt.fachbereich).or_default().push(lage);
    }
    let mut taken = BTreeMap::new();
    let circular = |(division, mut lagen): (&Kennung, Vec<&Lage<'a>>)| {
        lagen.sort_by_key(|lage| &lage.projekt.kennung);
        let projekte = lagen.iter().map(|lage| (lage.projekt, lage.status.is_open())).collect();
        let line = line(report, division, heute);
        Circular { paper: paper(report, (division, &lagen), &mut taken, heute), line, projekte }
    };
    divisions.into_iter().map(circular).collect()
}

/// The first line of the workbook.
fn line(report: &Berichtslage<'_>, division: &Kennung, heute: NaiveDate) -> String {
    let until = until(report, heute).map(|day| format!(" Zurück bis {day}.")).unwrap_or_default();
    format!(
        "{CIRCULAR_FROM}{} für {}, {}: Bitte die umrandeten Zellen ausfüllen, je Meldung eine ganze Zeile. Graue Zellen zeigen, \
         was bekannt ist. Was leer bleibt, gilt als nicht gemeldet.{until}",
        day(heute),
        report.bestand.dienststelle(division),
        report.ausgabe.zeitraum.name(),
    )
}

/// The day up to which the report takes in what comes back, if it has not passed.
fn until(report: &Berichtslage<'_>, heute: NaiveDate) -> Option<String> {
    let datenstand = report.ausgabe.datenstand;
    (datenstand >= heute).then(|| day(datenstand))
}

/// The name of the files, which no other division has.
fn name(report: &Berichtslage<'_>, division: &Kennung, taken: &mut BTreeMap<String, usize>) -> String {
    let zeitraum = report.ausgabe.zeitraum.kennung().to_lowercase();
    let name = format!("meldebogen-{zeitraum}-{}", division.slug());
    let times = taken.entry(name.clone()).and_modify(|times| *times += 1).or_insert(1);
    if *times == 1 { name } else { format!("{name}-{times}") }
}

fn paper(
    report: &Berichtslage<'_>,
    (division, lagen): (&Kennung, &[&Lage<'_>]),
    taken: &mut BTreeMap<String, usize>,
    heute: NaiveDate,
) -> Paper {
    let name = name(report, division, taken);
    let titel = format!("Meldebogen {division}, {}", report.ausgabe.zeitraum.name());
    let staende = &report.erledigungsstaende.projekte;
    let figures: Vec<Figure> = lagen.iter().filter_map(|lage| staende.get(&lage.projekt.kennung).cloned()).collect();
    let head = Head {
        name: name.clone(),
        part: Part::Main,
        ordner: report.ordner.name.clone(),
        zeitraum: Some(report.ausgabe.zeitraum),
        abschluesse: Vec::new(),
        datei: name.clone(),
        bezeichnung: titel.clone(),
        neue_fassung: None,
        eintrag: Eintrag::default(),
        stand: Standangabe::default(),
        has_hidden: false,
        is_public: false,
    };
    Paper {
        head,
        ident: format!("meldebogen/{name}"),
        datenstand: report.ausgabe.datenstand,
        view: View::Meldebogen(Box::new(view(report, (division, lagen), (titel, &name), heute))),
        annex: Annex::Elsewhere(DATA.into()),
        zusammenhang: Arc::default(),
        figures: figures.into(),
        logo: report.bestand.ausstattung.logo.clone(),
        projektboard: None,
    }
}

fn view(
    report: &Berichtslage<'_>,
    (division, lagen): (&Kennung, &[&Lage<'_>]),
    (titel, name): (String, &str),
    heute: NaiveDate,
) -> BerichtView {
    let (bestand, bericht) = (report.bestand, &report.ordner.bericht);
    let angaben = FrameParts {
        beschreibung: format!("{titel}: was zuletzt gemeldet wurde und was jetzt zu melden ist"),
        schlagworte: vec!["Meldebogen".into()],
        datum: heute,
        fuss: format!("{titel} ({})", bericht.titel),
        titel: titel.clone(),
    };
    let untertitel = Some(format!("{} für {}", bestand.dienststelle(division), quoted(&bericht.titel)));
    let mut deckblatt = BerichtDeckblatt::new(titel, untertitel);
    let to = bericht.herausgeber.as_ref().map(|stelle| Feld::new("Zurück an", bestand.dienststelle(stelle)));
    let until = until(report, heute).map(|day| Feld::new("Zurück bis", day));
    deckblatt.felder = until.into_iter().chain(to).collect();
    let text = format!(
        "Bitte melden Sie zu diesen {} Projekten den Stand im {}: in der Arbeitsmappe {name}.xlsx, die diesem \
         Meldebogen beiliegt. Was leer bleibt, gilt als nicht gemeldet.",
        lagen.len(),
        report.ausgabe.zeitraum.name()
    );
    let text = if lagen.len() == 1 { text.replace("diesen 1 Projekten", "diesem Projekt") } else { text };
    let elemente = vec![Element::Text { blocks: vec![paragraph(text)] }, tabelle(report, lagen)];
    let kapitel = vec![Kapitel::new("", elemente)];
    BerichtView { rahmen: Rahmen::new(bestand, angaben, heute), deckblatt, inhalt: false, kapitel }
}

fn tabelle(report: &Berichtslage<'_>, lagen: &[&Lage<'_>]) -> Element {
    let row = |lage: &&Lage<'_>| {
        let projekt = lage.projekt;
        let stand = report.erledigungsstaende.projekte.get(&projekt.kennung).map_or_else(|| "–".into(), zahl);
        let last = lage.fortschritt.map_or_else(|| "–".into(), |fortschritt| day(fortschritt.datum));
        let about = format!("{} · {}", projekt.kennung, lage.status.text());
        vec![
            Tabellenzelle::new(projekt.titel.as_str(), [Some(about)]),
            last.into(),
            stand.into(),
            Tabellenzelle::Zeilen { zeilen: expected(report, lage) },
        ]
    };
    Element::Tabelle(TabelleView {
        spalten: vec![
            Spalte::new("Projekt", "text"),
            Spalte::new("zuletzt gemeldet", "datum"),
            Spalte::new("Stand", "zahl"),
            Spalte::new("jetzt zu melden", "text"),
        ],
        zeilen: lagen.iter().map(row).collect(),
        ..TabelleView::default()
    })
}

/// What a project is to report.
fn expected(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Vec<String> {
    let (projekt, ende) = (lage.projekt, report.ausgabe.zeitraum.ende);
    if !lage.status.is_open() {
        let planned = projekt.beginn.map(|beginn| format!(" (geplant {})", day(beginn))).unwrap_or_default();
        return [format!("Beginn{planned}")].into_iter().chain(milestones(report, projekt, ende)).collect();
    }
    let stand = match lage.meldung {
        Some(meldung) => format!("Erledigungsstand, wenn neuer als {}", day(meldung.datum)),
        None => "Erledigungsstand".into(),
    };
    let pause = lage.pause.map(|pause| format!("Ende der Pause seit {}, wenn beendet", day(pause.von)));
    let end = projekt.ende_geplant.filter(|geplant| *geplant <= ende);
    let end = end.map(|geplant| format!("Ende oder neuer Termin (geplant {})", day(geplant)));
    let decision = lage.fortschritt.and_then(|fortschritt| fortschritt.entscheidung_bis);
    let decision = decision.map(|bis| format!("Entscheidung bis {}: gefallen oder weiter offen?", day(bis)));
    let costs = report.portfolio.sicht().kosten(&projekt.kennung).last();
    let costs = match costs.map(|kosten| kosten.datum) {
        None => Some("Kosten: Plan, Ist, Prognose".into()),
        Some(datum) if datum < report.ausgabe.zeitraum.beginn => Some(format!("Kosten (zuletzt {})", day(datum))),
        Some(_) => None,
    };
    let first = [Some(stand), pause, end, decision, costs].into_iter().flatten();
    first.chain(milestones(report, projekt, ende)).collect()
}

/// The Meilensteine that should be reached by the end of the period and are not.
fn milestones(report: &Berichtslage<'_>, projekt: &Projekt, ende: NaiveDate) -> Vec<String> {
    let due = |m: &&&Located<Meilenstein>| m.erreicht.is_none() && m.geplant <= ende;
    let all = report.portfolio.sicht().meilensteine(&projekt.kennung).iter().filter(due);
    let named = |m: &&Located<Meilenstein>| format!("Meilenstein {} (geplant {})", quoted(&m.titel), day(m.geplant));
    let mut lines: Vec<String> = all.map(named).collect();
    let left_out = lines.len().saturating_sub(MOST_MILESTONES);
    if left_out > 1 {
        lines.truncate(MOST_MILESTONES);
        lines.push(format!("und {left_out} weitere Meilensteine"));
    }
    lines
}
