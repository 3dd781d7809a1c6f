//! Amounts in texts held against the tables, and the tables against the amount of the decision.

use std::collections::{BTreeMap, BTreeSet};

use super::Lesetext;
use super::bekannt::Bekannte;
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
        let known = Bekannte::new(bestand, vorlage, figures);
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
    let amounts = aufzaehlung(&amounts);
    let (form, mend) = match auswirkungen {
        Auswirkungen::Nein => (
            "auf dem Vordruck ist aber NEIN angekreuzt",
            "Kreuzen Sie JA an, und tragen Sie die Beträge in die Tabellen ein. Kostet der Beschluss nichts, sagt der Text \
             besser, woher der Betrag kommt.",
        ),
        Auswirkungen::Ja => ("auf dem Vordruck stehen aber nur Nullen", "Tragen Sie die Beträge in die Tabellen ein."),
    };
    let message = format!("Der Beschluss nennt {amounts}, {form}.");
    let first = beschluss.first()?;
    Some(Finding::at(Code::RB509, first.span, message, mend).expected("JA und die Beträge in den Tabellen"))
}

/// Amounts in a row: `60.000,00 €, 3.600,00 € und 400,00 €`.
fn aufzaehlung(amounts: &[String]) -> String {
    match amounts {
        [first @ .., last] if !first.is_empty() => format!("{} und {last}", first.join(", ")),
        _ => amounts.concat(),
    }
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
fn unbekannte(titel: &str, found: &[Fundstelle], known: &Bekannte) -> Vec<Finding> {
    let parts = teilbetraege(found, known);
    // Millions are rounded so far that they prove nothing.
    let unexplained = found.iter().filter(|fund| !fund.betrag.abgekuerzt && !known.explain(&fund.betrag));
    let mut seen = BTreeSet::new();
    let unknown = unexplained.filter(|fund| !parts.contains(&fund.block) && seen.insert(fund.betrag.betrag));
    unknown.map(|fund| unbekannt(titel, fund, known)).collect()
}

/// The paragraphs, lists and tables whose amounts add up to one of the form: parts of it need not stand there.
///
/// All of them do, those that are not in the form themselves, or all but the largest, which is their total.
fn teilbetraege(found: &[Fundstelle], known: &Bekannte) -> BTreeSet<usize> {
    let mut sums: BTreeMap<usize, [Euro; 3]> = BTreeMap::new();
    for Fundstelle { betrag, block, .. } in found {
        let [all, largest, unknown] = sums.entry(*block).or_default();
        *all = all.plus(betrag.betrag);
        *largest = betrag.betrag.max(*largest);
        if !known.explain(betrag) {
            *unknown = unknown.plus(betrag.betrag);
        }
    }
    let add_up = |[all, largest, unknown]: [Euro; 3]| {
        known.holds(all) || known.holds(unknown) || (all.minus(largest) == largest && known.holds(largest))
    };
    sums.into_iter().filter(|(_, sums)| add_up(*sums)).map(|(block, _)| block).collect()
}

fn unbekannt(titel: &str, fund: &Fundstelle, known: &Bekannte) -> Finding {
    let betrag = fund.betrag.betrag;
    let message = format!("Der Betrag {betrag} € ({titel}) steht in keiner der beiden Tabellen.");
    let mend = "Prüfen Sie, welcher Betrag stimmt, und gleichen Sie Text und Tabelle an.";
    let near = known.nearest(betrag).map(|near| format!("; am nächsten liegt {near} €"));
    let expected = format!("ein Betrag aus den Tabellen{}", near.unwrap_or_default());
    Finding::at(Code::RB508, fund.span, message, mend).expected(expected)
}
