//! Everything that a workspace holds, with its places.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::{
    Abschluss, Aenderungsbescheid, Anlagegut, Ausstattung, BerichtOrdner, Bewilligung, Ebene, Energiemenge,
    Fachbereich, Faktor, Foerdergeber, Fortschritt, Haushaltsansatz, Kennung, Located, Meilenstein, Mittelabruf,
    Nachweis, Pause, Programm, Programmregel, Projekt, Reifegrad, Stammdaten, Tranche, Vorlage, VorlageOrdner, Zahlung,
};

/// The typed content of a workspace: only what is valid.
#[derive(Debug, Clone)]
pub struct Bestand {
    /// `ratsbericht.toml`.
    pub stammdaten: Located<Stammdaten>,
    /// Logo and font.
    pub ausstattung: Ausstattung,
    /// `daten/projekte`.
    pub projekte: Vec<Located<Projekt>>,
    /// `daten/fortschritt`.
    pub fortschritt: Vec<Located<Fortschritt>>,
    /// `daten/pausen`.
    pub pausen: Vec<Located<Pause>>,
    /// `daten/meilensteine`.
    pub meilensteine: Vec<Located<Meilenstein>>,
    /// `daten/reifegrade`.
    pub reifegrade: Vec<Located<Reifegrad>>,
    /// `daten/foerdergeber`.
    pub foerdergeber: Vec<Located<Foerdergeber>>,
    /// `daten/programme`.
    pub programme: Vec<Located<Programm>>,
    /// `daten/bewilligungen`.
    pub bewilligungen: Vec<Located<Bewilligung>>,
    /// `daten/haushalt`.
    pub haushalt: Vec<Located<Haushaltsansatz>>,
    /// `daten/anlagen`.
    pub anlagen: Vec<Located<Anlagegut>>,
    /// `daten/programmregeln`.
    pub programmregeln: Vec<Located<Programmregel>>,
    /// `daten/aenderungsbescheide`.
    pub aenderungsbescheide: Vec<Located<Aenderungsbescheid>>,
    /// `daten/tranchen`.
    pub tranchen: Vec<Located<Tranche>>,
    /// `daten/mittelabrufe`.
    pub mittelabrufe: Vec<Located<Mittelabruf>>,
    /// `daten/zahlungen`.
    pub zahlungen: Vec<Located<Zahlung>>,
    /// `daten/nachweise`.
    pub nachweise: Vec<Located<Nachweis>>,
    /// `daten/energie`.
    pub energie: Vec<Located<Energiemenge>>,
    /// `daten/faktoren`.
    pub faktoren: Vec<Located<Faktor>>,
    /// `vorlagen/*`, by name.
    pub vorlagen: Vec<VorlageOrdner>,
    /// `berichte/*`, by name.
    pub berichte: Vec<BerichtOrdner>,
    /// The municipality's own standard sentences, where it has some that can be used.
    pub saetze: Option<String>,
    /// `abschluesse/*`, by name, which is by period as far as they have one length.
    pub abschluesse: Vec<Located<Abschluss>>,
}

impl Bestand {
    /// The division of this Kennung.
    pub fn fachbereich(&self, kennung: &Kennung) -> Option<&Fachbereich> {
        self.stammdaten.fachbereich.iter().find(|f| f.kennung == *kennung)
    }

    /// The name of a division or department, with its Kennung: `FB 02 Fachbereich Wirtschaft …`.
    pub fn dienststelle(&self, kennung: &Kennung) -> String {
        let fachbereich = self.fachbereich(kennung).map(|f| f.name.as_str());
        let dezernat = self.stammdaten.dezernat.iter().find(|d| d.kennung == *kennung).map(|d| d.name.as_str());
        match fachbereich.or(dezernat) {
            Some(name) => format!("{kennung} {name}"),
            None => kennung.to_string(),
        }
    }

    /// The full name of a body; its Kennung where the master list has none (which a check reports).
    pub fn gremium(&self, kennung: &Kennung) -> String {
        let gremium = self.stammdaten.gremium.iter().find(|g| g.kennung == *kennung);
        gremium.map_or_else(|| kennung.to_string(), |g| g.name.clone())
    }

    /// The grants to the projects that a paper names, decided and recorded up to its day, in the order of the table.
    pub fn grants_to<'a>(&'a self, vorlage: &Vorlage) -> impl Iterator<Item = &'a Located<Bewilligung>> {
        let projekte: BTreeSet<Kennung> = vorlage.projekte.iter().cloned().collect();
        let datum = vorlage.datum;
        let datenstand = vorlage.datenstand.unwrap_or(datum);
        let known = move |b: &Bewilligung| b.bescheid <= datum && b.erfasst.is_none_or(|tag| tag <= datenstand);
        self.bewilligungen.iter().filter(move |b| projekte.contains(&b.projekt) && known(b))
    }

    /// The level of the funder of a grant.
    pub fn ebene(&self, bewilligung: &Bewilligung) -> Option<Ebene> {
        let geber = &self.programm(&bewilligung.programm)?.foerdergeber;
        self.foerdergeber.iter().find(|f| f.kennung == *geber).map(|f| f.ebene)
    }

    /// The record of a funding programme.
    pub fn programm(&self, kennung: &Kennung) -> Option<&Programm> {
        self.programme.iter().find(|p| p.kennung == *kennung).map(Deref::deref)
    }
}
