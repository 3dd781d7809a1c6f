//! Amounts in texts held against the tables.

use std::collections::{BTreeMap, BTreeSet};

use super::known_amounts::KnownAmounts;
use super::{Lesetexte, PlainText, costs};
use crate::figures::Vorlagenlage;
use crate::finding::{Code, Finding};
use crate::model::{Auswirkungen, Euro, Vorlageart};
use crate::source::{Span, quoted};
use crate::text::{Paragraph, Textbetrag, betraege};

/// An amount with its place and its paragraph.
pub(super) struct FoundAmount {
    pub(super) betrag: Textbetrag,
    span: Span,
    block: usize,
}

pub(super) fn check(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Vec<Finding> {
    if !lage.form.has_amounts() {
        return beside_no_amounts(lage, texts).into_iter().collect();
    }
    // With NEIN the amounts of the form are wrong themselves.
    if lage.form.auswirkungen == Auswirkungen::Nein {
        return Vec::new();
    }
    let vorlage = lage.vorlage();
    let grants = lage.bestand.grants_to(vorlage).map(|grant| lage.sicht.bescheid(grant, vorlage.datum));
    let offered = lage.energiekosten.iter().map(|kosten| &kosten.figure);
    let known = KnownAmounts::new(&lage.form, &lage.finanzen, grants).with(offered);
    texts.all().flat_map(|text| unknown_amounts(text.titel, &fundstellen(text), &known)).collect()
}

/// The amounts of a text; prices of one piece are left out, which no table holds.
pub(super) fn fundstellen(text: &PlainText<'_>) -> Vec<FoundAmount> {
    let of = |absatz: &Paragraph| {
        let amounts = betraege(&absatz.text).into_iter().filter(|betrag| !betrag.je_einheit);
        let found = amounts.map(|betrag| FoundAmount {
            span: absatz.span(text.text, &betrag.range),
            block: absatz.block,
            betrag,
        });
        found.collect::<Vec<_>>()
    };
    text.absaetze.iter().flat_map(of).collect()
}

/// Money in the texts of a paper whose form has none; the clearest of what they say is one finding.
fn beside_no_amounts(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Option<Finding> {
    let beschluss: Vec<FoundAmount> = texts.beschluss.iter().flat_map(fundstellen).collect();
    let auswirkungen = lage.form.auswirkungen;
    let decided = without_amounts(auswirkungen, &beschluss);
    decided.or_else(|| announced_costs(auswirkungen, texts)).or_else(|| without_form(lage, texts))
}

/// A text that announces cost on a form that has none [practice].
fn announced_costs(auswirkungen: Auswirkungen, texts: &Lesetexte<'_>) -> Option<Finding> {
    let (words, span) = texts.all().find_map(|text| text.first(costs::announced))?;
    let (form, mend) = match auswirkungen {
        Auswirkungen::Nein => (
            "auf dem Vordruck ist aber NEIN angekreuzt",
            "Kreuzen Sie JA an, und tragen Sie die Beträge ein, notfalls geschätzt. Trägt die Kosten jemand anderes, sagen \
             Sie es in diesem Satz.",
        ),
        Auswirkungen::Ja => (
            "auf dem Vordruck stehen aber nur Nullen",
            "Tragen Sie die Beträge in die Tabellen ein, notfalls geschätzt.",
        ),
    };
    let message = format!("Der Text kündigt Kosten an ({}), {form}.", quoted(&words));
    Some(Finding::at(Code::RB520, span, message, mend).expected("die Beträge in den Tabellen"))
}

/// Amounts in the texts of a paper that has neither of the two tables; a paper for notice may report of any money.
fn without_form(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Option<Finding> {
    let sinn = lage.bestand.stammdaten.sinn_der_art(&lage.vorlage().vorlageart);
    if !lage.form.tabellen.is_empty() || sinn == Some(Vorlageart::Kenntnisnahme) {
        return None;
    }
    let (text, first) = texts.all().find_map(|text| Some((text, fundstellen(text).into_iter().next()?)))?;
    let message = format!(
        "Der Text ({}) nennt {} €, die Vorlage hat aber keine Tabelle zu den finanziellen Auswirkungen.",
        text.titel, first.betrag.betrag
    );
    let mend = "Tragen Sie unter „finanzen“ die Tabelle „investiv“ oder „konsumtiv“ ein. Betrifft der Betrag die Maßnahme \
                nicht, tragen Sie dort Nullen ein.";
    Some(Finding::at(Code::RB521, first.span, message, mend).expected("die Tabelle investiv oder konsumtiv"))
}

/// A decision that costs money on a form that says it does not [practice: FB 45/0151/WP17].
fn without_amounts(auswirkungen: Auswirkungen, beschluss: &[FoundAmount]) -> Option<Finding> {
    let mut seen = BTreeSet::new();
    let amounts: Vec<String> = beschluss
        .iter()
        .filter(|fund| seen.insert(fund.betrag.betrag))
        .map(|fund| format!("{} €", fund.betrag.betrag))
        .collect();
    let amounts = enumeration(&amounts);
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
fn enumeration(amounts: &[String]) -> String {
    match amounts {
        [first @ .., last] if !first.is_empty() => format!("{} und {last}", first.join(", ")),
        _ => amounts.concat(),
    }
}

/// Amounts of a text that nothing in the form explains, each where it first stands.
fn unknown_amounts(titel: &str, found: &[FoundAmount], known: &KnownAmounts) -> Vec<Finding> {
    let parts = partial_amounts(found, known);
    let unexplained = found.iter().filter(|fund| !known.explain(&fund.betrag));
    let mut seen = BTreeSet::new();
    let unknown = unexplained.filter(|fund| !parts.contains(&fund.block) && seen.insert(fund.betrag.betrag));
    unknown.map(|fund| unknown_amount(titel, fund, known)).collect()
}

/// The paragraphs, lists and tables whose amounts add up to one of the form: parts of it need not stand there.
///
/// All of them do, those that are not in the form themselves, or all but the largest, which is their total.
fn partial_amounts(found: &[FoundAmount], known: &KnownAmounts) -> BTreeSet<usize> {
    let mut blocks: BTreeMap<usize, Vec<&Textbetrag>> = BTreeMap::new();
    found.iter().for_each(|fund| blocks.entry(fund.block).or_default().push(&fund.betrag));
    let add_up = |amounts: &Vec<&Textbetrag>| {
        let unknown = amounts.iter().copied().filter(|betrag| !known.explain(betrag));
        let Some(largest) = amounts.iter().max_by_key(|betrag| betrag.betrag) else { return false };
        // The parts add up to the largest where both together are twice as much.
        let (least, most) = sum(amounts.iter().copied());
        let is_total = least <= largest.betrag.plus(largest.betrag) && largest.betrag.plus(largest.betrag) <= most;
        known.holds((least, most)) || known.holds(sum(unknown)) || (is_total && known.explain(largest))
    };
    blocks.into_iter().filter(|(_, amounts)| add_up(amounts)).map(|(block, _)| block).collect()
}

/// The smallest and the largest sum that amounts can stand for.
fn sum<'a>(amounts: impl Iterator<Item = &'a Textbetrag>) -> (Euro, Euro) {
    amounts.map(Textbetrag::bounds).fold((Euro::ZERO, Euro::ZERO), |sum, own| (sum.0.plus(own.0), sum.1.plus(own.1)))
}

fn unknown_amount(titel: &str, fund: &FoundAmount, known: &KnownAmounts) -> Finding {
    let betrag = fund.betrag.betrag;
    let (least, most) = fund.betrag.bounds();
    let message = match fund.betrag.von {
        Some(_) => format!("Zwischen {least} und {most} € ({titel}) liegt kein Betrag der beiden Tabellen."),
        None => format!("Der Betrag {betrag} € ({titel}) steht in keiner der beiden Tabellen."),
    };
    let mend = "Prüfen Sie, welcher Betrag stimmt, und gleichen Sie Text und Tabelle an.";
    let near = known.nearest(betrag).map(|near| format!("; am nächsten liegt {near} €"));
    let rounded = if fund.betrag.spielraum.is_zero() { "" } else { ", der gerundet so lautet" };
    let expected = format!("ein Betrag aus den Tabellen{rounded}{}", near.unwrap_or_default());
    Finding::at(Code::RB508, fund.span, message, mend).expected(expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::vordruck::Vordruck;
    use crate::figures::{self, Wert};
    use crate::model::Text;
    use crate::testing;
    use crate::text::paragraphs;
    use proptest::prelude::*;

    /// The amounts of a text that the tables with these amounts do not explain.
    fn unexplained(amounts: [i128; 12], markdown: &str) -> Vec<String> {
        let mut vorlage = testing::vorlage();
        vorlage.finanzen = testing::konsumtiv(amounts);
        let form = Vordruck::entered(&vorlage.finanzen);
        let known = KnownAmounts::new(&form, &figures::finanzen::finanzen(&form), std::iter::empty());
        let text = Text { file: testing::file(), markdown: markdown.into(), is_word: false };
        let text = PlainText { titel: "Erläuterungen", text: &text, absaetze: paragraphs(&text) };
        unknown_amounts(text.titel, &fundstellen(&text), &known).into_iter().map(|finding| finding.message).collect()
    }

    /// 50.000 / 6.900 in the year, 150.000 / 125.000 after it, as Personal-/Sachaufwand.
    const TABELLE: [i128; 12] = [0, 0, 0, 0, 5_000_000, 690_000, 15_000_000, 12_500_000, 0, 0, 0, 0];

    #[test]
    fn what_follows_from_a_row_is_explained() {
        for markdown in [
            "Der Ansatz beträgt 50.000 €, mit den Folgejahren 200.000 €.",
            "Die Kosten sinken um 43.100 €.",
            "Jedes Jahr fallen 50.000 € an.",
            "Es sind rund 7.000 €, genau 6.900,00 €.",
            "Es sind 40.000 bis 60.000 €, zwischen 5 und 8 T€.",
            "Der Ansatz beträgt 50 TEUR, mit den Folgejahren 0,2 Mio. €; das sind 12 € je Stunde.",
            "Es sind 7 T€, genau 6,9 Tsd. Euro.",
            "- Verein A: 5 TEUR\n- Verein B: 1,9 TEUR\n",
            "- Verein A: 4.550 €\n- Verein B: 1.500 €\n- Verein C: 450 €\n- Verein D: 400 €\n",
            "| | Betrag |\n|---|---|\n| A | 4.550 € |\n| B | 2.350 € |\n| Summe | 6.900 € |\n",
        ] {
            assert_eq!(unexplained(TABELLE, markdown), [""; 0], "{markdown}");
        }
    }

    #[test]
    fn each_other_amount_is_reported_once() {
        let found = unexplained(TABELLE, "Es kostet 9.600 €.\n\nDie 9.600 € sind gedeckt, 1.000 € kommen hinzu.");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("9.600,00 €") && found[1].contains("1.000,00 €"), "{found:?}");
    }

    #[test]
    fn amounts_in_thousands_and_millions_are_held_against_the_tables_as_they_are_rounded() {
        for wrong in [
            "850 TEUR",
            "0,56 Mio. €",
            "1,2 Millionen Euro",
            "3 Mrd. €",
            "8 T€",
            "51 TEUR",
            "TEUR 850",
            "300.000 bis 400.000 €",
            "1 bis 2 Mio. €",
        ] {
            assert_eq!(unexplained(TABELLE, &format!("Es kostet {wrong}.")).len(), 1, "{wrong}");
        }
    }

    proptest! {
        #![proptest_config(testing::seeded())]

        #[test]
        fn a_printed_amount_is_always_explained(
            amounts in proptest::array::uniform12(0i128..1_000_000_000_000), which in 0usize..26,
        ) {
            let mut vorlage = testing::vorlage();
            vorlage.finanzen = testing::konsumtiv(amounts);
            let computed = figures::finanzen::finanzen(&Vordruck::entered(&vorlage.finanzen));
            let all: Vec<Euro> = computed.figures().filter_map(|figure| match figure.wert {
                Wert::Betrag(betrag) => Some(betrag),
                _ => None,
            }).collect();
            let betrag = all[which % all.len()];
            prop_assert_eq!(unexplained(amounts, &format!("Es geht um {betrag} € im Jahr.")), [""; 0]);
        }
    }
}
