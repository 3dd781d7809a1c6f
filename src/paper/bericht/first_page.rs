//! The first page, which stands alone: the main figures with their change, three sentences, what needs a decision.

use chrono::NaiveDate;

use super::changes::{richtung, with_unit};
use super::listen::{self, date};
use super::{ampel, gliederungen, projektliste};
use crate::figures::datenstand::Datenbereich;
use crate::figures::gliederung::Attribute;
use crate::figures::{Berichtslage, Figure, Kennzahl, Lage, Wert};
use crate::model::day;
use crate::paper::datenstand;
use crate::paper::view::{Element, Kachel, Kapitel, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::{unmarked, zahl};
use crate::text::{Block, Inline, satz};

/// The title of the page.
pub(super) const TITEL: &str = "Auf einen Blick";

/// The figures that the page shows large.
const KACHELN: [Kennzahl; 4] =
    [Kennzahl::ImZeitraum, Kennzahl::Abgeschlossen, Kennzahl::Begonnen, Kennzahl::FastFertig];

/// The figures of its sentences, with the sentence.
const SAETZE: [(Kennzahl, &str); 3] = [
    (Kennzahl::Abgeschlossen, "abgeschlossen"),
    (Kennzahl::Laufend, "laufend"),
    (Kennzahl::Ueberfaellig, "ueberfaellig"),
];

/// The figures of each department.
const SPALTEN: [Kennzahl; 4] =
    [Kennzahl::ImZeitraum, Kennzahl::Abgeschlossen, Kennzahl::Laufend, Kennzahl::Ueberfaellig];

/// How many projects a line of what needs a decision names.
const MOST: usize = 3;

/// How many characters of a title or of a reason the page prints.
const LONGEST_WORD: usize = 140;

/// How many characters a printed line of them has, one with the name of a department, and how many lines the page has room
/// for together.
const ZEICHEN: usize = 64;
const NAMENSZEICHEN: usize = 52;
const ZEILEN: usize = 27;
/// How many characters a printed line below a large figure has.
const KACHELZEICHEN: usize = 24;
/// How many lines more it has where nothing is compared.
const WITHOUT_COMPARISON: usize = 4;

pub(super) fn kapitel(report: &Berichtslage<'_>) -> Kapitel {
    let anlaesse = concerns(report);
    let used = anlaesse.iter().map(Concern::height).sum::<usize>() + notes(report);
    let mut elemente = vec![kacheln(report)];
    elemente.extend(geld(report));
    elemente.extend([saetze(report), entscheidungen(anlaesse)]);
    elemente.extend(dezernate(report, used));
    Kapitel::new(TITEL, elemente)
}

/// How many printed lines the page has beside its usual ones: what the Datenstand leaves out, and why money has changed.
fn notes(report: &Berichtslage<'_>) -> usize {
    let change = |figure: &Figure| richtung(report, figure).map_or(0, |words| unmarked(&words).chars().count());
    let longest = money(report).into_iter().map(change).max().unwrap_or_default();
    datenstand::left_out(&report.figures).len() + longest.div_ceil(KACHELZEICHEN).saturating_sub(1)
}

fn kacheln(report: &Berichtslage<'_>) -> Element {
    let werte = KACHELN.iter().filter_map(|k| report.figure(*k)).map(|figure| kachel(report, figure));
    Element::Kennzahlen { titel: String::new(), werte: werte.collect() }
}

fn kachel(report: &Berichtslage<'_>, figure: &Figure) -> Kachel {
    Kachel {
        wert: with_unit(figure),
        titel: figure.titel.clone(),
        zusatz: figure.bezug.text(),
        veraenderung: richtung(report, figure),
    }
}

/// Where the money is; `None` where nothing was granted, nor in the period before.
fn geld(report: &Berichtslage<'_>) -> Option<Element> {
    let foerderung = &report.foerderung;
    let werte = money(report).into_iter().filter(|figure| figure.wert.decimal().is_some());
    let before = report.vergleich.vorperiode().is_some_and(|periode| !periode.foerderung.staende.is_empty());
    (before || !foerderung.staende.is_empty()).then(|| Element::Kennzahlen {
        titel: String::new(),
        werte: werte.map(|figure| kachel(report, figure)).collect(),
    })
}

/// The figures of grants that the page shows large.
fn money<'r>(report: &'r Berichtslage<'_>) -> [&'r Figure; 4] {
    let summe = &report.foerderung.summe;
    [&summe.bewilligt, &summe.ausgezahlt, &summe.noch_abrufbar, &report.foerderung.kosten.eigenanteil]
}

/// Three sentences, and what the changes are held against.
fn saetze(report: &Berichtslage<'_>) -> Element {
    let sentence = |(kennzahl, name): &(Kennzahl, &str)| {
        Some(satz(report.bestand.saetze.as_deref(), name, report.figure(*kennzahl)?))
    };
    let sentences: Vec<String> = SAETZE.iter().filter_map(sentence).collect();
    let vorher = match report.vergleich.vorperiode() {
        Some(periode) => {
            let corrected = report.vergleich.zeilen.iter().any(|zeile| zeile.abgeschlossen.is_some());
            let note = match corrected {
                true => {
                    " Was darin anders veröffentlicht war, ist hier korrigiert; beides steht unter „Vorperiode (korrigiert)“."
                }
                false => "",
            };
            Some(format!("Verglichen wird mit dem Vorzeitraum ({}).{note}", periode.zeitraum.name()))
        }
        None if report.closed_without_report().is_some() => {
            Some("Der Abschluss des Vorzeitraums enthält diesen Bericht nicht; verglichen wird daher nicht.".into())
        }
        None if report.ordner.bericht.turnus.is_some() => {
            Some("Für den Vorzeitraum liegt kein Abschluss vor; verglichen wird daher nicht.".into())
        }
        None => None,
    };
    let left_out = datenstand::left_out(&report.figures).join(" ");
    let left_out = (!left_out.is_empty()).then_some(left_out);
    let absatz = |text: String| Block::Paragraph { inlines: vec![Inline::Text { text }] };
    Element::Text { blocks: [sentences.join(" ")].into_iter().chain(vorher).chain(left_out).map(absatz).collect() }
}

/// What the council or its committee has to decide or to ask, with whom it concerns.
fn entscheidungen(anlaesse: Vec<Concern>) -> Element {
    let zeilen: Vec<Vec<Tabellenzelle>> = anlaesse.into_iter().map(Concern::zeile).collect();
    let hinweise = match zeilen.is_empty() {
        true => vec!["Nach diesen Daten braucht nichts eine Entscheidung.".to_owned()],
        false => Vec::new(),
    };
    let spalten = match zeilen.is_empty() {
        true => Vec::new(),
        false => {
            vec![Spalte::new("Anlass", "mittel"), Spalte::new("Umfang", "betrag"), Spalte::new("Betrifft", "text")]
        }
    };
    Element::Tabelle(TabelleView {
        titel: Some("Was Aufmerksamkeit oder eine Entscheidung braucht".into()),
        spalten,
        zeilen,
        summe: None,
        hinweise,
    })
}

/// A reason to decide or to ask.
struct Concern {
    name: &'static str,
    /// How many or how much.
    umfang: String,
    /// Whom it concerns, those that are most urgent first, and where the others stand.
    betrifft: Vec<String>,
}

impl Concern {
    /// A reason that names the first few of all it concerns; `None` where there is nothing to say.
    fn new(name: &'static str, figure: &Figure, alle: Vec<String>, kapitel: &str) -> Option<Self> {
        let nothing = match figure.wert {
            Wert::Anzahl(number) => number == 0,
            Wert::Betrag(betrag) => betrag.is_zero(),
            _ => true,
        };
        let further = (alle.len() > MOST).then(|| format!("und weitere, siehe „{kapitel}“"));
        let betrifft = alle.into_iter().take(MOST).chain(further).collect();
        (!nothing).then(|| Self { name, umfang: with_unit(figure), betrifft })
    }

    fn zeile(self) -> Vec<Tabellenzelle> {
        vec![self.name.into(), self.umfang.into(), Tabellenzelle::Zeilen { zeilen: self.betrifft }]
    }

    /// How many printed lines it takes at most.
    fn height(&self) -> usize {
        self.betrifft.iter().map(|line| unmarked(line).chars().count().div_ceil(ZEICHEN)).sum()
    }
}

fn concerns(report: &Berichtslage<'_>) -> Vec<Concern> {
    [overdue(report), antraege(report), verfall(report), outdated(report)].into_iter().flatten().collect()
}

/// The projects of a figure, the earliest day first.
fn projekte<'s, 'a>(
    report: &'s Berichtslage<'a>,
    kennzahl: Kennzahl,
    day: impl Fn(&Lage<'a>) -> Option<NaiveDate>,
) -> Vec<&'s Lage<'a>> {
    let mut members: Vec<&Lage<'a>> = report.portfolio.members(kennzahl).collect();
    members.sort_by(|a, b| (day(a), &a.projekt.kennung).cmp(&(day(b), &b.projekt.kennung)));
    members
}

fn overdue(report: &Berichtslage<'_>) -> Option<Concern> {
    let line = |lage: &Lage<'_>| {
        let grund = short(lage.projekt.grund.as_deref().unwrap_or("Grund nicht angegeben"));
        let stufe = report.ampel.as_ref().map(|ampel| format!("{}, ", ampel::short(ampel, lage)));
        let (titel, end) = (short(&lage.projekt.titel), date(lage.projekt.ende_geplant));
        format!("{titel} ({}geplant bis {end}): {grund}", stufe.unwrap_or_default())
    };
    let members = projekte(report, Kennzahl::Ueberfaellig, |lage| lage.projekt.ende_geplant);
    let figure = report.figure(Kennzahl::Ueberfaellig)?;
    Concern::new("überfällige Projekte", figure, members.into_iter().map(line).collect(), listen::TITEL)
}

fn antraege(report: &Berichtslage<'_>) -> Option<Concern> {
    let members = projekte(report, Kennzahl::AntraegeOffen, |lage| lage.projekt.ende_geplant);
    let figure = report.figure(Kennzahl::AntraegeOffen)?;
    let alle = members.into_iter().map(|lage| short(&lage.projekt.titel)).collect();
    Concern::new("offene Projektanträge", figure, alle, projektliste::TITEL)
}

fn verfall(report: &Berichtslage<'_>) -> Option<Concern> {
    let risiken = &report.foerderung.verfallsrisiken;
    let line = |risiko: &crate::figures::foerderung::Verfallsrisiko<'_>| {
        let grant = risiko.bewilligung;
        let project = report.portfolio.lagen.iter().find(|lage| lage.projekt.kennung == grant.projekt);
        let titel = project.map_or_else(|| grant.projekt.to_string(), |lage| short(&lage.projekt.titel));
        format!("{titel} ({}): {}\u{a0}€, abrufbar bis {}", grant.kennung, zahl(&risiko.rest), day(risiko.bis))
    };
    let alle = risiken.bewilligungen.iter().map(line).collect();
    Concern::new("Fördermittel, die zu verfallen drohen", &risiken.summe, alle, Datenbereich::Foerderung.kapitel())
}

fn outdated(report: &Berichtslage<'_>) -> Option<Concern> {
    let stated = |lage: &Lage<'_>| lage.fortschritt.map(|fortschritt| fortschritt.datum);
    let line = |lage: &Lage<'_>| match stated(lage) {
        Some(stand) => format!("{} (Stand {})", short(&lage.projekt.titel), day(stand)),
        None => short(&lage.projekt.titel),
    };
    let members = projekte(report, Kennzahl::Veraltet, stated);
    let figure = report.figure(Kennzahl::Veraltet)?;
    let alle = members.into_iter().map(line).collect();
    Concern::new("Projekte mit veralteten Angaben", figure, alle, projektliste::TITEL)
}

/// A text as far as the page has room for it; whole it stands in the chapter that the line names or in the list of projects.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// How many projects each department has; `None` where the page has no room for all of them.
fn dezernate(report: &Berichtslage<'_>, used: usize) -> Option<Element> {
    let gliederung = report.gliederung(Attribute::Dezernat).filter(|gliederung| gliederung.gruppen.len() > 1)?;
    let element = gliederungen::tabelle(report, gliederung, &SPALTEN);
    let names = gliederung.gruppen.iter().map(|gruppe| gruppe.name.chars().count().div_ceil(NAMENSZEICHEN));
    let more = if report.vergleich.vorperiode().is_none() { WITHOUT_COMPARISON } else { 0 };
    (used + names.sum::<usize>() <= ZEILEN + more).then(|| {
        Element::Tabelle(TabelleView {
            titel: Some(format!("Projekte nach {}", gliederung.titel)),
            hinweise: Vec::new(),
            ..element
        })
    })
}
