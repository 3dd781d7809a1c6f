//! The Klimarelevanz of one Vorlage: its form as it holds, and what its projects come to.

use std::collections::BTreeSet;

use super::{Faktoren, Klimabilanz, Klimafiguren, Klimagrenzen, effective, klimagrenzen};
use crate::figures::Figure;
use crate::model::{Bestand, Energiemenge, Kennung, Klimarelevanz, Located, Projekt, Sicht, Vorlage};

/// What a paper says about the climate, and what its projects come to.
#[derive(Debug)]
pub struct Klimastand<'a> {
    /// The form as it is printed; `None` where the paper has none.
    pub form: Option<Klimarelevanz>,
    /// What the quantities of its projects come to.
    pub bilanz: Klimabilanz<'a>,
    /// The factors that hold on its day; `None` where no project has quantities.
    pub faktoren: Option<Faktoren<'a>>,
    /// The figures of the balance; `None` where the form was typed.
    pub figuren: Option<Klimafiguren>,
    /// The projects that the paper names and that are known, each once.
    pub projekte: Vec<&'a Located<Projekt>>,
    /// The limits of the classes.
    pub grenzen: Klimagrenzen,
}

impl<'a> Klimastand<'a> {
    /// Reckons the quantities of the projects that a paper names, as `sicht` shows them.
    pub fn new(bestand: &'a Bestand, sicht: &Sicht<'a>, vorlage: &Vorlage) -> Self {
        let parameter = &bestand.stammdaten.klima;
        let (projekte, mengen) = mengen(sicht, vorlage);
        let faktoren = (!mengen.is_empty()).then(|| Faktoren::on(bestand, vorlage.datum));
        let bilanz = faktoren.as_ref().map(|faktoren| Klimabilanz::new(mengen, faktoren)).unwrap_or_default();
        let form = vorlage.klimarelevanz.as_ref().map(|typed| effective(typed, &bilanz, parameter));
        let computed = form.is_some() && bilanz.is_complete();
        let figuren = computed.then(|| Klimafiguren::new("klima", &bilanz, parameter));
        Self { form, bilanz, faktoren, figuren, projekte, grenzen: klimagrenzen(parameter) }
    }

    /// Whether ticks follow from the quantities, or would if each had a factor.
    pub fn computes(&self) -> bool {
        self.bilanz.is_complete() || !self.bilanz.luecken.is_empty()
    }

    /// The named projects that have no quantities, so that what is computed leaves them out; none where nothing is.
    pub fn not_counted(&self) -> Vec<&'a Located<Projekt>> {
        let Some(_) = &self.figuren else { return Vec::new() };
        let counted: BTreeSet<&Kennung> = self.bilanz.posten.iter().map(|posten| &posten.zeile.projekt).collect();
        self.projekte.iter().filter(|projekt| !counted.contains(&projekt.kennung)).copied().collect()
    }

    /// Every figure of the form, in the order of its parts.
    pub fn figures(&self) -> Vec<Figure> {
        let mut all: Vec<Figure> = Vec::new();
        if self.form.is_some() {
            all.extend(self.grenzen.figures().into_iter().cloned());
        }
        if let Some(figuren) = &self.figuren {
            all.extend(figuren.figures().cloned());
            all.extend(self.bilanz.faktoren().into_iter().map(|(_, figure)| figure));
        }
        all
    }
}

/// The projects that a paper names, and their quantities.
fn mengen<'a>(sicht: &Sicht<'a>, vorlage: &Vorlage) -> (Vec<&'a Located<Projekt>>, Vec<&'a Located<Energiemenge>>) {
    // A project that is named twice is a finding, and counts once.
    let mut named = BTreeSet::new();
    let projekte = vorlage.projekte.iter().filter(|kennung| named.insert(*kennung));
    let projekte: Vec<&Located<Projekt>> = projekte.filter_map(|kennung| sicht.projekt(kennung)).collect();
    let mengen = projekte.iter().flat_map(|projekt| sicht.energie(&projekt.kennung).iter().copied()).collect();
    (projekte, mengen)
}
