//! The eGovernment Sachstandsbericht.

mod abschluss;
mod ampel;
pub mod bilder;
mod blick;
mod diagramme;
mod entwicklung;
mod foerderung;
mod gliederungen;
mod klimawirkung;
mod listen;
mod luecken;
mod projektblaetter;
mod projektliste;
mod reifegrade;
mod wechsel;
mod zusammenfassung;

use chrono::NaiveDate;
use serde_json::Value;

use super::datenstand::Datenstaende;
use super::view::{Angaben, BerichtDeckblatt, BerichtView, Definition, Element, Feld, Kapitel, Rahmen, View};
use super::{Paper, abschlusspfad, identity_broken, tag};
use crate::check;
use crate::figures::ampel::Ampel;
use crate::figures::datenstand::Datenbereich;
use crate::figures::foerderung::{Foerderung, foerderung as foerderung_of};
use crate::figures::fortschritt::Erledigungsstaende;
use crate::figures::gliederung::{Gliederung, Merkmal, gliederung};
use crate::figures::klima::{Faktoren, Klimawirkung};
use crate::figures::reifegrad::Reifegrade;
use crate::figures::vergleich::Vergleich;
use crate::figures::{self, Figure, Kennzahl, Lage, Portfolio, PortfolioBezug};
use crate::finding::Finding;
use crate::model::{Ausgabe, Bericht, BerichtOrdner, Bestand, Zeitraum};
use crate::source::Alphabet;
use crate::text::zahl::zahl;
use crate::text::{Block, Names, Texts};

/// The name of a report's figures in ids and placeholders.
const NAME: &str = "kennzahlen";

/// The columns of the break-downs.
const SPALTEN: [Kennzahl; 6] = [
    Kennzahl::ImZeitraum,
    Kennzahl::Begonnen,
    Kennzahl::Abgeschlossen,
    Kennzahl::Laufend,
    Kennzahl::FastFertig,
    Kennzahl::Ueberfaellig,
];

/// Everything that the chapters of a report are made from.
struct Stoff<'a> {
    bestand: &'a Bestand,
    /// The day that the report bears.
    datum: NaiveDate,
    portfolio: Portfolio<'a>,
    gliederungen: Vec<Gliederung>,
    erledigungsstaende: Erledigungsstaende,
    foerderung: Foerderung<'a>,
    /// Whether it is one of a series.
    in_reihe: bool,
    /// The Ampel of its projects; `None` where the municipality has no rule.
    ampel: Option<Ampel<'a>>,
    /// The report beside those of closed periods.
    vergleich: Vergleich<'a>,
    /// The Reifegrad of the services that belong to its projects.
    reifegrade: Reifegrade<'a>,
    /// The factors that hold on the day of the report.
    faktoren: Faktoren<'a>,
    /// What the projects do to the climate; `None` where none has quantities of energy.
    klimawirkung: Option<Klimawirkung<'a>>,
}

impl Stoff<'_> {
    /// The figure of a Kennzahl.
    fn figure(&self, kennzahl: Kennzahl) -> Option<&Figure> {
        let id = format!("{NAME}.{}", kennzahl.slug());
        self.portfolio.figures.iter().find(|figure| figure.id == id)
    }

    /// Whether a period was closed, with whatever reports.
    fn ist_abgeschlossen(&self, zeitraum: Zeitraum) -> bool {
        self.bestand.abschluesse.iter().any(|abschluss| abschluss.zeitraum == zeitraum)
    }

    /// The period directly before, where it was closed without this report.
    fn abschluss_ohne_bericht(&self) -> Option<Zeitraum> {
        let vorher = self.portfolio.bezug.zeitraum.vorher()?;
        (self.ist_abgeschlossen(vorher) && self.vergleich.vorperiode().is_none()).then_some(vorher)
    }

    /// Whether a figure of the end of the period says what another says of the Stichtag, which is the same day.
    fn steht_doppelt(&self, figure: &Figure) -> bool {
        self.steht_doppelt_in(&self.portfolio, figure)
    }

    /// The same of a figure of an earlier period.
    fn steht_doppelt_in(&self, portfolio: &Portfolio<'_>, figure: &Figure) -> bool {
        let bezug = &portfolio.bezug;
        let ends = [Kennzahl::LaufendAmEnde, Kennzahl::PausiertAmEnde];
        bezug.stichtag == bezug.zeitraum.ende
            && ends.iter().any(|k| figure.id == format!("{}.{}", bezug.name, k.slug()))
    }

    /// How a figure is printed, with its id.
    fn zahl(&self, kennzahl: Kennzahl) -> String {
        self.figure(kennzahl).map(zahl).unwrap_or_default()
    }

    /// The Erledigungsstand of a project, or a dash where there is none.
    fn stand(&self, lage: &Lage<'_>) -> String {
        self.erledigungsstaende.projekte.get(&lage.projekt.kennung).map_or_else(|| "–".into(), zahl)
    }

    /// The break-down by an attribute.
    fn gliederung(&self, merkmal: Merkmal) -> Option<&Gliederung> {
        self.gliederungen.iter().find(|g| g.merkmal == merkmal)
    }

    /// The period, `01.01.2020 – 31.12.2020`.
    fn zeitraum(&self) -> String {
        let zeitraum = self.portfolio.bezug.zeitraum;
        format!("{} – {}", tag(zeitraum.beginn), tag(zeitraum.ende))
    }

    /// The Stichtag, `31.03.2021`.
    fn stichtag(&self) -> String {
        tag(self.portfolio.bezug.stichtag)
    }

    /// The days that its data are from.
    fn datenstaende(&self, datum: NaiveDate) -> Datenstaende<'_> {
        Datenstaende {
            bestand: self.bestand,
            sicht: self.portfolio.sicht(),
            projekte: self.portfolio.lagen.iter().map(|lage| &lage.projekt.kennung).collect(),
            datenstand: self.portfolio.bezug.datenstand,
            datum,
        }
    }

    /// Every figure of the report, in the order of its chapters, and those that it is compared with.
    fn figures(&self) -> Vec<Figure> {
        let mut all = self.eigene();
        all.extend(self.vergleich.figures().cloned());
        all
    }

    /// The figures that a closed period keeps: those of the whole report and of its break-downs. Figures of single projects
    /// would make a file without bound, and the projects themselves are kept.
    fn dauerhafte(&self) -> Vec<&Figure> {
        let groups = self.gliederungen.iter().flat_map(|g| &g.gruppen).flat_map(|gruppe| &gruppe.figures);
        let classes = self.erledigungsstaende.klassen.iter().map(|(_, figure)| figure);
        let grants = self.foerderung.insgesamt().into_iter();
        self.portfolio.figures.iter().chain(groups).chain(classes).chain(grants).collect()
    }

    /// Every figure of the report itself.
    fn eigene(&self) -> Vec<Figure> {
        let mut all = self.portfolio.figures.clone();
        let groups = self.gliederungen.iter().flat_map(|g| &g.gruppen);
        all.extend(groups.flat_map(|gruppe| gruppe.figures.iter().cloned()));
        all.extend(self.erledigungsstaende.figures().cloned());
        all.extend(figures::datenstand::hoechstalter(self.bestand));
        all.extend(self.reifegrade.figures().cloned());
        all.extend(self.ampel.iter().flat_map(Ampel::figures).cloned());
        all.extend(self.foerderung.figures().into_iter().cloned());
        if let Some(klima) = &self.klimawirkung {
            all.extend(klima.figures().cloned());
            let grenzen = figures::klima::klimagrenzen(&self.bestand.stammdaten.klima);
            all.extend(grenzen.figures().into_iter().cloned());
        }
        all
    }
}

/// Prepares one report.
pub(super) fn paper(
    bestand: &Bestand,
    alphabet: &Alphabet,
    (ordner, ausgabe): (&BerichtOrdner, Ausgabe),
    heute: NaiveDate,
) -> (Option<Paper>, Vec<Finding>) {
    let Some(stoff) = stoff(bestand, ordner, ausgabe) else { return (None, Vec::new()) };
    let bericht = &ordner.bericht;
    let mut findings = Vec::new();
    if !stoff.portfolio.adds_up() {
        findings.push(identity_broken(NAME, bericht.span("auswahl")));
    }
    findings.extend(ampel::check(&stoff));
    findings.extend(luecken::check(&stoff, ordner));
    findings.extend(listen::ueberfaellig_ohne_grund(&stoff));
    findings.extend(klimawirkung::check(&stoff, ordner));
    findings.extend(stoff.datenstaende(ausgabe.datum).check(&abschnitte(&stoff), bericht.span("datum")));
    let figures = stoff.figures();
    let mut names = Names::new(bestand.saetze.as_deref());
    names.add(&figures);
    let PortfolioBezug { zeitraum, stichtag, datenstand, .. } = stoff.portfolio.bezug;
    names.add_text(&format!("{NAME}.zeitraum"), stoff.zeitraum());
    for (name, tag) in
        [("stichtag", stichtag), ("datenstand", datenstand), ("beginn", zeitraum.beginn), ("ende", zeitraum.ende)]
    {
        names.add_day(&format!("{NAME}.{name}"), tag);
    }
    let mut texts = Texts::new(names, alphabet);
    let einleitung = texts.build(ordner.einleitung.as_ref());
    let ausblick = texts.build(ordner.ausblick.as_ref());
    findings.extend(check::text::of_paper(&texts, &figures));
    let view = BerichtView {
        rahmen: rahmen(bestand, (ordner, ausgabe), heute),
        deckblatt: deckblatt(bestand, (ordner, ausgabe), &stoff),
        kapitel: mit_stand(&stoff, ausgabe.datum, kapitel(&stoff, ordner, einleitung, ausblick)),
    };
    let name = ordner.papier(ausgabe.zeitraum);
    let paper = Paper {
        datei: name.clone(),
        bezeichnung: ordner.titel(ausgabe.zeitraum),
        ident: format!("bericht/{name}"),
        name,
        ordner: ordner.name.clone(),
        zeitraum: Some(ausgabe.zeitraum),
        abschluesse: stoff.vergleich.perioden.iter().map(|periode| periode.zeitraum).map(abschlusspfad).collect(),
        datenstand: stoff.portfolio.bezug.datenstand,
        view: View::Bericht(Box::new(view)),
        figures,
        herkunft: bestand.stammdaten.gestaltung.herkunft.unwrap_or(true),
        logo: bestand.ausstattung.logo.clone(),
    };
    (Some(paper), findings)
}

/// What is kept of a report when its period is closed; `None` where its selection is unknown.
pub(super) fn abgeschlossen(bestand: &Bestand, ordner: &BerichtOrdner, ausgabe: Ausgabe) -> Option<Value> {
    stoff(bestand, ordner, ausgabe).map(|stoff| abschluss::bericht(&stoff, ordner, ausgabe))
}

/// Computes everything; `None` where the selection is unknown, which a check reports.
fn stoff<'a>(bestand: &'a Bestand, ordner: &'a BerichtOrdner, ausgabe: Ausgabe) -> Option<Stoff<'a>> {
    let bericht = &ordner.bericht;
    let auswahl = bestand.stammdaten.auswahl.iter().find(|a| a.kennung == bericht.auswahl)?;
    let bezug = PortfolioBezug {
        name: NAME.into(),
        auswahl,
        zeitraum: ausgabe.zeitraum,
        stichtag: ausgabe.stichtag,
        datenstand: ausgabe.datenstand,
        schwelle: &bestand.stammdaten.erledigung,
    };
    let portfolio = figures::portfolio(bestand, bezug);
    let columns: Vec<Kennzahl> = SPALTEN.into_iter().chain(diagramme::STATUS_ONLY).collect();
    let gliederungen = Merkmal::ALL.iter().map(|m| gliederung(bestand, &portfolio, *m, &columns)).collect();
    let erledigungsstaende = figures::fortschritt::erledigungsstaende(&portfolio);
    let foerderung = foerderung_of(bestand, &portfolio);
    let vergleich = figures::vergleich::vergleich(bestand, &ordner.name, &portfolio, &foerderung);
    let faktoren = Faktoren::am(bestand, ausgabe.datum);
    let klimawirkung = figures::klima::klimawirkung(&portfolio, &faktoren, &bestand.stammdaten.klima);
    let valid = bestand.stammdaten.ampel.as_ref().filter(|regel| regel.gueltig_ab <= ausgabe.stichtag);
    let ampel = valid.map(|regel| figures::ampel::ampel(&portfolio, regel));
    let reifegrade = figures::reifegrad::reifegrade(&portfolio);
    Some(Stoff {
        bestand,
        reifegrade,
        in_reihe: bericht.turnus.is_some(),
        ampel,
        vergleich,
        datum: ausgabe.datum,
        portfolio,
        gliederungen,
        erledigungsstaende,
        foerderung,
        faktoren,
        klimawirkung,
    })
}

fn rahmen(bestand: &Bestand, (ordner, ausgabe): (&BerichtOrdner, Ausgabe), heute: NaiveDate) -> Rahmen {
    let genitiv = &bestand.stammdaten.koerperschaft.genitiv;
    let bericht = &ordner.bericht;
    let zusatz = match bericht.turnus {
        Some(_) => format!(", {}", ausgabe.zeitraum.name()),
        None => String::new(),
    };
    let angaben = Angaben {
        titel: ordner.titel(ausgabe.zeitraum),
        beschreibung: format!("{} {genitiv}{zusatz}", bericht.titel),
        schlagworte: bericht.schlagworte.iter().cloned().collect(),
        datum: ausgabe.datum,
        fuss: format!("{} {genitiv}{zusatz}", bericht.titel),
    };
    Rahmen::new(bestand, angaben, heute)
}

fn deckblatt(bestand: &Bestand, (ordner, ausgabe): (&BerichtOrdner, Ausgabe), stoff: &Stoff<'_>) -> BerichtDeckblatt {
    let bericht = &ordner.bericht;
    let mut felder = vec![
        Feld::new("Berichtszeitraum", stoff.zeitraum()),
        Feld::new("Stichtag", stoff.stichtag()),
        Feld::new("Datenstand", tag(stoff.portfolio.bezug.datenstand)),
        Feld::new("Datum des Berichts", tag(ausgabe.datum)),
        Feld { titel: "Umfang".into(), werte: umfang(stoff, bericht) },
    ];
    if let Some(herausgeber) = &bericht.herausgeber {
        felder.push(Feld::new("Herausgeber", bestand.dienststelle(herausgeber)));
    }
    BerichtDeckblatt {
        titel: ordner.titel(ausgabe.zeitraum),
        untertitel: bericht.untertitel.clone(),
        felder,
        hinweis: bericht.hinweis.as_deref().map(crate::text::typografisch),
    }
}

/// The selection's name, and what belongs to it where no subtitle says so.
fn umfang(stoff: &Stoff<'_>, bericht: &Bericht) -> Vec<String> {
    let auswahl = stoff.portfolio.bezug.auswahl;
    let beschreibung = auswahl.beschreibung.clone().filter(|_| bericht.untertitel.is_none());
    [Some(auswahl.name.clone()), beschreibung].into_iter().flatten().collect()
}

/// The chapters in the order in which they are read: the page that stands alone, what has changed, the figures and
/// pictures, the lists, and last what one looks something up in.
fn kapitel(stoff: &Stoff<'_>, ordner: &BerichtOrdner, einleitung: Vec<Block>, ausblick: Vec<Block>) -> Vec<Kapitel> {
    let mut kapitel = vec![blick::kapitel(stoff), zusammenfassung::kapitel(stoff, einleitung)];
    kapitel.extend(wechsel::kapitel(stoff));
    kapitel.extend(entwicklung::kapitel(stoff));
    kapitel.extend([
        diagramme::stand(stoff),
        diagramme::ziele(stoff),
        gliederungen::kapitel(stoff),
        listen::kapitel(stoff),
        foerderung::kapitel(stoff),
    ]);
    kapitel.extend(reifegrade::kapitel(stoff));
    kapitel.extend(stoff.klimawirkung.as_ref().map(|klima| klimawirkung::kapitel(stoff, klima)));
    kapitel.push(bilder::zeitleistenkapitel(stoff));
    if ordner.bericht.projektblaetter.unwrap_or(true) {
        kapitel.extend(projektblaetter::kapitel(stoff));
    }
    kapitel.push(projektliste::kapitel(stoff));
    kapitel.push(projektblaetter::register(stoff));
    if !ausblick.is_empty() {
        kapitel.push(Kapitel::new("Ausblick", vec![Element::Text { blocks: ausblick }]));
    }
    kapitel.push(definitionen(stoff));
    kapitel
}

/// The chapters by what they are made from; those not named here are made from the projects.
const BEREICHE: [(Datenbereich, &str); 4] = [
    (Datenbereich::Projekte, "Projekte"),
    (Datenbereich::Foerderung, foerderung::TITEL),
    (Datenbereich::Reifegrade, reifegrade::TITEL),
    (Datenbereich::Klima, "Klimawirkung"),
];

/// The chapters without data of their own.
const OHNE_DATEN: [&str; 3] = ["Ausblick", "Definitionen", "Register der Projekte"];

/// What the report has chapters on.
fn abschnitte(stoff: &Stoff<'_>) -> Vec<(Datenbereich, &'static str)> {
    let kept = |(bereich, _): &(Datenbereich, &str)| match bereich {
        Datenbereich::Klima => stoff.klimawirkung.is_some(),
        Datenbereich::Reifegrade => !stoff.reifegrade.is_empty(),
        Datenbereich::Projekte | Datenbereich::Foerderung | Datenbereich::Haushalt => true,
    };
    BEREICHE.into_iter().filter(kept).collect()
}

/// The chapters with the day that their data are from.
fn mit_stand(stoff: &Stoff<'_>, datum: NaiveDate, kapitel: Vec<Kapitel>) -> Vec<Kapitel> {
    let staende = stoff.datenstaende(datum);
    let stand = |titel: &str| {
        let bereich =
            BEREICHE.iter().find(|(_, name)| *name == titel).map_or(Datenbereich::Projekte, |(bereich, _)| *bereich);
        (!OHNE_DATEN.contains(&titel)).then(|| staende.zeile(bereich))
    };
    kapitel.into_iter().map(|kapitel| Kapitel { stand: stand(&kapitel.titel), ..kapitel }).collect()
}

/// The threshold of K7 and what it rests on.
fn schwelle(stoff: &Stoff<'_>) -> String {
    let erledigung = &stoff.bestand.stammdaten.erledigung;
    let (schwelle, seit) = (zahl(&stoff.erledigungsstaende.schwelle), tag(erledigung.gueltig_ab));
    format!("Schwelle: {schwelle}, gültig ab {seit} ({}).", erledigung.quelle)
}

/// What each figure means.
fn definitionen(stoff: &Stoff<'_>) -> Kapitel {
    let mut eintraege: Vec<Definition> = Vec::new();
    let fast_fertig = stoff.figure(Kennzahl::FastFertig);
    let grants = stoff.foerderung.insgesamt().into_iter();
    let klima = stoff.klimawirkung.iter().flat_map(Klimawirkung::summen);
    for figure in stoff.portfolio.figures.iter().chain(grants).chain(klima) {
        eintraege.push(Definition {
            begriff: figure.titel.clone(),
            zusatz: figure.regel.starts_with('K').then(|| figure.regel.to_owned()),
            text: if Some(figure) == fast_fertig {
                format!("{} {}", figure.definition, schwelle(stoff))
            } else {
                figure.definition.clone()
            },
        });
    }
    let element = Element::Definitionen { titel: "Kennzahlen".into(), eintraege };
    Kapitel::new("Definitionen", vec![element])
}
