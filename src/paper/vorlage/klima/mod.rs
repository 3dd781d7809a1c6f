//! The Klimarelevanz form with its six parts.

mod herleitung;

use crate::figures::Vorlagenlage;
use crate::figures::datenstand::Datenbereich;
use crate::figures::klima::Klimagrenzen;
use crate::model::{Co2Klasse, Effekt, Klimarelevanz, Kompensation, Relevanz};
use crate::paper::datenstand;
use crate::paper::view::{Ankreuzfeld, KlimaFrage, KlimaTeil, KlimaView};
use crate::text::zahl::zahl;

/// The form with its ticks, and below it how they were reckoned; `None` where the paper has none.
pub(super) fn view(lage: &Vorlagenlage<'_>) -> Option<KlimaView> {
    let stand = &lage.klima;
    let herleitung = stand.figuren.as_ref().map(|figuren| {
        let mut view = herleitung::view(&lage.bestand.stammdaten.klima, stand, figuren);
        view.hinweise.push(datenstand::neueste(&lage.datenstaende(), &[Datenbereich::Klima]));
        view
    });
    Some(KlimaView { herleitung, ..form(stand.form.as_ref()?, &stand.grenzen) })
}

/// The form with its ticks; the limits come from the parameters.
fn form(klima: &Klimarelevanz, grenzen: &Klimagrenzen) -> KlimaView {
    KlimaView {
        herleitung: None,
        titel: KlimaView::TITEL.into(),
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
                frage: "Der Effekt auf die CO₂-Emissionen ist:".into(),
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
                frage: "Die CO₂-Einsparung durch die Maßnahme ist (bei positiven Maßnahmen):".into(),
                form: "liste",
                optionen: klassen(klima.einsparung, grenzen, " t"),
            },
            KlimaFrage {
                frage: "Die Erhöhung der CO₂-Emissionen durch die Maßnahme ist (bei negativen Maßnahmen):".into(),
                form: "liste",
                optionen: klassen(klima.erhoehung, grenzen, ""),
            },
            KlimaFrage {
                frage: "Eine Kompensation der zusätzlich entstehenden CO₂-Emissionen erfolgt:".into(),
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
    crate::text::with_typography(&text)
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
