//! What a new Vorlage says: what follows from its projects, and no value that only people know.

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

use super::refusal::NotDrafted;
use super::{Draft, MARKE, VorlageOrder, texts};
use crate::figures::Vorlagenlage;
use crate::finding::{Log, suggest};
use crate::load::json_text;
use crate::model::{
    Bestand, Decode, Fassung, Gremienart, Gremium, Kennung, Located, Nummernteile, Papierstand, Projekt, Sicht, Status,
    Vorlage, VorlageNr, VorlageOrdner, Vorlageart, Zustaendigkeit,
};
use crate::pipeline::Session;
use crate::source::{Alphabet, quoted};

pub(super) fn draft(session: &Session, bestand: &Bestand, order: &VorlageOrder) -> Result<Draft, NotDrafted> {
    let today = session.today;
    let sicht = Sicht::on(bestand, today);
    let projekte = projekte(&sicht, &order.projekte)?;
    let art = art(bestand);
    let federfuehrend = federfuehrend(bestand, &projekte);
    let mut own = Map::new();
    let (nummer, note) = nummer(session, bestand, order, federfuehrend)?;
    let mut notes = vec![note];
    own.insert("nummer".into(), nummer.into());
    own.insert("vorlageart".into(), art.into());
    own.insert("betreff".into(), betreff(&projekte).into());
    if let Some(stelle) = federfuehrend {
        own.insert("federfuehrend".into(), stelle.as_str().into());
        own.insert("beteiligt".into(), beteiligt(&projekte, stelle).into());
    }
    own.insert("status".into(), Status::Oeffentlich.text().into());
    own.insert("stand".into(), Papierstand::Entwurf.text().into());
    own.insert("datum".into(), today.to_string().into());
    own.insert("projekte".into(), projekte.iter().map(|projekt| projekt.kennung.as_str()).collect());
    if bestand.stammdaten.has_finanzen(art) {
        own.insert("finanzen".into(), json!({ "haushaltsjahr": haushaltsjahr(&sicht, &projekte, today) }));
    }
    let gremium = gremium(bestand, &sicht, &projekte, today);
    if let Some((gremium, rolle)) = gremium.zip(rolle(bestand)) {
        own.insert("beratungsfolge".into(), json!([{ "gremium": gremium.kennung.as_str(), "zustaendigkeit": rolle }]));
    }
    let ordner = ordner(&order.name, &own);
    let lage = ordner.as_ref().map(|ordner| Vorlagenlage::new(bestand, ordner));
    notes.push(open(bestand, (art, federfuehrend, gremium), (projekte.is_empty(), lage.as_ref())));
    let texts = texts::of_vorlage(lage.as_ref(), gremium);
    Ok(Draft { own, texts, notes })
}

/// The Vorlage without its texts; `None` where something is missing without which it is none.
fn ordner(name: &str, own: &Map<String, Value>) -> Option<VorlageOrdner> {
    let node = json_text(&Value::from(own.clone()).to_string())?;
    // What is still missing stops the paper, and is said of it there.
    let vorlage = Vorlage::decode(&node, &mut Log::new(Alphabet::all()))?;
    let (vorlage, fassung) = (Located::new(vorlage, node), Fassung::default());
    let (beschlussvorschlag, erlaeuterungen, weitere_erlaeuterungen) = (None, None, None);
    let name = name.to_owned();
    Some(VorlageOrdner { name, vorlage, beschlussvorschlag, erlaeuterungen, weitere_erlaeuterungen, fassung })
}

/// What is left to people, in one line: of what it says itself, and of what does not follow from its projects.
fn open(
    bestand: &Bestand,
    (art, federfuehrend, gremium): (&str, Option<&Kennung>, Option<&Gremium>),
    (without_projects, lage): (bool, Option<&Vorlagenlage<'_>>),
) -> String {
    let mut open = Vec::new();
    if without_projects {
        open.push("der Betreff".to_owned());
    }
    if federfuehrend.is_none() {
        open.push("die federführende Dienststelle".to_owned());
    }
    open.push(match gremium {
        Some(gremium) => format!("der Tag der Sitzung ({}) und was ihr vorausgeht", gremium.name),
        None => "die Beratungsfolge".into(),
    });
    if bestand.stammdaten.has_finanzen(art) && !lage.is_some_and(|lage| lage.form.is_computed()) {
        open.push("ob es finanzielle Auswirkungen gibt, und welche".into());
    }
    if bestand.stammdaten.has_klimarelevanz(art) {
        let computed = lage.is_some_and(|lage| lage.klima.computes());
        let first = if computed { "" } else { "Klimaschutz und Effekt, weil kein Projekt Energiemengen hat, und " };
        open.push(format!("{first}die Klimafolgenanpassung zur Klimarelevanz"));
    }
    open.push(format!("was in den Texten mit {MARKE} bezeichnet ist"));
    format!("Von Hand zu ergänzen: {}.", open.join("; "))
}

/// The projects in their order, each once.
fn projekte<'a>(sicht: &Sicht<'a>, named: &[String]) -> Result<Vec<&'a Located<Projekt>>, NotDrafted> {
    let mut found: Vec<&'a Located<Projekt>> = Vec::new();
    for name in named {
        let projekt = Kennung::parse(name.trim()).and_then(|kennung| sicht.projekt(&kennung));
        let Some(projekt) = projekt else {
            let near = suggest(name, sicht.projekte().iter().map(|projekt| projekt.kennung.as_str()));
            return Err(NotDrafted::Projekt { kennung: name.clone(), near });
        };
        if !found.iter().any(|other| other.kennung == projekt.kennung) {
            found.push(projekt);
        }
    }
    Ok(found)
}

/// The kind of paper: the word for one that decides, or else the first that the municipality has.
fn art(bestand: &Bestand) -> &str {
    let arten = bestand.stammdaten.vorlagearten();
    let decides = arten.iter().find(|(_, art)| *art == Vorlageart::Entscheidungsvorlage);
    decides.or(arten.first()).map_or(Vorlageart::Entscheidungsvorlage.text(), |(word, _)| word)
}

/// The word for deciding.
fn rolle(bestand: &Bestand) -> Option<&str> {
    let rollen = bestand.stammdaten.zustaendigkeiten();
    rollen.into_iter().find(|(_, rolle)| *rolle == Zustaendigkeit::Entscheidung).map(|(word, _)| word)
}

/// The department of the first project; without projects the only one that there is.
fn federfuehrend<'a>(bestand: &'a Bestand, projekte: &[&'a Located<Projekt>]) -> Option<&'a Kennung> {
    let mut all = bestand.stammdaten.fachbereich.iter();
    let only = all.next().filter(|_| all.next().is_none());
    projekte.first().map(|projekt| &projekt.fachbereich).or(only.map(|own| &own.kennung))
}

/// The departments of the other projects, each once.
fn beteiligt<'a>(projekte: &[&'a Located<Projekt>], federfuehrend: &Kennung) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for projekt in projekte.iter().filter(|projekt| projekt.fachbereich != *federfuehrend) {
        if !found.contains(&projekt.fachbereich.as_str()) {
            found.push(projekt.fachbereich.as_str());
        }
    }
    found
}

fn betreff(projekte: &[&Located<Projekt>]) -> String {
    let titles: Vec<&str> = projekte.iter().map(|projekt| projekt.titel.as_str()).collect();
    match titles.split_last() {
        None => MARKE.into(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} und {last}", others.join(", ")),
    }
}

/// The first year from that of the paper on for which the budget provides something; else the year of the paper.
fn haushaltsjahr(sicht: &Sicht<'_>, projekte: &[&Located<Projekt>], today: NaiveDate) -> i32 {
    let rows = projekte.iter().flat_map(|projekt| sicht.haushalt(&projekt.kennung));
    let years = rows.map(|row| row.jahr.zahl()).filter(|jahr| *jahr >= today.year());
    years.min().unwrap_or(today.year())
}

/// The body that decides: the one that the newest entry of a project names, or else the council.
fn gremium<'a>(
    bestand: &'a Bestand,
    sicht: &Sicht<'_>,
    projekte: &[&Located<Projekt>],
    today: NaiveDate,
) -> Option<&'a Gremium> {
    let mut all = bestand.stammdaten.gremium.iter().filter(|gremium| gremium.exists(today));
    let named = projekte.iter().find_map(|projekt| sicht.stand(&projekt.kennung, today)?.gremium.as_ref());
    let own = named.and_then(|kennung| all.clone().find(|gremium| gremium.kennung == *kennung));
    own.or_else(|| all.find(|gremium| gremium.art == Some(Gremienart::Rat)))
}

/// The number, and what is to be said of it.
///
/// One that follows from others is said with the one before it: only whoever gives numbers knows whether it is free. Where none
/// follows, the number has no digits, which reading names.
fn nummer(
    session: &Session,
    bestand: &Bestand,
    order: &VorlageOrder,
    federfuehrend: Option<&Kennung>,
) -> Result<(String, String), NotDrafted> {
    let (stammdaten, today) = (&bestand.stammdaten, session.today);
    if let Some(given) = &order.nummer {
        return given_number(session, bestand, given).map(|nummer| (nummer.clone(), format!("Nummer: {nummer}.")));
    }
    let of_day = stammdaten
        .wahlperiode
        .iter()
        .find(|periode| periode.beginn <= today && periode.ende.is_none_or(|ende| today <= ende));
    let known: Vec<VorlageNr> = session.loaded.nummern.iter().map(|(nummer, _)| VorlageNr::new(nummer)).collect();
    let year = today.year().to_string();
    let wahlperiode = of_day.map(|periode| periode.kennung.clone());
    let of = Nummernteile { einheit: federfuehrend.map(Kennung::as_str), wahlperiode, jahr: Some(&year) };
    let muster = stammdaten.nummernmuster();
    if let Some((next, before)) = muster.iter().find_map(|muster| muster.next(known.iter(), &of)) {
        let note = format!(
            "Nummer: {next}, die nächste nach {before} in diesem Arbeitsordner. Prüfen Sie, ob sie noch frei ist."
        );
        return Ok((next.to_string(), note));
    }
    let blank = muster.first().map_or(MARKE.to_owned(), |muster| muster.blank(&of));
    let note =
        format!("Nummer: noch offen ({blank}), denn sie folgt aus keiner anderen; „ratsbericht check“ erinnert daran.");
    Ok((blank, note))
}

/// A number that somebody names.
fn given_number(session: &Session, bestand: &Bestand, given: &str) -> Result<String, NotDrafted> {
    let nummer = given.trim().to_owned();
    if bestand.stammdaten.nummernteile(&VorlageNr::new(&nummer)).is_none() {
        let own = bestand.stammdaten.number_samples();
        let own = if own.is_empty() { quoted("FB 02/0022/WP18") } else { own };
        return Err(NotDrafted::Nummer { nummer, beispiel: format!("eine Nummer wie {own}") });
    }
    match session.loaded.nummern.iter().find(|(other, _)| *other == nummer) {
        Some((_, name)) => Err(NotDrafted::Vergeben { nummer, name: name.clone() }),
        None => Ok(nummer),
    }
}
