//! The Klimarelevanz form with its six parts.

mod herleitung;

use std::collections::BTreeSet;

use crate::figures::datenstand::Datenbereich;
use crate::figures::klima::{Faktoren, Klimabilanz, Klimafiguren, Klimagrenzen};
use crate::figures::{self, Figure};
use crate::model::{
    Bestand, Co2Klasse, Effekt, Energiemenge, Kennung, Klimarelevanz, Kompensation, Located, Projekt, Relevanz, Sicht,
    Vorlage,
};
use crate::paper::datenstand::Datenstaende;
use crate::paper::view::{Ankreuzfeld, KlimaFrage, KlimaTeil, KlimaView};
use crate::text::zahl::zahl;

/// What a paper says about the climate, and what its projects come to.
pub(super) struct Klimastand<'a> {
    /// The form as it is printed; `None` where the paper has none.
    pub(super) form: Option<Klimarelevanz>,
    /// What the quantities of its projects come to.
    pub(super) bilanz: Klimabilanz<'a>,
    /// The factors that hold on its day; `None` where no project has quantities.
    pub(super) faktoren: Option<Faktoren<'a>>,
    /// The figures of the balance; `None` where the form was typed.
    pub(super) figuren: Option<Klimafiguren>,
    /// The projects that the paper names and that are known, each once.
    projekte: Vec<&'a Located<Projekt>>,
    grenzen: Klimagrenzen,
}

impl<'a> Klimastand<'a> {
    /// Reckons the quantities of the projects that a paper names, as they were known on its Datenstand.
    pub(super) fn new(bestand: &'a Bestand, vorlage: &Vorlage) -> Self {
        let parameter = &bestand.stammdaten.klima;
        let (projekte, mengen) = mengen(bestand, vorlage);
        let faktoren = (!mengen.is_empty()).then(|| Faktoren::am(bestand, vorlage.datum));
        let bilanz = faktoren.as_ref().map(|faktoren| Klimabilanz::new(mengen, faktoren)).unwrap_or_default();
        let form = vorlage.klimarelevanz.as_ref().map(|typed| figures::klima::wirksam(typed, &bilanz, parameter));
        let computed = form.is_some() && bilanz.is_complete();
        let figuren = computed.then(|| Klimafiguren::new("klima", &bilanz, parameter));
        Self { form, bilanz, faktoren, figuren, projekte, grenzen: figures::klima::klimagrenzen(parameter) }
    }

    /// The named projects that have no quantities, so that what is computed leaves them out; none where nothing is.
    pub(super) fn nicht_gezaehlt(&self) -> Vec<&'a Located<Projekt>> {
        let Some(_) = &self.figuren else { return Vec::new() };
        let counted: BTreeSet<&Kennung> = self.bilanz.posten.iter().map(|posten| &posten.zeile.projekt).collect();
        self.projekte.iter().filter(|projekt| !counted.contains(&projekt.kennung)).copied().collect()
    }

    /// Every figure of the form, in the order of its parts.
    pub(super) fn figures(&self) -> Vec<Figure> {
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

    /// The form with its ticks, and below it how they were reckoned.
    pub(super) fn view(&self, bestand: &Bestand, staende: &Datenstaende<'_>) -> Option<KlimaView> {
        let herleitung = self.figuren.as_ref().map(|figuren| {
            let mut view = herleitung::view(&bestand.stammdaten.klima, self, figuren);
            view.hinweise.push(staende.zeile(Datenbereich::Klima));
            view
        });
        Some(KlimaView { herleitung, ..view(self.form.as_ref()?, &self.grenzen) })
    }
}

/// The projects that a paper names, and their quantities.
fn mengen<'a>(bestand: &'a Bestand, vorlage: &Vorlage) -> (Vec<&'a Located<Projekt>>, Vec<&'a Located<Energiemenge>>) {
    if vorlage.projekte.is_empty() || bestand.energie.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let sicht = Sicht::am(bestand, vorlage.datenstand.unwrap_or(vorlage.datum));
    // A project that is named twice is a finding, and counts once.
    let mut named = BTreeSet::new();
    let projekte = vorlage.projekte.iter().filter(|kennung| named.insert(*kennung));
    let projekte: Vec<&Located<Projekt>> = projekte.filter_map(|kennung| sicht.projekt(kennung)).collect();
    let mengen = projekte.iter().flat_map(|projekt| sicht.energie(&projekt.kennung).iter().copied()).collect();
    (projekte, mengen)
}

/// The form with its ticks; the limits come from the parameters.
fn view(klima: &Klimarelevanz, grenzen: &Klimagrenzen) -> KlimaView {
    KlimaView {
        herleitung: None,
        titel: "Klimarelevanz".into(),
        untertitel: "Bedeutung der Maßnahme für den Klimaschutz/Bedeutung der Maßnahme für die Klimafolgenanpassung \
                     (in den freien Feldern ankreuzen)"
            .into(),
        teile: vec![klimaschutz(klima), anpassung(klima), groessenordnung(klima, grenzen)],
    }
}

fn klimaschutz(klima: &Klimarelevanz) -> KlimaTeil {
    let effekt = Effekt::ALL.iter().map(|e| field(e.text(), None, klima.effekt == Some(*e)));
    KlimaTeil {
        titel: "Zur Relevanz der Maßnahme für den Klimaschutz".into(),
        einleitung: None,
        fragen: vec![
            relevanz(klima.klimaschutz),
            KlimaFrage {
                frage: "Der Effekt auf die CO2-Emissionen ist:".into(),
                form: "reihe",
                optionen: effekt.collect(),
            },
        ],
    }
}

fn anpassung(klima: &Klimarelevanz) -> KlimaTeil {
    KlimaTeil {
        titel: "Zur Relevanz der Maßnahme für die Klimafolgenanpassung".into(),
        einleitung: None,
        fragen: vec![relevanz(Some(klima.klimafolgenanpassung))],
    }
}

fn groessenordnung(klima: &Klimarelevanz, grenzen: &Klimagrenzen) -> KlimaTeil {
    let kompensation =
        Kompensation::ALL.iter().map(|k| field(kompensation_text(*k), None, klima.kompensation == Some(*k))).collect();
    KlimaTeil {
        titel: "Größenordnung der Effekte".into(),
        einleitung: Some(
            "Wenn quantitative Auswirkungen ermittelbar sind, sind die Felder entsprechend anzukreuzen.".into(),
        ),
        fragen: vec![
            KlimaFrage {
                frage: "Die CO2-Einsparung durch die Maßnahme ist (bei positiven Maßnahmen):".into(),
                form: "liste",
                optionen: klassen(klima.einsparung, grenzen, " t"),
            },
            KlimaFrage {
                frage: "Die Erhöhung der CO2-Emissionen durch die Maßnahme ist (bei negativen Maßnahmen):".into(),
                form: "liste",
                optionen: klassen(klima.erhoehung, grenzen, ""),
            },
            KlimaFrage {
                frage: "Eine Kompensation der zusätzlich entstehenden CO2-Emissionen erfolgt:".into(),
                form: "liste",
                optionen: kompensation,
            },
        ],
    }
}

fn relevanz(ticked: Option<Relevanz>) -> KlimaFrage {
    KlimaFrage {
        frage: "Die Maßnahme hat folgende Relevanz:".into(),
        form: "reihe",
        optionen: Relevanz::ALL.iter().map(|r| field(r.text(), None, ticked == Some(*r))).collect(),
    }
}

/// The three classes; the form writes a unit behind the lower limit only for a saving.
fn klassen(ticked: Option<Co2Klasse>, grenzen: &Klimagrenzen, lower_unit: &str) -> Vec<Ankreuzfeld> {
    Co2Klasse::ALL.iter().map(|k| field(k.text(), Some(grenze(*k, grenzen, lower_unit)), ticked == Some(*k))).collect()
}

fn grenze(klasse: Co2Klasse, grenzen: &Klimagrenzen, lower_unit: &str) -> String {
    let (mittel, gross) = (zahl(&grenzen.mittel), zahl(&grenzen.gross));
    let (ab, bis) = (zahl(&grenzen.anteil_mittel), zahl(&grenzen.anteil_gross));
    let text = match klasse {
        Co2Klasse::Gering => format!("unter {mittel} t / Jahr ({ab} des jährl. Einsparziels)"),
        Co2Klasse::Mittel => {
            format!("{mittel}{lower_unit} bis ca. {gross} t / Jahr ({ab} bis {bis} des jährl. Einsparziels)")
        }
        Co2Klasse::Gross => format!("mehr als {gross} t / Jahr (über {bis} des jährl. Einsparziels)"),
    };
    crate::text::typografisch(&text)
}

/// The form's wording with the ranges in percent.
fn kompensation_text(kompensation: Kompensation) -> &'static str {
    match kompensation {
        Kompensation::Vollstaendig => "vollständig",
        Kompensation::Ueberwiegend => "überwiegend (50\u{a0}% – 99\u{a0}%)",
        Kompensation::Teilweise => "teilweise (1\u{a0}% – 49\u{a0}%)",
        Kompensation::Nicht => "nicht",
        Kompensation::NichtBekannt => "nicht bekannt",
    }
}

fn field(titel: &str, erlaeuterung: Option<String>, angekreuzt: bool) -> Ankreuzfeld {
    Ankreuzfeld { titel: titel.into(), erlaeuterung, angekreuzt }
}
