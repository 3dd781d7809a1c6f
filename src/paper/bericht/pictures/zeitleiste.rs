//! The time line of projects: when each was begun, when it was to end, and where it stands.

use chrono::{Datelike, NaiveDate};

use super::super::cut;
use super::zeitachse::Axis;
use crate::figures::{Berichtslage, Figure, Kennzahl, Lage, Projektstatus};
use crate::model::day;
use crate::paper::view::{Element, Kapitel, TabelleView, Zeichen, ZeitleisteView, Zeitteil, Zeitzeichen, Zeitzeile};
use crate::text::zahl::{unmarked, zahl};

/// Rows of one picture at most, so that it fits on a page that lies across, below the title of its chapter and above its note.
const ZEILEN: usize = 24;

/// One project in so many may go on beyond the axis.
const ONE_IN: usize = 20;

/// The signs of a picture with their meaning, in the order of its legend.
const LEGENDE: [(&str, &str); 8] = [
    ("fertig", "abgeschlossen"),
    ("gelaufen", "bisher gelaufen"),
    ("geplant", "noch geplant"),
    ("verzug", "überfällig"),
    ("offen", "Ende offen oder später"),
    ("abbruch", "abgebrochen oder überführt"),
    ("erreicht", "Meilenstein erreicht"),
    ("ausstehend", "Meilenstein offen"),
];

/// A project as the time line draws it.
#[derive(Debug, Clone)]
pub struct Vorhaben {
    /// Its Kennung.
    pub kennung: String,
    /// Its title, whole.
    pub titel: String,
    /// The day of its begin.
    pub beginn: Option<NaiveDate>,
    /// The day on which it was to end.
    pub ende_geplant: Option<NaiveDate>,
    /// The day on which work on it ended for whatever reason.
    pub schluss: Option<NaiveDate>,
    /// Its state on the Stichtag.
    pub status: Projektstatus,
    /// Its Erledigungsstand.
    pub stand: Option<Figure>,
    /// Its Meilensteine: day, name, and whether it is reached.
    pub meilensteine: Vec<(NaiveDate, String, bool)>,
}

/// What a time line shows, and up to which day.
#[derive(Debug, Clone)]
pub struct Zeitrahmen {
    /// The title.
    pub titel: String,
    /// First and last day of the period, which are drawn in any case.
    pub zeitraum: [NaiveDate; 2],
    /// The day of the vertical line.
    pub stichtag: NaiveDate,
    /// A note below each picture: where its numbers stand.
    pub hinweis: String,
}

/// The chapter of the projects of a report: those that were active in the period or are under way.
pub(in crate::paper::bericht) fn anlage(report: &Berichtslage<'_>) -> Kapitel {
    let bezug = &report.portfolio.bezug;
    let shown = |lage: &&Lage<'_>| Kennzahl::ImZeitraum.counts(lage, bezug) || lage.status.is_open();
    let vorhaben: Vec<Vorhaben> =
        cut::listed(report).into_iter().filter(shown).map(|lage| vorhaben(report, lage)).collect();
    let rahmen = Zeitrahmen {
        titel: format!("Laufzeiten mit Stand am {}", report.stichtag()),
        zeitraum: [bezug.zeitraum.beginn, bezug.zeitraum.ende],
        stichtag: bezug.stichtag,
        hinweis: "Titel in voller Länge, Beginn und Ende stehen in der vollständigen Projektliste.".into(),
    };
    let pictures = zeitleiste(&rahmen, &vorhaben);
    Kapitel::across("Zeitleiste der Projekte", cut::left_out(report).into_iter().chain(pictures).collect())
}

fn vorhaben(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Vorhaben {
    let projekt = lage.projekt;
    Vorhaben {
        kennung: projekt.kennung.to_string(),
        titel: projekt.titel.clone(),
        beginn: projekt.beginn,
        ende_geplant: projekt.ende_geplant,
        schluss: projekt.ended_on(),
        status: lage.status,
        stand: report.erledigungsstaende.projekte.get(&projekt.kennung).cloned(),
        meilensteine: meilensteine(report, lage),
    }
}

/// The Meilensteine of a project: a reached one on the day on which it was, an open one on the day planned.
fn meilensteine(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Vec<(NaiveDate, String, bool)> {
    let stichtag = report.portfolio.bezug.stichtag;
    let all = report.portfolio.sicht().meilensteine(&lage.projekt.kennung).iter();
    let one = |meilenstein: &&crate::model::Located<crate::model::Meilenstein>| {
        let reached = meilenstein.erreicht.filter(|_| meilenstein.is_reached(stichtag));
        (reached.unwrap_or(meilenstein.geplant), meilenstein.titel.clone(), reached.is_some())
    };
    all.map(one).collect()
}

/// A time line as pictures of a page each, sorted by begin; projects without one stand last.
pub fn zeitleiste(rahmen: &Zeitrahmen, vorhaben: &[Vorhaben]) -> Vec<Element> {
    if vorhaben.is_empty() {
        return vec![empty_picture(&rahmen.titel)];
    }
    let mut sorted: Vec<&Vorhaben> = vorhaben.iter().collect();
    sorted.sort_by_key(|v| (v.beginn.is_none(), v.beginn, &v.kennung));
    let last = common_end(&sorted);
    let days = sorted.iter().flat_map(|v| tage(v)).map(|day| last.map_or(day, |last| day.min(last)));
    let achse = Axis::new(rahmen.stichtag, rahmen.zeitraum, days);
    let parts = sorted.len().div_ceil(ZEILEN);
    let size = sorted.len().div_ceil(parts);
    let view = |part: &[&Vorhaben]| {
        let titel = if parts == 1 { rahmen.titel.clone() } else { format!("{}: {}", rahmen.titel, begins(part)) };
        let zeilen: Vec<Zeitzeile> = part.iter().map(|v| zeile(v, &achse, rahmen.stichtag)).collect();
        Element::Zeitleiste(ZeitleisteView {
            alternativtext: alternativtext(&titel, part, rahmen.stichtag),
            titel,
            achse: achse.view(rahmen.stichtag),
            legende: legend(&zeilen),
            zeilen,
            hinweise: vec![rahmen.hinweis.clone()],
        })
    };
    sorted.chunks(size).map(view).collect()
}

/// What stands in place of a picture of nothing: a table without columns, which prints its note alone.
fn empty_picture(titel: &str) -> Element {
    Element::Tabelle(TabelleView {
        titel: Some(titel.to_owned()),
        hinweise: vec!["Im Zeitraum und am Stichtag lief kein Projekt.".into()],
        ..TabelleView::default()
    })
}

/// The last day of all projects but one in twenty, where the axis would take years more for these; their bars end in an arrow.
fn common_end(vorhaben: &[&Vorhaben]) -> Option<NaiveDate> {
    let mut ends: Vec<NaiveDate> = vorhaben.iter().filter_map(|v| tage(v).max()).collect();
    ends.sort_unstable();
    let most = ends.len().checked_sub(1 + ends.len() / ONE_IN)?;
    ends.get(most).copied()
}

/// Whether a day lies behind what is drawn: the year until which a bar goes on.
fn beyond(vorhaben: &Vorhaben, achse: &Axis) -> Option<i32> {
    let end = vorhaben.schluss.or(vorhaben.ende_geplant)?;
    (achse.place(end) >= achse.tage()).then(|| end.year())
}

/// All days of a project.
fn tage(vorhaben: &Vorhaben) -> impl Iterator<Item = NaiveDate> {
    let meilensteine = vorhaben.meilensteine.iter().map(|(day, ..)| *day);
    [vorhaben.beginn, vorhaben.ende_geplant, vorhaben.schluss].into_iter().flatten().chain(meilensteine)
}

/// Which begins a picture holds: the first and the last.
fn begins(part: &[&Vorhaben]) -> String {
    let days: Vec<NaiveDate> = part.iter().filter_map(|v| v.beginn).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => format!("Beginn {} – {}", day(*first), day(*last)),
        _ => "ohne Beginn".into(),
    }
}

impl Vorhaben {
    /// The day on which it had ended by the Stichtag.
    fn ended(&self, stichtag: NaiveDate) -> Option<NaiveDate> {
        self.schluss.filter(|day| *day <= stichtag)
    }

    /// Whether it is under way beyond its planned end.
    fn overdue(&self, stichtag: NaiveDate) -> bool {
        self.status.is_open() && self.ende_geplant.is_some_and(|day| day < stichtag)
    }

    /// Whether work ended without a result.
    fn was_broken_off(&self) -> bool {
        matches!(self.status, Projektstatus::Abgebrochen | Projektstatus::Ueberfuehrt)
    }

    /// Its Erledigungsstand while it is open; what has ended needs none.
    fn progress_while_open(&self) -> Option<&Figure> {
        self.stand.as_ref().filter(|_| self.status.is_open())
    }

    /// What stands behind its bar: where it stands, and what is wrong with its days.
    fn label(&self, stichtag: NaiveDate) -> String {
        let stand = self.progress_while_open().map(zahl);
        let state = match self.status {
            Projektstatus::Laufend => None,
            other => Some(other.text().to_owned()),
        };
        let state = state.or_else(|| stand.is_none().then(|| self.status.text().to_owned()));
        let overdue = self.overdue(stichtag).then(|| "überfällig".to_owned());
        let missing = match (self.beginn, self.ende_geplant.or(self.schluss)) {
            (None, None) => Some("ohne Termine".to_owned()),
            (None, Some(_)) => Some("ohne Beginn".to_owned()),
            (Some(_), _) => None,
        };
        [stand, state, overdue, missing].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn zeile(vorhaben: &Vorhaben, achse: &Axis, stichtag: NaiveDate) -> Zeitzeile {
    let (teile, mut zeichen) = balken(vorhaben, achse, stichtag);
    let meilensteine = vorhaben.meilensteine.iter().map(|(day, _, erreicht)| Zeitzeichen {
        art: if *erreicht { "erreicht" } else { "ausstehend" },
        tage: achse.place(*day),
    });
    zeichen.extend(meilensteine.filter(|zeichen| (0..=achse.tage()).contains(&zeichen.tage)));
    let stand = vorhaben.progress_while_open().filter(|figure| figure.wert.decimal().is_some());
    Zeitzeile {
        titel: format!("{}  {}", vorhaben.kennung, vorhaben.titel),
        beschriftung: match beyond(vorhaben, achse) {
            Some(year) => format!("{}, bis {year}", vorhaben.label(stichtag)),
            None => vorhaben.label(stichtag),
        },
        teile,
        zeichen,
        werte: stand.and_then(|figure| figure.wert.decimal()).into_iter().collect(),
        kennzahlen: stand.map(|figure| figure.id.clone()).into_iter().collect(),
    }
}

/// The parts of a bar, and the signs where it goes on or was broken off. A bar shows time alone: how much is done is no
/// place on it.
fn balken(vorhaben: &Vorhaben, achse: &Axis, stichtag: NaiveDate) -> (Vec<Zeitteil>, Vec<Zeitzeichen>) {
    let Some(beginn) = vorhaben.beginn else { return (Vec::new(), Vec::new()) };
    let mut zeichen = Vec::new();
    let (from, now) = (achse.place(beginn), achse.place(stichtag));
    let behind = |day: NaiveDate| achse.place(day) + 1;
    let parts = match (vorhaben.ended(stichtag), vorhaben.ende_geplant) {
        (Some(schluss), _) if vorhaben.was_broken_off() => {
            zeichen.push(Zeitzeichen { art: "abbruch", tage: behind(schluss) });
            vec![("gelaufen", from, behind(schluss))]
        }
        (Some(schluss), _) => vec![("fertig", from, behind(schluss))],
        (None, Some(ende)) => {
            let mut parts = vec![("gelaufen", from, now.min(behind(ende))), ("geplant", now.max(from), behind(ende))];
            parts.extend(vorhaben.overdue(stichtag).then(|| ("verzug", behind(ende).max(from), now)));
            parts
        }
        (None, None) => {
            zeichen.push(Zeitzeichen { art: "danach", tage: now.max(from) });
            vec![("gelaufen", from, now)]
        }
    };
    let beyond = parts.iter().any(|(_, _, to)| *to > achse.tage());
    zeichen.extend((from < 0).then_some(Zeitzeichen { art: "vorher", tage: 0 }));
    zeichen.extend(beyond.then(|| Zeitzeichen { art: "danach", tage: achse.tage() }));
    zeichen.retain(|sign| (0..=achse.tage()).contains(&sign.tage));
    let within = |day: i64| day.clamp(0, achse.tage());
    let drawn = parts.into_iter().map(|(art, from, to)| Zeitteil { art, tage: [within(from), within(to)] });
    (drawn.filter(|teil| teil.tage[0] < teil.tage[1]).collect(), zeichen)
}

/// The signs that some rows show.
fn legend(zeilen: &[Zeitzeile]) -> Vec<Zeichen> {
    let shown = |art: &str| {
        let signs = zeilen.iter().flat_map(|zeile| &zeile.zeichen).map(|zeichen| zeichen.art);
        let parts = zeilen.iter().flat_map(|zeile| &zeile.teile).map(|teil| teil.art);
        signs.chain(parts).any(|one| one == art || (art == "offen" && matches!(one, "vorher" | "danach")))
    };
    let kept = LEGENDE.into_iter().filter(|(zeichen, _)| shown(zeichen));
    kept.map(|(zeichen, text)| Zeichen { zeichen, text }).collect()
}

/// The whole picture in words, a sentence for each project.
fn alternativtext(titel: &str, part: &[&Vorhaben], stichtag: NaiveDate) -> String {
    let zeilen: String = part.iter().map(|v| format!(" {}", satz(v, stichtag))).collect();
    format!("Zeitleiste. {titel}. Eine senkrechte Linie zeigt den Stichtag {}.{zeilen}", day(stichtag))
}

fn satz(vorhaben: &Vorhaben, stichtag: NaiveDate) -> String {
    let dated = |name: &str, on: Option<NaiveDate>| on.map(|on| format!("{name} {}", day(on)));
    let ende = match vorhaben.ended(stichtag) {
        Some(schluss) => dated("Ende", Some(schluss)),
        None => dated("geplantes Ende", vorhaben.ende_geplant),
    };
    let state = unmarked(&vorhaben.label(stichtag));
    let meilensteine = vorhaben.meilensteine.iter().map(|(on, name, erreicht)| {
        let state = if *erreicht { "erreicht" } else { "offen" };
        Some(format!("Meilenstein „{name}“ {}, {state}", day(*on)))
    });
    let parts: Vec<String> =
        [dated("Beginn", vorhaben.beginn), ende, Some(state)].into_iter().chain(meilensteine).flatten().collect();
    format!("{} „{}“: {}.", vorhaben.kennung, vorhaben.titel, parts.join("; "))
}
