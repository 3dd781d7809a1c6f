//! Ermächtigungsübertragungen: what one year hands on, the next one receives.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding};
use crate::model::{Euro, Haushaltsansatz, Haushaltszeile, Keyed, Located};

/// An account of a project: row of the form, PSP-Element, Kostenart.
type Kontoschluessel<'a> = (Haushaltszeile, &'a Option<String>, &'a Option<String>);

/// Compares each year with the one before it, account by account.
///
/// Money that is added to one year and taken from none counts twice in the Gesamtbedarf [law: KomHVO § 22].
pub(super) fn check(rows: &[&Located<Haushaltsansatz>]) -> Vec<Finding> {
    let mut by_year: BTreeMap<(Kontoschluessel<'_>, i32), &Located<Haushaltsansatz>> = BTreeMap::new();
    for row in rows {
        by_year.insert(((row.zeile, &row.psp, &row.kostenart), row.jahr.zahl()), row);
    }
    let pairs = by_year.iter().filter_map(|((konto, jahr), row)| {
        let before = by_year.get(&(*konto, jahr - 1))?;
        einseitig(before, row)
    });
    let last = by_year.iter().filter(|((konto, jahr), _)| !by_year.contains_key(&(*konto, jahr + 1)));
    pairs.chain(last.filter_map(|(_, row)| ohne_folgejahr(row))).collect()
}

/// What a year hands on; never below nought.
fn abgegeben(row: &Haushaltsansatz) -> Euro {
    Euro::ZERO.minus(row.ermaechtigungsuebertragung.unwrap_or_default()).max(Euro::ZERO)
}

/// What a year receives from the one before; never below nought.
fn erhalten(row: &Haushaltsansatz) -> Euro {
    row.ermaechtigungsuebertragung.unwrap_or_default().max(Euro::ZERO)
}

/// Two years of one account that do not agree on what was handed on.
fn einseitig(before: &Located<Haushaltsansatz>, row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let (given, received) = (abgegeben(before), erhalten(row));
    if given == received {
        return None;
    }
    let (von, nach) = (before.jahr, row.jahr);
    let message = format!("{nach} erhält {received} € aus dem Vorjahr, {von} gibt aber {given} € ab ({}).", row.name());
    let mend = format!(
        "Tragen Sie unter Ermächtigungsübertragung in {von} den Betrag mit Minus ein, den {nach} erhält. Sonst zählt er im \
         Gesamtbedarf doppelt oder gar nicht."
    );
    // The side that says more is the one that somebody typed last.
    let side = if received > given { row } else { before };
    let finding = Finding::at(Code::RB227, side.span("ermaechtigungsuebertragung"), message, mend);
    Some(finding.expected(format!("in beiden Jahren derselbe Betrag, {von} mit Minus und {nach} mit Plus")))
}

/// Money handed on to a year that has no row.
fn ohne_folgejahr(row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let given = abgegeben(row);
    let next = row.jahr.folgejahr();
    (given > Euro::ZERO).then(|| {
        let message = format!("{given} € sind nach {next} übertragen, dort fehlt die Zeile ({}).", row.name());
        let mend = format!("Ergänzen Sie die Zeile für {next} mit demselben Konto und der Übertragung mit Plus.");
        let finding = Finding::at(Code::RB227, row.span("ermaechtigungsuebertragung"), message, mend);
        finding.expected(format!("eine Zeile für {next}, die den Betrag erhält"))
    })
}
