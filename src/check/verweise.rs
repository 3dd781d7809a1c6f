//! References: every Kennung that a record names exists.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, suggest};
use crate::load::{Known, NameList};
use crate::model::{Auswahl, Bedingung, Bestand, Kennung, Located, Stammdaten};
use crate::source::Span;
use crate::workspace::Table;

/// For how many unknown Kennungen a near one is sought; where more are unknown, a whole table is missing or misnamed,
/// and holding each against every name would take as long as both lists multiplied.
const MOST_SOUGHT: usize = 50;

/// Collects findings while references are followed.
struct Verweise<'a> {
    known: &'a Known,
    /// The mending sentences so far, each sought once.
    mends: BTreeMap<(NameList, Kennung), String>,
    findings: Vec<Finding>,
}

pub(super) fn check(bestand: &Bestand, known: &Known) -> Vec<Finding> {
    let mut verweise = Verweise { known, mends: BTreeMap::new(), findings: Vec::new() };
    verweise.stammdaten(&bestand.stammdaten);
    verweise.projekte(bestand);
    verweise.foerderung(bestand);
    verweise.projektdaten(bestand);
    verweise.bewilligungsdaten(bestand);
    verweise.vorlagen(bestand);
    verweise.berichte(bestand);
    verweise.findings
}

impl Verweise<'_> {
    /// Holds one Kennung against the list that it must come from.
    fn require(&mut self, liste: NameList, kennung: &Kennung, span: Span) {
        let Some(names) = self.known.of(liste) else { return };
        if names.contains(kennung.as_str()) {
            return;
        }
        let (what, source) = describe(liste);
        let message = format!("{what} „{kennung}“ ist unbekannt.");
        let mend = match self.mends.get(&(liste, kennung.clone())) {
            Some(mend) => mend.clone(),
            None if self.mends.len() < MOST_SOUGHT => {
                let near = suggest(kennung.as_str(), names.iter().map(String::as_str));
                let mend = format!("{near} Die Kennungen stehen in {source}.");
                self.mends.entry((liste, kennung.clone())).or_insert(mend).clone()
            }
            None => format!("Die Kennungen stehen in {source}."),
        };
        self.findings.push(Finding::at(Code::RB016, span, message, mend));
    }

    fn require_some(&mut self, liste: NameList, kennung: Option<&Kennung>, span: Span) {
        if let Some(kennung) = kennung {
            self.require(liste, kennung, span);
        }
    }

    fn stammdaten(&mut self, stammdaten: &Located<Stammdaten>) {
        for (i, fachbereich) in stammdaten.fachbereich.indexed() {
            self.require(
                NameList::Dezernate,
                &fachbereich.dezernat,
                stammdaten.span(&format!("fachbereich/{i}/dezernat")),
            );
        }
        for (i, ziel) in stammdaten.ziel.indexed() {
            self.require(
                NameList::Handlungsfelder,
                &ziel.handlungsfeld,
                stammdaten.span(&format!("ziel/{i}/handlungsfeld")),
            );
        }
        for (i, Auswahl { eine_von, .. }) in stammdaten.auswahl.indexed() {
            for (j, bedingung) in eine_von.indexed() {
                self.bedingung(stammdaten, bedingung, &format!("auswahl/{i}/eine_von/{j}"));
            }
        }
    }

    fn bedingung(&mut self, stammdaten: &Located<Stammdaten>, bedingung: &Bedingung, path: &str) {
        let Bedingung { handlungsfeld, fachbereich, dezernat, programm, ohne_programm, gefoerdert: _ } = bedingung;
        let at = |field: &str| stammdaten.span(&format!("{path}/{field}"));
        self.require_some(NameList::Handlungsfelder, handlungsfeld.as_ref(), at("handlungsfeld"));
        self.require_some(NameList::Fachbereiche, fachbereich.as_ref(), at("fachbereich"));
        self.require_some(NameList::Dezernate, dezernat.as_ref(), at("dezernat"));
        self.require_some(NameList::Table(Table::Programme), programm.as_ref(), at("programm"));
        self.require_some(NameList::Table(Table::Programme), ohne_programm.as_ref(), at("ohne_programm"));
    }

    fn projekte(&mut self, bestand: &Bestand) {
        let projekte = NameList::Table(Table::Projekte);
        for projekt in &bestand.projekte {
            self.require(NameList::Handlungsfelder, &projekt.handlungsfeld, projekt.span("handlungsfeld"));
            self.require(NameList::Fachbereiche, &projekt.fachbereich, projekt.span("fachbereich"));
            for (i, ziel) in projekt.ziele.indexed() {
                self.require(NameList::Ziele, ziel, projekt.span(&format!("ziele/{i}")));
            }
            self.require_some(projekte, projekt.ueberfuehrt_in.as_ref(), projekt.span("ueberfuehrt_in"));
            self.require_some(projekte, projekt.vorgaenger.as_ref(), projekt.span("vorgaenger"));
        }
        for eintrag in &bestand.fortschritt {
            self.require(projekte, &eintrag.projekt, eintrag.span("projekt"));
        }
        for pause in &bestand.pausen {
            self.require(projekte, &pause.projekt, pause.span("projekt"));
        }
    }

    fn foerderung(&mut self, bestand: &Bestand) {
        for programm in &bestand.programme {
            self.require(NameList::Table(Table::Foerdergeber), &programm.foerdergeber, programm.span("foerdergeber"));
        }
        for bewilligung in &bestand.bewilligungen {
            self.require(NameList::Table(Table::Projekte), &bewilligung.projekt, bewilligung.span("projekt"));
            self.require(NameList::Table(Table::Programme), &bewilligung.programm, bewilligung.span("programm"));
        }
    }

    /// What belongs to a project.
    fn projektdaten(&mut self, bestand: &Bestand) {
        let projekte = NameList::Table(Table::Projekte);
        self.all(projekte, &bestand.meilensteine, "projekt", |meilenstein| Some(&meilenstein.projekt));
        self.all(projekte, &bestand.reifegrade, "projekt", |reifegrad| reifegrad.projekt.as_ref());
        self.all(projekte, &bestand.haushalt, "projekt", |ansatz| Some(&ansatz.projekt));
        self.all(projekte, &bestand.anlagen, "projekt", |gut| Some(&gut.projekt));
        self.all(projekte, &bestand.energie, "projekt", |menge| Some(&menge.projekt));
    }

    /// What belongs to a grant or its programme.
    fn bewilligungsdaten(&mut self, bestand: &Bestand) {
        let bewilligungen = NameList::Table(Table::Bewilligungen);
        let programme = NameList::Table(Table::Programme);
        self.all(programme, &bestand.programmregeln, "programm", |regel| Some(&regel.programm));
        self.all(bewilligungen, &bestand.aenderungsbescheide, "bewilligung", |bescheid| Some(&bescheid.bewilligung));
        self.all(bewilligungen, &bestand.tranchen, "bewilligung", |tranche| Some(&tranche.bewilligung));
        self.all(bewilligungen, &bestand.mittelabrufe, "bewilligung", |abruf| Some(&abruf.bewilligung));
        self.all(bewilligungen, &bestand.zahlungen, "bewilligung", |zahlung| Some(&zahlung.bewilligung));
        self.all(bewilligungen, &bestand.nachweise, "bewilligung", |nachweis| Some(&nachweis.bewilligung));
        self.all(bewilligungen, &bestand.anlagen, "bewilligung", |gut| gut.bewilligung.as_ref());
    }

    /// Holds one field of every row against the list that its Kennungen come from.
    fn all<T>(&mut self, liste: NameList, rows: &[Located<T>], field: &str, kennung: impl Fn(&T) -> Option<&Kennung>) {
        for row in rows {
            self.require_some(liste, kennung(row), row.span(field));
        }
    }

    fn vorlagen(&mut self, bestand: &Bestand) {
        for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
            self.require(NameList::Dienststellen, &vorlage.federfuehrend, vorlage.span("federfuehrend"));
            for (i, stelle) in vorlage.beteiligt.indexed() {
                self.require(NameList::Dienststellen, stelle, vorlage.span(&format!("beteiligt/{i}")));
            }
            for (i, beratung) in vorlage.beratungsfolge.indexed() {
                self.require(
                    NameList::Gremien,
                    &beratung.gremium,
                    vorlage.span(&format!("beratungsfolge/{i}/gremium")),
                );
            }
            for (i, projekt) in vorlage.projekte.indexed() {
                self.require(NameList::Table(Table::Projekte), projekt, vorlage.span(&format!("projekte/{i}")));
            }
            for (i, bezug) in vorlage.kennzahlen.indexed() {
                self.require(NameList::Auswahlen, &bezug.auswahl, vorlage.span(&format!("kennzahlen/{i}/auswahl")));
            }
            self.require(NameList::Wahlperioden, &vorlage.nummer.wahlperiode, vorlage.span("nummer"));
        }
    }

    fn berichte(&mut self, bestand: &Bestand) {
        for bericht in bestand.berichte.iter().map(|ordner| &ordner.bericht) {
            self.require(NameList::Auswahlen, &bericht.auswahl, bericht.span("auswahl"));
            self.require_some(NameList::Dienststellen, bericht.herausgeber.as_ref(), bericht.span("herausgeber"));
        }
    }
}

/// What a list holds, and where a clerk finds it.
fn describe(liste: NameList) -> (&'static str, &'static str) {
    match liste {
        NameList::Table(Table::Projekte) => ("Das Projekt", "der Tabelle projekte"),
        NameList::Table(Table::Fortschritt) => ("Der Eintrag", "der Tabelle fortschritt"),
        NameList::Table(Table::Pausen) => ("Die Pause", "der Tabelle pausen"),
        NameList::Table(Table::Meilensteine) => ("Der Meilenstein", "der Tabelle meilensteine"),
        NameList::Table(Table::Reifegrade) => ("Der Reifegrad", "der Tabelle reifegrade"),
        NameList::Table(Table::Foerdergeber) => ("Der Fördergeber", "der Tabelle foerdergeber"),
        NameList::Table(Table::Programme) => ("Das Programm", "der Tabelle programme"),
        NameList::Table(Table::Bewilligungen) => ("Die Bewilligung", "der Tabelle bewilligungen"),
        NameList::Table(Table::Haushalt) => ("Der Haushaltsansatz", "der Tabelle haushalt"),
        NameList::Table(Table::Anlagen) => ("Das Anlagegut", "der Tabelle anlagen"),
        NameList::Table(Table::Programmregeln) => ("Die Programmregel", "der Tabelle programmregeln"),
        NameList::Table(Table::Aenderungsbescheide) => ("Der Änderungsbescheid", "der Tabelle aenderungsbescheide"),
        NameList::Table(Table::Tranchen) => ("Die Tranche", "der Tabelle tranchen"),
        NameList::Table(Table::Mittelabrufe) => ("Der Mittelabruf", "der Tabelle mittelabrufe"),
        NameList::Table(Table::Zahlungen) => ("Die Zahlung", "der Tabelle zahlungen"),
        NameList::Table(Table::Nachweise) => ("Der Nachweis", "der Tabelle nachweise"),
        NameList::Table(Table::Energie) => ("Die Energiemenge", "der Tabelle energie"),
        NameList::Table(Table::Faktoren) => ("Der Faktor", "der Tabelle faktoren"),
        NameList::Dezernate => ("Das Dezernat", "ratsbericht.toml unter [[dezernat]]"),
        NameList::Fachbereiche => ("Der Fachbereich", "ratsbericht.toml unter [[fachbereich]]"),
        NameList::Dienststellen => ("Die Dienststelle", "ratsbericht.toml unter [[fachbereich]] und [[dezernat]]"),
        NameList::Handlungsfelder => ("Das Handlungsfeld", "ratsbericht.toml unter [[handlungsfeld]]"),
        NameList::Ziele => ("Das Strategieziel", "ratsbericht.toml unter [[ziel]]"),
        NameList::Gremien => ("Das Gremium", "ratsbericht.toml unter [[gremium]]"),
        NameList::Auswahlen => ("Die Auswahl", "ratsbericht.toml unter [[auswahl]]"),
        NameList::Wahlperioden => ("Die Wahlperiode", "ratsbericht.toml unter [[wahlperiode]]"),
    }
}
