//! How the ticks of the Klimarelevanz form were reckoned, in words.

use std::collections::BTreeMap;

use crate::figures::Figure;
use crate::figures::klima::{Direction, Klimabilanz, Klimafiguren, Klimaposten, Klimastand, faktor_id};
use crate::model::{Energiemenge, Faktor, Kennung, Klimaparameter, Located, Projekt, Wirkung};
use crate::paper::klima::{near_limit, on_average};
use crate::paper::view::HerleitungView;
use crate::text::with_typography;
use crate::text::zahl::{marked, zahl};

/// What came out, a line for each quantity, and the sources.
pub(super) fn view(parameter: &Klimaparameter, stand: &Klimastand<'_>, figuren: &Klimafiguren) -> HerleitungView {
    let Klimastand { bilanz, projekte, .. } = stand;
    let titles: BTreeMap<&Kennung, &str> = projekte.iter().map(|p| (&p.kennung, p.titel.as_str())).collect();
    let figures = figuren.mengen.iter().zip(&figuren.im_mittel).zip(&figuren.nutzung);
    let longest = &figuren.laengste_nutzung;
    let mengen = bilanz.posten.iter().zip(figures).map(|(posten, ((figure, mean), nutzung))| {
        let projekt = &posten.zeile.projekt;
        let titel = titles.get(projekt).copied().unwrap_or_default();
        format!("{projekt} {titel}: {}", menge(posten, (figure, mean.as_ref()), (nutzung, longest)))
    });
    let typeset = |lines: Vec<String>| lines.iter().map(|line| with_typography(line)).collect();
    HerleitungView {
        titel: "Herleitung".into(),
        ergebnis: typeset(ergebnis(bilanz, figuren, parameter)),
        mengen: typeset(mengen.collect()),
        hinweise: typeset(without_quantities(&stand.not_counted()).into_iter().chain(hinweise(bilanz)).collect()),
    }
}

/// What came out, in the order of the form's rows.
fn ergebnis(bilanz: &Klimabilanz<'_>, figuren: &Klimafiguren, parameter: &Klimaparameter) -> Vec<String> {
    let Klimafiguren { einsparung, erhoehung, netto, klasse, kompensation, .. } = figuren;
    let mut lines = vec![format!(
        "{}: {} t CO₂ je Jahr, {}. Eingespart werden {} t, zusätzlich entstehen {} t.",
        netto.titel,
        zahl(netto),
        on_average(&figuren.laengste_nutzung, "Nutzungsjahre", "in einem Nutzungsjahr"),
        zahl(einsparung),
        zahl(erhoehung)
    )];
    if let Some(klasse) = klasse {
        let near = near_limit(bilanz.netto(), parameter).map(|near| format!(", {near}"));
        lines.push(format!("{}: {}{}.", klasse.titel, zahl(klasse), near.unwrap_or_default()));
    }
    if bilanz.richtung() == Direction::Ausgeglichen {
        lines.push("Es wird so viel eingespart, wie zusätzlich entsteht; eine Relevanz bleibt nicht.".into());
    }
    lines.extend(kompensation.as_ref().map(compensated));
    lines
}

fn compensated([masse, anteil]: &[Figure; 2]) -> String {
    format!("Kompensiert werden {} t CO₂ je Jahr, {} der Nettoerhöhung.", zahl(masse), zahl(anteil))
}

/// One quantity with its factor and what it comes to; where it lasts shorter than the mean is long, its mean as well.
fn menge(
    posten: &Klimaposten<'_>,
    (figure, mean): (&Figure, Option<&Figure>),
    (nutzung, longest): (&Figure, &Figure),
) -> String {
    let Energiemenge { traeger, menge, einheit, wirkung, nutzungsjahre, .. } = &**posten.zeile;
    let wirkung = wirkung.text();
    let dauer = if *nutzungsjahre == 1 { "ein Jahr".to_owned() } else { format!("{}\u{a0}Jahre", zahl(nutzung)) };
    let years = on_average(longest, "Jahre", "in einem Jahr");
    let mittel = mean.map(|mean| format!(", {years} {}\u{a0}t", zahl(mean)));
    let mittel = mittel.unwrap_or_default();
    // The quantity is a term of the figure of the mass.
    let menge = marked(&figure.id, &menge.to_string());
    let Some(faktor) = posten.faktor else {
        return format!("{menge}\u{a0}t\u{a0}CO₂ je Jahr {wirkung} ({traeger}), {dauer} lang{mittel}.");
    };
    format!(
        "{menge}\u{a0}{} {traeger} je Jahr {wirkung}, {dauer} lang, mal {}\u{a0}kg\u{a0}CO₂ je {} ({}) sind {}\u{a0}t\u{a0}CO₂ je Jahr{mittel}.",
        einheit.text().replace(' ', "\u{a0}"),
        marked(&faktor_id(faktor), &faktor.wert.to_string()),
        faktor.einheit.text().replace(' ', "\u{a0}"),
        herkunft(faktor),
        zahl(figure)
    )
}

/// Year, edition, Stand and system boundary of a factor.
fn herkunft(faktor: &Faktor) -> String {
    let jahr = faktor.jahr.map(|jahr| format!("{jahr}, ")).unwrap_or_default();
    format!("{jahr}{}, {}, {}", faktor.ausgabe, faktor.stand.text(), faktor.systemgrenze.text())
}

/// The named projects that the ticks leave out.
fn without_quantities(projekte: &[&Located<Projekt>]) -> Option<String> {
    let names: Vec<String> = projekte.iter().map(|p| format!("{} {}", p.kennung, p.titel)).collect();
    (!names.is_empty()).then(|| format!("Ohne Energiemengen und daher nicht mitgerechnet: {}.", names.join("; ")))
}

/// The sources of the factors, each once, and how the numbers are to be read.
fn hinweise(bilanz: &Klimabilanz<'_>) -> Vec<String> {
    let mut hinweise: Vec<String> =
        quellen(bilanz).iter().map(|(quelle, of)| format!("Faktor {of}: {quelle}.")).collect();
    if bilanz.with(Wirkung::Kompensiert).next().is_some() && bilanz.richtung() != Direction::Erhoehung {
        hinweise.push("Kompensierte Mengen zählen nicht als Einsparung.".into());
    }
    if bilanz.posten.len() > 1 {
        hinweise.push("Gerechnet ist mit ungerundeten Werten; Rundungsdifferenzen möglich.".into());
    }
    hinweise
}

/// The sources of the factors, each with what it is for, in the order of first use.
fn quellen<'a>(bilanz: &Klimabilanz<'a>) -> Vec<(&'a str, String)> {
    let mut quellen: Vec<(&str, String)> = Vec::new();
    let mut positions: BTreeMap<&str, usize> = BTreeMap::new();
    for (faktor, _) in bilanz.faktoren() {
        let quelle = faktor.quelle.trim_end_matches('.');
        let name = faktor.jahr.map_or_else(|| faktor.traeger.clone(), |jahr| format!("{} {jahr}", faktor.traeger));
        let position = *positions.entry(quelle).or_insert(quellen.len());
        match quellen.get_mut(position) {
            Some((_, names)) => names.push_str(&format!(", {name}")),
            None => quellen.push((quelle, name)),
        }
    }
    quellen
}
