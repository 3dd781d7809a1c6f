//! The Entscheidungsvorlage.

mod finanzen;
mod klima;
mod pruefung;

use chrono::NaiveDate;

use self::klima::Klimastand;
use super::datenstand::Datenstaende;
use super::view::{Angaben, BeratungView, Feld, Rahmen, View, VorlageDeckblatt, VorlageView};
use super::{Paper, identity_broken, tag};
use crate::check;
use crate::figures::datenstand::Datenbereich;
use crate::figures::{self, Figure, PortfolioBezug};
use crate::finding::Finding;
use crate::model::{Bestand, Kennzahlenbezug, Sicht, VorlageOrdner};
use crate::source::Alphabet;
use crate::text::{Names, Texts};

/// Prepares one Vorlage.
pub(super) fn paper(
    bestand: &Bestand,
    alphabet: &Alphabet,
    ordner: &VorlageOrdner,
    heute: NaiveDate,
) -> (Option<Paper>, Vec<Finding>) {
    let vorlage = &ordner.vorlage;
    let mut findings = Vec::new();
    let mut all: Vec<Figure> = Vec::new();
    for (i, bezug) in vorlage.kennzahlen.indexed() {
        let Some((figures, adds_up)) = kennzahlen(bestand, ordner, bezug) else { continue };
        if !adds_up {
            findings.push(identity_broken(&bezug.name, vorlage.span(&format!("kennzahlen/{i}"))));
        }
        all.extend(figures);
    }
    let vordruck = figures::vordruck::vordruck(bestand, vorlage);
    let finanzfiguren = figures::finanzen::finanzen(&vordruck);
    let klima = Klimastand::new(bestand, vorlage);
    findings.extend(pruefung::check(bestand, ordner, (&vordruck, &finanzfiguren), &klima));
    all.extend(finanzfiguren.figures().cloned());
    all.extend(klima.figures());
    all.extend(figures::datenstand::hoechstalter(bestand));
    let sicht = Sicht::zu(bestand, vorlage);
    let staende = Datenstaende {
        bestand,
        sicht: &sicht,
        projekte: vorlage.projekte.iter().collect(),
        datenstand: vorlage.datenstand.unwrap_or(vorlage.datum),
        datum: vorlage.datum,
    };
    findings.extend(staende.check(&abschnitte(&vordruck, &klima), vorlage.span("datum")));
    let mut names = Names::new(bestand.saetze.as_deref());
    names.add(&all);
    names.add_day("vorlage.datum", vorlage.datum);
    names.add_text("vorlage.nummer", vorlage.nummer.to_string());
    let mut texts = Texts::new(names, alphabet);
    let view = VorlageView {
        rahmen: rahmen(bestand, ordner, heute),
        deckblatt: deckblatt(bestand, ordner, &klima),
        beschlussvorschlag: texts.build(ordner.beschlussvorschlag.as_ref()),
        finanzen: finanzen::view(
            bestand,
            vorlage,
            &vordruck,
            (&finanzfiguren, &staende),
            texts.build(ordner.weitere_erlaeuterungen.as_ref()),
        ),
        klimarelevanz: klima.view(bestand, &staende),
        erlaeuterungen: texts.build(ordner.erlaeuterungen.as_ref()),
    };
    findings.extend(check::text::of_vorlage(&texts, &all, vorlage));
    let paper = Paper {
        name: ordner.name.clone(),
        ordner: ordner.name.clone(),
        zeitraum: None,
        abschluesse: Vec::new(),
        datei: ordner.datei(),
        bezeichnung: vorlage.nummer.to_string(),
        ident: format!("vorlage/{}", vorlage.nummer),
        datenstand: vorlage.datenstand.unwrap_or(vorlage.datum),
        view: View::Vorlage(Box::new(view)),
        figures: all,
        herkunft: bestand.stammdaten.gestaltung.herkunft.unwrap_or(true),
        logo: bestand.ausstattung.logo.clone(),
    };
    (Some(paper), findings)
}

/// The forms that follow from projects, by what they are made from.
fn abschnitte(vordruck: &figures::vordruck::Vordruck<'_>, klima: &Klimastand<'_>) -> Vec<(Datenbereich, &'static str)> {
    let finanzen = vordruck.ist_berechnet().then_some((Datenbereich::Haushalt, "Finanzielle Auswirkungen"));
    let klima = klima.figuren.is_some().then_some((Datenbereich::Klima, "Klimarelevanz"));
    finanzen.into_iter().chain(klima).collect()
}

/// The figures that the text can name, and whether they add up; `None` where the selection is unknown (a finding).
fn kennzahlen(bestand: &Bestand, ordner: &VorlageOrdner, bezug: &Kennzahlenbezug) -> Option<(Vec<Figure>, bool)> {
    let auswahl = bestand.stammdaten.auswahl.iter().find(|a| a.kennung == bezug.auswahl)?;
    let portfolio = figures::portfolio(
        bestand,
        PortfolioBezug {
            name: bezug.name.clone(),
            auswahl,
            zeitraum: bezug.zeitraum,
            stichtag: bezug.stichtag.unwrap_or(bezug.zeitraum.ende),
            datenstand: ordner.vorlage.datenstand.unwrap_or(ordner.vorlage.datum),
            schwelle: &bestand.stammdaten.erledigung,
        },
    );
    let adds_up = portfolio.adds_up();
    Some((portfolio.figures, adds_up))
}

fn rahmen(bestand: &Bestand, ordner: &VorlageOrdner, heute: NaiveDate) -> Rahmen {
    let genitiv = &bestand.stammdaten.koerperschaft.genitiv;
    let vorlage = &ordner.vorlage;
    let angaben = Angaben {
        titel: format!("{}: {}", vorlage.nummer, vorlage.betreff),
        beschreibung: format!("{} {} {genitiv}", vorlage.vorlageart.text(), vorlage.nummer),
        schlagworte: vorlage.schlagworte.iter().cloned().collect(),
        datum: vorlage.datum,
        fuss: format!("Vorlage {} {genitiv}", vorlage.nummer),
    };
    Rahmen::new(bestand, angaben, heute)
}

fn deckblatt(bestand: &Bestand, ordner: &VorlageOrdner, klima: &Klimastand<'_>) -> VorlageDeckblatt {
    let vorlage = &ordner.vorlage;
    let mut ziele: Vec<String> = vorlage.ziele.iter().cloned().collect();
    if let Some(relevanz) = klima.form.as_ref().and_then(|form| form.klimaschutz) {
        ziele.push(format!("Klimarelevanz: {}", relevanz.text()));
    }
    let beratungsfolge = vorlage.beratungsfolge.iter().map(|beratung| BeratungView {
        datum: tag(beratung.datum),
        gremium: bestand.gremium(&beratung.gremium),
        zustaendigkeit: beratung.zustaendigkeit.text().into(),
    });
    VorlageDeckblatt {
        vorlageart: vorlage.vorlageart.text().into(),
        nummer: vorlage.nummer.to_string(),
        status: vorlage.status.text().into(),
        felder: felder(bestand, ordner),
        betreff: vorlage.betreff.clone(),
        ziele,
        beratungsfolge: beratungsfolge.collect(),
        anlagen: vorlage.anlagen.iter().map(|anlage| anlage.titel.clone()).collect(),
        hinweis: vorlage.hinweis.clone(),
    }
}

/// The fields of the cover; what the data leave out shows a dash, as an empty field of the form would.
fn felder(bestand: &Bestand, ordner: &VorlageOrdner) -> Vec<Feld> {
    let vorlage = &ordner.vorlage;
    let beteiligt: Vec<String> = vorlage.beteiligt.iter().map(|stelle| bestand.dienststelle(stelle)).collect();
    vec![
        Feld::new("Federführende Dienststelle", bestand.dienststelle(&vorlage.federfuehrend)),
        Feld {
            titel: "Beteiligte Dienststelle/n".into(),
            werte: if beteiligt.is_empty() { vec!["–".into()] } else { beteiligt },
        },
        Feld::new("Datum", tag(vorlage.datum)),
        Feld::new("Verfasser/in", vorlage.verfasser.clone().unwrap_or_else(|| "–".into())),
    ]
}
