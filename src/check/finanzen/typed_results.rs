//! Results as an older paper states them, held against the computed ones.

use crate::figures::finanzen::{Finanzfiguren, Finanztabelle};
use crate::figures::{Figure, Wert};
use crate::finding::{Code, Finding};
use crate::model::{
    Angegeben, AngegebeneZeile, AngegebenerBedarf, Euro, Finanzen, Haushaltsart, Haushaltszeile, InvestiveZeile,
    Located, Vorlage,
};

/// A typed result: its code, the path of its field, the amount, and what is computed.
type TypedResult<'f> = (Code, String, Option<Euro>, &'f Figure);

pub(super) fn check(vorlage: &Located<Vorlage>, figures: &Finanzfiguren) -> Vec<Finding> {
    let wrong = figures.tabellen().flat_map(|tabelle| {
        let cells = zellen(&vorlage.finanzen, tabelle).into_iter();
        cells.filter_map(|(code, pfad, betrag, figure)| {
            let TypedDeviation { message, expected, mend } = abweichung(betrag?, figure, tabelle.art)?;
            let finding = Finding::at(code, vorlage.span(&pfad), message, mend);
            Some(finding.expected(expected).found(format!("{} €", betrag?)))
        })
    });
    wrong.collect()
}

/// How a typed result differs from the computed one.
struct TypedDeviation {
    message: String,
    expected: String,
    mend: &'static str,
}

/// `None` where a typed result is the computed one, or nought where nothing can be computed.
fn abweichung(betrag: Euro, figure: &Figure, art: Haushaltsart) -> Option<TypedDeviation> {
    let tabelle = art.text();
    let cell = format!("{}, {tabelle}", figure.titel.trim_end_matches(&format!(", {tabelle}")));
    let Wert::Betrag(computed) = figure.wert else {
        return (!betrag.is_zero()).then(|| TypedDeviation {
            message: format!("{cell}: Eingetragen sind {betrag} €, aber keine Zeile darüber nennt einen Betrag."),
            expected: "keine Angabe oder Beträge in den Zeilen darüber".into(),
            mend: "Ergänzen Sie die Beträge in den Zeilen darüber, oder löschen Sie diesen.",
        });
    };
    let difference = betrag.minus(computed);
    let typed = match () {
        () if difference.is_zero() => return None,
        () if betrag.is_zero() => "Das Feld steht noch auf 0,00 €".to_owned(),
        () if betrag == Euro::ZERO.minus(computed) => {
            format!("Eingetragen sind {betrag} € mit umgekehrtem Vorzeichen")
        }
        () => format!("Eingetragen sind {betrag} €"),
    };
    let difference = if difference.is_negative() { Euro::ZERO.minus(difference) } else { difference };
    Some(TypedDeviation {
        message: format!("{cell}: {typed}, berechnet sind {computed} €. Der Unterschied beträgt {difference} €."),
        expected: format!("{computed} €, nämlich: {}", figure.definition),
        mend: "Gedruckt wird der berechnete Betrag. Prüfen Sie, woraus er folgt; stimmt das, tragen Sie ihn auch hier ein.",
    })
}

/// The typed results of a table, in the order of the form.
fn zellen<'f>(finanzen: &Finanzen, tabelle: &'f Finanztabelle) -> Vec<TypedResult<'f>> {
    let typed = |zeile: &Option<InvestiveZeile>| zeile.as_ref().and_then(|zeile| zeile.angegeben.clone());
    match (tabelle.art, &finanzen.investiv, &finanzen.konsumtiv) {
        (Haushaltsart::Investiv, Some(investiv), _) => {
            let einzahlungen = (Haushaltszeile::Einzahlungen, typed(&investiv.einzahlungen));
            let auszahlungen = (Haushaltszeile::Auszahlungen, typed(&investiv.auszahlungen));
            let rows = [einzahlungen, auszahlungen]
                .into_iter()
                .flat_map(|(zeile, typed)| bedarf(tabelle, zeile, typed.as_ref()));
            rows.chain(ergebnisse(tabelle, investiv.angegeben.as_ref())).collect()
        }
        (Haushaltsart::Konsumtiv, _, Some(konsumtiv)) => ergebnisse(tabelle, konsumtiv.angegeben.as_ref()),
        _ => Vec::new(),
    }
}

/// The figures of a row, Ergebnis for `None`.
fn zeile(tabelle: &Finanztabelle, zeile: Option<Haushaltszeile>) -> &[Figure] {
    tabelle.posten.iter().find(|posten| posten.zeile == zeile).map_or(&[], |posten| posten.zellen.as_slice())
}

fn bedarf<'f>(
    tabelle: &'f Finanztabelle,
    row: Haushaltszeile,
    typed: Option<&AngegebenerBedarf>,
) -> Vec<TypedResult<'f>> {
    let Some(AngegebenerBedarf { gesamt_alt, gesamt_neu }) = typed else { return Vec::new() };
    let both = [("gesamt_alt", gesamt_alt), ("gesamt_neu", gesamt_neu)];
    let path = |feld| format!("{}/angegeben/{feld}", row.pfad());
    let cells = both.into_iter().zip(zeile(tabelle, Some(row)).iter().skip(4));
    cells.map(|((feld, betrag), figure)| (Code::RB208, path(feld), *betrag, figure)).collect()
}

fn ergebnisse<'f>(tabelle: &'f Finanztabelle, typed: Option<&Angegeben>) -> Vec<TypedResult<'f>> {
    let Some(Angegeben { ergebnis, verbesserung }) = typed else { return Vec::new() };
    let path = |row, feld| format!("finanzen/{}/angegeben/{row}/{feld}", tabelle.art.text());
    let row = ergebnis.as_ref().map(spalten).into_iter().flatten().zip(zeile(tabelle, None));
    let row = row.map(|((code, feld, betrag), figure)| (code, path("ergebnis", feld), betrag, figure));
    let pair = verbesserung.as_ref().map(|pair| [("ansatz", pair.ansatz), ("ff", pair.ff)]).into_iter().flatten();
    let pair = pair.zip(&tabelle.verbesserung);
    row.chain(pair.map(|((feld, betrag), figure)| (Code::RB207, path("verbesserung", feld), betrag, figure))).collect()
}

/// The cells of a typed row Ergebnis in the order of the form.
fn spalten(zeile: &AngegebeneZeile) -> [(Code, &'static str, Option<Euro>); 6] {
    let AngegebeneZeile { ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, gesamt_alt, gesamt_neu } = *zeile;
    [
        (Code::RB206, "ansatz", ansatz),
        (Code::RB206, "fortgeschrieben", fortgeschrieben),
        (Code::RB206, "ansatz_ff", ansatz_ff),
        (Code::RB206, "fortgeschrieben_ff", fortgeschrieben_ff),
        (Code::RB208, "gesamt_alt", gesamt_alt),
        (Code::RB208, "gesamt_neu", gesamt_neu),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures;
    use crate::figures::vordruck::Vordruck;
    use crate::model::AngegebenesPaar;
    use crate::testing;
    use proptest::prelude::*;

    /// A paper with a konsumtive table of these amounts whose typed results are the computed ones, changed by `change`.
    fn paper(amounts: [i128; 12], change: impl Fn(usize, Euro) -> Euro) -> Located<Vorlage> {
        let mut vorlage = testing::vorlage();
        vorlage.finanzen = testing::konsumtiv(amounts);
        let computed = figures::finanzen::finanzen(&Vordruck::entered(&vorlage.finanzen));
        let value = |id: &str, i: usize| {
            let figure = computed.figures().find(|figure| figure.id == format!("finanzen.konsumtiv.{id}"));
            match figure.map(|figure| figure.wert) {
                Some(Wert::Betrag(betrag)) => Some(change(i, betrag)),
                _ => None,
            }
        };
        let ergebnis = AngegebeneZeile {
            ansatz: value("ergebnis.ansatz", 0),
            fortgeschrieben: value("ergebnis.fortgeschrieben", 1),
            ansatz_ff: value("ergebnis.ansatz_ff", 2),
            fortgeschrieben_ff: value("ergebnis.fortgeschrieben_ff", 3),
            gesamt_alt: value("ergebnis.gesamt_alt", 4),
            gesamt_neu: value("ergebnis.gesamt_neu", 5),
        };
        let verbesserung = AngegebenesPaar { ansatz: value("verbesserung.ansatz", 6), ff: value("verbesserung.ff", 7) };
        let typed = Angegeben { ergebnis: Some(ergebnis), verbesserung: Some(verbesserung) };
        if let Some(konsumtiv) = &mut vorlage.finanzen.konsumtiv {
            konsumtiv.angegeben = Some(typed);
        }
        testing::located(vorlage)
    }

    fn findings(vorlage: &Located<Vorlage>) -> Vec<Finding> {
        check(vorlage, &figures::finanzen::finanzen(&Vordruck::entered(&vorlage.finanzen)))
    }

    #[test]
    fn the_slips_of_real_papers_are_told_apart() {
        let amounts = [0, 0, 0, 0, 23_828_449, 23_828_449, 0, 0, 0, 0, 0, 0];
        let first = |change: fn(Euro) -> Euro| {
            let vorlage = paper(amounts, |i, betrag| if i == 0 { change(betrag) } else { betrag });
            findings(&vorlage).remove(0).message
        };
        let zero = first(|_| Euro::ZERO);
        assert!(zero.contains("steht noch auf 0,00 €, berechnet sind −238.284,49 €"), "{zero}");
        let turned = first(|betrag| Euro::ZERO.minus(betrag));
        assert!(turned.contains("mit umgekehrtem Vorzeichen") && turned.contains("476.568,98 €"), "{turned}");
        let off = first(|betrag| betrag.plus(Euro::cents(50_000)));
        assert!(off.contains("Eingetragen sind −237.784,49 €") && off.contains("beträgt 500,00 €"), "{off}");
    }

    proptest! {
        #![proptest_config(testing::seeded())]

        #[test]
        fn what_equals_the_computed_is_no_finding(amounts in proptest::array::uniform12(0i128..1_000_000_000_000)) {
            prop_assert_eq!(findings(&paper(amounts, |_, betrag| betrag)), []);
        }

        #[test]
        fn any_cell_that_differs_is_one_finding(
            amounts in proptest::array::uniform12(0i128..1_000_000_000_000), cell in 0usize..8, by in 1i128..1_000_000,
        ) {
            let change = |i, betrag: Euro| if i == cell { betrag.plus(Euro::cents(by)) } else { betrag };
            prop_assert_eq!(findings(&paper(amounts, change)).len(), 1);
        }
    }
}
