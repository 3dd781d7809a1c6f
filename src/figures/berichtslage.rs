//! What is computed for one Sachstandsbericht, once for its rules and its view.

use super::ampel::{Ampel, Evidence, ampel};
use super::datenstand::{Datenbereich, Datenstaende, hoechstalter};
use super::foerderung::{Foerderung, foerderung};
use super::fortschritt::{Erledigungsstaende, erledigungsstaende};
use super::gliederung::{Attribute, Gliederung, gliederung};
use super::klima::{Faktoren, Klimawirkung, klimagrenzen, klimawirkung};
use super::kosten::Kostenlage;
use super::left_out::{self, Circle, LeftOut};
use super::meilensteine::OverdueMilestones;
use super::reifegrad::{Reifegrade, reifegrade};
use super::vergleich::{Compared, Vergleich, vergleich};
use super::{Figure, Kennzahl, Portfolio, PortfolioBezug, portfolio};
use crate::model::{Ausgabe, BerichtOrdner, Bestand, Zeitraum, day};

/// The name of a report's figures in ids and placeholders.
pub const KENNZAHLEN: &str = "kennzahlen";

/// The columns of the break-downs.
pub const SPALTEN: [Kennzahl; 6] = [
    Kennzahl::ImZeitraum,
    Kennzahl::Begonnen,
    Kennzahl::Abgeschlossen,
    Kennzahl::Laufend,
    Kennzahl::FastFertig,
    Kennzahl::Ueberfaellig,
];

/// The columns of the figures by department that pictures and the Meldelage show.
pub const NOT_IN_TABLES: [Kennzahl; 6] = [
    Kennzahl::LaufendAmEnde,
    Kennzahl::PausiertAmEnde,
    Kennzahl::Abgebrochen,
    Kennzahl::Ueberfuehrt,
    Kennzahl::Meldepflichtig,
    Kennzahl::Gemeldet,
];

/// Everything that the chapters of a report are made from, and that its rules look at.
#[derive(Debug)]
pub struct Berichtslage<'a> {
    /// The records.
    pub bestand: &'a Bestand,
    /// The report's folder.
    pub ordner: &'a BerichtOrdner,
    /// The report of the folder that it is.
    pub ausgabe: Ausgabe,
    /// The figures of its selection.
    pub portfolio: Portfolio<'a>,
    /// The break-downs.
    pub gliederungen: Vec<Gliederung>,
    /// The Erledigungsstand of its projects.
    pub erledigungsstaende: Erledigungsstaende,
    /// The grants of its projects.
    pub foerderung: Foerderung<'a>,
    /// The Meilensteine of its projects that are overdue on the day of the report.
    pub meilensteine: OverdueMilestones<'a>,
    /// What its projects cost.
    pub kosten: Kostenlage<'a>,
    /// The Ampel of its projects; `None` where the municipality has no rule.
    pub ampel: Option<Ampel<'a>>,
    /// The report beside those of closed periods.
    pub vergleich: Vergleich<'a>,
    /// The Reifegrad of the services that belong to its projects.
    pub reifegrade: Reifegrade<'a>,
    /// The factors that hold on the day of the report.
    pub faktoren: Faktoren<'a>,
    /// What the projects do to the climate; `None` where none has quantities of energy.
    pub klimawirkung: Option<Klimawirkung<'a>>,
    /// What its Datenstand leaves out.
    pub left_out: Vec<LeftOut>,
    /// Every figure of the report, in the order of its chapters, and those that it is compared with.
    pub figures: Vec<Figure>,
}

impl<'a> Berichtslage<'a> {
    /// Computes everything; `None` where the selection is unknown, which a check reports.
    pub fn new(bestand: &'a Bestand, ordner: &'a BerichtOrdner, ausgabe: Ausgabe) -> Option<Self> {
        let bericht = &ordner.bericht;
        let auswahl = bestand.stammdaten.auswahl.iter().find(|a| a.kennung == bericht.auswahl)?;
        let bezug = PortfolioBezug {
            name: KENNZAHLEN.into(),
            auswahl,
            zeitraum: ausgabe.zeitraum,
            stichtag: ausgabe.stichtag,
            datenstand: ausgabe.datenstand,
            plan_datenstand: ausgabe.datenstand,
            schwelle: &bestand.stammdaten.erledigung,
        };
        let portfolio = portfolio(bestand, bezug);
        let columns: Vec<Kennzahl> = SPALTEN.into_iter().chain(NOT_IN_TABLES).collect();
        let gliederungen = Attribute::ALL.iter().map(|m| gliederung(bestand, &portfolio, *m, &columns)).collect();
        let erledigungsstaende = erledigungsstaende(&portfolio);
        let foerderung = foerderung(bestand, &portfolio, ausgabe.datum);
        let meilensteine = OverdueMilestones::on(&portfolio, ausgabe.datum);
        let faktoren = Faktoren::on(bestand, ausgabe.datum);
        let klimawirkung = klimawirkung(&portfolio, &faktoren, &bestand.stammdaten.klima);
        let valid = bestand.stammdaten.ampel.as_ref().filter(|regel| regel.gueltig_ab <= ausgabe.stichtag);
        let kosten = Kostenlage::new(bestand, &portfolio);
        let compared = Compared { portfolio: &portfolio, foerderung: &foerderung, kosten: &kosten };
        let vergleich = vergleich(bestand, &ordner.name, compared);
        let evidence = Evidence {
            portfolio: &portfolio,
            meilensteine: &meilensteine,
            kosten: &kosten,
            foerderung: &foerderung,
            datum: ausgabe.datum,
        };
        let ampel = valid.map(|regel| ampel(evidence, regel));
        let reifegrade = reifegrade(&portfolio);
        let left_out = left_out::left_out(bestand, &Circle::of_report(bestand, &portfolio.bezug));
        let mut report = Self {
            bestand,
            reifegrade,
            ordner,
            ausgabe,
            kosten,
            ampel,
            vergleich,
            portfolio,
            gliederungen,
            erledigungsstaende,
            foerderung,
            meilensteine,
            faktoren,
            klimawirkung,
            left_out,
            figures: Vec::new(),
        };
        report.figures = report.own_figures();
        let compared = report.vergleich.figures().cloned();
        report.figures.extend(compared);
        Some(report)
    }

    /// The figure of a Kennzahl.
    pub fn figure(&self, kennzahl: Kennzahl) -> Option<&Figure> {
        let id = format!("{KENNZAHLEN}.{}", kennzahl.slug());
        self.portfolio.figures.iter().find(|figure| figure.id == id)
    }

    /// Whether a period was closed, with whatever reports.
    pub fn is_closed(&self, zeitraum: Zeitraum) -> bool {
        self.bestand.abschluesse.iter().any(|abschluss| abschluss.zeitraum == zeitraum)
    }

    /// The period directly before, where it was closed without this report.
    pub fn closed_without_report(&self) -> Option<Zeitraum> {
        let vorher = self.portfolio.bezug.zeitraum.previous()?;
        (self.is_closed(vorher) && self.vergleich.vorperiode().is_none()).then_some(vorher)
    }

    /// Whether a figure of the end of the period says what another says of the Stichtag, which is the same day.
    pub fn is_repeated(&self, figure: &Figure) -> bool {
        self.is_repeated_in(&self.portfolio, figure)
    }

    /// The same of a figure of an earlier period.
    pub fn is_repeated_in(&self, portfolio: &Portfolio<'_>, figure: &Figure) -> bool {
        let bezug = &portfolio.bezug;
        let ends = [Kennzahl::LaufendAmEnde, Kennzahl::PausiertAmEnde];
        bezug.stichtag == bezug.zeitraum.ende
            && ends.iter().any(|k| figure.id == format!("{}.{}", bezug.name, k.slug()))
    }

    /// The break-down by an attribute.
    pub fn gliederung(&self, merkmal: Attribute) -> Option<&Gliederung> {
        self.gliederungen.iter().find(|g| g.merkmal == merkmal)
    }

    /// The period, `01.01.2020 – 31.12.2020`.
    pub fn zeitraum(&self) -> String {
        let zeitraum = self.portfolio.bezug.zeitraum;
        format!("{} – {}", day(zeitraum.beginn), day(zeitraum.ende))
    }

    /// The Stichtag, `31.03.2021`.
    pub fn stichtag(&self) -> String {
        day(self.portfolio.bezug.stichtag)
    }

    /// The days that its data are from.
    pub fn datenstaende(&self) -> Datenstaende<'_> {
        Datenstaende {
            bestand: self.bestand,
            sicht: self.portfolio.sicht(),
            projekte: self.portfolio.lagen.iter().map(|lage| &lage.projekt.kennung).collect(),
            datenstand: self.portfolio.bezug.datenstand,
            datum: self.ausgabe.datum,
        }
    }

    /// What the report has chapters on that say which day their data are from.
    pub fn sections(&self) -> Vec<Datenbereich> {
        let mut sections = vec![Datenbereich::Projekte, Datenbereich::Foerderung];
        sections.extend((!self.reifegrade.is_empty()).then_some(Datenbereich::Reifegrade));
        sections.extend(self.klimawirkung.as_ref().map(|_| Datenbereich::Klima));
        sections
    }

    /// The figures that a closed period keeps: those of the whole report and of its break-downs. Figures of single projects
    /// would make a file without bound, and the projects themselves are kept.
    pub fn lasting(&self) -> Vec<&Figure> {
        let groups = self.gliederungen.iter().flat_map(|g| &g.gruppen).flat_map(|gruppe| &gruppe.figures);
        let classes = self.erledigungsstaende.klassen.iter().map(|(_, figure)| figure);
        let grants = self.foerderung.overall().into_iter();
        let costs = self.kosten.overall();
        self.portfolio.figures.iter().chain(groups).chain(classes).chain(grants).chain(costs).collect()
    }

    /// Every figure of the report itself.
    fn own_figures(&self) -> Vec<Figure> {
        let mut all = self.portfolio.figures.clone();
        let groups = self.gliederungen.iter().flat_map(|g| &g.gruppen);
        all.extend(groups.flat_map(|gruppe| gruppe.figures.iter().cloned()));
        all.extend(self.erledigungsstaende.figures().cloned());
        all.extend(hoechstalter(self.bestand));
        all.extend(left_out::figures(&self.left_out, self.ausgabe.datenstand));
        all.extend(self.reifegrade.figures().cloned());
        all.extend(self.ampel.iter().flat_map(Ampel::figures).cloned());
        all.extend(self.kosten.figures().into_iter().cloned());
        all.push(self.meilensteine.anzahl.clone());
        all.extend(self.foerderung.figures().into_iter().cloned());
        if let Some(klima) = &self.klimawirkung {
            all.extend(klima.figures().cloned());
            let grenzen = klimagrenzen(&self.bestand.stammdaten.klima);
            all.extend(grenzen.figures().into_iter().cloned());
        }
        all
    }
}
