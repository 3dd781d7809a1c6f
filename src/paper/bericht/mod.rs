//! The eGovernment Sachstandsbericht.

mod ampel;
pub mod pictures;
mod first_page;
mod diagramme;
mod entwicklung;
mod foerderung;
mod gliederungen;
mod klimawirkung;
mod listen;
mod projektblaetter;
mod projektliste;
mod reifegrade;
mod changes;
mod zusammenfassung;

use chrono::NaiveDate;

use super::herkunft::Zusammenhang;
use super::view::{BerichtDeckblatt, BerichtView, Definition, Element, Feld, FrameParts, Kapitel, Rahmen, View};
use super::{Paper, datenstand};
use crate::figures::datenstand::Datenbereich;
use crate::figures::klima::Klimawirkung;
use crate::figures::{Berichtslage, Kennzahl, Lage, closed_path};
use crate::model::day;
use crate::text::Berichtstexte;
use crate::text::zahl::zahl;

/// The view of one report, which is printed on the day `heute`.
pub fn paper(report: Berichtslage<'_>, texts: Berichtstexte<'_>, heute: NaiveDate) -> Paper {
    let (ordner, ausgabe) = (report.ordner, report.ausgabe);
    let view =
        BerichtView { rahmen: rahmen(&report, heute), deckblatt: deckblatt(&report), kapitel: kapitel(&report, texts) };
    let stammdaten = &report.bestand.stammdaten;
    let name = ordner.papier(ausgabe.zeitraum);
    Paper {
        datei: name.clone(),
        bezeichnung: ordner.titel(ausgabe.zeitraum),
        ident: format!("bericht/{name}"),
        name,
        ordner: ordner.name.clone(),
        zeitraum: Some(ausgabe.zeitraum),
        abschluesse: report.vergleich.perioden.iter().map(|periode| closed_path(periode.zeitraum)).collect(),
        datenstand: ausgabe.datenstand,
        neue_fassung: None,
        view: View::Bericht(Box::new(view)),
        zusammenhang: Zusammenhang::of(&report),
        figures: report.figures,
        herkunft: stammdaten.gestaltung.herkunft.unwrap_or(true),
        logo: report.bestand.ausstattung.logo.clone(),
    }
}

/// The Erledigungsstand of a project, or a dash where there is none.
fn stand(report: &Berichtslage<'_>, lage: &Lage<'_>) -> String {
    report.erledigungsstaende.projekte.get(&lage.projekt.kennung).map_or_else(|| "–".into(), zahl)
}

fn rahmen(report: &Berichtslage<'_>, heute: NaiveDate) -> Rahmen {
    let Berichtslage { bestand, ordner, ausgabe, .. } = report;
    let genitiv = &bestand.stammdaten.koerperschaft.genitiv;
    let bericht = &ordner.bericht;
    let zusatz = match bericht.turnus {
        Some(_) => format!(", {}", ausgabe.zeitraum.name()),
        None => String::new(),
    };
    let angaben = FrameParts {
        titel: ordner.titel(ausgabe.zeitraum),
        beschreibung: format!("{} {genitiv}{zusatz}", bericht.titel),
        schlagworte: bericht.schlagworte.iter().cloned().collect(),
        datum: ausgabe.datum,
        fuss: format!("{} {genitiv}{zusatz}", bericht.titel),
    };
    Rahmen::new(bestand, angaben, heute)
}

fn deckblatt(report: &Berichtslage<'_>) -> BerichtDeckblatt {
    let Berichtslage { bestand, ordner, ausgabe, .. } = report;
    let bericht = &ordner.bericht;
    let mut felder = vec![
        Feld::new("Berichtszeitraum", report.zeitraum()),
        Feld::new("Stichtag", report.stichtag()),
        datenstand::feld(report.portfolio.bezug.datenstand, &report.figures),
        Feld::new("Datum des Berichts", day(ausgabe.datum)),
        Feld { titel: "Umfang".into(), werte: umfang(report) },
    ];
    if let Some(herausgeber) = &bericht.herausgeber {
        felder.push(Feld::new("Herausgeber", bestand.dienststelle(herausgeber)));
    }
    BerichtDeckblatt {
        titel: ordner.titel(ausgabe.zeitraum),
        untertitel: bericht.untertitel.clone(),
        felder,
        hinweis: bericht.hinweis.as_deref().map(crate::text::with_typography),
    }
}

/// The selection's name, and what belongs to it where no subtitle says so.
fn umfang(report: &Berichtslage<'_>) -> Vec<String> {
    let auswahl = report.portfolio.bezug.auswahl;
    let beschreibung = auswahl.beschreibung.clone().filter(|_| report.ordner.bericht.untertitel.is_none());
    [Some(auswahl.name.clone()), beschreibung].into_iter().flatten().collect()
}

/// The chapters in the order in which they are read: the page that stands alone, what has changed, the figures and
/// pictures, the lists, and last what one looks something up in. Most say from which day their data are.
fn kapitel(report: &Berichtslage<'_>, texts: Berichtstexte) -> Vec<Kapitel> {
    let staende = report.datenstaende();
    let line = |bereich, kapitel: Kapitel| Kapitel { stand: Some(datenstand::zeile(&staende, bereich)), ..kapitel };
    let projekte = |kapitel: Kapitel| line(Datenbereich::Projekte, kapitel);
    let mut all =
        vec![projekte(first_page::kapitel(report)), projekte(zusammenfassung::kapitel(report, texts.einleitung))];
    all.extend(changes::kapitel(report).map(projekte));
    all.extend(entwicklung::kapitel(report).map(projekte));
    all.extend([
        projekte(diagramme::stand(report)),
        projekte(diagramme::ziele(report)),
        projekte(gliederungen::kapitel(report)),
        projekte(listen::kapitel(report)),
        line(Datenbereich::Foerderung, foerderung::kapitel(report)),
    ]);
    all.extend(reifegrade::kapitel(report).map(|kapitel| line(Datenbereich::Reifegrade, kapitel)));
    let klima = report.klimawirkung.as_ref().map(|klima| klimawirkung::kapitel(report, klima));
    all.extend(klima.map(|kapitel| line(Datenbereich::Klima, kapitel)));
    all.push(projekte(pictures::zeitleistenkapitel(report)));
    if report.ordner.bericht.projektblaetter.unwrap_or(true) {
        all.extend(projektblaetter::kapitel(report).map(projekte));
    }
    all.push(projekte(projektliste::kapitel(report)));
    all.push(projektblaetter::register(report));
    if !texts.ausblick.is_empty() {
        all.push(Kapitel::new("Ausblick", vec![Element::Text { blocks: texts.ausblick }]));
    }
    all.push(definitionen(report));
    all
}

/// The threshold of K7 and what it rests on.
fn schwelle(report: &Berichtslage<'_>) -> String {
    let erledigung = &report.bestand.stammdaten.erledigung;
    let (schwelle, seit) = (zahl(&report.erledigungsstaende.schwelle), day(erledigung.gueltig_ab));
    format!("Schwelle: {schwelle}, gültig ab {seit} ({}).", erledigung.quelle)
}

/// What each figure means.
fn definitionen(report: &Berichtslage<'_>) -> Kapitel {
    let mut eintraege: Vec<Definition> = Vec::new();
    let fast_fertig = report.figure(Kennzahl::FastFertig);
    let grants = report.foerderung.overall().into_iter();
    let klima = report.klimawirkung.iter().flat_map(Klimawirkung::summen);
    for figure in report.portfolio.figures.iter().chain(grants).chain(klima) {
        eintraege.push(Definition {
            begriff: figure.titel.clone(),
            zusatz: figure.regel.starts_with('K').then(|| figure.regel.to_owned()),
            text: if Some(figure) == fast_fertig {
                format!("{} {}", figure.definition, schwelle(report))
            } else {
                figure.definition.clone()
            },
        });
    }
    let element = Element::Definitionen { titel: "Kennzahlen".into(), eintraege };
    Kapitel::new("Definitionen", vec![element])
}
