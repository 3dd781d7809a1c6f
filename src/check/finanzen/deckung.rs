//! Deckung: each pair of columns that holds an amount says whether it is covered [form].

use super::Zelle;
use crate::finding::{Code, Finding};
use crate::model::{DeckungJePaar, Located, Vorlage};

pub(super) fn check(vorlage: &Located<Vorlage>, zellen: &[Zelle]) -> Vec<Finding> {
    let tabellen = vorlage.finanzen.deckungen();
    tabellen.filter_map(|(tabelle, angabe)| fehlende_angabe(vorlage, tabelle, angabe, zellen)).collect()
}

/// The amounts of the accounts that cover something, with their paths.
pub(super) fn nachweise(vorlage: &Vorlage) -> impl Iterator<Item = Zelle> {
    vorlage.finanzen.deckungen().flat_map(|(tabelle, angabe)| {
        let nachweise = angabe.into_iter().flat_map(|deckung| deckung.nachweis.indexed());
        nachweise.map(move |(i, n)| (format!("finanzen/{tabelle}/deckung/nachweis/{i}/betrag"), n.betrag))
    })
}

fn fehlende_angabe(
    vorlage: &Located<Vorlage>,
    tabelle: &str,
    angabe: Option<&DeckungJePaar>,
    zellen: &[Zelle],
) -> Option<Finding> {
    let prefix = format!("finanzen/{tabelle}/");
    let filled = |columns: [&str; 2]| {
        let mut own = zellen.iter().filter(|(path, betrag)| path.starts_with(&prefix) && !betrag.is_zero());
        own.any(|(path, _)| columns.contains(&path.rsplit('/').next().unwrap_or_default()))
    };
    let missing: Vec<&str> = [
        ("ansatz", ["ansatz", "fortgeschrieben"], angabe.is_some_and(|d| d.ansatz.is_some())),
        ("ff", ["ansatz_ff", "fortgeschrieben_ff"], angabe.is_some_and(|d| d.ff.is_some())),
    ]
    .into_iter()
    .filter(|(_, columns, stated)| filled(*columns) && !stated)
    .map(|(pair, ..)| pair)
    .collect();
    if missing.is_empty() {
        return None;
    }
    let jahre: Vec<&str> =
        missing.iter().map(|pair| if *pair == "ansatz" { "das Haushaltsjahr" } else { "die Folgejahre" }).collect();
    let fields: Vec<String> = missing.iter().map(|pair| format!("\"{pair}\": \"gegeben\"")).collect();
    let message = format!("Für {} fehlt die Angabe zur Deckung ({tabelle}).", jahre.join(" und "));
    let mend = format!("Ergänzen Sie unter \"deckung\": {{ {} }}, oder \"nicht ausreichend\".", fields.join(", "));
    Some(Finding::at(Code::RB204, vorlage.span(&format!("{prefix}deckung")), message, mend))
}
