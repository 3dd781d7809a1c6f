//! The eGovernment Sachstandsbericht.

mod ampel;
pub mod pictures;
mod concerns;
mod cut;
mod diagramme;
mod entwicklung;
mod foerderung;
mod gliederungen;
mod klimawirkung;
mod kosten;
mod listen;
mod meldelage;
mod overview;
mod projektblaetter;
mod projektboard;
mod projektliste;
mod reifegrade;
mod results;
mod changes;
mod zusammenfassung;

use chrono::NaiveDate;

use super::herkunft::Zusammenhang;
use super::view::{
    BerichtDeckblatt, BerichtView, Definition, Element, Feld, FrameParts, Kapitel, Rahmen, Tabellenzelle, View,
    of_draft,
};
use super::{Annex, Eintrag, Head, Paper, datenstand, edition, with_origins, with_state};
use crate::figures::klima::Klimawirkung;
use crate::figures::{Berichtslage, Figure, Kennzahl, Lage, closed_path};
use crate::model::{Part, day};
use crate::text::zahl::zahl;
use crate::text::{Berichtstexte, Block};

/// The papers of one report, which are printed on the day `heute`: the Bericht, and its Anlage where it has one.
pub fn papers(report: Berichtslage<'_>, texts: Berichtstexte<'_>, heute: NaiveDate) -> Vec<Paper> {
    let stammdaten = &report.bestand.stammdaten;
    let rahmen = rahmen(&report, heute);
    let anlage = report.ordner.bericht.has_anlage().then(|| anlage(&report, rahmen.clone()));
    let projektboard = projektboard::view(&report, rahmen.clone());
    let Berichtstexte { lagebild, einleitung, ausblick, .. } = texts;
    let deckblatt = deckblatt(&report, lagebild);
    let view = BerichtView { rahmen, deckblatt, inhalt: false, kapitel: kapitel(&report, einleitung, ausblick) };
    let head = head(&report);
    let bericht = Paper {
        ident: report.ordner.fassung.ident(&format!("bericht/{}", head.name)),
        head,
        datenstand: report.ausgabe.datenstand,
        view: View::Bericht(Box::new(view)),
        annex: Annex::Own,
        zusammenhang: Zusammenhang::of(&report).into(),
        figures: report.figures.into(),
        logo: report.bestand.ausstattung.logo.clone(),
        projektboard: None,
    };
    let anlage = anlage.map(|view| bericht.beside(Part::Anlage, View::Bericht(Box::new(view))));
    let mut papers = with_origins(std::iter::once(bericht).chain(anlage).collect(), stammdaten.origins());
    // It belongs to the report alone, and is large.
    if let Some(bericht) = papers.first_mut() {
        bericht.projektboard = Some(Box::new(projektboard));
    }
    with_state(papers)
}

/// Which papers [`papers`] makes.
pub fn heads(report: &Berichtslage<'_>) -> Vec<Head> {
    head(report).all(report.ordner.bericht.has_anlage(), report.bestand.stammdaten.origins())
}

fn head(report: &Berichtslage<'_>) -> Head {
    let (ordner, zeitraum) = (report.ordner, report.ausgabe.zeitraum);
    let (name, titel) = (ordner.papier(zeitraum), ordner.titel(zeitraum));
    let stand = ordner.bericht.standangabe(zeitraum);
    Head {
        part: Part::Main,
        datei: ordner.datei(zeitraum),
        bezeichnung: titel.clone(),
        name,
        ordner: ordner.name.clone(),
        zeitraum: Some(zeitraum),
        abschluesse: report.vergleich.perioden.iter().map(|periode| closed_path(periode.zeitraum)).collect(),
        neue_fassung: None,
        eintrag: Eintrag {
            titel: if stand.is_draft() { of_draft(&titel) } else { titel.clone() },
            art: ART.into(),
            datum: Some(report.ausgabe.datum),
            ..Eintrag::default()
        },
        stand,
        has_hidden: ordner.fassung.has_hidden,
        is_public: ordner.fassung.is_public(),
    }
}

/// What a list of papers calls it.
const ART: &str = "Bericht";

/// What the second paper is called.
const ANLAGE: &str = "Anlage";

/// What a reader looks up: lists, sheets, break-downs in full, corrections, register and definitions.
fn anlage(report: &Berichtslage<'_>, mut rahmen: Rahmen) -> BerichtView {
    let Rahmen { dokument, fuss, .. } = &mut rahmen;
    for text in [&mut dokument.titel, &mut dokument.beschreibung, &mut fuss.links] {
        *text = format!("{ANLAGE}: {text}");
    }
    let titel = format!("{ANLAGE}: {}", report.ordner.titel(report.ausgabe.zeitraum));
    let mut deckblatt = BerichtDeckblatt::new(titel, report.ordner.bericht.untertitel.clone());
    deckblatt.felder = felder(report, &report.figures);
    BerichtView { rahmen, deckblatt, inhalt: true, kapitel: anlagenkapitel(report) }
}

/// The Erledigungsstand of a project, or a dash where there is none.
fn stand(report: &Berichtslage<'_>, lage: &Lage<'_>) -> String {
    report.erledigungsstaende.projekte.get(&lage.projekt.kennung).map_or_else(|| "–".into(), zahl)
}

/// The same, with the day of an entry from before the period.
fn aged_stand(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Tabellenzelle {
    let old = lage.fortschritt.map(|entry| entry.datum).filter(|on| *on < report.portfolio.bezug.zeitraum.beginn);
    Tabellenzelle::new(stand(report, lage), [old.map(|on| format!("vom {}", day(on)))])
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

fn deckblatt(report: &Berichtslage<'_>, lagebild: Vec<Block>) -> BerichtDeckblatt {
    let bericht = &report.ordner.bericht;
    let mut felder = felder(report, &[]);
    if bericht.has_anlage() {
        let datei = format!("{}.pdf", head(report).file_of(Part::Anlage));
        let holds =
            "Projektliste, Projektblätter, Gliederungen, Tabellen, Korrekturen, Register, Definitionen".to_owned();
        felder.push(Feld { titel: ANLAGE.into(), werte: vec![datei, holds] });
    }
    let titel = report.ordner.titel(report.ausgabe.zeitraum);
    let hinweis = bericht.hinweis.as_deref().map(crate::text::with_typography);
    BerichtDeckblatt { lagebild, felder, hinweis, ..BerichtDeckblatt::new(titel, bericht.untertitel.clone()) }
}

/// The fields of both covers; what the Datenstand leaves out is told where its figures are given.
fn felder(report: &Berichtslage<'_>, figures: &[Figure]) -> Vec<Feld> {
    let Berichtslage { bestand, ordner, ausgabe, .. } = report;
    let mut felder = vec![
        Feld::new("Berichtszeitraum", report.zeitraum()),
        Feld::new("Stichtag", report.stichtag()),
        datenstand::feld(report.portfolio.bezug.datenstand, figures),
        Feld::new("Datum des Berichts", day(ausgabe.datum)),
        Feld { titel: "Umfang".into(), werte: umfang(report) },
    ];
    let herausgeber = ordner.bericht.herausgeber.as_ref();
    let status = ordner.bericht.status.filter(|_| !ordner.is_public());
    felder.extend(status.map(|status| Feld::new("Status", status.text())));
    felder.extend(edition(ordner.fassung));
    felder.extend(herausgeber.map(|stelle| Feld::new("Herausgeber", bestand.dienststelle(stelle))));
    felder
}

/// The selection's name, and what belongs to it where no subtitle says so.
fn umfang(report: &Berichtslage<'_>) -> Vec<String> {
    let auswahl = report.portfolio.bezug.auswahl;
    let beschreibung = auswahl.beschreibung.clone().filter(|_| report.ordner.bericht.untertitel.is_none());
    [Some(auswahl.name.clone()), beschreibung].into_iter().flatten().collect()
}

/// The chapters of the report in the order in which a council reads them: what is asked of it, what has changed, what was
/// reached, how things stand, where the money is, and last the outlook. Another chapter is one more line.
fn kapitel(report: &Berichtslage<'_>, einleitung: Vec<Block>, ausblick: Vec<Block>) -> Vec<Kapitel> {
    let ausblick = (!ausblick.is_empty()).then(|| Kapitel::new("Ausblick", vec![Element::Text { blocks: ausblick }]));
    let all = [
        Some(overview::kapitel(report, einleitung)),
        Some(concerns::kapitel(report)),
        Some(changes::kapitel(report, entwicklung::bild(report))),
        Some(results::kapitel(report)),
        Some(diagramme::kapitel(report)),
        kosten::kapitel(report),
        foerderung::kapitel(report),
        reifegrade::kapitel(report),
        klimawirkung::kapitel(report),
        meldelage::kapitel(report),
        ausblick,
    ];
    all.into_iter().flatten().collect()
}

/// The chapters of the Anlage: the lists, then the tables, and last what one looks something up in.
fn anlagenkapitel(report: &Berichtslage<'_>) -> Vec<Kapitel> {
    let changes = changes::anlage(report);
    let all = [
        Some(projektliste::anlage(report)),
        Some(pictures::zeitleistenkapitel(report)),
        kosten::anlage(report),
        Some(foerderung::anlage(report)),
        projektblaetter::anlage(report),
        // The comparison has all of these figures beside those of the period before.
        changes.is_none().then(|| zusammenfassung::anlage(report)),
        changes,
        entwicklung::anlage(report),
        Some(diagramme::anlage(report)),
        Some(gliederungen::anlage(report)),
        ampel::rated(report, usize::MAX).map(|all| Kapitel::new("Ampel", vec![all])),
        Some(listen::anlage(report, concerns::milestones(report, usize::MAX))),
        reifegrade::anlage(report),
        klimawirkung::anlage(report),
        meldelage::anlage(report),
        Some(projektblaetter::register(report)),
        Some(definitionen(report)),
    ];
    let mut kapitel: Vec<Kapitel> = all.into_iter().flatten().collect();
    cut::tables(report, &mut kapitel);
    kapitel
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
    let counts = report.portfolio.figures.iter().filter(|figure| !report.is_repeated(figure));
    for figure in counts.chain(grants).chain(klima) {
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
    let element = Element::Definitionen {
        titel: "Kennzahlen".into(),
        spalten: ["Begriff".into(), "Definition".into()],
        eintraege,
    };
    Kapitel::new("Definitionen", vec![element])
}
