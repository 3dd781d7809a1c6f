//! Waivers: which records and papers the names mean that `[[ausnahme]]` gives.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Subject, Waived, Waiver, Waivers};
use crate::load::{Loaded, NameList};
use crate::model::{Ausnahme, Bestand, Kennung, Located, Stammdaten};
use crate::source::Span;
use crate::workspace::Table;

/// The lists of the configuration that a Kennung can come from.
const LISTEN: [NameList; 7] = [
    NameList::Dezernate,
    NameList::Fachbereiche,
    NameList::Handlungsfelder,
    NameList::Ziele,
    NameList::Gremien,
    NameList::Auswahlen,
    NameList::Wahlperioden,
];

/// The waivers of a workspace; `complete` says whether all its papers are looked at.
pub fn waivers(loaded: &Loaded, complete: bool) -> Waivers {
    let Some(bestand) = &loaded.bestand else { return Waivers::default() };
    let waivers: Vec<Waiver> =
        bestand.stammdaten.ausnahme.indexed().map(|(i, ausnahme)| waiver(&bestand.stammdaten, i, ausnahme)).collect();
    if waivers.is_empty() {
        return Waivers::default();
    }
    let mut subjects = Subjects::of(&waivers);
    subjects.papers(loaded);
    subjects.tables(bestand);
    subjects.stammdaten(&bestand.stammdaten);
    Waivers { waivers, subjects: subjects.0, names: names(loaded), complete }
}

fn waiver(stammdaten: &Located<Stammdaten>, i: usize, ausnahme: &Ausnahme) -> Waiver {
    let Ausnahme { code, gilt_fuer, grund, name, bis } = ausnahme.clone();
    let at = |field: &str| stammdaten.span(&format!("ausnahme/{i}{field}"));
    let (span, code_span, bis_span) = (at(""), at("/code"), at("/bis"));
    Waiver { code, waived: Waived { gilt_fuer, grund, name, bis }, span, code_span, bis_span }
}

/// All names that a waiver can give, those of faulty records included.
fn names(loaded: &Loaded) -> BTreeSet<String> {
    let listen = Table::ALL.iter().map(|table| NameList::Table(*table)).chain(LISTEN);
    let kennungen = listen.filter_map(|liste| loaded.known.of(liste)).flatten().cloned();
    let nummern = loaded.nummern.iter().map(|(nummer, _)| nummer.clone());
    // A service has no Kennung and need not belong to a project, so that its title names it.
    let bestand = loaded.bestand.iter();
    let leistungen = bestand.flat_map(|bestand| &bestand.reifegrade).map(|reifegrad| reifegrad.leistung.clone());
    kennungen.chain(nummern).chain(loaded.papers.iter().cloned()).chain(leistungen).collect()
}

/// What the names stand for that waivers give; others are passed over, so that a large table costs nothing.
struct Subjects(BTreeMap<String, Vec<Subject>>);

impl Subjects {
    fn of(waivers: &[Waiver]) -> Self {
        Self(waivers.iter().map(|waiver| (waiver.waived.gilt_fuer.clone(), Vec::new())).collect())
    }

    fn add(&mut self, name: &str, subject: impl FnOnce() -> Subject) {
        if let Some(subjects) = self.0.get_mut(name) {
            subjects.push(subject());
        }
    }

    /// Papers by the name of their folder and by their number.
    fn papers(&mut self, loaded: &Loaded) {
        for name in &loaded.papers {
            self.add(name, || Subject::Paper(name.clone()));
        }
        for (nummer, name) in &loaded.nummern {
            self.add(nummer, || Subject::Paper(name.clone()));
        }
    }

    fn tables(&mut self, bestand: &Bestand) {
        self.rows(&bestand.projekte, |projekt| &projekt.kennung);
        // Rows that have no Kennung of their own belong to their project, their grant or their programme.
        self.rows(&bestand.fortschritt, |eintrag| &eintrag.projekt);
        self.rows(&bestand.pausen, |pause| &pause.projekt);
        self.rows(&bestand.meilensteine, |meilenstein| &meilenstein.projekt);
        for reifegrad in &bestand.reifegrade {
            let names = [Some(reifegrad.leistung.as_str()), reifegrad.projekt.as_ref().map(Kennung::as_str)];
            names.into_iter().flatten().for_each(|name| self.add(name, || Subject::Record(reifegrad.extent(""))));
        }
        self.rows(&bestand.foerdergeber, |geber| &geber.kennung);
        self.rows(&bestand.programme, |programm| &programm.kennung);
        self.rows(&bestand.bewilligungen, |bewilligung| &bewilligung.kennung);
        self.rows(&bestand.haushalt, |ansatz| &ansatz.projekt);
        self.rows(&bestand.anlagen, |gut| &gut.kennung);
        self.rows(&bestand.programmregeln, |regel| &regel.programm);
        self.rows(&bestand.aenderungsbescheide, |bescheid| &bescheid.bewilligung);
        self.rows(&bestand.tranchen, |tranche| &tranche.bewilligung);
        self.rows(&bestand.mittelabrufe, |abruf| &abruf.kennung);
        self.rows(&bestand.zahlungen, |zahlung| &zahlung.kennung);
        self.rows(&bestand.nachweise, |nachweis| &nachweis.bewilligung);
        self.rows(&bestand.energie, |menge| &menge.kennung);
        self.rows(&bestand.faktoren, |faktor| &faktor.kennung);
        self.parts(&bestand.bewilligungen, |bewilligung| Some(&bewilligung.projekt));
        self.parts(&bestand.anlagen, |gut| Some(&gut.projekt));
        self.parts(&bestand.anlagen, |gut| gut.bewilligung.as_ref());
        self.parts(&bestand.mittelabrufe, |abruf| Some(&abruf.bewilligung));
        self.parts(&bestand.zahlungen, |zahlung| Some(&zahlung.bewilligung));
        self.parts(&bestand.energie, |menge| Some(&menge.projekt));
    }

    /// Rows with a Kennung of their own, by what they belong to: a finding can name that instead.
    fn parts<T>(&mut self, rows: &[Located<T>], owner: impl Fn(&T) -> Option<&Kennung>) {
        for row in rows {
            let Some(owner) = owner(row) else { continue };
            self.add(owner.as_str(), || Subject::PartOf(owner.to_string(), row.extent("")));
        }
    }

    fn rows<T>(&mut self, rows: &[Located<T>], kennung: impl Fn(&T) -> &Kennung) {
        for row in rows {
            self.add(kennung(row).as_str(), || Subject::Record(row.extent("")));
        }
    }

    fn stammdaten(&mut self, s: &Located<Stammdaten>) {
        self.list(s, "wahlperiode", s.wahlperiode.indexed().map(|(i, x)| (i, &x.kennung)));
        self.list(s, "gremium", s.gremium.indexed().map(|(i, x)| (i, &x.kennung)));
        self.list(s, "dezernat", s.dezernat.indexed().map(|(i, x)| (i, &x.kennung)));
        self.list(s, "fachbereich", s.fachbereich.indexed().map(|(i, x)| (i, &x.kennung)));
        self.list(s, "handlungsfeld", s.handlungsfeld.indexed().map(|(i, x)| (i, &x.kennung)));
        self.list(s, "ziel", s.ziel.indexed().map(|(i, x)| (i, &x.kennung)));
        self.list(s, "auswahl", s.auswahl.indexed().map(|(i, x)| (i, &x.kennung)));
    }

    fn list<'a>(
        &mut self,
        stammdaten: &Located<Stammdaten>,
        list: &str,
        kennungen: impl Iterator<Item = (usize, &'a Kennung)>,
    ) {
        let extent = |i: usize| -> Span { stammdaten.extent(&format!("{list}/{i}")) };
        for (i, kennung) in kennungen {
            self.add(kennung.as_str(), || Subject::Record(extent(i)));
        }
    }
}
