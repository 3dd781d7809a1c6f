//! What is said of a paper where it is handed over, from its records.

use serde_json::{Map, Value, json};

use crate::figures::{Figure, Vorlagenlage};
use crate::model::{
    Beratung, BerichtOrdner, Bestand, Co2Klasse, Effekt, Klimarelevanz, Kompensation, Relevanz, Status, Vorlage,
    VorlageOrdner, Zeitraum, Zustaendigkeit,
};
use crate::paper::Head;
use crate::release::{Facts, Step};
use crate::source::fenced;

/// What OParl calls a report: nothing is decided with it.
const BERICHT: &str = "Kenntnisnahme";

/// The records of a paper.
pub(super) enum Records<'a> {
    Vorlage(&'a VorlageOrdner),
    Bericht(&'a BerichtOrdner, Zeitraum),
}

impl<'a> Records<'a> {
    /// Those of a paper of a workspace.
    pub(super) fn of(bestand: &'a Bestand, head: &Head) -> Option<Self> {
        Some(match head.zeitraum {
            None => Self::Vorlage(bestand.vorlagen.iter().find(|ordner| ordner.name == head.ordner)?),
            Some(zeitraum) => {
                Self::Bericht(bestand.berichte.iter().find(|ordner| ordner.name == head.ordner)?, zeitraum)
            }
        })
    }

    /// What is said of the paper.
    pub(super) fn facts(&self, bestand: &Bestand, head: &Head) -> Facts {
        match self {
            Self::Vorlage(ordner) => of_vorlage(bestand, ordner),
            Self::Bericht(ordner, zeitraum) => of_bericht(ordner, *zeitraum, head),
        }
    }
}

/// What the public edition of a paper leaves out, in words that tell nothing of it; `bestand` has the whole one.
pub(super) fn withheld(bestand: &Bestand, head: &Head) -> Vec<String> {
    let ordner = bestand.vorlagen.iter().find(|ordner| head.zeitraum.is_none() && ordner.name == head.ordner);
    let Some(ordner) = ordner else { return Vec::new() };
    let vorlage: &Vorlage = &ordner.vorlage;
    let sections = vorlage.nichtoeffentlich.iter().map(|abschnitt| format!("Abschnitt {}", abschnitt.titel()));
    let cut = ordner
        .texts()
        .filter(|(abschnitt, text)| !vorlage.withholds(*abschnitt) && fenced(&text.markdown).hidden().next().is_some());
    let parts = cut.map(|(abschnitt, _)| format!("Teile des Abschnitts {}", abschnitt.titel()));
    let annexes = vorlage.anlagen.indexed().filter(|(_, anlage)| anlage.status == Some(Status::Nichtoeffentlich));
    let annexes = annexes.map(|(at, _)| format!("Anlage {}", at + 1));
    sections.chain(parts).chain(annexes).collect()
}

fn of_vorlage(bestand: &Bestand, ordner: &VorlageOrdner) -> Facts {
    let vorlage: &Vorlage = &ordner.vorlage;
    let lage = Vorlagenlage::new(bestand, ordner);
    let step = |step: &Beratung| Step {
        gremium: step.gremium.to_string(),
        datum: step.datum,
        zustaendigkeit: step.zustaendigkeit.text().into(),
        entscheidet: bestand.stammdaten.sinn_der_rolle(&step.zustaendigkeit) == Some(Zustaendigkeit::Entscheidung),
        nichtoeffentlich: step.nichtoeffentlich.unwrap_or_default(),
    };
    Facts {
        nummer: Some(vorlage.nummer.to_string()),
        titel: vorlage.betreff.clone(),
        art: vorlage.vorlageart.text().into(),
        datum: vorlage.datum,
        zeitraum: None,
        reihe: None,
        federfuehrend: Some(vorlage.federfuehrend.to_string()),
        beteiligt: vorlage.beteiligt.iter().map(ToString::to_string).collect(),
        verfasser: vorlage.verfasser.clone(),
        schlagworte: vorlage.schlagworte.iter().cloned().collect(),
        beratungsfolge: vorlage.beratungsfolge.iter().map(step).collect(),
        ersetzt: vorlage.ersetzt.as_ref().map(|old| old.nummer.clone()),
        finanzen: if lage.has_finanzen() { figures(&lage.figures, "finanzen.") } else { Value::Null },
        klimarelevanz: lage.klima.form.as_ref().map_or(Value::Null, |form| klimarelevanz(form, &lage.figures)),
    }
}

fn of_bericht(ordner: &BerichtOrdner, zeitraum: Zeitraum, head: &Head) -> Facts {
    let bericht = &ordner.bericht;
    Facts {
        nummer: None,
        titel: head.bezeichnung.clone(),
        art: BERICHT.into(),
        datum: head.eintrag.datum.unwrap_or(zeitraum.ende),
        zeitraum: Some((zeitraum.beginn, zeitraum.ende)),
        reihe: Some(ordner.name.clone()),
        federfuehrend: bericht.herausgeber.as_ref().map(ToString::to_string),
        beteiligt: Vec::new(),
        verfasser: None,
        schlagworte: bericht.schlagworte.iter().cloned().collect(),
        beratungsfolge: Vec::new(),
        ersetzt: None,
        finanzen: Value::Null,
        klimarelevanz: Value::Null,
    }
}

/// The values of figures whose ids begin so, by what follows; amounts and tonnes are decimal texts.
fn figures(all: &[Figure], beginning: &str) -> Value {
    let values = all.iter().filter_map(|figure| {
        let name = figure.id.strip_prefix(beginning)?;
        Some((name.to_owned(), json!(figure.wert.decimal()?)))
    });
    let values: Map<String, Value> = values.collect();
    if values.is_empty() { Value::Null } else { Value::Object(values) }
}

/// The form in its own words, and the sums behind it.
fn klimarelevanz(form: &Klimarelevanz, all: &[Figure]) -> Value {
    let Klimarelevanz { klimaschutz, effekt, klimafolgenanpassung, einsparung, erhoehung, kompensation } = form;
    let words = [
        ("klimaschutz", klimaschutz.map(Relevanz::text)),
        ("effekt", effekt.map(Effekt::text)),
        ("klimafolgenanpassung", Some(klimafolgenanpassung.text())),
        ("einsparung", einsparung.map(Co2Klasse::text)),
        ("erhoehung", erhoehung.map(Co2Klasse::text)),
        ("kompensation", kompensation.map(Kompensation::text)),
    ];
    let mut fields: Map<String, Value> =
        words.into_iter().filter_map(|(field, word)| Some((field.to_owned(), json!(word?)))).collect();
    if let Value::Object(sums) = figures(all, "klima.") {
        fields.insert("tonnen_je_jahr".to_owned(), Value::Object(sums));
    }
    Value::Object(fields)
}
