//! From the facts of a paper to its files: one function for all papers, so that none is made to fit a rule.
//!
//! What the facts do not show is left out or takes the value that no rule can object to: see each function. Sentences
//! are ours and carry nothing but the facts.

use std::path::Path;

use chrono::Datelike;
use ratsbericht::load;
use ratsbericht::model::{Bestand, Gremium, Nummernmuster, VorlageNr, datum};
use ratsbericht::typeset::Engine;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::tabelle::{Finanztabelle, holds_amount, investiv, konsumtiv};

/// What a paper shows, as `fixtures/faelle/README.md` describes it.
#[derive(Debug, Deserialize)]
pub(super) struct Fall {
    pub(super) vorlage_nr: String,
    datum: Option<String>,
    betreff: Option<String>,
    federfuehrend: Option<String>,
    verfasser: Option<String>,
    #[serde(default)]
    pub(super) beratungsfolge: Vec<Schritt>,
    #[serde(default)]
    psp_elemente: Vec<String>,
    #[serde(default)]
    kostenarten: Vec<String>,
    #[serde(default)]
    auswirkungen: Kreuz,
    investiv: Option<Finanztabelle>,
    konsumtiv: Option<Finanztabelle>,
    #[serde(default)]
    betraege: Vec<Betrag>,
    #[serde(default)]
    beschluss: Vec<Paragraph>,
    #[serde(default)]
    erlaeuterungen_nennen: Vec<String>,
    deckung_laut_text: Option<String>,
    klimarelevanz: Option<Map<String, Value>>,
}

/// A step of the Beratungsfolge, with the day written `16.09.2015`.
#[derive(Debug, Deserialize)]
pub(super) struct Schritt {
    datum: Option<String>,
    gremium: String,
    zustaendigkeit: Option<String>,
}

/// JA or NEIN, where the source shows it, and what stands in the cell beside a cross.
#[derive(Debug, Default, Deserialize)]
struct Kreuz {
    kreuz: Option<String>,
    zelle: Option<String>,
}

/// An amount in a text, and in which.
#[derive(Debug, Deserialize)]
struct Betrag {
    betrag: String,
    stelle: String,
}

/// What is known of a paragraph of the Beschlussvorschlag.
#[derive(Debug, Deserialize)]
struct Paragraph {
    /// The body of the Beratungsfolge that it belongs to.
    gremium: Option<String>,
    /// How it names the body.
    nennt: Option<String>,
    /// How it names a body in the genitive.
    genitiv: Option<String>,
    /// What it does, where no step of the Beratungsfolge says so.
    zustaendigkeit: Option<String>,
    /// That there is none.
    #[serde(default)]
    fehlt: bool,
}

/// Which of the two transcriptions of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fassung {
    /// Letter by letter.
    WieGeschrieben,
    /// With 0 for an amount that cannot be read, the year of the paper for `20xx`, Entscheidung for a missing
    /// Zuständigkeit, and without free text in a tick cell and a climate form that nobody filled in.
    Lesbar,
}

impl Fall {
    pub(super) fn nummer(&self) -> VorlageNr {
        VorlageNr::new(&self.vorlage_nr)
    }

    /// Whether the source shows neither of the two tables.
    pub(super) fn ohne_tabelle(&self) -> bool {
        self.investiv.is_none() && self.konsumtiv.is_none()
    }

    /// The text behind the forms: amounts and bodies that it names, and whether it says that the funds are missing.
    pub(super) fn erlaeuterungen(&self) -> String {
        let gremien = self.erlaeuterungen_nennen.iter().map(|name| format!("Genannt ist der {name}."));
        let betraege = self.amounts("Erläuterungen").map(|betrag| format!("Genannt sind {betrag}."));
        let deckung = "Die Mittel sind im Haushalt nicht enthalten; eine Deckung ist nicht vorhanden.";
        let deckung = self.deckung_laut_text.iter().map(|_| deckung.to_owned());
        paragraphs(gremien.chain(betraege).chain(deckung))
    }

    /// The amounts that a text names, as written; one that was noted without a unit has that of the paper's others.
    fn amounts(&self, stelle: &'static str) -> impl Iterator<Item = String> {
        let style = if self.betraege.iter().any(|b| b.betrag.contains(",-")) { ",- €" } else { " €" };
        self.betraege.iter().filter(move |b| b.stelle == stelle).map(move |b| match b.betrag.as_str() {
            written if written.ends_with('€') => written.to_owned(),
            written if written.ends_with(",-") => format!("{written} €"),
            written if written.ends_with(|c: char| c.is_ascii_digit()) && !written.contains(',') => {
                format!("{written}{style}")
            }
            written => format!("{written} €"),
        })
    }

    fn tables(&self) -> impl Iterator<Item = &Finanztabelle> + Clone {
        self.investiv.iter().chain(&self.konsumtiv)
    }

    /// The tick; where the source does not show it, JA if a table holds an amount, else NEIN.
    fn auswirkungen(&self, fassung: Fassung) -> &str {
        match (&self.auswirkungen.zelle, &self.auswirkungen.kreuz) {
            (Some(zelle), _) if fassung == Fassung::WieGeschrieben => zelle,
            (_, Some(kreuz)) => kreuz,
            (_, None) if self.tables().any(|tabelle| holds_amount(tabelle, fassung)) => "JA",
            (_, None) => "NEIN",
        }
    }

    /// The year above the tables. `20xx` counts only where it had to be filled in: above a table that holds an amount,
    /// or on a paper with JA. Elsewhere it is the year of a table, or of the paper.
    fn haushaltsjahr(&self, des_papiers: i32, fassung: Fassung) -> Value {
        let heads = |tabelle: &Finanztabelle| tabelle["jahre"].iter().flatten().next().cloned();
        let mut tables: Vec<&Finanztabelle> = self.tables().collect();
        tables.sort_by_key(|tabelle| !holds_amount(tabelle, Fassung::WieGeschrieben));
        let must = self.auswirkungen(Fassung::WieGeschrieben) == "JA";
        let head = tables.first().copied().and_then(heads).filter(|head| must && !numeric(head));
        match head {
            Some(head) if fassung == Fassung::WieGeschrieben => json!(head),
            _ => {
                let year = tables.into_iter().filter_map(heads).find_map(|head| head.parse::<i32>().ok());
                json!(year.unwrap_or(des_papiers))
            }
        }
    }
}

/// The master lists that the papers refer to.
pub(super) struct Stadt(Bestand);

impl Stadt {
    /// Reads them as the program does.
    pub(super) fn read(root: &Path) -> Self {
        let alphabet = Engine::new().expect("the engine").alphabet();
        Self(load::workspace(root, alphabet).expect("the workspace").bestand.expect("its configuration"))
    }

    /// The body that a paper names by its Kennung or its name.
    fn gremium(&self, name: &str) -> &Gremium {
        let mut gremien = self.0.stammdaten.gremium.iter();
        gremien.find(|g| g.kennung.as_str() == name || g.name == name).unwrap_or_else(|| panic!("no body „{name}“"))
    }

    /// `vorlage.json`: number, form and the two tables.
    pub(super) fn vorlage(&self, fall: &Fall, fassung: Fassung) -> Value {
        let nummer = fall.nummer();
        let parts = Nummernmuster::of_the_form().parts(&nummer).expect("a number of the form");
        let mut terms = self.0.stammdaten.wahlperiode.iter();
        let term = terms.find(|w| Some(&w.kennung) == parts.wahlperiode.as_ref()).expect("the Wahlperiode").beginn;
        // A day that is not known is the first of its year or, without a year, of the Wahlperiode.
        let written = fall.datum.as_deref().map(|day| if day.len() == 4 { format!("{day}-01-01") } else { day.into() });
        let day = written.map_or(term, |day| datum(&day).unwrap_or_else(|| panic!("{day} is no day")));
        let kostenarten = fall.kostenarten.iter().map(Some).chain(std::iter::repeat(None));
        let psp = fall.psp_elemente.iter().zip(kostenarten);
        let filled = |form: &&Map<String, Value>| fassung == Fassung::WieGeschrieben || !form.is_empty();
        json!({
            "nummer": fall.vorlage_nr,
            "vorlageart": "Entscheidungsvorlage",
            "betreff": fall.betreff.as_deref().unwrap_or("Maßnahme"),
            "federfuehrend": fall.federfuehrend.as_deref().or(parts.einheit),
            "status": "öffentlich",
            "datum": day.to_string(),
            "verfasser": fall.verfasser,
            "beratungsfolge": fall.beratungsfolge.iter().map(|s| self.schritt(s, day.year(), fassung)).collect::<Vec<_>>(),
            "finanzen": {
                "auswirkungen": fall.auswirkungen(fassung),
                "haushaltsjahr": fall.haushaltsjahr(day.year(), fassung),
                "psp_elemente": psp.map(|(psp, art)| json!({ "psp": psp, "kostenart": art })).collect::<Vec<_>>(),
                "investiv": fall.investiv.as_ref().map(|tabelle| investiv(tabelle, fassung)),
                "konsumtiv": fall.konsumtiv.as_ref().map(|tabelle| konsumtiv(tabelle, fassung)),
            },
            "klimarelevanz": fall.klimarelevanz.as_ref().filter(filled),
        })
    }

    /// A step of the Beratungsfolge; a meeting whose day is not known is on the last day of the year.
    fn schritt(&self, schritt: &Schritt, year: i32, fassung: Fassung) -> Value {
        let german = schritt.datum.as_ref().map(|day| day.split('.').rev().collect::<Vec<_>>().join("-"));
        let mut step = json!({
            "gremium": self.gremium(&schritt.gremium).kennung.as_str(),
            "datum": german.unwrap_or_else(|| format!("{year}-12-31")),
        });
        let neutral = (fassung == Fassung::Lesbar).then(|| "Entscheidung".to_owned());
        if let Some(zustaendigkeit) = schritt.zustaendigkeit.clone().or(neutral) {
            step["zustaendigkeit"] = json!(zustaendigkeit);
        }
        step
    }

    /// The Beschlussvorschlag: a paragraph for each body of the Beratungsfolge, named as the master list does and with
    /// the verb of its Zuständigkeit, except where the facts say that there is none or that it names the body otherwise.
    pub(super) fn beschlussvorschlag(&self, fall: &Fall) -> String {
        let mut out: Vec<String> = Vec::new();
        for schritt in &fall.beratungsfolge {
            let known = fall.beschluss.iter().find(|absatz| absatz.gremium.as_ref() == Some(&schritt.gremium));
            let usual = || with_article(&self.gremium(&schritt.gremium).name);
            let subject = known.and_then(|absatz| absatz.nennt.clone()).unwrap_or_else(usual);
            let sentence = sentence(&subject, schritt.zustaendigkeit.as_deref());
            if !known.is_some_and(|absatz| absatz.fehlt) && !out.contains(&sentence) {
                out.push(sentence);
            }
        }
        for absatz in fall.beschluss.iter().filter(|absatz| absatz.gremium.is_none()) {
            out.extend(absatz.nennt.as_ref().map(|name| sentence(name, absatz.zustaendigkeit.as_deref())));
            out.extend(absatz.genitiv.as_ref().map(|name| format!("Die Niederschrift des {name} liegt vor.")));
        }
        out.extend(fall.amounts("Beschlussvorschlag").map(|betrag| format!("Die Maßnahme kostet {betrag}.")));
        paragraphs(out.into_iter())
    }
}

/// A body's name as the subject of a sentence.
fn with_article(name: &str) -> String {
    let article = if name.starts_with("Bezirksvertretung") { "Die" } else { "Der" };
    format!("{article} {name}")
}

fn sentence(subject: &str, zustaendigkeit: Option<&str>) -> String {
    match zustaendigkeit {
        Some("Kenntnisnahme") => format!("{subject} nimmt die Ausführungen zur Kenntnis."),
        Some("Anhörung/Empfehlung") => format!("{subject} empfiehlt die Maßnahme."),
        _ => format!("{subject} beschließt die Maßnahme."),
    }
}

fn paragraphs(sentences: impl Iterator<Item = String>) -> String {
    sentences.map(|sentence| sentence + "\n").collect::<Vec<_>>().join("\n")
}

/// Whether a head shows a year; the star of a footnote does not count.
fn numeric(head: &str) -> bool {
    head.trim_end_matches('*').chars().all(|c| c.is_ascii_digit())
}
