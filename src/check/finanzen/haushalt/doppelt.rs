//! The same money kept in two tables, or in one of them only.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::figures::anlagen::{Anlageposten, Anlagerechnung, anlagen};
use crate::finding::{Code, Finding};
use crate::model::{
    Anlagegut, Euro, Haushaltsansatz, Haushaltsart, Haushaltszeile, Kennung, Keyed, Located, Sicht, Tranche,
};

pub(super) fn check(sicht: &Sicht<'_>, projekt: &Kennung, rows: &[&Located<Haushaltsansatz>]) -> Vec<Finding> {
    // A negative amount is a finding of its own.
    let filled = |row: &&&Located<Haushaltsansatz>| match row.ansatz {
        Euro::ZERO => !row.updated_ansatz().is_zero(),
        ansatz => ansatz > Euro::ZERO,
    };
    let mut findings: Vec<Finding> = zu_teuer(sicht.anlagen(projekt), rows).into_iter().collect();
    let anlagen = anlagen(sicht, projekt, NaiveDate::MAX);
    for row in rows.iter().filter(filled) {
        findings.extend(match row.zeile {
            Haushaltszeile::Abschreibungen => abschreibung(sicht, projekt, row),
            Haushaltszeile::Einzahlungen => tranche(sicht, projekt, row, Haushaltsart::Investiv),
            Haushaltszeile::Ertrag => tranche(sicht, projekt, row, Haushaltsart::Konsumtiv)
                .or_else(|| aufloesung(&anlagen, row))
                .or_else(|| ertrag(&anlagen, row)),
            Haushaltszeile::Auszahlungen | Haushaltszeile::PersonalSachaufwand => None,
        });
    }
    findings
}

/// Abschreibung in the budget, and an asset that is written off in the same year.
fn abschreibung(sicht: &Sicht<'_>, projekt: &Kennung, row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let jahr = row.jahr.zahl();
    let used = |gut: &&&Located<Anlagegut>| {
        let (first, last) = gut.nutzung();
        gut.anschaffungskosten > Euro::ZERO && first <= jahr && jahr <= last
    };
    let gut = sicht.anlagen(projekt).iter().find(used)?;
    let message =
        format!("Abschreibungen für {jahr} stehen im Haushalt und folgen auch aus der Anlage {}.", gut.kennung);
    let mend = "Löschen Sie die Zeile im Haushalt. Gehört sie zu einer anderen Anlage, erfassen Sie auch diese.";
    Some(Finding::at(Code::RB218, row.span("zeile"), message, mend).found(row.name()))
}

/// Income in the budget, and a Sonderposten that is released in the same year.
fn aufloesung(anlagen: &[Anlagerechnung<'_>], row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let jahr = row.jahr.zahl();
    let released = |rechnung: &&Anlagerechnung<'_>| {
        let amounts = rechnung.in_year(jahr);
        amounts.iter().any(|(posten, betrag)| *posten == Anlageposten::Aufloesung && !betrag.is_zero())
    };
    let rechnung = anlagen.iter().find(released)?;
    Some(counted_twice(row, &format!("die Auflösung des Sonderpostens der Anlage {}", rechnung.gut.kennung)))
}

/// Income in the budget, and an asset that brings some in the same year; what falls away may well be less of the income in
/// the budget.
fn ertrag(anlagen: &[Anlagerechnung<'_>], row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let jahr = row.jahr.zahl();
    let brings = |rechnung: &&Anlagerechnung<'_>| {
        let (first, last) = rechnung.gut.nutzung();
        rechnung.gut.ertrag.is_some_and(|betrag| betrag > Euro::ZERO) && first <= jahr && jahr <= last
    };
    let rechnung = anlagen.iter().find(brings)?;
    Some(counted_twice(row, &format!("der laufende Ertrag der Anlage {}", rechnung.gut.kennung)))
}

/// The finding for income in the budget beside that of an asset.
fn counted_twice(row: &Located<Haushaltsansatz>, other: &str) -> Finding {
    let message = format!("Ertrag für {} steht im Haushalt, und {other} wird dazugerechnet.", row.jahr);
    let mend =
        "Ist es dasselbe Geld, löschen Sie die Zeile im Haushalt, und setzen Sie bei der Anlage „veranschlagt“ auf ja.";
    Finding::at(Code::RB219, row.span("zeile"), message, mend).found(row.name())
}

/// Assets that together cost more than the project ever pays out.
fn zu_teuer(anlagen: &[&Located<Anlagegut>], rows: &[&Located<Haushaltsansatz>]) -> Option<Finding> {
    // What is computed from a negative amount is wrong for that reason alone.
    if rows.iter().any(|row| row.ansatz.is_negative() || row.updated_ansatz().is_negative()) {
        return None;
    }
    let dearest = anlagen.iter().max_by_key(|gut| (gut.anschaffungskosten, Reverse(&gut.kennung)))?;
    let kosten: Euro = anlagen.iter().map(|gut| gut.anschaffungskosten).sum();
    let paid = || rows.iter().filter(|row| row.zeile == Haushaltszeile::Auszahlungen);
    let planned: Euro = paid().map(|row| row.ansatz).sum();
    let auszahlungen = planned.max(paid().map(|row| row.updated_ansatz()).sum());
    (kosten > auszahlungen).then(|| {
        let message = format!(
            "Die Anlagen des Projekts {} kosten zusammen {kosten} €, der Haushalt hat dafür über alle Jahre {auszahlungen} € \
             Auszahlungen.",
            dearest.projekt
        );
        let mend = "Prüfen Sie die Anschaffungskosten, und ergänzen Sie in der Tabelle haushalt die Auszahlungen aller Jahre.";
        let finding = Finding::at(Code::RB228, dearest.span("anschaffungskosten"), message, mend);
        finding.expected(format!("Anlagen über zusammen höchstens {auszahlungen} €"))
    })
}

/// Income in the budget, and a part of a grant in the same year and table.
fn tranche(sicht: &Sicht<'_>, projekt: &Kennung, row: &Located<Haushaltsansatz>, art: Haushaltsart) -> Option<Finding> {
    let tranchen = sicht.bewilligungen(projekt).iter().flat_map(|b| sicht.tranchen(&b.kennung));
    let same = |t: &&&Located<Tranche>| t.jahr == row.jahr && t.art == art && !t.betrag.is_zero();
    let tranche = tranchen.into_iter().find(same)?;
    let (zeile, jahr) = (row.zeile.text(), row.jahr);
    let message = format!(
        "„{zeile}“ für {jahr} steht im Haushalt, und die Tranche der Bewilligung {} bringt in dieser Zeile {} €.",
        tranche.bewilligung, tranche.betrag
    );
    let mend = "Ist es dasselbe Geld, löschen Sie die Zeile im Haushalt, und setzen Sie bei der Tranche „veranschlagt“ auf ja.";
    Some(Finding::at(Code::RB219, row.span("zeile"), message, mend).found(row.name()))
}
