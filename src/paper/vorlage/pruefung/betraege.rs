//! Amounts in texts held against the tables, and the tables against the amount of the decision.

use std::collections::{BTreeMap, BTreeSet};

use super::Lesetext;
use super::bekannt::bekannte;
use crate::figures::Finanzfiguren;
use crate::finding::{Code, Finding};
use crate::model::{Auswirkungen, Bestand, Euro, Finanzzeile, Located, Vorlage};
use crate::paper::text::{Absatz, Textbetrag, betraege};
use crate::source::Span;

/// An amount with its place and its paragraph.
struct Fundstelle {
    betrag: Textbetrag,
    span: Span,
    block: usize,
}

pub(super) fn check(
    bestand: &Bestand,
    vorlage: &Located<Vorlage>,
    figures: &Finanzfiguren,
    texte: &[Lesetext<'_>],
) -> Vec<Finding> {
    let all: Vec<(&str, Vec<Fundstelle>)> = texte.iter().map(|text| (text.titel, fundstellen(text))).collect();
    let beschluss = all.iter().find(|(titel, _)| *titel == "Beschlussvorschlag").map(|(_, found)| found.as_slice());
    let beschluss = beschluss.unwrap_or_default();
    if !vorlage.finanzen.hat_betraege() {
        return ohne_betraege(vorlage.finanzen.auswirkungen, beschluss).into_iter().collect();
    }
    let mut findings = preis_der_massnahme(vorlage, beschluss);
    // With NEIN the amounts of the form are wrong themselves.
    if vorlage.finanzen.auswirkungen == Auswirkungen::Ja {
        let known = bekannte(bestand, vorlage, figures);
        findings.extend(all.iter().flat_map(|(titel, found)| unbekannte(titel, found, &known)));
    }
    findings
}

/// The amounts of a text; prices of one piece are left out, which no table holds.
fn fundstellen(text: &Lesetext<'_>) -> Vec<Fundstelle> {
    let of = |absatz: &Absatz| {
        let amounts = betraege(&absatz.text).into_iter().filter(|betrag| !betrag.je_einheit);
        let found = amounts.map(|betrag| Fundstelle {
            span: absatz.span(text.text, &betrag.range),
            block: absatz.block,
            betrag,
        });
        found.collect::<Vec<_>>()
    };
    text.absaetze.iter().flat_map(of).collect()
}

/// A decision that costs money on a form that says it does not [practice: FB 45/0151/WP17].
fn ohne_betraege(auswirkungen: Auswirkungen, beschluss: &[Fundstelle]) -> Option<Finding> {
    let mut seen = BTreeSet::new();
    let amounts: Vec<String> = beschluss
        .iter()
        .filter(|fund| seen.insert(fund.betrag.betrag))
        .map(|fund| format!("{} €", fund.betrag.betrag))
        .collect();
    let amounts = amounts.join(", ");
    let form = match auswirkungen {
        Auswirkungen::Nein => "auf dem Vordruck ist aber NEIN angekreuzt",
        Auswirkungen::Ja => "auf dem Vordruck stehen aber nur Nullen",
    };
    let message = format!("Der Beschluss nennt {amounts}, {form}.");
    let mend = "Kreuzen Sie JA an, und tragen Sie die Beträge in die Tabellen ein. Kostet der Beschluss nichts, sagen Sie im \
                Text, woher der Betrag kommt.";
    let first = beschluss.first()?;
    Some(Finding::at(Code::RB509, first.span, message, mend).expected("JA und die Beträge in den Tabellen"))
}

/// The fortgeschriebene Ansatz is what the measure costs [practice: BA 6/0048/WP17].
fn preis_der_massnahme(vorlage: &Located<Vorlage>, beschluss: &[Fundstelle]) -> Vec<Finding> {
    let amounts: BTreeSet<Euro> = beschluss.iter().map(|fund| fund.betrag.betrag).collect();
    let zeilen = vorlage.finanzen.zeilen();
    let wrong = zeilen.iter().filter(|z| z.fortgeschrieben < z.ansatz && amounts.contains(&z.fortgeschrieben));
    wrong
        .map(|Finanzzeile { pfad, titel, ansatz, fortgeschrieben, .. }| {
            let message = format!(
                "{titel}: Der fortgeschriebene Ansatz gleicht dem Betrag des Beschlusses und ist kleiner als der Ansatz \
                 von {ansatz} €."
            );
            let mend = "Tragen Sie den Ansatz nach Übertragungen, Nachträgen und Umschichtungen ein. Was die Maßnahme \
                        kostet, sagt der Beschluss.";
            let span = vorlage.span(&format!("{pfad}/fortgeschrieben"));
            let finding = Finding::at(Code::RB210, span, message, mend);
            finding.expected(format!("{ansatz} €, wenn sich am Ansatz nichts geändert hat")).found(format!("{fortgeschrieben} €"))
        })
        .collect()
}

/// Amounts of a text that nothing in the form explains, each where it first stands.
fn unbekannte(titel: &str, found: &[Fundstelle], known: &BTreeSet<Euro>) -> Vec<Finding> {
    let explained = |fund: &&Fundstelle| {
        let (least, most) = fund.betrag.grenzen();
        // Millions are rounded so far that they prove nothing.
        fund.betrag.abgekuerzt || known.range(least..=most).next().is_some()
    };
    let mut unknown: Vec<&Fundstelle> = found.iter().filter(|fund| !explained(fund)).collect();
    // Parts of an amount need not stand in the form: the sum of a paragraph, list or table may.
    let mut sums: BTreeMap<usize, Euro> = BTreeMap::new();
    for fund in &unknown {
        let sum = sums.entry(fund.block).or_default();
        *sum = sum.plus(fund.betrag.betrag);
    }
    unknown.retain(|fund| !sums.get(&fund.block).is_some_and(|sum| known.contains(sum)));
    let mut seen = BTreeSet::new();
    unknown.retain(|fund| seen.insert(fund.betrag.betrag));
    unknown.into_iter().map(|fund| unbekannt(titel, fund, known)).collect()
}

fn unbekannt(titel: &str, fund: &Fundstelle, known: &BTreeSet<Euro>) -> Finding {
    let betrag = fund.betrag.betrag;
    let message = format!("Der Betrag {betrag} € ({titel}) steht in keiner der beiden Tabellen.");
    let mend = "Prüfen Sie, welcher Betrag stimmt, und gleichen Sie Text und Tabelle an.";
    let finding = Finding::at(Code::RB508, fund.span, message, mend);
    match naechster(betrag, known) {
        Some(near) => finding.expected(format!("ein Betrag der Tabellen; am nächsten liegt {near} €")),
        None => finding.expected("ein Betrag der Tabellen"),
    }
}

/// The known amount nearest to one that is not known, where a slip could lie between them.
fn naechster(betrag: Euro, known: &BTreeSet<Euro>) -> Option<Euro> {
    let below = known.range(..betrag).next_back();
    let above = known.range(betrag..).next();
    let distance = |other: &Euro| betrag.minus(*other).as_cents().unsigned_abs();
    let near = below.into_iter().chain(above).min_by_key(|near| distance(near))?;
    (distance(near) <= betrag.as_cents().unsigned_abs() / 10).then_some(*near)
}
