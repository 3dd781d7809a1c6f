//! What is computed for one Vorlage, once for its rules and its view.

use super::datenstand::{Datenbereich, Datenstaende, hoechstalter};
use super::energiekosten::{Energiekosten, energiekosten};
use super::finanzen::{Finanzfiguren, finanzen};
use super::klima::Klimastand;
use super::left_out::{self, Circle, LeftOut};
use super::vordruck::{Vordruck, vordruck};
use super::{Figure, Portfolio, PortfolioBezug, portfolio};
use crate::model::{Abschnitt, Bestand, Kennzahlenbezug, Located, Sicht, Table, Vorlage, VorlageOrdner};

/// Everything that a Vorlage is made from, and that its rules look at.
#[derive(Debug)]
pub struct Vorlagenlage<'a> {
    /// The records.
    pub bestand: &'a Bestand,
    /// The paper's folder.
    pub ordner: &'a VorlageOrdner,
    /// The records as they were known on its Datenstand.
    pub sicht: Sicht<'a>,
    /// The financial form as it holds.
    pub form: Vordruck<'a>,
    /// The figures of the financial form.
    pub finanzen: Finanzfiguren,
    /// The climate form as it holds.
    pub klima: Klimastand<'a>,
    /// What the energy of its projects costs, where nobody has entered it.
    pub energiekosten: Vec<Energiekosten<'a>>,
    /// The selections that its texts can name.
    pub kennzahlen: Vec<Kennzahlgruppe>,
    /// What its Datenstand leaves out.
    pub left_out: Vec<LeftOut>,
    /// Every figure of the paper: those of its selections, and of its forms.
    pub figures: Vec<Figure>,
}

/// A selection whose figures a text can name.
#[derive(Debug)]
pub struct Kennzahlgruppe {
    /// Its position in the paper's list.
    pub position: usize,
    /// Whether they add up, which valid data make them.
    pub adds_up: bool,
}

impl<'a> Vorlagenlage<'a> {
    /// Computes everything; a selection that is unknown has no group, which a check reports.
    pub fn new(bestand: &'a Bestand, ordner: &'a VorlageOrdner) -> Self {
        let vorlage: &Vorlage = &ordner.vorlage;
        let sicht = Sicht::of(bestand, vorlage);
        let hides = |abschnitt| ordner.hides(abschnitt);
        // What a hidden form would follow from is not looked at, either.
        let form = match hides(Abschnitt::Finanzen) {
            true => Vordruck::entered(&vorlage.finanzen),
            false => vordruck(bestand, vorlage),
        };
        let finanzen = finanzen(&form);
        let klima = Klimastand::new(bestand, &sicht, vorlage);
        let datenstand = vorlage.datenstand.unwrap_or(vorlage.datum);
        let energiekosten = match hides(Abschnitt::Finanzen) || hides(Abschnitt::Klimarelevanz) {
            true => Vec::new(),
            false => energiekosten(bestand, &sicht, &form, &klima.projekte, datenstand),
        };
        let (mut kennzahlen, mut selections, mut figures) = (Vec::new(), Vec::new(), Vec::new());
        for (position, bezug) in vorlage.kennzahlen.indexed() {
            let Some(portfolio) = selection(bestand, vorlage, bezug) else { continue };
            kennzahlen.push(Kennzahlgruppe { position, adds_up: portfolio.adds_up() });
            figures.extend(portfolio.figures);
            selections.push(portfolio.bezug);
        }
        figures.extend(finanzen.figures().cloned());
        figures.extend(energiekosten.iter().map(|kosten| kosten.figure.clone()));
        figures.extend(klima.figures());
        figures.extend(hoechstalter(bestand));
        let uses_projects = !hides(Abschnitt::Finanzen) || !hides(Abschnitt::Klimarelevanz) && klima.form.is_some();
        let named = vorlage.projekte.iter().filter(|_| uses_projects);
        let circle = Circle::of_vorlage(bestand, datenstand, named, &selections);
        let mut left_out = left_out::left_out(bestand, &circle);
        left_out.retain(|of| !Self::hidden_tables(ordner).contains(&of.table));
        figures.extend(left_out::figures(&left_out, datenstand));
        Self { bestand, ordner, sicht, form, finanzen, klima, energiekosten, kennzahlen, left_out, figures }
    }

    /// The tables of which this edition does not even say whether its data are whole.
    fn hidden_tables(ordner: &VorlageOrdner) -> Vec<Table> {
        let of_money = [Table::Kosten, Table::Haushalt, Table::Anlagen, Table::Bewilligungen, Table::Programmregeln]
            .into_iter()
            .chain([
                Table::Aenderungsbescheide,
                Table::Tranchen,
                Table::Mittelabrufe,
                Table::Zahlungen,
                Table::Nachweise,
            ]);
        let money = of_money.filter(|_| ordner.hides(Abschnitt::Finanzen));
        money.chain(ordner.hides(Abschnitt::Klimarelevanz).then_some(Table::Energie)).collect()
    }

    /// The groups of figures that this edition does not tell, by the name before the dot.
    pub fn hidden_groups(&self) -> Vec<&'static str> {
        let groups = [(Abschnitt::Finanzen, "finanzen"), (Abschnitt::Klimarelevanz, "klima")];
        groups.into_iter().filter(|(abschnitt, _)| self.ordner.hides(*abschnitt)).map(|(_, group)| group).collect()
    }

    /// The record of the paper.
    pub fn vorlage(&self) -> &'a Located<Vorlage> {
        &self.ordner.vorlage
    }

    /// Whether papers of its kind have the form Finanzielle Auswirkungen.
    pub fn has_finanzen(&self) -> bool {
        self.bestand.stammdaten.has_finanzen(self.vorlage().vorlageart.text())
    }

    /// The days that its data are from.
    pub fn datenstaende(&self) -> Datenstaende<'_> {
        let vorlage = self.vorlage();
        Datenstaende {
            bestand: self.bestand,
            sicht: &self.sicht,
            projekte: vorlage.projekte.iter().collect(),
            datenstand: vorlage.datenstand.unwrap_or(vorlage.datum),
            datum: vorlage.datum,
        }
    }

    /// What the form Finanzielle Auswirkungen is made from: the budget, and grants where cells count any.
    pub fn sources_of_money(&self) -> Vec<Datenbereich> {
        let grants = [Table::Bewilligungen, Table::Aenderungsbescheide, Table::Tranchen].map(Table::name);
        let mut records = self.finanzen.figures().flat_map(|figure| figure.belege.iter());
        let granted = records.any(|beleg| grants.contains(&beleg.tabelle));
        std::iter::once(Datenbereich::Haushalt).chain(granted.then_some(Datenbereich::Foerderung)).collect()
    }

    /// The forms that follow from projects, by what they are made from, with their titles.
    pub fn sections(&self) -> Vec<(Datenbereich, &'static str)> {
        let money = if self.form.is_computed() { self.sources_of_money() } else { Vec::new() };
        let finanzen = money.into_iter().map(|bereich| match bereich {
            Datenbereich::Foerderung => (bereich, "Finanzielle Auswirkungen, Förderung"),
            _ => (bereich, "Finanzielle Auswirkungen"),
        });
        let klima = self.klima.figuren.is_some().then_some((Datenbereich::Klima, "Klimarelevanz"));
        finanzen.chain(klima).collect()
    }
}

/// The figures that a text can name; `None` where the selection is unknown.
fn selection<'a>(bestand: &'a Bestand, vorlage: &Vorlage, bezug: &Kennzahlenbezug) -> Option<Portfolio<'a>> {
    let auswahl = bestand.stammdaten.auswahl.iter().find(|a| a.kennung == bezug.auswahl)?;
    let datenstand = vorlage.datenstand.unwrap_or(vorlage.datum);
    let bezug = PortfolioBezug {
        name: bezug.name.clone(),
        auswahl,
        zeitraum: bezug.zeitraum,
        stichtag: bezug.stichtag(),
        datenstand,
        plan_datenstand: datenstand,
        schwelle: &bestand.stammdaten.erledigung,
    };
    Some(portfolio(bestand, bezug))
}
