//! Everything that a workspace holds, with its places.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;

use super::{
    Abschluss, Ausstattung, BerichtOrdner, Bewilligung, Ebene, Fachbereich, Kennung, Keyed, Located, Programm,
    Stammdaten, Tables, Vorlage, VorlageOrdner,
};

/// The typed content of a workspace: only what is valid.
#[derive(Debug, Clone)]
pub struct Bestand {
    /// `ratsbericht.toml`.
    pub stammdaten: Located<Stammdaten>,
    /// Logo and font.
    pub ausstattung: Ausstattung,
    /// `daten/*`.
    pub tables: Tables,
    /// `vorlagen/*`, by name.
    pub vorlagen: Vec<VorlageOrdner>,
    /// `berichte/*`, by name.
    pub berichte: Vec<BerichtOrdner>,
    /// The municipality's own standard sentences, where it has some that can be used.
    pub saetze: Option<String>,
    /// `abschluesse/*`, by name, which is by period as far as they have one length.
    pub abschluesse: Vec<Located<Abschluss>>,
}

impl Deref for Bestand {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl DerefMut for Bestand {
    fn deref_mut(&mut self) -> &mut Tables {
        &mut self.tables
    }
}

impl Bestand {
    /// The first day that is recorded of any project; `None` where there is none, or a project has no day and may be of any time.
    pub fn first_day(&self) -> Option<NaiveDate> {
        let days: Option<Vec<NaiveDate>> =
            self.projekte.iter().map(|projekt| projekt.days().into_iter().min()).collect();
        days?.into_iter().min()
    }

    /// The division of this Kennung.
    pub fn fachbereich(&self, kennung: &Kennung) -> Option<&Fachbereich> {
        self.stammdaten.fachbereich.iter().find(|f| f.kennung == *kennung)
    }

    /// The name of a division or department, with its Kennung: `FB 02 Fachbereich Wirtschaft …`.
    pub fn dienststelle(&self, kennung: &Kennung) -> String {
        self.stammdaten.dienststelle(kennung.as_str())
    }

    /// The full name of a body; its Kennung where the master list has none (which a check reports).
    pub fn gremium(&self, kennung: &Kennung) -> String {
        self.stammdaten.name_of_gremium(kennung.as_str())
    }

    /// The grants to the projects that a paper names, decided and recorded up to its day, in the order of the table.
    pub fn grants_to<'a>(&'a self, vorlage: &Vorlage) -> impl Iterator<Item = &'a Located<Bewilligung>> {
        let projekte: BTreeSet<Kennung> = vorlage.projekte.iter().cloned().collect();
        let datum = vorlage.datum;
        let datenstand = vorlage.datenstand.unwrap_or(datum);
        let known = move |b: &Bewilligung| b.bescheid <= datum && b.is_known(datenstand);
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

impl Stammdaten {
    /// The name of a division or department, with its Kennung: `FB 02 Fachbereich Wirtschaft …`.
    pub fn dienststelle(&self, kennung: &str) -> String {
        let fachbereich = self.fachbereich.iter().find(|f| f.kennung.as_str() == kennung).map(|f| f.name.as_str());
        let dezernat = self.dezernat.iter().find(|d| d.kennung.as_str() == kennung).map(|d| d.name.as_str());
        fachbereich.or(dezernat).map_or_else(|| kennung.to_owned(), |name| format!("{kennung} {name}"))
    }

    /// The full name of a body; its Kennung where the master list has none.
    pub fn name_of_gremium(&self, kennung: &str) -> String {
        let gremium = self.gremium.iter().find(|g| g.kennung.as_str() == kennung);
        gremium.map_or_else(|| kennung.to_owned(), |g| g.name.clone())
    }
}
