//! Rows of one project, year and row of the form of which one names an account and the other none.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding};
use crate::model::{Haushaltsansatz, Haushaltszeile, Jahr, Keyed, Located};

/// An account as far as a row names it: PSP-Element and Kostenart.
type Kontierung<'a> = (Option<&'a str>, Option<&'a str>);

/// Of two such rows nobody can say whether the later one replaces the earlier one or stands beside it; both would count.
pub(super) fn check(rows: &[&Located<Haushaltsansatz>]) -> Vec<Finding> {
    let mut groups: BTreeMap<(Jahr, Haushaltszeile), Vec<&Located<Haushaltsansatz>>> = BTreeMap::new();
    for row in rows {
        groups.entry((row.jahr, row.zeile)).or_default().push(row);
    }
    groups.values().flat_map(|rows| gruppe(rows)).collect()
}

fn gruppe(rows: &[&Located<Haushaltsansatz>]) -> Vec<Finding> {
    let known: BTreeSet<Kontierung<'_>> = rows.iter().map(|row| konto(row)).collect();
    let half = known.iter().any(|(psp, kostenart)| psp.is_none() && kostenart.is_some());
    let vague = |row: &&&Located<Haushaltsansatz>| {
        let (psp, kostenart) = konto(row);
        let wider = [(psp, None), (None, kostenart), (None, None)];
        let is_wider = wider.into_iter().any(|wider| wider != (psp, kostenart) && known.contains(&wider));
        // One names the PSP-Element alone, another the Kostenart alone: both may mean one account.
        is_wider || (kostenart.is_none() && psp.is_some() && half)
    };
    rows.iter().filter(vague).map(|row| unklar(row)).collect()
}

fn konto(row: &Haushaltsansatz) -> Kontierung<'_> {
    (row.psp.as_deref(), row.kostenart.as_deref())
}

fn unklar(row: &Located<Haushaltsansatz>) -> Finding {
    let field = if row.psp.is_some() { "psp" } else { "kostenart" };
    let message = format!(
        "Zu {}, {}, {} gibt es eine Zeile mit diesem Konto und eine, die es nicht nennt. Beide würden gezählt.",
        row.projekt,
        row.jahr,
        row.zeile.text()
    );
    let mend = "Ist es dieselbe Zeile, tragen Sie das Konto auch in der anderen ein; dann ersetzt die später erfasste die \
                frühere. Sind es zwei, ergänzen Sie dort ihr eigenes Konto.";
    let finding = Finding::at(Code::RB226, row.span(field), message, mend);
    finding.expected("in allen Zeilen dieses Jahres PSP-Element und Kostenart, oder in keiner").found(row.name())
}
