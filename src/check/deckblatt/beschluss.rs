//! The Beschlussvorschlag held against the Beratungsfolge: each body finds what it is to decide.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, nearest};
use crate::model::{Bestand, Gremium, Kennung, Located, Text, Vorlage, Zustaendigkeit};
use crate::source::{Span, quoted};
use crate::text::{Anrede, Gremienliste, Gremiennamen, sections};

/// A body of the Beratungsfolge, and what the Beschlussvorschlag says to it.
struct Adressat<'a> {
    gremium: &'a Gremium,
    /// The position of its first step.
    position: usize,
    /// What it does with the paper, step by step, with the word for it.
    rollen: Vec<(Zustaendigkeit, &'a str)>,
    /// Where the text addresses it.
    namen: Vec<Span>,
    /// What the text says it does.
    verben: Vec<(Zustaendigkeit, Span)>,
}

pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>, text: &Text) -> Vec<Finding> {
    let mut by_kennung = folge(bestand, vorlage);
    let mut outside = Vec::new();
    for part in sections(text, &Gremiennamen::of(bestand.stammdaten.gremium.iter())) {
        for anrede in part.anreden {
            let own = anrede.gremien.iter().find(|gremium| by_kennung.contains_key(&gremium.kennung));
            match own.and_then(|gremium| by_kennung.get_mut(&gremium.kennung)) {
                Some(adressat) => {
                    adressat.namen.push(anrede.span);
                    adressat.verben.extend(part.verben.iter().copied());
                }
                None => outside.push(anrede),
            }
        }
    }
    let mut adressaten: Vec<Adressat<'_>> = by_kennung.into_values().collect();
    adressaten.sort_by_key(|adressat| adressat.position);
    let mut findings = without_paragraph(bestand, vorlage, text, &adressaten);
    findings.extend(outside_folge(vorlage, &outside, &adressaten));
    findings.extend(adressaten.iter().filter_map(|adressat| wrong_verb(text, adressat)));
    findings
}

/// The bodies of the Beratungsfolge that the master list knows.
fn folge<'a>(bestand: &'a Bestand, vorlage: &'a Vorlage) -> BTreeMap<&'a Kennung, Adressat<'a>> {
    let known: BTreeMap<&Kennung, &Gremium> = bestand.stammdaten.gremium.iter().map(|g| (&g.kennung, g)).collect();
    let mut folge = BTreeMap::new();
    for (position, beratung) in vorlage.beratungsfolge.indexed() {
        let Some(gremium) = known.get(&beratung.gremium) else { continue };
        let new = || Adressat { gremium, position, rollen: Vec::new(), namen: Vec::new(), verben: Vec::new() };
        let adressat = folge.entry(&beratung.gremium).or_insert_with(new);
        let rolle = bestand.stammdaten.sinn_der_rolle(&beratung.zustaendigkeit);
        adressat.rollen.extend(rolle.map(|rolle| (rolle, beratung.zustaendigkeit.text())));
    }
    folge
}

/// Each body has a paragraph.
fn without_paragraph(
    bestand: &Bestand,
    vorlage: &Located<Vorlage>,
    text: &Text,
    folge: &[Adressat<'_>],
) -> Vec<Finding> {
    let mut missing: Vec<&Adressat<'_>> = folge.iter().filter(|adressat| adressat.namen.is_empty()).collect();
    // A misspelt name is a finding of its own, and the body that it means is not missing.
    for (_, name) in Gremienliste::new(bestand.stammdaten.gremium.iter()).unknown_names(text) {
        let meant = nearest(&name, missing.iter().map(|adressat| adressat.gremium.name.as_str())).map(str::to_owned);
        missing.retain(|adressat| Some(&adressat.gremium.name) != meant.as_ref());
    }
    missing.into_iter().map(|adressat| missing_paragraph(vorlage, adressat)).collect()
}

fn missing_paragraph(vorlage: &Located<Vorlage>, adressat: &Adressat<'_>) -> Finding {
    let message = format!("Der Beschlussvorschlag hat keinen Absatz für {}.", quoted(&adressat.gremium.name));
    let mend = "Ergänzen Sie den Absatz. Nennt der Text das Gremium anders, ergänzen Sie diesen Namen in \
                ratsbericht.toml unter [[gremium]] bei „auch“.";
    let span = vorlage.span(&format!("beratungsfolge/{}/gremium", adressat.position));
    let verb = adressat.rollen.first().map_or("", |(rolle, _)| match rolle {
        Zustaendigkeit::Kenntnisnahme => "zur Kenntnis nimmt",
        Zustaendigkeit::Anhoerung => "empfiehlt",
        Zustaendigkeit::Entscheidung => "beschließt",
    });
    Finding::at(Code::RB409, span, message, mend).expected(format!("ein Absatz, in dem das Gremium etwas {verb}"))
}

/// No paragraph addresses a body that the paper does not go to.
fn outside_folge(vorlage: &Located<Vorlage>, outside: &[Anrede<'_>], folge: &[Adressat<'_>]) -> Vec<Finding> {
    let steps: usize = folge.iter().map(|adressat| adressat.rollen.len()).sum();
    // A step that is not valid, or whose body is unknown, may be the one that is meant.
    if folge.is_empty() || steps < vorlage.count("beratungsfolge") {
        return Vec::new();
    }
    let names: Vec<String> = folge.iter().map(|adressat| quoted(&adressat.gremium.name)).collect();
    let names = names.join(", ");
    let wrong = outside.iter().filter(|anrede| anrede.ist_sicher).filter_map(|anrede| {
        let name = quoted(&anrede.gremien.first()?.name);
        let message = format!("Der Absatz wendet sich an das Gremium {name}, das nicht in der Beratungsfolge steht.");
        let mend = "Ergänzen Sie das Gremium in der Beratungsfolge, oder nennen Sie im Absatz das richtige.";
        Some(Finding::at(Code::RB410, anrede.span, message, mend).expected(format!("eines von {names}")))
    });
    wrong.collect()
}

/// The verbs for a body fit one of its roles.
fn wrong_verb(text: &Text, adressat: &Adressat<'_>) -> Option<Finding> {
    let Adressat { gremium, rollen, namen, verben, .. } = adressat;
    if verben.iter().any(|(verb, _)| rollen.iter().any(|(rolle, _)| rolle == verb)) {
        return None;
    }
    let (rolle, role) = *rollen.first()?;
    let name = quoted(&gremium.name);
    let mend = "Ändern Sie das Verb, oder berichtigen Sie die Zuständigkeit in der Beratungsfolge.";
    let finding = match verben.first() {
        Some((_, span)) => {
            let word = text.markdown.get(span.range()).unwrap_or_default();
            let message = format!("„{word}“ passt nicht: {name} hat die Zuständigkeit „{role}“.");
            Finding::at(Code::RB411, *span, message, mend).found(format!("„{word}“"))
        }
        None => {
            let message = format!("Der Absatz für {name} hat kein Verb zur Zuständigkeit „{role}“.");
            Finding::at(Code::RB411, *namen.first()?, message, mend)
        }
    };
    Some(finding.expected(match rolle {
        Zustaendigkeit::Kenntnisnahme => "„nimmt … zur Kenntnis“",
        Zustaendigkeit::Anhoerung => "„empfiehlt“",
        Zustaendigkeit::Entscheidung => "ein Verb der Entscheidung wie „beschließt“, „beauftragt“ oder „stimmt … zu“",
    }))
}
