//! The Entscheidungsvorlage.

mod ergebnis;
mod finanzen;
mod klima;

use std::sync::Arc;

use chrono::NaiveDate;

use super::view::{
    BeratungView, Feld, FinanzenView, FrameParts, KlimaView, Rahmen, View, VorlageDeckblatt, VorlageView, of_draft,
};
use super::{Annex, Eintrag, Head, Paper, datenstand, edition, with_origins, with_state};
use crate::figures::Vorlagenlage;
use crate::model::{Abschnitt, Beratung, Bestand, Effekt, Part, Relevanz, VorlageOrdner, Zustaendigkeit, day};
use crate::text::{self, Block, Vorlagentexte};

/// The papers of one Vorlage, which are printed on the day `heute`.
pub fn papers(lage: Vorlagenlage<'_>, texts: Vorlagentexte<'_>, heute: NaiveDate) -> Vec<Paper> {
    let (bestand, ordner, vorlage) = (lage.bestand, lage.ordner, lage.vorlage());
    let is_marked = |abschnitt| vorlage.withholds(abschnitt) && !ordner.hides(abschnitt);
    let shown = |abschnitt, blocks: Vec<Block>| match is_marked(abschnitt) && !blocks.is_empty() {
        true => text::marked(blocks),
        false => blocks,
    };
    let weitere = shown(Abschnitt::WeitereErlaeuterungen, texts.weitere_erlaeuterungen);
    let view = VorlageView {
        rahmen: rahmen(bestand, ordner, heute),
        deckblatt: deckblatt(&lage),
        beschlussvorschlag: shown(Abschnitt::Beschlussvorschlag, texts.beschlussvorschlag),
        finanzen: lage.has_finanzen().then(|| match ordner.hides(Abschnitt::Finanzen) {
            true => FinanzenView { erlaeuterungen: weitere, ..FinanzenView::hidden() },
            false => finanzen::view(&lage, weitere).marked(is_marked(Abschnitt::Finanzen)),
        }),
        klimarelevanz: match ordner.hides(Abschnitt::Klimarelevanz) {
            true => Some(KlimaView::hidden()),
            false => klima::view(&lage).map(|view| view.marked(is_marked(Abschnitt::Klimarelevanz))),
        },
        erlaeuterungen: shown(Abschnitt::Erlaeuterungen, texts.erlaeuterungen),
    };
    let paper = Paper {
        head: head(&lage),
        ident: ordner.fassung.ident(&format!("vorlage/{}", vorlage.nummer)),
        datenstand: vorlage.datenstand.unwrap_or(vorlage.datum),
        view: View::Vorlage(Box::new(view)),
        figures: lage.figures.into(),
        annex: Annex::Own,
        zusammenhang: Arc::default(),
        logo: bestand.ausstattung.logo.clone(),
        projektboard: None,
    };
    with_state(with_origins(vec![paper], bestand.stammdaten.origins()))
}

/// Which papers [`papers`] makes.
pub fn heads(lage: &Vorlagenlage<'_>) -> Vec<Head> {
    head(lage).all(false, lage.bestand.stammdaten.origins())
}

fn head(lage: &Vorlagenlage<'_>) -> Head {
    let vorlage = lage.vorlage();
    let role = |step: &Beratung| lage.bestand.stammdaten.sinn_der_rolle(&step.zustaendigkeit);
    let decides = |step: &&Beratung| role(step) == Some(Zustaendigkeit::Entscheidung);
    let entscheidung = vorlage.beratungsfolge.iter().filter(decides).max_by_key(|beratung| beratung.datum);
    Head {
        name: lage.ordner.name.clone(),
        part: Part::Main,
        ordner: lage.ordner.name.clone(),
        zeitraum: None,
        abschluesse: Vec::new(),
        datei: lage.ordner.datei(),
        bezeichnung: lage.vorlage().nummer.to_string(),
        neue_fassung: None,
        eintrag: Eintrag {
            nummer: Some(vorlage.nummer.to_string()),
            titel: if vorlage.is_draft() { of_draft(&vorlage.betreff) } else { vorlage.betreff.clone() },
            art: vorlage.vorlageart.text().into(),
            datum: Some(vorlage.datum),
            entscheidung: entscheidung.map(|of| (lage.bestand.gremium(&of.gremium), of.datum)),
            anlagen: vorlage.anlagen.iter().map(|anlage| anlage.titel.clone()).collect(),
        },
        stand: vorlage.standangabe(),
        has_hidden: lage.ordner.fassung.has_hidden,
        is_public: lage.ordner.fassung.is_public(),
    }
}

fn rahmen(bestand: &Bestand, ordner: &VorlageOrdner, heute: NaiveDate) -> Rahmen {
    let genitiv = &bestand.stammdaten.koerperschaft.genitiv;
    let vorlage = &ordner.vorlage;
    let angaben = FrameParts {
        titel: format!("{}: {}", vorlage.nummer, vorlage.betreff),
        beschreibung: format!("{} {} {genitiv}", vorlage.vorlageart.text(), vorlage.nummer),
        schlagworte: vorlage.schlagworte.iter().cloned().collect(),
        datum: vorlage.datum,
        fuss: format!("Vorlage {} {genitiv}", vorlage.nummer),
    };
    Rahmen::new(bestand, angaben, heute)
}

fn deckblatt(lage: &Vorlagenlage<'_>) -> VorlageDeckblatt {
    let (bestand, vorlage) = (lage.bestand, lage.vorlage());
    let mut ziele: Vec<String> = vorlage.ziele.iter().cloned().collect();
    let form = lage.klima.form.as_ref();
    if let Some((relevanz, form)) = form.and_then(|form| Some((form.klimaschutz?, form))) {
        ziele.push(format!("Klimarelevanz: {}", klimarelevanz(relevanz, form.effekt)));
    }
    let beratungsfolge = vorlage.beratungsfolge.iter().map(|beratung| BeratungView {
        datum: day(beratung.datum),
        gremium: match beratung.nichtoeffentlich {
            Some(true) => format!("{} (nichtöffentlich)", bestand.gremium(&beratung.gremium)),
            _ => bestand.gremium(&beratung.gremium),
        },
        zustaendigkeit: beratung.zustaendigkeit.text().into(),
    });
    VorlageDeckblatt {
        vorlageart: vorlage.vorlageart.text().into(),
        nummer: vorlage.nummer.to_string(),
        status: vorlage.status.text().into(),
        felder: fields(lage),
        betreff: vorlage.betreff.clone(),
        ziele,
        beratungsfolge: beratungsfolge.collect(),
        anlagen: vorlage.anlagen.iter().map(|anlage| anlage.titel.clone()).collect(),
        hinweis: vorlage.hinweis.clone(),
        ergebnis: ergebnis::fields(lage),
        unterschrift: unterschrift(lage),
    }
}

/// The relevance as the cover names it: what cannot be told at all, `nicht eindeutig/nicht ermittelbar`, keeps both words.
fn klimarelevanz(relevanz: Relevanz, effekt: Option<Effekt>) -> String {
    match effekt {
        Some(effekt @ Effekt::NichtErmittelbar) => format!("{}/{}", relevanz.text(), effekt.text()),
        _ => relevanz.text().to_owned(),
    }
}

/// Who signs: the name where the paper says it, and the office, which is that of the sender where it says none.
fn unterschrift(lage: &Vorlagenlage<'_>) -> Vec<String> {
    let signed = lage.vorlage().unterschrift.as_ref();
    let sender = lage.bestand.stammdaten.koerperschaft.absender.as_str();
    let office = signed.and_then(|signed| signed.amt.as_deref()).unwrap_or(sender);
    signed.map(|signed| signed.name.as_str()).into_iter().chain([office]).map(str::to_owned).collect()
}

/// The fields of the cover; what the data leave out shows a dash, as an empty field of the form would.
fn fields(lage: &Vorlagenlage<'_>) -> Vec<Feld> {
    let (bestand, vorlage) = (lage.bestand, lage.vorlage());
    let beteiligt: Vec<String> = vorlage.beteiligt.iter().map(|stelle| bestand.dienststelle(stelle)).collect();
    let mut felder = vec![
        Feld::new("Federführende Dienststelle", bestand.dienststelle(&vorlage.federfuehrend)),
        Feld {
            titel: "Beteiligte Dienststelle/n".into(),
            werte: if beteiligt.is_empty() { vec!["–".into()] } else { beteiligt },
        },
        Feld::new("Datum", day(vorlage.datum)),
    ];
    felder.extend(edition(lage.ordner.fassung));
    felder.extend(vorlage.ersetzt.as_ref().map(|of| Feld::new("Ersetzt", format!("{}: {}", of.nummer, of.grund))));
    felder.extend(vorlage.verfasser.as_ref().map(|name| Feld::new("Verfasser/in", name)));
    // The form has no such field; it appears only where the Datenstand takes something from the paper.
    if !datenstand::left_out(&lage.figures).is_empty() {
        felder.push(datenstand::feld(vorlage.datenstand.unwrap_or(vorlage.datum), &lage.figures));
    }
    felder
}
