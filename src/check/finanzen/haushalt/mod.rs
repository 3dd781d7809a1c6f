//! Budget and assets of projects: rows that contradict themselves, one another, or the grants.

mod anlagen;
mod doppelt;
mod konten;
mod kontogenau;
mod sonderposten;
mod uebertragung;

use crate::check::finanzen::vorzeichen::{falls_away, negative_in};
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Euro, Haushaltsansatz, Keyed, Located, Sicht};

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for projekt in sicht.projekte() {
        let rows = sicht.haushalt(&projekt.kennung);
        for row in rows {
            findings.extend(zeile(row));
            findings.extend(konten::check(bestand.stammdaten.haushalt.as_ref(), row));
        }
        let unclear = kontogenau::check(rows);
        // Which row counts must be known before years can be compared.
        if unclear.is_empty() {
            findings.extend(uebertragung::check(rows));
        }
        findings.extend(unclear);
        findings.extend(doppelt::check(sicht, &projekt.kennung, rows));
        let assets = anlagen::check(bestand, sicht, &projekt.kennung);
        // A split of amounts that are wrong says nothing.
        if !assets.iter().any(|finding| finding.code == Code::RB221) {
            findings.extend(sonderposten::check(sicht, &projekt.kennung));
        }
        findings.extend(assets);
    }
    findings
}

/// One row by itself.
fn zeile(row: &Located<Haushaltsansatz>) -> Vec<Finding> {
    let below = row.ansatz.is_negative().then(|| negative_in(row.zeile, row.span("ansatz"), row.ansatz, ""));
    let mut findings: Vec<Finding> = below.into_iter().collect();
    // What is computed from a negative amount is wrong for that reason alone.
    if findings.is_empty() {
        findings.extend(unter_null(row));
        findings.extend(without_deckung(row));
    }
    findings.extend(falsche_art(row));
    findings
}

/// A row of the other table.
fn falsche_art(row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let (zeile, art) = (row.zeile, row.art);
    (zeile.art() != art).then(|| {
        let message =
            format!("Die Zeile „{}“ ist {}, als Art steht aber „{}“ da.", zeile.text(), zeile.art().text(), art.text());
        let mend = "Berichtigen Sie die Art oder die Zeile.";
        let finding = Finding::at(Code::RB217, row.span("art"), message, mend);
        finding.expected(format!("„{}“", zeile.art().text())).found(format!("„{}“", art.text()))
    })
}

/// F6: no more can be cut or moved than there is.
fn unter_null(row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let betrag = row.updated_ansatz();
    betrag.is_negative().then(|| {
        let message = format!("Der fortgeschriebene Ansatz ist negativ: {betrag} € ({}).", row.name());
        let mut mend =
            "Prüfen Sie die Vorzeichen von Nachtrag, über-/außerplanmäßigen Mitteln und Umschichtung.".to_owned();
        if let Some(where_to) = falls_away(row.zeile) {
            mend = format!("{mend} {where_to}");
        }
        let parts =
            row.komponenten().into_iter().filter_map(|(field, betrag)| Some(format!("„{field}“ {} €", betrag?)));
        let parts: Vec<String> = parts.collect();
        let field = row.komponenten().into_iter().find(|(_, betrag)| betrag.is_some_and(Euro::is_negative));
        let finding = Finding::at(Code::RB220, row.span(field.map_or("ansatz", |(field, _)| field)), message, mend);
        finding.expected("0,00 € oder mehr").found(format!("Ansatz {} €, {}", row.ansatz, parts.join(", ")))
    })
}

/// Money beyond the plan comes from another account [law: GO NRW § 83].
fn without_deckung(row: &Located<Haushaltsansatz>) -> Option<Finding> {
    let moved: Euro = [row.ueber_ausserplanmaessig, row.umschichtung].into_iter().flatten().sum();
    if row.zeile.is_income() || row.deckung_psp.is_some() || moved <= Euro::ZERO {
        return None;
    }
    let message = format!("Woher der Mehrbedarf von {moved} € kommt, ist nicht genannt ({}).", row.name());
    let mend = "Tragen Sie unter „deckung_psp“ und „deckung_kostenart“ das Konto ein, das ihn deckt.";
    let field = if row.ueber_ausserplanmaessig.is_some() { "ueber_ausserplanmaessig" } else { "umschichtung" };
    Some(Finding::at(Code::RB224, row.span(field), message, mend).expected("ein Konto, aus dem das Geld kommt"))
}
