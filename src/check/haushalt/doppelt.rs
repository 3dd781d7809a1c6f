//! The same money kept in two tables.

use crate::finding::{Code, Finding};
use crate::model::{Anlagegut, Euro, Haushaltsansatz, Haushaltsart, Haushaltszeile, Kennung, Located, Sicht, Tranche};

pub(super) fn check(sicht: &Sicht<'_>, projekt: &Kennung, rows: &[&Located<Haushaltsansatz>]) -> Vec<Finding> {
    let filled = |row: &&&Located<Haushaltsansatz>| !row.ansatz.is_zero() || !row.fortgeschrieben().is_zero();
    let mut findings = Vec::new();
    for row in rows.iter().filter(filled) {
        findings.extend(match row.zeile {
            Haushaltszeile::Abschreibungen => abschreibung(sicht, projekt, row),
            Haushaltszeile::Einzahlungen => tranche(sicht, projekt, row, Haushaltsart::Investiv),
            Haushaltszeile::Ertrag => tranche(sicht, projekt, row, Haushaltsart::Konsumtiv),
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
    Some(Finding::at(Code::RB218, row.span("zeile"), message, mend).found(row.bezeichnung()))
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
    Some(Finding::at(Code::RB219, row.span("zeile"), message, mend).found(row.bezeichnung()))
}
